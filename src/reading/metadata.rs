//! Title, year, authority and signature.

use super::fold::fold;
use crate::report::AuthorityType;

/// A title longer than this is a sentence.
const LONGEST: usize = 60;

/// What the title says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub text: String,
    pub year: Option<i32>,
    pub authority: Option<String>,
}

/// Finds the title among the lines before the first section or table.
///
/// A page carries names of its own and links to other reports above the title, so that of the lines that say most the last one counts.
pub(super) fn title(lines: &[&str]) -> Option<Title> {
    let candidates = (0..lines.len()).filter_map(|at| candidate(lines, at));
    candidates.max_by_key(|title| {
        let folded = fold(&title.text);
        let full = folded.contains("政府信息公开工作年度报告");
        (title.year.is_some(), title.authority.is_some(), full)
    })
}

/// The title that a line is, with the line before it where it is set in two.
pub(super) fn candidate(lines: &[&str], at: usize) -> Option<Title> {
    let line = lines.get(at)?.trim();
    // Pages print `名称：` before the title, and some put it in the brackets of a document's name.
    let line = match line.split_once(['：', ':']) {
        Some((name, rest)) if name.chars().count() <= 6 && !name.contains("公开") => rest.trim(),
        _ => line,
    };
    let line = line.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')).unwrap_or(line);
    let folded = fold(line);
    let reports = folded.contains("年度报告") || folded.contains("工作报告") || folded.contains("年报") || folded.ends_with("公开报告");
    if folded.chars().count() > LONGEST || !folded.contains("信息公开") || !reports || folded.contains(['。', ';', '《', '》']) {
        return None;
    }
    let mut text: String = line.split_whitespace().collect();
    let starts_bare = year_at(&text).is_some_and(|(start, _, _)| start == 0) || text.starts_with("政府信息公开");
    if starts_bare
        && authority(&text).is_none()
        && let Some(before) = at.checked_sub(1).and_then(|before| lines.get(before)).map(|before| before.trim())
        && (is_name(before) || (year_at(&text).is_none() && ends_in_year(before)))
    {
        text.insert_str(0, &before.split_whitespace().collect::<String>());
    }
    let year = year_at(&text).map(|(_, _, year)| year);
    Some(Title { authority: authority(&text), year, text })
}

/// Whether a line can be an authority's name and nothing else.
fn is_name(line: &str) -> bool {
    const OTHERS: [&str; 7] = ["公开", "报告", "年报", "首页", "目录", "位置", "当前"];
    (2..=30).contains(&line.chars().count())
        && line.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '（' | '）' | '(' | ')' | '、' | ' ' | '\u{3000}'))
        && !OTHERS.iter().any(|word| line.contains(word))
}

/// Whether a line is the first half of a title: an authority and a year.
fn ends_in_year(line: &str) -> bool {
    let line: String = line.split_whitespace().collect();
    line.chars().count() <= 36 && year_at(&line).is_some_and(|(start, end, _)| start > 0 && end == line.len())
}

fn is_authority(line: &str) -> bool {
    const ENDS: [&str; 16] =
        ["政府", "局", "委", "委员会", "厅", "办", "办公室", "处", "中心", "院", "会", "镇", "乡", "街道", "大队", "支队"];
    (2..=30).contains(&line.chars().count()) && ENDS.iter().any(|end| line.ends_with(end))
}

/// The authority's name in a title: what stands before the year, or between the year and 政府信息公开.
fn authority(title: &str) -> Option<String> {
    let end = title.find("政府信息公开").or_else(|| title.find("信息公开"))?;
    let head = &title[..end];
    let name = match year_at(head) {
        Some((0, after, _)) => &head[after..],
        Some((start, _, _)) => &head[..start],
        None => head,
    };
    let name = name.trim_start_matches("关于").trim_matches(|c: char| c.is_whitespace() || matches!(c, '，' | '、' | '：'));
    let name = name.trim_start_matches("年度").trim_end_matches("关于").trim_end_matches('的');
    (!name.is_empty()).then(|| name.to_owned())
}

