"""Where everything stands on the swimlane chart, in dates across and pixels down.

Marks in a lane are stacked so that none hides another: each takes the highest track that is free at its
date.  The vertical axis counts pixels from the top, so that a lane is exactly as tall as its marks need.
Where more marks are in reach than a browser draws at once, lanes hold counts instead (:mod:`dashboard.density`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView
from dashboard.density import BAR_ROOM, counted
from dashboard.expected import expected
from dashboard.grouping import lane_names, lanes_of_entries
from dashboard.moments import Span, milliseconds
from dashboard.packing import stack
from dashboard.spells import PLOT_PIXELS, ROW, spells_drawn
from dashboard.wording import count, shortened, wrapped

MARKS_AT_ONCE = 6_000
"""More marks than this are summarised: drawing them would take a browser longer than a reader waits."""
TRACK = 14.5
LANE_PADDING = 5
LINE = 15.5
"""Pixels of one line of a lane's name."""
NAME_WIDTH = 26
"""Characters of a lane's name on one line."""
ANSWER_TRACK = 18.5
FOLDED = 25
"""Pixels of a folded lane."""
TRAY_COLUMNS = 3
HALF_MARK = 6.5
"""Pixels from the middle of a mark to the edge of the room it needs."""
CODE_ROOM = 17
"""Pixels for an agency's letters beside a mark, where lanes are not agencies."""
OPEN_TAIL = 0.035
"""Length of the tail of a date with an open end, as a share of the time in view."""
_SCALES = ((500, 1.0), (1_200, 0.85), (2_500, 0.7))
_SMALLEST = 0.58
_LETTERS_UP_TO = 500
"""On a fuller chart the letters would cover the marks; pointer and click still tell the agency."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the reader has arranged the lanes.

    Attributes:
        by: a key of :data:`dashboard.grouping.LANES_BY`.
        order: keys of the lanes put first, in this order; the others follow in their usual order.
        folded: keys of the lanes folded to one line.
    """

    by: str = "agency"
    order: tuple[str, ...] = ()
    folded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane.

    Attributes:
        key: as in :func:`dashboard.grouping.lanes_of_entries`.
        code: its letters at the left edge; blank where it has none.
        name: its name in words, escaped, its lines parted by ``<br>``.
        title: its name in words, plain and whole.
        note: a remark under the name, such as the number of entries.
        top: first pixel.
        bottom: one past the last pixel.
        answers: first pixel of the strip for expected answers; equal to ``bottom`` where the lane has none.
        folded: it is folded to one line.
    """

    key: str
    code: str
    name: str
    title: str
    note: str
    top: float
    bottom: float
    answers: float
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Lanes and the marks in them.

    Attributes:
        lanes: from the top down.
        marks: one row for each entry in each of its lanes: ``number``, ``entry_id``, ``lane``, ``kind``,
            ``weight``, ``start`` and ``end`` (milliseconds since 1970; not-a-number where undated), ``x``
            (where the symbol stands), ``exact``, ``open_start``, ``open_end``, ``undated``, ``y``.
        height: pixels of all lanes together.
        by: a key of :data:`dashboard.grouping.LANES_BY`.
        lane_of: lane by its key.
        expected: where each finding's answer was looked for, as :func:`dashboard.expected.expected` gives it,
            plus ``y``.
        spells: bands with their rows, as :func:`dashboard.spells.spells_drawn` gives them.
        span: the time for which the marks are stacked.
        scale: size of the marks, 1 where there is room.
        letters: each mark is to have its agency's letters beside it.
        partial: only what is near the window is in ``marks``; to look elsewhere it must be laid out anew.
        counts: what is summarised, as :func:`dashboard.density.counted` gives it, plus ``y`` (the pixel on
            which the bars stand); ``None`` where every mark in reach is drawn.
    """

    lanes: tuple[Lane, ...]
    marks: pd.DataFrame
    height: float
    by: str
    lane_of: Mapping[str, Lane]
    expected: pd.DataFrame
    spells: pd.DataFrame
    span: Span
    scale: float = 1.0
    letters: bool = False
    partial: bool = False
    counts: pd.DataFrame | None = None


