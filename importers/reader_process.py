"""Reads files in a process of its own, which can be stopped: a hostile file costs one issue and no more.

One process serves all files of a case.  It is given a limit of time and memory for each file, is stopped where
it goes beyond them or breaks down, and is started again for the next file.  It hands back plain data
(:mod:`importers.wire`), never objects.
"""

from __future__ import annotations

import contextlib
import json
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from importers.formats import is_harmless, read_file
from importers.guard import DAMAGED, MEGABYTE, too_much
from importers.tables import FileReading, not_read
from importers.wire import from_wire

_LENGTH = struct.Struct(">Q")
_START_SECONDS = 60.0
"""For starting the process and loading a reader; a slow disk is no fault of the file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take: a base, and more for each megabyte that was really sent.

    Attributes:
        seconds: time for any file.
        seconds_a_megabyte: further time for each megabyte on disk.
        memory: bytes beyond what the process itself takes, for any file.
        memory_a_megabyte: further bytes for each megabyte on disk.
    """

    seconds: float = 3.0
    seconds_a_megabyte: float = 4.0
    memory: int = 190 * MEGABYTE
    memory_a_megabyte: int = 30 * MEGABYTE

    def seconds_for(self, size: int) -> float:
        """Seconds for a file of so many bytes."""
        return self.seconds + self.seconds_a_megabyte * size / MEGABYTE

    def memory_for(self, size: int) -> int:
        """Bytes of memory for a file of so many bytes."""
        return self.memory + self.memory_a_megabyte * size // MEGABYTE


class ReaderProcess:
    """Reads files, one at a time; to be used in a ``with`` statement, at whose end the process ends.

    The process is started when the first file needs it: small plain text is read at once.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def read(self, path: Path, password: str | None = None) -> FileReading:
        """The reading of a file; whatever is wrong with the file is a problem in it, and nothing is raised.

        Args:
            path: the file.
            password: to open it with, where it is protected; it is handed on and never kept.
        """
        return self.unpacked([self.fetched(path, password)])

    def fetched(self, path: Path, password: str | None = None) -> FileReading | bytes:
        """What the process answered, still packed where it read the file: that takes a fifth of the memory."""
        try:
            if is_harmless(path):
                return read_file(path, password)
            size = path.stat().st_size
        except OSError:
            return read_file(path)
        answer = self._ask(path, size, password)
        if answer is None:
            self.close()
            return too_much()
        return answer

    def unpacked(self, fetched: list[FileReading | bytes]) -> FileReading:
        """The reading in an answer, which is taken out of the list: a long file is not kept twice."""
        answer = fetched.pop()
        if isinstance(answer, FileReading):
            return answer
        held = [answer]
        del answer
        try:
            return from_wire(held.pop())
        except ValueError:
            # The process may be reading the next file already, and goes on with it.
            return not_read("damaged_file", DAMAGED)

    def end(self) -> None:
        """Stop the process for good: whatever still waits to be read is left unread."""
        self._ended = True
        self.close()

    def close(self) -> None:
        """Stop the process, whatever it is doing; the next file starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()

    def _ask(self, path: Path, size: int, password: str | None) -> bytes | None:
        """What the process answers; None where it takes too long, too much memory, or breaks down."""
        if self._ended:
            return None
        process = self._running()
        if process.stdin is None or process.stdout is None:
            return None
        request = {
            "path": str(path.resolve()),
            "password": password,
            "memory": self._limits.memory_for(size),
            "most": self._limits.memory_for(size) // 2,
        }
        try:
            send(process.stdin, json.dumps(request).encode())
        except OSError:
            return None
        # The first answer says that the reader is loaded, the second is the reading.
        if _within(_START_SECONDS, process.stdout) is None:
            return None
        return _within(self._limits.seconds_for(size), process.stdout)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "importers.reader_worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What libraries print about a broken file may quote it.
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).parent.parent,
            )
        return self._process


def send(stream: IO[bytes], content: bytes) -> None:
    """Write one message."""
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message; None where the other side has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    content = stream.read(length)
    return content if len(content) == length else None


def _within(seconds: float, stream: IO[bytes]) -> bytes | None:
    """The next message, if it comes in time."""
    answers: list[bytes | None] = []

    def wait() -> None:
        # The stream is closed under it when the process is stopped.
        with contextlib.suppress(OSError, ValueError):
            answers.append(receive(stream))

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else None
