"""The row of a file in full, over whatever page is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, html, no_update

from dashboard.case_view import CaseView
from dashboard.controls import tells
from dashboard.entry_panel import PanelPlace, entry_panel
from dashboard.still import still

# The panel's buttons belong to the Timeline; here they open the same things without it.
_DIALOG = PanelPlace("entry-dialog-heading", "entry-told", "finding-told")


def entry_dialog() -> html.Dialog:
    """The dialog, empty and closed."""
    return html.Dialog(
        [
            html.Div(id="entry-dialog-bar", className="dialog-head"),
            html.Div(id="entry-dialog-body", className="dialog-body", tabIndex=0, role="region",
                     **{"aria-label": "The row as sent"}),
        ],
        id="entry-dialog",
        className="dialog",
        **{"aria-label": "One entry in full"},
    )  # fmt: skip


def entry_parts(view: CaseView, entry_id: str) -> list[Any] | None:
    """An entry in full, with buttons that work on every page; nothing where there is no such entry.

    Args:
        view: the case.
        entry_id: id of the entry.
    """
    entry = view.entry(entry_id)
    if entry is None:
        return None
    return [html.Div(entry_panel(view, entry, _DIALOG))]


def dialog_bar(entry_id: str) -> list[Any]:
    """The buttons at the head of the dialog."""
    see = tells("mark-told", entry=entry_id)
    return [
        html.Button("Show on the timeline", className="quiet", type="button", **see),
        html.Button("Close", className="quiet", type="button", **{"data-closes": "dialog"}),
    ]


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks.

    Args:
        app: the app.
        view: the case.
    """

    def fill(told: Mapping[str, Any] | None) -> tuple[Any, ...]:
        parts = entry_parts(view, told["entry"]) if told else None
        if told is None or parts is None:
            return no_update, no_update
        return still(*parts), still(*dialog_bar(told["entry"]))

    app.callback(
        Output("entry-dialog-body", "children"),
        Output("entry-dialog-bar", "children"),
        Input("entry-told", "data"),
        prevent_initial_call=True,
    )(fill)

    app.clientside_callback(
        ClientsideFunction("shell", "openEntry"),
        Output("entry-dialog", "data-shown"),
        Input("entry-dialog-body", "children"),
        prevent_initial_call=True,
    )
