//! Files made to do harm end with a report or a stated failure, in bounded time and memory.
//!
//! Times are printed with `--nocapture`; the bound holds for an unoptimised build on a busy machine.

#![expect(clippy::unwrap_used, reason = "a test states what it expects by unwrapping it")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gouji::{Content, Options, Source, check};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BOUND: Duration = Duration::from_secs(20);

/// How a file ends: the failure's code, or how many figures were read and what was noticed about the file.
fn ends(what: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    let outcome = check(&Source { name: what, content: Content::Bytes(bytes) }, &Options::default());
    let taken = start.elapsed();
    let ending = match (&outcome.reports[..], &outcome.failures[..]) {
        (_, [failure, ..]) => failure.code.name().to_owned(),
        ([report, ..], []) => format!("{} figures", report.values.0.iter().filter(|(_, figure)| figure.is_some()).count()),
        ([], []) => "nothing".to_owned(),
    };
    println!("{what}: {ending} in {taken:.2?} from {} bytes", bytes.len());
    assert!(taken < BOUND, "{what} took {taken:.2?}");
    ending
}

/// A package with these parts, deflated.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn docx(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>").as_bytes())])
}

fn odt(body: &str) -> Vec<u8> {
    let content =
        format!("<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>");
    package(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
}

fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

fn xlsx(sheet: &str) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>"
    );
    package(&[
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>").as_bytes()),
    ])
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("cases").join("files").join(name)).unwrap()
}

