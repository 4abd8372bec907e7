//! Input that is damaged, huge or made to do harm ends with a report or a stated failure, in bounded time and memory.
//!
//! Times are printed with `--nocapture`. The bounds here hold for an unoptimised build on a busy machine; they are there to catch
//! work that grows with the square of the input, not to measure.

#![expect(clippy::unwrap_used, reason = "a test states what it expects by unwrapping it")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gouji::outcome::Outcome;
use gouji::{Content, Options, Source, check};

const MEGABYTE: usize = 1 << 20;
const BOUND: Duration = Duration::from_secs(20);

/// Checks a source and says how it ended: the failure's code, or how many figures and reports were read.
#[track_caller]
fn ends(what: &str, content: Content<'_>) -> String {
    let start = Instant::now();
    let outcome = check(&Source { name: "hostile", content }, &Options::default());
    let json = serde_json::to_string(&outcome).unwrap();
    let taken = start.elapsed();
    println!("{what}: {} in {taken:.2?}, {} bytes of outcome", ending(&outcome), json.len());
    assert!(taken < BOUND, "{what} took {taken:.2?}");
    assert_eq!(outcome.reports.len() + outcome.failures.len(), 1, "{what} ended with neither a report nor a failure, or with both");
    ending(&outcome)
}

fn ending(outcome: &Outcome) -> String {
    match (&outcome.reports[..], &outcome.failures[..]) {
        (_, [failure, ..]) => failure.code.name().to_owned(),
        ([report, ..], []) => format!("{} figures", report.values.0.iter().filter(|(_, figure)| figure.is_some()).count()),
        ([], []) => "nothing".to_owned(),
    }
}

/// Numbers that look like chance.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    std::iter::repeat_with(next).take(count).collect()
}

/// A row of table 3 as tab-separated text, after what makes the table known.
fn with_row(figures: &str) -> String {
    format!(
        "三、收到和处理政府信息公开申请情况\n申请人情况\n一、本年新收政府信息公开申请数量\t{figures}\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
    )
}

#[test]
fn nothing() {
    for text in ["", " ", "\u{3000}\u{a0}\r\n\t\t\n", "\u{feff}", "\u{200b}"] {
        assert_eq!(ends("white space", Content::Text(text)), "EMPTY", "{text:?}");
        assert_eq!(ends("white space", Content::Bytes(text.as_bytes())), "EMPTY", "{text:?}");
    }
    for html in ["<html></html>", "<table><tr><td></td></tr></table>", "<p>&nbsp;</p>", "<!-- 一、总体情况 -->", "<style>td{}</style>"]
    {
        assert_eq!(ends("empty HTML", Content::Html(html)), "EMPTY", "{html:?}");
    }
}

