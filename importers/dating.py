"""From the date cells of one chronology to readings, one an entry, with what has to be asked about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from chronology.dates import Basis, ColumnReading, DateReading, Precision, read_column
from importers.layout import Chronology
from importers.rows import SourceRow
from importers.tables import Problem, RawCell, Value

Births = Mapping[str, tuple[date, date]]

_LEAST_SERIAL = 20_000
"""Excel's number for 3 October 1954: a smaller bare number in a date column is a day, a year or a time."""


@dataclass(frozen=True, slots=True)
class DatedRow:
    """An entry and its date; ``inherited_from`` is the sheet row that a blank cell takes it from, else 0."""

    source: SourceRow
    reading: DateReading
    text: str
    recorded: date | None
    merged: bool
    inherited_from: int


def date_rows(
    chronology: Chronology, rows: Sequence[SourceRow], births: Births
) -> tuple[list[DatedRow], ColumnReading, list[Problem]]:
    """Read the dates of a chronology.

    Args:
        chronology: where the columns of dates are.
        rows: its entries and dated headings in order; a heading lends its year or month to the rows below.
        births: birth intervals by code, the index person under the blank code too.

    Returns:
        The entries with their dates in the same order, the reading of the column, and problems met.
    """
    starts = [_start_value(item, chronology) for item in rows]
    column = read_column(
        starts,
        ends=_values(chronology, rows, "date_end"),
        times=_values(chronology, rows, "time"),
        births=dict(births),
        inherit_blank=True,
    )
    recorded, problems = _recorded(chronology, rows)
    dated = [
        _dated_row(chronology, rows, place, column.readings[place], recorded[place])
        for place, item in enumerate(rows)
        if not item.context
    ]
    return dated, column, problems


def _dated_row(
    chronology: Chronology, rows: Sequence[SourceRow], place: int, reading: DateReading, recorded: date | None
) -> DatedRow:
    item = rows[place]
    cell = _cell(chronology, item, "date")
    end = _cell(chronology, item, "date_end").text.strip()
    start = cell.text.strip()
    text = f"{start} to {end}" if start and end and end != start else start or end
    inherited = reading.anchor if reading.basis == Basis.INHERITED else None
    above = rows[inherited].row.number if inherited is not None else 0
    return DatedRow(item, reading, text, reading.recorded or recorded, cell.merged, above)


def _cell(chronology: Chronology, item: SourceRow, field: str) -> RawCell:
    columns = chronology.columns_for(field)
    return item.row.cell(columns[0]) if columns else RawCell(None, "")


def _start_value(item: SourceRow, chronology: Chronology) -> Value:
    if item.context:
        return item.context
    cell = _cell(chronology, item, "date")
    # A cell of a merged block is read as "the same as above", which keeps the row that it rests on.
    return None if cell.merged else date_value(cell)


def _values(chronology: Chronology, rows: Sequence[SourceRow], field: str) -> list[Value] | None:
    if not chronology.columns_for(field):
        return None
    return [None if item.context else date_value(_cell(chronology, item, field)) for item in rows]


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


def _recorded(chronology: Chronology, rows: Sequence[SourceRow]) -> tuple[list[date | None], list[Problem]]:
    columns = chronology.columns_for("recorded")
    if not columns:
        return [None] * len(rows), []
    values = [None if item.context else date_value(item.row.cell(columns[0])) for item in rows]
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
