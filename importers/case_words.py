"""What a person says of a case in the form "About this case": understood, and written into the text of ``case.toml``.

Pure functions.  What people wrote in the file stays as it is, comments too: only a value that is another one is
touched, and what comes out is read again before it is given back.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomlkit

from chronology.dates import DayOrder, read_date
from importers.case_file import CaseTable, read_case_text

FIELDS = ("title", "review_start", "review_end", "index_person", "nation")
"""What can be said, by the key of ``case.toml``; an ``index_child`` in the file counts as ``index_person``."""
_DAYS = ("review_start", "review_end")
_LONGEST = {"title": 200, "index_person": 40}
_NEW_FILE = "# What is known of the case. The page Import of Chronology changes it too.\n\n"
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)

NOT_A_DAY = "Not read as a date. Write it as 2012, May 2012 or 1 May 2012."
_NO_END = {
    "review_start": "There is no first day in this. Write one, such as 1 May 2012.",
    "review_end": "There is no last day in this. Write one, such as 31 January 2014.",
}
TO_BEFORE_FROM = "To is before From. Put one of the two right."
BOTH_DAYS = "A review period has two ends. Fill this in too, or leave both blank."
NOT_IN_KEY = "The key of persons does not have this code. Choose somebody who is in it, or “Not said”."
TOO_LONG = "This is too long. Say it in fewer words."
NOT_PLAIN = "There is a sign in this that cannot be shown. Type it anew."
NO_SUCH_NATION = "Choose one of the four."
CANNOT_BE_CHANGED = (
    "case.toml is written in a way that cannot be changed from here without touching more of it. Nothing was saved; "
    "change it in a text editor."
)
_NATIONS = ("ENG", "WLS", "SCT", "NIR")


class CaseWordsError(ValueError):
    """The text of ``case.toml`` cannot be changed without touching more than was asked for."""


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What is said of a case; blank or nothing where it is not said."""

    title: str = ""
    review_start: date | None = None
    review_end: date | None = None
    index_person: str = ""
    nation: str = "ENG"


@dataclass(frozen=True, slots=True)
class Written:
    """What the text of ``case.toml`` says now.

    Attributes:
        words: what can be used of it.
        kinds: the kind of each listed agency by its key, blank where none is given.
        raw: fields whose value cannot be used, as they are written.
        mistakes: what is wrong with a field, by its key.
        broken: the sentence on a file that cannot be read at all; blank where it can.
    """

    words: CaseWords
    kinds: Mapping[str, str]
    raw: Mapping[str, str]
    mistakes: Mapping[str, str]
    broken: str = ""


def words_written(text: str) -> Written:
    """What the text of ``case.toml`` says; blank text says nothing."""
    reading = read_case_text(text)
    table = reading.table
    kinds = {key: agency.kind for key, agency in table.agencies.items()}
    broken = next((found.sentence for found in reading.problems if found.code == "case_file_broken"), "")
    if broken:
        return Written(_words(table), kinds, {}, {}, broken)
    content, words = tomllib.loads(text), _words(table)
    mistakes = {
        "index_person" if found.column == "index_child" else found.column: found.sentence
        for found in reading.problems
        if found.column in (*FIELDS, "index_child")
    }
    # Where To is before From neither can be used, and both are shown.
    unused = {*mistakes, *(name for name in _DAYS if name in content and getattr(words, name) is None)}
    raw = {name: str(content.get(_key(content, name), "")) for name in FIELDS if name in unused}
    return Written(words, kinds, raw, mistakes)


def understood(
    typed: Mapping[str, str], codes: Collection[str], present: CaseWords | None = None
) -> tuple[CaseWords, dict[str, str]]:
    """What was typed into the fields, and a sentence for each field that cannot be used as it is.

    Args:
        typed: the words of each of :data:`FIELDS`; one that is missing is blank.
        codes: the codes of the key of persons; none where there is no key, and any code can be typed.
        present: what the file says now: a title or code that stays as it is stands in nobody's way.
    """
    kept = {} if present is None else {name: getattr(present, name) for name in _LONGEST}
    troubles: dict[str, str] = {}
    plain = {name: " ".join(typed.get(name, "").split()) for name in FIELDS}
    for name, longest in _LONGEST.items():
        if plain[name] == kept.get(name):
            continue
        if not plain[name].isprintable():
            troubles[name] = NOT_PLAIN
        elif len(plain[name]) > longest:
            troubles[name] = TOO_LONG
    person = plain["index_person"]
    if codes and person and person not in codes and person != kept.get("index_person"):
        troubles["index_person"] = NOT_IN_KEY
    if plain["nation"] not in _NATIONS:
        troubles["nation"] = NO_SUCH_NATION
    days: dict[str, date | None] = {}
    for name in _DAYS:
        days[name], trouble = _day(name, plain[name])
        if trouble:
            troubles[name] = trouble
    start, end = days["review_start"], days["review_end"]
    if start and end and end < start:
        troubles["review_end"] = TO_BEFORE_FROM
    one_blank = next((name for name in _DAYS if not plain[name]), "")
    if one_blank and any(plain[name] for name in _DAYS):
        troubles.setdefault(one_blank, BOTH_DAYS)
    return CaseWords(plain["title"], start, end, plain["index_person"], plain["nation"]), troubles


