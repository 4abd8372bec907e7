//! NAR-SIMILAR: sections that are last year's with other figures.
//!
//! Texts are compared as sets of three characters in a row, digits masked and all but words left out. A set is a sorted list of numbers, so
//! that the cost grows with the length of the text alone.

use super::{BOTH, Example, Rule, Verdict, WhyNot, is_written, text};
use crate::finding::{FindingKind, Passage, Quote, Seat, Severity};
use crate::report::{Report, Section};
use crate::value::Decimal;

pub(super) const SIMILAR: Rule = Rule {
    code: "NAR-SIMILAR",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("第一或第五部分与上年报告雷同。", "Section 1 or 5 is that of last year's report, but for its figures."),
    why: text(
        "照搬上年会被认定为敷衍，在考核中扣分；上年的事也容易误留在文中。",
        "A copied text counts as perfunctory and costs marks, and leaves last year's events in this year's report.",
    ),
    basis: text(
        "各地考核对“内容雷同”扣分；本工具的标准：去掉数字和标点后，每三个字为一组，相同的占九成以上。",
        "Assessments deduct marks for copied content; this tool's measure: nine tenths of all runs of three characters, without digits and punctuation.",
    ),
    example: Example {
        fails: text(
            "第一部分只把“2022年”“214条”改成了“2023年”“251条”。",
            "Section 1 with 2022 and 214 changed to 2023 and 251, and nothing else.",
        ),
        passes: text(
            "第一部分写了本年新做的事，只有常用的套话与上年相同。",
            "Section 1 on what was done this year, with only set phrases in common.",
        ),
    },
    check: similar,
};

/// Texts of fewer runs than this have nothing of their own that could be copied.
const FEWEST: usize = 30;
/// More passages than this are not listed; the text as a whole is alike anyway.
const MOST: usize = 12;

fn similar(report: &Report, verdict: &mut Verdict) {
    let Some(previous) = report.last_year().filter(|previous| is_written(report) && is_written(previous)) else { return };
    for number in [1, 5] {
        let (now, before) = match (section(report, number), section(previous, number)) {
            (Some(now), Some(before)) => (now, before),
            (None, _) => {
                verdict.skip(WhyNot::Missing, &[]);
                continue;
            }
            (_, None) => {
                verdict.skip(WhyNot::Previous, &[]);
                continue;
            }
        };
        let (runs_now, runs_before) = (Runs::of(&now.text), Runs::of(&before.text));
        if runs_now.0.len() < FEWEST {
            verdict.skip(WhyNot::Missing, &[]);
            continue;
        }
        let share = runs_now.share(&runs_before);
        if share < 90 {
            verdict.pass();
            continue;
        }
        let passages = passages(now, before);
        let finding = verdict.fail(FindingKind::Wording, Seat::Section(number), Vec::new());
        finding.detail.numbers = vec![Decimal::integer(number.into()), Decimal::integer(share)];
        // The longest one stands for all.
        finding.quote =
            passages.iter().map(|passage| &passage.now).max_by_key(|quote| quote.span[1].saturating_sub(quote.span[0])).cloned();
        finding.passages = passages;
    }
}

/// The first section with this number.
fn section(report: &Report, number: u8) -> Option<&Section> {
    report.sections.iter().find(|section| section.number == number)
}

/// Whether a character counts: words do, white space and punctuation do not.
const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{20000}'..='\u{3ffff}')
}

/// A text's characters that count, each run of digits as one `0`.
fn masked(text: &str) -> impl Iterator<Item = char> {
    let mut in_number = false;
    text.chars().filter(|&c| is_word(c)).filter_map(move |c| {
        let digit = c.is_ascii_digit() || ('０'..='９').contains(&c);
        let again = digit && in_number;
        in_number = digit;
        (!again).then_some(if digit { '0' } else { c })
    })
}

/// Three characters as a number below 2³², and the sentence that they stand in where that is asked.
type Run = (u64, usize);

/// The different runs of three characters of a text, in order of their number.
struct Runs(Vec<Run>);

impl Runs {
    fn of(text: &str) -> Self {
        let (mut run, mut length) = (0_u64, 0_usize);
        let mut runs = Vec::with_capacity(text.len() / 3);
        for c in masked(text) {
            // A character has 21 bits, three of them have 63.
            run = (run << 21 | u64::from(c)) & ((1 << 63) - 1);
            length += 1;
            if length >= 3 {
                // The middle bits of a product tell runs apart in half as many bytes. Of a text's few thousand runs two have the same once in
                // hundreds of texts, and that moves what two texts share by less than a thousandth.
                runs.push((run.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32, 0));
            }
        }
        sort(&mut runs);
        runs.dedup();
        Self(runs)
    }

    /// How many hundredths of all runs of both are in both, rounded down.
    fn share(&self, other: &Self) -> i64 {
        let (ours, theirs) = (&self.0, &other.0);
        let (mut at, mut beside, mut both) = (0, 0, 0);
        while let (Some((run, _)), Some((other, _))) = (ours.get(at), theirs.get(beside)) {
            both += usize::from(run == other);
            at += usize::from(run <= other);
            beside += usize::from(run >= other);
        }
        let all = ours.len() + theirs.len() - both;
        i64::try_from(both * 100 / all.max(1)).unwrap_or(0)
    }
}

