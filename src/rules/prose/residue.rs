//! DOC-LETTER, DOC-PLACEHOLDER, DOC-SECRET-MARK, DOC-DUP, DOC-BOILERPLATE and DOC-PART-COUNT: what was left in the text, or left over.

use super::tokens::Token;
use super::words::Word;
use super::{MOST, bodies, body, fail_at, sentence, with_prose};
use crate::finding::{FindingKind, Severity};
use crate::report::{AuthorityType, Report};
use crate::rules::{BOTH, Example, Rule, Text, Verdict, text};
use crate::value::Decimal;

const OWN: Text = text("本工具的经验规则。", "This tool's own rule of experience.");

pub(in crate::rules) const PART_COUNT: Rule = Rule {
    code: "DOC-PART-COUNT",
    severity: Severity::Info,
    editions: BOTH,
    summary: text(
        "开头说的部分数与六个部分不符，或者列举不全。",
        "The preface announces another number of parts than six, or does not name all.",
    ),
    why: text("多半是沿用了旧格式的开头。", "Mostly the preface of an older form was kept."),
    basis: text("国办公开办函〔2019〕60号、〔2021〕30号规定六个部分。", "国办公开办函〔2019〕60号 and 〔2021〕30号 have six."),
    example: Example {
        fails: text(
            "“本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项等六部分组成。”",
            "The text says “本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项等六部分组成。”.",
        ),
        passes: text(
            "“本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。”",
            "The text says “本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。”.",
        ),
    },
    check: part_count,
};

pub(in crate::rules) const LETTER: Rule = Rule {
    code: "DOC-LETTER",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("正文里有报送用的语句。", "The text holds words of a covering letter."),
    why: text(
        "年度报告是向社会公布的，报送上级的抬头和套语不应当留在里面。",
        "The report is for the public; the address and phrases of a letter to a superior do not belong in it.",
    ),
    basis: text("通报批评过把报送函一并公开的；程度由本工具定。", "Circulars have criticised it; the weight is this tool's own."),
    example: Example {
        fails: text("“现将有关情况报送如下，请审阅。特此报告。”", "The text says “现将有关情况报送如下，请审阅。特此报告。”."),
        passes: text("“现将2023年政府信息公开工作年度报告公布如下。”", "The text says “现将2023年政府信息公开工作年度报告公布如下。”."),
    },
    check: letter,
};

pub(in crate::rules) const PLACEHOLDER: Rule = Rule {
    code: "DOC-PLACEHOLDER",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("正文里有没有填写的空位。", "The text has a place that was not filled in."),
    why: text("模板里的空位会原样公开。", "A place left in the template is published as it is."),
    basis: text(
        "空位没有任何内容，不是报告的陈述；分不清是否遮盖姓名的只作警告。",
        "An empty place states nothing; where it may hide a name it is a warning only.",
    ),
    example: Example {
        fails: text("“全年共公开信息XX条。”", "The text says “全年共公开信息XX条。”."),
        passes: text("“查询网址为www.xx.gov.cn/xxgk。”", "The text says “查询网址为www.xx.gov.cn/xxgk。”."),
    },
    check: placeholder,
};

pub(in crate::rules) const SECRET_MARK: Rule = Rule {
    code: "DOC-SECRET-MARK",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("文档带有密级或者不公开的标识。", "The document carries a mark of secrecy."),
    why: text("公开带有这种标识的文件会被追责。", "Publishing a document with such a mark has consequences."),
    basis: OWN,
    example: Example {
        fails: text("文首有“内部资料 注意保密”。", "It begins with “内部资料 注意保密”."),
        passes: text(
            "正文写“严禁将内部资料和涉密信息发布到网站上，做到先审查、后公开”。",
            "The text says “严禁将内部资料和涉密信息发布到网站上，做到先审查、后公开”.",
        ),
    },
    check: secret,
};

