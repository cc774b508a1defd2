"""Excel workbooks (.xlsx, .xlsm): each sheet is read once, its values and its marks together.

A struck-through or hidden row is often a withdrawn one, so all of it is kept: hidden rows, columns and
sheets, struck text, comments, merged blocks, errors, formulas without a stored value.  openpyxl keeps them at
ten times the cost, and calamine is quick but drops them, so that the sheets would have to be read a second
time for the marks; ``benchmarks/import_speed.py`` compares the three.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import IO, Any

from importers.excel_numbers import Numbers
from importers.excel_parts import (
    Book,
    DamagedBookError,
    Sheet,
    Words,
    comments_of,
    local,
    read_book,
    rich_words,
    unescaped,
    walk,
)
from importers.excel_quick import NotPlainError, PlainSheet, characters, plain_sheet
from importers.guard import LONGEST_ROW, MOST_ROWS, Allowance, HoldsTooMuchError, Source, allowance_for
from importers.tables import (
    BLANK,
    LONGEST_GAP,
    FileReading,
    Problem,
    RawCell,
    RawRow,
    RawTable,
    blank_rows_skipped,
)

_ON = ("1", "true", "on")
Cells = dict[int, RawCell]


def read(source: Source) -> FileReading:
    """Read every sheet of a workbook, hidden ones too; macros and links to other files are left alone.

    Raises:
        zipfile.BadZipFile, etree.XMLSyntaxError, DamagedBookError: the workbook is damaged.
        HoldsTooMuchError: it holds more than a file of its size may.
    """
    allowance = allowance_for(source)
    with zipfile.ZipFile(source) as archive:
        book = read_book(archive)
        tables: list[RawTable] = []
        problems: list[Problem] = []
        numbers = Numbers(book.styles, book.from_1904)
        for sheet in book.sheets:
            table, found = _SheetReader(book, sheet, numbers, allowance).read(archive)
            tables.append(table)
            problems += found
    return FileReading(tuple(tables), tuple(problems))


def column_name(column: int) -> str:
    """The letters of a column counted from 1: ``A``, ``Z``, ``AA``."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def column_number(letters: str) -> int:
    """The number, counted from 1, of a column given by its letters.

    Raises:
        ValueError: these are no letters of a column.
    """
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError("not the letters of a column")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(slots=True)
class _SheetReader:
    """One pass over one sheet."""

    book: Book
    sheet: Sheet
    numbers: Numbers
    allowance: Allowance
    rows: dict[int, Cells] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    shared_formulas: dict[str, str] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)

    def read(self, archive: zipfile.ZipFile) -> tuple[RawTable, list[Problem]]:
        """The sheet's table and what is odd about its cells."""
        with archive.open(self.sheet.part) as part:
            self._read_part(part)
        for place, text in comments_of(archive, self.sheet.part).items():
            self._add_comment(place, text)
        last = max(
            (number for number, cells in self.rows.items() if any(c.text.strip() for c in cells.values())),
            default=0,
        )
        self._carry_merged(last)
        raw_rows = self._raw_rows(last)
        hidden = frozenset(column - 1 for column in self.hidden_columns)
        return RawTable(self.sheet.name, raw_rows, self.sheet.hidden, hidden), self.problems

    def _read_part(self, part: IO[bytes]) -> None:
        content = part.read()
        # Told before anything is done with them; rows written otherwise are counted as they are read.
        if content.count(b"</c></row>") > MOST_ROWS:
            raise HoldsTooMuchError("too many rows")
        plain = plain_sheet(content)
        if plain is not None and plain.rows > MOST_ROWS:
            raise HoldsTooMuchError("too many rows")
        if plain is not None:
            before = replace(self.allowance)
            try:
                self._read_plain(plain)
            except NotPlainError:
                self.rows.clear()
                self.problems.clear()
                self.allowance.cells, self.allowance.text = before.cells, before.text
                self.allowance.rows = before.rows
                plain = None
        if plain is not None:
            self.hidden_rows |= plain.hidden_rows
        self._read_elements(BytesIO(content if plain is None else plain.frame))

    def _read_elements(self, part: IO[bytes]) -> None:
        """The careful reading: row by row, element by element."""
        number = 0
        for element in walk(part, "row", "col", "mergeCell"):
            match local(element):
                case "row":
                    given = element.get("r")
                    number = int(given) if given else number + 1
                    if element.get("hidden", "0") in _ON:
                        self.hidden_rows.add(number)
                    if len(element):
                        self._read_row(element, number)
                case "mergeCell":
                    self.merged.append(element.get("ref", ""))
                case "col" if element.get("hidden", "0") in _ON:
                    first = int(element.get("min", "0"))
                    # Hiding "all further columns" reaches to the end of the sheet.
                    last = min(int(element.get("max", "0")), first + 500)
                    self.hidden_columns.update(range(first, last + 1))

    def _read_plain(self, plain: PlainSheet) -> None:
        """The quick reading of a sheet whose every cell is plainly written."""
        rows: defaultdict[str, Cells] = defaultdict(dict)
        numbers, styles = self.numbers, self.book.styles
        struck_styles = any(styles.struck)
        allowance, characters_left = self.allowance, self.allowance.text
        for letters, row, style, kind, stored, inline in plain.written():
            if not stored and not inline:
                continue
            column = self.columns.get(letters) or self._column(letters)
            struck = struck_styles and bool(style) and styles.is_struck(int(style))
            if kind in ("s", "str", "inlineStr"):
                if kind == "s":
                    text, struck_part = self._shared(stored)
                    struck = struck or struck_part
                else:
                    text = unescaped(characters(inline or stored))
                if not text:
                    continue
                cell = RawCell(text, text, struck)
            elif kind == "e":
                text = characters(stored)
                cell = RawCell(text, text, struck)
                self._question(_ERROR_CELL, int(row), column)
            else:
                value, text, year_shown = numbers.shown(stored, kind or "n", int(style or 0))
                cell = RawCell(value, text, struck)
                if not year_shown:
                    self._question(_YEAR_NOT_SHOWN, int(row), column)
            characters_left -= len(text)
            if characters_left < 0 or len(text) > LONGEST_ROW:
                raise HoldsTooMuchError("too much text")
            rows[row][column] = cell
        allowance.text = characters_left
        for row, cells in rows.items():
            self.rows[int(row)] = cells
            allowance.spend(cells=max(cells), text=0)

    def _column(self, letters: str) -> int:
        number = self.columns[letters] = column_number(letters)
        return number

    def _read_row(self, row: Any, number: int) -> None:
        cells: Cells = {}
        column = 0
        for element in row:
            place = element.get("r")
            if place:
                letters = place.rstrip("0123456789")
                column = self.columns.get(letters) or self._column(letters)
            else:
                column += 1
            cell = self._read_cell(element, number, column)
            if cell is not None:
                cells[column] = cell
        if cells:
            self.rows[number] = cells
            self.allowance.spend(cells=max(cells), text=sum(len(cell[1]) for cell in cells.values()))

    def _read_cell(self, element: Any, row: int, column: int) -> RawCell | None:
        """The cell; None where it shows nothing."""
        kind = element.get("t", "n")
        style = int(element.get("s", "0"))
        stored: str | None = None
        words: Words | None = None
        formula: Any = None
        has_value = False
        for child in element:
            tag = child.tag
            if tag.endswith("}v"):
                stored, has_value = child.text, True
            elif tag.endswith("}f"):
                formula = child
            elif tag.endswith("}is"):
                words = self._inline(child)
        struck = self.book.styles.is_struck(style)
        if kind == "s" and stored:
            words = self._shared(stored)
        elif kind == "str" and stored:
            words = Words(unescaped(stored), False)
        if words is not None:
            text = words.text
            return RawCell(text, text, struck or words.struck) if text else None
        if stored is None:
            if formula is None or (kind == "str" and has_value):
                return None
            self._question(_NO_STORED_VALUE, row, column)
            text = self._formula_text(formula)
            return RawCell(text, text, struck)
        if kind == "e":
            self._question(_ERROR_CELL, row, column)
            return RawCell(stored, stored, struck)
        value, text, year_shown = self.numbers.shown(stored, kind, style)
        if not year_shown:
            self._question(_YEAR_NOT_SHOWN, row, column)
        return RawCell(value, text, struck) if struck else RawCell(value, text)

    def _shared(self, stored: str) -> Words:
        place = int(stored)
        if place < 0:
            raise DamagedBookError("no such shared string")
        return self.book.words[place]

    @staticmethod
    def _inline(element: Any) -> Words:
        if len(element) == 1 and element[0].tag.endswith("}t"):
            return Words(unescaped(element[0].text or ""), False)
        return rich_words(element)

    def _formula_text(self, formula: Any) -> str:
        group = formula.get("si") if formula.get("t") == "shared" else None
        if group is not None and formula.text:
            self.shared_formulas[group] = formula.text
        # Further cells of a shared formula only name the cell that holds its text.
        return "=" + (formula.text or self.shared_formulas.get(group or "", ""))

    def _question(self, problem: Problem, row: int, column: int) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            place = f"column {column_name(column)}"
            self.problems.append(replace(problem, sheet=self.sheet.name, row=row, column=place))

    def _add_comment(self, place: str, text: str) -> None:
        letters = place.rstrip("0123456789")
        if not letters.isalpha() or len(letters) > 3 or letters == place:
            return
        row, column = int(place[len(letters) :]), column_number(letters)
        cells = self.rows.setdefault(row, {})
        cells[column] = cells.get(column, BLANK)._replace(comment=text)

    def _carry_merged(self, last: int) -> None:
        """Give each further row of a merged block the content of the block, in its first column only."""
        for reference in self.merged:
            start, _, end = reference.partition(":")
            letters, to = start.rstrip("0123456789"), end.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            if not (to.isdigit() and start[len(letters) :].isdigit() and letters.isalpha()):
                continue
            first_row, column = int(start[len(letters) :]), column_number(letters)
            first = self.rows.get(first_row, {}).get(column)
            if first is None or not first.text.strip():
                continue
            carried = RawCell(first.value, first.text, first.struck, "", merged=True)
            further = range(first_row + 1, min(int(to), last) + 1)
            self.allowance.cells -= len(further)
            if self.allowance.cells < 0:
                raise HoldsTooMuchError("too many merged cells")
            for number in further:
                self.rows.setdefault(number, {})[column] = carried

    def _raw_rows(self, last: int) -> tuple[RawRow, ...]:
        filled = sorted(number for number in self.rows if number <= last)
        raw: list[RawRow] = []
        before = 0
        for number in filled:
            if number - before > LONGEST_GAP:
                self.problems.append(blank_rows_skipped(self.sheet.name, before + 1, number - 1))
            else:
                raw += [self._raw_row(blank, {}) for blank in range(before + 1, number)]
            raw.append(self._raw_row(number, self.rows[number]))
            before = number
        return tuple(raw)

    def _raw_row(self, number: int, cells: Mapping[int, RawCell]) -> RawRow:
        get = cells.get
        slots = tuple([get(column, BLANK) for column in range(1, max(cells, default=0) + 1)])
        return RawRow(number, slots, number in self.hidden_rows)


_MOST_PROBLEMS = 500
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
