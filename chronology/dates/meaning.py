"""From a cell taken apart to the interval that it means: ranges, bounds, lists, offsets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from chronology.dates.anchored import offset
from chronology.dates.interval import (
    Basis,
    Context,
    DayOrder,
    Precision,
    Refusal,
    Span,
    hull_precision,
)
from chronology.dates.unit import Bound, Listed, Node, Offset, Parsed, Range, Unit
from chronology.dates.unit_meaning import infer_year, unit_span, weekday_notes, with_year, yearless
from chronology.dates.words import SEASONS

_DAY = timedelta(days=1)


def evaluate(parsed: Parsed, context: Context) -> Span:
    """The interval that a cell means.

    Raises:
        Refusal: the words are understood but give no date.
    """
    if parsed.node is None:
        return Span(
            None, None, Precision.UNDATED, Basis.NONE, notes=("The return says that the date is not known.",)
        )
    span = node_span(parsed.node, context)
    if parsed == Parsed(parsed.node):
        return span
    for bound in parsed.bounds:
        span = _narrow(span, _bound_span(_fill_from_span(bound, span), context), bound)
    notes = span.notes
    if parsed.stated_unknown:
        notes = ("The return says that the exact date is not known.", *notes)
    if parsed.weekday is not None:
        notes = (*notes, *weekday_notes(span, parsed.weekday))
    if parsed.remarks:
        notes = (*notes, "Also typed: " + "; ".join(f"“{remark}”" for remark in parsed.remarks) + ".")
    return replace(
        span,
        approximate=span.approximate or parsed.approximate,
        uncertain=span.uncertain or parsed.uncertain,
        notes=notes,
        time=" ".join(dict.fromkeys(filter(None, (span.time, parsed.time)))),
    )


def node_span(node: Node, context: Context) -> Span:
    """The interval of a unit, range, bound, list or offset."""
    if isinstance(node, Unit) and node.kind == "weekend":
        return _weekend_span(node, context)
    if isinstance(node, Unit):
        return unit_span(node, context)
    if isinstance(node, Range):
        return _range_span(node, context)
    if isinstance(node, Bound):
        return _bound_span(node, context)
    if isinstance(node, Listed):
        return _listed_span(node, context)
    return _offset_span(node, context)


def _range_span(node: Range, context: Context) -> Span:
    first, last = _fill_pair(node.first, node.last, context)
    if yearless(first):
        return infer_year(
            lambda year: _range_span(replace(node, first=with_year(first, year), last=last), context), context
        )
    start = unit_span(first, context)
    if yearless(last):
        last = with_year(last, start.latest.year if start.latest else 0)
        if _before(unit_span(last, context), start):
            last = with_year(last, (last.year or 0) + 1)
    stop = unit_span(last, replace(context, anchor=None) if last.kind not in ("relative", "age") else context)
    if start.earliest is None or stop.latest is None:
        return replace(
            start, latest=stop.latest, precision=Precision.OPEN_END, notes=start.notes + stop.notes
        )
    if _before(stop, start) or stop.latest < start.earliest:
        raise Refusal(
            "end_before_start", "The end lies before the start. Please ask the agency which is right."
        )
    if node.both and start.latest and stop.earliest and stop.earliest > start.latest + _DAY:
        return _several([start, stop])
    notes = (*start.notes, *stop.notes)
    if node.either:
        notes = (
            *notes,
            "Two dates are given as alternatives; the time from the first to the second is kept.",
        )
    return Span(
        start.earliest,
        stop.latest,
        hull_precision(start.precision, stop.precision),
        start.basis if start.basis is not Basis.TYPED else stop.basis,
        start.approximate or stop.approximate,
        start.uncertain or stop.uncertain or node.either,
        tuple(dict.fromkeys(notes)),
        time=start.time or stop.time,
    )


def _before(one: Span, other: Span) -> bool:
    return one.earliest is not None and other.earliest is not None and one.earliest < other.earliest


def _fill_pair(first: Unit, last: Unit, context: Context) -> tuple[Unit, Unit]:
    """Each takes from the other the month or year that only one of them gives."""
    if first.kind in ("number", "ordinal") and (month := _month_of(last, context)):
        first = replace(first, kind="day", month=month, year=last.year)
    elif last.kind in ("number", "ordinal") and (month := _month_of(first, context)):
        last = replace(last, kind="day", month=month, year=first.year)
    if yearless(first) and last.year is not None:
        first = with_year(first, last.year)
        if not last.parts and _month_of(first, context) > _month_of(last, context) > 0:
            first = with_year(first, last.year - 1)
    return first, last


def _month_of(unit: Unit, context: Context) -> int:
    if unit.kind == "numeric":
        return unit.first if context.order is DayOrder.MONTH_FIRST else unit.second
    if unit.kind == "season":
        return SEASONS[unit.words]
    return unit.month or 0


def _listed_span(node: Listed, context: Context) -> Span:
    units = list(node.units)
    for i in range(len(units) - 2, -1, -1):
        units[i], units[i + 1] = _fill_pair(units[i], units[i + 1], context)
    for i in range(1, len(units)):
        if yearless(units[i]) and units[i - 1].year is not None:
            units[i] = with_year(units[i], units[i - 1].year or 0)
    return _several([unit_span(unit, context) for unit in units])


def _several(spans: list[Span]) -> Span:
    """The first of several dates, the others kept beside it."""
    note = f"The cell holds {len(spans)} dates; the first is used here and the others are kept beside it."
    return replace(spans[0], notes=(*spans[0].notes, note), problem="two_dates", also=tuple(spans[1:]))


def _bound_span(bound: Bound, context: Context) -> Span:
    inner = unit_span(bound.unit, context)
    approximate = inner.approximate or bound.approximate
    if bound.side == "in":
        return inner
    needed = {"by": inner.latest, "before": inner.earliest, "from": inner.earliest, "after": inner.latest}
    if needed[bound.side] is None:
        raise Refusal("unreadable", "This rests on a date that is itself open. Please ask the agency.")
    if bound.side in ("by", "before"):
        latest = inner.latest if bound.side == "by" else inner.earliest and inner.earliest - _DAY
        return replace(
            inner, earliest=None, latest=latest, precision=Precision.OPEN_START, approximate=approximate
        )
    earliest = inner.earliest if bound.side == "from" else inner.latest and inner.latest + _DAY
    return replace(
        inner, earliest=earliest, latest=None, precision=Precision.OPEN_END, approximate=approximate
    )


def _fill_from_span(bound: Bound, span: Span) -> Bound:
    """The bound with the month and year of the date that it limits."""
    unit = bound.unit
    first, last = span.earliest or span.latest, span.latest or span.earliest
    if first is None or last is None:
        return bound
    if unit.kind == "ordinal" and (first.year, first.month) == (last.year, last.month):
        unit = replace(unit, kind="day", month=first.month, year=first.year)
    elif yearless(unit):
        unit = with_year(unit, first.year)
        month = unit.month or 0
        if first.year != last.year and month and month < first.month:
            unit = with_year(unit, first.year + 1)
    return replace(bound, unit=unit)


def _narrow(span: Span, limit: Span, bound: Bound) -> Span:
    """What two statements about one date leave."""
    starts = [day for day in (span.earliest, limit.earliest) if day]
    ends = [day for day in (span.latest, limit.latest) if day]
    earliest, latest = max(starts, default=None), min(ends, default=None)
    if earliest and latest and latest < earliest:
        raise Refusal("contradiction", "The parts of this date exclude each other. Please ask the agency.")
    precision = limit.precision if bound.side == "in" else _narrowed_precision(span, earliest, latest)
    return replace(
        span,
        earliest=earliest,
        latest=latest,
        precision=precision,
        approximate=span.approximate or limit.approximate,
        uncertain=span.uncertain or limit.uncertain,
        notes=tuple(dict.fromkeys((*span.notes, *limit.notes))),
        time=span.time or limit.time,
    )


def _narrowed_precision(span: Span, earliest: date | None, latest: date | None) -> Precision:
    if earliest is None:
        return Precision.OPEN_START
    if latest is None:
        return Precision.OPEN_END
    if (earliest, latest) == (span.earliest, span.latest):
        return span.precision
    if earliest == latest:
        return Precision.DAY
    if span.precision in (Precision.MONTH, Precision.PART_OF_MONTH):
        return Precision.PART_OF_MONTH
    if span.precision in (Precision.YEAR, Precision.PART_OF_YEAR, Precision.SEASON):
        return Precision.PART_OF_YEAR
    return Precision.RANGE


def _offset_span(node: Offset, context: Context) -> Span:
    return offset(unit_span(node.unit, context), node.amount, earlier=node.side == "before")


def _weekend_span(unit: Unit, context: Context) -> Span:
    node = unit.inner
    if isinstance(node, Listed) and len(node.units) == 2:
        node = Range(*node.units)
    inner = node_span(node, context) if node else None
    if inner is None or inner.earliest is None or inner.latest is None:
        raise Refusal("unreadable", "The weekend is not clear. Please ask the agency for the date.")
    first, last = inner.earliest, inner.latest
    if first == last and first.weekday() >= 4:
        last = first + timedelta(days=6 - first.weekday())
        first = min(first, last - _DAY)
    if first.weekday() < 4 or (last - first).days > 3:
        raise Refusal("contradiction", "This is not a weekend. Please ask the agency for the date.")
    return replace(inner, earliest=first, latest=last, precision=Precision.WEEKEND)