pub(in crate::rules) const DUP: Rule = Rule {
    code: "DOC-DUP",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("有两段文字完全相同。", "Two paragraphs are the same."),
    why: text("多半是复制时多贴了一遍。", "Mostly one was pasted twice."),
    basis: OWN,
    example: Example {
        fails: text(
            "同一段话在第一、五部分各出现一次：“健全政府信息公开工作机制，明确责任分工，做到专人负责、定期检查。”",
            "The same paragraph stands in sections 1 and 5: “健全政府信息公开工作机制，明确责任分工，做到专人负责、定期检查。”",
        ),
        passes: text(
            "两段话各不相同，只有开头一句相同：“健全政府信息公开工作机制。”",
            "Only a short line stands twice: “健全政府信息公开工作机制。”",
        ),
    },
    check: dup,
};

pub(in crate::rules) const BOILERPLATE: Rule = Rule {
    code: "DOC-BOILERPLATE",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("有的话说的是许多机关，不像是本机关自己的情况。", "Words speak of many bodies and cannot describe one."),
    why: text(
        "照搬的套话不反映本机关的工作，评估时按敷衍扣分。",
        "Copied phrases say nothing of the body's own work, and evaluations mark them down.",
    ),
    basis: OWN,
    example: Example {
        fails: text("某镇的报告写“部分地区公开内容还不够全面”。", "A town's report that says “部分地区公开内容还不够全面”."),
        passes: text("某镇的报告写“部分村公开内容还不够全面”。", "A town's report that says “部分村公开内容还不够全面”."),
    },
    check: boilerplate,
};

/// The line that holds this place.
fn line(text: &str, at: usize) -> [usize; 2] {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |start| start + 1);
    let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
    [start, end]
}

/// Whether a line is the address of a letter: a body and a colon.
fn is_address(line: &str) -> bool {
    const BODIES: [&str; 8] = ["局", "委", "办", "办公室", "政府", "厅", "领导小组", "委员会"];
    const OTHERS: [&str; 8] = ["报告", "名称", "单位", "机构", "来源", "联系", "地址", "由"];
    let Some(name) = line.trim().strip_suffix(['：', ':']) else { return false };
    (3..=18).contains(&name.chars().count())
        && BODIES.iter().any(|body| name.ends_with(body))
        && !OTHERS.iter().any(|other| name.contains(other))
        && !name.contains(['（', '(', '，', '、', '.', '；', '。'])
}

fn letter(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        let mut found: Option<(u8, [usize; 2], String)> = None;
        for section in 0..=6 {
            let text = body(report, section).unwrap_or_default();
            let phrase = prose.tokens(section).iter().find(|token| token.is(Word::Letter));
            let words = phrase.map(|token| (token.start, token.end));
            // 报送 in 现将…报送 speaks to a superior.
            let sends = text.match_indices("现将").take(MOST).find_map(|(at, _)| {
                let end = text.get(at..)?.find(['。', '\n']).map(|end| at + end)?;
                let words = text.get(at..end)?;
                (words.chars().count() <= 60 && ["报送", "呈报", "上报"].iter().any(|word| words.contains(word))).then_some((at, end))
            });
            if let Some((from, to)) = words.or(sends) {
                found = Some((section, sentence(text, from, to), text.get(from..to).unwrap_or_default().to_owned()));
                break;
            }
            if section <= 1 {
                let mut at = 0;
                for own in text.split('\n').take(30) {
                    if is_address(own) {
                        found = Some((section, [at, at + own.len()], own.trim().to_owned()));
                        break;
                    }
                    at += own.len() + 1;
                }
            }
            if found.is_some() {
                break;
            }
        }
        if let Some((section, span, words)) = found {
            fail_at(verdict, report, FindingKind::Wording, section, span).detail.texts = vec![words];
        }
    });
}

