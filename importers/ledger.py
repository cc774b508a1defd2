"""The ledger of one agency: each file received from it, and the identity of every entry.

It is a JSON file in the case folder, ``received/<agency>/ledger.json``, beside the files that were replaced.
It holds the words of the rows, so that a corrected return can be compared cell by cell and a withdrawn entry
is still there to be read; it is as confidential as the returns themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from importers.agencies import key_from
from importers.changes import ROW_COLUMNS, Changes, compare, rows_of
from importers.tables import Problem

RECEIVED = "received"


class LedgerError(ValueError):
    """A ledger cannot be read; the message says which file and what to do."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Row(_Record):
    """One entry as it stands in the present file; columns as in :data:`importers.changes.ROW_COLUMNS`."""

    id: str
    content: str
    sheet: str
    row: int
    date_text: str
    earliest: str
    latest: str
    narrative: str
    cells: dict[str, str]


class Withdrawn(Row):
    """An entry of an earlier file that a later one does not have."""

    file: str
    withdrawn: date | None


class Receipt(_Record):
    """One file received.

    Attributes:
        name: its name as it was sent.
        file: where it was put, relative to the case folder; ``kept`` where it lies once it is replaced.
        sha256: fingerprint of its bytes.
        received: when it came; None where it was in the folder before a ledger was kept.
        entries: number of its entries; of these ``added``, ``changed`` (a cell or more) and ``returned``.
        withdrawn: earlier entries that it does not have.
    """

    name: str
    file: str
    kept: str = ""
    sha256: str
    received: date | None
    entries: int
    added: int = 0
    changed: int = 0
    returned: int = 0
    withdrawn: int = 0


