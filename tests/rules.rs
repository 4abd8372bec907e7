//! The rules themselves: what each of them says about itself, one case that fails it, one nearby that does not, and the sums of the form.
//!
//! `GOUJI_REFRESH=1 cargo test --test rules` writes `docs/rules.md`, `cases/messages.txt` and `cases/words.txt` anew; read the difference before you commit it.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test states what it expects by unwrapping it")]

#[path = "reports/cases.rs"]
mod cases;
#[path = "reports/examples.rs"]
mod examples;
#[path = "reports/personal.rs"]
mod personal;
#[path = "reports/mod.rs"]
mod reports;
#[path = "reports/years.rs"]
mod years;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use cases::Case;
use examples::{EXAMPLES, Said};
use gouji::document::Kind;
use gouji::finding::{Passage, Quote};
use gouji::form::{Edition, Form};
use gouji::report::{Beside, Hindrance, Report};
use gouji::rules::{self, RULES, Verdict};
use gouji::value::{Decimal, Style, Value};
use gouji::wording::{self, Language};
use reports::texts::{self, Setting, TextCase};
use reports::{valid, with_alternates};

/// Every case, by subject.
fn cases() -> impl Iterator<Item = &'static Case> {
    [cases::CASES, personal::CASES, years::CASES].into_iter().flatten()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a text with a file of the project, or writes the file where the environment asks for it.
fn assert_file(path: &str, text: &str) {
    let path = root().join(path);
    if std::env::var_os("GOUJI_REFRESH").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    if known != text {
        let first = known
            .lines()
            .zip(text.lines())
            .position(|(old, new)| old != new)
            .unwrap_or_else(|| known.lines().count().min(text.lines().count()));
        let line = |text: &str| text.lines().nth(first).unwrap_or("(nothing)").to_owned();
        panic!(
            "{} is out of date from line {}:\n  file: {}\n  now:  {}\nRun GOUJI_REFRESH=1 cargo test --test rules and review the difference.",
            path.display(),
            first + 1,
            line(&known),
            line(text)
        );
    }
}

#[test]
fn every_rule_says_what_it_is() {
    let mut codes = BTreeSet::new();
    for rule in RULES {
        let code = rule.code;
        assert!(codes.insert(code), "{code} is used twice");
        let well_formed = code.split_once('-').is_some_and(|(family, word)| !family.is_empty() && !word.is_empty());
        assert!(
            well_formed && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'),
            "{code} is not family and word"
        );
        assert!(!rule.editions.is_empty(), "{code} applies to no edition");
        let texts = [rule.summary, rule.why, rule.basis, rule.example.fails, rule.example.passes];
        for text in texts {
            assert!(
                text.zh.chars().any(|c| ('一'..='龥').contains(&c)) || text.zh.chars().any(|c| c.is_ascii_digit()),
                "{code}: {}",
                text.zh
            );
            assert!(text.zh.ends_with('。') || text.zh.ends_with("。”"), "{code}: a Chinese text ends with a full stop: {}", text.zh);
            assert!(text.en.ends_with('.') || text.en.ends_with("。”"), "{code}: an English text ends with a full stop: {}", text.en);
            assert_ne!(text.zh, text.en, "{code} has one text for both languages");
        }
        assert_eq!(rule.summary.zh.matches('。').count(), 1, "{code}: the summary is one sentence");
        assert_eq!(rule.summary.en.matches(". ").count(), 0, "{code}: the summary is one sentence");
        assert_ne!(rule.example.fails, rule.example.passes, "{code}: the examples differ");
    }
}

