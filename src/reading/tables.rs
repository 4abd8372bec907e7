//! The three tables: rows are found by label, figures by their position behind it.
//!
//! Column headings are never trusted alone, because they are the first thing to be cut, moved or lost on the way.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::figure;
use super::fold::{fold, without_number};
use super::labels::{self, Marks, block, disclosure_row, disclosure_row_in, is_group, is_prose, request_row, request_rows_in};
use super::lines::{Line, Token};
use crate::field::TableId;
use crate::form::{Form, Row};
use crate::order;
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
        beside: false,
        open_label: None,
        rows: Vec::new(),
        block: String::new(),
        headings: Vec::new(),
        heads: Heads::default(),
        unclaimed: false,
        headed: false,
        total_headed: false,
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
    /// A label that stood in a row of its own; its figures are the next row.
    open_label: Option<usize>,
    /// Rows of grids whose label was recognised; their figures are assigned when the whole table is known.
    rows: Vec<Labelled<'a>>,
    /// The heading of table 2's block, and the column headings in it.
    block: String,
    headings: Vec<String>,
    /// The columns in which those headings begin, where they stand in a grid.
    heads: Heads,
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
}

/// A row of a grid whose label was recognised.
struct Labelled<'a> {
    row: usize,
    label: &'a str,
    values: &'a [Token<'a>],
    /// How many cells the whole row has.
    width: usize,
    /// In table 2, the columns in which the headings over the row begin.
    heads: Heads,
}

/// The columns in which the headings of a block of table 2 begin.
#[derive(Default, Clone)]
struct Heads {
    all: Vec<u32>,
    /// Without headings that repeat the one before them, as some converters write a merged cell.
    distinct: Vec<u32>,
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
        self.take();
        self.context = None;
        self.open_label = None;
        self.unclaimed = false;
        self.block.clear();
        self.headings.clear();
        self.heads = Heads::default();
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
    fn begins(&mut self, line: &Line<'_>) {
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
        if short
            && marks.has(Marks::BLOCK)
            && let Some(number) = number()
        {
            if !self.is_complete(TableId::Disclosure) {
                self.begin_block(&number);
            }
        } else if requests && !self.is_complete(TableId::Requests) && !prose() {
            self.open(TableId::Requests);
        } else if disputes && short && !self.is_complete(TableId::Disputes) && !prose() {
            self.open(TableId::Disputes);
        } else if self.context.is_none()
            && line.is_row
            && marks.editions().iter().sum::<u32>() >= 2
            && !self.is_complete(TableId::Disclosure)
        {
            self.open(TableId::Disclosure);
        }
    }

    fn begin_block(&mut self, number: &str) {
        if self.context != Some(TableId::Disclosure) {
            self.open(TableId::Disclosure);
        }
        self.block = format!("第二十条第（{number}）项");
        self.headings.clear();
        self.heads = Heads::default();
    }

    // Grids.

