//! TX-*: the entries of the rules that compare a statement with the tables.

use super::against::{self, compare};
use super::claims::{Claim, What};
use crate::finding::Severity;
use crate::form::Edition;
use crate::report::Report;
use crate::rules::{BOTH, Example, Rule, Text, Verdict, text};

const WHY: Text = text(
    "正文和表格写的是同一件事，数字不同，读者不知道该信哪一个，报告常因此被退回。",
    "Text and table state the same thing; where they differ nobody knows which to believe, and reports are sent back for it.",
);
const BASIS: Text = text(
    "同一份报告对同一指标的两处陈述；统计口径可以不同，各种口径都不符才报，所以不定为错误。",
    "Two statements of one figure in one report; ways of counting may differ, and only what fits none is reported, so this is no error.",
);
const CONTRADICTION: Text = text("同一份报告里的两处陈述不能同时成立。", "Two statements of one report cannot both be true.");

const fn entry(code: &'static str, severity: Severity, summary: Text, fails: Text, passes: Text, check: fn(&Report, &mut Verdict)) -> Rule {
    let editions: &[Edition] = BOTH;
    Rule { code, severity, editions, summary, why: WHY, basis: BASIS, example: Example { fails, passes }, check }
}

const fn is_result(claim: &Claim, families: u8) -> bool {
    matches!(claim.what, What::Results { families: named, kind: None } if named == families)
}

/// Results are a rule's where its family is the first one named; 予以公开 with 部分公开 has a rule of its own.
fn is_family(claim: &Claim, family: u8, stem: &str) -> bool {
    match claim.what {
        What::Results { families, kind: None } => families != 3 && families & family != 0 && families & (family - 1) == 0,
        What::Results { kind: Some(kind), .. } => kind.split('.').next() == Some(stem),
        _ => false,
    }
}

pub(in crate::rules) const NEW: Rule = entry(
    "TX-NEW",
    Severity::Warning,
    text("正文写的申请件数与表三不一致。", "The text counts other requests received than table 3."),
    text(
        "“全年共收到政府信息公开申请12件。”表三新收 13、上年结转 0。",
        "“全年共收到政府信息公开申请12件。” with 13 received and 0 carried in.",
    ),
    text("“全年共收到政府信息公开申请13件。”", "The text says “全年共收到政府信息公开申请13件。”."),
    |report, verdict| {
        compare(report, verdict, |claim| matches!(claim.what, What::Received | What::ReceivedNew | What::Handled | What::Applicants(_)));
    },
);

pub(in crate::rules) const CARRY_IN: Rule = entry(
    "TX-CARRY-IN",
    Severity::Warning,
    text("正文写的上年结转件数与表三不一致。", "The text states another number carried in than table 3."),
    text("“上年结转政府信息公开申请2件。”表三上年结转 3。", "“上年结转政府信息公开申请2件。” with 3 carried in."),
    text("“上年结转政府信息公开申请3件。”", "The text says “上年结转政府信息公开申请3件。”."),
    |report, verdict| compare(report, verdict, |claim| matches!(claim.what, What::CarriedIn | What::Carried)),
);

pub(in crate::rules) const CARRY_OUT: Rule = entry(
    "TX-CARRY-OUT",
    Severity::Warning,
    text("正文写的结转下年度件数与表三不一致。", "The text states another number carried out than table 3."),
    text("“结转下年度继续办理1件。”表三结转下年度 2。", "“结转下年度继续办理1件。” with 2 carried out."),
    text("“结转下年度继续办理2件。”", "The text says “结转下年度继续办理2件。”."),
    |report, verdict| compare(report, verdict, |claim| matches!(claim.what, What::CarriedOut)),
);

pub(in crate::rules) const DONE: Rule = entry(
    "TX-DONE",
    Severity::Warning,
    text("正文写的答复、办结件数与表三不一致。", "The text counts other requests answered than table 3."),
    text("“政府信息公开申请已答复11件。”表三总计 13、新收 13。", "“政府信息公开申请已答复11件。” with 13 results and 13 received."),
    text("“政府信息公开申请已答复13件。”", "The text says “政府信息公开申请已答复13件。”."),
    |report, verdict| compare(report, verdict, |claim| matches!(claim.what, What::Answered)),
);

