"""The Table page: the merged chronology as a grid, with every column that was sent."""

from __future__ import annotations

from typing import Any

import dash
import dash_ag_grid
from dash import dcc, html

from dashboard.case_view import CaseView
from dashboard.controls import print_note
from dashboard.entry_table import GRID_OPTIONS
from dashboard.filter_menus import clear_button, drop_down, field, menus
from dashboard.pages import table_callbacks

PATH = "/table"
NAME = "Table"
MENUS = ("agency", "person", "kind")


def register(app: dash.Dash, view: CaseView) -> None:
    """Bring the page to life.

    Args:
        app: the app.
        view: the case that it shows.
    """
    table_callbacks.register(app, view)


def layout() -> Any:
    """The page with nothing of the case in it; callbacks fill it."""
    grid = dash_ag_grid.AgGrid(
        id="grid",
        columnDefs=[],
        rowData=[],
        getRowId="params.data.id",
        dashGridOptions=dict(GRID_OPTIONS),
        defaultColDef={
            "resizable": True, "sortable": True, "wrapText": True, "autoHeight": True, "floatingFilter": True,
            "suppressHeaderMenuButton": True, "wrapHeaderText": True,
        },
        dangerously_allow_code=False,
        style={"height": "100%"},
    )  # fmt: skip
    return html.Div(
        [
            dcc.Store(id="table-ready", data=True),
            dcc.Store(id="table-holds", storage_type="memory"),
            html.Header(
                [
                    html.Div(
                        [html.H1("Table"), html.P(id="table-case", className="meta")], className="heading-line"
                    ),
                    html.P(
                        "Every entry of every return, in one list. Sort by a header, filter below it, choose a row to "
                        "open it in full or to see it on the timeline.",
                        className="state-line",
                    ),
                ],
                className="masthead",
            ),
            html.Section(
                [
                    field("text"), menus(MENUS), field("first"), field("last"),
                    clear_button(),
                ],
                className="filters",
                **{"aria-label": "Filters"},
            ),
            html.Div(
                [
                    html.Div(
                        [
                            html.P(id="table-shown", className="note", role="status", **{"aria-live": "polite"}),
                            html.Div(
                                id="table-row", className="open-row", role="group", **{"aria-label": "The row chosen"}
                            ),
                        ],
                        className="grow",
                    ),
                    _find(),
                    drop_down(
                        "Columns",
                        html.Span(id="columns-chosen", className="chosen"),
                        "table-columns",
                        "columns-menu",
                    ),
                ],
                className="grid-tools",
            ),
            print_note(),
            html.Section(grid, className="grid-frame", **{"aria-label": "Entries"}),
        ],
        className="wide table-page",
    )  # fmt: skip


def _find() -> html.Div:
    """A field and buttons to go from one match to the next; the page's own script answers them."""
    step = {"type": "button", "className": "quiet"}
    return html.Div(
        [
            html.Div(
                [
                    html.Label("Find in the table", htmlFor="find"),
                    dcc.Input(id="find", type="search", value="", placeholder="any column shown"),
                ],
                className="control",
            ),
            html.Button("Previous", **step, **{"data-find": "back", "aria-label": "Previous match"}),
            html.Button("Next", **step, **{"data-find": "on", "aria-label": "Next match"}),
            html.Span(id="find-count", className="note find-count", role="status"),
        ],
        className="find",
    )
