"""The tables of the Returns page: one line an agency, the months in words, and what to send back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd
from dash import html

from chronology.case import Case
from chronology.notes import names_as_sent
from chronology.returns import returns_summary
from dashboard.case_view import CaseView
from dashboard.controls import tells
from dashboard.coverage_figure import SIGNS, begun_earlier, stretch_words, stretches
from dashboard.ledger import ledger, line
from dashboard.record_ends import first_and_last
from dashboard.review_clock import Clock, distance
from dashboard.wording import count, day, listed

SEVERITIES = {"error": "To correct", "question": "To ask", "note": "For information"}
"""Words for the severity of an issue, the most pressing first."""
SHOWN_AT_FIRST = 40
"""Issues of one agency that are listed before the reader asks for all."""
_STATUS = {
    "received": ("●", "Received"),
    "not read": ("◐", "Received, not readable"),
    "stated nil return": ("○", "Nil return stated"),
    "own file": ("□", "Outstanding; in its place lies a file that Chronology wrote"),
    "outstanding": ("□", "Outstanding"),
}


def summary_table(view: CaseView, clock: Clock, today: pd.Timestamp) -> html.Div:
    """One line an agency: its return, its first and last entry, its numbers and its issues.

    Args:
        view: the case.
        clock: the days that the user has given.
        today: midnight of today.
    """
    case = view.analysis.case
    firsts, lasts = (ends["when"] for ends in first_and_last(view.entries, "agency"))
    heads = (
        "Agency", "Return", "Due", "First entry", "Last entry", "Entries", "Undated", "Longest silence",
        *SEVERITIES.values(),
    )  # fmt: skip
    lines, numeric = [], (5, 6, 8, 9, 10)
    for row in returns_summary(case).to_dict("records"):
        silence = count(row["longest_gap"], "month") if row["longest_gap"] else ""
        cells = [
            _status(row),
            due_words(row["status"], clock, today),
            firsts.get(row["agency"], ""),
            lasts.get(row["agency"], ""),
            f"{row['entries']:,}",
            f"{row['undated']:,}",
            silence,
            *[f"{row[f'{severity}s']:,}" for severity in SEVERITIES],
        ]
        lines.append(line(agency_words(view, row["agency"]), cells, numeric))
    return ledger(heads, lines, "The return of each agency", numeric=numeric)


def due_words(status: str, clock: Clock, today: pd.Timestamp) -> str:
    """When a return is due, as far as the user has said."""
    if status in ("received", "stated nil return"):
        return "nothing due"
    if clock.asked is None:
        return "no day set"
    return f"{day(clock.asked)}, {distance(clock.asked, today, clock.nation)}"


def returns_line(case: Case) -> str:
    """The state of the returns in one sentence."""
    status = returns_summary(case)["status"].value_counts()
    parts = [
        f"{status[key]} {words[:1].lower()}{words[1:]}"
        for key, (_, words) in _STATUS.items()
        if key in status
    ]
    asked = case.issues["severity"].isin(["error", "question"]).sum()
    return f"{count(len(case.agencies), 'agency', 'agencies')}: {', '.join(parts)}; " + (
        f"{count(int(asked), 'question')} to send back" if asked else "no questions to send back"
    )


def stretches_table(view: CaseView, states: pd.DataFrame) -> html.Div:
    """The coverage chart as a table: one line a run of months."""
    lines = []
    for run in stretches(states).itertuples():
        held = f"{run.entries:,}" if run.entries else f"up to {run.possible:,}" if run.possible else "0"
        said = "; ".join(filter(None, [SIGNS[run.state].words, begun_earlier(run.open_ended)]))
        cells = [stretch_words(run.first, run.last), count(run.months, "month"), said, held]
        lines.append(line(agency_words(view, run.agency), cells, (4,)))
    heads = ("Agency", "Months", "Length", "What was supplied", "Entries")
    return ledger(heads, lines, "What each agency supplied, month by month", numeric=(4,))


def issues_by_agency(view: CaseView, opened: Collection[str] = ()) -> list[Any]:
    """What to send back, grouped by agency, the most pressing first.

    Args:
        view: the case.
        opened: agencies whose issues are all listed, however many there are.
    """
    issues, case = view.analysis.case.issues, view.analysis.case
    if issues.empty:
        return [html.P("Nothing needs to be sent back: every file was read without a question.")]
    known = [key for key in case.agencies if (issues["agency"] == key).any()]
    others = [key for key in dict.fromkeys(issues["agency"]) if key not in case.agencies]
    sections = [_agency_issues(view, key, issues[issues["agency"] == key], key in opened) for key in known]
    sections += [_agency_issues(view, key, issues[issues["agency"] == key], key in opened) for key in others]
    clear = [view.agency(key) for key in case.agencies if key not in known and case.agencies[key].file]
    if clear:
        sections.append(html.P(f"Nothing to send back to {listed(clear)}.", className="note"))
    return sections


def agency_words(view: CaseView, key: str) -> list[Any]:
    """An agency's letter code and name."""
    code = view.codes.get(key, "")
    return [html.Span(code, className="code"), view.agency(key)] if code else [view.agency(key)]


