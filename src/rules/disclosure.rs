//! T2-*: table 2 of the current edition, and what holds for both.

use super::{BOTH, CURRENT, Example, Rule, Verdict, WhyNot, cells, exact, fields_of, is_written, text, why_not};
use crate::field::{Field, TableId};
use crate::finding::{FindingKind, Quote, Seat, Severity};
use crate::report::{AuthorityType, Report};
use crate::value::{Decimal, MoneyUnit, Value};

pub(super) const REG_POWER: Rule = Rule {
    code: "T2-REG-POWER",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("没有规章制定权的机关填报了规章。", "An authority without the power to make 规章 reports some."),
    why: text("多半是把行政规范性文件填进了“规章”行。", "Mostly 行政规范性文件 were entered in the row 规章."),
    basis: text(
        "《立法法》第九十一条、第九十三条：规章由国务院部门和省、设区的市、自治州人民政府制定。开发区、被授权的组织和级别不明的部门只作警告，可能是设区的市等类型未知的只作提示。",
        "Articles 91 and 93 of the Legislation Law: 规章 are made by departments of the State Council and by governments of provinces, cities with districts and autonomous prefectures. For zones, authorised organisations and bureaux of unknown level it is a warning, for others of unknown type, such as a 市, a hint.",
    ),
    example: Example {
        fails: text("镇政府的“规章”填 2、0、2。", "A town's row “规章” holds 2, 0, 2."),
        passes: text("镇政府的“规章”填 0、0、0。", "A town's row “规章” holds 0, 0, 0."),
    },
    check: reg_power,
};

pub(super) const INFORCE_MIN: Rule = Rule {
    code: "T2-INFORCE-MIN",
    severity: Severity::Warning,
    editions: CURRENT,
    summary: text(
        "现行有效件数少于本年制发件数减去本年废止件数。",
        "Fewer documents are in force than were issued less repealed this year.",
    ),
    why: text("本年制发又没有废止的文件，年底应当仍然有效。", "What was issued and not repealed this year is in force at its end."),
    basis: text(
        "由指标含义推出；当年制发又失效的文件是例外，所以只作警告。",
        "Follows from what the figures mean; documents issued and expired within the year are an exception, so this is a warning.",
    ),
    example: Example {
        fails: text("制发 82、废止 0、现行有效 0。", "Issued 82, repealed 0, in force 0."),
        passes: text("制发 4、废止 1、现行有效 12。", "Issued 4, repealed 1, in force 12."),
    },
    check: |report, verdict| {
        for ids in DOCUMENTS {
            let Some((cells, [issued, repealed, in_force])) = verdict.stated(report, ids) else { continue };
            let Some(least) = exact::subtract(issued, repealed) else { continue };
            if in_force >= least {
                verdict.pass();
            } else if let Some(finding) = verdict.settle(report, FindingKind::Contradiction, cells.to_vec()) {
                (finding.expected, finding.found) = (Some(least), Some(in_force));
            }
        }
    },
};

pub(super) const INFORCE_EQ: Rule = Rule {
    code: "T2-INFORCE-EQ",
    severity: Severity::Info,
    editions: CURRENT,
    summary: text(
        "现行有效件数恰好等于本年制发件数，没有更早的文件。",
        "Exactly the documents issued this year are in force, and no older one.",
    ),
    why: text("多半是没有从文件库里取存量数。", "Mostly the stock list was not consulted."),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("制发 18、废止 0、现行有效 18。", "Issued 18, repealed 0, in force 18."),
        passes: text("制发 3、废止 0、现行有效 101。", "Issued 3, repealed 0, in force 101."),
    },
    check: |report, verdict| {
        for ids in DOCUMENTS {
            let Some((cells, [issued, repealed, in_force])) = verdict.stated(report, ids) else { continue };
            let only_new = in_force == issued && issued > Decimal::ZERO && repealed.is_zero();
            if !only_new {
                verdict.pass();
            } else if let Some(finding) = verdict.settle(report, FindingKind::Reminder, cells.to_vec()) {
                finding.found = Some(in_force);
            }
        }
    },
};

