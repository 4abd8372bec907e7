//! What a cell's text says: a figure, nothing, a placeholder, or something that cannot be read.

use super::personal::BLOT;
use crate::document::{is_space, trimmed};
use crate::form::FieldKind;
use crate::value::{Decimal, MoneyUnit, Style, Unreadable, Value};

/// Reads the text of a cell that takes a figure of the given kind.
pub(super) fn read(text: &str, kind: FieldKind) -> Value {
    let text = trimmed(text);
    if text.is_empty() {
        return Value::Blank;
    }
    // The usual cell is one or more ASCII digits.
    if let Some(value) = plain(text) {
        return value;
    }
    if is_formula(text) {
        return Value::Unreadable(Unreadable::Formula);
    }
    if is_placeholder(text) {
        return Value::Placeholder;
    }
    let Some(joined) = join(text) else { return Value::Unreadable(Unreadable::Split) };
    // From ＋ to ９ in the block of full-width forms: signs, separators and digits.
    let full_width = text.chars().take_while(|&c| c != '（').any(|c| ('\u{ff0b}'..='\u{ff19}').contains(&c));
    match number(&joined, kind) {
        Value::Number(amount, style) => Value::Number(amount, Style { full_width, ..style }),
        Value::Noted(amount, style) => Value::Noted(amount, Style { full_width, ..style }),
        other => other,
    }
}

/// Whether a word out of a line of text can stand in a cell for a figure.
pub(super) fn is_value_like(word: &str) -> bool {
    let word = trimmed(word);
    if word.is_empty() {
        return false;
    }
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    let first = word.chars().next().map_or(' ', narrow);
    // Digits that were blacked out, because they look like a telephone, stand in the place of figures all the same.
    if first.is_ascii_digit() && word.contains(BLOT) {
        return true;
    }
    let begins = first.is_ascii_digit()
        || is_dash(first)
        || matches!(
            first,
            '+' | '/' | '\\' | '增' | '减' | '新' | '下' | '×' | '*' | '无' | '空' | '不' | '〇' | '○' | '零' | 'n' | 'N' | '#' | '='
        );
    if !begins {
        return false;
    }
    let is_read = |kind| !matches!(read(word, kind), Value::Unreadable(Unreadable::Words) | Value::Blank);
    is_read(FieldKind::Signed) || (word.ends_with(['元', '万', '亿', '币', '整']) && is_read(FieldKind::Money))
}

/// Whether a folded heading says that amounts are in yuan, where the form prints 万元.
pub(super) fn is_in_yuan(folded: &str) -> bool {
    folded.contains("单位:元") || folded.contains("(元)")
}

fn plain(text: &str) -> Option<Value> {
    if text.len() > Decimal::MAX_DIGITS || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let leading_zeros = text.len() > 1 && text.starts_with('0');
    Some(Value::Number(Decimal::parse(text)?, Style { leading_zeros, ..Style::default() }))
}

fn is_formula(text: &str) -> bool {
    const RESIDUE: [&str; 9] = ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "Error!", "错误!"];
    text.starts_with('=')
        || text.starts_with("错误！")
        || RESIDUE.iter().any(|residue| text.contains(residue))
        || text.chars().all(|c| c == '#')
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–' | '―' | '−' | '‐' | '‑' | '‒' | '─' | '━' | 'ー' | '_' | '﹣')
}

fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 8] = ["无", "空", "N/A", "n/a", "NA", "不适用", "无数据", "无。"];
    let strokes = |c: char| is_dash(c) || matches!(c, '/' | '／' | '\\' | '＼' | '×' | '*' | '＊' | '╱') || is_space(c);
    WORDS.contains(&text) || (text.chars().count() <= 8 && text.chars().all(strokes))
}

/// Full-width forms as ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '−' | '–' | '﹣' => '-',
        '﹢' => '+',
        '〇' | '○' | '◯' => '〇',
        _ => c,
    }
}

/// A cell's text on one line. White space between two figures separates two figures, so that nothing is joined then.
fn join(text: &str) -> Option<String> {
    let mut joined = String::with_capacity(text.len());
    let mut spaced = false;
    for c in text.chars() {
        if is_space(c) {
            spaced = true;
            continue;
        }
        let c = narrow(c);
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        if spaced && digit(c) && joined.chars().last().is_some_and(digit) {
            return None;
        }
        spaced = false;
        joined.push(c);
    }
    Some(joined)
}

