//! The way back: figures put into Word documents, and fresh files of the tables, each read again by gouji.
//!
//! `tests/office.rs` has other programs read what is written here.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test states what it expects by unwrapping it")]

#[expect(dead_code, unused_imports, reason = "this test draws nothing")]
mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::ops::Range;
use std::path::Path;

use common::Figures;
use gouji::document::Kind;
use gouji::form::{Edition, Form};
use gouji::intake::{self, Decode, Failure};
use gouji::value::{Decimal, Value};
use gouji::writing::{Patched, Patching, Refusal, Tables, Tracking, docx, html, patch, text, xlsx};
use gouji::{Content, Source, reading};
use zip::write::SimpleFileOptions;

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("cases").join("files").join(name)).unwrap()
}

fn source(bytes: &[u8]) -> Source<'_> {
    Source { name: "x", content: Content::Bytes(bytes) }
}

/// Every figure of every report in use, by report and id: its value and its text.
fn figures(bytes: &[u8]) -> BTreeMap<(usize, String), String> {
    let (kind, document) = intake::read(&source(bytes), Decode::default()).unwrap();
    let reports = reading::read("x", kind, &document, None).unwrap();
    let mut all = BTreeMap::new();
    for (number, report) in reports.iter().enumerate() {
        for field in report.fields_in_use() {
            let cell = report.cell(field);
            let what = match cell.value {
                Value::Number(number, _) => number.to_string(),
                other => format!("{other:?} {}", cell.raw),
            };
            all.insert((number, report.form().id(field).to_owned()), what);
        }
    }
    all
}

const TRACKING: Tracking<'_> = Tracking { author: "办公室 <甲&乙>", date: Some("2026-01-20T09:30:00Z") };

fn patched(bytes: &[u8], changes: &[(&str, Option<i64>)], tracked: bool) -> Result<Patched, Refusal> {
    let changes = changes.iter().map(|&(id, to)| (id.to_owned(), to.map(Decimal::integer))).collect();
    patch(&source(bytes), &[changes], &Patching { tracked: tracked.then_some(TRACKING) }, Decode::default())
}

/// Everything a package says of its parts, with the bytes of those other than the text.
fn parts(bytes: &[u8]) -> Vec<(String, String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |index: usize| {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let about = format!("{:?} {:?} {:?} {:?}", part.compression(), part.last_modified(), part.unix_mode(), part.comment());
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        (name, about, content)
    };
    (0..count).map(part).collect()
}

