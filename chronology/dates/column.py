"""Reads a whole column of dates: what one row leaves out, the rows around it supply."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from chronology.dates.cell import NO_DATE, edtf_of, is_blank, plain_value, read_in_context
from chronology.dates.interval import (
    Basis,
    Births,
    Context,
    DateReading,
    DayOrder,
    Precision,
    Refusal,
    hull_precision,
    make_date,
)
from chronology.dates.order import OrderEvidence, decide_order
from chronology.dates.times import read_time

_NEEDS_ROW = frozenset({"no_year", "no_anchor"})
_A_YEAR = 300
"""Days that a date must lie before the row above for its year to be doubted."""
_SORTED = 5
"""Only where fewer than one step in so many goes back is a column in date order, so that a slip shows."""


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """A column of dates as read.

    Attributes:
        readings: one for each cell, in order.
        order: how numeric dates were read.
        evidence: why, as a sentence for people.
    """

    readings: list[DateReading]
    order: DayOrder
    evidence: str


def read_column(
    values: Sequence[object],
    *,
    ends: Sequence[object] | None = None,
    times: Sequence[object] | None = None,
    births: Births | None = None,
    inherit_blank: bool = True,
) -> ColumnReading:
    """Every cell of a date column, in file order.

    Each distinct cell is parsed once.  A missing year comes from the rows around it, a relative wording and
    (with ``inherit_blank``) a blank from the row above.

    Args:
        values: the cells: text, dates, numbers or blanks.
        ends: a second column of as many end dates; a blank there means that there is none.
        times: a column of as many clock times; they stand before a time in the date cell.
        births: days of birth by code of the person, for ages.
        inherit_blank: a blank means "as above".

    Raises:
        ValueError: the columns differ in length.
    """
    cells = [plain_value(value) for value in values]
    end_cells = [plain_value(value) for value in ends] if ends is not None else []
    if (ends is not None and len(end_cells) != len(cells)) or (
        times is not None and len(times) != len(cells)
    ):
        raise ValueError("the columns of dates, ends and times must be equally long")
    evidence = _evidence([*cells, *end_cells], cells)
    known = births or {}
    first = _read_distinct(cells, evidence, known)
    readings = _lean_on_rows(cells, first, end_cells, Context(evidence.order, births=known), inherit_blank)
    if ends is not None:
        read_ends = _read_distinct(end_cells, evidence, known)
        readings = [
            start if is_blank(cell) else _with_end(start, _read_end(cell, end, start, evidence.order, known))
            for start, cell, end in zip(readings, end_cells, read_ends, strict=True)
        ]
    readings = _doubt_years(readings)
    if times is not None:
        readings = [
            replace(reading, time=clock) if (clock := read_time(time)) else reading
            for reading, time in zip(readings, map(plain_value, times), strict=True)
        ]
    return ColumnReading(readings, evidence.order, evidence.sentence)


def _key(value: object) -> Hashable:
    """Cells that read alike; 1 and True, or a date and its text, must not be taken for one another."""
    return value if isinstance(value, str) else (type(value).__name__, str(value))


def _evidence(all_cells: list[object], cells: list[object]) -> OrderEvidence:
    counts: dict[Hashable, int] = {}
    for cell in all_cells:
        if isinstance(cell, str):
            counts[cell] = counts.get(cell, 0) + 1
    days = [cell for cell in all_cells if isinstance(cell, date) and not is_blank(cell)]
    rows = [cell for cell in cells if not is_blank(cell)]
    return decide_order(counts, rows, [d.date() if isinstance(d, datetime) else d for d in days])


def _read_distinct(cells: list[object], evidence: OrderEvidence, births: Births) -> list[DateReading]:
    """Each cell read by itself, without the rows around it."""
    context = Context(evidence.order, births=births)
    known: dict[Hashable, DateReading] = {}
    readings = []
    for cell in cells:
        key = _key(cell)
        if key not in known:
            known[key] = _questioned(read_in_context(cell, context), cell, evidence)
        readings.append(known[key])
    return readings


def _questioned(reading: DateReading, cell: object, evidence: OrderEvidence) -> DateReading:
    """The reading marked as a question where the column makes its order of day and month doubtful."""
    if reading.problem or not reading.dated:
        return reading
    if evidence.converted and isinstance(cell, date) and cell.day != cell.month:
        note = "Day and month of this date cell may have been swapped; please ask the agency."
        return replace(reading, problem="ambiguous_order", note=note)
    if evidence.mixed and isinstance(cell, str):
        other = read_in_context(cell, Context(DayOrder.MONTH_FIRST))
        if other.dated and (other.earliest, other.latest) != (reading.earliest, reading.latest):
            note = "Read day first, but other dates of the column are month first; please ask the agency."
            return replace(reading, problem="ambiguous_order", note=note)
    return reading


def _lean_on_rows(
    cells: list[object],
    readings: list[DateReading],
    end_cells: list[object],
    context: Context,
    inherit_blank: bool,
) -> list[DateReading]:
    """The readings with missing years, relative wordings and blanks supplied from the rows around them."""
    below = _rows_below(readings)
    out: list[DateReading] = []
    dated: int | None = None
    cache: dict[Hashable, DateReading] = {}
    for i, (cell, reading) in enumerate(zip(cells, readings, strict=True)):
        found = reading
        if is_blank(cell):
            has_end = bool(end_cells) and not is_blank(end_cells[i])
            found = _inherited(out, i) if inherit_blank and i and not has_end else reading
        elif reading.problem in _NEEDS_ROW and i:
            at = dated if reading.problem == "no_year" else i - 1
            if at is not None:
                found = _read_below(cell, out, at, replace(context, below=below[i]), cache)
        if found.dated:
            dated = i
        out.append(found)
    return out


def _rows_below(readings: list[DateReading]) -> list[DateReading | None]:
    """For each row the next one that has a date of its own."""
    below: list[DateReading | None] = [None] * len(readings)
    following: DateReading | None = None
    for i in range(len(readings) - 1, -1, -1):
        below[i] = following
        if readings[i].dated:
            following = readings[i]
    return below


def _root(out: list[DateReading], at: int) -> int:
    """The row that an inherited date itself rests on."""
    above = out[at]
    return above.anchor if above.basis is Basis.INHERITED and above.anchor is not None else at


def _inherited(out: list[DateReading], i: int) -> DateReading:
    above, root = out[i - 1], _root(out, i - 1)
    if not above.dated:
        note = "Blank, and the row above has no date either. Please ask the agency for the date."
        return DateReading("", note=note, anchor=root)
    return replace(
        above,
        text="",
        basis=Basis.INHERITED,
        time="",
        recorded=None,
        problem="",
        note="Blank: read as the date of the row above.",
        anchor=root,
        also=tuple(replace(other, basis=Basis.INHERITED) for other in above.also),
    )


def _read_below(
    cell: object, out: list[DateReading], at: int, context: Context, cache: dict[Hashable, DateReading]
) -> DateReading:
    anchor, below = out[at], context.below
    key = (_key(cell), _span_key(anchor), _span_key(below))
    if key not in cache:
        cache[key] = read_in_context(cell, replace(context, anchor=anchor))
    return replace(cache[key], anchor=_root(out, at))


def _span_key(reading: DateReading | None) -> Hashable:
    if reading is None:
        return None
    also = reading.also[-1] if reading.also else reading
    return (
        reading.earliest,
        reading.latest,
        reading.precision,
        reading.approximate,
        reading.uncertain,
        also.latest,
    )


# --- end dates ---------------------------------------------------------------------------------------------

_OPEN_WORDS = frozenset(
    {"ongoing", "on-going", "present", "to date", "current", "continuing", "open", "to present"}
)


def _read_end(
    cell: object, alone: DateReading, start: DateReading, order: DayOrder, births: Births
) -> DateReading:
    if isinstance(cell, str) and cell.strip(" .").lower() in _OPEN_WORDS:
        return DateReading(cell.strip(), precision=Precision.OPEN_END)
    if alone.problem in _NEEDS_ROW and start.dated:
        return read_in_context(cell, Context(order, start, None, births))
    return alone


def _with_end(start: DateReading, end: DateReading) -> DateReading:
    """A start and an end as one interval; each doubt of either is kept."""
    text = " to ".join(filter(None, (start.text, end.text)))
    notes = [note for note in (start.note, end.note) if note and note != NO_DATE]
    problem = start.problem or end.problem
    if start.dated and end.earliest and start.earliest and (end.latest or end.earliest) < start.earliest:
        notes.append(
            "The end date lies before the start date, so only the start is used. Please ask the agency."
        )
        return replace(start, text=text, note=" ".join(notes), problem=problem or "end_before_start")
    if not end.dated and end.precision is not Precision.OPEN_END:
        notes.append("The end date gives no day, so only the start is used.")
        return replace(start, text=text, note=" ".join(notes), problem=problem)
    if end.dated and (start.precision is Precision.OPEN_END or not start.dated):
        precision = Precision.RANGE if start.dated else Precision.OPEN_START
    elif end.latest is None:
        precision = Precision.OPEN_END if start.dated else Precision.UNDATED
    else:
        precision = _hull(start, end)
    joined = replace(
        start,
        text=text,
        latest=end.latest,
        precision=precision,
        basis=start.basis if start.dated else end.basis,
        approximate=start.approximate or end.approximate,
        uncertain=start.uncertain or end.uncertain,
        note=" ".join(dict.fromkeys(notes)),
        problem=problem,
    )
    return replace(joined, edtf=edtf_of(joined))


def _hull(start: DateReading, end: DateReading) -> Precision:
    if (start.earliest, start.latest) == (end.earliest, end.latest):
        return start.precision
    if start.earliest is None:
        return Precision.OPEN_START
    return hull_precision(start.precision, end.precision)


# --- slips of the pen --------------------------------------------------------------------------------------


def _doubt_years(readings: list[DateReading]) -> list[DateReading]:
    """Marks a day that lies about a year before its neighbours and would fit between them with the next year.

    That is the usual slip in January.  The date is kept as typed.
    """
    out = list(readings)
    neighbours = list(_typed_days(readings))
    backwards = sum(above > day for _, day, above, _ in neighbours)
    if backwards * _SORTED > len(neighbours) + _SORTED:
        return out
    for i, day, above, below in neighbours:
        if (above - day).days < _A_YEAR or below < above:
            continue
        try:
            moved = make_date(day.year + 1, day.month, day.day)
        except Refusal:
            continue
        if above <= moved <= below:
            note = (
                "This is about a year before the rows around it; "
                f"please ask the agency whether {moved.year} is meant."
            )
            out[i] = replace(
                out[i], problem="year_out_of_order", note=" ".join(filter(None, (out[i].note, note)))
            )
    return out


def _typed_days(readings: list[DateReading]) -> Iterator[tuple[int, date, date, date]]:
    """Position, day, day of the row above and of the row below, of each exact typed day among such days."""
    days = [
        (i, reading.earliest)
        for i, reading in enumerate(readings)
        if reading.earliest and reading.earliest == reading.latest and not reading.problem
        and reading.basis in (Basis.TYPED, Basis.CELL)
    ]  # fmt: skip
    for (_, above), (i, day), (_, below) in zip(days, days[1:], days[2:], strict=False):
        yield i, day, above, below
