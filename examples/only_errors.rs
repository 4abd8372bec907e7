//! Keeps what can be proved wrong and drops hints and warnings, as a portal does that refuses a report for errors alone.
//!
//! ```sh
//! cargo run --example only_errors -- report.docx
//! ```
//!
//! Prints the outcome as one line of JSON, of the same schema as every other; the exit status is 1 where the report should be refused.

use std::io::{self, Write};
use std::process::ExitCode;
use std::{env, fs};

use gouji::finding::Severity;
use gouji::{Content, Options, Source, check};

fn main() -> io::Result<ExitCode> {
    let Some(path) = env::args().nth(1) else {
        eprintln!("which file?");
        return Ok(ExitCode::from(2));
    };
    let accepted = say(&path, &fs::read(&path)?, &mut io::stdout().lock())?;
    Ok(if accepted { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks the document and writes what is left of the outcome; `true` where it holds a report, and nothing in it is provably wrong.
pub(crate) fn say(name: &str, document: &[u8], out: &mut impl Write) -> io::Result<bool> {
    let mut outcome = check(&Source { name, content: Content::Bytes(document) }, &Options::default());
    // What refers to findings by their place in the list follows them: causes, and the changes that would settle them. A rule can be
    // switched off in the same way, by its code.
    outcome.retain(|finding| finding.severity == Severity::Error);

    serde_json::to_writer(&mut *out, &outcome)?;
    writeln!(out)?;
    // A document without a report has no errors either, and is no report without errors.
    Ok(outcome.worst().is_none() && outcome.failures.is_empty() && !outcome.reports.is_empty())
}
