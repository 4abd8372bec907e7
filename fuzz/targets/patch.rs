//! Figures put into the main part of a Word document. What is given out was read again and compared, so that here it only has to be given
//! out or refused. The last byte says which figures and how; the rest is the part, so that the seeds are those of `docx`.
#![no_main]

use gouji::intake::Decode;
use gouji::value::Decimal;
use gouji::writing::{Patching, Tracking, patch};
use gouji::{Content, Figures, Source, check};
use gouji_fuzz::package;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&how, data)) = data.split_last() else { return };
    let bytes = package(&[("word/document.xml", data), ("word/styles.xml", b"<w:styles/>")]);
    let source = Source { name: "fuzz", content: Content::Bytes(&bytes) };
    let outcome = check(&source, &gouji::Options::default());
    let change = |(at, id): (usize, &str)| (id.to_owned(), (at % 3 != 0).then(|| Decimal::integer(at as i64 + 1)));
    let changes: Vec<Figures> = outcome
        .reports
        .iter()
        .map(|report| report.values.0.iter().map(|(id, _)| *id).enumerate().filter(|(at, _)| at % 7 == usize::from(how) % 7).map(change).collect())
        .collect();
    let tracked = (how % 2 == 1).then_some(Tracking { author: "<fuzz>", date: None });
    if let Ok(patched) = patch(&source, &changes, &Patching { tracked }, Decode::default()) {
        assert_eq!(patched.bytes.is_some(), !patched.changed.is_empty());
    }
});
