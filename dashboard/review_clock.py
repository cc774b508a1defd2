"""The rapid-review clock: which days are due, counted in working days from the days that the user gives."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from chronology.working_days import add_working_days, calendar, holidays_listed, working_days_between
from dashboard.controls import typed_span
from dashboard.wording import count, day, when

NOTIFY_WITHIN, REVIEW_WITHIN = 5, 15
"""Working days: to notify after becoming aware, and to complete the rapid review after notifying
(Children and Social Work Act 2017 and Working Together 2018 chapter 4, kept in later editions)."""
_WORTH_COUNTING = 60
IN_FORCE = pd.Timestamp(2018, 6, 29)
_ONE_DAY = "Write one whole day, such as 3 May 2012"
NOT_SET = "Not set. No due day is shown until the day is given; nothing is guessed."


@dataclass(frozen=True, slots=True)
class Clock:
    """The days that the user has given; ``None`` where not set.

    Attributes:
        aware: when the local authority became aware of the incident.
        notified: when it notified the national Panel.
        asked: the day by which the agencies were asked for their returns.
        nation: whose bank holidays count.
    """

    aware: pd.Timestamp | None = None
    notified: pd.Timestamp | None = None
    asked: pd.Timestamp | None = None
    nation: str = "ENG"


def typed_day(text: str | None, today: pd.Timestamp | None = None) -> tuple[pd.Timestamp | None, str]:
    """A day typed into a field, and what to tell the reader where it cannot be used.

    Args:
        text: what was typed.
        today: midnight of today, for a day that must have come; nothing for one that may lie ahead.
    """
    first, last, note = typed_span(text)
    if note:
        return None, f"{note}. {_ONE_DAY}"
    if first is None and last is None:
        return None, ""
    if first is None or last is None or first != last:
        return None, f"{_ONE_DAY}; this is {when(first, last)}"
    if today is not None and first > today:
        return None, f"{day(first)} is still to come, so nothing is counted from it"
    return first, ""


def after(start: pd.Timestamp, amount: int, nation: str) -> pd.Timestamp:
    """The n-th working day after a day."""
    return add_working_days([start], amount, calendar(nation)).iloc[0]


def distance(due: pd.Timestamp, today: pd.Timestamp, nation: str) -> str:
    """How far a day is from today: ``in 3 working days``, ``today``, ``4 working days ago``, ``past``."""
    days = int(working_days_between([today], [due], calendar(nation)).iloc[0])
    if due == today:
        return "today"
    if abs(days) > _WORTH_COUNTING:
        return "past" if days < 0 else "to come"
    if days == 0:
        return "over a weekend or bank holiday"
    return f"in {count(days, 'working day')}" if days > 0 else f"{count(-days, 'working day')} ago"


def clock_lines(clock: Clock, today: pd.Timestamp) -> list[tuple[str, str, str]]:
    """The lines of the clock: what, the day, and how it was counted.

    Args:
        clock: the days given.
        today: midnight of today.
    """
    return [_notification(clock, today), *_review(clock, today), _returns(clock, today)]


def clock_notes(clock: Clock) -> list[str]:
    """What has to be known beside the days that were counted."""
    notes = []
    given = [date for date in (clock.aware, clock.notified) if date is not None]
    if any(date < IN_FORCE for date in given):
        notes.append(
            "These time limits apply to incidents notified from 29 June 2018 on; before that day they show "
            "only what the same count would have given."
        )
    if given and not holidays_listed(given).all():
        notes.append(
            "Bank holidays of that year are not listed here; only Saturdays and Sundays are left out."
        )
    if clock.aware is not None and clock.notified is not None and clock.notified < clock.aware:
        notes.append("The day of notification is before the day of becoming aware. Please check both.")
    return notes


def _notification(clock: Clock, today: pd.Timestamp) -> tuple[str, str, str]:
    if clock.aware is None:
        return "Notification due", NOT_SET, ""
    due = after(clock.aware, NOTIFY_WITHIN, clock.nation)
    how = f"{NOTIFY_WITHIN} working days after becoming aware on {day(clock.aware)}"
    if clock.notified is None:
        return "Notification due", day(due), f"{how}; {distance(due, today, clock.nation)}"
    past = int(working_days_between([due], [clock.notified], calendar(clock.nation)).iloc[0])
    made = "within that time" if clock.notified <= due else f"{count(past, 'working day')} after that day"
    return "Notification due", day(due), f"{how}; notified on {day(clock.notified)}, {made}"


def _review(clock: Clock, today: pd.Timestamp) -> list[tuple[str, str, str]]:
    if clock.notified is None:
        return [("Rapid review due", NOT_SET, "")]
    fifth, last = (after(clock.notified, n, clock.nation) for n in (NOTIFY_WITHIN, REVIEW_WITHIN))
    since = f"working days after notification on {day(clock.notified)}"
    return [
        ("Working day 5", day(fifth), f"{NOTIFY_WITHIN} {since}; {distance(fifth, today, clock.nation)}"),
        ("Rapid review due", day(last), f"{REVIEW_WITHIN} {since}; {distance(last, today, clock.nation)}"),
    ]


def _returns(clock: Clock, today: pd.Timestamp) -> tuple[str, str, str]:
    if clock.asked is None:
        return "Returns asked for by", NOT_SET, ""
    return "Returns asked for by", day(clock.asked), distance(clock.asked, today, clock.nation)
