"""A case folder: case.toml, agencies and their files, stable ids, bounded dates, and what is asked."""

import time
from pathlib import Path
from threading import Event

import pandas as pd
import pytest

from chronology import frames
from chronology.notes import note_rows
from importers import FolderError, read_case
from importers.agencies import guess_kind, key_from, name_from
from importers.formats import read_file
from importers.reading import read_returns

HEADER = ("Date", "Person", "Source", "Event", "Action taken")


def call(day, words="Call."):
    return (day, "A", "Log", words, "None.")


def test_a_folder_without_files_says_what_to_do(tmp_path):
    with pytest.raises(FolderError, match="Make a folder named agencies"):
        read_case(tmp_path)
    with pytest.raises(FolderError, match="no such folder"):
        read_case(tmp_path / "nowhere")


def test_a_case_that_has_just_begun_is_read_without_an_entry(tmp_path):
    (tmp_path / "case.toml").write_text('[agencies.police]\nname = "Police"\n')
    case = read_case(tmp_path, just_begun=True)
    assert (len(case.entries), list(case.agencies)) == (0, ["police"])
    assert "no_return_received" in set(case.issues["code"])
    for name in ("persons.xlsx", "people.csv", "Thumbs.db", "authority.toml"):
        (tmp_path / name).write_text("")
    assert read_case(tmp_path, just_begun=True).entries.empty
    (tmp_path / "police.xlsx").write_bytes(b"")
    with pytest.raises(FolderError, match="Make a folder named agencies"):
        read_case(tmp_path, just_begun=True)


def test_without_case_toml_each_file_is_an_agency_named_after_it(folder, codes):
    folder.csv("childrens_social_care", HEADER, call("3 May 2012"))
    folder.csv("St Elsewhere", HEADER, call("3 May 2012"))
    case = folder.read()
    care, other = case.agencies["childrens_social_care"], case.agencies["st_elsewhere"]
    assert (care.name, care.kind, care.file) == (
        "Childrens social care",
        "social care",
        "agencies/childrens_social_care.csv",
    )
    assert (other.name, other.kind) == ("St Elsewhere", "other")
    assert "no_case_file" in codes(case)
    assert codes(case).count("kind_from_name") == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Humber police", "police"),
        ("gp", "health"),
        ("GP practice", "health"),
        ("primary_school", "education"),
        ("youth offending team", "youth justice"),
        ("adult social care", "social care"),
        ("housing", "housing"),
        ("fire and rescue", "fire"),
        ("probation_service", "probation"),
        ("Childrens services", "social care"),
    ],
)
def test_kinds_from_plain_names(name, kind):
    assert guess_kind(name) == (kind, True)


def test_names_without_a_plain_word_are_other():
    assert guess_kind("open door") == ("other", False)
    assert (key_from("A&E (St. X)"), name_from("open_door")) == ("a_e_st_x", "Open door")


def test_case_toml_with_every_key(folder, codes):
    folder.text(
        "case.toml",
        'title = "Family A"\nreview_start = "2012-05"\nreview_end = "2013"\n'
        'index_person = "A"\nnation = "Wales"\n'
        '[agencies.police]\nfile = "agencies/log.csv"\nname = "The police"\nkind = "police"\n'
        '[agencies.housing]\nname = "Housing"\nkind = "housing"\nreturn = "nil"\n'
        '[agencies.school]\nfile = "agencies/school.csv"\nname = "School"\nkind = "education"\n',
    )
    folder.csv("log", HEADER, call("3 May 2012"))
    folder.csv("gp", HEADER, call("3 May 2012"))
    case = folder.read()
    assert (case.title, case.index_person, case.nation) == ("Family A", "A", "WLS")
    assert (case.review_start, case.review_end) == (pd.Timestamp("2012-05-01"), pd.Timestamp("2013-12-31"))
    assert list(case.agencies) == ["police", "housing", "school", "gp"]
    assert case.agencies["school"].file == ""
    by_agency = case.issues.set_index("agency")["code"]
    assert by_agency["school"] == "no_return_received"
    assert by_agency["housing"] == "nil_return_stated"
    assert "agency_not_listed" in list(by_agency["gp"])
    assert list(case.entries["agency"]) == ["police", "gp"]


