//! Streams that unpack to more than any report has are found before anybody unpacks them.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::document::Kind;
use crate::intake::{Failure, MOST};

/// The most bytes that one stream, and all of them, may have unpacked.
const MOST_OF_STREAM: u64 = 48 << 20;
const MOST_OF_ALL: u64 = 160 << 20;

/// The deepest that dictionaries and arrays may stand in each other. Files have ten or so; a library that looks for objects in a file of
/// very many takes the square of their number in time.
const MOST_LEVELS: u32 = 200;

/// Looks at what stands outside streams: how deep dictionaries and arrays stand in each other, and how many objects there are.
fn check_objects(bytes: &[u8]) -> Result<(), Failure> {
    let (mut depth, mut objects) = (0_u32, 0);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'<' if bytes.get(at) == Some(&b'<') => (depth, at) = (depth + 1, at + 1),
            b'>' if bytes.get(at) == Some(&b'>') => (depth, at) = (depth.saturating_sub(1), at + 1),
            b's' if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"tream")) => {
                match bytes.get(at..).and_then(|rest| find(rest, b"endstream")) {
                    Some(end) => (depth, at) = (0, at + end + b"endstream".len()),
                    None => return Ok(()),
                }
            }
            b' ' if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"obj")) => objects += 1,
            _ => {}
        }
        if depth > MOST_LEVELS {
            return Err(Failure::Damaged { kind: Kind::Pdf });
        }
        if objects > MOST {
            return Err(Failure::TooMany);
        }
    }
    Ok(())
}

/// Goes through the file for streams and counts what they unpack to. Nothing is kept, so that this costs time and no memory.
pub(super) fn check(bytes: &[u8]) -> Result<(), Failure> {
    check_objects(bytes)?;
    let mut left = MOST_OF_ALL;
    let mut at = 0;
    while let Some(found) = find(bytes.get(at..).unwrap_or_default(), b"stream") {
        let start = at + found;
        at = start + b"stream".len();
        let before = bytes.get(start.saturating_sub(512)..start).unwrap_or_default();
        if before.ends_with(b"end") {
            continue;
        }
        let dictionary = before.windows(2).rposition(|window| window == b"<<").and_then(|at| before.get(at..)).unwrap_or(before);
        let packings = [&b"FlateDecode"[..], b"/Fl", b"LZWDecode", b"/LZW"];
        let packed: usize = [packings[0], packings[2]].iter().map(|name| count(dictionary, name)).sum();
        if packed > 1 {
            // Packing twice gains nothing but the power to deceive.
            return Err(Failure::TooLarge { bytes: MOST_OF_STREAM });
        }
        let data = bytes.get(at..).unwrap_or_default();
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        if data.first().is_none_or(|first| first & 0x0F != 8) {
            continue;
        }
        let most = MOST_OF_STREAM.min(left);
        let mut reader = ZlibDecoder::new(data).take(most + 1);
        // What cannot be unpacked is nobody's danger.
        let size = std::io::copy(&mut reader, &mut std::io::sink()).unwrap_or(0);
        if size > most {
            return Err(Failure::TooLarge { bytes: size });
        }
        left -= size;
    }
    Ok(())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = 0;
    while let Some(step) = bytes.get(at..)?.iter().position(|&byte| byte == first) {
        at += step;
        if bytes.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|window| *window == wanted).count()
}
