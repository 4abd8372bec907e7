//! NAR-*: what sections 1, 5 and 6 have to speak of.

use std::borrow::Cow;

use super::tokens::{Kind, Unit};
use super::{beginning, body, fail_at, sentence, with_prose};
use crate::finding::{FindingKind, Seat, Severity};
use crate::report::{AuthorityType, Report};
use crate::rules::document::has_sections;
use crate::rules::{BOTH, CURRENT, Example, Rule, Text, Verdict, WhyNot, text};
use crate::value::Decimal;

const FORMAT: Text = text(
    "国办公开办函〔2021〕30号对总体情况的要求，此前的报告参照；程度由本工具定。",
    "What 国办公开办函〔2021〕30号 asks of section 1, a guide for earlier reports; the weight is this tool's own.",
);
const ARTICLE: Text = text(
    "《政府信息公开条例》第五十条第（四）项：存在的主要问题及改进情况。",
    "Article 50 (4) of the Regulations: the main problems and how they are mended.",
);

pub(in crate::rules) const S1_LEN: Rule = Rule {
    code: "NAR-S1-LEN",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("总体情况超过一千字。", "Section 1 has more than a thousand characters."),
    why: text("格式要求聚焦主题、简明客观。", "The form asks for a short and plain account."),
    basis: FORMAT,
    example: Example {
        fails: text("总体情况1200字。", "Section 1 has 1200 characters."),
        passes: text("总体情况900字。", "Section 1 has 900 characters."),
    },
    check: s1_len,
};

pub(in crate::rules) const S1_ASPECTS: Rule = Rule {
    code: "NAR-S1-ASPECTS",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("总体情况没有写到规定的五个方面中的某些方面。", "Section 1 does not speak of some of the five aspects."),
    why: text(
        "五个方面各写一两句就可以，没有写到的会被认为没有做。",
        "A sentence or two for each will do; what is not mentioned counts as not done.",
    ),
    basis: FORMAT,
    example: Example {
        fails: text("“我镇做好主动公开、依申请公开和平台建设。”", "The text says “我镇做好主动公开、依申请公开和平台建设。”."),
        passes: text(
            "“我镇做好主动公开、依申请公开、政府信息管理、平台建设和监督保障。”",
            "The text says “我镇做好主动公开、依申请公开、政府信息管理、平台建设和监督保障。”.",
        ),
    },
    check: s1_aspects,
};

pub(in crate::rules) const GOV_EVAL: Rule = Rule {
    code: "NAR-GOV-EVAL",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text(
        "政府的报告没有写工作考核、社会评议和责任追究结果。",
        "A government's report does not speak of 工作考核, 社会评议 and 责任追究.",
    ),
    why: text(
        "各级人民政府的报告必须包括这些结果，没有发生的也要写明。",
        "Governments have to report these results; where there was nothing, it is to be said.",
    ),
    basis: text(
        "《政府信息公开条例》第五十条第二款；一项都没有写到才报，程度由本工具定。",
        "Article 50 of the Regulations, second paragraph; reported only where none is mentioned, and the weight is this tool's own.",
    ),
    example: Example {
        fails: text(
            "某镇人民政府的总体情况写“我镇做好主动公开、依申请公开、政府信息管理、平台建设和监督保障”。",
            "A town whose section 1 says “我镇做好主动公开、依申请公开、政府信息管理、平台建设和监督保障”.",
        ),
        passes: text(
            "同一镇写“我镇做好主动公开、依申请公开、政府信息管理、平台建设和监督保障，未发生责任追究”。",
            "The same town with “我镇做好主动公开、依申请公开、政府信息管理、平台建设和监督保障，未发生责任追究”.",
        ),
    },
    check: gov_eval,
};

pub(in crate::rules) const S5_EMPTY: Rule = Rule {
    code: "NAR-S5-EMPTY",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("第五部分没有内容。", "Section 5 says nothing."),
    why: text("问题和改进是法定内容，写“无”会被退回。", "Problems and their mending are required by law, and 无 is sent back."),
    basis: ARTICLE,
    example: Example {
        fails: text("第五部分只写“无。”", "Section 5 says “无。” and no more."),
        passes: text("第五部分写“公开内容不够丰富，下一步将加强培训。”", "Section 5 says “公开内容不够丰富，下一步将加强培训。”"),
    },
    check: s5_empty,
};

