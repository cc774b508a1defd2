"""The app: an empty shell and its pages; everything of the case comes by callback."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import dash
from dash import Input, Output, dcc, html

from chronology.analysis import Analysis
from dashboard.case_view import case_view
from dashboard.pages import people_page, returns_page, take_away_page, timeline

PAGES: tuple[ModuleType, ...] = (timeline, returns_page, people_page, take_away_page)

# The title of the tab stays general: a browser keeps it in its history.
TITLE = "Chronology"
_INDEX = """<!DOCTYPE html>
<html lang="en-GB">
    <head>
        {%metas%}
        <title>{%title%}</title>
        {%favicon%}
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <footer>
            {%config%}
            {%scripts%}
            {%renderer%}
        </footer>
    </body>
</html>"""


def create_app(analysis: Analysis) -> dash.Dash:
    """The Dash app that shows an analysis.

    The index page and the layout hold nothing of the case, so that neither a cached page nor a saved one
    gives anything away.

    Args:
        analysis: what to show; it stays in this process.
    """
    app = dash.Dash(
        __name__,
        title=TITLE,
        update_title=None,
        index_string=_INDEX,
        assets_folder="assets",
        pages_folder="",
        use_pages=False,
        serve_locally=True,
        suppress_callback_exceptions=True,
        add_log_handler=False,
        enable_mcp=False,
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "referrer", "content": "no-referrer"},
        ],
    )
    app.layout = _shell()
    view = case_view(analysis)
    pages = {page.PATH: page for page in PAGES}
    for page in PAGES:
        page.register(app, view)

    def show(path: str | None) -> Any:
        return pages.get(path or "/", PAGES[0]).layout()

    app.callback(Output("page", "children"), Input("address", "pathname"))(show)
    return app


def _shell() -> Any:
    links = [dcc.Link(page.NAME, href=page.PATH) for page in PAGES]
    return html.Div(
        [
            html.A("Skip to the findings", href="#side", className="skip"),
            html.A("Skip to the table", href="#entries", className="skip"),
            dcc.Location(id="address", refresh=False),
            *([html.Nav(links, className="pages", **{"aria-label": "Pages"})] if len(links) > 1 else []),
            html.Main(id="page"),
        ]
    )
