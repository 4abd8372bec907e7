//! A document that is read once and checked any number of times, as every edit of a figure asks for.

use std::sync::{Arc, OnceLock};

use crate::intake::{self, Decode, Failure, Source};
use crate::outcome::{FailureView, Outcome};
use crate::report::{AuthorityType, Report};
use crate::rules::Prose;
use crate::{Figures, Options, change, judge, reading};

/// What was read of a document: its reports, or why there is none.
///
/// Nothing in it depends on the options of a check, and no check changes it.
#[derive(Debug, Clone)]
pub struct Reading {
    source: String,
    reports: Result<Vec<Arc<Report>>, Failure>,
    words: Arc<[OnceLock<Words>]>,
}

/// The most bytes of text whose words are kept between checks; they take some ten times as much memory as the text.
const KEPT: usize = 400_000;

/// What the first check of a report read in its words, for the kind of authority that it was made for. No change of a figure touches it.
#[derive(Debug, Clone)]
struct Words {
    authority_type: Option<(AuthorityType, bool)>,
    prose: Arc<Prose>,
}

impl Words {
    fn of(report: &Report) -> Self {
        Self { authority_type: report.authority_type, prose: Arc::new(Prose::new(report)) }
    }
}

/// Whether the words of a report are kept.
fn is_short(report: &Report) -> bool {
    let length = report.sections.iter().map(|section| section.text.len()).fold(report.preface.len(), usize::saturating_add);
    length <= KEPT
}

impl Reading {
    /// Reads a document; `decode` as in [`Options`]. What cannot be read is kept as the failure that every check of it gives.
    pub fn of(source: &Source<'_>, decode: Decode) -> Self {
        let read = intake::read(source, decode).and_then(|(kind, document)| reading::read(source.name, kind, &document, None));
        let reports = read.map(|reports| reports.into_iter().map(Arc::new).collect::<Vec<_>>());
        let words = reports.iter().flatten().map(|_| OnceLock::new()).collect();
        Self { source: source.name.to_owned(), reports, words }
    }

    /// A document that the caller could not even open.
    pub fn failed(name: &str, failure: Failure) -> Self {
        Self { source: name.to_owned(), reports: Err(failure), words: Arc::default() }
    }

    /// Checks what was read, with other figures in place of some: for each report in order, by id. The outcome is that of
    /// [`check_changed`](crate::check_changed) for the same document. `options.decode` has done its part by then.
    pub fn check(&self, options: &Options<'_>, changes: &[Figures]) -> Outcome {
        let mut outcome = Outcome::default();
        match &self.reports {
            Ok(reports) => {
                let mut changes = changes.iter();
                outcome.reports.extend(reports.iter().zip(self.words.iter()).map(|(report, words)| {
                    let mut report = Report::clone(report);
                    if let Some(authority) = options.authority {
                        report.authority_type = Some((authority, false));
                    }
                    if let Some(changes) = changes.next() {
                        change(&mut report, changes);
                    }
                    let words = is_short(&report).then(|| words.get_or_init(|| Words::of(&report)));
                    let words = words.filter(|words| words.authority_type == report.authority_type);
                    let words = words.map(|words| Arc::clone(&words.prose));
                    judge(report, options, words)
                }));
            }
            Err(failure) => outcome.failures.push(FailureView::new(&self.source, failure, options.language)),
        }
        outcome
    }

    /// The caller's name for the document.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// The reports, or why there is none.
    pub(crate) const fn reports(&self) -> Result<&[Arc<Report>], Failure> {
        match &self.reports {
            Ok(reports) => Ok(reports.as_slice()),
            Err(failure) => Err(*failure),
        }
    }

    /// About how many bytes it takes to hold it: those of the texts.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn bytes(&self) -> usize {
        let text = |report: &Arc<Report>| {
            let sections = report.sections.iter().map(|section| section.text.len());
            let cells = report.cells.iter().map(|cell| cell.raw.len());
            sections.chain(cells).fold(report.preface.len(), usize::saturating_add)
        };
        self.reports.iter().flatten().map(text).fold(0, usize::saturating_add)
    }
}
