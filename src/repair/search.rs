//! The search for the cheapest changes that make every equation of a system hold.
//!
//! It goes from cell to cell. Among the equations that do not hold, one is taken, and each of its cells in turn is the next to change; those
//! tried before it stay as they are, so that no set of cells is met twice. A cell that changes is eliminated from all other equations, which
//! then say what is left for the rest. Where all hold, the figures follow by division; where one of them would be negative or not whole,
//! a further cell of its equation has to change. The search is made with a limit on the price, which grows until there are answers.
//!
//! What is left at a place costs at least as much as the cheapest cells of equations that share none; sums along rows share none with each
//! other, and sums down columns by one rule neither.

use super::bits::Bits;
use super::bounds::Next;
use super::rows::{DEPTH, Places, Row, gcd};
use super::system::{PRINTED, System};

/// How many answers are kept; where there are more, none can be told from the others.
const MOST_ANSWERS: usize = 2_000;
/// How many figures are tried for a cell that the equations leave a choice.
const MOST_CHOICES: i64 = 64;

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The price of each answer.
    pub(super) price: u32,
    /// Answers at that price: cells and by how much they change, in printed order.
    pub(super) answers: Vec<Vec<(usize, i64)>>,
    /// Whether these are all answers at that price. Where the effort was spent before, or there are too many, some are left out, maybe all of
    /// them; no change for less makes every equation hold in any case.
    pub(super) is_complete: bool,
}

/// Looks for the cheapest changes.
///
/// `effort` is the number of eliminations that may still be made, and is lessened by those that were.
pub(super) fn cheapest(system: &System, effort: &mut u32) -> Found {
    let mut zeros = Bits::NONE;
    let mut by_price = [Bits::NONE; PRINTED as usize + 1];
    for (at, cell) in system.cells.iter().enumerate() {
        if let Some(cells) = by_price.get_mut(cell.price as usize) {
            cells.insert(at);
        }
        if cell.base == 0 {
            zeros.insert(at);
        }
    }
    let rows = system.equations.iter().map(|equation| Row {
        rest: equation.residual,
        own: 1,
        of: [0; DEPTH],
        lead: 0,
        cells: equation.cells,
        is_pivot: false,
    });
    let mut search = Search {
        system,
        by_price,
        zeros,
        rows: rows.collect(),
        slot: vec![usize::MAX; system.equations.len()],
        pivots: Vec::new(),
        choices: Vec::new(),
        saved: Vec::new(),
        step: system.cells.iter().fold(0, |step, cell| gcd(step, i64::from(cell.price))).try_into().unwrap_or(1),
        limit: 0,
        next: 0,
        effort: *effort,
        given_up: false,
        answers: Vec::new(),
    };
    let all = Bits::first(system.cells.len());
    while search.answers.is_empty() && !search.given_up && search.next != u32::MAX {
        (search.limit, search.next) = (search.next, u32::MAX);
        search.descend(0, all);
    }
    *effort = search.effort;
    let is_complete = !search.given_up && !search.answers.is_empty();
    Found { price: search.limit, answers: search.answers, is_complete }
}

/// The search at one place: the equations as they are there, and what led to it.
pub(super) struct Search<'a> {
    pub(super) system: &'a System,
    pub(super) by_price: [Bits; PRINTED as usize + 1],
    /// The cells that are 0 to begin with.
    pub(super) zeros: Bits,
    pub(super) rows: Vec<Row>,
    /// The place of each pivot equation in `pivots`.
    slot: Vec<usize>,
    /// Equations and the cells that were eliminated by them.
    pub(super) pivots: Vec<(usize, usize)>,
    /// Cells that change and that the equations leave a choice.
    choices: Vec<usize>,
    /// Equations as they were before the eliminations, to be put back.
    saved: Vec<(usize, Row)>,
    /// What all prices are multiples of.
    pub(super) step: u32,
    pub(super) limit: u32,
    /// The lowest price above the limit that was met.
    next: u32,
    effort: u32,
    given_up: bool,
    answers: Vec<Vec<(usize, i64)>>,
}

