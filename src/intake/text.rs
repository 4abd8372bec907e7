//! Plain text: what remains of tables when they pass through a clipboard, a converter or a word processor's export.
//!
//! Four shapes keep their cells apart and become grids: cells on lines that begin with a tab, tab-separated rows, rows between
//! bars, and cells between bars on lines of their own. All other lines stay paragraphs, and reading finds their figures by label.

use super::{Failure, MOST};
use crate::document::{Block, Document, Grid, GridCell, trimmed};

#[expect(clippy::needless_bitwise_bool, reason = "without branches the compiler looks at many bytes at once")]
pub(super) fn read(text: &str) -> Result<Document, Failure> {
    let is_piece = |b: u8| (b == b'\n') | (b == b'\r') | (b == b'\t') | (b == b'|') | (b == 0xb) | (b == 0xc);
    let pieces: usize = text.bytes().map(|b| usize::from(is_piece(b))).sum();
    if pieces > MOST {
        return Err(Failure::TooMany);
    }
    let lines = lines(text);
    let mut document = Document::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at..];
        let used = match line.shape {
            Shape::Empty => 1,
            Shape::Cell => cells_on_lines(rest, &mut document),
            Shape::Tabs => tab_separated(rest, &mut document),
            Shape::Bars => between_bars(rest, &mut document),
            // The upper border of a drawn table.
            Shape::Text if rest.get(1).is_some_and(|next| next.shape == Shape::Bars) && is_rule(line.text) => {
                between_bars(rest, &mut document)
            }
            // One such line may be text with a bar in it; several are a table of two columns.
            Shape::Pair
                if rest
                    .iter()
                    .skip(1)
                    .find(|next| next.shape != Shape::Empty && !is_rule(next.text))
                    .is_some_and(|next| matches!(next.shape, Shape::Bars | Shape::Pair)) =>
            {
                between_bars(rest, &mut document)
            }
            Shape::OneBar => bars_on_lines(rest, &mut document),
            Shape::Text | Shape::Pair => {
                paragraph(line.text, &mut document);
                1
            }
        };
        at += used.max(1);
    }
    Ok(document)
}

/// Lines as any office program ends them.
#[expect(clippy::needless_bitwise_bool, reason = "without branches the compiler looks at many bytes at once")]
fn lines(text: &str) -> Vec<Line<'_>> {
    const RARE: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}', '\u{85}'];
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Most texts end their lines in one way only, and looking for the others line by line would cost more than all the rest.
    let bytes = text.as_bytes();
    let separates = |w: &[u8]| ((w[0] == 0xe2) & (w[1] == 0x80) & ((w[2] == 0xa8) | (w[2] == 0xa9))) | ((w[0] == 0xc2) & (w[1] == 0x85));
    let rare = bytes.iter().fold(false, |rare, &b| rare | (b == b'\r') | (b == 0xb) | (b == 0xc))
        || bytes.windows(3).fold(false, |rare, w| rare | separates(w));
    // The same for bars, which hardly any text has; those beyond ASCII are told by their first two bytes, and a false alarm costs time only.
    let is_bar = |w: &[u8]| ((w[0] == 0xe2) & ((w[1] == 0x94) | (w[1] == 0x95))) | ((w[0] == 0xef) & ((w[1] == 0xbd) | (w[1] == 0xbf)));
    let bars = bytes.contains(&b'|') || bytes.windows(2).fold(false, |bars, w| bars | is_bar(w));
    let line = |text| Line::new(text, bars);
    if rare {
        return text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split(RARE)).map(line).collect();
    }
    text.split('\n').map(line).collect()
}

#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Nothing but white space, without a tab in front.
    Empty,
    /// A tab, then at most one cell.
    Cell,
    /// Cells separated by tabs.
    Tabs,
    /// Cells between at least two bars.
    Bars,
    /// A single bar before or after a cell.
    OneBar,
    /// A single bar between two cells.
    Pair,
    /// Anything else.
    Text,
}

const BARS: [char; 6] = ['|', '｜', '│', '┃', '║', '￨'];

fn is_bar(c: char) -> bool {
    BARS.contains(&c)
}

