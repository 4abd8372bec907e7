//! Which encoding the bytes of a text or page are in.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page a declaration is looked for, in bytes. Pages out of office programs carry long headers.
const HEAD: usize = 8192;

/// Decodes by byte order mark, then by content, then by declaration.
///
/// Text that is valid UTF-8 with characters beyond ASCII is UTF-8 whatever it declares, because no other encoding gives such bytes by
/// accident. After that a declaration counts where it decodes without an error, and GB18030, which contains GBK and GB2312, is the rest.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(encoding) = utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if let Some(encoding) = declared(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        if !damaged {
            return text;
        }
    }
    let (text, damaged) = GB18030.decode_without_bom_handling(bytes);
    if damaged && mostly_utf8(bytes) { UTF_8.decode_without_bom_handling(bytes).0 } else { text }
}

/// UTF-16 without a mark: every second byte of ASCII text is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = (head.len() / 2 / 10).max(2);
    match (even > many, odd > many) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a page or an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let find = |word: &[u8]| head.windows(word.len()).position(|window| window == word).map(|at| at + word.len());
    let at = find(b"charset=").or_else(|| find(b"encoding="))?;
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .collect();
    Encoding::for_label(&label).filter(|encoding| encoding.is_ascii_compatible())
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

#[cfg(test)]
mod tests {
    use super::*;

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
        let page = format!("<meta charset=utf-8><p>{TEXT}");
        assert_eq!(decode(&encoding_rs::GBK.encode(&page).0), page);
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
