"""The controls of the page: toggles and menus that work by pointer, keyboard and screen reader alike.

Dash's own drop-downs and radio buttons nest a focusable element in an option or hide one that still takes the
focus, which a screen reader trips over; plain buttons that say whether they are pressed do not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from chronology.dates import DayOrder, read_date
from dashboard.filters import Filters
from dashboard.kinds import KINDS

NO_SETTINGS: Mapping[str, Any] = {
    "agency": [], "person": [], "kind": [], "class": [], "state": [], "lanes": "agency",
}  # fmt: skip
"""What the toggles are set to at first; an empty list keeps everything."""

_ONE_OF = ("lanes",)


def toggle(of: str, value: str, label: Any, pressed: bool = False) -> html.Button:
    """A button that is pressed or not.

    Args:
        of: the setting it belongs to, a key of :data:`NO_SETTINGS`.
        value: the value it stands for.
        label: what it shows.
        pressed: whether it is pressed.
    """
    ident = {"type": "toggle", "of": of, "value": value}
    return html.Button(label, id=ident, type="button", className="toggle", **{"aria-pressed": _yes(pressed)})


def tells(store: str, **what: str) -> dict[str, str]:
    """Attributes of a button of a long list: what a press on it puts into a store, with the time of the press.

    Ids that callbacks match by pattern are compared each with each when a list is drawn: eight hundred of them
    held the browser up for minutes.  So the page itself hears the press (``assets/shell.js``).

    Args:
        store: id of the ``dcc.Store``.
        what: ids and codes; nothing that an agency wrote.
    """
    return {"data-tells": store, "data-what": json.dumps(what)}


def menu(of: str, label: str) -> html.Details:
    """A menu that opens under its label; its toggles are put in when the case is loaded."""
    return html.Details(
        [
            html.Summary(
                [
                    html.Span(label, className="label"),
                    html.Span("All", id={"type": "chosen", "of": of}, className="chosen"),
                ]
            ),
            html.Div(
                id={"type": "options", "of": of}, className="options", role="group", **{"aria-label": label}
            ),
        ],
        className="menu",
    )


def one_of(of: str, label: str, options: Mapping[str, str]) -> html.Div:
    """Toggles of which exactly one is pressed."""
    chosen = NO_SETTINGS[of]
    buttons = [toggle(of, value, words, value == chosen) for value, words in options.items()]
    return html.Div(
        [html.Span(label, className="label"), html.Div(buttons, className="segments")],
        className="control",
        role="group",
        **{"aria-label": label},
    )


def kind_key() -> html.Div:
    """The key of the eight kinds; each switches its kind off and on."""
    buttons = [
        toggle(
            "kind",
            name,
            [html.Span(className=f"shape {kind.symbol}", style={"backgroundColor": kind.colour}), kind.label],
            pressed=True,
        )
        for name, kind in KINDS.items()
    ]
    return html.Div(buttons, className="key", role="group", **{"aria-label": "Kinds of event to show"})


def date_field(ident: str, label: str) -> html.Div:
    """A field for a day, a month or a year, as people write them."""
    field = dcc.Input(id=ident, type="text", value="", debounce=True, placeholder="such as 3 May 2012")
    note = html.Span(id=f"{ident}-note", className="field-note", role="status")
    return html.Div([html.Label(label, htmlFor=ident), field, note], className="control")


def show_all_button(at: str) -> html.Button:
    """Where nothing is left: what the button Clear all does, at hand; the page's own script answers it.

    Args:
        at: where it stands.
    """
    return html.Button(
        "Show everything again",
        id=f"show-all-{at}",
        className="quiet",
        type="button",
        **{"data-presses": "clear"},
    )


def print_note() -> html.P:
    """Where a grid cannot be printed whole, the paper says where the entries are to be had."""
    return html.P(
        "The entries are printed from the files that the page Take away makes.", className="print-only note"
    )


def toggled(settings: Mapping[str, Any], of: str, value: str) -> dict[str, Any]:
    """The settings after a toggle was used.

    Kinds are all pressed at first, so that the first use of one switches it off; in the menus none is pressed
    at first, so that the first use picks it out.
    """
    if of in _ONE_OF:
        return {**settings, of: value}
    chosen = list(settings[of])
    if of == "kind" and not chosen:
        chosen = list(KINDS)
    chosen = [item for item in chosen if item != value] if value in chosen else [*chosen, value]
    if of == "kind" and (not chosen or set(chosen) == set(KINDS)):
        chosen = []
    return {**settings, of: chosen}


def is_pressed(settings: Mapping[str, Any], of: str, value: str) -> bool:
    """Whether a toggle is pressed under these settings."""
    if of in _ONE_OF:
        return bool(settings[of] == value)
    return value in settings[of] or (of == "kind" and not settings[of])


def pressed(settings: Mapping[str, Any], idents: Iterable[Mapping[str, str]]) -> list[str]:
    """The ``aria-pressed`` value of each of these toggles."""
    return [_yes(is_pressed(settings, ident["of"], ident["value"])) for ident in idents]


def _yes(is_so: bool) -> str:
    return "true" if is_so else "false"


def chosen_words(settings: Mapping[str, Any], of: str, names: Mapping[str, str]) -> str:
    """What a menu is set to, in few words."""
    chosen = settings[of]
    if not chosen:
        return "All"
    return names.get(chosen[0], chosen[0]) if len(chosen) == 1 else f"{len(chosen)} chosen"


def typed_span(text: str | None) -> tuple[pd.Timestamp | None, pd.Timestamp | None, str]:
    """A date typed into a field: its first day, its last day, and what to tell the reader of it."""
    if not (text or "").strip():
        return None, None, ""
    reading = read_date(text, order=DayOrder.DAY_FIRST)
    if reading.earliest is None and reading.latest is None:
        return None, None, "Not read as a date"
    first = pd.Timestamp(reading.earliest) if reading.earliest else None
    return first, pd.Timestamp(reading.latest) if reading.latest else None, ""


def typed_range(
    first: str | None, last: str | None
) -> tuple[pd.Timestamp | None, pd.Timestamp | None, str, str]:
    """The days typed into From and To, and what to tell the reader of each.

    Where From is after To no entry could pass; most likely one of them was mistyped, so that neither is used.
    """
    begin, _, of_first = typed_span(first)
    _, end, of_last = typed_span(last)
    if not of_first and begin is None and (first or "").strip():
        of_first = "No first day in this, so it is not used"
    if not of_last and end is None and (last or "").strip():
        of_last = "No last day in this, so it is not used"
    if begin is not None and end is not None and begin > end:
        return None, None, of_first, "To is before From, so neither is used"
    return begin, end, of_first, of_last


def filters_from(
    text: str | None, first: str | None, last: str | None, settings: Mapping[str, Any]
) -> Filters:
    """The filters that the controls are set to."""
    settings = {**NO_SETTINGS, **settings}
    begin, end, *_notes = typed_range(first, last)
    return Filters(
        agencies=tuple(settings["agency"]),
        persons=tuple(settings["person"]),
        kinds=tuple(settings["kind"]),
        text=text or "",
        first=begin,
        last=end,
        classes=tuple(settings["class"]),
        states=tuple(settings["state"]),
    )
