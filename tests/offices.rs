//! True sentences draw no finding: the figures of published reports, and made-up ones, in the words of ten offices.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "other tests draw in more styles and compare more")]
mod common;
#[path = "common/offices.rs"]
mod offices;

use common::{Figures, Rng, Style, draw};
use gouji::finding::Severity;
use gouji::form::Edition;
use gouji::{Content, Options, Source, check};
use offices::OFFICES;

/// The figures that every office reports, published ones first.
fn figures() -> Vec<Figures> {
    let mut all = Figures::published();
    for edition in Edition::ALL {
        all.push(Figures::zero(edition, false));
        all.extend((1..=20).map(|seed| Figures::made_up(edition, false, seed)));
    }
    all.extend((1..=5).map(|seed| Figures::made_up(Edition::V2021, true, seed)));
    // The names of several kinds of bodies, each with its own rules.
    let names = ["某机关", "某县某镇人民政府", "某市人民政府", "某区教育局", "某街道办事处"];
    for (at, figures) in all.iter_mut().enumerate().skip(7) {
        names[at % names.len()].clone_into(&mut figures.unit);
    }
    all
}

#[test]
fn true_words_in_ten_wordings_give_no_error_and_no_warning() {
    let mut wrong = Vec::new();
    for figures in figures() {
        for office in 0..OFFICES {
            let page = offices::write(&figures, office);
            for style in [Style::Seed, Style::Html] {
                let text = draw(&page, style, &mut Rng::new(1));
                let content = if style.is_html() { Content::Html(&text) } else { Content::Text(&text) };
                let outcome = check(&Source { name: "report", content }, &Options::default());
                let report = &outcome.reports[0];
                let of_words =
                    report.findings.iter().filter(|finding| ["DOC-", "TX-", "NAR-"].iter().any(|family| finding.code.starts_with(family)));
                for finding in of_words.filter(|finding| finding.severity != Severity::Info) {
                    let quote = finding.quote.as_ref().map(|quote| quote.text.as_str());
                    wrong.push(format!("{} office {office} {style:?}: {} {} {quote:?}", figures.name, finding.code, finding.title));
                }
                let stated = report.checks.iter().filter(|check| check.code.starts_with("TX-")).map(|check| check.passed).sum::<u32>();
                assert!(stated > 0 || office == 9, "{} office {office}: no statement was compared", figures.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}

/// The other way round: each number of a true text, changed, has to be noticed, or the test above proves nothing.
#[test]
fn changed_numbers_are_noticed() {
    let figures = Figures::made_up(Edition::V2021, false, 3);
    let count = |text: &str| {
        let outcome = check(&Source { name: "report", content: Content::Text(text) }, &Options::default());
        let findings = &outcome.reports[0].findings;
        findings.iter().filter(|finding| finding.code.starts_with("TX-") && finding.severity != Severity::Info).count()
    };
    let mut noticed = Vec::new();
    for office in 0..OFFICES {
        let page = offices::write(&figures, office);
        let (mut all, mut found) = (0, 0);
        for section in [2, 3] {
            for at in 0..page.sections[section].before.len() {
                let line = &page.sections[section].before[at];
                let places: Vec<usize> = line.match_indices('件').map(|(place, _)| place).collect();
                for place in places {
                    let mut changed = page.clone();
                    // The last digit before the counting word becomes another one.
                    let before = line[..place].trim_end();
                    let Some(digit) = before.chars().next_back().filter(|c| c.is_numeric()) else { continue };
                    let cut = before.len() - digit.len_utf8();
                    let other = if matches!(digit, '1' | '１') { '7' } else { '1' };
                    changed.sections[section].before[at] = format!("{}{other}{}", &line[..cut], &line[cut + digit.len_utf8()..]);
                    all += 1;
                    found += usize::from(count(&draw(&changed, Style::Seed, &mut Rng::new(1))) > 0);
                }
            }
        }
        noticed.push((all, found));
    }
    let all: usize = noticed.iter().map(|(all, _)| all).sum();
    assert!(all > 20);
    assert_eq!(noticed.iter().map(|(_, found)| found).sum::<usize>(), all, "{noticed:?}");
}
