"""A look at a file before anything parses it: is it what it says it is, and is it of a sane size?

Workbooks and Word documents are zip archives.  A few hundred kilobytes can unpack to gigabytes, so the
directory of the archive is checked against a budget before a parser sees the content.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from importers.tables import FileReading, not_read

MEGABYTE = 1024 * 1024
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


Source = Path | BytesIO
"""A file, or the content of one whose password was taken off."""


MOST_ROWS = 250_000
LONGEST_ROW = 1_000_000
"""Characters; Excel itself ends a cell at 32,767."""


class HoldsTooMuchError(ValueError):
    """A file holds far more than a file of its size that is a chronology."""


@dataclass(slots=True)
class Allowance:
    """How many cells (blank ones between filled ones too) and characters a file may still bring up."""

    cells: int
    text: int
    rows: int = MOST_ROWS

    def spend(self, *, cells: int, text: int) -> None:
        """Count a row off, with its cells and characters.

        Raises:
            HoldsTooMuchError: there are no more.
        """
        self.cells -= cells
        self.text -= text
        self.rows -= 1
        if min(self.cells, self.text, self.rows) < 0 or text > LONGEST_ROW:
            raise HoldsTooMuchError("too many cells or too much text")


def size_of(source: Source) -> int:
    """Bytes of a file or content."""
    return source.stat().st_size if isinstance(source, Path) else source.getbuffer().nbytes


def allowance_for(source: Source) -> Allowance:
    """What a file of this size may bring up: a base for small files, and a share of what was really sent."""
    size = size_of(source)
    return Allowance(cells=2_000_000 + size // 10, text=20 * MEGABYTE + 20 * size)


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a file may hold: bytes on disk, members of the archive, bytes unpacked, and their ratio.

    ``text_size`` is for plain text, which holds more for its size.

    What may be unpacked grows with the size of the file, by ``unpacked_share`` bytes for each of its bytes.
    The ratio counts only for members that unpack to more than ``small`` bytes: short XML packs very well.
    """

    size: int = 100 * MEGABYTE
    text_size: int = 30 * MEGABYTE
    members: int = 10_000
    unpacked: int = 60 * MEGABYTE
    unpacked_share: int = 40
    ratio: int = 200
    small: int = 20 * MEGABYTE

    def unpacked_for(self, size: int) -> int:
        """Bytes that an archive of so many bytes may unpack to."""
        return min(self.unpacked + self.unpacked_share * size, 5 * self.size)


DEFAULT_BUDGET = Budget()


def check_size(path: Path, budget: Budget = DEFAULT_BUDGET, kind: str = "") -> FileReading | None:
    """A *not read* result when the file is empty or too large; None when it may be read."""
    size = path.stat().st_size
    if size == 0:
        return not_read("empty_file", "The file is empty (0 bytes). Ask the agency to send it again.")
    most = budget.text_size if kind == "text" else budget.size
    if size > most:
        return not_read(
            "file_too_large",
            f"The file has {size // MEGABYTE} MB; the most that is read is {most // MEGABYTE} MB. "
            "Pictures are the usual reason: save a copy without them, or split the chronology in two files.",
        )
    return None


def check_archive(source: Source, budget: Budget = DEFAULT_BUDGET) -> FileReading | None:
    """A *not read* result when the archive is damaged or unpacks to too much; None when it may be read."""
    try:
        with zipfile.ZipFile(source) as archive:
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
        or sum(member.file_size for member in members) > budget.unpacked_for(size_of(source))
        or any(member.file_size > budget.ratio * max(member.compress_size, 1) for member in large)
    ):
        return not_read(
            "file_unpacks_too_large",
            "The file is small but would unpack to far more than a chronology holds, so it was not opened. "
            "If it comes from the agency, ask them to copy the table into a new, empty workbook or document.",
        )
    return None


def too_much() -> FileReading:
    """A *not read* result for a file that takes more time or memory than one of its size may."""
    return not_read(
        "file_took_too_long",
        "Reading this file was stopped, because it took far more time or memory than a chronology of its size "
        "does. Copy the table into a new, empty workbook or document, or ask the agency to send it again.",
    )


DAMAGED = (
    "The file could not be understood; it may be damaged. Open it in Word or Excel, save a copy under a new "
    "name and put that in the folder, or ask the agency to send it again."
)
PROTECTED = (
    "The file is protected by a password. Open it with the password, take the password off "
    "(in Word or Excel: File, Info, Protect) and save a copy in the folder."
)
