//! XY-*: this year's figures beside those of last year's report. Without one, these rules are not there.

use super::{BOTH, CURRENT, Example, Rule, TRIAL, Verdict, WhyNot, exact, fields_of, text, why_not};
use crate::field::{Field, TableId};
use crate::finding::{FindingKind, Seat, Severity};
use crate::form::Edition;
use crate::repair::Fixed;
use crate::report::Report;
use crate::value::Decimal;

pub(super) const CARRY: Rule = Rule {
    code: "XY-CARRY",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("“上年结转”与上年报告的“结转下年度继续办理”不一致。", "What is carried in is not what last year's report carried out."),
    why: text(
        "上年没有办结的申请就是本年结转进来的，两份报告写的是同一批件。",
        "Requests left open last year are those carried in this year; both reports state the same ones.",
    ),
    basis: text(
        "表三第二项与第四项的名称；更正、机构调整除外。",
        "The names of items two and four of table 3; corrections and reorganisations are exceptions.",
    ),
    example: Example {
        fails: text("上年结转下年度 3，本年上年结转 2。", "Carried out 3 last year, carried in 2 this year."),
        passes: text("上年结转下年度 3，本年上年结转 3。", "Carried out 3 last year, carried in 3 this year."),
    },
    check: carry,
};

pub(super) const INFORCE: Rule = Rule {
    code: "XY-INFORCE",
    severity: Severity::Warning,
    editions: CURRENT,
    summary: text(
        "现行有效件数不等于上年现行有效加本年制发减本年废止。",
        "The documents in force are not those of last year plus issued minus repealed.",
    ),
    why: text(
        "现行有效件数是年末的存量，应当能从上年的存量推出来。",
        "What is in force at the end of a year follows from what was in force a year before.",
    ),
    basis: text(
        "由三个指标的含义推出；失效、清理、职能划转不计入废止时会有出入，所以不作错误。",
        "Follows from what the figures mean; documents that expire or change hands need not count as repealed, so this is no error.",
    ),
    example: Example {
        fails: text("上年现行有效 12，本年制发 3、废止 1，现行有效 12。", "12 last year, 3 issued, 1 repealed, 12 in force."),
        passes: text("上年现行有效 12，本年制发 3、废止 1，现行有效 14。", "12 last year, 3 issued, 1 repealed, 14 in force."),
    },
    check: in_force,
};

pub(super) const ITEMS_2019: Rule = Rule {
    code: "XY-19-ITEMS",
    severity: Severity::Warning,
    editions: TRIAL,
    summary: text(
        "“上一年项目数量”不等于上年报告的项目数量加增减。",
        "The items of the year before are not what last year's report leads to.",
    ),
    why: text(
        "上年报告写了当时的项目数量和增减，两者之和就是本年的“上一年项目数量”。",
        "Last year's report states its items and their change, and this year starts from both together.",
    ),
    basis: text("由2019年版表二指标的含义推出。", "Follows from what the figures of table 2 of 2019 mean."),
    example: Example {
        fails: text("上年 34、增 10，本年的上一年项目数量 34。", "34 and +10 last year, 34 this year."),
        passes: text("上年 34、增 10，本年的上一年项目数量 44。", "34 and +10 last year, 44 this year."),
    },
    check: items_2019,
};

pub(super) const PENDING: Rule = Rule {
    code: "XY-PENDING",
    severity: Severity::Info,
    editions: BOTH,
    summary: text(
        "复议或诉讼的总计少于上年尚未审结的件数。",
        "There are fewer reviews or lawsuits than were pending in last year's report.",
    ),
    why: text("上年没有审结的案件一般在本年审结，会再计入一次。", "Cases pending last year mostly end this year and then count again."),
    basis: text(
        "本工具的经验规则；跨年案件是否重复计入没有规定，所以只作提示。",
        "This tool's own rule of experience; whether such cases count twice is not laid down, so this is a hint.",
    ),
    example: Example {
        fails: text("上年复议尚未审结 2，本年复议总计 1。", "2 reviews pending last year, 1 in all this year."),
        passes: text("上年复议尚未审结 2，本年复议总计 2。", "2 reviews pending last year, 2 in all this year."),
    },
    check: pending,
};

