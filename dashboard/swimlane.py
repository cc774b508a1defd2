"""The swimlane chart: frames in, figure out."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from chronology.dates import show_day
from dashboard.bands import Bands, bands
from dashboard.case_view import CaseView
from dashboard.connections import flag_traces, link_traces
from dashboard.ink import FAINT, FONT, GRID, INK, MUTED, PAPER, RULE, faded
from dashboard.kinds import KINDS
from dashboard.lanes import TRAY_COLUMNS, Lane, Placed, place
from dashboard.moments import Span, milliseconds, moment

LABELS = 212
"""Pixels at the left edge for the names of the lanes."""
_TRAY = 0.06
_FINDING_ROOM = 45 * 86_400_000.0
"""Milliseconds shown on either side of a chosen finding, at least."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader has chosen: a finding, an entry, both or neither; ids only."""

    finding: str | None = None
    entry: str | None = None


def swimlane(
    view: CaseView,
    shown: pd.DataFrame,
    findings: pd.DataFrame,
    *,
    by_person: bool = False,
    choice: Choice | None = None,
    agencies: Iterable[str] = (),
    whole_record: bool = False,
    label_first: int = 3,
) -> go.Figure:
    """The swimlane chart of the entries shown.

    Every entry is drawn once in each of its lanes, or stands in the tray at the left where it has no date.
    The ids that the marks carry as ``customdata`` are the entry's number, or for the hollow mark of an
    expected answer ``-1 - flag number``; they are plain lists, since Dash cannot read coded arrays of them.

    Args:
        view: the case.
        shown: entries to draw, rows of ``view.entries``.
        findings: findings to draw, ranked.
        by_person: lanes by person; else by agency.
        choice: what the reader has chosen; all else is dimmed.
        agencies: agencies whose lanes are wanted; none: all.
        whole_record: show the span of all entries; else the review period with a margin.
        label_first: how many findings are joined to their trigger and named while none is chosen.
    """
    choice = choice or Choice()
    span = _span(view, shown, whole_record)
    placed = place(view, shown, by_person=by_person, agencies=agencies, span=span)
    chosen = view.finding(choice.finding)
    bright = None if chosen is None else set(chosen["entries"])
    first, last = _in_view(placed, chosen, span)
    banded = bands(view, placed, first, last)
    data = [
        *_bars(placed, bright),
        *link_traces(view, placed, bright),
        *_symbols(view, placed, bright),
        *flag_traces(view, placed, findings, chosen, (first, last), label_first),
        *_ring(placed, choice.entry),
    ]
    layout = _layout(view, placed, banded, (first, last))
    layout["uirevision"] = f"{by_person}|{choice.finding}|{whole_record}"
    return go.Figure({"data": data, "layout": layout})


def _span(view: CaseView, shown: pd.DataFrame, whole_record: bool) -> Span:
    """The time that the chart is laid out for: the review period, or the whole record."""
    first, last = moment(view.first), moment(view.last)
    if whole_record:
        dates = milliseconds(pd.concat([shown["earliest"], shown["latest"]]))
        first, last = np.nanmin([first, *dates]), np.nanmax([last, *dates])
        margin = (last - first) * 0.02
        first, last = first - margin, last + margin
    return float(first), float(last)


def _in_view(placed: Placed, chosen: pd.Series | None, span: Span) -> Span:
    """What is in view at first: the chosen finding with room around it, or the time laid out for."""
    first, last = span
    if chosen is None:
        # An answer due a little after the end of the review period is drawn whole.
        margin = (last - first) * 0.1
        due = placed.expected["x"].dropna()
        due = due[(due > first) & (due < last + margin)]
        return first, max([last, *(due + margin * 0.15)])
    marks = placed.marks[~placed.marks["undated"]]
    own = marks.loc[marks["entry_id"].isin(chosen["entries"]), "x"]
    due = placed.expected.loc[placed.expected["finding_id"] == chosen["finding_id"], ["x_first", "x"]]
    values = pd.concat([own, due["x_first"], due["x"]]).dropna()
    if values.empty:
        return first, last
    begin, end = float(values.min()), float(values.max())
    room = max((end - begin) * 0.3, _FINDING_ROOM)
    return max(begin - room, min(first, begin)), min(end + room, max(last, end))


