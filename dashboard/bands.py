"""Spells of a status as pale bands, and the review period, behind the marks."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView
from dashboard.ink import MUTED, faded
from dashboard.lanes import Placed
from dashboard.moments import milliseconds, moment
from dashboard.spells import ABOVE, CHARACTER, PLOT_PIXELS, ROW
from dashboard.wording import day, shortened

_TINTS = (
    ("child protection", "#d9a441"), ("looked after", "#5b8fc4"), ("placement", "#5b8fc4"),
    ("child in need", "#6fa287"), ("order", "#9079b8"), ("unborn", "#c58aa5"), ("bail", "#b9776a"),
)  # fmt: skip
_NO_TINT = "#a7adb5"
_BEHIND_THE_MARKS = ("child protection",)
_CHANGES = {
    "move": "address or placement changed", "moved_area": "moved to another area",
    "change_in_household": "household changed", "handover_of_care": "care or case passed to another worker or service",
}  # fmt: skip
_MOST_CHANGES = 60
"""More than this would be a row of overlapping marks; each is still in its own lane."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Shapes, labels and marks of the bands; ``height`` is the room they need above the lanes, in pixels."""

    height: float
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    traces: list[dict[str, Any]] = field(default_factory=list)


def bands(
    view: CaseView, placed: Placed, shown: pd.DataFrame, first: float, last: float, room: float = 0.0
) -> Bands:
    """Bands for the spells and the review period, and a row of changes of address, household and worker.

    By agency, spells stand in rows of their own above the lanes, one band for all persons who share it, and
    those of a plan tint the whole chart.  By person, they stand at the head of the person's lane and tint it.

    Args:
        view: the case.
        placed: the lanes and the spells with their rows.
        first: first moment in view, milliseconds.
        last: last moment in view.
        shown: entries that pass the filters.
        room: pixels to keep free above the bands.
    """
    spells = placed.spells
    above = spells[spells["group"] == ABOVE]
    changes = _changes(view, shown, first, last)
    rows = float((above["track"].max() + 1) * ROW + 6) if len(above) else 0.0
    height = rows + (ROW + 2 if changes else 0.0) + room
    outside, notes = _outside_review(view)
    shapes, annotations = list(outside), list(notes)
    in_view = spells[(spells["end"] >= first) & (spells["start"] <= last)].sort_values("start")
    following = in_view.groupby(["group", "track"])["start"].shift(-1).fillna(last)
    per_character = (last - first) / PLOT_PIXELS * CHARACTER
    for row, until in zip(in_view.itertuples(), following, strict=True):
        lane = placed.lane_of.get(row.group)
        if lane is None and row.group != ABOVE:
            continue
        if lane is not None and lane.folded:
            continue
        top = lane.top + 2 if lane else 2 - rows
        behind = (lane.top, lane.bottom) if lane else (0.0, placed.height)
        y = top + row.track * ROW
        tint = next((colour for word, colour in _TINTS if word in row.status), _NO_TINT)
        shapes += _band(row, tint, (y, y + ROW - 2), 0.42)
        if row.status.startswith(_BEHIND_THE_MARKS):
            shapes += _band(row, tint, behind, 0.085)
        begin = max(row.start, first)
        room = int((until - begin) / per_character) - 1
        if room >= 6:
            annotations.append(_words(shortened(row.text, room), begin, y + ROW / 2 - 1))
    if changes:
        changes["y"] = np.full(len(changes["x"]), -rows - ROW / 2)
        annotations.append(_row_name("address, household, worker", -rows - ROW / 2))
    return Bands(height, shapes, annotations, [changes] if changes else [])


def _changes(view: CaseView, shown: pd.DataFrame, first: float, last: float) -> dict[str, Any]:
    """Small marks on the days on which entries tell of a change of address, household or worker."""
    tags = view.analysis.tags
    told = tags[tags["tag"].isin(list(_CHANGES)) & (tags["polarity"] == "happened")]
    words = told.drop_duplicates("entry_id").set_index("entry_id")["tag"].map(_CHANGES)
    entries = shown[shown["entry_id"].isin(words.index) & shown["earliest"].notna()]
    x = milliseconds(entries["earliest"])
    entries = entries[(x >= first) & (x <= last)]
    if entries.empty or len(entries) > _MOST_CHANGES:
        return {}
    hover = [
        f"{html.escape(when, quote=False)}<br>{words[entry]} ({html.escape(view.codes.get(agency, agency))})"
        for entry, when, agency in zip(entries["entry_id"], entries["when"], entries["agency"], strict=True)
    ]
    return {
        "type": "scatter", "mode": "markers", "name": "change of address, household or worker",
        "x": milliseconds(entries["earliest"]), "customdata": entries["number"].tolist(), "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": "star-triangle-down", "size": 9, "color": MUTED, "line": {"width": 0}},
    }  # fmt: skip


def _row_name(text: str, y: float) -> dict[str, Any]:
    return {
        "text": text, "showarrow": False, "xref": "paper", "x": 0, "xanchor": "right", "y": y, "xshift": -8,
        "yanchor": "middle", "font": {"size": 10.5, "color": MUTED},
    }  # fmt: skip


def _band(row: Any, tint: str, y: tuple[float, float], strength: float) -> list[dict[str, Any]]:
    """A band, paler where it is not sure that the status had begun, or where no end was supplied."""
    certain_end = row.end if not row.open else row.start + (row.end - row.start) * 0.85
    parts = [(row.start, row.sure, strength / 2), (row.sure, certain_end, strength)]
    if row.open:
        parts.append((certain_end, row.end, strength / 2))
    return [
        {
            "type": "rect", "x0": a, "x1": b, "y0": y[0], "y1": y[1], "fillcolor": faded(tint, share),
            "line": {"width": 0}, "layer": "below",
        }
        for a, b, share in parts
        if b > a
    ]  # fmt: skip


def _words(text: str, x: float, y: float) -> dict[str, Any]:
    return {
        "text": html.escape(text, quote=False), "showarrow": False, "x": x, "y": y, "xanchor": "left",
        "yanchor": "middle", "xshift": 3, "font": {"size": 10.5, "color": MUTED},
    }  # fmt: skip


def _outside_review(view: CaseView) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Grey behind what lies outside the review period, and the names of its two ends."""
    case = view.analysis.case
    century = 36_525 * 86_400_000.0
    shapes, annotations = [], []
    for date, far, words, anchor in (
        (case.review_start, -century, "review period begins", "left"),
        (case.review_end, century, "ends", "right"),
    ):
        if date is None:
            continue
        edge = moment(date)
        shapes.append({
            "type": "rect", "x0": edge, "x1": edge + far, "yref": "paper", "y0": 0, "y1": 1,
            "fillcolor": "rgba(90,96,104,0.07)", "line": {"width": 0}, "layer": "below",
        })  # fmt: skip
        annotations.append({
            "text": f"{words} {day(date)}", "showarrow": False, "x": edge, "xanchor": anchor, "yref": "paper",
            "y": 0, "yanchor": "top", "yshift": -4, "font": {"size": 10.5, "color": MUTED},
        })  # fmt: skip
    return shapes, annotations
