//! Which encoding the bytes of a text or page are in.
//!
//! UTF-8 and UTF-16 are read here. The tables of all other encodings are larger than the rest of the library, and a browser has them
//! already, so that they are handed in as a function.

use std::borrow::Cow;
use std::fmt;

/// Decodes bytes in an encoding given by its label (WHATWG Encoding Standard).
///
/// The third argument tells to be strict: then the function gives `None` for bytes that the encoding does not have, and otherwise it
/// writes U+FFFD for them. An unknown label always gives `None`.
#[derive(Clone, Copy)]
pub struct Decode(pub fn(label: &str, bytes: &[u8], strict: bool) -> Option<String>);

impl Decode {
    /// Knows UTF-8 only, and takes every label for it.
    pub const UTF8: Self = Self(|_, bytes, strict| match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) if strict => None,
        Err(_) => Some(String::from_utf8_lossy(bytes).into_owned()),
    });

    /// All encodings of the standard, by `encoding_rs`.
    #[cfg(feature = "encodings")]
    pub const ALL: Self = Self(|label, bytes, strict| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        (!(strict && damaged)).then(|| text.into_owned())
    });
}

/// All encodings where the feature `encodings` is on, else UTF-8 only.
impl Default for Decode {
    #[cfg(feature = "encodings")]
    fn default() -> Self {
        Self::ALL
    }

    #[cfg(not(feature = "encodings"))]
    fn default() -> Self {
        Self::UTF8
    }
}

impl fmt::Debug for Decode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decode")
    }
}

/// How far into a page a declaration is looked for, in bytes. Pages out of office programs carry long headers.
const HEAD: usize = 8192;

/// Decodes by byte order mark, then by content, then by declaration.
///
/// Text that is valid UTF-8 with characters beyond ASCII is UTF-8 whatever it declares, because no other encoding gives such bytes by
/// accident. After that a declaration counts where it decodes without an error, and GB18030, which contains GBK and GB2312, is the rest.
pub(super) fn decode(bytes: &[u8], Decode(decoder): Decode) -> Cow<'_, str> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks(2).map(|pair| match *pair {
            [a, b] => unit([a, b]),
            _ => 0xfffd,
        });
        Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return String::from_utf8_lossy(rest),
        [0xff, 0xfe, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        _ => {}
    }
    match zeros(bytes) {
        Some(Zeros::Odd) => return utf16(bytes, u16::from_le_bytes),
        Some(Zeros::Even) => return utf16(bytes, u16::from_be_bytes),
        None => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if let Some(text) = declared(bytes).and_then(|label| decoder(&label, bytes, true)) {
        return Cow::Owned(text);
    }
    if let Some(text) = decoder("gb18030", bytes, true) {
        return Cow::Owned(text);
    }
    if mostly_utf8(bytes) {
        return String::from_utf8_lossy(bytes);
    }
    decoder("gb18030", bytes, false).map_or_else(|| String::from_utf8_lossy(bytes), Cow::Owned)
}

/// Which bytes of a pair are zero.
enum Zeros {
    Odd,
    Even,
}

/// UTF-16 without a mark: every second byte of ASCII text is zero.
fn zeros(bytes: &[u8]) -> Option<Zeros> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if !head.contains(&0) {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = (head.len() / 2 / 10).max(2);
    match (even, odd) {
        (0, odd) if odd > many => Some(Zeros::Odd),
        (even, 0) if even > many => Some(Zeros::Even),
        _ => None,
    }
}

/// The label of the encoding that a page or an XML declaration names. UTF-16 is no possible answer where ASCII was read to find it.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let find = |word: &[u8]| head.windows(word.len()).position(|window| window == word).map(|at| at + word.len());
    let at = find(b"charset=").or_else(|| find(b"encoding="))?;
    let label: String = head[at..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .map(char::from)
        .collect();
    // Programs write the encoding of their own country into pages that somebody else wrote; Western ones have a letter for every byte, and
    // none of them is Chinese.
    let lies = ["utf-16", "iso-8859", "latin", "windows-125", "cp125", "us-ascii", "ascii", "macintosh", "x-"];
    (!label.is_empty() && !lies.iter().any(|begin| label.starts_with(begin))).then_some(label)
}

/// Whether damaged bytes are still UTF-8 for the most part, such as a file cut inside a character.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().len() - chunk.valid().bytes().filter(u8::is_ascii).count();
        bad += chunk.invalid().len();
    }
    good > bad * 20
}

#[cfg(all(test, feature = "encodings"))]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Cow<'_, str> {
        super::decode(bytes, Decode::ALL)
    }

    const TEXT: &str = "一、总体情况：本年新收12件〇";

    #[test]
    fn every_encoding_that_reports_come_in() {
        let gbk = encoding_rs::GBK.encode(TEXT).0.into_owned();
        let utf16le: Vec<u8> = [0xFF, 0xFE].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let utf16be: Vec<u8> = [0xFE, 0xFF].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
        for bytes in [TEXT.as_bytes(), &gbk, &utf16le, &utf16be, &marked] {
            assert_eq!(decode(bytes), TEXT, "{bytes:02x?}");
        }
    }

    #[test]
    fn content_overrules_a_declaration() {
        let page = format!("<meta charset=gb2312><p>{TEXT}");
        assert_eq!(decode(page.as_bytes()), page);
        for label in ["utf-8", "iso-8859-1", "windows-1252", "big5", "shift_jis", "no-such"] {
            let page = format!("<meta charset={label}><p>{TEXT}");
            assert_eq!(decode(&encoding_rs::GBK.encode(&page).0), page);
        }
        // A character that GB 2312 and GBK do not have, in a page that says it is in one of them.
        let page = format!("<meta charset=gb2312><p>{TEXT}㐂𠀀");
        assert_eq!(decode(&encoding_rs::GB18030.encode(&page).0), page);
    }

    #[test]
    fn a_declaration_decides_where_content_does_not() {
        let page = "<meta http-equiv=Content-Type content=\"text/html; charset=big5\"><p>政府資訊公開";
        assert_eq!(decode(&encoding_rs::BIG5.encode(page).0), page);
    }

    #[test]
    fn utf16_without_a_mark_is_told_by_its_zeros() {
        let page = "<html><body><p>2020</p></body></html>";
        let bytes: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes), page);
    }

    #[test]
    fn a_file_cut_inside_a_character_stays_utf8() {
        let text = TEXT.repeat(8);
        let cut = &text.as_bytes()[..text.len() - 1];
        assert_eq!(decode(cut), format!("{}\u{fffd}", &text[..text.len() - 3]));
    }
}
