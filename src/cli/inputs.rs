//! Files, folders and standard input.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use gouji::Language;
use gouji::intake::{Failure, LIMIT};
use gouji::outcome::{FailureCode, FailureView};
use walkdir::WalkDir;

/// Kinds of files that are taken from folders. A file that is named itself is tried whatever it is called.
const EXTENSIONS: [&str; 29] = [
    "txt", "html", "htm", "md", "tsv", "xhtml", "mht", "mhtml", "docx", "docm", "dotx", "dotm", "doc", "dot", "wps", "wpt", "rtf", "odt",
    "ott", "fodt", "xlsx", "xlsm", "xltx", "xls", "et", "ett", "ods", "fods", "pdf",
];

/// One document to be read.
#[derive(Debug)]
pub struct Input {
    /// The file's name, with as much of its folder as tells it apart from the others.
    pub name: String,
    origin: Origin,
}

#[derive(Debug)]
enum Origin {
    Stdin,
    File(PathBuf),
    /// A folder without any file that is read, or one that could not be listed.
    Folder(PathBuf, Option<ErrorKind>),
}

impl Origin {
    fn path(&self) -> &Path {
        match self {
            Self::Stdin => Path::new("-"),
            Self::File(path) | Self::Folder(path, _) => path,
        }
    }
}

/// The documents that the arguments name, in their order; those of a folder in the order of their names.
pub fn list(arguments: &[PathBuf]) -> Vec<Input> {
    let mut origins = Vec::new();
    for argument in arguments {
        if argument == Path::new("-") {
            origins.push(Origin::Stdin);
        } else if argument.is_dir() {
            walk(argument, &mut origins);
        } else {
            origins.push(Origin::File(argument.clone()));
        }
    }
    let names = names(&origins.iter().map(Origin::path).collect::<Vec<_>>());
    origins.into_iter().zip(names).map(|(origin, name)| Input { name, origin }).collect()
}

fn walk(folder: &Path, origins: &mut Vec<Origin>) {
    let before = origins.len();
    let hidden = |name: &OsStr| name.to_string_lossy().starts_with(['.', '~']);
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name())) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_read(entry.path()) => origins.push(Origin::File(entry.into_path())),
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                origins.push(Origin::Folder(path, Some(error.io_error().map_or(ErrorKind::Other, io::Error::kind))));
            }
        }
    }
    if origins.len() == before {
        origins.push(Origin::Folder(folder.to_owned(), None));
    }
}

fn is_read(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// The last part of each path; where two paths end alike, as many parts as it takes to tell them apart.
fn names(paths: &[&Path]) -> Vec<String> {
    let parts = |path: &Path| -> Vec<String> {
        let parts = path.components().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
        parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let parts: Vec<Vec<String>> = paths.iter().map(|path| parts(path)).collect();
    let tail = |at: usize, length: usize| &parts[at][parts[at].len().saturating_sub(length)..];
    let name = |at: usize| {
        let distinct =
            |length: &usize| (0..parts.len()).all(|other| parts[other] == parts[at] || tail(other, *length) != tail(at, *length));
        let length = (1..parts[at].len()).find(distinct).unwrap_or(parts[at].len());
        if length == 0 { ".".to_owned() } else { tail(at, length).join("/") }
    };
    (0..parts.len()).map(name).collect()
}

impl Input {
    /// The bytes of the document, or why there are none.
    pub fn read(&self, language: Language) -> Result<Vec<u8>, FailureView> {
        let refused = |failure: Failure| FailureView::new(&self.name, &failure, language);
        let closed = |kind: ErrorKind| match closed(kind, language) {
            Some(message) => FailureView::own(&self.name, FailureCode::Unreadable, message),
            None => refused(Failure::Closed),
        };
        let bytes = match &self.origin {
            Origin::Stdin => slurp(io::stdin().lock()),
            Origin::File(path) => {
                let file = File::open(path).map_err(|error| closed(error.kind()))?;
                let size = file.metadata().map_or(0, |metadata| metadata.len());
                if size > LIMIT as u64 {
                    return Err(refused(Failure::TooLarge { bytes: size }));
                }
                slurp(file)
            }
            Origin::Folder(_, Some(kind)) => return Err(closed(*kind)),
            Origin::Folder(_, None) => {
                let message = match language {
                    Language::Zh => "文件夹里没有可以读的文件（如 .docx .doc .wps .xlsx .xls .et .pdf .html .txt）。",
                    Language::En => "The folder has no file that is read (such as .docx .doc .wps .xlsx .xls .et .pdf .html .txt).",
                };
                return Err(FailureView::own(&self.name, FailureCode::Empty, message));
            }
        };
        bytes.map_err(|error| closed(error.kind()))
    }
}

/// Reads all, but no more than it takes to know that it is too much.
fn slurp(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What only a system of files can say of a file that could not be opened, in words that are the same on every system.
const fn closed(kind: ErrorKind, language: Language) -> Option<&'static str> {
    match (language, kind) {
        (Language::Zh, ErrorKind::NotFound) => Some("没有这个文件。请核对文件名。"),
        (Language::Zh, ErrorKind::PermissionDenied) => Some("没有权限打开。请检查文件的权限。"),
        (Language::En, ErrorKind::NotFound) => Some("There is no such file. Check its name."),
        (Language::En, ErrorKind::PermissionDenied) => Some("Permission to open it is denied. Check its permissions."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paths: &[&str], expected: &[&str]) {
        let paths: Vec<&Path> = paths.iter().map(Path::new).collect();
        assert_eq!(names(&paths), expected);
    }

    #[test]
    fn a_name_has_no_more_of_its_path_than_it_takes_to_tell_it_apart() {
        check(&["/home/a/x.txt", "./y.txt"], &["x.txt", "y.txt"]);
        check(&["a/x.txt", "b/x.txt", "b/y.txt"], &["a/x.txt", "b/x.txt", "y.txt"]);
        check(&["p/a/x.txt", "q/a/x.txt", "x.txt"], &["p/a/x.txt", "q/a/x.txt", "x.txt"]);
        check(&["a/x.txt", "a/x.txt"], &["x.txt", "x.txt"]);
        check(&["a/x.txt", "./a/x.txt"], &["x.txt", "x.txt"]);
        check(&["-", "."], &["-", "."]);
    }
}
