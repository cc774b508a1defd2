"""Where and when the answer to a flag was looked for: the hollow marks of the chart."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView
from dashboard.grouping import NO_PERSON, lanes_of_entries
from dashboard.moments import milliseconds

_FEW = 2


def expected(view: CaseView, flag_ids: Iterable[str], *, by: str) -> pd.DataFrame:
    """One row for each of these flags in each lane where its answer was looked for.

    Args:
        view: the case.
        flag_ids: flags wanted.
        by: what the lanes are, a key of :data:`dashboard.grouping.LANES_BY`.

    Returns:
        ``flag`` (its number), ``finding_id``, ``rank`` (of the finding), ``state``, ``lane``, ``x`` and
        ``x_first`` (milliseconds: the latest and the earliest day on which the step was due; where no day was
        due, the last day that the flag touches), ``trigger`` (entry id), ``words``; in order of ``x``.
    """
    flags = view.analysis.flags
    flags = flags[flags["flag_id"].isin(list(flag_ids))]
    ranks = view.analysis.findings.set_index("finding_id")["rank"]
    rows = pd.DataFrame(
        {
            "flag": flags["flag_id"].map(dict(view.flag_number)).astype("int64"),
            "finding_id": flags["finding_id"],
            "rank": flags["finding_id"].map(ranks).fillna(flags["rank"]).astype("int64"),
            "state": flags["state"],
            "lane": _answer_lanes(view, flags, by),
            "x": milliseconds(_due(view, flags)),
            "x_first": milliseconds(flags["due_earliest"]),
            "trigger": [entries[0] if entries else "" for entries in flags["entries"]],
            "words": [
                f"{state}: {step}" for state, step in zip(flags["state"], flags["expected"], strict=True)
            ],
        }
    ).explode("lane", ignore_index=True)
    rows["x_first"] = np.where(np.isnan(rows["x_first"]), rows["x"], rows["x_first"])
    return rows.sort_values(["x", "rank"], kind="stable", ignore_index=True)


def _answer_lanes(view: CaseView, flags: pd.DataFrame, by: str) -> list[tuple[str, ...]]:
    """Lanes in which a flag's answer stands.

    By agency: where the step was to be taken.  An answer that any agency could have given, and that was
    looked for in every return, stands once, in the lane of the agency whose entry called for it.  By person:
    in the lane of the first person concerned.  Else in that of the entry that called for it.
    """
    if by == "person":
        return [tuple(persons[:1]) or (NO_PERSON,) for persons in flags["persons"]]
    triggers = flags["entries"].str[0].fillna("")
    entries = view.entries[view.entries["entry_id"].isin(triggers)]
    if by != "agency":
        at, lanes_at = lanes_of_entries(view, entries, by)
        first = np.unique(at, return_index=True)[1]
        lane = dict(zip(entries["entry_id"], lanes_at[first], strict=True))
        return [(lane.get(entry, NO_PERSON),) for entry in triggers]
    wrote = dict(zip(entries["entry_id"], entries["agency"], strict=True))
    lanes = []
    for answers, agencies, entries in zip(
        flags["answer_agencies"], flags["agencies"], flags["entries"], strict=True
    ):
        own = wrote.get(entries[0], "") if entries else ""
        others = tuple(agency for agency in answers if agency != own)
        if 0 < len(others) <= _FEW:
            lanes.append(others)
        else:
            lanes.append((own,) if own else tuple(answers[:1]) or tuple(agencies[:1]))
    return lanes


def _due(view: CaseView, flags: pd.DataFrame) -> pd.Series:
    """The day by which an answer was due; failing that, the last day that the flag's entries touch."""
    known = flags["due_latest"].fillna(flags["due_earliest"])
    listed = flags["entries"].explode()
    entries = view.entries[view.entries["entry_id"].isin(listed)].set_index("entry_id")
    last_day = entries["latest"].fillna(entries["earliest"])
    last_touched = listed.map(last_day.to_dict()).groupby(level=0).max().reindex(flags.index)
    return known.fillna(flags["trigger_latest"]).fillna(pd.to_datetime(last_touched)).astype("datetime64[us]")
