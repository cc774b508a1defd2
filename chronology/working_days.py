"""Working days, periods and ages, on whole columns of dates.

Bank holidays are those of the ``holidays`` library for one nation of the United Kingdom; the nation must be
named, because without it the library leaves out the days that only some nations keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

import holidays
import numpy as np
import numpy.typing as npt
import pandas as pd

FIRST_YEAR, LAST_YEAR = 1978, 2035
"""Years for which bank holidays are listed: from the first with the early May holiday.  A one-off holiday
that is proclaimed after this version was made is not in the list."""

NATIONS = MappingProxyType({"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"})

Days: TypeAlias = pd.Series | pd.DatetimeIndex | npt.NDArray[np.datetime64] | Iterable[object]
"""A column of days: anything that pandas reads as dates; ``NaT`` and ``None`` are unknown days."""

_UNITS = MappingProxyType(
    {
        "working day": "working days",
        "working-day": "working days",
        "day": "days",
        "calendar day": "days",
        "week": "weeks",
        "fortnight": "fortnights",
        "month": "months",
        "calendar month": "months",
        "year": "years",
        "hour": "hours",
    }
)
UNITS = ("hours", "days", "working days", "weeks", "months", "years")
_PERIOD = re.compile(r"\s*(\d{1,4})\s+([a-z]+(?:[ -][a-z]+)?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as rules state it.

    Attributes:
        amount: how many, 0 or more.
        unit: one of UNITS.
    """

    amount: int
    unit: str

    def __str__(self) -> str:
        unit = self.unit.removesuffix("s") if self.amount == 1 else self.unit
        return f"{self.amount} {unit}"


@cache
def calendar(nation: str = "ENG") -> np.busdaycalendar:
    """Monday to Friday without the bank holidays of a nation, for FIRST_YEAR to LAST_YEAR.

    Args:
        nation: ENG, WLS, SCT or NIR.

    Raises:
        ValueError: another nation.
    """
    if nation not in NATIONS:
        raise ValueError(f"no bank holidays are listed for this nation; choose one of {', '.join(NATIONS)}")
    listed = holidays.country_holidays("GB", subdiv=nation, years=range(FIRST_YEAR, LAST_YEAR + 1))
    return np.busdaycalendar(holidays=np.array(sorted(listed), dtype="datetime64[D]"))


def holidays_listed(days: Days) -> npt.NDArray[np.bool_]:
    """Whether the bank holidays of each day's year are listed; False for unknown days.

    Where they are not, only Saturdays and Sundays are left out, and a due date must say so.
    """
    years = _days(days).astype("datetime64[Y]")
    return np.asarray(
        ~np.isnat(years)
        & (years >= np.datetime64(f"{FIRST_YEAR}"))
        & (years <= np.datetime64(f"{LAST_YEAR}"))
    )


def add_working_days(days: Days, amount: int, working: np.busdaycalendar) -> pd.Series:
    """The n-th working day after each day, the day itself not counted; 0 gives the same day.

    Args:
        days: the days; one that is not a working day counts from the working day before it, so that one
            working day after a Saturday is the Monday.
        amount: n, 0 or more.
        working: what :func:`calendar` returned.

    Returns:
        a series of midnight timestamps with the index of the input; NaT where the day is unknown.

    Raises:
        ValueError: a negative amount.
    """
    if amount < 0:
        raise ValueError("working days are counted forwards; the amount must be 0 or more")
    start = _days(days)
    out = start.copy()
    known = ~np.isnat(start)
    if amount and known.any():
        out[known] = np.busday_offset(start[known], amount, roll="backward", busdaycal=working)
    return _series(out, days)


def working_days_between(start: Days, end: Days, working: np.busdaycalendar) -> pd.Series:
    """Working days after the start up to and including the end; negative where the end comes first.

    Args:
        start: one column of days.
        end: another, as long.
        working: what :func:`calendar` returned.

    Returns:
        a series of nullable whole numbers (``Int64``) with the index of the start; NA where a day is
        unknown.
    """
    first, last = _days(start), _days(end)
    known = ~(np.isnat(first) | np.isnat(last))
    low, high = np.minimum(first[known], last[known]), np.maximum(first[known], last[known])
    one = np.timedelta64(1, "D")
    counts = np.busday_count(low + one, high + one, busdaycal=working)
    numbers = pd.array(np.zeros(len(first), dtype="int64"), dtype="Int64")
    numbers[~known] = pd.NA
    numbers[known] = np.where(last[known] < first[known], -counts, counts)
    return pd.Series(numbers, index=_index(start))


