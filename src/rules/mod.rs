//! What is checked: one table of rules, each a plain function of the report.
//!
//! Rules see the report and its form, never positions in files, and write no sentences. A rule that has nothing to look at says so: every check
//! ends as passed, failed or not assessed, and silence means "checked and fine".

mod arithmetic;
mod cells;
mod disclosure;
mod disclosure_2019;
mod disputes;
mod docs;
mod document;
mod exact;
mod file;
mod likeness;
mod personal;
mod prose;
mod requests;
mod suspects;
mod tables;
mod years;

use std::sync::Arc;

use serde::Serialize;

use crate::document::Kind;
use crate::field::{Field, TableId};
use crate::finding::{Detail, Finding, FindingKind, Seat, Severity};
use crate::form::{Edition, Form};
use crate::repair::{self, Claim, Fixed, Repair};
use crate::report::Report;
use crate::value::{Decimal, Value};
use crate::wording::Language;
use arithmetic::Sum;
pub(crate) use arithmetic::counted_as_zero;
pub use docs::{markdown, markdown_of};
pub(crate) use document::HEADINGS;
pub(crate) use exact::subtract;
pub(crate) use prose::Prose;

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in one language.
    pub const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// What fails a rule, and what passes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// A case that the rule reports.
    pub fails: Text,
    /// The nearest case that it does not.
    pub passes: Text,
}

/// A rule. Its code is never used for anything else, even after the rule is withdrawn.
#[derive(Debug)]
pub struct Rule {
    /// Family and word, such as `T3-BALANCE`.
    pub code: &'static str,
    /// How much a finding weighs as a rule; milder cases may weigh less.
    pub severity: Severity,
    /// The editions of the form that it applies to.
    pub editions: &'static [Edition],
    /// The wrong condition, in one sentence.
    pub summary: Text,
    /// Why it matters.
    pub why: Text,
    /// What it rests on: a law, a notice, the form, a definition, or this tool's own experience.
    pub basis: Text,
    /// An example of both.
    pub example: Example,
    /// The check.
    pub check: fn(&Report, &mut Verdict),
}

const BOTH: &[Edition] = &Edition::ALL;
const TRIAL: &[Edition] = &[Edition::V2019];
const CURRENT: &[Edition] = &[Edition::V2021];

/// Every rule, by family.
pub static RULES: &[Rule] = &[
    file::INCOMPLETE,
    file::PICTURES,
    file::CHARACTERS,
    file::HIDDEN,
    file::CHANGES,
    document::FORMAT_YEAR,
    document::FORMAT_MIX,
    document::SECTION_MISSING,
    document::SECTION_NUMBER,
    document::SECTION_EXTRA,
    document::SECTION_TITLE,
    document::TITLE_FORM,
    document::TITLE_YEAR,
    document::ARTIFACT,
    personal::IDENTITY,
    personal::MOBILE,
    prose::CITE_OLD,
    prose::PART_COUNT,
    prose::PERIOD,
    prose::YEAR_STALE,
    prose::DATE,
    prose::ORG_MISMATCH,
    prose::SELF_REF,
    prose::SELF_BLANK,
    prose::LETTER,
    prose::PLACEHOLDER,
    prose::SECRET_MARK,
    prose::DUP,
    prose::BOILERPLATE,
    tables::MISSING,
    tables::ROW_MISSING,
    tables::ROW_EXTRA,
    tables::LABEL_VARIANT,
    tables::COL_ORDER,
    tables::HEADER_CUT,
    tables::TWICE,
    cells::BLANK,
    cells::PLACEHOLDER,
    cells::NOT_NUMBER,
    cells::NEGATIVE,
    cells::DECIMAL,
    cells::UNIT_SUFFIX,
    cells::STYLE,
    cells::COUNT,
    cells::SPLIT,
    cells::GLUED,
    cells::FORMULA,
    cells::HUGE,
    disclosure::REG_POWER,
    disclosure::INFORCE_MIN,
    disclosure::INFORCE_EQ,
    disclosure::FEE_UNIT,
    disclosure::FEE_SCALE,
    disclosure::FEE_PRECISION,
    disclosure::ZERO_POWER,
    disclosure_2019::PUB_GT_TOTAL,
    disclosure_2019::MADE_GT_PUB,
    disclosure_2019::DELTA,
    disclosure_2019::ITEM_AS_CASE,
    disclosure_2019::PROC_UNIT,
    disclosure_2019::PROC_PAIR,
    requests::BALANCE,
    requests::RESULT_TOTAL,
    requests::ROW_TOTAL,
    requests::TOTAL_ONLY,
    requests::ALL_ZERO,
    requests::OTHER_SHARE,
    requests::CARRYOUT_HIGH,
    disputes::SUM,
    disputes::GT_T3,
    disputes::AFTER_GT_REVIEW,
    likeness::SIMILAR,
    years::CARRY,
    years::INFORCE,
    years::ITEMS_2019,
    years::PENDING,
    years::SAME,
    years::JUMP,
    suspects::SUSPECT_CELL,
    suspects::SHIFT,
    prose::NEW,
    prose::CARRY_IN,
    prose::CARRY_OUT,
    prose::DONE,
    prose::OPEN,
    prose::PARTIAL,
    prose::OPENPART,
    prose::DENY,
    prose::UNABLE,
    prose::REFUSE,
    prose::OTHER,
    prose::BRANCH_SUM,
    prose::PERCENT,
    prose::NONE_BUT_NONZERO,
    prose::SOME_BUT_ZERO,
    prose::REVIEW,
    prose::LIT,
    prose::ALL_UPHELD,
    prose::REG,
    prose::NORM,
    prose::DECISIONS,
    prose::INNER,
    prose::S1_LEN,
    prose::S1_ASPECTS,
    prose::GOV_EVAL,
    prose::S5_EMPTY,
    prose::S5_NO_PROBLEM,
    prose::S5_NO_FIX,
    prose::S6_FEE,
    prose::S6_FEE_CONFLICT,
];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Why a check could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum WhyNot {
    /// A table, row, heading or title that it needs was not found.
    Missing,
    /// A figure that it needs cannot be read.
    Unreadable,
    /// A figure that it needs is blank and cannot be taken for 0.
    Blank,
    /// A figure that it needs is a placeholder and cannot be taken for 0.
    Placeholder,
    /// Something outside the tables that it needs is not known: the year, the kind of authority.
    Unknown,
    /// Last year's report does not state a figure or a section that it needs.
    Previous,
}

