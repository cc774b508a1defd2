"""The note to an agency: what has to be asked about its return, as rows, a Word document or a workbook.

The questions are put from ``data/agency_questions.toml``: the issues of a case speak to the person who
collates, a note speaks to the agency.  It quotes the agency's own cells, and nothing of any other agency.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import docx
import openpyxl
import pandas as pd
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from chronology.case import Case
from chronology.dates import show_day
from chronology.export_safety import printable, sheet_text
from chronology.own_files import NOTE, mark, seal
from chronology.returns import gaps

NOTE_COLUMNS = ("number", "file", "sheet", "row", "column", "text", "question")
FORMATS = ("docx", "xlsx")
_ASKED = ("error", "question")
_QUOTED = 400
_ENOUGH = 120
_HEADINGS = ("No.", "File", "Sheet or table", "Row", "Column", "What it says", "Our question", "Your answer")
_WIDTHS_CM = (1.0, 2.9, 2.3, 1.2, 2.6, 6.2, 5.6, 4.4)
_WIDTHS_CHARACTERS = (6, 26, 18, 7, 20, 60, 50, 45)


@dataclass(frozen=True, slots=True)
class Wording:
    """How issues are put to an agency: question by code, codes that are not for it, and fixed sentences."""

    questions: Mapping[str, str]
    internal: frozenset[str]
    sentences: Mapping[str, str]


def wording() -> Wording:
    """The wording that comes with the product."""
    path = resources.files("chronology").joinpath("data/agency_questions.toml")
    content = tomllib.loads(path.read_text("utf-8"))
    return Wording(content["questions"], frozenset(content["internal"]["codes"]), content["sentences"])


def note_rows(case: Case, agency: str, *, with_notes: bool = False) -> pd.DataFrame:
    """What to ask an agency, in the order of its file; last, about months of the review without an entry.

    Args:
        case: the case.
        agency: key of the agency.
        with_notes: ask also about what was read with fair confidence, such as a year taken from above.

    Returns:
        One row a question: ``number`` from 1; ``file``, by the name that the agency gave it; ``sheet`` and
        ``row`` (0: the whole sheet or file);
        ``column``, its header; ``text``, the words of the cell, or of the row where no cell is meant;
        ``question``.
    """
    words, issues = wording(), case.issues
    asked = issues[
        (issues["agency"] == agency)
        & ~issues["code"].isin(words.internal)
        & (issues["severity"].isin(_ASKED) | (with_notes & issues["code"].isin(words.questions)))
    ]
    quote, called = _Quotes(case, agency), names_as_sent(case)
    rows = [
        {
            "file": called.get(issue.file, _bare(issue.file)),
            "sheet": issue.sheet,
            "row": issue.row,
            "column": issue.column,
            "text": quote.of(issue.file, issue.sheet, issue.row, issue.column),
            "question": _question(words, issue),
        }
        for issue in asked.itertuples()
    ]
    order = {sheet: n for n, sheet in enumerate(dict.fromkeys(row["sheet"] for row in rows))}
    rows.sort(key=lambda row: (row["file"], order[row["sheet"]], row["row"]))
    if case.review_start is not None and case.review_end is not None:
        own, silent = case.agencies[agency].file, gaps(case)
        file = called.get(own, _bare(own))
        rows += [_gap_row(words, file, gap) for gap in silent[silent["agency"] == agency].itertuples()]
    frame = pd.DataFrame(rows, columns=list(NOTE_COLUMNS[1:])).drop_duplicates(ignore_index=True)
    frame.insert(0, "number", range(1, len(frame) + 1))
    return frame


def note(case: Case, agency: str, form: str, *, with_notes: bool = False) -> bytes:
    """The note to an agency as the content of a file.

    Args:
        case: the case.
        agency: key of the agency.
        form: ``docx`` or ``xlsx``.
        with_notes: as for :func:`note_rows`.

    Raises:
        ValueError: the format is none of :data:`FORMATS`.
        KeyError: the case has no such agency.
    """
    name, rows = case.agencies[agency].name, note_rows(case, agency, with_notes=with_notes)
    if form == "docx":
        return _as_document(case.title, name, rows)
    if form == "xlsx":
        return _as_workbook(case.title, name, rows)
    raise ValueError(f"the format must be one of {', '.join(FORMATS)}")


def _question(words: Wording, issue: Any) -> str:
    question = words.questions.get(issue.code, words.sentences["other"])
    if not issue.about:
        return words.sentences["other"] if "{code}" in question else question
    return question.replace("{code}", issue.about).replace("{rows}", issue.rows)


def names_as_sent(case: Case) -> dict[str, str]:
    """The name under which an agency sent each file, by our own path of it; only where it is recorded."""
    files = case.files[case.files["sent_as"] != ""]
    return dict(zip(files["file"], files["sent_as"], strict=True))


def _bare(path: str) -> str:
    """The name of a file without our folders, which the agency has never seen."""
    return path.rpartition("/")[2]


class _Quotes:
    """The words of the cells of one agency's return, found by place."""

    def __init__(self, case: Case, agency: str) -> None:
        entries = case.entries[case.entries["agency"] == agency]
        aside = case.set_aside[case.set_aside["agency"] == agency]
        self._entries: dict[tuple[str, str, int], tuple[Mapping[str, str], tuple[str, ...]]] = {
            (file, sheet, row): (cells, tuple(words))
            for file, sheet, row, cells, *words in entries[
                ["file", "sheet", "row", "original", "date_text", "persons", "event"]
            ].itertuples(index=False)
        }
        places = zip(aside["file"], aside["sheet"], aside["row"], strict=True)
        self._aside = dict(zip(places, aside["text"], strict=True))

    def of(self, file: str, sheet: str, row: int, column: str) -> str:
        """The cell's text; where no cell is meant or it is blank, enough of the row to know it by."""
        place = (file, sheet, row)
        if place not in self._entries:
            return _shortened(self._aside.get(place, ""), _QUOTED)
        cells, (date_text, persons, event) = self._entries[place]
        cell = cells.get(column, "").strip()
        if cell:
            return _shortened(cell, _QUOTED)
        parts = (date_text, persons, _shortened(event or " · ".join(cells.values()), _ENOUGH))
        known_by = " · ".join(part for part in parts if part)
        return f"(blank) {known_by}" if column in cells else known_by


