//! The six sections: which lines are their headings, and what stands under them.

use super::fold::{fold, ordinal};
use super::labels::is_prose;
use super::lines::Line;
use crate::order;
use crate::report::Section;

/// A heading longer than this is a sentence.
const LONGEST: usize = 45;

/// A line recognised as the heading of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// Index of the line.
    pub line: usize,
    /// The section of the form, 1 to 6; 0 for one that the form does not have.
    pub number: u8,
    /// The ordinal as printed, without punctuation.
    pub ordinal: String,
    /// Where the heading ends and text of the section follows on its line, in bytes of [`whole`].
    pub end: Option<usize>,
    /// Whether only ordinal and subject tell the section, not the form's words.
    pub loose: bool,
}

/// The text of a line that is a paragraph, or of the only cell of its row.
fn whole(line: &Line<'_>) -> String {
    if line.is_row {
        line.sole_text().map_or_else(String::new, |token| token.raw.to_owned())
    } else {
        line.tokens.iter().map(|token| token.raw).collect::<Vec<_>>().join(" ")
    }
}

/// A heading of the form with its ordinal, and behind it text of the section on the same line: `六、其他需要报告的事项：无。`
fn with_text(line: &Line<'_>) -> Option<(u8, String, usize)> {
    let first = line.tokens.iter().find(|token| !token.is_blank()).filter(|token| token.is_text())?;
    let begins = first.raw.chars().next().is_some_and(|c| c == '第' || ordinal(c.encode_utf8(&mut [0; 4])).is_some());
    if !begins || line.is_row {
        return None;
    }
    let text = whole(line);
    let ends = text.char_indices().take(LONGEST).filter(|&(_, c)| matches!(c, '：' | ':' | '。') || c.is_whitespace());
    for (end, _) in ends {
        let folded = fold(&text[..end]);
        let (number, body) = split_ordinal(&folded);
        let follows = text[end..].chars().any(|c| !matches!(c, '：' | ':' | '。') && !c.is_whitespace());
        if let Some(section) = section_of(body, false).filter(|_| follows && is_top_level(number)) {
            return Some((section, number.to_owned(), end));
        }
    }
    None
}

/// Finds the headings of the six sections, at most one each, in the order of the document.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for (line, content) in lines.iter().enumerate() {
        if let Some((number, ordinal, end)) = with_text(content) {
            found.push(Heading { line, number, ordinal, end: Some(end), loose: false });
            continue;
        }
        let Some(token) = content.sole_text().filter(|token| token.is_text() && token.raw.len() <= 3 * (LONGEST + 10)) else { continue };
        if let Some((number, ordinal)) = recognise(&token.folded) {
            let loose = section_of(split_ordinal(token.folded.trim_end_matches(['。', ':'])).1, true).is_none();
            found.push(Heading { line, number, ordinal, end: None, loose });
        }
    }
    drop_contents(&mut found, lines);
    let mut best: Vec<Heading> = Vec::new();
    for number in 1..=6 {
        // Under a section's own heading the same words may head a part of it; the one that carries the section's ordinal counts.
        let candidates = || found.iter().filter(|heading| heading.number == number);
        let fits = |heading: &&Heading| ordinal(&heading.ordinal) == Some(number) && is_top_level(&heading.ordinal);
        let fitting = candidates().filter(fits).find(|heading| !heading.loose).or_else(|| candidates().find(fits));
        best.extend(
            fitting.or_else(|| candidates().find(|heading| is_top_level(&heading.ordinal))).or_else(|| candidates().next()).cloned(),
        );
    }
    order::by_key(&mut best, |heading| heading.line);
    best
}

/// The last line of these that is the heading of the first section.
pub(super) fn last_first(lines: &[Line<'_>], range: std::ops::Range<usize>) -> Option<usize> {
    let is_first = |line: &Line<'_>| {
        let token = line.sole_text().filter(|token| token.is_text());
        token.and_then(|token| recognise(&token.folded)).is_some_and(|(number, ordinal)| number == 1 && is_top_level(&ordinal))
            || with_text(line).is_some_and(|(number, ..)| number == 1)
    };
    range.rev().find(|&at| lines.get(at).is_some_and(is_first))
}

