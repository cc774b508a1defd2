"""The report of an import, as text: what was read, how it was understood, and what has to be asked.

It names files, sheets, rows, columns and headers, and never quotes what a cell says, so that it can be
printed or kept in a log.
"""

from __future__ import annotations

import pandas as pd

from chronology.case import Agency, Case
from chronology.returns import rows_as_entries

_SEVERITIES = {"error": "Could not be read or used", "question": "To ask the agency", "note": "Notes"}
_MOST_PLACES = 12


def build_report(case: Case) -> str:
    """The whole report: the case, each agency's return, the totals, and the issues by severity."""
    parts = [_heading(case), *(agency_text(case, agency) for agency in case.agencies.values())]
    return "\n\n".join([*parts, totals(case), issues_text(case)]) + "\n"


def totals(case: Case) -> str:
    """One paragraph: returns, rows, entries, rows set aside, undated entries and issues."""
    files, entries = case.files, case.entries
    undated = int(entries["earliest"].isna().sum())
    outstanding = sum(not agency.file for agency in case.agencies.values())
    not_read = int((files["status"] != "read").sum())
    lines = [
        "TOTALS",
        f"  {len(files)} files from {len(case.agencies)} agencies; {outstanding} without a file, "
        f"{not_read} not read",
        f"  {int(files['rows_read'].sum())} rows read = {rows_as_entries(int(files['entries'].sum()), len(entries))} + "
        f"{len(case.set_aside)} set aside",
        f"  {_entries(undated)} without a date",
    ]
    counts = case.issues["severity"].value_counts()
    told = ", ".join(f"{int(counts.get(s, 0))} {_counted(s, int(counts.get(s, 0)))}" for s in _SEVERITIES)
    return "\n".join([*lines, f"  {told}"])


def issues_text(case: Case) -> str:
    """The issues, errors first; the same issue in several rows of a file is told once, with its places."""
    if case.issues.empty:
        return "ISSUES\n  None."
    lines = ["ISSUES"]
    for severity, title in _SEVERITIES.items():
        issues = case.issues[case.issues["severity"] == severity]
        if issues.empty:
            continue
        lines.append(f"  {title} ({len(issues)})")
        keys = ["file", "agency", "sheet", "column", "sentence", "done"]
        for (file, agency, sheet, column, sentence, done), group in issues.groupby(keys, sort=False):
            lines.append(
                f"    {_place(str(file) or _name(case, str(agency)), str(sheet), str(column), group)}"
            )
            lines.append(f"      {sentence}")
            lines.append(f"      Done: {done}")
    return "\n".join(lines)


def _heading(case: Case) -> str:
    start, end = _day(case.review_start), _day(case.review_end)
    period = f"{start} to {end}" if case.review_start or case.review_end else "not given"
    return f"{case.title}\nReview period: {period}"


def agency_text(case: Case, agency: Agency) -> str:
    """One return: its files, rows and reasons for setting rows aside, how dates and columns were read."""
    lines = [f"{agency.name} ({agency.kind})"]
    files = case.files[case.files["agency"] == agency.key]
    if files.empty:
        nil = ((case.issues["agency"] == agency.key) & (case.issues["code"] == "nil_return_stated")).any()
        told = "Stated nil return: it has nothing to send." if nil else "No return received."
        if agency.key in case.own_in_place:
            told += f" {case.own_in_place[agency.key]} was written by Chronology."
        return "\n".join([*lines, f"  {told}"])
    for file in files.itertuples():
        lines.append(f"  {file.file}: {file.status}")
        entries = rows_as_entries(file.entries, int((case.entries["file"] == file.file).sum()))
        lines.append(f"    {_rows(file.rows_read)} read = {entries} + {file.set_aside} set aside")
        reasons = case.set_aside.loc[case.set_aside["file"] == file.file, "reason"].value_counts()
        if len(reasons):
            lines.append("    Set aside: " + ", ".join(f"{n} {reason!s}" for reason, n in reasons.items()))
        if file.entries:
            lines.append("    Dates: " + (str(file.day_order_evidence) or str(file.day_order)))
        lines += _columns(case.columns[case.columns["file"] == file.file])
    return "\n".join(lines)


def _columns(columns: pd.DataFrame) -> list[str]:
    lines = []
    for sheet, group in columns.groupby("sheet", sort=False):
        lines.append(f"    Columns of {sheet!s}:" if sheet else "    Columns:")
        for column in group.itertuples():
            header = " ".join(str(column.header).split()) or f"(column {column.column}, no heading)"
            lines.append(f"      {header} -> {column.field} ({column.certainty}). {column.why}")
    return lines


def _place(file: str, sheet: str, column: str, group: pd.DataFrame) -> str:
    rows = sorted({int(row) for row in group["row"] if row})
    shown = ", ".join(map(str, rows[:_MOST_PLACES]))
    more = f" and {len(rows) - _MOST_PLACES} more" if len(rows) > _MOST_PLACES else ""
    where = f"{'row' if len(rows) == 1 else 'rows'} {shown}{more}" if rows else ""
    sheet_words = f"sheet {sheet}" if sheet else ""
    column_words = column if column.startswith("column ") or not column else f"column {column}"
    return ", ".join(part for part in (file, sheet_words, where, column_words) if part)


def _name(case: Case, key: str) -> str:
    return case.agencies[key].name if key in case.agencies else "The case"


def _day(day: pd.Timestamp | None) -> str:
    return f"{day.day} {day:%b %Y}" if day is not None else "not given"


def _rows(count: object) -> str:
    return "1 row" if count == 1 else f"{count!s} rows"


def _entries(count: object) -> str:
    return "1 entry" if count == 1 else f"{count!s} entries"


def _counted(severity: str, count: int) -> str:
    return severity if count == 1 else f"{severity}s"
