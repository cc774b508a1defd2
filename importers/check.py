"""One file on its own, read as it would be read within a case: what an agency can look at before it sends."""

from __future__ import annotations

from pathlib import Path

from chronology import frames
from chronology.case import Agency, Case
from importers import vocabulary
from importers.agencies import guess_kind, key_from, name_from
from importers.agency_file import Known, read_agency_file
from importers.bounds import bound_open_dates
from importers.content import people_words
from importers.entries import FileOrigin
from importers.issues import issue_row
from importers.plausible import dates_saved, implausible_dates
from importers.reading import Passwords, read_one


def check_file(path: Path, passwords: Passwords | None = None) -> Case:
    """Read one file as a case of one agency, without a key of persons and a review period.

    Whatever is wrong with the file is among the issues of the case; nothing is raised.

    Args:
        path: the file.
        passwords: asked for its password where it is protected, as by :func:`importers.read_case`.
    """
    key, people, known_words = key_from(path.stem), frames.build("people"), vocabulary.load()
    known = Known(known_words, people_words(people, known_words), {})
    read = read_agency_file(path, FileOrigin(key, path.name), known, read_one(path, passwords))
    entries = bound_open_dates(read.entries, None, None)
    odd = implausible_dates(entries, people, dates_saved({key: path}))
    issues = [*read.issues, *(issue_row(problem, agency, path.name) for agency, problem in odd)]
    return Case(
        title=path.stem,
        review_start=None,
        review_end=None,
        index_person="",
        agencies={key: Agency(key, name_from(path.stem), guess_kind(path.stem)[0], path.name)},
        entries=entries.assign(position=range(len(entries))),
        set_aside=frames.build("set_aside", read.set_aside),
        issues=frames.build("issues", issues),
        files=frames.build("files", [read.file]),
        columns=frames.build("columns", read.columns),
        people=people,
        relations=frames.build("relations"),
    )
