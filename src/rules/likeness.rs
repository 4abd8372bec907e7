//! NAR-SIMILAR: sections that are last year's with other figures.
//!
//! Texts are compared as sets of three characters in a row, digits masked and all but words left out. Each text is read once and its runs are
//! sorted once, with the sentence that each stands in, so that the cost grows with the length of the texts alone.

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
            "第一部分只把 2022年、214条改成了 2023年、251条。",
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
/// A run that stands in many sentences tells nothing of any; no more than this are asked.
const ASKED: usize = 8;

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
        if runs_now.whole().count() < FEWEST {
            verdict.skip(WhyNot::Missing, &[]);
            continue;
        }
        let share = share(runs_now.whole(), runs_before.whole());
        if share < 90 {
            verdict.pass();
            continue;
        }
        let passages = passages((now, &runs_now), (before, &runs_before));
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
    matches!(c, '\u{4e00}'..='\u{9fff}')
        || c.is_ascii_alphanumeric()
        || matches!(c, '\u{3400}'..='\u{4dbf}' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{20000}'..='\u{3ffff}')
}

/// The last three characters that count, each run of digits as one `0`.
#[derive(Default)]
struct Window {
    characters: u64,
    length: usize,
    in_number: bool,
}

impl Window {
    /// Takes the next character that counts; gives the run that ends with it.
    fn take(&mut self, c: char) -> Option<u32> {
        let digit = c.is_ascii_digit() || matches!(c, '０'..='９');
        let again = digit && self.in_number;
        self.in_number = digit;
        if again {
            return None;
        }
        // A character has 21 bits, three of them have 63.
        self.characters = (self.characters << 21 | u64::from(if digit { '0' } else { c })) & ((1 << 63) - 1);
        self.length += 1;
        // The middle bits of a product tell runs apart in half as many bytes. Of a text's few thousand runs two have the same once in
        // hundreds of texts, and that moves what two texts share by less than a thousandth.
        let [_, _, _, _, a, b, c, d] = self.characters.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
        (self.length >= 3).then_some(u32::from_le_bytes([a, b, c, d]))
    }
}

/// A run of three characters and where it stands: in a sentence, and in the text as a whole.
///
/// In one number, because thousands of them are sorted: 32 bits for the characters, above 31 for the sentence, and one that says that the
/// run stands in the sentence alone, whose first digits may go on with those of the sentence before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run(u64);

/// In the place of a sentence for a run that reaches from one into the next.
const ACROSS: u32 = u32::MAX >> 1;

impl Run {
    fn new(characters: u32, sentence: u32, alone: bool) -> Self {
        Self(u64::from(characters) << 32 | u64::from(sentence) << 1 | u64::from(alone))
    }

