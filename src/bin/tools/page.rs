//! The saved page: one HTML file with its styles, its script and the module in it, and a policy that lets nothing else in or out.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::build;
use crate::plan::Plan;
use crate::run;
use crate::setup::{self, Tools};

/// Builds the saved page and writes it and its checksum.
pub fn pack(plan: &Plan, tools: &Tools) -> Outcome<()> {
    let began = std::time::Instant::now();
    let html = read_text(&plan.html)?;
    let folder = plan.html.parent().unwrap_or(&plan.root);
    let page = assemble(&html, |part| match part {
        Part::Script(name) => bundle(plan, tools, &folder.join(name), Kind::Script).map(|text| in_script(&text)),
        Part::Style(name) => in_style(bundle(plan, tools, &folder.join(name), Kind::Style)?),
        Part::Module => build::read(&plan.module.squeezed()).map(|module| STANDARD.encode(module)),
    })
    .map_err(|trouble| format!("{}: {trouble}", plan.short(&plan.html)))?;

    let name = plan.page.file_name().unwrap_or_default().display();
    let sums = format!("{}  {name}\n", setup::hex(&Sha256::digest(&page)));
    for (file, text) in [(&plan.page, &page), (&plan.sums, &sums)] {
        write(file, text)?;
    }
    eprintln!("{}: written in {}", plan.short(&plan.page), run::seconds(began.elapsed()));
    Ok(())
}

/// The scripts of a page, in order; each is checked against the oldest browser's syntax.
pub fn scripts(html: &str) -> Vec<String> {
    let mut scripts = Vec::new();
    let mut inside = false;
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) if is(&tag.name, "script") && attribute(&tag, "type") != Some(DATA) => {
                inside = true;
                scripts.push(String::new());
            }
            Token::EndTag(_) => inside = false,
            Token::String(text) if inside => {
                if let Some(script) = scripts.last_mut() {
                    script.push_str(&String::from_utf8_lossy(&text.value));
                }
            }
            _ => {}
        }
    }
    scripts
}

/// The type of a script element that no browser runs, which is how a page can hold data that is not shown.
const DATA: &str = "text/plain";

