//! Figures in the text of a report that speak for or against a change: 「共收到12件」.

use crate::field::{Field, TableId};
use crate::finding::Quote;
use crate::report::Report;

/// Words for a row's quantity besides the labels by which it is recognised.
const WORDS: &[(&str, &[&str])] = &[
    ("received", &["新收", "收到", "受理", "接收"]),
    ("total", &["办结", "答复", "办理"]),
    ("carried_out", &["结转下", "结转至下"]),
    ("review", &["行政复议"]),
    ("direct_suit", &["直接起诉"]),
    ("suit_after_review", &["复议后起诉"]),
];

/// What is counted.
const COUNTERS: [char; 6] = ['件', '条', '宗', '份', '项', '起'];

/// The clause that gives this figure for the row of `field`. The text speaks of all applicants together, so only totals are looked for.
pub(super) fn states(report: &Report, field: Field, figure: i64) -> Option<Quote> {
    let form = report.form();
    let row = form.row(field);
    if form.column(field).key != "total" || row.table == TableId::Disclosure {
        return None;
    }
    // A short label such as 其他 is a word like any other.
    let own = row.phrases.iter().copied().filter(|phrase| phrase.chars().count() > 3);
    let listed = WORDS.iter().filter(|(key, _)| *key == row.key).flat_map(|(_, words)| words.iter().copied());
    let words: Vec<&str> = own.chain(listed).collect();
    for section in &report.sections {
        let mut start = 0;
        for piece in section.text.split_inclusive(ENDS) {
            let clause = piece.strip_suffix(ENDS).unwrap_or(piece);
            if has_digit(clause) && words.iter().any(|word| clause.contains(word)) && counts(clause).any(|count| count == figure) {
                let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
                let from = count(section.text.get(..start)?);
                return Some(Quote { section: section.number, text: clause.to_owned(), span: [from, from.saturating_add(count(clause))] });
            }
            start += piece.len();
        }
    }
    None
}

/// What ends a clause.
const ENDS: [char; 11] = ['。', '；', ';', '，', ',', '、', '（', '）', '(', ')', '\n'];

/// Whether a clause may hold a number: a digit, or a character of the block that the wide digits are in. Most clauses of a report hold none.
fn has_digit(clause: &str) -> bool {
    clause.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xEF)
}

/// The numbers in front of a counting word.
fn counts(clause: &str) -> impl Iterator<Item = i64> {
    let mut number: Option<i64> = None;
    clause.chars().filter_map(move |c| {
        let digit = match c {
            '０'..='９' => u32::from(c).checked_sub(u32::from('０')),
            _ => c.to_digit(10),
        };
        match digit {
            Some(digit) => number = number.unwrap_or(0).checked_mul(10).and_then(|tens| tens.checked_add(i64::from(digit))),
            None if c.is_whitespace() => {}
            None => return number.take().filter(|_| COUNTERS.contains(&c)),
        }
        None
    })
}