#[test]
fn packages_that_unpack_without_end() {
    let zeros = vec![0; 300 << 20];
    assert_eq!(ends("300 MB in one part", &package(&[("word/document.xml", &zeros)])), "TOO-LARGE");
    let part = &zeros[..30 << 20];
    let names: Vec<String> = (0..20).map(|index| format!("xl/worksheets/sheet{index}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), part)).collect();
    parts.push(("xl/workbook.xml", b"<workbook/>"));
    assert_eq!(ends("600 MB in twenty parts", &package(&parts)), "TOO-LARGE");
    let inner = package(&[("word/document.xml", &zeros[..100 << 20])]);
    assert_eq!(ends("a package in a package", &package(&[("inner.docx", &inner)])), "UNREADABLE");
}

#[test]
fn packages_of_very_many_entries() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..65_000 {
        zip.start_file(format!("{index}"), SimpleFileOptions::default()).unwrap();
    }
    assert_eq!(ends("65,000 entries", &zip.finish().unwrap().into_inner()), "UNREADABLE");
    // A package that only says that it has more than the old format can count.
    let end = [b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0".as_slice()].concat();
    assert_eq!(ends("entries that are only claimed", &end), "UNREADABLE");
}

#[test]
fn xml_that_multiplies_itself() {
    let mut entities = String::from("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
    for level in 1..64 {
        write!(entities, "<!ENTITY a{level} \"&a{};&a{};\">", level - 1, level - 1).unwrap();
    }
    let source = format!(
        "{entities}]><w:document xmlns:w=\"{WORD}\"><w:body><w:p><w:r><w:t>&a63;一、总体情况</w:t></w:r></w:p></w:body></w:document>"
    );
    assert_eq!(ends("entities", &package(&[("word/document.xml", source.as_bytes())])), "0 figures");
}

#[test]
fn nesting_without_end() {
    const DEPTH: usize = 100_000;
    let nested = |open: &str, close: &str| [open.repeat(DEPTH), "一、总体情况".to_owned(), close.repeat(DEPTH)].concat();
    assert_eq!(ends("docx tables", &docx(&nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"))), "NO-REPORT");
    assert_eq!(ends("docx text boxes", &docx(&nested("<w:p><w:txbxContent>", "</w:txbxContent></w:p>"))), "EMPTY");
    assert_eq!(ends("docx open", &docx(&"<w:tbl><w:tr><w:tc>".repeat(DEPTH))), "EMPTY");
    let table = nested("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>");
    assert_eq!(ends("odt tables", &odt(&table)), "NO-REPORT");
    assert_eq!(ends("ods tables", &ods(&table)), "EMPTY");
    assert_eq!(ends("xlsx", &xlsx(&nested("<sheetData><row>", "</row></sheetData>"))), "EMPTY");
    let rtf = ["{\\rtf1 ", &"{\\b ".repeat(DEPTH), "x", &"}".repeat(DEPTH), "}"].concat();
    assert_eq!(ends("rtf groups", rtf.as_bytes()), "NO-REPORT");
    assert_eq!(ends("rtf groups, open", &rtf.as_bytes()[..rtf.len() / 2]), "EMPTY");
    let levels: String = (0..20_000).fold(String::new(), |mut text, level| {
        write!(text, "Content-Type: multipart/related; boundary=b{level}\n\n--b{level}\n").unwrap();
        text
    });
    assert_eq!(ends("mht parts", format!("MIME-Version: 1.0\n{levels}").as_bytes()), "UNREADABLE");
}

#[test]
fn sizes_that_are_only_claimed() {
    let far = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    assert_eq!(ends("xlsx, two cells far apart", &xlsx(&format!("<dimension ref=\"A1:XFD1048576\"/>{far}"))), "NO-REPORT");
    let merged = format!("{far}<mergeCells count=\"1\"><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>");
    assert_eq!(ends("xlsx, all merged", &xlsx(&merged)), "NO-REPORT");
    let repeated = "<table:table><table:table-row table:number-rows-repeated=\"1000000000\"><table:table-cell \
        table:number-columns-repeated=\"1000000000\"><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(ends("ods, repeated", &ods(repeated)), "TOO-LARGE");
    assert_eq!(ends("odt, repeated", &odt(repeated)), "TOO-LARGE");
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\"><text:p>1</text:p></table:table-cell>";
    let rows = format!("<table:table-row table:number-rows-repeated=\"1048576\">{}</table:table-row>", cell.repeat(50));
    assert_eq!(ends("ods, many repeats", &ods(&format!("<table:table>{}</table:table>", rows.repeat(50)))), "TOO-LARGE");
    assert_eq!(
        ends("docx, a span", &docx("<w:tbl><w:tr><w:tc><w:gridSpan w:val=\"4294967295\"/><w:p/></w:tc></w:tr></w:tbl>")),
        "NO-REPORT"
    );
    assert_eq!(ends("rtf, binary", b"{\\rtf1\\bin2147483647 x}"), "EMPTY");
}

#[test]
fn compound_files_that_go_in_circles() {
    let whole = file("tricky.doc");
    let sector = |number: usize| 512 * (number + 1);
    let u32_at = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().unwrap()) as usize;
    let (fat, directory) = (sector(u32_at(0x4C)), sector(u32_at(0x30)));
    let mut chains = whole.clone();
    for entry in 0..128_u32 {
        let at = fat + 4 * entry as usize;
        chains[at..at + 4].copy_from_slice(&entry.to_le_bytes());
    }
    assert_eq!(ends("each sector after itself", &chains), "UNREADABLE");
    let mut tree = whole.clone();
    for entry in 0..4 {
        // Left, right and child of each entry are the entry itself.
        for link in [68, 72, 76] {
            let at = directory + 128 * entry + link;
            tree[at..at + 4].copy_from_slice(&u32::try_from(entry).unwrap().to_le_bytes());
        }
    }
    assert_eq!(ends("entries under themselves", &tree), "UNREADABLE");
    let mut huge = whole.clone();
    huge[0x2C..0x30].copy_from_slice(&u32::MAX.to_le_bytes());
    huge[0x48..0x4C].copy_from_slice(&u32::MAX.to_le_bytes());
    // Counts that nobody needs are not believed, and the chains themselves are whole.
    assert_eq!(ends("sectors that are only claimed", &huge), "0 figures");
}

fn pdf(objects: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{objects}\ntrailer <</Root 1 0 R>>\n%%EOF").into_bytes()
}

#[test]
fn pdf_that_goes_in_circles() {
    let page = "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n";
    let kids = "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>> endobj";
    assert_eq!(ends("pages under themselves", &pdf(kids)), "UNREADABLE");
    let form = format!(
        "{page}3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>> endobj\n\
         4 0 obj <</Length 8>> stream\n/X Do /X Do\nendstream endobj\n\
         5 0 obj <</Subtype/Form/Resources<</XObject<</X 5 0 R>>>>/Length 40>> stream\n{}\nendstream endobj",
        "/X Do ".repeat(8)
    );
    assert_eq!(ends("forms in themselves", &pdf(&form)), "EMPTY");
    let lengths = format!(
        "{page}3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj\n\
         4 0 obj <</Length 4 0 R/Filter/FlateDecode>> stream\nxxxx\nendstream endobj\n5 0 obj <</Length 99999999999>> stream\n"
    );
    assert_eq!(ends("lengths that are none", &pdf(&lengths)), "EMPTY");
    assert_eq!(
        ends("a table of objects before itself", b"%PDF-1.7\nxref\n0 1\ntrailer <</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF"),
        "UNREADABLE"
    );
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; 300 << 20]).unwrap();
    let blanks = encoder.finish().unwrap();
    let head = format!(
        "{page}3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj\n4 0 obj <</Length {}/Filter/FlateDecode>> stream\n",
        blanks.len()
    );
    let bomb = [b"%PDF-1.7\n", head.as_bytes(), &blanks, b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF"].concat();
    assert_eq!(ends("300 MB of blanks", &bomb), "TOO-LARGE");
}
