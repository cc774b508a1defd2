"""Which rows of a chronology are entries, and why each of the others is set aside.

Every source row is one or the other: the two always add up to the rows read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from importers.content import is_date
from importers.header_rows import repeats
from importers.layout import Chronology, Layout, Part
from importers.tables import Problem, RawRow, RawTable

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(rf"(?:the )?(?:year|month)?[: ]*((?:{_MONTH}[ ,]*)?{_YEAR})[ :.]*", re.IGNORECASE)
_COUNTED = r"(?:entries|events|contacts|rows|records|incidents|visits|calls|lines|items)"
_AMOUNT = r"\d[\d.,]*+"
# Repeats that could share a character are possessive or apart, so that no row takes long to refuse.
_TOTAL = re.compile(
    rf"\W*(?:(?:sub|grand|overall)[- ]?)?total(?:s|ling)?\b[^\d]{{0,30}}"
    rf"{_AMOUNT}(?:[^\w.,]{{1,5}}{_AMOUNT}){{0,30}}\W*(?:{_COUNTED})?\W*"
    rf"|\W*(?:number|no\.?) of {_COUNTED}\W{{1,20}}{_AMOUNT}\W*"
    rf"|\W*{_AMOUNT} {_COUNTED} (?:in|altogether in) total\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*\d+(?:[.,]\d+)?\W*")
_WHAT = r"(?:contacts?|involvement|entries|records?|information|trace|events|chronology|data)"
_WHOM = r"(?: (?:with|from|about|on|of|for|relating to) (?:the |this |these |any )?(?:\w+[ ,]*){1,6}?)?"
_WHEN = (
    r"(?: (?:in|during|for|within|over|throughout)(?: any of)? (?:this|the|that)(?: \w+)?"
    r" (?:period|timeframe|time frame|timescale|scope|review|window|dates)\b.*)"
)
# Without a period or "held", such words can be one attempt among others ("No contact, door knocked twice").
_NIL_RETURN = re.compile(
    rf"\W*(?:nil(?: return)?|no involvement|no trace|no records?"
    rf"|(?:this|our) (?:agency|service|team) (?:had|has|holds?) no {_WHAT}\b.*"
    rf"|we (?:had|have|hold) no {_WHAT}\b.*"
    rf"|not known to (?:this |our |the )?(?:agency|service|team)\b.*"
    rf"|no (?:further |other |relevant |known |agency )*{_WHAT}(?: (?:or|and) {_WHAT})*{_WHOM}"
    rf"(?:{_WHEN}| (?:were |was |are |is )?(?:held|found|identified)(?:{_WHEN})?))\W*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_NIL = 200
_LONGEST_TOTAL = 200
_MOST_IN_NO_ENTRY = 30
_BANNER_FIELDS = frozenset({
    "ref", "date", "date_end", "time", "recorded", "persons", "location", "professional", "source", "agency",
    "age", "child_seen", "ignore",
})  # fmt: skip


class SourceRow(NamedTuple):
    """A row of a chronology that is an entry, or (``context`` filled) a heading that dates the rows below it.

    ``data_row`` is counted from 1 below the header through the whole file, blank lines not counted.
    """

    table: RawTable
    row: RawRow
    data_row: int
    context: str = ""


class SetAside(NamedTuple):
    """A row that is no entry; the fields are those of the ``set_aside`` frame."""

    sheet: str
    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class SortedRows:
    """The rows of one file: each chronology's entries and dated headings in order; the rest, and why."""

    entries: tuple[tuple[SourceRow, ...], ...]
    set_aside: tuple[SetAside, ...]
    problems: tuple[Problem, ...]

    def entry_count(self) -> int:
        """The number of entries."""
        return sum(not item.context for rows in self.entries for item in rows)


def sort_rows(layout: Layout) -> SortedRows:
    """Sort every row of a file into entries and rows set aside."""
    entries: list[tuple[SourceRow, ...]] = []
    aside: list[SetAside] = []
    problems: list[Problem] = []
    data_row = 0
    for chronology in layout.chronologies:
        kept: list[SourceRow] = []
        for part in chronology.parts:
            aside += [_set_aside(part.table, row, "title" if row.filled() else "blank") for row in part.above]
            aside += [_set_aside(part.table, row, "header") for row in part.header_rows]
            # A year above a table, or as the name of a sheet, dates the rows of that table.
            period = _period(part.table.above) or _period(part.table.sheet)
            if period:
                kept.append(SourceRow(part.table, RawRow(0, ()), 0, period))
            sorter = _Sorter.of(part, chronology)
            for place, row in enumerate(sorter.body):
                reason, context = sorter.reason(row, place)
                data_row += reason != "blank"
                if context or not reason:
                    kept.append(SourceRow(part.table, row, data_row, context))
                if reason:
                    aside.append(_set_aside(part.table, row, reason))
                    problems += _unsure(part.table, row, reason, context)
        entries.append(tuple(kept))
    for table in layout.others:
        aside += [_set_aside(table, row, _other_reason(row, table)) for row in table.rows]
    problems += [_nil_stated(item) for item in aside if item.reason == "nil return"]
    return SortedRows(tuple(entries), tuple(aside), tuple(problems))


