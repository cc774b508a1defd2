"""What every page needs of an analysis, worked out once when the app starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chronology.analysis import Analysis
from chronology.vocabulary import load_vocabulary
from dashboard.hover import entry_hover, flag_hover
from dashboard.intake_desk import IntakeDesk
from dashboard.kinds import kind_of_entry
from dashboard.weight import weight_of_entry
from dashboard.wording import agency_codes, day, when


@dataclass(frozen=True, slots=True)
class CaseView:
    """An analysis, made ready to be shown; nothing in it changes while the app runs.

    Attributes:
        analysis: what is shown.
        codes: letter code by agency key.
        entries: ``case.entries`` in the order sent, plus ``number`` (counted from 0, the id of its mark on
            the chart), ``kind`` (key of :data:`dashboard.kinds.KINDS`), ``weight`` (as
            :func:`dashboard.weight.weight_of_entry` gives it), ``when`` (its date in words),
            ``persons_named`` (tuple of person codes).
        number_of: number of an entry by its ``entry_id``.
        flag_number: number of a flag by its ``flag_id``, counted from 0.
        hover: words that the pointer brings up, by number of the entry.
        flag_hover: the same by number of the flag.
        tag_rows: rows of ``analysis.tags`` by ``entry_id``.
        meanings: what each tag means, in words.
        tag_kinds: kind of event of each tag, a key of :data:`dashboard.kinds.KINDS`.
        first: where the chart begins at first: the review period with a margin.
        last: where it ends.
        desk: where files are taken into the case; nothing for a case that cannot be changed.
        run: tells this run of the program from others; nothing of the case can be learnt from it.
    """

    analysis: Analysis
    codes: Mapping[str, str]
    entries: pd.DataFrame
    number_of: Mapping[str, int]
    flag_number: Mapping[str, int]
    hover: tuple[str, ...]
    flag_hover: tuple[str, ...]
    tag_rows: Mapping[str, np.ndarray]
    meanings: Mapping[str, str]
    tag_kinds: Mapping[str, str]
    first: pd.Timestamp
    last: pd.Timestamp
    desk: IntakeDesk | None = None
    run: str = ""

    def agency(self, key: str) -> str:
        """The agency's own name, or its key where it has none."""
        agency = self.analysis.case.agencies.get(key)
        return agency.name if agency and agency.name else key

    def person(self, code: str) -> str:
        """A person's code and role: ``M, half-sister of index child``."""
        people = self.analysis.case.people
        role = people.loc[people["code"] == code, "role"]
        return f"{code}, {role.iloc[0]}" if len(role) and role.iloc[0] else code

    def finding(self, finding_id: str | None) -> pd.Series | None:
        """The row of a finding, or nothing where there is none with that id."""
        findings = self.analysis.findings
        found = findings[findings["finding_id"] == finding_id]
        return found.iloc[0] if len(found) else None

    def flags_of(self, finding_id: str | None) -> pd.DataFrame:
        """Flags of a finding, the leading one first."""
        flags = self.analysis.flags
        return flags[flags["finding_id"] == finding_id].sort_values("rank", kind="stable")

    def tags_of(self, entry_id: str) -> pd.DataFrame:
        """What the words of an entry were taken to tell: rows of the ``tags`` frame."""
        return self.analysis.tags.iloc[self.tag_rows.get(entry_id, [])]

    def entry(self, entry_id: str | None) -> pd.Series | None:
        """The row of an entry, or nothing where there is none with that id."""
        number = self.number_of.get(entry_id or "")
        return None if number is None else self.entries.iloc[number]


def case_view(analysis: Analysis, desk: IntakeDesk | None = None, run: str = "") -> CaseView:
    """Make an analysis ready to be shown.

    Args:
        analysis: what to show.
        desk: where files are taken into the case; nothing for a case that cannot be changed.
        run: tells this run of the program from others.
    """
    entries = analysis.case.entries.sort_values("position", kind="stable").reset_index(drop=True)
    named = analysis.mentions.drop_duplicates(["entry_id", "person"]).groupby("entry_id")["person"].agg(tuple)
    persons = named.reindex(entries["entry_id"])
    entries = entries.assign(
        number=range(len(entries)),
        kind=kind_of_entry(analysis).reindex(entries["entry_id"]).to_numpy(),
        weight=weight_of_entry(analysis).reindex(entries["entry_id"]).to_numpy(),
        when=_in_words(entries),
        persons_named=[value if isinstance(value, tuple) else () for value in persons],
    )
    first, last = _extent(analysis)
    vocabulary = load_vocabulary().tags
    names = {key: agency.name or key for key, agency in analysis.case.agencies.items()}
    ranks = dict(zip(analysis.findings["finding_id"], analysis.findings["rank"], strict=True))
    return CaseView(
        analysis=analysis,
        codes=agency_codes(analysis.case.agencies),
        entries=entries,
        number_of=dict(zip(entries["entry_id"], entries["number"], strict=True)),
        flag_number={flag: number for number, flag in enumerate(analysis.flags["flag_id"])},
        hover=entry_hover(entries, names),
        flag_hover=flag_hover(analysis.flags, ranks),
        tag_rows=analysis.tags.groupby("entry_id", sort=False).indices,
        meanings={name: tag.meaning for name, tag in vocabulary.items()},
        tag_kinds={name: tag.kind for name, tag in vocabulary.items()},
        first=first,
        last=last,
        desk=desk,
        run=run,
    )


def _in_words(entries: pd.DataFrame) -> list[str]:
    """The date of each entry in words; entries of one date share the work."""
    columns = (entries[column] for column in ("earliest", "latest", "precision", "edtf"))
    dates = list(zip(*columns, strict=True))
    words = {date: when(*date) for date in set(dates)}
    return [words[date] for date in dates]


def _extent(analysis: Analysis) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The review period with a margin on either side, or the span of the entries where none is set."""
    case = analysis.case
    dates = pd.concat([case.entries["earliest"], case.entries["latest"]]).dropna()
    first = case.review_start if case.review_start is not None else dates.min()
    last = case.review_end if case.review_end is not None else dates.max()
    if pd.isna(first) or pd.isna(last):
        first, last = pd.Timestamp(2020, 1, 1), pd.Timestamp(2020, 12, 31)
    margin = max((last - first) * 0.035, pd.Timedelta(days=4))
    return first - margin, last + margin


def review_period(view: CaseView) -> str:
    """The review period in words, or a sentence that none was given."""
    case = view.analysis.case
    if case.review_start is None or case.review_end is None:
        return "No review period was given"
    return f"Review period {day(case.review_start)} to {day(case.review_end)}"
