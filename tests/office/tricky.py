#!/usr/bin/env python3
"""Makes tests/cases/files/tricky.*: what word processors and spreadsheets can hold besides plain tables.

    tricky.py FOLDER

The Word document is written by hand, the workbook by openpyxl, and LibreOffice makes the other kinds of them.
"""
import pathlib
import subprocess
import sys
import tempfile
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(*runs):
    return "<w:p>" + "".join(runs) + "</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content, width, properties=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths, *rows):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


BY = 'w:id="{}" w:author="a" w:date="2024-01-02T03:04:05Z"'
deleted = lambda text, n: f'<w:del {BY.format(n)}><w:r><w:delText>{text}</w:delText></w:r></w:del>'
inserted = lambda text, n: f"<w:ins {BY.format(n)}>{r(text)}</w:ins>"
field = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> QUOTE "77" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("55") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BODY = "".join([
    p(r("一、总体情况")),
    p(r("现有"), deleted("12", 1), inserted("34", 2), r("件。"), r("隐藏99", "<w:vanish/>")),
    table(
        [2000, 1000, 1000],
        row(cell(p(r("甲"), "<w:r><w:br/></w:r>", r("乙")), 2000), cell(p(r("1")), 1000), cell(p(r("2")), 1000)),
        row(cell(p(r("合并")), 3000, '<w:gridSpan w:val="2"/>'), cell(p(field), 1000)),
        row(cell(p(r("上")), 2000, '<w:vMerge w:val="restart"/>'), cell(p(deleted("12", 3), inserted("34", 4)), 1000), cell(p(r("4"), note), 1000)),
        row(cell(p(), 2000, "<w:vMerge/>"), cell(p(r("5")), 1000), cell(p(), 1000)),
        row(cell(p(r("套表")), 2000), cell(table([400, 400], row(cell(p(r("6")), 400), cell(p(r("7")), 400))) + p(), 1000), cell(p(r("8")), 1000)),
    ),
    p(r("表后的话。")),
])
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/footnotes" Target="footnotes.xml"/></Relationships>',
    "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p(r("脚注88"))}</w:footnote></w:footnotes>',
    "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{BODY}<w:sectPr/></w:body></w:document>',
}


def workbook(file):
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "年报"
    sheet["A1"] = "题目占满一行"
    sheet.merge_cells("A1:D1")
    for at, values in enumerate([["甲", 1, 2, "=B3+C3"], ["乙", "3", 2.5, 0.1 + 0.2], ["丙", datetime.date(2024, 1, 2), True, None], ["丁", 5, 6, 7]], 3):
        for column, value in enumerate(values, 1):
            sheet.cell(at, column, value)
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["C"].hidden = True
    draft = book.create_sheet("底稿")
    draft["A1"] = 99
    draft.sheet_state = "hidden"
    last = book.create_sheet("附表")
    last["B2"], last["C2"], last["B3"], last["C3"] = "戊", 8, "己", 9
    book.save(file)


def convert(file, kind, folder):
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main():
    folder = pathlib.Path(sys.argv[1])
    word = folder / "tricky.docx"
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in PARTS.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
    for kind in ("odt:writer8", "doc:MS Word 97", "rtf"):
        convert(word, kind, folder)
    raw = folder / "formulas.xlsx"
    workbook(raw)
    # LibreOffice computes what openpyxl only writes down.
    with tempfile.TemporaryDirectory() as computed:
        convert(raw, "ods:calc8", computed)
        made = pathlib.Path(computed) / "formulas.ods"
        for kind in ("ods:calc8", "xls:MS Excel 97", "xlsx:Calc MS Excel 2007 XML"):
            convert(made, kind, folder)
            name = kind.split(":")[0]
            (folder / f"formulas.{name}").rename(folder / f"tricky.{name}")
    workbook(raw)


main()
