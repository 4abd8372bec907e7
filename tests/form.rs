//! The form in code against `cases/fields.tsv`, which was typed from the printed form apart from it.

#![expect(clippy::unwrap_used, reason = "a test states what it expects by unwrapping it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gouji::form::{Edition, FieldKind, Form, LayoutTable};

/// The lines of `fields.tsv` for one edition: id, kind, unit, labels from the section down to the column.
fn typed(edition: Edition) -> Vec<[String; 4]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fields.tsv");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|cells| cells[0] == edition.name()).map(|cells| std::array::from_fn(|at| cells[at + 1].clone())).collect()
}

/// The same out of the code.
fn coded(edition: Edition) -> Vec<[String; 4]> {
    let form = Form::of(edition);
    let fields = form.printed_fields().map(|field| {
        let (row, column) = (form.row(field), form.column(field));
        let kind = match column.kind {
            FieldKind::Count => "count",
            FieldKind::Signed => "signed",
            FieldKind::Money => "money",
        };
        let section = ["二", "三", "四"][usize::from(row.table.section()) - 2];
        let labels = [&[section][..], row.groups, &[row.label, column.label]].concat().join(" / ");
        [form.id(field).to_owned(), kind.to_owned(), column.unit.unwrap_or("not printed").to_owned(), labels]
    });
    fields.collect()
}

#[test]
fn every_figure_has_the_printed_labels_kind_and_unit() {
    for edition in Edition::ALL {
        let (mut typed, mut coded) = (typed(edition), coded(edition));
        typed.sort();
        coded.sort();
        for (typed, coded) in typed.iter().zip(&coded) {
            assert_eq!(coded, typed);
        }
        assert_eq!(coded.len(), typed.len());
    }
}

#[test]
fn the_editions_have_198_and_200_figures() {
    let counts = Edition::ALL.map(|edition| Form::of(edition).printed_fields().count());
    assert_eq!(counts, [198, 200]);
    for edition in Edition::ALL {
        let ids: BTreeSet<String> = Form::of(edition).fields().map(|field| Form::of(edition).id(field).to_owned()).collect();
        assert_eq!(ids.len(), Form::of(edition).field_count(), "two figures share an id");
    }
}

#[test]
fn an_id_leads_back_to_its_figure() {
    for edition in Edition::ALL {
        let form = Form::of(edition);
        for field in form.fields() {
            assert_eq!(form.field(form.id(field)), Some(field));
        }
    }
}

/// The places of a table that its cells cover, each of which must be covered once.
fn covered(table: &LayoutTable) -> Vec<Vec<u32>> {
    let mut places = vec![vec![0; table.columns as usize]; table.rows.len()];
    for (at, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while places[at][column] > 0 {
                column += 1;
            }
            for below in places.iter_mut().skip(at).take(cell.rowspan as usize) {
                below[column..column + cell.colspan as usize].iter_mut().for_each(|place| *place += 1);
            }
        }
    }
    places
}

#[test]
fn the_printed_layout_has_every_figure_once_and_no_gap() {
    for edition in Edition::ALL {
        let form = Form::of(edition);
        for kept_row in [false, true] {
            // In place of its own rows under （六）其他处理, a report may have the other edition's.
            let is_other = |row: usize| form.rows[row].table.key() == "requests" && form.rows[row].key.split('.').next() == Some("other");
            let prints = |row: usize| {
                if is_other(row) { form.rows[row].alternate == (kept_row && edition == Edition::V2021) } else { !form.rows[row].alternate }
            };
            let view = form.view(prints);
            let drawn: Vec<&String> =
                view.tables.iter().flat_map(|table| &table.rows).flatten().filter_map(|cell| cell.field.as_ref()).collect();
            assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len(), "a figure is drawn twice");
            assert_eq!(drawn.len(), view.fields.len());
            for table in &view.tables {
                assert!(covered(table).iter().flatten().all(|&times| times == 1), "{} {}", edition.name(), table.key);
            }
        }
    }
    // Source: the form itself. Table 3 has 23 and 25 rows of figures under three rows of headings; 三、本年度办理结果 stands beside 20 and 22.
    for (edition, rows, beside) in [(Edition::V2019, 26, 20), (Edition::V2021, 28, 22)] {
        let form = Form::of(edition);
        let view = form.view(|row| !form.rows[row].alternate);
        assert_eq!(view.tables[1].rows.len(), rows);
        let vertical = view.tables[1].rows.iter().flatten().find(|cell| cell.role == Some("vertical")).unwrap();
        assert_eq!(vertical.rowspan, beside);
    }
}
