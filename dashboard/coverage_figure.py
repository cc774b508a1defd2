"""For which months each agency supplied entries, as a chart, as words and as a table."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd
import plotly.graph_objects as go

from chronology.case import Case
from chronology.returns import coverage
from dashboard.case_view import CaseView
from dashboard.ink import FONT, GRID, INK, MUTED, PAPER
from dashboard.wording import count, listed, wrapped


@dataclass(frozen=True, slots=True)
class Sign:
    """How one state of a month is named and drawn.

    Attributes:
        words: its name on screen.
        meaning: what it tells, as a sentence.
        symbol: plotly marker symbol.
        colour: of the mark.
        size: marker size in pixels where months are wide, and where they are narrow.
    """

    words: str
    meaning: str
    symbol: str
    colour: str
    size: tuple[float, float]


_STRONG, _NIL, _NONE = "#23405e", "#00775a", "#8a4b00"
SIGNS: Mapping[str, Sign] = MappingProxyType(
    {
        "entries": Sign("entries", "Entries of that month; the figure is their number.", "square", _STRONG, (19, 9)),
        "possible entries": Sign(
            "possible entries", "Entries dated too widely to be sure of the month.", "square-open", _STRONG, (18, 8)
        ),
        "stated nil return": Sign(
            "nil return stated", "The agency says that it holds nothing.", "circle-open", _NIL, (14, 7)
        ),
        "nothing supplied": Sign(
            "nothing supplied", "Between its first and last entry, but without one.", "line-ew-open", MUTED, (12, 6)
        ),
        "outside its entries": Sign(
            "outside its entries", "Before its first or after its last entry.", "circle", MUTED, (3.5, 2.5)
        ),
        "no return": Sign("no return", "No return that could be read has come.", "x-thin-open", _NONE, (9, 5)),
    }
)  # fmt: skip
"""By the state of a month, in the order of the key; each has a shape and words of its own."""

_WIDE_UP_TO = 40
_LABELS_PX, _ROW_PX, _TOP_PX, _BOTTOM_PX = 232, 36, 46, 10
_CHARACTER_PX = 6.0


def coverage_states(case: Case) -> pd.DataFrame:
    """The coverage of each agency and month, with the months beyond its own entries told apart.

    Returns:
        :func:`chronology.returns.coverage` plus ``state``, a key of :data:`SIGNS`.
    """
    frame = coverage(case)
    if frame.empty:
        return frame.assign(state=frame["supplied"])
    by_agency = case.entries.groupby("agency")
    first = frame["agency"].map(by_agency["earliest"].min())
    last = frame["agency"].map(by_agency["latest"].max())
    month_end = frame["month"] + pd.offsets.MonthEnd(0)
    within = (month_end >= first) & (frame["month"] <= last)
    beyond = (frame["supplied"] == "nothing supplied") & ~within
    return frame.assign(state=frame["supplied"].mask(beyond, "outside its entries"))


def stretches(states: pd.DataFrame) -> pd.DataFrame:
    """Runs of months in the same state: the table that says the same as the chart.

    Args:
        states: what :func:`coverage_states` returned.

    Returns:
        One row a run: ``agency``, ``first`` and ``last`` (first days of its first and last month),
        ``months``, ``state``, ``entries``, ``possible`` and ``open_ended`` (numbers within it).
    """
    starts = states["agency"].ne(states["agency"].shift()) | states["state"].ne(states["state"].shift())
    runs = states.groupby(starts.cumsum(), sort=False)
    return runs.agg(
        agency=("agency", "first"),
        first=("month", "min"),
        last=("month", "max"),
        months=("month", "size"),
        state=("state", "first"),
        entries=("entries", "sum"),
        possible=("possible", "max"),
        open_ended=("open_ended", "max"),
    ).reset_index(drop=True)


def month_words(month: pd.Timestamp) -> str:
    """A month as ``Jan 2014``."""
    return f"{month:%b %Y}"


def stretch_words(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """A run of months as ``May 2012 to Jan 2014``."""
    return month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"


def least_width(states: pd.DataFrame) -> int:
    """The width in pixels below which the chart is scrolled rather than squeezed."""
    months = states["month"].nunique()
    return max(560, _LABELS_PX + 16 + months * (24 if months <= _WIDE_UP_TO else 8))


def coverage_figure(view: CaseView, states: pd.DataFrame) -> go.Figure:
    """The chart: a row for each agency, a mark for each month, and words where nothing was supplied.

    Args:
        view: the case.
        states: what :func:`coverage_states` returned.
    """
    rows = {key: place for place, key in enumerate(dict.fromkeys(states["agency"]))}
    wide = states["month"].nunique() <= _WIDE_UP_TO
    figure = go.Figure()
    for state, sign in SIGNS.items():
        chosen = states[states["state"] == state]
        numbers = chosen["entries"].where(chosen["entries"] > 0, chosen["possible"])
        figure.add_scatter(
            x=chosen["month"],
            y=chosen["agency"].map(rows),
            mode="markers+text" if wide and state.endswith("entries") and "its" not in state else "markers",
            name=sign.words,
            text=[f"{n:,}" if n else "" for n in numbers],
            textfont={"size": 10.5, "color": PAPER if state == "entries" else INK},
            hovertext=_hover(view, chosen, sign),
            hoverinfo="text",
            marker={
                "symbol": sign.symbol,
                "size": sign.size[0 if wide else 1],
                "color": sign.colour,
                "line": {"width": 1.6, "color": sign.colour},
            },
        )
    _lay_out(figure, view, states, rows)
    _name_silences(figure, states, rows)
    return figure


def describe_coverage(view: CaseView, states: pd.DataFrame) -> str:
    """The chart in words."""
    if states.empty:
        return "No months can be shown: there is no review period and no entry with a month."
    months, agencies = states["month"].nunique(), states["agency"].nunique()
    span = stretch_words(states["month"].min(), states["month"].max())
    counts = states["state"].value_counts()
    parts = [f"{counts[state]:,} with {SIGNS[state].words}" for state in SIGNS if state in counts]
    none = states.groupby("agency", sort=False)["state"].agg(lambda s: bool((s == "no return").all()))
    silent = [view.agency(key) for key in none.index[none]]
    return (
        f"{count(agencies, 'agency', 'agencies')} by {count(months, 'month')}, {span}. "
        f"Of the months of all agencies: {', '.join(parts)}."
        + (f" No return from {listed(silent)}." if silent else "")
    )


def begun_earlier(number: int) -> str:
    """What is said of entries that began in an earlier month and have no end; blank where there are none."""
    return f"{count(number, 'entry', 'entries')} begun earlier, no end given" if number else ""


def _hover(view: CaseView, chosen: pd.DataFrame, sign: Sign) -> list[str]:
    words = []
    columns = ("agency", "month", "entries", "possible", "open_ended")
    for agency, month, entries, possible, open_ended in zip(
        *(chosen[column] for column in columns), strict=True
    ):
        held = [count(entries, "entry", "entries")] if entries else []
        held += [f"{count(possible, 'entry', 'entries')} that may fall in this month"] if possible else []
        said = "; ".join(filter(None, [" and ".join(held) or sign.words, begun_earlier(open_ended)]))
        words.append(f"<b>{wrapped(view.agency(agency))}</b><br>{month_words(month)}: {said}")
    return words


def _lay_out(figure: go.Figure, view: CaseView, states: pd.DataFrame, rows: Mapping[str, int]) -> None:
    half = pd.Timedelta(days=16)
    edges = [states["month"].min() - half, states["month"].max() + half] if len(states) else None
    figure.update_layout(
        height=_TOP_PX + _BOTTOM_PX + _ROW_PX * max(len(rows), 1),
        margin={"l": _LABELS_PX, "r": 8, "t": _TOP_PX, "b": _BOTTOM_PX},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 12, "color": INK},
        showlegend=False,
        hovermode="closest",
        hoverlabel={"bgcolor": PAPER, "bordercolor": MUTED, "font": {"color": INK, "size": 12.5}, "align": "left"},
        dragmode=False,
        xaxis={
            "side": "top", "range": edges, "tickformat": "%b\n%Y", "showgrid": False, "zeroline": False,
            "tickfont": {"color": MUTED}, "fixedrange": True, "nticks": 16,
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5], "tickvals": list(rows.values()), "showticklabels": False,
            "gridcolor": GRID, "zeroline": False, "fixedrange": True, "ticks": "",
        },
    )  # fmt: skip
    for key, row in rows.items():
        for text, at, width in (
            (f"<b>{html.escape(view.codes.get(key, ''))}</b>", 0, 0),
            ("<br>".join(map(html.escape, _label(view.agency(key)))), 30, _LABELS_PX - 34),
        ):
            figure.add_annotation(
                xref="paper", x=0, xanchor="left", xshift=at - _LABELS_PX, y=row, text=text, showarrow=False,
                align="left", width=width or None, font={"size": 12},
            )  # fmt: skip


def _label(name: str) -> list[str]:
    return textwrap.wrap(name, 33, max_lines=2, placeholder=" …")


def _name_silences(figure: go.Figure, states: pd.DataFrame, rows: Mapping[str, int]) -> None:
    """Say in words what a long run of silence is, in the run itself."""
    months = max(states["month"].nunique(), 1)
    room = (least_width(states) - _LABELS_PX) / months
    runs = stretches(states)
    for run in runs[~runs["state"].isin(["entries", "possible entries"])].itertuples():
        words = f"{SIGNS[run.state].words}, {count(run.months, 'month')}"
        if len(words) * _CHARACTER_PX + 12 <= run.months * room:
            figure.add_annotation(
                x=run.first + (run.last - run.first) / 2,
                y=rows[run.agency],
                text=words,
                showarrow=False,
                bgcolor=PAPER,
                borderpad=2,
                font={"size": 11.5, "color": MUTED},
            )
