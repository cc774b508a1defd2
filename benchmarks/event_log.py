"""The made-up case as an event log of process mining, and the same log as a record of the engine.

One event is one entry: case id is the person, activity the entry's first tag, timestamp its first possible day.
Within a day the events stand in the order of ROLES: what calls for an answer before what can be one, because the
day does not tell the order.  So the rows of the log say the same to tools that read rows and to those that read
days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.made_up_case import made_up_case
from chronology import frames, people
from chronology.case import Agency, Case
from chronology.patterns import PATTERNS, Context, Outcome
from chronology.record import Record
from chronology.rules import Rule
from chronology.search import Search
from chronology.services import Services
from chronology.tagging import tag_entries
from chronology.vocabulary import load_vocabulary
from chronology.working_days import calendar

UNTAGGED = "untagged"
WINDOWS = (2, 5, 10, 28)
# No window of the log is as long: the constraint is then the plain one of Declare, without a time.
WITHOUT_TIME = "9999 days"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint on the log: after ``first``, ``then`` within so many days (or, before it, ``first``)."""

    first: str
    then: str
    days: int


def event_log(size: int, cases: int = 0) -> pd.DataFrame:
    """Frame case, activity, day of ``size`` events, in the order of the log.

    Args:
        size: events.
        cases: how many cases: the years are cut into so many stretches that there are about as many; 0 is one
            case for each person.
    """
    case = made_up_case(size, filler=0)
    tags = tag_entries(case.entries, load_vocabulary())
    first = tags[tags["polarity"] == "happened"].drop_duplicates("entry_id").set_index("entry_id")["tag"]
    persons = case.entries["persons"]
    log = pd.DataFrame({
        "case": persons,
        "activity": case.entries["entry_id"].map(first).fillna(UNTAGGED),
        "day": case.entries["earliest"].dt.normalize(),
    })  # fmt: skip
    if cases:
        stretches = max(1, cases // persons.nunique())
        stretch = (np.arange(size) * stretches // size).astype(str)
        log["case"] = log["case"] + "-" + pd.Series(stretch)
    log["role"] = log["activity"].isin({constraint.then for constraint in constraints(log)})
    order = ["case", "day", "role", "activity"]
    return log.sort_values(order, kind="stable", ignore_index=True).drop(columns="role")


def constraints(log: pd.DataFrame, most: int = 20) -> list[Constraint]:
    """Constraints between the tags of a log: every second tag by frequency calls for one of the others."""
    counts = log.loc[log["activity"] != UNTAGGED, "activity"].value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    pairs = [(first, then) for then in names[1::2] for first in names[::2]]
    # Evenly over all pairs, so that frequent and rare tags both take part.
    chosen = [pairs[place * len(pairs) // most] for place in range(min(most, len(pairs)))]
    return [Constraint(a, b, WINDOWS[place % len(WINDOWS)]) for place, (a, b) in enumerate(chosen)]


def record_of(log: pd.DataFrame) -> Record:
    """The log as the engine reads a case: one agency, one person an entry, one tag an entry, exact dates."""
    days = log["day"].to_numpy("datetime64[D]").astype(np.int64)
    numbers = np.arange(len(log))
    about = numbers, log["case"].to_numpy(object)
    activities, names = pd.factorize(log["activity"])
    case = Case(
        title="Event log",
        review_start=None,
        review_end=None,
        index_person="",
        agencies={"all": Agency("all", "All agencies")},
        entries=pd.DataFrame({"entry_id": numbers.astype(str)}),
        **{name: _nothing(name) for name in ("set_aside", "issues", "files", "columns")},
        people=_people(log),
        relations=_nothing("relations"),
    )
    return Record(
        case=case,
        first=days,
        last=days,
        dated=np.ones(len(log), dtype=bool),
        agency=np.full(len(log), "all", dtype=object),
        words=pd.Series(dtype=str),
        tags={(name, "happened"): activities == place for place, name in enumerate(names)},
        persons=about,
        subjects=about,
        key=people.build_key(case.people, case.relations, ""),
        services=Services(of_agency={"all": frozenset()}, called={}, but_not={}, kind_of={}),
        spoken_of={},
    )


def _nothing(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(frames.SCHEMAS[name].columns))


def _people(log: pd.DataFrame) -> pd.DataFrame:
    columns = {"code": log["case"].unique(), "role": "person", "household": ""}
    unknown = {"born_earliest": pd.NaT, "born_latest": pd.NaT}
    frame = pd.DataFrame({**columns, **unknown})
    return frames.coerce("people", frame.assign(aliases=[()] * len(frame)))


def rule_of(constraint: Constraint, pattern: str, *, timed: bool) -> Rule:
    """A constraint as a rule of the engine."""
    trigger, answer = constraint.first, constraint.then
    if pattern == "precedence":
        trigger, answer = answer, trigger
    return Rule.model_validate({
        "id": f"X-{pattern.upper()}",
        "title": "A constraint on an event log",
        "pattern": pattern,
        "class": "no_response",
        "severity": 1,
        "noticed": "the first activity",
        "expected": "the other activity",
        "why": "the constraint says so",
        "source": "made up for the benchmark",
        "window": f"{constraint.days} days" if timed else WITHOUT_TIME,
        "persons": "same",
        "trigger": {"any": [trigger]},
        "answer": {"any": [answer]},
    })  # fmt: skip


def check(log: pd.DataFrame, rules: list[Rule]) -> tuple[Record, list[Outcome]]:
    """What the engine's patterns find in a log; the whole of it is what the benchmark times."""
    record = record_of(log)
    context = Context(Search(record, _nothing("spells")), _nothing("links"), calendar())
    return record, [PATTERNS[rule.pattern](context, rule) for rule in rules]
