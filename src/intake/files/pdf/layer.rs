//! What a page shows: glyphs with their places, and ruling lines.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Instruction;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::Resources;

use super::super::Decode;
use super::font::{Font, text_string};
use super::matrix::Matrix;
use crate::intake::MOST;

/// How deep forms in forms are followed.
const MAX_DEPTH: u32 = 8;
/// The most instructions that are followed in a file.
const MOST_INSTRUCTIONS: u32 = 10_000_000;
/// Filled shapes thinner than this, in points, are lines.
const THIN: f64 = 3.0;

/// A glyph, or several that belong together.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// The left end of the baseline, in points from the upper left corner of the page.
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub size: f64,
    /// Which piece of text the file drew it with: figures that one piece draws side by side are one figure.
    pub piece: u32,
    pub text: String,
}

/// A ruling line, level or upright.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruling {
    pub is_level: bool,
    /// Its y where it is level, else its x.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub glyphs: Vec<Glyph>,
    pub rulings: Vec<Ruling>,
    pub has_picture: bool,
    pub height: f64,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

pub(super) struct Layer {
    decode: Decode,
    fonts: BTreeMap<(u32, i32), Option<Rc<Font>>>,
    page: Page,
    depth: u32,
    instructions: u32,
    piece: u32,
    /// How many glyphs and rulings were found in all.
    pub count: usize,
}

impl Layer {
    pub fn new(decode: Decode) -> Self {
        Self { decode, fonts: BTreeMap::new(), page: Page::default(), depth: 0, instructions: 0, piece: 0, count: 0 }
    }

