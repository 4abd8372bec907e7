//! An outcome for people.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use gouji::Language;
use gouji::finding::{Passage, Severity};
use gouji::form::{Edition, Form};
use gouji::outcome::{FailureView, FindingView, Outcome, RepairView, ReportView};
use gouji::repair::Certainty;
use gouji::rules::WhyNot;

/// How many cells are named where several are concerned.
const NAMED: usize = 3;
/// How many ways to make a sum hold are listed.
const WAYS: usize = 6;

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// The word for a severity, and how it is coloured on a terminal.
pub const fn severity(severity: Severity, language: Language) -> (Style, &'static str) {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    let word = match (severity, language) {
        (Severity::Error, Language::Zh) => "错误",
        (Severity::Warning, Language::Zh) => "警告",
        (Severity::Info, Language::Zh) => "提示",
        (Severity::Error, Language::En) => "error",
        (Severity::Warning, Language::En) => "warning",
        (Severity::Info, Language::En) => "hint",
    };
    (colour.on_default().bold(), word)
}

/// One line about a document that gave no report.
pub fn failure(out: &mut impl Write, failure: &FailureView) -> io::Result<()> {
    writeln!(out, "gouji: {}: {}", plain(&failure.source), plain(&failure.message))
}

/// Every report of an outcome.
pub fn reports(out: &mut impl Write, outcome: &Outcome, language: Language) -> io::Result<()> {
    outcome.reports.iter().try_for_each(|each| report(out, each, language))
}

fn report(out: &mut impl Write, report: &ReportView, language: Language) -> io::Result<()> {
    heading(out, report, language)?;
    // What names a cause comes first, and the sums that follow from it stand under it.
    for (at, finding) in report.findings.iter().enumerate().filter(|(_, finding)| names_a_cause(finding)) {
        self::finding(out, at, finding, language)?;
        let folded = || report.findings.iter().enumerate().filter(|(_, finding)| finding.derived_from == Some(at));
        let first = folded().next().map(|(sum, _)| sum);
        alternatives(out, report, first, language)?;
        for (at, finding) in folded() {
            let (style, word) = severity(finding.severity, language);
            writeln!(out, "     {:>3}. {style}{word}{style:#} {}  {}", at + 1, finding.code, plain(&finding.title))?;
        }
        writeln!(out)?;
    }
    for (at, finding) in report.findings.iter().enumerate() {
        let cause = finding.derived_from.and_then(|cause| report.findings.get(cause));
        if names_a_cause(finding) || cause.is_some_and(names_a_cause) {
            continue;
        }
        self::finding(out, at, finding, language)?;
        alternatives(out, report, Some(at), language)?;
        writeln!(out)?;
    }
    counts(out, report, language)?;
    not_assessed(out, report, language)?;
    writeln!(out)
}

fn heading(out: &mut impl Write, report: &ReportView, language: Language) -> io::Result<()> {
    let source = plain(&report.source);
    let edition = report.edition.name();
    let rows = &report.rows;
    match language {
        Language::Zh => {
            let title = report.title.as_deref().map_or_else(|| "没有标题".to_owned(), plain);
            writeln!(out, "{STRONG}{source}：{title}{STRONG:#}")?;
            let year = report.year.map_or_else(|| "年份不明".to_owned(), |year| format!("{year}年"));
            write!(out, "{year} · {edition}年格式 · 读出 {}/{} 行", rows.read, rows.all)?;
            if !rows.missing.is_empty() {
                write!(out, "，缺：{}", rows.missing.join("；"))?;
            }
        }
        Language::En => {
            let title = report.title.as_deref().map_or_else(|| "no title".to_owned(), plain);
            writeln!(out, "{STRONG}{source}: {title}{STRONG:#}")?;
            let year = report.year.map_or_else(|| "year unknown".to_owned(), |year| format!("year {year}"));
            write!(out, "{year} · form of {edition} · {} of {} rows read", rows.read, rows.all)?;
            if !rows.missing.is_empty() {
                write!(out, "; missing: {}", rows.missing.join("; "))?;
            }
        }
    }
    if let Some(previous) = &report.previous {
        write!(out, "\n{}", plain(&previous.message))?;
    }
    writeln!(out, "\n")
}

