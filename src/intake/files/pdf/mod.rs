//! Portable Document Format (ISO 32000) with a text layer.
//!
//! A page says where glyphs and lines stand and nothing of tables or paragraphs. Tables are rebuilt from their ruling lines, rows without
//! rulings from positions, paragraphs from lines. The syntax is `hayro-syntax`'s.

#![expect(clippy::float_arithmetic, reason = "positions on a page are no figures")]

mod bounds;
mod font;
mod gb1;
mod layer;
mod lines;
mod matrix;
mod ruled;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::Decode;
use crate::document::{Block, Document, Kind, Remark};
use crate::intake::{Failure, MOST, text};
use layer::{Glyph, Layer};
use lines::{Line, Margins};
use ruled::Table;

/// The most pages that are read; a report has a few dozen.
const MOST_PAGES: usize = 2000;

pub(super) fn read(bytes: &[u8], decode: Decode) -> Result<Document, Failure> {
    bounds::check(bytes)?;
    let kind = Kind::Pdf;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Failure::Encrypted { kind },
        _ => Failure::Damaged { kind },
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(Failure::TooMany);
    }
    let mut layer = Layer::new(decode);
    let mut document = Document::default();
    let mut sheets = Vec::new();
    let mut pictures = Vec::new();
    for (number, page) in (1_u32..).zip(pages.iter()) {
        let read = layer.page(page);
        if read.glyphs.is_empty() && read.has_picture {
            pictures.push(number);
        }
        sheets.push(read);
        if layer.count > 4 * MOST {
            return Err(Failure::TooMany);
        }
    }
    // Every writer ends a file with this mark; without it, pages at the end may be missing.
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    let is_cut = !tail.windows(5).any(|window| window == b"%%EOF");
    if sheets.iter().all(|sheet| sheet.glyphs.is_empty()) {
        return Err(match (is_cut || sheets.is_empty(), pictures.is_empty()) {
            (true, true) => Failure::Damaged { kind },
            (_, false) => Failure::Pictures { kind },
            (false, true) => Failure::Empty,
        });
    }
    if is_cut {
        document.remark(Remark::Incomplete);
    }
    if !pictures.is_empty() {
        document.remark(Remark::Pictures(pictures));
    }
    let unknown = sheets.iter().flat_map(|sheet| &sheet.glyphs).filter(|glyph| glyph.text == "\u{fffd}").count();
    if unknown > 0 {
        document.remark(Remark::UnknownCharacters(u32::try_from(unknown).unwrap_or(u32::MAX)));
    }
    document.blocks = blocks(sheets)?;
    Ok(document)
}

/// Something on a page, by its upper edge.
enum Piece {
    Table(Table),
    Line(Line),
}

fn blocks(sheets: Vec<layer::Page>) -> Result<Vec<Block>, Failure> {
    let mut pages: Vec<Vec<Piece>> = Vec::new();
    let mut frames = lines::Frames::default();
    let mut margins = Margins::NONE;
    for page in sheets {
        let mut tables = ruled::tables(&page.rulings);
        let rest: Vec<Glyph> = lines::tokens(page.glyphs, &page.rulings)
            .into_iter()
            .filter_map(|token| ruled::place(&mut tables, token, page.height))
            .collect();
        let mut lines = lines::lines(rest);
        frames.look(&mut lines, page.height);
        let mut pieces: Vec<Piece> = tables.into_iter().filter(Table::has_text).map(Piece::Table).collect();
        pieces.extend(lines.into_iter().map(Piece::Line));
        pieces.sort_by(|a, b| a.top().total_cmp(&b.top()));
        pages.push(pieces);
    }
    // Page numbers stand where no text does.
    for piece in pages.iter().flatten() {
        if let Piece::Line(line) = piece
            && !frames.is_frame(line)
        {
            margins.reach(line.x, line.right);
        }
    }
    let mut blocks = Vec::new();
    let mut table: Option<Table> = None;
    let mut pending: Vec<Line> = Vec::new();
    for pieces in pages {
        let mut is_first = true;
        for piece in pieces {
            match piece {
                Piece::Line(line) if frames.is_frame(&line) => {}
                Piece::Line(line) => {
                    blocks.extend(table.take().and_then(Table::finish).map(Block::Grid));
                    pending.push(line);
                    is_first = false;
                }
                Piece::Table(next) => {
                    match &mut table {
                        // A page ended within the table.
                        Some(open) if is_first && open.goes_on_in(&next) => open.append(next),
                        _ => {
                            blocks.extend(table.take().and_then(Table::finish).map(Block::Grid));
                            flush(&mut pending, margins, &mut blocks)?;
                            table = Some(next);
                        }
                    }
                    is_first = false;
                }
            }
        }
    }
    blocks.extend(table.and_then(Table::finish).map(Block::Grid));
    flush(&mut pending, margins, &mut blocks)?;
    Ok(blocks)
}

/// Lines become paragraphs, and those that stand in columns go the way of plain text, where rows of figures are known.
fn flush(pending: &mut Vec<Line>, margins: Margins, blocks: &mut Vec<Block>) -> Result<(), Failure> {
    let paragraphs = lines::paragraphs(std::mem::take(pending), margins);
    if paragraphs.iter().any(|line| line.contains('\t')) {
        blocks.append(&mut text::read(&paragraphs.join("\n"))?.blocks);
    } else {
        blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
    }
    Ok(())
}

impl Piece {
    fn top(&self) -> f64 {
        match self {
            Self::Table(table) => table.top(),
            Self::Line(line) => line.y,
        }
    }
}