pub(in crate::rules) const S5_NO_PROBLEM: Rule = Rule {
    code: "NAR-S5-NO-PROBLEM",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("第五部分只说没有问题。", "Section 5 says only that there is no problem."),
    why: text(
        "格式要求写出主要问题和改进，只说没有问题会被认为敷衍。",
        "The form asks for problems and their mending; to say that there is none looks careless.",
    ),
    basis: ARTICLE,
    example: Example {
        fails: text("第五部分写“本年度政府信息公开工作暂无问题。”", "Section 5 says “本年度政府信息公开工作暂无问题。”"),
        passes: text(
            "第五部分写“主要问题是公开不够及时，下一步将加强督促。”",
            "Section 5 says “主要问题是公开不够及时，下一步将加强督促。”",
        ),
    },
    check: s5_no_problem,
};

pub(in crate::rules) const S5_NO_FIX: Rule = Rule {
    code: "NAR-S5-NO-FIX",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("第五部分有问题没有改进，或者有改进没有问题。", "Section 5 has problems without their mending, or the reverse."),
    why: text("标题本身要求两样都写。", "The heading itself asks for both."),
    basis: ARTICLE,
    example: Example {
        fails: text("第五部分写“公开内容不够丰富，人员业务水平有待提高。”", "Section 5 says “公开内容不够丰富，人员业务水平有待提高。”"),
        passes: text("第五部分写“公开内容不够丰富，下一步将组织业务培训。”", "Section 5 says “公开内容不够丰富，下一步将组织业务培训。”"),
    },
    check: s5_no_fix,
};

pub(in crate::rules) const S6_FEE: Rule = Rule {
    code: "NAR-S6-FEE",
    severity: Severity::Info,
    editions: CURRENT,
    summary: text("没有写收取信息处理费的情况。", "Nothing is said about fees for handling information."),
    why: text(
        "不少地方要求写明收费通知的件数、金额和实际收取的金额，没有收取的也写一句。",
        "Many offices want the number and amount of fee notices and what was collected, even where there was none.",
    ),
    basis: text("国办函〔2020〕109号；各地做法不一，所以只作提示。", "国办函〔2020〕109号; practice differs, so this is a hint."),
    example: Example {
        fails: text("第六部分写“没有其他需要报告的事项。”", "Section 6 says “没有其他需要报告的事项。”"),
        passes: text("第六部分写“本年度未收取政府信息公开信息处理费。”", "Section 6 says “本年度未收取政府信息公开信息处理费。”"),
    },
    check: s6_fee,
};

pub(in crate::rules) const S6_FEE_CONFLICT: Rule = Rule {
    code: "NAR-S6-FEE-CONFLICT",
    severity: Severity::Warning,
    editions: CURRENT,
    summary: text("信息处理费的说法与表格矛盾。", "What is said about fees contradicts the tables."),
    why: text(
        "有人逾期未缴费，说明发过收费通知；收到的信息处理费也是行政事业性收费。",
        "Where a fee was not paid a notice was sent; and a fee received is one of 行政事业性收费.",
    ),
    basis: text("由指标含义推出，所以不定为错误。", "Follows from what the figures mean, and so is no error."),
    example: Example {
        fails: text(
            "第六部分写“本年度未发出收费通知。”表三“逾期未按收费通知要求缴纳费用”为 1。",
            "Section 6 says “本年度未发出收费通知。” with 1 request dropped because a fee was not paid.",
        ),
        passes: text("第六部分写“本年度发出收费通知1件，未收取到费用。”", "Section 6 says “本年度发出收费通知1件，未收取到费用。”"),
    },
    check: s6_fee_conflict,
};

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Words that name a problem.
const PROBLEMS: [&str; 48] = [
    "问题",
    "不足",
    "薄弱",
    "有待",
    "不够",
    "欠缺",
    "短板",
    "差距",
    "困难",
    "滞后",
    "不高",
    "不强",
    "不深",
    "不及时",
    "不完善",
    "不规范",
    "不全面",
    "不到位",
    "不充分",
    "不平衡",
    "不均",
    "单一",
    "缺乏",
    "较少",
    "偏少",
    "偏低",
    "不多",
    "不细",
    "不熟",
    "不实",
    "还需",
    "需要",
    "仍需",
    "不熟悉",
    "较低",
    "较弱",
    "不精",
    "不大",
    "缺少",
    "缺失",
    "未能",
    "尚未",
    "疏漏",
    "偏差",
    "制约",
    "瓶颈",
    "不严",
    "欠佳",
];
/// Words that name what is done about it.
const FIXES: [&str; 16] =
    ["改进", "下一步", "措施", "整改", "加强", "完善", "提升", "提高", "今后", "进一步", "推进", "强化", "健全", "优化", "加大", "将"];
