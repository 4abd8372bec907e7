//! Files of word processors, spreadsheets and the like, told by their content.
//!
//! Containers and syntax are libraries'; the walks through them are ours, because no library keeps merged cells, tracked changes and
//! deleted rows. Each reader is behind a cargo feature of its own.

#[cfg(any(feature = "doc", feature = "sheets"))]
mod compound;
#[cfg(any(feature = "docx", feature = "odf", feature = "doc", feature = "rtf"))]
mod content;
#[cfg(feature = "doc")]
mod doc;
#[cfg(feature = "docx")]
pub(crate) mod docx;
#[cfg(any(feature = "doc", feature = "rtf"))]
mod edges;
#[cfg(feature = "mht")]
mod mht;
#[cfg(feature = "odf")]
mod odf;
#[cfg(any(feature = "docx", feature = "odf", feature = "sheets"))]
pub(crate) mod package;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "rtf")]
mod rtf;
#[cfg(any(feature = "odf", feature = "sheets"))]
mod sheet;
#[cfg(feature = "sheets")]
mod sheets;
#[cfg(any(feature = "docx", feature = "odf", feature = "sheets"))]
pub(crate) mod xml;

use super::{Decode, Failure};
use crate::document::{Document, Kind};

/// What a reader gives: the kind and the document, or why there is none.
type Read = Result<(Kind, Document), Failure>;

/// Reads bytes of a kind that is told by its first bytes; `None` where they are text.
pub(super) fn read(bytes: &[u8], decode: Decode) -> Option<Read> {
    const IMAGES: [&[u8]; 6] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM\x00", b"II*\0", b"MM\0*"];
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let begins = |magic: &[u8]| head.starts_with(magic);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") || begins(b"PK\x07\x08") {
        Some(zip(bytes, decode))
    } else if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        Some(ole(bytes, decode))
    } else if begins(b"{\\rtf") {
        Some(read_rtf(head, decode))
    } else if is_pdf(bytes) {
        Some(read_pdf(bytes, decode))
    } else if is_mht(head) {
        Some(read_mht(head, decode))
    } else if IMAGES.iter().any(|magic| begins(magic)) {
        Some(Err(Failure::Unreadable { what: "image" }))
    } else {
        None
    }
}

/// Reads text that is the source of a document other than HTML: RTF from the clipboard, or an office document as one XML file.
pub(super) fn read_source(text: &str) -> Option<Read> {
    let head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if head.starts_with("{\\rtf") {
        return Some(read_rtf(head.as_bytes(), Decode::default()));
    }
    if !head.starts_with('<') {
        return None;
    }
    let mut end = head.len().min(4096);
    while !head.is_char_boundary(end) {
        end -= 1;
    }
    let has = |element: &str| head[..end].contains(element);
    if has("<pkg:package") || has("<w:wordDocument") {
        Some(read_flat_docx(text))
    } else if has("<office:document") {
        Some(read_flat_odf(text))
    } else if has("urn:schemas-microsoft-com:office:spreadsheet") && has("Workbook") {
        Some(read_flat_sheets(text))
    } else {
        None
    }
}

#[cfg(feature = "docx")]
fn read_flat_docx(text: &str) -> Read {
    docx::read_flat(text).map(|document| (Kind::Docx, document))
}

#[cfg(not(feature = "docx"))]
fn read_flat_docx(_: &str) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Docx })
}

#[cfg(feature = "sheets")]
fn read_flat_sheets(text: &str) -> Read {
    sheets::read_flat(text)
}

#[cfg(not(feature = "sheets"))]
fn read_flat_sheets(_: &str) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Xlsx })
}

#[cfg(feature = "odf")]
fn read_flat_odf(text: &str) -> Read {
    odf::read_flat(text)
}

#[cfg(not(feature = "odf"))]
fn read_flat_odf(_: &str) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Odt })
}

/// A file starts with its mark or has it within the first kilobyte, after what a mail system or a download put before it.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Whether bytes begin with the header of a message: named lines, one of which says that a body of MIME follows.
fn is_mht(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default().trim_ascii_start();
    let mut says_mime = false;
    for line in head.split(|&byte| byte == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { return false };
        let (name, value) = line.split_at(colon);
        if name.is_empty() || !name.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return false;
        }
        let value = value.get(1..).unwrap_or_default().trim_ascii().to_ascii_lowercase();
        says_mime |=
            name.eq_ignore_ascii_case(b"MIME-Version") || name.eq_ignore_ascii_case(b"Content-Type") && value.starts_with(b"multipart/");
    }
    says_mime
}

#[cfg(any(feature = "docx", feature = "odf", feature = "sheets"))]
fn zip(bytes: &[u8], decode: Decode) -> Read {
    package::read(bytes, decode)
}

#[cfg(not(any(feature = "docx", feature = "odf", feature = "sheets")))]
fn zip(bytes: &[u8], _: Decode) -> Read {
    // The names of the parts stand in a package as they are, and so does the kind of an OpenDocument file.
    const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.";
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    let kind = match has(b"[Content_Types].xml") {
        true if has(b"word/") => Kind::Docx,
        true if has(b"xl/") => Kind::Xlsx,
        false if has(&[OPEN_DOCUMENT, b"text"].concat()) => Kind::Odt,
        false if has(&[OPEN_DOCUMENT, b"spreadsheet"].concat()) => Kind::Ods,
        _ => return Err(Failure::Unreadable { what: "zip" }),
    };
    Err(Failure::NotBuilt { kind })
}

#[cfg(any(feature = "doc", feature = "sheets"))]
fn ole(bytes: &[u8], decode: Decode) -> Read {
    compound::read(bytes, decode)
}

#[cfg(not(any(feature = "doc", feature = "sheets")))]
fn ole(bytes: &[u8], _: Decode) -> Read {
    // The names of the streams stand in the directory in UTF-16.
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    Err(if has("EncryptedPackage") {
        Failure::Encrypted { kind: Kind::Docx }
    } else if has("WordDocument") {
        Failure::NotBuilt { kind: Kind::Doc }
    } else if has("Workbook") {
        Failure::NotBuilt { kind: Kind::Xls }
    } else {
        Failure::Unreadable { what: "ole" }
    })
}

#[cfg(feature = "rtf")]
fn read_rtf(bytes: &[u8], decode: Decode) -> Read {
    rtf::read(bytes, decode).map(|document| (Kind::Rtf, document))
}

#[cfg(not(feature = "rtf"))]
fn read_rtf(_: &[u8], _: Decode) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Rtf })
}

#[cfg(feature = "pdf")]
fn read_pdf(bytes: &[u8], decode: Decode) -> Read {
    pdf::read(bytes, decode).map(|document| (Kind::Pdf, document))
}

#[cfg(not(feature = "pdf"))]
fn read_pdf(_: &[u8], _: Decode) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Pdf })
}

#[cfg(feature = "mht")]
fn read_mht(bytes: &[u8], decode: Decode) -> Read {
    mht::read(bytes, decode).map(|document| (Kind::Mht, document))
}

#[cfg(not(feature = "mht"))]
fn read_mht(_: &[u8], _: Decode) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Mht })
}
