//! The one form in which results leave the program: command line, page, element and npm package all give this.
//!
//! The structs here belong to the wire and to nothing else, so that the core can change without changing what callers rely on.
//! Names, order and spelling are fixed; a field may be added, none may vanish, and the structs are `non_exhaustive` for that. The same document gives the same bytes on every
//! machine and through every door: there is no time, path or host name in an outcome, and no order that comes from hashing.

mod figure;
mod making;
mod own;
#[cfg(feature = "writing")]
mod patched;

use serde::Serialize;

use crate::document::Kind;
use crate::finding::{FindingKind, Passage, Quote, Seat, Severity};
use crate::form::Edition;
use crate::repair::Certainty;
use crate::report::AuthorityType;
use crate::rules::{RULES, WhyNot};
use crate::wording::Language;

pub use figure::{Figure, Ordered};
pub use own::Own;
#[cfg(feature = "writing")]
pub use patched::{LeftView, PatchedView, RefusalView};

/// What a check gives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Outcome {
    /// What made the outcome.
    pub tool: Tool,
    /// The reports that were found, in the order of the input.
    pub reports: Vec<ReportView>,
    /// The documents that hold no report or could not be read, in the order of the input.
    pub failures: Vec<FailureView>,
}

impl Outcome {
    /// Takes over the reports and failures of another outcome, behind its own.
    pub fn append(&mut self, other: Self) {
        self.reports.extend(other.reports);
        self.failures.extend(other.failures);
    }

    /// The gravest finding of all reports, or `None` where nothing was found.
    pub fn worst(&self) -> Option<Severity> {
        self.reports.iter().flat_map(|report| &report.findings).map(|finding| finding.severity).min()
    }
}

/// The outcome of a single report.
impl From<ReportView> for Outcome {
    fn from(report: ReportView) -> Self {
        Self { reports: vec![report], ..Self::default() }
    }
}

/// The outcome of a document that gave no report.
impl From<FailureView> for Outcome {
    fn from(failure: FailureView) -> Self {
        Self { failures: vec![failure], ..Self::default() }
    }
}

/// What made an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Tool {
    /// Always `gouji`.
    pub name: &'static str,
    /// The version of the program.
    pub version: &'static str,
    /// The version of the set of rules; two outcomes with the same one rest on the same rules.
    pub rules: &'static str,
}

impl Default for Tool {
    fn default() -> Self {
        Self { name: "gouji", version: env!("CARGO_PKG_VERSION"), rules: "2026-11" }
    }
}

/// A report as it was read and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReportView {
    /// The caller's name for the document.
    pub source: String,
    /// What the document was recognised as, by its content.
    pub kind: Kind,
    /// The edition of the form whose tables the report has.
    pub edition: Edition,
    /// The year reported on.
    pub year: Option<i32>,
    /// The title as printed.
    pub title: Option<String>,
    /// The authority, from the title.
    pub authority: Option<String>,
    /// The kind of authority, which decides what it may do and by when.
    pub authority_type: AuthorityView,
    /// Every figure of the edition by id, in printed order; null where the document has none.
    pub values: Ordered<Option<Figure>>,
    /// What stood in the cells that do not hold a plain number, by id, in printed order.
    pub states: Ordered<StateView>,
    /// What was found, in fixed order: by table and row, then gravest first.
    pub findings: Vec<FindingView>,
    /// Changes of figures that would settle findings.
    pub repairs: Vec<RepairView>,
    /// How many single checks were made, and how they ended.
    pub assessed: Assessed,
    /// The same by rule, with the reasons why checks were not made.
    pub checks: Vec<CheckView>,
    /// How many findings there are by severity.
    pub summary: Summary,
    /// How much of the tables was read.
    pub rows: RowsView,
    /// The text before the first section, without the title; paragraphs are separated by `\n`.
    pub preface: String,
    /// The sections in the order of the document.
    pub sections: Vec<SectionView>,
    /// Last year's report, where the caller gave one, and whether it was compared; else null.
    pub previous: Option<PreviousView>,
}

/// What was given as last year's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PreviousView {
    /// The caller's name for the document.
    pub source: String,
    /// The title as printed.
    pub title: Option<String>,
    /// The authority, from the title.
    pub authority: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// The edition of the form whose tables it has, or null where it could not be read.
    pub edition: Option<Edition>,
    /// Why it was not compared, or null where it was.
    pub hindrance: Option<HindranceCode>,
    /// What it was compared with, or why it was not.
    pub message: String,
}

/// Why last year's report was not compared with this year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum HindranceCode {
    /// It could not be read, or holds nothing of a report.
    Unread,
    /// The document holds several reports.
    Several,
    /// It is not of the year before, or one of the years is not known.
    Year,
    /// It is of another authority.
    Authority,
}

/// The kind of authority that made a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AuthorityView {
    /// The kind, or null where neither the caller nor the name tells.
    pub value: Option<AuthorityType>,
    /// Whether it was guessed from the name.
    pub guessed: bool,
}

/// What stood in a cell that does not hold a plain number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StateView {
    /// What it was.
    pub state: State,
    /// The text as it stands in the document.
    pub raw: String,
}

