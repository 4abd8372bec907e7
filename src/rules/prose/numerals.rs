//! Numbers and dates in Chinese numerals.

use super::dates::Day;

/// The value of a Chinese numeral; 10 and above are factors.
pub(super) const fn chinese(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        _ => return None,
    })
}

/// The number that numerals with factors among them make: 一百零三.
pub(super) fn composed(numerals: &[i64]) -> i64 {
    let (mut sum, mut section, mut unit) = (0_i64, 0_i64, 0_i64);
    for &value in numerals.iter().take(12) {
        match value {
            0..=9 => unit = value,
            10_000 => {
                sum = (sum + section + unit) * value;
                (section, unit) = (0, 0);
            }
            _ => {
                section += unit.max(i64::from(unit == 0)) * value;
                unit = 0;
            }
        }
    }
    sum + section + unit
}

/// A day without white space that is written in Chinese numerals: 二〇二四年一月二十日. Circles of every kind stand for 〇.
pub(super) fn day(text: &str) -> Option<Day> {
    let (year, rest) = text.split_once('年')?;
    let (month, date) = rest.strip_suffix('日')?.split_once('月')?;
    let numerals = |text: &str| -> Option<Vec<i64>> {
        text.chars().map(|c| if matches!(c, '○' | 'Ｏ' | 'O' | '◯' | '０' | '0') { Some(0) } else { chinese(c) }).collect()
    };
    let [a, b, c, d] = numerals(year)?.try_into().ok()?;
    let (month, date) = (if month == "元" { 1 } else { composed(&numerals(month)?) }, composed(&numerals(date)?));
    let year = [a, b, c, d].into_iter().all(|digit| digit < 10).then_some(a * 1000 + b * 100 + c * 10 + d)?;
    let fits = (2000..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&date);
    fits.then_some(Day { year: Some(year), month, date })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let cases = [
            ("二〇二四年一月二十日", Some((2024, 1, 20))),
            ("二○二四年元月九日", Some((2024, 1, 9))),
            ("二零二三年十二月三十一日", Some((2023, 12, 31))),
            ("二O二四年三月十日", Some((2024, 3, 10))),
            ("二〇二四年十三月一日", None),
            ("二四年一月一日", None),
            ("二〇二四年一月", None),
            ("2024年1月20日", None),
        ];
        for (text, expected) in cases {
            assert_eq!(day(text), expected.map(|(year, month, date)| Day { year: Some(year), month, date }), "{text}");
        }
    }
}
