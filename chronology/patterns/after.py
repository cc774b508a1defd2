"""What should, or should not, come after: response, absence and interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from chronology.patterns.context import Context, Hit, Outcome
from chronology.rules import Rule, Selector
from chronology.search import FAR, Answers, Search
from chronology.working_days import parse_period


def response(context: Context, rule: Rule) -> Outcome:
    """After the trigger, the answer within the window; the trigger's own row may hold it."""
    search, record = context.search, context.search.record
    assert rule.answer is not None  # noqa: S101 - checked when the rule was read
    triggers = search.select(rule.trigger)
    answers = search.select(rule.answer)
    if rule.answer.own_row:
        triggers = triggers & ~in_own_row(search, rule.answer)
    numbers = np.flatnonzero(triggers)
    if not len(numbers):
        return Outcome(())
    best = _best_answer(context, rule, numbers, answers & ~triggers if not rule.answer.own_row else answers)
    due_first = context.later(record.first[numbers], rule.period)
    due_last = context.later(record.last[numbers], rule.period)
    ends = context.later(due_last, parse_period(rule.late_for))
    answer = best["answer"].to_numpy(np.int64)
    states = _states(best["surely"].to_numpy(), best["perhaps"].to_numpy(), due_first, due_last, ends)
    met = states == "met"
    columns = (column[~met].tolist() for column in (numbers, answer, states, due_first, due_last))
    hits = tuple(
        Hit(
            number,
            (found,) if found >= 0 and state in ("late", "possibly late") else (),
            state,
            (early, late),
            context.where(rule, number),
        )
        for number, found, state, early, late in zip(*columns, strict=True)
    )
    return Outcome(hits, tuple(zip(numbers[met].tolist(), answer[met].tolist(), strict=True)))


def in_own_row(search: Search, answer: Selector) -> np.ndarray:
    """Rows that hold the answer themselves, whoever wrote them: a referral is often in the action column."""
    return search.select(answer.model_copy(update={"by": [], "not_by": [], "about": "anyone"}))


def _best_answer(context: Context, rule: Rule, numbers: np.ndarray, answers: np.ndarray) -> pd.DataFrame:
    search, record = context.search, context.search.record
    anyone, same = rule.persons == "anyone", rule.who == "same agency"
    asked = search.scope(numbers, rule.persons)
    if rule.who in ("same agency", "any agency"):
        found = Answers(search, answers, by_agency=same, anyone=anyone).first_after(asked)
    else:
        # By which agencies each may be answered: every other one, or just those that its words speak of.
        named = rule.who == "agency spoken of"
        by = {number: (named and context.spoken_of(number)) or () for number in numbers.tolist()}
        asked = asked.assign(
            writer=record.agency[asked["number"]], by=[by[number] for number in asked["number"]]
        )
        parts = []
        for (writer, keys), mine in asked.groupby(["writer", "by"], sort=False):
            may = np.isin(record.agency, keys) if keys else record.agency != writer
            parts.append(Answers(search, answers & may, False, anyone).first_after(mine))
        found = pd.concat(parts)
    return found.reindex(numbers).fillna({"surely": FAR, "perhaps": FAR, "answer": -1})


