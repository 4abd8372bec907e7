//! What is said of last year's report: whether it was compared, and what was found between the years.

use super::places::{column_name, row_name};
use super::{Facts, Language, NAMED, failure};
use crate::report::{Beside, Hindrance, Report};
use crate::value::Decimal;

/// Title and advice of a finding between the years.
pub(super) fn message(facts: &Facts<'_>, language: Language) -> (String, String) {
    let (title, advice) = match language {
        Language::Zh => zh(facts),
        Language::En => en(facts),
    };
    (title, advice.to_owned())
}

/// The last of the finding's numbers, and one before it.
fn number(facts: &Facts<'_>, at: usize) -> Decimal {
    facts.numbers().nth(at).unwrap_or(Decimal::ZERO)
}

/// This year's figures with last year's behind them; columns by name, or whole rows.
fn figures(facts: &Facts<'_>, least: usize, language: Language) -> String {
    let form = facts.report.form();
    let most = facts.cells().len().saturating_sub(least);
    let pairs = facts.cells().iter().zip(facts.numbers()).take(most).enumerate();
    let named = pairs.take(NAMED).map(|(at, (&field, before))| {
        let (row, column) = (row_name(form, form.row_index(field)), column_name(form, field));
        let now = facts.figure(at);
        match (facts.finding.code, language) {
            ("XY-CARRY", Language::Zh) => format!("{column} {now}（上年 {before}）"),
            ("XY-CARRY", Language::En) => format!("{column} {now} (last year {before})"),
            (_, Language::Zh) => format!("“{row}”{column} {now}（上年 {before}）"),
            (_, Language::En) => format!("“{row}” {column} {now} (last year {before})"),
        }
    });
    named.collect::<Vec<_>>().join(if language == Language::Zh { "、" } else { ", " })
}

/// `2022年`, or `上年` where the figures stand without a year.
fn last_year(facts: &Facts<'_>, language: Language) -> String {
    match (facts.report.last_year().and_then(|previous| previous.year), language) {
        (Some(year), Language::Zh) => format!("{year}年"),
        (Some(year), Language::En) => year.to_string(),
        (None, Language::Zh) => "上年".to_owned(),
        (None, Language::En) => "last year".to_owned(),
    }
}

fn zh(facts: &Facts<'_>) -> (String, &'static str) {
    let last = last_year(facts, Language::Zh);
    match (facts.finding.code, facts.case()) {
        ("XY-CARRY", 0) => {
            let columns = figures(facts, 1, Language::Zh);
            let columns = if columns.is_empty() { columns } else { format!("；不一致的列：{columns}") };
            let title = format!("表三“上年结转”总计 {}，{last}报告“结转下年度继续办理”总计 {}{columns}", facts.found(), facts.expected());
            (title, "两处写的是同一批申请，应当相等。请核对是哪一年填错；因更正或机构调整不等的，请在报告中说明。")
        }
        ("XY-CARRY", _) => (
            format!("表三“上年结转”与{last}报告“结转下年度继续办理”的分列不一致：{}", figures(facts, 0, Language::Zh)),
            "总计相符，申请人的类别对不上。请核对同一批申请两年归入的类别。",
        ),
        ("XY-INFORCE", case) => (
            format!(
                "表二“{}”现行有效 {}，而{last}现行有效 {}，加制发 {}、减废止 {}，应为 {}",
                facts.row(),
                facts.found(),
                number(facts, 0),
                facts.figure(0),
                facts.figure(1),
                facts.expected()
            ),
            if case == 1 {
                "正文提到失效、清理或划转，可能就是这个缘故。请对照文件清单核对。"
            } else {
                "请对照文件清单核对两年的数；因失效、清理或职能划转减少的，请在报告中说明。"
            },
        ),
        ("XY-19-ITEMS", _) => (
            format!(
                "表二“{}”上一年项目数量 {}，而{last}报告为 {}、增减 {}，应为 {}",
                facts.row(),
                facts.found(),
                number(facts, 0),
                number(facts, 1),
                facts.expected()
            ),
            "请核对权责清单里的项目数量；这里填的是事项的数目，不是办件的数目。",
        ),
        ("XY-PENDING", _) => (
            format!("表四“{}”总计 {}，少于{last}尚未审结的 {}", facts.row(), facts.found(), number(facts, 0)),
            "请核对上年未审结的案件本年是否计入。",
        ),
        ("XY-SAME", _) => (
            format!("三张表的数字与{last}报告完全相同，其中 {} 个不为 0", number(facts, 0)),
            "请核对是否误用了上年的文件，或者忘了更新数字。",
        ),
        ("XY-JUMP", _) => (
            format!("与{last}相差十倍以上：{}", figures(facts, 0, Language::Zh)),
            "请核对是否多打或少打了一位、填错了单位或换了统计口径；属实的，可以不理会。",
        ),
        _ => (
            format!(
                "第{}部分与{last}报告雷同：去掉数字后，{}% 相同",
                if number(facts, 0) == Decimal::integer(1) { "一" } else { "五" },
                number(facts, 1)
            ),
            "请写本年的情况；确实没有变化的，也请核对是否留有上年的事。",
        ),
    }
}

