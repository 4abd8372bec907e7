//! TAB-*: whether the three tables have the rows and columns of the form. One check a table.

use super::{BOTH, Example, Rule, Verdict, WhyNot, fields_of, is_written, text};
use crate::field::{Field, TableId};
use crate::finding::{FindingKind, Seat, Severity};
use crate::report::{Notice, Report};
use crate::value::{Decimal, Unreadable, Value};

pub(super) const MISSING: Rule = Rule {
    code: "TAB-MISSING",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("缺少表二、表三或表四。", "Table 2, 3 or 4 is missing."),
    why: text("三张表是报告的法定内容，没有数字也要填 0 保留。", "The three tables are required; without cases they stay, filled with 0."),
    basis: text(
        "国办公开办函〔2019〕60号、〔2021〕30号的表格；《政府信息公开条例》第五十条。",
        "The form of 国办公开办函〔2019〕60号 and 〔2021〕30号; article 50 of the Regulations.",
    ),
    example: Example {
        fails: text("第四部分只写“未发生行政复议、行政诉讼”，没有表。", "Section 4 says “未发生行政复议、行政诉讼” and has no table."),
        passes: text("第四部分有表，各格填 0。", "Section 4 has its table, filled with 0."),
    },
    check: |report, verdict| {
        for table in TableId::ALL {
            if report.has_table(table) {
                verdict.pass();
            } else if report.is_partial() {
                verdict.skip(WhyNot::Unreadable, &[]);
            } else {
                let cells = fields_of(report, table).collect();
                verdict.fail(FindingKind::Missing, Seat::Table(table), cells);
            }
        }
    },
};

pub(super) const ROW_MISSING: Rule = Rule {
    code: "TAB-ROW-MISSING",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("表里缺少规定的行。", "A table lacks rows of the form."),
    why: text(
        "缺行的指标没有数字可看，经过这些行的合计也无法核对。",
        "The row's figures are not reported, and sums through it cannot be checked.",
    ),
    basis: text(
        "国办公开办函〔2019〕60号、〔2021〕30号的表格。用另一版“（六）其他处理”的行代替本版的行，数字仍然完整，只作警告。",
        "The form of 国办公开办函〔2019〕60号 and 〔2021〕30号. Where the other edition's rows of （六）其他处理 stand in place, no figure is lost, and it is a warning.",
    ),
    example: Example {
        fails: text("表三没有“2.重复申请”行。", "Table 3 has no row “2.重复申请”."),
        passes: text("2021年版表三 25 行齐全。", "Table 3 of the 2021 edition has all its 25 rows."),
    },
    check: row_missing,
};

pub(super) const ROW_EXTRA: Rule = Rule {
    code: "TAB-ROW-EXTRA",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text(
        "表里有规定之外的行，或在分组标题旁填了小计。",
        "A table has a row that the form does not have, or subtotals beside a group label.",
    ),
    why: text(
        "多出的数字不属于任何指标；小计还会让人重复计算。",
        "The extra figures belong to nothing in the form, and subtotals invite counting twice.",
    ),
    basis: text(
        "国办公开办函〔2019〕60号、〔2021〕30号的表格；表三（三）至（六）是分组标题，没有数字格。",
        "The form of 国办公开办函〔2019〕60号 and 〔2021〕30号; （三） to （六） of table 3 are group labels without cells.",
    ),
    example: Example {
        fails: text("表二多出“其他主动公开文件”一行。", "Table 2 has a row “其他主动公开文件”."),
        passes: text("表二只有规定的 6 行。", "Table 2 has its 6 rows and no other."),
    },
    check: row_extra,
};

pub(super) const LABEL_VARIANT: Rule = Rule {
    code: "TAB-LABEL-VARIANT",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("行的名称与规定的写法不同，但能认出。", "A row's label differs from the form's but is recognised."),
    why: text(
        "指标名称应当全国一致，写错的名称多来自旧表或手工抄写。",
        "Labels are uniform everywhere; wrong ones come from old tables or retyping.",
    ),
    basis: text("国办公开办函〔2019〕60号、〔2021〕30号的表格。", "The form of 国办公开办函〔2019〕60号 and 〔2021〕30号."),
    example: Example {
        fails: text("“行政事业型收费”。", "“行政事业型收费”."), passes: text("“行政事业性收费”。", "“行政事业性收费”.")
    },
    check: label_variant,
};

