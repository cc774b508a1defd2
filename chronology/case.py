"""A case: what the agencies sent, read and merged, before anything is concluded from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

AGENCY_KINDS = (
    "health",
    "police",
    "social care",
    "education",
    "probation",
    "youth justice",
    "youth support",
    "housing",
    "fire",
    "voluntary",
    "legal",
    "other",
)


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency that was asked for a chronology.

    Attributes:
        key: short name used in the frames, taken from the file name.
        name: the agency's own name, for people.
        kind: one of AGENCY_KINDS; ``other`` where not known.
        file: path of its return relative to the case folder; blank where none was received.
    """

    key: str
    name: str
    kind: str = "other"
    file: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What was asked, who was asked, and every row received.

    The frames are declared in :mod:`chronology.frames`.  ``review_start`` and ``review_end`` are ``None``
    and ``index_person`` is blank where the case does not say.
    """

    title: str
    review_start: pd.Timestamp | None
    review_end: pd.Timestamp | None
    index_person: str
    agencies: Mapping[str, Agency]
    entries: pd.DataFrame
    set_aside: pd.DataFrame
    issues: pd.DataFrame
    files: pd.DataFrame
    columns: pd.DataFrame
    people: pd.DataFrame
    relations: pd.DataFrame
    nation: str = "ENG"

    @property
    def outstanding(self) -> tuple[str, ...]:
        """Keys of the agencies from which nothing was received, not even word that there is nothing to send."""
        nil = set(self.issues.loc[self.issues["code"] == "nil_return_stated", "agency"])
        return tuple(key for key, agency in self.agencies.items() if not agency.file and key not in nil)

    @property
    def own_in_place(self) -> Mapping[str, str]:
        """Files that Chronology wrote and that lie in the place of a return, by the key of its agency."""
        own = self.issues[(self.issues["code"] == "own_file") & (self.issues["agency"] != "")]
        return dict(zip(own["agency"], own["file"], strict=True))

    @property
    def not_readable(self) -> tuple[str, ...]:
        """Keys of the agencies whose file was received and could not be read."""
        read = set(self.files.loc[self.files["status"] == "read", "agency"])
        tried = set(self.files["agency"])
        return tuple(key for key in self.agencies if key in tried and key not in read)

    @property
    def returned(self) -> tuple[str, ...]:
        """Keys of the agencies whose return was received and read: those that can be searched."""
        unread = self.not_readable
        return tuple(key for key, agency in self.agencies.items() if agency.file and key not in unread)

    def names(self, keys: Iterable[str]) -> list[str]:
        """The names of agencies, for people; the key itself where the case gives no name."""
        return [(self.agencies[key].name if key in self.agencies else "") or key for key in keys]
