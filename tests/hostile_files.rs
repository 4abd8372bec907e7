//! Files made to do harm end with a report or a stated failure, in bounded time and memory.
//!
//! Times are printed with `--nocapture`; the bound only tells a file that has no end, on any machine. `GOUJI_HOSTILE` names a folder that the
//! files are written to, and `node benches/hostile.mjs` takes the time and the memory of each in a process of its own.

#![expect(clippy::unwrap_used, reason = "a test states what it expects by unwrapping it")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gouji::intake::Decode;
use gouji::outcome::Outcome;
use gouji::value::Decimal;
use gouji::writing::{Patching, Tracking, patch};
use gouji::{Content, Figures, Options, Source, check};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BOUND: Duration = Duration::from_mins(5);

/// How a file ends: the failure's code, or how many figures were read and what was noticed about the file.
fn ends(what: &str, bytes: &[u8]) -> String {
    if let Some(folder) = std::env::var_os("GOUJI_HOSTILE") {
        let name: String = what.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '-' }).collect();
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
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
    patched(what, bytes, &outcome);
    ending
}

/// Puts figures into the file, whatever it is: it ends, with a document only where something was changed in it.
fn patched(what: &str, bytes: &[u8], outcome: &Outcome) {
    let start = Instant::now();
    let changes: Vec<Figures> = (outcome.reports.iter())
        .map(|report| report.values.0.iter().step_by(9).map(|(id, _)| ((*id).to_owned(), Some(Decimal::integer(7)))).collect())
        .collect();
    let source = Source { name: what, content: Content::Bytes(bytes) };
    for tracked in [None, Some(Tracking { author: "", date: None })] {
        if let Ok(patched) = patch(&source, &changes, &Patching { tracked }, Decode::default()) {
            assert_eq!(patched.bytes.is_some(), !patched.changed.is_empty(), "{what}");
        }
    }
    let taken = start.elapsed();
    println!("{what}: patched in {taken:.2?}");
    assert!(taken < BOUND, "{what} was patched in {taken:.2?}");
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
    workbook(sheet, "<sheet name=\"s\" sheetId=\"1\" r:id=\"r\"/>", &[])
}