/// Why checks of a rule could not be made, with the figures that stood in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Why.
    pub reason: WhyNot,
    /// The figures in the way, in printed order; none where a whole table or something outside the tables is meant.
    pub cells: Vec<Field>,
}

/// How the checks of one rule ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The rule's code.
    pub code: &'static str,
    /// Checks that held.
    pub passed: u32,
    /// Checks that gave a finding; as many as the rule has findings.
    pub failed: u32,
    /// Checks that could not be made.
    pub not_assessed: u32,
    /// Why not, each reason once, in order.
    pub reasons: Vec<Reason>,
}

/// What the rules say of a report.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The findings in their final order.
    pub findings: Vec<Finding>,
    /// One entry for each rule that applies, in the order of [`RULES`].
    pub checks: Vec<Check>,
    /// The changes that would settle findings: by cause, and within a cause the likeliest first.
    pub repairs: Vec<Repair>,
    rule: (&'static str, Severity),
    sums: Vec<Sum>,
    /// Sums that fail and for which no cause was found.
    unexplained: Vec<usize>,
    /// How many figures of table 3 have to change at least for those of its sums.
    at_least: usize,
    prose: Arc<Prose>,
}

/// Applies every rule of the report's edition.
pub fn check(report: &Report) -> Verdict {
    check_with(report, Arc::new(Prose::new(report)))
}

/// The same where the words of the report were read before.
pub(crate) fn check_with(report: &Report, prose: Arc<Prose>) -> Verdict {
    let sums = arithmetic::evaluate(report);
    let in_failing_sum = |field| sums.iter().any(|sum| sum.failed() && sum.has(field));
    let fixed = if arithmetic::is_worth_a_search(&sums) { years::carried_over(report, in_failing_sum) } else { Vec::new() };
    judge(report, sums, &fixed, prose)
}

/// The same where some figures are known from elsewhere; a repair makes them what they have to be.
pub fn check_against(report: &Report, fixed: &[Fixed]) -> Verdict {
    judge(report, arithmetic::evaluate(report), fixed, Arc::new(Prose::new(report)))
}

fn judge(report: &Report, sums: Vec<Sum>, fixed: &[Fixed], prose: Arc<Prose>) -> Verdict {
    let mut verdict = Verdict {
        findings: Vec::new(),
        checks: Vec::new(),
        repairs: Vec::new(),
        rule: ("", Severity::Info),
        sums,
        unexplained: Vec::new(),
        at_least: 0,
        prose,
    };
    if arithmetic::is_worth_a_search(&verdict.sums) {
        let repairs = repair::find(report, &arithmetic::claims(report, &verdict.sums, fixed), repair::EFFORT);
        (verdict.repairs, verdict.unexplained, verdict.at_least) = (repairs.found, repairs.unexplained, repairs.at_least);
    }
    for rule in RULES.iter().filter(|rule| rule.editions.contains(&report.edition)) {
        verdict.rule = (rule.code, rule.severity);
        (rule.check)(report, &mut verdict);
    }
    crate::order::by_key(&mut verdict.findings, |finding| (finding.seat, finding.severity, finding.code));
    arithmetic::fold(report, &mut verdict);
    suspects::fold(report, &mut verdict, fixed);
    verdict
}

