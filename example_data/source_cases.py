"""The rows of a source case and their place in an agency's own layout."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .layouts import Layout

DAY_FORMATS = ("%d/%m/%Y", "%d.%m.%y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: what is in it, and the source header it belongs to."""

    header: str
    value: str | datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the source, counted from 1 below its header, with its cells in the agency's order."""

    number: int
    cells: tuple[Cell, ...]


def read_source(path: Path) -> tuple[tuple[str, ...], tuple[dict[str, str], ...]]:
    """Headers and rows of one agency of a source case.

    Args:
        path: comma-separated file in UTF-8, its header in the first line.
    """
    with path.open(newline="", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        rows = tuple(reader)
    return tuple(reader.fieldnames or ()), rows


def order_of(layout: Layout, headers: tuple[str, ...]) -> tuple[str, ...]:
    """Source headers in the order of the agency's columns.

    Raises:
        ValueError: the layout names a header that the source does not have, or leaves one out.
    """
    order = layout.order or headers
    named = {*layout.headers, *layout.dates, *(mark.header for mark in (*layout.struck, *layout.comments))}
    if set(order) != set(headers) or not named <= set(headers):
        raise ValueError(f"{layout.file}: the layout and the source case have different headers")
    return order


def lines_of(layout: Layout, rows: tuple[dict[str, str], ...], order: tuple[str, ...]) -> tuple[Line, ...]:
    """Every source row as the agency writes it."""
    return tuple(
        Line(number, tuple(Cell(header, _value(layout, number, header, row[header])) for header in order))
        for number, row in enumerate(rows, start=1)
    )


def day_of(text: str) -> datetime | None:
    """The day that a source cell names in full, or None where it names less or more than a day."""
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def _value(layout: Layout, number: int, header: str, text: str) -> str | datetime:
    if header not in layout.dates:
        return text
    if text in layout.retyped:
        return layout.retyped[text]
    day = day_of(text) if layout.date_format and number not in layout.typed else None
    return day or text
