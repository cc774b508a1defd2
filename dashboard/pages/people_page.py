"""The People page: who is who, how they are related, where they lived, and where they are named."""

from __future__ import annotations

from typing import Any

import dash
from dash import dcc, html

from dashboard.case_view import CaseView
from dashboard.graph_config import graph_config
from dashboard.pages import people_callbacks

PATH = "/people"
NAME = "People"

_SIGNS = (
    ("person-sign man", "man"),
    ("person-sign woman", "woman"),
    ("person-sign unstated", "not stated"),
    ("person-sign index", "double outline: whom the review is about"),
    ("line-sign", "partners, or parents of the children below"),
    ("line-sign ended", "ended"),
    ("line-sign other", "another relation, such as aunt or carer"),
)


def register(app: dash.Dash, view: CaseView) -> None:
    """Bring the page to life.

    Args:
        app: the app.
        view: the case that it shows.
    """
    people_callbacks.register(app, view)


def layout() -> Any:
    """The page with nothing of the case in it; callbacks fill it."""
    return html.Div(
        [
            dcc.Store(id="people-ready", data=True),
            dcc.Store(id="people-told"),
            dcc.Store(id="people-choice", storage_type="memory", data=None),
            html.Header(
                [
                    html.Div(
                        [html.H1("People"), html.P(id="people-case", className="meta")],
                        className="heading-line",
                    ),
                    html.P(id="people-state", className="state-line", role="status"),
                ],
                className="masthead",
            ),
            html.Div(
                [html.Div([_family(), _key(), _mentions()], className="people-main"), _panel()],
                className="people",
            ),
            _homes(),
            _section("people-unknown-heading", "Codes not in the key", html.Div(id="people-unknown")),
        ],
        className="sheet",
    )


def _section(ident: str, heading: str, *parts: Any) -> html.Section:
    return html.Section([html.H2(heading, id=ident), *parts], className="part", **{"aria-labelledby": ident})


def _family() -> html.Section:
    graph = dcc.Graph(id="family", config=graph_config(), responsive=False)
    signs = [html.Li([html.Span(className=css, **{"aria-hidden": "true"}), words]) for css, words in _SIGNS]
    return _section(
        "people-family-heading",
        "Family",
        html.Ul(signs, className="months-key", **{"aria-label": "How to read the picture"}),
        html.Div(
            html.Div(
                graph,
                role="figure",
                className="family-picture",
                **{"aria-label": "Picture of the family", "aria-describedby": "family-description"},
            ),
            className="scroll",
            tabIndex=0,
            role="region",
            **{"aria-label": "Picture of the family, scrolls sideways"},
        ),
        html.P(id="family-description", className="note"),
        html.Details(
            [html.Summary("The same as a table of relations"), html.Div(id="people-relations")],
            className="twin",
        ),
    )


def _key() -> html.Section:
    field = dcc.Input(id="age-day", type="text", value="", debounce=True, placeholder="such as 3 May 2012")
    note = html.Span(id="age-day-note", className="field-note", role="status")
    control = html.Div([html.Label("Age on the day", htmlFor="age-day"), field, note], className="control")
    return _section(
        "people-key-heading",
        "Key",
        html.Div([html.P(id="people-age", className="note"), control], className="key-head"),
        html.Div(id="people-key"),
    )


def _mentions() -> html.Section:
    return _section(
        "people-mentions-heading",
        "Where each person is named",
        html.P(
            "Entries of each agency that name the person. Choose a number to read them.", className="note"
        ),
        html.Div(id="people-mentions"),
        html.P(id="people-agencies", className="note"),
    )


def _panel() -> html.Aside:
    return html.Aside(
        html.Div(id="people-panel"),
        className="people-panel",
        tabIndex=0,
        **{"aria-label": "Entries naming a person"},
    )


def _homes() -> html.Section:
    return _section(
        "people-homes-heading",
        "Households and addresses",
        html.Div(id="people-households"),
        html.H3("What the entries tell of moves and changes in a household"),
        html.Div(id="people-moves"),
    )
