"""Dates as people read them: ``3 Jan 2014``, ``Jun 2012``, ``25 May to 12 Jun 2012``."""

from __future__ import annotations

from datetime import date, timedelta

from chronology.dates.interval import Precision, last_day

_THIRDS = {1: "early", 11: "mid", 21: "late"}
_YEAR_PARTS = {
    (1, 4): "early",
    (5, 8): "mid",
    (9, 12): "late",
    (1, 6): "first half of",
    (7, 12): "second half of",
}
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def show_day(day: date) -> str:
    """The day as ``3 Jan 2014``."""
    return f"{day.day} {day:%b %Y}"


def show_interval(
    earliest: date | None, latest: date | None, precision: Precision | str = Precision.RANGE
) -> str:
    """The interval in few words, which read back give the same interval.

    Args:
        earliest: first possible day; ``None`` where open.
        latest: last possible day; ``None`` where open.
        precision: chooses the words where an interval has several names (``late Dec 2008``); never changes
            what they mean.
    """
    if earliest is None or latest is None:
        return _open(earliest, latest)
    if earliest == latest:
        return show_day(earliest)
    named = _named(earliest, latest, Precision(precision))
    if named:
        return named
    if earliest.day == 1 and latest == last_day(latest.year, latest.month):
        return _months(earliest, latest)
    return _days(earliest, latest)


def _open(earliest: date | None, latest: date | None) -> str:
    if earliest is not None:
        if (earliest.month, earliest.day) == (1, 1):
            return f"from {earliest.year}"
        return f"after {show_day(earliest - timedelta(days=1))}"
    return "undated" if latest is None else f"by {show_day(latest)}"


def _named(earliest: date, latest: date, precision: Precision) -> str:
    """A name such as ``late Dec 2008`` where it means exactly this interval."""
    end = last_day(earliest.year, earliest.month)
    if precision is Precision.PART_OF_MONTH and earliest.day in _THIRDS:
        stop = end if earliest.day == 21 else earliest + timedelta(days=9)
        return f"{_THIRDS[earliest.day]} {earliest:%b %Y}" if latest == stop else ""
    whole = earliest.day == 1 and latest == last_day(latest.year, latest.month)
    if precision is Precision.PART_OF_YEAR and whole and earliest.year == latest.year:
        words = _YEAR_PARTS.get((earliest.month, latest.month))
        return f"{words} {earliest.year}" if words else ""
    if precision is Precision.SEASON and whole and earliest.month in _SEASONS:
        stop = last_day(earliest.year + (earliest.month == 12), (earliest.month + 1) % 12 + 1)
        return f"{_SEASONS[earliest.month]} {earliest.year}" if latest == stop else ""
    return ""


def _months(earliest: date, latest: date) -> str:
    if earliest.month == 1 and latest.month == 12:
        return f"{earliest.year}" if earliest.year == latest.year else f"{earliest.year} to {latest.year}"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest:%b %Y}"
    start = f"{earliest:%b}" if earliest.year == latest.year else f"{earliest:%b %Y}"
    return f"{start} to {latest:%b %Y}"


def _days(earliest: date, latest: date) -> str:
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day} to {show_day(latest)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {earliest:%b} to {show_day(latest)}"
    return f"{show_day(earliest)} to {show_day(latest)}"
