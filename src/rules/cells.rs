//! CELL-*: what stands in single cells. One check a table; a finding names all cells of the table that it is about.

use super::{BOTH, Example, Rule, Verdict, WhyNot, fields_of, is_written, text, why_not};
use crate::field::{Field, TableId};
use crate::finding::{FindingKind, Severity};
use crate::form::FieldKind;
use crate::report::{AuthorityType, Cell, Notice, Report};
use crate::value::{Decimal, MoneyUnit, Unreadable, Value};

pub(super) const BLANK: Rule = Rule {
    code: "CELL-BLANK",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("应填数字的格是空白。", "A cell that takes a figure is blank."),
    why: text(
        "空白可能是没有发生，也可能是漏填，读报告的人分不清；求和时只能按 0 计算。",
        "Blank may mean none or forgotten, and a reader cannot tell; sums can only count it as 0.",
    ),
    basis: text(
        "表格每一格都应填数字；没有见到允许用空白代替 0 的文件，所以只作警告。",
        "Every cell of the form takes a figure; no document is known that allows blank for 0, so this is only a warning.",
    ),
    example: Example {
        fails: text("“行政强制”一格什么也没有填。", "The cell of “行政强制” holds nothing."),
        passes: text("“行政强制”填 0。", "“行政强制” holds 0."),
    },
    check: |report, verdict| {
        each_table(report, verdict, FindingKind::Missing, |_, _| true, |_, cell| matches!(cell.value, Value::Blank));
    },
};

pub(super) const PLACEHOLDER: Rule = Rule {
    code: "CELL-PLACEHOLDER",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("应填数字的格里是“/”“—”“无”一类的符号或文字。", "A cell that takes a figure holds a mark such as /, — or 无."),
    why: text(
        "符号不是数字，汇总和比对时无法使用；求和时只能按 0 计算。",
        "A mark is not a figure and is lost when reports are added up; sums can only count it as 0.",
    ),
    basis: text(
        "表格每一格都应填数字；没有规章制定权（或类型未知）的机关在“规章”行填符号较为常见，只作提示。",
        "Every cell of the form takes a figure; marks in the row 规章 are common where there is no power to make 规章 (or the type is unknown), so there it is a hint.",
    ),
    example: Example {
        fails: text("“行政许可”填“/”。", "“行政许可” holds “/”."), passes: text("“行政许可”填 0。", "“行政许可” holds 0.")
    },
    check: placeholder,
};

pub(super) const NOT_NUMBER: Rule = Rule {
    code: "CELL-NOT-NUMBER",
    severity: Severity::Error,
    editions: BOTH,
    summary: text(
        "应填数字的格里是文字，或者位数多得不可能是数字。",
        "A cell that takes a figure holds words, or more digits than any figure has.",
    ),
    why: text("读不出数字，经过这一格的合计都无法核对。", "No figure can be read, so no sum through this cell can be checked."),
    basis: text("表格每一格都应填数字。", "Every cell of the form takes a figure."),
    example: Example {
        fails: text("“本年增/减”只填“增”。", "“本年增/减” holds only “增”."),
        passes: text("“本年增/减”填“增12”。", "“本年增/减” holds “增12”."),
    },
    check: |report, verdict| {
        as_written(report, verdict, FindingKind::Unreadable, |_, cell| {
            matches!(cell.value, Value::Unreadable(Unreadable::Words | Unreadable::TooLong))
        });
    },
};

pub(super) const NEGATIVE: Rule = Rule {
    code: "CELL-NEGATIVE",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("件数或金额是负数。", "A count or an amount is negative."),
    why: text("件数和收费金额不可能小于 0。", "Counts and amounts charged cannot be below 0."),
    basis: text(
        "指标的定义；2019年版的“本年增/减”可以是负数，除外。",
        "What the figures mean; 本年增/减 of the 2019 edition may be negative and is exempt.",
    ),
    example: Example {
        fails: text("“重复申请”填 -3。", "“重复申请” holds -3."), passes: text("“重复申请”填 3。", "“重复申请” holds 3.")
    },
    check: |report, verdict| {
        let counts = |field: Field, cell: &Cell| kind(report, field) != FieldKind::Signed && cell.value.number().is_some();
        let wrong = |field: Field, cell: &Cell| counts(field, cell) && cell.value.number().is_some_and(Decimal::is_negative);
        each_table(report, verdict, FindingKind::Contradiction, counts, wrong);
    },
};

