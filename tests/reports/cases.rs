//! One case that fails each rule and one nearby that does not, with all codes that are found, in order. All units are made up.

use gouji::document::{Kind, Remark};
use gouji::field::TableId::{Disclosure, Disputes, Requests};
use gouji::form::Edition::{self, V2019, V2021};
use gouji::report::{AuthorityType, Cell, Notice, Report, Section};
use gouji::value::{Unreadable, Value};

use super::reports::{fill, put, remove, row, with_alternates};

/// A change to the valid report of an edition, and what is then found.
pub struct Case {
    pub code: &'static str,
    pub name: &'static str,
    pub edition: Edition,
    pub change: fn(&mut Report),
    pub expect: &'static [&'static str],
}

pub const fn case(
    code: &'static str,
    name: &'static str,
    edition: Edition,
    change: fn(&mut Report),
    expect: &'static [&'static str],
) -> Case {
    Case { code, name, edition, change, expect }
}

pub fn section(report: &mut Report, number: u8) -> &mut Section {
    report.sections.iter_mut().find(|section| section.number == number).unwrap()
}

fn drop_section(report: &mut Report, number: u8) {
    report.sections.retain(|section| section.number != number);
}

fn add_section(report: &mut Report, ordinal: &str, heading: &str) {
    report.sections.push(Section { number: 0, ordinal: ordinal.to_owned(), heading: heading.to_owned(), text: String::new() });
}

fn is(report: &mut Report, name: &str, kind: Option<AuthorityType>) {
    report.title = Some(format!("{name}{}年政府信息公开工作年度报告", report.year.unwrap()));
    report.authority = Some(name.to_owned());
    report.authority_type = kind.map(|kind| (kind, false));
}

/// Table 3 with these rows and 0 elsewhere, and no disputes.
fn requests(report: &mut Report, rows: &[(&str, [&str; 7])]) {
    fill(report, Requests, "0");
    fill(report, Disputes, "0");
    for (key, figures) in rows {
        row(report, Requests, key, figures);
    }
}

