//! Corrected figures in the user's own Word document.
//!
//! Only the text of the changed cells is altered; every other byte of the package stays what it is. The changed document is then read again
//! and compared: it is given out only where every changed figure has its new value and nothing else says anything else.

use std::ops::Range;

use super::cell::{Cell, Surroundings};
use super::{Left, Patched, Patching, Reason, Refusal, Tracking, splice};
use crate::document::{Block, Document, GridCell, Kind, Place, trimmed};
use crate::field::Field;
use crate::intake::files::package::{main_part, stored_parts};
use crate::report::Report;
use crate::value::{Decimal, Value};
use crate::{Content, Decode, Figures, Source, intake, order, reading};

/// Puts figures into a document in place of those that were read: for each report of it in order, by id; one without a number is made
/// blank. Ids that a report lacks are passed over, and so are figures that stand there already.
///
/// # Errors
/// A [`Refusal`] where the document is not changed at all.
pub fn patch(source: &Source<'_>, changes: &[Figures], options: &Patching<'_>, decode: Decode) -> Result<Patched, Refusal> {
    let before = Reading::new(source, decode)?;
    let Content::Bytes(bytes) = source.content else { return Err(Refusal::Kind(before.kind)) };
    if before.kind != Kind::Docx {
        return Err(Refusal::Kind(before.kind));
    }
    // A document that is one XML file is of the same kind, and no package.
    if !bytes.starts_with(b"PK") {
        return Err(Refusal::Package);
    }
    let part = main_part(bytes).map_err(Refusal::Unread)?.ok_or(Refusal::Kind(before.kind))?;
    if part.is_signed {
        return Err(Refusal::Signed);
    }
    let mark = if part.bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let text = part.bytes.get(mark..).and_then(|bytes| std::str::from_utf8(bytes).ok()).ok_or(Refusal::Package)?;

    let mut plan = Plan { before: &before, text, around: Surroundings::read(text), tracked: options.tracked, edits: Vec::new() };
    let mut left = Vec::new();
    let mut done: Vec<Change<'_>> = Vec::new();
    let owners = before.owners();
    for (number, (report, changes)) in before.reports.iter().zip(changes).enumerate() {
        for field in report.form().fields() {
            let id = report.form().id(field);
            let Some(&to) = changes.get(id) else { continue };
            let is_same = match (report.value(field), to) {
                (Value::Number(now, _), Some(to)) => now == to,
                (Value::Blank, None) => true,
                _ => false,
            };
            if is_same {
                continue;
            }
            match plan.write(report, field, to, &owners) {
                Ok(place) => done.push(Change { report: number, field, id, to, place }),
                Err(reason) => left.push(Left { report: number, cell: id.to_owned(), reason }),
            }
        }
    }
    let changed: Vec<String> = done.iter().map(|change| change.id.to_owned()).collect();
    if done.is_empty() {
        return Ok(Patched { bytes: None, changed, left });
    }
    let written = edited(text, plan.edits).ok_or(Refusal::Unproven)?;
    let whole = [part.bytes.get(..mark).unwrap_or_default(), written.as_bytes()].concat();
    let new = splice::replaced(bytes, &part, &whole).ok_or(Refusal::Package)?;
    let is_proven = others_are_same(bytes, &new, &part.bytes, &whole) && before.has_become(&new, source.name, &done, decode);
    if is_proven { Ok(Patched { bytes: Some(new), changed, left }) } else { Err(Refusal::Unproven) }
}

/// A document with the reports in it.
struct Reading {
    kind: Kind,
    document: Document,
    reports: Vec<Report>,
}

/// A figure that was written.
struct Change<'a> {
    report: usize,
    field: Field,
    id: &'a str,
    to: Option<Decimal>,
    place: (usize, usize),
}

impl Reading {
    fn new(source: &Source<'_>, decode: Decode) -> Result<Self, Refusal> {
        let (kind, document) = intake::read(source, decode).map_err(Refusal::Unread)?;
        let reports = reading::read(source.name, kind, &document, None).map_err(Refusal::Unread)?;
        Ok(Self { kind, document, reports })
    }

