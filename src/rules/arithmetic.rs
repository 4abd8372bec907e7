//! The sums of the form, evaluated: which hold, which fail, which cannot be assessed, and which failures follow from others.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::{Reason, Verdict, WhyNot, exact::Exact, why_not};
use crate::field::{Field, TableId};
use crate::finding::{Finding, FindingKind, Seat};
use crate::form::{Edition, Form, Identity, Line};
use crate::repair::{Claim, Fixed};
use crate::report::Report;
use crate::value::Value;

/// A sum of the form and what became of it.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    identity: Cow<'static, Identity>,
    /// The sum of the left side and that of the right side, or why there is none.
    sides: Result<(Exact, Exact), Reason>,
}

impl Sum {
    /// Left side minus right side; 0 where the sum holds, `None` where it was not assessed.
    fn residual(&self) -> Option<Exact> {
        let (left, right) = self.sides.as_ref().ok()?;
        left.minus(*right)
    }

    fn cells(&self) -> impl Iterator<Item = Field> + Clone + '_ {
        self.identity.left.iter().chain(&self.identity.right).copied()
    }

    pub(super) fn failed(&self) -> bool {
        self.residual().is_some_and(|residual| !residual.is_zero())
    }

    /// Why the sum was not assessed, where it was not.
    pub(super) fn not_assessed(&self) -> Option<&Reason> {
        self.sides.as_ref().err()
    }

    /// Whether the figure is one of its terms.
    pub(super) fn has(&self, field: Field) -> bool {
        self.cells().any(|cell| cell == field)
    }

    /// The table that the sum stands in.
    pub(super) fn table(&self, form: &Form) -> Option<TableId> {
        self.identity.right.first().map(|&field| form.row(field).table)
    }

    fn is_of(&self, finding: &Finding) -> bool {
        finding.code == self.identity.code && self.cells().eq(finding.cells.iter().copied())
    }
}

/// Every sum of the form over the rows that the report uses.
pub(super) fn evaluate(report: &Report) -> Vec<Sum> {
    let form = report.form();
    let known_not_zero: Vec<bool> = (0..form.rows.len()).map(|row| shows_more_than_blank(report, row)).collect();
    let sum = |identity: Cow<'static, Identity>| {
        let sides = assess(report, &identity, |field| known_not_zero.get(form.row_index(field)) == Some(&true));
        Sum { identity, sides }
    };
    if form.rows.iter().enumerate().all(|(row, printed)| report.in_use(row) != printed.alternate) {
        return printed_identities(form).iter().map(|identity| sum(Cow::Borrowed(identity))).collect();
    }
    form.identities(|row| report.in_use(row)).into_iter().map(|identity| sum(Cow::Owned(identity))).collect()
}