def place(
    view: CaseView,
    shown: pd.DataFrame,
    *,
    arrangement: Arrangement,
    span: Span,
    window: Span | None = None,
    agencies: Iterable[str] = (),
    keep: Collection[str] = (),
) -> Placed:
    """Lay out the lanes and place the entries shown.

    Args:
        view: the case.
        shown: entries to place, rows of ``view.entries``.
        arrangement: how the lanes are arranged.
        span: the time that is to be seen at once; marks are stacked so that none hides another then.
        window: what is in view, where it is not ``span``.
        agencies: the agencies whose lanes are wanted; none: all of them.
        keep: ids of entries that are drawn even where their lane is summarised.
    """
    window = window or span
    marks = _marks(shown, lanes_of_entries(view, shown, arrangement.by), span)
    totals = marks.groupby("lane")["number"].nunique().to_dict()
    partial, counts = len(marks) > MARKS_AT_ONCE, None
    if partial:
        span = window
        near = _near(marks, window)
        if int(near.sum()) > MARKS_AT_ONCE:
            counts = counted(marks[~marks["undated"]], window)
            near = marks["entry_id"].isin(list(keep))
        marks = marks[near]
    elif window[1] - window[0] > span[1] - span[0]:
        span = window
    scale = next((size for most, size in _SCALES if len(marks) <= most), _SMALLEST)
    letters = arrangement.by != "agency" and len(marks) <= _LETTERS_UP_TO
    marks = _tracked(marks, span, scale, letters)
    answers = _stacked_answers(view, arrangement.by, span)
    spells = spells_drawn(view, by_person=arrangement.by == "person", span=span)
    lanes = _lanes(view, arrangement, marks, answers, spells, totals, scale, counts is not None, agencies)
    lane_of = {lane.key: lane for lane in lanes}
    return Placed(
        lanes=tuple(lanes),
        marks=_marks_at(marks, lane_of, spells, scale),
        height=lanes[-1].bottom if lanes else 0.0,
        by=arrangement.by,
        lane_of=lane_of,
        expected=_answers_at(answers, lane_of),
        spells=spells,
        span=span,
        scale=scale,
        letters=letters,
        partial=partial,
        counts=None if counts is None else _counts_at(counts, lane_of),
    )


def _near(marks: pd.DataFrame, window: Span) -> pd.Series:
    """What is in the window or within half its width of it, so that the chart can be drawn along a little."""
    reach = (window[1] - window[0]) / 2
    return marks["undated"] | ((marks["end"] >= window[0] - reach) & (marks["start"] <= window[1] + reach))


def _lanes(
    view: CaseView,
    arrangement: Arrangement,
    marks: pd.DataFrame,
    answers: pd.DataFrame,
    spells: pd.DataFrame,
    totals: Mapping[str, int],
    scale: float,
    summarised: bool,
    agencies: Iterable[str],
) -> list[Lane]:
    body = ((marks.groupby("lane")["track"].max() + 1) * TRACK * scale).to_dict()
    strip = ((answers.groupby("lane")["track"].max() + 1) * ANSWER_TRACK).to_dict()
    heads = _heads(spells)
    lanes: list[Lane] = []
    top, chosen, by_agency = 0.0, set(agencies), arrangement.by == "agency"
    for key, code, title in _in_order(lane_names(view, arrangement.by), arrangement.order):
        if key not in totals and (not by_agency or (chosen and key not in chosen)):
            continue
        folded = key in arrangement.folded
        width = NAME_WIDTH if code else NAME_WIDTH + 4
        name = wrapped(shortened(title, width - 8 if folded else NAME_WIDTH * 3 - 8), width, 4)
        lines = name.count("<br>") + (2 if name else 1)
        room = body.get(key, 0.0) + (BAR_ROOM if summarised and key in totals else 0.0)
        full = heads.get(key, 0) + room + 2 * LANE_PADDING + strip.get(key, 0)
        bottom = top + (FOLDED if folded else max(full, lines * LINE + 9))
        note = _note(view, key, totals.get(key, 0), by_agency)
        strip_top = top if folded else bottom - strip.get(key, 0)
        lanes.append(Lane(key, code, name, title, note, top, bottom, strip_top, folded))
        top = bottom
    return lanes


def _in_order(names: list[tuple[str, str, str]], order: tuple[str, ...]) -> list[tuple[str, str, str]]:
    place_of = {key: place for place, key in enumerate(order)}
    return sorted(names, key=lambda row: place_of.get(row[0], len(place_of)))


def _heads(spells: pd.DataFrame) -> dict[str, float]:
    """Pixels that the bands of a lane need at its head."""
    return ((spells.groupby("group")["track"].max() + 1) * ROW + 3).to_dict()


def _marks_at(
    marks: pd.DataFrame, lane_of: Mapping[str, Lane], spells: pd.DataFrame, scale: float
) -> pd.DataFrame:
    heads = _heads(spells)
    tops = marks["lane"].map({key: lane.top + heads.get(key, 0) for key, lane in lane_of.items()})
    middle = marks["lane"].map({key: lane.top + FOLDED / 2 for key, lane in lane_of.items() if lane.folded})
    y = tops.astype("float64") + LANE_PADDING + (marks["track"] + 0.5) * TRACK * scale
    return marks.assign(y=middle.astype("float64").fillna(y)).dropna(subset=["y"])


