//! Sets of cells of one system.

/// A set of numbers below [`MOST`](Self::MOST).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bits([u64; 4]);

impl Bits {
    /// How many different numbers there are.
    pub(super) const MOST: usize = 256;
    /// The empty set.
    pub(super) const NONE: Self = Self([0; 4]);

    pub(super) fn first(count: usize) -> Self {
        let mut all = Self::NONE;
        (0..count).for_each(|at| all.insert(at));
        all
    }

    pub(super) fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(super) fn remove(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
    }

    pub(super) fn has(self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    pub(super) const fn and(self, other: Self) -> Self {
        let (own, other) = (self.0, other.0);
        Self([own[0] & other[0], own[1] & other[1], own[2] & other[2], own[3] & other[3]])
    }

    pub(super) const fn or(self, other: Self) -> Self {
        let (own, other) = (self.0, other.0);
        Self([own[0] | other[0], own[1] | other[1], own[2] | other[2], own[3] | other[3]])
    }

    pub(super) const fn is_empty(self) -> bool {
        let own = self.0;
        own[0] | own[1] | own[2] | own[3] == 0
    }

    pub(super) fn meets(self, other: Self) -> bool {
        !self.and(other).is_empty()
    }

    pub(super) fn count(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The numbers from the smallest on.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        (0..4).flat_map(move |at| {
            let mut word = self.0.get(at).copied().unwrap_or(0);
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }
}
