//! A number as its decimal digits, so that rounding is that of the digits which a workbook shows and not of binary fractions.

/// How many digits a workbook keeps; what is beyond is the noise of binary fractions.
const MOST_DIGITS: usize = 15;
/// Digits that are written out before or after the point; beyond, a number is written with an exponent.
const MOST_PLACES: i32 = 40;

/// A finite number: its digits without zeros before and after them, and where the point stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    is_negative: bool,
    /// From 0 to 9; empty for zero.
    list: Vec<u8>,
    /// How many digits stand before the point; negative where zeros follow it.
    point: i32,
}

impl Digits {
    /// `None` for what is no number, and for numbers that are too large or too small to be written out.
    pub fn of(value: f64) -> Option<Self> {
        let shortest = format!("{value:e}");
        let count = |text: &str| text.split('e').next().map_or(0, |mantissa| mantissa.bytes().filter(u8::is_ascii_digit).count());
        let scientific = if count(&shortest) > MOST_DIGITS { format!("{value:.14e}") } else { shortest };
        let (mantissa, exponent) = scientific.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let mut number = Self {
            is_negative: mantissa.starts_with('-'),
            list: mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect(),
            point: exponent.saturating_add(1),
        };
        number.trim();
        (-MOST_PLACES / 2..=MOST_PLACES).contains(&number.point).then_some(number)
    }

    /// -1, 0 or 1.
    pub fn sign(&self) -> i32 {
        match (self.list.is_empty(), self.is_negative) {
            (true, _) => 0,
            (_, true) => -1,
            _ => 1,
        }
    }

    /// Multiplies by a power of ten.
    pub fn shift(&mut self, by: i32) {
        if !self.list.is_empty() {
            self.point = self.point.saturating_add(by);
        }
    }

    /// The number without its sign: at least `whole` digits before the point, and from `least` to `most` after it, rounded half up.
    pub fn plain(&self, whole: usize, least: usize, most: usize) -> String {
        let most = most.min(MOST_PLACES.unsigned_abs() as usize * 2);
        let mut number = self.clone();
        number.round(i32::try_from(most).unwrap_or(0).saturating_add(number.point));
        let digit = |at: i32| usize::try_from(at).ok().and_then(|at| number.list.get(at)).map_or('0', |&digit| char::from(digit + b'0'));
        let before = number.point.max(0).max(i32::try_from(whole).unwrap_or(0));
        let mut text: String = (number.point - before..number.point).map(digit).collect();
        let length = i32::try_from(number.list.len()).unwrap_or(0);
        let after = (length - number.point).max(i32::try_from(least.min(most)).unwrap_or(0)).max(0);
        if after > 0 {
            text.push('.');
            text.extend((number.point..number.point + after).map(digit));
        }
        text
    }

    /// The number without its sign in scientific notation.
    pub fn scientific(&self, least: usize, most: usize, exponent: usize) -> String {
        let mut number = self.clone();
        number.round(i32::try_from(most).unwrap_or(0).saturating_add(1));
        let power = if number.list.is_empty() { 0 } else { number.point - 1 };
        number.shift(-power);
        let sign = if power < 0 { '-' } else { '+' };
        format!("{}E{sign}{:0exponent$}", number.plain(1, least, most), power.unsigned_abs())
    }

    /// Keeps so many digits from the first one on.
    fn round(&mut self, keep: i32) {
        let Ok(keep) = usize::try_from(keep) else {
            self.list.clear();
            return self.trim();
        };
        let mut carried = self.list.get(keep).is_some_and(|&digit| digit >= 5);
        self.list.truncate(keep);
        for digit in self.list.iter_mut().rev() {
            if carried {
                *digit = (*digit + 1) % 10;
                carried = *digit == 0;
            }
        }
        if carried {
            self.list.insert(0, 1);
            self.point += 1;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.list.last() == Some(&0) {
            self.list.pop();
        }
        let zeros = self.list.iter().take_while(|&&digit| digit == 0).count();
        self.list.drain(..zeros);
        self.point -= i32::try_from(zeros).unwrap_or(0);
        if self.list.is_empty() {
            self.point = 0;
        }
    }
}
