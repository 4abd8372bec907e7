//! Bytes or a paste become a [`Document`]: paragraphs and grids, in order.
//!
//! What a document is, is told by its content; a file's name decides nothing.

#[cfg(any(feature = "docx", feature = "odf", feature = "doc", feature = "rtf", feature = "sheets", feature = "pdf"))]
#[cfg_attr(
    not(feature = "files"),
    allow(dead_code, clippy::allow_attributes, reason = "what readers share has uses that a reader left out takes along")
)]
mod canvas;
mod encoding;
#[cfg_attr(
    not(feature = "files"),
    allow(dead_code, clippy::allow_attributes, reason = "what readers share has uses that a reader left out takes along")
)]
pub(crate) mod files;
mod html;
mod radicals;
mod text;

use crate::document::{Document, Kind};
pub use encoding::Decode;

/// The largest input in bytes: 32 MB.
pub const LIMIT: usize = 32 * 1024 * 1024;

/// The most lines and cells that a document may have. A report has under a thousand; what has more is no report, and reading it would
/// take memory that a browser does not have.
pub const MOST: usize = 200_000;

/// A document as the caller has it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The caller's name for it, repeated in the outcome.
    pub name: &'a str,
    /// What it consists of.
    pub content: Content<'a>,
}

/// The content of a [`Source`].
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// Plain text, such as the clipboard's `text/plain`.
    Text(&'a str),
    /// HTML, such as the clipboard's `text/html`.
    Html(&'a str),
    /// The bytes of a file; kind and encoding are recognised from them.
    Bytes(&'a [u8]),
}

impl Content<'_> {
    const fn len(&self) -> usize {
        match self {
            Self::Text(text) | Self::Html(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }
}

/// Why a document could not be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// There is nothing in it but white space.
    Empty,
    /// It is larger than [`LIMIT`].
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// Whoever has it could not open it, so that there are no bytes.
    Closed,
    /// It has more than [`MOST`] lines and cells.
    TooMany,
    /// It is of a kind that is not read, or of none that is known.
    Unreadable {
        /// What it was recognised as: `zip`, `ole`, `ofd`, `slides`, `word95`, `xlsb`, `image` or `binary`.
        what: &'static str,
    },
    /// It cannot be opened without a password.
    Encrypted {
        /// What it was recognised as.
        kind: Kind,
    },
    /// It is so damaged that nothing can be read.
    Damaged {
        /// What it was recognised as.
        kind: Kind,
    },
    /// Its pages are pictures without text, as a scanner makes them.
    Pictures {
        /// What it was recognised as.
        kind: Kind,
    },
    /// The reader of this kind was left out when the program was built.
    NotBuilt {
        /// What it was recognised as.
        kind: Kind,
    },
    /// It was read, and nothing in it belongs to a yearly report.
    NoReport,
}

/// Reads a source; `decode` knows the encodings beyond UTF-8 and UTF-16.
///
/// # Errors
/// A [`Failure`] where there is nothing to read: the source is empty, too large, or not text in any encoding known here.
pub fn read(source: &Source<'_>, decode: Decode) -> Result<(Kind, Document), Failure> {
    let bytes = source.content.len();
    if bytes > LIMIT {
        return Err(Failure::TooLarge { bytes: bytes as u64 });
    }
    let (kind, mut document) = match source.content {
        Content::Text(text) => read_text(text)?,
        Content::Html(text) => (Kind::Html, read_html(text)?),
        Content::Bytes(bytes) => {
            if let Some(read) = files::read(bytes, decode) {
                read?
            } else {
                let text = encoding::decode(bytes, decode);
                if is_binary(&text) {
                    return Err(Failure::Unreadable { what: "binary" });
                }
                read_text(&text)?
            }
        }
    };
    radicals::mend(&mut document);
    if document.blocks.is_empty() { Err(Failure::Empty) } else { Ok((kind, document)) }
}

fn read_text(text: &str) -> Result<(Kind, Document), Failure> {
    let text = without_places(text);
    if let Some(read) = files::read_source(text) {
        return read;
    }
    if looks_like_html(text) {
        return Ok((Kind::Html, read_html(text)?));
    }
    let mut document = Document::default();
    let mut rest = text;
    // Markdown out of converters holds merged tables as HTML.
    while let Some((start, end)) = table_source(rest) {
        document.blocks.append(&mut text::read(&rest[..start])?.blocks);
        document.blocks.append(&mut html::read(&rest[start..end])?.blocks);
        rest = &rest[end..];
    }
    document.blocks.append(&mut text::read(rest)?.blocks);
    Ok((Kind::Text, document))
}

/// A character that is raised above the line: a digit there is the number of a note or a power, and no digit of the figure before it.
fn raised(character: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    character.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)).copied().unwrap_or(character)
}