def test_every_mistake_in_case_toml_is_named_and_the_rest_used(folder):
    folder.text(
        "case.toml",
        'title = "Family A"\nreview_start = 2012\nreview_end = "31/12/2013"\n'
        'colour = "blue"\nnation = "Mars"\n'
        '[agencies.police]\nfile = "agencies/police.csv"\nkind = "constable"\nreturn = "none"\nname = 7\n',
    )
    folder.csv("police", HEADER, call("3 May 2012"))
    case = folder.read()
    mistakes = case.issues[case.issues["code"] == "case_file_mistake"]
    assert set(mistakes["column"]) == {
        "review_start",
        "review_end",
        "colour",
        "nation",
        "agencies.police.kind",
        "agencies.police.return",
        "agencies.police.name",
    }
    assert (case.title, case.nation, len(case.entries)) == ("Family A", "ENG", 1)
    assert "blue" not in " ".join(mistakes["sentence"])


def test_a_broken_case_toml_is_an_issue_and_the_files_are_read(folder):
    folder.text("case.toml", 'title = "Family A"\nreview_start = “2012-05-01”\n')
    folder.csv("police", HEADER, call("3 May 2012"))
    case = folder.read()
    issue = case.issues.set_index("code").loc["case_file_broken"]
    assert "line 2" in issue.sentence
    assert len(case.entries) == 1


def test_a_file_outside_the_folder_is_not_read(folder, codes, tmp_path_factory):
    outside = tmp_path_factory.mktemp("other") / "police.csv"
    outside.write_text("Date,Event\n3 May 2012,Marked.\n")
    folder.text(
        "case.toml", f'[agencies.police]\nfile = "../{outside.parent.name}/police.csv"\nkind = "police"\n'
    )
    folder.csv("gp", HEADER, call("3 May 2012"))
    case = folder.read()
    assert "file_outside_folder" in codes(case)
    assert list(case.entries["event"]) == ["Call."]


def test_a_file_under_another_ending_is_found(folder, codes):
    folder.text("case.toml", '[agencies.police]\nfile = "agencies/police.csv"\nkind = "police"\n')
    folder.workbook("police", HEADER, call("3 May 2012"))
    case = folder.read()
    assert case.agencies["police"].file == "agencies/police.xlsx"
    assert "file_under_other_name" in codes(case)


def test_traces_of_office_programs_are_no_returns(folder):
    folder.csv("police", HEADER, call("3 May 2012"))
    for name in ("~$police.docx", ".DS_Store", "Thumbs.db"):
        folder.text(f"agencies/{name}", b"\x00\x01")
    assert list(folder.read().agencies) == ["police"]


def test_ids_stay_the_same_when_a_file_is_sent_again_in_another_order(folder):
    rows = [call("3 May 2012"), call("4 May 2012"), call("3 May 2012"), call("5 May 2012", "Visit.")]
    folder.csv("police", HEADER, *rows)
    before = folder.read().entries
    assert before["entry_id"].is_unique
    folder.csv(
        "police",
        ("Ref", *HEADER),
        *((str(n), *row) for n, row in enumerate([call("1 May 2012"), *rows[::-1]])),
    )
    after = folder.read().entries
    assert set(before["entry_id"]) < set(after["entry_id"])
    moved = after.set_index("entry_id").loc[before["entry_id"], "date_text"]
    assert sorted(moved) == sorted(before["date_text"])


def test_ids_differ_between_agencies(folder):
    folder.csv("police", HEADER, call("3 May 2012"))
    folder.csv("gp", HEADER, call("3 May 2012"))
    assert folder.read().entries["entry_id"].nunique() == 2


OPEN = [("before 3 May 2012", "open_start"), ("from 10 June 2012", "open_end")]


def test_open_dates_are_bounded_by_the_review(folder):
    folder.text("case.toml", 'review_start = "2012-01-01"\nreview_end = "2012-12-31"\n')
    folder.csv("police", HEADER, *(call(day) for day, _ in OPEN), call("1 March 2013"))
    entries = folder.read().entries
    assert entries.iloc[0].earliest == pd.Timestamp("2012-01-01")
    assert entries.iloc[1].latest == pd.Timestamp("2012-12-31")
    assert list(entries["precision"][:2]) == ["open_start", "open_end"]
    assert "end of the review period (31 Dec 2012)" in entries.iloc[1].date_note


