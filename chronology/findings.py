"""Which flags are read first, and which tell one story."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from chronology import frames

_STATE_WEIGHT = {
    "missed": 4,
    "late": 2,
    "possibly late": 0,
    "cannot tell": -2,
    "no return": -4,
    "rule not in force": -6,
}
# A second flag of the same rule, class or entry tells a panel less than the first. What these are exactly
# matters little: over a wide range of them the figures of the published cases hardly move.
_SAME_RULE, _SAME_CLASS, _SAME_ENTRY = 4.0, 0.5, 2.0
# More flags than two for every five entries say less, not more: the others are counted and can be asked for.
MOST_PER_ENTRY = 0.4
# However short the case, so many are read without effort.
ALWAYS_LISTED = 12


def rank_flags(flags: pd.DataFrame) -> pd.DataFrame:
    """Every flag in the order in which a panel should read them, ``rank`` filled in.

    The weight is the consequence that the rule guards against, how sure the state is, and how many agencies
    held a piece; flags that repeat what stands above them step back, so that the first page is not one rule.
    Two flags of one class about the same entry are one: the weightier stays.
    """
    if flags.empty:
        return flags
    weight = (
        flags["severity"] * 5
        + flags["state"].map(_STATE_WEIGHT)
        + 1.5 * (flags["agencies"].map(len).clip(upper=4) - 1)
        + flags["confirmed_source"].astype(int)
    )
    flags = flags.assign(weight=weight, trigger=flags["entries"].str[0])
    flags = flags.sort_values(["weight", "trigger_earliest", "flag_id"], ascending=[False, False, True])
    flags = flags.drop_duplicates(["class", "trigger"]).reset_index(drop=True)
    order = _spread(flags)
    flags = flags.iloc[order].reset_index(drop=True)
    return flags.assign(rank=np.arange(1, len(flags) + 1)).drop(columns=["weight", "trigger"])


def worth_listing(flags: pd.DataFrame, entries: int) -> pd.DataFrame:
    """The first flags, as many as a case of so many entries is worth."""
    return flags.iloc[: max(ALWAYS_LISTED, int(entries * MOST_PER_ENTRY))].reset_index(drop=True)


def _spread(flags: pd.DataFrame) -> list[int]:
    """Greedy order: at each place the flag that weighs most after what is already above it is taken off."""
    rules, classes, triggers = (flags[name].to_numpy(object) for name in ("rule", "class", "trigger"))
    weight = flags["weight"].to_numpy(float)
    # Flags of one rule keep their order, so only the head of each rule's queue can come next.
    queues: dict[str, list[int]] = {}
    for place in range(len(flags) - 1, -1, -1):
        queues.setdefault(rules[place], []).append(place)
    seen_rule: Counter[str] = Counter()
    seen_class: Counter[str] = Counter()
    seen_entry: Counter[str] = Counter()
    order = []
    while queues:
        best = max(
            (queue[-1] for queue in queues.values()),
            key=lambda place: (
                weight[place]
                - _SAME_RULE * seen_rule[rules[place]]
                - _SAME_CLASS * seen_class[classes[place]]
                - _SAME_ENTRY * seen_entry[triggers[place]],
                -place,
            ),
        )
        rule = rules[best]
        queues[rule].pop()
        if not queues[rule]:
            del queues[rule]
        order.append(best)
        seen_rule[rule] += 1
        seen_class[classes[best]] += 1
        seen_entry[triggers[best]] += 1
    return order


def group_findings(flags: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """The ``findings`` frame: flags that begin with the same entry are one story, ranked by its first flag."""
    place = dict(zip(entries["entry_id"], entries["position"], strict=True))
    first = dict(zip(entries["entry_id"], entries["earliest"], strict=True))
    last = dict(zip(entries["entry_id"], entries["latest"], strict=True))
    stories: dict[str, list[dict[str, Any]]] = {}
    for flag in flags.to_dict("records"):
        stories.setdefault(flag["entries"][0], []).append(flag)
    rows = []
    for rank, (trigger, story) in enumerate(stories.items(), 1):
        cited = {entry for flag in story for entry in flag["entries"]}
        dated = [entry for entry in cited if not pd.isna(first[entry])]
        undated = sorted(cited - set(dated), key=place.__getitem__)
        rows.append({
            "finding_id": hashlib.sha256(f"finding|{trigger}".encode()).hexdigest()[:10],
            "rank": rank,
            **{name: story[0][name] for name in ("title", "class", "state")},
            "flags": tuple(flag["flag_id"] for flag in story),
            "entries": (*sorted(dated, key=lambda entry: (first[entry], place[entry])), *undated),
            "agencies": tuple(dict.fromkeys(key for flag in story for key in flag["agencies"])),
            "persons": tuple(dict.fromkeys(code for flag in story for code in flag["persons"])),
            "earliest": min((first[entry] for entry in dated), default=pd.NaT),
            "latest": max((last[entry] for entry in dated), default=pd.NaT),
        })  # fmt: skip
    return frames.build("findings", rows)
