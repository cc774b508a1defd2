"""Workbooks keep all that a person can see in Excel, and say what they hide."""

from datetime import date, datetime, time

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from chronology.notes import note_rows
from importers.excel import read
from importers.shown import parts_shown, shown_text

HEADER = ("Date", "Person", "Source", "Event", "Action taken")


def test_a_true_date_cell_stays_a_date_and_shows_as_people_see_it(folder):
    book = folder.workbook("police", HEADER, (datetime(2012, 5, 3), "A", "Log", "Call.", "None."))
    book.active["A2"].number_format = "dd/mm/yyyy"
    cell = read(folder.save(book)).tables[0].rows[1].cells[0]
    assert cell.value == datetime(2012, 5, 3)
    assert cell.text == "03/05/2012"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (datetime(2012, 5, 3), "mm-dd-yy", "03/05/2012"),
        (datetime(2012, 5, 3), "d mmm yyyy", "3 May 2012"),
        (datetime(2012, 5, 3), "[$-809]dd mmmm yyyy;@", "03 May 2012"),
        (datetime(2012, 5, 3), "mmm\\-yy", "May-12"),
        (datetime(2012, 5, 3, 14, 30), "dd/mm/yyyy hh:mm", "03/05/2012 14:30"),
        (datetime(2012, 5, 3), 'dddd d "of" mmmm', "Thursday 3 of May"),
        (date(2012, 5, 3), "General", "03/05/2012"),
        (time(14, 30), "hh:mm", "14:30"),
        (7, "000", "007"),
        (7.0, "General", "7"),
        (2.5, "0.00", "2.50"),
        (True, "General", "TRUE"),
    ],
)
def test_shown_text(value, number_format, text):
    assert shown_text(value, number_format) == text


def test_minutes_are_told_from_months():
    assert parts_shown("hh:mm") == {"time"}
    assert parts_shown("mmm-yy") == {"month", "year"}


def test_a_cell_that_shows_only_a_month_is_the_whole_month(folder):
    book = folder.workbook("police", HEADER, (datetime(2012, 5, 1), "A", "Log", "Call.", "None."))
    book.active["A2"].number_format = "mmm-yy"
    folder.save(book)
    entry = folder.read().entries.iloc[0]
    assert (entry.earliest, entry.latest) == (pd.Timestamp("2012-05-01"), pd.Timestamp("2012-05-31"))
    assert entry.date_text == "May-12"


def test_a_date_cell_without_a_year_is_asked_about(folder, codes):
    book = folder.workbook("police", HEADER, (datetime(2012, 5, 3), "A", "Log", "Call.", "None."))
    book.active["A2"].number_format = "d mmm"
    folder.save(book)
    case = folder.read()
    issue = case.issues.set_index("code").loc["inferred_year"]
    assert (issue.severity, issue["row"], issue["column"]) == ("question", 2, "column A")


def test_many_hidden_rows_of_a_sheet_are_asked_about_together(folder):
    book = folder.workbook(
        "police", HEADER, *[(f"{n} May 2012", "A", "Log", f"Call {n}.", "None.") for n in range(1, 28)]
    )
    book.active.sheet_state = "hidden"
    book.create_sheet("Shown")
    folder.save(book)
    issues = folder.read().issues
    assert list(issues.loc[issues["code"] == "hidden_rows_kept", "row"]) == [0]


def test_hidden_rows_columns_and_sheets_are_read_and_marked(folder):
    rows = [("3 May 2012", "A", "Log", f"Call {n}.", "None.") for n in range(3)]
    book = folder.workbook("police", HEADER, *rows)
    book.active.row_dimensions[3].hidden = True
    more = book.create_sheet("Old")
    for row in (HEADER, ("4 May 2012", "A", "Log", "Old call.", "None.")):
        more.append(row)
    more.sheet_state = "veryHidden"
    folder.save(book)
    case = folder.read()
    assert list(case.entries["hidden"]) == [False, True, False, True]
    hidden = case.issues[case.issues["code"] == "hidden_rows_kept"]
    assert list(hidden["sheet"]) == ["Chronology", "Old"]
    assert "row 3" in hidden.iloc[0].sentence
    assert list(hidden["row"]) == [3, 2]
    [asked] = [row for row in note_rows(case, "police").itertuples() if row.row == 3]
    assert "Call 1." in asked.text


def test_a_hidden_column_marks_only_rows_with_something_in_it(folder):
    book = folder.workbook(
        "police",
        (*HEADER, "Comment"),
        ("3 May 2012", "A", "Log", "One.", "None.", "Known."),
        ("4 May 2012", "A", "Log", "Two.", "None.", None),
    )
    book.active.column_dimensions["F"].hidden = True
    folder.save(book)
    assert list(folder.read().entries["hidden"]) == [True, False]


def test_struck_text_is_kept_whether_of_the_cell_or_of_a_word(folder):
    book = folder.workbook(
        "police", HEADER, *(("3 May 2012", "A", "Log", f"Call {n}.", "None.") for n in range(3))
    )
    book.active["D2"].font = Font(strike=True)
    book.active["D3"] = CellRichText("Seen by ", TextBlock(InlineFont(strike=True), "nobody"), " at home.")
    folder.save(book)
    entries = folder.read().entries
    assert list(entries["struck"]) == [True, True, False]
    assert entries.iloc[1].event == "Seen by nobody at home."


