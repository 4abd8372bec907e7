//! Taking answers apart into causes that have nothing to do with each other.
//!
//! Two wrong figures far from each other are two causes, each with its own alternatives, and not one list of every pair of them.

use super::search::Found;
use super::system::{Claim, System};

/// One change: a cell of the system, and by how much.
pub(super) type Shift = (usize, i64);

/// Sums that fail together, and the sets of changes any one of which makes them hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cause {
    /// The sums, as indices into the claims.
    pub(super) claims: Vec<usize>,
    /// The alternatives, each in printed order.
    pub(super) answers: Vec<Vec<Shift>>,
}

/// Follows the parts to the one that stands for all.
fn merge(parts: &mut [usize], a: usize, b: usize) {
    let (Some(&from), Some(&to)) = (parts.get(a), parts.get(b)) else { return };
    parts.iter_mut().filter(|part| **part == from).for_each(|part| *part = to);
}

/// For each equation the part that it belongs to, where equations that share a changed cell belong together.
fn parts_of(system: &System, answer: &[Shift]) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..system.equations.len()).collect();
    for cell in answer.iter().filter_map(|&(cell, _)| system.cells.get(cell)) {
        for pair in cell.ties.windows(2) {
            if let [(a, _), (b, _)] = pair {
                merge(&mut parts, usize::from(*a), usize::from(*b));
            }
        }
    }
    parts
}

/// The causes that explain why equations of a system do not hold.
pub(super) fn causes(system: &System, claims: &[Claim<'_>], found: &Found) -> Vec<Cause> {
    let open: Vec<usize> = (system.equations.iter().enumerate())
        .filter(|(_, equation)| equation.residual != 0 || claims.get(equation.claim).is_some_and(|claim| claim.failed))
        .map(|(at, _)| at)
        .collect();
    // Figures that a cell cannot hold, such as negative ones, change in every answer, to their opening figure at least.
    let answers: Vec<Vec<Shift>> = found.answers.iter().map(|answer| with_refused(system, answer)).collect();
    let parts: Vec<Vec<usize>> = answers.iter().map(|answer| parts_of(system, answer)).collect();
    let mut blocks: Vec<usize> = (0..system.equations.len()).collect();
    for parts in &parts {
        for (at, &a) in open.iter().enumerate() {
            for &b in open.iter().skip(at + 1).filter(|&&b| parts.get(a) == parts.get(b)) {
                merge(&mut blocks, a, b);
            }
        }
    }
    let mut roots: Vec<usize> = open.iter().filter_map(|&at| blocks.get(at).copied()).collect();
    crate::order::by_key(&mut roots, |&root| open.iter().position(|&at| blocks.get(at) == Some(&root)));
    roots.dedup();
    let claims_of = |member: &dyn Fn(usize) -> bool| -> Vec<usize> {
        let equations = open.iter().filter(|&&at| member(at)).filter_map(|&at| system.equations.get(at));
        equations.map(|equation| equation.claim).collect()
    };
    let mut causes: Vec<Cause> = Vec::new();
    for root in roots {
        let in_block = |at: usize| blocks.get(at) == Some(&root);
        let mut distinct: Vec<Vec<Shift>> = Vec::new();
        for (answer, parts) in answers.iter().zip(&parts) {
            let belongs = |&&(cell, _): &&Shift| {
                let first = system.cells.get(cell).and_then(|cell| cell.ties.first()).map(|&(equation, _)| usize::from(equation));
                first.is_some_and(|first| open.iter().any(|&at| in_block(at) && parts.get(at) == parts.get(first)))
            };
            let own: Vec<Shift> = answer.iter().filter(belongs).copied().collect();
            if !distinct.contains(&own) {
                distinct.push(own);
            }
        }
        causes.push(Cause { claims: claims_of(&in_block), answers: distinct });
    }
    let all = causes.iter().try_fold(1_usize, |product, cause| product.checked_mul(cause.answers.len()));
    if all == Some(answers.len()) {
        return causes;
    }
    // Some alternatives of one cause go with some of another only, so that they are one cause after all.
    vec![Cause { claims: claims_of(&|_| true), answers }]
}

fn with_refused(system: &System, answer: &[Shift]) -> Vec<Shift> {
    let mut answer = answer.to_vec();
    let refused = system.cells.iter().enumerate().filter(|(_, cell)| cell.is_refused).map(|(at, _)| at);
    let more: Vec<Shift> = refused.filter(|&at| answer.iter().all(|&(cell, _)| cell != at)).map(|at| (at, 0)).collect();
    answer.extend(more);
    crate::order::by_key(&mut answer, |&(cell, _)| cell);
    answer
}
