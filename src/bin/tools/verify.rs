//! `cargo verify`: every check of the project, each in sight of the reader, then a table of them all.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::debian::Needs;
use crate::plan::Plan;
use crate::setup::{self, Tools, WASM_TARGET};
use crate::{build, build_all, costs, page, run};

/// A check that can be asked for by name.
#[derive(Clone, Copy)]
pub struct Group {
    name: &'static str,
    about: &'static str,
    build: Build,
    check: fn(&Plan, &Tools) -> Outcome<bool>,
}

/// In the order in which they run: what fails soonest comes first.
const GROUPS: [Group; 13] = [
    Group { name: "build", about: "the module and the saved page", build: Build::Subject, check: |_, _| Ok(true) },
    Group { name: "size", about: "the budgets in wasm-pack.toml", build: Build::Subject, check: |plan, _| build::sizes(plan) },
    Group { name: "format", about: "the formatting of Rust code", build: Build::Unseen, check: format },
    Group { name: "lint", about: "clippy for this machine and for browsers", build: Build::Unseen, check: lint },
    Group { name: "docs", about: "the documentation without warnings", build: Build::Unseen, check: docs },
    Group { name: "crate", about: "the crate as it would be published", build: Build::Unseen, check: publish },
    Group { name: "test", about: "the tests on this machine", build: Build::Before, check: test },
    Group { name: "office", about: "documents that LibreOffice and other programs make", build: Build::Unseen, check: office },
    Group { name: "wasm", about: "the tests of the module in Node.js", build: Build::Subject, check: wasm },
    Group { name: "script", about: "the syntax of the page's scripts", build: Build::Subject, check: script },
    Group { name: "browser", about: "the tests of the page in Chromium", build: Build::Subject, check: browser },
    Group { name: "embed", about: "the npm package, and all that stands in other people's pages", build: Build::Subject, check: embed },
    Group { name: "browsers", about: "the page's main path in old Chromium, today's, and Firefox", build: Build::Subject, check: browsers },
];

/// What a group has to do with the built module and page.
#[derive(Clone, Copy, PartialEq)]
enum Build {
    /// It does not look at them.
    Unseen,
    /// They are built before, and most of the group is of use even where that failed.
    Before,
    /// It is about them.
    Subject,
}

/// How a group ended.
enum End {
    Passed,
    Failed,
    NotRun,
}

/// Reads `--only GROUP`, any number of times; without it, every group.
pub fn groups_of(arguments: &[String]) -> Outcome<Vec<Group>> {
    if arguments.is_empty() {
        return Ok(GROUPS.to_vec());
    }
    let mut asked = Vec::new();
    for pair in arguments.chunks(2) {
        let [flag, name] = pair else {
            return Err(format!("`{}` needs the name of a group after it", pair.concat()));
        };
        if flag != "--only" {
            return Err(format!("`cargo verify` takes `--only GROUP` and nothing else, but was given `{flag}`"));
        }
        let group = GROUPS.iter().find(|group| group.name == name);
        asked.push(*group.ok_or_else(|| {
            let all: Vec<String> = GROUPS.iter().map(|group| format!("  {:<8} {}", group.name, group.about)).collect();
            format!("there is no group `{name}`; the groups are\n{}", all.join("\n"))
        })?);
    }
    Ok(asked)
}

