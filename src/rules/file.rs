//! The file itself: whether all of it could be read, and what it holds besides what it shows.

use super::{BOTH, Example, Rule, Verdict, text};
use crate::document::{Kind, Remark};
use crate::finding::{FindingKind, Seat, Severity};
use crate::report::{Notice, Report};
use crate::value::Decimal;

pub(super) const INCOMPLETE: Rule = Rule {
    code: "DOC-FILE-INCOMPLETE",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("文件不完整，只读出了一部分。", "The file is not whole, and only a part of it could be read."),
    why: text(
        "下载或复制中断的文件会缺少后面的内容，没有读到的表格不能算作报告漏填。",
        "A file cut short on its way lacks what came after; a table that was not read is not one that the report lacks.",
    ),
    basis: text("文件格式的规范。", "The specification of the file's format."),
    example: Example {
        fails: text("PDF 没有结尾，后两页读不出来。", "A PDF without its end, the last two pages of which cannot be read."),
        passes: text("文件完整。", "The file is whole."),
    },
    check: incomplete,
};

pub(super) const PICTURES: Rule = Rule {
    code: "DOC-FILE-PICTURES",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("有的页是图片，里面的文字没有读到。", "Some pages are pictures, and the text in them was not read."),
    why: text("扫描页里的表格读不出来，不能核对。", "Tables on scanned pages cannot be read, and so not be checked."),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("第 3 页是扫描的表格。", "Page 3 is a scanned table."),
        passes: text("每一页都有文字。", "Every page has text."),
    },
    check: pictures,
};

pub(super) const CHARACTERS: Rule = Rule {
    code: "DOC-FILE-CHARACTERS",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("文件里有看得见、读不出的字。", "The file shows characters that it does not say."),
    why: text(
        "字体里没有说明的字只能看，不能读；它们若在表格里，数字就没有读到。",
        "Characters that the font does not name can be seen but not read; where they stand in a table, figures were not read.",
    ),
    basis: text("文件格式的规范。", "The specification of the file's format."),
    example: Example {
        fails: text("PDF 嵌入的字体没有文字对照表。", "The font inside a PDF has no table of its characters."),
        passes: text("所有的字都能读出。", "All characters can be read."),
    },
    check: characters,
};

pub(super) const HIDDEN: Rule = Rule {
    code: "DOC-FILE-HIDDEN",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("文件里有隐藏的内容。", "The file holds hidden content."),
    why: text(
        "隐藏的工作表、行、列和文字看不见，公开文件时却会一起公开。",
        "Hidden sheets, rows, columns and text cannot be seen, and are published with the file all the same.",
    ),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("工作簿里有一张隐藏的“底稿”工作表。", "A workbook has a hidden sheet “底稿”."),
        passes: text("没有隐藏的内容。", "Nothing is hidden."),
    },
    check: hidden,
};

pub(super) const CHANGES: Rule = Rule {
    code: "DOC-FILE-CHANGES",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("文件里有尚未接受的修订。", "The file holds changes that are not accepted yet."),
    why: text(
        "带着修订公开，读者会看到改动的痕迹；核对时插入的算数，删除的不算。",
        "A reader would see the marks of editing; in this check what was inserted counts and what was deleted does not.",
    ),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("一格里的数字被修订过，修订没有接受。", "The figure of one cell was changed, and the change is not accepted."),
        passes: text("修订都已接受或拒绝。", "All changes are accepted or rejected."),
    },
    check: changes,
};

fn remarks(report: &Report) -> impl Iterator<Item = &Remark> {
    report.notices.iter().filter_map(|notice| match notice {
        Notice::File(remark) => Some(remark),
        _ => None,
    })
}

/// Text and pages carry nothing of what these rules look for, so the rules say nothing about them unless something was noticed.
fn is_file(report: &Report) -> bool {
    !matches!(report.kind, Kind::Text | Kind::Html | Kind::Values)
}

fn incomplete(report: &Report, verdict: &mut Verdict) {
    if remarks(report).any(|remark| *remark == Remark::Incomplete) {
        verdict.fail(FindingKind::Unreadable, Seat::Document, Vec::new());
    } else if is_file(report) {
        verdict.pass();
    }
}

fn pictures(report: &Report, verdict: &mut Verdict) {
    let pages = remarks(report).filter_map(|remark| match remark {
        Remark::Pictures(pages) => Some(pages.as_slice()),
        _ => None,
    });
    let numbers: Vec<Decimal> = pages.flatten().map(|&page| Decimal::integer(page.into())).collect();
    if !numbers.is_empty() {
        verdict.fail(FindingKind::Unreadable, Seat::Document, Vec::new()).detail.numbers = numbers;
    } else if report.kind == Kind::Pdf {
        verdict.pass();
    }
}

fn characters(report: &Report, verdict: &mut Verdict) {
    let count = remarks(report).filter_map(|remark| match remark {
        Remark::UnknownCharacters(count) => Some(i64::from(*count)),
        _ => None,
    });
    let count: i64 = count.sum();
    if count > 0 {
        verdict.fail(FindingKind::Unreadable, Seat::Document, Vec::new()).detail.numbers = vec![Decimal::integer(count)];
    } else if is_file(report) {
        verdict.pass();
    }
}

/// One finding for each way of hiding, because each asks for another hand.
fn hidden(report: &Report, verdict: &mut Verdict) {
    let sheets: Vec<String> = (remarks(report))
        .filter_map(|remark| match remark {
            Remark::HiddenSheet(name) => Some(name.clone()),
            _ => None,
        })
        .collect();
    let cells: Vec<(&String, [u32; 2])> = (remarks(report))
        .filter_map(|remark| match remark {
            Remark::HiddenCells { sheet, rows, columns } => Some((sheet, [*rows, *columns])),
            _ => None,
        })
        .collect();
    let text = remarks(report).any(|remark| *remark == Remark::HiddenText);
    if is_file(report) && report.kind != Kind::Pdf && sheets.is_empty() && cells.is_empty() && !text {
        verdict.pass();
    }
    if !sheets.is_empty() {
        verdict.fail(FindingKind::Reminder, Seat::Document, Vec::new()).detail.texts = sheets;
    }
    if !cells.is_empty() {
        let detail = &mut verdict.fail(FindingKind::Reminder, Seat::Document, Vec::new()).detail;
        detail.case = 1;
        detail.texts = cells.iter().map(|(sheet, _)| (*sheet).clone()).collect();
        detail.numbers = cells.iter().flat_map(|(_, counts)| counts.map(|count| Decimal::integer(count.into()))).collect();
    }
    if text {
        verdict.fail(FindingKind::Reminder, Seat::Document, Vec::new()).detail.case = 2;
    }
}

fn changes(report: &Report, verdict: &mut Verdict) {
    if remarks(report).any(|remark| *remark == Remark::TrackedChanges) {
        verdict.fail(FindingKind::Reminder, Seat::Document, Vec::new());
    } else if matches!(report.kind, Kind::Docx | Kind::Doc | Kind::Odt | Kind::Rtf) {
        verdict.pass();
    }
}
