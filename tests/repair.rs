//! The search for the wrong cell, held against optima that another solver found, and against single errors in every cell.
//!
//! `cases/repair/cases.jsonl` holds corruptions of the figures in `cases/figures` and of made-up ones in `cases/repair/bases.json`, each with
//! the least price that `HiGHS` found for it. `tests/mip/check.py` draws others, has them answered here, and writes that file.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test states what it expects by unwrapping it")]

#[path = "reports/corrupted.rs"]
mod corrupted;
#[path = "reports/mod.rs"]
#[expect(dead_code, reason = "this test compares nothing between years")]
mod reports;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use corrupted::{bases, cell, corrupted, lines, report, root};
use gouji::field::{Field, TableId};
use gouji::finding::Finding;
use gouji::form::Edition;
use gouji::repair::{self, Certainty, Change, EFFORT, Fixed, Least, Repair, Slip};
use gouji::report::Report;
use gouji::rules::{self, Verdict};
use gouji::value::Decimal;
use gouji::{Content, Figures, Options, Source, check, check_changed};
use serde_json::Value as Json;

/// The cheapest price of all parts together, `None` where the effort did not suffice for one answer of each.
fn price(least: &[Least]) -> Option<u32> {
    least.iter().map(|part| (!part.answers.is_empty()).then_some(part.price)).sum()
}

#[test]
fn other_cases_are_answered() {
    let Some(path) = env::var_os("GOUJI_REPAIR_CASES") else { return };
    let bases = bases();
    let mut answers = String::new();
    for case in lines(Path::new(&path)) {
        let report = corrupted(&bases, &case);
        let (least, spent) = repair::least(&report, &[], EFFORT * 100);
        let id = |&(field, figure): &(Field, i64)| (report.form().id(field).to_owned(), Json::from(figure));
        let part =
            |part: &Least| part.answers.iter().map(|answer| answer.iter().map(id).collect::<serde_json::Map<_, _>>()).collect::<Vec<_>>();
        let parts: Vec<_> = least.iter().map(part).collect();
        let complete = least.iter().all(|part| part.is_complete);
        let answer = serde_json::json!({ "price": price(&least), "complete": complete, "spent": spent, "parts": parts });
        writeln!(answers, "{answer}").unwrap();
    }
    fs::write(Path::new(&path).with_extension("answers"), answers).unwrap();
}

/// The sums of tables 3 and 4 that fail.
fn failing(verdict: &Verdict) -> Vec<&Finding> {
    verdict.findings.iter().filter(|finding| ["T3-BALANCE", "T3-RESULT-TOTAL", "T3-ROW-TOTAL", "T4-SUM"].contains(&finding.code)).collect()
}

fn with(report: &Report, changes: impl IntoIterator<Item = (Field, i64)>) -> Report {
    let mut report = report.clone();
    for (field, figure) in changes {
        report.cells[field.index()] = cell(&Json::from(figure));
    }
    report
}

fn changed(repair: &Repair) -> impl Iterator<Item = (Field, i64)> {
    repair.changes.iter().map(|change| (change.field, change.to.as_integer().unwrap()))
}

#[test]
fn the_price_is_the_least_and_every_answer_makes_all_sums_hold() {
    let bases = bases();
    let cases = lines(&root().join("repair/cases.jsonl"));
    assert!(cases.len() >= 300, "only {} cases", cases.len());
    let mut alternatives = 0;
    for case in &cases {
        let report = corrupted(&bases, case);
        let (least, _) = repair::least(&report, &[], EFFORT);
        let Some(price) = price(&least) else {
            // Giving up is allowed, and has to be said.
            let verdict = rules::check(&report);
            assert!(verdict.findings.iter().any(|finding| finding.code == "T3-SUSPECT-CELL" && finding.cells.is_empty()), "{case}");
            continue;
        };
        assert_eq!(Json::from(price), case["least"], "{case}");
        let first: Vec<(Field, i64)> = least.iter().flat_map(|part| part.answers[0].clone()).collect();
        for (at, part) in least.iter().enumerate() {
            for answer in &part.answers {
                let others = least.iter().enumerate().filter(|&(other, _)| other != at).flat_map(|(_, part)| &part.answers[0]);
                let mended = with(&report, others.chain(answer).copied());
                assert!(failing(&rules::check(&mended)).is_empty(), "{case}: {answer:?}");
                alternatives += 1;
            }
        }
        assert!(failing(&rules::check(&with(&report, first))).is_empty(), "{case}");
    }
    assert!(alternatives > 2 * cases.len(), "most corruptions of several cells can be mended in several ways");
}

