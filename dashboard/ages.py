"""How old somebody was on a day, and how long after another day it was, in words; both ends where not exact."""

from __future__ import annotations

import pandas as pd

from dashboard.wording import count

_IN_MONTHS_BELOW = 24
_IN_DAYS_TO = 120


def age_words(
    born_earliest: pd.Timestamp, born_latest: pd.Timestamp, earliest: pd.Timestamp, latest: pd.Timestamp
) -> str:
    """The age: ``12 days``, ``7 months``, ``under 1 to 11 months``, ``4 to 5 years``; blank where it is not known.

    Under two years it is given in months, because there weeks and months decide.

    Args:
        born_earliest: first possible day of birth; ``NaT`` where not known.
        born_latest: last possible day of birth.
        earliest: first possible day of what happened.
        latest: last possible day of it.
    """
    if any(pd.isna(date) for date in (born_earliest, born_latest, earliest, latest)):
        return ""
    if latest < born_earliest:
        return "not yet born"
    youngest, oldest = whole_months(born_latest, earliest), whole_months(born_earliest, latest)
    if earliest < born_latest and youngest < 0:
        most = count(oldest, "month") if oldest < _IN_MONTHS_BELOW else count(oldest // 12, "year")
        return f"not yet born, or up to {most}" if oldest else "not yet born, or under 1 month"
    if oldest >= _IN_MONTHS_BELOW:
        return _span(youngest // 12, oldest // 12, "year")
    if oldest:
        return _span(youngest, oldest, "month")
    exact = born_earliest == born_latest and earliest == latest
    return count((latest - born_latest).days, "day") if exact else "under 1 month"


def whole_months(born: pd.Timestamp, day: pd.Timestamp) -> int:
    """Whole months from one day to another; negative before birth."""
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def after_words(
    first_earliest: pd.Timestamp, first_latest: pd.Timestamp, earliest: pd.Timestamp, latest: pd.Timestamp
) -> str:
    """How long after a first day something happened: ``the same day``, ``21 days after``, ``5 to 8 days after``.

    Blank where it is not known to have come after, or a date has an end that is not known.

    Args:
        first_earliest: first possible day of what came first.
        first_latest: last possible day of it.
        earliest: first possible day of what came after.
        latest: last possible day of it.
    """
    if any(pd.isna(date) for date in (first_earliest, first_latest, earliest, latest)):
        return ""
    least, most = (earliest - first_latest).days, (latest - first_earliest).days
    if least == most == 0:
        return "the same day"
    if least <= 0:
        return ""
    if least > _IN_DAYS_TO:
        months = whole_months(first_latest, earliest), whole_months(first_earliest, latest)
        return f"{_span(*months, 'month')} after"
    return f"{_span(least, most, 'day')} after"


def _span(low: int, high: int, unit: str) -> str:
    if low == high:
        return count(high, unit)
    return f"{low or 'under 1'} to {count(high, unit)}"
