//! DOC-*: the report as a document: its edition, title and sections.

use super::{BOTH, Example, Rule, Verdict, WhyNot, is_written, tables, text};
use crate::field::{Field, TableId};
use crate::finding::{FindingKind, Quote, Seat, Severity};
use crate::form::Edition;
use crate::report::{Notice, Report, Section};
use crate::value::Decimal;

pub(super) const FORMAT_YEAR: Rule = Rule {
    code: "DOC-FORMAT-YEAR",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("表格的版本与报告年度不符。", "The tables are of another edition than the year demands."),
    why: text(
        "两版表二的指标不同，用错版本的数字无法汇总，报告会被退回。",
        "Table 2 asks for different figures in each edition; the wrong ones cannot be added up, and the report is sent back.",
    ),
    basis: text(
        "国办公开办函〔2021〕30号：2021年度起使用新格式；2019、2020年度使用国办公开办函〔2019〕60号的试行格式。",
        "国办公开办函〔2021〕30号 from the report on 2021; 国办公开办函〔2019〕60号 for 2019 and 2020.",
    ),
    example: Example {
        fails: text("2023年的报告用含“政府集中采购”的旧表。", "A report on 2023 with the old table that has “政府集中采购”."),
        passes: text("2023年的报告用含“现行有效件数”的新表。", "A report on 2023 with the new table that has “现行有效件数”."),
    },
    check: |report, verdict| match report.year {
        _ if !report.has_table(TableId::Disclosure) => verdict.skip(WhyNot::Missing, &[]),
        None => verdict.skip(WhyNot::Unknown, &[]),
        Some(year) if report.edition == Edition::for_year(year) => verdict.pass(),
        Some(year) => {
            let finding = verdict.fail(FindingKind::Format, Seat::Document, Vec::new());
            finding.detail.numbers = vec![Decimal::integer(year.into())];
        }
    },
};

pub(super) const FORMAT_MIX: Rule = Rule {
    code: "DOC-FORMAT-MIX",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("表二里混用了两版表格的内容。", "Table 2 mixes blocks of both editions."),
    why: text("混用的部分没有填本版规定的指标。", "The foreign blocks do not report what the edition asks for."),
    basis: text("国办公开办函〔2019〕60号、〔2021〕30号的表格。", "The form of 国办公开办函〔2019〕60号 and 〔2021〕30号."),
    example: Example {
        fails: text(
            "第（一）项用“本年新制作数量”，其余各项用2021年版。",
            "The block 第（一）项 has “本年新制作数量”, the others are of the 2021 edition.",
        ),
        passes: text("各项都用2021年版。", "All blocks are of the 2021 edition."),
    },
    check: format_mix,
};

pub(super) const SECTION_MISSING: Rule = Rule {
    code: "DOC-SECTION-MISSING",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("缺少规定的六个部分中的某些部分。", "Some of the six sections are missing."),
    why: text(
        "六个部分是报告的法定内容，没有可写的也要保留标题并说明。",
        "The six sections are required; where there is nothing to say, the heading stays and says so.",
    ),
    basis: text(
        "《政府信息公开条例》第五十条；国办公开办函〔2019〕60号、〔2021〕30号。",
        "Article 50 of the Regulations; 国办公开办函〔2019〕60号 and 〔2021〕30号.",
    ),
    example: Example {
        fails: text("没有“六、其他需要报告的事项”。", "There is no “六、其他需要报告的事项”."),
        passes: text("六个部分齐全。", "All six are there."),
    },
    check: section_missing,
};

