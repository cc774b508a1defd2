"""A look at a file before anything parses it: is it what it says it is, and is it of a sane size?

Workbooks and Word documents are zip archives.  A few hundred kilobytes can unpack to gigabytes, so the
directory of the archive is checked against a budget before a parser sees the content.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from importers.tables import FileReading, not_read

MEGABYTE = 1024 * 1024
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a file may hold: bytes on disk, members of the archive, bytes unpacked, and their ratio.

    The ratio counts only for members that unpack to more than ``small`` bytes: short XML packs very well.
    """

    size: int = 100 * MEGABYTE
    members: int = 10_000
    unpacked: int = 500 * MEGABYTE
    ratio: int = 200
    small: int = 20 * MEGABYTE


DEFAULT_BUDGET = Budget()


def check_size(path: Path, budget: Budget = DEFAULT_BUDGET) -> FileReading | None:
    """A *not read* result when the file is empty or too large; None when it may be read."""
    size = path.stat().st_size
    if size == 0:
        return not_read("empty_file", "The file is empty (0 bytes). Ask the agency to send it again.")
    if size > budget.size:
        return not_read(
            "file_too_large",
            f"The file has {size // MEGABYTE} MB; the most that is read is {budget.size // MEGABYTE} MB. "
            "Pictures are the usual reason: save a copy without them, or split the chronology in two files.",
        )
    return None


def check_archive(path: Path, budget: Budget = DEFAULT_BUDGET) -> FileReading | None:
    """A *not read* result when the archive is damaged or unpacks to too much; None when it may be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return not_read(
            "damaged_file",
            "The file is cut short or damaged and cannot be opened. Ask the agency to send it again.",
        )
    if any(member.flag_bits & 0x1 for member in members):
        return not_read("encrypted_file", PROTECTED)
    large = [member for member in members if member.file_size > budget.small]
    if (
        len(members) > budget.members
        or sum(member.file_size for member in members) > budget.unpacked
        or any(member.file_size > budget.ratio * max(member.compress_size, 1) for member in large)
    ):
        return not_read(
            "file_unpacks_too_large",
            "The file is small but would unpack to far more than a chronology holds, so it was not opened. "
            "If it comes from the agency, ask them to copy the table into a new, empty workbook or document.",
        )
    return None


PROTECTED = (
    "The file is protected by a password. Open it with the password, take the password off "
    "(in Word or Excel: File, Info, Protect) and save a copy in the folder."
)
