//! The programs under `examples/`, by the whole of what they print.
//!
//! Each file `cases/examples/*.out` is one run in the folder `cases/cli/inputs`, whose reports are all made up. Its first line is the command,
//! after `<` the file that stands on standard input; then follow what the program says of the documents, and what it prints.
//! `GOUJI_REFRESH=1 cargo test --test examples` writes them anew; look at the difference before you commit it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test states what it expects by unwrapping it")]

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::finding::{FindingKind, Severity};
use gouji::form::{Field, Form};
use gouji::outcome::{FindingView, Outcome, Own, ReportView};
use gouji::rules::{RULES, WhyNot};
use gouji::value::Decimal;
use gouji::{Content, Options, Source, check};

#[path = "common/written.rs"]
mod written;

#[path = "../examples/check_folder.rs"]
#[expect(dead_code, reason = "`main` only takes arguments and gives what the rest says")]
mod check_folder;
#[path = "../examples/check_string.rs"]
#[expect(dead_code, reason = "`main` only takes the input and gives what the rest says")]
mod check_string;
#[path = "../examples/only_errors.rs"]
#[expect(dead_code, reason = "`main` only takes arguments and gives what the rest says")]
mod only_errors;
#[path = "../examples/own_rule.rs"]
#[expect(dead_code, reason = "`main` only takes arguments and gives what the rest says")]
mod own_rule;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn inputs() -> PathBuf {
    project().join("tests/cases/cli/inputs")
}

fn input(name: &str) -> Vec<u8> {
    fs::read(inputs().join(name)).unwrap()
}

/// Runs the example that a case begins with and writes down what came of it.
fn transcript(line: &str) -> String {
    let words: Vec<&str> = line.strip_prefix("$ cargo run --example ").unwrap().split_whitespace().collect();
    let mut out = Vec::new();
    let status = match words.as_slice() {
        ["check_string", "<", file] => {
            check_string::say(&String::from_utf8(input(file)).unwrap(), &mut out).unwrap();
            0
        }
        ["check_folder", "--", folder] => i32::from(!check_folder::say(&inputs().join(folder), &mut out).unwrap()),
        ["own_rule", "--", file, registered] => {
            own_rule::say(file, &input(file), Decimal::parse(registered).unwrap(), &mut out).unwrap();
            0
        }
        ["only_errors", "--", file] => i32::from(!only_errors::say(file, &input(file), &mut out).unwrap()),
        _ => panic!("no such example: {line}"),
    };
    format!("{line}\n--- status {status}\n{}", String::from_utf8(out).unwrap())
}

