"""The Timeline page: filters, the swimlane, the findings beside it and the table under it."""

from __future__ import annotations

from typing import Any

import dash
import dash_ag_grid
from dash import dcc, html

from dashboard.case_view import CaseView
from dashboard.controls import NO_SETTINGS, date_field, kind_key, menu, one_of, print_note
from dashboard.entry_table import GRID_OPTIONS
from dashboard.graph_config import graph_config
from dashboard.grouping import LANES_BY
from dashboard.how_to_read import how_to_read
from dashboard.pages import timeline_callbacks
from dashboard.ranges import PRESETS
from dashboard.still import still
from dashboard.table import COLUMNS

PATH = "/"
NAME = "Timeline"
_STORES = (
    "timeline-window",
    "timeline-redraw",
    "timeline-hovered",
    "timeline-told",
    "timeline-overview",
    "lane-state",
)
_STEPS = (
    ("in", "+", "Zoom in", "plus"),
    ("out", "−", "Zoom out", "minus"),
    ("earlier", "←", "Earlier", "left arrow"),
    ("later", "→", "Later", "right arrow"),
)


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
            *(dcc.Store(id=ident, storage_type="memory") for ident in _STORES),
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
            one_of("lanes", "Lanes by", LANES_BY),
            html.Button("Clear all", id="clear", className="clear", type="button"),
        ],
        className="filters",
        **{"aria-label": "Filters"},
    )


def _chart() -> Any:
    config = graph_config()
    # A picture made by the chart's own button would lack the names of the lanes, which the page writes.
    config |= {"scrollZoom": True, "modeBarButtonsToRemove": [*config["modeBarButtonsToRemove"], "toImage"]}
    frame = html.Div(
        [
            dcc.Graph(id="swimlane", config=config, className="graph", responsive=True),
            html.Div(id="rulers", **{"aria-hidden": "true"}),
            html.Div(id="lane-tools", role="group", **{"aria-label": "Lanes"}),
            html.Div(id="hover-card", role="tooltip"),
        ],
        id="chart-frame",
        className="chart-frame",
        role="figure",
        tabIndex=0,
        **{"aria-describedby": "chart-description chart-keys", "aria-label": "Swimlane"},
    )
    head = html.Div(
        [
            html.H2("Timeline", id="chart-heading"),
            html.P(id="shown", className="note", role="status", **{"aria-live": "polite"}),
        ]
    )
    return html.Section(
        [
            html.Div([head, kind_key()], className="chart-head"),
            _range_bar(),
            html.P(id="summary-note", className="summary-note", role="status"),
            frame,
            html.Div(id="overview", **{"aria-hidden": "true"}),
            still(how_to_read()),
            html.P(id="chart-description", className="visually-hidden"),
        ],
        className="chart",
        **{"aria-labelledby": "chart-heading"},
    )


def _range_bar() -> Any:
    """Buttons for the stretch of time in view; the page's own script answers them at once."""
    named = [
        html.Button(words, id=f"range-{name}", type="button", className="quiet", **{"data-range": name})
        for name, words in PRESETS.items()
    ]
    steps = [
        html.Button(sign, type="button", className="quiet step", title=f"{words} (key {key})",
                    **{"data-step": step, "aria-label": words})
        for step, sign, words, key in _STEPS
    ]  # fmt: skip
    return html.Div(
        [
            html.Span("Show", className="label", id="range-label"),
            html.Div(named, className="range-named"),
            html.Div(steps, className="range-steps"),
            html.Span(id="range-words", className="note"),
        ],
        className="range-bar",
        role="group",
        **{"aria-labelledby": "range-label"},
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
    return html.Section(
        [heading, print_note(), grid], className="table", **{"aria-labelledby": "table-heading"}
    )


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
