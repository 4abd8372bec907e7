//! The content of an OpenDocument text or sheet.
#![no_main]

use gouji::Content;
use gouji_fuzz::{fuzz, package};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let kind: &[u8] = b"application/vnd.oasis.opendocument.text";
    fuzz(Content::Bytes(&package(&[("mimetype", kind), ("content.xml", data)])));
});
