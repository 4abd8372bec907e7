//! Programs that the tests hold the page and the readers against: browsers, LibreOffice, and two Python packages that write office files.

use std::env;

use crate::Outcome;
use crate::run::{self, Job};
use crate::setup::{self, Tools};

/// Debian's packages of the browser and of a font for the page's language.
const CHROMIUM: [&str; 2] = ["chromium", "fonts-noto-cjk"];
/// Debian's package of Firefox, in the edition that is kept up for a year.
const FIREFOX: [&str; 2] = ["firefox-esr", "fonts-noto-cjk"];
/// Debian's packages of LibreOffice without a desktop, and of the font that its documents are set in.
const OFFICE: [&str; 3] = ["libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-noto-cjk"];
/// What is installed for Python, each in the version that the tests were written with.
const PYTHON: [&str; 2] = ["python-docx==1.2.0", "openpyxl==3.1.5"];

/// What is to be tested with.
#[derive(Clone, Copy)]
pub struct Needs {
    /// Chromium of today.
    pub chromium: bool,
    /// Firefox, and the old browsers out of npm packages.
    pub browsers: bool,
    /// LibreOffice and the Python packages.
    pub office: bool,
}

/// One job for all packages, because two of them would wait for each other's lock.
pub fn packages_job(tools: &Tools, needs: Needs) -> Outcome<Option<Job>> {
    let missing = missing(tools, needs);
    if missing.is_empty() {
        return Ok(None);
    }
    let misnamed = env::var_os("GOUJI_CHROMIUM").is_some() && tools.chromium().is_none()
        || env::var_os("GOUJI_FIREFOX").is_some() && tools.firefox().is_none();
    if misnamed || !setup::is_root(tools) || !tools.has("apt-get") {
        check(tools, needs)?;
    }
    let packages = missing.join(" ");
    // The list of packages may be missing or old, and then the install cannot find what it lists.
    let script = format!("apt-get update && apt-get install --yes --no-install-recommends {packages}");
    let mut command = tools.command("sh");
    command.args(["-c", &script]).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(Some(Job::new(format!("apt-get install {packages}"), command).advice(format!("Install them with `apt-get install {packages}`"))))
}

fn missing(tools: &Tools, needs: Needs) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if needs.chromium && tools.chromium().is_none() {
        missing.extend(CHROMIUM);
    }
    if needs.browsers && tools.firefox().is_none() {
        missing.extend(FIREFOX);
    }
    if needs.office && tools.office().is_none() {
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
pub fn check(tools: &Tools, needs: Needs) -> Outcome<()> {
    if needs.chromium && tools.chromium().is_none() {
        return Err(no_browser("Chromium", "GOUJI_CHROMIUM", &CHROMIUM));
    }
    if needs.browsers && tools.firefox().is_none() {
        return Err(no_browser("Firefox", "GOUJI_FIREFOX", &FIREFOX));
    }
    if needs.office && tools.office().is_none() {
        return Err(format!(
            "LibreOffice is missing, which the tests of the readers need: install it, on Debian by `sudo apt-get install {}`",
            OFFICE.join(" ")
        ));
    }
    Ok(())
}

fn no_browser(name: &str, variable: &str, packages: &[&str]) -> String {
    if let Some(named) = env::var_os(variable) {
        return format!("{variable} names {}, which is not a file", named.display());
    }
    format!(
        "{name} is missing, which the tests of the page need: install it, on Debian by `sudo apt-get install {}`, \
         or name one in the variable {variable}",
        packages.join(" ")
    )
}
