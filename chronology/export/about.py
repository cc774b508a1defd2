"""What the reader of a file that left the product must know of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chronology.analysis import Analysis
from chronology.case import Case
from chronology.dates import show_day
from chronology.frames import STATES
from chronology.reservations import key_reservations
from chronology.returns import rows_as_entries

_STATE_WORDS = {
    "missed": "no matching entry was supplied in the time in which one was expected",
    "late": "a matching entry was supplied, after that time",
    "possibly late": "the dates are too wide to be sure",
    "cannot tell": "the entry is undated, or what was sent does not cover the time",
    "rule not in force": "the expectation did not apply on that day",
    "no return": "the agency that could have answered sent no chronology that could be read",
}


def about(analysis: Analysis, codes: Mapping[str, str], made: date) -> list[tuple[str, str]]:
    """What the reader of a file that left the product must know, as pairs of a heading and a sentence.

    Args:
        analysis: the case and its findings.
        codes: letter code by agency key.
        made: the day on which the file is made; whoever asks for it says so.
    """
    case = analysis.case
    undated = int((case.entries["earliest"].isna() & case.entries["latest"].isna()).sum())
    outstanding, not_readable = case.names(case.outstanding), case.names(case.not_readable)
    period = "not given"
    if case.review_start is not None and case.review_end is not None:
        period = f"{show_day(case.review_start)} to {show_day(case.review_end)}"
    further = f" {analysis.unlisted} more that weigh less are not listed." if analysis.unlisted else ""
    return [
        ("Case", case.title),
        ("Review period", period),
        ("Made on", show_day(made)),
        (
            "Confidential",
            "This file holds the words of the agencies' chronologies. Keep it, send it and delete it as you "
            "would the chronologies themselves.",
        ),
        (
            "Entries",
            f"{len(case.entries)} entries, {undated} of them undated. Those of one day stand in the order in "
            "which the agencies' files hold them; undated entries stand last.",
        ),
        ("Rows read", _accounted_for(case)),
        ("No return from", ", ".join(outstanding) or "No return is outstanding."),
        *([("Return not readable", ", ".join(not_readable))] if not_readable else []),
        ("Findings", f"{_findings_by_state(analysis)}{further}"),
        (
            "What a finding is",
            "A question to put to the agencies, not a conclusion: it says what was recorded, what was expected "
            "and on what that rests, where we looked, and what was found there. That no matching entry was "
            "supplied can mean that nothing was done, that it was done and not written down, or that it was "
            "left out of the chronology.",
        ),
        *[("Who is who", sentence) for sentence in key_reservations(analysis)],
        *[(f"State: {state}", _STATE_WORDS[state]) for state in STATES],
        (
            "Dates",
            "A date is kept as wide as the agency wrote it: First day and Last day are the two ends. Where a "
            "date is open at one end, that end is the bound used for reckoning.",
        ),
        *[(f"Agency code {codes.get(key, '')}", agency.name or key) for key, agency in case.agencies.items()],
    ]


def _accounted_for(case: Case) -> str:
    read, entries, aside = (
        int(case.files["rows_read"].sum()),
        int(case.files["entries"].sum()),
        len(case.set_aside),
    )
    sums = f"{read} rows read: {rows_as_entries(entries, len(case.entries))} and {aside} rows set aside"
    adds_up = (
        "Every row is accounted for." if read == entries + aside else "Please check: they do not add up."
    )
    return f"{sums}. {adds_up}"


def _findings_by_state(analysis: Analysis) -> str:
    counts = analysis.findings["state"].value_counts()
    states = ", ".join(f"{counts[state]} {state}" for state in STATES if state in counts)
    return f"{len(analysis.findings)} findings: {states}." if states else "No findings."