fn is_top_level(ordinal: &str) -> bool {
    !ordinal.is_empty() && !ordinal.bytes().all(|b| b.is_ascii_digit())
}

/// A table of contents repeats the headings on lines that follow one another; the headings after it are the real ones.
fn drop_contents(found: &mut Vec<Heading>, lines: &[Line<'_>]) {
    let Some(first) = found.first() else { return };
    let run = found.windows(2).take_while(|pair| pair[1].line == pair[0].line + 1).count() + 1;
    let repeated = found[..run].iter().all(|heading| found[run..].iter().any(|other| other.number == heading.number));
    if run >= 3 && repeated && first.line < lines.len() {
        found.drain(..run);
    }
}

/// The section that a folded line is the heading of, and its ordinal.
fn recognise(folded: &str) -> Option<(u8, String)> {
    let ended = folded.ends_with('。');
    let folded = folded.trim_end_matches(['。', ':']);
    if folded.chars().count() > LONGEST || is_prose(folded) || folded.contains(':') {
        return None;
    }
    let (number, body) = split_ordinal(folded);
    // A full stop after an Arabic number ends a list, such as one of the parts of the report.
    if ended && !is_top_level(number) {
        return None;
    }
    let section = section_of(body, !number.is_empty()).or_else(|| loosely(body, ordinal(number)?))?;
    Some((section, number.to_owned()))
}

/// Divides `一.总体情况` into ordinal and heading. What stands before the first dot may be damaged, such as `l六`.
fn split_ordinal(folded: &str) -> (&str, &str) {
    let part = folded.strip_prefix('第').and_then(|rest| rest.split_once("部分"));
    if let Some((number, body)) = part.filter(|(number, _)| ordinal(number).is_some()) {
        return (number, body.trim_start_matches(['.', ',']));
    }
    // A number in brackets heads a part of a section.
    if folded.starts_with('(') {
        return ("", folded);
    }
    match folded.split_once(['.', ',']) {
        Some((number, body)) if !number.is_empty() && number.chars().count() <= 4 && !body.is_empty() => (number, body),
        _ => {
            // 一总体情况: the dot is lost, the ordinal is not.
            let first = folded.chars().next().map_or(0, char::len_utf8);
            let (number, body) = folded.split_at(first);
            if ordinal(number).is_some() && section_of(body, true).is_some() { (number, body) } else { ("", folded) }
        }
    }
}

/// The section whose heading these words are. Without an ordinal only the wordings of the form and its common variants count.
fn section_of(body: &str, numbered: bool) -> Option<u8> {
    let has = |word: &str| body.contains(word);
    let body = body.trim_end_matches(['.', '-', '…']).trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['.', '…']);
    if !numbered {
        const EXACT: [(&str, u8); 14] = [
            ("总体情况", 1),
            ("主动公开政府信息情况", 2),
            ("行政机关主动公开政府信息情况", 2),
            ("收到和处理政府信息公开申请情况", 3),
            ("收到和处理申请情况", 3),
            ("政府信息公开行政复议.行政诉讼情况", 4),
            ("政府信息公开行政复议和行政诉讼情况", 4),
            ("因政府信息公开工作被申请行政复议.提起行政诉讼情况", 4),
            ("存在的主要问题及改进情况", 5),
            ("存在问题及改进情况", 5),
            ("存在的主要问题和改进情况", 5),
            ("政府信息公开工作存在的主要问题及改进情况", 5),
            ("其他需要报告的事项", 6),
            ("其他需要说明的事项", 6),
        ];
        return EXACT.iter().find(|(words, _)| *words == body).map(|&(_, section)| section);
    }
    let length = body.chars().count();
    if (has("总体情况") || has("概述") || has("基本情况")) && length <= 16 {
        Some(1)
    } else if has("主动公开") && (has("信息") || has("政府")) && !has("申请") && length <= 24 {
        Some(2)
    } else if has("申请") && (has("收到") || has("处理")) && has("情况") && !has("复议") {
        Some(3)
    } else if has("复议") && has("诉讼") {
        Some(4)
    } else if has("问题") && (has("改进") || has("存在") || has("主要")) && length <= 30 {
        Some(5)
    } else if has("其他") && has("事项") && (has("报告") || has("说明") || has("公开")) {
        Some(6)
    } else {
        None
    }
}