pub(super) const SAME: Rule = Rule {
    code: "XY-SAME",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("三张表的数字与上年报告完全相同。", "The figures of all three tables are those of last year's report."),
    why: text(
        "多半是把上年的文件当成本年的用了，没有更新数字。",
        "Mostly last year's file was taken for this year's and not brought up to date.",
    ),
    basis: text(
        "本工具的经验规则：除存量外不为 0 的数字不足 3 个时只作提示，全为 0 时不报。",
        "This tool's own rule of experience: a hint below three figures that are not 0 or stocks, and nothing where all are 0.",
    ),
    example: Example {
        fails: text(
            "两年都是许可 76、处罚 2、强制 1，其余各格也相同。",
            "76 licences, 2 penalties and 1 compulsion in both years, and all else alike.",
        ),
        passes: text("许可 76 与 81，其余相同。", "76 licences and 81, all else alike."),
    },
    check: same,
};

pub(super) const JUMP: Rule = Rule {
    code: "XY-JUMP",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("与上年相比，有总数相差十倍以上。", "A total is more than ten times that of last year, or less than a tenth."),
    why: text(
        "相差悬殊的数字常是多打了一位、填错了单位或换了统计口径。",
        "Such leaps often come from a digit too many, a wrong unit or another way of counting.",
    ),
    basis: text(
        "本工具的经验规则：超过 10 倍并且相差超过 100。",
        "This tool's own rule of experience: above ten times and more than 100 apart.",
    ),
    example: Example {
        fails: text("行政许可上年 76，本年 7600。", "76 licences last year, 7600 this year."),
        passes: text("行政许可上年 76，本年 180。", "76 licences last year, 180 this year."),
    },
    check: jump,
};

/// The figure of last year's report with the same id, where it is stated.
fn before(report: &Report, previous: &Report, field: Field) -> Option<Decimal> {
    stated(previous, report.form().id(field))
}

fn stated(report: &Report, id: &str) -> Option<Decimal> {
    report.value(report.field(id)?).number()
}

/// This year's figure and the figures of last year's report, all of them stated; else the check is not assessed.
fn pair<const N: usize>(
    report: &Report,
    previous: &Report,
    verdict: &mut Verdict,
    now: Field,
    ids: [&str; N],
) -> Option<(Decimal, [Decimal; N])> {
    if let Some(reason) = why_not(report, [now]) {
        verdict.skip(reason.reason, &reason.cells);
        return None;
    }
    let mut figures = [Decimal::ZERO; N];
    for (slot, id) in figures.iter_mut().zip(ids) {
        let Some(figure) = stated(previous, id) else {
            verdict.skip(WhyNot::Previous, &[now]);
            return None;
        };
        *slot = figure;
    }
    Some((report.value(now).number()?, figures))
}

/// `cells` are the figures that differ, 总计 last where it is among them; `numbers` holds last year's figure for each.
fn carry(report: &Report, verdict: &mut Verdict) {
    let Some(previous) = report.last_year() else { return };
    let form = report.form();
    let Some(row) = form.row_by_key(TableId::Requests, "carried_in") else { return };
    let (mut cells, mut numbers) = (Vec::new(), Vec::new());
    for field in form.fields_of_row(row) {
        let out = form.id(field).replace("carried_in", "carried_out");
        match pair(report, previous, verdict, field, [&out]) {
            Some((now, [before])) if now == before => verdict.pass(),
            Some((_, [before])) => {
                cells.push(field);
                numbers.push(before);
            }
            None => {}
        }
    }
    let total = cells.last().copied().filter(|&field| form.column(field).key == "total");
    if let Some(finding) = cells.last().copied().map(|last| {
        let seat = Seat::Row(TableId::Requests, row, form.column_index(last));
        verdict.fail(FindingKind::Unequal, seat, cells)
    }) {
        finding.found = finding.cells.last().and_then(|&field| report.value(field).number());
        finding.expected = numbers.last().copied();
        if total.is_none() {
            finding.severity = Severity::Warning;
            finding.detail.case = 1;
        }
        finding.detail.numbers = numbers;
    }
}

