//! The rules as a page for people.

use std::fmt::Write as _;

use super::{RULES, Rule};
use crate::finding::Severity;
use crate::form::Edition;
use crate::wording::Language;

/// Every rule as a page of Markdown.
pub fn markdown(language: Language) -> String {
    let zh = language == Language::Zh;
    let mut page = String::with_capacity(64 * 1024);
    // Writing to a string cannot fail.
    let _ = if zh {
        writeln!(page, "# 规则\n\n共 {} 条，由程序里的规则表生成。代码公布后不再改变含义。", RULES.len())
    } else {
        writeln!(
            page,
            "# Rules\n\nThere are {}, made from the table of rules in the program. A published code never changes its meaning.",
            RULES.len()
        )
    };
    for rule in RULES {
        let _ = section(&mut page, rule, language);
    }
    page
}

/// One rule as it stands in that page.
pub fn markdown_of(rule: &Rule, language: Language) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = section(&mut page, rule, language);
    page.trim_start().to_owned()
}

fn section(page: &mut String, rule: &Rule, language: Language) -> std::fmt::Result {
    let Rule { code, severity, editions, summary, why, basis, example, .. } = rule;
    let names = match language {
        Language::Zh => ["程度", "适用版本", "为什么", "依据", "有问题", "没问题"],
        Language::En => ["Severity", "Editions", "Why", "Basis", "Fails", "Passes"],
    };
    let editions: Vec<&str> = editions.iter().copied().map(Edition::name).collect();
    let editions = editions.join(if language == Language::Zh { "、" } else { ", " });
    let texts = [
        severity_word(*severity, language),
        &editions,
        why.get(language),
        basis.get(language),
        example.fails.get(language),
        example.passes.get(language),
    ];
    writeln!(page, "\n## {code}\n\n{}\n\n| | |\n| --- | --- |", summary.get(language))?;
    for (name, text) in names.into_iter().zip(texts) {
        writeln!(page, "| {name} | {} |", text.replace('|', "\\|"))?;
    }
    Ok(())
}

const fn severity_word(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Zh) => "错误",
        (Severity::Warning, Language::Zh) => "警告",
        (Severity::Info, Language::Zh) => "提示",
        (Severity::Error, Language::En) => "error",
        (Severity::Warning, Language::En) => "warning",
        (Severity::Info, Language::En) => "hint",
    }
}
