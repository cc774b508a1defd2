"""Taking in one file of an agency: first shown in full, then, once a person agrees, put in its place.

:func:`preview` reads and changes nothing; :func:`importers.taking_in.confirm` does what the preview showed.  The
command line and any page that takes in files use the same two functions.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from chronology import frames
from chronology.case import Agency
from importers.agencies import agency_files, guess_kind, key_from, match_returns, name_from
from importers.agency_file import AgencyFile, Known, read_agency_file
from importers.background import Background, read_background
from importers.changes import ROW_COLUMNS, Changes, compare, rows_of
from importers.entries import FileOrigin
from importers.glossary import SuggestedPerson
from importers.issues import issue_row
from importers.ledger import Ledger, Receipt, known_by_place, read_ledger
from importers.own_files import own_file
from importers.plausible import dates_saved, implausible_dates
from importers.profiles import (
    MappingProfile,
    Question,
    Suggestion,
    apply_profiles,
    check_answers,
    questions,
    suggestions,
)
from importers.reading import LOCKED, Passwords, read_one
from importers.tables import FileReading

IN_PLACE = "{}, the file in place now"
"""By what the password of the file in place is asked for."""
_NEAR, _LONGEST_NAME = 75.0, 100
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")


class IntakeError(ValueError):
    """The file cannot be taken in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking in a file would do; nothing has been changed yet.

    Attributes:
        folder: the case folder.
        path: the file as it came.
        agency: whose return it is.
        target: where it will lie, relative to the case folder.
        replaces: another file that lies there now, or under another name; blank where there is none.
        profile: the mapping profile with the answers given so far.
        file: one row of the ``files`` frame.
        columns: the ``columns`` frame of the file.
        entries: its ``entries``, with the ids that they keep or get.
        set_aside: its rows that are no entries.
        issues: its issues.
        questions: columns whose meaning is only likely, and not answered yet.
        unknown: columns kept under their own heading, each with fields that the heading resembles.
        changes: what is added, changed, unchanged, returned and withdrawn.
        known_already: the same bytes are in place and recorded, and no answer is new.
        people: people whom its lists name and the key of persons does not have.
        new_agency: the agency is none of the case yet.
        not_compared: the file in place, where it is protected and stayed closed, so that every entry of the
            new one counts as added; blank where there is none.
        ledger: the ledger as it stands, or as it would have been kept so far.
        reading: the file as it was read, so that a further preview need not read it again.
    """

    folder: Path
    path: Path
    agency: Agency
    target: str
    replaces: str
    profile: MappingProfile
    file: Mapping[str, object]
    columns: pd.DataFrame
    entries: pd.DataFrame
    set_aside: pd.DataFrame
    issues: pd.DataFrame
    questions: tuple[Question, ...]
    unknown: Mapping[str, tuple[Suggestion, ...]]
    changes: Changes
    known_already: bool
    people: tuple[SuggestedPerson, ...]
    new_agency: bool
    not_compared: str
    ledger: Ledger
    reading: FileReading = field(repr=False)

    @property
    def readable(self) -> bool:
        """False where the file could not be read at all."""
        return self.file["status"] == "read"


def known_agencies(folder: Path) -> Mapping[str, Agency]:
    """The agencies of a case folder by key: those listed in ``case.toml``, and those that sent a file."""
    return _agencies(folder, read_background(folder))


def agency_of(folder: Path, path: Path, key: str = "") -> Agency:
    """Whose return a file is: the agency named, else the one of the case that is named like the file.

    Raises:
        IntakeError: there is no such folder or file; the case has no such agency; or it is not said whose
            return it is and the name of the file does not tell.
    """
    _must_be_there(folder, path)
    agencies = known_agencies(folder)
    wanted = key or key_from(path.stem)
    if wanted in agencies:
        return agencies[wanted]
    near = process.extractOne(wanted, list(agencies), scorer=fuzz.ratio, score_cutoff=_NEAR)
    raise IntakeError(
        (
            f"The case has no agency {key}. "
            if key
            else "The name of the file does not tell whose return it is. "
        )
        + (f"Is it {near[0]}? " if near else "")
        + (f"Say --agency and one of: {', '.join(agencies)}. " if agencies else "")
        + 'For an agency that the case does not have yet, say --new and its name, such as --new "School nursing".'
    )


def agency_named(folder: Path, name: str) -> Agency:
    """The agency of the case with this name; where there is none, a new one.

    Args:
        folder: the case folder.
        name: its name as people write it, or its key.

    Raises:
        IntakeError: the name is blank, or too long for the name of a file.
    """
    agencies, plain = known_agencies(folder), " ".join(name.split())
    if not key_from(plain, otherwise="") or len(plain) > _LONGEST_NAME:
        raise IntakeError("Write the name of the agency in a few words, such as School nursing.")
    same = (known for known in agencies.values() if known.name.casefold() == plain.casefold())
    found = agencies.get(key_from(plain)) or next(same, None)
    return found or Agency(key_from(plain), name_from(plain), guess_kind(plain)[0])


def preview(
    folder: Path,
    path: Path,
    agency: Agency,
    answers: Mapping[str, str] | None = None,
    passwords: Passwords | None = None,
    earlier: Preview | None = None,
) -> Preview:
    """Show what taking in a file would do; reads, and changes nothing.

    Args:
        folder: the case folder.
        path: the file, as the agency sent it.
        agency: from :func:`agency_of`.
        answers: header to field, for the columns that a person has explained.
        passwords: asked for the password of a protected file, as by :func:`importers.read_case`.
        earlier: a preview of the same file with other answers; it is not read, or opened with a password,
            a second time.

    Raises:
        IntakeError: there is no such folder or file.
        AnswerError: an answer is about a column that the file does not have.
        LedgerError: what was recorded of the agency's earlier files cannot be read.
    """
    _must_be_there(folder, path)
    target = _target(folder, background := read_background(folder), agency, path)
    _must_lie_outside(folder, path, target)
    saved = background.profiles.get(agency.key, MappingProfile(agency.key, {}))
    profile = saved.with_answers(answers or {})
    known = _with(background.known, profile)
    if earlier is not None and earlier.file["sha256"] != _fingerprint(path):
        earlier = None
    same_agency = earlier is not None and earlier.agency.key == agency.key
    reading = earlier.reading if earlier else read_one(path, passwords)
    if earlier and same_agency and (passwords is None or not earlier.not_compared):
        ledger, not_compared = earlier.ledger, earlier.not_compared
    else:
        ledger, not_compared = _ledger(folder, agency, background.known, passwords)
    read = read_agency_file(path, FileOrigin(agency.key, target), known, reading)
    columns = frames.build("columns", read.columns)
    if answers and read.file["status"] == "read":
        check_answers(answers, columns)
    found = implausible_dates(read.entries, background.people.people, dates_saved({agency.key: path}))
    odd = [issue_row(problem, agency.key, target) for _, problem in found]
    changes = _changes(ledger, read)
    unknown = columns[(columns["certainty"] == "unknown") & (columns["header"].str.strip() != "")]
    present = ledger.present()
    same = (
        present is not None
        and present.sha256 == read.file["sha256"] == _fingerprint(folder / target)
        and present.received is not None
    )
    return Preview(
        folder=folder,
        path=path,
        agency=agency,
        target=target,
        replaces=_replaced(folder, agency, target, str(read.file["sha256"])),
        profile=profile,
        file=read.file,
        columns=columns,
        entries=read.entries.assign(entry_id=changes.rows["id"].to_numpy()),
        set_aside=frames.build("set_aside", read.set_aside),
        issues=frames.build("issues", [*read.issues, *odd]),
        questions=questions(columns),
        unknown={header: suggestions(header, background.known.vocabulary) for header in unknown["header"]},
        changes=changes,
        known_already=same and changes.nothing and profile == saved,
        people=read.people,
        new_agency=agency.key not in _agencies(folder, background),
        not_compared=not_compared,
        ledger=ledger,
        reading=reading,
    )


def _agencies(folder: Path, background: Background) -> Mapping[str, Agency]:
    files = [path for path in agency_files(folder) if own_file(path) is None]
    return match_returns(folder, background.case_file.table.agencies, files).agencies


def _must_be_there(folder: Path, path: Path) -> None:
    if not folder.is_dir():
        raise IntakeError("There is no such case folder. Make it first, then import the agencies' files.")
    if folder.resolve().name == "agencies" or (folder.resolve().parent / "agencies").is_dir():
        raise IntakeError(
            f"{folder.name} is a folder inside a case. Give the folder of the case itself: "
            f"{folder.resolve().parent}"
        )
    if not path.is_file():
        raise IntakeError("There is no such file. Give the path of one file that the agency sent.")


def _must_lie_outside(folder: Path, path: Path, target: str) -> None:
    """A second file of one agency among the returns would be read as the return of another agency."""
    place = path.resolve()
    if place.is_relative_to((folder / "agencies").resolve()) and place != (folder / target).resolve():
        raise IntakeError(
            "The file lies in the folder agencies already, under another name than the return of this "
            "agency. Move it out of the case folder first; the import then puts it in its place."
        )


def _target(folder: Path, background: Background, agency: Agency, path: Path) -> str:
    """The place of the new file: that of the present or expected one, with the ending of the new file."""
    listed = background.case_file.table.agencies.get(agency.key)
    expected = agency.file or (listed.file if listed else "")
    place = (folder / expected).resolve() if expected else None
    below = (folder / "agencies").resolve()
    if place is None or not place.is_relative_to(below):
        place = below / key_from(agency.key)
    suffix = path.suffix if _SUFFIX.fullmatch(path.suffix) else ""
    return place.with_suffix(suffix.lower()).relative_to(folder.resolve()).as_posix()


def _ledger(folder: Path, agency: Agency, known: Known, passwords: Passwords | None) -> tuple[Ledger, str]:
    """What is recorded; where nothing is, what the file in place would have been recorded as.

    The second is the file in place where it is protected and stayed closed, so that nothing is known of it.
    """
    ledger = read_ledger(folder, agency.key)
    if ledger is not None:
        return ledger, ""
    empty = Ledger(agency=agency.key)
    path = folder / agency.file
    if not agency.file or not path.is_file():
        return empty, ""
    reading = read_one(path, None if passwords is None else _of_the_file_in_place(passwords))
    if any(problem.code in LOCKED for problem in reading.problems):
        return empty, agency.file
    read = read_agency_file(path, FileOrigin(agency.key, agency.file), known, reading)
    rows = rows_of(read.entries)
    receipt = Receipt(
        name=path.name,
        file=agency.file,
        sha256=str(read.file["sha256"]),
        received=None,
        entries=len(rows),
        added=len(rows),
    )
    none = pd.DataFrame(columns=list(ROW_COLUMNS))
    return empty.after(receipt, compare(none, rows, none), ""), ""


def _of_the_file_in_place(passwords: Passwords) -> Passwords:
    """Asks by a name of its own: a corrected return often has the name of the one that it replaces."""
    return lambda name: passwords(IN_PLACE.format(name))


def _changes(ledger: Ledger, read: AgencyFile) -> Changes:
    rows = rows_of(read.entries)
    before, present = ledger.rows_frame(), ledger.present()
    if present is not None and present.sha256 == read.file["sha256"]:
        # The same bytes read with other answers: each row is known by its place.
        places = known_by_place(ledger, rows)
        contents = dict(zip(places, rows["content"], strict=True))
        before = before.assign(
            content=[contents.get(i, c) for i, c in zip(before["id"], before["content"], strict=True)]
        )
    return compare(before, rows, ledger.withdrawn_frame())


def _with(known: Known, profile: MappingProfile) -> Known:
    return replace(known, vocabulary=apply_profiles(known.vocabulary, [profile]))


def _replaced(folder: Path, agency: Agency, target: str, fingerprint: str) -> str:
    """The present file of an agency, unless the same bytes stay where they are."""
    if not agency.file or not (folder / agency.file).is_file():
        return ""
    stays = agency.file == target and _fingerprint(folder / target) == fingerprint
    return "" if stays else agency.file


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
