//! DOC-CITE-OLD, DOC-PERIOD, DOC-YEAR-STALE and DOC-DATE: the years and dates of a text.

use super::claims::has;
use super::tokens::{Kind, Token, Unit};
use super::words::Word;
use super::{MOST, bodies, body, fail_at, numerals, sentence, with_prose};
use crate::finding::{FindingKind, Seat, Severity};
use crate::report::{AuthorityType, Report};
use crate::rules::document::has_sections;
use crate::rules::{BOTH, Example, Rule, Verdict, WhyNot, text};
use crate::value::Decimal;

pub(in crate::rules) const CITE_OLD: Rule = Rule {
    code: "DOC-CITE-OLD",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("引用了已经废止或被替代的文件。", "The text cites a document that is no longer in force."),
    why: text("多半是沿用旧稿，读者会怀疑整份报告没有更新。", "Mostly an old text was used again, and readers doubt the rest."),
    basis: text(
        "国办公开办函〔2021〕30号替代〔2019〕60号；国务院令第711号修订了第492号公布的条例。",
        "国办公开办函〔2021〕30号 took the place of 〔2019〕60号; Order 711 revised the Regulations of Order 492.",
    ),
    example: Example {
        fails: text(
            "2023年的报告写“按照国办公开办函〔2019〕60号的要求编制”。",
            "A report on 2023 that says “按照国办公开办函〔2019〕60号的要求编制”.",
        ),
        passes: text(
            "2023年的报告写“按照国办公开办函〔2021〕30号的要求编制”。",
            "A report on 2023 that says “按照国办公开办函〔2021〕30号的要求编制”.",
        ),
    },
    check: cite_old,
};

pub(in crate::rules) const PERIOD: Rule = Rule {
    code: "DOC-PERIOD",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("统计期限不是报告年度的1月1日至12月31日。", "The period is not 1 January to 31 December of the year reported on."),
    why: text("期限写错，表里的数字就不知道是哪一年的。", "With a wrong period nobody knows which year the figures are of."),
    basis: text(
        "年度报告报告一个自然年；写错为错误，没有写只作提示，因为格式没有规定写在哪里。",
        "A yearly report is about a calendar year; a wrong period is an error, none at all a hint, for the form does not say where it stands.",
    ),
    example: Example {
        fails: text("“统计期限自2023年1月1日起至2023年12月30日止。”", "The text says “统计期限自2023年1月1日起至2023年12月30日止。”."),
        passes: text("“统计期限自2023年1月1日起至2023年12月31日止。”", "The text says “统计期限自2023年1月1日起至2023年12月31日止。”."),
    },
    check: period,
};

pub(in crate::rules) const YEAR_STALE: Rule = Rule {
    code: "DOC-YEAR-STALE",
    severity: Severity::Warning,
    editions: BOTH,
    summary: text("叙述本年工作的句子写着以前的年份。", "A sentence about the year's work names an earlier year."),
    why: text("多半是在上年的文件上改写，漏改了一处。", "Mostly last year's file was edited and one place forgotten."),
    basis: text(
        "报告只写报告年度的工作；比较、结转、决算和计划不算。",
        "A report is about its own year; comparisons, what was carried over, accounts and plans are left out.",
    ),
    example: Example {
        fails: text("2023年的报告写“2022年共收到政府信息公开申请12件”。", "A report on 2023 that says “2022年共收到政府信息公开申请12件”."),
        passes: text("2023年的报告写“较2022年增加2件”。", "A report on 2023 that says “较2022年增加2件”."),
    },
    check: year_stale,
};

pub(in crate::rules) const DATE: Rule = Rule {
    code: "DOC-DATE",
    severity: Severity::Error,
    editions: BOTH,
    summary: text("落款日期不在报告年度的下一年，或者晚于法定时限。", "The date of signature is not in the next year, or is late."),
    why: text(
        "年度报告在下一年年初编制；日期不对，多半是沿用旧稿。",
        "The report is made early in the next year; another date is mostly left over.",
    ),
    basis: text(
        "年度结束才有全年数字；《政府信息公开条例》第四十九条：部门1月31日前，政府3月31日前，晚于时限为警告。",
        "Figures of a year exist after its end; article 49 of the Regulations: departments by 31 January, governments by 31 March, late is a warning.",
    ),
    example: Example {
        fails: text("2023年的报告落款“2023年1月20日”。", "A report on 2023 that is signed “2023年1月20日”."),
        passes: text("2023年的报告落款“2024年1月20日”。", "A report on 2023 that is signed “2024年1月20日”."),
    },
    check: date,
};

