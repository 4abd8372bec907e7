//! Last year's report, and whether it may be laid beside this year's.
//!
//! Nothing is compared in silence: a report that is of another year or authority, or that could not be read, says so in the outcome.

use std::sync::Arc;

use crate::document::Kind;
use crate::intake::{Decode, Failure, Source};
use crate::report::{Beside, Hindrance, Report};
use crate::{Reading, Values};

/// What the caller gave as last year's report; read once, for any number of this year's.
#[derive(Debug, Clone)]
pub struct Previous {
    source: String,
    reports: Result<Vec<Arc<Report>>, Failure>,
}

impl Previous {
    /// Reads last year's report from a document; `decode` as in [`Options`](crate::Options).
    ///
    /// What cannot be read is kept, and said of each report that it was to stand beside.
    pub fn read(source: &Source<'_>, decode: Decode) -> Self {
        Self::of(&Reading::of(source, decode))
    }

    /// The same from what was read already.
    pub fn of(reading: &Reading) -> Self {
        Self { source: reading.source().to_owned(), reports: reading.reports().map(<[_]>::to_vec) }
    }

    /// Last year's figures by id, without a document behind them; whose they are and of which year is the caller's word.
    pub fn from_values(values: &Values<'_>) -> Self {
        Self { source: String::new(), reports: Ok(vec![Arc::new(values.report(None, None))]) }
    }

    /// A document that the caller could not even open.
    pub fn failed(name: &str, failure: Failure) -> Self {
        Self { source: name.to_owned(), reports: Err(failure) }
    }

    /// Why it can stand beside no report at all.
    pub fn hindrance(&self) -> Option<Hindrance> {
        match &self.reports {
            Err(failure) => Some(Hindrance::Unread(*failure)),
            Ok(reports) if reports.len() > 1 => Some(Hindrance::Several(reports.len())),
            Ok(_) => None,
        }
    }

    /// How it stands to this year's report.
    pub(crate) fn beside(&self, report: &Report) -> Beside {
        let only = self.reports.iter().flatten().next().filter(|_| self.hindrance().is_none());
        let hindrance = self.hindrance().or_else(|| only.and_then(|previous| between(previous, report)));
        Beside { source: self.source.clone(), report: only.cloned(), hindrance }
    }
}

/// What speaks against laying these two side by side.
fn between(previous: &Report, report: &Report) -> Option<Hindrance> {
    // Figures without a document are of the year and the authority that the caller says.
    if previous.kind != Kind::Values && (report.kind != Kind::Values || report.year.is_some()) {
        let follows = previous.year.zip(report.year).is_some_and(|(before, now)| before.checked_add(1) == Some(now));
        if !follows {
            return Some(Hindrance::Year);
        }
    }
    let names = previous.authority.as_deref().zip(report.authority.as_deref());
    names.filter(|(a, b)| !is_same_authority(a, b)).map(|_| Hindrance::Authority)
}

/// Whether two names can be those of one authority: with or without the names of the areas above it, in full or shortened.
fn is_same_authority(a: &str, b: &str) -> bool {
    let (a, b) = (core_of(a), core_of(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    // 某区发改委 is 某区发展和改革委员会; 某县人民政府 is not 某县人民政府办公室.
    short.last() == long.last() && short.iter().all(|c| rest.any(|other| other == c))
}

/// A name's characters without white space, brackets and the endings that are left out as often as not.
fn core_of(name: &str) -> Vec<char> {
    const ENDS: [(&str, &str); 8] = [
        ("乡人民政府", "乡"),
        ("镇人民政府", "镇"),
        ("乡政府", "乡"),
        ("镇政府", "镇"),
        ("街道办事处", "街道"),
        ("街道办", "街道"),
        ("委员会", "委"),
        ("办公室", "办"),
    ];
    let mut name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    for (end, short) in ENDS {
        if let Some(head) = name.strip_suffix(end) {
            name = [head, short].concat();
        }
    }
    let mut depth = 0_u32;
    let bare = name.chars().filter(|c| match c {
        '（' | '(' => {
            depth += 1;
            false
        }
        '）' | ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    bare.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_authority() {
        let same = [
            ("某县某镇人民政府", "某镇"),
            ("某街道办事处", "某区某街道"),
            ("某区发展和改革委员会", "某区发改委"),
            ("某市某区统计局", "区统计局"),
            ("某县人民政府办公室", "某县政府办"),
            ("某县档案馆（某县史志办）", "某县档案馆"),
            ("某县人民政府", "某县政府"),
            ("某 局", "某局"),
        ];
        for (a, b) in same {
            assert!(is_same_authority(a, b) && is_same_authority(b, a), "{a} {b}");
        }
        let others = [
            ("甲镇人民政府", "乙镇人民政府"),
            ("某县人民政府", "某县人民政府办公室"),
            ("某县财政局", "某县司法局"),
            ("某县发展和改革委员会", "某县发展和改革局"),
            ("某镇人民政府", "某县人民政府"),
        ];
        for (a, b) in others {
            assert!(!is_same_authority(a, b) && !is_same_authority(b, a), "{a} {b}");
        }
    }
}
