//! Rich Text Format, as Word, WPS, WordPad and LibreOffice write it, in files and on the clipboard.
//!
//! Chinese comes as `\uN` or as the bytes of a code page. What was inserted under change tracking counts, and what was deleted does not.
//! Numbers that a word processor made itself ("一、") stand in the text and are read.

use super::content::{Content, Merge};
use super::edges::{self, MOST_CELLS, Row, Shape, Shapes};
use super::{Decode, Failure};
use crate::document::{Document, Kind, Remark};
use crate::intake::{MOST, raised};

/// Groups nested deeper than this share the state of the deepest.
const MAX_DEPTH: usize = 4096;
/// Tables nested deeper than this become text of what holds them.
const MAX_TABLES: usize = 16;

/// Reads a document.
pub(super) fn read(bytes: &[u8], decode: Decode) -> Result<Document, Failure> {
    let mut reader = Reader::new(decode);
    let mut tokens = Tokens { bytes, at: 0 };
    while let Some(token) = tokens.next() {
        match token {
            Token::Open => reader.open(),
            Token::Close => reader.close(),
            Token::Word(word, number) => {
                if word == b"bin" {
                    tokens.leave_out(number.unwrap_or(0));
                }
                reader.word(word, number);
            }
            Token::Symbol(symbol) => reader.symbol(symbol),
            Token::Byte(byte) => reader.byte(byte),
        }
        if reader.pieces > MOST {
            return Err(Failure::TooMany);
        }
    }
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Failure::Damaged { kind: Kind::Rtf });
    }
    Ok(reader.finish())
}

enum Token<'a> {
    Open,
    Close,
    Word(&'a [u8], Option<i32>),
    Symbol(u8),
    /// A byte of text, as it is or as `\'hh`.
    Byte(u8),
}

struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Tokens<'_> {
    fn leave_out(&mut self, count: i32) {
        self.at = self.at.saturating_add(usize::try_from(count).unwrap_or(0));
    }

    fn while_some(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|&byte| wanted(byte)) {
            self.at += 1;
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                // Line ends of the source mean nothing; the clipboard ends its text with a zero byte.
                b'\r' | b'\n' | 0 => continue,
                b'\\' => {
                    let next = *self.bytes.get(self.at)?;
                    if !next.is_ascii_alphabetic() {
                        self.at += 1;
                        if next != b'\'' {
                            return Some(Token::Symbol(next));
                        }
                        let digits = self.bytes.get(self.at..self.at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
                        self.at += 2;
                        return Some(match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                            Some(byte) => Token::Byte(byte),
                            None => continue,
                        });
                    }
                    let start = self.at;
                    self.while_some(|byte| byte.is_ascii_alphabetic());
                    let word = self.bytes.get(start..self.at).unwrap_or_default();
                    let start = self.at;
                    if self.bytes.get(self.at) == Some(&b'-') {
                        self.at += 1;
                    }
                    self.while_some(|byte| byte.is_ascii_digit());
                    let number = self.bytes.get(start..self.at).and_then(|digits| std::str::from_utf8(digits).ok());
                    let number = number.and_then(|digits| digits.parse().ok());
                    if self.bytes.get(self.at) == Some(&b' ') {
                        self.at += 1;
                    }
                    Token::Word(word, number)
                }
                byte => Token::Byte(byte),
            });
        }
    }
}

/// What holds within a group.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, and none excludes another")]
#[derive(Debug, Clone, Copy)]
struct State {
    /// Whether the group is no text of the document.
    is_skipped: bool,
    is_hidden: bool,
    is_deleted: bool,
    is_raised: bool,
    in_fonts: bool,
    /// Whether a row of a nested table is described.
    in_nested: bool,
    /// How many bytes after `\uN` stand for readers that do not know it.
    fallback: usize,
    font: i32,
    /// The code page of the font's characters, 0 for the document's.
    page: u16,
}

/// One level of tables in tables.
#[derive(Debug, Default)]
struct Level {
    rows: Vec<Row>,
    cells: Vec<Content>,
    cell: Content,
}

struct Reader {
    decode: Decode,
    document: Document,
    page: Content,
    levels: Vec<Level>,
    text: String,
    state: State,
    stack: Vec<State>,
    /// How many groups are open beyond [`MAX_DEPTH`].
    too_deep: usize,
    /// The document's code page, and those of its fonts.
    code_page: u16,
    fonts: Vec<(i32, u16)>,
    /// Bytes of a code page that are not decoded yet.
    pending: Vec<u8>,
    high: Option<u16>,
    /// How many bytes or words are still to be left out behind a `\uN`.
    eaten: usize,
    /// The shape of the row being described: of an outer table and of a nested one, whose description stands within the outer row.
    shapes: [Shapes; 2],
    shape: Shape,
    in_table: bool,
    /// How deep in tables the paragraph stands.
    depth: usize,
    pieces: usize,
}