pub(super) const SECTION_NUMBER: Rule = Rule {
    code: "DOC-SECTION-NUMBER",
    severity: Severity::Error,
    editions: BOTH,
    summary: text(
        "部分的序号与规定的次序不符、重复或有多余字符。",
        "A section's ordinal is out of order, repeated or has stray characters.",
    ),
    why: text(
        "序号错乱多半是删改旧稿留下的，读者会以为缺了一部分。",
        "Wrong ordinals are left over from editing, and readers think that a section is gone.",
    ),
    basis: text(
        "国办公开办函〔2019〕60号、〔2021〕30号规定的六个部分及其次序。",
        "The six sections and their order in 国办公开办函〔2019〕60号 and 〔2021〕30号.",
    ),
    example: Example {
        fails: text("“l六、其他需要报告的事项”。", "“l六、其他需要报告的事项”."),
        passes: text("“六、其他需要报告的事项”。", "“六、其他需要报告的事项”."),
    },
    check: section_number,
};

pub(super) const SECTION_EXTRA: Rule = Rule {
    code: "DOC-SECTION-EXTRA",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("有规定的六个部分之外的部分。", "There is a section besides the six."),
    why: text(
        "格式要求内容不宜泛化；收费减免、工作思路等是旧格式的内容。",
        "The form asks for no more; plans, fees and reductions belong to older forms.",
    ),
    basis: text("国办公开办函〔2021〕30号：“不能遗漏，也不宜泛化”。", "国办公开办函〔2021〕30号: neither leave out nor widen."),
    example: Example {
        fails: text("“七、2022年工作思路”。", "“七、2022年工作思路”."),
        passes: text("六个部分之后只有落款。", "After the six sections there is only the signature."),
    },
    check: section_extra,
};

pub(super) const SECTION_TITLE: Rule = Rule {
    code: "DOC-SECTION-TITLE",
    severity: Severity::Info,
    editions: BOTH,
    summary: text("部分的标题与规定的写法不同。", "A section's heading differs from the prescribed words."),
    why: text("标题写错常是漏字、重字，或沿用了旧格式。", "Such headings mostly lack or double a word, or come from an older form."),
    basis: text(
        "国办公开办函〔2019〕60号、〔2021〕30号的标题；各地通用的几种写法不报。",
        "The headings of 国办公开办函〔2019〕60号 and 〔2021〕30号; variants in common use are accepted.",
    ),
    example: Example {
        fails: text("“二、主动公开政府政府情况”。", "“二、主动公开政府政府情况”."),
        passes: text("“二、主动公开政府信息情况”。", "“二、主动公开政府信息情况”."),
    },
    check: section_title,
};

pub(super) const TITLE_FORM: Rule = Rule {
    code: "DOC-TITLE-FORM",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text(
        "标题缺少机关名称、年份或“政府信息公开工作年度报告”的字样。",
        "The title lacks the authority, the year or the words 政府信息公开工作年度报告.",
    ),
    why: text("标题是别人找到和归档这份报告的依据。", "The title is how others find and file the report."),
    basis: text(
        "通行写法〈机关名称〉〈年份〉年政府信息公开工作年度报告；通报批评过写成“工作报告”的。",
        "The usual form 〈authority〉〈year〉年政府信息公开工作年度报告; circulars have criticised 工作报告.",
    ),
    example: Example {
        fails: text("“某镇人民政府2023年政府信息公开工作报告”。", "“某镇人民政府2023年政府信息公开工作报告”."),
        passes: text("“某镇人民政府2023年政府信息公开工作年度报告”。", "“某镇人民政府2023年政府信息公开工作年度报告”."),
    },
    check: title_form,
};

pub(super) const TITLE_YEAR: Rule = Rule {
    code: "DOC-TITLE-YEAR",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("标题的年份与报告年度不一致。", "The year in the title is not the year reported on."),
    why: text("多半是在上年的文件上改写，漏改了标题或正文。", "Mostly last year's file was edited and one place forgotten."),
    basis: text(
        "标题与正文统计期限的年份是同一份报告的两处陈述，不能不同。",
        "The title and the period in the text state the same year and cannot differ.",
    ),
    example: Example {
        fails: text("标题写2022年，正文统计期限是2023年。", "The title says 2022, the period in the text is 2023."),
        passes: text("标题和正文都是2023年。", "Both say 2023."),
    },
    check: title_year,
};

