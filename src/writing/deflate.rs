//! Bytes made smaller as zip packages do it (DEFLATE, RFC 1951).
//!
//! One block with the codes that the format has from the start: the libraries that choose better ones weigh more in the module than
//! everything else that writes, and the text of a report becomes a tenth either way.

/// How far back a repetition may lie, and how long it may be.
const WINDOW: usize = 1 << 15;
const LONGEST: usize = 258;
/// Repetitions shorter than this are not looked for.
const SHORTEST: usize = 4;
/// How many earlier places are tried for each repetition.
const TRIES: usize = 24;
/// Stands for no place.
const NONE: u32 = u32::MAX;

/// The bytes, deflated.
pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut bits = Bits { bytes: Vec::with_capacity(bytes.len() / 8), pending: 0, count: 0 };
    // The last block, and the first; with fixed codes.
    bits.put(0b011, 3);
    let mut places = Places { last: vec![NONE; WINDOW], before: vec![NONE; WINDOW] };
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let found = places.longest(bytes, at);
        if let Some((length, distance)) = found {
            bits.length(length);
            bits.distance(distance);
        } else {
            bits.symbol(u32::from(byte));
        }
        for _ in 0..found.map_or(1, |(length, _)| length) {
            places.add(bytes, at);
            at += 1;
        }
    }
    bits.symbol(256);
    bits.finish()
}

/// Where four bytes stood before: by a short sum of theirs the last place, and for each place the one before it.
struct Places {
    last: Vec<u32>,
    before: Vec<u32>,
}

impl Places {
    fn sum(bytes: &[u8], at: usize) -> Option<usize> {
        let four: [u8; SHORTEST] = *bytes.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(four).wrapping_mul(0x9E37_79B1) >> 17).ok()
    }

    fn add(&mut self, bytes: &[u8], at: usize) {
        let Some(last) = Self::sum(bytes, at).and_then(|sum| self.last.get_mut(sum)) else { return };
        let Ok(place) = u32::try_from(at) else { return };
        let older = std::mem::replace(last, place);
        if let Some(before) = self.before.get_mut(at % WINDOW) {
            *before = older;
        }
    }

    /// The longest repetition of what begins at `at`: its length, and how far back it lies.
    fn longest(&self, bytes: &[u8], at: usize) -> Option<(usize, usize)> {
        let here = bytes.get(at..)?;
        let mut place = *self.last.get(Self::sum(bytes, at)?)?;
        let mut best: Option<(usize, usize)> = None;
        for _ in 0..TRIES {
            let distance = usize::try_from(place).ok().filter(|_| place != NONE).and_then(|place| at.checked_sub(place));
            let Some(distance) = distance.filter(|distance| (1..=WINDOW).contains(distance)) else { break };
            let there = bytes.get(at - distance..)?;
            let length = here.iter().zip(there).take(LONGEST).take_while(|(a, b)| a == b).count();
            if length >= SHORTEST && best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, distance));
            }
            if length == LONGEST {
                break;
            }
            place = *self.before.get((at - distance) % WINDOW)?;
        }
        best
    }
}

/// Bits in the order in which the format packs them: the lowest of a byte first.
struct Bits {
    bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        self.pending |= u64::from(value) << self.count;
        self.count += count;
        while self.count >= 8 {
            let [lowest, ..] = self.pending.to_le_bytes();
            self.bytes.push(lowest);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    /// A code, whose highest bit comes first.
    fn code(&mut self, code: u32, count: u32) {
        self.put(code.reverse_bits() >> (32 - count), count);
    }

    /// A byte, the end (256), or the first part of a length.
    fn symbol(&mut self, symbol: u32) {
        match symbol {
            0..=143 => self.code(0x30 + symbol, 8),
            144..=255 => self.code(0x190 + symbol - 144, 9),
            256..=279 => self.code(symbol - 256, 7),
            _ => self.code(0xC0 + symbol - 280, 8),
        }
    }

    /// From 8 on, four lengths more share a symbol for each doubling, and the bits that tell them apart follow it.
    fn length(&mut self, length: usize) {
        let over = u32::try_from(length.clamp(3, LONGEST) - 3).unwrap_or(0);
        match over {
            255 => self.symbol(285),
            0..8 => self.symbol(257 + over),
            _ => {
                let extra = over.ilog2() - 2;
                self.symbol(257 + 4 * (extra + 1) + ((over >> extra) & 3));
                self.put(over & ((1 << extra) - 1), extra);
            }
        }
    }

    /// The same with two distances for each doubling, from 4 on.
    fn distance(&mut self, distance: usize) {
        let over = u32::try_from(distance.clamp(1, WINDOW) - 1).unwrap_or(0);
        if over < 4 {
            return self.code(over, 5);
        }
        let extra = over.ilog2() - 1;
        self.code(2 * (extra + 1) + ((over >> extra) & 1), 5);
        self.put(over & ((1 << extra) - 1), extra);
    }

    fn finish(mut self) -> Vec<u8> {
        self.put(0, 7);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::deflated;

    /// Every way in which bytes repeat: not at all, at once, far away, with every length.
    #[test]
    fn what_is_deflated_comes_back() {
        let noise =
            |count: u32| (0..count).map(|n| n.wrapping_mul(n ^ 0x9E37).wrapping_mul(0x9E37_79B1).to_le_bytes()[3]).collect::<Vec<_>>();
        let mut cases = vec![vec![], b"a".to_vec(), vec![7; 100_000], noise(70_000), "政府信息公开".repeat(9000).into_bytes()];
        for length in 1..600 {
            let (word, gap) = (noise(length), vec![0xA5; usize::try_from(length * 54).unwrap()]);
            cases.push([word.as_slice(), &gap, &word].concat());
        }
        for case in cases {
            let packed = deflated(&case);
            let mut back = Vec::new();
            flate2::read::DeflateDecoder::new(packed.as_slice()).read_to_end(&mut back).unwrap();
            assert!(back == case, "{} bytes", case.len());
        }
    }
}
