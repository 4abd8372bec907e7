//! The characters of a document in their order, as paragraphs and tables.

use super::super::content::Content;
use super::super::edges::{self, Row};
use super::properties::{Paragraph, Properties};
use super::{Header, part, u16_at, u32_at};
use crate::document::{Document, Kind, Remark};
use crate::intake::{Failure, MOST, raised};

/// What the bytes 0x80 to 0x9F of a piece of one-byte characters mean: code page 1252. Chinese text is never in such a piece.
const UPPER: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018,
    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
];

/// The character that ends a cell or a row, and those that end a paragraph: its mark, and the end of a page or section.
const CELL: u16 = 7;
const PARAGRAPH: u16 = 13;
const BREAK: u16 = 12;

pub(super) fn read(word: &[u8], tables: &[u8], header: &Header, properties: &Properties) -> Result<Document, Failure> {
    let damaged = Failure::Damaged { kind: Kind::Doc };
    let pieces = Pieces::read(tables, header).ok_or(damaged)?;
    let mut document = Document::default();
    let [main, .., boxes] = header.lengths;
    let before_boxes = header.lengths[..6].iter().fold(0_u32, |sum, length| sum.saturating_add(*length));
    // Each character is in one piece, unless pieces overlap, which would multiply the text.
    let mut left = 2 * word.len();
    let mut count = 0;
    for (from, to) in [(0, main), (before_boxes, before_boxes.saturating_add(boxes))] {
        let mut reader = Reader {
            properties,
            document: &mut document,
            page: Content::default(),
            levels: Vec::new(),
            text: String::new(),
            fields: Vec::new(),
            high: None,
        };
        let end = pieces.characters(word, from, to, |position, unit| {
            left = left.saturating_sub(1);
            count += usize::from(matches!(unit, CELL | PARAGRAPH | BREAK));
            reader.character(position, unit);
            left > 0 && count <= MOST
        });
        let mut page = reader.finish();
        document.blocks.append(&mut page.blocks);
        if count > MOST {
            return Err(Failure::TooMany);
        }
        if end < to {
            document.remark(Remark::Incomplete);
        }
    }
    Ok(document)
}

/// The piece table: which characters stand where in the stream.
struct Pieces<'a> {
    list: &'a [u8],
    count: usize,
}

impl<'a> Pieces<'a> {
    fn read(tables: &'a [u8], header: &Header) -> Option<Self> {
        let whole = part(tables, header.pieces)?;
        let mut at = 0;
        // Lists of modifications stand before the table.
        while whole.get(at) == Some(&1) {
            at += 3 + usize::from(u16_at(whole, at + 1)?);
        }
        if whole.get(at) != Some(&2) {
            return None;
        }
        let length = u32_at(whole, at + 1)? as usize;
        let list = whole.get(at + 5..)?.get(..length)?;
        (list.len() >= 16).then(|| Self { list, count: (list.len() - 4) / 12 })
    }

    /// Gives the position in the stream and the code unit of each character from one character position to before another, while it is
    /// wanted; then the character position that was reached.
    fn characters(&self, word: &[u8], from: u32, to: u32, mut wants: impl FnMut(u32, u16) -> bool) -> u32 {
        let mut reached = from;
        for index in 0..self.count {
            let first = u32_at(self.list, 4 * index);
            let end = u32_at(self.list, 4 * index + 4);
            let place = u32_at(self.list, 4 * (self.count + 1) + 8 * index + 2);
            let (Some(first), Some(end), Some(place)) = (first, end, place) else { break };
            let base = place & 0x3FFF_FFFF;
            let is_narrow = place & 0x4000_0000 != 0;
            for character in first.max(from)..end.min(to) {
                let offset = character - first;
                let position = if is_narrow { base / 2 + offset } else { base.saturating_add(offset.saturating_mul(2)) };
                let unit = if is_narrow {
                    word.get(position as usize).map(|&byte| match byte {
                        0x80..=0x9F => UPPER.get(usize::from(byte) - 0x80).copied().unwrap_or(0xFFFD),
                        byte => byte.into(),
                    })
                } else {
                    u16_at(word, position as usize)
                };
                let Some(unit) = unit else { return reached };
                reached = character + 1;
                if !wants(position, unit) {
                    return reached;
                }
            }
        }
        reached
    }
}

/// One level of tables in tables.
#[derive(Default)]
struct Level {
    rows: Vec<Row>,
    cells: Vec<Content>,
    cell: Content,
}