impl<'a> Line<'a> {
    /// `bars` tells whether there is a bar anywhere in the document.
    fn new(text: &'a str, bars: bool) -> Self {
        let tabs = text.contains('\t');
        let shape = if tabs {
            match text.strip_prefix('\t') {
                Some(cell) if !cell.trim_end().contains('\t') => Shape::Cell,
                _ if text.trim().is_empty() && !text.contains("\t\t") => Shape::Empty,
                // One tab behind the last word separates nothing; more are blank cells.
                _ if !text.trim_end().contains('\t') && !text.contains("\t\t") => Shape::Text,
                _ => Shape::Tabs,
            }
        } else if bars {
            let at_border = || text.trim().starts_with(is_bar) || text.trim().ends_with(is_bar);
            match text.chars().filter(|&c| is_bar(c)).count() {
                0 if text.trim().is_empty() => Shape::Empty,
                1 if at_border() => Shape::OneBar,
                1 => Shape::Pair,
                0 => Shape::Text,
                _ => Shape::Bars,
            }
        } else if text.trim_start().is_empty() {
            Shape::Empty
        } else {
            Shape::Text
        };
        Self { text, shape }
    }
}

fn paragraph(text: &str, document: &mut Document) {
    let text = unmarked(trimmed(text));
    if !text.is_empty() {
        document.blocks.push(Block::Paragraph(text.to_owned()));
    }
}

/// A line without Markdown's marks for headings, quotations and emphasis; nothing remains of one that only underlines.
fn unmarked(text: &str) -> &str {
    let line = |b: u8| matches!(b, b'=' | b'-' | b'*' | b'_' | b'+' | b' ');
    if text.bytes().all(line) && ["===", "----", "***", "___", "+--"].iter().any(|mark| text.contains(mark)) {
        return "";
    }
    let level = text.bytes().take_while(|&b| b == b'#').count();
    let text = match text.get(level..) {
        Some(rest) if (1..=6).contains(&level) && rest.starts_with(char::is_whitespace) => trimmed(rest.trim_end_matches('#')),
        _ => text,
    };
    let text = text.strip_prefix("> ").map_or(text, trimmed);
    ["**", "__"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark)))
        .map_or(text, trimmed)
}

#[derive(Default)]
struct Rows {
    grid: Grid,
}

impl Rows {
    fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        let row = self.grid.rows;
        let mut column = 0;
        for text in cells {
            self.grid.cells.push(GridCell { row, column, row_span: 1, column_span: 1, text, origin: None });
            column += 1;
        }
        self.grid.columns = self.grid.columns.max(column);
        self.grid.rows += 1;
    }

    /// Adds a row that has a cell.
    fn push_row(&mut self, cells: Vec<String>) {
        if !cells.is_empty() {
            self.push(cells);
        }
    }

    /// Puts the rows into the document: as a grid, or as paragraphs where no row has two cells, so that an indented text stays one.
    fn finish(mut self, document: &mut Document) {
        if self.grid.columns < 2 {
            for cell in &self.grid.cells {
                for line in cell.text.split('\n') {
                    paragraph(line, document);
                }
            }
        } else {
            self.grid.keeps_blanks = true;
            document.blocks.push(Block::Grid(self.grid));
        }
    }
}

