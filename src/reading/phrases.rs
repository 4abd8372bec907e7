//! Finding many phrases in one pass over a text.

use crate::order;

/// Phrases, each with what it means, ready to be found all at once.
///
/// Phrases are told apart by their first character, which in Chinese nearly tells the phrase; a filter of 256 bits passes over all others.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    filter: [u64; 4],
    by_first: Vec<(char, &'static str, T)>,
}

const fn bit(c: char) -> (usize, u64) {
    let low = c as u32 & 0xff;
    ((low >> 6) as usize, 1 << (low & 63))
}

impl<T: Copy> Phrases<T> {
    pub fn new(phrases: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut by_first: Vec<_> =
            phrases.into_iter().filter_map(|(phrase, meaning)| Some((phrase.chars().next()?, phrase, meaning))).collect();
        order::by_key(&mut by_first, |&(first, phrase, _)| (first, phrase));
        let mut filter = [0; 4];
        for &(first, ..) in &by_first {
            let (word, mask) = bit(first);
            filter[word] |= mask;
        }
        Self { filter, by_first }
    }

    /// Calls `found` with byte range and meaning of every occurrence of every phrase, in order of their beginning.
    pub fn scan(&self, text: &str, mut found: impl FnMut(usize, usize, T)) {
        for (at, c) in text.char_indices() {
            let (word, mask) = bit(c);
            if self.filter[word] & mask == 0 {
                continue;
            }
            let from = self.by_first.partition_point(|&(first, ..)| first < c);
            for &(first, phrase, meaning) in &self.by_first[from..] {
                if first != c {
                    break;
                }
                if text[at..].starts_with(phrase) {
                    found(at, at + phrase.len(), meaning);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_search_for_each_finds() {
        let phrases = ["其他", "其他处理", "总计", "本年新收", "a", "不"];
        let index = Phrases::new(phrases.iter().map(|&phrase| (phrase, phrase)));
        for text in ["", "其他处理其他", "（六）其他处理", "本年新收总计", "其", "aa不", "新收"] {
            let mut found = Vec::new();
            index.scan(text, |start, end, phrase| found.push((start, end, phrase)));
            let mut expected: Vec<_> =
                phrases.iter().flat_map(|&phrase| text.match_indices(phrase).map(move |(at, _)| (at, at + phrase.len(), phrase))).collect();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }
}