    /// The cells that figures stand in, by block and cell, in order; one that several stand in is there as often.
    fn owners(&self) -> Vec<(u32, u32)> {
        let cells = self.reports.iter().flat_map(|report| &report.cells).filter_map(|cell| cell.place);
        let mut owners: Vec<(u32, u32)> = cells.map(|place| (place.block, place.cell)).collect();
        order::by_key(&mut owners, |&owner| owner);
        owners
    }

    fn cell(&self, place: Place) -> Option<(&GridCell, &[GridCell])> {
        let Some(Block::Grid(grid)) = self.document.blocks.get(place.block as usize) else { return None };
        Some((grid.cells.get(place.cell as usize)?, &grid.cells))
    }

    /// Whether `bytes` are this document with the changes in it, and without any other.
    fn has_become(&self, bytes: &[u8], name: &str, changes: &[Change<'_>], decode: Decode) -> bool {
        let Ok(after) = Self::new(&Source { name, content: Content::Bytes(bytes) }, decode) else { return false };
        let mut places: Vec<((usize, usize), Option<Decimal>)> = changes.iter().map(|change| (change.place, change.to)).collect();
        order::by_key(&mut places, |&(place, _)| place);
        let to_at = |place: (usize, usize)| Some(places.get(places.binary_search_by_key(&place, |&(place, _)| place).ok()?)?.1);
        // They were made report by report, in the order of the form.
        let to_of = |report: usize, field: Field| {
            let found = changes.binary_search_by_key(&(report, field), |change| (change.report, change.field));
            Some(changes.get(found.ok()?)?.to)
        };
        let texts = self.document.blocks.len() == after.document.blocks.len()
            && self.document.blocks.iter().zip(&after.document.blocks).enumerate().all(|(at, blocks)| match blocks {
                (Block::Paragraph(old), Block::Paragraph(new)) => old == new,
                (Block::Grid(old), Block::Grid(new)) => {
                    old.cells.len() == new.cells.len()
                        && old.cells.iter().zip(&new.cells).enumerate().all(|(cell, (old, new))| {
                            let is_there = (old.row, old.column, old.row_span, old.column_span)
                                == (new.row, new.column, new.row_span, new.column_span);
                            is_there
                                && match to_at((at, cell)) {
                                    Some(to) => trimmed(&new.text) == written(to),
                                    None => old.text == new.text,
                                }
                        })
                }
                _ => false,
            });
        texts
            && self.reports.len() == after.reports.len()
            && self.reports.iter().zip(&after.reports).enumerate().all(|(number, (old, new))| {
                old.edition == new.edition
                    && old.rows_in_use == new.rows_in_use
                    && old.form().fields().all(|field| match (to_of(number, field), new.value(field)) {
                        (Some(Some(to)), Value::Number(number, _)) => number == to,
                        (Some(None), Value::Blank) => true,
                        (Some(_), _) => false,
                        (None, value) => value == old.value(field) && new.cell(field).raw == old.cell(field).raw,
                    })
            })
    }
}

/// What stands in the place of which bytes of the source.
type Edit = (Range<usize>, String);

/// The text that a figure is written as.
fn written(figure: Option<Decimal>) -> String {
    figure.map_or_else(String::new, |figure| figure.to_string())
}

/// Changes of the source while they are collected.
struct Plan<'a> {
    before: &'a Reading,
    text: &'a str,
    around: Surroundings,
    tracked: Option<Tracking<'a>>,
    /// For each cell where it begins, and its changes.
    edits: Vec<(usize, Vec<Edit>)>,
}

