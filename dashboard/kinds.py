"""The eight kinds of event that the chart tells apart, each by a shape and a colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from chronology.analysis import Analysis
from chronology.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of event is named and drawn.

    Attributes:
        label: its name on screen.
        colour: ink; at least 3:1 against white, also as people with a colour-vision deficiency see it.  A grey print
            is told by the symbols.
        symbol: plotly marker symbol.
        size: marker size in pixels, chosen so that all shapes look equally heavy.
    """

    label: str
    colour: str
    symbol: str
    size: float


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "injury and health": Kind("Injury and health", "#17191c", "triangle-up", 11),
        "contact and visit": Kind("Contact and visit", "#1f6fb2", "circle", 9),
        "meeting and plan": Kind("Meeting and plan", "#00775a", "square", 9),
        "decision and closure": Kind("Decision and closure", "#6a4494", "diamond", 11),
        "information passed": Kind("Information passed", "#2a8ca8", "triangle-right", 10.5),
        "missed or not seen": Kind("Missed or not seen", "#a35a00", "x", 9.5),
        "adult's own needs": Kind("Adult's own needs", "#94552b", "hexagon", 10.5),
        "other": Kind("Other", "#767c84", "circle", 6.5),
    }
)
"""By the name of the kind in the vocabulary, in the order of the key."""

WEAK_TAGS = (
    "health_attendance", "routine_health", "concern", "person_seen", "child_voice", "follow_up", "waiting",
    "late_record", "only_noted", "delay", "plan_continues", "need_identified",
)  # fmt: skip
"""Words that go along with almost any event: they say what an entry is only where nothing else does."""
# What was to take place; where the entry goes on to say that it did not, that is what it is.
_OCCASIONS = ("assessment", "risk_assessment", "visit", "review", "support_work")
_MISSED = "missed or not seen"
_FIELDS = ("event", "action", "outcome", "comment", "source", "persons")


def kind_of_entry(analysis: Analysis) -> pd.Series:
    """The kind of event that each entry is drawn as: what its words call it first.

    What happened counts before what was planned, supposed or past; the narrative before the action column;
    words that go along with almost any event count last. "Strategy meeting re fracture" is a meeting,
    "Assessment: did not attend" a missed one.

    Returns:
        A series indexed by ``entry_id`` in the order of ``case.entries``; values are keys of :data:`KINDS`.
    """
    kinds = {name: tag.kind for name, tag in load_vocabulary().tags.items()}
    tags = analysis.tags
    ordered = tags.assign(
        kind=tags["tag"].map(kinds).fillna("other"),
        weak=tags["tag"].isin(WEAK_TAGS),
        place=tags["field"].map({name: place for place, name in enumerate(_FIELDS)}).fillna(len(_FIELDS)),
    )
    missed = ordered.loc[ordered["kind"] == _MISSED, "entry_id"]
    ordered["weak"] |= ordered["tag"].isin(_OCCASIONS) & ordered["entry_id"].isin(missed)
    ordered["aside"] = (ordered["polarity"] != "happened") & (ordered["kind"] != _MISSED)
    first = ordered.sort_values(["aside", "weak", "place", "start"], kind="stable").drop_duplicates(
        "entry_id"
    )
    entry_ids = pd.Index(analysis.case.entries["entry_id"])
    return first.set_index("entry_id")["kind"].reindex(entry_ids).fillna("other").rename("kind")