/// Words that may speak of mending; with them nobody can say that nothing is written about it.
const MAYBE_FIXES: [&str; 20] = [
    "下步",
    "打算",
    "计划",
    "解决",
    "充实",
    "细化",
    "改善",
    "明年",
    "接下来",
    "下阶段",
    "努力",
    "力争",
    "对策",
    "组织",
    "开展",
    "加快",
    "督促",
    "拓宽",
    "改正",
    "建立",
];
/// Words that say that there is no problem.
const NO_PROBLEM: [&str; 10] = [
    "不存在问题",
    "暂无问题",
    "没有问题",
    "无问题",
    "未发现问题",
    "不存在任何问题",
    "无存在问题",
    "暂不存在问题",
    "无主要问题",
    "未存在问题",
];

/// Words that name a problem with a word of mending.
const WANTING: [&str; 10] = [
    "有待进一步提高",
    "有待进一步加强",
    "有待提高",
    "有待加强",
    "有待提升",
    "有待完善",
    "有待进一步完善",
    "有待进一步提升",
    "需要加强",
    "需加强",
];

/// A text without these words, each taken out before the next is looked for.
fn without<'a>(text: &'a str, words: &[&str]) -> Cow<'a, str> {
    let mut rest = Cow::Borrowed(text);
    for word in words {
        if rest.contains(word) {
            rest = Cow::Owned(rest.replace(word, ""));
        }
    }
    rest
}

/// The text of all sections with this number, where there is such a section and the file was read whole.
fn written<'a>(report: &'a Report, verdict: &mut Verdict, number: u8) -> Option<Cow<'a, str>> {
    if !has_sections(report, verdict) {
        return None;
    }
    let texts: Vec<&str> = report.sections.iter().filter(|s| s.number == number).take(20).map(|s| beginning(&s.text, LONGEST)).collect();
    if texts.is_empty() {
        // That the section is missing is another rule's finding.
        verdict.skip(WhyNot::Missing, &[]);
        return None;
    }
    if report.is_partial() {
        verdict.skip(WhyNot::Unreadable, &[]);
        return None;
    }
    Some(if let [text] = texts.as_slice() { Cow::Borrowed(text) } else { Cow::Owned(texts.join("\n")) })
}

/// The same where anything is written in it.
fn filled<'a>(report: &'a Report, verdict: &mut Verdict, number: u8) -> Option<Cow<'a, str>> {
    let text = written(report, verdict, number)?;
    if says_nothing(&text) {
        verdict.skip(WhyNot::Missing, &[]);
        return None;
    }
    Some(text)
}

/// Narratives are read up to this many bytes.
const LONGEST: usize = 200_000;

/// Fewer characters than this say nothing.
const LEAST: usize = 10;

/// Whether a text has so few characters besides white space.
fn says_nothing(text: &str) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).take(LEAST).count() < LEAST
}

fn s1_len(report: &Report, verdict: &mut Verdict) {
    let Some(text) = written(report, verdict, 1) else { return };
    let count = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    if count <= 1000 {
        verdict.pass();
        return;
    }
    let finding = verdict.fail(FindingKind::Format, Seat::Section(1), Vec::new());
    finding.found = i64::try_from(count).ok().map(Decimal::integer);
    finding.expected = Some(Decimal::integer(1000));
}

fn s1_aspects(report: &Report, verdict: &mut Verdict) {
    const ASPECTS: [(&str, &[&str]); 5] = [
        ("主动公开", &["主动公开", "主动发布", "主动向社会"]),
        ("依申请公开", &["依申请", "公开申请", "申请公开"]),
        ("政府信息管理", &["信息管理", "信息的管理", "信息规范管理", "信息动态", "规范性文件管理", "三审三校", "保密审查"]),
        ("平台建设", &["平台", "网站", "公众号", "新媒体"]),
        ("监督保障", &["监督", "保障", "考核"]),
    ];
    let Some(text) = filled(report, verdict, 1) else { return };
    let missing: Vec<String> = ASPECTS.iter().filter(|(_, words)| !any(&text, words)).map(|&(name, _)| name.to_owned()).collect();
    if missing.is_empty() {
        verdict.pass();
        return;
    }
    verdict.fail(FindingKind::Missing, Seat::Section(1), Vec::new()).detail.texts = missing;
}

fn gov_eval(report: &Report, verdict: &mut Verdict) {
    use AuthorityType::{CityGov, CountyGov, ProvinceGov, TownGov};
    let governs = match report.authority_type {
        Some((kind, _)) => matches!(kind, ProvinceGov | CityGov | CountyGov | TownGov),
        None => report.authority.as_deref().is_some_and(|name| name.ends_with("人民政府")),
    };
    if !governs {
        return;
    }
    if filled(report, verdict, 1).is_none() {
        return;
    }
    let spoken = |text: &str| any(text, &["考核", "评议", "责任追究", "追责", "问责"]);
    if report.sections.iter().any(|section| spoken(&section.text)) {
        verdict.pass();
    } else {
        verdict.fail(FindingKind::Missing, Seat::Section(1), Vec::new());
    }
}

