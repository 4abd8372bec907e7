//! Which row of the form a label means.

use std::sync::OnceLock;

use super::fold::{fold, fold_char, without_number};
use super::phrases::Phrases;
use crate::field::TableId;
use crate::form::{Edition, Form};
use crate::order;

/// A row's label found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Index into the form's rows.
    pub row: usize,
    /// Byte offset of the phrase.
    pub start: usize,
    /// Byte offset behind the phrase.
    pub end: usize,
}

/// The longest label of the form has under 40 characters; with an explanation it stays under this many bytes.
const LONGEST: usize = 3 * 150;

/// The row of table 3 that a cell's folded text means.
pub(super) fn request_row(form: &Form, folded: &str) -> Option<usize> {
    if folded.len() > LONGEST || is_prose(folded) {
        return None;
    }
    let bare = without_number(folded);
    request_hits(form, folded)
        .into_iter()
        .filter(|hit| match form.rows[hit.row].key {
            // （六）其他 is what remains of （六）其他处理.
            "other.other" => {
                let explained = |rest: &str| rest.is_empty() || (rest.starts_with('(') && rest.ends_with(')'));
                ["其他", "其它"].iter().filter_map(|word| bare.strip_prefix(word)).any(explained) && !folded.contains('六')
            }
            "total" => matches!(bare.trim_end_matches(':'), "总计" | "合计") || bare.starts_with("总计("),
            "other" => bare.starts_with("其他处理") || bare.starts_with("其它处理"),
            _ => true,
        })
        .max_by_key(|hit| (hit.end, hit.end - hit.start))
        .map(|hit| hit.row)
}

/// The rows of table 3 whose labels stand in a run of text that ends where figures begin, in their order.
///
/// `in_results` tells that a row of results was read before, so that a bare 总计 is （七）总计.
pub(super) fn request_rows_in(form: &Form, pending: &str, in_results: bool) -> Vec<Hit> {
    let mut hits = request_hits(form, pending);
    hits.retain(|hit| {
        let (before, after) = (&pending[..hit.start], &pending[hit.end..]);
        let numbered = |number: &str| before.ends_with(number);
        match form.rows[hit.row].key {
            "other.other" => after.is_empty() && (before.is_empty() || before.ends_with("3.")),
            "total" => numbered("(七)") || numbered("七.") || (after.is_empty() && (before.is_empty() || in_results)),
            "other" => numbered("(六)") || numbered("六.") || before.is_empty(),
            _ => true,
        }
    });
    order::by_key(&mut hits, |hit| (hit.end, hit.end - hit.start));
    // A phrase inside another, such as 其他 inside 其他处理, is not a label of its own.
    let inside = |hit: &Hit, hits: &[Hit]| {
        hits.iter().any(|o| o.row != hit.row && o.start <= hit.start && hit.end <= o.end && o.end - o.start > hit.end - hit.start)
    };
    let all = hits.clone();
    hits.retain(|hit| !inside(hit, &all));
    hits.dedup_by_key(|hit| hit.row);
    hits
}

/// The last occurrence of each row's phrases.
fn request_hits(form: &Form, text: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    rows_by_phrase(form.edition, TableId::Requests).scan(text, |start, end, row| {
        match hits.iter_mut().find(|hit| hit.row == row) {
            // Of two phrases at one place the longer one counts.
            Some(hit) if end >= hit.end => (hit.start, hit.end) = (if end == hit.end { start.min(hit.start) } else { start }, end),
            Some(_) => {}
            None => hits.push(Hit { row, start, end }),
        }
    });
    hits
}

fn rows_by_phrase(edition: Edition, table: TableId) -> &'static Phrases<usize> {
    static PHRASES: OnceLock<[[Phrases<usize>; 2]; 2]> = OnceLock::new();
    let all = PHRASES.get_or_init(|| {
        Edition::ALL.map(|edition| {
            [TableId::Disclosure, TableId::Requests].map(|table| {
                let rows = Form::of(edition).rows.iter().enumerate().filter(move |(_, row)| row.table == table);
                Phrases::new(rows.flat_map(|(at, row)| row.phrases.iter().map(move |&phrase| (phrase, at))))
            })
        })
    });
    let of_edition = match edition {
        Edition::V2019 => &all[0],
        Edition::V2021 => &all[1],
    };
    if table == TableId::Disclosure { &of_edition[0] } else { &of_edition[1] }
}

