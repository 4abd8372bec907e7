//! Numbers that belong to persons: identity numbers, bank cards, mobile telephones.
//!
//! They are blacked out in the document before anything else is read, so that no figure, quote or message can carry them out of the program.
//! What remains are the first three digits and the last two, by which the author finds the place, and as many characters as there were.

use std::ops::Range;

use crate::document::{Block, Document, Remark};
use crate::report::Personal;

/// Stands for a digit that is blacked out. It is no sign that a cell may hold, so that what is blacked out is read as no figure.
pub(super) const BLOT: char = '█';

/// A number that was blacked out, as it then stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blotted {
    pub kind: Personal,
    pub text: String,
}

/// The document with such numbers blacked out, and these in the order of the document, each once; `None` where there are none.
pub(super) fn blot(document: &Document) -> Option<(Document, Vec<Blotted>)> {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(text) => std::slice::from_ref(text).iter().collect::<Vec<_>>(),
        Block::Grid(grid) => grid.cells.iter().map(|cell| &cell.text).collect(),
    });
    let sheets = document.remarks.iter().filter_map(sheet);
    if !texts.chain(sheets).any(|text| is_suspicious(text)) {
        return None;
    }
    let mut document = document.clone();
    let mut blotted = Vec::new();
    // How many of the next paragraphs may hold a sum of money whose label is a paragraph of its own.
    let mut money = 0_u8;
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(text) => {
                money = if is_of_money(text) { 4 } else { money.saturating_sub(1) };
                blot_text(text, money > 0, &mut blotted);
            }
            Block::Grid(grid) => {
                for row in grid.cells.chunk_by_mut(|a, b| a.row == b.row) {
                    let money = row.iter().any(|cell| is_of_money(&cell.text));
                    for cell in row {
                        blot_text(&mut cell.text, money, &mut blotted);
                    }
                }
            }
        }
    }
    for remark in &mut document.remarks {
        if let Remark::HiddenSheet(name) | Remark::HiddenCells { sheet: name, .. } = remark {
            blot_text(name, false, &mut blotted);
        }
    }
    (!blotted.is_empty()).then_some((document, blotted))
}

fn sheet(remark: &Remark) -> Option<&String> {
    match remark {
        Remark::HiddenSheet(name) | Remark::HiddenCells { sheet: name, .. } => Some(name),
        _ => None,
    }
}

/// Whether a text is the label of a sum of money, which may have as many digits as a telephone.
fn is_of_money(text: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    has(&["采购", "收费", "金额"]) && !has(&["电话", "手机", "联系"])
}

/// Whether a text has so many digits that a look at it is worthwhile.
fn is_suspicious(text: &str) -> bool {
    // The digits of full width are told by the last of their three bytes, which may be that of other characters too.
    let is_digit = |byte: &u8| byte.is_ascii_digit() || (0x90..=0x99).contains(byte);
    text.len() >= 11 && text.bytes().filter(is_digit).count() >= 11
}

/// Blacks out a text's numbers; where it is about `money`, what could be a telephone is left alone.
fn blot_text(text: &mut String, money: bool, blotted: &mut Vec<Blotted>) {
    if !is_suspicious(text) {
        return;
    }
    let found = find(text);
    for (kind, range) in found.into_iter().rev() {
        let Some(number) = text.get(range.clone()) else { continue };
        if kind == Personal::Mobile && money {
            continue;
        }
        let digits = number.chars().filter(|&c| digit(c).is_some() || is_x(c)).count();
        let mut at = 0;
        let masked: String = number
            .chars()
            .map(|c| {
                let counts = digit(c).is_some() || is_x(c);
                at += usize::from(counts);
                if counts && (4..digits - 1).contains(&at) { BLOT } else { c }
            })
            .collect();
        let this = Blotted { kind, text: masked.clone() };
        if !blotted.contains(&this) {
            blotted.push(this);
        }
        text.replace_range(range, &masked);
    }
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

const fn is_x(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ')
}

/// Digits that follow one another, as a number is grouped: bytes, and the digits with 10 for a closing X.
struct Group {
    bytes: Range<usize>,
    digits: Vec<u32>,
}

/// The numbers in a text that belong to persons, in order.
fn find(text: &str) -> Vec<(Personal, Range<usize>)> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before: [Option<char>; 2] = [None; 2];
    // Groups with the same separator between them, and what stands before the first.
    let mut chain: Vec<Group> = Vec::new();
    let mut separator: Option<char> = None;
    let mut left = before;
    while let Some(&(start, c)) = chars.peek() {
        if digit(c).is_none() {
            chars.next();
            before = [before[1], Some(c)];
            continue;
        }
        if chain.is_empty() {
            left = before;
        }
        let mut group = Group { bytes: start..start, digits: Vec::new() };
        while let Some((at, c)) = chars.next_if(|&(_, c)| digit(c).is_some()) {
            group.digits.extend(digit(c));
            group.bytes.end = at + c.len_utf8();
        }
        if matches!(group.digits.len(), 3 | 17)
            && let Some((at, c)) = chars.next_if(|&(_, c)| is_x(c))
        {
            group.digits.push(10);
            group.bytes.end = at + c.len_utf8();
        }
        chain.push(group);
        let next = chars.peek().map(|&(_, c)| c);
        let mut after = chars.clone();
        after.next();
        let goes_on = next.filter(|&c| matches!(c, ' ' | '\u{a0}' | '-') && separator.is_none_or(|known| known == c));
        if let (Some(c), Some(true)) = (goes_on, after.peek().map(|&(_, c)| digit(c).is_some())) {
            // A table of small figures is one long chain, and no number has more than five groups.
            separator = Some(c);
            chars.next();
            if chain.len() < 64 {
                continue;
            }
        }
        judge(&chain, separator, left, [chars.peek().map(|&(_, c)| c), after.peek().map(|&(_, c)| c)], &mut found);
        chain.clear();
        separator = None;
        before = [None, text.get(..chars.peek().map_or(text.len(), |&(at, _)| at)).and_then(|text| text.chars().next_back())];
    }
    found
}

