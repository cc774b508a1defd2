"""The swimlane chart: frames in, figure out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard.bands import bands
from dashboard.case_view import CaseView
from dashboard.chart_layout import TOP, layout
from dashboard.connections import flag_traces, links_made
from dashboard.density import density_traces
from dashboard.describe import describe
from dashboard.ink import FAINT, INK, MUTED, PAPER, faded
from dashboard.kinds import KINDS
from dashboard.lanes import Arrangement, Placed, place
from dashboard.moments import Span, moment
from dashboard.ranges import finding_range, fixed_ranges
from dashboard.strokes import shapes_among, strokes
from dashboard.weight import CITED, ROUTINE

__all__ = ["Choice", "chart", "describe"]

INLINE_HOVER = 600
"""Up to so many marks carry their words; on a fuller chart the page looks them up by the entry's number."""
RULERS = 36.0
"""Pixels under the dates for the child's age and the weeks and terms, which the page draws itself."""
CONTEXT = 0.45
"""How much is left of a mark outside the review period."""
_TINT, _FULL_TINTS = 0.42, {CITED: 1.0, ROUTINE: 0.45}
_OUTLINED = 1.0
"""Smaller marks than this have no outline, which would be as heavy as they are; a stronger tint serves."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader has chosen: a finding, an entry, both or neither; ids only."""

    finding: str | None = None
    entry: str | None = None


def chart(
    view: CaseView,
    shown: pd.DataFrame,
    findings: pd.DataFrame,
    *,
    arrangement: Arrangement | None = None,
    choice: Choice | None = None,
    agencies: Iterable[str] = (),
    whole_record: bool = False,
    window: Span | None = None,
    label_first: int = 3,
    on_page: bool = False,
    ranges: Mapping[str, Span] | None = None,
) -> dict[str, Any]:
    """The data and layout of the swimlane chart.

    Every entry is drawn once in each of its lanes, or stands in the tray at the left where it has no date;
    where more than :data:`dashboard.lanes.MARKS_AT_ONCE` are in reach, lanes hold bars of counts instead.
    The ids that the marks carry as ``customdata`` are the entry's number, or for the hollow mark of an
    expected answer ``-1 - flag number``; they are plain lists, since Dash cannot read coded arrays of them.

    Args:
        view: the case.
        shown: entries to draw, rows of ``view.entries``.
        findings: findings to draw, ranked.
        arrangement: how the lanes are arranged; else by agency.
        choice: what the reader has chosen; all else is dimmed.
        agencies: agencies whose lanes are wanted; none: all.
        whole_record: show the span of all entries; else the review period with a margin.
        window: what is to be in view; else the chosen finding, or what ``whole_record`` says.
        label_first: how many findings are joined to their trigger and named while none is chosen.
        on_page: the page itself draws the rulers and the names of the lanes, and looks up the words of a full
            chart.
        ranges: what :func:`dashboard.ranges.fixed_ranges` gives, where it is known already.

    Returns:
        ``data`` and ``layout`` as plotly takes them.  ``layout.meta`` is for the page: ``finding`` (the one
        chosen), ``partial`` (what is beyond the window is not in the figure), ``summarised`` (what one bar
        stands for; blank where every mark is drawn), ``near`` (how many entries are in the window), ``drawn``
        (the window), ``stacked`` (the widest stretch in which no mark hides another), ``ask`` (words are to
        be looked up), ``plot`` (pixels from the top to the first lane), ``lanes`` (key, code, title,
        note, top, bottom, folded), ``ranges`` (stretches to choose from) and ``home`` (the one shown at first).
    """
    choice = choice or Choice()
    chosen = view.finding(choice.finding)
    ranges = _ranges(view, chosen, ranges)
    home = "finding" if "finding" in ranges else "whole" if whole_record else "review"
    window = window or ranges[home]
    bright = None if chosen is None else set(chosen["entries"])
    placed = place(
        view, shown,
        arrangement=arrangement or Arrangement(),
        span=ranges["whole"] if whole_record else (moment(view.first), moment(view.last)),
        window=window,
        agencies=agencies,
        keep=(bright or set()) | {choice.entry or ""},
    )  # fmt: skip
    banded = bands(view, placed, shown, *window, room=RULERS if on_page else 0.0)
    drawn_tray, tray_counts = _tray(shown, placed)
    shapes, lines = shapes_among([*_bars(placed, bright), *links_made(view, placed, bright)])
    ask = on_page and len(placed.marks) > INLINE_HOVER
    data = [
        *([] if placed.counts is None else density_traces(placed.counts)),
        *lines,
        *_symbols(view, placed, bright, ask),
        *banded.traces,
        *flag_traces(view, placed, findings, chosen, window, label_first),
        *_ring(placed, choice.entry),
    ]
    made = layout(placed, banded, window, tray=drawn_tray, tray_counts=tray_counts, names=not on_page)
    made["shapes"] += shapes
    # What the reader set with the chart's own buttons stays; what is in view is always told by the figure.
    made["uirevision"], made["xaxis"]["uirevision"] = "kept", f"{window}"
    made["meta"] = {
        "finding": choice.finding, "partial": placed.partial, "summarised": _step(placed),
        "near": _in_window(shown, window), "drawn": list(window), "stacked": list(placed.span), "ask": ask,
        "plot": TOP + banded.height,
        "lanes": [
            {"key": lane.key, "code": lane.code, "title": lane.title, "note": lane.note, "top": lane.top,
             "bottom": lane.bottom, "folded": lane.folded}
            for lane in placed.lanes
        ],
        "ranges": {name: list(span) for name, span in ranges.items()}, "home": list(ranges[home]),
    }  # fmt: skip
    return {"data": data, "layout": made}


