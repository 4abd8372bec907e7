//! What a text states in numbers, and the words for it.

use super::tokens::{Kind, Token};
use super::words::Word;

/// The results of table 3, one bit each, and the words for them.
pub(super) const FAMILIES: [(u8, Word, &str); 6] = [
    (1, Word::Granted, "granted"),
    (2, Word::Partly, "partly_granted"),
    (4, Word::Refused, "refused"),
    (8, Word::Unavailable, "unavailable"),
    (16, Word::NotProcessed, "not_processed"),
    (32, Word::OtherResult, "other"),
];

/// The groups of table 4, one bit each.
pub(super) const GROUPS: [(u8, &str); 3] = [(1, "review"), (2, "direct_suit"), (4, "suit_after_review")];

/// The outcomes of table 4, one bit each.
pub(super) const OUTCOMES: [(u8, Word, &str); 4] =
    [(1, Word::Upheld, "upheld"), (2, Word::Corrected, "corrected"), (4, Word::OtherOutcome, "other"), (8, Word::Pending, "pending")];

/// What was done with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Issue,
    Repeal,
    InForce,
    Publish,
}

/// What a number is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Requests received, perhaps with those carried in.
    Received,
    /// Requests received in the year.
    ReceivedNew,
    /// Requests handled or named without a verb.
    Handled,
    /// Requests answered.
    Answered,
    CarriedIn,
    CarriedOut,
    /// Carried over, in or out.
    Carried,
    /// Results of table 3: families, and a kind within them.
    Results {
        families: u8,
        kind: Option<&'static str>,
    },
    /// Table 4: groups, and outcomes where not all are meant.
    Disputes {
        groups: u8,
        outcomes: u8,
    },
    /// Table 2: documents of a row.
    Documents {
        row: &'static str,
        act: Option<Act>,
    },
    /// Table 2: decisions of a row.
    Decisions(&'static str),
    /// Requests of one kind of applicants, by column; `legal` for all organisations.
    Applicants(&'static str),
    /// No case was lost.
    NeverLost {
        groups: u8,
    },
}

/// A statement of the text.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about one statement, and no two exclude each other")]
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub section: u8,
    /// The number of the paragraph, counted through the whole report.
    pub paragraph: usize,
    /// The clause, in bytes of the section's text.
    pub span: [usize; 2],
    pub value: i64,
    pub what: What,
    /// Whether it is said in words that there is none.
    pub absent: bool,
    /// Whether verb and object are both there, so that nothing else can be meant.
    pub sure: bool,
    /// Whether the applicants are called citizens, which may mean natural persons alone.
    pub citizens: bool,
    /// Whether requests withdrawn or sent on are spoken of in the same sentence.
    pub withdrawn: bool,
}

/// The column of table 3 that a word names.
pub(super) fn applicant(token: &Token) -> Option<&'static str> {
    match token.kind {
        Kind::Word(Word::Applicant(column)) => Some(column),
        _ => None,
    }
}

/// Whether any of these words is among the tokens.
pub(super) fn has(tokens: &[Token], words: &[Word]) -> bool {
    tokens.iter().any(|token| matches!(token.kind, Kind::Word(word) if words.contains(&word)))
}

/// The results of table 3 that these words name.
pub(super) fn families_in(tokens: &[Token]) -> u8 {
    let both = if has(tokens, &[Word::GrantedOrPartly]) { 3 } else { 0 };
    FAMILIES.iter().filter(|&&(_, word, _)| has(tokens, &[word])).fold(both, |all, &(bit, ..)| all | bit)
}

/// The groups of table 4 that these words name.
pub(super) fn groups_in(tokens: &[Token]) -> u8 {
    let after = if has(tokens, &[Word::SuitAfterReview]) { 4 } else { 0 };
    let direct = if has(tokens, &[Word::DirectSuit]) { 2 } else { 0 };
    let review = u8::from(has(tokens, &[Word::Review]));
    let suits = if after + direct == 0 && has(tokens, &[Word::Suit]) { 6 } else { 0 };
    after | direct | review | suits
}
