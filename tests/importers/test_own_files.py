"""What Chronology wrote itself is said to be that, and is never read as an agency's return."""

import io
import tracemalloc
import zipfile
from datetime import date

import docx
import openpyxl
import pytest

from chronology.engine import analyse
from chronology.export.workbook import workbook
from chronology.notes import note, note_rows
from chronology.own_files import NOTE, PROPERTIES, fingerprint_of, mark, read_mark
from chronology.returns import coverage, returns_summary
from dashboard.case_view import case_view
from dashboard.export_html import html_document
from dashboard.returns_tables import returns_line
from dashboard.state_line import state_parts
from importers import FolderError, read_case
from importers.check import check_file
from importers.formats import read_file
from importers.intake import agency_of, preview
from importers.own_files import is_as_written, own_file
from importers.report import build_report
from importers.taking_in import confirm
from importers.template import template

HEADER = ("Date", "Person", "Source", "Event", "Action taken")


@pytest.fixture
def case(folder):
    folder.csv("police", HEADER, ("31/06/2012", "A", "Log", "Call from a relative.", "None."))
    return folder.read()


def written(case, kind):
    if kind == "page":
        return html_document(case_view(analyse(case)), made=date(2014, 1, 1))
    if kind == "merged":
        return workbook(analyse(case), codes={"police": "P"}, made=date(2014, 1, 1))
    return note(case, "police", kind)


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("merged", "chronology.xlsx", "merged chronology"),
        ("page", "timeline.html", "merged chronology"),
        ("xlsx", "police_note.xlsx", "note with questions"),
        ("docx", "police_note.docx", "note with questions"),
    ],
)
def test_a_file_of_our_own_among_the_returns_is_one_issue_and_no_agency(folder, case, kind, name, words):
    folder.text(f"agencies/{name}", written(case, kind))
    again = folder.read()
    assert list(again.agencies) == ["police"]
    assert len(again.entries) == len(case.entries)
    issues = again.issues[again.issues["file"] == f"agencies/{name}"]
    assert list(issues["code"]) == ["own_file"]
    assert words in issues["sentence"].iloc[0]
    assert "the agency sent" in issues["sentence"].iloc[0]


def test_a_small_file_that_claims_to_be_small_inside_costs_no_memory(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PROPERTIES, b"\0" * 50_000_000)
    content = path.read_bytes()
    place = content.rindex(b"PK\x01\x02")
    path.write_bytes(content[: place + 24] + (50).to_bytes(4, "little") + content[place + 28 :])
    tracemalloc.start()
    assert own_file(path) is None
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_page_that_speaks_of_the_mark_is_still_a_return(folder):
    words = "Written by Chronology: merged chronology"
    rows = "<tr><td>Date</td><td>Event</td></tr><tr><td>3 May 2012</td><td>Call from a relative.</td></tr>"
    path = folder.text("agencies/gp.html", f"<html><p>{words}</p><table>{rows}</table></html>")
    assert own_file(path) is None
    assert len(folder.read().entries) == 1


def test_a_file_of_our_own_that_is_listed_or_checked_is_not_read(folder, case):
    path = folder.text("agencies/gp.xlsx", written(case, "merged"))
    period = 'review_start = "2012-05-01"\nreview_end = "2012-06-30"\n'
    listed = '[agencies.gp]\nfile = "agencies/gp.xlsx"\nname = "GP"\nkind = "health"\n'
    folder.text("case.toml", period + listed)
    again = folder.read()
    assert again.outstanding == ("gp",)
    assert not again.not_readable
    issues = again.issues[again.issues["agency"] == "gp"]
    assert list(zip(issues["code"], issues["file"], strict=True)) == [("own_file", "agencies/gp.xlsx")]
    assert (
        "no agency's return. Take it out, and put the file that the agency sent in its place"
        in issues.iloc[0].sentence
    )
    summary = returns_summary(again).set_index("agency").loc["gp"]
    assert (summary["status"], summary["file"]) == ("own file", "agencies/gp.xlsx")
    assert "agencies/gp.xlsx was written by Chronology" in build_report(again)
    told = "; ".join(state_parts(analyse(again)))
    assert "in place of the return of GP: a file that Chronology wrote (see Returns)" in told
    assert "not readable" not in told
    assert "1 outstanding; in its place lies a file that Chronology wrote" in returns_line(again)
    assert set(coverage(again).loc[lambda frame: frame["agency"] == "gp", "supplied"]) == {"no return"}
    assert note_rows(again, "gp")["question"].iloc[0].startswith("We hold no chronology of yours")
    checked = check_file(path)
    assert checked.entries.empty
    assert list(checked.issues["code"]) == ["own_file"]


