//! Reading the statements of a text: clause by clause, never across the end of a sentence.
//!
//! A number belongs to the words before it, back to the last comma or number, or where those say nothing, to the words right behind it.
//! Numbers of other bodies, other years, plans and other things are passed over, so that silence is the answer to every doubt.

use super::absence::says_nothing_more;
use super::claims::{Act, Claim, FAMILIES, OUTCOMES, What, applicant, families_in, groups_in, has};
use super::seen::{NOTHING, Seen, Topic};
use super::tokens::{Kind, Mark, Number, Token, Unit};
use super::words::Word;
use crate::report::Report;

/// Reads the statements of one section.
pub(super) struct Reader<'a> {
    pub report: &'a Report,
    pub section: u8,
    pub text: &'a str,
    pub paragraph: usize,
    pub topic: Topic,
    /// Whether the paragraph has spoken of requests.
    pub request: bool,
    begins: bool,
    pub claims: Vec<Claim>,
}

/// The results of table 3 that have several reasons: refused, unavailable, not processed.
const WITH_REASONS: u8 = 4 | 8 | 16;

/// No clause of a report has more words; longer ones are damage, and looking further would cost without end.
pub(super) const WINDOW: usize = 40;

impl<'a> Reader<'a> {
    pub(super) fn new(report: &'a Report, section: u8, text: &'a str, paragraph: usize) -> Self {
        let topic = match section {
            3 => Topic::Requests,
            4 => Topic::Disputes,
            _ => Topic::None,
        };
        Self { report, section, text, paragraph, topic, request: false, begins: true, claims: Vec::new() }
    }