pub(super) const COL_ORDER: Rule = Rule {
    code: "TAB-COL-ORDER",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("列的次序与规定的不同，或没有“总计”列。", "The columns stand in another order than the form's, or 总计 is missing."),
    why: text(
        "列的次序不对，抄录和汇总时数字就可能归错了列。标题齐全时按标题读取，否则按位置读取。",
        "In another order figures may be taken for the wrong column. They are read by complete headings, otherwise by position.",
    ),
    basis: text("国办公开办函〔2019〕60号、〔2021〕30号的表格。", "The form of 国办公开办函〔2019〕60号 and 〔2021〕30号."),
    example: Example {
        fails: text("“总计”列在“自然人”之前。", "“总计” stands before “自然人”."),
        passes: text(
            "自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计。",
            "自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他, 总计.",
        ),
    },
    check: |report, verdict| {
        headings(report, verdict, FindingKind::Format, |notice| match notice {
            Notice::ColumnOrder { table, headings } => Some((*table, headings)),
            _ => None,
        });
    },
};

pub(super) const HEADER_CUT: Rule = Rule {
    code: "TAB-HEADER-CUT",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("列标题不完整或重复，数字按位置读取。", "Column headings are cut or repeated, so figures were read by position."),
    why: text(
        "标题里的换行在复制时会丢字；列的含义只能靠位置判断。",
        "Line breaks in headings lose words when copied, and only position tells the columns.",
    ),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("两列都写“本年新”。", "Two columns both read “本年新”."),
        passes: text("“本年新制作数量”“本年新公开数量”。", "“本年新制作数量” and “本年新公开数量”."),
    },
    check: |report, verdict| {
        headings(report, verdict, FindingKind::Reminder, |notice| match notice {
            Notice::HeaderCut { table, headings } => Some((*table, headings)),
            _ => None,
        });
    },
};

pub(super) const TWICE: Rule = Rule {
    code: "TAB-TWICE",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("同一部分里有两张相同的表，数字不同。", "A section has the same table twice, with other figures."),
    why: text(
        "分不出哪一张是本年的，不同的数字都不能采用，经过这些格的合计也无法核对。",
        "Nothing tells which of them is this year's, so that figures in which they differ are not used and sums through them not checked.",
    ),
    basis: text(
        "国办公开办函〔2019〕60号、〔2021〕30号的表格，每张只有一份。表名写明其他年份或“上年”的，不作为本年的表。",
        "The form of 国办公开办函〔2019〕60号 and 〔2021〕30号 has each table once. One captioned with another year, or 上年, is not taken for this year's.",
    ),
    example: Example {
        fails: text(
            "第三部分有两张表三，自然人列的数字不同，都没有写年份。",
            "Section 3 has two tables 3 with other figures for 自然人, neither captioned with a year.",
        ),
        passes: text(
            "两张表三中，一张的表名是“2022年情况”，报告是 2023 年的。",
            "One of two tables 3 is captioned “2022年情况”, in a report on 2023.",
        ),
    },
    check: |report, verdict| {
        if !is_written(report) {
            return;
        }
        for table in TableId::ALL {
            if !report.has_table(table) {
                verdict.skip(WhyNot::Missing, &[]);
                continue;
            }
            let count = report.notices.iter().find_map(|notice| match notice {
                Notice::Twice { table: of, count } if *of == table => Some(*count),
                _ => None,
            });
            let Some(count) = count else {
                verdict.pass();
                continue;
            };
            let differs = |field: &Field| matches!(report.value(*field), Value::Unreadable(Unreadable::Twice));
            let cells: Vec<Field> = fields_of(report, table).filter(differs).collect();
            let finding = verdict.fail(FindingKind::Unreadable, Seat::Table(table), cells);
            finding.detail.numbers = vec![Decimal::integer(i64::try_from(count).unwrap_or(i64::MAX))];
        }
    },
};

/// Whether no figure of the row was found.
fn is_missing(report: &Report, row: usize) -> bool {
    report.form().fields_of_row(row).all(|field| matches!(report.value(field), Value::Missing))
}

