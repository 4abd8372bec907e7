//! Labels of table 3 that are damaged, and text that is part of another label.

use super::fold::{fold, without_number};
use crate::field::TableId;
use crate::form::Form;

/// A shorter label is told by its phrase or not at all: with so few characters nearly any two look alike.
const SHORTEST: usize = 6;

/// The row of table 3 whose label a text resembles that has none of the form's phrases: `2.其他法律行政止公开`.
///
/// Pairs of neighbouring characters are compared. The row must share most of them with the text, and clearly more than any other row.
pub(super) fn damaged_row(form: &Form, folded: &str) -> Option<usize> {
    let text = pairs(without_number(folded));
    if text.len() + 1 < SHORTEST || text.len() > 60 {
        return None;
    }
    // In percent: what two texts share of all pairs that they have.
    let mut best = (0, None);
    let mut second = 0;
    for (row, printed) in form.rows.iter().enumerate().filter(|(_, printed)| printed.table == TableId::Requests) {
        let label = pairs(without_number(&fold(printed.label)));
        if label.len() + 1 < SHORTEST {
            continue;
        }
        let shared = text.iter().filter(|pair| label.contains(pair)).count();
        let alike = 200 * shared / (text.len() + label.len());
        if alike > best.0 {
            second = best.0;
            best = (alike, Some(row));
        } else {
            second = second.max(alike);
        }
    }
    best.1.filter(|_| best.0 >= 60 && best.0 >= second + 20)
}

fn pairs(text: &str) -> Vec<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// Whether a folded text that follows a row's label, up to the figures, has a piece of another label: then nobody can say whose figures
/// they are. Explanations in brackets may name what they like.
pub(super) fn names_another(form: &Form, row: usize, after: &str) -> bool {
    /// So many characters side by side are no chance.
    const PIECE: usize = 4;
    let Some(own) = form.rows.get(row) else { return false };
    let mut depth = 0_u32;
    let bare: Vec<char> = after
        .chars()
        .filter(|&c| {
            depth = if c == '(' { depth + 1 } else { depth };
            let outside = depth == 0;
            depth = if c == ')' { depth.saturating_sub(1) } else { depth };
            outside
        })
        .collect();
    if bare.len() < PIECE {
        return false;
    }
    let own: String = own.groups.iter().chain([&own.label]).map(|label| fold(label)).collect();
    let others: Vec<String> = (form.rows.iter().filter(|printed| printed.table == TableId::Requests))
        .flat_map(|printed| printed.groups.iter().chain([&printed.label]))
        .map(|label| fold(label))
        .collect();
    bare.windows(PIECE).any(|piece| {
        let piece: String = piece.iter().collect();
        !own.contains(&piece) && others.iter().any(|label| label.contains(&piece))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Edition;

    #[test]
    fn damaged_labels() {
        let form = Form::of(Edition::V2021);
        let cases = [
            ("2.其他法律行政止公开", Some("refused.prohibited_by_law")),
            ("其他法律行政法规禁公开", Some("refused.prohibited_by_law")),
            ("5.属于三类内务信息", Some("refused.internal_affairs")),
            ("1.信访举报投拆类申请", Some("not_processed.complaint")),
            // Two rows share most of these words.
            ("一、本年新政府信息公开申请数", None),
            ("行政机关不再处理其政府信息公开申请", None),
            ("政府信息公开申请数量", None),
            ("（三）不予公开", None),
            ("（六）其他处理", None),
            ("9.其他不予公开的情形", None),
            ("其他主动公开文件", None),
            ("合计", None),
            ("", None),
        ];
        for (label, expected) in cases {
            assert_eq!(damaged_row(form, &fold(label)).map(|row| form.rows[row].key), expected, "{label}");
        }
        for edition in Edition::ALL {
            let form = Form::of(edition);
            for (at, row) in form.rows.iter().enumerate().filter(|(_, row)| row.table == TableId::Requests) {
                let found = damaged_row(form, &fold(row.label));
                assert!(found.is_none() || found == Some(at), "{}", row.label);
            }
        }
    }

    #[test]
    fn pieces_of_other_labels() {
        let form = Form::of(Edition::V2021);
        let row = |key| form.row_by_key(TableId::Requests, key).unwrap();
        let cases = [
            ("other.not_corrected", "、行政机关不再处理其政府信息公开申请", false),
            ("other.not_corrected", "、行政机关不再处理其政府信求缴纳费用、行政机关不再处理其政府信息公开申请", true),
            ("partly_granted", "（区分处理的，只计这一情形，不计其他情形）", false),
            ("partly_granted", "（区分处理的，只计这一情形，不计其他情形）（三）不予公开", true),
            ("unavailable.must_be_created", "需（四）无法提供要另行制作", false),
            ("granted", "（含不予公开后改为公开的）", false),
            ("granted", "", false),
        ];
        for (key, after, expected) in cases {
            assert_eq!(names_another(form, row(key), &fold(after)), expected, "{key} {after}");
        }
    }
}
