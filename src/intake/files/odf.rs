//! OpenDocument text and sheets (ISO/IEC 26300), as packages and as one XML file.
//!
//! Deleted text, comments and notes are kept apart by the format, and are left out. The text of a cell is what it shows.

use std::collections::BTreeSet;

use super::content::{Cell, Content, table};
use super::package::Package;
use super::sheet::Sheet;
use super::xml::{Step, Tag, Xml};
use super::{Failure, Read};
use crate::document::{Block, Document, Kind, Remark};
use crate::intake::{MOST, raised};

/// Tables nested deeper than this become text of what holds them.
const MAX_DEPTH: usize = 16;
/// How often a cell or row with content is repeated at most; without content it only moves on.
const MOST_REPEATS: u32 = 1000;
/// So many bytes of repeated text count as one cell more, so that a long text in a cell that stands a thousand times is too much.
const TEXT_OF_CELL: usize = 64;

/// Reads a package that holds text or sheets.
pub(super) fn read(package: &mut Package<'_>, kind: Kind) -> Read {
    if package.text("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Failure::Encrypted { kind });
    }
    let source = package.text("content.xml")?.ok_or(Failure::Damaged { kind })?;
    let mut walk = Walk::default();
    // Styles that a user made stand in a part of their own; few of them hide anything.
    if let Some(styles) = package.text("styles.xml")?.filter(|styles| styles.contains(":display=\"none\"")) {
        for step in Xml::new(&styles) {
            if let Step::Start(tag) = step {
                walk.style(&tag);
            }
        }
    }
    walk.through(&source)
}

/// Reads the XML of a document, which says itself whether it holds text or sheets.
pub(super) fn read_flat(source: &str) -> Read {
    Walk::default().through(source)
}

/// A text that is being read: the page, or a text box.
#[derive(Default)]
struct Flow {
    content: Content,
    tables: Vec<Table>,
    paragraph: String,
    /// How many paragraphs are open; text outside them is white space of the source.
    paragraphs: usize,
    /// What is drawn, which follows the paragraph or table that it is anchored in.
    late: Vec<Block>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: Option<Cell>,
    /// How often the cell stands in its row, and what it shows by its value where it has no text.
    times: u32,
    value: Option<String>,
    column: u32,
    /// How often the row stands in the table.
    repeats: u32,
    /// For a sheet: its name, and whether the row is hidden.
    sheet: Option<Sheet>,
    row_index: u32,
    is_row_hidden: bool,
    column_index: u32,
}

#[derive(Default)]
struct Walk {
    flow: Vec<Flow>,
    skipped: usize,
    is_sheet: bool,
    pieces: usize,
    /// Blank cells that tables of sheets were filled with.
    blanks: usize,
    document: Document,
    /// Styles of tables and of text that are not displayed, and the style being read.
    hidden_styles: BTreeSet<String>,
    style: Option<String>,
    /// Styles of text that is raised above the line, for every open span whether it has one, and how many have.
    raised_styles: BTreeSet<String>,
    spans: Vec<bool>,
    raised: usize,
}

impl Walk {
    fn through(mut self, source: &str) -> Read {
        self.flow.push(Flow::default());
        let mut xml = Xml::new(source);
        for step in &mut xml {
            match step {
                Step::Start(tag) if self.skipped > 0 || self.is_left_out(&tag) => {
                    // The list of changes stands in every text in which they were once recorded, and may be empty.
                    if matches!(tag.name(), "changed-region" | "cell-content-change" | "insertion" | "deletion" | "movement") {
                        self.document.remark(Remark::TrackedChanges);
                    }
                    self.skipped += 1;
                }
                Step::Start(tag) => self.start(&tag),
                Step::End(_) if self.skipped > 0 => self.skipped -= 1,
                Step::End(tag) => self.end(tag.name()),
                Step::Text(text) if self.skipped == 0 => self.text(&text),
                Step::Text(_) => {}
            }
            if self.pieces > MOST {
                return Err(Failure::TooMany);
            }
        }
        if xml.is_broken {
            self.document.remark(Remark::Incomplete);
            self.flow.iter_mut().for_each(Flow::forget_open);
        }
        let kind = if self.is_sheet { Kind::Ods } else { Kind::Odt };
        Ok((kind, self.finish()))
    }

