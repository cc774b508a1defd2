"""The editable lists of words (``headers.toml``) by which headers, people and sheets are recognised."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

DEFAULT_FILE = Path(__file__).parent / "headers.toml"

FIELDS = (
    "date", "date_end", "time", "recorded", "ref", "source", "agency", "event", "action", "outcome",
    "comment", "persons", "child_seen", "professional", "location", "age", "ignore",
)  # fmt: skip

_BRACKET = re.compile(r"\([^)]*\)")
_SPACE = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})


class VocabularyError(ValueError):
    """A headers.toml cannot be used; the message says what to change in it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known words.

    Attributes:
        headers: normalised header to the fields it may mean, in the order of :data:`FIELDS`.
        persons: words that name somebody, such as "mother".
        child_seen: words of a header that asks whether somebody was seen.
        not_codes: short capitals that are no person's code.
        not_chronology: words in the names of sheets that are no chronology.
        overrides: agency key to a mapping of normalised header to its field, as the case says outright.
    """

    headers: Mapping[str, tuple[str, ...]]
    persons: frozenset[str]
    child_seen: frozenset[str]
    not_codes: frozenset[str]
    not_chronology: tuple[str, ...]
    overrides: Mapping[str, Mapping[str, str]]

    def with_answers(self, answers: Mapping[str, str]) -> Vocabulary:
        """The same words, with headers that a person has explained known as well.

        Args:
            answers: normalised header to its field, or ``unknown``.
        """
        return replace(self, headers={**self.headers, **{name: (field,) for name, field in answers.items()}})


def normalise(header: str) -> str:
    """A header without capitals, brackets, punctuation at its ends, and doubled or odd spaces."""
    plain = unicodedata.normalize("NFKC", header).translate(_APOSTROPHES).casefold()
    without = _BRACKET.sub(" ", plain)
    plain = without if without.strip() else plain.strip("()")
    plain = re.sub(r"\s*([/&])\s*", r" \1 ", plain).replace("-", " ").replace("_", " ")
    return _SPACE.sub(" ", plain).strip(" \t?:*.,;")


def load(case_file: Path | None = None) -> Vocabulary:
    """The shipped lists, with those of a case's own headers.toml added.

    Raises:
        VocabularyError: the case's file is not valid TOML or names a field that does not exist.
    """
    shipped = tomllib.loads(DEFAULT_FILE.read_text("utf-8"))
    own = _read_own(case_file) if case_file is not None and case_file.is_file() else {}
    headers: dict[str, set[str]] = {}
    for field, names in shipped["fields"].items():
        for name in names:
            headers.setdefault(normalise(name), set()).add(field)
    for field, names in own.get("fields", {}).items():
        for name in names:
            # What the case says of a header takes the place of the shipped meaning.
            headers[normalise(name)] = {field}
    words, own_words = shipped["words"], own.get("words", {})
    return Vocabulary(
        {name: tuple(field for field in FIELDS if field in fields) for name, fields in headers.items()},
        frozenset(map(str.casefold, (*words["persons"], *own_words.get("persons", ())))),
        frozenset(map(str.casefold, (*words["child_seen"], *own_words.get("child_seen", ())))),
        frozenset((*words["not_codes"], *own_words.get("not_codes", ()))),
        tuple(shipped["sheets"]["not_chronology"]),
        {
            agency: {normalise(name): field for name, field in table.items()}
            for agency, table in own.get("agencies", {}).items()
        },
    )


def _read_own(path: Path) -> dict[str, Any]:
    try:
        own = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        raise VocabularyError(
            "headers.toml of the case could not be read; check its quotation marks and brackets."
        ) from None
    if not all(isinstance(own.get(part, {}), dict) for part in ("fields", "words", "agencies")):
        raise VocabularyError("headers.toml of the case: fields, words and agencies must be tables.")
    tables = own.get("agencies", {}).values()
    fields = own.get("fields", {})
    if not all(isinstance(table, dict) for table in tables) or not all(
        isinstance(names, list) and all(isinstance(name, str) for name in names) for names in fields.values()
    ):
        raise VocabularyError(
            "headers.toml of the case: each field needs a list of headers in quotation marks."
        )
    named = [*fields, *(field for table in tables for field in table.values())]
    unknown = sorted({str(field) for field in named if field not in FIELDS})
    if unknown:
        raise VocabularyError(
            f"headers.toml of the case names a field that does not exist: {', '.join(unknown)}. "
            f"The fields are: {', '.join(FIELDS)}."
        )
    return own