pub(super) const ARTIFACT: Rule = Rule {
    code: "DOC-ARTIFACT",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("正文里有文字处理软件的残留。", "The text holds residue of a word processor."),
    why: text("书签、域代码一类的残留会原样出现在公开的网页上。", "Bookmarks and field codes appear on the published page as they are."),
    basis: text("本工具的经验规则。", "This tool's own rule of experience."),
    example: Example {
        fails: text("段首有“[bookmark: _GoBack]”。", "A paragraph starts with “[bookmark: _GoBack]”."),
        passes: text("正文里只有文字。", "The text is text only."),
    },
    check: artifact,
};

/// The headings of the six sections.
pub(crate) const HEADINGS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

/// Wordings of the six headings that are accepted without a finding, folded as by [`fold`]; the long forms of 4 and 5 are those of article 50.
const ACCEPTED: [&[&str]; 6] = [
    &["总体情况"],
    &["主动公开政府信息情况", "行政机关主动公开政府信息情况"],
    &["收到处理政府信息公开申请情况", "收到处理申请情况"],
    &["政府信息公开行政复议行政诉讼情况", "因政府信息公开工作被申请行政复议提起行政诉讼情况", "行政复议行政诉讼", "行政复议行政诉讼情况"],
    &["存在的主要问题改进情况", "政府信息公开工作存在的主要问题改进情况", "存在问题改进情况", "存在主要问题改进情况"],
    &["其他需要报告的事项", "其他需要说明的事项"],
];

fn format_mix(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    if !report.has_table(TableId::Disclosure) {
        verdict.skip(WhyNot::Missing, &[]);
        return;
    }
    let blocks = report.notices.iter().filter_map(|notice| match notice {
        Notice::ForeignBlock { block, headings } => Some([block.clone(), headings.join("、")]),
        _ => None,
    });
    let texts: Vec<String> = blocks.flatten().collect();
    if texts.is_empty() {
        verdict.pass();
        return;
    }
    let form = report.form();
    let rows = (0..form.rows.len()).filter(|&row| tables::is_in_foreign_block(report, row));
    let cells: Vec<Field> = rows.flat_map(|row| form.fields_of_row(row)).collect();
    verdict.fail(FindingKind::Format, Seat::Table(TableId::Disclosure), cells).detail.texts = texts;
}

/// Whether the rule can look at headings at all; where only tables were pasted, it cannot.
pub(super) fn has_sections(report: &Report, verdict: &mut Verdict) -> bool {
    if !is_written(report) {
        return false;
    }
    if report.sections.is_empty() {
        verdict.skip(WhyNot::Missing, &[]);
        return false;
    }
    true
}

/// An unknown heading that stands where the section with this number is missing.
fn substitute(report: &Report, number: u8) -> Option<&Section> {
    let missing = report.sections.iter().all(|section| section.number != number);
    let stands_in = |section: &&Section| section.number == 0 && ordinal(&section.ordinal) == Some(number);
    report.sections.iter().find(stands_in).filter(|_| missing)
}

/// Lists the missing sections by number, each with the unknown heading in its place, empty where nothing stands there.
fn section_missing(report: &Report, verdict: &mut Verdict) {
    if !has_sections(report, verdict) {
        return;
    }
    let missing: Vec<u8> = (1..=6).filter(|&number| report.sections.iter().all(|section| section.number != number)).collect();
    if missing.is_empty() {
        verdict.pass();
        return;
    }
    if report.is_partial() {
        verdict.skip(WhyNot::Unreadable, &[]);
        return;
    }
    let texts: Vec<String> =
        missing.iter().map(|&number| substitute(report, number).map_or(String::new(), |s| s.heading.clone())).collect();
    let finding = verdict.fail(FindingKind::Missing, Seat::Document, Vec::new());
    if texts.iter().all(|heading| !heading.is_empty()) {
        finding.severity = Severity::Warning;
    }
    finding.detail.numbers = missing.into_iter().map(|number| Decimal::integer(number.into())).collect();
    finding.detail.texts = texts;
}