#[test]
fn every_rule_has_a_case_that_fails_and_one_that_does_not() {
    let texts = texts::all();
    for rule in RULES {
        let of_rule = cases().filter(|case| case.code == rule.code).map(|case| case.expect.contains(&rule.code));
        let in_words = texts.iter().filter(|case| case.code == rule.code);
        let in_words = in_words.map(|case| case.expect.iter().any(|found| found.trim_end_matches(['!', '?']) == rule.code));
        let fails: Vec<bool> = of_rule.chain(in_words).collect();
        assert!(fails.contains(&true), "{}: add a case that fails to tests/reports/cases.rs or tests/cases/text", rule.code);
        assert!(fails.contains(&false), "{}: add a nearby case that does not fail", rule.code);
    }
    for case in &texts {
        assert!(rules::rule(&case.code).is_some(), "there is no rule {}", case.code);
    }
    for case in cases() {
        assert!(rules::rule(case.code).is_some(), "there is no rule {}", case.code);
    }
}

#[test]
fn docs_rules_md_is_fresh() {
    assert_file("docs/rules.md", &format!("{}\n{}", rules::markdown(Language::Zh), rules::markdown(Language::En)));
}

fn verdict_of(case: &Case) -> (Report, Verdict) {
    let mut report = valid(case.edition);
    (case.change)(&mut report);
    let verdict = rules::check(&report);
    (report, verdict)
}

/// A quote stands in the report where it says.
fn assert_stands(quote: &Quote, report: &Report, name: &str) {
    let section = report.sections.iter().find(|section| section.number == quote.section);
    let text = section.map_or(report.preface.as_str(), |section| &section.text);
    let quoted: String = text.chars().skip(quote.span[0] as usize).take((quote.span[1] - quote.span[0]) as usize).collect();
    assert_eq!(quoted, quote.text, "{name}: the quote stands where it says");
}

