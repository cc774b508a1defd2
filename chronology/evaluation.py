"""How well the flags find what published reviews named: recall beside chance, decoys, and volume.

A case with an answer key holds ``gold.json``: the missed links that its source named, and decoys, which were
properly linked.  A flag *finds* an item when it cites one of its triggers, *strictly* when its class is the same.
Many rows of a short review are triggers, so every recall stands beside that of the same flags on random rows.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chronology.analysis import Analysis
from chronology.flag_list import flag_records

Event = tuple[str, int]
DRAWS, SEED = 200, 20081231


class AnswerKeyError(ValueError):
    """A case's ``gold.json`` cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One missed link that the source named."""

    id: str
    gold_class: str
    triggers: frozenset[Event]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one case; recalls are shares of the gold items, from 0 to 1.

    Attributes:
        name: the case.
        entries, flags, gold, decoys: how many there are.
        event, strict: recall over all flags.
        event_chance, strict_chance: the same for the same flags on random rows.
        first_10, first_20: strict recall over the first flags.
        decoys_flagged: decoys of which one flag cites every event.
        supported: share of the flags that cite a trigger of some item; None without flags.
        largest: entries in the flag that cites most.
    """

    name: str
    entries: int
    flags: int
    gold: int
    decoys: int
    event: float
    strict: float
    event_chance: float
    strict_chance: float
    first_10: float
    first_20: float
    decoys_flagged: int
    supported: float | None
    largest: int


def read_answer_key(folder: Path) -> tuple[list[Item], list[frozenset[Event]]]:
    """The gold items and the decoys of a case.

    Raises:
        AnswerKeyError: there is no ``gold.json``, or it has another form.
    """
    path = folder / "gold.json"
    try:
        truth = json.loads(path.read_text(encoding="utf-8-sig"))
        gold = [
            Item(str(item["id"]), str(item["class"]), _events(item["triggers"])) for item in truth["gold"]
        ]
        decoys = [_events(decoy["events"]) for decoy in truth["decoys"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AnswerKeyError(f"{path.name} of {folder.name} cannot be used: {type(error).__name__}") from None
    if not gold:
        raise AnswerKeyError(f"{path.name} of {folder.name} names no missed link")
    return gold, decoys


def _events(events: Sequence[dict[str, object]]) -> frozenset[Event]:
    return frozenset((str(event["file"]), int(str(event["row"]))) for event in events)


def evaluate(
    name: str, analysis: Analysis, gold: Sequence[Item], decoys: Sequence[frozenset[Event]]
) -> Evaluation:
    """The figures of one analysed case against its answer key."""
    records = flag_records(analysis)
    marks = [(str(record["class"]), _events(record["events"])) for record in records]  # type: ignore[arg-type]
    entries = analysis.case.entries
    rows = list(zip(entries["file"], entries["data_row"], strict=True))
    event, strict = _found(gold, marks)
    event_chance, strict_chance = _chance(gold, marks, rows)
    triggers = frozenset().union(*(item.triggers for item in gold))
    return Evaluation(
        name=name,
        entries=len(rows),
        flags=len(marks),
        gold=len(gold),
        decoys=len(decoys),
        event=event / len(gold),
        strict=strict / len(gold),
        event_chance=event_chance / len(gold),
        strict_chance=strict_chance / len(gold),
        first_10=_found(gold, marks[:10])[1] / len(gold),
        first_20=_found(gold, marks[:20])[1] / len(gold),
        decoys_flagged=sum(any(decoy <= events for _, events in marks) for decoy in decoys),
        supported=sum(bool(events & triggers) for _, events in marks) / len(marks) if marks else None,
        largest=max((len(events) for _, events in marks), default=0),
    )


def _found(gold: Sequence[Item], marks: Sequence[tuple[str, frozenset[Event]]]) -> tuple[int, int]:
    event = sum(any(item.triggers & events for _, events in marks) for item in gold)
    strict = sum(
        any(item.triggers & events and item.gold_class == name for name, events in marks) for item in gold
    )
    return event, strict


def _chance(
    gold: Sequence[Item], marks: Sequence[tuple[str, frozenset[Event]]], rows: Sequence[Event]
) -> tuple[float, float]:
    """Mean found by flags of the same number, sizes and classes on rows drawn at random."""
    draw = random.Random(SEED)  # noqa: S311 - no secret depends on it
    event = strict = 0
    for _ in range(DRAWS):
        drawn = [(name, frozenset(draw.sample(rows, min(len(events), len(rows))))) for name, events in marks]
        found = _found(gold, drawn)
        event, strict = event + found[0], strict + found[1]
    return event / DRAWS, strict / DRAWS


def evaluation_table(results: Sequence[Evaluation]) -> str:
    """The figures of each case and of all together, as text."""
    head = (
        f"{'case':<22}{'entries':>8}{'flags':>7}{'per 100':>9}{'strict':>8}{'chance':>8}"
        f"{'first 10':>10}{'first 20':>10}{'event':>8}{'chance':>8}{'decoys':>9}{'supported':>11}{'largest':>9}"
    )
    return "\n".join([head, *(_line(result) for result in results), _line(pooled(results))])


def pooled(results: Sequence[Evaluation]) -> Evaluation:
    """All cases as one: every gold item, flag and decoy counts once."""
    gold = sum(result.gold for result in results)
    flags = sum(result.flags for result in results)

    def mean(name: str) -> float:
        return sum(getattr(result, name) * result.gold for result in results) / gold

    shares = ("event", "strict", "event_chance", "strict_chance", "first_10", "first_20")
    return Evaluation(
        name="all cases",
        entries=sum(result.entries for result in results),
        flags=flags,
        gold=gold,
        decoys=sum(result.decoys for result in results),
        decoys_flagged=sum(result.decoys_flagged for result in results),
        supported=sum((result.supported or 0) * result.flags for result in results) / flags
        if flags
        else None,
        largest=max(result.largest for result in results),
        **{name: mean(name) for name in shares},
    )


def _line(result: Evaluation) -> str:
    supported = "none" if result.supported is None else f"{result.supported:.0%}"
    return (
        f"{result.name:<22}{result.entries:>8}{result.flags:>7}{100 * result.flags / result.entries:>9.0f}"
        f"{result.strict:>8.0%}{result.strict_chance:>8.0%}{result.first_10:>10.0%}{result.first_20:>10.0%}"
        f"{result.event:>8.0%}{result.event_chance:>8.0%}{f'{result.decoys_flagged}/{result.decoys}':>9}"
        f"{supported:>11}{result.largest:>9}"
    )
