"""Which file is which agency's return: from ``case.toml`` where it says so, else from the files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from chronology.case import Agency
from importers.case_file import AgencyTable
from importers.tables import Problem

_KIND_WORDS: Mapping[str, str] = MappingProxyType({
    r"police|constabulary": "police",
    r"probation": "probation",
    r"youth (offending|justice)|\byot\b|\byjs\b": "youth justice",
    r"housing|homeless": "housing",
    r"fire": "fire",
    r"legal|court|cafcass|solicitor": "legal",
    r"youth (service|support|club)|connexions": "youth support",
    r"social (care|work|services)|children'?s (services|centres?)|\bcsc\b|\basc\b|early help": "social care",
    r"school|nursery|college|academy|education|early years": "education",
    r"hospital|infirmary|hospice|health|\bgps?\b|nhs|ambulance|midwif|matern|camhs|surgery|clinic|medic"
    r"|practice": "health",
    r"voluntary|charity|refuge|women'?s aid": "voluntary",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Returns:
    """The agencies in order, the file of each that sent one, and problems by agency key.

    ``own`` gives, by agency key, the path of a file that Chronology wrote and that lies in the place of a return,
    and what is to be said of it.
    """

    agencies: Mapping[str, Agency]
    paths: Mapping[str, Path]
    problems: tuple[tuple[str, Problem], ...]
    own: Mapping[str, tuple[str, Problem]] = field(default_factory=dict)


def agency_files(folder: Path) -> list[Path]:
    """Files below ``agencies/``, without the traces that Office and file managers leave, sorted by path."""
    below = folder / "agencies"
    if not below.is_dir():
        return []
    return sorted(
        path
        for path in below.rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$")) and path.name.lower() not in TRACES
    )


_ABBREVIATIONS = frozenset({"gp", "nhs", "csc", "yot", "frs", "hv", "camhs", "cafcass", "a&e"})
TRACES = frozenset({"thumbs.db", "desktop.ini"})
"""Files that file managers leave in folders."""


def match_returns(folder: Path, listed: Mapping[str, AgencyTable], files: Sequence[Path]) -> Returns:
    """Match the agencies that were asked with the files that came.

    An agency without a file stays, with an issue; a file that is not listed is an agency named after it.

    Args:
        folder: the case folder.
        listed: the ``[agencies.<key>]`` tables.
        files: the files below ``agencies/``.
    """
    agencies: dict[str, Agency] = {}
    paths: dict[str, Path] = {}
    problems: list[tuple[str, Problem]] = []
    left = list(files)
    for key, table in listed.items():
        path, found = _listed_file(folder, key, table, left)
        problems += [(key, problem) for problem in found]
        kind, guessed = (table.kind, False) if table.kind else guess_kind(f"{table.name} {key}")
        problems += [(key, _kind_guessed(kind))] if guessed else []
        name = table.name or name_from(key)
        agencies[key] = Agency(key, name, kind, _relative(folder, path) if path else "")
        if path is not None:
            paths[key] = path
            left = [other for other in left if other != path]
    for path in left:
        key = _free_key(key_from(path.stem), agencies)
        kind, guessed = guess_kind(path.stem)
        agencies[key] = Agency(key, name_from(path.stem), kind, _relative(folder, path))
        paths[key] = path
        problems += [(key, _NOT_LISTED)] if listed else []
        problems += [(key, _kind_guessed(kind))] if guessed else []
    return Returns(agencies, paths, tuple(problems))


def without_own(folder: Path, returns: Returns, own: Mapping[Path, Problem]) -> Returns:
    """The returns in which a file that Chronology wrote is none, though ``case.toml`` names it as one.

    Its agency has sent nothing, as far as is known, and an issue says what lies in the place of its return.

    Args:
        folder: the case folder.
        returns: from :func:`match_returns`.
        own: what is to be said of each file that Chronology wrote.
    """
    keys = [key for key, path in returns.paths.items() if path in own]
    agencies = {
        key: replace(agency, file="") if key in keys else agency for key, agency in returns.agencies.items()
    }
    paths = {key: path for key, path in returns.paths.items() if key not in keys}
    in_place = {key: (_relative(folder, returns.paths[key]), own[returns.paths[key]]) for key in keys}
    return Returns(agencies, paths, returns.problems, in_place)


def _listed_file(
    folder: Path, key: str, table: AgencyTable, files: Sequence[Path]
) -> tuple[Path | None, list[Problem]]:
    if table.file:
        wanted = (folder / table.file).resolve()
        if not wanted.is_relative_to(folder.resolve()):
            return None, [_OUTSIDE]
        found = next((path for path in files if path.resolve() == wanted), None)
        if found is None and wanted.is_file():
            found = folder / wanted.relative_to(folder.resolve())
        if found is not None:
            return found, []
    stems = {key.casefold(), Path(table.file).stem.casefold()} - {""}
    same = [path for path in files if path.stem.casefold() in stems or key_from(path.stem) in stems]
    if same:
        return same[0], [_OTHER_NAME] if table.file else []
    return None, [_STATED_NIL if table.stated_return == "nil" else _NO_RETURN]


def _relative(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def key_from(stem: str, otherwise: str = "agency") -> str:
    """A short key from a file name: small letters, digits and underscores; ``otherwise`` where it has none."""
    return (
        re.sub(r"[^a-z0-9]+", "_", stem.casefold().replace("'", "").replace("’", "")).strip("_") or otherwise
    )


def name_from(stem: str) -> str:
    """A name for people from a file name: ``childrens_social_care`` becomes ``Childrens social care``."""
    words = re.sub(r"[\s_-]+", " ", stem).strip()
    words = " ".join(word.upper() if word.casefold() in _ABBREVIATIONS else word for word in words.split())
    return words[:1].upper() + words[1:]


def guess_kind(name: str) -> tuple[str, bool]:
    """The kind of agency that words in its name tell (else ``other``), and whether there are such words."""
    plain = re.sub(r"[\s_-]+", " ", name).casefold()
    for words, kind in _KIND_WORDS.items():
        if re.search(words, plain.replace("childrens", "children's")):
            return kind, True
    return "other", False


def _free_key(key: str, taken: Mapping[str, Agency]) -> str:
    number, free = 2, key
    while free in taken:
        free, number = f"{key}_{number}", number + 1
    return free


def _kind_guessed(kind: str) -> Problem:
    return Problem(
        "kind_from_name",
        "note",
        f"The kind of agency was taken from its name: {kind}. Say it on the page Import if it is another.",
        f"Used as {kind}.",
    )


_NOT_LISTED = Problem(
    "agency_not_listed",
    "note",
    "This file is not listed in case.toml. Add it there to give the agency its name and kind.",
    "Read as an agency named after the file.",
)
_OTHER_NAME = Problem(
    "file_under_other_name",
    "note",
    "The file named in case.toml is not there, but one for the same agency is. If it is right, correct "
    "case.toml.",
    "The file that is there was read.",
)
_NO_RETURN = Problem(
    "no_return_received",
    "question",
    "No return received: the agency is listed in case.toml, but its file is not in the folder.",
    "The agency is kept; silence from it is shown as no return, not as no contact.",
)
_STATED_NIL = Problem(
    "nil_return_stated",
    "note",
    "case.toml says that the agency made a nil return: it has no contact to report.",
    "Kept as a stated nil return, which is not the same as no return.",
)
_OUTSIDE = Problem(
    "file_outside_folder",
    "error",
    "The file named in case.toml lies outside the case folder. Copy it to agencies/ and correct case.toml.",
    "The file was not read.",
)
