"""What a corrected return changes: which rows are new, which are changed, which are gone.

Entries keep their identity when their words are edited, so that decisions stay with them.  Rows are matched
with care rather than cleverness: the same words first, then the same words under another date, then near
words on the same date, then near words at the same place of the file.  What is left is new or withdrawn.
Every comparison stays within a small block of rows, so the work grows with the number of rows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from rapidfuzz import fuzz, process

from chronology.dates import show_interval

ROW_COLUMNS = (
    "id", "content", "sheet", "row", "date_text", "earliest", "latest", "narrative", "cells",
)  # fmt: skip
"""Columns of a frame of recorded rows: all text but ``row``, a number, and ``cells``, header to text.

``content`` is made of the words of the row alone, ``id`` is the identity that the entry keeps; ``earliest``
and ``latest`` are written 2012-05-21, blank where undated.
"""

_NARRATIVE = ("event", "action", "outcome", "comment")
_BETWEEN = " · "
_ENOUGH_WORDS = 5
_NEAR_ON_THE_DAY = 75
_NEAR_IN_PLACE = 88
_WINDOW = 60
_COMPARED = 1500


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new file of an agency changes.

    Attributes:
        rows: the new rows with the columns of :data:`ROW_COLUMNS` and ``state``: added, changed, unchanged,
            or returned (withdrawn earlier, and back in the same words).
        cells: one changed cell a row: ``id``, ``sheet``, ``row``, ``column``, ``before``, ``after``.
        withdrawn: the earlier rows that have no counterpart.
    """

    rows: pd.DataFrame
    cells: pd.DataFrame
    withdrawn: pd.DataFrame

    def count(self, state: str) -> int:
        """The number of new rows in a state."""
        return int((self.rows["state"] == state).sum())

    @property
    def nothing(self) -> bool:
        """True where no entry is added, changed, withdrawn or returned."""
        return self.count("unchanged") == len(self.rows) and self.withdrawn.empty

    def dates_of_shared_rows(self) -> dict[str, str]:
        """By id the date of each entry that is one of several of its row, as nothing else tells them apart."""
        shared = self.rows[self.rows.duplicated(["sheet", "row"], keep=False)]
        days = zip(shared["earliest"], shared["latest"], strict=True)
        return dict(zip(shared["id"], [date_in_words(*both) for both in days], strict=True))


def date_in_words(earliest: str, latest: str) -> str:
    """The date of a recorded row, from its first and last day as they are recorded: ``3 May 2012``."""
    first, last = (date.fromisoformat(day) if day else None for day in (earliest, latest))
    return show_interval(first, last)


def rows_of(entries: pd.DataFrame) -> pd.DataFrame:
    """The rows of an ``entries`` frame as they are recorded and compared; ``id`` is still ``content``."""
    parts = [entries[name].str.strip() for name in _NARRATIVE]
    narrative = [_BETWEEN.join(part for part in row if part) for row in zip(*parts, strict=True)]
    return pd.DataFrame(
        {
            "id": entries["entry_id"].to_numpy(),
            "content": entries["entry_id"].to_numpy(),
            "sheet": entries["sheet"].to_numpy(),
            "row": entries["row"].to_numpy(),
            "date_text": entries["date_text"].to_numpy(),
            "earliest": entries["earliest"].dt.strftime("%Y-%m-%d").fillna("").to_numpy(),
            "latest": entries["latest"].dt.strftime("%Y-%m-%d").fillna("").to_numpy(),
            "narrative": narrative,
            "cells": entries["original"].to_numpy(),
        },
        columns=list(ROW_COLUMNS),
    )


def compare(before: pd.DataFrame, after: pd.DataFrame, withdrawn_before: pd.DataFrame) -> Changes:
    """Match the rows of a new file with those recorded.

    Args:
        before: recorded rows, with the columns of :data:`ROW_COLUMNS`.
        after: rows of the new file, from :func:`rows_of`.
        withdrawn_before: rows withdrawn by earlier files; one that is back in the same words keeps its id.

    Returns:
        The new rows, each with the id that it keeps or gets; changed cells; rows that are gone.
    """
    matched = match(before, after)
    earlier = dict(zip(withdrawn_before["content"], withdrawn_before["id"], strict=True))
    cells: list[tuple[str, str, int, str, str, str]] = []
    old_ids, old_cells = list(before["id"]), list(before["cells"])
    ids: list[str] = [""] * len(after)
    states = ["added"] * len(after)
    for place, (content, sheet, row, shown) in enumerate(
        after[["content", "sheet", "row", "cells"]].itertuples(index=False)
    ):
        if place in matched:
            ids[place] = old_ids[matched[place]]
            changed = cell_changes(old_cells[matched[place]], shown)
            states[place] = "changed" if changed else "unchanged"
            cells += [(ids[place], sheet, row, *change) for change in changed]
        elif content in earlier:
            ids[place], states[place] = earlier.pop(content), "returned"
    taken = {*before["id"], *withdrawn_before["id"]}
    ids = _with_free_ids(ids, list(after["content"]), taken)
    gone = before.drop(index=before.index[sorted(matched.values())])
    return Changes(
        after.assign(id=ids, state=states),
        pd.DataFrame(cells, columns=["id", "sheet", "row", "column", "before", "after"]),
        gone.reset_index(drop=True),
    )


