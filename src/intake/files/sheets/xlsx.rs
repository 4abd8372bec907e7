//! Workbooks in Office Open XML (ISO/IEC 29500).
//!
//! The walk is ours: it takes a sheet in once, within bounds, and knows the format of each cell, which no library hands on.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::package::{Package, Relation};
use super::super::sheet::Sheet;
use super::super::xml::{Step, Tag, Xml};
use super::super::{Decode, Failure, Read};
use super::format::Format;
use super::strings::Strings;
use super::{Area, Placed, Room, add, figures};
use crate::document::{Document, Kind, Remark};

pub(in super::super) fn read(package: &mut Package<'_>, main: &str, _: Decode) -> Read {
    let damaged = Failure::Damaged { kind: Kind::Xlsx };
    if main.rsplit('.').next() == Some("bin") {
        return Err(Failure::Unreadable { what: "xlsb" });
    }
    let source = package.text(main)?.ok_or(damaged)?;
    let relations = package.relations(main)?;
    let of_kind = |wanted: &str| relations.iter().find(|relation| relation.kind.ends_with(wanted)).map(|relation| relation.target.clone());
    let mut book = Book::default();
    if let Some(part) = of_kind("/styles")
        && let Some(styles) = package.text(&part)?
    {
        book.formats = formats(&styles);
    }
    if let Some(part) = of_kind("/sharedStrings")
        && let Some(source) = package.text(&part)?
    {
        book.strings = strings(&source)?;
    }
    let mut document = Document::default();
    let mut room = Room::default();
    // A part is one sheet; a workbook that names it again and again names nothing new.
    let mut seen = BTreeSet::new();
    for (name, is_hidden, id) in sheets(&source, &mut book) {
        let is_sheet = |relation: &&Relation| relation.id == id && relation.kind.ends_with("/worksheet");
        let Some(part) = relations.iter().find(is_sheet).map(|relation| &relation.target) else { continue };
        if !seen.insert(part.clone()) {
            continue;
        }
        let Some(source) = package.text(part)? else {
            document.remark(Remark::Incomplete);
            continue;
        };
        let sheet = Sheet::new(&name, is_hidden);
        let mut walk = Walk { book: &book, sheet, next: (0, 0), cells: Vec::new(), merged: Vec::new(), room: &mut room };
        if !walk.through(&source)? {
            document.remark(Remark::Incomplete);
        }
        let Walk { sheet, cells, merged, .. } = walk;
        add(&mut document, sheet, cells, merged, &mut room);
    }
    Ok((Kind::Xlsx, document))
}

/// What the sheets of a workbook share.
#[derive(Default)]
struct Book {
    strings: Strings,
    /// By the number that a cell has for its style.
    formats: Vec<Rc<Format>>,
    is_1904: bool,
}

/// The sheets in their order: name, whether hidden, and the id of the relation to the part.
fn sheets(source: &str, book: &mut Book) -> Vec<(String, bool, String)> {
    let mut sheets = Vec::new();
    for step in Xml::new(source) {
        let Step::Start(tag) = step else { continue };
        match tag.name() {
            "workbookPr" => book.is_1904 = matches!(tag.attribute("date1904").as_deref(), Some("1" | "true")),
            "sheet" => {
                let is_hidden = tag.attribute("state").is_some_and(|state| state.ends_with("idden"));
                // The sheet has a number of its own besides, under another name.
                if let (Some(name), Some(id)) = (tag.attribute("name"), tag.attribute("id")) {
                    sheets.push((name, is_hidden, id));
                }
            }
            _ => {}
        }
    }
    sheets
}

