"""Mapping profiles: what a person answered about the columns of one agency, kept for its next return.

A profile is a small TOML file in the case folder, ``profiles/<agency>.toml``.  It holds only answers, never
what was certain without asking, so that it stays short enough to be read and corrected by hand.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pandas as pd
from rapidfuzz import fuzz, process

from importers.agencies import key_from
from importers.tables import Problem
from importers.vocabulary import FIELDS, Vocabulary, normalise

KEEP = "unknown"
"""The answer that keeps a column as it is: every word under its own header, searched with what happened."""

ANSWERS = (*FIELDS, KEEP)
"""What a column can be said to hold."""

FIELD_WORDS: Mapping[str, str] = MappingProxyType({
    "date": "the date on which it happened", "date_end": "the date on which it ended", "time": "the time",
    "recorded": "the date on which it was written down", "ref": "a number of the entry",
    "source": "the source of information", "agency": "the agency", "event": "what happened",
    "action": "the action taken", "outcome": "the outcome", "comment": "the author's comment",
    "persons": "the persons concerned", "child_seen": "whether the child was seen",
    "professional": "the professional", "location": "the place", "age": "an age",
    "ignore": "nothing that the timeline needs", KEEP: "something else, kept under its own heading",
})  # fmt: skip

_FOLDER = "profiles"
_RESEMBLES = 60
_MOST_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class MappingProfile:
    """Answers about the columns of one agency: header as shown to its field, one of :data:`ANSWERS`."""

    agency: str
    columns: Mapping[str, str]

    def with_answers(self, answers: Mapping[str, str]) -> MappingProfile:
        """The profile with further answers; a new answer about a header takes the place of the old one."""
        new = {normalise(header) for header in answers}
        kept = {header: field for header, field in self.columns.items() if normalise(header) not in new}
        return replace(self, columns=kept | {_one_line(header): field for header, field in answers.items()})

    def overrides(self) -> dict[str, str]:
        """Normalised header to field, as :func:`importers.headers.understand_columns` takes it."""
        return {normalise(header): field for header, field in self.columns.items()}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field that a header may mean: the known header it resembles, and how closely, from 0 to 100."""

    field: str
    resembles: str
    likeness: int


@dataclass(frozen=True, slots=True)
class Question:
    """A column to ask about, by the name it is shown under, and what it was taken for meanwhile."""

    sheet: str
    header: str
    field: str
    why: str


class AnswerError(ValueError):
    """An answer about a column cannot be used; the message says which and why."""


def read_profiles(folder: Path) -> tuple[dict[str, MappingProfile], list[tuple[str, Problem]]]:
    """The profiles of a case folder by agency key, and problems by the file that they concern."""
    profiles: dict[str, MappingProfile] = {}
    problems: list[tuple[str, Problem]] = []
    for path in sorted((folder / _FOLDER).glob("*.toml")):
        name = f"{_FOLDER}/{path.name}"
        found = _read(path)
        if isinstance(found, Problem):
            problems.append((name, found))
        elif found.agency in profiles:
            problems.append((name, _mistake("It is about an agency that another profile is about.")))
        else:
            profiles[found.agency] = found
    return profiles, problems


def apply_profiles(vocabulary: Vocabulary, profiles: Iterable[MappingProfile]) -> Vocabulary:
    """The vocabulary with the answers of the profiles, which go before those of the case's headers.toml."""
    overrides = {agency: dict(answers) for agency, answers in vocabulary.overrides.items()}
    for profile in profiles:
        overrides[profile.agency] = overrides.get(profile.agency, {}) | profile.overrides()
    return replace(vocabulary, overrides=overrides)


def profile_path(folder: Path, agency: str) -> Path:
    """Where the profile of an agency is kept."""
    return folder / _FOLDER / f"{key_from(agency)}.toml"


