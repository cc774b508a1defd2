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
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from chronology.analysis import Analysis
from chronology.export import tables
from chronology.export_safety import printable, sheet_text

_WRAPPED = Alignment(wrap_text=True, vertical="top")
_ONE_LINE = Alignment(wrap_text=False, vertical="top")
_HEADING = Font(bold=True)
_HEADING_FILL = PatternFill("solid", fgColor="ECEDED")
_HEADING_LINE = Border(bottom=Side("thin", color="17191C"))
_DAY = "d mmm yyyy"
_FIRST_DAY_OF_EXCEL = pd.Timestamp(1900, 3, 1)
"""Excel has no days before 1900 and miscounts until March of that year."""
_TOO_WIDE = 32_000
_WIDTHS: Mapping[str, float] = MappingProxyType(
    {
        "No.": 6, "Part": 6, "Date": 14, "Date as typed": 14, "Time": 8, "Code": 7, "Agency": 20, "Persons": 12,
        "Event": 52, "Action": 28, "Outcome": 20, "Comment": 20, "Seen": 6, "Findings": 10, "File": 24,
        "Sheet": 14, "Row": 6, "First day": 13, "Last day": 13, "How the date was read": 34, "As sent": 40,
        "Source": 20, "Professional": 20, "Location": 20, "Remarks": 26, "Cell comments": 26, "Title": 26,
        "State": 12, "In words": 56, "Expected": 28, "By when": 16, "Looked in": 22, "Where we looked": 30,
        "Entries": 40, "Agencies": 26, "Kind": 28, "Rests on": 34, "Return": 14, "What to look at": 70,
        "Done meanwhile": 34, "Words of the row": 80, "Reason": 18, "Column": 20, "SHA-256 of the file": 30,
    }
)  # fmt: skip
"""Characters, by heading."""
_WIDTH = 13.0
_NARROW: Mapping[str, float] = MappingProxyType({"Entries": 10.0, "Kind": 16.0})
"""In the sheet of returns, where these headings stand over a number and a word."""


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
    received: Mapping[str, date] | None = None,
) -> bytes:
    """The merged chronology, the findings, the returns and what they are, as the content of an ``.xlsx`` file.

    The words of the agencies are written as text: none can become a formula, and what a cell cannot hold is
    said to be cut short, with the place where the whole of it stands.

    Args:
        analysis: the case and its findings.
        codes: letter code by agency key.
        made: the day that the workbook names as the one on which it was made.
        received: the day on which the file of an agency came, where known.
    """
    case = analysis.case
    sheets = {
        "Chronology": _Sheet(tables.entries_table(analysis, codes), "Code", "Row", ("As sent",)),
        "Findings": _Sheet(tables.findings_table(analysis, codes), "Title", "Agencies"),
        "Returns": _Sheet(tables.returns_table(case, codes, received), "Agency", "Notes", widths=_NARROW),
        "Issues": _Sheet(tables.issues_table(case), "Agency"),
        "Set aside": _Sheet(tables.set_aside_table(case), "Agency"),
    }
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Chronology"
    for name, sheet in sheets.items():
        _fill(book.create_sheet(name), sheet)
        _lay_out(book[name], sheet, case.title)
    _about(book.create_sheet("About"), [*tables.about(analysis, codes, made), *_about_the_sheets(sheets)])
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
            _write(worksheet.cell(row, column), value, alignment)


def _write(cell: Cell, value: Any, alignment: Alignment) -> None:
    """A value in a cell: a date, a number, or text that stays text."""
    if isinstance(value, pd.Timestamp) and value >= _FIRST_DAY_OF_EXCEL:
        cell.value, cell.number_format = value.to_pydatetime(), _DAY
        cell.alignment = alignment
    elif isinstance(value, str):
        if value:
            _write_text(cell, value, alignment)
    elif pd.notna(value):
        _write_text(cell, str(value.date()), alignment) if isinstance(value, pd.Timestamp) else None
        if not isinstance(value, pd.Timestamp):
            cell.value, cell.alignment = int(value), alignment


def _write_text(cell: Cell, text: str, alignment: Alignment) -> None:
    cell.value = sheet_text(text)
    # Words such as "#N/A" would otherwise be stored as an error instead of as what was written.
    cell.data_type = "s"
    cell.alignment = alignment
