//! A text as words, numbers and marks, with the place of each.

use super::numerals::{chinese, composed};
use super::words::{Lexicon, Word};
use crate::value::Decimal;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// 件, 宗, 起, 例: cases.
    Case,
    /// 条, 项, 个 and other counting words.
    Item(char),
    /// Hundredths.
    Percent,
    /// 元
    Yuan,
    /// 万元
    TenThousandYuan,
    /// No counting word, at the end of a clause: 均为0.
    Bare,
    /// Anything else: dates, ordinals, telephone numbers.
    Other,
}

/// A number of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub value: Decimal,
    pub unit: Unit,
    /// Whether it is rounded, a bound or one end of a range, so that nothing can be compared with it.
    pub vague: bool,
}

/// What divides a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Paragraph,
    Stop,
    Semicolon,
    Comma,
    Colon,
    Pause,
    Open,
    Close,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word(Word),
    Number(Number),
    Year(i32),
    Mark(Mark),
}

/// A word, number or mark with its place in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

impl Token {
    pub(super) fn is(&self, word: Word) -> bool {
        self.kind == Kind::Word(word)
    }

    /// Whether it ends a sentence.
    pub(super) const fn ends_sentence(&self) -> bool {
        matches!(self.kind, Kind::Mark(Mark::Stop | Mark::Paragraph))
    }
}

/// Divides a text into at most so many tokens. Names of laws in 《》 are passed over, because they hold words of every kind.
pub(super) fn tokens(text: &str, most: usize) -> Vec<Token> {
    let lexicon = Lexicon::get();
    let mut found = Vec::with_capacity((text.len() / 12).min(4096));
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|_| found.len() < most) {
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        let mut push = |length: usize, kind| {
            found.push(Token { start: at, end: at + length, kind });
            length
        };
        let mark = match c {
            '\n' => Some(Mark::Paragraph),
            '。' | '！' | '？' | '!' | '?' => Some(Mark::Stop),
            '；' | ';' => Some(Mark::Semicolon),
            '，' | ',' => Some(Mark::Comma),
            '：' | ':' => Some(Mark::Colon),
            '、' => Some(Mark::Pause),
            '（' | '(' => Some(Mark::Open),
            '）' | ')' => Some(Mark::Close),
            _ => None,
        };
        at += if let Some(mark) = mark {
            push(c.len_utf8(), Kind::Mark(mark))
        } else if c == '《' {
            let window = rest.char_indices().nth(80).map_or(rest.len(), |(end, _)| end);
            let name = rest.get(..window).and_then(|window| window.split('\n').next()).and_then(|line| line.find('》'));
            name.map_or('《'.len_utf8(), |end| end + '》'.len_utf8())
        } else if digit(c).is_some() {
            let (length, kind) = number(text, at);
            push(length, kind)
        } else if let Some((word, length)) = chars.next().and_then(|next| lexicon.at(rest, c, next)) {
            // What there is none of begins right behind 无 or 没有.
            let length = match word {
                Word::NoneBare if rest.starts_with("没有") => "没有".len(),
                Word::NoneBare => c.len_utf8(),
                _ => length,
            };
            push(length, Kind::Word(word))
        } else if chinese(c).is_some()
            && let Some((length, kind)) = chinese_number(text, at)
        {
            push(length, kind)
        } else {
            c.len_utf8()
        };
    }
    found
}

/// The value of a digit in either width.
fn digit(c: char) -> Option<i64> {
    match c {
        '0'..='9' => Some(i64::from(u32::from(c) - u32::from('0'))),
        '０'..='９' => Some(i64::from(u32::from(c) - u32::from('０'))),
        _ => None,
    }
}

