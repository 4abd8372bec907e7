//! The project's own commands: `cargo serve`, `cargo pack`, `cargo costs` and `cargo verify`.
//!
//! Each one first installs what is missing, then builds the module and the saved page. `wasm-pack.toml` says what is built and how large
//! it may become; nothing here knows the form or the rules.

mod build;
mod costs;
mod debian;
mod package;
mod page;
mod plan;
mod portal;
mod run;
mod serve;
mod setup;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What went wrong, as one sentence that says what and where.
type Outcome<T> = Result<T, String>;

const USAGE: &str = "\
The commands of this project:
  cargo serve [--port N]         install what is missing, build, and serve the page and the example portal
  cargo pack                     install what is missing, build, and write dist/gouji.html and dist/npm
  cargo costs                    build the module without each reader of files in turn, and print what the reader costs
  cargo verify [--only GROUP]... install what is missing, build, and run every check
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("\nerror: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command named first; `false` when its checks failed and have said so.
fn dispatch(arguments: &[String]) -> Outcome<bool> {
    let root = project_root()?;
    let Some((command, rest)) = arguments.split_first() else {
        print!("{USAGE}");
        return Ok(true);
    };
    match command.as_str() {
        "serve" => {
            let port = serve::port_of(rest)?;
            let (plan, tools) = make(&root)?;
            // What is too large still runs; `cargo pack` and `cargo verify` refuse it.
            build::sizes(&plan)?;
            serve::serve(&plan, &tools, port)?;
            Ok(true)
        }
        "pack" => {
            no_more(command, rest)?;
            build::sizes(&make(&root)?.0)
        }
        "costs" => {
            no_more(command, rest)?;
            let plan = plan::Plan::read(&root)?;
            let tools = setup::for_building(&plan)?;
            costs::print(&plan, &tools).map(|()| true)
        }
        "verify" => {
            let groups = verify::groups_of(rest)?;
            verify::verify(&root, &groups)
        }
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(true)
        }
        other => Err(format!("there is no command `{other}`.\n\n{USAGE}")),
    }
}

/// Sets up, builds, and gives the plan that was followed and the programs that it took.
fn make(root: &Path) -> Outcome<(plan::Plan, setup::Tools)> {
    let plan = plan::Plan::read(root)?;
    let tools = setup::for_building(&plan)?;
    build_all(&plan, &tools)?;
    Ok((plan, tools))
}

/// Builds the modules and writes the saved page and the npm package.
fn build_all(plan: &plan::Plan, tools: &setup::Tools) -> Outcome<()> {
    build::module(plan, tools, &plan.module)?;
    build::module(plan, tools, &plan.slim)?;
    page::pack(plan, tools)?;
    package::pack(plan, tools)
}

fn no_more(command: &str, rest: &[String]) -> Outcome<()> {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(format!("`cargo {command}` takes no argument, but was given `{extra}`")),
    }
}

/// The folder that holds `Cargo.toml`: cargo names it while it runs a binary; a binary started by hand looks where it is.
fn project_root() -> Outcome<PathBuf> {
    let root = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?,
    };
    if root.join("wasm-pack.toml").is_file() {
        Ok(root)
    } else {
        Err(format!("there is no wasm-pack.toml in {}: start this from the project's folder", root.display()))
    }
}
