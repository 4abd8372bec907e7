//! Reports with figures that were changed: those of `cases/figures` and `cases/repair/bases.json`, corrupted by lines of JSON.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::form::Edition;
use gouji::report::{Cell, Report};
use gouji::value::{Decimal, Style, Unreadable, Value};
use serde_json::Value as Json;

use crate::reports;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

pub fn json(path: &Path) -> Json {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Figures by the name of a report.
pub fn bases() -> BTreeMap<String, Json> {
    let mut bases = BTreeMap::new();
    for entry in fs::read_dir(root().join("figures")).unwrap() {
        let figures = json(&entry.unwrap().path());
        bases.insert(figures["id"].as_str().unwrap().to_owned(), figures);
    }
    for figures in json(&root().join("repair/bases.json")).as_array().unwrap() {
        bases.insert(figures["id"].as_str().unwrap().to_owned(), figures.clone());
    }
    bases
}

pub fn set(report: &mut Report, id: &str, cell: Cell) {
    let field = report.field(id).unwrap();
    report.cells[field.index()] = cell;
}

/// A number is a figure, null a blank, `?` something that cannot be read, and a figure that is not named was not found.
pub fn cell(value: &Json) -> Cell {
    let (value, raw) = match value {
        Json::Null => (Value::Blank, String::new()),
        Json::String(_) => (Value::Unreadable(Unreadable::Words), "?".to_owned()),
        number => (Value::Number(Decimal::parse(&number.to_string()).unwrap(), Style::default()), number.to_string()),
    };
    Cell { value, raw: raw.into(), place: None }
}

pub fn report(figures: &Json) -> Report {
    let edition = if figures["edition"] == "2019" { Edition::V2019 } else { Edition::V2021 };
    let mut report =
        if figures["request_rows"] == figures["edition"] { reports::valid(edition) } else { reports::with_alternates(edition) };
    report.cells.fill(Cell::MISSING);
    for (id, value) in figures["values"].as_object().unwrap() {
        set(&mut report, id, cell(value));
    }
    report
}

/// A report and what was done to it.
pub fn corrupted(bases: &BTreeMap<String, Json>, case: &Json) -> Report {
    let mut report = report(&bases[case["of"].as_str().unwrap()]);
    for (id, value) in case["set"].as_object().unwrap() {
        set(&mut report, id, cell(value));
    }
    for id in case["lost"].as_array().into_iter().flatten() {
        set(&mut report, id.as_str().unwrap(), Cell::MISSING);
    }
    report
}

pub fn lines(path: &Path) -> Vec<Json> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