impl Reader {
    fn new(decode: Decode) -> Self {
        let state = State {
            is_skipped: false,
            is_hidden: false,
            is_deleted: false,
            is_raised: false,
            in_fonts: false,
            in_nested: false,
            fallback: 1,
            font: 0,
            page: 0,
        };
        Self {
            decode,
            document: Document::default(),
            page: Content::default(),
            levels: Vec::new(),
            text: String::new(),
            state,
            stack: Vec::new(),
            too_deep: 0,
            code_page: 1252,
            fonts: Vec::new(),
            pending: Vec::new(),
            high: None,
            eaten: 0,
            shapes: [Shapes::default(), Shapes::default()],
            shape: Shape::default(),
            in_table: false,
            depth: 0,
            pieces: 0,
        }
    }

    fn open(&mut self) {
        self.flush();
        self.eaten = 0;
        if self.stack.len() < MAX_DEPTH {
            self.stack.push(self.state);
        } else {
            self.too_deep += 1;
        }
    }

    fn close(&mut self) {
        self.flush();
        self.eaten = 0;
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if let Some(state) = self.stack.pop() {
            self.state = state;
        }
    }

    /// Whether text counts here; what is hidden or deleted is remembered.
    fn is_shown(&mut self) -> bool {
        if self.state.is_skipped {
            return false;
        }
        if self.state.is_deleted {
            self.document.remark(Remark::TrackedChanges);
        } else if self.state.is_hidden {
            self.document.remark(Remark::HiddenText);
        }
        !self.state.is_deleted && !self.state.is_hidden
    }

    fn push(&mut self, character: char) {
        self.flush();
        if self.is_shown() {
            self.text.push(if self.state.is_raised { raised(character) } else { character });
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.eaten > 0 {
            self.eaten -= 1;
            return;
        }
        // The second byte of a Chinese character may be an ASCII one.
        if byte >= 0x80 || self.pending.len() % 2 == 1 && self.is_double() {
            if self.is_shown() {
                self.pending.push(byte);
            }
        } else {
            self.push(char::from(byte));
        }
    }

    fn symbol(&mut self, symbol: u8) {
        if self.eaten > 0 {
            self.eaten -= 1;
            return;
        }
        match symbol {
            // A destination that a reader may leave out. None that holds text of the report is marked so, but for nested tables and shapes.
            b'*' => self.state.is_skipped = true,
            b'~' => self.push('\u{a0}'),
            b'_' => self.push('\u{2011}'),
            b'{' | b'}' | b'\\' => self.push(char::from(symbol)),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    fn current_page(&self) -> u16 {
        if self.state.page == 0 { self.code_page } else { self.state.page }
    }

    /// Whether the characters of the code page have two bytes.
    fn is_double(&self) -> bool {
        matches!(self.current_page(), 936 | 950 | 54936)
    }

    /// Decodes the bytes of a code page that have come together.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let label = match self.current_page() {
            936 | 54936 => "gb18030",
            950 => "big5",
            65001 => "utf-8",
            _ => "windows-1252",
        };
        let text = (self.decode.0)(label, &bytes, false);
        self.text.push_str(&text.unwrap_or_else(|| "\u{fffd}".repeat(bytes.len())));
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        let value = number.unwrap_or(1);
        if word == b"u" {
            self.unicode(number.unwrap_or(0));
            return;
        }
        if self.eaten > 0 {
            self.eaten -= 1;
            return;
        }
        self.flush();
        match word {
            b"uc" => self.state.fallback = usize::try_from(value).unwrap_or(1).min(8),
            b"ansicpg" => self.code_page = u16::try_from(value).unwrap_or(1252),
            b"fonttbl" => (self.state.is_skipped, self.state.in_fonts) = (true, true),
            b"f" => {
                self.state.font = value;
                if !self.state.in_fonts {
                    self.state.page = self.fonts.iter().find(|&&(font, _)| font == value).map_or(0, |&(_, page)| page);
                }
            }
            b"fcharset" if self.state.in_fonts => {
                let page = match value {
                    134 => 936,
                    136 => 950,
                    _ => 0,
                };
                if self.fonts.len() < 4096 {
                    self.fonts.push((self.state.font, page));
                }
            }
            // These stand in destinations that may be left out and hold text all the same.
            b"nesttableprops" => (self.state.is_skipped, self.state.in_nested) = (false, true),
            b"shptxt" => self.state.is_skipped = false,
            b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"object" | b"fldinst" | b"footnote" | b"annotation" | b"nonesttables"
            | b"shprslt" | b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl" | b"footerr" | b"footerf"
            | b"listtable" | b"listoverridetable" | b"xe" | b"tc" | b"rxe" | b"bkmkstart" | b"bkmkend" | b"atnid" | b"atnauthor"
            | b"revtbl" | b"filetbl" | b"generator" | b"themedata" | b"datastore" => self.state.is_skipped = true,
            _ if self.state.is_skipped => {}
            _ => self.format(word, value),
        }
    }

    fn unicode(&mut self, number: i32) {
        self.flush();
        self.eaten = self.state.fallback;
        if !self.is_shown() {
            return;
        }
        // Numbers above 32,767 are written as negative ones.
        match u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0) {
            unit @ 0xD800..=0xDBFF => self.high = Some(unit),
            unit @ 0xDC00..=0xDFFF => {
                let pair = self.high.take().map(|high| [high, unit]);
                self.text.extend(pair.into_iter().flat_map(|pair| char::decode_utf16(pair).flatten()));
            }
            unit => self.text.extend(char::from_u32(unit.into())),
        }
    }

