"""Analyses of any size to draw: made-up entries with their kinds, persons and links, and no findings.

The engine is not what is measured here, so its results are put together directly.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.made_up_case import made_up_case
from chronology import frames
from chronology.analysis import Analysis

_TAGS = (
    "injury", "injury", "visit", "no_access", "strategy_discussion", "referral", "missed_appointment",
    "missed_appointment", "mental_health", "self_harm", "child_voice", "conference", "domestic_abuse",
    "assessment", "case_close", "repeat_prescribing", "information_passed", "change_in_household",
    "school_absence", "case_close", "routine_health",
)  # fmt: skip
"""What the entries tell of, drawn by lot: the eight kinds are all among them."""


def analysis_to_draw(size: int, links: int = 0, seed: int = 7) -> Analysis:
    """An analysis of ``size`` made-up entries.

    Args:
        size: number of entries.
        links: number of links made between entries of different agencies at most three weeks apart.
        seed: of what is drawn by lot.
    """
    case = made_up_case(size)
    entries = case.entries
    random = np.random.default_rng(seed)
    tags = pd.DataFrame({
        "entry_id": entries["entry_id"], "tag": random.choice(_TAGS, len(entries)), "polarity": "happened",
        "field": "event", "start": 0, "end": 1, "words": entries["event"].str[:1],
    })  # fmt: skip
    mentions = pd.DataFrame({
        "entry_id": entries["entry_id"], "person": entries["persons"], "how": "code", "field": "persons",
        "words": entries["persons"],
    })  # fmt: skip
    return Analysis(
        case=case,
        mentions=frames.coerce("mentions", mentions),
        tags=frames.coerce("tags", tags),
        spells=frames.build("spells"),
        links=_links(entries, links, random),
        knowledge=frames.build("knowledge"),
        flags=frames.build("flags"),
        findings=frames.build("findings"),
    )


def _links(entries: pd.DataFrame, number: int, random: np.random.Generator) -> pd.DataFrame:
    giver = random.integers(0, len(entries), number * 3)
    taker = np.minimum(giver + random.integers(1, 12, number * 3), len(entries) - 1)
    agency, day = entries["agency"].to_numpy(), entries["earliest"].to_numpy()
    good = (agency[giver] != agency[taker]) & (day[taker] - day[giver] < np.timedelta64(21, "D"))
    giver, taker = giver[good][:number], taker[good][:number]
    ids = entries["entry_id"].to_numpy()
    links = pd.DataFrame({
        "from_entry": ids[giver], "to_entry": ids[taker],
        "kind": np.where(np.arange(len(giver)) % 3 == 0, "met", "told"),
        "from_agency": agency[giver], "to_agency": agency[taker], "confirmed": True, "evidence": "",
    })  # fmt: skip
    return frames.coerce("links", links)
