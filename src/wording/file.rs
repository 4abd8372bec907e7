//! What is said about the file itself, in both languages.

use super::{Facts, Language, NAMED, cut};
use crate::value::Decimal;

/// Title and advice of a finding about the file.
pub(super) fn message(facts: &Facts<'_>, language: Language) -> (String, String) {
    let (title, advice) = match language {
        Language::Zh => zh(facts),
        Language::En => en(facts),
    };
    (title, advice.to_owned())
}

fn zh(facts: &Facts<'_>) -> (String, &'static str) {
    match (facts.finding.code, facts.case()) {
        ("DOC-FILE-INCOMPLETE", _) => {
            ("文件不完整，只读出了一部分".to_owned(), "没有读到的内容没有核对。请重新取得这个文件，或打开后全选、复制再粘贴。")
        }
        ("DOC-FILE-PICTURES", _) => (
            format!("第 {} 页是图片，里面的文字没有读到", listed(facts.numbers(), "、", "等")),
            "图片里的表格没有核对。请打开定稿前的文字文档，或把这些页换成文字。",
        ),
        ("DOC-FILE-CHARACTERS", _) => (
            format!("文件里有 {} 个字看得见、读不出", facts.numbers().next().unwrap_or(Decimal::ZERO)),
            "读不出的字在表格里的，那一格没有读作数字。请打开定稿前的文字文档再核对一次。",
        ),
        ("DOC-FILE-HIDDEN", 0) => (
            format!("有隐藏的工作表：{}", named(facts, "“", "”", "、", "等")),
            "隐藏的工作表没有读，也没有核对。报告若在里面，请取消隐藏；不该公开的，请删去后再公开。",
        ),
        ("DOC-FILE-HIDDEN", 1) => {
            let counts: Vec<Decimal> = facts.numbers().collect();
            let places = facts.texts().zip(counts.chunks(2)).map(|(sheet, pair)| {
                let parts = pair.iter().zip(["行", "列"]).filter(|(count, _)| **count != Decimal::ZERO);
                let parts: Vec<String> = parts.map(|(count, unit)| format!("{count} {unit}")).collect();
                format!("工作表“{}”有 {}", cut(sheet, 30), parts.join("、"))
            });
            let places: Vec<String> = places.take(NAMED).collect();
            (format!("有隐藏的行或列：{}", places.join("；")), "隐藏的行和列照样读了。请取消隐藏，核对里面的数字是否该在报告里。")
        }
        ("DOC-FILE-HIDDEN", _) => {
            ("有设为隐藏的文字".to_owned(), "隐藏的文字没有读。请在文字处理软件里显示隐藏的文字，该留的改为显示，不该留的删去。")
        }
        _ => ("有尚未接受的修订".to_owned(), "核对时插入的内容算数，删除的不算。请接受或拒绝全部修订，再公开。"),
    }
}

fn en(facts: &Facts<'_>) -> (String, &'static str) {
    match (facts.finding.code, facts.case()) {
        ("DOC-FILE-INCOMPLETE", _) => (
            "The file is not whole, and only a part of it could be read".to_owned(),
            "What was not read was not checked. Get the file anew, or open it, select all, copy and paste.",
        ),
        ("DOC-FILE-PICTURES", _) => (
            format!("Pages that are pictures, whose text was not read: {}", listed(facts.numbers(), ", ", " and more")),
            "Tables in pictures were not checked. Open the text document they were made from, or replace those pages by text.",
        ),
        ("DOC-FILE-CHARACTERS", _) => (
            format!("Characters that the file shows and does not say: {}", facts.numbers().next().unwrap_or(Decimal::ZERO)),
            "Where they stand in a table, the cell was not read as a number. Check the text document that the file was made from.",
        ),
        ("DOC-FILE-HIDDEN", 0) => (
            format!("Hidden sheets: {}", named(facts, "“", "”", ", ", " and more")),
            "Hidden sheets were neither read nor checked. Show them if the report is there; delete what is not to be published.",
        ),
        ("DOC-FILE-HIDDEN", 1) => {
            let counts: Vec<Decimal> = facts.numbers().collect();
            let places = facts.texts().zip(counts.chunks(2)).map(|(sheet, pair)| {
                let parts = pair.iter().zip(["rows", "columns"]).filter(|(count, _)| **count != Decimal::ZERO);
                let parts: Vec<String> = parts.map(|(count, unit)| format!("{unit}: {count}")).collect();
                format!("sheet “{}” ({})", cut(sheet, 30), parts.join(", "))
            });
            let places: Vec<String> = places.take(NAMED).collect();
            (
                format!("Hidden rows or columns: {}", places.join("; ")),
                "They were read all the same. Show them, and check whether their figures belong to the report.",
            )
        }
        ("DOC-FILE-HIDDEN", _) => (
            "Text is formatted as hidden".to_owned(),
            "It was not read. Have the word processor show hidden text, keep what belongs to the report and delete the rest.",
        ),
        _ => (
            "Changes are not accepted yet".to_owned(),
            "What was inserted counts here, and what was deleted does not. Accept or reject all changes before you publish.",
        ),
    }
}

/// Numbers in a row, the first few of them.
fn listed(numbers: impl Iterator<Item = Decimal>, between: &str, more: &str) -> String {
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    let shown = numbers.iter().take(2 * NAMED).cloned().collect::<Vec<_>>().join(between);
    if numbers.len() > 2 * NAMED { format!("{shown}{more}") } else { shown }
}

/// The finding's texts in quotes, the first few of them.
fn named(facts: &Facts<'_>, open: &str, close: &str, between: &str, more: &str) -> String {
    let names: Vec<String> = facts.texts().map(|name| format!("{open}{}{close}", cut(name, 30))).collect();
    let shown = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(between);
    if names.len() > NAMED { format!("{shown}{more}") } else { shown }
}
