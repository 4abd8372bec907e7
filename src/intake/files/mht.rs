//! A web page saved as one file (MHTML, RFC 2557), as browsers, Word and WPS save it.

use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine as _};
use quoted_printable::ParseMode;

use super::{Decode, Failure};
use crate::document::{Document, Kind, Remark};
use crate::intake::{encoding, read_html};

/// How deep multipart bodies are followed, and how many parts are looked at.
const MAX_DEPTH: usize = 8;
const MOST_PARTS: usize = 2000;

/// Reads the page that a message holds.
pub(super) fn read(bytes: &[u8], decode: Decode) -> Result<Document, Failure> {
    let mut search = Search { parts: 0, pages: Vec::new(), is_cut: false };
    search.look(bytes.trim_ascii_start(), 0);
    let page = |source: &Vec<u8>| read_html(&encoding::decode(source, decode));
    let mut document = Document::default();
    // The first page is the one that was saved; the others are what its frames show.
    for source in &search.pages {
        document.blocks.append(&mut page(source)?.blocks);
    }
    if search.pages.is_empty() {
        return Err(Failure::Damaged { kind: Kind::Mht });
    }
    if search.is_cut {
        document.remark(Remark::Incomplete);
    }
    Ok(document)
}

struct Search {
    parts: usize,
    /// The bytes of each page, decoded from their transfer.
    pages: Vec<Vec<u8>>,
    is_cut: bool,
}

impl Search {
    /// Looks through a message or a part of one.
    fn look(&mut self, part: &[u8], depth: usize) {
        self.parts += 1;
        if self.parts > MOST_PARTS || depth > MAX_DEPTH {
            return;
        }
        let (header, body) = split(part);
        let header = String::from_utf8_lossy(header).replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
        let field = |wanted: &str| {
            let mut lines = header.lines().filter_map(|line| line.split_once(':'));
            lines.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
        };
        let kind = field("Content-Type").unwrap_or("text/html");
        let kind_of = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind_of.starts_with("multipart/") {
            let Some(boundary) = parameter(kind, "boundary") else { return };
            self.parts_of(body, &boundary, depth);
        } else if matches!(kind_of.as_str(), "text/html" | "application/xhtml+xml") {
            self.pages.push(transferred(body, field("Content-Transfer-Encoding").unwrap_or_default()));
        }
    }

    fn parts_of(&mut self, body: &[u8], boundary: &str, depth: usize) {
        let mark = [b"--", boundary.as_bytes()].concat();
        let mut start = None;
        let mut at = 0;
        for line in body.split_inclusive(|&byte| byte == b'\n') {
            let next = at + line.len();
            if let Some(rest) = line.strip_prefix(mark.as_slice()) {
                if let Some(part) = start.and_then(|start| body.get(start..at)) {
                    self.look(part, depth + 1);
                }
                if rest.starts_with(b"--") {
                    return;
                }
                start = Some(next);
            }
            at = next;
        }
        // The mark of the end is missing.
        self.is_cut = true;
        if let Some(part) = start.and_then(|start| body.get(start..)) {
            self.look(part, depth + 1);
        }
    }
}

/// The header and the body, which an empty line parts.
fn split(part: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in part.split_inclusive(|&byte| byte == b'\n') {
        let end = at + line.len();
        if line.trim_ascii().is_empty() {
            return (part.get(..at).unwrap_or_default(), part.get(end..).unwrap_or_default());
        }
        at = end;
    }
    (part, &[])
}

/// A parameter of a header field, in quotes or not.
fn parameter(field: &str, wanted: &str) -> Option<String> {
    let mut parameters = field.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
    Some(value.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

/// Undoes what the transfer did to the bytes. What cannot be undone is left as it is.
fn transferred(body: &[u8], way: &str) -> Vec<u8> {
    if way.eq_ignore_ascii_case("quoted-printable") {
        quoted_printable::decode(body, ParseMode::Robust).unwrap_or_else(|_| body.to_vec())
    } else if way.eq_ignore_ascii_case("base64") {
        let lenient =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true);
        let engine = GeneralPurpose::new(&STANDARD, lenient);
        let mut digits: Vec<u8> = body.iter().copied().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).collect();
        // A body cut within a group of four has a digit that says nothing.
        if digits.len() % 4 == 1 {
            digits.pop();
        }
        engine.decode(&digits).unwrap_or_default()
    } else {
        body.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::super::is_mht;
    use super::*;
    use crate::document::Block;

    fn lines(source: &str) -> Vec<String> {
        let document = read(source.as_bytes(), Decode::default()).unwrap();
        let mut lines: Vec<String> = document
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(text) => text.clone(),
                Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"),
            })
            .collect();
        lines.extend(document.remarks.iter().map(|remark| format!("{remark:?}")));
        lines
    }

    #[test]
    fn pages_are_found_in_their_message() {
        let table = "<table><tr><td>=E4=B8=80<td>1=\r\n2</table>";
        let cases = [
            ("MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>a", &["a"][..]),
            (
                &format!(
                    "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----x\"\r\n\r\n\r\n------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{table}\r\n------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------x--\r\n"
                ),
                &["一|12"],
            ),
            (
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\nno\n--y\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+5LqM\n--y--\n--x--\n",
                &["二"],
            ),
            (
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+5LqMPHA+",
                &["二", "Incomplete"],
            ),
        ];
        for (source, expected) in cases {
            assert!(is_mht(source.as_bytes()), "{source}");
            assert_eq!(lines(source), expected, "{source}");
        }
    }

    #[test]
    fn text_is_no_message() {
        for text in ["一、总体情况", "Note: see below\n\nMIME-Version: 1.0", "MIME", ""] {
            assert!(!is_mht(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_message_without_a_page_is_damaged() {
        let source = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nAAAA\n--x--";
        assert_eq!(read(source, Decode::default()), Err(Failure::Damaged { kind: Kind::Mht }));
    }
}
