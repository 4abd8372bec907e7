//! Checks every file of a folder, one line for each, as an office does with the reports of those below it.
//!
//! ```sh
//! cargo run --example check_folder -- reports/
//! ```
//!
//! The exit status is 1 where a report has an error or a file gave no report, so that a script can go on from there.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gouji::finding::Severity;
use gouji::intake::{Failure, LIMIT};
use gouji::outcome::{FailureView, Outcome};
use gouji::{Content, Options, Source, check};

fn main() -> io::Result<ExitCode> {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("which folder?");
        return Ok(ExitCode::from(2));
    };
    let clean = say(Path::new(&folder), &mut io::stdout().lock())?;
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks the files and writes a line for each; `true` where all are reports without errors.
pub(crate) fn say(folder: &Path, out: &mut impl Write) -> io::Result<bool> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|path| path.is_file());
    // An outcome never depends on the order in which a disk lists its files; this list should not either.
    files.sort();

    let options = Options::default();
    let mut all = Outcome::default();
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let outcome = check_file(path, &name, &options)?;
        for failure in &outcome.failures {
            writeln!(out, "{name}：{}", failure.message)?;
        }
        // One file may hold several reports, as where an office puts those of its bureaus together.
        for report in &outcome.reports {
            let (found, title) = (report.summary, report.title.as_deref().unwrap_or("没有标题"));
            writeln!(out, "{name}：{title}：{} 处错误，{} 处警告，{} 条提示", found.errors, found.warnings, found.infos)?;
        }
        all.append(outcome);
    }
    writeln!(out, "共 {} 份报告，{} 个文件没有读出报告", all.reports.len(), all.failures.len())?;
    Ok(all.failures.is_empty() && all.worst() != Some(Severity::Error))
}

/// Checks one file; what it is, is told by its content, whatever its name ends in.
fn check_file(path: &Path, name: &str, options: &Options<'_>) -> io::Result<Outcome> {
    let file = File::open(path)?;
    // What is too large is refused anyway, so that it need not be read first.
    let size = file.metadata()?.len();
    if size > LIMIT as u64 {
        return Ok(FailureView::new(name, &Failure::TooLarge { bytes: size }, options.language).into());
    }
    let mut bytes = Vec::new();
    file.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(check(&Source { name, content: Content::Bytes(&bytes) }, options))
}