impl Plan<'_> {
    /// Gives the block and the cell that a figure will be written to.
    fn write(&mut self, report: &Report, field: Field, to: Option<Decimal>, owners: &[(u32, u32)]) -> Result<(usize, usize), Reason> {
        let read = report.cell(field);
        let Some(place) = read.place else {
            return Err(if read.value == Value::Missing { Reason::Missing } else { Reason::Outside });
        };
        let (cell, cells) = self.before.cell(place).ok_or(Reason::Outside)?;
        let origin = cell.origin.clone().ok_or(Reason::Outside)?;
        let owner = (place.block, place.cell);
        let before = owners.partition_point(|&other| other < owner);
        if owners.partition_point(|&other| other <= owner) != before + 1 {
            return Err(Reason::Shared);
        }
        if matches!(read.value, Value::Noted(..)) {
            return Err(Reason::Words);
        }
        let anatomy = Cell::read(self.text, origin.clone());
        if self.around.bound.binary_search(&origin.start).is_ok() {
            return Err(Reason::Control);
        }
        if let Some(hindrance) = anatomy.hindrance {
            return Err(hindrance);
        }
        if anatomy.has_revisions && self.tracked.is_some() {
            return Err(Reason::Revision);
        }
        // What the reader saw in the cell is what can be written over, and nothing else.
        let seen: String = cell.text.chars().filter(|&c| !crate::document::is_space(c)).collect();
        if anatomy.shown() != seen {
            return Err(Reason::Structure);
        }
        let beside = || {
            let row: Vec<&GridCell> = cells.iter().filter(|other| other.row == cell.row && other.column != cell.column).collect();
            let mut row: Vec<&GridCell> = row.into_iter().filter(|other| !trimmed(&other.text).is_empty()).collect();
            order::by_key(&mut row, |other| other.column.abs_diff(cell.column));
            row.into_iter().find_map(|other| {
                let other = Cell::read(self.text, other.origin.clone()?);
                let piece = other.pieces.iter().find(|piece| !piece.is_blank())?;
                Some(other.runs.get(piece.run)?.look.clone())
            })
        };
        let edits = match self.tracked {
            None => anatomy.replace(self.text, &written(to), beside),
            Some(tracking) => anatomy.track(self.text, &written(to), tracking, &mut self.around.free_id, beside),
        };
        self.edits.push((origin.start, edits.ok_or(Reason::Structure)?));
        Ok((place.block as usize, place.cell as usize))
    }
}

