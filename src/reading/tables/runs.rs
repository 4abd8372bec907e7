//! Rows in lines of text: a label, wrapped or not, and the figures that follow it.

use super::super::figure;
use super::super::fold::fold;
use super::super::labels::{Marks, block, disclosure_row, disclosure_row_in, is_group, is_prose, request_rows_in};
use super::super::lines::{Line, Token};
use super::super::resemble::{damaged_row, names_another};
use super::{PENDING, Reader};
use crate::field::TableId;
use crate::report::Notice;

impl<'a> Reader<'a> {
    pub(super) fn paragraph(&mut self, line: &'a Line<'a>, at: usize) {
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
        self.begins(line, at);
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

    pub(super) fn in_results(&self) -> bool {
        let is_result = |row: usize| !self.form.rows[row].groups.is_empty() && self.form.rows[row].table == TableId::Requests;
        self.rows_of(TableId::Requests).any(|row| self.done[row] && is_result(row))
            || self.rows.iter().any(|labelled| is_result(labelled.row))
    }

    /// Assigns the figures of a run of lines to the label before them.
    pub(super) fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let pending = std::mem::take(&mut self.pending);
        let pieces = std::mem::take(&mut self.pieces);
        if run.is_empty() && pending.is_empty() {
            return;
        }
        match self.context {
            Some(TableId::Requests) => self.flush_requests(&run, &pending, &pieces),
            Some(TableId::Disclosure) => self.flush_disclosure(&run, &pending, &pieces),
            Some(TableId::Disputes) => self.flush_disputes(&run, &pending),
            None => {}
        }
    }

    pub(super) fn flush_requests(&mut self, run: &[Vec<&'a Token<'a>>], pending: &str, pieces: &[String]) {
        let mut hits = request_rows_in(self.form, pending, self.in_results());
        let labelled = if run.is_empty() { None } else { hits.pop() };
        for hit in hits {
            // The figures of this row vanished with its blank cells. A group's label takes none.
            if !self.form.rows[hit.row].alternate && !is_group(self.form, &fold(self.form.rows[hit.row].label)) {
                self.assign_blanks(hit.row);
            }
        }
        let damaged = || {
            // A label may be wrapped, and the label of its group may stand before it.
            let ends = (1..=pieces.len().min(4)).map(|count| pieces[pieces.len() - count..].concat());
            ends.into_iter().find_map(|end| damaged_row(self.form, &end)).filter(|&row| !self.done[row])
        };
        match labelled {
            Some(hit) if names_another(self.form, hit.row, pending.get(hit.end..).unwrap_or("")) => {
                self.miscount(hit.row, run.iter().map(Vec::len).sum(), run.iter().flatten().copied());
            }
            Some(hit) => self.assign_run(hit.row, run),
            None if !run.is_empty() && damaged().is_some() => {
                let Some(row) = damaged() else { return };
                self.notice_label(row, pending, pending);
                self.assign_run(row, run);
            }
            // A whole row of figures before the first label; fewer are a page's number.
            None if run.iter().map(Vec::len).sum::<usize>() >= 7 && self.rows_of(TableId::Requests).all(|row| !self.done[row]) => {
                self.unclaimed = true;
            }
            None if run.iter().map(Vec::len).sum::<usize>() == 7 && !pending.is_empty() => {
                let label = pending.rsplit(')').next().filter(|rest| !rest.is_empty()).unwrap_or(pending).to_owned();
                self.notice(Notice::ExtraRow { table: TableId::Requests, subtotal: is_group(self.form, &label), label });
            }
            None => {}
        }
    }

    pub(super) fn flush_disclosure(&mut self, run: &[Vec<&'a Token<'a>>], pending: &str, pieces: &[String]) {
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
            Some(hit) => {
                let known = self.done[hit.row];
                self.assign_run(hit.row, run);
                if !known && figure::is_in_yuan(pending) {
                    self.in_yuan(hit.row);
                }
            }
            None => {
                let Some(label) = pieces.last().filter(|_| !run.is_empty()) else { return };
                let marks = Marks::of(label);
                if marks.is_foreign(self.form.edition) {
                    self.foreign();
                } else if marks.editions() == [0, 0] && !self.is_column_heading(label) {
                    self.notice(Notice::ExtraRow { table: TableId::Disclosure, label: label.clone(), subtotal: false });
                } else {
                    self.unclaimed = true;
                }
            }
        }
    }

    /// Whether a piece of text is a column heading of table 2, or a part of one.
    fn is_column_heading(&self, piece: &str) -> bool {
        let columns = self.form.rows.iter().filter(|row| row.table == TableId::Disclosure).flat_map(|row| row.columns);
        columns.into_iter().any(|column| fold(column.label).contains(piece)) || piece.contains("信息内容")
    }

    pub(super) fn flush_disputes(&mut self, run: &[Vec<&'a Token<'a>>], pending: &str) {
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