pub(super) const FEE_UNIT: Rule = Rule {
    code: "T2-FEE-UNIT",
    severity: Severity::Error,
    editions: CURRENT,
    summary: text("收费金额带了单位，或单位不是万元。", "The amount of fees carries a unit, or one other than 万元."),
    why: text(
        "表格规定以万元为单位，带“元”的数字会被放大一万倍。",
        "The form counts in 万元 (10,000 yuan); an amount in yuan is read ten thousand times too large.",
    ),
    basis: text(
        "2021年版表二印明“本年收费金额（单位：万元）”。单位是万元、或金额为 0 的，只作提示。",
        "The 2021 edition prints 单位：万元. The unit 万元 itself, or any unit behind 0, is a hint.",
    ),
    example: Example { fails: text("填“188710元”。", "“188710元”."), passes: text("填 18.871。", "18.871.") },
    check: fee_unit,
};

pub(super) const FEE_SCALE: Rule = Rule {
    code: "T2-FEE-SCALE",
    severity: Severity::Warning,
    editions: CURRENT,
    summary: text("收费金额大得像是以元为单位。", "The amount of fees looks as if it were in yuan."),
    why: text("元和万元混用是最常见的金额错误。", "Mixing up yuan and 万元 is the commonest mistake with money."),
    basis: text(
        "本工具的经验规则：乡镇、街道超过 1000 万元，县级部门超过 5 亿元，县级政府超过 50 亿元，市级政府超过 500 亿元；或正文写的金额与表中数字相同而单位是元。",
        "This tool's own rule of experience: above 1,000 万元 for a town, 50,000 for a county department, 500,000 for a county, 5,000,000 for a city; or the text states the same number in yuan.",
    ),
    example: Example {
        fails: text("镇政府填 265500。", "A town reports 265500."),
        passes: text("镇政府填 26.55。", "A town reports 26.55."),
    },
    check: fee_scale,
};

pub(super) const FEE_PRECISION: Rule = Rule {
    code: "T2-FEE-PRECISION",
    severity: Severity::Info,
    editions: CURRENT,
    summary: text("收费金额的小数超过 6 位。", "The amount of fees has more than 6 decimals."),
    why: text(
        "万元的 6 位小数已是分，更多的位数多半来自公式。",
        "Six decimals of 万元 are already cents; more mostly come from a formula.",
    ),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example { fails: text("填 18.87100001。", "18.87100001."), passes: text("填 18.8710。", "18.8710.") },
    check: |report, verdict| {
        let Some((cells, [amount])) = verdict.stated(report, [AMOUNT]) else { return };
        let wrong = if amount.scale() > 6 { cells.to_vec() } else { Vec::new() };
        if let Some(finding) = verdict.settle(report, FindingKind::Format, wrong) {
            finding.found = Some(amount);
        }
    },
};

pub(super) const ZERO_POWER: Rule = Rule {
    code: "T2-ZERO-POWER",
    severity: Severity::Info,
    editions: BOTH,
    summary: text(
        "通常有执法权的部门，许可、处罚、强制却全是 0。",
        "A department that usually has such powers reports no licence, penalty or compulsion at all.",
    ),
    why: text(
        "审核时常被问到；可能是漏填，也可能权限已划转。",
        "Reviewers ask about it; figures may be forgotten, or the powers moved elsewhere.",
    ),
    basis: text("本工具的经验规则，依据机关名称。", "This tool's own rule of experience, going by the authority's name."),
    example: Example {
        fails: text("某县市场监督管理局的许可、处罚、强制都填 0。", "A market supervision bureau reports 0 throughout."),
        passes: text("某县市场监督管理局填许可 76、处罚 2、强制 0。", "It reports 76, 2 and 0."),
    },
    check: zero_power,
};

