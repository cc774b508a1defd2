"""Plain tables, as a printed ledger has them: readable by eye, by keyboard and by a screen reader."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dash import html


def ledger(
    heads: Sequence[Any], lines: Sequence[Any], caption: str, *, numeric: Collection[int] = (), css: str = ""
) -> html.Div:
    """A table that scrolls sideways by itself where the window is narrow, and takes the keyboard for it.

    Args:
        heads: the column headings, words or components.
        lines: its rows, ``html.Tr`` each.
        caption: what it holds, for those who do not see it.
        numeric: places of the columns that hold numbers, counted from 0.
        css: further class names.
    """
    head = [
        html.Th(words, scope="col", className="number" if place in numeric else None)
        for place, words in enumerate(heads)
    ]
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr(head)),
            html.Tbody(list(lines)),
        ],
        className=f"ledger {css}".rstrip(),
    )
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": caption})


def line(head: Any, cells: Sequence[Any], numeric: Collection[int] = ()) -> html.Tr:
    """A row: its heading, and its cells.

    Args:
        head: what the row is about.
        cells: the other cells, from the second column on.
        numeric: places of the cells that hold numbers; the heading is column 0.
    """
    body = [
        html.Td(cell, className="number" if place in numeric else None)
        for place, cell in enumerate(cells, start=1)
    ]
    return html.Tr([html.Th(head, scope="row"), *body])
