//! Putting short lists in order.

/// Sorts a short list by a key, equal ones staying as they are.
///
/// The standard sorts are compiled anew for every type at several kilobytes each, for lists that may be long. The lists here have tens of
/// entries, and the module for browsers has a budget.
pub(crate) fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..list.len() {
        let at = list[..end].partition_point(|before| key(before) <= key(&list[end]));
        list[at..=end].rotate_right(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_sort_does() {
        let mut seed = 1_u32;
        for length in 0..40 {
            let list: Vec<(u32, usize)> = (0..length)
                .map(|at| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 28, at)
                })
                .collect();
            let (mut ours, mut standard) = (list.clone(), list);
            by_key(&mut ours, |&(key, _)| key);
            standard.sort_by_key(|&(key, _)| key);
            assert_eq!(ours, standard);
        }
    }
}