/// The places that were left to be filled in, and whether each can be nothing else.
fn blanks(text: &str) -> Vec<([usize; 2], bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    let is_mark = |c: char| matches!(c, 'X' | 'x' | '×' | '✕' | 'Ｘ' | '＿' | '_' | '某' | '○' | '＊');
    while found.len() <= MOST
        && let Some(step) = text.get(at..).and_then(|rest| rest.find(is_mark))
    {
        let start = at + step;
        let rest = text.get(start..).unwrap_or_default();
        let Some(mark) = rest.chars().next() else { break };
        let length: usize = rest.chars().take_while(|&c| c == mark).map(char::len_utf8).sum();
        at = start + length;
        if length < 2 * mark.len_utf8() {
            continue;
        }
        let before = text.get(..start).and_then(|before| before.chars().next_back()).unwrap_or(' ');
        let behind = text.get(at..).and_then(|rest| rest.trim_start().chars().next()).unwrap_or(' ');
        // Addresses, telephone numbers and hidden digits are no places to be filled in.
        let technical = |c: char| c.is_ascii_alphanumeric() || "./-@_:·*".contains(c);
        let counted = "年月日件条次个份项元人部".contains(behind);
        let named = "局镇乡县市区街部委办省".contains(behind);
        match mark {
            _ if technical(before) || technical(behind) => {}
            '某' if named => found.push(([start, at], false)),
            '某' | '○' | '＊' => {}
            '＿' | '_' => found.push(([start, at], counted)),
            _ => found.push(([start, at], counted || named)),
        }
    }
    for (open, close) in [('〔', '〕'), ('（', '）')] {
        for (start, _) in text.match_indices(open).take(1000) {
            let rest = text.get(start + open.len_utf8()..).unwrap_or_default();
            let inner = rest.char_indices().take(12).find(|&(_, c)| c == close).and_then(|(end, _)| rest.get(..end));
            let Some(inner) = inner else { continue };
            let asks =
                ["此处", "填写", "请填", "待填"].iter().any(|word| inner.starts_with(word)) || open == '〔' && inner.trim().is_empty();
            if asks {
                found.push(([start, start + open.len_utf8() + inner.len() + close.len_utf8()], true));
            }
        }
    }
    found
}

fn placeholder(report: &Report, verdict: &mut Verdict) {
    let mut said = 0;
    for (section, text) in bodies(report) {
        for (span, sure) in blanks(text) {
            said += 1;
            if said > MOST {
                return;
            }
            let finding = fail_at(verdict, report, FindingKind::Format, section, sentence(text, span[0], span[1]));
            if !sure {
                finding.severity = Severity::Warning;
            }
            finding.detail.texts = text.get(span[0]..span[1]).map(str::to_owned).into_iter().collect();
        }
    }
}

fn secret(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        for section in 0..=6 {
            let text = body(report, section).unwrap_or_default();
            let marks = |token: &&Token| {
                let [start, end] = line(text, token.start);
                let words = text.get(token.start..token.end).unwrap_or_default();
                let own = text.get(start..end).unwrap_or_default();
                // In a sentence the words speak of such documents; a mark stands alone.
                token.is(Word::Secret) && (words.contains(['★', '▲']) || own.chars().count() <= 20 && !own.contains(['，', '；', '、']))
            };
            if let Some(token) = prose.tokens(section).iter().filter(|token| token.is(Word::Secret)).take(MOST).find(marks) {
                let words = text.get(token.start..token.end).unwrap_or_default().to_owned();
                fail_at(verdict, report, FindingKind::Format, section, [token.start, token.end]).detail.texts = vec![words];
                return;
            }
        }
    });
}