impl Cell {
    /// Puts a text in the place of what the cell shows.
    fn replace(&self, source: &str, new: &str, beside: impl Fn() -> Option<Vec<Range<usize>>>) -> Option<Vec<Edit>> {
        let prefix = &self.prefix;
        let Some(first) = self.first() else { return Some(vec![self.inserted(source, "", &self.blank_run(source, new, beside), "")?]) };
        let mut edits = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            let new = if at == first { new } else { "" };
            if at != first && piece.is_blank() {
                continue;
            }
            edits.push(match &piece.content {
                Some(content) => (content.clone(), new.to_owned()),
                None if new.is_empty() => (piece.element.clone(), String::new()),
                None => (piece.element.clone(), format!("<{prefix}t>{new}</{prefix}t>")),
            });
        }
        Some(edits)
    }

    /// The same as revisions: what was shown is deleted, and the new text inserted behind the first of it.
    fn track(
        &self,
        source: &str,
        new: &str,
        tracking: Tracking<'_>,
        id: &mut u32,
        beside: impl Fn() -> Option<Vec<Range<usize>>>,
    ) -> Option<Vec<Edit>> {
        let prefix = &self.prefix;
        // An attribute without a prefix is in no namespace, so that a document without prefixes cannot have revisions.
        if prefix.is_empty() {
            return None;
        }
        let mut begin = |name: &str| {
            let date = tracking.date.map(|date| format!(" {prefix}date=\"{}\"", escaped(date))).unwrap_or_default();
            let author = escaped(tracking.author);
            *id += 1;
            format!("<{prefix}{name} {prefix}id=\"{}\" {prefix}author=\"{author}\"{date}>", *id - 1)
        };
        let Some(first) = self.first().filter(|&first| self.pieces.get(first).is_some_and(|piece| !piece.is_blank())) else {
            let (open, close) = (begin("ins"), format!("</{prefix}ins>"));
            return Some(vec![self.inserted(source, &open, &self.blank_run(source, new, beside), &close)?]);
        };
        let mut edits = Vec::new();
        let first = self.pieces.get(first)?.run;
        for pieces in self.pieces.chunk_by(|a, b| a.run == b.run).filter(|pieces| pieces.iter().any(|piece| !piece.is_blank())) {
            let at = pieces.first()?.run;
            let run = self.runs.get(at)?;
            if !run.is_plain {
                return None;
            }
            edits.push((run.element.start..run.element.start, begin("del")));
            for piece in pieces.iter().filter(|piece| piece.is_text) {
                // Deleted text has a name of its own; its attributes stay.
                let name = |at: usize| at..at + prefix.len() + 1;
                edits.push((name(piece.element.start + 1), format!("{prefix}delText")));
                if let Some(content) = &piece.content {
                    edits.push((name(content.end + 2), format!("{prefix}delText")));
                }
            }
            let mut behind = format!("</{prefix}del>");
            if at == first && !new.is_empty() {
                let (open, run) = (begin("ins"), self.run(source, new, &run.look));
                behind = format!("{behind}{open}{run}</{prefix}ins>");
            }
            edits.push((run.element.end..run.element.end, behind));
        }
        Some(edits)
    }

    /// The piece that takes the new text: the first that shows something, else the first that could.
    fn first(&self) -> Option<usize> {
        self.pieces.iter().position(|piece| !piece.is_blank()).or_else(|| self.pieces.iter().position(|piece| piece.is_text))
    }

    /// A run for a blank cell, which looks like the white space in it or the mark of its first paragraph and, where these say nothing, like
    /// the text beside the cell.
    fn blank_run(&self, source: &str, text: &str, beside: impl Fn() -> Option<Vec<Range<usize>>>) -> String {
        let run = self.first().and_then(|first| self.runs.get(self.pieces.get(first)?.run)).map(|run| run.look.clone());
        let own = run.or_else(|| self.paragraph.as_ref().map(|paragraph| paragraph.look.clone())).filter(|look| !look.is_empty());
        self.run(source, text, &own.or_else(beside).unwrap_or_default())
    }

    fn run(&self, source: &str, text: &str, look: &[Range<usize>]) -> String {
        let prefix = &self.prefix;
        let look: String = look.iter().filter_map(|property| source.get(property.clone())).collect();
        let look = if look.is_empty() { look } else { format!("<{prefix}rPr>{look}</{prefix}rPr>") };
        format!("<{prefix}r>{look}<{prefix}t>{text}</{prefix}t></{prefix}r>")
    }

    /// A run put at the end of the first paragraph, with something around it.
    fn inserted(&self, source: &str, open: &str, run: &str, close: &str) -> Option<(Range<usize>, String)> {
        let paragraph = self.paragraph.as_ref()?;
        if let Some(end) = paragraph.end {
            return Some((end..end, format!("{open}{run}{close}")));
        }
        // The paragraph's only tag is its end, too, and becomes two.
        let tag = source.get(paragraph.tag.clone())?.strip_suffix("/>")?;
        Some((paragraph.tag.clone(), format!("{tag}>{open}{run}{close}</{}p>", self.prefix)))
    }
}

/// Text as it stands in XML, in attributes, too; characters that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// The source with the changes made; `None` where those of a cell are not in order, or two are about the same bytes.
fn edited(source: &str, mut cells: Vec<(usize, Vec<Edit>)>) -> Option<String> {
    order::by_key(&mut cells, |&(start, _)| start);
    let mut new = String::with_capacity(source.len() + 256 * cells.len());
    let mut at = 0;
    for (range, text) in cells.into_iter().flat_map(|(_, edits)| edits) {
        new.push_str(source.get(at..range.start)?);
        new.push_str(&text);
        at = range.end;
    }
    new.push_str(source.get(at..)?);
    Some(new)
}

/// Whether two packages have the same parts in the same order, byte for byte as they are stored, but for the one part that was changed.
fn others_are_same(old: &[u8], new: &[u8], old_part: &[u8], new_part: &[u8]) -> bool {
    let (Ok(old), Ok(new)) = (stored_parts(old), stored_parts(new)) else { return false };
    let differ = old.iter().zip(&new).filter(|(old, new)| old != new);
    old.len() == new.len()
        && old.iter().zip(&new).all(|((old, _), (new, _))| old == new)
        && differ.count() == usize::from(old_part != new_part)
}