struct Reader<'a> {
    properties: &'a Properties,
    document: &'a mut Document,
    page: Content,
    levels: Vec<Level>,
    text: String,
    /// For every open field whether its instruction is being read, which is no text.
    fields: Vec<bool>,
    /// The first half of a character beyond the first plane.
    high: Option<u16>,
}

impl Reader<'_> {
    fn character(&mut self, position: u32, unit: u16) {
        match unit {
            0x13 => {
                if self.fields.len() < 32 {
                    self.fields.push(true);
                }
            }
            0x14 => {
                if let Some(field) = self.fields.last_mut() {
                    *field = false;
                }
            }
            0x15 => {
                self.fields.pop();
            }
            CELL | PARAGRAPH | BREAK => self.end(position, unit),
            _ if self.fields.contains(&true) => {}
            _ => {
                let run = self.properties.run(position);
                if run.is_deleted || run.is_inserted {
                    self.document.remark(Remark::TrackedChanges);
                }
                if run.is_hidden && unit > 0x20 {
                    self.document.remark(Remark::HiddenText);
                }
                if !run.is_deleted && !run.is_hidden {
                    match u8::try_from(unit) {
                        Ok(digit @ b'0'..=b'9') if run.is_raised => self.text.push(raised(char::from(digit))),
                        _ => self.push(unit),
                    }
                }
            }
        }
    }

    fn push(&mut self, unit: u16) {
        match unit {
            0x0B => self.text.push('\n'),
            0x09 => self.text.push('\t'),
            0x1E => self.text.push('\u{2011}'),
            // Pictures, anchors of notes and drawings, soft hyphens.
            0..=0x1F => {}
            0xD800..=0xDBFF => self.high = Some(unit),
            0xDC00..=0xDFFF => {
                let pair = self.high.take().map(|high| [high, unit]);
                self.text.extend(pair.into_iter().flat_map(|pair| char::decode_utf16(pair).flatten()));
            }
            _ => self.text.extend(char::from_u32(unit.into())),
        }
    }

    /// Ends a paragraph, a cell or a row.
    fn end(&mut self, position: u32, unit: u16) {
        // An instruction never goes over the end of a paragraph; one that is not closed must not swallow the report.
        self.fields.clear();
        let unknown = Paragraph::default();
        let paragraph = self.properties.paragraph(position).unwrap_or(&unknown);
        let depth = paragraph.depth();
        let text = std::mem::take(&mut self.text);
        while self.levels.len() > depth {
            self.close();
        }
        if depth == 0 {
            self.page.paragraph(text);
            return;
        }
        self.levels.resize_with(depth.max(self.levels.len()), Level::default);
        let Some(level) = self.levels.last_mut() else { return };
        if if depth == 1 { paragraph.ends_row && unit == CELL } else { paragraph.ends_inner_row } {
            let mut contents = std::mem::take(&mut level.cells);
            if !level.cell.blocks.is_empty() {
                contents.push(std::mem::take(&mut level.cell));
            }
            level.rows.push(Row { shapes: paragraph.shapes.clone().unwrap_or_default(), contents });
            return;
        }
        level.cell.paragraph(text);
        if if depth == 1 { unit == CELL } else { paragraph.ends_inner_cell } {
            level.cells.push(std::mem::take(&mut level.cell));
        }
    }

    /// Ends the innermost table.
    fn close(&mut self) {
        let Some(mut level) = self.levels.pop() else { return };
        if !level.cells.is_empty() || !level.cell.blocks.is_empty() {
            // A row without its end has no shape: its cells are paragraphs, so that no figure gets a column that it may not have.
            self.document.remark(Remark::Incomplete);
            level.cells.push(level.cell);
            let texts: Vec<String> = level.cells.into_iter().map(Content::into_text).collect();
            let mut blocks = edges::blocks(std::mem::take(&mut level.rows));
            let holder = self.holder();
            holder.blocks.append(&mut blocks);
            for text in texts {
                holder.paragraph(text);
            }
            return;
        }
        let mut blocks = edges::blocks(level.rows);
        self.holder().blocks.append(&mut blocks);
    }

    fn holder(&mut self) -> &mut Content {
        match self.levels.last_mut() {
            Some(level) => &mut level.cell,
            None => &mut self.page,
        }
    }

    fn finish(mut self) -> Content {
        while !self.levels.is_empty() {
            self.close();
        }
        let text = std::mem::take(&mut self.text);
        self.page.paragraph(text);
        self.page
    }
}
