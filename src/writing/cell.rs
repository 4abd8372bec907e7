//! What a cell of a Word table consists of, as far as a figure can be put into it.
//!
//! Only what is known to hold plain text is written to. Everything else is a [`Reason`] to leave the cell alone.

use std::ops::Range;

use super::Reason;
use crate::intake::files::docx::symbol;
use crate::intake::files::xml::{Step, Tag, Xml};

/// A cell taken apart. All ranges are bytes of the source.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// What stands before the names of its elements, with the colon.
    pub prefix: String,
    pub pieces: Vec<Piece>,
    pub runs: Vec<Run>,
    /// The first paragraph, which takes the figure of a blank cell.
    pub paragraph: Option<Paragraph>,
    /// Whether there are changes in it that nobody accepted yet.
    pub has_revisions: bool,
    pub hindrance: Option<Reason>,
}

/// Text that is shown, or a character that is an element of its own.
#[derive(Debug)]
pub(super) struct Piece {
    pub element: Range<usize>,
    /// Between the tags; `None` for a character, and for an element of text without tags to stand between.
    pub content: Option<Range<usize>>,
    /// Index into [`Cell::runs`].
    pub run: usize,
    /// Whether it is an element of text.
    pub is_text: bool,
    pub shown: String,
}

impl Piece {
    pub fn is_blank(&self) -> bool {
        crate::document::trimmed(&self.shown).is_empty()
    }
}

/// Text of one look.
#[derive(Debug)]
pub(super) struct Run {
    pub element: Range<usize>,
    /// The properties that a copy of it takes along.
    pub look: Vec<Range<usize>>,
    /// Whether there is nothing but text in it.
    pub is_plain: bool,
}

#[derive(Debug)]
pub(super) struct Paragraph {
    pub tag: Range<usize>,
    /// Where its end tag begins; `None` where its only tag is its end, too.
    pub end: Option<usize>,
    /// The properties of its mark that a run takes along.
    pub look: Vec<Range<usize>>,
}

impl Cell {
    /// What it shows, without white space.
    pub fn shown(&self) -> String {
        self.pieces.iter().flat_map(|piece| piece.shown.chars()).filter(|&c| !crate::document::is_space(c)).collect()
    }

    /// Takes apart the cell at `range` of the source.
    pub fn read(source: &str, range: Range<usize>) -> Self {
        let mut walk = Walk { source, start: range.start, ..Walk::default() };
        walk.through(source.get(range).unwrap_or_default());
        walk.cell
    }
}

/// An element that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A paragraph or its properties, and whether it is the first.
    Paragraph(bool),
    ParagraphProperties(bool),
    /// The properties of a run or of a paragraph's mark.
    Look(Of),
    /// One of those properties, and where it begins.
    Property(Of, usize),
    /// A run, as index into [`Cell::runs`].
    Run(usize),
    Text,
    Character,
    Control,
    Alternate,
    Other,
}

/// What a look belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Run(usize),
    FirstMark,
    OtherMark,
}

#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    start: usize,
    cell: Cell,
    open: Vec<Open>,
    /// How many properties of paragraphs and looks, and how many alternatives for programs of different age, are open.
    properties: usize,
    alternates: usize,
    /// How many elements are open since one whose content is no text of the cell; 0 outside.
    skipped: usize,
}

