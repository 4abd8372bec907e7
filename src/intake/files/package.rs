//! Zip packages: which kind of document they hold, and their parts within bounds.

use std::io::{Cursor, Read as _};
#[cfg(feature = "writing")]
use std::ops::Range;

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Step, Xml};
use super::{Decode, Failure, Read};
use crate::document::Kind;

/// The most entries that a package may have; a document with hundreds of pictures has hundreds.
const MOST_ENTRIES: usize = 4096;
/// The most bytes that one part, and all parts that are read, may have unpacked. The text of a report has less than a hundredth of it.
const MOST_OF_PART: u64 = 32 << 20;
const MOST_OF_ALL: u64 = 64 << 20;

/// Tells what a package holds, and reads it.
pub(super) fn read(bytes: &[u8], decode: Decode) -> Read {
    let mut package = Package::open(bytes)?;
    if package.has("OFD.xml") {
        return Err(Failure::Unreadable { what: "ofd" });
    }
    let holds = package.holds()?;
    match holds {
        Holds::Docx(main) => read_docx(&mut package, &main, decode),
        Holds::Xlsx(main) => read_xlsx(&mut package, &main, decode),
        Holds::Odf(kind) => read_odf(&mut package, kind),
        Holds::Slides => Err(Failure::Unreadable { what: "slides" }),
        Holds::Other => Err(Failure::Unreadable { what: "zip" }),
    }
}

enum Holds {
    /// Office Open XML text, with the name of its main part.
    Docx(String),
    /// A workbook, with the name of its main part.
    Xlsx(String),
    Odf(Kind),
    Slides,
    Other,
}

