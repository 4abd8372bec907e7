//! Several reports in one document are each read whole, and what only looks like a second report is none.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "reports are drawn without mess")]
mod common;

use common::expect::{Expected, differences};
use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::outcome::Outcome;
use gouji::{Content, Options, Source, check};

fn read(style: Style, drawn: &str) -> Outcome {
    let content = if style.is_html() { Content::Html(drawn) } else { Content::Text(drawn) };
    check(&Source { name: "several", content }, &Options::default())
}

#[test]
fn two_and_three_reports_in_one_document() {
    let figures = Figures::published();
    let mut wrong = Vec::new();
    // A web page has one frame, not one around each report.
    for style in Style::ALL.into_iter().filter(|style| *style != Style::HtmlFramed) {
        for (round, others) in figures.windows(3).enumerate() {
            let count = 2 + round % 2;
            let pages: Vec<Page> = others.iter().take(count).map(|figures| Page::new(figures, Prose::Full)).collect();
            let drawn: Vec<String> = pages.iter().map(|page| draw(page, style, &mut Rng::new(1))).collect();
            let outcome = read(style, &drawn.join("\n\n"));
            if outcome.reports.len() != count {
                wrong.push(format!("{style:?} {round}: {} reports, not {count}", outcome.reports.len()));
                continue;
            }
            for (report, page) in outcome.reports.iter().zip(&pages) {
                let alone = Outcome::from(report.clone());
                let found = differences(&alone, &Expected::new(page, style));
                wrong.extend(found.into_iter().take(2).map(|line| format!("{style:?} {round}: {line}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// A title that stands again, as at the head of each page, and tables of other years without a title of their own.
#[test]
fn what_is_no_second_report() {
    let figures = Figures::published().into_iter().next().unwrap();
    let page = Page::new(&figures, Prose::Full);
    let drawn = draw(&page, Style::Bars, &mut Rng::new(1));
    let title = drawn.lines().find(|line| line.contains("年度报告")).unwrap().to_owned();
    let heading = "四、政府信息公开行政复议、行政诉讼情况";
    let table = drawn[drawn.find("三、收到和处理").unwrap()..drawn.find(heading).unwrap()].to_owned();
    let last_year = table.lines().skip(1).collect::<Vec<_>>().join("\n");
    let cases = [
        ("a title on every page", drawn.replace(heading, &format!("{title}\n{heading}"))),
        ("a table of the year before", format!("{drawn}\n附件：上年数据\n{last_year}")),
        ("a titled table of the year before", format!("{drawn}\n附件：\n某机关2018年政府信息公开工作年度报告\n{last_year}")),
        ("another report that is named", format!("{drawn}\n附件：\n{}\n（另行公布）\n", title.replace("某机关", "某下属单位"))),
    ];
    for (name, drawn) in cases {
        assert_eq!(read(Style::Bars, &drawn).reports.len(), 1, "{name}");
    }
}

/// Sections that begin again are a report even where its title was left out.
#[test]
fn a_second_report_without_a_title() {
    let figures = Figures::published();
    for style in [Style::Seed, Style::Bars, Style::TabsWord] {
        let drawn = figures.iter().take(2).map(|figures| draw(&Page::new(figures, Prose::Full), style, &mut Rng::new(1)));
        let [first, second] = drawn.collect::<Vec<_>>().try_into().unwrap();
        let second = &second[second.find("一、总体情况").unwrap()..];
        let outcome = read(style, &format!("{first}\n\n{second}"));
        assert_eq!(outcome.reports.len(), 2, "{style:?}");
        assert_eq!(outcome.reports[1].title, None);
    }
}
