//! One part of a zip package put in the place of another, and nothing else touched.
//!
//! The package is not written anew: the bytes before and behind the part stay what they are, and only the places and sizes that the change
//! moves are set in the lists of the package, in the old form and in the long one (zip64).

use std::ops::Range;

use super::deflate::deflated;
use crate::intake::files::package::MainPart;

const LOCAL: &[u8] = b"PK\x03\x04";
const ENTRY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const LONG_END: &[u8] = b"PK\x06\x06";
const LONG_PLACE: &[u8] = b"PK\x06\x07";
const DESCRIPTOR: &[u8] = b"PK\x07\x08";

/// The package with `text` as its main part; `None` where its lists are built in a way that is not known here.
pub(super) fn replaced(package: &[u8], part: &MainPart, text: &[u8]) -> Option<Vec<u8>> {
    let old = Bytes(package);
    let (header, entry) = (part.header, part.entry);
    if !old.is(header, LOCAL) || !old.is(entry, ENTRY) || part.list < part.data.end {
        return None;
    }
    let stored = match old.short(entry + 10)? {
        0 => text.to_vec(),
        8 => deflated(text),
        _ => return None,
    };
    let sizes = Sizes { checksum: crc32fast::hash(text), stored: stored.len() as u64, plain: text.len() as u64 };
    let before =
        Sizes { checksum: old.word(entry + 16)?, stored: old.wide(entry, 20, Head::Entry)?, plain: old.wide(entry, 24, Head::Entry)? };
    if before.stored != part.data.len() as u64 {
        return None;
    }
    let moved = |place: usize| place.checked_sub(part.data.len())?.checked_add(stored.len());
    let shift = |place: u64| place.checked_sub(part.data.len() as u64)?.checked_add(stored.len() as u64);

    let mut new = Vec::with_capacity(moved(package.len())?);
    new.extend_from_slice(package.get(..part.data.start)?);
    new.extend_from_slice(&stored);
    new.extend_from_slice(package.get(part.data.end..)?);

    // Where the sizes follow the part, its local header may have none.
    let follows = old.short(header + 6)? & 8 != 0;
    let has_none = follows && old.word(header + 14)? == 0;
    if !has_none {
        let local = Sizes {
            checksum: old.word(header + 14)?,
            stored: old.wide(header, 18, Head::Local)?,
            plain: old.wide(header, 22, Head::Local)?,
        };
        if local != before {
            return None;
        }
        set(&mut new, header + 14, &sizes.checksum.to_le_bytes())?;
        set_wide(&mut new, old, header, header, 18, Head::Local, sizes.stored)?;
        set_wide(&mut new, old, header, header, 22, Head::Local, sizes.plain)?;
    }
    if follows {
        let at = part.data.end;
        let sign = if old.is(at, DESCRIPTOR) { 4 } else { 0 };
        let [found, wanted] = [before, sizes].map(|sizes| [sizes.narrow(), Some(sizes.broad())]);
        let form = found.iter().position(|form| form.as_ref().is_some_and(|form| old.is(at + sign, form)))?;
        set(&mut new, moved(at + sign)?, wanted.get(form)?.as_ref()?)?;
    }

    // Every entry behind the part stands elsewhere now.
    let end = package.windows(4).rposition(|window| window == END)?;
    let own = old.wide(entry, 42, Head::Entry)?;
    let (mut at, mut count) = (part.list, 0_usize);
    while old.is(at, ENTRY) {
        let place = old.wide(at, 42, Head::Entry)?;
        if place > own {
            set_wide(&mut new, old, at, moved(at)?, 42, Head::Entry, shift(place)?)?;
        }
        let lengths = [28, 30, 32].map(|field| old.short(at + field).map(usize::from));
        at += 46 + lengths.into_iter().sum::<Option<usize>>()?;
        count += 1;
    }
    let at = moved(entry)?;
    set(&mut new, at + 16, &sizes.checksum.to_le_bytes())?;
    set_wide(&mut new, old, entry, at, 20, Head::Entry, sizes.stored)?;
    set_wide(&mut new, old, entry, at, 24, Head::Entry, sizes.plain)?;
    let said = old.short(end + 10)?;
    if said != u16::MAX && usize::from(said) != count {
        return None;
    }
    let list = old.word(end + 16)?;
    if list != u32::MAX {
        set(&mut new, moved(end)? + 16, &u32::try_from(shift(list.into())?).ok()?.to_le_bytes())?;
    }
    if let Some(place) = end.checked_sub(20).filter(|&place| old.is(place, LONG_PLACE)) {
        let said = old.long(place + 8)?;
        let base = (part.list as u64).checked_sub(old.list_place(end, said)?)?;
        let at = usize::try_from(said.checked_add(base)?).ok()?;
        if !old.is(at, LONG_END) || at < part.data.end {
            return None;
        }
        set(&mut new, moved(place)? + 8, &shift(said)?.to_le_bytes())?;
        set(&mut new, moved(at)? + 48, &shift(old.long(at + 48)?)?.to_le_bytes())?;
    }
    Some(new)
}

