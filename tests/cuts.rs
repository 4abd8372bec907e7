//! Whatever is cut away from a document, no figure is taken for another: each is read as its own, or not as a number.
//!
//! Every figure of the drawn reports stands nowhere else in them, so that a number in the wrong place gives itself away. The sums of
//! such a report do not hold; reading knows nothing of sums.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "this test draws reports and compares the figures alone")]
mod common;

use std::collections::BTreeMap;

use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::document::{Block, Document, Kind};
use gouji::form::{Edition, Form};
use gouji::report::Report;
use gouji::value::Value;
use gouji::{Content, Decode, Source, intake, reading};

/// A report whose figures are all different, by id.
fn page(edition: Edition, kept_row: bool, prose: Prose) -> (Page, BTreeMap<String, String>) {
    let mut page = Page::new(&Figures::made_up(edition, kept_row, 1), prose);
    let mut own = BTreeMap::new();
    for cell in page.cells() {
        let Some(id) = cell.field.clone() else { continue };
        cell.text = (1009 + 37 * own.len()).to_string();
        own.insert(id, cell.text.clone());
    }
    (page, own)
}

/// The figures that were taken for another one.
fn mistaken(reports: &[Report], own: &BTreeMap<String, String>) -> Vec<String> {
    let others: BTreeMap<&str, &str> = own.iter().map(|(id, digits)| (digits.as_str(), id.as_str())).collect();
    let mut wrong = Vec::new();
    for report in reports {
        let form = Form::of(report.edition);
        for field in form.fields() {
            let (Value::Number(number, _) | Value::Noted(number, _)) = report.value(field) else { continue };
            let id = form.id(field);
            // A number that stands nowhere in the report is one whose digits were cut.
            if let Some(other) = others.get(number.to_string().as_str()).filter(|other| **other != id) {
                wrong.push(format!("{id} reads {number}, which is {other}"));
            }
        }
    }
    wrong
}

fn document(style: Style, drawn: &str) -> Option<Document> {
    let content = if style.is_html() { Content::Html(drawn) } else { Content::Text(drawn) };
    intake::read(&Source { name: "cut", content }, Decode::default()).ok().map(|(_, document)| document)
}

fn read(document: &Document) -> Vec<Report> {
    reading::read("cut", Kind::Text, document, None).unwrap_or_default()
}

/// How many cuts of each kind are tried in each style.
fn rounds() -> u64 {
    std::env::var("GOUJI_CUTS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(30)
}

/// Tries cuts on every edition in every style, and shows some of those that made figures mistaken.
fn try_all(styles: impl Fn(Style) -> bool, cut: impl Fn(&str, Style, &mut Rng) -> Option<(Document, String)>) {
    let mut failures = Vec::new();
    let mut count = 0;
    for style in Style::ALL.into_iter().filter(|&style| styles(style)) {
        for (edition, kept_row) in [(Edition::V2019, false), (Edition::V2021, false), (Edition::V2021, true)] {
            for prose in [Prose::Full, Prose::None] {
                let (page, own) = page(edition, kept_row, prose);
                let drawn = draw(&page, style, &mut Rng::new(1));
                for seed in 0..rounds() {
                    let Some((document, what)) = cut(&drawn, style, &mut Rng::new(seed)) else { continue };
                    count += 1;
                    let wrong = mistaken(&read(&document), &own);
                    if let Some(first) = wrong.first() {
                        failures
                            .push(format!("{style:?} {edition:?} {prose:?} {seed}: {} mistaken, {first}\n    cut: {what:?}", wrong.len()));
                    }
                }
            }
        }
    }
    let shown = failures.iter().step_by(failures.len().div_ceil(25).max(1)).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} of {count} cuts made figures mistaken:\n{shown}", failures.len());
}

#[test]
fn cells_rows_and_columns_of_grids() {
    try_all(
        |_| true,
        |drawn, style, rng| {
            let mut document = document(style, drawn)?;
            let mut grids: Vec<_> = document
                .blocks
                .iter_mut()
                .filter_map(|block| match block {
                    Block::Grid(grid) => Some(grid),
                    Block::Paragraph(_) => None,
                })
                .collect();
            if grids.is_empty() {
                return None;
            }
            let mut what = Vec::new();
            for _ in 0..=rng.below(3) {
                let at = rng.below(grids.len());
                let grid = &mut *grids[at];
                let (row, column) = (rng.below(grid.rows.max(1) as usize), rng.below(grid.columns.max(1) as usize));
                match rng.below(3) {
                    0 if !grid.cells.is_empty() => {
                        let cell = grid.cells.remove(rng.below(grid.cells.len()));
                        what.push(format!("cell {at} {} {} {}", cell.row, cell.column, cell.text));
                    }
                    1 => {
                        grid.cells.retain(|cell| cell.row as usize != row);
                        what.push(format!("row {at} {row}"));
                    }
                    _ => {
                        grid.cells.retain(|cell| cell.column as usize != column);
                        what.push(format!("column {at} {column}"));
                    }
                }
            }
            Some((document, what.join(", ")))
        },
    );
}

#[test]
fn whole_lines() {
    try_all(
        |_| true,
        |drawn, style, rng| {
            let mut lines: Vec<&str> = drawn.lines().collect();
            let mut what = Vec::new();
            for _ in 0..=rng.below(3) {
                what.push(lines.remove(rng.below(lines.len())));
            }
            Some((document(style, &lines.join("\n"))?, what.join("\n")))
        },
    );
}

#[test]
fn bytes() {
    try_all(
        |_| true,
        |drawn, style, rng| {
            let mut chars: Vec<char> = drawn.chars().collect();
            let start = rng.below(chars.len());
            let end = (start + 1 + rng.below(6)).min(chars.len());
            let what: String = chars.drain(start..end).collect();
            Some((document(style, &chars.into_iter().collect::<String>())?, what))
        },
    );
}

/// Tags alone, and elements with all that is in them.
#[test]
fn tags_and_elements() {
    try_all(Style::is_html, |drawn, style, rng| {
        let tags: Vec<(usize, usize)> =
            drawn.match_indices('<').filter_map(|(start, _)| Some((start, start + drawn[start..].find('>')? + 1))).collect();
        let (start, mut end) = *rng.pick(&tags);
        let name = drawn[start + 1..end].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
        if rng.one_in(2) && matches!(name, "td" | "tr" | "p" | "span" | "th") {
            let close = format!("</{name}>");
            end = drawn[end..].find(&close).map_or(end, |at| end + at + close.len());
        }
        Some((document(style, &[&drawn[..start], &drawn[end..]].concat())?, drawn[start..end].to_owned()))
    });
}
