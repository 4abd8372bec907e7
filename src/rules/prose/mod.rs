//! What the words say: the sentences of a report against its tables and against each other.
//!
//! A text is divided into words, numbers and marks once ([`tokens`]), the statements in it are read once ([`reader`]), and every rule looks at
//! those. A statement that fits one lawful reading is right; where none fits, the finding has the clause with its place.

mod absence;
mod against;
mod claims;
mod dates;
mod entries;
mod names;
mod narrative;
mod numerals;
mod ratios;
mod reader;
mod residue;
mod scope;
mod seen;
mod tokens;
mod twice;
mod words;

pub(super) use dates::{CITE_OLD, DATE, PERIOD, YEAR_STALE};
pub(super) use entries::{
    ALL_UPHELD, CARRY_IN, CARRY_OUT, DECISIONS, DENY, DONE, LIT, NEW, NONE_BUT_NONZERO, NORM, OPEN, OPENPART, OTHER, PARTIAL, REFUSE, REG,
    REVIEW, SOME_BUT_ZERO, UNABLE,
};
pub(super) use names::{ORG_MISMATCH, SELF_BLANK, SELF_REF};
pub(super) use narrative::{GOV_EVAL, S1_ASPECTS, S1_LEN, S5_EMPTY, S5_NO_FIX, S5_NO_PROBLEM, S6_FEE, S6_FEE_CONFLICT};
pub(super) use ratios::{BRANCH_SUM, INNER, PERCENT};
pub(super) use residue::{BOILERPLATE, DUP, LETTER, PART_COUNT, PLACEHOLDER, SECRET_MARK};

use std::sync::Arc;

use super::Verdict;
use crate::finding::{Finding, FindingKind, Quote, Seat};
use crate::report::Report;
use claims::Claim;
use ratios::Ratio;
use reader::Reader;
use tokens::Token;

/// A rule names no more places than this; a text with more is damaged, and naming them all helps nobody.
const MOST: usize = 20;

/// No report has more text than this, in bytes, in one section; what follows is damage, and reading it would cost memory without end.
const LONGEST: usize = 1_600_000;

/// No report has more words, numbers and marks than this.
const MOST_TOKENS: usize = 400_000;

/// What was read in the words of a report. Its figures have no part in it, and of the rest of the report only name, kind of authority and year.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prose {
    /// The tokens of the preface (0) and of each section.
    texts: Vec<(u8, Vec<Token>)>,
    claims: Vec<Claim>,
    ratios: Vec<Ratio>,
}

impl Prose {
    /// Reads all text of a report.
    pub(crate) fn new(report: &Report) -> Self {
        let mut prose = Self::default();
        let (mut paragraph, mut budget) = (0, MOST_TOKENS);
        for section in 0..=6 {
            let Some(text) = body(report, section).filter(|text| !text.is_empty()) else { continue };
            let tokens = tokens::tokens(text, budget);
            budget = budget.saturating_sub(tokens.len());
            // What section 5 counts are problems, past and planned.
            if section != 5 {
                let mut reader = Reader::new(report, section, text, paragraph);
                for part in tokens.split_inclusive(Token::ends_sentence) {
                    reader.read(part);
                    ratios::read(&mut prose.ratios, text, section, reader.paragraph, part);
                }
                paragraph = reader.paragraph;
                prose.claims.extend(reader.claims);
            }
            prose.texts.push((section, tokens));
        }
        prose
    }

    fn tokens(&self, section: u8) -> &[Token] {
        self.texts.iter().find(|(number, _)| *number == section).map_or(&[], |(_, tokens)| tokens)
    }
}

/// The text that quotes of this section point into: what stands before section 1 for 0, else that of the first section with the number.
fn body(report: &Report, section: u8) -> Option<&str> {
    if section == 0 {
        return Some(beginning(&report.preface, LONGEST));
    }
    report.sections.iter().find(|part| part.number == section).map(|part| beginning(&part.text, LONGEST))
}

/// At most so many bytes of a text.
fn beginning(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// All texts with their sections.
fn bodies(report: &Report) -> impl Iterator<Item = (u8, &str)> {
    (0..=6).filter_map(|section| Some((section, body(report, section)?)))
}

/// The words at these bytes with their place in characters.
fn quote(report: &Report, section: u8, [from, to]: [usize; 2]) -> Option<Quote> {
    let text = body(report, section)?;
    let words = text.get(from..to)?;
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let start = count(text.get(..from)?);
    Some(Quote { section, text: words.to_owned(), span: [start, start + count(words)] })
}

/// The sentence that holds these bytes, without the mark at its end where it is long, a window around them.
fn sentence(text: &str, from: usize, to: usize) -> [usize; 2] {
    const MOST: usize = 80;
    let before = text.get(..from).unwrap_or_default();
    let start = before.char_indices().rev().take(MOST).find(|(_, c)| "。！？；\n".contains(*c)).map(|(at, c)| at + c.len_utf8());
    let start = start.unwrap_or_else(|| before.char_indices().rev().take(MOST).last().map_or(from, |(at, _)| at));
    let rest = text.get(to..).unwrap_or_default();
    let end = rest.char_indices().take(MOST).find(|(_, c)| "。！？；\n".contains(*c)).map(|(at, _)| at);
    let end = to + end.unwrap_or_else(|| rest.char_indices().nth(MOST).map_or(rest.len(), |(at, _)| at));
    let blanks = text.get(start..from).map_or(0, |words| words.len() - words.trim_start().len());
    [start + blanks, end]
}

/// A finding about words of the text.
fn fail_at<'a>(verdict: &'a mut Verdict, report: &Report, kind: FindingKind, section: u8, span: [usize; 2]) -> &'a mut Finding {
    let seat = if section == 0 { Seat::Document } else { Seat::Section(section) };
    let quote = quote(report, section, span);
    let finding = verdict.fail(kind, seat, Vec::new());
    finding.quote = quote;
    finding
}

/// Lends what was read to a rule, which needs the verdict at the same time.
fn with_prose(verdict: &mut Verdict, check: impl FnOnce(&Prose, &mut Verdict)) {
    let prose = Arc::clone(&verdict.prose);
    check(&prose, verdict);
}
