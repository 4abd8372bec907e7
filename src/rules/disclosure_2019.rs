//! T2-*: table 2 of the trial edition.

use super::disclosure::{is_positive, sentences};
use super::{Example, Rule, TRIAL, Verdict, WhyNot, exact, is_written, text, why_not};
use crate::field::Field;
use crate::finding::{FindingKind, Quote, Severity};
use crate::report::Report;
use crate::value::{Decimal, MoneyUnit};

pub(super) const PUB_GT_TOTAL: Rule = Rule {
    code: "T2-19-PUB-GT-TOTAL",
    severity: Severity::Error,
    editions: TRIAL,
    summary: text("本年新公开数量大于对外公开总数量。", "More documents were published this year than are published in all."),
    why: text("本年新公开的文件也在对外公开总数量之内。", "What was published this year is part of all that is published."),
    basis: text(
        "由指标含义推出：新公开数量是公开总数量的一部分。",
        "Follows from what the figures mean: the new ones are part of the total.",
    ),
    example: Example {
        fails: text("新制作 8、新公开 8、公开总数 0。", "Made 8, published 8, total 0."),
        passes: text("新制作 33、新公开 33、公开总数 37。", "Made 33, published 33, total 37."),
    },
    check: |report, verdict| {
        for row in ["rules", "normative"] {
            let ids = [format!("disclosure.{row}.published"), format!("disclosure.{row}.published_total")];
            let Some((cells, [published, total])) = verdict.stated(report, ids.each_ref().map(String::as_str)) else { continue };
            let wrong = if published > total { cells.to_vec() } else { Vec::new() };
            if let Some(finding) = verdict.settle(report, FindingKind::Contradiction, wrong) {
                (finding.expected, finding.found) = (Some(published), Some(total));
            }
        }
    },
};

pub(super) const MADE_GT_PUB: Rule = Rule {
    code: "T2-19-MADE-GT-PUB",
    severity: Severity::Info,
    editions: TRIAL,
    summary: text(
        "新制作数量比新公开数量多出不少，正文却说全部公开。",
        "Many more documents were made than published, while the text says that all were published.",
    ),
    why: text("表与正文有一处不对，或者“新公开数量”漏填。", "Table or text is wrong, or the published figure was forgotten."),
    basis: text(
        "本工具的经验规则：相差 5 件及以上，且正文同一句里有规范性文件和“全部公开”一类的话。",
        "This tool's own rule of experience: a gap of 5 or more, and one sentence of the text that names 规范性文件 and says 全部公开 or the like.",
    ),
    example: Example {
        fails: text("新制作 82、新公开 0，正文写“规范性文件全部公开”。", "Made 82, published 0; the text says “规范性文件全部公开”."),
        passes: text("新制作 33、新公开 33。", "Made 33, published 33."),
    },
    check: made_gt_pub,
};

pub(super) const DELTA: Rule = Rule {
    code: "T2-19-DELTA",
    severity: Severity::Error,
    editions: TRIAL,
    summary: text("上一年项目数量加上本年增减，结果小于 0。", "Last year's items and this year's change add up to less than 0."),
    why: text("减少的项目不可能比原有的还多。", "No more items can go than there were."),
    basis: text("由指标含义推出：项目数量不会小于 0。", "Follows from what the figures mean: there cannot be fewer than no items."),
    example: Example {
        fails: text("上一年 5，本年减 8。", "Last year 5, change 减8."),
        passes: text("上一年 5，本年减 1。", "Last year 5, change 减1."),
    },
    check: |report, verdict| {
        for row in ["licenses", "other_services", "penalties", "compulsion", "fees"] {
            let ids = [format!("disclosure.{row}.last_year_items"), format!("disclosure.{row}.change")];
            let Some((cells, [last, change])) = verdict.stated(report, ids.each_ref().map(String::as_str)) else { continue };
            let now = exact::add(last, change);
            let wrong = if now.is_some_and(Decimal::is_negative) { cells.to_vec() } else { Vec::new() };
            if let Some(finding) = verdict.settle(report, FindingKind::Contradiction, wrong) {
                finding.found = now;
            }
        }
    },
};

pub(super) const ITEM_AS_CASE: Rule = Rule {
    code: "T2-19-ITEM-AS-CASE",
    severity: Severity::Warning,
    editions: TRIAL,
    summary: text("项目数量像是填成了办件数量。", "The number of items looks like a number of cases."),
    why: text(
        "“项目数量”是权责清单里的事项数；上一年数加增减恰好等于处理决定数，说明填的是两年的办件数。",
        "项目数量 counts items of the power list; where last year's figure and the change give the number of decisions, cases of two years were entered.",
    ),
    basis: text("指标含义；件数不足 10 的可能是巧合，只作提示。", "What the figures mean; below 10 it may be chance and is a hint."),
    example: Example { fails: text("5378、增1558、6936。", "5378, 增1558, 6936."), passes: text("15、0、167。", "15, 0, 167.") },
    check: |report, verdict| {
        for row in ["licenses", "other_services", "penalties", "compulsion"] {
            let ids = ["last_year_items", "change", "decisions"].map(|column| format!("disclosure.{row}.{column}"));
            let Some((cells, [last, change, decisions])) = verdict.stated(report, ids.each_ref().map(String::as_str)) else { continue };
            let as_cases = !change.is_zero() && decisions > Decimal::ZERO && exact::add(last, change) == Some(decisions);
            let wrong = if as_cases { cells.to_vec() } else { Vec::new() };
            if let Some(finding) = verdict.settle(report, FindingKind::Reminder, wrong) {
                finding.found = Some(decisions);
                if decisions < Decimal::integer(10) {
                    finding.severity = Severity::Info;
                }
            }
        }
    },
};

