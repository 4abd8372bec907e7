//! Names the wrong cell: the least change of figures that makes every sum hold.
//!
//! A table with one mistyped figure breaks up to four sums. Official statisticians look for the fewest cells whose change satisfies all of them
//! (Fellegi and Holt, "A Systematic Approach to Automatic Edit and Imputation", 1976), and that is done here, exactly: all answers of the
//! least price are found, or none is named. Answers of one price are put in the order in which people err, and where several are as
//! likely they stay alternatives.
//!
//! ```text
//! sums of the report ─ system ─ search ─ causes ─ slips and text ─ Repair
//! ```
//!
//! Prices, order and limits are described in `docs/repair.md`.

mod bits;
mod bounds;
mod causes;
mod rows;
mod search;
mod slips;
mod system;
mod text;

use crate::field::{Field, TableId};
use crate::finding::Quote;
use crate::report::Report;
use crate::value::{Decimal, Value};
use causes::{Cause, Shift};
pub use slips::Slip;
pub(crate) use system::Claim;
use system::System;

/// How many eliminations are made for one report before the search is given up. A number, not a time, so that every machine gives up alike.
pub const EFFORT: u32 = 20_000;

/// How many alternatives of one cause are given; where there are more, none of them says much.
pub const MOST_ALTERNATIVES: usize = 40;

/// How much more must speak for the first alternative than for any other, so that it is called likely.
const LIKELY: i32 = 3;
/// How much a figure in the text weighs.
const TEXT: i32 = 8;

/// A figure that has to be what another source says: what was carried over into this year is what last year's report carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fixed {
    /// The figure.
    pub field: Field,
    /// What it has to be.
    pub figure: i64,
}

/// How sure an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// No other change of so few figures makes the sums hold.
    Only,
    /// Others would do as well, but the way people err, or a figure in the text, speaks for this one.
    Likely,
    /// One of several that would do.
    Possible,
}

/// A figure that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The figure.
    pub field: Field,
    /// What stands there, `None` where there is no figure.
    pub from: Option<Decimal>,
    /// What makes the sums hold.
    pub to: Decimal,
    /// The slip that would explain the difference.
    pub slip: Option<Slip>,
}

/// Changes that together make sums hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The number of the cause, from 0; repairs of one cause are alternatives, the likeliest first.
    pub cause: usize,
    /// How sure it is.
    pub certainty: Certainty,
    /// The figures to change, in printed order.
    pub changes: Vec<Change>,
    /// The sums that fail and will hold: findings, as indices into the verdict's.
    pub settles: Vec<usize>,
    /// Clauses of the text that give the new figures.
    pub quotes: Vec<Quote>,
}

/// What was found for a report. Its sums are indices into the list of claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Repairs {
    /// The repairs by cause; what they settle are claims.
    pub(crate) found: Vec<Repair>,
    /// Sums that fail and for which no cause was found, or too many.
    pub(crate) unexplained: Vec<usize>,
    /// How many figures of table 3 have to change at least before its unexplained sums hold; 0 where nothing is known.
    pub(crate) at_least: usize,
}

