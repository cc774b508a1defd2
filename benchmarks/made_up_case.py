"""A made-up case of any size, always the same for the same size: for timing, not for meaning.

The entries are plausible lines of agencies' records about twelve coded people in three families, spread over
fifteen years, a tenth of them with imprecise dates.
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
LINES = (
    ("Bruise to left cheek seen.", "Referred to CSC."),
    ("Cut to chin. Account given by mother.", "Home."),
    ("Home visit. Children seen and spoken to.", "Plan continues."),
    ("Home visit, no reply.", "Card left."),
    ("Strategy discussion with police and health.", "s47 enquiry to begin."),
    ("Referral received from school.", "For triage."),
    ("Missed appointment, DNA.", "Further appointment sent."),
    ("Missed appointment, DNA.", "Noted."),
    ("Low mood, not sleeping.", "Seen."),
    ("Overdose of tablets reported by ambulance.", "Admitted."),
    ("Child says he is afraid to go home.", "Reported to CSC."),
    ("Core group held. All agencies present.", "Plan continues."),
    ("Police attended domestic incident, children present.", "CSC notified."),
    ("Single assessment completed.", "No further action. Case closed."),
    ("Repeat prescription issued.", "Issued."),
    ("Telephone call with social worker, information shared.", "Noted."),
    ("New partner has moved in with mother.", "Address updated."),
    ("Poor attendance at school this term.", "Letter to parents."),
    ("Case closed to the service.", "Closed."),
    ("Routine appointment attended. No concerns.", "Attended."),
)
FILLER = [
    "The",
    "worker",
    "noted",
    "the",
    "discussion",
    "at",
    "length",
    "and",
    "agreed",
    "with",
    "the",
    "family",
    "what",
    "would",
    "be",
    "looked",
    "at",
    "next",
    "time",
]


def made_up_case(size: int, seed: int = 20_140_124) -> Case:
    """A case of ``size`` entries."""
    random = np.random.default_rng(seed)
    codes = [f"{family}{member}" for family in "KTW" for member in ("C1", "C2", "M", "P")]
    keys = np.array(list(AGENCIES), dtype=object)[random.integers(0, len(AGENCIES), size)]
    days = np.sort(random.integers(0, 15 * 365, size)).astype("timedelta64[D]") + np.datetime64("2008-01-01")
    vague = random.random(size) < 0.1
    latest = days + np.where(vague, random.integers(5, 60, size), 0).astype("timedelta64[D]")
    chosen = random.integers(0, len(LINES), size)
    extra = [" ".join(random.choice(FILLER, 40)) for _ in range(500)]
    events = [f"{LINES[line][0]} {extra[place % 500]}." for place, line in enumerate(chosen)]
    entries = pd.DataFrame({
        "entry_id": [f"m{number}" for number in range(size)],
        "agency": keys,
        "file": [f"agencies/{key}.csv" for key in keys],
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
        "persons": np.array(codes, dtype=object)[random.integers(0, len(codes), size)],
        "source": "",
        "event": events,
        "action": [LINES[line][1] for line in chosen],
        "outcome": "",
        "comment": "",
        "child_seen": np.array(["", "", "", "Y", "N"], dtype=object)[random.integers(0, 5, size)],
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
        people=_people(codes),
        relations=_relations(),
    )


def _people(codes: list[str]) -> pd.DataFrame:
    roles = {"C1": "child", "C2": "sibling", "M": "mother", "P": "partner of mother"}
    born = {"C1": "2010-05-01", "C2": "2012-03-01", "M": "1988-01-01", "P": "1985-01-01"}
    return frames.build("people", [
        {
            "code": code, "role": roles[code[1:]], "household": code[0],
            "born_earliest": pd.Timestamp(born[code[1:]]), "born_latest": pd.Timestamp(born[code[1:]]), "aliases": (),
        }
        for code in codes
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