/// Adds what a chain of groups is: one number in groups, or numbers with spaces between them.
fn judge(
    chain: &[Group],
    separator: Option<char>,
    left: [Option<char>; 2],
    right: [Option<char>; 2],
    found: &mut Vec<(Personal, Range<usize>)>,
) {
    let lengths: Vec<usize> = chain.iter().map(|group| group.digits.len()).collect();
    let grouped = matches!(lengths.as_slice(), [3, 4, 4] | [6, 8, 4] | [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3]);
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return };
    let open = |c: Option<char>| c.is_none_or(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '=' | '#' | '@') || digit(c).is_some()));
    // A dot belongs to a number or a name of a file where something follows at once.
    let dotted = right[0] == Some('.') && right[1].is_some_and(|c| c.is_ascii_alphanumeric());
    let fraction = left[1] == Some('.') && left[0].is_some_and(|c| digit(c).is_some());
    let (open_left, open_right) =
        (open(left[1]) && left[1] != Some('-') && !fraction, open(right[0]) && !dotted && !matches!(right[0], Some('-' | '/' | '*')));
    if grouped && open_left && open_right {
        let digits: Vec<u32> = chain.iter().flat_map(|group| group.digits.iter().copied()).collect();
        if let Some(kind) = kind_of(&digits) {
            found.push((kind, first.bytes.start..last.bytes.end));
            return;
        }
    }
    if separator == Some('-') {
        return;
    }
    for (at, group) in chain.iter().enumerate() {
        let clear = (at > 0 || open_left) && (at + 1 < chain.len() || open_right);
        // Behind the code of the country.
        let (skipped, digits) = match group.digits.as_slice() {
            [8, 6, rest @ ..] if rest.len() == 11 && at == 0 && left[1] == Some('+') => (2, rest),
            digits => (0, digits),
        };
        let Some(kind) = kind_of(digits).filter(|_| clear) else { continue };
        // What a unit follows is an amount.
        let unit = if right[0].is_some_and(char::is_whitespace) { right[1] } else { right[0] };
        let is_amount = at + 1 == chain.len() && unit.is_some_and(|c| "元万亿件条次项人户份个".contains(c));
        if !(kind == Personal::Mobile && is_amount) {
            let width = (group.bytes.end - group.bytes.start) / group.digits.len().max(1);
            found.push((kind, group.bytes.start + skipped * width..group.bytes.end));
        }
    }
}

/// Whose number these digits are; 10 stands for X.
fn kind_of(digits: &[u32]) -> Option<Personal> {
    match digits.len() {
        11 if is_mobile(digits) => Some(Personal::Mobile),
        18 if is_identity(digits) => Some(Personal::Identity),
        16..=19 if is_card(digits) => Some(Personal::Card),
        _ => None,
    }
}

/// 1, then 3 to 9. Basis: the numbering plan of mobile networks.
fn is_mobile(digits: &[u32]) -> bool {
    digits.first() == Some(&1) && digits.get(1).is_some_and(|second| (3..=9).contains(second)) && !digits.contains(&10)
}

fn number(digits: &[u32]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + digit)
}

/// A province, a date of birth of a living person and the check digit. Basis: GB 11643.
///
/// Codes of other kinds begin with a province and a date too, those of the last ten years above all, so that births end in 2015.
fn is_identity(digits: &[u32]) -> bool {
    const PROVINCES: [u32; 34] = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81,
        82,
    ];
    const WEIGHTS: [u32; 18] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    let part = |range: Range<usize>| digits.get(range).map_or(0, number);
    let (year, month, day) = (part(6..10), part(10..12), part(12..14));
    let days = match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    PROVINCES.contains(&part(0..2)) && (1900..=2015).contains(&year) && (1..=days).contains(&day) && sum % 11 == 1
}

