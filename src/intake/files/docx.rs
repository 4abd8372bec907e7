//! Office Open XML text (ISO/IEC 29500, transitional and strict), also as WPS writes it; flat packages and Word 2003 XML.
//!
//! What was inserted under change tracking counts, and what was deleted does not. Headers, footers, comments and notes are left out, and so
//! are the numbers that a word processor makes itself ("一、"), which are not in the text.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{Cell, Content, Merge, table};
use super::package::Package;
use super::xml::{Step, Tag, Xml};
use super::{Decode, Failure};
use crate::document::{Block, Document, Kind, Remark};
use crate::intake::{MOST, encoding, raised, read_html};

/// Tables nested deeper than this, and text boxes in text boxes, become text of what holds them.
const MAX_DEPTH: usize = 16;
/// Fields in fields beyond this are not followed.
const MOST_FIELDS: usize = 64;
/// The most parts of other formats that are read into one document.
const MOST_CHUNKS: usize = 16;

/// Reads the main part of a package.
pub(super) fn read(package: &mut Package<'_>, main: &str, decode: Decode) -> Result<Document, Failure> {
    let damaged = Failure::Damaged { kind: Kind::Docx };
    let source = package.text(main)?.ok_or(damaged)?;
    let mut walk = Walk::default();
    let styles = package.relation(main, |kind, _| kind.ends_with("/styles"))?.unwrap_or_default();
    if let Some(styles) = package.text(&styles)?.filter(|styles| styles.contains("vanish")) {
        walk.hidden_styles = hidden_styles(&styles);
    }
    walk.through(&source)?;
    let chunks = std::mem::take(&mut walk.chunks);
    let mut document = walk.finish();
    // Parts in other formats stand at the end: they are rare, and their place seldom matters.
    for id in chunks.iter().take(MOST_CHUNKS) {
        let Some(name) = package.relation(main, |_, other| other == id)? else { continue };
        let Some(bytes) = package.part(&name)? else { continue };
        let text = encoding::decode(&bytes, decode);
        if text.trim_start().starts_with('<') {
            document.blocks.append(&mut read_html(&text)?.blocks);
        } else {
            document.remark(Remark::Incomplete);
        }
    }
    Ok(document)
}

/// Reads a document that is one XML file: a flat package, or what Word 2003 called XML.
pub(super) fn read_flat(source: &str) -> Result<Document, Failure> {
    let mut walk = Walk::default();
    walk.through(source)?;
    Ok(walk.finish())
}

/// The ids of the styles that hide their text, by their own word or that of the style they are based on.
fn hidden_styles(source: &str) -> BTreeSet<String> {
    let mut styles: BTreeMap<String, (Option<String>, Option<bool>)> = BTreeMap::new();
    let mut id = String::new();
    for step in Xml::new(source) {
        let Step::Start(tag) = step else { continue };
        match tag.name() {
            "style" => id = tag.attribute("styleId").unwrap_or_default(),
            "basedOn" => styles.entry(id.clone()).or_default().0 = tag.attribute("val"),
            "vanish" => styles.entry(id.clone()).or_default().1 = Some(tag.is_on()),
            _ => {}
        }
    }
    let hides = |id: &String| {
        let mut style = styles.get(id);
        // A circle of styles hides nothing.
        for _ in 0..16 {
            match style {
                Some((_, Some(hides))) => return *hides,
                Some((Some(base), None)) => style = styles.get(base),
                _ => break,
            }
        }
        false
    };
    styles.keys().filter(|id| hides(id)).cloned().collect()
}

/// A text that is being read: the page, or a text box.
#[derive(Default)]
struct Flow {
    content: Content,
    tables: Vec<Table>,
    paragraph: String,
    /// What text boxes hold, which follows the paragraph or table that they are anchored in.
    late: Vec<Block>,
    /// Tables begun beyond [`MAX_DEPTH`].
    too_deep: usize,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: Option<Cell>,
    /// Where the next cell of the row begins.
    column: u32,
    is_row_deleted: bool,
    is_cell_deleted: bool,
    /// For a cell of the old kind of merging: whether it goes on from the one on its left.
    is_continued: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, and none excludes another")]
#[derive(Default)]
struct Walk {
    flows: Vec<Flow>,
    /// Text boxes begun beyond [`MAX_DEPTH`].
    too_deep: usize,
    /// How many elements are open since one whose content is left out; 0 outside.
    skipped: usize,
    in_text: bool,
    is_raised: bool,
    is_hidden: bool,
    /// Whether the style of the paragraph hides what says nothing else, and the styles that hide.
    is_paragraph_hidden: bool,
    hidden_styles: BTreeSet<String>,
    in_row_properties: bool,
    in_paragraph_properties: bool,
    /// For every open field whether its instruction is being read, which is no text.
    fields: Vec<bool>,
    pieces: usize,
    remarks: Document,
    /// The ids of parts in other formats.
    chunks: Vec<String>,
}

impl Walk {
    fn through(&mut self, source: &str) -> Result<(), Failure> {
        self.flows.push(Flow::default());
        let mut xml = Xml::new(source);
        while let Some(step) = xml.next() {
            match step {
                Step::Start(tag) if self.skipped > 0 || self.is_left_out(&tag) => self.skipped += 1,
                Step::Start(tag) => self.start(&tag, xml.range().start),
                Step::End(_) if self.skipped > 0 => self.skipped -= 1,
                Step::End(tag) => self.end(tag.name(), xml.range().end),
                Step::Text(text) => self.text(&text),
            }
            if self.pieces > MOST {
                return Err(Failure::TooMany);
            }
        }
        if xml.is_broken {
            self.remarks.remark(Remark::Incomplete);
            // What the end cut is forgotten: `12` may be what is left of `1234`.
            for flow in &mut self.flows {
                flow.paragraph.clear();
                flow.tables.iter_mut().for_each(|table| table.cell = None);
            }
        }
        Ok(())
    }

