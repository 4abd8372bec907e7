//! Every presentation of every report is read cell by cell: figures, states, year, title, edition, sections and errors.
//!
//! The reports are drawn by `common` from figures of published reports and from made-up ones; `cases/figures` says which figures are real.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

mod common;

use common::expect::{Expected, Failing, differences};
use common::mess::Mess;
use common::page::Want;
use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::form::Edition;
use gouji::outcome::State;
use gouji::{Content, Options, Source, check};

/// Published figures, and made-up ones of each edition, with and without the row kept from the edition before.
fn figures() -> Vec<Figures> {
    let mut all = Figures::published();
    for seed in 1..=2 {
        all.push(Figures::made_up(Edition::V2019, false, seed));
        all.push(Figures::made_up(Edition::V2021, false, seed));
        all.push(Figures::made_up(Edition::V2021, true, seed));
    }
    all.extend([Figures::zero(Edition::V2019, false), Figures::zero(Edition::V2021, false)]);
    all
}

/// Failures of a whole test, shown together so that one look tells what they share.
#[derive(Default)]
struct Failures(Vec<String>);

impl Failures {
    fn read(&mut self, name: &str, content: Content<'_>, expected: &Expected) {
        let outcome = check(&Source { name, content }, &Options::default());
        let wrong = differences(&outcome, expected);
        if !wrong.is_empty() {
            let more = wrong.len().saturating_sub(4);
            let shown = wrong.iter().take(4).map(|line| line.chars().take(400).collect::<String>()).collect::<Vec<_>>().join("\n    ");
            self.0.push(format!("{name}\n    {shown}{}", if more > 0 { format!("\n    and {more} more") } else { String::new() }));
        }
        keep(name, content, !wrong.is_empty());
    }

