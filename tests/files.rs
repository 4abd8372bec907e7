//! Files that other programs made, each beside what has to be read from it; and what is left of them when they are cut.
//!
//! `tests/office` says how the files were made. `docs/files.md` is written by this test, so that each of its cells is held by a case.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, unused_imports, reason = "this test draws nothing")]
mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::expect::{Expected, differences};
use common::page::Want;
use common::{Figures, Page, Prose, Rng, Style};
use gouji::document::{Block, Document};
use gouji::intake::{self, Decode};
use gouji::outcome::Outcome;
use gouji::{Content, Options, Source, check};

/// Whole reports, each with the figures that were drawn.
const REPORTS: [(&str, &str); 10] = [
    ("zone-2021.docx", "zone-2021"),
    ("zone-2021.doc", "zone-2021"),
    ("zone-2021.odt", "zone-2021"),
    ("zone-2021.rtf", "zone-2021"),
    ("zone-2021.xlsx", "zone-2021"),
    ("zone-2021.xls", "zone-2021"),
    ("zone-2021.ods", "zone-2021"),
    ("zone-2021.pdf", "zone-2021"),
    ("python-zone-2019.docx", "zone-2019"),
    ("openpyxl-zone-2019.xlsx", "zone-2019"),
];

fn bytes(name: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("cases").join("files").join(name);
    fs::read(file).unwrap()
}

fn outcome(name: &str, bytes: &[u8]) -> Outcome {
    check(&Source { name, content: Content::Bytes(bytes) }, &Options::default())
}

fn page(name: &str) -> Page {
    Page::new(Figures::published().iter().find(|figures| figures.name == name).unwrap(), Prose::Full)
}

#[test]
fn whole_reports() {
    let mut wrong = String::new();
    for (file, figures) in REPORTS {
        let outcome = outcome(file, &bytes(file));
        for line in differences(&outcome, &Expected::new(&page(figures), Style::Html)) {
            writeln!(wrong, "{file}: {line}").unwrap();
        }
        let kind = format!("{:?}", outcome.reports[0].kind).to_lowercase();
        assert!(file.ends_with(&format!(".{kind}")), "{file} was read as {kind}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A file cut anywhere, or damaged, gives true figures or none; a figure that is not the file's own is the worst that could happen.
#[test]
fn cut_and_damaged_files_give_no_figure_that_is_not_theirs() {
    let mut rng = Rng::new(3);
    for (file, figures) in REPORTS {
        let whole = bytes(file);
        let wants = page(figures).wants;
        let hold = |what: &str, damaged: &[u8], digits_may_change: bool| {
            for report in &outcome(file, damaged).reports {
                for (id, value) in &report.values.0 {
                    let Some(value) = value else { continue };
                    let is_own = matches!(wants.get(*id), Some(Want::Number(own) | Want::Noted(own, _)) if *own == value.to_string());
                    assert!(is_own || digits_may_change, "{file} {what}: {id} was read as {value}, not as {:?}", wants.get(*id));
                }
            }
        };
        for part in 1..50 {
            hold(&format!("cut at {part}/50"), &whole[..whole.len() * part / 50], false);
        }
        for round in 0..40 {
            let mut damaged = whole.clone();
            for _ in 0..=rng.below(4) {
                let at = rng.below(damaged.len());
                damaged[at] ^= 1 << rng.below(8);
            }
            // Packages prove their parts by a sum; the others write digits as they are, and a digit may become another.
            let has_sums = [".docx", ".odt", ".xlsx", ".ods"].iter().any(|end| file.ends_with(end));
            hold(&format!("damaged {round}"), &damaged, !has_sums);
        }
    }
}

/// Blocks as lines: paragraphs as they are, cells with their place and what they span.
fn rendered(name: &str) -> String {
    let (kind, document) = match intake::read(&Source { name, content: Content::Bytes(&bytes(name)) }, Decode::default()) {
        Ok(read) => read,
        Err(failure) => return format!("{failure:?}\n"),
    };
    let Document { blocks, remarks } = document;
    let mut text = format!("{kind:?} {remarks:?}\n");
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => writeln!(text, "{paragraph:?}").unwrap(),
            Block::Grid(grid) => {
                writeln!(text, "{} x {}", grid.rows, grid.columns).unwrap();
                for cell in &grid.cells {
                    let span = if cell.row_span * cell.column_span > 1 {
                        format!(" spans {} x {}", cell.row_span, cell.column_span)
                    } else {
                        String::new()
                    };
                    writeln!(text, "  {} {}: {:?}{span}", cell.row, cell.column, cell.text).unwrap();
                }
            }
        }
    }
    text
}

/// What files hold besides plain tables: changes, fields, hidden things, notes, nested tables, formulas, dates, passwords, scans.
#[test]
fn everything_else_in_files() {
    let names = [
        "tricky.docx",
        "tricky.doc",
        "tricky.odt",
        "tricky.rtf",
        "tricky.xlsx",
        "tricky.xls",
        "tricky.ods",
        "uncomputed.xlsx",
        "locked.docx",
        "locked.pdf",
        "scanned.pdf",
    ];
    let mut text = String::new();
    for name in names {
        writeln!(text, "## {name}\n{}", rendered(name)).unwrap();
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("cases").join("files").join("expected.txt");
    if std::env::var_os("GOUJI_REFRESH").is_some() {
        fs::write(&golden, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&golden).expect("GOUJI_REFRESH=1 writes what is read"));
}
