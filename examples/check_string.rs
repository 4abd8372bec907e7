//! Checks a report that is at hand as text, as out of a field of a form or a column of a database, and says what was found.
//!
//! ```sh
//! cargo run --example check_string < report.txt
//! ```

use std::io::{self, Write};

use gouji::{Content, Language, Options, Source, check};

fn main() -> io::Result<()> {
    let text = io::read_to_string(io::stdin())?;
    say(&text, &mut io::stdout().lock())
}

/// Checks the text and writes what was found, one line each.
pub(crate) fn say(text: &str, out: &mut impl Write) -> io::Result<()> {
    // The name comes back as `source` in the outcome. `Content::Html` is for HTML, as the clipboard has it; `Content::Bytes` for a file of any kind.
    let source = Source { name: "report", content: Content::Text(text) };
    // Sentences are in Chinese unless another language is asked for. New options come with new versions, so the rest is left to the default.
    let options = Options { language: Language::En, ..Options::default() };
    let outcome = check(&source, &options);

    // A text that holds no report is no error of the program: the outcome says so, and what to do.
    for failure in &outcome.failures {
        writeln!(out, "{}: {}", failure.code.name(), failure.message)?;
    }
    for report in &outcome.reports {
        let title = report.title.as_deref().unwrap_or("no title");
        writeln!(out, "{title}: {} of {} rows read", report.rows.read, report.rows.all)?;
        for finding in &report.findings {
            writeln!(out, "{} {}: {}", finding.severity.name(), finding.code, finding.message)?;
            // Figures have ids, which never change. Of a sum, the last one is the figure that states it, and those before it are added.
            if let (Some(id), Some(expected), Some(found)) = (finding.cells.last(), finding.expected, finding.found) {
                writeln!(out, "    {id}: {found} instead of {expected}")?;
            }
        }
        // What could not be checked is counted too. Silence is no praise: it says "checked and fine" only where it was checked.
        let counts = report.assessed;
        writeln!(out, "{} checks held, {} failed, {} could not be made", counts.passed, counts.failed, counts.not_assessed)?;
    }
    Ok(())
}