/// The sums over the printed rows, which nearly every report uses.
fn printed_identities(form: &'static Form) -> &'static [Identity] {
    static V2019: OnceLock<Vec<Identity>> = OnceLock::new();
    static V2021: OnceLock<Vec<Identity>> = OnceLock::new();
    let known = match form.edition {
        Edition::V2019 => &V2019,
        Edition::V2021 => &V2021,
    };
    known.get_or_init(|| form.identities(|row| form.rows.get(row).is_some_and(|printed| !printed.alternate)))
}

fn is_empty(report: &Report, field: Field) -> bool {
    report.value(field).is_empty()
}

/// Whether a row of table 3 shows by itself that its empty cells do not mean 0: only the total is stated and it is not 0, or the total alone is empty
/// beside figures that are not 0.
fn shows_more_than_blank(report: &Report, row: usize) -> bool {
    let form = report.form();
    if form.rows.get(row).is_none_or(|printed| printed.table != TableId::Requests) {
        return false;
    }
    if form.fields_of_row(row).all(|field| !is_empty(report, field)) {
        return false;
    }
    let not_zero = |field: Field| report.value(field).number().is_some_and(|figure| !figure.is_zero());
    let mut addends: Vec<Field> = form.fields_of_row(row).collect();
    let Some(total) = addends.pop() else { return false };
    let only_total = not_zero(total) && addends.iter().all(|&field| is_empty(report, field));
    let no_total = is_empty(report, total) && addends.iter().any(|&field| not_zero(field));
    only_total || no_total
}

/// Adds both sides up. An empty cell counts as 0, unless that would be a guess: where all cells are empty, where one side is empty and the other is
/// not 0, or where the row of the cell shows that it is not 0.
fn assess(report: &Report, identity: &Identity, known_not_zero: impl Fn(Field) -> bool) -> Result<(Exact, Exact), Reason> {
    let operands = identity.left.iter().chain(&identity.right).copied();
    let reason = why_not(report, operands.clone());
    match reason {
        None => {}
        Some(reason) if matches!(reason.reason, WhyNot::Missing | WhyNot::Unreadable) => return Err(reason),
        Some(reason) => {
            let guessed: Vec<Field> = operands.clone().filter(|&field| is_empty(report, field) && known_not_zero(field)).collect();
            let all_empty = |fields: &[Field]| fields.iter().all(|&field| is_empty(report, field));
            let one_side = [&identity.left, &identity.right].into_iter().find(|side| all_empty(side));
            let stated_not_zero = operands.clone().any(|field| report.value(field).number().is_some_and(|figure| !figure.is_zero()));
            let all = operands.clone().all(|field| is_empty(report, field));
            let because = |fields: &[Field]| why_not(report, fields.iter().copied()).unwrap_or(reason.clone());
            if all {
                return Err(reason);
            }
            if !guessed.is_empty() {
                return Err(because(&guessed));
            }
            if let (Some(side), true) = (one_side, stated_not_zero) {
                return Err(because(side));
            }
        }
    }
    let add = |fields: &[Field]| {
        let figures = fields.iter().filter_map(|&field| report.value(field).number());
        figures.into_iter().try_fold(Exact::ZERO, |sum, figure| sum.plus(figure.into()))
    };
    let too_long = || Reason { reason: WhyNot::Unknown, cells: operands.clone().collect() };
    let (Some(left), Some(right)) = (add(&identity.left), add(&identity.right)) else { return Err(too_long()) };
    let equal = left.minus(right).is_some_and(Exact::is_zero);
    if equal || (left.figure().is_some() && right.figure().is_some()) { Ok((left, right)) } else { Err(too_long()) }
}

/// The sums that are reported under the rule's code.
pub(super) fn sums(report: &Report, verdict: &mut Verdict) {
    let code = verdict.rule.0;
    let form = report.form();
    // The verdict is written to while its sums are read.
    let sums = std::mem::take(&mut verdict.sums);
    for sum in sums.iter().filter(|sum| sum.identity.code == code) {
        match &sum.sides {
            Err(Reason { reason, cells }) => verdict.skip(*reason, cells),
            Ok(_) if sum.residual().is_some_and(Exact::is_zero) => verdict.pass(),
            Ok((left, right)) => {
                let Some(&stated) = sum.identity.right.first() else { continue };
                let (row, column) = (form.row_index(stated), form.column_index(stated));
                let seat = Seat::Row(form.row(stated).table, row, column);
                let finding = verdict.fail(FindingKind::Unequal, seat, sum.cells().collect());
                (finding.expected, finding.found) = (left.figure(), right.figure());
            }
        }
    }
    verdict.sums = sums;
}

/// Marks the failures of the 总计 column that follow from other failures.
///
/// With residuals (left side minus right side) of the columns `e(j)` and rows `e_row(r)`, the residual of the 总计 column is
/// `Σ e(j) − Σ e_row(left rows) + Σ e_row(right rows)`. Where all of these were assessed and some failed, the total column says nothing new.
pub(super) fn fold(report: &Report, verdict: &mut Verdict) {
    let form = report.form();
    let mut derived = Vec::new();
    for sum in &verdict.sums {
        let Line::Column(last) = sum.identity.line else { continue };
        let is_total = sum.identity.right.first().is_some_and(|&field| form.column(field).key == "total");
        let Some(at) = verdict.findings.iter().position(|finding| sum.is_of(finding)).filter(|_| is_total) else { continue };
        let columns = verdict.sums.iter().filter(|other| {
            other.identity.code == sum.identity.code && matches!(other.identity.line, Line::Column(column) if column != last)
        });
        let row_sums = |side: &[Field]| -> Vec<&Sum> {
            let rows: Vec<Line> = side.iter().map(|&field| Line::Row(form.row_index(field))).collect();
            verdict.sums.iter().filter(|other| rows.contains(&other.identity.line)).collect()
        };
        let (left, right) = (row_sums(&sum.identity.left), row_sums(&sum.identity.right));
        if left.len() != sum.identity.left.len() || right.len() != sum.identity.right.len() {
            continue;
        }
        let terms: Vec<(&Sum, bool)> =
            columns.chain(right).map(|term| (term, true)).chain(left.into_iter().map(|term| (term, false))).collect();
        let explained = terms.iter().try_fold(Exact::ZERO, |total, &(term, plus)| {
            let residual = term.residual()?;
            if plus { total.plus(residual) } else { total.minus(residual) }
        });
        let holds = explained.zip(sum.residual()).and_then(|(a, b)| a.minus(b)).is_some_and(Exact::is_zero);
        let first = verdict.findings.iter().position(|finding| terms.iter().any(|(term, _)| term.is_of(finding)));
        if let (true, Some(first)) = (holds, first) {
            derived.push((at, first));
        }
    }
    for (at, first) in derived {
        verdict.findings[at].derived_from = Some(first);
    }
}

/// The sums, and figures that are known from elsewhere, as what a repair has to make hold.
pub(super) fn claims<'a>(report: &Report, sums: &'a [Sum], fixed: &'a [Fixed]) -> Vec<Claim<'a>> {
    let sums = sums.iter().map(|sum| {
        let identity = &*sum.identity;
        let shows = sum.cells().any(|field| report.value(field).number().is_some_and(|figure| !figure.is_zero()));
        let not_zero = match &sum.sides {
            Err(Reason { reason: WhyNot::Blank | WhyNot::Placeholder, cells }) if shows => cells.as_slice(),
            _ => &[],
        };
        let family = match (identity.line, identity.code) {
            (Line::Row(_), _) => 0,
            (Line::Column(_), "T3-RESULT-TOTAL") => 1,
            (Line::Column(_), _) => 2,
        };
        Claim { left: &identity.left, right: &identity.right, constant: 0, not_zero, family, failed: sum.failed() }
    });
    let fixed = fixed.iter().map(|fixed| {
        let figure = report.value(fixed.field).number().map(|stated| stated != fixed.figure.into());
        let left = std::slice::from_ref(&fixed.field);
        Claim { left, right: &[], constant: fixed.figure, not_zero: &[], family: 3, failed: figure == Some(true) }
    });
    sums.chain(fixed).collect()
}

/// Whether a sum fails, or a figure that cannot be read keeps one from being assessed.
pub(super) fn is_worth_a_search(sums: &[Sum]) -> bool {
    sums.iter().any(|sum| sum.failed() || sum.not_assessed().is_some_and(|reason| reason.reason == WhyNot::Unreadable))
}

/// The finding that reports a sum, or a figure known from elsewhere, as index.
pub(super) fn finding_of(verdict: &Verdict, fixed: &[Fixed], claim: usize) -> Option<usize> {
    let Some(sum) = verdict.sums.get(claim) else {
        let field = fixed.get(claim - verdict.sums.len())?.field;
        return verdict.findings.iter().position(|finding| finding.code == "XY-CARRY" && finding.cells.contains(&field));
    };
    verdict.findings.iter().position(|finding| sum.is_of(finding))
}

/// How many of these figures are empty and were counted as 0.
pub(crate) fn counted_as_zero(report: &Report, cells: &[Field]) -> (usize, usize) {
    let count = |wanted: Value| cells.iter().filter(|&&cell| report.value(cell) == wanted).count();
    (count(Value::Blank), count(Value::Placeholder))
}
