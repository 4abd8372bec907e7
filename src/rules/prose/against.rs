//! Statements of the text against the tables.

use super::claims::{Act, Claim, FAMILIES, GROUPS, OUTCOMES, What};
use super::tokens::{Kind, Token};
use super::{MOST, Prose, body, fail_at, with_prose};
use crate::field::{Field, TableId};
use crate::finding::{FindingKind, Severity};
use crate::form::Edition;
use crate::report::Report;
use crate::rules::{Verdict, WhyNot, why_not};
use crate::value::Decimal;

/// A rule that compares statements with figures: which statements are its own.
pub(super) type Mine = fn(&Claim) -> bool;

/// Why a number that is wrong may have been written; the wording knows them by number.
pub(super) mod partly {
    pub const NATURAL: u8 = 1;
    pub const LEGAL: u8 = 2;
    pub const RESULTS: u8 = 3;
    pub const WITH_CARRIED: u8 = 4;
    pub const WITH_PARTLY: u8 = 5;
    pub const KIND: u8 = 6;
    pub const NEW_ONLY: u8 = 7;
    pub const OUTCOME: u8 = 8;
    pub const SWAPPED: u8 = 9;
}

/// What a statement can mean in figures.
struct Readings {
    cells: Vec<Field>,
    /// The figures that it may state; the first is the one that its words say.
    lawful: Vec<i64>,
    /// Other figures of the tables, as explanations.
    partial: Vec<(u8, i64)>,
    /// The words of the form for it.
    label: String,
}

/// Figures of a report as whole numbers, and which of them could not be read.
struct Figures<'a> {
    report: &'a Report,
    cells: Vec<Field>,
}

impl Figures<'_> {
    /// A figure that the comparison rests on.
    fn get(&mut self, id: &str) -> i64 {
        let Some(field) = self.report.field(id) else { return 0 };
        if !self.cells.contains(&field) {
            self.cells.push(field);
        }
        self.peek(id)
    }

    /// A figure that an explanation may rest on.
    fn peek(&self, id: &str) -> i64 {
        let number = self.report.field(id).and_then(|field| self.report.value(field).number());
        // Sums of larger ones would not fit, and no report has them.
        number.and_then(Decimal::as_integer).filter(|figure| figure.abs() < 1_000_000_000_000_000).unwrap_or(0)
    }

    fn requests(&mut self, row: &str, column: &str) -> i64 {
        self.get(&["requests", row, column].join("."))
    }

    fn legal(&self, row: &str) -> i64 {
        ["enterprise", "research", "social", "legal_service", "other_org"].iter().map(|c| self.peek(&["requests", row, c].join("."))).sum()
    }

    /// The rows of a result that the report uses, by key.
    fn rows(&self, family: &str) -> Vec<&'static str> {
        let form = self.report.form();
        let own = |key: &str| key == family || key.strip_prefix(family).is_some_and(|rest| rest.starts_with('.'));
        let rows =
            form.rows.iter().enumerate().filter(|&(at, row)| row.table == TableId::Requests && self.report.in_use(at) && own(row.key));
        rows.map(|(_, row)| row.key).collect()
    }

    fn family(&mut self, family: &str, column: &str) -> i64 {
        self.rows(family).into_iter().map(|row| self.requests(row, column)).sum()
    }
}

