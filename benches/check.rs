//! How long reading and checking take, on made-up reports.
//!
//! Before divan's table, plain lines set the figures that have a limit against it. Their runs are interleaved, so that a machine
//! that is busy for a moment slows both sides of a ratio. No line passes or fails: a clock on a busy machine proves nothing.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark whose report is not read measures nothing and must stop")]

#[expect(dead_code, reason = "benchmarks draw reports in four styles and compare nothing with what was drawn")]
#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/common/offices.rs"]
mod offices;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{Figures, Page, Prose, Rng, Style, draw};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use gouji::form::Edition;
use gouji::outcome::Outcome;
use gouji::report::Beside;
use gouji::report::Report;
use gouji::value::Decimal;
use gouji::{Content, Decode, Options, Reading, Source, check, intake, reading, recheck, rules};
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

/// The most that a report like the first one that had to work may take.
const TEXT_LIMIT: Duration = Duration::from_micros(150);
/// The most that the rules about text may take on five thousand characters.
const WORDS_LIMIT: Duration = Duration::from_millis(1);
/// The most that a report out of a word processor may take, in times of what tokenizing it takes.
const HTML_LIMIT: u32 = 2;
/// How often each side of a ratio is run.
const ROUNDS: usize = 2001;

fn main() {
    // Under `cargo test` every benchmark runs once to see that it does, and times would say nothing.
    if std::env::args().any(|argument| argument == "--bench") {
        limits();
    }
    divan::main();
}

/// A drawn report.
struct Drawn {
    text: String,
    style: Style,
}

impl Drawn {
    fn new(page: &Page, style: Style) -> Self {
        Self { text: draw(page, style, &mut Rng::new(1)), style }.once_read()
    }

    /// A report that is not read would be a quick one.
    fn once_read(self) -> Self {
        let outcome = self.check();
        let report = outcome.reports.first().expect("the report is read");
        assert_eq!(report.rows.read, report.rows.all, "every row is read");
        self
    }

    fn check(&self) -> Outcome {
        let content = if self.style.is_html() { Content::Html(&self.text) } else { Content::Text(&self.text) };
        check(&Source { name: "report", content }, &Options::default())
    }

    fn kilobytes(&self) -> usize {
        self.text.len().div_ceil(1000)
    }

    fn bench(&self, bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::of_str(&self.text)).bench(|| drop(black_box(self.check())));
    }
}

/// A town's first report: all zero but for its normative documents.
fn town(characters: usize) -> Page {
    let mut figures = Figures::zero(Edition::V2019, false);
    "某镇人民政府".clone_into(&mut figures.unit);
    for (column, figure) in [("created", "33"), ("published", "33"), ("published_total", "37")] {
        figures.values.insert(format!("disclosure.normative.{column}"), Some(figure.to_owned()));
    }
    with_prose(&figures, characters)
}

/// A city's report, with hundreds of applications in every row and thousands of characters of text.
fn city() -> Page {
    let mut figures = Figures::made_up(Edition::V2021, false, 1);
    "某市人民政府".clone_into(&mut figures.unit);
    with_prose(&figures, 6000)
}

/// Figures with at least this many characters of text around them.
fn with_prose(figures: &Figures, characters: usize) -> Page {
    const BEGINNINGS: [&str; 4] = ["按照年度工作安排，", "结合本地实际，", "围绕群众关心的事项，", "在细化分工以后，"];
    const MIDDLES: [&str; 5] =
        ["由专人负责栏目的更新和维护", "逐项核对拟公开的内容", "定期组织业务培训和交流", "及时回应来信、来电和来访", "将各类材料整理归档"];
    const ENDINGS: [&str; 4] = ["，取得了一定成效。", "，做到责任到人。", "，并在年末进行了自查。", "，工作质量稳步提高。"];

    let mut page = Page::new(figures, Prose::Full);
    let mut rng = Rng::new(7);
    let mut written = 0;
    for (at, section) in [0, 4].into_iter().cycle().enumerate() {
        if written >= characters {
            break;
        }
        let mut paragraph = format!("{}.", at / 2 + 1);
        for _ in 0..6 {
            paragraph.extend([rng.word(&BEGINNINGS), rng.word(&MIDDLES), rng.word(&ENDINGS)]);
        }
        written += paragraph.chars().count();
        page.sections[section].before.push(paragraph);
    }
    page
}

