//! `cargo costs`: what each reader of files adds to the module, which is what an embedder saves who leaves it out.

use crate::Outcome;
use crate::build::{self, Size};
use crate::plan::Plan;
use crate::setup::Tools;

/// The readers by cargo feature. Those that share a library each cost less than they would alone.
pub const READERS: [&str; 7] = ["docx", "odf", "doc", "rtf", "sheets", "pdf", "mht"];

/// Builds the module with all readers, without each of them in turn, and without any, and prints the table of `docs/files.md`.
pub fn print(plan: &Plan, tools: &Tools) -> Outcome<()> {
    let folder = plan.root.join("target").join("costs");
    let size = |features: &[&str]| build::size_with(plan, tools, &folder, &features.join(","));
    let all = size(&READERS)?;
    let mut lines = Vec::new();
    for reader in READERS {
        let others: Vec<&str> = READERS.into_iter().filter(|other| *other != reader).collect();
        let without = size(&others)?;
        lines.push((reader, all.plain.saturating_sub(without.plain), all.gzip.saturating_sub(without.gzip)));
    }
    let none = size(&[])?;
    println!("| feature | bytes | after `gzip -9` |\n| --- | ---: | ---: |");
    for (reader, plain, gzip) in lines {
        println!("| `{reader}` | {plain} | {gzip} |");
    }
    total("no reader of files", none);
    total("all of them", all);
    Ok(())
}

fn total(name: &str, Size { plain, gzip }: Size) {
    println!("| {name} | {plain} | {gzip} |");
}
