"""The merged chronology and the findings as an Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from chronology.analysis import Analysis
from chronology.dates import show_day
from chronology.export import tables
from chronology.export.about import about
from chronology.export_safety import printable, sheet_text
from chronology.own_files import CHRONOLOGY, mark

_WRAPPED = Alignment(wrap_text=True, vertical="top")
_ONE_LINE = Alignment(wrap_text=False, vertical="top")
_HEADING = Font(bold=True)
_HEADING_FILL = PatternFill("solid", fgColor="ECEDED")
_HEADING_LINE = Border(bottom=Side("thin", color="17191C"))
_DAY = "d mmm yyyy"
_FIRST_DAY_OF_EXCEL = pd.Timestamp(1900, 3, 1)
"""Excel has no days before 1900 and miscounts until March of that year."""
_WIDTHS: Mapping[str, float] = MappingProxyType(
    {
        "No.": 5, "Part": 5, "Date": 12, "Date as typed": 12, "Time": 7, "Code": 6, "Agency": 15, "Persons": 10,
        "Event": 44, "Action": 24, "Outcome": 16, "Comment": 14, "Seen": 6, "Findings": 9, "File": 16,
        "Sheet": 11, "Row": 6, "How the date was read": 34, "As sent": 40, "Source": 20, "Professional": 20,
        "Location": 20, "Remarks": 26, "Cell comments": 26, "Title": 20, "State": 10, "In words": 52,
        "Expected": 24, "By when": 14, "Looked in": 18, "Entries": 38, "Agencies": 22, "Where we looked": 34,
        "Kind": 28, "Rests on": 34, "Return": 14, "What to look at": 70, "Done meanwhile": 34,
        "Words of the row": 80, "Reason": 18, "Column": 20, "SHA-256 of the file": 30,
    }
)  # fmt: skip
"""Characters, by heading."""
_WIDTH = 13.0
_RETURNS_WIDTHS: Mapping[str, float] = MappingProxyType({"Agency": 34, "Entries": 10, "Kind": 16, "File": 36})
"""In the sheet of returns, where the same headings stand over other things."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How a table becomes a sheet.

    Attributes:
        table: its rows.
        held: heading of the last column that stays in view.
        printed: heading of the last column that is printed; blank: all of them.
        one_line: headings of columns that are not wrapped.
        widths: characters by heading, before the common ones.
    """

    table: pd.DataFrame
    held: str
    printed: str = ""
    one_line: tuple[str, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)


def workbook(
    analysis: Analysis,
    *,
    codes: Mapping[str, str],
    made: date,
) -> bytes:
    """The merged chronology, the findings, the returns and what they are, as the content of an ``.xlsx`` file.

    The words of the agencies are written as text: none can become a formula, and what a cell cannot hold is
    said to be cut short, with the place where the whole of it stands.

    Args:
        analysis: the case and its findings.
        codes: letter code by agency key.
        made: the day that the workbook names as the one on which it was made.
    """
    case = analysis.case
    sheets = {
        "Chronology": _Sheet(tables.entries_table(analysis, codes), "Code", "Row", ("As sent",)),
        "Findings": _Sheet(tables.findings_table(analysis, codes), "Title", "Agencies"),
        "Returns": _Sheet(tables.returns_table(case, codes), "Agency", "Notes", widths=_RETURNS_WIDTHS),
        "Issues": _Sheet(tables.issues_table(case), "Agency"),
        "Set aside": _Sheet(tables.set_aside_table(case), "Agency"),
    }
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Chronology"
    book.properties.keywords = mark(CHRONOLOGY)
    for name, sheet in sheets.items():
        _fill(book.create_sheet(name), sheet)
        _lay_out(book[name], sheet, case.title)
    _about(book.create_sheet("About"), [*about(analysis, codes, made), *_about_the_sheets(sheets)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(worksheet: Worksheet, sheet: _Sheet) -> None:
    table = sheet.table
    for column, heading in enumerate(table.columns, start=1):
        cell = worksheet.cell(1, column)
        _write_text(cell, heading, _WRAPPED)
        cell.font, cell.fill, cell.border = _HEADING, _HEADING_FILL, _HEADING_LINE
        alignment = _ONE_LINE if heading in sheet.one_line else _WRAPPED
        for row, value in enumerate(table[heading], start=2):
            if not _is_blank(value):
                _write(worksheet.cell(row, column), value, alignment)


def _is_blank(value: Any) -> bool:
    return not value if isinstance(value, str) else bool(pd.isna(value))


def _write(cell: Cell | MergedCell, value: Any, alignment: Alignment) -> None:
    """A value in a cell: text that stays text, a whole number or a date."""
    if isinstance(value, str):
        _write_text(cell, value, alignment)
    elif not isinstance(value, pd.Timestamp):
        cell.value, cell.alignment = int(value), alignment
    elif value < _FIRST_DAY_OF_EXCEL:
        _write_text(cell, show_day(value), alignment)
    else:
        cell.value, cell.number_format, cell.alignment = value.to_pydatetime(), _DAY, alignment


def _write_text(cell: Cell | MergedCell, text: str, alignment: Alignment) -> None:
    cell.value = sheet_text(text)
    # Words such as "#N/A" would otherwise be stored as an error instead of as what was written.
    cell.data_type = "s"
    cell.alignment = alignment


def _lay_out(worksheet: Worksheet, sheet: _Sheet, title: str) -> None:
    """Widths, what stays in view, the filters, and how the sheet is printed."""
    headings = list(sheet.table.columns)
    letters = {heading: get_column_letter(place) for place, heading in enumerate(headings, start=1)}
    for heading, letter in letters.items():
        worksheet.column_dimensions[letter].width = sheet.widths.get(heading, _WIDTHS.get(heading, _WIDTH))
    last = worksheet.max_row
    worksheet.freeze_panes = f"{get_column_letter(headings.index(sheet.held) + 2)}2"
    worksheet.auto_filter.ref = f"A1:{letters[headings[-1]]}{last}"
    worksheet.print_area = f"A1:{letters[sheet.printed or headings[-1]]}{last}"
    worksheet.print_title_rows = "1:1"
    _print_on_paper(worksheet)
    # An ampersand begins an instruction in a header; two of them print one.
    _paper_line(worksheet.oddHeader, printable(title)[:200].replace("&", "&&"), "Confidential")


def _print_on_paper(worksheet: Worksheet) -> None:
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    _paper_line(worksheet.oddFooter, "&A", "Page &P of &N")


def _paper_line(line: Any, left: str, right: str) -> None:
    """The words above or below a printed page."""
    line.left.text, line.right.text = left, right


def _about_the_sheets(sheets: Mapping[str, _Sheet]) -> list[tuple[str, str]]:
    rows = {name: len(sheet.table) for name, sheet in sheets.items()}
    return [
        (
            "Sheet Chronology",
            f"The {rows['Chronology']} entries. Printed are the columns up to Row; those to the right of it, "
            "such as every cell as it was sent, are for looking up.",
        ),
        (
            "Sheet Findings",
            "A row for each part of a finding; the parts of one finding have the same number. An entry is "
            "named by its number in the sheet Chronology. Printed are the columns up to Agencies.",
        ),
        ("Sheet Returns", "What each agency sent. Rows read are always entries plus rows set aside."),
        ("Sheet Issues", f"{rows['Issues']} points to look at, and what was done meanwhile."),
        ("Sheet Set aside", f"The {rows['Set aside']} rows of the files that are not entries, and why."),
        (
            "Text in the cells",
            "A text that begins with =, +, - or @ has an apostrophe put before it, so that no program takes it "
            "for a formula. A text longer than a cell can hold ends with the words (cut short here); the whole "
            "of it is in the agency's file, at the place named beside it.",
        ),
    ]


def _about(worksheet: Worksheet, rows: list[tuple[str, str]]) -> None:
    worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = 26, 110
    for number, (heading, words) in enumerate(rows, start=1):
        _write_text(worksheet.cell(number, 1), heading, _WRAPPED)
        worksheet.cell(number, 1).font = _HEADING
        _write_text(worksheet.cell(number, 2), words, _WRAPPED)
    _print_on_paper(worksheet)
