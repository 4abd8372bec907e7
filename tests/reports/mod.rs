//! Made-up reports for the tests of the rules: every sum holds, and nothing is to be found in them.

pub mod texts;

use gouji::document::Kind;
use gouji::field::TableId;
use gouji::form::{Edition, Form};
use gouji::report::{AuthorityType, Cell, Report, Section};
use gouji::value::{Decimal, MoneyUnit, Style, Unreadable, Value};

/// A report of a town in which every sum holds.
pub fn valid(edition: Edition) -> Report {
    let form = Form::of(edition);
    let year = if edition == Edition::V2019 { 2020 } else { 2023 };
    let headings = [
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ];
    let ordinals = ["一", "二", "三", "四", "五", "六"];
    let section = |(number, (ordinal, heading)): (u8, (&str, &str))| Section {
        number,
        ordinal: ordinal.to_owned(),
        heading: format!("{ordinal}、{heading}"),
        text: match number {
            1 => "做好主动公开、依申请公开、信息管理、平台建设、监督保障和考核。".to_owned(),
            5 => "公开内容不够丰富，下一步将加强培训。".to_owned(),
            6 => "本年度未收取信息处理费。".to_owned(),
            _ => String::new(),
        },
    };
    let mut report = Report {
        source: "made up".to_owned(),
        kind: Kind::Text,
        edition,
        year: Some(year),
        title_year: Some(year),
        title: Some(format!("某县某镇人民政府{year}年政府信息公开工作年度报告")),
        authority: Some("某县某镇人民政府".to_owned()),
        signed_by: None,
        authority_type: Some((AuthorityType::TownGov, true)),
        cells: vec![Cell::MISSING; form.field_count()],
        rows_in_use: form.rows.iter().map(|row| !row.alternate).collect(),
        tables: TableId::ALL.to_vec(),
        preface: format!("统计期限自{year}年1月1日起至{year}年12月31日止。"),
        sections: (1..).zip(ordinals.into_iter().zip(headings)).map(section).collect(),
        notices: Vec::new(),
        beside: None,
    };
    let disclosure: &[(&str, &[&str])] = match edition {
        Edition::V2019 => &[
            ("rules", &["0", "0", "0"]),
            ("normative", &["33", "33", "37"]),
            ("licenses", &["15", "1", "167"]),
            ("other_services", &["10", "0", "3"]),
            ("penalties", &["40", "-2", "12"]),
            ("compulsion", &["7", "0", "0"]),
            ("fees", &["5", "-1"]),
            ("procurement", &["1", "113.96万元"]),
        ],
        Edition::V2021 => &[
            ("rules", &["0", "0", "0"]),
            ("normative", &["2", "1", "14"]),
            ("licenses", &["76"]),
            ("penalties", &["2"]),
            ("compulsion", &["1"]),
            ("fees", &["18.8710"]),
        ],
    };
    for (key, figures) in disclosure {
        row(&mut report, TableId::Disclosure, key, figures);
    }
    requests(&mut report);
    row(&mut report, TableId::Disputes, "review", &["3", "1", "0", "1", "5"]);
    row(&mut report, TableId::Disputes, "direct_suit", &["1", "0", "0", "1", "2"]);
    row(&mut report, TableId::Disputes, "suit_after_review", &["1", "0", "1", "0", "2"]);
    report
}

/// The report of the year before, which this one follows without a break.
pub fn year_before(report: &Report) -> Report {
    let mut before = report.clone();
    before.source = "made up, the year before".into();
    before.beside = None;
    let year = report.year.unwrap() - 1;
    (before.year, before.title_year) = (Some(year), Some(year));
    before.title = Some(format!("某县某镇人民政府{year}年政府信息公开工作年度报告"));
    let plain = |id: &str| report.value(report.field(id).unwrap()).number().unwrap().as_integer().unwrap();
    if report.edition == Edition::V2021 {
        for row in ["rules", "normative"] {
            let figure = |column: &str| plain(&format!("disclosure.{row}.{column}"));
            let in_force = figure("in_force") - figure("issued") + figure("repealed");
            put(&mut before, &format!("disclosure.{row}.in_force"), &in_force.to_string());
        }
    } else {
        for row in ["licenses", "other_services", "penalties", "compulsion", "fees"] {
            let items = plain(&format!("disclosure.{row}.last_year_items"));
            put(&mut before, &format!("disclosure.{row}.last_year_items"), &(items - 2).to_string());
            put(&mut before, &format!("disclosure.{row}.change"), "2");
        }
    }
    let carried: Vec<String> = (report.form().fields_of_row(report.form().row_by_key(TableId::Requests, "carried_in").unwrap()))
        .map(|field| report.value(field).number().unwrap().to_string())
        .collect();
    row(&mut before, TableId::Requests, "carried_out", &carried.iter().map(String::as_str).collect::<Vec<_>>());
    before
}