def _answers_at(answers: pd.DataFrame, lane_of: Mapping[str, Lane]) -> pd.DataFrame:
    strips = answers["lane"].map({key: lane.answers for key, lane in lane_of.items()}).astype("float64")
    folded = answers["lane"].map({key: lane.folded for key, lane in lane_of.items()}).eq(True)
    y = strips + np.where(folded, FOLDED / 2, (answers["track"] + 0.5) * ANSWER_TRACK - 2)
    return answers.assign(y=y).dropna(subset=["y"])


def _counts_at(counts: pd.DataFrame, lane_of: Mapping[str, Lane]) -> pd.DataFrame:
    feet = {key: (lane.bottom - 3 if lane.folded else lane.answers - 4) for key, lane in lane_of.items()}
    room = {key: (FOLDED - 8 if lane.folded else BAR_ROOM - 14) for key, lane in lane_of.items()}
    return counts.assign(
        y=counts["lane"].map(feet).astype("float64"), room=counts["lane"].map(room).astype("float64")
    ).dropna(subset=["y"])


def _stacked_answers(view: CaseView, by: str, span: Span) -> pd.DataFrame:
    answers = expected(view, view.analysis.findings["flags"].str[0], by=by)
    tracks = np.zeros(len(answers), dtype="int64")
    room = (span[1] - span[0]) / PLOT_PIXELS * 2 * (HALF_MARK + 3)
    for rows in answers.groupby("lane", sort=False).indices.values():
        x = np.nan_to_num(answers["x"].to_numpy()[rows])
        tracks[rows] = stack(x, x, room)
    return answers.assign(track=tracks)


def _marks(shown: pd.DataFrame, lanes: tuple[np.ndarray, np.ndarray], span: Span) -> pd.DataFrame:
    start, end = milliseconds(shown["earliest"]), milliseconds(shown["latest"])
    first, last = span
    undated = np.isnan(start) & np.isnan(end)
    edtf = shown["edtf"]
    open_start = (np.isnan(start) & ~undated) | edtf.str.startswith(("../", "/")).to_numpy(dtype=bool)
    open_end = (np.isnan(end) & ~undated) | edtf.str.endswith(("/..", "/")).to_numpy(dtype=bool)
    # Where one end is not known the mark stands at the other, with a short tail towards what is not known:
    # how far it may reach is not known either.
    tail = (last - first) * OPEN_TAIL
    start = np.where(open_start & ~open_end, end - tail, start)
    end = np.where(open_end & ~open_start, start + tail, end)
    exact = (start == end) & ~open_start & ~open_end
    # The symbol of a long bar stands in the middle of what is in view, so that it is seen at once.
    seen_start, seen_end = np.maximum(start, first), np.minimum(end, last)
    middle = np.where(seen_start <= seen_end, (seen_start + seen_end) / 2, (start + end) / 2)
    x = np.select([exact | open_end, open_start], [start, end], middle)
    at, keys = lanes
    return pd.DataFrame(
        {
            "number": shown["number"].to_numpy()[at],
            "entry_id": shown["entry_id"].array[at],
            "lane": keys,
            "kind": shown["kind"].array[at],
            "weight": shown["weight"].array[at],
            "start": start[at],
            "end": end[at],
            "x": x[at],
            "exact": exact[at],
            "open_start": open_start[at],
            "open_end": open_end[at],
            "undated": undated[at],
        }
    )


def _tracked(marks: pd.DataFrame, span: Span, scale: float, letters: bool) -> pd.DataFrame:
    """The marks with their ``track`` in the lane, and their column in the tray where they are undated."""
    pixel = (span[1] - span[0]) / PLOT_PIXELS
    before, after = pixel * HALF_MARK * scale, pixel * (HALF_MARK * scale + (CODE_ROOM if letters else 0))
    undated = marks["undated"].to_numpy()
    begin, end, at = (marks[column].to_numpy() for column in ("start", "end", "x"))
    begin, end = np.minimum(begin, at - before), np.maximum(end, at + after)
    tracks = np.zeros(len(marks), dtype="int64")
    for rows in marks.groupby("lane", sort=False).indices.values():
        dated, tray = rows[~undated[rows]], rows[undated[rows]]
        tracks[dated] = stack(begin[dated], end[dated], pixel)
        tracks[tray] = np.arange(len(tray)) // TRAY_COLUMNS
    column = marks.groupby(["lane", "undated"]).cumcount() % TRAY_COLUMNS + 0.5
    return marks.assign(track=tracks, tray=column)


def _note(view: CaseView, key: str, total: int, by_agency: bool) -> str:
    agency = view.analysis.case.agencies.get(key)
    case = view.analysis.case
    if by_agency and agency is not None and not agency.file:
        return "no return received" if key in case.outstanding else "nil return stated"
    if by_agency and key in case.not_readable:
        return "return not readable"
    return count(total, "entry", "entries")
