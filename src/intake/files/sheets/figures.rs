//! What a cell of a workbook shows.

use super::decimal::Digits;
use super::format::Format;

/// What is seen of a number with this format; `is_1904` says from which year the workbook counts days.
pub(super) fn shown(value: f64, format: Option<&Format>, is_1904: bool) -> String {
    match format {
        Some(Format::Date) => date(value, is_1904).unwrap_or_else(|| number(value)),
        Some(Format::Duration) => duration(value).unwrap_or_else(|| number(value)),
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

/// A date or a time of day, which is no figure: somebody typed 1-2 or 1/2, and the program made a date of it. `None` for a number that is
/// no date, which the program shows as a row of #.
fn date(value: f64, is_1904: bool) -> Option<String> {
    let (mut days, seconds) = moment(value)?;
    // The first day is 1, and there is a 29 February 1900 that never was, for the sake of Lotus 1-2-3.
    let epoch = match (is_1904, days) {
        (true, _) => 24_107,
        (_, 60) => return Some("1900-02-29".to_owned()),
        (_, 61..) => 25_569,
        _ => 25_568,
    };
    days -= epoch;
    let (year, month, day) = civil(days);
    let time = format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(if seconds == 0 { format!("{year}-{month:02}-{day:02}") } else { format!("{year}-{month:02}-{day:02} {time}") })
}

fn duration(value: f64) -> Option<String> {
    let (days, seconds) = moment(value)?;
    Some(format!("{}:{:02}:{:02}", days * 24 + seconds / 3600, seconds / 60 % 60, seconds % 60))
}

/// Whole days and the seconds of the day.
#[expect(clippy::float_arithmetic, clippy::cast_possible_truncation, reason = "a time is no figure, and what is kept of it is small")]
fn moment(value: f64) -> Option<(i64, i64)> {
    /// The last day of the year 9999.
    const LAST: f64 = 2_958_466.0;
    if !(0.0..LAST).contains(&value) {
        return None;
    }
    let seconds = (value * 86_400.0).round() as i64;
    Some((seconds / 86_400, seconds % 86_400))
}

/// The date of a day counted from 1 January 1970, after Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
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

    #[test]
    fn dates_and_times() {
        let cases: [(f64, Format, bool, &str); 10] = [
            (45_293.0, Format::Date, false, "2024-01-02"),
            (45_351.0, Format::Date, false, "2024-02-29"),
            (45_293.5, Format::Date, false, "2024-01-02 12:00:00"),
            (61.0, Format::Date, false, "1900-03-01"),
            (60.0, Format::Date, false, "1900-02-29"),
            (1.0, Format::Date, false, "1900-01-01"),
            (43_831.0, Format::Date, true, "2024-01-02"),
            (1.5, Format::Duration, false, "36:00:00"),
            (-1.0, Format::Date, false, "-1"),
            (1e9, Format::Date, false, "1000000000"),
        ];
        for (value, format, is_1904, expected) in cases {
            assert_eq!(shown(value, Some(&format), is_1904), expected);
        }
    }
}
