//! What has to come out of a drawn report, worked out from what was drawn.

use std::collections::BTreeMap;

use gouji::finding::Severity;
use gouji::form::Edition;
use gouji::outcome::{Outcome, State};
use gouji::value::Decimal;

use super::draw::Style;
use super::page::{APPLICANTS, OUTCOMES, Page, Prose, Want};

/// A sum that has to be reported as an error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failing {
    pub code: String,
    /// The addends, then the figures that state the sum.
    pub cells: Vec<String>,
}

/// Everything that is compared.
#[derive(Debug, Clone)]
pub struct Expected {
    pub edition: Edition,
    pub year: Option<i32>,
    pub title: Option<String>,
    pub preface: String,
    /// Number, heading and text of each section, without white space.
    pub sections: Vec<(u8, String, String)>,
    pub wants: BTreeMap<String, Want>,
    pub errors: Vec<Failing>,
    /// Rows that begin or end in a blank figure where other blank cells stand beside the figures without rule: nobody can say whether such
    /// a row lost a cell. Each may be read, or be said to be unreadable as a whole.
    pub open_rows: Vec<Vec<String>>,
    page: Page,
}

/// A sum of the form: its code, the addends and the figures that state it.
pub struct Sum {
    pub code: &'static str,
    pub left: Vec<String>,
    pub right: Vec<String>,
}

impl Sum {
    pub fn cells(&self) -> Vec<String> {
        [self.left.as_slice(), self.right.as_slice()].concat()
    }
}

/// Every sum of a page, from the labels of the form: the note over table 3, and what 总计 means.
pub fn sums(page: &Page) -> Vec<Sum> {
    // The rows of table 3 in printed order, without their columns.
    let mut rows: Vec<String> = Vec::new();
    for section in &page.sections {
        for cell in section.table.iter().filter(|table| table.key == "requests").flat_map(|table| table.rows.iter().flatten()) {
            if let Some(row) = cell.field.as_deref().and_then(|id| id.strip_suffix(".total")) {
                rows.push(row.to_owned());
            }
        }
    }
    let ids = |rows: &[String], column: &str| rows.iter().map(|row| format!("{row}.{column}")).collect::<Vec<_>>();
    let row = |key: &str| vec![format!("requests.{key}")];
    let results: Vec<String> = rows
        .iter()
        .filter(|row| !["received", "carried_in", "total", "carried_out"].contains(&&row["requests.".len()..]))
        .cloned()
        .collect();
    let mut sums = Vec::new();
    for row in &rows {
        let left = APPLICANTS[..6].iter().map(|column| format!("{row}.{column}")).collect();
        sums.push(Sum { code: "T3-ROW-TOTAL", left, right: vec![format!("{row}.total")] });
    }
    for column in APPLICANTS {
        sums.push(Sum { code: "T3-RESULT-TOTAL", left: ids(&results, column), right: ids(&row("total"), column) });
        let left = ids(&[row("received"), row("carried_in")].concat(), column);
        sums.push(Sum { code: "T3-BALANCE", left, right: ids(&[row("total"), row("carried_out")].concat(), column) });
    }
    for group in ["review", "direct_suit", "suit_after_review"] {
        let mut cells: Vec<String> = OUTCOMES.iter().map(|column| format!("disputes.{group}.{column}")).collect();
        let total = cells.split_off(4);
        sums.push(Sum { code: "T4-SUM", left: cells, right: total });
    }
    sums
}

/// The sums that do not hold; blank cells and placeholders count as 0, and a sum with a cell that was not read is not assessed.
pub fn sums_that_fail(page: &Page) -> Vec<Failing> {
    let number = |id: &String| match page.wants.get(id)? {
        Want::Number(digits) | Want::Noted(digits, _) => digits.parse::<i64>().ok(),
        Want::Blank | Want::Placeholder(_) => Some(0),
        Want::Unreadable | Want::Missing => None,
    };
    let add = |ids: &[String]| ids.iter().map(number).sum::<Option<i64>>();
    let fails = |sum: &Sum| matches!((add(&sum.left), add(&sum.right)), (Some(left), Some(right)) if left != right);
    sums(page).into_iter().filter(fails).map(|sum| Failing { code: sum.code.to_owned(), cells: sum.cells() }).collect()
}

