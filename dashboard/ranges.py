"""The stretches of time that the chart can be asked to show."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView
from dashboard.expected import expected
from dashboard.moments import Span, milliseconds, moment
from dashboard.wording import day

DAY = 86_400_000.0
"""Milliseconds in a day."""
PRESETS: Mapping[str, str] = {
    "review": "Review period",
    "whole": "Whole record",
    "incident": "90 days before the incident",
    "finding": "This finding",
}
"""Stretches that the reader can choose by name."""
_BEFORE, _AFTER = 90, 10
_FINDING_ROOM = 45 * DAY


def fixed_ranges(view: CaseView) -> dict[str, Span]:
    """The stretches that do not depend on what is chosen.

    Returns:
        ``review`` (with a margin, so that an answer due a little later is drawn whole), ``whole`` (every
        entry), and ``incident`` where an entry tells of serious harm: the 90 days before the last such day.
    """
    first, last = moment(view.first), moment(view.last)
    dates = milliseconds(pd.concat([view.entries["earliest"], view.entries["latest"]]))
    margin = (last - first) * 0.1
    due = expected(view, view.analysis.findings["flags"].str[0], by="agency")["x"].dropna()
    due = due[(due > first) & (due < last + margin)]
    ranges = {"review": (first, float(max([last, *(due + margin * 0.15)])))}
    begin, end = float(np.nanmin([first, *dates])), float(np.nanmax([last, *dates]))
    ranges["whole"] = (begin - (end - begin) * 0.02, end + (end - begin) * 0.02)
    harmed = incident_day(view)
    if harmed is not None:
        ranges["incident"] = (moment(harmed) - _BEFORE * DAY, moment(harmed) + _AFTER * DAY)
    return ranges


def incident_day(view: CaseView) -> pd.Timestamp | None:
    """The last day, within the review period where one is set, on which an entry tells of serious harm."""
    tags = view.analysis.tags
    told = tags.loc[(tags["tag"] == "serious_harm") & (tags["polarity"] == "happened"), "entry_id"]
    days = view.entries.loc[view.entries["entry_id"].isin(told), "earliest"].dropna()
    end = view.analysis.case.review_end
    if end is not None:
        days = days[days <= end]
    return days.max() if len(days) else None


def incident_words(view: CaseView) -> str:
    """From which day the stretch before the incident counts, and how that day was come by."""
    date = incident_day(view)
    until = ", up to the end of the review period," if view.analysis.case.review_end is not None else ""
    if date is None:
        return f"No entry{until} tells of serious harm on a known day, so there is no day to count from."
    return (
        f"{_BEFORE} days before {day(date)} and {_AFTER} after it: the last day{until} on which an entry tells of "
        "serious harm."
    )


def finding_range(view: CaseView, finding: pd.Series | None) -> Span | None:
    """The stretch that a finding touches, its expected answers included, with room on either side."""
    if finding is None:
        return None
    entries = view.entries[view.entries["entry_id"].isin(finding["entries"])]
    due = expected(view, finding["flags"], by="agency")
    values = np.concatenate(
        [milliseconds(entries["earliest"]), milliseconds(entries["latest"]), due["x_first"], due["x"]]
    )
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    begin, end = float(values.min()), float(values.max())
    room = max((end - begin) * 0.3, _FINDING_ROOM)
    first, last = moment(view.first), moment(view.last)
    return max(begin - room, min(first, begin)), min(end + room, max(last, end))
