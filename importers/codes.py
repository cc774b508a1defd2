"""Codes in the column of persons that the key of persons does not have."""

from __future__ import annotations

import re

import pandas as pd

from importers.tables import Problem
from importers.vocabulary import Vocabulary

_CHILD = re.compile(r"\b(?:Child|CHILD|Baby|BABY)\s+([A-Z]{1,2}\d?)\b")
_ALONE = re.compile(r"[A-Z]{1,3}\d?")
_BETWEEN = re.compile(r"[,;/&+\n]| and |\(|\)")


def codes_not_in_key(
    entries: pd.DataFrame, people: pd.DataFrame, vocabulary: Vocabulary
) -> list[tuple[str, Problem]]:
    """One question for each code and file, with the agency's key; none where there is no key of persons.

    A code is one to three capitals standing alone between commas and the like, or after "Child" or "Baby".
    """
    if people.empty:
        return []
    known = set(people["code"]) | {str(alias) for aliases in people["aliases"] for alias in aliases}
    known |= set(vocabulary.not_codes)
    found: dict[tuple[str, str, str], tuple[str, int, int]] = {}
    columns = ["agency", "file", "sheet", "row", "persons"]
    unknown = {cell: sorted(_codes(str(cell)) - known) for cell in entries["persons"].unique()}
    asked = entries.loc[entries["persons"].map(lambda cell: bool(unknown[cell])), columns]
    for agency, file, sheet, row, cell in asked.itertuples(index=False):
        for code in unknown[cell]:
            first_sheet, first_row, count = found.get((agency, file, code), (sheet, row, 0))
            found[agency, file, code] = (first_sheet, first_row, count + 1)
    return [(agency, _unknown(code, *place)) for (agency, _, code), place in found.items()]


def _codes(cell: str) -> set[str]:
    alone = {part.strip() for part in _BETWEEN.split(cell)}
    return {part for part in alone if _ALONE.fullmatch(part)} | set(_CHILD.findall(cell))


def _unknown(code: str, sheet: str, row: int, count: int) -> Problem:
    return Problem(
        "code_not_in_key",
        "question",
        f"{code} is not in persons.csv ({count} {'entry' if count == 1 else 'entries'}, first here). Add "
        "this person there, or add the code to the aliases of somebody who is there.",
        "Kept as written; nobody was recognised by it.",
        sheet,
        row,
    )
