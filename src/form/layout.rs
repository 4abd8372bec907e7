//! The printed look of the form: which cells are merged, and which cell holds which figure.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Edition, FieldKind, Form, Row, TableId};
use crate::field::Field;

/// A form ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormView {
    /// The edition.
    pub edition: Edition,
    /// The three tables in printed order.
    pub tables: Vec<LayoutTable>,
    /// What is known of each figure, by id.
    pub fields: BTreeMap<String, FieldView>,
    /// The figures that are the sum of others, in the order in which they can be worked out.
    pub sums: Vec<SumView>,
}

/// A figure that the form defines as the sum of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SumView {
    /// The id of the figure that states the sum.
    pub total: String,
    /// The ids of the figures that are added.
    pub addends: Vec<String>,
}

/// What a caller needs to name a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldView {
    /// First word of the id.
    pub table: &'static str,
    /// The row's label.
    pub row: &'static str,
    /// The column's heading.
    pub column: &'static str,
    /// The labels of the groups around the row, outermost first.
    pub path: &'static [&'static str],
    /// The unit, `None` where the form prints none.
    pub unit: Option<&'static str>,
    /// What the column takes.
    pub kind: FieldKind,
}

/// One table of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LayoutTable {
    /// First word of the ids of its figures.
    pub key: &'static str,
    /// The section that it stands in.
    pub section: u8,
    /// The section's heading.
    pub title: &'static str,
    /// How many grid columns it has.
    pub columns: u32,
    /// How many of its rows are table head.
    pub head_rows: u32,
    /// The cells by row; a cell that reaches down from an earlier row is not repeated.
    pub rows: Vec<Vec<LayoutCell>>,
}

/// One cell: a label or a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LayoutCell {
    /// The printed label, where the cell is not a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'static str>,
    /// What the label is: `block`, `column`, `row`, `group`, `vertical` or `note`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
    /// The id of the figure that the cell takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Rows covered, at least 1.
    pub rowspan: u32,
    /// Columns covered, at least 1.
    pub colspan: u32,
}

const NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
const TITLES: [&str; 3] = ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"];

fn label(label: &'static str, role: &'static str, rowspan: u32, colspan: u32) -> LayoutCell {
    LayoutCell { label: Some(label), role: Some(role), field: None, rowspan, colspan }
}

