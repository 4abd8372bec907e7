//! Excel's binary format: seeds are whole files.
//!
//! The library that reads the records panics on some damaged ones; such a panic is caught and becomes a failure, so only those count that
//! are not caught.
#![no_main]

use gouji::Content;
use gouji_fuzz::fuzz;
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| fuzz(Content::Bytes(data))
);