def parse_period(text: str) -> Period:
    """A period from words such as ``10 working days``, ``3 months``, ``45 days``, ``24 hours``, ``2 weeks``.

    Raises:
        ValueError: the words are not a whole number and a known unit.
    """
    match = _PERIOD.fullmatch(text)
    unit = _UNITS.get(" ".join(match[2].lower().removesuffix("s").split())) if match else None
    if match is None or unit is None:
        raise ValueError(
            f"a period is a whole number and one of {', '.join(UNITS)}, such as '10 working days'"
        )
    if unit == "fortnights":
        return Period(int(match[1]) * 2, "weeks")
    return Period(int(match[1]), unit)


def add_period(days: Days, period: Period | str, working: np.busdaycalendar) -> pd.Series:
    """Each day moved on by a period; the day itself is not counted.

    Calendar months and years keep the day of the month, or take the last day where there is none
    (31 January and one month is the last of February).  Hours are rounded up to whole days: within 24 hours
    is by the next day, because clock times are seldom given.

    Args:
        days: the days.
        period: a period or the words for it.
        working: what :func:`calendar` returned; used for working days only.

    Returns:
        a series of midnight timestamps with the index of the input; NaT where the day is unknown.

    Raises:
        ValueError: the words are not a period.
    """
    if isinstance(period, str):
        period = parse_period(period)
    if period.unit == "working days":
        return add_working_days(days, period.amount, working)
    start = _days(days)
    if period.unit in ("months", "years"):
        return _series(_add_months(start, period.amount * (12 if period.unit == "years" else 1)), days)
    whole = {"days": period.amount, "weeks": 7 * period.amount, "hours": -(-period.amount // 24)}[period.unit]
    return _series(start + np.timedelta64(whole, "D"), days)


def years_between(
    born_earliest: Days, born_latest: Days, earliest: Days, latest: Days
) -> tuple[pd.Series, pd.Series]:
    """Youngest and oldest possible age in whole years, from two intervals.

    Someone born on 29 February has a birthday on 1 March of other years (the rule in England and Wales).

    Args:
        born_earliest: first possible days of birth.
        born_latest: last possible days of birth.
        earliest: first possible days of what happened.
        latest: last possible days of it.

    Returns:
        two series of nullable whole numbers (``Int64``); NA where an end is unknown, negative before birth.
    """
    return _age(born_latest, earliest), _age(born_earliest, latest)


def _age(born: Days, day: Days) -> pd.Series:
    birth, at = _days(born), _days(day)
    known = ~(np.isnat(birth) | np.isnat(at))
    birth_month, at_month = birth.astype("datetime64[M]"), at.astype("datetime64[M]")
    months = (at_month - birth_month)[known].astype("int64")
    birth_day, at_day = ((d - m)[known].astype("int64") for d, m in ((birth, birth_month), (at, at_month)))
    numbers = pd.array(np.zeros(len(birth), dtype="int64"), dtype="Int64")
    numbers[~known] = pd.NA
    numbers[known] = (months - (at_day < birth_day)) // 12
    return pd.Series(numbers, index=_index(born))


def _add_months(start: npt.NDArray[np.datetime64], months: int) -> npt.NDArray[np.datetime64]:
    month = start.astype("datetime64[M]")
    within = start - month
    target = month + np.timedelta64(months, "M")
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    moved: npt.NDArray[np.datetime64] = np.minimum(target.astype("datetime64[D]") + within, last)
    return moved


def _days(days: Days) -> npt.NDArray[np.datetime64]:
    values = days if isinstance(days, pd.Series | pd.DatetimeIndex | np.ndarray) else list(days)
    return np.array(pd.to_datetime(pd.Series(values, index=None)).to_numpy(), dtype="datetime64[D]")


def _index(days: Days) -> pd.Index:
    return days.index if isinstance(days, pd.Series) else pd.RangeIndex(len(_days(days)))


def _series(values: npt.NDArray[np.datetime64], like: Days) -> pd.Series:
    return pd.Series(values.astype("datetime64[us]"), index=_index(like))