/// The first place where a number of a document stands behind a year in brackets: `〔2019〕60号`.
fn cited(text: &str, year: &str, number: &str) -> Option<[usize; 2]> {
    text.match_indices(number).find_map(|(at, _)| {
        let before = text.get(..at)?;
        let start = before.char_indices().rev().take(10).last().map_or(0, |(start, _)| start);
        let clear = !before.ends_with(|c: char| c.is_ascii_digit());
        (clear && before.get(start..)?.contains(year)).then_some([at, at + number.len()])
    })
}

fn cite_old(report: &Report, verdict: &mut Verdict) {
    let Some(year) = report.year else { return };
    let find = |year: &str, number: &str| bodies(report).find_map(|(section, text)| Some((section, text, cited(text, year, number)?)));
    let old_form = if year >= 2021 { find("2019", "60号") } else { None };
    let new_form = find("2021", "30号").is_some();
    let order = |number: &str| {
        bodies(report).find_map(|(section, text)| {
            let at = text.find(number)?;
            let end = text.get(at + number.len()..).is_some_and(|rest| rest.trim_start().starts_with('号'));
            // Houses have numbers, too; an order is called one.
            let before = text.get(..at)?.trim_end_matches(['第', ' ', '〔', '（']);
            (end && (before.ends_with('令') || text.get(at..)?.contains("号令"))).then_some((section, text, [at, at + number.len()]))
        })
    };
    let old_law = order("492").filter(|_| year >= 2019);
    let new_law = bodies(report).any(|(_, text)| text.contains("711"));
    let found = [old_form.filter(|_| !new_form), old_law.filter(|_| !new_law)];
    for (case, found) in (0..).zip(found) {
        let Some((section, text, [from, to])) = found else { continue };
        fail_at(verdict, report, FindingKind::Wording, section, sentence(text, from, to)).detail.case = case;
    }
    if found.iter().all(Option::is_none) && (new_form || new_law) {
        verdict.pass();
    }
}

/// A day as it is written; the year may be left to the date before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub year: Option<i64>,
    pub month: i64,
    pub date: i64,
}

/// The days of a sentence with their place, and whether one is written so that it is none: `202020年`, `1230日`.
fn days(text: &str, tokens: &[Token]) -> (Vec<(Day, [usize; 2])>, bool) {
    let (mut days, mut damaged, mut year, mut month) = (Vec::new(), false, None, None);
    for token in tokens {
        let after = text.get(token.end..).unwrap_or_default().trim_start();
        match token.kind {
            Kind::Year(named) => (year, month) = (Some((i64::from(named), token.start)), None),
            Kind::Number(number) if number.unit == Unit::Other => {
                let value = number.value.as_integer().unwrap_or(-1);
                let long = token.end - token.start;
                if after.starts_with('月') {
                    month = Some((value, token.start));
                } else if after.starts_with('日') {
                    if let Some((month, start)) = month.take() {
                        let begin = year.map_or(start, |(_, start)| start);
                        days.push((Day { year: year.map(|(year, _)| year), month, date: value }, [begin, token.end + '日'.len_utf8()]));
                        year = None;
                    } else {
                        damaged |= long >= 3;
                    }
                } else if after.starts_with('年') && long > 4 {
                    damaged = true;
                }
            }
            _ => {}
        }
    }
    (days, damaged)
}

