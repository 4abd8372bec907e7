//! What a sentence has said so far, word by word.

use super::words::Word;

/// What a text speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    None,
    Requests,
    Disputes,
}

/// What the sentence has said so far.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the sentence, and no two exclude each other")]
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub year: Option<i32>,
    pub request: bool,
    pub disclosure: bool,
    pub among: bool,
    pub withdrawn: bool,
    /// The groups of table 4 named last, and all of the sentence.
    pub groups: u8,
    pub all_groups: u8,
    /// Whether a number has followed them.
    pub counted: bool,
    pub document: Option<&'static str>,
    pub last: Topic,
    /// A clause has said that requests came in, and no number yet.
    pub open: bool,
    /// The sentence speaks of a time that began before the year.
    pub since: bool,
    /// The numbers before were those of another body or of a part of this one, and nothing has begun anew since.
    pub others: bool,
    /// The words before a colon named another body or a part of this one, up to a semicolon.
    pub under_others: bool,
    /// The number before counted something else than requests.
    pub other_things: bool,
    /// The sentence counts the cases that this body decides upon.
    pub decides: bool,
    /// The number before counted some of the cases, told by words that nobody knows; what follows may divide those.
    pub part: bool,
}

/// At the beginning of a sentence.
pub(super) const NOTHING: Seen = Seen {
    year: None,
    request: false,
    disclosure: false,
    among: false,
    withdrawn: false,
    groups: 0,
    all_groups: 0,
    counted: false,
    document: None,
    last: Topic::None,
    open: false,
    since: false,
    others: false,
    under_others: false,
    other_things: false,
    decides: false,
    part: false,
};

impl Seen {
    /// Takes a word in.
    pub(super) fn note(&mut self, word: Word) {
        match word {
            Word::Request => (self.request, self.last) = (true, Topic::Requests),
            Word::Disclosure => self.disclosure = true,
            Word::Among => self.among = true,
            Word::Withdrawn => self.withdrawn = true,
            Word::Normative => self.document = Some("normative"),
            Word::Rules => self.document = Some("rules"),
            Word::Since => self.since = true,
            Word::Review => self.group(1),
            Word::Suit => self.group(6),
            Word::DirectSuit => self.group(2),
            Word::SuitAfterReview => self.group(4),
            _ => {}
        }
    }

    /// A group of table 4 is named: the first after a number begins anew.
    pub(super) fn group(&mut self, bits: u8) {
        self.groups = if self.counted { bits } else { self.groups | bits };
        self.all_groups |= bits;
        (self.counted, self.part) = (false, false);
        self.last = Topic::Disputes;
    }
}
