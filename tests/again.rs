//! A document that is read once and checked many times gives what reading it anew for each check gives: whatever was asked of it before.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "this test draws reports and compares nothing with what was drawn")]
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::mess::Mess;
use common::{Page, Prose, Rng, Style, draw};
use gouji::form::{Edition, Form};
use gouji::outcome::{FailureView, Outcome, ReportView};
use gouji::report::{AuthorityType, Cell};
use gouji::value::{Decimal, Style as Written, Value};
use gouji::{Content, Decode, Figures, Language, Options, Previous, Reading, Source, check_changed, intake, reading, rules};

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

/// Every file among the cases, reports drawn in every presentation, and two of those in one document.
fn documents() -> Vec<(String, Vec<u8>)> {
    let cases = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    let mut all: Vec<(String, Vec<u8>)> = cases.iter().map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect();
    let figures = common::Figures::published();
    let mut rng = Rng::new(3);
    for (turn, style) in Style::ALL.into_iter().enumerate() {
        let mut page = Page::new(&figures[turn % figures.len()], Prose::Full);
        let clean = draw(&page, style, &mut rng);
        rng.pick(&Mess::ALL).befall(&mut page, &mut rng);
        let messy = draw(&page, style, &mut rng);
        all.push((format!("two reports in {style:?}"), [clean.as_bytes(), messy.as_bytes()].concat()));
        all.push((format!("{style:?}"), messy.into_bytes()));
    }
    all
}

/// The steps one by one, as the library says they are taken: read with the options, put the figures in, judge.
fn anew(source: &Source<'_>, options: &Options<'_>, changes: &[Figures]) -> Outcome {
    let read =
        intake::read(source, options.decode).and_then(|(kind, document)| reading::read(source.name, kind, &document, options.authority));
    let mut reports = match read {
        Ok(reports) => reports,
        Err(failure) => {
            return FailureView::new(source.name, &failure, options.language).into();
        }
    };
    for (report, changes) in reports.iter_mut().zip(changes) {
        for (id, &figure) in changes {
            let Some(field) = report.field(id) else { continue };
            let cell = &mut report.cells[field.index()];
            *cell = Cell {
                value: figure.map_or(Value::Blank, |figure| Value::Number(figure, Written::default())),
                raw: figure.map_or_else(String::new, |figure| figure.to_string()).into(),
                place: cell.place,
            };
        }
    }
    let mut outcome = Outcome::default();
    outcome.reports.extend(reports.iter().map(|report| ReportView::new(report, &rules::check(report), options.language)));
    outcome
}

/// Figures that a person might put in, for up to three reports; some ids are of the other edition, and one is of none.
fn edits(rng: &mut Rng) -> Vec<Figures> {
    let ids: Vec<&str> =
        Edition::ALL.iter().flat_map(|&edition| Form::of(edition).fields().map(move |field| Form::of(edition).id(field))).collect();
    let edit = |rng: &mut Rng| {
        let digits = ["0", "1", "7", "26", "-3", "12.5", "999999999999999999"];
        let figure = (rng.below(5) > 0).then(|| Decimal::parse(rng.word(&digits)).unwrap());
        (if rng.below(20) == 0 { "no.such.figure" } else { ids[rng.below(ids.len())] }.to_owned(), figure)
    };
    (0..rng.below(4)).map(|_| (0..rng.below(9)).map(|_| edit(rng)).collect()).collect()
}

fn json(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).unwrap()
}

#[test]
fn a_reading_gives_at_every_check_what_the_document_gives_anew() {
    let mut rng = Rng::new(11);
    let authorities = [None, Some(AuthorityType::TownGov), Some(AuthorityType::ProvinceGov), Some(AuthorityType::AuthorisedOrg)];
    let mut reports = 0;
    for (name, bytes) in documents() {
        let source = Source { name: &name, content: Content::Bytes(&bytes) };
        let reading = Reading::of(&source, Decode::default());
        for turn in 0..4 {
            let language = if rng.below(2) == 0 { Language::Zh } else { Language::En };
            let options = Options { authority: authorities[(turn + rng.below(2)) % 4], language, ..Options::default() };
            let changes = edits(&mut rng);
            let outcome = reading.check(&options, &changes);
            reports += outcome.reports.len();
            assert_eq!(json(&outcome), json(&anew(&source, &options, &changes)), "{name}, {options:?}, {changes:?}");
        }
    }
    assert!(reports > 300, "many of these documents are reports, but only {reports} were checked");
}

#[test]
fn last_year_s_report_may_be_a_reading() {
    let mut rng = Rng::new(12);
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cli/inputs");
    let input = |name: &str| fs::read(inputs.join(name)).unwrap();
    let report = input("clean.txt");
    let source = Source { name: "clean.txt", content: Content::Bytes(&report) };
    let reading = Reading::of(&source, Decode::default());
    let mut compared = 0;
    for name in ["previous.txt", "previous-copied.txt", "previous-other.txt", "previous-several.txt", "folder/inner/notice.txt"] {
        let bytes = input(name);
        let before = Source { name, content: Content::Bytes(&bytes) };
        let held = Reading::of(&before, Decode::default());
        // That it was checked itself, with other figures, leaves no trace in it.
        held.check(&Options { authority: Some(AuthorityType::CityGov), ..Options::default() }, &edits(&mut rng));
        let changes = edits(&mut rng);
        let (of_reading, read) = (Previous::of(&held), Previous::read(&before, Decode::default()));
        let outcome = reading.check(&Options { previous: Some(&of_reading), ..Options::default() }, &changes);
        let expected = check_changed(&source, &Options { previous: Some(&read), ..Options::default() }, &changes);
        assert_eq!(json(&outcome), json(&expected), "{name}");
        compared +=
            outcome.reports.iter().filter(|report| report.previous.as_ref().is_some_and(|beside| beside.hindrance.is_none())).count();
    }
    assert_eq!(compared, 2);
}
