//! Glyphs become tokens, tokens lines, and lines paragraphs.

use std::collections::BTreeMap;

use super::layer::{Glyph, Ruling};

/// Baselines closer together than this, in sizes of the type, are one line. Figures beside a label of two lines stand half a line off.
const SAME_LINE: f64 = 0.7;
/// A gap wider than this, in sizes of the type, parts columns.
const COLUMN_GAP: f64 = 1.0;
/// A gap wider than this parts words and figures.
const WORD_GAP: f64 = 0.2;
/// Digits closer together than this touch.
const TOUCHING: f64 = 0.02;
/// Stands where it is not known whether a figure goes on.
const UNSURE: char = '\u{fffd}';
/// How much of a page's height belongs to running heads and page numbers.
const MARGIN: f64 = 0.1;

/// A line of text outside tables; columns are separated by tabs.
#[derive(Debug)]
pub(super) struct Line {
    pub x: f64,
    pub right: f64,
    /// The baseline of its first part.
    pub y: f64,
    pub size: f64,
    pub text: String,
    is_in_margin: bool,
}

/// Joins figures to tokens, which are placed as a whole: the last digit of a figure may stand over the line of its cell.
///
/// Figures of neighbouring cells can stand as close as digits do. Those that the file drew in pieces of their own with a line between them
/// are two figures; where they touch, nobody can say, and a mark makes the token one that cannot be read.
pub(super) fn tokens(mut glyphs: Vec<Glyph>, rulings: &[Ruling]) -> Vec<Glyph> {
    #[expect(clippy::cast_possible_truncation, reason = "a page is a few thousand points high")]
    let row = |glyph: &Glyph| (glyph.y * 2.0).round() as i64;
    glyphs.sort_by(|a, b| row(a).cmp(&row(b)).then(a.x.total_cmp(&b.x)));
    let is_figure = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | UNSURE));
    let parts = |last: &Glyph, next: &Glyph| {
        let (from, to, y) = (last.x + last.width - 0.3 * last.size, next.x + 0.3 * next.size, next.y - 0.3 * next.size);
        rulings.iter().any(|line| !line.is_level && (from..to).contains(&line.at) && (line.from..line.to).contains(&y))
    };
    let mut tokens: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if let Some(last) = tokens.last_mut()
            && is_figure(&last.text)
            && is_figure(&glyph.text)
            && (last.y - glyph.y).abs() < 0.5
        {
            let gap = glyph.x - (last.x + last.width);
            let is_parted = last.piece != glyph.piece && parts(last, &glyph);
            if gap.abs() < WORD_GAP * glyph.size && (!is_parted || gap < TOUCHING * glyph.size) {
                if is_parted {
                    last.text.push(UNSURE);
                }
                last.width = glyph.x + glyph.width - last.x;
                last.piece = glyph.piece;
                last.text.push_str(&glyph.text);
                continue;
            }
        }
        tokens.push(glyph);
    }
    tokens
}

/// The text of tokens that belong together, in lines from top to bottom.
pub(super) fn text(mut tokens: Vec<Glyph>) -> String {
    tokens.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for token in tokens {
        match lines.last_mut() {
            Some(line) if line.first().is_some_and(|first| token.y - first.y < 0.5 * first.size.max(token.size)) => line.push(token),
            _ => lines.push(vec![token]),
        }
    }
    let lines: Vec<String> = lines.into_iter().map(line_text).filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n")
}

fn line_text(mut tokens: Vec<Glyph>) -> String {
    tokens.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut line = String::new();
    let mut end = f64::MAX;
    for token in tokens {
        let parted = token.x - end > WORD_GAP * token.size;
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if parted && is_latin(line.chars().next_back()) && is_latin(token.text.chars().next()) {
            line.push(' ');
        }
        end = token.x + token.width;
        line.push_str(&token.text);
    }
    line
}

/// Puts tokens outside tables into lines.
pub(super) fn lines(mut tokens: Vec<Glyph>) -> Vec<Line> {
    tokens.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut bands: Vec<Vec<Glyph>> = Vec::new();
    let mut last = f64::MIN;
    for token in tokens {
        let is_same = token.y - last < SAME_LINE * token.size;
        last = token.y;
        match bands.last_mut() {
            Some(band) if is_same => band.push(token),
            _ => bands.push(vec![token]),
        }
    }
    bands.into_iter().filter_map(line).collect()
}

/// One line out of its tokens: columns are what stands apart over the whole height of the line.
fn line(mut tokens: Vec<Glyph>) -> Option<Line> {
    tokens.sort_by(|a, b| a.x.total_cmp(&b.x));
    let (x, y, size) = tokens.first().map(|first| (first.x, first.y, first.size))?;
    let mut columns: Vec<Vec<Glyph>> = Vec::new();
    let mut right = f64::MIN;
    for token in tokens {
        let end = token.x + token.width;
        let is_apart = token.x - right > COLUMN_GAP * token.size;
        right = right.max(end);
        match columns.last_mut() {
            Some(column) if !is_apart => column.push(token),
            _ => columns.push(vec![token]),
        }
    }
    let columns: Vec<String> = columns.into_iter().map(|column| text(column).replace('\n', "")).collect();
    let text = columns.join("\t");
    (!text.trim().is_empty()).then_some(Line { x, right, y, size, text, is_in_margin: false })
}

/// Running heads, running feet and page numbers.
#[derive(Debug, Default)]
pub(super) struct Frames {
    /// What stands in the margins, with its figures taken out, and on how many pages.
    seen: BTreeMap<String, u32>,
}