    /// Takes note of styles that hide what has them, or that are made of one which does.
    fn style(&mut self, tag: &Tag<'_>) {
        if tag.attribute("text-position").is_some_and(|position| position.starts_with("super")) {
            self.raised_styles.extend(self.style.clone());
        }
        match tag.name() {
            "style" => {
                self.style = tag.attribute("name");
                let hides = tag.attribute("parent-style-name").is_some_and(|parent| self.hidden_styles.contains(&parent));
                self.hidden_styles.extend(self.style.clone().filter(|_| hides));
            }
            "table-properties" | "text-properties" => match (tag.attribute("display").as_deref(), self.style.take()) {
                (Some("false" | "none"), style) => self.hidden_styles.extend(style),
                (Some(_), Some(style)) => {
                    self.hidden_styles.remove(&style);
                }
                (_, style) => self.style = style,
            },
            _ => {}
        }
    }

    fn is_left_out(&mut self, tag: &Tag<'_>) -> bool {
        match tag.name() {
            "section" if is_hidden_section(tag) => {
                self.document.remark(Remark::HiddenText);
                true
            }
            "hidden-text" | "hidden-paragraph" => {
                self.document.remark(Remark::HiddenText);
                true
            }
            "span" | "p" | "h" if tag.attribute("style-name").is_some_and(|style| self.hidden_styles.contains(&style)) => {
                self.document.remark(Remark::HiddenText);
                true
            }
            "table" if self.tables() >= MAX_DEPTH => true,
            name if is_drawing(name) => self.flow.len() >= MAX_DEPTH,
            "tracked-changes"
            | "meta"
            | "settings"
            | "scripts"
            | "annotation"
            | "note"
            | "forms"
            | "ruby-text"
            | "binary-data"
            | "master-styles"
            | "shapes"
            | "calculation-settings"
            | "database-ranges"
            | "named-expressions"
            | "dde-links"
            | "table-source"
            | "scenario"
            | "content-validations" => true,
            _ => false,
        }
    }

