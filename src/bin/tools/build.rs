//! The WebAssembly module: built by wasm-pack, then held against what the oldest browser knows and against the size budget.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use sha2::{Digest, Sha256};
use wasmparser::{Validator, WasmFeatures};

use crate::Outcome;
use crate::plan::{Module, Plan};
use crate::run::{self, Job};
use crate::setup::{self, Tools, WASM_TARGET};

/// How many bytes a file has, as it is and after `gzip -9`.
#[derive(Clone, Copy)]
pub struct Size {
    pub plain: u64,
    pub gzip: u64,
}

impl Size {
    /// How much larger this is.
    pub fn beyond(self, other: Self) -> Self {
        Self { plain: self.plain.saturating_sub(other.plain), gzip: self.gzip.saturating_sub(other.gzip) }
    }
}

/// Builds the module and its glue; not again while nothing has changed that they are built from.
pub fn module(plan: &Plan, tools: &Tools, module: &Module) -> Outcome<()> {
    let stamp = module.folder.join(".built-from");
    let inputs = inputs(plan, module)?;
    if fs::read_to_string(&stamp).is_ok_and(|known| known == inputs) && module.squeezed().is_file() {
        eprintln!("{}: built from these sources already", plan.short(&module.wasm()));
        return Ok(());
    }
    wasm_pack(plan, tools, &module.folder, &module.name, &module.features)?;

    let wasm = read(&module.wasm())?;
    validate(&wasm).map_err(|error| format!("{} uses what browsers of 2019 do not know: {error}", plan.short(&module.wasm())))?;
    restartable(plan, module)?;
    squeeze(module, &wasm)?;
    fs::write(&stamp, inputs).map_err(|error| format!("{} cannot be written: {error}", stamp.display()))
}

/// A hash over all that the module is built from, the paths of the files included.
fn inputs(plan: &Plan, module: &Module) -> Outcome<String> {
    let mut files = ["Cargo.toml", "Cargo.lock", "wasm-pack.toml", "rust-toolchain.toml"].map(|name| plan.root.join(name)).to_vec();
    // The programs that build it are no part of it.
    let tools = plan.root.join("src").join("bin");
    let mut folders = vec![plan.root.join("src")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
        for entry in entries.flatten().map(|entry| entry.path()) {
            if !entry.is_dir() {
                files.push(entry);
            } else if entry != tools {
                folders.push(entry);
            }
        }
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(plan.short(&file).to_string());
        hash.update([0]);
        hash.update(Sha256::digest(read(&file)?));
    }
    hash.update(&module.features);
    Ok(setup::hex(&hash.finalize()))
}

