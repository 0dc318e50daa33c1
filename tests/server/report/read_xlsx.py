"""Prints a workbook as a spreadsheet would read it: read_xlsx.py FILE. One line per cell: sheet, cell, type, format, value."""

import re
import sys
import zipfile

import openpyxl

with zipfile.ZipFile(sys.argv[1]) as parts:
    assert parts.testzip() is None, "a part is damaged"
    stated = [re.search(rb'<dimension ref="([^"]*)"', parts.read(f"xl/worksheets/sheet{number}.xml"))[1].decode()
              for number, name in enumerate((name for name in parts.namelist() if "worksheets/sheet" in name), 1)]
book = openpyxl.load_workbook(open(sys.argv[1], "rb"))
print("title:", book.properties.title)
for sheet, range_stated in zip(book.worksheets, stated, strict=True):
    print(f"{sheet.title}: {range_stated}, frozen at {sheet.freeze_panes}, {len(sheet._charts)} charts")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                print(f"{sheet.title}!{cell.coordinate} {cell.data_type} {cell.number_format} {cell.value!r}")
