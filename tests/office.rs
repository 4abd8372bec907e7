//! Documents that real programs make of every report are read cell by cell.
//!
//! LibreOffice, python-docx, openpyxl and Chromium have to be there, so that this runs only where it is asked for:
//! `cargo verify --only office` installs them where it may, and `cargo test --test office -- --ignored` takes what there is.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "reports are drawn in one way, without mess")]
mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::expect::{Expected, differences};
use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::form::Edition;
use gouji::{Content, Options, Source, check};

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
