"""Links made (quiet grey curves) and links missed (loud dashed lines to a hollow mark)."""

from __future__ import annotations

import html
from typing import Any

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView
from dashboard.expected import expected
from dashboard.ink import LINK, LOUD, MUTED, PAPER, faded
from dashboard.lanes import ANSWER_TRACK, Placed
from dashboard.strokes import strokes
from dashboard.wording import shortened

_PLOT_PIXELS = 640
_CHARACTER = 5.5
_LONGEST = 90
"""The most characters that are said beside a mark."""
_ASIDE = "\N{NO-BREAK SPACE}" * 4
"""Between a mark and its words: as wide at every zoom, unlike a stretch of time."""
_MANY = 80
"""More links than this are drawn fainter and without heads: together they would outweigh the marks."""
_LINK_DASH = {"told": "solid", "followed up": "solid", "met": "4px,3px", "same event": "1px,3px"}
_STATE_SYMBOL = {"missed": "circle", "late": "square", "possibly late": "square", "no return": "hexagon"}


def links_made(view: CaseView, placed: Placed, bright: set[str] | None) -> list[dict[str, Any]]:
    """One shape or trace for each kind of link, and the heads of those that passed something on.

    A link that only its giver records is a short dotted stub towards the receiver's lane.

    Args:
        view: the case.
        placed: lanes and marks.
        bright: entries of the chosen finding; ``None``: nothing is chosen.
    """
    at = placed.marks[~placed.marks["undated"]].drop_duplicates("entry_id").set_index("entry_id")[["x", "y"]]
    links = view.analysis.links
    links = links[links["from_entry"].isin(at.index)]
    dim = pd.Series(False, links.index)
    if bright is not None:
        dim = ~(
            links["from_entry"].isin(bright) & (links["to_entry"].isin(bright) | (links["to_entry"] == ""))
        )
    drawn = []
    both = links["to_entry"].isin(at.index)
    span = float(at["x"].max() - at["x"].min()) if len(at) else 0.0
    few = len(links) <= _MANY
    for (kind, is_dim), rows in links[both].groupby(["kind", dim[both]], sort=False):
        colour = faded(MUTED, 0.10) if is_dim else LINK if few else faded(MUTED, 0.2)
        start, end = at.loc[rows["from_entry"]].to_numpy(), at.loc[rows["to_entry"]].to_numpy()
        drawn.append(_curves(str(kind), start, end, span, colour))
        if few and kind in ("told", "followed up"):
            drawn.append(_heads(str(kind), start, end, colour))
    return [*drawn, *_stubs(placed, at, links[links["to_entry"] == ""], dim)]


def _curves(kind: str, start: np.ndarray, end: np.ndarray, span: float, colour: str) -> dict[str, Any]:
    """Quadratic curves that bulge a little, so that two on one day do not lie on each other."""
    bulge = span * 0.012 + np.abs(end[:, 0] - start[:, 0]) * 0.06
    control = (start + end) / 2 + np.column_stack([bulge, np.zeros(len(start))])
    line = {"color": colour, "width": 1, "dash": _LINK_DASH.get(kind, "solid")}
    return strokes(f"link made: {kind}", line, start, control, end)


def _heads(kind: str, start: np.ndarray, end: np.ndarray, colour: str) -> dict[str, Any]:
    down = end[:, 1] > start[:, 1]
    return {
        "type": "scatter", "mode": "markers", "name": f"link made: {kind}, head", "hoverinfo": "skip",
        "x": end[:, 0], "y": end[:, 1] + np.where(down, -8.0, 8.0),
        "marker": {
            "symbol": np.where(down, "triangle-down", "triangle-up").tolist(), "size": 5.5, "color": colour,
            "line": {"width": 0},
        },
    }  # fmt: skip


def _stubs(placed: Placed, at: pd.DataFrame, links: pd.DataFrame, dim: pd.Series) -> list[dict[str, Any]]:
    links = links[links["to_agency"].isin(list(placed.lane_of)) & ~dim.loc[links.index]]
    if links.empty or placed.by != "agency":
        return []
    here = at.loc[links["from_entry"]].to_numpy()
    there = np.array([placed.lane_of[key].top for key in links["to_agency"]])
    tip = np.column_stack([here[:, 0], here[:, 1] + np.where(there > here[:, 1], 17.0, -17.0)])
    line = {"color": LINK, "width": 1.1, "dash": "dot"}
    return [strokes("told, as recorded by the giver only", line, here, tip)]


def flag_traces(
    view: CaseView,
    placed: Placed,
    findings: pd.DataFrame,
    chosen: pd.Series | None,
    shown: tuple[float, float],
    label_first: int,
) -> list[dict[str, Any]]:
    """The hollow marks of expected answers, and the dashed lines that lead to them from their triggers.

    Each finding has a numbered mark; the first few, or the chosen one, also have their line and their words.

    Args:
        view: the case.
        placed: lanes and marks.
        findings: findings to draw, ranked.
        chosen: the finding that the reader has chosen.
        shown: first and last moment in view, milliseconds.
        label_first: how many are named while none is chosen.
    """
    rows = placed.expected[placed.expected["finding_id"].isin(findings["finding_id"])]
    if chosen is not None:
        rows = pd.concat([rows[rows["finding_id"] != chosen["finding_id"]], _of_chosen(view, placed, chosen)])
        loud = rows["finding_id"] == chosen["finding_id"]
    else:
        loud = rows["finding_id"].isin(findings["finding_id"].iloc[:label_first])
    rows = rows[~rows["x"].isna()].assign(loud=loud)
    if rows.empty:
        return []
    named = rows[rows["loud"]]
    quiet = 0.10 if chosen is not None else 0.75
    return [
        *_dashes(placed, named),
        *_due_spans(named),
        _hollow("answer expected", view, rows[~rows["loud"]], faded(LOUD, quiet)),
        _hollow("answer expected, named", view, named, LOUD),
        _labels(rows, shown, chosen is not None),
    ]