/// Writes the glue as the saved page has it: the same script, and a function that makes it start a fresh instance.
///
/// The glue keeps its one instance in a variable. After a trap the instance is of no use, and the page goes on with another.
fn restartable(plan: &Plan, module: &Module) -> Outcome<()> {
    const INSTANCE: [&str; 2] = ["let wasm", "let __wbg_init_promise"];
    let glue = fs::read_to_string(module.glue()).map_err(|error| format!("{} cannot be read: {error}", module.glue().display()))?;
    if INSTANCE.iter().any(|variable| !glue.contains(variable)) {
        return Err(format!("{} keeps its instance in other variables than before", plan.short(&module.glue())));
    }
    let file = module.folder.join(format!("{}_page.js", module.name));
    let script = format!("{glue}\nexport function forget() {{ wasm = undefined; __wbg_init_promise = undefined; }}\n");
    fs::write(&file, script).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

/// How large the module is when it is built into a folder with some cargo features.
pub fn size_with(plan: &Plan, tools: &Tools, folder: &Path, features: &str) -> Outcome<Size> {
    let name = &plan.module.name;
    wasm_pack(plan, tools, folder, name, features)?;
    Size::of(&read(&folder.join(format!("{name}_bg.wasm")))?)
}

fn wasm_pack(plan: &Plan, tools: &Tools, folder: &Path, name: &str, features: &str) -> Outcome<()> {
    let mut command = tools.command("wasm-pack");
    command
        .args(["build", "--release", "--target", "web", "--mode", "no-install", "--no-typescript", "--out-name", name])
        .arg("--out-dir")
        .arg(folder)
        .args(["--", "--no-default-features", "--features", features])
        .args(["--config", "wasm-pack.toml", "--config", &nameless_paths(plan)])
        // Flags from the environment would take the place of those in wasm-pack.toml.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS");
    run::quietly(&plan.root, Job::new(format!("wasm-pack build into {}", plan.short(folder)), command))
}

/// Writes the module as scripts and the saved page carry it: deflated, because they are text files that nothing packs on their way.
fn squeeze(module: &Module, wasm: &[u8]) -> Outcome<()> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(wasm).and_then(|()| encoder.finish());
    let packed = packed.map_err(|error| format!("the module could not be packed: {error}"))?;
    let file = module.squeezed();
    fs::write(&file, packed).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

/// A cargo setting that keeps this machine's folders out of the module: a module is the same wherever it is built.
fn nameless_paths(plan: &Plan) -> String {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = vec![format!("--remap-path-prefix={}=/gouji", plan.root.display())];
    flags.extend(cargo_home.map(|home| registry_prefixes(&home)).unwrap_or_default());
    let flags: Vec<toml::Value> = flags.into_iter().map(toml::Value::String).collect();
    format!("target.{WASM_TARGET}.rustflags={}", toml::Value::Array(flags))
}

/// The folders of unpacked crates; each registry has one, named after its host.
fn registry_prefixes(cargo_home: &Path) -> Vec<String> {
    let sources = cargo_home.join("registry").join("src");
    let mut folders: Vec<PathBuf> = fs::read_dir(sources).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders.insert(0, cargo_home.to_path_buf());
    folders.iter().map(|folder| format!("--remap-path-prefix={}=/crates", folder.display())).collect()
}

/// WebAssembly 1.0 is the first edition, the MVP, with mutable globals.
fn validate(module: &[u8]) -> Result<(), String> {
    let mut validator = Validator::new_with_features(WasmFeatures::WASM1);
    validator.validate_all(module).map(|_| ()).map_err(|error| error.to_string())
}

/// Prints how large the built files are; `false` when one is larger than planned, which is then said.
pub fn sizes(plan: &Plan) -> Outcome<bool> {
    let mut lines = Vec::new();
    for (name, module) in [("module and glue", &plan.module), ("slim module and glue", &plan.slim)] {
        let (wasm, glue) = (Size::of(&read(&module.wasm())?)?, Size::of(&read(&module.glue())?)?);
        let both = Size { plain: wasm.plain + glue.plain, gzip: wasm.gzip + glue.gzip };
        lines.push((plan.short(&module.wasm()).to_string(), wasm, None));
        lines.push((plan.short(&module.glue()).to_string(), glue, None));
        lines.push((name.to_owned(), both, Some(module.budget)));
    }
    lines.push((plan.short(&plan.page).to_string(), Size::of(&read(&plan.page)?)?, Some(plan.page_budget)));
    println!("{:<24} {:>10} {:>10} {:>10}", "", "bytes", "gzip -9", "budget");
    let mut over = Vec::new();
    for (name, size, budget) in &lines {
        let allowed = budget.map(|budget| budget.to_string()).unwrap_or_default();
        println!("{name:<24} {:>10} {:>10} {allowed:>10}", size.plain, size.gzip);
        over.extend(budget.filter(|budget| size.gzip > *budget).map(|budget| {
            format!("{name}: {} bytes after gzip, {} more than the budget in wasm-pack.toml", size.gzip, size.gzip - budget)
        }));
    }
    for line in &over {
        eprintln!("error: {line}");
    }
    Ok(over.is_empty())
}

impl Size {
    fn of(bytes: &[u8]) -> Outcome<Self> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
        let packed = packed.map_err(|error| format!("a file could not be packed to measure it: {error}"))?;
        Ok(Self { plain: length(bytes), gzip: length(&packed) })
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// A file's bytes, or a sentence that names it.
pub fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
}
