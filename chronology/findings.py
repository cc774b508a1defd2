"""Which flags are read first, and which tell one story."""

from __future__ import annotations

import hashlib
from collections import Counter

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
# A second flag of the same rule, or of a class already well seen, tells a panel less than the first.
_SAME_RULE, _SAME_CLASS, _SAME_ENTRY = 4.0, 1.0, 2.0


def rank_flags(flags: pd.DataFrame) -> pd.DataFrame:
    """The flags in the order in which a panel should read them, ``rank`` filled in.

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
    rows = []
    position = dict(zip(entries["entry_id"], entries["position"], strict=True))
    dates = entries.set_index("entry_id")[["earliest", "latest"]]
    for rank, (trigger, group) in enumerate(_stories(flags), 1):
        lead = group.iloc[0]
        ids = sorted(
            {entry for ids in group["entries"] for entry in ids},
            key=lambda e: (_sortable(dates, e), position[e]),
        )
        rows.append(
            {
                "finding_id": hashlib.sha256(f"finding|{trigger}".encode()).hexdigest()[:10],
                "rank": rank,
                "title": lead["title"],
                "class": lead["class"],
                "state": lead["state"],
                "flags": tuple(group["flag_id"]),
                "entries": tuple(ids),
                "agencies": tuple(dict.fromkeys(a for keys in group["agencies"] for a in keys)),
                "persons": tuple(dict.fromkeys(p for codes in group["persons"] for p in codes)),
                "earliest": dates.loc[ids, "earliest"].min(),
                "latest": dates.loc[ids, "latest"].max(),
            }
        )
    return frames.build("findings", rows)


def _stories(flags: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    if flags.empty:
        return []
    return [(str(trigger), group) for trigger, group in flags.groupby(flags["entries"].str[0], sort=False)]


def _sortable(dates: pd.DataFrame, entry: str) -> tuple[bool, pd.Timestamp]:
    earliest = dates.at[entry, "earliest"]
    return (pd.isna(earliest), pd.Timestamp(0) if pd.isna(earliest) else earliest)
