//! Finding the programs that the build needs, and installing those that are missing.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::debian::{self, Needs};
use crate::plan::Plan;
use crate::run::{self, Job};

/// The target of the module.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// The oldest Node.js that the npm tools run on.
const OLDEST_NODE: u64 = 20;
/// What the browser is called on different systems.
const CHROMIUM_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const FIREFOX_NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// Where the programs are.
pub struct Tools {
    root: PathBuf,
    path: OsString,
}

impl Tools {
    /// A program that is started in the project's folder and finds the others.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(find(program, &self.path).unwrap_or_else(|| program.into()));
        command.current_dir(&self.root).env("PATH", &self.path);
        command
    }

    /// The Chromium that `GOUJI_CHROMIUM` names, or else the machine's.
    pub fn chromium(&self) -> Option<PathBuf> {
        self.named("GOUJI_CHROMIUM", &CHROMIUM_NAMES)
    }

    /// The Firefox that `GOUJI_FIREFOX` names, or else the machine's.
    pub fn firefox(&self) -> Option<PathBuf> {
        self.named("GOUJI_FIREFOX", &FIREFOX_NAMES)
    }

    fn named(&self, variable: &str, names: &[&str]) -> Option<PathBuf> {
        match env::var_os(variable) {
            Some(named) => Some(PathBuf::from(named)).filter(|file| file.is_file()),
            None => names.iter().find_map(|name| find(name, &self.path)),
        }
    }

    /// The folder into which the tests unpack old browsers.
    pub fn old_browsers(&self) -> PathBuf {
        cache(&self.root).join("browsers")
    }

    /// LibreOffice's command.
    pub fn office(&self) -> Option<PathBuf> {
        find("soffice", &self.path)
    }

    /// The folder of the Python packages that the tests use.
    pub fn python_packages(&self) -> PathBuf {
        cache(&self.root).join("python")
    }

    /// Whether a program can be found.
    pub fn has(&self, program: &str) -> bool {
        find(program, &self.path).is_some()
    }

    /// What `program --version` prints after the program's own name.
    fn version(&self, program: &str) -> Option<String> {
        let mut command = self.command(program);
        command.arg("--version");
        let text = run::answer(command)?;
        text.split_whitespace().last().map(str::to_owned)
    }
}

/// Installs what building the page needs.
pub fn for_building(plan: &Plan) -> Outcome<Tools> {
    set_up(plan, Vec::new(), &[plan.www()])
}

/// Installs what building and checking need; browsers and office programs only when something is to be tested with them, and npm packages for the
/// folders of `tests` that are named.
pub fn for_verifying(plan: &Plan, needs: Needs, tests: &[&str]) -> Outcome<Tools> {
    let tools = look_around(plan);
    let mut jobs = Vec::new();
    if !["cargo-clippy", "cargo-fmt"].iter().all(|name| tools.version(name).is_some()) {
        let mut command = tools.command("rustup");
        command.args(["component", "add", "clippy", "rustfmt"]);
        jobs.push(Job::new("rustup: clippy and rustfmt", command).advice("Install them with `rustup component add clippy rustfmt`"));
    }
    jobs.extend(debian::packages_job(&tools, needs)?);
    if needs.office {
        jobs.extend(debian::python_job(&tools));
    }
    let mut npm_folders = vec![plan.www()];
    npm_folders.extend(tests.iter().map(|folder| plan.root.join("tests").join(folder)));
    let tools = set_up(plan, jobs, &npm_folders)?;
    debian::check(&tools, needs)?;
    Ok(tools)
}

/// Runs the jobs, and those that the build needs: the npm packages of these folders, each by its lock file, among them.
fn set_up(plan: &Plan, mut jobs: Vec<Job>, npm_folders: &[PathBuf]) -> Outcome<Tools> {
    let tools = look_around(plan);
    check_node(&tools)?;
    jobs.extend(target_job(&tools));
    jobs.extend(wasm_tools_job(plan, &tools));
    for folder in npm_folders {
        jobs.extend(npm_job(plan, &tools, folder)?);
    }
    if jobs.is_empty() {
        return Ok(tools);
    }
    eprintln!("Installing what is missing; the first time takes some minutes.");
    run::together(&plan.root, jobs)?;
    for folder in npm_folders {
        note_npm(folder)?;
    }
    if let Some(missing) = wasm_tools_missing(plan, &tools).first() {
        return Err(format!("{missing} was installed but does not start: try `cargo install --locked {missing}`"));
    }
    Ok(tools)
}

/// The programs of the machine, of this project's cache and of `www/node_modules`, the project's own first.
fn look_around(plan: &Plan) -> Tools {
    let mut folders = vec![plan.www().join("node_modules").join(".bin"), cache(&plan.root).join("bin")];
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let inherited = env::var_os("PATH").unwrap_or_default();
    folders.extend(env::split_paths(&inherited));
    folders.extend(cargo_home.map(|home| home.join("bin")));
    Tools { root: plan.root.clone(), path: env::join_paths(folders).unwrap_or(inherited) }
}

