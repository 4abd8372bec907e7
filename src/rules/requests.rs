//! T3-*: table 3, requests received and handled.

use super::{BOTH, CURRENT, Example, Rule, Verdict, WhyNot, arithmetic, exact, fields_of, text, why_not};
use crate::field::{Field, TableId};
use crate::finding::{FindingKind, Seat, Severity};
use crate::report::Report;
use crate::value::{Decimal, Value};

pub(super) const BALANCE: Rule = Rule {
    code: "T3-BALANCE",
    severity: Severity::Error,
    editions: BOTH,
    summary: text(
        "表三某列的新收加上年结转，不等于办理结果总计加结转下年度。",
        "In a column of table 3, received and carried in do not equal total and carried out.",
    ),
    why: text(
        "每一件申请要么在本年办结，要么结转下年，不会多也不会少。",
        "Every request is either concluded this year or carried over; none appears or disappears.",
    ),
    basis: text(
        "表三印明：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”。",
        "Printed over table 3: the first and second items equal the third and fourth.",
    ),
    example: Example {
        fails: text("新收 10＋结转 1，总计 10＋结转 0。", "10 + 1 against 10 + 0."),
        passes: text("14069＋560＝13810＋819。", "14069 + 560 = 13810 + 819."),
    },
    check: arithmetic::sums,
};

pub(super) const RESULT_TOTAL: Rule = Rule {
    code: "T3-RESULT-TOTAL",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("表三某列（一）至（六）各项之和不等于（七）总计。", "In a column of table 3, the results do not add up to （七）总计."),
    why: text("总计与各项对不上，说明至少有一格填错。", "Where they disagree, at least one cell is wrong."),
    basis: text("（七）总计的含义：各种办理结果之和。", "What （七）总计 means: the sum of all results."),
    example: Example {
        fails: text("各项之和 93，总计 95。", "Sum 93, total 95."),
        passes: text("各项之和 95，总计 95。", "Sum 95, total 95."),
    },
    check: arithmetic::sums,
};

pub(super) const ROW_TOTAL: Rule = Rule {
    code: "T3-ROW-TOTAL",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("表三某行六类申请人之和不等于“总计”列。", "In a row of table 3, the six kinds of applicants do not add up to 总计."),
    why: text("总计与各列对不上，说明至少有一格填错。", "Where they disagree, at least one cell is wrong."),
    basis: text(
        "“总计”列的含义：自然人与五类组织之和。",
        "What the column 总计 means: natural persons and the five kinds of organisations.",
    ),
    example: Example {
        fails: text("0、0、0、0、1、0，总计 0。", "0, 0, 0, 0, 1, 0, total 0."),
        passes: text("0、0、0、0、1、0，总计 1。", "0, 0, 0, 0, 1, 0, total 1."),
    },
    check: arithmetic::sums,
};

pub(super) const TOTAL_ONLY: Rule = Rule {
    code: "T3-TOTAL-ONLY",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text(
        "表三的行只填了总计没填各列，或填了各列没填总计。",
        "Rows of table 3 state only the total, or the columns without a total.",
    ),
    why: text("缺的一半无法核对；空白不能当作 0。", "The other half cannot be checked, and blank cannot be taken for 0."),
    basis: text("表格每一格都应填数字。", "Every cell of the form takes a figure."),
    example: Example {
        fails: text("“（一）予以公开”行只有总计 5，其余空白。", "The row “（一）予以公开” has a total of 5 and blanks."),
        passes: text("“（一）予以公开”行 5、0、0、0、0、0，总计 5。", "The row “（一）予以公开” has 5, 0, 0, 0, 0, 0 and a total of 5."),
    },
    check: total_only,
};

pub(super) const ALL_ZERO: Rule = Rule {
    code: "T3-ALL-ZERO",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("表三、表四全是 0。", "Tables 3 and 4 are all 0."),
    why: text(
        "全 0 的报告曾因漏计邮寄、当面或转办的申请而被投诉撤回。",
        "All-zero reports have been withdrawn after complaints, because requests by post or in person were forgotten.",
    ),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("表三、表四各格都是 0。", "Every cell of both tables is 0."),
        passes: text("新收 1，予以公开 1。", "Received 1, granted 1."),
    },
    check: all_zero,
};

pub(super) const OTHER_SHARE: Rule = Rule {
    code: "T3-OTHER-SHARE",
    severity: Severity::Info,
    editions: CURRENT,
    summary: text("“（六）3.其他”超过办理结果总计的一半。", "More than half of all results are （六）3.其他."),
    why: text("“其他”是兜底项，占比过高说明归类可能有误。", "其他 is a residual class; a high share suggests wrong classes."),
    basis: text("本工具的经验规则：不少于 5 件且超过 50%。", "This tool's own rule of experience: 5 or more and above 50%."),
    example: Example {
        fails: text("其他 6，总计 10。", "其他 6 of 10."), passes: text("其他 5，总计 10。", "其他 5 of 10.")
    },
    check: other_share,
};