/// Cells on lines that begin with a tab; an empty line ends a row, a line without a tab continues the cell before it.
fn cells_on_lines(lines: &[Line<'_>], document: &mut Document) -> usize {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut used = 0;
    for (at, line) in lines.iter().enumerate() {
        match line.shape {
            Shape::Cell => row.push(line.text[1..].trim_end_matches(['\r', '\t']).to_owned()),
            Shape::Empty => {
                rows.extend((!row.is_empty()).then(|| std::mem::take(&mut row)));
                continue;
            }
            Shape::Text if continues(row.last(), line.text) => {
                if let Some(cell) = row.last_mut() {
                    cell.push('\n');
                    cell.push_str(line.text.trim());
                }
            }
            _ => break,
        }
        used = at + 1;
    }
    rows.extend((!row.is_empty()).then_some(row));
    // Paragraphs of text are indented by a tab, too. They have full stops, and cells have none.
    let is_prose = |row: &Vec<String>| row.iter().any(|cell| cell.contains('。'));
    let mut grid = Rows::default();
    for row in rows {
        if is_prose(&row) {
            std::mem::take(&mut grid).finish(document);
            for cell in &row {
                paragraph(cell, document);
            }
        } else {
            grid.push(row);
        }
    }
    grid.finish(document);
    used
}

/// Whether a line without a tab continues the cell before it: a figure is continued by figures only, a label by anything.
fn continues(cell: Option<&String>, line: &str) -> bool {
    cell.is_some_and(|cell| !(cell.trim().is_empty() || is_digits(cell)) || (is_digits(cell) && is_digits(line)))
}

fn is_digits(text: &str) -> bool {
    let text = trimmed(text);
    !text.is_empty() && text.chars().all(|c| c.is_whitespace() || c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Rows of cells separated by tabs; a quoted cell may run over several lines, as spreadsheets write it.
fn tab_separated(lines: &[Line<'_>], document: &mut Document) -> usize {
    let mut rows = Rows::default();
    let mut used = 0;
    while let Some(line) = lines.get(used) {
        if line.shape == Shape::Empty && lines.get(used + 1).is_some_and(|next| is_tabbed(*next)) {
            used += 1;
            continue;
        }
        // A row whose cells are all blank but the first ends in tabs only.
        if !line.text.contains('\t') {
            break;
        }
        let mut text = line.text.to_owned();
        used += 1;
        // An odd number of quotation marks at cell borders means that the last cell goes on; a cell of a report never takes 20 lines.
        let start = used;
        while has_open_quote(&text) && used < start + 20 {
            let Some(next) = lines.get(used) else { break };
            text.push('\n');
            text.push_str(next.text);
            used += 1;
        }
        if has_open_quote(&text) {
            used = start;
            line.text.clone_into(&mut text);
        }
        rows.push(text.split('\t').map(unquote));
    }
    rows.finish(document);
    used
}

fn is_tabbed(line: Line<'_>) -> bool {
    matches!(line.shape, Shape::Tabs | Shape::Cell)
}

fn has_open_quote(row: &str) -> bool {
    row.rsplit('\t').next().is_some_and(|cell| cell.starts_with('"') && cell.matches('"').count() % 2 == 1)
}

fn unquote(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}

/// Rows of cells between bars: Markdown, and what converters print.
fn between_bars(lines: &[Line<'_>], document: &mut Document) -> usize {
    let mut used = 0;
    // Rows by the run of lines that they stand in, and where a border was drawn: before which row of which run.
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    let mut rules: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match line.shape {
            Shape::Bars | Shape::Pair => {
                let (at, rows) = (runs.len() - 1, runs.last().map_or(0, Vec::len));
                if is_rule(line.text) {
                    rules.push((at, rows));
                } else if let Some(run) = runs.last_mut() {
                    run.push(line.text.trim());
                }
            }
            // Some converters put an empty line, or a line of dashes, between rows.
            Shape::Empty => {
                runs.push(Vec::new());
                continue;
            }
            Shape::Text if is_rule(line.text) => rules.push((runs.len() - 1, runs.last().map_or(0, Vec::len))),
            _ => break,
        }
        used = at + 1;
    }
    // A drawn table has a border after every row, and lines between two borders are one row; Markdown has one border only.
    let is_drawn = |number: usize| rules.iter().filter(|(run, _)| *run == number).count() >= 3;
    // A bar at the end of a line is a border only where every row has it; else it separates the last cell, which is blank.
    let borders = |rows: &mut dyn Iterator<Item = &&str>| {
        rows.fold((true, true), |(opened, closed), row| (opened && row.starts_with(is_bar), closed && row.ends_with(is_bar)))
    };
    let of_all = borders(&mut runs.iter().flatten());
    let mut grid = Rows::default();
    for (number, run) in runs.iter().enumerate() {
        let (opened, closed) = if run.len() >= 3 { borders(&mut run.iter()) } else { of_all };
        let drawn = is_drawn(number);
        let mut merged: Vec<String> = Vec::new();
        for (at, row) in run.iter().enumerate() {
            let row = if opened { row.strip_prefix(is_bar).unwrap_or(row) } else { row };
            let cells = bar_cells(row, closed);
            let goes_on = drawn && at > 0 && !rules.contains(&(number, at)) && merged.len() == cells.len();
            if goes_on {
                for (cell, more) in merged.iter_mut().zip(&cells).filter(|(_, more)| !more.is_empty()) {
                    if !cell.is_empty() {
                        cell.push('\n');
                    }
                    cell.push_str(more);
                }
            } else {
                grid.push_row(std::mem::replace(&mut merged, cells));
            }
        }
        grid.push_row(merged);
    }
    grid.finish(document);
    used
}

/// Whether a line draws a border: `|---|:-:|`, `+----+` or box-drawing characters.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let drawn = |c: char| is_bar(c) || c.is_whitespace() || matches!(c, '-' | ':' | '+' | '=' | '\u{2500}'..='\u{257f}');
    (line.contains("--") || line.contains(":-") || line.contains("-:") || line.contains('─') || line.contains("==") || line.contains("|-|"))
        && line.chars().all(drawn)
}

/// The cells of one line; where it is `closed`, the last bar ends it.
fn bar_cells(line: &str, closed: bool) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        if is_bar(c) && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            if escaped && is_bar(c) {
                cell.pop();
            }
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if closed && cells.len() > 1 {
        cells.pop();
    }
    cells.iter().map(|cell| clean(cell)).collect()
}

/// A cell without Markdown's line breaks and emphasis.
fn clean(cell: &str) -> String {
    let mut text = cell.trim().to_owned();
    if text.contains('<') {
        for tag in ["<br>", "<br/>", "<br />", "<BR>"] {
            text = text.replace(tag, "\n");
        }
    }
    if text.contains("&nbsp;") {
        text = text.replace("&nbsp;", "\u{a0}");
    }
    while let Some(inner) = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")).filter(|inner| !inner.is_empty()) {
        text = inner.to_owned();
    }
    text
}

/// Cells on lines of their own with bars before, behind or between them: one long row, which reading divides by its labels.
///
/// Whether a plain line break ends a row or stands inside a cell cannot be told here, so that each line becomes a cell.
fn bars_on_lines(lines: &[Line<'_>], document: &mut Document) -> usize {
    let (mut used, mut bars) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        match line.shape {
            Shape::OneBar => {
                bars += 1;
                used = at + 1;
            }
            Shape::Text | Shape::Empty if at <= used + 8 => {}
            _ => break,
        }
    }
    if bars < 3 {
        let Some(line) = lines.first() else { return 1 };
        paragraph(line.text.trim().trim_matches(is_bar), document);
        return 1;
    }
    // Where bars only separate, the last cell stands behind the last of them.
    let figure = |line: &Line<'_>| {
        let text = trimmed(line.text);
        let begins = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "+-－—–―×*/／\\〇○零无空不增减新下".contains(c);
        text.starts_with(begins) && text.chars().count() <= 20 && !text.contains(['、', '。'])
    };
    let mut ends_in_bar = lines[used - 1].text.trim().chars().all(is_bar);
    if ends_in_bar && lines.get(used).is_some_and(|next| next.shape == Shape::Text && figure(next)) {
        used += 1;
        ends_in_bar = false;
    }
    let mut separates = false;
    let mut cells: Vec<String> = Vec::new();
    // The cell before the first bar stands on the line before it, which was taken for a paragraph.
    if lines[0].text.trim().starts_with(is_bar)
        && let Some(Block::Paragraph(first)) =
            document.blocks.pop_if(|block| matches!(block, Block::Paragraph(text) if !text.contains('。')))
    {
        cells.push(first);
    }
    let text = lines[..used].iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    let text = text.trim();
    let text = text.strip_prefix(is_bar).unwrap_or(text);
    // Where each cell follows its bar, a bar at the end has a blank cell behind it.
    let leads = lines[0].text.trim().chars().count() > 1 && lines[0].text.trim().starts_with(is_bar);
    let text = if leads { text } else { text.strip_suffix(is_bar).unwrap_or(text) };
    for between in text.split(is_bar) {
        let mut own: Vec<String> = Vec::new();
        // The place where this cell has to stand is empty, and what follows belongs to the next row or to no table.
        let mut places = between.split('\n');
        let empty = |place: Option<&str>| place.is_some_and(|place| place.trim().is_empty());
        if between.contains('\n') && empty(places.next()) && (leads || empty(places.next())) {
            own.push(String::new());
        }
        for line in between.split('\n').map(trimmed).filter(|line| !line.is_empty()) {
            // Only a figure torn apart goes on in figures.
            match own.last_mut().filter(|last| is_digits(last) && is_digits(line)) {
                Some(last) => last.extend(["\n", line]),
                None => own.push(line.to_owned()),
            }
        }
        if own.is_empty() {
            own.push(String::new());
        }
        separates |= own.len() > 1;
        // The line before a bar is the place of the cell before it; where that is empty, the next row begins with a blank cell.
        if !leads && between.ends_with("\n\n") && own.last().is_some_and(|last| !last.is_empty()) {
            own.push(String::new());
        }
        cells.append(&mut own);
    }
    // Where bars only separate, an empty line behind the last of them is the last cell, and blank.
    if separates && ends_in_bar && lines.get(used).is_some_and(|next| next.shape == Shape::Empty) {
        cells.push(String::new());
    }
    let mut rows = Rows::default();
    rows.push(cells);
    rows.finish(document);
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a row, cells between brackets; a paragraph after `¶`.
    fn show(text: &str) -> String {
        let mut lines = Vec::new();
        for block in read(text).unwrap().blocks {
            match block {
                Block::Paragraph(text) => lines.push(format!("¶{text}")),
                Block::Grid(grid) => lines.extend(grid.rows().map(|row| {
                    row.iter().flat_map(|cell| ["[".to_owned(), cell.text.replace('\n', "⏎"), "]".to_owned()]).collect::<String>()
                })),
            }
        }
        lines.join("\n")
    }

    #[test]
    fn shapes() {
        let cases = [
            (
                "\t信息内容\n\t本年新\n制作数量\n\t\n\n\t规章\n\t　0\n\t\n\n\n三、收到",
                "[信息内容][本年新⏎制作数量][]\n[规章][　0][]\n¶三、收到",
            ),
            ("\t一段缩进的文字。\n\t又一段。\n\n\t第三段。", "¶一段缩进的文字。\n¶又一段。\n¶第三段。"),
            ("a\t0\t\n\t\t1", "[a][0][]\n[][][1]"),
            ("表\r\na\t\"本年新\n制作\"\t0\r\nb\t1\t2", "¶表\n[a][本年新⏎制作][0]\n[b][1][2]"),
            ("|a|b|\n|---|:-:|\n|**c**|1<br>2|\n\nend", "[a][b]\n[c][1⏎2]\n¶end"),
            ("规章||0|0||\n规范性文件||3|", "[规章][][0][0][]\n[规范性文件][][3]"),
            ("┌──┬──┐\n│a │0 │\n├──┼──┤\n│b │1 │", "[a][0]\n[b][1]"),
            ("规章\n|\n0\n|\n\n|\n3\n|\n规范性文件\n|\n1", "[规章][0][][3][规范性文件][1]"),
            ("规章\n|0\n|\n|3", "[规章][0][][3]"),
            ("规章\n|\n1\n|\n2\n行政规范性文件\n|\n4\n|\n5\n\n三、收到", "[规章][1][2][行政规范性文件][4][5]\n¶三、收到"),
            ("行政许可|||\n行政处罚|1|2|3", "[行政许可][][][]\n[行政处罚][1][2][3]"),
            ("a | b", "¶a | b"),
            ("┌─┬─┐\n│1.申请人│ │\n│无正当理由│0│\n├─┼─┤\n│b│1│\n└─┴─┘", "[1.申请人⏎无正当理由][0]\n[b][1]"),
            ("信息内容| 本年处理决定数量  \n---|---\n行政许可| 334  ", "[信息内容][本年处理决定数量]\n[行政许可][334]"),
            ("# 标题\n\n## **一、总体情况**\n===\n> 引文", "¶标题\n¶一、总体情况\n¶引文"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text:?}");
        }
    }
}
