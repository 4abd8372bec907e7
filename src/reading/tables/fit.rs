//! Which of the cells behind a label hold its figures.
//!
//! A row often has more cells than figures: blank ones that a merge left behind, before the figures or after them. Where a figure's own
//! cell is blank, too, a row that lost a cell on its way looks like one that is whole, and all its figures would be read one column off.
//! So a row is read only where its place leaves no doubt: by itself, or because it stands as the other rows of its table do.

use std::collections::BTreeSet;

use super::super::figure;
use super::super::lines::Token;
use super::columns;
use crate::form::FieldKind;

/// A row of a grid whose label was recognised.
pub(super) struct Labelled<'a> {
    pub(super) row: usize,
    pub(super) label: &'a str,
    pub(super) values: &'a [Token<'a>],
    /// The grid that the row stands in.
    pub(super) edge: Edge,
    /// The headings over the row; the columns in which they begin only in table 2.
    pub(super) heads: Heads,
    /// How many blank cells a merge leaves behind the row where rows run into each other: the cells of the next row that the labels beside
    /// this one reach down to. `None` where the next row is not the one that the form prints next.
    pub(super) covered: Option<usize>,
}

/// How a row ends, and the grid around it.
#[derive(Clone, Copy, Default)]
pub(super) struct Edge {
    /// Index of the grid in the document.
    pub(super) block: usize,
    /// Whether the rows of the grid all end in one column and this one ends before it, so that it lost a cell.
    pub(super) is_short: bool,
    /// Whether a cell is missing between the row's label and its end.
    pub(super) has_hole: bool,
}

/// The columns in which the headings of a block of table 2 begin.
#[derive(Default, Clone)]
pub(super) struct Heads {
    pub(super) all: Vec<u32>,
    /// Without headings that repeat the one before them, as some converters write a merged cell.
    pub(super) distinct: Vec<u32>,
    /// Where the headings stand in another order than the form's: for each figure from left to right, its place in the form.
    pub(super) order: Vec<usize>,
    /// Whether they say that amounts are in yuan.
    pub(super) is_yuan: bool,
}

impl Heads {
    /// A row's figures in the form's order.
    pub(super) fn arrange<'a>(&self, values: Vec<&'a Token<'a>>) -> Vec<&'a Token<'a>> {
        columns::arrange(&self.order, values)
    }
}

pub(super) enum Fit<'a> {
    Exact(Vec<&'a Token<'a>>),
    Count(usize),
}

/// A place in which the figures of a row can stand.
#[derive(Clone, Copy)]
struct Window {
    /// How many cells lie between the label and the figures.
    offset: usize,
    /// The column of the first figure.
    column: u32,
    /// How many cells lie behind the figures.
    behind: usize,
    /// Whether the first figure is there, and the last one.
    ends: (bool, bool),
    /// Whether every figure is there.
    is_full: bool,
}

