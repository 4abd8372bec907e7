//! DOC-PRIVACY-*: numbers that belong to persons.

use super::{BOTH, Example, Rule, Verdict, WhyNot, is_written, text};
use crate::finding::{FindingKind, Quote, Seat, Severity};
use crate::report::{Notice, Personal, Report};

pub(super) const IDENTITY: Rule = Rule {
    code: "DOC-PRIVACY-ID",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("报告里有身份证号码或银行卡号。", "The report holds an identity number or the number of a bank card."),
    why: text("年度报告向社会公开，里面的身份证号码和卡号会泄露个人信息。", "The report is published, and such numbers give persons away."),
    basis: text(
        "《个人信息保护法》；《政府信息公开条例》第十五条。号码按 GB 11643 的出生日期和校验码、ISO/IEC 7812 的发卡前缀和校验码认出。",
        "The Personal Information Protection Law; article 15 of the Regulations. Numbers are told by date of birth and check digit (GB 11643), or by issuer and check digit (ISO/IEC 7812).",
    ),
    example: Example {
        fails: text(
            "正文写有申请人的18位身份证号码，校验码相符。",
            "The text has an applicant's identity number of 18 digits with a valid check digit.",
        ),
        passes: text("正文写有18位的文件编号，校验码不符。", "The text has a document's number of 18 digits without a valid check digit."),
    },
    check: |report, verdict| numbers(report, verdict, &[Personal::Identity, Personal::Card]),
};

pub(super) const MOBILE: Rule = Rule {
    code: "DOC-PRIVACY-MOBILE",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("报告里有手机号码。", "The report holds the number of a mobile telephone."),
    why: text(
        "办公电话可以公开，手机号码多半是个人的。",
        "An office's telephone may be published; a mobile number is mostly a person's own.",
    ),
    basis: text(
        "《个人信息保护法》；对外公布的工作手机除外，所以只作提示。",
        "The Personal Information Protection Law; official mobile telephones are an exception, so this is a hint.",
    ),
    example: Example {
        fails: text("正文写有“联系人：张某，13812345678”。", "The text has “联系人：张某，13812345678”."),
        passes: text("正文写有“联系电话：0312-1234567”。", "The text has “联系电话：0312-1234567”."),
    },
    check: |report, verdict| numbers(report, verdict, &[Personal::Mobile]),
};

/// More findings than this say nothing new.
const MOST: usize = 20;

/// One finding for each number; `texts` holds it, blacked out, and `case` tells what it is: 0 identity, 1 card, 2 mobile. A number in a table
/// has the cells that hold it.
fn numbers(report: &Report, verdict: &mut Verdict, kinds: &[Personal]) {
    if !is_written(report) {
        return;
    }
    let numbers = report.notices.iter().filter_map(|notice| match notice {
        Notice::Personal { kind, text, place } if kinds.contains(kind) => Some((*kind, text, *place)),
        _ => None,
    });
    let numbers: Vec<_> = numbers.take(MOST).collect();
    if numbers.is_empty() {
        let has_text = !report.sections.is_empty() || !report.preface.is_empty() || !report.tables.is_empty();
        if has_text { verdict.pass() } else { verdict.skip(WhyNot::Missing, &[]) }
    }
    for (kind, text, place) in numbers {
        let cells = if place.is_none() {
            report.fields_in_use().filter(|&field| report.cell(field).raw.contains(text)).collect()
        } else {
            Vec::new()
        };
        let in_table = super::seat_of(report, &cells);
        let seat = match place {
            Some((section @ 1.., _)) => Seat::Section(section),
            _ => in_table.unwrap_or(Seat::Document),
        };
        let finding = verdict.fail(FindingKind::Wording, seat, cells);
        finding.detail.case = kind as u8;
        finding.detail.texts = vec![text.clone()];
        finding.quote = place.map(|(section, span)| Quote { section, text: text.clone(), span });
    }
}
