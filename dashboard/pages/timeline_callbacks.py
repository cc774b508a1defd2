"""What the Timeline page does when the reader uses it.

Each callback is a thin shell around a pure function, which the tests call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import ALL, ClientsideFunction, Input, Output, State, no_update

from dashboard.case_view import CaseView, review_period
from dashboard.controls import (
    NO_SETTINGS,
    chosen_words,
    filters_from,
    pressed,
    show_all_button,
    toggle,
    toggled,
    typed_range,
)
from dashboard.describe import NO_ENTRY, NOTHING_YET, describe, summary_words
from dashboard.entry_table import rows_listed, shown_words
from dashboard.filter_menus import names_of
from dashboard.filters import entries_shown, findings_shown
from dashboard.lane_tools import arrangement_of, lane_tools
from dashboard.pages import timeline_view
from dashboard.pages.timeline_view import overview_data, window_of
from dashboard.panel import panel
from dashboard.ranges import fixed_ranges, incident_words
from dashboard.state_line import state_parts
from dashboard.still import still
from dashboard.swimlane import Choice, chart
from dashboard.table import table_rows

MOST_ROWS = 2_000
"""More rows than this make the table under the chart slow to load on every change of a filter."""
_NOTHING: Mapping[str, Any] = {"finding": None, "entry": None}
_FILTERS = (
    Input("filter-text", "value"),
    Input("filter-first", "value"),
    Input("filter-last", "value"),
    Input("settings", "data"),
)


def next_choice(view: CaseView, trigger: Any, value: Any, choice: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is chosen after the reader did something; nothing where that changes nothing.

    Args:
        view: the case.
        trigger: id of the component that the reader used.
        value: its new value.
        choice: what was chosen before, ``finding`` and ``entry`` ids.
    """
    if not value:
        return None
    new = dict(choice)
    if trigger == "swimlane":
        number = value["points"][0].get("customdata")
        number = number[0] if isinstance(number, list) else number
        new = new if number is None else _clicked(view, int(number), new)
    elif trigger == "entries":
        new["entry"] = value[0]["id"] if isinstance(value, list) else new["entry"]
    elif trigger == "clear":
        new = dict(_NOTHING)
    elif "entry" in value:
        new["entry"] = value["entry"]
    elif "finding" in value:
        new = {"finding": value["finding"], "entry": None}
    else:
        stays = value["back"] == "finding" and choice["entry"] is not None
        new = {"finding": choice["finding"] if stays else None, "entry": None}
    return None if new == choice else new