impl Search<'_> {
    pub(super) fn price(&self, cell: usize) -> u32 {
        self.system.cells.get(cell).map_or(PRINTED, |cell| cell.price)
    }

    /// The factor of a cell in an equation.
    pub(super) fn factor(&self, row: &Row, at: usize, cell: usize) -> i64 {
        let Some(cell) = self.system.cells.get(cell) else { return 0 };
        let factor = |&(equation, sign): &(u8, i64)| {
            let equation = usize::from(equation);
            match self.slot.get(equation).and_then(|&slot| row.of.get(slot)) {
                Some(&of) => sign * of,
                None if equation == at => sign * row.own,
                None => 0,
            }
        };
        cell.ties.iter().map(factor).sum()
    }

    /// The cells with a factor in an equation.
    fn cells_of(&self, row: &Row, at: usize) -> Bits {
        let (mut once, mut twice) = (Bits::NONE, Bits::NONE);
        let mut add = |equation: usize| {
            let cells = self.system.equations.get(equation).map_or(Bits::NONE, |equation| equation.cells);
            twice = twice.or(once.and(cells));
            once = once.or(cells);
        };
        if row.own != 0 {
            add(at);
        }
        for (&(equation, _), &of) in self.pivots.iter().zip(&row.of) {
            if of != 0 {
                add(equation);
            }
        }
        for cell in twice.iter() {
            if self.factor(row, at, cell) == 0 {
                once.remove(cell);
            }
        }
        for &(_, cell) in &self.pivots {
            once.remove(cell);
        }
        once
    }

    /// Eliminates a cell from all equations but one.
    fn eliminate(&mut self, cell: usize, equation: usize) {
        let slot = self.pivots.len();
        let Some(mut pivot) = self.rows.get(equation).copied() else { return };
        let factor = self.factor(&pivot, equation, cell);
        if slot >= DEPTH || self.effort == 0 {
            self.given_up = true;
            return;
        }
        self.effort -= 1;
        let mut changed = [(0, 0); 64];
        let mut count = 0;
        for (at, row) in self.rows.iter().enumerate().filter(|&(at, row)| at != equation && row.cells.has(cell)) {
            changed[count] = (at, self.factor(row, at, cell));
            count += 1;
        }
        self.saved.push((equation, pivot));
        pivot.of[slot] = pivot.own;
        (pivot.own, pivot.lead, pivot.is_pivot) = (0, factor, true);
        pivot.cells.remove(cell);
        self.pivots.push((equation, cell));
        self.slot[equation] = slot;
        self.rows[equation] = pivot;
        for &(at, times) in changed.get(..count).unwrap_or_default() {
            let mut row = self.rows[at];
            self.saved.push((at, row));
            row.combine(factor, times, &pivot);
            match row.rest_of(factor, times, &pivot) {
                Some(rest) => row.rest = rest,
                None => self.given_up = true,
            }
            if factor.abs() != 1 {
                row.shorten();
            }
            row.cells = self.cells_of(&row, at);
            self.rows[at] = row;
        }
    }

    /// Puts everything back as it was when `saved` had this length.
    fn restore(&mut self, length: usize, pivots: usize) {
        while self.saved.len() > length {
            if let Some((at, row)) = self.saved.pop() {
                self.rows[at] = row;
            }
        }
        for (equation, _) in self.pivots.drain(pivots..) {
            self.slot[equation] = usize::MAX;
        }
    }

    /// Changes one more cell by an equation that has to change with it, and goes on from there.
    fn change(&mut self, cell: usize, equation: Option<usize>, price: u32, left: Bits) {
        let (length, pivots) = (self.saved.len(), self.pivots.len());
        let equation = equation.or_else(|| (0..self.rows.len()).find(|&at| !self.rows[at].is_pivot && self.rows[at].cells.has(cell)));
        if let Some(equation) = equation {
            self.eliminate(cell, equation);
            if !self.given_up {
                self.descend(price, left);
            }
        } else {
            self.choices.push(cell);
            self.descend(price, left);
            self.choices.pop();
        }
        self.restore(length, pivots);
    }

    pub(super) fn put_off(&mut self, price: u32) {
        self.next = self.next.min(price);
    }

    /// Equations whose cell cannot have the figure that they give it while nothing else changes: one more of their cells has to.
    fn wanting(&self) -> Places {
        if !self.choices.is_empty() {
            return Places::NONE;
        }
        let refused = self.pivots.iter().filter(|&&(equation, cell)| self.figure(equation, cell).is_none());
        refused.map(|&(equation, _)| equation).collect()
    }

    /// Goes on from a set of changed cells; `left` are those that may still change.
    fn descend(&mut self, price: u32, mut left: Bits) {
        let open: Places = self.rows.iter().enumerate().filter(|(_, row)| !row.is_pivot && row.rest != 0).map(|(at, _)| at).collect();
        let wanting = self.wanting();
        let (open, wanting) = (open.all(), wanting.all());
        let next = self.least(open, wanting, left, price);
        if next == Next::TooDear {
            return;
        }
        if open.is_empty() {
            self.settle(price, left);
            return;
        }
        let fewest = |search: &Self| open.iter().copied().min_by_key(|&at| search.able(at, left).count());
        let chosen = match next {
            Next::Equation(at) => Some(at),
            _ => fewest(self),
        };
        let Some(chosen) = chosen else { return };
        for cell in self.able(chosen, left).iter() {
            left.remove(cell);
            if self.given_up {
                return;
            }
            let now = price + self.price(cell);
            if now > self.limit {
                self.put_off(now);
                continue;
            }
            // What this cell is not in, is left for others; so is the equation itself, where this cell cannot settle it alone.
            let has = |at: usize| self.rows[at].cells.has(cell);
            let without: Places = open.iter().copied().filter(|&at| !has(at)).collect();
            let more = (self.alone(chosen, cell).is_none()).then_some(chosen);
            let wanting: Places = more.into_iter().chain(wanting.iter().copied().filter(|&at| !has(at))).collect();
            if self.least(without.all(), wanting.all(), left, now) == Next::TooDear {
                continue;
            }
            if now + self.step > self.limit && !self.settles_all(cell, chosen) {
                self.put_off(now + self.step);
                continue;
            }
            self.change(cell, Some(chosen), now, left);
        }
    }

    /// Whether the change of a cell that makes one equation hold does so for all.
    fn settles_all(&self, cell: usize, chosen: usize) -> bool {
        let of = |at: usize, row: &Row| if row.cells.has(cell) { self.factor(row, at, cell) } else { 0 };
        let Some(by) = self.rows.get(chosen) else { return false };
        let factor = of(chosen, by);
        let rows = self.rows.iter().enumerate().filter(|(_, row)| !row.is_pivot);
        rows.into_iter().all(|(at, row)| by.rest.checked_mul(of(at, row)) == row.rest.checked_mul(factor))
    }

    /// Every equation holds: the figures follow, and either are an answer or need a further cell to change.
    fn settle(&mut self, price: u32, mut left: Bits) {
        if self.choices.is_empty() {
            let wrong = self.pivots.iter().find(|&&(equation, cell)| self.figure(equation, cell).is_none());
            let Some(&(equation, _)) = wrong else {
                self.keep(Self::figure);
                return;
            };
            let cells = self.able(equation, left);
            self.widen(price, &mut left, cells);
            return;
        }
        let [choice] = self.choices.as_slice() else {
            // Two choices at once take eight cells or more in the form's tables; what that costs is not worth knowing.
            self.given_up = true;
            return;
        };
        let choice = *choice;
        let Some((from, to)) = self.range(choice) else {
            let cells = self.pivots.iter().fold(Bits::NONE, |cells, &(equation, _)| cells.or(self.rows[equation].cells));
            self.widen(price, &mut left, cells);
            return;
        };
        let last = to.min(from.saturating_add(MOST_CHOICES));
        let before = self.answers.len();
        for value in (from..=last).filter(|&value| value != 0) {
            self.keep(|search, equation, cell| {
                if cell == choice {
                    return Some(value);
                }
                let row = &search.rows[equation];
                let rest = row.rest.checked_add(search.factor(row, equation, choice).checked_mul(value)?)?;
                search.divide(rest, row.lead, cell)
            });
        }
        if last < to {
            self.given_up = true;
        } else if before == self.answers.len() {
            let cells = self.pivots.iter().fold(Bits::NONE, |cells, &(equation, _)| cells.or(self.rows[equation].cells));
            self.widen(price, &mut left, cells);
        }
    }

    /// Lets one more of these cells change although every equation holds.
    fn widen(&mut self, price: u32, left: &mut Bits, cells: Bits) {
        for cell in cells.and(*left).iter() {
            left.remove(cell);
            let now = price + self.price(cell);
            if now > self.limit {
                self.put_off(now);
            } else if !self.given_up {
                self.change(cell, None, now, *left);
            }
        }
    }

    /// Keeps an answer if every figure in it is one that a cell can hold.
    fn keep(&mut self, figure: impl Fn(&Self, usize, usize) -> Option<i64>) {
        let mut answer = Vec::with_capacity(self.pivots.len() + 1);
        for (equation, cell) in self.pivots.iter().copied().chain(self.choices.iter().map(|&cell| (0, cell))) {
            let Some(change) = figure(self, equation, cell) else { return };
            answer.push((cell, change));
        }
        crate::order::by_key(&mut answer, |&(cell, _)| cell);
        self.answers.push(answer);
        if self.answers.len() > MOST_ANSWERS {
            self.given_up = true;
        }
    }

    fn figure(&self, equation: usize, cell: usize) -> Option<i64> {
        let row = self.rows.get(equation)?;
        self.divide(row.rest, row.lead, cell)
    }

    /// By how much a cell changes, `None` where that is nothing, not whole, or more than the cell has.
    pub(super) fn divide(&self, rest: i64, lead: i64, cell: usize) -> Option<i64> {
        if lead == 0 || rest % lead != 0 {
            return None;
        }
        let change = -(rest / lead);
        (change != 0 && self.system.cells.get(cell)?.base + change >= 0).then_some(change)
    }

    /// The changes of a free cell that leave no figure negative, `None` where there are none.
    fn range(&self, choice: usize) -> Option<(i64, i64)> {
        let base = |cell: usize| self.system.cells.get(cell).map_or(0, |cell| cell.base);
        let (mut from, mut to) = (-base(choice), i64::MAX / 4);
        for &(equation, cell) in &self.pivots {
            let row = self.rows.get(equation)?;
            // lead * (base + change) = lead * base - rest - factor * value, which must have the sign of lead or be 0.
            let factor = self.factor(row, equation, choice) * row.lead.signum();
            let most = (row.lead.checked_mul(base(cell))?.checked_sub(row.rest)?) * row.lead.signum();
            match factor.signum() {
                1 => to = to.min(most.div_euclid(factor)),
                -1 => from = from.max(-most.div_euclid(-factor)),
                _ if most < 0 => return None,
                _ => {}
            }
        }
        (from <= to).then_some((from, to))
    }
}