def _bars(placed: Placed, bright: set[str] | None) -> list[dict[str, Any]]:
    """A bar over the days on which an entry may have happened; a dotted tail where one end is not known."""
    marks = placed.marks[~placed.marks["exact"] & ~placed.marks["undated"]]
    dim = ~_is_bright(marks, bright)
    traces = []
    for (kind, is_dim), rows in marks.groupby(["kind", dim], sort=False):
        colour = faded(KINDS[str(kind)].colour, 0.07 if is_dim else 0.26)
        inside = rows["open_start"] | rows["open_end"]
        if (~inside).any():
            closed = rows[~inside]
            bar = {"color": colour, "width": 7}
            traces.append(_segments("dated between", closed, closed["start"], closed["end"], bar))
        if inside.any():
            tail = rows[inside]
            dots = {
                "color": faded(KINDS[str(kind)].colour, 0.12 if is_dim else 0.5),
                "width": 2.4,
                "dash": "1px,5px",
            }
            traces.append(_segments("one end not known", tail, tail["start"], tail["end"], dots))
    return traces


def _segments(
    name: str, rows: pd.DataFrame, a: pd.Series, b: pd.Series, line: dict[str, Any]
) -> dict[str, Any]:
    gap = np.full(len(rows), np.nan)
    return {
        "type": "scatter", "mode": "lines", "name": name, "line": line, "hoverinfo": "skip",
        "connectgaps": False, "x": np.column_stack([a, b, gap]).ravel(),
        "y": np.column_stack([rows["y"], rows["y"], gap]).ravel(),
    }  # fmt: skip


def _symbols(view: CaseView, placed: Placed, bright: set[str] | None) -> list[dict[str, Any]]:
    """The symbol of every entry: filled on its day, hollow on a bar, and in the tray where undated."""
    entries = view.entries
    marks = placed.marks
    marks = marks.assign(
        words=[view.hover[number] for number in marks["number"]], bright=_is_bright(marks, bright)
    )
    traces = []
    for (kind, undated), rows in marks.groupby(["kind", "undated"], sort=False):
        style = KINDS[str(kind)]
        trace: dict[str, Any] = {
            "type": "scatter", "mode": "markers", "name": style.label, "cliponaxis": True,
            "x": (rows["tray"] if undated else rows["x"]).to_numpy(dtype="float64"),
            "y": rows["y"].to_numpy(), "customdata": rows["number"].tolist(),
            "text": rows["words"].tolist(), "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "symbol": style.symbol, "size": style.size,
                "color": np.where(rows["exact"], style.colour, PAPER).tolist(),
                "line": {"color": style.colour, "width": np.where(rows["exact"], 0.5, 1.7).tolist()},
                "opacity": np.where(rows["bright"], 1.0, FAINT).tolist(),
            },
        }  # fmt: skip
        if undated:
            trace["xaxis"] = "x2"
        if placed.by_person:
            trace["mode"] = "markers+text"
            trace["hovertext"], trace["hovertemplate"] = trace["text"], "%{hovertext}<extra></extra>"
            trace["text"] = entries.loc[rows["number"], "agency"].map(dict(view.codes)).tolist()
            trace["textposition"] = "middle right"
            trace["textfont"] = {
                "size": 9,
                "color": np.where(rows["bright"], MUTED, faded(MUTED, FAINT)).tolist(),
            }
        traces.append(trace)
    return traces


def _is_bright(marks: pd.DataFrame, bright: set[str] | None) -> pd.Series:
    return pd.Series(True, marks.index) if bright is None else marks["entry_id"].isin(bright)


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