fn readings(report: &Report, claim: &Claim) -> Option<Readings> {
    let mut f = Figures { report, cells: Vec::new() };
    let mut partial = Vec::new();
    let (lawful, label): (Vec<i64>, String) = match claim.what {
        What::Received | What::ReceivedNew | What::Handled => {
            let new = f.requests("received", "total");
            let label = "新收".to_owned();
            if claim.what == What::ReceivedNew {
                let carried = f.peek("requests.carried_in.total");
                partial.push((partly::WITH_CARRIED, new + carried));
                (vec![new], label)
            } else {
                let carried = f.requests("carried_in", "total");
                let mut lawful = vec![new, new + carried];
                if claim.what == What::Handled {
                    lawful.push(f.requests("total", "total"));
                }
                let natural = ["received", "carried_in"].map(|row| f.peek(&["requests", row, "natural_person"].join(".")));
                let legal = ["received", "carried_in"].map(|row| f.legal(row));
                if claim.citizens {
                    lawful.extend([natural[0], natural[0] + natural[1]]);
                }
                partial.extend([(partly::NATURAL, natural[0]), (partly::NATURAL, natural[0] + natural[1])]);
                partial.extend([(partly::LEGAL, legal[0]), (partly::RESULTS, f.peek("requests.total.total"))]);
                (lawful, label)
            }
        }
        What::Answered => {
            let total = f.requests("total", "total");
            let (new, carried) = (f.requests("received", "total"), f.requests("carried_in", "total"));
            partial.push((partly::NATURAL, f.peek("requests.total.natural_person")));
            partial.push((partly::LEGAL, f.legal("total")));
            // 办理结果总计 is the name of the row.
            let words = body(report, claim.section).and_then(|text| text.get(claim.span[0]..claim.span[1])).unwrap_or_default();
            let others = if words.contains("结果总计") { vec![] } else { vec![total - carried, new, new + carried] };
            ([vec![total], others].concat(), "（七）总计".to_owned())
        }
        What::CarriedIn | What::CarriedOut | What::Carried => {
            let mut lawful = Vec::new();
            if claim.what != What::CarriedOut {
                lawful.push(f.requests("carried_in", "total"));
            }
            if claim.what != What::CarriedIn {
                lawful.push(f.requests("carried_out", "total"));
            }
            match claim.what {
                What::CarriedIn => partial.push((partly::SWAPPED, f.peek("requests.carried_out.total"))),
                What::CarriedOut => partial.push((partly::SWAPPED, f.peek("requests.carried_in.total"))),
                _ => {}
            }
            (lawful, if claim.what == What::CarriedOut { "结转下年度继续办理" } else { "上年结转" }.to_owned())
        }
        What::Results { families, kind } => results(&mut f, families, kind, &mut partial),
        What::Disputes { groups, outcomes } => {
            let (mut lawful, label) = disputes(&mut f, groups, outcomes, &mut partial);
            // One way of correcting may be named beside others.
            if outcomes == 2 && !claim.sure && lawful.first().is_some_and(|&corrected| corrected > claim.value) {
                lawful.push(claim.value);
            }
            (lawful, label)
        }
        What::Documents { row, act } => documents(&mut f, claim, row, act)?,
        What::Decisions(row) => (vec![f.get(&["disclosure", row, "decisions"].join("."))], decision(row).to_owned()),
        What::Applicants("legal") => {
            let lawful = ["received", "total", "carried_in"].map(|row| {
                f.requests(row, "total");
                f.requests(row, "natural_person");
                f.legal(row)
            });
            let mut lawful = vec![lawful[0], lawful[0] + lawful[2], lawful[1]];
            // 法人 alone may be the companies, with the others named beside them.
            if !claim.sure {
                lawful.extend(["received", "total"].map(|row| f.requests(row, "enterprise")));
            }
            (lawful, "法人或其他组织".to_owned())
        }
        What::Applicants(column) => {
            let [new, total, carried] = ["received", "total", "carried_in"].map(|row| f.requests(row, column));
            let label = f.cells.first().map_or("", |&field| report.form().column(field).label);
            (vec![new, new + carried, total], label.to_owned())
        }
        What::NeverLost { .. } => return None,
    };
    Some(Readings { cells: f.cells, lawful, partial, label })
}

