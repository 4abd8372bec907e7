//! T4-*: table 4, reviews and lawsuits.

use super::{BOTH, Example, Rule, arithmetic, exact, text};
use crate::finding::{FindingKind, Severity};

pub(super) const SUM: Rule = Rule {
    code: "T4-SUM",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("表四某一组的各项之和不等于总计。", "In a group of table 4, the outcomes do not add up to 总计."),
    why: text("总计与各项对不上，说明至少有一格填错。", "Where they disagree, at least one cell is wrong."),
    basis: text("总计的含义：维持、纠正、其他结果与尚未审结之和。", "What 总计 means: upheld, corrected, other and pending together."),
    example: Example {
        fails: text("3＋1＋0＋1，总计 6。", "3 + 1 + 0 + 1, total 6."),
        passes: text("376＋97＋196＋121，总计 790。", "376 + 97 + 196 + 121, total 790."),
    },
    check: arithmetic::sums,
};

pub(super) const GT_T3: Rule = Rule {
    code: "T4-GT-T3",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("复议和直接起诉的件数多于表三的全部申请。", "There are more reviews and direct lawsuits than requests in table 3."),
    why: text(
        "复议和诉讼由申请引起，多于申请的情况少见，可能计入了往年或无关的案件。",
        "Disputes arise from requests; more of them are rare and may include older or unrelated cases.",
    ),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("表三总计 2，行政复议 5。", "Table 3 has 2 requests, table 4 has 5 reviews."),
        passes: text("表三总计 70，行政复议 3。", "Table 3 has 70 requests, table 4 has 3 reviews."),
    },
    check: |report, verdict| {
        let ids = [
            "disputes.review.total",
            "disputes.direct_suit.total",
            "requests.total.total",
            "requests.carried_in.total",
            "requests.carried_out.total",
        ];
        let Some((cells, [review, suit, total, carried_in, carried_out])) = verdict.stated(report, ids) else { return };
        let disputes = exact::add(review, suit);
        let requests = exact::add(total, carried_in).and_then(|sum| exact::add(sum, carried_out));
        let wrong = disputes.zip(requests).is_some_and(|(disputes, requests)| disputes > requests);
        // The disputes come first, so that the finding belongs to their table.
        if let Some(finding) = verdict.settle(report, FindingKind::Reminder, if wrong { cells.to_vec() } else { Vec::new() }) {
            finding.found = disputes;
            finding.detail.numbers = requests.into_iter().collect();
        }
    },
};

pub(super) const AFTER_GT_REVIEW: Rule = Rule {
    code: "T4-AFTER-GT-REVIEW",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("复议后起诉的件数多于行政复议的件数。", "There are more lawsuits after a review than reviews."),
    why: text(
        "先有复议才有复议后起诉；跨年的案件是例外。",
        "A lawsuit after a review needs a review first; cases of an earlier year are an exception.",
    ),
    basis: text(
        "由指标含义推出；有上年报告时，上年的复议一起算。更早的复议不能排除，所以只作提示。",
        "Follows from what the figures mean; reviews in last year's report, where it is given, count too. Earlier ones cannot be ruled out, so this is a hint.",
    ),
    example: Example {
        fails: text("行政复议 2，复议后起诉 3。", "Reviews 2, lawsuits after a review 3."),
        passes: text("行政复议 3，复议后起诉 2。", "Reviews 3, lawsuits after a review 2."),
    },
    check: |report, verdict| {
        let Some((cells, [review, suit])) = verdict.stated(report, ["disputes.review.total", "disputes.suit_after_review.total"]) else {
            return;
        };
        // Those of last year may be sued over this year.
        let before = report.last_year().and_then(|previous| previous.value(previous.field("disputes.review.total")?).number());
        let reviews = before.and_then(|before| exact::add(review, before)).unwrap_or(review);
        let wrong = if suit > reviews { cells.to_vec() } else { Vec::new() };
        if let Some(finding) = verdict.settle(report, FindingKind::Reminder, wrong) {
            finding.found = Some(suit);
            finding.detail.numbers = before.into_iter().collect();
        }
    },
};
