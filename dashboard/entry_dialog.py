"""The row of a file in full, over whatever page is open."""

from __future__ import annotations

from typing import Any

import dash
from dash import ALL, ClientsideFunction, Input, Output, html, no_update

from dashboard.case_view import CaseView
from dashboard.entry_panel import entry_panel

# The panel's buttons belong to the Timeline; here they open the same things without it.
_OURS = {"open-entry": "see-entry", "open-finding": "see-finding"}


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
    parts = html.Div(entry_panel(view, entry))
    for ident in list(parts):
        if isinstance(ident, dict) and ident.get("type") in _OURS:
            parts[ident].id = {**ident, "type": _OURS[ident["type"]], "at": f"dialog-{ident['at']}"}
        elif ident == "panel-heading":
            parts[ident].id = "entry-dialog-heading"
    return [parts]


def dialog_bar(entry_id: str) -> list[Any]:
    """The buttons at the head of the dialog."""
    see = {"type": "see-mark", "id": entry_id, "at": "dialog"}
    return [
        html.Button("Show on the timeline", id=see, className="quiet", type="button"),
        html.Button("Close", className="quiet", type="button", **{"data-closes": "dialog"}),
    ]


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks.

    Args:
        app: the app.
        view: the case.
    """

    def fill(clicks: list[int | None]) -> tuple[Any, ...]:
        used = dash.ctx.triggered_id
        parts = entry_parts(view, used["id"]) if used and any(clicks) else None
        if parts is None or not dash.ctx.triggered[0]["value"]:
            return no_update, no_update
        return parts, dialog_bar(used["id"])

    app.callback(
        Output("entry-dialog-body", "children"),
        Output("entry-dialog-bar", "children"),
        Input({"type": "see-entry", "id": ALL, "at": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )(fill)

    app.clientside_callback(
        ClientsideFunction("shell", "openEntry"),
        Output("entry-dialog", "data-shown"),
        Input("entry-dialog-body", "children"),
        prevent_initial_call=True,
    )
