//! What every target does: checks the bytes as a document, and holds the outcome together.

use std::io::{Cursor, Write as _};

use gouji::{Content, Options, Source, check};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Checks a document; anything but a report or a failure is a fault.
pub fn fuzz(content: Content<'_>) {
    let outcome = check(&Source { name: "fuzz", content }, &Options::default());
    assert!(!outcome.reports.is_empty() || !outcome.failures.is_empty());
}

/// A package with these parts. Its sums are right, so that what is inside is reached.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).and_then(|()| Ok(zip.write_all(bytes)?)).expect("memory takes what is written");
    }
    zip.finish().expect("memory takes what is written").into_inner()
}