    const fn characters(self) -> u32 {
        let [_, _, _, _, a, b, c, d] = self.0.to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    /// Which sentence it stands in.
    fn sentence(self) -> Option<usize> {
        let [a, b, c, d, ..] = self.0.to_le_bytes();
        let sentence = u32::from_le_bytes([a, b, c, d]) >> 1;
        usize::try_from(sentence).ok().filter(|_| sentence != ACROSS)
    }

    const fn is_of_whole(self) -> bool {
        self.0 & 1 == 0
    }
}

/// Where a sentence stands, in characters and in bytes.
#[derive(Debug)]
struct Sentence {
    chars: [u32; 2],
    bytes: [usize; 2],
}

/// The runs of a text in order of their characters, those of one sentence once, and the sentences that have any.
struct Runs {
    runs: Vec<Run>,
    sentences: Vec<Sentence>,
}

impl Runs {
    fn of(text: &str) -> Self {
        let mut runs = Vec::with_capacity(text.len() / 3 + 8);
        let mut sentences = Vec::new();
        let (mut whole, mut own) = (Window::default(), Window::default());
        // The sentence that is read: where it begins, where its words end, and the first of its runs.
        let mut start: Option<(u32, usize)> = None;
        let (mut end, mut first, mut count, mut number) = ((0, 0), 0, 0_u32, 0_u32);
        let close = |start: &mut Option<(u32, usize)>, end: (u32, usize), first: bool, sentences: &mut Vec<Sentence>| {
            let from = start.take().filter(|_| first);
            sentences.extend(from.map(|from| Sentence { chars: [from.0, end.0], bytes: [from.1, end.1] }));
        };
        for (at, c) in text.char_indices() {
            count += 1;
            if is_word(c) {
                start = start.or(Some((count - 1, at)));
                end = (count, at + c.len_utf8());
                let (run, ours) = (whole.take(c), own.take(c));
                match (run, ours) {
                    (Some(run), Some(ours)) if run == ours => runs.push(Run::new(run, number, false)),
                    _ => {
                        runs.extend(run.map(|run| Run::new(run, ACROSS, false)));
                        runs.extend(ours.map(|ours| Run::new(ours, number, true)));
                    }
                }
                first += usize::from(ours.is_some());
            } else if !c.is_whitespace() {
                start = start.or(Some((count - 1, at)));
                end = (count, at + c.len_utf8());
            }
            if matches!(c, '。' | '；' | '！' | '？' | '\n') && start.is_some() {
                close(&mut start, end, first > 0, &mut sentences);
                (own, first) = (Window::default(), 0);
                number = u32::try_from(sentences.len()).unwrap_or(ACROSS);
            }
        }
        close(&mut start, end, first > 0, &mut sentences);
        sort(&mut runs);
        runs.dedup_by(|again, run| {
            let same = (again.0 ^ run.0) <= 1;
            // What stands in the whole text once does.
            run.0 &= if same { again.0 } else { u64::MAX };
            same
        });
        Self { runs, sentences }
    }

    /// The different runs of the text as a whole.
    fn whole(&self) -> impl Iterator<Item = u32> {
        let mut last = None;
        self.runs.iter().filter(|run| run.is_of_whole()).map(|run| run.characters()).filter(move |&run| last.replace(run) != Some(run))
    }

    /// The runs that stand in a sentence.
    fn of_sentences(&self) -> Vec<Run> {
        self.runs.iter().copied().filter(|run| run.sentence().is_some()).collect()
    }

