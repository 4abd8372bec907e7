//! The command line.
//!
//! Exit status: 0 where nothing at or above `--fail-on` was found, 1 where something was, 2 for wrong usage, where no input
//! could be read, or where last year's report could be compared with none. Results go to standard output, all else to standard error.

mod inputs;
mod rules;
mod text;

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use gouji::finding::Severity;
use gouji::outcome::{Outcome, RuleView};
use gouji::report::AuthorityType;
use gouji::{Language, Options, Previous, Source, outcome, wording};
use indicatif::{ProgressBar, ProgressStyle};

/// From so many inputs on, progress is shown.
const MANY: usize = 8;

/// Checks yearly reports on government information disclosure (政府信息公开工作年度报告).
#[derive(Debug, Parser)]
#[command(name = "gouji", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check reports in text or HTML files
    Check(Check),
    /// List every rule, or show one in full
    Rules(Rules),
    /// Print the JSON Schema of the outcome
    Schema,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, no input could be read, or --previous could be compared with none."
)]
struct Check {
    /// How to print the outcome; ndjson is one outcome a line for each input, in the order of the inputs
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Last year's report of the same authority, to compare with; - for standard input
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// The kind of authority, where the name does not tell it
    #[arg(long, value_name = "TYPE", value_parser = authority_parser())]
    authority: Option<AuthorityType>,
    /// The language of the messages
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    fail_on: FailOn,
    /// Files; folders, from which documents, sheets, pages and text files are taken; or - for standard input
    #[arg(value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct Rules {
    /// How to print the rules
    #[arg(long, value_enum, default_value_t)]
    format: RulesFormat,
    /// The language of the texts
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The code of one rule, such as T3-BALANCE
    code: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
    Ndjson,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum RulesFormat {
    #[default]
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Lang {
    #[default]
    Zh,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    #[default]
    Error,
    Warning,
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes the command fail.
    fn covers(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity == Severity::Error,
            Self::Warning => severity <= Severity::Warning,
            Self::Never => false,
        }
    }
}

fn authority_parser() -> impl TypedValueParser<Value = AuthorityType> {
    let names = PossibleValuesParser::new(AuthorityType::ALL.map(AuthorityType::name));
    names.try_map(|name| AuthorityType::from_name(&name).ok_or("no such kind of authority"))
}

/// Runs the command with the arguments of the process.
pub fn run() -> ExitCode {
    let status = match Arguments::parse().command {
        Command::Check(arguments) => check(&arguments),
        Command::Rules(arguments) => list_rules(&arguments),
        Command::Schema => schema(),
    };
    match status {
        Ok(status) => status,
        // Whoever reads the output has seen enough, as in `gouji check … | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(anstream::stderr(), "gouji: {error}");
            ExitCode::from(2)
        }
    }
}

/// Ends the process for arguments that do not fit together.
fn usage(subcommand: &str, message: &str) -> ! {
    let mut command = Arguments::command();
    command.build();
    let command = command.find_subcommand_mut(subcommand).map_or_else(Arguments::command, |found| found.clone());
    command.clone().error(clap::error::ErrorKind::MissingRequiredArgument, message).exit()
}

