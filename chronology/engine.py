"""From a case to its analysis: understanding first, then the rules, then the findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from chronology import frames
from chronology.analysis import Analysis
from chronology.case import Case
from chronology.findings import group_findings, rank_flags, worth_listing
from chronology.links import find_knowledge, find_links
from chronology.patterns import MOST_ENTRIES, PATTERNS, Context, Hit, Outcome
from chronology.people import Key, build_key, find_mentions, is_child
from chronology.record import Record, build_record
from chronology.rules import Rule, load_rules
from chronology.search import Search
from chronology.services import load_services
from chronology.silence import Silences, silences_of
from chronology.spells import find_spells
from chronology.tagging import tag_entries
from chronology.vocabulary import Vocabulary, load_vocabulary
from chronology.wording import parts_of, searched_of
from chronology.working_days import calendar

# Hits of one rule on one agency's entries about the same people, this near in time, are one matter.
SAME_MATTER_DAYS = 14
# The same step left out again by the same agency within so many days is the same matter.
AGAIN_DAYS = 180
# Records often end with the event that is reviewed: a step due within these days of it was still due.
GRACE_DAYS = 4


def analyse(
    case: Case,
    rules: Sequence[Rule] | None = None,
    vocabulary: Vocabulary | None = None,
    *,
    list_all: bool = False,
) -> Analysis:
    """Everything that the product concludes from a case.

    Args:
        case: what the agencies sent.
        rules: the rules to test; the national pack where none are given.
        vocabulary: the words to look for; the product's own where none is given.
        list_all: list every flag, not only those worth a panel's time.
    """
    rules = load_rules() if rules is None else rules
    key = build_key(case.people, case.relations, case.index_person)
    mentions = find_mentions(case.entries, case.people, key)
    services = load_services(case.agencies)
    tags = tag_entries(
        case.entries,
        vocabulary or load_vocabulary(persons=_names(case.people), children=_names(_children(case, key))),
        services.known_as(case.agencies),
    )
    record = build_record(case, mentions, tags, services)
    spells = find_spells(record)
    links = find_links(record)
    context = Context(Search(record, spells), links, calendar(case.nation))
    outcomes = [(rule, PATTERNS[rule.pattern](context, rule)) for rule in rules]
    every = rank_flags(_flags(record, outcomes))
    flags = every if list_all else worth_listing(every, len(record))
    findings = group_findings(flags, case.entries)
    flags = flags.assign(
        finding_id=flags["flag_id"]
        .map({flag: finding.finding_id for finding in findings.itertuples() for flag in finding.flags})
        .fillna("")
        .astype(str)
    )
    links = frames.check("links", pd.concat([links, _followed_up(record, outcomes)], ignore_index=True))
    return Analysis(
        case=case,
        mentions=mentions,
        tags=tags,
        spells=spells,
        links=links,
        knowledge=find_knowledge(record, links),
        flags=frames.check("flags", flags),
        findings=findings,
        unlisted=len(every) - len(flags),
    )


def _names(people: pd.DataFrame) -> list[str]:
    """Codes and aliases of people."""
    return [*people["code"], *(alias for aliases in people["aliases"] for alias in aliases)]


def _children(case: Case, key: Key) -> pd.DataFrame:
    """Those of the people key who were still children when the review period ended."""
    day = np.datetime64("NaT") if case.review_end is None else case.review_end.to_datetime64().astype("M8[D]")
    # As an array: an empty list would choose no columns rather than no rows.
    return case.people[np.array([is_child(key, code, day) for code in case.people["code"]], dtype=bool)]


def _followed_up(record: Record, outcomes: Iterable[tuple[Rule, Outcome]]) -> pd.DataFrame:
    """The links that the rules found made: a trigger and the entry that answered it in time."""
    ids = record.ids
    rows: dict[tuple[int, int], dict[str, object]] = {}
    for rule, outcome in outcomes:
        for trigger, answer in outcome.met:
            if answer < 0 or answer == trigger:
                continue
            rows.setdefault(
                (trigger, answer),
                {
                    "from_entry": ids[trigger],
                    "to_entry": ids[answer],
                    "kind": "followed up",
                    "from_agency": record.agency[trigger],
                    "to_agency": record.agency[answer],
                    "confirmed": True,
                    "evidence": f"Rule {rule.id} expected {rule.expected} within {rule.window}; this entry answers it.",
                },
            )
    return frames.build("links", list(rows.values()))


def _flags(record: Record, outcomes: Iterable[tuple[Rule, Outcome]]) -> pd.DataFrame:
    ends = int(record.last[record.dated].max()) if record.dated.any() else 0
    silences = silences_of(record)
    rows = [
        _flag(record, silences, rule, hit)
        for rule, outcome in outcomes
        for hit in _one_matter_once(record, rule, outcome.hits)
        if _counts(record, rule, hit, ends)
    ]
    return frames.build("flags", rows)


def _counts(record: Record, rule: Rule, hit: Hit, ends: int) -> bool:
    if hit.state not in rule.states or not rule.in_force(
        np.datetime64(int(record.first[hit.trigger]), "D").item()
    ):
        return False
    # Nothing can be said of a step whose time had not run out when the records end.
    return not (rule.pattern == "response" and hit.state == "missed" and hit.due[0] > ends + GRACE_DAYS)


def _one_matter_once(record: Record, rule: Rule, hits: Sequence[Hit]) -> list[Hit]:
    """Hits of one rule on one matter as one hit, so that a panel reads it once, whoever recorded it.

    A step that one agency left out again and again is one matter too.
    """
    out: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (record.first[h.trigger], h.trigger)):
        for place in range(len(out) - 1, -1, -1):
            days = record.first[hit.trigger] - record.first[out[place].trigger]
            if days > max(SAME_MATTER_DAYS, AGAIN_DAYS):
                place = -1  # noqa: PLW2901 - earlier ones are further away still
                break
            near = days <= SAME_MATTER_DAYS or _again(record, rule, out[place], hit)
            if near and _same_matter(record, out[place], hit):
                out[place] = _together(rule, out[place], hit)
                break
        else:
            place = -1
        if place == -1:
            out.append(hit)
    return out


def _again(record: Record, rule: Rule, one: Hit, other: Hit) -> bool:
    """Whether the same agency left out the same step, and nothing followed either time."""
    return (
        rule.pattern == "response"
        and one.state == other.state == "missed"
        and record.agency[one.trigger] == record.agency[other.trigger]
    )


def _together(rule: Rule, one: Hit, other: Hit) -> Hit:
    # Of a step that came late both times, one answer is enough to show what is meant.
    answers = () if rule.pattern == "response" else other.others
    others = dict.fromkeys((*one.others, other.trigger, *answers))
    others.pop(one.trigger, None)
    return Hit(
        one.trigger, tuple(others), one.state, one.due, tuple(dict.fromkeys((*one.where, *other.where)))
    )


def _same_matter(record: Record, one: Hit, other: Hit) -> bool:
    about = set(record.persons_of(one.trigger)) & set(record.persons_of(other.trigger))
    entries = dict.fromkeys((one.trigger, *one.others, other.trigger, *other.others))
    return bool(about) and len(entries) <= MOST_ENTRIES


def _flag(record: Record, silences: Silences, rule: Rule, hit: Hit) -> dict[str, object]:
    until = max(hit.due[1], int(record.last[hit.trigger]))
    state = silences.state(hit.where, int(record.first[hit.trigger]), until, hit.state)
    parts = parts_of(rule, replace(hit, state=state), record, silences)
    numbers = (hit.trigger, *hit.others)
    ids = tuple(str(record.ids[number]) for number in numbers)
    return {
        "flag_id": hashlib.sha256("|".join((rule.id, *ids)).encode()).hexdigest()[:10],
        "finding_id": "",
        "rank": 0,
        "rule": rule.id,
        "title": rule.title,
        "class": rule.gold_class,
        "severity": rule.severity,
        "state": state,
        "sentence": " ".join(parts),
        "parts": parts,
        "expected": rule.expected,
        "searched": searched_of(rule, hit, record),
        "source": rule.source,
        "confirmed_source": rule.confirmed,
        "entries": ids,
        "persons": tuple(dict.fromkeys(p for number in numbers for p in record.persons_of(number) if p)),
        "agencies": tuple(dict.fromkeys([*(str(record.agency[n]) for n in numbers), *hit.where[:2]])),
        "answer_agencies": hit.where,
        "telling": tuple(sorted(rule.tags_that_matter())),
        "trigger_earliest": record.columns["earliest"][hit.trigger],
        "trigger_latest": record.columns["latest"][hit.trigger],
        "due_earliest": np.datetime64(hit.due[0], "D"),
        "due_latest": np.datetime64(hit.due[1], "D"),
    }