/// What a package says of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sizes {
    checksum: u32,
    stored: u64,
    plain: u64,
}

impl Sizes {
    /// As they stand behind a part in the old form; `None` where they do not fit.
    fn narrow(self) -> Option<Vec<u8>> {
        let [stored, plain] = [self.stored, self.plain].map(|size| u32::try_from(size).ok());
        Some([self.checksum.to_le_bytes(), stored?.to_le_bytes(), plain?.to_le_bytes()].concat())
    }

    /// The same in the long form.
    fn broad(self) -> Vec<u8> {
        [self.checksum.to_le_bytes().as_slice(), &self.stored.to_le_bytes(), &self.plain.to_le_bytes()].concat()
    }
}

/// The two lists that an entry stands in: before its part, and at the end of the package.
#[derive(Clone, Copy)]
enum Head {
    Local,
    Entry,
}

impl Head {
    /// Where the lengths of the name and of the extra fields stand, how long the head is before the name, and the fields that can be too
    /// small for their value, in the order in which the long form has them.
    const fn shape(self) -> (usize, usize, [usize; 3]) {
        match self {
            Self::Local => (26, 30, [22, 18, usize::MAX]),
            Self::Entry => (28, 46, [24, 20, 42]),
        }
    }
}

/// Bytes in which numbers stand, lowest byte first.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn is(self, at: usize, wanted: &[u8]) -> bool {
        self.0.get(at..).is_some_and(|rest| rest.starts_with(wanted))
    }

    fn array<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..)?.first_chunk().copied()
    }

    fn short(self, at: usize) -> Option<u16> {
        self.array(at).map(u16::from_le_bytes)
    }

    fn word(self, at: usize) -> Option<u32> {
        self.array(at).map(u32::from_le_bytes)
    }

    fn long(self, at: usize) -> Option<u64> {
        self.array(at).map(u64::from_le_bytes)
    }

    /// A field of a head, wherever its value stands.
    fn wide(self, head: usize, field: usize, kind: Head) -> Option<u64> {
        match self.word(head + field)? {
            u32::MAX => self.long(self.extra(head, field, kind)?.start),
            small => Some(small.into()),
        }
    }

    /// Where the value of a field stands that is too small for it.
    fn extra(self, head: usize, field: usize, kind: Head) -> Option<Range<usize>> {
        let (lengths, name, fields) = kind.shape();
        let mut at = head + name + usize::from(self.short(head + lengths)?);
        let end = at + usize::from(self.short(head + lengths + 2)?);
        while at < end {
            let (id, length) = (self.short(at)?, usize::from(self.short(at + 2)?));
            if id == 1 {
                let before = fields.into_iter().take_while(|&other| other != field);
                let skipped = before.filter(|&other| self.word(head + other) == Some(u32::MAX)).count();
                let value = at + 4 + 8 * skipped;
                return (value + 8 <= at + 4 + length).then_some(value..value + 8);
            }
            at += 4 + length;
        }
        None
    }

    /// Where the list of a package begins by its own word, as its end says it or, where that is too small, the long end at `long_end`, which
    /// stands right before its place.
    fn list_place(self, end: usize, long_end: u64) -> Option<u64> {
        match self.word(end + 16)? {
            u32::MAX => {
                let exact = usize::try_from(long_end).ok().filter(|&at| self.is(at, LONG_END));
                self.long(exact.or_else(|| end.checked_sub(20 + 56))? + 48)
            }
            small => Some(small.into()),
        }
    }
}

fn set(bytes: &mut [u8], at: usize, value: &[u8]) -> Option<()> {
    bytes.get_mut(at..at.checked_add(value.len())?)?.copy_from_slice(value);
    Some(())
}

/// Sets a field of the head that stood at `head` in the `old` package and now stands at `now`.
fn set_wide(new: &mut [u8], old: Bytes<'_>, head: usize, now: usize, field: usize, kind: Head, value: u64) -> Option<()> {
    if old.word(head + field)? == u32::MAX {
        let place = old.extra(head, field, kind)?;
        return set(new, now + (place.start - head), &value.to_le_bytes());
    }
    set(new, now + field, &u32::try_from(value).ok().filter(|&value| value != u32::MAX)?.to_le_bytes())
}