pub(super) const DECIMAL: Rule = Rule {
    code: "CELL-DECIMAL",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("件数不是整数。", "A count is not a whole number."),
    why: text(
        "件数只能是整数；小数多半是串了列，或把金额填进了件数。",
        "Counts are whole; decimals mostly come from a shifted column or an amount of money.",
    ),
    basis: text(
        "指标的定义；收费金额和采购总金额可以有小数，除外。",
        "What the figures mean; amounts of money may have decimals and are exempt.",
    ),
    example: Example {
        fails: text("“（一）予以公开”填 2.5。", "“（一）予以公开” holds 2.5."),
        passes: text("“行政事业性收费”填 18.8710。", "“行政事业性收费” holds 18.8710."),
    },
    check: |report, verdict| {
        let counts = |field: Field, cell: &Cell| kind(report, field) != FieldKind::Money && cell.value.number().is_some();
        let wrong =
            |field: Field, cell: &Cell| counts(field, cell) && cell.value.number().is_some_and(|figure| figure.as_integer().is_none());
        each_table(report, verdict, FindingKind::Contradiction, counts, wrong);
    },
};

pub(super) const UNIT_SUFFIX: Rule = Rule {
    code: "CELL-UNIT-SUFFIX",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("件数后面带了“件”“条”一类的单位。", "A count is followed by a counting word such as 件 or 条."),
    why: text(
        "单位已由表格规定，带单位的格在汇总软件里会变成文字。",
        "The form fixes the unit, and a cell with a unit becomes text in a spreadsheet.",
    ),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("“行政处罚”填“3件”。", "“行政处罚” holds “3件”."),
        passes: text("“行政处罚”填 3。", "“行政处罚” holds 3."),
    },
    check: |report, verdict| {
        if !is_written(report) {
            return;
        }
        each_table(
            report,
            verdict,
            FindingKind::Format,
            |_, cell| cell.value.number().is_some(),
            |field, cell| {
                let of_money = kind(report, field) == FieldKind::Money;
                cell.value.style().is_some_and(|style| style.unit_suffix || (style.money_unit.is_some() && !of_money))
            },
        );
        // 万 behind a count changes what it says, so it weighs more than a counting word; 元 says nothing more than 件.
        let has_money =
            |cell: &Field| report.value(*cell).style().and_then(|style| style.money_unit).is_some_and(|unit| unit != MoneyUnit::Yuan);
        let code = verdict.rule.0;
        for finding in verdict.findings.iter_mut().filter(|finding| finding.code == code && finding.cells.iter().any(has_money)) {
            finding.severity = Severity::Warning;
            finding.detail.case = 1;
        }
    },
};

pub(super) const STYLE: Rule = Rule {
    code: "CELL-STYLE",
    severity: Severity::Info,
    editions: BOTH,
    summary: text(
        "数字用了全角、千分位逗号、前导零或汉字写法。",
        "A figure is written with full-width digits, thousands separators, leading zeros or Chinese numerals.",
    ),
    why: text(
        "这样的数字在汇总软件里常被当作文字，复制时也容易出错。",
        "Spreadsheets often take such figures for text, and copies go wrong.",
    ),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("“（一）予以公开”填“１２”。", "“（一）予以公开” holds “１２”."),
        passes: text("“（一）予以公开”填 12。", "“（一）予以公开” holds 12."),
    },
    check: |report, verdict| {
        if !is_written(report) {
            return;
        }
        each_table(
            report,
            verdict,
            FindingKind::Format,
            |_, cell| cell.value.number().is_some(),
            |_, cell| cell.value.style().is_some_and(|style| style.full_width || style.separators || style.leading_zeros || style.chinese),
        );
    },
};

pub(super) const COUNT: Rule = Rule {
    code: "CELL-COUNT",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("一行里的格数与表格规定的不一致。", "A row has another number of cells than the form."),
    why: text(
        "少一格或多一格，后面的数字都会错列，本行的合计无法核对。",
        "With a cell too few or too many, figures shift into wrong columns and the row's sums cannot be checked.",
    ),
    basis: text(
        "表格的行列；错列由版式决定，不猜测缺的是哪一格。",
        "The rows and columns of the form; which cell is missing is not guessed.",
    ),
    example: Example {
        fails: text("“（一）予以公开”后面只有 6 个数字。", "“（一）予以公开” is followed by 6 figures only."),
        passes: text("“（一）予以公开”后面有 7 个数字。", "“（一）予以公开” is followed by 7 figures."),
    },
    check: count,
};