/// What last year's report carried out, as what this year's has to carry in.
///
/// Bodies merge and classes of applicants are corrected, so that a difference alone is no reason to change a figure: it counts where the two
/// years agree, where this year states nothing, or where a sum of this year fails through the figure.
pub(super) fn carried_over(report: &Report, in_failing_sum: impl Fn(Field) -> bool) -> Vec<Fixed> {
    let Some(previous) = report.last_year() else { return Vec::new() };
    let form = report.form();
    let Some(row) = form.row_by_key(TableId::Requests, "carried_in") else { return Vec::new() };
    let known = |field: Field| {
        let figure = stated(previous, &form.id(field).replace("carried_in", "carried_out"))?.as_integer()?;
        let counts = report.value(field).number().is_none_or(|now| now == figure.into()) || in_failing_sum(field);
        (counts && figure >= 0).then_some(Fixed { field, figure })
    };
    form.fields_of_row(row).filter_map(known).collect()
}

/// Words with which reports say that documents ceased to be in force without being repealed, or changed hands.
const OTHER_ENDS: [&str; 4] = ["失效", "清理", "划转", "有效期"];

fn in_force(report: &Report, verdict: &mut Verdict) {
    let Some(previous) = report.last_year().filter(|previous| previous.edition == Edition::V2021) else { return };
    let tells = |sentence: &str| sentence.contains("文件") && OTHER_ENDS.iter().any(|word| sentence.contains(word));
    let explained = report.sections.iter().any(|section| section.text.split(['。', '\n']).any(tells));
    for row in ["rules", "normative"] {
        let id = |column: &str| ["disclosure.", row, ".", column].concat();
        let ids = [id("issued"), id("repealed"), id("in_force")];
        let Some((cells, [issued, repealed, now])) = verdict.stated(report, [&ids[0], &ids[1], &ids[2]]) else { continue };
        let Some(before) = stated(previous, &ids[2]) else {
            let nothing = issued.is_zero() && repealed.is_zero() && now.is_zero();
            if nothing && previous.field(&ids[2]).is_some_and(|field| previous.value(field).is_empty()) {
                // Who never had such documents writes 0 in one year and a sign in the other.
                continue;
            }
            verdict.skip(WhyNot::Previous, &cells[2..]);
            continue;
        };
        let expected = exact::add(before, issued).and_then(|sum| exact::subtract(sum, repealed));
        if expected.is_none_or(|expected| expected == now) {
            verdict.pass();
            continue;
        }
        let seat = Seat::Row(TableId::Disclosure, report.form().row_index(cells[2]), 2);
        let finding = verdict.fail(FindingKind::Unequal, seat, cells.to_vec());
        (finding.expected, finding.found) = (expected, Some(now));
        finding.detail.numbers = vec![before];
        if explained && expected > Some(now) {
            finding.severity = Severity::Info;
            finding.detail.case = 1;
        }
    }
}

fn items_2019(report: &Report, verdict: &mut Verdict) {
    let Some(previous) = report.last_year().filter(|previous| previous.edition == Edition::V2019) else { return };
    for row in ["licenses", "other_services", "penalties", "compulsion", "fees"] {
        let id = |column: &str| ["disclosure.", row, ".", column].concat();
        let Some(now) = report.field(&id("last_year_items")) else { continue };
        let Some((found, [items, change])) = pair(report, previous, verdict, now, [&id("last_year_items"), &id("change")]) else {
            continue;
        };
        let expected = exact::add(items, change);
        if expected.is_none_or(|expected| expected == found) {
            verdict.pass();
            continue;
        }
        let seat = Seat::Row(TableId::Disclosure, report.form().row_index(now), 0);
        let finding = verdict.fail(FindingKind::Unequal, seat, vec![now]);
        (finding.expected, finding.found) = (expected, Some(found));
        finding.detail.numbers = vec![items, change];
    }
}

