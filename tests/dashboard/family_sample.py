"""The made-up case with a family of four generations, births, moves, and issues to send back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from chronology.analysis import Analysis
from chronology.case import Case
from chronology.frames import SCHEMAS, build
from tests.dashboard.sample import sample

# code, role, household, first and last possible day of birth, aliases
_PEOPLE: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (
    ("A", "index child", "H1", "2018-12-01", "2018-12-31", ("Baby A",)),
    ("B", "half-sister of index child", "H1", "2012", "2012-12-31", ()),
    ("MA", "mother of A and B", "H1", "", "", ("Mum",)),
    ("PA", "mother's partner; father of A", "H1", "1990-02-03", "1990-02-03", ()),
    ("FB", "father of B", "H2", "", "", ()),
    ("GMA", "maternal grandmother of index child", "H3", "", "", ()),
    ("AU", "aunt of index child", "H3", "", "", ()),
    ("SW", "allocated worker", "", "", "", ()),
)
# from, relation, to, first and last day of the start, of the end
_RELATIONS: tuple[tuple[str, str, str, str, str], ...] = (
    ("MA", "mother of", "A", "", ""), ("MA", "mother of", "B", "", ""), ("PA", "father of", "A", "", ""),
    ("FB", "father of", "B", "", ""), ("GMA", "mother of", "MA", "", ""), ("GMA", "mother of", "AU", "", ""),
    ("MA", "partner of", "FB", "2010-01-01", "2014-05-01"), ("MA", "partner of", "PA", "2017-03-01", ""),
    ("A", "half-sibling of", "B", "", ""), ("GMA", "carer of", "B", "2019-06-01", "2019-07-01"),
    ("SW", "worker of", "A", "", ""), ("AU", "cousin of", "ZZ", "", ""),
)  # fmt: skip
_ISSUES: tuple[tuple[str, str, str, str, str, int, str], ...] = (
    ("unreadable_date", "error", "This date could not be read.", "police", "agencies/police.csv", 3, "Date"),
    ("inherited_date", "note", "Taken from the row above.", "police", "agencies/police.csv", 4, "Date"),
    ("code_not_in_key", "question", "QX is not in persons.csv (1 entry, first here).", "gp",
     "agencies/gp.csv", 3, ""),
    ("no_return_received", "question", "No return has come.", "housing", "", 0, ""),
    ("case_file_mistake", "note", "The case file has a field that is not known.", "", "case.toml", 0, ""),
)  # fmt: skip


def blank(name: str) -> dict[str, Any]:
    """A row of a frame with nothing in it."""
    empty = {"datetime64[us]": pd.NaT, "bool": False, "int64": 0, "object": ()}
    return {column: empty.get(str(spec.dtype), "") for column, spec in SCHEMAS[name].columns.items()}


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text) if text else pd.NaT


def family_case(analysis: Analysis) -> Case:
    people = [
        {
            "code": code, "role": role, "household": home, "born_earliest": day(first),
            "born_latest": day(last), "aliases": aliases,
        }
        for code, role, home, first, last, aliases in _PEOPLE
    ]  # fmt: skip
    relations = [
        blank("relations") | {
            "from_code": a, "relation": relation, "to_code": b,
            "start_earliest": day(start), "start_latest": day(start),
            "end_earliest": day(end), "end_latest": day(end),
        }
        for a, relation, b, start, end in _RELATIONS
    ]  # fmt: skip
    issues = [
        blank("issues") | {
            "code": code, "severity": severity, "sentence": sentence, "agency": agency, "file": file,
            "row": row, "column": column, "done": "Kept as written.",
        }
        for code, severity, sentence, agency, file, row, column in _ISSUES
    ]  # fmt: skip
    return replace(
        analysis.case,
        people=build("people", people),
        relations=build("relations", relations),
        issues=build("issues", issues),
    )


def family_sample() -> Analysis:
    """The analysis of the made-up case, with that family."""
    analysis = sample()
    words = "Partner said to have moved in"
    moved = blank("tags") | {
        "entry_id": "social_care-7", "tag": "change_in_household", "polarity": "happened", "field": "event",
        "start": 0, "end": len(words), "words": words,
    }  # fmt: skip
    mentions = analysis.mentions.assign(words=analysis.mentions["person"])
    return replace(
        analysis,
        case=family_case(analysis),
        tags=pd.concat([analysis.tags, build("tags", [moved])], ignore_index=True),
        mentions=mentions,
    )
