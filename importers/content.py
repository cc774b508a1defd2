"""What the cells of a column look like, where its header does not say what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from statistics import median

import pandas as pd

from chronology.dates import DayOrder, read_date
from importers.tables import RawCell
from importers.vocabulary import Vocabulary

_SAMPLE = 100
_LONGEST_DATE = 60
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_YEAR = re.compile(r"(19|20)\d\d")
_CLOCK = re.compile(r"\D{0,12}([01]?\d|2[0-3])[:.h ]?[0-5]\d\s*(hrs?|h|am|pm)?", re.IGNORECASE)
# Such as "47XY/1234/12", "OCC 12345" or "CAD 234 of 12/05/12": numbers, and at most capitals beside them.
_REFERENCE = re.compile(r"(?=.*\d)(?:(?:\S*\d\S*|[A-Z]{1,6}[:.]?|of|no\.?|ref\.?)(?:\s+|$)){1,4}")
_YES_NO = re.compile(r"(yes|no|y|n|true|false|n/?a|not applicable|x|[✓✔☒☑☐])\.?", re.IGNORECASE)
_LINKING = re.compile(
    r"\([^)]*\)|\b(and|with|of|the|their|his|her|both|all|unborn|aged|age|yrs?|years?|mths?|months?|re|two|three)\b"
    r"|'s\b|\d+(/\d+)?|[^\w]+",
    re.IGNORECASE,
)
_DATE_PROBLEMS = frozenset({"impossible_date", "implausible_year", "ambiguous_order", "two_dates", "no_year"})


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Finds the codes, aliases and role words of a case in a short cell."""

    codes: re.Pattern[str] | None
    names: re.Pattern[str]

    def remainder(self, text: str) -> str | None:
        """What is left of a cell besides the people it names; None where it names nobody."""
        without = self.names.sub(" ", text)
        if self.codes is not None:
            without = self.codes.sub(" ", without)
        if without == text:
            return None
        return _LINKING.sub(" ", without).strip()


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares, from 0 to 1, of the filled cells of a column that look like something.

    ``filled`` is their number (at most 100 are looked at) and ``words`` the median of their lengths in words.
    """

    filled: int
    dates: float
    persons: float
    yes_no: float
    clock: float
    references: float
    words: float


def people_words(people: pd.DataFrame, vocabulary: Vocabulary) -> PeopleWords:
    """The people of a ``people`` frame: codes as whole words minding capitals, names not minding them."""
    codes = [str(code) for code in people["code"] if code]
    names = {str(alias) for aliases in people["aliases"] for alias in aliases} | set(vocabulary.persons)
    return PeopleWords(_any_of(codes, 0), _any_of(sorted(names), re.IGNORECASE) or re.compile(r"(?!)"))


def _any_of(words: Sequence[str], flags: int) -> re.Pattern[str] | None:
    longest_first = sorted((word for word in words if word), key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", flags)


def profile(cells: Sequence[RawCell], people: PeopleWords) -> Profile:
    """What a column looks like, from an even sample of its filled cells."""
    filled = [cell for cell in cells if cell.text.strip() and not cell.merged]
    sample = filled[:: max(1, len(filled) // _SAMPLE)][:_SAMPLE]
    if not sample:
        return Profile(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    texts = [cell.text.strip() for cell in sample]
    # Short answers stand in many cells of a column; each is looked at once.
    dates = {cell: is_date(cell) for cell in set(sample)}
    persons = {text: _names_people(text, people) for text in set(texts)}
    return Profile(
        filled=len(sample),
        dates=_share([dates[cell] for cell in sample]),
        persons=_share([persons[text] for text in texts]),
        yes_no=_share([_YES_NO.fullmatch(text) is not None for text in texts]),
        clock=_share([_is_clock(cell) for cell in sample]),
        references=_share([_REFERENCE.fullmatch(text) is not None for text in texts]),
        words=float(median(len(text.split()) for text in texts)),
    )


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found)


def _names_people(text: str, people: PeopleWords) -> bool:
    remainder = people.remainder(text) if len(text) <= 80 else None
    return remainder is not None and len(remainder.split()) <= 1


def _is_clock(cell: RawCell) -> bool:
    return isinstance(cell.value, time) or _CLOCK.fullmatch(cell.text.strip()) is not None


def is_date(cell: RawCell) -> bool:
    """True where a cell reads as a date, be it a vague or an impossible one; bare numbers only as years."""
    if isinstance(cell.value, date):
        return True
    text = cell.text.strip()
    if not text or len(text) > _LONGEST_DATE or isinstance(cell.value, bool | time):
        return False
    if _NUMBER.fullmatch(text):
        return _YEAR.fullmatch(text) is not None
    reading = read_date(text, order=DayOrder.DAY_FIRST)
    return reading.dated or reading.problem in _DATE_PROBLEMS