pub(super) const SPLIT: Rule = Rule {
    code: "CELL-SPLIT",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("一格里有几个数字，或者一个数字被拆开了。", "A cell holds several numbers, or one number torn apart."),
    why: text(
        "136 拆成“1 3 6”后，无法确定原来是一个数还是几个数。",
        "Once 136 reads “1 3 6”, nobody can tell whether it was one number or several.",
    ),
    basis: text(
        "每格填一个数字；从 PDF 或窄列复制时常见，本工具不自行合并。",
        "A cell takes one figure; copies from PDF or narrow columns often tear it, and this tool does not merge.",
    ),
    example: Example {
        fails: text("“行政处罚”填“1 3 6”。", "“行政处罚” holds “1 3 6”."),
        passes: text("“行政处罚”填 136。", "“行政处罚” holds 136."),
    },
    check: |report, verdict| {
        as_written(report, verdict, FindingKind::Unreadable, |_, cell| matches!(cell.value, Value::Unreadable(Unreadable::Split)));
    },
};

pub(super) const GLUED: Rule = Rule {
    code: "CELL-GLUED",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("一行的数字之间没有间隔，连成了一串。", "The figures of a row ran together into one string of digits."),
    why: text(
        "“7100008”可以有几种分法；只有一种分法符合本行合计时，按这种分法读取，但应核对。",
        "“7100008” can be divided in several ways; where only one of them agrees with the row's total, it is read so, and should be looked at.",
    ),
    basis: text(
        "每格填一个数字；“总计”等于前六列之和。连写多见于从 PDF 或网页复制时，原文不一定有误，所以只作警告。",
        "A cell takes one figure, and 总计 is the sum of the six columns before it; copies from PDF or web pages lose the gaps, so this is only a warning.",
    ),
    example: Example {
        fails: text("“（一）予以公开”后面是“7100008”。", "“（一）予以公开” is followed by “7100008”."),
        passes: text("“（一）予以公开”后面是“7 1 0 0 0 0 8”。", "“（一）予以公开” is followed by “7 1 0 0 0 0 8”."),
    },
    check: |report, verdict| {
        if !is_written(report) {
            return;
        }
        if !report.has_table(TableId::Requests) {
            verdict.skip(WhyNot::Missing, &[]);
            return;
        }
        let form = report.form();
        let mut glued = false;
        for notice in &report.notices {
            let Notice::Glued { row, raw, figures } = notice else { continue };
            let Some(printed) = form.rows.get(*row) else { continue };
            glued = true;
            let seat = crate::finding::Seat::Row(printed.table, *row, 0);
            let finding = verdict.fail(FindingKind::Unreadable, seat, form.fields_of_row(*row).collect());
            finding.detail.texts = vec![raw.clone(), figures.clone()];
        }
        if !glued {
            verdict.pass();
        }
    },
};

pub(super) const FORMULA: Rule = Rule {
    code: "CELL-FORMULA",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("格里是公式或公式出错的残留。", "A cell holds a formula or what a broken formula leaves behind."),
    why: text("公开出去的是“#REF!”而不是数字。", "What is published is “#REF!” and no figure."),
    basis: text("表格每一格都应填数字。", "Every cell of the form takes a figure."),
    example: Example {
        fails: text("“总计”填“=SUM(B2:G2)”。", "“总计” holds “=SUM(B2:G2)”."),
        passes: text("“总计”填 14。", "“总计” holds 14."),
    },
    check: |report, verdict| {
        as_written(report, verdict, FindingKind::Unreadable, |_, cell| matches!(cell.value, Value::Unreadable(Unreadable::Formula)));
    },
};

pub(super) const HUGE: Rule = Rule {
    code: "CELL-HUGE",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("件数大得不像真的。", "A count is too large to be plausible."),
    why: text("多半是多打了几个 0，或者两格连在了一起。", "Mostly a few zeros too many, or two cells run together."),
    basis: text(
        "本工具的经验规则：表二超过 1 亿件，表三、表四超过 100 万件；见过的最大值远低于此。",
        "This tool's own rule of experience: above 100 million in table 2, above 1 million in tables 3 and 4; the largest seen are far below.",
    ),
    example: Example {
        fails: text("表三新收总计填 13612000。", "Received, total: 13612000."),
        passes: text("表三新收总计填 13612。", "Received, total: 13612."),
    },
    check: |report, verdict| {
        let counts = |field: Field, cell: &Cell| kind(report, field) != FieldKind::Money && cell.value.number().is_some();
        each_table(report, verdict, FindingKind::Reminder, counts, |field, cell| {
            let limit = if report.form().row(field).table == TableId::Disclosure { 100_000_000 } else { 1_000_000 };
            counts(field, cell) && cell.value.number().is_some_and(|figure| figure > Decimal::integer(limit))
        });
    },
};

fn kind(report: &Report, field: Field) -> FieldKind {
    report.form().column(field).kind
}

/// One check for each table: the figures that are `looked_at`, and among the figures of the table those that are `wrong`.
fn each_table(
    report: &Report,
    verdict: &mut Verdict,
    kind: FindingKind,
    looked_at: impl Fn(Field, &Cell) -> bool,
    wrong: impl Fn(Field, &Cell) -> bool,
) {
    for table in TableId::ALL {
        if report.has_table(table) {
            group(report, verdict, kind, fields_of(report, table), &looked_at, &wrong);
        } else {
            verdict.skip(WhyNot::Missing, &[]);
        }
    }
}