/// A report as the word processor exported the first ones: a cell on each line, white space around nearly every figure.
fn town_text(characters: usize) -> Drawn {
    let mut page = town(characters);
    let mut rng = Rng::new(3);
    for cell in page.cells().filter(|cell| cell.field.is_some()) {
        cell.text = match rng.below(4) {
            0 => format!(" {}", cell.text),
            1 => format!("{} ", cell.text),
            2 => format!("\u{3000}{}", cell.text),
            _ => continue,
        };
    }
    Drawn::new(&page, Style::Seed)
}

/// A report as Word puts it on the clipboard, every cell with its full style.
fn word_html() -> Drawn {
    Drawn::new(&town(0), Style::HtmlWord)
}

/// The same text with fewer styles around it, so that less of the time goes into tokens and more into reading.
fn lean_word_html() -> Drawn {
    const STYLES: [&str; 7] = [
        "<span\n  lang=EN-US style='font-size:10.5pt'><o:p></o:p></span>",
        " valign=top style='width:57.2pt;border:solid windowtext 1.0pt;\n  mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'",
        ";mso-pagination:widow-orphan",
        ";font-family:宋体;\n  mso-hansi-font-family:宋体",
        ";font-family:宋体",
        ";mso-bidi-font-size:12.0pt",
        ";mso-char-indent-count:2.0",
    ];
    let page = word_html();
    let lean = Drawn { text: STYLES.iter().fold(page.text.clone(), |text, style| text.replace(style, "")), ..page };
    lean.once_read()
}

/// A report with so many characters of sentences that state figures, read but not checked.
fn wordy(characters: usize) -> Report {
    let figures = Figures::made_up(Edition::V2021, false, 1);
    let mut report = {
        let text = draw(&offices::write(&figures, 0), Style::Seed, &mut Rng::new(1));
        let (kind, document) =
            intake::read(&Source { name: "report", content: Content::Text(&text) }, Decode::default()).expect("the text is read");
        reading::read("report", kind, &document, None).expect("the report is read").remove(0)
    };
    let pages: Vec<Page> = (0..offices::OFFICES).map(|office| offices::write(&figures, office)).collect();
    let lines: Vec<&String> =
        pages.iter().flat_map(|page| page.sections.iter().filter(|s| s.number != 5).flat_map(|s| &s.before)).collect();
    let mut written = 0;
    let narrative = &mut report.sections[0].text;
    narrative.clear();
    for line in lines.iter().cycle() {
        if written >= characters {
            break;
        }
        narrative.push_str(line);
        narrative.push('\n');
        written += line.chars().count();
    }
    report
}

/// The same report without a word.
fn silent(report: &Report) -> Report {
    let mut report = report.clone();
    report.preface.clear();
    report.sections.iter_mut().for_each(|section| section.text.clear());
    report
}

/// Every token of a page, built and thrown away.
fn tokens(html: &str) {
    for token in Tokenizer::new(html) {
        let _ = black_box(token);
    }
}

/// The same without building tokens: the least that any reader on this tokenizer takes.
fn events(html: &str) {
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<()> {
        black_box(event);
        None
    });
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let _ = black_box(token);
    }
}

fn limits() {
    for drawn in [town_text(1300), town_text(3200)] {
        let ([taken], _) = interleaved(ROUNDS, [&|| drop(black_box(drawn.check()))]);
        println!("seed-style text, {} KB: {} (limit {})", drawn.kilobytes(), micros(taken), micros(TEXT_LIMIT));
    }
    for page in [lean_word_html(), word_html()] {
        let ([whole, alone, bare], [_, ratio, bare_ratio]) =
            interleaved(ROUNDS, [&|| drop(black_box(page.check())), &|| tokens(&page.text), &|| events(&page.text)]);
        println!(
            "Word-style HTML, {} KB: check {}, html5gum alone {}, ratio {} (limit {HTML_LIMIT})",
            page.kilobytes(),
            micros(whole),
            micros(alone),
            hundredths(ratio),
        );
        println!("    html5gum alone, without building tokens: {}, ratio {}", micros(bare), hundredths(bare_ratio));
    }
    let mut first = None;
    for characters in [5000, 50_000, 500_000] {
        let report = wordy(characters);
        let empty = silent(&report);
        let rounds = if characters > 5000 { 21 } else { 2001 };
        let ([whole, bare], _) =
            interleaved(rounds, [&|| drop(black_box(rules::check(&report))), &|| drop(black_box(rules::check(&empty)))]);
        let words = whole.saturating_sub(bare);
        let times = first.get_or_insert(words).as_nanos().max(1);
        let limit = if characters == 5000 { format!(" (limit {})", micros(WORDS_LIMIT)) } else { String::new() };
        println!(
            "rules about text, {characters} characters: {}{limit}, ratio {}",
            micros(words),
            hundredths(words.as_nanos() * 100 / times)
        );
    }
    println!();
}

