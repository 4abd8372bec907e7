//! The three tables: rows are found by label, figures by their position behind it.
//!
//! Column headings are never trusted alone, because they are the first thing to be cut, moved or lost on the way.

mod columns;
mod copies;
mod extent;
mod fit;
mod glued;
mod grids;
mod runs;

use std::borrow::Cow;
use std::ops::Range;

use super::figure;
use super::labels::{self, Marks, block, is_prose};
use super::lines::{Line, Token};
use super::metadata;
use crate::document::Place;
use crate::field::TableId;
use crate::form::{FieldKind, Form, Row};
use crate::order;
use crate::report::{Cell, Notice};
use crate::value::{MoneyUnit, Unreadable, Value};
use columns::Headings;
use copies::Copy;
use extent::Extent;
use fit::{Heads, Labelled};

/// Text that waits for its figures never grows beyond this; a label is shorter.
const PENDING: usize = 1200;

/// What was read of the tables.
#[derive(Debug)]
pub(super) struct Tables {
    pub cells: Vec<Cell>,
    pub rows_in_use: Vec<bool>,
    pub found: Vec<TableId>,
    pub notices: Vec<Notice>,
    /// Which lines of the document belong to a table.
    pub is_table: Vec<bool>,
}

/// Reads the tables. `sections` gives for each line the section that it is the heading of, `title_year` is the year in the report's title.
pub(super) fn read(form: &'static Form, lines: &[Line<'_>], sections: &[Option<u8>], title_year: Option<i32>) -> Tables {
    let period =
        || lines.iter().filter(|line| !line.is_row).flat_map(|line| &line.tokens).find_map(|token| metadata::period_year(token.raw));
    let year = || period().or(title_year);
    let mut is_left_out = vec![false; lines.len()];
    let mut leave_out = |copies: &[Copy]| copies.iter().flat_map(|copy| copy.lines.clone()).for_each(|at| is_left_out[at] = true);
    let mut rivals: Vec<(TableId, Vec<Copy>)> = Vec::new();
    for table in TableId::ALL {
        let (own, others) = copies::find(form, table, lines, sections, year);
        leave_out(&others);
        leave_out(own.get(1..).unwrap_or_default());
        if own.len() > 1 {
            rivals.push((table, own));
        }
    }
    let mut tables = read_lines(form, lines, sections, |at| !is_left_out[at]);
    for (table, own) in rivals {
        let readings = own.iter().skip(1).map(|copy| read_lines(form, lines, sections, |at| copy.lines.contains(&at)).cells);
        tables.compare(form, table, &readings.collect::<Vec<_>>());
    }
    tables
}

/// Reads the tables in the lines that are to be read.
fn read_lines(form: &'static Form, lines: &[Line<'_>], sections: &[Option<u8>], is_read: impl Fn(usize) -> bool) -> Tables {
    let mut reader = Reader {
        form,
        context: None,
        pieces: Vec::new(),
        pending: String::new(),
        run: Vec::new(),
        beside: false,
        open_label: None,
        rows: Vec::new(),
        grid: Extent::default(),
        block: String::new(),
        headings: Vec::new(),
        heads: Heads::default(),
        columns: Headings::default(),
        unclaimed: false,
        headed: false,
        total_headed: false,
        cells: vec![Cell::MISSING; form.field_count()],
        done: vec![false; form.rows.len()],
        found: Vec::new(),
        notices: Vec::new(),
        is_table: vec![false; lines.len()],
        own: TableId::ALL.map(|table| own_lines(table, lines, sections)),
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(section) = sections[at] {
            reader.boundary(section);
            at += 1;
        } else if !is_read(at) {
            if at.checked_sub(1).is_some_and(&is_read) {
                reader.close();
            }
            // A sentence between two tables stays text of its section.
            reader.is_table[at] = line.is_row || !(line.is_prose_only() || is_prose(&line.folded()));
            at += 1;
        } else if line.is_row {
            let own = |&(at, other): &(usize, &Line<'_>)| other.is_row && other.block == line.block && is_read(at);
            let rows = lines.iter().enumerate().skip(at).take_while(own).count();
            reader.grid(&lines[at..at + rows], &sections[at..at + rows], at);
            at += rows;
        } else {
            reader.paragraph(line, at);
            at += 1;
        }
    }
    reader.close();
    reader.finish()
}

#[expect(clippy::struct_excessive_bools, reason = "each tells one thing that was seen on the way, and no two exclude each other")]
struct Reader<'a> {
    form: &'static Form,
    /// The table that is being read.
    context: Option<TableId>,
    /// Text since the last figures, in pieces as they stood and as one.
    pieces: Vec<String>,
    pending: String,
    /// Figures since that text, by line.
    run: Vec<Vec<&'a Token<'a>>>,
    /// Whether the first of those figures stood on the line of the text.
    beside: bool,
    /// A label that stood in a row of its own, and its column; its figures are the next row.
    open_label: Option<(usize, u32)>,
    /// Rows of grids whose label was recognised; their figures are assigned when the whole table is known.
    rows: Vec<Labelled<'a>>,
    /// The right edges of the grid that is being read.
    grid: Extent,
    /// The heading of table 2's block, and the column headings in it.
    block: String,
    headings: Vec<String>,
    /// The columns in which those headings begin, where they stand in a grid.
    heads: Heads,
    /// The column headings of tables 3 and 4, where they stand in a grid.
    columns: Headings,
    /// Whether figures stood before the first label: then nothing tells whether figures follow their labels or precede them.
    unclaimed: bool,
    /// Whether column headings of table 3 stood in a grid, and 总计 among them.
    headed: bool,
    total_headed: bool,
    cells: Vec<Cell>,
    done: Vec<bool>,
    found: Vec<TableId>,
    notices: Vec<Notice>,
    is_table: Vec<bool>,
    /// For each table the lines of its own section, where a table of its kind stands in them.
    own: [Option<Range<usize>>; 3],
}

