"""The page from which the case is taken away as a file."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from dashboard import take_away
from dashboard.case_view import CaseView

PATH = "/take-away"
NAME = "Take away"


def register(app: dash.Dash, view: CaseView) -> None:
    """Bring the page to life.

    Args:
        app: the app.
        view: the case that is taken away.
    """
    take_away.register(app, view)


def layout() -> Any:
    """The page; it holds nothing of the case."""
    return html.Div(
        [
            html.Header(html.H1("Take away"), className="masthead"),
            html.P(
                "Every entry and every finding of the case, whatever the filters of the other pages are set to. "
                "The files are made on this computer and are not sent anywhere.",
                className="take-away-words",
            ),
            html.P(
                "They hold the words of the agencies' chronologies. Keep them, send them and delete them as you "
                "would the chronologies themselves.",
                className="take-away-words",
            ),
            take_away.take_away(),
        ],
        className="take-away-page",
    )
