"""Selecting entries and searching among them: the two questions that every pattern asks.

*Which entries are meant* is :func:`select`; *is there an answer, about these people, from these agencies,
in this time* is :class:`Answers`.  Searching sorts once and then looks up, so it grows as n log n.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from chronology.people import families, is_child
from chronology.record import Record
from chronology.rules import Selector

FAR = np.int64(10**7)
_SHIFT = np.int64(1 << 26)
_UNKNOWN = np.datetime64("NaT")


@dataclass(frozen=True)
class Search:
    """A record and its spells, with the tables that searching needs."""

    record: Record
    spells: pd.DataFrame

    @cached_property
    def agency_number(self) -> np.ndarray:
        """Number of the agency of each entry, in the order of the case."""
        keys = pd.Index(list(self.record.case.agencies), dtype=object)
        place = keys.get_indexer(self.record.agency)
        return np.where(place < 0, len(keys), place)

    @cached_property
    def person_number(self) -> dict[str, int]:
        """Number of each person code; a case without a key has one nameless person."""
        return {
            code: place
            for place, code in enumerate(dict.fromkeys([*self.record.key.codes, *self.record.persons[1]]))
        }

    @cached_property
    def person_of_mention(self) -> np.ndarray:
        """Number of the person of each mention, aligned with the record's ``persons``."""
        return self._numbers_of(self.record.persons[1])

    @cached_property
    def person_of_subject(self) -> np.ndarray:
        """Number of the person of each subject, aligned with the record's ``subjects``."""
        return self._numbers_of(self.record.subjects[1])

    def _numbers_of(self, codes: np.ndarray) -> np.ndarray:
        return pd.Index(list(self.person_number), dtype=object).get_indexer(codes)

    @cached_property
    def _families(self) -> tuple[np.ndarray, list[dict[str, frozenset[str]]]]:
        return families(self.record.key)

    @cached_property
    def _siblings(self) -> dict[str, frozenset[str]]:
        edges = self.record.key.edges
        chosen = edges[edges["kind"] == "sibling"]
        return {person: frozenset(group) for person, group in chosen.groupby("to_code")["from_code"]}

    def family_of(self, person: str, day: int) -> frozenset[str]:
        """The person's family on the day, always with the person."""
        changes, groups = self._families
        place = int(np.searchsorted(changes.astype(np.int64), day, side="right")) - 1
        return groups[max(place, 0)].get(person, frozenset([person]))

    def scope(self, numbers: np.ndarray, persons: str) -> pd.DataFrame:
        """Frame number, person (as numbers): every person in whose entries an answer is looked for."""
        if persons == "anyone":
            return pd.DataFrame({"number": numbers, "person": np.int64(-1)})
        entry, code = self.record.subjects
        asked = np.zeros(len(self.record), dtype=bool)
        asked[numbers] = True
        chosen = asked[entry]
        entry, code = entry[chosen], code[chosen]
        if persons == "same":
            return pd.DataFrame({"number": entry, "person": self.person_of_subject[chosen]})
        if persons == "siblings":
            pairs = [
                (e, s) for e, c in zip(entry, code, strict=True) for s in self._siblings.get(c, frozenset())
            ]
        else:
            last = self.record.last
            pairs = [
                (e, m) for e, c in zip(entry, code, strict=True) for m in self.family_of(c, int(last[e]))
            ]
        frame = pd.DataFrame(pairs, columns=["number", "person"]).drop_duplicates()
        frame["person"] = frame["person"].map(self.person_number).astype(np.int64)
        # A family is a set, whose order differs from one start of the program to the next.
        return frame.sort_values(["number", "person"], kind="stable", ignore_index=True)

    def people_of(self, number: int, persons: str) -> frozenset[str]:
        """Codes of the persons in whose entries an answer to this entry is looked for."""
        about = self.record.subjects_of(number)
        if persons == "same":
            return frozenset(about)
        if persons == "siblings":
            return frozenset().union(*(self._siblings.get(code, frozenset()) for code in about))
        day = int(self.record.last[number])
        return frozenset().union(*(self.family_of(code, day) for code in about))

    @cached_property
    def about_child(self) -> np.ndarray:
        """Entries that are about at least one child."""
        return self._about(child=True)

    @cached_property
    def about_adult(self) -> np.ndarray:
        """Entries that are about at least one adult."""
        return self._about(child=False)

    def younger_than(self, years: int) -> np.ndarray:
        """Entries about someone who was surely born, and surely younger than so many years, on the day.

        Every child that the entry is about must be so young: of which of several children its words tell is not
        known.
        """
        young, older = (np.zeros(len(self.record), dtype=bool) for _ in range(2))
        first, last = self.record.first, self.record.last
        key = self.record.key
        for number, code in zip(*self.record.subjects, strict=True):
            earliest, latest = (days.get(code, _UNKNOWN) for days in (key.born_first, key.born))
            if np.isnat(earliest) or np.isnat(latest):
                sure = False
            else:
                birthday = earliest.astype(np.int64) + int(years * 365.2425)
                sure = bool(latest.astype(np.int64) <= last[number] and first[number] < birthday)
            if sure:
                young[number] = True
            elif is_child(key, code, np.datetime64(int(last[number]), "D")):
                older[number] = True
        return young & ~older

    @cached_property
    def with_children(self) -> np.ndarray:
        """Entries about someone to whose family a child belonged on that day."""
        out = np.zeros(len(self.record), dtype=bool)
        for number, code in zip(*self.record.subjects, strict=True):
            if not out[number]:
                day = int(self.record.last[number])
                out[number] = any(
                    is_child(self.record.key, member, np.datetime64(day, "D"))
                    for member in self.family_of(code, day)
                )
        return out

    def _about(self, *, child: bool) -> np.ndarray:
        out = np.zeros(len(self.record), dtype=bool)
        days = self.record.last.astype("datetime64[D]")
        known: dict[tuple[str, int], bool] = {}
        for number, code in zip(*self.record.subjects, strict=True):
            year = int(self.record.last[number]) // 365
            if (code, year) not in known:
                known[code, year] = is_child(self.record.key, code, days[number])
            out[number] |= known[code, year] is child
        return out

    def during(self, statuses: list[str]) -> np.ndarray:
        """Entries made while someone of the family had one of the statuses."""
        chosen = self.spells[self.spells["status"].isin(statuses)]
        out = np.zeros(len(self.record), dtype=bool)
        everyone = self.scope(np.arange(len(self.record)), "family")
        for spell in chosen.itertuples():
            start = spell.from_earliest.to_datetime64().astype("datetime64[D]").astype(np.int64)
            end = (
                FAR
                if pd.isna(spell.to_latest)
                else spell.to_latest.to_datetime64().astype("datetime64[D]").astype(np.int64)
            )
            of_person = everyone.loc[
                everyone["person"] == self.person_number.get(spell.person, -2), "number"
            ].to_numpy()
            inside = (self.record.last[of_person] >= start) & (self.record.first[of_person] <= end)
            out[of_person[inside]] = True
        return out

    def select(self, selector: Selector) -> np.ndarray:
        """The entries that a selector means, as a boolean array."""
        record, how = self.record, tuple(selector.how)
        chosen = record.tagged(selector.any, how) if selector.any else np.ones(len(record), dtype=bool)
        if selector.also:
            chosen &= record.tagged(selector.also, how)
        for tag in selector.all:
            chosen &= record.tagged([tag], how)
        if selector.none:
            chosen &= ~record.tagged(selector.none, ("happened", "planned"))
        if selector.by:
            chosen &= record.written_by(selector.by)
        if selector.not_by:
            chosen &= ~record.written_by(selector.not_by)
        if selector.about != "anyone":
            chosen &= self.about_child if selector.about == "child" else self.about_adult
        if selector.during:
            chosen &= self.during(selector.during)
        if selector.under_age is not None:
            chosen &= self.younger_than(selector.under_age)
        if selector.with_children:
            chosen &= self.with_children
        if selector.speaks_of:
            spoken = np.zeros(len(record), dtype=bool)
            for key, hit in record.spoken_of.items():
                if record.is_one_of(key, selector.speaks_of):
                    spoken |= hit & ~self._of_the_same_service(key)
            chosen &= spoken
        return chosen

    def _of_the_same_service(self, key: str) -> np.ndarray:
        """Entries of agencies that are the same service as one: whoever says "the ward" there means its own."""
        services = self.record.services.of_agency
        same = [other for other, own in services.items() if other == key or own & services[key]]
        return np.isin(self.record.agency, same)


