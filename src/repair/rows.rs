//! Equations while cells are eliminated from them.

use super::bits::Bits;

/// How many cells may change together.
pub(super) const DEPTH: usize = 10;

/// An equation after eliminations: `own` times itself plus `of` times the pivot equations.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// What it lacks of holding, while nothing but the eliminated cells changes.
    pub(super) rest: i64,
    pub(super) own: i64,
    pub(super) of: [i64; DEPTH],
    /// For a pivot equation, the factor of its cell.
    pub(super) lead: i64,
    /// The cells that have a factor in it, the eliminated ones left out.
    pub(super) cells: Bits,
    pub(super) is_pivot: bool,
}

impl Row {
    pub(super) fn combine(&mut self, factor: i64, times: i64, pivot: &Self) {
        self.own *= factor;
        self.lead *= factor;
        for (own, pivot) in self.of.iter_mut().zip(&pivot.of) {
            *own = *own * factor - times * pivot;
        }
    }

    pub(super) fn rest_of(&self, factor: i64, times: i64, pivot: &Self) -> Option<i64> {
        self.rest.checked_mul(factor)?.checked_sub(times.checked_mul(pivot.rest)?)
    }

    /// Divides the equation by what all its factors have in common.
    pub(super) fn shorten(&mut self) {
        let common = self.of.iter().fold(gcd(gcd(self.rest, self.own), self.lead), |common, &of| gcd(common, of));
        if common > 1 {
            self.rest /= common;
            self.own /= common;
            self.lead /= common;
            self.of.iter_mut().for_each(|of| *of /= common);
        }
    }
}

pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