/// One check over some figures of one table. One cell alone is also stated in `found`.
fn group(
    report: &Report,
    verdict: &mut Verdict,
    kind: FindingKind,
    fields: impl Iterator<Item = Field>,
    looked_at: impl Fn(Field, &Cell) -> bool,
    wrong: impl Fn(Field, &Cell) -> bool,
) -> bool {
    let (mut looked, mut others, mut found) = (false, Vec::new(), Vec::new());
    for field in fields {
        let cell = report.cell(field);
        let there = !matches!(cell.value, Value::Missing);
        if there && looked_at(field, cell) {
            looked = true;
        } else if !looked {
            others.push(field);
        }
        if there && wrong(field, cell) {
            found.push(field);
        }
    }
    if !looked {
        let reason = why_not(report, others).map_or(WhyNot::Unknown, |reason| reason.reason);
        verdict.skip(reason, &[]);
        return false;
    }
    let alone = if let &[only] = found.as_slice() { report.value(only).number() } else { None };
    let Some(finding) = verdict.settle(report, kind, found) else { return false };
    finding.found = alone;
    true
}

/// As [`each_table`], for what only a document can have, and looking at every cell.
fn as_written(report: &Report, verdict: &mut Verdict, kind: FindingKind, wrong: impl Fn(Field, &Cell) -> bool) {
    if is_written(report) {
        each_table(report, verdict, kind, |_, _| true, wrong);
    }
}

/// Table 2 is checked in two parts, because the row 规章 weighs less where nobody expects a figure.
fn placeholder(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    let form = report.form();
    for table in TableId::ALL {
        let (rules, others): (Vec<Field>, Vec<Field>) =
            fields_of(report, table).partition(|&field| table == TableId::Disclosure && form.row(field).key == "rules");
        for (fields, is_rules) in [(rules, true), (others, false)] {
            if is_rules && table != TableId::Disclosure {
                continue;
            }
            if !report.has_table(table) {
                verdict.skip(WhyNot::Missing, &[]);
                continue;
            }
            let found = group(
                report,
                verdict,
                FindingKind::Format,
                fields.into_iter(),
                |_, _| true,
                |_, cell| matches!(cell.value, Value::Placeholder),
            );
            if let (true, true, false, Some(finding)) = (found, is_rules, makes_rules(report), verdict.findings.last_mut()) {
                finding.severity = Severity::Info;
            }
        }
    }
}

/// Whether the authority is known to have the power to make 规章.
pub(super) fn makes_rules(report: &Report) -> bool {
    use AuthorityType as A;
    let kind = report.authority_type.map(|(kind, _)| kind);
    matches!(kind, Some(A::StateCouncilDept | A::ProvinceGov | A::ProvinceGovOffice | A::CityGov | A::CityGovOffice))
}

fn count(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    let form = report.form();
    for table in TableId::ALL {
        let mut texts = Vec::new();
        let mut numbers = Vec::new();
        let mut rows = Vec::new();
        for notice in &report.notices {
            let Notice::CellCount { row, expected, found, raw } = notice else { continue };
            let Some(printed) = form.rows.get(*row).filter(|printed| printed.table == table) else { continue };
            // Table 4 is one printed row of all its figures, which has no label of its own.
            let label = if *expected > printed.columns.len() { "" } else { printed.label };
            texts.extend([label.to_owned(), raw.clone()]);
            numbers.extend([*expected, *found].map(|count| Decimal::integer(i64::try_from(count).unwrap_or(i64::MAX))));
            rows.push(*row);
        }
        if !report.has_table(table) {
            verdict.skip(WhyNot::Missing, &[]);
            continue;
        }
        if rows.is_empty() {
            verdict.pass();
            continue;
        }
        let unassigned = |field: &Field| matches!(report.value(*field), Value::Unreadable(Unreadable::CellCount));
        let cells: Vec<Field> = fields_of(report, table).filter(unassigned).collect();
        let first = rows.first().copied().unwrap_or_default();
        let seat = if rows.len() == 1 { crate::finding::Seat::Row(table, first, 0) } else { crate::finding::Seat::Table(table) };
        let finding = verdict.fail(FindingKind::Unreadable, seat, cells);
        if let (&[_, _], &[expected, found]) = (texts.as_slice(), numbers.as_slice()) {
            (finding.expected, finding.found) = (Some(expected), Some(found));
        }
        (finding.detail.texts, finding.detail.numbers) = (texts, numbers);
    }
}