@dataclass(frozen=True)
class Answers:
    """Entries that may answer, sorted so that each question is a look-up.

    Attributes:
        search: the record.
        chosen: which entries may answer.
        by_agency: whether the answer must come from the agency that asks.
        anyone: whether persons do not matter.
        about_only: whether the person must be the one the entry is about, not only be named in it.
    """

    search: Search
    chosen: np.ndarray
    by_agency: bool
    anyone: bool = False
    about_only: bool = False

    @cached_property
    def _rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Groups, last days, entry numbers, and for each place the earliest first day from there on."""
        record = self.search.record
        if self.anyone:
            numbers = np.flatnonzero(self.chosen)
            persons = np.full(len(numbers), -1, dtype=np.int64)
        else:
            if self.about_only:
                entry, person = record.subjects[0], self.search.person_of_subject
            else:
                entry, person = record.persons[0], self.search.person_of_mention
            keep = self.chosen[entry]
            numbers = entry[keep]
            persons = person[keep]
        groups = self._group(persons, self.search.agency_number[numbers])
        order = np.lexsort((numbers, record.last[numbers], groups))
        groups, numbers = groups[order], numbers[order]
        reach = record.first[numbers] + groups * _SHIFT
        earliest = np.minimum.accumulate(reach[::-1])[::-1] - groups * _SHIFT if len(reach) else reach
        return groups, record.last[numbers], numbers, earliest

    def _group(self, persons: np.ndarray, agencies: np.ndarray) -> np.ndarray:
        return (persons + 1) * 1000 + (agencies if self.by_agency else 0)

    def first_after(self, asked: pd.DataFrame) -> pd.DataFrame:
        """For each asking entry, the answer that surely came soonest and the first day one can have come.

        Args:
            asked: frame number, person from :meth:`Search.scope`.

        Returns:
            frame indexed by number with ``surely`` (last possible day of the best answer), ``perhaps`` (first
            possible day of any) and ``answer`` (its entry number, -1 where none); days are FAR where none.
        """
        record = self.search.record
        groups, lasts, numbers, earliest = self._rows
        number = asked["number"].to_numpy(np.int64)
        group = self._group(asked["person"].to_numpy(np.int64), self.search.agency_number[number])
        place = np.searchsorted(groups * _SHIFT + lasts, group * _SHIFT + record.first[number])
        place = self._past_what_stands_above(place, number, group)
        inside = place < len(groups)
        safe = np.where(inside, place, 0)
        found = inside & (groups[safe] == group) if len(groups) else np.zeros(len(number), dtype=bool)
        surely = np.where(found, lasts[safe] if len(groups) else FAR, FAR)
        perhaps = np.where(found, earliest[safe] if len(groups) else FAR, FAR)
        answer = np.where(found, numbers[safe] if len(groups) else -1, -1)
        # The first of each asking entry's rows is then the best.
        order = np.lexsort((surely, number))
        asking, start = np.unique(number[order], return_index=True)
        return pd.DataFrame(
            {
                "surely": surely[order][start],
                "perhaps": np.minimum.reduceat(perhaps[order], start) if len(start) else perhaps,
                "answer": answer[order][start],
            },
            index=pd.Index(asking, name="number"),
        )

    def _past_what_stands_above(self, place: np.ndarray, number: np.ndarray, group: np.ndarray) -> np.ndarray:
        """Moves on from rows of the same agency and date that stand above the asking row in its file."""
        record = self.search.record
        groups, _, numbers, _ = self._rows
        for _ in range(4):
            inside = place < len(groups)
            found = numbers[np.where(inside, place, 0)] if len(groups) else np.zeros(len(place), np.int64)
            above = (
                inside
                & (groups[np.where(inside, place, 0)] == group if len(groups) else False)
                & (record.agency[found] == record.agency[number])
                & (record.last[found] == record.last[number])
                & (found < number)
            )
            if not above.any():
                break
            place = place + above
        return place

    def before(self, asked: pd.DataFrame, most: int) -> pd.DataFrame:
        """Up to ``most`` entries that began no later than the asking entry ended, the nearest first.

        Returns:
            frame number, found (entry numbers), never the entry itself.
        """
        record = self.search.record
        groups, _, numbers, _ = self._rows
        firsts = record.first[numbers] if len(numbers) else numbers
        order = np.lexsort((numbers, firsts, groups))
        groups, numbers, firsts = groups[order], numbers[order], firsts[order]
        number = asked["number"].to_numpy(np.int64)
        group = self._group(asked["person"].to_numpy(np.int64), self.search.agency_number[number])
        place = (
            np.searchsorted(groups * _SHIFT + firsts, group * _SHIFT + record.last[number], side="right") - 1
        )
        # One more step back than asked for, as one of them may be the asking entry itself.
        step = np.repeat(np.arange(most + 1), len(number))
        number, group, at = (
            np.tile(number, most + 1),
            np.tile(group, most + 1),
            np.tile(place, most + 1) - step,
        )
        fits = at >= 0
        fits[fits] = groups[at[fits]] == group[fits]
        every = pd.DataFrame({"number": number[fits], "found": numbers[at[fits]], "step": step[fits]})
        every = every[every["number"] != every["found"]].drop_duplicates(["number", "found"])
        every = every.sort_values(["number", "step"], kind="stable")
        return every.groupby("number").head(most).reset_index(drop=True)
