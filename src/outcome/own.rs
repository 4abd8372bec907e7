//! Rules of the caller's own beside ours, and findings taken out: what else refers to a finding by its place follows it.

use super::{CheckView, FindingView, Outcome, ReasonView, ReportView, State, Summary, making};
use crate::finding::{FindingKind, Seat, Severity};
use crate::form::{Field, Form};
use crate::rules::{self, WhyNot};
use crate::value::Decimal;
use crate::wording::Language;

/// A finding of a rule of the caller's own, for [`ReportView::fail`].
///
/// All of it is the caller's word, and is given out as it stands here. [`Default`] has a warning without figures or words; a caller names the
/// rest and writes `..Own::default()`, because a field may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own<'a> {
    /// The rule's code. No code of ours begins with `X-`, now or later, so that one such as `X-REGISTER` stays the caller's.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong in kind.
    pub kind: FindingKind,
    /// The ids of the figures concerned, which also say where the finding stands among the others; one that the edition lacks is passed over.
    pub cells: &'a [&'a str],
    /// What the figure should be, where that follows.
    pub expected: Option<Decimal>,
    /// What was found.
    pub found: Option<Decimal>,
    /// What is wrong, with the figures; a clause without a full stop.
    pub title: &'a str,
    /// What to do; a sentence or more, or nothing.
    pub advice: &'a str,
    /// What the rule rests on, or nothing.
    pub basis: &'a str,
    /// The language of the texts, in which title and advice are put together as the message.
    pub language: Language,
}

impl Default for Own<'_> {
    fn default() -> Self {
        Self {
            code: "X-OWN",
            severity: Severity::Warning,
            kind: FindingKind::Contradiction,
            cells: &[],
            expected: None,
            found: None,
            title: "",
            advice: "",
            basis: "",
            language: Language::Zh,
        }
    }
}

impl ReportView {
    /// The figure with this id.
    ///
    /// # Errors
    /// Why there is none to count with, in the words of a check that could not be made: it is blank, a placeholder, unreadable, or missing. An id
    /// that the edition does not have is missing too.
    pub fn figure(&self, id: &str) -> Result<Decimal, WhyNot> {
        match (self.values.get(id), self.states.get(id).map(|view| view.state)) {
            (Some(Some(figure)), _) => Ok(figure.0),
            (_, Some(State::Blank)) => Err(WhyNot::Blank),
            (_, Some(State::Placeholder)) => Err(WhyNot::Placeholder),
            (_, Some(State::Unreadable)) => Err(WhyNot::Unreadable),
            _ => Err(WhyNot::Missing),
        }
    }

    /// What the form calls the figure with this id, such as `“（一）予以公开”自然人`; `None` for an id that the edition does not have.
    pub fn name_of(&self, id: &str) -> Option<String> {
        let form = Form::of(self.edition);
        form.field(id).map(|field| form.name_of(field))
    }

    /// One check of a rule of the caller's own held.
    pub fn pass(&mut self, code: &'static str) {
        self.tally(code).passed += 1;
        self.assessed.passed += 1;
    }

    /// One check of a rule of the caller's own could not be made, because of these figures, or of none where something else was in the way.
    pub fn skip(&mut self, code: &'static str, reason: WhyNot, cells: &[&str]) {
        let cells = self.known(cells);
        let form = Form::of(self.edition);
        let check = self.tally(code);
        check.not_assessed += 1;
        let at = check.reasons.partition_point(|known| known.reason < reason);
        if check.reasons.get(at).is_none_or(|known| known.reason != reason) {
            check.reasons.insert(at, ReasonView { reason, cells: Vec::new() });
        }
        if let Some(known) = check.reasons.get_mut(at) {
            known.cells.extend(cells.into_iter().map(|field| form.id(field).to_owned()));
            crate::order::by_key(&mut known.cells, |id| form.field(id));
            known.cells.dedup();
        }
        self.assessed.not_assessed += 1;
    }