#[test]
fn not_a_report() {
    assert_eq!(ends("a letter", Content::Text("今天天气很好。\n1\t2\t3\n")), "NO-REPORT");
    assert_eq!(ends("a table", Content::Html("<table><tr><td>姓名<td>年龄<tr><td>某人<td>30</table>")), "NO-REPORT");
    assert_eq!(ends("noise", Content::Bytes(&noise(100_000))), "UNREADABLE");
    for (name, bytes) in [("zip", &b"PK\x03\x04\x14\0\x06\0"[..]), ("pdf", b"%PDF-1.7\n"), ("ole", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")] {
        assert_eq!(ends(name, Content::Bytes(bytes)), "UNREADABLE");
    }
}

#[test]
fn too_large() {
    let text = "一、总体情况\n".repeat(100 * MEGABYTE / 19);
    assert_eq!(ends("100 MB of text", Content::Text(&text)), "TOO-LARGE");
    assert_eq!(ends("100 MB of HTML", Content::Html(&text)), "TOO-LARGE");
    assert_eq!(ends("100 MB of bytes", Content::Bytes(text.as_bytes())), "TOO-LARGE");
}

#[test]
fn figures_beyond_measure() {
    let nines = "9".repeat(40);
    for figure in
        ["1e30", "1E+30", nines.as_str(), "-99999999999999999999", "0x7F", "1/0", "NaN", "∞", "0.0000000000000000000000001", "٣", "1\u{0}2"]
    {
        let text = with_row(&[figure, "0", "0", "0", "0", "0", "0"].join("\t"));
        let outcome = check(&Source { name: "", content: Content::Text(&text) }, &Options::default());
        let report = &outcome.reports[0];
        assert_eq!(report.values.get("requests.received.natural_person"), Some(&None), "{figure}");
        assert_eq!(
            report.values.get("requests.carried_in.total").copied().flatten().map(|figure| figure.to_string()),
            Some("0".to_owned()),
            "{figure}"
        );
    }
    // The largest figure that is read, in every cell: sums must not overflow.
    let largest = "9".repeat(18);
    let text = with_row(&[largest.as_str(); 7].join("\t"));
    let outcome = check(&Source { name: "", content: Content::Text(&text) }, &Options::default());
    let found = outcome.reports[0].values.get("requests.received.total").copied().flatten();
    assert_eq!(found.map(|figure| figure.to_string()), Some(largest));
}

#[test]
fn spans_without_end() {
    for span in ["1000000000", "-1", "0", "99999999999999999999999", "１０", "1e9", "abc"] {
        let html = format!(
            "<p>三、收到和处理政府信息公开申请情况</p><table><tr><td colspan={span} rowspan={span}>申请人情况<tr><td rowspan=\"{span}\">一、本年新收政府信息公开申请数量<td>1<td>0<td>0<td>0<td>0<td>0<td>1</table>"
        );
        ends(&format!("spans of {span}"), Content::Html(&html));
    }
    let many = "<td colspan=1000 rowspan=65534>1".repeat(10_000);
    ends("ten thousand wide cells", Content::Html(&format!("<table><tr>{many}</table>")));
    let tall = "<tr><td rowspan=65534>1<td>申请人情况".repeat(20_000);
    ends("twenty thousand tall cells", Content::Html(&format!("<table>{tall}</table>")));
}

#[test]
fn a_million_of_everything() {
    let million = |piece: &str| piece.repeat(1_000_000);
    let head = "<p>三、收到和处理政府信息公开申请情况</p>";
    ends("a million cells in a row", Content::Html(&format!("{head}<table><tr>{}", million("<td>1"))));
    ends("a million rows", Content::Html(&format!("{head}<table>{}", million("<tr><td>申请人情况<td>1"))));
    ends("a million nested tables", Content::Html(&format!("{head}{}一、总体情况", million("<table><tr><td>"))));
    ends("a million spans", Content::Html(&format!("{head}{}1", million("<span>"))));
    ends("a million paragraphs", Content::Html(&million("<p>申请人情况 1")));
    ends("a million attributes", Content::Html(&format!("<table {}><tr><td>1", million("a=1 "))));
    ends("a million entities", Content::Html(&format!("{head}{}", million("&#19968;"))));
    ends("a million open comments", Content::Html(&format!("{head}{}", million("<!--"))));
    ends("a million open tags", Content::Html(&format!("{head}{}", million("<"))));
    ends("a million hidden spans", Content::Html(&format!("{head}{}", million("<span style=display:none>"))));
}

#[test]
fn a_million_lines() {
    let million = |piece: &str| piece.repeat(1_000_000);
    for line in [
        "一、总体情况\n",
        "规章\t0\t0\t0\n",
        "\t规章\n\n",
        "申请人情况\n",
        "第二十条第（一）项\n",
        "0\n",
        "|a\n",
        "a\n|\n",
        "|a|b|\n",
        "\"\t\"a\n",
        "五、存在问题及改进情况\n",
        "七、附件\n",
        "1.属于国家秘密 0\n",
    ] {
        ends(&format!("a million lines of {line:?}"), Content::Text(&million(line)));
    }
    for line in ["一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t7\n", "某机关2023年政府信息公开工作年度报告\n", "[bookmark: x]"]
    {
        ends(&format!("300,000 lines of {line:?}"), Content::Text(&line.repeat(300_000)));
    }
}

#[test]
fn one_line_without_end() {
    let head = "三、收到和处理政府信息公开申请情况\n申请人情况\n";
    for piece in [
        "a",
        "1",
        "1 ",
        "申",
        "申请 1 ",
        "0\t",
        "|",
        "| ",
        "（",
        "）",
        "。",
        "<td>",
        "\t",
        " ",
        "\u{3000}",
        "\"",
        "一、",
        "其他",
        "总计",
        "(七)总计",
        "2023年",
        "\0",
        "\r",
        "增",
        "-",
        "1,",
        "年1月1日",
        "\u{301}",
    ] {
        let count = 10 * MEGABYTE / piece.len();
        let text = format!("{head}{}", piece.repeat(count));
        ends(&format!("10 MB of {piece:?}"), Content::Text(&text));
        ends(
            &format!("10 MB of {piece:?} in a cell"),
            Content::Html(&format!("<p>{head}</p><table><tr><td>申请人情况<tr><td>{}", piece.repeat(count))),
        );
    }
}

#[test]
fn as_large_as_may_be() {
    let head = "三、收到和处理政府信息公开申请情况\n";
    for piece in ["\t", "|", "<td>", "（", "1\t", "\n", "\t\n\n", "a|\n", "1 "] {
        let text = format!("{head}{}", piece.repeat(30 * MEGABYTE / piece.len()));
        ends(&format!("30 MB of {piece:?}"), Content::Bytes(text.as_bytes()));
    }
    let html = format!("<p>{head}</p><table>{}", "<td>".repeat(30 * MEGABYTE / 4));
    ends("30 MB of cells", Content::Bytes(html.as_bytes()));
}

#[test]
fn nothing_is_closed() {
    let html = "<html><body><div><p>三、收到和处理政府信息公开申请情况<table><tbody><tr><td><p><b>一、本年新收政府信息公开申请数量<td><span>1<td>0<td>0<td>0<td>0<td>0<td>1<tr><td>申请人情况";
    ends("nothing closed", Content::Html(html));
    for end in [
        "<td",
        "<td colspan",
        "<td colspan=",
        "<td colspan=\"3",
        "<!",
        "<!--",
        "<!-- <table>",
        "&",
        "&#",
        "&#x",
        "<style>",
        "<script>",
        "<![CDATA[",
        "<xml>",
        "<select>",
        "</",
    ] {
        ends(&format!("cut at {end:?}"), Content::Html(&format!("{html}{end}")));
        let cut = format!("{html}{end}");
        ends(&format!("cut at {end:?} as bytes"), Content::Bytes(cut.as_bytes()));
    }
}

#[test]
fn characters_that_are_none() {
    for piece in ["\0", "\u{1}", "\u{fffd}", "\u{202e}", "\u{ffff}", "\u{10ffff}", "\u{e000}", "\u{85}", "\u{2028}"] {
        ends(
            &format!("{piece:?} around labels"),
            Content::Text(&format!(
                "{piece}三、收到和处理政府信息公开申请情况{piece}\n申请人情况{piece}\n一、本年新收{piece}政府信息公开申请数量\t1{piece}\t0\t0\t0\t0\t0\t1"
            )),
        );
        ends(
            &format!("{piece:?} in HTML"),
            Content::Html(&format!("<p>三、收到和处理政府信息公开申请情况{piece}</p><ta{piece}ble><tr><td>{piece}1")),
        );
    }
    // Half of a character, half of a surrogate pair, and a mark without anything behind it.
    for bytes in [
        &b"\xE4\xB8"[..],
        b"\xED\xA0\x80",
        b"\xFF\xFE",
        b"\xFE\xFF\xD8\x00",
        b"\xFF\xFE\x00\xD8",
        b"\xEF\xBB\xBF",
        b"\x81",
        b"\xF8\x88\x80\x80\x80",
    ] {
        ends(&format!("{bytes:x?}"), Content::Bytes(bytes));
    }
}

/// The command reads what may be read at most within 256 MB of memory.
#[test]
#[cfg(all(target_os = "linux", feature = "cli"))]
fn memory_is_bounded() {
    let head = "<p>三、收到和处理政府信息公开申请情况</p><table>";
    let mut wide = String::from(head);
    for row in 0..30_000 {
        let _ = write!(wide, "<tr><td>{row}{}", "<td>1".repeat(30));
    }
    let fill = |piece: &str| format!("三、收到和处理政府信息公开申请情况\n{}", piece.repeat(31 * MEGABYTE / piece.len()));
    let cases = [
        ("a million cells", wide),
        ("31 MB of cells", format!("{head}{}", "<td>".repeat(31 * MEGABYTE / 4))),
        ("31 MB of rows", format!("{head}{}", "<tr><td>".repeat(31 * MEGABYTE / 8))),
        ("31 MB of tabs", fill("\t")),
        ("31 MB of bars", fill("|")),
        ("31 MB of brackets", fill("（")),
        ("31 MB of figures", fill("1 ")),
        ("31 MB of lines", fill("1\n")),
        ("31 MB of cells on lines", fill("\t1\n")),
        ("31 MB of paragraphs", fill("申请\n")),
        ("31 MB of headings", fill("一、总体情况\n")),
        ("31 MB of rows of tabs", fill("其他\t1\n")),
        ("100 MB", "三".repeat(100 * MEGABYTE / 3)),
    ];
    let mut over = Vec::new();
    for (what, text) in cases {
        let start = Instant::now();
        // The limit is on address space, of which the program itself takes a part before it reads anything.
        let mut child = Command::new("sh")
            .args(["-c", "ulimit -v 262144; exec \"$0\" check --format json -", env!("CARGO_BIN_EXE_gouji")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The program may end before it has taken everything in.
        let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
        let output = child.wait_with_output().unwrap();
        println!("{what}: {} in {:.2?}", output.status, start.elapsed());
        if serde_json::from_slice::<serde_json::Value>(&output.stdout).is_err() {
            over.push(format!("{what}: {} {}", output.status, String::from_utf8_lossy(&output.stderr)));
        }
    }
    assert!(over.is_empty(), "more than 256 MB or no outcome:\n{}", over.join("\n"));
}
