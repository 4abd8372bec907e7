//! The module in Node.js gives the same bytes as the library on this machine: for reports in every presentation and encoding, for
//! damaged ones, and for every document among the cases.
//!
//! It needs the built module; `cargo verify` builds it before.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, reason = "only the drawing is used here, not what is expected of its reading")]
mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::mess::Mess;
use common::{Figures, Page, Prose, Rng, Style, draw};
use gouji::form::Edition;
use gouji::{Content, Language, Options, Source, check};

/// Documents of every kind, each under a name that sorts as it stands here.
fn documents() -> Vec<(String, Vec<u8>)> {
    let mut figures = Figures::published();
    figures.push(Figures::made_up(Edition::V2021, true, 1));
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut rng = Rng::new(1);
    for (turn, style) in Style::ALL.into_iter().enumerate() {
        let clean = Page::new(&figures[turn % figures.len()], Prose::Full);
        let mut messy = Page::new(&figures[(turn + 1) % figures.len()], *rng.pick(&[Prose::Spaced, Prose::Headings, Prose::None]));
        for _ in 0..4 {
            rng.pick(&Mess::ALL).befall(&mut messy, &mut rng);
        }
        let clean = draw(&clean, style, &mut rng);
        let messy = draw(&messy, style, &mut rng);
        let chinese = encoding_rs::GB18030.encode(&messy).0.into_owned();
        let wide = clean.encode_utf16().flat_map(u16::to_le_bytes);
        let wide = [0xff, 0xfe].into_iter().chain(wide).collect();
        let damaged = damaged(clean.as_bytes(), &mut rng);
        for bytes in [clean.into_bytes(), messy.into_bytes(), chinese, wide, damaged] {
            all.push((format!("{:03}-{style:?}", all.len()), bytes));
        }
    }
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")) {
        all.push((format!("{:03}-case", all.len()), fs::read(path).unwrap()));
    }
    all
}

/// The same bytes with some changed, lost and put in, as a copy over a bad line might have them.
fn damaged(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..20 {
        let at = rng.below(bytes.len());
        match rng.below(4) {
            0 => bytes[at] = u8::try_from(rng.below(256)).unwrap(),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, b'<'),
            _ => drop(bytes.drain(at..(at + rng.below(200)).min(bytes.len()))),
        }
    }
    bytes
}

/// Every file under a folder, in the order of the paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn the_module_gives_the_same_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let module = root.join("pkg");
    assert!(module.join("gouji_bg.wasm").is_file(), "{} holds no module. Build it first: `cargo pack`", module.display());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same-bytes");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let documents = documents();
    for (name, bytes) in &documents {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let mut reports = 0;
    for (lang, language) in [("zh", Language::Zh), ("en", Language::En)] {
        let printed = Command::new("node").arg(root.join("tests/wasm/print.mjs")).args([&module, &folder]).arg(lang).output().unwrap();
        assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
        let printed = String::from_utf8(printed.stdout).unwrap();
        assert_eq!(printed.lines().count(), documents.len());
        for ((name, bytes), line) in documents.iter().zip(printed.lines()) {
            let outcome = check(&Source { name, content: Content::Bytes(bytes) }, &Options { language, ..Options::default() });
            let native = serde_json::to_string(&outcome).unwrap();
            assert!(
                line == native,
                "{name} in {lang}; a module older than the library is built anew by `cargo pack`. It gives\n{line}\nand the library\n{native}"
            );
            reports += outcome.reports.len();
        }
    }
    assert!(
        reports > documents.len(),
        "most of these documents are reports, but only {reports} were found in {} runs",
        2 * documents.len()
    );
}