/// The first year in a text, as byte range (with 年 and 度) and number: `2023年度`, `２０２３年`, `二〇二三年`.
fn year_at(text: &str) -> Option<(usize, usize, i32)> {
    let digit = |c: char| -> Option<i32> {
        const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        match c {
            '０'..='９' => i32::try_from(c as u32 - '０' as u32).ok(),
            '零' | '○' | 'Ｏ' | 'O' | '◯' => Some(0),
            _ => c.to_digit(10).and_then(|d| i32::try_from(d).ok()).or_else(|| (0..).zip(CHINESE).find(|&(_, d)| d == c).map(|(n, _)| n)),
        }
    };
    let chars: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    for (at, window) in chars.windows(5).enumerate() {
        let digits: Vec<i32> = window.iter().take(4).map_while(|&(_, c)| digit(c)).collect();
        let [a, b, c, d] = digits[..] else { continue };
        let year = a * 1000 + b * 100 + c * 10 + d;
        let free = at == 0 || digit(chars[at - 1].1).is_none();
        if window[4].1 == '年' && free && (2000..2100).contains(&year) {
            let end = match chars.get(at + 5) {
                Some(&(next, '度')) => next + '度'.len_utf8(),
                _ => window[4].0 + '年'.len_utf8(),
            };
            return Some((window[0].0, end, year));
        }
    }
    None
}

/// All years in a text, in their order.
pub(super) fn years(mut text: &str) -> Vec<i32> {
    let mut years = Vec::new();
    while let Some((_, end, year)) = year_at(text) {
        years.push(year);
        text = text.get(end..).unwrap_or_default();
    }
    years
}

/// The year of the sentence that states the period: `2023年1月1日` followed soon by `12月31日`.
pub(super) fn period_year(text: &str) -> Option<i32> {
    text.lines().filter(|line| line.contains('月')).find_map(period_year_in)
}

fn period_year_in(line: &str) -> Option<i32> {
    let folded = fold(line);
    for (at, _) in folded.match_indices("年1月1日") {
        let year: Option<i32> = at.checked_sub(4).and_then(|start| folded.get(start..at)).and_then(|digits| digits.parse().ok());
        let clear = at < 5 || !folded.as_bytes()[at - 5].is_ascii_digit();
        let after: String = folded[at..].chars().take(30).collect();
        let Some(year) = year.filter(|year| (2000..2100).contains(year) && clear) else { continue };
        let end = after.find("12月31日");
        let other_year =
            after.find('至').or_else(|| after.find('到')).or_else(|| after.find('-')).and_then(|to| after.get(to..)).and_then(year_at);
        if end.is_some() && other_year.is_none_or(|(_, _, other)| other == year) {
            return Some(year);
        }
    }
    None
}

/// The authority that signs: the line before the last date.
pub(super) fn signed_by(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let date = |line: &&str| {
        let folded = fold(line);
        folded.chars().count() <= 14
            && year_at(&folded).is_some_and(|(start, _, _)| start == 0)
            && folded.contains('月')
            && folded.ends_with('日')
    };
    let at = lines.iter().rposition(date)?;
    let signer = lines.get(at.checked_sub(1)?)?;
    is_authority(signer).then(|| signer.split_whitespace().collect())
}

/// Guesses the kind of authority from a name. Levels that a name does not tell are left open.
///
/// Basis: the endings by which organs of the state are named; 市人民政府 may be of two levels and is not guessed.
pub(super) fn guess_type(name: &str) -> Option<AuthorityType> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if ends(&["镇人民政府", "乡人民政府", "民族乡人民政府", "苏木人民政府", "镇政府", "乡政府", "镇", "乡", "苏木"])
    {
        Some(AuthorityType::TownGov)
    } else if ends(&["街道办事处", "街道", "街道办"]) {
        Some(AuthorityType::Subdistrict)
    } else if ends(&["自治区人民政府", "省人民政府", "自治区政府", "省政府"]) {
        Some(AuthorityType::ProvinceGov)
    } else if ends(&["省人民政府办公厅", "自治区人民政府办公厅", "省政府办公厅", "自治区政府办公厅"]) {
        Some(AuthorityType::ProvinceGovOffice)
    } else if ends(&["自治州人民政府", "自治州政府"]) {
        Some(AuthorityType::CityGov)
    } else if ends(&["县人民政府", "旗人民政府", "区人民政府", "县政府", "旗政府", "区政府"]) {
        Some(AuthorityType::CountyGov)
    } else if ends(&["县人民政府办公室", "旗人民政府办公室", "区人民政府办公室", "县政府办公室", "旗政府办公室", "区政府办公室"])
    {
        Some(AuthorityType::CountyGovOffice)
    } else if ends(&[
        "开发区管理委员会",
        "开发区管委会",
        "园区管理委员会",
        "园区管委会",
        "新区管理委员会",
        "新区管委会",
        "管委会",
        "管理委员会",
    ]) {
        Some(AuthorityType::ZoneCommittee)
    } else if ends(&["厅"]) {
        Some(AuthorityType::ProvinceDept)
    } else if ends(&["局", "委员会", "中心", "大队", "支队", "办公室"]) {
        department(&name)
    } else {
        None
    }
}

