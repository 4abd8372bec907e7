//! What a cell of a workbook shows.

use calamine::{CellErrorType, ExcelDateTime, ExcelDateTimeType};

use super::decimal::Digits;
use super::format::Format;

/// What is seen of a number with this format; `is_1904` says from which year the workbook counts days.
pub(super) fn shown(value: f64, format: Option<&Format>, is_1904: bool) -> String {
    let time = |kind| date(&ExcelDateTime::new(value, kind, is_1904));
    match format {
        Some(Format::Date) => time(ExcelDateTimeType::DateTime),
        Some(Format::Duration) => time(ExcelDateTimeType::TimeDelta),
        Some(format) => format.show(value),
        None => number(value),
    }
}

/// A number with its digits and nothing else. Excel itself keeps 15 of them, and what is beyond is the noise of binary fractions.
pub(super) fn number(value: f64) -> String {
    match Digits::of(value) {
        Some(digits) if digits.sign() < 0 => format!("-{}", digits.plain(1, 0, usize::MAX)),
        Some(digits) => digits.plain(1, 0, usize::MAX),
        None => format!("{value:e}"),
    }
}

/// A date or a time of day, which is no figure: somebody typed 1-2 or 1/2, and the program made a date of it.
pub(super) fn date(value: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    if value.is_duration() {
        return format!("{hour}:{minute:02}:{second:02}");
    }
    match (hour, minute, second) {
        (0, 0, 0) => format!("{year}-{month:02}-{day:02}"),
        _ => format!("{year}-{month:02}-{day:02} {hour}:{minute:02}:{second:02}"),
    }
}

/// An error value as the program shows it.
pub(super) fn error(value: &CellErrorType) -> String {
    match value {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        _ => "#VALUE!",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_digits_and_no_noise() {
        let cases: [(f64, &str); 14] = [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-3.0, "-3"),
            (18.871, "18.871"),
            (0.1 + 0.2, "0.3"),
            (1.15 + 2.30, "3.45"),
            (251_000.0, "251000"),
            (0.000_123, "0.000123"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e21, "1000000000000000000000"),
            (1e300, "1e300"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
        }
    }
}
