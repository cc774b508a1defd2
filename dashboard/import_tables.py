"""The tables on the card of a dropped file: its columns, what it changes, its first entries, its issues."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html

from dashboard.ledger import ledger, line
from dashboard.returns_tables import SEVERITIES
from dashboard.still import still
from dashboard.wording import count, shortened, when
from dashboard.wording import listed as in_words
from importers.changes import date_in_words
from importers.intake import Preview
from importers.issues import listed
from importers.profiles import ANSWERS, FIELD_WORDS

_FIRST = 8
_MOST = 60
_EXCERPT = 220
_ALWAYS, _EXCERPTS = ("What happened",), ("What happened", "Action and outcome")
_CERTAINTY = {"certain": "Certain", "likely": "Likely", "unknown": "Not known, kept as it is"}
_STATES = (
    ("added", "Added", "new entries"),
    ("returned", "Back again", "entries that were withdrawn earlier"),
)


def columns_part(ident: str, shown: Preview) -> list[Any]:
    """What each column was taken for, how certain that is, and a list to say it otherwise.

    Args:
        ident: id of the file.
        shown: what taking it in would do.
    """
    columns = shown.columns
    if columns.empty:
        return []
    several, lines = columns["sheet"].nunique() > 1, []
    asked_about = {question.header for question in shown.questions}
    for place, column in enumerate(columns.itertuples()):
        name = " ".join(str(column.header).split()) or f"Column {column.column}"
        where = f"{name} ({column.sheet})" if several else name
        near = " or ".join(FIELD_WORDS[found.field] for found in shown.unknown.get(str(column.header), ()))
        answered = name in shown.profile.columns
        certainty = "Answered" if answered else _CERTAINTY[str(column.certainty)]
        cells = [
            html.Span(certainty, className=f"certainty {'answered' if answered else column.certainty}"),
            _meaning(ident, place, name, str(column.field), asked=name in asked_about),
            [str(column.why), f" Perhaps {near}." if near else ""],
        ]
        lines.append(line(where, cells))
    asked = len(shown.questions)
    heading = [html.H3(f"Columns{f': {asked} to answer' if asked else ''}")]
    if asked:
        heading.append(
            html.Div(
                [
                    html.P(
                        "What is likely was taken from the cells below the heading. Agree, or choose what it holds.",
                        className="note",
                    ),
                    html.Button(
                        "All of them are right",
                        id={"type": "import-likely", "file": ident},
                        type="button",
                        className="quiet",
                    ),
                ],
                className="import-asked",
            )
        )
    table = ledger(("Heading", "How certain", "What it holds", "Why"), lines, f"Columns of {shown.path.name}")
    return [*heading, still(table)]


def _meaning(ident: str, place: int, name: str, field: str, *, asked: bool) -> html.Div:
    """A list of what the column can hold, and where it is asked about, a button to agree."""
    # A field that only the case's own headers file gives is no answer, but is shown as it is.
    known = ANSWERS if field in ANSWERS else (*ANSWERS, field)
    options = [
        html.Option(_sentence(FIELD_WORDS.get(other, other)), value=other, selected=other == field)
        for other in known
    ]
    told = {"data-import-what": "column", "data-import-of": name, "data-import-file": ident}
    select = f"import-column-{ident}-{place}"
    parts: list[Any] = [
        html.Select(options, id=select, **told, **{"aria-label": f"What the column {name} holds"})
    ]
    if asked:
        agree = {**told, "data-import-value": field, "data-import-then": select}
        parts.append(
            html.Button(
                "Right", type="button", className="quiet", **agree, **{"aria-label": f"Right: {name}"}
            )
        )
    return html.Div(parts, className="import-meaning")


def changes_parts(shown: Preview) -> list[Any]:
    """What is added, changed, unchanged, withdrawn and set aside; changed cells one by one."""
    changes = shown.changes
    counts = [
        count(changes.count("added"), "entry added", "entries added"),
        f"{changes.count('changed'):,} changed",
        f"{changes.count('unchanged'):,} unchanged",
        *([f"{changes.count('returned'):,} back again"] if changes.count("returned") else []),
        f"{len(changes.withdrawn):,} withdrawn",
        f"{len(shown.set_aside):,} set aside",
    ]
    parts: list[Any] = [html.H3("What it changes"), html.P(", ".join(counts), className="import-counts")]
    if len(changes.cells):
        dates = changes.dates_of_shared_rows()
        lines = [
            line(
                row_words(cell.sheet, cell.row) + (f" ({dates[cell.id]})" if cell.id in dates else ""),
                [cell.column, _words(cell.before), html.B(_words(cell.after))],
            )
            for cell in changes.cells.head(_MOST).itertuples()
        ]
        heads = ("Row", "Column", "Was", "Now")
        parts += [
            ledger(heads, lines, f"Cells that changed in {shown.path.name}"),
            *_more(len(changes.cells), "cells"),
        ]
    earlier = bool(shown.ledger.receipts)
    for state, title, what in _STATES:
        rows = changes.rows[changes.rows["state"] == state]
        if len(rows) and (earlier or state != "added"):
            parts.append(
                _folded(f"{title}: {count(len(rows), 'entry', 'entries')}", rows, what, shown.path.name)
            )
    if len(changes.withdrawn):
        title = f"Withdrawn: {count(len(changes.withdrawn), 'entry', 'entries')} of the earlier file, kept on record"
        parts.append(_folded(title, changes.withdrawn, "withdrawn entries", shown.path.name))
    if len(shown.set_aside):
        lines = [
            line(row_words(row.sheet, row.row), [row.reason, _words(row.text)])
            for row in shown.set_aside.head(_MOST).itertuples()
        ]
        table = ledger(("Row", "Taken for", "Its words"), lines, f"Rows set aside of {shown.path.name}")
        parts.append(
            html.Details(
                [
                    html.Summary(f"Set aside, as no entries: {count(len(shown.set_aside), 'row')}"),
                    table,
                    *_more(len(shown.set_aside), "rows"),
                ]
            )
        )
    return parts


def first_entries(shown: Preview) -> Any:
    """The first rows as they were understood, without the columns in which none of them holds anything."""
    entries = shown.entries
    if entries.empty:
        return html.P("No entry was found in it.", className="note")
    first = entries.head(_FIRST)
    texts = {
        "Persons": first["persons"],
        "Source": first["source"],
        "What happened": first["event"],
        "Action and outcome": [
            " → ".join(text for text in both if text.strip())
            for both in zip(first["action"], first["outcome"], strict=True)
        ],
    }
    held = {head: list(told) for head, told in texts.items() if "".join(told).strip() or head in _ALWAYS}
    lines = []
    for place, entry in enumerate(first.itertuples()):
        date = when(entry.earliest, entry.latest, entry.precision, entry.edtf)
        cells = [
            html.Div(_words(told[place]), className="words") if head in _EXCERPTS else told[place]
            for head, told in held.items()
        ]
        lines.append(line(row_words(entry.sheet, entry.row), [_dated(entry.date_text, date), *cells]))
    blank = [f"“{head}”" for head in texts if head not in held]
    note = f"These rows hold nothing under {in_words(blank)}, so that is not shown. Nothing of the file is left out."
    return html.Div(
        [
            html.H3(f"First entries as understood ({len(first)} of {len(entries)})"),
            ledger(
                ("Row", "Date", *held), lines, f"First entries of {shown.path.name} as understood",
                css="import-entries",
            ),
            *([html.P(note, className="note")] if blank else []),
        ]
    )  # fmt: skip


def issues_part(shown: Preview) -> list[Any]:
    """Its issues, the same sentence once with its rows; headings not known are told of among the columns."""
    issues = shown.issues[shown.issues["code"] != "unknown_column"]
    if issues.empty:
        return []
    order = list(SEVERITIES)
    lines = []
    grouped = issues.groupby(["severity", "sentence"], sort=False)
    for (severity, sentence), group in sorted(grouped, key=lambda item: order.index(str(item[0][0]))):
        rows = sorted({int(row) for row in group["row"] if row})
        lines.append(
            line(SEVERITIES[str(severity)], [str(sentence), listed(rows) if rows else "the whole file"])
        )
    return [
        html.H3("To look at"),
        ledger(("Kind", "What to look at", "Where"), lines, f"What to look at in {shown.path.name}"),
    ]


def _folded(title: str, rows: pd.DataFrame, what: str, file: str) -> html.Details:
    lines = [
        line(
            row_words(row.sheet, row.row),
            [_dated(row.date_text, date_in_words(row.earliest, row.latest)), _words(row.narrative)],
        )
        for row in rows.head(_MOST).itertuples()
    ]
    table = ledger(("Row", "Date", "What happened"), lines, f"{title}, {file}")
    return html.Details([html.Summary(title), table, *_more(len(rows), what)], open=True)


def _dated(typed: str, understood: str) -> Any:
    """A date as typed and as understood; entries that came from several dates in one cell differ in the latter."""
    if typed in ("", understood):
        return understood
    return [f"{typed} ", html.Span(f"= {understood}", className="meta")]


def _more(number: int, what: str) -> list[Any]:
    return [html.P(f"and {number - _MOST:,} more {what}", className="note")] if number > _MOST else []


def row_words(sheet: str, row: int) -> str:
    """Where a row stands in a file."""
    return f"{sheet}, row {row}" if sheet else f"row {row}"


def _words(text: str) -> Any:
    return shortened(text, _EXCERPT) if text.strip() else html.Span("blank", className="blank")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
