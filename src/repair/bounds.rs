//! What is left to spend, and what the equations that do not hold cost at least.

use super::bits::Bits;
use super::rows::{Places, Row};
use super::search::Search;
use super::system::{EMPTY, PRINTED, UNKNOWN};

/// Of how many changes every sum is tried.
const MOST_ADDED: usize = 10;

impl Search<'_> {
    /// Equations that share no cell, from one family first, and what they cost; `None` where one of them has no cell left.
    fn packing(&self, family: u8, open: &[usize], wanting: &[usize], left: Bits) -> Option<Packing> {
        let mut packing = Packing { price: 0, met: Bits::NONE, members: Places::NONE, settled: [None; 64] };
        let is_first = |at: usize| self.system.equations.get(at).is_some_and(|equation| equation.family == family);
        let open = |first: bool| open.iter().filter(move |&&at| is_first(at) == first).map(|&at| (at, true));
        for (at, is_open) in open(true).chain(open(false)).chain(wanting.iter().map(|&at| (at, false))) {
            let cells = if self.rows[at].is_pivot { self.able(at, left) } else { self.rows[at].cells.and(left) };
            if cells.meets(packing.met) {
                continue;
            }
            let (alone, more) = if is_open { self.costs_of(at, cells) } else { (None, self.cheapest_of(cells)) };
            packing.price += [alone, more].into_iter().flatten().min()?;
            packing.met = packing.met.or(cells);
            packing.members.push(at);
            packing.settled[at] = alone.filter(|&alone| more.is_none_or(|more| alone < more));
        }
        Some(packing)
    }

    /// Whether these equations can be made to hold for what is left to spend, and which of them is to be next.
    ///
    /// Of the `open` ones the sum is not right; the `wanting` ones need one more cell, whatever becomes of the sum.
    pub(super) fn least(&mut self, open: &[usize], wanting: &[usize], left: Bits, price: u32) -> Next {
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
        for (turn, family) in families.into_iter().enumerate() {
            if turn > 0 && sizes.get(usize::from(family)).is_none_or(|&size| size == 0) {
                break;
            }
            let Some(packing) = self.packing(family, open, wanting, left) else { return Next::TooDear };
            if price + packing.price > self.limit {
                self.put_off(price + packing.price);
                return Next::TooDear;
            }
            if price + packing.price == self.limit {
                if !self.fits(&packing, open, left) {
                    self.put_off(self.limit + self.step);
                    return Next::TooDear;
                }
                let members = packing.members.all().iter().filter(|at| open.contains(at));
                let counted = members.map(|&at| (self.able(at, left).count(), at)).min();
                next = [next, counted].into_iter().flatten().min();
            }
        }
        next.map_or(Next::Any, |(_, at)| Next::Equation(at))
    }

    /// Where nothing is left to spend beyond one cell for each equation of a packing, those cells change by what the equations lack. Whether
    /// every other equation can get what it lacks from some of them.
    fn fits(&self, packing: &Packing, open: &[usize], left: Bits) -> bool {
        let members = packing.members.all();
        if members.len() > MOST_ADDED {
            return true;
        }
        open.iter().filter(|at| !members.contains(at)).all(|&at| {
            let row = &self.rows[at];
            let mut gives = [0; MOST_ADDED];
            let mut count = 0;
            for &member in members {
                let from = &self.rows[member];
                let shared = from.cells.and(row.cells).and(left);
                if shared.is_empty() {
                    continue;
                }
                let Some(price) = packing.settled.get(member).copied().flatten() else { return true };
                let mut able = shared.iter().filter(|&cell| self.price(cell) == price && self.alone(member, cell).is_some());
                let (Some(cell), more) = (able.next(), able.next()) else { continue };
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

    /// The cells at least one of which changes, if what an equation lacks is to be made good: those that can change to that side. A cell
    /// that is 0 can only grow.
    pub(super) fn able(&self, at: usize, left: Bits) -> Bits {
        let Some(row) = self.rows.get(at) else { return Bits::NONE };
        let mut able = row.cells.and(left);
        let lacks = if row.is_pivot { self.below_zero(row, at) } else { row.rest };
        if lacks != 0 {
            for cell in able.and(self.zeros).iter().filter(|&cell| self.factor(row, at, cell).signum() == lacks.signum()) {
                able.remove(cell);
            }
        }
        able
    }

    /// For a pivot equation that makes its cell negative, the sign of its factor; otherwise 0.
    fn below_zero(&self, row: &Row, at: usize) -> i64 {
        let cell = self.pivots.iter().find(|&&(equation, _)| equation == at).and_then(|&(_, cell)| self.system.cells.get(cell));
        let figure = cell.and_then(|cell| row.lead.checked_mul(cell.base)?.checked_sub(row.rest));
        figure.filter(|figure| figure.signum() == -row.lead.signum()).map_or(0, |_| row.lead.signum())
    }

    /// By how much a cell changes where it is the only one in an equation that still does, `None` where it cannot be the only one.
    pub(super) fn alone(&self, at: usize, cell: usize) -> Option<i64> {
        let row = self.rows.get(at)?;
        self.divide(row.rest, self.factor(row, at, cell), cell)
    }

    /// What an equation costs where one cell settles it alone, and where more than one change.
    fn costs_of(&self, at: usize, cells: Bits) -> (Option<u32>, Option<u32>) {
        let Some(cheapest) = self.cheapest_of(cells) else { return (None, None) };
        let (mut alone, mut others) = (None, Bits::NONE);
        for cell in [UNKNOWN, EMPTY, PRINTED].into_iter().filter_map(|price| Some(self.by_price.get(price as usize)?.and(cells))) {
            if alone.is_none() {
                alone = cell.iter().find(|&cell| self.alone(at, cell).is_some()).map(|cell| self.price(cell));
            }
            others = others.or(cell);
        }
        if let Some(first) = others.iter().find(|&cell| self.price(cell) == cheapest) {
            others.remove(first);
        }
        (alone, self.cheapest_of(others).map(|second| cheapest + second))
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
    members: Places,
    /// By equation: the price of the one cell that settles it, where nothing else does for as little.
    settled: [Option<u32>; 64],
}

/// Whether some of these numbers add up to `sum`.
fn adds_up(numbers: &[i64], sum: i64) -> bool {
    match numbers.split_first() {
        _ if sum == 0 => true,
        Some((&first, rest)) => adds_up(rest, sum.wrapping_sub(first)) || adds_up(rest, sum),
        None => false,
    }
}
