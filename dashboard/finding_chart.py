"""The small chart of one finding: only its entries, each with the letter it is read under, and what was expected."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

import numpy as np
import pandas as pd

from dashboard.ages import after_words
from dashboard.case_view import CaseView
from dashboard.expected import expected
from dashboard.finding_links import link_lines
from dashboard.ink import FONT, GRID, INK, LOUD, MUTED, PAPER, RULE, faded
from dashboard.kinds import KINDS
from dashboard.moments import Span, milliseconds
from dashboard.packing import stack
from dashboard.wording import shortened, when

LABELS = 206
"""Pixels at the left edge for the names of the lanes."""
TOP, BOTTOM, RIGHT = 40, 22, 12
PLOT = 640
"""Pixels of the plot on the smallest screen that the page is made for."""
TRACK, ANSWER_LINE, PADDING = 19.0, 14.5, 6.0
_HOLLOW_ROOM = 20.0
NAME_LINE, NAME_WIDTH = 15.0, 25
_MARK_ROOM, _LETTER = 64.0, 6.0
_CHARACTER = 5.7
_DAY = 86_400_000.0
_MARGIN, _LABEL_MARGIN, _LEAST = 0.08, 0.2, 10 * _DAY
_STATE_SYMBOL = {"missed": "circle", "late": "square", "possibly late": "square", "no return": "hexagon"}


@dataclass(frozen=True, slots=True)
class FindingChart:
    """A chart and the sentence that says the same.

    Attributes:
        figure: data and layout as plotly takes them.
        height: pixels.
        description: the chart in words.
    """

    figure: dict[str, Any]
    height: float
    description: str


def letters(number: int) -> list[str]:
    """Letters for so many entries: ``a`` to ``z``, then ``aa``, ``ab`` and on."""
    return [
        (ascii_lowercase[n // 26 - 1] if n >= 26 else "") + ascii_lowercase[n % 26] for n in range(number)
    ]


def finding_entries(view: CaseView, finding: pd.Series) -> pd.DataFrame:
    """Entries of a finding in date order, undated last.

    Returns:
        Rows of ``view.entries`` with ``letter`` and ``since``: how long after the first of them, in words.
    """
    entries = view.entries[view.entries["entry_id"].isin(finding["entries"])]
    at = entries["earliest"].fillna(entries["latest"])
    entries = entries.assign(at=at).sort_values(["at", "position"], kind="stable").drop(columns="at")
    return entries.assign(letter=letters(len(entries)), since=_since_first(entries))


def _since_first(entries: pd.DataFrame) -> list[str]:
    """How long after the first entry each came, such as ``21 days after a``; blank where that is not known."""
    if entries.empty:
        return []
    first = entries.iloc[0]
    words = [
        after_words(first["earliest"], first["latest"], earliest, latest)
        for earliest, latest in zip(entries["earliest"].iloc[1:], entries["latest"].iloc[1:], strict=True)
    ]
    return ["", *(f"{said} {'as ' if said == 'the same day' else ''}a" if said else "" for said in words)]


def finding_chart(view: CaseView, finding: pd.Series) -> FindingChart:
    """The chart of a finding.

    Lanes are the agencies that wrote its entries or whose answer was looked for.  Each entry stands on its day,
    or as a bar where its date is a span; a dashed line leads from what was recorded to a hollow mark on the
    day by which an answer was expected, with the words of the step.

    Args:
        view: the case.
        finding: a row of ``findings``.
    """
    entries = finding_entries(view, finding)
    answers = expected(view, finding["flags"], by="agency")
    answers = answers[~answers["x"].isna()].reset_index(drop=True)
    marks = _marks(entries)
    window = _window(marks, answers)
    marks = marks.assign(track=_tracks(marks, window))
    answers = _worded(answers, window)
    tops, height = _lanes(view, marks, answers)
    marks = marks.assign(
        y=marks["lane"].map(tops).to_numpy(dtype="float64") + PADDING + (marks["track"] + 0.5) * TRACK
    )
    answers = _answers_at(answers, marks, tops)
    has_tray = bool(marks["undated"].any())
    data = [
        *_bars(marks),
        *link_lines(view, marks),
        *_dashes(marks, answers),
        *_symbols(view, marks),
        *_hollow(view, answers),
    ]
    layout = _layout(view, tops, height, window, has_tray)
    layout["shapes"] += _due_lines(answers)
    return FindingChart(
        {"data": data, "layout": layout}, layout["height"], _description(view, entries, answers)
    )


def _marks(entries: pd.DataFrame) -> pd.DataFrame:
    start, end = milliseconds(entries["earliest"]), milliseconds(entries["latest"])
    undated = np.isnan(start) & np.isnan(end)
    start, end = np.where(np.isnan(start), end, start), np.where(np.isnan(end), start, end)
    return pd.DataFrame(
        {
            "number": entries["number"].to_numpy(),
            "entry_id": entries["entry_id"].to_numpy(),
            "lane": entries["agency"].to_numpy(),
            "kind": entries["kind"].to_numpy(),
            "letter": entries["letter"].to_numpy(),
            "words": entries["when"].to_numpy(),
            "start": start,
            "end": end,
            "x": (start + end) / 2,
            "exact": start == end,
            "undated": undated,
        }
    )


def _window(marks: pd.DataFrame, answers: pd.DataFrame) -> Span:
    values = np.concatenate([marks["start"], marks["end"], answers["x"], answers["x_first"]])
    values = values[~np.isnan(values)]
    if not len(values):
        return 0.0, _DAY
    first, last = float(values.min()), float(values.max())
    # At the right there is room for the date that stands beside the last mark.
    span = max(last - first, _LEAST)
    return first - span * _MARGIN, last + span * _LABEL_MARGIN


def _tracks(marks: pd.DataFrame, window: Span) -> np.ndarray:
    """Rows within each lane in which no mark, bar or label covers another."""
    pixel = (window[1] - window[0]) / PLOT
    tracks = np.zeros(len(marks), dtype="int64")
    begin = np.minimum(marks["start"], marks["x"] - 8 * pixel).to_numpy()
    words = marks["words"].str.len().to_numpy() * _LETTER + _MARK_ROOM / 2
    end = np.maximum(marks["end"], marks["x"] + words * pixel).to_numpy()
    for rows in marks.groupby("lane", sort=False).indices.values():
        dated = rows[~marks["undated"].to_numpy()[rows]]
        tray = rows[marks["undated"].to_numpy()[rows]]
        tracks[dated] = stack(begin[dated], end[dated], 4 * pixel)
        tracks[tray] = np.arange(len(tray))
    return tracks


def _worded(answers: pd.DataFrame, window: Span) -> pd.DataFrame:
    """Expected answers with their words, wrapped into the room on the side where there is more of it."""
    pixel = (window[1] - window[0]) / PLOT
    right = (window[1] - answers["x"]) / pixel - 16
    left = (answers["x"] - window[0]) / pixel - 16
    to_right = right >= left
    room = np.where(to_right, right, left) / _CHARACTER
    lines = [
        textwrap.wrap(words, max(int(width), 20))[:3]
        for words, width in zip(answers["words"], room, strict=True)
    ]
    return answers.assign(to_right=to_right, lines=lines)


def _lanes(view: CaseView, marks: pd.DataFrame, answers: pd.DataFrame) -> tuple[dict[str, float], float]:
    """The top of each lane in pixels, from above, and the height of all."""
    wanted = {*marks["lane"], *answers["lane"]}
    order = dict.fromkeys([*view.analysis.case.agencies, *marks["lane"], *answers["lane"]])
    tops: dict[str, float] = {}
    top = 0.0
    for key in order:
        if key not in wanted:
            continue
        tops[key] = top
        body = (
            (marks.loc[marks["lane"] == key, "track"].max() + 1) * TRACK
            if (marks["lane"] == key).any()
            else 0
        )
        strip = sum(_answer_room(lines) for lines in answers.loc[answers["lane"] == key, "lines"])
        names = len(_name_lines(view, key)) * NAME_LINE + 6
        top += max(body + strip + 2 * PADDING, names + PADDING)
    return tops, top


def _answer_room(lines: Sequence[str]) -> float:
    return _HOLLOW_ROOM + len(lines) * ANSWER_LINE + 4.0


def _answers_at(answers: pd.DataFrame, marks: pd.DataFrame, tops: dict[str, float]) -> pd.DataFrame:
    body = ((marks.groupby("lane")["track"].max() + 1) * TRACK).to_dict()
    used = {key: top + PADDING + body.get(key, 0.0) for key, top in tops.items()}
    y = []
    for lane, lines in zip(answers["lane"], answers["lines"], strict=True):
        y.append(used[lane] + _HOLLOW_ROOM / 2)
        used[lane] += _answer_room(lines)
    return answers.assign(y=y)


def _bars(marks: pd.DataFrame) -> list[dict[str, Any]]:
    rows = marks[~marks["exact"] & ~marks["undated"]]
    return [
        {
            "type": "scatter", "mode": "lines", "hoverinfo": "skip", "name": "some time between",
            "x": [row.start, row.end], "y": [row.y, row.y],
            "line": {"color": faded(KINDS[row.kind].colour, 0.26), "width": 8},
        }
        for row in rows.itertuples()
    ]  # fmt: skip


def _symbols(view: CaseView, marks: pd.DataFrame) -> list[dict[str, Any]]:
    """A mark for each entry, with its letter and date beside it."""
    traces = []
    for (kind, undated), rows in marks.groupby(["kind", "undated"], sort=False):
        style = KINDS[str(kind)]
        traces.append({
            "type": "scatter", "mode": "markers+text", "name": style.label, "cliponaxis": False,
            "x": [0.18] * len(rows) if undated else rows["x"].tolist(), "y": rows["y"].tolist(),
            "xaxis": "x2" if undated else "x", "customdata": rows["number"].tolist(),
            "text": [f" <b>{letter}</b>  {words}" for letter, words in zip(rows["letter"], rows["words"], strict=True)],
            "textposition": "middle right", "textfont": {"size": 11, "color": INK},
            "hovertext": [view.hover[number] for number in rows["number"]],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {
                "symbol": style.symbol, "size": style.size + 1,
                "color": [style.colour if exact or undated else PAPER for exact in rows["exact"]],
                "line": {"color": style.colour, "width": 1.6},
            },
        })  # fmt: skip
    return traces


def _dashes(marks: pd.DataFrame, answers: pd.DataFrame) -> list[dict[str, Any]]:
    """A dashed line from each trigger, down or up and then along, to where the answer was looked for."""
    dated = marks[~marks["undated"]][["entry_id", "x", "y"]]
    pairs = answers.merge(dated, left_on="trigger", right_on="entry_id", suffixes=("", "_from"))
    return [
        {
            "type": "scatter", "mode": "lines", "name": "missed link", "hoverinfo": "skip",
            "x": [row.x_from, row.x_from, row.x], "y": [row.y_from, row.y, row.y],
            "line": {"color": LOUD, "width": 1.8, "dash": "6px,4px"},
        }
        for row in pairs.itertuples()
    ]  # fmt: skip


def _hollow(view: CaseView, answers: pd.DataFrame) -> list[dict[str, Any]]:
    """The hollow mark of each expected answer, with its words, and the span of days on which it was due."""
    traces: list[dict[str, Any]] = []
    for row in answers.itertuples():
        if row.x_first < row.x:
            traces.append({
                "type": "scatter", "mode": "lines", "name": "due between", "hoverinfo": "skip",
                "x": [row.x_first, row.x], "y": [row.y, row.y],
                "line": {"color": faded(LOUD, 0.45), "width": 1.4, "dash": "dot"},
            })  # fmt: skip
        words = "<br>".join(html.escape(line, quote=False) for line in row.lines)
        traces.append({
            "type": "scatter", "mode": "markers+text", "name": "answer expected", "cliponaxis": False,
            "x": [row.x], "y": [row.y], "customdata": [-1 - row.flag], "text": [words],
            "textposition": "bottom right" if row.to_right else "bottom left",
            "textfont": {"size": 11, "color": LOUD},
            "hovertext": [view.flag_hover[row.flag]], "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {
                "symbol": _STATE_SYMBOL.get(row.state, "diamond"), "size": 14, "color": PAPER,
                "line": {"color": LOUD, "width": 1.8},
            },
        })  # fmt: skip
    return traces


def _due_lines(answers: pd.DataFrame) -> list[dict[str, Any]]:
    """A thin line down the chart at each day by which something was expected."""
    return [
        {
            "type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
            "line": {"color": faded(LOUD, 0.35), "width": 1, "dash": "dot"},
        }
        for x in answers["x"].drop_duplicates()
    ]  # fmt: skip


def _name_lines(view: CaseView, key: str) -> list[str]:
    return textwrap.wrap(shortened(view.agency(key), NAME_WIDTH * 2), NAME_WIDTH) or [""]


def _layout(
    view: CaseView, tops: dict[str, float], height: float, window: Span, has_tray: bool
) -> dict[str, Any]:
    begins = 0.15 if has_tray else 0.0
    layout: dict[str, Any] = {
        "height": height + TOP + BOTTOM,
        "margin": {"l": LABELS, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "paper_bgcolor": PAPER, "plot_bgcolor": PAPER,
        "font": {"family": FONT, "size": 12, "color": INK},
        "showlegend": False, "hovermode": "closest", "hoverdistance": 14, "dragmode": False,
        "hoverlabel": {
            "bgcolor": PAPER, "bordercolor": MUTED, "align": "left", "font": {"size": 12, "color": INK},
        },
        "xaxis": {
            "type": "date", "domain": [begins, 1], "range": list(window), "side": "top", "fixedrange": True,
            "gridcolor": GRID, "zeroline": False, "ticks": "", "nticks": 8, "tickfont": {"color": MUTED},
            "tickformatstops": [
                {"dtickrange": [None, 30 * _DAY], "value": "%-d %b\n%Y"},
                {"dtickrange": [30 * _DAY + 1, "M11"], "value": "%b\n%Y"},
                {"dtickrange": ["M12", None], "value": "%Y"},
            ],
        },
        "yaxis": {
            "range": [height, 0], "fixedrange": True, "showgrid": False, "showticklabels": False,
            "zeroline": False,
        },
        "shapes": [_rule(y) for y in [*tops.values(), height]],
        "annotations": [note for key, top in tops.items() for note in _label(view, key, top)],
    }  # fmt: skip
    if has_tray:
        layout["xaxis2"] = {
            "domain": [0, begins - 0.02], "range": [0, 1], "fixedrange": True, "showgrid": False,
            "showticklabels": False, "zeroline": False, "anchor": "y",
        }  # fmt: skip
    return layout


def _rule(y: float) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y, "layer": "below",
        "line": {"color": RULE, "width": 1},
    }  # fmt: skip


def _label(view: CaseView, key: str, top: float) -> list[dict[str, Any]]:
    common = {
        "showarrow": False, "xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": top,
        "yanchor": "top", "yshift": -3, "align": "left",
    }  # fmt: skip
    name = "<br>".join(html.escape(line, quote=False) for line in _name_lines(view, key))
    code = html.escape(view.codes.get(key, ""))
    return [
        {**common, "xshift": -LABELS, "text": f"<b>{code}</b>", "font": {"size": 13}},
        {**common, "xshift": -LABELS + 32, "text": name, "font": {"size": 11.5}},
    ]


def _description(view: CaseView, entries: pd.DataFrame, answers: pd.DataFrame) -> str:
    """The chart in words, for those who do not see it; the entries stand in full below it."""
    told = [
        f"{row.letter}, {row.when}, {view.agency(row.agency)}"
        for row in entries[["letter", "when", "agency"]].itertuples()
    ]
    flags = view.analysis.flags
    looked = [
        f"expected by {when(flag['due_earliest'], flag['due_latest'])}: {flag['expected']} ({flag['state']})"
        for _, flag in flags.iloc[answers["flag"].drop_duplicates()].iterrows()
        if pd.notna(flag["due_latest"])
    ]
    return f"Chart of the entries {'; '.join(told)}. {'; '.join(looked)}".strip() + (
        "." if looked else " No day can be counted for the answer."
    )
