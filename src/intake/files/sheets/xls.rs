//! Workbooks in Excel's binary format ([MS-XLS]): BIFF8 of Excel 97 to 2003, also as WPS writes it, and BIFF5 of Excel 5 and 95.
//!
//! A workbook is one stream of records. What all sheets share comes first; then each sheet has records of its own, from a place that the
//! list of sheets names.

use std::rc::Rc;

use super::super::compound::Compound;
use super::super::sheet::Sheet;
use super::super::{Decode, Failure, Read};
use super::format::Format;
use super::strings::{Strings, shared, text_of};
use super::{Area, Placed, Room, add, figures};
use crate::document::{Document, Kind, Remark};

const BIFF8: u16 = 0x0600;

/// The most sheets that are read; Excel itself opens no more than memory allows, and a report has five.
const MOST_SHEETS: usize = 4096;

pub(in super::super) fn read(compound: &mut Compound<'_>, decode: Decode) -> Read {
    let damaged = Failure::Damaged { kind: Kind::Xls };
    let stream = compound.stream("Workbook").or_else(|| compound.stream("Book")).ok_or(damaged)?;
    let mut book = Book { decode, code_page: 1252, ..Book::default() };
    let mut records = Records { stream: &stream, at: 0 };
    while let Some((at, code, data)) = records.next()? {
        if code == END {
            break;
        }
        book.record(&stream, at, code, data)?;
    }
    if book.sheets.is_empty() {
        return Err(damaged);
    }
    let mut document = Document::default();
    let mut room = Room::default();
    let mut seen = Vec::new();
    for (start, name, is_hidden) in &book.sheets {
        // A place is one sheet; a workbook that names it again and again names nothing new.
        if seen.contains(start) {
            continue;
        }
        seen.push(*start);
        let mut walk = Walk { book: &book, sheet: Sheet::new(name, *is_hidden), cells: Vec::new(), merged: Vec::new(), waiting: None };
        if !walk.through(&mut Records { stream: &stream, at: *start }, &mut room)? {
            document.remark(Remark::Incomplete);
        }
        add(&mut document, walk.sheet, walk.cells, walk.merged, &mut room);
    }
    Ok((Kind::Xls, document))
}

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// A record: where it begins in the stream, its code, and its data.
type Record<'a> = (usize, u16, &'a [u8]);

/// The records of a stream in their order.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// # Errors
    /// [`Failure::Damaged`] where a record runs over the end.
    fn next(&mut self) -> Result<Option<Record<'a>>, Failure> {
        let Some(header) = self.stream.get(self.at..self.at.saturating_add(4)) else { return Ok(None) };
        let start = self.at;
        let end = start + 4 + usize::from(u16_at(header, 2));
        self.at = end;
        let data = self.stream.get(start + 4..end).ok_or(Failure::Damaged { kind: Kind::Xls })?;
        Ok(Some((start, u16_at(header, 0), data)))
    }
}

/// What the sheets of a workbook share.
#[derive(Default)]
struct Book {
    decode: Decode,
    version: u16,
    /// What the bytes of texts mean before BIFF8.
    code_page: u16,
    is_1904: bool,
    strings: Strings,
    /// Formats by the number that styles have for them, and by that of the style itself.
    own: Vec<(u16, Rc<Format>)>,
    styles: Vec<Rc<Format>>,
    /// Where each sheet begins, its name, and whether it is hidden.
    sheets: Vec<(usize, String, bool)>,
}

impl Book {
    fn record(&mut self, stream: &[u8], at: usize, code: u16, data: &[u8]) -> Result<(), Failure> {
        match code {
            BEGIN => self.version = u16_at(data, 0),
            0x002F => return Err(Failure::Encrypted { kind: Kind::Xls }),
            0x0022 => self.is_1904 = u16_at(data, 0) == 1,
            0x0042 => self.code_page = u16_at(data, 0),
            0x0085 => {
                let is_sheet = data.get(5) == Some(&0);
                let is_hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                if is_sheet && self.sheets.len() < MOST_SHEETS {
                    let name = self.text(data, 6, 1).unwrap_or_default();
                    self.sheets.push((u32_at(data, 0) as usize, name, is_hidden));
                }
            }
            0x00FC => self.strings = shared(stream, at)?,
            0x041E if self.own.len() < 4096 => {
                let width = if self.version == BIFF8 { 2 } else { 1 };
                let code = self.text(data, 2, width).unwrap_or_default();
                self.own.push((u16_at(data, 0), Rc::new(Format::parse(&code))));
            }
            0x00E0 => {
                let number = u16_at(data, 2);
                let own = self.own.iter().find(|(own, _)| *own == number).map(|(_, format)| Rc::clone(format));
                self.styles.push(own.unwrap_or_else(|| Rc::new(Format::built_in(number))));
            }
            _ => {}
        }
        Ok(())
    }

    /// A text within a record, whose count of characters has one or two bytes.
    fn text(&self, data: &[u8], at: usize, width: usize) -> Option<String> {
        let length = if width == 1 { usize::from(*data.get(at)?) } else { usize::from(u16_at(data, at)) };
        let rest = data.get(at + width..)?;
        if self.version == BIFF8 {
            let (flags, rest) = rest.split_first()?;
            return Some(text_of(rest, length, flags & 1 != 0));
        }
        let bytes = rest.get(..length).unwrap_or(rest);
        let label = match self.code_page {
            936 => "gb18030",
            950 => "big5",
            _ => "windows-1252",
        };
        // A workbook of Chinese text that says nothing of it, or the wrong thing, is common.
        let decode = self.decode.0;
        decode(label, bytes, true).or_else(|| decode("gb18030", bytes, false))
    }

