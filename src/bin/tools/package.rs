//! The npm package: scripts that run as they are and in every bundler, the module in one of them as text, and the saved page.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::Outcome;
use crate::page;
use crate::plan::Plan;
use crate::run;
use crate::setup::Tools;

/// The scripts that are imported by name. What they share goes into files of its own.
const MODULES: [&str; 5] = ["index.js", "slim.js", "element.js", "module.js", "slim-module.js"];

/// The script that a portal may name for the element's worker; it is one file, since older browsers have no modules in workers.
const WORKER: &str = "worker.js";

/// What stands in the package as it is in the sources.
const AS_IT_IS: [&str; 7] =
    ["README.md", "common.d.ts", "custom-elements.json", "element.d.ts", "index.d.ts", "outcome.schema.json", "slim.d.ts"];

/// Builds the npm package into a fresh folder.
pub fn pack(plan: &Plan, tools: &Tools) -> Outcome<()> {
    let began = Instant::now();
    if plan.package.exists() {
        fs::remove_dir_all(&plan.package).map_err(|error| format!("{} cannot be emptied: {error}", plan.package.display()))?;
    }
    fs::create_dir_all(&plan.package).map_err(|error| format!("{} cannot be made: {error}", plan.package.display()))?;
    scripts(plan, tools)?;
    let source = |name: &str| plan.package_sources.join(name);
    let description_file = plan.package.join("package.json");
    fs::write(&description_file, description(&source("package.json"))?)
        .map_err(|error| format!("{} cannot be written: {error}", description_file.display()))?;
    let slim = plan.package.join(format!("{}_slim_bg.wasm", plan.slim.name));
    let mut copies = vec![(plan.slim.wasm(), slim)];
    let licences = ["LICENSE-APACHE", "LICENSE-CMAP", "LICENSE-MIT"].map(|name| plan.root.join(name));
    let built = [plan.module.wasm(), plan.page.clone(), plan.sums.clone(), plan.types.clone()];
    for file in built.into_iter().chain(licences).chain(AS_IT_IS.map(source)) {
        let to = plan.package.join(file.file_name().unwrap_or_default());
        copies.push((file, to));
    }
    for (file, to) in copies {
        fs::copy(&file, &to).map_err(|error| format!("{} cannot be copied to {}: {error}", file.display(), to.display()))?;
    }
    eprintln!("{}: written in {}", plan.short(&plan.package), run::seconds(began.elapsed()));
    Ok(())
}

fn scripts(plan: &Plan, tools: &Tools) -> Outcome<()> {
    let out = format!("--outdir={}", plan.package.display());
    let entries = MODULES.map(|name| plan.package_sources.join(name));
    let entries: Vec<&Path> = entries.iter().map(PathBuf::as_path).collect();
    let mut modules = page::script_bundler(plan, tools, &entries);
    modules.args(["--format=esm", "--splitting", "--conditions=package", "--loader:.deflate=base64", &out]);
    page::run_bundler(modules, plan, &plan.package_sources)?;
    let entry = plan.package_sources.join(WORKER);
    let mut worker = page::script_bundler(plan, tools, &[&entry]);
    worker.args(["--format=iife", "--conditions=package", &out]);
    page::run_bundler(worker, plan, &entry).map(|_| ())
}

/// The package's description with the crate's version in it.
fn description(file: &Path) -> Outcome<String> {
    const VERSION: &str = r#""version": "0.0.0""#;
    let text = fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    if text.matches(VERSION).count() != 1 {
        return Err(format!("{} does not hold {VERSION} once, for the crate's version to take its place", file.display()));
    }
    Ok(text.replace(VERSION, &format!(r#""version": "{}""#, env!("CARGO_PKG_VERSION"))))
}
