"""One case as arrays: what the patterns of the engine read.

Entries are numbered by their place in the frame.  Days are whole numbers (days since 1970); an undated entry
can have happened on any day of the case.  Everything is worked out once and looked up many times.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from chronology import people
from chronology.case import Case
from chronology.services import Services, agencies_spoken_of
from chronology.tagging import FIELDS

HAPPENED = ("happened",)


@dataclass(frozen=True)
class Record:
    """A case made ready for the patterns.

    Attributes:
        case: the case itself.
        first, last: first and last possible day of each entry.
        dated: whether the entry is dated at all.
        agency: agency key of each entry.
        words: all searched words of each entry.
        tags: (tag, polarity) to the entries that have it, as a boolean array.
        told: the ``tags`` frame itself, for the words behind them.
        persons: entry number and person code of every mention, as two aligned arrays.
        subjects: the same for the persons whom the entry is about.
        key: the people key.
        services: which service each agency is.
        spoken_of: agency key to the entries that speak of it.
    """

    case: Case
    first: np.ndarray
    last: np.ndarray
    dated: np.ndarray
    agency: np.ndarray
    words: pd.Series
    tags: Mapping[tuple[str, str], np.ndarray]
    told: pd.DataFrame
    persons: tuple[np.ndarray, np.ndarray]
    subjects: tuple[np.ndarray, np.ndarray]
    key: people.Key
    services: Services
    spoken_of: Mapping[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.first)

    def tagged(self, names: list[str], how: tuple[str, ...] = HAPPENED) -> np.ndarray:
        """Entries that have at least one of the tags with one of the polarities."""
        out = np.zeros(len(self), dtype=bool)
        for name in names:
            for polarity in how:
                hit = self.tags.get((name, polarity))
                if hit is not None:
                    out |= hit
        return out

    def written_by(self, names: list[str]) -> np.ndarray:
        """Entries of agencies that are of one of the kinds, services or keys named."""
        return np.isin(self.agency, [key for key in self.case.agencies if self.is_one_of(key, names)])

    def is_one_of(self, key: str, names: Collection[str]) -> bool:
        """Whether an agency is of one of the kinds, services or keys named."""
        return not self._known_as[key].isdisjoint(names)

    @cached_property
    def _known_as(self) -> Mapping[str, frozenset[str]]:
        return self.services.known_as(self.case.agencies)

    @cached_property
    def columns(self) -> Mapping[str, np.ndarray]:
        """The columns of the entries as plain arrays: looking up one cell of a frame is slow."""
        return {name: column.to_numpy(object) for name, column in self.case.entries.items()}

    @cached_property
    def ids(self) -> np.ndarray:
        """Entry id of each entry number."""
        return self.columns["entry_id"]

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """Entry number of each entry id."""
        return {entry_id: number for number, entry_id in enumerate(self.ids)}

    @cached_property
    def _rows_told(self) -> Mapping[str, np.ndarray]:
        return self.told.groupby("entry_id", sort=False).indices

    def telling_words(
        self, entry: int, tags: Collection[str], how: Collection[str]
    ) -> tuple[tuple[str, int, int], ...]:
        """Column, first and one past the last character of the words that gave an entry any of the tags.

        Args:
            entry: number of the entry.
            tags: the tags.
            how: polarities, of which the words must have one.
        """
        rows = self.told.iloc[self._rows_told.get(self.ids[entry], [])]
        rows = rows[rows["tag"].isin(list(tags)) & rows["polarity"].isin(list(how))]
        return tuple(zip(rows["field"], rows["start"].tolist(), rows["end"].tolist(), strict=True))

    def subjects_of(self, entry: int) -> tuple[str, ...]:
        """Codes of the persons whom an entry is about."""
        return tuple(_codes_at(self.subjects, entry))

    def persons_of(self, entry: int) -> tuple[str, ...]:
        """Codes of the persons that an entry names, those whom it is about first."""
        return tuple(dict.fromkeys([*_codes_at(self.subjects, entry), *_codes_at(self.persons, entry)]))


def _codes_at(pairs: tuple[np.ndarray, np.ndarray], entry: int) -> np.ndarray:
    first, last = np.searchsorted(pairs[0], [entry, entry + 1])
    return pairs[1][first:last]


def build_record(case: Case, mentions: pd.DataFrame, tags: pd.DataFrame, services: Services) -> Record:
    """The record of a case.

    An entry that names nobody is taken to be about the index person: agencies leave the column blank when the
    whole file is about one person.  So is one whose column of persons names only people whom the key does not
    have: to take it for about somebody else, whom its words happen to name, would be a guess.
    """
    entries = case.entries
    number = pd.Series(np.arange(len(entries)), index=entries["entry_id"])
    first, last, dated = _days(case)
    cells = zip(*(entries[field] for field in FIELDS), strict=True)
    words = pd.Series([" · ".join(row) for row in cells], index=entries.index, dtype=str)
    spoken = agencies_spoken_of(words, services)
    named = mentions.assign(number=number.reindex(mentions["entry_id"]).to_numpy())
    subjects = named[named["field"] == "persons"]
    everyone = np.arange(len(entries))
    subjectless = np.setdiff1d(everyone, subjects["number"].unique())
    unrecognised = subjectless[entries["persons"].to_numpy(str)[subjectless] != ""]
    fallback = named[named["number"].isin(np.setdiff1d(subjectless, unrecognised))]
    without = np.union1d(np.setdiff1d(everyone, named["number"].unique()), unrecognised)
    index = [case.index_person] * len(without)
    return Record(
        case=case,
        first=first,
        last=last,
        dated=dated,
        agency=entries["agency"].to_numpy(object),
        words=words,
        tags=_tag_arrays(tags, number, entries),
        told=tags,
        persons=_pairs(named, without, index),
        subjects=_pairs(pd.concat([subjects, fallback]), without, index),
        key=people.build_key(case.people, case.relations, case.index_person),
        services=services,
        spoken_of={key: hit.to_numpy(bool) for key, hit in spoken.items()},
    )


def _pairs(named: pd.DataFrame, without: np.ndarray, index: list[str]) -> tuple[np.ndarray, np.ndarray]:
    pairs = named[["number", "person"]].drop_duplicates()
    numbers = np.concatenate([pairs["number"].to_numpy(np.int64), without.astype(np.int64)])
    codes = np.concatenate([pairs["person"].to_numpy(object), np.array(index, dtype=object)])
    order = np.argsort(numbers, kind="stable")
    return numbers[order], codes[order]


def _days(case: Case) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    first = case.entries["earliest"].to_numpy("datetime64[D]")
    last = case.entries["latest"].to_numpy("datetime64[D]")
    dated = ~np.isnat(first)
    if not dated.any():
        return np.zeros(len(first), np.int64), np.zeros(len(first), np.int64), dated
    first = np.where(dated, first, first[dated].min()).astype(np.int64)
    last = np.where(dated, last, last[dated].max()).astype(np.int64)
    return first, last, dated


def _tag_arrays(
    tags: pd.DataFrame, number: pd.Series, entries: pd.DataFrame
) -> dict[tuple[str, str], np.ndarray]:
    out: dict[tuple[str, str], np.ndarray] = {}
    at = number.reindex(tags["entry_id"]).to_numpy(np.int64)
    for (tag, polarity), places in tags.groupby(["tag", "polarity"]).indices.items():
        hit = np.zeros(len(entries), dtype=bool)
        hit[at[places]] = True
        out[str(tag), str(polarity)] = hit
    # Not words but their absence: nothing stands in any cell that should say what was done.
    blank = ((entries["action"].str.strip() == "") & (entries["outcome"].str.strip() == "")).to_numpy(bool)
    out["nothing_written", "happened"] = blank
    noted = out.get(("only_noted", "happened"), np.zeros(len(entries), dtype=bool))
    out["passive_outcome", "happened"] = blank | noted
    return out
