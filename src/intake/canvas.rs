//! A grid drawn cell by cell, as the readers of files find its cells.

use crate::document::{Grid, GridCell};

/// Cells beyond this row or column are left out: no table of a report is so large, and a damaged file can name any place.
const MOST_ROWS: u32 = 100_000;
const MOST_COLUMNS: u32 = 1024;

/// A table while its cells are being found.
///
/// Cells may come in any order. Where two cover the same place, the one that comes later in the order of rows and columns gives way: its
/// span is cut, and where nothing is left of it, its text moves into the cell that covers it, so that no text is lost.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    cells: Vec<GridCell>,
}

impl Canvas {
    /// Puts a cell with its upper left corner at `row` and `column`; spans of 0 count as 1.
    pub fn put(&mut self, row: u32, column: u32, row_span: u32, column_span: u32, text: String) {
        if row < MOST_ROWS && column < MOST_COLUMNS {
            let row_span = row_span.clamp(1, MOST_ROWS - row);
            let column_span = column_span.clamp(1, MOST_COLUMNS - column);
            self.cells.push(GridCell { row, column, row_span, column_span, text, origin: None });
        }
    }

    /// The cells put so far, in the order in which they came.
    pub fn cells_mut(&mut self) -> &mut [GridCell] {
        &mut self.cells
    }

    /// How many cells were put.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The grid; `None` where there is no cell.
    ///
    /// Rows that no cell begins in are closed up, so that a span does not reach over rows that are not there.
    pub fn finish(mut self, keeps_blanks: bool) -> Option<Grid> {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut starts: Vec<u32> = self.cells.iter().map(|cell| cell.row).collect();
        starts.dedup();
        let index = |row: u32| u32::try_from(starts.partition_point(|&start| start < row)).unwrap_or(u32::MAX);
        let rows = index(u32::MAX);
        let columns = self.cells.iter().map(|cell| cell.column + cell.column_span).max()?;
        // For every column, the row down to which it is covered and the index of the cell that covers it.
        let mut covered: Vec<(u32, usize)> = vec![(0, 0); columns as usize];
        let mut cells: Vec<GridCell> = Vec::with_capacity(self.cells.len());
        for cell in self.cells {
            let (row, end) = (index(cell.row), index(cell.row + cell.row_span));
            let (left, right) = (cell.column as usize, (cell.column + cell.column_span) as usize);
            if let Some(&(_, over)) = covered.get(left).filter(|(down, _)| *down > row) {
                if let Some(over) = cells.get_mut(over).filter(|_| !cell.text.is_empty()) {
                    if !over.text.is_empty() {
                        over.text.push('\n');
                    }
                    over.text.push_str(&cell.text);
                    over.origin = None;
                }
                continue;
            }
            let free = covered[left..right].iter().take_while(|(down, _)| *down <= row).count().max(1);
            let cover = (end.max(row + 1), cells.len());
            covered[left..left + free].fill(cover);
            let column_span = u32::try_from(free).unwrap_or(1);
            cells.push(GridCell { row, row_span: cover.0 - row, column_span, ..cell });
        }
        Some(Grid { cells, rows, columns, keeps_blanks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(cells: &[(u32, u32, u32, u32, &str)]) -> Vec<(u32, u32, u32, u32, String)> {
        let mut canvas = Canvas::default();
        for &(row, column, row_span, column_span, text) in cells {
            canvas.put(row, column, row_span, column_span, text.to_owned());
        }
        let grid = canvas.finish(true).unwrap();
        grid.cells.into_iter().map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span, cell.text)).collect()
    }

    #[test]
    fn cells_are_put_in_order_and_none_covers_another() {
        let cells = [(1, 1, 1, 1, "d"), (0, 0, 2, 1, "a"), (0, 1, 1, 2, "b"), (1, 0, 1, 2, "lost"), (1, 2, 9, 9, "e")];
        let expected = [(0, 0, 2, 1, "a\nlost"), (0, 1, 1, 2, "b"), (1, 1, 1, 1, "d"), (1, 2, 1, 9, "e")];
        assert_eq!(drawn(&cells), expected.map(|(a, b, c, d, text)| (a, b, c, d, text.to_owned())));
    }

    #[test]
    fn rows_without_a_cell_of_their_own_are_closed_up() {
        let expected = [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "b")];
        assert_eq!(drawn(&[(3, 0, 4, 1, "a"), (7, 0, 1, 1, "b")]), expected.map(|(a, b, c, d, text)| (a, b, c, d, text.to_owned())));
    }

    #[test]
    fn spans_without_end_are_cut() {
        assert_eq!(drawn(&[(0, 0, u32::MAX, u32::MAX, "a")]), [(0, 0, 1, MOST_COLUMNS, "a".to_owned())]);
        assert_eq!(Canvas::default().finish(true), None);
    }
}
