//! TX-PERCENT, TX-INNER and TX-BRANCH-SUM: percentages, and parts against their whole.

use super::absence::says_nothing_more;
use super::claims::{Claim, FAMILIES, OUTCOMES, What, families_in, has};
use super::tokens::{Kind, Mark, Number, Token, Unit};
use super::twice::twice;
use super::words::Word;
use super::{MOST, fail_at, sentence, with_prose};
use crate::field::TableId;
use crate::finding::{FindingKind, Severity};
use crate::report::Report;
use crate::rules::{BOTH, Example, Rule, Verdict, text};
use crate::value::Decimal;

pub(in crate::rules) const BRANCH_SUM: Rule = Rule {
    code: "TX-BRANCH-SUM",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text(
        "正文写的各种办理结果之和不等于正文写的总数。",
        "The results that the text lists do not add up to the total that it states.",
    ),
    why: text(
        "读者会把各项加起来；对不上，说明至少有一个数写错或漏了一项。",
        "Readers add them up; where they disagree a number is wrong or one is left out.",
    ),
    basis: text(
        "（七）总计的含义；没有写到的结果按表三计入，仍不相等才报。",
        "What （七）总计 means; results that are not listed are counted as in table 3, and only what still differs is reported.",
    ),
    example: Example {
        fails: text(
            "“共办理政府信息公开申请805件，其中予以公开258件，部分公开35件，不予公开265件，无法提供158件，不予处理0件，其他处理0件。”",
            "The text says “共办理政府信息公开申请805件，其中予以公开258件，部分公开35件，不予公开265件，无法提供158件，不予处理0件，其他处理0件。”.",
        ),
        passes: text(
            "“共办理政府信息公开申请1453件，其中予以公开966件，部分公开67件，不予公开81件，无法提供182件，不予处理61件，其他处理96件。”",
            "The text says “共办理政府信息公开申请1453件，其中予以公开966件，部分公开67件，不予公开81件，无法提供182件，不予处理61件，其他处理96件。”.",
        ),
    },
    check: branch_sum,
};

pub(in crate::rules) const PERCENT: Rule = Rule {
    code: "TX-PERCENT",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("正文写的百分比与件数算不上。", "A percentage of the text does not follow from its numbers."),
    why: text(
        "百分比是算出来的，件数改了没有重算就会留下旧的。",
        "Percentages are computed; where a number was corrected the old one often stays.",
    ),
    basis: text(
        "算术；四舍五入、只舍不入都算对，新收、新收加结转、办理结果总计都可以作分母。",
        "Arithmetic; rounding and cutting are both right, and so is each total of table 3 as the base.",
    ),
    example: Example {
        fails: text(
            "“共受理政府信息公开申请805件，其中予以公开258件，占33.9%。”",
            "The text says “共受理政府信息公开申请805件，其中予以公开258件，占33.9%。”.",
        ),
        passes: text(
            "“共受理政府信息公开申请130件，其中予以公开32件，占24.6%。”",
            "The text says “共受理政府信息公开申请130件，其中予以公开32件，占24.6%。”.",
        ),
    },
    check: percent,
};

pub(in crate::rules) const INNER: Rule = Rule {
    code: "TX-INNER",
    severity: Severity::Info,
    editions: BOTH,
    summary: text(
        "一句话里的各部分之和与它自己的总数不一致，或者同一个数前后写得不一样。",
        "The parts that a sentence names do not add up to its own total, or one quantity is stated twice with different numbers.",
    ),
    why: text("分项和总数多半是两个人分别统计的。", "Parts and total were mostly counted by different people."),
    basis: text(
        "本工具的经验规则；分项可以重叠或不全，所以只作提示。",
        "This tool's own rule of experience; parts may overlap or be incomplete, so this is a hint.",
    ),
    example: Example {
        fails: text(
            "“主动公开政府信息395条，其中机构职能10条，政策文件52条，工作动态343条。”",
            "The text says “主动公开政府信息395条，其中机构职能10条，政策文件52条，工作动态343条。”.",
        ),
        passes: text(
            "“主动公开政府信息405条，其中机构职能10条，政策文件52条，工作动态343条。”",
            "The text says “主动公开政府信息405条，其中机构职能10条，政策文件52条，工作动态343条。”.",
        ),
    },
    check: inner,
};

/// A number with what stands beside it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ratio {
    /// A number counted, so that others may be a share of it.
    Count { paragraph: usize, value: i64, unit: Unit },
    /// `N件，占P%`
    Share { section: u8, paragraph: usize, value: i64, unit: Unit, percent: Decimal, span: [usize; 2], requests: bool },
    /// `N件，增加D件，增长P%`
    Growth { section: u8, value: i64, change: i64, percent: Decimal, span: [usize; 2] },
    /// `N件，其中a、b、c`
    Parts { section: u8, total: i64, sum: i64, span: [usize; 2] },
}

