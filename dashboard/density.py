"""Counts instead of marks, where there are more than can be drawn at once: per lane, and for the whole case."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dashboard.ink import INK, MUTED
from dashboard.moments import Span, milliseconds
from dashboard.wording import count, day

BAR_ROOM = 58
"""Pixels of a lane that holds bars."""
_MOST_BINS = 100
_STEPS = (
    ("day", "D", 1.0), ("week", "W-SUN", 7.0), ("fortnight", "14D", 14.0), ("month", "MS", 30.4),
    ("quarter", "QS", 91.3), ("year", "YS", 365.25),
)  # fmt: skip
_DAY = 86_400_000.0
_STRIP_BINS = 240
HARM = "injury and health"


def step_for(window: Span) -> tuple[str, str]:
    """The stretch of time that one bar stands for, in words and as a pandas frequency."""
    days = (window[1] - window[0]) / _DAY
    name, frequency, _ = next((step for step in _STEPS if days / step[2] <= _MOST_BINS), _STEPS[-1])
    return name, frequency


def _edges(window: Span, frequency: str) -> np.ndarray:
    """Beginnings of the stretches that cover the window and half its width on either side."""
    reach = (window[1] - window[0]) / 2
    first, last = (
        pd.Timestamp(moment, unit="ms").normalize() for moment in (window[0] - reach, window[1] + reach)
    )
    pad = pd.Timedelta(days=370)
    edges = pd.date_range(first - pad, last + pad, freq=frequency)
    if frequency == "W-SUN":
        edges = edges + pd.Timedelta(days=1)
    keep = (edges >= first - pd.Timedelta(days=366)) & (edges <= last + pd.Timedelta(days=366))
    return milliseconds(pd.Series(edges[keep]))


def counted(marks: pd.DataFrame, window: Span) -> pd.DataFrame:
    """How many marks of each lane fall in each stretch of time near the window.

    Args:
        marks: dated marks, with ``lane``, ``x`` (milliseconds) and ``kind``.
        window: what is in view.

    Returns:
        ``lane``, ``start`` and ``end`` of the stretch (milliseconds), ``count``, ``harm`` (how many of them
        are of the kind *injury and health*), ``step`` (day, week, month ...), ``in_view``.
    """
    name, frequency = step_for(window)
    edges = _edges(window, frequency)
    reach = (window[1] - window[0]) / 2
    x = marks["x"].to_numpy()
    near = (x >= window[0] - reach) & (x <= window[1] + reach)
    lanes, keys = pd.factorize(marks["lane"].to_numpy()[near])
    bins = np.searchsorted(edges, x[near], side="right") - 1
    cells = lanes * len(edges) + bins
    size = len(keys) * len(edges)
    every = np.bincount(cells, minlength=size)
    harm = np.bincount(cells, weights=(marks["kind"].to_numpy()[near] == HARM), minlength=size)
    filled = np.flatnonzero(every)
    ends = np.append(edges[1:], edges[-1] + (edges[-1] - edges[-2]))
    return pd.DataFrame(
        {
            "lane": np.asarray(keys, dtype=object)[filled // len(edges)],
            "start": edges[filled % len(edges)],
            "end": ends[filled % len(edges)],
            "count": every[filled],
            "harm": harm[filled].astype("int64"),
            "step": name,
            "in_view": (edges[filled % len(edges)] >= window[0]) & (ends[filled % len(edges)] <= window[1]),
        }
    )


def density_traces(counts: pd.DataFrame) -> list[dict[str, Any]]:
    """Bars of counts, as many pixels high as their share of the fullest; the dark part is injury and health.

    The highest bar of each lane in view is labelled with its number.

    Args:
        counts: as :func:`counted` gives it, plus ``y`` (where the bars stand) and ``room`` (pixels for them).
    """
    if counts.empty:
        return []
    most = counts["count"].max()
    middle = (counts["start"] + counts["end"]) / 2
    peaks = counts[counts["in_view"]].groupby("lane")["count"].idxmax()
    labels = pd.Series("", counts.index).where(~counts.index.isin(peaks), counts["count"].map("{:,}".format))
    words = [
        f"{day(pd.Timestamp(start, unit='ms'))} to {day(pd.Timestamp(end - _DAY, unit='ms'))}<br>"
        f"{count(int(number), 'entry', 'entries')}, {int(harm)} of injury and health"
        for start, end, number, harm in zip(
            counts["start"], counts["end"], counts["count"], counts["harm"], strict=True
        )
    ]
    common = {
        "type": "bar", "x": middle.to_numpy(), "base": counts["y"].to_numpy(),
        "width": ((counts["end"] - counts["start"]) * 0.88).to_numpy(), "cliponaxis": False,
    }  # fmt: skip
    return [
        {
            **common, "name": "number of entries", "y": -(counts["count"] / most * counts["room"]).to_numpy(),
            "marker": {"color": "#aab4bf", "line": {"width": 0}}, "text": labels.tolist(),
            "textposition": "outside", "constraintext": "none", "textangle": 0,
            "textfont": {"size": 10, "color": MUTED}, "hovertext": words,
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            **common, "name": "of injury and health",
            "y": -(counts["harm"] / most * counts["room"]).to_numpy(),
            "marker": {"color": INK, "line": {"width": 0}}, "hoverinfo": "skip",
        },
    ]  # fmt: skip


def overview(shown: pd.DataFrame, cited: pd.Series, extent: Span) -> dict[str, Any]:
    """The strip under the chart: how many entries fall in each part of the whole record.

    Args:
        shown: entries that pass the filters, with ``earliest`` and ``latest``.
        cited: whether a finding rests on each of them.
        extent: first and last moment of the whole record.

    Returns:
        ``first`` and ``last`` (milliseconds), ``counts`` and ``cited`` (one number for each part); numbers
        only, nothing that an agency wrote.
    """
    start, end = milliseconds(shown["earliest"]), milliseconds(shown["latest"])
    x = np.where(np.isnan(start), end, np.where(np.isnan(end), start, (start + end) / 2))
    known = ~np.isnan(x)
    counts, _ = np.histogram(x[known], bins=_STRIP_BINS, range=extent)
    strong, _ = np.histogram(x[known & cited.to_numpy(dtype=bool)], bins=_STRIP_BINS, range=extent)
    return {"first": extent[0], "last": extent[1], "counts": counts.tolist(), "cited": strong.tolist()}
