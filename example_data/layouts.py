"""How one agency lays out its return, as data; the words of the rows come from the source case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ExtraSheet:
    """A sheet that is not the chronology, such as a glossary.

    Attributes:
        name: name on the tab.
        rows: its cells, row by row.
        hidden: whether the sheet is hidden.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something attached to one cell of one row.

    Attributes:
        row: row of the source file, counted from 1 below its header.
        header: header of the cell in the source file.
        words: the words of the cell that are struck through, or the text of a comment.
    """

    row: int
    header: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One agency's file.  Row numbers are those of the source file, counted from 1 below its header.

    Attributes:
        file: file name; its suffix is the format (``.xlsx``, ``.docx`` or ``.csv``).
        preamble: lines above the header, one a row or paragraph; an empty one is a blank line.
        dates: source headers whose cells are dates.
        headers: source header to the header that the agency prints, where it differs.
        order: source headers in the order of the agency's columns; empty: as in the source.
        first_column: column in which the table begins, counted from 1 (``.xlsx``).
        colour: fill of the header row, as RRGGBB.
        sheet: name of the sheet with the chronology (``.xlsx``).
        date_format: number format of true date cells; blank: every date stays typed (``.xlsx``).
        typed: rows whose date stays typed although others are true date cells.
        retyped: date as in the source to the same date in other words.
        merged: first and last row of each run that shares one merged date cell.
        sections: row to the words of a section row just above it.
        header_again: rows above which the header is repeated.
        break_before: rows that begin a new table with the same header (``.docx``).
        hidden_rows: rows hidden in the sheet.
        struck: words struck through (``.xlsx``).
        comments: comments on cells (``.xlsx``).
        total: words of a closing row that counts the entries; blank: none.
        extra_sheets: further sheets of the workbook.
        encoding: encoding of a ``.csv`` file.
        delimiter: delimiter of a ``.csv`` file.
    """

    file: str
    preamble: tuple[str, ...] = ()
    dates: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    order: tuple[str, ...] = ()
    first_column: int = 1
    colour: str = "D9E2EC"
    sheet: str = "Chronology"
    date_format: str = ""
    typed: frozenset[int] = frozenset()
    retyped: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    merged: tuple[tuple[int, int], ...] = ()
    sections: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    header_again: frozenset[int] = frozenset()
    break_before: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    struck: tuple[Mark, ...] = ()
    comments: tuple[Mark, ...] = ()
    total: str = ""
    extra_sheets: tuple[ExtraSheet, ...] = ()
    encoding: str = "utf-8-sig"
    delimiter: str = ","

    def printed(self, header: str) -> str:
        """The header as the agency prints it."""
        return self.headers.get(header, header)
