"""Takes a date cell apart: one date or several, what limits it, its time, its remarks.

Every way of reading is tried in order, and the first that accounts for *every* character wins.  Words that
are not understood are tolerated only as a clearly separate remark that says nothing of dates; otherwise the
cell is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chronology.dates.relative import amount
from chronology.dates.times import TIME, clock_time
from chronology.dates.unit import Bound, Listed, Node, Offset, Parsed, Range, Unit
from chronology.dates.units import DAY_FORMS, NUMBER_ONLY, PART_OF_DAY_OF, Scan
from chronology.dates.words import MONTH, NUMBER, PERIOD, VAGUE, WEEKDAY, compiled, weekday_number

_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\ufeff]+")
_LINES = re.compile(r"\s*[\r\n]\s*")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_DASHES = re.compile("[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]")

_TO = compiled(r"\s*(?:-+>?|→|\bto\b|\bthrough(?:\s+to)?\b|\buntil\b|\bup\s+(?:to|until)\b|\btill?\b)\s*")
_AND = compiled(r"\s*(?:&|\band\b)\s*")
_OR = compiled(r"\s*\bor\b\s*")
_SLASH = compiled(r"\s?/\s?")
_TO_OR_SLASH = compiled(rf"{_SLASH.pattern}|{_TO.pattern}")
_AND_OR_TO = compiled(rf"{_AND.pattern}|{_TO.pattern}")
_LIST = compiled(r"\s*(?:&|\+|;|,(?:\s*and\b)?|\band\b(?:\s+again)?(?:\s+on)?)\s*")
_BETWEEN = compiled(r"(?:some\s?time\s+)?(?:between|betw?\.)\s+")
_FROM = compiled(r"(?:from|since|as\s+of|as\s+from|starting|beginning)\s+")
_ONWARDS = compiled(
    r"\s*[,(\-]?\s*(?:onwards?|on\s?wards|and\s+(?:after|beyond|on)|ongoing|thereafter"
    r"|(?:-+|to|until|up\s+to)\s*(?:the\s+)?(?:present|date|current|now|ongoing)(?:\s+day)?)(?!\s*\d)(?![a-z])"
)
_OPEN_DASH = compiled(r"\s?-\s*$")
_DASH_NOTE = "The dash at the end was read as “onwards”; please ask the agency whether an end is missing."
_OFFSET_SIDE = compiled(r"\s*\b(?P<side>after|before|from|of|post|prior\s+to|following)\s+(?:the\s+)?")
_AMOUNT = compiled(
    rf"(?P<within>within\s+)?(?:(?P<low>{NUMBER})(?:\s?(?:-|to|or)\s?(?P<high>{NUMBER}))?|(?P<vague>{VAGUE}))"
    rf"\s+(?P<period>{PERIOD})"
)
_WEEKEND = compiled(
    r"(?:over\s+|on\s+|during\s+)?(?:the\s+)?weekend\s*(?:of|commencing|beginning|-|,|:)?\s*(?:the\s+)?"
)
_SIDES = (
    ("by", r"by|on\s+or\s+before|no(?:t)?\s+later\s+than|up\s?(?:to|until)|until|till?|to|ending"),
    ("from", r"on\s+or\s+after|not\s+before|no\s+earlier\s+than|from|since"),
    ("after", r"after|post|later\s+than|following"),
    ("before", r"before|prior\s+to|pre|earlier\s+than"),
)  # fmt: skip
_VAGUELY = r"(?P<vaguely>(?:some\s?time|shortly|soon|just|immediately|months|weeks|days|years|well)\s+)?"
_BOUND = compiled(
    r"(?:but\s+|and\s+|date\s+)?"
    + _VAGUELY
    + "(?:"
    + "|".join(f"(?P<{side}>{words})" for side, words in _SIDES)
    + r")(?![a-z])[\s\-]*"
)
_ISO_TIME = re.compile(r"T\d\d:?\d\d")
_GAP = re.compile(r"[\s,;()\[\]]*")
_BREAK = re.compile(r"[\s]*[,;()\[\]:]+[\s]*|\s+-+\s+")
_TIME_TAIL = compiled(rf"(?:-+\s*)?(?P<time>{TIME})(?=[\s,;.)\]]|$)")
_ONLY_TIME = compiled(rf"[\s,(]*(?P<time>{TIME})[\s)]*")
_FLAG_TAIL = compiled(
    r"(?P<about>approx(?:imate(?:ly)?)?\.?|estimated|est\.|circa|date\s+approx(?:imate)?\.?|about)(?![a-z])"
    r"|(?P<doubt>\?+|(?:date\s+)?(?:unsure|uncertain|unconfirmed|not\s+confirmed|tbc|unclear)(?![a-z]))"
)
_WEEKDAY_TAIL = compiled(rf"(?P<weekday>{WEEKDAY})(?=[\s,;.)\]]|$)")
_REMARK = re.compile(r"[^,;()\[\]]+")
_REMARK_BARRED = compiled(
    rf"\b(?:{MONTH}|{WEEKDAY}|\d{{4,}}|\d+\s?(?:st|nd|rd|th)|\d+[/.:\-]\d+|not|or|either|unless|error|wrong|incorrect"
    r"|mistake\w*|should|typo|maybe|might|could|may|probably|possibly|until|till|since|onwards?|ongoing|thereafter"
    r"|daily|weekly|monthly|fortnightly|annual\w*|yearly|every|each|regular\w*|repeat\w*|continu\w*|between|from|to"
    r"|approx\w*|about|around|circa|dob|d\.o\.b|born|birth|christmas|easter|spring|summer|autumn|winter|term"
    r"|quarter|half|early|late|mid|later|earlier|following|next|previous|days?|weeks?|months?|years?|fortnights?"
    r"|due|expected|planned|unknown|undated)\b|\?|n't"
)
_LEADING = re.compile(r"(?P<remark>[A-Za-z][A-Za-z '/]*)(?::| - )\s*")
_UNKNOWN = compiled(
    r"(?:n\s?/?\s?k|n\s?/?\s?a|nil|none|tb[ca]|not\s+dated|undated|un-dated|no\s+date(?:\s+(?:given|recorded|supplied|stated))?"
    r"|(?:exact\s+)?(?:date\s+)?(?:is\s+)?(?:not\s+(?:known|recorded|given|stated|supplied|specified|on\s+file|available)|unknown|unclear)"
    r"|\?+|-+|x+)(?:\s+date)?(?![a-z])"
)


def clean(text: str) -> str:
    """The text with plain blanks and dashes, and without blanks or full stops at its ends."""
    text = text.strip()
    if not text.isascii() or "\n" in text or "\r" in text:
        text = _LINES.sub("; ", _DASHES.sub("-", text))
    text = _BLANKS.sub(" ", text).strip(" .,;:")
    whole = _BRACKETED.fullmatch(text) if text[:1] in ("(", "[") else None
    return whole[1].strip(" .,;:") if whole else text


def _day_like(unit: Unit) -> bool:
    return unit.kind in ("day", "numeric", "ordinal", "number")


def _first_units(scan: Scan, position: int) -> Iterator[tuple[Unit, int]]:
    """Units, and bare day numbers that the other end of a range or list completes."""
    yield from scan.units(position)
    if match := NUMBER_ONLY.match(scan.text, position):
        yield Unit("number", day=int(match["day"])), match.end()


def _fit(first: Unit, last: Unit) -> bool:
    """Whether two units can be the ends of one stretch; two halves of one date ("03" and "05/12") cannot."""
    if last.kind == "numeric" and last.year is None and first.year is None:
        return False
    return first.kind != "number" or last.kind in ("day", "numeric", "ordinal")


def _pairs(scan: Scan, position: int, joint: re.Pattern[str]) -> Iterator[tuple[Unit, Unit, int]]:
    for first, end in _first_units(scan, position):
        if join := joint.match(scan.text, end):
            for last, stop in scan.units(join.end()):
                if _fit(first, last):
                    yield first, last, stop


def _listed(scan: Scan, position: int) -> Iterator[tuple[Node, int]]:
    for first, end in _first_units(scan, position):
        if not _day_like(first):
            continue
        units, stop = [first], end
        while join := _LIST.match(scan.text, stop):
            following = next(((u, e) for u, e in scan.units(join.end()) if _day_like(u)), None)
            if following is None and (match := NUMBER_ONLY.match(scan.text, join.end())):
                following = Unit("number", day=int(match["day"])), match.end()
            if following is None:
                break
            units.append(following[0])
            stop = following[1]
        if len(units) > 1 and units[-1].kind != "number":
            yield Listed(tuple(units)), stop


def _bounds_at(scan: Scan, position: int) -> Iterator[tuple[Bound, int]]:
    match = _BOUND.match(scan.text, position)
    if not match:
        return
    side = next(name for name, _ in _SIDES if match[name])
    for unit, end in scan.units(match.end()):
        yield Bound(side, unit, approximate=bool(match["vaguely"])), end


def _nodes_at(scan: Scan, position: int) -> Iterator[tuple[Node, int]]:
    """Every reading of the date that begins at the position, with the position after it."""
    for alternatives in (_weekends, _ranges, _opens, _bounds_at, _joined, _listed, _offsets, _alone):
        yield from alternatives(scan, position)


def _weekends(scan: Scan, position: int) -> Iterator[tuple[Node, int]]:
    if match := _WEEKEND.match(scan.text, position):
        for node, end in _nodes_at(scan, match.end()):
            if isinstance(node, Unit | Range | Listed):
                yield Unit("weekend", inner=node), end


def _ranges(scan: Scan, position: int) -> Iterator[tuple[Node, int]]:
    if match := PART_OF_DAY_OF.match(scan.text, position):
        for first, last, end in _pairs(scan, match.end(), _TO_OR_SLASH):
            yield Range(replace(first, time=match["time"]), last), end
    if match := _BETWEEN.match(scan.text, position):
        for first, last, end in _pairs(scan, match.end(), _AND_OR_TO):
            yield Range(first, last), end
    for first, last, end in _pairs(scan, _after_from(scan, position), _TO):
        yield Range(first, last), end


def _after_from(scan: Scan, position: int) -> int:
    match = _FROM.match(scan.text, position)
    return match.end() if match else position


def _opens(scan: Scan, position: int) -> Iterator[tuple[Node, int]]:
    for unit, end in scan.units(_after_from(scan, position)):
        if match := _ONWARDS.match(scan.text, end):
            yield Bound("from", unit), match.end()
        elif match := _OPEN_DASH.match(scan.text, end):
            yield Bound("from", replace(unit, notes=(*unit.notes, _DASH_NOTE))), match.end()


def _joined(scan: Scan, position: int) -> Iterator[tuple[Node, int]]:
    """Two units with a stroke, "or" or "and" between them."""
    for first, last, end in _pairs(scan, position, _SLASH):
        full_year = scan.text[end - 4 : end].isdigit()
        if first.kind != "numeric" and (last.kind != "numeric" or full_year):
            yield Range(first, last), end
    for first, last, end in _pairs(scan, position, _OR):
        yield Range(first, last, either=True), end
    for first, last, end in _pairs(scan, position, _AND):
        if not _day_like(first) and not _day_like(last):
            yield Range(first, last, both=True), end


def _alone(scan: Scan, position: int) -> Iterator[tuple[Node, int]]:
    yield from scan.units(position)


def _offsets(scan: Scan, position: int) -> Iterator[tuple[Node, int]]:
    match = _AMOUNT.match(scan.text, position)
    side = _OFFSET_SIDE.match(scan.text, match.end()) if match else None
    if match and side:
        low, high, period, vague = amount(match)
        quantity = Unit(
            "amount", low=0 if match["within"] else low, high=high, period=period, approximate=vague
        )
        before = side["side"].lower().startswith(("before", "prior"))
        for unit, end in scan.units(side.end()):
            yield Offset(quantity, "before" if before else "after", unit), end


def _safe_remark(remark: str) -> bool:
    return bool(re.match(r"[A-Za-z]", remark)) and not _REMARK_BARRED.search(remark)


def _tails(scan: Scan, position: int, parsed: Parsed) -> Parsed | None:
    """What follows the date, up to the end of the text; ``None`` where something is not understood."""
    position = _GAP.match(scan.text, position).end()  # type: ignore[union-attr]  # the pattern matches nothing too
    if position >= len(scan.text):
        return parsed
    for bound, end in _bounds_at(scan, position):
        found = _tails(scan, end, replace(parsed, bounds=(*parsed.bounds, bound)))
        if found:
            return found
    if (match := _TIME_TAIL.match(scan.text, position)) and not parsed.time:
        found = _tails(scan, match.end(), replace(parsed, time=clock_time(match["time"])))
        if found:
            return found
    if match := _FLAG_TAIL.match(scan.text, position):
        about, doubt = parsed.approximate or bool(match["about"]), parsed.uncertain or bool(match["doubt"])
        return _tails(scan, match.end(), replace(parsed, approximate=about, uncertain=doubt))
    if match := _WEEKDAY_TAIL.match(scan.text, position):
        return _tails(scan, match.end(), replace(parsed, weekday=weekday_number(match["weekday"])))
    return _detail(scan, position, parsed) or _remark(scan, position, parsed)


def _detail(scan: Scan, position: int, parsed: Parsed) -> Parsed | None:
    """A closer date in brackets: "December 2008 (27th)"."""
    if "(" not in scan.text[:position] or isinstance(parsed.node, Bound | None):
        return None
    for unit, end in scan.units(position):
        if unit.kind not in ("relative", "age"):
            found = _tails(scan, end, replace(parsed, bounds=(*parsed.bounds, Bound("in", unit))))
            if found:
                return found
    return None


def _remark(scan: Scan, position: int, parsed: Parsed) -> Parsed | None:
    before = scan.text[:position]
    separate = re.search(r"[,;()\[\]]\s*$|\s-+\s*$", before)
    match = re.compile(r"(?:-+\s+)?").match(scan.text, position)
    if match and match.end() > position and before.endswith(" "):
        separate, position = match, match.end()
    if not separate and not _is_full_day(parsed.node):
        return None
    words = _REMARK.match(scan.text, position)
    if not words or not _safe_remark(words[0].strip()):
        return None
    return _tails(scan, words.end(), replace(parsed, remarks=(*parsed.remarks, words[0].strip(" ."))))


def _is_full_day(node: Node | None) -> bool:
    return isinstance(node, Unit) and node.kind in ("day", "numeric") and node.year is not None


def parse(text: str) -> Parsed | None:
    """The cell taken apart, or ``None`` where not every word of it is understood.

    Args:
        text: what :func:`clean` returned; not blank.
    """
    for start, pattern, build in DAY_FORMS:
        if start == "a" and text[0].isdigit():
            continue
        match = pattern.match(text)
        if match and (unit := build(match)) is not None:
            if match.end() == len(text):
                return Parsed(unit)
            if clock := _ONLY_TIME.fullmatch(text, match.end()):
                return Parsed(unit, time=clock_time(clock["time"]))
            break
    scan = Scan(text)
    for unit, end in scan.units(0):
        if end == len(text):
            return Parsed(unit)
    for node, end in _nodes_at(scan, 0):
        ended = end >= len(text) or not text[end].isalnum() or _ISO_TIME.match(text, end)
        if ended and (found := _tails(scan, end, Parsed(node))):
            return found
    return _unknown(scan) or _after_remark(text)


def _unknown(scan: Scan) -> Parsed | None:
    match = _UNKNOWN.match(scan.text)
    if not match:
        return None
    start = _GAP.match(scan.text, match.end()).end()  # type: ignore[union-attr]
    if start >= len(scan.text):
        return Parsed(None, stated_unknown=True)
    for node, end in _nodes_at(scan, start):
        if found := _tails(scan, end, Parsed(node, stated_unknown=True)):
            return found
    return _tails(scan, start, Parsed(None, stated_unknown=True))


def _after_remark(text: str) -> Parsed | None:
    match = _LEADING.match(text)
    if not match or not _safe_remark(match["remark"].strip()):
        return None
    rest = parse(text[match.end() :])
    return replace(rest, remarks=(match["remark"].strip(), *rest.remarks)) if rest else None