impl Frames {
    /// Remembers what stands in the margins of a page.
    pub fn look(&mut self, lines: &mut [Line], height: f64) {
        for line in lines {
            line.is_in_margin = line.y < MARGIN * height || line.y > (1.0 - MARGIN) * height;
            if line.is_in_margin {
                *self.seen.entry(masked(&line.text)).or_default() += 1;
            }
        }
    }

    /// Whether a line is no text of the document.
    pub fn is_frame(&self, line: &Line) -> bool {
        line.is_in_margin && (is_page_number(&line.text) || self.seen.get(&masked(&line.text)).is_some_and(|&pages| pages > 1))
    }
}

fn masked(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}

/// `3`, `- 3 -`, `第3页`, `3/12`, `第 3 页 共 12 页`.
fn is_page_number(text: &str) -> bool {
    let figures = text.split(|c: char| !c.is_ascii_digit()).filter(|figure| !figure.is_empty()).count();
    (1..=2).contains(&figures) && masked(text).chars().all(|c| "第页共-—–―/·".contains(c)) && text.chars().count() <= 20
}

/// Where text begins and ends on the pages, from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margins {
    pub left: f64,
    pub right: f64,
}

impl Margins {
    pub const NONE: Self = Self { left: f64::MAX, right: f64::MIN };

    pub fn reach(&mut self, left: f64, right: f64) {
        (self.left, self.right) = (self.left.min(left), self.right.max(right));
    }
}

/// Joins lines to paragraphs: a line that reaches the right margin goes on in the next, unless that is indented or begins with a number. One
/// that does not quite reach it, because something else on the pages is wider, goes on where it breaks off within a sentence.
pub(super) fn paragraphs(lines: Vec<Line>, margins: Margins) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let width = margins.right - margins.left;
    let mut goes_on = false;
    let mut last_size = 0.0;
    for line in lines {
        let is_plain = !line.text.contains('\t');
        let is_alike = (line.size - last_size).abs() < 0.1 * line.size;
        let is_flush = line.x < margins.left + line.size;
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on && is_plain && is_alike && is_flush && !is_numbered(&line.text) => {
                let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                if is_latin(paragraph.chars().next_back()) && is_latin(line.text.chars().next()) {
                    paragraph.push(' ');
                }
                paragraph.push_str(&line.text);
            }
            _ => paragraphs.push(line.text.clone()),
        }
        // A line that is long enough to be broken at all.
        let is_long = line.right - line.x > 0.6 * width;
        // Headings end without a mark, too.
        let is_heading = is_numbered(&line.text) || paragraphs.len() < 3;
        let breaks_off = !is_heading && line.right - line.x > 0.75 * width && !line.text.trim_end().ends_with(ENDS);
        goes_on = is_plain && is_long && (breaks_off || line.right > margins.right - 2.0 * line.size);
        last_size = line.size;
    }
    paragraphs
}

/// What a sentence or a line of its own ends with.
const ENDS: [char; 10] = ['。', '！', '？', '；', '：', ':', ';', '.', '日', '”'];

/// `一、`, `（一）`.
fn is_numbered(line: &str) -> bool {
    let bare = line.trim_start_matches(['（', '(']);
    let after = bare.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    after.len() < bare.len() && after.starts_with(['、', '）', ')', '．', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[(f64, f64, &str)]) -> Vec<String> {
        let mut margins = Margins::NONE;
        let lines = lines.iter().map(|&(x, right, text)| {
            margins.reach(x, right);
            Line { x, right, y: 0.0, size: 16.0, text: text.to_owned(), is_in_margin: false }
        });
        let lines: Vec<Line> = lines.collect();
        paragraphs(lines, margins)
    }

    /// A title, a heading and the beginning of a text, as every report has them.
    const HEAD: [(f64, f64, &str); 3] =
        [(150.0, 450.0, "某镇2023年政府信息公开工作年度报告"), (122.0, 300.0, "一、总体情况"), (122.0, 300.0, "（二）依申请公开情况")];

    fn text(lines: &[(f64, f64, &str)]) -> Vec<String> {
        joined(&[&HEAD, lines].concat())[HEAD.len()..].to_vec()
    }

    #[test]
    fn a_line_end_within_a_sentence_divides_nothing() {
        let whole = "2023年，我镇全年共收到政府信息公开申请12件，均已按期答复。";
        // The lines reach the margin.
        assert_eq!(text(&[(122.0, 500.0, "2023年，我镇全年共收到政府信息公开申请1"), (90.0, 300.0, "2件，均已按期答复。")]), [whole]);
        // Something on another page reaches further out.
        let wider = (90.0, 540.0, "附表横排的说明文字，比正文各行都更宽一些，且自成一段。");
        assert_eq!(
            text(&[wider, (122.0, 500.0, "2023年，我镇全年共收到政府信息公开申请1"), (90.0, 300.0, "2件，均已按期答复。")]),
            [wider.2, whole]
        );
        // A sentence that ends there ends a paragraph, and an indented line begins one.
        assert_eq!(text(&[wider, (122.0, 490.0, "全年公开信息20条。"), (90.0, 300.0, "另有解读2篇。")]).len(), 3);
        assert_eq!(text(&[wider, (122.0, 490.0, "全年公开信息20条，"), (122.0, 300.0, "另有解读2篇。")]).len(), 3);
        // A heading is one line, however long it is.
        let heading = (90.0, 470.0, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况");
        assert_eq!(text(&[wider, heading, (90.0, 490.0, "全年未发生行政复议。")]), [wider.2, heading.2, "全年未发生行政复议。"]);
    }
}
