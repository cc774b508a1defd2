"""Reading a case or a file for a command: the one place that asks for the passwords of protected files.

A password is asked for on the terminal without showing it, used, and kept nowhere.  It is never an argument:
those stay in the history of the shell and in the list of running programs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from chronology.case import Case

T = TypeVar("T")


def ask_passwords() -> Callable[[str], str | None] | None:
    """Asks for the password of a protected file, named without its folder; None where nobody is there to ask.

    A blank answer goes without the file.
    """
    if not sys.stdin.isatty():
        return None

    def ask(name: str) -> str | None:
        try:
            return getpass(f"Password of {name} (leave blank to go without): ") or None
        except EOFError:
            return None

    return ask


def read_case_asking(folder: Path, *, just_begun: bool = False) -> Case:
    """The case of a folder; passwords are asked for, and a file that stayed closed is named.

    Args:
        folder: the case folder.
        just_begun: a folder to which no return has come yet will do, as for :func:`importers.read_case`.

    Raises:
        FolderError: there is no folder, or no file in its ``agencies/``.
    """
    from importers import read_case

    return _told(read_case(folder, ask_passwords(), _progress, just_begun=just_begun))


def check_file_asking(path: Path) -> Case:
    """One file as a case of its own; its password is asked for where it has one."""
    from importers.check import check_file

    return check_file(path, ask_passwords())


def _progress(files: Iterator[T], number: int) -> Iterator[T]:
    """The files with a bar on the terminal that says how many have been read; none where nobody looks on."""
    from tqdm import tqdm

    return iter(
        tqdm(files, total=number, desc="Reading the returns", unit=" files", leave=False, disable=None)
    )


def _told(case: Case) -> Case:
    from importers.reading import LOCKED

    closed = case.issues[case.issues["code"].isin(LOCKED)]
    for file in dict.fromkeys(closed["file"]):
        print(
            f"chronology: {file} is protected by a password and was not read, so nothing in it counts here. "
            "Run the command in a terminal window, where the password is asked for, or put a copy without "
            "one in its place.",
            file=sys.stderr,
        )
    return case
