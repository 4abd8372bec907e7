//! How long a whole check of a file takes, from bytes to findings: `cargo bench --bench files -- FILE...` prints a line of JSON for each.
//!
//! `benches/peers` puts other readers beside it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use gouji::{Content, Options, Source, check};

const WARM_UP: usize = 30;
const RUNS: usize = 301;

fn main() {
    for name in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        let bytes = match std::fs::read(&name) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{name}: {error}");
                continue;
            }
        };
        let run = || {
            let start = Instant::now();
            black_box(check(&Source { name: "bench", content: Content::Bytes(black_box(&bytes)) }, &Options::default()));
            start.elapsed()
        };
        for _ in 0..WARM_UP {
            run();
        }
        let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
        times.sort_unstable();
        println!("{{\"file\":{name:?},\"microseconds\":{}}}", times[RUNS / 2].as_micros());
    }
}
