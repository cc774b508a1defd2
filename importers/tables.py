"""What a format module hands back: tables of cells as they stand in the file, and what was odd about it.

Nothing is interpreted here.  A cell keeps the value that the file stores *and* the text that a person sees,
because only the two together tell a true date from a typed one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

Value = str | int | float | bool | datetime | date | time | None


class RawCell(NamedTuple):
    """One cell; a named tuple, because a return has a million of them.

    Attributes:
        value: what the file stores; a true date cell stays a date.
        text: exactly what a person sees, outer spaces included.
        struck: some of the text is struck through.
        comment: comments attached to the cell, footnotes and text deleted in tracked changes.
        merged: the cell belongs to a merged block that begins in a row above, whose content it carries.
    """

    value: Value
    text: str
    struck: bool = False
    comment: str = ""
    merged: bool = False


BLANK = RawCell(None, "")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: ``number`` is counted from 1 as a person sees it; rows may differ in their number of cells."""

    number: int
    cells: tuple[RawCell, ...]
    hidden: bool = False
    _filled: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for again and again while rows are sorted, so it is worked out once.
        object.__setattr__(self, "_filled", [n for n, cell in enumerate(self.cells) if cell[1].strip()])

    def cell(self, column: int) -> RawCell:
        """The cell in a column counted from 0; blank beyond the end of the row."""
        return self.cells[column] if column < len(self.cells) else BLANK

    def filled(self) -> list[int]:
        """Columns, counted from 0, whose cell shows anything."""
        return self._filled


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet or one table of a document.

    Attributes:
        sheet: name of the sheet, or ``Table 2``; blank where the file has only one unnamed table.
        rows: every row up to the last that shows anything, blank ones too.
        hidden: the sheet is hidden.
        hidden_columns: hidden columns, counted from 0.
        above: the words of the paragraph that stands just above the table, in a document.
        prose: True for the text of a document outside its tables, one row a paragraph.
    """

    sheet: str
    rows: tuple[RawRow, ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    above: str = ""
    prose: bool = False

    def width(self) -> int:
        """The number of cells in the longest row."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at, before it is known which agency and file it belongs to.

    ``code`` and ``severity`` are those of the ``issues`` frame; ``row`` is 0 for a whole sheet or file, and the
    first of several where ``rows`` tells them in words.
    """

    code: str
    severity: str
    sentence: str
    done: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    about: str = ""
    rows: str = ""


@dataclass(frozen=True, slots=True)
class FileReading:
    """All tables of one file, and the problems met; ``read`` is False where it could not be read."""

    tables: tuple[RawTable, ...]
    problems: tuple[Problem, ...] = ()
    read: bool = True


def not_read(code: str, sentence: str) -> FileReading:
    """The reading of a file that could not be read: no tables, one problem."""
    return FileReading((), (Problem(code, "error", sentence, "The file was not read."),), read=False)


LONGEST_GAP = 1000
"""More blank rows than this are the blank end of a sheet, with or without something stray below it."""


def blank_rows_skipped(sheet: str, first: int, last: int) -> Problem:
    """The note on a long stretch of blank rows that are not counted."""
    return Problem(
        "blank_rows_skipped",
        "note",
        f"Rows {first} to {last} are all blank. See whether what stands below them belongs to the chronology.",
        "The blank rows were not counted; what is below them was read.",
        sheet,
        last + 1,
    )


def close_gaps(sheet: str, rows: Iterable[RawRow]) -> tuple[tuple[RawRow, ...], list[Problem]]:
    """The rows without long stretches of blank ones, and a note on each such stretch."""
    kept: list[RawRow] = []
    blank: list[RawRow] = []
    problems: list[Problem] = []
    for row in rows:
        if not row.filled():
            blank.append(row)
            continue
        if len(blank) > LONGEST_GAP:
            problems.append(blank_rows_skipped(sheet, blank[0].number, blank[-1].number))
        else:
            kept += blank
        blank = []
        kept.append(row)
    return tuple(kept if len(blank) > LONGEST_GAP else [*kept, *blank]), problems