/// What a cell without a plain number holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing.
    Blank,
    /// A sign for nothing, such as `/` or `—`.
    Placeholder,
    /// Text that cannot be read as a figure.
    Unreadable,
    /// Its row or table was not found.
    Missing,
    /// A number with words; the number stands in `values`, the words in `raw`.
    Noted,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FindingView {
    /// The rule's code, which never changes its meaning.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong in kind.
    pub kind: FindingKind,
    /// The figures concerned: for a sum its addends, then the figure that states it.
    pub cells: Vec<String>,
    /// What the figure should be, where that follows.
    pub expected: Option<Figure>,
    /// What was found.
    pub found: Option<Figure>,
    /// Index into `findings` of the one that already explains this one, or null.
    pub derived_from: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
    /// What is wrong, with the figures.
    pub title: String,
    /// What to do.
    pub advice: String,
    /// What the rule rests on.
    pub basis: String,
    /// For rules about words, the sentence and its place.
    pub quote: Option<Quote>,
    /// For findings about likeness between years, the passages that are alike; empty for all others.
    pub passages: Vec<Passage>,
    /// Where it stands among the others; not on the wire.
    #[serde(skip)]
    seat: Seat,
}

/// A set of changes that would settle findings. Several of one cause are alternatives, the likeliest first; any one of them settles it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RepairView {
    /// The figures to change.
    pub changes: Vec<ChangeView>,
    /// Indices into `findings`: the sums that do not hold and then would.
    pub settles: Vec<usize>,
    /// The number of the cause, from 0; causes have nothing to do with each other.
    pub cause: usize,
    /// How sure it is that these are the figures to change.
    pub certainty: Certainty,
    /// What should be what, in words.
    pub message: String,
    /// Clauses of the text that give the figures to set.
    pub quotes: Vec<Quote>,
}

/// One figure to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ChangeView {
    /// The figure's id.
    pub cell: String,
    /// What stands there.
    pub from: Option<Figure>,
    /// What would settle the findings.
    pub to: Figure,
    /// The slip that would explain the difference, or null: `swapped`, `dropped`, `doubled`, `added` or `digit` of its digits, `neighbour`,
    /// `exchanged` or `shifted` of its place, `stale_total` or `counted_twice` of a total.
    pub pattern: Option<&'static str>,
}

/// How the single checks ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Assessed {
    /// Checks that hold.
    pub passed: u32,
    /// Checks that do not hold.
    pub failed: u32,
    /// Checks that could not be made.
    pub not_assessed: u32,
}

/// How the single checks of one rule ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CheckView {
    /// The rule's code.
    pub code: &'static str,
    /// Checks that hold.
    pub passed: u32,
    /// Checks that do not hold.
    pub failed: u32,
    /// Checks that could not be made.
    pub not_assessed: u32,
    /// Why they could not be made.
    pub reasons: Vec<ReasonView>,
}

/// Why a check could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReasonView {
    /// What was in the way.
    pub reason: WhyNot,
    /// The cells in which it was.
    pub cells: Vec<String>,
}

/// How many findings there are by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Summary {
    /// How many are errors.
    pub errors: u32,
    /// How many are warnings.
    pub warnings: u32,
    /// How many are hints.
    pub infos: u32,
}

/// How much of the tables was read. Table 4 has one row of figures and counts as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RowsView {
    /// Rows that were found.
    pub read: u32,
    /// Rows that the form has.
    pub all: u32,
    /// The labels of those that were not found.
    pub missing: Vec<String>,
}

/// A section of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SectionView {
    /// The section of the form, 1 to 6; 0 for one that the form does not have.
    pub number: u8,
    /// The heading as it stands in the document.
    pub heading: String,
    /// The text outside the tables; paragraphs are separated by `\n`.
    pub text: String,
}

/// A document that holds no report or could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FailureView {
    /// The caller's name for the document.
    pub source: String,
    /// What is the matter.
    pub code: FailureCode,
    /// What is the matter, and what to do.
    pub message: String,
}

/// Why a document gave no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
#[non_exhaustive]
pub enum FailureCode {
    /// There is nothing in it.
    Empty,
    /// It is larger than what is read.
    TooLarge,
    /// It is of a kind that is not read, or could not be opened.
    Unreadable,
    /// It opens with a password only.
    Encrypted,
    /// Its pages are pictures without text.
    Scanned,
    /// It holds nothing of a report.
    NoReport,
}

impl FailureCode {
    /// The code as it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "EMPTY",
            Self::TooLarge => "TOO-LARGE",
            Self::Unreadable => "UNREADABLE",
            Self::Encrypted => "ENCRYPTED",
            Self::Scanned => "SCANNED",
            Self::NoReport => "NO-REPORT",
        }
    }
}

/// A rule as callers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleView {
    /// The rule's code.
    pub code: &'static str,
    /// How much its findings weigh at most.
    pub severity: Severity,
    /// The editions of the form that it applies to.
    pub editions: &'static [Edition],
    /// The wrong condition that it finds, in one sentence.
    pub summary: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// What the rule rests on.
    pub basis: &'static str,
    /// A wrong case and a right one.
    pub example: ExampleView,
}

/// A wrong case of a rule and a right one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExampleView {
    /// What is found.
    pub fails: &'static str,
    /// What is not.
    pub passes: &'static str,
}

/// Every rule in a language, in the order in which the rules are applied.
pub fn rules(language: Language) -> Vec<RuleView> {
    RULES.iter().map(|rule| RuleView::new(rule, language)).collect()
}

/// The JSON Schema of an [`Outcome`].
#[cfg(feature = "schema")]
pub fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Outcome>()
}
