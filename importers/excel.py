"""Excel workbooks (.xlsx, .xlsm), read in full.

openpyxl's quick mode drops hidden rows and comments, and calamine drops those, struck text and error cells; a
struck-through row is often a withdrawn one, so all of it is kept.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from importers.shown import parts_shown, shown_text
from importers.tables import BLANK, FileReading, Problem, RawCell, RawRow, RawTable, Value

Formulas = dict[tuple[int, int], str]


def read(path: Path) -> FileReading:
    """Read every sheet of a workbook, hidden ones too; macros and links to other files are left alone."""
    values = _load(path, stored_values=True)
    formulas = _load(path, stored_values=False) if _has_formulas(path) else None
    tables: list[RawTable] = []
    problems: list[Problem] = []
    for sheet in values.worksheets:
        written = _formulas(formulas[sheet.title]) if formulas is not None else {}
        table, found = _read_sheet(sheet, written)
        tables.append(table)
        problems += found
    return FileReading(tuple(tables), tuple(problems))


def _load(path: Path, *, stored_values: bool) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        # openpyxl warns about styles and impossible date numbers; the cells themselves say what matters.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=stored_values, rich_text=True, keep_links=False)


def _has_formulas(path: Path) -> bool:
    """True where any sheet holds a formula, seen in its XML: a second reading costs as much as the first."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                with archive.open(name) as part:
                    tail = b""
                    while chunk := part.read(1 << 20):
                        if re.search(rb"<(\w+:)?f[ >/]", tail + chunk):
                            return True
                        tail = chunk[-16:]
    return False


def _formulas(sheet: Worksheet) -> Formulas:
    return {
        place: _formula_text(cell.value)
        for place, cell in sheet._cells.items()
        if getattr(cell, "data_type", "") == "f"
    }


def _formula_text(value: object) -> str:
    """The formula as typed; array formulas come as objects that hold it."""
    return str(getattr(value, "text", None) or value)


def _read_sheet(sheet: Worksheet, formulas: Formulas) -> tuple[RawTable, list[Problem]]:
    problems: list[Problem] = []
    rows: defaultdict[int, dict[int, RawCell]] = defaultdict(dict)
    for (row, column), cell in sheet._cells.items():
        formula = formulas.get((row, column), "")
        if cell.value is None and not formula and cell.comment is None:
            continue
        raw, found = _read_cell(cell, formula)
        rows[row][column] = raw
        problems += [_place(problem, sheet.title, row, column) for problem in found]
    last = max((row for row, cells in rows.items() if any(c.text.strip() for c in cells.values())), default=0)
    _carry_merged(sheet, rows, last)
    hidden_rows = {number for number, dimension in sheet.row_dimensions.items() if dimension.hidden}
    raw_rows = []
    for number in range(1, last + 1):
        cells = rows.get(number, {})
        width = max(cells, default=0)
        raw_rows.append(
            RawRow(number, tuple(cells.get(c, BLANK) for c in range(1, width + 1)), number in hidden_rows)
        )
    hidden = sheet.sheet_state != "visible"
    return RawTable(sheet.title, tuple(raw_rows), hidden, _hidden_columns(sheet)), problems


def _place(problem: Problem, sheet: str, row: int, column: int) -> Problem:
    letter = get_column_letter(column)
    return Problem(
        problem.code, problem.severity, problem.sentence, problem.done, sheet, row, f"column {letter}"
    )


def _read_cell(cell: object, formula: str) -> tuple[RawCell, list[Problem]]:
    stored = getattr(cell, "value", None)
    number_format = str(getattr(cell, "number_format", "General") or "General")
    comment = getattr(cell, "comment", None)
    note = str(comment.text).strip() if comment is not None else ""
    struck = _is_struck(cell, stored)
    if stored is None:
        if not formula:
            return RawCell(None, "", struck, note), []
        return RawCell(formula, formula, struck, note), [_NO_STORED_VALUE]
    if isinstance(stored, timedelta):
        text = shown_text(stored)
        return RawCell(text, text, struck, note), []
    value: Value = str(stored) if isinstance(stored, CellRichText) else stored
    if getattr(cell, "data_type", "") == "e":
        return RawCell(str(value), str(value), struck, note), [_ERROR_CELL]
    text = shown_text(value, number_format)
    found: list[Problem] = []
    if isinstance(value, datetime | date):
        shown = parts_shown(number_format)
        if "day" not in shown and "month" in shown:
            # The first of the month is only how the file stores a month.
            value = f"{value:%B %Y}"
        elif "year" not in shown and "day" in shown:
            found.append(_YEAR_NOT_SHOWN)
    return RawCell(value, text, struck, note), found


def _is_struck(cell: object, stored: object) -> bool:
    font = getattr(cell, "font", None)
    if font is not None and font.strike:
        return True
    if isinstance(stored, CellRichText):
        return any(isinstance(part, TextBlock) and part.font.strike for part in stored)
    return False


def _carry_merged(sheet: Worksheet, rows: defaultdict[int, dict[int, RawCell]], last: int) -> None:
    """Give each further row of a merged block the content of the block, in its first column only."""
    for block in sheet.merged_cells.ranges:
        first = rows.get(block.min_row, {}).get(block.min_col)
        if first is None or not first.text.strip():
            continue
        carried = RawCell(first.value, first.text, first.struck, "", merged=True)
        for number in range(block.min_row + 1, min(block.max_row, last) + 1):
            rows[number][block.min_col] = carried


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    hidden: set[int] = set()
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            first = dimension.min or column_index_from_string(letter)
            hidden.update(range(first - 1, min(dimension.max or first, first + 500)))
    return frozenset(hidden)


_NO_STORED_VALUE = Problem(
    "formula_without_value",
    "question",
    "This cell holds a formula whose result is not in the file, so nobody can see what it showed. Open the "
    "file in Excel, save it and put it in the folder again.",
    "The text of the formula was kept in place of its result.",
)
_ERROR_CELL = Problem(
    "error_cell",
    "question",
    "This cell shows an Excel error instead of its content. Ask the agency what it should say.",
    "The error was kept as it stands.",
)
_YEAR_NOT_SHOWN = Problem(
    "inferred_year",
    "question",
    "This date cell shows a day and month only. Excel itself stored a year when the date was typed, which "
    "may be the year of typing and not of the event. Check it.",
    "The year that the file stores was used.",
)