impl Walk<'_> {
    fn through(&mut self, cell: &str) {
        let mut xml = Xml::new(cell);
        while let Some(step) = xml.next() {
            let range = xml.range();
            let range = self.start + range.start..self.start + range.end;
            match step {
                Step::Start(_) if self.skipped > 0 => self.skipped += 1,
                Step::Start(tag) => self.begin(&tag, range),
                Step::End(_) if self.skipped > 0 => self.skipped -= 1,
                Step::End(_) => self.end(&range),
                Step::Text(text) => {
                    if let (Some(Open::Text), Some(piece)) = (self.open.last(), self.cell.pieces.last_mut()) {
                        piece.shown.push_str(&text);
                    }
                }
            }
        }
        if xml.is_broken || !self.open.is_empty() {
            self.hinder(Reason::Structure);
        }
    }

    fn hinder(&mut self, reason: Reason) {
        self.cell.hindrance.get_or_insert(reason);
    }

    fn push(&mut self, open: Open) {
        self.properties += usize::from(matches!(open, Open::ParagraphProperties(_) | Open::Look(_)));
        self.alternates += usize::from(open == Open::Alternate);
        self.open.push(open);
    }

    fn begin(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let name = tag.name();
        if self.open.is_empty() {
            tag.prefix().clone_into(&mut self.cell.prefix);
        }
        match (self.open.last().copied(), name) {
            // Old properties, drawings for programs of another age, notes and boxes are no text of the cell.
            (_, "tcPr" | "Fallback" | "rt" | "sectPr" | "binData" | "txbxContent") => self.skipped = 1,
            (_, "del" | "moveFrom") if self.properties == 0 => {
                self.cell.has_revisions = true;
                self.skipped = 1;
            }
            (_, name) if name.ends_with("Change") => self.skipped = 1,
            (_, "tbl") => {
                self.hinder(Reason::Nested);
                self.skipped = 1;
            }
            // A run takes along how its text looks, and neither that it was changed nor that it is hidden or raised.
            (Some(Open::Look(_)), "ins" | "del" | "moveFrom" | "moveTo" | "vanish" | "specVanish" | "vertAlign") => self.skipped = 1,
            (Some(Open::Look(of)), _) => self.push(Open::Property(of, range.start)),
            (Some(Open::Paragraph(first)), "pPr") => self.push(Open::ParagraphProperties(first)),
            (Some(Open::Run(run)), "rPr") => self.push(Open::Look(Of::Run(run))),
            (Some(Open::ParagraphProperties(first)), "rPr") => self.push(Open::Look(if first { Of::FirstMark } else { Of::OtherMark })),
            (Some(Open::Property(..) | Open::ParagraphProperties(_)), _) => self.push(Open::Other),
            (Some(Open::Control), _) => {
                if is_bound(tag) {
                    self.hinder(Reason::Control);
                }
                self.push(Open::Other);
            }
            (Some(Open::Run(run)), _) => self.begin_in_run(tag, range, run),
            (_, "p") => {
                let is_first = self.cell.paragraph.is_none();
                if is_first {
                    self.cell.paragraph = Some(Paragraph { tag: range, end: None, look: Vec::new() });
                }
                self.push(Open::Paragraph(is_first));
            }
            (_, "r") => {
                self.push(Open::Run(self.cell.runs.len()));
                self.cell.runs.push(Run { element: range, look: Vec::new(), is_plain: true });
            }
            (_, "t" | "sym" | "ruby" | "altChunk" | "subDoc" | "oMath") => {
                self.hinder(Reason::Structure);
                self.push(Open::Other);
            }
            (_, "fldSimple") => {
                self.hinder(Reason::Field);
                self.push(Open::Other);
            }
            (_, "sdtPr") => self.push(Open::Control),
            (_, "AlternateContent") => self.push(Open::Alternate),
            (_, name) => {
                self.cell.has_revisions |= matches!(name, "ins" | "moveTo");
                self.push(Open::Other);
            }
        }
    }

    fn begin_in_run(&mut self, tag: &Tag<'_>, range: Range<usize>, run: usize) {
        let name = tag.name();
        let is_text = name == "t";
        match name {
            "t" | "sym" | "noBreakHyphen" => {
                // Text of a formula has the same name, and text that stands twice would have to be changed twice.
                if tag.prefix() != self.cell.prefix || self.alternates > 0 {
                    self.hinder(Reason::Structure);
                }
                let shown = match name {
                    "t" => String::new(),
                    "sym" => symbol(tag).to_string(),
                    _ => "\u{2011}".to_owned(),
                };
                let is_closed = self.source.get(range.clone()).is_some_and(|tag| tag.ends_with("/>"));
                let content = (is_text && !is_closed).then_some(range.end..range.end);
                self.cell.pieces.push(Piece { element: range, content, run, is_text, shown });
                self.push(if is_text { Open::Text } else { Open::Character });
                return;
            }
            "fldChar" | "instrText" => self.hinder(Reason::Field),
            "tab" | "br" | "cr" | "lastRenderedPageBreak" => return self.push(Open::Other),
            "r" | "ruby" => self.hinder(Reason::Structure),
            _ => {}
        }
        if let Some(run) = self.cell.runs.get_mut(run) {
            run.is_plain = false;
        }
        self.push(if name == "AlternateContent" { Open::Alternate } else { Open::Other });
    }

    fn end(&mut self, range: &Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        match open {
            Open::Text | Open::Character => {
                if let Some(piece) = self.cell.pieces.last_mut() {
                    piece.element.end = range.end;
                    if let Some(content) = &mut piece.content {
                        content.end = range.start;
                    }
                }
            }
            Open::Property(of, start) => {
                let look = match of {
                    Of::Run(run) => self.cell.runs.get_mut(run).map(|run| &mut run.look),
                    Of::FirstMark => self.cell.paragraph.as_mut().map(|paragraph| &mut paragraph.look),
                    Of::OtherMark => None,
                };
                if let Some(look) = look {
                    look.push(start..range.end);
                }
            }
            Open::Run(run) => {
                if let Some(run) = self.cell.runs.get_mut(run) {
                    run.element.end = range.end;
                }
            }
            Open::Paragraph(true) => {
                if let Some(paragraph) = &mut self.cell.paragraph {
                    paragraph.end = (!range.is_empty()).then_some(range.start);
                }
            }
            Open::ParagraphProperties(_) | Open::Look(_) => self.properties -= 1,
            Open::Alternate => self.alternates -= 1,
            Open::Paragraph(false) | Open::Control | Open::Other => {}
        }
    }
}

