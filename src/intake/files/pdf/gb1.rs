//! The characters of the collection Adobe-GB1 by the numbers of their glyphs, for fonts that say nothing but that.
//!
//! The collection has the characters of GB 2312 in their order, so that a few runs say it all; they are those of the map GB-EUC-H in Adobe's
//! cmap-resources (`LICENSE-CMAP`). What the collection has beyond GB 2312 is rare in a report and is left unknown.

use super::super::Decode;

/// The first glyph of a run, the character of GB 2312 that it shows, and how many follow in order.
const RUNS: [(u32, u16, u32); 16] = [
    (96, 0xA1A1, 94),
    (190, 0xA2B1, 50),
    (240, 0xA2E5, 10),
    (250, 0xA2F1, 12),
    (262, 0xA3A1, 94),
    (356, 0xA4A1, 83),
    (439, 0xA5A1, 86),
    (525, 0xA6A1, 24),
    (549, 0xA6C1, 24),
    (602, 0xA7A1, 33),
    (635, 0xA7D1, 33),
    (668, 0xA8A1, 26),
    (700, 0xA8C5, 37),
    (738, 0xA9A4, 76),
    (940, 0xB0A1, 3755),
    (4695, 0xD8A1, 3008),
];

/// The character that a glyph shows, of GB 2312 or ASCII.
pub(super) fn character(glyph: u32, decode: Decode) -> Option<String> {
    // Proportional and half-width ASCII; each has its blank.
    let ascii = match glyph {
        1..=95 => Some(glyph + 0x1F),
        814..=907 => Some(glyph - 814 + 0x21),
        7716 => Some(0x20),
        _ => None,
    };
    if let Some(ascii) = ascii {
        return char::from_u32(ascii).map(String::from);
    }
    let (first, code, _) = RUNS.into_iter().find(|(first, _, count)| (*first..first + count).contains(&glyph))?;
    let [row, column] = code.to_be_bytes();
    // There are 94 characters in a row.
    let at = u32::from(column) - 0xA1 + (glyph - first);
    let row = u8::try_from(u32::from(row) + at / 94).ok()?;
    let column = u8::try_from(0xA1 + at % 94).ok()?;
    (decode.0)("gb18030", &[row, column], true)
}

#[cfg(all(test, feature = "encodings"))]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_those_of_gb_2312() {
        let cases = [
            (0, None),
            (1, Some(" ")),
            (17, Some("0")),
            (95, Some("~")),
            (96, Some("\u{3000}")),
            (97, Some("、")),
            (269, Some("（")),
            (278, Some("１")),
            (823, Some("*")),
            (829, Some("0")),
            (940, Some("啊")),
            (4511, Some("政")),
            (4694, Some("座")),
            (4695, Some("亍")),
            (7702, Some("齄")),
            (7703, None),
            (7716, Some(" ")),
            (20_000, None),
            (u32::MAX, None),
        ];
        for (glyph, expected) in cases {
            assert_eq!(character(glyph, Decode::ALL).as_deref(), expected, "{glyph}");
        }
    }
}
