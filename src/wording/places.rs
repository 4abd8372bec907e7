//! Names for places in the tables, as short as they can be without losing the place.

use std::collections::BTreeMap;

use crate::field::{Field, TableId};
use crate::form::Form;
use crate::report::Report;

/// Some figures under one name.
pub(super) enum Spot {
    /// All figures of the table.
    Table,
    /// All figures of a column of table 3.
    Column(&'static str),
    /// The same columns of one or more rows.
    Cells {
        /// The rows' names.
        rows: Vec<String>,
        /// Which of their columns.
        columns: Columns,
    },
}

/// Columns of a row.
pub(super) enum Columns {
    /// The row has one figure only.
    Only,
    /// All of them.
    All,
    /// All but the total.
    AllButTotal,
    /// These.
    These(Vec<&'static str>),
}

/// The row's label without explanations; in table 3 with the number of its group, because several groups have a first row.
pub(super) fn row_name(form: &Form, row: usize) -> String {
    let Some(printed) = form.rows.get(row) else { return String::new() };
    let label = printed.label;
    // The first three characters are the row's own number: 一、 or （一） or 1.
    let end = label.char_indices().skip(3).find(|&(_, c)| matches!(c, '、' | '（')).map_or(label.len(), |(at, _)| at);
    let label = label.get(..end).unwrap_or(label);
    let group = match printed.groups {
        [_, group] if printed.table == TableId::Requests => group.find('）').and_then(|at| group.get(..at + '）'.len_utf8())),
        _ => None,
    };
    // Names are put into quotation marks, so the quotation marks within become inner ones.
    [group.unwrap_or(""), label].concat().replace('“', "‘").replace('”', "’")
}

/// The column's heading without its unit.
pub(super) fn column_name(form: &Form, field: Field) -> &'static str {
    let label = form.column(field).label;
    label.split_once('（').map_or(label, |(name, _)| name)
}

/// Gathers figures of one table under as few names as possible, in printed order.
pub(super) fn spots(report: &Report, cells: &[Field]) -> Vec<Spot> {
    let form = report.form();
    let Some(table) = cells.first().map(|&cell| form.row(cell).table) else { return Vec::new() };
    let rows: Vec<usize> = (0..form.rows.len()).filter(|&row| form.rows[row].table == table && report.in_use(row)).collect();
    let all: usize = rows.iter().map(|&row| form.rows[row].columns.len()).sum();
    if cells.len() == all {
        return vec![Spot::Table];
    }
    let mut spots = Vec::new();
    let mut whole_columns = Vec::new();
    if table == TableId::Requests {
        let width = rows.first().map_or(0, |&row| form.rows[row].columns.len());
        for column in 0..width {
            let whole = rows.iter().all(|&row| form.at(row, column).is_some_and(|field| cells.contains(&field)));
            if let (true, Some(field)) = (whole, rows.first().and_then(|&row| form.at(row, column))) {
                whole_columns.push(column);
                spots.push(Spot::Column(column_name(form, field)));
            }
        }
    }
    // Rows with the same columns share a place in the sentence, at the first of them.
    let mut by_columns: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    let mut by_row: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &cell in cells.iter().filter(|&&cell| !whole_columns.contains(&form.column_index(cell))) {
        by_row.entry(form.row_index(cell)).or_default().push(form.column_index(cell));
    }
    for (row, columns) in by_row {
        let same = |known: &&mut (Vec<usize>, Vec<usize>)| {
            let width = |row: Option<&usize>| row.map_or(0, |&row| form.rows[row].columns.len());
            known.0 == columns && width(known.1.first()) == width(Some(&row))
        };
        match by_columns.iter_mut().find(same) {
            Some((_, rows)) => rows.push(row),
            None => by_columns.push((columns, vec![row])),
        }
    }
    for (columns, rows) in by_columns {
        let Some(printed) = rows.first().and_then(|&row| form.rows.get(row)) else { continue };
        let width = printed.columns.len();
        let named = || {
            columns.iter().filter_map(|&column| rows.first().and_then(|&row| form.at(row, column))).map(|field| column_name(form, field))
        };
        let has_total = printed.columns.last().is_some_and(|column| column.key == "total");
        let columns = match columns.len() {
            _ if width == 1 => Columns::Only,
            count if count == width => Columns::All,
            count if has_total && count + 1 == width && !columns.contains(&(width - 1)) => Columns::AllButTotal,
            _ => Columns::These(named().collect()),
        };
        spots.push(Spot::Cells { rows: rows.into_iter().map(|row| row_name(form, row)).collect(), columns });
    }
    spots
}
