"""People whom an agency's file lists, added to the key of persons when somebody says so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from chronology.export_safety import safe_cell
from importers.glossary import SuggestedPerson
from importers.people import PERSON_HEADERS, columns_named, key_of_persons
from importers.text import decoded_and_separator

_NEW_KEY = "code,role,household,born,aliases\n"


class PeopleError(ValueError):
    """The key of persons cannot be added to; the message says why and what to do."""


def with_people(folder: Path, people: Iterable[SuggestedPerson]) -> tuple[Path, bytes]:
    """The key of persons with more people at its end; what is in it stays as it is.

    Args:
        folder: the case folder.
        people: whom to add, by code and role.

    Returns:
        The file to write and its content.

    Raises:
        PeopleError: the key is a workbook, or has no row of headings.
    """
    path = key_of_persons(folder) or folder / "persons.csv"
    if path.suffix.lower() != ".csv":
        raise PeopleError(f"The key of persons is a workbook, {path.name}. Add the people to it in Excel.")
    content = path.read_bytes() if path.is_file() else b""
    text, separator = decoded_and_separator(content) if content.strip() else (_NEW_KEY, ",")
    rows = _rows(text, separator, path.name)
    columns, width = next(
        ((found, len(row)) for row in rows if "code" in (found := columns_named(row, PERSON_HEADERS))),
        ({}, 0),
    )
    if not columns:
        raise PeopleError(f"{path.name} has no row of headings such as code and role. Mend it first.")
    end = "\r\n" if "\r\n" in text else "\n"
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    known = {row[columns["code"]].strip() for row in rows if len(row) > columns["code"]}
    for person in people:
        # Another file may have brought the same initials since they were offered.
        if person.code in known:
            continue
        known.add(person.code)
        cells = [""] * width
        for field, words in (("code", person.code), ("role", person.role)):
            if field in columns:
                cells[columns[field]] = safe_cell(words)
        writer.writerow(cells)
    gap = "" if text.endswith(("\n", "\r")) else end
    marked = content.startswith(b"\xef\xbb\xbf") or not content.isascii()
    return path, f"{text}{gap}{out.getvalue()}".encode("utf-8-sig" if marked else "utf-8")


def _rows(text: str, separator: str, name: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise PeopleError(
            f"{name} cannot be added to: quotation marks do not pair somewhere in it. Mend it in Excel first."
        ) from None
