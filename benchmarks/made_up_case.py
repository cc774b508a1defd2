"""A made-up case of any size, always the same for the same size: for timing, not for meaning.

The entries are plausible lines of agencies' records about twelve coded people in three families, spread over
fifteen years, a tenth of them with imprecise dates.  As in life most rows are routine; one in sixteen tells of
a concern, and most concerns are answered within days.  The years do not grow with the size, so a larger case is
a denser one: work that grows with the entries of a day, or with all pairs of them, shows.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from chronology import frames
from chronology.case import Agency, Case

AGENCIES = {
    "childrens_social_care": ("Children's Social Care", "social care"),
    "police": ("Police", "police"),
    "hospital": ("Hospital", "health"),
    "gp": ("GP practice", "health"),
    "health_visiting": ("Health visiting", "health"),
    "adult_mental_health": ("Adult mental health", "health"),
    "school": ("School", "education"),
    "probation": ("Probation", "probation"),
    "housing": ("Housing", "housing"),
    "ambulance": ("Ambulance service", "health"),
}
_CARE, _HEALTH = ("childrens_social_care",), ("hospital", "gp", "health_visiting")
# Event, action, the agencies that write such lines.
ROUTINE = (
    ("Repeat prescription issued.", "Issued.", ("gp",)),
    ("Routine appointment attended. No concerns.", "Attended.", (*_HEALTH, "adult_mental_health")),
    ("Immunisations given.", "Recorded.", ("gp",)),
    ("Growth and development reviewed, as expected for age.", "Recorded.", ("health_visiting",)),
    ("Parents' evening attended.", "Noted.", ("school",)),
    ("Attendance this half-term reported.", "No action needed.", ("school",)),
    ("Settled morning in class, joined in well.", "Noted.", ("school",)),
    ("Rent account statement sent.", "Sent.", ("housing",)),
    ("Repair to boiler completed.", "Completed.", ("housing",)),
    ("Reported to office as instructed.", "Attended.", ("probation",)),
    ("Supervision of the case by manager.", "Plan continues.", (*_CARE, "probation")),
    ("Home visit. Children seen and spoken to.", "Plan continues.", (*_CARE, "health_visiting")),
    ("Telephone call with mother about next week.", "Noted.", (*_CARE, "school", "housing")),
    ("Patrol of the estate, nothing of note.", "Noted.", ("police",)),
    ("Attended with a cough, settled.", "Advice given.", ("gp", "hospital", "ambulance")),
    ("Medication reviewed, mood stable.", "Continue.", ("adult_mental_health", "gp")),
)
# Event, action, the agencies that write such lines, and the entry of social care that answers it.
CONCERNS = (
    ("Bruise to left cheek seen.", "Referred to CSC.", (*_HEALTH, "school"),
     "Referral received. Strategy discussion with police and health, s47 enquiry to begin."),
    ("Child says he is afraid to go home.", "Reported to CSC.", ("school",),
     "Referral received. Child seen alone, single assessment begun."),
    ("Police attended domestic incident, children present.", "CSC notified.", ("police",),
     "Police notification received, single assessment begun."),
    ("Missed appointment, DNA.", "Further appointment sent.", (*_HEALTH, "adult_mental_health"),
     "Telephone call from health about missed appointments. Home visit, child seen."),
    ("Overdose of tablets.", "Admitted.", ("hospital", "ambulance"),
     "Referral received from hospital. Strategy discussion held."),
    ("Home visit, no reply.", "Card left.", (*_CARE, "health_visiting", "probation"),
     "Home visit. Child seen and spoken to."),
    ("New partner has moved in with mother.", "Address updated.", ("housing", "school", "health_visiting"),
     "Police checks on new partner requested, risk assessment begun."),
    ("Single assessment completed.", "No further action. Case closed.", _CARE,
     "Letter to all agencies: case closed, reasons shared."),
)  # fmt: skip
# The line without consequence that follows in every row, so that no two narratives are the same.
FILLER = (
    "The",
    "worker",
    "noted",
    "discussion",
    "at",
    "length",
    "and",
    "agreed",
    "with",
    "the",
    "family",
    "what",
)
CONCERN_SHARE, ANSWERED_SHARE, VAGUE_SHARE = 1 / 16, 0.85, 0.1
FIRST_DAY, YEARS = np.datetime64("2008-01-01"), 15
MEMBERS = {
    "C1": ("child", "2010-05-01"),
    "C2": ("sibling", "2012-03-01"),
    "M": ("mother", "1988-01-01"),
    "P": ("partner of mother", "1985-01-01"),
}
CODES = tuple(family + member for family in "KTW" for member in MEMBERS)


def made_up_case(size: int, seed: int = 20_140_124, filler: int = 40) -> Case:
    """A case of ``size`` entries, each with so many words of filler."""
    random = np.random.default_rng(seed)
    rows = _rows(size, random)
    days = FIRST_DAY + rows["day"].to_numpy().astype("timedelta64[D]")
    vague = random.random(size) < VAGUE_SHARE
    latest = days + np.where(vague, random.integers(5, 60, size), 0).astype("timedelta64[D]")
    words = np.array(FILLER, dtype=object)[random.integers(0, len(FILLER), (size, filler))]
    entries = pd.DataFrame({
        "entry_id": [f"m{number}" for number in range(size)],
        "agency": rows["agency"],
        "file": "agencies/" + rows["agency"] + ".csv",
        "sheet": "",
        "row": np.arange(size) + 2,
        "data_row": np.arange(size) + 1,
        "position": np.arange(size),
        "original": [{} for _ in range(size)],
        "date_text": days.astype(str),
        "earliest": days,
        "latest": latest,
        "precision": np.where(vague, "range", "day"),
        "edtf": days.astype(str),
        "date_basis": "typed",
        "date_note": "",
        "time_text": "",
        "recorded": pd.NaT,
        "persons": np.array(CODES, dtype=object)[rows["person"]],
        "source": "",
        "event": rows["event"] + [f" {' '.join(line)}." if filler else "" for line in words],
        "action": rows["action"],
        "outcome": "",
        "comment": "",
        "child_seen": np.where(rows["event"].str.contains("[Cc]hild(?:ren)? seen"), "Y", "")
        + np.where(rows["event"].str.contains("no reply"), "N", ""),
        "professional": "",
        "location": "",
        "hidden": False,
        "struck": False,
        "cell_comments": "",
    })  # fmt: skip
    return Case(
        title=f"Made-up case of {size} entries",
        review_start=pd.Timestamp("2008-01-01"),
        review_end=pd.Timestamp("2022-12-31"),
        index_person="KC1",
        agencies={
            key: Agency(key, name, kind, f"agencies/{key}.csv") for key, (name, kind) in AGENCIES.items()
        },
        entries=frames.coerce("entries", entries),
        set_aside=frames.build("set_aside"),
        issues=frames.build("issues"),
        files=frames.build("files"),
        columns=frames.build("columns"),
        people=_people(),
        relations=_relations(),
    )


def _rows(size: int, random: np.random.Generator) -> pd.DataFrame:
    """Frame day (counted from FIRST_DAY), person (place in CODES), agency, event, action, in order of day."""
    concerns = int(size * CONCERN_SHARE)
    answers = int(concerns * ANSWERED_SHARE)
    worried, answer_events = _lines(CONCERNS, concerns, random)
    answered = worried.iloc[:answers].assign(
        day=lambda rows: rows["day"] + random.integers(0, 4, answers),
        agency=_CARE[0],
        event=answer_events[:answers],
        action="Agencies informed.",
    )
    routine, _ = _lines(ROUTINE, size - concerns - answers, random)
    rows = pd.concat([routine, worried, answered], ignore_index=True)
    return rows.sort_values("day", kind="stable", ignore_index=True)


def _lines(
    lines: tuple[tuple[object, ...], ...], size: int, random: np.random.Generator
) -> tuple[pd.DataFrame, list[object]]:
    """So many rows drawn from the lines, and the last part of each line drawn."""
    drawn = [lines[place] for place in random.integers(0, len(lines), size)]
    rows = pd.DataFrame({
        "day": random.integers(0, YEARS * 365, size),
        "person": random.integers(0, len(CODES), size),
        "agency": np.array([line[2][at % len(line[2])] for line, at in zip(
            drawn, random.integers(0, 60, size).tolist(), strict=True)], dtype=object),
        "event": np.array([line[0] for line in drawn], dtype=object),
        "action": np.array([line[1] for line in drawn], dtype=object),
    })  # fmt: skip
    return rows, [line[-1] for line in drawn]


def _people() -> pd.DataFrame:
    return frames.build("people", [
        {
            "code": code,
            "role": MEMBERS[code[1:]][0],
            "household": code[0],
            "born_earliest": pd.Timestamp(MEMBERS[code[1:]][1]),
            "born_latest": pd.Timestamp(MEMBERS[code[1:]][1]),
            "aliases": (),
        }
        for code in CODES
    ])  # fmt: skip


def _relations() -> pd.DataFrame:
    pairs = (
        ("M", "mother of", "C1"),
        ("M", "mother of", "C2"),
        ("C1", "sibling of", "C2"),
        ("P", "partner of", "M"),
    )
    never = {"start_earliest": pd.NaT, "start_latest": pd.NaT, "end_earliest": pd.NaT, "end_latest": pd.NaT}
    return frames.build("relations", [
        {"from_code": family + one, "relation": relation, "to_code": family + other, **never}
        for family in "KTW"
        for one, relation, other in pairs
    ])  # fmt: skip
