"""Wordings that rest on the row above ("the following day") or on a birth ("when aged 3")."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

from chronology.dates.unit import Unit
from chronology.dates.words import (
    NUMBER,
    PART,
    PART_OF_DAY,
    PERIOD,
    VAGUE,
    compiled,
    number,
    part_name,
    vague_amount,
)

_AMOUNT = (
    rf"(?:(?P<low>{NUMBER})(?:\s?(?:-|to|or)\s?(?P<high>{NUMBER}))?|(?P<vague>{VAGUE}))"
    rf"\s+(?P<period>{PERIOD})"
)
_AGE_PERIODS = MappingProxyType({"d": "day", "w": "week", "m": "month", "y": "year"})
_LATER = r"(?P<side>later(?:\s+on)?|after(?:wards)?|on|subsequently|earlier|before|previously|prior)"
_NOT_A_DATE_NEXT = r"(?!\s*(?:the\s+)?\d)(?![a-z])"


def _single(period: str) -> str:
    return period.lower().rstrip("s")


def amount(match: re.Match[str]) -> tuple[int, int, str, bool]:
    """Fewest, most, period and whether the quantity is vague, from a match of an amount."""
    period = _single(match["period"])
    if match["vague"]:
        return *vague_amount(match["vague"], period), period, True
    low = number(match["low"])
    high = number(match["high"]) if match["high"] else low
    return min(low, high), max(low, high), period, False


def _shifted(match: re.Match[str]) -> Unit:
    low, high, period, vague = amount(match)
    earlier = match["side"].lower() in ("earlier", "before", "previously", "prior")
    words = "earlier" if earlier else "later"
    return Unit("relative", words=words, low=low, high=high, period=period, approximate=vague)


def _same(match: re.Match[str]) -> Unit:
    period = match["period"].lower()
    if period in ("day", "date", "occasion"):
        return Unit("relative", words="same", period="day")
    if period in ("week", "weekend", "month", "year"):
        return Unit("relative", words="that", period=period)
    return Unit("relative", words="same", period="day", time=match["period"])


def _next(match: re.Match[str]) -> Unit:
    period, words = match["period"].lower(), match["side"].lower()
    side = "previous" if words in ("previous", "before", "preceding", "prior") else "following"
    if period in ("day", "week", "fortnight", "month", "year", "weekend"):
        return Unit("relative", words=side, period=period)
    return Unit("relative", words=side, period="day", time=match["period"])


def _part_of_that(match: re.Match[str]) -> Unit:
    later = match["part"].lower() in ("later", "later in")
    words = (
        "later in that"
        if later
        else "earlier in that"
        if match["part"].lower().startswith("earlier")
        else "that"
    )
    parts = (part_name(match["part"]),) if words == "that" else ()
    following = match["which"].lower() in ("following", "next")
    return Unit(
        "relative", words="following" if following else words, period=match["period"].lower(), parts=parts
    )


def _over_next(match: re.Match[str]) -> Unit:
    low, high, period, vague = amount(match)
    return Unit("relative", words="over the next", low=low, high=high, period=period, approximate=vague)


def _over_some(match: re.Match[str]) -> Unit:
    low, high = vague_amount("some", match["period"])
    period = _single(match["period"])
    return Unit("relative", words="over the next", low=low, high=high, period=period, approximate=True)


def _open(match: re.Match[str]) -> Unit:
    return Unit("relative", words="after", approximate=True)


def _ditto(match: re.Match[str]) -> Unit:
    return Unit("relative", words="ditto", period="day")


def _age(match: re.Match[str]) -> Unit:
    low = number(match["age"])
    groups = match.groupdict()
    high = number(groups["age2"]) if groups.get("age2") else low
    period = _AGE_PERIODS[(groups.get("period") or "year").lower()[0]]
    who = groups.get("who") or ""
    return Unit("age", words=who, low=low, high=high, period=period)


def _birth(match: re.Match[str]) -> Unit:
    return Unit("age", words=match["who"] or match["of"] or "", period="birth")


_WHO = (
    r"(?:(?:child|baby)\s+)?"
    r"(?P<who>(?!(?:child|baby|aged?|was|when|from|the|and|at)\b)[A-Za-z]\w{0,9})(?:'s)?"
)
_WHO_WAS = rf"(?:(?:when\s+)?{_WHO}\s+(?:was\s+)?)?"
_PERIOD_OLD = r"(?P<period>years?|yrs?|months?|mths?|weeks?|wks?|days?)"
_AGE = rf"(?P<age>{NUMBER})(?:\s?(?:-|to|or)\s?(?P<age2>{NUMBER}))?"
_MAYBE_OLD = rf"(?:\s+{_PERIOD_OLD})?(?:\s+(?:old|of\s+age))?(?![a-z])"
_SAME_WORDS = rf"(?P<period>day|date|occasion|weekend|week|month|year|{PART_OF_DAY})"
_NEXT_WORDS = rf"(?P<period>weekend|day|week|fortnight|month|year|{PART_OF_DAY})"
_AT_END = r"(?=\s*(?:$|[,;(@.]))"
_NEXT = (
    r"(?:over|in|during|within|for|throughout|across)\s+(?:the\s+)?(?:next|following|subsequent|coming)\s+"
)

RELATIVE_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Unit]], ...] = (
    (
        compiled(
            r"(?:on\s+|in\s+|at\s+)?(?:later\s+|earlier\s+)?(?:on\s+)?(?:(?:the|that)\s+)?(?:very\s+)?same\s+"
            + _SAME_WORDS
            + r"(?![a-z])"
        ),
        _same,
    ),
    (
        compiled(
            r"(?:on\s+|in\s+|at\s+)?(?:(?:later|earlier)\s+)?(?:on\s+)?that\s+"
            rf"(?P<period>day|date|occasion|weekend|{PART_OF_DAY})(?![a-z])"
        ),
        _same,
    ),
    (compiled(r"(?:in\s+|during\s+)?that\s+(?P<period>week|month|year)(?![a-z])"), _same),
    (
        compiled(
            r"(?:on\s+|in\s+)?(?:the\s+)?(?P<side>following|next|subsequent|previous|preceding)\s+"
            + _NEXT_WORDS
            + _NOT_A_DATE_NEXT
        ),
        _next,
    ),
    (compiled(rf"the\s+{_NEXT_WORDS}\s+(?P<side>after(?:wards)?|before){_NOT_A_DATE_NEXT}{_AT_END}"), _next),
    (
        compiled(
            rf"(?P<part>later(?:\s+in)?|earlier(?:\s+in)?|{PART})\s+(?:in\s+|of\s+)?(?:the\s+)?"
            r"(?P<which>that|same|following|next)\s+(?P<period>week|month|year)(?![a-z])"
        ),
        _part_of_that,
    ),
    (compiled(rf"{_AMOUNT}\s+{_LATER}{_NOT_A_DATE_NEXT}(?=\s*(?:$|[,;(@.\-]|at\s|in\sthe))"), _shifted),
    (
        compiled(
            rf"{_NEXT}(?:(?P<low>{NUMBER})(?:\s?(?:-|to|or)\s?(?P<high>{NUMBER}))?\s+"
            rf"|(?P<vague>few|several|couple\s+of)\s+)(?P<period>{PERIOD})"
        ),
        _over_next,
    ),
    (compiled(rf"{_NEXT}(?P<period>weeks|days|months)(?![a-z])"), _over_some),
    (
        compiled(
            r"(?:some\s?time\s+(?:later|after(?:wards)?)|(?:shortly|soon|immediately)\s+after(?:wards)?"
            r"|thereafter|subsequently|afterwards|later)(?=\s*(?:$|[,;(]))"
        ),
        _open,
    ),
    (compiled(r"(?:as\s+above|(?:date\s+)?as\s+previous|ditto|\"|''|do\.)(?=\s*(?:$|[,;(]))"), _ditto),
    (compiled(rf"when\s+{_WHO}\s+was\s+(?:aged\s+)?{_AGE}{_MAYBE_OLD}"), _age),
    (compiled(rf"(?:when\s+)?(?:{_WHO}\s+)?(?:was\s+)?aged?\s+(?:of\s+)?{_AGE}{_MAYBE_OLD}"), _age),
    (
        compiled(
            rf"(?:(?:when\s+)?{_WHO}\s+(?:was\s+)?)?{_AGE}[\s\-]+{_PERIOD_OLD}[\s\-]+(?:old|of\s+age)(?![a-z])"
        ),
        _age,
    ),
    (
        compiled(
            r"(?:at\s+birth|(?P<who>[A-Za-z]\w{0,9})'s\s+birth|birth\s+of\s+(?:child\s+)?(?P<of>\w{1,10}))(?!\w)"
        ),
        _birth,
    ),
)