def _states(
    surely: np.ndarray, perhaps: np.ndarray, due_first: np.ndarray, due_last: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """The state of each trigger; the first that holds counts."""
    # Where an answer can have been in time and can have been late, only the dates' vagueness decides.
    in_time = perhaps <= due_last
    return np.select(
        [surely <= due_first, in_time & (surely <= due_last), in_time, perhaps <= ends],
        ["met", "cannot tell", "possibly late", "late"],
        "missed",
    )


def absence(context: Context, rule: Rule) -> Outcome:
    """After the trigger, the answer must not follow within the window, unless ``given`` comes in between."""
    search, record = context.search, context.search.record
    assert rule.answer is not None  # noqa: S101 - checked when the rule was read
    numbers = context.exact(np.flatnonzero(search.select(rule.trigger)))
    if not len(numbers):
        return Outcome(())
    best = _best_answer(context, rule, numbers, search.select(rule.answer))
    until = context.later(record.last[numbers], rule.period)
    between = np.full(len(numbers), FAR)
    if rule.given:
        freed = _best_answer(
            context, rule.model_copy(update={"who": "any agency"}), numbers, search.select(rule.given)
        )
        between = freed["surely"].to_numpy(np.int64)
    return Outcome(
        tuple(
            Hit(
                int(number),
                (int(answer),),
                "missed",
                (int(record.first[number]), int(last)),
                context.where(rule, int(number)),
            )
            for number, answer, perhaps, last, before in zip(
                numbers, best["answer"], best["perhaps"], until, between, strict=True
            )
            if perhaps <= last
            and answer != number
            and record.first[int(answer)] >= record.first[number]
            and before > record.last[int(answer)]
        )
    )


def interval(context: Context, rule: Rule) -> Outcome:
    """While the trigger goes on, the answer at least once in every window.

    Looks at each agency's own run of entries about a person: a gap between a trigger and its next answer, an
    entry that itself covers more than the window, and a run that outlasts the window with no answer after it.
    """
    search, record = context.search, context.search.record
    assert rule.answer is not None  # noqa: S101 - checked when the rule was read
    numbers = np.flatnonzero(search.select(rule.trigger))
    if not len(numbers):
        return Outcome(())
    answers = search.select(rule.answer)
    hits = []
    ends = context.later(record.first[numbers], rule.period)
    gaps = context.later(record.last[numbers], rule.period)
    following = _next_answer(context, rule, numbers, answers)
    hits += _never_answered(
        context, rule, [n for n in numbers.tolist() if n not in following and not answers[n]]
    )
    for number, limit, gap in zip(numbers.tolist(), ends.tolist(), gaps.tolist(), strict=True):
        after = following.get(number)
        covers = int(record.last[number]) > limit
        if after is None and not covers:
            continue
        if after is not None and not covers and record.first[after] <= gap:
            continue
        if covers and answers[number]:
            continue
        others = (after,) if after is not None and not covers else ()
        hits.append(Hit(number, others, "missed", (limit, limit), (str(record.agency[number]),)))
    return Outcome(tuple(hits))


def _never_answered(context: Context, rule: Rule, numbers: list[int]) -> list[Hit]:
    """A hit for each run of triggers about one person that nothing answers: its first and its last entry."""
    search, record = context.search, context.search.record
    numbers = context.exact(np.array(numbers, dtype=np.int64), rule.period).tolist()
    runs = search.scope(np.array(numbers, dtype=np.int64), "same")
    runs["agency"] = record.agency[runs["number"]] if rule.who == "same agency" else ""
    hits: dict[tuple[int, int], Hit] = {}
    for _, run in runs.groupby(["person", "agency"], sort=False):
        members = run["number"].to_numpy(np.int64)
        first = int(members[np.argmin(record.first[members])])
        last = int(members[np.argmax(record.first[members])])
        limit = int(context.later(record.last[[first]], rule.period)[0])
        if record.first[last] > limit:
            hits[first, last] = Hit(first, (last,), "missed", (limit, limit), context.where(rule, first))
    return list(hits.values())


def _next_answer(context: Context, rule: Rule, numbers: np.ndarray, answers: np.ndarray) -> dict[int, int]:
    """The next answer by the same agency that begins after each trigger ended."""
    search, record = context.search, context.search.record
    asked = search.scope(numbers, "same")
    table = Answers(search, answers, by_agency=rule.who == "same agency", about_only=True)
    groups, _, found, _ = table._rows
    firsts = record.first[found] if len(found) else found
    order = np.lexsort((found, firsts, groups))
    groups, found, firsts = groups[order], found[order], firsts[order]
    out: dict[int, int] = {}
    for number, person in zip(asked["number"], asked["person"], strict=True):
        group = (person + 1) * 1000 + (search.agency_number[number] if rule.who == "same agency" else 0)
        first, last = np.searchsorted(groups, [group, group + 1])
        place = first + int(np.searchsorted(firsts[first:last], record.last[number], side="right"))
        if place < last:
            out[int(number)] = min(
                int(found[place]), out.get(int(number), int(found[place])), key=lambda e: record.first[e]
            )
    return out