def _shortened(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} ..."


def _gap_row(words: Wording, file: str, gap: Any) -> dict[str, Any]:
    first, last = show_day(gap.first.date()), show_day(gap.last.date())
    question = words.sentences["gap"].format(first=first, last=last)
    return {"file": file, "sheet": "", "row": 0, "column": "", "text": "", "question": question}


def _shown(row: Mapping[str, Any]) -> list[str]:
    """A row of the note as texts, without the answer: a zero row is the whole sheet or file."""
    return [str(row[name]) if not (name == "row" and not row[name]) else "" for name in NOTE_COLUMNS]


def _opening(agency: str, rows: pd.DataFrame) -> list[str]:
    sentences = wording().sentences
    if rows.empty:
        return [sentences["nothing"].format(agency=agency)]
    return [sentences["greeting"].format(agency=agency), sentences["answer"]]


def _as_document(title: str, agency: str, rows: pd.DataFrame) -> bytes:
    document = docx.Document()
    _lay_out(document)
    document.add_heading(printable(f"Questions on the chronology of {agency}"), level=1)
    document.add_paragraph(printable(f"Review: {title}"))
    for sentence in _opening(agency, rows):
        document.add_paragraph(printable(sentence))
    if not rows.empty:
        _fill_table(document, rows)
    document.core_properties.keywords = mark(NOTE, sealed=True)
    out = io.BytesIO()
    document.save(out)
    return seal(out.getvalue())


def _lay_out(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.7)
    document.styles["Normal"].font.size = Pt(10)
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _fill_table(document: Document, rows: pd.DataFrame) -> None:
    table = document.add_table(len(rows) + 1, len(_HEADINGS), style="Table Grid")
    table.autofit = False
    texts = [list(_HEADINGS), *([*_shown(row), ""] for row in rows.to_dict("records"))]
    # Rows and cells are taken once each: looking a cell up in a Word table walks the whole table.
    for number, (row, line) in enumerate(zip(table.rows, texts, strict=True)):
        for cell, text, width in zip(row.cells, line, _WIDTHS_CM, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(printable(text))
            run.font.size = Pt(9)
            run.bold = number == 0
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _as_workbook(title: str, agency: str, rows: pd.DataFrame) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Questions"
    _fill_sheet(sheet, [[*_shown(row), ""] for row in rows.to_dict("records")])
    about = book.create_sheet("About this note")
    about.column_dimensions["A"].width = 110
    opening = [f"Questions on the chronology of {agency}", f"Review: {title}", *_opening(agency, rows)]
    for number, sentence in enumerate(opening, start=1):
        cell = about.cell(number, 1, sheet_text(sentence))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    about["A1"].font = Font(bold=True)
    book.properties.keywords = mark(NOTE, sealed=True)
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue())


def _fill_sheet(sheet: Worksheet, lines: Sequence[Sequence[str]]) -> None:
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS_CHARACTERS, strict=True), start=1):
        sheet.cell(1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, line in enumerate(lines, start=2):
        for column, text in enumerate(line, start=1):
            cell = sheet.cell(number, column, sheet_text(text))
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
