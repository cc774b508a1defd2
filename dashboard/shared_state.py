"""What the reader has asked to see, held once for all pages: filters, the chosen finding and entry, and the way back.

It is a plain dictionary of ids and typed filters that lives in the memory of the open page only.  Each page reads
it when it is opened and writes it when the reader changes something; every function here is pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.controls import NO_SETTINGS, filters_from, toggled
from dashboard.filters import Filters

Shared = dict[str, Any]
"""``settings`` (as :data:`dashboard.controls.NO_SETTINGS`), ``typed`` (``text``, ``first`` and ``last`` as typed),
``choice`` (``finding`` and ``entry`` ids or nothing), ``past`` (earlier filters, the latest last), ``undone``
(filters that were just taken back, while the page follows), ``back`` (path of the page to go back to), ``columns``
(of the table; nothing: the usual ones) and ``order`` (of the findings: ``rank`` or ``class``)."""

NOTHING_TYPED: Mapping[str, str] = {"text": "", "first": "", "last": ""}
NOTHING_CHOSEN: Mapping[str, str | None] = {"finding": None, "entry": None}
MOST_STEPS = 40
"""So many changes can be taken back."""
_NOT_A_FILTER = ("lanes",)


def start() -> Shared:
    """What holds before the reader has changed anything."""
    return {
        "settings": dict(NO_SETTINGS), "typed": dict(NOTHING_TYPED), "choice": dict(NOTHING_CHOSEN), "past": [],
        "undone": None, "back": None, "columns": None, "order": "rank",
    }  # fmt: skip


def filters_of(shared: Mapping[str, Any]) -> Filters:
    """The filters as the frames are asked."""
    typed = shared["typed"]
    return filters_from(typed["text"], typed["first"], typed["last"], shared["settings"])


def filtered(shared: Mapping[str, Any]) -> bool:
    """Whether any filter is set."""
    settings = {name: value for name, value in shared["settings"].items() if name not in _NOT_A_FILTER}
    return any(settings.values()) or any(value.strip() for value in shared["typed"].values())


def noted(
    shared: Mapping[str, Any],
    settings: Mapping[str, Any],
    typed: Mapping[str, str],
    choice: Mapping[str, Any],
) -> Shared | None:
    """What holds after a page has told what its own controls are set to; nothing where nothing is new.

    After a change was taken back the page's controls follow one by one; what they tell meanwhile is a mixture
    of before and after, and is not noted.
    """
    new = {**NO_SETTINGS, **settings}
    now = {"settings": new, "typed": dict(typed)}
    held = _held(shared)
    if shared["undone"] is not None:
        if now == held:
            return {**shared, "undone": None, "choice": dict(choice)}
        if _is_mixture(now, held, shared["undone"]):
            return None
    if now == held and dict(choice) == shared["choice"]:
        return None
    return {**_changed(shared, new, typed), "choice": dict(choice)}


def picked(shared: Mapping[str, Any], of: str, value: str) -> Shared:
    """What holds after the reader has used a toggle of a menu."""
    return _changed(shared, toggled(shared["settings"], of, value), shared["typed"])


def with_typed(shared: Mapping[str, Any], typed: Mapping[str, str]) -> Shared | None:
    """What holds after the reader has typed into a field; nothing where it says the same as before."""
    return None if dict(typed) == shared["typed"] else _changed(shared, shared["settings"], typed)


def cleared(shared: Mapping[str, Any]) -> Shared:
    """No filter is set; the lanes and the choice stay."""
    settings = {**NO_SETTINGS, **{name: shared["settings"][name] for name in _NOT_A_FILTER}}
    return _changed(shared, settings, NOTHING_TYPED)


def undone(shared: Mapping[str, Any]) -> Shared | None:
    """What held before the last change of a filter; nothing where there was none."""
    if not shared["past"]:
        return None
    *past, last = shared["past"]
    kept = {name: shared["settings"][name] for name in _NOT_A_FILTER}
    return {
        **shared, "settings": {**last["settings"], **kept}, "typed": dict(last["typed"]), "past": past,
        "undone": _held(shared),
    }  # fmt: skip


def chosen(shared: Mapping[str, Any], *, finding: str | None, entry: str | None = None) -> Shared:
    """What holds after a finding, an entry or neither was chosen."""
    return {**shared, "choice": {"finding": finding, "entry": entry}}


def _held(shared: Mapping[str, Any]) -> dict[str, Any]:
    return {"settings": {**NO_SETTINGS, **shared["settings"]}, "typed": dict(shared["typed"])}


def _changed(shared: Mapping[str, Any], settings: Mapping[str, Any], typed: Mapping[str, str]) -> Shared:
    new, held = {"settings": dict(settings), "typed": dict(typed)}, _held(shared)
    past = list(shared["past"])
    if _without_view(new) != _without_view(held):
        past = [*past, held][-MOST_STEPS:]
    return {**shared, **new, "past": past, "undone": None}


def _without_view(state: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    settings = {name: value for name, value in state["settings"].items() if name not in _NOT_A_FILTER}
    return settings, dict(state["typed"])


def _is_mixture(now: Mapping[str, Any], held: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    return all(
        now[part][name] in (held[part].get(name), before[part].get(name))
        for part in ("settings", "typed")
        for name in now[part]
    )
