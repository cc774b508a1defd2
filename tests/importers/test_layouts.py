"""Layouts that agencies use: headers of two rows, totals, lists of people, sheets that hide things."""

from datetime import datetime

import pandas as pd
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from importers.content import people_words
from importers.glossary import codes_explained, suggest_people
from importers.header_rows import find_header
from importers.rows import is_nil_return, is_total
from importers.tables import BLANK, RawCell, RawRow, RawTable
from importers.vocabulary import load

HEADER = ("Date", "Person", "Source", "Event", "Action taken")
ROW = ("3 May 2012", "A", "Log", "Call.", "None.")


def table_of(*rows):
    cells = [tuple(RawCell(text, text) if text else BLANK for text in row) for row in rows]
    return RawTable("Sheet1", tuple(RawRow(n, row) for n, row in enumerate(cells, start=1)))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("Date", "Person", "Details", "", ""), ("", "", "Event", "Action taken", "Outcome"), ROW],
            ["Date", "Person", "Event", "Action taken", "Outcome"],
        ),
        (
            [("", "What the agency saw", "", "What it did", ""), ("Date", "Source", "Event", "Action", "Outcome"), ROW],
            ["Date", "Source", "Event", "Action", "Outcome"],
        ),
        (
            [("Date", "Time", "About the contact", "", ""), ("", "", "Source", "Event", "Action taken"), ROW],
            ["Date", "Time", "Source", "Event", "Action taken"],
        ),
        (
            [("Chronology of", "the family"), ("Agency", "Police"), ("", "Date", "Event"), ("", "3 May 2012", "Call.")],
            ["", "Date", "Event"],
        ),
        (
            [("Date", "Source", "Event"), ("", "GP", "Contact"), ("4 May 2012", "Log", "Call.")],
            ["Date", "Source", "Event"],
        ),
    ],
)  # fmt: skip
def test_headers_of_one_and_two_rows(rows, words):
    header = find_header(table_of(*rows), load())
    assert [cell.text for cell in header.cells.cells] == words


def test_the_rows_of_a_header_of_two_rows_are_set_aside_and_its_columns_known(folder):
    folder.workbook(
        "police",
        ("Date", "Person", "Details", "", ""),
        ("", "", "Event", "Action taken", "Outcome"),
        ("3 May 2012", "A", "Call.", "Officer sent.", "Closed."),
        ("Date", "Person", "Details", "", ""),
        ("", "", "Event", "Action taken", "Outcome"),
        ("4 May 2012", "MA", "Visit.", "Seen.", "Open."),
    )
    case = folder.read()
    assert list(case.entries["event"]) == ["Call.", "Visit."]
    assert list(case.entries["outcome"]) == ["Closed.", "Open."]
    assert list(case.set_aside["reason"]) == ["header"] * 4


@pytest.mark.parametrize(
    "text",
    ["Total entries: 9", "Total 9", "TOTAL: 1,204", "Sub-total 3", "Grand total 3 4 5", "Total number of contacts - 12",
     "Number of entries: 9", "9 entries in total", "Total: 14 contacts"],
)  # fmt: skip
def test_totals(text):
    assert is_total(text)


@pytest.mark.parametrize(
    "text",
    ["Total loss of 3 teeth reported by school", "9 entries", "Totally unresponsive 3 times", "3", "Total",
     f"Total {'.' * 190}x", f"Total {'1,' * 90}x"],
)  # fmt: skip
def test_words_that_are_no_totals(text):
    assert not is_total(text)


def test_looking_for_a_nil_return_takes_no_time_on_odd_words():
    assert not is_nil_return("No contact with the " + "a " * 80 + "x")


def test_a_total_below_the_entries_is_set_aside(folder):
    folder.csv("police", HEADER, ROW, ("Total entries: 1", "", "", "", ""))
    case = folder.read()
    assert list(case.set_aside["reason"]) == ["header", "total"]


