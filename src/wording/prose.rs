//! What is said about the words of a report, in both languages: one line for each case, with places for figures and texts.
//!
//! `{e}` and `{f}` are what was expected and found, `{t}` the finding's texts in quotes, `{a}` and `{b}` the first two of them as they are,
//! `{0}` to `{3}` its numbers, `{n}` all of its numbers.

use super::{Facts, Language, NAMED, cut};

/// The sentences of one case of a rule.
struct Entry {
    code: &'static str,
    case: u8,
    title: [&'static str; 2],
    advice: [&'static str; 2],
}

const fn entry(code: &'static str, case: u8, zh: [&'static str; 2], en: [&'static str; 2]) -> Entry {
    Entry { code, case, title: [zh[0], en[0]], advice: [zh[1], en[1]] }
}

/// What every statement that no table agrees with is told, whatever its rule.
const MISMATCH: Entry = entry(
    "TX-",
    0,
    ["正文写的“{a}”是 {f}，表格是 {e}", "请核对正文和表格，改正其中一处；统计口径不同的，请在正文里写明。"],
    [
        "The text says {f} for “{a}”, the table says {e}",
        "Check both and correct one; where they count in different ways, say so in the text.",
    ],
);

/// Why a number may have been written, by the case of the finding.
const EXPLAINED: [[&str; 2]; 9] = [
    ["{f} 恰好是自然人的件数，可能漏了法人或其他组织。", "{f} is the number of natural persons; organisations may have been left out. "],
    ["{f} 恰好是法人或其他组织的件数，可能漏了自然人。", "{f} is the number of organisations; natural persons may have been left out. "],
    ["{f} 恰好是办理结果的总计，不是新收的件数。", "{f} is the total of the results, not of what was received. "],
    [
        "{f} 恰好是新收与上年结转之和，“新收”只算本年收到的。",
        "{f} is what was received and carried in together, and 新收 is received in the year only. ",
    ],
    ["{f} 恰好是予以公开与部分公开之和。", "{f} is 予以公开 and 部分公开 together. "],
    ["{f} 恰好只是其中一个小项，其余小项没有算进去。", "{f} is one of the rows alone; the others were not counted. "],
    [
        "差额不超过上年结转的件数，正文可能只算了新收申请的结果。",
        "The difference is no more than what was carried in; the text may speak of new requests only. ",
    ],
    ["{f} 恰好只是其中一种结果的件数。", "{f} is the number of one outcome alone. "],
    [
        "{f} 恰好是另一项结转的件数，可能把“上年结转”和“结转下年度”写反了。",
        "{f} is the other of the two numbers carried over; they may have changed places. ",
    ],
];

const ENTRIES: &[Entry] = &[
    entry(
        "TX-NONE-BUT-NONZERO",
        0,
        ["正文说没有，表格里“{a}”是 {f}", "两处不能同时成立，请改正其中一处。"],
        ["The text says that there was none, and the table has {f} for “{a}”", "Both cannot be true; correct one of them."],
    ),
    entry(
        "TX-SOME-BUT-ZERO",
        0,
        ["正文写的“{a}”是 {f}，表格里全是 0", "请补填表格，或者改正正文。"],
        ["The text says {f} for “{a}”, and the whole table is 0", "Fill in the table, or correct the text."],
    ),
    entry(
        "TX-ALL-UPHELD",
        0,
        ["正文说均获维持或没有败诉，表四结果纠正有 {f} 件", "请改正正文，或者核对表四的“结果纠正”。"],
        [
            "The text says that all were upheld or none lost, and table 4 has {f} corrected",
            "Correct the text, or check 结果纠正 in table 4.",
        ],
    ),
    entry(
        "TX-ALL-UPHELD",
        1,
        ["正文说均获维持，表四还有其他结果或尚未审结 {f} 件", "请写明已审结的均获维持，并写出其他结果和尚未审结的件数。"],
        [
            "The text says that all were upheld, and table 4 has {f} with other outcomes or pending",
            "Say that those decided were upheld, and how many are not.",
        ],
    ),
    entry(
        "TX-BRANCH-SUM",
        0,
        ["正文写的各种办理结果之和是 {f}，正文写的总数是 {e}", "各项是 {n}；请核对有没有写错或漏写的。"],
        ["The results in the text add up to {f}, and its total is {e}", "They are {n}; check whether one is wrong or left out."],
    ),
    entry(
        "TX-PERCENT",
        0,
        ["百分比算不上：正文写 {f}%", "以 {1} 为分母，{0} 约占 {e}%；以表三的各个总计为分母也不是 {f}%。请重新计算。"],
        [
            "A percentage does not follow: the text says {f}%",
            "{0} of {1} is about {e}%, and no total of table 3 gives {f}%. Compute it again.",
        ],
    ),
    entry(
        "TX-PERCENT",
        1,
        ["百分比可能算不上：正文写 {f}%", "以 {1} 为分母，{0} 约占 {e}%。请核对分母是不是这个数。"],
        ["A percentage may not follow: the text says {f}%", "{0} of {1} is about {e}%. Check whether that is the base."],
    ),
    entry(
        "TX-PERCENT",
        2,
        ["增减的百分比算不上：正文写 {f}%", "按正文的件数，上年是 {1}，变化 {0}，约为 {e}%。请重新计算。"],
        [
            "A rate of change does not follow: the text says {f}%",
            "By its own numbers it was {1} before and changed by {0}, about {e}%. Compute it again.",
        ],
    ),
    entry(
        "TX-INNER",
        0,
        ["一句话里各部分之和是 {f}，总数是 {e}", "分项有重叠或者没有列全的，可以不理会；否则请核对。"],
        ["The parts of a sentence add up to {f}, and its total is {e}", "Parts may overlap or be incomplete; otherwise check them."],
    ),
    entry(
        "TX-INNER",
        1,
        ["同一个数前面写 {e}，这里写 {f}", "说的不是同一件事的，可以不理会；否则请改成一致。"],
        ["One quantity is {e} further up and {f} here", "Where two different things are meant, pass this over; otherwise make them agree."],
    ),
    entry(
        "DOC-CITE-OLD",
        0,
        ["引用了已被替代的国办公开办函〔2019〕60号", "2021年度以来的报告按国办公开办函〔2021〕30号编制，请改正，并核对表格的版本。"],
        [
            "国办公开办函〔2019〕60号 is cited, which was replaced",
            "Reports from 2021 on follow 国办公开办函〔2021〕30号; correct it, and check the edition of the tables.",
        ],
    ),
    entry(
        "DOC-CITE-OLD",
        1,
        ["引用了修订以前的条例（国务院令第492号）", "现行条例是2019年修订的国务院令第711号，请改正。"],
        ["The Regulations before their revision are cited (国务院令第492号)", "Those in force are of 2019, 国务院令第711号; correct it."],
    ),
    entry(
        "DOC-PART-COUNT",
        0,
        ["开头说报告有 {f} 个部分，与规定的六个部分不符或列举不全", "没有列举到的：{t}。请按六个部分的标题改写。"],
        ["The preface announces {f} parts, and they are not the six of the form", "Not named: {t}. Name the six as in their headings."],
    ),
    entry(
        "DOC-PERIOD",
        0,
        ["统计期限不是 {0}年1月1日至12月31日", "请改正；如果报告年度读错了，请核对标题里的年份。"],
        ["The period is not 1 January to 31 December {0}", "Correct it; if the year was read wrongly, check the year in the title."],
    ),
    entry(
        "DOC-PERIOD",
        1,
        ["没有写统计期限", "可以在开头写一句“本报告统计期限为某年1月1日至12月31日”。"],
        ["The text does not state the period", "A sentence in the preface will do: 1 January to 31 December of the year."],
    ),
    entry(
        "DOC-YEAR-STALE",
        0,
        ["叙述工作的句子写的是 {f}年，报告年度是 {e}年", "请核对是不是漏改了年份；数字也要一并核对。"],
        [
            "A sentence about the year's work names {f}, and the report is on {e}",
            "Check whether the year was left over, and the numbers with it.",
        ],
    ),
    entry(
        "DOC-DATE",
        0,
        ["落款日期 {0}年{1}月{2}日不可能是 {3}年度报告的日期", "年度报告在下一年年初编制，请改正日期或者报告年度。"],
        [
            "Signed {0}-{1}-{2}, which cannot be the date of a report on {3}",
            "It is made early in the next year; correct the date or the year.",
        ],
    ),
    entry(
        "DOC-DATE",
        1,
        ["落款日期 {0}年{1}月{2}日晚于1月31日", "法定时限是1月31日；更正后重新公布的，可以不理会。"],
        [
            "Signed {0}-{1}-{2}, after 31 January",
            "That is the term by law; pass over this where the report was corrected and published anew.",
        ],
    ),
    entry(
        "DOC-DATE",
        2,
        ["落款日期 {0}年{1}月{2}日晚于3月31日", "法定时限是3月31日；更正后重新公布的，可以不理会。"],
        [
            "Signed {0}-{1}-{2}, after 31 March",
            "That is the term by law; pass over this where the report was corrected and published anew.",
        ],
    ),
    entry(
        "DOC-ORG-MISMATCH",
        0,
        ["标题的机关与落款的机关不同：{t}", "请核对是不是用了别的单位的文件。"],
        ["The title and the signature name different bodies: {t}", "Check whether the file of another body was used."],
    ),
    entry(
        "DOC-ORG-MISMATCH",
        1,
        ["标题的机关与开头写的机关不同：{t}", "请核对是不是用了别的单位的文件。"],
        ["The title and the preface name different bodies: {t}", "Check whether the file of another body was used."],
    ),
    entry(
        "DOC-SELF-REF",
        0,
        ["自称“{a}”，与“{b}”不符", "请核对是不是从别的单位的报告抄来的，连同前后的数字一起核对。"],
        ["The authority “{b}” calls itself “{a}”", "Check whether it was copied from another report, and the numbers around it, too."],
    ),
    entry(
        "DOC-SELF-BLANK",
        0,
        ["自称后面可能漏了单位：“{a}”", "请补上“我镇”“我局”一类的称呼。"],
        ["The unit behind 我 may be left out: “{a}”", "Write out 我镇, 我局 or the like."],
    ),
    entry(
        "DOC-LETTER",
        0,
        ["正文里有报送用的语句：“{a}”", "年度报告面向社会公布，请删去抬头、套语和附件说明。"],
        ["Words of a covering letter stand in the text: “{a}”", "The report is for the public; delete the address and the phrases."],
    ),
    entry(
        "DOC-PLACEHOLDER",
        0,
        ["有没有填写的空位：“{a}”", "请填写，或者删去。"],
        ["A place was not filled in: “{a}”", "Fill it in, or delete it."],
    ),
    entry(
        "DOC-SECRET-MARK",
        0,
        ["文档带有不公开的标识：“{a}”", "请核对这份文档能不能公开；能公开的，删去标识。"],
        ["The document carries a mark: “{a}”", "Check whether it may be published; if so, delete the mark."],
    ),
    entry(
        "DOC-DUP",
        0,
        ["有一段文字与前面完全相同", "请删去重复的一段，或者改写。"],
        ["A paragraph is the same as one before it", "Delete or rewrite it."],
    ),
    entry(
        "DOC-BOILERPLATE",
        0,
        ["有的话不像是本机关自己的情况：“{a}”", "请改写为本机关的实际情况。"],
        ["Words that cannot describe one body: “{a}”", "Say how things are in this body."],
    ),
    entry(
        "NAR-S1-LEN",
        0,
        ["总体情况有 {f} 字，超过 {e} 字", "格式要求原则上不超过一千字，请精简。"],
        ["Section 1 has {f} characters, more than {e}", "As a rule the form asks for no more; shorten it."],
    ),
    entry(
        "NAR-S1-ASPECTS",
        0,
        ["总体情况没有写到：{t}", "各写一两句；确实没有的，也写明没有。"],
        ["Section 1 does not speak of: {t}", "Write a sentence or two on each; where there was nothing, say so."],
    ),
    entry(
        "NAR-GOV-EVAL",
        0,
        ["没有写工作考核、社会评议和责任追究结果", "各级人民政府的报告要写这三项，没有发生责任追究的也要写明。"],
        [
            "Nothing is said of 工作考核, 社会评议 and 责任追究",
            "Governments have to report all three; where nobody was held responsible, say so.",
        ],
    ),
    entry(
        "NAR-S5-EMPTY",
        0,
        ["第五部分没有内容", "请写出存在的主要问题和改进情况。"],
        ["Section 5 says nothing", "State the main problems and how they are mended."],
    ),
    entry(
        "NAR-S5-NO-PROBLEM",
        0,
        ["第五部分只说没有问题", "请写出主要问题和改进情况；可以从上年的问题改进得怎样写起。"],
        ["Section 5 says only that there is no problem", "State problems and their mending; what became of last year's is a beginning."],
    ),
    entry(
        "NAR-S5-NO-FIX",
        0,
        ["第五部分写了问题，没有写改进", "请补写已经或者准备怎样改进。"],
        ["Section 5 has problems and no mending", "Add what was or will be done."],
    ),
    entry(
        "NAR-S5-NO-FIX",
        1,
        ["第五部分写了改进，没有写问题", "请补写存在的主要问题。"],
        ["Section 5 has mending and no problems", "Add what the main problems are."],
    ),
    entry(
        "NAR-S6-FEE",
        0,
        ["没有写收取信息处理费的情况", "可以写一句本年度发出收费通知的件数、总金额和实际收取的金额，没有的写 0。"],
        [
            "Nothing is said about fees for handling information",
            "State the number and amount of fee notices and what was collected, 0 where there was none.",
        ],
    ),
    entry(
        "NAR-S6-FEE-CONFLICT",
        0,
        ["正文说没有收费通知，表三却有 {f} 件因逾期不缴费而不再处理", "没有发出收费通知，就不会有逾期不缴费，请改正其中一处。"],
        [
            "The text says that no fee notice was sent, and table 3 has {f} dropped because a fee was not paid",
            "Without a notice no fee can be overdue; correct one of them.",
        ],
    ),
    entry(
        "NAR-S6-FEE-CONFLICT",
        1,
        ["正文写收取信息处理费 {f}，表二行政事业性收费却是 0", "信息处理费是行政事业性收费，请核对表二（单位是万元）。"],
        [
            "The text says that {f} of fees was collected, and 行政事业性收费 in table 2 is 0",
            "Such a fee is one of them; check table 2, which counts in 万元.",
        ],
    ),
];

/// Title and advice of a finding about words; `None` for any other.
pub(super) fn message(facts: &Facts<'_>, language: Language) -> Option<(String, String)> {
    let code = facts.finding.code;
    let own = ENTRIES.iter().find(|entry| entry.code == code && entry.case == facts.case());
    let entry = own.or_else(|| code.starts_with("TX-").then_some(&MISMATCH))?;
    let at = usize::from(language == Language::En);
    let explained = own.is_none().then(|| EXPLAINED.get(usize::from(facts.case()).checked_sub(1)?)).flatten();
    let mut advice = explained.map_or_else(String::new, |explained| fill(explained[at], facts, language));
    // Without any part left out there is nothing to name.
    let text = entry.advice[at];
    let rest = if text.contains("{t}") && facts.texts().next().is_none() {
        text.split_once(['。', '.']).map_or(text, |(_, rest)| rest)
    } else {
        text
    };
    advice.push_str(fill(rest.trim_start(), facts, language).as_str());
    Some((fill(entry.title[at], facts, language), advice))
}

/// Puts figures and texts into their places.
fn fill(template: &str, facts: &Facts<'_>, language: Language) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        rest = behind;
        filled.push_str(&value(name, facts, language));
    }
    filled.push_str(rest);
    filled
}

fn value(name: &str, facts: &Facts<'_>, language: Language) -> String {
    let text = |at: usize| facts.texts().nth(at).map_or_else(String::new, |text| cut(text, 40));
    let between = if language == Language::Zh { "、" } else { ", " };
    match name {
        "e" => facts.expected().to_string(),
        "f" => facts.found().to_string(),
        "a" => text(0),
        "b" => text(1),
        "t" => facts.texts().take(NAMED).map(|text| format!("“{}”", cut(text, 40))).collect::<Vec<_>>().join(between),
        "n" => facts.numbers().take(2 * NAMED).map(|number| number.to_string()).collect::<Vec<_>>().join(between),
        index => index.parse().ok().and_then(|at| facts.numbers().nth(at)).map_or_else(String::new, |number| number.to_string()),
    }
}
