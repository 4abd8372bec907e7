//! A sheet of a workbook becomes paragraphs and grids.
//!
//! A sheet has cells only where something stands, and what stands in them may be a title, running text or a table alike.

use crate::document::{Block, Document, GridCell, Remark, trimmed};
use crate::intake::MOST;
use crate::intake::canvas::Canvas;

/// The most runs of hidden columns that are kept of a sheet; every cell is held against each.
const MOST_HIDDEN: usize = 256;

/// A sheet while its cells are being found.
pub(super) struct Sheet {
    name: String,
    is_hidden: bool,
    cells: Vec<GridCell>,
    hidden_rows: Vec<u32>,
    /// First column and one past the last.
    hidden_columns: Vec<(u32, u32)>,
}

impl Sheet {
    pub fn new(name: &str, is_hidden: bool) -> Self {
        Self { name: name.to_owned(), is_hidden, cells: Vec::new(), hidden_rows: Vec::new(), hidden_columns: Vec::new() }
    }

    /// Puts a cell; one without text and of one place is left out, because an empty place of a sheet is no cell.
    pub fn put(&mut self, row: u32, column: u32, row_span: u32, column_span: u32, text: String) {
        if row_span > 1 || column_span > 1 || !trimmed(&text).is_empty() {
            self.cells.push(GridCell { row, column, row_span: row_span.max(1), column_span: column_span.max(1), text, origin: None });
        }
    }

    /// Says that the whole sheet is hidden.
    pub fn hide(&mut self) {
        self.is_hidden = true;
    }

    pub fn hide_row(&mut self, row: u32) {
        self.hidden_rows.push(row);
    }

    pub fn hide_columns(&mut self, first: u32, end: u32) {
        if self.hidden_columns.len() < MOST_HIDDEN {
            self.hidden_columns.push((first, end));
        }
    }

    /// The sheet as blocks; a hidden one is named in the document and gives none. `blanks` counts the places of tables that are filled with
    /// blank cells, for all sheets of a workbook together.
    pub fn finish(mut self, document: &mut Document, blanks: &mut usize) -> Vec<Block> {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let has_text = |cell: &&GridCell| !trimmed(&cell.text).is_empty();
        if !self.cells.iter().any(|cell| has_text(&cell)) {
            return Vec::new();
        }
        if self.is_hidden {
            document.remark(Remark::HiddenSheet(self.name));
            return Vec::new();
        }
        self.hidden_rows.sort_unstable();
        self.name_hidden(document);
        // Formatting can reach far beyond the last text.
        let end = self.cells.iter().filter(has_text).map(|cell| cell.column.saturating_add(cell.column_span)).max().unwrap_or(0);
        let start = self.cells.iter().filter(has_text).map(|cell| cell.column).min().unwrap_or(0);
        let mut blocks = Vec::new();
        let mut table: Vec<GridCell> = Vec::new();
        let mut covered_to = 0;
        let rows: Vec<Vec<GridCell>> = self.cells.chunk_by(|a, b| a.row == b.row).map(<[GridCell]>::to_vec).collect();
        let mut last_row = None;
        for row in rows {
            let Some(first) = row.first().map(|cell| cell.row) else { continue };
            // An empty row ends a table, unless a cell reaches over it.
            if last_row.is_some_and(|last| first > last + 1) && first >= covered_to {
                blocks.extend(grid(std::mem::take(&mut table), start, end, blanks));
            }
            last_row = Some(first);
            if first >= covered_to
                && let Some(text) = running_text(&row)
                && !continues(&table, &row)
            {
                blocks.extend(grid(std::mem::take(&mut table), start, end, blanks));
                blocks.extend(text.split('\n').filter(|line| !trimmed(line).is_empty()).map(|line| Block::Paragraph(line.to_owned())));
                continue;
            }
            covered_to = row.iter().map(|cell| cell.row.saturating_add(cell.row_span)).max().unwrap_or(0).max(covered_to);
            table.extend(row);
        }
        blocks.extend(grid(table, start, end, blanks));
        blocks
    }

    fn name_hidden(&self, document: &mut Document) {
        let with_text = || self.cells.iter().filter(|cell| !trimmed(&cell.text).is_empty());
        let mut rows: Vec<u32> = with_text().map(|cell| cell.row).filter(|row| self.hidden_rows.binary_search(row).is_ok()).collect();
        rows.dedup();
        let hides = |column: u32| self.hidden_columns.iter().any(|&(first, end)| (first..end).contains(&column));
        let mut columns: Vec<u32> = with_text().map(|cell| cell.column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|&column| hides(column));
        if rows.len() + columns.len() > 0 {
            let count = |list: &[u32]| u32::try_from(list.len()).unwrap_or(u32::MAX);
            document.remark(Remark::HiddenCells { sheet: self.name.clone(), rows: count(&rows), columns: count(&columns) });
        }
    }
}

/// The text of a row that is a line of its own between tables: one cell, and neither the heading of a block of table 2 nor a row whose
/// figures are blank. Such rows belong to their table, and reading knows them by their place in it.
fn running_text(row: &[GridCell]) -> Option<&str> {
    let mut texts = row.iter().filter(|cell| !trimmed(&cell.text).is_empty());
    let (only, none) = (texts.next()?, texts.next());
    (none.is_none() && only.row_span == 1 && !only.text.contains("第二十条")).then_some(only.text.as_str())
}

/// Whether a row with a single text is like the row right above it in a table: its text has the width and place of the label there, so that
/// it is a label whose figures are blank.
fn continues(table: &[GridCell], row: &[GridCell]) -> bool {
    let (Some(label), Some(last)) = (row.first(), table.last()) else { return false };
    let above = table.iter().filter(|cell| cell.row == last.row);
    let mut texts = above.clone().filter(|cell| !trimmed(&cell.text).is_empty());
    let alike = texts.next().is_some_and(|first| (first.column, first.column_span) == (label.column, label.column_span));
    alike && last.row + 1 == label.row && above.count() > 1
}

/// A table of a sheet. Places without a cell are blank cells of it.
fn grid(cells: Vec<GridCell>, start: u32, end: u32, blanks: &mut usize) -> Option<Block> {
    let mut rows: Vec<u32> = cells.iter().map(|cell| cell.row).collect();
    rows.dedup();
    let area = rows.len().saturating_mul(end.saturating_sub(start) as usize);
    let keeps_blanks = area <= MOST.saturating_sub(*blanks);
    let mut canvas = Canvas::default();
    for cell in cells {
        canvas.put(cell.row, cell.column.saturating_sub(start), cell.row_span, cell.column_span, cell.text);
    }
    if keeps_blanks {
        *blanks += area;
        for row in rows {
            for column in start..end {
                canvas.put(row, column - start, 1, 1, String::new());
            }
        }
    }
    canvas.finish(keeps_blanks).map(Block::Grid)
}
