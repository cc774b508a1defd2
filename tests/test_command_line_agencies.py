import shutil
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest

from chronology.__main__ import main
from chronology.notes import wording
from importers import read_case

CASES = Path(__file__).parent / "cases"
EXAMPLES = Path(__file__).parent.parent / "example_data"
QUESTIONS = set(wording().questions.values())
BY_AGE = wording().questions["date_by_age"]
CASE_FILE = """
title = "Case A"
review_start = "2012-05-01"
review_end = "2012-12-31"
[agencies.police]
name = "The police"
kind = "police"
[agencies.gp]
name = "General practice"
kind = "health"
[agencies.housing]
name = "Housing"
return = "nil"
"""
POLICE = (
    "Date,Person,Event,Action taken\n"
    "03/05/2012,A,Officers attended after a call from a neighbour,Referral sent\n"
    "31/06/2012,A,=HYPERLINK(1) seen on the screen,Told the health visitor\n"
    "N/K,A,Undated call from a relative,None\n"
    "June to July 2012,A,Several visits without a reply,None\n"
)


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    (folder / "agencies").mkdir(parents=True)
    (folder / "case.toml").write_text(CASE_FILE)
    (folder / "agencies/police.csv").write_text(POLICE)
    return folder


def test_returns_tell_what_came_and_for_which_months(case, capsys):
    assert main(["returns", str(case)]) == 0
    said = capsys.readouterr().out
    assert "The police (police): received" in said
    assert "General practice (health): outstanding" in said
    assert "Housing (housing): stated nil return" in said
    assert "No entries supplied from 1 Aug 2012 to 31 Dec 2012 (5 months)" in said
    assert "2012 ----#++....." in said
    assert "2012 ----00000000" in said


def test_build_keeps_a_nil_return_apart_from_no_return(case, capsys):
    assert main(["build", str(case)]) == 0
    said = capsys.readouterr().out
    assert "Housing (housing)\n  Stated nil return: it has nothing to send." in said
    assert "General practice (health)\n  No return received." in said


def test_the_word_note_quotes_each_cell_with_its_place_and_a_question(case, tmp_path, capsys):
    assert main(["notes", str(case), "--to", str(tmp_path / "notes")]) == 0
    assert "Housing: nothing to ask" in capsys.readouterr().out
    note = docx.Document(str(tmp_path / "notes/police_note.docx"))
    rows = [[cell.text for cell in row.cells] for row in note.tables[0].rows]
    asked = {(row[3], row[4], row[5]): row[6] for row in rows[1:]}
    assert asked["3", "Date", "31/06/2012"].startswith("There is no such day in the calendar.")
    assert asked["4", "Date", "N/K"]
    assert any("1 Aug 2012 to 31 Dec 2012" in row[6] for row in rows)
    waiting = docx.Document(str(tmp_path / "notes/gp_note.docx"))
    assert "not received your chronology" in waiting.tables[0].rows[1].cells[6].text


