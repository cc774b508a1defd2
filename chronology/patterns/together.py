"""What belongs together: repetition, joining, conflict and receipt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from chronology.patterns.before import given_before
from chronology.patterns.context import MOST_ENTRIES, Context, Hit, Outcome
from chronology.rules import Rule
from chronology.working_days import parse_period


def repetition(context: Context, rule: Rule) -> Outcome:
    """``count`` or more triggers within the window, and no answer in the ten working days after one of them.

    Several entries of one day count once.  A run ends where it was answered; what comes after begins anew.
    """
    numbers = context.exact(np.flatnonzero(context.search.select(rule.trigger)), rule.period)
    hits = []
    for run in _runs(context, rule, numbers) if len(numbers) else ():
        for members in _unanswered(context, rule, run):
            until = int(context.until_joined[members[-1]])
            trigger, others = int(members[-1]), tuple(map(int, members[:-1][-(MOST_ENTRIES - 1) :]))
            hits.append(Hit(trigger, others, "missed", (until, until), context.where(rule, trigger)))
    return Outcome(tuple(hits))


def _unanswered(context: Context, rule: Rule, run: np.ndarray) -> Iterator[np.ndarray]:
    """Stretches of a run that reach the count on distinct days before anything answers them."""
    record = context.search.record
    start = 0
    for place in range(len(run)):
        enough = len(np.unique(record.first[run[start : place + 1]])) >= rule.count
        if enough and context.answered(rule, run[start : place + 1]):
            if len(np.unique(record.first[run[start:place]])) >= rule.count:
                yield run[start:place]
            start = place + 1
    if len(np.unique(record.first[run[start:]])) >= rule.count:
        yield run[start:]


def _runs(context: Context, rule: Rule, numbers: np.ndarray) -> Iterator[np.ndarray]:
    """Longest runs of triggers about one person, each within the window of the one ``count - 1`` before it."""
    search, record = context.search, context.search.record
    asked = search.scope(numbers, "same" if rule.persons == "siblings" else rule.persons)
    asked["agency"] = search.agency_number[asked["number"]] if rule.who == "same agency" else 0
    seen: set[tuple[int, ...]] = set()
    for _, group in asked.groupby(["person", "agency"], sort=False):
        run = group["number"].to_numpy(np.int64)
        run = run[np.lexsort((run, record.first[run]))]
        if len(run) < rule.count:
            continue
        # Run k is close when it falls within the window of the trigger count - 1 places before.
        limit = context.later(record.last[run[: -(rule.count - 1)]], rule.period)
        close = record.first[run[rule.count - 1 :]] <= limit
        for first, last in _stretches(close):
            members = run[first : last + rule.count]
            if rule.who == "another agency" and len(np.unique(record.agency[members])) < 2:
                continue
            if tuple(members) not in seen:
                seen.add(tuple(members))
                yield members


def _stretches(close: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], close.astype(np.int8), [0]])))
    yield from ((int(a), int(b) - 1) for a, b in edges.reshape(-1, 2))


def joining(context: Context, rule: Rule) -> Outcome:
    """A trigger and given entries within the window about related persons, and nothing that joins them."""
    search, record = context.search, context.search.record
    assert rule.given is not None  # noqa: S101 - checked when the rule was read
    numbers = np.flatnonzero(search.select(rule.trigger))
    if not len(numbers):
        return Outcome(())
    asked = search.scope(numbers, rule.persons)
    given = given_before(search, rule, asked, most=6)
    hits = []
    opened = context.earlier(record.first[numbers], rule.period)
    closed = record.last[numbers]
    if rule.older_than != Rule.model_fields["older_than"].default:
        closed = context.earlier(record.first[numbers], parse_period(rule.older_than))
    for number, opening, closing in zip(numbers.tolist(), opened.tolist(), closed.tolist(), strict=True):
        facts = [
            fact
            for fact in given.get(number, ())
            if record.last[fact] >= opening
            and record.first[fact] <= closing
            and _right_agency(record.agency, rule, number, fact)
        ]
        if rule.persons == "siblings":
            mine = set(record.persons_of(number)[:1])
            facts = [fact for fact in facts if not mine & set(record.persons_of(fact)[:1])]
        facts = [fact for fact in facts if not _joined(context, rule, number, fact)]
        if len(facts) < rule.count - 1:
            continue
        until = int(context.until_joined[number])
        hits.append(
            Hit(
                number,
                tuple(facts[: MOST_ENTRIES - 1]),
                "missed",
                (until, until),
                context.agencies_of([number, *facts]),
            )
        )
    return Outcome(tuple(hits))


def _right_agency(agency: np.ndarray, rule: Rule, number: int, fact: int) -> bool:
    if rule.who == "any agency":
        return True
    return bool((agency[number] == agency[fact]) is (rule.who == "same agency"))


def _joined(context: Context, rule: Rule, number: int, fact: int) -> bool:
    """Whether a link or an answer brings the two entries together."""
    ids = context.search.record.ids
    pair = (ids[number], ids[fact])
    return (
        pair in context.linked_pairs
        or pair[::-1] in context.linked_pairs
        or context.answered(rule, np.array([fact, number]))
    )


def receipt(context: Context, rule: Rule) -> Outcome:
    """The trigger says that another agency was told, and that agency's own return has no matching entry."""
    search, record = context.search, context.search.record
    number_of = record.number_of
    chosen = search.select(rule.trigger)
    returned = set(record.agency)
    told = context.links[
        (context.links["kind"] == "told") & ~context.links["confirmed"] & (context.links["from_entry"] != "")
    ]
    # Two agencies can be called the same ("the council"): one that has the entry answers for both.
    reached = set(context.links.loc[context.links["confirmed"], "from_entry"])
    hits = []
    for entry, agencies in (
        told.groupby("from_entry")["to_agency"].agg(lambda keys: tuple(dict.fromkeys(keys))).items()
    ):
        number = number_of[entry]
        where = tuple(key for key in agencies if key in returned)
        if not chosen[number] or not where or entry in reached:
            continue
        due = context.later(record.last[[number]], rule.period)[0]
        hits.append(Hit(number, (), "missed", (int(due), int(due)), where))
    return Outcome(tuple(hits))


def conflict(context: Context, rule: Rule) -> Outcome:
    """Two entries on one matter that say opposite things, and nothing that settles it."""
    return joining(context, rule)