/// What is told to people settles what it says it settles, whichever alternative is taken.
#[test]
fn each_repair_settles_its_findings() {
    let bases = bases();
    for case in lines(&root().join("repair/cases.jsonl")) {
        let report = corrupted(&bases, &case);
        let verdict = rules::check(&report);
        for repair in &verdict.repairs {
            assert!(!repair.changes.is_empty() && repair.settles.is_sorted(), "{case}");
            let mended = rules::check(&with(&report, changed(repair)));
            for &at in &repair.settles {
                let settled = &verdict.findings[at];
                assert!(failing(&verdict).contains(&settled), "{case}: only sums are settled");
                let stays = failing(&mended).iter().any(|finding| finding.code == settled.code && finding.cells == settled.cells);
                assert!(!stays, "{case}: {} stays after {:?}", settled.code, repair.changes);
            }
            // One cause takes nothing from another, and the first alternative is the only one that can be more than possible.
            let rivals: Vec<&Repair> = verdict.repairs.iter().filter(|other| other.cause == repair.cause).collect();
            assert!(rivals.iter().all(|other| other.settles == repair.settles), "{case}");
            assert!(rivals.iter().skip(1).all(|other| other.certainty == Certainty::Possible), "{case}");
            assert_eq!(rivals.len() == 1, repair.certainty == Certainty::Only, "{case}");
        }
        // A finding that follows from a cause is one that the cause settles.
        for (at, finding) in verdict.findings.iter().enumerate() {
            let Some(cause) = finding.derived_from.map(|cause| &verdict.findings[cause]) else { continue };
            if matches!(cause.code, "T3-SUSPECT-CELL" | "T3-SHIFT") {
                assert!(verdict.repairs.iter().any(|repair| repair.settles.contains(&at)), "{case}");
            }
        }
    }
}

/// Other figures than `true_figure`, as people mistype it and as chance would have it.
fn wrong_figures(true_figure: i64, seed: i64) -> BTreeSet<i64> {
    let swapped: String = true_figure.to_string().chars().rev().collect();
    let mut wrong = BTreeSet::from([0, 1, true_figure + 1, true_figure * 10, true_figure + 90, swapped.parse().unwrap(), 7_654_321]);
    wrong.insert((true_figure * 31 + seed * 17) % 1000);
    wrong.extend(true_figure.checked_sub(1).filter(|&less| less >= 0));
    wrong.remove(&true_figure);
    wrong
}

