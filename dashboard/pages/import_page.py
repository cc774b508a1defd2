"""The page Import: agencies' files are dropped here, looked at, explained, and taken into the case."""

from __future__ import annotations

from typing import Any

import dash
from dash import dcc, html

from dashboard.case_view import CaseView
from dashboard.incoming_files import LARGEST
from dashboard.pages import about_callbacks, import_callbacks

PATH = "/import"
NAME = "Import"


def register(app: dash.Dash, view: CaseView) -> None:
    """Bring the page to life.

    Args:
        app: the app.
        view: the case, with the desk where its files are taken in.
    """
    import_callbacks.register(app, view)


def layout() -> Any:
    """The page with nothing of the case in it; callbacks fill it."""
    return html.Div(
        [
            dcc.Store(id="import-ready", data=True),
            dcc.Store(id="import-held", storage_type="memory"),
            dcc.Store(id="import-chosen", storage_type="memory"),
            html.Header(html.H1("Import"), className="masthead"),
            about_callbacks.section(),
            html.P(
                "Drop the chronologies that agencies sent. Each is shown as it would be read, and nothing of the case "
                "changes until you agree.",
                className="import-words",
            ),
            html.Div(_drop(), id="import-room"),
            html.P(id="import-said", className="import-said", role="status"),
            html.Div(id="import-files"),
        ],
        className="import-page",
    )


def _drop() -> html.Div:
    return html.Div(
        [
            html.Button(
                "Choose files",
                id="import-choose",
                type="button",
                className="import-main",
                **{"aria-describedby": "import-kinds"},
            ),
            html.Span("or drop them here", className="meta", **{"aria-hidden": "true"}),
            html.P(
                "Excel, OpenDocument, Word and CSV files, with a password or without. They go to the program on this "
                "computer and nowhere else.",
                id="import-kinds",
                className="note",
            ),
        ],
        id="import-drop",
        className="import-drop",
        **{"data-largest": str(LARGEST)},
    )