pub(super) const CARRYOUT_HIGH: Rule = Rule {
    code: "T3-CARRYOUT-HIGH",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("结转下年度超过全部申请的三成。", "More than 30% of all requests are carried over."),
    why: text(
        "法定答复期限是 20 个工作日，年底未办结的通常不多。",
        "Answers are due within 20 working days, so few are open at the end of a year.",
    ),
    basis: text("本工具的经验规则：不少于 5 件且超过 30%。", "This tool's own rule of experience: 5 or more and above 30%."),
    example: Example {
        fails: text("新收 12、结转下年度 6。", "Received 12, carried out 6."),
        passes: text("新收 100、结转下年度 6。", "Received 100, carried out 6."),
    },
    check: carryout_high,
};

/// Two checks over the rows: only the total is stated, or only the total is not.
fn total_only(report: &Report, verdict: &mut Verdict) {
    let form = report.form();
    if !report.has_table(TableId::Requests) {
        verdict.skip(WhyNot::Missing, &[]);
        verdict.skip(WhyNot::Missing, &[]);
        return;
    }
    let rows: Vec<usize> = (0..form.rows.len()).filter(|&row| form.rows[row].table == TableId::Requests && report.in_use(row)).collect();
    let stated = |field: Field| report.value(field).number().is_some();
    let empty = |field: Field| report.value(field).is_empty();
    let any_stated = fields_of(report, TableId::Requests).any(stated);
    for case in 0..2 {
        let is_wrong = |row: usize| {
            let kinds = || form.fields_of_row(row).filter(|&field| form.column(field).key != "total");
            let Some(total) = form.fields_of_row(row).find(|&field| form.column(field).key == "total") else { return false };
            match case {
                0 => stated(total) && kinds().all(empty),
                _ => empty(total) && kinds().any(stated),
            }
        };
        let cells: Vec<Field> = rows.iter().copied().filter(|&row| is_wrong(row)).flat_map(|row| form.fields_of_row(row)).collect();
        if !any_stated {
            let reason = why_not(report, fields_of(report, TableId::Requests)).map_or(WhyNot::Missing, |reason| reason.reason);
            verdict.skip(reason, &[]);
        } else if let Some(finding) = verdict.settle(report, FindingKind::Missing, cells) {
            finding.detail.case = case;
        }
    }
}

/// Says nothing while a figure is unknown: blanks count as 0 only beside a stated 0, and beside nothing unread.
fn all_zero(report: &Report, verdict: &mut Verdict) {
    let fields = || fields_of(report, TableId::Requests).chain(fields_of(report, TableId::Disputes));
    if fields().any(|field| report.value(field).number().is_some_and(|figure| !figure.is_zero())) {
        verdict.pass();
        return;
    }
    let any_stated = fields().any(|field| report.value(field).number().is_some());
    let unread = fields().find(|&field| matches!(report.value(field), Value::Missing | Value::Unreadable(_)));
    if unread.is_some() || !any_stated {
        let reason = why_not(report, fields()).map_or(WhyNot::Missing, |reason| reason.reason);
        verdict.skip(reason, &[]);
        return;
    }
    let totals = ["requests.received.total", "disputes.review.total", "disputes.direct_suit.total", "disputes.suit_after_review.total"];
    let cells = totals.iter().filter_map(|id| report.field(id)).collect();
    verdict.fail(FindingKind::Reminder, Seat::Table(TableId::Requests), cells);
}

fn other_share(report: &Report, verdict: &mut Verdict) {
    let row = report.form().row_by_key(TableId::Requests, "other.other");
    if !row.is_some_and(|row| report.in_use(row)) {
        // The single row of the other edition does not tell 3.其他 apart.
        verdict.skip(WhyNot::Missing, &[]);
        return;
    }
    let Some((cells, [other, total])) = verdict.stated(report, ["requests.other.other.total", "requests.total.total"]) else { return };
    let wrong = is_share(other, total, 50);
    if let Some(finding) = verdict.settle(report, FindingKind::Reminder, if wrong { cells.to_vec() } else { Vec::new() }) {
        finding.found = Some(other);
    }
}

fn carryout_high(report: &Report, verdict: &mut Verdict) {
    let ids = ["requests.received.total", "requests.carried_in.total", "requests.carried_out.total"];
    let Some((cells, [received, carried_in, carried_out])) = verdict.stated(report, ids) else { return };
    let wrong = exact::add(received, carried_in).is_some_and(|all| is_share(carried_out, all, 30));
    if let Some(finding) = verdict.settle(report, FindingKind::Reminder, if wrong { cells.to_vec() } else { Vec::new() }) {
        finding.found = Some(carried_out);
    }
}

/// Whether `part` is at least 5 and more than so many hundredths of `whole`.
fn is_share(part: Decimal, whole: Decimal, hundredths: i64) -> bool {
    let wide = |figure: Decimal| figure.as_integer().map(i128::from);
    part >= Decimal::integer(5) && wide(part).zip(wide(whole)).is_some_and(|(part, whole)| part * 100 > whole * i128::from(hundredths))
}