fn results(f: &mut Figures<'_>, families: u8, kind: Option<&'static str>, partial: &mut Vec<(u8, i64)>) -> (Vec<i64>, String) {
    const LABELS: [&str; 6] = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"];
    let named = FAMILIES.iter().zip(LABELS).filter(|((bit, ..), _)| families & bit != 0);
    let (keys, labels): (Vec<&str>, Vec<&str>) = named.map(|(&(_, _, key), label)| (key, label)).unzip();
    let whole: i64 = keys.iter().map(|key| f.family(key, "total")).sum();
    if let Some(kind) = kind {
        // The edition of 2019 has no kinds of 其他处理.
        let known = f.rows(kind).first().copied();
        let Some(row) = known else { return (vec![f.family("other", "total")], "其他处理".to_owned()) };
        let value = f.requests(row, "total");
        let label = f.report.form().rows.iter().find(|r| r.table == TableId::Requests && r.key == row).map_or("", |r| r.label);
        let mut lawful = vec![value];
        if !keys.is_empty() {
            lawful.push(whole);
        }
        return (lawful, label.to_owned());
    }
    let natural: i64 = keys.iter().flat_map(|key| f.rows(key)).map(|row| f.peek(&["requests", row, "natural_person"].join("."))).sum();
    if families == 1 {
        partial.push((partly::WITH_PARTLY, whole + f.peek("requests.partly_granted.total")));
    }
    if let [key] = keys.as_slice() {
        let rows = f.rows(key);
        if rows.len() > 1 {
            partial.extend(rows.iter().map(|row| (partly::KIND, f.peek(&["requests", row, "total"].join(".")))));
        }
    }
    partial.push((partly::NATURAL, natural));
    (vec![whole], labels.join("、"))
}

fn disputes(f: &mut Figures<'_>, groups: u8, outcomes: u8, partial: &mut Vec<(u8, i64)>) -> (Vec<i64>, String) {
    const WORDS: [&str; 4] = ["结果维持", "结果纠正", "其他结果", "尚未审结"];
    const LABELS: [&str; 3] = ["行政复议", "未经复议直接起诉", "复议后起诉"];
    let named: Vec<&str> = GROUPS.iter().filter(|(bit, _)| groups & bit != 0).map(|&(_, key)| key).collect();
    let columns: Vec<&str> = OUTCOMES.iter().filter(|(bit, ..)| outcomes & bit != 0).map(|&(.., key)| key).collect();
    let columns = if columns.is_empty() { vec!["total"] } else { columns };
    let mut each: Vec<i64> = Vec::new();
    for group in &named {
        each.push(columns.iter().map(|column| f.get(&["disputes", group, column].join("."))).sum());
    }
    let sum: i64 = each.iter().sum();
    let mut lawful = vec![sum];
    // 行政诉讼 may mean either way to court.
    if groups == 6 {
        lawful.extend(&each);
    }
    // What was decided is the whole without what is pending, too.
    if outcomes == 7 {
        let whole = |column: &str| named.iter().map(|group| f.peek(&["disputes", group, column].join("."))).sum::<i64>();
        lawful.push(whole("total") - whole("pending"));
    }
    if outcomes == 0 {
        let pending: i64 = named.iter().map(|group| f.peek(&["disputes", group, "pending"].join("."))).sum();
        lawful.push(sum - pending);
        for &(_, _, outcome) in &OUTCOMES[..2] {
            let part: i64 = named.iter().map(|group| f.peek(&["disputes", group, outcome].join("."))).sum();
            partial.push((partly::OUTCOME, part));
        }
    }
    let labels: Vec<&str> = GROUPS.iter().zip(LABELS).filter(|((bit, _), _)| groups & bit != 0).map(|(_, label)| label).collect();
    let label = match groups {
        6 => "行政诉讼".to_owned(),
        7 => "行政复议、行政诉讼".to_owned(),
        _ => labels.join("、"),
    };
    let words: Vec<&str> = OUTCOMES.iter().zip(WORDS).filter(|((bit, ..), _)| outcomes & bit != 0).map(|(_, word)| word).collect();
    (lawful, if words.is_empty() { label } else { [label.as_str(), &words.join("、")].concat() })
}