/// The section whose ordinal a heading has, where its words are about that section in other terms than the form's.
fn loosely(body: &str, ordinal: u8) -> Option<u8> {
    const WORDS: [(u8, &[&str]); 6] = [
        (1, &["总体", "概况", "概述"]),
        (2, &["主动公开"]),
        (3, &["依申请公开", "申请情况"]),
        (4, &["复议", "诉讼"]),
        (5, &["存在问题", "主要问题", "不足"]),
        (6, &["其他事项", "其他情况"]),
    ];
    let about = |words: &[&str]| words.iter().any(|word| body.contains(word));
    let (section, words) = WORDS.into_iter().find(|&(section, _)| section == ordinal)?;
    (about(words) && body.chars().count() <= 20).then_some(section)
}

/// What stands before the first section and under each heading, tables left out.
pub(super) fn divide(lines: &[Line<'_>], headings: &[Heading], is_table: &[bool]) -> (String, Vec<Section>) {
    let headings = with_extras(lines, headings, is_table);
    let mut preface = String::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut next = headings.iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        if let Some(heading) = next.next_if(|heading| heading.line == at) {
            let raw = whole(line);
            let (printed, text) = raw.split_at(heading.end.unwrap_or(raw.len()));
            let text = text.trim_start_matches(|c: char| matches!(c, '：' | ':' | '。') || c.is_whitespace());
            sections.push(Section {
                number: heading.number,
                ordinal: heading.ordinal.clone(),
                heading: printed.replace('\n', ""),
                text: text.to_owned(),
            });
            continue;
        }
        if is_table[at] {
            continue;
        }
        let text = sections.last_mut().map_or(&mut preface, |section| &mut section.text);
        let mut add = |raw: &str| {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(raw);
        };
        if line.is_row {
            // A row outside the three tables is text only where it is one piece.
            if let Some(token) = line.sole_text() {
                add(token.raw);
            }
        } else {
            add(&line.tokens.iter().map(|token| token.raw).collect::<Vec<_>>().join(" "));
        }
    }
    (preface, sections)
}

