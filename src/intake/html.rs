//! HTML: pages, fragments, and what word processors put on the clipboard.
//!
//! The tokens are html5gum's; what is ours is the grid: spans, cells that reach down, and tables used for layout.

mod grid;
mod skip;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::{Failure, MOST, raised};
use crate::document::{Block, Document, trimmed};
use grid::{Cell, MAX_COLUMN_SPAN, MAX_ROW_SPAN, Table, grid_block, span};
use skip::{Around, Goes, Skip};

/// A page with more tags than this has more than [`MOST`] lines and cells, or is none: a cell out of a word processor has ten or so. Counting
/// them first spares a browser seconds of taking such a page apart.
const MOST_TAGS: usize = 10 * MOST;
/// Tables nested deeper than this are read as text of the table that holds them.
const MAX_DEPTH: usize = 32;

pub(super) fn read(source: &str) -> Result<Document, Failure> {
    if source.bytes().filter(|&b| b == b'<').count() > MOST_TAGS {
        return Err(Failure::TooMany);
    }
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        reader.event(&event);
        None
    });
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(source, emitter) {
        // Reading from a string cannot fail, and the emitter gives no tokens.
        if token.is_err() {
            break;
        }
    }
    if reader.pieces > MOST { Err(Failure::TooMany) } else { Ok(reader.finish()) }
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// How many cells and lines were begun.
    pieces: usize,
    /// Text outside tables that is not yet a paragraph.
    text: String,
    tables: Vec<Table>,
    /// Tables opened beyond [`MAX_DEPTH`].
    too_deep: usize,
    tag: Tag,
    attribute: Attribute,
    /// The element whose content is skipped.
    skip: Option<Skip>,
    /// Whether a paragraph is open, and how many `div`.
    in_paragraph: bool,
    divisions: usize,
    /// Whether text is raised above the line, as the numbers of notes are.
    is_raised: bool,
    /// The style being read, without white space and in small letters.
    squeezed: Vec<u8>,
}

/// What is kept of the start tag being read.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about one tag")]
struct Tag {
    name: Vec<u8>,
    column_span: u32,
    row_span: u32,
    hidden: bool,
    /// Whether it says what its text looks like, as a `font` of old does.
    is_styled: bool,
    /// Whether the span says only how far text runs over into blank cells, as spreadsheets write it.
    runs_over: bool,
    /// What a form field holds.
    value: Vec<u8>,
    /// Whether a form field shows its value as text.
    is_field: bool,
}

#[derive(Default, Clone, Copy)]
enum Attribute {
    #[default]
    Other,
    ColumnSpan,
    RowSpan,
    Style,
    Class,
    Value,
    Type,
}

/// How an element is treated.
#[derive(Clone, Copy)]
enum Role {
    Table,
    Row,
    Cell,
    /// Begins and ends a line.
    Line,
    /// Content that is no text of the document.
    Skipped,
    Inline,
}

fn role(name: &[u8]) -> Role {
    match name {
        b"table" => Role::Table,
        b"tr" => Role::Row,
        b"td" | b"th" => Role::Cell,
        b"p" | b"div" | b"br" | b"li" | b"ul" | b"ol" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"section" | b"article"
        | b"header" | b"footer" | b"blockquote" | b"pre" | b"dl" | b"dt" | b"dd" | b"hr" | b"center" | b"address" | b"main" | b"aside"
        | b"nav" | b"form" | b"fieldset" | b"caption" | b"body" | b"html" | b"figure" | b"figcaption" | b"details" | b"summary"
        | b"menu" | b"dir" | b"listing" | b"xmp" => Role::Line,
        b"script" | b"style" | b"title" | b"template" | b"noscript" | b"select" | b"button" | b"svg" | b"object" | b"del" | b"s"
        | b"strike" | b"xml" => Role::Skipped,
        _ => Role::Inline,
    }
}

/// A group of a table's rows.
fn is_group(name: &[u8]) -> bool {
    matches!(name, b"tbody" | b"thead" | b"tfoot")
}

