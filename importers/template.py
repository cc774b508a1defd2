"""A workbook that an agency can fill in, and that comes back without questions."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from chronology.dates import show_day
from chronology.export_safety import sheet_text

SHEET = "Chronology"
_ROWS = 2000
_TEXT = "@"


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of the template: heading, width in characters, and the hint shown beside a cell of it."""

    heading: str
    width: int
    hint: str


COLUMNS = (
    TemplateColumn(
        "Start date", 16, "As the record has it: 3 Jan 2014, 03/01/2014, June 2012 or 2012. Never left blank."
    ),
    TemplateColumn("Start time", 11, "Only if it matters and is recorded: 14:30, or evening."),
    TemplateColumn("End date", 16, "Only for something that lasted longer than a day."),
    TemplateColumn("Source of information", 26, "Which record says so: system, file or person."),
    TemplateColumn("Person(s)", 20, "Codes from the key to persons, separated by commas."),
    TemplateColumn("Event", 60, "What happened, in a sentence or two. Facts, not opinions."),
    TemplateColumn("Action taken", 40, "What your agency did then, whom it told, or why nothing was done."),
    TemplateColumn("Outcome", 34, "What came of it."),
    TemplateColumn("Child seen (Y/N)", 11, "Y or N, where your agency had the chance to see the child."),
    TemplateColumn("Professional and role", 26, "The role is enough: health visitor, duty social worker."),
    TemplateColumn("Comment", 34, "Anything that the panel should know about this entry."),
)
"""The columns in order; the sources of their wording are the published templates that headers.toml names."""


def template(agency: str = "", start: date | None = None, end: date | None = None) -> bytes:
    """The template as the content of an .xlsx file.

    The cells of the date columns are text, so that no spreadsheet turns 3/5/12 into another day.

    Args:
        agency: name of the agency, for the guidance sheet.
        start: first day of the review period.
        end: last day of the review period.
    """
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _head(sheet)
    _validate(sheet)
    _guide(book.create_sheet("Guidance"), agency, start, end)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Worksheet) -> None:
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    thin = Side(style="thin", color="808080")
    for number, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, number, column.heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7ECEF")
        cell.border = Border(bottom=thin)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        # The style of a whole column also holds for cells that nobody has typed in yet.
        below = sheet.column_dimensions[get_column_letter(number)]
        below.width = column.width
        below.number_format = _TEXT
        below.alignment = Alignment(wrap_text=True, vertical="top")


def _validate(sheet: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        if column.heading.startswith("Child seen"):
            rule = DataValidation(type="list", formula1='"Y,N"', allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = column.heading, "Choose Y or N, or leave the cell blank."
        else:
            # A rule that every text meets: it only carries the hint.
            rule = DataValidation(type="textLength", operator="greaterThanOrEqual", formula1="0")
        rule.showInputMessage, rule.promptTitle, rule.prompt = True, column.heading[:32], column.hint
        rule.add(f"{letter}2:{letter}{_ROWS}")
        sheet.add_data_validation(rule)


def _guide(sheet: Worksheet, agency: str, start: date | None, end: date | None) -> None:
    sheet.column_dimensions["A"].width = 110
    for number, sentence in enumerate(_guidance(agency, start, end), start=1):
        cell = sheet.cell(number, 1, sheet_text(sentence))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=13)


def _guidance(agency: str, start: date | None, end: date | None) -> list[str]:
    first, last = (show_day(day) if day is not None else "" for day in (start, end))
    if first and last:
        period = f"The review covers the time from {first} to {last}. Add earlier events that matter."
    elif first or last:
        period = f"The review covers the time {f'from {first}' if first else f'up to {last}'}."
    else:
        period = "The period of the review is in the letter that came with this workbook."
    return [
        f"Chronology of {agency}" if agency else "Chronology of your agency",
        period,
        "Give each event a row of its own. Add as many rows as you need, and do not merge cells.",
        "Write the date of the event, not the day on which it was written down. Where only part of the date "
        "is known, write that part: June 2012, early March 2013, or the year. The cells take dates as text, "
        "so they stay as you type them.",
        "Where something was written down much later, add the words late entry and the day of writing behind "
        "the date, in brackets.",
        "If in doubt, include the event. Include injuries, missed appointments, visits without an answer, "
        "moves, new members of the household, referrals made and received, meetings, and the opening and "
        "closing of cases.",
        "Say what was done and whom your agency told. Where nothing was done, say so and why.",
        "Where your agency had no contact for a time, say so in a row: the dates, and the words no contact.",
        "Use the codes of the key to persons instead of names.",
        "Keep the headings as they are. Columns that you do not need can stay empty.",
        "Send the workbook back by the secure route that was agreed, not by ordinary e-mail.",
    ]
