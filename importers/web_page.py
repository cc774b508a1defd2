"""Tables of a web page, which record systems often save under the name of an Excel workbook.

Only the tables in the file are read: no picture, style or other page that it names is fetched.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import html

from importers.guard import Allowance, Source, allowance_for
from importers.tables import BLANK, FileReading, Problem, RawCell, RawRow, RawTable, not_read

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset({"br", "p", "div", "li", "tr"})
_STRUCK = frozenset({"s", "strike", "del"})
_NOT_SHOWN = frozenset({"script", "style", "template", "head"})
_WIDEST = 200
_READ_AS_PAGE = Problem(
    "web_page_read",
    "note",
    "The file is a web page under another name, as record systems write them. Look whether all its rows are "
    "here; if not, open it in Excel and save it as an Excel Workbook (*.xlsx).",
    "Its tables were read.",
)


def read(source: Source) -> FileReading:
    """Read the tables of a page, nested ones after the table that holds them.

    Raises:
        lxml.etree.ParserError: there is nothing in it.
        HoldsTooMuchError: it holds more than a file of its size may.
    """
    content = source.read_bytes() if isinstance(source, Path) else source.getvalue()
    allowance = allowance_for(source)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(content, parser=parser)
    found = [rows for table in root.iter("table") if (rows := _read_table(table, allowance))]
    if not found:
        return not_read(
            "format_not_read",
            "This is a web page without a table. Open it in Excel and save it as an Excel Workbook (*.xlsx).",
        )
    names = [f"Table {n}" if len(found) > 1 else "" for n in range(1, len(found) + 1)]
    tables = tuple(RawTable(name, rows) for name, rows in zip(names, found, strict=True))
    return FileReading(tables, (_READ_AS_PAGE,))


def _read_table(table: Any, allowance: Allowance) -> tuple[RawRow, ...]:
    rows: list[RawRow] = []
    held: dict[int, tuple[RawCell, int]] = {}
    own_rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    for number, row in enumerate(own_rows, start=1):
        cells: list[RawCell] = []
        for element in row.iterchildren("td", "th"):
            _fill_held(cells, held)
            words = _words(element)
            struck = bool(words) and _is_struck(element)
            cell = RawCell(words, words, struck) if words else BLANK
            below = _count(element, "rowspan", 10_000) - 1
            if below > 0 and words:
                held[len(cells)] = (RawCell(words, words, struck, "", merged=True), below)
            cells += [cell] + [BLANK] * (_count(element, "colspan", _WIDEST) - 1)
        _fill_held(cells, held)
        allowance.spend(cells=len(cells) + 1, text=sum(len(cell.text) for cell in cells))
        rows.append(RawRow(number, tuple(cells), _is_hidden(row)))
    while rows and not rows[-1].filled():
        rows.pop()
    return tuple(rows)


def _fill_held(cells: list[RawCell], held: dict[int, tuple[RawCell, int]]) -> None:
    """Put in the cells that reach down from a row above."""
    while len(cells) in held:
        column = len(cells)
        cell, left = held.pop(column)
        if left > 1:
            held[column] = (cell, left - 1)
        cells.append(cell)


def _count(element: Any, name: str, most: int) -> int:
    written = element.get(name, "1").strip()
    return min(max(int(written), 1), most) if written.isdecimal() else 1


def _words(element: Any) -> str:
    """The words of a cell; line breaks in the file are spaces, and those of the page are kept."""
    parts: list[str] = []
    for event in _events(element):
        parts.append(event)
    lines = [_SPACE.sub(" ", line).strip() for line in "".join(parts).split("\n")]
    return "\n".join(lines).strip("\n")


def _events(element: Any) -> Any:
    stack: list[Any] = [("in", element)]
    while stack:
        step, item = stack.pop()
        if step == "text":
            yield _SPACE.sub(" ", item)
            continue
        tag = item.tag if isinstance(item.tag, str) else ""
        if tag in _NOT_SHOWN:
            continue
        if tag in _BLOCKS and item is not element:
            yield "\n"
        if item.text:
            yield _SPACE.sub(" ", item.text)
        for child in reversed(item):
            if child.tail:
                stack.append(("text", child.tail))
            stack.append(("in", child))


def _is_struck(element: Any) -> bool:
    if any(True for _ in element.iter(*_STRUCK)):
        return True
    return any(
        "line-through" in part.get("style", "") for part in element.iter() if isinstance(part.tag, str)
    )


def _is_hidden(row: Any) -> bool:
    return "display:none" in row.get("style", "").replace(" ", "").lower()
