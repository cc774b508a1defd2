"""A file reading as plain bytes and back, so that a file can be read in another process.

The form is lines of JSON: whoever reads it runs nothing, whatever the other process was made to send.  The first
line says what there is, each further one holds some rows of a table.  A cell that is only text is the text, a blank
cell is null, and every other cell is a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from datetime import date, datetime, time
from typing import Any

from importers.tables import BLANK, FileReading, Problem, RawCell, RawRow, RawTable, Value

_ROWS_A_LINE = 500


def to_wire(reading: FileReading) -> bytes:
    """The reading as bytes."""
    head = {
        "read": reading.read,
        "problems": [astuple(problem) for problem in reading.problems],
        "tables": [_table_out(table) for table in reading.tables],
    }
    lines = [_line_out(head)]
    for table in reading.tables:
        for start in range(0, len(table.rows), _ROWS_A_LINE):
            rows = table.rows[start : start + _ROWS_A_LINE]
            cells = [(row.number, row.hidden, [_cell_out(cell) for cell in row.cells]) for row in rows]
            lines.append(_line_out(cells))
    return b"\n".join(lines)


def from_wire(content: bytes) -> FileReading:
    """The reading that was made into these bytes.

    Raises:
        ValueError: the bytes are no reading.
    """
    lines = _lines_in(content)
    try:
        head = next(lines)
        return FileReading(
            tuple([_table_in(table, lines) for table in head["tables"]]),
            tuple(Problem(*problem) for problem in head["problems"]),
            bool(head["read"]),
        )
    except (KeyError, TypeError, IndexError, StopIteration) as error:
        raise ValueError("not a reading of a file") from error


def _line_out(part: Any) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _lines_in(content: bytes) -> Iterator[Any]:
    """The parts in order, one at a time: a long file is never there as bytes, as text and as lists at once."""
    start, end = 0, 0
    while end >= 0:
        end = content.find(b"\n", start)
        yield json.loads(content[start : end if end >= 0 else None].decode("utf-8", "surrogatepass"))
        start = end + 1


def _table_out(table: RawTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "hidden": table.hidden,
        "hidden_columns": sorted(table.hidden_columns),
        "above": table.above,
        "prose": table.prose,
        "rows": len(table.rows),
    }


def _cell_out(cell: RawCell) -> Any:
    value, text, struck, comment, merged = cell
    if type(value) is str and value == text and not (struck or comment or merged):
        return text
    if cell == BLANK:
        return None
    kind, plain = _value_out(value)
    return [kind, plain, None if plain == text else text, struck, comment, merged]


def _value_out(value: Value) -> tuple[str, Any]:
    if isinstance(value, datetime):
        return "datetime", value.isoformat()
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, time):
        return "time", value.isoformat()
    return "", value


_MOMENTS: Mapping[str, Any] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def _table_in(table: Mapping[str, Any], lines: Iterator[Any]) -> RawTable:
    # The same words stand in many cells ("Police", "N"), and a date in many rows: each is kept once.
    same: dict[Any, RawCell] = {None: BLANK}
    rows: list[RawRow] = []
    while len(rows) < table["rows"]:
        rows += [
            RawRow(number, tuple([_cell_in(cell, same) for cell in cells]), hidden)
            for number, hidden, cells in next(lines)
        ]
    hidden_columns = frozenset(table["hidden_columns"])
    return RawTable(
        table["sheet"], tuple(rows), table["hidden"], hidden_columns, table["above"], table["prose"]
    )


def _cell_in(plain: Any, same: dict[Any, RawCell]) -> RawCell:
    if type(plain) is list:
        key: Any = tuple(plain)
        # 1 and 1.0 and True are one key of a dict, and are told apart by their types.
        key = (type(plain[1]), *key)
    else:
        key = plain
    known = same.get(key)
    if known is None:
        known = same[key] = RawCell(plain, plain) if type(plain) is str else _marked_in(plain)
    return known


def _marked_in(plain: list[Any]) -> RawCell:
    kind, value, text, struck, comment, merged = plain
    shown = value if text is None else text
    return RawCell(_MOMENTS[kind](value) if kind else value, shown, struck, comment, merged)
