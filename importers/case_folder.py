"""A case folder, read whole: ``case.toml``, the key of persons, and every agency's return."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from chronology import frames
from chronology.case import Case
from importers.agencies import TRACES, Returns, agency_files, match_returns, without_own
from importers.agency_file import AgencyFile, Rows, read_agency_file
from importers.background import Background, read_background
from importers.bounds import bound_open_dates
from importers.codes import codes_not_in_key
from importers.entries import FileOrigin
from importers.issues import issue_row
from importers.ledger import with_recorded_ids
from importers.own_files import own_file
from importers.plausible import dates_saved, implausible_dates
from importers.reading import Passwords, read_returns
from importers.tables import FileReading, Problem

_Readings: TypeAlias = Iterator[tuple[str, list[FileReading]]]
Progress: TypeAlias = Callable[[_Readings, int], _Readings]


_BEFORE_ANY_RETURN = frozenset({
    "case.toml", "persons.csv", "persons.xlsx", "people.csv", "people.xlsx", "relations.csv", "relations.xlsx",
    "headers.toml", "authority.toml", "rules.toml", "agencies", "profiles", "received",
})  # fmt: skip


class FolderError(ValueError):
    """The folder holds nothing to read; the message says what to do."""


def read_case(
    folder: Path,
    passwords: Passwords | None = None,
    progress: Progress | None = None,
    *,
    just_begun: bool = False,
) -> Case:
    """Read a case folder.

    The folder holds ``agencies/`` with one file an agency, and may hold ``case.toml``, ``persons.csv``,
    ``relations.csv`` and its own ``headers.toml``.  Whatever is wrong with any of them is a row of the
    ``issues`` frame, and the rest is read.

    Args:
        folder: the case folder.
        passwords: asked for the password of a protected file, with the name of the file; None or a blank
            answer leaves it unread.  Passwords are used once and kept nowhere.
        progress: gives on the files as they are read, and their number, to whoever waits for them.
        just_begun: a folder to which no return has come yet is a case without entries, as long as nothing in
            it looks like a return in the wrong place.

    Returns:
        The case; its frames have the shapes declared in :mod:`chronology.frames`, and for each file
        ``rows_read`` is ``entries`` plus ``set_aside``.

    Raises:
        FolderError: there is no folder, or no return in its ``agencies/``.
    """
    folder = Path(folder)
    files = agency_files(folder)
    if not files and not (just_begun and _just_begun(folder)):
        raise FolderError(_nothing_to_read(folder))
    with _no_search_for_circles():
        return _read(folder, files, passwords, progress)


def _just_begun(folder: Path) -> bool:
    """True for a folder that holds at most what is known of a case before any return comes."""
    if not folder.is_dir() or (folder.resolve().parent / "agencies").is_dir():
        return False
    return all(
        path.name in _BEFORE_ANY_RETURN or path.name.startswith((".", "~$")) or path.name.casefold() in TRACES
        for path in folder.iterdir()
    )


@contextlib.contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Millions of cells are made and none refers to itself; looking through them time and again costs a tenth."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _read(
    folder: Path,
    paths: Sequence[Path],
    passwords: Passwords | None,
    progress: Progress | None,
) -> Case:
    background = read_background(folder)
    table, people, known = background.case_file.table, background.people, background.known
    # A file of our own under the name of an agency's return would stand for it; left out, the return is asked for.
    # One that case.toml itself names is left out too, and its agency is told of as having sent nothing.
    own = {path: problem for path in paths if (problem := own_file(path)) is not None}
    returns = match_returns(folder, table.agencies, [path for path in paths if path not in own])
    if own and not returns.agencies:
        raise FolderError(_ONLY_OWN_FILES)
    own |= {path: problem for path in returns.paths.values() if (problem := own_file(path)) is not None}
    returns = without_own(folder, returns, own)
    readings = read_returns(returns.paths, passwords)
    if progress is not None:
        readings = progress(readings, len(returns.paths))
    read = [
        read_agency_file(returns.paths[key], FileOrigin(key, returns.agencies[key].file), known, held.pop())
        for key, held in readings
    ]
    start, end = _stamp(table.review_start), _stamp(table.review_end)
    files = frames.build("files", [file.file for file in read])
    merged = _entries(read)
    # The frames of the single files are not kept beside the merged one.
    read = [replace(file, entries=merged.iloc[:0]) for file in read]
    recorded = with_recorded_ids(folder, merged, files)
    files = files.assign(
        received=files["agency"].map(dict(recorded.received)),
        sent_as=[recorded.sent_as.get(key, "") for key in files["agency"]],
    )
    files = frames.coerce("files", files)
    entries = bound_open_dates(recorded.entries, start, end)
    issues = _case_issues(background, returns)
    in_place = {file: key for key, (file, _) in returns.own.items()}
    names = {path: path.relative_to(folder).as_posix() for path in own}
    issues += [
        issue_row(problem, in_place.get(names[path], ""), names[path]) for path, problem in own.items()
    ]
    for file in read:
        issues += file.issues
    explained = {str(file.file["agency"]): file.explained for file in read}
    keyed = [
        *codes_not_in_key(entries, people.people, known.vocabulary, explained),
        *implausible_dates(entries, people.people, dates_saved(returns.paths)),
        *recorded.problems,
    ]
    issues += [issue_row(problem, key, returns.agencies[key].file) for key, problem in keyed]
    return Case(
        title=table.title or words_of(folder.resolve().name),
        review_start=start,
        review_end=end,
        index_person=background.index_person,
        agencies=returns.agencies,
        entries=frames.check("entries", entries),
        set_aside=frames.build("set_aside", [row for file in read for row in file.set_aside]),
        issues=frames.build("issues", issues),
        files=files,
        columns=frames.build("columns", [row for file in read for row in file.columns]),
        people=people.people,
        relations=people.relations,
        nation=table.nation,
    )


def words_of(name: str) -> str:
    """A folder's name as a title, where the case has none."""
    return name.replace("_", " ").strip() or "Case"