    /// One check of a rule of the caller's own failed. The finding comes to stand by its figures: among those of their row; where they are of
    /// several rows, among those about whole tables, which come before; and among those about the report where there are none. It is counted as
    /// ours are, and what refers to findings behind it is moved along. Gives its place in [`findings`](Self::findings).
    pub fn fail(&mut self, own: &Own<'_>) -> usize {
        let form = Form::of(self.edition);
        let cells = self.known(own.cells);
        let seat = rules::seat_in(form, &cells).unwrap_or(Seat::Document);
        let finding = FindingView {
            code: own.code,
            severity: own.severity,
            kind: own.kind,
            cells: cells.into_iter().map(|field| form.id(field).to_owned()).collect(),
            expected: own.expected.map(super::Figure),
            found: own.found.map(super::Figure),
            derived_from: None,
            message: making::join(own.title, own.advice, own.language),
            title: own.title.to_owned(),
            advice: own.advice.to_owned(),
            basis: own.basis.to_owned(),
            quote: None,
            passages: Vec::new(),
            seat,
        };
        let key = |finding: &FindingView| (finding.seat, finding.severity, finding.code);
        let at = self.findings.partition_point(|known| key(known) <= key(&finding));
        self.move_findings(|old| Some(if old < at { old } else { old + 1 }));
        self.findings.insert(at, finding);
        self.summary = Summary::of(&self.findings);
        self.tally(own.code).failed += 1;
        self.assessed.failed += 1;
        at
    }

    /// Keeps the findings for which `keep` holds, in their order, and what refers to them; a repair that settles none of them goes too.
    ///
    /// [`summary`](Self::summary) counts what is left. [`checks`](Self::checks) and [`assessed`](Self::assessed) stay: they say what was checked.
    pub fn retain(&mut self, mut keep: impl FnMut(&FindingView) -> bool) {
        let kept: Vec<bool> = self.findings.iter().map(&mut keep).collect();
        let places: Vec<Option<usize>> = (kept.iter())
            .scan(0, |next, &kept| {
                let at = *next;
                *next += usize::from(kept);
                Some(kept.then_some(at))
            })
            .collect();
        self.move_findings(|old| places.get(old).copied().flatten());
        let mut kept = kept.into_iter();
        self.findings.retain(|_| kept.next().unwrap_or(false));
        self.repairs.retain(|repair| !repair.settles.is_empty());
        self.summary = Summary::of(&self.findings);
    }

    /// Follows findings from their old places to their new ones; `None` is a finding that goes.
    fn move_findings(&mut self, place: impl Fn(usize) -> Option<usize>) {
        for finding in &mut self.findings {
            finding.derived_from = finding.derived_from.and_then(&place);
        }
        for repair in &mut self.repairs {
            repair.settles = repair.settles.iter().filter_map(|&old| place(old)).collect();
        }
    }

    /// The figures with these ids, without those that the edition lacks.
    fn known(&self, ids: &[&str]) -> Vec<Field> {
        let form = Form::of(self.edition);
        ids.iter().filter_map(|id| form.field(id)).collect()
    }

    /// The counts of a rule; new ones stand behind ours, in the order in which they are first heard of.
    fn tally(&mut self, code: &'static str) -> &mut CheckView {
        let at = self.checks.iter().position(|check| check.code == code).unwrap_or_else(|| {
            self.checks.push(CheckView { code, passed: 0, failed: 0, not_assessed: 0, reasons: Vec::new() });
            self.checks.len() - 1
        });
        &mut self.checks[at]
    }
}

impl Outcome {
    /// Keeps the findings of every report for which `keep` holds, as [`ReportView::retain`] does.
    pub fn retain(&mut self, mut keep: impl FnMut(&FindingView) -> bool) {
        for report in &mut self.reports {
            report.retain(&mut keep);
        }
    }
}
