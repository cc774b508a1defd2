"""Clock times and parts of a day, in a date cell or in a column of their own."""

from __future__ import annotations

import re
from datetime import datetime, time

from chronology.dates.words import PART_OF_DAY, compiled

_DIGITS = (
    r"(?:(?:[01]?\d|2[0-4])[:.;][0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]00:?00)?(?:\s?(?:hrs?|hours|h|[ap]\.?m\.?))?"
    r"|(?:[01]\d|2[0-4])[0-5]\d\s?(?:hrs?|hours|h)"
    r"|(?:1[0-2]|0?[1-9])\s?[ap]\.?m\.?)(?![\w])"
)
_BEFORE = (
    r"(?:(?:at\s+)?(?:approx(?:imately|\.)?|about|around|circa|c\.?|by|before|after|from|until|till|between|~|@)"
    r"\s*)*"
)
_AFTER = r"(?:\s+(?:or\s+(?:later|earlier|after|before|thereabouts)|onwards|approx\.?))?"
CLOCK = rf"{_BEFORE}{_DIGITS}(?:\s*(?:-|to|and|until)\s*{_DIGITS})?{_AFTER}"
TIME = (
    r"(?:(?:@|at|T)\s*)?(?:(?:in\s+|during\s+|on\s+)?(?:the\s+|that\s+)?(?:same\s+)?"
    rf"(?P<part>{PART_OF_DAY})(?![a-z])|(?P<clock>{CLOCK}))"
)
_ONE = compiled(
    r"(\d{1,2})[:.;](\d{2})(:\d{2}(?:\.\d+)?)?(?:Z|[+-]00:?00)?(?:\s?(hrs?|hours|h|[ap]\.?m\.?))?(?![\w])"
)
_BARE = compiled(r"\b(\d{2})(\d{2})\s?(?:hrs?|hours|h)(?![\w])")
_HOUR = compiled(r"\b(\d{1,2})\s?([ap])\.?m\.?(?![\w])")
_FOUR_DIGITS = compiled(r"(?:[01]\d|2[0-3])[0-5]\d")


def _hour(hour: int, half: str) -> int:
    half = half.lower()
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


def clock_time(text: str) -> str:
    """The time with its clock figures written ``14:30``, its words ("approx", "or later") as typed."""
    text = " ".join(text.strip(" ,;()").split()).lstrip("@T ").removeprefix("at ").strip()
    text = _ONE.sub(lambda m: f"{_hour(int(m[1]), m[4] or ''):02d}:{m[2]}", text)
    text = _BARE.sub(r"\1:\2", text)
    return _HOUR.sub(lambda m: f"{_hour(int(m[1]), m[2]):02d}:00", text)


def read_time(value: object) -> str:
    """A cell of a column of times, as text: clock figures written ``14:30``, anything else as typed.

    Args:
        value: text, a time or date-and-time cell, the fraction of a day that a spreadsheet stores, or blank.
    """
    if value is None or value != value:  # NaN, NaT  # noqa: PLR0124
        return ""
    if isinstance(value, datetime | time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    text = " ".join(str(value).replace("\u00a0", " ").split())
    if re.fullmatch(_FOUR_DIGITS, text):
        return f"{text[:2]}:{text[2:]}"
    return clock_time(text)
