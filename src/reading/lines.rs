//! A document as lines of tokens: rows of grids keep their cells, paragraphs are divided into words and figures.

use super::figure::is_value_like;
use super::fold::{fold, fold_char};
use super::labels::Marks;
use crate::document::{Block, Document, GridCell, Place, is_space, trimmed};

/// A row of a grid or a paragraph.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Index of its block in the document.
    pub block: usize,
    /// The tokens from left to right.
    pub tokens: Vec<Token<'a>>,
    /// Whether the line is a row of a grid.
    pub is_row: bool,
}

/// A cell, or a piece of a paragraph: words, or one figure.
#[derive(Debug)]
pub(super) struct Token<'a> {
    /// The text as it stands, without white space around it.
    pub raw: &'a str,
    /// The text folded; empty for a blank cell.
    pub folded: String,
    /// Where it stands.
    pub place: Place,
    /// The first column that a cell covers; the position in the line otherwise.
    pub column: u32,
    /// How many columns a cell covers.
    pub span: u32,
    /// Whether the text can stand in a cell for a figure.
    pub is_value: bool,
    /// Which phrases stand in it that tell tables and editions.
    pub marks: Marks,
}

/// A paragraph longer than this in bytes is no row, not even a whole table that ran together.
const LONGEST_ROW: usize = 20_000;
/// Words and figures are told apart in the first paragraphs of a document only, up to this many: more than any report has.
const MOST_WORDS: usize = 200_000;

/// A paragraph longer than this in bytes is prose.
const PROSE: usize = 3 * 200;

impl Token<'_> {
    pub fn is_blank(&self) -> bool {
        self.raw.is_empty()
    }

    pub fn is_text(&self) -> bool {
        !self.is_value && !self.is_blank()
    }
}

impl Line<'_> {
    /// The only text of the line: a paragraph, or the only cell of its row that is not blank.
    pub fn sole_text(&self) -> Option<&Token<'_>> {
        let mut filled = self.tokens.iter().filter(|token| !token.is_blank());
        filled.next().filter(|_| filled.next().is_none())
    }

    /// Which phrases stand in the line.
    pub fn marks(&self) -> Marks {
        self.tokens.iter().fold(Marks::default(), |marks, token| marks.and(token.marks))
    }

    /// Whether the line is a paragraph of prose, which was not folded.
    pub fn is_prose_only(&self) -> bool {
        matches!(self.tokens.as_slice(), [only] if only.folded.is_empty() && !only.raw.is_empty())
    }

    /// All folded text of the line in one.
    pub fn folded(&self) -> String {
        self.tokens.iter().map(|token| token.folded.as_str()).collect()
    }
}

/// Divides a document into lines.
pub(super) fn lines(document: &Document) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut words_left = MOST_WORDS;
    for (block, content) in document.blocks.iter().enumerate() {
        match content {
            Block::Paragraph(text) => {
                let tokens = words(text, block, words_left);
                words_left = words_left.saturating_sub(tokens.len());
                lines.push(Line { block, tokens, is_row: false });
            }
            Block::Grid(grid) => {
                let mut first = 0;
                for row in grid.rows() {
                    let tokens = row.iter().zip(first..).map(|(cell, at)| token_of_cell(cell, block, at)).collect();
                    if grid.rows == 1 && row.len() > WIDEST {
                        lines.extend(divided(tokens).map(|tokens| Line { block, tokens, is_row: true }));
                    } else {
                        lines.push(Line { block, tokens, is_row: true });
                    }
                    first += row.len();
                }
            }
        }
    }
    lines
}

/// A label and its figures are at most this many cells; a longer row that stands alone may be a table whose rows ran together.
const WIDEST: usize = 8;

