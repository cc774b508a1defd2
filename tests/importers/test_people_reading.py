"""The key of persons and their relations."""

import openpyxl
import pandas as pd
import pytest

from importers.people import iso_interval, read_people


def test_births_and_relations_are_intervals(tmp_path):
    (tmp_path / "persons.csv").write_text(
        "code,role,household,born,aliases\nA,index child,H1,2012,Child A; Baby A\nB,brother,H1,2013-05-28,\n"
        "MA,mother of A,H1,1988-02,Mother\nFA,father,,,\n"
    )
    (tmp_path / "relations.csv").write_text(
        "from,relation,to,start,end\nMA,partner of,FA,2010,2013-05\nMA,mother of,A,2012,\n"
    )
    reading = read_people(tmp_path)
    people = reading.people.set_index("code")
    assert (people.born_earliest["A"], people.born_latest["A"]) == (
        pd.Timestamp("2012-01-01"),
        pd.Timestamp("2012-12-31"),
    )
    assert people.born_latest["MA"] == pd.Timestamp("1988-02-29")
    assert pd.isna(people.born_earliest["FA"])
    assert people.aliases["A"] == ("Child A", "Baby A")
    relation = reading.relations.iloc[0]
    assert (relation.end_earliest, relation.end_latest) == (
        pd.Timestamp("2013-05-01"),
        pd.Timestamp("2013-05-31"),
    )
    assert pd.isna(reading.relations.iloc[1].end_latest)
    assert reading.problems == ()


def test_missing_files_are_empty_frames_and_notes(tmp_path):
    reading = read_people(tmp_path)
    assert reading.people.empty
    assert reading.relations.empty
    assert [(name, p.code, p.severity) for name, p in reading.problems] == [
        ("persons.csv", "no_key_of_persons", "note"),
        ("relations.csv", "no_relations", "note"),
    ]


def test_a_workbook_of_persons_with_title_and_true_dates(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Key of persons"],
        [],
        ["Code", "Role", "DOB"],
        ["A", "index child", pd.Timestamp("2012-05-03")],
    ):
        book.active.append(row)
    book.save(tmp_path / "persons.xlsx")
    people = read_people(tmp_path).people
    assert people.iloc[0].born_earliest == people.iloc[0].born_latest == pd.Timestamp("2012-05-03")


def test_rows_that_cannot_be_used_are_asked_about(tmp_path):
    (tmp_path / "persons.csv").write_text(
        "code,role,household,born,aliases\n"
        "A,index child,,spring,\nA,twin,,,\n,father,,,\nB,brother,,2013-02-31,\n"
    )
    (tmp_path / "relations.csv").write_text("from,relation,to,start,end\nA,sibling of,Q,,\n")
    reading = read_people(tmp_path)
    assert list(reading.people["code"]) == ["A", "B"]
    found = [(p.code, p.row) for _, p in reading.problems]
    assert found == [
        ("unreadable_date", 2),
        ("person_not_used", 3),
        ("person_not_used", 4),
        ("unreadable_date", 5),
        ("code_not_in_key", 2),
    ]
    assert len(reading.relations) == 1


def test_a_file_without_headings_is_an_issue(tmp_path):
    (tmp_path / "persons.csv").write_text("A;index child\n")
    assert "no_table_found" in [p.code for _, p in read_people(tmp_path).problems]


def test_iso_intervals_refuse_other_forms():
    for text in ("2012-13", "12/05/2012", "soon", ""):
        with pytest.raises(ValueError, match=r".+"):
            iso_interval(text)
