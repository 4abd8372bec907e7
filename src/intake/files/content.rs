//! What a page, a cell or a text box holds, and tables made of cells that say which of them are merged.

use std::ops::Range;

use crate::document::{Block, Grid, trimmed};
use crate::intake::canvas::Canvas;

/// Paragraphs and tables in order.
#[derive(Debug, Default, Clone)]
pub(super) struct Content {
    pub blocks: Vec<Block>,
}

impl Content {
    /// Adds a paragraph, unless there is nothing in it.
    pub fn paragraph(&mut self, text: String) {
        if !trimmed(&text).is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// The whole as the text of a cell: paragraphs and rows of tables on lines of their own, cells of tables separated by tabs.
    pub fn into_text(self) -> String {
        let mut whole = String::new();
        for block in self.blocks {
            match block {
                Block::Paragraph(text) => line(&mut whole, &text),
                Block::Grid(grid) => {
                    for row in grid.rows() {
                        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                        line(&mut whole, &cells.join("\t"));
                    }
                }
            }
        }
        whole
    }
}

pub(super) fn line(whole: &mut String, text: &str) {
    if !whole.is_empty() {
        whole.push('\n');
    }
    whole.push_str(text);
}

/// How a cell stands to the one above it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    /// It stands for itself.
    #[default]
    None,
    /// Cells below may continue it.
    Start,
    /// It continues the cell above it, which has the same column and width; its own content is not shown.
    Continue,
}

/// A cell of a row.
#[derive(Debug, Default, Clone)]
pub(super) struct Cell {
    pub column: u32,
    pub column_span: u32,
    /// How many rows the cell covers by its own word; formats that mark each covered cell leave it at 0.
    pub row_span: u32,
    pub merge: Merge,
    /// Where it stands in the source, in bytes, for formats that can be written back.
    pub origin: Option<Range<usize>>,
    pub content: Content,
}

/// Makes blocks of a table's rows: a grid, or where the tables inside its cells are the greater part, what its cells hold.
pub(super) fn table(rows: Vec<Vec<Cell>>) -> Vec<Block> {
    let own: usize = rows.iter().map(Vec::len).sum();
    let nested = rows.iter().flatten().flat_map(|cell| &cell.content.blocks).map(|block| match block {
        Block::Grid(grid) => grid.cells.len(),
        Block::Paragraph(_) => 0,
    });
    if nested.sum::<usize>() > own {
        // Such a table only arranges the page.
        return rows.into_iter().flatten().filter(|cell| cell.merge != Merge::Continue).flat_map(|cell| cell.content.blocks).collect();
    }
    grid(rows).map(Block::Grid).into_iter().collect()
}

fn grid(rows: Vec<Vec<Cell>>) -> Option<Grid> {
    let mut canvas = Canvas::default();
    // The cells of the row above that can be continued: column, width, and index in the canvas.
    let mut open: Vec<(u32, u32, usize)> = Vec::new();
    for (row, cells) in (0..).zip(rows) {
        let mut next = Vec::new();
        for cell in cells {
            let (column, width) = (cell.column, cell.column_span.max(1));
            let above = open.iter().find(|&&(at, span, _)| (at, span) == (column, width)).map(|&(_, _, index)| index);
            if let (Merge::Continue, Some(index)) = (cell.merge, above) {
                if let Some(started) = canvas.cells_mut().get_mut(index) {
                    started.row_span = row - started.row + 1;
                }
                next.push((column, width, index));
                continue;
            }
            let before = canvas.len();
            canvas.put(row, column, cell.row_span, width, cell.content.into_text());
            if let Some(put) = canvas.cells_mut().get_mut(before) {
                put.origin = cell.origin;
            }
            if cell.merge != Merge::None && canvas.len() > before {
                next.push((column, width, before));
            }
        }
        open = next;
    }
    canvas.finish(true)
}
