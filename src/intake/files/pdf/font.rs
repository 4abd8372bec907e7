//! Fonts: which bytes are a character, how wide it is, and what it says.

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use super::super::Decode;
use super::gb1;

/// What the codes 0x80 to 0x9F of a simple font mean unless it says otherwise: code page 1252.
const UPPER: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C,
    0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178,
];
/// The widths of ASCII characters in the collection Adobe-GB1: half-width ones begin at 814, proportional ones at 1.
const HALF_WIDTH: u32 = 814;
const PROPORTIONAL: u32 = 1;

/// How bytes become codes.
enum Codes {
    /// One byte, with what it says.
    Simple(Vec<Option<char>>),
    /// Two bytes that name a glyph, of the collection Adobe-GB1 or of the font's own.
    Glyphs {
        is_gb1: bool,
    },
    /// UTF-16, by one of the predefined maps named after it.
    Utf16,
    /// GB 18030 or a part of it, by one of the predefined maps named after GB codes.
    Gb {
        first_width: u32,
        has_four: bool,
    },
    Map(Box<CMap>),
}

pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    pub is_vertical: bool,
    widths: BTreeMap<u32, f32>,
    usual_width: f64,
    scale: f64,
    /// For vertical text: how far above the baseline a glyph begins, and how far it moves on, in thousandths.
    pub vertical: (f64, f64),
}

/// A character out of a string.
pub(super) struct Shown {
    pub bytes: usize,
    pub code: u32,
    /// In units of text space at size 1.
    pub width: f64,
    pub text: Option<String>,
}

fn map(stream: &Stream<'_>) -> Option<CMap> {
    CMap::parse(&stream.decoded_data().ok()?, |_| None)
}

impl Font {
    pub fn new(dictionary: &Dict<'_>) -> Option<Self> {
        let subtype = dictionary.get::<Name<'_>>("Subtype")?;
        let to_unicode = dictionary.get::<Stream<'_>>("ToUnicode").and_then(|stream| map(&stream));
        if &*subtype == b"Type0" {
            Self::composite(dictionary, to_unicode)
        } else {
            Some(Self::simple(dictionary, to_unicode, &*subtype == b"Type3"))
        }
    }

