//! `cargo costs`: what each kind of file adds to the module, which is what an embedder saves who leaves it out.

use crate::Outcome;
use crate::build::{self, Size};
use crate::plan::Plan;
use crate::setup::Tools;

/// The readers by cargo feature. Those that share a library each cost less than they would alone.
pub const READERS: [&str; 7] = ["docx", "odf", "doc", "rtf", "sheets", "pdf", "mht"];
/// What gives files back. It rests on a reader, and costs what it adds to all of them.
pub const WRITING: &str = "writing";

/// Builds the module with everything, without each part in turn, and without any, and prints the table of `docs/files.md`.
pub fn print(plan: &Plan, tools: &Tools) -> Outcome<()> {
    let folder = plan.root.join("target").join("costs");
    let size = |features: &[&str]| build::size_with(plan, tools, &folder, &features.join(","));
    let readers = size(&READERS)?;
    let mut lines = Vec::new();
    for reader in READERS {
        let others: Vec<&str> = READERS.into_iter().filter(|other| *other != reader).collect();
        lines.push((reader, readers.beyond(size(&others)?)));
    }
    let all = size(&[&READERS[..], &[WRITING]].concat())?;
    lines.push((WRITING, all.beyond(readers)));
    let none = size(&[])?;
    println!("| feature | bytes | after `gzip -9` |\n| --- | ---: | ---: |");
    for (feature, Size { plain, gzip }) in lines {
        println!("| `{feature}` | {plain} | {gzip} |");
    }
    total("no file, text and HTML alone", none);
    total("all of them", all);
    Ok(())
}

fn total(name: &str, Size { plain, gzip }: Size) {
    println!("| {name} | {plain} | {gzip} |");
}
