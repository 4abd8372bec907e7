//! Documents that real programs make of every report are read cell by cell.
//!
//! LibreOffice, python-docx, openpyxl and Chromium have to be there, so that this runs only where it is asked for:
//! `cargo verify --only office` installs them where it may, and `cargo test --test office -- --ignored` takes what there is.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "reports are drawn in one way, without mess")]
mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::expect::{Expected, differences};
use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::form::{Edition, Form};
use gouji::intake::Decode;
use gouji::value::Decimal;
use gouji::writing::{self, Patching, Tables, Tracking};
use gouji::{Content, Options, Source, check};
use serde_json::{Value, json};

/// Where each program puts its documents, and the kinds of them.
const MADE: [(&str, &[&str]); 3] =
    [("libreoffice", &["docx", "doc", "odt", "rtf", "pdf", "xlsx", "xls", "ods"]), ("python", &["docx", "xlsx"]), ("chromium", &["pdf"])];

#[test]
#[ignore = "needs LibreOffice, Chromium, python-docx and openpyxl; `cargo verify` brings them and runs it"]
fn every_cell_of_every_kind() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("office");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let mut figures = Figures::published();
    figures.extend([Figures::made_up(Edition::V2019, false, 1), Figures::made_up(Edition::V2021, false, 1)]);
    let pages: Vec<Page> = figures.iter().map(|figures| Page::new(figures, Prose::Full)).collect();
    for (figures, page) in figures.iter().zip(&pages) {
        let drawn = draw(page, Style::Html, &mut Rng::new(1));
        let head = "<html><head><meta charset=\"utf-8\"><style>td { border: 1px solid } table { border-collapse: collapse }</style></head>";
        fs::write(folder.join(format!("{}.html", figures.name)), drawn.replacen("<html>", head, 1)).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("office").join("make.py");
    let status = Command::new("python3").arg(script).arg(&folder).status().expect("python3 starts");
    assert!(status.success(), "the documents could not be made");

    let mut wrong = Vec::new();
    let mut count = 0;
    for (figures, page) in figures.iter().zip(&pages) {
        let expected = Expected::new(page, Style::Html);
        for (program, kinds) in MADE {
            for kind in kinds {
                let file = folder.join(program).join(format!("{}.{kind}", figures.name));
                let bytes = fs::read(&file).unwrap();
                let outcome = check(&Source { name: kind, content: Content::Bytes(&bytes) }, &Options::default());
                count += 1;
                let mut found = differences(&outcome, &expected);
                let kinds: Vec<String> = outcome.reports.iter().map(|report| format!("{:?}", report.kind).to_lowercase()).collect();
                if kinds != [*kind] {
                    found.insert(0, format!("read as {kinds:?}"));
                }
                if !found.is_empty() {
                    wrong.push(format!("{program}/{}.{kind}\n    {}", figures.name, found[..found.len().min(4)].join("\n    ")));
                }
            }
        }
    }
    println!("{count} documents read");
    assert!(wrong.is_empty(), "{} of {count} documents were misread:\n{}", wrong.len(), wrong.join("\n"));
}

/// A cell as another program finds it: row, column, rows and columns, and its text without white space.
type Found = (u64, u64, u64, u64, String);