def test_a_workbook_that_counts_from_1904(folder):
    book = folder.workbook("police", HEADER)
    book.epoch = CALENDAR_MAC_1904
    book.active.append((datetime(2012, 5, 3), *ROW[1:]))
    book.active["A2"].number_format = "dd/mm/yyyy"
    folder.save(book)
    assert list(folder.read().entries["earliest"]) == [pd.Timestamp("2012-05-03")]


def test_a_formula_with_a_stored_value_shows_the_value_and_one_without_asks(folder, codes):
    book = folder.workbook("police", HEADER, ROW, ROW)
    book.active["D2"] = '=UPPER("call")'
    path = folder.save(book)
    case = folder.read()
    assert "formula_without_value" in codes(case)
    assert list(case.entries["event"]) == ['=UPPER("call")', "Call."]
    _store_value(path, "D2", "CALL")
    case = folder.read()
    assert "formula_without_value" not in codes(case)
    assert list(case.entries["event"]) == ["CALL", "Call."]


def _store_value(path, place, value):
    import zipfile

    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    start, end = members[name].split(f'<c r="{place}">'.encode())
    formula, rest = end.split(b"</f>", maxsplit=1)
    stored = formula + b"</f><v>" + value.encode() + b"</v>" + rest[rest.index(b"</c>") :]
    members[name] = start + f'<c r="{place}" t="str">'.encode() + stored
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)


def test_a_long_cell_is_kept_whole(folder):
    words = "A word. " * 4000
    folder.workbook("police", HEADER, (*ROW[:3], words, "None."))
    assert folder.read().entries.iloc[0].original["Event"] == words


def test_a_stretch_of_blank_rows_is_told_and_not_counted(folder, codes):
    book = folder.workbook("police", HEADER, ROW)
    for column, text in enumerate(ROW, start=1):
        book.active.cell(5000, column, text)
    folder.save(book)
    case = folder.read()
    assert list(case.entries["row"]) == [2, 5000]
    assert case.files.iloc[0]["rows_read"] == 3
    assert "blank_rows_skipped" in codes(case)


PROFESSIONALS = (
    ("Initials", "Role"),
    ("SW1", "Social worker"),
    ("HV1", "Health visitor"),
    ("A", "Index child"),
    ("CIN", "Child in need plan"),
    ("MARAC", "Multi-agency risk assessment conference"),
)


def test_a_list_of_professionals_is_offered_and_not_added(folder, codes):
    book = folder.workbook("police", HEADER, ROW)
    sheet = book.create_sheet("Who is who")
    for row in PROFESSIONALS:
        sheet.append(row)
    folder.save(book)
    case = folder.read()
    issue = case.issues.set_index("code").loc["people_suggested"]
    assert (issue.severity, issue.sheet) == ("note", "Who is who")
    assert "rows 2 and 3" in issue.sentence
    assert "SW1" not in issue.sentence
    assert list(case.people["code"]) == ["A", "MA"]
    assert len(case.entries) == 1


def test_suggested_people_are_those_whom_the_key_lacks():
    words = load()
    known = people_words(pd.DataFrame({"code": ["A"], "aliases": [("SW1",)]}), words)
    family = table_of(
        ("Initials", "Name", "Role"), ("T", "Child T, subject child", "Subject"), ("X", "X", "Mother")
    )
    assert [(p.code, p.role) for p in suggest_people([family], known)] == [
        ("T", "Child T, subject child"),
        ("X", "Mother"),
    ]
    found = suggest_people([table_of(*PROFESSIONALS), table_of(("HV1", "Health visitor"))], known)
    assert [(person.code, person.role, person.row) for person in found] == [("HV1", "Health visitor", 3)]


@pytest.mark.parametrize("role", ["", "?", "-", "not known", "Unknown", "n/a", "TBC", "not stated"])
def test_a_list_that_does_not_say_who_somebody_is_explains_nothing(role):
    assert set(codes_explained([table_of(("Code", "Role"), ("SW1", "Social worker"), ("Q", role))])) == {
        "SW1"
    }