fn dup(report: &Report, verdict: &mut Verdict) {
    const LEAST: usize = 20;
    // Comparing each with each is quick for the paragraphs of a report; a text with more has other troubles.
    const MOST_PARAGRAPHS: usize = 300;
    let mut seen: Vec<&str> = Vec::new();
    for (section, text) in bodies(report) {
        let mut at = 0;
        for own in text.split('\n') {
            let words = own.trim();
            if words.len() >= 3 * LEAST && words.chars().count() >= LEAST && seen.len() < MOST_PARAGRAPHS {
                if seen.contains(&words) {
                    let start = at + (own.len() - own.trim_start().len());
                    fail_at(verdict, report, FindingKind::Wording, section, [start, start + words.len()]);
                    return;
                }
                seen.push(words);
            }
            at += own.len() + 1;
        }
    }
    if seen.len() > 1 {
        verdict.pass();
    }
}

fn boilerplate(report: &Report, verdict: &mut Verdict) {
    use AuthorityType::{CityDept, CountyDept, ProvinceDept, Subdistrict, TownGov};
    let name = report.authority.as_deref().unwrap_or_default();
    let single =
        matches!(report.authority_type, Some((TownGov | Subdistrict | CountyDept | CityDept | ProvinceDept, _))) || name.ends_with('局');
    if !single {
        return;
    }
    with_prose(verdict, |prose, verdict| {
        for section in [1, 5] {
            let text = body(report, section).unwrap_or_default();
            if let Some(token) = prose.tokens(section).iter().find(|token| token.is(Word::Generic)) {
                let words = text.get(token.start..token.end).unwrap_or_default().to_owned();
                let span = sentence(text, token.start, token.end);
                fail_at(verdict, report, FindingKind::Wording, section, span).detail.texts = vec![words];
                return;
            }
        }
    });
}

fn part_count(report: &Report, verdict: &mut Verdict) {
    const PARTS: [(&str, &[&str]); 6] = [
        ("总体情况", &["总体情况", "概述", "总体概况", "基本情况"]),
        ("主动公开政府信息情况", &["主动公开"]),
        ("收到和处理政府信息公开申请情况", &["处理政府信息公开申请", "处理申请", "公开申请", "依申请"]),
        ("政府信息公开行政复议、行政诉讼情况", &["复议", "诉讼"]),
        ("存在的主要问题及改进情况", &["问题"]),
        ("其他需要报告的事项", &["其他", "其它", "需要报告", "需要说明"]),
    ];
    for section in [0, 1] {
        let text = body(report, section).unwrap_or_default();
        for (at, _) in text.match_indices("部分").take(50) {
            let before = text.get(..at).unwrap_or_default();
            let before = before.trim_end_matches(['个', '大']).trim_end();
            let number = before.chars().next_back().and_then(|c| match c {
                '1'..='9' => c.to_digit(10).map(i64::from),
                _ => "一二三四五六七八九".chars().zip(1_i64..).find(|&(digit, _)| digit == c).map(|(_, n)| n),
            });
            let Some(number) = number.filter(|number| (3..=9).contains(number)) else { continue };
            let span = sentence(text, at, at + "部分".len());
            let [start, end] = [text.get(..at).and_then(|before| before.rfind(['。', '\n'])).map_or(0, |at| at), span[1]];
            let words = text.get(start..end).unwrap_or_default();
            if words.contains("第") && !words.contains("组成") || !["报告", "年报", "全文", "组成"].iter().any(|word| words.contains(word))
            {
                continue;
            }
            let named = |&&(_, words_for): &&(&str, &[&str])| words_for.iter().any(|word| words.contains(word));
            let missing: Vec<String> = PARTS.iter().filter(|part| !named(part)).map(|&(name, _)| name.to_owned()).collect();
            // Where nothing is listed there is only the number.
            let listed = missing.len() <= 3;
            if number == 6 && (missing.is_empty() || !listed) {
                verdict.pass();
                return;
            }
            let finding = fail_at(
                verdict,
                report,
                FindingKind::Wording,
                section,
                [start + words.len() - words.trim_start_matches(['。', '\n']).len(), end],
            );
            finding.found = Some(Decimal::integer(number));
            finding.expected = Some(Decimal::integer(6));
            finding.detail.texts = if listed { missing } else { Vec::new() };
            return;
        }
    }
}