/// A workbook with these sheets, all of which may refer to one part, and with more parts.
fn workbook(sheet: &str, sheets: &str, more: &[(&str, &str)]) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book = format!("<workbook xmlns=\"{main}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>");
    let of_book = relations("worksheet", "worksheets/sheet1.xml").replace(
        "<Relationship ",
        &format!(
            "<Relationship Id=\"t\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
             <Relationship Id=\"f\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/><Relationship "
        ),
    );
    let root = relations("officeDocument", "xl/workbook.xml");
    let sheet = format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", of_book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more.iter().map(|(name, part)| (*name, part.as_bytes())));
    package(&parts)
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
    let relation = |index: usize| format!("<Relationship Id=\"r{index}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{index}.xml\"/>");
    let relations = format!("<Relationships>{}</Relationships>", (0..20).map(relation).collect::<String>());
    let sheet = |index: usize| format!("<sheet name=\"{index}\" r:id=\"r{index}\"/>");
    let book = format!("<workbook>{}</workbook>", (0..20).map(sheet).collect::<String>());
    parts.extend([("xl/workbook.xml", book.as_bytes()), ("xl/_rels/workbook.xml.rels", relations.as_bytes())]);
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
    // A million entries are more than the largest file; so many fit, and the end of the package says of five.
    let entry = [b"PK\x01\x02".as_slice(), &[0; 24], &[1, 0], &[0; 16], b"a"].concat();
    let many = [b"PK\x03\x04".as_slice(), &[0; 26], &entry.repeat(650_000)].concat();
    let (size, start) = (u32::try_from(47 * 650_000).unwrap().to_le_bytes(), 30_u32.to_le_bytes());
    let old = |count: u16| [b"PK\x05\x06\0\0\0\0".as_slice(), &count.to_le_bytes(), &count.to_le_bytes(), &size, &start, &[0; 2]].concat();
    assert_eq!(ends("650,000 entries, five said", &[many.clone(), old(5)].concat()), "UNREADABLE");
    assert_eq!(ends("650,000 entries", &[many.clone(), old(u16::MAX)].concat()), "UNREADABLE");
    let place = (many.len() as u64).to_le_bytes();
    let (count, wide_size, wide_start) = (650_000_u64.to_le_bytes(), (47 * 650_000_u64).to_le_bytes(), 30_u64.to_le_bytes());
    let wide =
        [b"PK\x06\x06".as_slice(), &44_u64.to_le_bytes(), &[45, 0, 45, 0], &[0; 8], &count, &count, &wide_size, &wide_start].concat();
    let locator = [b"PK\x06\x07".as_slice(), &[0; 4], &place, &[1, 0, 0, 0]].concat();
    assert_eq!(
        ends("650,000 entries in the long form", &[many.clone(), wide.clone(), locator.clone(), old(u16::MAX)].concat()),
        "UNREADABLE"
    );
    assert_eq!(ends("650,000 entries in the long form, five said", &[many, wide, locator, old(5)].concat()), "UNREADABLE");
    let million = [b"PK\x03\x04".as_slice(), &[0; 26], &entry.repeat(1_000_000), &old(5)].concat();
    assert_eq!(ends("a million entries", &million), "TOO-LARGE");
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
fn workbooks_that_repeat_themselves() {
    let sheets = (0..20_000).fold(String::new(), |mut text, index| {
        write!(text, "<sheet name=\"s{index}\" sheetId=\"1\" r:id=\"r\"/>").unwrap();
        text
    });
    let cells = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
    assert_eq!(ends("xlsx, 20,000 sheets of one part", &workbook(cells, &sheets, &[])), "NO-REPORT");
    let one = "<sheet name=\"s\" sheetId=\"1\" r:id=\"r\"/>";
    let many = format!("<sheetData><row>{}</row></sheetData>", "<c t=\"s\"><v>0</v></c>".repeat(60_000));
    let long = format!("<sst><si><t>{}</t></si></sst>", "1".repeat(20 << 20));
    assert_eq!(ends("xlsx, one long text in every cell", &workbook(&many, one, &[("xl/sharedStrings.xml", &long)])), "TOO-LARGE");
    let texts = format!("<sst>{}</sst>", "<si/>".repeat(6_000_000));
    assert_eq!(ends("xlsx, six million texts", &workbook(&many, one, &[("xl/sharedStrings.xml", &texts)])), "TOO-LARGE");
    let formats: String = (0..30_000).fold(String::new(), |mut text, index| {
        write!(text, "<numFmt numFmtId=\"{index}\" formatCode=\"&quot;{}&quot;0\"/>", "x".repeat(200)).unwrap();
        text
    });
    let styles =
        format!("<styleSheet><numFmts>{formats}</numFmts><cellXfs>{}</cellXfs></styleSheet>", "<xf numFmtId=\"29999\"/>".repeat(60_000));
    let many = many.replace(" t=\"s\"", " s=\"9\"");
    assert_eq!(ends("xlsx, styles without end", &workbook(&many, one, &[("xl/styles.xml", &styles)])), "NO-REPORT");
    let empty = format!("<sheetData><row>{}</row></sheetData>", "<c/>".repeat(3_000_000));
    assert_eq!(ends("xlsx, three million empty cells", &xlsx(&empty)), "TOO-LARGE");
    let apart = (0..40_000).fold(String::new(), |mut text, index| {
        let row = 2 * index + 1;
        write!(text, "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"XFD{row}\"><v>1</v></c></row>").unwrap();
        text
    });
    assert_eq!(ends("xlsx, cells apart in many tables", &xlsx(&format!("<sheetData>{apart}</sheetData>"))), "NO-REPORT");
    let columns = "<col min=\"1\" max=\"2\" hidden=\"1\"/>".repeat(100_000);
    assert_eq!(ends("xlsx, hidden columns without end", &xlsx(&format!("<cols>{columns}</cols>{many}"))), "NO-REPORT");
    let areas = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(300_000);
    assert_eq!(ends("xlsx, merged areas without end", &xlsx(&format!("{cells}<mergeCells>{areas}</mergeCells>"))), "NO-REPORT");
    let flat = |rows: &str| {
        format!("<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>{rows}</Table></Worksheet></Workbook>")
    };
    let cell = "<Cell Index=\"4294967295\" MergeAcross=\"4294967295\" MergeDown=\"4294967295\"><Data Type=\"Number\">1</Data></Cell>";
    assert_eq!(
        ends("flat sheets, far away", flat(&format!("<Row Index=\"4294967295\">{}</Row>", cell.repeat(100_000))).as_bytes()),
        "EMPTY"
    );
}

