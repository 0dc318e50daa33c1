"""Prints a workbook as a spreadsheet would read it: read_xlsx.py FILE. One line per cell: sheet, cell, type, format, value."""

import sys

import openpyxl

book = openpyxl.load_workbook(open(sys.argv[1], "rb"))
print("title:", book.properties.title)
for sheet in book.worksheets:
    print(f"{sheet.title}: frozen at {sheet.freeze_panes}, {len(sheet._charts)} charts")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                print(f"{sheet.title}!{cell.coordinate} {cell.data_type} {cell.number_format} {cell.value!r}")
