"""How dates, counts and agencies are written for people."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Mapping

import pandas as pd

from chronology.case import Agency
from chronology.dates import show_day, show_interval

_CODES_BY_WORD = (
    ("social care", "SC"), ("social work", "SC"), ("social services", "SC"), ("police", "PO"),
    ("general pract", "GP"), ("gp", "GP"), ("ambulance", "AM"), ("health visit", "HV"), ("midwi", "MW"),
    ("mental health", "MH"), ("hospital", "HO"), ("nhs", "HO"), ("nursery", "NU"), ("school", "ED"),
    ("education", "ED"), ("probation", "PR"), ("youth offending", "YO"), ("youth justice", "YO"),
    ("housing", "HS"), ("fire", "FR"), ("children's centre", "CC"), ("early years", "EY"),
)  # fmt: skip


def day(date: pd.Timestamp) -> str:
    """A day as ``3 Jan 2014``."""
    return show_day(date)


def when(earliest: pd.Timestamp, latest: pd.Timestamp, precision: str = "range", edtf: str = "") -> str:
    """An interval in words, as :func:`chronology.dates.show_interval` gives it.

    Args:
        earliest: first possible day; ``NaT`` where open or unknown.
        latest: last possible day; ``NaT`` where open or unknown.
        precision: a :class:`chronology.dates.Precision` value.
        edtf: the date in EDTF; an end that is open there is said to be open, whatever bound was put in its
            place for reckoning.
    """
    first = None if pd.isna(earliest) or edtf.startswith("../") else earliest.date()
    last = None if pd.isna(latest) or edtf.endswith("/..") else latest.date()
    return show_interval(first, last, precision)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 entry``, ``2 entries``, ``1,204 entries``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: ``police, school and GP``."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def wrapped(text: str, width: int = 60, lines: int = 12) -> str:
    """Text for a chart's hover: wrapped, cut after ``lines`` lines, and escaped so that it stays text."""
    parts = [line for part in text.splitlines() for line in textwrap.wrap(part, width)]
    shown = parts[:lines] if len(parts) <= lines else [*parts[: lines - 1], "… (open the entry to read on)"]
    return "<br>".join(html.escape(line, quote=False) for line in shown)


def shortened(text: str, width: int) -> str:
    """The first words of a text on one line, with an ellipsis where it was cut."""
    return textwrap.shorten(text, width, placeholder=" …")


def agency_codes(agencies: Mapping[str, Agency]) -> dict[str, str]:
    """A short letter code for each agency, no two alike: ``SC``, ``PO``, ``GP``.

    A code known from the agency's name is used first, then initials, then letters of its name.
    """
    codes: dict[str, str] = {}
    for key, agency in agencies.items():
        taken = set(codes.values())
        codes[key] = next(code for code in _candidates(agency) if code not in taken)
    return codes


def _candidates(agency: Agency) -> Iterable[str]:
    words = [word for word in agency.name.replace("(", " ").split() if word[0].isalpha()]
    name = f" {agency.name.replace('(', '')} {agency.key.replace('_', ' ')} ".lower().replace("’", "'")
    known = sorted((name.find(f" {word}"), code) for word, code in _CODES_BY_WORD if f" {word}" in name)
    yield from (code for _, code in known)
    initials = "".join(word[0] for word in words if word[0].isupper()).upper()
    if len(initials) >= 2:
        yield initials[:2]
    letters = [letter for letter in (agency.name + agency.key).upper() if letter.isalpha()] or ["A"]
    yield from (letters[0] + second for second in letters[1:])
    yield from (f"{letters[0]}{number}" for number in range(1, 10_000))
