//! Any file: packages, and whatever is told by its content.
#![no_main]

use gouji::Content;
use gouji_fuzz::fuzz;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| fuzz(Content::Bytes(data)));