    fn grid(&mut self, lines: &'a [Line<'a>], sections: &[Option<u8>], first: usize) {
        // Text without figures may be the first half of the label that the grid's first row ends.
        if !self.run.is_empty() {
            self.flush();
        }
        for (at, line) in lines.iter().enumerate() {
            if let Some(section) = sections[at] {
                self.boundary(section);
                continue;
            }
            self.begins(line);
            let Some(table) = self.context else { continue };
            self.is_table[first + at] = line.sole_text().is_none_or(|token| token.marks.has(Marks::TIE_OUT) || !is_prose(&token.folded));
            match table {
                TableId::Disclosure => self.disclosure_line(line),
                TableId::Requests => self.request_line(line),
                TableId::Disputes => self.dispute_line(line),
            }
        }
    }

    fn disclosure_line(&mut self, line: &'a Line<'a>) {
        let label = line.tokens.iter().position(Token::is_text);
        let Some(at) = label else {
            self.continue_label(line);
            return;
        };
        let token = &line.tokens[at];
        let values = &line.tokens[at + 1..];
        let has_values = values.iter().any(|value| value.is_value);
        let begun = self.pieces.pop().filter(|_| has_values);
        self.pieces.clear();
        self.pending.clear();
        let row = disclosure_row(self.form, &token.folded);
        let row = row.or_else(|| disclosure_row(self.form, &[begun.as_deref()?, &token.folded].concat()));
        let row = row.or_else(|| self.open_label.take_if(|_| has_values && token.marks == Marks::default()));
        if let Some(row) = row {
            if self.is_foreign_block() {
                self.foreign();
            } else if values.is_empty() {
                self.open_label = Some(row);
            } else {
                if begun.is_none() {
                    self.notice_label(row, token.raw, &token.folded);
                }
                self.rows.push(Labelled { row, label: &token.folded, values, width: line.tokens.len(), heads: self.heads.clone() });
            }
        } else if line.tokens.iter().filter(|token| token.is_text()).count() >= 2 {
            self.take_headings(line);
        } else if token.marks.is_foreign(self.form.edition) && block(&token.folded).is_none() {
            self.headings.push(token.raw.to_owned());
            self.foreign();
        } else if has_values && block(&token.folded).is_none() {
            self.extra(TableId::Disclosure, token, false);
        } else if values.is_empty() && block(&token.folded).is_none() {
            self.pieces.push(token.folded.clone());
        }
    }

    /// Column headings of a block of table 2.
    fn take_headings(&mut self, line: &Line<'_>) {
        // A heading merged over several columns stands once in them, or is repeated; figures stand where headings begin.
        self.heads = Heads::default();
        let mut before = "";
        for token in line.tokens.iter().filter(|token| token.is_text() && !token.folded.contains("信息内容")) {
            self.heads.all.push(token.column);
            if token.folded != before {
                self.heads.distinct.push(token.column);
            }
            before = &token.folded;
        }
        self.headings = line
            .tokens
            .iter()
            .filter(|token| token.is_text() && !token.folded.contains("信息内容"))
            .map(|token| token.raw.to_owned())
            .collect();
        let folded: Vec<String> = self.headings.iter().map(|heading| fold(heading)).collect();
        let printed: Vec<String> = self
            .form
            .rows
            .iter()
            .filter(|row| row.table == TableId::Disclosure)
            .flat_map(|row| row.columns)
            .map(|column| fold(column.label))
            .collect();
        let cut = |heading: &String| {
            !printed.contains(heading) && heading.chars().count() >= 2 && printed.iter().any(|label| label.starts_with(heading.as_str()))
        };
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

    fn request_line(&mut self, line: &'a Line<'a>) {
        let tokens = &line.tokens;
        if self.rows.iter().all(|labelled| self.form.rows[labelled.row].table != TableId::Requests) {
            self.headed |= line.marks().has(Marks::ENTERPRISE);
            self.total_headed |= tokens.iter().any(|token| token.folded.contains('总') || token.folded.contains("合计"));
        }
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
                None => self.continue_label(line),
                // The label was finished in a line of its own, and what stands here is the rest of its words.
                Some(label)
                    if has_values
                        && self.open_label.is_some()
                        && without_number(&label.folded) == label.folded
                        && !is_group(self.form, &label.folded) =>
                {
                    let at = tokens.iter().rposition(Token::is_text).unwrap_or(0);
                    let row = self.open_label.take();
                    self.rows.extend(row.map(|row| Labelled {
                        row,
                        label: &tokens[at].folded,
                        values: &tokens[at + 1..],
                        width: tokens.len(),
                        heads: Heads::default(),
                    }));
                }
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
        // A text at the end that means nothing yet may be the first half of a label.
        if let Some(last) =
            tokens.last().filter(|last| last.is_text() && !has_values && hits.last().is_none_or(|&(at, _)| at + 1 < tokens.len()))
        {
            self.pending.push_str(&last.folded);
        }
        for (n, &(at, row)) in hits.iter().enumerate() {
            let end = hits.get(n + 1).map_or(tokens.len(), |&(next, _)| next);
            let values = &tokens[at + 1..end];
            let is_outer = end < tokens.len() && values.len() < want;
            // 其他 and 总计 are column headings, too; those have no figures behind them.
            let is_heading = values.len() < want && !values.iter().any(|token| token.is_value);
            let is_heading = is_heading && matches!(self.form.rows[row].key, "other.other" | "total");
            if is_outer || is_heading || (!values.is_empty() && values.len() < want && values.iter().all(Token::is_text)) {
                continue;
            }
            if values.is_empty() {
                self.open_label = Some(row);
                continue;
            }
            self.open_label = None;
            self.notice_label(row, tokens[at].raw, &tokens[at].folded);
            self.rows.push(Labelled { row, label: &tokens[at].folded, values, width: tokens.len(), heads: Heads::default() });
        }
    }

    /// A row of figures alone belongs to the label in the row before it.
    fn continue_label(&mut self, line: &'a Line<'a>) {
        if let Some(row) = self.open_label.take_if(|_| line.tokens.iter().any(|token| token.is_value)) {
            self.rows.push(Labelled { row, label: "", values: &line.tokens, width: line.tokens.len(), heads: Heads::default() });
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
        if self.dispute_part(line, tokens) {
            return;
        }
        // The row has no label before its figures, so that blank cells before them are figures, too.
        let first = |offsets: &[usize]| offsets.first().copied();
        match fit(tokens, want, "", first) {
            Fit::Exact(values) => self.assign_disputes(&values),
            Fit::Count(found) => self.miscount_disputes(found, tokens.iter()),
        }
    }

    /// Takes a part of table 4 that is drawn in a row or a table of its own: the five figures of one group, or the ten of 行政诉讼.
    fn dispute_part(&mut self, line: &Line<'_>, tokens: &[Token<'_>]) -> bool {
        let rows: Vec<usize> = self.rows_of(TableId::Disputes).collect();
        let [review, direct, after] = rows[..] else { return false };
        let label = line.tokens.first().filter(|first| first.is_text()).map(|first| first.marks);
        let named = label.and_then(|marks| {
            let is = |mark| marks.has(mark);
            if is(Marks::SUIT_AFTER_REVIEW) {
                Some(after)
            } else if is(Marks::DIRECT_SUIT) {
                Some(direct)
            } else {
                is(Marks::REVIEW).then_some(review)
            }
        });
        let values: Vec<&Token<'_>> = tokens.iter().collect();
        match (named, values.len()) {
            (Some(row), 5) => self.assign(row, &values),
            (None, 5) if label.is_none() && !self.done[review] => self.assign(review, &values),
            (None, 10) if label.is_none() && self.done[review] && !self.done[direct] => {
                self.assign(direct, &values[..5]);
                self.assign(after, &values[5..]);
            }
            _ => return false,
        }
        true
    }

    /// Assigns the figures of the rows of grids. Rows whose place is plain show where the others have theirs.
    fn take(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let mut consensus = Consensus::default();
        for labelled in &rows {
            let want = self.form.rows[labelled.row].columns.len();
            consensus.learn(labelled, want);
        }
        for labelled in rows {
            let want = self.form.rows[labelled.row].columns.len();
            let fitted = match under(labelled.values, want, &labelled.heads) {
                Some(values) => Fit::Exact(values),
                None => {
                    fit(labelled.values, want, labelled.label, |offsets| consensus.choose(labelled.values, offsets, want, labelled.width))
                }
            };
            match fitted {
                Fit::Exact(values) if self.done[labelled.row] => self.repeat(labelled.row, &values),
                Fit::Exact(values) => self.assign(labelled.row, &values),
                Fit::Count(found) => self.miscount(labelled.row, found, labelled.values.iter()),
            }
        }
    }

    // Lines of text.

    fn paragraph(&mut self, line: &'a Line<'a>, at: usize) {
        if line.is_prose_only() {
            self.flush();
            return;
        }
        let folded = line.folded();
        if is_page_number(&folded) {
            self.is_table[at] = self.context.is_some();
            return;
        }
        // A label may be wrapped inside its brackets, so that only the whole tells a sentence.
        let is_note = line.marks().has(Marks::TIE_OUT) && folded.len() <= 3 * 60;
        let is_sentence = || if self.pending.is_empty() { is_prose(&folded) } else { is_prose(&[self.pending.as_str(), &folded].concat()) };
        let sentence = !is_note && is_sentence();
        if sentence {
            self.flush();
            return;
        }
        self.begins(line);
        if self.context.is_none() {
            return;
        }
        if is_note {
            self.is_table[at] = true;
            return;
        }
        let tentative = self.context == Some(TableId::Disputes) && !self.found.contains(&TableId::Disputes);
        self.is_table[at] = !tentative || line.tokens.iter().all(|token| token.is_value) || folded.chars().count() <= 30;
        let mut figures = Vec::new();
        let mut labelled = false;
        for token in &line.tokens {
            if token.is_value {
                if self.run.is_empty() && figures.is_empty() {
                    self.beside = labelled;
                }
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
            labelled = true;
            self.pending.push_str(&token.folded);
            self.pieces.push(token.folded.clone());
        }
        if !figures.is_empty() {
            self.run.push(figures);
        }
    }

    fn in_results(&self) -> bool {
        let is_result = |row: usize| !self.form.rows[row].groups.is_empty() && self.form.rows[row].table == TableId::Requests;
        self.rows_of(TableId::Requests).any(|row| self.done[row] && is_result(row))
            || self.rows.iter().any(|labelled| is_result(labelled.row))
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
            None if !run.is_empty() && self.rows_of(TableId::Requests).all(|row| !self.done[row]) => self.unclaimed = true,
            None if run.iter().map(Vec::len).sum::<usize>() == 7 && !pending.is_empty() => {
                let label = pending.rsplit(')').next().filter(|rest| !rest.is_empty()).unwrap_or(pending).to_owned();
                self.notice(Notice::ExtraRow { table: TableId::Requests, subtotal: is_group(self.form, &label), label });
            }
            None => {}
        }
    }

    fn flush_disclosure(&mut self, run: &[Vec<&'a Token<'a>>], pending: &str, pieces: &[String]) {
        let labelled = if run.is_empty() { None } else { disclosure_row_in(self.form, pending) };
        for (at, piece) in pieces.iter().enumerate() {
            if let Some(number) = block(piece) {
                self.block = format!("第二十条第（{number}）项");
                self.headings.clear();
                self.unclaimed = false;
            }
            if Marks::of(piece).editions() != [0, 0] {
                self.headings.push(piece.clone());
            }
            let row = disclosure_row(self.form, piece).filter(|&row| labelled.is_none_or(|hit| hit.row != row));
            let Some(row) = row.filter(|_| !self.is_foreign_block()) else { continue };
            // What follows a label is a heading, another label, or words in its cell.
            let is_words = |next: &&String| {
                let known = Marks::of(next) != Marks::default() || disclosure_row(self.form, next).is_some();
                !known && !next.contains("信息内容") && next.chars().count() <= 12
            };
            match pieces.get(at + 1).filter(is_words) {
                Some(words) if self.form.rows[row].columns.len() == 1 => self.assign_words(row, words),
                _ => self.assign_blanks(row),
            }
        }
        let foreign = self.is_foreign_block();
        match labelled {
            Some(_) if foreign => self.foreign(),
            Some(hit) => self.assign_run(hit.row, run),
            None => {
                let Some(label) = pieces.last().filter(|_| !run.is_empty()) else { return };
                let marks = Marks::of(label);
                if marks.is_foreign(self.form.edition) {
                    self.foreign();
                } else if marks.editions() == [0, 0] {
                    self.notice(Notice::ExtraRow { table: TableId::Disclosure, label: label.clone(), subtotal: false });
                } else {
                    self.unclaimed = true;
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
            self.cells[field.index()] = Cell { value, raw: kept(token.raw), place: Some(token.place) };
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

    /// Of several possible positions the one that most rows have: of the same width first, then of any, then by distance from the label.
    fn choose(&self, values: &[Token<'_>], offsets: &[usize], want: usize, width: usize) -> Option<usize> {
        let best = |votes: &dyn Fn(usize) -> usize| {
            let counted = offsets.iter().map(|&offset| (votes(offset), offset)).filter(|&(votes, _)| votes > 0);
            counted.max_by_key(|&(votes, offset)| (votes, std::cmp::Reverse(offset))).map(|(_, offset)| offset)
        };
        let in_column = |offset: usize, width: Option<usize>| -> usize {
            let Some(column) = values.get(offset).map(|token| token.column) else { return 0 };
            let same = |key: &(usize, usize, u32)| key.0 == want && key.2 == column && width.is_none_or(|width| key.1 == width);
            self.columns.iter().filter(|(key, _)| same(key)).map(|(_, &votes)| votes).sum()
        };
        best(&|offset| in_column(offset, Some(width)))
            .or_else(|| best(&|offset| in_column(offset, None)))
            .or_else(|| best(&|offset| self.gaps.get(&(want, offset)).copied().unwrap_or(0)))
    }
}

/// At which positions `want` cells can begin so that all cells outside them are blank, or repeat the label in front.
fn offsets(values: &[Token<'_>], want: usize, label: &str) -> Vec<usize> {
    let Some(excess) = values.len().checked_sub(want) else { return Vec::new() };
    let lead = values.iter().take_while(|token| token.is_blank() || (!label.is_empty() && token.folded == label)).count();
    let trail = values.iter().rev().take_while(|token| token.is_blank()).count();
    (0..=excess).filter(|&offset| offset <= lead && excess - offset <= trail).collect()
}

/// The cells in the columns where headings begin, where all others are blank or repeat the cell before them.
fn under<'a>(values: &'a [Token<'a>], want: usize, heads: &Heads) -> Option<Vec<&'a Token<'a>>> {
    let heads = [&heads.all, &heads.distinct].into_iter().find(|heads| heads.len() == want)?;
    if values.len() <= want {
        return None;
    }
    let chosen: Vec<&Token<'_>> = values.iter().filter(|token| heads.contains(&token.column)).collect();
    let follows = |pair: &[Token<'_>]| heads.contains(&pair[1].column) || pair[1].is_blank() || pair[1].raw == pair[0].raw;
    let starts = values.first().is_some_and(|first| heads.contains(&first.column));
    (chosen.len() == want && starts && values.windows(2).all(follows)).then_some(chosen)
}

/// The cells that hold the figures; `choose` decides where blank cells leave several positions.
fn fit<'a>(values: &'a [Token<'a>], want: usize, label: &str, choose: impl Fn(&[usize]) -> Option<usize>) -> Fit<'a> {
    let pick = |offset: usize| Fit::Exact(values.iter().skip(offset).take(want).collect());
    let offsets = offsets(values, want, label);
    match offsets.as_slice() {
        [offset] => return pick(*offset),
        [] => {}
        [first, ..] => {
            let all_blank = values.iter().all(Token::is_blank);
            if let Some(offset) = choose(&offsets).or(all_blank.then_some(*first)) {
                return pick(offset);
            }
        }
    }
    match values {
        // One cell merged over the whole row says the same of all its figures, unless it is a figure.
        [only] if only.span as usize >= want && figure::read(only.raw, crate::form::FieldKind::Count).is_empty() => {
            Fit::Exact(vec![only; want])
        }
        // A merged cell that a converter wrote once for each column it covers.
        [first, rest @ ..] if want == 1 && rest.iter().all(|token| token.raw == first.raw) => Fit::Exact(vec![first]),
        _ => Fit::Count(values.iter().filter(|token| !token.is_blank()).count().max(values.len().min(want.saturating_sub(1)))),
    }
}

/// `-3-`, `第3页`, `第3页共9页` and `3/9`: what stands between the pages.
fn is_page_number(folded: &str) -> bool {
    let inner = folded
        .strip_prefix('第')
        .and_then(|rest| rest.split_once('页'))
        .map(|(number, rest)| (number, rest.is_empty() || rest.starts_with('共')));
    if let Some((number, true)) = inner {
        return number.bytes().all(|b| b.is_ascii_digit());
    }
    folded
        .strip_prefix('-')
        .and_then(|rest| rest.strip_suffix('-'))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}
