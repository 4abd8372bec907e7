//! A document that is read once and checked any number of times, as every edit of a figure asks for.

use std::sync::Arc;

use crate::intake::{self, Decode, Failure, Source};
use crate::outcome::{FailureView, Outcome};
use crate::report::Report;
use crate::{Figures, Options, change, judge, reading};

/// What was read of a document: its reports, or why there is none.
///
/// Nothing in it depends on the options of a check, and no check changes it.
#[derive(Debug, Clone)]
pub struct Reading {
    source: String,
    reports: Result<Vec<Arc<Report>>, Failure>,
}

impl Reading {
    /// Reads a document; `decode` as in [`Options`]. What cannot be read is kept as the failure that every check of it gives.
    pub fn of(source: &Source<'_>, decode: Decode) -> Self {
        let read = intake::read(source, decode).and_then(|(kind, document)| reading::read(source.name, kind, &document, None));
        Self { source: source.name.to_owned(), reports: read.map(|reports| reports.into_iter().map(Arc::new).collect()) }
    }

    /// A document that the caller could not even open.
    pub fn failed(name: &str, failure: Failure) -> Self {
        Self { source: name.to_owned(), reports: Err(failure) }
    }

    /// Checks what was read, with other figures in place of some: for each report in order, by id. The outcome is that of
    /// [`check_changed`](crate::check_changed) for the same document. `options.decode` has done its part by then.
    pub fn check(&self, options: &Options<'_>, changes: &[Figures]) -> Outcome {
        let mut outcome = Outcome::default();
        match &self.reports {
            Ok(reports) => {
                let mut changes = changes.iter();
                outcome.reports.extend(reports.iter().map(|report| {
                    let mut report = Report::clone(report);
                    if let Some(authority) = options.authority {
                        report.authority_type = Some((authority, false));
                    }
                    if let Some(changes) = changes.next() {
                        change(&mut report, changes);
                    }
                    judge(report, options)
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
