"""Where agencies' files are taken in while the app runs: each is looked at, explained, and put in its place.

What a file would change is worked out by :mod:`importers.intake`, as for the command line; this keeps the files
that wait, one :class:`Waiting` each, and has the case read anew when one was taken in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import RLock

from chronology.analysis import Analysis
from chronology.case import AGENCY_KINDS, Agency
from chronology.dates import DayOrder, read_date
from dashboard.about_desk import AboutDesk
from dashboard.incoming_files import IncomingFiles, Stream
from dashboard.showing import NOT_WRITTEN, CaseSource, Once, Showing
from importers.agencies import guess_kind, key_from, name_from
from importers.intake import IntakeError, Preview, agency_named, agency_of, known_agencies, preview
from importers.ledger import LedgerError, Receipt
from importers.profiles import AnswerError
from importers.reading import LOCKED, Passwords
from importers.taking_in import confirm

NO_SUCH_DAY = (
    "The day on which it came could not be read, or is still to come. Write one day, such as 3 May 2012, or leave the "
    "field blank for today."
)
CASE_NOT_READ = (
    "It is in its place, but the case could not be read again just now. Close the program and start it anew; the "
    "timeline then shows it."
)


@dataclass(slots=True)
class Waiting:
    """A file that was dropped, and what is known of it so far.

    Attributes:
        id: cannot be guessed.
        path: where it lies meanwhile.
        agency: whose return it is; nothing while that is not said, and the file is read for itself meanwhile.
        answers: header to field, as a person answered.
        shown: what taking it in would do; nothing while it cannot be told.
        came: the day on which it came, as a person typed it; blank: today.
        people: codes of those whom it lists who are to be added to the key of persons.
        kind_said: a person chose the kind of the agency; else that of a new one is taken from its name.
        sentence: what stands in the way; blank where nothing does.
        receipt: what was recorded when it was taken in.
        wanted: names of files whose passwords are needed before the timeline can show the case again.
        on_timeline: the timeline shows it.
    """

    id: str
    path: Path
    agency: Agency | None = None
    answers: dict[str, str] = field(default_factory=dict)
    shown: Preview | None = None
    came: str = ""
    people: tuple[str, ...] = ()
    kind_said: bool = False
    sentence: str = ""
    receipt: Receipt | None = None
    wanted: tuple[str, ...] = ()
    on_timeline: bool = False

    @property
    def locked(self) -> bool:
        """A password is needed to open it."""
        return self.shown is not None and bool(self.shown.issues["code"].isin(LOCKED).any())

    @property
    def ready(self) -> bool:
        """It can be taken in: it was read, nothing likely is unanswered, and it is not in place already."""
        shown = self.shown
        if shown is None or self.agency is None or shown.agency.key != self.agency.key:
            return False
        # Of a file that is in place, people whom it lists can still be added to the key.
        new = not shown.known_already or bool(shown.people)
        return shown.readable and not shown.questions and new


class IntakeDesk:
    """Files that wait, and the case they are for; one for a running program."""

    def __init__(self, source: CaseSource, present: Analysis, show: Callable[[Analysis], None]) -> None:
        """Begin with no file.

        Args:
            source: the case.
            present: what is shown of it now.
            show: shows another analysis in place of the present one.
        """
        self._source = source
        self._showing = Showing(source, present, show)
        self._files = IncomingFiles()
        self._waiting: dict[str, Waiting] = {}
        # One thing after the other: two pages can be open at once.
        self._lock = RLock()
        self.about = AboutDesk(source.folder, self._showing, self._lock)

    def agencies(self) -> Mapping[str, Agency]:
        """The agencies of the case as its folder stands now, by key."""
        return known_agencies(self._source.folder)

    def receive(self, name: str, stream: Stream, size: int) -> str:
        """Store a file that was dropped and look at it; its id.

        Raises:
            IncomingError: it cannot be stored.
        """
        ident, path = self._files.store(name, stream, size)
        with self._lock:
            waiting = self._waiting[ident] = Waiting(ident, path)
            try:
                waiting.agency = agency_of(self._source.folder, path)
            except IntakeError:
                # Its name does not tell, so the page asks.
                waiting.agency = None
            self._look(waiting)
        return ident

    def waiting(self, ident: str) -> Waiting | None:
        """A file by its id; nothing where there is none, or no longer."""
        return self._waiting.get(ident)

    def choose_agency(self, ident: str, named: str) -> Waiting | None:
        """Say whose return a file is: the key of an agency of the case, or the name of a new one."""
        with self._lock:
            if (waiting := self._waiting.get(ident)) is None or waiting.receipt is not None:
                return waiting
            before = waiting.agency, waiting.answers, waiting.kind_said
            try:
                waiting.agency = agency_named(self._source.folder, named)
            except IntakeError as error:
                waiting.sentence = str(error)
                return waiting
            waiting.answers, waiting.kind_said = {}, False
            if not self._look(waiting):
                waiting.agency, waiting.answers, waiting.kind_said = before
            return waiting

    def choose_kind(self, ident: str, kind: str) -> Waiting | None:
        """Say of which kind the new agency is whose return a file is; blank: the kind that its name tells."""
        with self._lock:
            waiting = self._waiting.get(ident)
            if waiting is None or waiting.receipt is not None or waiting.agency is None:
                return waiting
            if waiting.shown is None or not waiting.shown.new_agency or kind not in ("", *AGENCY_KINDS):
                return waiting
            before = waiting.agency, waiting.kind_said
            told = kind or guess_kind(waiting.agency.name)[0]
            waiting.agency, waiting.kind_said = replace(waiting.agency, kind=told), bool(kind)
            if not self._look(waiting):
                waiting.agency, waiting.kind_said = before
            return waiting

    def open(self, ident: str, password: str) -> Waiting | None:
        """Look at a protected file with its password, which is used now and kept nowhere.

        The same password is tried on the file in place; where that stays closed, it can be given by itself.
        """
        with self._lock:
            waiting = self._waiting.get(ident)
            if waiting is None or waiting.shown is None or waiting.receipt is not None:
                return waiting
            if waiting.locked:
                waiting.shown = None
            elif not waiting.shown.not_compared:
                return waiting
            self._look(waiting, Once({}, password))
            return waiting

    def answer(self, ident: str, header: str, meaning: str) -> Waiting | None:
        """Say what a column of a file holds."""
        with self._lock:
            waiting = self._waiting.get(ident)
            if waiting is not None and waiting.shown is not None and waiting.receipt is None:
                before = dict(waiting.answers)
                waiting.answers[header] = meaning
                if not self._look(waiting):
                    waiting.answers = before
            return waiting

    def answer_all(self, ident: str) -> Waiting | None:
        """Say that every likely column of a file holds what it seems to hold."""
        with self._lock:
            waiting = self._waiting.get(ident)
            if waiting is not None and waiting.shown is not None and waiting.receipt is None:
                waiting.answers |= {question.header: question.field for question in waiting.shown.questions}
                self._look(waiting)
            return waiting

    def leave_out(self, ident: str) -> None:
        """Forget a file; nothing is changed by it."""
        with self._lock:
            self._waiting.pop(ident, None)
            self._files.remove(ident)

    def tick(self, ident: str, people: Collection[str]) -> None:
        """Note who of the people whom a file lists is to be added to the key when it is taken in."""
        with self._lock:
            waiting = self._waiting.get(ident)
            if waiting is not None and waiting.receipt is None:
                waiting.people = tuple(people)

    def take_in(
        self, ident: str, today: date, came: str = "", people: Collection[str] = ()
    ) -> Waiting | None:
        """Put a file in its place and have the case read anew.

        Args:
            ident: id of the file.
            today: the day on which it is taken in.
            came: the day on which it came, as a person typed it; blank: today.
            people: codes of those whom it lists who are to be added to the key of persons.
        """
        with self._lock:
            waiting = self._waiting.get(ident)
            if waiting is None or waiting.receipt is not None or waiting.shown is None or not waiting.ready:
                return waiting
            offered = {person.code for person in waiting.shown.people}
            waiting.came, waiting.people = came, tuple(code for code in people if code in offered)
            received = _day(came) if came.strip() else today
            if received is None or received > today:
                waiting.sentence = NO_SUCH_DAY
                return waiting
            try:
                with self.about.followed():
                    waiting.receipt = confirm(waiting.shown, received, people)
            except IntakeError as error:
                waiting.sentence = str(error)
                return waiting
            except OSError:
                waiting.sentence = NOT_WRITTEN
                return waiting
            self._files.remove(ident)
            waiting.sentence, waiting.shown, waiting.answers = "", None, {}
            self._show_anew(waiting, {})
            return waiting

    def show_with(self, ident: str, passwords: Mapping[str, str]) -> Waiting | None:
        """Read the case again with the passwords of protected files, which are used now and kept nowhere."""
        with self._lock:
            waiting = self._waiting.get(ident)
            if waiting is not None and waiting.receipt is not None and waiting.wanted:
                self._show_anew(waiting, passwords)
            return waiting

    def close(self) -> None:
        """Remove every file that waits."""
        with self._lock:
            self._waiting.clear()
            self._files.close()

    def _look(self, waiting: Waiting, passwords: Passwords | None = None) -> bool:
        """Work out what taking it in would do; False where that cannot be told, with the reason in a sentence."""
        key = key_from(waiting.path.stem)
        try:
            waiting.shown = preview(
                self._source.folder,
                waiting.path,
                waiting.agency or Agency(key, name_from(key)),
                waiting.answers,
                passwords,
                earlier=waiting.shown,
            )
        except (IntakeError, AnswerError, LedgerError) as error:
            waiting.sentence = str(error)
            return False
        except OSError:
            waiting.sentence = "The file or the case folder could not be read. See whether it is still there."
            return False
        waiting.sentence = ""
        return True

    def _show_anew(self, waiting: Waiting, passwords: Mapping[str, str]) -> None:
        shown = self._showing.anew(passwords)
        if shown.could_not:
            waiting.sentence = CASE_NOT_READ
            return
        waiting.wanted, waiting.sentence, waiting.on_timeline = shown.wanted, shown.sentence, shown.done


def _day(typed: str) -> date | None:
    reading = read_date(typed, order=DayOrder.DAY_FIRST)
    return reading.earliest if reading.earliest == reading.latest else None