/// Rows that are missing, and for table 3 a second check: whether the rows of （六）其他处理 are those of the edition.
fn row_missing(report: &Report, verdict: &mut Verdict) {
    let form = report.form();
    for table in TableId::ALL {
        let of_table = |row: &usize| form.rows.get(*row).is_some_and(|printed| printed.table == table);
        let rows = (0..form.rows.len()).filter(of_table);
        if !report.has_table(table) {
            verdict.skip(WhyNot::Missing, &[]);
            if table == TableId::Requests {
                verdict.skip(WhyNot::Missing, &[]);
            }
            continue;
        }
        // A block of the other edition is reported as such; its rows are not missing twice.
        let missing = rows.clone().filter(|&row| report.in_use(row) && is_missing(report, row) && !is_in_foreign_block(report, row));
        let cells: Vec<Field> = missing.flat_map(|row| form.fields_of_row(row)).collect();
        if !cells.is_empty() && report.is_partial() {
            verdict.skip(WhyNot::Unreadable, &cells);
        } else {
            verdict.settle(report, FindingKind::Missing, cells);
        }
        if table == TableId::Requests {
            let instead = rows.filter(|&row| report.in_use(row) && form.rows[row].alternate);
            let cells: Vec<Field> = instead.flat_map(|row| form.fields_of_row(row)).collect();
            if let Some(finding) = verdict.settle(report, FindingKind::Format, cells) {
                finding.severity = Severity::Warning;
                finding.detail.case = 1;
            }
        }
    }
}

fn row_extra(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    for table in TableId::ALL {
        // Only table 3 has group labels beside which a subtotal can stand.
        let kinds = if table == TableId::Requests { &[false, true][..] } else { &[false] };
        for &wanted in kinds {
            let labels = report.notices.iter().filter_map(|notice| match notice {
                Notice::ExtraRow { table: of, label, subtotal } if (*of, *subtotal) == (table, wanted) => Some(label.clone()),
                _ => None,
            });
            let labels: Vec<String> = labels.collect();
            if !report.has_table(table) {
                verdict.skip(WhyNot::Missing, &[]);
            } else if labels.is_empty() {
                verdict.pass();
            } else {
                let finding = verdict.fail(FindingKind::Format, Seat::Table(table), Vec::new());
                finding.detail.case = u8::from(wanted);
                finding.detail.texts = labels;
            }
        }
    }
}

/// The cells of the finding are the first figure of each row, as the place to look at.
fn label_variant(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    let form = report.form();
    for table in TableId::ALL {
        if !report.has_table(table) {
            verdict.skip(WhyNot::Missing, &[]);
            continue;
        }
        let variants = report.notices.iter().filter_map(|notice| match notice {
            Notice::LabelVariant { row, label } if form.rows.get(*row)?.table == table => Some((form.at(*row, 0)?, label.clone())),
            _ => None,
        });
        let (cells, labels): (Vec<Field>, Vec<String>) = variants.unzip();
        if let Some(finding) = verdict.settle(report, FindingKind::Wording, cells) {
            finding.detail.texts = labels;
        }
    }
}

fn headings(report: &Report, verdict: &mut Verdict, kind: FindingKind, pick: impl Fn(&Notice) -> Option<(TableId, &Vec<String>)>) {
    if !is_written(report) {
        return;
    }
    for table in TableId::ALL {
        if !report.has_table(table) {
            verdict.skip(WhyNot::Missing, &[]);
            continue;
        }
        let found: Vec<String> =
            report.notices.iter().filter_map(&pick).filter(|(of, _)| *of == table).map(|(_, list)| list.join("、")).collect();
        if found.is_empty() {
            verdict.pass();
        } else {
            verdict.fail(kind, Seat::Table(table), Vec::new()).detail.texts = found;
        }
    }
}

/// The item of article 20 that a block's heading names: `五` of 第二十条第（五）项.
fn item(heading: &str) -> Option<char> {
    let folded: Vec<char> = heading.chars().filter(|c| !c.is_whitespace()).collect();
    folded.windows(3).find_map(|three| match *three {
        ['（' | '(', item, '）' | ')'] => Some(item),
        _ => None,
    })
}

/// Whether the row stands in a block of table 2 whose headings are the other edition's.
pub(super) fn is_in_foreign_block(report: &Report, row: usize) -> bool {
    let Some(printed) = report.form().rows.get(row).filter(|printed| printed.table == TableId::Disclosure) else { return false };
    let own = printed.groups.first().and_then(|heading| item(heading));
    own.is_some() && report.notices.iter().any(|notice| matches!(notice, Notice::ForeignBlock { block, .. } if item(block) == own))
}
