"""Intervals that rest on something else: the row above, another date in the cell, a birth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from chronology.dates.interval import (
    Basis,
    Context,
    DateReading,
    Precision,
    Refusal,
    Span,
    last_day,
    shift,
)
from chronology.dates.unit import Unit

_DAY = timedelta(days=1)
_SLACK: dict[str, int] = {"day": 0, "week": 3, "fortnight": 3, "month": 15, "year": 183}
"""Days either way that a round quantity may be out: "two months later" is two months give or take 15 days."""


def _moved(day: date, quantity: int, period: str, *, slack: int = 0) -> date:
    if period in ("month", "year"):
        return shift(day, months=quantity * (12 if period == "year" else 1), days=slack)
    return shift(day, days=quantity * {"day": 1, "week": 7, "fortnight": 14}[period] + slack)


def offset(span: Span, amount: Unit, *, earlier: bool) -> Span:
    """The span moved by an amount; days are exact, weeks, months and years are round figures.

    Raises:
        Refusal: the result lies outside the plausible years.
    """
    slack = _SLACK[amount.period] if amount.low == amount.high and amount.low else 0
    near, far = (-amount.high, -amount.low) if earlier else (amount.low, amount.high)
    first = span.earliest and _moved(span.earliest, near, amount.period, slack=-slack)
    last = span.latest and _moved(span.latest, far, amount.period, slack=slack)
    notes = span.notes
    if first and last and first != last and span.precision is Precision.DAY:
        notes = (*notes, f"Read as {first.day} {first:%b %Y} to {last.day} {last:%b %Y}.")
    approximate = span.approximate or amount.approximate or slack > 0
    return replace(
        span,
        earliest=first,
        latest=last,
        precision=_precision(first, last),
        approximate=approximate,
        notes=notes,
    )


def _precision(first: date | None, last: date | None) -> Precision:
    if first is None or last is None:
        return Precision.OPEN_END if first else Precision.OPEN_START if last else Precision.UNDATED
    return Precision.DAY if first == last else Precision.RANGE


def relative_span(unit: Unit, context: Context) -> Span:
    """The interval of a wording that rests on the row above.

    Raises:
        Refusal: there is no dated row above (``no_anchor``).
    """
    anchor = _anchor(context)
    found = _RELATIVE[unit.words](unit, anchor)
    basis = Basis.INHERITED if unit.words == "ditto" else Basis.RELATIVE
    how = "Read as" if unit.words in ("ditto", "same") else "Counted from"
    return replace(found, basis=basis, notes=(f"{how} the date of the row above.", *found.notes))


def _anchor(context: Context) -> Span:
    above: DateReading | None = context.anchor
    if above is not None and above.also:
        above = above.also[-1]
    if above is None or not above.dated:
        raise Refusal(
            "no_anchor", "This rests on another row, and the row above has no date. Please ask the agency."
        )
    return Span(
        above.earliest,
        above.latest,
        above.precision,
        approximate=above.approximate,
        uncertain=above.uncertain,
    )


def _both(span: Span) -> tuple[date, date]:
    first, last = span.earliest or span.latest, span.latest or span.earliest
    if first is None or last is None:
        raise Refusal(
            "no_anchor", "This rests on another row, and the row above has no date. Please ask the agency."
        )
    return first, last


def _enclosing(first: date, last: date, period: str) -> tuple[date, date, Precision]:
    """First and last day of the weeks, weekends, months or years in which the days lie."""
    if period == "year":
        return date(first.year, 1, 1), date(last.year, 12, 31), Precision.YEAR
    if period == "month":
        return first.replace(day=1), last_day(last.year, last.month), Precision.MONTH
    monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    if period == "weekend":
        return monday + timedelta(days=5), sunday, Precision.WEEKEND
    return monday, sunday, Precision.WEEK


def _that(unit: Unit, anchor: Span) -> Span:
    first, last = _both(anchor)
    start, stop, precision = _enclosing(first, last, unit.period)
    return _in_parts(replace(anchor, earliest=start, latest=stop, precision=precision), unit)


def _in_parts(span: Span, unit: Unit) -> Span:
    if not unit.parts or span.earliest is None or span.latest is None:
        return span
    part = unit.parts[0]
    if unit.period == "month" and part in ("early", "mid", "late"):
        days = {"early": (1, 10), "mid": (11, 20), "late": (21, span.latest.day)}[part]
        first, last = span.earliest.replace(day=days[0]), span.latest.replace(day=days[1])
        precision = Precision.PART_OF_MONTH
    elif unit.period == "year" and part in ("early", "mid", "late"):
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
        first, last = span.earliest.replace(month=months[0]), last_day(span.latest.year, months[1])
        precision = Precision.PART_OF_YEAR
    else:
        raise Refusal("unreadable", "This wording is not clear. Please ask the agency for the date.")
    return replace(span, earliest=first, latest=last, precision=precision, approximate=True)


def _later_in_that(unit: Unit, anchor: Span) -> Span:
    first, last = _both(anchor)
    _, stop, _ = _enclosing(first, last, unit.period)
    return replace(anchor, earliest=first, latest=stop, precision=_precision(first, stop), approximate=True)


def _earlier_in_that(unit: Unit, anchor: Span) -> Span:
    first, last = _both(anchor)
    start, _, _ = _enclosing(first, last, unit.period)
    return replace(anchor, earliest=start, latest=last, precision=_precision(start, last), approximate=True)


def _neighbour(unit: Unit, anchor: Span) -> Span:
    """The following or previous day, week, weekend, month, year."""
    sign = -1 if unit.words == "previous" else 1
    if unit.period == "day":
        return offset(anchor, Unit("amount", low=1, high=1, period="day"), earlier=sign < 0)
    first, last = _both(anchor)
    if unit.period == "fortnight":
        near, far = _DAY, timedelta(days=14)
        start, stop = (first - far, last - near) if sign < 0 else (first + near, last + far)
        return replace(anchor, earliest=start, latest=stop, precision=Precision.RANGE, approximate=True)
    step = "week" if unit.period == "weekend" else unit.period
    if unit.period == "weekend" and sign > 0 and last.weekday() < 5:
        step = ""
    if step:
        first, last = (_moved(day, sign, step) for day in (first, last))
    start, stop, precision = _enclosing(first, last, unit.period)
    return _in_parts(replace(anchor, earliest=start, latest=stop, precision=precision), unit)


def _over_next(unit: Unit, anchor: Span) -> Span:
    first, last = _both(anchor)
    stop = _moved(last, unit.high, unit.period)
    note = f"Read as up to {stop.day} {stop:%b %Y}."
    return replace(
        anchor,
        earliest=shift(first, days=1),
        latest=stop,
        precision=Precision.RANGE,
        approximate=True,
        notes=(note,),
    )


_RELATIVE: dict[str, Callable[[Unit, Span], Span]] = {
    "same": lambda _, anchor: anchor,
    "ditto": lambda _, anchor: anchor,
    "that": _that,
    "later in that": _later_in_that,
    "earlier in that": _earlier_in_that,
    "following": _neighbour,
    "previous": _neighbour,
    "later": lambda unit, anchor: offset(anchor, unit, earlier=False),
    "earlier": lambda unit, anchor: offset(anchor, unit, earlier=True),
    "over the next": _over_next,
    "after": lambda _, anchor: replace(
        anchor,
        earliest=anchor.earliest or anchor.latest,
        latest=None,
        precision=Precision.OPEN_END,
        approximate=True,
    ),
}


def age_span(unit: Unit, context: Context) -> Span:
    """The interval in which a person had an age; wider by half a unit where it is approximate.

    Raises:
        Refusal: the birth of the person is not known (``unknown_birth``).
    """
    birth = context.births.get(unit.words)
    if birth is None:
        who = "this person" if unit.words else "the person at the centre of the review"
        raise Refusal(
            "unknown_birth",
            f"An age is given and the birth of {who} is not known. Add it to the list of people.",
        )
    if unit.period == "birth":
        first, last = birth
    else:
        slack = max(_SLACK[unit.period], 1) if unit.approximate else 0
        first = _moved(birth[0], unit.low, unit.period, slack=-slack)
        last = _moved(birth[1], unit.high + 1, unit.period, slack=slack - 1)
    note = f"Worked out from the age and the birth: {first.day} {first:%b %Y} to {last.day} {last:%b %Y}."
    return Span(first, last, _precision(first, last), Basis.AGE, approximate=unit.approximate, notes=(note,))