fn number(text: &str, kind: FieldKind) -> Value {
    if kind == FieldKind::Signed
        && let Some(change) = change(text)
    {
        return change;
    }
    let Some((amount, mut style, rest)) = leading(text) else {
        let too_long = text.bytes().filter(u8::is_ascii_digit).count() > Decimal::MAX_DIGITS
            && text.chars().all(|c| c.is_ascii_digit() || ",.".contains(c));
        return Value::Unreadable(if too_long { Unreadable::TooLong } else { Unreadable::Words });
    };
    let rest = suffix(rest, kind, &mut style);
    if rest.is_empty() {
        Value::Number(amount, style)
    } else if rest.starts_with('(') && rest.ends_with(')') && rest.chars().count() > 2 {
        Value::Noted(amount, style)
    } else {
        Value::Unreadable(Unreadable::Words)
    }
}

/// A change of the 2019 edition: `+21`, `增1558`, `减少38`, `0/0`, `增5减3`.
fn change(text: &str) -> Option<Value> {
    const UP: [&str; 6] = ["增加了", "增加", "新增", "增长", "增", "+"];
    const DOWN: [&str; 5] = ["减少了", "减少", "下降", "减", "-"];
    let signed = |text: &str| -> Option<(i64, Style, usize)> {
        let mark = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
        let (sign, rest) = mark(&UP).map(|rest| (1, rest)).or_else(|| mark(&DOWN).map(|rest| (-1, rest)))?;
        let (amount, mut style, rest) = leading(rest.trim_start_matches([':', '为']))?;
        let rest = suffix(rest, FieldKind::Count, &mut style);
        Some((sign * amount.as_integer()?, style, text.len() - rest.len()))
    };
    if let Some((first, style, used)) = signed(text) {
        let rest = text[used..].trim_start_matches(['/', ',', ';', '、']);
        if rest.is_empty() {
            return Some(Value::Number(Decimal::integer(first), style));
        }
        let (second, _, more) = signed(rest)?;
        return (more == rest.len()).then(|| Value::Noted(Decimal::integer(first.saturating_add(second)), style));
    }
    // Two figures around a stroke are the increase and the decrease.
    let (up, down) = text.split_once('/')?;
    let (up, down) = (Decimal::parse(up)?.as_integer()?, Decimal::parse(down)?.as_integer()?);
    let change = Decimal::new(up.checked_sub(down.abs())?, 0)?;
    Some(if up == 0 && down == 0 { Value::Number(change, Style::default()) } else { Value::Noted(change, Style::default()) })
}

/// The number that a text begins with, how it is written, and what follows.
fn leading(text: &str) -> Option<(Decimal, Style, &str)> {
    let mut style = Style::default();
    if let Some(rest) = text.strip_prefix(['〇', '零']) {
        style.chinese = true;
        return Some((Decimal::ZERO, style, rest));
    }
    let negative = text.starts_with('-');
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let end = body.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(body.len());
    let (written, rest) = body.split_at(end);
    let (whole, fraction) = written.split_once('.').map_or((written, None), |(whole, fraction)| (whole, Some(fraction)));
    if whole.contains(',') {
        // Separators stand between groups of three; anything else is two figures, or damage.
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or("");
        if first.is_empty() || first.len() > 3 || !groups.all(|group| group.len() == 3) {
            return None;
        }
        style.separators = true;
    }
    let mut digits = String::with_capacity(written.len() + 1);
    if negative {
        digits.push('-');
    }
    digits.extend(whole.chars().filter(char::is_ascii_digit));
    style.leading_zeros = whole.len() > 1 && whole.starts_with('0');
    if let Some(fraction) = fraction {
        digits.push('.');
        digits.push_str(fraction);
    }
    Decimal::parse(&digits).map(|amount| (amount, style, rest))
}

