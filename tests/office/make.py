#!/usr/bin/env python3
"""Makes office documents out of drawn reports, with programs that know nothing of this project.

    make.py FOLDER

FOLDER holds reports as HTML. For each NAME.html it writes
    libreoffice/NAME.{docx,doc,odt,rtf,pdf,xlsx,xls,ods}   by LibreOffice
    python/NAME.{docx,xlsx}                                 by python-docx and openpyxl
    chromium/NAME.pdf                                       by headless Chromium
It needs soffice and chromium on the path and both Python packages; what is missing is an error, never left out in silence.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

WRITER = {"docx": "docx", "doc": "doc:MS Word 97", "odt": "odt:writer8", "rtf": "rtf", "pdf": "pdf"}
CALC = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods:calc8"}


class Report(HTMLParser):
    """Paragraphs as strings and tables as lists of rows of (text, columns, rows), in order."""

    def __init__(self):
        super().__init__()
        self.blocks, self.table, self.text = [], None, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            self.table = []
        elif tag == "tr":
            self.table.append([])
        elif tag in ("td", "th"):
            self.text = ""
            self.table[-1].append(["", int(attributes.get("colspan", 1)), int(attributes.get("rowspan", 1))])
        elif tag in ("p", "h1") and self.table is None:
            self.text = ""
        elif tag == "br" and self.text is not None:
            self.text += "\n"

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.table[-1][-1][0], self.text = self.text, None
        elif tag == "table":
            self.blocks.append(self.table)
            self.table = None
        elif tag in ("p", "h1") and self.table is None and self.text is not None:
            self.blocks.append(self.text)
            self.text = None

    def handle_data(self, data):
        if self.text is not None:
            self.text += data


def placed(table):
    """(row, column, rows, columns, text) of each cell."""
    covered, cells = set(), []
    for row, line in enumerate(table):
        column = 0
        for text, columns, rows in line:
            while (row, column) in covered:
                column += 1
            cells.append((row, column, rows, columns, text))
            covered |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            column += columns
    return cells


def word(blocks, file):
    import docx

    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        cells = placed(block)
        width = max(column + columns for _, column, _, columns, _ in cells)
        table = document.add_table(rows=len(block), cols=width)
        table.style = "Table Grid"
        for row, column, rows, columns, text in cells:
            cell = table.cell(row, column)
            if rows * columns > 1:
                cell = cell.merge(table.cell(row + rows - 1, column + columns - 1))
            cell.text = text
    document.save(file)


def excel(blocks, file):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    top = 1
    for block in blocks:
        if isinstance(block, str):
            sheet.cell(top, 1, block)
            top += 1
            continue
        for row, column, rows, columns, text in placed(block):
            number = text.strip()
            value = int(number) if number.isdigit() else float(number) if number.replace(".", "", 1).isdigit() else text
            if text:
                sheet.cell(top + row, column + 1, value)
            if rows * columns > 1:
                sheet.merge_cells(start_row=top + row, start_column=column + 1, end_row=top + row + rows - 1, end_column=column + columns)
        top += len(block)
    book.save(file)


def convert(kinds, reader, files, folder, profile):
    for kind in kinds.values():
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
        command += [f"--infilter={reader}"] if reader else []
        subprocess.run(command + ["--outdir", str(folder)] + [str(file) for file in files], check=True, stdout=subprocess.DEVNULL)


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    files = sorted(folder.glob("*.html"))
    libreoffice, python, chromium = (folder / name for name in ("libreoffice", "python", "chromium"))
    for made in (libreoffice, python, chromium):
        made.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        convert({"odt": WRITER["odt"]}, "HTML (StarWriter)", files, libreoffice, profile)
        texts = [libreoffice / f"{file.stem}.odt" for file in files]
        convert({kind: name for kind, name in WRITER.items() if kind != "odt"}, None, texts, libreoffice, profile)
        convert(CALC, "HTML (StarCalc)", files, libreoffice, profile)
    for file in files:
        report = Report()
        report.feed(file.read_text(encoding="utf-8"))
        word(report.blocks, python / f"{file.stem}.docx")
        excel(report.blocks, python / f"{file.stem}.xlsx")
        browser = shutil.which("chromium") or "chromium"
        switches = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
        switches += " --disable-component-update --disable-sync --no-pdf-header-footer"
        with tempfile.TemporaryDirectory() as profile:
            target = [f"--user-data-dir={profile}", f"--print-to-pdf={chromium / file.stem}.pdf", file.as_uri()]
            subprocess.run([browser] + switches.split() + target, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
