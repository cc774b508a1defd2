"""Parts of a page that only show: drawn as one component, however many elements they have.

Dash tells every component of a page of the arrival of every new one, so that a table of two thousand cells that
come together takes seconds, and one of six thousand a minute and a half.  What nobody but the reader acts on needs
none of this: it goes to the browser as one tree, and ``assets/still.js`` has React draw it.  Buttons within it tell a
store what was pressed, by :func:`dashboard.controls.tells`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from dash.development.base_component import Component


class Still(Component):  # type: ignore[misc]  # dash has no types
    """A tree of plain HTML, as :func:`still` makes it.

    Args:
        tree: the elements, each a dictionary of ``type`` and ``props``; texts and numbers stand for themselves.
    """

    _children_props: list[str] = []  # noqa: RUF012 (declared so by the base class)
    _base_nodes: list[str] = []  # noqa: RUF012 (declared so by the base class)
    _namespace = "chronology_still"
    _type = "Still"

    def __init__(self, tree: Any = None) -> None:
        self._prop_names = ["tree"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = ["tree"]
        self.available_wildcard_properties: list[str] = []
        super().__init__(tree=tree)


def still(*parts: Any) -> Still:
    """Parts that only show, as one component.

    Args:
        parts: elements of ``dash.html``, texts, numbers, nothing, and lists of these.

    Raises:
        TypeError: among them is what only Dash can draw, or what a callback names by a pattern.
    """
    return Still([_plain(part) for part in parts])


def _plain(part: Any) -> Any:
    if part is None or isinstance(part, (str, int, float)):
        return part
    if isinstance(part, np.number):
        return part.item()
    if isinstance(part, (list, tuple)):
        return [_plain(inner) for inner in part]
    if isinstance(part, Still):
        return part.tree
    if not isinstance(part, Component) or part._namespace != "dash_html_components":
        raise TypeError(f"{type(part).__name__} cannot stand in a part that only shows")
    props = part.to_plotly_json()["props"]
    if not isinstance(props.get("id", ""), str):
        raise TypeError(
            "an element with an id that callbacks match by pattern cannot stand in a part that only shows"
        )
    if "children" in props:
        props["children"] = _plain(props["children"])
    return {"type": part._type.lower(), "props": props}
