"""The chart in words: for those who do not see it, and to say what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from chronology.dates import show_day
from dashboard.wording import count, day

_LANE: Mapping[str, str] = {
    "agency": "agency", "person": "person", "family": "group of the family", "theme": "theme",
}  # fmt: skip


NO_ENTRY = "No entry passes the filters."
NOTHING_YET = "There is no entry yet. Open Import to take in the first return."


def describe(
    shown: pd.DataFrame,
    findings: pd.DataFrame,
    meta: Mapping[str, Any] | None = None,
    *,
    by: str = "agency",
) -> str:
    """The chart in sentences: how much it shows, of when, and how; the table holds the same entries.

    Args:
        shown: entries that pass the filters.
        findings: findings that pass them.
        meta: ``layout.meta`` of the chart, where what is in view is to be told too.
        by: a key of :data:`dashboard.grouping.LANES_BY`.
    """
    if shown.empty:
        return f"{NO_ENTRY} The chart and the table below it are empty."
    dated = shown["earliest"].dropna()
    span = f" from {show_day(dated.min())} to {show_day(shown['latest'].max())}" if len(dated) else ""
    agencies = count(shown["agency"].nunique(), "agency", "agencies")
    parts = [
        f"Swimlane chart of {count(len(shown), 'entry', 'entries')} by {agencies}{span}, "
        f"with {count(len(findings), 'finding')}.",
        f"There is one lane for each {_LANE[by]}.",
    ]
    if meta:
        parts.append(f"{count(len(meta['lanes']), 'lane')}; in view: {_window(meta)}.")
    if meta and meta["summarised"]:
        parts.append(f"Each lane shows how many entries it holds in each {meta['summarised']}.")
    return " ".join([*parts, "The table below the chart holds the same entries."])


def summary_words(meta: Mapping[str, Any]) -> str:
    """What the chart sums up because there is too much to draw; blank where every entry is drawn.

    Args:
        meta: ``layout.meta`` of the chart.
    """
    if not meta["summarised"]:
        return ""
    return (
        f"{count(meta['near'], 'entry', 'entries')} from {_window(meta)}: too many to draw one by one. Each bar "
        f"counts the entries of a lane in one {meta['summarised']}; its dark part is injury and health. Links "
        "between entries are not drawn here. Zoom in, click a bar or use the filters to see every entry."
    )


def _window(meta: Mapping[str, Any]) -> str:
    first, last = (day(pd.Timestamp(edge, unit="ms").normalize()) for edge in meta["drawn"])
    return f"{first} to {last}"