def _layout(view: CaseView, placed: Placed, banded: Bands, shown: tuple[float, float]) -> dict[str, Any]:
    tray = bool(placed.marks["undated"].any())
    top, bottom = 42, 24
    height = placed.height + banded.height
    layout: dict[str, Any] = {
        "height": height + top + bottom,
        "margin": {"l": LABELS, "r": 14, "t": top, "b": bottom},
        "paper_bgcolor": PAPER, "plot_bgcolor": PAPER,
        "font": {"family": FONT, "size": 12, "color": INK},
        "showlegend": False, "hovermode": "closest", "hoverdistance": 14, "dragmode": "pan",
        "hoverlabel": {
            "bgcolor": PAPER, "bordercolor": MUTED, "align": "left", "font": {"size": 12, "color": INK},
        },
        "xaxis": {
            "type": "date", "domain": [_TRAY if tray else 0, 1], "range": list(shown), "side": "top",
            "gridcolor": GRID, "zeroline": False, "ticks": "", "hoverformat": "%-d %b %Y",
            "automargin": False,
            "tickformatstops": [
                {"dtickrange": [None, 2_600_000_000], "value": "%-d %b\n%Y"},
                {"dtickrange": [2_600_000_001, "M11"], "value": "%b\n%Y"},
                {"dtickrange": ["M12", None], "value": "%Y"},
            ],
            "showspikes": True, "spikemode": "across", "spikesnap": "cursor", "spikethickness": 1,
            "spikecolor": RULE, "spikedash": "dot", "tickfont": {"color": MUTED},
        },
        "yaxis": {
            "range": [placed.height, -banded.height], "fixedrange": True, "showgrid": False,
            "showticklabels": False, "zeroline": False,
        },
        "modebar": {"bgcolor": PAPER, "color": MUTED, "activecolor": INK, "orientation": "h"},
        "shapes": [*banded.shapes, *_rules(placed, banded)],
        "annotations": [*banded.annotations, *(a for lane in placed.lanes for a in _lane_label(lane))],
    }  # fmt: skip
    if tray:
        layout["xaxis2"] = {
            "domain": [0, _TRAY - 0.014], "range": [0, TRAY_COLUMNS], "fixedrange": True, "showgrid": False,
            "showticklabels": False, "zeroline": False, "anchor": "y",
        }  # fmt: skip
        layout["annotations"].append({
            "text": "undated", "showarrow": False, "xref": "paper", "x": (_TRAY - 0.014) / 2, "yref": "paper",
            "y": 0, "yanchor": "top", "yshift": -4, "font": {"size": 10.5, "color": MUTED},
        })  # fmt: skip
        layout["shapes"].append({
            "type": "rect", "xref": "paper", "x0": 0, "x1": _TRAY - 0.014, "yref": "y", "y0": 0,
            "y1": placed.height, "fillcolor": "rgba(90,96,104,0.06)", "line": {"width": 0}, "layer": "below",
        })  # fmt: skip
    return layout


def _rules(placed: Placed, banded: Bands) -> list[dict[str, Any]]:
    """Thin rules between the lanes."""
    edges = [0.0, *(lane.bottom for lane in placed.lanes)]
    return [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y,
            "line": {"color": RULE, "width": 1}, "layer": "below",
        }
        for y in edges
    ]  # fmt: skip


def _lane_label(lane: Lane) -> list[dict[str, Any]]:
    """The lane's letters, its name and the number of its entries, at the left edge."""
    common = {
        "showarrow": False, "xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": lane.top,
        "yanchor": "top", "yshift": -2, "align": "left",
    }  # fmt: skip
    note = f"<span style='color:{MUTED}'>{html.escape(lane.note)}</span>"
    return [
        {**common, "xshift": -LABELS + 6, "text": f"<b>{html.escape(lane.code)}</b>", "font": {"size": 13}},
        {
            **common,
            "xshift": -LABELS + 38,
            "text": f"{lane.name}<br>{note}" if lane.name else note,
            "font": {"size": 11.5},
        },
    ]


def describe(shown: pd.DataFrame, findings: pd.DataFrame) -> str:
    """The chart in a sentence, for those who do not see it; the table holds the same entries."""
    dated = shown["earliest"].dropna()
    span = f" from {show_day(dated.min())} to {show_day(shown['latest'].max())}" if len(dated) else ""
    return (
        f"Swimlane chart of {len(shown)} entries by {shown['agency'].nunique()} agencies{span}, "
        f"with {len(findings)} findings. The table below the chart holds the same entries."
    )
