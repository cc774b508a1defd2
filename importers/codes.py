"""Codes in the column of persons that the key of persons does not have."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from importers.issues import rows_in_words
from importers.tables import Problem
from importers.vocabulary import Vocabulary

_CHILD = re.compile(r"\b(?:Child|CHILD|Baby|BABY)\s+([A-Z]{1,2}\d?)\b")
_ALONE = re.compile(r"[A-Z]{1,3}\d?")
_BETWEEN = re.compile(r"[,;/&+\n]| and |\(|\)")


def codes_not_in_key(
    entries: pd.DataFrame,
    people: pd.DataFrame,
    vocabulary: Vocabulary,
    explained: Mapping[str, Mapping[str, tuple[str, int]]],
) -> list[tuple[str, Problem]]:
    """One problem for each code and file, with the agency's key; none where there is no key of persons.

    A code is one to three capitals standing alone between commas and the like, or after "Child" or "Baby".  The
    agency is asked who it is, unless a list in its own file says so: then the key is to be added to.

    Args:
        entries: the ``entries`` frame.
        people: the ``people`` frame.
        vocabulary: what is known of words, such as short forms that are no persons.
        explained: for each agency the codes that its own lists explain, with sheet and row.
    """
    if people.empty:
        return []
    known = set(people["code"]) | {str(alias) for aliases in people["aliases"] for alias in aliases}
    known |= set(vocabulary.not_codes)
    found: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    columns = ["agency", "file", "sheet", "row", "persons"]
    unknown = {cell: sorted(_codes(str(cell)) - known) for cell in entries["persons"].unique()}
    asked = entries.loc[entries["persons"].map(lambda cell: bool(unknown[cell])), columns]
    for agency, file, sheet, row, cell in asked.itertuples(index=False):
        for code in unknown[cell]:
            places = found.setdefault((agency, file, code), [])
            # A row with two dates is two entries, and is told once.
            if (sheet, row) not in places[-1:]:
                places.append((sheet, row))
    said = {agency: _with_bare_codes(codes) for agency, codes in explained.items()}
    return [
        (agency, _unknown(code, places, said.get(agency, {}).get(code)))
        for (agency, _, code), places in found.items()
    ]


def _with_bare_codes(explained: Mapping[str, tuple[str, int]]) -> dict[str, tuple[str, int]]:
    """A list that explains "Child T" explains T."""
    bare = {code: place for words, place in explained.items() for code in _codes(words)}
    return {**bare, **explained}


def _codes(cell: str) -> set[str]:
    alone = {part.strip() for part in _BETWEEN.split(cell)}
    return {part for part in alone if _ALONE.fullmatch(part)} | set(_CHILD.findall(cell))


def _unknown(code: str, places: list[tuple[str, int]], explained: tuple[str, int] | None) -> Problem:
    sheet, row = places[0]
    rows, done = rows_in_words(places), "Kept as written; nobody was recognised by it."
    if explained is not None:
        where = ", ".join(part for part in (explained[0], f"row {explained[1]}") if part)
        sentence = (
            f"{code} is not in persons.csv ({rows}). The agency's own list says who or what it is ({where}), so the "
            "agency is not asked. If it is a person, add them to persons.csv, or choose the file again on the page "
            "Import, which offers the people of such a list."
        )
        return Problem("code_explained", "note", sentence, done, sheet, row, "", code, rows)
    sentence = (
        f"{code} is not in persons.csv ({rows}). Add this person there, or add the code to the aliases of somebody "
        "who is there."
    )
    return Problem("code_not_in_key", "question", sentence, done, sheet, row, "", code, rows)
