"""Flags in words that can be read out to the agency they name.

Each says what was recorded, what was expected and why, where we looked and what was found there.  None says
that anybody failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from chronology.dates import show_day, show_interval
from chronology.patterns import Hit
from chronology.record import Record
from chronology.rules import Rule
from chronology.silence import Silences

Telling = Sequence[tuple[str, int, int]]
"""Column of an entry, and first and one past the last character in it of words that a reader must see."""
# Enough words to recognise the entry by; the whole of it is a click away.
QUOTE, QUOTE_OF_OTHERS = 120, 80
# A quotation that cannot begin at the beginning begins after one of these.
_PAUSES = (". ", "; ", "? ", "! ", " / ")
# More agencies than this are counted, not named.
_NAMED = 3


def parts_of(rule: Rule, hit: Hit, record: Record, silences: Silences) -> tuple[str, ...]:
    """The words of one flag, a part for each thing that it says: read one after the other they are its sentence.

    First what was recorded, an entry each, then what was expected and why, what was found there, and whether the
    source is unconfirmed.
    """
    persons = ", ".join(record.persons_of(hit.trigger)[:4])
    about = f" (about {persons})" if persons else ""
    opening = f"{when(record, hit.trigger)}: {_name(record, hit.trigger)} recorded {rule.noticed}{about}"
    begun = record.telling_words(hit.trigger, rule.tags_of_trigger(), rule.trigger.how)
    parts = [f"{opening}: “{_quote(record, hit.trigger, QUOTE, begun)}”."]
    # "The same agency" is the one that was named last.
    told = (hit.trigger, *hit.others[:3])
    parts += [_also(record, other, before, rule) for before, other in pairwise(told)]
    parts.append(f"Expected{_by_when(rule, hit)}: {rule.expected}, because {rule.why}.")
    parts.append(" ".join([_found(rule, hit, record), *_silent(hit, record, silences)]))
    if not rule.confirmed:
        parts.append("The source of this rule is not confirmed.")
    return tuple(parts)


def searched_of(rule: Rule, hit: Hit, record: Record) -> str:
    """Where and for what was looked, as a sentence."""
    return f"Looked in the {_returns(record, hit.where)} for {rule.expected}."


def quoted(event: str, action: str, outcome: str, most: int = QUOTE, telling: Telling = ()) -> str:
    """The words of an entry on one line, each part cut at a word where all are longer than about ``most`` letters.

    What was done is often the point: it keeps its place beside a long account of what happened.  A stroke parts
    what stood in different cells, as it parts the lines of a verse, so that no sentence arises that nobody wrote.

    Args:
        event: what happened, as the entry has it.
        action: what was done.
        outcome: what came of it.
        most: about how many letters.
        telling: what must not be cut away, where there is room for it.
    """
    happened = _one_line(event)
    did = _one_line(action)
    done = " / ".join(part for part in (did, _one_line(outcome)) if part).rstrip(".")
    before = len(f"{did} / ") if did else 0
    of_event = [_on_one_line(event, start, end) for field, start, end in telling if field == "event"]
    of_done = [_on_one_line(action, start, end) for field, start, end in telling if field == "action"]
    of_done += [
        _on_one_line(outcome, start, end, before) for field, start, end in telling if field == "outcome"
    ]
    if len(happened) + len(done) >= most and done:
        done = _cut(done, most // 2, of_done)
        happened = _cut(happened, most - len(done), of_event)
    together = " / ".join(filter(None, (happened, done))).rstrip(".")
    return together if done else _cut(together, most, of_event)


def _quote(record: Record, number: int, most: int, telling: Telling) -> str:
    event, action, outcome = (record.columns[name][number] for name in ("event", "action", "outcome"))
    return quoted(event, action, outcome, most, telling)


def _one_line(words: str) -> str:
    return " ".join(words.replace(" · ", " / ").split())


def _on_one_line(words: str, start: int, end: int, before: int = 0) -> tuple[int, int]:
    """Where characters of a cell stand once it is on one line, after so many others."""
    first, last = (before + len(_one_line(f"{words[:at]}\0")) - 1 for at in (start, end))
    return first, last


def _cut(words: str, most: int, telling: Sequence[tuple[int, int]]) -> str:
    """As many words as there is room for: the first, or those that lead up to the telling ones.

    What stands before them can turn them round ("no new leg injury"): where their sentence does not fit from its
    beginning, all the room goes to the words before them.
    """
    if len(words) <= most:
        return words
    begin, end = min(telling, default=(0, 0))
    start = 0
    if end > most:
        start = max(
            words.rfind(mark, 0, begin) + len(mark) if mark in words[:begin] else 0 for mark in _PAUSES
        )
        if end - start > most:
            start = min(words.find(" ", max(end - most, 0)) + 1, begin)
    rest = words[start:]
    kept = rest if len(rest) <= most else rest[:most].rsplit(" ", 1)[0] + " …"
    return f"… {kept}" if start else kept


def when(record: Record, number: int) -> str:
    """The date of an entry in words."""
    earliest, latest, precision = (
        record.columns[name][number] for name in ("earliest", "latest", "precision")
    )
    return show_interval(_day(earliest), _day(latest), precision)


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()


def _name(record: Record, number: int) -> str:
    return _short(record, str(record.agency[number]))


def _short(record: Record, key: str) -> str:
    """An agency's name without what it adds in brackets."""
    return record.case.agencies[key].name.split(" (")[0]


