//! How a report, what the rules say of it, and a rule itself are put on the wire.

use super::{
    Assessed, AuthorityView, ChangeView, CheckView, ExampleView, FailureCode, FailureView, Figure, FindingView, HindranceCode, Ordered,
    PreviousView, ReasonView, RepairView, ReportView, RowsView, RuleView, SectionView, State, StateView, Summary,
};
use crate::field::TableId;
use crate::finding::{Finding, Severity};
use crate::form::{Form, Row};
use crate::intake::Failure;
use crate::repair::{Change, Repair, Slip};
use crate::report::{Beside, Hindrance, Report};
use crate::rules::{self, Check, Rule, Verdict};
use crate::value::Value;
use crate::wording::{self, Language};

impl ReportView {
    /// Puts a report and what the rules say of it into the form that leaves the program.
    pub fn new(report: &Report, verdict: &Verdict, language: Language) -> Self {
        let form = report.form();
        let fields = || form.fields().filter(|&field| !form.row(field).alternate || report.in_use(form.row_index(field)));
        let state = |field| {
            let cell = report.cell(field);
            let state = match cell.value {
                Value::Number(..) => return None,
                Value::Noted(..) => State::Noted,
                Value::Blank => State::Blank,
                Value::Placeholder => State::Placeholder,
                Value::Unreadable(_) => State::Unreadable,
                Value::Missing => State::Missing,
            };
            Some((form.id(field), StateView { state, raw: cell.raw.to_string() }))
        };
        let total = |count: fn(&Check) -> u32| verdict.checks.iter().map(count).fold(0, u32::saturating_add);
        let findings: Vec<FindingView> = verdict.findings.iter().map(|finding| FindingView::new(finding, report, language)).collect();
        let (authority_type, guessed) = report.authority_type.unzip();
        Self {
            source: report.source.clone(),
            kind: report.kind,
            edition: report.edition,
            year: report.year,
            title: report.title.clone(),
            authority: report.authority.clone(),
            authority_type: AuthorityView { value: authority_type, guessed: guessed.unwrap_or(false) },
            values: Ordered(fields().map(|field| (form.id(field), report.value(field).number().map(Figure))).collect()),
            states: Ordered(fields().filter_map(state).collect()),
            summary: Summary::of(&findings),
            findings,
            repairs: verdict.repairs.iter().map(|repair| RepairView::new(repair, report, language)).collect(),
            assessed: Assessed {
                passed: total(|check| check.passed),
                failed: total(|check| check.failed),
                not_assessed: total(|check| check.not_assessed),
            },
            checks: verdict.checks.iter().map(|check| CheckView::new(check, form)).collect(),
            rows: RowsView::new(report),
            preface: report.preface.clone(),
            sections: (report.sections.iter())
                .map(|section| SectionView { number: section.number, heading: section.heading.clone(), text: section.text.clone() })
                .collect(),
            previous: report.beside.as_ref().map(|beside| PreviousView::new(beside, report, language)),
        }
    }
}

impl Summary {
    /// Counts findings.
    pub(super) fn of(findings: &[FindingView]) -> Self {
        let weigh = |severity| count(findings.iter().filter(|finding| finding.severity == severity));
        Self { errors: weigh(Severity::Error), warnings: weigh(Severity::Warning), infos: weigh(Severity::Info) }
    }
}

impl PreviousView {
    fn new(beside: &Beside, report: &Report, language: Language) -> Self {
        let read = beside.report.as_deref();
        Self {
            source: beside.source.clone(),
            title: read.and_then(|previous| previous.title.clone()),
            authority: read.and_then(|previous| previous.authority.clone()),
            year: read.and_then(|previous| previous.year),
            edition: read.map(|previous| previous.edition),
            hindrance: beside.hindrance.map(|hindrance| match hindrance {
                Hindrance::Unread(_) => HindranceCode::Unread,
                Hindrance::Several(_) => HindranceCode::Several,
                Hindrance::Year => HindranceCode::Year,
                Hindrance::Authority => HindranceCode::Authority,
            }),
            message: wording::beside(beside, report, language),
        }
    }
}

impl FindingView {
    fn new(finding: &Finding, report: &Report, language: Language) -> Self {
        let form = report.form();
        let wording::Message { title, advice } = wording::message(finding, report, language);
        let rule = rules::rule(finding.code);
        Self {
            code: finding.code,
            severity: finding.severity,
            kind: finding.kind,
            cells: finding.cells.iter().map(|&field| form.id(field).to_owned()).collect(),
            expected: finding.expected.map(Figure),
            found: finding.found.map(Figure),
            derived_from: finding.derived_from,
            message: join(&title, &advice, language),
            title,
            advice,
            basis: rule.map_or_else(String::new, |rule| rule.basis.get(language).to_owned()),
            quote: finding.quote.clone(),
            passages: finding.passages.clone(),
            seat: finding.seat,
        }
    }
}