fn pending(report: &Report, verdict: &mut Verdict) {
    let Some(previous) = report.last_year() else { return };
    for group in ["review", "direct_suit", "suit_after_review"] {
        let id = |column: &str| ["disputes.", group, ".", column].concat();
        let Some(total) = report.field(&id("total")) else { continue };
        let Some((now, [open])) = pair(report, previous, verdict, total, [&id("pending")]) else { continue };
        if now >= open {
            verdict.pass();
            continue;
        }
        let seat = Seat::Row(TableId::Disputes, report.form().row_index(total), report.form().column_index(total));
        let finding = verdict.fail(FindingKind::Reminder, seat, vec![total]);
        (finding.found, finding.detail.numbers) = (Some(now), vec![open]);
    }
}

/// Whether a figure is a stock, which may stay as it is for years.
fn is_stock(key: &str) -> bool {
    matches!(key, "in_force" | "published_total" | "last_year_items")
}

/// `numbers` holds how many figures that are neither 0, nor stocks, nor sums are the same.
fn same(report: &Report, verdict: &mut Verdict) {
    let Some(previous) = report.last_year().filter(|previous| previous.edition == report.edition) else { return };
    let form = report.form();
    let (mut alike, mut differs) = (0, false);
    for field in report.fields_in_use() {
        let figures = (report.value(field).number(), previous.value(field).number());
        match figures {
            (Some(now), Some(before)) if now != before => differs = true,
            (Some(now), Some(_)) => {
                let (row, column) = (form.row(field), form.column(field).key);
                let is_sum = column == "total" || row.key == "total";
                alike += i64::from(!now.is_zero() && !is_sum && !is_stock(column));
            }
            // A cell without a figure tells nothing, unless only one of the two has it.
            (Some(figure), None) | (None, Some(figure)) => differs |= !figure.is_zero(),
            (None, None) => {}
        }
    }
    if report.tables.len() < 3 || previous.tables.len() < 3 {
        verdict.skip(WhyNot::Missing, &[]);
    } else if differs || alike == 0 {
        verdict.pass();
    } else {
        let finding = verdict.fail(FindingKind::Reminder, Seat::Document, Vec::new());
        finding.detail.numbers = vec![Decimal::integer(alike)];
        if alike < 3 {
            finding.severity = Severity::Info;
        }
    }
}

/// The totals that are compared between years: what stands for a table's whole, and decisions.
fn totals(report: &Report) -> impl Iterator<Item = Field> {
    let form = report.form();
    TableId::ALL.into_iter().flat_map(|table| fields_of(report, table)).filter(move |&field| {
        let (row, column) = (form.row(field), form.column(field).key);
        match row.table {
            TableId::Disclosure => matches!(column, "decisions" | "in_force" | "published_total"),
            TableId::Requests => column == "total" && matches!(row.key, "received" | "total"),
            TableId::Disputes => column == "total",
        }
    })
}

/// `numbers` holds last year's figure for each of the cells.
fn jump(report: &Report, verdict: &mut Verdict) {
    let Some(previous) = report.last_year() else { return };
    let crossing = previous.edition != report.edition;
    let (mut cells, mut numbers, mut compared) = (Vec::new(), Vec::new(), false);
    for field in totals(report).filter(|&field| !crossing || report.form().row(field).table != TableId::Disclosure) {
        let Some(now) = report.value(field).number() else { continue };
        let Some(before) = before(report, previous, field) else { continue };
        let (low, high) = (now.min(before), now.max(before));
        compared = true;
        let tenfold = exact::shift(low, 1).is_some_and(|limit| high > limit);
        if tenfold && exact::subtract(high, low).is_some_and(|gap| gap > Decimal::integer(100)) {
            cells.push(field);
            numbers.push(before);
        }
    }
    if !compared {
        verdict.skip(WhyNot::Previous, &[]);
    } else if let Some(finding) = verdict.settle(report, FindingKind::Reminder, cells) {
        finding.detail.numbers = numbers;
    }
}
