"""What is taken away as a workbook: nothing lost, nothing that a spreadsheet would run, everything to be found."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from chronology import frames
from chronology.__main__ import main
from chronology.engine import analyse
from chronology.export.tables import entries_table, entry_numbers, findings_table, returns_table
from chronology.export.workbook import workbook

CODES = {"hospital": "HO", "gp": "GP", "police": "PO", "nursery": "NU"}
MADE = date(2015, 2, 3)
CASES = Path(__file__).parents[1] / "cases"
FORMULA = '=HYPERLINK("file://x","see")'
ROWS = (
    ("hospital", "5 March 2013", "A", "Bruise to left cheek, no explanation.", "Discharged home."),
    ("gp", "not recorded", "A", "Mother says all is well.", ""),
    ("police", "by 31/01/2013", "MA", "Call to the home.", "No further action."),
    ("nursery", "May 2013", "A", "Bruise to the ear seen.", "Noted."),
    ("gp", "5 March 2013", "A", FORMULA, "-none"),
    ("gp", "6 March 2013", "A", "#N/A", "\x07bell"),
)


@pytest.fixture
def analysis(make_case):
    return analyse(make_case(*ROWS))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(sheet) -> list[dict[str, object]]:
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_every_entry_stands_once_in_date_order_with_undated_ones_last(analysis):
    table = entries_table(analysis, CODES)
    assert table["No."].tolist() == [1, 2, 3, 4, 5, 6]
    assert table["Entry"].tolist() == ["e2", "e0", "e4", "e5", "e3", "e1"]
    assert table["Date"].tolist()[0] == "by 31 Jan 2013"
    assert table["Date"].tolist()[-1] == "undated"
    assert entry_numbers(analysis.case.entries) == dict(zip(table["Entry"], table["No."], strict=True))


def test_a_date_is_given_as_typed_as_understood_and_as_its_two_ends(analysis):
    rows = rows_of(opened(workbook(analysis, codes=CODES, made=MADE))["Chronology"])
    [may] = [row for row in rows if row["Entry"] == "e3"]
    assert (may["Date as typed"], may["Date"]) == ("May 2013", "May 2013")
    assert (may["First day"], may["Last day"]) == (datetime(2013, 5, 1), datetime(2013, 5, 31))
    undated = rows[-1]
    assert undated["Date as typed"] == "not recorded"
    assert (undated["First day"], undated["Last day"]) == (None, None)
    assert (undated["Code"], undated["Agency"], undated["Row"]) == ("GP", "GP practice", 3)


def test_nothing_an_agency_wrote_becomes_a_formula_or_an_error(analysis):
    book = opened(workbook(analysis, codes=CODES, made=MADE))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not kinds & {"f", "e"}
    rows = {row["Entry"]: row for row in rows_of(book["Chronology"])}
    assert rows["e4"]["Event"] == f"'{FORMULA}"
    assert rows["e4"]["Action"] == "'-none"
    assert rows["e5"]["Event"] == "#N/A"
    assert rows["e5"]["Action"] == "\N{REPLACEMENT CHARACTER}bell"


def test_every_cell_as_sent_is_there(analysis):
    rows = {
        row["Entry"]: row for row in rows_of(opened(workbook(analysis, codes=CODES, made=MADE))["Chronology"])
    }
    assert rows["e0"]["As sent"] == "Date: 5 March 2013\nEvent: Bruise to left cheek, no explanation."
    assert len(rows) == len(ROWS)


def test_a_text_longer_than_a_cell_can_hold_says_so(make_case):
    long = "word " * 9000
    book = opened(workbook(analyse(make_case(("gp", "1 May 2013", "A", long, ""))), codes=CODES, made=MADE))
    event = rows_of(book["Chronology"])[0]["Event"]
    assert event.endswith("(cut short here)")
    assert len(event) < 32_767
    said = " ".join(str(value) for _, value in book["About"].iter_rows(values_only=True))
    assert "ends with the words (cut short here)" in said


def test_a_finding_leads_to_its_entries_and_an_entry_to_its_findings(analysis):
    assert len(analysis.flags)
    book = opened(workbook(analysis, codes=CODES, made=MADE))
    findings, entries = rows_of(book["Findings"]), rows_of(book["Chronology"])
    assert len(findings) == len(analysis.flags)
    assert [row["No."] for row in findings] == sorted(row["No."] for row in findings)
    by_number = {row["No."]: row for row in entries}
    for finding in findings:
        for line in finding["Entries"].splitlines():
            number, _, words = line.partition(": ")
            entry = by_number[int(number)]
            assert words.startswith(f"{entry['Date']}, {entry['Code']}")
            assert words.endswith(f"row {entry['Row']}")
            assert str(finding["No."]) in str(entry["Findings"]).split(", ")
    assert all(row["Rests on"] and row["Rule"] for row in findings)
    assert {row["Source confirmed"] for row in findings} <= {"yes", "not confirmed"}


def test_a_source_that_is_not_confirmed_is_said_to_be_so(analysis):
    flags = analysis.flags.assign(confirmed_source=False)
    table = findings_table(replace(analysis, flags=flags), CODES)
    assert set(table["Source confirmed"]) == {"not confirmed"}


def test_sheets_can_be_read_filtered_and_printed(analysis):
    book = opened(workbook(analysis, codes=CODES, made=MADE))
    assert book.sheetnames == ["Chronology", "Findings", "Returns", "Issues", "Set aside", "About"]
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        if sheet.title != "About":
            assert sheet.freeze_panes.endswith("2")
            assert sheet.print_title_rows == "$1:$1"
            assert sheet.auto_filter.ref == sheet.dimensions
            assert all(cell.alignment.wrap_text for cell in sheet[1])
    chronology = book["Chronology"]
    printed = [cell.value for cell in chronology[chronology.print_area.split("!")[1].replace("$", "")][0]]
    assert printed[-1] == "Row"
    assert {"Date", "Date as typed", "Agency", "Event", "File"} <= set(printed)


def test_the_title_of_the_case_is_printed_as_it_is(analysis):
    named = replace(analysis, case=replace(analysis.case, title="A & B"))
    book = opened(workbook(named, codes=CODES, made=MADE))
    assert book["Chronology"].oddHeader.left.text == "A && B"


def test_about_names_the_day_that_was_given(analysis):
    about = dict(opened(workbook(analysis, codes=CODES, made=MADE))["About"].iter_rows(values_only=True))
    assert about["Made on"] == "3 Feb 2015"
    assert about["Entries"].startswith("6 entries, 1 of them undated")
    assert about["Agency code HO"] == "Hospital"
    assert "not a conclusion" in about["What a finding is"]


def test_returns_tell_rows_set_aside_by_reason(make_case):
    case = make_case(*ROWS)
    blank = {"agency": "gp", "file": "agencies/gp.csv", "sheet": "", "row": 9, "text": ""}
    aside = frames.build(
        "set_aside", [{**blank, "reason": "blank"}, {**blank, "row": 1, "reason": "title", "text": "T"}]
    )
    gp = {
        "agency": "gp", "file": "agencies/gp.csv", "sha256": "0" * 64, "size": 1, "rows_read": 5, "entries": 3,
        "set_aside": 2, "day_order": "day first", "day_order_evidence": "", "status": "read",
        "received": pd.Timestamp(MADE),
    }  # fmt: skip
    case = replace(case, set_aside=aside, files=frames.build("files", [gp]))
    row = returns_table(case, CODES).set_index("Agency").loc["GP practice"]
    assert row["Rows read"] == row["Entries"] + row["Set aside"] == 5
    assert (row["Set aside: blank"], row["Set aside: title"]) == (1, 1)
    assert row["Received"].date() == MADE
    book = opened(workbook(analyse(case), codes=CODES, made=MADE))
    assert [row["Words of the row"] for row in rows_of(book["Set aside"])] == [None, "T"]


def test_a_case_without_an_entry_still_makes_a_workbook(make_case):
    book = opened(workbook(analyse(make_case()), codes=CODES, made=MADE))
    assert rows_of(book["Chronology"]) == []
    assert rows_of(book["Findings"]) == []


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "case"
    shutil.copytree(CASES / "child_l", target)
    return target


def test_the_command_writes_a_workbook(folder, tmp_path, capsys):
    out = tmp_path / "taken.xlsx"
    assert main(["export", str(folder), "--to", "xlsx", "--out", str(out)]) == 0
    assert len(rows_of(openpyxl.load_workbook(out)["Chronology"])) == 88
    assert "88 entries" in capsys.readouterr().out


def test_the_command_writes_into_the_present_folder_once_and_says_where(
    folder, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["export", str(folder), "--to", "html"]) == 0
    written = tmp_path / "timeline.html"
    assert written.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert f"Written: {written.resolve()}\n" in capsys.readouterr().out
    written.write_bytes(b"kept")
    assert main(["export", str(folder), "--to", "html"]) == 2
    assert f"file named timeline.html already in {tmp_path.resolve()}" in capsys.readouterr().err
    assert written.read_bytes() == b"kept"


def test_the_help_says_where_the_file_goes(capsys):
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "into the folder in which you type the command" in said
    assert "never written over" in said


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("taken.html", "ends in .xlsx"),
        ("there.xlsx", "already"),
        ("case/agencies/x.xlsx", "among the returns"),
    ],
)
def test_the_command_overwrites_nothing_and_says_why(folder, tmp_path, capsys, out, said):
    there = tmp_path / "there.xlsx"
    there.write_bytes(b"kept")
    assert main(["export", str(folder), "--to", "xlsx", "--out", str(tmp_path / out)]) == 2
    assert said in capsys.readouterr().err
    assert there.read_bytes() == b"kept"
    assert not list((folder / "agencies").glob("x.*"))