impl RepairView {
    fn new(repair: &Repair, report: &Report, language: Language) -> Self {
        let form = report.form();
        let change = |change: &Change| ChangeView {
            cell: form.id(change.field).to_owned(),
            from: change.from.map(Figure),
            to: Figure(change.to),
            pattern: change.slip.map(Slip::name),
        };
        Self {
            changes: repair.changes.iter().map(change).collect(),
            settles: repair.settles.clone(),
            cause: repair.cause,
            certainty: repair.certainty,
            message: wording::repair(repair, report, language),
            quotes: repair.quotes.clone(),
        }
    }
}

impl CheckView {
    fn new(check: &Check, form: &Form) -> Self {
        let reason = |reason: &rules::Reason| ReasonView {
            reason: reason.reason,
            cells: reason.cells.iter().map(|&field| form.id(field).to_owned()).collect(),
        };
        Self {
            code: check.code,
            passed: check.passed,
            failed: check.failed,
            not_assessed: check.not_assessed,
            reasons: check.reasons.iter().map(reason).collect(),
        }
    }
}

impl RowsView {
    fn new(report: &Report) -> Self {
        let form = report.form();
        let found = |row| form.fields_of_row(row).any(|field| report.value(field) != Value::Missing);
        let in_use: Vec<usize> = (0..form.rows.len()).filter(|&row| report.in_use(row)).collect();
        let (disputes, others): (Vec<usize>, Vec<usize>) = in_use.iter().partition(|&&row| form.rows[row].table == TableId::Disputes);
        let mut missing: Vec<String> = others.iter().filter(|&&row| !found(row)).map(|&row| row_name(&form.rows[row])).collect();
        let read = others.len() - missing.len();
        let absent: Vec<usize> = disputes.iter().copied().filter(|&row| !found(row)).collect();
        if absent.len() == disputes.len() {
            missing.push("四、政府信息公开行政复议、行政诉讼情况".to_owned());
        } else {
            missing.extend(absent.iter().map(|&row| row_name(&form.rows[row])));
        }
        Self { read: count(0..read + usize::from(absent.is_empty())), all: count(0..=others.len()), missing }
    }
}

impl FailureView {
    /// Puts a failure into the form that leaves the program.
    pub fn new(source: &str, failure: &Failure, language: Language) -> Self {
        let code = match failure {
            Failure::Empty => FailureCode::Empty,
            Failure::TooLarge { .. } | Failure::TooMany => FailureCode::TooLarge,
            Failure::Closed | Failure::Unreadable { .. } | Failure::Damaged { .. } | Failure::NotBuilt { .. } => FailureCode::Unreadable,
            Failure::Encrypted { .. } => FailureCode::Encrypted,
            Failure::Pictures { .. } => FailureCode::Scanned,
            Failure::NoReport => FailureCode::NoReport,
        };
        Self { source: source.to_owned(), code, message: wording::failure(failure, language) }
    }

    /// A document that the caller could not give us, in the caller's own words.
    pub fn own(source: &str, code: FailureCode, message: &str) -> Self {
        Self { source: source.to_owned(), code, message: message.to_owned() }
    }
}

impl RuleView {
    /// A rule in a language.
    pub fn new(rule: &'static Rule, language: Language) -> Self {
        Self {
            code: rule.code,
            severity: rule.severity,
            editions: rule.editions,
            summary: rule.summary.get(language),
            why: rule.why.get(language),
            basis: rule.basis.get(language),
            example: ExampleView { fails: rule.example.fails.get(language), passes: rule.example.passes.get(language) },
        }
    }
}

/// How a row is called where it stands alone: with its group, because several groups have a row `3.其他`.
fn row_name(row: &Row) -> String {
    match (row.table, row.groups) {
        (TableId::Requests, [_, group]) => format!("{group} {}", row.label),
        _ => row.label.to_owned(),
    }
}

/// A title and an advice as one text.
pub(super) fn join(title: &str, advice: &str, language: Language) -> String {
    let closed = title.ends_with(['。', '！', '？', '.', '!', '?']);
    let between = match (language, advice.is_empty(), closed) {
        (_, true, _) | (Language::Zh, false, true) => "",
        (Language::Zh, false, false) => "。",
        (Language::En, false, true) => " ",
        (Language::En, false, false) => ". ",
    };
    [title, between, advice].concat()
}

fn count(things: impl Iterator) -> u32 {
    u32::try_from(things.count()).unwrap_or(u32::MAX)
}
