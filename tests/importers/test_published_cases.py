"""The five published cases: every row is an entry, with the date, persons and words that a reader sees."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from importers import build_report, read_case

CASES = Path(__file__).parents[1] / "cases"
EXAMPLES = Path(__file__).parents[2] / "example_data"
ENTRIES = {"child_l": 88, "child_j": 70, "reading2022": 36, "southend2021": 31, "surrey2018": 54}


@pytest.fixture(scope="module")
def cases():
    return {name: read_case(CASES / name) for name in ENTRIES}


@pytest.fixture(params=ENTRIES)
def case(request, cases):
    return cases[request.param]


@pytest.mark.parametrize(("name", "count"), ENTRIES.items())
def test_every_row_is_an_entry(cases, name, count):
    case = cases[name]
    assert len(case.entries) == count
    assert set(case.set_aside["reason"]) == {"header"}
    assert (case.files["rows_read"] == case.files["entries"] + case.files["set_aside"]).all()
    assert not (case.issues["severity"] == "error").any()


@pytest.mark.parametrize("name", ENTRIES)
def test_rows_are_numbered_and_kept_word_for_word(cases, name):
    for file, entries in cases[name].entries.groupby("file"):
        with (CASES / name / file).open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        assert list(entries["data_row"]) == list(range(1, len(rows) + 1))
        assert list(entries["original"]) == rows


def test_each_file_has_one_date_column_and_some_words(case):
    for _, columns in case.columns.groupby("file"):
        assert (columns["field"] == "date").sum() == 1
        assert {"event", "unknown"} & set(columns["field"])
    assert (case.entries["event"] + case.entries["action"] + case.entries["outcome"]).str.len().gt(0).all()


def test_no_words_of_a_row_are_lost_to_a_search(case):
    fields = [
        "date_text",
        "persons",
        "source",
        "event",
        "action",
        "outcome",
        "comment",
        "professional",
        "location",
    ]
    more = ["time_text", "child_seen"]
    known = case.columns.set_index(["file", "header"])["field"]
    for entry in case.entries.itertuples():
        words = " ".join(str(getattr(entry, field)) for field in [*fields, *more])
        for header, text in entry.original.items():
            if text and known[entry.file, header] not in ("ref", "time"):
                assert text in words, (entry.file, entry.data_row, header)


def test_every_date_is_read_and_both_ends_filled(case):
    assert case.entries["earliest"].notna().all()
    assert (case.entries["earliest"] <= case.entries["latest"]).all()


def entry(cases, name, agency, data_row):
    entries = cases[name].entries
    return entries[(entries["agency"] == agency) & (entries["data_row"] == data_row)].iloc[0]


@pytest.mark.parametrize(
    ("name", "agency", "row", "earliest", "latest", "persons", "event"),
    [
        ("child_l", "hospital", 1, "2012-05-02", "2012-05-02", "M, 3 1/2 yrs", "GP referral, swelling"),
        (
            "child_l",
            "hospital",
            5,
            "2012-10-01",
            "2012-11-30",
            "MP (adult)",
            "Suicide attempt. · Mental health",
        ),
        (
            "child_l",
            "childrens_social_care",
            9,
            "2012-06-13",
            "2014-01-31",
            "Child M, ML, MP",
            "Told of police",
        ),
        (
            "child_l",
            "childrens_centres_frs",
            6,
            "2013-04-01",
            "2013-10-31",
            "ML, MP, L, N, O",
            "Intensive support",
        ),
        ("child_l", "open_door", 1, "2012-10-01", "2012-11-30", "MP", "Mental health issues."),
        ("child_l", "police", 1, "2012-06-12", "2012-06-30", "CHILD M", "S47 strategy meeting"),
        ("child_j", "hospital", 2, "2008-12-23", "2009-01-02", "Child J, aged 3", ""),
        (
            "child_j",
            "education_welfare",
            1,
            "2001-01-01",
            "2005-12-31",
            "PQ (and siblings)",
            "Poor attendance",
        ),
        ("child_j", "gp", 1, "2008-10-01", "2008-10-31", "LD", "Letter: failed to attend"),
        (
            "child_j",
            "probation",
            5,
            "2008-12-01",
            "2008-12-10",
            "LD · Child aged 3",
            "Office interview · LD attended",
        ),
        ("reading2022", "crisis_team", 2, "2022-01-11", "2022-01-11", "P1", "Referral in · Overdose."),
        ("reading2022", "ambulance", 2, "2022-01-20", "2022-01-20", "P1", "Safeguarding referral made"),
        ("southend2021", "hems", 1, "2021-05-29", "2021-05-29", "P1", "Met ambulance on route."),
        (
            "southend2021",
            "gp",
            2,
            "2020-01-01",
            "2020-10-31",
            "P1",
            "Reliever inhaler, repeat requests. · Salb",
        ),
        (
            "surrey2018",
            "childrens_services",
            3,
            "2018-01-10",
            "2018-01-10",
            "SN · Child Prot",
            "Child Protection",
        ),
        ("surrey2018", "police", 4, "2018-01-30", "2018-01-30", "Unknown female", "Female struck by train"),
        ("surrey2018", "fire_service", 1, "2017-12-09", "2017-12-09", "", "Thick black smoke."),
    ],
)
def test_entries_read_by_eye(cases, name, agency, row, earliest, latest, persons, event):
    found = entry(cases, name, agency, row)
    assert (found.earliest, found.latest) == (pd.Timestamp(earliest), pd.Timestamp(latest))
    assert found.persons.startswith(persons)
    assert found.event.startswith(event)


@pytest.mark.parametrize(
    ("name", "file", "header", "field"),
    [
        ("child_l", "hospital", "Attended", "date"),
        ("child_l", "hospital", "Disposal", "outcome"),
        ("child_l", "education", "What was done", "action"),
        ("child_l", "gp", "Comment", "comment"),
        ("child_j", "ambulance", "Caller", "source"),
        ("child_j", "connexions", "Shared with", "action"),
        ("child_j", "probation", "Record", "source"),
        ("child_j", "gp", "From", "source"),
        ("child_j", "education_welfare", "From", "date"),
        ("child_j", "education_welfare", "To", "date_end"),
        ("child_j", "early_years_centre", "Contact with", "persons"),
        ("child_j", "hospital", "Seen", "child_seen"),
        ("reading2022", "ambulance", "Sent to", "action"),
        ("reading2022", "support_provider", "Told / done", "action"),
        ("reading2022", "crisis_team", "Contact", "date"),
        ("reading2022", "wokingham_council", "Record", "event"),
        ("southend2021", "ambulance", "Time", "time"),
        ("southend2021", "asthma_allergy_service", "No.", "ref"),
        ("southend2021", "asthma_allergy_service", "Minutes", "unknown"),
        ("surrey2018", "ambulance", "Job", "date"),
        ("surrey2018", "fire_service", "Call", "date"),
        ("surrey2018", "police", "Incident", "date"),
        ("surrey2018", "childrens_services", "Record", "event"),
    ],
)
def test_columns_read_by_eye(cases, name, file, header, field):
    columns = cases[name].columns
    found = columns[(columns["file"] == f"agencies/{file}.csv") & (columns["header"] == header)]
    assert list(found["field"]) == [field]


def test_agencies_are_those_of_case_toml(cases):
    case = cases["child_l"]
    assert case.agencies["police"].name == "Humberside Police"
    assert (case.review_start, case.review_end) == (pd.Timestamp("2012-05-01"), pd.Timestamp("2014-01-31"))
    assert case.index_person == "L"


def test_the_report_tells_the_sums_and_quotes_no_entry(case):
    report = build_report(case)
    assert f"{len(case.entries)} entries + {len(case.set_aside)} set aside" in report
    for agency in case.agencies.values():
        assert agency.name in report
    long_words = [event for event in case.entries["event"] if len(event) > 40]
    assert long_words
    assert not any(event in report for event in long_words)


SAME = [
    "earliest",
    "latest",
    "precision",
    "persons",
    "source",
    "event",
    "action",
    "outcome",
    "comment",
    "child_seen",
]


@pytest.mark.parametrize("name", ["child_l", "child_j"])
def test_the_example_files_give_the_same_entries(cases, name):
    """The example cases hold the same rows as agencies send them: titles, merged cells, Word tables."""
    plain, sent = cases[name], read_case(EXAMPLES / name)
    assert not (sent.issues["severity"] == "error").any()
    assert (sent.files["rows_read"] == sent.files["entries"] + sent.files["set_aside"]).all()
    for key in plain.agencies:
        ours = sent.entries.loc[sent.entries["agency"] == key, SAME].reset_index(drop=True)
        pd.testing.assert_frame_equal(
            ours, plain.entries.loc[plain.entries["agency"] == key, SAME].reset_index(drop=True)
        )