/// How one part refers to another.
pub(super) struct Relation {
    pub id: String,
    pub kind: String,
    /// The name of the other part.
    pub target: String,
}

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What it holds, as far as is known; only failures say it.
    kind: Kind,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`Failure::Damaged`] or [`Failure::Unreadable`] for a package without a list of its entries, or with too many of them.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let kind = guess(bytes);
        let broken = || kind.map_or(Failure::Unreadable { what: "zip" }, |kind| Failure::Damaged { kind });
        if entries(bytes).ok_or_else(broken)? > MOST_ENTRIES {
            return Err(Failure::Unreadable { what: "zip" });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        Ok(Self { archive, kind: kind.unwrap_or(Kind::Docx), left: MOST_OF_ALL })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part whose name differs in case or in its slashes, as some programs write names.
    fn alike(&self, name: &str) -> Option<usize> {
        let is_alike = |other: &str| {
            let same = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b) || (a, b) == (b'\\', b'/');
            other.len() == name.len() && other.bytes().zip(name.bytes()).all(same)
        };
        self.archive.file_names().position(|other| other.is_ok_and(|other| is_alike(&other)))
    }

    /// The bytes of a part, whole and proven by its checksum; `None` where there is no such part.
    ///
    /// # Errors
    /// [`Failure::Encrypted`], [`Failure::Damaged`] or, where it unpacks to more than any report has, [`Failure::TooLarge`].
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let kind = self.kind;
        let index = self.archive.index_for_name(name).or_else(|| self.alike(name));
        let Some(index) = index else { return Ok(None) };
        let part = match self.archive.by_index(index) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Failure::Encrypted { kind }),
            Err(_) => return Err(Failure::Damaged { kind }),
        };
        // What the package says of the size may be a lie, so no memory is taken on its word.
        let most = MOST_OF_PART.min(self.left);
        let mut bytes = Vec::new();
        let read = part.take(most + 1).read_to_end(&mut bytes).map_err(|_| Failure::Damaged { kind })?;
        if read as u64 > most {
            return Err(Failure::TooLarge { bytes: bytes.len() as u64 });
        }
        self.left -= read as u64;
        Ok(Some(bytes))
    }

    /// A part that is text; a byte order mark is taken off.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let bytes = self.part(name)?;
        Ok(bytes.map(|bytes| crate::intake::encoding::decode(&bytes, Decode::UTF8).into_owned()))
    }

    /// The relations of a part, in their order; `of` is the part that has them, "" the package.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub fn relations(&mut self, of: &str) -> Result<Vec<Relation>, Failure> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(source) = self.text(&format!("{folder}{slash}_rels/{file}.rels"))? else { return Ok(Vec::new()) };
        let relations = Xml::new(&source).filter_map(|step| match step {
            Step::Start(tag) if tag.name() == "Relationship" => {
                let (kind, target) = (tag.attribute("Type")?, tag.attribute("Target")?);
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("{folder}{slash}{}", target.trim_start_matches("./")),
                };
                Some(Relation { id: tag.attribute("Id").unwrap_or_default(), kind, target })
            }
            _ => None,
        });
        Ok(relations.take(MOST_ENTRIES).collect())
    }

    /// The target of the first relation of a type, or with an id, as a part's name.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub fn relation(&mut self, of: &str, wanted: impl Fn(&str, &str) -> bool) -> Result<Option<String>, Failure> {
        let found = self.relations(of)?.into_iter().find(|relation| wanted(&relation.kind, &relation.id));
        Ok(found.map(|relation| relation.target))
    }

    fn holds(&mut self) -> Result<Holds, Failure> {
        if let Some(kind) = self.text("mimetype")? {
            let kind = kind.trim();
            if let Some(kind) = kind.strip_prefix("application/vnd.oasis.opendocument.") {
                return Ok(match kind.split('-').next() {
                    Some("text") => self.is(Kind::Odt, Holds::Odf(Kind::Odt)),
                    Some("spreadsheet") => self.is(Kind::Ods, Holds::Odf(Kind::Ods)),
                    Some("presentation") => Holds::Slides,
                    _ => Holds::Other,
                });
            }
        }
        if let Some(main) = self.relation("", |kind, _| kind.ends_with("/officeDocument"))? {
            return Ok(self.by_folder(main));
        }
        for main in ["word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"] {
            if self.has(main) {
                return Ok(self.by_folder(main.to_owned()));
            }
        }
        if self.has("content.xml") && self.has("META-INF/manifest.xml") {
            return Ok(self.is(Kind::Odt, Holds::Odf(Kind::Odt)));
        }
        Ok(Holds::Other)
    }

    fn is(&mut self, kind: Kind, holds: Holds) -> Holds {
        self.kind = kind;
        holds
    }

    /// Every writer keeps the main part in the folder that its kind is named after; the names of macro-enabled kinds and templates differ
    /// in other places only.
    fn by_folder(&mut self, main: String) -> Holds {
        if main.starts_with("xl/") {
            self.is(Kind::Xlsx, Holds::Xlsx(main))
        } else if main.starts_with("ppt/") {
            Holds::Slides
        } else {
            self.is(Kind::Docx, Holds::Docx(main))
        }
    }
}

/// The main part of a text document: what it says, and where it stands in the package.
#[cfg(feature = "writing")]
pub(crate) struct MainPart {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// Where its local header begins.
    pub header: usize,
    /// Where its bytes stand as they are stored.
    pub data: Range<usize>,
    /// Where its entry in the list of the package begins.
    pub entry: usize,
    /// Where that list begins.
    pub list: usize,
    /// Whether there is a digital signature in the package.
    pub is_signed: bool,
}

