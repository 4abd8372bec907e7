//! Folding: writing a text in the one way in which labels are compared.

use super::traditional::simplified;

/// Folds a character: full-width forms to ASCII, the many brackets, dashes, dots and quotation marks to one each; `None` drops it.
#[expect(clippy::match_same_arms, reason = "the common characters stand first because most of a label is plain Han")]
pub(crate) fn fold_char(c: char) -> Option<char> {
    match c {
        // The common case first: most characters of a label are plain Han.
        '\u{4e00}'..='\u{9fff}' => Some(simplified(c)),
        'a'..='z' | '0'..='9' | '(' | ')' | '.' | ':' | ',' | '/' | '+' | '-' | '%' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        // White space and invisible characters, bullets of symbol fonts, variation selectors, then quotation marks and emphasis.
        ' '
        | '\t'
        | '\n'
        | '\r'
        | '\u{b}'
        | '\u{c}'
        | '\u{7}'
        | '\u{a0}'
        | '\u{ad}'
        | '\u{3000}'
        | '\u{feff}'
        | '\u{2000}'..='\u{200f}'
        | '\u{2028}'..='\u{202f}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}'
        | '\u{205f}'..='\u{2064}'
        | '"'
        | '\''
        | '“'
        | '”'
        | '‘'
        | '’'
        | '「'
        | '」'
        | '『'
        | '』'
        | '＂'
        | '＇'
        | '〝'
        | '〞'
        | '*'
        | '`' => None,
        '（' | '〔' | '【' | '[' | '［' | '﹙' | '⦅' => Some('('),
        '）' | '〕' | '】' | ']' | '］' | '﹚' | '⦆' => Some(')'),
        '、' | '．' | '｡' | '·' | '・' | '•' => Some('.'),
        '，' | '﹐' => Some(','),
        '：' | '﹕' | '∶' => Some(':'),
        '／' | '∕' => Some('/'),
        '－' | '—' | '–' | '―' | '−' | '‐' | '‑' | '‒' | '﹣' | '─' | '━' => Some('-'),
        '＋' | '﹢' => Some('+'),
        '〇' | '○' | '◯' => Some('〇'),
        // Full-width forms lie in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(ascii) => Some(ascii.to_ascii_lowercase()),
            None => Some(c),
        },
        _ => Some(c),
    }
}

/// Folds a text; white space and quotation marks are dropped.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(fold_char));
    folded
}

/// A folded text without its leading number: `一.`, `(一)`, `1.`, `第一部分`, or a single circled digit.
pub(crate) fn without_number(folded: &str) -> &str {
    let rest = folded.trim_start_matches('.');
    if let Some(inner) = rest.strip_prefix('(')
        && let Some((number, after)) = inner.split_once(')')
        && is_number(number)
    {
        return after.trim_start_matches(['.', ',', ':']);
    }
    let digits = rest.find(|c: char| !is_numeral(c)).unwrap_or(0);
    let (number, after) = rest.split_at(digits);
    if !number.is_empty()
        && let Some(after) = after.strip_prefix(['.', ',', ')', ':'])
    {
        return after;
    }
    match rest.chars().next() {
        Some(c @ ('\u{2460}'..='\u{249b}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')) => {
            rest[c.len_utf8()..].trim_start_matches(['.', ','])
        }
        _ => rest,
    }
}

/// Whether every character is a digit or a Chinese numeral.
pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_numeral)
}

const fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The value of a Chinese ordinal from 一 to 二十, or of one or two ASCII digits.
pub(crate) fn ordinal(text: &str) -> Option<u8> {
    const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digit = |c: char| DIGITS.iter().zip(1_u8..).find(|&(&d, _)| d == c).map(|(_, n)| n);
    let mut chars = text.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('十'), None, _) => Some(10),
        (Some('十'), Some(unit), None) => digit(unit).map(|n| 10 + n),
        (Some('二'), Some('十'), None) => Some(20),
        (Some(unit), None, _) => digit(unit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_to_write_a_label() {
        let cases = [
            ("3.危及“三安全一稳定”", "3.危及三安全一稳定"),
            ("（ 一 ）予以\u{3000}公开", "(一)予以公开"),
            ("本年增／减", "本年增/减"),
            ("１．属于\n国家秘密\u{200b}", "1.属于国家秘密"),
            ("1、属于国家秘密", "1.属于国家秘密"),
            ("\u{f0b7}總\u{fe00}計", "总计"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn numbers_in_front() {
        let cases = [
            ("(一)予以公开", "予以公开"),
            ("1.属于国家秘密", "属于国家秘密"),
            ("四.结转下年度", "结转下年度"),
            ("(本列数据)", "(本列数据)"),
            ("三安全一稳定", "三安全一稳定"),
            ("①重复申请", "重复申请"),
            ("㈠予以公开", "予以公开"),
            ("3", "3"),
            ("", ""),
        ];
        for (folded, rest) in cases {
            assert_eq!(without_number(folded), rest);
        }
    }

    #[test]
    fn ordinals() {
        let cases = [("一", Some(1)), ("十", Some(10)), ("十二", Some(12)), ("7", Some(7)), ("l六", None), ("", None)];
        for (text, number) in cases {
            assert_eq!(ordinal(text), number, "{text}");
        }
    }
}