/// A workbook of Excel's binary format whose cells all refer to one long text.
#[test]
fn binary_workbooks_that_repeat_themselves() {
    let record = |code: u16, data: &[u8]| [&code.to_le_bytes(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat();
    let begin = |kind: u16| record(0x0809, &[&[0, 6], kind.to_le_bytes().as_slice(), &[0; 12]].concat());
    let mut text = [1_u32.to_le_bytes(), 1_u32.to_le_bytes()].concat();
    text.extend_from_slice(&[&60_000_u16.to_le_bytes(), [0].as_slice(), &[b'x'; 8000]].concat());
    let mut globals = [begin(5), record(0x00FC, &text)].concat();
    for _ in 0..7 {
        globals.extend(record(0x003C, &[[0].as_slice(), &[b'x'; 7500]].concat()));
    }
    let place = u32::try_from(globals.len() + 4 + 9 + 4).unwrap();
    globals.extend(record(0x0085, &[&place.to_le_bytes(), [0, 0, 1, 0, b's'].as_slice()].concat()));
    globals.extend(record(0x000A, &[]));
    globals.extend(begin(0x10));
    for row in 0..60_000_u16 {
        globals.extend(record(0x00FD, &[&row.to_le_bytes(), [0; 8].as_slice()].concat()));
    }
    globals.extend(record(0x000A, &[]));
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&globals).unwrap();
    file.flush().unwrap();
    assert_eq!(ends("xls, one long text in every cell", &file.into_inner().into_inner()), "TOO-LARGE");
}

/// Entries of a directory that hang one below the other, so that whoever follows them by calling himself runs out of stack.
#[test]
fn a_directory_as_deep_as_it_is_long() {
    const ENTRIES: u32 = 100_000;
    const SECTOR: usize = 4096;
    let of_directory = (ENTRIES as usize * 128).div_ceil(SECTOR);
    let of_table = (of_directory + 8).div_ceil(SECTOR / 4);
    let mut table: Vec<u32> = (0..of_directory).map(|at| u32::try_from(at + 1).unwrap()).collect();
    table[of_directory - 1] = 0xFFFF_FFFE;
    table.extend(vec![0xFFFF_FFFD; of_table]);
    table.resize(of_table * SECTOR / 4, 0xFFFF_FFFF);
    let mut header =
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 16], &[0x3E, 0, 4, 0, 0xFE, 0xFF, 12, 0, 6, 0], &[0; 6]].concat();
    for number in [of_directory, of_table, 0, 0, SECTOR, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0] {
        header.extend(u32::try_from(number).unwrap().to_le_bytes());
    }
    for at in 0..109 {
        header.extend(if at < of_table { u32::try_from(of_directory + at).unwrap() } else { u32::MAX }.to_le_bytes());
    }
    header.resize(SECTOR, 0);
    let mut file = header;
    for entry in 0..ENTRIES {
        let name: Vec<u8> = format!("{entry:06}").encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let mut bytes = name;
        bytes.resize(64, 0);
        bytes.extend([14, 0, if entry == 0 { 5 } else { 1 }, 1]);
        let next = if entry > 0 && entry + 1 < ENTRIES { entry + 1 } else { u32::MAX };
        for link in [u32::MAX, next, if entry == 0 { 1 } else { u32::MAX }] {
            bytes.extend(link.to_le_bytes());
        }
        bytes.resize(128, 0);
        bytes[116..120].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        file.extend(bytes);
    }
    file.resize(SECTOR * (of_directory + 1), 0);
    file.extend(table.iter().flat_map(|entry| entry.to_le_bytes()));
    assert_eq!(ends("a directory of one branch", &file), "UNREADABLE");
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
    let deep =
        format!("{page}3 0 obj <</Type/Page/Parent 2 0 R/X {}{}/MediaBox[0 0 9 9]>> endobj", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(ends("arrays in arrays", &pdf(&deep)), "UNREADABLE");
    let deep = format!(
        "{page}3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/X {}0{}>> endobj",
        "<</A ".repeat(100_000),
        ">>".repeat(100_000)
    );
    assert_eq!(ends("dictionaries in dictionaries", &pdf(&deep)), "UNREADABLE");
    let unclosed = "<</A 1 ".repeat(4_000_000);
    assert_eq!(ends("dictionaries that are not closed", &pdf(&format!("{page}{unclosed}"))), "UNREADABLE");
    let objects = (3..60_000).fold(String::new(), |mut text, at| {
        writeln!(text, "{at} 0 obj {}{} endobj", "<</A".repeat(19), ">>".repeat(19)).unwrap();
        text
    });
    assert_eq!(ends("many deep objects", &pdf(&format!("{page}{objects}"))), "UNREADABLE");
    let content = |bytes: &str| {
        format!(
            "{page}3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj\n4 0 obj <</Length {}>> stream\n{bytes}\nendstream endobj",
            bytes.len()
        )
    };
    assert_eq!(ends("states without end", &pdf(&content(&"q ".repeat(2_000_000)))), "EMPTY");
    assert_eq!(ends("marks without end", &pdf(&content(&"/Span <</ActualText (1)>> BDC ".repeat(100_000)))), "EMPTY");
    assert_eq!(ends("arrays in a content", &pdf(&content(&"[".repeat(5_000_000)))), "EMPTY");
    assert_eq!(ends("lines without end", &pdf(&content(&"0 0 m 9 9 l S ".repeat(200_000)))), "EMPTY");
    let rulings = (0..60_000).fold(String::new(), |mut text, at| {
        write!(text, "{} 0 m {} 900 l S 0 {} m 900 {} l S ", at % 900, at % 900, at % 899, at % 899).unwrap();
        text
    });
    assert_eq!(ends("rulings without end", &pdf(&content(&rulings))), "EMPTY");
    let tree = (2..60_000).fold(String::from("1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"), |mut text, at| {
        writeln!(text, "{at} 0 obj <</Type/Pages/Kids[{} 0 R]/Count 1>> endobj", at + 1).unwrap();
        text
    });
    assert_eq!(ends("a tree of pages of one branch", &pdf(&tree)), "UNREADABLE");
    let objects = format!("{page}{}", "3 0 obj 1 endobj\n".repeat(250_000));
    assert_eq!(ends("a quarter of a million objects", &pdf(&objects)), "TOO-LARGE");
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

/// Files of every kind, cut at every fiftieth: each gives an answer.
#[test]
fn files_that_break_off() {
    const FILES: [&str; 11] = [
        "zone-2021.docx",
        "zone-2021.doc",
        "zone-2021.odt",
        "zone-2021.rtf",
        "zone-2021.xlsx",
        "zone-2021.xls",
        "zone-2021.ods",
        "zone-2021.pdf",
        "zone-2021.html",
        "page.mht",
        "locked.docx",
    ];
    for name in FILES {
        let whole = file(name);
        for part in 1..50 {
            let ending = ends(&format!("{name} cut at {part}"), &whole[..whole.len() * part / 50]);
            assert!(ending != "nothing", "{name} cut at {part}/50");
        }
    }
}
