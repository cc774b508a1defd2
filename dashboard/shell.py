"""What stands around every page: the way between pages, one state of filters, help, and how the page looks."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, State, dcc, html, no_update

from dashboard import entry_dialog, filter_menus, shared_callbacks
from dashboard.case_view import CaseView
from dashboard.display_menu import display_menu
from dashboard.help_words import help_words
from dashboard.shared_state import start
from dashboard.still import still

_TO_CONTENT = (("Skip to the content", "#page"),)
SKIPS: Mapping[str, Sequence[tuple[str, str]]] = {
    "/": (("Skip to the findings", "#side"), ("Skip to the table", "#entries")),
    "/table": (("Skip to the table", "#grid"),),
    "/missed-links": (("Skip to the finding", "#missed-card"),),
}
"""By path of the page: where a keyboard user may want to go first."""
TROUBLE = (
    "A part of the page could not be made. Nothing of the case is lost. Please try again; if it stays so, close "
    "the page, stop the program and start it anew."
)


ASK_EVERY = 15_000
"""Milliseconds between two questions whether the case was read anew meanwhile."""
_TELLS_ITSELF = "/import"
"""The page on which files are taken in says so itself, and shows nothing of the case that could be old."""


def layout(pages: Iterable[ModuleType]) -> Any:
    """The shell, with nothing of the case in it.

    Args:
        pages: modules with ``PATH`` and ``NAME``.
    """
    links = [dcc.Link(page.NAME, href=page.PATH) for page in pages]
    return html.Div(
        [
            html.Div(id="skips"),
            dcc.Location(id="address", refresh=False),
            dcc.Store(id="shared", storage_type="memory", data=start()),
            # What a press asks for on whatever page: an entry in full, its mark, a finding in full.
            *[dcc.Store(id=f"{what}-told") for what in ("entry", "mark", "finding")],
            html.Header(
                [
                    html.Nav(links, id="pages", className="pages", **{"aria-label": "Pages"}),
                    html.Div(
                        [
                            html.Span(id="way-back"),
                            html.Button(
                                "Undo filter", id="undo", className="quiet", type="button", disabled=True,
                                title="Take back the last change of a filter",
                            ),
                            display_menu(),
                            html.Button(
                                "What do these words mean?", id="help", className="quiet", type="button",
                                **{"aria-haspopup": "dialog", "data-opens": "help-dialog"},
                            ),
                        ],
                        className="tools",
                    ),
                    html.Div(className="busy", **{"aria-hidden": "true"}),
                ],
                className="shell-bar",
            ),
            html.P(id="trouble", className="trouble", role="alert"),
            dcc.Interval(id="anew-asked", interval=ASK_EVERY),
            html.Div(
                [
                    html.P(id="anew-words", role="status"),
                    html.Button("Reload", id="anew-show", className="quiet", type="button", hidden=True),
                ],
                className="anew",
            ),
            html.Main(html.P("Opening the page …", className="note opening"), id="page", tabIndex=-1),
            _help(),
            entry_dialog.entry_dialog(),
        ],
        className="shell",
    )  # fmt: skip


def _help() -> html.Dialog:
    return html.Dialog(
        [
            html.Div(
                [html.H2("What these words mean", id="help-heading"), close_button()], className="dialog-head"
            ),
            html.Div(still(*help_words()), className="dialog-body", tabIndex=0, role="region",
                     **{"aria-labelledby": "help-heading"}),
        ],
        id="help-dialog",
        className="dialog",
        **{"aria-labelledby": "help-heading"},
    )  # fmt: skip


def close_button() -> html.Button:
    """The button that closes the dialog it stands in."""
    return html.Button("Close", className="quiet", type="button", **{"data-closes": "dialog"})


def skips(path: str | None) -> list[html.A]:
    """Links that lead past what is the same on every page."""
    return [html.A(words, href=to, className="skip") for words, to in SKIPS.get(path or "/", _TO_CONTENT)]


def log_trouble(error: BaseException) -> None:
    """Log the kind of an error and nothing more, since its message could quote the case."""
    logging.getLogger("chronology.dashboard").error(
        "A part of the page could not be made: %s", type(error).__name__
    )


def tell_trouble(error: Exception) -> None:
    """Say on the page that something went wrong."""
    log_trouble(error)
    dash.set_props("trouble", {"children": TROUBLE})


def anew_words(drawn: str | None, revision: str, path: str | None) -> str:
    """What to tell on a page that was drawn before the case was read anew; blank where it is up to date.

    Args:
        drawn: the reading of the case that the page shows.
        revision: the reading that answers now.
        path: where the page is.
    """
    if not drawn or drawn == revision or path == _TELLS_ITSELF:
        return ""
    return (
        "The case has changed since this page was opened: reload to see it. Filters and what is open stay as "
        "they are."
    )


def no_page(links: Iterable[tuple[str, str]]) -> html.Div:
    """What an address shows at which there is no page.

    Args:
        links: name and path of each page.
    """
    items = [html.Li(dcc.Link(name, href=path)) for name, path in links]
    return html.Div(
        [html.H1("There is no page at this address"), html.P("These are the pages:"), html.Ul(items)],
        className="wide no-page",
    )


def register(app: dash.Dash, view: CaseView, pages: Iterable[ModuleType], revision: str) -> None:
    """Register the callbacks of the shell.

    Args:
        app: the app.
        view: the case that it shows.
        pages: modules with ``PATH``, ``NAME`` and ``layout()``.
        revision: tells this reading of the case from others; nothing of the case can be learnt from it.
    """
    by_path = {page.PATH: page for page in pages}
    links = [(page.NAME, page.PATH) for page in by_path.values()]

    def show(path: str | None, _again: Any, shared: Mapping[str, Any]) -> tuple[Any, ...]:
        page = by_path.get(path or "/")
        made = no_page(links) if page is None else page.layout()
        return shared_callbacks.hydrated(made, shared or start()), revision, skips(path), "", "", True

    app.callback(
        Output("page", "children"),
        Output("page", "data-revision"),
        Output("skips", "children"),
        Output("trouble", "children"),
        Output("anew-words", "children"),
        Output("anew-show", "hidden"),
        Input("address", "pathname"),
        Input("anew-show", "n_clicks"),
        State("shared", "data"),
    )(show)

    def ask(_time: int | None, _shared: Any, drawn: str | None, path: str | None) -> Any:
        words = anew_words(drawn, revision, path)
        # Most answers are that nothing is new; then nothing on the page is touched.
        return (words, False) if words else (no_update, no_update)

    app.callback(
        Output("anew-words", "children", allow_duplicate=True),
        Output("anew-show", "hidden", allow_duplicate=True),
        Input("anew-asked", "n_intervals"),
        Input("shared", "data"),
        State("page", "data-revision"),
        State("address", "pathname"),
        prevent_initial_call=True,
    )(ask)

    app.clientside_callback(
        ClientsideFunction("shell", "pageShown"),
        Output("pages", "data-current"),
        Input("address", "pathname"),
    )
    names = {path: name for name, path in links}
    shared_callbacks.register(app, names)
    filter_menus.register(app, view)
    entry_dialog.register(app, view)