/// The lines under the first heading of a table's section under which a grid has the table's headings.
fn own_lines(table: TableId, lines: &[Line<'_>], sections: &[Option<u8>]) -> Option<Range<usize>> {
    let under = |(at, _)| {
        let rest = sections.get(at + 1..)?;
        let own = at + 1..at + 1 + rest.iter().position(Option::is_some).unwrap_or(rest.len());
        lines.get(own.clone())?.iter().any(|line| line.is_row && grids::heads_table(line) == Some(table)).then_some(own)
    };
    sections.iter().enumerate().filter(|(_, section)| **section == Some(table.section())).find_map(under)
}

impl<'a> Reader<'a> {
    fn open(&mut self, table: TableId) {
        if self.context != Some(table) {
            self.close();
            self.context = Some(table);
        }
        if !self.found.contains(&table) {
            self.found.push(table);
        }
    }

    /// Ends the table that is being read. Labels that no figure followed have blank cells.
    fn close(&mut self) {
        self.flush();
        self.take();
        self.context = None;
        self.open_label = None;
        self.unclaimed = false;
        self.block.clear();
        self.headings.clear();
        self.heads = Heads::default();
        self.columns = Headings::default();
    }

    fn boundary(&mut self, section: u8) {
        self.close();
        // Table 4's headings may be torn into single characters; its place is then all that tells it.
        if section == 4 && !self.is_complete(TableId::Disputes) {
            self.context = Some(TableId::Disputes);
        }
    }

    fn rows_of(&self, table: TableId) -> impl Iterator<Item = usize> + use<> {
        let form = self.form;
        (0..form.rows.len()).filter(move |&row| form.rows[row].table == table)
    }

    fn is_complete(&self, table: TableId) -> bool {
        match table {
            TableId::Disclosure => self.rows_of(table).all(|row| self.done[row]),
            TableId::Requests => self.rows_of(table).last().is_some_and(|row| self.done[row]),
            TableId::Disputes => self.rows_of(table).all(|row| self.done[row]),
        }
    }

    /// Opens the table that a line begins, where it begins one.
    fn begins(&mut self, line: &Line<'_>, at: usize) {
        let marks = line.marks();
        if marks == Marks::default() {
            return;
        }
        let short = line.is_row || line.tokens.iter().map(|token| token.folded.len()).sum::<usize>() <= 3 * 60;
        let prose = || !marks.has(Marks::TIE_OUT) && is_prose(&line.folded());
        let cell = |phrase: &str| line.tokens.iter().any(|token| token.folded == phrase);
        let number = || line.tokens.iter().find_map(|token| block(&token.folded)).map(str::to_owned);
        let requests = marks.has(Marks::TIE_OUT)
            || marks.has(Marks::APPLICANTS)
            || marks.has(Marks::NATURAL_PERSON.and(Marks::ENTERPRISE))
            || (marks.has(Marks::RECEIVED) && short);
        let disputes = marks.has(Marks::DIRECT_SUIT)
            || marks.has(Marks::SUIT_AFTER_REVIEW)
            || marks.has(Marks::UPHELD.and(Marks::CORRECTED))
            || (marks.has(Marks::REVIEW.and(Marks::SUIT)) && cell("行政复议") && cell("行政诉讼"));
        // Where a table stands in its own section, one like it under another heading is another table.
        let is_own = |table: TableId| {
            let place = TableId::ALL.iter().position(|&other| other == table);
            place.and_then(|place| self.own.get(place)?.as_ref()).is_none_or(|own| own.contains(&at))
        };
        let table = if short && marks.has(Marks::BLOCK) && number().is_some() {
            TableId::Disclosure
        } else if requests && !self.is_complete(TableId::Requests) && !prose() {
            TableId::Requests
        } else if disputes && short && !self.is_complete(TableId::Disputes) && !prose() {
            TableId::Disputes
        } else if self.context.is_none() && line.is_row && marks.editions().iter().sum::<u32>() >= 2 {
            TableId::Disclosure
        } else {
            return;
        };
        if !is_own(table) {
            if line.is_row && self.context != Some(table) {
                self.close();
            }
        } else if table != TableId::Disclosure {
            self.open(table);
        } else if !self.is_complete(table) {
            match number() {
                Some(number) => self.begin_block(&number),
                None => self.open(table),
            }
        }
    }

    fn begin_block(&mut self, number: &str) {
        if self.context != Some(TableId::Disclosure) {
            self.open(TableId::Disclosure);
        }
        self.block = format!("第二十条第（{number}）项");
        self.open_label = None;
        self.headings.clear();
        self.heads = Heads::default();
    }

    fn assign(&mut self, row: usize, values: &[&Token<'_>]) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        for (field, token) in self.form.fields_of_row(row).zip(values) {
            let value = figure::read(token.raw, self.form.column(field).kind);
            self.cells[field.index()] = Cell { value, raw: kept(token.raw), place: Some(token.place) };
        }
    }

    /// Gives the amounts of a row the unit that its heading prints, where they have none of their own.
    fn in_yuan(&mut self, row: usize) {
        for field in self.form.fields_of_row(row).filter(|&field| self.form.column(field).kind == FieldKind::Money) {
            if let Value::Number(_, style) | Value::Noted(_, style) = &mut self.cells[field.index()].value {
                style.money_unit.get_or_insert(MoneyUnit::Yuan);
            }
        }
    }

    /// A row that stands twice: the first one counts, and the second is named where it says something else.
    fn repeat(&mut self, row: usize, values: &[&Token<'_>]) {
        let differs = self.form.fields_of_row(row).zip(values).any(|(field, token)| self.cells[field.index()].raw != token.raw);
        if differs {
            let Row { table, label, .. } = self.form.rows[row];
            self.notice(Notice::ExtraRow { table, label: label.to_owned(), subtotal: false });
        }
    }

    fn assign_run(&mut self, row: usize, run: &[Vec<&'a Token<'a>>]) {
        let want = self.form.rows[row].columns.len();
        let tokens: Vec<&Token<'_>> = run.iter().flatten().copied().collect();
        if self.unclaimed {
            self.miscount(row, tokens.len(), tokens.into_iter());
        } else if tokens.len() == want {
            self.assign(row, &tokens);
        } else if let Some(first) = run.first().filter(|first| self.beside && first.len() == want) {
            // The row is complete on its line, and what follows is a page number or belongs to no row.
            self.assign(row, first);
        } else if run.len() == want {
            self.assign_lines(row, run);
        } else if let [only] = tokens[..]
            && let Some(parts) = glued::divide(only.raw, want)
        {
            self.assign_parts(row, only, &parts);
        } else {
            self.miscount(row, tokens.len(), tokens.into_iter());
        }
    }

    /// Figures that ran together, where the row's sum leaves one way to divide them.
    fn assign_parts(&mut self, row: usize, whole: &Token<'_>, parts: &[Range<usize>]) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        let mut figures = Vec::new();
        for (field, part) in self.form.fields_of_row(row).zip(parts) {
            let raw = whole.raw.get(part.clone()).unwrap_or_default();
            // The digits are ASCII, so that bytes are characters.
            let at = |offset: usize| whole.place.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            let place = Place { start: at(part.start), end: at(part.end), ..whole.place };
            let value = figure::read(raw, self.form.column(field).kind);
            self.cells[field.index()] = Cell { value, raw: kept(raw), place: Some(place) };
            figures.push(raw);
        }
        self.notices.push(Notice::Glued { row, raw: whole.raw.to_owned(), figures: figures.join(" ") });
    }

    /// One cell a line: a line with several figures is a cell with a figure torn apart.
    fn assign_lines(&mut self, row: usize, run: &[Vec<&'a Token<'a>>]) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        for (field, line) in self.form.fields_of_row(row).zip(run) {
            let place = line.first().zip(line.last()).map(|(first, last)| Place { end: last.place.end, ..first.place });
            let value = match line.as_slice() {
                [only] => figure::read(only.raw, self.form.column(field).kind),
                _ => Value::Unreadable(Unreadable::Split),
            };
            self.cells[field.index()] = Cell { value, raw: join(line.iter().copied()).into(), place };
        }
    }

    fn assign_lines_disputes(&mut self, run: &[Vec<&'a Token<'a>>]) {
        let mut rest = run;
        for row in self.rows_of(TableId::Disputes) {
            let (own, others) = rest.split_at(self.form.rows[row].columns.len().min(rest.len()));
            self.assign_lines(row, own);
            rest = others;
        }
    }

    fn assign_disputes(&mut self, values: &[&Token<'_>]) {
        let mut rest = values;
        for row in self.rows_of(TableId::Disputes) {
            let (own, others) = rest.split_at(self.form.rows[row].columns.len().min(rest.len()));
            self.assign(row, own);
            rest = others;
        }
        self.context = None;
    }

    fn assign_words(&mut self, row: usize, words: &str) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        for field in self.form.fields_of_row(row) {
            self.cells[field.index()] = Cell { value: Value::Unreadable(Unreadable::Words), raw: words.to_owned().into(), place: None };
        }
    }

    fn assign_blanks(&mut self, row: usize) {
        if self.unclaimed {
            self.miscount(row, 0, std::iter::empty());
            return;
        }
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        for field in self.form.fields_of_row(row) {
            self.cells[field.index()] = Cell { value: Value::Blank, raw: Cow::Borrowed(""), place: None };
        }
    }

    fn miscount<'t>(&mut self, row: usize, found: usize, tokens: impl Iterator<Item = &'t Token<'t>>) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        let raw = join(tokens);
        for field in self.form.fields_of_row(row) {
            self.cells[field.index()] = Cell { value: Value::Unreadable(Unreadable::CellCount), raw: raw.clone().into(), place: None };
        }
        self.notices.push(Notice::CellCount { row, expected: self.form.rows[row].columns.len(), found, raw });
    }

    fn miscount_disputes<'t>(&mut self, found: usize, tokens: impl Iterator<Item = &'t Token<'t>>) {
        let rows: Vec<usize> = self.rows_of(TableId::Disputes).collect();
        let raw = join(tokens);
        let mut expected = 0;
        for &row in &rows {
            self.done[row] = true;
            for field in self.form.fields_of_row(row) {
                self.cells[field.index()] = Cell { value: Value::Unreadable(Unreadable::CellCount), raw: raw.clone().into(), place: None };
                expected += 1;
            }
        }
        if let Some(&row) = rows.first() {
            self.notices.push(Notice::CellCount { row, expected, found, raw });
        }
    }

    fn extra(&mut self, table: TableId, label: &Token<'_>, subtotal: bool) {
        self.notice(Notice::ExtraRow { table, label: label.raw.replace('\n', ""), subtotal });
    }

    fn notice(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    fn notice_label(&mut self, row: usize, raw: &str, folded: &str) {
        if !self.done[row] && labels::is_variant(self.form, row, folded) {
            self.notice(Notice::LabelVariant { row, label: raw.replace('\n', "") });
        }
    }

    /// Decides which rows the report uses: those of its edition, unless it has the other edition's rows in their place.
    fn finish(mut self) -> Tables {
        if self.headed && !self.total_headed {
            self.notice(Notice::ColumnOrder { table: TableId::Requests, headings: Vec::new() });
        }
        let form = self.form;
        let other = |alternate: bool| {
            (0..form.rows.len()).filter(move |&row| {
                form.rows[row].key.starts_with("other")
                    && form.rows[row].table == TableId::Requests
                    && form.rows[row].alternate == alternate
            })
        };
        let has_printed = other(false).any(|row| self.done[row]);
        let has_alternate = other(true).any(|row| self.done[row]);
        let mut rows_in_use: Vec<bool> = form.rows.iter().map(|row| !row.alternate).collect();
        if has_alternate && !has_printed {
            for row in other(false) {
                rows_in_use[row] = false;
            }
            for row in other(true) {
                rows_in_use[row] = true;
            }
        } else if has_alternate {
            for row in other(true).filter(|&row| self.done[row]).collect::<Vec<_>>() {
                let states = form.fields_of_row(row).any(|field| !self.cells[field.index()].value.is_empty());
                if states {
                    self.notice(Notice::ExtraRow { table: TableId::Requests, label: form.rows[row].label.to_owned(), subtotal: true });
                }
                for field in form.fields_of_row(row) {
                    self.cells[field.index()] = Cell::MISSING;
                }
            }
        }
        order::by_key(&mut self.found, |&table| table);
        Tables { cells: self.cells, rows_in_use, found: self.found, notices: self.notices, is_table: self.is_table }
    }
}

/// A cell's text to be kept. Nearly all cells of a report hold one digit, which needs no memory of its own.
fn kept(raw: &str) -> Cow<'static, str> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    match raw.as_bytes() {
        [] => Cow::Borrowed(""),
        [digit @ b'0'..=b'9'] => Cow::Borrowed(DIGITS[usize::from(digit - b'0')]),
        _ => Cow::Owned(raw.to_owned()),
    }
}

fn join<'t>(tokens: impl Iterator<Item = &'t Token<'t>>) -> String {
    tokens.map(|token| token.raw).collect::<Vec<_>>().join(" ")
}
