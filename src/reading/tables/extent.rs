//! How far the rows of a grid reach, which tells a row that lost a cell.

use super::super::lines::{Line, Token};
use super::fit::Edge;

/// The right edges of the rows of the grid that is being read.
#[derive(Default)]
pub(super) struct Extent {
    pub(super) block: usize,
    /// The column in which nearly all rows end, and none behind it.
    reach: Option<u32>,
    /// Whether rows that end in blank cells end in different columns.
    pub(super) is_ragged: bool,
}

impl Extent {
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let ends: Vec<u32> = lines.iter().map(end).collect();
        let furthest = ends.iter().copied().max().unwrap_or(0);
        let there = ends.iter().filter(|&&end| end == furthest).count();
        let reach = (ends.len() >= 3 && there * 5 >= ends.len() * 4).then_some(furthest);
        let is_open = |line: &Line<'_>| line.tokens.last().is_some_and(Token::is_blank);
        let mut open = lines.iter().filter(|line| is_open(line)).map(end);
        let is_ragged = open.next().is_some_and(|first| open.any(|other| other != first));
        Self { block: lines.first().map_or(0, |line| line.block), reach, is_ragged }
    }

    pub(super) fn edge(&self, line: &Line<'_>) -> Edge {
        let ends_early = self.reach.is_some_and(|reach| end(line) < reach);
        // Cells that reach down from the row above cover the labels of groups, which stand before the row's own label.
        let label = line.tokens.iter().position(Token::is_text).unwrap_or(0);
        let apart = |pair: &[Token<'_>]| pair[0].column + pair[0].span != pair[1].column;
        let has_hole = line.tokens.get(label..).unwrap_or_default().windows(2).any(apart);
        Edge { block: self.block, is_short: ends_early, has_hole }
    }
}

fn end(line: &Line<'_>) -> u32 {
    line.tokens.last().map_or(0, |last| last.column + last.span)
}