fn en(facts: &Facts<'_>) -> (String, &'static str) {
    let last = last_year(facts, Language::En);
    match (facts.finding.code, facts.case()) {
        ("XY-CARRY", 0) => {
            let columns = figures(facts, 1, Language::En);
            let columns = if columns.is_empty() { columns } else { format!("; columns that differ: {columns}") };
            let title =
                format!("Table 3: {} carried in, but {} carried out in the report on {last}{columns}", facts.found(), facts.expected());
            (
                title,
                "Both are the same requests and have to be equal. Find the year that is wrong; state a correction or a reorganisation in the report.",
            )
        }
        ("XY-CARRY", _) => (
            format!(
                "Table 3: what is carried in differs by column from what was carried out in {last}: {}",
                figures(facts, 0, Language::En)
            ),
            "The totals agree, the kinds of applicants do not. Check how the same requests were classed in both years.",
        ),
        ("XY-INFORCE", case) => (
            format!(
                "Table 2, “{}”: {} in force, but {} in force in {last}, {} issued and {} repealed give {}",
                facts.row(),
                facts.found(),
                number(facts, 0),
                facts.figure(0),
                facts.figure(1),
                facts.expected()
            ),
            if case == 1 {
                "The text speaks of documents that expired, were cleared or changed hands, which may be why. Check against the list of documents."
            } else {
                "Check both years against the list of documents; state in the report what expired, was cleared or changed hands."
            },
        ),
        ("XY-19-ITEMS", _) => (
            format!(
                "Table 2, “{}”: 上一年项目数量 is {}, but {last} had {} and a change of {}, which gives {}",
                facts.row(),
                facts.found(),
                number(facts, 0),
                number(facts, 1),
                facts.expected()
            ),
            "Check the list of powers; what counts here is items, not cases.",
        ),
        ("XY-PENDING", _) => (
            format!("Table 4, {}: {} in all, fewer than the {} pending in {last}", facts.row(), facts.found(), number(facts, 0)),
            "Check whether cases pending last year were counted this year.",
        ),
        ("XY-SAME", _) => (
            format!("The figures of all three tables are those of {last}, {} of them not 0", number(facts, 0)),
            "Check whether last year's file was taken, or the figures were not brought up to date.",
        ),
        ("XY-JUMP", _) => (
            format!("More than ten times apart from {last}: {}", figures(facts, 0, Language::En)),
            "Check for a digit too many or too few, a wrong unit or another way of counting; where it is true, leave it.",
        ),
        _ => (
            format!("Section {} is that of {last}: without its figures, {}% are the same", number(facts, 0), number(facts, 1)),
            "Write what happened this year; where nothing has changed, check that nothing of last year was left in.",
        ),
    }
}

