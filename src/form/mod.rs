//! The statutory form in its two editions, as data.
//!
//! The first edition was issued by 国办公开办函〔2019〕60号 and used for the reports on 2019 and 2020; the second by
//! 国办公开办函〔2021〕30号, in use from the report on 2021. Each is declared in full in a file of its own, one printed row a line.

mod layout;
mod v2019;
mod v2021;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use crate::field::{Field, TableId};
pub use layout::{FormView, LayoutCell, LayoutTable, SumView};

/// An edition of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Edition {
    /// The trial edition of 2019, for the reports on 2019 and 2020: 198 figures.
    #[serde(rename = "2019")]
    V2019,
    /// The edition of 2021, for the reports on 2021 and later: 200 figures.
    #[serde(rename = "2021")]
    V2021,
}

impl Edition {
    /// Both, oldest first.
    pub const ALL: [Self; 2] = [Self::V2019, Self::V2021];

    /// The edition that a report on `year` has to use.
    ///
    /// Basis: 国办公开办函〔2021〕30号, dated 2021-09-26, replaces the trial form for the report on 2021.
    pub const fn for_year(year: i32) -> Self {
        if year >= 2021 { Self::V2021 } else { Self::V2019 }
    }

    /// The name used on the wire: `2019` or `2021`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::V2019 => "2019",
            Self::V2021 => "2021",
        }
    }
}

/// What kind of figure a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// A whole number from 0.
    Count,
    /// A whole number with its sign, written in words by some: `增5`, `减38`.
    Signed,
    /// An amount of money, decimals allowed.
    Money,
}

/// A column of a row: the last part of a figure's id, and the heading printed over it.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Last part of the id, such as `natural_person`.
    pub key: &'static str,
    /// The heading as printed.
    pub label: &'static str,
    /// What the column takes.
    pub kind: FieldKind,
    /// The unit as printed or meant, `None` where the form prints none and people use several.
    pub unit: Option<&'static str>,
}

/// A printed row with figures.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// The table it stands in.
    pub table: TableId,
    /// Middle part of its figures' ids, such as `refused.state_secret`.
    pub key: &'static str,
    /// The label as printed, with its number.
    pub label: &'static str,
    /// The labels of the groups that it stands in, outermost first: block headings, row-span labels or column groups.
    pub groups: &'static [&'static str],
    /// Phrases by which the row is recognised, folded as [`crate::reading`] folds labels.
    pub phrases: &'static [&'static str],
    /// The columns that take its figures, from left to right.
    pub columns: &'static [Column],
    /// Whether the row belongs to the other edition's table 3 and is read only where a report really has it.
    pub alternate: bool,
}

/// A rule of sums, declared once and applied to every row or column.
#[derive(Debug, PartialEq, Eq)]
pub enum Relation {
    /// In each row of `table`, the columns `addends` sum up to the column `total`.
    Across {
        /// The code under which a failure is reported.
        code: &'static str,
        /// The table.
        table: TableId,
        /// Keys of the columns that are added.
        addends: &'static [&'static str],
        /// Key of the column that holds the sum.
        total: &'static str,
    },
    /// In each column of `table`, the rows `left` together equal the rows `right` together.
    Down {
        /// The code under which a failure is reported.
        code: &'static str,
        /// The table.
        table: TableId,
        /// Keys of the rows on the left side.
        left: &'static [&'static str],
        /// Keys of the rows on the right side.
        right: &'static [&'static str],
    },
}

/// One sum that has to hold: the figures of `left` together equal the figures of `right` together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The code under which a failure is reported.
    pub code: &'static str,
    /// Whether it runs along a row or down a column.
    pub line: Line,
    /// The figures added on the left side.
    pub left: Vec<Field>,
    /// The figures added on the right side.
    pub right: Vec<Field>,
}

/// The line of a table that a sum runs along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// A row, as index into [`Form::rows`].
    Row(usize),
    /// A column of table 3, counted from 0.
    Column(usize),
}

/// An edition of the form with its figures numbered.
#[derive(Debug)]
pub struct Form {
    /// Which edition.
    pub edition: Edition,
    /// The rows in printed order; rows of the other edition's table 3 stand where they would be printed.
    pub rows: &'static [Row],
    /// The rules of sums.
    pub relations: &'static [Relation],
    fields: Vec<(u16, u16)>,
    first_field: Vec<u16>,
    ids: Vec<String>,
}

