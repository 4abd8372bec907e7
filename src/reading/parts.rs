//! Several reports in one document: where each begins.
//!
//! A title alone begins nothing: pages repeat it at their head, and texts name other reports. A second report has a table 3 of its own, and a
//! title between the end of the first table and the beginning of the second. Where the first has its sections, the second has them, too:
//! otherwise it is an annex or a quotation. A whole second run of sections is a report even without a title.

use std::ops::Range;

use super::lines::Line;
use super::{metadata, sections};

/// Nobody binds more reports than this into one document; what follows belongs to the last one.
const MOST: usize = 100;

/// The sections of a report are looked for in this many lines at its beginning.
const LINES: usize = 4000;

/// The lines of each report, in order; all lines where there is one report or none.
pub(super) fn parts(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let first_rows = rows(lines, "本年新收");
    if first_rows.len() < 2 {
        return std::iter::once(0..lines.len()).collect();
    }
    let last_rows = rows(lines, "结转下");
    let texts: Vec<&str> = lines.iter().map(|line| line.sole_text().map_or("", |token| token.raw)).collect();
    let mut parts = Vec::new();
    let mut start = 0;
    for pair in first_rows.windows(2).take(MOST) {
        let &[this, next] = pair else { continue };
        if this < start {
            continue;
        }
        let Some(&end) = last_rows.iter().find(|&&row| row > this && row < next) else { continue };
        if let Some(title) = beginning(lines, &texts, start, end + 1..next) {
            parts.push(start..title);
            start = title;
        }
    }
    parts.push(start..lines.len());
    parts
}

/// Where the next report begins, of which the first table 3 ends before these lines and the second begins behind them.
fn beginning(lines: &[Line<'_>], texts: &[&str], start: usize, between: Range<usize>) -> Option<usize> {
    let count = |range: Range<usize>| lines.get(range).map_or(0, |part| sections::find(part.get(..LINES).unwrap_or(part)).len());
    if let Some(title) = title_between(texts, start, between.clone()) {
        let is_quotation = count(start..title) >= 3 && count(title..lines.len()) < 3;
        return (!is_quotation).then_some(title);
    }
    sections::last_first(lines, between).filter(|&first| count(start..first) >= 5 && count(first..lines.len()) >= 5)
}

/// The lines that are rows with this label, whatever number stands before it.
fn rows(lines: &[Line<'_>], label: &str) -> Vec<usize> {
    let is_row = |line: &Line<'_>| {
        line.tokens.iter().take(3).any(|token| {
            let folded = token.folded.as_str();
            let bare = folded.split_once('.').map_or(folded, |(number, rest)| if number.chars().count() <= 2 { rest } else { folded });
            bare.starts_with(label)
        })
    };
    (0..lines.len()).filter(|&at| lines.get(at).is_some_and(is_row)).collect()
}

/// Where the next report begins: at the first title that is not that of the report before, which pages may repeat; or where all are alike,
/// at the last one.
fn title_between(texts: &[&str], start: usize, between: Range<usize>) -> Option<usize> {
    let name = |at: usize| metadata::candidate(texts, at).filter(|title| title.year.is_some()).map(|title| title.text);
    let own = (start..between.start).find_map(name);
    let titles: Vec<(usize, String)> = between.filter_map(|at| Some((at, name(at)?))).collect();
    let (at, text) = titles.iter().find(|(_, text)| Some(text) != own.as_ref()).or_else(|| titles.last())?;
    // The authority may stand on a line of its own before the rest of the title.
    let before = at.checked_sub(1).filter(|&before| {
        let whole = |at: usize| texts.get(at).map(|text| text.split_whitespace().collect::<String>()).unwrap_or_default();
        !whole(before).is_empty() && text.starts_with(&whole(before)) && !whole(*at).starts_with(&whole(before))
    });
    Some(before.unwrap_or(*at))
}
