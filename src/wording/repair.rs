//! Repairs in words: which figure should be what.

use super::places::{column_name, row_name};
use super::{Facts, Language, cut};
use crate::field::{Field, TableId};
use crate::repair::{Change, Repair, Slip};
use crate::report::Report;
use crate::value::{Decimal, Value};

/// What a repair changes, as a clause without a full stop.
pub fn repair(repair: &Repair, report: &Report, language: Language) -> String {
    let steps: Vec<Step> = repair.changes.iter().map(|&Change { field, to, slip, .. }| (field, to, slip)).collect();
    changes(&steps, report, language)
}

/// A figure, what it should be, and the slip that would explain what it is.
type Step = (Field, Decimal, Option<Slip>);

fn changes(steps: &[Step], report: &Report, language: Language) -> String {
    let form = report.form();
    let (Some(&(first, ..)), same_slip) = (steps.first(), steps.windows(2).all(|pair| matches!(pair, [a, b] if a.2 == b.2))) else {
        return String::new();
    };
    let slip = steps.first().and_then(|&(_, _, slip)| slip).filter(|_| same_slip);
    let row = form.row_index(first);
    let join = |parts: Vec<String>| parts.join(if language == Language::Zh { "、" } else { ", " });
    if slip.is_some_and(Slip::is_of_place) && steps.iter().all(|&(field, ..)| form.row_index(field) == row) {
        let name = row_name(form, row);
        let columns = join(steps.iter().map(|&(field, ..)| column_name(form, field).to_owned()).collect());
        let to = join(steps.iter().map(|(_, to, _)| to.to_string()).collect());
        let from = join(steps.iter().map(|&(field, ..)| figure(report, field, language)).collect());
        let table = form.row(first).table.section();
        return match language {
            Language::Zh => {
                let table = if table == 3 { "表三" } else { "表四" };
                format!("{table}“{name}”行的{columns}应为 {to}，现填 {from}{}", in_brackets(slip, language))
            }
            Language::En => {
                format!("Table {table}, “{name}”, {columns}: should be {to}, is {from}{}", in_brackets(slip, language))
            }
        };
    }
    let one = |&(field, to, slip): &Step| {
        let (row, column) = (row_name(form, form.row_index(field)), column_name(form, field));
        let in_disputes = form.row(field).table == TableId::Disputes;
        let why = in_brackets(slip, language);
        match language {
            Language::Zh => {
                let place = if in_disputes { format!("表四“{row}”的{column}") } else { format!("{column}列“{row}”") };
                let now = match report.value(field) {
                    Value::Number(..) | Value::Noted(..) => format!("现填 {}", figure(report, field, language)),
                    Value::Placeholder => format!("现填{}", figure(report, field, language)),
                    Value::Blank => "现为空白".to_owned(),
                    Value::Unreadable(_) => format!("现填{}，无法识别", figure(report, field, language)),
                    Value::Missing => "现在缺这一格".to_owned(),
                };
                format!("{place}应为 {to}，{now}{why}")
            }
            Language::En => {
                let place = if in_disputes { format!("Table 4, “{row}”, {column}") } else { format!("Column {column}, “{row}”") };
                let now = match report.value(field) {
                    Value::Number(..) | Value::Noted(..) | Value::Placeholder => format!("is {}", figure(report, field, language)),
                    Value::Blank => "is blank".to_owned(),
                    Value::Unreadable(_) => format!("is {}, which cannot be read", figure(report, field, language)),
                    Value::Missing => "is not there".to_owned(),
                };
                format!("{place}: should be {to}, {now}{why}")
            }
        }
    };
    steps.iter().map(one).collect::<Vec<_>>().join(if language == Language::Zh { "；" } else { "; " })
}

/// What stands in a cell: its figure, or what else is written there.
fn figure(report: &Report, field: Field, language: Language) -> String {
    let cell = report.cell(field);
    match (cell.value.number(), cell.raw.is_empty(), language) {
        (Some(figure), ..) => figure.to_string(),
        (None, false, _) => format!("“{}”", cut(&cell.raw, 20)),
        (None, true, Language::Zh) => "空白".to_owned(),
        (None, true, Language::En) => "nothing".to_owned(),
    }
}