/// Whether a finding says which cells to change so that sums hold.
fn names_a_cause(finding: &FindingView) -> bool {
    matches!(finding.code, "T3-SUSPECT-CELL" | "T3-SHIFT") && !finding.cells.is_empty()
}

/// The ways in which a sum can be made to hold, where the report has more than one.
fn alternatives(out: &mut impl Write, report: &ReportView, sum: Option<usize>, language: Language) -> io::Result<()> {
    let ways: Vec<&RepairView> = report.repairs.iter().filter(|repair| sum.is_some_and(|sum| repair.settles.contains(&sum))).collect();
    let is_named = sum.and_then(|sum| report.findings.get(sum)).is_some_and(|finding| finding.derived_from.is_some());
    // The finding that names the cause says the only way itself.
    if ways.len() < 2 && is_named {
        return Ok(());
    }
    for way in ways.iter().take(WAYS) {
        let word = match (way.certainty, language) {
            (Certainty::Possible, Language::Zh) => "或者",
            (_, Language::Zh) => "最可能",
            (Certainty::Possible, Language::En) => "either",
            (_, Language::En) => "likeliest",
        };
        writeln!(out, "     - {word} {}", plain(&way.message))?;
    }
    match (ways.len().saturating_sub(WAYS), language) {
        (0, _) => Ok(()),
        (more, Language::Zh) => writeln!(out, "     - 另有 {more} 种改法"),
        (more, Language::En) => writeln!(out, "     - {more} more"),
    }
}

fn finding(out: &mut impl Write, at: usize, finding: &FindingView, language: Language) -> io::Result<()> {
    let (style, word) = severity(finding.severity, language);
    let number = at + 1;
    write!(out, "{number:>3}. {style}{word}{style:#} {}  {}", finding.code, plain(&finding.title))?;
    match (finding.derived_from, language) {
        (Some(cause), Language::Zh) => writeln!(out, "（由第 {} 条引起）", cause + 1)?,
        (Some(cause), Language::En) => writeln!(out, " (follows from {})", cause + 1)?,
        (None, _) => writeln!(out)?,
    }
    if !finding.advice.is_empty() {
        writeln!(out, "     {}", plain(&finding.advice))?;
    }
    for Passage { now, before } in finding.passages.iter().take(NAMED) {
        let (ours, theirs) = match language {
            Language::Zh => ("本年：", "上年："),
            Language::En => ("This year: ", "Last year: "),
        };
        writeln!(out, "     {ours}{}\n     {theirs}{}", short(&now.text), short(&before.text))?;
    }
    if !finding.basis.is_empty() {
        let name = match language {
            Language::Zh => "依据：",
            Language::En => "Basis: ",
        };
        writeln!(out, "     {FAINT}{name}{}{FAINT:#}", plain(&finding.basis))?;
    }
    Ok(())
}

/// The beginning of a passage, on one line.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = plain(text);
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

fn counts(out: &mut impl Write, report: &ReportView, language: Language) -> io::Result<()> {
    let (assessed, found) = (&report.assessed, &report.summary);
    let checked = assessed.passed.saturating_add(assessed.failed);
    match language {
        Language::Zh => {
            if report.findings.is_empty() {
                writeln!(out, "核对过的 {checked} 项，没有发现不符。这不等于报告没有错误。")?;
            } else {
                writeln!(out, "{} 处错误，{} 处警告，{} 条提示", found.errors, found.warnings, found.infos)?;
            }
            let (passed, failed, left) = (assessed.passed, assessed.failed, assessed.not_assessed);
            writeln!(out, "已核对 {checked} · 相符 {passed} · 不符 {failed} · 未核对 {left}")
        }
        Language::En => {
            if report.findings.is_empty() {
                writeln!(out, "No disagreement found in the {checked} checks made. This does not mean that the report is free of errors.")?;
            } else {
                let (errors, warnings, infos) = (some(found.errors, "error"), some(found.warnings, "warning"), some(found.infos, "hint"));
                writeln!(out, "{errors}, {warnings}, {infos}")?;
            }
            let (passed, failed, left) = (assessed.passed, assessed.failed, assessed.not_assessed);
            writeln!(out, "checked {checked} · agree {passed} · disagree {failed} · not checked {left}")
        }
    }
}