def test_a_file_of_our_own_that_is_listed_and_lies_elsewhere_in_the_folder_is_no_return(folder, case):
    folder.text("police and all.xlsx", written(case, "merged"))
    folder.text("case.toml", '[agencies.gp]\nfile = "police and all.xlsx"\nname = "GP"\nkind = "health"\n')
    again = folder.read()
    assert dict(again.own_in_place) == {"gp": "police and all.xlsx"}
    assert again.outstanding == ("gp",)


def test_the_return_of_an_agency_can_be_taken_in_over_a_file_of_our_own(folder, case, tmp_path_factory):
    folder.text("agencies/gp.xlsx", written(case, "merged"))
    folder.text("case.toml", '[agencies.gp]\nfile = "agencies/gp.xlsx"\nname = "GP"\nkind = "health"\n')
    sent = tmp_path_factory.mktemp("sent") / "gp log.csv"
    sent.write_text("Date,Event\n3 May 2012,Seen with a cough\n")
    shown = preview(folder.path, sent, agency_of(folder.path, sent, "gp"))
    confirm(shown, date(2014, 2, 1))
    again = folder.read()
    assert "gp" in again.returned
    assert not again.own_in_place


def test_a_return_with_the_name_of_one_that_is_our_own_is_still_asked_for(folder, case):
    folder.text("agencies/gp.docx", written(case, "docx"))
    folder.text("case.toml", '[agencies.gp]\nname = "GP"\nkind = "health"\n')
    again = folder.read()
    assert list(again.issues.loc[again.issues["agency"] == "gp", "code"]) == ["no_return_received"]
    assert (again.issues["code"] == "own_file").sum() == 1


def test_a_folder_with_nothing_but_our_own_files_says_so(folder, case):
    content = written(case, "xlsx")
    (folder.path / "agencies/police.csv").unlink()
    folder.text("agencies/police.xlsx", content)
    with pytest.raises(FolderError, match="written by Chronology"):
        read_case(folder.path)


def test_a_note_that_an_agency_filled_in_and_saved_is_still_known(folder, case):
    book = openpyxl.load_workbook(io.BytesIO(written(case, "xlsx")))
    book["Questions"]["H2"] = "It was the 30th."
    book.chronology_name = "police_answers"
    path = folder.save(book)
    assert not read_file(path).read
    assert own_file(path).code == "own_file"
    assert not is_as_written(path)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_note_is_as_written_until_somebody_writes_in_it(tmp_path, case, kind):
    path = tmp_path / f"note.{kind}"
    path.write_bytes(written(case, kind))
    assert is_as_written(path)
    if kind == "docx":
        document = docx.Document(str(path))
        document.tables[0].rows[1].cells[6].paragraphs[0].add_run(" Please ring us.")
        document.save(str(path))
    else:
        book = openpyxl.load_workbook(path)
        book["Questions"]["G2"] = "Please ring us."
        book.save(path)
    assert not is_as_written(path)


def test_the_template_and_a_plain_workbook_are_returns(folder):
    folder.text("agencies/school.xlsx", template("The school"))
    folder.workbook("hospital", HEADER, ("3 May 2012", "A", "Log", "Seen.", "None."))
    for name in ("school", "hospital"):
        path = folder.path / f"agencies/{name}.xlsx"
        assert own_file(path) is None
        assert read_file(path).read


def test_words_that_only_speak_of_chronology_are_no_mark(folder):
    book = folder.workbook("hospital", HEADER, ("3 May 2012", "A", "Log", "Seen.", "None."))
    book.properties.keywords, book.properties.creator = "Chronology, family", "Chronology"
    assert own_file(folder.save(book)) is None
    assert read_mark(mark(NOTE)) == (NOTE, "")
    assert read_mark("Written by Chronology") == ("", "")


def test_a_hostile_file_with_our_mark_costs_nothing(tmp_path):
    path = tmp_path / "note.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", " " * 200_000)
        archive.writestr("word/document.xml", "<w/>")
    assert own_file(path) is None
    assert not is_as_written(path)
    (tmp_path / "text.docx").write_bytes(b"no archive")
    assert not is_as_written(tmp_path / "text.docx")
    with pytest.raises(zipfile.BadZipFile):
        fingerprint_of(b"no archive")
