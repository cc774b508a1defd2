"""Files that Chronology itself wrote: known again by their mark, so that none is read as an agency's return."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from defusedxml.ElementTree import fromstring

from chronology.own_files import CHRONOLOGY, NOTE, PROPERTIES, fingerprint_of, read_mark
from importers.guard import Source, check_archive
from importers.tables import FileReading, Problem, not_read

_LARGEST_PROPERTIES, _START_OF_PAGE = 100_000, 2_000
_META = re.compile(r'<meta name="keywords" content="(?P<keywords>[^"]*)">')
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_SENTENCES = {
    CHRONOLOGY: "This is the merged chronology, a file that Chronology wrote and no agency's return. Take it out, and "
    "put the file that the agency sent in its place; if none came, ask the agency for it. If an agency wrote its "
    "entries into this one, copy its rows into a new, empty workbook.",
    NOTE: "This is a note with questions to an agency, a file that Chronology wrote and no agency's return. Read "
    "the answers in it, take it out, and put the chronology that the agency sent in its place.",
}


def property_of(source: Source, name: str) -> str:
    """A property of a workbook or document, such as its keywords; blank where it has none.

    Args:
        source: the file.
        name: the element of the property, with its namespace.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            member = archive.getinfo(PROPERTIES)
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                return ""
            # What an archive states of its sizes may be untrue: no more than this is unpacked.
            with archive.open(member) as file:
                content = file.read(_LARGEST_PROPERTIES + 1)
            return "" if len(content) > _LARGEST_PROPERTIES else fromstring(content).findtext(name) or ""
    # A file that is no archive, or a damaged or hostile one, says nothing; its reader tells what is wrong.
    except Exception:
        return ""


def _keywords_of_page(source: Source) -> str:
    """The keywords of a web page, which stand at its beginning; blank for any other file."""
    try:
        with source.open("rb") if isinstance(source, Path) else BytesIO(source.getvalue()) as file:
            start = file.read(_START_OF_PAGE)
    except OSError:
        return ""
    found = _META.search(start.decode("utf-8", "replace")) if start.lstrip().startswith(b"<") else None
    return found["keywords"] if found is not None else ""


def own_file(source: Source) -> Problem | None:
    """What is to be said of a file that Chronology wrote; None where it is somebody else's."""
    what, _ = read_mark(_keywords_of_page(source) or property_of(source, _KEYWORDS))
    return Problem("own_file", "error", _SENTENCES[what], "It was not read.") if what in _SENTENCES else None


def check_own(source: Source) -> FileReading | None:
    """A *not read* result for a file that Chronology wrote; None when it may be read."""
    problem = own_file(source)
    return not_read(problem.code, problem.sentence) if problem is not None else None


def is_as_written(path: Path) -> bool:
    """True for a file that Chronology wrote and nobody has changed or saved since."""
    what, fingerprint = read_mark(property_of(path, _KEYWORDS))
    if not what or not fingerprint or check_archive(path) is not None:
        return False
    try:
        return fingerprint_of(path.read_bytes()) == fingerprint
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