pub(super) const PROC_UNIT: Rule = Rule {
    code: "T2-19-PROC-UNIT",
    severity: Severity::Warning,
    editions: TRIAL,
    summary: text(
        "采购总金额没有写单位，或平均每个项目超过 1 亿元。",
        "The procurement amount has no unit, or comes to more than 100 million yuan a project.",
    ),
    why: text(
        "试行表格没有印单位，各地有填元的，有填万元的，不写就无法汇总。",
        "The trial form prints no unit, and people write yuan or 万元; without one nobody can add them up.",
    ),
    basis: text("本工具的经验规则：写明“万元”或“元”。", "This tool's own rule of experience: state 万元 or 元."),
    example: Example { fails: text("填“8040”。", "“8040”."), passes: text("填“251000元”。", "“251000元”.") },
    check: proc_unit,
};

pub(super) const PROC_PAIR: Rule = Rule {
    code: "T2-19-PROC-PAIR",
    severity: Severity::Warning,
    editions: TRIAL,
    summary: text("采购项目数量和采购总金额一个是 0，另一个不是。", "Of procurement projects and amount, one is 0 and the other is not."),
    why: text("有项目就有金额，有金额就有项目。", "Where there are projects there is an amount, and the other way round."),
    basis: text("由指标含义推出。", "Follows from what the figures mean."),
    example: Example {
        fails: text("项目 0、金额 113.96万元。", "Projects 0, amount 113.96万元."),
        passes: text("项目 1、金额 113.96万元。", "Projects 1, amount 113.96万元."),
    },
    check: |report, verdict| {
        let Some((cells, [items, amount])) = verdict.stated(report, PROCUREMENT) else { return };
        let wrong = if items.is_zero() == amount.is_zero() { Vec::new() } else { cells.to_vec() };
        verdict.settle(report, FindingKind::Contradiction, wrong);
    },
};

const PROCUREMENT: [&str; 2] = ["disclosure.procurement.items", "disclosure.procurement.amount"];

fn made_gt_pub(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    let ids = ["disclosure.normative.created", "disclosure.normative.published"];
    let Some((cells, [created, published])) = verdict.stated(report, ids) else { return };
    let gap = exact::subtract(created, published).is_some_and(|gap| gap >= Decimal::integer(5));
    if !gap {
        verdict.pass();
        return;
    }
    if report.sections.iter().all(|section| section.text.trim().is_empty()) {
        verdict.skip(WhyNot::Missing, &[]);
        return;
    }
    let quote = report.sections.iter().find_map(|section| {
        let says_all = |sentence: &str| {
            sentence.contains("规范性文件")
                && ["全部公开", "全部主动公开", "均已公开", "均主动公开", "全部予以公开"].iter().any(|words| sentence.contains(words))
        };
        let (start, sentence) = sentences(&section.text).find(|(_, sentence)| says_all(sentence))?;
        let length = u32::try_from(sentence.chars().count()).ok()?;
        Some(Quote { section: section.number, text: sentence.to_owned(), span: [start, start + length] })
    });
    if quote.is_none() {
        verdict.pass();
    } else if let Some(finding) = verdict.settle(report, FindingKind::Reminder, cells.to_vec()) {
        finding.quote = quote;
    }
}

/// `case` 0: there is no unit; 1: the average of a project is more than 100 million yuan, and `numbers` holds it in 万元 where that is exact enough.
fn proc_unit(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    let Some((cells, [amount])) = verdict.stated(report, [PROCUREMENT[1]]) else { return };
    if amount.is_zero() {
        verdict.pass();
        return;
    }
    let unit = cells.first().and_then(|&field| report.value(field).style()?.money_unit);
    let power = match unit {
        None => {
            if let Some(finding) = verdict.settle(report, FindingKind::Format, cells.to_vec()) {
                finding.found = Some(amount);
            }
            return;
        }
        Some(MoneyUnit::Yuan) => -4,
        Some(MoneyUnit::TenThousandYuan) => 0,
        Some(MoneyUnit::HundredMillionYuan) => 4,
    };
    let items = report.field(PROCUREMENT[0]).filter(|&field| is_positive(report.value(field)));
    let count = items.and_then(|field| report.value(field).number()?.as_integer());
    let Some((items, count)) = items.zip(count) else {
        match report.field(PROCUREMENT[0]).and_then(|field| why_not(report, [field])) {
            Some(reason) => verdict.skip(reason.reason, &reason.cells),
            None => verdict.pass(),
        }
        return;
    };
    // More than 10,000 万元 for each project.
    let limit = count.checked_mul(10_000).and_then(|limit| Decimal::new(limit, 0));
    let total = exact::shift(amount, power);
    let too_much = limit.zip(total).is_some_and(|(limit, total)| total > limit);
    let wrong: Vec<Field> = if too_much { [items].into_iter().chain(cells).collect() } else { Vec::new() };
    if let Some(finding) = verdict.settle(report, FindingKind::Reminder, wrong) {
        finding.found = Some(amount);
        finding.detail.case = 1;
    }
}
