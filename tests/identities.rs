//! Every sum of the form, both ways: a valid report has no error, and one figure that is 1 too high makes exactly those sums fail that
//! contain it.
//!
//! The sums are worked out in `common::expect` from what the form says, not taken from the form's data.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "this test draws reports in two styles and without mess")]
mod common;

use std::collections::BTreeSet;

use common::expect::{Failing, sums};
use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::finding::Severity;
use gouji::form::Edition;
use gouji::{Content, Options, Source, check};

/// The errors that a report has when it is drawn as text and read back.
fn errors(page: &Page, style: Style) -> Vec<Failing> {
    let drawn = draw(page, style, &mut Rng::new(1));
    let content = if style.is_html() { Content::Html(&drawn) } else { Content::Text(&drawn) };
    let outcome = check(&Source { name: "", content }, &Options::default());
    assert_eq!(outcome.reports.len(), 1);
    let errors = outcome.reports[0].findings.iter().filter(|finding| finding.severity == Severity::Error);
    let mut errors: Vec<Failing> = errors.map(|finding| Failing { code: finding.code.to_owned(), cells: finding.cells.clone() }).collect();
    errors.sort();
    errors
}

fn forms() -> [Figures; 3] {
    [(Edition::V2019, false), (Edition::V2021, false), (Edition::V2021, true)]
        .map(|(edition, kept_row)| Figures::made_up(edition, kept_row, 11))
}

#[test]
fn a_valid_report_has_no_error() {
    for figures in forms() {
        let page = Page::new(&figures, Prose::Headings);
        for style in [Style::Seed, Style::Html] {
            assert_eq!(errors(&page, style), [], "{} {style:?}", figures.name);
        }
    }
}

#[test]
fn one_more_in_a_term_fails_exactly_the_sums_that_contain_it() {
    for figures in forms() {
        let all = sums(&Page::new(&figures, Prose::None));
        let terms: BTreeSet<String> = all.iter().flat_map(common::expect::Sum::cells).collect();
        for term in &terms {
            for more in [1, -1] {
                let mut wrong = figures.clone();
                wrong.values.insert(term.clone(), Some((figures.whole(term) + more).to_string()));
                let mut expected: Vec<Failing> = all
                    .iter()
                    .filter(|sum| sum.cells().contains(term))
                    .map(|sum| Failing { code: sum.code.to_owned(), cells: sum.cells() })
                    .collect();
                expected.sort();
                let page = Page::new(&wrong, Prose::None);
                assert_eq!(errors(&page, Style::TabsWord), expected, "{} {term} {more:+}", figures.name);
            }
        }
    }
}

/// How many sums the form has: rows and columns of table 3, and the thirds of table 4.
#[test]
fn no_sum_is_left_out() {
    let counts = forms().map(|figures| sums(&Page::new(&figures, Prose::None)).len());
    assert_eq!(counts, [23 + 7 + 7 + 3, 25 + 7 + 7 + 3, 23 + 7 + 7 + 3]);
    for figures in forms() {
        let drawn = draw(&Page::new(&figures, Prose::Headings), Style::Seed, &mut Rng::new(1));
        let outcome = check(&Source { name: "", content: Content::Text(&drawn) }, &Options::default());
        let of_sums = |code: &str| ["T3-BALANCE", "T3-RESULT-TOTAL", "T3-ROW-TOTAL", "T4-SUM"].contains(&code);
        let passed: u32 = outcome.reports[0].checks.iter().filter(|check| of_sums(check.code)).map(|check| check.passed).sum();
        assert_eq!(passed as usize, sums(&Page::new(&figures, Prose::None)).len(), "{}", figures.name);
    }
}
