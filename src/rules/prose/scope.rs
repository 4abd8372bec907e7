//! Whose numbers these are: those of this body and of the whole year, or of a part, another body, another time, another matter.

use super::absence::says_nothing_more;
use super::beginning;
use super::claims::{OUTCOMES, groups_in, has};
use super::reader::{Reader, WINDOW};
use super::tokens::{Kind, Mark, Number, Token, Unit};
use super::words::Word;
use crate::report::AuthorityType;

fn is_percent(token: &Token) -> bool {
    matches!(token.kind, Kind::Number(number) if number.unit == Unit::Percent)
}

/// What follows 各 where all kinds, ways or ranks are meant.
const ALL_KINDS: [char; 16] = ['类', '种', '项', '方', '渠', '界', '式', '样', '级', '个', '自', '环', '大', '位', '途', '平'];

impl Reader<'_> {
    /// Whether a number is a month, so that what follows counts no whole year; its first and its last day may be named.
    pub(super) fn is_some_month(&self, number: Number, end: usize) -> bool {
        let behind = self.text.get(end..).unwrap_or_default().trim_start();
        let month = number.value.as_integer().filter(|_| number.unit == Unit::Other && behind.starts_with('月'));
        month.is_some_and(|month| (2..=11).contains(&month) || behind.starts_with("月份"))
    }

    /// Whether the body is a government, which has bodies below it and decides upon reviews.
    pub(super) fn governs(&self) -> bool {
        let name = self.report.authority.as_deref().unwrap_or_default();
        name.ends_with("政府") || self.report.authority_type.is_some_and(|(kind, _)| is_government(kind))
    }

    /// Whether the clause says of the number before what it counted: 均为…, 主要涉及….
    pub(super) fn describes(&self, at: usize) -> bool {
        const BEGINNINGS: [&str; 10] = ["均为", "均系", "均是", "均因", "均属", "都是", "都为", "全部为", "主要", "分别为"];
        let words = self.text.get(self.clause_start(at)..at).unwrap_or_default().trim_start();
        BEGINNINGS.iter().any(|beginning| words.starts_with(beginning))
    }

    /// Whether words that nobody knows stand before a number in its clause: 涉及某局的21件.
    pub(super) fn is_qualified(&self, tokens: &[Token], at: usize) -> bool {
        const FILLING: &str = "共 总 计 合计 总计 为 有 是 的 约 均 其 中 数 量 全年 本年 年内 到 了 各";
        let Some(start) = tokens.get(at).map(|token| token.start) else { return false };
        let words = self.text.get(self.clause_start(start)..start).unwrap_or_default();
        let words = words.rsplit('、').next().unwrap_or_default();
        !says_nothing_more(words, FILLING)
    }

    /// Whether the words speak of another body, or of a part of this one.
    pub(super) fn is_of_others(&self, left: &[Token]) -> bool {
        left.last().is_some_and(|last| self.is_of_others_until(left, last.end))
    }

    /// The same with the words up to here.
    pub(super) fn is_of_others_until(&self, left: &[Token], end: usize) -> bool {
        let name = self.report.authority.as_deref().unwrap_or_default();
        let kind = self.report.authority_type.map(|(kind, _)| kind);
        let named = |token: &Token| self.text.get(token.start..token.end).unwrap_or_default();
        let governs = self.governs();
        let other = left.iter().any(|token| match token.kind {
            Kind::Word(Word::Scope) => !name.contains(named(token)),
            Kind::Word(Word::Area) => !governs,
            _ => false,
        });
        let start = left.first().map_or(end, |first| first.start);
        let words = self.text.get(self.clause_start(start)..end).unwrap_or_default();
        // 各社区共收到 counts those of parts; 各类 and 各级 say that all are meant.
        let each = |(at, each): (usize, &str)| words.get(at + each.len()..).is_some_and(|rest| !rest.starts_with(ALL_KINDS));
        let other = other || words.match_indices('各').any(each);
        let body = |endings: &[&str]| endings.iter().any(|&ending| words.contains(ending));
        other
            || match kind {
                Some(AuthorityType::TownGov | AuthorityType::Subdistrict) => body(&["局", "委员会"]),
                _ if governs => body(&["局", "委员会", "街道", "镇政府", "乡政府", "乡镇", "部门", "办公室"]),
                _ => body(&["街道", "镇政府", "乡政府", "乡镇"]),
            }
    }

    /// Whether 申请 stands without a word before it that makes it one for something else: 低保申请.
    pub(super) fn is_plain(&self, list: &[Token], at: usize) -> bool {
        let Some(start) = list.get(at).map(|token| token.start) else { return false };
        let adjoins = at.checked_sub(1).and_then(|before| list.get(before)).is_some_and(|before| before.end == start);
        let before = self.text.get(..start).unwrap_or_default().trim_end();
        adjoins || before.is_empty() || before.ends_with(|c: char| !c.is_alphabetic() || "的了到起件份条人众户位类式次均关".contains(c))
    }

    /// Whether reviews are named to say which lawsuits are meant, and not beside them: 复议机关作为共同被告的诉讼.
    pub(super) fn qualifies(&self, left: &[Token]) -> bool {
        const BESIDE: &str = "、 和 及 与 或 以及 或者 案件 案 申请 被 提起 引发 引起 ， , / 的情况 情况";
        let review = left.iter().find(|token| token.is(Word::Review));
        let suit = left.iter().find(|token| token.is(Word::Suit));
        let (Some(review), Some(suit)) = (review, suit) else { return false };
        let between = self.text.get(review.end..suit.start).unwrap_or_default();
        review.end <= suit.start && !says_nothing_more(between, BESIDE)
    }

    /// Whether a number holds for each of several groups: 复议与诉讼均为4件.
    pub(super) fn is_of_each(&self, left: &[Token], number: Number, start: usize) -> bool {
        let last = left.iter().rfind(|token| groups_in(std::slice::from_ref(token)) != 0).map_or(start, |token| token.end);
        let words = self.text.get(last..start).unwrap_or_default();
        !number.value.is_zero() && has(left, &[Word::Review]) && has(left, &[Word::Suit]) && words.contains(['均', '各', '都'])
    }

    /// Whether the sentence counts this outcome again, of the same cases: 直接纠正4件，调解后自行纠正2件.
    pub(super) fn is_divided(tokens: &[Token], at: usize, left: &[Token]) -> bool {
        let Some(outcome) = left.iter().rev().find(|token| OUTCOMES.iter().any(|&(_, word, _)| token.is(word))) else { return false };
        let ends = |token: &&Token| !matches!(token.kind, Kind::Mark(Mark::Semicolon)) && groups_in(std::slice::from_ref(token)) == 0;
        let counts = |rest: &[Token]| {
            let next = rest.iter().find(|token| !matches!(token.kind, Kind::Word(_)));
            matches!(next, Some(Token { kind: Kind::Number(number), .. }) if number.unit == Unit::Case)
        };
        let again = |rest: &[Token]| rest.first().is_some_and(|token| token.kind == outcome.kind) && counts(rest);
        let behind = tokens.get(at + 1..).unwrap_or_default();
        let ahead = behind.iter().take(WINDOW).take_while(ends).count();
        let before = tokens.get(..at.saturating_sub(left.len())).unwrap_or_default();
        let back = before.iter().rev().take(WINDOW).take_while(ends).count();
        (0..ahead).any(|start| again(behind.get(start..).unwrap_or_default()))
            || (before.len() - back..before.len()).any(|start| again(tokens.get(start..at).unwrap_or_default()))
    }

    /// Whether the sentence goes on to say that these cases are about something else or about more: 均与政府信息公开无关, 其中政府信息公开类4件,
    /// 占复议案件总数17件的23.5%.
    pub(super) fn is_unrelated(&self, tokens: &[Token], at: usize) -> bool {
        let rest = tokens.get(at..(at + WINDOW).min(tokens.len())).unwrap_or_default();
        let end =
            rest.iter().find(|token| token.kind == Kind::Mark(Mark::Semicolon)).or_else(|| rest.last()).map_or(0, |token| token.start);
        let words = beginning(rest.first().and_then(|number| self.text.get(number.end..end)).unwrap_or_default(), 600);
        let share = words.trim_start().starts_with('的') && matches!(rest.get(1), Some(token) if is_percent(token));
        let more = words.match_indices("其中").any(|(at, _)| {
            let rest = words.get(at..).unwrap_or_default();
            let clause = rest.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
            clause.len() <= 60 && clause.contains("信息公开") && !clause.contains("申请")
        });
        let named = rest.first().and_then(|number| self.text.get(self.clause_start(number.start)..number.start));
        let named = named.is_some_and(|words| words.contains("信息公开"));
        (share || more) && !named
            || ["无关", "不涉及政府信息", "不涉及信息", "非政府信息公开", "不属于政府信息公开"].iter().any(|other| words.contains(other))
    }

    /// Whether the words speak of cases that this body decides upon; a report speaks of itself as the one reviewed.
    pub(super) fn decides(&self, left: &[Token], start: usize) -> bool {
        let words = self.text.get(self.clause_start(left.first().map_or(start, |token| token.start))..start).unwrap_or_default();
        has(left, &[Word::Receive, Word::ReceiveNew, Word::Handle, Word::Answer]) && !words.contains(['被', '因', '涉'])
    }

    /// Whether a case was corrected in one of several ways: 确认违法, 责令重新答复.
    pub(super) fn is_kind_of_correction(&self, left: &[Token]) -> bool {
        let corrected = left.iter().rfind(|token| token.is(Word::Corrected)).and_then(|token| self.text.get(token.start..token.end));
        corrected.is_some_and(|words| !words.starts_with('纠') && words != "败诉")
    }
}

const fn is_government(kind: AuthorityType) -> bool {
    use AuthorityType::{CityGov, CountyGov, ProvinceGov, Subdistrict, TownGov};
    matches!(kind, ProvinceGov | CityGov | CountyGov | TownGov | Subdistrict)
}
