"""Small cases made by hand: one line a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import pytest

from chronology import frames
from chronology.case import Agency, Case
from chronology.dates import DayOrder, read_date

PEOPLE = (
    ("A", "index child", "2012-03-01"),
    ("B", "sister of index child", "2009-05-01"),
    ("MA", "mother of index child", "1990-01-01"),
    ("PA", "partner of MA", "1988-01-01"),
)
RELATIONS = (
    ("MA", "mother of", "A"),
    ("MA", "mother of", "B"),
    ("A", "sibling of", "B"),
    ("MA", "partner of", "PA"),
)
AGENCIES = {
    "hospital": ("Hospital", "health"),
    "gp": ("GP practice", "health"),
    "childrens_social_care": ("Children's Social Care", "social care"),
    "police": ("Police", "police"),
    "nursery": ("Nursery", "education"),
    "adult_mental_health": ("Adult mental health", "health"),
    "probation": ("Probation", "probation"),
}
Row = tuple[str, str, str, str, str]
MakeCase = Callable[..., Case]


def _entry(number: int, row: Sequence[str]) -> dict[str, object]:
    agency, when, persons, event, action, *more = row
    reading = read_date(when, order=DayOrder.DAY_FIRST)
    return {
        "entry_id": f"e{number}",
        "agency": agency,
        "file": f"agencies/{agency}.csv",
        "sheet": "",
        "row": number + 2,
        "data_row": number + 1,
        "position": number,
        "original": {"Date": when, "Event": event},
        "date_text": when,
        "earliest": pd.Timestamp(reading.earliest) if reading.earliest else pd.NaT,
        "latest": pd.Timestamp(reading.latest) if reading.latest else pd.NaT,
        "precision": str(reading.precision),
        "edtf": reading.edtf,
        "date_basis": str(reading.basis),
        "date_note": "",
        "time_text": "",
        "recorded": pd.NaT,
        "persons": persons,
        "source": more[1] if len(more) > 1 else "",
        "event": event,
        "action": action,
        "outcome": "",
        "comment": "",
        "child_seen": more[0] if more else "",
        "professional": "",
        "location": "",
        "hidden": False,
        "struck": False,
        "cell_comments": "",
    }


@pytest.fixture(scope="session")
def make_case() -> MakeCase:
    """Rows (agency, date, persons, event, action[, child seen[, source]]) to a case."""
    empty = {name: frames.build(name) for name in ("set_aside", "issues", "files", "columns")}

    def make(
        *rows: Sequence[str],
        people: Sequence[Sequence[str]] = PEOPLE,
        relations: Sequence[Sequence[str]] = RELATIONS,
        agencies: Mapping[str, Sequence[str]] = AGENCIES,
        index_person: str = "A",
    ) -> Case:
        return Case(
            title="Made-up case",
            review_start=pd.Timestamp("2012-01-01"),
            review_end=pd.Timestamp("2014-12-31"),
            index_person=index_person,
            agencies={
                key: Agency(key, name, kind, f"agencies/{key}.csv") for key, (name, kind) in agencies.items()
            },
            entries=frames.build("entries", [_entry(number, row) for number, row in enumerate(rows)]),
            set_aside=empty["set_aside"],
            issues=empty["issues"],
            files=empty["files"],
            columns=empty["columns"],
            people=frames.build(
                "people",
                [
                    {
                        "code": code,
                        "role": role,
                        "household": "H1",
                        "born_earliest": pd.Timestamp(born),
                        "born_latest": pd.Timestamp(born),
                        "aliases": (f"Child {code}",) if "child" in role or "sister" in role else (),
                    }
                    for code, role, born in people
                ],
            ),
            relations=frames.build(
                "relations",
                [
                    {
                        "from_code": one,
                        "relation": relation,
                        "to_code": other,
                        "start_earliest": pd.NaT,
                        "start_latest": pd.NaT,
                        "end_earliest": pd.NaT,
                        "end_latest": pd.NaT,
                    }
                    for one, relation, other in relations
                ],
            ),
        )

    return make
