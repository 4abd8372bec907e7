//! The presentations in which reports reach a reader.

use std::fmt::Write as _;

use super::Rng;
use super::page::{Cell, Page, Prose, Table};

/// A presentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A word processor's export: a tab and a cell on each line, an empty line between rows.
    Seed,
    /// The clipboard's plain text out of a word processor: cells that a merge covers from above are empty, those beside it are not there.
    TabsWord,
    /// The same with labels broken into two paragraphs, each on a line of its own.
    TabsBroken,
    /// The clipboard's plain text out of a spreadsheet: every covered cell is empty.
    TabsSheet,
    /// The same with line breaks inside quoted cells.
    TabsQuoted,
    /// Tab-separated without the cells that a merge covers.
    TabsDropped,
    /// A spreadsheet whose table 2 is merged unevenly over five columns.
    TabsUneven,
    /// Cells between bars, with bars at both ends.
    Bars,
    /// Cells between bars, without bars at the ends.
    BarsBare,
    /// Rows of bars with empty cells behind them, more or fewer from row to row.
    BarsRagged,
    Markdown,
    /// Markdown of a converter that repeats a merged cell in every cell that it covers.
    MarkdownRepeated,
    /// A cell, then a bar on a line of its own.
    BarLines,
    /// A bar before the cell, on its line.
    BarLeads,
    /// Bars on lines of their own between the cells of a row, none between rows.
    BarBetween,
    /// One cell a line without tabs; blank cells vanish.
    Lines,
    /// Text out of a PDF: label and figures on a line; blank cells vanish.
    Spaced,
    /// The same with headings and labels beside the rows broken into single characters.
    SpacedVertical,
    /// The same with long labels wrapped before their figures.
    Wrapped,
    /// HTML with real spans.
    Html,
    /// HTML with `<p>` in every cell, inside a table that lays out the page.
    HtmlFramed,
    /// What Word writes.
    HtmlWord,
    /// Every character in a `<span>` of its own.
    HtmlLetters,
}

impl Style {
    pub const ALL: [Self; 23] = [
        Self::Seed,
        Self::TabsWord,
        Self::TabsBroken,
        Self::TabsSheet,
        Self::TabsQuoted,
        Self::TabsDropped,
        Self::TabsUneven,
        Self::Bars,
        Self::BarsBare,
        Self::BarsRagged,
        Self::Markdown,
        Self::MarkdownRepeated,
        Self::BarLines,
        Self::BarLeads,
        Self::BarBetween,
        Self::Lines,
        Self::Spaced,
        Self::SpacedVertical,
        Self::Wrapped,
        Self::Html,
        Self::HtmlFramed,
        Self::HtmlWord,
        Self::HtmlLetters,
    ];

    /// Whether a blank cell leaves a trace.
    pub const fn keeps_blanks(self) -> bool {
        !matches!(self, Self::Lines | Self::Spaced | Self::SpacedVertical | Self::Wrapped)
    }

    /// Whether blank cells stand beside the figures without rule.
    pub const fn pads_without_rule(self) -> bool {
        matches!(self, Self::BarsRagged | Self::BarLines | Self::BarLeads | Self::BarBetween)
    }

    pub const fn is_html(self) -> bool {
        matches!(self, Self::Html | Self::HtmlFramed | Self::HtmlWord | Self::HtmlLetters)
    }
}

/// Draws a report.
pub fn draw(page: &Page, style: Style, rng: &mut Rng) -> String {
    if style.is_html() { html(page, style, rng) } else { text(page, style, rng) }
}

