//! Sums without rounding: wider than any figure of a report.

use crate::value::Decimal;

/// An exact sum, `mantissa / 10^scale`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exact {
    mantissa: i128,
    scale: u8,
}

impl Exact {
    pub(super) const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// The sum of both, or `None` where it has more digits than any sum of figures.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        if self.scale == other.scale {
            return Some(Self { mantissa: self.mantissa.checked_add(other.mantissa)?, scale: self.scale });
        }
        let scale = self.scale.max(other.scale);
        Some(Self { mantissa: self.scaled_to(scale)?.checked_add(other.scaled_to(scale)?)?, scale })
    }

    /// The difference, or `None` as for [`plus`](Self::plus).
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { mantissa: other.mantissa.checked_neg()?, scale: other.scale })
    }

    pub(super) const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The sum as a figure, without decimals that are zero, or `None` where it has more digits than a figure may have.
    pub(super) fn figure(self) -> Option<Decimal> {
        let Self { mut mantissa, mut scale } = self;
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Decimal::new(i64::try_from(mantissa).ok()?, scale)
    }

    fn scaled_to(self, scale: u8) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(u32::from(scale.checked_sub(self.scale)?))?)
    }
}

impl From<Decimal> for Exact {
    fn from(figure: Decimal) -> Self {
        Self { mantissa: i128::from(figure.mantissa()), scale: figure.scale() }
    }
}

/// `a + b` as a figure.
pub(super) fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    Exact::from(a).plus(b.into())?.figure()
}

/// `a - b` as a figure.
pub(crate) fn subtract(a: Decimal, b: Decimal) -> Option<Decimal> {
    Exact::from(a).minus(b.into())?.figure()
}

/// `a * 10^power` as a figure; `power` may be negative.
pub(super) fn shift(a: Decimal, power: i8) -> Option<Decimal> {
    let exact = Exact::from(a);
    let factor = 10_i128.checked_pow(u32::from(power.unsigned_abs()))?;
    if power >= 0 {
        return Exact { mantissa: exact.mantissa.checked_mul(factor)?, scale: exact.scale }.figure();
    }
    Exact { mantissa: exact.mantissa, scale: exact.scale.checked_add(power.unsigned_abs())? }.figure()
}
