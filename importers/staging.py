"""Writing several files as one step: all of them under temporary names first, then each renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def write_together(contents: Sequence[tuple[Path, bytes]]) -> None:
    """Write files so that none is ever half there, in the order given.

    Every file is written beside its place under a temporary name that the importers pass over.  Only when all
    of them are on the disk are they renamed; where one cannot be, those before it are put back.

    Args:
        contents: path and content of each file.

    Raises:
        OSError: the disk is full, a folder cannot be written to, or a file is open in another program.
    """
    staged: list[tuple[Path, Path]] = []
    done: list[tuple[Path, bytes | None]] = []
    try:
        for path, content in contents:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".incoming-", dir=path.parent)
            staged.append((Path(name), path))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for temporary, path in staged:
            before = path.read_bytes() if path.is_file() else None
            temporary.replace(path)
            done.append((path, before))
    except BaseException:
        for path, before in reversed(done):
            _put_back(path, before)
        raise
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _put_back(path: Path, before: bytes | None) -> None:
    with suppress(OSError):
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
