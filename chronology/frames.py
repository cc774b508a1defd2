"""The frames that everything passes on, each column declared once.

A frame is a tidy :class:`pandas.DataFrame`; the tables below give its columns, their types and what they
mean.  :func:`check` compares a frame with its declaration and reports every difference at once, naming
columns but never repeating what a cell says: the content is confidential, the shape is not.

Dates are midnight timestamps without a zone (``datetime64[us]``); an interval is a pair of them, both ends
included.  ``NaT`` in both ends means *undated*.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import pandera.pandas as pa

DATE = "datetime64[us]"
TEXT = "str"
FLAG = "bool"
WHOLE = "int64"
NUMBER = "float64"
OBJECT = "object"


class FrameError(ValueError):
    """A frame does not have the declared shape; the message names each column and what is wrong with it."""


def _schema(name: str, columns: Mapping[str, tuple[str, str]]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            column: pa.Column(dtype, nullable=dtype in (DATE, OBJECT), description=meaning)
            for column, (dtype, meaning) in columns.items()
        },
        name=name,
        strict=True,
    )


SCHEMAS: Mapping[str, pa.DataFrameSchema] = MappingProxyType(
    {
        name: _schema(name, columns)
        for name, columns in {
            "entries": {
                "entry_id": (TEXT, "stable over re-imports: made from the agency and the words of the row"),
                "agency": (TEXT, "key of the agency that wrote the row"),
                "file": (TEXT, "path of the file, relative to the case folder, with forward slashes"),
                "sheet": (
                    TEXT,
                    "name of the sheet or table; blank where the file has only one unnamed table",
                ),
                "row": (WHOLE, "row number as a person sees it in the file, counted from 1"),
                "data_row": (WHOLE, "the same row counted from 1 below the header, blank lines not counted"),
                "position": (WHOLE, "place of the row within the whole case as sent, counted from 0"),
                "original": (
                    OBJECT,
                    "every original cell: mapping of header to text, verbatim, in column order",
                ),
                "date_text": (TEXT, "the date as typed (or as a true date cell shows it)"),
                "earliest": (DATE, "first day on which it can have happened"),
                "latest": (DATE, "last day on which it can have happened; never before earliest"),
                "precision": (TEXT, "a chronology.dates.Precision value, such as day, month or undated"),
                "edtf": (TEXT, "the date in EDTF notation; blank where undated"),
                "date_basis": (TEXT, "a chronology.dates.Basis value: how the date was come by"),
                "date_note": (TEXT, "how the date was read, as a sentence; blank where it was plain"),
                "time_text": (TEXT, "clock time or part of day as typed, such as 14:30 or evening"),
                "recorded": (DATE, "when the row was written, where it says so (a late entry)"),
                "persons": (TEXT, "the cell that names the persons concerned, verbatim"),
                "source": (TEXT, "source of information, verbatim"),
                "event": (TEXT, "what happened: every narrative cell that is not action, outcome or comment"),
                "action": (TEXT, "action taken or decision, verbatim"),
                "outcome": (TEXT, "outcome or next step, verbatim"),
                "comment": (TEXT, "the author's comment or analysis, verbatim"),
                "child_seen": (TEXT, "Y, N or blank, from a column that asks whether the person was seen"),
                "professional": (TEXT, "who acted or wrote, verbatim"),
                "location": (TEXT, "where, verbatim"),
                "hidden": (FLAG, "the row, or its column or sheet, was hidden in the file"),
                "struck": (FLAG, "text of the row was struck through in the file"),
                "cell_comments": (TEXT, "comments attached to its cells"),
            },
            "set_aside": {
                "agency": (TEXT, "key of the agency"),
                "file": (TEXT, "path relative to the case folder"),
                "sheet": (TEXT, "sheet or table"),
                "row": (WHOLE, "row number as a person sees it"),
                "reason": (
                    TEXT,
                    "blank, title, header, heading, total, nil return, not a chronology, not readable",
                ),
                "text": (TEXT, "the words of the row"),
            },
            "issues": {
                "code": (TEXT, "short stable name of the kind of issue"),
                "severity": (TEXT, "error, question or note"),
                "sentence": (TEXT, "what is wrong and what to do, in plain words"),
                "agency": (TEXT, "key of the agency; blank where it concerns the case"),
                "file": (TEXT, "path relative to the case folder; blank where it concerns the case"),
                "sheet": (TEXT, "sheet or table; blank where it concerns the whole file"),
                "row": (WHOLE, "row number as a person sees it; 0 where it concerns the whole file"),
                "column": (TEXT, "header of the column; blank where it concerns the whole row"),
                "done": (TEXT, "what was done with it meanwhile"),
                "about": (TEXT, "the code of a person that it is about; blank where it is about none"),
                "rows": (TEXT, "all its rows in words, where it is told once for several; else blank"),
            },
            "files": {
                "agency": (TEXT, "key of the agency"),
                "file": (TEXT, "path relative to the case folder"),
                "sha256": (TEXT, "fingerprint of the file as received"),
                "size": (WHOLE, "bytes"),
                "rows_read": (WHOLE, "source rows seen, blank ones too; always entries + set_aside"),
                "entries": (WHOLE, "rows that became entries"),
                "set_aside": (WHOLE, "rows that did not"),
                "day_order": (
                    TEXT,
                    "day first, month first, not needed or not shown; how numeric dates were read",
                ),
                "day_order_evidence": (TEXT, "the evidence for it, as a sentence"),
                "status": (TEXT, "read, or not read"),
                "received": (DATE, "the day on which it came, where that is recorded"),
                "sent_as": (TEXT, "the name under which the agency sent it; blank where not recorded"),
            },
            "columns": {
                "file": (TEXT, "path relative to the case folder"),
                "sheet": (TEXT, "sheet or table"),
                "column": (WHOLE, "column number, counted from 1"),
                "header": (TEXT, "header as typed"),
                "field": (TEXT, "the field it was read as"),
                "certainty": (
                    TEXT,
                    "certain (known header), likely (content or near spelling), unknown (kept verbatim)",
                ),
                "why": (TEXT, "why, as a sentence"),
            },
            "people": {
                "code": (TEXT, "short unique code or name used in the review"),
                "role": (TEXT, "in words, seen from the index person"),
                "household": (TEXT, "label of the household at the start of the review period"),
                "born_earliest": (DATE, "first possible day of birth"),
                "born_latest": (DATE, "last possible day of birth"),
                "aliases": (OBJECT, "tuple of other forms found in the rows"),
            },
            "relations": {
                "from_code": (TEXT, "person"),
                "relation": (TEXT, "as typed: read '<from> is <relation> <to>', such as 'mother of'"),
                "to_code": (TEXT, "person"),
                "start_earliest": (DATE, "first possible day; NaT: unknown or lifelong"),
                "start_latest": (DATE, "last possible first day"),
                "end_earliest": (DATE, "first possible last day; NaT: unknown or still so"),
                "end_latest": (DATE, "last possible last day"),
            },
            "mentions": {
                "entry_id": (TEXT, "entry"),
                "person": (TEXT, "code of the person"),
                "how": (TEXT, "code, alias, role or pronoun"),
                "field": (TEXT, "entry column that names the person"),
                "words": (TEXT, "the words that name the person"),
            },
            "tags": {
                "entry_id": (TEXT, "entry"),
                "tag": (TEXT, "event type, such as injury or strategy_discussion"),
                "polarity": (TEXT, "happened, did not happen, planned, past or supposed"),
                "field": (TEXT, "entry column that holds the words"),
                "start": (WHOLE, "first character of the words in that column, counted from 0"),
                "end": (WHOLE, "one past the last character"),
                "words": (TEXT, "the words that gave the tag"),
            },
            "spells": {
                "person": (TEXT, "code of the person"),
                "status": (TEXT, "child protection plan, child in need, looked after, open case, unborn ..."),
                "agency": (TEXT, "agency in whose words the spell begins"),
                "detail": (TEXT, "such as the category of a plan"),
                "from_earliest": (DATE, "first possible first day"),
                "from_latest": (DATE, "last possible first day"),
                "to_earliest": (DATE, "first possible last day; NaT: no end supplied"),
                "to_latest": (DATE, "last possible last day; NaT: no end supplied"),
                "start_entry": (TEXT, "entry that says it began"),
                "end_entry": (TEXT, "entry that says it ended; blank where none"),
            },
            "links": {
                "from_entry": (TEXT, "entry that gave, or the earlier of two that are one event"),
                "to_entry": (TEXT, "entry that received; blank where only the giver records it"),
                "kind": (TEXT, "told, met, same event or followed up"),
                "from_agency": (TEXT, "agency that gave"),
                "to_agency": (TEXT, "agency that received"),
                "confirmed": (FLAG, "the receiver's own return has a matching entry"),
                "evidence": (TEXT, "which words and columns say so, as a sentence"),
            },
            "knowledge": {
                "agency": (TEXT, "agency that came to know"),
                "entry_id": (TEXT, "entry it came to know of"),
                "from_earliest": (DATE, "first day on which it can have known; NaT: undated"),
                "from_latest": (DATE, "day by which it knew; NaT: undated"),
                "how": (TEXT, "own record, told, met or same event"),
            },
            "flags": {
                "flag_id": (TEXT, "stable short id"),
                "finding_id": (TEXT, "finding that the flag belongs to"),
                "rank": (WHOLE, "1 is read first"),
                "rule": (TEXT, "id of the rule"),
                "title": (TEXT, "title of the rule"),
                "class": (TEXT, "one of CLASSES"),
                "severity": (WHOLE, "weight of the consequence that the rule guards against, 1 to 5"),
                "state": (TEXT, "one of STATES"),
                "sentence": (TEXT, "what was recorded, what was expected, where we looked, what was found"),
                "parts": (
                    OBJECT,
                    "tuple of the parts of the sentence, in order, to be shown one under the other",
                ),
                "expected": (TEXT, "the step that would have closed it"),
                "searched": (TEXT, "where and for what we looked"),
                "source": (TEXT, "what the rule rests on"),
                "confirmed_source": (FLAG, "False: the source is unconfirmed and the finding says so"),
                "entries": (OBJECT, "tuple of entry ids, the trigger first, at most 8"),
                "persons": (OBJECT, "tuple of person codes"),
                "agencies": (OBJECT, "tuple of agency keys that wrote the entries or were expected to act"),
                "answer_agencies": (
                    OBJECT,
                    "tuple of agency keys where the answer was looked for, the likeliest first",
                ),
                "telling": (
                    OBJECT,
                    "tuple of the tags that the rule looked at, so that their words can be marked",
                ),
                "trigger_earliest": (DATE, "first possible day of the trigger; NaT: undated"),
                "trigger_latest": (DATE, "last possible day of the trigger"),
                "due_earliest": (DATE, "day by which the step was due, counted from trigger_earliest"),
                "due_latest": (DATE, "day by which the step was due, counted from trigger_latest"),
            },
            "findings": {
                "finding_id": (TEXT, "stable short id"),
                "rank": (WHOLE, "1 is read first"),
                "title": (TEXT, "what was not joined up, in a line"),
                "class": (TEXT, "class of its leading flag"),
                "state": (TEXT, "state of its leading flag"),
                "flags": (OBJECT, "tuple of flag ids, the leading one first"),
                "entries": (OBJECT, "tuple of entry ids of all its flags, in date order"),
                "agencies": (OBJECT, "tuple of agency keys"),
                "persons": (OBJECT, "tuple of person codes"),
                "earliest": (DATE, "first day that the finding touches; NaT: undated"),
                "latest": (DATE, "last day that the finding touches"),
            },
        }.items()
    }
)

CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "no_response": "A concern was recorded and the response it called for is not recorded",
        "not_shared": "What one agency knew and another needed was not passed on or asked for",
        "not_joined": "Facts already on record were not put side by side",
        "premature_closure": "A case, plan or service ended while a concern was open",
        "disengagement": "A missed appointment or refused contact was not followed up",
        "timescale": "A step with a time limit was late or is not recorded",
        "child_not_seen_heard": "The person was not recorded as seen, or nothing shows that what they said was weighed",
        "unknown_adult_or_risk": "A risk from an adult was not checked or weighed",
        "conflict": "A disagreement between professionals or records was left open",
        "drift": "Work went on without one plan, review or direction",
    }
)

STATES = ("missed", "late", "possibly late", "cannot tell", "rule not in force", "no return")
POLARITIES = ("happened", "did not happen", "planned", "past", "supposed", "reported")
LINK_KINDS = ("told", "met", "same event", "followed up")


def build(name: str, rows: list[dict[str, Any]] | None = None) -> pd.DataFrame:
    """A frame of the declared shape from row dictionaries (none: an empty frame).

    Raises:
        FrameError: a row lacks a column, has one too many, or holds a value of another type.
    """
    columns = list(SCHEMAS[name].columns)
    made = coerce(name, pd.DataFrame(rows or [], columns=columns))
    # Without rows there is nothing left to check: the columns and their types were just set.
    return check(name, made) if rows else made


def coerce(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with each declared column in its declared type and order; blanks become ''."""
    out: dict[str, pd.Series] = {}
    for column, spec in SCHEMAS[name].columns.items():
        if column not in frame:
            raise FrameError(f"frame {name}: column {column} is missing")
        values, dtype = frame[column], str(spec.dtype)
        if dtype.startswith("datetime64"):
            out[column] = pd.to_datetime(values).astype(DATE)
        elif dtype == OBJECT:
            out[column] = values.astype(object)
        elif dtype in (WHOLE, FLAG, NUMBER):
            out[column] = values.astype(dtype)
        else:
            # A column that no row has is made of numbers that are missing.
            given = values.astype(OBJECT) if values.dtype == NUMBER else values
            out[column] = given.fillna("").astype(TEXT)
    return pd.DataFrame(out, columns=list(SCHEMAS[name].columns))


def check(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame, if it has the declared shape.

    Raises:
        FrameError: with every difference found, none of them quoting a cell.
    """
    try:
        # Nothing is coerced, so nothing is changed in place, and no copy is made of a long frame.
        SCHEMAS[name].validate(frame, lazy=True, inplace=True)
    except pa.errors.SchemaErrors as error:
        raise FrameError(f"frame {name}: {_differences(error.failure_cases)}") from None
    return frame


def _differences(cases: pd.DataFrame) -> str:
    """Which columns differ and how; only the names of columns are quoted, never what a cell holds."""
    about_shape = cases["check"].isin(["column_in_dataframe", "column_in_schema"])
    columns = cases["column"].where(~about_shape, cases["failure_case"])
    said = {"column_in_dataframe": "missing", "column_in_schema": "not declared"}
    return "; ".join(
        dict.fromkeys(f"{c}: {said.get(k, k)}" for c, k in zip(columns, cases["check"], strict=True))
    )
