//! DOC-ORG-MISMATCH, DOC-SELF-REF and DOC-SELF-BLANK: how the report names its own authority.

use super::tokens::Kind;
use super::words::Word;
use super::{MOST, beginning, body, fail_at, sentence, with_prose};
use crate::finding::{FindingKind, Seat, Severity};
use crate::report::{AuthorityType, Report};
use crate::rules::{BOTH, Example, Rule, Verdict, text};

pub(in crate::rules) const ORG_MISMATCH: Rule = Rule {
    code: "DOC-ORG-MISMATCH",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text(
        "落款或者开头的机关与标题的机关不是同一个。",
        "The authority that signs, or that the preface names, is not the one in the title.",
    ),
    why: text("多半是用了别的单位的文件。", "Mostly the file of another body was used."),
    basis: text(
        "本工具的经验规则；全称、简称和办公机构署名不报。",
        "This tool's own rule of experience; long and short forms, and offices that sign, are accepted.",
    ),
    example: Example {
        fails: text("标题是某县甲镇，落款是“某县乙镇人民政府”。", "The title names 某县甲镇, and “某县乙镇人民政府” signs."),
        passes: text("标题是某县甲镇，落款是“某县甲镇人民政府”。", "The title names 某县甲镇, and “某县甲镇人民政府” signs."),
    },
    check: org_mismatch,
};

pub(in crate::rules) const SELF_REF: Rule = Rule {
    code: "DOC-SELF-REF",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("自称与机关的类型不符。", "The authority calls itself what it is not."),
    why: text("镇的报告里写“我局”，多半是从别的单位抄来的。", "A town that writes 我局 has mostly copied from a bureau."),
    basis: text(
        "本工具的经验规则；下级用“我县”“我市”称呼所在地区不报。",
        "This tool's own rule of experience; naming the area, as in 我县, is accepted.",
    ),
    example: Example {
        fails: text("某镇人民政府的报告写“我局高度重视政府信息公开工作”。", "A town's report that says “我局高度重视政府信息公开工作”."),
        passes: text("某镇人民政府的报告写“我镇高度重视政府信息公开工作”。", "A town's report that says “我镇高度重视政府信息公开工作”."),
    },
    check: self_ref,
};

pub(in crate::rules) const SELF_BLANK: Rule = Rule {
    code: "DOC-SELF-BLANK",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("“我”字后面漏了单位。", "The unit behind 我 is left out."),
    why: text("替换单位名称时把“镇”“局”一起删了。", "The word was deleted with the name of another unit."),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("“今年以来，我主动公开各类信息80条。”", "The text says “今年以来，我主动公开各类信息80条。”."),
        passes: text("“今年以来，我街道主动公开各类信息80条。”", "The text says “今年以来，我街道主动公开各类信息80条。”."),
    },
    check: self_blank,
};

/// Whether the characters of one name stand in the other, in their order: 某县发改委 in 某县发展和改革委员会.
fn is_short_form(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

fn bare(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    ["人民政府办公室", "人民政府", "政府", "办事处"].iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned).unwrap_or(name)
}

/// Whether two names are of one body; nothing where they may be either.
fn is_same(a: &str, b: &str) -> Option<bool> {
    const KINDS: [&str; 9] = ["镇", "乡", "街道", "县", "区", "局", "委员会", "厅", "中心"];
    let (a, b) = (bare(a), bare(b));
    if is_short_form(&a, &b) || is_short_form(&b, &a) {
        return Some(true);
    }
    // Bodies of one kind with different names: what is left between the common beginning and the common end shares nothing.
    let alike = KINDS.iter().any(|kind| a.ends_with(kind) && b.ends_with(kind));
    let start = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (left, right): (Vec<char>, Vec<char>) = (a.chars().skip(start).collect(), b.chars().skip(start).collect());
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(x, y)| x == y).count();
    let left = left.get(..left.len() - end).unwrap_or_default();
    let right = right.get(..right.len() - end).unwrap_or_default();
    let different = !left.is_empty() && !right.is_empty() && !left.iter().any(|c| right.contains(c));
    (alike && different).then_some(false)
}

/// The names that the preface has for the authority, with their place: before the year of this report, and behind 由 as the one that made it.
fn introduced(text: &str) -> Vec<([usize; 2], &str)> {
    let reports = |rest: &str| ["报告", "年报"].iter().any(|word| beginning(rest, 60).contains(word));
    let years = text.match_indices("政府信息公开").filter(|&(at, _)| text.get(at..).is_some_and(reports)).filter_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let before = before.strip_suffix("年度").or_else(|| before.strip_suffix('年'))?.trim_end();
        let bare = before.trim_end_matches(|c: char| c.is_numeric() || matches!(c, '〇' | '○'));
        (bare.len() < before.len()).then_some(bare)
    });
    let makers = text.match_indices("编制").filter_map(|(at, _)| text.get(..at).filter(|before| name(before).1.ends_with('由')));
    let named = |before: &str| {
        let (name, _) = name(before);
        let from = before.trim_end().len().saturating_sub(name.len());
        text.get(from..from + name.len()).map(|name| ([from, from + name.len()], name))
    };
    let own = |&(_, name): &([usize; 2], &str)| name.chars().count() >= 2 && !name.starts_with(['本', '我', '全', '各', '该']);
    years.chain(makers).take(MOST).filter_map(named).filter(own).collect()
}