/// The formats of cells by style.
fn formats(source: &str) -> Vec<Rc<Format>> {
    /// No program writes more styles.
    const MOST_STYLES: usize = 65_536;
    let mut own: BTreeMap<u32, Rc<Format>> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    for step in Xml::new(source) {
        match step {
            Step::Start(tag) => match tag.name() {
                "numFmt" if !in_cells => {
                    if let (Some(number), Some(code)) = (tag.number("numFmtId"), tag.attribute("formatCode")) {
                        own.insert(number, Rc::new(Format::parse(&code)));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells && formats.len() < MOST_STYLES => {
                    let number = tag.number("numFmtId").unwrap_or(0);
                    let built_in = || Rc::new(Format::built_in(u16::try_from(number).unwrap_or(0)));
                    formats.push(own.get(&number).map_or_else(built_in, Rc::clone));
                }
                _ => {}
            },
            Step::End(tag) if tag.name() == "cellXfs" => in_cells = false,
            Step::End(_) | Step::Text(_) => {}
        }
    }
    formats
}

fn strings(source: &str) -> Result<Strings, Failure> {
    let mut strings = Strings::default();
    let (mut in_text, mut in_reading) = (false, false);
    for step in Xml::new(source) {
        match step {
            Step::Start(tag) => match tag.name() {
                "t" => in_text = true,
                // How characters are spoken stands beside them.
                "rPh" => in_reading = true,
                _ => {}
            },
            Step::End(tag) => match tag.name() {
                "t" => in_text = false,
                "rPh" => in_reading = false,
                "si" => strings.end()?,
                _ => {}
            },
            Step::Text(text) if in_text && !in_reading => strings.text.push_str(&text),
            Step::Text(_) => {}
        }
    }
    Ok(strings)
}

struct Walk<'a> {
    book: &'a Book,
    sheet: Sheet,
    /// Where a row or a cell stands that does not say it.
    next: (u32, u32),
    cells: Vec<Placed>,
    merged: Vec<Area>,
    room: &'a mut Room,
}

/// A cell while it is being read.
struct Cell {
    place: (u32, u32),
    kind: Contents,
    style: usize,
    value: Option<String>,
    formula: Option<String>,
    /// Text that stands in the cell itself.
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Contents {
    Number,
    Shared,
    Text,
    Truth,
}

/// What text belongs to.
#[derive(Clone, Copy)]
enum Target {
    Value,
    Formula,
    Text,
}

impl Walk<'_> {
    /// Gives whether the sheet was whole.
    fn through(&mut self, source: &str) -> Result<bool, Failure> {
        let mut cell: Option<Cell> = None;
        let mut target = None;
        let mut in_reading = false;
        let mut xml = Xml::new(source);
        for step in &mut xml {
            match step {
                Step::Start(tag) => match (tag.name(), &mut cell) {
                    ("row", _) => self.row(&tag),
                    ("c", _) => cell = Some(self.cell(&tag)),
                    ("v", Some(cell)) => {
                        cell.value = Some(String::new());
                        target = Some(Target::Value);
                    }
                    ("f", Some(cell)) => {
                        cell.formula = Some(String::new());
                        target = Some(Target::Formula);
                    }
                    ("t", Some(_)) => target = Some(Target::Text),
                    ("rPh", _) => in_reading = true,
                    ("col", None) => self.columns(&tag),
                    ("mergeCell", None) => self.merged.extend(tag.attribute("ref").as_deref().and_then(area)),
                    _ => {}
                },
                Step::End(tag) => match tag.name() {
                    "c" => {
                        if let Some(cell) = cell.take() {
                            let text = self.shown(&cell);
                            self.room.take(&text)?;
                            self.cells.push((cell.place, text));
                        }
                    }
                    "rPh" => in_reading = false,
                    "v" | "f" | "t" => target = None,
                    _ => {}
                },
                Step::Text(text) => match (&mut cell, target) {
                    (Some(cell), Some(Target::Value)) => cell.value.get_or_insert_default().push_str(&text),
                    (Some(cell), Some(Target::Formula)) => cell.formula.get_or_insert_default().push_str(&text),
                    (Some(cell), Some(Target::Text)) if !in_reading => cell.text.push_str(&text),
                    _ => {}
                },
            }
        }
        Ok(!xml.is_broken)
    }

    fn row(&mut self, tag: &Tag<'_>) {
        let row = tag.number("r").map_or(self.next.0, |number| number.saturating_sub(1));
        self.next = (row.saturating_add(1), 0);
        if is_hidden(tag) {
            self.sheet.hide_row(row);
        }
    }

    fn columns(&mut self, tag: &Tag<'_>) {
        if let (true, Some(first), Some(last)) = (is_hidden(tag), tag.number("min"), tag.number("max")) {
            self.sheet.hide_columns(first.saturating_sub(1), last);
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Cell {
        let mut cell = Cell {
            place: (self.next.0.saturating_sub(1), self.next.1),
            kind: Contents::Number,
            style: 0,
            value: None,
            formula: None,
            text: String::new(),
        };
        tag.attributes(|name, value| match name {
            "r" => cell.place = place(value).unwrap_or(cell.place),
            "s" => cell.style = value.parse().unwrap_or(0),
            "t" => {
                cell.kind = match value {
                    "n" => Contents::Number,
                    "s" => Contents::Shared,
                    "b" => Contents::Truth,
                    // Text, a date by its letters, or an error by its name.
                    _ => Contents::Text,
                }
            }
            _ => {}
        });
        self.next.1 = cell.place.1.saturating_add(1);
        cell
    }

    fn shown(&self, cell: &Cell) -> String {
        let value = cell.value.as_deref().unwrap_or_default();
        // What a formula gives was not saved with it.
        let has_result = !value.trim().is_empty() || cell.value.is_some() && cell.kind == Contents::Text;
        if let (Some(formula), false) = (&cell.formula, has_result) {
            return format!("={formula}");
        }
        match cell.kind {
            Contents::Shared => {
                let text = value.trim().parse().ok().and_then(|index| self.book.strings.get(index));
                // An index without a text is no blank cell.
                text.map_or_else(|| "\u{fffd}".to_owned(), unescaped)
            }
            Contents::Text if cell.value.is_some() => unescaped(value),
            Contents::Text => unescaped(&cell.text),
            Contents::Truth => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            Contents::Number => match value.trim().parse() {
                Ok(number) => figures::shown(number, self.book.formats.get(cell.style).map(|format| &**format), self.book.is_1904),
                Err(_) => value.to_owned(),
            },
        }
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(tag.attribute("hidden").as_deref(), Some("1" | "true"))
}

/// Characters that XML cannot hold are written as `_x000D_`. Those that are none in a text are left out, and so is what they hide.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let code = escape.get(2..6).filter(|_| escape.get(6..7) == Some("_")).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let Some(code) = code else {
            plain.push_str("_x");
            rest = escape.get(2..).unwrap_or_default();
            continue;
        };
        plain.extend(char::from_u32(code).filter(|character| !character.is_control() || matches!(character, '\t' | '\n')));
        rest = escape.get(7..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

/// `B3` as row 2 and column 1.
fn place(text: &str) -> Option<(u32, u32)> {
    let text = text.trim().as_bytes();
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = text.split_at_checked(letters)?;
    let column = letters
        .iter()
        .try_fold(0_u32, |column, letter| column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1))?;
    let row: u32 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn area(text: &str) -> Option<Area> {
    let (start, end) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(start)?, place(end)?);
    Some((top, left, bottom, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        let cases = [
            ("A1", Some((0, 0))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("b3", Some((2, 1))),
            ("A0", None),
            ("7", None),
            ("AAAAAAAAAA1", None),
        ];
        for (text, expected) in cases {
            assert_eq!(place(text), expected, "{text}");
        }
        assert_eq!(area("A1:B2"), Some((0, 0, 1, 1)));
    }

    #[test]
    fn characters_are_unescaped() {
        let cases = [("a_x000D_\nb", "a\nb"), ("_x005F_x", "_x"), ("_x12", "_x12"), ("件_xzzzz_", "件_xzzzz_")];
        for (text, expected) in cases {
            assert_eq!(unescaped(text), expected);
        }
    }
}