def with_words(text: str, words: CaseWords, kinds: Mapping[str, str]) -> str:
    """The text of ``case.toml`` that says this of the case, and of its agencies' kinds.

    Args:
        text: the present text; blank where there is none yet.
        words: what is said; a blank takes the line out.
        kinds: one of AGENCY_KINDS by the key of a listed agency; a blank takes the kind out.

    Returns:
        The text, which is the very same where nothing is different.

    Raises:
        CaseWordsError: the text cannot be read, or changed without touching something else.
    """
    present = words_written(text)
    if present.broken:
        raise CaseWordsError(present.broken)
    content = tomllib.loads(text)
    wanted, new = dict(content), {}
    for name in FIELDS:
        value, key = getattr(words, name), _key(content, name)
        if value == getattr(present.words, name) and name not in present.raw:
            continue
        said = value.isoformat() if isinstance(value, date) else value or ""
        for other in _keys(name) if not said else (key,):
            wanted.pop(other, None)
        if said:
            wanted[key] = said
        if said and key not in content:
            new[key] = said
    changed = {key: kind for key, kind in kinds.items() if kind != present.kinds.get(key)}
    if wanted == content and not changed:
        return text
    values = {key: wanted.get(key) for key in content if wanted.get(key) != content[key]}
    written = _rewritten(text, values, changed)
    written = _with_new(written or _NEW_FILE, new)
    _check(written, _with_kinds(wanted, changed))
    return written


def _words(table: CaseTable) -> CaseWords:
    person = table.index_person or table.index_child
    # As a field of one line shows it: a title that is only spaced otherwise is not another one.
    title = " ".join(table.title.split())
    return CaseWords(title, table.review_start, table.review_end, " ".join(person.split()), table.nation)


def _keys(name: str) -> tuple[str, ...]:
    return ("index_person", "index_child") if name == "index_person" else (name,)


def _key(content: Mapping[str, Any], name: str) -> str:
    """The key under which a field is written; the child's stands for the person's where that is blank."""
    if name != "index_person" or content.get(name):
        return name
    return "index_child" if "index_child" in content or name not in content else name


def _day(name: str, typed: str) -> tuple[date | None, str]:
    if not typed:
        return None, ""
    reading = read_date(typed, order=DayOrder.DAY_FIRST)
    if reading.problem or (reading.earliest is None and reading.latest is None):
        return None, NOT_A_DAY
    found = reading.earliest if name == "review_start" else reading.latest
    return found, "" if found else _NO_END[name]


def _rewritten(text: str, values: Mapping[str, Any], kinds: Mapping[str, str]) -> str:
    """The text in which some of the values that it has are others, or are gone where there is none now."""
    try:
        document: Any = tomlkit.parse(text)
        for key, value in values.items():
            if value is None:
                del document[key]
            else:
                document[key] = value
        for key, kind in kinds.items():
            if kind:
                document["agencies"][key]["kind"] = kind
            else:
                document["agencies"][key].pop("kind", None)
        return tomlkit.dumps(document)
    except (tomlkit.exceptions.TOMLKitError, AttributeError, KeyError, TypeError):
        # What the library says can quote the file.
        raise CaseWordsError(CANNOT_BE_CHANGED) from None


def _with_new(text: str, values: Mapping[str, str]) -> str:
    """The text with further values: under those at its top, and never between a comment and what it is about."""
    if not values:
        return text
    header = _HEADER.search(text)
    lines = text[: header.start() if header else len(text)].splitlines(keepends=True)
    rest = text[sum(map(len, lines)) :]
    place = len(lines)
    while place and (not lines[place - 1].strip() or lines[place - 1].lstrip().startswith("#")):
        place -= 1
    if not place:
        # Nothing but comments: the first of them are about the file if a blank line parts them from the rest.
        gap = next((number for number, line in enumerate(lines) if not line.strip()), None)
        place = gap + 1 if gap is not None else len(lines) if header is None else 0
    above, below = "".join(lines[:place]), "".join(lines[place:]) + rest
    above += "\n" if above and not above.endswith("\n") else ""
    told = "".join(f"{key} = {tomlkit.string(value).as_string()}\n" for key, value in values.items())
    gap_below = "\n" if below.strip() and not below.startswith("\n") else ""
    return f"{above}{told}{gap_below}{below}"


def _with_kinds(content: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    agencies = dict(content.get("agencies", {}))
    for key, kind in kinds.items():
        others = {name: value for name, value in agencies[key].items() if name != "kind"}
        agencies[key] = {**others, **({"kind": kind} if kind else {})}
    return {**content, **({"agencies": agencies} if kinds else {})}


def _check(written: str, wanted: Mapping[str, Any]) -> None:
    """Whatever way of writing TOML we did not think of: a text that says anything else is not given back."""
    try:
        same = tomllib.loads(written) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise CaseWordsError(CANNOT_BE_CHANGED)
