"""The stored and exported form of a date: Extended Date/Time Format (ISO 8601-2), levels 0 and 1."""

from __future__ import annotations

import re
from datetime import date

from chronology.dates.interval import FIRST_YEAR, LAST_YEAR, Precision, last_day

_SEASON_CODES = {3: 21, 6: 22, 9: 23, 12: 24}
_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[?~%]?)")


def to_edtf(
    earliest: date | None,
    latest: date | None,
    *,
    approximate: bool = False,
    uncertain: bool = False,
    precision: Precision | None = None,
) -> str:
    """The interval in EDTF notation; blank where both ends are unknown.

    A season is written with its code (``2005-23`` for autumn 2005) only where the precision says season.
    """
    mark = "%" if approximate and uncertain else "~" if approximate else "?" if uncertain else ""
    if earliest is None and latest is None:
        return ""
    if latest is None:
        return f"{earliest}{mark}/.."
    if earliest is None:
        return f"../{latest}{mark}"
    if precision is Precision.SEASON:
        return f"{earliest.year:04d}-{_SEASON_CODES[earliest.month]}{mark}"
    if earliest == latest:
        return f"{earliest}{mark}"
    months = earliest.day == 1 and latest == last_day(latest.year, latest.month)
    years = months and earliest.month == 1 and latest.month == 12
    size = 4 if years else 7 if months else 10
    start, stop = str(earliest)[:size], str(latest)[:size]
    return f"{start}{mark}" if start == stop else f"{start}{mark}/{stop}{mark}"


def from_edtf(text: str) -> tuple[date | None, date | None, bool, bool]:
    """Earliest and latest day, whether approximate, whether uncertain.

    Raises:
        ValueError: the text is not in one of the forms that :func:`to_edtf` writes.
    """
    if not text:
        return None, None, False, False
    start, slash, stop = text.partition("/")
    first = _ends(start)
    last = _ends(stop) if slash else first
    marks = first[2] + last[2]
    if first[0] and last[1] and last[1] < first[0]:
        raise ValueError("the interval ends before it begins")
    return first[0], last[1], bool(set(marks) & {"~", "%"}), bool(set(marks) & {"?", "%"})


def _ends(text: str) -> tuple[date | None, date | None, str]:
    if text == "..":
        return None, None, ""
    match = _PART.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match["year"]) <= LAST_YEAR + 1:
        raise ValueError("not in a supported form of EDTF")
    year, month, mark = int(match["year"]), int(match["month"] or 0), match["mark"]
    if match["day"]:
        day = date(year, month, int(match["day"]))
        return day, day, mark
    if month in _SEASON_CODES.values():
        first = next(number for number, code in _SEASON_CODES.items() if code == month)
        return date(year, first, 1), last_day(year + (first == 12), (first + 1) % 12 + 1), mark
    if match["month"]:
        return date(year, month, 1), last_day(year, month), mark
    return date(year, 1, 1), date(year, 12, 31), mark
