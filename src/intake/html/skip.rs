//! What stands in a page and is no text of it: where it ends, also where nobody closed it.
//!
//! A browser closes an element with the one around it, and leaves a drawing at the first tag that only a page has. Without that, one tag that was
//! never closed would swallow the rest of a report. The names and rules are those of the HTML standard, "The rules for parsing tokens in foreign
//! content" and "in cell" first of all; `tests/browser/markup.test.mjs` holds the cases to what Chromium shows.

use super::{Role, role};

/// What a tag means for the element that is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    /// It is a part of it.
    On,
    /// It ends it, and has done its part.
    Ended,
    /// It ends it, and is read as any other.
    Over,
}

/// Where an element stands that is skipped.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    /// In a table.
    pub table: bool,
    /// In a paragraph that is not closed.
    pub paragraph: bool,
    /// In a `div` that is not closed.
    pub division: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Ends with its own end tag and with nothing else.
    Closed,
    /// `svg`: what a page alone has ends it.
    Drawing,
    Select,
    Button,
    Object,
    /// What Office keeps in a page for itself.
    Data,
    /// Text that is hidden or struck out, up to the end of its paragraph or cell.
    Inline,
    /// The same in elements that go on in the next paragraph.
    Formatting,
    Paragraph,
    /// `div` and `table`.
    Block,
}

/// Elements that others close along with themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Table,
    Group,
    Row,
    Cell,
    Division,
}

impl Part {
    const COUNT: usize = 5;

    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"table" => Self::Table,
            b"tbody" | b"thead" | b"tfoot" | b"caption" => Self::Group,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"div" => Self::Division,
            _ => return None,
        })
    }
}

/// An element whose content is skipped.
#[derive(Debug)]
pub(super) struct Skip {
    name: Vec<u8>,
    kind: Kind,
    around: Around,
    /// How many of the same name are open inside.
    depth: usize,
    /// How many parts of a drawing are open in which a page may stand.
    pages: usize,
    /// What is open inside, innermost last, and how many of each.
    open: Vec<Part>,
    counts: [usize; Part::COUNT],
}

impl Skip {
    pub(super) fn new(name: &[u8], around: Around) -> Self {
        let kind = match name {
            b"svg" => Kind::Drawing,
            b"select" => Kind::Select,
            b"button" => Kind::Button,
            b"object" => Kind::Object,
            b"xml" => Kind::Data,
            b"span" | b"del" => Kind::Inline,
            b"a" | b"font" | b"s" | b"strike" => Kind::Formatting,
            b"p" => Kind::Paragraph,
            b"div" | b"table" => Kind::Block,
            _ => Kind::Closed,
        };
        let mut skip = Self { name: name.to_vec(), kind, around, depth: 0, pages: 0, open: Vec::new(), counts: [0; Part::COUNT] };
        if kind == Kind::Block {
            skip.open(name);
        }
        skip
    }

    fn open(&mut self, name: &[u8]) {
        if let Some(part) = Part::of(name) {
            self.counts[part as usize] += 1;
            self.open.push(part);
        }
    }

    /// Closes the innermost of these that is open inside, with what is open in it.
    fn close(&mut self, part: Part) -> bool {
        if self.counts[part as usize] == 0 {
            return false;
        }
        while let Some(last) = self.open.pop() {
            self.counts[last as usize] -= 1;
            if last == part {
                return true;
            }
        }
        false
    }