def _of_chosen(view: CaseView, placed: Placed, chosen: pd.Series) -> pd.DataFrame:
    """Every flag of the chosen finding, each in the strip of its lane."""
    rows = expected(view, chosen["flags"], by=placed.by)
    known = placed.expected.set_index(["flag", "lane"])["y"].to_dict()
    strip = {
        lane.key: min(lane.answers, lane.bottom - ANSWER_TRACK) + ANSWER_TRACK / 2 - 2
        for lane in placed.lanes
    }
    y = [
        known.get((flag, lane), strip.get(lane))
        for flag, lane in zip(rows["flag"], rows["lane"], strict=True)
    ]
    return rows.assign(y=pd.array(y, dtype="Float64").to_numpy(dtype="float64", na_value=np.nan)).dropna(
        subset=["y"]
    )


def _dashes(placed: Placed, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """A dashed line from each trigger to the hollow mark."""
    marks = placed.marks[~placed.marks["undated"]]
    same_lane = rows.merge(
        marks[["entry_id", "x", "y"]].drop_duplicates("entry_id"),
        left_on="trigger", right_on="entry_id", suffixes=("", "_from"),
    )  # fmt: skip
    if same_lane.empty:
        return []
    gap = np.full(len(same_lane), np.nan)
    return [{
        "type": "scatter", "mode": "lines", "name": "missed link", "hoverinfo": "skip", "connectgaps": False,
        "x": np.column_stack([same_lane["x_from"], same_lane["x"], gap]).ravel(),
        "y": np.column_stack([same_lane["y_from"], same_lane["y"], gap]).ravel(),
        "line": {"color": LOUD, "width": 1.8, "dash": "6px,4px"},
    }]  # fmt: skip


def _due_spans(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Where the trigger's date is a range, the answer was due within a range too: a thin line shows it."""
    rows = rows[rows["x_first"] < rows["x"]]
    if rows.empty:
        return []
    gap = np.full(len(rows), np.nan)
    return [{
        "type": "scatter", "mode": "lines", "name": "due between", "hoverinfo": "skip", "connectgaps": False,
        "x": np.column_stack([rows["x_first"], rows["x"], gap]).ravel(),
        "y": np.column_stack([rows["y"], rows["y"], gap]).ravel(),
        "line": {"color": faded(LOUD, 0.45), "width": 1.4, "dash": "dot"},
    }]  # fmt: skip


def _hollow(name: str, view: CaseView, rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers+text", "name": name, "x": rows["x"].to_numpy(),
        "y": rows["y"].to_numpy(), "customdata": (-1 - rows["flag"]).tolist(),
        "text": rows["rank"].astype("str").tolist(), "textfont": {"size": 10, "color": colour},
        "hovertext": [view.flag_hover[number] for number in rows["flag"]],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": rows["state"].map(_STATE_SYMBOL).fillna("diamond").tolist(),
            "size": 16, "color": PAPER, "line": {"color": colour, "width": 1.6},
        },
    }  # fmt: skip


def _labels(rows: pd.DataFrame, shown: tuple[float, float], chosen: bool) -> dict[str, Any]:
    """The words of the loud marks, each as long as the free room beside it in its strip allows."""
    per_character = (shown[1] - shown[0]) / _PLOT_PIXELS * _CHARACTER
    mark = per_character * 1.9
    texts: list[str] = []
    x: list[float] = []
    y: list[float] = []
    sides: list[str] = []
    for (_, strip), group in rows.groupby(["lane", "y"]):
        if not group["loud"].any():
            continue
        obstacles = group[group["loud"]] if chosen else group
        taken = [(value - mark, value + mark) for value in obstacles["x"]]
        for row in group[group["loud"]].sort_values("rank").itertuples():
            right = min([a for a, _ in taken if a > row.x] + [shown[1]]) - (row.x + mark)
            left = (row.x - mark) - max([b for _, b in taken if b < row.x] + [shown[0]])
            # The line that says from when on the answer was due stands to the left of its mark.
            left = 0.0 if row.x_first < row.x else left
            to_right = right >= min(left, min(len(row.words), _LONGEST) * per_character)
            room = int(min((right if to_right else left) / per_character, _LONGEST))
            if room < 22:
                continue
            text = shortened(row.words, room)
            start = row.x + mark if to_right else row.x - mark - len(text) * per_character
            taken.append((start, start + len(text) * per_character))
            said = html.escape(text, quote=False)
            texts.append(_ASIDE + said if to_right else said + _ASIDE)
            x.append(row.x)
            y.append(float(strip))
            sides.append("middle right" if to_right else "middle left")
    return {
        "type": "scatter", "mode": "text", "name": "words of a missed link", "hoverinfo": "skip",
        "x": x, "y": y, "text": texts, "textposition": sides, "textfont": {"size": 11, "color": LOUD},
    }  # fmt: skip
