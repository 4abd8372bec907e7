//! Rows of grids: labels in cells, figures in the cells behind them.

use super::super::figure;
use super::super::fold::{fold, without_number};
use super::super::labels::{Marks, block, disclosure_row, is_group, is_prose, request_row, request_rows_in};
use super::super::lines::{Line, Token};
use super::super::resemble::damaged_row;
use super::extent::Extent;
use super::fit::{Fit, Habits, Heads, Labelled, ragged};
use super::{Reader, columns};
use crate::field::TableId;
use crate::form::Row;
use crate::report::Notice;

impl<'a> Reader<'a> {
    pub(super) fn grid(&mut self, lines: &'a [Line<'a>], sections: &[Option<u8>], first: usize) {
        // Text without figures may be the first half of the label that the grid's first row ends.
        if !self.run.is_empty() {
            self.flush();
        }
        let tables: Vec<Option<TableId>> = lines.iter().map(heads_table).collect();
        let mut table = None;
        for (at, line) in lines.iter().enumerate() {
            // Tables that follow each other without a word between them stand in one grid, and are not equally wide.
            if at == 0 || (tables[at].is_some() && tables[at] != table) {
                table = tables[at];
                let is_other = |other: &Option<TableId>| other.is_some() && *other != table;
                let rows = tables[at..].iter().position(is_other).unwrap_or(lines.len() - at);
                self.grid = Extent::of(&lines[at..at + rows]);
            }
            if let Some(section) = sections[at] {
                self.boundary(section);
                continue;
            }
            self.begins(line, first + at);
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
        let mut before = std::mem::take(&mut self.pieces);
        self.pending.clear();
        let row = disclosure_row(self.form, &token.folded);
        let begun = before.pop_if(|_| row.is_none() && has_values);
        let row = row.or_else(|| disclosure_row(self.form, &[begun.as_deref()?, &token.folded].concat()));
        // Labels that stood alone before: their figures are blank.
        for piece in &before {
            if let Some(row) = disclosure_row(self.form, piece).filter(|_| !self.is_foreign_block()) {
                self.assign_blanks(row);
            }
        }
        let row = row.or_else(|| Some(self.open_label.take_if(|_| has_values && token.marks == Marks::default())?.0));
        if let Some(row) = row {
            if self.is_foreign_block() {
                self.foreign();
            } else if values.is_empty() {
                self.open_label = Some((row, token.column));
            } else {
                if begun.is_none() {
                    self.notice_label(row, token.raw, &token.folded);
                }
                let mut heads = self.heads.clone();
                heads.is_yuan |= figure::is_in_yuan(&token.folded);
                self.rows.push(Labelled { row, label: &token.folded, values, edge: self.grid.edge(line), heads, covered: None });
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
        self.heads = Heads { is_yuan: line.tokens.iter().any(|token| figure::is_in_yuan(&token.folded)), ..Heads::default() };
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
        let blocks = self.form.rows.iter().filter(|row| row.table == TableId::Disclosure);
        let orders = blocks.filter_map(|row| columns::by_names(&folded, row.columns));
        if let Some(order) = orders.into_iter().next() {
            self.heads.order = order;
            self.notice(Notice::ColumnOrder { table: TableId::Disclosure, headings: self.headings.clone() });
        }
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
        if let Some(order) = self.columns.applicants(self.form, line) {
            self.out_of_order(&order, TableId::Requests);
            self.heads.order = order;
        }
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
                    self.rows.extend(row.map(|(row, _)| Labelled {
                        row,
                        label: &tokens[at].folded,
                        values: &tokens[at + 1..],
                        edge: self.grid.edge(line),
                        heads: self.heads.clone(),
                        covered: None,
                    }));
                }
                Some(label) if has_values && tokens.last().is_some_and(|last| !last.is_text()) => {
                    // The rows before tell whether the row that the label resembles can stand here.
                    let before = self.rows.last().map(|labelled| labelled.row);
                    let damaged = damaged_row(self.form, &label.folded).filter(|&row| before.is_none_or(|before| before < row));
                    if let Some(row) = damaged.filter(|_| !is_group(self.form, &label.folded)) {
                        let at = tokens.iter().rposition(Token::is_text).unwrap_or(0);
                        self.notice_label(row, label.raw, &label.folded);
                        let (label, values, edge) = (&*tokens[at].folded, &tokens[at + 1..], self.grid.edge(line));
                        self.rows.push(Labelled { row, label, values, edge, heads: self.heads.clone(), covered: None });
                        return;
                    }
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
            // The row that the headings stand over may have lost its label, so that its figures follow them.
            let is_heading = is_heading || (matches!(&*tokens[at].folded, "其他" | "其它" | "总计" | "合计") && !self.in_results());
            if is_outer || is_heading || (!values.is_empty() && values.len() < want && values.iter().all(Token::is_text)) {
                continue;
            }
            if values.is_empty() {
                self.open_label = Some((row, tokens[at].column));
                continue;
            }
            self.open_label = None;
            self.notice_label(row, tokens[at].raw, &tokens[at].folded);
            let edge = self.grid.edge(line);
            self.rows.push(Labelled { row, label: &tokens[at].folded, values, edge, heads: self.heads.clone(), covered: None });
        }
    }

    /// A row of figures alone belongs to the label in the row before it.
    pub(super) fn continue_label(&mut self, line: &'a Line<'a>) {
        let Some((row, column)) = self.open_label.take_if(|_| line.tokens.iter().any(|token| token.is_value)) else { return };
        // Where the figures do not begin the row, they stand in the columns behind the label.
        let under = line.tokens.iter().take_while(|token| token.column <= column).count();
        let values = match line.tokens.first() {
            Some(first) if first.is_blank() && line.tokens[..under].iter().all(Token::is_blank) => &line.tokens[under..],
            Some(first) if first.is_blank() => return,
            _ => &line.tokens[..],
        };
        let edge = self.grid.edge(line);
        self.rows.push(Labelled { row, label: "", values, edge, heads: self.heads.clone(), covered: None });
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
        let known = |notice: &Notice| matches!(notice, Notice::ColumnOrder { table: TableId::Requests, .. });
        if kinds.len() >= 4 && !kinds.is_sorted() && !self.notices.iter().any(known) {
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
        self.columns.outcomes(self.form, line);
        let (filled, texts) = (tokens.iter().filter(|token| token.is_value).count(), tokens.iter().filter(|token| token.is_text()).count());
        if texts > filled || tokens.is_empty() || (filled == 0 && tokens.len() < want) || !self.found.contains(&TableId::Disputes) {
            return;
        }
        if self.dispute_part(line, tokens) {
            return;
        }
        let edge = self.grid.edge(line);
        let ragged = if self.grid.is_ragged { &[edge.block][..] } else { &[] };
        let labelled = Labelled { row: 0, label: "", values: tokens, edge, heads: self.heads.clone(), covered: None };
        match Habits::learn(&[&labelled], want, ragged).fit(&labelled) {
            Fit::Exact(values) => {
                let order = self.columns.order_of(want);
                self.out_of_order(&order, TableId::Disputes);
                self.assign_disputes(&columns::arrange(&order, values));
            }
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
        let order = self.columns.order_of(tokens.len());
        let values = columns::arrange(&order, tokens.iter().collect());
        match (named, values.len()) {
            (Some(row), 5) => self.assign(row, &values),
            (None, 5) if label.is_none() && !self.done[review] => self.assign(review, &values),
            (None, 10) if label.is_none() && self.done[review] && !self.done[direct] => {
                self.assign(direct, &values[..5]);
                self.assign(after, &values[5..]);
            }
            _ => return false,
        }
        self.out_of_order(&order, TableId::Disputes);
        true
    }

    /// Whether a row under a word such as 其他 or 合计 stands among rows that the form prints before it, so that it is another row.
    fn is_out_of_place(&self, rows: &[Labelled<'_>], at: usize) -> bool {
        let form = self.form;
        let row = rows[at].row;
        if !is_common(&form.rows[row]) {
            return false;
        }
        let sure = |labelled: &&Labelled<'_>| !is_common(&form.rows[labelled.row]);
        let before = rows[..at].iter().rev().find(sure).map(|labelled| labelled.row);
        let after = rows[at + 1..].iter().find(sure).map(|labelled| labelled.row);
        // A table that begins anew after this row says nothing about it.
        let among = after.is_some_and(|after| after < row && before.is_none_or(|before| before < after));
        // Where the next rows are lost, the number in front still tells 3.其他 from the last of another group.
        let numbered = form.rows[row].key == "other.other"
            && rows[at].label.starts_with(|c: char| c.is_ascii_digit())
            && !rows[at].label.starts_with('3')
            && before.is_some_and(|before| !form.rows[before].key.starts_with("other"));
        // A sum of the last group stands before the sum of all.
        let before_its_like = form.rows[row].key == "total" && rows.get(at + 1).is_some_and(|next| next.row == row);
        among || numbered || before_its_like
    }

    /// Names the columns that stand in another order than the form's, once for each table.
    pub(super) fn out_of_order(&mut self, order: &[usize], table: TableId) {
        let rows = || self.form.rows.iter().filter(|row| row.table == table);
        let places: Vec<&str> = match table {
            TableId::Disputes => rows().flat_map(|row| row.columns).map(|column| column.label).collect(),
            _ => rows().take(1).flat_map(|row| row.columns).map(|column| column.label).collect(),
        };
        let headings: Vec<String> = order.iter().filter_map(|&at| places.get(at)).map(|&label| label.to_owned()).collect();
        let known = |notice: &Notice| matches!(notice, Notice::ColumnOrder { table: other, .. } if *other == table);
        if !headings.is_empty() && !self.notices.iter().any(known) {
            self.notice(Notice::ColumnOrder { table, headings });
        }
    }

    /// Assigns the figures of the rows of grids, when all rows of the table are known.
    pub(super) fn take(&mut self) {
        let form = self.form;
        let mut rows = std::mem::take(&mut self.rows);
        for at in (0..rows.len()).rev() {
            if self.is_out_of_place(&rows, at) {
                let Labelled { row, label, .. } = rows.remove(at);
                self.notice(Notice::ExtraRow { table: form.rows[row].table, label: label.to_owned(), subtotal: false });
            }
        }
        for at in 0..rows.len() {
            let next = rows.get(at + 1).map(|next| next.row);
            rows[at].covered = covered(form.rows, rows[at].row, next);
        }
        let width = |labelled: &Labelled<'_>| form.rows[labelled.row].columns.len();
        let widest = rows.iter().map(width).max().unwrap_or(0);
        let groups: Vec<Vec<&Labelled<'_>>> =
            (0..=widest).map(|want| rows.iter().filter(|labelled| width(labelled) == want).collect()).collect();
        let ragged: Vec<usize> = groups.iter().enumerate().flat_map(|(want, own)| ragged(own, want)).collect();
        let habits: Vec<Habits> = groups.iter().enumerate().map(|(want, own)| Habits::learn(own, want, &ragged)).collect();
        for labelled in &rows {
            let Some(habits) = habits.get(width(labelled)) else { continue };
            let arranged = |values| labelled.heads.arrange(values);
            match habits.fit(labelled) {
                Fit::Exact(values) if self.done[labelled.row] => self.repeat(labelled.row, &arranged(values)),
                Fit::Exact(values) => {
                    self.assign(labelled.row, &arranged(values));
                    if labelled.heads.is_yuan {
                        self.in_yuan(labelled.row);
                    }
                }
                Fit::Count(found) => self.miscount(labelled.row, found, labelled.values.iter()),
            }
        }
    }
}

/// Whether a label of the form is a word that people also write over rows of their own.
pub(super) fn is_common(row: &Row) -> bool {
    row.table == TableId::Requests && matches!(row.key, "other.other" | "total")
}

/// How many labels stand both beside a row and beside the next, where the form prints them one after the other.
fn covered(form: &[Row], row: usize, next: Option<usize>) -> Option<usize> {
    let next = next?;
    // Either edition's rows may stand under （六）其他处理.
    let between = form.get(row + 1..next)?;
    let same = form[row].table == form[next].table;
    let shared = || form[row].groups.iter().zip(form[next].groups).take_while(|(a, b)| a == b).count();
    (same && between.iter().all(|row| row.key.starts_with("other"))).then(shared)
}

/// The table that a row of headings stands over.
pub(super) fn heads_table(line: &Line<'_>) -> Option<TableId> {
    let marks = line.marks();
    let has = |mark| marks.has(mark);
    if has(Marks::BLOCK) {
        Some(TableId::Disclosure)
    } else if has(Marks::TIE_OUT) || has(Marks::APPLICANTS) || has(Marks::NATURAL_PERSON.and(Marks::ENTERPRISE)) {
        Some(TableId::Requests)
    } else if has(Marks::REVIEW.and(Marks::SUIT)) || has(Marks::DIRECT_SUIT) || has(Marks::UPHELD.and(Marks::CORRECTED)) {
        Some(TableId::Disputes)
    } else {
        None
    }
}
