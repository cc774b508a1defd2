"""The process in which files are read; started and stopped by :mod:`importers.reader_process`.

It takes requests from its input, one at a time, and answers each with two messages: blank when the reader is
loaded, then the reading.  It imports nothing that a reader does not need, so that it starts quickly.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
from pathlib import Path
from typing import IO

from importers.formats import load_reader, read_file
from importers.guard import too_much
from importers.reader_process import receive, send
from importers.wire import to_wire

_PAGE_FILE = Path("/proc/self/statm")


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # A library that prints must not speak in place of the answers.
    sys.stdout = sys.stderr
    while (request := receive(requests)) is not None:
        _answer(json.loads(request), answers)


def _answer(request: dict[str, object], answers: IO[bytes]) -> None:
    path, password = Path(str(request["path"])), request["password"]
    with contextlib.suppress(Exception):
        # Whatever is wrong with the file is said when it is read.
        load_reader(path)
    send(answers, b"")
    limit_memory(int(str(request["memory"])))
    # What is read is handed on and dropped at once; looking for circles in it is only time lost.
    gc.disable()
    try:
        reading = to_wire(read_file(path, password if isinstance(password, str) else None))
        if len(reading) > int(str(request["most"])):
            reading = to_wire(too_much())
    except MemoryError:
        reading = to_wire(too_much())
    finally:
        gc.enable()
    send(answers, reading)


def limit_memory(extra: int) -> None:
    """Let this process take so many bytes more than it has; where the system cannot, the time limit stays."""
    if sys.platform == "win32" or sys.platform == "darwin":
        return
    import resource  # noqa: PLC0415 - not everywhere

    page = resource.getpagesize()
    taken = int(_PAGE_FILE.read_text().split()[0]) * page if _PAGE_FILE.exists() else 0
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (taken + extra, most))


if __name__ == "__main__":
    main()
