//! Files that other programs made, each beside what has to be read from it; and what is left of them when they are cut.
//!
//! `tests/office` says how the files were made. `docs/files.md` is written by this test, so that each of its cells is held by a case.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, unused_imports, reason = "this test draws nothing")]
mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader as _, SheetVisible};
use common::expect::{Expected, differences};
use common::page::Want;
use common::{Figures, Page, Prose, Rng, Style};
use gouji::document::{Block, Document};
use gouji::intake::{self, Decode};
use gouji::outcome::Outcome;
use gouji::{Content, Options, Source, check};

/// Whole reports, each with the figures that were drawn.
const REPORTS: [(&str, &str); 11] = [
    ("zone-2021.docx", "zone-2021"),
    ("zone-2021.doc", "zone-2021"),
    ("zone-2021.odt", "zone-2021"),
    ("zone-2021.rtf", "zone-2021"),
    ("zone-2021.xlsx", "zone-2021"),
    ("zone-2021.xls", "zone-2021"),
    ("zone-2021.ods", "zone-2021"),
    ("zone-2021.pdf", "zone-2021"),
    ("zone-2021.html", "zone-2021"),
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

/// The files of `expected.txt`.
const OTHERS: [&str; 23] = [
    "tricky.docx",
    "tricky.doc",
    "tricky.odt",
    "tricky.rtf",
    "tricky.xlsx",
    "tricky.xls",
    "tricky.ods",
    "shown.docx",
    "shown.doc",
    "shown.odt",
    "shown.rtf",
    "shown.xlsx",
    "shown.xls",
    "shown.ods",
    "shown.html",
    "excel-2003.xml",
    "glyphs.pdf",
    "uncomputed.xlsx",
    "page.html",
    "page.mht",
    "locked.docx",
    "locked.pdf",
    "scanned.pdf",
];

/// What files hold besides plain tables: changes, fields, hidden things, notes, nested tables, formulas, dates, passwords, scans.
#[test]
fn everything_else_in_files() {
    let mut text = String::new();
    for name in OTHERS {
        writeln!(text, "## {name}\n{}", rendered(name)).unwrap();
    }
    assert_file("tests/cases/files/expected.txt", &text);
}

/// What the visible sheets of a workbook hold, line by line, as `calamine` reads it, which knows nothing of this project.
fn by_calamine(bytes: &[u8]) -> Vec<String> {
    let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheets = book.sheets_metadata().to_vec();
    let mut lines = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible) {
        for (_, _, value) in book.worksheet_range(&sheet.name).unwrap().used_cells() {
            match value {
                // Excel shows 15 digits.
                Data::Float(number) => lines.push(format!("{number:.14e}").parse::<f64>().unwrap().to_string()),
                Data::Bool(truth) => lines.push(truth.to_string().to_uppercase()),
                Data::DateTime(time) => lines.push(time.as_datetime().unwrap().date().to_string()),
                value => lines.extend(value.to_string().split('\n').map(str::to_owned)),
            }
        }
    }
    lines
}

#[test]
fn workbooks_hold_what_another_library_finds_in_them() {
    for name in ["zone-2021.xlsx", "zone-2021.xls", "openpyxl-zone-2019.xlsx", "tricky.xlsx", "tricky.xls"] {
        let (_, document) = intake::read(&Source { name, content: Content::Bytes(&bytes(name)) }, Decode::default()).unwrap();
        let texts = document.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(text) => vec![text.as_str()],
            Block::Grid(grid) => grid.cells.iter().flat_map(|cell| cell.text.split('\n')).filter(|text| !text.is_empty()).collect(),
        });
        assert_eq!(texts.collect::<Vec<_>>(), by_calamine(&bytes(name)), "{name}");
    }
}

#[track_caller]
fn assert_file(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("GOUJI_REFRESH").is_some() {
        fs::write(&file, text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&file).unwrap(), "{name} is not what is read now; GOUJI_REFRESH=1 writes it");
}

const KINDS: [&str; 10] = ["docx", "doc", "odt", "rtf", "xlsx", "xls", "ods", "pdf", "mht", "html"];

/// What shows that something is read.
#[derive(Clone, Copy)]
enum Proof {
    /// A file of this kind in [`REPORTS`], every cell of which is compared.
    Report,
    /// A file whose reading has this line, whole.
    Line(&'static str, &'static str),
    /// A file that is refused in this way.
    Refused(&'static str, &'static str),
}

