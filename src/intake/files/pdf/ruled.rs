//! Tables from their ruling lines.
//!
//! The lines cut the page into rectangles, and those that no line parts are one cell, so that merged cells come out of themselves.

use super::layer::{Glyph, Ruling};
use super::lines::text;
use crate::document::Grid;
use crate::intake::canvas::Canvas;

/// Lines closer together than this, in points, are one: programs draw both edges of a border, or one line in pieces.
const SNAP: f64 = 2.5;
/// How far the outer edges of a table may differ from page to page.
const SAME_EDGE: f64 = 3.0;
/// A table may be cut into at most so many rectangles.
const MOST_RECTANGLES: usize = 40_000;
/// The most lines that are tried against each other on a page.
const MOST_LINES: usize = 4_000;

/// A cell: its edges and what stands in it.
#[derive(Debug)]
struct Cell {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// Whether no line closes it where the page begins or ends.
    is_open_above: bool,
    is_open_below: bool,
    tokens: Vec<Glyph>,
    /// What it holds from the pages before.
    before: String,
}

#[derive(Debug)]
pub(super) struct Table {
    cells: Vec<Cell>,
    /// The places of the upright lines, from left to right.
    columns: Vec<f64>,
}

/// Finds the tables of a page.
pub(super) fn tables(rulings: &[Ruling]) -> Vec<Table> {
    let lines = snapped(rulings);
    if lines.len() > MOST_LINES {
        return Vec::new();
    }
    let mut tables: Vec<Table> = components(&lines).into_iter().filter_map(table).collect();
    tables.sort_by(|a, b| a.top().total_cmp(&b.top()));
    tables
}

/// Whether a level line was drawn at a place.
fn is_drawn(lines: &[Ruling], place: f64, x: f64) -> bool {
    lines.iter().any(|line| line.is_level && (line.at - place).abs() < SNAP && (line.from - 0.8..=line.to + 0.8).contains(&x))
}

/// Puts a token into the cell that it stands in, or gives it back.
///
/// Where a page ends within a cell, the last line of its text may stand below the lines at its sides.
pub(super) fn place(tables: &mut [Table], token: Glyph, page_height: f64) -> Option<Glyph> {
    // The middle of a figure stands a third of its size above the baseline.
    let (x, y) = (token.x + token.width / 2.0, token.y - 0.3 * token.size);
    let inside = |cell: &&mut Cell| {
        let is_cut = cell.is_open_below && cell.bottom > 0.8 * page_height;
        let bottom = if is_cut { cell.bottom + 2.0 * token.size } else { cell.bottom };
        (cell.left..cell.right).contains(&x) && (cell.top..bottom).contains(&y)
    };
    match tables.iter_mut().flat_map(|table| &mut table.cells).find(inside) {
        Some(cell) => {
            cell.tokens.push(token);
            None
        }
        None => Some(token),
    }
}

/// Joins lines that are one, or that go on in each other.
fn snapped(rulings: &[Ruling]) -> Vec<Ruling> {
    let mut joined: Vec<Ruling> = Vec::new();
    for is_level in [true, false] {
        let mut lines: Vec<Ruling> = rulings.iter().filter(|line| line.is_level == is_level).copied().collect();
        lines.sort_by(|a, b| a.at.total_cmp(&b.at));
        let mut group: Vec<Ruling> = Vec::new();
        let mut last = f64::MIN;
        for line in lines {
            if line.at - last > SNAP {
                join(std::mem::take(&mut group), &mut joined);
            }
            last = line.at;
            group.push(line);
        }
        join(group, &mut joined);
    }
    joined
}

fn join(mut group: Vec<Ruling>, joined: &mut Vec<Ruling>) {
    let count = group.iter().fold(0.0, |count, _| count + 1.0);
    let at = group.iter().map(|line| line.at).sum::<f64>() / count;
    group.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut open: Option<Ruling> = None;
    for line in group {
        match &mut open {
            Some(last) if line.from <= last.to + SNAP => last.to = last.to.max(line.to),
            _ => joined.extend(open.replace(Ruling { at, ..line })),
        }
    }
    joined.extend(open);
}

