"""All files of a case read one after another, the next while the one before is being understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from importers.reader_process import ReaderProcess
from importers.tables import FileReading

Passwords = Callable[[str], str | None]
"""Given the name of a protected file, its password; None or blank where there is none to be had."""

LOCKED = ("encrypted_file", "wrong_password")
"""Issues of a file that no password opened."""
_ATTEMPTS = 3


def read_returns(
    paths: Mapping[str, Path], passwords: Passwords | None = None
) -> Iterator[tuple[str, FileReading]]:
    """Each file by its key, in order; whatever is wrong with one is a problem in its reading.

    Args:
        paths: files by key.
        passwords: asked for the password of a protected file; a wrong one is asked for again, twice.
    """
    with ReaderProcess() as reader, ThreadPoolExecutor(max_workers=1) as ahead:
        waiting = list(paths.items())
        following = [ahead.submit(reader.fetched, path) for _, path in waiting[:1]]
        for place, (key, path) in enumerate(waiting):
            reading = reader.unpacked([following.pop().result()])
            if passwords is not None:
                reading = _opened(reader, path, reading, passwords)
            following += [ahead.submit(reader.fetched, path) for _, path in waiting[place + 1 : place + 2]]
            yield key, reading


def read_one(path: Path, passwords: Passwords | None = None) -> FileReading:
    """One file by itself, read in a process of its own; see :func:`read_returns`."""
    return next(reading for _, reading in read_returns({"": path}, passwords))


def _opened(reader: ReaderProcess, path: Path, reading: FileReading, passwords: Passwords) -> FileReading:
    for _ in range(_ATTEMPTS):
        if not any(problem.code in LOCKED for problem in reading.problems):
            break
        password = passwords(path.name)
        if not password:
            break
        reading = reader.read(path, password)
    return reading
