//! What is built, as `wasm-pack.toml` says it.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::Outcome;

/// The table `[pack]` of `wasm-pack.toml`, with paths made absolute.
pub struct Plan {
    /// The project's folder.
    pub root: PathBuf,
    /// What esbuild rewrites the scripts for.
    pub browsers: Vec<String>,
    /// The ECMAScript edition that the finished scripts must parse as.
    pub ecmascript: u64,
    /// The page before packing.
    pub html: PathBuf,
    /// The saved page.
    pub page: PathBuf,
    /// The checksums beside the saved page.
    pub sums: PathBuf,
    /// The module with every reader of files.
    pub module: Module,
    /// The module that takes text and HTML alone, for the npm package.
    pub slim: Module,
    /// What the checker takes and gives back, as TypeScript has it.
    pub types: PathBuf,
    /// The sources of the npm package.
    pub package_sources: PathBuf,
    /// The folder of the npm package.
    pub package: PathBuf,
    /// The most that the saved page may take, in bytes after `gzip -9`.
    pub page_budget: u64,
    /// The version of wasm-pack that is installed where there is none.
    pub wasm_pack: String,
    /// The version of wasm-bindgen in `Cargo.lock`, which its command must match.
    pub wasm_bindgen: String,
}

/// A build of the WebAssembly module.
pub struct Module {
    /// The folder of the module and its glue.
    pub folder: PathBuf,
    /// The first part of their file names.
    pub name: String,
    /// The cargo features that it is built with.
    pub features: String,
    /// The most that module and glue may take, in bytes after `gzip -9`.
    pub budget: u64,
}

impl Module {
    /// The WebAssembly module.
    pub fn wasm(&self) -> PathBuf {
        self.folder.join(format!("{}_bg.wasm", self.name))
    }

    /// The module deflated, as scripts and the saved page carry it.
    pub fn squeezed(&self) -> PathBuf {
        self.folder.join(format!("{}_bg.wasm.deflate", self.name))
    }

    /// The script that wasm-bindgen writes beside the module.
    pub fn glue(&self) -> PathBuf {
        self.folder.join(format!("{}.js", self.name))
    }
}

impl Plan {
    /// Reads `wasm-pack.toml` and `Cargo.lock`.
    pub fn read(root: &Path) -> Outcome<Self> {
        let file = root.join("wasm-pack.toml");
        let table = table(&file)?;
        let look = Look { file: &file, table: &table };
        Ok(Self {
            root: root.to_path_buf(),
            browsers: look.texts("pack.browsers.targets")?,
            ecmascript: look.number("pack.browsers.ecmascript")?,
            html: root.join(look.text("pack.page.html")?),
            page: root.join(look.text("pack.page.output")?),
            sums: root.join(look.text("pack.page.sums")?),
            module: look.module(root, "module")?,
            slim: look.module(root, "slim")?,
            types: root.join(look.text("pack.package.types")?),
            package_sources: root.join(look.text("pack.package.sources")?),
            package: root.join(look.text("pack.package.output")?),
            page_budget: look.number("pack.budget.page")?,
            wasm_pack: look.text("pack.tools.wasm-pack")?,
            wasm_bindgen: locked_version(&root.join("Cargo.lock"), "wasm-bindgen")?,
        })
    }

    /// The folder of the page's sources and its npm tools.
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// A path as a reader of the terminal wants it: from the project's folder.
    pub fn short<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

/// Finds values by a dotted name and says which file lacks one.
struct Look<'a> {
    file: &'a Path,
    table: &'a Table,
}

impl Look<'_> {
    fn value(&self, name: &str) -> Outcome<&Value> {
        let mut parts = name.split('.');
        let first = parts.next().and_then(|part| self.table.get(part));
        parts
            .fold(first, |value, part| value.and_then(|value| value.get(part)))
            .ok_or_else(|| format!("{} has no `{name}`", self.file.display()))
    }

    fn module(&self, root: &Path, name: &str) -> Outcome<Module> {
        Ok(Module {
            folder: root.join(self.text(&format!("pack.{name}.output"))?),
            name: self.text(&format!("pack.{name}.name"))?,
            features: self.text(&format!("pack.{name}.features"))?,
            budget: self.number(&format!("pack.budget.{name}"))?,
        })
    }

    fn text(&self, name: &str) -> Outcome<String> {
        let text = self.value(name)?.as_str().map(str::to_owned);
        text.ok_or_else(|| self.wrong(name, "a text"))
    }

    fn texts(&self, name: &str) -> Outcome<Vec<String>> {
        let list = self.value(name)?.as_array();
        let texts = list.and_then(|list| list.iter().map(|one| one.as_str().map(str::to_owned)).collect());
        texts.ok_or_else(|| self.wrong(name, "a list of texts"))
    }

    fn number(&self, name: &str) -> Outcome<u64> {
        let number = self.value(name)?.as_integer().and_then(|number| u64::try_from(number).ok());
        number.ok_or_else(|| self.wrong(name, "a whole number"))
    }

    fn wrong(&self, name: &str, wanted: &str) -> String {
        format!("`{name}` in {} is not {wanted}", self.file.display())
    }
}

fn table(file: &Path) -> Outcome<Table> {
    let text = fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    text.parse().map_err(|error| format!("{} is not TOML: {error}", file.display()))
}

fn locked_version(file: &Path, name: &str) -> Outcome<String> {
    let lock = table(file)?;
    let packages = lock.get("package").and_then(Value::as_array).into_iter().flatten();
    packages
        .filter(|package| package.get("name").and_then(Value::as_str) == Some(name))
        .find_map(|package| package.get("version").and_then(Value::as_str))
        .map(str::to_owned)
        .ok_or_else(|| format!("{} does not list {name}", file.display()))
}
