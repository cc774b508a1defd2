"""What the form "About this case" on the page Import does; each callback is a thin shell around its desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash
from dash import ALL, ClientsideFunction, Input, Output, State, dcc, html, no_update

from dashboard.about_desk import NOT_READ, AboutDesk, Saved
from dashboard.about_form import form, look_again, passwords_wanted, summary_words
from importers.case_words import FIELDS

MORE = "about-more"
"""Set when a file was taken in, which can have brought an agency to the case."""
SAVED = "Saved. Every page now shows it."
WANTED = "Saved. To show it, passwords are needed."
NOT_SAVED = "Nothing was saved yet. Please put right what is marked above."


def section() -> html.Details:
    """The form with nothing of the case in it."""
    return html.Details(
        [
            dcc.Store(id="about-typed", storage_type="memory"),
            dcc.Store(id="about-answer", storage_type="memory"),
            dcc.Store(id=MORE, storage_type="memory"),
            html.Summary([html.H2("About this case"), html.Span(id="about-summary", className="meta")]),
            html.Div(id="about-form"),
            html.Div(
                [
                    html.Button("Save", id="about-save", type="button", className="import-main"),
                    html.Span(id="about-working", className="note", role="status"),
                    html.P(id="about-said", role="status", tabIndex=-1),
                    html.Div(id="about-again"),
                ],
                id="about-decision",
                className="about-decision",
                hidden=True,
            ),
            html.Div(id="about-passwords", className="import-passwords"),
        ],
        id="about-case",
        className="about-case",
        hidden=True,
    )


def register(app: dash.Dash, desk: AboutDesk) -> None:
    """Register the callbacks.

    Args:
        app: the app.
        desk: where what is known of the case is changed.
    """

    def load(_ready: bool) -> tuple[Any, ...]:
        try:
            about = desk.now()
        except OSError:
            return NOT_READ, "", True, True, False, []
        bare = about.bare or bool(about.broken or desk.wanted)
        made = form(about), summary_words(about), bool(about.broken)
        return *made, bare, False, passwords_wanted(desk.wanted)

    app.callback(
        Output("about-form", "children"),
        Output("about-summary", "children"),
        Output("about-decision", "hidden"),
        Output("about-case", "open"),
        Output("about-case", "hidden"),
        Output("about-passwords", "children"),
        Input("import-ready", "data"),
    )(load)
    app.clientside_callback(
        ClientsideFunction("about", "made"),
        Output("about-form", "data-made"),
        Input("about-form", "children"),
    )
    app.clientside_callback(
        ClientsideFunction("about", "typed"),
        Output("about-typed", "data"),
        Input("about-save", "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("about", "answered"),
        Output("about-said", "data-answered"),
        Input("about-answer", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("about", "more"),
        Output("about-typed", "data", allow_duplicate=True),
        Input(MORE, "data"),
        prevent_initial_call=True,
    )
    _register_saving(app, desk)


def _register_saving(app: dash.Dash, desk: AboutDesk) -> None:
    outputs = [
        Output("about-form", "children", allow_duplicate=True),
        Output("about-summary", "children", allow_duplicate=True),
        Output("about-decision", "hidden", allow_duplicate=True),
        Output("about-said", "children"),
        Output("about-again", "children"),
        Output("about-passwords", "children", allow_duplicate=True),
        Output("about-answer", "data"),
    ]

    def save(typed: Mapping[str, Any] | None) -> Sequence[Any]:
        if not typed:
            return [no_update] * len(outputs)
        if typed["does"] == "look":
            focus = "" if typed.get("quiet") else "first"
            answer = {"at": typed["at"], "focus": focus}
            return [*_made(desk), "", [], passwords_wanted(desk.wanted), answer]
        saved = desk.save(typed["opened"], typed["fields"], typed["kinds"])
        return _answer(desk, saved, typed["at"])

    app.callback(
        *outputs,
        Input("about-typed", "data"),
        prevent_initial_call=True,
        running=[
            (Output("about-save", "disabled"), True, False),
            (Output("about-working", "children"), "One moment …", ""),
        ],
    )(save)

    def show(clicks: int | None, fields: Sequence[Mapping[str, str]], typed: Sequence[str | None]) -> Any:
        if not clicks:
            return no_update, no_update, no_update
        passwords = {field["name"]: word or "" for field, word in zip(fields, typed, strict=True)}
        saved = desk.show_with(passwords)
        return said(saved), passwords_wanted(desk.wanted), {"at": clicks, "focus": "said", "notes": {}}

    app.callback(
        Output("about-said", "children", allow_duplicate=True),
        Output("about-passwords", "children", allow_duplicate=True),
        Output("about-answer", "data", allow_duplicate=True),
        Input("about-show", "n_clicks"),
        State({"type": "about-password", "name": ALL}, "id"),
        State({"type": "about-password", "name": ALL}, "value"),
        prevent_initial_call=True,
    )(show)


def _made(desk: AboutDesk) -> tuple[Any, Any, Any]:
    try:
        about = desk.now()
    except OSError:
        return no_update, no_update, no_update
    return form(about), summary_words(about), bool(about.broken)


def _answer(desk: AboutDesk, saved: Saved, at: Any) -> list[Any]:
    """What the page shows after Save was pressed: the fields stay as they were typed where nothing was saved."""
    notes = {name: saved.troubles.get(name, "") for name in FIELDS}
    answer = {"at": at, "notes": notes, "focus": "trouble" if saved.troubles else "said"}
    made = _made(desk) if saved.shown is not None else (no_update, no_update, no_update)
    again = [look_again()] if saved.changed_meanwhile else []
    return [*made, said(saved), again, passwords_wanted(desk.wanted), answer]


def said(saved: Saved) -> Any:
    """What to tell of what came of saving; blank where there is nothing to tell."""
    if saved.troubles:
        return NOT_SAVED
    if saved.shown is not None and saved.shown.wanted:
        return html.B(WANTED)
    if saved.shown is None or not saved.shown.done:
        return html.Span(saved.sentence, className="import-trouble") if saved.sentence else ""
    return html.B(SAVED)