def _nothing_to_read(folder: Path) -> str:
    if folder.is_file():
        return (
            f"{folder.name} is a file. Give the folder of the case: the one that holds the folder agencies."
        )
    if not folder.is_dir():
        return "There is no such folder. Give the folder that holds the agencies/ folder of the case."
    above = list(folder.resolve().parents)[:2]
    case = next((parent for parent in above if (parent / "agencies").is_dir()), None)
    if case is not None:
        return (
            f"{folder.resolve().name} is a folder inside a case. Give the folder of the case itself: {case}"
        )
    return (
        "There is no file to read. Make a folder named agencies inside the case folder and put each agency's "
        "chronology in it (Excel, Word or CSV), one file an agency."
    )


_ONLY_OWN_FILES = (
    "The files in agencies/ were written by Chronology and are no agency's return. Put each agency's own "
    "chronology there (Excel, Word or CSV), one file an agency."
)


def _stamp(day: date | None) -> pd.Timestamp | None:
    return pd.Timestamp(day) if day is not None else None


def _entries(read: Sequence[AgencyFile]) -> pd.DataFrame:
    parts = [file.entries for file in read if len(file.entries)]
    frame = pd.concat(parts, ignore_index=True) if parts else frames.build("entries")
    return frame.assign(position=range(len(frame)))


def _case_issues(background: Background, returns: Returns) -> Rows:
    people, index_person = background.people, background.index_person
    issues = [issue_row(problem, file="case.toml") for problem in background.case_file.problems]
    issues += [issue_row(problem, file=name) for name, problem in (*people.problems, *background.problems)]
    if index_person and not people.people.empty and index_person not in set(people.people["code"]):
        sentence = "case.toml names an index person whose code is not in persons.csv. Correct one of them."
        problem = Problem("code_not_in_key", "error", sentence, "Kept as written.", column="index_person")
        issues.append(issue_row(problem, file="case.toml"))
    return issues + [issue_row(problem, key, returns.agencies[key].file) for key, problem in returns.problems]