    /// A start tag inside; `is_styled` where it says what a `font` looks like.
    pub(super) fn start(&mut self, name: &[u8], self_closing: bool, is_styled: bool) -> Goes {
        let part = Part::of(name);
        let in_own_table = self.counts[Part::Table as usize] > 0;
        // A part of the table around ends what stands in its cell.
        let leaves_cell = !in_own_table && matches!(part, Some(Part::Group | Part::Row | Part::Cell));
        let heads = matches!(name, b"table" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6");
        let ends = match self.kind {
            Kind::Closed => false,
            Kind::Drawing => self.pages == 0 && is_of_a_page(name, is_styled),
            Kind::Select if name == b"select" => return Goes::Ended,
            Kind::Select => matches!(name, b"input" | b"textarea") || self.around.table && (leaves_cell || name == b"table"),
            Kind::Button => heads || matches!(name, b"p" | b"button") || self.around.table && leaves_cell,
            Kind::Object => heads || self.around.table && leaves_cell,
            Kind::Data => heads || matches!(name, b"p" | b"div") || leaves_cell,
            Kind::Inline => self.around.paragraph && ends_a_paragraph(name, role(name)) || matches!(part, Some(Part::Row | Part::Cell)),
            Kind::Formatting => matches!(part, Some(Part::Row | Part::Cell)),
            Kind::Paragraph => ends_a_paragraph(name, role(name)) || leaves_cell,
            Kind::Block => self.around.table && leaves_cell,
        };
        if ends {
            return Goes::Over;
        }
        if self.kind == Kind::Drawing {
            if self_closing {
                return Goes::On;
            }
            self.pages += usize::from(is_page_in_drawing(name));
        }
        if self.kind != Kind::Block && self.name == name {
            self.depth += usize::from(!self_closing);
        } else if self.kind != Kind::Closed {
            self.open(name);
        }
        Goes::On
    }

    /// An end tag inside.
    pub(super) fn end(&mut self, name: &[u8]) -> Goes {
        if self.kind != Kind::Block && self.name == name {
            return match self.depth.checked_sub(1) {
                Some(less) => {
                    self.depth = less;
                    Goes::On
                }
                None => Goes::Ended,
            };
        }
        if self.kind == Kind::Closed {
            return Goes::On;
        }
        if self.kind == Kind::Drawing && is_page_in_drawing(name) {
            self.pages = self.pages.saturating_sub(1);
            return Goes::On;
        }
        if let Some(part) = Part::of(name) {
            let is_around = match (part, self.kind) {
                (Part::Division, Kind::Select | Kind::Object) => false,
                (Part::Division, _) => self.around.division && self.pages == 0,
                _ => self.around.table,
            };
            return match self.close(part) {
                true if self.kind == Kind::Block && self.open.is_empty() => Goes::Ended,
                false if is_around => Goes::Over,
                _ => Goes::On,
            };
        }
        let is_over = match (self.kind, name) {
            (Kind::Drawing, b"p" | b"br") => self.pages == 0,
            (Kind::Inline, b"p") => self.around.paragraph,
            (Kind::Inline | Kind::Formatting, b"body") => true,
            _ => false,
        };
        if is_over { Goes::Over } else { Goes::On }
    }
}

/// Start tags at which a browser leaves a drawing.
fn is_of_a_page(name: &[u8], is_styled: bool) -> bool {
    match name {
        b"b" | b"big" | b"blockquote" | b"body" | b"br" | b"center" | b"code" | b"dd" | b"div" | b"dl" | b"dt" | b"em" | b"embed"
        | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head" | b"hr" | b"i" | b"img" | b"li" | b"listing" | b"menu" | b"meta"
        | b"nobr" | b"ol" | b"p" | b"pre" | b"ruby" | b"s" | b"small" | b"span" | b"strong" | b"strike" | b"sub" | b"sup" | b"table"
        | b"tt" | b"u" | b"ul" | b"var" => true,
        b"font" => is_styled,
        _ => false,
    }
}

/// Parts of a drawing in which a page may stand.
fn is_page_in_drawing(name: &[u8]) -> bool {
    matches!(name, b"foreignobject" | b"desc" | b"title")
}

/// Whether the start tag closes a paragraph.
pub(super) fn ends_a_paragraph(name: &[u8], role: Role) -> bool {
    match role {
        Role::Table | Role::Row | Role::Cell => true,
        Role::Line => !matches!(name, b"br" | b"caption" | b"body" | b"html"),
        Role::Skipped | Role::Inline => false,
    }
}