/// Sets up, builds, and runs the groups; `false` when one has failed. Every group runs, whatever became of those before it.
pub fn verify(root: &Path, groups: &[Group]) -> Outcome<bool> {
    let began = Instant::now();
    let plan = Plan::read(root)?;
    let (browsers, embed, office) = (has(groups, "browsers"), has(groups, "embed"), has(groups, "office"));
    // The groups that have npm packages of their own, in the folder of their name.
    let packages: Vec<&str> = ["embed", "browsers"].into_iter().filter(|name| has(groups, name)).collect();
    let needs = Needs { chromium: has(groups, "browser") || embed || browsers || office, browsers, office };
    let tools = setup::for_verifying(&plan, needs, &packages)?;
    let set_up = began.elapsed();

    let build_began = Instant::now();
    let built = !groups.iter().any(|group| group.build != Build::Unseen) || say(build_all(&plan, &tools).map(|()| true));
    let build_time = build_began.elapsed();

    let mut ends = Vec::new();
    for group in groups {
        println!("\n== {}: {}", group.name, group.about);
        let began = Instant::now();
        let end = match (group.name, group.build == Build::Subject && !built) {
            ("build", true) => End::Failed,
            (_, true) => End::NotRun,
            (_, false) if say((group.check)(&plan, &tools)) => End::Passed,
            (_, false) => End::Failed,
        };
        let time = if group.name == "build" { build_time } else { began.elapsed() };
        ends.push((group, end, time));
    }
    Ok(summary(&ends, set_up, began.elapsed()))
}

fn has(groups: &[Group], name: &str) -> bool {
    groups.iter().any(|group| group.name == name)
}

fn summary(ends: &[(&Group, End, Duration)], set_up: Duration, all: Duration) -> bool {
    println!("\n{:<8} {:<8} {:>9}", "group", "", "time");
    println!("{:<8} {:<8} {:>9}", "set-up", "done", run::seconds(set_up));
    for (group, end, time) in ends {
        let word = match end {
            End::Passed => "passed",
            End::Failed => "FAILED",
            End::NotRun => "not run",
        };
        println!("{:<8} {word:<8} {:>9}", group.name, run::seconds(*time));
    }
    println!("{:<8} {:<8} {:>9}", "all", "", run::seconds(all));
    ends.iter().all(|(_, end, _)| matches!(end, End::Passed))
}

/// Prints trouble where it arose, so that the groups after it can still run.
fn say(outcome: Outcome<bool>) -> bool {
    outcome.unwrap_or_else(|trouble| {
        eprintln!("error: {trouble}");
        false
    })
}

fn format(_: &Plan, tools: &Tools) -> Outcome<bool> {
    let mut command = tools.command("cargo");
    command.args(["fmt", "--check"]);
    run::in_sight(command)
}

fn lint(plan: &Plan, tools: &Tools) -> Outcome<bool> {
    let mut native = tools.command("cargo");
    native.args(["clippy", "--all-features", "--all-targets", "--", "-D", "warnings"]);
    let browsers = |features: &str| {
        let mut command = tools.command("cargo");
        command.args(["clippy", "--target", WASM_TARGET, "--no-default-features", "--features", features, "--lib", "--", "-D", "warnings"]);
        command
    };
    let mut passed = run::in_sight(native)? & run::in_sight(browsers(&plan.module.features))? & run::in_sight(browsers(""))?;
    for reader in costs::READERS.into_iter().chain([costs::WRITING]) {
        let mut alone = tools.command("cargo");
        alone.args(["clippy", "--no-default-features", "--features", reader, "--lib", "--", "-D", "warnings"]);
        passed &= run::in_sight(alone)?;
    }
    Ok(passed)
}

fn docs(_: &Plan, tools: &Tools) -> Outcome<bool> {
    let mut command = tools.command("cargo");
    command.args(["doc", "--no-deps", "--all-features"]).env("RUSTDOCFLAGS", "-D warnings");
    run::in_sight(command)
}

/// Packs the crate and compiles what was packed, in the target folder that everything shares. The dry run has one warning of its own, that nothing
/// was uploaded; any other is a failure.
fn publish(_: &Plan, tools: &Tools) -> Outcome<bool> {
    let mut command = tools.command("cargo");
    // Whether everything is committed is not what is asked here.
    command.args(["publish", "--dry-run", "--allow-dirty", "--locked", "--color=never"]);
    let (passed, said) = run::heard(command)?;
    let warnings: Vec<&str> = said.lines().filter(|line| line.starts_with("warning: ") && !line.ends_with("due to dry run")).collect();
    if !warnings.is_empty() {
        println!("the crate would be published with warnings:\n{}", warnings.join("\n"));
    }
    Ok(passed && warnings.is_empty())
}

