"""Dates that can be read but hardly be meant: before somebody was born, or after the file was saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from chronology.dates import show_day
from importers.own_files import property_of
from importers.tables import Problem

_PREGNANCY = pd.Timedelta(days=294)
"""42 weeks: an entry about an unborn child can be that much earlier than its birth."""

_RARE, _FEW = 0.05, 2
"""The share and the number of a file's entries up to which a date after its saving is taken for a mistake."""

_SAVED = "{http://purl.org/dc/terms/}modified"


def dates_saved(paths: Mapping[str, Path]) -> Mapping[str, date]:
    """By agency key, the day on which its workbook or document was last saved, where the file says so."""
    found = {agency: _date_saved(path) for agency, path in paths.items()}
    return MappingProxyType({agency: day for agency, day in found.items() if day is not None})


def implausible_dates(
    entries: pd.DataFrame, people: pd.DataFrame, saved: Mapping[str, date]
) -> list[tuple[str, Problem]]:
    """Questions about such dates, with the key of the agency.

    An entry is before a birth where its column of persons names one person of the key alone and it ends more
    than a pregnancy before that person can have been born.

    Args:
        entries: the ``entries`` frame.
        people: the ``people`` frame.
        saved: from :func:`dates_saved`.
    """
    return [*_before_birth(entries, people), *_after_saving(entries, saved)]


def _before_birth(entries: pd.DataFrame, people: pd.DataFrame) -> list[tuple[str, Problem]]:
    born = people.dropna(subset="born_earliest").set_index("code")["born_earliest"]
    if born.empty:
        return []
    named = people.explode("aliases").dropna(subset="aliases")
    names = dict(zip(named["aliases"].str.casefold(), named["code"], strict=True))
    cells = entries["persons"].str.strip()
    person = cells.where(cells.isin(set(people["code"])), cells.str.casefold().map(names))
    first_day = pd.to_datetime(person.map(born)) - _PREGNANCY
    early = entries[entries["latest"].notna() & first_day.notna() & (entries["latest"] < first_day)]
    return [
        (
            row.agency,
            Problem(
                "date_before_birth",
                "question",
                f"This date is before {person[row.Index]} can have been born. Check the date, and the date "
                "of birth in persons.csv.",
                "Read as written.",
                row.sheet,
                row.row,
                _date_header(row.original, row.date_text),
            ),
        )
        for row in early.itertuples()
    ]


def _after_saving(entries: pd.DataFrame, saved: Mapping[str, date]) -> list[tuple[str, Problem]]:
    days = pd.to_datetime(entries["agency"].map({agency: pd.Timestamp(day) for agency, day in saved.items()}))
    late = entries[entries["earliest"].notna() & days.notna() & (entries["earliest"] > days)]
    # Programs that export from a template leave its old date in the file: then the stamp is wrong, not the
    # entries.
    share = late["agency"].value_counts() / entries["agency"].value_counts()
    count = late["agency"].value_counts()
    late = late[(late["agency"].map(share) <= _RARE) | (late["agency"].map(count) <= _FEW)]
    return [
        (
            row.agency,
            Problem(
                "date_after_file",
                "question",
                f"This date is after {show_day(saved[row.agency])}, the day on which the file was last "
                "saved. Check it, or say that it is an event still to come.",
                "Read as written.",
                row.sheet,
                row.row,
                _date_header(row.original, row.date_text),
            ),
        )
        for row in late.itertuples()
    ]


def _date_header(cells: Mapping[str, str], date_text: str) -> str:
    """The header of the cell that says the date; blank where the words of two cells were put together."""
    return next((header for header, text in cells.items() if text.strip() == date_text and date_text), "")


def _date_saved(path: Path) -> date | None:
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})T", property_of(path, _SAVED).strip())
    try:
        return date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None
