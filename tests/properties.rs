//! What holds for any input whatever: no panic, no figure without a place, the same outcome every time, and JSON that survives a round trip.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "this test draws reports and compares nothing with what was drawn")]
mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::mess::Mess;
use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::document::{Document, Kind, Place};
use gouji::form::{Edition, FieldKind};
use gouji::report::Beside;
use gouji::value::{Decimal, Value};
use gouji::{Content, Decode, Options, Source, check, intake, reading, rules};
use proptest::collection::vec;
use proptest::prelude::*;

/// Words that matter to a reader of reports, and what stands between them.
const WORDS: [&str; 72] = [
    "某机关2023年政府信息公开工作年度报告",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "第二十条第（一）项",
    "第二十条第（五）项",
    "信息内容",
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "本年新制作数量",
    "上一年项目数量",
    "本年增/减",
    "规章",
    "行政规范性文件",
    "规范性文件",
    "行政许可",
    "其他对外管理服务事项",
    "行政处罚",
    "行政事业性收费",
    "政府集中采购",
    "采购总金额",
    "申请人情况",
    "自然人",
    "商业企业",
    "其他",
    "总计",
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三、本年度办理结果",
    "（一）予以公开",
    "（三）不予公开",
    "1.属于国家秘密",
    "（六）其他处理",
    "3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
    "行政复议",
    "结果维持",
    "结果纠正",
    "尚未审结",
    "复议后起诉",
    "（",
    "）",
    "。",
    "，",
    "：",
    "0",
    "7",
    "12",
    "１２",
    "1,234",
    "-3",
    "2.5",
    "/",
    "—",
    "件",
    "增5",
    "减3",
    "22（其中16件）",
    "1 3 6",
    "1e30",
    "\t",
    "\n",
    "\n\n",
    "|",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\"",
    "2024年1月20日",
];

/// Tags that matter, whole and broken.
const TAGS: [&str; 24] = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td colspan=3>",
    "<td rowspan=2>",
    "<td colspan=0 rowspan=0>",
    "<th>",
    "<p>",
    "</p>",
    "<br/>",
    "<span>",
    "</span>",
    "<!--",
    "-->",
    "<![if !x]>",
    "&nbsp;",
    "&#12;",
    "<style>",
    "</style>",
    "<td colspan=999999999>",
    "<",
];

fn pieces(words: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    vec(proptest::sample::select(words), 0..most).prop_map(|words| words.concat())
}

fn markup() -> impl Strategy<Value = String> {
    let word = prop_oneof![proptest::sample::select(&WORDS[..]), proptest::sample::select(&TAGS[..])];
    vec(word, 0..120).prop_map(|words| words.concat())
}

/// A table of random size, spans and words.
fn grid() -> impl Strategy<Value = String> {
    let cell = (0..WORDS.len(), 1..4_usize, 1..3_usize);
    vec(vec(cell, 0..10), 0..12).prop_map(|rows| {
        let cell = |(word, columns, rows): (usize, usize, usize)| format!("<td colspan={columns} rowspan={rows}>{}</td>", WORDS[word]);
        let rows = rows.into_iter().map(|row| format!("<tr>{}</tr>", row.into_iter().map(cell).collect::<String>()));
        format!("<table>{}</table>", rows.collect::<String>())
    })
}

/// A drawn report to which something happened.
fn damaged() -> impl Strategy<Value = String> {
    let damage = (0..5_usize, any::<prop::sample::Index>(), 0..40_usize, 0..WORDS.len());
    (any::<u64>(), 0..Style::ALL.len(), vec(damage, 0..8)).prop_map(|(seed, style, damage)| {
        let mut rng = Rng::new(seed);
        let edition = *rng.pick(&Edition::ALL);
        let kept_row = edition == Edition::V2021 && rng.one_in(3);
        let prose = *rng.pick(&[Prose::Full, Prose::Spaced, Prose::Headings, Prose::None]);
        let mut page = Page::new(&Figures::made_up(edition, kept_row, seed), prose);
        for mess in Mess::ALL {
            if rng.one_in(4) {
                mess.befall(&mut page, &mut rng);
            }
        }
        let mut chars: Vec<char> = draw(&page, Style::ALL[style], &mut rng).chars().collect();
        for (what, at, length, word) in damage {
            let start = at.index(chars.len().max(1));
            let end = (start + length).min(chars.len());
            match what {
                0 => drop(chars.drain(start..end)),
                1 => {
                    let copy: Vec<char> = chars[start..end].to_vec();
                    chars.splice(start..start, copy);
                }
                2 => drop(chars.splice(start..start, WORDS[word].chars())),
                3 => chars[start..end].reverse(),
                _ => chars.truncate(end.max(200)),
            }
        }
        chars.into_iter().collect()
    })
}

