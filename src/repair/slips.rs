//! The ways in which people get a figure wrong, recognised by what stands there and what should.

use crate::field::{Field, TableId};
use crate::form::Form;

/// A way to get a figure wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// Two digits stand in each other's place: 21 for 12.
    Swapped,
    /// A digit is missing: 12 for 112.
    Dropped,
    /// A digit was typed twice: 122 for 12.
    Doubled,
    /// There is a digit too many: 132 for 12.
    Added,
    /// One digit is another: 13 for 12.
    Digit,
    /// The figure stands in the cell beside, above or below.
    Neighbour,
    /// Two cells side by side, or one above the other, hold each other's figure.
    Exchanged,
    /// The figures of a row stand one cell to the left or to the right.
    Shifted,
    /// A total that does not follow its addends.
    StaleTotal,
    /// A total into which a subtotal went twice.
    CountedTwice,
}

impl Slip {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Swapped,
        Self::Dropped,
        Self::Doubled,
        Self::Added,
        Self::Digit,
        Self::Neighbour,
        Self::Exchanged,
        Self::Shifted,
        Self::StaleTotal,
        Self::CountedTwice,
    ];

    /// The name used on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Swapped => "swapped",
            Self::Dropped => "dropped",
            Self::Doubled => "doubled",
            Self::Added => "added",
            Self::Digit => "digit",
            Self::Neighbour => "neighbour",
            Self::Exchanged => "exchanged",
            Self::Shifted => "shifted",
            Self::StaleTotal => "stale_total",
            Self::CountedTwice => "counted_twice",
        }
    }

    /// How much it speaks for an answer that it would explain.
    pub(super) const fn weight(self) -> i32 {
        match self {
            Self::Exchanged | Self::Shifted | Self::Neighbour => 6,
            Self::Swapped | Self::CountedTwice => 5,
            Self::Doubled => 4,
            Self::Dropped => 3,
            Self::Added | Self::Digit => 2,
            Self::StaleTotal => 1,
        }
    }

    /// Whether it is about where figures stand, not about the figures.
    pub(crate) const fn is_of_place(self) -> bool {
        matches!(self, Self::Neighbour | Self::Exchanged | Self::Shifted)
    }
}

/// A cell that changes: what stands there, 0 where there is no figure, and what should.
pub(super) type Step = (Field, i64, i64);

/// The slip that would explain each of these changes. `printed` gives the figures that stand in the report.
pub(super) fn slips(form: &Form, steps: &[Step], printed: impl Fn(Field) -> i64) -> Vec<Option<Slip>> {
    let mut slips: Vec<Option<Slip>> = steps.iter().map(|&step| of_place(form, steps, step, &printed)).collect();
    let after = |field: Field| steps.iter().find(|&&(other, ..)| other == field).map_or_else(|| printed(field), |&(_, _, to)| to);
    for (slip, &(field, from, to)) in slips.iter_mut().zip(steps) {
        if slip.is_none() {
            *slip = of_digits(from, to).or_else(|| of_totals(form, field, from, to, &after));
        }
    }
    slips
}

fn of_place(form: &Form, steps: &[Step], (field, from, to): Step, printed: &impl Fn(Field) -> i64) -> Option<Slip> {
    let (row, column) = (form.row_index(field), form.column_index(field));
    let in_row = || steps.iter().filter(|(other, ..)| form.row_index(*other) == row);
    if in_row().count() >= 3 {
        for beside in [1, -1] {
            let stands = |&&(field, _, to): &&Step| {
                let from = form.column_index(field).checked_add_signed(beside).and_then(|column| form.at(row, column));
                from.is_none_or(|from| printed(from) == to)
            };
            if in_row().filter(stands).count() == in_row().count() {
                return Some(Slip::Shifted);
            }
        }
    }
    let is_near = |other: Field| {
        let (other_row, other_column) = (form.row_index(other), form.column_index(other));
        let table = form.row(field).table;
        // The groups of table 4 are rows here and lie side by side in print.
        (row == other_row && column.abs_diff(other_column) == 1)
            || (table == TableId::Requests && column == other_column && row.abs_diff(other_row) == 1)
    };
    let twin = steps.iter().any(|&(other, other_from, other_to)| is_near(other) && (other_from, other_to) == (to, from));
    twin.then_some(if from == 0 || to == 0 { Slip::Neighbour } else { Slip::Exchanged })
}

fn of_digits(from: i64, to: i64) -> Option<Slip> {
    if from <= 0 || to <= 0 {
        return None;
    }
    let (from, to) = (from.to_string(), to.to_string());
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let without = |digits: &[u8], at: usize| -> Vec<u8> {
        digits.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, &digit)| digit).collect()
    };
    if from.len() == to.len() {
        let wrong: Vec<(u8, u8)> = from.iter().copied().zip(to.iter().copied()).filter(|(a, b)| a != b).collect();
        return match wrong.as_slice() {
            // Any figure of one digit is another digit than any other; that explains nothing.
            [_] if from.len() > 1 => Some(Slip::Digit),
            [(a, b), (c, d)] if (a, b) == (d, c) => Some(Slip::Swapped),
            _ => None,
        };
    }
    if from.len() + 1 == to.len() {
        return (0..to.len()).any(|at| without(to, at) == from).then_some(Slip::Dropped);
    }
    if from.len() != to.len() + 1 {
        return None;
    }
    let mut extra = (0..from.len()).filter(|&at| without(from, at) == to);
    extra.next().map(|at| {
        let twice = from.get(at) == from.get(at + 1) || (at > 0 && from.get(at) == from.get(at - 1));
        if twice { Slip::Doubled } else { Slip::Added }
    })
}

fn of_totals(form: &Form, field: Field, from: i64, to: i64, after: &impl Fn(Field) -> i64) -> Option<Slip> {
    let row = form.row_index(field);
    let printed = form.row(field);
    let (is_row_total, is_sum_of_rows) = (form.column(field).key == "total", printed.table == TableId::Requests && printed.key == "total");
    if !is_row_total && !is_sum_of_rows {
        return None;
    }
    let over = from - to;
    let mut subtotals = vec![to];
    if is_row_total && printed.table == TableId::Requests {
        // The five kinds of organisations stand under one heading.
        subtotals.push(form.fields_of_row(row).skip(1).take(5).map(after).sum());
    }
    if is_sum_of_rows {
        let group = |row: usize| form.rows.get(row).and_then(|row| row.groups.get(1).copied());
        let column = form.column_index(field);
        let mut groups: Vec<(&str, i64)> = Vec::new();
        for (row, name) in (0..row).filter_map(|row| Some((row, group(row)?))) {
            let figure = form.at(row, column).map_or(0, after);
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += figure,
                None => groups.push((name, figure)),
            }
        }
        subtotals.extend(groups.into_iter().map(|(_, sum)| sum));
    }
    let is_twice = over > 0 && subtotals.contains(&over);
    Some(if is_twice { Slip::CountedTwice } else { Slip::StaleTotal })
}
