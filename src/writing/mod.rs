//! The way back: corrected figures in the user's own document, and fresh files of the tables.
//!
//! Bytes go in and bytes come out. What cannot be written safely is named with a reason, and nothing is ever written in another place.

mod cell;
mod container;
mod deflate;
mod docx;
mod paste;
mod patch;
mod splice;
mod table;
mod xlsx;

use std::fmt::{self, Write as _};

use crate::document::Kind;
use crate::intake::Failure;

pub use patch::patch;
pub use table::Tables;

/// A fresh Word document of the tables.
pub fn docx(tables: &Tables<'_>) -> Vec<u8> {
    docx::write(tables)
}

/// A fresh workbook of the tables. Figures are numbers where a spreadsheet keeps them exactly, and everything else is text.
pub fn xlsx(tables: &Tables<'_>) -> Vec<u8> {
    xlsx::write(tables)
}

/// The tables as HTML for the clipboard.
pub fn html(tables: &Tables<'_>) -> String {
    paste::html(tables)
}

/// The tables as lines of text with tabs between the cells.
pub fn text(tables: &Tables<'_>) -> String {
    paste::text(tables)
}

/// How changes are put into a document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Patching<'a> {
    /// Whether the changes are shown as revisions that Word and WPS let a person accept or reject, and who made them.
    pub tracked: Option<Tracking<'a>>,
}

/// Who makes tracked changes, and when.
#[derive(Debug, Clone, Copy)]
pub struct Tracking<'a> {
    /// The name that stands beside the changes.
    pub author: &'a str,
    /// The time as ISO 8601 has it, such as `2026-01-20T09:30:00Z`; without it the changes have none.
    pub date: Option<&'a str>,
}

/// A document with changed figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patched {
    /// The whole document; `None` where nothing was changed in it.
    pub bytes: Option<Vec<u8>>,
    /// The ids of the figures that were changed, report by report, each in the order of the form.
    pub changed: Vec<String>,
    /// The figures that were left as they are.
    pub left: Vec<Left>,
}

/// A figure that could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Which report of the document, from 0.
    pub report: usize,
    /// The figure's id.
    pub cell: String,
    /// Why it was left.
    pub reason: Reason,
}

/// Why a figure is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Its cell was not found in the document.
    Missing,
    /// It does not stand in a cell of a table that belongs to the document's own text.
    Outside,
    /// Other figures stand in the same cell.
    Shared,
    /// Words stand beside the figure, as in `22（其中修订16件）`.
    Words,
    /// There is a table in the cell.
    Nested,
    /// The figure is the result of a field, which would bring the old one back.
    Field,
    /// The cell is in a content control whose text is not free.
    Control,
    /// There are changes in the cell that nobody accepted yet.
    Revision,
    /// The cell is built in a way that is not known here.
    Structure,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Missing,
        Self::Outside,
        Self::Shared,
        Self::Words,
        Self::Nested,
        Self::Field,
        Self::Control,
        Self::Revision,
        Self::Structure,
    ];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Outside => "outside",
            Self::Shared => "shared",
            Self::Words => "words",
            Self::Nested => "nested",
            Self::Field => "field",
            Self::Control => "control",
            Self::Revision => "revision",
            Self::Structure => "structure",
        }
    }
}

/// Why a document is not patched at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It could not be read.
    Unread(Failure),
    /// It is of a kind that is not written back.
    Kind(Kind),
    /// It is signed, and a change would make the signature void.
    Signed,
    /// Its package or its text is stored in a way that is not known here.
    Package,
    /// The changed document does not read as it should, so that it is not given out.
    Unproven,
}

/// Writes into a text.
fn push(text: &mut String, piece: fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = text.write_fmt(piece);
}
