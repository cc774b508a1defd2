"""From one unit - a day, a month, a season, a week - to the first and last day that it can mean.

Rules of reading: thirds of a month are days 1-10, 11-20 and 21 to the end; thirds of a year are
January-April, May-August, September-December; seasons are meteorological; a week has seven days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from chronology.dates.anchored import age_span, offset, relative_span
from chronology.dates.interval import (
    Basis,
    Context,
    DateReading,
    DayOrder,
    Precision,
    Refusal,
    Span,
    check_year,
    last_day,
    make_date,
    shift,
)
from chronology.dates.unit import Unit
from chronology.dates.words import SEASONS, holiday_core, holiday_span

_DAY = timedelta(days=1)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NESTED = frozenset({"week", "around"})
_NEEDS_YEAR = frozenset({"day", "numeric", "month", "season", "holiday", "number"})


def unit_span(unit: Unit, context: Context) -> Span:
    """The interval of one unit, its year taken from the row above where it has none.

    Raises:
        Refusal: there is no such day, or nothing to take the year from.
    """
    if unit.kind == "ordinal" and context.anchor is None:
        raise Refusal("no_year", "Only a day is given. Please ask the agency for the full date.")
    if yearless(unit):
        _refuse_two_small_numbers(unit, context)
        span = infer_year(lambda year: unit_span(with_year(unit, year), context), context)
    else:
        span = _UNIT_SPANS[unit.kind](unit, context)
    if not (unit.approximate or unit.uncertain or unit.time or unit.notes or unit.weekday is not None):
        return span
    notes = [*unit.notes, *span.notes]
    if unit.weekday is not None:
        notes += weekday_notes(span, unit.weekday)
    return replace(
        span,
        approximate=span.approximate or unit.approximate,
        uncertain=span.uncertain or unit.uncertain,
        time=unit.time or span.time,
        notes=tuple(dict.fromkeys(notes)),
    )


def yearless(unit: Unit) -> bool:
    """Whether the unit needs a year that it does not give."""
    if unit.kind in _NESTED:
        return isinstance(unit.inner, Unit) and yearless(unit.inner)
    return unit.kind in _NEEDS_YEAR and unit.year is None


def with_year(unit: Unit, year: int) -> Unit:
    """The unit in that year."""
    if unit.kind in _NESTED and isinstance(unit.inner, Unit):
        return replace(unit, inner=with_year(unit.inner, year), year=year)
    return replace(unit, year=year)


def _refuse_two_small_numbers(unit: Unit, context: Context) -> None:
    day, month = _day_and_month(unit, context)
    if unit.kind == "numeric" and not (day > 12 and 1 <= month <= 12):
        raise Refusal(
            "unreadable",
            "Two numbers can be a day and a month or a month and a year. "
            "Please ask the agency for the full date.",
        )


def infer_year(make: Callable[[int], Span], context: Context) -> Span:
    """The reading in the year that keeps the file in order (December, then January: the next year)."""
    anchor = context.anchor
    above = anchor and (anchor.earliest or anchor.latest)
    if not anchor or not above:
        raise Refusal(
            "no_year", "No year is given and no row above has one. Please ask the agency for the year."
        )
    made: dict[int, Span] = {}
    refusal: Refusal | None = None
    for year in (above.year - 1, above.year, above.year + 1):
        try:
            made[year] = make(year)
        except Refusal as error:
            refusal = refusal or error
    if not made:
        raise refusal or Refusal("no_year", "No year is given.")
    year = _fitting_year(made, above, anchor, context.below)
    note = f"No year is given: {year} was taken from the rows around it."
    return replace(made[year], basis=Basis.INFERRED_YEAR, notes=(*made[year].notes, note))


def _fitting_year(made: dict[int, Span], above: date, anchor: DateReading, below: DateReading | None) -> int:
    under = (below.earliest or below.latest) if below else None
    until = (below.latest or below.earliest) if below else None

    def ends(year: int) -> tuple[date, date]:
        span = made[year]
        return span.earliest or span.latest or above, span.latest or span.earliest or above

    if under is not None and until is not None:
        low, high = min(above, under), max(anchor.latest or above, until)
        fits = [year for year in made if ends(year)[1] >= low and ends(year)[0] <= high]
        if fits:
            return min(fits, key=lambda year: abs((ends(year)[0] - above).days))
    half = timedelta(days=183)
    near = [year for year in made if ends(year)[1] >= above - half and year >= above.year]
    return min(near, default=max(made))


def _day_and_month(unit: Unit, context: Context) -> tuple[int, int]:
    if context.order is DayOrder.MONTH_FIRST:
        return unit.second, unit.first
    return unit.first, unit.second


def _numeric(unit: Unit, context: Context) -> Span:
    day, month = _day_and_month(unit, context)
    year = check_year(unit.year or 0)
    if day == 0:
        return _unknown_day(month, year)
    notes: list[str] = []
    problem = ""
    if month > 12 >= day:
        swapped = make_date(year, day, month)
        if context.order is not DayOrder.NOT_SHOWN:
            raise Refusal(
                "impossible_date",
                f"There is no month {month}. With day and month the other way round it would be "
                f"{swapped.day} {swapped:%B %Y}, but this column is read {context.order}. "
                "Please ask the agency.",
            )
        day, month, problem = month, day, "ambiguous_order"
        notes.append(
            f"There is no month {day}, so the month was read first; please ask the agency to confirm."
        )
    elif context.order is DayOrder.NOT_SHOWN and day <= 12 and day != month:
        notes.append("Read day first, as is usual in England; nothing here shows the order.")
    found = make_date(year, month, day)
    notes += _order_hint(unit, found, day, month)
    return Span(found, found, Precision.DAY, notes=tuple(notes), problem=problem)


def _order_hint(unit: Unit, found: date, day: int, month: int) -> list[str]:
    if unit.weekday is None or found.weekday() == unit.weekday or day > 12:
        return []
    if date(found.year, day, month).weekday() == unit.weekday:
        return ["With day and month the other way round the weekday would be right."]
    return []


def _unknown_day(month: int, year: int) -> Span:
    if month == 0:
        return replace(
            _year_span(Unit("year", year=year)), notes=("Day and month are blank: the whole year.",)
        )
    span = _month_span(Unit("month", month=month, year=year))
    return replace(span, notes=("The day is given as unknown: read as the whole month.",))


def weekday_notes(span: Span, weekday: int) -> tuple[str, ...]:
    """A sentence where the typed weekday is not that of the day."""
    day = span.earliest
    if day is None or day != span.latest or day.weekday() == weekday:
        return ()
    note = f"{day.day} {day:%b %Y} was a {_WEEKDAYS[day.weekday()]}, not a {_WEEKDAYS[weekday]} as typed."
    return (note,)


def _day_span(unit: Unit) -> Span:
    day = make_date(unit.year or 0, unit.month or 0, unit.day or 0)
    return Span(day, day, Precision.DAY)


def _thirds(first: date, last: date, part: str) -> tuple[date, date]:
    """A part of a month or year; see the rules at the top of the module."""
    month = first.month == last.month and first.year == last.year
    kind, _, rank = part.partition(" ")
    number = int(rank or 0)
    if month:
        days = {
            "early": (1, 10),
            "mid": (11, 20),
            "late": (21, last.day),
            "half": (1, 15) if number == 1 else (16, last.day),
            "week": (number * 7 - 6, number * 7) if number < 5 else (last.day - 6, last.day),
        }
        if kind not in days:
            raise Refusal("unreadable", "A month has no quarters. Please ask the agency for the date.")
        return first.replace(day=days[kind][0]), first.replace(day=days[kind][1])
    length = 12 if first.month == 1 and last.month == 12 else 3
    third = length // 3
    months = {
        "early": (0, third), "mid": (third, 2 * third), "late": (2 * third, length),
        "half": ((number - 1) * 6, number * 6), "quarter": ((number - 1) * 3, number * 3),
    }  # fmt: skip
    if (
        kind not in months
        or (length == 3 and kind in ("half", "quarter"))
        or (kind, number) in (("half", 3), ("half", 4))
    ):
        raise Refusal("unreadable", "This part of a year is not clear. Please ask the agency for the date.")
    start, stop = months[kind]
    begin, end = first.month - 1 + start, first.month - 1 + stop - 1
    return date(first.year + begin // 12, begin % 12 + 1, 1), last_day(first.year + end // 12, end % 12 + 1)


def _part(span: Span, parts: tuple[str, ...], precision: Precision) -> Span:
    if not parts or span.earliest is None or span.latest is None:
        return span
    stretches = [_thirds(span.earliest, span.latest, part) for part in parts]
    vague = any(part.split()[0] in ("early", "mid", "late", "week") for part in parts)
    first, last = min(a for a, _ in stretches), max(b for _, b in stretches)
    note = f"Read as {first.day} {first:%b} to {last.day} {last:%b %Y}."
    return replace(
        span, earliest=first, latest=last, precision=precision, approximate=vague, notes=(*span.notes, note)
    )


def _month_span(unit: Unit) -> Span:
    first = make_date(unit.year or 0, unit.month or 0, 1)
    whole = Span(first, last_day(first.year, first.month), Precision.MONTH)
    return _part(whole, unit.parts, Precision.PART_OF_MONTH)


def _year_span(unit: Unit) -> Span:
    year = check_year(unit.year or 0)
    return _part(
        Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR), unit.parts, Precision.PART_OF_YEAR
    )


def _years_span(unit: Unit) -> Span:
    first, last = check_year(unit.year or 0), check_year(unit.last_year)
    return Span(date(first, 1, 1), date(last, 12, 31), Precision.YEARS)


def _season_span(unit: Unit) -> Span:
    year, month = check_year(unit.year or 0), SEASONS[unit.words]
    first = date(year, month, 1)
    last = last_day(year + (month == 12), (month + 1) % 12 + 1)
    names = f"{unit.words.capitalize()} was read as {first:%B %Y} to {last:%B %Y}."
    return _part(Span(first, last, Precision.SEASON, notes=(names,)), unit.parts, Precision.PART_OF_YEAR)


def _holiday_span(unit: Unit) -> Span:
    first, last = holiday_span(unit.words, check_year(unit.year or 0))
    if first == last:
        return Span(first, last, Precision.DAY)
    note = f"Read as {first.day} {first:%b} to {last.day} {last:%b %Y}."
    return Span(first, last, Precision.RANGE, approximate=True, notes=(note,))


def _week_span(unit: Unit, context: Context) -> Span:
    inner = unit_span(unit.inner, context) if isinstance(unit.inner, Unit) else None
    day = inner.earliest if inner else None
    if inner is None or day is None:
        raise Refusal("unreadable", "The week is not clear. Please ask the agency for the date.")
    notes = list(inner.notes)
    if unit.words == "ending":
        first = day - timedelta(days=6)
        notes.append("“Week ending” was read as the seven days up to that day.")
    elif unit.words == "of":
        first = day - timedelta(days=day.weekday())
        notes.append("Read as the Monday to Sunday around that day.")
    else:
        first = day
        if day.weekday() != 0:
            notes.append(f"The week begins on a {_WEEKDAYS[day.weekday()]} here.")
    return replace(
        inner, earliest=first, latest=first + timedelta(days=6), precision=Precision.WEEK, notes=tuple(notes)
    )


def _around_span(unit: Unit, context: Context) -> Span:
    inner_unit = unit.inner
    if not isinstance(inner_unit, Unit):
        raise Refusal("unreadable", "This wording is not clear. Please ask the agency for the date.")
    inner = unit_span(inner_unit, context)
    if inner_unit.kind == "holiday" and inner_unit.year:
        core = holiday_core(inner_unit.words, inner_unit.year)
        inner = Span(core, core, Precision.DAY)
    amount = Unit("amount", low=1, high=1, period=unit.period)
    if unit.period == "day":
        return offset(inner, amount, earlier=unit.words == "before")
    if inner.earliest is None or inner.latest is None:
        raise Refusal("unreadable", "This wording is not clear. Please ask the agency for the date.")
    days = {"week": 7, "fortnight": 14, "month": 31, "year": 366}[unit.period]
    if unit.words == "before":
        first, last = inner.earliest - timedelta(days=days), inner.earliest - _DAY
    else:
        first, last = inner.latest + _DAY, inner.latest + timedelta(days=days)
    precision = Precision.WEEK if days == 7 else Precision.RANGE
    note = f"Read as {first.day} {first:%b} to {last.day} {last:%b %Y}."
    return replace(
        inner, earliest=first, latest=last, precision=precision, approximate=True, notes=(*inner.notes, note)
    )


def _ordinal_span(unit: Unit, context: Context) -> Span:
    """A day alone takes month and year from the row above, when that is a day: the next of that number."""
    above = context.anchor.latest if context.anchor else None
    if unit.kind == "ordinal" and context.anchor and above and context.anchor.precision is Precision.DAY:
        month = above if (unit.day or 0) >= above.day else shift(above.replace(day=1), months=1)
        day = make_date(month.year, month.month, unit.day or 0)
        note = f"Only the day is given: {month:%B %Y} was taken from the row above."
        return Span(day, day, Precision.DAY, Basis.INFERRED_YEAR, notes=(note,))
    raise Refusal("unreadable", "Only a day of the month is given. Please ask the agency for the full date.")


_UNIT_SPANS: dict[str, Callable[[Unit, Context], Span]] = {
    "numeric": _numeric,
    "day": lambda unit, _: _day_span(unit),
    "month": lambda unit, _: _month_span(unit),
    "year": lambda unit, _: _year_span(unit),
    "years": lambda unit, _: _years_span(unit),
    "season": lambda unit, _: _season_span(unit),
    "holiday": lambda unit, _: _holiday_span(unit),
    "ordinal": _ordinal_span,
    "number": _ordinal_span,
    "week": _week_span,
    "around": _around_span,
    "relative": relative_span,
    "age": age_span,
}
