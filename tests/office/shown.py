#!/usr/bin/env python3
"""Makes tests/cases/files/shown.*: where what is shown differs from what is stored.

    shown.py FOLDER

In texts: hidden by a style, raised above the line, drawn over a cell. In workbooks: formats of numbers. LibreOffice makes the other kinds
of them; the XML of Excel 2003 and the PDF, whose font names its glyphs by the numbers of a collection, are written by hand.
"""
import pathlib
import subprocess
import sys
import tempfile
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, style=None):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def cell(content):
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{content}</w:tc>'


BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="box" type="#_x0000_t202" '
    'style="position:absolute;margin-left:10pt;margin-top:5pt;width:60pt;height:20pt;z-index:1"><v:textbox><w:txbxContent>'
    + p(r("框内77")) + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
ROWS = [
    [p(r("甲")), p(r("4"), r("1", '<w:vertAlign w:val="superscript"/>')), p(r("2"))],
    [p(r("乙")), p(BOX, r("12")), p(r("隐"), style="Unseen") + p(r("5"))],
    [p(r("丙")), p(r("6"), r("7", '<w:rStyle w:val="UnseenText"/>')), p(r("8"))],
]
TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid>' + '<w:gridCol w:w="2000"/>' * 3 + "</w:tblGrid>"
    + "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in ROWS) + "</w:tbl>"
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Hidden"><w:name w:val="Hidden"/><w:basedOn w:val="Normal"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Unseen"><w:name w:val="Unseen"/><w:basedOn w:val="Hidden"/></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="UnseenText"><w:name w:val="UnseenText"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": STYLES,
    "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{p(r("前文"))}{TABLE}{p(r("后文"))}<w:sectPr/></w:body></w:document>',
}

# What is stored, and the format in which it is shown.
CELLS = [
    [("甲", None), (0.5, "0%"), (1200, "0.0E+00"), (12, '0"件"')],
    [("乙", None), ("12", "@"), (18.871, "0.00"), (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ')],
    [("丙", None), (1234567, "#,##0"), (45293, "yyyy-mm-dd"), (0.25, "# ?/?")],
]


def workbook(file):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "年报"
    for row, cells in enumerate(CELLS, 1):
        for column, (value, code) in enumerate(cells, 1):
            place = sheet.cell(row, column, value)
            if code:
                place.number_format = code
    book.save(file)


def flat():
    """The same as Excel 2003 writes it, with a merged cell, a comment and a hidden sheet."""
    codes = [code for row in CELLS for _, code in row if code]
    styles = "".join(f'<Style ss:ID="s{at}"><NumberFormat ss:Format="{code.replace(chr(34), "&quot;")}"/></Style>' for at, code in enumerate(codes))

    def place(value, code):
        style = f' ss:StyleID="s{codes.index(code)}"' if code else ""
        kind = "String" if isinstance(value, str) else "Number"
        note = '<Comment ss:Author="a"><ss:Data><B>批注99</B></ss:Data></Comment>' if value == "乙" else ""
        return f'<Cell{style}><Data ss:Type="{kind}">{value}</Data>{note}</Cell>'

    rows = "".join("<Row>" + "".join(place(*cell) for cell in row) + "</Row>" for row in CELLS)
    last = '<Row ss:Index="4"><Cell ss:MergeAcross="1"><Data ss:Type="String">丁</Data></Cell><Cell ss:Index="4" ss:Formula="=R[-1]C"><Data ss:Type="Number">3</Data></Cell></Row>'
    sheet = lambda name, rows, more="": f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{more}</Worksheet>'
    hidden = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    draft = sheet("底稿", '<Row><Cell><Data ss:Type="Number">99</Data></Cell></Row>', hidden)
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">' + f"<Styles>{styles}</Styles>{sheet('年报', rows + last)}{draft}</Workbook>\n"
    )


# As Excel puts cells on the clipboard: a fragment within its table, and spans that say only how far blank cells or text reach.
CLIPBOARD = (
    "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000000900\r\nStartFragment:0000000200\r\nEndFragment:0000000800\r\n"
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"></head><body>'
    "<table border=0 style='border-collapse:collapse'><!--StartFragment--><col width=72 span=3>"
    "<tr height=18><td class=xl65 colspan=3 style='mso-ignore:colspan;width:162pt'>伸到右边的题目</td></tr>"
    "<tr><td>甲</td><td colspan=2 style='mso-ignore:colspan'></td></tr><tr><td>乙</td><td align=right x:num=\"0.5\">50%</td><td>4<sup>1</sup></td></tr>"
    "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]><!--EndFragment--></table></body></html>\r\n"
)


def glyph(character):
    """The number of a character in the collection Adobe-GB1, which has the characters of GB 2312 in their order."""
    if character.isascii():
        return ord(character) - 0x20 + 1
    row, column = (byte - 0xA1 for byte in character.encode("gb2312"))
    first = {0: 96, 2: 262}.get(row)
    at = first + column if first else (940 if row < 55 else 4695) + (row - (15 if row < 55 else 55)) * 94 + column
    return at


def pdf():
    """A table whose figures are drawn in a font that names its glyphs by their numbers and says nothing else; below, glyphs without a character."""
    text = lambda x, y, words: f"BT /F 12 Tf {x} {y} Td <{''.join(f'{glyph(c):04x}' for c in words)}> Tj ET"
    lines = [f"{x} 600 m {x} 700 l S" for x in (100, 200, 300)] + [f"100 {y} m 300 {y} l S" for y in (600, 650, 700)]
    words = [text(110, 670, "一、新收"), text(210, 670, "12"), text(110, 620, "（四）鹳："), text(210, 620, "3"), "BT /F 12 Tf 100 500 Td <77350001> Tj ET"]
    content = "\n".join(lines + words)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1[500 500]17 26 500]>>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n"
    start = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"


def convert(file, kind, folder):
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main():
    folder = pathlib.Path(sys.argv[1])
    word = folder / "shown.docx"
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in PARTS.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
    for kind in ("odt:writer8", "doc:MS Word 97", "rtf"):
        convert(word, kind, folder)
    workbook(folder / "shown.xlsx")
    for kind in ("ods:calc8", "xls:MS Excel 97"):
        convert(folder / "shown.xlsx", kind, folder)
    (folder / "excel-2003.xml").write_text(flat(), encoding="utf-8")
    (folder / "shown.html").write_text(CLIPBOARD, encoding="utf-8", newline="")
    (folder / "glyphs.pdf").write_text(pdf(), encoding="ascii")


main()