/// A number of a sentence with the words before it.
struct Counted {
    at: usize,
    number: Number,
    value: i64,
    more: bool,
    less: bool,
}

/// Reads the percentages and lists of a sentence.
pub(super) fn read(ratios: &mut Vec<Ratio>, text: &str, section: u8, paragraph: usize, tokens: &[Token]) {
    let mut counted: Vec<Counted> = Vec::new();
    let mut from = 0;
    let mut requests = section == 3 || has(tokens, &[Word::Request]);
    let families = FAMILIES.iter().filter(|&&(_, word, _)| has(tokens, &[word])).count();
    requests |= families > 1 || has(tokens, &[Word::Ask]) && families > 0;
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Number(number) = token.kind else { continue };
        let left = tokens.get(from.max(at.saturating_sub(20))..at).unwrap_or_default();
        let (more, less) = (has(left, &[Word::More]), has(left, &[Word::Less]));
        let whole = number.value.as_integer().filter(|_| !number.vague);
        match (number.unit, whole) {
            (Unit::Case | Unit::Item(_), Some(value)) => {
                if !more && !less {
                    ratios.push(Ratio::Count { paragraph, value, unit: number.unit });
                }
                counted.push(Counted { at, number, value, more, less });
                from = at + 1;
            }
            (Unit::Percent, _) if !number.vague => {
                if let Some(ratio) = ratio(text, section, paragraph, tokens, &counted, at, number, requests, more, less) {
                    ratios.push(ratio);
                }
                from = at + 1;
            }
            (Unit::Other, _) => {}
            _ => from = at + 1,
        }
    }
    if let Some(parts) = parts(text, section, tokens, &counted) {
        ratios.push(parts);
    }
}

#[expect(clippy::too_many_arguments, reason = "all that one number of a sentence is surrounded by")]
fn ratio(
    text: &str,
    section: u8,
    paragraph: usize,
    tokens: &[Token],
    counted: &[Counted],
    at: usize,
    number: Number,
    requests: bool,
    more: bool,
    less: bool,
) -> Option<Ratio> {
    const BASES: &str = "比例 比重 比 为 总体 总数 总量 总 数 量 的 全年 全部 本年度 年度 申请 受理 办结 办理 答复 收到 新收 政府信息公开 依申请公开 件 到 了 据 结果 信息 公开";
    let (this, before) = (tokens.get(at)?, counted.last()?);
    let that = tokens.get(before.at)?;
    let between = text.get(that.end..this.start)?;
    // 57件、占90.48% is no list.
    let between = between.strip_prefix('、').filter(|words| words.starts_with('占')).unwrap_or(between);
    if between.len() > 45
        || between.contains(['；', ';', '、', '）', ')'])
        || ["分别", "合计", "共占"].iter().any(|word| between.contains(word))
    {
        return None;
    }
    let span = sentence(text, that.start, this.end);
    // 占不予公开的50% has a base of its own.
    let own_base = between.split_once('占').is_some_and(|(_, base)| !says_nothing_more(base, BASES));
    if own_base {
        return None;
    }
    if between.contains('占') && !before.more && !before.less && !more && !less {
        let (value, unit) = (before.value, before.number.unit);
        return Some(Ratio::Share { section, paragraph, value, unit, percent: number.value, span, requests });
    }
    let [.., first, change] = counted else { return None };
    let own = text.get(tokens.get(first.at)?.end..tokens.get(change.at)?.start)?;
    let alike = (first.number.unit == change.number.unit) && (change.more && more || change.less && less) && !(first.more || first.less);
    if !alike || own.len() > 60 || own.contains(['；', '、', '。']) {
        return None;
    }
    let mut value = first.value;
    // 比2022年的5件增加2件 names what it was before.
    let clause = text.get(..tokens.get(first.at)?.start)?.rsplit(['，', ',', '。', '；', '\n']).next().unwrap_or_default();
    let change = if change.less { -change.value } else { change.value };
    if clause.contains(['比', '较']) {
        value = value.checked_add(change)?;
    }
    Some(Ratio::Growth { section, value, change, percent: number.value, span })
}

