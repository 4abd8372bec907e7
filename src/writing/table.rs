//! The tables of the form with figures in them, cell by cell.

use std::collections::BTreeMap;

use crate::form::{FormView, LayoutTable};
use crate::order;
use crate::value::Decimal;

/// What a fresh file is made of.
#[derive(Debug, Clone)]
pub struct Tables<'a> {
    /// The form, with the rows that the report uses.
    pub form: &'a FormView,
    /// The report's title, empty where there is none.
    pub title: &'a str,
    /// What stands in the cells, by id, as it is to be shown; a cell that is not named is blank.
    pub cells: &'a BTreeMap<String, String>,
}

/// A table whose cells know their place.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub layout: &'a LayoutTable,
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<Cell<'a>>,
}

/// A cell, at its place counted from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'a> {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub text: &'a str,
    pub look: Look,
}

/// How a cell is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A label in the middle.
    Middle,
    /// A label that begins at the left, as those of rows do.
    Left,
    /// A figure.
    Figure,
}

impl<'a> Tables<'a> {
    /// The three tables.
    pub(super) fn placed(&self) -> Vec<Table<'a>> {
        self.form.tables.iter().map(|table| self.table(table)).collect()
    }

    fn table(&self, layout: &'a LayoutTable) -> Table<'a> {
        let columns = layout.columns as usize;
        // For every column, the row down to which it is covered.
        let mut covered = vec![0_usize; columns];
        let mut cells = Vec::new();
        for (row, line) in layout.rows.iter().enumerate() {
            let mut column = 0;
            for cell in line {
                while covered.get(column).is_some_and(|&down| down > row) {
                    column += 1;
                }
                let (rows, width) = (cell.rowspan as usize, cell.colspan as usize);
                let figure = |id| self.cells.get(id).map_or("", String::as_str);
                let text = cell.label.unwrap_or_else(|| cell.field.as_deref().map_or("", figure));
                let look = match cell.role {
                    None => Look::Figure,
                    Some("row") => Look::Left,
                    Some(_) => Look::Middle,
                };
                cells.push(Cell { row, column, rows, columns: width, text, look });
                covered.iter_mut().skip(column).take(width).for_each(|down| *down = row + rows);
                column += width;
            }
        }
        Table { layout, rows: layout.rows.len(), columns, cells }
    }
}

impl<'a> Table<'a> {
    /// The cells that cover a row from left to right, and for each whether it began in a row above.
    pub fn row(&self, row: usize) -> Vec<(&Cell<'a>, bool)> {
        let mut cells: Vec<_> =
            self.cells.iter().filter(|cell| cell.row <= row && row < cell.row + cell.rows).map(|cell| (cell, cell.row < row)).collect();
        order::by_key(&mut cells, |(cell, _)| cell.column);
        cells
    }

    /// The widths of the columns as parts of `whole`. Table 3 gives its labels room; where all columns are alike, they share evenly.
    pub fn widths(&self, whole: usize) -> Vec<usize> {
        let parts: &[usize] = match (self.layout.section, self.columns) {
            (2, 7) => &[30, 12, 12, 12, 12, 12, 12],
            (3, 10) => &[6, 11, 27, 8, 8, 8, 8, 8, 8, 8],
            _ => &[1; 15],
        };
        let parts = parts.get(..self.columns).unwrap_or(parts);
        let sum: usize = parts.iter().sum::<usize>().max(1);
        parts.iter().map(|part| whole * part / sum).collect()
    }
}

/// Whether a text is a number that a spreadsheet keeps exactly and shows with the same digits: it knows 15 of them.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits <= 15 && Decimal::parse(text).is_some_and(|number| number.to_string() == text)
}