def _clicked(view: CaseView, number: int, choice: dict[str, Any]) -> dict[str, Any]:
    if number < 0:
        return {"finding": view.analysis.flags["finding_id"].iloc[-1 - number], "entry": None}
    return {**choice, "entry": view.entries["entry_id"].iloc[number]}


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks of the page.

    Args:
        app: the app.
        view: the case that it shows.
    """
    _register_loading(app, view)
    _register_settings(app, view)
    _register_choice(app, view)
    _register_showing(app, view)
    timeline_view.register(app, view)


def _register_loading(app: dash.Dash, view: CaseView) -> None:
    names = names_of(view)

    def load(_ready: bool, idents: list[dict[str, str]]) -> tuple[Any, ...]:
        options = [[toggle(i["of"], value, words) for value, words in names[i["of"]].items()] for i in idents]
        state = " · ".join(state_parts(view.analysis))
        return view.analysis.case.title, review_period(view), state, incident_words(view), options

    app.callback(
        Output("case-title", "children"),
        Output("case-period", "children"),
        Output("case-state", "children"),
        Output("range-incident", "title"),
        Output({"type": "options", "of": ALL}, "children"),
        Input("timeline-ready", "data"),
        State({"type": "options", "of": ALL}, "id"),
    )(load)


def _register_settings(app: dash.Dash, view: CaseView) -> None:
    names = names_of(view)

    def change(_clicks: list[int | None], _clear: int | None, settings: dict[str, Any]) -> Any:
        used = dash.ctx.triggered_id
        if used == "clear":
            return dict(NO_SETTINGS)
        if not used or not dash.ctx.triggered[0]["value"]:
            return no_update
        return toggled(settings, used["of"], used["value"])

    app.callback(
        Output("settings", "data"),
        Input({"type": "toggle", "of": ALL, "value": ALL}, "n_clicks"),
        Input("clear", "n_clicks"),
        State("settings", "data"),
        prevent_initial_call=True,
    )(change)

    def show_settings(
        settings: dict[str, Any], _options: Any, toggles: list[dict[str, str]], menus: list[dict[str, str]]
    ) -> tuple[Any, ...]:
        words = [chosen_words(settings, menu["of"], names[menu["of"]]) for menu in menus]
        return pressed(settings, toggles), words

    app.callback(
        Output({"type": "toggle", "of": ALL, "value": ALL}, "aria-pressed"),
        Output({"type": "chosen", "of": ALL}, "children"),
        Input("settings", "data"),
        Input({"type": "options", "of": ALL}, "children"),
        State({"type": "toggle", "of": ALL, "value": ALL}, "id"),
        State({"type": "chosen", "of": ALL}, "id"),
    )(show_settings)

    def clear_fields(_clicks: int) -> tuple[str, str, str]:
        return "", "", ""

    app.callback(
        Output("filter-text", "value"),
        Output("filter-first", "value"),
        Output("filter-last", "value"),
        Input("clear", "n_clicks"),
        prevent_initial_call=True,
    )(clear_fields)

    def note_dates(first: str | None, last: str | None) -> tuple[str, ...]:
        return typed_range(first, last)[2:]

    app.callback(
        Output("filter-first-note", "children"),
        Output("filter-last-note", "children"),
        Input("filter-first", "value"),
        Input("filter-last", "value"),
    )(note_dates)


def _register_choice(app: dash.Dash, view: CaseView) -> None:
    def choose(*values: Any) -> tuple[Any, ...]:
        context = dash.ctx
        new = next_choice(view, context.triggered_id, context.triggered[0]["value"], values[-1] or _NOTHING)
        if new is None:
            return no_update, None, no_update, no_update
        # The table already shows what was selected in it; to select it again could undo a quick next step.
        if context.triggered_id == "entries":
            return new, None, no_update, no_update
        if new["entry"] is None:
            return new, None, [], no_update
        return new, None, {"ids": [new["entry"]]}, {"rowId": new["entry"]}

    app.callback(
        Output("choice", "data"),
        Output("swimlane", "clickData"),
        Output("entries", "selectedRows"),
        Output("entries", "scrollTo"),
        Input("swimlane", "clickData"),
        Input("entries", "selectedRows"),
        Input("timeline-told", "data"),
        Input("clear", "n_clicks"),
        State("choice", "data"),
        prevent_initial_call=True,
    )(choose)

    app.clientside_callback(
        ClientsideFunction("chronology", "focusPanel"),
        Output("side", "data-shown"),
        Input("choice", "data"),
        prevent_initial_call=True,
    )


def _register_showing(app: dash.Dash, view: CaseView) -> None:
    ranges = fixed_ranges(view)

    def draw(
        text: str, first: str, last: str, settings: dict[str, Any], chosen: dict[str, Any], *state: Any
    ) -> tuple[Any, ...]:
        # Before anything was drawn, the address of the page may ask for a stretch of time.
        lanes, asked, held, clears = state
        filters, choice = filters_from(text, first, last, settings), Choice(**(chosen or _NOTHING))
        shown, findings = entries_shown(view, filters), findings_shown(view, filters)
        by = settings["lanes"]
        figure = chart(
            view,
            shown,
            findings,
            arrangement=arrangement_of(lanes, by),
            choice=choice,
            agencies=filters.agencies,
            window=window_of(held or asked, choice.finding),
            on_page=True,
            ranges=ranges,
        )
        layout = figure["layout"]
        # The chart keeps what the reader's hand has moved for as long as this stays the same.
        layout["xaxis"]["uirevision"] += f" {clears or 0}"
        layout["meta"]["clears"] = clears or 0
        return (
            figure,
            {"height": f"{layout['height']}px"},
            describe(shown, findings, layout["meta"], by=by) if len(view.entries) else NOTHING_YET,
            lane_tools(layout["meta"]),
            [f"{NO_ENTRY} ", show_all_button("chart")]
            if shown.empty and len(view.entries)
            else summary_words(layout["meta"]),
        )

    app.callback(
        Output("swimlane", "figure"),
        Output("swimlane", "style"),
        Output("chart-description", "children"),
        Output("lane-tools", "children"),
        Output("summary-note", "children"),
        *_FILTERS,
        Input("choice", "data"),
        Input("lane-state", "data"),
        Input("timeline-redraw", "data"),
        State("timeline-window", "data"),
        State("clear", "n_clicks"),
    )(draw)

    def fill_table(
        text: str, first: str, last: str, settings: dict[str, Any], chosen: dict[str, Any]
    ) -> tuple[Any, ...]:
        shown = entries_shown(view, filters_from(text, first, last, settings))
        listed = rows_listed(shown, (chosen or _NOTHING)["entry"], MOST_ROWS)
        strip = overview_data(view, shown, ranges["whole"])
        return table_rows(view, listed), shown_words(view, shown, len(listed)), strip

    app.callback(
        Output("entries", "rowData"),
        Output("shown", "children"),
        Output("timeline-overview", "data"),
        *_FILTERS,
        State("choice", "data"),
    )(fill_table)

    app.clientside_callback(
        ClientsideFunction("shell", "gridFilled"),
        Output("table-heading", "data-filled"),
        Input("entries", "rowData"),
        State("entries", "id"),
    )

    def fill_panel(
        text: str, first: str, last: str, settings: dict[str, Any], chosen: dict[str, Any]
    ) -> tuple[Any, ...]:
        choice = Choice(**(chosen or _NOTHING))
        hidden = {"display": "none"} if choice.finding or choice.entry else {}
        findings = findings_shown(view, filters_from(text, first, last, settings))
        return still(*panel(view, findings, choice)), hidden

    app.callback(
        Output("panel", "children"), Output("finding-filters", "style"), *_FILTERS, Input("choice", "data")
    )(fill_panel)