/// A place in the grid of a table.
#[derive(Clone, Copy)]
enum Slot<'a> {
    Cell(&'a Cell),
    /// Covered by the cell to the left; the cell is given for converters that repeat it.
    Left(&'a Cell),
    /// The first of the columns covered from above.
    Above(&'a Cell),
}

impl<'a> Slot<'a> {
    const fn cell(self) -> &'a Cell {
        match self {
            Self::Cell(cell) | Self::Left(cell) | Self::Above(cell) => cell,
        }
    }
}

/// The grid of a table, every place filled.
fn grid(table: &Table) -> Vec<Vec<Slot<'_>>> {
    let mut grid: Vec<Vec<Option<Slot<'_>>>> = vec![vec![None; table.columns]; table.rows.len()];
    for (at, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while grid[at][column].is_some() {
                column += 1;
            }
            for below in 0..cell.rows {
                for beside in 0..cell.columns {
                    grid[at + below][column + beside] = Some(match (below, beside) {
                        (0, 0) => Slot::Cell(cell),
                        (_, 0) => Slot::Above(cell),
                        _ => Slot::Left(cell),
                    });
                }
            }
            column += cell.columns;
        }
    }
    grid.into_iter().map(|row| row.into_iter().map(|slot| slot.expect("the form covers every place")).collect()).collect()
}

/// How the one, two or three figures of a block of table 2 share the width.
fn with_widths(table: &Table, widths: impl Fn(usize) -> Vec<usize>) -> Table {
    if table.key != "disclosure" {
        return table.clone();
    }
    let columns = 1 + widths(3).iter().sum::<usize>();
    let rows = table.rows.iter().map(|row| {
        let widths: Vec<usize> = if row.len() == 1 { vec![columns] } else { [vec![1], widths(row.len() - 1)].concat() };
        row.iter().zip(widths).map(|(cell, columns)| Cell { columns, ..cell.clone() }).collect()
    });
    Table { columns, rows: rows.collect(), ..*table }
}

fn in_four_columns(table: &Table) -> Table {
    with_widths(table, |count| match count {
        1 => vec![3],
        2 => vec![1, 2],
        _ => vec![1, 1, 1],
    })
}

fn in_five_columns(table: &Table) -> Table {
    with_widths(table, |count| match count {
        1 => vec![4],
        2 => vec![2, 2],
        _ => vec![1, 2, 1],
    })
}

/// A label as a word processor breaks it inside its cell, as the printed form does.
fn with_breaks(table: &Table) -> Table {
    let mut table = table.clone();
    for cell in table.rows.iter_mut().flatten() {
        let length = cell.text.chars().count();
        if cell.role == "column" && table.key == "disclosure" && (6..=7).contains(&length) && cell.text.starts_with("本年") {
            cell.text = broken(&cell.text, 3);
        } else if cell.role == "vertical" {
            cell.text = broken(&cell.text, 5);
        }
    }
    table
}

fn broken(text: &str, after: usize) -> String {
    text.chars().enumerate().flat_map(|(at, c)| (at == after).then_some('\n').into_iter().chain([c])).collect()
}

/// Text before the tables, then each section with its table drawn by `table`.
fn around(page: &Page, out: &mut String, gap: &str, mut table: impl FnMut(&Table, &mut String)) {
    let has_text = page.prose != Prose::None;
    if has_text {
        let _ = write!(out, "{}\n{gap}", page.title);
    }
    for line in &page.preface {
        let _ = writeln!(out, "{line}");
    }
    for section in &page.sections {
        if has_text {
            let _ = write!(out, "{gap}{}\n{gap}", section.heading);
            for line in &section.before {
                let _ = writeln!(out, "{line}");
            }
        }
        if let Some(drawn) = &section.table {
            table(drawn, out);
            out.push('\n');
        }
        for line in section.after.iter().filter(|_| has_text) {
            let _ = write!(out, "{line}\n{gap}");
        }
    }
}

