//! Workbooks: Office Open XML and Excel's binary format, also as WPS writes them (`.et`), through `calamine`.
//!
//! `calamine` trusts its input more than a file deserves: it makes room for whatever size a file claims, and panics on some damaged ones.
//! So it is given only what was looked through before, and natively a panic that is left costs no more than the file.

mod figures;
mod xls;
mod xlsx;

pub(super) use xls::read as read_xls;
pub(super) use xlsx::read as read_xlsx;

use calamine::Dimensions;

use super::sheet::Sheet;
use crate::document::Document;
use crate::intake::{Failure, MOST};

/// What a cell shows at a place, by row and column.
type Placed = ((u32, u32), String);

/// Adds a sheet to the document: its cells, with those of merged areas spread over them.
fn add(document: &mut Document, mut sheet: Sheet, cells: Vec<Placed>, merged: &[Dimensions]) -> Result<(), Failure> {
    if cells.len() > MOST {
        return Err(Failure::TooMany);
    }
    // Looked up by their corner; a workbook may have thousands of merged areas.
    let mut corners: Vec<(u32, u32, u32, u32)> = merged.iter().map(|area| (area.start.0, area.start.1, area.end.0, area.end.1)).collect();
    corners.sort_unstable();
    for ((row, column), text) in cells {
        let at = corners.partition_point(|&(r, c, ..)| (r, c) < (row, column));
        let area = corners.get(at).filter(|&&(r, c, ..)| (r, c) == (row, column));
        let (down, across) =
            area.map_or((1, 1), |&(_, _, last_row, last_column)| (last_row.saturating_sub(row), last_column.saturating_sub(column)));
        let (down, across) = if area.is_some() { (down.saturating_add(1), across.saturating_add(1)) } else { (down, across) };
        sheet.put(row, column, down, across, text);
    }
    let mut blocks = sheet.finish(document);
    document.blocks.append(&mut blocks);
    Ok(())
}

/// Runs what may panic; a panic becomes `None`. In the module a panic ends the instance, and the page starts another.
fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    #[cfg(target_arch = "wasm32")]
    return work();
    #[cfg(not(target_arch = "wasm32"))]
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok().flatten()
}