    /// Reads a sentence with the mark that ends it.
    pub(super) fn read(&mut self, tokens: &[Token]) {
        if self.begins {
            self.begin(tokens);
        }
        let mut seen = NOTHING;
        let mut from = 0;
        let first_claim = self.claims.len();
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Mark(Mark::Comma | Mark::Semicolon | Mark::Colon) => {
                    let left = tokens.get(from..at).unwrap_or_default();
                    let came = has(left, &[Word::Receive, Word::ReceiveNew]) && has(left, &[Word::Request]) && !stops(left);
                    seen.open = came && !has(left, &[Word::NoneOf, Word::NoneBare]) && !self.is_of_others(left);
                    let goes_on = token.kind != Kind::Mark(Mark::Semicolon);
                    seen.among &= goes_on;
                    seen.other_things &= goes_on;
                    seen.decides &= goes_on;
                    seen.under_others &= goes_on;
                    seen.under_others |= token.kind == Kind::Mark(Mark::Colon) && self.is_of_others(left);
                    from = at + 1;
                }
                Kind::Mark(_) => {}
                Kind::Year(year) => {
                    // From one year into another is no year of the report.
                    let before = tokens.get(..at).unwrap_or_default().iter().rev().find(|token| matches!(token.kind, Kind::Year(_)));
                    let between = before.and_then(|before| self.text.get(before.end..token.start)).unwrap_or_default();
                    let spans = between.len() <= 30 && between.contains(['至', '到', '-', '—', '～']);
                    seen.since |= spans && seen.year.is_some_and(|before| before != year);
                    seen.year = Some(year);
                }
                Kind::Word(word) => {
                    if !(seen.counted && is_group(word) && self.describes(token.start)) {
                        seen.note(word);
                    }
                    let left = tokens.get(from.max(at.saturating_sub(WINDOW))..at).unwrap_or_default();
                    match word {
                        Word::NoneOf | Word::NoneBare => self.absence(tokens, at, left, &seen),
                        Word::NeverLost => self.never_lost(tokens, at, left, &seen),
                        _ => {}
                    }
                }
                Kind::Number(number) => {
                    seen.since |= self.is_some_month(number, token.end);
                    let countable = matches!(number.unit, Unit::Case | Unit::Bare | Unit::Item(_));
                    if countable {
                        let first = from.max(at.saturating_sub(WINDOW));
                        let mut left = tokens.get(first..at).unwrap_or_default();
                        // 3件行政复议中2件维持: what stands right behind a number is what that one counts.
                        let before = first.checked_sub(1).and_then(|before| tokens.get(before));
                        let before = before.filter(|token| matches!(token.kind, Kind::Number(_)));
                        let mut end = before.map_or(usize::MAX, |before| before.end);
                        while let Some((head, rest)) = left.split_first()
                            && head.start == end
                            && matches!(head.kind, Kind::Word(_))
                        {
                            (left, end) = (rest, head.end);
                        }
                        // 17件为自然人申请、2件为企业申请: the words before the pause are those of the number before.
                        if before.is_some()
                            && let Some(pause) = left.iter().position(|token| token.kind == Kind::Mark(Mark::Pause))
                        {
                            left = left.get(pause + 1..).unwrap_or_default();
                        }
                        self.number(tokens, at, number, left, &mut seen);
                        (seen.open, seen.counted) = (false, true);
                    }
                    if !matches!(number.unit, Unit::Other) {
                        from = at + 1;
                    }
                }
            }
        }
        self.drop_parts(first_claim);
        self.request |= seen.request;
        self.begins = tokens.last().is_some_and(|token| token.kind == Kind::Mark(Mark::Paragraph));
    }

    /// One result or outcome that a sentence counts with different numbers was divided: 直接纠正4件，调解后自行纠正2件. None of them is the whole.
    fn drop_parts(&mut self, first: usize) {
        let own = self.claims.get(first..).unwrap_or_default();
        let divides = |claim: &Claim| matches!(claim.what, What::Results { .. } | What::Disputes { outcomes: 1.., .. });
        let is_part = |at: usize, claim: &Claim| {
            let near = own.iter().enumerate().skip(at.saturating_sub(WINDOW)).take(2 * WINDOW);
            divides(claim) && near.into_iter().any(|(_, other)| other.what == claim.what && other.value != claim.value)
        };
        let parts: Vec<bool> = own.iter().enumerate().map(|(at, claim)| is_part(at, claim)).collect();
        let mut parts = parts.into_iter();
        let mut at = 0;
        self.claims.retain(|_| {
            at += 1;
            at <= first || !parts.next().unwrap_or(false)
        });
    }

    /// The subject of a paragraph: named in its first words, or that of the heading above it.
    fn begin(&mut self, tokens: &[Token]) {
        self.paragraph += 1;
        self.request = false;
        let Some(first) = tokens.first() else { return };
        let line = self.text.get(..first.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let head = super::beginning(self.text.get(line..).unwrap_or_default(), 60).trim_start();
        let heads_part =
            head.starts_with(['（', '(', '第']) || head.split_once('、').is_some_and(|(number, _)| number.chars().count() <= 2);
        let early = || tokens.iter().take_while(|token| token.start < line + 90 && !matches!(token.kind, Kind::Mark(Mark::Comma)));
        let listed = heads_part || head.chars().take(4).any(|c| matches!(c, '.' | '．' | '是' | '①'..='⑳'));
        if !listed {
            return;
        }
        let named = early().find_map(|token| match token.kind {
            Kind::Word(Word::Request) => Some(Topic::Requests),
            Kind::Word(Word::Review | Word::Suit) => Some(Topic::Disputes),
            _ => None,
        });
        match (named, self.section) {
            (Some(topic), _) => self.topic = topic,
            (None, 3 | 4) => {}
            (None, _) if heads_part => self.topic = Topic::None,
            _ => {}
        }
    }

    pub(super) fn is_about_requests(&self, seen: &Seen) -> bool {
        seen.request || self.request || self.topic == Topic::Requests
    }

    /// Where the clause that holds this place begins.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let mark = before.char_indices().rev().take(60).find(|(_, c)| "。；，,;：:！？\n（(".contains(*c));
        mark.map_or_else(|| before.char_indices().rev().nth(59).map_or(0, |(start, _)| start), |(start, c)| start + c.len_utf8())
    }

    /// The clause that holds these bytes.
    pub(super) fn clause(&self, from: usize, to: usize) -> [usize; 2] {
        let rest = self.text.get(to..).unwrap_or_default();
        let end = rest.char_indices().take(60).find(|(_, c)| "。；，,;！？\n".contains(*c)).map(|(end, _)| end);
        let end = to + end.unwrap_or_else(|| rest.char_indices().nth(60).map_or(rest.len(), |(end, _)| end));
        let start = self.clause_start(from);
        let blank = |text: &str| text.len() - text.trim_start().len();
        [start + self.text.get(start..from).map_or(0, blank), end]
    }

    pub(super) fn claim(&mut self, tokens: &[Token], at: usize, left: &[Token], seen: &Seen, value: i64, what: What) -> &mut Claim {
        let end = tokens.get(at).map_or(0, |token| token.end);
        let start = left.first().or_else(|| tokens.get(at)).map_or(0, |token| token.start);
        let span = self.clause(start, end);
        let (section, paragraph, withdrawn) = (self.section, self.paragraph, seen.withdrawn);
        let at = self.claims.len();
        self.claims.push(Claim { section, paragraph, span, value, what, absent: false, sure: true, citizens: false, withdrawn });
        &mut self.claims[at]
    }

    fn number(&mut self, tokens: &[Token], at: usize, number: Number, left: &[Token], seen: &mut Seen) {
        let Some(value) = number.value.as_integer().filter(|_| !number.vague) else { return };
        let right = tokens.get(at + 1..).unwrap_or_default();
        let right_end = right.iter().take(WINDOW).position(|token| !matches!(token.kind, Kind::Word(_))).unwrap_or(right.len().min(WINDOW));
        let right = right.get(..right_end).unwrap_or_default();
        let number_start = tokens.get(at).map_or(0, |token| token.start);
        let words = left.first().map_or(0, |token| self.clause_start(token.start));
        let words = self.text.get(words..number_start).unwrap_or_default();
        let begins_anew = has(left, &[Word::Own, Word::Receive, Word::ReceiveNew, Word::Request])
            || !left.is_empty() && words.contains(['全', '共', '总']);
        seen.others = seen.others && !begins_anew || seen.under_others || self.is_of_others_until(left, number_start);
        seen.decides |= self.section != 4 && groups_in(left) != 0 && self.decides(left, tokens.get(at).map_or(0, |token| token.start));
        if has(left, &[Word::Change, Word::More, Word::Less, Word::Plan, Word::Each]) || seen.others {
            return;
        }
        let year = self.report.year;
        let case = matches!(number.unit, Unit::Case | Unit::Bare);
        // What is carried over names another year, or means one.
        let carried = if has(left, &[Word::Carry]) { Some(left) } else { Some(right).filter(|right| has(right, &[Word::Carry])) };
        if let Some(words) = carried.filter(|_| !has(left, &[Word::Receive, Word::ReceiveNew]) || has(left, &[Word::Carry])) {
            let named = left.iter().rev().find_map(|token| match token.kind {
                Kind::Year(named) => Some(named),
                _ => None,
            });
            let compared = named.zip(year).map(|(named, year)| named.cmp(&year));
            let what = if has(words, &[Word::Next]) || has(right, &[Word::Next]) || compared == Some(std::cmp::Ordering::Greater) {
                What::CarriedOut
            } else if has(words, &[Word::Prior]) || compared == Some(std::cmp::Ordering::Less) {
                What::CarriedIn
            } else {
                What::Carried
            };
            if !has(left, &[Word::Review, Word::Suit]) && seen.last != Topic::Disputes {
                self.claim(tokens, at, left, seen, value, what);
            }
            return;
        }
        if has(left, &[Word::Prior]) || seen.since || seen.year.is_some_and(|named| year.is_some_and(|year| named != year)) {
            return;
        }
        let what = self.what(tokens, at, number, left, right, seen);
        seen.part |= what.is_none() && case && (groups_in(left) != 0 || self.is_qualified(tokens, at));
        seen.other_things = what.is_none() && (seen.other_things || has(left, &[Word::Thing, Word::License, Word::Penalty]));
        if let Some((what, sure)) = what {
            let citizens = has(left, &[Word::Citizen]) && !has(left, &[Word::Legal]);
            seen.last = match what {
                What::Disputes { .. } => Topic::Disputes,
                What::Documents { .. } | What::Decisions(_) => Topic::None,
                _ => Topic::Requests,
            };
            let claim = self.claim(tokens, at, left, seen, value, what);
            let counted = case || matches!(what, What::Documents { .. });
            (claim.sure, claim.citizens) = (sure && counted, citizens);
        }
    }

    /// What a number counts, and whether verb and object both say so.
    fn what(&self, tokens: &[Token], at: usize, number: Number, left: &[Token], right: &[Token], seen: &Seen) -> Option<(What, bool)> {
        let case = matches!(number.unit, Unit::Case | Unit::Bare);
        let start = tokens.get(at)?.start;
        let end = tokens.get(at)?.end;
        let gap = |token: &Token| start.saturating_sub(token.end);
        let last = |words: &[Word]| left.iter().rposition(|token| words.iter().any(|&word| token.is(word)));
        // Results of table 3.
        let kind = |list: &[Token]| {
            list.iter().find_map(|token| match token.kind {
                Kind::Word(Word::Kind(key)) => Some(key),
                _ => None,
            })
        };
        let begun = has(left, &[Word::Receive, Word::ReceiveNew, Word::Request, Word::Answer, Word::Review, Word::Suit, Word::Handle]);
        let mut families = families_in(left);
        let mut kind_named = kind(left);
        if families == 0 && kind_named.is_none() && !begun && !has(left, &[Word::Normative, Word::Rules]) {
            (families, kind_named) = (families_in(right), kind(right));
        }
        if families != 0 || kind_named.is_some() {
            let result = FAMILIES.iter().filter_map(|&(_, word, _)| last(&[word])).chain(last(&[Word::GrantedOrPartly])).max();
            // 无法提供相关政府信息 is a result still.
            let thing = left.iter().rposition(|token| {
                has(std::slice::from_ref(token), &[Word::Thing, Word::Active, Word::Normative, Word::Rules])
                    && self.text.get(token.start..token.end) != Some("政府信息")
            });
            let other = kind_named.is_none() && thing.is_some_and(|thing| result.is_none_or(|result| thing > result));
            // 因第三方权益不予公开 is one reason of several.
            let first = left.iter().find(|token| families_in(std::slice::from_ref(token)) != 0).map_or(start, |token| token.start);
            let reason = self.text.get(self.clause_start(first)..first).unwrap_or_default();
            let one_reason =
                kind_named.is_none() && families & WITH_REASONS != 0 && (reason.contains(['因', '属']) || reason.contains("涉及"));
            if other
                || one_reason
                || !case
                || has(left, &[Word::Channel, Word::Withdrawn, Word::Natural, Word::Legal])
                || !self.is_about_requests(seen)
            {
                return None;
            }
            return Some((What::Results { families, kind: kind_named }, true));
        }
        // Table 4.
        let named = groups_in(left);
        let outcomes = |list: &[Token]| OUTCOMES.iter().filter(|(_, word, _)| has(list, &[*word])).map(|(bit, ..)| bit).sum::<u8>();
        let decided = left.iter().any(|token| self.text.get(token.start..token.end) == Some("审结")) && seen.last == Topic::Disputes;
        let near = tokens.get(at.saturating_sub(WINDOW)..(at + WINDOW).min(tokens.len())).unwrap_or_default();
        // 行政复议方面，新收8件: what came in is the whole, where nothing is said of what was carried over.
        let comes_in = self.section == 4
            && case
            && !seen.counted
            && left.iter().all(|token| token.is(Word::Receive) || token.is(Word::ReceiveNew) || token.is(Word::Own))
            && left.last().is_some_and(|token| !token.is(Word::Own))
            && says_nothing_more(
                left.first().and_then(|token| self.text.get(self.clause_start(token.start)..token.start)).unwrap_or_default(),
                "全年 本年度 本年 年内 当年 今年 共 累计 在",
            )
            && !has(near, &[Word::Carry, Word::Request]);
        let (groups, outcome) = match (named, outcomes(left)) {
            (0, 0) if decided => (seen.groups, 7),
            (0, 0) if comes_in => (seen.groups, 0),
            // 3件诉讼未审结 names the group behind the number.
            (0, 0) if !begun && groups_in(right) != 0 => (groups_in(right), outcomes(right)),
            (0, 0) if !begun => (seen.groups, outcomes(right)),
            (0, 0) => (0, 0),
            // Outcomes behind the two ways to court may be those of both.
            (0, outcome) if matches!(seen.groups, 2 | 4) && seen.all_groups & 6 == 6 => (6, outcome),
            (0, outcome) => (seen.groups, outcome),
            (groups, outcome) => (groups, outcome),
        };
        if groups != 0 && (named != 0 || outcome != 0 || comes_in) {
            // The outcomes behind a part may be that part's.
            if seen.part && named == 0 {
                return None;
            }
            let postfix = outcome == 0
                && right.first().is_some_and(|token| token.start == end && OUTCOMES.iter().any(|&(_, word, _)| token.is(word)));
            if postfix
                || self.qualifies(left)
                || self.is_of_each(left, number, start)
                || self.is_unrelated(tokens, at)
                || Self::is_divided(tokens, at, left)
            {
                return None;
            }
            let reviews = self.decides(left, start) && (!comes_in || self.governs());
            // 因征地拆迁被提起行政诉讼 is about something else, and what another government decided is a part.
            let words = self.text.get(self.clause_start(left.first().map_or(start, |token| token.start))..start).unwrap_or_default();
            let elsewhere = words.contains('因') && !["公开", "答复", "申请", "不服"].iter().any(|about| words.contains(about))
                || words.starts_with("市政府") && !self.report.authority.as_deref().unwrap_or_default().contains("市政府");
            if elsewhere {
                return None;
            }
            let ours = self.section == 4 || seen.disclosure || seen.request || self.topic != Topic::None || self.request;
            let thing = last(&[Word::Thing]).is_some_and(|thing| last(&[Word::Review, Word::Suit]).is_none_or(|group| thing > group));
            let fits = case || matches!(number.unit, Unit::Item('个' | '次' | '项'));
            return (ours
                && fits
                && !thing
                && !((reviews || seen.decides) && self.section != 4)
                && (!has(left, &[Word::Among]) || outcome != 0 || matches!(groups, 2 | 4)))
            .then_some((What::Disputes { groups, outcomes: outcome }, (!reviews || outcome != 0) && !self.is_kind_of_correction(left)));
        }
        if named != 0 {
            return None;
        }
        // Table 2.
        let document = |list: &[Token]| {
            list.iter().rev().find_map(|token| match token.kind {
                Kind::Word(Word::Normative) => Some("normative"),
                Kind::Word(Word::Rules) => Some("rules"),
                _ => None,
            })
        };
        let act = |list: &[Token]| {
            list.iter().rev().find_map(|token| match token.kind {
                Kind::Word(Word::Issue) => Some(Act::Issue),
                Kind::Word(Word::Repeal) => Some(Act::Repeal),
                Kind::Word(Word::InForce) => Some(Act::InForce),
                Kind::Word(Word::Publish | Word::Active) => Some(Act::Publish),
                _ => None,
            })
        };
        let blocked = has(left, &[Word::Thing, Word::Channel]) || has(right, &[Word::Thing]);
        let act = act(left).or_else(|| act(right));
        let row = document(left).or_else(|| document(right)).or_else(|| seen.document.filter(|_| act.is_some() && !begun));
        if let Some(row) = row {
            let unit = case || matches!(number.unit, Unit::Item('个' | '部' | '项'));
            let both = has(left, &[Word::Normative]) && has(left, &[Word::Rules]);
            let sure = act.is_some_and(|act| act != Act::Publish) && !has(left, &[Word::Active, Word::Publish]);
            return (unit && !blocked && !both && matches!(self.section, 1 | 2)).then_some((What::Documents { row, act }, sure));
        }
        for (word, row) in [(Word::License, "licenses"), (Word::Penalty, "penalties"), (Word::Compulsion, "compulsion")] {
            if has(left, &[word]) {
                let one = [Word::License, Word::Penalty, Word::Compulsion].iter().filter(|&&word| has(left, &[word])).count() == 1;
                let near = last(&[word]).and_then(|at| left.get(at)).is_some_and(|token| gap(token) <= 24);
                let open = has(left, &[Word::Active, Word::Publish, Word::Disclosure, Word::Ask, Word::Receive]);
                let words = self.text.get(self.clause_start(start)..end).unwrap_or_default();
                let fits = one && near && case && !blocked && !open && !words.contains("公开");
                return fits.then_some((What::Decisions(row), false));
            }
        }
        self.requests(number, left, right, seen, start)
    }

    /// Requests received, handled or answered.
    fn requests(&self, number: Number, left: &[Token], right: &[Token], seen: &Seen, start: usize) -> Option<(What, bool)> {
        let case = matches!(number.unit, Unit::Case | Unit::Bare);
        let gap = |token: &Token| start.saturating_sub(token.end);
        if !case {
            // Other counting words count other things, too; nothing may stand between them and the requests.
            let last = left.iter().rev().find(|token| token.is(Word::Request) || token.is(Word::Ask));
            let words = last.and_then(|token| self.text.get(token.end..start)).unwrap_or_default();
            let filling = |c: char| c.is_whitespace() || "共计总合为有数量达的：:".contains(c);
            if !matches!(number.unit, Unit::Item('条' | '项' | '个' | '次' | '人' | '份')) || !words.chars().all(filling) {
                return None;
            }
        }
        let about = self.is_about_requests(seen);
        let one_way = has(left, &[Word::Channel]) && !has(left, &[Word::Every]);
        if one_way || has(left, &[Word::Thing, Word::Withdrawn, Word::Active, Word::Publish, Word::Normative]) {
            return None;
        }
        let verb = left.iter().rev().find_map(|token| match token.kind {
            Kind::Word(word @ (Word::Receive | Word::ReceiveNew | Word::Handle)) => Some((word, gap(token))),
            _ => None,
        });
        let asks = |list: &[Token]| list.iter().enumerate().any(|(at, token)| token.is(Word::Ask) && self.is_plain(list, at));
        let object = |list: &[Token]| has(list, &[Word::Request]) || asks(list) && (about || has(list, &[Word::Disclosure]));
        // Requests by applicant.
        let columns: Vec<&'static str> = left.iter().filter_map(applicant).collect();
        let natural = has(left, &[Word::Natural]);
        let legal = has(left, &[Word::Legal]) || !columns.is_empty();
        if (natural || legal) && !has(left, &[Word::Citizen]) && natural != legal {
            let near = left.iter().rev().find(|token| token.is(Word::Natural) || token.is(Word::Legal) || applicant(token).is_some());
            let near = near.is_some_and(|token| gap(token) <= 36);
            let who = match columns.as_slice() {
                _ if natural => "natural_person",
                [column] if !has(left, &[Word::Legal]) => column,
                [] => "legal",
                _ => return None,
            };
            // 法人 alone may be said of some organisations.
            let named = left.iter().filter(|token| token.is(Word::Legal)).count();
            let whole = natural || !columns.is_empty() || named > 1;
            let stated = verb.is_some() || seen.among || has(left, &[Word::Ask, Word::Request]);
            return (near && (about || object(left))).then_some((What::Applicants(who), whole && stated));
        }
        if has(left, &[Word::Answer]) || left.is_empty() && right.first().is_some_and(|token| token.is(Word::Answer)) {
            let near = left.last().is_none_or(|token| gap(token) <= 18);
            let named = object(left) || object(right);
            let words = self.text.get(self.clause_start(start)..start).unwrap_or_default();
            let some =
                ["工作日", "日内", "天内", "当场", "当天", "当日", "首次", "再次", "延期", "延长"].iter().any(|word| words.contains(word));
            let whole =
                !some && !seen.among && (named || !seen.other_things) && seen.last != Topic::Disputes && !has(right, &[Word::Withdrawn]);
            return (about && near && whole && case).then_some((What::Answered, !seen.withdrawn));
        }
        if seen.among || has(right, &[Word::Thing, Word::Active]) {
            return None;
        }
        let near = left.iter().rev().find(|token| token.is(Word::Request) || token.is(Word::Ask)).is_some_and(|token| gap(token) <= 36);
        match verb {
            Some((word, distance)) => {
                let stated = object(left) && (near || distance <= 12) || object(right) && distance <= 45;
                let what = match word {
                    Word::ReceiveNew => What::ReceivedNew,
                    Word::Handle => What::Handled,
                    _ => What::Received,
                };
                // 受理 and 办理 speak of all that was on the table.
                let sure = has(left, &[Word::Request]) || has(right, &[Word::Request]);
                stated.then_some((what, sure))
            }
            None if seen.open && left.is_empty() => Some((What::Received, false)),
            None => {
                let request = left.iter().rev().find(|token| token.is(Word::Request)).filter(|token| gap(token) <= 15);
                let unit = number.unit == Unit::Case || number.unit == Unit::Bare;
                (request.is_some() && unit).then_some((What::Handled, false))
            }
        }
    }
}

const fn is_group(word: Word) -> bool {
    matches!(word, Word::Review | Word::Suit | Word::DirectSuit | Word::SuitAfterReview)
}

/// Whether words stand there that make a number one of something else.
fn stops(tokens: &[Token]) -> bool {
    has(tokens, &[Word::Thing, Word::Channel, Word::Prior, Word::Plan, Word::Among])
}
