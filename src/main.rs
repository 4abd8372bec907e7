//! The command `gouji`: arguments, files, progress and colours around the library.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
