//! Equations while cells are eliminated from them.

use super::bits::Bits;

/// How many cells may change together.
pub(super) const DEPTH: usize = 14;

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

/// Equations by their numbers, of which there are at most 64.
pub(super) struct Places {
    at: [usize; 64],
    count: usize,
}

impl Places {
    pub(super) const NONE: Self = Self { at: [0; 64], count: 0 };

    pub(super) fn push(&mut self, at: usize) {
        if let Some(place) = self.at.get_mut(self.count) {
            *place = at;
            self.count += 1;
        }
    }

    pub(super) fn all(&self) -> &[usize] {
        self.at.get(..self.count).unwrap_or_default()
    }
}

impl FromIterator<usize> for Places {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut places = Self::NONE;
        numbers.into_iter().for_each(|at| places.push(at));
        places
    }
}

pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
