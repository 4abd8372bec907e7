//! Rows of grids: labels in cells, figures in the cells behind them.

use super::super::fold::{fold, without_number};
use super::super::labels::{Marks, block, disclosure_row, is_group, is_prose, request_row, request_rows_in};
use super::super::lines::{Line, Token};
use super::Reader;
use super::fit::{Consensus, Fit, Heads, Labelled, fit, under};
use crate::field::TableId;
use crate::report::Notice;

impl<'a> Reader<'a> {
    pub(super) fn grid(&mut self, lines: &'a [Line<'a>], sections: &[Option<u8>], first: usize) {
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

    pub(super) fn disclosure_line(&mut self, line: &'a Line<'a>) {
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
    pub(super) fn take_headings(&mut self, line: &Line<'_>) {
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

    pub(super) fn is_foreign_block(&self) -> bool {
        Marks::of(&fold(&self.headings.concat())).is_foreign(self.form.edition)
    }

    pub(super) fn foreign(&mut self) {
        let (block, headings) = (self.block.clone(), self.headings.clone());
        let known = self.notices.iter().any(|notice| matches!(notice, Notice::ForeignBlock { block: other, .. } if *other == block));
        if !known {
            self.notices.push(Notice::ForeignBlock { block, headings });
        }
    }

    pub(super) fn request_line(&mut self, line: &'a Line<'a>) {
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
    pub(super) fn continue_label(&mut self, line: &'a Line<'a>) {
        if let Some(row) = self.open_label.take_if(|_| line.tokens.iter().any(|token| token.is_value)) {
            self.rows.push(Labelled { row, label: "", values: &line.tokens, width: line.tokens.len(), heads: Heads::default() });
        }
    }

    /// Compares the headings over table 3 with the form's, where a line has several.
    pub(super) fn note_columns(&mut self, line: &Line<'_>) {
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

    pub(super) fn dispute_line(&mut self, line: &'a Line<'a>) {
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
    pub(super) fn dispute_part(&mut self, line: &Line<'_>, tokens: &[Token<'_>]) -> bool {
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
    pub(super) fn take(&mut self) {
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
}
