"""What taking in a file would do, as text for the person who decides.

Unlike the import report this quotes cells, because nobody can agree to a change without seeing it: it is
meant for the screen, never for a log.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pandas as pd

from chronology.dates import Precision, show_interval
from chronology.returns import rows_as_entries
from importers.changes import Changes, date_in_words
from importers.intake import Preview
from importers.issues import listed
from importers.ledger import Ledger
from importers.profiles import FIELD_WORDS, Question

NEW_AGENCY = "{name} is new to the case; it will be listed in case.toml, with the kind “{kind}”."
NOT_COMPARED = (
    "The file in place, {file}, is protected and was not opened, so this cannot show what changed: every entry "
    "counts as added. A copy of that file is kept."
)
_FIRST_ENTRIES = 3
_EXCERPT = 140
_WIDTH = 100
_CERTAINTIES = (
    ("certain", "Certain"),
    ("likely", "Likely, to be answered"),
    ("unknown", "Not known, kept under their own heading"),
)


def preview_text(shown: Preview) -> str:
    """The file, its columns, its first entries and its issues by kind."""
    parts = [_heading(shown), _columns(shown), _first_entries(shown.entries), _issues(shown)]
    return "\n\n".join(part for part in parts if part) + "\n"


def changes_text(shown: Preview) -> str:
    """What is added, changed, returned and withdrawn; changed cells one by one."""
    changes, lines = shown.changes, [counts_text(shown)]
    if shown.new_agency:
        lines.append(f"  {NEW_AGENCY.format(name=shown.agency.name, kind=shown.agency.kind)}")
    if shown.not_compared:
        lines.append(f"  {NOT_COMPARED.format(file=shown.not_compared)}")
    earlier = bool(shown.ledger.receipts)
    for state, title in (("changed", "Worded otherwise"), ("returned", "Withdrawn earlier, and back")):
        rows = changes.rows[changes.rows["state"] == state]
        if len(rows):
            lines.append(f"  {title}:")
            lines += _changed(changes, rows) if state == "changed" else _listed(rows)
    lines += _people(shown)
    added = changes.rows[changes.rows["state"] == "added"]
    if earlier and len(added):
        lines += ["  Added:", *_listed(added)]
    if len(changes.withdrawn):
        lines += ["  Withdrawn (rows of the earlier file; kept in the ledger):", *_listed(changes.withdrawn)]
    return "\n".join(lines) + "\n"


def _people(shown: Preview) -> list[str]:
    if not shown.people:
        return []
    listed_people = [f"    {person.code}: {person.role}" for person in shown.people]
    return [
        "  People whom the file lists and the key does not have (--add-people adds them):",
        *listed_people,
    ]


def counts_text(shown: Preview) -> str:
    """One line: entries added, changed, unchanged, returned and withdrawn, and rows set aside."""
    changes = shown.changes
    counts = [f"{changes.count(state)} {state}" for state in ("added", "changed", "unchanged")]
    returned = changes.count("returned")
    counts += [f"{returned} returned"] if returned else []
    counts.append(f"{len(changes.withdrawn)} withdrawn")
    return f"CHANGES\n  {', '.join(counts)}; {len(shown.set_aside)} set aside"


def question_text(question: Question) -> str:
    """What a column was taken for, as a sentence to answer."""
    where = f" of {question.sheet}" if question.sheet else ""
    return f'Column "{question.header}"{where}: {FIELD_WORDS[question.field]}? {question.why}'


def withdrawn_text(ledger: Ledger) -> str:
    """The entries of earlier files that the present one does not have; blank where there are none."""
    if not ledger.withdrawn:
        return ""
    return "\n".join(["  Withdrawn entries:", *_listed(ledger.withdrawn_frame())])


def _heading(shown: Preview) -> str:
    file = shown.file
    reasons = shown.set_aside["reason"].value_counts()
    why = (
        f" ({', '.join(f'{count} {reason!s}' for reason, count in reasons.items())})" if len(reasons) else ""
    )
    lines = [f"{shown.agency.name}: {shown.path.name}", f"  goes to {shown.target}"]
    if shown.replaces:
        lines.append(f"  in place of {shown.replaces}, a copy of which is kept in the folder received")
    if shown.readable:
        entries = rows_as_entries(int(str(file["entries"])), len(shown.entries))
        lines.append(f"  {file['rows_read']} rows read = {entries} + {file['set_aside']} set aside{why}")
    else:
        lines.append("  not read")
    return "\n".join(lines)


def _columns(shown: Preview) -> str:
    columns = shown.columns
    lines = ["COLUMNS"] if len(columns) else []
    for certainty, title in _CERTAINTIES:
        some = columns[columns["certainty"] == certainty]
        lines += [f"  {title}:"] if len(some) else []
        for column in some.itertuples():
            sheet, number, header, field = column.sheet, column.column, column.header, column.field
            name = " ".join(header.split()) or f"Column {number}"
            where = f" ({sheet})" if columns["sheet"].nunique() > 1 else ""
            near = " or ".join(FIELD_WORDS[s.field] for s in shown.unknown.get(header, ()))
            hint = f"; perhaps {near}" if near else ""
            lines.append(f"    {name}{where}: {FIELD_WORDS.get(field, field)}{hint}")
    return "\n".join(lines)


def _first_entries(entries: pd.DataFrame) -> str:
    if entries.empty:
        return ""
    lines = ["FIRST ENTRIES AS UNDERSTOOD"]
    for entry in entries.head(_FIRST_ENTRIES).itertuples():
        place = f"{entry.sheet}, row {entry.row}" if entry.sheet else f"row {entry.row}"
        lines.append(f"  {place}")
        date = _date(entry.earliest, entry.latest, entry.precision)
        told = {
            "date": f"{entry.date_text} = {date}" if entry.date_text else date,
            "persons": entry.persons,
            "source": entry.source,
            "event": entry.event,
            "action": entry.action,
            "outcome": entry.outcome,
        }
        lines += [f"    {name}: {_excerpt(text)}" for name, text in told.items() if text]
    return "\n".join(lines)


def _date(earliest: pd.Timestamp, latest: pd.Timestamp, precision: str) -> str:
    if pd.isna(earliest) or pd.isna(latest):
        return "undated"
    return show_interval(earliest.date(), latest.date(), Precision(precision))


def _issues(shown: Preview) -> str:
    if shown.issues.empty:
        return ""
    lines = ["TO LOOK AT"]
    for (severity, sentence), group in shown.issues.groupby(["severity", "sentence"], sort=False):
        rows = sorted({int(row) for row in group["row"] if row})
        where = f" ({listed(rows)})" if rows else ""
        lines += _wrapped(f"{str(severity).capitalize()}: {sentence}{where}", "  ")
    return "\n".join(lines)


def _changed(changes: Changes, rows: pd.DataFrame) -> list[str]:
    lines, dates = [], changes.dates_of_shared_rows()
    by_entry = dict(tuple(changes.cells.groupby("id", sort=False)))
    for id_, sheet, row in rows[["id", "sheet", "row"]].itertuples(index=False):
        dated = f" ({dates[id_]})" if id_ in dates else ""
        for column, before, after in by_entry[id_][["column", "before", "after"]].itertuples(index=False):
            lines.append(f"    {_place(sheet, row)}{dated}, {column}")
            lines += _wrapped(f"was: {before or '(blank)'}", "      ")
            lines += _wrapped(f"now: {after or '(blank)'}", "      ")
    return lines


def _listed(rows: pd.DataFrame) -> list[str]:
    columns = ["sheet", "row", "date_text", "earliest", "latest", "narrative"]
    lines = []
    for sheet, row, typed, earliest, latest, narrative in rows[columns].itertuples(index=False):
        # Entries that came from several dates in one cell differ in the date as understood alone.
        understood = date_in_words(earliest, latest)
        dated = understood if typed in ("", understood) else f"{typed} = {understood}"
        lines.append(f"    {_place(sheet, row)}: {_excerpt(f'{dated}: {narrative}')}")
    return lines


def _place(sheet: str, row: int) -> str:
    return f"{sheet}, row {row}" if sheet else f"row {row}"


def _excerpt(text: str) -> str:
    return textwrap.shorten(text, _EXCERPT, placeholder=" ...")


def _wrapped(text: str, indent: str) -> Sequence[str]:
    return textwrap.wrap(
        " ".join(text.split()), _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  "
    )
