"""One agency's file, from the bytes to its entries: every source row is accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from chronology import frames
from chronology.dates import ColumnReading, DayOrder
from importers.content import PeopleWords
from importers.date_issues import date_problems, may_have_problems
from importers.dating import Births, date_rows
from importers.entries import EntryIds, FileOrigin, entries_frame
from importers.glossary import SuggestedPerson, codes_explained, people_problems, suggest_people
from importers.headers import WRITTEN_OR_HAPPENED
from importers.issues import issue_row, listed, rows_in_words
from importers.layout import Chronology, Layout, read_layout
from importers.reading import read_one
from importers.rows import SetAside, SortedRows, row_text, sort_rows
from importers.tables import FileReading, Problem, RawRow, RawTable
from importers.vocabulary import Vocabulary

Rows = list[dict[str, Any]]
_MOST_BY_THEMSELVES = 20
"""More hidden or struck-through rows of a sheet than this are asked about together."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the case before its files are read."""

    vocabulary: Vocabulary
    people: PeopleWords
    births: Births


@dataclass(frozen=True, slots=True)
class AgencyFile:
    """Rows for the frames of a case, from one file; the entries are a frame already.

    ``people`` are those whom its lists name and the key of persons does not have; ``explained`` gives the sheet
    and row of every code that its lists explain.
    """

    entries: pd.DataFrame
    set_aside: Rows
    issues: Rows
    columns: Rows
    file: dict[str, Any]
    people: tuple[SuggestedPerson, ...] = ()
    explained: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def read_agency_file(
    path: Path, origin: FileOrigin, known: Known, reading: FileReading | None = None
) -> AgencyFile:
    """Read one agency's file; whatever is wrong with it is among its issues, and nothing is raised.

    Args:
        path: the file.
        origin: the agency and how the file is named in the frames.
        known: what is known of the case.
        reading: the file as read already; without it, it is read here, in a process of its own.
    """
    reading = reading or read_one(path)
    overrides = known.vocabulary.overrides.get(origin.agency, {})
    try:
        return _understand(path, origin, known, reading, overrides)
    # Whatever one file brings up must not cost the others; no message is kept, as it may quote a cell.
    except Exception:
        problem = Problem(
            "file_not_understood",
            "error",
            "The file was opened, but its rows could not be understood. Please report it, without the file.",
            "All its rows were set aside.",
        )
        rows = [
            SetAside(t.sheet, r.number, "not readable", row_text(r)) for t in reading.tables for r in t.rows
        ]
        sorted_rows = SortedRows((), tuple(rows), (problem,))
        return _collect(path, origin, reading, _Understood(Layout((), (), ()), sorted_rows))


@dataclass(slots=True)
class _Understood:
    layout: Layout
    sorted_rows: SortedRows
    entries: list[pd.DataFrame] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    readings: list[ColumnReading] = field(default_factory=list)
    people: list[SuggestedPerson] = field(default_factory=list)
    rows: int = 0


def _understand(
    path: Path, origin: FileOrigin, known: Known, reading: FileReading, overrides: Mapping[str, str]
) -> AgencyFile:
    layout = read_layout(reading.tables, known.vocabulary.with_answers(overrides), known.people, overrides)
    sorted_rows = sort_rows(layout)
    ids = EntryIds(origin.agency)
    understood = _Understood(layout, sorted_rows)
    understood.people = suggest_people(layout.others, known.people)
    understood.problems += people_problems(understood.people)
    for chronology, rows in zip(layout.chronologies, sorted_rows.entries, strict=True):
        dated, column, problems = date_rows(chronology, rows, known.births)
        understood.readings.append(column)
        # A row with several dates in one cell is several entries, and still one row.
        understood.rows += sum(not row.place for row in dated)
        understood.problems += problems
        header = next((m.name for m in chronology.columns if m.field == "date"), "")
        understood.problems += _order_problems(column, chronology.parts[0].table.sheet, header)
        entries = entries_frame(origin, chronology, dated, ids, known.people)
        understood.entries.append(entries)
        words = zip(entries["event"], entries["source"], entries["professional"], strict=True)
        for row, said in zip(dated, words, strict=True):
            if may_have_problems(row):
                understood.problems += date_problems(row, header, " ".join(said))
    return _collect(path, origin, reading, understood)


