"""What is in view on the Timeline page: the stretch of time, the lanes, and the words under the pointer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
import pandas as pd
from dash import ALL, ClientsideFunction, Input, Output, State, no_update

from dashboard.case_view import CaseView
from dashboard.density import overview
from dashboard.hover import hover_card
from dashboard.lane_tools import rearranged
from dashboard.moments import Span, moment
from dashboard.weight import CITED

HOME: Mapping[str, str] = {"show": "home"}
"""Held in place of a stretch of time: the one shown at first, whatever the address of the page asks for."""


def window_of(held: Mapping[str, Any] | None, finding: str | None) -> Span | None:
    """The stretch of time to keep in view; nothing where another finding has been chosen since.

    Args:
        held: what the page last showed: ``finding``, ``from`` and ``to`` (milliseconds).
        finding: the finding that is chosen now.
    """
    if not held or held.get("finding") != finding:
        return None
    first, last = held.get("from"), held.get("to")
    if not isinstance(first, int | float) or not isinstance(last, int | float) or not last > first:
        return None
    return float(first), float(last)


def overview_data(view: CaseView, shown: pd.DataFrame, whole: Span) -> dict[str, Any]:
    """What the strip under the chart and the rulers need: numbers and dates only.

    Returns:
        As :func:`dashboard.density.overview`, plus ``review`` (its two ends or nothing), ``born`` (first and
        last possible day of birth of the index person or nothing) and ``person`` (the code).
    """
    case = view.analysis.case
    people = case.people[case.people["code"] == case.index_person]
    born = None
    if len(people) and pd.notna(people["born_earliest"].iloc[0]) and pd.notna(people["born_latest"].iloc[0]):
        born = [moment(people["born_earliest"].iloc[0]), moment(people["born_latest"].iloc[0])]
    review = None
    if case.review_start is not None and case.review_end is not None:
        review = [moment(case.review_start), moment(case.review_end)]
    strip = overview(shown, shown["weight"] == CITED, whole)
    return {**strip, "review": review, "born": born, "person": case.index_person}


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks.

    Args:
        app: the app.
        view: the case that the page shows.
    """
    app.clientside_callback(
        ClientsideFunction("timeline", "rangeInAddress"),
        Output("timeline-redraw", "data"),
        Input("timeline-ready", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("timeline", "chartDrawn"),
        Output("chart-frame", "data-drawn"),
        Input("swimlane", "figure"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("timeline", "stripChanged"),
        Output("overview", "data-drawn"),
        Input("timeline-overview", "data"),
        prevent_initial_call=True,
    )
    _register_lanes(app)
    _register_hover(app, view)


def _register_lanes(app: dash.Dash) -> None:
    def rearrange(
        _clicks: list[int | None],
        _clear: int | None,
        state: dict[str, Any] | None,
        settings: dict[str, Any],
        lanes: list[dict[str, str]],
    ) -> Any:
        used = dash.ctx.triggered_id
        if used == "clear":
            return {}, dict(HOME)
        if not used or not dash.ctx.triggered[0]["value"]:
            return no_update, no_update
        keys = [lane["lane"] for lane in lanes]
        return rearranged(state, settings["lanes"], keys, used["do"], used["lane"]), no_update

    app.callback(
        Output("lane-state", "data"),
        Output("timeline-window", "data"),
        Input({"type": "lane", "do": ALL, "lane": ALL}, "n_clicks"),
        Input("clear", "n_clicks"),
        State("lane-state", "data"),
        State("settings", "data"),
        State({"type": "lane", "do": "fold", "lane": ALL}, "id"),
        prevent_initial_call=True,
    )(rearrange)


def _register_hover(app: dash.Dash, view: CaseView) -> None:
    def words(number: int | None) -> Any:
        if number is None or not 0 <= number < len(view.entries):
            return no_update
        entry = view.entries.iloc[number]
        return hover_card(entry, view.agency(entry["agency"]))

    app.callback(
        Output("hover-card", "children"), Input("timeline-hovered", "data"), prevent_initial_call=True
    )(words)
    app.clientside_callback(
        ClientsideFunction("timeline", "placeHover"),
        Output("hover-card", "data-shown"),
        Input("hover-card", "children"),
        State("timeline-hovered", "data"),
        prevent_initial_call=True,
    )
