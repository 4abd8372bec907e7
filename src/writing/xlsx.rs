//! A fresh workbook of the tables, each on a sheet of its own: their columns have nothing in common, and each prints on one page.

use super::patch::escaped;
use super::table::{Cell, Look, Table, Tables, is_number};
use super::{container, push};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
/// The width of a sheet's columns together, in characters of its font.
const WIDTH: usize = 100;

/// The looks of cells by their number in `cellXfs`: usual, title, label, label of a row, figure, figure as text.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"10\"/><name val=\"宋体\"/></font><font><b/><sz val=\"14\"/><name val=\"宋体\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style=\"thin\"><color auto=\"1\"/></left>\
    <right style=\"thin\"><color auto=\"1\"/></right><top style=\"thin\"><color auto=\"1\"/></top><bottom style=\"thin\"><color auto=\"1\"/></bottom>\
    <diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"6\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\">\
    <alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyAlignment=\"1\">\
    <alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyAlignment=\"1\">\
    <alignment horizontal=\"left\" vertical=\"center\" wrapText=\"1\"/></xf>\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyAlignment=\"1\">\
    <alignment horizontal=\"center\" vertical=\"center\"/></xf>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
    <alignment horizontal=\"center\" vertical=\"center\"/></xf></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// The workbook as a package.
pub(super) fn write(tables: &Tables<'_>) -> Vec<u8> {
    let placed = tables.placed();
    let (mut sheets, mut relations, mut types) = (String::new(), String::new(), String::new());
    for (number, table) in (1..).zip(&placed) {
        // The name of a sheet has at most 31 characters, which the form's headings keep to.
        push(&mut sheets, format_args!("<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", table.layout.title));
        push(
            &mut relations,
            format_args!("<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"),
        );
        push(&mut types, format_args!("<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPE}worksheet+xml\"/>"));
    }
    let package = "http://schemas.openxmlformats.org/package/2006";
    let names = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"];
    let mut parts = vec![
        (
            "[Content_Types].xml",
            format!(
                "{HEAD}<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}styles+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{HEAD}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        ("xl/workbook.xml", format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{HEAD}<Relationships xmlns=\"{package}/relationships\">{relations}<Relationship Id=\"rId9\" Type=\"{RELATIONS}/styles\" \
                 Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml", format!("{HEAD}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
    ];
    parts.extend(names.into_iter().zip(&placed).enumerate().map(|(at, (name, table))| (name, sheet(table, tables.title, at == 0))));
    container::package(&parts)
}

/// A sheet: the report's title where it is the `first`, the heading of the section, and the table.
fn sheet(table: &Table<'_>, title: &str, first: bool) -> String {
    let heads: Vec<&str> = [title, table.layout.title].into_iter().skip(usize::from(!first || title.is_empty())).collect();
    let mut columns = String::new();
    for (number, width) in (1..).zip(table.widths(WIDTH)) {
        push(&mut columns, format_args!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"));
    }
    let mut rows = String::new();
    let mut merged = Vec::new();
    for (row, head) in heads.iter().enumerate() {
        push(&mut rows, format_args!("<row r=\"{}\" ht=\"30\" customHeight=\"1\">{}</row>", row + 1, text_cell(row, 0, 1, head)));
        merged.push(range(row, 0, 1, table.columns));
    }
    for row in 0..table.rows {
        let at = heads.len() + row;
        push(&mut rows, format_args!("<row r=\"{}\">", at + 1));
        for (cell, is_continued) in table.row(row) {
            // Every place that a merged cell covers is there, so that its border is drawn around the whole.
            for column in cell.column..cell.column + cell.columns {
                let is_own = !is_continued && column == cell.column;
                rows += &drawn(cell, at, column, is_own);
            }
            if !is_continued && cell.rows * cell.columns > 1 {
                merged.push(range(at, cell.column, cell.rows, cell.columns));
            }
        }
        rows += "</row>";
    }
    let mut merges = String::new();
    for range in &merged {
        push(&mut merges, format_args!("<mergeCell ref=\"{range}\"/>"));
    }
    let across = if table.columns > 10 { " orientation=\"landscape\"" } else { "" };
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>{columns}</cols><sheetData>{rows}</sheetData>\
         <mergeCells count=\"{}\">{merges}</mergeCells><printOptions horizontalCentered=\"1\"/><pageSetup paperSize=\"9\"{across} fitToHeight=\"0\"/>\
         </worksheet>",
        merged.len()
    )
}

fn drawn(cell: &Cell<'_>, row: usize, column: usize, is_own: bool) -> String {
    let look = match cell.look {
        Look::Middle => 2,
        Look::Left => 3,
        Look::Figure => 4,
    };
    if !is_own || cell.text.is_empty() {
        format!("<c r=\"{}\" s=\"{look}\"/>", name(row, column))
    } else if cell.look == Look::Figure && is_number(cell.text) {
        format!("<c r=\"{}\" s=\"{look}\"><v>{}</v></c>", name(row, column), cell.text)
    } else {
        text_cell(row, column, if cell.look == Look::Figure { 5 } else { look }, cell.text)
    }
}

fn text_cell(row: usize, column: usize, look: usize, text: &str) -> String {
    let name = name(row, column);
    format!("<c r=\"{name}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))
}

/// The name of a place counted from 0, such as `B3`; no table is wider than the alphabet.
fn name(row: usize, column: usize) -> String {
    let letter = u8::try_from(column).ok().and_then(|column| b'A'.checked_add(column)).map_or('A', char::from);
    format!("{letter}{}", row + 1)
}

fn range(row: usize, column: usize, rows: usize, columns: usize) -> String {
    format!("{}:{}", name(row, column), name(row + rows - 1, column + columns - 1))
}
