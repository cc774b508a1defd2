"""The filters of the pages beside the Timeline: menus that show what is set, and fields to type into.

Their ids are their own (``pick``), since the Timeline's callbacks need the whole of that page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dash import dcc, html

from chronology.frames import CLASSES, STATES
from dashboard.case_view import CaseView
from dashboard.controls import chosen_words, is_pressed
from dashboard.kinds import KINDS

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


def menus(
    names: Mapping[str, Mapping[str, str]], settings: Mapping[str, Any], wanted: Iterable[str]
) -> list[Any]:
    """The menus wanted, each saying what it is set to.

    Args:
        names: options, as :func:`names_of` gives them.
        settings: what the filters are set to.
        wanted: keys of :data:`LABELS`.
    """
    return [_menu(of, names[of], settings) for of in wanted]


def _menu(of: str, names: Mapping[str, str], settings: Mapping[str, Any]) -> html.Details:
    options = [
        html.Button(
            words,
            id={"type": "pick", "of": of, "value": value},
            type="button",
            className="toggle",
            **{"aria-pressed": "true" if is_pressed(settings, of, value) else "false"},
        )
        for value, words in names.items()
    ]
    return html.Details(
        [
            html.Summary(
                [
                    html.Span(LABELS[of], className="label"),
                    html.Span(chosen_words(settings, of, names), className="chosen"),
                ]
            ),
            html.Div(options, className="options", role="group", **{"aria-label": LABELS[of]}),
        ],
        className="menu",
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