    fn number(&self, value: f64, style: u16) -> String {
        figures::shown(value, self.styles.get(usize::from(style)).map(|format| &**format), self.is_1904)
    }
}

struct Walk<'a> {
    book: &'a Book,
    sheet: Sheet,
    cells: Vec<Placed>,
    merged: Vec<Area>,
    /// The place of a formula whose result is a text, which follows in a record of its own.
    waiting: Option<(u32, u32)>,
}

impl Walk<'_> {
    /// Gives whether the sheet was whole.
    fn through(&mut self, records: &mut Records<'_>, room: &mut Room) -> Result<bool, Failure> {
        let mut depth = 0_u32;
        while let Some((_, code, data)) = records.next()? {
            match code {
                BEGIN => depth += 1,
                // A sheet begins with its mark; a place where none stands is no sheet.
                _ if depth == 0 => return Ok(false),
                END if depth == 1 => return Ok(true),
                END => depth -= 1,
                // Charts stand within the sheet and have cells of their own.
                _ if depth > 1 => {}
                _ => self.record(code, data, room)?,
            }
        }
        Ok(false)
    }

    fn record(&mut self, code: u16, data: &[u8], room: &mut Room) -> Result<(), Failure> {
        let (row, column, style) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4));
        let place = (u32::from(row), u32::from(column));
        let value = || data.get(6..14).and_then(|bytes| bytes.try_into().ok()).map_or(0.0, f64::from_le_bytes);
        let text = match code {
            0x0203 => self.book.number(value(), style),
            0x027E => self.book.number(compressed(u32_at(data, 6)), style),
            0x00BD => {
                let numbers = data.get(4..).unwrap_or_default().chunks_exact(6);
                for (column, number) in (place.1..).zip(numbers) {
                    let text = self.book.number(compressed(u32_at(number, 2)), u16_at(number, 0));
                    self.put((place.0, column), text, room)?;
                }
                return Ok(());
            }
            // A reference to no text is no blank cell.
            0x00FD => self.book.strings.get(u32_at(data, 6) as usize).unwrap_or("\u{fffd}").to_owned(),
            0x0204 | 0x00D6 => self.book.text(data, 6, 2).unwrap_or_default(),
            0x0205 => truth_or_error(data.get(6).copied().unwrap_or(0), data.get(7) == Some(&1)),
            0x0006 => match data.get(6..14) {
                Some([0, .., 0xFF, 0xFF]) => {
                    self.waiting = Some(place);
                    return Ok(());
                }
                Some([kind @ (1 | 2), _, value, .., 0xFF, 0xFF]) => truth_or_error(*value, *kind == 2),
                Some([_, .., 0xFF, 0xFF]) => String::new(),
                _ => self.book.number(value(), style),
            },
            0x0207 => {
                let Some(place) = self.waiting.take() else { return Ok(()) };
                return self.put(place, self.book.text(data, 0, 2).unwrap_or_default(), room);
            }
            0x0201 => String::new(),
            0x00BE => {
                let count = data.len().saturating_sub(6) / 2;
                for column in (place.1..).take(count) {
                    self.put((place.0, column), String::new(), room)?;
                }
                return Ok(());
            }
            0x00E5 => {
                let areas = data.get(2..).unwrap_or_default().chunks_exact(8);
                let side = |area: &[u8], at: usize| u32::from(u16_at(area, at));
                self.merged.extend(areas.map(|area| (side(area, 0), side(area, 4), side(area, 2), side(area, 6))));
                return Ok(());
            }
            0x0208 => {
                if u16_at(data, 12) & 0x20 != 0 {
                    self.sheet.hide_row(place.0);
                }
                return Ok(());
            }
            0x007D => {
                if u16_at(data, 8) & 1 != 0 {
                    self.sheet.hide_columns(place.0, place.1 + 1);
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.put(place, text, room)
    }

    fn put(&mut self, place: (u32, u32), text: String, room: &mut Room) -> Result<(), Failure> {
        room.take(&text)?;
        self.cells.push((place, text));
        Ok(())
    }
}

fn truth_or_error(value: u8, is_error: bool) -> String {
    let text = match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (_, 0x00) => "#NULL!",
        (_, 0x07) => "#DIV/0!",
        (_, 0x17) => "#REF!",
        (_, 0x1D) => "#NAME?",
        (_, 0x24) => "#NUM!",
        (_, 0x2A) => "#N/A",
        _ => "#VALUE!",
    };
    text.to_owned()
}

/// A number in four bytes: the upper 30 bits of a float or a whole number, and whether it is a hundredth of what it says.
#[expect(clippy::float_arithmetic, reason = "the format itself divides")]
fn compressed(bits: u32) -> f64 {
    let number = if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(bits.cast_signed() >> 2) };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at.saturating_add(2)).and_then(|pair| pair.try_into().ok()).map_or(0, u16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at.saturating_add(2))) << 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes() {
        let cases =
            [(0x0000_0002, 0.0), (0x0000_002E, 11.0), (0xFFFF_FFFE, -1.0), (0x0000_04D3, 3.08), (0x3FF0_0000, 1.0), (0x4059_0001, 1.0)];
        for (bits, expected) in cases {
            assert_eq!(figures::number(compressed(bits)), figures::number(expected), "{bits:x}");
        }
    }
}