class Ledger(_Record):
    """Everything recorded of one agency; the last receipt is the present file."""

    version: Literal[1] = 1
    agency: str
    receipts: tuple[Receipt, ...] = ()
    rows: tuple[Row, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()

    def present(self) -> Receipt | None:
        """The receipt of the present file."""
        return self.receipts[-1] if self.receipts else None

    def rows_frame(self) -> pd.DataFrame:
        """The present rows, with the columns of :data:`importers.changes.ROW_COLUMNS`."""
        return _frame(self.rows)

    def withdrawn_frame(self) -> pd.DataFrame:
        """The withdrawn rows, with the same columns."""
        return _frame(self.withdrawn)

    def after(self, receipt: Receipt, changes: Changes, kept: str) -> Ledger:
        """The ledger with a further file received; ``kept`` is where the file before it lies now."""
        old, earlier = self.present(), self.receipts[:-1]
        if old is not None and old.sha256 == receipt.sha256:
            # The same file once more, with other answers about its columns: it came when it first came.
            receipts = (*earlier, receipt.model_copy(update={"received": old.received or receipt.received}))
        else:
            last = (old.model_copy(update={"kept": kept}),) if old is not None else ()
            receipts = (*earlier, *last, receipt)
        back = set(changes.rows.loc[changes.rows["state"] == "returned", "id"])
        file, day = (old.file if old is not None else ""), receipt.received
        return Ledger(
            agency=self.agency,
            receipts=receipts,
            rows=_rows(changes.rows),
            withdrawn=(
                *(row for row in self.withdrawn if row.id not in back),
                *(
                    Withdrawn(**row.model_dump(), file=file, withdrawn=day)
                    for row in _rows(changes.withdrawn)
                ),
            ),
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """Entries with the identity that is recorded for them, and what is recorded of the files in place.

    Attributes:
        entries: the entries, with their ids.
        problems: what there is to say, by agency key.
        received: the day on which the file of an agency came, where that is known.
        sent_as: the name under which it came, where that is known.
    """

    entries: pd.DataFrame
    problems: tuple[tuple[str, Problem], ...]
    received: Mapping[str, date]
    sent_as: Mapping[str, str]


def ledger_path(folder: Path, agency: str) -> Path:
    """Where the ledger of an agency is kept."""
    return folder / RECEIVED / key_from(agency) / "ledger.json"


def read_ledger(folder: Path, agency: str) -> Ledger | None:
    """The ledger of an agency; None where there is none yet.

    Raises:
        LedgerError: it cannot be read, or is about another agency.
    """
    path = ledger_path(folder, agency)
    if not path.is_file():
        return None
    name = path.relative_to(folder).as_posix()
    try:
        ledger = Ledger.model_validate_json(path.read_bytes())
    except (ValidationError, OSError):
        raise LedgerError(
            f"{name} cannot be read, so it is not known which entries of the earlier file are meant. "
            "Put back a copy of it from your backup, or move it out of the folder to begin anew."
        ) from None
    if ledger.agency != agency:
        raise LedgerError(f"{name} is about another agency. Move it to the folder of that agency.")
    return ledger


def ledger_text(ledger: Ledger) -> str:
    """A ledger as it is written to its file."""
    return ledger.model_dump_json(indent=1) + "\n"


def with_recorded_ids(folder: Path, entries: pd.DataFrame, files: pd.DataFrame) -> Recorded:
    """Give entries the identity that the ledgers of the case record.

    Args:
        folder: the case folder.
        entries: the ``entries`` frame with ids made of the words alone.
        files: the ``files`` frame.

    Returns:
        The entries in the same order, and what there is to say.  A file that is not the one recorded is
        compared with it, so that its entries keep their identity all the same, and a note says so; the day on
        which it came is not known, nor the name under which it was sent.
    """
    ids = entries["entry_id"].copy()
    problems: list[tuple[str, Problem]] = []
    received: dict[str, date] = {}
    sent_as: dict[str, str] = {}
    for agency, fingerprint in files[["agency", "sha256"]].itertuples(index=False):
        try:
            ledger = read_ledger(folder, agency)
        except LedgerError as error:
            done = "The identity of its entries was made of their words."
            problems.append((agency, Problem("ledger_not_read", "error", str(error), done)))
            continue
        present = ledger.present() if ledger is not None else None
        if ledger is None or present is None:
            continue
        own = entries["agency"] == agency
        ids[own] = recorded_ids(ledger, fingerprint, entries[own]).to_numpy()
        if present.sha256 != fingerprint:
            problems.append((agency, _NOT_RECORDED))
        elif present.received is not None:
            received[agency], sent_as[agency] = present.received, present.name
        if ledger.withdrawn:
            problems.append((agency, _withdrawn(len(ledger.withdrawn))))
    return Recorded(entries.assign(entry_id=ids), tuple(problems), received, sent_as)


def recorded_ids(ledger: Ledger, fingerprint: str, entries: pd.DataFrame) -> pd.Series:
    """The id of each entry of an agency.

    In the file that is recorded, an entry is known by its place, whatever its columns are taken for by now;
    in another file, by its words.
    """
    rows = rows_of(entries)
    present = ledger.present()
    if present is not None and present.sha256 == fingerprint:
        rows = rows.assign(id=known_by_place(ledger, rows).where(lambda found: found != "", rows["id"]))
        if rows["id"].is_unique:
            return rows["id"]
    return compare(ledger.rows_frame(), rows_of(entries), ledger.withdrawn_frame()).rows["id"]


def known_by_place(ledger: Ledger, rows: pd.DataFrame) -> pd.Series:
    """The recorded id of each row of the recorded file, by sheet and row; blank where none is recorded."""
    recorded = ledger.rows_frame()
    # Two tables within one cell can share a sheet and row number; their order tells them apart.
    keys = [
        list(zip(f["sheet"], f["row"], f.groupby(["sheet", "row"]).cumcount(), strict=True))
        for f in (recorded, rows)
    ]
    ids = dict(zip(keys[0], recorded["id"], strict=True))
    return pd.Series([ids.get(key, "") for key in keys[1]], index=rows.index, dtype="str")


def _frame(rows: tuple[Row, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [tuple(getattr(row, name) for name in ROW_COLUMNS) for row in rows], columns=list(ROW_COLUMNS)
    )
    return frame.astype({name: "str" for name in ROW_COLUMNS if name not in ("row", "cells")} | {"row": int})


def _rows(frame: pd.DataFrame) -> tuple[Row, ...]:
    return tuple(Row(**row) for row in frame[list(ROW_COLUMNS)].to_dict("records"))


_NOT_RECORDED = Problem(
    "file_not_recorded",
    "note",
    "This file is not the one that was last recorded as received. Run chronology import with it, to see what "
    "it changes and to record it.",
    "Its entries were matched with those recorded, by their words.",
)


def _withdrawn(count: int) -> Problem:
    sentence = (
        f"{count} {'entry' if count == 1 else 'entries'} of an earlier file of this agency "
        f"{'is' if count == 1 else 'are'} not in the present one. chronology returns lists "
        f"{'it' if count == 1 else 'them'}."
    )
    return Problem(
        "entries_withdrawn", "note", sentence, "Kept in the ledger of the agency, not on the timeline."
    )