    /// Whether an element and what is in it is no text of the document.
    fn is_left_out(&mut self, tag: &Tag<'_>) -> bool {
        match tag.name() {
            // A deleted row is marked within its properties by an element of the same name.
            "del" | "moveFrom" if !self.in_row_properties => {
                if !self.in_paragraph_properties {
                    self.remarks.remark(Remark::TrackedChanges);
                }
                true
            }
            // Word 2003 XML marks what was deleted by an annotation.
            "annotation" => tag.attribute("type").is_some_and(|kind| kind.ends_with("Deletion") || kind.ends_with("Comment")),
            // Old properties stand inside the marks of their change; a drawing stands twice for programs of different age; the rest is no
            // running text.
            "Fallback" | "rt" | "sectPr" | "footnote" | "endnote" | "binData" | "styles" | "docPr" => true,
            // A flat package has parts beside the text.
            "part" => tag.attribute("name").is_some_and(|name| !name.ends_with("/document.xml")),
            name => name.ends_with("Change"),
        }
    }

    /// `at` is where the tag begins in the source, in bytes.
    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag.name() {
            "txbxContent" if self.flows.len() < MAX_DEPTH => self.flows.push(Flow::default()),
            "txbxContent" => self.too_deep += 1,
            "trPr" => self.in_row_properties = true,
            "pPr" => self.in_paragraph_properties = true,
            "r" => (self.is_hidden, self.is_raised) = (self.is_paragraph_hidden, false),
            "vertAlign" if !self.in_paragraph_properties => self.is_raised = tag.attribute("val").as_deref() == Some("superscript"),
            "p" => self.is_paragraph_hidden = false,
            "pStyle" => self.is_paragraph_hidden = self.hides(tag),
            "rStyle" if !self.in_paragraph_properties => self.is_hidden |= self.hides(tag),
            "vanish" if !self.in_paragraph_properties => self.is_hidden = tag.is_on(),
            "t" => self.in_text = true,
            "ins" | "moveTo" if !self.in_paragraph_properties => self.remarks.remark(Remark::TrackedChanges),
            "fldChar" => match tag.attribute("fldCharType").as_deref() {
                Some("begin") if self.fields.len() < MOST_FIELDS => self.fields.push(true),
                Some("begin") => {}
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = false;
                    }
                }
                _ => {
                    self.fields.pop();
                }
            },
            "tab" if !self.in_paragraph_properties => self.character('\t'),
            "br" | "cr" => self.character('\n'),
            "noBreakHyphen" => self.character('\u{2011}'),
            "sym" => self.character(symbol(tag)),
            "altChunk" => self.chunks.extend(tag.attribute("id")),
            _ => {
                if let Some(flow) = self.flows.last_mut() {
                    self.pieces += flow.start(tag, at, self.in_row_properties);
                }
                if tag.name() == "del" {
                    self.remarks.remark(Remark::TrackedChanges);
                }
            }
        }
    }

    fn hides(&self, tag: &Tag<'_>) -> bool {
        tag.attribute("val").is_some_and(|style| self.hidden_styles.contains(&style))
    }

    /// `at` is where the element ends in the source, in bytes.
    fn end(&mut self, name: &str, at: usize) {
        match name {
            "t" => self.in_text = false,
            "trPr" => self.in_row_properties = false,
            "pPr" => self.in_paragraph_properties = false,
            "txbxContent" if self.too_deep > 0 => self.too_deep -= 1,
            "txbxContent" if self.flows.len() > 1 => {
                let inner = self.flows.pop().unwrap_or_default();
                if let Some(outer) = self.flows.last_mut() {
                    outer.late.append(&mut inner.finish());
                }
            }
            "p" => {
                // An instruction never goes over the end of a paragraph; one that is not closed must not swallow the report.
                self.fields.iter_mut().for_each(|field| *field = false);
                self.pieces += 1;
                if let Some(flow) = self.flows.last_mut() {
                    flow.end_paragraph();
                }
            }
            name => {
                if let Some(flow) = self.flows.last_mut() {
                    flow.end(name, at);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !self.in_text || self.skipped > 0 || self.fields.contains(&true) {
            return;
        }
        if self.is_hidden {
            if !text.trim().is_empty() {
                self.remarks.remark(Remark::HiddenText);
            }
            return;
        }
        let Some(flow) = self.flows.last_mut() else { return };
        if self.is_raised {
            flow.paragraph.extend(text.chars().map(raised));
        } else {
            flow.paragraph.push_str(text);
        }
    }

    fn character(&mut self, character: char) {
        if let (Some(flow), false) = (self.flows.last_mut(), self.is_hidden) {
            flow.paragraph.push(character);
        }
    }

    fn finish(mut self) -> Document {
        let mut document = self.remarks;
        for flow in self.flows.drain(..) {
            document.blocks.append(&mut flow.finish());
        }
        document
    }
}

impl Flow {
    /// Gives how many pieces were begun.
    fn start(&mut self, tag: &Tag<'_>, at: usize, in_row_properties: bool) -> usize {
        let name = tag.name();
        if name == "tbl" {
            if self.tables.len() < MAX_DEPTH {
                self.tables.push(Table::default());
            } else {
                self.too_deep += 1;
            }
            return 1;
        }
        let Some(table) = self.tables.last_mut().filter(|_| self.too_deep == 0) else { return 0 };
        match name {
            "tr" => {
                (table.column, table.is_row_deleted) = (0, false);
                return 1;
            }
            "del" if in_row_properties => table.is_row_deleted = true,
            "gridBefore" => table.column = tag.number("val").unwrap_or(0),
            "tc" => {
                (table.is_cell_deleted, table.is_continued) = (false, false);
                table.cell = Some(Cell { column: table.column, column_span: 1, origin: Some(at..at), ..Cell::default() });
                return 1;
            }
            "cellDel" => table.is_cell_deleted = true,
            "gridSpan" | "vMerge" | "vmerge" | "hMerge" | "hmerge" => {
                let Some(cell) = &mut table.cell else { return 0 };
                let restarts = tag.attribute("val").as_deref() == Some("restart");
                match name {
                    "gridSpan" => cell.column_span = tag.number("val").unwrap_or(1).clamp(1, 1024),
                    "hMerge" | "hmerge" => table.is_continued = !restarts,
                    _ => cell.merge = if restarts { Merge::Start } else { Merge::Continue },
                }
            }
            _ => {}
        }
        0
    }

    fn end(&mut self, name: &str, at: usize) {
        if name == "tbl" && self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(innermost) = self.tables.last_mut().filter(|_| self.too_deep == 0) else { return };
        match name {
            "tc" => innermost.end_cell(Some(at)),
            "tr" => innermost.end_row(),
            "tbl" => {
                let mut blocks = self.tables.pop().map(Table::finish).unwrap_or_default();
                if self.tables.is_empty() {
                    blocks.append(&mut self.late);
                }
                self.holder().blocks.append(&mut blocks);
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        self.holder().paragraph(text);
        if self.tables.is_empty() {
            self.content.blocks.append(&mut self.late);
        }
    }

    /// What the next paragraph or table becomes part of.
    fn holder(&mut self) -> &mut Content {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => &mut cell.content,
            None => &mut self.content,
        }
    }

    /// What was read, also where the text broke off within a table.
    fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        while let Some(mut table) = self.tables.pop() {
            table.end_cell(None);
            table.end_row();
            let mut blocks = table.finish();
            self.holder().blocks.append(&mut blocks);
        }
        self.content.blocks.append(&mut self.late);
        self.content.blocks
    }
}

impl Table {
    /// `end` is where the cell ends in the source, in bytes; one without an end has no place that could be written to.
    fn end_cell(&mut self, end: Option<usize>) {
        let Some(mut cell) = self.cell.take() else { return };
        cell.origin = cell.origin.zip(end).map(|(origin, end)| origin.start..end);
        self.column = cell.column.saturating_add(cell.column_span);
        if self.is_cell_deleted {
            (cell.content, cell.origin) = (Content::default(), None);
        }
        match self.row.last_mut() {
            Some(left) if self.is_continued => left.column_span += cell.column_span,
            _ => self.row.push(cell),
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !self.is_row_deleted && !row.is_empty() {
            self.rows.push(row);
        }
    }

    fn finish(self) -> Vec<Block> {
        table(self.rows)
    }
}

/// A character of a symbol font, of which only the check marks mean something outside it.
pub(crate) fn symbol(tag: &Tag<'_>) -> char {
    match tag.attribute("char").as_deref() {
        Some("F0FC" | "F0FE" | "F052") => '✓',
        _ => '\u{fffd}',
    }
}
