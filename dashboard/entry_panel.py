"""One entry in full: every cell as sent, how it was read, and what it is part of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html

from dashboard.case_view import CaseView
from dashboard.controls import tells
from dashboard.marked import marked, spans_in_cell
from dashboard.wording import day, when

_BASIS = {
    "typed": "as typed", "cell": "from a true date cell", "inferred_year": "the year was inferred",
    "inherited": "taken from the row above", "relative": "counted from another entry",
    "age": "worked out from an age", "none": "no date could be read",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """Where an entry is shown in full.

    Attributes:
        heading: id of its heading.
        entries: store that is told of another entry to be opened.
        findings: store that is told of a finding to be opened.
    """

    heading: str
    entries: str
    findings: str


PANEL = PanelPlace("panel-heading", "timeline-told", "timeline-told")
"""Beside the chart, on the page Timeline."""


def place_words(entry: pd.Series) -> str:
    """Where an entry stands: ``police.csv, row 4`` or ``police.xlsx, sheet Chronology, row 4``."""
    sheet = f", sheet {entry['sheet']}" if entry["sheet"] else ""
    return f"{entry['file'].rpartition('/')[2]}{sheet}, row {entry['row']}"


def entry_panel(view: CaseView, entry: pd.Series, place: PanelPlace = PANEL) -> list[Any]:
    """The whole of an entry, the original cells first.

    Args:
        view: the case.
        entry: a row of ``view.entries``.
        place: where it is shown.
    """
    tags = view.tags_of(entry["entry_id"])
    code = view.codes.get(entry["agency"], "")
    head = [
        html.Span([html.Span(code, className="code"), view.agency(entry["agency"])], className="eyebrow"),
        entry["when"],
    ]
    return [
        html.H2(head, id=place.heading, tabIndex=-1),
        html.P(
            f"File {entry['file']}" + place_words(entry).removeprefix(entry["file"].rpartition("/")[2]),
            className="meta",
        ),
        *_remarks(entry),
        html.H3("As sent"),
        html.Dl(_cells(entry, tags), className="cells"),
        html.H3("How the date was read"),
        html.P(_date_words(entry)),
        *_told(view, tags),
        *_links(view, entry, place),
        *_known_to(view, entry),
        *_findings(view, entry, place),
    ]


def _remarks(entry: pd.Series) -> list[Any]:
    remarks = []
    if entry["hidden"]:
        remarks.append("This row, or its column or sheet, was hidden in the file.")
    if entry["struck"]:
        remarks.append("Text of this row was struck through in the file.")
    if entry["cell_comments"]:
        remarks.append(f"Comments or notes on its cells:\n{entry['cell_comments']}")
    if pd.notna(entry["recorded"]):
        remarks.append(f"Recorded on {day(entry['recorded'])}.")
    return [html.P(remark, className="remark") for remark in remarks]


def _cells(entry: pd.Series, tags: pd.DataFrame) -> list[Any]:
    cells: list[Any] = []
    for header, text in dict(entry["original"] or {}).items():
        value = str(text)
        words = (
            marked(value, spans_in_cell(value, entry, tags))
            if value
            else html.Span("blank", className="blank")
        )
        cells += [html.Dt(str(header) or "(column without a name)"), html.Dd(words)]
    return cells


def _date_words(entry: pd.Series) -> str:
    typed = f"Written as “{entry['date_text']}”" if entry["date_text"] else "No date was written"
    basis = _BASIS.get(entry["date_basis"], entry["date_basis"].replace("_", " "))
    edtf = f", EDTF {entry['edtf']}" if entry["edtf"] else ""
    note = f" {entry['date_note']}" if entry["date_note"] else ""
    return f"{typed}; read as {entry['when']} ({basis}{edtf}).{note}"


def _told(view: CaseView, tags: pd.DataFrame) -> list[Any]:
    if tags.empty:
        return []
    items = [
        html.Li(
            [
                html.Span(view.meanings.get(row.tag, row.tag.replace("_", " "))),
                "" if row.polarity == "happened" else f" ({row.polarity})",
                ": ",
                html.Q(row.words),
            ]
        )
        for row in tags.drop_duplicates(["tag", "polarity", "words"]).itertuples()
    ]
    return [html.H3("What its words tell"), html.Ul(items, className="plain")]


def _links(view: CaseView, entry: pd.Series, place: PanelPlace) -> list[Any]:
    links, here = view.analysis.links, entry["entry_id"]
    own = links[(links["from_entry"] == here) | (links["to_entry"] == here)]
    if own.empty:
        return []
    items = []
    for row in own.itertuples():
        outward = row.from_entry == here
        other_agency = row.to_agency if outward else row.from_agency
        other = view.entry(row.to_entry if outward else row.from_entry)
        direction = f"{row.kind}: {'to' if outward else 'from'} {view.agency(other_agency)}"
        words: list[Any] = [html.B(direction[:1].upper() + direction[1:]), f". {row.evidence} "]
        if other is None:
            words.append("No matching entry supplied by the other agency.")
        else:
            opens = tells(place.entries, entry=other["entry_id"])
            words.append(html.Button(f"Open its entry of {other['when']}", className="quiet", **opens))
        items.append(html.Li(words))
    return [html.H3("Links made"), html.Ul(items, className="plain")]


def _known_to(view: CaseView, entry: pd.Series) -> list[Any]:
    known = view.analysis.knowledge
    known = known[(known["entry_id"] == entry["entry_id"]) & (known["agency"] != entry["agency"])]
    if known.empty:
        return []
    items = [
        html.Li(f"{view.agency(row.agency)}, {_from_when(row.from_earliest, row.from_latest)} ({row.how})")
        for row in known.itertuples()
    ]
    return [html.H3("Known to, besides its own agency"), html.Ul(items, className="plain")]


def _from_when(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    date = when(earliest, latest)
    return "from a day not known" if date == "undated" else f"from {date}"


def _findings(view: CaseView, entry: pd.Series, place: PanelPlace) -> list[Any]:
    findings = view.analysis.findings
    own = findings[[entry["entry_id"] in entries for entries in findings["entries"]]].sort_values("rank")
    if own.empty:
        return [html.H3("Findings"), html.P("This entry is in no finding.", className="note")]
    items = [
        html.Li(
            html.Button(
                f"{row.rank}. {row.title} ({row.state})",
                className="quiet",
                **tells(place.findings, finding=row.finding_id),
            )
        )
        for row in own.itertuples()
    ]
    return [html.H3("Findings it is part of"), html.Ul(items, className="plain")]