/// Divides the cells of rows that ran together: each text begins a row, and the figures behind it belong to it.
fn divided(tokens: Vec<Token<'_>>) -> impl Iterator<Item = Vec<Token<'_>>> {
    let mut rest = tokens.into_iter().peekable();
    std::iter::from_fn(move || {
        let mut line: Vec<Token<'_>> = rest.next().into_iter().collect();
        while let Some(token) = rest.next_if(|token| !token.is_text()) {
            line.push(Token { column: u32::try_from(line.len()).unwrap_or(u32::MAX), ..token });
        }
        if let Some(first) = line.first_mut() {
            first.column = 0;
        }
        (!line.is_empty()).then_some(line)
    })
}

fn token_of_cell(cell: &GridCell, block: usize, at: usize) -> Token<'_> {
    let raw = trimmed(&cell.text);
    let is_value = is_value_like(raw);
    // Nobody asks for the folded text of a figure in a cell.
    let folded = if is_value { String::new() } else { fold(raw) };
    Token {
        raw,
        is_value,
        marks: Marks::of(&folded),
        folded,
        place: place(block, at, &cell.text, raw),
        column: cell.column,
        span: cell.column_span,
    }
}

/// Divides a paragraph. Most paragraphs are prose: only one that ends in a figure can be a row.
fn words(text: &str, block: usize, most: usize) -> Vec<Token<'_>> {
    let end = text.trim_end_matches(is_space);
    let last = end.chars().next_back().filter(|&c| may_end_a_figure(c)).and_then(|_| end.rsplit(is_space).next());
    // Only labels, headings and titles are compared, and none of them has a full stop but at its end; the note over table 3 may have one.
    let inner = end.strip_suffix('。').unwrap_or(end);
    let is_prose = text.len() > PROSE || (inner.contains('。') && !text.contains("勾稽"));
    if most == 0
        || text.len() > LONGEST_ROW
        || !last.is_some_and(|word| is_value_like(word) || is_counting_word(word) || glued(word).is_some())
    {
        let raw = trimmed(text);
        let folded = if is_prose { String::new() } else { fold(raw) };
        return vec![Token {
            raw,
            marks: Marks::of(&folded),
            folded,
            place: place(block, 0, text, raw),
            column: 0,
            span: 1,
            is_value: false,
        }];
    }
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let apart = |word| glued(word).map_or([word, ""], |(label, figure)| [label, figure]);
    for raw in text.split(is_space).flat_map(apart).filter(|word| !word.is_empty()) {
        let is_value = is_value_like(raw);
        if !is_value
            && let Some(before) = tokens.last_mut()
            && (!before.is_value || is_counting_word(raw))
        {
            // Words are joined to the words before them, and a counting word to its number.
            let whole = place(block, 0, text, raw);
            before.place.end = whole.end;
            before.raw = document_slice(text, before.place);
            before.folded.extend(raw.chars().filter_map(fold_char));
            continue;
        }
        let column = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
        tokens.push(Token {
            raw,
            folded: fold(raw),
            place: place(block, 0, text, raw),
            column,
            span: 1,
            is_value,
            marks: Marks::default(),
        });
    }
    for token in &mut tokens {
        token.marks = Marks::of(&token.folded);
    }
    tokens
}

/// Divides a label from the figure that lost the space before it: `行政规范性文件1`.
fn glued(word: &str) -> Option<(&str, &str)> {
    let label = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let (label, figure) = word.split_at(label.len());
    let divides = label.ends_with(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '”' | '"' | '）' | ')')) && label.chars().count() >= 2;
    (divides && !figure.starts_with('.') && is_value_like(figure) && !is_value_like(word)).then_some((label, figure))
}

/// Whether a figure, a placeholder or a counting word can end in this character, so that prose is told by its full stop.
const fn may_end_a_figure(c: char) -> bool {
    !matches!(c, '。' | '，' | '；' | '：' | '、' | '的' | '作' | '况')
}

fn is_counting_word(word: &str) -> bool {
    matches!(word, "件" | "条" | "项" | "次" | "宗" | "个" | "份" | "起" | "万元" | "元")
}

fn document_slice(text: &str, place: Place) -> &str {
    let mut offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = offsets.nth(place.start as usize).unwrap_or(0);
    let length = place.end.saturating_sub(place.start) as usize;
    let end = length.checked_sub(1).and_then(|more| offsets.nth(more)).unwrap_or(start);
    text.get(start..end).unwrap_or("")
}

/// The place of `part`, which is a slice of `text`.
fn place(block: usize, cell: usize, text: &str, part: &str) -> Place {
    let before = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    let start = count(text.get(..before).unwrap_or(""));
    Place { block: narrow(block), cell: narrow(cell), start, end: start + count(part) }
}

fn count(text: &str) -> u32 {
    narrow(text.chars().count())
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
