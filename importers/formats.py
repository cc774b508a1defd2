"""The registry of formats: which reader reads a file, decided by what the file holds, then by its name.

A new format is one module with a function ``read(source) -> FileReading`` and one line in :data:`READERS`.
Readers are loaded when the first file needs them: most cases hold two or three formats.
"""

from __future__ import annotations

import importlib
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from importers import text
from importers.guard import (
    DAMAGED,
    MEGABYTE,
    OLE_SIGNATURE,
    PROTECTED,
    HoldsTooMuchError,
    Source,
    check_archive,
    check_size,
    too_much,
)
from importers.own_files import check_own
from importers.tables import FileReading, not_read

READERS: Mapping[str, str] = MappingProxyType(
    {
        "workbook": "importers.excel",
        "binary_workbook": "importers.other_workbooks",
        "old_workbook": "importers.other_workbooks",
        "open_workbook": "importers.other_workbooks",
        "document": "importers.word",
        "web_page": "importers.web_page",
        "text": "importers.text",
    }
)
_ARCHIVES = frozenset({"workbook", "binary_workbook", "open_workbook", "document"})
_LARGEST_HARMLESS = MEGABYTE // 2

_SAVE_AS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "This is a PDF, which does not keep the rows of a table. Ask the agency for the Word or Excel "
        "file that it was made from, or open it in Word and save it as a Word Document (*.docx).",
        "old_word": "This is a Word 97-2003 document (.doc). Open it in Word, choose File, Save As, "
        "Word Document (*.docx), and put the new file in the folder.",
        "open_document": "This is an OpenDocument text (.odt). Open it and save it as a Word Document "
        "(*.docx), and put the new file in the folder.",
        "slides": "This is a presentation. Copy its tables into a Word document or an Excel workbook, and put "
        "that in the folder.",
        "archive": "This is a compressed folder (.zip). Open it and put the files that it holds in the folder.",
        "rich_text": "This is a Rich Text file (.rtf). Open it in Word, save it as a Word Document (*.docx).",
        "web_archive": "This is a web page saved with its pictures (.mht). Open it in Excel and save it as an "
        "Excel Workbook (*.xlsx).",
        "xml": "This is an XML file. Open it in Excel and save it as an Excel Workbook (*.xlsx).",
        "picture": "This is a picture. Ask the agency for the Word or Excel file that it shows.",
        "email": "This is an e-mail. Save its attachment in the folder instead.",
        "unknown": "This kind of file is not known. Save the chronology as an Excel Workbook (*.xlsx), a "
        "Word Document (*.docx) or a CSV file.",
    }
)
_START = 4096
_WEB_PAGE = ("<!doctype html", "<html", "<table", "<head", "<meta", "<style", "<body", "<div")
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (OLE_SIGNATURE, "ole"), (b"PK", "zip"),
    (b"%PDF", "pdf"), (b"{\\rtf", "rich_text"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"), (b"II*\x00", "picture"), (b"MIME-Version:", "web_archive"),
)  # fmt: skip


def read_file(path: Path, password: str | None = None) -> FileReading:
    """Read one file of any kind; what cannot be read is a problem in the result, never an exception.

    It is read in this process: use :class:`importers.reader_process.ReaderProcess` for files from outside.

    Args:
        path: the file.
        password: to open it with, where it is protected.
    """
    try:
        refused = check_size(path)
        if refused is not None:
            return refused
        kind = kind_of(path)
        refused = check_size(path, kind=kind)
        if refused is not None:
            return refused
        if kind == "encrypted":
            return _read_protected(path, password)
        return _read_as(kind, path)
    except PermissionError:
        return not_read(
            "file_locked", "The file could not be opened. Close it in Word or Excel, or ask for access to it."
        )
    except (MemoryError, HoldsTooMuchError):
        return too_much()
    # A damaged file can make a parser raise anything at all, and its message may quote the content.
    except Exception:
        return not_read("damaged_file", DAMAGED)


def is_harmless(path: Path) -> bool:
    """True for short plain text and for kinds that are told by their first bytes and not read at all.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        kind = _kind_of_start(file.read(_START), path.suffix)
    if kind == "text":
        return path.stat().st_size <= _LARGEST_HARMLESS
    return kind in _SAVE_AS


def reader_of(kind: str) -> Callable[[Source], FileReading]:
    """The reader of a kind of file, loaded."""
    read: Callable[[Source], FileReading] = importlib.import_module(READERS[kind]).read
    return read


def _read_as(kind: str, source: Source) -> FileReading:
    if kind not in READERS:
        return not_read("format_not_read", _SAVE_AS[kind])
    refused = check_archive(source) if kind in _ARCHIVES else None
    if refused is None and kind in (*_ARCHIVES, "web_page"):
        refused = check_own(source)
    if refused is not None:
        return refused
    return reader_of(kind)(source)


def _read_protected(path: Path, password: str | None) -> FileReading:
    if password is None:
        return not_read("encrypted_file", PROTECTED)
    protected = importlib.import_module("importers.protected")
    content = protected.unlock(path, password)
    if content is None:
        return not_read("wrong_password", protected.WRONG)
    kind = _kind_of_archive(content, path.suffix) if zipfile.is_zipfile(content) else "old_workbook"
    return _read_as(kind, content)


def kind_of(path: Path) -> str:
    """A key of :data:`READERS`, ``encrypted``, or the kind of a file that is not read.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        kind = _kind_of_start(file.read(_START), path.suffix)
    if kind == "ole":
        return _kind_of_ole(path)
    return _kind_of_archive(path, path.suffix) if kind == "zip" else kind


def _kind_of_start(start: bytes, suffix: str) -> str:
    """What the first bytes tell: the kind, or ``ole`` or ``zip``, which hold many kinds."""
    kind = next((kind for signature, kind in _SIGNATURES if start.startswith(signature)), "")
    if kind:
        return kind
    beginning = text.plain_start(start).lstrip("\ufeff \t\r\n").lower()
    if beginning.startswith("<?xml"):
        return "web_page" if "<html" in beginning else "xml"
    if beginning.startswith(_WEB_PAGE):
        return "web_page"
    if suffix.lower() in (".eml", ".msg"):
        return "email"
    return "text" if text.looks_like_text(start) else "unknown"


def _kind_of_archive(source: Source, suffix: str) -> str:
    try:
        with zipfile.ZipFile(source) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(80) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "document" if suffix.lower() in (".docx", ".docm") else "workbook"
    if b"opendocument" in kind:
        return "open_workbook" if b"spreadsheet" in kind else "open_document"
    if "xl/workbook.bin" in names:
        return "binary_workbook"
    folders = (("xl/", "workbook"), ("word/", "document"), ("ppt/", "slides"))
    return next((kind for folder, kind in folders if any(n.startswith(folder) for n in names)), "archive")


def _kind_of_ole(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(4 * MEGABYTE)
    streams = {
        name: name.encode("utf-16-le") in content
        for name in ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint")
    }
    if streams["EncryptedPackage"]:
        return "encrypted"
    if path.suffix.lower() == ".msg":
        return "email"
    if streams["WordDocument"]:
        return "old_word"
    if streams["PowerPoint"]:
        return "slides"
    if not (streams["Workbook"] or streams["Book"]):
        return "unknown"
    protected = importlib.import_module("importers.protected")
    return "encrypted" if protected.is_protected(path) else "old_workbook"


def load_reader(path: Path) -> None:
    """Load the reader that a file will need.

    Raises:
        OSError: the file cannot be opened.
    """
    kind = kind_of(path)
    importlib.import_module(
        "importers.protected" if kind == "encrypted" else READERS.get(kind, "importers.text")
    )
