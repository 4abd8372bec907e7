//! Several reports in one document: where each begins.
//!
//! A title alone begins nothing: pages repeat it at their head, and texts name other reports. A second report has a table 3 of its own, and a
//! title between the end of the first table and the beginning of the second.

use std::ops::Range;

use super::lines::Line;
use super::metadata;

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
    for pair in first_rows.windows(2) {
        let &[this, next] = pair else { continue };
        if this < start {
            continue;
        }
        let Some(&end) = last_rows.iter().find(|&&row| row > this && row < next) else { continue };
        if let Some(title) = title_between(&texts, start, end + 1..next) {
            parts.push(start..title);
            start = title;
        }
    }
    parts.push(start..lines.len());
    parts
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
