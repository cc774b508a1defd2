"""What is known of the case itself: shown as ``case.toml`` has it, and saved there when a person says otherwise.

What is written is worked out by :mod:`importers.case_words`; this looks whether the file is still the one that the
page was made from, writes it as one step, and has the case read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from chronology.case import AGENCY_KINDS, Agency
from dashboard.showing import NOT_WRITTEN, Showing, Shown
from importers.agencies import guess_kind
from importers.case_file import decoded, encoded, with_agencies
from importers.case_folder import words_of
from importers.case_words import (
    CANNOT_BE_CHANGED,
    CaseWordsError,
    Written,
    understood,
    with_words,
    words_written,
)
from importers.intake import known_agencies
from importers.people import read_people
from importers.staging import write_together

CHANGED = (
    "case.toml was changed since this page was opened, in another tab or in an editor. Nothing was saved, so that no "
    "words of somebody else are lost. Look at what it says now, and then say again what you want changed."
)
NOTHING_NEW = "Nothing here is different from what is saved already."
NOT_READ = "The case folder could not be read. See whether it is still there."
NOT_TEXT = "case.toml could not be read. Save it as plain text in UTF-8."
SAVED_NOT_SHOWN = (
    "It is saved, but the case could not be read again just now. Close the program and start it anew; every page then "
    "shows it."
)


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency and its kind.

    Attributes:
        agency: the agency as every page shows it.
        kind: the kind that ``case.toml`` gives; blank where it gives none.
        told: the kind that its name tells, and whether there are words in it that tell one.
    """

    agency: Agency
    kind: str
    told: tuple[str, bool]