    pub fn page(&mut self, page: &hayro_syntax::page::Page<'_>) -> Page {
        let (width, height) = page.render_dimensions();
        let state = State {
            matrix: Matrix(page.initial_transform(true).as_coeffs()),
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.run(page.typed_operations(), page.resources(), state);
        let mut read = std::mem::take(&mut self.page);
        read.height = height.into();
        // What stands outside the paper is not shown.
        let (right, bottom) = (f64::from(width), f64::from(height));
        read.glyphs.retain(|glyph| glyph.x > -glyph.size && glyph.x < right && glyph.y > 0.0 && glyph.y < bottom + glyph.size);
        self.count += read.glyphs.len() + read.rulings.len();
        read
    }

    fn run(&mut self, instructions: TypedIter<'_>, resources: &Resources<'_>, state: State) {
        let mut state = state;
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut path: Vec<Vec<(f64, f64)>> = Vec::new();
        // For every open mark the text that it says stands there, and where it begins.
        let mut marks: Vec<Option<(String, usize)>> = Vec::new();
        let mut instructions = instructions;
        while let Some(instruction) = instructions.next() {
            self.instructions += 1;
            if !matches!(instruction, Instruction::ShowText(_) | Instruction::ShowTexts(_)) {
                self.piece += 1;
            }
            if self.instructions > MOST_INSTRUCTIONS || self.page.glyphs.len() > 4 * MOST {
                return;
            }
            let mut next_line = |x: f64, y: f64| {
                line = Matrix::shift(x, y).then(line);
                line
            };
            match instruction {
                Instruction::SaveState(_) if saved.len() < 512 => saved.push(state.clone()),
                Instruction::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Instruction::Transform(t) => {
                    state.matrix = Matrix([t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64())).then(state.matrix);
                }
                Instruction::BeginText(_) => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                Instruction::TextFont(t) => {
                    state.size = t.1.as_f64();
                    state.font = resources.get_font(t.0).and_then(|font| self.font(&font));
                }
                Instruction::CharacterSpacing(t) => state.character_space = t.0.as_f64(),
                Instruction::WordSpacing(t) => state.word_space = t.0.as_f64(),
                Instruction::HorizontalScaling(t) => state.stretch = t.0.as_f64() / 100.0,
                Instruction::TextLeading(t) => state.leading = t.0.as_f64(),
                Instruction::TextRise(t) => state.rise = t.0.as_f64(),
                Instruction::NextLine(t) => text = next_line(t.0.as_f64(), t.1.as_f64()),
                Instruction::NextLineAndSetLeading(t) => {
                    state.leading = -t.1.as_f64();
                    text = next_line(t.0.as_f64(), t.1.as_f64());
                }
                Instruction::SetTextMatrix(t) => {
                    line = Matrix([t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64()));
                    text = line;
                }
                Instruction::NextLineUsingLeading(_) => text = next_line(0.0, -state.leading),
                Instruction::ShowText(t) => self.show(&state, &mut text, t.0.as_bytes()),
                Instruction::NextLineAndShowText(t) => {
                    text = next_line(0.0, -state.leading);
                    self.show(&state, &mut text, t.0.as_bytes());
                }
                Instruction::ShowTextWithParameters(t) => {
                    (state.word_space, state.character_space) = (t.0.as_f64(), t.1.as_f64());
                    text = next_line(0.0, -state.leading);
                    self.show(&state, &mut text, t.2.as_bytes());
                }
                Instruction::ShowTexts(t) => {
                    for object in t.0.raw_iter() {
                        match object {
                            MaybeRef::NotRef(Object::String(string)) => self.show(&state, &mut text, string.as_bytes()),
                            MaybeRef::NotRef(Object::Number(number)) => {
                                let step = -number.as_f64() / 1000.0 * state.size;
                                let is_vertical = state.font.as_ref().is_some_and(|font| font.is_vertical);
                                let (x, y) = if is_vertical { (0.0, step) } else { (step * state.stretch, 0.0) };
                                text = Matrix::shift(x, y).then(text);
                            }
                            _ => {}
                        }
                    }
                }
                Instruction::XObject(object) => {
                    if let Some(stream) = resources.get_x_object(object.0) {
                        self.object(&stream, resources, &state);
                    }
                }
                Instruction::InlineImage(_) => self.page.has_picture = true,
                Instruction::SetGraphicsState(name) => {
                    let font = resources.get_ext_g_state(name.0).and_then(|state| state.get::<Array<'_>>("Font"));
                    if let Some(list) = font {
                        state.font = list.iter::<Dict<'_>>().next().and_then(|font| self.font(&font));
                        if let Some(Object::Number(size)) = list.iter::<Object<'_>>().nth(1) {
                            state.size = size.as_f64();
                        }
                    }
                }
                Instruction::BeginMarkedContent(_) => marks.push(None),
                Instruction::BeginMarkedContentWithProperties(mark) => {
                    let properties: Option<Dict<'_>> = match mark.1 {
                        Object::Dict(properties) => Some(properties.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name.as_ref() as &[u8]),
                        _ => None,
                    };
                    let said = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
                    marks.push(said.map(|said| (text_string(&said), self.page.glyphs.len())));
                }
                Instruction::EndMarkedContent(_) => {
                    if let Some(Some((said, from))) = marks.pop() {
                        replace(&mut self.page.glyphs, from, &said);
                    }
                }
                Instruction::MoveTo(t) => path.push(vec![state.matrix.apply(t.0.as_f64(), t.1.as_f64())]),
                Instruction::LineTo(t) => extend(&mut path, state.matrix.apply(t.0.as_f64(), t.1.as_f64())),
                Instruction::CubicTo(t) => extend(&mut path, state.matrix.apply(t.4.as_f64(), t.5.as_f64())),
                Instruction::ClosePath(_) => close(&mut path),
                Instruction::RectPath(t) => {
                    let (x, y, width, height) = (t.0.as_f64(), t.1.as_f64(), t.2.as_f64(), t.3.as_f64());
                    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
                    path.push(corners.map(|(x, y)| state.matrix.apply(x, y)).to_vec());
                }
                Instruction::StrokePath(_) | Instruction::FillAndStrokeNonZero(_) | Instruction::FillAndStrokeEvenOdd(_) => {
                    self.paint(&mut path, true);
                }
                Instruction::CloseAndStrokePath(_)
                | Instruction::CloseFillAndStrokeNonZero(_)
                | Instruction::CloseFillAndStrokeEvenOdd(_) => {
                    close(&mut path);
                    self.paint(&mut path, true);
                }
                Instruction::FillPathNonZero(_) | Instruction::FillPathNonZeroCompatibility(_) | Instruction::FillPathEvenOdd(_) => {
                    self.paint(&mut path, false);
                }
                Instruction::EndPath(_) => path.clear(),
                _ => {}
            }
            if path.len() > MOST {
                path.clear();
            }
        }
    }