fn documents(f: &mut Figures<'_>, claim: &Claim, row: &'static str, act: Option<Act>) -> Option<(Vec<i64>, String)> {
    let new = f.report.edition == Edition::V2021;
    let columns: &[&str] = match (act, new) {
        (Some(Act::Issue), true) => &["issued"],
        (Some(Act::Repeal), true) => &["repealed"],
        (Some(Act::InForce), true) => &["in_force"],
        (Some(Act::Publish), true) => &["issued", "in_force"],
        (None, true) => &["issued", "in_force", "repealed"],
        (Some(Act::Issue), false) => &["created", "published"],
        (Some(Act::InForce), false) => &["published_total"],
        (Some(Act::Publish), false) => &["published", "published_total"],
        (None, false) => &["created", "published", "published_total"],
        (Some(Act::Repeal), false) => return None,
    };
    let mut lawful: Vec<i64> = columns.iter().map(|column| f.get(&["disclosure", row, column].join("."))).collect();
    // A document revised may or may not count as issued.
    let text = body(f.report, claim.section).unwrap_or_default();
    let around = super::sentence(text, claim.span[0], claim.span[1]);
    let revised =
        text.get(around[0]..around[1]).is_some_and(|words| words.contains("修改") || words.contains("修订") || words.contains("其中"));
    if revised && lawful.first().is_some_and(|&issued| issued > claim.value) {
        lawful.push(claim.value);
    }
    let what = if row == "rules" { "规章" } else { "规范性文件" };
    let act = match act {
        Some(Act::Issue) => "制发",
        Some(Act::Repeal) => "废止",
        Some(Act::InForce) => "现行有效",
        Some(Act::Publish) => "公开",
        None => "",
    };
    Some((lawful, [act, what].concat()))
}

fn decision(row: &str) -> &'static str {
    match row {
        "licenses" => "行政许可",
        "penalties" => "行政处罚",
        _ => "行政强制",
    }
}

/// The table that a statement is about.
const fn table(what: What) -> TableId {
    match what {
        What::Disputes { .. } | What::NeverLost { .. } => TableId::Disputes,
        What::Documents { .. } | What::Decisions(_) => TableId::Disclosure,
        _ => TableId::Requests,
    }
}

/// Whether a table was read whole and states nothing but 0 in its totals.
fn is_all_zero(report: &Report, table: TableId) -> bool {
    let ids: &[&str] = match table {
        TableId::Requests => {
            &["requests.received.total", "requests.carried_in.total", "requests.total.total", "requests.carried_out.total"]
        }
        TableId::Disputes => &["disputes.review.total", "disputes.direct_suit.total", "disputes.suit_after_review.total"],
        TableId::Disclosure => return false,
    };
    let zero = |field: Field| report.value(field).number().is_some_and(Decimal::is_zero);
    ids.iter().all(|id| report.field(id).is_some_and(zero)) && super::super::fields_of(report, table).all(zero)
}

/// Whether words say that there is something where the table says that there is nothing at all.
fn is_some_but_zero(report: &Report, claim: &Claim) -> bool {
    let of_requests = matches!(claim.what, What::Received | What::ReceivedNew | What::Handled | What::Results { .. });
    let of_disputes = matches!(claim.what, What::Disputes { outcomes: 0, .. });
    claim.sure && claim.value > 0 && (of_requests || of_disputes) && is_all_zero(report, table(claim.what))
}

/// Whether words say that there is none, of requests or disputes.
pub(super) const fn says_none(claim: &Claim) -> bool {
    claim.absent && matches!(claim.what, What::ReceivedNew | What::Disputes { .. })
}

fn whole(value: i64) -> Decimal {
    Decimal::integer(value)
}