/// Lines that touch, directly or through others.
fn components(lines: &[Ruling]) -> Vec<Vec<Ruling>> {
    let mut parents: Vec<usize> = (0..lines.len()).collect();
    let touch = |a: &Ruling, b: &Ruling| {
        a.is_level != b.is_level && (a.from - SNAP..=a.to + SNAP).contains(&b.at) && (b.from - SNAP..=b.to + SNAP).contains(&a.at)
    };
    for (index, line) in lines.iter().enumerate() {
        for (before, other) in lines.iter().enumerate().take(index) {
            if touch(line, other) {
                let (a, b) = (root(&mut parents, index), root(&mut parents, before));
                if let Some(slot) = parents.get_mut(a) {
                    *slot = b;
                }
            }
        }
    }
    let mut components: Vec<(usize, Vec<Ruling>)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let root = root(&mut parents, index);
        match components.iter_mut().find(|(other, _)| *other == root) {
            Some((_, component)) => component.push(*line),
            None => components.push((root, vec![*line])),
        }
    }
    components.into_iter().map(|(_, component)| component).collect()
}

/// The line that stands for all that a line touches.
fn root(parents: &mut [usize], mut at: usize) -> usize {
    while let Some(&parent) = parents.get(at).filter(|&&parent| parent != at) {
        let grandparent = parents.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(at) {
            *slot = grandparent;
        }
        at = grandparent;
    }
    at
}

/// Sorted, with places closer together than [`SNAP`] taken for one.
fn places(places: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut places: Vec<f64> = places.collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|b, a| *b - *a < SNAP);
    places
}

fn table(mut lines: Vec<Ruling>) -> Option<Table> {
    let at = |lines: &[Ruling], level: bool| places(lines.iter().filter(|line| line.is_level == level).map(|line| line.at));
    let (mut rows, mut columns) = (at(&lines, true), at(&lines, false));
    if rows.is_empty() || columns.is_empty() || rows.len() * columns.len() > MOST_RECTANGLES {
        return None;
    }
    // How far the lines reach. A page may end without a line below its last row, and some tables have no lines at their sides.
    let reach = |lines: &[Ruling], level: bool| {
        let of = |lines: &[Ruling]| lines.iter().filter(|line| line.is_level == level).copied().collect::<Vec<Ruling>>();
        let lines = of(lines);
        (lines.iter().map(|line| line.from).fold(f64::MAX, f64::min), lines.iter().map(|line| line.to).fold(f64::MIN, f64::max))
    };
    let (top, bottom) = reach(&lines, false);
    let (left, right) = reach(&lines, true);
    let is_open_above = rows.first().is_some_and(|&first| first - top > 4.0);
    let is_open_below = rows.last().is_some_and(|&last| bottom - last > 4.0);
    rows = places(rows.into_iter().chain(is_open_above.then_some(top)).chain(is_open_below.then_some(bottom)));
    let is_open_left = columns.first().is_some_and(|&first| first - left > 4.0);
    let is_open_right = columns.last().is_some_and(|&last| right - last > 4.0);
    columns = places(columns.into_iter().chain(is_open_left.then_some(left)).chain(is_open_right.then_some(right)));
    let (first_row, last_row, first_column, last_column) = (*rows.first()?, *rows.last()?, *columns.first()?, *columns.last()?);
    let drawn = lines.clone();
    for at in [first_row, last_row] {
        lines.push(Ruling { is_level: true, at, from: first_column, to: last_column });
    }
    for at in [first_column, last_column] {
        lines.push(Ruling { is_level: false, at, from: first_row, to: last_row });
    }

    let parts = |level: bool, place: f64, across: f64| {
        let near = |line: &&Ruling| line.is_level == level && (line.at - place).abs() < SNAP;
        lines.iter().filter(near).any(|line| (line.from - 0.8..=line.to + 0.8).contains(&across))
    };
    // For each rectangle between neighbouring lines the lines that close it.
    let mut cells: Vec<Cell> = Vec::new();
    for row in rows.windows(2) {
        for column in columns.windows(2) {
            let (&[above, below], &[west, east]) = (row, column) else { continue };
            let (y, x) = (f64::midpoint(above, below), f64::midpoint(west, east));
            let left = columns.iter().rev().find(|&&place| place < x && parts(false, place, y));
            let right = columns.iter().find(|&&place| place > x && parts(false, place, y));
            let top = rows.iter().rev().find(|&&place| place < y && parts(true, place, x));
            let bottom = rows.iter().find(|&&place| place > y && parts(true, place, x));
            let (Some(&left), Some(&right), Some(&top), Some(&bottom)) = (left, right, top, bottom) else { continue };
            let is_known = |cell: &Cell| {
                [(cell.left, left), (cell.right, right), (cell.top, top), (cell.bottom, bottom)].iter().all(|(a, b)| (a - b).abs() < 0.01)
            };
            if !cells.iter().any(is_known) {
                cells.push(Cell {
                    left,
                    right,
                    top,
                    bottom,
                    is_open_above: top <= first_row && !is_drawn(&drawn, top, x),
                    is_open_below: bottom >= last_row && !is_drawn(&drawn, bottom, x),
                    tokens: Vec::new(),
                    before: String::new(),
                });
            }
        }
    }
    // A frame around text, or a line under it, is no table.
    (cells.len() >= 2 && columns.len() >= 3).then_some(Table { cells, columns })
}