    fn shapes(&mut self) -> &mut Shapes {
        let [outer, nested] = &mut self.shapes;
        if self.state.in_nested { nested } else { outer }
    }

    fn format(&mut self, word: &[u8], value: i32) {
        let is_on = value != 0;
        match word {
            b"v" => self.state.is_hidden = is_on,
            b"deleted" => self.state.is_deleted = is_on,
            b"revised" if is_on => self.document.remark(Remark::TrackedChanges),
            b"super" => self.state.is_raised = is_on,
            b"nosupersub" | b"sub" => self.state.is_raised = false,
            b"plain" => {
                (self.state.is_hidden, self.state.is_deleted, self.state.is_raised, self.state.page) = (false, false, false, 0);
            }
            b"pard" => (self.in_table, self.depth) = (false, 0),
            b"intbl" => self.in_table = is_on,
            b"itap" => self.depth = usize::try_from(value).unwrap_or(0).min(MAX_TABLES),
            b"trowd" => {
                *self.shapes() = Shapes::default();
                self.shape = Shape::default();
            }
            b"trleft" => self.shapes().left = value,
            b"clmgf" => self.shape.joins_left = false,
            b"clmrg" => self.shape.joins_left = true,
            b"clvmgf" => self.shape.vertical = Merge::Start,
            b"clvmrg" => self.shape.vertical = Merge::Continue,
            b"cellx" => {
                let shape = Shape { right: value, ..std::mem::take(&mut self.shape) };
                if self.shapes().cells.len() < MOST_CELLS {
                    self.shapes().cells.push(shape);
                }
            }
            b"cell" => self.end_cell(1),
            b"nestcell" => self.end_cell(self.depth.max(2)),
            b"row" => self.end_row(1),
            b"nestrow" => self.end_row(self.depth.max(2)),
            b"par" | b"sect" | b"page" => self.end_paragraph(),
            b"line" => self.push('\n'),
            b"tab" => self.push('\t'),
            b"emdash" => self.push('—'),
            b"endash" => self.push('–'),
            b"lquote" => self.push('‘'),
            b"rquote" => self.push('’'),
            b"ldblquote" => self.push('“'),
            b"rdblquote" => self.push('”'),
            b"bullet" => self.push('•'),
            b"emspace" | b"enspace" | b"qmspace" => self.push(' '),
            _ => {}
        }
    }

    /// Brings the levels of tables to a depth: ends tables that are done, begins those that are new.
    fn reach(&mut self, depth: usize) {
        while self.levels.len() > depth {
            self.close_table();
        }
        self.levels.resize_with(depth, Level::default);
    }

    fn end_paragraph(&mut self) {
        self.pieces += 1;
        let text = std::mem::take(&mut self.text);
        let depth = if self.in_table { self.depth.max(1) } else { 0 };
        self.reach(depth);
        self.holder().paragraph(text);
    }

    fn end_cell(&mut self, depth: usize) {
        self.pieces += 1;
        let text = std::mem::take(&mut self.text);
        self.reach(depth);
        if let Some(level) = self.levels.last_mut() {
            level.cell.paragraph(text);
            level.cells.push(std::mem::take(&mut level.cell));
        }
    }

    fn end_row(&mut self, depth: usize) {
        self.text.clear();
        self.reach(depth);
        let [outer, nested] = &self.shapes;
        if let Some(level) = self.levels.last_mut() {
            let contents = std::mem::take(&mut level.cells);
            level.rows.push(Row { shapes: if depth == 1 { outer } else { nested }.clone(), contents });
        }
    }

    /// Ends the innermost table.
    fn close_table(&mut self) {
        let Some(mut level) = self.levels.pop() else { return };
        let mut blocks = edges::blocks(std::mem::take(&mut level.rows));
        let is_cut = !level.cells.is_empty();
        level.cells.push(level.cell);
        let texts: Vec<String> = level.cells.into_iter().map(Content::into_text).collect();
        let holder = self.holder();
        holder.blocks.append(&mut blocks);
        // A row without its end has no shape: its cells are paragraphs, so that no figure gets a column that it may not have.
        for text in texts {
            holder.paragraph(text);
        }
        if is_cut {
            self.document.remark(Remark::Incomplete);
        }
    }

    fn holder(&mut self) -> &mut Content {
        match self.levels.last_mut() {
            Some(level) => &mut level.cell,
            None => &mut self.page,
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        if !self.stack.is_empty() {
            self.document.remark(Remark::Incomplete);
        }
        while !self.levels.is_empty() {
            self.close_table();
        }
        let text = std::mem::take(&mut self.text);
        self.page.paragraph(text);
        self.document.blocks = self.page.blocks;
        self.document
    }
}
