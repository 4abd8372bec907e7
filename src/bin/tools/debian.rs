//! Programs that the tests hold the page and the readers against: a browser, LibreOffice, and two Python packages that write office files.

use std::env;

use crate::Outcome;
use crate::run::{self, Job};
use crate::setup::{self, Tools};

/// Debian's packages of the browser and of a font for the page's language.
const CHROMIUM: [&str; 2] = ["chromium", "fonts-noto-cjk"];
/// Debian's packages of LibreOffice without a desktop, and of the font that its documents are set in.
const OFFICE: [&str; 3] = ["libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-noto-cjk"];
/// What is installed for Python, each in the version that the tests were written with.
const PYTHON: [&str; 2] = ["python-docx==1.2.0", "openpyxl==3.1.5"];

/// One job for all packages, because two of them would wait for each other's lock.
pub fn packages_job(tools: &Tools, browser: bool, office: bool) -> Outcome<Option<Job>> {
    let missing = missing(tools, browser, office);
    if missing.is_empty() {
        return Ok(None);
    }
    if env::var_os("GOUJI_CHROMIUM").is_some() && tools.chromium().is_none() || !setup::is_root(tools) || !tools.has("apt-get") {
        check(tools, browser, office)?;
    }
    let packages = missing.join(" ");
    // The list of packages may be missing or old, and then the install cannot find what it lists.
    let script = format!("apt-get update && apt-get install --yes --no-install-recommends {packages}");
    let mut command = tools.command("sh");
    command.args(["-c", &script]).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(Some(Job::new(format!("apt-get install {packages}"), command).advice(format!("Install them with `apt-get install {packages}`"))))
}

fn missing(tools: &Tools, browser: bool, office: bool) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if browser && tools.chromium().is_none() {
        missing.extend(CHROMIUM);
    }
    if office && tools.office().is_none() {
        missing.extend(OFFICE);
    }
    missing.sort_unstable();
    missing.dedup();
    missing
}

/// The packages go into a folder of the project's own, beside no other project's.
pub fn python_job(tools: &Tools) -> Option<Job> {
    let folder = tools.python_packages();
    let mut command = tools.command("python3");
    command.args(["-c", "import docx, openpyxl"]).env("PYTHONPATH", &folder);
    if run::answer(command).is_some() {
        return None;
    }
    let mut command = tools.command("python3");
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"]).arg(folder).args(PYTHON);
    Some(Job::new("pip install", command).advice(format!("Install them with `pip install {}`", PYTHON.join(" "))))
}

/// Says what is missing and could not be installed.
pub fn check(tools: &Tools, browser: bool, office: bool) -> Outcome<()> {
    if browser && tools.chromium().is_none() {
        if let Some(named) = env::var_os("GOUJI_CHROMIUM") {
            return Err(format!("GOUJI_CHROMIUM names {}, which is not a file", named.display()));
        }
        return Err(format!(
            "Chromium is missing, which the tests of the page need: install it, on Debian by `sudo apt-get install {}`, \
             or name one in the variable GOUJI_CHROMIUM",
            CHROMIUM.join(" ")
        ));
    }
    if office && tools.office().is_none() {
        return Err(format!(
            "LibreOffice is missing, which the tests of the readers need: install it, on Debian by `sudo apt-get install {}`",
            OFFICE.join(" ")
        ));
    }
    Ok(())
}
