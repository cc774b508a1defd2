"""What a date cell says, as an interval of days: the words used for it and the arithmetic on it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Years outside these are taken for slips of the pen: no one in a review was born before the first."""


class Precision(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    MONTHS = "months"
    WEEK = "week"
    WEEKEND = "weekend"
    SEASON = "season"
    PART_OF_YEAR = "part_of_year"
    YEAR = "year"
    YEARS = "years"
    RANGE = "range"
    OPEN_START = "open_start"
    OPEN_END = "open_end"
    UNDATED = "undated"


class Basis(StrEnum):
    """How a date was come by."""

    TYPED = "typed"
    CELL = "cell"
    INFERRED_YEAR = "inferred_year"
    INHERITED = "inherited"
    RELATIVE = "relative"
    AGE = "age"
    NONE = "none"


class DayOrder(StrEnum):
    """Whether the day or the month comes first in the numeric dates of a column."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    NOT_NEEDED = "not needed"
    NOT_SHOWN = "not shown"


Births = Mapping[str, tuple[date, date]]
"""First and last possible day of birth by person code; the index person also under the key ``""``."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """One date cell as read.

    Attributes:
        text: the cell as typed, or as a true date cell shows it.
        earliest: first day on which it can have happened; ``None`` where open or unknown.
        latest: last day on which it can have happened; ``None`` where open or unknown.
        precision: how closely it is known.
        basis: how it was come by.
        approximate: the writer said "about", or the words are vague ("early March").
        uncertain: the writer doubted it ("?", "probably").
        edtf: the interval in EDTF notation; blank where undated.
        time: clock time such as ``14:30`` or the part of day as typed; blank where none.
        recorded: day on which the row was written, where the cell says so.
        note: how it was read, in plain sentences, where that is not obvious.
        problem: short code of what is wrong; blank where nothing is.  One of ``unreadable``,
            ``impossible_date``, ``implausible_year``, ``ambiguous_order``, ``two_dates``, ``no_year``,
            ``no_anchor``, ``unknown_birth``, ``end_before_start``, ``contradiction``,
            ``year_out_of_order``.
        anchor: position in the column of the row on which a relative or inherited date rests.
        also: the further dates, where one cell has two or more.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.UNDATED
    basis: Basis = Basis.NONE
    approximate: bool = False
    uncertain: bool = False
    edtf: str = ""
    time: str = ""
    recorded: date | None = None
    note: str = ""
    problem: str = ""
    anchor: int | None = None
    also: tuple[DateReading, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether at least one end is known."""
        return self.earliest is not None or self.latest is not None


@dataclass(frozen=True, slots=True)
class Span:
    """An interval on its way to becoming a :class:`DateReading`; ``None`` at an end means open."""

    earliest: date | None
    latest: date | None
    precision: Precision
    basis: Basis = Basis.TYPED
    approximate: bool = False
    uncertain: bool = False
    notes: tuple[str, ...] = ()
    problem: str = ""
    time: str = ""
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell may lean on besides its own words.

    Attributes:
        order: order of day and month in numeric dates.
        anchor: the row above.
        below: the next row with a date of its own, which helps to choose a missing year.
        births: days of birth.
    """

    order: DayOrder = DayOrder.NOT_SHOWN
    anchor: DateReading | None = None
    below: DateReading | None = None
    births: Births = field(default_factory=dict)


class Refusal(Exception):  # noqa: N818 - not a fault: a cell that is kept undated, with the reason
    """A cell cannot be given a date; carries the problem code and a sentence that quotes no cell."""

    def __init__(self, problem: str, note: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.note = note


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def make_date(year: int, month: int, day: int) -> date:
    """The day, if there is such a day.

    Raises:
        Refusal: no such day or month (``impossible_date``), or a year that cannot be meant
            (``implausible_year``).
    """
    check_year(year)
    if not 1 <= month <= 12:
        raise Refusal("impossible_date", f"There is no month {month}. Please ask the agency for the date.")
    if not 1 <= day <= monthrange(year, month)[1]:
        name = f"{date(year, month, 1):%B %Y}"
        raise Refusal("impossible_date", f"{name} has no day {day}. Please ask the agency for the date.")
    return date(year, month, day)


def check_year(year: int) -> int:
    """The year, if it can be meant.

    Raises:
        Refusal: ``implausible_year``.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(
            "implausible_year", f"The year {year} is not plausible. Please ask the agency for the date."
        )
    return year


def shift(day: date, *, days: int = 0, months: int = 0) -> date:
    """The day moved by calendar months, then by days (31 January and one month is the last of February).

    Raises:
        Refusal: the result lies outside the plausible years.
    """
    try:
        moved = day + relativedelta(months=months) + timedelta(days=days)
    except (OverflowError, ValueError):
        raise Refusal("implausible_year", "This leads to a year that is not plausible.") from None
    check_year(moved.year)
    return moved


def hull_precision(first: Precision, last: Precision) -> Precision:
    """Precision of a stretch from its two ends."""
    kinds = {first, last}
    if kinds <= {Precision.YEAR, Precision.YEARS}:
        return Precision.YEARS
    if kinds <= {Precision.MONTH, Precision.MONTHS}:
        return Precision.MONTHS
    return Precision.RANGE
