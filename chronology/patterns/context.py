"""What every pattern works with: its context, and the form of what it finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from chronology.rules import Rule, Selector
from chronology.search import Search
from chronology.working_days import Period, add_period

# No flag cites more entries than a reader can hold in mind.
MOST_ENTRIES = 8
# After the last of several entries, agencies have this long to bring them together.
TIME_TO_JOIN = Period(10, "working days")
# An entry that stands for more days than this is too vague to show that two others were brought together.
VAGUE_DAYS = 92


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule's expectation was not plainly met.

    Attributes:
        trigger: number of the entry that called for something.
        others: numbers of the entries that belong to it, such as the earlier injury or the late answer.
        state: one of ``frames.STATES``.
        due: days by which the answer was due, counted from the first and the last possible trigger day.
        where: agency keys in whose returns the answer was looked for.
    """

    trigger: int
    others: tuple[int, ...]
    state: str
    due: tuple[int, int]
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule found: its hits, and the pairs of entries in which the expectation was met."""

    hits: tuple[Hit, ...]
    met: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Context:
    """What every pattern needs besides its rule.

    Attributes:
        search: the record, ready to be asked.
        links: frame ``links`` of the links made.
        calendar: working days of the case's nation.
    """

    search: Search
    links: pd.DataFrame
    calendar: np.busdaycalendar
    _selected: dict[str, np.ndarray] = field(default_factory=dict)
    _by_day: dict[str, np.ndarray] = field(default_factory=dict)
    _where: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def linked_pairs(self) -> frozenset[tuple[str, str]]:
        """Pairs of entry ids that a link joins."""
        whole = self.links[(self.links["from_entry"] != "") & (self.links["to_entry"] != "")]
        return frozenset(zip(whole["from_entry"], whole["to_entry"], strict=True))

    @cached_property
    def passages(self) -> Mapping[tuple[str, str], list[tuple[str, int, int]]]:
        """(giver, taker) to the kind and the first and last days of what passed between them."""
        number_of = self.search.record.number_of
        out: dict[tuple[str, str], list[tuple[str, int, int]]] = defaultdict(list)
        for link in self.links.itertuples():
            number = number_of[link.from_entry or link.to_entry]
            days = link.kind, int(self.search.record.first[number]), int(self.search.record.last[number])
            out[link.from_agency, link.to_agency].append(days)
            if link.kind == "met":
                out[link.to_agency, link.from_agency].append(days)
        return out

    def selected(self, selector: Selector) -> np.ndarray:
        """Numbers of the entries that a selector means, worked out once for each selector."""
        key = selector.model_dump_json()
        if key not in self._selected:
            self._selected[key] = np.flatnonzero(self.search.select(selector))
        return self._selected[key]

    def later(self, days: np.ndarray, period: Period) -> np.ndarray:
        """Day numbers moved forward by a period."""
        moved = add_period(
            pd.Series(days.astype("datetime64[D]").astype("datetime64[us]")), period, self.calendar
        )
        return moved.to_numpy("datetime64[D]").astype(np.int64)

    def earlier(self, days: np.ndarray, period: Period) -> np.ndarray:
        """Day numbers moved back by a period."""
        at = days.astype("datetime64[D]")
        if period.unit == "working days":
            moved = np.busday_offset(at, -period.amount, roll="forward", busdaycal=self.calendar)
        else:
            moved = (pd.DatetimeIndex(at) - pd.DateOffset(**{period.unit: period.amount})).to_numpy()
        return moved.astype("datetime64[D]").astype(np.int64)

    def exact(self, numbers: np.ndarray, period: Period | None = None) -> np.ndarray:
        """The entries dated well enough to be put in order: to VAGUE_DAYS, or to the length of a period."""
        first, last = self.search.record.first[numbers], self.search.record.last[numbers]
        if period is None:
            return numbers[last - first <= VAGUE_DAYS]
        return numbers[last <= self.later(first, period)]

    def agencies_of(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Keys of the agencies that wrote the entries, each once."""
        return tuple(dict.fromkeys(str(self.search.record.agency[number]) for number in numbers))

    @cached_property
    def until_joined(self) -> np.ndarray:
        """For each entry, the day until which it can be brought together with others."""
        return self.later(self.search.record.last, TIME_TO_JOIN)

    def answered(self, rule: Rule, members: np.ndarray) -> bool:
        """Whether an answer to the rule stands in the time to join after the last of the members.

        It must be about their people, no part of them unless the rule lets their own row answer, dated well
        enough to show it, and by the same agency where the rule says so.
        """
        if rule.answer is None:
            return False
        record, last = self.search.record, int(members[-1])
        near = self._near(rule.answer, int(record.first[last]), int(self.until_joined[last]))
        if not rule.answer.own_row:
            near = near[~np.isin(near, members)]
        if rule.who == "same agency":
            near = near[record.agency[near] == record.agency[last]]
        if rule.persons == "anyone" or not len(near):
            return bool(len(near))
        scope = "family" if rule.persons == "siblings" else rule.persons
        people = frozenset().union(*(self.search.people_of(int(member), scope) for member in members))
        return any(not people.isdisjoint(record.persons_of(int(entry))) for entry in near)

    def _near(self, selector: Selector, first: int, last: int) -> np.ndarray:
        """Entries a selector means that touch the days from ``first`` to ``last`` and are dated well enough."""
        key = selector.model_dump_json()
        if key not in self._by_day:
            record, chosen = self.search.record, self.selected(selector)
            chosen = chosen[record.last[chosen] - record.first[chosen] <= VAGUE_DAYS]
            self._by_day[key] = chosen[np.argsort(record.first[chosen], kind="stable")]
        chosen = self._by_day[key]
        firsts = self.search.record.first[chosen]
        # What began more than VAGUE_DAYS before cannot touch the first day.
        low, high = np.searchsorted(firsts, [first - VAGUE_DAYS, last + 1])
        near = chosen[low:high]
        return near[self.search.record.last[near] >= first]

    def where(self, rule: Rule, trigger: int) -> tuple[str, ...]:
        """Agencies in whose returns the answer to a trigger is looked for."""
        own = str(self.search.record.agency[trigger])
        if rule.who == "same agency" or rule.answer is None:
            return (own,)
        # Where several agencies' entries are put side by side, every return is searched for what joins them.
        who = "any agency" if rule.pattern in ("repetition", "joining", "conflict") else rule.who
        if who == "agency spoken of":
            return self.spoken_of(trigger) or self._returns_of(own, "another agency", rule.answer.by)
        asked = (own, who, *rule.answer.by)
        if asked not in self._where:
            self._where[asked] = self._returns_of(own, who, rule.answer.by)
        return self._where[asked]

    def spoken_of(self, trigger: int) -> tuple[str, ...]:
        """Keys of the other agencies that an entry speaks of."""
        record = self.search.record
        own = str(record.agency[trigger])
        return tuple(key for key, hit in record.spoken_of.items() if hit[trigger] and key != own)

    def _returns_of(self, own: str, who: str, by: Sequence[str]) -> tuple[str, ...]:
        record = self.search.record
        keys = [key for key in record.case.agencies if not by or record.is_one_of(key, by)]
        others = tuple(key for key in keys if key != own)
        # Whoever recorded the trigger is the likeliest to hold the answer too.
        return (own, *others) if who == "any agency" and own in keys else others or (own,)