/// A file that the page names and that is put into it.
enum Part<'a> {
    Script(&'a str),
    Style(&'a str),
    /// The deflated module as base64.
    Module,
}

#[derive(Clone, Copy)]
enum Kind {
    Script,
    Style,
}

/// What the policy allows: hashes of the texts that stand in the page.
#[derive(Default)]
struct Hashes {
    scripts: String,
    styles: String,
}

/// Puts the files that a page names into it. The page's own script goes to the end of the body, since an inline script does not wait for it. The
/// module stands behind it: a browser shows what the script builds before it reads so long a text.
fn assemble(html: &str, mut fetch: impl FnMut(Part<'_>) -> Outcome<String>) -> Outcome<String> {
    // A browser reads CRLF as LF before it takes a hash.
    let html = html.replace("\r\n", "\n").replace('\r', "\n");
    let mut page = String::new();
    let mut hashes = Hashes::default();
    let mut main_script = None;
    let mut policy_place = None;
    let mut inline: Option<(bool, usize)> = None;
    let mut skip_script_end = false;
    let mut copied = 0;
    for token in tokens(&html) {
        match token {
            Token::StartTag(tag) => {
                let verbatim = &html[copied..tag.span.end];
                refuse_attributes(&tag)?;
                if is(&tag.name, "link") {
                    page.push_str(&html[copied..tag.span.start]);
                    let css = fetch(Part::Style(stylesheet_name(&tag)?))?;
                    add_hash(&mut hashes.styles, &css);
                    let _ = write!(page, "<style>{css}</style>");
                } else if is(&tag.name, "script") && tag.attributes.contains_key("src".as_bytes()) {
                    page.push_str(&html[copied..tag.span.start]);
                    let name = attribute(&tag, "src").unwrap_or_default();
                    if main_script.is_some() {
                        return Err(format!("a second script, `{name}`, is named; import it from the first"));
                    }
                    main_script = Some(fetch(Part::Script(name))?);
                    skip_script_end = true;
                } else {
                    page.push_str(verbatim);
                    if is(&tag.name, "meta") && tag.attributes.contains_key("charset".as_bytes()) {
                        policy_place = Some(page.len());
                    }
                    if is(&tag.name, "script") || is(&tag.name, "style") {
                        inline = Some((is(&tag.name, "script"), tag.span.end));
                    }
                }
                copied = tag.span.end;
            }
            Token::EndTag(tag) => {
                if let Some((script, start)) = inline.take() {
                    let text = &html[start..tag.span.start];
                    add_hash(if script { &mut hashes.scripts } else { &mut hashes.styles }, text);
                }
                if skip_script_end && is(&tag.name, "script") {
                    skip_script_end = false;
                    copied = tag.span.end;
                    continue;
                }
                page.push_str(&html[copied..tag.span.start]);
                if let Some(script) = main_script.take_if(|_| is(&tag.name, "body")) {
                    add_hash(&mut hashes.scripts, &script);
                    let _ = writeln!(page, "<script>{script}</script>");
                    let _ = writeln!(page, "<script type=\"{DATA}\" id=\"gouji-module\">{}</script>", fetch(Part::Module)?);
                }
                page.push_str(&html[tag.span.start..tag.span.end]);
                copied = tag.span.end;
            }
            Token::Comment(comment) => {
                page.push_str(&html[copied..comment.span.start]);
                copied = comment.span.end;
            }
            Token::Error(error) => return Err(format!("the page is not well formed: {}", error.value)),
            Token::String(_) | Token::Doctype(_) => {}
        }
    }
    page.push_str(&html[copied..]);
    if main_script.is_some() {
        return Err("there is no `</body>` to put the script before".to_owned());
    }
    let place = policy_place.ok_or("there is no `<meta charset>`, after which the policy must stand")?;
    page.insert_str(place, &format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy(&hashes)));
    Ok(page)
}

/// Nothing is loaded and nothing is sent. A worker may be started from text that the page itself holds, and is under the same policy.
/// Chromium below 97 knows only `'unsafe-eval'` as a leave to compile WebAssembly.
fn policy(hashes: &Hashes) -> String {
    format!(
        "default-src 'none'; script-src{} 'wasm-unsafe-eval' 'unsafe-eval'; style-src{}; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'",
        hashes.scripts,
        if hashes.styles.is_empty() { " 'none'" } else { &hashes.styles }
    )
}

fn add_hash(list: &mut String, text: &str) {
    let _ = write!(list, " 'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
}

/// What the policy would refuse in the browser is refused here, with a sentence.
fn refuse_attributes(tag: &StartTag<usize>) -> Outcome<()> {
    let element = String::from_utf8_lossy(&tag.name);
    for (name, value) in &tag.attributes {
        let name = String::from_utf8_lossy(name);
        let refused = match &*name {
            "style" | "srcset" | "integrity" | "action" | "formaction" => true,
            "src" => element != "script",
            // The policy comes from here, and a page on disk has nowhere to go on to.
            "http-equiv" => ["content-security-policy", "refresh"].contains(&&*String::from_utf8_lossy(value).to_ascii_lowercase()),
            name => name.starts_with("on"),
        };
        if refused {
            return Err(format!("<{element}> has the attribute `{name}`, which the saved page cannot have"));
        }
    }
    let refused = ["base", "iframe", "object", "embed"].contains(&&*element);
    if refused { Err(format!("<{element}> cannot be in the saved page")) } else { Ok(()) }
}

fn stylesheet_name(tag: &StartTag<usize>) -> Outcome<&str> {
    let name = attribute(tag, "href").filter(|_| attribute(tag, "rel") == Some("stylesheet"));
    name.ok_or_else(|| "a <link> that is not a stylesheet cannot be in the saved page".to_owned())
}

fn attribute<'a>(tag: &'a StartTag<usize>, name: &str) -> Option<&'a str> {
    tag.attributes.get(name.as_bytes()).and_then(|value| std::str::from_utf8(&value.value).ok())
}