impl Table {
    pub fn top(&self) -> f64 {
        self.cells.iter().map(|cell| cell.top).fold(f64::MAX, f64::min)
    }

    fn bottom(&self) -> f64 {
        self.cells.iter().map(|cell| cell.bottom).fold(f64::MIN, f64::max)
    }

    /// Whether anything stands in it.
    pub fn has_text(&self) -> bool {
        self.cells.iter().any(|cell| !cell.tokens.is_empty())
    }

    /// Whether the first table of the next page has the same columns.
    pub fn goes_on_in(&self, next: &Self) -> bool {
        let ends = |table: &Self| Some((*table.columns.first()?, *table.columns.last()?));
        let (Some(own), Some(other)) = (ends(self), ends(next)) else { return false };
        let shared = next.columns.iter().filter(|&&place| self.columns.iter().any(|&own| (own - place).abs() < SAME_EDGE)).count();
        (own.0 - other.0).abs() < SAME_EDGE && (own.1 - other.1).abs() < SAME_EDGE && shared * 10 >= next.columns.len() * 8
    }

    /// Adds the rows of the next page. A cell that neither page closes is one cell.
    pub fn append(&mut self, next: Self) {
        let down = self.bottom() - next.top();
        for cell in &mut self.cells {
            let tokens = std::mem::take(&mut cell.tokens);
            append_lines(&mut cell.before, &text(tokens));
        }
        for mut cell in next.cells {
            (cell.top, cell.bottom) = (cell.top + down, cell.bottom + down);
            let is_cut = |above: &&mut Cell| {
                above.is_open_below
                    && cell.is_open_above
                    && (above.bottom - cell.top).abs() < 1.0
                    && (above.left - cell.left).abs() < SAME_EDGE
                    && (above.right - cell.right).abs() < SAME_EDGE
            };
            match self.cells.iter_mut().find(is_cut) {
                Some(above) => {
                    (above.bottom, above.is_open_below) = (cell.bottom, cell.is_open_below);
                    above.tokens = cell.tokens;
                }
                None => self.cells.push(cell),
            }
        }
        let columns = std::mem::take(&mut self.columns);
        self.columns = merged(columns.into_iter().chain(next.columns));
    }

    /// The grid.
    pub fn finish(self) -> Option<Grid> {
        let columns = merged(self.columns.into_iter());
        let mut rows: Vec<f64> = self.cells.iter().flat_map(|cell| [cell.top, cell.bottom]).collect();
        rows.sort_by(f64::total_cmp);
        rows.dedup_by(|b, a| *b - *a < 1.0);
        let index = |places: &[f64], place: f64, near: f64| {
            u32::try_from(places.partition_point(|&other| other < place - near)).unwrap_or(u32::MAX)
        };
        let mut canvas = Canvas::default();
        for mut cell in self.cells {
            let (top, bottom) = (index(&rows, cell.top, 1.0), index(&rows, cell.bottom, 1.0));
            let (left, right) = (index(&columns, cell.left, SAME_EDGE), index(&columns, cell.right, SAME_EDGE));
            append_lines(&mut cell.before, &text(cell.tokens));
            canvas.put(top, left, bottom.saturating_sub(top), right.saturating_sub(left), cell.before);
        }
        canvas.finish(true)
    }
}

fn merged(columns: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut columns: Vec<f64> = columns.collect();
    columns.sort_by(f64::total_cmp);
    columns.dedup_by(|b, a| *b - *a < SAME_EDGE);
    columns
}

fn append_lines(before: &mut String, after: &str) {
    if !before.is_empty() && !after.is_empty() {
        before.push('\n');
    }
    before.push_str(after);
}