fn text(page: &Page, style: Style, rng: &mut Rng) -> String {
    let mut out = String::new();
    // Where every line counts as a cell, text is set apart from tables by empty lines only.
    let gap = if matches!(style, Style::Lines | Style::Markdown | Style::MarkdownRepeated | Style::BarBetween) { "\n" } else { "" };
    around(page, &mut out, gap, |table, out| match style {
        Style::Seed => seed(&with_breaks(table), out),
        Style::TabsWord => tabs(&in_four_columns(table), false, true, out),
        Style::TabsBroken => tabs_broken(&in_four_columns(table), out),
        Style::TabsSheet => tabs(&in_four_columns(table), true, true, out),
        Style::TabsUneven => tabs(&in_five_columns(table), true, true, out),
        Style::TabsDropped => tabs(&in_four_columns(table), false, false, out),
        Style::TabsQuoted => tabs(&with_breaks(&in_four_columns(table)), true, true, out),
        Style::Bars | Style::BarsBare | Style::BarsRagged => bars(&in_four_columns(table), style, rng, out),
        Style::Markdown => markdown(&with_breaks(&in_four_columns(table)), false, out),
        Style::MarkdownRepeated => markdown(&in_four_columns(table), true, out),
        Style::BarLines | Style::BarLeads | Style::BarBetween => bar_lines(table, style, out),
        Style::Lines => lines(&with_breaks(table), out),
        Style::Spaced | Style::SpacedVertical | Style::Wrapped => spaced(table, style, out),
        Style::Html | Style::HtmlFramed | Style::HtmlWord | Style::HtmlLetters => unreachable!("drawn elsewhere"),
    });
    out
}

fn seed(table: &Table, out: &mut String) {
    for row in grid(table) {
        for slot in row {
            match slot {
                Slot::Cell(cell) => {
                    let _ = writeln!(out, "\t{}", cell.text);
                }
                Slot::Above(_) => out.push_str("\t\n"),
                Slot::Left(_) => {}
            }
        }
        out.push('\n');
    }
    out.push('\n');
}

/// Rows of tab-separated cells; whether cells covered from the side, and from above, are there as empty ones.
fn tabs(table: &Table, beside: bool, above: bool, out: &mut String) {
    for row in grid(table) {
        let cells = row.into_iter().filter_map(|slot| match slot {
            Slot::Cell(cell) if cell.text.contains('\n') => Some(format!("\"{}\"", cell.text.replace('"', "\"\""))),
            Slot::Cell(cell) => Some(cell.text.clone()),
            Slot::Left(_) => beside.then(String::new),
            Slot::Above(_) => above.then(String::new),
        });
        out.push_str(&cells.collect::<Vec<_>>().join("\t"));
        out.push('\n');
    }
}

fn tabs_broken(table: &Table, out: &mut String) {
    let mut table = table.clone();
    for cell in table.rows.iter_mut().flatten() {
        let length = cell.text.chars().count();
        if cell.role == "column" && table.key == "disclosure" && length >= 6 {
            cell.text = broken(&cell.text, 3);
        } else if cell.role == "row" && length >= 14 {
            cell.text = broken(&cell.text, 11);
        }
    }
    let mut drawn = String::new();
    tabs(&table, false, true, &mut drawn);
    // The breaks stay, the quotation marks of a spreadsheet are not written.
    out.push_str(&drawn.replace('"', ""));
}

fn bars(table: &Table, style: Style, rng: &mut Rng, out: &mut String) {
    let front = if rng.one_in(2) { "|" } else { "" };
    for row in grid(table) {
        let cells: Vec<&str> = row.into_iter().map(|slot| if let Slot::Cell(cell) = slot { cell.text.as_str() } else { "" }).collect();
        let line = cells.join("|");
        let _ = match style {
            Style::Bars => writeln!(out, "|{line}|"),
            Style::BarsBare => writeln!(out, "{line}"),
            _ => writeln!(out, "{front}{line}|{}", "|".repeat(rng.below(4))),
        };
    }
}

fn markdown(table: &Table, repeated: bool, out: &mut String) {
    for (at, row) in grid(table).into_iter().enumerate() {
        let columns = row.len();
        let cells = row.into_iter().map(|slot| match slot {
            Slot::Cell(cell) => cell.text.replace('\n', "<br>"),
            other if repeated => other.cell().text.replace('\n', "<br>"),
            _ => String::new(),
        });
        let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        if at == 0 {
            let _ = writeln!(out, "|{}", " --- |".repeat(columns));
        }
    }
}

