"""An agency's return as an Excel workbook."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from .layouts import ExtraSheet, Layout, Mark
from .packages import MADE, settle
from .source_cases import Line

WRAPPED = Alignment(wrap_text=True, vertical="top")
LINE = Side(style="thin", color="999999")
THIN = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
WIDEST = 60


def workbook_of(layout: Layout, order: tuple[str, ...], lines: tuple[Line, ...]) -> bytes:
    """The bytes of an ``.xlsx`` file: the chronology on the first sheet, then the extra sheets."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = layout.sheet
    sheet.page_setup.orientation = "landscape"
    for text in layout.preamble:
        _add(sheet, layout, [text], bold=True)
    _add_header(sheet, layout, order)
    rows = _add_lines(sheet, layout, order, lines)
    if layout.total:
        _add(sheet, layout, [layout.total], bold=True)
    _merge_dates(sheet, layout, order, rows)
    _mark(sheet, layout, order, rows)
    _set_widths(sheet, layout, order, lines)
    for extra in layout.extra_sheets:
        _add_sheet(book, extra)
    return _packed(book)


def _packed(book: Workbook) -> bytes:
    book.properties.creator = book.properties.lastModifiedBy = "Chronology author"
    book.properties.created = book.properties.modified = MADE
    stream = BytesIO()
    # Workbook.save would write the present moment into the properties.
    ExcelWriter(book, ZipFile(stream, "w")).save()
    return settle(stream.getvalue())


def _add(
    sheet: Worksheet, layout: Layout, values: list[str | datetime], *, bold: bool = False
) -> tuple[SheetCell, ...]:
    """Write one row below the last one and give its cells."""
    margin = [None] * (layout.first_column - 1)
    sheet.append([*margin, *(value or None for value in values)])
    written = tuple(cell for cell in sheet[sheet.max_row] if isinstance(cell, SheetCell))
    cells = written[len(margin) : len(margin) + len(values)]
    for cell in cells:
        cell.font = Font(name="Arial", size=10, bold=bold)
    return cells


def _add_header(sheet: Worksheet, layout: Layout, order: tuple[str, ...]) -> None:
    for cell in _add(sheet, layout, [layout.printed(header) for header in order], bold=True):
        cell.fill = PatternFill("solid", fgColor=layout.colour)
        cell.alignment, cell.border = WRAPPED, THIN


def _add_lines(
    sheet: Worksheet, layout: Layout, order: tuple[str, ...], lines: tuple[Line, ...]
) -> dict[int, int]:
    """Write every source row; gives the sheet's row number for each number of the source."""
    rows = {}
    for line in lines:
        if line.number in layout.sections:
            section = _add(sheet, layout, [layout.sections[line.number]], bold=True)[0]
            end = layout.first_column + len(order) - 1
            sheet.merge_cells(
                start_row=section.row, end_row=section.row, start_column=layout.first_column, end_column=end
            )
        if line.number in layout.header_again:
            _add_header(sheet, layout, order)
        cells = _add(sheet, layout, [content.value for content in line.cells])
        rows[line.number] = cells[0].row
        for cell in cells:
            cell.alignment, cell.border = WRAPPED, THIN
            if cell.is_date:
                cell.number_format = layout.date_format
        if line.number in layout.hidden_rows:
            sheet.row_dimensions[cells[0].row].hidden = True
    return rows


def _merge_dates(sheet: Worksheet, layout: Layout, order: tuple[str, ...], rows: dict[int, int]) -> None:
    column = layout.first_column + order.index(layout.dates[0])
    for first, last in layout.merged:
        sheet.merge_cells(start_row=rows[first], end_row=rows[last], start_column=column, end_column=column)


def _mark(sheet: Worksheet, layout: Layout, order: tuple[str, ...], rows: dict[int, int]) -> None:
    def cell_of(mark: Mark) -> SheetCell | MergedCell:
        return sheet.cell(rows[mark.row], layout.first_column + order.index(mark.header))

    for mark in layout.comments:
        cell_of(mark).comment = Comment(mark.words, "Chronology author")
    for mark in layout.struck:
        cell = cell_of(mark)
        before, found, after = str(cell.value).partition(mark.words)
        if not found:
            raise ValueError(f"{layout.file}: row {mark.row} does not hold the words to strike through")
        pieces: list[str | TextBlock] = [before, TextBlock(InlineFont(strike=True), found), after]
        cell.value = CellRichText(pieces)


def _set_widths(sheet: Worksheet, layout: Layout, order: tuple[str, ...], lines: tuple[Line, ...]) -> None:
    """Columns wide enough to read, the long ones wrapped."""
    for place, header in enumerate(order):
        longest = max(len(str(line.cells[place].value)) for line in lines)
        width = 14 if header in layout.dates else max(10, min(WIDEST, longest // 2 + 4))
        sheet.column_dimensions[get_column_letter(layout.first_column + place)].width = width


def _add_sheet(book: Workbook, extra: ExtraSheet) -> None:
    sheet = book.create_sheet(extra.name)
    for row in extra.rows:
        sheet.append(row)
    sheet.sheet_state = "hidden" if extra.hidden else "visible"
