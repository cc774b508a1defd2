"""What is known of a case before its agencies' files are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from importers import vocabulary as words
from importers.agency_file import Known
from importers.case_file import CaseFileReading, read_case_file
from importers.content import people_words
from importers.dating import Births
from importers.people import PeopleReading, read_people
from importers.profiles import MappingProfile, apply_profiles, read_profiles
from importers.tables import Problem


@dataclass(frozen=True, slots=True)
class Background:
    """The files of a case folder besides the agencies' own.

    Attributes:
        case_file: ``case.toml``.
        people: the key of persons and their relations.
        index_person: code of the person that the review is about; blank where not said.
        profiles: mapping profiles by agency key.
        known: what the reading of an agency's file needs.
        problems: what is wrong with headers.toml and the profiles, by the file that it concerns.
    """

    case_file: CaseFileReading
    people: PeopleReading
    index_person: str
    profiles: Mapping[str, MappingProfile]
    known: Known
    problems: tuple[tuple[str, Problem], ...]


def read_background(folder: Path) -> Background:
    """Read them; whatever is missing or wrong is a problem, and the rest is used."""
    case_file, people = read_case_file(folder / "case.toml"), read_people(folder)
    vocabulary, problems = _vocabulary(folder)
    profiles, found = read_profiles(folder)
    index_person = case_file.table.index_person or case_file.table.index_child
    known = Known(
        apply_profiles(vocabulary, profiles.values()),
        people_words(people.people, vocabulary),
        _births(people.people, index_person),
    )
    return Background(case_file, people, index_person, profiles, known, (*problems, *found))


def _vocabulary(folder: Path) -> tuple[words.Vocabulary, list[tuple[str, Problem]]]:
    try:
        return words.load(folder / "headers.toml"), []
    except words.VocabularyError as error:
        problem = Problem(
            "headers_file_mistake", "error", str(error), "The headers that come with the product were used."
        )
        return words.load(), [("headers.toml", problem)]


def _births(people: pd.DataFrame, index_person: str) -> Births:
    births: dict[str, tuple[date, date]] = {}
    known = people[people["born_earliest"].notna() & people["born_latest"].notna()]
    for code, earliest, latest in known[["code", "born_earliest", "born_latest"]].itertuples(index=False):
        births[code] = (earliest.date(), latest.date())
        if code == index_person:
            births[""] = births[code]
    return births
