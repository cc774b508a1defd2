"""What a person sees in a spreadsheet cell, as far as dates and plain numbers go.

The number format matters to the meaning: a cell that shows ``May-12`` was typed as a month, although the file
stores the first of May.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from importers.tables import Value

_TOKENS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|AM/PM|A/P|y+|m+|d+|h+|s+|.', re.IGNORECASE)
# Excel shows its built-in short date in the order of the country, which for England is day first.
_LOCAL_SHORT_DATE = frozenset({"mm-dd-yy", "m/d/yy", "m/d/yyyy", "general", ""})
_MINUTES_AFTER = re.compile(r"[hH]\W*$")


def shown_text(value: Value | timedelta, number_format: str = "General") -> str:
    """The text that the cell shows.

    Args:
        value: the stored value.
        number_format: the format of the cell, in the notation of spreadsheets.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date | time):
        return _shown_moment(value, number_format)
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return _shown_number(value, number_format)


def parts_shown(number_format: str) -> frozenset[str]:
    """Which of ``year``, ``month``, ``day`` and ``time`` a date format shows."""
    if _main_section(number_format).lower() in _LOCAL_SHORT_DATE:
        return frozenset({"year", "month", "day"})
    names = {"y": "year", "d": "day", "h": "time", "s": "time"}
    found: set[str] = set()
    before = ""
    for token in _TOKENS.findall(_main_section(number_format)):
        letter = token[0].lower()
        if letter == "m":
            found.add("time" if _MINUTES_AFTER.search(before) else "month")
        elif letter in names:
            found.add(names[letter])
        before += token
    return frozenset(found)


def _main_section(number_format: str) -> str:
    return re.sub(r"^\[\$-[^\]]*\]", "", number_format.split(";", maxsplit=1)[0]).strip()


def _shown_moment(value: datetime | date | time, number_format: str) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    section = _main_section(number_format)
    clock = f" {value:%H:%M}" if isinstance(value, datetime) and (value.hour or value.minute) else ""
    if section.lower() in _LOCAL_SHORT_DATE or not parts_shown(number_format) & {"year", "month", "day"}:
        return f"{value:%d/%m/%Y}{clock}"
    out, before = "", ""
    for token in _TOKENS.findall(section):
        out += _shown_token(value, token, minutes=bool(_MINUTES_AFTER.search(before)))
        before += token
    return out.strip()


def _shown_token(value: datetime | date, token: str, *, minutes: bool) -> str:
    letter, length = token[0].lower(), len(token)
    if token[0] in '"\\[':
        return "" if token[0] == "[" else token.strip('"').removeprefix("\\")
    if letter == "m" and minutes:
        return f"{value:%M}"
    if token.upper() in ("AM/PM", "A/P"):
        return f"{value:%p}"
    directives = {
        "y": "%y" if length <= 2 else "%Y",
        "m": ("", "", "%m", "%b", "%B")[min(length, 4)],
        "d": ("", "", "%d", "%a", "%A")[min(length, 4)],
        "h": "" if length == 1 else "%H",
        "s": "%S",
    }
    if letter not in directives:
        return token
    plain = {"m": value.month, "d": value.day, "h": value.hour if isinstance(value, datetime) else 0}
    return value.strftime(directives[letter]) if directives[letter] else str(plain[letter])


def _shown_number(value: int | float, number_format: str) -> str:
    section = number_format.split(";", maxsplit=1)[0]
    if re.fullmatch(r"0{2,}", section) and float(value).is_integer():
        return str(int(value)).zfill(len(section))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float) and (places := re.fullmatch(r"#?,?#*0\.(0+)", section)):
        return f"{value:.{len(places.group(1))}f}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