/// Wrong ordinals by heading as printed, with the right number; where all ordinals are right, sections that stand twice with a text of their own.
fn section_number(report: &Report, verdict: &mut Verdict) {
    if !has_sections(report, verdict) {
        return;
    }
    let known = || report.sections.iter().filter(|section| section.number != 0);
    if known().all(|section| section.ordinal.is_empty()) {
        // Automatic numbering of a word processor does not reach pasted text.
        verdict.skip(WhyNot::Unknown, &[]);
        return;
    }
    let wrong: Vec<&Section> = known().filter(|section| ordinal(&section.ordinal) != Some(section.number)).collect();
    let with_text = |number: u8| known().filter(move |section| section.number == number && !section.text.trim().is_empty());
    let twice: Vec<&Section> = (1..=6).filter_map(|number| with_text(number).nth(1)).collect();
    let (case, listed) = if wrong.is_empty() { (1, twice) } else { (0, wrong) };
    if listed.is_empty() {
        verdict.pass();
        return;
    }
    let finding = verdict.fail(FindingKind::Format, Seat::Document, Vec::new());
    if case == 1 || listed.iter().all(|section| section.ordinal.is_empty()) {
        finding.severity = Severity::Warning;
    }
    finding.detail.case = case;
    finding.detail.numbers = listed.iter().map(|section| Decimal::integer(section.number.into())).collect();
    finding.detail.texts = listed.iter().map(|section| section.heading.clone()).collect();
}

fn section_extra(report: &Report, verdict: &mut Verdict) {
    if !has_sections(report, verdict) {
        return;
    }
    let stands_in = |section: &Section| (1..=6).any(|number| substitute(report, number) == Some(section));
    let extra = report.sections.iter().filter(|section| section.number == 0 && !stands_in(section));
    let texts: Vec<String> = extra.map(|section| section.heading.clone()).collect();
    if texts.is_empty() {
        verdict.pass();
    } else {
        verdict.fail(FindingKind::Format, Seat::Document, Vec::new()).detail.texts = texts;
    }
}

fn section_title(report: &Report, verdict: &mut Verdict) {
    if !has_sections(report, verdict) {
        return;
    }
    let mut numbers = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut known = false;
    for section in &report.sections {
        let Some(accepted) = usize::from(section.number).checked_sub(1).and_then(|at| ACCEPTED.get(at)) else { continue };
        known = true;
        if !accepted.contains(&fold(section).as_str()) && !texts.contains(&section.heading) {
            numbers.push(Decimal::integer(section.number.into()));
            texts.push(section.heading.clone());
        }
    }
    match () {
        () if !known => verdict.skip(WhyNot::Missing, &[]),
        () if texts.is_empty() => verdict.pass(),
        () => {
            let finding = verdict.fail(FindingKind::Wording, Seat::Document, Vec::new());
            (finding.detail.numbers, finding.detail.texts) = (numbers, texts);
        }
    }
}

/// The bits of `case` say what the title lacks: 1 the authority, 2 the year, 4 the words. Without any title the case is 0.
fn title_form(report: &Report, verdict: &mut Verdict) {
    if !has_sections(report, verdict) {
        return;
    }
    let Some(title) = report.title.as_deref().filter(|title| !title.trim().is_empty()) else {
        verdict.fail(FindingKind::Missing, Seat::Document, Vec::new()).severity = Severity::Info;
        return;
    };
    let squeezed: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    // The year may stand inside the words: 政府信息公开工作2022年度报告.
    let words: String = squeezed.chars().filter(|c| !c.is_ascii_digit()).collect();
    // Where the title names nobody, the authority is taken from the signature.
    let named = report.authority.as_deref().is_some_and(|name| squeezed.contains(name));
    let lacks = u8::from(!named) + 2 * u8::from(report.title_year.is_none()) + 4 * u8::from(!words.contains("政府信息公开工作年度报告"));
    if lacks == 0 {
        verdict.pass();
        return;
    }
    let finding = verdict.fail(FindingKind::Wording, Seat::Document, Vec::new());
    finding.detail.case = lacks;
    finding.detail.texts = vec![title.to_owned()];
}

