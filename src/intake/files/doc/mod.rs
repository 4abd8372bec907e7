//! Word 97–2003 binary documents ([MS-DOC]), also as WPS writes them under the name `.wps`.
//!
//! Text is read in the order of character positions through the piece table; what is a cell and what ends a row is told by paragraph
//! properties. What was inserted under change tracking counts, and what was deleted does not. Headers, footers, notes and comments are left
//! out, and so are the numbers that a word processor makes itself ("一、"), which are not in the text.

mod properties;
mod styles;
mod text;

use super::compound::Compound;
use crate::document::{Document, Kind};
use crate::intake::Failure;
use properties::Properties;

/// Reads the streams of a document.
pub(super) fn read(compound: &mut Compound<'_>) -> Result<Document, Failure> {
    let damaged = Failure::Damaged { kind: Kind::Doc };
    let word = compound.stream("WordDocument").ok_or(damaged)?;
    let header = Header::read(&word)?;
    let tables = compound.stream(header.tables).ok_or(damaged)?;
    // Only long rows of tables need this one.
    let data = compound.stream("Data").unwrap_or_default();
    let properties = Properties::read(&word, &tables, &data, &header);
    text::read(&word, &tables, &header, &properties)
}

/// What the file information block says.
struct Header {
    /// The name of the stream that holds the structures.
    tables: &'static str,
    /// How many characters the text and each of the other ranges behind it have: text, footnotes, headers, macros, comments, endnotes, text boxes.
    lengths: [u32; 7],
    /// Where structures are in the stream of tables: offset and length.
    pieces: (u32, u32),
    characters: (u32, u32),
    paragraphs: (u32, u32),
    styles: (u32, u32),
}

impl Header {
    fn read(word: &[u8]) -> Result<Self, Failure> {
        let damaged = Failure::Damaged { kind: Kind::Doc };
        let version = u16_at(word, 2).ok_or(damaged)?;
        match u16_at(word, 0) {
            Some(0xA5EC) if version == 0 || version > 0x69 => {}
            // Word 6 and 95 wrote Chinese in the bytes of a code page that the file does not name.
            Some(0xA5EC | 0xA5DC) => return Err(Failure::Unreadable { what: "word95" }),
            _ => return Err(damaged),
        }
        let flags = u16_at(word, 10).ok_or(damaged)?;
        if flags & 0x0100 != 0 {
            return Err(Failure::Encrypted { kind: Kind::Doc });
        }
        // 32 bytes, then a counted list of words, one of long words, and one of pairs of offset and length.
        let longs = 34 + 2 * usize::from(u16_at(word, 32).ok_or(damaged)?);
        let pairs = longs + 2 + 4 * usize::from(u16_at(word, longs).ok_or(damaged)?) + 2;
        let pair = |index: usize| (u32_at(word, pairs + 8 * index).unwrap_or(0), u32_at(word, pairs + 8 * index + 4).unwrap_or(0));
        Ok(Self {
            tables: if flags & 0x0200 != 0 { "1Table" } else { "0Table" },
            lengths: std::array::from_fn(|index| u32_at(word, longs + 2 + 4 * (index + 3)).unwrap_or(0)),
            pieces: pair(33),
            characters: pair(12),
            paragraphs: pair(13),
            styles: pair(1),
        })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn part(bytes: &[u8], (at, length): (u32, u32)) -> Option<&[u8]> {
    let at = at as usize;
    bytes.get(at..at.checked_add(length as usize)?)
}