#[test]
fn one_wrong_figure_in_any_cell_is_named() {
    let (mut unique, mut all, mut reports) = (0, 0, 0);
    for (name, figures) in bases() {
        let report = report(&figures);
        if !failing(&rules::check(&report)).is_empty() {
            // One of the published reports has a mistake of its own.
            continue;
        }
        reports += 1;
        let form = report.form();
        let fields = report.fields_in_use().filter(|&field| form.row(field).table != TableId::Disclosure);
        for field in fields {
            let Some(true_figure) = report.value(field).number().and_then(Decimal::as_integer) else { continue };
            for wrong in wrong_figures(true_figure, i64::try_from(field.index()).unwrap()) {
                let verdict = rules::check(&with(&report, [(field, wrong)]));
                let id = form.id(field);
                let answers = &verdict.repairs;
                let is_true = |repair: &Repair| changed(repair).eq([(field, true_figure)]);
                assert!(answers.iter().any(is_true), "{name}: {id} {true_figure} as {wrong}: {answers:?}");
                assert!(answers.iter().all(|repair| repair.changes.len() == 1), "{name}: {id} {true_figure} as {wrong}");
                all += 1;
                if answers.len() == 1 {
                    unique += 1;
                    assert!(answers.iter().all(|repair| repair.certainty == Certainty::Only), "{name}: {id}");
                }
                // In table 3 every cell stands in a row and a column of its own; the sums of table 4 have no cross-check.
                assert_eq!(answers.len() == 1, form.row(field).table == TableId::Requests || answers.len() == 1, "{name}: {id}");
                if form.row(field).table == TableId::Requests {
                    assert_eq!(answers.len(), 1, "{name}: {id} {true_figure} as {wrong}: {answers:?}");
                }
            }
        }
    }
    println!("{reports} reports, {all} wrong figures: the least answer is unique for {unique}, {} per cent", unique * 100 / all);
    assert!(reports >= 15 && unique * 100 >= all * 90, "{unique} of {all}");
}

/// Every cell of table 3 holds something else: there is no small cause, and the search says so instead of going on.
#[test]
fn beyond_the_effort_it_is_said_that_there_is_no_single_cause() {
    let report = reports::valid(Edition::V2021);
    let fields: Vec<Field> = report.fields_in_use().filter(|&field| report.form().row(field).table == TableId::Requests).collect();
    for step in 1..6 {
        let hostile =
            with(&report, fields.iter().step_by(step).map(|&field| (field, (i64::try_from(field.index()).unwrap() * 7919) % 9973)));
        let (least, spent) = repair::least(&hostile, &[], EFFORT);
        let [part] = least.as_slice() else { panic!("{least:?}") };
        assert!(!part.is_complete && spent <= EFFORT, "{spent}");
        assert!(repair::least(&hostile, &[], 10).1 <= 10, "not one elimination more than allowed");
        let verdict = rules::check(&hostile);
        assert_eq!(verdict.repairs, []);
        let failing = i64::try_from(failing(&verdict).len()).unwrap();
        let told: Vec<&Finding> = verdict.findings.iter().filter(|finding| finding.code == "T3-SUSPECT-CELL").collect();
        let [told] = told.as_slice() else { panic!("{told:?}") };
        let figures = i64::from(part.price.div_ceil(3));
        assert!(figures > 10, "{step}: {figures} figures");
        assert_eq!((told.detail.case, told.detail.numbers.as_slice()), (3, [failing, figures].map(Decimal::integer).as_slice()));
    }
}

/// A published report with a mistake of two cells in one column, and all six applicants of one row wrong besides.
#[test]
fn a_whole_row_of_wrong_figures_beside_another_mistake_is_found() {
    let bases = bases();
    let set = [("natural_person", 4), ("enterprise", 9), ("research", 9), ("social", 3), ("legal_service", 6), ("other_org", 4)];
    let set: serde_json::Map<String, Json> =
        set.into_iter().map(|(column, figure)| (format!("requests.refused.deliberative.{column}"), figure.into())).collect();
    let report = corrupted(&bases, &serde_json::json!({ "of": "zone-2020", "set": set, "lost": [] }));
    let (least, _) = repair::least(&report, &[], EFFORT);
    let [part] = least.as_slice() else { panic!("{least:?}") };
    assert_eq!((part.price, part.is_complete), (24, true));
    for answer in &part.answers {
        assert_eq!(answer.len(), 8);
        assert!(failing(&rules::check(&with(&report, answer.iter().copied()))).is_empty(), "{answer:?}");
    }
}