/// Gives the sums of a report to `look`, as what a repair has to make hold.
pub(crate) fn with_claims<T>(report: &Report, fixed: &[Fixed], look: impl FnOnce(&[Claim<'_>]) -> T) -> T {
    let sums = arithmetic::evaluate(report);
    look(&arithmetic::claims(report, &sums, fixed))
}

impl Verdict {
    fn tally(&mut self) -> Option<&mut Check> {
        let code = self.rule.0;
        if self.checks.last().is_none_or(|check| check.code != code) {
            self.checks.push(Check { code, passed: 0, failed: 0, not_assessed: 0, reasons: Vec::new() });
        }
        self.checks.last_mut()
    }

    /// One check of the rule held.
    fn pass(&mut self) {
        if let Some(check) = self.tally() {
            check.passed += 1;
        }
    }

    /// One check of the rule could not be made.
    fn skip(&mut self, reason: WhyNot, cells: &[Field]) {
        let Some(check) = self.tally() else { return };
        check.not_assessed += 1;
        let known = check.reasons.iter().position(|known| known.reason == reason);
        let at = known.unwrap_or_else(|| {
            check.reasons.push(Reason { reason, cells: Vec::new() });
            crate::order::by_key(&mut check.reasons, |known| known.reason);
            check.reasons.iter().position(|known| known.reason == reason).unwrap_or_default()
        });
        if let Some(known) = check.reasons.get_mut(at) {
            known.cells.extend(cells);
            crate::order::by_key(&mut known.cells, |&cell| cell);
            known.cells.dedup();
        }
    }

    /// One check of the rule failed. The finding has the rule's severity and nothing else; the caller adds the rest.
    fn fail(&mut self, kind: FindingKind, seat: Seat, cells: Vec<Field>) -> &mut Finding {
        if let Some(check) = self.tally() {
            check.failed += 1;
        }
        let (code, severity) = self.rule;
        let finding = Finding {
            code,
            severity,
            kind,
            seat,
            cells,
            expected: None,
            found: None,
            derived_from: None,
            detail: Detail::default(),
            quote: None,
            passages: Vec::new(),
        };
        let at = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[at]
    }

    /// Fails with a finding where there are wrong figures, passes where there are none.
    fn settle(&mut self, report: &Report, kind: FindingKind, wrong: Vec<Field>) -> Option<&mut Finding> {
        if wrong.is_empty() {
            self.pass();
            return None;
        }
        let seat = seat_of(report, &wrong)?;
        Some(self.fail(kind, seat, wrong))
    }

    /// The figures with these ids, all of them stated; else the check is not assessed.
    fn stated<const N: usize>(&mut self, report: &Report, ids: [&str; N]) -> Option<([Field; N], [Decimal; N])> {
        let mut fields = [Field(0); N];
        let mut figures = [Decimal::ZERO; N];
        for (slot, id) in fields.iter_mut().zip(ids) {
            *slot = report.field(id)?;
        }
        if let Some(Reason { reason, cells }) = why_not(report, fields) {
            self.skip(reason, &cells);
            return None;
        }
        for (slot, field) in figures.iter_mut().zip(fields) {
            *slot = report.value(field).number()?;
        }
        Some((fields, figures))
    }
}

/// The weightiest reason why some of these figures are not stated, with the figures that it holds for.
fn why_not(report: &Report, fields: impl IntoIterator<Item = Field>) -> Option<Reason> {
    let mut known: Option<Reason> = None;
    for field in fields {
        let reason = match report.value(field) {
            Value::Number(..) | Value::Noted(..) => continue,
            Value::Missing => WhyNot::Missing,
            Value::Unreadable(_) => WhyNot::Unreadable,
            Value::Blank => WhyNot::Blank,
            Value::Placeholder => WhyNot::Placeholder,
        };
        match &mut known {
            Some(known) if known.reason < reason => {}
            Some(known) if known.reason == reason => known.cells.push(field),
            _ => known = Some(Reason { reason, cells: vec![field] }),
        }
    }
    known
}

/// The figures of a table in the rows in use.
fn fields_of(report: &Report, table: TableId) -> impl Iterator<Item = Field> {
    let form = report.form();
    let rows = form.rows.iter().enumerate().filter(move |(_, row)| row.table == table);
    rows.filter(|&(at, _)| report.in_use(at)).flat_map(move |(at, _)| form.fields_of_row(at))
}

/// The place of figures: their row where they share one, else their table.
fn seat_of(report: &Report, cells: &[Field]) -> Option<Seat> {
    seat_in(report.form(), cells)
}

/// The same by the form alone.
pub(crate) fn seat_in(form: &Form, cells: &[Field]) -> Option<Seat> {
    let first = *cells.first()?;
    let (table, row) = (form.row(first).table, form.row_index(first));
    let one_row = cells.iter().all(|&cell| form.row_index(cell) == row);
    Some(if one_row { Seat::Row(table, row, form.column_index(first)) } else { Seat::Table(table) })
}

/// Whether there is a document whose words and writing can be checked, and not figures alone.
fn is_written(report: &Report) -> bool {
    report.kind != Kind::Values
}