/// What could not be checked, by rule, and why.
fn not_assessed(out: &mut impl Write, report: &ReportView, language: Language) -> io::Result<()> {
    for check in report.checks.iter().filter(|check| check.not_assessed > 0) {
        let reasons: Vec<String> = check.reasons.iter().map(|given| reason(given.reason, &given.cells, report.edition, language)).collect();
        match language {
            Language::Zh => writeln!(out, "     未核对 {} {} 项：{}", check.code, check.not_assessed, reasons.join("；"))?,
            Language::En => writeln!(out, "     not checked: {} {}: {}", check.code, check.not_assessed, reasons.join("; "))?,
        }
    }
    Ok(())
}

fn reason(reason: WhyNot, cells: &[String], edition: Edition, language: Language) -> String {
    let word = match (reason, language) {
        (WhyNot::Unreadable, Language::Zh) => "无法识别",
        (WhyNot::Missing, Language::Zh) => "缺失",
        (WhyNot::Blank, Language::Zh) => "空白",
        (WhyNot::Placeholder, Language::Zh) => "填了符号",
        (WhyNot::Unknown, Language::Zh) => "情况不明",
        (WhyNot::Previous, Language::Zh) => "上年报告没有",
        (WhyNot::Unreadable, Language::En) => "unreadable",
        (WhyNot::Missing, Language::En) => "missing",
        (WhyNot::Blank, Language::En) => "blank",
        (WhyNot::Placeholder, Language::En) => "a sign, not a figure",
        (WhyNot::Unknown, Language::En) => "not known",
        (WhyNot::Previous, Language::En) => "not in last year's report",
    };
    if cells.is_empty() {
        return word.to_owned();
    }
    let names: Vec<String> = cells.iter().take(NAMED).map(|id| cell(id, edition)).collect();
    match (language, cells.len() > NAMED) {
        (Language::Zh, false) => format!("{word}（{}）", names.join("、")),
        (Language::Zh, true) => format!("{word}（{}等 {} 格）", names.join("、"), cells.len()),
        (Language::En, false) => format!("{word} ({})", names.join(", ")),
        (Language::En, true) => format!("{word} ({} and {} more)", names.join(", "), cells.len() - NAMED),
    }
}

/// A cell by the labels of the form: the row's, with its group because several groups have a first row, and the column's.
fn cell(id: &str, edition: Edition) -> String {
    let form = Form::of(edition);
    form.field(id).map_or_else(|| id.to_owned(), |field| form.name_of(field))
}

/// One line about all documents together.
pub fn total(out: &mut impl Write, outcome: &Outcome, language: Language) -> io::Result<()> {
    let with =
        |severity| outcome.reports.iter().filter(|report| report.findings.iter().map(|f| f.severity).min() == Some(severity)).count();
    let (errors, warnings) = (with(Severity::Error), with(Severity::Warning));
    let (reports, failures) = (outcome.reports.len(), outcome.failures.len());
    match language {
        Language::Zh => {
            writeln!(out, "共 {reports} 份报告：{errors} 份有错误，{warnings} 份只有警告；另有 {failures} 个文件没有读出报告")
        }
        Language::En => writeln!(
            out,
            "{}: {errors} with errors, {warnings} with warnings only; {} without a report",
            some(reports, "report"),
            some(failures, "file")
        ),
    }
}

fn some(count: impl TryInto<u64>, thing: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Text from a document without characters that would steer a terminal; a line break becomes a space.
pub fn plain(text: &str) -> String {
    let swap = |c: char| match c {
        '\n' | '\t' => ' ',
        c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => '\u{fffd}',
        c => c,
    };
    text.chars().map(swap).collect()
}