/// Where wasm-pack and wasm-bindgen are installed: beside no other project's, whose versions may differ, and outside `target`, so that
/// `cargo clean` and a second clone keep them.
fn cache(root: &Path) -> PathBuf {
    env::var_os("GOUJI_TOOLS")
        .map(PathBuf::from)
        .or_else(|| env::var_os("XDG_CACHE_HOME").map(|folder| PathBuf::from(folder).join("gouji-tools")))
        .or_else(|| env::home_dir().map(|home| home.join(".cache").join("gouji-tools")))
        .unwrap_or_else(|| root.join("target").join("gouji-tools"))
}

fn check_node(tools: &Tools) -> Outcome<()> {
    let version = tools.version("node").ok_or_else(|| {
        format!("Node.js is missing: install version {OLDEST_NODE} or later with npm, on Debian by `apt-get install nodejs npm`")
    })?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|part| part.parse::<u64>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        return Err(format!("Node.js is {version}, but the npm tools need {OLDEST_NODE} or later"));
    }
    if tools.version("npm").is_none() {
        return Err("npm is missing: install it beside Node.js, on Debian by `apt-get install npm`".to_owned());
    }
    Ok(())
}

fn target_job(tools: &Tools) -> Option<Job> {
    let mut command = tools.command("rustc");
    command.args(["--print", "target-libdir", "--target", WASM_TARGET]);
    if run::answer(command).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return None;
    }
    let mut command = tools.command("rustup");
    command.args(["target", "add", WASM_TARGET]);
    Some(Job::new("rustup: target wasm32", command).advice(format!("Install it with `rustup target add {WASM_TARGET}`")))
}

/// The names with versions, as `cargo install` takes them, of the two programs that are not there.
fn wasm_tools_missing(plan: &Plan, tools: &Tools) -> Vec<String> {
    let mut missing = Vec::new();
    if tools.version("wasm-pack").is_none() {
        missing.push(format!("wasm-pack@{}", plan.wasm_pack));
    }
    if tools.version("wasm-bindgen").as_deref() != Some(&plan.wasm_bindgen) {
        missing.push(format!("wasm-bindgen-cli@{}", plan.wasm_bindgen));
    }
    missing
}

fn wasm_tools_job(plan: &Plan, tools: &Tools) -> Option<Job> {
    let missing = wasm_tools_missing(plan, tools);
    if missing.is_empty() {
        return None;
    }
    let install = |locked: bool| {
        let mut command = tools.command("cargo");
        command.arg("install").args(locked.then_some("--locked")).arg("--root").arg(cache(&plan.root)).args(&missing);
        // They run for a second each, so the time goes into compiling them: without optimising, that is the shorter way.
        command
            .env("CARGO_TARGET_DIR", plan.root.join("target").join("gouji-tools-build"))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
        command
    };
    let label = format!("cargo install {}", missing.join(" "));
    let advice = format!("Install them with `cargo install --locked {}`", missing.join(" "));
    // A registry that holds back the newest releases may lack a version that the program's own lock file names.
    Some(Job::new(label, install(true)).otherwise(install(false)).advice(advice))
}

fn npm_job(plan: &Plan, tools: &Tools, folder: &Path) -> Outcome<Option<Job>> {
    let noted = fs::read_to_string(npm_note(folder)).unwrap_or_default();
    if noted == npm_lock_sum(folder)? {
        return Ok(None);
    }
    let name = plan.short(folder);
    let mut command = tools.command("npm");
    command.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    Ok(Some(Job::new(format!("npm ci in {name}"), command).advice(format!("Install the npm packages with `npm ci` in the folder {name}"))))
}

/// Remembers which lock file the npm packages of a folder were installed from.
fn note_npm(folder: &Path) -> Outcome<()> {
    let note = npm_note(folder);
    fs::write(&note, npm_lock_sum(folder)?).map_err(|error| format!("{} cannot be written: {error}", note.display()))
}

fn npm_note(folder: &Path) -> PathBuf {
    folder.join("node_modules").join(".gouji-lock-sum")
}

fn npm_lock_sum(folder: &Path) -> Outcome<String> {
    let lock = folder.join("package-lock.json");
    let bytes = fs::read(&lock).map_err(|error| format!("{} cannot be read: {error}", lock.display()))?;
    Ok(hex(&Sha256::digest(bytes)))
}

pub fn is_root(tools: &Tools) -> bool {
    let mut command = tools.command("id");
    command.arg("-u");
    run::answer(command).as_deref() == Some("0")
}

/// The first file of that name in the folders of a PATH.
fn find(name: &str, path: &OsStr) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(path).map(|folder| folder.join(&file)).find(|file| file.is_file())
}

/// Bytes as they are printed in sums.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