    fn tables(&self) -> usize {
        self.flow.iter().map(|flow| flow.tables.len()).sum()
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        match name {
            "spreadsheet" => self.is_sheet = true,
            // What is drawn in a cell or beside a paragraph is no part of their text.
            name if is_drawing(name) => self.flow.push(Flow::default()),
            "span" => {
                let is_raised = tag.attribute("style-name").is_some_and(|style| self.raised_styles.contains(&style));
                self.spans.push(is_raised);
                self.raised += usize::from(is_raised);
            }
            "style" | "table-properties" | "text-properties" => self.style(tag),
            _ => {}
        }
        let is_hidden = || matches!(tag.attribute("visibility").as_deref(), Some("collapse" | "filter"));
        let hidden_sheet = name == "table" && self.is_sheet && {
            let style = tag.attribute("style-name").unwrap_or_default();
            self.hidden_styles.contains(&style)
        };
        let is_sheet = self.is_sheet;
        let Some(flow) = self.flow.last_mut() else { return };
        match name {
            "p" | "h" => {
                self.pieces += 1;
                flow.paragraphs += 1;
                if flow.paragraphs > 1 {
                    flow.paragraph.push('\n');
                }
            }
            "s" => flow.paragraph.push_str(&" ".repeat(tag.number("c").unwrap_or(1).min(16) as usize)),
            "tab" => flow.paragraph.push('\t'),
            "line-break" => flow.paragraph.push('\n'),
            "table" => {
                let top = is_sheet && flow.tables.is_empty();
                let sheet = top.then(|| Sheet::new(&tag.attribute("name").unwrap_or_default(), hidden_sheet));
                flow.tables.push(Table { sheet, ..Table::default() });
            }
            _ => {
                let Some(table) = flow.tables.last_mut() else { return };
                match name {
                    "table-row" => {
                        self.pieces += 1;
                        table.column = 0;
                        table.repeats = tag.number("number-rows-repeated").unwrap_or(1).max(1);
                        table.is_row_hidden = is_hidden();
                    }
                    "table-column" => {
                        let count = tag.number("number-columns-repeated").unwrap_or(1);
                        // Columns beyond those of any table are not counted, however many a damaged file names.
                        let is_far = table.column_index > 1024;
                        if let (Some(sheet), true) = (&mut table.sheet, is_hidden() && !is_far) {
                            sheet.hide_columns(table.column_index, table.column_index.saturating_add(count));
                        }
                        table.column_index = table.column_index.saturating_add(count);
                    }
                    "table-cell" | "covered-table-cell" => {
                        self.pieces += 1;
                        table.times = tag.number("number-columns-repeated").unwrap_or(1).max(1);
                        table.value = tag.attribute("value").or_else(|| tag.attribute("date-value"));
                        table.cell = (name == "table-cell").then(|| Cell {
                            column: table.column,
                            column_span: tag.number("number-columns-spanned").unwrap_or(1).max(1),
                            row_span: tag.number("number-rows-spanned").unwrap_or(1).max(1),
                            ..Cell::default()
                        });
                        if name != "table-cell" {
                            // What a merged cell covers is not shown, though it may be kept.
                            self.skipped = 1;
                            table.column = table.column.saturating_add(table.times);
                            table.times = 0;
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        if name == "span" {
            self.raised -= usize::from(self.spans.pop() == Some(true));
        }
        if is_drawing(name) && self.flow.len() > 1 {
            let inner = self.flow.pop().unwrap_or_default();
            let mut blocks = inner.finish(&mut self.document, &mut self.blanks);
            if let Some(outer) = self.flow.last_mut() {
                outer.late.append(&mut blocks);
            }
            return;
        }
        let Some(flow) = self.flow.last_mut() else { return };
        match name {
            "p" | "h" => {
                flow.paragraphs = flow.paragraphs.saturating_sub(1);
                if flow.paragraphs == 0 {
                    flow.end_paragraph();
                }
            }
            "table-cell" => self.pieces += flow.tables.last_mut().map_or(0, Table::end_cell),
            "table-row" => self.pieces += flow.tables.last_mut().map_or(0, Table::end_row),
            "table" => {
                let mut blocks = flow.tables.pop().map(|table| table.finish(&mut self.document, &mut self.blanks)).unwrap_or_default();
                if flow.tables.is_empty() {
                    blocks.append(&mut flow.late);
                }
                flow.holder().append(&mut blocks);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(flow) = self.flow.last_mut().filter(|flow| flow.paragraphs > 0) {
            // Line ends of the source are white space; those that are meant are elements.
            let text = text.chars().filter(|character| !matches!(character, '\n' | '\r'));
            if self.raised > 0 {
                flow.paragraph.extend(text.map(raised));
            } else {
                flow.paragraph.extend(text);
            }
        }
    }

    fn finish(mut self) -> Document {
        for flow in std::mem::take(&mut self.flow) {
            let mut blocks = flow.finish(&mut self.document, &mut self.blanks);
            self.document.blocks.append(&mut blocks);
        }
        self.document
    }
}

impl Flow {
    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let mut content = Content::default();
        content.paragraph(text);
        self.holder().append(&mut content.blocks);
        if self.tables.is_empty() {
            self.content.blocks.append(&mut self.late);
        }
    }

    fn holder(&mut self) -> &mut Vec<Block> {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => &mut cell.content.blocks,
            None => &mut self.content.blocks,
        }
    }

    /// Forgets the paragraph and the cells that the end of a broken text cut: `12` may be what is left of `1234`.
    fn forget_open(&mut self) {
        self.paragraph.clear();
        for table in &mut self.tables {
            table.cell = None;
        }
    }

    /// What was read, also where the text broke off within a table.
    fn finish(mut self, document: &mut Document, blanks: &mut usize) -> Vec<Block> {
        self.end_paragraph();
        while let Some(mut table) = self.tables.pop() {
            table.end_cell();
            table.end_row();
            let mut blocks = table.finish(document, blanks);
            self.holder().append(&mut blocks);
        }
        self.content.blocks.append(&mut self.late);
        self.content.blocks
    }
}

impl Table {
    /// Gives how many cells were added beyond the one that ended.
    fn end_cell(&mut self) -> usize {
        let Some(mut cell) = self.cell.take() else { return 0 };
        if let (true, Some(value)) = (cell.content.blocks.is_empty(), self.value.take()) {
            cell.content.paragraph(value);
        }
        let is_empty = cell.content.blocks.is_empty();
        // A run of empty cells to the edge of a sheet is one step; empty cells of a table are cells.
        let copies = if is_empty && self.sheet.is_some() { 1 } else { self.times.min(MOST_REPEATS) };
        let weight = weight(&cell).saturating_mul(copies.saturating_sub(1) as usize);
        if weight > MOST {
            return weight;
        }
        for at in 1..copies {
            self.row.push(Cell { column: cell.column.saturating_add(at), ..cell.clone() });
        }
        // The places that a merged cell covers follow as elements of their own.
        self.column = cell.column.saturating_add(self.times);
        self.row.push(cell);
        weight
    }

    /// Gives how many cells were added beyond the row that ended.
    fn end_row(&mut self) -> usize {
        let mut row = std::mem::take(&mut self.row);
        row.sort_by_key(|cell| cell.column);
        let is_empty = row.iter().all(|cell| cell.content.blocks.is_empty());
        let copies = if is_empty && self.sheet.is_some() { 1 } else { self.repeats.min(MOST_REPEATS) };
        let weight = row.iter().map(weight).sum::<usize>().saturating_mul(copies as usize);
        if copies > 1 && weight > MOST {
            return weight;
        }
        for at in 0..copies {
            let cells: Vec<Cell> = if at + 1 == copies { std::mem::take(&mut row) } else { row.clone() };
            let Some(sheet) = &mut self.sheet else {
                self.rows.push(cells);
                continue;
            };
            let index = self.row_index.saturating_add(at);
            if self.is_row_hidden {
                sheet.hide_row(index);
            }
            for cell in cells {
                sheet.put(index, cell.column, cell.row_span, cell.column_span, cell.content.into_text());
            }
        }
        self.row_index = self.row_index.saturating_add(self.repeats);
        (self.repeats, self.is_row_hidden) = (1, false);
        if copies > 1 { weight } else { 0 }
    }

    fn finish(self, document: &mut Document, blanks: &mut usize) -> Vec<Block> {
        match self.sheet {
            Some(sheet) => sheet.finish(document, blanks),
            None => table(self.rows),
        }
    }
}

/// Whether an element is drawn on the page and may hold text of its own.
fn is_drawing(name: &str) -> bool {
    matches!(
        name,
        "frame"
            | "custom-shape"
            | "rect"
            | "ellipse"
            | "circle"
            | "polygon"
            | "regular-polygon"
            | "polyline"
            | "path"
            | "connector"
            | "caption"
    )
}

fn is_hidden_section(tag: &Tag<'_>) -> bool {
    match tag.attribute("display").as_deref() {
        Some("none") => true,
        Some("condition") => tag.attribute("is-hidden").as_deref() == Some("true"),
        _ => false,
    }
}

/// What a cell counts where it is repeated.
fn weight(cell: &Cell) -> usize {
    let length = |block: &Block| match block {
        Block::Paragraph(text) => text.len() / TEXT_OF_CELL,
        Block::Grid(grid) => grid.cells.iter().map(|cell| 1 + cell.text.len() / TEXT_OF_CELL).sum(),
    };
    1 + cell.content.blocks.iter().map(length).sum::<usize>()
}

#[cfg(test)]
mod tests;
