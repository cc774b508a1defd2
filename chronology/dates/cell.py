"""Reads one date cell."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from chronology.dates.edtf import to_edtf
from chronology.dates.grammar import clean, parse
from chronology.dates.interval import (
    FIRST_YEAR,
    LAST_YEAR,
    Basis,
    Births,
    Context,
    DateReading,
    DayOrder,
    Precision,
    Refusal,
    Span,
)
from chronology.dates.meaning import evaluate

_LATE_ENTRY = re.compile(
    r"[\s,;(\[-]*\b(?:late\s+entry|retrospective(?:ly)?(?:\s+entry|\s+entered)?|recorded|entered|written(?:\s+up)?"
    r"|added|logged|entry\s+made|record\s+made)\s*(?:on|of|dated|in)?\s*:?\s*(?P<when>[^()\[\];]*?\d[^()\[\];]*)[)\]]?\s*$",
    re.IGNORECASE,
)
_FIRST_SERIAL, _LAST_SERIAL = 18264, 54789
"""Day numbers of a spreadsheet for 1 January 1950 and 1 January 2050 (day 0 is 30 December 1899)."""
_SERIAL_TEXT = re.compile(r"\d{5}(?:\.\d+)?")
LONGEST = 400
"""Characters beyond which a cell is a narrative, not a date."""

UNREADABLE = "This was not understood as a date. Please ask the agency for the date."
NO_DATE = "No date is supplied."


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or only blanks."""
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return True
    if isinstance(value, float):
        return value != value  # noqa: PLR0124 - NaN
    return isinstance(value, str) and (not value.strip() or (len(value) < 9 and not clean(value)))


def plain_value(value: object) -> object:
    """A cell as a plain Python value: numpy's own numbers, texts and dates become Python's."""
    if isinstance(value, np.datetime64):
        return pd.Timestamp(value)
    return value.item() if isinstance(value, np.generic) else value


def read_date(
    value: object, *, order: DayOrder, anchor: DateReading | None = None, births: Births | None = None
) -> DateReading:
    """One date cell as read; nothing but its own words, the row above and births is ever used.

    Args:
        value: text, a date or date-and-time cell, a number (a year, or a plausible spreadsheet day number),
            or blank.
        order: which of day and month comes first in numeric dates; day first where not shown.
        anchor: the row above, for relative wordings and missing years.
        births: days of birth, for ages.

    Returns:
        the reading; one that could not be read has no dates, and a ``problem`` and a ``note`` that say why.
    """
    return read_in_context(value, Context(order, anchor, None, births or {}))


def read_in_context(value: object, context: Context) -> DateReading:
    """As :func:`read_date`, with everything that a column knows."""
    value = plain_value(value)
    if is_blank(value):
        return DateReading("", note=NO_DATE)
    if isinstance(value, datetime | date):
        return _read_cell(value)
    if isinstance(value, bool | time) or not isinstance(value, str | int | float):
        return DateReading(str(value), problem="unreadable", note=UNREADABLE)
    if isinstance(value, int | float):
        return _read_number(value, context)
    return _read_text(value, context)


def _read_cell(value: date) -> DateReading:
    day = value.date() if isinstance(value, datetime) else value
    clock = value.strftime("%H:%M") if isinstance(value, datetime) and value.time() != time() else ""
    text = f"{day.day:02d}/{day.month:02d}/{day.year}" + (f" {clock}" if clock else "")
    if not FIRST_YEAR < day.year <= LAST_YEAR:
        return DateReading(text, problem="implausible_year", note=f"The year {day.year} is not plausible.")
    return DateReading(text, day, day, Precision.DAY, Basis.CELL, edtf=str(day), time=clock)


def _read_number(value: float, context: Context) -> DateReading:
    text = str(int(value)) if float(value).is_integer() else str(value)
    if float(value).is_integer() and FIRST_YEAR <= value <= LAST_YEAR:
        return _read_text(text, context)
    return _read_serial(value, text) or DateReading(text, problem="unreadable", note=UNREADABLE)


def _read_serial(value: float, text: str) -> DateReading | None:
    if not _FIRST_SERIAL <= value < _LAST_SERIAL:
        return None
    moment = datetime(1899, 12, 30) + timedelta(minutes=round(value * 24 * 60))
    clock = "" if float(value).is_integer() else moment.strftime("%H:%M")
    day = moment.date()
    note = f"The number was read as a spreadsheet's day number: {day.day} {day:%b %Y}."
    return DateReading(text, day, day, Precision.DAY, Basis.CELL, edtf=str(day), time=clock, note=note)


def _read_text(text: str, context: Context) -> DateReading:
    typed = text.strip()
    if len(text) > LONGEST:
        return DateReading(typed, problem="unreadable", note=UNREADABLE)
    cleaned = clean(text)
    if _SERIAL_TEXT.fullmatch(cleaned) and (reading := _read_serial(float(cleaned), typed)):
        return reading
    recorded: date | None = None
    notes: tuple[str, ...] = ()
    if len(cleaned) > 12 and (late := _LATE_ENTRY.search(cleaned)):
        when = _try(clean(late["when"]), context)
        if isinstance(when, Span) and when.precision is Precision.DAY and late.start() > 0:
            recorded, cleaned = when.earliest, clean(cleaned[: late.start()])
            notes = (
                (f"The cell says that the entry was written on {recorded.day} {recorded:%b %Y}.",)
                if recorded
                else ()
            )
    found = _try(cleaned, context)
    if isinstance(found, Refusal):
        note = " ".join((*notes, found.note))
        return DateReading(typed, recorded=recorded, note=note, problem=found.problem)
    return _reading(typed, found, recorded, notes)


def _try(cleaned: str, context: Context) -> Span | Refusal:
    parsed = parse(cleaned) if cleaned else None
    if parsed is None:
        return Refusal("unreadable", UNREADABLE)
    try:
        return evaluate(parsed, context)
    except Refusal as refusal:
        return refusal


def _reading(text: str, span: Span, recorded: date | None, notes: tuple[str, ...]) -> DateReading:
    return DateReading(
        text=text,
        earliest=span.earliest,
        latest=span.latest,
        precision=span.precision,
        basis=span.basis,
        approximate=span.approximate,
        uncertain=span.uncertain,
        edtf=edtf_of(span),
        time="" if span.time.strip("0:") == "" else span.time,
        recorded=recorded,
        note=" ".join(dict.fromkeys((*notes, *span.notes))),
        problem=span.problem,
        also=tuple(_reading(text, other, None, ()) for other in span.also),
    )


def edtf_of(reading: Any) -> str:
    """EDTF of anything with ends, precision and flags."""
    return to_edtf(
        reading.earliest,
        reading.latest,
        approximate=reading.approximate,
        uncertain=reading.uncertain,
        precision=reading.precision,
    )
