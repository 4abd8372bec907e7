//! `未收到`, `未发生`, `零败诉`: what the text says that there is none of.
//!
//! A contradiction of these is an error, so that only words which cannot narrow them may stand around them.

use super::claims::{OUTCOMES, What, families_in, groups_in, has};
use super::reader::{Reader, WINDOW};
use super::seen::{Seen, Topic};
use super::tokens::{Kind, Mark, Token};
use super::words::Word;

impl Reader<'_> {
    /// `未收到…申请`, `无行政复议` and their like.
    pub(super) fn absence(&mut self, tokens: &[Token], at: usize, left: &[Token], seen: &Seen) {
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let hard = |token: &Token| !matches!(token.kind, Kind::Word(_) | Kind::Mark(Mark::Pause));
        let end = rest.iter().take(WINDOW).position(hard).unwrap_or(rest.len().min(WINDOW));
        let rest = rest.get(..end).unwrap_or_default();
        let Some(none) = tokens.get(at) else { return };
        let before = self.text.get(..none.start).unwrap_or_default().trim_end();
        let doubtful = before.ends_with(['如', '若', '对', '凡', '并', '将', '除', '非', '有']) && !before.ends_with("我有")
            || has(left, &[Word::Plan, Word::Thing, Word::Prior])
            || seen.year.is_some_and(|named| self.report.year.is_some_and(|year| named != year))
            || self.is_of_others(left)
            || has(rest, &[Word::Quality, Word::Scope])
            || seen.since
            || rest.first().is_some_and(|token| token.is(Word::Thing))
            // 除…外 says that there was some.
            || before.trim_end_matches(['，', ',']).ends_with('外');
        if doubtful {
            return;
        }
        let groups = groups_in(rest);
        let object = rest.iter().find(|token| {
            token.is(Word::Request) || token.is(Word::Ask) || token.is(Word::Review) || token.is(Word::Suit) || token.is(Word::Carry)
        });
        let Some(object) = object else { return };
        let bare = none.is(Word::NoneBare);
        let distance = object.start.saturating_sub(none.end);
        let between = self.text.get(none.end..object.start).unwrap_or_default();
        if distance > if bare { 60 } else { 150 } || !says_nothing_more(between, BETWEEN) {
            return;
        }
        if has(rest, &[Word::Corrected]) {
            if groups != 0 {
                self.claim(tokens, at, left, seen, 0, What::NeverLost { groups });
            }
            return;
        }
        let results = families_in(rest) != 0 || rest.iter().any(|token| matches!(token.kind, Kind::Word(Word::Kind(_))));
        let outcome = OUTCOMES.iter().any(|&(_, word, _)| has(rest, &[word]));
        if results || outcome || has(rest, &[Word::Thing, Word::License, Word::Penalty, Word::Compulsion, Word::Normative, Word::Active]) {
            return;
        }
        let what = if has(rest, &[Word::Carry]) {
            if has(rest, &[Word::Next]) {
                What::CarriedOut
            } else if has(rest, &[Word::Prior]) {
                What::CarriedIn
            } else {
                return;
            }
        } else if groups != 0 {
            What::Disputes { groups, outcomes: 0 }
        } else {
            let natural = has(rest, &[Word::Natural]) != has(rest, &[Word::Legal]) && !has(rest, &[Word::Citizen]);
            let way = has(rest, &[Word::Channel]) && !has(rest, &[Word::Every]);
            let named = has(rest, &[Word::Request]) || self.is_about_requests(seen) || has(rest, &[Word::Disclosure]);
            if natural || way || !named {
                return;
            }
            What::ReceivedNew
        };
        // 未收到申请费用 has another object; only filling may follow.
        let objects = |token: &&Token| {
            has(std::slice::from_ref(token), &[Word::Request, Word::Ask, Word::Review, Word::Suit, Word::Carry, Word::DirectSuit])
        };
        let end = rest.iter().rfind(objects).map_or(object.end, |token| token.end);
        let [_, clause_end] = self.clause(none.start, end);
        if !says_nothing_more(self.text.get(end..clause_end).unwrap_or_default(), BEHIND) {
            return;
        }
        let last = at + rest.len();
        self.claim(tokens, last, tokens.get(at..=at).unwrap_or_default(), seen, 0, what).absent = true;
    }

    /// `均获维持`, `零败诉` and their like.
    pub(super) fn never_lost(&mut self, tokens: &[Token], at: usize, left: &[Token], seen: &Seen) {
        let before = tokens.get(..at).unwrap_or_default();
        let start = before.first().map_or(0, |token| token.start);
        let instance = self.text.get(start..tokens.get(at).map_or(0, |token| token.start)).unwrap_or_default();
        // A second instance upholds what may have been lost, and who has named a lost case speaks of the rest.
        let foreign = seen.others
            || seen.part
            || has(before, &[Word::Corrected])
            || ["二审", "再审"].iter().any(|word| instance.contains(word))
            || seen.year.is_some_and(|named| self.report.year.is_some_and(|year| named != year));
        let ours = self.section == 4 || seen.disclosure || seen.request || self.topic != Topic::None || self.request;
        if foreign || !ours || has(left, &[Word::Plan, Word::Prior]) || self.is_of_others(left) {
            return;
        }
        // 均获维持 is said of the cases just named; where none were, nobody knows of which.
        let groups = if seen.all_groups == 0 && self.section == 4 { 7 } else { seen.all_groups };
        if groups != 0 {
            self.claim(tokens, at, left, seen, 0, What::NeverLost { groups });
        }
    }
}

/// What may stand between 未收到 and the requests without narrowing them.
const BETWEEN: &str = "公民 法人 其他组织 其它组织 组织 个人 自然人 群众 公众 社会 企业 申请人 人 任何 各类 各种 其他形式 形式 方式 渠道 途径 通过 以 提出 \
    提交 递交 的 和 或者 或 以及 及 与 、 有关 关于 相关 向 我局 我镇 我乡 我街道 我县 我区 我市 我委 我厅 我办 我单位 本机关 本单位 本部门 本镇 本局 本街道 书面 网络 网上 \
    信函 邮寄 当面 现场 传真 电子邮件 邮件 等 因 政府信息公开 信息公开 政务公开 政府信息 工作 引发 引起 产生 导致 被 申请 提起 而 政府 到 收到 发生 事项 方面 对 上年度 上年 上一年度 结转 公开";
/// What may follow them.
const BEHIND: &str = "的 情况 情形 事项 案件 案 件 等 现象 发生 和 或 及 与 、 提起 申请 被 引发 行政 复议 诉讼 结转 下年度 下一年度 继续 办理 至 到 数量 工作";

/// Whether a text consists of these words alone.
pub(super) fn says_nothing_more(text: &str, words: &str) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some(after) = words.split_ascii_whitespace().find_map(|word| rest.strip_prefix(word)) else { return false };
        rest = after.trim_start();
    }
    true
}
