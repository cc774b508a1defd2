"""Which entries and findings the reader has asked to see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView

_SEARCHED = (
    "event", "action", "outcome", "comment", "persons", "source", "professional", "location", "date_text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader has chosen; an empty choice keeps everything.

    Attributes:
        agencies: agency keys.
        persons: person codes.
        kinds: keys of :data:`dashboard.kinds.KINDS`.
        text: words that must all stand in the entry, capitals not minded.
        first: entries that cannot have happened on or after this day are left out.
        last: entries that cannot have happened on or before this day are left out.
        classes: classes of finding.
        states: states of finding.
    """

    agencies: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    text: str = ""
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None
    classes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def narrow_entries(self) -> bool:
        """Whether any entry may be left out."""
        return bool(
            self.agencies or self.persons or self.kinds or self.text.strip() or self.first or self.last
        )


def entries_shown(view: CaseView, filters: Filters) -> pd.DataFrame:
    """Entries that pass every filter, in the order sent.

    An undated entry passes any range of dates: it cannot be ruled out.
    """
    entries = view.entries
    keep = pd.Series(True, index=entries.index)
    if filters.agencies:
        keep &= entries["agency"].isin(filters.agencies)
    if filters.kinds:
        keep &= entries["kind"].isin(filters.kinds)
    if filters.persons:
        mentions = view.analysis.mentions
        keep &= entries["entry_id"].isin(mentions.loc[mentions["person"].isin(filters.persons), "entry_id"])
    if filters.first is not None:
        keep &= ~(entries["latest"] < filters.first)
    if filters.last is not None:
        keep &= ~(entries["earliest"] > filters.last)
    words = filters.text.casefold().split()
    if words:
        columns = [entries[column].str.casefold() for column in _SEARCHED]
        for word in words:
            keep &= np.logical_or.reduce([column.str.contains(word, regex=False) for column in columns])
    return entries[keep]


def findings_shown(view: CaseView, filters: Filters) -> pd.DataFrame:
    """Findings that pass the filters, ranked; agency and person count here too, the other filters do not."""
    findings = view.analysis.findings
    keep = pd.Series(True, index=findings.index)
    if filters.classes:
        keep &= findings["class"].isin(filters.classes)
    if filters.states:
        keep &= findings["state"].isin(filters.states)
    for column, chosen in (("agencies", filters.agencies), ("persons", filters.persons)):
        if chosen:
            keep &= pd.Series(
                [bool(set(values) & set(chosen)) for values in findings[column]], findings.index
            )
    return findings[keep.astype(bool)].sort_values("rank", kind="stable")