impl Form {
    /// The form of an edition.
    pub fn of(edition: Edition) -> &'static Self {
        static V2019: OnceLock<Form> = OnceLock::new();
        static V2021: OnceLock<Form> = OnceLock::new();
        match edition {
            Edition::V2019 => V2019.get_or_init(|| Self::build(edition, v2019::ROWS, v2019::RELATIONS)),
            Edition::V2021 => V2021.get_or_init(|| Self::build(edition, v2021::ROWS, v2021::RELATIONS)),
        }
    }

    fn build(edition: Edition, rows: &'static [Row], relations: &'static [Relation]) -> Self {
        let mut fields = Vec::new();
        let mut first_field = Vec::new();
        for (row, at) in rows.iter().zip(0_u16..) {
            first_field.push(u16::try_from(fields.len()).unwrap_or(u16::MAX));
            fields.extend((0_u16..).take(row.columns.len()).map(|column| (at, column)));
        }
        let ids = rows.iter().flat_map(|row| row.columns.iter().map(|column| [row.table.key(), row.key, column.key].join("."))).collect();
        Self { edition, rows, relations, fields, first_field, ids }
    }

    /// All figures in printed order, those of alternate rows among them.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        (0_u16..).take(self.fields.len()).map(Field)
    }

    /// The number of figures, those of alternate rows among them.
    pub fn field_count(&self) -> usize {
        self.fields.len()
    }

    /// The figures that this edition prints: 198 or 200.
    pub fn printed_fields(&self) -> impl Iterator<Item = Field> {
        self.fields().filter(|&field| !self.row(field).alternate)
    }

    /// The index into [`rows`](Self::rows) of the row that a figure stands in.
    pub fn row_index(&self, field: Field) -> usize {
        usize::from(self.fields[field.index()].0)
    }

    /// The row that a figure stands in.
    pub fn row(&self, field: Field) -> &'static Row {
        &self.rows[self.row_index(field)]
    }

    /// The position of a figure in its row, from 0.
    pub fn column_index(&self, field: Field) -> usize {
        usize::from(self.fields[field.index()].1)
    }

    /// The column that a figure stands in.
    pub fn column(&self, field: Field) -> &'static Column {
        &self.row(field).columns[self.column_index(field)]
    }

    /// The figures of a row from left to right.
    pub fn fields_of_row(&self, row: usize) -> impl Iterator<Item = Field> + use<> {
        let first = self.first_field[row];
        (first..).take(self.rows[row].columns.len()).map(Field)
    }

    /// The figure at a row and a position in it, or `None` where the row is shorter.
    pub fn at(&self, row: usize, column: usize) -> Option<Field> {
        self.fields_of_row(row).nth(column)
    }

    /// The index of the row with this table and key.
    pub fn row_by_key(&self, table: TableId, key: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.table == table && row.key == key)
    }

    /// The figure's id, such as `requests.received.natural_person`.
    pub fn id(&self, field: Field) -> &str {
        self.ids.get(field.index()).map_or("", String::as_str)
    }

    /// A figure's name by the labels of the form, such as `“（一）予以公开”自然人`: the row's, with its group because several groups have a first row,
    /// and the column's.
    pub fn name_of(&self, field: Field) -> String {
        let row = self.row(field);
        let group = match row.groups {
            [_, group] => group,
            _ => "",
        };
        ["“", group, row.label, "”", self.column(field).label].concat()
    }

    /// The figure with this id.
    pub fn field(&self, id: &str) -> Option<Field> {
        let (table, rest) = id.split_once('.')?;
        let (key, column) = rest.rsplit_once('.')?;
        let row = self.rows.iter().position(|row| row.table.key() == table && row.key == key)?;
        let column = self.rows[row].columns.iter().position(|c| c.key == column)?;
        self.at(row, column)
    }

    /// Every sum of the form, for a report that uses the rows for which `in_use` holds.
    ///
    /// A row out of use is left out of the sums down its columns; a sum of its own is left out as a whole.
    pub fn identities(&self, in_use: impl Fn(usize) -> bool) -> Vec<Identity> {
        let mut identities = Vec::with_capacity(48);
        for relation in self.relations {
            match *relation {
                Relation::Across { code, table, addends, total } => {
                    for (row, printed) in self.rows.iter().enumerate().filter(|&(row, printed)| printed.table == table && in_use(row)) {
                        let pick = |keys: &[&str]| {
                            let chosen =
                                printed.columns.iter().zip(self.fields_of_row(row)).filter(|(column, _)| keys.contains(&column.key));
                            chosen.map(|(_, field)| field).collect()
                        };
                        identities.push(Identity { code, line: Line::Row(row), left: pick(addends), right: pick(&[total]) });
                    }
                }
                Relation::Down { code, table, left, right } => {
                    let rows = |keys: &[&str]| {
                        keys.iter().filter_map(|key| self.row_by_key(table, key)).filter(|&row| in_use(row)).collect::<Vec<_>>()
                    };
                    let (left, right) = (rows(left), rows(right));
                    let width = left.first().map_or(0, |&row| self.rows[row].columns.len());
                    for column in 0..width {
                        let pick = |rows: &[usize]| rows.iter().filter_map(|&row| self.at(row, column)).collect();
                        identities.push(Identity { code, line: Line::Column(column), left: pick(&left), right: pick(&right) });
                    }
                }
            }
        }
        identities
    }
}
