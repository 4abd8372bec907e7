//! The tables for the clipboard: HTML that word processors and spreadsheets take as real tables, and lines of text for all else.

use super::patch::escaped;
use super::push;
use super::table::{Look, Table, Tables, is_number};

/// The tables as a page of HTML. What they look like stands at every cell, because programs that paste pass over everything else.
pub(super) fn html(tables: &Tables<'_>) -> String {
    let mut body = String::new();
    if !tables.title.is_empty() {
        push(&mut body, format_args!("<p style=\"text-align:center;font:bold 18pt 宋体\">{}</p>", escaped(tables.title)));
    }
    for table in tables.placed() {
        push(&mut body, format_args!("<p style=\"font:bold 14pt 宋体\">{}</p>", table.layout.title));
        push_table(&mut body, &table);
    }
    format!("<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"></head><body>{body}</body></html>")
}

fn push_table(body: &mut String, table: &Table<'_>) {
    // 640 points fill neither an upright page of a word processor nor a narrow window; both shrink it to what they have.
    *body += "<table border=\"1\" cellspacing=\"0\" cellpadding=\"2\" style=\"border-collapse:collapse;border:none\">";
    for width in table.widths(640) {
        push(body, format_args!("<col width=\"{width}\">"));
    }
    for row in 0..table.rows {
        *body += "<tr>";
        for (cell, is_continued) in table.row(row) {
            if is_continued {
                continue;
            }
            let span = |name, count| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
            let align = if cell.look == Look::Left { "left" } else { "center" };
            // A spreadsheet would round what is too long for it, and drop zeros at the front; Excel is told by the style, LibreOffice beside it.
            let is_text = cell.look == Look::Figure && !cell.text.is_empty() && !is_number(cell.text);
            let format = if is_text { ";mso-number-format:'\\@'\" sdnum=\"2052;0;@" } else { "" };
            push(
                body,
                format_args!(
                    "<td{}{} style=\"border:.5pt solid windowtext;padding:0 3pt;text-align:{align};vertical-align:middle;font:9pt 宋体{format}\">{}</td>",
                    span("rowspan", cell.rows),
                    span("colspan", cell.columns),
                    escaped(cell.text).replace('\n', "<br>")
                ),
            );
        }
        *body += "</tr>";
    }
    *body += "</table>";
}

/// The tables as lines with tabs between the cells. Each cell stands in its column, so that a spreadsheet keeps the columns apart.
pub(super) fn text(tables: &Tables<'_>) -> String {
    let mut text = String::new();
    if !tables.title.is_empty() {
        push(&mut text, format_args!("{}\n\n", line(tables.title)));
    }
    for table in tables.placed() {
        push(&mut text, format_args!("{}\n", table.layout.title));
        for row in 0..table.rows {
            let mut cells = vec![String::new(); table.columns];
            for (cell, is_continued) in table.row(row) {
                if let Some(place) = cells.get_mut(cell.column).filter(|_| !is_continued) {
                    *place = line(cell.text);
                }
            }
            push(&mut text, format_args!("{}\n", cells.join("\t")));
        }
        text.push('\n');
    }
    text
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