/// The row of table 2 that a folded text ends with, an explanation in brackets aside.
pub(super) fn disclosure_row_in(form: &Form, pending: &str) -> Option<Hit> {
    let mut best: Option<Hit> = None;
    rows_by_phrase(form.edition, TableId::Disclosure).scan(pending, |start, end, row| {
        let after = pending[end..].trim_start_matches(['.', ':', '数', '量', '项', '目', '事']);
        let ends_here = after.is_empty() || (after.starts_with('(') && after.ends_with(')'));
        if ends_here && best.is_none_or(|hit| (hit.end, hit.end - hit.start) < (end, end - start)) {
            best = Some(Hit { row, start, end });
        }
    });
    best
}

/// The row of table 2 that a cell's folded text means: its phrase in front, then at most an explanation.
pub(super) fn disclosure_row(form: &Form, folded: &str) -> Option<usize> {
    if folded.len() > LONGEST {
        return None;
    }
    let bare = without_number(folded);
    disclosure_row_in(form, bare).filter(|hit| hit.start == 0).map(|hit| hit.row)
}

/// Whether a folded text is a sentence: it has a full stop, or a comma outside brackets that separates no thousands.
pub(super) fn is_prose(folded: &str) -> bool {
    let mut depth = 0_u32;
    let mut before = ' ';
    for (at, c) in folded.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '。' | '；' | ';' => return true,
            ',' if depth == 0 => {
                let thousands = before.is_ascii_digit() && folded[at + 1..].starts_with(|c: char| c.is_ascii_digit());
                if !thousands {
                    return true;
                }
            }
            _ => {}
        }
        before = c;
    }
    false
}

/// Whether a label, folded, differs from the form's: not by number, brackets, spaces or a longer wording in print elsewhere.
pub(super) fn is_variant(form: &Form, row: usize, folded: &str) -> bool {
    let label = form.rows[row].label;
    // Nearly every label is the form's own, which shows without folding it anew.
    if label.chars().filter_map(fold_char).eq(folded.chars()) {
        return false;
    }
    without_number(folded) != without_number(&fold(label))
}

/// Whether a folded text is a group label of table 3, which takes no figures of its own.
pub(super) fn is_group(form: &Form, folded: &str) -> bool {
    let bare = without_number(folded);
    let groups = form.rows.iter().filter(|row| row.table == TableId::Requests && !row.alternate).flat_map(|row| row.groups);
    !bare.is_empty() && groups.into_iter().any(|group| without_number(&fold(group)) == bare)
}

/// Phrases that tell tables and editions, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks(u32);

impl Marks {
    pub const TIE_OUT: Self = Self(1);
    pub const APPLICANTS: Self = Self(1 << 1);
    pub const NATURAL_PERSON: Self = Self(1 << 2);
    pub const ENTERPRISE: Self = Self(1 << 3);
    pub const RECEIVED: Self = Self(1 << 4);
    pub const DIRECT_SUIT: Self = Self(1 << 5);
    pub const SUIT_AFTER_REVIEW: Self = Self(1 << 6);
    pub const UPHELD: Self = Self(1 << 7);
    pub const CORRECTED: Self = Self(1 << 8);
    pub const REVIEW: Self = Self(1 << 9);
    pub const SUIT: Self = Self(1 << 10);
    pub const BLOCK: Self = Self(1 << 11);
    /// Rows of table 3 that only the edition of 2021 prints.
    pub const RESULTS_2021: Self = Self(1 << 12);
    /// 行政规范性文件, a row of 2021 but also a common word.
    pub const NORMATIVE_2021: Self = Self(1 << 13);
    const FIRST_2019: u32 = 14;
    const FIRST_2021: u32 = 23;

    /// The marks in a folded text.
    pub fn of(folded: &str) -> Self {
        static PHRASES: OnceLock<Phrases<u32>> = OnceLock::new();
        let phrases = PHRASES.get_or_init(|| {
            let named = [
                ("勾稽关系", Self::TIE_OUT),
                ("申请人情况", Self::APPLICANTS),
                ("自然人", Self::NATURAL_PERSON),
                ("商业企业", Self::ENTERPRISE),
                ("本年新收政府信息公开申请", Self::RECEIVED),
                ("未经复议直接起诉", Self::DIRECT_SUIT),
                ("复议后起诉", Self::SUIT_AFTER_REVIEW),
                ("结果维持", Self::UPHELD),
                ("结果纠正", Self::CORRECTED),
                ("行政复议", Self::REVIEW),
                ("行政诉讼", Self::SUIT),
                ("第二十条第", Self::BLOCK),
                ("逾期不补正", Self::RESULTS_2021),
                ("未按收费通知", Self::RESULTS_2021),
                ("行政规范性文件", Self::NORMATIVE_2021),
            ];
            let old = OF_2019.iter().zip(Self::FIRST_2019..).map(|(&phrase, at)| (phrase, 1 << at));
            let new = OF_2021.iter().zip(Self::FIRST_2021..).map(|(&phrase, at)| (phrase, 1 << at));
            Phrases::new(named.map(|(phrase, mark)| (phrase, mark.0)).into_iter().chain(old).chain(new))
        });
        let mut marks = 0;
        phrases.scan(folded, |_, _, mark| marks |= mark);
        Self(marks)
    }