@dataclass(frozen=True, slots=True)
class AboutCase:
    """What is known of a case as its folder stands.

    Attributes:
        opened: fingerprint of ``case.toml``, which tells whether it was changed since.
        written: what ``case.toml`` says.
        otherwise: the title that is shown where none is given.
        people: role by code, from the key of persons.
        agencies: the agencies of the case.
        broken: why nothing can be changed from here; blank where it can.
    """

    opened: str
    written: Written
    otherwise: str
    people: Mapping[str, str]
    agencies: tuple[KnownAgency, ...]
    broken: str

    @property
    def bare(self) -> bool:
        """Neither the review period nor whom the review is about is known."""
        words = self.written.words
        return words.review_start is None and words.review_end is None and not words.index_person


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving.

    Attributes:
        troubles: a sentence for each field that cannot be used, by its key.
        sentence: what else there is to tell.
        changed_meanwhile: the file is not the one that the page was made from.
        shown: what came of showing the case anew; nothing where nothing was written.
    """

    troubles: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    changed_meanwhile: bool = False
    shown: Shown | None = None


class AboutDesk:
    """What is known of one case; one for a running program."""

    def __init__(self, folder: Path, showing: Showing, lock: AbstractContextManager[Any]) -> None:
        """Begin.

        Args:
            folder: the case folder.
            showing: has the case read anew.
            lock: held by whoever changes the case.
        """
        self._folder, self._showing, self._lock = folder, showing, lock
        self._path = folder / "case.toml"
        # Which fingerprint came after which when a file was taken in: the form that is open says the same still.
        self._after: dict[str, str] = {}
        self._wanted: tuple[int, tuple[str, ...]] = (0, ())

    def now(self) -> AboutCase:
        """What is known of the case as its folder stands now."""
        with self._lock:
            return self._now(self._content())

    @property
    def wanted(self) -> tuple[str, ...]:
        """Names of files whose passwords are needed before what was saved can be shown."""
        times, names = self._wanted
        return names if times == self._showing.times else ()

    def save(self, opened: str, typed: Mapping[str, str], kinds: Mapping[str, str]) -> Saved:
        """Write what is different to ``case.toml`` and have the case read anew; all of it, or nothing.

        Args:
            opened: the fingerprint that the page was made from.
            typed: the words in each field, by the key of ``case.toml``.
            kinds: kind by key of the agency; blank: as its name tells.
        """
        with self._lock:
            try:
                before = self._content()
                present = self._now(before)
            except OSError:
                return Saved(sentence=NOT_READ)
            if present.opened not in (opened, self._followed(opened)) or not _known(kinds, present):
                return Saved(sentence=CHANGED, changed_meanwhile=True)
            if present.broken:
                return Saved(sentence=present.broken)
            words, troubles = understood(typed, present.people, present.written.words)
            if troubles:
                return Saved(troubles)
            try:
                text = decoded(before)
                listed = self._listed(text, present, kinds)
                after = encoded(with_words(listed, words, _of_listed(listed, kinds)), before)
            except CaseWordsError as error:
                return Saved(sentence=str(error))
            except ValueError:
                return Saved(sentence=CANNOT_BE_CHANGED)
            if after == before:
                return Saved(sentence=NOTHING_NEW)
            try:
                # To look through the returns takes a while, in which somebody else can have saved the file.
                if self._content() != before:
                    return Saved(sentence=CHANGED, changed_meanwhile=True)
                write_together([(self._path, after)])
            except OSError:
                return Saved(sentence=NOT_WRITTEN)
            return self._show({})

    def show_with(self, passwords: Mapping[str, str]) -> Saved:
        """Show what was saved, with the passwords of protected files, which are used now and kept nowhere."""
        with self._lock:
            return self._show(passwords) if self.wanted else Saved()

    @contextmanager
    def followed(self) -> Iterator[None]:
        """While a file is taken in, which lists its agency: a form that is open stays as good as it was."""
        before = _fingerprint(self._content())
        yield
        # The file is in its place by now, whatever this cannot read.
        with suppress(OSError):
            after = _fingerprint(self._content())
            if after != before:
                self._after[before] = after

    def _now(self, before: bytes) -> AboutCase:
        try:
            written, broken = words_written(decoded(before)), ""
        except UnicodeDecodeError:
            written, broken = words_written(""), NOT_TEXT
        broken = broken or written.broken
        people = read_people(self._folder).people
        known = {} if broken else known_agencies(self._folder)
        return AboutCase(
            opened=_fingerprint(before),
            written=written,
            otherwise=words_of(self._folder.resolve().name),
            people=dict(zip(people["code"], people["role"], strict=True)),
            agencies=tuple(_known_agency(agency, written) for agency in known.values()),
            broken=broken,
        )

    def _content(self) -> bytes:
        return self._path.read_bytes() if self._path.is_file() else b""

    def _followed(self, opened: str) -> str:
        """The fingerprint that stands for this one now, after files were taken in from here."""
        seen = {opened}
        while (after := self._after.get(opened)) is not None and after not in seen:
            seen.add(opened := after)
        return opened

    def _listed(self, text: str, present: AboutCase, kinds: Mapping[str, str]) -> str:
        """The text in which every agency is listed of which a kind is said."""
        listed = present.written.kinds
        said = {key for key, kind in kinds.items() if kind and key not in listed}
        if not said:
            return text
        # Where one agency is listed, each file of another is asked about: the first to be listed brings the others.
        to_list = [
            replace(known.agency, kind="")
            for known in present.agencies
            if known.agency.key not in listed and (known.agency.key in said or not listed)
        ]
        return with_agencies(text, to_list)

    def _show(self, passwords: Mapping[str, str]) -> Saved:
        shown = self._showing.anew(passwords)
        self._wanted = (self._showing.times, shown.wanted)
        return Saved(sentence=SAVED_NOT_SHOWN if shown.could_not else shown.sentence, shown=shown)


def _known(kinds: Mapping[str, str], present: AboutCase) -> bool:
    keys = {known.agency.key for known in present.agencies}
    return all(key in keys and kind in ("", *AGENCY_KINDS) for key, kind in kinds.items())


def _of_listed(text: str, kinds: Mapping[str, str]) -> dict[str, str]:
    listed = words_written(text).kinds
    return {key: kind for key, kind in kinds.items() if key in listed}


def _known_agency(agency: Agency, written: Written) -> KnownAgency:
    if agency.key in written.kinds:
        return KnownAgency(agency, written.kinds[agency.key], guess_kind(f"{agency.name} {agency.key}"))
    return KnownAgency(agency, "", (agency.kind, guess_kind(agency.name)[1]))


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