    fn composite(dictionary: &Dict<'_>, to_unicode: Option<CMap>) -> Option<Self> {
        let descendant = dictionary.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
        let own = Codes::Glyphs { is_gb1: false };
        let mut is_vertical = false;
        let codes = if let Some(name) = dictionary.get::<Name<'_>>("Encoding") {
            let name = name.as_str().to_string();
            is_vertical = name.ends_with("-V");
            match name.trim_end_matches("-H").trim_end_matches("-V") {
                name if name.starts_with("Uni") && (name.contains("UCS2") || name.contains("UTF16")) => Codes::Utf16,
                "GBK-EUC" | "GB-EUC" => Codes::Gb { first_width: HALF_WIDTH, has_four: false },
                "GBKp-EUC" | "GBpc-EUC" => Codes::Gb { first_width: PROPORTIONAL, has_four: false },
                "GBK2K" => Codes::Gb { first_width: HALF_WIDTH, has_four: true },
                "Identity" => Codes::Glyphs { is_gb1: is_gb1(&descendant) },
                _ => own,
            }
        } else if let Some(stream) = dictionary.get::<Stream<'_>>("Encoding") {
            is_vertical = stream.dict().get::<u32>("WMode") == Some(1);
            map(&stream).map_or(own, |map| Codes::Map(Box::new(map)))
        } else {
            own
        };
        let vertical = descendant.get::<[f32; 2]>("DW2").map_or((880.0, -1000.0), |[above, step]| (above.into(), step.into()));
        Some(Self {
            codes,
            to_unicode,
            is_vertical,
            widths: widths(&descendant),
            usual_width: descendant.get::<f32>("DW").unwrap_or(1000.0).into(),
            scale: 0.001,
            vertical,
        })
    }

    fn simple(dictionary: &Dict<'_>, to_unicode: Option<CMap>, draws_itself: bool) -> Self {
        let matrix = dictionary.get::<[f64; 6]>("FontMatrix").filter(|_| draws_itself);
        let first = dictionary.get::<u32>("FirstChar").unwrap_or(0);
        let list = dictionary.get::<Array<'_>>("Widths");
        let widths: BTreeMap<u32, f32> =
            list.iter().flat_map(Array::iter::<f32>).zip(first..).map(|(width, code)| (code, width)).take(256).collect();
        let missing = dictionary.get::<Dict<'_>>("FontDescriptor").and_then(|descriptor| descriptor.get::<f32>("MissingWidth"));
        let usual_width = missing.map_or(if widths.is_empty() { 500.0 } else { 0.0 }, f64::from);
        // The glyphs of a font that draws itself say nothing but what the file adds.
        let mut codes: Vec<Option<char>> = (0..256_u32)
            .map(|code| {
                let upper = code.checked_sub(0x80).and_then(|at| UPPER.get(at as usize)).map(|&unit| u32::from(unit));
                char::from_u32(upper.unwrap_or(code)).filter(|character| *character >= ' ' && !draws_itself)
            })
            .collect();
        let differences = dictionary.get::<Dict<'_>>("Encoding").and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
        let mut code = 0_usize;
        for object in differences.iter().flat_map(Array::iter::<Object<'_>>) {
            match object {
                Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(0),
                Object::Name(name) => {
                    if let Some(place) = codes.get_mut(code) {
                        *place = named(name.as_str());
                    }
                    code += 1;
                }
                _ => {}
            }
        }
        let scale = matrix.map_or(0.001, |matrix| matrix[0]);
        Self { codes: Codes::Simple(codes), to_unicode, is_vertical: false, widths, usual_width, scale, vertical: (880.0, -1000.0) }
    }

    /// The first character of a string that is not empty.
    pub fn next(&self, bytes: &[u8], decode: Decode) -> Shown {
        let byte = |at: usize| bytes.get(at).map_or(0, |&byte| u32::from(byte));
        let pair = || if bytes.len() >= 2 { (2, byte(0) << 8 | byte(1)) } else { (1, byte(0)) };
        let ascii = |code: u32, first: u32| if (0x20..0x7F).contains(&code) { code - 0x20 + first } else { u32::MAX };
        let (length, code, glyph, said) = match &self.codes {
            Codes::Simple(table) => (1, byte(0), byte(0), table.get(byte(0) as usize).copied().flatten().map(String::from)),
            Codes::Glyphs { is_gb1 } => {
                let (length, code) = pair();
                let said = if *is_gb1 { gb1::character(code, decode) } else { None };
                (length, code, code, said)
            }
            Codes::Utf16 => {
                let (length, unit) = pair();
                if (0xD800..0xDC00).contains(&unit) && bytes.len() >= 4 {
                    let code = 0x1_0000 + ((unit - 0xD800) << 10) + ((byte(2) << 8 | byte(3)).wrapping_sub(0xDC00) & 0x3FF);
                    (4, code, u32::MAX, char::from_u32(code).map(String::from))
                } else {
                    (length, unit, ascii(unit, PROPORTIONAL), char::from_u32(unit).map(String::from))
                }
            }
            Codes::Gb { first_width, has_four } => {
                let length = match (byte(0), bytes.len()) {
                    (0..0x81, _) | (_, 1) => 1,
                    (_, 4..) if *has_four && (0x30..0x3A).contains(&byte(1)) => 4,
                    _ => 2,
                };
                let part = bytes.get(..length).unwrap_or_default();
                let code = part.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
                let width = if length == 1 { ascii(code, *first_width) } else { u32::MAX };
                (length, code, width, (decode.0)("gb18030", part, true))
            }
            Codes::Map(map) => {
                let mut found = (1, byte(0), 0, None);
                let mut code = 0;
                for length in 1..=bytes.len().min(4) {
                    code = code << 8 | byte(length - 1);
                    if let Some(glyph) = u8::try_from(length).ok().and_then(|length| map.lookup_cid_code(code, length)) {
                        found = (length, code, glyph, None);
                        break;
                    }
                }
                found
            }
        };
        let mapped = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).map(|text| match text {
            BfString::Char(character) => character.to_string(),
            BfString::String(text) => text.clone(),
        });
        let text = mapped.filter(|text| text.chars().any(|character| character != '\0')).or(said);
        let width = self.widths.get(&glyph).map_or(self.usual_width, |&width| width.into()) * self.scale;
        Shown { bytes: length, code, width, text }
    }
}