/// Six figures are too large by one, each in a row and a column of its own, so that any pairing of the rows with the columns would do.
#[test]
fn where_the_answers_are_too_many_it_is_said_how_many_figures_at_least() {
    let keys = ["granted", "partly_granted", "refused.state_secret", "refused.third_party", "unavailable.not_held", "other.other"];
    let line = [5, 5, 5, 5, 5, 5, 30];
    let total = [30, 30, 30, 30, 30, 30, 180];
    let mut rows: Vec<(&str, [i64; 7])> = keys.iter().map(|&key| (key, line)).collect();
    for (at, (_, figures)) in rows.iter_mut().enumerate() {
        figures[at] += 1;
    }
    rows.extend([("received", total), ("total", total)]);
    let report = requests(&rows);
    let (least, spent) = repair::least(&report, &[], EFFORT);
    let [all] = least.as_slice() else { panic!("{least:?}") };
    assert_eq!((all.price, all.is_complete, all.answers.len()), (18, true, 720));
    let mut cut_short = 0;
    for effort in (0..spent).step_by(7) {
        let (least, _) = repair::least(&report, &[], effort);
        let [part] = least.as_slice() else { panic!("{least:?}") };
        assert!(!part.is_complete && part.price <= 18);
        if !part.answers.is_empty() {
            assert_eq!(part.price, 18, "the price of an answer is the least, however few there are");
            assert!(part.answers.iter().all(|answer| all.answers.contains(answer)));
            cut_short += 1;
        }
    }
    assert!(cut_short > 10, "{cut_short}");
    let verdict = rules::check(&report);
    assert_eq!(verdict.repairs, []);
    let told: Vec<_> = verdict.findings.iter().filter(|finding| finding.code == "T3-SUSPECT-CELL").map(|finding| &finding.detail).collect();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((told.case, told.numbers.as_slice()), (3, [12, 6].map(Decimal::integer).as_slice()));
}

#[test]
fn a_report_whose_sums_hold_is_not_searched() {
    for edition in Edition::ALL {
        let report = reports::valid(edition);
        assert_eq!(repair::least(&report, &[], EFFORT), (Vec::new(), 0));
        assert_eq!(rules::check(&report).repairs, []);
    }
}

/// Rows of table 3 beside 0 everywhere.
fn requests(rows: &[(&str, [i64; 7])]) -> Report {
    let mut report = reports::valid(Edition::V2021);
    reports::fill(&mut report, TableId::Requests, "0");
    for (key, figures) in rows {
        let row = report.form().row_by_key(TableId::Requests, key).unwrap();
        let cells: Vec<(Field, i64)> = report.form().fields_of_row(row).zip(*figures).collect();
        report = with(&report, cells);
    }
    report
}

/// The first repair: how sure it is, and for each figure what it was, what it should be and why.
#[track_caller]
fn first(report: &Report, expected: &str) {
    let verdict = rules::check(report);
    let told = |repair: &Repair| {
        let change = |change: &Change| {
            let from = change.from.map_or_else(|| "-".to_owned(), |from| from.to_string());
            format!("{} {from} {} {}", report.form().id(change.field), change.to, change.slip.map_or("-", Slip::name))
        };
        format!("{:?}: {}", repair.certainty, repair.changes.iter().map(change).collect::<Vec<_>>().join(", "))
    };
    assert_eq!(verdict.repairs.first().map_or_else(|| "none".to_owned(), told), expected, "{:?}", verdict.repairs);
}