/// Whether a property of a content control says that its text is not free.
fn is_bound(tag: &Tag<'_>) -> bool {
    match tag.name() {
        "lock" => tag.attribute("val").is_some_and(|lock| lock.ends_with("ontentLocked")),
        "dataBinding" | "showingPlcHdr" | "dropDownList" | "comboBox" | "date" | "picture" | "checkbox" | "group" => true,
        _ => false,
    }
}

/// What stands around the cells of a document.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// Where the cells begin that stand in a content control whose text is not free, from front to back.
    pub bound: Vec<usize>,
    /// A number that no change and no mark has, and none above it.
    pub free_id: u32,
}

impl Surroundings {
    /// Numbers of changes beyond this are passed over when a free one is looked for.
    const MOST: u32 = 1 << 30;

    pub fn read(source: &str) -> Self {
        let mut around = Self { free_id: 1, ..Self::default() };
        // For each open element whether it is a control whose text is not free; its properties say so before its content comes.
        let mut open: Vec<bool> = Vec::new();
        let (mut bound, mut properties) = (0_usize, 0_usize);
        let mut xml = Xml::new(source);
        while let Some(step) = xml.next() {
            match step {
                Step::Start(tag) => {
                    if let Some(id) = tag.number("id").filter(|&id| id < Self::MOST) {
                        around.free_id = around.free_id.max(id + 1);
                    }
                    if properties > 0 {
                        properties += 1;
                        if let Some(control) = open.last_mut().filter(|control| !**control && is_bound(&tag)) {
                            (*control, bound) = (true, bound + 1);
                        }
                        continue;
                    }
                    match tag.name() {
                        "sdtPr" => {
                            properties = 1;
                            continue;
                        }
                        "tc" if bound > 0 => {
                            around.bound.push(xml.range().start);
                        }
                        _ => {}
                    }
                    open.push(false);
                }
                Step::End(_) if properties > 0 => properties -= 1,
                Step::End(_) => bound -= usize::from(open.pop() == Some(true)),
                Step::Text(_) => {}
            }
        }
        around
    }
}