/// A capability, and for each kind that has it what shows it.
type Row = (&'static str, &'static [(&'static str, Proof)]);

/// The matrix of `docs/files.md`.
const MATRIX: [Row; 22] = [
    (
        "every cell of the three tables 三张表的每一格",
        &[
            ("docx", Proof::Report),
            ("doc", Proof::Report),
            ("odt", Proof::Report),
            ("rtf", Proof::Report),
            ("xlsx", Proof::Report),
            ("xls", Proof::Report),
            ("ods", Proof::Report),
            ("pdf", Proof::Report),
            ("mht", Proof::Line("page.mht", "  1 2: \"55\"")),
            ("html", Proof::Report),
        ],
    ),
    (
        "cells merged across 左右合并的单元格",
        &[
            ("docx", Proof::Line("tricky.docx", "  1 0: \"合并\" spans 1 x 2")),
            ("doc", Proof::Line("tricky.doc", "  1 0: \"合并\" spans 1 x 2")),
            ("odt", Proof::Line("tricky.odt", "  1 0: \"合并\" spans 1 x 2")),
            ("rtf", Proof::Line("tricky.rtf", "  1 0: \"合并\" spans 1 x 2")),
            ("xlsx", Proof::Report),
            ("xls", Proof::Report),
            ("ods", Proof::Report),
            ("pdf", Proof::Report),
            ("mht", Proof::Line("page.mht", "  1 0: \"合并\" spans 1 x 2")),
            ("html", Proof::Line("page.html", "  1 0: \"合并\" spans 1 x 2")),
        ],
    ),
    (
        "cells merged downwards 上下合并的单元格",
        &[
            ("docx", Proof::Line("tricky.docx", "  2 0: \"上\" spans 2 x 1")),
            ("doc", Proof::Line("tricky.doc", "  2 0: \"上\" spans 2 x 1")),
            ("odt", Proof::Line("tricky.odt", "  2 0: \"上\" spans 2 x 1")),
            ("rtf", Proof::Line("tricky.rtf", "  2 0: \"上\" spans 2 x 1")),
            ("xlsx", Proof::Report),
            ("xls", Proof::Report),
            ("ods", Proof::Report),
            ("pdf", Proof::Report),
            ("mht", Proof::Line("page.mht", "  2 0: \"上\" spans 2 x 1")),
            ("html", Proof::Line("page.html", "  2 0: \"上\" spans 2 x 1")),
        ],
    ),
    (
        "a table in a cell, as its text 单元格里的表格",
        &[
            ("docx", Proof::Line("tricky.docx", "  4 1: \"6\\t7\"")),
            ("doc", Proof::Line("tricky.doc", "  4 1: \"6\\t7\"")),
            ("odt", Proof::Line("tricky.odt", "  4 1: \"6\\t7\"")),
            ("rtf", Proof::Line("tricky.rtf", "  4 1: \"6\\t7\"")),
        ],
    ),
    ("a table that a page cuts in two 跨页的表格", &[("pdf", Proof::Report)]),
    (
        "open changes: inserted counts, deleted does not 未接受的修订",
        &[
            ("docx", Proof::Line("tricky.docx", "  2 1: \"34\"")),
            ("doc", Proof::Line("tricky.doc", "  2 1: \"34\"")),
            ("odt", Proof::Line("tricky.odt", "  2 1: \"34\"")),
            ("rtf", Proof::Line("tricky.rtf", "  2 1: \"34\"")),
            ("mht", Proof::Line("page.mht", "\"现有34件。\"")),
            ("html", Proof::Line("page.html", "\"现有34件。\"")),
        ],
    ),
    (
        "fields by what they show 域的结果",
        &[
            ("docx", Proof::Line("tricky.docx", "  1 2: \"55\"")),
            ("doc", Proof::Line("tricky.doc", "  1 2: \"55\"")),
            ("odt", Proof::Line("tricky.odt", "  1 2: \"55\"")),
            ("rtf", Proof::Line("tricky.rtf", "  1 2: \"55\"")),
        ],
    ),
    (
        "notes kept apart from the cell 脚注不混入单元格",
        &[
            ("docx", Proof::Line("tricky.docx", "  2 2: \"4\"")),
            ("doc", Proof::Line("tricky.doc", "  2 2: \"4\"")),
            ("odt", Proof::Line("tricky.odt", "  2 2: \"4\"")),
            ("rtf", Proof::Line("tricky.rtf", "  2 2: \"4\"")),
        ],
    ),
    (
        "hidden text left out and named 隐藏的文字",
        &[
            ("docx", Proof::Line("tricky.docx", "Docx [TrackedChanges, HiddenText]")),
            ("doc", Proof::Line("tricky.doc", "Doc [TrackedChanges, HiddenText]")),
            ("odt", Proof::Line("tricky.odt", "Odt [TrackedChanges, HiddenText]")),
            ("rtf", Proof::Line("tricky.rtf", "Rtf [TrackedChanges, HiddenText]")),
        ],
    ),
    (
        "hidden by its style 用样式隐藏的文字",
        &[
            ("docx", Proof::Line("shown.docx", "  2 1: \"6\"")),
            ("doc", Proof::Line("shown.doc", "  2 1: \"6\"")),
            ("odt", Proof::Line("shown.odt", "  2 1: \"6\"")),
            ("rtf", Proof::Line("shown.rtf", "  2 1: \"6\"")),
        ],
    ),
    (
        "digits raised above the line are none of the figure 上标的数字",
        &[
            ("docx", Proof::Line("shown.docx", "  0 1: \"4¹\"")),
            ("doc", Proof::Line("shown.doc", "  0 1: \"4¹\"")),
            ("odt", Proof::Line("shown.odt", "  0 1: \"4¹\"")),
            ("rtf", Proof::Line("shown.rtf", "  0 1: \"4¹\"")),
            ("html", Proof::Line("shown.html", "  2 2: \"4¹\"")),
        ],
    ),
    (
        "what is drawn over a cell is no part of it 浮在单元格上的文本框",
        &[
            ("docx", Proof::Line("shown.docx", "  1 1: \"12\"")),
            ("doc", Proof::Line("shown.doc", "  1 1: \"12\"")),
            ("odt", Proof::Line("shown.odt", "  1 1: \"12\"")),
            ("rtf", Proof::Line("shown.rtf", "  1 1: \"12\"")),
        ],
    ),
    ("blank cells that text runs over stay cells 文字伸入的空格", &[("html", Proof::Line("shown.html", "  1 2: \"\""))]),
    (
        "hidden sheets named and left out, hidden rows named and read 隐藏的工作表、行和列",
        &[
            ("xlsx", Proof::Line("tricky.xlsx", "Xlsx [HiddenCells { sheet: \"年报\", rows: 1, columns: 1 }, HiddenSheet(\"底稿\")]")),
            ("xls", Proof::Line("tricky.xls", "Xls [HiddenCells { sheet: \"年报\", rows: 1, columns: 1 }, HiddenSheet(\"底稿\")]")),
            ("ods", Proof::Line("tricky.ods", "Ods [HiddenCells { sheet: \"年报\", rows: 1, columns: 1 }, HiddenSheet(\"底稿\")]")),
        ],
    ),
    (
        "results of formulas 公式的结果",
        &[
            ("xlsx", Proof::Line("tricky.xlsx", "  0 3: \"3\"")),
            ("xls", Proof::Line("tricky.xls", "  0 3: \"3\"")),
            ("ods", Proof::Line("tricky.ods", "  0 3: \"3\"")),
        ],
    ),
    (
        "a formula without a result is unreadable, never blank 没有结果的公式",
        &[("xlsx", Proof::Line("uncomputed.xlsx", "  0 3: \"=B3+C3\""))],
    ),
    (
        "numbers as their format shows them 数字按单元格格式",
        &[
            ("xlsx", Proof::Line("shown.xlsx", "  0 1: \"50%\"")),
            ("xls", Proof::Line("shown.xls", "  0 1: \"50%\"")),
            ("ods", Proof::Line("shown.ods", "  0 1: \"50%\"")),
        ],
    ),
    (
        "numbers stored as text 以文本保存的数字",
        &[
            ("xlsx", Proof::Line("shown.xlsx", "  1 1: \"12\"")),
            ("xls", Proof::Line("shown.xls", "  1 1: \"12\"")),
            ("ods", Proof::Line("shown.ods", "  1 1: \"12\"")),
        ],
    ),
    (
        "a date is never a figure 日期不当作数字",
        &[
            ("xlsx", Proof::Line("tricky.xlsx", "  2 1: \"2024-01-02\"")),
            ("xls", Proof::Line("tricky.xls", "  2 1: \"2024-01-02\"")),
            ("ods", Proof::Line("tricky.ods", "  2 1: \"2024-01-02\"")),
        ],
    ),
    (
        "a password is named 有打开密码的文件",
        &[("docx", Proof::Refused("locked.docx", "ENCRYPTED")), ("pdf", Proof::Refused("locked.pdf", "ENCRYPTED"))],
    ),
    (
        "characters of fonts that only number their glyphs (Adobe-GB1) 只编字形号的字体",
        &[("pdf", Proof::Line("glyphs.pdf", "  1 0: \"（四）鹳：\""))],
    ),
    ("scanned pages are named 扫描件", &[("pdf", Proof::Refused("scanned.pdf", "SCANNED"))]),
];

#[test]
fn the_matrix_says_what_is_read() {
    let mut table = format!("| | {} |\n| --- |{}\n", KINDS.join(" | "), " :-: |".repeat(KINDS.len()));
    for (capability, proofs) in MATRIX {
        for (kind, proof) in proofs {
            let file = match proof {
                Proof::Report => {
                    REPORTS.iter().find(|(file, _)| file.ends_with(&format!(".{kind}"))).expect("a whole report of this kind").0
                }
                Proof::Line(file, line) => {
                    assert!(rendered(file).lines().any(|read| read == *line), "{file} has no line {line}");
                    file
                }
                Proof::Refused(file, code) => {
                    assert_eq!(outcome(file, &bytes(file)).failures[0].code.name(), *code, "{file}");
                    file
                }
            };
            assert!(file.ends_with(&format!(".{kind}")), "{file} shows nothing of {kind}");
        }
        let mark = |kind: &&str| if proofs.iter().any(|(other, _)| other == kind) { "✓" } else { "" };
        writeln!(table, "| {capability} | {} |", KINDS.iter().map(mark).collect::<Vec<_>>().join(" | ")).unwrap();
    }
    let name = "docs/files.md";
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let (before, rest) = page.split_once("<!-- matrix -->\n").expect("the mark before the matrix");
    let (_, after) = rest.split_once("<!-- end -->\n").expect("the mark after the matrix");
    assert_file(name, &format!("{before}<!-- matrix -->\n{table}<!-- end -->\n{after}"));
}
