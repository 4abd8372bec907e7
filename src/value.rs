//! What a cell can hold.
//!
//! Blank, placeholder, zero, unreadable and missing are five different things until a rule says otherwise.

use std::cmp::Ordering;
use std::fmt;

/// An exact decimal number: `mantissa / 10^scale`.
///
/// Counts have scale 0. Amounts keep the decimals that were printed, so `18.8710` stays four decimals long.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

impl Decimal {
    /// Most digits that a figure may have; more is taken for damage, not for a figure.
    pub const MAX_DIGITS: usize = 18;
    /// Zero.
    pub const ZERO: Self = Self::integer(0);

    /// A whole number.
    pub const fn integer(value: i64) -> Self {
        Self { mantissa: value, scale: 0 }
    }

    /// `mantissa / 10^scale`, or `None` where it has more than [`MAX_DIGITS`](Self::MAX_DIGITS) digits.
    pub fn new(mantissa: i64, scale: u8) -> Option<Self> {
        let limit = 10_i64.pow(18);
        (usize::from(scale) <= Self::MAX_DIGITS && -limit < mantissa && mantissa < limit).then_some(Self { mantissa, scale })
    }

    /// Reads `-?digits(.digits)?` in ASCII; `None` for all else and for more than [`MAX_DIGITS`](Self::MAX_DIGITS) digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        let significant = whole.trim_start_matches('0').len() + fraction.len();
        if whole.is_empty() || significant > Self::MAX_DIGITS || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mantissa = whole.bytes().chain(fraction.bytes()).fold(0_i64, |n, b| n * 10 + i64::from(b - b'0'));
        let scale = u8::try_from(fraction.len()).ok()?;
        Some(Self { mantissa: if negative { -mantissa } else { mantissa }, scale })
    }

    /// The digits without the decimal point.
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many of the digits are decimals.
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The value as a whole number, or `None` where decimals other than zero follow.
    pub fn as_integer(self) -> Option<i64> {
        let unit = 10_i64.checked_pow(u32::from(self.scale))?;
        (self.mantissa % unit == 0).then_some(self.mantissa / unit)
    }

    /// Whether the value is zero, however many decimals it was printed with.
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether the value is below zero.
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    fn scaled_to(self, scale: u8) -> i128 {
        i128::from(self.mantissa) * 10_i128.pow(u32::from(scale - self.scale))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value: `2.50` equals `2.5`.
impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.scaled_to(scale).cmp(&other.scaled_to(scale))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::integer(value)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let unit = 10_u64.pow(u32::from(self.scale));
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let magnitude = self.mantissa.unsigned_abs();
        write!(f, "{sign}{}.{:0width$}", magnitude / unit, magnitude % unit, width = usize::from(self.scale))
    }
}

/// The unit words that people add to an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 万元 or 万
    TenThousandYuan,
    /// 亿元 or 亿
    HundredMillionYuan,
}

/// How a number was written, where it was not plain ASCII digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about one number, and no two exclude each other")]
pub struct Style {
    /// Full-width digits such as `１２`.
    pub full_width: bool,
    /// Thousands separators.
    pub separators: bool,
    /// Zeros in front, as in `007`.
    pub leading_zeros: bool,
    /// A Chinese numeral such as `〇` or `十二`.
    pub chinese: bool,
    /// A counting word behind the number: 件, 条, 项, 次, 宗, 个.
    pub unit_suffix: bool,
    /// A unit of money behind the number.
    pub money_unit: Option<MoneyUnit>,
}

/// Why a cell's text could not be read as a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Words where a figure belongs.
    Words,
    /// More than one number in the cell, or one number torn apart.
    Split,
    /// The residue of a formula or reference, such as `#REF!`.
    Formula,
    /// More digits than any figure of a report has.
    TooLong,
    /// The row had another number of cells than the form, so that none can be assigned.
    CellCount,
    /// The table stands twice in its section, and the figures differ.
    Twice,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A figure.
    Number(Decimal, Style),
    /// A figure with words, such as `22（其中修订16件）`.
    Noted(Decimal, Style),
    /// The cell is there and holds nothing.
    Blank,
    /// `/`, `—`, `无` and their like.
    Placeholder,
    /// Text that is neither figure nor placeholder.
    Unreadable(Unreadable),
    /// The row or the table was not found.
    Missing,
}

impl Value {
    /// The figure, where there is one.
    pub const fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(n, _) | Self::Noted(n, _) => Some(n),
            _ => None,
        }
    }

    /// How the figure was written, where there is one.
    pub const fn style(self) -> Option<Style> {
        match self {
            Self::Number(_, style) | Self::Noted(_, style) => Some(style),
            _ => None,
        }
    }

    /// Whether the cell is there without any statement: blank or a placeholder.
    pub const fn is_empty(self) -> bool {
        matches!(self, Self::Blank | Self::Placeholder)
    }
}
