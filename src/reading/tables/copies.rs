//! Tables of one kind that stand more than once in the section of their own, such as last year's beside this year's.
//!
//! Which one is the report's is told by what stands over each: a year, or 上年. Where that leaves several, their figures have to agree.

use std::ops::Range;

use super::super::labels::{Marks, block, is_prose, request_row, request_rows_in};
use super::super::lines::{Line, Token};
use super::super::metadata;
use super::Tables;
use super::grids::{heads_table, is_common};
use crate::field::TableId;
use crate::form::Form;
use crate::report::{Cell, Notice};
use crate::value::{Decimal, Unreadable, Value};

/// A caption stands at most this many lines over its table.
const NEAR: usize = 3;
/// A label that is broken over lines is no longer than this in bytes.
const LONGEST_LABEL: usize = 3 * 200;
/// A caption is no longer than this in characters.
const LONGEST: usize = 40;

/// A table as it stands in the document, whole enough to be taken for the report's.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Copy {
    /// Its lines, from the first heading to the last figure.
    pub(super) lines: Range<usize>,
    /// What it has of the form's table: rows, groups or blocks, by number.
    parts: Vec<usize>,
}

/// What stands over a table about its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    Unknown,
    Own,
    Other,
}

/// The tables of a kind in its section: those that can be the report's, and those that cannot, because what stands over them says so. Both are
/// empty where the table stands there once.
pub(super) fn find(
    form: &Form,
    table: TableId,
    lines: &[Line<'_>],
    sections: &[Option<u8>],
    year: impl FnOnce() -> Option<i32>,
) -> (Vec<Copy>, Vec<Copy>) {
    let range = section_lines(table, sections);
    // Nearly every report has each table once, which a few marks show.
    let (marks, few): (&[Marks], usize) = match table {
        TableId::Disclosure => (&[Marks::BLOCK], 6),
        TableId::Requests => (&[Marks::RECEIVED, Marks::APPLICANTS], 2),
        TableId::Disputes => (&[Marks::DIRECT_SUIT], 2),
    };
    let own = lines.get(range.clone()).unwrap_or_default();
    if marks.iter().all(|&mark| own.iter().filter(|line| line.marks().has(mark)).count() < few) {
        return (Vec::new(), Vec::new());
    }
    let copies = copies(form, table, lines, range.clone());
    if copies.len() < 2 {
        return (Vec::new(), Vec::new());
    }
    let year = year();
    let mut from = range.start;
    let aged: Vec<(Age, Copy)> = copies
        .into_iter()
        .map(|copy| {
            let age = age(lines, from, &copy, year);
            from = copy.lines.end;
            (age, copy)
        })
        .collect();
    let has = |age: Age| aged.iter().any(|(other, _)| *other == age);
    // Where every caption names another year, none of them tells anything.
    let wanted: &[Age] = match (has(Age::Own), has(Age::Unknown)) {
        (true, _) => &[Age::Own],
        (false, true) => &[Age::Unknown],
        (false, false) => &[Age::Other],
    };
    let (own, others): (Vec<_>, Vec<_>) = aged.into_iter().partition(|(age, _)| wanted.contains(age));
    let plain = |copies: Vec<(Age, Copy)>| copies.into_iter().map(|(_, copy)| copy).collect();
    (plain(own), plain(others))
}

/// The lines under the heading of a table's section, all lines where there is no such heading.
fn section_lines(table: TableId, sections: &[Option<u8>]) -> Range<usize> {
    let Some(heading) = sections.iter().position(|section| *section == Some(table.section())) else { return 0..sections.len() };
    let rest = sections.get(heading + 1..).unwrap_or_default();
    heading + 1..heading + 1 + rest.iter().position(Option::is_some).unwrap_or(rest.len())
}

/// The tables of a kind in these lines. A table whose headings are repeated, as on a new page, goes on; one that has the same rows again is another.
fn copies(form: &Form, table: TableId, lines: &[Line<'_>], range: Range<usize>) -> Vec<Copy> {
    let mut found: Vec<Copy> = Vec::new();
    // What stands under one run of headings, and whether figures followed them.
    let mut piece: Option<(Copy, bool)> = None;
    let mut pending = String::new();
    for at in range {
        let Some(line) = lines.get(at).filter(|line| line.is_row || !(line.is_prose_only() || is_prose(&line.folded()))) else { continue };
        let has_figures = line.tokens.iter().any(|token| token.is_value);
        let parts = parts(form, table, line, &pending);
        if has_figures || pending.len() > LONGEST_LABEL {
            pending.clear();
        } else {
            line.tokens.iter().for_each(|token| pending.push_str(&token.folded));
        }
        let begins = match table {
            TableId::Disclosure => !has_figures && !parts.is_empty(),
            TableId::Requests => heads_table(line) == Some(table) || parts.first().is_some_and(|&row| is_received(form, row)),
            TableId::Disputes => !has_figures && (heads_table(line) == Some(table) || !parts.is_empty()),
        };
        if begins && piece.as_ref().is_none_or(|(_, figures)| *figures) {
            join(&mut found, piece.take());
            piece = Some((Copy { lines: at..at + 1, parts: Vec::new() }, false));
        }
        if let Some((copy, figures)) = &mut piece {
            copy.parts.extend(parts);
            if has_figures {
                (copy.lines.end, *figures) = (at + 1, true);
            }
        }
    }
    join(&mut found, piece);
    found.retain(|copy| is_whole(form, table, copy));
    found
}

/// Adds what stands under a run of headings to the table before it, or begins another with it.
fn join(found: &mut Vec<Copy>, piece: Option<(Copy, bool)>) {
    let Some((piece, true)) = piece else { return };
    match found.last_mut().filter(|last| piece.parts.iter().all(|part| !last.parts.contains(part))) {
        Some(last) => {
            last.lines.end = piece.lines.end;
            last.parts.extend(piece.parts);
        }
        None => found.push(piece),
    }
}

/// Whether so much of a table is there that it cannot be an extract.
fn is_whole(form: &Form, table: TableId, copy: &Copy) -> bool {
    let mut parts = copy.parts.clone();
    crate::order::by_key(&mut parts, |&part| part);
    parts.dedup();
    match table {
        TableId::Disclosure => parts.len() >= 3,
        TableId::Requests => parts.len() >= 12 && parts.iter().any(|&row| is_received(form, row)),
        TableId::Disputes => parts.len() == 3,
    }
}

fn is_received(form: &Form, row: usize) -> bool {
    form.rows.get(row).is_some_and(|row| row.key == "received")
}

/// What a line has of a table of the form: the rows of table 3, the groups of table 4, the blocks of table 2. `pending` is the text before it
/// since the last figures, in which a label may have begun.
fn parts(form: &Form, table: TableId, line: &Line<'_>, pending: &str) -> Vec<usize> {
    let has_figures = line.tokens.iter().any(|token| token.is_value);
    let texts = || line.tokens.iter().filter(|token| token.is_text());
    match table {
        TableId::Disclosure => {
            let numbers = texts().filter_map(|token| block(&token.folded)?.chars().next());
            numbers.map(|number| number as usize).collect()
        }
        TableId::Requests => {
            let mut rows: Vec<usize> = texts().filter_map(|token| request_row(form, &token.folded)).collect();
            if rows.is_empty() && has_figures {
                let whole = [pending, &line.folded()].concat();
                let label = whole.trim_end_matches(|c: char| c.is_ascii_digit());
                rows.extend(request_rows_in(form, label, true).last().map(|hit| hit.row));
            }
            rows.retain(|&row| form.rows.get(row).is_some_and(|row| !is_common(row)));
            rows
        }
        TableId::Disputes => {
            let groups = [Marks::REVIEW, Marks::DIRECT_SUIT, Marks::SUIT_AFTER_REVIEW];
            (0..).zip(groups).filter(|&(_, mark)| line.marks().has(mark)).map(|(group, _)| group).collect()
        }
    }
}

/// What is said about a table's year over it, or in its headings.
fn age(lines: &[Line<'_>], from: usize, copy: &Copy, year: Option<i32>) -> Age {
    let headings = lines.get(copy.lines.clone()).unwrap_or_default().iter();
    let headings = headings.take_while(|line| !line.tokens.iter().any(|token| token.is_value));
    let in_headings = headings.flat_map(|line| &line.tokens).map(|token| of_years(token.raw, year)).find(|&age| age != Age::Unknown);
    let over = lines.get(from..copy.lines.start).unwrap_or_default().iter().rev();
    let captions = over.filter(|line| !line.tokens.iter().all(Token::is_blank)).take(NEAR).filter_map(|line| caption(line));
    let over = captions.map(|caption| of_caption(&caption, year)).find(|&age| age != Age::Unknown);
    in_headings.or(over).unwrap_or(Age::Unknown)
}

/// The text of a line that can be a caption.
fn caption(line: &Line<'_>) -> Option<String> {
    let text: String = if line.is_row { line.sole_text()?.raw.to_owned() } else { line.tokens.iter().map(|token| token.raw).collect() };
    (text.chars().count() <= LONGEST && !text.contains(['。', '；', '，'])).then_some(text)
}

fn of_years(text: &str, year: Option<i32>) -> Age {
    let years = metadata::years(text);
    match year.filter(|_| !years.is_empty()) {
        Some(year) if years.contains(&year) => Age::Own,
        Some(_) => Age::Other,
        None => Age::Unknown,
    }
}

fn of_caption(text: &str, year: Option<i32>) -> Age {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match of_years(text, year) {
        Age::Unknown if has(&["对比", "比较", "相比", "较上", "同比"]) => Age::Unknown,
        Age::Unknown if has(&["本年", "今年", "当年"]) => Age::Own,
        // 上一年项目数量 heads a column of table 2, and 上年结转 a row of table 3.
        Age::Unknown if has(&["上年", "上一年", "去年"]) && !has(&["结转", "项目数量", "增/减"]) => Age::Other,
        age => age,
    }
}

impl Tables {
    /// Makes the figures unreadable in which other readings of a table differ from this one.
    pub(super) fn compare(&mut self, form: &Form, table: TableId, others: &[Vec<Cell>]) {
        let mut differs = false;
        for (at, cell) in self.cells.iter_mut().enumerate() {
            let rows = form.rows.iter().enumerate().filter(|(_, row)| row.table == table);
            if !rows.into_iter().any(|(row, _)| form.fields_of_row(row).any(|field| field.index() == at)) {
                continue;
            }
            let others: Vec<&Cell> = others.iter().filter_map(|cells| cells.get(at)).filter(|other| !agree(cell, other)).collect();
            if others.is_empty() {
                continue;
            }
            let raws = std::iter::once(&*cell.raw).chain(others.iter().map(|other| &*other.raw));
            let raw = raws.collect::<Vec<_>>().join(" / ");
            *cell = Cell { value: Value::Unreadable(Unreadable::Twice), raw: raw.into(), place: None };
            differs = true;
        }
        if differs {
            self.notices.push(Notice::Twice { table, count: others.len() + 1 });
        }
    }
}

/// Whether two readings of a cell say the same. A row that one of them lacks, or an empty cell beside 0, contradicts nothing.
fn agree(cell: &Cell, other: &Cell) -> bool {
    let is_nothing = |cell: &Cell| cell.value.is_empty() || cell.value.number().is_some_and(|figure| figure == Decimal::ZERO);
    match (cell.value, other.value) {
        (Value::Missing, _) | (_, Value::Missing) => true,
        (one, two) if one.number().is_some() && two.number().is_some() => one.number() == two.number(),
        _ => cell.raw == other.raw || (is_nothing(cell) && is_nothing(other)),
    }
}
