"""From problems met while reading to rows of the ``issues`` frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from importers.tables import Problem

_MOST_ROWS = 30
"""Rows of a sheet that are named where a thing is told once for all of them."""


def issue_row(problem: Problem, agency: str = "", file: str = "") -> dict[str, Any]:
    """One row of the ``issues`` frame."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sentence": problem.sentence,
        "agency": agency,
        "file": file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "done": problem.done,
        "about": problem.about,
        "rows": problem.rows,
    }


def listed(numbers: list[int], most: int = 12) -> str:
    """Row numbers as words: ``row 7``, ``rows 7, 9 and 12`` or ``rows 7, 9, 12 and 40 more``."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if len(numbers) > most:
        return f"rows {', '.join(map(str, numbers[:most]))} and {len(numbers) - most} more"
    return f"rows {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def rows_in_words(places: Sequence[tuple[str, int]]) -> str:
    """Rows by sheet and number as words: ``rows 4, 7 and 9``, or ``row 4 of Log, rows 7 and 9 of Visits``."""
    sheets = dict.fromkeys(sheet for sheet, _ in places)
    told = {sheet: listed([row for own, row in places if own == sheet], _MOST_ROWS) for sheet in sheets}
    if len(told) == 1:
        return next(iter(told.values()))
    return ", ".join(f"{rows} of {sheet}" if sheet else rows for sheet, rows in told.items())
