"""The header of a table: which row it is, whether it takes two rows, and which rows below repeat it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from importers.content import is_date
from importers.headers import HeaderReading, read_header
from importers.tables import BLANK, RawCell, RawRow, RawTable
from importers.vocabulary import Vocabulary, normalise

_SEARCHED_ROWS = 60
_LONGEST_HEADER = 80
_LONGEST_REPEATED = 200
_WORD = re.compile(r"[a-z0-9]+")
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: ``first`` and ``last`` are the places of its rows in the table, mostly the same.

    ``cells`` are its words column by column; of a header of two rows, the lower words where there are any.
    """

    first: int
    last: int
    cells: RawRow


def find_header(table: RawTable, vocabulary: Vocabulary) -> Header | None:
    """The header of a table; None where none is found."""
    rows = table.rows
    read: dict[str, HeaderReading] = {}
    scores = [_header_score(row, vocabulary, read) for row in rows[:_SEARCHED_ROWS]]
    best = max(range(len(scores)), key=lambda n: (scores[n], -n), default=-1)
    if best < 0 or scores[best] < _ENOUGH:
        by_content = _header_by_content(table)
        return Header(by_content, by_content, rows[by_content]) if by_content >= 0 else None
    below = best + 1
    if below < len(scores) and scores[below] >= scores[best] and _continues_header(rows[below]):
        return Header(best, below, rows[below])
    if below < len(rows) and _names_columns_below(rows[best], rows[below], vocabulary):
        return Header(best, below, _both(rows[best], rows[below]))
    if best and _names_columns_above(rows[best - 1], rows[best], vocabulary):
        return Header(best - 1, best, _both(rows[best - 1], rows[best]))
    return Header(best, best, rows[best])


def _names_columns_below(upper: RawRow, lower: RawRow, vocabulary: Vocabulary) -> bool:
    """A lower header row that names the columns of a group above it: "Details" over "Event" and "Action".

    Each of its words is a known header, at least one stands below a blank, and it has no date.
    """
    own = [column for column in lower.filled() if not lower.cells[column].merged]
    if len(own) < 2 or not all(_is_known(lower.cells[column], vocabulary) for column in own):
        return False
    dates = [column for column in upper.filled() if "date" in _fields(upper.cells[column], vocabulary)]
    blank_above = any(not upper.cell(column).text.strip() for column in own)
    return blank_above and not any(lower.cell(column).text.strip() for column in dates)


def _names_columns_above(upper: RawRow, lower: RawRow, vocabulary: Vocabulary) -> bool:
    """An upper header row that names columns for which the lower one has no words: "Date" over a blank."""
    filled = upper.filled()
    if len(filled) < 2 or any(is_date(upper.cells[column]) for column in filled):
        return False
    only_above = [column for column in filled if not lower.cell(column).text.strip()]
    # One word alone may belong to a title ("Agency", "Police") unless it is the one that no header lacks.
    dated = any("date" in _fields(upper.cells[column], vocabulary) for column in only_above)
    known = all(_is_known(upper.cells[column], vocabulary) for column in only_above)
    return known and (dated or len(only_above) > 1)


def _fields(cell: RawCell, vocabulary: Vocabulary) -> tuple[str, ...]:
    reading = read_header(cell.text, vocabulary)
    return reading.fields if reading.certainty == "certain" else ()


def _is_known(cell: RawCell, vocabulary: Vocabulary) -> bool:
    return len(cell.text) <= _LONGEST_HEADER and not is_date(cell) and bool(_fields(cell, vocabulary))


def _both(upper: RawRow, lower: RawRow) -> RawRow:
    """Two header rows as one: the words of the lower one, and of the upper one where it has none."""
    width = max(len(upper.cells), len(lower.cells))
    cells = (lower.cell(n) if lower.cell(n).text.strip() else upper.cell(n) for n in range(width))
    return RawRow(lower.number, tuple(cell if cell.text.strip() else BLANK for cell in cells))


def _header_score(row: RawRow, vocabulary: Vocabulary, read: dict[str, HeaderReading]) -> int:
    """Known headers count 2, likely ones 1; a date or a long text is nothing that a header row holds."""
    cells = [row.cell(column) for column in row.filled()]
    score = 0
    for cell in cells:
        if len(cell.text) > _LONGEST_HEADER or (any(c.isdigit() for c in cell.text) and is_date(cell)):
            score -= 3
            continue
        reading = read.get(cell.text)
        if reading is None:
            # A clock time or a number is no header, and need not be compared with all that are known.
            worded = any(character.isalpha() for character in cell.text)
            reading = read_header(cell.text, vocabulary) if worded else HeaderReading()
            read[cell.text] = reading
        score += 2 if reading.certainty == "certain" else bool(reading)
    return score if len(cells) > 1 else 0


def _continues_header(row: RawRow) -> bool:
    """A second header row, known by cells merged with the first one."""
    return any(row.cells[column].merged for column in row.filled())


def _header_by_content(table: RawTable) -> int:
    """The row above the first date of the column with most dates, if it looks like headings."""
    rows = table.rows[:_SEARCHED_ROWS]
    dated = {
        column: [n for n, row in enumerate(rows) if is_date(row.cell(column))]
        for column in range(table.width())
    }
    column = max(dated, key=lambda c: (len(dated[c]), -c), default=-1)
    if column < 0 or not dated[column]:
        return -1
    above = dated[column][0] - 1
    if above < 0:
        return -1
    cells = [rows[above].cell(c) for c in rows[above].filled()]
    short = all(len(cell.text) <= 40 and not cell.text.strip().endswith(".") for cell in cells)
    return above if len(cells) > 1 and short and rows[above].cell(column).text.strip() else -1


def header_key(row: RawRow) -> tuple[str, ...]:
    """The normalised words of a header row, by which repeated headers and continued tables are known."""
    cells = [normalise(cell.text) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def repeats(header_rows: Sequence[RawRow]) -> Callable[[RawRow], bool]:
    """Tells rows that say in each filled cell what a header row says above it, as on each page of a print."""
    tests = [_repeats(row) for row in header_rows]
    return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)


def _repeats(header: RawRow) -> Callable[[RawRow], bool]:
    plain = [normalise(cell.text) for cell in header.cells]
    words = [_WORD.findall(text) for text in plain]
    known: dict[tuple[int, str], bool] = {}

    def says_the_same(column: int, text: str) -> bool:
        if column >= len(plain):
            return not normalise(text)
        if text == header.cells[column].text or len(text) > _LONGEST_REPEATED:
            return text == header.cells[column].text
        same = known.get((column, text))
        if same is None:
            # Most cells lack a word of the header and need not be brought to its plain form.
            small = text.casefold()
            may_be = not text.isascii() or all(word in small for word in words[column])
            same = known[column, text] = may_be and normalise(text) == plain[column]
        return same

    def tells(row: RawRow) -> bool:
        filled = row.filled()
        # An entry differs in its first cell, and nothing more is asked.
        if len(filled) < 2 or not says_the_same(filled[0], row.cells[filled[0]].text):
            return False
        return all(says_the_same(column, row.cells[column].text) for column in filled[1:])

    return tells
