//! The form of 国办公开办函〔2021〕30号.
//!
//! Source: the tables as published in reports that use this edition, label by label; the printed sum is the note over table 3.

use super::{Column, FieldKind, Relation, Row, TableId};

const fn count(key: &'static str, label: &'static str, unit: &'static str) -> Column {
    Column { key, label, kind: FieldKind::Count, unit: Some(unit) }
}

const fn row(
    table: TableId,
    key: &'static str,
    label: &'static str,
    groups: &'static [&'static str],
    phrases: &'static [&'static str],
    columns: &'static [Column],
) -> Row {
    Row { table, key, label, groups, phrases, columns, alternate: false }
}

/// A row that the other edition prints in table 3 and that some reports kept.
const fn alternate(key: &'static str, label: &'static str, groups: &'static [&'static str], phrases: &'static [&'static str]) -> Row {
    Row { table: TableId::Requests, key, label, groups, phrases, columns: APPLICANTS, alternate: true }
}

const DOCUMENTS: &[Column] =
    &[count("issued", "本年制发件数", "件"), count("repealed", "本年废止件数", "件"), count("in_force", "现行有效件数", "件")];
const DECISIONS: &[Column] = &[count("decisions", "本年处理决定数量", "件")];
const FEES: &[Column] =
    &[Column { key: "amount", label: "本年收费金额（单位：万元）", kind: FieldKind::Money, unit: Some("万元") }];

const APPLICANTS: &[Column] = &[
    count("natural_person", "自然人", "件"),
    count("enterprise", "商业企业", "件"),
    count("research", "科研机构", "件"),
    count("social", "社会公益组织", "件"),
    count("legal_service", "法律服务机构", "件"),
    count("other_org", "其他", "件"),
    count("total", "总计", "件"),
];
const OUTCOMES: &[Column] = &[
    count("upheld", "结果维持", "件"),
    count("corrected", "结果纠正", "件"),
    count("other", "其他结果", "件"),
    count("pending", "尚未审结", "件"),
    count("total", "总计", "件"),
];

const RESULTS: &str = "三、本年度办理结果";

