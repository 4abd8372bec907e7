//! The wire format: names, order and spelling that callers rely on, held against the schema that is shipped with them.
//!
//! `cases/recheck/*.json` are figures without a document; beside each stands the outcome, one line of JSON, to which the module in
//! Node.js is held as well. `GOUJI_REFRESH=1 cargo test --test outcome` writes the outcomes anew,
//! and the schema that the npm package carries.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test states what it expects by unwrapping it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::form::{Edition, Form};
use gouji::outcome::{Outcome, ReportView};
use gouji::report::AuthorityType;
use gouji::value::Decimal;
use gouji::{Content, Decode, Language, Options, Previous, Source, check, check_all, outcome, recheck};
use serde_json::Value;

/// Files that hold a document; all others under `tests/cases` are expectations.
const INPUTS: [&str; 6] = ["txt", "html", "htm", "md", "tsv", "bin"];

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Every file under a folder, in the order of the paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| extensions.contains(&extension))
}

fn languages() -> [Options<'static>; 2] {
    [Language::Zh, Language::En].map(|language| Options { language, ..Options::default() })
}

/// Every outcome that the project's cases give, in both languages, with a name for messages.
fn outcomes() -> Vec<(String, Outcome)> {
    let mut all = Vec::new();
    for path in files(&cases()).into_iter().filter(|path| has_extension(path, &INPUTS)) {
        let bytes = fs::read(&path).unwrap();
        for options in languages() {
            let source = Source { name: "report", content: Content::Bytes(&bytes) };
            all.push((path.display().to_string(), check(&source, &options)));
        }
    }
    for (path, given) in figures() {
        all.push((path.display().to_string(), given.outcome()));
    }
    let input = |name: &str| fs::read(cases().join("cli/inputs").join(name)).unwrap();
    let report = input("clean.txt");
    for name in
        ["previous.txt", "previous-copied.txt", "previous-other.txt", "previous-several.txt", "clean.txt", "folder/inner/notice.txt"]
    {
        let previous = Previous::read(&Source { name, content: Content::Bytes(&input(name)) }, Decode::default());
        for options in languages() {
            let options = Options { previous: Some(&previous), ..options };
            let outcome = check(&Source { name: "report", content: Content::Bytes(&report) }, &options);
            let beside = only(&outcome).previous.as_ref().unwrap();
            let compared = only(&outcome).checks.iter().any(|check| check.code.starts_with("XY-"));
            assert_eq!(
                beside.hindrance.is_none(),
                compared,
                "{name}: rules between years are there where there is something to compare with"
            );
            assert!(!beside.message.is_empty());
            all.push((format!("beside {name}"), outcome));
        }
    }
    for edition in Edition::ALL {
        all.push(("no figures at all".to_owned(), recheck(&BTreeMap::new(), edition, &Options::default())));
    }
    all
}

/// What a file under `cases/recheck` asks.
struct Figures {
    values: BTreeMap<String, Option<Decimal>>,
    edition: Edition,
    options: Options<'static>,
}

impl Figures {
    fn read(path: &Path) -> Self {
        let given: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let figure = |value: &Value| match value {
            Value::Null => None,
            Value::String(digits) => Some(Decimal::parse(digits).unwrap()),
            number => Some(Decimal::parse(&number.to_string()).unwrap()),
        };
        let options = &given["options"];
        Self {
            values: given["values"].as_object().unwrap().iter().map(|(id, value)| (id.clone(), figure(value))).collect(),
            edition: Edition::ALL.into_iter().find(|edition| options["edition"] == edition.name()).unwrap(),
            options: Options {
                authority: options["authority"].as_str().map(|name| AuthorityType::from_name(name).unwrap()),
                language: if options["lang"] == "en" { Language::En } else { Language::Zh },
                year: options["year"].as_i64().map(|year| i32::try_from(year).unwrap()),
                ..Options::default()
            },
        }
    }

    fn outcome(&self) -> Outcome {
        recheck(&self.values, self.edition, &self.options)
    }
}

fn figures() -> Vec<(PathBuf, Figures)> {
    let paths = files(&cases().join("recheck")).into_iter().filter(|path| has_extension(path, &["json"]));
    paths.map(|path| (path.clone(), Figures::read(&path))).collect()
}

fn only(outcome: &Outcome) -> &ReportView {
    let [report] = outcome.reports.as_slice() else { panic!("{outcome:?}") };
    report
}

fn json(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).unwrap() + "\n"
}

