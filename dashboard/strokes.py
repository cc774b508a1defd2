"""Lines behind the marks, drawn so that a browser has little to do.

As a trace every line is an element of its own, and a few hundred of them take as long as a thousand marks.  As a
shape all lines of one look are one element.  Dashes stay traces: those of a shape are worked out over its whole
length, also far beyond what is in view, while plotly first cuts the lines of a trace to what can be seen.
"""

from __future__ import annotations

from typing import Any

import numpy as np

_CURVE_POINTS, _ROUGH_POINTS, _MANY = 14, 5, 80
"""So many straight pieces make a curve; fewer where there are many curves, in which no one is followed by eye."""


def strokes(name: str, line: dict[str, Any], *points: np.ndarray) -> dict[str, Any]:
    """Many lines of one look, each from its first point to its last: a shape, or a trace where they are dashed.

    Args:
        name: what the lines are.
        line: their colour, width and perhaps ``dash``, as plotly takes them.
        points: where the lines pass, one row for each: milliseconds since 1970 and pixels down.  With two
            arrays the lines are straight; with three they are curves, which the middle one draws to its side.
            A line of which a point is not a number is left out.
    """
    known = ~np.isnan(np.hstack(points)).any(axis=1)
    kept = [rows[known] for rows in points]
    if line.get("dash", "solid") != "solid":
        return _dashed(name, line, kept)
    signs = ("M", {2: "L", 3: "Q"}[len(kept)], " ")
    words = [_written(sign, rows) for sign, rows in zip(signs, kept, strict=False)]
    path = "".join("".join(parts) for parts in zip(*words, strict=True))
    # Not the layer "between": plotly 7.0 does not clear it when the chart is drawn again, and old lines would stay.
    return {"type": "path", "name": name, "path": path, "line": line, "layer": "below"}


def shapes_among(drawn: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Shapes and traces, apart."""
    return [one for one in drawn if one.get("path")], [one for one in drawn if one["type"] != "path"]


def _written(sign: str, rows: np.ndarray) -> list[str]:
    """Points in the words of a path, in which plotly wants dates as text without a blank."""
    dates = np.datetime_as_string(rows[:, 0].round().astype("datetime64[ms]"), unit="m")
    return [f"{sign}{date.replace('T', '_')},{y:g}" for date, y in zip(dates, rows[:, 1], strict=True)]


def _dashed(name: str, line: dict[str, Any], points: list[np.ndarray]) -> dict[str, Any]:
    """One line trace, its lines parted by gaps; curves as a few straight pieces."""
    pieces = np.stack(points, axis=1)
    if len(points) == 3:
        t = np.linspace(0.0, 1.0, _CURVE_POINTS if len(pieces) <= _MANY else _ROUGH_POINTS)
        pieces = np.einsum("kp,npd->nkd", np.column_stack([(1 - t) ** 2, 2 * t * (1 - t), t**2]), pieces)
    gaps = np.full((len(pieces), 1, 2), np.nan)
    path = np.concatenate([pieces, gaps], axis=1).reshape(-1, 2)
    return {
        "type": "scatter", "mode": "lines", "name": name, "line": line, "hoverinfo": "skip",
        "connectgaps": False, "x": path[:, 0], "y": path[:, 1],
    }  # fmt: skip
