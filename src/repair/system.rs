//! The sums of a report as a system of equations over its cells.
//!
//! Every cell has a figure to begin with and a price for setting it to another. The equations fall into parts that share no cell, and
//! each part is a system of its own: table 3 is one, each group of table 4 another.

use super::bits::Bits;
use crate::field::Field;
use crate::report::Report;
use crate::value::{Decimal, Value};

/// What it costs to overturn a printed figure.
pub(super) const PRINTED: u32 = 3;
/// What it costs to fill a cell that is empty and was counted as 0.
pub(super) const EMPTY: u32 = 2;
/// What it costs to fill a cell of which nothing is known.
pub(super) const UNKNOWN: u32 = 1;

/// Figures from here on are taken for damage. Sums of smaller ones stay far from what an `i64` holds.
const TOO_LARGE: i64 = 1_000_000_000_000;

/// A sum that has to hold, as the rules of sums see it: `left` together minus `right` together is `constant`.
#[derive(Debug, Clone)]
pub(crate) struct Claim<'a> {
    /// The figures added on the left side.
    pub(crate) left: &'a [Field],
    /// The figures added on the right side.
    pub(crate) right: &'a [Field],
    /// What the left side exceeds the right side by; 0 for the sums of the form.
    pub(crate) constant: i64,
    /// Figures that are empty and that this sum shows not to be 0.
    pub(crate) not_zero: &'a [Field],
    /// Which sums cannot share a cell: those along rows, and those down columns by their rule.
    pub(crate) family: u8,
    /// Whether the sum was assessed and does not hold.
    pub(crate) failed: bool,
}

/// A cell of a system.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// The figure of the form.
    pub(super) field: Field,
    /// The figure to begin with.
    pub(super) base: i64,
    /// What it costs to set it to another.
    pub(super) price: u32,
    /// Whether a figure stands there that no count can be, negative or with decimals.
    pub(super) is_refused: bool,
    /// The equations that it stands in, with its sign.
    pub(super) ties: Vec<(u8, i64)>,
}

/// An equation of a system.
#[derive(Debug, Clone)]
pub(super) struct Equation {
    /// Which claim it is, as index into the list that the system was made from.
    pub(super) claim: usize,
    /// Left side minus right side minus constant, with the figures to begin with.
    pub(super) residual: i64,
    /// The cells in it.
    pub(super) cells: Bits,
    /// See [`Claim::family`].
    pub(super) family: u8,
}

/// Equations that hang together by their cells.
#[derive(Debug, Clone, Default)]
pub(super) struct System {
    /// The cells, in printed order.
    pub(super) cells: Vec<Cell>,
    /// The equations, at most 64.
    pub(super) equations: Vec<Equation>,
}

/// How a cell enters the equations: its figure to begin with, and the price of another.
fn opening(value: Value, not_zero: bool) -> (i64, u32) {
    let stated = value.number().and_then(Decimal::as_integer).filter(|figure| (0..TOO_LARGE).contains(figure));
    match value {
        Value::Number(..) | Value::Noted(..) => stated.map_or((0, UNKNOWN), |figure| (figure, PRINTED)),
        Value::Blank | Value::Placeholder if !not_zero => (0, EMPTY),
        _ => (0, UNKNOWN),
    }
}

/// Which claims take part: a claim through cells of which nothing is known does so only where other claims determine all but one of them, so
/// that such a cell is never given one of several figures that would do.
fn take_part(claims: &[Claim<'_>], unknown: &[bool]) -> Vec<bool> {
    let is_unknown = |field: &Field| unknown.get(field.index()) == Some(&true);
    let mut open: Vec<Vec<Field>> =
        claims.iter().map(|claim| claim.left.iter().chain(claim.right).copied().filter(is_unknown).collect()).collect();
    while let Some(known) = open.iter().find_map(|fields| match fields.as_slice() {
        [field] => Some(*field),
        _ => None,
    }) {
        for fields in &mut open {
            fields.retain(|field| *field != known);
        }
    }
    open.iter().map(Vec::is_empty).collect()
}

/// The systems of a report's claims.
pub(super) fn systems(report: &Report, claims: &[Claim<'_>]) -> Vec<System> {
    let count = report.cells.len();
    let mut not_zero = vec![false; count];
    for field in claims.iter().flat_map(|claim| claim.not_zero) {
        if let Some(known) = not_zero.get_mut(field.index()) {
            *known = true;
        }
    }
    let openings: Vec<(i64, u32)> = report.cells.iter().zip(&not_zero).map(|(cell, &not_zero)| opening(cell.value, not_zero)).collect();
    let unknown: Vec<bool> = openings.iter().map(|&(_, price)| price == UNKNOWN).collect();
    let used = take_part(claims, &unknown);

    // The part that each cell belongs to, by the number of one of its claims.
    let mut part: Vec<usize> = (0..claims.len()).collect();
    let mut first: Vec<Option<usize>> = vec![None; count];
    for (at, claim) in claims.iter().enumerate().filter(|&(at, _)| used.get(at) == Some(&true)) {
        for field in claim.left.iter().chain(claim.right) {
            let Some(known) = first.get_mut(field.index()) else { continue };
            match *known {
                None => *known = Some(at),
                Some(other) => {
                    let (from, to) = (part[at], part[other]);
                    part.iter_mut().filter(|part| **part == from).for_each(|part| *part = to);
                }
            }
        }
    }
    let mut systems = Vec::new();
    for root in 0..claims.len() {
        let members = (0..claims.len()).filter(|&at| part[at] == root && used.get(at) == Some(&true));
        let system = System::new(report, claims, members, &openings);
        if system.equations.iter().any(|equation| equation.residual != 0) || system.holds_failed(claims) {
            systems.push(system);
        }
    }
    systems
}

impl System {
    fn new(report: &Report, claims: &[Claim<'_>], members: impl Iterator<Item = usize>, openings: &[(i64, u32)]) -> Self {
        let mut system = Self::default();
        let members: Vec<(usize, &Claim<'_>)> = members.filter_map(|at| Some((at, claims.get(at)?))).collect();
        let mut fields: Vec<Field> = members.iter().flat_map(|(_, claim)| claim.left.iter().chain(claim.right)).copied().collect();
        crate::order::by_key(&mut fields, |&field| field);
        fields.dedup();
        // The form's tables are far smaller; a system that does not fit is left alone.
        if fields.len() > Bits::MOST || members.len() > 64 {
            return system;
        }
        let cell = |&field: &Field| {
            let (base, price) = openings.get(field.index()).copied().unwrap_or((0, UNKNOWN));
            let is_refused = price == UNKNOWN && report.value(field).number().is_some();
            Cell { field, base, price, is_refused, ties: Vec::new() }
        };
        system.cells = fields.iter().map(cell).collect();
        for (number, (at, claim)) in (0_u8..).zip(members) {
            let mut equation = Equation { claim: at, residual: -claim.constant, cells: Bits::NONE, family: claim.family };
            for (side, sign) in [(claim.left, 1), (claim.right, -1)] {
                for field in side {
                    let Ok(cell) = fields.binary_search(field) else { continue };
                    equation.cells.insert(cell);
                    equation.residual += sign * system.cells[cell].base;
                    system.cells[cell].ties.push((number, sign));
                }
            }
            system.equations.push(equation);
        }
        system
    }

    /// Whether one of its claims was found not to hold.
    pub(super) fn holds_failed(&self, claims: &[Claim<'_>]) -> bool {
        self.equations.iter().any(|equation| claims.get(equation.claim).is_some_and(|claim| claim.failed))
    }
}
