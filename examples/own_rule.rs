//! Puts a rule of one's own beside ours: the requests that a report says came in, against those that the office's own register counts.
//!
//! ```sh
//! cargo run --example own_rule -- report.docx 17
//! ```
//!
//! The finding stands where one of ours about that figure would stand, and is counted as ours are, so that whatever shows an outcome shows it too.

use std::io::{self, Write};
use std::process::ExitCode;
use std::{env, fs};

use gouji::finding::{FindingKind, Severity};
use gouji::outcome::{Own, ReportView};
use gouji::value::Decimal;
use gouji::{Content, Options, Source, check};

/// No code of ours begins with `X-`.
const CODE: &str = "X-REGISTER";
/// 本年新收政府信息公开申请数量, 总计. The ids are listed by `gouji::form::Form` and stay what they are.
const RECEIVED: &str = "requests.received.total";

fn main() -> io::Result<ExitCode> {
    let mut arguments = env::args().skip(1);
    let (Some(path), Some(registered)) = (arguments.next(), arguments.next().and_then(|digits| Decimal::parse(&digits))) else {
        eprintln!("which file, and how many requests does the register count?");
        return Ok(ExitCode::from(2));
    };
    say(&path, &fs::read(&path)?, registered, &mut io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}

/// Checks the document, the register among the rules, and writes what was found and how the rule ended.
pub(crate) fn say(name: &str, document: &[u8], registered: Decimal, out: &mut impl Write) -> io::Result<()> {
    let mut outcome = check(&Source { name, content: Content::Bytes(document) }, &Options::default());
    for failure in &outcome.failures {
        writeln!(out, "{}：{}", failure.source, failure.message)?;
    }
    for report in &mut outcome.reports {
        against_register(report, registered);

        for (number, finding) in (1..).zip(&report.findings) {
            let cause = finding.derived_from.map_or_else(String::new, |cause| format!("（由第 {} 条引起）", cause + 1));
            writeln!(out, "{number}. {} {}：{}{cause}", finding.severity.name(), finding.code, finding.title)?;
        }
        let found = report.summary;
        writeln!(out, "{} 处错误，{} 处警告，{} 条提示", found.errors, found.warnings, found.infos)?;
        if let Some(check) = report.checks.iter().find(|check| check.code == CODE) {
            writeln!(out, "{CODE}：相符 {}，不符 {}，未核对 {}", check.passed, check.failed, check.not_assessed)?;
        }
    }
    Ok(())
}

/// The rule itself. It holds, it fails, or it cannot be made; the last is said too, and is never a pass.
fn against_register(report: &mut ReportView, registered: Decimal) {
    match report.figure(RECEIVED) {
        Ok(stated) if stated == registered => report.pass(CODE),
        Ok(stated) => {
            let name = report.name_of(RECEIVED).unwrap_or_default();
            let title = format!("{name}填 {stated}，登记台账是 {registered}");
            report.fail(&Own {
                code: CODE,
                severity: Severity::Error,
                kind: FindingKind::Contradiction,
                cells: &[RECEIVED],
                expected: Some(registered),
                found: Some(stated),
                title: &title,
                advice: "请对照登记台账核对本年新收的申请。",
                basis: "本机关的政府信息公开申请登记台账。",
                ..Own::default()
            });
        }
        // Blank, a placeholder, unreadable or missing: what that means is the report's business, and our own rules speak of it.
        Err(reason) => report.skip(CODE, reason, &[RECEIVED]),
    }
}
