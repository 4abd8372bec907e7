//! Compound files ([MS-CFB]): which kind of document they hold, and their streams within bounds.

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use super::{Decode, Failure, Read};
use crate::document::Kind;

/// Tells what a compound file holds, and reads it.
pub(super) fn read(bytes: &[u8], decode: Decode) -> Read {
    let mut compound = Compound::open(bytes)?;
    if compound.has("WordDocument") {
        read_doc(&mut compound)
    } else if compound.has("Workbook") || compound.has("Book") {
        read_xls(&mut compound, decode)
    } else if compound.has("EncryptedPackage") {
        // What is inside cannot be told; most of these are texts.
        Err(Failure::Encrypted { kind: Kind::Docx })
    } else if compound.has("PowerPoint Document") {
        Err(Failure::Unreadable { what: "slides" })
    } else {
        Err(Failure::Unreadable { what: "ole" })
    }
}

/// An open compound file.
pub(super) struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    /// The streams beside the root, by name as it is written. An embedded document has streams of the same names, deeper down.
    streams: Vec<String>,
    /// How large the whole file is.
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens a compound file.
    ///
    /// # Errors
    /// [`Failure::Damaged`] or [`Failure::Unreadable`] where its sectors or its directory do not hold together.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let broken = || guess(bytes).map_or(Failure::Unreadable { what: "ole" }, |kind| Failure::Damaged { kind });
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| broken())?;
        let streams = file.read_root_storage().filter(cfb::Entry::is_stream).map(|entry| entry.name().to_owned()).collect();
        Ok(Self { file, streams, size: bytes.len() as u64 })
    }

    /// Whether the root has a stream of this name, in any case.
    pub fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|stream| stream.eq_ignore_ascii_case(name))
    }

    /// A stream of the root, whole; `None` where it is missing or breaks off.
    pub fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let name = self.streams.iter().find(|stream| stream.eq_ignore_ascii_case(name))?;
        let stream = self.file.open_stream(format!("/{name}")).ok()?;
        let length = stream.len();
        // A chain of sectors that runs in a circle would give bytes without end.
        if length > self.size {
            return None;
        }
        let mut bytes = Vec::new();
        stream.take(length).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 == length).then_some(bytes)
    }
}

/// The kind of a compound file by the names that stand in it, for one that cannot be opened.
fn guess(bytes: &[u8]) -> Option<Kind> {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("WordDocument") {
        Some(Kind::Doc)
    } else if has("Workbook") {
        Some(Kind::Xls)
    } else if bytes.get(512..514) == Some(&[0xEC, 0xA5]) {
        // The text of a document usually begins in the first sector.
        Some(Kind::Doc)
    } else {
        None
    }
}

#[cfg(feature = "doc")]
fn read_doc(compound: &mut Compound<'_>) -> Read {
    super::doc::read(compound).map(|document| (Kind::Doc, document))
}

#[cfg(not(feature = "doc"))]
fn read_doc(_: &mut Compound<'_>) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Doc })
}

#[cfg(feature = "sheets")]
fn read_xls(compound: &mut Compound<'_>, decode: Decode) -> Read {
    super::sheets::read_xls(compound, decode)
}

#[cfg(not(feature = "sheets"))]
fn read_xls(_: &mut Compound<'_>, _: Decode) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Xls })
}