def test_open_dates_are_bounded_by_the_files_where_there_is_no_review_period(folder):
    folder.csv("gp", HEADER, call("1 January 2010"))
    folder.csv(
        "police", HEADER, call("1 February 2012"), *(call(day) for day, _ in OPEN), call("1 March 2013")
    )
    entries = folder.read().entries
    police = entries[entries["agency"] == "police"]
    assert police.iloc[1].earliest == pd.Timestamp("2012-02-01")
    assert police.iloc[2].latest == pd.Timestamp("2013-03-01")


def test_a_bound_on_the_wrong_side_is_not_used(folder):
    folder.text("case.toml", 'review_start = "2012-06-01"\nreview_end = "2012-06-05"\n')
    folder.csv("police", HEADER, *(call(day) for day, _ in OPEN))
    entries = folder.read().entries
    assert (entries["earliest"] <= entries["latest"]).all()
    assert entries.iloc[0].latest == pd.Timestamp("2012-05-02")
    assert entries.iloc[1].earliest == pd.Timestamp("2012-06-10")


def test_codes_that_are_not_in_the_key_are_asked_about_once_a_file(folder):
    header = ("Date", "Persons", "Event")
    folder.csv(
        "police",
        header,
        ("3 May 2012", "A, X", "Call."),
        ("4 May 2012", "X / HV", "Call."),
        ("5 May 2012", "Child Z", "Call."),
        ("6 May 2012", "Baby A and MA", "Call."),
    )
    issues = folder.read().issues
    asked = issues[issues["code"] == "code_not_in_key"]
    assert [sentence.split()[0] for sentence in asked["sentence"]] == ["X", "Z"]
    assert "X is not in persons.csv (rows 2 and 3)." in asked.iloc[0].sentence
    assert list(asked["row"]) == [2, 4]
    assert list(zip(asked["about"], asked["rows"], strict=True)) == [("X", "rows 2 and 3"), ("Z", "row 4")]


def test_the_rows_of_a_code_are_told_by_sheet_and_each_once(folder):
    header = ("Date", "Persons", "Event")
    book = folder.workbook("police", header, ("3 May 2012 and 9 May 2012", "X", "Call."))
    visits = book.create_sheet("Visits")
    for row in (header, ("4 May 2012", "X", "Visit."), ("5 May 2012", "X", "Visit.")):
        visits.append(row)
    folder.save(book)
    case = folder.read()
    assert len(case.entries) == 4
    [issue] = case.issues[case.issues["code"] == "code_not_in_key"].itertuples()
    assert issue.rows == "row 2 of Chronology, rows 2 and 3 of Visits"


LISTED = (
    ("Initials", "Role"),
    ("SW1", "Social worker"),
    ("QRU", "Public protection"),
    ("Child T", "Sibling"),
)


@pytest.mark.parametrize("own", [True, False])
def test_an_agency_is_not_asked_about_a_code_that_its_own_file_explains(folder, own):
    header = ("Date", "Persons", "Event")
    rows = [("3 May 2012", "SW1, QRU", "Call."), ("4 May 2012", "T / X", "Call.")]
    book = folder.workbook("police", header, *rows)
    listed_in = book if own else folder.workbook("school", header, ("5 May 2012", "A", "Absent."))
    sheet = listed_in.create_sheet("Who is who")
    for line in LISTED:
        sheet.append(line)
    folder.save(listed_in)
    case = folder.read()
    issues = case.issues[case.issues["agency"] == "police"].groupby("code")["about"].agg(sorted)
    explained = ["QRU", "SW1", "T"]
    assert issues["code_not_in_key"] == (["X"] if own else sorted([*explained, "X"]))
    if own:
        assert issues["code_explained"] == explained
        told = case.issues[case.issues["about"] == "SW1"].iloc[0]
        assert "(Who is who, row 2), so the agency is not asked" in told["sentence"]
    asked = list(note_rows(case, "police", with_notes=True)["question"])
    assert (
        "Your chronology uses the code X (row 3). The key of persons that we hold does not list it. Who is X?"
        in asked
    )
    assert any("SW1" in question for question in asked) is not own