const AMOUNT: &str = "disclosure.fees.amount";
const DOCUMENTS: [[&str; 3]; 2] = [
    ["disclosure.rules.issued", "disclosure.rules.repealed", "disclosure.rules.in_force"],
    ["disclosure.normative.issued", "disclosure.normative.repealed", "disclosure.normative.in_force"],
];

/// Names of departments that license, punish or compel.
const POWERS: [&str; 20] = [
    "市场监督",
    "市场监管",
    "自然资源",
    "公安",
    "生态环境",
    "应急管理",
    "城市管理",
    "城管",
    "综合执法",
    "综合行政执法",
    "行政审批",
    "交通运输",
    "卫生健康",
    "卫健",
    "住房和城乡建设",
    "住建",
    "林业",
    "水利",
    "农业农村",
    "烟草专卖",
];

fn reg_power(report: &Report, verdict: &mut Verdict) {
    use AuthorityType as A;
    let form = report.form();
    if !report.has_table(TableId::Disclosure) {
        verdict.skip(WhyNot::Missing, &[]);
        return;
    }
    let fields: Vec<Field> = fields_of(report, TableId::Disclosure).filter(|&field| form.row(field).key == "rules").collect();
    let stated = |field: &&Field| report.value(**field).number();
    let positive: Vec<Field> = fields.iter().filter(|field| stated(field).is_some_and(|figure| figure > Decimal::ZERO)).copied().collect();
    let any_stated = fields.iter().any(|field| stated(&field).is_some());
    if positive.is_empty() || cells::makes_rules(report) {
        // With the power nothing can be wrong; without it, what cannot be read may be more than 0.
        let gap = why_not(report, fields.iter().copied());
        let gap = gap.filter(|gap| !any_stated || (!cells::makes_rules(report) && gap.reason <= WhyNot::Unreadable));
        match gap {
            Some(gap) => verdict.skip(gap.reason, &gap.cells),
            None => verdict.pass(),
        }
        return;
    }
    let kind = report.authority_type.map(|(kind, _)| kind);
    let Some(finding) = verdict.settle(report, FindingKind::Contradiction, positive) else { return };
    finding.detail.case = u8::from(kind.is_none());
    finding.severity = match kind {
        None if may_make_rules(report.authority.as_deref().unwrap_or_default()) => Severity::Info,
        None | Some(A::ZoneCommittee | A::AuthorisedOrg) => Severity::Warning,
        Some(_) => Severity::Error,
    };
}

/// Whether an authority of unknown type may have the power to make 规章: 某市 may be a city with districts, and what tells nothing may be
/// anything. Bureaux and the like below the State Council have none at any level.
fn may_make_rules(name: &str) -> bool {
    const WITHOUT: [&str; 11] = ["局", "中心", "大队", "支队", "学院", "大学", "学校", "馆", "站", "所", "街道"];
    const OF_STATE: [&str; 4] = ["国家", "中国", "中华", "总局"];
    !WITHOUT.iter().any(|end| name.ends_with(end)) || OF_STATE.iter().any(|word| name.contains(word))
}

fn fee_unit(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    let Some((cells, [amount])) = verdict.stated(report, [AMOUNT]) else { return };
    let Some(unit) = cells.first().and_then(|&field| report.value(field).style()?.money_unit) else {
        verdict.pass();
        return;
    };
    let Some(finding) = verdict.settle(report, FindingKind::Format, cells.to_vec()) else { return };
    let (case, power) = match unit {
        MoneyUnit::TenThousandYuan => (0, 0),
        MoneyUnit::Yuan => (1, -4),
        MoneyUnit::HundredMillionYuan => (2, 4),
    };
    if case == 0 || amount.is_zero() {
        finding.severity = Severity::Info;
    }
    finding.detail.case = if amount.is_zero() { 0 } else { case };
    (finding.expected, finding.found) = (exact::shift(amount, power), Some(amount));
}

