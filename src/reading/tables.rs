//! The three tables: rows are found by label, figures by their position behind it.
//!
//! Column headings are never trusted alone, because they are the first thing to be cut, moved or lost on the way.

use std::collections::BTreeMap;

use super::figure;
use super::fold::fold;
use super::labels::{self, Marks, block, disclosure_row, disclosure_row_in, is_group, is_prose, request_row, request_rows_in};
use super::lines::{Line, Token};
use crate::field::TableId;
use crate::form::Form;
use crate::report::{Cell, Notice};
use crate::value::{Unreadable, Value};

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

/// Reads the tables. `sections` gives for each line the section that it is the heading of.
pub(super) fn read(form: &'static Form, lines: &[Line<'_>], sections: &[Option<u8>]) -> Tables {
    let mut reader = Reader {
        form,
        context: None,
        pieces: Vec::new(),
        pending: String::new(),
        run: Vec::new(),
        open_label: None,
        block: String::new(),
        headings: Vec::new(),
        cells: vec![Cell::MISSING; form.field_count()],
        done: vec![false; form.rows.len()],
        found: Vec::new(),
        notices: Vec::new(),
        is_table: vec![false; lines.len()],
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(section) = sections[at] {
            reader.boundary(section);
            at += 1;
        } else if line.is_row {
            let rows = lines[at..].iter().take_while(|other| other.is_row && other.block == line.block).count();
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

struct Reader<'a> {
    form: &'static Form,
    /// The table that is being read.
    context: Option<TableId>,
    /// Text since the last figures, in pieces as they stood and as one.
    pieces: Vec<String>,
    pending: String,
    /// Figures since that text, by line.
    run: Vec<Vec<&'a Token<'a>>>,
    /// A label that stood in a row of its own; its figures are the next row.
    open_label: Option<usize>,
    /// The heading of table 2's block, and the column headings in it.
    block: String,
    headings: Vec<String>,
    cells: Vec<Cell>,
    done: Vec<bool>,
    found: Vec<TableId>,
    notices: Vec<Notice>,
    is_table: Vec<bool>,
}

/// A row of a grid whose label was recognised.
struct Labelled<'a> {
    row: usize,
    label: &'a str,
    values: &'a [Token<'a>],
    /// How many cells the whole row has.
    width: usize,
}

