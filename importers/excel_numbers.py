"""Numbers of a workbook as values and as people see them: dates, times, lengths of time, plain numbers.

A date in a workbook is a count of days; only the number format of its cell tells it from an amount.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from importers.excel_parts import Styles
from importers.shown import parts_shown, shown_text
from importers.tables import Value

_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_LENGTH_OF_TIME = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DAY_MILLISECONDS = 86_400_000
_LAST_SERIAL = 2_958_466
"""The first of January 10000, beyond which Excel shows no date."""

Shown = tuple[Value, str, bool]


class Numbers:
    """Reads the numbers of one workbook; equal numbers in equal formats are worked out once.

    Args:
        styles: the styles of the workbook.
        from_1904: days are counted from 1 January 1904, as old Macintosh workbooks do.
    """

    def __init__(self, styles: Styles, from_1904: bool) -> None:
        self._styles = styles
        self._from_1904 = from_1904
        self._known: dict[tuple[str, str, int], Shown] = {}

    def shown(self, stored: str, kind: str, style: int) -> Shown:
        """The value, the text that the cell shows, and whether a date shows its year.

        Args:
            stored: what the file stores.
            kind: type of the cell: ``n`` a number, ``b`` true or false, ``d`` a date written out.
            style: number of its style.

        Raises:
            ValueError: the file stores something else than a number.
        """
        key = (stored, kind, style)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._work_out(stored, kind, self._styles.format_of(style))
        return known

    def _work_out(self, stored: str, kind: str, number_format: str) -> Shown:
        if kind == "b":
            truth = stored.strip() == "1"
            return truth, shown_text(truth), True
        if kind == "d":
            return _shown_moment(datetime.fromisoformat(stored), number_format)
        number = float(stored)
        if is_date_format(number_format):
            if _LENGTH_OF_TIME.search(number_format):
                text = shown_text(timedelta(days=number)) if abs(number) < _LAST_SERIAL else stored
                return text, text, True
            moment = moment_of(number, from_1904=self._from_1904)
            if moment is not None:
                return _shown_moment(moment, number_format)
        # Written without a fraction it is a whole number, however large.
        whole = _WHOLE.fullmatch(stored) is not None
        value: Value = int(stored) if whole else number
        return value, shown_text(value, number_format), True


def is_date_format(number_format: str) -> bool:
    """Whether a number format shows a date or time."""
    section = _LITERAL.sub("", number_format.split(";", maxsplit=1)[0])
    if section.lower() in ("", "general", "@"):
        return False
    return re.search(r"[dmyhs]", section, re.IGNORECASE) is not None


def moment_of(serial: float, *, from_1904: bool = False) -> datetime | time | None:
    """The moment that a count of days stands for; None where there is no such day.

    Below one day it is a time alone.  Excel believes that there was a 29 February 1900, so the days before it
    are counted from one day later (ECMA-376 part 1, 18.17.4.1).
    """
    if not 0 <= serial < _LAST_SERIAL:
        return None
    days, fraction = divmod(serial, 1)
    milliseconds = round(fraction * _DAY_MILLISECONDS)
    if not days and milliseconds < _DAY_MILLISECONDS:
        return (datetime(2000, 1, 1) + timedelta(milliseconds=milliseconds)).time()
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < 60 else 30)
    try:
        return start + timedelta(days=days, milliseconds=milliseconds)
    except OverflowError:
        return None


def _shown_moment(moment: datetime | time, number_format: str) -> Shown:
    text = shown_text(moment, number_format)
    if isinstance(moment, date):
        shown = parts_shown(number_format)
        if "day" not in shown and "month" in shown:
            # The first of the month is only how the file stores a month.
            return f"{moment:%B %Y}", text, True
        if "year" not in shown and "day" in shown:
            return moment, text, False
    return moment, text, True