/// Takes a counting word or a unit of money off the front of what follows a number.
fn suffix<'a>(rest: &'a str, kind: FieldKind, style: &mut Style) -> &'a str {
    const COUNTING: [&str; 11] = ["件次", "人次", "件", "条", "项", "次", "宗", "个", "份", "起", "家"];
    const MONEY: [(&str, MoneyUnit); 8] = [
        ("亿元人民币", MoneyUnit::HundredMillionYuan),
        ("亿元", MoneyUnit::HundredMillionYuan),
        ("亿", MoneyUnit::HundredMillionYuan),
        ("万元人民币", MoneyUnit::TenThousandYuan),
        ("万元", MoneyUnit::TenThousandYuan),
        ("万", MoneyUnit::TenThousandYuan),
        ("元人民币", MoneyUnit::Yuan),
        ("元", MoneyUnit::Yuan),
    ];
    if kind == FieldKind::Money {
        for (word, unit) in MONEY {
            if let Some(rest) = rest.strip_prefix(word) {
                style.money_unit = Some(unit);
                return rest.trim_end_matches('整');
            }
        }
    }
    for word in COUNTING {
        if let Some(rest) = rest.strip_prefix(word) {
            style.unit_suffix = true;
            return rest;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, kind: FieldKind) -> String {
        let styled = |word: &str, n: Decimal, style: Style| {
            let flags = [
                (style.full_width, "full"),
                (style.separators, "sep"),
                (style.leading_zeros, "zeros"),
                (style.chinese, "chinese"),
                (style.unit_suffix, "unit"),
                (style.money_unit == Some(MoneyUnit::Yuan), "yuan"),
                (style.money_unit == Some(MoneyUnit::TenThousandYuan), "wan"),
                (style.money_unit == Some(MoneyUnit::HundredMillionYuan), "yi"),
            ];
            let flags: Vec<&str> = flags.iter().filter(|(set, _)| *set).map(|&(_, name)| name).collect();
            [word.to_owned(), n.to_string(), flags.join("+")].iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        };
        match read(text, kind) {
            Value::Number(n, style) => styled("", n, style),
            Value::Noted(n, style) => styled("noted", n, style),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn counts() {
        let cases = [
            ("0", "0"),
            ("　　12\u{a0}", "12"),
            ("１２", "12 full"),
            ("1,234,567", "1234567 sep"),
            ("1，234", "1234 full+sep"),
            ("007", "7 zeros"),
            ("〇", "0 chinese"),
            ("3 件", "3 unit"),
            ("-3", "-3"),
            ("2.5", "2.5"),
            ("2.", "Unreadable(Words)"),
            ("1,2", "Unreadable(Words)"),
            ("1 3 6", "Unreadable(Split)"),
            ("1\n3\n6", "Unreadable(Split)"),
            ("22（其中修订16件）", "noted 22"),
            ("22件（其中修订16件）", "noted 22 unit"),
            ("约12", "Unreadable(Words)"),
            ("O", "Unreadable(Words)"),
            ("增", "Unreadable(Words)"),
            ("1e30", "Unreadable(Words)"),
            ("1234567890123456789012345678901234567890", "Unreadable(TooLong)"),
            ("", "Blank"),
            ("\u{a0}\u{3000}\u{200b}", "Blank"),
            ("/", "Placeholder"),
            ("——", "Placeholder"),
            ("－", "Placeholder"),
            ("无", "Placeholder"),
            ("不适用", "Placeholder"),
            ("#REF!", "Unreadable(Formula)"),
            ("=SUM(A1:A3)", "Unreadable(Formula)"),
            ("错误！未找到引用源。", "Unreadable(Formula)"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text, FieldKind::Count), expected, "{text:?}");
        }
    }

    #[test]
    fn amounts() {
        let cases = [
            ("18.8710", "18.8710"),
            ("188710元", "188710 yuan"),
            ("18.871万元", "18.871 wan"),
            ("23600 万元", "23600 wan"),
            ("1.2亿元", "1.2 yi"),
            ("96,171.6", "96171.6 sep"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text, FieldKind::Money), expected, "{text:?}");
        }
    }

    #[test]
    fn changes() {
        let cases = [
            ("0", "0"),
            ("+21", "21"),
            ("＋2", "2 full"),
            ("增1558", "1558"),
            ("减38", "-38"),
            ("减少 3 项", "-3 unit"),
            ("-15", "-15"),
            ("0/0", "0"),
            ("+5/-2", "noted 3"),
            ("增5减2", "noted 3"),
            ("增", "Unreadable(Words)"),
            ("/", "Placeholder"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text, FieldKind::Signed), expected, "{text:?}");
        }
    }

    #[test]
    fn words_that_can_stand_for_a_figure() {
        for word in ["0", "１２", "/", "—", "无", "增5", "3件", "22（其中16件）", "1,234", "113.96万元"] {
            assert!(is_value_like(word), "{word}");
        }
        for word in ["1.", "一", "1.属于国家秘密", "（一）", "2020年", "自然人", "不予公开", "新收", "无法提供"] {
            assert!(!is_value_like(word), "{word}");
        }
    }
}