def test_comments_are_kept(folder):
    book = folder.workbook("police", HEADER, ("3 May 2012", "A", "Log", "Call.", "None."))
    book.active["D2"].comment = Comment("Log number to follow.", "Author")
    folder.save(book)
    assert folder.read().entries.iloc[0].cell_comments == "Log number to follow."


def test_a_merged_date_belongs_to_each_of_its_rows(folder, codes):
    rows = [("3 May 2012", "A", "Log", f"Call {n}.", "None.") for n in range(3)]
    book = folder.workbook("police", HEADER, *rows)
    book.active.merge_cells("A2:A4")
    folder.save(book)
    case = folder.read()
    assert set(case.entries["earliest"]) == {pd.Timestamp("2012-05-03")}
    assert list(case.entries["date_basis"]) == ["typed", "inherited", "inherited"]
    assert case.entries.iloc[2].date_note == (
        "The date cell is merged with that of row 2, so it holds for this row too."
    )
    assert "inherited_date" not in codes(case)
    assert all(entry["Date"] == "3 May 2012" for entry in case.entries["original"])


def test_words_merged_over_rows_are_told_once(folder):
    book = folder.workbook(
        "police",
        HEADER,
        ("3 May 2012", "A", "Log", "Call.", "Officer sent."),
        ("3 May 2012", "A", "Log", None, "Log closed."),
    )
    book.active.merge_cells("D2:D3")
    folder.save(book)
    entries = folder.read().entries
    assert list(entries["event"]) == ["Call.", ""]
    assert list(entries["action"]) == ["Officer sent.", "Log closed."]
    assert entries.iloc[1].original["Event"] == "Call."


def test_an_error_cell_keeps_its_text(folder, codes):
    book = folder.workbook("police", HEADER, ("3 May 2012", "A", "Log", "Call.", "None."))
    book.active["C2"] = "#N/A"
    folder.save(book)
    case = folder.read()
    assert case.entries.iloc[0].source == "#N/A"
    assert "error_cell" in codes(case)


def test_a_formula_without_a_stored_value_is_kept_as_typed(folder, codes):
    folder.workbook("police", HEADER, ("3 May 2012", "A", "Log", '="Call "&"back."', "None."))
    case = folder.read()
    assert case.entries.iloc[0].event == '="Call "&"back."'
    issue = case.issues.set_index("code").loc["formula_without_value"]
    assert (issue["row"], issue["column"]) == (2, "column D")


def test_a_formatted_but_empty_tail_is_not_read(folder):
    book = folder.workbook("police", HEADER, ("3 May 2012", "A", "Log", "Call.", "None."))
    book.active.cell(1_000_000, 1).font = Font(bold=True)
    table = read(folder.save(book)).tables[0]
    assert len(table.rows) == 2


def test_numbers_and_years_in_date_cells(folder):
    folder.workbook(
        "police",
        HEADER,
        (2012, "A", "Log", "A year.", "None."),
        (41032, "A", "Log", "A day number.", "None."),
    )
    entries = folder.read().entries
    assert entries.iloc[0].precision == "year"
    assert entries.iloc[1].earliest == pd.Timestamp("2012-05-03")
    assert entries.iloc[1].date_note


def test_an_empty_workbook_is_one_issue(folder, codes):
    folder.csv("gp", HEADER, ("3 May 2012", "A", "Notes", "Seen.", "None."))
    book = openpyxl.Workbook()
    book.chronology_name = "police"
    folder.save(book)
    case = folder.read()
    assert codes(case).count("no_table_found") == 1
    assert len(case.entries) == 1


def test_a_note_a_file_names_the_rows_whose_cells_carry_comments(folder):
    rows = [(f"{day} May 2012", "A", "Log", "Called at the house.", "None.") for day in (3, 4, 5)]
    book = folder.workbook("police", HEADER, *rows)
    sheet, visits = book.active, book.create_sheet("Visits")
    for row in (HEADER, rows[0]):
        visits.append(row)
    for cell in (sheet["D2"], sheet["E2"], sheet["D4"], visits["A1"]):
        cell.comment = Comment("Log number to follow.", "Author")
    folder.save(book)
    folder.csv("gp", HEADER, rows[0])
    case = folder.read()
    [issue] = case.issues[case.issues["code"] == "cell_comments"].itertuples()
    assert (issue.agency, issue.severity, issue.row) == ("police", "note", 0)
    assert issue.sentence.startswith(
        "4 cells carry comments or notes (rows 2 and 4 of Chronology, row 1 of Visits). Open the entry, or look among"
    )
    assert "Log number" not in issue.sentence
    assert not note_rows(case, "police", with_notes=True)["question"].str.contains("check this place").any()


def test_one_comment_is_told_as_one(folder):
    book = folder.workbook("police", HEADER, ("3 May 2012", "A", "Log", "Called at the house.", "None."))
    book.active["D2"].comment = Comment("Log number to follow.", "Author")
    folder.save(book)
    issues = folder.read().issues.set_index("code")
    assert issues.loc["cell_comments", "sentence"].startswith("1 cell carries a comment or note (row 2).")