    /// The runs of each sentence one after the other, each with the first place among others where it stands or would, and where those of
    /// each sentence begin.
    fn by_sentence(&self, others: &[Run]) -> (Vec<(u32, usize)>, Vec<usize>) {
        let mut starts = vec![0; self.sentences.len() + 1];
        for sentence in self.runs.iter().filter_map(|run| run.sentence()) {
            if let Some(start) = starts.get_mut(sentence + 1) {
                *start += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut sorted = vec![(0, 0); starts.last().copied().unwrap_or(0)];
        let mut place = 0;
        for &run in &self.runs {
            let characters = run.characters();
            while others.get(place).is_some_and(|other| other.characters() < characters) {
                place += 1;
            }
            if let Some(slot) = run.sentence().and_then(|sentence| next.get_mut(sentence)) {
                if let Some(entry) = sorted.get_mut(*slot) {
                    *entry = (characters, place);
                }
                *slot += 1;
            }
        }
        (sorted, starts)
    }
}

/// How many hundredths of all runs of both are in both, rounded down.
fn share(ours: impl Iterator<Item = u32>, theirs: impl Iterator<Item = u32>) -> i64 {
    let (mut ours, mut theirs) = (ours.peekable(), theirs.peekable());
    let (mut all, mut both) = (0_usize, 0_usize);
    loop {
        let (this, that) = match (ours.peek(), theirs.peek()) {
            (Some(this), Some(that)) => (this <= that, that <= this),
            (None, None) => break,
            (this, that) => (this.is_some(), that.is_some()),
        };
        if this {
            ours.next();
        }
        if that {
            theirs.next();
        }
        all += 1;
        both += usize::from(this && that);
    }
    i64::try_from(both * 100 / all.max(1)).unwrap_or(0)
}

/// Sorts by the characters, byte by byte, in time that grows with the count alone; equal ones stay in their order.
fn sort(runs: &mut Vec<Run>) {
    // The bytes of a short text are fewer than the values of a byte.
    if runs.len() < 64 {
        crate::order::by_key(runs, |run| run.characters());
        return;
    }
    let byte = |run: Run, at: usize| usize::from(run.characters().to_le_bytes()[at]);
    // Where the runs with each byte begin.
    let mut places = [[0_usize; 257]; 4];
    for &run in runs.iter() {
        for (at, next) in places.iter_mut().enumerate() {
            next[byte(run, at) + 1] += 1;
        }
    }
    let mut sorted = vec![Run(0); runs.len()];
    for (at, next) in places.iter_mut().enumerate() {
        for value in 1..next.len() {
            next[value] += next[value - 1];
        }
        for &run in runs.iter() {
            let next = &mut next[byte(run, at)];
            if let Some(slot) = sorted.get_mut(*next) {
                *slot = run;
            }
            *next += 1;
        }
        std::mem::swap(runs, &mut sorted);
    }
}

/// For each sentence of this year the one of last year that is most like it, as far as runs tell.
struct Votes<'a> {
    theirs: &'a [Run],
    /// For each sentence of last year, how many runs named it, and when one did last.
    counted: Vec<(u32, u32)>,
    named: Vec<usize>,
}

impl Votes<'_> {
    /// The sentence that most of these runs stand in; of equals the one that follows the last passage, else the one named last. Each run
    /// comes with its place among last year's.
    fn best(&mut self, runs: &[(u32, usize)], follows: Option<usize>) -> Option<usize> {
        let mut time = 0;
        for &(run, place) in runs {
            let same = self
                .theirs
                .get(place..)
                .unwrap_or_default()
                .iter()
                .take_while(|other| other.characters() == run)
                .filter_map(|other| other.sentence());
            for sentence in same.take(ASKED) {
                let Some(vote) = self.counted.get_mut(sentence) else { continue };
                if vote.0 == 0 {
                    self.named.push(sentence);
                }
                time += 1;
                *vote = (vote.0 + 1, time);
            }
        }
        let key = |&sentence: &usize| {
            let (count, last) = self.counted.get(sentence).copied().unwrap_or_default();
            (count, Some(sentence) == follows, last)
        };
        let best = self.named.iter().copied().max_by_key(key);
        for sentence in self.named.drain(..) {
            if let Some(vote) = self.counted.get_mut(sentence) {
                *vote = (0, 0);
            }
        }
        best
    }
}

/// The runs of one sentence.
fn of((runs, starts): &(Vec<(u32, usize)>, Vec<usize>), sentence: usize) -> &[(u32, usize)] {
    let [from, to] = [sentence, sentence + 1].map(|at| starts.get(at).copied().unwrap_or_default());
    runs.get(from..to).unwrap_or_default()
}

/// This year's sentences beside those of last year that are at least eight tenths like them; neighbours are put together.
fn passages((now, ours): (&Section, &Runs), (before, theirs): (&Section, &Runs)) -> Vec<Passage> {
    let index = theirs.of_sentences();
    let (ours_of, theirs_of) = (ours.by_sentence(&index), theirs.by_sentence(&[]));
    let mut votes = Votes { theirs: &index, counted: vec![(0, 0); theirs.sentences.len()], named: Vec::new() };
    let mut pairs: Vec<([usize; 2], [usize; 2])> = Vec::new();
    for at in 0..ours.sentences.len() {
        let own = of(&ours_of, at);
        let follows = pairs.last().filter(|(ours, _)| ours[1] + 1 == at).map(|(_, theirs)| theirs[1] + 1);
        let Some(best) = votes.best(own, follows) else { continue };
        if share(own.iter().map(|run| run.0), of(&theirs_of, best).iter().map(|run| run.0)) < 80 {
            continue;
        }
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
    let passage = |&(our, their): &([usize; 2], [usize; 2])| {
        Some(Passage { now: quote(now, &ours.sentences, our)?, before: quote(before, &theirs.sentences, their)? })
    };
    pairs.iter().filter_map(passage).take(MOST).collect()
}