/// An issuer's prefix of the right length and the check digit. Basis: ISO/IEC 7812; China's cards have 62, some older cards of 19 digits 9558.
fn is_card(digits: &[u32]) -> bool {
    let part = |length: usize| digits.get(..length).map_or(0, number);
    let known = match digits.len() {
        16 => {
            part(2) == 62
                || part(1) == 4
                || (51..=55).contains(&part(2))
                || (2221..=2720).contains(&part(4))
                || (3528..=3589).contains(&part(4))
        }
        19 => part(2) == 62 || part(4) == 9558,
        _ => part(2) == 62,
    };
    // Every second digit from the right counts double, less 9 where that has two digits.
    let sum: u32 =
        (digits.iter().rev().enumerate()).map(|(at, &digit)| if at % 2 == 0 { digit } else { (digit * 2) / 10 + (digit * 2) % 10 }).sum();
    known && sum.is_multiple_of(10) && !digits.contains(&10)
}

/// Where the blacked-out numbers stand in a text, in characters.
pub(super) fn places<'a>(text: &str, blotted: &'a [Blotted]) -> Vec<(&'a Blotted, [u32; 2])> {
    let mut places = Vec::new();
    if !text.contains(BLOT) {
        return places;
    }
    let chars = |bytes: usize| u32::try_from(text.get(..bytes).map_or(0, |text| text.chars().count())).unwrap_or(u32::MAX);
    for number in blotted {
        for (at, _) in text.match_indices(number.text.as_str()) {
            places.push((number, [chars(at), chars(at + number.text.len())]));
        }
    }
    crate::order::by_key(&mut places, |&(_, span)| span);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut masked = text.to_owned();
        let mut blotted = Vec::new();
        blot_text(&mut masked, false, &mut blotted);
        assert_eq!(masked, expected);
        assert_eq!(masked.chars().count(), text.chars().count());
        assert_eq!(masked == text, blotted.is_empty());
        let mut again = masked.clone();
        blot_text(&mut again, false, &mut Vec::new());
        assert_eq!(again, masked, "what is blacked out is left alone");
    }

    /// All numbers are made up: the check digits hold, the persons do not exist.
    #[test]
    fn what_belongs_to_persons_is_blacked_out() {
        check("申请人身份证号110101199003070134。", "申请人身份证号110█████████████34。");
        check("身份证号：11010119900307109X，", "身份证号：110█████████████9X，");
        check("身份证号：11010119900307109x）", "身份证号：110█████████████9x）");
        check("１１０１０１１９９００３０７０１３４", "１１０█████████████３４");
        check("110101 19900307 0134", "110███ ████████ ██34");
        check("手机13812345678，", "手机138██████78，");
        check("电话：138 1234 5678。", "电话：138 ████ ██78。");
        check("电话：138-1234-5678。", "电话：138-████-██78。");
        check("电话+8613812345678", "电话+86138██████78");
        check("张某 13812345678 李某 15987654321", "张某 138██████78 李某 159██████21");
        check("0312-1234567 13812345678", "0312-1234567 138██████78");
        check("卡号6222021234567890128", "卡号622██████████████28");
        check("卡号6222 0212 3456 7890 128", "卡号622█ ████ ████ ████ █28");
        check("卡号4111111111111111", "卡号411███████████11");
    }

    #[test]
    fn other_long_numbers_are_left_alone() {
        for text in [
            // The check digit does not hold.
            "身份证号110101199003070135",
            "卡号6222021234567890129",
            // No such date, and no such province.
            "110101199013070138",
            "990101199003070138",
            // A code of this decade that begins with an area and a date.
            "编号110101202303070018",
            // The code of a unit, and numbers with letters.
            "统一社会信用代码91110000100000123X1",
            "11330000MB1234567X",
            "JY13812345678",
            // Part of a longer number, or of an address.
            "213812345678",
            "138123456789",
            "0.13812345678",
            "13812345678.5",
            "010-13812345678",
            "http://example.invalid/t13812345678.html",
            "id=13812345678",
            // Amounts.
            "15234567890元",
            "15234567890 万元",
            "电话12345678901",
            "2023 2022 2021 2020 2019",
            "10 3 0 0 0 0 13",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn sums_of_money_are_no_telephones() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let document = |blocks: &[&str]| Document { blocks: blocks.iter().map(|text| paragraph(text)).collect(), remarks: Vec::new() };
        for money in [&["政府集中采购", "1", "15234567890"][..], &["政府集中采购 1 15234567890"], &["行政事业性收费", "13812345678"]]
        {
            assert!(blot(&document(money)).is_none(), "{money:?}");
        }
        let (masked, blotted) = blot(&document(&["采购联系电话", "15234567890"])).unwrap();
        assert_eq!(masked, document(&["采购联系电话", "152██████90"]));
        assert_eq!(blotted, [Blotted { kind: Personal::Mobile, text: "152██████90".to_owned() }]);
    }
}
