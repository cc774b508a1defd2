"""The Missed links page: the findings in the order in which to read them, and one of them as a card."""

from __future__ import annotations

from typing import Any

import dash
from dash import dcc, html

from dashboard.case_view import CaseView
from dashboard.filter_menus import clear_button, field, menus
from dashboard.pages import missed_links_callbacks

PATH = "/missed-links"
NAME = "Missed links"
MENUS = ("class", "agency", "person", "kind", "state")


def register(app: dash.Dash, view: CaseView) -> None:
    """Bring the page to life.

    Args:
        app: the app.
        view: the case that it shows.
    """
    missed_links_callbacks.register(app, view)


def layout() -> Any:
    """The page with nothing of the case in it; callbacks fill it."""
    return html.Div(
        [
            dcc.Store(id="missed-ready", data=True),
            dcc.Store(id="missed-told"),
            html.Header(
                [
                    html.Div(
                        [html.H1("Missed links"), html.P(id="missed-case", className="meta")],
                        className="heading-line",
                    ),
                    html.P(
                        "Each is a question to put to the agencies, not a conclusion: it tells what the returns "
                        "hold and what they do not.",
                        className="state-line",
                    ),
                    html.Div(id="missed-key", className="note"),
                ],
                className="masthead",
            ),
            html.Section(
                [field("text"), menus(MENUS), field("first"), field("last"), clear_button()],
                className="filters many",
                **{"aria-label": "Filters"},
            ),
            html.P(id="missed-filters", className="note", role="status"),
            html.Div(
                [
                    html.Nav(id="missed-list", className="missed-list", **{"aria-label": "Findings"}),
                    html.Section(
                        html.P("Opening the findings …", className="note"),
                        id="missed-card",
                        className="missed-card",
                        tabIndex=-1,
                        **{"aria-labelledby": "missed-title"},
                    ),
                ],
                className="missed",
            ),
        ],
        className="wide",
    )
