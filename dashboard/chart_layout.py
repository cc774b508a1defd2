"""Axes, margins, rules and the names of the lanes: everything of the swimlane chart but its marks."""

from __future__ import annotations

import html
from typing import Any

from dashboard.bands import Bands
from dashboard.ink import FONT, GRID, INK, MUTED, PAPER, RULE
from dashboard.lanes import TRAY_COLUMNS, Lane, Placed
from dashboard.moments import Span

LABELS = 214
"""Pixels at the left edge for the names of the lanes."""
TOP, BOTTOM, RIGHT = 42, 24, 14
"""Pixels around the plot: for the dates above it and the ends of the review period below."""
TRAY = 0.06
"""Share of the width that undated entries stand in."""
_TRAY_GAP = 0.014
_CODE_AT, _NAME_AT, _BARE_NAME_AT = 20, 52, 20
_DAY = 86_400_000.0


def layout(
    placed: Placed, banded: Bands, shown: Span, *, tray: bool, tray_counts: list[dict[str, Any]], names: bool
) -> dict[str, Any]:
    """The layout of the chart.

    Args:
        placed: lanes and marks.
        banded: bands above and behind them.
        shown: what is in view.
        tray: some entries shown have no date.
        tray_counts: numbers that stand in the tray instead of marks.
        names: write the names of the lanes; else the page does.
    """
    made: dict[str, Any] = {
        "height": placed.height + banded.height + TOP + BOTTOM,
        "margin": {"l": LABELS, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "paper_bgcolor": PAPER, "plot_bgcolor": PAPER,
        "font": {"family": FONT, "size": 12, "color": INK},
        "showlegend": False, "hovermode": "closest", "hoverdistance": 14, "dragmode": "pan",
        "barmode": "overlay",
        "hoverlabel": {
            "bgcolor": PAPER, "bordercolor": MUTED, "align": "left", "font": {"size": 12, "color": INK},
        },
        "xaxis": _dates(shown, TRAY if tray else 0),
        "yaxis": {
            "range": [placed.height, -banded.height], "fixedrange": True, "showgrid": True,
            "gridcolor": RULE, "tickmode": "array", "showticklabels": False, "zeroline": False, "ticks": "",
            "tickvals": [0.0, *(lane.bottom for lane in placed.lanes)],
        },
        "modebar": {"bgcolor": PAPER, "color": MUTED, "activecolor": INK, "orientation": "h"},
        "shapes": banded.shapes,
        "annotations": [*banded.annotations, *tray_counts],
    }  # fmt: skip
    if names:
        made["annotations"] += [label for lane in placed.lanes for label in _lane_label(lane)]
    if tray:
        made["xaxis2"] = {
            "domain": [0, TRAY - _TRAY_GAP], "range": [0, TRAY_COLUMNS], "fixedrange": True,
            "showgrid": False, "showticklabels": False, "zeroline": False, "anchor": "y",
        }  # fmt: skip
        made["annotations"].append({
            "text": "undated", "showarrow": False, "xref": "paper", "x": (TRAY - _TRAY_GAP) / 2,
            "yref": "paper", "y": 0, "yanchor": "top", "yshift": -4, "font": {"size": 10.5, "color": MUTED},
        })  # fmt: skip
        made["shapes"].append({
            "type": "rect", "xref": "paper", "x0": 0, "x1": TRAY - _TRAY_GAP, "yref": "y", "y0": 0,
            "y1": placed.height, "fillcolor": "rgba(90,96,104,0.06)", "line": {"width": 0}, "layer": "below",
        })  # fmt: skip
    return made


def _dates(shown: Span, begins: float) -> dict[str, Any]:
    """The axis of dates: days when near, months and years when far."""
    return {
        "type": "date", "domain": [begins, 1], "range": list(shown), "side": "top",
        "gridcolor": GRID, "zeroline": False, "ticks": "", "hoverformat": "%-d %b %Y",
        "automargin": False, "minallowed": -2_208_988_800_000, "maxallowed": 4_102_444_800_000,
        "tickformatstops": [
            {"dtickrange": [None, 2 * _DAY], "value": "%a %-d %b\n%Y"},
            {"dtickrange": [2 * _DAY + 1, 30 * _DAY], "value": "%-d %b\n%Y"},
            {"dtickrange": [30 * _DAY + 1, "M11"], "value": "%b\n%Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
        "showspikes": True, "spikemode": "across", "spikesnap": "cursor", "spikethickness": 1,
        "spikecolor": RULE, "spikedash": "dot", "tickfont": {"color": MUTED},
    }  # fmt: skip


def _lane_label(lane: Lane) -> list[dict[str, Any]]:
    """The lane's letters, its name and the number of its entries, at the left edge."""
    common = {
        "showarrow": False, "xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": lane.top,
        "yanchor": "top", "yshift": -2, "align": "left",
    }  # fmt: skip
    note = f"<span style='color:{MUTED}'>{html.escape(lane.note)}</span>"
    between = " " if lane.folded else "<br>"
    name = {
        **common, "xshift": -LABELS + (_NAME_AT if lane.code else _BARE_NAME_AT),
        "text": f"{lane.name}{between}{note}" if lane.name else note,
        "font": {"size": 11.5},
    }  # fmt: skip
    if not lane.code:
        return [name]
    code = {"xshift": -LABELS + _CODE_AT, "text": f"<b>{html.escape(lane.code)}</b>", "font": {"size": 13}}
    return [{**common, **code}, name]
