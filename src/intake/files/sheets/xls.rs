//! Workbooks in Excel's binary format (BIFF, [MS-XLS]).

use std::io::{Cursor, Write as _};
use std::rc::Rc;

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls};

use super::super::compound::Compound;
use super::super::sheet::Sheet;
use super::super::{Decode, Failure, Read};
use super::format::Format;
use super::{MOST_OF_TEXT, Placed, Room, add, figures, guarded};
use crate::document::{Document, Kind};
use crate::intake::MOST;

/// The largest rectangle that a sheet's cells may span; `calamine` makes room for all of it.
const MOST_PLACES: u64 = 2_000_000;

pub(in super::super) fn read(compound: &mut Compound<'_>, decode: Decode) -> Read {
    let damaged = Failure::Damaged { kind: Kind::Xls };
    let mut stream = compound.stream("Workbook").or_else(|| compound.stream("Book")).ok_or(damaged)?;
    let sheets = scan(&mut stream, decode)?;
    let file = alone(&stream).ok_or(damaged)?;
    let mut book = guarded(|| Xls::new(Cursor::new(file)).ok()).ok_or(damaged)?;
    let mut document = Document::default();
    let mut room = Room::default();
    for (index, calamine::Sheet { name, visible, typ }) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if typ != SheetType::WorkSheet {
            continue;
        }
        let range = book.worksheet_range(&name).map_err(|_| damaged)?;
        let merged = book.merge_cells_by_sheet_name(&name).map_err(|_| damaged)?;
        let mut sheet = Sheet::new(&name, visible != SheetVisible::Visible);
        if let Some(found) = sheets.get(index) {
            found.rows.iter().for_each(|&row| sheet.hide_row(row));
            found.columns.iter().for_each(|&(first, end)| sheet.hide_columns(first, end));
        }
        let merged = merged.iter().map(|area| (area.start.0, area.start.1, area.end.0, area.end.1)).collect();
        let formatted = sheets.get(index).map_or(&[][..], |found| &found.formatted);
        let cells = cells(&range, formatted);
        cells.iter().try_for_each(|(_, text)| room.take(text))?;
        add(&mut document, sheet, cells, merged, &mut room);
    }
    Ok((Kind::Xls, document))
}

fn cells(range: &Range<Data>, formatted: &[((u32, u32), Rc<Format>)]) -> Vec<Placed> {
    let (row, column) = range.start().unwrap_or_default();
    let place = |(down, across): (usize, usize)| {
        (row.saturating_add(u32::try_from(down).unwrap_or(u32::MAX)), column.saturating_add(u32::try_from(across).unwrap_or(u32::MAX)))
    };
    let format = |place: (u32, u32)| {
        let at = formatted.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        formatted.get(at).map(|(_, format)| &**format)
    };
    let cells = range.used_cells().take(MOST + 1).map(|(down, across, value)| (place((down, across)), value));
    cells.map(|(place, value)| (place, shown(value, || format(place)))).collect()
}

fn shown<'a>(value: &Data, format: impl FnOnce() -> Option<&'a Format>) -> String {
    match value {
        // The format keeps such numbers in 30 bits.
        #[expect(clippy::cast_precision_loss, reason = "30 bits fit")]
        Data::Int(value) => figures::shown(*value as f64, format(), false),
        Data::Float(value) => figures::shown(*value, format(), false),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(value) => figures::date(value),
        Data::Error(value) => figures::error(value),
        Data::Empty => String::new(),
    }
}

/// What `calamine` does not say of a sheet.
#[derive(Default)]
struct Found {
    /// The rows and columns that are hidden.
    rows: Vec<u32>,
    columns: Vec<(u32, u32)>,
    /// The cells whose numbers are shown in a way of their own, in order of their places.
    formatted: Vec<((u32, u32), Rc<Format>)>,
}

