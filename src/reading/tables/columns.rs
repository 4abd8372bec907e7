//! Columns in another order than the form's, where the headings leave no doubt about it.
//!
//! Headings are the first thing to be cut, moved or lost, so that figures stand in the form's order unless all headings are there, each once,
//! each over a column of its own, and together say otherwise.

use super::super::fold::fold;
use super::super::labels::Marks;
use super::super::lines::{Line, Token};
use crate::field::TableId;
use crate::form::{Column, Form};
use crate::order;

/// Column headings that were read in a grid, with the column over which each begins.
#[derive(Default)]
pub(super) struct Headings {
    /// The column, and the heading's place among those of a row of the form.
    kinds: Vec<(u32, usize)>,
    /// The column, and which of the groups begins there.
    groups: Vec<(u32, usize)>,
    /// Whether figures followed, so that more headings belong to another table.
    ended: bool,
}

impl Headings {
    /// Takes the headings that a line has; false where it has figures.
    fn take(&mut self, form: &Form, table: TableId, line: &Line<'_>) -> bool {
        if line.tokens.iter().any(|token| token.is_value) {
            self.ended = true;
            return false;
        }
        let row = form.rows.iter().find(|row| row.table == table);
        let names: Vec<String> = row.into_iter().flat_map(|row| row.columns).map(|column| fold(column.label)).collect();
        let place = |token: &Token<'_>| Some((token.column, names.iter().position(|name| *name == token.folded)?));
        let kinds: Vec<(u32, usize)> = line.tokens.iter().filter_map(place).collect();
        if kinds.is_empty() && !line.tokens.iter().any(|token| group(table, token).is_some()) {
            return true;
        }
        if std::mem::take(&mut self.ended) {
            self.kinds.clear();
            self.groups.clear();
        }
        self.kinds.extend(kinds);
        self.groups.extend(line.tokens.iter().filter_map(|token| Some((token.column, group(table, token)?))));
        order::by_key(&mut self.kinds, |&kind| kind);
        order::by_key(&mut self.groups, |&group| group);
        true
    }

    /// Takes a line of table 3; gives the order of the columns where the headings are complete and in another order.
    pub(super) fn applicants(&mut self, form: &Form, line: &Line<'_>) -> Option<Vec<usize>> {
        if !self.take(form, TableId::Requests, line) {
            return None;
        }
        let order: Vec<usize> = self.kinds.iter().map(|&(_, kind)| kind).collect();
        // The kinds of organisation stand under their common heading, or all headings in one line without it.
        let own = line.tokens.iter().filter(|token| self.kinds.iter().any(|&(column, _)| column == token.column)).count();
        let organisations = self.kinds.iter().filter(|&&(_, kind)| (1..6).contains(&kind)).map(|&(column, _)| column);
        let columns: Vec<u32> = organisations.collect();
        let is_grouped = match self.groups[..] {
            [] => own == order.len(),
            [(column, _)] => columns.first() == Some(&column) && columns.windows(2).all(|pair| pair[0] + 1 == pair[1]),
            _ => false,
        };
        (self.is_complete(7) && is_grouped && is_other(&order)).then_some(order)
    }

    /// Takes a line of table 4.
    pub(super) fn outcomes(&mut self, form: &Form, line: &Line<'_>) {
        self.take(form, TableId::Disputes, line);
    }

    /// The order of `count` figures of table 4, empty where it is the form's or the headings leave it open.
    pub(super) fn order_of(&self, count: usize) -> Vec<usize> {
        let of_group = |column: u32| self.groups.iter().rev().find(|&&(first, _)| first <= column).map(|&(_, group)| group);
        let order: Option<Vec<usize>> = match count {
            5 => Some(self.kinds.iter().map(|&(_, kind)| kind).collect()),
            10 => self.kinds.iter().map(|&(column, kind)| Some((of_group(column)?.checked_sub(1)?) * 5 + kind)).collect(),
            15 => self.kinds.iter().map(|&(column, kind)| Some(of_group(column)? * 5 + kind)).collect(),
            _ => None,
        };
        // Figures of a group stand side by side.
        let side_by_side = |order: &Vec<usize>| order.chunks(5).all(|group| group.iter().all(|at| at / 5 == group[0] / 5));
        order.filter(|order| self.is_complete(count) && is_other(order) && side_by_side(order)).unwrap_or_default()
    }

    /// Whether there are so many headings, each over a column of its own, without a gap.
    fn is_complete(&self, count: usize) -> bool {
        self.kinds.len() == count && self.kinds.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0)
    }
}

/// The group that a heading stands over: in table 4 行政复议 and the two kinds of suit, in table 3 the organisations.
fn group(table: TableId, token: &Token<'_>) -> Option<usize> {
    match table {
        TableId::Requests => token.folded.contains("法人").then_some(0),
        TableId::Disputes if token.marks.has(Marks::SUIT_AFTER_REVIEW) => Some(2),
        TableId::Disputes if token.marks.has(Marks::DIRECT_SUIT) => Some(1),
        TableId::Disputes => (token.folded == "行政复议").then_some(0),
        TableId::Disclosure => None,
    }
}

/// Whether an order has each place once and is not the form's.
fn is_other(order: &[usize]) -> bool {
    (0..order.len()).all(|place| order.contains(&place)) && !order.is_sorted()
}

/// The order of headings that are all those of a row and no others.
pub(super) fn by_names(headings: &[String], columns: &[Column]) -> Option<Vec<usize>> {
    let names: Vec<String> = columns.iter().map(|column| fold(column.label)).collect();
    let order: Vec<usize> = headings.iter().map(|heading| names.iter().position(|name| name == heading)).collect::<Option<_>>()?;
    (order.len() == names.len() && is_other(&order)).then_some(order)
}

/// Figures in the form's order, which stand in `order`; as they stand where that is none for so many.
pub(super) fn arrange<'a>(order: &[usize], values: Vec<&'a Token<'a>>) -> Vec<&'a Token<'a>> {
    let place = |at: usize| values.get(order.iter().position(|&place| place == at)?).copied();
    let arranged: Option<Vec<&Token<'_>>> = (0..values.len()).map(place).collect();
    arranged.filter(|_| order.len() == values.len()).unwrap_or(values)
}