impl Reader {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match *event {
            CallbackEvent::String { value } => {
                if self.skip.is_none() {
                    self.push(value);
                }
            }
            CallbackEvent::OpenStartTag { name } => {
                self.tag.name.clear();
                self.tag.name.extend_from_slice(name);
                (self.tag.column_span, self.tag.row_span) = (1, 1);
                (self.tag.hidden, self.tag.runs_over, self.tag.is_styled) = (false, false, false);
                self.tag.value.clear();
                self.tag.is_field = name == b"input";
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = match name {
                    b"colspan" => Attribute::ColumnSpan,
                    b"rowspan" => Attribute::RowSpan,
                    b"style" => Attribute::Style,
                    b"class" => Attribute::Class,
                    b"value" if self.tag.is_field => Attribute::Value,
                    b"type" => Attribute::Type,
                    b"hidden" => {
                        self.tag.hidden = true;
                        Attribute::Other
                    }
                    b"color" | b"face" | b"size" => {
                        self.tag.is_styled = true;
                        Attribute::Other
                    }
                    _ => Attribute::Other,
                }
            }
            CallbackEvent::AttributeValue { value } => match self.attribute {
                Attribute::ColumnSpan => self.tag.column_span = span(value, MAX_COLUMN_SPAN).max(1),
                Attribute::RowSpan => self.tag.row_span = span(value, MAX_ROW_SPAN),
                Attribute::Style => self.style(value),
                // How LibreOffice marks the numbers of notes in the text.
                Attribute::Class => self.tag.hidden |= matches!(value, b"sdfootnoteanc" | b"sdendnoteanc"),
                Attribute::Value => self.tag.value.extend_from_slice(value),
                Attribute::Type => self.tag.is_field &= matches!(value, b"text" | b"number" | b"tel" | b""),
                Attribute::Other => {}
            },
            CallbackEvent::CloseStartTag { self_closing } => {
                if self.pieces > MOST {
                    return;
                }
                let name = std::mem::take(&mut self.tag.name);
                self.start(&name, self_closing);
                self.tag.name = name;
            }
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// Takes note of what a style says: that its element is hidden, its text struck out or the number of a note, or its span none.
    fn style(&mut self, value: &[u8]) {
        self.squeezed.clear();
        self.squeezed.extend(value.iter().filter(|b| !b.is_ascii_whitespace()).map(u8::to_ascii_lowercase));
        for declaration in self.squeezed.split(|&b| b == b';') {
            let begins = |name: &[u8]| declaration.starts_with(name);
            self.tag.hidden |= match declaration.first() {
                Some(b'd') => begins(b"display:none"),
                Some(b't') => begins(b"text-decoration") && declaration.windows(12).any(|window| window == b"line-through"),
                Some(b'm') if begins(b"mso-") => {
                    self.tag.runs_over |= begins(b"mso-ignore:colspan");
                    begins(b"mso-footnote-id") || begins(b"mso-hide:all") || begins(b"mso-endnote-id")
                }
                _ => false,
            };
        }
    }

    fn start(&mut self, name: &[u8], self_closing: bool) {
        if let Some(skip) = &mut self.skip {
            match skip.start(name, self_closing, self.tag.is_styled) {
                Goes::On => return,
                Goes::Ended => {
                    self.skip = None;
                    return;
                }
                Goes::Over => self.skip = None,
            }
        }
        // Only elements that have to be closed are skipped; a hidden row or cell is read and left out.
        let is_hidden = self.tag.hidden && matches!(name, b"span" | b"div" | b"font" | b"a" | b"p" | b"table");
        let role = role(name);
        let ends_paragraph = skip::ends_a_paragraph(name, role);
        if !self_closing && (is_hidden || matches!(role, Role::Skipped)) {
            let around = Around { table: !self.tables.is_empty(), paragraph: self.in_paragraph, division: self.divisions > 0 };
            self.skip = Some(Skip::new(name, around));
            self.in_paragraph &= !ends_paragraph;
            return;
        }
        if ends_paragraph {
            self.in_paragraph = name == b"p";
            self.divisions += usize::from(name == b"div");
        }
        match role {
            Role::Table => self.open_table(),
            Role::Row => self.open_row(),
            Role::Cell => self.open_cell(),
            Role::Inline if is_group(name) => self.open_group(self.tag.hidden),
            Role::Line => {
                if self.tables.last().is_some_and(|table| table.is_implied && !table.in_row) {
                    self.close_table();
                }
                self.line();
            }
            Role::Inline if name == b"sup" => self.is_raised = !self_closing,
            // A saved form holds its figures in fields.
            Role::Inline if self.tag.is_field => {
                let value = std::mem::take(&mut self.tag.value);
                self.push(&value);
                self.tag.value = value;
            }
            Role::Skipped | Role::Inline => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(skip) = &mut self.skip {
            match skip.end(name) {
                Goes::On => return,
                Goes::Ended => {
                    self.skip = None;
                    return;
                }
                Goes::Over => self.skip = None,
            }
        }
        if matches!(name, b"p" | b"td" | b"th" | b"tr" | b"table") {
            self.in_paragraph = false;
        }
        if name == b"div" {
            self.divisions = self.divisions.saturating_sub(1);
        }
        match role(name) {
            Role::Table => self.close_table(),
            Role::Row => {
                if let Some(table) = self.tables.last_mut().filter(|_| self.too_deep == 0) {
                    table.end_row();
                }
            }
            Role::Cell => {
                if let Some(table) = self.tables.last_mut().filter(|_| self.too_deep == 0) {
                    table.end_cell();
                }
            }
            Role::Line => self.line(),
            Role::Inline if is_group(name) => self.open_group(false),
            Role::Inline if name == b"sup" => self.is_raised = false,
            Role::Skipped | Role::Inline => {}
        }
    }

    fn open_table(&mut self) {
        self.is_raised = false;
        if self.tables.len() >= MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.line();
            self.tables.push(Table::new());
        }
    }