#[test]
fn figures_without_a_document_give_what_is_written_down() {
    let mut wrong = Vec::new();
    for (path, given) in figures() {
        let actual = json(&given.outcome());
        let expected = path.with_extension("outcome");
        if std::env::var_os("GOUJI_REFRESH").is_some() {
            fs::write(&expected, actual).unwrap();
        } else if fs::read_to_string(&expected).is_ok_and(|expected| expected == actual) {
        } else {
            wrong.push(format!("{} is not\n{actual}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nGOUJI_REFRESH=1 writes the files anew", wrong.join("\n"));
}

/// Holds a value against a schema and names every place where it does not fit. A keyword unknown here is a mistake too, so that
/// nothing passes unseen.
fn misfits(value: &Value, schema: &Value, root: &Value, place: &str, found: &mut Vec<String>) {
    let Some(schema) = schema.as_object() else {
        return found.push(format!("{place}: the schema {schema} is not an object"));
    };
    let fits = |schema: &Value| {
        let mut misfit = Vec::new();
        misfits(value, schema, root, place, &mut misfit);
        misfit.is_empty()
    };
    for (keyword, rule) in schema {
        let fine = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" => true,
            "$ref" => {
                let target = rule.as_str().and_then(|path| root.pointer(path.trim_start_matches('#'))).unwrap();
                misfits(value, target, root, place, found);
                true
            }
            "anyOf" => rule.as_array().unwrap().iter().any(fits),
            "oneOf" => rule.as_array().unwrap().iter().filter(|schema| fits(schema)).count() == 1,
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "type" => {
                let kind = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(number) if number.is_i64() => "integer",
                    Value::Number(_) => "number",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                let is = |name: &Value| name == kind || (name == "number" && kind == "integer");
                rule.as_array().map_or_else(|| is(rule), |names| names.iter().any(is))
            }
            "minimum" => value.as_i64().is_none_or(|number| number >= rule.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= rule.as_i64().unwrap()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
            "pattern" if rule == "^-?[0-9]+(\\.[0-9]+)?$" => value.as_str().is_none_or(|text| Decimal::parse(text).is_some()),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    misfits(item, rule, root, &format!("{place}[{index}]"), found);
                }
                true
            }
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|name| value.as_object().is_none_or(|members| members.contains_key(name.as_str().unwrap()))),
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    match rule.get(name) {
                        Some(rule) => misfits(member, rule, root, &format!("{place}.{name}"), found),
                        None => found.push(format!("{place}.{name}: not in the schema")),
                    }
                }
                true
            }
            "additionalProperties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    misfits(member, rule, root, &format!("{place}.{name}"), found);
                }
                true
            }
            _ => false,
        };
        if !fine {
            found.push(format!("{place}: {value} does not fit {keyword} {rule}"));
        }
    }
}

#[test]
fn the_schema_that_is_shipped_is_this_one() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/npm/outcome.schema.json");
    let schema = serde_json::to_string_pretty(&outcome::schema()).unwrap() + "\n";
    if std::env::var_os("GOUJI_REFRESH").is_some() {
        fs::write(&file, schema).unwrap();
    } else {
        assert_eq!(fs::read_to_string(&file).unwrap(), schema, "{}; GOUJI_REFRESH=1 writes it anew", file.display());
    }
}

#[test]
fn every_outcome_fits_the_schema() {
    let schema = serde_json::to_value(outcome::schema()).unwrap();
    for (name, outcome) in outcomes() {
        let mut found = Vec::new();
        misfits(&serde_json::to_value(&outcome).unwrap(), &schema, &schema, "outcome", &mut found);
        assert!(found.is_empty(), "{name}: {}", found.join("\n"));
    }
}

#[test]
fn the_schema_refuses_what_is_not_an_outcome() {
    let schema = serde_json::to_value(outcome::schema()).unwrap();
    let good = serde_json::to_value(recheck(&BTreeMap::new(), Edition::V2021, &Options::default())).unwrap();
    let spoil = [
        ("/tool/name", Value::Null),
        ("/reports/0/kind", Value::from("exe")),
        ("/reports/0/edition", Value::from(2021)),
        ("/reports/0/summary", Value::from(Vec::<u32>::new())),
        ("/reports/0/rows/read", Value::from(-1)),
        ("/reports/0/values", serde_json::json!({ "requests.received.total": "twelve" })),
        ("/reports/0/states", serde_json::json!({ "requests.received.total": { "state": "blank" } })),
    ];
    for (place, value) in spoil {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        let mut found = Vec::new();
        misfits(&bad, &schema, &schema, "outcome", &mut found);
        assert!(!found.is_empty(), "{place}");
    }
}