/// The number that begins here in digits, with its counting word.
fn number(text: &str, start: usize) -> (usize, Kind) {
    let rest = text.get(start..).unwrap_or_default();
    let mut mantissa: i64 = 0;
    let (mut digits, mut scale, mut point, mut broken) = (0_usize, 0_u8, false, false);
    let mut end = 0;
    while let Some(c) = rest.get(end..).and_then(|tail| tail.chars().next()) {
        if let Some(value) = digit(c) {
            mantissa = mantissa.saturating_mul(10).saturating_add(value);
            digits += 1;
            scale += u8::from(point && scale < 18);
        } else {
            let tail = rest.get(end + c.len_utf8()..).unwrap_or_default();
            let following = tail.chars().take_while(|&c| digit(c).is_some()).count();
            match c {
                '.' | '．' if following > 0 => {
                    broken |= point;
                    point = true;
                }
                // Thousands: three digits follow, and a counting word, a further group or the point after them.
                ',' | '，' if following == 3 && digits <= 3 + 3 * usize::from(broken) && !point && counts(tail) => {}
                ',' if following == 3 && !point && mantissa >= 1000 && counts(tail) => {}
                _ => break,
            }
        }
        end += c.len_utf8();
    }
    let value = Decimal::new(mantissa, scale).filter(|_| !broken && digits <= 15);
    let (after, gap) = skip_blanks(text, start + end);
    if digits == 4 && !point && after.starts_with('年') && (2000..2100).contains(&mantissa) {
        let length = end + gap + '年'.len_utf8();
        return (length, Kind::Year(i32::try_from(mantissa).unwrap_or_default()));
    }
    let Some(value) = value else { return (end, Kind::Number(Number { value: Decimal::ZERO, unit: Unit::Other, vague: true })) };
    finish(text, start, end + gap, value)
}

/// Whether three digits are followed by what a number in thousands is followed by.
fn counts(tail: &str) -> bool {
    let after = tail.trim_start_matches(|c| digit(c).is_some()).trim_start();
    after.starts_with(|c: char| "件宗起例份条项个篇次人元万余多部封期场,，.".contains(c))
}

/// The number that begins here in Chinese numerals; only with the counting word of a case, or as a year.
fn chinese_number(text: &str, start: usize) -> Option<(usize, Kind)> {
    let rest = text.get(start..)?;
    let numerals: Vec<i64> = rest.chars().take(12).map_while(chinese).collect();
    let end: usize = rest.chars().take(numerals.len()).map(char::len_utf8).sum();
    let (after, gap) = skip_blanks(text, start + end);
    let next = after.chars().next()?;
    let plain = numerals.iter().all(|&value| value < 10);
    let value = if plain {
        let value = numerals.iter().take(9).fold(0, |sum, value| sum * 10 + value);
        if numerals.len() == 4 && next == '年' && (2000..2100).contains(&value) {
            return Some((end + gap + '年'.len_utf8(), Kind::Year(i32::try_from(value).ok()?)));
        }
        (numerals.len() == 1 || numerals.len() > 2).then_some(value)?
    } else {
        composed(&numerals)
    };
    let ordinal = text.get(..start)?.ends_with(['第', '唯', '统', '同', '每', '任', '另', '哪', '某']);
    (!ordinal && "件宗起例份条".contains(next)).then(|| finish(text, start, end + gap, Decimal::integer(value)))
}

/// The text from here on without blanks in front, and how many bytes they have.
fn skip_blanks(text: &str, at: usize) -> (&str, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let after = rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']);
    (after, rest.len() - after.len())
}

