//! Workbooks: Office Open XML, Excel's binary format, also as WPS writes it (`.et`), and the XML of Excel 2003.
//!
//! The walks are ours: each takes the file in once, within bounds, and knows the format of each number and which cells are merged.

mod decimal;
mod figures;
mod flat;
mod format;
mod strings;
mod xls;
mod xlsx;

pub(super) use flat::read as read_flat;
pub(super) use xls::read as read_xls;
pub(super) use xlsx::read as read_xlsx;

use super::sheet::Sheet;
use crate::document::Document;
use crate::intake::{Failure, MOST};

/// What a cell shows at a place, by row and column.
type Placed = ((u32, u32), String);

/// A merged area: first row, first column, last row, last column.
type Area = (u32, u32, u32, u32);

/// The most cells of a workbook, blank ones included: programs write those that have a border and nothing else.
const MOST_PLACED: usize = 5 * MOST;
/// The most bytes of text that the cells of a workbook show. Cells refer to texts, and many may refer to a long one.
const MOST_OF_TEXT: usize = 16 << 20;

/// How much of a workbook was taken in.
#[derive(Default)]
struct Room {
    placed: usize,
    with_text: usize,
    text: usize,
    /// For the grids that the sheets become.
    blanks: usize,
}

impl Room {
    /// Counts a cell.
    ///
    /// # Errors
    /// [`Failure::TooMany`] where there is no room left.
    fn take(&mut self, text: &str) -> Result<(), Failure> {
        self.placed += 1;
        self.with_text += usize::from(!text.is_empty());
        self.text += text.len();
        if self.placed > MOST_PLACED || self.with_text > MOST || self.text > MOST_OF_TEXT { Err(Failure::TooMany) } else { Ok(()) }
    }
}

/// Adds a sheet to the document: its cells, with those of merged areas spread over them.
fn add(document: &mut Document, mut sheet: Sheet, cells: Vec<Placed>, mut merged: Vec<Area>, room: &mut Room) {
    // Looked up by their corner; a workbook may have thousands of merged areas.
    merged.sort_unstable();
    for ((row, column), text) in cells {
        let at = merged.partition_point(|&(r, c, ..)| (r, c) < (row, column));
        let area = merged.get(at).filter(|&&(r, c, ..)| (r, c) == (row, column));
        let (down, across) =
            area.map_or((0, 0), |&(_, _, last_row, last_column)| (last_row.saturating_sub(row), last_column.saturating_sub(column)));
        sheet.put(row, column, down.saturating_add(1), across.saturating_add(1), text);
    }
    let mut blocks = sheet.finish(document, &mut room.blanks);
    document.blocks.append(&mut blocks);
}
