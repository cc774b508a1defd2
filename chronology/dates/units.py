"""The smallest pieces of a date: a day, a month, a year, a season, a week, "the following day", an age.

A *unit* is what the words say before anything is concluded: the year or the month may still be missing, and
which of two numbers is the day is still open.  :mod:`chronology.dates.meaning` turns units into intervals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from chronology.dates.relative import RELATIVE_FORMS
from chronology.dates.times import CLOCK, clock_time
from chronology.dates.unit import Unit
from chronology.dates.words import (
    HOLIDAY,
    MONTH,
    PART,
    PART_OF_DAY,
    SEASON,
    WEEKDAY,
    compiled,
    month_number,
    part_name,
    weekday_number,
)

_END = r"(?!\w|[./:]\d)"
_YEAR = r"(?P<year>\d{4}|\d{2})(?!\s?(?:hrs|hours|[ap]\.?m\b))" + _END
_YEAR_GAP = r"(?:,?\s+(?:of\s+)?[‘’']?|[./\-]\s?[‘’']?|,\s?|[‘’'])?"
_DAY = r"(?:(?P<weekday>" + WEEKDAY + r"),?\s*)?(?:the\s+)?(?P<day>\d{1,2})"
_ORDINAL = r"\s?(?:st|nd|rd|th)(?![a-z])"
_ISO_END = r"(?=T\d|(?!\w|[./:]\d))"


def full_year(text: str) -> int:
    """A year of four digits from two or four: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _optional_year(match: re.Match[str]) -> int | None:
    year = match.groupdict().get("year")
    return full_year(year) if year else None


def _weekday(match: re.Match[str]) -> int | None:
    word = match.groupdict().get("weekday")
    return weekday_number(word) if word else None


def _iso_day(match: re.Match[str]) -> Unit:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return Unit("day", year=year, month=month, day=day)


def _compact_day(match: re.Match[str]) -> Unit:
    return replace(_iso_day(match), notes=("Eight digits were read as year, month, day.",))


def _numeric(match: re.Match[str]) -> Unit:
    first = match["first"]
    unknown_day = not first.isdigit()
    return Unit(
        "numeric",
        first=0 if unknown_day else int(first),
        second=int(match["second"]),
        year=_optional_year(match),
        weekday=_weekday(match),
    )


def _word_day(match: re.Match[str]) -> Unit:
    return Unit(
        "day",
        day=int(match["day"]),
        month=month_number(match["month"]),
        year=_optional_year(match),
        weekday=_weekday(match),
    )


def _month(match: re.Match[str]) -> Unit:
    word, year = match["month"], match.groupdict().get("year")
    month = int(word) if word.isdigit() else month_number(word)
    notes: tuple[str, ...] = ()
    if year and len(year) == 2 and not word.isdigit() and 1 <= int(year) <= 31:
        notes = (f"A month and two digits were read as month and year ({full_year(year)}), not as a day.",)
    return Unit("month", month=month, year=_optional_year(match), notes=notes)


def _iso_month(match: re.Match[str]) -> Unit:
    first, month = int(match["year"]), int(match["month"])
    notes: tuple[str, ...] = ()
    if month == first % 100 + 1:
        notes = (f"Read as year and month; if the years {first} to {first + 1} were meant, ask the agency.",)
    return Unit("month", month=month, year=first, notes=notes)


def _years(match: re.Match[str]) -> Unit | None:
    first, second = int(match["year"]), match["last"]
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    if len(second) == 2 and last < first:
        last += 100
    if last != first + 1:
        return None
    return Unit("years", year=first, last_year=last, notes=(f"Read as the years {first} and {last}.",))


def _year(match: re.Match[str]) -> Unit:
    return Unit("year", year=int(match["year"]))


def _decade(match: re.Match[str]) -> Unit:
    year = int(match["year"])
    return Unit("years", year=year, last_year=year + 9, notes=("Read as the ten years of the decade.",))


def _season(match: re.Match[str]) -> Unit:
    word = match["season"].lower()
    name = next(season for season in ("spring", "summer", "autumn", "winter") if word.startswith(season))
    return Unit("season", words=name, year=_optional_year(match))


def _winter(match: re.Match[str]) -> Unit | None:
    return _season(match) if (int(match["year"]) + 1) % 100 == int(match["last"]) else None


def _quarter(match: re.Match[str]) -> Unit:
    return Unit("year", year=int(match["year"]), parts=(part_name(match["part"]),))


def _holiday(match: re.Match[str]) -> Unit:
    return Unit("holiday", words=match["holiday"], year=_optional_year(match))


def _ordinal(match: re.Match[str]) -> Unit:
    return Unit("ordinal", day=int(match["day"]), weekday=_weekday(match))


Builder = Callable[[re.Match[str]], Unit | None]
Form = tuple[str, re.Pattern[str], Builder]
"""What a form can begin with (``9`` a digit, ``a`` anything else, ``*`` either), its pattern, its builder."""