fn found(table: &Value) -> Vec<Found> {
    let cell = |cell: &Value| {
        let number = |at: usize| cell[at].as_u64().unwrap();
        (number(0), number(1), number(2), number(3), squeezed(cell[4].as_str().unwrap()))
    };
    let mut cells: Vec<Found> = table.as_array().unwrap().iter().map(cell).collect();
    cells.sort();
    cells
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The tables of a page as their cells, each at its place; `shown` is how a figure's text comes back.
fn placed(page: &Page, shown: impl Fn(&str) -> String) -> Vec<(String, Vec<Found>)> {
    let sections = page.sections.iter().filter_map(|section| Some((squeezed(&section.heading), section.table.as_ref()?)));
    let tables = sections.map(|(heading, table)| {
        let mut covered = vec![vec![false; table.columns]; table.rows.len()];
        let mut cells = Vec::new();
        for (row, line) in table.rows.iter().enumerate() {
            for cell in line {
                let column = covered[row].iter().position(|covered| !covered).unwrap();
                for row in &mut covered[row..row + cell.rows] {
                    row[column..column + cell.columns].fill(true);
                }
                let text = if cell.field.is_some() { shown(&cell.text) } else { cell.text.clone() };
                cells.push((row as u64, column as u64, cell.rows as u64, cell.columns as u64, squeezed(&text)));
            }
        }
        assert!(covered.iter().flatten().all(|covered| *covered), "{heading}");
        (heading, cells)
    });
    tables.collect()
}

/// The table that stands under a heading on a sheet, with its rows counted from 0.
fn under(sheet: &[Found], heading: &str, rows: u64) -> Vec<Found> {
    let Some(at) = sheet.iter().find(|cell| cell.4 == heading).map(|cell| cell.0 + 1) else { return Vec::new() };
    let inside = sheet.iter().filter(|cell| (at..at + rows).contains(&cell.0));
    inside.map(|cell| (cell.0 - at, cell.1, cell.2, cell.3, cell.4.clone())).collect()
}

/// The cells with their columns counted by where cells begin: programs leave out the edges of a grid that no cell has. What lies to the right
/// of the last text is the sheet, and no part of the table.
fn snapped(mut cells: Vec<Found>) -> Vec<Found> {
    let right = cells.iter().filter(|cell| !cell.4.is_empty()).map(|cell| cell.1 + cell.3).max().unwrap_or(0);
    cells.retain(|cell| cell.1 < right);
    let mut begins: Vec<u64> = cells.iter().map(|cell| cell.1).collect();
    begins.sort_unstable();
    begins.dedup();
    let rank = |column: u64| begins.partition_point(|&begin| begin < column) as u64;
    for cell in &mut cells {
        (cell.1, cell.3) = (rank(cell.1), rank(cell.1 + cell.3) - rank(cell.1));
    }
    cells
}

/// How a workbook's number is marked: one whose digits a float keeps.
fn as_number(text: &str) -> String {
    let is_number = text.len() <= 15 && text.parse::<f64>().is_ok_and(|number| number.to_string() == text);
    if is_number { format!("#{text}") } else { text.to_owned() }
}

/// What is written here is read by other programs: every cell, what it spans, and what it says.
#[test]
#[ignore = "needs LibreOffice, python-docx and openpyxl; `cargo verify` brings them and runs it"]
fn what_is_written_is_read_by_others() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("written");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let mut all = Figures::published();
    all.extend([
        Figures::made_up(Edition::V2019, false, 1),
        Figures::made_up(Edition::V2021, false, 1),
        Figures::made_up(Edition::V2021, true, 1),
    ]);
    // Signs for nothing, words, and digits that a float would not keep.
    let mut odd = Figures { name: "odd".to_owned(), ..Figures::made_up(Edition::V2021, false, 2) };
    let ids: Vec<String> = odd.values.keys().filter(|id| id.starts_with("requests.")).cloned().collect();
    let texts = ["/", "—", "22（其中修订16件）", "123456789012345678", "<&>\"'", "007", ""];
    odd.values.extend(ids.iter().step_by(9).zip(texts).map(|(id, text)| (id.clone(), (!text.is_empty()).then(|| text.to_owned()))));
    all.push(odd);
    for figures in &all {
        let form = Form::of(figures.edition).view(|row| figures.prints(row));
        let cells: BTreeMap<String, String> = figures.values.iter().filter_map(|(id, value)| Some((id.clone(), value.clone()?))).collect();
        let title = format!("{}{}年政府信息公开工作年度报告", figures.unit, figures.year);
        let tables = Tables { form: &form, title: &title, cells: &cells };
        fs::write(folder.join(format!("{}.docx", figures.name)), writing::docx(&tables)).unwrap();
        fs::write(folder.join(format!("{}.xlsx", figures.name)), writing::xlsx(&tables)).unwrap();
        fs::write(folder.join(format!("{}.html", figures.name)), writing::html(&tables)).unwrap();
    }
    // Every figure of other programs' documents changed, plain and as revisions.
    let mut patched = Vec::new();
    for (name, figures) in [("zone-2021.docx", "zone-2021"), ("python-zone-2019.docx", "zone-2019")] {
        let mut new = all.iter().find(|other| other.name == figures).unwrap().clone();
        let before = Page::new(&new, Prose::Full);
        for (number, value) in (1000..).zip(new.values.values_mut()) {
            *value = Some(number.to_string());
        }
        let after = Page::new(&new, Prose::Full);
        let changes = new.values.iter().map(|(id, value)| (id.clone(), Decimal::parse(value.as_deref().unwrap()))).collect();
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/files").join(name)).unwrap();
        fs::write(folder.join(format!("original-{name}")), &bytes).unwrap();
        for tracked in [None, Some(Tracking { author: "某某", date: Some("2026-01-20T09:30:00Z") })] {
            let source = Source { name, content: Content::Bytes(&bytes) };
            let result = writing::patch(&source, std::slice::from_ref(&changes), &Patching { tracked }, Decode::default()).unwrap();
            assert_eq!((result.changed.len(), result.left.len()), (new.values.len(), 0), "{name}");
            let file = format!("patched-{}-{name}", tracked.map_or("plain", |_| "tracked"));
            fs::write(folder.join(&file), result.bytes.unwrap()).unwrap();
            patched.push((file, format!("original-{name}"), tracked.is_some(), before.clone(), after.clone()));
        }
    }

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("office").join("written.py");
    let output = Command::new("python3").arg(script).arg(&folder).output().expect("python3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut compare = |file: &str, way: &str, found: Vec<Vec<Found>>, wanted: Vec<Vec<Found>>| {
        count += 1;
        if found.len() != wanted.len() {
            wrong.push(format!("{file} by {way}: {} tables, not {}", found.len(), wanted.len()));
        }
        for (found, wanted) in found.into_iter().zip(wanted) {
            let (found, wanted) = (snapped(found), snapped(wanted));
            for cell in wanted.iter().filter(|cell| !found.contains(cell)).take(3) {
                wrong.push(format!("{file} by {way}: {cell:?} is not there"));
            }
            for cell in found.iter().filter(|cell| !wanted.contains(cell)).take(3) {
                wrong.push(format!("{file} by {way}: {cell:?} should not be there"));
            }
        }
    };
    let tables = |file: &str, way: &str| -> Vec<Vec<Found>> {
        let tables = &read[file][way];
        assert_ne!(*tables, json!(null), "{file} by {way}");
        tables.as_array().unwrap().iter().map(found).collect()
    };
    let cells = |tables: Vec<(String, Vec<Found>)>| tables.into_iter().map(|(_, cells)| cells).collect::<Vec<_>>();
    for figures in &all {
        let page = Page::new(figures, Prose::Headings);
        let plain = cells(placed(&page, str::to_owned));
        let (word, book, html) = (format!("{}.docx", figures.name), format!("{}.xlsx", figures.name), format!("{}.html", figures.name));
        for way in ["python", "office", "accepted", "rejected"] {
            compare(&word, way, tables(&word, way), plain.clone());
        }
        compare(&html, "writer", tables(&html, "writer"), plain);
        let numbers = placed(&page, as_number);
        for (file, way) in [(&book, "python"), (&book, "office"), (&html, "calc")] {
            let sheets = tables(file, way);
            // Exported as a page, numbers have no mark.
            let wanted = if way == "office" { placed(&page, str::to_owned) } else { numbers.clone() };
            let under = wanted.iter().zip(sheets.iter().cycle()).map(|((heading, cells), sheet)| {
                let rows = cells.iter().map(|cell| cell.0 + cell.2).max().unwrap();
                under(sheet, heading, rows)
            });
            compare(file, way, under.collect(), cells(wanted));
        }
    }
    // Another program's document keeps its shape, whatever that is to each reader; its texts are those of the report.
    let filled = |tables: Vec<Vec<Found>>, page: &Page| {
        let texts = cells(placed(page, str::to_owned));
        assert_eq!(tables.iter().map(Vec::len).collect::<Vec<_>>(), texts.iter().map(Vec::len).collect::<Vec<_>>());
        let mut tables = tables;
        for (cell, text) in tables.iter_mut().flatten().zip(texts.into_iter().flatten()) {
            cell.4 = text.4;
        }
        tables
    };
    for (file, original, is_tracked, before, after) in patched {
        let shape = |way: &str| tables(&original, way);
        compare(&original, "python", shape("python"), filled(shape("python"), &before));
        compare(&file, "accepted", tables(&file, "accepted"), filled(shape("python"), &after));
        compare(&file, "rejected", tables(&file, "rejected"), filled(shape("python"), if is_tracked { &before } else { &after }));
        if !is_tracked {
            compare(&file, "python", tables(&file, "python"), filled(shape("python"), &after));
            compare(&file, "office", tables(&file, "office"), filled(shape("office"), &after));
        }
    }
    println!("{count} readings compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