#[test]
fn examples_print_what_is_written_down() {
    let commands = written::hold(&project().join("tests/cases/examples"), transcript);
    let run = commands.iter().filter_map(|line| line.split_whitespace().nth(4)).map(|name| format!("{name}.rs")).collect::<BTreeSet<_>>();
    let examples = fs::read_dir(project().join("examples")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(run, examples.collect::<BTreeSet<_>>(), "each example has a case");
}

/// A report and what is to be asked of it.
fn report(name: &str) -> ReportView {
    let bytes = input(name);
    let mut outcome = check(&Source { name, content: Content::Bytes(&bytes) }, &Options::default());
    assert_eq!((outcome.reports.len(), outcome.failures.len()), (1, 0));
    outcome.reports.remove(0)
}

/// The title of each finding, and the title of the one that explains it.
type Causes = Vec<(String, Option<String>)>;

/// What findings and repairs refer to, by the words that stand there instead of their places.
fn references(report: &ReportView) -> (Causes, Vec<Vec<String>>) {
    let title = |at: usize| report.findings[at].title.clone();
    let causes = report.findings.iter().map(|finding| (finding.title.clone(), finding.derived_from.map(title))).collect();
    let settled = report.repairs.iter().map(|repair| repair.settles.iter().map(|&at| title(at)).collect()).collect();
    (causes, settled)
}

/// A finding with these figures and this weight, whose title is its own.
fn own<'a>(cells: &'a [&'a str], severity: Severity) -> Own<'a> {
    Own { code: "X-TEST", severity, kind: FindingKind::Reminder, cells, title: "own", ..Own::default() }
}

const REPORTS: [&str; 4] = ["wrong.txt", "blanks.txt", "clean.txt", "unread.txt"];

/// Wherever a finding of the caller's stands: the others keep their order and what they refer to, and it counts as one more.
#[test]
fn a_finding_of_ones_own_moves_nothing_but_places() {
    for name in REPORTS {
        let before = report(name);
        let ids: Vec<&str> = before.values.0.iter().map(|(id, _)| *id).collect();
        let groups = ids.iter().map(std::slice::from_ref).chain([&[][..], &ids[..], &["no.such.id"][..]]);
        for cells in groups {
            for severity in [Severity::Error, Severity::Warning, Severity::Info] {
                let mut after = before.clone();
                let at = after.fail(&own(cells, severity));
                let mut known: Vec<&str> = after.findings[at].cells.iter().map(String::as_str).collect();
                known.retain(|id| !cells.contains(id));
                assert!(known.is_empty(), "{name} {cells:?}");

                let found = |report: &ReportView| [report.summary.errors, report.summary.warnings, report.summary.infos];
                let mut expected = found(&before);
                expected[severity as usize] += 1;
                assert_eq!(found(&after), expected, "{name} {cells:?}");
                assert_eq!(after.assessed.failed, before.assessed.failed + 1);
                assert_eq!(after.checks.last().map(|check| (check.code, check.failed)), Some(("X-TEST", 1)));

                let (mut causes, settled) = references(&after);
                assert_eq!(causes.remove(at), ("own".to_owned(), None));
                assert_eq!((causes, settled), references(&before), "{name} {cells:?}");
            }
        }
    }
}

/// Findings of the caller's, added in any order: those about the report, those about tables, those by row and column; of one place gravest first.
#[test]
fn findings_of_ones_own_stand_in_the_order_of_the_form() {
    let mut report = report("clean.txt");
    report.retain(|_| false);
    let form = Form::of(report.edition);
    let ids: Vec<&str> = report.values.0.iter().map(|(id, _)| *id).collect();
    let added = 2 * ids.len();
    for round in 0..added {
        // No two rounds that follow each other are about figures close by.
        let first = round * 89 % ids.len();
        let cells: Vec<&str> = ids.iter().skip(first).take(round % 3).copied().collect();
        report.fail(&own(&cells, [Severity::Error, Severity::Warning, Severity::Info][round / 3 % 3]));
    }
    let place = |finding: &FindingView| {
        let fields: Vec<Field> = finding.cells.iter().map(|id| form.field(id).unwrap()).collect();
        let rows: BTreeSet<usize> = fields.iter().map(|&field| form.row_index(field)).collect();
        let at = fields.first().map(|&field| (form.row_index(field), form.column_index(field)));
        let table = fields.first().map(|&field| form.row(field).table);
        match rows.len() {
            0 | 1 => (rows.len() * 2, table, at, finding.severity),
            _ => (1, table, None, finding.severity),
        }
    };
    let places: Vec<_> = report.findings.iter().map(place).collect();
    assert_eq!(places.len(), added);
    assert!(places.is_sorted(), "{places:?}");
    let kinds: BTreeSet<usize> = places.iter().map(|place| place.0).collect();
    assert_eq!(kinds.len(), 3);
}

/// Any findings taken out: those that stay keep what they refer to, as far as it stays.
#[test]
fn what_is_kept_refers_to_what_is_kept() {
    for name in REPORTS {
        let before = report(name);
        for keep in 0_usize..1 << before.findings.len().min(6) {
            let stays = |at: usize| keep >> (at % 6) & 1 == 1;
            let mut after = before.clone();
            let mut next = 0;
            after.retain(|_| {
                next += 1;
                stays(next - 1)
            });
            let title = |at: usize| before.findings[at].title.clone();
            let (kept, places): (Vec<_>, Vec<_>) =
                before.findings.iter().enumerate().filter(|&(at, _)| stays(at)).map(|(at, f)| (f, at)).unzip();
            let causes = kept.iter().map(|finding| (finding.title.clone(), finding.derived_from.filter(|&at| stays(at)).map(title)));
            let settled =
                before.repairs.iter().map(|repair| repair.settles.iter().copied().filter(|&at| stays(at)).map(title).collect::<Vec<_>>());
            let settled: Vec<Vec<String>> = settled.filter(|settled| !settled.is_empty()).collect();
            assert_eq!(references(&after), (causes.collect(), settled), "{name} {keep}");
            assert_eq!(after.findings.len(), places.len());
            let weighed = after.summary.errors + after.summary.warnings + after.summary.infos;
            assert_eq!(usize::try_from(weighed).unwrap(), places.len());
            assert_eq!((&after.checks, after.assessed), (&before.checks, before.assessed));
        }
    }
}

/// What stands in a cell of table 3, and what a caller's rule is told of it.
#[test]
fn a_figure_is_a_figure_or_the_reason_why_there_is_none() {
    let head = "某镇人民政府2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议\t行政诉讼\n\
        结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n\
        结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n";
    let text = format!("{head}3\t1\t/\t若干\t\t0\t0\t0\t0\t0\t2（件）\t0\t0\t0\t2\n");
    let mut outcome = check(&Source { name: "", content: Content::Text(&text) }, &Options::default());
    let report = &mut outcome.reports[0];
    let figures = [
        ("disputes.review.upheld", Ok(Decimal::integer(3))),
        ("disputes.review.other", Err(WhyNot::Placeholder)),
        ("disputes.review.pending", Err(WhyNot::Unreadable)),
        ("disputes.review.total", Err(WhyNot::Blank)),
        ("requests.received.total", Err(WhyNot::Missing)),
        ("no.such.id", Err(WhyNot::Missing)),
    ];
    for (id, expected) in figures {
        assert_eq!(report.figure(id), expected, "{id}");
    }
    let assessed = report.assessed.not_assessed;
    for (id, expected) in figures {
        match expected {
            Ok(_) => report.pass("X-TEST"),
            Err(reason) => report.skip("X-TEST", reason, &[id]),
        }
    }
    let tally = report.checks.last().unwrap();
    let reasons: Vec<(WhyNot, Vec<String>)> = tally.reasons.iter().map(|reason| (reason.reason, reason.cells.clone())).collect();
    let expected = [
        (WhyNot::Missing, vec!["requests.received.total".to_owned()]),
        (WhyNot::Unreadable, vec!["disputes.review.pending".to_owned()]),
        (WhyNot::Blank, vec!["disputes.review.total".to_owned()]),
        (WhyNot::Placeholder, vec!["disputes.review.other".to_owned()]),
    ];
    assert_eq!((tally.code, tally.passed, tally.failed, tally.not_assessed), ("X-TEST", 1, 0, 5));
    assert_eq!(reasons, expected);
    assert_eq!(report.assessed.not_assessed, assessed + 5);
    let json = serde_json::to_value(Outcome::from(report.clone())).unwrap();
    assert_eq!(json["reports"][0]["checks"].as_array().unwrap().last().unwrap()["code"], "X-TEST");
}

#[test]
fn codes_of_ones_own_are_free() {
    let taken: Vec<&str> = RULES.iter().map(|rule| rule.code).filter(|code| code.starts_with("X-")).collect();
    assert!(taken.is_empty(), "{taken:?}");
}
