"""Taking in a file that was shown and agreed to: it, and all that is recorded of it, are written as one step."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from importers.agencies import key_from
from importers.case_file import decoded, encoded, read_case_file, with_agencies
from importers.intake import IntakeError, Preview, known_agencies
from importers.ledger import RECEIVED, Receipt, ledger_path, ledger_text, read_ledger
from importers.people_additions import PeopleError, with_people
from importers.profiles import profile_path, profile_text
from importers.staging import write_together


def confirm(shown: Preview, received: date, people: Collection[str] = ()) -> Receipt:
    """Put a file in its place, keep the one that it replaces, and record both.

    The ledger and the profile are written just after the file itself.  Should the computer stop between the
    two, the entries are matched by their words until the import is done again.

    Args:
        shown: the preview that a person agreed to.
        received: the day on which the file came.
        people: codes of those of ``shown.people`` who are to be added to the key of persons.

    Returns:
        The receipt; for a file that is in place and recorded already, that of the first time.

    Raises:
        IntakeError: the file could not be read, or it or the case changed since the preview; or the key of
            persons cannot be added to.
        OSError: a file cannot be written; everything is as it was.
    """
    if not shown.readable:
        raise IntakeError("The file could not be read, so it was not taken in. The earlier one stays.")
    present = shown.ledger.present()
    if shown.known_already and present is not None:
        write_together(_key_of_persons(shown, people))
        return present
    content = shown.path.read_bytes()
    if hashlib.sha256(content).hexdigest() != shown.file["sha256"]:
        raise IntakeError("The file was changed while it was shown. Run the import again.")
    stored = read_ledger(shown.folder, shown.agency.key)
    if stored is not None and stored != shown.ledger:
        raise IntakeError("Another file of this agency was taken in meanwhile. Run the import again.")
    receipt = Receipt(
        name=shown.path.name,
        file=shown.target,
        sha256=str(shown.file["sha256"]),
        received=received,
        entries=len(shown.entries),
        added=shown.changes.count("added"),
        changed=shown.changes.count("changed"),
        returned=shown.changes.count("returned"),
        withdrawn=len(shown.changes.withdrawn),
    )
    _write(shown, receipt, content, people)
    return receipt


def _write(shown: Preview, receipt: Receipt, content: bytes, people: Collection[str]) -> None:
    folder, key = shown.folder, shown.agency.key
    old = folder / shown.replaces if shown.replaces else None
    old_content = old.read_bytes() if old is not None else b""
    target, present = folder / shown.target, shown.ledger.present()
    writes: list[tuple[Path, bytes]] = []
    kept = ""
    if old is not None and old_content != content:
        fingerprint = hashlib.sha256(old_content).hexdigest()
        place = _kept_name(shown, fingerprint)
        writes.append((folder / place, old_content))
        kept = place if present is not None and present.sha256 == fingerprint else ""
    if not target.is_file() or target.read_bytes() != content:
        writes.append((target, content))
    ledger = shown.ledger.after(receipt, shown.changes, kept)
    writes.append((ledger_path(folder, key), ledger_text(ledger).encode()))
    writes += _case_file(shown)
    writes += _key_of_persons(shown, people)
    if shown.profile.columns:
        writes.append((profile_path(folder, key), profile_text(shown.profile).encode()))
    write_together(writes)
    if old is not None and not old.samefile(target):
        _remove(old, shown.replaces)


def _key_of_persons(shown: Preview, people: Collection[str]) -> list[tuple[Path, bytes]]:
    """The key with those people of the file who were chosen; none where nobody was."""
    chosen = [person for person in shown.people if person.code in people]
    try:
        return [with_people(shown.folder, chosen)] if chosen else []
    except PeopleError as error:
        raise IntakeError(str(error)) from None


def _case_file(shown: Preview) -> list[tuple[Path, bytes]]:
    """``case.toml`` with the agency listed, where that changes it; none where it cannot be added to."""
    path, agency = shown.folder / "case.toml", replace(shown.agency, file=shown.target)
    # Where one agency is listed, each file of another is asked about: the first to be listed brings the others.
    none_yet = not read_case_file(path).table.agencies
    others = [known for known in known_agencies(shown.folder).values() if known.file] if none_yet else []
    try:
        before = path.read_bytes() if path.is_file() else b""
        text = with_agencies(
            decoded(before), [*(known for known in others if known.key != agency.key), agency]
        )
    except ValueError:
        # What is wrong with it is among the issues of the case, and a person has to mend it.
        return []
    after = encoded(text, before)
    return [(path, after)] if after != before else []


def _remove(old: Path, name: str) -> None:
    try:
        old.unlink()
    except OSError:
        raise IntakeError(
            f"The new file is in place, but {name}, which it replaces, could not be removed. Close it in "
            "Word or Excel and delete it; a copy of it is kept in the folder received."
        ) from None


def _kept_name(shown: Preview, fingerprint: str) -> str:
    """Where a replaced file is kept: numbered in order of arrival, and marked by its fingerprint."""
    number = max(len(shown.ledger.receipts), 1)
    name = Path(shown.replaces)
    return f"{RECEIVED}/{key_from(shown.agency.key)}/{number:03d}_{fingerprint[:8]}_{name.name}"