fn s5_empty(report: &Report, verdict: &mut Verdict) {
    let Some(text) = written(report, verdict, 5) else { return };
    if !says_nothing(&text) {
        verdict.pass();
        return;
    }
    let own = body(report, 5).unwrap_or_default();
    let words = own.trim();
    let start = own.len() - own.trim_start().len();
    if words.is_empty() {
        verdict.fail(FindingKind::Missing, Seat::Section(5), Vec::new());
    } else {
        let finding = fail_at(verdict, report, FindingKind::Missing, 5, [start, start + words.len()]);
        finding.detail.texts = vec![words.to_owned()];
    }
}

fn s5_no_problem(report: &Report, verdict: &mut Verdict) {
    let Some(text) = filled(report, verdict, 5) else { return };
    let claims = NO_PROBLEM.iter().find_map(|word| text.find(word).map(|at| (at, word.len())));
    let alone = |_: &_| !any(&without(&text, &NO_PROBLEM), &PROBLEMS);
    let Some((at, length)) = claims.filter(alone) else {
        verdict.pass();
        return;
    };
    let own = body(report, 5).unwrap_or_default();
    fail_at(verdict, report, FindingKind::Missing, 5, sentence(own, at, at + length));
}

fn s5_no_fix(report: &Report, verdict: &mut Verdict) {
    let Some(text) = filled(report, verdict, 5) else { return };
    let (problem, fix) = (any(&text, &PROBLEMS), any(&text, &FIXES));
    let bare = without(&text, &WANTING);
    let fix = fix && any(&bare, &FIXES);
    if any(&text, &NO_PROBLEM) {
        return;
    }
    match (problem, fix) {
        (true, true) | (false, false) => verdict.pass(),
        (true, false) if any(&bare, &MAYBE_FIXES) => verdict.pass(),
        _ => verdict.fail(FindingKind::Missing, Seat::Section(5), Vec::new()).detail.case = u8::from(fix),
    }
}

const FEES: [&str; 5] = ["处理费", "收费", "收取费", "费用", "缴费"];

fn s6_fee(report: &Report, verdict: &mut Verdict) {
    if written(report, verdict, 6).is_none() {
        return;
    }
    let spoken = report.sections.iter().any(|section| any(&section.text, &FEES)) || any(&report.preface, &FEES);
    if spoken {
        verdict.pass();
    } else {
        verdict.fail(FindingKind::Reminder, Seat::Section(6), Vec::new());
    }
}

fn s6_fee_conflict(report: &Report, verdict: &mut Verdict) {
    const NO_NOTICE: [&str; 7] =
        ["未发出收费通知", "没有发出收费通知", "未发送收费通知", "未产生信息处理费", "没有产生信息处理费", "未发出信息处理费", "通知0件"];
    let Some(own) = body(report, 6).filter(|text| any(text, &FEES)) else { return };
    let figure = |id: &str| report.field(id).and_then(|field| Some((field, report.value(field).number()?)));
    let unpaid = figure("requests.other.fee_unpaid.total");
    if let Some((field, count)) = unpaid.filter(|(_, count)| !count.is_zero()) {
        let said = NO_NOTICE.iter().find_map(|word| own.find(word).map(|at| (at, word.len())));
        match said {
            Some((at, length)) => {
                let finding = fail_at(verdict, report, FindingKind::Contradiction, 6, sentence(own, at, at + length));
                (finding.cells, finding.found) = (vec![field], Some(count));
            }
            None => verdict.pass(),
        }
    }
    let Some((field, _)) = figure("disclosure.fees.amount").filter(|(_, amount)| amount.is_zero()) else { return };
    with_prose(verdict, |prose, verdict| {
        // An amount collected; one that was only asked for stands beside what was collected.
        let amounts = prose.tokens(6).iter().filter_map(|token| match token.kind {
            Kind::Number(number) if matches!(number.unit, Unit::Yuan | Unit::TenThousandYuan) => Some((token, number.value)),
            _ => None,
        });
        let amounts: Vec<_> = amounts.collect();
        let [(token, amount)] = amounts.as_slice() else { return };
        let [from, to] = sentence(own, token.start, token.end);
        let words = own.get(from..to).unwrap_or_default();
        if amount.is_zero()
            || !words.contains("处理费")
            || !words.contains("收取")
            || any(words, &["未", "减免", "通知", "标准", "每件", "/件"])
        {
            return;
        }
        let finding = fail_at(verdict, report, FindingKind::Contradiction, 6, [from, to]);
        (finding.cells, finding.found, finding.detail.case) = (vec![field], Some(*amount), 1);
    });
}