/// A department's level, where its name says which area it serves.
fn department(name: &str) -> Option<AuthorityType> {
    let at = |word: char| name.find(word).map(|at| at + word.len_utf8());
    // 县 and 旗 are one level; 市 and 区 may be of several.
    if at('县').or_else(|| at('旗')).is_some_and(|after| after < name.len()) {
        Some(AuthorityType::CountyDept)
    } else if at('省').is_some_and(|after| after < name.len()) && at('市').is_none() {
        Some(AuthorityType::ProvinceDept)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Case<'a> = (&'a [&'a str], &'a str, Option<i32>, Option<&'a str>);

    #[test]
    fn titles() {
        let cases: [Case<'_>; 11] = [
            (
                &["政府信息公开年报", "某镇人民政府2025年政府信息公开工作年度报告", "名称：某镇人民政府2022年政府信息公开工作年度报告"],
                "某镇人民政府2022年政府信息公开工作年度报告",
                Some(2022),
                Some("某镇人民政府"),
            ),
            (
                &["某县档案馆（某县史志办）", "2022年政府信息公开工作年度报告"],
                "某县档案馆（某县史志办）2022年政府信息公开工作年度报告",
                Some(2022),
                Some("某县档案馆（某县史志办）"),
            ),
            (
                &["某镇人民政府2022年", "政府信息公开工作年度报告"],
                "某镇人民政府2022年政府信息公开工作年度报告",
                Some(2022),
                Some("某镇人民政府"),
            ),
            (&["某镇2020年政府信息公开工作年度报告"], "某镇2020年政府信息公开工作年度报告", Some(2020), Some("某镇")),
            (&["某县某局", "2023年政府信息公开工作年度报告"], "某县某局2023年政府信息公开工作年度报告", Some(2023), Some("某县某局")),
            (
                &["2022年度某街道办事处政府信息公开工作年度报告"],
                "2022年度某街道办事处政府信息公开工作年度报告",
                Some(2022),
                Some("某街道办事处"),
            ),
            (&["某区政府二〇二三年政府信息公开工作年度报告"], "某区政府二〇二三年政府信息公开工作年度报告", Some(2023), Some("某区政府")),
            (&["某局 2021 年信息公开年度报告"], "某局2021年信息公开年度报告", Some(2021), Some("某局")),
            (&["首页", "2022年政府信息公开工作报告"], "2022年政府信息公开工作报告", Some(2022), None),
            (&["某局关于2024年政府信息公开工作年度报告"], "某局关于2024年政府信息公开工作年度报告", Some(2024), Some("某局")),
            (&["某镇政府信息公开工作年度报告"], "某镇政府信息公开工作年度报告", None, Some("某镇")),
        ];
        for (lines, text, year, authority) in cases {
            assert_eq!(title(lines), Some(Title { text: text.to_owned(), year, authority: authority.map(str::to_owned) }), "{lines:?}");
        }
        assert_eq!(title(&["根据《政府信息公开条例》编制本年度报告。", "首页"]), None);
    }

    #[test]
    fn periods() {
        let cases = [
            ("本报告统计期限自2023年1月1日起至2023年12月31日止。", Some(2023)),
            ("数据期限为2022年1月1日至12月31日", Some(2022)),
            ("2022年1月1日至2023年12月31日", None),
            ("自202020年1月1日至12月31日", None),
            ("2023年1月1日起施行", None),
        ];
        for (text, year) in cases {
            assert_eq!(period_year(text), year, "{text}");
        }
    }

    #[test]
    fn kinds_of_authority() {
        let cases = [
            ("某县某镇人民政府", Some(AuthorityType::TownGov)),
            ("某街道办事处", Some(AuthorityType::Subdistrict)),
            ("某区人民政府", Some(AuthorityType::CountyGov)),
            ("某自治区人民政府", Some(AuthorityType::ProvinceGov)),
            ("某市人民政府", None),
            ("某县财政局", Some(AuthorityType::CountyDept)),
            ("某市财政局", None),
            ("某省财政厅", Some(AuthorityType::ProvinceDept)),
            ("某经济开发区管委会", Some(AuthorityType::ZoneCommittee)),
            ("某机关", None),
        ];
        for (name, kind) in cases {
            assert_eq!(guess_type(name), kind, "{name}");
        }
    }

    #[test]
    fn signatures() {
        assert_eq!(signed_by("无。\n某县某镇人民政府\n2021年1月20日"), Some("某县某镇人民政府".to_owned()));
        assert_eq!(signed_by("无。"), None);
    }
}
