//! HTML, as a string.
#![no_main]

use gouji::Content;
use gouji_fuzz::fuzz;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzz(Content::Html(text)));
