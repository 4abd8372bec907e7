//! What is said of figures put into a document.

use serde::Serialize;

use super::FailureView;
use crate::wording::{self, Language};
use crate::writing::{Patched, Refusal};

/// What became of changes to a document, beside its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PatchedView {
    /// The ids of the figures that were changed, report by report, each in the order of the form.
    pub changed: Vec<String>,
    /// The figures that were left as they are.
    pub left: Vec<LeftView>,
    /// Why nothing was changed at all, or null.
    pub failure: Option<RefusalView>,
}

/// A figure that could not be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftView {
    /// Which report of the document, from 0.
    pub report: usize,
    /// The figure's id.
    pub cell: String,
    /// Why it was left: `missing`, `outside`, `shared`, `words`, `nested`, `field`, `control`, `revision` or `structure`.
    pub reason: &'static str,
    /// The same in words, and what to do.
    pub message: &'static str,
}

/// A document that was not changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefusalView {
    /// The caller's name for the document.
    pub source: String,
    /// What is the matter: a code of a document that gave no report, or `OTHER-KIND`, `SIGNED`, `PACKAGE` or `UNPROVEN`.
    pub code: &'static str,
    /// What is the matter, and what to do.
    pub message: String,
}

impl PatchedView {
    /// Puts what became of changes into the form that leaves the program, and gives the document with it.
    pub fn new(source: &str, patched: Result<Patched, Refusal>, language: Language) -> (Option<Vec<u8>>, Self) {
        let Patched { bytes, changed, left } = match patched {
            Ok(patched) => patched,
            Err(refusal) => return (None, Self { failure: Some(RefusalView::new(source, &refusal, language)), ..Self::default() }),
        };
        let left = left.into_iter().map(|left| LeftView {
            report: left.report,
            cell: left.cell,
            reason: left.reason.name(),
            message: wording::left(left.reason, language),
        });
        (bytes, Self { changed, left: left.collect(), failure: None })
    }
}

impl RefusalView {
    fn new(source: &str, refusal: &Refusal, language: Language) -> Self {
        let code = match refusal {
            Refusal::Unread(failure) => FailureView::new(source, failure, language).code.name(),
            Refusal::Kind(_) => "OTHER-KIND",
            Refusal::Signed => "SIGNED",
            Refusal::Package => "PACKAGE",
            Refusal::Unproven => "UNPROVEN",
        };
        Self { source: source.to_owned(), code, message: wording::refusal(refusal, language) }
    }
}
