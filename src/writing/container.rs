//! A zip package made of parts.

use super::deflate::deflated;

/// The date that packages give to every part: 1 January 1980, the first that they can; the core has no clock.
const DATE: u16 = 0x21;

/// A package with these parts: name and text. It holds few and small ones, so that the old form does.
pub(super) fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let (mut package, mut list) = (Vec::new(), Vec::new());
    let mut count = 0_u16;
    for (name, text) in parts {
        let stored = deflated(text.as_bytes());
        let place = word(package.len());
        // Version 2.0, names in ASCII, deflated, no time; the list repeats it.
        let head = [20_u16, 0, 8, 0, DATE].map(u16::to_le_bytes).concat();
        let sizes = [crc32fast::hash(text.as_bytes()).to_le_bytes(), word(stored.len()), word(text.len()), word(name.len())].concat();
        package.extend([b"PK\x03\x04".as_slice(), &head, &sizes, name.as_bytes(), &stored].concat());
        // No comment, on the first disk, nothing about the file.
        list.extend([b"PK\x01\x02\x14\0".as_slice(), &head, &sizes, &[0; 10], &place, name.as_bytes()].concat());
        count += 1;
    }
    let (size, place, count) = (word(list.len()), word(package.len()), count.to_le_bytes());
    package.extend([list.as_slice(), b"PK\x05\x06\0\0\0\0", &count, &count, &size, &place, &[0; 2]].concat());
    package
}

/// A number in four bytes. The length of a name is two of them and no extra fields behind it, which are the other two.
fn word(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}
