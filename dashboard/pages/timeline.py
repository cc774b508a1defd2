"""The Timeline page: filters, the swimlane, the findings beside it and the table under it."""

from __future__ import annotations

from typing import Any

import dash
import dash_ag_grid
from dash import dcc, html

from dashboard.case_view import CaseView
from dashboard.controls import NO_SETTINGS, date_field, kind_key, menu, one_of
from dashboard.graph_config import graph_config
from dashboard.pages import timeline_callbacks
from dashboard.table import COLUMNS, GRID_OPTIONS

PATH = "/"
NAME = "Timeline"


def register(app: dash.Dash, view: CaseView) -> None:
    """Bring the page to life.

    Args:
        app: the app.
        view: the case that it shows.
    """
    timeline_callbacks.register(app, view)


def layout() -> Any:
    """The page with nothing of the case in it; callbacks fill it."""
    return html.Div(
        [
            dcc.Store(id="timeline-ready", data=True),
            dcc.Store(id="settings", storage_type="memory", data=dict(NO_SETTINGS)),
            dcc.Store(id="choice", storage_type="memory", data={"finding": None, "entry": None}),
            html.Header(
                [
                    html.Div(
                        [html.H1("Chronology", id="case-title"), html.P(id="case-period", className="meta")],
                        className="heading-line",
                    ),
                    html.P(id="case-state", className="state-line", role="status", **{"aria-live": "polite"}),
                ],
                className="masthead",
            ),
            _filter_bar(),
            html.Div([_chart(), _side(), _table()], className="work"),
        ],
        className="timeline",
    )


def _filter_bar() -> Any:
    words = dcc.Input(id="filter-text", type="search", value="", debounce=0.25, placeholder="such as bruise")
    return html.Section(
        [
            html.Div([html.Label("Words in the entry", htmlFor="filter-text"), words], className="control"),
            menu("agency", "Agency"),
            menu("person", "Person"),
            date_field("filter-first", "From"),
            date_field("filter-last", "To"),
            one_of("lanes", "Lanes by", {"agency": "Agency", "person": "Person"}),
            one_of("span", "Show", {"review": "Review period", "whole": "Whole record"}),
            html.Button("Clear all", id="clear", className="clear", type="button"),
        ],
        className="filters",
        **{"aria-label": "Filters"},
    )


def _chart() -> Any:
    graph = dcc.Graph(id="swimlane", config=graph_config(), className="graph", responsive=True)
    return html.Section(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.H2("Timeline", id="chart-heading"),
                            html.P(id="shown", className="note", role="status", **{"aria-live": "polite"}),
                        ]
                    ),
                    kind_key(),
                ],
                className="chart-head",
            ),
            html.Div(
                graph, role="figure", **{"aria-describedby": "chart-description", "aria-label": "Swimlane"}
            ),
            _key_of_lines(),
            html.P(id="chart-description", className="visually-hidden"),
        ],
        className="chart",
        **{"aria-labelledby": "chart-heading"},
    )


def _key_of_lines() -> Any:
    samples = (
        ("sample day", "on that day"),
        ("sample between", "some time between"),
        ("sample open", "one end not known"),
        ("sample told", "link made"),
        ("sample missed", "answer expected here: not supplied (the number is the finding's)"),
        ("sample square", "late"),
        ("sample diamond", "cannot tell"),
        ("sample hexagon", "no return"),
    )
    return html.Ul(
        [html.Li([html.Span(className=css, **{"aria-hidden": "true"}), text]) for css, text in samples],
        className="lines-key",
        **{"aria-label": "How to read the chart"},
    )


def _table() -> Any:
    grid = dash_ag_grid.AgGrid(
        id="entries",
        columnDefs=[dict(column) for column in COLUMNS],
        rowData=[],
        getRowId="params.data.id",
        dashGridOptions=dict(GRID_OPTIONS),
        defaultColDef={"resizable": True, "sortable": True, "wrapText": True, "autoHeight": True},
        dangerously_allow_code=False,
        style={"height": "430px"},
    )
    heading = html.H2("Entries", id="table-heading")
    return html.Section([heading, grid], className="table", **{"aria-labelledby": "table-heading"})


def _side() -> Any:
    return html.Aside(
        [
            html.Div(
                [menu("state", "State"), menu("class", "What was missed")],
                id="finding-filters",
                className="finding-filters",
            ),
            html.Div(id="panel"),
        ],
        className="side",
        id="side",
        tabIndex=0,
        **{"aria-label": "Findings"},
    )