/// Goes through the records before anybody else does: whether they are whole, within bounds and without a password, and what is hidden in
/// each sheet, in the order of the workbook, and how its numbers are shown.
///
/// The size that a sheet claims to have is taken out, because room would be made for it.
fn scan(stream: &mut [u8], decode: Decode) -> Result<Vec<Found>, Failure> {
    let damaged = Failure::Damaged { kind: Kind::Xls };
    let mut starts: Vec<usize> = Vec::new();
    let mut found: Vec<(usize, Found)> = Vec::new();
    let (mut at, mut depth, mut version) = (0, 0_u32, 0);
    let mut formats = Formats { decode, ..Formats::default() };
    // How long each shared text is, and how long those are together that cells refer to.
    let (mut lengths, mut text): (Vec<u16>, usize) = (Vec::new(), 0);
    // First and last row and column of the cells of the sheet.
    let mut bounds: Option<[u32; 4]> = None;
    while let Some(header) = stream.get(at..at + 4) {
        let (code, length) = (u16_at(header, 0), usize::from(u16_at(header, 2)));
        let start = at;
        at += 4;
        let data = stream.get(at..at + length).ok_or(damaged)?;
        at += length;
        match code {
            0x00FC if lengths.is_empty() => lengths = shared(stream, start),
            0x00FD => {
                let index = usize::from(u16_at(data, 6)) | usize::from(u16_at(data, 8)) << 16;
                text += lengths.get(index).copied().map_or(0, usize::from);
                if text > MOST_OF_TEXT {
                    return Err(Failure::TooMany);
                }
            }
            _ => {}
        }
        let Some(data) = stream.get_mut(start + 4..at) else { break };
        match code {
            0x002F if u16_at(data, 0) != 0 => return Err(Failure::Encrypted { kind: Kind::Xls }),
            0x0085 if length >= 6 => starts.push(usize::from(u16_at(data, 0)) | usize::from(u16_at(data, 2)) << 16),
            0x041E => formats.name(data, version),
            0x00E0 => formats.style(u16_at(data, 2)),
            0x0809 | 0x0409 | 0x0209 | 0x0009 => {
                version = if code == 0x0809 { u16_at(data, 0) } else { 0 };
                if depth == 0 {
                    found.push((start, Found::default()));
                    bounds = None;
                }
                depth += 1;
            }
            0x000A => depth = depth.saturating_sub(1),
            0x0200 => data.fill(0),
            0x0208 if length >= 16 && u16_at(data, 12) & 0x20 != 0 => {
                if let Some((_, hidden)) = found.last_mut() {
                    hidden.rows.push(u16_at(data, 0).into());
                }
            }
            0x007D if length >= 10 && u16_at(data, 8) & 1 != 0 => {
                if let Some((_, hidden)) = found.last_mut() {
                    hidden.columns.push((u16_at(data, 0).into(), u32::from(u16_at(data, 2)) + 1));
                }
            }
            // Cells of every kind begin with their row and column.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x00BD | 0x0006 if length >= 6 => {
                let (row, column) = (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)));
                let last = if code == 0x00BD { u32::from(u16_at(data, length - 2)).max(column) } else { column };
                let [top, bottom, left, right] = bounds.unwrap_or([row, row, column, last]);
                let now = [top.min(row), bottom.max(row), left.min(column), right.max(last)];
                if u64::from(now[1] - now[0] + 1) * u64::from(now[3] - now[2] + 1) > MOST_PLACES {
                    return Err(Failure::TooMany);
                }
                bounds = Some(now);
                if let Some((_, found)) = found.last_mut() {
                    formats.add(code, data, (row, column), &mut found.formatted);
                }
            }
            _ => {}
        }
    }
    for (_, found) in &mut found {
        found.formatted.sort_by_key(|(place, _)| *place);
    }
    starts
        .into_iter()
        .map(|start| match found.iter().position(|&(at, _)| at == start) {
            Some(index) => Ok(found.get_mut(index).map(|(_, hidden)| std::mem::take(hidden)).unwrap_or_default()),
            None => Err(damaged),
        })
        .collect()
}