def _collect(path: Path, origin: FileOrigin, reading: FileReading, understood: _Understood) -> AgencyFile:
    layout, sorted_rows = understood.layout, understood.sorted_rows
    rows_read = sum(len(table.rows) for table in reading.tables)
    entries = _together(understood.entries)
    counted = understood.rows + len(sorted_rows.set_aside)
    problems = [*reading.problems, *layout.problems, *_whole_file(reading, layout, sorted_rows)]
    problems += _no_entries(layout, sorted_rows, entries)
    problems += _comments_on_cells(reading.tables)
    for chronology in layout.chronologies:
        problems += [*_column_problems(chronology), *_kept_problems(chronology)]
    problems += [*sorted_rows.problems, *understood.problems]
    if rows_read != counted:
        problems.append(
            Problem(
                "sum_mismatch",
                "error",
                f"{rows_read} rows were read, but {counted} are accounted for. Please report it.",
                "The rows that were understood are shown; compare them with the file.",
            )
        )
    aside = [
        {
            "agency": origin.agency,
            "file": origin.file,
            "sheet": s.sheet,
            "row": s.row,
            "reason": s.reason,
            "text": s.text,
        }
        for s in sorted_rows.set_aside
    ]
    order, evidence = _day_order(understood.readings)
    fingerprint, size = _fingerprint(path)
    file = {
        "agency": origin.agency,
        "file": origin.file,
        "sha256": fingerprint,
        "size": size,
        "rows_read": rows_read,
        "entries": understood.rows,
        "set_aside": len(aside),
        "day_order": order,
        "day_order_evidence": evidence,
        "status": "read" if reading.read else "not read",
        "sent_as": "",
    }
    issues = [issue_row(problem, origin.agency, origin.file) for problem in problems]
    columns = [row for chronology in layout.chronologies for row in _column_rows(origin, chronology)]
    explained = codes_explained(layout.others)
    return AgencyFile(entries, aside, issues, columns, file, tuple(understood.people), explained)


def _together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else frames.build("entries")


def _fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file as received; blank and 0 where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
    except OSError:
        return "", 0


def _day_order(readings: list[ColumnReading]) -> tuple[str, str]:
    """The order of the first chronology that needed one; with several, the evidence of each."""
    if not readings:
        return str(DayOrder.NOT_NEEDED), ""
    shown = next((r for r in readings if r.order != DayOrder.NOT_NEEDED), readings[0])
    return str(shown.order), " ".join(dict.fromkeys(r.evidence for r in readings if r.evidence))


def _order_problems(column: ColumnReading, sheet: str, header: str) -> list[Problem]:
    """Where nothing shows the order of day and month, or where it is the unusual one."""
    if column.order == DayOrder.NOT_SHOWN:
        sentence = (
            "Nothing in this column shows whether the day or the month comes first in dates like 03/05/12. "
            "Check one of them against the record."
        )
        done = "Read with the day first, as is usual in England."
        return [Problem("ambiguous_day_order", "note", sentence, done, sheet, 0, header)]
    if column.order == DayOrder.MONTH_FIRST:
        sentence = (
            "The dates of this column are written with the month first, which is unusual in England. Check "
            "one of them against the record."
        )
        return [Problem("month_first", "question", sentence, "Read with the month first.", sheet, 0, header)]
    return []


def _column_rows(origin: FileOrigin, chronology: Chronology) -> Rows:
    return [
        {
            "file": origin.file,
            "sheet": chronology.parts[0].table.sheet,
            "column": meaning.column + 1,
            "header": meaning.header,
            "field": meaning.field,
            "certainty": meaning.certainty,
            "why": meaning.why,
        }
        for meaning in chronology.columns
    ]


def _whole_file(reading: FileReading, layout: Layout, sorted_rows: SortedRows) -> list[Problem]:
    if not reading.read or layout.chronologies or any(p.severity == "error" for p in layout.problems):
        return []
    if any(item.reason in ("nil return", "not readable") for item in sorted_rows.set_aside):
        return []
    return [
        Problem(
            "no_table_found",
            "error",
            "No chronology was found: a table with a column of dates and one that says what happened. If "
            "there is one, give its first row the headings Date, Event and Action.",
            "All its rows were set aside.",
        )
    ]