pub(in crate::rules) const OPEN: Rule = entry(
    "TX-OPEN",
    Severity::Warning,
    text("正文写的予以公开件数与表三不一致。", "The text states another number for 予以公开 than table 3."),
    text("“收到的申请中，予以公开7件。”表三予以公开 8、部分公开 2。", "“收到的申请中，予以公开7件。” with 8 granted, 2 partly."),
    text("“收到的申请中，予以公开8件。”", "The text says “收到的申请中，予以公开8件。”."),
    |report, verdict| compare(report, verdict, |claim| is_result(claim, 1)),
);

pub(in crate::rules) const PARTIAL: Rule = entry(
    "TX-PARTIAL",
    Severity::Warning,
    text("正文写的部分公开件数与表三不一致。", "The text states another number for 部分公开 than table 3."),
    text("“收到的申请中，部分公开3件。”表三部分公开 2。", "“收到的申请中，部分公开3件。” with 2 in table 3."),
    text("“收到的申请中，部分公开2件。”", "The text says “收到的申请中，部分公开2件。”."),
    |report, verdict| compare(report, verdict, |claim| is_result(claim, 2)),
);

pub(in crate::rules) const OPENPART: Rule = entry(
    "TX-OPENPART",
    Severity::Warning,
    text("正文写的予以公开和部分公开之和与表三不一致。", "The text states another sum of 予以公开 and 部分公开 than table 3."),
    text("“申请中予以公开及部分公开258件。”表三为 8 和 2。", "“申请中予以公开及部分公开258件。” with 8 and 2 in table 3."),
    text("“申请中予以公开及部分公开10件。”", "The text says “申请中予以公开及部分公开10件。”."),
    |report, verdict| compare(report, verdict, |claim| is_result(claim, 3)),
);

pub(in crate::rules) const DENY: Rule = entry(
    "TX-DENY",
    Severity::Warning,
    text("正文写的不予公开件数与表三不一致。", "The text states another number for 不予公开 than table 3."),
    text("“申请中不予公开2件。”表三不予公开各项之和为 1。", "“申请中不予公开2件。” with 1 in table 3."),
    text("“申请中不予公开1件。”", "The text says “申请中不予公开1件。”."),
    |report, verdict| compare(report, verdict, |claim| is_family(claim, 4, "refused")),
);

pub(in crate::rules) const UNABLE: Rule = entry(
    "TX-UNABLE",
    Severity::Warning,
    text("正文写的无法提供件数与表三不一致。", "The text states another number for 无法提供 than table 3."),
    text(
        "“申请中无法提供3件。”表三“本机关不掌握相关政府信息”3，三项之和为 5。",
        "“申请中无法提供3件。” where that is one of three rows that add up to 5.",
    ),
    text("“申请中无法提供5件。”", "The text says “申请中无法提供5件。”."),
    |report, verdict| compare(report, verdict, |claim| is_family(claim, 8, "unavailable")),
);

pub(in crate::rules) const REFUSE: Rule = entry(
    "TX-REFUSE",
    Severity::Warning,
    text("正文写的不予处理件数与表三不一致。", "The text states another number for 不予处理 than table 3."),
    text("“申请中不予处理4件。”表三不予处理各项之和为 1。", "“申请中不予处理4件。” with 1 in table 3."),
    text("“申请中不予处理1件。”", "The text says “申请中不予处理1件。”."),
    |report, verdict| compare(report, verdict, |claim| is_family(claim, 16, "not_processed")),
);

pub(in crate::rules) const OTHER: Rule = entry(
    "TX-OTHER",
    Severity::Warning,
    text("正文写的其他处理件数与表三不一致。", "The text states another number for 其他处理 than table 3."),
    text("“申请中其他处理4件。”表三其他处理各项之和为 1。", "“申请中其他处理4件。” with 1 in table 3."),
    text("“申请中其他处理1件。”", "The text says “申请中其他处理1件。”."),
    |report, verdict| compare(report, verdict, |claim| is_family(claim, 32, "other")),
);

pub(in crate::rules) const REVIEW: Rule = entry(
    "TX-REVIEW",
    Severity::Warning,
    text("正文写的行政复议件数与表四不一致。", "The text counts other reviews than table 4."),
    text("“因政府信息公开被申请行政复议4件。”表四行政复议总计 3。", "“因政府信息公开被申请行政复议4件。” with 3 in table 4."),
    text("“因政府信息公开被申请行政复议3件。”", "The text says “因政府信息公开被申请行政复议3件。”."),
    |report, verdict| compare(report, verdict, |claim| matches!(claim.what, What::Disputes { groups, .. } if groups & 1 != 0)),
);

