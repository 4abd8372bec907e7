//! A fresh Word document of the tables: the headings of the form, and under each its table.

use super::patch::escaped;
use super::table::{Cell, Look, Table, Tables};
use super::{container, push};

/// The width of the text on an upright A4 page in twips (1/1440 inch): 210 mm without margins of 20 mm.
const WIDTH: usize = 9638;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";

/// The styles: the text of the cells in 宋体 of 9 points, which lets fifteen columns fit, and headings that the program's outline knows.
const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
    w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>\
    </w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar>\
    <w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"240\"/>\
    <w:jc w:val=\"center\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/>\
    <w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>\
    </w:rPr></w:style>";

/// The document as a package.
pub(super) fn write(tables: &Tables<'_>) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"{id}\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    container::package(&[
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", relation("rId1", "officeDocument", "word/document.xml")),
        ("word/document.xml", document(tables)),
        ("word/_rels/document.xml.rels", relation("rId1", "styles", "styles.xml")),
        ("word/styles.xml", format!("{HEAD}<w:styles xmlns:w=\"{NAMESPACE}\">{STYLES}</w:styles>")),
    ])
}

fn document(tables: &Tables<'_>) -> String {
    let mut body = String::new();
    if !tables.title.is_empty() {
        body.push_str(&paragraph("<w:pStyle w:val=\"Title\"/>", tables.title));
    }
    for table in tables.placed() {
        body.push_str(&paragraph("<w:pStyle w:val=\"Heading1\"/>", table.layout.title));
        push_table(&mut body, &table);
    }
    // A table at the end of a page's text has to be followed by a paragraph.
    format!(
        "{HEAD}<w:document xmlns:w=\"{NAMESPACE}\"><w:body>{body}<w:p/><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" \
         w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn paragraph(properties: &str, text: &str) -> String {
    let run = if text.is_empty() { String::new() } else { format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text)) };
    format!("<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>")
}

fn push_table(body: &mut String, table: &Table<'_>) {
    let widths = table.widths(WIDTH);
    let side = |side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side).concat();
    let mut columns = String::new();
    for width in &widths {
        push(&mut columns, format_args!("<w:gridCol w:w=\"{width}\"/>"));
    }
    let whole: usize = widths.iter().sum();
    body.push_str("<w:tbl><w:tblPr>");
    push(body, format_args!("<w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders>"));
    push(body, format_args!("<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"));
    for row in 0..table.rows {
        let is_head = row < table.layout.head_rows as usize;
        body.push_str("<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"340\"/>");
        body.push_str(if is_head { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
        for (cell, is_continued) in table.row(row) {
            push_cell(body, cell, is_continued, widths.iter().skip(cell.column).take(cell.columns).sum());
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
}

fn push_cell(body: &mut String, cell: &Cell<'_>, is_continued: bool, width: usize) {
    push(body, format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
    if cell.columns > 1 {
        push(body, format_args!("<w:gridSpan w:val=\"{}\"/>", cell.columns));
    }
    if cell.rows > 1 {
        body.push_str(if is_continued { "<w:vMerge/>" } else { "<w:vMerge w:val=\"restart\"/>" });
    }
    body.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    let align = if cell.look == Look::Left { "<w:jc w:val=\"left\"/>" } else { "<w:jc w:val=\"center\"/>" };
    body.push_str(&paragraph(align, if is_continued { "" } else { cell.text }));
    body.push_str("</w:tc>");
}