/// Looks for the causes why claims fail.
pub(crate) fn find(report: &Report, claims: &[Claim<'_>], effort: u32) -> Repairs {
    let mut repairs = Repairs::default();
    let mut effort = effort;
    let mut count = 0;
    let mut explained = vec![false; claims.len()];
    for system in system::systems(report, claims) {
        let in_table = system.cells.first().is_some_and(|cell| report.form().row(cell.field).table == TableId::Requests);
        let found = search::cheapest(&system, &mut effort);
        if !found.is_complete {
            // No change costs less, and none of its figures costs more than a printed one.
            repairs.at_least += if in_table { found.price.div_ceil(system::PRINTED) as usize } else { 0 };
            continue;
        }
        for cause in causes::causes(&system, claims, &found) {
            let failed: Vec<usize> = cause.claims.iter().copied().filter(|&at| claims.get(at).is_some_and(|claim| claim.failed)).collect();
            if !is_told(report, &system, &cause, &failed) {
                continue;
            }
            if cause.answers.len() > MOST_ALTERNATIVES {
                let fewest = cause.answers.iter().map(Vec::len).min();
                repairs.at_least += fewest.filter(|_| in_table).unwrap_or(0);
                continue;
            }
            for &at in &failed {
                explained[at] = true;
            }
            repairs.found.extend(rank(report, &system, cause, &failed, count));
            count += 1;
        }
    }
    repairs.unexplained = (0..claims.len()).filter(|&at| claims[at].failed && !explained[at]).collect();
    repairs
}

/// Whether a cause is worth telling: it settles a sum, or it says what a figure is that cannot be read.
fn is_told(report: &Report, system: &System, cause: &Cause, failed: &[usize]) -> bool {
    let unreadable =
        |&(cell, _): &Shift| system.cells.get(cell).is_some_and(|cell| matches!(report.value(cell.field), Value::Unreadable(_)));
    let changes = cause.answers.iter().all(|answer| !answer.is_empty());
    changes && (!failed.is_empty() || cause.answers.iter().flatten().any(unreadable))
}

/// Puts the alternatives of a cause in order and says how sure each of them is.
fn rank(report: &Report, system: &System, cause: Cause, failed: &[usize], number: usize) -> Vec<Repair> {
    let form = report.form();
    let printed = |field: Field| report.value(field).number().and_then(Decimal::as_integer).unwrap_or(0);
    let mut ranked: Vec<(i32, i32, Repair)> = Vec::with_capacity(cause.answers.len());
    for answer in cause.answers {
        let cells = answer.iter().filter_map(|&(cell, change)| Some((system.cells.get(cell)?, change)));
        let steps: Vec<slips::Step> = cells.map(|(cell, change)| (cell.field, printed(cell.field), cell.base + change)).collect();
        let mut slips = slips::slips(form, &steps, printed);
        for (slip, &(field, ..)) in slips.iter_mut().zip(&steps) {
            // Where no figure stands, none was got wrong; only its place can have been.
            *slip = slip.filter(|slip| slip.is_of_place() || report.value(field).number().is_some());
        }
        let mut weight: i32 = slips.iter().flatten().map(|slip| slip.weight()).sum();
        let mut evidence: i32 = slips.iter().flatten().map(|slip| slip.weight()).filter(|&weight| weight >= LIKELY).sum();
        let mut quotes = Vec::new();
        for &(field, from, to) in &steps {
            if let Some(quote) = text::states(report, field, to) {
                (weight, evidence) = (weight + TEXT, evidence + TEXT);
                quotes.push(quote);
            } else if text::states(report, field, from).is_some() {
                (weight, evidence) = (weight - TEXT, evidence - TEXT);
            }
        }
        let changes = steps.iter().zip(slips).map(|(&(field, _, to), slip)| Change {
            field,
            from: report.value(field).number(),
            to: Decimal::integer(to),
            slip,
        });
        let (changes, settles) = (changes.collect(), failed.to_vec());
        ranked.push((weight, evidence, Repair { cause: number, certainty: Certainty::Possible, changes, settles, quotes }));
    }
    crate::order::by_key(&mut ranked, |&(weight, ..)| -weight);
    let certainty = match ranked.as_slice() {
        [_] => Certainty::Only,
        // The slips that explain little put in order and do not decide.
        [(_, first, _), rest @ ..] if *first >= LIKELY && rest.iter().all(|(_, other, _)| first - other >= LIKELY) => Certainty::Likely,
        _ => Certainty::Possible,
    };
    if let Some((.., first)) = ranked.first_mut() {
        first.certainty = certainty;
    }
    ranked.into_iter().map(|(.., repair)| repair).collect()
}

/// All cheapest changes of a part of a report whose sums hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Least {
    /// Their price; no change for less makes every sum hold.
    pub price: u32,
    /// Each of them: the figures to set, and to what. Empty where the effort did not suffice to find one.
    pub answers: Vec<Vec<(Field, i64)>>,
    /// Whether these are all of that price, and not only some because there are too many, or the effort was spent.
    pub is_complete: bool,
}

/// What the search itself finds for each part of a report in which a sum fails, before causes are told apart and put in order. The second number
/// is the effort that was spent.
pub fn least(report: &Report, fixed: &[Fixed], effort: u32) -> (Vec<Least>, u32) {
    crate::rules::with_claims(report, fixed, |claims| {
        let mut left = effort;
        let found = system::systems(report, claims).into_iter().map(|system| {
            let found = search::cheapest(&system, &mut left);
            let set = |&(cell, change): &Shift| system.cells.get(cell).map(|cell| (cell.field, cell.base + change));
            let answers = found.answers.iter().map(|answer| answer.iter().filter_map(set).collect());
            Least { price: found.price, answers: answers.collect(), is_complete: found.is_complete }
        });
        let found = found.collect();
        (found, effort - left)
    })
}