pub(in crate::rules) const LIT: Rule = entry(
    "TX-LIT",
    Severity::Warning,
    text("正文写的行政诉讼件数与表四不一致。", "The text counts other lawsuits than table 4."),
    text("“因政府信息公开被提起行政诉讼5件。”表四两类诉讼为 1 和 2。", "“因政府信息公开被提起行政诉讼5件。” with 1 and 2 in table 4."),
    text("“因政府信息公开被提起行政诉讼3件。”", "The text says “因政府信息公开被提起行政诉讼3件。”."),
    |report, verdict| compare(report, verdict, |claim| matches!(claim.what, What::Disputes { groups, .. } if groups & 1 == 0)),
);

pub(in crate::rules) const REG: Rule = entry(
    "TX-REG",
    Severity::Warning,
    text("正文写的规章件数与表二不一致。", "The text counts other 规章 than table 2."),
    text("“全年制定规章1件。”表二规章都是 0。", "“全年制定规章1件。” with 0 in table 2."),
    text("“全年制定规章0件。”", "The text says “全年制定规章0件。”."),
    |report, verdict| compare(report, verdict, |claim| matches!(claim.what, What::Documents { row: "rules", .. })),
);

pub(in crate::rules) const NORM: Rule = entry(
    "TX-NORM",
    Severity::Warning,
    text("正文写的规范性文件件数与表二不一致。", "The text counts other normative documents than table 2."),
    text("“全年制发行政规范性文件3件。”表二本年制发 2。", "“全年制发行政规范性文件3件。” with 2 issued in table 2."),
    text("“全年制发行政规范性文件2件。”", "The text says “全年制发行政规范性文件2件。”."),
    |report, verdict| compare(report, verdict, |claim| matches!(claim.what, What::Documents { row: "normative", .. })),
);

pub(in crate::rules) const DECISIONS: Rule = Rule {
    why: text(
        "表二计入全部处理决定，包括没有公开的；正文若只数了公开的，两处可以不同，所以只作提示。",
        "Table 2 counts all decisions, published or not; where the text counts those published both may be right, so this is a hint.",
    ),
    ..entry(
        "TX-T2-DEC",
        Severity::Info,
        text(
            "正文写的许可、处罚、强制件数与表二不一致。",
            "The text counts other licences, penalties or compulsory measures than table 2.",
        ),
        text("“全年办理行政许可75件。”表二行政许可 76。", "“全年办理行政许可75件。” with 76 in table 2."),
        text("“全年办理行政许可76件。”", "The text says “全年办理行政许可76件。”."),
        |report, verdict| compare(report, verdict, |claim| matches!(claim.what, What::Decisions(_))),
    )
};

pub(in crate::rules) const NONE_BUT_NONZERO: Rule = Rule {
    basis: CONTRADICTION,
    ..entry(
        "TX-NONE-BUT-NONZERO",
        Severity::Error,
        text("正文说没有，表格里却有。", "The text says that there was none, and the table counts some."),
        text("“2023年我镇未收到政府信息公开申请。”表三新收 1。", "“2023年我镇未收到政府信息公开申请。” with 1 received in table 3."),
        text("“2023年我镇未收到关于政府信息公开的投诉举报。”", "The text says “2023年我镇未收到关于政府信息公开的投诉举报。”."),
        against::none,
    )
};

pub(in crate::rules) const SOME_BUT_ZERO: Rule = Rule {
    basis: CONTRADICTION,
    ..entry(
        "TX-SOME-BUT-ZERO",
        Severity::Error,
        text("正文写了件数，表格里全是零。", "The text counts some, and the whole table is 0."),
        text("“全年收到政府信息公开申请1件。”表三全为 0。", "“全年收到政府信息公开申请1件。” with nothing but 0 in table 3."),
        text("“全年收到政府信息公开申请0件。”", "The text says “全年收到政府信息公开申请0件。”."),
        against::some,
    )
};

pub(in crate::rules) const ALL_UPHELD: Rule = entry(
    "TX-ALL-UPHELD",
    Severity::Warning,
    text(
        "正文说均获维持或没有败诉，表四却有其他结果。",
        "The text says that all were upheld or none lost, and table 4 has other outcomes.",
    ),
    text("“行政复议3件，均获维持。”表四结果纠正 1。", "“行政复议3件，均获维持。” with 1 corrected in table 4."),
    text("“行政复议3件，维持2件，纠正1件。”", "The text says “行政复议3件，维持2件，纠正1件。”."),
    against::never_lost,
);
