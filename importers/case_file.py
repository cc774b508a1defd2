"""``case.toml``: the title, the period, the index person and the agencies that were asked."""

from __future__ import annotations

import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

import tomlkit
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from tomlkit.items import InlineTable

from chronology.case import AGENCY_KINDS, Agency
from importers.people import iso_interval
from importers.tables import Problem

_NATIONS: Mapping[str, str] = MappingProxyType({
    "eng": "ENG", "england": "ENG", "wls": "WLS", "wales": "WLS", "sct": "SCT", "scotland": "SCT",
    "nir": "NIR", "northern ireland": "NIR",
})  # fmt: skip


def _first_day(value: object) -> object:
    return _day(value, 0)


def _last_day(value: object) -> object:
    return _day(value, 1)


def _day(value: object, side: int) -> object:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError('write the date in quotation marks, as "2012-05-01"')
    try:
        return iso_interval(value)[side]
    except ValueError:
        raise ValueError('write the date as year-month-day, such as "2012-05-01"') from None


def _nation(value: object) -> object:
    nation = _NATIONS.get(value.strip().casefold()) if isinstance(value, str) else None
    if nation is None:
        raise ValueError("write ENG, WLS, SCT or NIR")
    return nation


def _kind(value: object) -> object:
    kind = value.strip().casefold() if isinstance(value, str) else ""
    if kind not in AGENCY_KINDS:
        raise ValueError(f"write one of: {', '.join(AGENCY_KINDS)}")
    return kind


class AgencyTable(BaseModel):
    """One ``[agencies.<key>]`` table: ``stated_return`` is ``nil`` where the agency says it has nothing."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, hide_input_in_errors=True)

    file: str = ""
    name: str = ""
    kind: Annotated[str, BeforeValidator(_kind)] = ""
    stated_return: Literal["", "nil"] = Field("", alias="return")


class CaseTable(BaseModel):
    """The whole of ``case.toml``; every key is optional."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, hide_input_in_errors=True)

    title: str = ""
    review_start: Annotated[date | None, BeforeValidator(_first_day)] = None
    review_end: Annotated[date | None, BeforeValidator(_last_day)] = None
    index_person: str = ""
    index_child: str = ""
    nation: Annotated[str, BeforeValidator(_nation)] = "ENG"
    agencies: dict[str, AgencyTable] = {}


@dataclass(frozen=True, slots=True)
class CaseFileReading:
    """What ``case.toml`` says, and what is wrong with it."""

    table: CaseTable
    problems: tuple[Problem, ...]


def read_case_file(path: Path) -> CaseFileReading:
    """Read ``case.toml``: each mistake is a problem that names its key, and the rest is used."""
    if not path.is_file():
        return CaseFileReading(CaseTable(), (_MISSING,))
    try:
        return read_case_text(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return CaseFileReading(CaseTable(), (_broken("Save it as plain text in UTF-8"),))


def decoded(content: bytes) -> str:
    """The text of ``case.toml`` from its bytes, with plain line ends and without a mark at its beginning.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def encoded(text: str, before: bytes) -> bytes:
    """The bytes of ``case.toml``: the line ends and the mark at the beginning are those that it had before."""
    text = text.replace("\n", "\r\n") if b"\r\n" in before else text
    return text.encode("utf-8-sig" if before.startswith(BOM_UTF8) else "utf-8")


def read_case_text(text: str) -> CaseFileReading:
    """Read the text of ``case.toml``, as :func:`read_case_file` reads the file."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return CaseFileReading(CaseTable(), (_broken(_place(error)),))
    problems: list[Problem] = []
    while True:
        try:
            table = CaseTable.model_validate(content)
            break
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False, include_context=False):
                problems.append(_fault(fault["loc"], fault["type"], fault["msg"]))
                _remove(content, fault["loc"])
    if table.review_start and table.review_end and table.review_end < table.review_start:
        problems.append(
            _fault(("review_end",), "value_error", "Value error, it is earlier than review_start")
        )
        table = table.model_copy(update={"review_start": None, "review_end": None})
    return CaseFileReading(table, tuple(problems))


def with_agencies(text: str, agencies: Iterable[Agency]) -> str:
    """The text of ``case.toml`` in which each of these agencies is listed with the file that it sent.

    What people wrote stays as it is, comments too: an agency that is listed is only given its file.

    Args:
        text: the present text; blank where there is none yet.
        agencies: the agencies, each with its file; one of a blank kind is listed without a kind.

    Raises:
        ValueError: the text is no TOML, or lists agencies in a way that cannot be added to.
    """
    try:
        content = tomlkit.parse(text or _NEW_CASE_FILE)
        tables: Any = content.setdefault("agencies", tomlkit.table(is_super_table=True))
        for agency in agencies:
            table = tables.get(agency.key)
            if table is None:
                inline = isinstance(tables, InlineTable)
                tables[agency.key] = table = tomlkit.inline_table() if inline else tomlkit.table()
                told = {"file": agency.file, "name": agency.name, "kind": agency.kind}
                table.update({field: words for field, words in told.items() if words or field != "kind"})
            elif table.get("file", "") != agency.file:
                table["file"] = agency.file
        written = tomlkit.dumps(content)
        tomllib.loads(written)
        return written
    except (tomlkit.exceptions.TOMLKitError, AttributeError, TypeError):
        # What the library says can quote the file.
        raise ValueError("case.toml cannot be added to") from None


def _place(error: tomllib.TOMLDecodeError) -> str:
    """Where the file breaks; the parser's message can quote the file, its line number cannot."""
    words = str(error).split("(at line ")
    line = words[1].split(",")[0] if len(words) > 1 else ""
    return f"Look at line {line}" if line.isdigit() else "Look at its quotation marks and brackets"


def _remove(content: dict[str, Any], location: tuple[int | str, ...]) -> None:
    """Take out the value at fault; where the place is no plain key any more, its nearest parent."""
    parent: Any = content
    for step in location[:-1]:
        inner = parent.get(step) if isinstance(parent, dict) else None
        if not isinstance(inner, dict):
            parent.pop(step, None)
            return
        parent = inner
    parent.pop(location[-1], None)


def _fault(location: tuple[int | str, ...], kind: str, message: str) -> Problem:
    key = ".".join(str(step) for step in location)
    if kind == "extra_forbidden":
        sentence = f"case.toml: {key} is not a key that we know. Check its spelling."
    elif kind == "value_error":
        sentence = f"case.toml: {key}: {message.removeprefix('Value error, ')}."
    elif kind == "literal_error":
        sentence = f'case.toml: {key}: write "nil", or take the line out.'
    else:
        sentence = (
            f"case.toml: {key} should be {'a table' if kind in ('dict_type', 'model_type') else 'text'}."
        )
    return Problem("case_file_mistake", "error", sentence, "This key was not used; the rest was.", column=key)


def _broken(where: str) -> Problem:
    return Problem(
        "case_file_broken",
        "error",
        f"case.toml could not be read. {where}: text needs straight quotation marks on both sides.",
        "Every file in agencies/ was read as an agency named after its file.",
    )


_NEW_CASE_FILE = """\
# What is known of the case. Take the # off a line and fill it in.
# title = "Child A"
# review_start = "2012-05-01"
# review_end = "2014-01-31"
# index_child = "A"

"""
_MISSING = Problem(
    "no_case_file",
    "note",
    "There is no case.toml, so the title, the review period and the names of the agencies are not known.",
    "Every file in agencies/ was read as an agency named after its file.",
)
