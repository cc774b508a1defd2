"""From the date cells of one chronology to readings, one an entry, with what has to be asked about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import NamedTuple

from chronology.dates import Basis, ColumnReading, DateReading, Precision, read_column, read_time, to_edtf
from importers.layout import Chronology
from importers.rows import SourceRow
from importers.tables import BLANK, Problem, RawCell, Value

Births = Mapping[str, tuple[date, date]]

_LEAST_SERIAL = 20_000
"""Excel's number for 3 October 1954: a smaller bare number in a date column is a day, a year or a time."""


class DatedRow(NamedTuple):
    """An entry and its date.

    ``time`` is the clock time, from its own column or the date cell; ``inherited_from`` is the sheet row that a
    blank cell takes its date from, else 0.  Where a cell holds several dates, the row is an entry for each:
    ``dates`` is their number and ``place`` counts them from 0.
    """

    source: SourceRow
    reading: DateReading
    text: str
    recorded: date | None
    merged: bool
    inherited_from: int
    time: str
    dates: int = 1
    place: int = 0


def date_rows(
    chronology: Chronology, rows: Sequence[SourceRow], births: Births
) -> tuple[list[DatedRow], ColumnReading, list[Problem]]:
    """Read the dates of a chronology.

    Args:
        chronology: where the columns of dates are.
        rows: its entries and dated headings in order; a heading lends its year or month to the rows below.
        births: birth intervals by code, the index person under the blank code too.

    Returns:
        The entries with their dates in the same order, the reading of the column, and problems met.  A row
        whose date cell holds several dates is as many entries, one after the other.
    """
    cells = [
        _cells(rows, chronology.columns_for(field)) for field in ("date", "date_end", "time", "recorded")
    ]
    column = read_column(
        [item.context or _start_value(cell) for item, cell in zip(rows, cells[0], strict=True)],
        ends=_values(cells[1]) if chronology.columns_for("date_end") else None,
        births=dict(births),
        inherit_blank=True,
    )
    recorded, problems = _recorded(chronology, rows, cells[3])
    found = zip(cells[0], cells[1], _times(cells[2]), recorded, strict=True)
    dated = [
        one
        for item, reading, of_row in zip(rows, column.readings, found, strict=True)
        if not item.context
        for one in _by_date(_dated_row(item, reading, of_row, rows), end=of_row[1].text)
    ]
    return dated, column, problems


def _cells(rows: Sequence[SourceRow], columns: Sequence[int]) -> list[RawCell]:
    """The cell of each row in the first of these columns; blank where there is none, and for headings."""
    if not columns:
        return [BLANK] * len(rows)
    return [BLANK if item.context else item.row.cell(columns[0]) for item in rows]


def _dated_row(
    item: SourceRow,
    reading: DateReading,
    found: tuple[RawCell, RawCell, str, date | None],
    rows: Sequence[SourceRow],
) -> DatedRow:
    cell, end_cell, clock, recorded = found
    start, end = cell.text.strip(), end_cell.text.strip()
    text = f"{start} to {end}" if start and end and end != start else start or end
    above = rows[reading.anchor].row.number if _is_inherited(reading) and reading.anchor is not None else 0
    written = reading.recorded or recorded
    return DatedRow(item, reading, text, written, cell.merged, above, clock or reading.time)


def _by_date(row: DatedRow, *, end: str) -> list[DatedRow]:
    """The row once for each date in its cell.

    A row below that only says "as above" may mean any of these dates, so it stays one entry, dated from the
    first to the last.  A row with an end date of its own stays one entry too: which of the dates that ends is
    not said.
    """
    reading = row.reading
    if not reading.also or end.strip():
        return [row]
    dates = (replace(reading, also=()), *reading.also)
    if _is_inherited(reading):
        return [row._replace(reading=_from_first_to_last(dates))]
    parts = []
    for place, one in enumerate(dates):
        own = one if place == 0 else replace(one, text=reading.text, anchor=reading.anchor, problem="")
        clock = row.time if place == 0 else row.time or one.time
        parts.append(row._replace(reading=own, time=clock, dates=len(dates), place=place))
    return parts


def _from_first_to_last(dates: Sequence[DateReading]) -> DateReading:
    earliest = [one.earliest for one in dates]
    latest = [one.latest for one in dates]
    span = replace(
        dates[0],
        earliest=None if None in earliest else min(day for day in earliest if day is not None),
        latest=None if None in latest else max(day for day in latest if day is not None),
        precision=Precision.RANGE,
        uncertain=True,
        note=f"Blank, and the row above has {len(dates)} dates: it can be any of them.",
    )
    return replace(span, edtf=to_edtf(span.earliest, span.latest, uncertain=True))


def _is_inherited(reading: DateReading) -> bool:
    return reading.basis is Basis.INHERITED


def _start_value(cell: RawCell) -> Value:
    # A cell of a merged block is read as "the same as above", which keeps the row that it rests on.
    return None if cell.merged else date_value(cell)


def _values(cells: Sequence[RawCell]) -> list[Value]:
    return [date_value(cell) for cell in cells]


def _times(cells: Sequence[RawCell]) -> list[str]:
    """Clock times; equal cells are read once."""
    known: dict[RawCell, str] = {BLANK: ""}
    for cell in cells:
        if cell not in known:
            known[cell] = read_time(date_value(cell))
    return [known[cell] for cell in cells]


def date_value(cell: RawCell) -> Value:
    """What to read as a date: true dates and Excel's day numbers as they are stored, else the text shown."""
    value = cell.value
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date()
    if isinstance(value, datetime | date | time):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= _LEAST_SERIAL:
        return value
    return cell.text.strip() or None


def _recorded(
    chronology: Chronology, rows: Sequence[SourceRow], cells: Sequence[RawCell]
) -> tuple[list[date | None], list[Problem]]:
    columns = chronology.columns_for("recorded")
    if not columns:
        return [None] * len(rows), []
    values = _values(cells)
    readings = read_column(values, inherit_blank=False).readings
    header = next(m.name for m in chronology.columns if m.column == columns[0])
    problems = [
        Problem(
            "recorded_date_not_read",
            "note",
            "The date on which the row was written could not be read to the day.",
            "Kept as written; the row has no date of recording.",
            item.table.sheet,
            item.row.number,
            header,
        )
        for item, value, reading in zip(rows, values, readings, strict=True)
        if value is not None and reading.precision != Precision.DAY
    ]
    days = [reading.latest if reading.precision == Precision.DAY else None for reading in readings]
    return days, problems