/// Every printed row in order.
#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(TableId::Disclosure, "rules", "规章", &["第二十条第（一）项"], &["规章"], DOCUMENTS),
    row(TableId::Disclosure, "normative", "行政规范性文件", &["第二十条第（一）项"], &["行政规范性文件", "规范性文件"], DOCUMENTS),
    row(TableId::Disclosure, "licenses", "行政许可", &["第二十条第（五）项"], &["行政许可"], DECISIONS),
    row(TableId::Disclosure, "penalties", "行政处罚", &["第二十条第（六）项"], &["行政处罚"], DECISIONS),
    row(TableId::Disclosure, "compulsion", "行政强制", &["第二十条第（六）项"], &["行政强制"], DECISIONS),
    row(TableId::Disclosure, "fees", "行政事业性收费", &["第二十条第（八）项"], &["行政事业性收费", "行政事业型收费"], FEES),
    row(TableId::Requests, "received", "一、本年新收政府信息公开申请数量", &[], &["本年新收"], APPLICANTS),
    row(TableId::Requests, "carried_in", "二、上年结转政府信息公开申请数量", &[], &["上年结转", "上年度结转"], APPLICANTS),
    row(TableId::Requests, "granted", "（一）予以公开", &[RESULTS], &["予以公开"], APPLICANTS),
    row(TableId::Requests, "partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", &[RESULTS], &["部分公开"], APPLICANTS),
    row(TableId::Requests, "refused.state_secret", "1.属于国家秘密", &[RESULTS, "（三）不予公开"], &["国家秘密"], APPLICANTS),
    row(TableId::Requests, "refused.prohibited_by_law", "2.其他法律行政法规禁止公开", &[RESULTS, "（三）不予公开"], &["法律行政法规禁止公开"], APPLICANTS),
    row(TableId::Requests, "refused.security_stability", "3.危及“三安全一稳定”", &[RESULTS, "（三）不予公开"], &["三安全一稳定"], APPLICANTS),
    row(TableId::Requests, "refused.third_party", "4.保护第三方合法权益", &[RESULTS, "（三）不予公开"], &["第三方合法"], APPLICANTS),
    row(TableId::Requests, "refused.internal_affairs", "5.属于三类内部事务信息", &[RESULTS, "（三）不予公开"], &["三类内部事务", "内部事务信息"], APPLICANTS),
    row(TableId::Requests, "refused.deliberative", "6.属于四类过程性信息", &[RESULTS, "（三）不予公开"], &["四类过程性", "过程性信息"], APPLICANTS),
    row(TableId::Requests, "refused.enforcement_file", "7.属于行政执法案卷", &[RESULTS, "（三）不予公开"], &["行政执法案卷"], APPLICANTS),
    row(TableId::Requests, "refused.administrative_query", "8.属于行政查询事项", &[RESULTS, "（三）不予公开"], &["行政查询事项"], APPLICANTS),
    row(TableId::Requests, "unavailable.not_held", "1.本机关不掌握相关政府信息", &[RESULTS, "（四）无法提供"], &["不掌握相关政府信息", "不掌握相关信息"], APPLICANTS),
    row(TableId::Requests, "unavailable.must_be_created", "2.没有现成信息需要另行制作", &[RESULTS, "（四）无法提供"], &["没有现成信息", "另行制作"], APPLICANTS),
    row(TableId::Requests, "unavailable.still_unclear", "3.补正后申请内容仍不明确", &[RESULTS, "（四）无法提供"], &["申请内容仍不明确", "内容仍不明确"], APPLICANTS),
    row(TableId::Requests, "not_processed.complaint", "1.信访举报投诉类申请", &[RESULTS, "（五）不予处理"], &["信访举报投诉", "举报投诉类申请"], APPLICANTS),
    row(TableId::Requests, "not_processed.repeated", "2.重复申请", &[RESULTS, "（五）不予处理"], &["重复申请"], APPLICANTS),
    row(TableId::Requests, "not_processed.publication", "3.要求提供公开出版物", &[RESULTS, "（五）不予处理"], &["公开出版物"], APPLICANTS),
    row(TableId::Requests, "not_processed.excessive", "4.无正当理由大量反复申请", &[RESULTS, "（五）不予处理"], &["大量反复申请"], APPLICANTS),
    row(TableId::Requests, "not_processed.confirmation", "5.要求行政机关确认或重新出具已获取信息", &[RESULTS, "（五）不予处理"], &["确认或重新出具", "重新出具已获取信息"], APPLICANTS),
    alternate("other", "（六）其他处理", &[RESULTS], &["其他处理", "其它处理"]),
    row(TableId::Requests, "other.not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", &[RESULTS, "（六）其他处理"], &["逾期不补正"], APPLICANTS),
    row(TableId::Requests, "other.fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", &[RESULTS, "（六）其他处理"], &["逾期未按收费通知", "未按收费通知要求缴纳费用", "要求缴纳费用"], APPLICANTS),
    row(TableId::Requests, "other.other", "3.其他", &[RESULTS, "（六）其他处理"], &["其他", "其它"], APPLICANTS),
    row(TableId::Requests, "total", "（七）总计", &[RESULTS], &["总计", "合计"], APPLICANTS),
    row(TableId::Requests, "carried_out", "四、结转下年度继续办理", &[], &["结转下年度", "结转下一年度", "继续办理"], APPLICANTS),
    row(TableId::Disputes, "review", "行政复议", &[], &[], OUTCOMES),
    row(TableId::Disputes, "direct_suit", "未经复议直接起诉", &["行政诉讼"], &[], OUTCOMES),
    row(TableId::Disputes, "suit_after_review", "复议后起诉", &["行政诉讼"], &[], OUTCOMES),
];

/// The rows that （七）总计 adds up: every result, whichever edition's rows a report has under （六）其他处理.
const RESULT_ROWS: &[&str] = &[
    "granted",
    "partly_granted",
    "refused.state_secret",
    "refused.prohibited_by_law",
    "refused.security_stability",
    "refused.third_party",
    "refused.internal_affairs",
    "refused.deliberative",
    "refused.enforcement_file",
    "refused.administrative_query",
    "unavailable.not_held",
    "unavailable.must_be_created",
    "unavailable.still_unclear",
    "not_processed.complaint",
    "not_processed.repeated",
    "not_processed.publication",
    "not_processed.excessive",
    "not_processed.confirmation",
    "other",
    "other.not_corrected",
    "other.fee_unpaid",
    "other.other",
];

/// Source: the note printed over table 3 (first item plus second equals third plus fourth, in every column);
/// the other sums follow from what 总计 means.
pub(super) const RELATIONS: &[Relation] = &[
    Relation::Across {
        code: "T3-ROW-TOTAL",
        table: TableId::Requests,
        addends: &["natural_person", "enterprise", "research", "social", "legal_service", "other_org"],
        total: "total",
    },
    Relation::Down { code: "T3-RESULT-TOTAL", table: TableId::Requests, left: RESULT_ROWS, right: &["total"] },
    Relation::Down { code: "T3-BALANCE", table: TableId::Requests, left: &["received", "carried_in"], right: &["total", "carried_out"] },
    Relation::Across { code: "T4-SUM", table: TableId::Disputes, addends: &["upheld", "corrected", "other", "pending"], total: "total" },
];
