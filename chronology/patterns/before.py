"""What should have come before a decision: precedence and uninformed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from chronology.patterns.after import in_own_row
from chronology.patterns.context import MOST_ENTRIES, Context, Hit, Outcome
from chronology.rules import Rule
from chronology.search import Answers, Search


def precedence(context: Context, rule: Rule) -> Outcome:
    """Before the trigger, the answer within the window; with ``given``, after the latest given entry."""
    search, record = context.search, context.search.record
    assert rule.answer is not None  # noqa: S101 - checked when the rule was read
    triggers = search.select(rule.trigger)
    if rule.answer.own_row:
        triggers = triggers & ~in_own_row(search, rule.answer)
    numbers = context.exact(np.flatnonzero(triggers))
    asked = search.scope(numbers, rule.persons)
    same, anyone = rule.who == "same agency", rule.persons == "anyone"
    answered = Answers(search, search.select(rule.answer), by_agency=same, anyone=anyone).before(asked, 1)
    opened = context.earlier(record.first[numbers], rule.period)
    since, facts = opened, dict[int, list[int]]()
    if rule.given:
        facts = _facts_within(context, rule, asked, numbers, opened)
        kept = np.isin(numbers, list(facts))
        numbers, opened = numbers[kept], opened[kept]
        since = np.array([record.first[facts[number]].max() for number in numbers], dtype=np.int64)
    answer = answered.set_index("number")["found"].reindex(numbers).fillna(-1).to_numpy(np.int64)
    vague = record.last[answer] - record.first[answer] > record.last[numbers] - opened
    unsettled = (answer < 0) | (record.last[answer] < since) | vague
    if facts:
        unsettled |= [int(found) in facts[number] for number, found in zip(numbers, answer, strict=True)]
    columns = (column[unsettled].tolist() for column in (numbers, since, record.last[numbers]))
    return Outcome(
        tuple(
            Hit(
                number,
                tuple(facts.get(number, ())[: MOST_ENTRIES - 1]),
                "missed",
                (first, last),
                context.where(rule, number),
            )
            for number, first, last in zip(*columns, strict=True)
        )
    )


def _facts_within(
    context: Context, rule: Rule, asked: pd.DataFrame, numbers: np.ndarray, opened: np.ndarray
) -> dict[int, list[int]]:
    """For each trigger that has any, the given entries that surely lie within its window."""
    given = given_before(context.search, rule, asked)
    within = {
        number: [
            fact for fact in given.get(number, ()) if _surely_within(context, rule, fact, number, opening)
        ]
        for number, opening in zip(numbers.tolist(), opened.tolist(), strict=True)
    }
    return {number: facts for number, facts in within.items() if facts}


def uninformed(context: Context, rule: Rule) -> Outcome:
    """A decision of one agency while another held facts about the same people that had not reached it."""
    search, record = context.search, context.search.record
    assert rule.given is not None  # noqa: S101 - checked when the rule was read
    numbers = context.exact(np.flatnonzero(search.select(rule.trigger)))
    if not len(numbers):
        return Outcome(())
    given = given_before(search, rule, search.scope(numbers, rule.persons), most=8)
    hits = []
    for number, opened in zip(
        numbers.tolist(), context.earlier(record.first[numbers], rule.period).tolist(), strict=True
    ):
        own = record.agency[number]
        facts = [
            fact
            for fact in given.get(number, ())
            if record.agency[fact] != own
            and _surely_within(context, rule, fact, number, opened)
            and not _reached(context, rule, fact, number)
        ][:4]
        if not facts:
            continue
        hits.append(
            Hit(
                number,
                tuple(facts),
                "missed",
                (int(record.first[number]), int(record.last[number])),
                (str(own), *context.agencies_of(facts)),
            )
        )
    return Outcome(tuple(hits))


def _reached(context: Context, rule: Rule, fact: int, decision: int) -> bool:
    """Whether what one agency held had reached the other by the day of the decision.

    It had where a link of any kind ran from the one to the other in that time, or where the decider's own
    entries tell of the same kind of thing in those days.
    """
    record = context.search.record
    giver, taker = record.agency[fact], record.agency[decision]
    for kind, day_first, day_last in context.passages.get((giver, taker), ()):
        if kind in rule.reached_by and day_last >= record.first[fact] and day_first <= record.last[decision]:
            return True
    if record.spoken_of[giver][decision]:
        return True
    assert rule.given is not None  # noqa: S101 - checked by the caller
    if "told" not in rule.reached_by:
        return False
    own = context.selected(rule.given)
    own = own[record.agency[own] == taker]
    return bool(
        np.any((record.last[own] >= record.first[fact] - 1) & (record.first[own] <= record.last[decision]))
    )


def _surely_within(context: Context, rule: Rule, fact: int, number: int, opened: int) -> bool:
    """Whether a fact surely lies between the window's opening and the trigger, and is another event."""
    record = context.search.record
    ids = record.ids
    return bool(
        record.first[fact] >= opened
        and record.last[fact] <= record.last[number]
        and (rule.who != "same agency" or record.agency[fact] == record.agency[number])
        and (ids[fact], ids[number]) not in context.linked_pairs
        and (ids[number], ids[fact]) not in context.linked_pairs
    )


def given_before(search: Search, rule: Rule, asked: pd.DataFrame, most: int = 4) -> Mapping[int, list[int]]:
    """For each asking entry, the given entries that began before it ended, the nearest first."""
    assert rule.given is not None  # noqa: S101 - checked by the caller
    facts = Answers(search, search.select(rule.given), by_agency=False, anyone=rule.persons == "anyone")
    found = facts.before(asked, most)
    return found.groupby("number")["found"].agg(list).to_dict()