/// A report of 2021 whose table 3 kept the single row （六）其他处理 of 2019, or the other way round.
pub fn with_alternates(edition: Edition) -> Report {
    let mut report = valid(edition);
    let form = report.form();
    for (at, printed) in form.rows.iter().enumerate() {
        let other = printed.table == TableId::Requests && printed.key.starts_with("other");
        report.rows_in_use[at] = !other || printed.alternate;
        if other && !printed.alternate {
            for field in form.fields_of_row(at) {
                report.cells[field.index()] = Cell::MISSING;
            }
        }
    }
    requests(&mut report);
    report
}

/// Fills table 3: small figures in the results, all else as it follows from them.
fn requests(report: &mut Report) {
    let form = report.form();
    let result = |key: &str| !matches!(key, "received" | "carried_in" | "total" | "carried_out");
    let rows: Vec<(usize, &str)> = (form.rows.iter().enumerate())
        .filter(|&(at, row)| row.table == TableId::Requests && report.in_use(at))
        .map(|(at, row)| (at, row.key))
        .collect();
    let mut totals = [0; 6];
    let mut lines: Vec<(&str, [i64; 6])> = Vec::new();
    for (at, key) in rows.iter().filter(|(_, key)| result(key)) {
        let mut line = [0; 6];
        for (column, slot) in line.iter_mut().enumerate() {
            *slot = i64::try_from((at * 5 + column * 3) % 4).unwrap();
            totals[column] += *slot;
        }
        lines.push((*key, line));
    }
    lines.extend([("total", totals), ("carried_in", [2, 1, 0, 1, 0, 0]), ("carried_out", [1, 1, 0, 0, 1, 0])]);
    let received = [0, 1, 2, 3, 4, 5].map(|at| totals[at] + [1, 1, 0, 0, 1, 0][at] - [2, 1, 0, 1, 0, 0][at]);
    lines.push(("received", received));
    for (key, line) in lines {
        let figures: Vec<String> = line.iter().chain([&line.iter().sum::<i64>()]).map(ToString::to_string).collect();
        row(report, TableId::Requests, key, &figures.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// Fills a row.
pub fn row(report: &mut Report, table: TableId, key: &str, figures: &[&str]) {
    let form = report.form();
    let at = form.row_by_key(table, key).unwrap();
    for (field, text) in form.fields_of_row(at).zip(figures) {
        report.cells[field.index()] = cell(text);
    }
}

/// Fills every cell of a table.
pub fn fill(report: &mut Report, table: TableId, text: &str) {
    let form = report.form();
    for at in (0..form.rows.len()).filter(|&at| form.rows[at].table == table && report.in_use(at)).collect::<Vec<_>>() {
        row(report, table, form.rows[at].key, &[text; 7]);
    }
}

/// Writes a text into one cell.
pub fn put(report: &mut Report, id: &str, text: &str) {
    let field = report.field(id).unwrap_or_else(|| panic!("the form has no {id}"));
    report.cells[field.index()] = cell(text);
}

/// Takes a row out of the document.
pub fn remove(report: &mut Report, table: TableId, key: &str) {
    let form = report.form();
    for field in form.fields_of_row(form.row_by_key(table, key).unwrap()) {
        report.cells[field.index()] = Cell::MISSING;
    }
}

/// A cell with this text. Only the writings that these tests use are known, so that they do not depend on how documents are read.
pub fn cell(text: &str) -> Cell {
    let plain = Style::default();
    let number = |digits: &str, style| Value::Number(Decimal::parse(digits).unwrap(), style);
    let value = match text {
        "" => Value::Blank,
        "/" => Value::Placeholder,
        "增" | "O" => Value::Unreadable(Unreadable::Words),
        "1 3 6" => Value::Unreadable(Unreadable::Split),
        "#REF!" | "=SUM(B2:G2)" => Value::Unreadable(Unreadable::Formula),
        "row" => Value::Unreadable(Unreadable::CellCount),
        "missing" => Value::Missing,
        "22（其中修订16件）" => Value::Noted(Decimal::integer(22), plain),
        "１２" => number("12", Style { full_width: true, ..plain }),
        _ if text.ends_with("万元") => {
            number(text.trim_end_matches("万元"), Style { money_unit: Some(MoneyUnit::TenThousandYuan), ..plain })
        }
        _ if text.ends_with('万') => number(text.trim_end_matches('万'), Style { money_unit: Some(MoneyUnit::TenThousandYuan), ..plain }),
        _ if text.ends_with("亿元") => {
            number(text.trim_end_matches("亿元"), Style { money_unit: Some(MoneyUnit::HundredMillionYuan), ..plain })
        }
        _ if text.ends_with('元') => number(text.trim_end_matches('元'), Style { money_unit: Some(MoneyUnit::Yuan), ..plain }),
        _ if text.ends_with('件') => number(text.trim_end_matches('件'), Style { unit_suffix: true, ..plain }),
        _ => number(text, plain),
    };
    Cell { value, raw: text.to_owned().into(), place: None }
}
