"""Where in a file the chronology stands: its header row, the columns below it, tables that continue it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from importers.content import PeopleWords, is_date
from importers.headers import ColumnMeaning, HeaderReading, read_header, understand_columns
from importers.tables import BLANK, Problem, RawCell, RawRow, RawTable
from importers.vocabulary import Vocabulary, normalise

_SEARCHED_ROWS = 60
_LONGEST_HEADER = 80
_LONGEST_REPEATED = 200
_WIDE = 200
_WIDEST = 400
_WORD = re.compile(r"[a-z0-9]+")
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One table: ``header_row`` is the place of its header among its rows, -1 where it has none."""

    table: RawTable
    header_row: int

    @property
    def header(self) -> RawRow | None:
        """The header row."""
        return self.table.rows[self.header_row] if self.header_row >= 0 else None

    @property
    def body(self) -> tuple[RawRow, ...]:
        """The rows below the header."""
        return self.table.rows[self.header_row + 1 :]


@dataclass(frozen=True, slots=True)
class Chronology:
    """One table, or several that continue each other under the same header, and what its columns hold."""

    parts: tuple[Part, ...]
    columns: tuple[ColumnMeaning, ...]
    has_header: bool

    def columns_for(self, field: str) -> list[int]:
        """Columns, counted from 0, that hold a field."""
        return [meaning.column for meaning in self.columns if meaning.field == field]

    def rows(self) -> Iterator[tuple[RawTable, RawRow]]:
        """Every row below a header, with its table."""
        for part in self.parts:
            for row in part.body:
                yield part.table, row


@dataclass(frozen=True, slots=True)
class Layout:
    """The chronologies of a file, and the tables that are none."""

    chronologies: tuple[Chronology, ...]
    others: tuple[RawTable, ...]
    problems: tuple[Problem, ...]


def read_layout(
    tables: Sequence[RawTable], vocabulary: Vocabulary, people: PeopleWords, overrides: Mapping[str, str]
) -> Layout:
    """Find the chronologies among a file's tables; every table is in one of them or among ``others``."""
    filled = [table for table in tables if table.rows and not table.prose]
    others = [table for table in tables if table.rows and table.prose]
    too_wide = [table for table in filled if len(_columns_used(table.rows, table.width())) > _WIDEST]
    if too_wide:
        filled = [table for table in filled if len(_columns_used(table.rows, table.width())) <= _WIDEST]
        others += too_wide
    parts = [Part(table, find_header(table, vocabulary)) for table in filled]
    groups = [_understand(group, vocabulary, people, overrides) for group in _group(parts)]
    chronologies = [group for group in groups if _is_chronology(group, vocabulary)]
    if not chronologies:
        # Better a doubtful table on the timeline, where people see it, than an empty return.
        chronologies = [group for group in groups if _may_be_chronology(group, vocabulary)]
    # Told apart as the objects that they are: to compare them cell by cell would take long.
    chosen = {id(group) for group in chronologies}
    others += [part.table for group in groups if id(group) not in chosen for part in group.parts]
    problems = [
        Problem(
            "no_header_row",
            "question",
            "No row of column headings was found, so the columns were understood from what their cells hold. "
            "Check them, or add a row of headings such as Date, Event, Action.",
            "The columns were named Column 1, Column 2 and so on.",
            group.parts[0].table.sheet,
        )
        for group in chronologies
        if not group.has_header
    ]
    problems += [_too_wide(table) for table in too_wide]
    if chronologies:
        wide = {id(table) for table in too_wide}
        left = [table for table in others if not table.prose and id(table) not in wide]
        problems += [_left_out(table) for table in left if _holds_dates(table)]
    return Layout(tuple(chronologies), tuple(others), tuple(problems))


def _holds_dates(table: RawTable) -> bool:
    rows = table.rows[:200]
    return sum(any(is_date(row.cell(column)) for column in row.filled()) for row in rows) > 1


def _too_wide(table: RawTable) -> Problem:
    return Problem(
        "too_many_columns",
        "error",
        f"This sheet fills more than {_WIDEST} columns, which no chronology does. Copy the columns that belong "
        "to the chronology into a new workbook.",
        "All its rows were set aside.",
        table.sheet,
    )


def _left_out(table: RawTable) -> Problem:
    return Problem(
        "dated_table_left_out",
        "question",
        "This table holds dates, but no column that says what happened, or its name says that it is a list. "
        "If it is part of the chronology, give its first row the headings Date, Event and Action.",
        "All its rows were set aside.",
        table.sheet,
    )


