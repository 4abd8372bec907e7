use super::grid::MAX_COLUMNS;
use super::*;

/// One line a block; a cell is `row,column+row_span×column_span=text`.
fn show(source: &str) -> String {
    let mut lines = Vec::new();
    for block in read(source).unwrap().blocks {
        match block {
            Block::Paragraph(text) => lines.push(format!("¶{text}")),
            Block::Grid(grid) => {
                let cells = grid.cells.iter().map(|c| {
                    let spans =
                        if (c.row_span, c.column_span) == (1, 1) { String::new() } else { format!("+{}×{}", c.row_span, c.column_span) };
                    format!("{},{}{spans}={}", c.row, c.column, c.text.replace('\n', "⏎"))
                });
                lines.push(format!("{}×{} {}", grid.rows, grid.columns, cells.collect::<Vec<_>>().join(" ")));
            }
        }
    }
    lines.join("\n")
}

#[test]
fn spans_place_cells() {
    let cases = [
        ("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>", "2×3 0,0+2×1=a 0,1+1×2=b 1,1=c 1,2=d"),
        ("<table><tr><td>a</td></tr></table>", "1×1 0,0=a"),
        ("<table><tr><td>a<td rowspan=2>b<tr><td colspan=9>c</table>", "2×2 0,0=a 0,1+2×1=b 1,0=c"),
        ("<table><tr><td colspan=0 rowspan=x>a<tr><td>b</table>", "2×1 0,0=a 1,0=b"),
        ("<table><td>no row</table>", "1×1 0,0=no row"),
        ("<table><tr><td>unclosed<tr><td>b", "2×1 0,0=unclosed 1,0=b"),
    ];
    for (source, expected) in cases {
        assert_eq!(show(source), expected, "{source}");
    }
}

#[test]
fn text_of_cells() {
    let cases = [
        ("<table><tr><td><p>本年新<br>制作数量<o:p></o:p></p><td>&nbsp;0\n</table>", "1×2 0,0=本年新⏎制作数量 0,1=\u{a0}0"),
        ("<table><tr><td><span>一</span><span>、</span><span><span>本</span></span>\n年<td>0</table>", "1×2 0,0=一、本年 0,1=0"),
        ("<table><tr><td><!--[if !supportLists]-->x<!--[endif]-->1<td><del>12</del>3<s>9</s>4</table>", "1×2 0,0=x1 0,1=34"),
        (
            "<table><tr><td><span style='color:red;DISPLAY: none'>12</span>34<td><span style=display:none>9<td>7</table>",
            "1×3 0,0=34 0,1= 0,2=7",
        ),
        (
            "<table><tr><td><input type=text value=12><td><input type=hidden value=3>4<td><input value='5' name=a></table>",
            "1×3 0,0=12 0,1=4 0,2=5",
        ),
        ("<style>td{}</style><script>'<td>'</script><p>a&lt;b</p>c<div>d", "¶a<b\n¶c\n¶d"),
    ];
    for (source, expected) in cases {
        assert_eq!(show(source), expected, "{source}");
    }
}

/// Markup that is hidden, or not closed, as a browser reads it. Each case is a line of HTML after `< ` and then what is read of it, a block a line;
/// `tests/browser/markup.test.mjs` holds the same cases to what Chromium shows.
#[test]
fn markup_as_browsers_read_it() {
    let cases = include_str!("../../../tests/cases/markup.txt");
    let mut count = 0;
    for case in cases.split("\n\n").filter(|case| case.starts_with("< ")) {
        let (source, expected) = case.split_once('\n').unwrap_or((case, ""));
        assert_eq!(show(&source[2..]), expected.trim_end(), "{source}");
        count += 1;
    }
    assert!(count > 40, "{count}");
}

/// What a browser shows and is no text of the document all the same, up to where it can no longer be that.
#[test]
fn controls_are_no_text() {
    let cases = [
        ("<button><div>打印</div></button><p>a", "¶a"),
        ("<button>打印<p>a<table><tr><td>5</table>", "¶a\n1×1 0,0=5"),
        ("<div><button>打印</div>a", "¶a"),
        ("<table><tr><td><button>x<td>5<td><button>y</td><td>6</table>", "1×4 0,0= 0,1=5 0,2= 0,3=6"),
        ("<object><p>need a player</p></object><p>a", "¶a"),
        ("<object><p>need a player<table><tr><td>5</table>", "1×1 0,0=5"),
        ("<table><tr><td><object>x<td>5</table>", "1×2 0,0= 0,1=5"),
        ("<xml><w:View>Normal</w:View><p>a", "¶a"),
        ("<del>1<table><tr><td>5</table>", "1×1 0,0=5"),
    ];
    for (source, expected) in cases {
        assert_eq!(show(source), expected, "{source}");
    }
}