/// Holds that two packages differ in the text alone, and gives the bytes of the old text in which they differ.
fn only_difference(old: &[u8], new: &[u8]) -> (String, Range<usize>) {
    let (old, new) = (parts(old), parts(new));
    assert_eq!(old.len(), new.len());
    let mut difference = None;
    for (old, new) in old.into_iter().zip(new) {
        assert_eq!((&old.0, &old.1), (&new.0, &new.1));
        if old.0 != "word/document.xml" {
            assert_eq!(old.2, new.2, "{}", old.0);
            continue;
        }
        let front = old.2.iter().zip(&new.2).take_while(|(a, b)| a == b).count();
        let most = old.2.len().min(new.2.len()) - front;
        let back = old.2.iter().rev().zip(new.2.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
        difference = Some((String::from_utf8(old.2.clone()).unwrap(), front..old.2.len() - back));
    }
    difference.unwrap()
}

/// The cells of the text's tables as they stand in it: those that hold no other.
fn cells(text: &str) -> Vec<Range<usize>> {
    let ends = text.match_indices("</w:tc>").map(|(at, close)| at + close.len());
    let starts = |end: usize| text[..end].rfind("<w:tc>").unwrap();
    ends.map(|end| starts(end)..end).collect()
}

/// The Word documents that other programs made, and those that are made here of every published report.
fn documents() -> Vec<(String, Vec<u8>)> {
    let made = ["zone-2021.docx", "python-zone-2019.docx"].map(|name| (name.to_owned(), file(name)));
    let fresh = Figures::published().iter().map(|figures| (format!("fresh {}", figures.name), fresh(figures, docx))).collect::<Vec<_>>();
    made.into_iter().chain(fresh).collect()
}

fn fresh<T>(figures: &Figures, write: impl Fn(&Tables<'_>) -> T) -> T {
    let form = Form::of(figures.edition).view(|row| figures.prints(row));
    let cells = figures.values.iter().filter_map(|(id, value)| Some((id.clone(), value.clone()?))).collect();
    let title = format!("{}{}年政府信息公开工作年度报告", figures.unit, figures.year);
    write(&Tables { form: &form, title: &title, cells: &cells })
}

/// Each figure of a document is changed alone, and of those made here one in twenty, another in each: it reads as its new value, every other figure as before, and nothing outside its cell is
/// another byte.
#[test]
fn every_figure_alone() {
    for (document, (name, bytes)) in documents().into_iter().enumerate() {
        let before = figures(&bytes);
        assert!(before.len() >= 186, "{name}");
        for (at, ((_, id), old)) in before.iter().enumerate() {
            if name.starts_with("fresh") && at % 20 != document {
                continue;
            }
            let tracked = at % 2 == 1;
            let to = if at % 5 == 4 && !old.starts_with("Blank") { None } else { Some(70_000 + i64::try_from(at).unwrap()) };
            let patched = patched(&bytes, &[(id, to)], tracked).unwrap();
            assert_eq!((&patched.changed, &patched.left), (&vec![id.clone()], &vec![]), "{name}");
            let new = patched.bytes.unwrap();
            let mut expected = before.clone();
            expected.insert((0, id.clone()), to.map_or_else(|| "Blank ".to_owned(), |to| to.to_string()));
            assert_eq!(figures(&new), expected, "{name} {id}");
            let (text, changed) = only_difference(&bytes, &new);
            let cell = cells(&text).into_iter().find(|cell| cell.start <= changed.start && changed.end <= cell.end);
            let cell = cell.unwrap_or_else(|| panic!("{name} {id}: {changed:?} is in no cell"));
            assert!(old.starts_with("Blank") || text[cell].contains(old.as_str()), "{name} {id}");
        }
    }
}

/// A package with these parts, deflated.
fn package(parts: &[(String, String, Vec<u8>)], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, _, content) in parts {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document of a published report, with its text changed by hand.
fn with_text(change: impl FnOnce(&str) -> String) -> Vec<u8> {
    let mut parts = parts(&fresh(Figures::published().iter().find(|figures| figures.name == "zone-2021").unwrap(), docx));
    let text = parts.iter_mut().find(|part| part.0 == "word/document.xml").unwrap();
    text.2 = change(std::str::from_utf8(&text.2).unwrap()).into_bytes();
    package(&parts, SimpleFileOptions::default())
}

fn text_of(bytes: &[u8]) -> String {
    let text = parts(bytes).into_iter().find(|part| part.0 == "word/document.xml").unwrap();
    String::from_utf8(text.2).unwrap()
}

/// A figure in the middle of table 3, and the bytes of its cell in the text of [`with_text`]. Its row has 0 in all other cells but the last.
const FIGURE: &str = "requests.granted.natural_person";

/// What cells can hold, beside a word for each.
const CELLS: [(&str, &str); 29] = [
    ("a run", "<w:p><w:r><w:t>3</w:t></w:r></w:p>"),
    ("two runs", "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> 1</w:t></w:r><w:r><w:t>2</w:t></w:r></w:p>"),
    (
        "marks between runs",
        "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"a\"/><w:r><w:t>1</w:t></w:r><w:proofErr w:type=\"spellEnd\"/><w:bookmarkEnd w:id=\"7\"/><w:r><w:lastRenderedPageBreak/><w:t>2</w:t></w:r></w:p>",
    ),
    ("two paragraphs", "<w:p><w:r><w:t>1</w:t></w:r></w:p><w:p><w:r><w:t>2</w:t></w:r></w:p>"),
    ("references to characters", "<w:p><w:r><w:t>&#49;2</w:t></w:r></w:p>"),
    ("white space before", "<w:p><w:r><w:t>\u{3000}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:tab/><w:t>3</w:t></w:r></w:p>"),
    (
        "blank, its mark says how text looks",
        "<w:p><w:pPr><w:jc w:val=\"center\"/><w:rPr><w:ins w:id=\"5\" w:author=\"a\"/><w:rFonts w:eastAsia=\"仿宋\"/><w:vanish/><w:sz w:val=\"21\"/></w:rPr></w:pPr></w:p>",
    ),
    ("blank, the text beside says how text looks", "<w:p/>"),
    ("blank, white space in a run", "<w:p><w:r><w:rPr><w:sz w:val=\"21\"/></w:rPr><w:t xml:space=\"preserve\"> </w:t></w:r></w:p>"),
    ("blank, text without content", "<w:p w:rsidR=\"1\"><w:r><w:t/></w:r></w:p>"),
    ("a stroke that never breaks", "<w:p><w:r><w:noBreakHyphen/></w:r></w:p>"),
    ("a symbol", "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p>"),
    (
        "a field",
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
    ),
    ("a short field", "<w:p><w:fldSimple w:instr=\"=SUM(LEFT)\"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>"),
    ("a link", "<w:p><w:hyperlink r:id=\"rId1\"><w:r><w:t>3</w:t></w:r></w:hyperlink></w:p>"),
    ("a control", "<w:sdt><w:sdtPr><w:tag w:val=\"a\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>3</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
    (
        "a bound control",
        "<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a\"/></w:sdtPr><w:sdtContent><w:r><w:t>3</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    ),
    (
        "a locked control",
        "<w:p><w:sdt><w:sdtPr><w:lock w:val=\"sdtContentLocked\"/></w:sdtPr><w:sdtContent><w:r><w:t>3</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    ),
    (
        "changes",
        "<w:p><w:del w:id=\"90\" w:author=\"a\"><w:r><w:delText>1</w:delText></w:r></w:del><w:ins w:id=\"91\" w:author=\"a\"><w:r><w:t>3</w:t></w:r></w:ins></w:p>",
    ),
    (
        "a changed look",
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id=\"92\" w:author=\"a\"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>3</w:t></w:r></w:p>",
    ),
    ("a table", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"),
    ("a note", "<w:p><w:r><w:t>3</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>"),
    ("a note in a run of its own", "<w:p><w:r><w:t>3</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"),
    ("a raised number", "<w:p><w:r><w:t>3</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r></w:p>"),
    ("hidden text", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>3</w:t></w:r></w:p>"),
    (
        "a box",
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>3</w:t></w:r></w:p>",
    ),
    (
        "text for programs of different age",
        "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>3</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>3</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
    ),
    ("a formula", "<w:p><m:oMath><m:r><m:t>3</m:t></m:r></m:oMath></w:p>"),
    ("words", "<w:p><w:r><w:t>22（其中修订16件）</w:t></w:r></w:p>"),
];

/// Each of these cells gets 45: what becomes of its source, plain and as revisions, or why it is left.
#[test]
fn every_kind_of_cell() {
    // The cells beside have a look of their own.
    let look = |text: &str| text.replace("<w:r><w:t xml", "<w:r><w:rPr><w:sz w:val=\"20\"/></w:rPr><w:t xml");
    let marked = look(&text_of(&with_text(str::to_owned)));
    let place = place_of(&look);
    let mut page = String::new();
    for (name, content) in CELLS {
        writeln!(page, "## {name}\n{content}").unwrap();
        let bytes = with_text(|_| format!("{}{content}{}", &marked[..place.start], &marked[place.end..]));
        let before = figures(&bytes);
        for (tracked, to) in [(false, Some(45)), (true, Some(45)), (false, None), (true, None)] {
            let how = if tracked { "tracked" } else { "plain" };
            let what = to.map_or("blank", |_| "45");
            let patched = patched(&bytes, &[(FIGURE, to)], tracked).unwrap();
            let Some(new) = patched.bytes else {
                let reasons: Vec<&str> = patched.left.iter().map(|left| left.reason.name()).collect();
                let reason = if reasons.is_empty() { "nothing to do".to_owned() } else { reasons.join(", ") };
                writeln!(page, "{how} {what}: {reason}").unwrap();
                continue;
            };
            let mut expected = before.clone();
            expected.insert((0, FIGURE.to_owned()), to.map_or_else(|| "Blank ".to_owned(), |to| to.to_string()));
            assert_eq!(figures(&new), expected, "{name}");
            let text = text_of(&new);
            let end = text.len() - (marked.len() - place.end);
            assert_eq!((&text[..place.start], &text[end..]), (&marked[..place.start], &marked[place.end..]), "{name}");
            writeln!(page, "{how} {what}: {}", &text[place.start..end]).unwrap();
        }
    }
    assert_file("tests/cases/files/patched.txt", &page);
}

/// The content of the figure's cell behind its properties, in the text of [`with_text`] as it is then changed.
fn place_of(change: &impl Fn(&str) -> String) -> Range<usize> {
    let mut figures = Figures::published().into_iter().find(|figures| figures.name == "zone-2021").unwrap();
    figures.values.insert(FIGURE.to_owned(), Some("\u{25a0}".to_owned()));
    let marked = change(&text_of(&fresh(&figures, docx)));
    let start = marked[..marked.find('\u{25a0}').unwrap()].rfind("</w:tcPr>").unwrap() + "</w:tcPr>".len();
    let text = change(&text_of(&with_text(str::to_owned)));
    start..start + text[start..].find("</w:tc>").unwrap()
}

/// How a package written by hand says the sizes of its parts.
#[derive(Clone, Copy)]
struct Shape {
    /// Behind each part, with a mark before them or without.
    follow: Option<bool>,
    /// In fields of eight bytes, where the format has them.
    long: bool,
}

/// A package of stored parts, written by hand, because no library writes all the shapes that the format has.
fn by_hand(parts: &[(String, String, Vec<u8>)], Shape { follow, long }: Shape) -> Vec<u8> {
    let size = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let wide = |number: usize| (number as u64).to_le_bytes();
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let full = [0xFF_u8; 4];
    let (mut package, mut list) = (Vec::new(), Vec::new());
    for (name, _, content) in parts {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let crc = crc.sum().to_le_bytes();
        let place = package.len();
        let flags = if follow.is_some() { [8, 0] } else { [0, 0] };
        let small = if long { [full, full].concat() } else { [size(content.len()), size(content.len())].concat() };
        let sizes = [wide(content.len()), wide(content.len())].concat();
        let extra = if long { [b"\x01\0\x10\0".as_slice(), &sizes].concat() } else { Vec::new() };
        let (local_sums, local_extra) = match follow {
            Some(_) => ([[0; 4].as_slice(), &[0; 8]].concat(), Vec::new()),
            None => ([crc.as_slice(), &small].concat(), extra),
        };
        let head = [b"PK\x03\x04\x2d\0".as_slice(), &flags, &[0, 0, 5, 6, 7, 0x58], &local_sums, &short(name.len())].concat();
        package.extend([head.as_slice(), &short(local_extra.len()), name.as_bytes(), &local_extra, content].concat());
        if let Some(marked) = follow {
            let mark = if marked { b"PK\x07\x08".as_slice() } else { b"" };
            let sizes = if long { sizes.clone() } else { [size(content.len()), size(content.len())].concat() };
            package.extend([mark, &crc, &sizes].concat());
        }
        let extra = if long { [b"\x01\0\x18\0".as_slice(), &sizes, &wide(place)].concat() } else { Vec::new() };
        let offset = if long { full } else { size(place) };
        let entry = [b"PK\x01\x02\x2d\0\x2d\0".as_slice(), &flags, &[0, 0, 5, 6, 7, 0x58], &crc, &small, &short(name.len())].concat();
        list.extend([entry.as_slice(), &short(extra.len()), &[0; 10], &offset, name.as_bytes(), &extra].concat());
    }
    let (start, count) = (package.len(), parts.len());
    package.extend(&list);
    if long {
        let end = package.len();
        let counts = [wide(count), wide(count), wide(list.len()), wide(start)].concat();
        package.extend([b"PK\x06\x06".as_slice(), &wide(44), &[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0], &counts].concat());
        package.extend([b"PK\x06\x07\0\0\0\0".as_slice(), &wide(end), &[1, 0, 0, 0]].concat());
        package.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &short(count), &short(count), &full, &full, &[0, 0]].concat());
    } else {
        package.extend(
            [b"PK\x05\x06\0\0\0\0".as_slice(), &short(count), &short(count), &size(list.len()), &size(start), &[3, 0], b"end"].concat(),
        );
    }
    package
}

/// In packages of every shape only the text changes; and the old figure brings the old text back, byte for byte.
#[test]
fn every_kind_of_package() {
    let plain = with_text(str::to_owned);
    let old = figures(&plain)[&(0, FIGURE.to_owned())].parse().unwrap();
    // Two parts behind the text, whose places move.
    let mut parts = parts(&plain);
    parts.push(("word/media/image1.png".to_owned(), String::new(), vec![7; 5000]));
    parts.push(("customXml/item1.xml".to_owned(), String::new(), b"<a/>".to_vec()));
    let options = SimpleFileOptions::default();
    let mut streamed = zip::ZipWriter::new_stream(Vec::new());
    for (name, _, content) in &parts {
        streamed.start_file(name.as_str(), options).unwrap();
        streamed.write_all(content).unwrap();
    }
    let mut packages = vec![
        ("deflated", package(&parts, options)),
        ("stored", package(&parts, options.compression_method(zip::CompressionMethod::Stored))),
        ("with room for large parts", package(&parts, options.large_file(true))),
        ("streamed", streamed.finish().unwrap().into_inner()),
    ];
    let names = ["by hand", "by hand, long", "sizes behind", "sizes behind, long", "sizes behind a mark", "sizes behind a mark, long"];
    let shapes = [None, Some(false), Some(true)].into_iter().flat_map(|follow| [false, true].map(|long| Shape { follow, long }));
    packages.extend(names.into_iter().zip(shapes.map(|shape| by_hand(&parts, shape))));
    for (name, bytes) in packages {
        let new = patched(&bytes, &[(FIGURE, Some(45_000))], false).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}")).bytes.unwrap();
        only_difference(&bytes, &new);
        let mut expected = figures(&bytes);
        expected.insert((0, FIGURE.to_owned()), "45000".to_owned());
        assert_eq!(figures(&new), expected, "{name}");
        let again = patched(&new, &[(FIGURE, Some(old))], false).unwrap().bytes.unwrap();
        assert_eq!(text_of(&again), text_of(&bytes), "{name}");
    }
}

/// What is not changed at all, and why.
#[test]
fn documents_that_are_refused() {
    let refusal = |bytes: &[u8]| patched(bytes, &[(FIGURE, Some(45))], false).unwrap_err();
    let plain = with_text(str::to_owned);
    let mut signed = parts(&plain);
    signed.push(("_xmlsignatures/origin.sigs".to_owned(), String::new(), Vec::new()));
    assert_eq!(refusal(&package(&signed, SimpleFileOptions::default())), Refusal::Signed);
    let kinds = ["doc", "odt", "rtf", "xlsx", "xls", "ods", "pdf", "html"].map(|kind| (kind, refusal(&file(&format!("zone-2021.{kind}")))));
    for (kind, refusal) in kinds {
        assert_eq!(format!("{refusal:?}").to_lowercase(), format!("kind({kind})"));
    }
    let mut wide = parts(&plain);
    let text = wide.iter_mut().find(|part| part.0 == "word/document.xml").unwrap();
    text.2 = [0xFF, 0xFE].into_iter().chain(std::str::from_utf8(&text.2).unwrap().encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(refusal(&package(&wide, SimpleFileOptions::default())), Refusal::Package);
    let flat = format!(
        "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"p\"><pkg:part pkg:name=\"/word/document.xml\"><pkg:xmlData>{}</pkg:xmlData></pkg:part></pkg:package>",
        text_of(&plain).split_once("?>").unwrap().1
    );
    assert_eq!(refusal(flat.as_bytes()), Refusal::Package);
    assert_eq!(refusal(b"PK\x03\x04"), Refusal::Unread(Failure::Unreadable { what: "zip" }));
    assert_eq!(refusal("会议通知".as_bytes()), Refusal::Unread(Failure::NoReport));
    assert_eq!(refusal(&file("locked.docx")), Refusal::Unread(Failure::Encrypted { kind: Kind::Docx }));
}

/// Names of elements with another prefix, with none, and in the namespace of the strict edition.
#[test]
fn every_way_to_name_elements() {
    let renamed = |prefix: &str| {
        with_text(|text| {
            text.replace("<w:", &format!("<{prefix}")).replace("</w:", &format!("</{prefix}")).replace(" w:", &format!(" {prefix}"))
        })
    };
    let named = |prefix: &str, tracked: bool| {
        let bytes = renamed(prefix);
        let patched = patched(&bytes, &[(FIGURE, Some(45))], tracked).unwrap();
        let reasons: Vec<&str> = patched.left.iter().map(|left| left.reason.name()).collect();
        let Some(new) = patched.bytes else { return reasons.join(", ") };
        let (old, new) = (text_of(&bytes), text_of(&new));
        let front = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        new[front..new.len() - (old.len() - front)].chars().take(40).collect()
    };
    assert_eq!(named("x:", false), named("w:", false));
    assert_eq!(named("", false), named("w:", false));
    assert_eq!(named("x:", true), named("w:", true).replace("w:", "x:"));
    assert_eq!(named("", true), "structure");
}

/// A document with two reports: the changes of each go into its own tables.
#[test]
fn several_reports_in_one_document() {
    let two = with_text(|text| {
        let body = text.find("<w:body>").unwrap() + "<w:body>".len();
        let end = text.find("<w:sectPr>").unwrap();
        let second = text[body..end].replace("2021年", "2022年");
        format!("{}{second}{}", &text[..end], &text[end..])
    });
    let before = figures(&two);
    assert_eq!(before.keys().map(|(report, _)| *report).max(), Some(1));
    let change = |number: i64| gouji::Figures::from([(FIGURE.to_owned(), Some(Decimal::integer(number)))]);
    for (first, second) in [(Some(41), Some(42)), (None, Some(43)), (Some(44), None)] {
        let changes = [first, second].map(|number| number.map(change).unwrap_or_default());
        let patched = patch(&source(&two), &changes, &Patching::default(), Decode::default()).unwrap();
        let mut expected = before.clone();
        for (report, number) in [first, second].into_iter().enumerate() {
            expected.extend(number.map(|number| ((report, FIGURE.to_owned()), number.to_string())));
        }
        assert_eq!(patched.changed.len(), [first, second].into_iter().flatten().count());
        assert_eq!(figures(&patched.bytes.unwrap()), expected);
    }
}

/// All figures at once, some of which stand there already.
#[test]
fn every_figure_at_once() {
    for (name, bytes) in documents().into_iter().take(2) {
        let before = figures(&bytes);
        for tracked in [false, true] {
            let changes: Vec<(&str, Option<i64>)> =
                (1000..).zip(before.keys()).map(|(number, (_, id))| (id.as_str(), Some(number))).collect();
            let first = patched(&bytes, &changes, tracked).unwrap();
            assert_eq!((first.changed.len(), first.left.len()), (before.len(), 0), "{name}");
            let new = first.bytes.unwrap();
            let expected: Vec<String> = changes.iter().map(|change| change.1.unwrap().to_string()).collect();
            assert_eq!(figures(&new).into_values().collect::<Vec<_>>(), expected, "{name}");
            assert_eq!(patched(&new, &changes, tracked).unwrap(), Patched { bytes: None, changed: vec![], left: vec![] }, "{name}");
        }
    }
}

/// What is read from a fresh file, whatever its kind, is what was written into it.
#[test]
fn fresh_files_hold_every_figure() {
    let mut all = Figures::published();
    all.extend([
        Figures::made_up(Edition::V2019, false, 1),
        Figures::made_up(Edition::V2021, false, 2),
        Figures::made_up(Edition::V2021, true, 3),
    ]);
    for figures in &mut all {
        // Signs for nothing, words and numbers that a float would round are text everywhere.
        let ids: Vec<String> = figures.values.keys().filter(|id| id.starts_with("requests.")).cloned().collect();
        let odd = ["/", "—", "22（其中修订16件）", "123456789012345678", "<&>\"'", "007", "1.50"];
        for (id, odd) in ids.iter().step_by(9).zip(odd) {
            figures.values.insert(id.clone(), Some(odd.to_owned()));
        }
        let read = |content: Content<'_>| {
            let (kind, document) = intake::read(&Source { name: "x", content }, Decode::default()).unwrap();
            let reports = reading::read("x", kind, &document, None).unwrap();
            assert_eq!(reports.len(), 1);
            let report = &reports[0];
            assert_eq!((report.edition, report.title_year), (figures.edition, Some(figures.year)));
            let cells = figures.values.keys().map(|id| {
                let cell = report.cell(report.field(id).unwrap());
                let raw = if matches!(cell.value, Value::Missing) { "missing".to_owned() } else { cell.raw.to_string() };
                (id.clone(), raw)
            });
            cells.collect::<BTreeMap<_, _>>()
        };
        let wanted: BTreeMap<String, String> =
            figures.values.iter().map(|(id, value)| (id.clone(), value.clone().unwrap_or_default())).collect();
        // A workbook has no zeros behind the last digit.
        let shown: BTreeMap<String, String> =
            wanted.iter().map(|(id, value)| (id.clone(), if value == "1.50" { "1.5".to_owned() } else { value.clone() })).collect();
        let name = &figures.name;
        assert_eq!(read(Content::Bytes(&fresh(figures, docx))), wanted, "{name}");
        assert_eq!(read(Content::Bytes(&fresh(figures, xlsx))), shown, "{name}");
        assert_eq!(read(Content::Html(&fresh(figures, html))), wanted, "{name}");
        assert_eq!(read(Content::Text(&fresh(figures, text))), wanted, "{name}");
    }
}

#[track_caller]
fn assert_file(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("GOUJI_REFRESH").is_some() {
        fs::write(&file, text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&file).unwrap(), "{name} is not what is written now; GOUJI_REFRESH=1 writes it");
}