#[test]
fn slips_are_recognised() {
    let one = |true_figure: i64, printed: i64, slip: &str| {
        let line = [true_figure, 4, 0, 0, 0, 0, true_figure + 4];
        let wrong = [printed, 4, 0, 0, 0, 0, true_figure + 4];
        let report = requests(&[("received", line), ("granted", wrong), ("total", line)]);
        first(&report, &format!("Only: requests.granted.natural_person {printed} {true_figure} {slip}"));
    };
    one(12, 21, "swapped");
    one(1432, 1234, "swapped");
    one(112, 12, "dropped");
    one(120, 12, "dropped");
    one(12, 112, "doubled");
    one(12, 122, "doubled");
    one(12, 132, "added");
    one(12, 13, "digit");
    one(1999, 1299, "digit");
    // One digit is as good as any other, and nothing is as good as 0.
    one(3, 8, "-");
    one(12, 0, "-");
    one(12, 7, "-");

    let (line, total) = ([5, 2, 0, 1, 0, 0, 8], [5, 2, 0, 1, 0, 0, 11]);
    let report = requests(&[("received", line), ("granted", total), ("total", line)]);
    first(&report, "Only: requests.granted.total 11 8 counted_twice");
    let report = requests(&[("received", line), ("granted", [5, 2, 0, 1, 0, 0, 9]), ("total", line)]);
    first(&report, "Only: requests.granted.total 9 8 stale_total");

    let [granted, secret, total, wrong] = [[4, 0, 0, 0, 0, 0, 4], [3, 0, 0, 0, 0, 0, 3], [7, 0, 0, 0, 0, 0, 7], [10, 0, 0, 0, 0, 0, 7]];
    let report = requests(&[("received", total), ("granted", granted), ("refused.state_secret", secret), ("total", wrong)]);
    first(&report, "Only: requests.total.natural_person 10 7 counted_twice");
}

#[test]
fn figures_in_the_wrong_place_are_recognised() {
    // Beside a row with other figures, so that there are other ways.
    let report = |granted: [i64; 7], wrong: [i64; 7]| {
        let other = [30, 31, 32, 33, 34, 35, 195];
        let total: [i64; 7] = std::array::from_fn(|at| granted[at] + other[at]);
        requests(&[("received", total), ("granted", wrong), ("partly_granted", other), ("total", total)])
    };
    let line = [0, 12, 0, 5, 0, 0, 17];
    let expected = "Likely: requests.granted.natural_person 12 0 neighbour, requests.granted.enterprise 0 12 neighbour";
    first(&report(line, [12, 0, 0, 5, 0, 0, 17]), expected);
    let expected = "Likely: requests.granted.natural_person 12 7 exchanged, requests.granted.enterprise 7 12 exchanged";
    first(&report([7, 12, 0, 0, 0, 0, 19], [12, 7, 0, 0, 0, 0, 19]), expected);
    let expected = "Likely: requests.granted.natural_person 12 0 shifted, requests.granted.enterprise 0 12 shifted, \
                    requests.granted.research 5 0 shifted, requests.granted.social 0 5 shifted";
    first(&report(line, [12, 0, 5, 0, 0, 0, 17]), expected);
    // Two figures that are off by as much are no sign of anything.
    let verdict = rules::check(&report([7, 12, 0, 0, 0, 0, 19], [8, 11, 0, 0, 0, 0, 19]));
    assert!(verdict.repairs.len() > 1 && verdict.repairs.iter().all(|repair| repair.certainty == Certainty::Possible));
}

/// The text decides between cells that the sums cannot tell apart.
#[test]
fn a_figure_in_the_text_raises_the_answer_that_gives_it() {
    let mut report = requests(&[]);
    reports::fill(&mut report, TableId::Disputes, "0");
    reports::row(&mut report, TableId::Disputes, "review", &["3", "1", "0", "1", "6"]);
    let sure = |report: &Report| rules::check(report).repairs.iter().map(|repair| repair.certainty).collect::<Vec<_>>();
    assert_eq!(sure(&report), [Certainty::Possible; 5]);
    let number = report.sections.iter().position(|section| section.number == 4).unwrap();
    "本年度共发生行政复议5件，行政诉讼 0 件。".clone_into(&mut report.sections[number].text);
    first(&report, "Likely: disputes.review.total 6 5 stale_total");
    let verdict = rules::check(&report);
    let quote = &verdict.repairs[0].quotes[0];
    assert_eq!((quote.section, quote.text.as_str(), quote.span), (4, "本年度共发生行政复议5件", [0, 12]));
    // It speaks for the figure that stands there just as well.
    "本年度共发生行政复议6件。".clone_into(&mut report.sections[number].text);
    let last = rules::check(&report).repairs.last().map(|repair| report.form().id(repair.changes[0].field).to_owned());
    assert_eq!(last.as_deref(), Some("disputes.review.total"));
    assert_eq!(sure(&report), [Certainty::Possible; 5]);
}