/// The byte range of the first table written as HTML in a text.
fn table_source(text: &str) -> Option<(usize, usize)> {
    let start = text.match_indices('<').map(|(at, _)| at).find(|&at| starts_with(&text[at..], "<table"))?;
    let close = "</table>";
    let end = text[start..].match_indices('<').map(|(at, _)| start + at).find(|&at| starts_with(&text[at..], close));
    Some((start, end.map_or(text.len(), |at| at + close.len())))
}

fn starts_with(text: &str, tag: &str) -> bool {
    text.as_bytes().get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag.as_bytes()))
}

/// HTML without the lines that Windows puts before it on its clipboard, which say where what begins.
fn without_places(source: &str) -> &str {
    match source.find('<') {
        Some(at) if source.starts_with("Version:") && source[..at].contains("StartHTML:") => &source[at..],
        _ => source,
    }
}

/// A page without a single table may hold its tables as lines of text, as plain text does.
fn read_html(source: &str) -> Result<Document, Failure> {
    use crate::document::Block;

    let document = html::read(without_places(source))?;
    if document.blocks.iter().any(|block| matches!(block, Block::Grid(_))) {
        return Ok(document);
    }
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text.as_str()),
        Block::Grid(_) => None,
    });
    text::read(&lines.collect::<Vec<_>>().join("\n"))
}

/// Whether text is HTML source: it begins with a tag and has one that only HTML has.
fn looks_like_html(text: &str) -> bool {
    const TAGS: [&str; 10] = ["<html", "<!doctype", "<table", "<body", "<meta", "<div", "<p>", "<p ", "<span", "<td"];
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !text.starts_with('<') {
        return false;
    }
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_lowercase();
    TAGS.iter().any(|tag| head.contains(tag))
}

/// Whether decoded text is no text: more than one character in fifty is a control character or could not be decoded.
#[expect(clippy::needless_bitwise_bool, reason = "without branches the compiler looks at many bytes at once")]
fn is_binary(text: &str) -> bool {
    let mut end = text.len().min(65_536);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    // Control characters are single bytes; 7 ends a cell in what Word exports.
    let control = head.bytes().map(|b| usize::from((b < 7) | (b == 8) | ((b > 13) & (b < 32)) | (b == 127))).sum::<usize>();
    let lost = head.matches('\u{fffd}').count();
    control + lost > 0 && (control + lost) * 50 > head.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(content: Content<'_>) -> Result<Kind, Failure> {
        read(&Source { name: "", content }, Decode::default()).map(|(kind, _)| kind)
    }

    #[test]
    fn nothing_is_empty() {
        for content in
            [Content::Text(""), Content::Text(" \u{3000}\n\t\n"), Content::Html("<p>&nbsp;</p>"), Content::Bytes(b"\xEF\xBB\xBF")]
        {
            assert_eq!(kind(content), Err(Failure::Empty), "{content:?}");
        }
    }

    #[test]
    fn kinds_are_told_by_content() {
        let cases: [(&[u8], Result<Kind, Failure>); 6] = [
            (b"\x01\x02\x03\x04\x05", Err(Failure::Unreadable { what: "binary" })),
            (b"<table><tr><td>1</table>", Ok(Kind::Html)),
            (b"\xEF\xBB\xBF <!DOCTYPE html><p>x", Ok(Kind::Html)),
            (b"<2> not a tag", Ok(Kind::Text)),
            (b"Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:1\r\n<html><body>x", Ok(Kind::Html)),
            ("一、总体情况".as_bytes(), Ok(Kind::Text)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind(Content::Bytes(bytes)), expected, "{bytes:?}");
        }
    }

    #[test]
    fn one_byte_over_the_limit_is_too_large() {
        let text = " ".repeat(LIMIT + 1);
        assert_eq!(kind(Content::Text(&text)), Err(Failure::TooLarge { bytes: LIMIT as u64 + 1 }));
    }
}