fn bar_lines(table: &Table, style: Style, out: &mut String) {
    for row in grid(table) {
        let cells: Vec<&str> = row
            .into_iter()
            .filter_map(|slot| match slot {
                Slot::Cell(cell) => Some(cell.text.as_str()),
                Slot::Above(_) => Some(""),
                Slot::Left(_) => None,
            })
            .collect();
        let blank_is_no_line = |cell: &&str| if cell.is_empty() { String::new() } else { format!("{cell}\n") };
        match style {
            Style::BarLines => cells.iter().for_each(|cell| {
                let _ = writeln!(out, "{}|", blank_is_no_line(cell));
            }),
            Style::BarLeads => cells.iter().for_each(|cell| {
                let _ = writeln!(out, "|{cell}");
            }),
            _ => {
                let _ = writeln!(out, "{}", cells.iter().map(blank_is_no_line).collect::<Vec<_>>().join("|\n"));
            }
        }
    }
}

fn lines(table: &Table, out: &mut String) {
    for row in grid(table) {
        for slot in row {
            if let Slot::Cell(cell) = slot
                && !cell.text.is_empty()
            {
                let _ = write!(out, "{}\n\n", cell.text);
            }
        }
    }
}

/// The headings of table 4 as a PDF gives narrow columns.
const TORN_OUTCOMES: &str = "\
行政复议 行政诉讼
未经复议直接起诉 复议后起诉
结 结 其 尚
果 果 他 未 总 结 结 其 尚 总 结 结 其 尚 总
维 纠 结 审 计 果 果 他 未 计 果 果 他 未 计
持 正 果 结 维 纠 结 审 维 纠 结 审
持 正 果 结 持 正 果 结
";

fn spaced(table: &Table, style: Style, out: &mut String) {
    let torn = style == Style::SpacedVertical;
    if torn && table.key == "disputes" {
        out.push_str(TORN_OUTCOMES);
    }
    for row in grid(table) {
        let mut labels: Vec<&Cell> = Vec::new();
        let mut figures: Vec<&str> = Vec::new();
        for slot in row {
            let Slot::Cell(cell) = slot else { continue };
            if cell.field.is_none() && cell.role != "extra" { labels.push(cell) } else { figures.push(&cell.text) }
        }
        figures.retain(|figure| !figure.is_empty());
        if torn && table.key == "disputes" && figures.is_empty() {
            continue;
        }
        // Labels of several rows stand on lines of their own, in pieces as narrow as their column.
        let (tall, own): (Vec<&Cell>, Vec<&Cell>) = labels.into_iter().partition(|cell| matches!(cell.role, "vertical" | "group"));
        for cell in tall {
            let width = match (torn, cell.role) {
                (true, "vertical") => 1,
                (true, _) => 4,
                (false, _) => usize::MAX,
            };
            for piece in pieces(&cell.text, width) {
                let _ = writeln!(out, "{piece}");
            }
        }
        let width = if style == Style::Wrapped || torn { 14 } else { usize::MAX };
        let label = own.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
        let is_row = own.iter().any(|cell| cell.role == "row");
        let mut wrapped = if is_row { pieces(&label, width) } else { vec![label] };
        if !figures.is_empty() {
            let line = wrapped.pop().unwrap_or_default();
            wrapped.push([vec![line.as_str()], figures].concat().join(" ").trim_start().to_owned());
        }
        wrapped.iter().filter(|line| !line.is_empty()).for_each(|line| {
            let _ = writeln!(out, "{line}");
        });
    }
}

fn pieces(text: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(width.min(chars.len().max(1))).map(|chunk| chunk.iter().collect()).collect()
}

