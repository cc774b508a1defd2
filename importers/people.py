"""The key of persons and their relations: ``persons.csv`` and ``relations.csv``, or the same as .xlsx."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from chronology import frames
from chronology.dates import DayOrder, Precision, read_date
from importers.formats import read_file
from importers.tables import Problem, RawCell

_PERSON_FILES = ("persons", "people")
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
PERSON_HEADERS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "person", "initials", "letter"),
    "role": ("role", "relationship", "who"),
    "household": ("household",),
    "born": ("born", "dob", "date of birth", "d.o.b", "birth"),
    "aliases": ("aliases", "alias", "other names", "also known as"),
}
_RELATION_HEADERS: Mapping[str, tuple[str, ...]] = {
    "from": ("from", "person"), "relation": ("relation", "relationship", "is"), "to": ("to", "of"),
    "start": ("start", "since"), "end": ("end", "until"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeopleReading:
    """The ``people`` and ``relations`` frames, and problems by the file name they concern."""

    people: pd.DataFrame
    relations: pd.DataFrame
    problems: tuple[tuple[str, Problem], ...]


def read_people(folder: Path) -> PeopleReading:
    """Read who is who; a missing file gives an empty frame and a note."""
    problems: list[tuple[str, Problem]] = []
    name, rows, found = _read(folder, _PERSON_FILES, PERSON_HEADERS, "code", _NO_PERSONS)
    problems += [(name, problem) for problem in found]
    persons: dict[str, dict[str, Any]] = {}
    for row, cells in rows:
        code = cells["code"].text.strip()
        if not code or code in persons:
            sentence = _CODE_TWICE if code else _CODE_MISSING
            problems.append((name, _odd_person(row, sentence)))
            continue
        earliest, latest, odd = read_interval(cells["born"])
        problems += [(name, _odd_date(row, "born"))] if odd else []
        persons[code] = {
            "code": code,
            "role": cells["role"].text.strip(),
            "household": cells["household"].text.strip(),
            "born_earliest": earliest,
            "born_latest": latest,
            "aliases": tuple(part.strip() for part in cells["aliases"].text.split(";") if part.strip()),
        }
    relations, more = _read_relations(folder, set(persons))
    people = frames.build("people", list(persons.values()))
    return PeopleReading(people, frames.build("relations", relations), (*problems, *more))


def _read_relations(folder: Path, codes: set[str]) -> tuple[list[dict[str, Any]], list[tuple[str, Problem]]]:
    name, rows, found = _read(folder, ("relations",), _RELATION_HEADERS, "from", _NO_RELATIONS)
    problems = [(name, problem) for problem in found]
    relations = []
    for row, cells in rows:
        start, end = read_interval(cells["start"]), read_interval(cells["end"])
        problems += [
            (name, _odd_date(row, column)) for column, (*_, odd) in (("start", start), ("end", end)) if odd
        ]
        persons = [cells[side].text.strip() for side in ("from", "to")]
        if any(codes and person not in codes for person in persons):
            problems.append((name, _not_in_key(row)))
        relations.append(
            {
                "from_code": persons[0],
                "relation": cells["relation"].text.strip(),
                "to_code": persons[1],
                "start_earliest": start[0],
                "start_latest": start[1],
                "end_earliest": end[0],
                "end_latest": end[1],
            }
        )
    return relations, problems


def read_interval(cell: RawCell) -> tuple[date | None, date | None, bool]:
    """First and last possible day of ``YYYY``, ``YYYY-MM`` or another date, and whether it is odd.

    A blank cell gives two blanks and is not odd; what cannot be read gives two blanks and is.
    """
    if isinstance(cell.value, datetime | date):
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        return day, day, False
    text = cell.text.strip()
    if not text:
        return None, None, False
    iso = _ISO.fullmatch(text)
    try:
        if iso is not None:
            return (*iso_interval(text), False)
    except ValueError:
        return None, None, True
    reading = read_date(text, order=DayOrder.DAY_FIRST)
    if reading.problem or reading.precision == Precision.UNDATED:
        return None, None, True
    return reading.earliest, reading.latest, False


def iso_interval(text: str) -> tuple[date, date]:
    """First and last day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Raises:
        ValueError: the text is none of these, or there is no such day.
    """
    found = _ISO.fullmatch(text.strip())
    if found is None:
        raise ValueError("write it as YYYY-MM-DD")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


Rows = list[tuple[int, dict[str, RawCell]]]


def _read(
    folder: Path, stems: tuple[str, ...], headers: Mapping[str, tuple[str, ...]], key: str, missing: Problem
) -> tuple[str, Rows, list[Problem]]:
    """The name of the file found, its rows by column with their row numbers, and problems."""
    path = _first_there(folder, stems)
    if path is None:
        return f"{stems[0]}.csv", [], [missing]
    reading = read_file(path)
    table = next((table for table in reading.tables if table.rows), None)
    if table is None:
        return path.name, [], list(reading.problems)
    for place, row in enumerate(table.rows):
        columns = columns_named([cell.text for cell in row.cells], headers)
        if key in columns:
            body = [r for r in table.rows[place + 1 :] if r.filled()]
            blank = RawCell(None, "")
            rows = [
                (r.number, {name: r.cell(columns[name]) if name in columns else blank for name in headers})
                for r in body
            ]
            return path.name, rows, list(reading.problems)
    wanted = ", ".join(headers)
    sentence = f"No row of headings was found. The first row needs the headings {wanted}."
    return path.name, [], [Problem("no_table_found", "error", sentence, "The file was not used.")]


def key_of_persons(folder: Path) -> Path | None:
    """The file that holds the key of persons; None where there is none."""
    return _first_there(folder, _PERSON_FILES)


def _first_there(folder: Path, stems: tuple[str, ...]) -> Path | None:
    names = [f"{stem}{suffix}" for stem in stems for suffix in (".csv", ".xlsx")]
    return next((folder / name for name in names if (folder / name).is_file()), None)


def columns_named(row: Sequence[str], headers: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Where the columns stand that a row of headings names, by the key of ``headers``."""
    texts = [text.strip().casefold() for text in row]
    return {
        name: texts.index(word)
        for name, words in headers.items()
        for word in reversed(words)
        if word in texts
    }


_NO_PERSONS = Problem(
    "no_key_of_persons",
    "note",
    "There is no persons.csv, so nobody can be recognised in the entries. Its columns are code, role, "
    "household, born and aliases.",
    "Read without a key of persons.",
)
_NO_RELATIONS = Problem(
    "no_relations",
    "note",
    "There is no relations.csv, so it is not known who is related to whom. Its columns are from, relation, "
    "to, start and end.",
    "Read without relations.",
)

_CODE_MISSING = (
    "This person has no code. Give each person a short code, such as the letter used in the review."
)
_CODE_TWICE = "This code is used for two persons. Give each person a code of their own."


def _odd_person(row: int, sentence: str) -> Problem:
    return Problem("person_not_used", "question", sentence, "This row was not used.", row=row, column="code")


def _odd_date(row: int, column: str) -> Problem:
    sentence = "This date could not be read. Write it as YYYY, YYYY-MM or YYYY-MM-DD."
    return Problem("unreadable_date", "question", sentence, "Used without this date.", row=row, column=column)


def _not_in_key(row: int) -> Problem:
    sentence = "This row names somebody who is not in persons.csv. Add the person there, or correct the code."
    return Problem("code_not_in_key", "question", sentence, "The relation was kept.", row=row)
