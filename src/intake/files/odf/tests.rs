use super::*;

/// The blocks of a text, a cell a line as `row,column=text`, and what is remarked about it.
fn show(styles: &str, body: &str) -> String {
    let source = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let (_, document) = read_flat(&source).unwrap();
    let mut lines: Vec<String> = document.remarks.iter().map(|remark| format!("{remark:?}")).collect();
    for block in document.blocks {
        match block {
            Block::Paragraph(text) => lines.push(text),
            Block::Grid(grid) => lines.extend(grid.cells.iter().map(|cell| format!("{},{}={}", cell.row, cell.column, cell.text))),
        }
    }
    lines.join("\n")
}

#[test]
fn what_is_drawn_or_hidden_is_no_text_of_its_place() {
    let cell = |content: &str| {
        format!(
            "<table:table><table:table-row><table:table-cell>{content}</table:table-cell><table:table-cell><text:p>5</text:p>\
             </table:table-cell></table:table-row></table:table><text:p>后</text:p>"
        )
    };
    let cases = [
        ("", cell("<text:p><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>12</text:p>"), "0,0=12\n0,1=5\n框\n后"),
        ("", cell("<draw:custom-shape><text:p>框</text:p></draw:custom-shape><text:p>12</text:p>"), "0,0=12\n0,1=5\n框\n后"),
        ("", cell("<text:p><draw:frame><draw:image/><svg:desc>图 7</svg:desc></draw:frame>12</text:p>"), "0,0=12\n0,1=5\n后"),
        (
            "<style:style style:name=\"T1\"><style:text-properties style:text-position=\"super 58%\"/></style:style>",
            cell("<text:p>4<text:span text:style-name=\"T1\">1</text:span></text:p>"),
            "0,0=4¹\n0,1=5\n后",
        ),
        (
            "<style:style style:name=\"P1\"><style:text-properties text:display=\"none\"/></style:style>\
             <style:style style:name=\"P2\" style:parent-style-name=\"P1\"/>",
            "<text:p text:style-name=\"P2\">隐</text:p><text:p>显</text:p>".to_owned(),
            "HiddenText\n显",
        ),
        (
            "",
            "<text:section text:display=\"none\"><text:p>隐</text:p></text:section><text:section text:display=\"condition\" text:is-hidden=\"false\">\
             <text:p>显</text:p></text:section>"
                .to_owned(),
            "HiddenText\n显",
        ),
        ("", "<text:tracked-changes text:track-changes=\"true\"/><text:p>文</text:p>".to_owned(), "文"),
        (
            "",
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion></text:changed-region>\
             </text:tracked-changes><text:p>文</text:p>"
                .to_owned(),
            "TrackedChanges\n文",
        ),
    ];
    for (styles, body, expected) in cases {
        assert_eq!(show(styles, &body), expected, "{styles}{body}");
    }
}
