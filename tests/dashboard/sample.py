"""A small made-up case: child A, sibling B, mother MA, partner PA; five agencies, one without a return."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chronology.analysis import Analysis
from chronology.case import Agency, Case
from chronology.frames import SCHEMAS, build

HOSTILE = '<img src=x onerror=alert(1)> & "quoted" **bold** <b>not bold</b>'

AGENCIES = {
    "social_care": Agency("social_care", "Children's Social Care", "social care", "agencies/social_care.csv"),
    "police": Agency("police", "County Police", "police", "agencies/police.csv"),
    "gp": Agency("gp", "Riverside Surgery (general practice)", "health", "agencies/gp.csv"),
    "hospital": Agency("hospital", "District Hospital NHS Trust", "health", "agencies/hospital.csv"),
    "housing": Agency("housing", "Borough Housing", "housing", ""),
}

# agency, row, first day, last day, persons, event, action
_ROWS: tuple[tuple[str, int, str, str, str, str, str], ...] = (
    ("gp", 2, "2019-03-04", "2019-03-04", "A", "Bruise to cheek seen at immunisation.", "Mother advised."),
    ("gp", 3, "2019-05-01", "2019-05-31", "MA", "Low mood, not sleeping.", "Review in two weeks."),
    ("gp", 4, "2019-09-10", "2019-09-10", "A", "Was not brought to review.", "Letter sent."),
    ("hospital", 2, "2019-04-11", "2019-04-11", "A", "Swollen arm, fracture on X-ray.", "Referred to CSC."),
    ("hospital", 3, "2019-11-02", "2019-11-02", "B", HOSTILE, "Home."),
    ("social_care", 2, "2019-04-12", "2019-04-12", "A, B", "Referral from hospital.", "Strategy meeting."),
    ("social_care", 3, "2019-04-12", "2019-04-12", "A", "Strategy meeting held with police.", "s47."),
    ("social_care", 4, "2019-04-12", "2019-04-12", "A", "Home visit, no reply.", "To try again."),
    ("social_care", 5, "2019-06-01", "2019-06-30", "A, B", "Home visits x several.", "Plan continues."),
    ("social_care", 6, "2019-12-10", "2019-12-10", "A, B", "Closing summary.", "Case closed."),
    ("social_care", 7, "", "", "PA", "Partner said to have moved in, date not on file.", "Noted."),
    ("social_care", 8, "2020-01-05", "", "A", "Allocated worker off sick.", "No cover recorded."),
    ("police", 2, "2019-04-12", "2019-04-12", "A", "Strategy meeting with social care.", "Investigation."),
    ("police", 3, "2019-10-19", "2019-10-20", "MA, PA", "Called to disturbance at home.", "Words of advice."),
    (
        "police",
        4,
        "2020-02-01",
        "2020-02-01",
        "A",
        "A taken to hospital with head injury.",
        "Criminal enquiry.",
    ),
)

_TAGS = (
    ("gp-2", "injury", "event", "Bruise to cheek"), ("gp-3", "mental_health", "event", "Low mood"),
    ("gp-4", "missed_appointment", "event", "Was not brought"), ("hospital-2", "injury", "event", "fracture"),
    ("hospital-2", "referral", "action", "Referred to CSC"),
    ("social_care-2", "referral", "event", "Referral"),
    ("social_care-3", "strategy_discussion", "event", "Strategy meeting"),
    ("social_care-4", "no_access", "event", "no reply"), ("social_care-5", "visit", "event", "Home visits"),
    ("social_care-6", "case_close", "action", "Case closed"), ("police-4", "injury", "event", "head injury"),
    ("police-2", "strategy_discussion", "event", "Strategy meeting"),
    ("police-3", "domestic_abuse", "event", "disturbance at home"),
)  # fmt: skip


def _blank(name: str) -> dict[str, Any]:
    empty = {"datetime64[us]": pd.NaT, "bool": False, "int64": 0, "object": ()}
    return {column: empty.get(str(spec.dtype), "") for column, spec in SCHEMAS[name].columns.items()}


def _entry(position: int, row: tuple[str, int, str, str, str, str, str]) -> dict[str, Any]:
    agency, number, first, last, persons, event, action = row
    typed = first if first == last else f"{first or 'date not on file'} to {last or 'not known'}"
    undated = not first and not last
    return _blank("entries") | {
        "entry_id": f"{agency}-{number}", "agency": agency, "file": f"agencies/{agency}.csv", "row": number,
        "data_row": number - 1, "position": position, "date_text": typed,
        "original": {"Date": typed, "Who": persons, "What happened": event, "Action": action},
        "earliest": pd.Timestamp(first) if first else pd.NaT,
        "latest": pd.Timestamp(last) if last else pd.NaT,
        "precision": "undated" if undated else "day" if first == last else "range",
        "edtf": "" if undated else first if first == last else f"{first}/{last or '..'}",
        "date_basis": "typed", "date_note": "" if first == last else "Read as a range.",
        "persons": persons, "event": event, "action": action,
    }  # fmt: skip


def _flag(
    flag_id: str, finding: str, rank: int, state: str, entries: tuple[str, ...], **more: Any
) -> dict[str, Any]:
    return _blank("flags") | {
        "flag_id": flag_id, "finding_id": finding, "rank": rank, "rule": "injury_then_referral",
        "title": "Injury without a referral", "class": "no_response", "severity": 4, "state": state,
        "sentence": "A bruise was recorded. No matching entry was supplied by social care.",
        "expected": "referral to children's social care",
        "searched": "Entries of social care, 4 to 6 March 2019.",
        "source": "Working Together 2018", "confirmed_source": True, "entries": entries, "persons": ("A",),
        "agencies": ("gp", "social_care"), "answer_agencies": ("social_care",), "telling": (),
    } | more  # fmt: skip


def _finding(
    finding: str, rank: int, title: str, flag: dict[str, Any], flags: tuple[str, ...]
) -> dict[str, Any]:
    return _blank("findings") | {
        "finding_id": finding, "rank": rank, "title": title, "class": flag["class"], "state": flag["state"],
        "flags": flags, "entries": flag["entries"], "agencies": flag["agencies"], "persons": flag["persons"],
        "earliest": flag["trigger_earliest"], "latest": flag["due_latest"],
    }  # fmt: skip


def sample_case() -> Case:
    rows = [_entry(position, row) for position, row in enumerate(_ROWS)]
    files = [
        _blank("files") | {
            "agency": key, "file": agency.file, "status": "read",
            "rows_read": 1 + sum(row["agency"] == key for row in rows),
            "entries": sum(row["agency"] == key for row in rows), "set_aside": 1,
        }
        for key, agency in AGENCIES.items() if agency.file
    ]  # fmt: skip
    aside = [
        _blank("set_aside") | {"agency": row["agency"], "file": row["file"], "row": 99, "reason": "blank"}
        for row in files
    ]
    roles = {"A": "index child", "B": "sibling", "MA": "mother", "PA": "mother's partner"}
    return Case(
        title="Made-up family A",
        review_start=pd.Timestamp(2019, 1, 1),
        review_end=pd.Timestamp(2020, 2, 29),
        index_person="A",
        agencies=AGENCIES,
        entries=build("entries", rows),
        set_aside=build("set_aside", aside),
        issues=build("issues"),
        files=build("files", files),
        columns=build("columns"),
        people=build("people", [_blank("people") | {"code": c, "role": r} for c, r in roles.items()]),
        relations=build("relations"),
    )


def sample() -> Analysis:
    """The whole analysis of the made-up case."""
    case = sample_case()
    text = case.entries.set_index("entry_id")
    tags = []
    for entry, tag, field, words in _TAGS:
        start = str(text.at[entry, field]).index(words)
        tags.append({
            "entry_id": entry, "tag": tag, "polarity": "happened", "field": field, "start": start,
            "end": start + len(words), "words": words,
        })  # fmt: skip
    mentions = [
        _blank("mentions") | {"entry_id": entry, "person": person, "how": "code", "field": "persons"}
        for entry, persons in zip(case.entries["entry_id"], case.entries["persons"], strict=True)
        for person in persons.split(", ")
        if entry != "gp-3"
    ]
    link = {"confirmed": True, "evidence": "The row says so."}
    links = [
        {"from_entry": "hospital-2", "to_entry": "social_care-2", "kind": "told", "from_agency": "hospital",
         "to_agency": "social_care", **link},
        {"from_entry": "social_care-3", "to_entry": "police-2", "kind": "met", "from_agency": "social_care",
         "to_agency": "police", **link},
        {"from_entry": "police-3", "to_entry": "", "kind": "told", "from_agency": "police",
         "to_agency": "social_care", "confirmed": False, "evidence": "Only the police record it."},
    ]  # fmt: skip
    spell = _blank("spells") | {
        "person": "A", "status": "child protection plan", "agency": "social_care", "detail": "physical",
        "from_earliest": pd.Timestamp(2019, 5, 1), "from_latest": pd.Timestamp(2019, 5, 3),
        "to_earliest": pd.Timestamp(2019, 12, 1), "to_latest": pd.Timestamp(2019, 12, 10),
    }  # fmt: skip
    first = _flag(
        "F1", "N1", 1, "missed", ("gp-2",), trigger_earliest=pd.Timestamp(2019, 3, 4),
        trigger_latest=pd.Timestamp(2019, 3, 4), due_earliest=pd.Timestamp(2019, 3, 5),
        due_latest=pd.Timestamp(2019, 3, 5),
    )  # fmt: skip
    second = _flag(
        "F2", "N2", 2, "cannot tell", ("social_care-7", "police-3"), title="Adult not checked",
        **{"class": "unknown_adult_or_risk"}, confirmed_source=False,
        agencies=("social_care", "police"), answer_agencies=("police",),
    )  # fmt: skip
    third = _flag(
        "F3", "N1", 3, "late", ("hospital-2",), trigger_earliest=pd.Timestamp(2019, 4, 11),
        trigger_latest=pd.Timestamp(2019, 4, 11), due_earliest=pd.Timestamp(2019, 4, 12),
        due_latest=pd.Timestamp(2019, 4, 12),
    )  # fmt: skip
    findings = [
        _finding("N1", 1, "Bruise to the face, no referral", first, ("F1", "F3"))
        | {"entries": ("gp-2", "hospital-2")},
        _finding("N2", 2, "Partner not checked", second, ("F2",)),
    ]
    return Analysis(
        case=case,
        mentions=build("mentions", mentions),
        tags=build("tags", tags),
        spells=build("spells", [spell]),
        links=build("links", links),
        knowledge=build("knowledge"),
        flags=build("flags", [first, second, third]),
        findings=build("findings", findings),
    )