def find_header(table: RawTable, vocabulary: Vocabulary) -> int:
    """The place of the header among the table's rows; -1 where none is found."""
    read: dict[str, HeaderReading] = {}
    scores = [_header_score(row, vocabulary, read) for row in table.rows[:_SEARCHED_ROWS]]
    best = max(range(len(scores)), key=lambda n: (scores[n], -n), default=-1)
    if best < 0 or scores[best] < _ENOUGH:
        return _header_by_content(table)
    below = best + 1
    if below < len(scores) and scores[below] >= scores[best] and _continues_header(table.rows[below]):
        return below
    return best


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
            reading = read[cell.text] = read_header(cell.text, vocabulary)
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


def repeats(header: RawRow) -> Callable[[RawRow], bool]:
    """Tells rows that say in each filled cell what a header says above it, as on each page of a print."""
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
        # Stops at the first difference, which for an entry is its first cell.
        return len(filled) > 1 and all(says_the_same(column, row.cells[column].text) for column in filled)

    return tells


def columns_of(rows: Sequence[RawRow], columns: Sequence[int]) -> list[Sequence[RawCell]]:
    """The cells of rows in each of these columns, counted from 0; rows that end early have blanks there."""
    if not columns or max(columns) >= _WIDE:
        return [[row.cell(column) for row in rows] for column in columns]
    turned = list(zip_longest(*(row.cells for row in rows), fillvalue=BLANK))
    blank = (BLANK,) * len(rows)
    return [turned[column] if column < len(turned) else blank for column in columns]


def _columns_used(rows: Iterable[RawRow], width: int) -> list[int]:
    """All columns up to the width; of a very wide table only those with something in them."""
    if width <= _WIDE:
        return list(range(width))
    return sorted({column for row in rows for column in row.filled()})


def _group(parts: Sequence[Part]) -> list[list[Part]]:
    """Tables that continue each other: the same header, or none and the same number of columns."""
    groups: list[list[Part]] = []
    for part in parts:
        before = groups[-1][0] if groups else None
        if before is not None and before.header is not None and _continues(part, before):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _continues(part: Part, first: Part) -> bool:
    assert first.header is not None  # noqa: S101 - checked by the caller
    if part.header is not None:
        return header_key(part.header) == header_key(first.header)
    if part.table.width() != first.table.width():
        return False
    dated = [
        max((is_date(row.cell(c)) for row in p.body), default=False) for p in (part, first) for c in (0, 1)
    ]
    return (dated[0] and dated[2]) or (dated[1] and dated[3])


def _understand(
    group: Sequence[Part], vocabulary: Vocabulary, people: PeopleWords, overrides: Mapping[str, str]
) -> Chronology:
    header = group[0].header
    is_header = repeats(header) if header is not None else None
    body = [row for p in group for row in p.body if is_header is None or not is_header(row)]
    width = max(part.table.width() for part in group)
    places = _columns_used([*body, header] if header is not None else body, width)
    headers = [header.cell(column).text if header is not None else "" for column in places]
    cells = columns_of(body, places)
    columns = [
        replace(meaning, column=place, name=meaning.name if meaning.header.strip() else f"Column {place + 1}")
        for meaning, place in zip(
            understand_columns(headers, cells, vocabulary, people, overrides), places, strict=True
        )
    ]
    # A column with neither a header nor a filled cell is only the edge of the sheet.
    used = tuple(
        meaning
        for meaning, own in zip(columns, cells, strict=True)
        if meaning.header.strip() or any(cell.text.strip() for cell in own)
    )
    return Chronology(tuple(group), used, header is not None)


def _is_chronology(group: Chronology, vocabulary: Vocabulary) -> bool:
    fields = {meaning.field for meaning in group.columns}
    certain = {meaning.field for meaning in group.columns if meaning.certainty == "certain"}
    if "date" not in fields or not fields & {"event", "action", "outcome", "comment", "unknown"}:
        return False
    named = " ".join(normalise(part.table.sheet) for part in group.parts)
    if any(re.search(rf"\b{re.escape(word)}\b", named) for word in vocabulary.not_chronology):
        return {"date", "event"} <= certain
    return bool(fields & {"event", "action", "outcome"}) or _has_narrative(group)


def _has_narrative(group: Chronology) -> bool:
    columns = group.columns_for("unknown")
    lengths = [
        len(row.cell(c).text.split()) for c in columns for _, row in group.rows() if row.cell(c).text.strip()
    ]
    return sum(length >= 4 for length in lengths) * 2 >= max(len(lengths), 1)


def _may_be_chronology(group: Chronology, vocabulary: Vocabulary) -> bool:
    fields = {meaning.field for meaning in group.columns}
    known = {meaning.field for meaning in group.columns if meaning.certainty == "certain"}
    named = normalise(group.parts[0].table.sheet)
    if any(re.search(rf"\b{re.escape(word)}\b", named) for word in vocabulary.not_chronology):
        return False
    return "date" in fields or (group.has_header and "event" in known and len(known) >= 3)