/// Blank, unreadable and missing cells are filled before a printed figure is overturned.
#[test]
fn cells_without_a_figure_are_cheaper() {
    let line = [3, 4, 0, 0, 0, 0, 7];
    let mut report = requests(&[("received", line), ("granted", line), ("total", line)]);
    for (raw, from) in [("", "-"), ("/", "-"), ("O", "-"), ("-3", "-3")] {
        reports::put(&mut report, "requests.granted.natural_person", raw);
        first(&report, &format!("Only: requests.granted.natural_person {from} 3 -"));
    }
    reports::remove(&mut report, TableId::Requests, "granted");
    // No sum through the row can be assessed, and none fails.
    first(&report, "none");
}

/// What last year's report carried out is known, and a sum like the others.
#[test]
fn a_figure_known_from_last_year_takes_part() {
    let [received, carried_in, total] = [[8, 0, 0, 0, 0, 0, 8], [1, 0, 0, 0, 0, 0, 1], [10, 0, 0, 0, 0, 0, 10]];
    let report = requests(&[("received", received), ("carried_in", carried_in), ("granted", total), ("total", total)]);
    let field = |id: &str| report.field(id).unwrap();
    let answers = |fixed: &[Fixed]| {
        let (least, _) = repair::least(&report, fixed, EFFORT);
        least.into_iter().flat_map(|part| part.answers).collect::<Vec<_>>()
    };
    assert!(answers(&[]).len() > 1);
    let [person, all] = ["natural_person", "total"].map(|column| field(&format!("requests.carried_in.{column}")));
    let fixed = [Fixed { field: person, figure: 2 }, Fixed { field: all, figure: 2 }];
    assert_eq!(answers(&fixed), [[(person, 2), (all, 2)]]);
    let verdict = rules::check_against(&report, &fixed);
    assert_eq!(verdict.repairs.iter().map(|repair| repair.certainty).collect::<Vec<_>>(), [Certainty::Only]);
}

/// What the page does: takes a repair over, checks again, and takes it back.
#[test]
fn a_repair_can_be_applied_and_undone() {
    let text = include_str!("cases/cli/inputs/wrong.txt");
    let source = Source { name: "wrong", content: Content::Text(text) };
    let options = Options::default();
    let before = check(&source, &options);
    let named = before.reports[0].findings.iter().position(|finding| finding.code == "T3-SUSPECT-CELL").unwrap();
    let repair = before.reports[0].repairs.iter().find(|repair| before.reports[0].findings[repair.settles[0]].derived_from == Some(named));
    let figures: Figures = repair.unwrap().changes.iter().map(|change| (change.cell.clone(), Some(change.to.0))).collect();
    let after = check_changed(&source, &options, std::slice::from_ref(&figures));
    let left: Vec<&str> = after.reports[0].findings.iter().map(|finding| finding.code).collect();
    assert_eq!(left, ["T4-SUM"]);
    assert_eq!(after.reports[0].values.get("requests.granted.natural_person").unwrap().unwrap().to_string(), "7");
    assert_eq!(check_changed(&source, &options, &[Figures::new()]), before);
    let unknown: Figures = BTreeMap::from([("requests.other.total".to_owned(), None), ("nothing".to_owned(), Some(Decimal::ZERO))]);
    assert_eq!(check_changed(&source, &options, &[unknown]).reports[0].findings, before.reports[0].findings);
}
