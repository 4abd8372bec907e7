//! Figures that lost the spaces between them: `710000008`.

use std::ops::Range;

/// Longer runs of digits are no row of a report.
const LONGEST: usize = 40;
/// How many ways are tried before the row counts as unreadable.
const EFFORT: u32 = 20_000;

/// The only way to divide digits into `want` figures so that the last of them is the sum of the others; `None` where there is no way, or more
/// than one. A figure of several digits does not begin with 0.
pub(super) fn divide(digits: &str, want: usize) -> Option<Vec<Range<usize>>> {
    let digits = digits.as_bytes();
    if want < 2 || digits.len() < want || digits.len() > LONGEST || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut search = Search { digits, want, effort: 0, ways: Vec::new() };
    for start in (want - 1)..digits.len() {
        if let Some(total) = number(&digits[start..]) {
            search.addends(0, start, total, &mut Vec::new());
        }
    }
    let Search { effort, mut ways, .. } = search;
    (effort < EFFORT && ways.len() == 1).then(|| ways.pop()).flatten()
}

struct Search<'a> {
    digits: &'a [u8],
    want: usize,
    effort: u32,
    ways: Vec<Vec<Range<usize>>>,
}

impl Search<'_> {
    /// Divides the digits from `at` to `end` into the addends that are still wanted, which have to make up `rest`.
    fn addends(&mut self, at: usize, end: usize, rest: u64, before: &mut Vec<Range<usize>>) {
        self.effort += 1;
        if self.effort >= EFFORT || self.ways.len() > 1 {
            return;
        }
        let wanted = self.want - 1 - before.len();
        if wanted == 0 {
            if at == end && rest == 0 {
                let total = end..self.digits.len();
                self.ways.push(before.iter().cloned().chain([total]).collect());
            }
            return;
        }
        // Each addend that follows takes a digit at least.
        for stop in at + 1..=end.saturating_sub(wanted - 1) {
            let Some(value) = number(&self.digits[at..stop]).filter(|&value| value <= rest) else { break };
            before.push(at..stop);
            self.addends(stop, end, rest - value, before);
            before.pop();
        }
    }
}

/// `None` for figures that begin with 0 and go on, and for more digits than a count has.
fn number(digits: &[u8]) -> Option<u64> {
    let plain = digits.len() == 1 || (digits.len() <= 9 && digits.first() != Some(&b'0'));
    plain.then(|| digits.iter().fold(0, |number, &digit| number * 10 + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_sum_leaves_no_choice_of() {
        let cases: [(&str, Option<&[&str]>); 11] = [
            ("0000000", Some(&["0", "0", "0", "0", "0", "0", "0"])),
            ("7100008", Some(&["7", "1", "0", "0", "0", "0", "8"])),
            ("120000012", Some(&["12", "0", "0", "0", "0", "0", "12"])),
            ("1403106800014069", None),
            ("25810000259", Some(&["258", "1", "0", "0", "0", "0", "259"])),
            // 1 + 11 and 11 + 1.
            ("111000012", None),
            // No way: the sum does not hold, or a figure is lost.
            ("710000074", None),
            ("12000012", None),
            ("000000", None),
            ("12.0000012", None),
            ("", None),
        ];
        for (digits, expected) in cases {
            let parts = divide(digits, 7).map(|parts| parts.into_iter().map(|part| &digits[part]).collect::<Vec<_>>());
            assert_eq!(parts.as_deref(), expected, "{digits}");
        }
    }

    #[test]
    fn long_runs_end() {
        assert_eq!(divide(&"1".repeat(LONGEST), 7), None);
        assert_eq!(divide(&"1".repeat(LONGEST + 1), 7), None);
    }
}
