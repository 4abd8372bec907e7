//! Workbooks in Excel's binary format (BIFF, [MS-XLS]).

use std::io::{Cursor, Write as _};

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls};

use super::super::compound::Compound;
use super::super::sheet::Sheet;
use super::super::{Decode, Failure, Read};
use super::{Placed, add, figures, guarded};
use crate::document::{Document, Kind};
use crate::intake::MOST;

/// The largest rectangle that a sheet's cells may span; `calamine` makes room for all of it.
const MOST_PLACES: u64 = 2_000_000;

pub(in super::super) fn read(compound: &mut Compound<'_>, _: Decode) -> Read {
    let damaged = Failure::Damaged { kind: Kind::Xls };
    let mut stream = compound.stream("Workbook").or_else(|| compound.stream("Book")).ok_or(damaged)?;
    let sheets = scan(&mut stream)?;
    let file = alone(&stream).ok_or(damaged)?;
    let mut book = guarded(|| Xls::new(Cursor::new(file)).ok()).ok_or(damaged)?;
    let mut document = Document::default();
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
        add(&mut document, sheet, cells(&range), &merged)?;
    }
    Ok((Kind::Xls, document))
}

fn cells(range: &Range<Data>) -> Vec<Placed> {
    let (row, column) = range.start().unwrap_or_default();
    let place = |(down, across): (usize, usize)| {
        (row.saturating_add(u32::try_from(down).unwrap_or(u32::MAX)), column.saturating_add(u32::try_from(across).unwrap_or(u32::MAX)))
    };
    range.used_cells().take(MOST + 1).map(|(down, across, value)| (place((down, across)), shown(value))).collect()
}

fn shown(value: &Data) -> String {
    match value {
        Data::Int(value) => value.to_string(),
        Data::Float(value) => figures::number(*value),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(value) => figures::date(value),
        Data::Error(value) => figures::error(value),
        Data::Empty => String::new(),
    }
}

/// What of a sheet is hidden.
#[derive(Default)]
struct Hidden {
    rows: Vec<u32>,
    columns: Vec<(u32, u32)>,
}

/// Goes through the records before anybody else does: whether they are whole, within bounds and without a password, and what is hidden in
/// each sheet, in the order of the workbook.
///
/// The size that a sheet claims to have is taken out, because room would be made for it.
fn scan(stream: &mut [u8]) -> Result<Vec<Hidden>, Failure> {
    let damaged = Failure::Damaged { kind: Kind::Xls };
    let mut starts: Vec<usize> = Vec::new();
    let mut found: Vec<(usize, Hidden)> = Vec::new();
    let (mut at, mut depth) = (0, 0_u32);
    // First and last row and column of the cells of the sheet.
    let mut bounds: Option<[u32; 4]> = None;
    while let Some(header) = stream.get(at..at + 4) {
        let (code, length) = (u16_at(header, 0), usize::from(u16_at(header, 2)));
        let start = at;
        at += 4;
        let data = stream.get_mut(at..at + length).ok_or(damaged)?;
        at += length;
        match code {
            0x002F if u16_at(data, 0) != 0 => return Err(Failure::Encrypted { kind: Kind::Xls }),
            0x0085 if length >= 6 => starts.push(usize::from(u16_at(data, 0)) | usize::from(u16_at(data, 2)) << 16),
            0x0809 | 0x0409 | 0x0209 | 0x0009 => {
                if depth == 0 {
                    found.push((start, Hidden::default()));
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
            }
            _ => {}
        }
    }
    starts
        .into_iter()
        .map(|start| match found.iter().position(|&(at, _)| at == start) {
            Some(index) => Ok(found.get_mut(index).map(|(_, hidden)| std::mem::take(hidden)).unwrap_or_default()),
            None => Err(damaged),
        })
        .collect()
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