fn title_year(report: &Report, verdict: &mut Verdict) {
    if !has_sections(report, verdict) {
        return;
    }
    let (Some(title), Some(year)) = (report.title_year, report.year) else {
        let reason = if report.title_year.is_none() { WhyNot::Missing } else { WhyNot::Unknown };
        verdict.skip(reason, &[]);
        return;
    };
    if title != year {
        let finding = verdict.fail(FindingKind::Contradiction, Seat::Document, Vec::new());
        (finding.expected, finding.found) = (Some(Decimal::integer(year.into())), Some(Decimal::integer(title.into())));
        return;
    }
    // The year may have come from the title alone, and then nothing was compared.
    let stated = format!("{year}年");
    let texts = || [report.preface.as_str()].into_iter().chain(report.sections.iter().map(|section| section.text.as_str()));
    if texts().any(|text| text.contains(&stated)) {
        verdict.pass();
    } else {
        verdict.skip(WhyNot::Unknown, &[]);
    }
}

fn artifact(report: &Report, verdict: &mut Verdict) {
    if !is_written(report) {
        return;
    }
    let residues = report.notices.iter().filter_map(|notice| match notice {
        Notice::Artifact { text, section, span } => Some((text, *section, *span)),
        _ => None,
    });
    let residues: Vec<(&String, u8, [u32; 2])> = residues.collect();
    let Some(&(first, section, span)) = residues.first() else {
        let has_text = !report.sections.is_empty() || !report.preface.is_empty() || report.title.is_some();
        if has_text {
            verdict.pass();
        } else {
            verdict.skip(WhyNot::Missing, &[]);
        }
        return;
    };
    let seat = if section == 0 { Seat::Document } else { Seat::Section(section) };
    let finding = verdict.fail(FindingKind::Wording, seat, Vec::new());
    finding.detail.texts = residues.iter().map(|(text, ..)| (*text).clone()).collect();
    finding.quote = Some(Quote { section, text: first.clone(), span });
}

/// The number that a printed ordinal stands for: `三`, `3`, `３` and `（三）` are all 3; `l六` is none.
fn ordinal(printed: &str) -> Option<u8> {
    let mut bare = printed.chars().filter(|c| !c.is_whitespace() && !"()（）、.．，,第部分".contains(*c));
    let number = match bare.next()? {
        '一' | '1' | '１' => 1,
        '二' | '2' | '２' => 2,
        '三' | '3' | '３' => 3,
        '四' | '4' | '４' => 4,
        '五' | '5' | '５' => 5,
        '六' | '6' | '６' => 6,
        _ => return None,
    };
    bare.next().is_none().then_some(number)
}

/// A heading without ordinal, white space, punctuation and the words for "and".
fn fold(section: &Section) -> String {
    const NUMERALS: &str = "一二三四五六七八九十0123456789０１２３４５６７８９";
    let mut bare = section.heading.trim();
    // The ordinal ends at the first dot, unless the heading itself has one so early.
    let dot = bare.char_indices().take(5).find(|&(_, c)| matches!(c, '、' | '.' | '．'));
    if let Some((at, dot)) = dot.filter(|&(at, _)| bare.get(..at).is_some_and(|ordinal| ordinal.contains(|c| NUMERALS.contains(c)))) {
        bare = bare.get(at + dot.len_utf8()..).unwrap_or(bare);
    } else if !section.ordinal.is_empty() {
        bare = bare.strip_prefix(section.ordinal.as_str()).unwrap_or(bare);
    }
    bare.chars().filter(|c| !c.is_whitespace() && !"（()）、.．,，:：。；;和及与".contains(*c)).collect()
}