def _ranges(view: CaseView, chosen: pd.Series | None, known: Mapping[str, Span] | None) -> dict[str, Span]:
    ranges = dict(known or fixed_ranges(view))
    of_finding = finding_range(view, chosen)
    return ranges if of_finding is None else {**ranges, "finding": of_finding}


def _step(placed: Placed) -> str:
    """What one bar of counts stands for, such as ``month``; blank where every mark is drawn."""
    return "" if placed.counts is None or placed.counts.empty else str(placed.counts["step"].iloc[0])


def _in_window(shown: pd.DataFrame, window: Span) -> int:
    """How many entries may have happened within the window."""
    first, last = (pd.Timestamp(edge, unit="ms") for edge in window)
    start, end = shown["earliest"].fillna(shown["latest"]), shown["latest"].fillna(shown["earliest"])
    return int(((end >= first) & (start <= last)).sum())


def _tray(shown: pd.DataFrame, placed: Placed) -> tuple[bool, list[dict[str, Any]]]:
    """Whether there is a tray of undated entries, and the number of them where it does not hold their marks."""
    undated = shown["earliest"].isna() & shown["latest"].isna()
    number = int(undated.sum())
    if not number or placed.counts is None:
        return bool(number), []
    words = {
        "text": f"{number:,}", "showarrow": False, "xref": "x2", "x": 1.5, "y": 4, "yanchor": "top",
        "font": {"size": 11, "color": MUTED},
    }  # fmt: skip
    return True, [words]


def _bars(placed: Placed, bright: set[str] | None) -> list[dict[str, Any]]:
    """A bar over the days on which an entry may have happened; a dotted tail where one end is not known."""
    marks = placed.marks[~placed.marks["exact"] & ~placed.marks["undated"]]
    dim = ~_is_bright(marks, bright)
    # Where marks are small a bar is thinner than its mark, and its own colour could not be told.
    small = placed.scale < _OUTLINED
    colours = marks["kind"].map({kind: MUTED if small else style.colour for kind, style in KINDS.items()})
    drawn = []
    for (ink, is_dim), rows in marks.groupby([colours, dim], sort=False):
        inside = rows["open_start"] | rows["open_end"]
        bar = {"color": faded(str(ink), 0.07 if is_dim else 0.26), "width": 7 * placed.scale}
        dots = {"color": faded(str(ink), 0.12 if is_dim else 0.5), "width": 2.4, "dash": "1px,5px"}
        for name, line, these in (
            ("dated between", bar, rows[~inside]),
            ("one end not known", dots, rows[inside]),
        ):
            if len(these):
                ends = (these[[end, "y"]].to_numpy() for end in ("start", "end"))
                drawn.append(strokes(name, line, *ends))
    return drawn


