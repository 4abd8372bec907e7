//! Rows of cells that say where their edges are, as Word's binary format and RTF have them.
//!
//! One wide cell over two narrow ones is nothing but a cell with edges further apart, so that columns come from the edges of all rows.

use super::content::{Cell, Content, Merge, table};
use crate::document::Block;

/// Edges that are closer together than this, in twips (1/1440 inch), are the same: programs round them row by row.
const SNAP: i32 = 8;
/// The most cells that a row may have in these formats.
pub(super) const MOST_CELLS: usize = 63;

/// The right edge of a cell in twips, and how the cell is merged.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Shape {
    pub right: i32,
    pub vertical: Merge,
    /// Whether the cell goes on from the one on its left, which programs hardly ever write.
    pub joins_left: bool,
}

/// The shape of a row: its left edge and its cells.
#[derive(Debug, Default, Clone)]
pub(super) struct Shapes {
    pub left: i32,
    pub cells: Vec<Shape>,
}

/// A row: what its cells look like, and what they hold.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub shapes: Shapes,
    pub contents: Vec<Content>,
}

/// Makes blocks of rows.
pub(super) fn blocks(rows: Vec<Row>) -> Vec<Block> {
    let mut all: Vec<i32> =
        rows.iter().flat_map(|row| std::iter::once(row.shapes.left).chain(row.shapes.cells.iter().map(|s| s.right))).collect();
    all.sort_unstable();
    let mut edges: Vec<i32> = Vec::new();
    for edge in all {
        if edges.last().is_none_or(|&last| edge.saturating_sub(last) > SNAP) {
            edges.push(edge);
        }
    }
    let column = |edge: i32| u32::try_from(edges.partition_point(|&other| other < edge.saturating_sub(SNAP))).unwrap_or(u32::MAX);
    let row = |row: Row| {
        let mut cells: Vec<Cell> = Vec::with_capacity(row.contents.len());
        let mut left = row.shapes.left;
        for (at, content) in row.contents.into_iter().enumerate() {
            let last = cells.last_mut();
            let Some(shape) = row.shapes.cells.get(at) else {
                // Rows that hold a nested table can end in marks of cells that are not there.
                if content.blocks.is_empty() && !row.shapes.cells.is_empty() {
                    continue;
                }
                // A cell without a shape stands behind the others.
                let column = last.map_or(0, |cell| cell.column + cell.column_span);
                cells.push(Cell { column, column_span: 1, content, ..Cell::default() });
                continue;
            };
            let (from, to) = (column(left), column(shape.right));
            left = shape.right;
            match last {
                Some(joined) if shape.joins_left => {
                    joined.column_span = to.saturating_sub(joined.column).max(1);
                    joined.content.blocks.extend(content.blocks);
                }
                _ => cells.push(Cell {
                    column: from,
                    column_span: to.saturating_sub(from).max(1),
                    merge: shape.vertical,
                    content,
                    ..Cell::default()
                }),
            }
        }
        cells
    };
    table(rows.into_iter().map(row).collect())
}
