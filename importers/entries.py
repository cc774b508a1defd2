"""From dated rows to rows of the ``entries`` frame: every cell verbatim, and the fields understood."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from chronology import frames
from importers.content import PeopleWords
from importers.date_issues import date_note
from importers.dating import DatedRow
from importers.headers import ColumnMeaning
from importers.layout import Chronology, columns_of
from importers.rows import SourceRow
from importers.tables import RawCell, RawRow

BETWEEN = " · "
_NARRATIVE = frozenset({"event", "action", "outcome", "comment", "unknown"})
_VERBATIM = ("persons", "source", "action", "outcome", "comment", "professional", "location")
_YES = re.compile(r"(?:(?:yes|y|true|seen|x)\b|[✓✔☒☑])[\s.,;:–—-]*", re.IGNORECASE)
_NO = re.compile(r"(?:(?:no|n|false|not seen|unseen)\b|☐)[\s.,;:–—-]*", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"(n/?[ak]|not applicable|-+)\.?", re.IGNORECASE)
_A_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """Where rows come from: the agency's key and the path of the file relative to the case folder."""

    agency: str
    file: str


class EntryIds:
    """Gives each row of an agency an id that a later import of the same words gives again.

    It lives as long as the import of one agency: equal rows are told apart by their order.
    """

    def __init__(self, agency: str) -> None:
        self._agency = agency
        self._seen: Counter[str] = Counter()

    def next_id(self, texts: Iterable[str]) -> str:
        """The id of the next row with these words; capitals and spacing make no difference."""
        words = "\x1f".join([plain for text in texts if (plain := " ".join(text.split()))]).casefold()
        self._seen[words] += 1
        content = f"{self._agency}\x1e{words}\x1e{self._seen[words]}"
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class OriginalCells(Mapping[str, str]):
    """The cells of one row as sent, by heading: like a dict, in half the memory, since rows share the headings."""

    __slots__ = ("_headings", "_texts")

    def __init__(self, headings: tuple[str, ...], texts: tuple[str, ...]) -> None:
        self._headings, self._texts = headings, texts

    def __getitem__(self, heading: str) -> str:
        if heading not in self._headings:
            raise KeyError
        return self._texts[self._headings.index(heading)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._headings)

    def __len__(self) -> int:
        return len(self._headings)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the entries: its meaning, its cells, their words without outer spaces."""

    meaning: ColumnMeaning
    cells: Sequence[RawCell]
    words: list[str]
    merged: bool

    def told(self, carry: Sequence[bool]) -> list[str]:
        """Its words; those merged over several rows are told once, unless a row carries nothing else."""
        if not self.merged or self.meaning.field not in _NARRATIVE:
            return self.words
        return [
            words if row_carries or not cell.merged else ""
            for words, cell, row_carries in zip(self.words, self.cells, carry, strict=True)
        ]


def entries_frame(
    origin: FileOrigin,
    chronology: Chronology,
    dated: Sequence[DatedRow],
    ids: EntryIds,
    people: PeopleWords,
) -> pd.DataFrame:
    """Rows of the ``entries`` frame, column by column; ``position`` is given later, over the whole case.

    Args:
        origin: agency and file.
        chronology: what its columns hold.
        dated: its entries in order, with their dates.
        ids: gives each entry its id.
        people: the people of the case.
    """
    rows = [item.source.row for item in dated]
    cells = columns_of(rows, [meaning.column for meaning in chronology.columns])
    columns = [_column(meaning, own) for meaning, own in zip(chronology.columns, cells, strict=True)]
    carry = _carried(columns, len(rows))
    texts = [[cell.text for cell in column.cells] for column in columns]
    told = [text for column, text in zip(columns, texts, strict=True) if column.meaning.field != "ref"]
    names = tuple(column.meaning.name for column in columns)
    readings = [item.reading for item in dated]
    fields = {
        "entry_id": [
            ids.next_id(_marked(row, item)) for row, item in zip(_across(told, len(rows)), dated, strict=True)
        ],
        "agency": [origin.agency] * len(rows),
        "file": [origin.file] * len(rows),
        "sheet": [item.source.table.sheet for item in dated],
        "row": [row.number for row in rows],
        "data_row": [item.source.data_row for item in dated],
        "position": [0] * len(rows),
        "original": [OriginalCells(names, row) for row in _across(texts, len(rows))],
        "date_text": [item.text for item in dated],
        "earliest": _days([reading.earliest for reading in readings]),
        "latest": _days([reading.latest for reading in readings]),
        "precision": [reading.precision.value for reading in readings],
        "edtf": [reading.edtf for reading in readings],
        "date_basis": [reading.basis.value for reading in readings],
        "date_note": [date_note(item) for item in dated],
        "time_text": [item.time for item in dated],
        "recorded": _days([item.recorded for item in dated]),
        **{name: _joined([c.told(carry) for c in columns if c.meaning.field == name], len(rows))
           for name in _VERBATIM},
        "event": _joined([_narrated(column, people, carry) for column in columns], len(rows)),
        "child_seen": _child_seen([c.words for c in columns if c.meaning.field == "child_seen"], len(rows)),
        "hidden": [_is_hidden(item.source) for item in dated],
        "struck": _any([[cell.struck for cell in column.cells] for column in columns], len(rows)),
        "cell_comments": [_comments(row) for row in rows],
    }  # fmt: skip
    return frames.coerce("entries", pd.DataFrame(fields))


def _marked(words: tuple[str, ...], item: DatedRow) -> tuple[str, ...]:
    """The words of a row, and for each further date of its cell that date, so that each entry has its own id.

    The first keeps the id that the row has by its words alone.
    """
    return (*words, f"\x1e{item.reading.edtf}") if item.place else words


def _column(meaning: ColumnMeaning, cells: Sequence[RawCell]) -> _Column:
    words = [cell.text.strip() for cell in cells]
    return _Column(meaning, cells, words, any(cell.merged for cell in cells))


def _across(columns: Sequence[list[str]], length: int) -> Iterable[tuple[str, ...]]:
    """Columns turned to rows, also where there is no column."""
    return zip(*columns, strict=True) if columns else [()] * length


def _days(days: list[date | None]) -> np.ndarray:
    return np.array(days, dtype="datetime64[D]").astype("datetime64[us]")


def _carried(columns: Sequence[_Column], length: int) -> list[bool]:
    """For each row whether merged words count: they do where no narrative cell of its own does."""
    own = [
        [bool(words) and not cell.merged for words, cell in zip(column.words, column.cells, strict=True)]
        for column in columns
        if column.meaning.field in _NARRATIVE
    ]
    if not any(column.merged for column in columns):
        return [True] * length
    return [not told for told in _any(own, length)]


def _any(columns: Sequence[Sequence[bool]], length: int) -> list[bool]:
    """For each row whether any column is true."""
    true = [column for column in columns if any(column)]
    return [any(row) for row in zip(*true, strict=True)] if true else [False] * length


def _joined(columns: Sequence[list[str]], length: int) -> list[str]:
    """The words of several columns, row by row."""
    filled = [column for column in columns if any(column)]
    if not filled:
        return [""] * length
    if len(filled) == 1:
        return filled[0]
    return [BETWEEN.join([words for words in row if words]) for row in zip(*filled, strict=True)]


def _narrated(column: _Column, people: PeopleWords, carry: Sequence[bool]) -> list[str]:
    """What the cells of a column add to what happened: blank where they have a field of their own."""
    meaning = column.meaning
    if meaning.field == "event":
        return column.told(carry)
    if meaning.field not in ("unknown", "child_seen", "persons"):
        return []
    if meaning.field == "persons" and meaning.certainty != "likely":
        return []
    tells = {words: _narrates(meaning, words, people) for words in set(column.words)}
    return [
        words if tells[words] and (row_carries or not cell.merged) else ""
        for words, cell, row_carries in zip(column.words, column.cells, carry, strict=True)
    ]


def _narrates(meaning: ColumnMeaning, text: str, people: PeopleWords) -> bool:
    if not text:
        return False
    if meaning.field == "event":
        return True
    if meaning.field == "unknown":
        # A bare number or tick says nothing without its header, which stays with it in the original cells.
        return _A_WORD.search(text) is not None and not _bare_answer(text)
    if meaning.field == "child_seen":
        return not _bare_answer(text)
    if meaning.field == "persons" and meaning.certainty == "likely":
        return people.remainder(text) != ""
    return False


def _bare_answer(text: str) -> bool:
    return any(pattern.fullmatch(text) is not None for pattern in (_YES, _NO, _NOT_APPLICABLE))


def _child_seen(columns: Sequence[list[str]], length: int) -> list[str]:
    """Y, N or blank for each row: the first column that answers."""
    answers = {words: _answer(words) for column in columns for words in set(column)}
    return [next((answers[words] for words in row if answers[words]), "") for row in _across(columns, length)]


def _answer(text: str) -> str:
    if not text or _NOT_APPLICABLE.fullmatch(text):
        return ""
    if _NO.match(text) or text.casefold().startswith("not "):
        return "N"
    return "Y" if _YES.match(text) else ""


def _comments(row: RawRow) -> str:
    return "\n".join([cell.comment for cell in row.cells if cell.comment])


def _is_hidden(item: SourceRow) -> bool:
    if item.table.hidden or item.row.hidden:
        return True
    hidden = item.table.hidden_columns
    return bool(hidden) and any(column in hidden for column in item.row.filled())