def _agency_issues(view: CaseView, key: str, issues: pd.DataFrame, opened: bool) -> html.Section:
    order = issues["severity"].map({name: place for place, name in enumerate(SEVERITIES)}).fillna(9)
    ranked = issues.assign(order=order).sort_values(["order", "file", "sheet", "row"], kind="stable")
    shown = ranked if opened else ranked.head(SHOWN_AT_FIRST)
    counts = issues["severity"].value_counts()
    numbers = [f"{counts[name]:,} {words.lower()}" for name, words in SEVERITIES.items() if name in counts]
    heading = agency_words(view, key) if key else ["The case as a whole"]
    slug = key or "case"
    parts: list[Any] = [
        html.Div(
            [
                html.H3(
                    [*heading, html.Span(f" {', '.join(numbers)}", className="meta")], id=f"issues-{slug}"
                ),
                *([_note_buttons(view, key)] if key in view.analysis.case.agencies else []),
            ],
            className="issues-head",
        ),
        *_two_names(view.analysis.case, key),
        _issues_table(shown, f"Issues of {view.agency(key) if key else 'the case as a whole'}"),
    ]
    if len(shown) < len(ranked):
        words = f"Show all {len(ranked):,} (first {len(shown)} listed)"
        parts.append(
            html.Button(words, className="quiet", type="button", **tells("returns-opens", agency=key))
        )
    return html.Section(parts, className="agency-issues", **{"aria-labelledby": f"issues-{slug}"})


def _two_names(case: Case, key: str) -> list[html.P]:
    """Under which name an agency sent its file, where we keep it under another: a note gives theirs."""
    return [
        html.P(
            [f"{path} was sent as “{name}”: a note to the agency gives it by that name."],
            className="note",
        )
        for path, name in names_as_sent(case).items()
        if key in case.agencies and path == case.agencies[key].file and path.rpartition("/")[2] != name
    ]


def _note_buttons(view: CaseView, key: str) -> html.Div:
    buttons = [
        html.Button(
            words,
            className="quiet",
            type="button",
            **tells("returns-note", agency=key, form=form),
            **{"aria-label": f"Note to {view.agency(key)}, {words}"},
        )
        for form, words in (("docx", "Word"), ("xlsx", "Excel"))
    ]
    return html.Div([html.Span("Note to this agency:", className="meta"), *buttons], className="note-buttons")


def _issues_table(issues: pd.DataFrame, caption: str) -> html.Div:
    lines = []
    for issue in issues.itertuples():
        place = issue.file.rpartition("/")[2] + (f", sheet {issue.sheet}" if issue.sheet else "")
        lines.append(
            html.Tr(
                [
                    html.Td(
                        SEVERITIES.get(issue.severity, issue.severity), className=f"severity {issue.severity}"
                    ),
                    html.Td(issue.sentence, className="sentence"),
                    html.Td(place, className="place"),
                    html.Td(f"{issue.row}" if issue.row else "", className="number"),
                    html.Td(issue.column),
                    html.Td(issue.done),
                ]
            )
        )
    heads = ("Kind", "What to look at", "File", "Row", "Column", "What was done meanwhile")
    return ledger(heads, lines, caption, numeric=(3,), css="issues-table")


def _status(row: dict[str, Any]) -> list[Any]:
    sign, words = _STATUS[row["status"]]
    received = f" {day(row['received'])}" if pd.notna(row["received"]) else ""
    css = f"status {row['status'].replace(' ', '-')}"
    return [html.Span([html.Span(f"{sign} ", **{"aria-hidden": "true"}), words], className=css), received]
