#!/usr/bin/env python3
"""Reads what gouji wrote with programs that know nothing of it, and prints the cells that they find.

    written.py FOLDER

FOLDER holds documents, workbooks and pages. The output is JSON: for each file and each way to read it the tables, and of each table its cells
as [row, column, rows, columns, text]; numbers of a workbook are marked by # in front.
    python      python-docx or openpyxl, whose warnings are errors
    office      LibreOffice's own reading: documents saved as .odt, workbooks exported as HTML
    writer      pages only: LibreOffice Writer, saved as .docx and read by python-docx
    calc        pages only: LibreOffice Calc, saved as .xlsx and read by openpyxl
    accepted    documents only: python-docx after every change was accepted
    rejected    documents only: the same after every change was rejected
"""
import json
import pathlib
import sys
import tempfile
import warnings
import zipfile
from xml.etree import ElementTree

import docx
import openpyxl
from docx.oxml.ns import qn
from make import Report, convert, placed


def word(document):
    return [word_table(table) for table in document.tables]


def word_table(table):
    """python-docx gives one cell for every place that it covers."""
    places, width = {}, len(table.columns)
    # `table.cell` works these out anew for each cell.
    for at, cell in enumerate(table._cells):
        places.setdefault(cell._tc, []).append(divmod(at, width))
    cells = []
    for tc, covered in places.items():
        (top, left), (bottom, right) = min(covered), max(covered)
        assert len(covered) == (bottom - top + 1) * (right - left + 1), "a cell that is no rectangle"
        cells.append([top, left, bottom - top + 1, right - left + 1, docx.table._Cell(tc, table).text])
    return sorted(cells)


def settled(file, kept, dropped):
    """The document with its changes decided: the marks of one kind are taken off, and those of the other go with what is in them."""
    document = docx.Document(file)
    body = document.element.body
    for mark in list(body.iter(qn(f"w:{dropped}"))):
        mark.getparent().remove(mark)
    for mark in list(body.iter(qn(f"w:{kept}"))):
        parent, at = mark.getparent(), mark.getparent().index(mark)
        parent[at:at + 1] = list(mark)
    for deleted in list(body.iter(qn("w:delText"))):
        deleted.tag = qn("w:t")
    return document


def excel(file):
    book = openpyxl.load_workbook(file)
    return [excel_table(sheet) for sheet in book.worksheets]


def excel_table(sheet):
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    inner = {(row, column) for area in spans.values() for row, column, *_ in ((*cell, 0) for cell in area.cells)} - set(spans)
    cells = []
    for line in sheet.iter_rows():
        for cell in line:
            if (cell.row, cell.column) in inner:
                continue
            area = spans.get((cell.row, cell.column))
            rows, columns = (area.size["rows"], area.size["columns"]) if area else (1, 1)
            value = cell.value
            text = "" if value is None else value if isinstance(value, str) else f"#{value}"
            cells.append([cell.row - 1, cell.column - 1, rows, columns, text])
    return cells


def odf(file):
    """LibreOffice's own tables; its export of them to HTML invents columns."""
    name = lambda tag: "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}" + tag
    root = ElementTree.fromstring(zipfile.ZipFile(file).read("content.xml"))
    tables = []
    for table in root.iter(name("table")):
        cells = []
        for row, line in enumerate(table.iter(name("table-row"))):
            for column, cell in enumerate(line):
                if cell.tag == name("table-cell"):
                    spans = [int(cell.get(name(f"number-{what}-spanned"), 1)) for what in ("rows", "columns")]
                    cells.append([row, column, *spans, "".join(cell.itertext())])
        tables.append(cells)
    return tables


def page(file):
    report = Report()
    report.feed(file.read_text(encoding="utf-8"))
    return [[list(cell) for cell in placed(block)] for block in report.blocks if not isinstance(block, str)]


def main():
    warnings.simplefilter("error")
    folder = pathlib.Path(sys.argv[1]).resolve()
    files = {kind: sorted(folder.glob(f"*.{kind}")) for kind in ("docx", "xlsx", "html")}
    found = {file.name: {} for kind in files.values() for file in kind}
    with tempfile.TemporaryDirectory() as profile, tempfile.TemporaryDirectory() as out:
        made = lambda name, file, kind: pathlib.Path(out) / name / f"{file.stem}.{kind}"
        text, sheet = {"odt": "odt:writer8"}, {"html": "html:HTML (StarCalc)"}
        convert(text, None, files["docx"], pathlib.Path(out) / "word", profile)
        convert(sheet, None, files["xlsx"], pathlib.Path(out) / "excel", profile)
        convert(text, "HTML (StarWriter)", files["html"], pathlib.Path(out) / "odt", profile)
        convert({"docx": "docx"}, None, [made("odt", file, "odt") for file in files["html"]], pathlib.Path(out) / "writer", profile)
        convert({"xlsx": "xlsx:Calc MS Excel 2007 XML"}, "HTML (StarCalc)", files["html"], pathlib.Path(out) / "calc", profile)
        for file in files["docx"]:
            found[file.name] = {
                "python": word(docx.Document(file)),
                "office": odf(made("word", file, "odt")),
                "accepted": word(settled(file, "ins", "del")),
                "rejected": word(settled(file, "del", "ins")),
            }
        for file in files["xlsx"]:
            found[file.name] = {"python": excel(file), "office": page(made("excel", file, "html"))}
        for file in files["html"]:
            found[file.name] = {"writer": word(docx.Document(made("writer", file, "docx"))), "calc": excel(made("calc", file, "xlsx"))}
    json.dump(found, sys.stdout, ensure_ascii=False)


main()