/// How the rows of a table place their figures.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Habit {
    left: Left,
    /// `None` where rows end in blank cells without rule.
    right: Option<Right>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// All figures begin in this column.
    Column(u32),
    /// All figures begin this many cells behind their label.
    Behind(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Right {
    /// This many cells follow the figures.
    Cells(usize),
    /// As many blank cells follow as labels of this row reach down beside the next.
    Covered,
}

impl Habit {
    fn admits(self, window: Window, covered: Option<usize>) -> bool {
        let left = match self.left {
            Left::Column(column) => window.column == column,
            Left::Behind(cells) => window.offset == cells,
        };
        let right = match self.right {
            Some(Right::Cells(cells)) => window.behind == cells,
            Some(Right::Covered) => covered == Some(window.behind),
            // A blank last figure cannot be told from a cell that was lost.
            None => window.ends.1,
        };
        left && right
    }
}

/// How the rows of one table that have the same number of figures place them.
pub(super) struct Habits {
    want: usize,
    /// By grid, the habits that the most rows have; several where the rows leave a choice.
    of_grids: Vec<(usize, Vec<Habit>)>,
    /// The same for all grids together.
    of_all: Vec<Habit>,
    rows: usize,
    /// The grids whose rows end in blank cells without rule.
    ragged: Vec<usize>,
}

/// With fewer rows, a grid is judged together with the others, and blank cells at the end of a ragged row say nothing.
const FEW: usize = 5;

impl Habits {
    /// Learns from rows that all have `want` figures.
    pub(super) fn learn(rows: &[&Labelled<'_>], want: usize, ragged: &[usize]) -> Self {
        let placed: Vec<(usize, Option<usize>, Vec<Window>)> =
            rows.iter().map(|row| (row.edge.block, row.covered, windows(row.values, want, row.label))).collect();
        let of_grids = placed
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|rows| rows.len() >= FEW && rows.len() < placed.len())
            .map(|rows| (rows[0].0, habits(rows)))
            .collect();
        Self { want, of_grids, of_all: habits(&placed), rows: rows.len(), ragged: ragged.to_vec() }
    }

    /// The cells that hold a row's figures.
    pub(super) fn fit<'a>(&self, row: &Labelled<'a>) -> Fit<'a> {
        let want = self.want;
        let is_ragged = self.ragged.contains(&row.edge.block);
        let is_whole = !row.edge.is_short && !row.edge.has_hole;
        let closed = |values: &Vec<&Token<'_>>| !is_ragged || values.last().is_some_and(|last| !last.is_blank());
        if let Some(values) = under(row.values, want, &row.heads).filter(|values| is_whole && closed(values)) {
            return Fit::Exact(values);
        }
        let habits = self.of_grids.iter().find(|(block, _)| *block == row.edge.block).map_or(&self.of_all, |(_, habits)| habits);
        let windows = if row.edge.has_hole { Vec::new() } else { windows(row.values, want, row.label) };
        let admitted: BTreeSet<usize> = windows
            .iter()
            .filter(|window| window.ends.1 || self.rows >= FEW || !is_ragged)
            .filter(|&&window| habits.iter().any(|habit| habit.admits(window, row.covered)))
            .map(|window| window.offset)
            .collect();
        let by_itself = |window: &&Window| window.ends == (true, true) && !row.edge.is_short;
        let sole = |window: &&Window| self.rows == 1 && row.values.len() == want && !row.edge.is_short && !is_ragged && window.offset == 0;
        let offset = windows.iter().find(|window| window.is_full).map(|window| window.offset);
        let offset = offset.or_else(|| windows.first().filter(|_| row.values.iter().all(Token::is_blank)).map(|window| window.offset));
        let offset = offset.or_else(|| admitted.first().copied().filter(|_| admitted.len() == 1 && !row.edge.is_short));
        let offset = offset.or_else(|| windows.iter().find(by_itself).map(|window| window.offset));
        let offset = offset.or_else(|| windows.iter().find(sole).map(|window| window.offset));
        match (offset, row.values) {
            (Some(offset), values) => Fit::Exact(values.iter().skip(offset).take(want).collect()),
            // One cell merged over the whole row says the same of all its figures, unless it is a figure.
            (None, [only]) if only.span as usize >= want && figure::read(only.raw, FieldKind::Count).is_empty() => {
                Fit::Exact(vec![only; want])
            }
            // A merged cell that a converter wrote once for each column it covers.
            (None, [first, rest @ ..]) if want == 1 && rest.iter().all(|token| token.raw == first.raw) => Fit::Exact(vec![first]),
            (None, values) => {
                Fit::Count(values.iter().filter(|token| !token.is_blank()).count().max(values.len().min(want.saturating_sub(1))))
            }
        }
    }
}