enum Fit<'a> {
    Exact(Vec<&'a Token<'a>>),
    Count(usize),
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
        self.context = None;
        self.open_label = None;
        self.block.clear();
        self.headings.clear();
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
            TableId::Disputes => self.rows_of(table).any(|row| self.done[row]),
        }
    }

    /// Opens the table that a line begins, where it begins one.
    fn begins(&mut self, line: &Line<'_>) {
        let marks = line.marks();
        if marks == Marks::default() {
            return;
        }
        let short = line.is_row || line.tokens.iter().map(|token| token.folded.len()).sum::<usize>() <= 3 * 60;
        let prose = || is_prose(&line.folded());
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
        if short && marks.has(Marks::BLOCK) && let Some(number) = number() {
            if !self.is_complete(TableId::Disclosure) {
                self.begin_block(&number);
            }
        } else if requests && !self.is_complete(TableId::Requests) && !prose() {
            self.open(TableId::Requests);
        } else if disputes && short && !self.is_complete(TableId::Disputes) && !prose() {
            self.open(TableId::Disputes);
        } else if self.context.is_none() && line.is_row && marks.editions().iter().sum::<u32>() >= 2 && !self.is_complete(TableId::Disclosure) {
            self.open(TableId::Disclosure);
        }
    }

    fn begin_block(&mut self, number: &str) {
        if self.context != Some(TableId::Disclosure) {
            self.open(TableId::Disclosure);
        }
        self.block = format!("第二十条第（{number}）项");
        self.headings.clear();
    }

    // Grids.

    fn grid(&mut self, lines: &'a [Line<'a>], sections: &[Option<u8>], first: usize) {
        self.flush();
        let mut rows: Vec<Labelled<'a>> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if let Some(section) = sections[at] {
                self.take(&mut rows);
                self.boundary(section);
                continue;
            }
            let before = self.context;
            self.begins(line);
            if self.context != before {
                self.take(&mut rows);
            }
            let Some(table) = self.context else { continue };
            self.is_table[first + at] = line.sole_text().is_none_or(|token| !is_prose(&token.folded));
            match table {
                TableId::Disclosure => self.disclosure_line(line, &mut rows),
                TableId::Requests => self.request_line(line, &mut rows),
                TableId::Disputes => self.dispute_line(line),
            }
        }
        self.take(&mut rows);
    }

    fn disclosure_line(&mut self, line: &'a Line<'a>, rows: &mut Vec<Labelled<'a>>) {
        let label = line.tokens.iter().position(|token| token.is_text());
        let Some(at) = label else {
            self.continue_label(line, rows);
            return;
        };
        let token = &line.tokens[at];
        let values = &line.tokens[at + 1..];
        if let Some(row) = disclosure_row(self.form, &token.folded) {
            if self.is_foreign_block() {
                self.foreign();
            } else if values.iter().all(Token::is_text) {
                self.open_label = values.is_empty().then_some(row);
            } else {
                self.notice_label(row, token.raw, &token.folded);
                rows.push(Labelled { row, label: &token.folded, values, width: line.tokens.len() });
            }
        } else if line.tokens.iter().filter(|token| token.is_text()).count() >= 2 {
            self.take_headings(line);
        } else if token.marks.is_foreign(self.form.edition) && block(&token.folded).is_none() {
            self.headings.push(token.raw.to_owned());
            self.foreign();
        } else if values.iter().any(|value| value.is_value) && block(&token.folded).is_none() {
            self.extra(TableId::Disclosure, token, false);
        }
    }

    /// Column headings of a block of table 2.
    fn take_headings(&mut self, line: &Line<'_>) {
        self.headings = line.tokens.iter().filter(|token| token.is_text() && !token.folded.contains("信息内容")).map(|token| token.raw.to_owned()).collect();
        let folded: Vec<String> = self.headings.iter().map(|heading| fold(heading)).collect();
        let printed: Vec<String> = self.form.rows.iter().filter(|row| row.table == TableId::Disclosure).flat_map(|row| row.columns).map(|column| fold(column.label)).collect();
        let cut = |heading: &String| !printed.contains(heading) && heading.chars().count() >= 2 && printed.iter().any(|label| label.starts_with(heading.as_str()));
        let repeated = folded.iter().enumerate().any(|(at, heading)| folded[..at].contains(heading));
        if folded.iter().any(cut) || (repeated && folded.iter().any(|heading| !printed.contains(heading))) {
            let headings = self.headings.clone();
            self.notice(Notice::HeaderCut { table: TableId::Disclosure, headings });
        }
    }

    fn is_foreign_block(&self) -> bool {
        Marks::of(&fold(&self.headings.concat())).is_foreign(self.form.edition)
    }

    fn foreign(&mut self) {
        let (block, headings) = (self.block.clone(), self.headings.clone());
        let known = self.notices.iter().any(|notice| matches!(notice, Notice::ForeignBlock { block: other, .. } if *other == block));
        if !known {
            self.notices.push(Notice::ForeignBlock { block, headings });
        }
    }

    fn request_line(&mut self, line: &'a Line<'a>, rows: &mut Vec<Labelled<'a>>) {
        let tokens = &line.tokens;
        let mut hits: Vec<(usize, usize)> = Vec::new();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_text()) {
            let row = request_row(self.form, &token.folded);
            hits.extend(row.map(|row| (at, row)));
        }
        // A label that the line before began is finished here.
        if hits.is_empty()
            && !self.pending.is_empty()
            && let Some(at) = tokens.iter().position(Token::is_text)
            && tokens[at + 1..].iter().any(|token| token.is_value)
        {
            let whole = [self.pending.as_str(), &tokens[at].folded].concat();
            hits.extend(request_rows_in(self.form, &whole, self.in_results()).last().map(|hit| (at, hit.row)));
        }
        let want = self.form.rows[self.rows_of(TableId::Requests).next().unwrap_or(0)].columns.len();
        let has_values = tokens.iter().any(|token| token.is_value);
        if hits.is_empty() {
            let text = tokens.iter().rev().find(|token| token.is_text());
            match text {
                None => self.continue_label(line, rows),
                Some(label) if has_values && tokens.last().is_some_and(|last| !last.is_text()) => {
                    self.extra(TableId::Requests, label, is_group(self.form, &label.folded));
                }
                Some(label) => {
                    self.note_columns(line);
                    self.pending.push_str(&label.folded);
                }
            }
            return;
        }
        self.note_columns(line);
        self.pending.clear();
        for (n, &(at, row)) in hits.iter().enumerate() {
            let end = hits.get(n + 1).map_or(tokens.len(), |&(next, _)| next);
            let values = &tokens[at + 1..end];
            let is_outer = end < tokens.len() && values.len() < want;
            // 其他 and 总计 are column headings, too; those have no figures behind them.
            let is_heading = values.len() < want && !values.iter().any(|token| token.is_value);
            let is_heading = is_heading && matches!(self.form.rows[row].key, "other.other" | "total");
            if is_outer || is_heading || (!values.is_empty() && values.iter().all(Token::is_text)) {
                continue;
            }
            if values.is_empty() {
                self.open_label = Some(row);
                continue;
            }
            self.open_label = None;
            self.notice_label(row, tokens[at].raw, &tokens[at].folded);
            rows.push(Labelled { row, label: &tokens[at].folded, values, width: tokens.len() });
        }
    }

    /// A row of figures alone belongs to the label in the row before it.
    fn continue_label(&mut self, line: &'a Line<'a>, rows: &mut Vec<Labelled<'a>>) {
        if let Some(row) = self.open_label.take_if(|_| line.tokens.iter().any(|token| token.is_value)) {
            rows.push(Labelled { row, label: "", values: &line.tokens, width: line.tokens.len() });
        }
    }

    /// Compares the headings over table 3 with the form's, where a line has several.
    fn note_columns(&mut self, line: &Line<'_>) {
        if line.tokens.iter().filter(|token| token.is_text()).count() < 4 {
            return;
        }
        let first = self.rows_of(TableId::Requests).next().unwrap_or(0);
        let printed: Vec<String> = self.form.rows[first].columns.iter().map(|column| fold(column.label)).collect();
        let order: Vec<(usize, &Token<'_>)> =
            line.tokens.iter().filter_map(|token| printed.iter().position(|label| *label == token.folded).map(|at| (at, token))).collect();
        // 总计 is printed beside the groups, in a row of its own, so that only the others have an order here.
        let kinds: Vec<usize> = order.iter().map(|&(at, _)| at).filter(|&at| at + 1 < printed.len()).collect();
        if kinds.len() >= 4 && !kinds.is_sorted() {
            let headings = order.iter().map(|(_, token)| token.raw.to_owned()).collect();
            self.notice(Notice::ColumnOrder { table: TableId::Requests, headings });
        }
    }

    fn dispute_line(&mut self, line: &'a Line<'a>) {
        let tokens = match line.tokens.as_slice() {
            [label, rest @ ..] if label.is_text() => rest,
            all => all,
        };
        let rows: Vec<usize> = self.rows_of(TableId::Disputes).collect();
        let want = rows.iter().map(|&row| self.form.rows[row].columns.len()).sum();
        let (filled, texts) = (tokens.iter().filter(|token| token.is_value).count(), tokens.iter().filter(|token| token.is_text()).count());
        if texts > filled || tokens.is_empty() || (filled == 0 && tokens.len() < want) || !self.found.contains(&TableId::Disputes) {
            return;
        }
        match fit(tokens, want, "", &Consensus::default(), 0) {
            Fit::Exact(values) => self.assign_disputes(&values),
            Fit::Count(found) => self.miscount_disputes(found, tokens.iter()),
        }
    }

    /// Assigns the figures of the rows collected so far. Rows whose place is plain show where the others have theirs.
    fn take(&mut self, rows: &mut Vec<Labelled<'a>>) {
        let rows = std::mem::take(rows);
        let mut consensus = Consensus::default();
        for labelled in &rows {
            let want = self.form.rows[labelled.row].columns.len();
            consensus.learn(labelled, want);
        }
        for labelled in rows {
            let want = self.form.rows[labelled.row].columns.len();
            match fit(labelled.values, want, labelled.label, &consensus, labelled.width) {
                Fit::Exact(values) => self.assign(labelled.row, &values),
                Fit::Count(found) => self.miscount(labelled.row, found, labelled.values.iter()),
            }
        }
    }

    // Lines of text.

    fn paragraph(&mut self, line: &'a Line<'a>, at: usize) {
        if line.is_long() {
            self.flush();
            return;
        }
        let folded = line.folded();
        if is_page_number(&folded) {
            self.is_table[at] = self.context.is_some();
            return;
        }
        // A label may be wrapped inside its brackets, so that only the whole tells a sentence.
        let sentence = if self.pending.is_empty() { is_prose(&folded) } else { is_prose(&[self.pending.as_str(), &folded].concat()) };
        if sentence {
            self.flush();
            return;
        }
        self.begins(line);
        if self.context.is_none() {
            return;
        }
        let tentative = self.context == Some(TableId::Disputes) && !self.found.contains(&TableId::Disputes);
        self.is_table[at] = !tentative || line.tokens.iter().all(|token| token.is_value) || folded.chars().count() <= 30;
        let mut figures = Vec::new();
        for token in &line.tokens {
            if token.is_value {
                figures.push(token);
                continue;
            }
            if !figures.is_empty() {
                self.run.push(std::mem::take(&mut figures));
            }
            if !self.run.is_empty() {
                self.flush();
            }
            if self.context.is_none() {
                return;
            }
            if self.pending.len() + token.folded.len() > PENDING {
                self.pending.clear();
                self.pieces.clear();
            }
            self.pending.push_str(&token.folded);
            self.pieces.push(token.folded.clone());
        }
        if !figures.is_empty() {
            self.run.push(figures);
        }
    }

    fn in_results(&self) -> bool {
        self.rows_of(TableId::Requests).any(|row| self.done[row] && !self.form.rows[row].groups.is_empty())
    }

    /// Assigns the figures of a run of lines to the label before them.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let pending = std::mem::take(&mut self.pending);
        let pieces = std::mem::take(&mut self.pieces);
        if run.is_empty() && pending.is_empty() {
            return;
        }
        match self.context {
            Some(TableId::Requests) => self.flush_requests(&run, &pending),
            Some(TableId::Disclosure) => self.flush_disclosure(&run, &pending, &pieces),
            Some(TableId::Disputes) => self.flush_disputes(&run, &pending),
            None => {}
        }
    }

    fn flush_requests(&mut self, run: &[Vec<&'a Token<'a>>], pending: &str) {
        let mut hits = request_rows_in(self.form, pending, self.in_results());
        let labelled = if run.is_empty() { None } else { hits.pop() };
        for hit in hits {
            // The figures of this row vanished with its blank cells. A group's label takes none.
            if !self.form.rows[hit.row].alternate && !is_group(self.form, &fold(self.form.rows[hit.row].label)) {
                self.assign_blanks(hit.row);
            }
        }
        match labelled {
            Some(hit) => self.assign_run(hit.row, run),
            None if run.iter().map(Vec::len).sum::<usize>() == 7 && !pending.is_empty() => {
                let label = pending.rsplit(')').next().filter(|rest| !rest.is_empty()).unwrap_or(pending).to_owned();
                self.notice(Notice::ExtraRow { table: TableId::Requests, subtotal: is_group(self.form, &label), label });
            }
            None => {}
        }
    }

    fn flush_disclosure(&mut self, run: &[Vec<&'a Token<'a>>], pending: &str, pieces: &[String]) {
        for piece in pieces {
            if let Some(number) = block(piece) {
                self.block = format!("第二十条第（{number}）项");
                self.headings.clear();
            }
            if Marks::of(piece).editions() != [0, 0] {
                self.headings.push(piece.clone());
            }
        }
        let labelled = if run.is_empty() { None } else { disclosure_row_in(self.form, pending) };
        let foreign = self.is_foreign_block();
        for row in pieces.iter().filter_map(|piece| disclosure_row(self.form, piece)) {
            if labelled.is_none_or(|hit| hit.row != row) && !foreign {
                self.assign_blanks(row);
            }
        }
        match labelled {
            Some(_) if foreign => self.foreign(),
            Some(hit) => self.assign_run(hit.row, run),
            None => {
                if let Some(label) = pieces.last().filter(|_| !run.is_empty()) {
                    if Marks::of(label).is_foreign(self.form.edition) {
                        self.foreign();
                    } else if Marks::of(label).editions() == [0, 0] {
                        self.notice(Notice::ExtraRow { table: TableId::Disclosure, label: label.clone(), subtotal: false });
                    }
                }
            }
        }
    }

    fn flush_disputes(&mut self, run: &[Vec<&'a Token<'a>>], pending: &str) {
        // Whether the headings stand here, whole or torn into characters.
        let headed = ['维', '持', '纠', '正', '审'].iter().all(|&c| pending.contains(c)) && !is_prose(pending);
        if self.is_complete(TableId::Disputes) {
            return;
        }
        let tokens: Vec<&Token<'_>> = run.iter().flatten().copied().collect();
        if headed && !self.found.contains(&TableId::Disputes) {
            self.found.push(TableId::Disputes);
        }
        if tokens.len() == 15 {
            if !self.found.contains(&TableId::Disputes) {
                self.found.push(TableId::Disputes);
            }
            self.assign_disputes(&tokens);
        } else if headed && tokens.is_empty() {
            for row in self.rows_of(TableId::Disputes) {
                self.assign_blanks(row);
            }
        } else if headed && run.len() == 15 {
            self.assign_lines_disputes(run);
        } else if headed || (tokens.len() > 5 && self.found.contains(&TableId::Disputes)) {
            self.miscount_disputes(tokens.len(), tokens.into_iter());
        }
    }

    // Assigning.

    fn assign(&mut self, row: usize, values: &[&Token<'_>]) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        for (field, token) in self.form.fields_of_row(row).zip(values) {
            let value = figure::read(token.raw, self.form.column(field).kind);
            self.cells[field.index()] = Cell { value, raw: token.raw.to_owned(), place: Some(token.place) };
        }
    }

    fn assign_run(&mut self, row: usize, run: &[Vec<&'a Token<'a>>]) {
        let want = self.form.rows[row].columns.len();
        let tokens: Vec<&Token<'_>> = run.iter().flatten().copied().collect();
        if tokens.len() == want {
            self.assign(row, &tokens);
        } else if run.len() == want {
            self.assign_lines(row, run);
        } else {
            self.miscount(row, tokens.len(), tokens.into_iter());
        }
    }

    /// One cell a line: a line with several figures is a cell with a figure torn apart.
    fn assign_lines(&mut self, row: usize, run: &[Vec<&'a Token<'a>>]) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        for (field, line) in self.form.fields_of_row(row).zip(run) {
            let place = line.first().zip(line.last()).map(|(first, last)| crate::document::Place { end: last.place.end, ..first.place });
            let value = match line.as_slice() {
                [only] => figure::read(only.raw, self.form.column(field).kind),
                _ => Value::Unreadable(Unreadable::Split),
            };
            self.cells[field.index()] = Cell { value, raw: join(line.iter().copied()), place };
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

    fn assign_blanks(&mut self, row: usize) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        for field in self.form.fields_of_row(row) {
            self.cells[field.index()] = Cell { value: Value::Blank, raw: String::new(), place: None };
        }
    }

    fn miscount<'t>(&mut self, row: usize, found: usize, tokens: impl Iterator<Item = &'t Token<'t>>) {
        if std::mem::replace(&mut self.done[row], true) {
            return;
        }
        let raw = join(tokens);
        for field in self.form.fields_of_row(row) {
            self.cells[field.index()] = Cell { value: Value::Unreadable(Unreadable::CellCount), raw: raw.clone(), place: None };
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
                self.cells[field.index()] = Cell { value: Value::Unreadable(Unreadable::CellCount), raw: raw.clone(), place: None };
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
        let form = self.form;
        let other = |alternate: bool| (0..form.rows.len()).filter(move |&row| form.rows[row].key.starts_with("other") && form.rows[row].table == TableId::Requests && form.rows[row].alternate == alternate);
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
        self.found.sort_unstable();
        Tables { cells: self.cells, rows_in_use, found: self.found, notices: self.notices, is_table: self.is_table }
    }
}

