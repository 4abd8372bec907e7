//! Running other programs, with a sign of life while they work.

use std::fs::{self, File};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::Outcome;

/// How often the programs are looked at.
const TICK: Duration = Duration::from_millis(100);
/// How often a line says that a program is still at work, where no spinner can turn.
const STILL: Duration = Duration::from_secs(30);
/// How many lines of a failed program's output are shown.
const SHOWN_LINES: usize = 60;

/// A program to run out of sight. Its output goes to a file and is shown when it fails.
pub struct Job {
    label: String,
    command: Command,
    /// Run instead when the first command fails.
    otherwise: Option<Command>,
    /// Said when the program fails: what the reader can do.
    advice: Option<String>,
}

impl Job {
    pub fn new(label: impl Into<String>, command: Command) -> Self {
        Self { label: label.into(), command, otherwise: None, advice: None }
    }

    pub fn otherwise(mut self, command: Command) -> Self {
        self.otherwise = Some(command);
        self
    }

    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

/// A job that has begun.
struct Running {
    label: String,
    otherwise: Option<Command>,
    advice: Option<String>,
    child: Child,
    log: PathBuf,
    bar: Option<ProgressBar>,
    began: Instant,
    said: Instant,
}

/// Runs one job to its end.
pub fn quietly(root: &Path, job: Job) -> Outcome<()> {
    together(root, vec![job])
}

/// Runs the jobs at the same time and waits for all of them; the first failure is the outcome.
pub fn together(root: &Path, jobs: Vec<Job>) -> Outcome<()> {
    let bars = std::io::stderr().is_terminal().then(MultiProgress::new);
    let mut running = Vec::new();
    for job in jobs {
        running.push(begin(root, job, bars.as_ref())?);
    }
    let mut first = Ok(());
    while !running.is_empty() {
        thread::sleep(TICK);
        let mut going = Vec::new();
        for mut job in running {
            match job.child.try_wait() {
                Ok(None) => {
                    job.sign_of_life();
                    going.push(job);
                }
                Ok(Some(status)) if status.success() || job.otherwise.is_none() => first = first.and(job.end(status)),
                Ok(Some(_)) => {
                    job.begin_again()?;
                    going.push(job);
                }
                Err(error) => first = first.and(Err(format!("{}: the program cannot be waited for: {error}", job.label))),
            }
        }
        running = going;
    }
    first
}

fn begin(root: &Path, job: Job, bars: Option<&MultiProgress>) -> Outcome<Running> {
    let log = log_file(root, &job.label)?;
    let child = spawn(job.command, &log)?;
    let bar = bars.map(|bars| spinner(bars, &job.label));
    if bar.is_none() {
        eprintln!("{} …", job.label);
    }
    let began = Instant::now();
    Ok(Running { label: job.label, otherwise: job.otherwise, advice: job.advice, child, log, bar, began, said: began })
}

/// Starts a program whose output goes to the end of a file.
fn spawn(mut command: Command, log: &Path) -> Outcome<Child> {
    let unwritable = |error| format!("{} cannot be written: {error}", log.display());
    let output = File::options().append(true).create(true).open(log).map_err(unwritable)?;
    let errors = output.try_clone().map_err(unwritable)?;
    command.stdin(Stdio::null()).stdout(output).stderr(errors);
    command.spawn().map_err(|error| cannot_start(&command, &error))
}

impl Running {
    fn begin_again(&mut self) -> Outcome<()> {
        if let Some(command) = self.otherwise.take() {
            self.child = spawn(command, &self.log)?;
        }
        Ok(())
    }

    fn sign_of_life(&mut self) {
        match &self.bar {
            Some(bar) => bar.set_message(last_line(&self.log)),
            None if self.said.elapsed() >= STILL => {
                eprintln!("{} … {} s: {}", self.label, self.began.elapsed().as_secs(), last_line(&self.log));
                self.said = Instant::now();
            }
            None => {}
        }
    }

    fn end(self, status: ExitStatus) -> Outcome<()> {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        if status.success() {
            eprintln!("{}: done in {}", self.label, seconds(self.began.elapsed()));
            return Ok(());
        }
        let output = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = output.lines().collect();
        for line in lines.iter().skip(lines.len().saturating_sub(SHOWN_LINES)) {
            eprintln!("  {line}");
        }
        let advice = self.advice.map(|advice| format!(". {advice}")).unwrap_or_default();
        Err(format!("{}: the program failed ({status}); its whole output is in {}{advice}", self.label, self.log.display()))
    }
}

/// Runs a program in sight of the reader; `false` when it failed.
pub fn in_sight(mut command: Command) -> Outcome<bool> {
    let status = command.stdin(Stdio::null()).status().map_err(|error| cannot_start(&command, &error))?;
    Ok(status.success())
}

/// Runs a program whose messages are shown and given back; `false` when it failed.
pub fn heard(mut command: Command) -> Outcome<(bool, String)> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| cannot_start(&command, &error))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    eprint!("{said}");
    Ok((output.status.success(), said))
}

/// What a program prints, without the white space around it; nothing when it is not there or fails.
pub fn answer(mut command: Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}

/// A span of time as it is printed everywhere here.
pub fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` cannot be started: {error}", command.get_program().display())
}

fn spinner(bars: &MultiProgress, label: &str) -> ProgressBar {
    let bar = bars.add(ProgressBar::new_spinner());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix} {elapsed} {wide_msg:.dim}") {
        bar.set_style(style);
    }
    bar.set_prefix(label.to_owned());
    bar.enable_steady_tick(TICK);
    bar
}

fn log_file(root: &Path, label: &str) -> Outcome<PathBuf> {
    let folder = root.join("target").join("logs");
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let name: String = label.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let log = folder.join(format!("{name}.log"));
    File::create(&log).map_err(|error| format!("{} cannot be written: {error}", log.display()))?;
    Ok(log)
}

/// The last line of a file that has something on it, or nothing.
fn last_line(log: &Path) -> String {
    let output = fs::read(log).unwrap_or_default();
    let output = String::from_utf8_lossy(&output);
    let line = output.lines().rev().find(|line| !line.trim().is_empty());
    line.map(|line| line.trim().to_owned()).unwrap_or_default()
}
