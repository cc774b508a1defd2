"""Where everything stands on the swimlane chart, in dates across and pixels down.

Marks in a lane are stacked so that none hides another: each takes the highest track that is free at its
date.  The vertical axis counts pixels from the top, so that a lane is exactly as tall as its marks need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView
from dashboard.expected import NO_PERSON, expected
from dashboard.moments import Span, milliseconds
from dashboard.packing import stack
from dashboard.spells import PLOT_PIXELS, ROW, spells_drawn
from dashboard.wording import count, shortened, wrapped

TRACK = 14.5
LANE_PADDING = 5
LINE = 15.5
"""Pixels of one line of a lane's name."""
NAME_WIDTH = 28
"""Characters of a lane's name on one line."""
ANSWER_TRACK = 18.5
TRAY_COLUMNS = 3
HALF_MARK = 6.5
"""Pixels from the middle of a mark to the edge of the room it needs."""
CODE_ROOM = 17
"""Pixels for an agency's letters beside a mark, in lanes by person."""
OPEN_TAIL = 0.035
"""Length of the tail of a date with an open end, as a share of the time in view."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane.

    Attributes:
        key: agency key or person code.
        code: its letters at the left edge.
        name: its name in words, escaped, its lines parted by ``<br>``.
        note: a remark under the name, such as the number of entries.
        top: first pixel.
        bottom: one past the last pixel.
        answers: first pixel of the strip for expected answers; equal to ``bottom`` where the lane has none.
    """

    key: str
    code: str
    name: str
    note: str
    top: float
    bottom: float
    answers: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Lanes and the marks in them.

    Attributes:
        lanes: from the top down.
        marks: one row for each entry in each of its lanes: ``number``, ``entry_id``, ``lane``, ``kind``,
            ``start`` and ``end`` (milliseconds since 1970; not-a-number where undated), ``x`` (where the
            symbol stands), ``exact``, ``open_start``, ``open_end``, ``undated``, ``y``.
        height: pixels of all lanes together.
        by_person: lanes are persons, not agencies.
        lane_of: lane by its key.
        expected: where each finding's answer was looked for, as :func:`dashboard.expected.expected` gives it,
            plus ``y``.
        spells: bands with their rows, as :func:`dashboard.spells.spells_drawn` gives them.
    """

    lanes: tuple[Lane, ...]
    marks: pd.DataFrame
    height: float
    by_person: bool
    lane_of: Mapping[str, Lane]
    expected: pd.DataFrame
    spells: pd.DataFrame


def place(
    view: CaseView, shown: pd.DataFrame, *, by_person: bool, span: Span, agencies: Iterable[str] = ()
) -> Placed:
    """Lay out the lanes and place every entry shown.

    Args:
        view: the case.
        shown: entries to place, rows of ``view.entries``.
        by_person: lanes by person; else by agency.
        span: the time that is to be seen at once; marks are stacked so that none hides another then.
        agencies: the agencies whose lanes are wanted; none: all of them.

    Returns:
        The lanes and marks; an entry that names several persons stands in the lane of each.
    """
    marks = _marks(shown, by_person, span)
    answers = _stacked_answers(view, by_person, span)
    spells = spells_drawn(view, by_person=by_person, span=span)
    body = ((marks.groupby("lane")["track"].max() + 1) * TRACK).to_dict()
    strip = ((answers.groupby("lane")["track"].max() + 1) * ANSWER_TRACK).to_dict()
    heads = ((spells.groupby("group")["track"].max() + 1) * ROW + 3).to_dict()
    totals = marks.groupby("lane")["number"].nunique().to_dict()
    lanes: list[Lane] = []
    top, chosen = 0.0, set(agencies)
    for key, code, full_name in _lane_names(view, by_person):
        if key not in totals and (by_person or (chosen and key not in chosen)):
            continue
        name = wrapped(shortened(full_name, NAME_WIDTH * 3 - 8), NAME_WIDTH, 4)
        lines = name.count("<br>") + (2 if name else 1)
        full = heads.get(key, 0) + body.get(key, 0) + 2 * LANE_PADDING + strip.get(key, 0)
        bottom = top + max(full, lines * LINE + 9)
        note = _note(view, key, totals.get(key, 0), by_person)
        lanes.append(Lane(key, code, name, note, top, bottom, bottom - strip.get(key, 0)))
        top = bottom
    tops = (
        marks["lane"].map({lane.key: lane.top + heads.get(lane.key, 0) for lane in lanes}).astype("float64")
    )
    strips = answers["lane"].map({lane.key: lane.answers for lane in lanes}).astype("float64")
    return Placed(
        lanes=tuple(lanes),
        marks=marks.assign(y=tops + LANE_PADDING + (marks["track"] + 0.5) * TRACK),
        height=top,
        by_person=by_person,
        lane_of={lane.key: lane for lane in lanes},
        expected=answers.assign(y=strips + (answers["track"] + 0.5) * ANSWER_TRACK - 2).dropna(subset=["y"]),
        spells=spells,
    )


def _stacked_answers(view: CaseView, by_person: bool, span: Span) -> pd.DataFrame:
    answers = expected(view, view.analysis.findings["flags"].str[0], by_person=by_person)
    tracks = np.zeros(len(answers), dtype="int64")
    room = (span[1] - span[0]) / PLOT_PIXELS * 2 * (HALF_MARK + 3)
    for rows in answers.groupby("lane", sort=False).indices.values():
        x = answers["x"].to_numpy()[rows]
        tracks[rows] = stack(np.nan_to_num(x), np.nan_to_num(x), room)
    return answers.assign(track=tracks)


def _marks(shown: pd.DataFrame, by_person: bool, span: Span) -> pd.DataFrame:
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
    marks = pd.DataFrame(
        {
            "number": shown["number"].to_numpy(),
            "entry_id": shown["entry_id"].to_numpy(),
            "lane": _lanes_of_entries(shown, by_person),
            "kind": shown["kind"].to_numpy(),
            "start": start,
            "end": end,
            "x": x,
            "exact": exact,
            "open_start": open_start,
            "open_end": open_end,
            "undated": undated,
        }
    ).explode("lane", ignore_index=True)
    pixel = (last - first) / PLOT_PIXELS
    before, after = pixel * HALF_MARK, pixel * (HALF_MARK + (CODE_ROOM if by_person else 0))
    tracks = np.zeros(len(marks), dtype="int64")
    for rows in marks.groupby("lane", sort=False).indices.values():
        lane = marks.iloc[rows]
        dated = ~lane["undated"].to_numpy()
        begin, end_at, at = (lane[column].to_numpy()[dated] for column in ("start", "end", "x"))
        tracks[rows[dated]] = stack(np.minimum(begin, at - before), np.maximum(end_at, at + after), pixel)
        tracks[rows[~dated]] = np.arange((~dated).sum()) // TRAY_COLUMNS
    return marks.assign(track=tracks, tray=_tray(marks))


def _tray(marks: pd.DataFrame) -> pd.Series:
    """Column of each undated mark in the tray, 0.5 to ``TRAY_COLUMNS`` - 0.5."""
    return marks.groupby(["lane", "undated"]).cumcount() % TRAY_COLUMNS + 0.5


def _lanes_of_entries(shown: pd.DataFrame, by_person: bool) -> list[tuple[str, ...]]:
    if by_person:
        return [persons or (NO_PERSON,) for persons in shown["persons_named"]]
    return [(agency,) for agency in shown["agency"]]


def _lane_names(view: CaseView, by_person: bool) -> list[tuple[str, str, str]]:
    case = view.analysis.case
    if not by_person:
        keys = dict.fromkeys([*case.agencies, *view.entries["agency"]])
        return [(key, view.codes.get(key, "?"), view.agency(key)) for key in keys]
    people = [(code, code, role) for code, role in zip(case.people["code"], case.people["role"], strict=True)]
    known = {code for code, _, _ in people}
    others = [(p, p, "") for p in view.analysis.mentions["person"].drop_duplicates() if p not in known]
    return [*people, *others, (NO_PERSON, "–", "No person named")]


def _note(view: CaseView, key: str, total: int, by_person: bool) -> str:
    agency = view.analysis.case.agencies.get(key)
    if not by_person and agency is not None and not agency.file:
        return "no return received"
    return count(total, "entry", "entries")