def test_the_workbook_note_holds_no_formula(case, tmp_path):
    (case / "agencies/police.csv").write_text(POLICE.replace("31/06/2012", '"=1+1 31/06/2012"'))
    (case / "case.toml").write_text(CASE_FILE.replace("The police", "=CMD()"))
    assert main(["notes", str(case), "--to", str(tmp_path / "notes"), "--format", "xlsx"]) == 0
    book = openpyxl.load_workbook(tmp_path / "notes/police_note.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("31/06/2012" in str(cell.value) for cell in cells)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if str(cell.value or "").startswith(("=", "+", "-", "@"))]


def test_a_note_holds_the_words_of_no_other_agency(case, tmp_path):
    (case / "agencies/gp.csv").write_text("Date,Event\n31/06/2012,Seen about the cough\n")
    main(["notes", str(case), "--to", str(tmp_path / "notes"), "--format", "xlsx", "--all"])
    book = openpyxl.load_workbook(tmp_path / "notes/gp_note.xlsx")
    said = " ".join(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "31/06/2012" in said
    assert "relative" not in said
    assert "neighbour" not in said


def test_no_question_of_a_published_case_speaks_past_the_agency(tmp_path):
    for name in ("child_l", "child_j", "surrey2018"):
        folder = tmp_path / name
        shutil.copytree(CASES / name, folder)
        assert main(["notes", str(folder), "--to", str(tmp_path / "notes"), "--format", "xlsx", "--all"]) == 0
        for path in (tmp_path / "notes").iterdir():
            sheet = openpyxl.load_workbook(path)["Questions"]
            questions = [str(row[6]) for row in sheet.iter_rows(min_row=2, values_only=True)]
            assert questions
            assert not [q for q in questions if "Ask the agency" in q or "fail" in q.lower() or ".toml" in q]
            path.unlink()


@pytest.mark.parametrize("where", ["case/agencies", "case/agencies/notes", "case/case.toml"])
def test_notes_are_not_written_where_they_would_do_harm(case, tmp_path, capsys, where):
    assert main(["notes", str(case), "--to", str(tmp_path / where)]) == 2
    assert "folder" in capsys.readouterr().err
    assert [path.name for path in (case / "agencies").iterdir()] == ["police.csv"]


@pytest.mark.parametrize("every", [[], ["--all"]])
@pytest.mark.parametrize("name", ["child_l", "child_j"])
def test_check_and_notes_ask_the_same_but_for_what_only_the_case_shows(tmp_path, capsys, name, every):
    folder = EXAMPLES / name
    main(["notes", str(folder), "--to", str(tmp_path), "--format", "xlsx", *every])
    read = read_case(folder)
    compared = 0
    for key, agency in read.agencies.items():
        path, asked = tmp_path / f"{key}_note.xlsx", Counter()
        if path.exists():
            rows = openpyxl.load_workbook(path)["Questions"].iter_rows(min_row=2, values_only=True)
            # Months without an entry need the period of the review, which a single file does not say.
            asked = Counter(row[6] for row in rows if "You sent no entries" not in row[6])
        capsys.readouterr()
        main(["check", str(folder / agency.file), *every])
        lines = capsys.readouterr().out.splitlines()
        checked = Counter(
            question for question in QUESTIONS for line in lines if line.endswith(f": {question}")
        )
        # A date by an age needs a date of birth, which stands in persons.csv.
        checked.pop(BY_AGE, None)
        assert checked == asked, key
        compared += sum(asked.values())
    assert compared


def test_check_puts_the_questions_to_the_agency_before_it_sends(case, capsys):
    assert main(["check", str(case / "agencies/police.csv")]) == 1
    said = capsys.readouterr().out
    assert "5 rows read = 4 entries + 1 set aside" in said
    assert "row 3, Date: There is no such day in the calendar. What date does the record show?" in said
    assert "Ask the agency" not in said


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_note_that_somebody_wrote_in_is_not_lost(case, tmp_path, capsys, form):
    command = ["notes", str(case), "--to", str(tmp_path / "notes"), "--format", form]
    assert main(command) == 0
    assert main(command) == 0
    own, others = (tmp_path / f"notes/{name}_note.{form}" for name in ("gp", "police"))
    if form == "docx":
        edited = docx.Document(str(others))
        edited.add_paragraph("Ring before the panel.")
    else:
        edited = openpyxl.load_workbook(others)
        edited["Questions"]["H2"] = "Ring before the panel."
    edited.save(str(others))
    kept, before = others.read_bytes(), own.read_bytes()
    (case / "agencies/police.csv").write_text(POLICE.replace("31/06/2012", "31/09/2012"))
    capsys.readouterr()
    assert main(command) == 2
    said = capsys.readouterr()
    assert f"police_note.{form}: this file has been changed" in said.err
    assert "another folder" in said.err
    assert "--replace" in said.err
    assert "gp_note" not in said.err
    assert not said.out
    assert (others.read_bytes(), own.read_bytes()) == (kept, before)
    assert main([*command, "--replace"]) == 0
    assert others.read_bytes() != kept


def test_a_file_of_ones_own_in_the_place_of_a_note_is_kept(case, tmp_path, capsys):
    (tmp_path / "police_note.docx").write_bytes(b"my own words")
    assert main(["notes", str(case), "--to", str(tmp_path)]) == 2
    assert (tmp_path / "police_note.docx").read_bytes() == b"my own words"
    assert not (tmp_path / "gp_note.docx").exists()


def test_check_of_a_plain_file_has_nothing_to_ask(tmp_path, capsys):
    plain = tmp_path / "gp.csv"
    plain.write_text("Date,Person,Event,Action taken\n13 May 2012,A,Seen with a cough,None needed\n")
    assert main(["check", str(plain)]) == 0
    assert "nothing that would have to be asked" in capsys.readouterr().out
    plain.write_text("Date,Person,Event,Mood\n13 May 2012,A,Seen with a cough,Low\n")
    assert main(["check", str(plain)]) == 0
    assert "1 more that matters less is not listed; --all lists it." in capsys.readouterr().out
    assert main(["check", str(plain), "--all"]) == 0
    assert "Mood: What does this column hold?" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [None, b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, b"{\\rtf1 x}"]
)
def test_check_of_a_file_that_cannot_be_read_says_so_and_goes_on(tmp_path, capsys, content):
    broken, plain = tmp_path / "broken.docx", tmp_path / "gp.csv"
    if content is not None:
        broken.write_bytes(content)
    plain.write_text("Date,Event\n13 May 2012,Seen with a cough\n")
    assert main(["check", str(broken), str(plain)]) == 1
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    assert "1 entry" in printed.out


def test_check_says_what_to_do_with_a_file_that_is_not_read(tmp_path, capsys):
    (tmp_path / "gp.doc").write_bytes(b"{\\rtf1 x}")
    assert main(["check", str(tmp_path / "gp.doc")]) == 1
    said = capsys.readouterr().out
    assert "Rich Text file" in said
    assert "Could you send" not in said
    assert "No entry was found" not in said


def test_check_of_a_note_says_that_it_is_ours(case, tmp_path, capsys):
    main(["notes", str(case), "--to", str(tmp_path)])
    capsys.readouterr()
    assert main(["check", str(tmp_path / "police_note.docx")]) == 1
    said = capsys.readouterr().out
    assert "a file that Chronology wrote and no agency's return" in said
    assert "police_note.docx: not read" in said


def test_check_of_a_folder_says_that_it_is_one(case, capsys):
    assert main(["check", str(case / "agencies")]) == 1
    assert "agencies is a folder. Give the file itself" in capsys.readouterr().out


def test_returns_say_that_a_return_came_and_could_not_be_read(case, capsys):
    (case / "agencies/gp.docx").write_bytes(b"PK\x03\x04 cut short")
    assert main(["returns", str(case)]) == 0
    assert "General practice (health): received, not readable" in capsys.readouterr().out


def test_a_filled_in_template_is_read_without_a_question(tmp_path, capsys):
    path = tmp_path / "school.xlsx"
    assert (
        main(["template", str(path), "--agency", "=School", "--from", "2012-05-01", "--to", "2014-01-31"])
        == 0
    )
    book = openpyxl.load_workbook(path)
    sheet = book["Chronology"]
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["A"].number_format == "@"
    assert any(rule.type == "list" for rule in sheet.data_validations.dataValidation)
    assert "1 May 2012 to 31 Jan 2014" in " ".join(str(row[0]) for row in book["Guidance"].values)
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    filled = ["3/5/12", "14:30", "", "School record", "A, MA", "Bruise seen on the arm", "Told social care",
              "Referral made", "Y", "Class teacher", ""]  # fmt: skip
    for column, text in enumerate(filled, start=1):
        sheet.cell(2, column, text or None)
    for column, text in enumerate(["June 2012", "", "", "Attendance record", "A", "Absent often"], start=1):
        sheet.cell(3, column, text or None)
    folder = tmp_path / "case"
    (folder / "agencies").mkdir(parents=True)
    (folder / "persons.csv").write_text(
        "code,role,household,born,aliases\nA,child,,2009,\nMA,mother of A,,,\n"
    )
    book.save(folder / "agencies/school.xlsx")
    capsys.readouterr()
    assert main(["check", str(folder / "agencies/school.xlsx")]) == 0
    read = read_case(folder)
    assert set(read.columns["certainty"]) == {"certain"}
    assert not (read.issues["severity"] != "note").any()
    first = read.entries.iloc[0]
    assert (str(first["earliest"].date()), first["date_text"], first["time_text"]) == (
        "2012-05-03",
        "3/5/12",
        "14:30",
    )
    assert (first["persons"], first["event"], first["action"]) == (
        "A, MA",
        "Bruise seen on the arm",
        "Told social care",
    )
    assert (first["outcome"], first["child_seen"], first["professional"]) == (
        "Referral made",
        "Y",
        "Class teacher",
    )


def test_the_template_does_not_write_over_a_file(tmp_path, capsys):
    path = tmp_path / "school.xlsx"
    path.write_bytes(b"filled in already")
    assert main(["template", str(path)]) == 2
    assert path.read_bytes() == b"filled in already"
    assert main(["template", str(tmp_path / "school.docx")]) == 2
    assert "xlsx" in capsys.readouterr().err
