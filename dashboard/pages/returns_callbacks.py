"""What the Returns page does; each callback is a thin shell around pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash
import pandas as pd
from dash import Input, Output, State, dcc, html, no_update

from chronology.notes import FORMATS, note
from dashboard.case_view import CaseView, review_period
from dashboard.coverage_figure import coverage_figure, coverage_states, describe_coverage, least_width
from dashboard.returns_tables import issues_by_agency, returns_line, stretches_table, summary_table
from dashboard.review_clock import Clock, clock_lines, clock_notes, typed_day
from dashboard.still import still
from dashboard.wording import day

_CLOCK = (Input("clock-aware", "value"), Input("clock-notified", "value"), Input("clock-asked", "value"))


def clock_words(clock: Clock, today: pd.Timestamp) -> list[Any]:
    """The clock as a list of what is due when.

    Args:
        clock: the days given.
        today: midnight of today.
    """
    rows: list[Any] = []
    for what, date, how in clock_lines(clock, today):
        words = [html.B(date) if how else html.Span(date, className="blank"), f" {how}" if how else ""]
        rows += [html.Dt(what), html.Dd(words)]
    return [
        html.Dl(rows, className="due"),
        *[html.P(note, className="remark") for note in clock_notes(clock)],
    ]


def typed_days(typed: Sequence[str | None], today: pd.Timestamp) -> list[tuple[pd.Timestamp | None, str]]:
    """The days typed into the clock and what to tell of each; returns may be asked for by a day to come."""
    aware, notified, asked = typed
    return [typed_day(aware, today), typed_day(notified, today), typed_day(asked)]


def kept_days(days: Sequence[tuple[pd.Timestamp | None, str]], run: str) -> dict[str, Any]:
    """What the tab keeps of the clock: days that were understood, never what was typed.

    Args:
        days: what :func:`typed_days` gives.
        run: the run of the program; another run may be for another case.
    """
    return {"run": run, "days": [None if date is None else date.date().isoformat() for date, _ in days]}


def days_kept(kept: Any, run: str) -> list[str]:
    """The days that the tab has kept, as they are written into the fields; blank where there is none."""
    if not isinstance(kept, dict) or kept.get("run") != run or len(kept.get("days") or ()) != len(_CLOCK):
        return [""] * len(_CLOCK)
    return [day(pd.Timestamp(date)) if date else "" for date in kept["days"]]


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks of the page.

    Args:
        app: the app.
        view: the case that it shows.
    """
    case, states = view.analysis.case, coverage_states(view.analysis.case)

    def load(_ready: bool) -> tuple[Any, ...]:
        figure = coverage_figure(view, states)
        return (
            f"{case.title} · {review_period(view)}",
            returns_line(case),
            figure,
            {"minWidth": f"{least_width(states)}px", "height": f"{figure.layout.height}px"},
            describe_coverage(view, states),
            still(stretches_table(view, states)),
        )

    app.callback(
        Output("returns-case", "children"),
        Output("returns-state", "children"),
        Output("coverage", "figure"),
        Output("coverage-room", "style"),
        Output("coverage-description", "children"),
        Output("coverage-table", "children"),
        Input("returns-ready", "data"),
    )(load)
    _register_clock(app, view)
    _register_issues(app, view)


def _register_clock(app: dash.Dash, view: CaseView) -> None:
    nation = view.analysis.case.nation

    def tell(*typed: str | None) -> tuple[Any, ...]:
        today = pd.Timestamp.today().normalize()
        days = typed_days(typed, today)
        aware, notified, asked = (date for date, _ in days)
        clock = Clock(aware, notified, asked, nation)
        return (
            clock_words(clock, today),
            still(summary_table(view, clock, today)),
            *(told for _, told in days),
        )

    app.callback(
        Output("clock-lines", "children"),
        Output("returns-summary", "children"),
        *(Output(f"{field.component_id}-note", "children") for field in _CLOCK),
        *_CLOCK,
    )(tell)

    def keep(*typed: str | None) -> dict[str, Any]:
        return kept_days(typed_days(typed, pd.Timestamp.today().normalize()), view.run)

    app.callback(Output("clock-kept", "data"), *_CLOCK, prevent_initial_call=True)(keep)

    def restore(_when: int | None, kept: Any, *typed: str | None) -> tuple[Any, ...]:
        return tuple(
            words if words and not text else no_update
            for words, text in zip(days_kept(kept, view.run), typed, strict=True)
        )

    app.callback(
        *(Output(field.component_id, "value") for field in _CLOCK),
        Input("clock-kept", "modified_timestamp"),
        State("clock-kept", "data"),
        *(State(field.component_id, "value") for field in _CLOCK),
        prevent_initial_call=True,
    )(restore)


def _register_issues(app: dash.Dash, view: CaseView) -> None:
    def open_all(told: Mapping[str, Any] | None, opened: list[str]) -> Any:
        return [*opened, told["agency"]] if told else no_update

    app.callback(
        Output("returns-opened", "data"),
        Input("returns-opens", "data"),
        State("returns-opened", "data"),
        prevent_initial_call=True,
    )(open_all)

    app.callback(Output("returns-issues", "children"), Input("returns-opened", "data"))(
        lambda opened: still(issues_by_agency(view, opened or ()))
    )

    def take_note(told: Mapping[str, Any] | None) -> Any:
        if not told or told["form"] not in FORMATS:
            return no_update
        content = note(view.analysis.case, told["agency"], told["form"])
        return dcc.send_bytes(content, f"questions-{told['agency']}.{told['form']}")

    app.callback(
        Output("returns-download", "data"),
        Input("returns-note", "data"),
        prevent_initial_call=True,
    )(take_note)
