"""Workbooks of other kinds (.xls, .xlsb, .ods), read with calamine.

It tells values and merged blocks, and whether a sheet is hidden.  It does not tell hidden rows and columns,
struck-through text, comments and error cells, and says nothing of how a date is shown, so each such file
comes with a note that asks for an .xlsx where these matter.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import python_calamine

from importers.guard import Allowance, HoldsTooMuchError, Source, allowance_for
from importers.shown import shown_text
from importers.tables import BLANK, FileReading, Problem, RawCell, RawRow, RawTable, close_gaps

_MARKS_NOT_SEEN = Problem(
    "marks_not_seen",
    "note",
    "In this kind of file, hidden rows and columns, struck-through words, comments and error cells cannot be "
    "seen. If the agency uses them, open the file in Excel and save it as an Excel Workbook (*.xlsx).",
    "The words and dates were read.",
)


def read(source: Source) -> FileReading:
    """Read every sheet of a workbook.

    Raises:
        python_calamine.CalamineError: the workbook is damaged.
        HoldsTooMuchError: it holds more than a file of its size may.
    """
    allowance = allowance_for(source)
    # Given a path, calamine would go by the ending of its name, which may be wrong.
    content = BytesIO(source.read_bytes()) if isinstance(source, Path) else source
    book = python_calamine.load_workbook(content)
    shown = python_calamine.SheetVisibleEnum.Visible
    kinds = python_calamine.SheetTypeEnum
    tables: list[RawTable] = []
    problems = [_MARKS_NOT_SEEN]
    for about in book.sheets_metadata:
        if about.typ in (kinds.WorkSheet, kinds.MacroSheet):
            read_rows = _read_rows(book.get_sheet_by_name(about.name), allowance)
            rows, found = close_gaps(about.name, read_rows)
            tables.append(RawTable(about.name, rows, hidden=about.visible != shown))
            problems += found
    return FileReading(tuple(tables), tuple(problems))


def _read_rows(sheet: Any, allowance: Allowance) -> list[RawRow]:
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        return []
    allowance.cells -= (end[0] - start[0] + 1) * (end[1] + 1)
    if allowance.cells < 0:
        raise HoldsTooMuchError("too many cells")
    before = start[0]
    rows: list[list[RawCell]] = []
    for values in sheet.to_python(skip_empty_area=True):
        cells = [BLANK] * start[1] + [_cell(value) for value in values]
        allowance.spend(cells=0, text=sum(len(cell.text) for cell in cells))
        rows.append(cells)
    _carry_merged(rows, before, sheet.merged_cell_ranges or ())
    while rows and not any(cell.text.strip() for cell in rows[-1]):
        rows.pop()
    # Rows above the first filled one count, so that row numbers are those that people see.
    raw = [RawRow(number, ()) for number in range(1, before + 1)]
    return raw + [RawRow(before + number, _trimmed(cells)) for number, cells in enumerate(rows, start=1)]


def _cell(value: Any) -> RawCell:
    if value == "" or value is None:
        return BLANK
    if isinstance(value, str):
        return RawCell(value, value)
    if isinstance(value, timedelta):
        text = shown_text(value)
        return RawCell(text, text)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return RawCell(value, shown_text(value))


def _trimmed(cells: list[RawCell]) -> tuple[RawCell, ...]:
    end = len(cells)
    while end and cells[end - 1] is BLANK:
        end -= 1
    return tuple(cells[:end])


def _carry_merged(rows: list[list[RawCell]], before: int, blocks: Any) -> None:
    """Give each further row of a merged block the content of the block, in its first column only."""
    for (first_row, column), (last_row, _) in blocks:
        place = first_row - before
        if not 0 <= place < len(rows) or column >= len(rows[place]):
            continue
        first = rows[place][column]
        if not first.text.strip():
            continue
        carried = first._replace(comment="", merged=True)
        for number in range(place + 1, min(last_row - before + 1, len(rows))):
            if column < len(rows[number]):
                rows[number][column] = carried