    fn draw(&mut self, figures: &Figures, prose: Prose, messes: &[Mess], style: Style, seed: u64) {
        let mut rng = Rng::new(seed);
        let mut page = Page::new(figures, prose);
        for mess in messes {
            mess.befall(&mut page, &mut rng);
        }
        let drawn = draw(&page, style, &mut rng);
        let name = format!("{} {style:?} {prose:?} {messes:?} {seed}", figures.name);
        let content = if style.is_html() { Content::Html(&drawn) } else { Content::Text(&drawn) };
        self.read(&name, content, &Expected::new(&page, style));
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{} drawings were misread:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// Writes a misread drawing to the folder that `GOUJI_MISREAD` names, where it can be looked at.
fn keep(name: &str, content: Content<'_>, misread: bool) {
    let Some(folder) = std::env::var_os("GOUJI_MISREAD").filter(|_| misread) else { return };
    let (bytes, end) = match content {
        Content::Text(text) => (text.as_bytes(), "txt"),
        Content::Html(text) => (text.as_bytes(), "html"),
        Content::Bytes(bytes) => (bytes, "bin"),
    };
    std::fs::create_dir_all(&folder).unwrap();
    let name: String = name.replace(['[', ']', ',', ' '], "_");
    std::fs::write(std::path::Path::new(&folder).join(format!("{name}.{end}")), bytes).unwrap();
}

#[test]
fn clean_reports_in_every_style() {
    let mut failures = Failures::default();
    for figures in figures() {
        for style in Style::ALL {
            failures.draw(&figures, Prose::Full, &[], style, 1);
        }
    }
    failures.none();
}

#[test]
fn reports_with_numbers_set_apart_in_the_text() {
    let mut failures = Failures::default();
    for figures in figures() {
        for style in Style::ALL {
            failures.draw(&figures, Prose::Spaced, &[], style, 2);
        }
    }
    failures.none();
}

#[test]
fn reports_of_little_text() {
    let mut failures = Failures::default();
    for figures in figures() {
        for style in Style::ALL {
            failures.draw(&figures, Prose::Headings, &[], style, 3);
            failures.draw(&figures, Prose::None, &[], style, 4);
        }
    }
    failures.none();
}

#[test]
fn each_mess_alone() {
    let mut failures = Failures::default();
    for figures in figures() {
        for style in Style::ALL {
            for (mess, seed) in Mess::ALL.into_iter().zip(10..) {
                failures.draw(&figures, Prose::Full, &[mess], style, seed);
            }
        }
    }
    failures.none();
}

#[test]
fn messes_combined() {
    let mut failures = Failures::default();
    let mut rng = Rng::new(7);
    for (figures, round) in figures().iter().cycle().zip(100..).take(120) {
        for style in Style::ALL {
            let messes: Vec<Mess> = Mess::ALL.into_iter().filter(|_| rng.one_in(3)).collect();
            let prose = *rng.pick(&[Prose::Full, Prose::Spaced, Prose::Headings, Prose::None]);
            failures.draw(figures, prose, &messes, style, round);
        }
    }
    failures.none();
}

/// A figure torn apart by a narrow column is one that cannot be read, never one put together again, and takes no other figure with it.
#[test]
fn torn_figures() {
    let mut failures = Failures::default();
    for figures in [Figures::made_up(Edition::V2019, false, 3), Figures::made_up(Edition::V2021, false, 3)] {
        for style in [Style::Seed, Style::TabsQuoted, Style::Bars, Style::Html, Style::HtmlWord, Style::HtmlLetters] {
            for torn in ["1 3 6", "1\n3\n6", "13 6"] {
                let mut page = Page::new(&figures, Prose::Full);
                let ids = ["requests.granted.research", "disputes.review.total"];
                for cell in page.cells().filter(|cell| cell.field.as_deref().is_some_and(|id| ids.contains(&id))) {
                    // A row of bars has one line.
                    torn.replace('\n', if style == Style::Bars { " " } else { "\n" }).clone_into(&mut cell.text);
                }
                page.wants.extend(ids.map(|id| (id.to_owned(), Want::Unreadable)));
                let drawn = draw(&page, style, &mut Rng::new(1));
                let content = if style.is_html() { Content::Html(&drawn) } else { Content::Text(&drawn) };
                failures.read(&format!("{} {style:?} {torn:?}", figures.name), content, &Expected::new(&page, style));
            }
        }
    }
    failures.none();
}

/// Figures that lost the spaces between them are read where the row's sum leaves one way to divide them, and are unreadable otherwise.
#[test]
fn figures_that_ran_together() {
    let mut failures = Failures::default();
    let mut read = 0;
    for figures in figures() {
        let mut page = Page::new(&figures, Prose::Full);
        let drawn = draw(&page, Style::Spaced, &mut Rng::new(1));
        let mut lines: Vec<String> = Vec::new();
        for line in drawn.lines() {
            let mut words: Vec<&str> = line.split(' ').collect();
            let figures =
                words.split_off(words.len() - words.iter().rev().take_while(|word| word.bytes().all(|b| b.is_ascii_digit())).count());
            let is_row = figures.len() == 7;
            lines.push(if is_row { format!("{} {}", words.join(" "), figures.concat()) } else { line.to_owned() });
        }
        let drawn = lines.join("\n");
        let outcome = check(&Source { name: "glued", content: Content::Text(&drawn) }, &Options::default());
        let report = outcome.reports.first().unwrap();
        // Which rows can be divided is for the search to say; whatever is read has to be right.
        let rows: Vec<String> = page.wants.keys().filter_map(|id| id.strip_suffix(".natural_person")).map(str::to_owned).collect();
        for row in rows {
            let ids: Vec<String> =
                page.wants.keys().filter(|id| id.rsplit_once('.').is_some_and(|(stem, _)| stem == row)).cloned().collect();
            if ids.iter().all(|id| report.states.get(id.as_str()).is_some_and(|state| state.state == State::Unreadable)) {
                page.wants.extend(ids.into_iter().map(|id| (id, Want::Unreadable)));
            } else {
                read += 1;
            }
        }
        let mut expected = Expected::new(&page, Style::Spaced);
        let unread: Vec<String> =
            report.findings.iter().filter(|finding| finding.code == "CELL-COUNT").flat_map(|finding| finding.cells.clone()).collect();
        if !unread.is_empty() {
            expected.errors.push(Failing { code: "CELL-COUNT".to_owned(), cells: unread });
            expected.errors.sort();
        }
        failures.read(&format!("{} glued", figures.name), Content::Text(&drawn), &expected);
    }
    assert!(read > 200, "{read} rows were read");
    failures.none();
}

#[test]
fn every_encoding() {
    let mut failures = Failures::default();
    for figures in Figures::published() {
        for style in [Style::Seed, Style::TabsWord, Style::Html, Style::HtmlWord] {
            let page = Page::new(&figures, Prose::Full);
            let drawn = draw(&page, style, &mut Rng::new(5));
            let expected = Expected::new(&page, style);
            let declared = |charset: &str| drawn.replace("charset=DECLARED", &format!("charset={charset}"));
            let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
            let utf16 = |text: &str, mark: [u8; 2], order: fn(u16) -> [u8; 2]| {
                [mark.to_vec(), text.encode_utf16().flat_map(order).collect()].concat()
            };
            let undeclared = drawn.replace("<meta http-equiv=Content-Type content=\"text/html; charset=DECLARED\">", "");
            let cases = [
                ("GBK, declared", gbk(&declared("gb2312"))),
                ("GBK, declared as UTF-8", gbk(&declared("utf-8"))),
                ("GBK, undeclared", gbk(&undeclared)),
                ("UTF-8, declared", declared("utf-8").into_bytes()),
                ("UTF-8, declared as gb2312", declared("gb2312").into_bytes()),
                ("UTF-8 with a mark", ["\u{feff}".as_bytes(), undeclared.as_bytes()].concat()),
                ("UTF-16 little endian", utf16(&declared("unicode"), [0xFF, 0xFE], u16::to_le_bytes)),
                ("UTF-16 big endian", utf16(&declared("unicode"), [0xFE, 0xFF], u16::to_be_bytes)),
            ];
            for (encoding, bytes) in cases {
                failures.read(&format!("{} {style:?} {encoding}", figures.name), Content::Bytes(&bytes), &expected);
            }
            let windows = drawn.replace('\n', "\r\n");
            failures.read(&format!("{} {style:?} CRLF", figures.name), Content::Bytes(windows.as_bytes()), &expected);
            failures.read(&format!("{} {style:?} as text", figures.name), Content::Text(&drawn), &expected);
        }
    }
    failures.none();
}
