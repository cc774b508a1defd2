"""The filters of the pages beside the Timeline: menus that show what is set, and fields to type into.

Their ids are their own (``pick``), since the Timeline's callbacks need the whole of that page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import dash
from dash import ALL, Input, Output, State, dcc, html

from chronology.frames import CLASSES, STATES
from dashboard.case_view import CaseView
from dashboard.controls import chosen_words, pressed, typed_range
from dashboard.kinds import KINDS
from dashboard.wording import day, listed

LABELS: Mapping[str, str] = {
    "agency": "Agency", "person": "Person", "kind": "Kind of event", "class": "What was missed", "state": "State",
}  # fmt: skip
FIELDS: Mapping[str, tuple[str, str]] = {
    "text": ("Words in the entry", "such as bruise"),
    "first": ("From", "such as 3 May 2012"),
    "last": ("To", "such as 3 May 2012"),
}


def names_of(view: CaseView) -> dict[str, dict[str, str]]:
    """The options of each menu: value to words, in the order in which they are listed."""
    case, findings = view.analysis.case, view.analysis.findings
    codes = dict.fromkeys([*case.people["code"], *view.analysis.mentions["person"]])
    return {
        "agency": {key: f"{view.codes[key]} {view.agency(key)}" for key in case.agencies},
        "person": {code: view.person(code) for code in codes},
        "kind": {name: kind.label for name, kind in KINDS.items()},
        "class": {key: words for key, words in CLASSES.items() if (findings["class"] == key).any()},
        "state": {
            state: state[:1].upper() + state[1:] for state in STATES if (findings["state"] == state).any()
        },
    }


def filters_in_words(shared: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> str:
    """The filters that are in force as one sentence; blank where none is.

    Args:
        shared: what the reader has asked to see, see :mod:`dashboard.shared_state`.
        names: what :func:`names_of` gives.
    """
    typed, settings = shared["typed"], shared["settings"]
    first, last, *_notes = typed_range(typed["first"], typed["last"])
    words = " ".join(typed["text"].split())
    parts = [
        *([f"the words “{words}”"] if words else []),
        *([f"from {day(first)}"] if first is not None else []),
        *([f"to {day(last)}"] if last is not None else []),
        *(
            f"{label.lower()}: {listed((names[of].get(value, value) for value in settings[of]), 'or')}"
            for of, label in LABELS.items()
            if settings[of]
        ),
    ]
    return f"Filters in force: {'; '.join(parts)}." if parts else ""


def menus(wanted: Iterable[str]) -> html.Div:
    """Menus with nothing of the case in them; :func:`register` has them filled.

    Args:
        wanted: keys of :data:`LABELS`.
    """
    return html.Div([_menu(of) for of in wanted], className="menus")


def _menu(of: str) -> html.Details:
    return drop_down(
        LABELS[of],
        html.Span("All", id={"type": "pick-chosen", "of": of}, className="chosen"),
        {"type": "pick-options", "of": of},
    )


def drop_down(label: str, chosen: Any, ident: Any, name: str = "") -> html.Details:
    """A menu that opens under its label.

    It stays in the page while its toggles change, so that it stays open and the keyboard stays where it was.

    Args:
        label: what it is for.
        chosen: what it is set to, a span.
        ident: id of the part that holds the toggles.
        name: a further name for the style sheet.
    """
    return html.Details(
        [
            html.Summary([html.Span(label, className="label"), chosen]),
            html.Div(id=ident, className="options", role="group", **{"aria-label": label}),
        ],
        className=f"menu {name}".strip(),
    )


def field(name: str) -> html.Div:
    """A field to type into; ``name`` is a key of :data:`FIELDS`."""
    label, hint = FIELDS[name]
    kind = "search" if name == "text" else "text"
    typed = dcc.Input(id=f"pick-{name}", type=kind, value="", debounce=0.35, placeholder=hint)
    note = html.Span(id=f"pick-{name}-note", className="field-note", role="status")
    return html.Div([html.Label(label, htmlFor=f"pick-{name}"), typed, note], className="control")


def clear_button() -> html.Button:
    """The button that takes every filter off."""
    return html.Button("Clear all", id={"type": "pick-clear", "at": "bar"}, className="clear", type="button")


def register(app: dash.Dash, view: CaseView) -> None:
    """Have the menus of a page filled when it opens, and follow what is picked in them.

    Args:
        app: the app.
        view: the case.
    """
    names = names_of(view)

    def fill(idents: list[dict[str, str]]) -> list[list[html.Button]]:
        return [[_toggle(i["of"], value, words) for value, words in names[i["of"]].items()] for i in idents]

    app.callback(
        Output({"type": "pick-options", "of": ALL}, "children"),
        Input({"type": "pick-options", "of": ALL}, "id"),
    )(fill)

    def follow(
        shared: Mapping[str, Any], _options: Any, toggles: list[dict[str, str]], chosen: list[dict[str, str]]
    ) -> tuple[Any, ...]:
        settings = shared["settings"]
        words = [chosen_words(settings, ident["of"], names[ident["of"]]) for ident in chosen]
        return pressed(settings, toggles), words

    app.callback(
        Output({"type": "pick", "of": ALL, "value": ALL}, "aria-pressed"),
        Output({"type": "pick-chosen", "of": ALL}, "children"),
        Input("shared", "data"),
        Input({"type": "pick-options", "of": ALL}, "children"),
        State({"type": "pick", "of": ALL, "value": ALL}, "id"),
        State({"type": "pick-chosen", "of": ALL}, "id"),
    )(follow)


def _toggle(of: str, value: str, words: str) -> html.Button:
    ident = {"type": "pick", "of": of, "value": value}
    return html.Button(words, id=ident, type="button", className="toggle", **{"aria-pressed": "false"})
