//! What a cell of a workbook shows.

use calamine::{CellErrorType, ExcelDateTime};

/// A number with its digits and nothing else. Excel itself keeps 15 of them, and what is beyond is the noise of binary fractions.
pub(super) fn number(value: f64) -> String {
    let shortest = format!("{value:e}");
    let digits = |text: &str| text.split('e').next().map_or(0, |mantissa| mantissa.bytes().filter(u8::is_ascii_digit).count());
    let scientific = if digits(&shortest) > 15 { format!("{value:.14e}") } else { shortest };
    plain(&scientific).unwrap_or(scientific)
}

/// Writes `1.25e2` as `125`; `None` for what is no such number or has too many digits to write out.
fn plain(scientific: &str) -> Option<String> {
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: String = [whole, fraction.trim_end_matches('0')].concat();
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    if !(-20..=40).contains(&point) || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let length = i32::try_from(digits.len()).ok()?;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let text = if point <= 0 {
        format!("{sign}0.{}{digits}", zeros(-point))
    } else if point >= length {
        format!("{sign}{digits}{}", zeros(point - length))
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(point).ok()?);
        format!("{sign}{whole}.{fraction}")
    };
    Some(if text.trim_start_matches(['-', '0', '.']).is_empty() { "0".to_owned() } else { text })
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
