"""Having the case read anew and shown in place of the present one, whatever in its folder was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chronology.analysis import Analysis
from importers.case_folder import FolderError
from importers.reading import LOCKED, Passwords

NOT_WRITTEN = (
    "The case folder cannot be written to, so nothing was changed. See whether one of its files is open in Word or "
    "Excel, and whether the disk is full or the folder is read-only."
)
NOT_OPENED = "One of the passwords did not open its file."


@dataclass(frozen=True, slots=True)
class CaseSource:
    """Where the case that is shown comes from.

    Attributes:
        folder: the case folder.
        analyse: reads the folder and works everything out; asks the function given for passwords.
    """

    folder: Path
    analyse: Callable[[Passwords | None], Analysis]


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of showing the case anew.

    Attributes:
        wanted: names of files whose passwords are needed first.
        sentence: what to tell of the passwords given; blank where there is nothing to tell.
        could_not: the case could not be read.
    """

    wanted: tuple[str, ...] = ()
    sentence: str = ""
    could_not: bool = False

    @property
    def done(self) -> bool:
        """Every page shows the case as it is now."""
        return not self.wanted and not self.could_not


class Showing:
    """What is shown of a case; one for a running program."""

    def __init__(self, source: CaseSource, present: Analysis, show: Callable[[Analysis], None]) -> None:
        """Begin with what is shown.

        Args:
            source: the case.
            present: what is shown of it now.
            show: shows another analysis in place of the present one.
        """
        self._source, self._show = source, show
        self._closed = _closed_files(present)
        self.times = 0

    def anew(self, passwords: Mapping[str, str]) -> Shown:
        """Read the case and show it; the passwords of protected files are used now and kept nowhere."""
        try:
            analysis = self._source.analyse(Once(passwords))
            # A file that was closed to the present timeline too takes nothing off it.
            wanted = tuple(name for name in _closed_files(analysis) if name not in self._closed)
            if wanted:
                return Shown(wanted, NOT_OPENED if any(passwords.values()) else "")
            self._show(analysis)
        # Rules that a person edited meanwhile, a folder that went away: what was written is in its place.
        except (FolderError, ValueError, OSError):
            return Shown(could_not=True)
        self._closed = _closed_files(analysis)
        self.times += 1
        return Shown()


class Once:
    """Gives a password once for each file: a wrong one is not tried again and again."""

    def __init__(self, passwords: Mapping[str, str], otherwise: str = "") -> None:
        self._passwords, self._otherwise, self._asked = passwords, otherwise, set[str]()

    def __call__(self, name: str) -> str | None:
        """The password of the file with this name; nothing where there is none, or it was given before."""
        if name in self._asked:
            return None
        self._asked.add(name)
        return self._passwords.get(name, self._otherwise) or None


def _closed_files(analysis: Analysis) -> tuple[str, ...]:
    """Names of the files of a case that no password opened."""
    issues = analysis.case.issues
    closed = issues[issues["code"].isin(LOCKED)]["file"]
    return tuple(dict.fromkeys(Path(file).name for file in closed))