/// The grids in which rows that show their figures by themselves, `want` of them, are followed by more or fewer blank cells.
pub(super) fn ragged(rows: &[&Labelled<'_>], want: usize) -> Vec<usize> {
    let mut behind: Vec<(usize, usize)> = Vec::new();
    let mut ragged = Vec::new();
    for row in rows {
        let Some(window) = windows(row.values, want, row.label).into_iter().find(|window| window.is_full) else { continue };
        match behind.iter().find(|(block, _)| *block == row.edge.block) {
            Some((block, cells)) if *cells != window.behind => ragged.push(*block),
            Some(_) => {}
            None => behind.push((row.edge.block, window.behind)),
        }
    }
    ragged
}

/// The habits that nearly all of these rows have.
fn habits(rows: &[(usize, Option<usize>, Vec<Window>)]) -> Vec<Habit> {
    let firm = |window: &Window| window.ends == (true, true);
    let has_firm = rows.iter().any(|(_, _, windows)| windows.iter().any(firm));
    let mut known: Vec<Habit> = Vec::new();
    for (_, covered, windows) in rows {
        for window in windows.iter().filter(|window| !has_firm || firm(window)) {
            for left in [Left::Column(window.column), Left::Behind(window.offset)] {
                let rights = [Some(Right::Cells(window.behind)), (*covered == Some(window.behind)).then_some(Right::Covered)];
                for right in rights.into_iter().flatten().map(Some).chain([None]) {
                    let habit = Habit { left, right };
                    if !known.contains(&habit) {
                        known.push(habit);
                    }
                }
            }
        }
    }
    let votes =
        |habit: &Habit| rows.iter().filter(|(_, covered, windows)| windows.iter().any(|&window| habit.admits(window, *covered))).count();
    // A few rows may be damaged; where more of them differ, there is no habit.
    let least = (rows.len() - rows.len() / 5).max(2);
    for strict in [true, false] {
        let counted: Vec<(usize, Habit)> =
            known.iter().filter(|habit| habit.right.is_some() == strict).map(|habit| (votes(habit), *habit)).collect();
        let best = counted.iter().map(|&(votes, _)| votes).max().unwrap_or(0);
        if best >= least {
            return counted.into_iter().filter(|&(votes, _)| votes == best).map(|(_, habit)| habit).collect();
        }
    }
    Vec::new()
}

/// Where `want` cells side by side can stand so that all cells outside them are blank, or repeat the label in front.
fn windows(values: &[Token<'_>], want: usize, label: &str) -> Vec<Window> {
    let Some(excess) = values.len().checked_sub(want) else { return Vec::new() };
    let lead = values.iter().take_while(|token| token.is_blank() || (!label.is_empty() && token.folded == label)).count();
    let trail = values.iter().rev().take_while(|token| token.is_blank()).count();
    let adjoin = |pair: &[Token<'_>]| pair[0].column + pair[0].span == pair[1].column;
    let window = |offset: usize| {
        let cells = values.get(offset..offset + want).filter(|cells| cells.windows(2).all(adjoin))?;
        let (first, last) = (cells.first()?, cells.last()?);
        Some(Window {
            offset,
            column: first.column,
            behind: excess - offset,
            ends: (!first.is_blank(), !last.is_blank()),
            is_full: cells.iter().all(|token| !token.is_blank()),
        })
    };
    (0..=excess).filter(|&offset| offset <= lead && excess - offset <= trail).filter_map(window).collect()
}

/// The cells in the columns where headings begin, where all others are blank or repeat the cell before them.
fn under<'a>(values: &'a [Token<'a>], want: usize, heads: &Heads) -> Option<Vec<&'a Token<'a>>> {
    let heads = [&heads.all, &heads.distinct].into_iter().find(|heads| heads.len() == want)?;
    if values.len() <= want {
        return None;
    }
    let chosen: Vec<&Token<'_>> = values.iter().filter(|token| heads.contains(&token.column)).collect();
    let follows = |pair: &[Token<'_>]| heads.contains(&pair[1].column) || pair[1].is_blank() || pair[1].raw == pair[0].raw;
    let starts = values.first().is_some_and(|first| heads.contains(&first.column));
    (chosen.len() == want && starts && values.windows(2).all(follows)).then_some(chosen)
}