def _no_entries(layout: Layout, sorted_rows: SortedRows, entries: pd.DataFrame) -> list[Problem]:
    """A table with its headings and nothing below them, such as a template that was not filled in."""
    if (
        not layout.chronologies
        or len(entries)
        or any(s.reason == "nil return" for s in sorted_rows.set_aside)
    ):
        return []
    return [
        Problem(
            "no_entries",
            "question",
            "The chronology holds no entry. If the agency had no contact, ask it to say so in a row: no contact in "
            "this period.",
            "Kept as a return without an entry, which is not a stated nil return.",
        )
    ]


def _comments_on_cells(tables: Sequence[RawTable]) -> list[Problem]:
    """One note a file on its cells with comments: they are kept beside the words, where nobody might look."""
    found = [
        (table.sheet, row.number)
        for table in tables
        for row in table.rows
        for cell in row.cells
        if cell.comment and not cell.merged
    ]
    if not found:
        return []
    rows = rows_in_words(list(dict.fromkeys(found)))
    carried = (
        "1 cell carries a comment or note"
        if len(found) == 1
        else f"{len(found)} cells carry comments or notes"
    )
    sentence = (
        f"{carried} ({rows}). Open the entry, or look among the rows set aside, to read what is said: it is "
        "not always meant for the panel."
    )
    done = (
        "Kept with the entry, or with the row set aside; they are not among its words and set off no finding."
    )
    return [Problem("cell_comments", "note", sentence, done, rows=rows)]


def _column_problems(chronology: Chronology) -> list[Problem]:
    problems = []
    sheet = chronology.parts[0].table.sheet
    if not chronology.columns_for("date"):
        sentence = (
            "No column of dates was found, so no entry has a date. Give the column of dates the heading Date."
        )
        problems.append(
            Problem("no_date_column", "error", sentence, "All entries were kept without a date.", sheet)
        )
    for meaning in chronology.columns:
        if meaning.why == WRITTEN_OR_HAPPENED:
            sentence = f"{meaning.why} Ask the agency which it is."
            done = "Used as the date of each entry."
            problems.append(Problem("date_of_writing", "question", sentence, done, sheet, 0, meaning.name))
        if meaning.field == "unknown" and meaning.header.strip() and meaning.certainty != "certain":
            sentence = (
                "This heading is not known, so the words below it are shown with what happened. If it has a "
                "plain meaning, such as the persons concerned, open the page Import (or use chronology import), "
                "choose the file again and say what the column holds."
            )
            problems.append(Problem("unknown_column", "note", sentence, meaning.why, sheet, 0, meaning.name))
    if chronology.columns_for("agency"):
        sentence = "The file has a column of agencies. All its rows were filed under the agency that sent it."
        column = next(m.name for m in chronology.columns if m.field == "agency")
        problems.append(
            Problem("agency_column", "note", sentence, "The column was kept as written.", sheet, 0, column)
        )
    return problems


def _kept_problems(chronology: Chronology) -> list[Problem]:
    """Notes on hidden and struck-through rows: each by itself, so that its words can be asked about."""
    problems = []
    for sheet in dict.fromkeys(part.table.sheet for part in chronology.parts):
        parts = [part for part in chronology.parts if part.table.sheet == sheet]
        rows = [(part.table, row) for part in parts for row in part.body if row.filled()]
        hidden = [row.number for owner, row in rows if _hidden(owner, row)]
        struck = [row.number for _, row in rows if any(cell.struck for cell in row.cells)]
        problems += _of_rows(
            "hidden_rows_kept",
            sheet,
            hidden,
            "The file hides {rows} or cells in {them}. Ask whether {they_are} meant to be sent.",
            "Read like the others, marked as hidden.",
        )
        problems += _of_rows(
            "struck_text_kept",
            sheet,
            struck,
            "Words are struck through in {rows}. Ask whether {they_are} withdrawn.",
            "Read like the others, marked as struck.",
        )
    return problems


def _of_rows(code: str, sheet: str, rows: list[int], sentence: str, done: str) -> list[Problem]:
    """A question for each of a few rows; of many, such as those of a hidden sheet, one for all."""
    if len(rows) > _MOST_BY_THEMSELVES:
        said = sentence.format(rows=listed(rows), them="them", they_are="they are")
        return [Problem(code, "question", said, done, sheet)]
    return [
        Problem(
            code,
            "question",
            sentence.format(rows=f"row {row}", them="it", they_are="it is"),
            done,
            sheet,
            row,
        )
        for row in rows
    ]


def _hidden(table: RawTable, row: RawRow) -> bool:
    return table.hidden or row.hidden or any(column in table.hidden_columns for column in row.filled())
