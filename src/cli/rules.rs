//! The rules for people: a list, or one in full.

use std::io::{self, Write};

use gouji::Language;
use gouji::form::Edition;
use gouji::outcome::RuleView;

use super::text;

/// One rule a line.
pub fn list(out: &mut impl Write, rules: &[RuleView], language: Language) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    for rule in rules {
        let (style, word) = text::severity(rule.severity, language);
        writeln!(out, "{:width$}  {style}{word}{style:#}  {}", rule.code, rule.summary)?;
    }
    Ok(())
}

/// One rule in full.
pub fn full(out: &mut impl Write, rule: &RuleView, language: Language) -> io::Result<()> {
    let (style, word) = text::severity(rule.severity, language);
    writeln!(out, "{}  {style}{word}{style:#}  {}", rule.code, rule.summary)?;
    writeln!(out)?;
    for (name, text) in parts(rule, language) {
        match language {
            Language::Zh => writeln!(out, "{name}：{text}")?,
            Language::En => writeln!(out, "{name}: {text}")?,
        }
    }
    Ok(())
}

/// What there is to say of a rule besides its summary.
fn parts(rule: &RuleView, language: Language) -> [(&'static str, String); 5] {
    let names = match language {
        Language::Zh => ["适用表格", "为什么", "依据", "有问题的例子", "没问题的例子"],
        Language::En => ["Editions", "Why", "Basis", "Found", "Not found"],
    };
    let editions: Vec<_> = rule.editions.iter().copied().map(Edition::name).collect();
    let between = match language {
        Language::Zh => "、",
        Language::En => ", ",
    };
    let texts =
        [editions.join(between), rule.why.to_owned(), rule.basis.to_owned(), rule.example.fails.to_owned(), rule.example.passes.to_owned()];
    let mut texts = texts.into_iter();
    names.map(|name| (name, texts.next().unwrap_or_default()))
}
