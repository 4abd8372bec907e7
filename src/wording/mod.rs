//! Findings in words, in Chinese and English.
//!
//! A message says what is wrong, with the figures, and what to do. Both languages say the same; labels of the form stay as they are printed.

mod en;
mod failures;
mod file;
mod places;
mod prose;
mod repair;
#[cfg(feature = "writing")]
mod writing;
mod years;
mod zh;

pub use failures::failure;
pub use repair::repair;
#[cfg(feature = "writing")]
pub use writing::{left, refusal};
pub use years::{beside, hindrance};

use serde::{Deserialize, Serialize};

use crate::field::{Field, TableId};
use crate::finding::Finding;
use crate::report::Report;
use crate::value::{Decimal, Value};
use places::{row_name, spots};

/// A language of the messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What is wrong, with the figures; a clause without a full stop.
    pub title: String,
    /// What to do; a sentence or more.
    pub advice: String,
}

/// Puts a finding into words.
pub fn message(finding: &Finding, report: &Report, language: Language) -> Message {
    let facts = Facts { finding, report };
    if let Some((title, advice)) = prose::message(&facts, language) {
        return Message { title, advice };
    }
    let (title, advice) = match language {
        _ if finding.code.starts_with("DOC-FILE-") => file::message(&facts, language),
        _ if finding.code.starts_with("XY-") || finding.code == "NAR-SIMILAR" => years::message(&facts, language),
        Language::Zh => zh::message(&facts),
        Language::En => en::message(&facts),
    };
    Message { title, advice }
}

/// How many places, rows, headings or texts a message names before it only counts.
const NAMED: usize = 6;

/// What a sentence is made of.
struct Facts<'a> {
    finding: &'a Finding,
    report: &'a Report,
}

impl Facts<'_> {
    fn case(&self) -> u8 {
        self.finding.detail.case
    }

    fn cells(&self) -> &[Field] {
        &self.finding.cells
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.finding.detail.texts.iter().map(String::as_str)
    }

    fn numbers(&self) -> impl Iterator<Item = Decimal> {
        self.finding.detail.numbers.iter().copied()
    }

    /// The table that the finding stands in: 2, 3 or 4.
    fn table(&self) -> u8 {
        use crate::finding::Seat;
        match self.finding.seat {
            Seat::Table(table) | Seat::Row(table, ..) => table.section(),
            Seat::Section(section) => section,
            Seat::Document => 0,
        }
    }

    /// The section that the finding's quote stands in.
    fn section(&self) -> Option<u8> {
        self.finding.quote.as_ref().map(|quote| quote.section)
    }

    /// The figure of the finding's cell at this place of the list; empty cells count as 0.
    fn figure(&self, at: usize) -> Decimal {
        self.cells().get(at).and_then(|&field| self.report.value(field).number()).unwrap_or(Decimal::ZERO)
    }

    /// The name of the row of the finding's first cell.
    fn row(&self) -> String {
        self.cells().first().map_or(String::new(), |&field| row_name(self.report.form(), self.report.form().row_index(field)))
    }

    /// The name of the column of the finding's first cell.
    fn column(&self) -> &'static str {
        self.cells().first().map_or("", |&field| places::column_name(self.report.form(), field))
    }

    fn expected(&self) -> Decimal {
        self.finding.expected.unwrap_or(Decimal::ZERO)
    }

    fn found(&self) -> Decimal {
        self.finding.found.unwrap_or(Decimal::ZERO)
    }

    /// How far apart the two sides are.
    fn gap(&self) -> Option<Decimal> {
        let (a, b) = (self.expected(), self.found());
        crate::rules::subtract(a.max(b), a.min(b))
    }

    /// Blank and placeholder cells that the sum counted as 0.
    fn counted_as_zero(&self) -> (usize, usize) {
        crate::rules::counted_as_zero(self.report, self.cells())
    }

    fn spots(&self) -> Vec<places::Spot> {
        spots(self.report, self.cells())
    }

    /// The rows of the finding's cells, each once.
    fn rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self.cells().iter().map(|&field| self.report.form().row_index(field)).collect();
        rows.dedup();
        rows
    }

    fn row_names(&self) -> Vec<String> {
        self.rows().into_iter().map(|row| row_name(self.report.form(), row)).collect()
    }

    /// What stands in the finding's cells, each writing once, cut where it is long.
    fn raws(&self) -> Vec<String> {
        let mut raws: Vec<String> = Vec::new();
        for &field in self.cells() {
            let raw = cut(&self.report.cell(field).raw, 20);
            if !raw.is_empty() && !raws.contains(&raw) {
                raws.push(raw);
            }
        }
        raws
    }

    /// The addends of a sum that are not 0, each with the name of its row or column.
    fn addends(&self, name: impl Fn(Field) -> String) -> Vec<(String, Decimal)> {
        let addends = self.cells().split_last().map_or(&[][..], |(_, addends)| addends);
        let stated = |&field: &Field| match self.report.value(field) {
            Value::Number(figure, _) | Value::Noted(figure, _) if !figure.is_zero() => Some((name(field), figure)),
            _ => None,
        };
        addends.iter().filter_map(stated).collect()
    }

    fn of_rows(&self) -> Vec<(String, Decimal)> {
        self.addends(|field| row_name(self.report.form(), self.report.form().row_index(field)))
    }

    fn of_columns(&self) -> Vec<(String, Decimal)> {
        self.addends(|field| places::column_name(self.report.form(), field).to_owned())
    }

    fn is_derived(&self) -> bool {
        self.finding.derived_from.is_some()
    }
}

/// The first so many characters on one line, with `…` where more follow, to be put into quotation marks.
fn cut(text: &str, most: usize) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ").replace('“', "‘").replace('”', "’");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// The printed table with this section number.
fn table_id(section: u8) -> Option<TableId> {
    TableId::ALL.into_iter().find(|table| table.section() == section)
}
