//! A table that stands twice in its section is told apart by what stands over each, in every presentation; where that leaves two, figures that
//! differ are no figures.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "this test draws reports and compares the figures alone")]
mod common;

use common::page::{Section, Table};
use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::field::TableId;
use gouji::form::Edition;
use gouji::report::{Notice, Report};
use gouji::value::{Unreadable, Value};
use gouji::{Content, Decode, Source, intake, reading};

/// A report whose figures are all different, from `first` on.
fn page(edition: Edition, first: usize) -> Page {
    let mut page = Page::new(&Figures::made_up(edition, false, 1), Prose::Headings);
    for (at, cell) in page.cells().filter(|cell| cell.field.is_some()).enumerate() {
        cell.text = (first + 37 * at).to_string();
    }
    page
}

fn read(page: &Page, style: Style) -> Report {
    let drawn = draw(page, style, &mut Rng::new(1));
    let content = if style.is_html() { Content::Html(&drawn) } else { Content::Text(&drawn) };
    let (kind, document) = intake::read(&Source { name: "twice", content }, Decode::default()).unwrap();
    let mut reports = reading::read("twice", kind, &document, None).unwrap();
    assert_eq!(reports.len(), 1, "{style:?}");
    reports.remove(0)
}

/// The report with another table before its own, or behind it, in the section of that table.
fn with(page: &Page, table: TableId, other: &Table, own_caption: &str, other_caption: &str, is_before: bool) -> Page {
    let mut page = page.clone();
    let at = page.sections.iter().position(|section| section.number == table.section()).unwrap();
    let own = page.sections[at].table.take().unwrap();
    let pair = [(own_caption.to_owned(), own), (other_caption.to_owned(), other.clone())];
    let [first, second] = if is_before {
        let [own, other] = pair;
        [other, own]
    } else {
        pair
    };
    page.sections[at].before.extend([first.0].into_iter().filter(|caption| !caption.is_empty()));
    page.sections[at].table = Some(first.1);
    let more = Section { number: table.section(), heading: second.0, before: Vec::new(), table: Some(second.1), after: Vec::new() };
    page.sections.insert(at + 1, more);
    page
}

fn twice(report: &Report) -> Vec<(TableId, usize)> {
    let told = |notice: &Notice| match notice {
        Notice::Twice { table, count } => Some((*table, *count)),
        _ => None,
    };
    report.notices.iter().filter_map(told).collect()
}

/// Goes through every style, edition, table, and order of the two.
fn everywhere(mut look: impl FnMut(&str, Style, &Page, &Table, TableId, bool)) {
    for style in Style::ALL {
        for edition in Edition::ALL {
            let (own, other) = (page(edition, 1009), page(edition, 40_009));
            for table in TableId::ALL {
                let other = other.sections.iter().find(|section| section.number == table.section()).unwrap().table.clone().unwrap();
                for is_before in [true, false] {
                    look(&format!("{style:?} {edition:?} {table:?} {is_before}"), style, &own, &other, table, is_before);
                }
            }
        }
    }
}

#[test]
fn a_caption_with_another_year_tells_the_other_table() {
    let mut wrong = Vec::new();
    everywhere(|name, style, own, other, table, is_before| {
        let alone = read(own, style);
        let (this, last) = (format!("{}年情况", own.year), format!("{}年情况", own.year - 1));
        for (own_caption, other_caption) in [("", &*last), (&*this, &*last), (&*this, ""), ("", "上年数"), ("本年数", "上年数")] {
            let report = read(&with(own, table, other, own_caption, other_caption, is_before), style);
            let differing = report.form().fields().filter(|&field| report.value(field) != alone.value(field)).count();
            if differing > 0 || !twice(&report).is_empty() {
                wrong.push(format!("{name} {own_caption:?} {other_caption:?}: {differing} figures, {:?}", twice(&report)));
            }
        }
    });
    assert!(wrong.is_empty(), "{} were misread:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
}

#[test]
fn figures_that_differ_in_two_tables_are_unreadable() {
    let mut wrong = Vec::new();
    everywhere(|name, style, own, other, table, is_before| {
        let alone = read(own, style);
        let report = read(&with(own, table, other, "", "", is_before), style);
        let form = report.form();
        let is_right = |field| match report.value(field) {
            Value::Unreadable(Unreadable::Twice) => form.row(field).table == table,
            value => form.row(field).table != table && value == alone.value(field),
        };
        let count = form.fields().filter(|&field| report.in_use(form.row_index(field)) && !is_right(field)).count();
        if count > 0 || twice(&report) != [(table, 2)] {
            wrong.push(format!("{name}: {count} figures, {:?}", twice(&report)));
        }
    });
    assert!(wrong.is_empty(), "{} were misread:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
}

#[test]
fn the_same_table_twice_is_read_once() {
    let mut wrong = Vec::new();
    everywhere(|name, style, own, _, table, is_before| {
        let alone = read(own, style);
        let same = own.sections.iter().find(|section| section.number == table.section()).unwrap().table.clone().unwrap();
        let report = read(&with(own, table, &same, "", "", is_before), style);
        let differing = report.form().fields().filter(|&field| report.value(field) != alone.value(field)).count();
        if differing > 0 || report.notices != alone.notices {
            wrong.push(format!("{name}: {differing} figures, {:?}", report.notices));
        }
    });
    assert!(wrong.is_empty(), "{} were misread:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
}
