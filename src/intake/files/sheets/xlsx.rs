//! Workbooks in Office Open XML.

use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx};

use super::super::package::Package;
use super::super::sheet::Sheet;
use super::super::xml::{Step, Xml};
use super::super::{Decode, Failure, Read};
use super::{Placed, add, figures, guarded};
use crate::document::{Document, Kind};
use crate::intake::MOST;

pub(in super::super) fn read(package: &mut Package<'_>, _: Decode) -> Read {
    let damaged = Failure::Damaged { kind: Kind::Xlsx };
    // Each part is unpacked once within bounds and held against its checksum, so that unpacking it again is safe.
    let mut kept: Vec<(String, Vec<u8>)> = Vec::new();
    for name in package.names() {
        if name.starts_with("xl/media/") || name.starts_with("docProps/") {
            continue;
        }
        let part = package.part(&name)?;
        if name.starts_with("xl/worksheets/") {
            kept.extend(part.map(|part| (name, part)));
        }
    }
    let bytes = package.bytes();
    let mut book = guarded(|| Xlsx::new(Cursor::new(bytes)).ok()).ok_or(damaged)?;
    let sheets: Vec<calamine::Sheet> = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    let mut document = Document::default();
    let parts = parts(package)?;
    for calamine::Sheet { name, visible, .. } in sheets {
        let (cells, merged) = guarded(|| cells(&mut book, &name)).ok_or(damaged)?;
        let mut sheet = Sheet::new(&name, visible != SheetVisible::Visible);
        let part = parts.iter().find(|(sheet, _)| *sheet == name);
        let source = part.and_then(|(_, part)| kept.iter().find(|(name, _)| name == part));
        if let Some(source) = source.and_then(|(_, source)| std::str::from_utf8(source).ok()).filter(|source| source.contains("hidden=")) {
            hidden(source, &mut sheet);
        }
        add(&mut document, sheet, cells, &merged)?;
    }
    Ok((Kind::Xlsx, document))
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Option<(Vec<Placed>, Vec<Dimensions>)> {
    let merged = book.merge_cells_by_sheet_name(name).ok()?;
    let mut cells = Vec::new();
    let mut reader = book.worksheet_cells_reader(name).ok()?;
    while let Some(cell) = reader.next_cell_with_formula().ok()? {
        let text = match (cell.value, cell.formula) {
            // What a formula gives was not saved with it.
            (DataRef::Empty, Some(formula)) if !formula.is_empty() => format!("={formula}"),
            (value, _) => shown(&value),
        };
        cells.push((cell.pos, text));
        if cells.len() > MOST {
            break;
        }
    }
    Some((cells, merged))
}

fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => figures::number(*value),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(value) => figures::date(value),
        DataRef::Error(value) => figures::error(value),
        DataRef::Empty => String::new(),
    }
}

/// The sheets by name, with the part that each is in.
fn parts(package: &mut Package<'_>) -> Result<Vec<(String, String)>, Failure> {
    let main = package.relation("", |kind, _| kind.ends_with("/officeDocument"))?.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let Some(book) = package.text(&main)? else { return Ok(Vec::new()) };
    let named = Xml::new(&book).filter_map(|step| match step {
        // A sheet has an id of its own and, under a prefix, that of its relation.
        Step::Start(tag) if tag.name() == "sheet" => Some((tag.attribute("name")?, tag.attribute("id")?)),
        _ => None,
    });
    let named: Vec<(String, String)> = named.take(256).collect();
    let mut parts = Vec::new();
    for (name, id) in named {
        if let Some(part) = package.relation(&main, |_, other| other == id)? {
            parts.push((name, part));
        }
    }
    Ok(parts)
}

/// Finds which rows and columns are hidden.
fn hidden(source: &str, sheet: &mut Sheet) {
    let mut row = 0;
    for step in Xml::new(source) {
        let Step::Start(tag) = step else { continue };
        let is_hidden = || matches!(tag.attribute("hidden").as_deref(), Some("1" | "true"));
        match tag.name() {
            "row" => {
                row = tag.number("r").unwrap_or(row + 1);
                if is_hidden() {
                    sheet.hide_row(row.saturating_sub(1));
                }
            }
            "col" if is_hidden() => {
                if let (Some(first), Some(last)) = (tag.number("min"), tag.number("max")) {
                    sheet.hide_columns(first.saturating_sub(1), last);
                }
            }
            _ => {}
        }
    }
}
