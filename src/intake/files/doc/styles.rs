//! The styles that hide their text.

use std::collections::BTreeSet;

use super::properties::modifications;
use super::u16_at;

/// The numbers of the styles of a style sheet whose text is hidden, by their own word or that of the style they are based on.
pub(super) fn hidden(sheet: &[u8]) -> BTreeSet<u16> {
    let mut styles = Vec::new();
    let _ = read(sheet, &mut styles);
    let hides = |number: usize| {
        let mut style = styles.get(number);
        // A circle of styles hides nothing.
        for _ in 0..16 {
            match style {
                Some((_, Some(hides))) => return *hides,
                Some((base, None)) => style = styles.get(usize::from(*base)),
                None => break,
            }
        }
        false
    };
    (0..styles.len()).filter(|&number| hides(number)).filter_map(|number| u16::try_from(number).ok()).collect()
}

/// Reads the styles in their order, as far as they hold together: the number of the style that each is based on, and whether it hides.
fn read(sheet: &[u8], styles: &mut Vec<(u16, Option<bool>)>) -> Option<()> {
    let count = u16_at(sheet, 2)?;
    let fixed = usize::from(u16_at(sheet, 4)?);
    let mut at = 2 + usize::from(u16_at(sheet, 0)?);
    for _ in 0..count {
        let length = usize::from(u16_at(sheet, at)?);
        let style = sheet.get(at + 2..at + 2 + length)?;
        at += 2 + length.next_multiple_of(2);
        styles.push(one(style, fixed).unwrap_or((u16::MAX, None)));
    }
    Some(())
}

fn one(style: &[u8], fixed: usize) -> Option<(u16, Option<bool>)> {
    let kind = u16_at(style, 2)?;
    // The name has a count before it and a zero behind it. Lists of modifications follow, each on an even place.
    let mut at = fixed + 2 + 2 * usize::from(u16_at(style, fixed)?) + 2;
    // The list for characters is the second of a paragraph's style, and the first of one for characters.
    let before = match kind & 15 {
        1 => 1,
        2 => 0,
        _ => return Some((kind >> 4, None)),
    };
    for _ in 0..before {
        at = (at + 2 + usize::from(u16_at(style, at)?)).next_multiple_of(2);
    }
    let list = style.get(at + 2..at + 2 + usize::from(u16_at(style, at)?))?;
    let mut hides = None;
    modifications(list, |code, operand| match (code, operand.first()) {
        (0x083C, Some(0)) => hides = Some(false),
        (0x083C, Some(1 | 0x81)) => hides = Some(true),
        _ => {}
    });
    Some((kind >> 4, hides))
}
