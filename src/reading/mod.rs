//! Reading: a document becomes a report, with every figure of its edition and where it stood.
//!
//! Reading never fails on damage. What cannot be assigned stays unreadable or missing, and a notice says why.

mod figure;
pub(crate) mod fold;
mod labels;
mod lines;
mod metadata;
mod parts;
mod personal;
mod phrases;
mod resemble;
mod sections;
mod tables;
mod traditional;

use crate::document::{Document, Kind};
use crate::form::{Edition, Form};
use crate::intake::Failure;
use crate::report::{AuthorityType, Notice, Report};
use labels::Marks;
use lines::Line;
use personal::Blotted;

/// Reads the reports that a document holds.
///
/// `name` is the caller's name for the document, `authority` the kind of authority where the caller knows it.
///
/// # Errors
/// [`Failure::NoReport`] where the document has neither a table, nor a section heading, nor a title of a yearly report.
pub fn read(name: &str, kind: Kind, document: &Document, authority: Option<AuthorityType>) -> Result<Vec<Report>, Failure> {
    let masked = personal::blot(document);
    let (document, blotted) = masked.as_ref().map_or((document, &[][..]), |(masked, blotted)| (masked, blotted));
    let lines = lines::lines(document);
    let parts = parts::parts(&lines);
    let reports = parts.into_iter().filter_map(|part| read_one(name, kind, lines.get(part)?, authority, blotted));
    let mut reports: Vec<Report> = reports.collect();
    // What is to be known about the file concerns every report in it.
    for report in &mut reports {
        report.notices.extend(document.remarks.iter().cloned().map(Notice::File));
    }
    if reports.is_empty() { Err(Failure::NoReport) } else { Ok(reports) }
}

/// Reads the report that lines hold; `None` where there is nothing of one in them.
fn read_one(name: &str, kind: Kind, lines: &[Line<'_>], authority: Option<AuthorityType>, blotted: &[Blotted]) -> Option<Report> {
    let headings = sections::find(lines);
    let mut section_of: Vec<Option<u8>> = vec![None; lines.len()];
    for heading in &headings {
        section_of[heading.line] = Some(heading.number);
    }
    let before = headings.first().map_or(lines.len().min(40), |heading| heading.line);
    let top: Vec<&str> = lines[..before].iter().filter_map(Line::sole_text).map(|token| token.raw).collect();
    let title = metadata::title(&top);
    let title_year = title.as_ref().and_then(|title| title.year);

    let edition = edition(lines, title_year);
    let form = Form::of(edition);
    let tables = tables::read(form, lines, &section_of, title_year);
    if tables.found.is_empty() && headings.is_empty() && title.is_none() {
        return None;
    }
    let (mut preface, sections) = sections::divide(lines, &headings, &tables.is_table);
    if let Some(title) = &title {
        preface = without_title(&preface, &title.text);
    }
    let texts = || std::iter::once((0, preface.as_str())).chain(sections.iter().map(|section| (section.number, section.text.as_str())));
    let mut notices = tables.notices;
    for (section, text) in texts() {
        notices.extend(sections::artifacts(text).into_iter().map(|(text, span)| Notice::Artifact { text, section, span }));
    }
    notices.extend(personal_numbers(texts(), lines, blotted));
    let period = texts().find_map(|(_, text)| metadata::period_year(text));
    let signed_by = texts().last().and_then(|(_, text)| metadata::signed_by(text));
    let name_of = title.as_ref().and_then(|title| title.authority.clone()).or_else(|| signed_by.clone());
    let guess = [name_of.as_deref(), signed_by.as_deref()].into_iter().flatten().find_map(metadata::guess_type);
    let report = Report {
        source: name.to_owned(),
        kind,
        edition,
        year: period.or(title_year),
        title_year,
        title: title.map(|title| title.text),
        authority: name_of,
        authority_type: authority.map(|kind| (kind, false)).or(guess.map(|kind| (kind, true))),
        signed_by,
        cells: tables.cells,
        rows_in_use: tables.rows_in_use,
        tables: tables.found,
        preface,
        sections,
        notices,
        beside: None,
    };
    Some(report)
}

/// The numbers of persons in a report: each where it stands in the text, and once where it stands in tables only.
fn personal_numbers<'a>(texts: impl Iterator<Item = (u8, &'a str)>, lines: &[Line<'_>], blotted: &[Blotted]) -> Vec<Notice> {
    let notice = |number: &Blotted, place| Notice::Personal { kind: number.kind, text: number.text.clone(), place };
    let mut notices = Vec::new();
    let mut in_text = Vec::new();
    for (section, text) in texts {
        for (number, span) in personal::places(text, blotted) {
            in_text.push(number);
            notices.push(notice(number, Some((section, span))));
        }
    }
    let in_lines = |number: &&Blotted| lines.iter().flat_map(|line| &line.tokens).any(|token| token.raw.contains(&number.text));
    notices.extend(blotted.iter().filter(|number| !in_text.contains(number)).filter(in_lines).map(|number| notice(number, None)));
    notices
}

/// The edition whose tables a document has: by the words of table 2, then by the rows of table 3, then by the year.
fn edition(lines: &[Line<'_>], year: Option<i32>) -> Edition {
    let (mut old, mut new, mut results) = (0, 0, false);
    for token in lines.iter().flat_map(|line| &line.tokens) {
        if token.marks == Marks::default() || token.folded.len() > 3 * 50 || labels::is_prose(&token.folded) {
            continue;
        }
        let [o, n] = token.marks.editions();
        // 行政规范性文件 is a common word, and its presence alone proves little.
        old += 2 * o;
        new += if token.folded.ends_with("行政规范性文件") { n } else { 2 * n };
        results |= token.marks.has(Marks::RESULTS_2021);
    }
    match new.cmp(&old) {
        std::cmp::Ordering::Greater => Edition::V2021,
        std::cmp::Ordering::Less => Edition::V2019,
        std::cmp::Ordering::Equal if results => Edition::V2021,
        std::cmp::Ordering::Equal => year.map_or(Edition::V2021, Edition::for_year),
    }
}

/// The preface without the lines that make up the title.
fn without_title(preface: &str, title: &str) -> String {
    let in_title = |line: &&str| {
        let line: String = line.split_whitespace().collect();
        !line.is_empty() && title.contains(&line)
    };
    preface.lines().filter(|line| !in_title(line)).collect::<Vec<_>>().join("\n")
}