/// Compares every statement of a rule with the tables.
pub(super) fn compare(report: &Report, verdict: &mut Verdict, mine: Mine) {
    with_prose(verdict, |prose, verdict| {
        let own = prose.claims.iter().filter(|claim| !says_none(claim) && mine(claim) && !is_some_but_zero(report, claim));
        let mut said = 0;
        for claim in own {
            let Some(readings) = readings(report, claim) else { continue };
            if !known(report, verdict, claim, &readings) {
                continue;
            }
            if readings.lawful.contains(&claim.value) {
                verdict.pass();
                continue;
            }
            said += 1;
            if said > MOST {
                return;
            }
            mismatch(report, verdict, prose, claim, readings);
        }
    });
}

/// Whether the figures that a statement is compared with are stated; else the check is not assessed.
fn known(report: &Report, verdict: &mut Verdict, claim: &Claim, readings: &Readings) -> bool {
    if !report.has_table(table(claim.what)) {
        verdict.skip(WhyNot::Missing, &[]);
        return false;
    }
    if let Some(reason) = why_not(report, readings.cells.iter().copied()) {
        verdict.skip(reason.reason, &reason.cells);
        return false;
    }
    true
}

fn mismatch(report: &Report, verdict: &mut Verdict, prose: &Prose, claim: &Claim, readings: Readings) {
    let Readings { cells, lawful, mut partial, label } = readings;
    if let What::Results { kind: None, .. } = claim.what {
        // Where the paragraph counts what was newly received, the results may be those of new requests alone.
        let new = |other: &&Claim| {
            other.paragraph == claim.paragraph && matches!(other.what, What::Received | What::ReceivedNew | What::Handled) && !other.absent
        };
        let figures = Figures { report, cells: Vec::new() };
        let (received, carried) = (figures.peek("requests.received.total"), figures.peek("requests.carried_in.total"));
        let gap = lawful.first().map_or(0, |&value| value - claim.value);
        if carried > 0 && (0..=carried).contains(&gap) && prose.claims.iter().filter(new).any(|other| other.value == received) {
            partial.push((partly::NEW_ONLY, claim.value));
        }
    }
    let explained = partial.iter().find(|&&(_, value)| value == claim.value && claim.value > 0).map(|&(why, _)| why);
    let finding = fail_at(verdict, report, FindingKind::Contradiction, claim.section, claim.span);
    // A part that was counted alone may have been meant; a number that nothing explains was not.
    let mild = matches!(explained, Some(partly::NATURAL | partly::LEGAL | partly::WITH_PARTLY | partly::NEW_ONLY)) || !claim.sure;
    if mild || is_narrowed(report, prose, claim, &lawful) || claim.withdrawn && matches!(claim.what, What::Answered) {
        finding.severity = Severity::Info;
    }
    finding.cells = cells;
    finding.expected = lawful.first().copied().map(whole);
    finding.found = Some(whole(claim.value));
    finding.detail.case = explained.unwrap_or(0);
    finding.detail.texts = vec![label];
    let mut others: Vec<i64> = Vec::new();
    for &value in lawful.iter().skip(1) {
        if value > 0 && Some(&value) != lawful.first() && !others.contains(&value) {
            others.push(value);
        }
    }
    finding.detail.numbers = others.into_iter().map(whole).collect();
}

/// Whether the sentence goes on to say how many of them were requests in the end.
fn is_narrowed(report: &Report, prose: &Prose, claim: &Claim, lawful: &[i64]) -> bool {
    let tokens =
        prose.tokens(claim.section).iter().skip_while(|token| token.start < claim.span[1]).take_while(|token| !token.ends_sentence());
    let fits = |token: &Token| match token.kind {
        Kind::Number(number) => number.value.as_integer().is_some_and(|value| 0 < value && value < claim.value && lawful.contains(&value)),
        _ => false,
    };
    let end = tokens.filter(|token| fits(token)).last().map_or(0, |token| token.end);
    let between = body(report, claim.section).and_then(|text| text.get(claim.span[1]..end)).unwrap_or_default();
    matches!(claim.what, What::Received | What::ReceivedNew | What::Handled)
        && ["撤回", "不属于", "不符合", "实际", "正式", "有效"].iter().any(|word| between.contains(word))
}

