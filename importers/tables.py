"""What a format module hands back: tables of cells as they stand in the file, and what was odd about it.

Nothing is interpreted here.  A cell keeps the value that the file stores *and* the text that a person sees,
because only the two together tell a true date from a typed one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

Value = str | int | float | bool | datetime | date | time | None


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell.

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

    def cell(self, column: int) -> RawCell:
        """The cell in a column counted from 0; blank beyond the end of the row."""
        return self.cells[column] if column < len(self.cells) else BLANK

    def filled(self) -> list[int]:
        """Columns, counted from 0, whose cell shows anything."""
        return [column for column, cell in enumerate(self.cells) if cell.text.strip()]


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

    ``code`` and ``severity`` are those of the ``issues`` frame; ``row`` is 0 for a whole sheet or file.
    """

    code: str
    severity: str
    sentence: str
    done: str
    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class FileReading:
    """All tables of one file, and the problems met; ``read`` is False where it could not be read."""

    tables: tuple[RawTable, ...]
    problems: tuple[Problem, ...] = ()
    read: bool = True


def not_read(code: str, sentence: str) -> FileReading:
    """The reading of a file that could not be read: no tables, one problem."""
    return FileReading((), (Problem(code, "error", sentence, "The file was not read."),), read=False)