def _also(record: Record, number: int, before: int, rule: Rule) -> str:
    same = record.agency[number] == record.agency[before]
    name = "the same agency" if same else _name(record, number)
    how = {how for part in (rule.trigger, rule.given) if part for how in part.how}
    telling = record.telling_words(number, rule.tags_that_matter(), how)
    return f"Also {when(record, number)}, {name}: “{_quote(record, number, QUOTE_OF_OTHERS, telling)}”."


def _by_when(rule: Rule, hit: Hit) -> str:
    if rule.pattern != "response":
        return ""
    early, late = (show_day(np.datetime64(day, "D").item()) for day in hit.due)
    span = f"by {late}" if early == late else f"by {early} to {late}, as the date is not exact"
    return f" within {rule.window} ({span})" if rule.window != "0 days" else f" the same day ({span})"


def _silent(hit: Hit, record: Record, silences: Silences) -> list[str]:
    """What a reader must know of the silence of the agencies searched, if one cannot stand for an answer."""
    if hit.state == "no return":
        return []
    until = max(hit.due[1], int(record.last[hit.trigger]))
    said = {
        "nil": "{} stated that there was nothing to record.",
        "no return": "No return with entries was supplied by {}, so nothing was searched there.",
        "not readable": "A return was received from {} and could not be read, so nothing was searched there.",
        "not covered": "The return of {} has no entries around that time.",
    }
    kinds = {key: silences.of(key, int(record.first[hit.trigger]), until) for key in hit.where}
    if len(hit.where) > _NAMED:
        # A long list is not gone through one by one, but nobody may be counted as silent who was not asked.
        said = {kind: said[kind] for kind in ("no return", "not readable")}
    by_kind = {kind: tuple(key for key in kinds if kinds[key] == kind) for kind in said}
    return [said[kind].format(_names(record, keys)) for kind, keys in by_kind.items() if keys]


def _returns(record: Record, keys: tuple[str, ...]) -> str:
    return f"{'return' if len(keys) == 1 else 'returns'} of {_names(record, keys)}"


def _names(record: Record, keys: tuple[str, ...]) -> str:
    names = [_short(record, key) for key in keys]
    more = len(names) - _NAMED
    shown = names[:_NAMED] + ([f"{more} {'other' if more == 1 else 'others'}"] if more > 0 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _found(rule: Rule, hit: Hit, record: Record) -> str:
    where = (
        "its own return"
        if hit.where == (record.agency[hit.trigger],)
        else f"the {_returns(record, hit.where)}"
    )
    if hit.state == "late" and hit.others:
        return f"An entry that can be the answer is dated {when(record, hit.others[0])}, after that day."
    if hit.state == "no return":
        silent = _names(record, hit.where)
        return f"No return that could be read was supplied by {silent}, so nothing can be said of it."
    if hit.state in ("possibly late", "cannot tell") and hit.others and rule.pattern == "response":
        return (
            "An entry that can be the answer is supplied; the dates given do not show whether it was in time."
        )
    if rule.pattern == "absence":
        return "Both entries are supplied, in this order."
    if rule.pattern in ("joining", "conflict", "repetition", "uninformed"):
        return f"No entry that joins these is supplied in {where}."
    return f"No matching entry is supplied in {where}."