/// A total, 其中, and at least two parts with the same counting word.
fn parts(text: &str, section: u8, tokens: &[Token], counted: &[Counted]) -> Option<Ratio> {
    const VERBS: [Word; 10] = [
        Word::Answer,
        Word::Receive,
        Word::ReceiveNew,
        Word::Carry,
        Word::Review,
        Word::Suit,
        Word::Handle,
        Word::Change,
        Word::Each,
        Word::Request,
    ];
    let among: Vec<usize> = tokens.iter().enumerate().filter(|(_, token)| token.is(Word::Among)).map(|(at, _)| at).collect();
    let [among] = among.as_slice() else { return None };
    let total = counted.iter().rposition(|number| number.at < *among)?;
    let whole = counted.get(total)?;
    if whole.more || whole.less {
        return None;
    }
    let near = text.get(tokens.get(whole.at)?.end..tokens.get(*among)?.start)?;
    // Of several totals side by side nobody knows which is divided.
    let beside = total.checked_sub(1).and_then(|before| counted.get(before)).and_then(|before| tokens.get(before.at));
    let beside = beside.and_then(|before| text.get(before.end..tokens.get(whole.at)?.start)).is_some_and(|words| words.contains('、'));
    if beside || near.chars().count() > 30 || near.contains(['；', ';']) {
        return None;
    }
    let (mut sum, mut count, mut last, mut from) = (0_i64, 0, whole.at, *among);
    let mut outcomes = None;
    for part in counted.get(total + 1..)? {
        let left = tokens.get(from..part.at)?;
        // Another verb begins to count something else.
        let ends = left.iter().any(|token| token.kind == Kind::Mark(Mark::Semicolon)) || count > 0 && has(left, &VERBS);
        // Results have rules of their own, and outcomes beside other parts divide those again.
        let outcome = OUTCOMES.iter().any(|&(_, word, _)| has(left, &[word]));
        if families_in(left) != 0 || *outcomes.get_or_insert(outcome) != outcome {
            return None;
        }
        if ends || part.more || part.less || part.number.unit != whole.number.unit {
            break;
        }
        sum = sum.checked_add(part.value)?;
        (count, last, from) = (count + 1, part.at, part.at);
        if sum == whole.value {
            return None;
        }
    }
    let (total, end) = (whole.value, tokens.get(last)?.end);
    // Parts that are fewer may not be all; only many of them that nearly make the whole are meant to be.
    let short = count >= 3 && sum < total && sum.checked_mul(10)? >= total.checked_mul(8)?;
    let twice = total > 0 && sum % total == 0;
    let start = tokens.get(whole.at)?.start;
    let words = text.get(start..end)?;
    let open = words.contains(['等', '余']) || words.contains("主要") || words.contains("同时") || words.contains("另");
    let wrong = count >= 2 && (sum > total && !twice || short) && !open;
    wrong.then(|| Ratio::Parts { section, total, sum, span: sentence(text, start, end) })
}

/// Whether a percentage as printed follows from two numbers, rounded or cut, within a tenth.
fn fits(percent: Decimal, part: i64, whole: i64) -> bool {
    if whole <= 0 {
        return false;
    }
    let unit = 10_i128.pow(u32::from(percent.scale().min(9)));
    let (part, whole, printed) = (i128::from(part) * 100 * unit, i128::from(whole), i128::from(percent.mantissa()));
    let off = (printed * whole - part).abs();
    let tenth = 10 * off <= unit * whole;
    printed == part / whole || printed == (2 * part + whole) / (2 * whole) || tenth
}

fn percent(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        let id = |id: &str| report.field(id).and_then(|field| report.value(field).number()).and_then(Decimal::as_integer);
        let total = |row: &str| id(&["requests", row, "total"].join(".")).unwrap_or(0);
        let tables = [
            total("received"),
            total("received") + total("carried_in"),
            total("total"),
            id("requests.received.natural_person").unwrap_or(0),
            id("requests.total.natural_person").unwrap_or(0),
        ];
        let mut said = 0;
        for (at, ratio) in prose.ratios.iter().enumerate() {
            let (section, span, percent, expected, numbers, case) = match *ratio {
                Ratio::Share { section, paragraph, value, unit, percent, span, requests } => {
                    // The numbers of a paragraph stand together, and its whole is one of them.
                    let around = || {
                        let near = prose.ratios.get(at.saturating_sub(60)..(at + 60).min(prose.ratios.len())).unwrap_or_default();
                        near.iter().filter_map(|other| match *other {
                            Ratio::Count { paragraph: there, value, unit: other } if there == paragraph && other == unit => Some(value),
                            _ => None,
                        })
                    };
                    let sum: i64 = around().fold(0, i64::saturating_add);
                    let whole = around().max().unwrap_or(0);
                    let known = whole > value || requests && report.has_table(TableId::Requests);
                    if !known {
                        continue;
                    }
                    let right = around().any(|base| fits(percent, value, base))
                        || fits(percent, value, sum)
                        || fits(percent, value, sum.saturating_sub(whole))
                        || requests && tables.iter().any(|&base| fits(percent, value, base));
                    if right {
                        verdict.pass();
                        continue;
                    }
                    let severe = requests && unit == Unit::Case;
                    (section, span, percent, whole, [value, whole], u8::from(!severe))
                }
                Ratio::Growth { section, value, change, percent, span } => {
                    let before = value.saturating_sub(change);
                    if before <= 0 || fits(percent, change.abs(), before) {
                        if before > 0 {
                            verdict.pass();
                        }
                        continue;
                    }
                    (section, span, percent, before, [change.abs(), before], 2)
                }
                _ => continue,
            };
            said += 1;
            if said > MOST {
                return;
            }
            let finding = fail_at(verdict, report, FindingKind::Unequal, section, span);
            if case == 1 {
                finding.severity = Severity::Info;
            }
            finding.detail.case = case;
            finding.found = Some(percent);
            finding.expected = computed(numbers[0], expected);
            finding.detail.numbers = numbers.into_iter().map(Decimal::integer).collect();
        }
    });
}