_FIRST = r"(?:(?P<weekday>" + WEEKDAY + r"),?\s*)?(?P<first>\d{1,2}|xx|\?\?|__)"
_LONG_YEAR = r"[‘’']?(?P<year>\d{2,5})" + _END
_WORD_DAY = rf"{_DAY}(?:{_ORDINAL})?(?:\s+of\s+|[\s./,\-]{{0,2}})(?P<month>{MONTH})"
_US_DAY = rf"(?:(?P<weekday>{WEEKDAY}),?\s*)?(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:{_ORDINAL})?,?\s+"
_HOLIDAY = rf"(?:the\s+)?(?P<holiday>{HOLIDAY})"

DAY_FORMS: tuple[Form, ...] = (
    (
        "9",
        compiled(r"(?P<year>\d{4})(?P<gap>[-/.])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})" + _ISO_END),
        _iso_day,
    ),
    ("*", compiled(_FIRST + r"\s?[./]{1,2}\s?(?P<second>\d{1,2})\s?[./]{1,2}\s?" + _LONG_YEAR), _numeric),
    ("*", compiled(_FIRST + r"-(?P<second>\d{1,2})-" + _LONG_YEAR), _numeric),
    ("*", compiled(_FIRST + r"\s(?P<second>\d{1,2})\s" + _LONG_YEAR), _numeric),
    ("*", compiled(_WORD_DAY + _YEAR_GAP + _YEAR), _word_day),
    ("a", compiled(_US_DAY + r"(?P<year>\d{4})" + _END), _word_day),
    ("9", compiled(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)" + _END), _compact_day),
)
"""Days with a year, ISO before everything; nearly all cells end here."""

_OTHER_FORMS: tuple[Form, ...] = (
    ("a", compiled(rf"(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}"), _word_day),
    ("a", compiled(rf"(?P<month>{MONTH}){_YEAR_GAP}{_YEAR}"), _month),
    ("*", compiled(rf"{_WORD_DAY}(?![a-z])"), _word_day),
    ("a", compiled(rf"(?P<month>{MONTH})\s+(?P<day>\d)(?!\w|[./:\-]\d)"), _word_day),
    ("a", compiled(rf"(?P<month>{MONTH})(?![a-z])"), _month),
    ("9", compiled(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?!\w|[./:\-]\d)"), _iso_month),
    ("9", compiled(r"(?P<month>0?[1-9]|1[0-2])\s?[./\-]\s?(?P<year>\d{4})" + _END), _month),
    (
        "a",
        compiled(rf"(?P<season>winter)[\s,]*(?:of\s+)?(?P<year>\d{{4}})\s?[/\-]\s?(?P<last>\d{{2}}){_END}"),
        _winter,
    ),
    ("a", compiled(rf"(?P<season>{SEASON})[\s,]*(?:of\s+)?(?:the\s+year\s+)?[‘’']?{_YEAR}"), _season),
    ("a", compiled(rf"(?P<season>{SEASON})"), _season),
    ("a", compiled(rf"{_HOLIDAY}[\s,]*(?:of\s+)?[‘’']?{_YEAR}"), _holiday),
    ("a", compiled(_HOLIDAY), _holiday),
    ("9", compiled(r"(?P<year>\d{4})\s?/\s?(?P<last>\d{4}|\d{2})" + _END), _years),
    ("9", compiled(r"(?P<year>\d{4})-(?P<last>1[3-9]|[2-9]\d)(?!\w|[./:\-]\d)"), _years),
    ("9", compiled(r"(?P<year>\d{4})[\s\-]*(?P<part>[qh][1-4])(?!\w)"), _quarter),
    ("*", compiled(r"(?:the\s+)?(?P<year>19\d0|20[1-4]0)'?s(?!\w)"), _decade),
    ("*", compiled(r"(?:the\s+)?(?:year\s+)?(?P<year>\d{4})(?!\w|[./:]\d|-\d{1,2}(?!\d))"), _year),
    ("*", compiled(_FIRST + r"\s?[./]\s?(?P<second>\d{1,2})(?!\w|[./:]\d)"), _numeric),
    ("*", compiled(_DAY + _ORDINAL), _ordinal),
    *(("*", pattern, build) for pattern, build in RELATIVE_FORMS),
)
_DIGIT_FORMS = tuple((p, build) for start, p, build in DAY_FORMS + _OTHER_FORMS if start != "a")
_WORD_FORMS = tuple((p, build) for start, p, build in DAY_FORMS + _OTHER_FORMS if start != "9")

NUMBER_ONLY = compiled(r"(?P<day>\d{1,2})(?!\w|[.:]\d)")
"""A bare day number: only as the first of a range or list ("3-5 May 2020"), never by itself."""

_FLAG = compiled(
    r"(?P<about>(?:c(?:irca|a)?\b\.?|approx(?:imate(?:ly)?)?\b\.?|(?:on\s+or\s+)?(?:about|around)\b"
    r"|roughly\b|~|estimated\b|est\.)(?:\s*:)?\s*)"
    r"|(?P<doubt>(?:\?|(?:probably|possibly|perhaps|maybe|thought\s+to\s+be|believed\s+to\s+be|poss\.?)(?![a-z]))\s*)"
    r"|(?P<plain>(?:on(?!\s+or\b)|in|during|throughout|at|over|the|dated?|from\s+around|some\s?time\s+(?:in|during)"
    r"|at\s+some\s+point\s+(?:in|during)|(?:the\s+)?(?:month|year)\s+of|all\s+of|whole\s+of)(?![a-z])\s*:?\s*)"
)
_PARTS = compiled(
    rf"(?P<one>{PART})(?:\s*(?:to|/|-|or|and)\s*(?P<two>{PART}))?[\s\-]*(?:of\s+)?(?:the\s+)?(?:month\s+of\s+)?"
    r"(?:year\s+(?:of\s+)?)?(?=\S)"
)
_WEEK = compiled(
    r"(?:the\s+)?(?:(?P<start>w\s?[/.\\]?\s?[cb](?![a-z])\.?|week[\s\-]+(?:commencing|beginning|starting))"
    r"|(?P<end>w\s?/\s?e(?![a-z])\.?|week[\s\-]+ending)"
    r"|(?P<of>week\s+of(?![a-z])))[\s:]*"
)
_AROUND = compiled(
    r"(?:the\s+)?(?P<period>day|week|fortnight|month|year)\s+(?P<side>before|after|prior\s+to)\s+"
)
PART_OF_DAY_OF = compiled(rf"(?:on\s+)?(?:the\s+)?(?P<time>{PART_OF_DAY})\s+(?:of|on)\s+")
_CLOCK_BEFORE = compiled(rf"(?:at\s+)?(?P<time>{CLOCK})\s*(?:,|\bon\b|-)?\s*")
_PARTABLE = frozenset({"month", "year", "season"})


class Scan:
    """A text being taken apart, and the units already found in it, so that none is looked for twice."""

    __slots__ = ("_found", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[int, list[tuple[Unit, int]]] = {}

    def units(self, position: int) -> list[tuple[Unit, int]]:
        """Every unit that begins at the position, the most telling first, with the position after it."""
        if position not in self._found:
            self._found[position] = list(_units_at(self, position)) if position < len(self.text) else []
        return self._found[position]


def _units_at(scan: Scan, position: int) -> Iterator[tuple[Unit, int]]:
    for pattern, build in _DIGIT_FORMS if scan.text[position].isdigit() else _WORD_FORMS:
        match = pattern.match(scan.text, position)
        if match and (unit := build(match)) is not None:
            yield unit, match.end()
    for prefixed in (_parts, _timed) if scan.text[position].isdigit() else (_weeks, _parts, _timed, _flagged):
        yield from prefixed(scan, position)


def _weeks(scan: Scan, position: int) -> Iterator[tuple[Unit, int]]:
    if match := _WEEK.match(scan.text, position):
        which = "commencing" if match["start"] else "ending" if match["end"] else "of"
        for inner, end in scan.units(match.end()):
            if inner.kind in ("day", "numeric"):
                yield Unit("week", words=which, inner=inner, year=inner.year, month=inner.month), end
    if match := _AROUND.match(scan.text, position):
        side = "after" if match["side"].lower() == "after" else "before"
        for inner, end in scan.units(match.end()):
            yield (
                Unit("around", words=side, period=match["period"].lower(), inner=inner, year=inner.year),
                end,
            )


def _parts(scan: Scan, position: int) -> Iterator[tuple[Unit, int]]:
    """A month, year or season after "early", "the end of" and the like."""
    if match := _PARTS.match(scan.text, position):
        parts = tuple(part_name(match[name]) for name in ("one", "two") if match[name])
        for inner, end in scan.units(match.end()):
            if inner.kind in _PARTABLE and not inner.parts:
                yield replace(inner, parts=parts), end


def _timed(scan: Scan, position: int) -> Iterator[tuple[Unit, int]]:
    """A unit after a time: "night of 29 May 2021", "1430hrs 3/5/12"."""
    for pattern in (PART_OF_DAY_OF, _CLOCK_BEFORE):
        if match := pattern.match(scan.text, position):
            time = clock_time(match["time"])
            for inner, end in scan.units(match.end()):
                yield replace(inner, time=time), end


def _flagged(scan: Scan, position: int) -> Iterator[tuple[Unit, int]]:
    """A unit after "about", "probably", "during" and the like."""
    match = _FLAG.match(scan.text, position)
    if not match or match.end() == position:
        return
    for inner, end in scan.units(match.end()):
        about = inner.approximate or bool(match["about"])
        yield replace(inner, approximate=about, uncertain=inner.uncertain or bool(match["doubt"])), end