fn is(name: &[u8], wanted: &str) -> bool {
    name == wanted.as_bytes()
}

fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

/// One file with everything that it imports.
fn bundle(plan: &Plan, tools: &Tools, entry: &Path, kind: Kind) -> Outcome<String> {
    let command = match kind {
        Kind::Script => {
            let mut command = script_bundler(plan, tools, &[entry]);
            command.arg("--format=iife").arg(format!("--define:GOUJI_BUILD={}", build_note(tools)));
            command
        }
        Kind::Style => {
            let mut command = bundler(plan, tools, &[entry]);
            command.args(["--loader:.svg=dataurl", "--loader:.png=dataurl"]);
            command
        }
    };
    run_bundler(command, plan, entry)
}

fn bundler(plan: &Plan, tools: &Tools, entries: &[&Path]) -> Command {
    let mut command = tools.command("esbuild");
    command.args(entries).args(["--bundle", "--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning"]);
    command.arg(format!("--target={}", plan.browsers.join(",")));
    command
}

/// Bundles scripts for the oldest browsers.
pub fn script_bundler(plan: &Plan, tools: &Tools, entries: &[&Path]) -> Command {
    let mut command = bundler(plan, tools, entries);
    command.args(["--loader:.css=text", "--loader:.svg=text", "--loader:.html=text"]);
    // The glue looks beside itself for the module only when it is given none, which happens nowhere.
    command.arg("--define:import.meta.url=\"\"");
    command
}

/// What the bundler prints, which is the script where no folder was named.
pub fn run_bundler(mut command: Command, plan: &Plan, entry: &Path) -> Outcome<String> {
    let output = command.output().map_err(|error| format!("esbuild cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        // After esbuild's own words, Node.js tells where in its inside they were passed on.
        let said = said.split("\nnode:").next().unwrap_or_default();
        return Err(format!("esbuild failed on {}:\n{}", plan.short(entry), said.trim_end()));
    }
    eprint!("{said}");
    let text = String::from_utf8(output.stdout).map_err(|_| format!("esbuild made no UTF-8 of {}", plan.short(entry)))?;
    Ok(text.trim_end().replace("\r\n", "\n").replace('\r', "\n"))
}

/// Version, commit and date that the page shows. The date is the commit's, so that one commit always gives one page.
fn build_note(tools: &Tools) -> String {
    let git = |arguments: &[&str]| {
        let mut command = tools.command("git");
        command.args(arguments).env("TZ", "UTC");
        run::answer(command)
    };
    let commit = git(&["rev-parse", "--short=12", "HEAD"]);
    let date = git(&["log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d"]);
    let changed = git(&["status", "--porcelain", "--", "src", "www", "Cargo.toml", "Cargo.lock", "wasm-pack.toml", "rust-toolchain.toml"]);
    let mark = if changed.is_none_or(|files| files.is_empty()) { "" } else { "+" };
    let commit = commit.map_or_else(|| "unknown".to_owned(), |commit| commit + mark);
    let date = date.unwrap_or_else(|| "unknown".to_owned());
    format!(r#"{{"version":"{}","commit":"{commit}","date":"{date}"}}"#, env!("CARGO_PKG_VERSION"))
}

/// A script's text as it may stand between `<script>` and `</script>`. Both sequences occur only in strings, where an escape means the same.
fn in_script(text: &str) -> String {
    text.replace("<!--", r"\x3C!--").replace("</script", r"\x3C/script").replace("</SCRIPT", r"\x3C/SCRIPT")
}

fn in_style(text: String) -> Outcome<String> {
    if text.to_ascii_lowercase().contains("</style") {
        return Err("a stylesheet contains `</style`".to_owned());
    }
    Ok(text)
}

fn read_text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
}

fn write(file: &Path, text: &str) -> Outcome<()> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, text))
        .map_err(|error| format!("{} cannot be written: {error}", file.display()))
}
