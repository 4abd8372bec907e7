//! Properties of paragraphs, rows and runs: pages of formatting, and the single modifications in them (sprm).

use std::collections::BTreeSet;

use super::super::content::Merge;
use super::super::edges::{MOST_CELLS, Shape, Shapes};
use super::{Header, part, styles, u16_at, u32_at};

/// What the text needs to know of a paragraph.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, and none excludes another")]
#[derive(Debug, Default, Clone)]
pub(super) struct Paragraph {
    in_table: bool,
    /// How deep in tables it stands.
    depth: u32,
    pub ends_row: bool,
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
    style: u16,
    pub shapes: Option<Shapes>,
}

impl Paragraph {
    /// How deep in tables the paragraph stands, 0 outside.
    pub fn depth(&self) -> usize {
        if self.in_table { self.depth.clamp(1, 16) as usize } else { 0 }
    }
}

/// What the text needs to know of a run of characters.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, and none excludes another")]
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub is_deleted: bool,
    pub is_inserted: bool,
    /// Whether it is hidden; as a list of modifications says it, as long as its style is not asked.
    pub is_hidden: bool,
    /// Whether it is raised above the line.
    pub is_raised: bool,
    /// Whether what is said of hiding holds whatever the style says, or is the opposite of it.
    is_sure: bool,
    is_opposite: bool,
    style: Option<u16>,
}

/// Properties by position in the stream: first position, one past the last, and what holds between them; in order of position.
pub(super) struct Properties {
    paragraphs: Vec<(u32, u32, Paragraph)>,
    /// Runs with nothing to say are left out.
    runs: Vec<(u32, u32, Run)>,
    /// Styles that hide their text.
    hidden: BTreeSet<u16>,
}

impl Properties {
    pub fn read(word: &[u8], tables: &[u8], data: &[u8], header: &Header) -> Self {
        let mut paragraphs = Vec::new();
        pages(word, part(tables, header.paragraphs), true, |from, to, style, list| {
            let mut paragraph = Paragraph { style, ..Paragraph::default() };
            paragraph.apply(list, data, 0);
            paragraphs.push((from, to, paragraph));
        });
        paragraphs.sort_by_key(|&(from, ..)| from);
        let mut runs = Vec::new();
        pages(word, part(tables, header.characters), false, |from, to, _, list| {
            let mut run = Run::default();
            modifications(list, |code, operand| match (code, operand.first()) {
                // 0x81 stands for "the opposite of the style", and no style deletes.
                (0x0800, Some(&value)) => run.is_deleted = value & 1 != 0,
                (0x0801, Some(&value)) => run.is_inserted = value & 1 != 0,
                (0x083C, Some(&value)) => (run.is_hidden, run.is_sure, run.is_opposite) = (value == 1, value < 2, value == 0x81),
                (0x2A48, Some(&value)) => run.is_raised = value == 1,
                (0x4A30, _) => run.style = u16_at(operand, 0),
                _ => {}
            });
            if run != Run::default() {
                runs.push((from, to, run));
            }
        });
        runs.sort_by_key(|&(from, ..)| from);
        let hidden = part(tables, header.styles).map(styles::hidden).unwrap_or_default();
        Self { paragraphs, runs, hidden }
    }

    pub fn paragraph(&self, position: u32) -> Option<&Paragraph> {
        find(&self.paragraphs, position)
    }

    pub fn run(&self, position: u32) -> Run {
        let mut run = find(&self.runs, position).copied().unwrap_or_default();
        if !run.is_sure && !self.hidden.is_empty() {
            let of_paragraph = || self.paragraph(position).map(|paragraph| paragraph.style);
            let is_hidden = run.style.is_some_and(|style| self.hidden.contains(&style))
                || of_paragraph().is_some_and(|style| self.hidden.contains(&style));
            run.is_hidden = is_hidden != run.is_opposite;
        } else if run.is_opposite {
            run.is_hidden = true;
        }
        run
    }
}

fn find<T>(list: &[(u32, u32, T)], position: u32) -> Option<&T> {
    let after = list.partition_point(|&(from, ..)| from <= position);
    let (_, to, found) = list.get(after.checked_sub(1)?)?;
    (position < *to).then_some(found)
}

/// Goes through the pages of 512 bytes that a list of positions names, and gives each run of a page with its list of modifications.
fn pages(word: &[u8], list: Option<&[u8]>, of_paragraphs: bool, mut found: impl FnMut(u32, u32, u16, &[u8])) {
    const PAGE: usize = 512;
    let Some(list) = list.filter(|list| list.len() >= 12) else { return };
    let count = (list.len() - 4) / 8;
    // A damaged list can name one page again and again.
    let mut left = 2 * (word.len() / PAGE + 1);
    for index in 0..count {
        let Some(number) = u32_at(list, 4 * (count + 1) + 4 * index) else { return };
        let at = (number & 0x003F_FFFF) as usize * PAGE;
        let Some((page, runs)) = word.get(at..at + PAGE).and_then(|page| Some((page, usize::from(*page.last()?)))) else { continue };
        left -= 1;
        if left == 0 {
            return;
        }
        let width = if of_paragraphs { 13 } else { 1 };
        for run in 0..runs {
            let place = page.get(4 * (runs + 1) + width * run);
            let (Some(from), Some(to), Some(&place)) = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4), place) else { break };
            let at = 2 * usize::from(place);
            let length = page.get(at).copied().map_or(0, usize::from);
            let list = match (place, of_paragraphs, length) {
                (0, ..) => Some(&page[..0]),
                // An odd number of bytes has its own count; an even one has it in the next byte.
                (_, true, 0) => page.get(at + 1).and_then(|&half| page.get(at + 2..at + 2 + 2 * usize::from(half))),
                (_, true, half) => page.get(at + 1..at + 2 * half),
                (_, false, length) => page.get(at + 1..at + 1 + length),
            };
            // The list of a paragraph begins with the number of its style.
            let skip = if of_paragraphs && place != 0 { 2 } else { 0 };
            let style = list.filter(|_| skip > 0).and_then(|list| u16_at(list, 0)).unwrap_or(0);
            found(from, to, style, list.and_then(|list| list.get(skip..)).unwrap_or_default());
        }
    }
}

