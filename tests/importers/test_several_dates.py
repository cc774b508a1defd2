"""Two or more dates in one cell: an entry for each, one row, nothing guessed."""

from datetime import date

import pandas as pd
import pytest

from dashboard.import_tables import changes_parts
from importers.intake import agency_named, preview
from importers.intake_report import changes_text
from importers.report import build_report
from importers.taking_in import confirm
from tests.dashboard.test_panel import text
from tests.importers.conftest import HEADER


def call(day, words="Called at the house", action=""):
    return (day, "A", "Duty log", words, action)


def days(entries):
    return [str(day.date()) for day in entries["earliest"]]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("03/05/12 and 05/05/12", ["2012-05-03", "2012-05-05"]),
        ("3.5.12 & 10.5.12", ["2012-05-03", "2012-05-10"]),
        ("12/06/12, 14/06/12 and 19/06/12", ["2012-06-12", "2012-06-14", "2012-06-19"]),
        ("3rd, 5th and 9th May 2012", ["2012-05-03", "2012-05-05", "2012-05-09"]),
        ("03/05/2012\n10/05/2012", ["2012-05-03", "2012-05-10"]),
    ],
)
def test_each_date_of_a_cell_is_an_entry_with_the_words_of_the_row(folder, cell, wanted):
    folder.workbook("police", HEADER, call(cell, action="Noted"), call("21/06/2012", "Something else"))
    case = folder.read()
    first = case.entries[case.entries["event"] == "Called at the house"]
    assert days(first) == wanted
    assert set(first["latest"] - first["earliest"]) == {pd.Timedelta(0)}
    assert set(first["row"]) == {2}
    assert set(first["action"]) == {"Noted"}
    assert set(first["date_text"]) == {cell}
    assert case.entries["entry_id"].is_unique
    issues = case.issues[case.issues["code"] == "two_dates"]
    assert list(issues["row"]) == [2]
    assert f"{len(wanted)} dates in one cell: shown as {len(wanted)} entries" in issues["sentence"].iloc[0]


def test_rows_still_add_up(folder):
    folder.workbook("police", HEADER, call("03/05/12 & 05/05/12"), call("21/06/2012", "Else"), ())
    case = folder.read()
    file = case.files.iloc[0]
    assert len(case.entries) == 3
    assert (file["entries"], file["rows_read"]) == (2, 2 + file["set_aside"])
    assert "sum_mismatch" not in set(case.issues["code"])
    assert "2 rows that are 3 entries" in build_report(case)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("3/5/12 - 10/5/12", "2012-05-03", "2012-05-10"),
        ("between 3/5/12 and 10/5/12", "2012-05-03", "2012-05-10"),
        ("3/5/12 or 4/5/12", "2012-05-03", "2012-05-04"),
        ("25/12/11 to 2/1/12", "2011-12-25", "2012-01-02"),
    ],
)
def test_a_range_and_alternatives_stay_one_entry(folder, cell, first, last):
    folder.workbook("police", HEADER, call(cell), call("21/06/2012", "Something else"))
    entry = folder.read().entries
    assert len(entry) == 2
    assert (str(entry["earliest"].iloc[0].date()), str(entry["latest"].iloc[0].date())) == (first, last)


def test_a_blank_below_may_be_any_of_the_dates_and_stays_one_entry(folder):
    folder.workbook("police", HEADER, call("03/05/12 & 10/05/12"), call("", "Called again"))
    case = folder.read()
    again = case.entries[case.entries["event"] == "Called again"]
    assert len(again) == 1
    assert again["earliest"].iloc[0] == pd.Timestamp("2012-05-03")
    assert again["latest"].iloc[0] == pd.Timestamp("2012-05-10")
    assert "can be any of them" in again["date_note"].iloc[0]
    assert again["precision"].iloc[0] == "range"


def test_an_end_date_of_its_own_keeps_the_row_one_entry(folder):
    header = ("Date", "End date", "Person", "Event")
    folder.workbook("police", header, ("03/05/12 & 10/05/12", "12/05/12", "A", "Stays with an aunt"))
    case = folder.read()
    assert len(case.entries) == 1
    assert (
        "Ask the agency which is meant"
        in case.issues.loc[case.issues["code"] == "two_dates", "sentence"].iloc[0]
    )


def test_the_entries_keep_their_identity_over_a_correction(folder, tmp_path):
    sent = tmp_path / "sent"
    sent.mkdir()

    def take_in(*rows):
        lines = ["Date,Person,Event", *(",".join(row) for row in rows)]
        path = sent / "police.csv"
        path.write_text("\n".join(lines) + "\n")
        shown = preview(folder.path, path, agency_named(folder.path, "Police"))
        confirm(shown, date(2014, 2, 1))
        return shown

    take_in(("03/05/12 & 10/05/12", "A", "Called at the house"), ("21/06/2012", "A", "Another thing seen"))
    first = folder.read().entries
    again = take_in(
        ("03/05/12 & 10/05/12", "A", "Called at the house"), ("21/06/2012", "A", "Another thing seen")
    )
    assert again.known_already
    one = take_in(("10/05/12", "A", "Called at the house"), ("21/06/2012", "A", "Another thing seen"))
    assert list(one.changes.withdrawn["earliest"]) == ["2012-05-03"]
    kept = folder.read().entries.set_index("event")["entry_id"]
    before = first.set_index(["event", "edtf"])["entry_id"]
    assert kept["Called at the house"] == before["Called at the house", "2012-05-10"]
    assert kept["Another thing seen"] == before["Another thing seen", "2012-06-21"]


def test_entries_of_one_cell_are_told_apart_by_their_dates_in_the_list_of_changes(folder, tmp_path):
    def shown(*rows):
        path = tmp_path / "sent.csv"
        path.write_text("\n".join(["Date,Person,Event", *(",".join(row) for row in rows)]) + "\n")
        return preview(folder.path, path, agency_named(folder.path, "Police"))

    called = ("03/05/12 & 10/05/12", "A", "Called at the house")
    confirm(shown(called, ("1/6/12 & 2/6/12", "A", "Another thing was seen at home")), date(2014, 2, 1))
    again = shown((*called[:2], "Called at the house again"), ("3/7/12 & 4/7/12", "A", "Window was broken"))
    printed, page = changes_text(again), " ".join(text(part) for part in changes_parts(again))
    for told in ("row 2 (3 May 2012), Event", "row 2 (10 May 2012), Event"):
        assert printed.count(told) == 1
        assert page.count(told.removesuffix(", Event")) == 1
    for typed, days in (
        ("3/7/12 & 4/7/12", ("3 Jul 2012", "4 Jul 2012")),
        ("1/6/12 & 2/6/12", ("1 Jun 2012", "2 Jun 2012")),
    ):
        for day in days:
            assert printed.count(f"row 3: {typed} = {day}:") == 1
            assert page.count(f"{typed}  = {day}") == 1
    plain = shown(("3 May 2012", "A", "Called at the house"), ("1 June 2012", "A", "Something else"))
    assert "(" not in changes_text(plain).partition("Worded otherwise")[2].partition("Added")[0]
    assert "row 3: 1 June 2012 = 1 Jun 2012: Something else" in changes_text(plain)