fn in_brackets(slip: Option<Slip>, language: Language) -> String {
    let Some(slip) = slip else { return String::new() };
    let zh = match slip {
        Slip::Swapped => "数字颠倒",
        Slip::Dropped => "漏打一位",
        Slip::Doubled => "一位打了两遍",
        Slip::Added => "多打一位",
        Slip::Digit => "错了一位",
        Slip::Neighbour => "填到了相邻的格",
        Slip::Exchanged => "相邻两格对调",
        Slip::Shifted => "整行错了一格",
        Slip::StaleTotal => "总计与各项不符",
        Slip::CountedTwice => "小计重复计入",
    };
    let en = match slip {
        Slip::Swapped => "digits swapped",
        Slip::Dropped => "a digit missing",
        Slip::Doubled => "a digit typed twice",
        Slip::Added => "a digit too many",
        Slip::Digit => "one digit wrong",
        Slip::Neighbour => "in the cell beside",
        Slip::Exchanged => "two cells exchanged",
        Slip::Shifted => "the row is one cell off",
        Slip::StaleTotal => "the total does not follow",
        Slip::CountedTwice => "a subtotal counted twice",
    };
    match language {
        Language::Zh => format!("（{zh}）"),
        Language::En => format!(" ({en})"),
    }
}

/// The findings T3-SUSPECT-CELL and T3-SHIFT. Case 0 is the only answer, 1 the likely one of several, 2 several of which none is likelier, 3 none.
pub(super) fn message(facts: &Facts<'_>, places: &str, language: Language) -> (String, String) {
    let numbers: Vec<Decimal> = facts.numbers().collect();
    let number = |at: usize| numbers.get(at).copied().unwrap_or(Decimal::ZERO);
    let zh = language == Language::Zh;
    if facts.case() == 3 {
        let sums = number(0);
        let few = number(1).as_integer().is_none_or(|figures| figures < 2);
        let advice = match (zh, few) {
            (true, true) => "填错的可能不止几格，请按各条合计逐项核对。".to_owned(),
            (true, false) => format!("至少要改 {} 格才能全部相符，分不出是哪几格。请按各条合计逐项核对。", number(1)),
            (false, true) => "More than a few cells may be wrong; go through the sums one by one.".to_owned(),
            (false, false) => {
                format!(
                    "At least {} figures have to change before all of them hold, and which ones cannot be told; go through the sums one by one.",
                    number(1)
                )
            }
        };
        let title = if zh {
            format!("表三有 {sums} 个合计不符，没有找到单一的原因")
        } else {
            format!("Table 3: {sums} sums do not hold, and no single cause was found")
        };
        return (title, advice);
    }
    let (sums, ways) = (number(1), number(2));
    let slip = |name: &str| Slip::ALL.into_iter().find(|slip| slip.name() == name);
    let count = facts.texts().count();
    if facts.case() == 2 {
        return if zh {
            (
                format!("表三有 {sums} 个合计不符，改 {count} 格即可全部相符，有 {ways} 种改法"),
                format!("几种改法分不出哪种更可能，请对照台账选一种。涉及{places}。"),
            )
        } else {
            (
                format!("Table 3: {sums} sums do not hold; changing {} settles them, in {ways} ways", cells(count)),
                format!("None of them is likelier than the others; choose by your records. They concern {places}."),
            )
        };
    }
    let steps: Vec<Step> =
        facts.cells().iter().zip(numbers.iter().skip(3)).zip(facts.texts()).map(|((&field, &to), name)| (field, to, slip(name))).collect();
    let title = changes(&steps, facts.report, language);
    let settled = match (zh, sums.is_zero(), count) {
        (true, true, 1) => "填这个数，经过它的合计就都相符。".to_owned(),
        (true, true, _) => "填这些数，经过它们的合计就都相符。".to_owned(),
        (true, false, 1) => format!("只改这一格，{sums} 个不符的合计就都相符。"),
        (true, false, _) => format!("改这 {count} 格，{sums} 个不符的合计就都相符。"),
        (false, true, 1) => "With this figure the sums through it hold. ".to_owned(),
        (false, true, _) => "With these figures the sums through them hold. ".to_owned(),
        (false, false, _) => format!(
            "Changing {} makes {sums} failing sums hold. ",
            if count == 1 { "this cell alone".to_owned() } else { format!("these {count} cells") }
        ),
    };
    let others = ways.as_integer().unwrap_or(1) - 1;
    let others = match (zh, facts.case()) {
        (true, 1) => format!("另有 {others} 种改法也能相符，这一种更像填写时的失误，或与正文的数字一致。"),
        (false, 1) => format!("There are {others} other ways; this one looks more like a slip, or agrees with the text. "),
        _ => String::new(),
    };
    let last = if zh { "请对照台账核实后改正。" } else { "Check it against your records and correct it." };
    (title, [settled.as_str(), &others, last].concat())
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}
