"""All files of a case read one after another, the next while the one before is being understood."""

from __future__ import annotations

from collections import deque
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
_AHEAD = 2
"""Files on their way at once: with one, the process that reads would wait while another is being understood."""


def read_returns(
    paths: Mapping[str, Path], passwords: Passwords | None = None
) -> Iterator[tuple[str, list[FileReading]]]:
    """Each file by its key, in order; whatever is wrong with one is a problem in its reading.

    A reading comes in a list, to be taken out of it: a long file is let go of before the next is unpacked.

    Args:
        paths: files by key.
        passwords: asked for the password of a protected file; a wrong one is asked for again, twice.
    """
    reader, ahead = ReaderProcess(), ThreadPoolExecutor(max_workers=1)
    try:
        waiting = list(paths.items())
        following = deque(ahead.submit(reader.fetched, path) for _, path in waiting[:_AHEAD])

        def again(path: Path, password: str) -> FileReading:
            # In its turn: the process reads one file at a time.
            return ahead.submit(reader.read, path, password).result()

        for place, (key, path) in enumerate(waiting):
            held = [reader.unpacked([following.popleft().result()])]
            if passwords is not None:
                held = [_opened(again, path, held.pop(), passwords)]
            following += [ahead.submit(reader.fetched, path) for _, path in waiting[place + _AHEAD :][:1]]
            yield key, held
    finally:
        # Whoever stops does not wait for files that nobody will look at; the process ends with what it was doing.
        ahead.shutdown(wait=False, cancel_futures=True)
        reader.end()


def read_one(path: Path, passwords: Passwords | None = None) -> FileReading:
    """One file by itself, read in a process of its own; see :func:`read_returns`."""
    return next(held.pop() for _, held in read_returns({"": path}, passwords))


def _opened(
    again: Callable[[Path, str], FileReading], path: Path, reading: FileReading, passwords: Passwords
) -> FileReading:
    for _ in range(_ATTEMPTS):
        if not any(problem.code in LOCKED for problem in reading.problems):
            break
        password = passwords(path.name)
        if not password:
            break
        reading = again(path, password)
    return reading
