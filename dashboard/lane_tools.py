"""The names of the lanes beside the chart, and their buttons: fold one to a line, move one up or down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard.lanes import Arrangement

_WORDS = {"up": "Move {} up", "down": "Move {} down"}
_SIGNS = {"up": "↑", "down": "↓"}


def arrangement_of(state: Mapping[str, Any] | None, by: str) -> Arrangement:
    """The arrangement that the page holds for one kind of lanes.

    Args:
        state: for each kind of lanes, ``order`` and ``folded``: lists of keys.
        by: a key of :data:`dashboard.grouping.LANES_BY`.
    """
    own = (state or {}).get(by, {})
    return Arrangement(by, tuple(own.get("order", ())), frozenset(own.get("folded", ())))


def rearranged(
    state: Mapping[str, Any] | None, by: str, shown: Sequence[str], do: str, lane: str
) -> dict[str, Any]:
    """The arrangement after a button was used.

    Args:
        state: as in :func:`arrangement_of`.
        by: a key of :data:`dashboard.grouping.LANES_BY`.
        shown: keys of the lanes on the chart, from the top down.
        do: ``fold`` (or unfold), ``up`` or ``down``.
        lane: key of the lane.
    """
    own = arrangement_of(state, by)
    order, folded = list(shown), set(own.folded)
    if do == "fold":
        folded ^= {lane}
    elif lane in order:
        here = order.index(lane)
        there = min(max(here + (-1 if do == "up" else 1), 0), len(order) - 1)
        order.insert(there, order.pop(here))
    kept = [key for key in own.order if key not in order]
    order = [*order, *kept] if do != "fold" or own.order else []
    return {**(state or {}), by: {"order": order, "folded": sorted(folded)}}


def lane_tools(meta: Mapping[str, Any]) -> list[html.Div]:
    """The names of the lanes and their buttons, each row of them at the height of its lane.

    Args:
        meta: ``layout.meta`` of the chart.
    """
    return [
        html.Div(
            [
                _fold(lane["key"], lane["title"], lane["folded"]),
                html.Span(lane["code"], className="lane-code"),
                html.Span(
                    [html.Span(lane["title"], className="lane-title"),
                     html.Span(lane["note"], className="lane-note")],
                    className="lane-name",
                ),
                *(_move(lane["key"], lane["title"], do) for do in ("up", "down")),
            ],
            className="lane-row folded" if lane["folded"] else "lane-row",
            style={
                "top": f"{meta['plot'] + lane['top']:g}px",
                "height": f"{lane['bottom'] - lane['top']:g}px",
            },
        )
        for lane in meta["lanes"]
    ]  # fmt: skip


def _fold(key: str, title: str, folded: bool) -> html.Button:
    return html.Button(
        html.Span(className="fold-sign", **{"aria-hidden": "true"}),
        id={"type": "lane", "do": "fold", "lane": key},
        className="lane-tool fold",
        title="Unfold the lane" if folded else "Fold the lane to one line",
        type="button",
        **{"aria-expanded": "false" if folded else "true", "aria-label": f"Lane of {title}"},
    )


def _move(key: str, title: str, do: str) -> html.Button:
    return html.Button(
        _SIGNS[do],
        id={"type": "lane", "do": do, "lane": key},
        className="lane-tool move",
        title=_WORDS[do].format("this lane"),
        type="button",
        **{"aria-label": _WORDS[do].format(title)},
    )
