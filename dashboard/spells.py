"""Spells of a status as rows of named bands: which there are, and in which row each stands."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView
from dashboard.moments import Span, milliseconds
from dashboard.packing import stack
from dashboard.wording import listed

ROW = 15
"""Pixels of one row of bands."""
ABOVE = "above the lanes"
"""The group of all spells where lanes are agencies."""
PLOT_PIXELS = 640
"""Width of the plot on the smallest screen that the page is made for."""
CHARACTER = 5.6
_PLANS = ("child protection", "child in need", "looked after", "placement", "order", "bail", "secure")
"""Words of the statuses that every lane needs to know; the others stand in the lanes by person only."""
_SHARED = ["status", "detail", "start", "sure", "end", "open"]


def spells_drawn(view: CaseView, *, by_person: bool, span: Span) -> pd.DataFrame:
    """Spells that have a beginning and touch the time in view, stacked in rows.

    Args:
        view: the case.
        by_person: each person's spells in the group of that person; else those of a plan or an order in the
            group :data:`ABOVE`, one band for all persons who share a spell.
        span: the time that is to be seen at once.

    Returns:
        ``group``, ``status``, ``text`` (its name), ``start``, ``sure`` (when it had surely begun), ``end``
        (milliseconds), ``open`` (no end supplied; ``end`` is then the end of the chart), ``track``.
    """
    spells = view.analysis.spells
    spells = spells.assign(
        start=milliseconds(spells["from_earliest"]),
        sure=milliseconds(spells["from_latest"]),
        end=milliseconds(spells["to_latest"]),
    ).dropna(subset=["start"])
    first, last = span
    spells["sure"] = spells["sure"].fillna(spells["start"])
    spells["open"] = spells["end"].isna()
    spells["end"] = spells["end"].fillna(last).clip(lower=spells["start"])
    spells = spells[(spells["end"] >= first) & (spells["start"] <= last)]
    spells = spells.drop_duplicates(["person", *_SHARED])
    if by_person:
        spells["group"] = spells["person"]
        spells["text"] = _names(spells)
    else:
        spells = spells[spells["status"].str.contains("|".join(_PLANS))]
        shared = spells.groupby(_SHARED, sort=False)["person"].agg(lambda codes: listed(dict.fromkeys(codes)))
        spells = shared.reset_index().assign(group=ABOVE)
        spells["text"] = _names(spells) + ": " + spells["person"]
    spells = spells.reset_index(drop=True)
    return spells.assign(track=_tracks(spells, first, last))


def _names(spells: pd.DataFrame) -> pd.Series:
    status = spells["status"].str.slice(0, 1).str.upper() + spells["status"].str.slice(1)
    return status + spells["detail"].where(spells["detail"] == "", ", " + spells["detail"])


def _tracks(spells: pd.DataFrame, first: float, last: float) -> np.ndarray:
    """Rows in which each band, and the words that name it, have room."""
    per_pixel = (last - first) / PLOT_PIXELS
    words = (spells["text"].str.len() * CHARACTER + 8).to_numpy() * per_pixel
    begins = spells["start"].clip(lower=first).to_numpy()
    ends = np.maximum(spells["end"].to_numpy(), begins + words)
    tracks = np.zeros(len(spells), dtype="int64")
    for rows in spells.groupby("group", sort=False).indices.values():
        tracks[rows] = stack(begins[rows], ends[rows], per_pixel * 4)
    return tracks
