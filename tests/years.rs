//! Published reports of following years, drawn and read, beside one another: what carries over from one to the next is found to do so, and
//! each figure that is changed is found not to.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "this test draws reports and compares nothing with what was drawn")]
mod common;

use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::finding::Severity;
use gouji::outcome::ReportView;
use gouji::{Content, Decode, Options, Previous, Source, check};

/// Published reports with those of the year before.
fn pairs() -> Vec<(Figures, Figures)> {
    let all = Figures::published();
    let pairs = all.iter().flat_map(|before| {
        let follows = |now: &&Figures| {
            now.year == before.year + 1 && now.unit == before.unit && now.name.split('-').next() == before.name.split('-').next()
        };
        all.iter().filter(follows).map(|now| (before.clone(), now.clone()))
    });
    pairs.collect()
}

fn drawn(figures: &Figures, style: Style) -> String {
    draw(&Page::new(figures, Prose::Headings), style, &mut Rng::new(1))
}

/// Each of the two in a style of its own, because last year's file need not be of this year's kind.
fn beside(before: &Figures, now: &Figures, styles: [Style; 2]) -> ReportView {
    let [before, now] = [drawn(before, styles[0]), drawn(now, styles[1])];
    let previous = Previous::read(&Source { name: "before", content: Content::Bytes(before.as_bytes()) }, Decode::default());
    let options = Options { previous: Some(&previous), ..Options::default() };
    let outcome = check(&Source { name: "now", content: Content::Bytes(now.as_bytes()) }, &options);
    outcome.reports.into_iter().next().unwrap()
}

fn between(report: &ReportView) -> Vec<&str> {
    let grave = report.findings.iter().filter(|finding| finding.severity != Severity::Info);
    grave.map(|finding| finding.code).filter(|code| code.starts_with("XY-")).collect()
}

const STYLES: [[Style; 2]; 4] =
    [[Style::Html, Style::Html], [Style::TabsSheet, Style::Html], [Style::Html, Style::Seed], [Style::HtmlWord, Style::TabsSheet]];

#[test]
fn published_reports_follow_one_another() {
    let pairs = pairs();
    assert!(pairs.len() >= 4, "{}", pairs.len());
    for (before, now) in &pairs {
        for styles in STYLES {
            let report = beside(before, now, styles);
            assert_eq!(report.previous.as_ref().and_then(|previous| previous.hindrance), None, "{} {styles:?}", now.name);
            assert_eq!(between(&report), [""; 0], "{} {styles:?}", now.name);
            let carried = report.checks.iter().find(|check| check.code == "XY-CARRY").unwrap();
            assert_eq!((carried.passed, carried.failed, carried.not_assessed), (7, 0, 0), "{} {styles:?}", now.name);
        }
    }
}

#[test]
fn each_figure_that_is_not_carried_over_is_found() {
    for (before, now) in pairs() {
        for column in ["natural_person", "enterprise", "research", "social", "legal_service", "other_org", "total"] {
            let mut changed = before.clone();
            let id = format!("requests.carried_out.{column}");
            changed.values.insert(id.clone(), Some((before.whole(&id) + 1).to_string()));
            let report = beside(&changed, &now, STYLES[0]);
            assert_eq!(between(&report), ["XY-CARRY"], "{} {column}", now.name);
            let finding = report.findings.iter().find(|finding| finding.code == "XY-CARRY").unwrap();
            assert_eq!(finding.cells, [format!("requests.carried_in.{column}")]);
            assert_eq!(finding.severity, if column == "total" { Severity::Error } else { Severity::Warning });
        }
    }
}
