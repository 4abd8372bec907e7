//! Checks the yearly report on government information disclosure (政府信息公开工作年度报告) that every Chinese administrative
//! organ has to publish: three statutory tables with 198 or 200 figures, their sums, their blanks, and the form around them.
//!
//! What is given back is an [`Outcome`]: every figure as it was read, every finding with its rule, its basis and what to do, the changes that
//! would settle it, and what could not be checked. The program `gouji`, the page and the npm package give the same, byte for byte.
//!
//! ```
//! use gouji::{Content, Options, Source, check};
//!
//! let text = "某镇人民政府2023年政府信息公开工作年度报告\n\
//!     四、政府信息公开行政复议、行政诉讼情况\n\
//!     行政复议\t行政诉讼\n\
//!     结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n\
//!     结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n\
//!     3\t1\t0\t1\t6\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n";
//! let outcome = check(&Source { name: "某镇2023.txt", content: Content::Text(text) }, &Options::default());
//!
//! let report = &outcome.reports[0];
//! assert_eq!(report.year, Some(2023));
//! let sum = report.findings.iter().find(|finding| finding.code == "T4-SUM").unwrap();
//! assert_eq!(sum.expected.unwrap().to_string(), "5");
//! assert_eq!(sum.found.unwrap().to_string(), "6");
//! ```
//!
//! # Where to begin
//!
//! | what is at hand | function |
//! | --- | --- |
//! | a text, a page's HTML, or the bytes of a file of any kind | [`check`] |
//! | several of them, for one outcome | [`check_all`] |
//! | figures by id, without a document | [`recheck`] |
//! | a document whose figures a person corrects | [`check_changed`], or a [`Reading`] for any number of edits |
//! | last year's report, to compare with | [`Previous`], in [`Options`] |
//! | corrected figures that belong into the user's own `.docx` | `writing::patch`, with the feature `writing` |
//! | a rule of one's own beside ours | [`ReportView::figure`], [`fail`](ReportView::fail), [`pass`](ReportView::pass), [`skip`](ReportView::skip) |
//! | a choice of findings | [`Outcome::retain`] |
//!
//! Four short programs to start from are in the folder `examples`: `check_string`, `check_folder`, `own_rule` and `only_errors`.
//!
//! An outcome is JSON by [`serde`]: `serde_json::to_string(&outcome)` is what `gouji check --format json` prints, and the feature `schema` has its
//! JSON Schema. Findings are shown by [`title`](outcome::FindingView::title) and [`advice`](outcome::FindingView::advice); programs go by
//! [`code`](outcome::FindingView::code), [`severity`](outcome::FindingView::severity) and [`cells`](outcome::FindingView::cells), whose ids
//! [`form::Form`] lists.
//!
//! # The way of the data
//!
//! ```text
//! paste, file or standard input
//!    │  intake    bytes, text or HTML → Document: paragraphs and grids, in order, each with its place
//!    │  reading   Document            → Report:   every figure of the edition, with raw text and origin
//!    │  rules     Report              → Verdict:  codes, figures and numbers, no sentences
//!    │  repair    failing sums        → the least changes of figures that make them hold, within the verdict
//!    │  wording   Finding             → sentences in Chinese or English
//!    ▼  outcome   the one form in which results leave the program
//! ```
//!
//! Each step knows only what stands above it. Reading never fails: a bad document is a finding or a line in
//! [`failures`](outcome::Outcome::failures), never a panic. There are no files, clock, environment or network in this library.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `files` | every kind of file: `docx`, `odf`, `doc`, `rtf`, `sheets`, `pdf`, `mht`, and `writing`; each can be had alone |
//! | `writing` | figures put back into a Word document, and fresh files of the tables |
//! | `encodings` | text in GB18030 and the like; without it [`Decode`] is the caller's |
//! | `schema` | the JSON Schema of the outcome |
//! | `cli` | the program `gouji`; a library has no use for it, nor for `tools` |
//!
//! `files`, `encodings` and `cli` are on by default: a library is best had with `default-features = false, features = ["files", "encodings"]`.
//!
//! # What is promised
//!
//! Versions follow Semantic Versioning; before 1.0 a breaking change raises the second number. Promised are the names in this module, [`outcome`],
//! [`form`] and [`field`], [`value`], [`intake::Failure`] and [`intake::LIMIT`]; of [`finding`] what an outcome has of it; [`rules::RULES`],
//! [`rules::rule`] and [`rules::WhyNot`]; [`report::AuthorityType`]; and `writing`. Structs of the outcome gain fields in any version, and enums
//! that are `non_exhaustive` gain values. [`Options`] gains fields too, so write `..Options::default()`.
//!
//! Ids of figures and codes of rules never change their meaning. New rules, and corrections of old ones, can change what is found in the same
//! document: that shows in [`outcome::Tool::rules`], and the changelog lists it.
//!
//! Everything else, [`document`], [`reading`], [`report`], [`repair`] and what is left of [`rules`] and [`wording`], is public for those who look
//! into a single step, and changes with every second number.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod again;
pub mod document;
pub mod field;
pub mod finding;
pub mod form;
pub mod intake;
mod order;
pub mod outcome;
mod previous;
pub mod reading;
pub mod repair;
pub mod report;
pub mod rules;
pub mod value;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod wording;
#[cfg(feature = "writing")]
pub mod writing;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use again::Reading;
use document::Kind;
use field::TableId;
use form::{Edition, Form};
pub use intake::{Content, Decode, Source};
use outcome::{Outcome, ReportView};
pub use previous::Previous;
use report::{AuthorityType, Cell, Report};
use rules::Prose;
use value::{Decimal, Style, Value};
pub use wording::Language;

