"""The mark by which a workbook or document that Chronology wrote is known again.

It stands among the keywords of the file's properties, where Word, Excel and LibreOffice leave it alone.  A
note also carries a fingerprint of its content: as long as that is right, nobody has written in it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

PROPERTIES = "docProps/core.xml"
"""The member of a workbook or document that holds the mark; it is no part of the fingerprint."""
_MARK = "Written by Chronology"
CHRONOLOGY = "merged chronology"
NOTE = "note to an agency"
_MARKED = re.compile(rf"{_MARK}: (?P<what>{CHRONOLOGY}|{NOTE})(?: \((?P<fingerprint>[0-9a-f]{{64}})\))?")


_NOT_YET = "0" * 64


def mark(what: str, *, sealed: bool = False) -> str:
    """The mark of a file that is written.

    Args:
        what: :data:`CHRONOLOGY` or :data:`NOTE`.
        sealed: leave room for the fingerprint that :func:`seal` puts in.
    """
    return f"{_MARK}: {what}" + (f" ({_NOT_YET})" if sealed else "")


def seal(content: bytes) -> bytes:
    """The workbook or document with its fingerprint in its mark, which was made to be sealed."""
    fingerprint, out = fingerprint_of(content).encode(), io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.infolist():
            data = before.read(member)
            if member.filename == PROPERTIES:
                data = data.replace(_NOT_YET.encode(), fingerprint)
            after.writestr(member, data)
    return out.getvalue()


def read_mark(keywords: str) -> tuple[str, str]:
    """What a file is by its mark, and its fingerprint; both blank where the keywords hold no mark."""
    found = _MARKED.search(keywords)
    return (found["what"], found["fingerprint"] or "") if found is not None else ("", "")


def fingerprint_of(content: bytes) -> str:
    """SHA-256 over the members of a workbook or document but its properties.

    Raises:
        zipfile.BadZipFile: it is neither.
    """
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(set(archive.namelist()) - {PROPERTIES}):
            digest.update(f"{name}\x00".encode() + hashlib.sha256(archive.read(name)).digest())
    return digest.hexdigest()