#[test]
fn values_hold_every_printed_figure_in_printed_order() {
    for (edition, figures) in [(Edition::V2019, 198), (Edition::V2021, 200)] {
        let outcome = recheck(&BTreeMap::new(), edition, &Options::default());
        let form = Form::of(edition);
        let printed: Vec<String> = form.printed_fields().map(|field| form.id(field).to_owned()).collect();
        assert_eq!(printed.len(), figures);
        let values: Vec<String> = only(&outcome).values.0.iter().map(|&(id, _)| id.to_owned()).collect();
        assert_eq!(values, printed);
        // The order of the bytes is what counts; a JSON library may sort.
        let text = json(&outcome);
        let places: Vec<usize> = printed.iter().map(|id| text.find(&format!("\"{id}\":")).unwrap()).collect();
        assert!(places.is_sorted());
    }
}

#[test]
fn each_figure_is_a_number_or_has_a_state() {
    for (name, outcome) in outcomes() {
        for report in &outcome.reports {
            for (id, value) in &report.values.0 {
                assert!(value.is_some() || report.states.get(id).is_some(), "{name}: {id}");
            }
        }
    }
}

#[test]
fn figures_of_the_other_edition_s_rows_stand_where_they_are_used() {
    let kept: BTreeMap<String, Option<Decimal>> = BTreeMap::from([("requests.other.total".to_owned(), Some(Decimal::integer(3)))]);
    let outcome = recheck(&kept, Edition::V2021, &Options::default());
    let report = only(&outcome);
    assert_eq!(report.values.0.len(), 207);
    assert_eq!(report.rows.all, 30);
    assert!(!report.rows.missing.contains(&"（六）其他处理 3.其他".to_owned()));

    let outcome = recheck(&BTreeMap::new(), Edition::V2021, &Options::default());
    let report = only(&outcome);
    assert_eq!((report.rows.read, report.rows.all), (0, 32));
    assert!(report.rows.missing.contains(&"（六）其他处理 3.其他".to_owned()));
}

#[test]
fn counts_agree_with_what_they_count() {
    for (name, outcome) in outcomes() {
        for report in &outcome.reports {
            let (assessed, summary) = (report.assessed, report.summary);
            let sums = report
                .checks
                .iter()
                .fold((0, 0, 0), |(passed, failed, left), check| (passed + check.passed, failed + check.failed, left + check.not_assessed));
            assert_eq!((assessed.passed, assessed.failed, assessed.not_assessed), sums, "{name}");
            assert_eq!((summary.errors + summary.warnings + summary.infos) as usize, report.findings.len(), "{name}");
            for (index, finding) in report.findings.iter().enumerate() {
                assert!(finding.derived_from.is_none_or(|cause| cause != index && cause < report.findings.len()), "{name}");
                assert!(!finding.title.is_empty() && !finding.basis.is_empty(), "{name}: {} says nothing", finding.code);
                assert!(finding.message.starts_with(&finding.title) && finding.message.ends_with(&finding.advice), "{name}");
            }
        }
    }
}

#[test]
fn a_document_that_gives_no_report_is_a_failure_with_its_name() {
    let cases: [(&[u8], &str); 4] =
        [(b"", "EMPTY"), (b"%PDF-1.7 ", "UNREADABLE"), (b"\0\x01\x02\x03", "UNREADABLE"), ("会议通知".as_bytes(), "NO-REPORT")];
    for (bytes, code) in cases {
        for options in languages() {
            let outcome = check(&Source { name: "某文件", content: Content::Bytes(bytes) }, &options);
            assert!(outcome.reports.is_empty());
            let [failure] = outcome.failures.as_slice() else { panic!("{outcome:?}") };
            assert_eq!((failure.source.as_str(), failure.code.name()), ("某文件", code));
            assert!(!failure.message.is_empty());
        }
    }
}

#[test]
fn several_documents_are_one_outcome_in_their_order() {
    let source = |name, text| Source { name, content: Content::Text(text) };
    let clean = include_str!("cases/cli/inputs/clean.txt");
    let sources = [source("a", clean), source("b", ""), source("c", clean)];
    let outcome = check_all(sources, &Options::default());
    let names: Vec<&str> = outcome.reports.iter().map(|report| report.source.as_str()).collect();
    assert_eq!(names, ["a", "c"]);
    assert_eq!(outcome.failures[0].source, "b");
    assert_eq!(json(&outcome), json(&check_all(sources, &Options::default())));
}