/// Goes through a list of modifications and gives the code and the operand of each, up to the first that runs over the end.
pub(super) fn modifications(list: &[u8], mut found: impl FnMut(u16, &[u8])) {
    let mut at = 0;
    while let Some(code) = u16_at(list, at) {
        at += 2;
        let byte = |at: usize| list.get(at).copied().map(usize::from);
        // The three upper bits of a code say how long its operand is.
        let (start, length) = match (code >> 13, code) {
            (0 | 1, _) => (at, 1),
            (2 | 4 | 5, _) => (at, 2),
            (3, _) => (at, 4),
            (7, _) => (at, 3),
            (_, 0xD608 | 0xD606) => match u16_at(list, at) {
                Some(length) => (at + 2, usize::from(length).saturating_sub(1)),
                None => return,
            },
            // A list of tabs that is too long for its byte has its real length inside.
            (_, 0xC615) if byte(at) == Some(255) => {
                let deleted = byte(at + 1).map_or(0, |count| 1 + 4 * count);
                let added = byte(at + 1 + deleted).map_or(0, |count| 1 + 3 * count);
                (at + 1, deleted + added)
            }
            _ => match byte(at) {
                Some(length) => (at + 1, length),
                None => return,
            },
        };
        let Some(operand) = list.get(start..start + length) else { return };
        found(code, operand);
        at = start + length;
    }
}

impl Paragraph {
    fn apply(&mut self, list: &[u8], data: &[u8], depth: u8) {
        modifications(list, |code, operand| {
            let is_on = operand.first().is_some_and(|&value| value != 0);
            match code {
                0x2416 => self.in_table = is_on,
                0x2417 => self.ends_row = is_on,
                0x244B => self.ends_inner_cell = is_on,
                0x244C => self.ends_inner_row = is_on,
                0x6649 => self.depth = u32_at(operand, 0).unwrap_or(0),
                0x664A => self.depth = self.depth.wrapping_add(u32_at(operand, 0).unwrap_or(0)),
                // Properties too long for a page stand in a stream of their own. Rows of ten columns have them there.
                0x6645 | 0x6646 if depth < 2 => {
                    let huge = u32_at(operand, 0).and_then(|at| {
                        let length = u16_at(data, at as usize)?;
                        part(data, (at.checked_add(2)?, length.into()))
                    });
                    if let Some(list) = huge {
                        self.apply(list, data, depth + 1);
                    }
                }
                0xD608 | 0xD606 => self.shapes = Some(shapes(operand)),
                0x5624 | 0x5625 => {
                    // Joins or parts the cells from the first to before the second.
                    let (Some(&first), Some(&end)) = (operand.first(), operand.get(1)) else { return };
                    for cell in self.cells().iter_mut().take(end.into()).skip(usize::from(first) + 1) {
                        cell.joins_left = code == 0x5624;
                    }
                }
                0xD62B => {
                    let (Some(&index), Some(&value)) = (operand.first(), operand.get(1)) else { return };
                    if let Some(cell) = self.cells().get_mut(usize::from(index)) {
                        cell.vertical = merge(u16::from(value));
                    }
                }
                _ => {}
            }
        });
    }

    fn cells(&mut self) -> &mut [Shape] {
        self.shapes.as_mut().map_or(&mut [], |shapes| &mut shapes.cells)
    }
}

const fn merge(bits: u16) -> Merge {
    match bits & 3 {
        1 => Merge::Continue,
        3 => Merge::Start,
        _ => Merge::None,
    }
}

/// The definition of a row: the number of cells, their edges, and for each cell 20 bytes or fewer, the first two of which say how it is merged.
fn shapes(operand: &[u8]) -> Shapes {
    let count = operand.first().map_or(0, |&count| usize::from(count).min(MOST_CELLS));
    let edge = |index: usize| u16_at(operand, 1 + 2 * index).map(|edge| i32::from(edge.cast_signed()));
    let cells = (0..count).map_while(|index| {
        let flags = u16_at(operand, 1 + 2 * (count + 1) + 20 * index).unwrap_or(0);
        Some(Shape { right: edge(index + 1)?, vertical: merge(flags >> 5), joins_left: flags & 3 == 2 })
    });
    Shapes { left: edge(0).unwrap_or(0), cells: cells.collect() }
}
