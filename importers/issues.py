"""From problems met while reading to rows of the ``issues`` frame."""

from __future__ import annotations

from typing import Any

from importers.tables import Problem


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
