//! The main part of a Word document.
#![no_main]

use gouji::Content;
use gouji_fuzz::{fuzz, package};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| fuzz(Content::Bytes(&package(&[("word/document.xml", data)]))));
