//! T3-SUSPECT-CELL and T3-SHIFT: what [`crate::repair`] names as the cause why sums of table 3 fail.

use super::{BOTH, Example, Rule, Verdict, WhyNot, arithmetic, text};
use crate::field::{Field, TableId};
use crate::finding::{FindingKind, Seat, Severity};
use crate::repair::{Certainty, Fixed, Repair, Slip};
use crate::report::Report;
use crate::value::Decimal;

pub(super) const SUSPECT_CELL: Rule = Rule {
    code: "T3-SUSPECT-CELL",
    severity: Severity::Info,
    editions: BOTH,
    summary: text(
        "表三不符的合计，改动最少几格就能全部相符。",
        "Sums of table 3 fail that the change of very few figures would make hold.",
    ),
    why: text(
        "填错一格，最多会有四个合计不符。先改正这一格，其余的随之相符。",
        "One wrong figure breaks up to four sums; once it is right, they hold.",
    ),
    basis: text(
        "在所有能使各个合计相符的改法中，找改动最少的（Fellegi 和 Holt，1976）；说明合计为什么不符，不另算一处错误。",
        "Of all changes that make every sum hold, the least (Fellegi and Holt, 1976). It explains why sums fail and is no error of its own.",
    ),
    example: Example {
        fails: text(
            "“（一）予以公开”的自然人填 21，改成 12 后，该行、该列的合计都相符。",
            "“（一）予以公开” of natural persons says 21; with 12 its row and its column hold.",
        ),
        passes: text("各行各列的合计都相符。", "All rows and columns hold."),
    },
    check: suspect_cell,
};

pub(super) const SHIFT: Rule = Rule {
    code: "T3-SHIFT",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text(
        "表三的数字填到了相邻的格，或整行错了一格。",
        "Figures of table 3 stand in the cell beside theirs, or a whole row is one cell off.",
    ),
    why: text("数字本身没有错，位置错了，相关的合计就不符。", "The figures are right and stand in the wrong place, so that sums fail."),
    basis: text(
        "把数字移回原位，各个合计全部相符，而且没有改动更少的办法。",
        "With the figures moved back every sum holds, and no smaller change does that.",
    ),
    example: Example {
        fails: text("“（一）予以公开”行填 0、12，各列合计说明应为 12、0。", "The row “（一）予以公开” says 0, 12; the columns want 12, 0."),
        passes: text("“（一）予以公开”行填 12、0，各列合计相符。", "The row “（一）予以公开” says 12, 0, and the columns hold."),
    },
    check: shift,
};

/// The repairs of each cause in table 3.
fn causes<'a>(report: &'a Report, repairs: &'a [Repair]) -> impl Iterator<Item = &'a [Repair]> {
    let in_table =
        |repair: &Repair| repair.changes.first().is_some_and(|change| report.form().row(change.field).table == TableId::Requests);
    repairs.chunk_by(|a, b| a.cause == b.cause).filter(move |cause| cause.first().is_some_and(in_table))
}

fn is_shift(cause: &[Repair]) -> bool {
    cause.first().is_some_and(|first| {
        first.certainty != Certainty::Possible && first.changes.iter().all(|change| change.slip.is_some_and(Slip::is_of_place))
    })
}

/// Ends the check where no sum of table 3 fails; whether there is anything left to say.
fn looks_on(report: &Report, verdict: &mut Verdict) -> bool {
    if !report.has_table(TableId::Requests) {
        verdict.skip(WhyNot::Missing, &[]);
        return false;
    }
    let of_table = |sum: &&arithmetic::Sum| sum.table(report.form()) == Some(TableId::Requests);
    if verdict.sums.iter().filter(of_table).any(arithmetic::Sum::failed) || causes(report, &verdict.repairs).next().is_some() {
        return true;
    }
    match verdict.sums.iter().filter(of_table).find_map(arithmetic::Sum::not_assessed).cloned() {
        Some(reason) => verdict.skip(reason.reason, &reason.cells),
        None => verdict.pass(),
    }
    false
}

