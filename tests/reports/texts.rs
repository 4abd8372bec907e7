//! The cases of the rules about text: a line each in `cases/text`, with the figures, the words and all that is found.
//!
//! `figures | words | findings`. Figures are those of a report of 2021 with nothing in tables 3 and 4 and table 2 as in the valid report:
//! `received=10+3` is 10 natural persons and 3 enterprises, `review=2,1,0,0` the four outcomes, `norm=2,1,14` a row of table 2. Words go to
//! section 1 after what stands there, `3:` sends them to another section (0 before the first), `5=` puts them in the place of its text, and
//! `¶` begins the next; `\n` ends a paragraph. A line `= figures` gives figures to all lines below that have none of their
//! own. Findings are those of DOC-, TX- and NAR-: a code alone is a warning, `!` an error, `?` a hint.

use std::fs;
use std::path::Path;

use gouji::field::TableId::{Disclosure, Disputes, Requests};
use gouji::finding::Severity;
use gouji::form::Edition;
use gouji::report::{AuthorityType, Report};
use gouji::rules::Verdict;

use super::{fill, put, row, valid};

/// A line of a file.
pub struct TextCase {
    /// The rule that the line stands under.
    pub code: String,
    pub line: String,
    pub report: Report,
    pub expect: Vec<String>,
}

/// Where the examples of a rule are put, and the figures beside them.
pub struct Setting {
    pub code: String,
    pub figures: String,
    pub target: String,
}

fn files() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/text");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Every case of every file.
pub fn all() -> Vec<TextCase> {
    let mut cases = Vec::new();
    for file in files() {
        let (mut code, mut below) = (String::new(), "");
        for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with('@')) {
            if let Some(heading) = line.strip_prefix("# ") {
                heading.split_whitespace().next().unwrap().clone_into(&mut code);
                continue;
            }
            if let Some(figures) = line.strip_prefix("= ") {
                below = figures;
                continue;
            }
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let [figures, words, findings] = parts.as_slice() else { panic!("three parts, please: {line}") };
            let figures = if figures.is_empty() { &below } else { figures };
            cases.push(TextCase {
                code: code.clone(),
                line: format!("{figures} | {words}").trim_start_matches(" | ").to_owned(),
                report: report(figures, words),
                expect: findings.split_whitespace().map(str::to_owned).collect(),
            });
        }
    }
    cases
}

/// The settings of the rules' examples.
pub fn settings() -> Vec<Setting> {
    let mut settings = Vec::new();
    for file in files() {
        for line in file.lines().filter_map(|line| line.strip_prefix('@')) {
            let (head, target) = line.split_once('|').unwrap();
            let (code, figures) = head.trim().split_once(' ').unwrap_or((head.trim(), ""));
            settings.push(Setting { code: code.to_owned(), figures: figures.to_owned(), target: target.trim().to_owned() });
        }
    }
    settings
}

/// What was found in the words, as the lines state it.
pub fn found(verdict: &Verdict) -> Vec<String> {
    let of_words = verdict.findings.iter().filter(|finding| ["DOC-", "TX-", "NAR-"].iter().any(|family| finding.code.starts_with(family)));
    let mark = |severity| match severity {
        Severity::Error => "!",
        Severity::Warning => "",
        Severity::Info => "?",
    };
    of_words.map(|finding| format!("{}{}", finding.code, mark(finding.severity))).collect()
}

/// The report that a line describes.
pub fn report(figures: &str, words: &str) -> Report {
    let edition = if figures.contains("edition=2019") { Edition::V2019 } else { Edition::V2021 };
    let mut report = valid(edition);
    // The period stands in section 1, so that a line may put another preface or none before it.
    let period = std::mem::take(&mut report.preface);
    report.sections[0].text = format!("{period}本机关做好主动公开、依申请公开、政府信息管理、平台建设和监督保障，未发生责任追究。");
    fill(&mut report, Requests, "0");
    fill(&mut report, Disputes, "0");
    for setting in figures.split_whitespace() {
        let (key, value) = setting.split_once('=').unwrap();
        set(&mut report, key, value);
    }
    for part in words.split('¶') {
        write(&mut report, part.trim());
    }
    report
}

fn set(report: &mut Report, key: &str, value: &str) {
    let requests = match key {
        "received" | "total" | "granted" | "other" => key,
        "in" => "carried_in",
        "out" => "carried_out",
        "done" => "total",
        "partly" => "partly_granted",
        "denied" => "refused.internal_affairs",
        "secret" => "refused.state_secret",
        "unheld" => "unavailable.not_held",
        "uncreated" => "unavailable.must_be_created",
        "complaint" => "not_processed.complaint",
        "repeated" => "not_processed.repeated",
        "rest" => "other.other",
        "unpaid" => "other.fee_unpaid",
        _ => "",
    };
    let list: Vec<&str> = value.split(',').collect();
    match key {
        "edition" => {}
        "year" => {
            let year = value.parse().unwrap();
            (report.year, report.title_year) = (Some(year), Some(year));
        }
        "authority" => {
            report.title = Some(format!("{value}{}年政府信息公开工作年度报告", report.year.unwrap()));
            (report.authority, report.authority_type) = (Some(value.to_owned()), None);
        }
        "type" => report.authority_type = Some((AuthorityType::from_name(value).unwrap(), false)),
        "signed" => report.signed_by = Some(value.to_owned()),
        "review" | "direct" | "after" => {
            let key = if key == "direct" {
                "direct_suit"
            } else if key == "after" {
                "suit_after_review"
            } else {
                key
            };
            let sum: i64 = list.iter().map(|figure| figure.parse::<i64>().unwrap()).sum();
            row(report, Disputes, key, &[list[0], list[1], list[2], list[3], &sum.to_string()]);
        }
        "norm" => row(report, Disclosure, "normative", &list),
        "rules" => row(report, Disclosure, "rules", &list),
        "licenses" | "penalties" | "compulsion" => put(report, &format!("disclosure.{key}.decisions"), value),
        "fees" => put(report, "disclosure.fees.amount", value),
        _ if requests.is_empty() => put(report, key, value),
        _ => {
            let (natural, legal) = value.split_once('+').unwrap_or((value, "0"));
            let sum = natural.parse::<i64>().unwrap() + legal.parse::<i64>().unwrap();
            row(report, Requests, requests, &[natural, legal, "0", "0", "0", "0", &sum.to_string()]);
        }
    }
}

fn write(report: &mut Report, words: &str) {
    let (number, replaces, text) = match words.char_indices().nth(1) {
        Some((_, sign @ (':' | '='))) if words.starts_with(|c: char| c.is_ascii_digit()) => {
            (words[..1].parse().unwrap(), sign == '=', &words[2..])
        }
        _ => (1, false, words),
    };
    let text = text.replace("\\n", "\n");
    let own = if number == 0 {
        &mut report.preface
    } else {
        &mut report.sections.iter_mut().find(|section| section.number == number).unwrap().text
    };
    if replaces || own.is_empty() {
        *own = text;
    } else if !text.is_empty() {
        own.push('\n');
        own.push_str(&text);
    }
}