fn join<'t>(tokens: impl Iterator<Item = &'t Token<'t>>) -> String {
    tokens.map(|token| token.raw).collect::<Vec<_>>().join(" ")
}

/// Where the figures of a grid's rows begin, learnt from rows that leave no doubt.
#[derive(Default)]
struct Consensus {
    /// By number of figures and width of the row: how often they begin at which column.
    columns: BTreeMap<(usize, usize, u32), usize>,
    /// By number of figures: how many cells lie between label and figures.
    gaps: BTreeMap<(usize, usize), usize>,
}

impl Consensus {
    fn learn(&mut self, labelled: &Labelled<'_>, want: usize) {
        let offsets = offsets(labelled.values, want, labelled.label);
        if let [offset] = offsets[..] {
            *self.gaps.entry((want, offset)).or_default() += 1;
            if let Some(first) = labelled.values.get(offset) {
                *self.columns.entry((want, labelled.width, first.column)).or_default() += 1;
            }
        }
    }

    fn choose(&self, values: &[Token<'_>], offsets: &[usize], want: usize, width: usize) -> Option<usize> {
        let by_column = offsets.iter().copied().filter_map(|offset| {
            let column = values.get(offset)?.column;
            self.columns.get(&(want, width, column)).map(|&count| (count, offset))
        });
        let best = by_column.max_by_key(|&(count, _)| count);
        let by_gap = || offsets.iter().copied().filter_map(|offset| self.gaps.get(&(want, offset)).map(|&count| (count, offset))).max_by_key(|&(count, _)| count);
        best.or_else(by_gap).map(|(_, offset)| offset)
    }
}

/// At which positions `want` cells can begin so that all cells outside them are blank, or repeat the label in front.
fn offsets(values: &[Token<'_>], want: usize, label: &str) -> Vec<usize> {
    let Some(excess) = values.len().checked_sub(want) else { return Vec::new() };
    let lead = values.iter().take_while(|token| token.is_blank() || (!label.is_empty() && token.folded == label)).count();
    let trail = values.iter().rev().take_while(|token| token.is_blank()).count();
    (0..=excess).filter(|&offset| offset <= lead && excess - offset <= trail).collect()
}

fn fit<'a>(values: &'a [Token<'a>], want: usize, label: &str, consensus: &Consensus, width: usize) -> Fit<'a> {
    let pick = |offset: usize| Fit::Exact(values.iter().skip(offset).take(want).collect());
    let offsets = offsets(values, want, label);
    match offsets.as_slice() {
        [offset] => return pick(*offset),
        [] => {}
        [first, ..] => {
            let all_blank = values.iter().all(Token::is_blank);
            if let Some(offset) = consensus.choose(values, &offsets, want, width).or(all_blank.then_some(*first)) {
                return pick(offset);
            }
        }
    }
    match values {
        // One cell merged over the whole row says the same of all its figures, unless it is a figure.
        [only] if only.span as usize >= want && figure::read(only.raw, crate::form::FieldKind::Count).is_empty() => Fit::Exact(vec![only; want]),
        // A merged cell that a converter wrote once for each column it covers.
        [first, rest @ ..] if want == 1 && rest.iter().all(|token| token.raw == first.raw) => Fit::Exact(vec![first]),
        _ => Fit::Count(values.iter().filter(|token| !token.is_blank()).count().max(values.len().min(want.saturating_sub(1)))),
    }
}

/// `-3-`, `第3页`, `第3页共9页` and `3/9`: what stands between the pages.
fn is_page_number(folded: &str) -> bool {
    let inner = folded.strip_prefix('第').and_then(|rest| rest.split_once('页')).map(|(number, rest)| (number, rest.is_empty() || rest.starts_with('共')));
    if let Some((number, true)) = inner {
        return number.bytes().all(|b| b.is_ascii_digit());
    }
    folded.strip_prefix('-').and_then(|rest| rest.strip_suffix('-')).is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}