/// Whether the numbers of glyphs are those of the collection Adobe-GB1.
///
/// A TrueType font in the file that says nothing of how its glyphs are numbered has numbers of its own, whatever collection it names.
fn is_gb1(descendant: &Dict<'_>) -> bool {
    let ordering = descendant.get::<Dict<'_>>("CIDSystemInfo").and_then(|collection| collection.get::<PdfString<'_>>("Ordering"));
    let has_own = || {
        descendant.get::<Dict<'_>>("FontDescriptor").is_some_and(|descriptor| descriptor.contains_key("FontFile2"))
            && descendant.get::<Stream<'_>>("CIDToGIDMap").is_none()
    };
    ordering.is_some_and(|ordering| ordering.as_bytes() == b"GB1") && !has_own()
}

/// The widths of a composite font: `first [w w w]` or `first last w`.
fn widths(descendant: &Dict<'_>) -> BTreeMap<u32, f32> {
    let mut widths = BTreeMap::new();
    let Some(list) = descendant.get::<Array<'_>>("W") else { return widths };
    let mut objects = list.iter::<Object<'_>>();
    let code = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    while let Some(Object::Number(first)) = objects.next() {
        let first = code(first.as_i64());
        match objects.next() {
            Some(Object::Array(list)) => widths.extend((first..=u32::MAX).zip(list.iter::<f32>().take(70_000))),
            Some(Object::Number(last)) => {
                let Some(Object::Number(width)) = objects.next() else { break };
                // There are no more than 65,536 glyphs in a font.
                widths.extend((first..=code(last.as_i64()).min(first.saturating_add(70_000))).map(|code| (code, width.as_f32())));
            }
            _ => break,
        }
        if widths.len() > 140_000 {
            break;
        }
    }
    widths
}

/// The character of a glyph's name, for the names that figures and their punctuation have.
fn named(name: &str) -> Option<char> {
    const NAMES: [(&str, char); 34] = [
        ("space", ' '),
        ("zero", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
        ("period", '.'),
        ("comma", ','),
        ("hyphen", '-'),
        ("minus", '−'),
        ("slash", '/'),
        ("colon", ':'),
        ("semicolon", ';'),
        ("percent", '%'),
        ("parenleft", '('),
        ("parenright", ')'),
        ("plus", '+'),
        ("equal", '='),
        ("asterisk", '*'),
        ("bracketleft", '['),
        ("bracketright", ']'),
        ("endash", '–'),
        ("emdash", '—'),
        ("quotedblleft", '“'),
        ("quotedblright", '”'),
        ("bullet", '•'),
        ("at", '@'),
        ("underscore", '_'),
        ("ampersand", '&'),
    ];
    let name = name.split('.').next()?;
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return Some(only);
    }
    let hexadecimal = name.strip_prefix("uni").or_else(|| name.strip_prefix('u')).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    hexadecimal.and_then(char::from_u32).or_else(|| NAMES.iter().find(|(known, _)| *known == name).map(|&(_, character)| character))
}

/// A text string of the file's structure: UTF-16, UTF-8, or one byte a character.
pub(super) fn text_string(string: &PdfString<'_>) -> String {
    let bytes = string.as_bytes();
    if let Some(units) = bytes.strip_prefix(b"\xFE\xFF") {
        let units: Vec<u16> = units.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(u16::from_be_bytes)).collect();
        String::from_utf16_lossy(&units)
    } else if let Some(text) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        String::from_utf8_lossy(text).into_owned()
    } else {
        bytes.iter().copied().map(char::from).collect()
    }
}