/// The name that a text ends with, and what stands before it.
fn name(text: &str) -> (&str, &str) {
    const VERBS: [&str; 12] = ["公布", "发布", "编制", "关于", "按照", "根据", "由", "与", "向", "将", "是", "为"];
    let text = text.trim_end();
    let start = text.char_indices().rev().take(30).take_while(|(_, c)| matches!(c, '\u{4e00}'..='\u{9fff}' | ' ')).last();
    let start = start.map_or(text.len(), |(start, _)| start);
    let words = text.get(start..).unwrap_or_default();
    let cut = VERBS.iter().filter_map(|verb| words.rfind(verb).map(|at| at + verb.len())).max().unwrap_or(0);
    let cut = cut + words.get(cut..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '了']).len());
    (words.get(cut..).unwrap_or_default(), text.get(..start + cut).unwrap_or_default())
}

fn org_mismatch(report: &Report, verdict: &mut Verdict) {
    // The name may have been taken from the signature, and then nothing is compared.
    let Some(title) = report.authority.as_deref().filter(|name| report.title.as_deref().is_some_and(|text| text.contains(name))) else {
        return;
    };
    match report.signed_by.as_deref().map(|signed| (signed, is_same(title, signed))) {
        Some((_, Some(true))) => verdict.pass(),
        Some((signed, Some(false))) => {
            let finding = verdict.fail(FindingKind::Contradiction, Seat::Document, Vec::new());
            finding.detail.texts = vec![title.to_owned(), signed.to_owned()];
        }
        _ => {}
    }
    let names = introduced(body(report, 0).unwrap_or_default());
    match names.iter().find(|(_, name)| is_same(title, name) == Some(false)) {
        // Where the right name stands beside it, the other is that of a body which asked for the report.
        Some(_) if names.iter().any(|(_, name)| is_same(title, name) == Some(true)) => verdict.pass(),
        Some(&(span, name)) => {
            let finding = fail_at(verdict, report, FindingKind::Contradiction, 0, span);
            finding.detail.texts = vec![title.to_owned(), name.to_owned()];
            finding.detail.case = 1;
        }
        None if names.iter().any(|(_, name)| is_same(title, name) == Some(true)) => verdict.pass(),
        None => {}
    }
}

/// The designations that a body of this kind cannot use for itself.
fn foreign(report: &Report) -> Option<&'static [&'static str]> {
    let name = report.authority.as_deref().unwrap_or_default();
    let kind = report.authority_type.map(|(kind, _)| kind);
    Some(match kind {
        Some(AuthorityType::TownGov) if name.contains('镇') && !name.contains('乡') => &["我局", "我厅", "我委", "我街道", "我乡"],
        Some(AuthorityType::TownGov) if name.contains('乡') && !name.contains('镇') => &["我局", "我厅", "我委", "我街道", "我镇"],
        Some(AuthorityType::TownGov) => &["我局", "我厅", "我委", "我街道"],
        Some(AuthorityType::Subdistrict) => &["我局", "我厅", "我委", "我镇", "我乡"],
        Some(AuthorityType::CountyGov | AuthorityType::CityGov | AuthorityType::ProvinceGov) => &["我局", "我厅", "我镇", "我乡", "我街道"],
        _ if name.ends_with('局') => &["我镇", "我乡", "我街道", "我厅"],
        _ if name.ends_with("委员会") && !name.contains("管理委员会") || name.ends_with('厅') => &["我镇", "我乡", "我街道"],
        _ => return None,
    })
}

fn self_ref(report: &Report, verdict: &mut Verdict) {
    let Some(foreign) = foreign(report) else { return };
    with_prose(verdict, |prose, verdict| {
        let (mut said, mut used): (Vec<&str>, bool) = (Vec::new(), false);
        for section in 0..=6 {
            let text = body(report, section).unwrap_or_default();
            for token in prose.tokens(section).iter().filter(|token| token.is(Word::Own)) {
                let Some(words) = text.get(token.start..token.end) else { continue };
                let behind = text.get(token.end..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
                // 我乡村, 我委托 and 我局部 are other words.
                if "村镇愿土托派部面限势".contains(behind) {
                    continue;
                }
                used = true;
                if !foreign.contains(&words) || said.contains(&words) {
                    continue;
                }
                said.push(words);
                let finding = fail_at(verdict, report, FindingKind::Wording, section, sentence(text, token.start, token.end));
                finding.detail.texts = vec![words.to_owned(), report.authority.clone().unwrap_or_default()];
            }
        }
        if used && said.is_empty() {
            verdict.pass();
        }
    });
}

fn self_blank(report: &Report, verdict: &mut Verdict) {
    with_prose(verdict, |prose, verdict| {
        let mut said = 0;
        for section in 0..=6 {
            let text = body(report, section).unwrap_or_default();
            for token in prose.tokens(section).iter().filter(|token| token.kind == Kind::Word(Word::OwnBlank)) {
                let before = text.get(..token.start).and_then(|before| before.chars().next_back()).unwrap_or('，');
                // 自我 and 大我 are words; a missing unit follows the beginning of a clause.
                if !"，。；：、,;:\n）)来年".contains(before) && !before.is_whitespace() {
                    continue;
                }
                said += 1;
                if said > MOST {
                    return;
                }
                let finding = fail_at(verdict, report, FindingKind::Wording, section, sentence(text, token.start, token.end));
                finding.detail.texts = text.get(token.start..token.end).map(str::to_owned).into_iter().collect();
            }
        }
    });
}
