"""How the pages and the state they share tell each other what the reader has changed.

The Timeline has Stores and fields of its own.  When a page is opened its controls are set from the shared state;
while it is open, what they are set to is noted there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import ALL, Input, Output, State, dcc, no_update

from dashboard.controls import typed_range
from dashboard.shared_state import (
    Shared,
    chosen,
    cleared,
    filtered,
    noted,
    picked,
    undone,
    with_typed,
)

_TIMELINE = "/"
_FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    _TIMELINE: ("settings", "filter-"), "/table": ("pick-",), "/missed-links": ("pick-",),
}  # fmt: skip
"""How the ids of a page's own controls begin, by its path."""


def controls(shared: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Properties of the controls that show the shared state, by the id of the control, on whatever page."""
    typed = shared["typed"]
    return {
        "settings": {"data": shared["settings"]},
        "choice": {"data": shared["choice"]},
        **{f"filter-{name}": {"value": typed[name]} for name in typed},
        **{f"pick-{name}": {"value": typed[name]} for name in typed},
    }


def hydrated(page: Any, shared: Mapping[str, Any]) -> Any:
    """The page with its controls set as the shared state has them.

    Args:
        page: the layout of a page.
        shared: what the reader has asked to see.
    """
    wanted = controls(shared)
    for ident in [ident for ident in page if isinstance(ident, str) and ident in wanted]:
        for name, value in wanted[ident].items():
            setattr(page[ident], name, value)
    return page


def register(app: dash.Dash, names: Mapping[str, str]) -> None:
    """Register the callbacks.

    Args:
        app: the app.
        names: name of each page by its path.
    """
    _register_timeline(app)
    _register_menus(app)
    _register_fields(app)
    _register_undo(app)
    _register_ways(app, names)


def _register_timeline(app: dash.Dash) -> None:
    def note(settings: Any, choice: Any, text: str, first: str, last: str, shared: Shared) -> Any:
        typed = {"text": text or "", "first": first or "", "last": last or ""}
        new = noted(shared, settings, typed, choice or {"finding": None, "entry": None})
        return no_update if new is None else new

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input("settings", "data"),
        Input("choice", "data"),
        Input("filter-text", "value"),
        Input("filter-first", "value"),
        Input("filter-last", "value"),
        State("shared", "data"),
        prevent_initial_call=True,
    )(note)


def _register_menus(app: dash.Dash) -> None:
    def pick(clicks: list[int | None], shared: Shared) -> Any:
        used = dash.ctx.triggered_id
        if not used or not any(clicks):
            return no_update
        return picked(shared, used["of"], used["value"])

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input({"type": "pick", "of": ALL, "value": ALL}, "n_clicks"),
        State("shared", "data"),
        prevent_initial_call=True,
    )(pick)

    def clear(clicks: list[int | None], shared: Shared, path: str) -> Any:
        if not any(clicks) or not filtered(shared):
            return no_update
        new = cleared(shared)
        _set_fields(new, path)
        return new

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input({"type": "pick-clear", "at": ALL}, "n_clicks"),
        State("shared", "data"),
        State("address", "pathname"),
        prevent_initial_call=True,
    )(clear)


def _register_fields(app: dash.Dash) -> None:
    def write(text: str, first: str, last: str, shared: Shared) -> Any:
        new = with_typed(shared, {"text": text or "", "first": first or "", "last": last or ""})
        return no_update if new is None else new

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input("pick-text", "value"),
        Input("pick-first", "value"),
        Input("pick-last", "value"),
        State("shared", "data"),
        prevent_initial_call=True,
    )(write)

    def note_dates(first: str | None, last: str | None) -> tuple[str, ...]:
        return typed_range(first, last)[2:]

    app.callback(
        Output("pick-first-note", "children"),
        Output("pick-last-note", "children"),
        Input("pick-first", "value"),
        Input("pick-last", "value"),
    )(note_dates)


def _set_fields(shared: Shared, path: str) -> None:
    """Set the fields of the page that is open as the shared state has them; menus follow by themselves."""
    own = _FIELDS_OF.get(path or _TIMELINE, ())
    for ident, properties in controls(shared).items():
        if ident.startswith(own):
            dash.set_props(ident, properties)


def _register_undo(app: dash.Dash) -> None:
    def undo(clicks: int | None, shared: Shared, path: str) -> Any:
        new = undone(shared) if clicks else None
        if new is None:
            return no_update
        if (path or _TIMELINE) != _TIMELINE:
            new["undone"] = None
        _set_fields(new, path)
        return new

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input("undo", "n_clicks"),
        State("shared", "data"),
        State("address", "pathname"),
        prevent_initial_call=True,
    )(undo)

    def can_undo(shared: Shared) -> bool:
        return not shared["past"]

    app.callback(Output("undo", "disabled"), Input("shared", "data"))(can_undo)


def _register_ways(app: dash.Dash, names: Mapping[str, str]) -> None:
    def see(told: Mapping[str, Any] | None, shared: Shared, path: str) -> tuple[Any, ...]:
        if not told:
            return no_update, no_update, no_update
        new = chosen(shared, finding=told.get("finding"), entry=told.get("entry"))
        return {**new, "back": path}, _TIMELINE, ""

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Output("address", "pathname"),
        Output("address", "hash"),
        Input("mark-told", "data"),
        State("shared", "data"),
        State("address", "pathname"),
        prevent_initial_call=True,
    )(see)

    def read_finding(told: Mapping[str, Any] | None, shared: Shared) -> tuple[Any, ...]:
        if not told:
            return no_update, no_update
        return chosen(shared, finding=told["finding"]), "/missed-links"

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Output("address", "pathname", allow_duplicate=True),
        Input("finding-told", "data"),
        State("shared", "data"),
        prevent_initial_call=True,
    )(read_finding)

    def way_back(path: str, shared: Shared) -> Any:
        back = shared["back"]
        if (path or _TIMELINE) != _TIMELINE or back not in names or back == _TIMELINE:
            return None
        return dcc.Link(f"Back to {names[back]}", href=back, className="quiet")

    app.callback(Output("way-back", "children"), Input("address", "pathname"), Input("shared", "data"))(
        way_back
    )
