"""The app: an empty shell and its pages; everything of the case comes by callback."""

from __future__ import annotations

from types import ModuleType

import dash

from chronology.analysis import Analysis
from dashboard import shell
from dashboard.case_view import case_view
from dashboard.intake_desk import IntakeDesk
from dashboard.pages import (
    import_page,
    missed_links,
    people_page,
    returns_page,
    table_page,
    take_away_page,
    timeline,
)

PAGES: tuple[ModuleType, ...] = (
    timeline,
    missed_links,
    table_page,
    returns_page,
    people_page,
    take_away_page,
    import_page,
)

# The title of the tab stays general: a browser keeps it in its history.  The shell's script puts the name of the
# page before it.
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


def create_app(
    analysis: Analysis, desk: IntakeDesk | None = None, revision: str = "1", run: str = ""
) -> dash.Dash:
    """The Dash app that shows an analysis.

    The index page and the layout hold nothing of the case, so that neither a cached page nor a saved one
    gives anything away.

    Args:
        analysis: what to show; it stays in this process.
        desk: where files are taken into the case; nothing for a case that cannot be changed.
        revision: tells this reading of the case from earlier ones, so that a page can tell that it is old.
        run: tells this run of the program from others.
    """
    app = dash.Dash(
        __name__,
        title=TITLE,
        update_title=None,
        index_string=_INDEX,
        assets_folder="assets",
        # It belongs to the exported page, which holds it within itself.
        assets_ignore=r"^exported\.css$",
        pages_folder="",
        use_pages=False,
        serve_locally=True,
        suppress_callback_exceptions=True,
        add_log_handler=False,
        enable_mcp=False,
        on_error=shell.tell_trouble,
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "referrer", "content": "no-referrer"},
        ],
    )
    app.layout = shell.layout(PAGES)
    view = case_view(analysis, desk, run)
    for page in PAGES:
        page.register(app, view)
    shell.register(app, view, PAGES, revision)
    return app