fn comes_in(report: &mut Report, kind: Kind, remarks: &[Remark]) {
    report.kind = kind;
    report.notices.extend(remarks.iter().cloned().map(Notice::File));
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

pub const CASES: &[Case] = &[
    // The file.
    case("DOC-FILE-INCOMPLETE", "a file cut short", V2021, |r| comes_in(r, Kind::Pdf, &[Remark::Incomplete]), &["DOC-FILE-INCOMPLETE"]),
    case(
        "DOC-FILE-INCOMPLETE",
        "what a cut file lacks is not assessed",
        V2021,
        |r| {
            comes_in(r, Kind::Pdf, &[Remark::Incomplete]);
            drop_section(r, 6);
            r.tables.retain(|&table| table != Disputes);
            fill(r, Disputes, "missing");
            remove(r, Requests, "carried_out");
        },
        &["DOC-FILE-INCOMPLETE"],
    ),
    case("DOC-FILE-INCOMPLETE", "a whole file", V2021, |r| comes_in(r, Kind::Pdf, &[]), &[]),
    case(
        "DOC-FILE-PICTURES",
        "two scanned pages",
        V2021,
        |r| comes_in(r, Kind::Pdf, &[Remark::Pictures(vec![3, 5])]),
        &["DOC-FILE-PICTURES"],
    ),
    case("DOC-FILE-PICTURES", "no scanned page", V2021, |r| comes_in(r, Kind::Pdf, &[]), &[]),
    case(
        "DOC-FILE-CHARACTERS",
        "a font without names",
        V2021,
        |r| comes_in(r, Kind::Pdf, &[Remark::UnknownCharacters(57)]),
        &["DOC-FILE-CHARACTERS"],
    ),
    case("DOC-FILE-CHARACTERS", "every character known", V2021, |r| comes_in(r, Kind::Doc, &[]), &[]),
    case(
        "DOC-FILE-HIDDEN",
        "sheets, rows and columns",
        V2021,
        |r| {
            let cells = |sheet: &str, rows, columns| Remark::HiddenCells { sheet: sheet.to_owned(), rows, columns };
            let remarks = [Remark::HiddenSheet("底稿".to_owned()), cells("表三", 2, 1), cells("表四", 0, 3)];
            comes_in(r, Kind::Xlsx, &remarks);
        },
        &["DOC-FILE-HIDDEN", "DOC-FILE-HIDDEN"],
    ),
    case("DOC-FILE-HIDDEN", "hidden text", V2021, |r| comes_in(r, Kind::Docx, &[Remark::HiddenText]), &["DOC-FILE-HIDDEN"]),
    case("DOC-FILE-HIDDEN", "nothing hidden", V2021, |r| comes_in(r, Kind::Ods, &[]), &[]),
    case("DOC-FILE-CHANGES", "open changes", V2021, |r| comes_in(r, Kind::Docx, &[Remark::TrackedChanges]), &["DOC-FILE-CHANGES"]),
    case("DOC-FILE-CHANGES", "no changes", V2021, |r| comes_in(r, Kind::Docx, &[]), &[]),
    // The report as a document.
    case(
        "DOC-FORMAT-YEAR",
        "the old tables in 2023",
        V2019,
        |r| (r.year, r.title_year) = (Some(2023), Some(2023)),
        &["DOC-FORMAT-YEAR", "DOC-PERIOD"],
    ),
    case(
        "DOC-FORMAT-YEAR",
        "the new tables in 2020",
        V2021,
        |r| (r.year, r.title_year) = (Some(2020), Some(2020)),
        &["DOC-FORMAT-YEAR", "DOC-PERIOD"],
    ),
    case("DOC-FORMAT-YEAR", "the new tables in 2021", V2021, |r| (r.year, r.title_year) = (Some(2021), Some(2021)), &["DOC-PERIOD"]),
    case("DOC-FORMAT-YEAR", "no year", V2021, |r| r.year = None, &[]),
    case(
        "DOC-FORMAT-MIX",
        "an old block among new ones",
        V2021,
        |r| {
            remove(r, Disclosure, "rules");
            remove(r, Disclosure, "normative");
            let headings = strings(&["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"]);
            r.notices.push(Notice::ForeignBlock { block: "第二十条第（一）项".to_owned(), headings });
        },
        &["DOC-FORMAT-MIX"],
    ),
    case("DOC-FORMAT-MIX", "new blocks only", V2021, |_| {}, &[]),
    case(
        "DOC-SECTION-MISSING",
        "no section 5 and 6",
        V2021,
        |r| {
            drop_section(r, 5);
            drop_section(r, 6);
        },
        &["DOC-SECTION-MISSING"],
    ),
    case(
        "DOC-SECTION-MISSING",
        "another heading in the place of section 5",
        V2021,
        |r| {
            drop_section(r, 5);
            add_section(r, "五", "五、下一步工作打算");
        },
        &["DOC-SECTION-MISSING"],
    ),
    case("DOC-SECTION-MISSING", "all six", V2021, |_| {}, &[]),
    case("DOC-SECTION-MISSING", "tables only, without any heading", V2021, |r| r.sections.clear(), &[]),
    case(
        "DOC-SECTION-NUMBER",
        "a stray letter",
        V2021,
        |r| {
            section(r, 6).ordinal = "l六".into();
            section(r, 6).heading = "l六、其他需要报告的事项".into();
        },
        &["DOC-SECTION-NUMBER"],
    ),
    case(
        "DOC-SECTION-NUMBER",
        "one ordinal left out",
        V2021,
        |r| {
            section(r, 2).ordinal = String::new();
            section(r, 2).heading = "主动公开政府信息情况".into();
        },
        &["DOC-SECTION-NUMBER"],
    ),
    case(
        "DOC-SECTION-NUMBER",
        "a section twice",
        V2021,
        |r| {
            section(r, 6).text = "没有收取信息处理费。".into();
            let again = section(r, 6).clone();
            r.sections.push(again);
        },
        &["DOC-SECTION-NUMBER"],
    ),
    case(
        "DOC-SECTION-NUMBER",
        "a heading repeated over its table",
        V2021,
        |r| {
            let again = section(r, 4).clone();
            section(r, 4).text = "情况如下表。".into();
            r.sections.insert(4, again);
        },
        &[],
    ),
    case("DOC-SECTION-NUMBER", "numbers of other kinds", V2021, |r| section(r, 3).ordinal = "（３）".into(), &[]),
    case("DOC-SECTION-NUMBER", "no ordinals at all", V2021, |r| r.sections.iter_mut().for_each(|s| s.ordinal.clear()), &[]),
    case("DOC-SECTION-EXTRA", "a seventh section", V2021, |r| add_section(r, "七", "七、2024年工作思路"), &["DOC-SECTION-EXTRA"]),
    case("DOC-SECTION-EXTRA", "six sections", V2021, |_| {}, &[]),
    case(
        "DOC-SECTION-TITLE",
        "a doubled word and an old wording",
        V2021,
        |r| {
            section(r, 1).heading = "一、概述".into();
            section(r, 2).heading = "二、主动公开政府政府情况".into();
        },
        &["DOC-SECTION-TITLE"],
    ),
    case(
        "DOC-SECTION-TITLE",
        "accepted variants",
        V2021,
        |r| {
            section(r, 2).heading = "二、行政机关主动公开政府信息情况".into();
            section(r, 3).heading = "三、 收到和处理申请情况".into();
            section(r, 4).heading = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况".into();
            section(r, 5).heading = "五、政府信息公开工作存在的主要问题及改进情况".into();
            section(r, 6).heading = "六、其他需要说明的事项".into();
        },
        &[],
    ),
    case(
        "DOC-TITLE-FORM",
        "工作报告",
        V2021,
        |r| r.title = Some("某县某镇人民政府2023年政府信息公开工作报告".to_owned()),
        &["DOC-TITLE-FORM"],
    ),
    case(
        "DOC-TITLE-FORM",
        "neither authority nor year",
        V2021,
        |r| (r.title, r.title_year) = (Some("政府信息公开工作年度报告".to_owned()), None),
        &["DOC-TITLE-FORM"],
    ),
    case("DOC-TITLE-FORM", "no title", V2021, |r| (r.title, r.title_year, r.authority) = (None, None, None), &["DOC-TITLE-FORM"]),
    case(
        "DOC-TITLE-FORM",
        "年度 and blanks",
        V2021,
        |r| r.title = Some("某县某镇人民政府 2023年度 政府信息公开工作年度报告".to_owned()),
        &[],
    ),
    case("DOC-TITLE-YEAR", "last year in the title", V2021, |r| r.title_year = Some(2022), &["DOC-TITLE-YEAR"]),
    case("DOC-TITLE-YEAR", "the same year", V2021, |_| {}, &[]),
    case("DOC-TITLE-YEAR", "a year in the title only", V2021, |r| r.preface.clear(), &["DOC-PERIOD"]),
    case(
        "DOC-ARTIFACT",
        "a bookmark",
        V2021,
        |r| {
            section(r, 5).text = "[bookmark: _GoBack]一是公开不够及时，下一步将加强督促。".into();
            r.notices.push(Notice::Artifact { text: "[bookmark: _GoBack]".to_owned(), section: 5, span: [0, 19] });
        },
        &["DOC-ARTIFACT"],
    ),
    case("DOC-ARTIFACT", "words only", V2021, |_| {}, &[]),
    // The tables.
    case(
        "TAB-MISSING",
        "no table 4",
        V2021,
        |r| {
            r.tables.retain(|&table| table != Disputes);
            fill(r, Disputes, "missing");
        },
        &["TAB-MISSING"],
    ),
    case("TAB-MISSING", "three tables", V2021, |_| {}, &[]),
    case(
        "TAB-ROW-MISSING",
        "two rows of table 3",
        V2021,
        |r| {
            remove(r, Requests, "not_processed.repeated");
            remove(r, Requests, "other.other");
        },
        &["TAB-ROW-MISSING"],
    ),
    case("TAB-ROW-MISSING", "the single row of 2019", V2021, |r| *r = with_alternates(V2021), &["TAB-ROW-MISSING"]),
    case("TAB-ROW-MISSING", "the three rows of 2021", V2019, |r| *r = with_alternates(V2019), &["TAB-ROW-MISSING"]),
    case("TAB-ROW-MISSING", "all rows", V2021, |_| {}, &[]),
    case(
        "TAB-ROW-EXTRA",
        "a row of its own and a subtotal",
        V2021,
        |r| {
            r.notices.push(Notice::ExtraRow { table: Disclosure, label: "其他主动公开文件".to_owned(), subtotal: false });
            r.notices.push(Notice::ExtraRow { table: Requests, label: "（三）不予公开".to_owned(), subtotal: true });
        },
        &["TAB-ROW-EXTRA", "TAB-ROW-EXTRA"],
    ),
    case("TAB-ROW-EXTRA", "no other rows", V2021, |_| {}, &[]),
    case(
        "TAB-LABEL-VARIANT",
        "two labels of table 2",
        V2021,
        |r| {
            r.notices.push(Notice::LabelVariant { row: 1, label: "规范性文件".to_owned() });
            r.notices.push(Notice::LabelVariant { row: 5, label: "行政事业型收费".to_owned() });
        },
        &["TAB-LABEL-VARIANT"],
    ),
    case("TAB-LABEL-VARIANT", "the form's labels", V2021, |_| {}, &[]),
    case(
        "TAB-COL-ORDER",
        "总计 first",
        V2021,
        |r| {
            let headings = strings(&["总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]);
            r.notices.push(Notice::ColumnOrder { table: Requests, headings });
        },
        &["TAB-COL-ORDER"],
    ),
    case(
        "TAB-COL-ORDER",
        "no 总计",
        V2021,
        |r| r.notices.push(Notice::ColumnOrder { table: Requests, headings: Vec::new() }),
        &["TAB-COL-ORDER"],
    ),
    case("TAB-COL-ORDER", "the form's order", V2021, |_| {}, &[]),
    case(
        "TAB-HEADER-CUT",
        "two headings alike",
        V2019,
        |r| {
            r.notices.push(Notice::HeaderCut {
                table: Disclosure, headings: strings(&["信息内容", "本年新", "本年新", "对外公开总数量"])
            });
        },
        &["TAB-HEADER-CUT"],
    ),
    case("TAB-HEADER-CUT", "whole headings", V2019, |_| {}, &[]),
    case(
        "TAB-TWICE",
        "two tables that differ in two figures",
        V2021,
        |r| {
            r.notices.push(Notice::Twice { table: Disputes, count: 2 });
            for (id, raw) in [("disputes.review.upheld", "3 / 4"), ("disputes.review.total", "5 / 6")] {
                let field = r.field(id).unwrap();
                r.cells[field.index()] = Cell { value: Value::Unreadable(Unreadable::Twice), raw: raw.into(), place: None };
            }
        },
        &["TAB-TWICE"],
    ),
    case("TAB-TWICE", "each table once", V2021, |_| {}, &[]),
    // Single cells.
    case("CELL-BLANK", "one cell", V2021, |r| put(r, "disclosure.compulsion.decisions", ""), &["CELL-BLANK"]),
    case(
        "CELL-BLANK",
        "some cells of table 3",
        V2021,
        |r| {
            requests(r, &[("received", ["1", "0", "0", "0", "0", "0", "1"]), ("granted", ["1", "0", "0", "0", "0", "0", "1"])]);
            row(r, Requests, "total", &["1", "0", "0", "0", "0", "0", "1"]);
            put(r, "requests.not_processed.publication.social", "");
            put(r, "requests.not_processed.publication.legal_service", "");
            put(r, "requests.refused.state_secret.total", "");
        },
        &["CELL-BLANK", "T3-TOTAL-ONLY"],
    ),
    case("CELL-BLANK", "zero", V2021, |r| put(r, "disclosure.compulsion.decisions", "0"), &[]),
    case(
        "CELL-BLANK",
        "125 cells of table 3 are one finding",
        V2021,
        |r| {
            let line = ["1", "", "", "", "", "", "1"];
            requests(r, &[("received", line), ("granted", line), ("total", line)]);
            for key in r.form().rows.iter().filter(|row| row.table == Requests && !row.alternate).map(|row| row.key) {
                if !["received", "granted", "total"].contains(&key) {
                    row(r, Requests, key, &["0", "", "", "", "", "", "0"]);
                }
            }
        },
        &["CELL-BLANK"],
    ),
    case("CELL-BLANK", "a whole table", V2021, |r| fill(r, Disputes, ""), &["CELL-BLANK"]),
    case("CELL-PLACEHOLDER", "a stroke for 行政许可", V2021, |r| put(r, "disclosure.licenses.decisions", "/"), &["CELL-PLACEHOLDER"]),
    case("CELL-PLACEHOLDER", "strokes for 规章 of a town", V2021, |r| row(r, Disclosure, "rules", &["/", "/", "/"]), &["CELL-PLACEHOLDER"]),
    case(
        "CELL-PLACEHOLDER",
        "strokes for 规章 of a city",
        V2021,
        |r| {
            is(r, "某市人民政府", Some(AuthorityType::CityGov));
            row(r, Disclosure, "rules", &["/", "/", "/"]);
        },
        &["CELL-PLACEHOLDER"],
    ),
    case("CELL-PLACEHOLDER", "zero", V2021, |r| put(r, "disclosure.licenses.decisions", "0"), &[]),
    case("CELL-NOT-NUMBER", "a word without number", V2019, |r| put(r, "disclosure.penalties.change", "增"), &["CELL-NOT-NUMBER"]),
    case(
        "CELL-NOT-NUMBER",
        "a letter for zero",
        V2021,
        |r| put(r, "requests.granted.other_org", "O"),
        &["CELL-NOT-NUMBER", "T3-SUSPECT-CELL"],
    ),
    case("CELL-NOT-NUMBER", "a number", V2019, |r| put(r, "disclosure.penalties.change", "-8"), &[]),
    case("CELL-NOT-NUMBER", "a number with words", V2021, |r| put(r, "disclosure.penalties.decisions", "22（其中修订16件）"), &[]),
    case("CELL-NEGATIVE", "a count below zero", V2021, |r| put(r, "disclosure.penalties.decisions", "-3"), &["CELL-NEGATIVE"]),
    case("CELL-NEGATIVE", "a change below zero", V2019, |r| put(r, "disclosure.penalties.change", "-3"), &[]),
    case("CELL-DECIMAL", "half a decision", V2021, |r| put(r, "disclosure.penalties.decisions", "2.5"), &["CELL-DECIMAL"]),
    case("CELL-DECIMAL", "an amount with decimals", V2021, |r| put(r, "disclosure.fees.amount", "26.55"), &[]),
    case(
        "CELL-DECIMAL",
        "decimals in a sum are added exactly",
        V2021,
        |r| row(r, Disputes, "review", &["0.1", "0.2", "0", "0", "0.3"]),
        &["T4-AFTER-GT-REVIEW", "CELL-DECIMAL"],
    ),
    case("CELL-UNIT-SUFFIX", "件", V2021, |r| put(r, "disclosure.penalties.decisions", "3件"), &["CELL-UNIT-SUFFIX"]),
    case("CELL-UNIT-SUFFIX", "万 behind a count", V2021, |r| put(r, "disclosure.penalties.decisions", "3万"), &["CELL-UNIT-SUFFIX"]),
    case("CELL-UNIT-SUFFIX", "no unit", V2021, |r| put(r, "disclosure.penalties.decisions", "3"), &[]),
    case("CELL-STYLE", "full-width digits", V2021, |r| put(r, "disclosure.penalties.decisions", "１２"), &["CELL-STYLE"]),
    case("CELL-STYLE", "plain digits", V2021, |r| put(r, "disclosure.penalties.decisions", "12"), &[]),
    case(
        "CELL-COUNT",
        "six figures in a row of seven",
        V2021,
        |r| {
            row(r, Requests, "granted", &["row"; 7]);
            r.notices.push(Notice::CellCount { row: 8, expected: 7, found: 6, raw: "12 1 0 0 1 14".to_owned() });
        },
        &["CELL-COUNT", "T3-SUSPECT-CELL"],
    ),
    case(
        "CELL-COUNT",
        "fourteen figures in table 4",
        V2021,
        |r| {
            fill(r, Disputes, "row");
            r.notices.push(Notice::CellCount { row: 32, expected: 15, found: 14, raw: "0 0 0 0 0 0 0 0 0 0 0 0 0 0".to_owned() });
        },
        &["CELL-COUNT"],
    ),
    case("CELL-COUNT", "seven figures", V2021, |_| {}, &[]),
    case("CELL-SPLIT", "digits apart", V2021, |r| put(r, "disclosure.penalties.decisions", "1 3 6"), &["CELL-SPLIT"]),
    case("CELL-SPLIT", "digits together", V2021, |r| put(r, "disclosure.penalties.decisions", "136"), &[]),
    case(
        "CELL-GLUED",
        "a row without gaps",
        V2021,
        |r| r.notices.push(Notice::Glued { row: 8, raw: "7100008".to_owned(), figures: "7 1 0 0 0 0 8".to_owned() }),
        &["CELL-GLUED"],
    ),
    case("CELL-GLUED", "a row with gaps", V2021, |_| {}, &[]),
    case("CELL-FORMULA", "a broken reference", V2021, |r| put(r, "requests.total.total", "#REF!"), &["CELL-FORMULA", "T3-SUSPECT-CELL"]),
    case("CELL-FORMULA", "its value", V2021, |_| {}, &[]),
    case(
        "CELL-HUGE",
        "more than a million lawsuits",
        V2021,
        |r| row(r, Disputes, "review", &["1000001", "0", "0", "0", "1000001"]),
        &["T4-GT-T3", "CELL-HUGE"],
    ),
    case("CELL-HUGE", "a city's licences", V2021, |r| put(r, "disclosure.licenses.decisions", "11398889"), &[]),
    // Table 2.
    case("T2-REG-POWER", "a town", V2021, |r| row(r, Disclosure, "rules", &["2", "0", "2"]), &["T2-REG-POWER", "T2-INFORCE-EQ"]),
    case(
        "T2-REG-POWER",
        "nobody knows",
        V2021,
        |r| {
            is(r, "某机关", None);
            row(r, Disclosure, "rules", &["0", "0", "2"]);
        },
        &["T2-REG-POWER"],
    ),
    case(
        "T2-REG-POWER",
        "a zone",
        V2019,
        |r| {
            is(r, "某开发区管理委员会", Some(AuthorityType::ZoneCommittee));
            row(r, Disclosure, "rules", &["0", "0", "7"]);
        },
        &["T2-REG-POWER"],
    ),
    case(
        "T2-REG-POWER",
        "a province's office",
        V2019,
        |r| {
            is(r, "某省人民政府办公厅", Some(AuthorityType::ProvinceGovOffice));
            row(r, Disclosure, "rules", &["13", "13", "524"]);
        },
        &[],
    ),
    case(
        "T2-INFORCE-MIN",
        "fewer in force than issued",
        V2021,
        |r| row(r, Disclosure, "normative", &["82", "0", "0"]),
        &["T2-INFORCE-MIN"],
    ),
    case("T2-INFORCE-MIN", "more repealed than issued", V2021, |r| row(r, Disclosure, "normative", &["564", "984", "4185"]), &[]),
    case("T2-INFORCE-EQ", "only new documents", V2021, |r| row(r, Disclosure, "normative", &["18", "0", "18"]), &["T2-INFORCE-EQ"]),
    case("T2-INFORCE-EQ", "older ones too", V2021, |r| row(r, Disclosure, "normative", &["3", "0", "101"]), &[]),
    case("T2-FEE-UNIT", "in yuan", V2021, |r| put(r, "disclosure.fees.amount", "188710元"), &["T2-FEE-UNIT"]),
    case("T2-FEE-UNIT", "in hundred millions", V2021, |r| put(r, "disclosure.fees.amount", "1.2亿元"), &["T2-FEE-UNIT"]),
    case("T2-FEE-UNIT", "the form's own unit", V2021, |r| put(r, "disclosure.fees.amount", "18.87万元"), &["T2-FEE-UNIT"]),
    case("T2-FEE-UNIT", "no yuan", V2021, |r| put(r, "disclosure.fees.amount", "0元"), &["T2-FEE-UNIT"]),
    case("T2-FEE-UNIT", "no unit", V2021, |r| put(r, "disclosure.fees.amount", "18.871"), &[]),
    case("T2-FEE-SCALE", "too much for a town", V2021, |r| put(r, "disclosure.fees.amount", "265500"), &["T2-FEE-SCALE"]),
    case(
        "T2-FEE-SCALE",
        "the same number in yuan in the text",
        V2021,
        |r| {
            put(r, "disclosure.fees.amount", "400");
            section(r, 6).text = "本年没有行政许可。全年行政事业性收费共计400元。".into();
        },
        &["T2-FEE-SCALE"],
    ),
    case(
        "T2-FEE-SCALE",
        "the same number in 万元 in the text",
        V2021,
        |r| {
            put(r, "disclosure.fees.amount", "400");
            section(r, 6).text = "全年行政事业性收费共计400万元。".into();
        },
        &[],
    ),
    case("T2-FEE-PRECISION", "eight decimals", V2021, |r| put(r, "disclosure.fees.amount", "18.87100001"), &["T2-FEE-PRECISION"]),
    case("T2-FEE-PRECISION", "six decimals", V2021, |r| put(r, "disclosure.fees.amount", "152.311082"), &[]),
    case(
        "T2-ZERO-POWER",
        "a bureau with powers and no decisions",
        V2021,
        |r| {
            is(r, "某县市场监督管理局", Some(AuthorityType::CountyDept));
            for row in ["licenses", "penalties", "compulsion"] {
                put(r, &format!("disclosure.{row}.decisions"), "0");
            }
        },
        &["T2-ZERO-POWER"],
    ),
    case(
        "T2-ZERO-POWER",
        "a bureau with powers and decisions",
        V2021,
        |r| is(r, "某县市场监督管理局", Some(AuthorityType::CountyDept)),
        &[],
    ),
    case(
        "T2-19-PUB-GT-TOTAL",
        "more published than in all",
        V2019,
        |r| row(r, Disclosure, "normative", &["8", "8", "0"]),
        &["T2-19-PUB-GT-TOTAL"],
    ),
    case("T2-19-PUB-GT-TOTAL", "all published", V2019, |r| row(r, Disclosure, "normative", &["8", "8", "8"]), &[]),
    case(
        "T2-19-MADE-GT-PUB",
        "the text says all",
        V2019,
        |r| {
            row(r, Disclosure, "normative", &["82", "0", "0"]);
            section(r, 1).text.push_str("主动公开工作有序。本年规范性文件全部公开。");
        },
        &["T2-19-MADE-GT-PUB"],
    ),
    case("T2-19-MADE-GT-PUB", "the text says nothing", V2019, |r| row(r, Disclosure, "normative", &["82", "0", "0"]), &[]),
    case("T2-19-DELTA", "more gone than there were", V2019, |r| row(r, Disclosure, "fees", &["5", "-8"]), &["T2-19-DELTA"]),
    case("T2-19-DELTA", "all gone", V2019, |r| row(r, Disclosure, "fees", &["5", "-5"]), &[]),
    case(
        "T2-19-ITEM-AS-CASE",
        "cases of two years",
        V2019,
        |r| row(r, Disclosure, "licenses", &["5378", "1558", "6936"]),
        &["T2-19-ITEM-AS-CASE"],
    ),
    case("T2-19-ITEM-AS-CASE", "small numbers", V2019, |r| row(r, Disclosure, "licenses", &["0", "1", "1"]), &["T2-19-ITEM-AS-CASE"]),
    case("T2-19-ITEM-AS-CASE", "items", V2019, |r| row(r, Disclosure, "licenses", &["15", "0", "15"]), &[]),
    case("T2-19-PROC-UNIT", "no unit", V2019, |r| row(r, Disclosure, "procurement", &["3", "8040"]), &["T2-19-PROC-UNIT"]),
    case(
        "T2-19-PROC-UNIT",
        "one project of 236 million",
        V2019,
        |r| row(r, Disclosure, "procurement", &["1", "23600万元"]),
        &["T2-19-PROC-UNIT"],
    ),
    case("T2-19-PROC-UNIT", "in yuan", V2019, |r| row(r, Disclosure, "procurement", &["1", "251000元"]), &[]),
    case(
        "T2-19-PROC-PAIR",
        "an amount without projects",
        V2019,
        |r| row(r, Disclosure, "procurement", &["0", "113.96万元"]),
        &["T2-19-PROC-PAIR"],
    ),
    case("T2-19-PROC-PAIR", "neither", V2019, |r| row(r, Disclosure, "procurement", &["0", "0"]), &[]),
    // Table 3.
    case(
        "T3-BALANCE",
        "one carried in too many",
        V2021,
        |r| {
            let line = ["10", "0", "0", "0", "0", "0", "10"];
            requests(r, &[("received", line), ("granted", line), ("total", line), ("carried_in", ["1", "0", "0", "0", "0", "0", "1"])]);
        },
        &["T3-SUSPECT-CELL", "T3-BALANCE", "T3-BALANCE"],
    ),
    case(
        "T3-BALANCE",
        "a large city",
        V2021,
        |r| {
            is(r, "某市人民政府", Some(AuthorityType::CityGov));
            requests(
                r,
                &[
                    ("received", ["13612", "252", "0", "45", "128", "32", "14069"]),
                    ("carried_in", ["535", "6", "0", "1", "18", "0", "560"]),
                    ("granted", ["13364", "252", "0", "44", "121", "29", "13810"]),
                    ("total", ["13364", "252", "0", "44", "121", "29", "13810"]),
                    ("carried_out", ["783", "6", "0", "2", "25", "3", "819"]),
                ],
            );
        },
        &[],
    ),
    case(
        "T3-RESULT-TOTAL",
        "two results too few",
        V2021,
        |r| {
            let (line, less) = (["95", "0", "0", "0", "0", "0", "95"], ["93", "0", "0", "0", "0", "0", "93"]);
            requests(r, &[("received", line), ("total", line), ("granted", less)]);
        },
        &["T3-SUSPECT-CELL", "T3-RESULT-TOTAL", "T3-RESULT-TOTAL"],
    ),
    case(
        "T3-RESULT-TOTAL",
        "all results",
        V2021,
        |r| {
            let line = ["95", "0", "0", "0", "0", "0", "95"];
            requests(r, &[("received", line), ("total", line), ("granted", line)]);
        },
        &[],
    ),
    case("T3-RESULT-TOTAL", "an unread result", V2021, |r| put(r, "requests.granted.natural_person", "O"), &["CELL-NOT-NUMBER"]),
    case(
        "T3-ROW-TOTAL",
        "totals that forget an applicant",
        V2021,
        |r| {
            let (row, total) = (["0", "0", "0", "0", "1", "0", "0"], ["0", "0", "0", "0", "1", "0", "1"]);
            requests(r, &[("received", row), ("granted", row), ("total", total)]);
        },
        &["T3-ROW-TOTAL", "T3-SUSPECT-CELL", "T3-ROW-TOTAL", "T3-SUSPECT-CELL", "T3-BALANCE", "T3-RESULT-TOTAL"],
    ),
    case(
        "T3-ROW-TOTAL",
        "totals that do not",
        V2021,
        |r| {
            let line = ["0", "0", "0", "0", "1", "0", "1"];
            requests(r, &[("received", line), ("granted", line), ("total", line)]);
        },
        &[],
    ),
    case(
        "T3-ROW-TOTAL",
        "a sum with blanks says so",
        V2021,
        |r| {
            let line = ["3", "0", "0", "0", "0", "0", "3"];
            requests(r, &[("received", line), ("granted", ["2", "", "/", "0", "0", "0", "3"]), ("total", line)]);
        },
        &["T3-SUSPECT-CELL", "CELL-BLANK", "CELL-PLACEHOLDER", "T3-ROW-TOTAL", "T3-RESULT-TOTAL"],
    ),
    case(
        "T3-TOTAL-ONLY",
        "rows with a total only",
        V2021,
        |r| {
            let line = ["5", "0", "0", "0", "0", "0", "5"];
            requests(r, &[("received", line), ("granted", ["", "", "", "", "", "", "5"]), ("total", line)]);
            row(r, Requests, "partly_granted", &["", "", "", "", "", "", "0"]);
        },
        &["CELL-BLANK", "T3-TOTAL-ONLY"],
    ),
    case(
        "T3-TOTAL-ONLY",
        "a row without total",
        V2021,
        |r| {
            let line = ["5", "0", "0", "0", "0", "0", "5"];
            requests(r, &[("received", line), ("granted", ["5", "0", "0", "0", "0", "0", ""]), ("total", line)]);
        },
        &["T3-TOTAL-ONLY", "CELL-BLANK"],
    ),
    case("T3-TOTAL-ONLY", "whole rows", V2021, |_| {}, &[]),
    case(
        "T3-ALL-ZERO",
        "nothing at all",
        V2021,
        |r| {
            fill(r, Requests, "0");
            fill(r, Disputes, "0");
        },
        &["T3-ALL-ZERO"],
    ),
    case(
        "T3-ALL-ZERO",
        "nothing but an unread figure",
        V2021,
        |r| {
            fill(r, Requests, "0");
            fill(r, Disputes, "0");
            put(r, "disputes.review.total", "O");
        },
        &["CELL-NOT-NUMBER"],
    ),
    case(
        "T3-OTHER-SHARE",
        "six of ten",
        V2021,
        |r| {
            let line = ["10", "0", "0", "0", "0", "0", "10"];
            requests(r, &[("received", line), ("total", line), ("granted", ["4", "0", "0", "0", "0", "0", "4"])]);
            row(r, Requests, "other.other", &["6", "0", "0", "0", "0", "0", "6"]);
        },
        &["T3-OTHER-SHARE"],
    ),
    case(
        "T3-OTHER-SHARE",
        "five of ten",
        V2021,
        |r| {
            let line = ["10", "0", "0", "0", "0", "0", "10"];
            requests(r, &[("received", line), ("total", line), ("granted", ["5", "0", "0", "0", "0", "0", "5"])]);
            row(r, Requests, "other.other", &["5", "0", "0", "0", "0", "0", "5"]);
        },
        &[],
    ),
    case(
        "T3-CARRYOUT-HIGH",
        "half of all",
        V2021,
        |r| {
            let six = ["6", "0", "0", "0", "0", "0", "6"];
            requests(r, &[("received", ["12", "0", "0", "0", "0", "0", "12"]), ("granted", six), ("total", six), ("carried_out", six)]);
        },
        &["T3-CARRYOUT-HIGH"],
    ),
    case(
        "T3-CARRYOUT-HIGH",
        "three of ten",
        V2021,
        |r| {
            let (seven, three) = (["14", "0", "0", "0", "0", "0", "14"], ["6", "0", "0", "0", "0", "0", "6"]);
            requests(
                r,
                &[("received", ["20", "0", "0", "0", "0", "0", "20"]), ("granted", seven), ("total", seven), ("carried_out", three)],
            );
        },
        &[],
    ),
    // Table 4.
    // The wrong cell.
    case(
        "T3-SUSPECT-CELL",
        "two digits swapped",
        V2021,
        |r| {
            let line = ["12", "0", "0", "0", "0", "0", "12"];
            requests(r, &[("received", line), ("granted", ["21", "0", "0", "0", "0", "0", "12"]), ("total", line)]);
        },
        &["T3-SUSPECT-CELL", "T3-ROW-TOTAL", "T3-RESULT-TOTAL"],
    ),
    case(
        "T3-SUSPECT-CELL",
        "two cells far apart are two causes",
        V2021,
        |r| {
            let line = ["12", "7", "0", "0", "0", "0", "19"];
            let total = ["12", "7", "0", "0", "0", "0", "91"];
            requests(r, &[("received", total), ("granted", ["112", "7", "0", "0", "0", "0", "19"]), ("total", line)]);
        },
        &["T3-ROW-TOTAL", "T3-SUSPECT-CELL", "T3-SUSPECT-CELL", "T3-ROW-TOTAL", "T3-RESULT-TOTAL", "T3-BALANCE"],
    ),
    case(
        "T3-SUSPECT-CELL",
        "two columns off by one, and any of the rows may be wrong",
        V2021,
        |r| {
            let line = ["5", "5", "0", "0", "0", "0", "10"];
            let (granted, partly) = (["3", "3", "0", "0", "0", "0", "6"], ["1", "3", "0", "0", "0", "0", "4"]);
            requests(r, &[("received", line), ("granted", granted), ("partly_granted", partly), ("total", line)]);
        },
        &["T3-SUSPECT-CELL", "T3-RESULT-TOTAL", "T3-RESULT-TOTAL"],
    ),
    case(
        "T3-SUSPECT-CELL",
        "a cell that cannot be read is worked out",
        V2021,
        |r| {
            let line = ["12", "0", "0", "0", "0", "0", "12"];
            requests(r, &[("received", line), ("granted", line), ("total", line)]);
            put(r, "requests.granted.natural_person", "O");
        },
        &["CELL-NOT-NUMBER", "T3-SUSPECT-CELL"],
    ),
    case(
        "T3-SUSPECT-CELL",
        "a cell that reads as it should",
        V2021,
        |r| {
            let line = ["12", "0", "0", "0", "0", "0", "12"];
            requests(r, &[("received", line), ("granted", line), ("total", line)]);
        },
        &[],
    ),
    case(
        "T3-SUSPECT-CELL",
        "six figures too large by one, any pairing of whose rows with whose columns would do",
        V2021,
        |r| {
            for id in [
                "granted.natural_person",
                "partly_granted.enterprise",
                "refused.state_secret.research",
                "refused.third_party.social",
                "unavailable.not_held.legal_service",
                "not_processed.repeated.other_org",
            ] {
                let id = format!("requests.{id}");
                let figure = r.value(r.field(&id).unwrap()).number().unwrap().as_integer().unwrap();
                put(r, &id, &(figure + 1).to_string());
            }
        },
        &[
            "T3-SUSPECT-CELL",
            "T3-ROW-TOTAL",
            "T3-ROW-TOTAL",
            "T3-ROW-TOTAL",
            "T3-ROW-TOTAL",
            "T3-ROW-TOTAL",
            "T3-ROW-TOTAL",
            "T3-RESULT-TOTAL",
            "T3-RESULT-TOTAL",
            "T3-RESULT-TOTAL",
            "T3-RESULT-TOTAL",
            "T3-RESULT-TOTAL",
            "T3-RESULT-TOTAL",
        ],
    ),
    case(
        "T3-SHIFT",
        "a figure in the column beside",
        V2021,
        |r| {
            let line = ["0", "0", "12", "0", "0", "0", "12"];
            requests(r, &[("received", line), ("granted", ["0", "12", "0", "0", "0", "0", "12"]), ("total", line)]);
        },
        &["T3-SHIFT", "T3-RESULT-TOTAL", "T3-RESULT-TOTAL"],
    ),
    case(
        "T3-SHIFT",
        "a row one cell to the right",
        V2021,
        |r| {
            let (line, off) = (["5", "7", "0", "2", "0", "0", "14"], ["0", "5", "7", "0", "2", "0", "14"]);
            requests(r, &[("received", line), ("granted", off), ("total", line)]);
        },
        &["T3-SHIFT", "T3-RESULT-TOTAL", "T3-RESULT-TOTAL", "T3-RESULT-TOTAL", "T3-RESULT-TOTAL", "T3-RESULT-TOTAL"],
    ),
    case(
        "T3-SHIFT",
        "the row where it belongs",
        V2021,
        |r| {
            let line = ["5", "7", "0", "2", "0", "0", "14"];
            requests(r, &[("received", line), ("granted", line), ("total", line)]);
        },
        &[],
    ),
    case("T4-SUM", "six instead of five", V2021, |r| row(r, Disputes, "review", &["3", "1", "0", "1", "6"]), &["T4-SUM"]),
    case("T4-SUM", "five", V2021, |r| row(r, Disputes, "review", &["3", "1", "0", "1", "5"]), &[]),
    case("T4-SUM", "a total without outcomes", V2021, |r| row(r, Disputes, "review", &["", "", "", "", "5"]), &["CELL-BLANK"]),
    case(
        "T4-GT-T3",
        "more reviews than requests",
        V2021,
        |r| {
            let line = ["2", "0", "0", "0", "0", "0", "2"];
            requests(r, &[("received", line), ("granted", line), ("total", line)]);
            row(r, Disputes, "review", &["3", "1", "0", "1", "5"]);
            row(r, Disputes, "direct_suit", &["1", "0", "0", "1", "2"]);
        },
        &["T4-GT-T3"],
    ),
    case(
        "T4-GT-T3",
        "as many",
        V2021,
        |r| {
            let line = ["7", "0", "0", "0", "0", "0", "7"];
            requests(r, &[("received", line), ("granted", line), ("total", line)]);
            row(r, Disputes, "review", &["3", "1", "0", "1", "5"]);
            row(r, Disputes, "direct_suit", &["1", "0", "0", "1", "2"]);
        },
        &[],
    ),
    case(
        "T4-AFTER-GT-REVIEW",
        "three after two reviews",
        V2021,
        |r| {
            row(r, Disputes, "review", &["2", "0", "0", "0", "2"]);
            row(r, Disputes, "suit_after_review", &["3", "0", "0", "0", "3"]);
        },
        &["T4-AFTER-GT-REVIEW"],
    ),
    case("T4-AFTER-GT-REVIEW", "two after two", V2021, |r| row(r, Disputes, "review", &["2", "0", "0", "0", "2"]), &[]),
    // Words; those that one line can hold are in cases/text.
    case("NAR-S1-LEN", "too long", V2021, |r| section(r, 1).text.push_str(&"公开".repeat(500)), &["NAR-S1-LEN"]),
    case("NAR-S1-LEN", "long enough", V2021, |r| section(r, 1).text.push_str(&"公开".repeat(450)), &[]),
    // Figures without a document.
    case(
        "CELL-BLANK",
        "figures typed in have no words to check",
        V2021,
        |r| {
            r.kind = Kind::Values;
            r.sections.clear();
            (r.title, r.title_year, r.authority) = (None, None, None);
            put(r, "disclosure.penalties.decisions", "");
        },
        &["CELL-BLANK"],
    ),
];
