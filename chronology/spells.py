"""Statuses with a beginning and an end, read from what agencies say of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chronology import frames
from chronology.people import is_child
from chronology.record import Record


@dataclass(frozen=True, slots=True)
class Status:
    """How one status begins and ends.

    Attributes:
        name: as shown.
        begins, ends: tags that say so.
        by: kinds or services whose word counts (empty: anyone's).
        who: who can have it: child, adult or anyone.
    """

    name: str
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    by: tuple[str, ...] = ()
    who: str = "child"


STATUSES = (
    Status("child protection plan", ("plan_start",), ("plan_end", "case_close"), ("social care",)),
    Status("child in need", ("child_in_need",), ("case_close", "plan_start"), ("social care",)),
    Status("looked after", ("looked_after",), ("return_home",), ("social care",)),
    Status(
        "open to social care",
        ("referral", "section_47", "assessment", "visit"),
        ("case_close",),
        ("social care",),
    ),
    Status("pregnancy", ("pregnancy",), ("birth",), (), who="adult"),
)


def find_spells(record: Record) -> pd.DataFrame:
    """The ``spells`` frame: one row for each person and stretch of a status.

    The beginning and the end each keep both dates of the entry that says so; a status that nobody says ended
    has no end.  Later entries that say the same again neither lengthen nor split it.
    """
    rows = []
    for status in STATUSES:
        own = record.written_by(list(status.by)) if status.by else np.ones(len(record), dtype=bool)
        begins = record.tagged(list(status.begins)) & own
        ends = record.tagged(list(status.ends)) & own
        numbers, codes = record.subjects
        chosen = (begins | ends)[numbers]
        events = pd.DataFrame({"number": numbers[chosen], "person": codes[chosen]})
        events = events.assign(day=record.first[events["number"]]).sort_values(["person", "day", "number"])
        for person, group in events.groupby("person", sort=False):
            rows += _stretches(record, status, str(person), group["number"].to_numpy(), begins, ends)
    return frames.build("spells", rows)


def _stretches(
    record: Record, status: Status, person: str, numbers: np.ndarray, begins: np.ndarray, ends: np.ndarray
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    running = False
    for number in numbers:
        entry = {name: record.columns[name][number] for name in ("earliest", "latest", "agency", "entry_id")}
        if running and ends[number]:
            rows[-1].update(
                to_earliest=entry["earliest"], to_latest=entry["latest"], end_entry=entry["entry_id"]
            )
            running = False
        elif not running and begins[number] and not ends[number]:
            day = record.last[number].astype("datetime64[D]")
            if status.who != "anyone" and is_child(record.key, person, day) is not (status.who == "child"):
                continue
            rows.append(
                {
                    "person": person,
                    "status": status.name,
                    "agency": entry["agency"],
                    "detail": "",
                    "from_earliest": entry["earliest"],
                    "from_latest": entry["latest"],
                    "to_earliest": pd.NaT,
                    "to_latest": pd.NaT,
                    "start_entry": entry["entry_id"],
                    "end_entry": "",
                }
            )
            running = True
    return rows