def test_an_index_person_who_is_not_in_the_key_is_asked_about(folder):
    folder.text("case.toml", 'index_child = "Q"\n')
    folder.csv("police", HEADER, call("3 May 2012"))
    issues = folder.read().issues
    assert ((issues["code"] == "code_not_in_key") & (issues["column"] == "index_person")).any()


def test_ages_are_dated_by_the_key_of_persons(folder):
    folder.csv("gp", HEADER, call("when A was 2"))
    entry = folder.read().entries.iloc[0]
    assert entry.earliest == pd.Timestamp("2012-01-01")
    assert entry.date_basis == "age"


def test_frames_have_the_declared_shapes_and_files_their_fingerprint(folder):
    path = folder.csv("police", HEADER, call("3 May 2012"))
    case = folder.read()
    for name in ("entries", "set_aside", "issues", "files", "columns", "people", "relations"):
        frames.check(name, getattr(case, name))
    assert len(case.files.iloc[0].sha256) == 64
    assert case.files.iloc[0]["size"] == path.stat().st_size
    assert list(case.entries["position"]) == [0]


def test_a_file_that_cannot_be_opened_is_an_issue(folder, codes, monkeypatch):
    folder.csv("gp", HEADER, call("3 May 2012"))
    locked = folder.csv("police", HEADER, call("3 May 2012"))
    open_file = Path.open

    def refuse(path, *args, **kwargs):
        if path == locked:
            raise PermissionError
        return open_file(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    case = folder.read()
    assert "file_locked" in codes(case)
    assert list(case.entries["agency"]) == ["gp"]


def test_no_issue_quotes_a_cell(folder):
    marker = "zebra"
    folder.csv(
        "police",
        ("Date", "Odd", "Person", "Event"),
        (marker, marker, marker, marker),
        ("31/06/2012", marker, "A", f"{marker} at court"),
        (f"3 May 2012 {marker}", marker, "A", marker),
        (marker, "", "", ""),
    )
    issues = folder.read().issues
    assert len(issues) > 2
    assert marker not in " ".join(issues["sentence"] + issues["done"])


def test_a_file_that_brings_up_a_fault_of_ours_is_set_aside_whole(folder, codes, monkeypatch):
    folder.csv("gp", HEADER, call("3 May 2012"))
    folder.csv("police", HEADER, call("3 May 2012", "Marker."))

    def break_on_police(layout):
        if any(
            "Marker." in cell.text for c in layout.chronologies for _, row in c.rows() for cell in row.cells
        ):
            raise RuntimeError("Marker.")
        return sort_rows(layout)

    from importers import agency_file
    from importers.rows import sort_rows

    monkeypatch.setattr(agency_file, "sort_rows", break_on_police)
    case = folder.read()
    assert "file_not_understood" in codes(case)
    assert list(case.set_aside.loc[case.set_aside["agency"] == "police", "reason"]) == ["not readable"] * 2
    assert list(case.entries["agency"]) == ["gp"]


def test_headings_with_nothing_below_them_are_asked_about(folder):
    folder.csv("police", HEADER)
    folder.csv("gp", HEADER, ("", "", "", "No contact in this period.", ""))
    issues = folder.read().issues
    assert list(issues.loc[issues["code"] == "no_entries", "agency"]) == ["police"]


def test_a_nil_return_that_is_stated_is_not_outstanding(folder):
    folder.csv("police", HEADER, call("3 May 2012"))
    folder.text("case.toml", '[agencies.housing]\nreturn = "nil"\n[agencies.gp]\nname = "GP"\n')
    assert folder.read().outstanding == ("gp",)


def test_whoever_stops_does_not_wait_for_the_files_that_follow(folder, monkeypatch):
    for name in ("a", "b", "c"):
        folder.csv(name, HEADER, call("3 May 2012"))
    paths = {path.stem: path for path in sorted((folder.path / "agencies").iterdir())}
    asked = []
    slow = Event()

    def fetched(self, path, password=None):
        asked.append(path.stem)
        if path.stem != "a":
            slow.wait(20)
        return read_file(path)

    monkeypatch.setattr("importers.reading.ReaderProcess.fetched", fetched)
    readings = read_returns(paths)
    assert next(readings)[0] == "a"
    began = time.monotonic()
    readings.close()
    assert time.monotonic() - began < 10
    slow.set()
    assert "c" not in asked
