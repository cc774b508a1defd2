"""The words of dates: months, weekdays, seasons, parts, quantities, holidays, and patterns for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from dateutil.easter import easter

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])\.?"
)
SEASON = r"(?:spring|summer|autumn|winter)(?:time)?(?![a-z])"
SEASONS: Mapping[str, int] = MappingProxyType({"spring": 3, "summer": 6, "autumn": 9, "winter": 12})
"""First month of each season (meteorological: winter is December to February of the next year)."""

_NUMBER_WORDS: Mapping[str, int] = MappingProxyType({
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "eighteen": 18, "twenty": 20,
})  # fmt: skip
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + r")(?![\w])"
VAGUE = r"(?:a\s+few|a\s+couple\s+of|several|some|a\s+number\s+of|many)"
PERIOD = r"(?:day|week|fortnight|month|year)s?(?![a-z])"

_VAGUE_AMOUNTS: Mapping[tuple[str, str], tuple[int, int]] = MappingProxyType({
    ("few", "day"): (2, 5), ("several", "day"): (3, 7), ("some", "day"): (2, 7),
    ("few", "week"): (2, 5), ("several", "week"): (3, 8), ("some", "week"): (2, 8),
    ("few", "month"): (2, 6), ("several", "month"): (3, 11), ("some", "month"): (2, 11),
    ("few", "year"): (2, 5), ("several", "year"): (3, 9), ("some", "year"): (2, 9),
})  # fmt: skip

PART = (
    r"(?:(?:very\s+)?early(?:\s+(?:in|on\s+in|part\s+of|months\s+of|days\s+of))?"
    r"|mid(?:dle)?(?:\s+(?:part\s+)?of|\s+in)?"
    r"|(?:very\s+)?late(?:r)?(?:\s+(?:in|part\s+of))?"
    r"|(?:towards?\s+)?(?:the\s+)?end(?:\s+of)?"
    r"|(?:the\s+)?(?:beginning|start)(?:\s+of)?"
    r"|(?:the\s+)?latter\s+(?:months|part|half)(?:\s+of)?"
    r"|(?:the\s+)?(?:first|1st|second|2nd)\s+half(?:\s+of)?"
    r"|(?:the\s+)?(?:first|1st|second|2nd|third|3rd|fourth|4th|last|final)\s+quarter(?:\s+of)?"
    r"|(?:the\s+)?(?:first|1st|second|2nd|third|3rd|fourth|4th|last|final)\s+week(?:\s+(?:of|in))?"
    r"|[hq][1-4])(?![a-z0-9])"
)

PART_OF_DAY = (
    r"(?:(?:early|late|mid|later)[\s-]+)?(?:morning|afternoon|evening|night|hours)|overnight|midnight|midday|noon"
    r"|night[\s-]?time|lunch[\s-]?time|tea[\s-]?time|bed[\s-]?time|day[\s-]?time"
    r"|(?:day|night|early|late|twilight)\s+shift|[ap]\.?m\.?"
)

HOLIDAY = (
    r"(?:christmas\s+(?:day|eve)|boxing\s+day|christmas(?:\s+(?:time|period))?|xmas(?:\s+(?:day|eve))?"
    r"|new\s+year'?s?\s+(?:eve|day)|good\s+friday|easter\s+(?:sunday|monday|weekend)|easter"
    r"|hallowe'?en|bonfire\s+night|valentine'?s\s+day)(?!\s+(?:holiday|term|break))(?![a-z])"
)


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, minding neither case nor the kind of blank."""
    return re.compile(pattern, re.IGNORECASE)


def month_number(word: str) -> int:
    """1 to 12 from a month's name or its abbreviation."""
    return next(i for i, name in enumerate(_MONTH_NAMES, 1) if name.startswith(word.lower()[:3]))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 from a weekday's name or its abbreviation."""
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(word.lower()[:3])


def number(word: str) -> int:
    """A whole number from digits or a number word."""
    return int(word) if word.isdigit() else _NUMBER_WORDS[word.lower()]


def vague_amount(word: str, period: str) -> tuple[int, int]:
    """Fewest and most that a vague quantity is taken for: a few days is 2 to 5."""
    word, period = word.lower(), period.lower().rstrip("s")
    if "couple" in word:
        return 2, 3
    size = "few" if "few" in word else "several" if "several" in word else "some"
    low, high = _VAGUE_AMOUNTS[size, "week" if period == "fortnight" else period]
    return (low, high) if period != "fortnight" else (low * 2, high * 2)


def part_name(words: str) -> str:
    """The part meant by the words: early, mid, late, half 1-2, quarter 1-4 or week 1-5 (5 is the last)."""
    words = words.lower()
    ordinals = (
        ("first", 1),
        ("1st", 1),
        ("second", 2),
        ("2nd", 2),
        ("third", 3),
        ("3rd", 3),
        ("fourth", 4),
        ("4th", 4),
    )
    rank = next((n for word, n in ordinals if word in words), 0)
    if re.fullmatch(r"[hq]\d", words):
        return ("half " if words[0] == "h" else "quarter ") + words[1]
    if "week" in words:
        return f"week {rank or 5}"
    if "quarter" in words:
        return f"quarter {rank or 4}"
    if "latter half" in " ".join(words.split()):
        return "half 2"
    if "half" in words:
        return f"half {rank}"
    if "early" in words or "beginning" in words or "start" in words:
        return "early"
    return "mid" if "mid" in words else "late"


def holiday_span(name: str, year: int) -> tuple[date, date]:
    """First and last day of a named holiday of that year; Christmas is 24 to 26 December."""
    name = " ".join(name.lower().replace("xmas", "christmas").replace("'", "").split())
    sunday = easter(year)
    fixed = {
        "christmas day": (date(year, 12, 25),) * 2, "christmas eve": (date(year, 12, 24),) * 2,
        "boxing day": (date(year, 12, 26),) * 2, "halloween": (date(year, 10, 31),) * 2,
        "bonfire night": (date(year, 11, 5),) * 2, "valentines day": (date(year, 2, 14),) * 2,
        "good friday": (sunday - timedelta(2),) * 2, "easter sunday": (sunday,) * 2,
        "easter monday": (sunday + timedelta(1),) * 2,
    }  # fmt: skip
    if name in fixed:
        return fixed[name]
    if name.startswith("new year"):
        day = date(year, 12, 31) if name.endswith("eve") else date(year, 1, 1)
        return day, day
    if name.startswith("easter"):
        return sunday - timedelta(2), sunday + timedelta(1)
    return date(year, 12, 24), date(year, 12, 26)


def holiday_core(name: str, year: int) -> date:
    """The day from which "the week before" is counted: 25 December, Easter Sunday."""
    first, last = holiday_span(name, year)
    return (
        first
        if first == last
        else first + (last - first) // 2
        if "easter" not in name.lower()
        else easter(year)
    )
