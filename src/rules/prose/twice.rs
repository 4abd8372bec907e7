//! A quantity that the text states twice with different numbers.

use super::bodies;
use crate::report::Report;

/// Words that say that all of the year is meant; they are left out when clauses are compared.
const WHOLE: [&str; 12] = ["全年度", "全年", "本年度", "今年", "年内", "累计", "总计", "合计", "一共", "总共", "共计", "共"];
/// No report states more; what follows is damage, and each is compared with all.
const ENOUGH: usize = 300;
/// A clause of fewer characters says too little of what is counted.
const SHORTEST: usize = 5;
/// Lists repeat their words with the number of each part. A quantity stated more often than this is one of them.
const MOST: usize = 2;

/// A number with the words before it in its clause.
struct Stated {
    section: u8,
    /// Which sentence, counted through the report.
    sentence: usize,
    /// The words without what says that all of the year is meant.
    what: String,
    digits: String,
    unit: char,
    span: [usize; 2],
}

/// Where a quantity of the whole year is stated again with another number: the section, the clause in bytes, and both numbers, first and again.
pub(super) fn twice(report: &Report) -> Vec<(u8, [usize; 2], String, String)> {
    let mut stated: Vec<Stated> = Vec::new();
    let mut sentence = 0;
    for (section, text) in bodies(report).filter(|(section, _)| *section <= 2) {
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let ends = matches!(c, '。' | '！' | '？' | '\n' | '；' | '，' | '：' | ';' | ',' | ':');
            if !ends {
                continue;
            }
            if let Some(clause) = text.get(start..at).filter(|_| stated.len() < ENOUGH) {
                stated.extend(read(clause, start).map(|(what, digits, unit, span)| Stated { section, sentence, what, digits, unit, span }));
            }
            start = at + c.len_utf8();
            sentence += usize::from(matches!(c, '。' | '！' | '？' | '\n'));
        }
    }
    let mut found = Vec::new();
    for (at, first) in stated.iter().enumerate() {
        let is_same = |other: &&Stated| other.what == first.what && other.unit == first.unit;
        if stated.iter().take(at).any(|other| is_same(&other)) || stated.iter().filter(is_same).count() > MOST {
            continue;
        }
        let again = stated.iter().skip(at + 1).find(is_same);
        if let Some(again) = again.filter(|again| again.digits != first.digits && again.sentence != first.sentence) {
            found.push((again.section, again.span, first.digits.clone(), again.digits.clone()));
        }
    }
    found
}

/// A clause that says how much there was of something in the whole year, its number at the end: words, number, counting word and place in bytes.
fn read(clause: &str, start: usize) -> Option<(String, String, char, [usize; 2])> {
    let body = clause.trim_start();
    let before = clause.len() - body.len();
    let body = body.trim_end();
    let unit = body.chars().next_back().filter(|c| matches!(c, '条' | '件' | '篇' | '份' | '期' | '项' | '次'))?;
    let words = body.get(..body.len() - unit.len_utf8())?.trim_end();
    let bare = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = words.get(bare.len()..).filter(|digits| !digits.is_empty() && digits.len() <= 9)?;
    // A rounded number, or one with a decimal point, is no count.
    let bare = bare.trim_end();
    if bare.ends_with(['.', '约', '近', '超', '余', '第', '-', '—', '至']) {
        return None;
    }
    // 公共 has nothing to do with 共.
    let bare = bare.replace("公共", "公众");
    let whole = WHOLE.iter().any(|word| bare.contains(word));
    let mut what: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    for word in WHOLE {
        what = what.replace(word, "");
    }
    // Other years, parts and comparisons are other quantities.
    let other = ["上年", "去年", "其中", "比", "较", "同期", "增", "减", "月", "季度", "年"].iter().any(|word| what.contains(word));
    let counts = what.chars().count() >= SHORTEST && what.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    (whole && counts && !other).then(|| (what, digits.to_owned(), unit, [start + before, start + before + body.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses() {
        let cases = [
            ("全年主动公开政府信息20条", Some(("主动公开政府信息", "20"))),
            (" 共主动公开政府信息 16 条", Some(("主动公开政府信息", "16"))),
            ("全年通过门户网站主动公开政府信息9条", Some(("通过门户网站主动公开政府信息", "9"))),
            ("主动公开政府信息20条", None),
            ("全年比上年多主动公开信息20条", None),
            ("全年主动公开政府信息约20条", None),
            ("全年主动公开政府信息2.5条", None),
            ("全年公开20条", None),
            ("2023年全年主动公开政府信息20条", None),
            ("全年主动公开政府信息", None),
        ];
        for (clause, expected) in cases {
            let found = read(clause, 0).map(|(what, digits, ..)| (what, digits));
            assert_eq!(found, expected.map(|(what, digits)| (what.to_owned(), digits.to_owned())), "{clause}");
        }
    }
}
