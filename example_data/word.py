"""An agency's return as a Word document."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell

from .layouts import Layout
from .packages import MADE, settle
from .source_cases import Line


def document_of(layout: Layout, order: tuple[str, ...], lines: tuple[Line, ...]) -> bytes:
    """The bytes of a ``.docx`` file: title, preamble, and the chronology in one table or several."""
    document = _plain_document()
    _set_page(document, layout)
    for number, text in enumerate(layout.preamble):
        document.add_paragraph(text, style="Title" if number == 0 else None)
    for part in _parts(lines, layout.break_before):
        _add_table(document, layout, order, part)
        document.add_paragraph("")
    stream = BytesIO()
    document.save(stream)
    return settle(stream.getvalue())


def _plain_document() -> WordDocument:
    """A document without the template's hundred table styles, which would make it twenty times as large."""
    document = Document()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(key)
    return document


def _set_page(document: WordDocument, layout: Layout) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    properties = document.core_properties
    properties.title = layout.preamble[0]
    properties.author = properties.last_modified_by = "Chronology author"
    properties.comments = ""
    properties.created = properties.modified = MADE


def _parts(lines: tuple[Line, ...], starts: frozenset[int]) -> list[tuple[Line, ...]]:
    """The rows of each table, a new one beginning at every row in ``starts``."""
    cuts = [0, *sorted(start - 1 for start in starts), len(lines)]
    return [lines[start:end] for start, end in pairwise(cuts)]


def _add_table(
    document: WordDocument, layout: Layout, order: tuple[str, ...], lines: tuple[Line, ...]
) -> None:
    table = document.add_table(rows=0, cols=len(order))
    table.style = "Table Grid"
    _add_header(table, layout, order)
    first = dict(layout.merged)
    merge_from: dict[int, _Cell] = {}
    for line in lines:
        if line.number in layout.sections:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = layout.sections[line.number]
        if line.number in layout.header_again:
            _add_header(table, layout, order)
        cells = table.add_row().cells
        for cell, content in zip(cells, line.cells, strict=True):
            cell.text = str(content.value)
        date = cells[order.index(layout.dates[0])]
        if line.number in first:
            merge_from[first[line.number]] = date
        for end in [end for end in merge_from if line.number <= end and merge_from[end] is not date]:
            _merge_down(merge_from[end], date)


def _merge_down(top: _Cell, below: _Cell) -> None:
    """Join a date cell to the one above it, which already says the same."""
    below.text = ""
    words = top.text
    top.merge(below).text = words


def _add_header(table: Table, layout: Layout, order: tuple[str, ...]) -> None:
    row = table.add_row()
    if len(table.rows) == 1:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, header in zip(row.cells, order, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(layout.printed(header)).bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), layout.colour)
        cell._tc.get_or_add_tcPr().append(shade)
