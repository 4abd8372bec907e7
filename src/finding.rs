//! What the rules find: codes, figures and numbers, no sentences.

use serde::Serialize;

use crate::field::{Field, TableId};
use crate::value::Decimal;

/// How much a finding weighs.
///
/// The order is that of gravity, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Provable from the document itself: it contradicts the form or an identity that holds by definition.
    Error,
    /// Very probably wrong; reviewers send it back; a lawful exception exists.
    Warning,
    /// A reminder or a weak sign. It never blocks.
    Info,
}

impl Severity {
    /// The name used on the wire: `error`, `warning` or `info`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What is wrong in kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FindingKind {
    /// 不相等: a sum or balance does not hold.
    Unequal,
    /// 缺失: something that the form demands is not there.
    Missing,
    /// 无法识别: something is there and cannot be read.
    Unreadable,
    /// Two statements cannot both be true.
    Contradiction,
    /// The form, the order or the writing differs from what is prescribed.
    Format,
    /// Words are wrong or stale.
    Wording,
    /// Nothing is wrong as such; a person should look.
    Reminder,
}

/// Where in the report a finding belongs, for sorting: the document as a whole, then sections and tables from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seat {
    /// The report as a whole: title, year, edition, sections.
    Document,
    /// A section's text, by its number.
    Section(u8),
    /// A table as a whole.
    Table(TableId),
    /// A row, as index into the form's rows, and where one is meant, a column.
    Row(TableId, usize, usize),
}

/// A sentence of the report that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quote {
    /// The section that it stands in, 1 to 6; 0 for what stands before section 1.
    pub section: u8,
    /// The words.
    pub text: String,
    /// First character and one past the last, counted in characters from the start of the section's text.
    pub span: [u32; 2],
}

/// A passage of this year's report and the one of last year's that is like it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Passage {
    /// This year's words and where they stand.
    pub now: Quote,
    /// Last year's words and where they stand in last year's report.
    pub before: Quote,
}

/// One finding. What it says in words is made from it by [`crate::wording`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// How much it weighs here; a rule may weigh less in a milder case.
    pub severity: Severity,
    /// What is wrong in kind.
    pub kind: FindingKind,
    /// Where it belongs, for sorting.
    pub seat: Seat,
    /// The figures concerned: for a sum its addends, then the figure that states it; never sorted or repeated.
    pub cells: Vec<Field>,
    /// What the figure should be, where that follows.
    pub expected: Option<Decimal>,
    /// What was found.
    pub found: Option<Decimal>,
    /// The finding that already explains this one, as index into the list of findings.
    pub derived_from: Option<usize>,
    /// Texts from the document or the form, and numbers, that the sentence needs; their meaning is the rule's.
    pub detail: Detail,
    /// The sentence that the finding is about.
    pub quote: Option<Quote>,
    /// For a finding about likeness, what is alike, in the order of this year's text.
    pub passages: Vec<Passage>,
}

/// What the sentences of a finding are made of besides its figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detail {
    /// Which of the rule's sentences applies; 0 is the usual one.
    pub case: u8,
    /// Texts from the document or labels of the form.
    pub texts: Vec<String>,
    /// Numbers.
    pub numbers: Vec<Decimal>,
}