/// Reads the number that a cell's text says, without the library's help; `None` where it says none or more than one can tell.
fn says(text: &str, kind: FieldKind) -> Option<Decimal> {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap(),
        '−' | '–' | '﹣' => '-',
        '〇' | '零' | '○' | '◯' => '0',
        _ => c,
    };
    let text: String = text
        .chars()
        .map(plain)
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{7}' | ','))
        .collect();
    let text = text.split('(').next().unwrap_or("");
    // Numbers with what stands before each.
    let mut numbers: Vec<(String, String)> = Vec::new();
    let mut before = String::new();
    for c in text.chars() {
        let goes_on = before.is_empty() && !numbers.is_empty();
        if c.is_ascii_digit() || (c == '.' && goes_on) {
            match numbers.last_mut().filter(|_| goes_on) {
                Some((_, digits)) => digits.push(c),
                None => numbers.push((std::mem::take(&mut before), c.to_string())),
            }
        } else {
            before.push(c);
        }
    }
    let is_minus = |before: &str| {
        before.ends_with('-') || ["减", "减少", "减少了", "下降"].iter().any(|word| before.trim_end_matches(['为', ':']).ends_with(word))
    };
    match numbers.as_slice() {
        [(before, digits)] => Decimal::parse(&format!("{}{digits}", if is_minus(before) { "-" } else { "" })),
        [(first, up), (second, down)] if kind == FieldKind::Signed => {
            let number = |before: &str, digits: &str| digits.parse::<i64>().ok().map(|n| if is_minus(before) { -n } else { n });
            let (up, down) = (number(first, up)?, number(second, down)?);
            // Two figures without signs around a stroke are an increase and a decrease.
            Some(Decimal::integer(if first.is_empty() && second == "/" { up - down } else { up + down }))
        }
        _ => None,
    }
}

/// Every figure of every report stands where the report says it does, and no two stand in the same place.
fn has_places(document: &Document, source: &Source<'_>) -> Result<(), TestCaseError> {
    let Ok((kind, _)) = intake::read(source, Decode::default()) else { return Ok(()) };
    for report in reading::read("", kind, document, None).into_iter().flatten() {
        let form = report.form();
        let mut taken: BTreeMap<Place, String> = BTreeMap::new();
        for field in form.fields() {
            let cell = report.cell(field);
            let (Value::Number(number, _) | Value::Noted(number, _)) = cell.value else { continue };
            let id = form.id(field);
            let place = cell.place;
            prop_assert!(place.is_some(), "{id} has no place");
            let text = document.text_at(place.unwrap());
            prop_assert_eq!(text, Some(cell.raw.as_ref()), "{}", id);
            prop_assert_eq!(says(text.unwrap(), form.column(field).kind), Some(number), "{} reads {:?}", id, text);
            if let Some(other) = taken.insert(place.unwrap(), id.to_owned()) {
                return Err(TestCaseError::fail(format!("{other} and {id} stand in one place")));
            }
        }
    }
    Ok(())
}

/// The rules between years hold of a report beside itself, and what they quote stands where they say.
fn beside_itself(document: &Document, source: &Source<'_>) -> Result<(), TestCaseError> {
    for mut report in reading::read(source.name, Kind::Text, document, None).into_iter().flatten() {
        report.beside = Some(Beside { source: String::new(), report: Some(Arc::new(report.clone())), hindrance: None });
        let verdict = rules::check(&report);
        prop_assert!(!verdict.findings.iter().any(|finding| finding.code == "XY-JUMP"), "nothing leaps from itself");
        for finding in &verdict.findings {
            let quotes = finding.passages.iter().flat_map(|passage| [&passage.now, &passage.before]).chain(&finding.quote);
            for quote in quotes {
                let texts = report.sections.iter().filter(|section| section.number == quote.section).map(|section| section.text.as_str());
                let [start, end] = quote.span.map(|at| at as usize);
                let stands = |text: &str| text.chars().skip(start).take(end - start).eq(quote.text.chars());
                prop_assert!(texts.chain([report.preface.as_str()]).any(stands), "{quote:?} of {}", finding.code);
            }
            for language in [gouji::Language::Zh, gouji::Language::En] {
                prop_assert!(!gouji::wording::message(finding, &report, language).title.is_empty());
            }
        }
    }
    Ok(())
}

fn holds(content: Content<'_>) -> Result<(), TestCaseError> {
    let source = Source { name: "report", content };
    if let Ok((_, document)) = intake::read(&source, Decode::default()) {
        has_places(&document, &source)?;
        beside_itself(&document, &source)?;
    }
    let json = |language| serde_json::to_string(&check(&source, &Options { language, ..Options::default() })).unwrap();
    for language in [gouji::Language::Zh, gouji::Language::En] {
        let once = json(language);
        prop_assert_eq!(&once, &json(language), "two runs differ");
        let value: serde_json::Value = serde_json::from_str(&once).unwrap();
        let again: serde_json::Value = serde_json::from_str(&value.to_string()).unwrap();
        prop_assert_eq!(value, again);
    }
    Ok(())
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_text(text in any::<String>()) {
        holds(Content::Text(&text))?;
        holds(Content::Html(&text))?;
    }

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..400)) {
        holds(Content::Bytes(&bytes))?;
    }

    #[test]
    fn words_of_reports_in_any_order(text in pieces(&WORDS, 160)) {
        holds(Content::Text(&text))?;
    }

    #[test]
    fn tags_in_any_order(text in markup()) {
        holds(Content::Html(&text))?;
    }

    #[test]
    fn any_grid(text in grid()) {
        holds(Content::Html(&text))?;
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn damaged_reports(text in damaged()) {
        holds(Content::Bytes(text.as_bytes()))?;
    }
}