fn test(_: &Plan, tools: &Tools) -> Outcome<bool> {
    let mut command = tools.command("cargo");
    command.args(["test", "--all-features", "--no-fail-fast"]);
    run::in_sight(command)
}

fn office(_: &Plan, tools: &Tools) -> Outcome<bool> {
    let mut command = tools.command("cargo");
    command.args(["test", "--all-features", "--test", "office", "--", "--ignored", "--nocapture"]);
    command.env("PYTHONPATH", tools.python_packages());
    run::in_sight(command)
}

fn wasm(plan: &Plan, tools: &Tools) -> Outcome<bool> {
    node_tests(plan, tools, "tests/wasm", 1)
}

fn browser(plan: &Plan, tools: &Tools) -> Outcome<bool> {
    node_tests(plan, tools, "tests/browser", 2)
}

fn embed(plan: &Plan, tools: &Tools) -> Outcome<bool> {
    node_tests(plan, tools, "tests/embed", 2)
}

fn browsers(plan: &Plan, tools: &Tools) -> Outcome<bool> {
    node_tests(plan, tools, "tests/browsers", 1)
}

/// Runs the files `*.test.mjs` of a folder, so many of them `at_once`, and tells them where the built things are.
///
/// What drives a browser waits more than it works, and two such files share two processors well. Real old browsers and the module's own tests
/// take whole processors.
fn node_tests(plan: &Plan, tools: &Tools, folder: &str, at_once: usize) -> Outcome<bool> {
    let entries = fs::read_dir(plan.root.join(folder)).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|file| file.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("{folder} holds no file that ends in .test.mjs, so nothing was tested"));
    }
    command_line(tools)?;
    let mut command = tools.command("node");
    command.args(["--test", "--test-reporter=spec", &format!("--test-concurrency={at_once}")]).args(files);
    tell_places(plan, tools, &mut command)?;
    run::in_sight(command)
}

/// Builds the command `gouji`, whose outcome the module's is held against.
fn command_line(tools: &Tools) -> Outcome<()> {
    let mut command = tools.command("cargo");
    command.args(["build", "--quiet", "--bin", "gouji"]);
    if run::in_sight(command)? { Ok(()) } else { Err("the command `gouji` could not be built".to_owned()) }
}

fn tell_places(plan: &Plan, tools: &Tools, command: &mut Command) -> Outcome<()> {
    let own = env::current_exe().map_err(|error| format!("this program's own place is not known: {error}"))?;
    command.env("GOUJI_BIN", own.with_file_name(format!("gouji{}", env::consts::EXE_SUFFIX)));
    command.env("GOUJI_PKG", &plan.module.folder).env("GOUJI_PAGE", &plan.page).env("GOUJI_PACKAGE", &plan.package);
    if let Some(chromium) = tools.chromium() {
        command.env("GOUJI_CHROMIUM", chromium);
    }
    if let Some(firefox) = tools.firefox() {
        command.env("GOUJI_FIREFOX", firefox);
    }
    command.env("GOUJI_BROWSERS", tools.old_browsers());
    Ok(())
}

/// Parses each script of the saved page as the edition of ECMAScript that the oldest browser knows.
fn script(plan: &Plan, tools: &Tools) -> Outcome<bool> {
    let html = fs::read_to_string(&plan.page).map_err(|error| format!("{} cannot be read: {error}", plan.page.display()))?;
    let scripts = page::scripts(&html);
    if scripts.is_empty() {
        return Err(format!("{} has no script, so nothing was tested", plan.page.display()));
    }
    let mut failed = 0;
    for (index, script) in scripts.iter().enumerate() {
        let file = plan.root.join("target").join("logs").join(format!("page-script-{}.js", index + 1));
        fs::write(&file, script).map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
        let mut command = tools.command("acorn");
        command.args([format!("--ecma{}", plan.ecmascript), "--silent".to_owned()]).arg(&file);
        if !run::in_sight(command)? {
            failed += 1;
        }
    }
    println!("{} passed, {failed} failed", scripts.len() - failed);
    Ok(failed == 0)
}
