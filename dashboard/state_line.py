"""The one line at the top that tells the state of the case."""

from __future__ import annotations

import pandas as pd

from chronology.analysis import Analysis
from chronology.frames import STATES
from chronology.returns import rows_as_entries
from dashboard.wording import count, listed


def state_parts(analysis: Analysis) -> list[str]:
    """The state of the case as short statements, the most wanted first."""
    case = analysis.case
    outstanding, not_readable = case.names(case.outstanding), case.names(case.not_readable)
    own = case.names(case.own_in_place)
    undated = int((case.entries["earliest"].isna() & case.entries["latest"].isna()).sum())
    questions = int(case.issues["severity"].isin(["error", "question"]).sum())
    outstanding = [name for name in outstanding if name not in own]
    waited = [f"no return from {listed(outstanding)}"] if outstanding else []
    if own:
        waited.append(f"in place of the return of {listed(own)}: a file that Chronology wrote (see Returns)")
    if case.files.empty:
        # Of an empty case "no findings" and "no returns outstanding" would be true, and misleading.
        return ["no return has been taken in yet: open Import to take in the first", *waited]
    return [
        f"{count(len(case.entries), 'entry', 'entries')} from {count(len(case.returned), 'agency', 'agencies')}",
        findings_in_words(analysis.findings),
        count(undated, "undated entry", "undated entries") if undated else "every entry dated",
        *([f"not readable: the return of {listed(not_readable)}"] if not_readable else []),
        *(waited or ["no returns outstanding"]),
        accounted_for(analysis),
        *([count(questions, "question") + " for agencies"] if questions else []),
    ]


def findings_in_words(findings: pd.DataFrame) -> str:
    """Number of findings and how they divide by state."""
    counts = findings["state"].value_counts()
    states = [f"{counts[state]} {state}" for state in STATES if state in counts]
    number = count(len(findings), "finding")
    return f"{number}: {', '.join(states)}" if states else "no findings"


def accounted_for(analysis: Analysis) -> str:
    """Whether every row read became an entry or was set aside with a reason."""
    case = analysis.case
    read, entries, aside = (
        int(case.files["rows_read"].sum()),
        int(case.files["entries"].sum()),
        len(case.set_aside),
    )
    sums = f"{count(read, 'row')} read, {rows_as_entries(entries, len(case.entries))} and {aside} set aside"
    if read == entries + aside:
        return f"every row accounted for ({sums})"
    return f"please check the returns: the rows do not add up ({sums})"