fn width(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Form {
    /// The form as it is printed, with the rows for which `in_use` holds.
    pub fn view(&self, in_use: impl Fn(usize) -> bool) -> FormView {
        let rows: Vec<usize> = (0..self.rows.len()).filter(|&row| in_use(row)).collect();
        let fields = rows.iter().flat_map(|&row| self.fields_of_row(row));
        let fields = fields.map(|field| {
            let (row, column) = (self.row(field), self.column(field));
            let view = FieldView {
                table: row.table.key(),
                row: row.label,
                column: column.label,
                path: row.groups,
                unit: column.unit,
                kind: column.kind,
            };
            (self.id(field).to_owned(), view)
        });
        let tables = TableId::ALL.into_iter().zip(TITLES).map(|(table, title)| {
            let rows: Vec<usize> = rows.iter().copied().filter(|&row| self.rows[row].table == table).collect();
            let (columns, head_rows, rows) = match table {
                TableId::Disclosure => (7, 0, self.disclosure(&rows)),
                TableId::Requests => (10, 3, self.requests(&rows)),
                TableId::Disputes => (15, 3, self.disputes(&rows)),
            };
            LayoutTable { key: table.key(), section: table.section(), title, columns, head_rows, rows }
        });
        let sums = self.sums(&in_use);
        FormView { edition: self.edition, tables: tables.collect(), fields: fields.collect(), sums }
    }

    /// What the tie-out of table 3 equates are two sums, and no figure of them is the sum of others.
    fn sums(&self, in_use: impl Fn(usize) -> bool) -> Vec<SumView> {
        let ids = |fields: &[Field]| -> Vec<String> { fields.iter().map(|&field| self.id(field).to_owned()).collect() };
        let sums = self.identities(in_use).into_iter().filter_map(|identity| match (&identity.left[..], &identity.right[..]) {
            (addends, [total]) => Some(SumView { total: self.id(*total).to_owned(), addends: ids(addends) }),
            _ => None,
        });
        sums.collect()
    }

    fn figures(&self, row: usize, colspan: u32) -> impl Iterator<Item = LayoutCell> {
        self.fields_of_row(row).map(move |field| LayoutCell {
            label: None,
            role: None,
            field: Some(self.id(field).to_owned()),
            rowspan: 1,
            colspan,
        })
    }

    /// One label column and six narrow ones, so that one, two or three figures share the width evenly.
    fn disclosure(&self, rows: &[usize]) -> Vec<Vec<LayoutCell>> {
        let mut cells = Vec::new();
        for block in rows.chunk_by(|&a, &b| self.rows[a].groups == self.rows[b].groups) {
            let Some(&first) = block.first() else { continue };
            let Row { groups, columns, .. } = &self.rows[first];
            let colspan = 6 / width(columns.len()).max(1);
            cells.extend(groups.iter().map(|heading| vec![label(heading, "block", 1, 7)]));
            let headings = columns.iter().map(|column| label(column.label, "column", 1, colspan));
            cells.push([label("信息内容", "column", 1, 1)].into_iter().chain(headings).collect());
            for &row in block {
                cells.push([label(self.rows[row].label, "row", 1, 1)].into_iter().chain(self.figures(row, colspan)).collect());
            }
        }
        cells
    }

    fn requests(&self, rows: &[usize]) -> Vec<Vec<LayoutCell>> {
        let columns = rows.first().map_or(&[][..], |&row| self.rows[row].columns);
        let column = |at: usize, rowspan| columns.get(at).map(|c| label(c.label, "column", rowspan, 1));
        let mut cells = vec![
            vec![label(NOTE, "note", 3, 3), label("申请人情况", "column", 1, 7)],
            column(0, 2).into_iter().chain([label("法人或其他组织", "column", 1, 5)]).chain(column(6, 2)).collect(),
            (1..6).filter_map(|at| column(at, 1)).collect(),
        ];
        // A group label is printed once, beside the first of its rows.
        for (at, &row) in rows.iter().enumerate() {
            let groups = self.rows[row].groups;
            let mut line = Vec::new();
            for (depth, group) in groups.iter().enumerate() {
                let same = |other: &usize| self.rows[*other].groups.get(..=depth) == groups.get(..=depth);
                if at == 0 || !same(&rows[at - 1]) {
                    let span = rows[at..].iter().take_while(|other| same(other)).count();
                    line.push(label(group, if depth == 0 { "vertical" } else { "group" }, width(span), 1));
                }
            }
            line.push(label(self.rows[row].label, "row", 1, 3 - width(groups.len())));
            line.extend(self.figures(row, 1));
            cells.push(line);
        }
        cells
    }

    fn disputes(&self, rows: &[usize]) -> Vec<Vec<LayoutCell>> {
        let (alone, grouped): (Vec<_>, Vec<_>) = rows.iter().map(|&row| &self.rows[row]).partition(|row| row.groups.is_empty());
        let headings = |rows: &[&'static Row], rowspan| {
            let columns = rows.iter().flat_map(|row| row.columns).map(move |column| label(column.label, "column", rowspan, 1));
            columns.collect::<Vec<_>>()
        };
        let span = |rows: &[&Row]| width(rows.iter().map(|row| row.columns.len()).sum());
        let mut top: Vec<_> = alone.iter().map(|row| label(row.label, "column", 1, width(row.columns.len()))).collect();
        top.extend(grouped.first().and_then(|row| row.groups.first()).map(|group| label(group, "column", 1, span(&grouped))));
        let middle =
            headings(&alone, 2).into_iter().chain(grouped.iter().map(|row| label(row.label, "column", 1, width(row.columns.len()))));
        let middle = middle.collect();
        let figures = rows.iter().flat_map(|&row| self.figures(row, 1)).collect();
        vec![top, middle, headings(&grouped, 1), figures]
    }
}
