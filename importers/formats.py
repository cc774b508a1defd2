"""The registry of formats: which reader reads a file, decided by what the file holds, then by its name.

A new format is one module with a function ``read(path) -> FileReading`` and one line in :data:`READERS`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from importers import excel, text, word
from importers.guard import OLE_SIGNATURE, PROTECTED, check_archive, check_size
from importers.tables import FileReading, not_read

Reader = Callable[[Path], FileReading]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "workbook": excel.read,
        "document": word.read,
        "text": text.read,
    }
)

_SAVE_AS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "This is a PDF, which does not keep the rows of a table. Ask the agency for the Word or Excel "
        "file that it was made from, or open it in Word and save it as a Word Document (*.docx).",
        "old_word": "This is a Word 97-2003 document (.doc). Open it in Word, choose File, Save As, "
        "Word Document (*.docx), and put the new file in the folder.",
        "old_excel": "This is an Excel 97-2003 workbook (.xls). Open it in Excel, choose File, Save As, "
        "Excel Workbook (*.xlsx), and put the new file in the folder.",
        "binary_excel": "This is an Excel binary workbook (.xlsb). Open it in Excel, choose File, Save As, "
        "Excel Workbook (*.xlsx), and put the new file in the folder.",
        "open_document": "This is an OpenDocument file. Open it and save it as an Excel Workbook (*.xlsx) or "
        "a Word Document (*.docx), and put the new file in the folder.",
        "rich_text": "This is a Rich Text file (.rtf). Open it in Word, save it as a Word Document (*.docx).",
        "web_page": "This is a web page saved under another name. Open it in Excel and save it as an "
        "Excel Workbook (*.xlsx).",
        "email": "This is an e-mail. Save its attachment in the folder instead.",
        "unknown": "This kind of file is not known. Save the chronology as an Excel Workbook (*.xlsx), a "
        "Word Document (*.docx) or a CSV file.",
    }
)


def read_file(path: Path) -> FileReading:
    """Read one file of any kind; what cannot be read is a problem in the result, never an exception."""
    try:
        refused = check_size(path)
        if refused is not None:
            return refused
        kind = kind_of(path)
        if kind == "encrypted":
            return not_read("encrypted_file", PROTECTED)
        if kind not in READERS:
            return not_read("format_not_read", _SAVE_AS[kind])
        if kind != "text":
            refused = check_archive(path)
            if refused is not None:
                return refused
        return READERS[kind](path)
    except PermissionError:
        return not_read(
            "file_locked", "The file could not be opened. Close it in Word or Excel, or ask for access to it."
        )
    # A damaged file can make a parser raise anything at all, and its message may quote the content.
    except Exception:
        return not_read(
            "damaged_file",
            "The file could not be understood; it may be damaged. Open it in Word or Excel, save a copy "
            "under a new name and put that in the folder, or ask the agency to send it again.",
        )


def kind_of(path: Path) -> str:
    """A key of :data:`READERS`, ``encrypted``, or the kind of a file that is not read."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(OLE_SIGNATURE):
        return _kind_of_ole(path)
    if start.startswith(b"PK"):
        return _kind_of_archive(path)
    for signature, kind in ((b"%PDF", "pdf"), (b"{\\rtf", "rich_text")):
        if start.startswith(signature):
            return kind
    beginning = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith((b"<!doctype html", b"<html", b"<?xml", b"<table")):
        return "web_page"
    if path.suffix.lower() == ".eml":
        return "email"
    return "text" if text.looks_like_text(start) else "unknown"


def _kind_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "document" if path.suffix.lower() in (".docx", ".docm") else "workbook"
    if b"opendocument" in kind:
        return "open_document"
    if "xl/workbook.bin" in names:
        return "binary_excel"
    if any(name.startswith("xl/") for name in names):
        return "workbook"
    return "document" if any(name.startswith("word/") for name in names) else "unknown"


def _kind_of_ole(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(4 * 1024 * 1024)
    streams = {name: name.encode("utf-16-le") in content for name in ("EncryptedPackage", "WordDocument")}
    if streams["EncryptedPackage"]:
        return "encrypted"
    if path.suffix.lower() == ".msg":
        return "email"
    return "old_word" if streams["WordDocument"] else "old_excel"
