"""The Returns page: who sent what, for which months, by when, and what has to go back to whom."""

from __future__ import annotations

from typing import Any

import dash
from dash import dcc, html

from dashboard.case_view import CaseView
from dashboard.coverage_figure import SIGNS
from dashboard.graph_config import graph_config
from dashboard.pages import returns_callbacks

PATH = "/returns"
NAME = "Returns"


def register(app: dash.Dash, view: CaseView) -> None:
    """Bring the page to life.

    Args:
        app: the app.
        view: the case that it shows.
    """
    returns_callbacks.register(app, view)


def layout() -> Any:
    """The page with nothing of the case in it; callbacks fill it."""
    return html.Div(
        [
            dcc.Store(id="returns-ready", data=True),
            dcc.Store(id="returns-opened", storage_type="memory", data=[]),
            dcc.Store(id="returns-opens"),
            dcc.Store(id="returns-note"),
            # The days of the clock outlive a reload and go when the tab is closed.  The address would leave them in
            # the browser's history, and case.toml belongs to the people who wrote it; here are nothing but days.
            dcc.Store(id="clock-kept", storage_type="session"),
            dcc.Download(id="returns-download"),
            html.Header(
                [
                    html.Div(
                        [html.H1("Returns"), html.P(id="returns-case", className="meta")],
                        className="heading-line",
                    ),
                    html.P(id="returns-state", className="state-line", role="status"),
                ],
                className="masthead",
            ),
            _clock(),
            _section("returns-agencies", "Agency by agency", html.Div(id="returns-summary")),
            _coverage(),
            _section(
                "returns-issues-heading",
                "To send back",
                html.P(
                    "What could not be read with certainty, and what was done with it meanwhile. "
                    "Nothing was left out: every row is kept as sent.",
                    className="note",
                ),
                html.Div(id="returns-issues"),
            ),
        ],
        className="sheet",
    )


def _section(ident: str, heading: str, *parts: Any) -> html.Section:
    return html.Section([html.H2(heading, id=ident), *parts], className="part", **{"aria-labelledby": ident})


def _clock() -> html.Section:
    fields = [
        _day_field("clock-aware", "Became aware of the incident"),
        _day_field("clock-notified", "Notified to the national Panel"),
        _day_field("clock-asked", "Returns asked for by"),
    ]
    return _section(
        "returns-clock",
        "Rapid-review clock",
        html.Div(
            [
                html.Div(
                    fields, className="clock-fields", role="group", **{"aria-labelledby": "returns-clock"}
                ),
                html.Div(id="clock-lines", className="clock-lines", role="status"),
            ],
            className="clock",
        ),
    )


def _day_field(ident: str, label: str) -> html.Div:
    field = dcc.Input(id=ident, type="text", value="", debounce=True, placeholder="such as 3 May 2012")
    note = html.Span(id=f"{ident}-note", className="field-note", role="status")
    return html.Div([html.Label(label, htmlFor=ident), field, note], className="control")


def _coverage() -> html.Section:
    # A placeholder of the right height would jump; the graph takes the height of its figure.
    graph = dcc.Graph(id="coverage", config=graph_config(), className="coverage-graph", responsive=True)
    key = [
        html.Li(
            [
                html.Span(className=f"month-sign {name.replace(' ', '-')}", **{"aria-hidden": "true"}),
                html.Span([html.B(sign.words[:1].upper() + sign.words[1:]), f": {sign.meaning}"]),
            ]
        )
        for name, sign in SIGNS.items()
    ]
    return _section(
        "returns-coverage",
        "Month by month",
        html.Ul(key, className="months-key", **{"aria-label": "How to read the chart"}),
        html.Div(
            html.Div(
                graph,
                id="coverage-room",
                role="figure",
                **{"aria-label": "Months covered by each agency", "aria-describedby": "coverage-description"},
            ),
            className="scroll",
            tabIndex=0,
            role="region",
            **{"aria-label": "Chart of the months covered"},
        ),
        html.P(id="coverage-description", className="note"),
        html.Details([html.Summary("The same as a table"), html.Div(id="coverage-table")], className="twin"),
    )
