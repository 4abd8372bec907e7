//! How long the search for the wrong cell takes.
//!
//! `cargo bench --bench repair` times the cases of `tests/cases/repair`; `benches/repair/run.py` draws others, and times the module in
//! Node.js and `HiGHS` on them as well. `GOUJI_REPAIR_CASES` names a file of cases, `GOUJI_REPAIR_TIMES` one for the time of each in
//! nanoseconds.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a benchmark whose cases are not read measures nothing and must stop")]

#[path = "../tests/reports/corrupted.rs"]
mod corrupted;
#[path = "../tests/reports/mod.rs"]
#[expect(dead_code, reason = "the benchmark fills reports from figures")]
mod reports;

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, fs};

use corrupted::{bases, corrupted, lines, report, root};
use gouji::repair::{self, EFFORT};
use gouji::rules;

/// How often each case is run; the quickest counts, because everything else on the machine only makes it slower.
const RUNS: usize = 5;

/// One of the two times of a case: of the search, and of all rules.
type Pick = fn(&(Duration, Duration)) -> Duration;

fn main() {
    // Under `cargo test` there is nothing to time.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let bases = bases();
    let path = env::var_os("GOUJI_REPAIR_CASES").map_or_else(|| root().join("repair/cases.jsonl"), PathBuf::from);
    let (mut up_to_four, mut up_to_six) = (Vec::new(), Vec::new());
    let mut given_up = 0;
    let mut times = String::new();
    for case in lines(&path) {
        let wrong = case["set"].as_object().unwrap().len() + case["lost"].as_array().map_or(0, Vec::len);
        let report = corrupted(&bases, &case);
        let (least, _) = repair::least(&report, &[], EFFORT);
        given_up += usize::from(!least.iter().all(|part| part.is_complete));
        let search = quickest(|| drop(black_box(repair::least(black_box(&report), &[], EFFORT))));
        let whole = quickest(|| drop(black_box(rules::check(black_box(&report)))));
        writeln!(times, "{}", search.as_nanos()).unwrap();
        match wrong {
            0..=4 => up_to_four.push((search, whole)),
            5..=6 => up_to_six.push((search, whole)),
            _ => {}
        }
    }
    if let Some(path) = env::var_os("GOUJI_REPAIR_TIMES") {
        fs::write(path, times).unwrap();
    }
    for (name, mut times) in [("up to 4 wrong cells", up_to_four), ("5 or 6 wrong cells", up_to_six)] {
        let count = times.len();
        let mut at = |share: usize, pick: Pick| {
            times.sort_unstable_by_key(pick);
            times.get(count.saturating_sub(1) * share / 100).map_or(Duration::ZERO, pick)
        };
        let (search, whole): (Pick, Pick) = (|times| times.0, |times| times.1);
        println!(
            "{name}, {count} cases: the search {:?} at the median, {:?} at p99, {:?} at most; all rules {:?} at p99",
            at(50, search),
            at(99, search),
            at(100, search),
            at(99, whole)
        );
    }
    println!("given up: {given_up}");
    for (name, figures) in &bases {
        let clean = report(figures);
        let all = quickest(|| drop(black_box(rules::check(black_box(&clean)))));
        let sums = quickest(|| drop(black_box(repair::least(black_box(&clean), &[], EFFORT))));
        println!("{name} as it is: all rules {all:?}; its sums, and that there is nothing to search {sums:?}");
    }
}

fn quickest(run: impl Fn()) -> Duration {
    let timed = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    timed.min().unwrap_or_default()
}
