//! What intake makes of any file: paragraphs and grids, in order.

use std::ops::Range;

use serde::Serialize;

/// What was recognised by content, never by file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Plain text in any of the ways in which tables reach plain text.
    Text,
    /// HTML: a saved page, a fragment, or what a word processor puts on the clipboard.
    Html,
    /// A web page saved as one file, or the like out of a word processor (MHTML, RFC 2557).
    Mht,
    /// Rich Text Format.
    Rtf,
    /// Office Open XML text, also as WPS writes it, as a package or as one XML file (ISO/IEC 29500, transitional or strict).
    Docx,
    /// Word 97–2003 binary, also as WPS writes it under the name `.wps` ([MS-DOC]).
    Doc,
    /// OpenDocument text, as a package or as one XML file.
    Odt,
    /// Office Open XML sheets, also as WPS writes them.
    Xlsx,
    /// Excel 5–2003 binary, also as WPS writes it under the name `.et` ([MS-XLS]).
    Xls,
    /// OpenDocument sheets, as a package or as one XML file.
    Ods,
    /// Portable Document Format with a text layer (ISO 32000).
    Pdf,
    /// Figures typed in or edited, without a document behind them.
    Values,
}

/// A document as intake leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Paragraphs and grids in reading order.
    pub blocks: Vec<Block>,
    /// What a reader of the document should know about the file it came from, in the order of discovery and without repetition.
    pub remarks: Vec<Remark>,
}

/// Something about a file that its text and tables do not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The file ends before its end or is damaged inside; what was read is what could be read.
    Incomplete,
    /// The pages, counted from 1, that are pictures without text.
    Pictures(Vec<u32>),
    /// How many characters the file shows and does not say; each stands as U+FFFD in the text.
    UnknownCharacters(u32),
    /// A sheet that is hidden; it was not read.
    HiddenSheet(String),
    /// How many rows and columns of a sheet are hidden; they were read.
    HiddenCells {
        /// The sheet.
        sheet: String,
        /// How many of its rows with content are hidden.
        rows: u32,
        /// How many of its columns with content are hidden.
        columns: u32,
    },
    /// The document holds changes that are not accepted yet: what was inserted was read, what was deleted was not.
    TrackedChanges,
    /// There is text formatted as hidden; it was not read.
    HiddenText,
}

/// A paragraph or a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line of text outside any table, never empty; inner white space as in the source.
    Paragraph(String),
    /// A table.
    Grid(Grid),
}

/// A table as a list of cells with spans; rows and columns count from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The cells by row, then column. No two cover the same place, but places may stay uncovered.
    pub cells: Vec<GridCell>,
    /// How many rows there are.
    pub rows: u32,
    /// How many columns the widest row has.
    pub columns: u32,
    /// Whether rows keep empty cells, so that a missing cell is a missing cell (`true`),
    /// or whether empty cells may have vanished on the way (`false`).
    pub keeps_blanks: bool,
}

/// One cell of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// Row of the upper left corner, from 0.
    pub row: u32,
    /// Column of the upper left corner, from 0.
    pub column: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub column_span: u32,
    /// The text; lines within the cell are separated by `\n`.
    pub text: String,
    /// Where the whole cell stands in the source of the main part, in bytes; only Office Open XML text says it, which can be written back.
    pub origin: Option<Range<usize>>,
}

/// A place in a document: where a text was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index into [`Document::blocks`], from 0.
    pub block: u32,
    /// Index into [`Grid::cells`] where the block is a grid, else 0.
    pub cell: u32,
    /// First character within that text, from 0.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

impl Document {
    /// Adds a remark that is not there yet.
    pub fn remark(&mut self, remark: Remark) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// The text at `place`, or `None` where the document has no such place.
    pub fn text_at(&self, place: Place) -> Option<&str> {
        let text = match self.blocks.get(place.block as usize)? {
            Block::Paragraph(text) => text.as_str(),
            Block::Grid(grid) => grid.cells.get(place.cell as usize)?.text.as_str(),
        };
        let mut offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let start = offsets.nth(place.start as usize)?;
        let end = match place.end.checked_sub(place.start)? {
            0 => start,
            more => offsets.nth(more as usize - 1)?,
        };
        text.get(start..end)
    }
}

impl Grid {
    /// The cells of each row in order of column, without those that reach down from a row above.
    pub fn rows(&self) -> impl Iterator<Item = &[GridCell]> {
        self.cells.chunk_by(|a, b| a.row == b.row)
    }
}

/// White space as it comes in documents, invisible characters included.
pub(crate) const fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{7}')
}

/// The text without white space around it.
pub(crate) fn trimmed(text: &str) -> &str {
    // The usual cell has nothing to trim, or ASCII only.
    let text = text.trim_ascii();
    match (text.as_bytes().first(), text.as_bytes().last()) {
        (Some(0x21..=0x7e), Some(0x21..=0x7e)) => text,
        _ => text.trim_matches(is_space),
    }
}
