//! What is left to spend, and what the equations that do not hold cost at least.

use super::bits::Bits;
use super::rows::DEPTH;
use super::search::Search;
use super::system::{EMPTY, PRINTED, UNKNOWN};

impl Search<'_> {
    /// Equations that share no cell, from one family first, and what they cost; `None` where one of them has no cell left.
    fn packing(&self, family: u8, open: &[usize], left: Bits) -> Option<Packing> {
        let mut packing = Packing { price: 0, met: Bits::NONE, members: [0; 64], count: 0 };
        for first in [true, false] {
            for &at in open {
                let is_first = self.system.equations.get(at).is_some_and(|equation| equation.family == family);
                let cells = self.rows[at].cells.and(left);
                if is_first == first && !cells.meets(packing.met) {
                    packing.price += self.cheapest_of(cells)?;
                    packing.met = packing.met.or(cells);
                    packing.members[packing.count] = at;
                    packing.count += 1;
                }
            }
        }
        Some(packing)
    }

    /// Whether these equations can be made to hold for what is left to spend, and which of them is to be next.
    pub(super) fn least(&mut self, open: &[usize], left: Bits, price: u32) -> Next {
        let mut best = 0;
        let mut next: Option<(u32, usize)> = None;
        let mut sizes = [0_u32; 4];
        for &at in open {
            if let Some(size) = self.system.equations.get(at).and_then(|equation| sizes.get_mut(usize::from(equation.family))) {
                *size += 1;
            }
        }
        // The largest family is the likeliest to show that it cannot be.
        let mut families = [0_u8, 1, 2, 3];
        crate::order::by_key(&mut families, |&family| u32::MAX - sizes.get(usize::from(family)).copied().unwrap_or(0));
        for family in families.into_iter().filter(|&family| sizes.get(usize::from(family)).is_some_and(|&size| size > 0)) {
            let Some(packing) = self.packing(family, open, left) else { return Next::TooDear };
            best = best.max(packing.price);
            if price + best > self.limit {
                self.put_off(price + best);
                return Next::TooDear;
            }
            if price + packing.price == self.limit {
                if !self.fits(&packing, open, left) {
                    self.put_off(self.limit + self.step);
                    return Next::TooDear;
                }
                let members = packing.members.get(..packing.count).unwrap_or_default();
                let counted = members.iter().map(|&at| (self.rows[at].cells.and(left).count(), at)).min();
                next = [next, counted].into_iter().flatten().min();
            }
        }
        next.map_or(Next::Any, |(_, at)| Next::Equation(at))
    }

    /// Where nothing is left to spend beyond one cell for each equation of a packing, those cells change by what the equations lack. Whether
    /// every other equation can get what it lacks from some of them.
    fn fits(&self, packing: &Packing, open: &[usize], left: Bits) -> bool {
        let members = packing.members.get(..packing.count).unwrap_or_default();
        if members.len() > DEPTH {
            return true;
        }
        open.iter().filter(|at| !members.contains(at)).all(|&at| {
            let row = &self.rows[at];
            let mut gives = [0; DEPTH];
            let mut count = 0;
            for &member in members {
                let from = &self.rows[member];
                let mut shared = from.cells.and(row.cells).and(left).iter();
                let (Some(cell), more) = (shared.next(), shared.next()) else { continue };
                let (own, other) = (self.factor(from, member, cell), self.factor(row, at, cell));
                if more.is_some() || own.abs() != 1 || other.abs() != 1 {
                    return true;
                }
                gives[count] = from.rest * own * other;
                count += 1;
            }
            adds_up(gives.get(..count).unwrap_or_default(), row.rest)
        })
    }

    fn cheapest_of(&self, cells: Bits) -> Option<u32> {
        [UNKNOWN, EMPTY, PRINTED].into_iter().find(|&price| self.by_price.get(price as usize).is_some_and(|priced| priced.meets(cells)))
    }
}

/// Where a search goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// What is left to spend does not suffice.
    TooDear,
    /// With any equation that does not hold.
    Any,
    /// Nothing is left to spend beyond one cell for each equation of a packing, and this is one of those, so that the others still share no
    /// cell when it is done with.
    Equation(usize),
}

/// Equations no two of which share a cell.
struct Packing {
    price: u32,
    met: Bits,
    members: [usize; 64],
    count: usize,
}

/// Whether some of these numbers add up to `sum`.
fn adds_up(numbers: &[i64], sum: i64) -> bool {
    match numbers.split_first() {
        _ if sum == 0 => true,
        Some((&first, rest)) => adds_up(rest, sum.wrapping_sub(first)) || adds_up(rest, sum),
        None => false,
    }
}
