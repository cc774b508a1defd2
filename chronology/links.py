"""Information that did pass: who told whom, who met, and which entries are one event.

Links made are found before links missed.  Each says which words and columns show it, and whether the
receiver's own return has a matching entry.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from chronology import frames
from chronology.record import Record
from chronology.services import agencies_spoken_of

# A receiver's entry may be dated a little before the giver's (a day's slip) and up to two weeks after.
DAYS_BEFORE, DAYS_AFTER = 1, 14
# Entries that stand for more days than this are too vague to be called one event with another.
VAGUE_DAYS = 7
TELLING = ("referral", "information_passed")
MEETING = ("strategy_discussion", "conference", "joint_meeting")
SHARED_KINDS = (
    "injury",
    "serious_harm",
    "self_harm",
    "allegation",
    "missed_appointment",
    "move",
    "plan_end",
    "plan_start",
    "case_close",
    "admission",
    "police_investigation",
    "adult_in_custody",
    "court",
    "missing_person",
    "pregnancy",
    "illness_worse",
    "domestic_abuse",
    "not_told",
)


def find_links(record: Record) -> pd.DataFrame:
    """The ``links`` frame of kinds told, met and same event."""
    parts = [_told(record), _same(record, MEETING, "met"), _same(record, SHARED_KINDS, "same event")]
    return frames.check("links", frames.coerce("links", pd.concat(parts, ignore_index=True)))


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(frames.SCHEMAS["links"].columns))


def _told(record: Record) -> pd.DataFrame:
    entries = record.case.entries
    ids = entries["entry_id"].to_numpy(object)
    telling = record.tagged(list(TELLING))
    received_from = _spoken_in_source(record)
    matters = _matters(record)
    rows = []
    for other, spoken in record.spoken_of.items():
        theirs = np.flatnonzero(record.agency == other)
        for number in map(
            int, np.flatnonzero((spoken & telling | received_from[other]) & (record.agency != other))
        ):
            received = bool(received_from[other][number])
            match = _matching(record, number, theirs, matters, received=received)
            here, there = str(ids[number]), "" if match is None else str(ids[match])
            column = "source" if received else "text"
            rows.append(
                {
                    "from_entry": there if received else here,
                    "to_entry": here if received else there,
                    "kind": "told",
                    "from_agency": other if received else record.agency[number],
                    "to_agency": record.agency[number] if received else other,
                    # A receiver who writes the entry confirms it by writing it.
                    "confirmed": received or match is not None,
                    "evidence": f"The {column} of this entry names the other agency"
                    + (
                        " and its own return has an entry near that date about the same person."
                        if there
                        else "."
                    ),
                }
            )
    return _frame(rows)


def _spoken_in_source(record: Record) -> dict[str, np.ndarray]:
    spoken = agencies_spoken_of(record.case.entries["source"], record.services)
    return {key: hit.to_numpy(bool) for key, hit in spoken.items()}


def _matching(
    record: Record, number: int, theirs: np.ndarray, matters: list[np.ndarray], *, received: bool
) -> int | None:
    """The other agency's entry that best matches: near in time, about the same person, on the same matter."""
    before, after = (DAYS_AFTER, DAYS_BEFORE) if received else (DAYS_BEFORE, DAYS_AFTER)
    near = theirs[
        (record.last[theirs] >= record.first[number] - before)
        & (record.first[theirs] <= record.last[number] + after)
    ]
    related = record.spoken_of[record.agency[number]][near]
    for hit in matters:
        if hit[number]:
            related = related | hit[near]
    mine = set(record.persons_of(number))
    fitting = [int(other) for other in near[related] if mine & set(record.persons_of(int(other)))]
    return min(
        fitting, key=lambda other: abs(int(record.first[other]) - int(record.first[number])), default=None
    )


def _matters(record: Record) -> list[np.ndarray]:
    """The kinds of things that two entries can both be about, each as the entries that tell of it."""
    return [
        hit
        for (tag, polarity), hit in record.tags.items()
        if polarity == "happened"
        and tag in (*SHARED_KINDS, *MEETING, *TELLING, "assessment", "leave_from_care")
    ]


def _same(record: Record, tags: tuple[str, ...], kind: str) -> pd.DataFrame:
    """Pairs of entries of two agencies with the same tag, a shared person and overlapping, narrow dates.

    Blocked by tag, person and day, so the work grows with the entries of a day, never with all pairs.
    """
    entries = record.case.entries
    ids = entries["entry_id"].to_numpy(object)
    narrow = record.dated & (record.last - record.first <= VAGUE_DAYS)
    numbers, codes = record.persons
    blocks = []
    for tag in tags:
        hit = record.tagged([tag]) & narrow
        chosen = hit[numbers]
        block = pd.DataFrame({"number": numbers[chosen], "person": codes[chosen], "tag": tag})
        span = record.last[block["number"]] - record.first[block["number"]] + 1
        block = block.loc[block.index.repeat(span)]
        block["day"] = record.first[block["number"]] + block.groupby(level=0).cumcount().to_numpy()
        blocks.append(block)
    every = pd.concat(blocks, ignore_index=True)
    pairs = every.merge(every, on=["tag", "person", "day"])
    pairs = pairs[record.agency[pairs["number_x"]] != record.agency[pairs["number_y"]]]
    pairs = pairs[pairs["number_x"] < pairs["number_y"]].drop_duplicates(["number_x", "number_y"])
    return _frame(
        [
            {
                "from_entry": ids[x],
                "to_entry": ids[y],
                "kind": kind,
                "from_agency": record.agency[x],
                "to_agency": record.agency[y],
                "confirmed": True,
                "evidence": f"Both returns tell of {tag.replace('_', ' ')} about {person} on the same day.",
            }
            for x, y, tag, person in zip(
                pairs["number_x"], pairs["number_y"], pairs["tag"], pairs["person"], strict=True
            )
        ]
    )


def find_knowledge(record: Record, links: pd.DataFrame) -> pd.DataFrame:
    """The ``knowledge`` frame: which agency knew of which entry, from when, and how.

    An agency knows its own entries from the day they tell of, and another's from the day a link carried
    them to it.
    """
    entries = record.case.entries
    own = pd.DataFrame(
        {
            "agency": entries["agency"],
            "entry_id": entries["entry_id"],
            "from_earliest": entries["earliest"],
            "from_latest": entries["latest"],
            "how": "own record",
        }
    )
    dates = entries.set_index("entry_id")[["earliest", "latest"]]
    whole = links[(links["from_entry"] != "") & (links["to_entry"] != "")]
    given = _carried(whole, "from_entry", "to_agency", "to_entry", dates)
    shared = whole[whole["kind"] != "told"]
    back = _carried(shared, "to_entry", "from_agency", "from_entry", dates)
    both = pd.concat([own, given, back], ignore_index=True).drop_duplicates(["agency", "entry_id"])
    return frames.check("knowledge", frames.coerce("knowledge", both))


def _carried(links: pd.DataFrame, entry: str, agency: str, by: str, dates: pd.DataFrame) -> pd.DataFrame:
    when = dates.reindex(links[by])
    return pd.DataFrame(
        {
            "agency": links[agency].to_numpy(object),
            "entry_id": links[entry].to_numpy(object),
            "from_earliest": when["earliest"].to_numpy(),
            "from_latest": when["latest"].to_numpy(),
            "how": links["kind"].to_numpy(object),
        }
    )
