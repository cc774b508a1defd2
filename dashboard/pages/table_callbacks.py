"""What the Table page shows, and what it does when the reader uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import ALL, ClientsideFunction, Input, Output, State, html, no_update

from dashboard.case_view import CaseView, review_period
from dashboard.controls import tells
from dashboard.entry_panel import place_words
from dashboard.entry_table import (
    COLUMNS,
    SentColumn,
    column_defs,
    grid_rows,
    rows_listed,
    sent_columns,
    shown_at_first,
    shown_words,
)
from dashboard.filters import entries_shown
from dashboard.shared_state import filters_of


def column_toggles(sent: Mapping[str, SentColumn]) -> list[Any]:
    """The toggles of the menu of columns: what was understood of each entry, and the columns as sent.

    Args:
        sent: what :func:`dashboard.entry_table.sent_columns` gives.
    """
    return [
        html.Button("Back to the usual columns", id="usual-columns", className="quiet", type="button"),
        html.P("As understood", className="group"),
        *[_column(name, column.label) for name, column in COLUMNS.items()],
        html.P("As sent, with the letters of the agencies", className="group"),
        *[_column(name, column.label) for name, column in sent.items()],
    ]


def _column(name: str, label: str) -> html.Button:
    ident = {"type": "column", "name": name}
    return html.Button(label, id=ident, type="button", className="toggle", **{"aria-pressed": "false"})


def with_column(chosen: list[str], name: str) -> list[str]:
    """The columns after one was switched on or off; one always stays."""
    new = [other for other in chosen if other != name] if name in chosen else [*chosen, name]
    return new or chosen


def open_row(view: CaseView, entry_id: str | None) -> list[Any]:
    """What can be done with the row that the reader has chosen."""
    entry = view.entry(entry_id)
    if entry is None:
        return [html.Span("Choose a row to open it or to see it on the timeline.", className="note")]
    words = f"{entry['when']}, {view.agency(entry['agency'])} ({place_words(entry)})"
    ident = entry["entry_id"]
    return [
        html.Button(
            "Open in full",
            className="quiet",
            type="button",
            **tells("entry-told", entry=ident),
        ),
        html.Button(
            "Show on the timeline",
            className="quiet",
            type="button",
            **tells("mark-told", entry=ident),
        ),
        html.Span(words, className="words", title=words),
    ]


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks of the page.

    Args:
        app: the app.
        view: the case that it shows.
    """
    sent = sent_columns(view)

    def show(_ready: bool, shared: Mapping[str, Any], holds: list[Any] | None) -> tuple[Any, ...]:
        chosen = shared["columns"] or shown_at_first()
        entry = shared["choice"]["entry"]
        wanted = [{**shared["settings"], "lanes": None}, shared["typed"], chosen]
        if holds == wanted:
            return *([no_update] * 4), open_row(view, entry), no_update, no_update, no_update
        shown = entries_shown(view, filters_of(shared))
        listed = rows_listed(shown, entry)
        is_listed = entry is not None and bool((listed["entry_id"] == entry).any())
        return (
            f"{view.analysis.case.title} · {review_period(view)}",
            column_defs(chosen, sent),
            grid_rows(view, listed, chosen, sent),
            shown_words(view, shown, len(listed)),
            open_row(view, entry),
            {"ids": [entry]} if is_listed else no_update,
            {"rowId": entry, "rowPosition": "middle"} if is_listed else no_update,
            wanted,
        )

    app.callback(
        Output("table-case", "children"),
        Output("grid", "columnDefs"),
        Output("grid", "rowData"),
        Output("table-shown", "children"),
        Output("table-row", "children"),
        Output("grid", "selectedRows"),
        Output("grid", "scrollTo"),
        Output("table-holds", "data"),
        Input("table-ready", "data"),
        Input("shared", "data"),
        State("table-holds", "data"),
    )(show)

    app.clientside_callback(
        ClientsideFunction("shell", "gridFilled"),
        Output("table-shown", "data-filled"),
        Input("grid", "rowData"),
        State("grid", "id"),
    )

    def select(rows: Any, shared: Mapping[str, Any]) -> Any:
        if not isinstance(rows, list) or not rows or rows[0]["id"] == shared["choice"]["entry"]:
            return no_update
        return {**shared, "choice": {"finding": None, "entry": rows[0]["id"]}}

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input("grid", "selectedRows"),
        State("shared", "data"),
        prevent_initial_call=True,
    )(select)

    def fill_columns(_ready: bool) -> list[Any]:
        return column_toggles(sent)

    app.callback(Output("table-columns", "children"), Input("table-ready", "data"))(fill_columns)

    def follow_columns(
        shared: Mapping[str, Any], _options: Any, idents: list[dict[str, str]]
    ) -> tuple[str, list[str]]:
        chosen = shared["columns"] or shown_at_first()
        return f"{len(chosen)} shown", ["true" if i["name"] in chosen else "false" for i in idents]

    app.callback(
        Output("columns-chosen", "children"),
        Output({"type": "column", "name": ALL}, "aria-pressed"),
        Input("shared", "data"),
        Input("table-columns", "children"),
        State({"type": "column", "name": ALL}, "id"),
    )(follow_columns)

    def choose_columns(clicks: list[int | None], usual: int | None, shared: Mapping[str, Any]) -> Any:
        used = dash.ctx.triggered_id
        if not used or not (any(clicks) or usual):
            return no_update
        if used == "usual-columns":
            return {**shared, "columns": None}
        return {**shared, "columns": with_column(shared["columns"] or shown_at_first(), used["name"])}

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input({"type": "column", "name": ALL}, "n_clicks"),
        Input("usual-columns", "n_clicks"),
        State("shared", "data"),
        prevent_initial_call=True,
    )(choose_columns)