fn check(arguments: &Check) -> io::Result<ExitCode> {
    let language = arguments.lang.into();
    let piped = |path: &PathBuf| path == Path::new("-");
    if arguments.previous.as_ref().is_some_and(piped) && (arguments.inputs.is_empty() || arguments.inputs.iter().any(piped)) {
        usage("check", "standard input cannot be both this year's report and last year's");
    }
    let previous = match arguments.previous.as_deref().map(|path| previous(path, language)).transpose()? {
        Some(Err(status)) => return Ok(status),
        read => read.and_then(Result::ok),
    };
    let options = Options { authority: arguments.authority, language, previous: previous.as_ref(), ..Options::default() };
    let inputs = match arguments.inputs.as_slice() {
        [] if io::stdin().is_terminal() => usage("check", "no input: name files or folders, or - for standard input"),
        [] => inputs::list(&[PathBuf::from("-")]),
        named => inputs::list(named),
    };
    let progress = progress(inputs.len());
    let mut all = Outcome::default();
    for input in &inputs {
        progress.set_message(text::plain(&input.name));
        let outcome = match input.read(options.language) {
            Ok(bytes) => gouji::check(&Source { name: &input.name, content: gouji::Content::Bytes(&bytes) }, &options),
            Err(failure) => Outcome::from(failure),
        };
        progress.suspend(|| {
            for failure in &outcome.failures {
                text::failure(&mut anstream::stderr().lock(), failure)?;
            }
            match arguments.format {
                Format::Text => text::reports(&mut anstream::stdout().lock(), &outcome, options.language),
                Format::Ndjson => line(&outcome),
                Format::Json => Ok(()),
            }
        })?;
        all.append(outcome);
        progress.inc(1);
    }
    progress.finish_and_clear();
    match arguments.format {
        Format::Json => line(&all)?,
        Format::Text if inputs.len() > 1 => text::total(&mut anstream::stdout().lock(), &all, options.language)?,
        Format::Text | Format::Ndjson => {}
    }
    // What was asked for and not done for a single report is no success.
    let beside = || all.reports.iter().filter_map(|report| report.previous.as_ref());
    if !all.reports.is_empty() && previous.is_some() && beside().all(|previous| previous.hindrance.is_some()) {
        if let Some(previous) = beside().next() {
            writeln!(anstream::stderr(), "gouji: --previous {}: {}", text::plain(&previous.source), text::plain(&previous.message))?;
        }
        return Ok(ExitCode::from(2));
    }
    Ok(match all.worst() {
        _ if all.reports.is_empty() => ExitCode::from(2),
        Some(worst) if arguments.fail_on.covers(worst) => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    })
}

/// Last year's report, or the exit status where it can stand beside no report.
fn previous(path: &Path, language: Language) -> io::Result<Result<Previous, ExitCode>> {
    let refuse = |name: &str, why: &str| {
        writeln!(anstream::stderr(), "gouji: --previous {}: {}", text::plain(name), text::plain(why))?;
        Ok(Err(ExitCode::from(2)))
    };
    let inputs = if path.is_dir() { Vec::new() } else { inputs::list(&[path.to_owned()]) };
    let [input] = inputs.as_slice() else {
        let why = match language {
            Language::Zh => "请写出一个文件，不要写文件夹。",
            Language::En => "Name one file, not a folder.",
        };
        return refuse(&path.to_string_lossy(), why);
    };
    let bytes = match input.read(language) {
        Ok(bytes) => bytes,
        Err(failure) => return refuse(&failure.source, &failure.message),
    };
    let source = Source { name: &input.name, content: gouji::Content::Bytes(&bytes) };
    let previous = Previous::read(&source, Options::default().decode);
    match previous.hindrance() {
        Some(hindrance) => refuse(&input.name, &wording::hindrance(hindrance, language)),
        None => Ok(Ok(previous)),
    }
}

/// A bar on standard error where that is a terminal and there is something to wait for.
fn progress(inputs: usize) -> ProgressBar {
    if inputs < MANY || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(inputs as u64).with_style(style)
}

/// Prints a value as one line of JSON.
fn line(value: &impl serde::Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    writeln!(out)?;
    out.flush()
}

fn list_rules(arguments: &Rules) -> io::Result<ExitCode> {
    let language = arguments.lang.into();
    let Some(code) = &arguments.code else {
        let all = outcome::rules(language);
        match arguments.format {
            RulesFormat::Text => rules::list(&mut anstream::stdout().lock(), &all, language)?,
            RulesFormat::Json => line(&all)?,
            RulesFormat::Markdown => io::stdout().lock().write_all(gouji::rules::markdown(language).as_bytes())?,
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(rule) = gouji::rules::rule(&code.to_ascii_uppercase()) else {
        writeln!(anstream::stderr(), "gouji: there is no rule {code}; `gouji rules` lists them all")?;
        return Ok(ExitCode::from(2));
    };
    let view = RuleView::new(rule, language);
    match arguments.format {
        RulesFormat::Text => rules::full(&mut anstream::stdout().lock(), &view, language)?,
        RulesFormat::Json => line(&view)?,
        RulesFormat::Markdown => io::stdout().lock().write_all(gouji::rules::markdown_of(rule, language).as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn schema() -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &outcome::schema())?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