    pub const fn has(self, mark: Self) -> bool {
        self.0 & mark.0 == mark.0
    }

    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// How many phrases that only one edition's table 2 has: of 2019, of 2021.
    pub fn editions(self) -> [u32; 2] {
        let of = |first: u32, count: usize| ((self.0 >> first) & ((1 << count) - 1)).count_ones();
        [of(Self::FIRST_2019, OF_2019.len()), of(Self::FIRST_2021, OF_2021.len()) + u32::from(self.has(Self::NORMATIVE_2021))]
    }

    /// Whether there are phrases of the other edition's table 2 and none of this one's.
    pub fn is_foreign(self, edition: Edition) -> bool {
        let [old, new] = self.editions();
        match edition {
            Edition::V2019 => new > 0 && old == 0,
            Edition::V2021 => old > 0 && new == 0,
        }
    }
}

/// Phrases of column headings and rows that only one edition's table 2 has.
const OF_2019: [&str; 9] = [
    "新制作数量",
    "新公开数量",
    "对外公开总数量",
    "上一年项目数量",
    "本年增/减",
    "采购项目数量",
    "采购总金额",
    "政府集中采购",
    "其他对外管理服务事项",
];
const OF_2021: [&str; 5] = ["制发件数", "废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额"];

/// The block heading of table 2 in a folded text: `第二十条第(一)项` gives 一.
pub(super) fn block(folded: &str) -> Option<&str> {
    let after = &folded[folded.find("第二十条第")? + "第二十条第".len()..];
    let number = after.trim_start_matches('(');
    let end = number.find(|c: char| !"一二三四五六七八九十".contains(c))?;
    let (number, rest) = number.split_at(end);
    (!number.is_empty() && rest.trim_start_matches(')').starts_with('项')).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printed_label_means_its_row() {
        for edition in Edition::ALL {
            let form = Form::of(edition);
            for (at, row) in form.rows.iter().enumerate() {
                let folded = fold(row.label);
                let found = match row.table {
                    TableId::Disclosure => disclosure_row(form, &folded),
                    TableId::Requests => request_row(form, &folded),
                    TableId::Disputes => continue,
                };
                assert_eq!(found, Some(at), "{}", row.label);
                if row.table == TableId::Requests {
                    let with_groups = fold(&[row.groups.concat().as_str(), row.label].concat());
                    assert_eq!(request_rows_in(form, &with_groups, true).last().map(|hit| hit.row), Some(at), "{with_groups}");
                }
            }
        }
    }

    #[test]
    fn labels_as_people_print_them() {
        let form = Form::of(Edition::V2021);
        let key = |row: Option<usize>| row.map(|row| form.rows[row].key);
        let cases = [
            ("规章(设区的市、自治州人民政府应提供相关数据)", Some("rules")),
            ("规范性文件(行政机关制定发布的决定、规章等)", Some("normative")),
            ("行政事业型收费", Some("fees")),
            ("其他主动公开文件", None),
            ("规章制度建设", None),
        ];
        for (label, expected) in cases {
            assert_eq!(key(disclosure_row(form, &fold(label))), expected, "{label}");
        }
        let cases = [
            ("结转下一年度继续办理", Some("carried_out")),
            ("其他", Some("other.other")),
            ("3.其它", Some("other.other")),
            ("（七）合计", Some("total")),
            ("4.保护第三方合法利益", Some("refused.third_party")),
            ("法人或其他组织", None),
            ("总计", Some("total")),
            ("（三）不予公开", None),
            ("全年共收到申请12件，予以公开5件", None),
        ];
        for (label, expected) in cases {
            assert_eq!(key(request_row(form, &fold(label))), expected, "{label}");
        }
    }

    #[test]
    fn blocks() {
        assert_eq!(block(&fold("中华人民共和国政府信息公开条例 第二十条 第(一)项")), Some("一"));
        assert_eq!(block(&fold("第二十条第（九）项")), Some("九"));
        assert_eq!(block(&fold("《条例》第二十条规定")), None);
    }
}
