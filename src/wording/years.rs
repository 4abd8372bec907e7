//! What is said of last year's report: whether it was compared, and what was found between the years.

use super::places::{column_name, row_name};
use super::{Facts, Language, NAMED, failure};
use crate::report::{Beside, Hindrance, Report};
use crate::value::Decimal;

/// What is said of a rule's finding: titles with `{}` for what is told, and advice, each in Chinese and English.
type Said = [[&'static str; 2]; 2];

const CARRY: Said = [
    [
        "表三“上年结转”总计 {}，{}报告“结转下年度继续办理”总计 {}",
        "Table 3: {} carried in, but in the report on {} the total of what is carried out is {}",
    ],
    [
        "两处写的是同一批申请，应当相等。请核对是哪一年填错；因更正或机构调整不等的，请在报告中说明。",
        "Both are the same requests and have to be equal. Find the year that is wrong; state a correction or a reorganisation in the report.",
    ],
];
const CARRY_COLUMNS: [&str; 2] = ["；不一致的列：", "; columns that differ: "];
const CARRY_KINDS: Said = [
    [
        "表三“上年结转”与{}报告“结转下年度继续办理”的分列不一致：{}",
        "Table 3: what is carried in differs by column from what was carried out in {}: {}",
    ],
    [
        "总计相符，申请人的类别对不上。请核对同一批申请两年归入的类别。",
        "The totals agree, the kinds of applicants do not. Check how the same requests were classed in both years.",
    ],
];
const INFORCE: Said = [
    [
        "表二“{}”现行有效 {}，而{}现行有效 {}，加制发 {}、减废止 {}，应为 {}",
        "Table 2, “{}”: {} in force, but those in force in {} were {}, and with {} issued and {} repealed there should be {}",
    ],
    [
        "请对照文件清单核对两年的数；因失效、清理或职能划转减少的，请在报告中说明。",
        "Check both years against the list of documents; state in the report what expired, was cleared or changed hands.",
    ],
];
const INFORCE_EXPLAINED: [&str; 2] = [
    "正文提到失效、清理或划转，可能就是这个缘故。请对照文件清单核对。",
    "The text speaks of documents that expired, were cleared or changed hands, which may be why. Check against the list of documents.",
];
const ITEMS: Said = [
    [
        "表二“{}”上一年项目数量 {}，而{}报告为 {}、增减 {}，应为 {}",
        "Table 2, “{}”: 上一年项目数量 is {}, but in {} it was {} with a change of {}, which gives {}",
    ],
    [
        "请核对权责清单里的项目数量；这里填的是事项的数目，不是办件的数目。",
        "Check the list of powers; what counts here is items, not cases.",
    ],
];
const PENDING: Said = [
    ["表四“{}”总计 {}，少于{}尚未审结的 {}", "Table 4, {}: {} in all, fewer than were pending in {}, which is {}"],
    ["请核对上年未审结的案件本年是否计入。", "Check whether cases pending last year were counted this year."],
];
const SAME: Said = [
    ["三张表的数字与{}报告完全相同，其中 {} 个不为 0", "The figures of all three tables are those of {}, and {} of them are not 0"],
    [
        "请核对是否误用了上年的文件，或者忘了更新数字。",
        "Check whether last year's file was taken, or the figures were not brought up to date.",
    ],
];
const JUMP: Said = [
    ["与{}相差十倍以上：{}", "More than ten times apart from {}: {}"],
    [
        "请核对是否多打或少打了一位、填错了单位或换了统计口径；属实的，可以不理会。",
        "Check for a digit too many or too few, a wrong unit or another way of counting; where it is true, leave it.",
    ],
];
const SIMILAR: Said = [
    ["第{}部分与{}报告雷同：去掉数字后，{}% 相同", "Section {} is that of {}: without its figures, {}% are the same"],
    [
        "请写本年的情况；确实没有变化的，也请核对是否留有上年的事。",
        "Write what happened this year; where nothing has changed, check that nothing of last year was left in.",
    ],
];

/// Title and advice of a finding between the years.
pub(super) fn message(facts: &Facts<'_>, language: Language) -> (String, String) {
    let at = usize::from(language == Language::En);
    let last = last_year(facts, language);
    let [found, expected] = [facts.found(), facts.expected()].map(|figure| figure.to_string());
    let number = |at: usize| facts.numbers().nth(at).unwrap_or(Decimal::ZERO).to_string();
    let of_row = || facts.row();
    let mut behind = String::new();
    let (said, told): (&Said, Vec<String>) = match facts.finding.code {
        "XY-CARRY" if facts.case() == 0 => {
            let columns = figures(facts, 1, language);
            if !columns.is_empty() {
                behind = [CARRY_COLUMNS[at], &columns].concat();
            }
            (&CARRY, vec![found, last, expected])
        }
        "XY-CARRY" => (&CARRY_KINDS, vec![last, figures(facts, 0, language)]),
        "XY-INFORCE" => {
            let [issued, repealed] = [facts.figure(0), facts.figure(1)].map(|figure| figure.to_string());
            (&INFORCE, vec![of_row(), found, last, number(0), issued, repealed, expected])
        }
        "XY-19-ITEMS" => (&ITEMS, vec![of_row(), found, last, number(0), number(1), expected]),
        "XY-PENDING" => (&PENDING, vec![of_row(), found, last, number(0)]),
        "XY-SAME" => (&SAME, vec![last, number(0)]),
        "XY-JUMP" => (&JUMP, vec![last, figures(facts, 0, language)]),
        _ => {
            let section = match number(0).as_str() {
                "1" if language == Language::Zh => "一".to_owned(),
                "5" if language == Language::Zh => "五".to_owned(),
                other => other.to_owned(),
            };
            (&SIMILAR, vec![section, last, number(1)])
        }
    };
    let explained = facts.finding.code == "XY-INFORCE" && facts.case() == 1;
    let advice = if explained { INFORCE_EXPLAINED[at] } else { said[1][at] };
    (fill(said[0][at], &told) + &behind, advice.to_owned())
}

/// The template with what is told in the place of each `{}`.
fn fill(template: &str, told: &[String]) -> String {
    let mut text = String::new();
    let mut told = told.iter();
    for piece in template.split("{}") {
        text.push_str(piece);
        text.push_str(told.next().map_or("", String::as_str));
    }
    text
}

/// This year's figures with last year's behind them; columns by name, or whole rows.
fn figures(facts: &Facts<'_>, least: usize, language: Language) -> String {
    let form = facts.report.form();
    let most = facts.cells().len().saturating_sub(least);
    let pairs = facts.cells().iter().zip(facts.numbers()).take(most).enumerate();
    let named = pairs.take(NAMED).map(|(at, (&field, before))| {
        let row = if facts.finding.code == "XY-CARRY" { String::new() } else { format!("“{}”", row_name(form, form.row_index(field))) };
        let (column, now) = (column_name(form, field), facts.figure(at));
        match language {
            Language::Zh => format!("{row}{column} {now}（上年 {before}）"),
            Language::En => format!("{row}{column} {now} (last year {before})"),
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
