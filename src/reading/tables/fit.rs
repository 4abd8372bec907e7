//! Which of the cells behind a label hold its figures.

use std::collections::BTreeMap;

use super::super::figure;
use super::super::lines::Token;
use crate::form::FieldKind;

/// A row of a grid whose label was recognised.
pub(super) struct Labelled<'a> {
    pub(super) row: usize,
    pub(super) label: &'a str,
    pub(super) values: &'a [Token<'a>],
    /// How many cells the whole row has.
    pub(super) width: usize,
    /// In table 2, the columns in which the headings over the row begin.
    pub(super) heads: Heads,
}

/// The columns in which the headings of a block of table 2 begin.
#[derive(Default, Clone)]
pub(super) struct Heads {
    pub(super) all: Vec<u32>,
    /// Without headings that repeat the one before them, as some converters write a merged cell.
    pub(super) distinct: Vec<u32>,
}

pub(super) enum Fit<'a> {
    Exact(Vec<&'a Token<'a>>),
    Count(usize),
}

/// Where the figures of a grid's rows begin, learnt from rows that leave no doubt.
#[derive(Default)]
pub(super) struct Consensus {
    /// By number of figures and width of the row: how often they begin at which column.
    columns: BTreeMap<(usize, usize, u32), usize>,
    /// By number of figures: how many cells lie between label and figures.
    gaps: BTreeMap<(usize, usize), usize>,
}

impl Consensus {
    pub(super) fn learn(&mut self, labelled: &Labelled<'_>, want: usize) {
        let offsets = offsets(labelled.values, want, labelled.label);
        if let [offset] = offsets[..] {
            *self.gaps.entry((want, offset)).or_default() += 1;
            if let Some(first) = labelled.values.get(offset) {
                *self.columns.entry((want, labelled.width, first.column)).or_default() += 1;
            }
        }
    }

    /// Of several possible positions the one that most rows have: of the same width first, then of any, then by distance from the label.
    pub(super) fn choose(&self, values: &[Token<'_>], offsets: &[usize], want: usize, width: usize) -> Option<usize> {
        let best = |votes: &dyn Fn(usize) -> usize| {
            let counted = offsets.iter().map(|&offset| (votes(offset), offset)).filter(|&(votes, _)| votes > 0);
            counted.max_by_key(|&(votes, offset)| (votes, std::cmp::Reverse(offset))).map(|(_, offset)| offset)
        };
        let in_column = |offset: usize, width: Option<usize>| -> usize {
            let Some(column) = values.get(offset).map(|token| token.column) else { return 0 };
            let same = |key: &(usize, usize, u32)| key.0 == want && key.2 == column && width.is_none_or(|width| key.1 == width);
            self.columns.iter().filter(|(key, _)| same(key)).map(|(_, &votes)| votes).sum()
        };
        best(&|offset| in_column(offset, Some(width)))
            .or_else(|| best(&|offset| in_column(offset, None)))
            .or_else(|| best(&|offset| self.gaps.get(&(want, offset)).copied().unwrap_or(0)))
    }
}

/// At which positions `want` cells can begin so that all cells outside them are blank, or repeat the label in front.
pub(super) fn offsets(values: &[Token<'_>], want: usize, label: &str) -> Vec<usize> {
    let Some(excess) = values.len().checked_sub(want) else { return Vec::new() };
    let lead = values.iter().take_while(|token| token.is_blank() || (!label.is_empty() && token.folded == label)).count();
    let trail = values.iter().rev().take_while(|token| token.is_blank()).count();
    (0..=excess).filter(|&offset| offset <= lead && excess - offset <= trail).collect()
}

/// The cells in the columns where headings begin, where all others are blank or repeat the cell before them.
pub(super) fn under<'a>(values: &'a [Token<'a>], want: usize, heads: &Heads) -> Option<Vec<&'a Token<'a>>> {
    let heads = [&heads.all, &heads.distinct].into_iter().find(|heads| heads.len() == want)?;
    if values.len() <= want {
        return None;
    }
    let chosen: Vec<&Token<'_>> = values.iter().filter(|token| heads.contains(&token.column)).collect();
    let follows = |pair: &[Token<'_>]| heads.contains(&pair[1].column) || pair[1].is_blank() || pair[1].raw == pair[0].raw;
    let starts = values.first().is_some_and(|first| heads.contains(&first.column));
    (chosen.len() == want && starts && values.windows(2).all(follows)).then_some(chosen)
}

/// The cells that hold the figures; `choose` decides where blank cells leave several positions.
pub(super) fn fit<'a>(values: &'a [Token<'a>], want: usize, label: &str, choose: impl Fn(&[usize]) -> Option<usize>) -> Fit<'a> {
    let pick = |offset: usize| Fit::Exact(values.iter().skip(offset).take(want).collect());
    let offsets = offsets(values, want, label);
    match offsets.as_slice() {
        [offset] => return pick(*offset),
        [] => {}
        [first, ..] => {
            let all_blank = values.iter().all(Token::is_blank);
            if let Some(offset) = choose(&offsets).or(all_blank.then_some(*first)) {
                return pick(offset);
            }
        }
    }
    match values {
        // One cell merged over the whole row says the same of all its figures, unless it is a figure.
        [only] if only.span as usize >= want && figure::read(only.raw, FieldKind::Count).is_empty() => Fit::Exact(vec![only; want]),
        // A merged cell that a converter wrote once for each column it covers.
        [first, rest @ ..] if want == 1 && rest.iter().all(|token| token.raw == first.raw) => Fit::Exact(vec![first]),
        _ => Fit::Count(values.iter().filter(|token| !token.is_blank()).count().max(values.len().min(want.saturating_sub(1)))),
    }
}
