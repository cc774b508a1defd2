"""Word documents (.docx): every table, nested ones too, and the text that stands outside the tables.

The rows are walked once in the XML of the document.  python-docx opens the document and follows its parts,
but its tables skip what tracked changes insert and what content controls (the fields of a form) hold, and
both are usual in templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from importers.guard import Source
from importers.tables import BLANK, FileReading, RawCell, RawRow, RawTable

_TABLE, _ROW, _CELL, _PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
_WRAPPERS = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml")})
_BREAKS: Mapping[str, str] = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_NOTES: Mapping[str, str] = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WIDEST = 63
"""Word itself allows no more columns."""
PROSE = "Text outside the tables"


@dataclass(slots=True)
class _Words:
    """What is gathered from a cell or paragraph."""

    parts: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    tables: list[Any] = field(default_factory=list)
    struck: bool = False

    def cell(self) -> RawCell:
        text = "".join(self.parts).strip("\n")
        notes = list(dict.fromkeys(self.comments))
        if self.deleted:
            notes.append("Deleted in tracked changes: " + "".join(self.deleted).strip())
        return RawCell(text, text, self.struck, "\n".join(notes)) if text or notes else BLANK


def read(source: Source) -> FileReading:
    """Read all tables of a document in order; paragraphs outside them come last, as one table of prose."""
    document = docx.Document(str(source) if isinstance(source, Path) else source)
    if document.element.getroottree().docinfo.doctype:
        raise ValueError("a document declares a document type, which Word never does")
    notes = {str(comment.comment_id): str(comment.text) for comment in document.comments}
    notes.update(_footnotes(document))
    tables: list[tuple[Any, str]] = []
    prose: list[RawCell] = []
    above = ""
    for block in _blocks(document.element.body):
        if block.tag == _TABLE:
            tables.append((block, above))
            above = ""
        else:
            words = _Words()
            _gather(block, words, notes)
            tables += [(inner, above) for inner in words.tables]
            prose.append(words.cell())
            above = prose[-1].text.strip() or above
    read_tables = [part for table, words in tables for part in _read_table(table, words, notes)]
    named = [
        RawTable(f"Table {n}" if len(read_tables) > 1 else "", rows, above=words)
        for n, (rows, words) in enumerate(read_tables, start=1)
    ]
    lines = tuple(RawRow(n, (cell,)) for n, cell in enumerate(prose, start=1) if cell.text.strip())
    if lines:
        named.append(RawTable(PROSE, lines, prose=True))
    return FileReading(tuple(named))


def _footnotes(document: Any) -> dict[str, str]:
    """Foot- and endnotes by a key that no comment has: their kind and number."""
    found: dict[str, str] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                words = "".join(part.text or "" for part in note.iter(qn("w:t")))
                found[f"{kind} {note.get(qn('w:id'))}"] = words.strip()
    return found


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables directly in a body or cell, content controls opened."""
    for child in parent.iterchildren():
        if child.tag in (_TABLE, _PARAGRAPH):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _read_table(table: Any, above: str, notes: Mapping[str, str]) -> list[tuple[tuple[RawRow, ...], str]]:
    """The table's rows, then those of tables nested in it where it only serves to lay them out."""
    grid = [list(_children(row, _CELL)) for row in _children(table, _ROW)]
    layout = len(grid) <= 1 or max(len(cells) for cells in grid) <= 1
    open_blocks: dict[int, RawCell] = {}
    rows: list[RawRow] = []
    nested: list[Any] = []
    for number, row in enumerate(_children(table, _ROW), start=1):
        cells: list[RawCell] = [BLANK] * min(_number(row, "w:trPr/w:gridBefore"), _WIDEST)
        for element in _children(row, _CELL):
            words = _Words()
            _gather_blocks(element, words, notes, fold=not layout)
            nested += words.tables
            cells += _place_cell(element, words.cell(), len(cells), open_blocks)
        rows.append(RawRow(number, tuple(cells)))
    result = [(tuple(rows), above)] if rows else []
    for inner in nested:
        result += _read_table(inner, above, notes)
    return result


def _place_cell(element: Any, cell: RawCell, column: int, open_blocks: dict[int, RawCell]) -> list[RawCell]:
    """The cell and the blanks that it spans, a vertically merged one carrying the words of its first row."""
    span = min(max(_number(element, "w:tcPr/w:gridSpan"), 1), _WIDEST)
    merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merge is None:
        open_blocks.pop(column, None)
    elif merge.get(qn("w:val")) == "restart":
        open_blocks[column] = cell
    elif column in open_blocks and not cell.text.strip():
        first = open_blocks[column]
        cell = RawCell(first.value, first.text, first.struck, "", merged=True)
    return [cell] + [BLANK] * (span - 1)


def _number(element: Any, path: str) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    value = found.get(qn("w:val")) if found is not None else None
    return int(value) if value is not None and value.isdigit() else 0


def _gather_blocks(cell: Any, words: _Words, notes: Mapping[str, str], *, fold: bool) -> None:
    for block in _blocks(cell):
        if block.tag == _PARAGRAPH:
            _gather(block, words, notes)
            words.parts.append("\n")
        elif fold:
            # A small table inside a cell belongs to the words of that cell.
            for row in _children(block, _ROW):
                for inner in _children(row, _CELL):
                    _gather_blocks(inner, words, notes, fold=True)
        else:
            words.tables.append(block)


def _gather(paragraph: Any, words: _Words, notes: Mapping[str, str]) -> None:
    """Add the words of a paragraph: hyperlinks, insertions and text boxes in, deleted text apart."""
    for element in paragraph.iterchildren():
        tag = element.tag
        if tag == qn("w:t"):
            words.parts.append(element.text or "")
        elif tag == qn("w:delText"):
            words.deleted.append(element.text or "")
        elif tag in _BREAKS:
            words.parts.append(_BREAKS[tag])
        elif tag == qn("w:commentReference"):
            words.comments.append(notes.get(element.get(qn("w:id")) or "", ""))
        elif tag in _NOTES:
            words.comments.append(notes.get(f"{_NOTES[tag]} {element.get(qn('w:id'))}", ""))
        elif tag == _TABLE:
            words.tables.append(element)
        elif tag == qn("w:r"):
            words.struck = words.struck or _is_struck(element)
            _gather(element, words, notes)
        elif tag not in (_FALLBACK, qn("w:pPr"), qn("w:rPr"), qn("w:tcPr"), qn("w:sdtPr")):
            _gather(element, words, notes)


def _is_struck(run: Any) -> bool:
    for name in ("w:strike", "w:dstrike"):
        mark = run.find(f"{qn('w:rPr')}/{qn(name)}")
        if mark is not None and mark.get(qn("w:val"), "true") not in ("0", "false", "off"):
            return any((part.text or "").strip() for part in run.iterchildren(qn("w:t")))
    return False