/// The codes are stated beside each case; cells, figures and sentences are in the file.
#[test]
fn cases_give_exactly_their_findings() {
    let mut page =
        "# Every case of tests/reports/cases.rs with all its findings. Written by the test, reviewed by people. All units are made up.\n"
            .to_owned();
    let mut wrong = String::new();
    for case in cases() {
        let (report, verdict) = verdict_of(case);
        let codes: Vec<&str> = verdict.findings.iter().map(|finding| finding.code).collect();
        if codes != case.expect {
            writeln!(wrong, "{} {}: {codes:?} instead of {:?}", case.code, case.name, case.expect).unwrap();
        }
        describe(&mut page, &format!("{} {}", case.code, case.name), &report, &verdict);
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_file("tests/cases/messages.txt", &page);
}

/// Writes all findings of a report with their sentences.
fn describe(page: &mut String, name: &str, report: &Report, verdict: &Verdict) {
    let form = report.form();
    writeln!(page, "\n## {name}").unwrap();
    if verdict.findings.is_empty() {
        page.push_str("no finding\n");
    }
    for finding in &verdict.findings {
        let cells: Vec<String> = finding.cells.iter().map(|&cell| form.id(cell).to_owned()).collect();
        let cells = match cells.as_slice() {
            [first, .., last] if cells.len() > 25 => format!("{first} … {last} ({})", cells.len()),
            all => all.join(" "),
        };
        let figure = |figure: Option<Decimal>| figure.map_or_else(|| "-".to_owned(), |figure| figure.to_string());
        let derived = finding.derived_from.map_or_else(String::new, |at| format!(" derived from {at}"));
        let (expected, found) = (figure(finding.expected), figure(finding.found));
        writeln!(page, "{} {:?} {:?} expected {expected} found {found}{derived} [{cells}]", finding.code, finding.severity, finding.kind)
            .unwrap();
        if let Some(quote) = &finding.quote {
            assert_stands(quote, report, name);
            writeln!(page, "  {:?} in section {} at {:?}", quote.text, quote.section, quote.span).unwrap();
        }
        for Passage { now, before } in &finding.passages {
            assert_stands(now, report, name);
            assert_stands(before, report.last_year().unwrap(), name);
            writeln!(page, "  {:?} at {:?}\n  like {:?} at {:?}", now.text, now.span, before.text, before.span).unwrap();
        }
        for language in [Language::Zh, Language::En] {
            let wording::Message { title, advice } = wording::message(finding, report, language);
            assert!(!title.starts_with('“'), "{}: a title does not begin with a quotation mark: {title}", finding.code);
            assert!(!title.contains(finding.code) && !title.is_empty(), "{} has no sentence of its own", finding.code);
            assert!(advice.ends_with(['。', '.']), "{}: an advice ends with a full stop: {advice}", finding.code);
            writeln!(page, "  {title}\n    {advice}").unwrap();
        }
    }
    let open: Vec<String> = (verdict.checks.iter().filter(|check| check.not_assessed > 0))
        .map(|check| {
            let reasons: Vec<String> = check.reasons.iter().map(|r| format!("{:?} {}", r.reason, r.cells.len())).collect();
            format!("{} {} ({})", check.code, check.not_assessed, reasons.join(", "))
        })
        .collect();
    if !open.is_empty() {
        writeln!(page, "not assessed: {}", open.join("; ")).unwrap();
    }
}

/// The words that offices write, with all that is found in them; messages for those that have any.
#[test]
fn words_give_exactly_their_findings() {
    let mut page =
        "# Every case of tests/cases/text in which anything is found. Written by the test, reviewed by people. All units are made up.\n"
            .to_owned();
    let mut wrong = String::new();
    for TextCase { code, line, report, expect } in texts::all() {
        let mut verdict = rules::check(&report);
        let found = texts::found(&verdict);
        if found != expect {
            writeln!(wrong, "{code}: {line}\n    {found:?} instead of {expect:?}").unwrap();
        }
        verdict.findings.retain(|finding| ["DOC-", "TX-", "NAR-"].iter().any(|family| finding.code.starts_with(family)));
        verdict.checks.clear();
        if !verdict.findings.is_empty() {
            describe(&mut page, &format!("{code} {line}"), &report, &verdict);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_file("tests/cases/words.txt", &page);
}

/// The examples that the documentation shows are tried: the words in quotes with the figures beside them.
#[test]
fn examples_of_rules_about_words_are_true() {
    let settings = texts::settings();
    for rule in RULES.iter().filter(|rule| ["TX-", "NAR-"].iter().any(|family| rule.code.starts_with(family)) && rule.code != "NAR-SIMILAR")
    {
        assert!(settings.iter().any(|setting| setting.code == rule.code), "{}: say in tests/cases/text where its examples go", rule.code);
    }
    for Setting { code, figures, target } in settings {
        let rule = rules::rule(&code).unwrap();
        for (example, fails) in [(rule.example.fails, true), (rule.example.passes, false)] {
            for text in [example.zh, example.en] {
                let words = match (text.split_once('“').and_then(|(_, rest)| rest.split_once('”')), text.split_once(char::is_numeric)) {
                    (Some((words, _)), _) => words.to_owned(),
                    // A length in place of words.
                    (None, Some(_)) => {
                        let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit() || text.starts_with("Section")).collect();
                        let digits = if text.starts_with("Section") { text.split_whitespace().nth(3).unwrap() } else { &digits };
                        let length: usize = digits.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
                        "公".repeat(length - texts::report("", "").sections[0].text.chars().filter(|c| c.is_alphabetic()).count())
                    }
                    (None, None) => panic!("{code}: an example has its words in quotes: {text}"),
                };
                let report = match target.as_str() {
                    "signed" => texts::report(&format!("{figures} signed={words}"), ""),
                    "1+5" => texts::report(&figures, &format!("1:{words}¶5:{words}")),
                    section if section.ends_with('=') => texts::report(&figures, &format!("{section}{words}")),
                    section => texts::report(&figures, &format!("{section}:{words}")),
                };
                let found = rules::check(&report).findings.iter().any(|finding| finding.code == code);
                assert_eq!(found, fails, "{code}: {text}");
            }
        }
    }
}

/// The same for the other rules: figures and words come out of the sentence that is printed, and nothing of it is left over.
#[test]
fn examples_of_rules_about_tables_are_true() {
    let settings = texts::settings();
    for rule in RULES {
        let tried = EXAMPLES.iter().filter(|(code, ..)| *code == rule.code).count();
        let in_words = settings.iter().filter(|setting| setting.code == rule.code).count();
        assert_eq!(tried + in_words, 1, "{}: its example is tried in tests/reports/examples.rs or in tests/cases/text", rule.code);
    }
    let mut wrong = String::new();
    for &(code, edition, enact) in EXAMPLES {
        let example = rules::rule(code).unwrap().example;
        for (example, fails) in [(example.fails, true), (example.passes, false)] {
            for text in [example.zh, example.en] {
                let (mut report, mut said) = (valid(edition), Said::new(text, fails));
                enact(&mut report, &mut said);
                assert!(said.figures.is_empty() && said.words.is_empty(), "{code}: {:?} {:?} of “{text}”", said.figures, said.words);
                let codes: Vec<&str> = rules::check(&report).findings.iter().map(|finding| finding.code).collect();
                if codes.contains(&code) != fails {
                    writeln!(wrong, "{code}: {codes:?} in “{text}”").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn checks_are_counted_alike_whatever_is_found() {
    let count = |verdict: &Verdict| verdict.checks.iter().map(|check| check.passed + check.failed + check.not_assessed).sum::<u32>();
    for case in cases() {
        let (_, verdict) = verdict_of(case);
        for check in &verdict.checks {
            let found = verdict.findings.iter().filter(|finding| finding.code == check.code).count();
            assert_eq!(check.failed as usize, found, "{} in {}", check.code, case.name);
            assert_eq!(check.not_assessed == 0, check.reasons.is_empty(), "{} in {}", check.code, case.name);
        }
    }
    for edition in Edition::ALL {
        let verdict = rules::check(&valid(edition));
        println!("{edition:?}: {} checks", count(&verdict));
        assert!(verdict.findings.is_empty(), "{:#?}", verdict.findings);
    }
}

/// Adds `change` to one figure of a report.
fn bump(report: &Report, field: gouji::field::Field, change: i64) -> Report {
    let mut report = report.clone();
    let cell = &mut report.cells[field.index()];
    let old = cell.value.number().unwrap();
    let new = Decimal::new(old.mantissa() + change * 10_i64.pow(old.scale().into()), old.scale()).unwrap();
    cell.value = Value::Number(new, Style::default());
    cell.raw = new.to_string().into();
    report
}

#[test]
fn adding_to_a_term_fails_exactly_the_sums_that_contain_it() {
    let mut reports = Vec::new();
    for edition in Edition::ALL {
        reports.extend([valid(edition), with_alternates(edition)]);
    }
    for report in reports {
        let form: &Form = report.form();
        let identities = form.identities(|row| report.in_use(row));
        let of_sums = |code: &str| identities.iter().any(|identity| identity.code == code);
        let clean = rules::check(&report);
        assert!(!clean.findings.iter().any(|finding| of_sums(finding.code)));
        let passed: u32 = clean.checks.iter().filter(|check| of_sums(check.code)).map(|check| check.passed).sum();
        assert_eq!(passed as usize, identities.len(), "every sum is one check");
        for field in report.fields_in_use() {
            for change in [1, 100_000] {
                let verdict = rules::check(&bump(&report, field, change));
                let mut failed: Vec<(&str, Vec<_>)> = verdict
                    .findings
                    .iter()
                    .filter(|finding| of_sums(finding.code))
                    .map(|finding| (finding.code, finding.cells.clone()))
                    .collect();
                let containing = identities.iter().filter(|identity| identity.left.contains(&field) || identity.right.contains(&field));
                let mut expected: Vec<(&str, Vec<_>)> =
                    containing.map(|identity| (identity.code, identity.left.iter().chain(&identity.right).copied().collect())).collect();
                failed.sort_unstable();
                expected.sort_unstable();
                assert_eq!(failed, expected, "{} + {change}", form.id(field));
                for finding in verdict.findings.iter().filter(|finding| of_sums(finding.code)) {
                    let gap = finding.expected.unwrap().as_integer().unwrap() - finding.found.unwrap().as_integer().unwrap();
                    assert_eq!(gap.abs(), change, "{}", form.id(field));
                }
                // In table 3 the cell is named, and all its sums follow from it.
                let named: Vec<_> = verdict.findings.iter().filter(|finding| finding.code == "T3-SUSPECT-CELL").collect();
                let in_requests = form.row(field).table == gouji::field::TableId::Requests;
                assert_eq!(named.len(), usize::from(in_requests), "{}", form.id(field));
                assert!(named.iter().all(|finding| finding.cells == [field]), "{}", form.id(field));
                for finding in verdict.findings.iter().filter(|finding| of_sums(finding.code)) {
                    let explains = finding.derived_from.map(|at| verdict.findings[at].code);
                    assert_eq!(explains, in_requests.then_some("T3-SUSPECT-CELL"), "{}", form.id(field));
                }
            }
        }
    }
}

#[test]
fn rules_between_years_are_not_there_without_last_year_s_report() {
    let between = |report: &Report| -> Vec<&str> {
        let codes = rules::check(report).checks.into_iter().map(|check| check.code);
        codes.filter(|code| code.starts_with("XY-") || *code == "NAR-SIMILAR").collect()
    };
    for edition in Edition::ALL {
        let mut report = valid(edition);
        assert_eq!(between(&report), [""; 0]);
        let before = reports::year_before(&report);
        let beside = Beside { source: String::new(), report: Some(Arc::new(before)), hindrance: None };
        for hindrance in [Hindrance::Year, Hindrance::Authority, Hindrance::Several(2)] {
            report.beside = Some(Beside { hindrance: Some(hindrance), ..beside.clone() });
            assert_eq!(between(&report), [""; 0]);
        }
        report.beside = Some(beside);
        assert!(between(&report).len() >= 5);
        assert!(rules::check(&report).findings.is_empty());
    }
}

#[test]
fn findings_are_in_order_and_alike_every_time() {
    for case in cases() {
        let (report, verdict) = verdict_of(case);
        let keys: Vec<_> = verdict.findings.iter().map(|finding| (finding.seat, finding.severity, finding.code)).collect();
        assert!(keys.is_sorted(), "{}", case.name);
        assert_eq!(verdict.findings, rules::check(&report).findings);
    }
}

#[test]
fn failures_have_words() {
    use gouji::intake::Failure;
    let mut failures = vec![Failure::Empty, Failure::TooLarge { bytes: 100 << 20 }, Failure::NoReport];
    failures.extend(["zip", "ole", "ofd", "slides", "word95", "xlsb", "image", "binary"].map(|what| Failure::Unreadable { what }));
    failures.extend([Kind::Docx, Kind::Xls].map(|kind| Failure::Encrypted { kind }));
    failures.extend([Kind::Doc, Kind::Xlsx, Kind::Rtf, Kind::Mht].map(|kind| Failure::Damaged { kind }));
    failures.extend([Failure::Pictures { kind: Kind::Pdf }, Failure::NotBuilt { kind: Kind::Odt }, Failure::NotBuilt { kind: Kind::Ods }]);
    let page: String = failures
        .iter()
        .flat_map(|failure| [Language::Zh, Language::En].map(|language| format!("{}\n", wording::failure(failure, language))))
        .collect();
    assert_file("tests/cases/failures.txt", &page);
}

#[test]
fn what_is_left_and_refused_has_words() {
    use gouji::writing::{Reason, Refusal};
    let languages = [Language::Zh, Language::En];
    let mut page = String::new();
    for reason in Reason::ALL {
        page.extend(languages.map(|language| format!("{}\n", wording::left(reason, language))));
    }
    for refusal in [Refusal::Kind(Kind::Doc), Refusal::Kind(Kind::Text), Refusal::Signed, Refusal::Package, Refusal::Unproven] {
        page.extend(languages.map(|language| format!("{}\n", wording::refusal(&refusal, language))));
    }
    assert_file("tests/cases/left.txt", &page);
}
