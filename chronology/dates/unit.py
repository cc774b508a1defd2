"""The shape of a unit and of what is put together from units."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a date as the words give it; ``None`` for what they do not give.

    Attributes:
        kind: day, numeric, month, year, years, season, holiday, ordinal, number, week, around, weekend,
            relative or age.
        year, month, day: as typed.
        first, second: the two numbers of a numeric date, of which one is the day (0: unknown day).
        last_year: second year of ``years``.
        words: name of the season or holiday, kind of week, form of a relative wording, code of a person.
        parts: early, mid, late, half 1 ... of a month, year or season; two for "early to mid".
        weekday: 0 (Monday) to 6, where one is typed.
        low, high: fewest and most of a quantity.
        period: day, week, fortnight, month or year of that quantity.
        inner: the unit on which this one rests.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    first: int = 0
    second: int = 0
    last_year: int = 0
    words: str = ""
    parts: tuple[str, ...] = ()
    weekday: int | None = None
    low: int = 0
    high: int = 0
    period: str = ""
    inner: Node | None = None
    approximate: bool = False
    uncertain: bool = False
    time: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """From one unit to another, both included; ``either`` of the two, or ``both`` ("June and August")."""

    first: Unit
    last: Unit
    either: bool = False
    both: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A unit that limits one end; side is by, before, from, after or in."""

    side: str
    unit: Unit
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Two or more days in one cell."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Offset:
    """A quantity of time before or after a unit: "10 days after 20/02/2013"."""

    amount: Unit
    side: str
    unit: Unit


Node = Unit | Range | Bound | Listed | Offset


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole cell taken apart: the date (or none), what limits it, its time, remarks and flags."""

    node: Node | None
    bounds: tuple[Bound, ...] = ()
    time: str = ""
    remarks: tuple[str, ...] = ()
    approximate: bool = False
    uncertain: bool = False
    weekday: int | None = None
    stated_unknown: bool = False