def profile_text(profile: MappingProfile) -> str:
    """A profile as it is written to its file."""
    lines = [
        "# What was answered about the columns of this agency's chronology: header = what it holds.",
        f"# It can hold: {', '.join(ANSWERS)}.",
        f"# {KEEP}: the column is kept under its own heading and searched with what happened.",
        f"agency = {_quoted(profile.agency)}",
        "",
        "[columns]",
        *(f"{_quoted(header)} = {_quoted(field)}" for header, field in profile.columns.items()),
    ]
    return "\n".join(lines) + "\n"


def questions(columns: pd.DataFrame) -> tuple[Question, ...]:
    """The columns to ask about: those of the ``columns`` frame whose meaning is only likely."""
    likely = columns[columns["certainty"] == "likely"]
    found: dict[str, Question] = {}
    for sheet, number, header, field, why in likely[["sheet", "column", "header", "field", "why"]].itertuples(
        index=False
    ):
        name = _one_line(header) or f"Column {number}"
        found.setdefault(normalise(name), Question(sheet, name, field, why))
    return tuple(found.values())


def suggestions(header: str, vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """Fields that an unknown header may mean, the likeliest first; none is ever applied without asking."""
    plain = normalise(header)
    if not plain or len(plain) > 90:
        return ()
    near = process.extract(
        plain, vocabulary.headers.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_RESEMBLES, limit=12
    )
    found: dict[str, Suggestion] = {}
    for name, likeness, _ in near:
        field = vocabulary.headers[name][0]
        if field not in (KEEP, "ignore"):
            found.setdefault(field, Suggestion(field, name, round(likeness)))
    return tuple(found.values())[:_MOST_SUGGESTIONS]


def parse_answer(answer: str) -> tuple[str, str]:
    """``Header=field`` as header and field; ``keep`` is another word for :data:`KEEP`.

    Raises:
        AnswerError: there is no equals sign, no header, or no such field.
    """
    header, sign, field = answer.rpartition("=")
    field = field.strip().casefold().replace(" ", "_")
    field = KEEP if field == "keep" else field
    if not sign or not _one_line(header):
        raise AnswerError('Write what a column holds as "Header=field", such as --map "Job=date".')
    if field not in ANSWERS:
        raise AnswerError(
            f'The column "{_one_line(header)}" was said to hold something that is not known. '
            f"It can hold: keep, {', '.join(FIELDS)}."
        )
    return _one_line(header), field


def check_answers(answers: Mapping[str, str], columns: pd.DataFrame) -> None:
    """Compare answers with the columns that a file has.

    Raises:
        AnswerError: an answer is about a column that the file does not have.
    """
    shown = {
        normalise(_one_line(header) or f"Column {number}")
        for header, number in columns[["header", "column"]].itertuples(index=False)
    }
    missing = [header for header in answers if normalise(header) not in shown]
    if missing:
        listed = ", ".join(f'"{header}"' for header in missing)
        raise AnswerError(f"The file has no column named {listed}. Look at the list of its columns.")


def _read(path: Path) -> MappingProfile | Problem:
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        return _mistake("It could not be read; check its quotation marks and brackets.")
    agency, columns = content.get("agency"), content.get("columns", {})
    if not isinstance(agency, str) or not agency or not isinstance(columns, dict):
        return _mistake("It needs a line agency, and a table of columns.")
    wrong = [header for header, field in columns.items() if field not in ANSWERS]
    if wrong:
        listed = ", ".join(f'"{header}"' for header in wrong)
        return _mistake(
            f"The answer about {listed} is not one that we know. It can be: {', '.join(ANSWERS)}."
        )
    return MappingProfile(agency, columns)


def _mistake(sentence: str) -> Problem:
    return Problem(
        "mapping_profile_mistake",
        "error",
        f"This mapping profile cannot be used. {sentence}",
        "Its answers were not used; the columns were understood without them.",
    )


def _one_line(header: str) -> str:
    return " ".join(header.split())


def _quoted(text: str) -> str:
    # TOML's quoted strings are those of JSON, but for the delete character, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