def _symbols(view: CaseView, placed: Placed, bright: set[str] | None, ask: bool) -> list[dict[str, Any]]:
    """The symbol of every entry: filled where a finding rests on it, tinted where not, hollow if routine.

    Each look is one trace, so that its style is said once and not for every mark.
    """
    marks = placed.marks
    strength = np.where(_is_bright(marks, bright), np.where(_is_context(view, marks), CONTEXT, 1.0), FAINT)
    traces = []
    for (kind, undated, weight, opacity), rows in marks.assign(strength=strength).groupby(
        ["kind", "undated", "weight", "strength"], sort=False
    ):
        style = KINDS[str(kind)]
        trace: dict[str, Any] = {
            "type": "scatter", "mode": "markers", "name": style.label,
            "x": (rows["tray"] if undated else rows["x"]).to_numpy(dtype="float64"),
            "y": rows["y"].to_numpy(), "customdata": rows["number"].tolist(),
            "opacity": opacity,
            "marker": {
                "symbol": style.symbol, "size": max(style.size * placed.scale, 5),
                **_fill(style.colour, str(weight), placed.scale),
            },
        }  # fmt: skip
        if undated:
            trace["xaxis"] = "x2"
        if ask:
            trace["hoverinfo"] = "none"
        else:
            trace["hovertext"] = [view.hover[number] for number in rows["number"]]
            trace["hovertemplate"] = "%{hovertext}<extra></extra>"
        if placed.letters:
            trace["mode"], trace["textposition"] = "markers+text", "middle right"
            trace["text"] = view.entries.loc[rows["number"], "agency"].map(dict(view.codes)).tolist()
            trace["textfont"] = {"size": 9, "color": MUTED}
        traces.append(trace)
    return traces


def _fill(colour: str, weight: str, scale: float) -> dict[str, Any]:
    """Filled, tinted or hollow by weight; where marks are small, three strengths of one colour."""
    if scale < _OUTLINED:
        return {"color": _mixed(colour, _FULL_TINTS.get(weight, 0.72)), "line": {"width": 0}}
    fill = {CITED: colour, ROUTINE: PAPER}.get(weight, _mixed(colour, _TINT))
    return {"color": fill, "line": {"color": colour, "width": 1.3 * scale}}


def _mixed(colour: str, share: float) -> str:
    """A colour with only a share of its strength, opaque, so that a line under it does not shine through."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    paper = [int(PAPER[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (c - p) * share):02x}" for c, p in zip(parts, paper, strict=True))


def _is_bright(marks: pd.DataFrame, bright: set[str] | None) -> pd.Series:
    return pd.Series(True, marks.index) if bright is None else marks["entry_id"].isin(bright)


def _is_context(view: CaseView, marks: pd.DataFrame) -> pd.Series:
    """Whether an entry lies wholly outside the review period."""
    case = view.analysis.case
    before = marks["end"] < moment(case.review_start) if case.review_start is not None else False
    after = marks["start"] > moment(case.review_end) if case.review_end is not None else False
    return before | after


def _ring(placed: Placed, entry_id: str | None) -> list[dict[str, Any]]:
    """A ring around the entry that is open."""
    traces = []
    for undated, rows in placed.marks[placed.marks["entry_id"] == entry_id].groupby("undated"):
        traces.append({
            "type": "scatter", "mode": "markers", "name": "open entry", "hoverinfo": "skip",
            "x": (rows["tray"] if undated else rows["x"]).to_numpy(dtype="float64"),
            "y": rows["y"].to_numpy(), "xaxis": "x2" if undated else "x",
            "marker": {"symbol": "circle-open", "size": 20, "color": INK, "line": {"width": 2.2}},
        })  # fmt: skip
    return traces