fn html(page: &Page, style: Style, rng: &mut Rng) -> String {
    let mut out = String::new();
    match style {
        Style::HtmlWord => out.push_str(WORD_HEAD),
        Style::HtmlFramed => out.push_str(
            "<!DOCTYPE html><html><body><table width=\"100%\"><tr><td><div class=\"nav\">首页</div></td><td><div class=\"TRS_Editor\">",
        ),
        _ => out.push_str("<html><body>"),
    }
    let has_text = page.prose != Prose::None;
    let paragraph = |text: &str, rng: &mut Rng, out: &mut String| {
        let inner = inline(text, style, rng);
        let _ = match style {
            Style::HtmlWord => {
                writeln!(out, "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{inner}<o:p></o:p></p>\n")
            }
            Style::HtmlFramed => writeln!(out, "<div>&#12288;&#12288;{inner}</div>"),
            _ => writeln!(out, "<p>{inner}</p>"),
        };
    };
    if has_text {
        let title = inline(&page.title, style, rng);
        let _ = writeln!(out, "<h1>{title}</h1>");
    }
    for line in &page.preface {
        paragraph(line, rng, &mut out);
    }
    for section in &page.sections {
        if has_text {
            paragraph(&section.heading, rng, &mut out);
            for line in &section.before {
                paragraph(line, rng, &mut out);
            }
        }
        if let Some(table) = &section.table {
            html_table(table, style, rng, &mut out);
        }
        for line in section.after.iter().filter(|_| has_text) {
            paragraph(line, rng, &mut out);
        }
    }
    out.push_str(match style {
        Style::HtmlWord => "</div>\n\n</body>\n\n</html>\n",
        Style::HtmlFramed => "</div></td></tr></table></body></html>",
        _ => "</body></html>",
    });
    out
}

fn html_table(table: &Table, style: Style, rng: &mut Rng, out: &mut String) {
    let table = &match style {
        Style::HtmlWord => with_breaks(&in_five_columns(table)),
        Style::HtmlFramed => with_breaks(table),
        _ => table.clone(),
    };
    let span = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
    if style == Style::HtmlWord {
        out.push_str("<div align=center>\n\n<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 width=680\n style='width:510.3pt;border-collapse:collapse;mso-border-alt:solid windowtext .5pt;\n mso-yfti-tbllook:1184;mso-padding-alt:0cm 5.4pt 0cm 5.4pt'>\n");
    } else {
        out.push_str("<table border=\"1\"><tbody>\n");
    }
    for (at, row) in table.rows.iter().enumerate() {
        if style == Style::HtmlWord {
            let _ = writeln!(out, " <tr style='mso-yfti-irow:{at};height:22.7pt'>");
        } else {
            out.push_str("<tr>");
        }
        for cell in row {
            let content = inline(&cell.text, style, rng);
            let _ = if style == Style::HtmlWord {
                let columns = if cell.columns > 1 { format!(" colspan={}", cell.columns) } else { String::new() };
                let rows = if cell.rows > 1 { format!(" rowspan={}", cell.rows) } else { String::new() };
                let content = if cell.text.is_empty() {
                    "<span lang=EN-US><o:p>&nbsp;</o:p></span>".to_owned()
                } else {
                    format!("{content}<span\n  lang=EN-US style='font-size:10.5pt'><o:p></o:p></span>")
                };
                writeln!(
                    out,
                    "  <td width=76{columns}{rows} valign=top style='width:57.2pt;border:solid windowtext 1.0pt;\n  mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'>\n  <p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'>{content}</p>\n  </td>"
                )
            } else {
                let content = match (style, cell.text.is_empty()) {
                    (Style::HtmlFramed, true) => "<p>&nbsp;</p>".to_owned(),
                    (Style::HtmlFramed, false) => format!("<p align=\"center\">{content}</p>"),
                    (_, true) => "&nbsp;".to_owned(),
                    (_, false) => content,
                };
                write!(out, "<td{}{}>{content}</td>", span("rowspan", cell.rows), span("colspan", cell.columns))
            };
        }
        out.push_str(if style == Style::HtmlWord { " </tr>\n" } else { "</tr>\n" });
    }
    if style == Style::HtmlWord {
        // Where merges do not line up, Word adds a row that only gives the widths.
        let widths = " <td width=76 style='border:none'></td>\n".repeat(table.columns);
        let _ = writeln!(out, " <![if !supportMisalignedColumns]>\n <tr height=0>\n {widths} </tr>\n <![endif]>\n</table>\n\n</div>\n");
    } else {
        out.push_str("</tbody></table>\n");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\u{a0}', "&nbsp;")
}

/// Text inside a cell or paragraph.
fn inline(text: &str, style: Style, rng: &mut Rng) -> String {
    match style {
        Style::HtmlWord => {
            let mut out = String::new();
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    out.push_str("<span lang=EN-US style='font-size:10.5pt;mso-bidi-font-size:12.0pt'><br>\n  </span>");
                }
                for run in runs(line) {
                    let run_text = escaped(&run);
                    // Word breaks its source after some seventy characters, inside words as well.
                    if run.is_ascii() {
                        let _ = write!(out, "<span lang=EN-US\n  style='font-size:10.5pt;font-family:宋体'>{run_text}</span>");
                    } else if run.chars().count() > 9 && !run.contains('\u{a0}') {
                        let _ = write!(
                            out,
                            "<span style='font-size:10.5pt;font-family:宋体;\n  mso-hansi-font-family:宋体'>{}</span>",
                            broken(&run_text, 7)
                        );
                    } else {
                        let _ = write!(out, "<span style='font-size:10.5pt;font-family:宋体'>{run_text}</span>");
                    }
                }
            }
            out
        }
        Style::HtmlLetters => text
            .chars()
            .map(|c| {
                if c == '\n' {
                    "<br/>".to_owned()
                } else if rng.one_in(6) {
                    escaped(&c.to_string())
                } else {
                    format!("<span style=\"color:#000\">{}</span>", escaped(&c.to_string()))
                }
            })
            .collect(),
        _ => escaped(text).replace('\n', "<br />"),
    }
}