/// What a caller may say about a check.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The kind of authority; without it, it is guessed from the name.
    pub authority: Option<AuthorityType>,
    /// The language of the sentences.
    pub language: Language,
    /// The year reported on, for [`recheck`] only: a document states its own.
    pub year: Option<i32>,
    /// Who decodes bytes that are neither UTF-8 nor UTF-16.
    pub decode: Decode,
    /// Last year's report of the same authority. Without it, nothing is compared between years.
    pub previous: Option<&'a Previous>,
}

/// Figures by id; one without a number is blank.
pub type Figures = BTreeMap<String, Option<Decimal>>;

/// Checks one document, which may hold several reports.
pub fn check(source: &Source<'_>, options: &Options<'_>) -> Outcome {
    check_changed(source, options, &[])
}

/// The same with other figures in place of those that were read, as a person corrects them: for each report in order, by id. Ids that the
/// report lacks are passed over. A [`Reading`] gives the same, any number of times, without reading the document again.
pub fn check_changed(source: &Source<'_>, options: &Options<'_>, changes: &[Figures]) -> Outcome {
    Reading::of(source, options.decode).check(options, changes)
}

/// Checks several documents into one outcome, in their order.
pub fn check_all<'a>(sources: impl IntoIterator<Item = Source<'a>>, options: &Options<'_>) -> Outcome {
    let mut all = Outcome::default();
    for source in sources {
        all.append(check(&source, options));
    }
    all
}

/// Figures by id, without a document: those of a form filled in by hand, or of a report that was edited.
///
/// A figure without a number counts as blank, one that is not named as missing; names that the edition does not have are
/// passed over.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// The edition that they are of.
    pub edition: Edition,
    /// The figures by id.
    pub figures: &'a Figures,
}

impl Values<'_> {
    /// The report that has these figures and nothing else.
    fn report(&self, year: Option<i32>, authority: Option<AuthorityType>) -> Report {
        let form = Form::of(self.edition);
        let cell = |&value: &Option<Decimal>| cell(value, None);
        let cells: Vec<Cell> = form.fields().map(|field| self.figures.get(form.id(field)).map_or(Cell::MISSING, cell)).collect();
        let named = |row| form.fields_of_row(row).any(|field| cells[field.index()] != Cell::MISSING);
        let filled = |row| form.fields_of_row(row).any(|field| cells[field.index()].value.number().is_some());
        let alternates = (0..form.rows.len()).any(|row| form.rows[row].alternate && named(row));
        let with_alternates = rows_in_use(form, true);
        Report {
            source: String::new(),
            kind: Kind::Values,
            edition: self.edition,
            year,
            title_year: None,
            title: None,
            authority: None,
            signed_by: None,
            authority_type: authority.map(|kind| (kind, false)),
            rows_in_use: (form.rows.iter().enumerate())
                .map(|(row, printed)| if printed.alternate { named(row) } else { !alternates || with_alternates[row] || filled(row) })
                .collect(),
            tables: TableId::ALL
                .into_iter()
                .filter(|&table| (0..form.rows.len()).any(|row| form.rows[row].table == table && named(row)))
                .collect(),
            preface: String::new(),
            sections: Vec::new(),
            notices: Vec::new(),
            beside: None,
            cells,
        }
    }
}

/// Checks figures by id, without a document. Only rules about figures apply.
pub fn recheck(values: &Figures, edition: Edition, options: &Options<'_>) -> Outcome {
    let report = Values { edition, figures: values }.report(options.year, options.authority);
    Outcome { reports: vec![judge(report, options, None)], ..Outcome::default() }
}

/// Applies the rules; `words` is what was read in the words of this very report before.
fn judge(mut report: Report, options: &Options<'_>, words: Option<Arc<Prose>>) -> ReportView {
    report.beside = options.previous.map(|previous| previous.beside(&report));
    let words = words.unwrap_or_else(|| Arc::new(Prose::new(&report)));
    ReportView::new(&report, &rules::check_with(&report, words), options.language)
}

/// Puts other figures in place of those that were read.
fn change(report: &mut Report, changes: &Figures) {
    for (id, &value) in changes {
        let Some(field) = report.field(id) else { continue };
        if let Some(old) = report.cells.get_mut(field.index()) {
            *old = cell(value, old.place);
        }
    }
}

/// A cell with a figure that a person gave, or blank.
fn cell(value: Option<Decimal>, place: Option<document::Place>) -> Cell {
    Cell {
        value: value.map_or(Value::Blank, |number| Value::Number(number, Style::default())),
        raw: value.map_or_else(String::new, |number| number.to_string()).into(),
        place,
    }
}

/// Which rows a report uses that has the printed rows of its edition or, `with_alternates`, the other edition's rows in their place.
fn rows_in_use(form: &Form, with_alternates: bool) -> Vec<bool> {
    let stem = |key: &'static str| key.split('.').next();
    let replaced = |key| form.rows.iter().any(|row| row.alternate && row.table == TableId::Requests && stem(row.key) == stem(key));
    let in_use = |row: &form::Row| match (row.alternate, with_alternates) {
        (alternate, false) => !alternate,
        (true, true) => true,
        (false, true) => row.table != TableId::Requests || !replaced(row.key),
    };
    form.rows.iter().map(in_use).collect()
}