/// How many characters each text of the shared table has, which begins with a record at `start` and goes on in those that continue it.
fn shared(stream: &[u8], start: usize) -> Vec<u16> {
    // The table without the heads of its records, and where a record begins in it.
    let (mut table, mut seams) = (Vec::new(), Vec::new());
    let mut at = start;
    while let Some(header) = stream.get(at..at + 4) {
        if at > start && u16_at(header, 0) != 0x003C {
            break;
        }
        let end = at + 4 + usize::from(u16_at(header, 2));
        seams.push(table.len());
        table.extend_from_slice(stream.get(at + 4..end).unwrap_or_default());
        at = end;
    }
    let mut lengths = Vec::new();
    let mut seams = seams.into_iter().skip(1).peekable();
    let mut at = 8;
    while at + 3 <= table.len() && lengths.len() <= 4 * MOST {
        let length = u16_at(&table, at);
        let mut flags = table.get(at + 2).copied().unwrap_or(0);
        lengths.push(length);
        at += 3;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(u16_at(&table, at)) };
        at += if flags & 8 == 0 { 0 } else { 2 };
        let spoken = if flags & 4 == 0 { 0 } else { usize::from(u16_at(&table, at)) | usize::from(u16_at(&table, at + 2)) << 16 };
        at += if flags & 4 == 0 { 0 } else { 4 };
        let mut left = usize::from(length);
        while left > 0 {
            while seams.next_if(|&seam| seam <= at.saturating_sub(1)).is_some() {}
            let width = 1 + usize::from(flags & 1);
            if let Some(seam) = seams.next_if(|&seam| seam < at + left * width) {
                // Where a record ends within the characters, the next one says anew how wide they are.
                left -= seam.saturating_sub(at) / width;
                flags = table.get(seam).copied().unwrap_or(0);
                at = seam + 1;
            } else {
                at += left * width;
                left = 0;
            }
        }
        at = at.saturating_add(4 * runs).saturating_add(spoken);
    }
    lengths
}

/// The formats of a workbook.
#[derive(Default)]
struct Formats {
    decode: Decode,
    /// By the number that styles have for them.
    own: Vec<(u16, Rc<Format>)>,
    /// By the number that cells have for their style; `None` where all digits are shown or a date.
    styles: Vec<Option<Rc<Format>>>,
}

impl Formats {
    fn name(&mut self, data: &[u8], version: u16) {
        let number = u16_at(data, 0);
        let (length, rest) = match version {
            0x0600 => (usize::from(u16_at(data, 2)), data.get(4..)),
            _ => (usize::from(data.get(2).copied().unwrap_or(0)), data.get(3..)),
        };
        let rest = rest.unwrap_or_default();
        let code = match (version, rest.split_first()) {
            // A bit says whether a character has one byte or two.
            (0x0600, Some((flags, rest))) if flags & 1 != 0 => {
                let units: Vec<u16> = rest.chunks_exact(2).take(length).map(|pair| u16_at(pair, 0)).collect();
                String::from_utf16_lossy(&units)
            }
            (0x0600, Some((_, rest))) => rest.iter().take(length).map(|&byte| char::from(byte)).collect(),
            _ => {
                let bytes = rest.get(..length).unwrap_or(rest);
                (self.decode.0)("gb18030", bytes, false).unwrap_or_default()
            }
        };
        if self.own.len() < 4096 {
            self.own.push((number, Rc::new(Format::parse(&code))));
        }
    }

    fn style(&mut self, number: u16) {
        let format = self.own.iter().find(|(own, _)| *own == number).map(|(_, format)| Rc::clone(format));
        let format = format.unwrap_or_else(|| Rc::new(Format::built_in(number)));
        self.styles.push(Some(format).filter(|format| !matches!(**format, Format::General | Format::Date | Format::Duration)));
    }

    /// Keeps the formats of a record of cells. A row of numbers in one record has a style and four bytes for each.
    fn add(&self, code: u16, data: &[u8], (row, first): (u32, u32), formatted: &mut Vec<((u32, u32), Rc<Format>)>) {
        let styles = data.get(4..).unwrap_or_default().chunks(6).map(|cell| usize::from(u16_at(cell, 0)));
        let many = if code == 0x00BD { (data.len().saturating_sub(6)) / 6 } else { 1 };
        for (column, style) in (first..).zip(styles).take(many) {
            if let Some(Some(format)) = self.styles.get(style)
                && formatted.len() <= MOST
            {
                formatted.push(((row, column), Rc::clone(format)));
            }
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok()).map_or(0, u16::from_le_bytes)
}

/// A compound file of nothing but the workbook, whose sectors hold together.
fn alone(stream: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).ok()?;
    file.create_stream("/Workbook").ok()?.write_all(stream).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}