    fn object(&mut self, stream: &Stream<'_>, resources: &Resources<'_>, state: &State) {
        let dictionary = stream.dict();
        match dictionary.get::<Name<'_>>("Subtype") {
            Some(name) if &*name == b"Image" => self.page.has_picture = true,
            Some(name) if &*name == b"Form" && self.depth < MAX_DEPTH => {
                let Ok(data) = stream.decoded_data() else { return };
                let matrix = Matrix(dictionary.get::<[f64; 6]>("Matrix").unwrap_or(Matrix::IDENTITY.0));
                let inner = State { matrix: matrix.then(state.matrix), ..state.clone() };
                self.depth += 1;
                match dictionary.get::<Dict<'_>>("Resources") {
                    Some(own) => self.run(TypedIter::new(&data), &Resources::new(own), inner),
                    None => self.run(TypedIter::new(&data), resources, inner),
                }
                self.depth -= 1;
            }
            _ => {}
        }
    }

    fn font(&mut self, dictionary: &Dict<'_>) -> Option<Rc<Font>> {
        let id = dictionary.obj_id().map(|id| (id.obj_number, id.gen_number));
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return known.clone();
        }
        let font = Font::new(dictionary).map(Rc::new);
        if let Some(id) = id {
            self.fonts.insert(id, font.clone());
        }
        font
    }

    fn show(&mut self, state: &State, text: &mut Matrix, bytes: &[u8]) {
        let Some(font) = state.font.clone() else { return };
        let piece = self.piece;
        let mut rest = bytes;
        while !rest.is_empty() {
            let shown = font.next(rest, self.decode);
            rest = rest.get(shown.bytes.max(1)..).unwrap_or_default();
            let scale = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
            let place = scale.then(*text).then(state.matrix);
            let (above, step) = font.vertical;
            let (dx, dy) = if font.is_vertical { (-shown.width / 2.0, -above / 1000.0) } else { (0.0, 0.0) };
            let (x, y) = place.apply(dx, dy);
            let (end, _) = place.apply(dx + shown.width, dy);
            self.glyph(Glyph {
                x,
                y,
                width: (end - x).max(0.0),
                size: place.height(),
                piece,
                text: shown.text.unwrap_or_else(|| "\u{fffd}".into()),
            });
            let space = state.character_space + if shown.bytes == 1 && shown.code == 32 { state.word_space } else { 0.0 };
            let (x, y) = if font.is_vertical {
                (0.0, step / 1000.0 * state.size + space)
            } else {
                ((shown.width * state.size + space) * state.stretch, 0.0)
            };
            *text = Matrix::shift(x, y).then(*text);
        }
    }

    /// Adds a glyph, unless it is one drawn again with a small offset to look bold.
    fn glyph(&mut self, glyph: Glyph) {
        let near = glyph.size * 0.3;
        let again = |other: &Glyph| other.text == glyph.text && (other.x - glyph.x).abs() < near && (other.y - glyph.y).abs() < near;
        if !self.page.glyphs.iter().rev().take(64).any(again) {
            self.page.glyphs.push(glyph);
        }
    }

    fn paint(&mut self, path: &mut Vec<Vec<(f64, f64)>>, is_stroked: bool) {
        for part in path.drain(..) {
            if is_stroked {
                for pair in part.windows(2) {
                    if let [from, to] = *pair {
                        self.ruling(from, to);
                    }
                }
            } else if part.len() >= 3 {
                let bounds =
                    |values: &mut dyn Iterator<Item = f64>| values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
                let (left, right) = bounds(&mut part.iter().map(|point| point.0));
                let (top, bottom) = bounds(&mut part.iter().map(|point| point.1));
                let (middle, centre) = (f64::midpoint(top, bottom), f64::midpoint(left, right));
                if bottom - top <= THIN && right - left > bottom - top {
                    self.ruling((left, middle), (right, middle));
                } else if right - left <= THIN && bottom - top > right - left {
                    self.ruling((centre, top), (centre, bottom));
                }
            }
        }
    }

    fn ruling(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (width, height) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
        if self.page.rulings.len() > MOST {
            return;
        }
        if height < 0.6 && width > THIN {
            self.page.rulings.push(Ruling { is_level: true, at: from.1, from: from.0.min(to.0), to: from.0.max(to.0) });
        } else if width < 0.6 && height > THIN {
            self.page.rulings.push(Ruling { is_level: false, at: from.0, from: from.1.min(to.1), to: from.1.max(to.1) });
        }
    }
}

fn extend(path: &mut [Vec<(f64, f64)>], point: (f64, f64)) {
    if let Some(part) = path.last_mut() {
        part.push(point);
    }
}

fn close(path: &mut [Vec<(f64, f64)>]) {
    for part in path {
        if let Some(&first) = part.first() {
            part.push(first);
        }
    }
}

/// Puts what the file says in the place of what its glyphs would say: fonts that browsers embed give radicals for the characters they look like.
fn replace(glyphs: &mut Vec<Glyph>, from: usize, said: &str) {
    let characters: Vec<char> = said.chars().filter(|character| !character.is_control() && *character != '\u{ad}').collect();
    let Some(marked) = glyphs.get_mut(from..).filter(|marked| !marked.is_empty()) else { return };
    if marked.len() == characters.len() {
        for (glyph, character) in marked.iter_mut().zip(characters) {
            glyph.text = character.to_string();
        }
        return;
    }
    let end = marked.last().map_or(0.0, |last| last.x + last.width);
    if let Some(first) = marked.first_mut() {
        first.width = end - first.x;
        first.text = characters.into_iter().collect();
    }
    glyphs.truncate(from + 1);
}