/// Reads the counting word behind a number, and whether words around it make it vague.
fn finish(text: &str, start: usize, length: usize, mut value: Decimal) -> (usize, Kind) {
    const NOT: [&str; 16] =
        ["件事", "项目", "条例", "部门", "部分", "人大", "人民", "人员", "个工作", "个月", "个小", "起来", "次数", "期间", "场所", "条龙"];
    let before = text.get(..start).unwrap_or_default().trim_end();
    let mut after = text.get(start + length..).unwrap_or_default();
    let mut length = length;
    let mut vague = before.ends_with(['约', '近', '超', '逾', '过', '每', '第']) || is_range_before(before);
    if let Some(rest) = after.strip_prefix(['余', '多', '几']) {
        (length, after, vague) = (length + after.len() - rest.len(), rest, true);
    }
    if let Some(rest) = after.strip_prefix(['-', '~', '～', '—', '–', '至', '到'])
        && rest.starts_with(|c| digit(c).is_some())
    {
        vague = true;
    }
    if let Some(rest) = after.strip_prefix('万')
        && !rest.starts_with('元')
    {
        vague = true;
        (length, after) = (length + '万'.len_utf8(), rest);
        value = Decimal::new(value.mantissa().saturating_mul(10_000), value.scale()).unwrap_or(value);
    }
    let bracket = ["(", "（"].into_iter().find(|open| after.strip_prefix(open).is_some_and(|rest| rest.starts_with(['件', '条', '宗'])));
    let unit_at = bracket.map_or(0, str::len);
    let named = after.get(unit_at..).unwrap_or_default();
    let unit = match named.chars().next() {
        _ if NOT.iter().any(|not| named.starts_with(not)) => Unit::Other,
        Some('件' | '宗' | '起' | '例') => Unit::Case,
        Some('个') if named.starts_with("个百分点") => Unit::Other,
        Some(c @ ('条' | '项' | '个' | '次' | '篇' | '人' | '部' | '封' | '期' | '场' | '份')) => Unit::Item(c),
        Some('%' | '％' | '﹪') => Unit::Percent,
        Some('元') => Unit::Yuan,
        Some('万') => Unit::TenThousandYuan,
        next => {
            let ends = next.is_none_or(|c| "，。；、,;\n）) ".contains(c));
            if ends && before.ends_with(['为', '是', '数', '量', '共', '计', '零']) { Unit::Bare } else { Unit::Other }
        }
    };
    if !matches!(unit, Unit::Bare | Unit::Other) {
        length += unit_at + named.chars().next().map_or(0, char::len_utf8);
        let close = if unit_at > 0 { text.get(start + length..).filter(|rest| rest.starts_with([')', '）'])) } else { None };
        length += close.and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    let behind = text.get(start + length..).unwrap_or_default();
    vague |= ["以上", "左右", "以内", "以下", "上下"].iter().any(|word| behind.starts_with(word));
    (length, Kind::Number(Number { value, unit, vague }))
}

/// Whether a range such as `3-` ends here.
fn is_range_before(before: &str) -> bool {
    let inner = before.trim_end_matches(['-', '~', '～', '—', '–', '至', '到']);
    inner.len() < before.len() && inner.ends_with(|c| digit(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_offices_write_them() {
        let cases: [(&str, &str, Unit, bool); 26] = [
            ("申请12件", "12", Unit::Case, false),
            ("申请 12 件", "12", Unit::Case, false),
            ("申请１２件", "12", Unit::Case, false),
            ("申请1,234件", "1234", Unit::Case, false),
            ("申请1，234件", "1234", Unit::Case, false),
            ("申请11,398,889件", "11398889", Unit::Case, false),
            ("申请两件", "2", Unit::Case, false),
            ("申请十二件", "12", Unit::Case, false),
            ("申请一百零三件", "103", Unit::Case, false),
            ("申请二十件", "20", Unit::Case, false),
            ("申请12（件）", "12", Unit::Case, false),
            ("申请约12件", "12", Unit::Case, true),
            ("申请100余件", "100", Unit::Case, true),
            ("申请3-5件", "3", Unit::Other, true),
            ("申请12件以上", "12", Unit::Case, true),
            ("信息1.2万条", "12000.0", Unit::Item('条'), true),
            ("占41.89%", "41.89", Unit::Percent, false),
            ("占４１．８９％", "41.89", Unit::Percent, false),
            ("收费400元", "400", Unit::Yuan, false),
            ("收费1.2万元", "1.2", Unit::TenThousandYuan, false),
            ("均为0。", "0", Unit::Bare, false),
            ("高效办成1件事", "1", Unit::Other, false),
            ("实施3项目", "3", Unit::Other, false),
            ("用20个工作日", "20", Unit::Other, false),
            ("第3件", "3", Unit::Case, true),
            ("3月", "3", Unit::Other, false),
        ];
        for (text, value, unit, vague) in cases {
            let found = tokens(text, 100).into_iter().find_map(|token| match token.kind {
                Kind::Number(number) => Some(number),
                _ => None,
            });
            assert_eq!(found, Some(Number { value: Decimal::parse(value).unwrap(), unit, vague }), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["一起推进", "第一件", "统一条目", "一是加强", "《规章12件》"] {
            let mut found = tokens(text, 100).into_iter().filter(|token| matches!(token.kind, Kind::Number(_)));
            assert!(text == "一起推进" || found.next().is_none(), "{text}");
        }
    }

    #[test]
    fn years() {
        for text in ["2023年收到", "2023 年度", "二〇二三年", "２０２３年"] {
            assert_eq!(tokens(text, 100).first().map(|token| token.kind), Some(Kind::Year(2023)), "{text}");
        }
        assert!(!tokens("202020年", 100).iter().any(|token| matches!(token.kind, Kind::Year(_))));
    }
}
