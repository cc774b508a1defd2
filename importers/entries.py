"""From dated rows to rows of the ``entries`` frame: every cell verbatim, and the fields understood."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from importers.content import PeopleWords
from importers.date_issues import date_note
from importers.dating import DatedRow
from importers.headers import ColumnMeaning
from importers.layout import Chronology
from importers.rows import SourceRow
from importers.tables import RawCell

BETWEEN = " · "
_NARRATIVE = frozenset({"event", "action", "outcome", "comment", "unknown"})
_VERBATIM = ("persons", "source", "action", "outcome", "comment", "professional", "location")
_YES = re.compile(r"(?:(?:yes|y|true|seen|x)\b|[✓✔☒☑])[\s.,;:–—-]*", re.IGNORECASE)
_NO = re.compile(r"(?:(?:no|n|false|not seen|unseen)\b|☐)[\s.,;:–—-]*", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"(n/?[ak]|not applicable|-+)\.?", re.IGNORECASE)
_A_WORD = re.compile(r"[^\W\d_]{2,}")
_SPACE = re.compile(r"\s+")


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

    def next_id(self, texts: Sequence[str]) -> str:
        """The id of the next row with these words; capitals and spacing make no difference."""
        words = "\x1f".join(_SPACE.sub(" ", text).strip().casefold() for text in texts if text.strip())
        self._seen[words] += 1
        content = f"{self._agency}\x1e{words}\x1e{self._seen[words]}"
        return hashlib.sha256(content.encode()).hexdigest()[:12]


def entry_row(
    origin: FileOrigin, chronology: Chronology, dated: DatedRow, ids: EntryIds, people: PeopleWords
) -> dict[str, Any]:
    """One row of the ``entries`` frame; ``position`` is given later, over the whole case."""
    item, reading = dated.source, dated.reading
    cells = [(meaning, item.row.cell(meaning.column)) for meaning in chronology.columns]
    narrated = any(m.field in _NARRATIVE and cell.text.strip() and not cell.merged for m, cell in cells)
    fields = {name: _joined(cells, name, carry=not narrated) for name in _VERBATIM}
    return {
        "entry_id": ids.next_id([cell.text for m, cell in cells if m.field != "ref"]),
        "agency": origin.agency,
        "file": origin.file,
        "sheet": item.table.sheet,
        "row": item.row.number,
        "data_row": item.data_row,
        "position": 0,
        "original": {meaning.name: cell.text for meaning, cell in cells},
        "date_text": dated.text,
        "earliest": reading.earliest,
        "latest": reading.latest,
        "precision": str(reading.precision),
        "edtf": reading.edtf,
        "date_basis": str(reading.basis),
        "date_note": date_note(dated),
        "time_text": reading.time,
        "recorded": dated.recorded,
        **fields,
        "event": _event(cells, people, carry=not narrated),
        "child_seen": _child_seen(cells),
        "hidden": _is_hidden(item),
        "struck": any(cell.struck for _, cell in cells),
        "cell_comments": "\n".join(cell.comment for cell in item.row.cells if cell.comment),
    }


def _joined(cells: Sequence[tuple[ColumnMeaning, RawCell]], field: str, *, carry: bool) -> str:
    # Words merged over several rows tell one thing once; a merged person or place holds for each row.
    texts = [
        cell.text.strip()
        for meaning, cell in cells
        if meaning.field == field and (carry or field not in _NARRATIVE or not cell.merged)
    ]
    return BETWEEN.join(text for text in texts if text)


def _event(cells: Sequence[tuple[ColumnMeaning, RawCell]], people: PeopleWords, *, carry: bool) -> str:
    """Every narrative cell that has no field of its own, in column order."""
    texts = [
        cell.text.strip()
        for meaning, cell in cells
        if _narrates(meaning, cell.text.strip(), people) and (carry or not cell.merged)
    ]
    return BETWEEN.join(texts)


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


def _child_seen(cells: Sequence[tuple[ColumnMeaning, RawCell]]) -> str:
    for meaning, cell in cells:
        text = cell.text.strip()
        if meaning.field == "child_seen" and text:
            if _NOT_APPLICABLE.fullmatch(text):
                continue
            if _NO.match(text) or text.casefold().startswith("not "):
                return "N"
            if _YES.match(text):
                return "Y"
    return ""


def _is_hidden(item: SourceRow) -> bool:
    hidden_cell = any(column in item.table.hidden_columns for column in item.row.filled())
    return item.table.hidden or item.row.hidden or hidden_cell
