"""What has to be asked about the date of an entry, in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from chronology.dates import Basis, DateReading, Precision, show_interval
from importers.dating import DatedRow
from importers.tables import Problem

_QUESTIONS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "unreadable": (
            "unreadable_date",
            "The date could not be read. Ask the agency for it; it may be 3 Jan 2014, June 2012 or 2012.",
            "Kept as an entry without a date.",
        ),
        "impossible_date": (
            "impossible_date",
            "There is no such day in the calendar. Ask the agency for the date.",
            "Kept as an entry without a date.",
        ),
        "implausible_year": (
            "implausible_date",
            "The year of this date cannot be meant. Ask the agency for the date.",
            "Kept with the date as written.",
        ),
        "ambiguous_order": (
            "ambiguous_day_order",
            "Day and month of this date could be the other way round. Check it against the record.",
            "Read with the day first.",
        ),
        "no_year": (
            "date_without_year",
            "The date has no year, and no row above shows which. Ask the agency for the year.",
            "Kept as an entry without a date.",
        ),
        "no_anchor": (
            "relative_date_without_row",
            "The date counts from another event, and no row above shows which. Ask the agency for the date.",
            "Kept as an entry without a date.",
        ),
        "unknown_birth": (
            "date_by_age",
            "The date is given by an age, and the date of birth is not in persons.csv. Add it there.",
            "Kept as an entry without a date.",
        ),
        "end_before_start": (
            "end_before_start",
            "The end date is before the start date. Ask the agency which of them is right.",
            "See the note on the date of the entry.",
        ),
        "contradiction": (
            "contradictory_date",
            "Two parts of this date do not agree. Ask the agency which is right.",
            "See the note on the date of the entry.",
        ),
        "year_out_of_order": (
            "year_out_of_order",
            "The year of this date does not fit between the rows around it. Check it.",
            "Read as written.",
        ),
    }
)
_MEETINGS = re.compile(r"\b(court|hearings?|conferences?|core groups?)\b", re.IGNORECASE)
_SATURDAY = 5


def may_have_problems(dated: DatedRow) -> bool:
    """False for the plain entries that most are: dated to the day on a weekday, with nothing to remark."""
    reading = dated.reading
    return (
        bool(reading.problem)
        or dated.recorded is not None
        or bool(dated.inherited_from)
        or reading.basis is Basis.INFERRED_YEAR
        or reading.earliest is None
        or reading.earliest.weekday() >= _SATURDAY
    )


def date_problems(dated: DatedRow, header: str, words: str) -> list[Problem]:
    """The questions and notes about one entry's date.

    Args:
        dated: the entry and its date.
        header: the header of the date column.
        words: what the entry says happened, to spot a court hearing or conference at a weekend.
    """
    reading, item = dated.reading, dated.source
    place = (item.table.sheet, item.row.number, header)
    found: list[Problem] = []
    if dated.dates > 1 or reading.problem == "two_dates":
        found += _several_dates(dated, place)
    elif reading.problem:
        code, sentence, done = _QUESTIONS.get(
            reading.problem,
            (reading.problem, "Please check this date.", "See the note on the date of the entry."),
        )
        found.append(Problem(code, "question", sentence, done, *place))
    elif not reading.dated:
        sentence = "The entry has no date. Ask the agency for one, be it a year or 'after 12 June 2012'."
        found.append(Problem("undated", "question", sentence, "Kept as an entry without a date.", *place))
    if reading.basis == Basis.INFERRED_YEAR:
        sentence = "The date has no year. The year was taken from the rows around it. Check it."
        found.append(Problem("inferred_year", "note", sentence, f"Read as {_shown_year(reading)}.", *place))
    if dated.inherited_from and not dated.merged:
        sentence = f"The date cell is blank, so the date of row {dated.inherited_from} was used. Check it."
        found.append(Problem("inherited_date", "note", sentence, "Dated as the row above.", *place))
    if dated.recorded is not None and reading.earliest is not None and dated.recorded < reading.earliest:
        sentence = "The row is said to have been written before the event. Check both dates."
        found.append(Problem("recorded_before_event", "question", sentence, "Both kept as written.", *place))
    if _meets_at_weekend(reading, words):
        sentence = (
            "A court hearing, conference or core group on a Saturday or Sunday is unusual. Check the date."
        )
        found.append(Problem("weekend_meeting", "note", sentence, "Read as written.", *place))
    return found


def date_note(dated: DatedRow) -> str:
    """How the date was read, as sentences; blank where it was plain."""
    if not (dated.reading.note or dated.reading.also or dated.merged or dated.dates > 1):
        return ""
    also = [show_interval(other.earliest, other.latest, other.precision) for other in dated.reading.also]
    notes = [dated.reading.note, f"Also given: {', '.join(also)}." if also else ""]
    if dated.dates > 1:
        notes = [
            f"Date {dated.place + 1} of {dated.dates} in one cell; the row is an entry for each of them."
        ]
    if dated.merged:
        merged = (
            f"The date cell is merged with that of row {dated.inherited_from}, so it holds for this row too."
        )
        # The note of the reading speaks of a blank cell, which a merged one is not.
        notes = [merged] if dated.inherited_from else ["The date cell is merged with one above.", *notes]
    return " ".join(note.strip() for note in notes if note.strip())


def _several_dates(dated: DatedRow, place: tuple[str, int, str]) -> list[Problem]:
    """The question about a cell with several dates, once for its row."""
    if dated.place:
        return []
    if dated.dates > 1:
        sentence = (
            f"{dated.dates} dates in one cell: shown as {dated.dates} entries. Ask the agency whether these are "
            "separate events and what happened on each day."
        )
        done = f"Shown as {dated.dates} entries, each with all words of the row."
    else:
        sentence = (
            "The cell holds more than one date, and the row has an end date of its own or takes its dates from "
            "the row above. Ask the agency which is meant."
        )
        done = "Kept as one entry; see the note on its date."
    return [Problem("two_dates", "question", sentence, done, *place)]


def _shown_year(reading: DateReading) -> str:
    day = reading.earliest or reading.latest
    return str(day.year) if day is not None else "written"


def _meets_at_weekend(reading: DateReading, words: str) -> bool:
    return (
        reading.precision == Precision.DAY
        and reading.earliest is not None
        and reading.earliest.weekday() >= _SATURDAY
        and _MEETINGS.search(words) is not None
    )
