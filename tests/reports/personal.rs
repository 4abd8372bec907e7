//! Cases of the rules about numbers that belong to persons. Which numbers these are is tested where they are read.

use gouji::document::Kind;
use gouji::form::Edition::V2021;
use gouji::report::{Notice, Personal, Report};

use super::cases::{Case, case, section};
use super::reports::put;

/// Puts a number into a section's text as reading leaves it.
fn write(report: &mut Report, kind: Personal, number: u8, before: &str, text: &str) {
    let section = section(report, number);
    section.text.push_str(before);
    let start = u32::try_from(section.text.chars().count()).unwrap();
    section.text.push_str(text);
    section.text.push('。');
    let end = start + u32::try_from(text.chars().count()).unwrap();
    report.notices.push(Notice::Personal { kind, text: text.to_owned(), place: Some((number, [start, end])) });
}

/// Puts a number into a figure's cell.
fn fill_in(report: &mut Report, kind: Personal, id: &str, text: &str) {
    put(report, id, "O");
    let field = report.field(id).unwrap();
    report.cells[field.index()].raw = text.to_owned().into();
    report.notices.push(Notice::Personal { kind, text: text.to_owned(), place: None });
}

pub const CASES: &[Case] = &[
    case(
        "DOC-PRIVACY-ID",
        "an applicant in section 1",
        V2021,
        |r| write(r, Personal::Identity, 1, "申请人张某，身份证号", "110█████████████34"),
        &["DOC-PRIVACY-ID"],
    ),
    case(
        "DOC-PRIVACY-ID",
        "two applicants and a card",
        V2021,
        |r| {
            write(r, Personal::Identity, 1, "申请人张某（", "110█████████████34");
            write(r, Personal::Identity, 1, "李某（", "110█████████████9X");
            write(r, Personal::Card, 6, "退费至账户", "622█ ████ ████ ████ █28");
        },
        &["DOC-PRIVACY-ID", "DOC-PRIVACY-ID", "DOC-PRIVACY-ID"],
    ),
    case(
        "DOC-PRIVACY-ID",
        "in a cell of table 2",
        V2021,
        |r| fill_in(r, Personal::Identity, "disclosure.licenses.decisions", "110█████████████34"),
        &["CELL-NOT-NUMBER", "DOC-PRIVACY-ID"],
    ),
    case(
        "DOC-PRIVACY-ID",
        "beside the tables",
        V2021,
        |r| {
            r.notices
                .push(Notice::Personal { kind: Personal::Card, text: "411███████████11".to_owned(), place: None });
        },
        &["DOC-PRIVACY-ID"],
    ),
    case("DOC-PRIVACY-ID", "nothing of persons", V2021, |_| {}, &[]),
    case(
        "DOC-PRIVACY-ID",
        "a mobile telephone is another matter",
        V2021,
        |r| write(r, Personal::Mobile, 6, "手机", "138██████78"),
        &["DOC-PRIVACY-MOBILE"],
    ),
    case(
        "DOC-PRIVACY-MOBILE",
        "before section 1",
        V2021,
        |r| {
            r.preface.insert_str(0, "联系人：张某，138██████78。\n");
            r.notices
                .push(Notice::Personal { kind: Personal::Mobile, text: "138██████78".to_owned(), place: Some((0, [7, 18])) });
        },
        &["DOC-PRIVACY-MOBILE"],
    ),
    case("DOC-PRIVACY-MOBILE", "the telephone of an office", V2021, |r| section(r, 6).text.push_str("联系电话：0312-1234567。"), &[]),
    case("DOC-PRIVACY-MOBILE", "figures without a document", V2021, |r| r.kind = Kind::Values, &[]),
];