impl Expected {
    /// What has to be read from a page drawn in a style.
    pub fn new(page: &Page, style: Style) -> Self {
        let mut page = page.clone();
        let miscounted = if style.keeps_blanks() { Vec::new() } else { vanish(&mut page) };
        let mut errors = sums_that_fail(&page);
        errors.extend(miscounted);
        errors.sort();
        let open_rows = if style.pads_without_rule() { open_rows(&page) } else { Vec::new() };
        let has_text = page.prose != Prose::None;
        let squeeze = |lines: &[String]| squeezed(&lines.concat());
        let mut preface = squeeze(&page.preface);
        if style == Style::HtmlFramed {
            preface.insert_str(0, "首页");
        }
        let sections = page.sections.iter().filter(|_| has_text).map(|section| {
            (section.number, squeezed(&section.heading), squeeze(&[section.before.as_slice(), section.after.as_slice()].concat()))
        });
        Self {
            edition: page.edition,
            year: has_text.then_some(page.year),
            title: has_text.then(|| page.title.clone()),
            preface,
            sections: sections.collect(),
            errors,
            open_rows,
            wants: page.wants.clone(),
            page,
        }
    }

    /// What has to hold beside the open rows that the outcome says are unreadable.
    fn beside(&self, outcome: &Outcome) -> (BTreeMap<String, Want>, Vec<Failing>) {
        let Some(report) = outcome.reports.first() else { return (self.wants.clone(), self.errors.clone()) };
        let unread = |id: &String| report.states.get(id).is_some_and(|state| state.state == State::Unreadable);
        let rows: Vec<&Vec<String>> = self.open_rows.iter().filter(|row| row.iter().all(unread)).collect();
        if rows.is_empty() {
            return (self.wants.clone(), self.errors.clone());
        }
        let mut page = self.page.clone();
        page.wants.extend(rows.iter().copied().flatten().map(|id| (id.clone(), Want::Unreadable)));
        let mut errors = sums_that_fail(&page);
        for rows in rows.chunk_by(|a, b| table(&a[0]) == table(&b[0])) {
            errors.push(Failing { code: "CELL-COUNT".to_owned(), cells: rows.iter().copied().flatten().cloned().collect() });
        }
        errors.sort();
        (page.wants, errors)
    }
}

fn table(id: &str) -> &str {
    id.split('.').next().unwrap()
}

fn open_rows(page: &Page) -> Vec<Vec<String>> {
    rows(page)
        .into_iter()
        .filter(|row| {
            let blank = |id: &String| page.wants[id] == Want::Blank;
            (blank(&row[0]) || blank(&row[row.len() - 1])) && !row.iter().all(blank)
        })
        .collect()
}

/// The figures of each row, in printed order; table 4 is one row.
fn rows(page: &Page) -> Vec<Vec<String>> {
    let row = |id: &str| if table(id) == "disputes" { "disputes".to_owned() } else { id.rsplit_once('.').unwrap().0.to_owned() };
    let tables = page.sections.iter().filter_map(|section| section.table.as_ref());
    let ids: Vec<String> = tables.flat_map(|table| table.rows.iter().flatten()).filter_map(|cell| cell.field.clone()).collect();
    ids.chunk_by(|a, b| row(a) == row(b)).map(<[String]>::to_vec).collect()
}

pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Where blank cells vanish, nobody can say which of a row's cells the rest are. Each table reports its rows in one error.
fn vanish(page: &mut Page) -> Vec<Failing> {
    let mut errors = Vec::new();
    for rows in rows(page).chunk_by(|a, b| table(&a[0]) == table(&b[0])) {
        let mut cells: Vec<String> = Vec::new();
        for ids in rows {
            let blank = ids.iter().filter(|id| page.wants[*id] == Want::Blank).count();
            if blank > 0 && blank < ids.len() {
                cells.extend(ids.iter().cloned());
            }
        }
        if !cells.is_empty() {
            page.wants.extend(cells.iter().map(|id| (id.clone(), Want::Unreadable)));
            errors.push(Failing { code: "CELL-COUNT".to_owned(), cells });
        }
    }
    errors
}

/// How an outcome differs from what was expected; empty where it does not.
pub fn differences(outcome: &Outcome, expected: &Expected) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(failure) = outcome.failures.first() {
        return vec![format!("failure {:?}", failure.code)];
    }
    let [report] = outcome.reports.as_slice() else { return vec![format!("{} reports", outcome.reports.len())] };
    let mut compare = |what: &str, found: String, wanted: String| {
        if found != wanted {
            wrong.push(format!("{what}: {found}, not {wanted}"));
        }
    };
    compare("edition", format!("{:?}", report.edition), format!("{:?}", expected.edition));
    compare("year", format!("{:?}", report.year), format!("{:?}", expected.year));
    compare("title", format!("{:?}", report.title), format!("{:?}", expected.title));
    compare("preface", squeezed(&report.preface), expected.preface.clone());
    let headings = |sections: Vec<(u8, String)>| format!("{sections:?}");
    compare(
        "headings",
        headings(report.sections.iter().map(|section| (section.number, squeezed(&section.heading))).collect()),
        headings(expected.sections.iter().map(|(number, heading, _)| (*number, heading.clone())).collect()),
    );
    for (section, (number, _, text)) in report.sections.iter().zip(&expected.sections) {
        compare(&format!("text of section {number}"), squeezed(&section.text), text.clone());
    }
    let ids: Vec<&str> = report.values.0.iter().map(|&(id, _)| id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    compare("ids", format!("{sorted:?}"), format!("{:?}", expected.wants.keys().collect::<Vec<_>>()));
    let (wants, expected_errors) = expected.beside(outcome);
    for (id, want) in &wants {
        let value = report.values.get(id).copied().flatten().map(|figure| figure.0);
        let state = report.states.get(id);
        let found = match (value, state) {
            (Some(value), None) => format!("{value}"),
            (value, Some(state)) => {
                format!("{:?} {} {:?}", state.state, value.map_or_else(|| "-".to_owned(), |value| value.to_string()), state.raw)
            }
            (None, None) => "nothing".to_owned(),
        };
        let number = |digits: &str| value == Some(Decimal::parse(digits).unwrap());
        let is =
            |wanted: State, raw: Option<&str>| state.is_some_and(|state| state.state == wanted && raw.is_none_or(|raw| state.raw == raw));
        let right = match want {
            Want::Number(digits) => number(digits) && state.is_none(),
            Want::Noted(digits, raw) => number(digits) && is(State::Noted, Some(raw)),
            Want::Blank => value.is_none() && is(State::Blank, Some("")),
            Want::Placeholder(raw) => value.is_none() && is(State::Placeholder, Some(raw)),
            Want::Unreadable => value.is_none() && is(State::Unreadable, None),
            Want::Missing => value.is_none() && is(State::Missing, Some("")),
        };
        if !right {
            wrong.push(format!("{id}: {found}, not {want:?}"));
        }
    }
    let mut errors: Vec<Failing> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| Failing { code: finding.code.to_owned(), cells: finding.cells.clone() })
        .collect();
    errors.sort();
    for error in errors.iter().filter(|error| !expected_errors.contains(error)) {
        wrong.push(format!("error that should not be: {error:?}"));
    }
    for error in expected_errors.iter().filter(|error| !errors.contains(error)) {
        wrong.push(format!("error that should be: {error:?}"));
    }
    if errors.len() != expected_errors.len() {
        wrong.push(format!("{} errors, not {}", errors.len(), expected_errors.len()));
    }
    wrong
}