/// Runs all of them in turn, many times. The median time of each, and the median of how many hundredths of it the first one takes.
fn interleaved<const N: usize>(count: usize, runs: [&dyn Fn(); N]) -> ([Duration; N], [u128; N]) {
    let warm = count / 10;
    let mut rounds: Vec<[Duration; N]> = Vec::with_capacity(warm + count);
    for _ in 0..warm + count {
        rounds.push(runs.map(|run| {
            let start = Instant::now();
            run();
            start.elapsed()
        }));
    }
    let rounds = &rounds[warm..];
    let times = std::array::from_fn(|run| median(rounds.iter().map(|round| round[run]).collect()));
    let ratios =
        std::array::from_fn(|run| median(rounds.iter().map(|round| round[0].as_nanos() * 100 / round[run].as_nanos().max(1)).collect()));
    (times, ratios)
}

fn median<T: Ord + Copy>(mut all: Vec<T>) -> T {
    all.sort_unstable();
    all[all.len() / 2]
}

fn micros(time: Duration) -> String {
    format!("{} µs", (time.as_nanos() + 500) / 1000)
}

fn hundredths(ratio: u128) -> String {
    format!("{}.{:02}", ratio / 100, ratio % 100)
}

#[divan::bench]
fn town_seed_style_text(bencher: Bencher<'_, '_>) {
    town_text(1300).bench(bencher);
}

#[divan::bench]
fn town_seed_style_text_with_long_prose(bencher: Bencher<'_, '_>) {
    town_text(3200).bench(bencher);
}

#[divan::bench]
fn word_html_check(bencher: Bencher<'_, '_>) {
    lean_word_html().bench(bencher);
}

#[divan::bench]
fn word_html_tokens_alone(bencher: Bencher<'_, '_>) {
    let html = lean_word_html().text;
    bencher.counter(BytesCount::of_str(&html)).bench(|| tokens(&html));
}

#[divan::bench]
fn city_plain_html(bencher: Bencher<'_, '_>) {
    Drawn::new(&city(), Style::Html).bench(bencher);
}

#[divan::bench]
fn city_tabs(bencher: Bencher<'_, '_>) {
    Drawn::new(&city(), Style::TabsSheet).bench(bencher);
}

/// What an edit of one figure costs where the report is read already.
#[divan::bench]
fn city_checked_again(bencher: Bencher<'_, '_>) {
    let drawn = Drawn::new(&city(), Style::Html);
    let reading = Reading::of(&Source { name: "report", content: Content::Html(&drawn.text) }, Decode::UTF8);
    let changes = [BTreeMap::from([("requests.received.total".to_owned(), Some(Decimal::ZERO))])];
    let check = || reading.check(&Options::default(), &changes);
    assert!(check().reports[0].findings.iter().any(|finding| finding.code == "T3-ROW-TOTAL"), "the change is found");
    bencher.bench(|| drop(black_box(check())));
}

/// The rules alone, beside a report of last year whose narrative of so many characters was copied: the most that comparing can cost.
#[divan::bench(args = [5_000, 50_000, 500_000])]
fn rules_beside_a_copied_narrative(bencher: Bencher<'_, '_>, characters: usize) {
    let drawn = town_text(characters);
    let source = Source { name: "report", content: Content::Text(&drawn.text) };
    let (kind, document) = intake::read(&source, Decode::UTF8).expect("the report is text");
    let read = reading::read("report", kind, &document, None).expect("the report is read");
    let mut report = read.into_iter().next().expect("the report is read");
    report.beside = Some(Beside { source: String::new(), report: Some(Arc::new(report.clone())), hindrance: None });
    assert!(rules::check(&report).findings.iter().any(|finding| finding.code == "NAR-SIMILAR"), "the narrative is compared");
    bencher.counter(ItemsCount::new(characters)).bench(|| drop(black_box(rules::check(&report))));
}

#[divan::bench]
fn recheck_200_figures(bencher: Bencher<'_, '_>) {
    let figures = Figures::made_up(Edition::V2021, false, 1);
    let values: BTreeMap<String, Option<Decimal>> =
        figures.values.iter().map(|(id, figure)| (id.clone(), figure.as_deref().map(|digits| Decimal::parse(digits).unwrap()))).collect();
    assert_eq!(values.len(), 200);
    let options = Options::default();
    bencher.counter(ItemsCount::new(values.len())).bench(|| drop(black_box(recheck(&values, Edition::V2021, &options))));
}
