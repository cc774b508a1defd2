"""Decides whether the numeric dates of a column are written day first or month first, and says why."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chronology.dates.interval import DayOrder
from chronology.dates.units import full_year
from chronology.dates.words import WEEKDAY, compiled, weekday_number

_NUMERIC = compiled(
    rf"(?:(?P<weekday>{WEEKDAY}),?\s*)?(?<![\d./\-])(?P<first>\d{{1,2}})(?P<gap>[./\-\s])(?P<second>\d{{1,2}})[./\-\s]"
    r"(?P<year>\d{4}|\d{2})(?![\d./])"
)
_MOST = 20
"""One date in so many may contradict the others and still be taken for a slip of the pen."""
_ENOUGH = 5
"""Fewest dates readable both ways from which the order of the rows is taken as evidence."""


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """The order, the evidence as a sentence, whether the column contradicts itself or looks converted.

    Attributes:
        order: what numeric dates are read as.
        sentence: why.
        mixed: both orders occur, so a date that can be read both ways is a question for the agency.
        converted: true date cells may have had day and month swapped when the file was opened elsewhere.
    """

    order: DayOrder
    sentence: str
    mixed: bool = False
    converted: bool = False


@dataclass(slots=True)
class _Counts:
    day_first: int = 0
    month_first: int = 0
    both_ways: int = 0
    weekday_day_first: int = 0
    weekday_month_first: int = 0


def _numbers(text: str) -> list[tuple[int, int, int, int | None]]:
    """First number, second number, year and weekday of each numeric date in a text."""
    return [
        (
            int(match["first"]),
            int(match["second"]),
            full_year(match["year"]),
            weekday_number(match["weekday"]) if match["weekday"] else None,
        )
        for match in _NUMERIC.finditer(text)
    ]


def _count(texts: Mapping[Hashable, int]) -> _Counts:
    counts = _Counts()
    for text, rows in texts.items():
        if not isinstance(text, str):
            continue
        for first, second, year, weekday in _numbers(text):
            if 12 < first <= 31 and 1 <= second <= 12:
                counts.day_first += rows
            elif 12 < second <= 31 and 1 <= first <= 12:
                counts.month_first += rows
            elif 1 <= first <= 12 and 1 <= second <= 12 and first != second:
                counts.both_ways += rows
                _count_weekday(counts, first, second, year, weekday)
    return counts


def _count_weekday(counts: _Counts, first: int, second: int, year: int, weekday: int | None) -> None:
    if weekday is None or not 1 <= year <= 9999:
        return
    day_first = date(year, second, first).weekday() == weekday
    month_first = date(year, first, second).weekday() == weekday
    counts.weekday_day_first += day_first and not month_first
    counts.weekday_month_first += month_first and not day_first


def decide_order(
    texts: Mapping[Hashable, int], rows: Sequence[object], cells: Iterable[date]
) -> OrderEvidence:
    """The order of day and month in a column.

    Evidence, strongest first: numbers above 12; typed weekdays; the order of the rows (only with enough dates
    and a clear difference).  Otherwise day first, as is usual in England, and the sentence says so.

    Args:
        texts: distinct cells and how often each occurs.
        rows: the cells in file order, for the order of the rows.
        cells: days of the true date cells.
    """
    counts = _count(texts)
    days = list(cells)
    if counts.day_first and counts.month_first:
        return _mixed(counts)
    if counts.day_first:
        warning = _converted(counts, days)
        return OrderEvidence(
            DayOrder.DAY_FIRST,
            f"Day first: {_dates(counts.day_first)} in this column can only be read so.{warning}",
            converted=bool(warning),
        )
    if counts.month_first:
        return OrderEvidence(
            DayOrder.MONTH_FIRST,
            f"Month first: {_dates(counts.month_first)} in this column can only be read so. "
            "That is unusual in England; please check.",
        )
    if counts.weekday_day_first != counts.weekday_month_first:
        return _by_weekday(counts)
    if not counts.both_ways:
        return OrderEvidence(DayOrder.NOT_NEEDED, "No date in this column could be read in two ways.")
    return _by_rows(rows, counts)


def _dates(count: int) -> str:
    return "1 date" if count == 1 else f"{count} dates"


def _mixed(counts: _Counts) -> OrderEvidence:
    low, high = sorted((counts.day_first, counts.month_first))
    day_first = counts.day_first >= counts.month_first
    if low * _MOST <= high:
        order = DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST
        sentence = (
            f"{order.value.capitalize()}: {_dates(high)} can only be read so, "
            f"{_dates(low)} only the other way."
        )
        return OrderEvidence(order, sentence)
    sentence = (
        f"Both orders occur: {_dates(counts.day_first)} can only be read day first, "
        f"{_dates(counts.month_first)} only month first. "
        "Dates that could be either were read day first; please ask the agency."
    )
    return OrderEvidence(DayOrder.NOT_SHOWN, sentence, mixed=True)


def _by_weekday(counts: _Counts) -> OrderEvidence:
    day_first = counts.weekday_day_first > counts.weekday_month_first
    order = DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST
    rows = max(counts.weekday_day_first, counts.weekday_month_first)
    return OrderEvidence(
        order, f"{order.value.capitalize()}: the weekdays typed beside {_dates(rows)} fit only so."
    )


def _converted(counts: _Counts, days: Sequence[date]) -> str:
    """A warning where no typed date could be either order but every true date cell could."""
    if counts.both_ways or min(counts.day_first, len(days)) < 3 or any(day.day > 12 for day in days):
        return ""
    return (
        " The true date cells all fall on days 1 to 12 and the typed ones do not: day and month of the true"
        " date cells may have been swapped when the file was opened with other settings."
        " Please ask the agency."
    )


def _by_rows(rows: Sequence[object], counts: _Counts) -> OrderEvidence:
    day_first, month_first = _disorder(rows, DayOrder.DAY_FIRST), _disorder(rows, DayOrder.MONTH_FIRST)
    if counts.both_ways >= _ENOUGH:
        if day_first <= 0.1 and month_first >= 0.25:
            return OrderEvidence(DayOrder.DAY_FIRST, "Day first: read so, the rows are in date order.")
        if month_first <= 0.05 and day_first >= 0.3:
            return OrderEvidence(
                DayOrder.MONTH_FIRST,
                "Month first: only read so are the rows in date order. "
                "That is unusual in England; please check.",
            )
    return OrderEvidence(
        DayOrder.NOT_SHOWN,
        "Nothing in this column shows whether day or month comes first; "
        "read day first, as is usual in England.",
    )


def _disorder(rows: Sequence[object], order: DayOrder) -> float:
    """Share of steps from row to row that go against the main direction, 0 to 1."""
    days: list[date] = []
    for value in rows:
        if isinstance(value, date):
            days.append(date(value.year, value.month, value.day))
        elif isinstance(value, str) and (numbers := _numbers(value)):
            first, second, year, _ = numbers[0]
            day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
            if 1 <= month <= 12 and 1 <= day <= 28 and 1 <= year <= 9999:
                days.append(date(year, month, day))
    steps = [(after - before).days for before, after in pairwise(days) if after != before]
    if not steps:
        return 0.0
    up = sum(step > 0 for step in steps)
    return min(up, len(steps) - up) / len(steps)
