//! Number formats: what a cell shows of its number.
//!
//! What is seen is what is printed and published, so that 0.5 with the format `0%` is 50%. A format that is not followed here is named
//! beside the number, which makes the cell unreadable instead of a guess.

use super::decimal::Digits;

/// The longest code in bytes that is followed. Excel takes 255 characters, and those of a report have twenty.
const MOST_OF_CODE: usize = 128;

/// How a cell shows a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// All digits of the number.
    #[default]
    General,
    /// A date or a time of day.
    Date,
    /// A length of time.
    Duration,
    /// One to three sections: for all numbers; or for those from zero up and those below; or for positive, negative and zero.
    Sections(Vec<Section>),
    /// A format that is not followed, as it is written.
    Other(String),
}

/// A section of a format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Section {
    before: String,
    after: String,
    /// What stands between the two; a section can be words alone, or nothing.
    digits: Option<Places>,
}

/// How many digits are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Places {
    /// As many as the number has.
    all: bool,
    /// Digits before the point, and at least and at most after it.
    whole: usize,
    least: usize,
    most: usize,
    /// By how many powers of ten the number is raised before it is shown: 2 for percent, -3 for each comma at the end.
    shift: i32,
    /// For scientific notation the digits of the exponent.
    exponent: Option<usize>,
}

/// The formats that workbooks refer to by number and do not write out, as far as they are no dates.
const BUILT_IN: [(u16, &str); 23] = [
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "¥#,##0"),
    (6, "¥#,##0"),
    (7, "¥#,##0.00"),
    (8, "¥#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (37, "#,##0"),
    (38, "#,##0"),
    (39, "#,##0.00"),
    (40, "#,##0.00"),
    (41, "#,##0;-#,##0;\"-\""),
    (42, "¥#,##0;¥-#,##0;¥\"-\""),
    (43, "#,##0.00;-#,##0.00;\"-\""),
    (44, "¥#,##0.00;¥-#,##0.00;¥\"-\""),
    (46, "[h]:mm:ss"),
    (48, "##0.0E+0"),
];

impl Format {
    /// A format by its number. East Asian workbooks have dates at 27 to 36 and 50 to 58 too.
    pub fn built_in(number: u16) -> Self {
        match number {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            _ => BUILT_IN.iter().find(|(known, _)| *known == number).map_or(Self::General, |(_, code)| Self::parse(code)),
        }
    }

    /// Reads the code of a format.
    pub fn parse(code: &str) -> Self {
        if code.is_empty() {
            return Self::General;
        }
        if code.len() > MOST_OF_CODE {
            // Every cell would repeat what is in it.
            return Self::Other("…".to_owned());
        }
        let mut sections = Vec::new();
        for part in split(code).into_iter().take(4) {
            match section(part) {
                Ok(section) => sections.push(section),
                // The fourth section is for text, and what a section after the first says of dates is of no account.
                Err(Stop::Date) if sections.is_empty() => return Self::Date,
                Err(Stop::Duration) if sections.is_empty() => return Self::Duration,
                Err(_) if sections.len() == 3 => break,
                Err(_) => return Self::Other(code.to_owned()),
            }
        }
        sections.truncate(3);
        let shows_all = |section: &Section| {
            let Section { before, after, digits } = section;
            before.is_empty() && after.is_empty() && digits.is_some_and(|digits| digits.all)
        };
        if sections.first().is_none_or(shows_all) && sections.len() < 2 { Self::General } else { Self::Sections(sections) }
    }

    /// What is seen of a number that is no date.
    pub fn show(&self, value: f64) -> String {
        let general = || super::figures::number(value);
        let Some(digits) = Digits::of(value) else { return general() };
        match self {
            Self::General | Self::Date | Self::Duration => general(),
            Self::Other(code) => format!("{} [{code}]", general()),
            Self::Sections(sections) => {
                let (section, has_sign) = match (digits.sign(), &sections[..]) {
                    (0, [_, _, zero]) => (Some(zero), true),
                    (-1, [_, below, ..]) => (Some(below), true),
                    (_, all) => (all.first(), false),
                };
                section.map_or_else(general, |section| section.show(digits, has_sign))
            }
        }
    }
}

impl Section {
    /// A section for negative numbers alone writes their sign itself.
    fn show(&self, mut digits: Digits, has_sign: bool) -> String {
        let Self { before, after, digits: places } = self;
        let Some(places) = places else { return format!("{before}{after}") };
        digits.shift(places.shift);
        let shown = match (places.all, places.exponent) {
            (true, _) => digits.plain(1, 0, usize::MAX),
            (_, Some(exponent)) => digits.scientific(places.least, places.most, exponent),
            _ => digits.plain(places.whole, places.least, places.most),
        };
        let sign = if digits.sign() < 0 && !has_sign && shown.bytes().any(|digit| matches!(digit, b'1'..=b'9')) { "-" } else { "" };
        format!("{sign}{before}{shown}{after}")
    }
}

