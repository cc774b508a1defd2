"""What the page Import does; each callback is a thin shell around :mod:`dashboard.intake_desk`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import unquote

import dash
import flask
from dash import ALL, MATCH, ClientsideFunction, Input, Output, State, html, no_update

from dashboard.case_view import CaseView
from dashboard.import_card import card
from dashboard.incoming_files import IncomingError
from dashboard.intake_desk import IntakeDesk
from dashboard.pages import about_callbacks

ROUTE = "/import/file"
NAME_HEADER = "X-File-Name"
NO_FOLDER = (
    "This case cannot be changed: it is an example, or was opened without its folder. To take files in, start the "
    "program with a case folder of your own: chronology serve, and the name of the folder."
)


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks of the page and the route that takes files.

    Args:
        app: the app.
        view: the case, with the desk where its files are taken in.
    """
    desk = view.desk
    if desk is None:
        app.callback(
            Output("import-room", "children"),
            Input("import-ready", "data"),
        )(lambda _ready: html.P(NO_FOLDER, className="import-words"))
        return
    _register_route(app, desk)
    app.clientside_callback(
        ClientsideFunction("importing", "held"), Output("import-held", "data"), Input("import-ready", "data")
    )

    def cards(held: Sequence[str] | None) -> list[Any]:
        waiting = [found for ident in held or () if (found := desk.waiting(ident)) is not None]
        return [
            html.Div(card(file, desk.agencies()), id={"type": "import-card", "file": file.id})
            for file in reversed(waiting)
        ]

    app.callback(Output("import-files", "children"), Input("import-held", "data"))(cards)
    about_callbacks.register(app, desk.about)
    _register_answers(app, desk)
    _register_decisions(app, desk)


def _register_route(app: dash.Dash, desk: IntakeDesk) -> None:
    def take() -> tuple[dict[str, str], int]:
        request = flask.request
        name = unquote(request.headers.get(NAME_HEADER, ""))
        try:
            return {"id": desk.receive(name, request.stream, request.content_length or 0)}, 200
        except IncomingError as error:
            return {"sentence": str(error)}, 200
        except OSError:
            return {
                "sentence": "The file could not be stored for a moment. See whether the disk is full."
            }, 200

    app.server.add_url_rule(ROUTE, "take_file", take, methods=["POST"])


def _register_answers(app: dash.Dash, desk: IntakeDesk) -> None:
    def chosen(choice: Mapping[str, str] | None) -> str:
        """A choice from one of the lists of a card, as the page's own script passes it on."""
        if not choice:
            return ""
        if choice["what"] == "agency":
            file = desk.choose_agency(choice["file"], choice["value"]) if choice["value"] else None
        elif choice["what"] == "kind":
            file = desk.choose_kind(choice["file"], choice["value"])
        else:
            file = desk.answer(choice["file"], choice["of"], choice["value"])
        if file is None:
            return ""
        ident = {"type": "import-card", "file": file.id}
        dash.set_props(ident, {"children": card(file, desk.agencies())})
        return ""

    app.callback(
        Output("import-said", "children"),
        Input("import-chosen", "data"),
        prevent_initial_call=True,
    )(chosen)

    def name(clicks: int | None, enters: int | None, named: str | None) -> Any:
        # A card that is made anew brings new buttons, which nobody has pressed.
        file = desk.choose_agency(_file(), named or "") if clicks or enters else None
        return no_update if file is None else card(file, desk.agencies())

    app.callback(
        _card(),
        Input({"type": "import-name", "file": MATCH}, "n_clicks"),
        Input({"type": "import-new", "file": MATCH}, "n_submit"),
        State({"type": "import-new", "file": MATCH}, "value"),
        prevent_initial_call=True,
    )(name)

    def unlock(clicks: int | None, enters: int | None, password: str | None) -> Any:
        file = desk.open(_file(), password or "") if clicks or enters else None
        return no_update if file is None else card(file, desk.agencies())

    app.callback(
        _card(),
        Input({"type": "import-open", "file": MATCH}, "n_clicks"),
        Input({"type": "import-password", "file": MATCH}, "n_submit"),
        State({"type": "import-password", "file": MATCH}, "value"),
        prevent_initial_call=True,
    )(unlock)

    def accept(clicks: int | None) -> Any:
        file = desk.answer_all(_file()) if clicks else None
        return no_update if file is None else card(file, desk.agencies())

    app.callback(
        _card(), Input({"type": "import-likely", "file": MATCH}, "n_clicks"), prevent_initial_call=True
    )(accept)


def _register_decisions(app: dash.Dash, desk: IntakeDesk) -> None:
    def take_in(clicks: int | None, came: str | None, people: Sequence[str] | None) -> Any:
        file = desk.take_in(_file(), date.today(), came or "", people or ()) if clicks else None
        if file is not None and file.receipt is not None:
            dash.set_props(about_callbacks.MORE, {"data": file.id})
        return no_update if file is None else card(file, desk.agencies())

    app.callback(
        _card(),
        Input({"type": "import-confirm", "file": MATCH}, "n_clicks"),
        State({"type": "import-came", "file": MATCH}, "value"),
        State({"type": "import-people", "file": MATCH}, "value"),
        prevent_initial_call=True,
        running=[
            (Output({"type": "import-confirm", "file": MATCH}, "disabled"), True, False),
            (Output({"type": "import-working", "file": MATCH}, "children"), "Being taken in …", ""),
        ],
    )(take_in)

    def tick(ticked: Sequence[Sequence[str] | None], fields: Sequence[Mapping[str, str]]) -> None:
        for field, people in zip(fields, ticked, strict=True):
            desk.tick(field["file"], people or ())

    # A card that is made anew, such as after an answer about a column, keeps what was ticked.
    app.callback(
        Input({"type": "import-people", "file": ALL}, "value"),
        State({"type": "import-people", "file": ALL}, "id"),
        prevent_initial_call=True,
    )(tick)

    def show_with(
        clicks: int | None, fields: Sequence[Mapping[str, str]], typed: Sequence[str | None]
    ) -> Any:
        passwords = {field["name"]: word or "" for field, word in zip(fields, typed, strict=True)}
        file = desk.show_with(_file(), passwords) if clicks else None
        return no_update if file is None else card(file, desk.agencies())

    app.callback(
        _card(),
        Input({"type": "import-show", "file": MATCH}, "n_clicks"),
        State({"type": "import-other", "file": MATCH, "name": ALL}, "id"),
        State({"type": "import-other", "file": MATCH, "name": ALL}, "value"),
        prevent_initial_call=True,
    )(show_with)

    def leave_out(clicks: int | None) -> Any:
        if not clicks:
            return no_update
        desk.leave_out(_file())
        return None

    app.callback(
        _card(), Input({"type": "import-leave", "file": MATCH}, "n_clicks"), prevent_initial_call=True
    )(leave_out)


def _card() -> Output:
    return Output({"type": "import-card", "file": MATCH}, "children", allow_duplicate=True)


def _file() -> str:
    """Id of the file whose card was used."""
    used = dash.ctx.triggered_id
    return str(used["file"]) if used else ""
