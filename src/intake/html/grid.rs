//! A table while it is read: which cell stands where.

use crate::document::{Block, Grid, GridCell, trimmed};

/// The largest spans that HTML allows; more is cut to them, as browsers do.
pub(super) const MAX_COLUMN_SPAN: u32 = 1000;
pub(super) const MAX_ROW_SPAN: u32 = 65_534;
/// Columns beyond this are left out: a table so wide is no table of a report, and spans could otherwise claim memory without end.
pub(super) const MAX_COLUMNS: u32 = 4096;

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about what was read so far")]
pub(super) struct Table {
    pub(super) grid: Grid,
    /// For every column the rows that a cell from above still covers.
    covered: Vec<u32>,
    row: u32,
    column: u32,
    pub(super) in_row: bool,
    /// Whether the row, or the group of rows, is hidden: it is as though it were not there.
    pub(super) hides_row: bool,
    pub(super) hides_group: bool,
    pub(super) cell: Option<Cell>,
    /// The content of cells in order, where a nested table makes this one a means of layout.
    pub(super) layout: Option<Vec<Block>>,
    /// Whether the table began with a row or a cell, as fragments of the clipboard do.
    pub(super) is_implied: bool,
}

#[derive(Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) row_span: u32,
    pub(super) column_span: u32,
    /// Whether it is hidden: the cells after it move up.
    pub(super) hidden: bool,
    /// How many blank cells follow that stand in the source as part of this one.
    pub(super) blanks: u32,
}

pub(super) fn grid_block(grid: Grid) -> Option<Block> {
    grid.cells.iter().any(|cell| !trimmed(&cell.text).is_empty()).then_some(Block::Grid(grid))
}

impl Table {
    pub(super) fn new() -> Self {
        Self { grid: Grid { keeps_blanks: true, ..Grid::default() }, ..Self::default() }
    }

    /// Whether what is read now is in a hidden group, row or cell.
    fn is_hidden(&self) -> bool {
        self.hides_group || self.hides_row || self.cell.as_ref().is_some_and(|cell| cell.hidden)
    }

    pub(super) fn end_cell(&mut self) {
        let is_hidden = self.is_hidden();
        let Some(cell) = self.cell.take().filter(|_| !is_hidden) else { return };
        let (row_span, blanks) = (cell.row_span, cell.blanks);
        self.place(cell);
        for _ in 0..blanks {
            self.place(Cell { row_span, column_span: 1, ..Cell::default() });
        }
    }

    fn place(&mut self, mut cell: Cell) {
        cell.text.truncate(cell.text.trim_end_matches(['\n', ' ']).len());
        if let Some(blocks) = &mut self.layout {
            blocks.extend(paragraphs(&cell.text));
            return;
        }
        let covers = |column: &u32| self.covered.get(*column as usize).is_some_and(|&rows| rows > 0);
        while covers(&self.column) {
            self.column += 1;
        }
        if self.column >= MAX_COLUMNS {
            return;
        }
        // A span that would reach over a cell from above ends before it, so that no two cells overlap.
        let end = (self.column + cell.column_span.max(1)).min(MAX_COLUMNS);
        let end = (self.column + 1..end).find(covers).unwrap_or(end);
        if self.covered.len() < end as usize {
            self.covered.resize(end as usize, 0);
        }
        // Zero means to the end of the table.
        let row_span = if cell.row_span == 0 { MAX_ROW_SPAN } else { cell.row_span };
        for rows in &mut self.covered[self.column as usize..end as usize] {
            *rows = row_span;
        }
        let column_span = end - self.column;
        self.grid.cells.push(GridCell { row: self.row, column: self.column, row_span, column_span, text: cell.text, origin: None });
        self.grid.columns = self.grid.columns.max(end);
        self.column = end;
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
        let is_hidden = std::mem::take(&mut self.hides_row) || self.hides_group;
        if !std::mem::take(&mut self.in_row) {
            return;
        }
        // No place in the table is taken up, so that a cell from above reaches as many rows as are shown.
        self.column = 0;
        if is_hidden {
            return;
        }
        self.row = self.row.saturating_add(1);
        self.grid.rows = self.row;
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
    }

    /// Takes in what a nested table holds: this one is a means of layout, and what its cells hold is read one after the other.
    pub(super) fn nest(&mut self, inner: Vec<Block>) {
        if self.is_hidden() {
            return;
        }
        let before = std::mem::take(&mut self.grid.cells);
        let blocks = self.layout.get_or_insert_default();
        blocks.extend(before.iter().flat_map(|cell| paragraphs(&cell.text)));
        if let Some(cell) = &mut self.cell {
            blocks.extend(paragraphs(&cell.text));
            cell.text.clear();
        }
        blocks.extend(inner);
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = Block> {
    text.split('\n').map(trimmed).filter(|line| !line.is_empty()).map(|line| Block::Paragraph(line.to_owned()))
}

/// A span as HTML reads it: leading digits, at most `max`; 1 where there are none.
pub(super) fn span(value: &[u8], max: u32) -> u32 {
    let digits = value.trim_ascii().iter().take_while(|b| b.is_ascii_digit());
    let number = digits.fold(None, |n: Option<u32>, b| Some(n.unwrap_or(0).saturating_mul(10).saturating_add(u32::from(b - b'0'))));
    number.map_or(1, |n| n.min(max))
}
