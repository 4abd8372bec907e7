//! The texts that the cells of a workbook share.

use super::xls::{u16_at, u32_at};
use crate::intake::{Failure, MOST};

/// Texts one after the other, with the end of each.
#[derive(Default)]
pub(super) struct Strings {
    pub text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// The text with this number, counted from 0.
    pub fn get(&self, index: usize) -> Option<&str> {
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(index)?)
    }

    /// Ends a text; what is pushed after it belongs to the next.
    ///
    /// # Errors
    /// [`Failure::TooMany`] where there are more than cells may be.
    pub fn end(&mut self) -> Result<(), Failure> {
        self.ends.push(self.text.len());
        if self.ends.len() > MOST { Err(Failure::TooMany) } else { Ok(()) }
    }
}

/// Characters of the binary format: one byte each, which is the lower half of the code unit, or two.
pub(super) fn text_of(bytes: &[u8], length: usize, is_wide: bool) -> String {
    if is_wide {
        let units: Vec<u16> = bytes.chunks_exact(2).take(length).map(|pair| u16_at(pair, 0)).collect();
        String::from_utf16_lossy(&units)
    } else {
        bytes.iter().take(length).map(|&byte| char::from(byte)).collect()
    }
}

/// Reads the shared table of the binary format, which begins with a record at `start` and goes on in those that continue it.
///
/// # Errors
/// As [`Strings::end`].
pub(super) fn shared(stream: &[u8], start: usize) -> Result<Strings, Failure> {
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
    let mut strings = Strings::default();
    let mut seams = seams.into_iter().skip(1).peekable();
    let mut at = 8;
    while at + 3 <= table.len() {
        let length = u16_at(&table, at);
        let mut flags = table.get(at + 2).copied().unwrap_or(0);
        at += 3;
        let has = |flags: u8, bit: u8| flags & bit != 0;
        // How many runs are formatted, and how many bytes say how the text is spoken; both follow it.
        let runs = if has(flags, 8) { usize::from(u16_at(&table, at)) } else { 0 };
        at += if has(flags, 8) { 2 } else { 0 };
        let spoken = if has(flags, 4) { u32_at(&table, at) as usize } else { 0 };
        at += if has(flags, 4) { 4 } else { 0 };
        let mut left = usize::from(length);
        while seams.next_if(|&seam| seam < at).is_some() {}
        while left > 0 {
            let width = 1 + usize::from(flags & 1);
            // Where a record ends within the characters, the next one says anew how wide they are.
            let seam = seams.next_if(|&seam| seam < at + left * width);
            let count = seam.map_or(left, |seam| seam.saturating_sub(at) / width);
            let bytes = table.get(at..).unwrap_or_default();
            strings.text.push_str(&text_of(bytes, count, has(flags, 1)));
            left -= count;
            match seam {
                Some(seam) => {
                    flags = table.get(seam).copied().unwrap_or(0);
                    at = seam + 1;
                }
                None => at += count * width,
            }
        }
        at = at.saturating_add(4 * runs).saturating_add(spoken);
        strings.end()?;
    }
    Ok(strings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record() {
        let record = |code: u16, data: &[u8]| [&code.to_le_bytes(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat();
        let first = [&[0; 8][..], &[2, 0, 0, b'a', b'b'], &[5, 0, 8, 1, 0, b'c', b'd']].concat();
        // The rest is wide, a run follows, and the next text begins with its record.
        let second = [&[1][..], &[0x00, 0x4E, b'e', 0, b'f', 0], &[0, 0, 0, 0]].concat();
        let third = [&[1, 0, 1, 0x2D, 0x4E][..], &[9, 0, 0, b'x']].concat();
        let stream = [record(0x00FC, &first), record(0x003C, &second), record(0x003C, &third), record(0x000A, &[])].concat();
        let strings = shared(&stream, 0).unwrap();
        let all: Vec<Option<&str>> = (0..5).map(|index| strings.get(index)).collect();
        assert_eq!(all, [Some("ab"), Some("cd一ef"), Some("中"), Some("x"), None]);
    }
}