/// Runs of one script, as Word keeps them apart.
fn runs(text: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    for c in text.chars() {
        match runs.last_mut() {
            Some(run) if run.is_ascii() == c.is_ascii() => run.push(c),
            _ => runs.push(c.to_string()),
        }
    }
    runs
}

const WORD_HEAD: &str = r#"<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=DECLARED">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml>
 <w:WordDocument>
  <w:View>Normal</w:View>
  <w:TrackMoves>false</w:TrackMoves>
  <w:PunctuationKerning/>
  <w:LidThemeAsian>ZH-CN</w:LidThemeAsian>
 </w:WordDocument>
</xml><![endif]--><!--[if gte mso 9]><xml>
 <w:LatentStyles DefLockedState="false" LatentStyleCount="376">
  <w:LsdException Locked="false" Priority="0" QFormat="true" Name="Normal"/>
  <w:LsdException Locked="false" Priority="39" Name="Table Grid"/>
 </w:LatentStyles>
</xml><![endif]-->
<style>
<!--
 /* Font Definitions */
 @font-face
	{font-family:宋体;
	panose-1:2 1 6 0 3 1 1 1 1 1;
	mso-font-alt:SimSun;}
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal, div.MsoNormal
	{mso-style-unhide:no;
	mso-style-qformat:yes;
	mso-style-parent:"";
	margin:0cm;
	text-align:justify;
	mso-pagination:none;
	font-size:10.5pt;}
@page WordSection1
	{size:595.3pt 841.9pt;
	margin:72.0pt 90.0pt 72.0pt 90.0pt;}
div.WordSection1
	{page:WordSection1;}
-->
</style>
<!--[if gte mso 10]>
<style>
 table.MsoNormalTable
	{mso-style-name:普通表格;
	mso-tstyle-rowband-size:0;}
</style>
<![endif]-->
</head>

<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'>
<!--StartFragment-->

<div class=WordSection1 style='layout-grid:15.6pt'>

"#;
