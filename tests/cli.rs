//! The command line as a person or a script meets it: whole output, whole errors, exit status.
//!
//! Each file `cases/cli/*.out` is one run in the folder `cases/cli/inputs`, whose reports are all made up. Its first line is the
//! command, after `<` the file that stands on standard input; then follow the exit status, standard error and standard output.
//! `GOUJI_REFRESH=1 cargo test --test cli` writes them anew; look at the difference before you commit it.

#![expect(clippy::unwrap_used, reason = "a test states what it expects by unwrapping it")]

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[path = "common/written.rs"]
mod written;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cli")
}

/// Runs `gouji` in the folder of the inputs with `given` on its standard input.
fn gouji(arguments: &[&str], given: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(arguments).current_dir(folder().join("inputs")).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let given = given.to_vec();
    // A command that does not read its input closes the pipe.
    let writer = std::thread::spawn(move || drop(input.write_all(&given)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Runs the command that a case begins with and writes down what came of it.
fn transcript(line: &str) -> String {
    let (words, given) = match line.split_once('<') {
        Some((words, file)) => (words, fs::read(folder().join("inputs").join(file.trim())).unwrap()),
        None => (line, Vec::new()),
    };
    let arguments: Vec<&str> = words.split_whitespace().skip(2).collect();
    let output = gouji(&arguments, &given);
    let (stdout, stderr) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    let status = output.status.code().unwrap();
    format!("{line}\n--- status {status}\n--- stderr\n{stderr}--- stdout\n{stdout}")
}

#[test]
fn runs_give_what_is_written_down() {
    written::hold(&folder(), transcript);
}

/// Under a comment that names a case, a README shows what that run printed.
#[test]
fn what_the_readmes_show_is_what_is_printed() {
    for name in ["README.md", "README.zh-CN.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).unwrap();
        let (before, rest) = text.split_once("<!-- tests/cases/cli/").unwrap();
        let (case, rest) = rest.split_once(" -->\n```console\n").unwrap();
        let (_, after) = rest.split_once("```\n").unwrap();
        let transcript = fs::read_to_string(folder().join(case)).unwrap();
        let (command, printed) = (transcript.lines().next().unwrap(), transcript.split_once("--- stdout\n").unwrap().1);
        let fresh = format!("{before}<!-- tests/cases/cli/{case} -->\n```console\n{command}\n{}\n```\n{after}", printed.trim_end());
        if env::var_os("GOUJI_REFRESH").is_some() {
            fs::write(&path, fresh).unwrap();
        } else {
            assert_eq!(text, fresh, "{name}; GOUJI_REFRESH=1 writes it anew");
        }
    }
}

#[test]
fn json_is_the_only_thing_on_standard_output_and_is_one_line() {
    let output = gouji(&["check", "--format", "json", "wrong.txt", "absent.txt"], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.matches('\n').count(), 1);
    let outcome: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(outcome["reports"][0]["source"], "wrong.txt");
    assert_eq!(outcome["failures"][0]["source"], "absent.txt");
    assert!(String::from_utf8(output.stderr).unwrap().contains("absent.txt"));
}

#[test]
fn ndjson_is_one_outcome_a_line_in_the_order_of_the_inputs() {
    let output = gouji(&["check", "--format", "ndjson", "wrong.txt", "absent.txt", "clean.txt"], b"");
    let lines: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sources: Vec<&str> =
        lines.iter().map(|line| line["reports"][0]["source"].as_str().or(line["failures"][0]["source"].as_str()).unwrap()).collect();
    assert_eq!(sources, ["wrong.txt", "absent.txt", "clean.txt"]);
}

#[test]
fn the_severity_that_fails_is_the_callers_choice() {
    let status = |arguments: &[&str]| gouji(arguments, b"").status.code();
    assert_eq!(status(&["check", "clean.txt"]), Some(0));
    assert_eq!(status(&["check", "wrong.txt"]), Some(1));
    assert_eq!(status(&["check", "--fail-on", "never", "wrong.txt"]), Some(0));
    assert_eq!(status(&["check", "--fail-on", "error", "blanks.txt"]), Some(0));
    assert_eq!(status(&["check", "--fail-on", "warning", "blanks.txt"]), Some(1));
    assert_eq!(status(&["check", "absent.txt"]), Some(2));
    assert_eq!(status(&["check", "absent.txt", "clean.txt"]), Some(0));
}

#[test]
fn more_than_the_limit_is_refused_from_a_file_and_from_a_pipe() {
    let large = env::temp_dir().join(format!("gouji-large-{}.txt", std::process::id()));
    fs::File::create(&large).unwrap().set_len(33 * 1024 * 1024).unwrap();
    let from_file = gouji(&["check", "--format", "json", large.to_str().unwrap()], b"");
    fs::remove_file(&large).unwrap();
    let from_pipe = gouji(&["check", "--format", "json", "-"], &vec![b' '; 33 * 1024 * 1024]);
    for output in [from_file, from_pipe] {
        let outcome: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(outcome["failures"][0]["code"], "TOO-LARGE");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_reader_who_stops_early_gets_no_complaint() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(["check", "--format", "ndjson"]).args(["wrong.txt"; 40]).current_dir(folder().join("inputs"));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