/// 未收到, 未发生: the totals have to be 0.
pub(super) fn none(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        for claim in prose.claims.iter().filter(|claim| says_none(claim)).take(MOST) {
            let Some(mut readings) = readings(report, claim) else { continue };
            if !known(report, verdict, claim, &readings) {
                continue;
            }
            let stated = readings.lawful.first().copied().unwrap_or(0);
            if stated == 0 {
                verdict.pass();
                continue;
            }
            let finding = fail_at(verdict, report, FindingKind::Contradiction, claim.section, claim.span);
            (finding.expected, finding.found) = (Some(whole(0)), Some(whole(stated)));
            finding.cells = std::mem::take(&mut readings.cells);
            finding.detail.texts = vec![readings.label];
        }
    });
}

/// The text counts something, and the whole table is 0. One finding for each table: the others say the same.
pub(super) fn some(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        for about in [TableId::Requests, TableId::Disputes] {
            let counts = |claim: &&Claim| {
                let kinds = matches!(claim.what, What::Received | What::ReceivedNew | What::Handled | What::Results { .. });
                claim.sure
                    && claim.value > 0
                    && table(claim.what) == about
                    && (kinds || matches!(claim.what, What::Disputes { outcomes: 0, .. }))
            };
            let Some(claim) = prose.claims.iter().find(counts) else { continue };
            if !is_all_zero(report, about) {
                if report.has_table(about) {
                    verdict.pass();
                }
                continue;
            }
            let Some(readings) = readings(report, claim) else { continue };
            let text = body(report, claim.section).unwrap_or_default();
            let [from, to] = super::sentence(text, claim.span[0], claim.span[1]);
            // Cases that are not said to be about disclosure may be others.
            let provable = about == TableId::Requests || text.get(from..to).is_some_and(|words| words.contains("公开"));
            let finding = fail_at(verdict, report, FindingKind::Contradiction, claim.section, claim.span);
            if !provable {
                finding.severity = Severity::Warning;
            }
            (finding.expected, finding.found) = (Some(whole(0)), Some(whole(claim.value)));
            finding.cells = readings.cells;
            finding.detail.texts = vec![readings.label];
        }
    });
}

/// 均获维持, 零败诉: nothing was corrected, and where all is said to be upheld, nothing else is open.
pub(super) fn never_lost(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        for claim in prose.claims.iter().take(20_000).filter(|claim| matches!(claim.what, What::NeverLost { .. })).take(MOST) {
            let What::NeverLost { groups } = claim.what else { continue };
            let mut f = Figures { report, cells: Vec::new() };
            let named: Vec<&str> = GROUPS.iter().filter(|(bit, _)| groups & bit != 0).map(|&(_, key)| key).collect();
            let mut sum = |outcome: &str| named.iter().map(|group| f.get(&["disputes", group, outcome].join("."))).sum::<i64>();
            let corrected = sum("corrected");
            let words = body(report, claim.section).and_then(|text| text.get(claim.span[0]..claim.span[1])).unwrap_or_default();
            let open = if words.contains("维持") { sum("other") + sum("pending") } else { 0 };
            let readings = Readings { cells: f.cells, lawful: Vec::new(), partial: Vec::new(), label: String::new() };
            if !known(report, verdict, claim, &readings) {
                continue;
            }
            if corrected + open == 0 {
                verdict.pass();
                continue;
            }
            let finding = fail_at(verdict, report, FindingKind::Contradiction, claim.section, claim.span);
            if corrected == 0 {
                finding.severity = Severity::Info;
            }
            finding.detail.case = u8::from(corrected == 0);
            finding.found = Some(whole(if corrected > 0 { corrected } else { open }));
            finding.cells = readings.cells;
        }
    });
}