fn period(report: &Report, verdict: &mut Verdict) {
    if !has_sections(report, verdict) {
        return;
    }
    with_prose(verdict, |prose, verdict| {
        const SUBJECTS: [&str; 8] = ["期限", "时限", "统计时间", "数据", "时间范围", "统计周期", "统计区间", "统计"];
        // Dates in Chinese numerals are read by people.
        let mut unread = bodies(report).any(|(_, text)| text.contains("十二月三十一日"));
        for section in 0..=6 {
            let text = body(report, section).unwrap_or_default();
            for tokens in prose.tokens(section).split_inclusive(Token::ends_sentence) {
                let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
                if !tokens.iter().any(|token| matches!(token.kind, Kind::Number(number) if number.unit == Unit::Other)) {
                    continue;
                }
                let from = sentence(text, first.start, first.start)[0];
                let words = text.get(from..last.end).unwrap_or_default();
                let (days, damaged) = days(text, tokens);
                let named = SUBJECTS.iter().any(|subject| words.contains(subject));
                let spans = |[_, end]: [usize; 2], [start, _]: [usize; 2]| {
                    text.get(end..start).is_some_and(|gap| gap.len() <= 24 && gap.contains(['至', '到', '-', '—', '～', '~', '－']))
                };
                let pair = days.windows(2).find_map(|pair| match *pair {
                    [(a, at), (b, to)] if spans(at, to) => Some((a, b, [at[0], to[1]])),
                    _ => None,
                });
                let year = report.year.map(i64::from);
                let found = match pair {
                    Some((a, b, span)) => {
                        let whole = (a.month, a.date, b.month, b.date) == (1, 1, 12, 31);
                        let years = b.year.is_none_or(|other| a.year.is_none_or(|this| this == other));
                        let own = a.year.is_none_or(|this| year.is_none_or(|year| year == this));
                        if whole && years && own && !(named && damaged) {
                            verdict.pass();
                            return;
                        }
                        let about = named && words.contains(['统', '列', '数']) && words.contains(['止', '期', '限', '间']);
                        let young = ["成立", "组建", "挂牌", "设立", "合并"].iter().any(|word| words.contains(word));
                        let near = |day: Day, month, date| (day.month == month) || (day.date == date);
                        let meant = about && near(a, 1, 1) && near(b, 12, 31) && !young;
                        meant.then_some(span)
                    }
                    None if named && damaged && days.len() < 2 && words.contains(['止', '期', '限']) => Some([first.start, last.start]),
                    // 截至2023年12月31日 states the end, and the year with it.
                    None if named
                        && matches!(days.as_slice(), [(Day { month: 12, date: 31, year: this }, _)] if this.is_none_or(|this| year.is_none_or(|year| year == this))) =>
                    {
                        verdict.pass();
                        return;
                    }
                    None => {
                        unread |= named && words.contains("期限") && (days.len() == 1 || words.contains("12月31"));
                        None
                    }
                };
                if let Some([from, to]) = found {
                    fail_at(verdict, report, FindingKind::Contradiction, section, sentence(text, from, to)).detail.numbers =
                        year.into_iter().map(Decimal::integer).collect();
                    return;
                }
            }
        }
        if unread || report.is_partial() {
            verdict.skip(WhyNot::Unreadable, &[]);
        } else {
            let finding = verdict.fail(FindingKind::Missing, Seat::Document, Vec::new());
            (finding.severity, finding.detail.case) = (Severity::Info, 1);
        }
    });
}

fn year_stale(report: &Report, verdict: &mut Verdict) {
    let Some(year) = report.year else { return };
    with_prose(verdict, |prose, verdict| {
        const BEGINNINGS: [&str; 16] =
            ["，", ",", "共", "全", "我", "本", "累计", "主动", "收到", "受理", "办理", "发布", "公开", "新", "接", "制"];
        const WORK: [Word; 6] = [Word::Active, Word::Receive, Word::ReceiveNew, Word::Handle, Word::Answer, Word::Publish];
        const NOT: [Word; 7] = [Word::Prior, Word::Change, Word::More, Word::Less, Word::Plan, Word::Carry, Word::Scope];
        const OTHERS: [&str; 16] = [
            "较",
            "比",
            "决算",
            "预算",
            "年报",
            "年度报告",
            "以来",
            "要点",
            "方案",
            "清单",
            "起施行",
            "修订",
            "印发的",
            "年版",
            "〔",
            "截至",
        ];
        // The year that the sentence before begins its count with.
        let mut before = None;
        let mut said = 0;
        for section in [1, 3, 4, 6] {
            let text = body(report, section).unwrap_or_default();
            let sentences: Vec<&[Token]> = prose.tokens(section).split_inclusive(Token::ends_sentence).collect();
            let begins = |tokens: &[Token]| {
                let first = tokens.first()?;
                let at = tokens.iter().position(|token| matches!(token.kind, Kind::Year(_)))?;
                let token = tokens.get(at)?;
                let Kind::Year(named) = token.kind else { return None };
                // A month behind the year makes it the date of something.
                let dated = tokens.get(at + 1).is_some_and(|next| {
                    matches!(next.kind, Kind::Number(_)) && text.get(next.end..).is_some_and(|rest| rest.trim_start().starts_with('月'))
                });
                let counts = tokens.iter().any(|token| {
                    matches!(token.kind, Kind::Number(number) if matches!(number.unit, Unit::Case | Unit::Item('条' | '项' | '个' | '篇')))
                });
                let start = sentence(text, first.start, first.start)[0];
                // 于2022年开设 is about something that was done then.
                let before = text.get(..token.start)?.trim_end();
                let behind = text.get(token.end..)?.trim_start().trim_start_matches('度').trim_start();
                let subject = BEGINNINGS.iter().any(|word| behind.starts_with(word))
                    && !before.ends_with(['于', '在', '自', '从', '至', '到', '较', '比', '与']);
                (token.start - start <= 36 && subject && !dated && counts && has(tokens, &WORK)).then_some((named, [start, token.end]))
            };
            for (at, tokens) in sentences.iter().enumerate() {
                let this = begins(tokens);
                let compares = |year_there: Option<i32>| year_there == Some(year);
                let next = sentences.get(at + 1).and_then(|next| begins(next)).map(|(named, _)| named);
                if let Some((named, span)) = this
                    && named < year
                    && named + 3 >= year
                    && !compares(before)
                    && !compares(next)
                    && !has(tokens, &NOT)
                    && !tokens.iter().any(|token| token.kind == Kind::Year(year))
                {
                    let whole = sentence(text, span[0], span[1]);
                    let words = text.get(whole[0]..whole[1]).unwrap_or_default();
                    if !OTHERS.iter().any(|other| words.contains(other)) {
                        said += 1;
                        if said > MOST {
                            return;
                        }
                        let finding = fail_at(verdict, report, FindingKind::Wording, section, whole);
                        finding.expected = Some(Decimal::integer(year.into()));
                        finding.found = Some(Decimal::integer(named.into()));
                    }
                } else if this.is_some_and(|(named, _)| named == year) {
                    verdict.pass();
                }
                before = this.map(|(named, _)| named);
            }
        }
    });
}