/// Finds the main part of a text document; `None` in a package of another kind.
///
/// # Errors
/// As [`read`].
#[cfg(feature = "writing")]
pub(crate) fn main_part(bytes: &[u8]) -> Result<Option<MainPart>, Failure> {
    let mut package = Package::open(bytes)?;
    let Holds::Docx(main) = package.holds()? else { return Ok(None) };
    let damaged = Failure::Damaged { kind: Kind::Docx };
    let Some(part) = package.part(&main)? else { return Err(damaged) };
    let archive = &mut package.archive;
    let is_signed = archive.file_names().any(|name| name.is_ok_and(|name| name.to_ascii_lowercase().starts_with("_xmlsignatures/")));
    let list = archive.central_directory_start();
    let index = package.archive.index_for_name(&main).or_else(|| package.alike(&main)).ok_or(damaged)?;
    let entry = package.archive.by_index_raw(index).map_err(|_| damaged)?;
    let at = |place: u64| usize::try_from(place).map_err(|_| damaged);
    let start = at(entry.data_start().ok_or(damaged)?)?;
    let data = start..start.checked_add(at(entry.compressed_size())?).ok_or(damaged)?;
    let (header, entry) = (at(entry.header_start())?, at(entry.central_header_start())?);
    Ok(Some(MainPart { bytes: part, header, data, entry, list: at(list)?, is_signed }))
}

/// The name of a part and its bytes as they are stored.
#[cfg(feature = "writing")]
type Stored<'a> = (Vec<u8>, &'a [u8]);

/// The parts of a package in the order of its list.
///
/// # Errors
/// As [`read`].
#[cfg(feature = "writing")]
pub(crate) fn stored_parts(bytes: &[u8]) -> Result<Vec<Stored<'_>>, Failure> {
    let mut package = Package::open(bytes)?;
    let damaged = Failure::Damaged { kind: Kind::Docx };
    let parts = (0..package.archive.len()).map(|index| {
        let part = package.archive.by_index_raw(index).map_err(|_| damaged)?;
        let start = part.data_start().and_then(|start| usize::try_from(start).ok()).ok_or(damaged)?;
        let length = usize::try_from(part.compressed_size()).map_err(|_| damaged)?;
        let stored = bytes.get(start..).and_then(|rest| rest.get(..length)).ok_or(damaged)?;
        Ok((part.name_raw().to_vec(), stored))
    });
    parts.collect()
}

#[cfg(feature = "docx")]
fn read_docx(package: &mut Package<'_>, main: &str, decode: Decode) -> Read {
    super::docx::read(package, main, decode).map(|document| (Kind::Docx, document))
}

#[cfg(not(feature = "docx"))]
fn read_docx(_: &mut Package<'_>, _: &str, _: Decode) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Docx })
}

#[cfg(feature = "odf")]
fn read_odf(package: &mut Package<'_>, kind: Kind) -> Read {
    super::odf::read(package, kind)
}

#[cfg(not(feature = "odf"))]
fn read_odf(_: &mut Package<'_>, kind: Kind) -> Read {
    Err(Failure::NotBuilt { kind })
}

#[cfg(feature = "sheets")]
fn read_xlsx(package: &mut Package<'_>, main: &str, decode: Decode) -> Read {
    super::sheets::read_xlsx(package, main, decode)
}

#[cfg(not(feature = "sheets"))]
fn read_xlsx(_: &mut Package<'_>, _: &str, _: Decode) -> Read {
    Err(Failure::NotBuilt { kind: Kind::Xlsx })
}

/// How many entries a package says to have, read before a library makes room for them; `None` where its end is missing.
fn entries(bytes: &[u8]) -> Option<usize> {
    // The record is 22 bytes long, and a comment of up to 65,535 bytes may follow it.
    let tail = bytes.get(bytes.len().saturating_sub(22 + 65_535)..)?;
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([*count.first()?, *count.get(1)?])))
}

/// The kind of a package by the names that stand in it, for one whose end is missing.
fn guess(bytes: &[u8]) -> Option<Kind> {
    let head = bytes.get(..4096.min(bytes.len()))?;
    let tail = bytes.get(bytes.len().saturating_sub(4096)..)?;
    let has = |name: &[u8]| [head, tail].iter().any(|part| part.windows(name.len()).any(|window| window == name));
    if has(b"opendocument.spreadsheet") {
        Some(Kind::Ods)
    } else if has(b"opendocument") {
        Some(Kind::Odt)
    } else if has(b"xl/") {
        Some(Kind::Xlsx)
    } else if has(b"word/") {
        Some(Kind::Docx)
    } else {
        None
    }
}