/// Tags that never close cost no more than they are long.
#[test]
fn skipped_tags_without_end_take_no_time() {
    let nested = format!("<div hidden>{}{}", "<tr>".repeat(500_000), "</td>".repeat(500_000));
    assert_eq!(show(&nested), "");
    let drawing = format!("<svg>{}<p>a", "<desc></desc></td>".repeat(300_000));
    assert_eq!(show(&drawing), "¶a");
}

/// As Word, Excel, WPS, LibreOffice and Chromium put tables on the clipboard.
#[test]
fn clipboards() {
    let cases = [
        // Excel: a fragment within a table, blank cells and text that runs over written as spans, what only old programs show.
        (
            "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><table border=0 style='width:54pt'>\
             <!--StartFragment--> <col width=72 span=3> <tr height=18><td class=xl65 colspan=3 style='mso-ignore:colspan;width:54pt'>年报</td></tr>\
             <tr><td x:str>a</td><td colspan=2 style='mso-ignore: colspan'></td></tr><tr><td x:num>1</td><td x:num=\"0.5\">50%</td><td></td></tr>\
             <![if supportMisalignedColumns]> <tr height=0 style='display:none'> <td width=72></td> </tr> <![endif]> <!--EndFragment--></table>",
            "3×3 0,0=年报 0,1= 0,2= 1,0=a 1,1= 1,2= 2,0=1 2,1=50% 2,2=",
        ),
        // Excel: the fragment alone, and text after it.
        ("<col width=72><tr><td>a</td><td>1</td></tr><tr><td>b<td>2</tr><p>c", "2×2 0,0=a 0,1=1 1,0=b 1,1=2\n¶c"),
        ("<td>a</td><td>1</td>", "1×2 0,0=a 0,1=1"),
        // Word: a field with its result, a list number, a footnote, a deletion, hidden text.
        (
            "<table class=MsoTableGrid><tr><td><p class=MsoNormal><!--[if supportFields]><span style='mso-element:field-begin'></span> =SUM(LEFT) \
             <span style='mso-element:field-separator'></span><![endif]--><span lang=EN-US>12</span><!--[if supportFields]><span \
             style='mso-element:field-end'></span><![endif]--><o:p></o:p></p></td><td><![if !supportLists]><span style='mso-list:Ignore'>1.</span>\
             <![endif]>属于</td><td>4<a style='mso-footnote-id:ftn1' href=\"#_ftn1\"><span class=MsoFootnoteReference>[1]</span></a></td>\
             <td><del cite=\"mailto:x\">9</del><ins cite=\"mailto:x\">8</ins></td><td>7<span style='display:none;mso-hide:all'>6</span></td></tr></table>\
             <!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->",
            "1×5 0,0=12 0,1=1.属于 0,2=4 0,3=8 0,4=7",
        ),
        // WPS: spaces kept by a style of its own.
        (
            "<table><tr><td><p class=MsoNormal><span style=\"mso-spacerun:'yes';font-family:宋体;\">12</span><span><o:p></o:p></span></p></td></tr></table>",
            "1×1 0,0=12",
        ),
        // LibreOffice: values beside what is shown, and the number of a footnote.
        (
            "<table cellspacing=\"0\"><colgroup width=\"85\"></colgroup><tr><td height=\"17\" align=\"right\" sdval=\"0.5\" sdnum=\"2052;0;0%\"><font>50%</font></td>\
             <td>4<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\"><sup>1</sup></a></td></tr></table>",
            "1×2 0,0=50% 0,1=4",
        ),
        // Chromium: computed styles, and digits that are raised.
        (
            "<meta charset='utf-8'><table style=\"text-decoration-style: initial; white-space: normal;\"><tbody><tr><td style=\"display: table-cell;\">12\
             <sup>①3</sup></td><td>5</td></tr></tbody></table>",
            "1×2 0,0=12①³ 0,1=5",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(show(source), expected, "{source}");
    }
}

#[test]
fn a_table_around_tables_is_layout() {
    let inner = "<table><tr><td>x<td>y</table>";
    assert_eq!(
        show(&format!("<table><tr><td>menu<td><p>一、</p>text{inner}after<td>end</table>")),
        "¶menu\n¶一、\n¶text\n1×2 0,0=x 0,1=y\n¶after\n¶end"
    );
    assert_eq!(show("<table><tr><td>a<td><table><tr><td>5</table></table>"), "1×2 0,0=a 0,1=5");
}

#[test]
fn monstrous_tables_stay_small() {
    let wide = show("<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b</table>");
    assert_eq!(wide, "1×1001 0,0+65534×1000=a 0,1000=b");
    let deep = read(&"<table><tr><td>".repeat(100_000)).unwrap();
    assert!(deep.blocks.is_empty(), "{}", deep.blocks.len());
    let many = read(&format!("<table><tr>{}</table>", "<td colspan=1000>1".repeat(100_000))).unwrap();
    assert_eq!(read(&"<td>".repeat(MOST + 1)), Err(Failure::TooMany));
    let Some(Block::Grid(grid)) = many.blocks.first() else { panic!("no grid") };
    assert_eq!((grid.cells.len(), grid.columns), (5, MAX_COLUMNS));
}