/// The percentage that a part is of a whole, to two decimals.
fn computed(part: i64, whole: i64) -> Option<Decimal> {
    let (part, whole) = (i128::from(part), i128::from(whole));
    let hundredths = (part * 20_000 + whole).checked_div(2 * whole)?;
    Decimal::new(i64::try_from(hundredths).ok()?, 2)
}

fn inner(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        for ratio in prose.ratios.iter().filter(|ratio| matches!(ratio, Ratio::Parts { .. })).take(MOST) {
            let Ratio::Parts { section, total, sum, span } = *ratio else { continue };
            let finding = fail_at(verdict, report, FindingKind::Unequal, section, span);
            (finding.expected, finding.found) = (Some(Decimal::integer(total)), Some(Decimal::integer(sum)));
        }
    });
    for (section, span, first, again) in twice(report).into_iter().take(MOST) {
        let finding = fail_at(verdict, report, FindingKind::Contradiction, section, span);
        (finding.expected, finding.found) = (Decimal::parse(&first), Decimal::parse(&again));
        finding.detail.case = 1;
    }
}

fn branch_sum(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        for claims in prose.claims.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let stated: Vec<&Claim> = claims
                .iter()
                .filter(|claim| matches!(claim.what, What::Received | What::ReceivedNew | What::Handled | What::Answered) && !claim.absent)
                .collect();
            let branches: Vec<(&Claim, u8)> = claims
                .iter()
                .filter_map(|claim| match claim.what {
                    What::Results { families, kind: None } if !claim.absent => Some((claim, families)),
                    _ => None,
                })
                .collect();
            let named = branches.iter().fold(0_u8, |all, (_, families)| all | families);
            let bits: u32 = branches.iter().map(|(_, families)| families.count_ones()).sum();
            let (Some(first), Some((last, _))) = (stated.first(), branches.last()) else { continue };
            // A result named twice was counted in two ways.
            if bits != named.count_ones() || branches.len() < 3 || claims.iter().any(|claim| claim.withdrawn) {
                continue;
            }
            let sum = branches.iter().fold(0_i64, |sum, (claim, _)| sum.saturating_add(claim.value));
            let figure =
                |id: &str| report.field(id).and_then(|field| report.value(field).number()).and_then(Decimal::as_integer).unwrap_or(0);
            let form = report.form();
            let unnamed: i64 = form
                .rows
                .iter()
                .enumerate()
                .filter(|&(at, row)| row.table == TableId::Requests && report.in_use(at))
                .filter(|(_, row)| FAMILIES.iter().any(|&(bit, _, key)| named & bit == 0 && row.key.split('.').next() == Some(key)))
                .map(|(_, row)| figure(&["requests", row.key, "total"].join(".")))
                .sum();
            let [carried_in, carried_out, total] =
                ["carried_in", "carried_out", "total"].map(|row| figure(&["requests", row, "total"].join(".")));
            let wholes =
                stated.iter().flat_map(|claim| [0, carried_in, -carried_out, carried_in - carried_out].map(|more| claim.value + more));
            let wholes: Vec<i64> = wholes.chain([total]).collect();
            if wholes.iter().any(|&whole| whole == sum || whole == sum.saturating_add(unnamed)) {
                verdict.pass();
                continue;
            }
            // Carried over in the text, the table aside.
            let carried: Vec<i64> = claims
                .iter()
                .filter(|claim| matches!(claim.what, What::CarriedIn | What::CarriedOut | What::Carried))
                .map(|claim| claim.value)
                .collect();
            if carried.iter().any(|more| wholes.iter().any(|whole| whole + more == sum || whole - more == sum)) {
                verdict.pass();
                continue;
            }
            let same = last.section == first.section;
            let span = if same { [first.span[0].min(last.span[0]), first.span[1].max(last.span[1])] } else { last.span };
            let finding = fail_at(verdict, report, FindingKind::Unequal, last.section, span);
            (finding.expected, finding.found) = (Some(Decimal::integer(first.value)), Some(Decimal::integer(sum)));
            finding.detail.numbers = branches.iter().map(|(claim, _)| Decimal::integer(claim.value)).collect();
        }
    });
}