/// Sorts by the number, byte by byte, in time that grows with the count alone; equal ones stay in their order.
fn sort(runs: &mut Vec<Run>) {
    // A sentence has fewer runs than a byte has values, and counting those would cost more than the sentence itself.
    if runs.len() < 256 {
        crate::order::by_key(runs, |&(run, _)| run);
        return;
    }
    let mut sorted = vec![(0, 0); runs.len()];
    for byte in 0..4 {
        let place = |(run, _): Run| usize::from(run.to_le_bytes()[byte]);
        // Where the runs with each byte begin.
        let mut next = [0_usize; 257];
        for &run in runs.iter() {
            next[place(run) + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        for &run in runs.iter() {
            let next = &mut next[place(run)];
            if let Some(slot) = sorted.get_mut(*next) {
                *slot = run;
            }
            *next += 1;
        }
        std::mem::swap(runs, &mut sorted);
    }
}

/// A sentence: where it stands, in characters and in bytes, and its runs.
struct Sentence {
    chars: [u32; 2],
    bytes: [usize; 2],
    runs: Runs,
}

/// The sentences of a text, white space before them left out.
fn sentences(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start: Option<(u32, usize)> = None;
    let mut count = 0_u32;
    let mut add = |start: (u32, usize), chars: u32, bytes: usize| {
        let words = text.get(start.1..bytes).unwrap_or_default();
        let kept = words.trim_end();
        let cut = u32::try_from(words.chars().count() - kept.chars().count()).unwrap_or(0);
        let runs = Runs::of(kept);
        if !runs.0.is_empty() {
            sentences.push(Sentence { chars: [start.0, chars - cut], bytes: [start.1, start.1 + kept.len()], runs });
        }
    };
    for (at, c) in text.char_indices() {
        if start.is_none() && !c.is_whitespace() {
            start = Some((count, at));
        }
        count += 1;
        if let Some(from) = start.filter(|_| matches!(c, '。' | '；' | '！' | '？' | '\n')) {
            add(from, count, at + c.len_utf8());
            start = None;
        }
    }
    if let Some(from) = start {
        add(from, count, text.len());
    }
    sentences
}

/// This year's sentences beside those of last year that are at least eight tenths like them; neighbours are put together.
fn passages(now: &Section, before: &Section) -> Vec<Passage> {
    let (ours, theirs) = (sentences(&now.text), sentences(&before.text));
    // Every run of last year's text with the sentence that it stands in, so that likely partners are found without comparing all with all.
    let number = |(at, sentence): (usize, &Sentence)| sentence.runs.0.iter().map(move |&(run, _)| (run, at)).collect::<Vec<_>>();
    let mut index: Vec<Run> = theirs.iter().enumerate().flat_map(number).collect();
    sort(&mut index);
    let mut votes = vec![0_u32; theirs.len()];
    let mut pairs: Vec<([usize; 2], [usize; 2])> = Vec::new();
    for (at, sentence) in ours.iter().enumerate() {
        let mut candidates = Vec::new();
        for (run, _) in &sentence.runs.0 {
            let first = index.partition_point(|(other, _)| other < run);
            // A run that stands in many sentences tells nothing of any.
            for &(_, candidate) in index.iter().skip(first).take_while(|(other, _)| other == run).take(8) {
                if let Some(vote) = votes.get_mut(candidate) {
                    *vote += 1;
                    candidates.push(candidate);
                }
            }
        }
        let follows = pairs.last().filter(|(ours, _)| ours[1] + 1 == at).map(|(_, theirs)| theirs[1] + 1);
        // Of equals, the one that goes on where the last passage ended.
        let best = candidates.iter().copied().max_by_key(|&candidate| (votes.get(candidate).copied(), Some(candidate) == follows));
        for candidate in candidates {
            if let Some(vote) = votes.get_mut(candidate) {
                *vote = 0;
            }
        }
        let Some(best) = best.filter(|&best| theirs.get(best).is_some_and(|other| sentence.runs.share(&other.runs) >= 80)) else {
            continue;
        };
        match pairs.last_mut().filter(|_| follows == Some(best)) {
            Some((ours, theirs)) => (ours[1], theirs[1]) = (at, best),
            None => pairs.push(([at; 2], [best; 2])),
        }
    }
    let quote = |section: &Section, sentences: &[Sentence], [first, last]: [usize; 2]| {
        let (first, last) = (sentences.get(first)?, sentences.get(last)?);
        let text = section.text.get(first.bytes[0]..last.bytes[1])?;
        Some(Quote { section: section.number, text: text.to_owned(), span: [first.chars[0], last.chars[1]] })
    };
    let passage =
        |&(our, their): &([usize; 2], [usize; 2])| Some(Passage { now: quote(now, &ours, our)?, before: quote(before, &theirs, their)? });
    pairs.iter().filter_map(passage).take(MOST).collect()
}