fn suspect_cell(report: &Report, verdict: &mut Verdict) {
    if !looks_on(report, verdict) {
        return;
    }
    let repairs = std::mem::take(&mut verdict.repairs);
    let mut silent = true;
    for cause in causes(report, &repairs).filter(|cause| !is_shift(cause)) {
        tell(report, verdict, cause);
        silent = false;
    }
    verdict.repairs = repairs;
    let of_table = |&&at: &&usize| verdict.sums.get(at).and_then(|sum| sum.table(report.form())) == Some(TableId::Requests);
    let unexplained = verdict.unexplained.iter().filter(of_table).count();
    if unexplained > 0 {
        let numbers = vec![number(unexplained), number(verdict.at_least)];
        let finding = verdict.fail(FindingKind::Reminder, Seat::Table(TableId::Requests), Vec::new());
        finding.detail.case = 3;
        finding.detail.numbers = numbers;
    } else if silent {
        verdict.pass();
    }
}

fn shift(report: &Report, verdict: &mut Verdict) {
    if !looks_on(report, verdict) {
        return;
    }
    let repairs = std::mem::take(&mut verdict.repairs);
    let mut silent = true;
    for cause in causes(report, &repairs).filter(|cause| is_shift(cause)) {
        tell(report, verdict, cause);
        silent = false;
    }
    verdict.repairs = repairs;
    match silent {
        true if verdict.unexplained.is_empty() => verdict.pass(),
        true => verdict.skip(WhyNot::Unknown, &[]),
        false => {}
    }
}

/// Case 0 is the only answer, 1 the likely one of several, 2 several of which none is likelier.
///
/// The numbers are the cause's own, how many sums it settles, how many alternatives there are, and the figures to set; the texts are the slips.
fn tell(report: &Report, verdict: &mut Verdict, cause: &[Repair]) {
    let Some(first) = cause.first() else { return };
    let mut cells: Vec<Field> = Vec::new();
    // Alternatives of equal likelihood are all meant; a likely one stands for itself.
    let named = if first.certainty == Certainty::Possible { cause } else { std::slice::from_ref(first) };
    cells.extend(named.iter().flat_map(|repair| &repair.changes).map(|change| change.field));
    crate::order::by_key(&mut cells, |&cell| cell);
    cells.dedup();
    let Some(&seat) = cells.first() else { return };
    let form = report.form();
    // Where no sum fails, it says what a figure is that cannot be read.
    let kind = if first.settles.is_empty() { FindingKind::Unreadable } else { FindingKind::Unequal };
    let seat = Seat::Row(form.row(seat).table, form.row_index(seat), form.column_index(seat));
    let finding = verdict.fail(kind, seat, cells);
    finding.detail.case = first.certainty as u8;
    finding.detail.numbers = [first.cause, first.settles.len(), cause.len()].map(number).to_vec();
    finding.detail.numbers.extend(first.changes.iter().map(|change| change.to));
    finding.detail.texts = first.changes.iter().map(|change| change.slip.map_or("", |slip| slip.name()).to_owned()).collect();
    if let ([change], true) = (first.changes.as_slice(), first.certainty != Certainty::Possible) {
        (finding.expected, finding.found) = (Some(change.to), change.from);
    }
}

/// Marks the findings that a repair explains, and says of each repair which findings it settles.
pub(super) fn fold(report: &Report, verdict: &mut Verdict, fixed: &[Fixed]) {
    let mut repairs = std::mem::take(&mut verdict.repairs);
    for repair in &mut repairs {
        repair.settles = repair.settles.iter().filter_map(|&claim| arithmetic::finding_of(verdict, fixed, claim)).collect();
        // What differs from last year is one finding for the whole row; it is settled where all of it is.
        let changes = &repair.changes;
        repair.settles.retain(|&at| {
            let finding = verdict.findings.get(at).filter(|finding| finding.code == "XY-CARRY");
            finding.is_none_or(|finding| finding.cells.iter().all(|cell| changes.iter().any(|change| change.field == *cell)))
        });
        crate::order::by_key(&mut repair.settles, |&at| at);
        repair.settles.dedup();
    }
    for cause in causes(report, &repairs) {
        let Some(first) = cause.first() else { continue };
        let tells = verdict.findings.iter().position(|finding| {
            let is_told = matches!(finding.code, "T3-SUSPECT-CELL" | "T3-SHIFT") && !finding.cells.is_empty();
            is_told && finding.detail.numbers.first() == Some(&number(first.cause))
        });
        for &at in &first.settles {
            if let (Some(finding), Some(_)) = (verdict.findings.get_mut(at), tells) {
                finding.derived_from = tells;
                if finding.code != "XY-CARRY" {
                    finding.detail.case = 1;
                }
            }
        }
    }
    verdict.repairs = repairs;
}

fn number(count: usize) -> Decimal {
    Decimal::integer(i64::try_from(count).unwrap_or(i64::MAX))
}