/// Splits a format at its semicolons.
fn split(code: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut is_quoted, mut is_escaped) = (0, false, false);
    for (at, character) in code.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '\\' | '_' | '*' => is_escaped = true,
            ';' => {
                parts.push(code.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(code.get(start..).unwrap_or_default());
    parts
}

/// Why a section is none of numbers.
enum Stop {
    Date,
    Duration,
    Unknown,
}

fn section(code: &str) -> Result<Section, Stop> {
    let mut section = Section::default();
    let mut places = Places::default();
    let (mut has_digits, mut after_point, mut commas) = (false, false, 0);
    let mut rest = code;
    while let Some(character) = rest.chars().next() {
        let mut used = character.len_utf8();
        let next = rest.get(used..).unwrap_or_default().chars().next();
        let words = if has_digits { &mut section.after } else { &mut section.before };
        if let Some(name) =
            ["General", "G/通用格式"].into_iter().find(|&name| rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)))
        {
            (has_digits, places.all) = (true, true);
            rest = rest.get(name.len()..).unwrap_or_default();
            continue;
        }
        match character {
            '"' => {
                let inner = rest.get(1..).unwrap_or_default();
                let end = inner.find('"').unwrap_or(inner.len());
                words.push_str(inner.get(..end).unwrap_or_default());
                used = (end + 2).min(rest.len());
            }
            '\\' => {
                words.extend(next);
                used += next.map_or(0, char::len_utf8);
            }
            // A gap as wide as the next character, or one filled with it.
            '_' | '*' => used += next.map_or(0, char::len_utf8),
            '[' => {
                let end = rest.find(']').ok_or(Stop::Unknown)?;
                words.push_str(bracket(rest.get(1..end).unwrap_or_default())?);
                used = end + 1;
            }
            '0' | '#' | '?' => {
                // Words between digits, as in 000-0000, are not followed.
                if !section.after.is_empty() || places.all {
                    return Err(Stop::Unknown);
                }
                has_digits = true;
                commas = 0;
                if after_point {
                    places.most += 1;
                    places.least = if character == '0' { places.most } else { places.least };
                } else {
                    places.whole += usize::from(character == '0');
                }
            }
            '.' if !after_point => (has_digits, after_point) = (true, true),
            ',' if has_digits => commas += 1,
            '%' => {
                places.shift += 2;
                words.push('%');
            }
            'E' | 'e' if matches!(next, Some('+' | '-')) && has_digits => {
                let digits = rest.get(2..).unwrap_or_default().bytes().take_while(|&digit| matches!(digit, b'0' | b'#' | b'?')).count();
                places.exponent = Some(digits);
                used = 2 + digits;
            }
            '/' if has_digits => return Err(Stop::Unknown),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' | 'e' | 'E' | 'b' | 'B' | 'g' | 'G' => {
                return Err(Stop::Date);
            }
            '@' => (has_digits, places.all) = (true, true),
            _ => words.push(character),
        }
        rest = rest.get(used..).unwrap_or_default();
    }
    places.shift -= 3 * commas;
    if has_digits {
        section.digits = Some(places);
    }
    Ok(section)
}

/// What stands in brackets: a colour, a currency with its language, a length of time, or what is not followed.
fn bracket(inner: &str) -> Result<&str, Stop> {
    const COLOURS: [&str; 16] = [
        "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "黑色", "蓝色", "青色", "绿色", "洋红", "红色", "白色",
        "黄色",
    ];
    let low = inner.to_ascii_lowercase();
    if let Some(currency) = inner.strip_prefix('$') {
        return Ok(currency.split('-').next().unwrap_or_default());
    }
    let is_colour = COLOURS.contains(&low.as_str()) || low.starts_with("color") || low.starts_with("颜色");
    match low.bytes().next() {
        _ if is_colour => Ok(""),
        Some(b'h' | b'm' | b's') => Err(Stop::Duration),
        _ => Err(Stop::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_by_their_format() {
        let cases: [(&str, f64, &str); 34] = [
            ("General", 0.1, "0.1"),
            ("0", 12.0, "12"),
            ("0", 3.6, "4"),
            ("0", -0.4, "0"),
            ("000", 7.0, "007"),
            ("#", 0.0, ""),
            ("0.00", 18.871, "18.87"),
            ("0.00", 0.125, "0.13"),
            ("0.00", 9.995, "10.00"),
            ("0.0#", 2.5, "2.5"),
            ("#,##0", 1_234_567.0, "1234567"),
            ("#,##0,", 12_000.0, "12"),
            ("0%", 0.5, "50%"),
            ("0.0%", 0.4538, "45.4%"),
            ("0%", 1.0, "100%"),
            ("0.00E+00", 1234.0, "1.23E+03"),
            ("0.0E+0", 0.000_12, "1.2E-4"),
            ("0\"件\"", 12.0, "12件"),
            ("0件", 12.0, "12件"),
            ("G/通用格式\"件\"", 12.0, "12件"),
            ("General\"件\"", -2.5, "-2.5件"),
            ("\"共\"0\\件", 12.0, "共12件"),
            ("[Red]0", 5.0, "5"),
            ("[$¥-804]#,##0.00", 5.0, "¥5.00"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", 1200.0, "1200"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", -3.0, "-3"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "-"),
            ("0_);(0)", -3.0, "(3)"),
            (";;;", 5.0, ""),
            ("@", 12.0, "12"),
            ("# ?/?", 0.5, "0.5 [# ?/?]"),
            ("[DBNum1]General", 3.0, "3 [[DBNum1]General]"),
            ("[>5]0;0.0", 7.0, "7 [[>5]0;0.0]"),
            ("000-0000", 12.0, "12 [000-0000]"),
        ];
        for (code, value, expected) in cases {
            assert_eq!(Format::parse(code).show(value), expected, "{code} {value}");
        }
    }

    #[test]
    fn dates_are_told_from_numbers() {
        let cases = [
            ("yyyy/m/d", Format::Date),
            ("yyyy\"年\"m\"月\"", Format::Date),
            ("[$-804]aaaa", Format::Date),
            ("[h]:mm", Format::Duration),
            ("h:mm AM/PM;@", Format::Date),
            ("", Format::General),
            ("General;", Format::parse("General;")),
        ];
        for (code, expected) in cases {
            assert_eq!(Format::parse(code), expected, "{code}");
        }
        assert_eq!(
            [0, 14, 31, 46, 49].map(Format::built_in),
            [Format::General, Format::Date, Format::Date, Format::Duration, Format::General]
        );
        assert_eq!(Format::built_in(9).show(0.25), "25%");
    }
}