fn fee_scale(report: &Report, verdict: &mut Verdict) {
    use AuthorityType as A;
    let Some((cells, [amount])) = verdict.stated(report, [AMOUNT]) else { return };
    let unit = cells.first().and_then(|&field| report.value(field).style()?.money_unit);
    if matches!(unit, Some(MoneyUnit::Yuan | MoneyUnit::HundredMillionYuan)) {
        // The amount is not in 万元, which is reported already.
        verdict.skip(WhyNot::Unknown, &[]);
        return;
    }
    let limit = match report.authority_type.map(|(kind, _)| kind) {
        Some(A::TownGov | A::Subdistrict) => Some(1_000),
        Some(A::CountyDept) => Some(50_000),
        Some(A::CountyGov | A::CountyGovOffice) => Some(500_000),
        Some(A::CityGov | A::CityGovOffice) => Some(5_000_000),
        _ => None,
    };
    let quote = if amount > Decimal::ZERO && unit.is_none() { in_yuan(report, amount) } else { None };
    let above = limit.is_some_and(|limit| amount > Decimal::integer(limit));
    if quote.is_some() || above {
        let Some(finding) = verdict.settle(report, FindingKind::Reminder, cells.to_vec()) else { return };
        finding.found = Some(amount);
        finding.expected = quote.as_ref().and_then(|_| exact::shift(amount, -4));
        finding.detail.case = u8::from(quote.is_some());
        finding.detail.numbers = limit.map(Decimal::integer).into_iter().collect();
        finding.quote = quote;
    } else if limit.is_some() || amount.is_zero() {
        verdict.pass();
    } else {
        verdict.skip(WhyNot::Unknown, &[]);
    }
}

/// The words of the text that state this very number as an amount of fees in yuan.
fn in_yuan(report: &Report, amount: Decimal) -> Option<Quote> {
    report.sections.iter().find_map(|section| {
        sentences(&section.text).filter(|(_, sentence)| sentence.contains("收费")).find_map(|(start, sentence)| {
            let mut at = start;
            for piece in sentence.split_inclusive(|c: char| !c.is_ascii_digit() && c != '.') {
                let number: String = piece.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                let length = u32::try_from(piece.chars().count()).ok()?;
                if piece.ends_with('元') && Decimal::parse(&number) == Some(amount) {
                    return Some(Quote { section: section.number, text: piece.to_owned(), span: [at, at + length] });
                }
                at += length;
            }
            None
        })
    })
}

/// The sentences of a text, each with its first character's position.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut at = 0;
    text.split_inclusive(['。', '；', ';', '\n']).map(move |sentence| {
        let start = at;
        at += u32::try_from(sentence.chars().count()).unwrap_or(u32::MAX);
        (start, sentence)
    })
}

/// Applies only to departments with a telling name.
fn zero_power(report: &Report, verdict: &mut Verdict) {
    let Some(name) = report.authority.as_deref() else { return };
    let is_department = ["局", "厅", "委员会", "委", "总队", "支队", "大队"].iter().any(|ending| name.ends_with(ending));
    let Some(power) = POWERS.into_iter().find(|power| is_department && name.contains(power)) else { return };
    let ids = ["disclosure.licenses.decisions", "disclosure.penalties.decisions", "disclosure.compulsion.decisions"];
    let fields: Vec<Field> = ids.iter().filter_map(|id| report.field(id)).collect();
    if fields.iter().any(|&field| report.value(field).number().is_some_and(|figure| !figure.is_zero())) {
        verdict.pass();
    } else if let Some(reason) = why_not(report, fields.iter().copied()) {
        verdict.skip(reason.reason, &reason.cells);
    } else {
        let finding = verdict.fail(FindingKind::Reminder, Seat::Table(TableId::Disclosure), fields);
        finding.detail.texts = vec![power.to_owned()];
    }
}

/// Whether a figure is stated and above 0.
pub(super) fn is_positive(value: Value) -> bool {
    value.number().is_some_and(|figure| figure > Decimal::ZERO)
}
