"""What the People page does; each callback is a thin shell around pure functions."""

from __future__ import annotations

from typing import Any

import dash
import pandas as pd
from dash import ClientsideFunction, Input, Output, State, html, no_update

from dashboard.case_view import CaseView, review_period
from dashboard.controls import typed_span
from dashboard.family_picture import describe_family, family_picture
from dashboard.family_tree import build_tree
from dashboard.people_tables import (
    age_sentence,
    agency_key,
    households_table,
    key_table,
    mentions_panel,
    mentions_table,
    moves_table,
    people_line,
    relations_table,
    unknown_codes,
)
from dashboard.still import Still, still

_HINT = "Choose a number, or a person in the picture, to read the entries here."


def asked_days(text: str | None) -> tuple[tuple[pd.Timestamp, pd.Timestamp] | None, str]:
    """The day, month or year typed, as its first and last day, and what to tell the reader of it."""
    first, last, note = typed_span(text)
    return ((first, last), "") if first is not None and last is not None else (None, note)


def next_choice(trigger: Any, value: Any, choice: dict[str, Any] | None) -> dict[str, Any] | None:
    """Whose entries are shown after the reader did something; nothing where that changes nothing.

    Args:
        trigger: id of the component that the reader used.
        value: its new value.
        choice: what was shown before: ``person``, ``agency`` and ``all``.
    """
    if not value:
        return None
    if trigger == "family":
        person = value["points"][0].get("customdata")
        return {"person": person, "agency": "", "all": False} if isinstance(person, str) else None
    if "person" in value:
        return {"person": value["person"], "agency": value["agency"], "all": False}
    return {**choice, "all": True} if choice else None


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks of the page.

    Args:
        app: the app.
        view: the case that it shows.
    """
    case = view.analysis.case
    tree = build_tree(case.people, case.relations, case.index_person)

    def load(_ready: bool) -> tuple[Any, ...]:
        return (
            f"{case.title} · {review_period(view)}",
            people_line(view),
            family_picture(case.people, case.relations, tree, case.index_person),
            describe_family(case.people, case.relations, tree, case.index_person),
            still(relations_table(view)),
            age_sentence(view),
            still(mentions_table(view)),
            agency_key(view),
            still(households_table(view)),
            still(moves_table(view)),
            still(unknown_codes(view)),
        )

    app.callback(
        Output("people-case", "children"),
        Output("people-state", "children"),
        Output("family", "figure"),
        Output("family-description", "children"),
        Output("people-relations", "children"),
        Output("people-age", "children"),
        Output("people-mentions", "children"),
        Output("people-agencies", "children"),
        Output("people-households", "children"),
        Output("people-moves", "children"),
        Output("people-unknown", "children"),
        Input("people-ready", "data"),
    )(load)

    def tell_ages(typed: str | None) -> tuple[Any, str]:
        asked, note = asked_days(typed)
        return still(key_table(view, asked)), note

    app.callback(
        Output("people-key", "children"), Output("age-day-note", "children"), Input("age-day", "value")
    )(tell_ages)
    _register_choice(app, view)


def _register_choice(app: dash.Dash, view: CaseView) -> None:
    def choose(*values: Any) -> Any:
        context = dash.ctx
        new = next_choice(context.triggered_id, context.triggered[0]["value"], values[-1])
        return (no_update if new is None else new), None

    app.callback(
        Output("people-choice", "data"),
        Output("family", "clickData"),
        Input("people-told", "data"),
        Input("family", "clickData"),
        State("people-choice", "data"),
        prevent_initial_call=True,
    )(choose)

    def show(choice: dict[str, Any] | None) -> Still:
        if not choice:
            return still(html.P(_HINT, className="note"))
        return still(
            *mentions_panel(view, choice["person"], choice["agency"], everything=bool(choice["all"]))
        )

    app.callback(Output("people-panel", "children"), Input("people-choice", "data"))(show)
    app.clientside_callback(
        ClientsideFunction("people", "focusPanel"),
        Output("people-panel", "data-shows"),
        Input("people-panel", "children"),
        State("people-choice", "data"),
        prevent_initial_call=True,
    )
