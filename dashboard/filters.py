"""Which entries and findings the reader has asked to see."""

from __future__ import annotations

from collections.abc import Iterable
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
    keep = _of_kind_and_time(entries, filters) & _holds(entries, _SEARCHED, filters.text)
    if filters.agencies:
        keep &= entries["agency"].isin(filters.agencies)
    if filters.persons:
        mentions = view.analysis.mentions
        keep &= entries["entry_id"].isin(mentions.loc[mentions["person"].isin(filters.persons), "entry_id"])
    return entries[keep]


def _of_kind_and_time(entries: pd.DataFrame, filters: Filters) -> pd.Series:
    keep = pd.Series(True, index=entries.index)
    if filters.kinds:
        keep &= entries["kind"].isin(filters.kinds)
    if filters.first is not None:
        keep &= ~(entries["latest"] < filters.first)
    if filters.last is not None:
        keep &= ~(entries["earliest"] > filters.last)
    return keep


def _holds(frame: pd.DataFrame, columns: Iterable[str], text: str) -> pd.Series:
    """Whether every word of a text stands in one of these columns, capitals not minded."""
    keep = pd.Series(True, index=frame.index)
    words = text.casefold().split()
    if words:
        folded = [frame[column].str.casefold() for column in columns]
        for word in words:
            keep &= np.logical_or.reduce([column.str.contains(word, regex=False) for column in folded])
    return keep


def findings_shown(view: CaseView, filters: Filters) -> pd.DataFrame:
    """Findings that pass every filter, ranked.

    Words, dates and kinds are asked of its entries: one of them must pass all three.  The words may stand in the
    title or the sentence of the finding instead.  Agency and person are asked of the finding itself, since an
    agency that was expected to act has no entry in it.
    """
    findings = view.analysis.findings
    keep = _rests_on_a_shown_entry(view, filters)
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


def _rests_on_a_shown_entry(view: CaseView, filters: Filters) -> pd.Series:
    findings = view.analysis.findings
    keep = pd.Series(True, index=findings.index)
    asked = filters.text.strip() or filters.first is not None or filters.last is not None or filters.kinds
    if findings.empty or not asked:
        return keep
    entries = view.entries
    in_time = _of_kind_and_time(entries, filters)
    held = in_time & _holds(entries, _SEARCHED, filters.text)
    # A finding is found under its own words too, as long as it has an entry of that kind and time.
    flags = view.analysis.flags
    own = _holds(findings, ("title",), filters.text)
    in_flags = flags.loc[_holds(flags, ("title", "sentence"), filters.text), "finding_id"]
    own |= findings["finding_id"].isin(in_flags)
    return _cites(findings, entries.loc[held, "entry_id"]) | (
        own & _cites(findings, entries.loc[in_time, "entry_id"])
    )


def _cites(findings: pd.DataFrame, entry_ids: Iterable[str]) -> pd.Series:
    """Whether each finding rests on at least one of these entries."""
    wanted = set(entry_ids)
    return pd.Series([not wanted.isdisjoint(cited) for cited in findings["entries"]], findings.index)