/// Adds headings that the form does not have: a line whose ordinal continues that of the section before it, in a place where the form's own
/// headings leave room for it.
fn with_extras(lines: &[Line<'_>], headings: &[Heading], is_table: &[bool]) -> Vec<Heading> {
    let mut all = headings.to_vec();
    for (at, heading) in headings.iter().enumerate() {
        let Some(mut last) = ordinal(&heading.ordinal) else { continue };
        let (end, limit) = headings.get(at + 1).map_or((lines.len(), u8::MAX), |next| (next.line, ordinal(&next.ordinal).unwrap_or(0)));
        for line in heading.line + 1..end {
            let Some(token) = lines[line].sole_text().filter(|token| token.is_text() && !is_table[line]) else { continue };
            let (number, body) = split_ordinal(&token.folded);
            let fits = ordinal(number).is_some_and(|n| n == last + 1 && n < limit) && is_top_level(number);
            if fits && (2..=25).contains(&body.chars().count()) && !is_prose(body) && !body.ends_with([':', '.']) {
                all.push(Heading { line, number: 0, ordinal: number.to_owned(), end: None, loose: false });
                last += 1;
            }
        }
    }
    order::by_key(&mut all, |heading| heading.line);
    all
}

/// More residue than this in one text is a damaged file, and naming each helps nobody.
const MOST_ARTIFACTS: usize = 20;

/// Residue that word processors leave in text, with its place in characters.
pub(super) fn artifacts(text: &str) -> Vec<(String, [u32; 2])> {
    const MARKS: [(&str, &str); 6] = [
        ("[bookmark:", "]"),
        ("HYPERLINK \"", "\""),
        ("PAGEREF ", " "),
        ("EMBED ", " "),
        ("错误！未找到引用源", "。"),
        ("错误!未找到引用源", "。"),
    ];
    let mut found = Vec::new();
    // All marks but the last two are ASCII, and a report in Chinese has few letters.
    let suspicious = text.bytes().any(|b| b.is_ascii_alphabetic() || (b < 32 && b != b'\n') || b == 127)
        || text.contains('错')
        || text.contains('\u{85}');
    if !suspicious {
        return Vec::new();
    }
    for (mark, end) in MARKS {
        for (start, _) in text.match_indices(mark) {
            let rest = &text[start + mark.len()..];
            let line = rest.find('\n').unwrap_or(rest.len());
            let length = rest[..line].find(end).map_or(0, |at| at + end.len());
            found.push((start, start + mark.len() + length));
        }
    }
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    found.extend(text.match_indices(control).map(|(at, c)| (at, at + c.len())));
    found.truncate(MOST_ARTIFACTS);
    order::by_key(&mut found, |&place| place);
    let chars = |bytes: usize| u32::try_from(text[..bytes].chars().count()).unwrap_or(u32::MAX);
    found.into_iter().map(|(start, end)| (text[start..end].to_owned(), [chars(start), chars(end)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        let cases = [
            ("一、总体情况", Some((1, "一"))),
            ("总体情况", Some((1, ""))),
            ("一总体情况", Some((1, "一"))),
            ("第一部分 概述", Some((1, "一"))),
            ("二、行政机关主动公开政府信息情况", Some((2, "二"))),
            ("三、收到和处理政府信息公开申请情况", Some((3, "三"))),
            ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", Some((4, "四"))),
            ("四、行政复议及行政诉讼", Some((4, "四"))),
            ("l六、存在的主要问题及改进情况", Some((5, "l六"))),
            ("六、其他需要报告的事项", Some((6, "六"))),
            ("（一）主动公开政府信息情况", None),
            ("一、本年新收政府信息公开申请数量", None),
            ("四、结转下年度继续办理", None),
            ("一、我镇总体情况良好，没有问题。", None),
            ("七、2022年工作思路", None),
            ("六、其他需要报告的事项。", Some((6, "六"))),
            ("6.其他需要报告的事项。", None),
            ("三、依申请公开情况", Some((3, "三"))),
            ("二、依申请公开情况", None),
        ];
        for (text, expected) in cases {
            assert_eq!(recognise(&fold(text)), expected.map(|(n, o): (u8, &str)| (n, o.to_owned())), "{text}");
        }
    }

    #[test]
    fn text_may_follow_on_the_line_of_a_heading() {
        let cases = [
            ("六、其他需要报告的事项：无。", Some((6, "六、其他需要报告的事项"))),
            ("六、其他需要报告的事项 无", Some((6, "六、其他需要报告的事项"))),
            ("一、总体情况。2022年，我镇认真贯彻落实条例。", Some((1, "一、总体情况"))),
            ("五、存在的主要问题及改进情况", None),
            ("三、 收到和处理政府信息公开申请情况", None),
            ("（一）总体情况：良好。", None),
        ];
        for (text, expected) in cases {
            let document =
                crate::document::Document { blocks: vec![crate::document::Block::Paragraph(text.to_owned())], ..Default::default() };
            let found = with_text(&super::super::lines::lines(&document)[0]).map(|(section, _, end)| (section, &text[..end]));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn residue_has_its_place() {
        assert_eq!(artifacts("一\n[bookmark: _GoBack]以公开"), [("[bookmark: _GoBack]".to_owned(), [2, 21])]);
        assert_eq!(artifacts("见错误！未找到引用源。"), [("错误！未找到引用源。".to_owned(), [1, 11])]);
        assert_eq!(artifacts("a\u{13}b"), [("\u{13}".to_owned(), [1, 2])]);
        assert!(artifacts("以公开为原则").is_empty());
    }
}