def match(before: pd.DataFrame, after: pd.DataFrame) -> dict[int, int]:
    """Place of each new row that has a counterpart, to the place of that counterpart before."""
    matching = _Matching(before, after)
    matching.pair_alike(before["content"], after["content"])
    matching.pair_only_ones(*(_long_enough(frame["narrative"]) for frame in (before, after)))
    matching.pair_near(_dates(before), _dates(after), _NEAR_ON_THE_DAY)
    matching.pair_near(*matching.gaps(), _NEAR_IN_PLACE)
    return matching.found


def cell_changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Header, earlier text and new text of each cell that differs by more than its spacing.

    A header that was renamed above the same text is no change of the cell.
    """
    old = {header: " ".join(text.split()) for header, text in before.items()}
    new = {header: " ".join(text.split()) for header, text in after.items()}
    gone = {header: text for header, text in old.items() if header not in new and text}
    come = {header: text for header, text in new.items() if header not in old and text}
    moved = set(gone.values()) & set(come.values())
    return [
        (header, before.get(header, ""), after.get(header, ""))
        for header in dict.fromkeys((*after, *before))
        if old.get(header, "") != new.get(header, "")
        and not (old.get(header, new.get(header)) in moved and (header in gone or header in come))
    ]


class _Matching:
    """Pairs found so far, each row at most once."""

    def __init__(self, before: pd.DataFrame, after: pd.DataFrame) -> None:
        self.found: dict[int, int] = {}
        self._texts = [_compared(frame) for frame in (before, after)]
        self._left = [set(range(len(before))), set(range(len(after)))]

    def _pair(self, old: int, new: int) -> None:
        self.found[new] = old
        self._left[0].discard(old)
        self._left[1].discard(new)

    def pair_alike(self, before: Iterable[str], after: Iterable[str]) -> None:
        """Pair rows whose keys are the same; keys are unique on each side."""
        places = {key: place for place, key in enumerate(before)}
        for new, key in enumerate(after):
            if key in places:
                self._pair(places[key], new)

    def pair_only_ones(self, before: Sequence[str], after: Sequence[str]) -> None:
        """Pair rows left over whose key is not blank and stands once on each side."""
        old, new = self._blocks(before, 0), self._blocks(after, 1)
        for key, places in new.items():
            if key and len(places) == 1 and len(old.get(key, ())) == 1:
                self._pair(old[key][0], places[0])

    def pair_near(self, before: Sequence[Hashable], after: Sequence[Hashable], least: int) -> None:
        """Pair rows left over in the same block whose words are near, the nearest first.

        In a block with many rows, only those at about the same place of it are compared.
        """
        old, new = self._blocks(before, 0), self._blocks(after, 1)
        pairs = [
            (one, other)
            for key, others in new.items()
            for place, other in enumerate(others)
            for one in old.get(key, [])[max(0, place - _WINDOW) : place + _WINDOW]
        ]
        if not pairs:
            return
        scores = process.cpdist(
            [self._texts[0][one] for one, _ in pairs],
            [self._texts[1][other] for _, other in pairs],
            scorer=fuzz.WRatio,
            score_cutoff=least,
        )
        ranked = sorted(
            (-float(score), abs(one - other), one, other)
            for score, (one, other) in zip(scores, pairs, strict=True)
            if score >= least
        )
        for _, _, one, other in ranked:
            if one in self._left[0] and other in self._left[1]:
                self._pair(one, other)

    def gaps(self) -> tuple[list[int], list[int]]:
        """For each row, the last pair above it, so that rows between the same two pairs are in one block."""
        counterpart = {old: old for old in self.found.values()}
        return (
            _last_seen([counterpart.get(place, -1) for place in range(len(self._texts[0]))]),
            _last_seen([self.found.get(place, -1) for place in range(len(self._texts[1]))]),
        )

    def _blocks(self, keys: Sequence[Hashable], side: int) -> dict[Hashable, list[int]]:
        blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place in sorted(self._left[side]):
            blocks[keys[place]].append(place)
        return blocks


def _last_seen(values: Sequence[int]) -> list[int]:
    last, out = -1, []
    for value in values:
        last = value if value >= 0 else last
        out.append(last)
    return out


def _long_enough(narratives: Iterable[str]) -> list[str]:
    """Narratives in plain form; blank where so short that two entries may well say the same."""
    plain = [" ".join(text.split()).casefold() for text in narratives]
    return [text if text.count(" ") + 1 >= _ENOUGH_WORDS else "" for text in plain]


def _dates(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """A row's days, or its words for them where they could not be read."""
    return [
        (earliest, latest) if earliest or latest else ("undated", " ".join(words.split()).casefold())
        for earliest, latest, words in frame[["earliest", "latest", "date_text"]].itertuples(index=False)
    ]


def _compared(frame: pd.DataFrame) -> list[str]:
    """The words to compare: what happened, or where nothing tells that, all cells; long ones cut short."""
    return [
        " ".join((narrative or _BETWEEN.join(cells.values())).split()).casefold()[:_COMPARED]
        for narrative, cells in frame[["narrative", "cells"]].itertuples(index=False)
    ]


def _with_free_ids(ids: list[str], contents: Sequence[str], taken: set[str]) -> list[str]:
    """An id for each row that has none: that of its words, unless another entry has it already."""
    used = taken | {id_ for id_ in ids if id_}
    out = []
    for id_, content in zip(ids, contents, strict=True):
        free, copy = id_ or content, 2
        while not id_ and free in used:
            free = hashlib.sha256(f"{content}\x1e{copy}".encode()).hexdigest()[:12]
            copy += 1
        used.add(free)
        out.append(free)
    return out