/// The last line that is a date and nothing else, with the section it stands in and its place.
fn signed(report: &Report) -> Option<(u8, [usize; 2], Day)> {
    let section = report.sections.last()?;
    let text = section.text.as_str();
    let mut end = text.len();
    for line in text.rsplit('\n').take(8) {
        let start = end - line.len();
        let bare: String = line.split_whitespace().collect();
        if (7..=14).contains(&bare.chars().count()) && bare.ends_with('日') {
            let tokens = super::tokens::tokens(line, 20);
            let (days, _) = days(line, &tokens);
            if let ([], Some(day)) = (days.as_slice(), numerals::day(&bare)) {
                let from = start + (line.len() - line.trim_start().len());
                return Some((section.number, [from, from + line.trim().len()], day));
            }
            let [(day, [from, to])] = days.as_slice() else { return None };
            return day.year.map(|_| (section.number, [start + from, start + to], *day));
        }
        end = start.saturating_sub(1);
    }
    None
}

fn date(report: &Report, verdict: &mut Verdict) {
    let (Some(year), Some((section, span, day))) = (report.year.map(i64::from), signed(report)) else { return };
    let Some(signed) = day.year else { return };
    let name = report.authority.as_deref().unwrap_or_default();
    let kind = report.authority_type.map(|(kind, _)| kind);
    let government = match kind {
        // Offices of governments and zones often publish with the government.
        Some(kind) => !matches!(
            kind,
            AuthorityType::TownGov
                | AuthorityType::Subdistrict
                | AuthorityType::CountyDept
                | AuthorityType::CityDept
                | AuthorityType::ProvinceDept
                | AuthorityType::StateCouncilDept
        ),
        None => !name.ends_with(['局', '厅', '镇', '乡']) && !name.ends_with("委员会"),
    };
    let (case, late) = match (signed - year, government) {
        (1, true) => (2, day.month > 3),
        (1, false) => (1, day.month > 1),
        _ => (0, true),
    };
    if !late {
        verdict.pass();
        return;
    }
    // A quote points into the first section with its number.
    let own = body(report, section) == report.sections.last().map(|section| section.text.as_str());
    let finding = if own {
        fail_at(verdict, report, FindingKind::Contradiction, section, span)
    } else {
        verdict.fail(FindingKind::Contradiction, Seat::Document, Vec::new())
    };
    if case > 0 {
        (finding.severity, finding.kind) = (Severity::Warning, FindingKind::Format);
    }
    finding.detail.case = case;
    finding.detail.numbers = [signed, day.month, day.date, year].into_iter().map(Decimal::integer).collect();
}
