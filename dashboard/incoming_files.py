"""Files that were dropped on the page and wait to be looked at: on this computer only, and only for a while.

Each lies in a private folder under an id that cannot be guessed, so that nothing but the page it was dropped
on can speak of it.  All of them are removed when the program ends.
"""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from importers.guard import MEGABYTE, Budget

LARGEST = Budget().size
"""Bytes; a larger file is refused before any of it is stored."""
TOO_LARGE = (
    f"The file is larger than {LARGEST // MEGABYTE} MB, which no chronology is; it was not taken. Take pictures and "
    "other documents out of it, or copy the table into a new workbook."
)
MOST_WAITING = 60
TOO_MANY = f"{MOST_WAITING} files are waiting already. Take them in or leave them out first."
_LONGEST_NAME = 120
_BLOCK = 1024 * 1024
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


class IncomingError(ValueError):
    """A file cannot be stored; the message says why and what to do."""


class Stream(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


@dataclass(slots=True, weakref_slot=True)
class IncomingFiles:
    """A private folder for files that wait; made with the first of them, and removed with this object."""

    _root: Path | None = None
    _finalizer: list[weakref.finalize] = field(default_factory=list, repr=False)

    def store(self, name: str, stream: Stream, size: int) -> tuple[str, Path]:
        """Store a file; its id and where it lies.

        Args:
            name: its name as it was sent; folders and odd characters are taken off.
            stream: its bytes.
            size: how many they are.

        Raises:
            IncomingError: it is too large, too many files wait, or fewer bytes came than were announced.
        """
        if size > LARGEST:
            raise IncomingError(TOO_LARGE)
        root = self._folder()
        if sum(1 for _ in root.iterdir()) >= MOST_WAITING:
            raise IncomingError(TOO_MANY)
        ident = secrets.token_urlsafe(18)
        place = root / ident
        place.mkdir(mode=0o700)
        path = place / safe_name(name)
        left = size
        with path.open("wb") as file:
            while left > 0 and (block := stream.read(min(left, _BLOCK))):
                file.write(block)
                left -= len(block)
        if left:
            self.remove(ident)
            raise IncomingError("The file did not arrive whole. Please drop it once more.")
        return ident, path

    def remove(self, ident: str) -> None:
        """Remove a file that is no longer needed."""
        if self._root is not None and ident:
            shutil.rmtree(self._root / Path(ident).name, ignore_errors=True)

    def close(self) -> None:
        """Remove all of them."""
        for finalizer in self._finalizer:
            finalizer()
        self._finalizer.clear()
        self._root = None

    def _folder(self) -> Path:
        if self._root is None:
            # mkdtemp gives a folder that only this user can enter; finalize also runs when the program ends.
            self._root = Path(tempfile.mkdtemp(prefix="chronology-incoming-"))
            self._finalizer.append(weakref.finalize(self, shutil.rmtree, self._root, ignore_errors=True))
        return self._root


def safe_name(name: str) -> str:
    """The name of a file without its folders and without characters that a disk may refuse."""
    plain = _ODD.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{ending[:10]}" if stem else plain[:_LONGEST_NAME] or "file"
