"""Where in a file the chronology stands: its header row, the columns below it, tables that continue it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from importers.content import PeopleWords, is_date
from importers.header_rows import Header, find_header, header_key, repeats
from importers.headers import ColumnMeaning, understand_columns
from importers.tables import BLANK, Problem, RawCell, RawRow, RawTable
from importers.vocabulary import Vocabulary, normalise

_WIDE = 200
_WIDEST = 400


@dataclass(frozen=True, slots=True)
class Part:
    """One table and its header, if it has one."""

    table: RawTable
    found: Header | None

    @property
    def header(self) -> RawRow | None:
        """The words of the header, column by column."""
        return self.found.cells if self.found is not None else None

    @property
    def above(self) -> tuple[RawRow, ...]:
        """The rows above the header."""
        return self.table.rows[: self.found.first] if self.found is not None else ()

    @property
    def header_rows(self) -> tuple[RawRow, ...]:
        """The rows of the header, one or two."""
        return self.table.rows[self.found.first : self.found.last + 1] if self.found is not None else ()

    @property
    def body(self) -> tuple[RawRow, ...]:
        """The rows below the header."""
        return self.table.rows[self.found.last + 1 :] if self.found is not None else self.table.rows


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
    header, is_header = group[0].header, repeats(group[0].header_rows)
    body = [row for p in group for row in p.body if not is_header(row)]
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