    fn close_table(&mut self) {
        if let Some(less) = self.too_deep.checked_sub(1) {
            self.too_deep = less;
            return;
        }
        let Some(mut table) = self.tables.pop() else { return };
        table.end_row();
        match (table.layout, self.tables.last_mut()) {
            (Some(blocks), None) => self.blocks.extend(blocks),
            (Some(blocks), Some(outer)) => outer.nest(blocks),
            (None, None) => self.blocks.extend(grid_block(table.grid)),
            (None, Some(outer)) => match table.grid.cells.as_mut_slice() {
                // A table of one cell is a frame around text.
                [] => {}
                cells if cells.iter().all(|cell| trimmed(&cell.text).is_empty()) => {}
                [only] => outer.cell.get_or_insert_default().text.push_str(&only.text),
                _ => outer.nest(vec![Block::Grid(table.grid)]),
            },
        }
    }

    /// A row or a cell outside any table begins one.
    fn imply_table(&mut self) {
        if self.tables.is_empty() {
            self.open_table();
            self.tables.iter_mut().for_each(|table| table.is_implied = true);
        }
    }

    /// Begins a group of rows, or ends one.
    fn open_group(&mut self, hidden: bool) {
        if let Some(table) = self.tables.last_mut().filter(|_| self.too_deep == 0) {
            table.end_row();
            table.hides_group = hidden;
        }
    }

    fn open_row(&mut self) {
        self.imply_table();
        if let Some(table) = self.tables.last_mut().filter(|_| self.too_deep == 0) {
            table.end_row();
            table.in_row = true;
            table.hides_row = self.tag.hidden;
        }
    }

    fn open_cell(&mut self) {
        self.pieces += 1;
        self.imply_table();
        self.is_raised = false;
        if let Some(table) = self.tables.last_mut().filter(|_| self.too_deep == 0) {
            table.end_cell();
            table.in_row = true;
            let Tag { row_span, column_span, runs_over, hidden, .. } = self.tag;
            let (column_span, blanks) = if runs_over { (1, column_span - 1) } else { (column_span, 0) };
            self.pieces += blanks as usize;
            table.cell = Some(Cell { text: String::new(), row_span, column_span, hidden, blanks });
        }
    }

    /// Ends a line: of the open cell, or of the paragraph outside tables.
    fn line(&mut self) {
        self.pieces += 1;
        match self.tables.last_mut() {
            Some(table) => {
                if let Some(cell) = &mut table.cell
                    && !cell.text.is_empty()
                    && !cell.text.ends_with('\n')
                {
                    cell.text.push('\n');
                }
            }
            None => end_paragraph(&mut self.text, &mut self.blocks),
        }
    }

    fn push(&mut self, value: &[u8]) {
        // The tokenizer was given a str, so its strings are UTF-8.
        let Ok(value) = std::str::from_utf8(value) else { return };
        let target = match self.tables.last_mut() {
            Some(Table { cell: Some(cell), .. }) => &mut cell.text,
            // Text between rows belongs to no cell. Browsers show it before the table.
            Some(_) if value.trim_ascii().is_empty() => return,
            _ => &mut self.text,
        };
        // Runs of ASCII white space are one space, and none at the start of a line or where the source breaks a line between two Han
        // characters: that break is the editor's, as browsers of today know.
        let mut rest = value;
        while !rest.is_empty() {
            let text = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            let (part, after) = rest.split_at(text);
            if self.is_raised {
                target.extend(part.chars().map(raised));
            } else {
                target.push_str(part);
            }
            let space = after.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(after.len());
            let (gap, next) = after.split_at(space);
            let broken = gap.contains('\n') && target.ends_with(is_han) && next.starts_with(is_han);
            if !gap.is_empty() && !broken && !target.is_empty() && !target.ends_with([' ', '\n']) {
                target.push(' ');
            }
            rest = next;
        }
    }

    fn finish(mut self) -> Document {
        self.too_deep = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        end_paragraph(&mut self.text, &mut self.blocks);
        Document { blocks: self.blocks, ..Document::default() }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff08}' | '\u{ff09}' | '\u{ff0c}')
}

fn end_paragraph(text: &mut String, blocks: &mut Vec<Block>) {
    let line = trimmed(text);
    if !line.is_empty() {
        blocks.push(Block::Paragraph(line.to_owned()));
    }
    text.clear();
}

#[cfg(test)]
mod tests;
