//! The XML that Excel 2003 calls a spreadsheet, which web systems export under the name `.xls`.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::sheet::Sheet;
use super::super::xml::{Step, Tag, Xml};
use super::super::{Failure, Read};
use super::format::Format;
use super::{Area, Placed, Room, add, figures};
use crate::document::{Document, Kind, Remark};

/// Reads the source of a workbook.
pub(in super::super) fn read(source: &str) -> Read {
    let mut walk = Walk::default();
    let mut xml = Xml::new(source);
    for step in &mut xml {
        match step {
            Step::Start(tag) => walk.start(&tag),
            Step::End(tag) => walk.end(tag.name())?,
            Step::Text(text) => walk.text(&text),
        }
    }
    if xml.is_broken {
        walk.document.remark(Remark::Incomplete);
        // The cell that the end cut is forgotten: `12` may be what is left of `1234`.
        walk.end_sheet();
    }
    Ok((Kind::Xlsx, walk.document))
}

/// A cell that is open.
struct Cell {
    place: (u32, u32),
    format: Option<Rc<Format>>,
    formula: Option<String>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, and none excludes another")]
#[derive(Default)]
struct Walk {
    document: Document,
    sheet: Option<Sheet>,
    cells: Vec<Placed>,
    merged: Vec<Area>,
    room: Room,
    /// Where the next row, and the next cell and column, stand.
    row: u32,
    column: u32,
    columns: u32,
    cell: Option<Cell>,
    in_data: bool,
    in_visible: bool,
    /// A comment on a cell has data of its own.
    in_comment: bool,
    is_number: bool,
    text: String,
    /// The style that is being read, and those that say how numbers are shown.
    style: String,
    formats: BTreeMap<String, Rc<Format>>,
}

impl Walk {
    fn start(&mut self, tag: &Tag<'_>) {
        let at = |index: Option<u32>, next: u32| index.map_or(next, |index| index.saturating_sub(1));
        match tag.name() {
            "Style" => self.style = tag.attribute("ID").unwrap_or_default(),
            "NumberFormat" => {
                let code = tag.attribute("Format").unwrap_or_default();
                self.formats.insert(std::mem::take(&mut self.style), Rc::new(named(&code)));
            }
            "Worksheet" => {
                self.sheet = Some(Sheet::new(&tag.attribute("Name").unwrap_or_default(), false));
                (self.row, self.columns) = (0, 0);
            }
            "Column" => {
                let first = at(tag.number("Index"), self.columns);
                self.columns = first.saturating_add(1).saturating_add(tag.number("Span").unwrap_or(0));
                if let (true, Some(sheet)) = (is_hidden(tag), &mut self.sheet) {
                    sheet.hide_columns(first, self.columns);
                }
            }
            "Row" => {
                let row = at(tag.number("Index"), self.row);
                let end = row.saturating_add(1).saturating_add(tag.number("Span").unwrap_or(0));
                (self.row, self.column) = (end, 0);
                if let (true, Some(sheet)) = (is_hidden(tag), &mut self.sheet) {
                    sheet.hide_row(row);
                }
            }
            "Cell" => {
                let (row, column) = (self.row.saturating_sub(1), at(tag.number("Index"), self.column));
                let (across, down) = (tag.number("MergeAcross").unwrap_or(0), tag.number("MergeDown").unwrap_or(0));
                self.column = column.saturating_add(across).saturating_add(1);
                if across > 0 || down > 0 {
                    self.merged.push((row, column, row.saturating_add(down), column.saturating_add(across)));
                }
                let format = tag.attribute("StyleID").and_then(|style| self.formats.get(&style).map(Rc::clone));
                self.cell = Some(Cell { place: (row, column), format, formula: tag.attribute("Formula") });
                self.text.clear();
            }
            "Comment" => self.in_comment = true,
            "Visible" => self.in_visible = true,
            "Data" if !self.in_comment => {
                self.in_data = self.cell.is_some();
                self.is_number = tag.attribute("Type").as_deref() == Some("Number");
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_data {
            self.text.push_str(text);
        } else if let (true, Some(sheet)) = (self.in_visible && text.ends_with("idden"), &mut self.sheet) {
            sheet.hide();
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Failure> {
        match name {
            "Data" => self.in_data = false,
            "Cell" => {
                let Some(Cell { place, format, formula }) = self.cell.take() else { return Ok(()) };
                let text = std::mem::take(&mut self.text);
                let text = match (text.trim().parse::<f64>(), formula) {
                    // What a formula gives was not saved with it.
                    (_, Some(formula)) if text.is_empty() => formula,
                    (Ok(number), _) if self.is_number => figures::shown(number, format.as_deref(), false),
                    // A date by its letters, whatever time of day is added to it.
                    _ => text.trim_end_matches("T00:00:00.000").to_owned(),
                };
                self.room.take(&text)?;
                self.cells.push((place, text));
            }
            "Comment" => self.in_comment = false,
            "Visible" => self.in_visible = false,
            "Worksheet" => self.end_sheet(),
            _ => {}
        }
        Ok(())
    }

    fn end_sheet(&mut self) {
        if let Some(sheet) = self.sheet.take() {
            add(&mut self.document, sheet, std::mem::take(&mut self.cells), std::mem::take(&mut self.merged), &mut self.room);
        }
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("Hidden").as_deref() == Some("1")
}

/// A format by its code, or by a name that this kind of file has for it.
fn named(code: &str) -> Format {
    match code {
        "Percent" => Format::parse("0.00%"),
        "Scientific" => Format::parse("0.00E+00"),
        "Fixed" | "Standard" => Format::parse("0.00"),
        "Currency" | "Euro Currency" => Format::parse("¥0.00"),
        "General Number" | "General" => Format::General,
        "On/Off" | "Yes/No" | "True/False" => Format::Other(code.to_owned()),
        code if code.ends_with("Date") || code.ends_with("Time") => Format::Date,
        code => Format::parse(code),
    }
}