/// What this year's report was compared with, or why it was not compared.
pub fn beside(beside: &Beside, report: &Report, language: Language) -> String {
    let Some(reason) = beside.hindrance else { return compared(beside, report, language) };
    let previous = beside.report.as_deref();
    let years = (previous.and_then(|previous| previous.year), report.year);
    let name = |of: Option<&Report>| of.and_then(|report| report.authority.clone()).unwrap_or_default();
    match (reason, language) {
        (Hindrance::Year, Language::Zh) => match years {
            (Some(before), Some(now)) if before == now => {
                format!("没有与上年比对：放进来的也是{now}年的报告，应当放{}年的。", now.saturating_sub(1))
            }
            (Some(before), Some(now)) => {
                format!("没有与上年比对：放进来的是{before}年的报告，本报告是{now}年的，应当放{}年的。", now.saturating_sub(1))
            }
            (None, _) => "没有与上年比对：上年报告里没有读到年度。".to_owned(),
            (_, None) => "没有与上年比对：本报告里没有读到年度。".to_owned(),
        },
        (Hindrance::Year, Language::En) => match years {
            (Some(before), Some(now)) => format!(
                "Not compared with last year: the other report is on {before} and this one on {now}; the one on {} is needed.",
                now.saturating_sub(1)
            ),
            (None, _) => "Not compared with last year: the other report does not state its year.".to_owned(),
            (_, None) => "Not compared with last year: this report does not state its year.".to_owned(),
        },
        (Hindrance::Authority, Language::Zh) => format!(
            "没有与上年比对：放进来的是“{}”的报告，本报告是“{}”的。机关改过名称的，请人工比对。",
            name(previous),
            name(Some(report))
        ),
        (Hindrance::Authority, Language::En) => format!(
            "Not compared with last year: the other report is by {}, this one by {}. Where an authority was renamed, compare by hand.",
            name(previous),
            name(Some(report))
        ),
        (reason, _) => hindrance(reason, language),
    }
}

/// Why a document can stand beside no report at all.
pub fn hindrance(reason: Hindrance, language: Language) -> String {
    match (reason, language) {
        (Hindrance::Unread(why), Language::Zh) => format!("上年报告读不出来：{}", failure(&why, language)),
        (Hindrance::Unread(why), Language::En) => format!("Last year's report cannot be read. {}", failure(&why, language)),
        (Hindrance::Several(count), Language::Zh) => {
            format!("没有与上年比对：上年报告的文件里有 {count} 份报告，分不清用哪一份。请只放上年的那一份。")
        }
        (Hindrance::Several(count), Language::En) => format!(
            "Not compared with last year: its document holds {count} reports, and which one is meant is not known. Give that one alone."
        ),
        (Hindrance::Year, Language::Zh) => "没有与上年比对：年度不相接。".to_owned(),
        (Hindrance::Year, Language::En) => "Not compared with last year: the years do not follow one another.".to_owned(),
        (Hindrance::Authority, Language::Zh) => "没有与上年比对：不是同一个机关的报告。".to_owned(),
        (Hindrance::Authority, Language::En) => "Not compared with last year: it is by another authority.".to_owned(),
    }
}

fn compared(beside: &Beside, report: &Report, language: Language) -> String {
    let previous = beside.report.as_deref();
    let crossing = previous.is_some_and(|previous| previous.edition != report.edition);
    let year = previous.and_then(|previous| previous.year);
    let (name, note) = match language {
        Language::Zh => (year.map_or_else(|| "上年".to_owned(), |year| format!("{year}年")), "两年用了不同版本的表格，表二不能比对。"),
        Language::En => (
            year.map_or_else(|| "last year".to_owned(), |year| format!("the report on {year}")),
            " The two have different editions of the form, so that table 2 cannot be compared.",
        ),
    };
    let head = match language {
        Language::Zh => format!("已与{name}的报告比对。"),
        Language::En => format!("Compared with {name}."),
    };
    if crossing { head + note } else { head }
}