def row_text(row: RawRow) -> str:
    """The words of a row, cell by cell; cells carried down from a merged block are not repeated."""
    return " | ".join(cell.text.strip() for cell in row.cells if cell.text.strip() and not cell.merged)


def _set_aside(table: RawTable, row: RawRow, reason: str) -> SetAside:
    notes = " | ".join(f"[comment: {cell.comment}]" for cell in row.cells if cell.comment)
    return SetAside(
        table.sheet, row.number, reason, " | ".join(part for part in (row_text(row), notes) if part)
    )


def _other_reason(row: RawRow, table: RawTable) -> str:
    if not row.filled():
        return "blank"
    if is_nil_return(row_text(row)):
        return "nil return"
    return "title" if table.prose else "not a chronology"


def is_nil_return(text: str) -> bool:
    """True where the words say that the agency has nothing to report."""
    return len(text) <= _LONGEST_NIL and _NIL_RETURN.fullmatch(text.strip()) is not None


def _period(text: str) -> str:
    found = _PERIOD.fullmatch(text.strip())
    return found.group(1) if found else ""


@dataclass(frozen=True, slots=True)
class _Sorter:
    """Sorts the rows of one table."""

    body: Sequence[RawRow]
    fields: Mapping[int, str]
    first: int
    is_header: Callable[[RawRow], bool]

    @classmethod
    def of(cls, part: Part, chronology: Chronology) -> _Sorter:
        """The sorter of a part of a chronology."""
        header_rows = part.header_rows or chronology.parts[0].header_rows
        fields = {meaning.column: meaning.field for meaning in chronology.columns}
        first = chronology.columns[0].column if chronology.columns else 0
        return cls(part.body, fields, first, repeats(header_rows))

    def reason(self, row: RawRow, place: int) -> tuple[str, str]:
        """Why a row is set aside (blank: it is an entry), and the date that it gives to the rows below it."""
        cells, fields = row.cells, self.fields
        own = [column for column in row.filled() if not cells[column].merged]
        if not own:
            return "blank", ""
        if self.is_header(row):
            return "header", ""
        if len(own) > _MOST_IN_NO_ENTRY:
            return "", ""
        if all(fields.get(column) == "ref" and _NUMBER.fullmatch(cells[column].text) for column in own):
            # Templates number their empty rows in advance.
            return "blank", ""
        texts = [cells[column].text.strip() for column in own]
        if is_total(" ".join(texts)):
            return "total", ""
        if len(own) > 2:
            return "", ""
        dated = any(is_date(cells[column]) for column in own if fields.get(column) in ("date", "date_end"))
        if not dated and any(is_nil_return(text) for text in texts):
            return "nil return", ""
        return self._lone_cell(row, own[0], place) if len(own) == 1 else ("", "")

    def _lone_cell(self, row: RawRow, column: int, place: int) -> tuple[str, str]:
        cell = row.cells[column]
        field = self.fields.get(column, "unknown")
        period = _period(cell.text)
        if period and (field == "date" or column == self.first):
            return "heading", period
        if field == "date" and is_date(cell):
            following = next((n for n in range(place + 1, len(self.body)) if self.body[n].filled()), None)
            heads = following is not None and not self.body[following].cell(column).text.strip()
            # A day on a line of its own, above rows without a date, is the date of those rows.
            return ("heading", cell.text.strip()) if heads else ("", "")
        if field in _BANNER_FIELDS:
            return "heading", ""
        return "", ""


def is_total(text: str) -> bool:
    """True where the words and numbers of a row only add up others: ``Total 9``, ``Total entries: 9``."""
    return len(text) <= _LONGEST_TOTAL and _TOTAL.fullmatch(text) is not None


def _unsure(table: RawTable, row: RawRow, reason: str, context: str) -> list[Problem]:
    if reason not in ("heading", "total") or context:
        return []
    sentence = (
        "This row has words in one cell only and no date, so it was taken for a heading. If it is an entry, "
        "move the words to the column of events."
        if reason == "heading"
        else "This row adds up others and was taken for a total."
    )
    return [Problem("row_set_aside", "note", sentence, f"Set aside as a {reason}.", table.sheet, row.number)]


def _nil_stated(item: SetAside) -> Problem:
    return Problem(
        "nil_return_stated",
        "note",
        "The agency states that it had no contact or holds no record.",
        "Kept as a stated nil return, which is not the same as no return.",
        item.sheet,
        item.row,
    )
