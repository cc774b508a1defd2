"""Every source row is an entry or set aside with a reason; dates carry over as a reader would carry them."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import vocabulary
from importers.content import people_words
from importers.layout import read_layout
from importers.people import read_people
from importers.rows import is_nil_return, sort_rows
from importers.tables import BLANK, RawCell, RawRow, RawTable

HEADER = ("Date", "Person", "Source", "Event", "Action taken")
BLANKS = (None,) * 5
WORDS = vocabulary.load()


def call(day, words="Call."):
    return (day, "A", "Log", words, "None.")


def test_every_kind_of_row_is_accounted_for(folder):
    book = folder.workbook(
        "police",
        ("RESTRICTED",),
        ("Police chronology", None, None, "Author: review officer"),
        BLANKS,
        HEADER,
        ("2012",),
        call("3 May"),
        BLANKS,
        HEADER,
        call("4 May"),
        ("Total: 2",),
        ("End of the return",),
    )
    glossary = book.create_sheet("Glossary")
    for row in (("Term", "Meaning"), ("HV", "Health visitor")):
        glossary.append(row)
    folder.save(book)
    case = folder.read()
    reasons = list(case.set_aside["reason"])
    assert reasons == [
        "title",
        "title",
        "blank",
        "header",
        "heading",
        "blank",
        "header",
        "total",
        "heading",
        "not a chronology",
        "not a chronology",
    ]
    assert list(case.entries["row"]) == [6, 9]
    assert list(case.entries["earliest"]) == [pd.Timestamp("2012-05-03"), pd.Timestamp("2012-05-04")]
    file = case.files.iloc[0]
    assert file.rows_read == file.entries + file.set_aside == 13


def test_the_header_may_stand_anywhere(folder):
    folder.workbook("police", (), ("", "", *HEADER), ("", "", *call("3 May 2012")))
    entry = folder.read().entries.iloc[0]
    assert (entry.event, entry.persons, entry["row"]) == ("Call.", "A", 3)
    assert list(entry.original) == list(HEADER)


def test_a_header_in_two_rows(folder):
    book = folder.workbook(
        "police",
        ("When", None, "Who", "What", None),
        ("Date from", "Date to", "Who", "Incident", "Action"),
        ("3 May 2012", "6 May 2012", "A", "Calls.", "None."),
    )
    book.active.merge_cells("C1:C2")
    folder.save(book)
    entry = folder.read().entries.iloc[0]
    assert (entry.earliest, entry.latest) == (pd.Timestamp("2012-05-03"), pd.Timestamp("2012-05-06"))
    assert (entry.persons, entry.event, entry.action) == ("A", "Calls.", "None.")


def test_a_month_heading_dates_the_rows_below_it(folder):
    folder.workbook("police", HEADER, ("June 2012",), call(None, "First."), call("5th June", "Second."))
    entries = folder.read().entries
    assert (entries.iloc[0].earliest, entries.iloc[0].latest) == (
        pd.Timestamp("2012-06-01"),
        pd.Timestamp("2012-06-30"),
    )
    assert entries.iloc[1].earliest == pd.Timestamp("2012-06-05")


def test_a_blank_date_is_that_of_the_row_above_and_is_noted(folder):
    folder.workbook("police", HEADER, call("3 May 2012"), call(None, "Again."))
    case = folder.read()
    second = case.entries.iloc[1]
    assert (second.earliest, second.date_basis) == (pd.Timestamp("2012-05-03"), "inherited")
    issue = case.issues.set_index("code").loc["inherited_date"]
    assert (issue.severity, issue["row"]) == ("note", 3)
    assert "row 2" in issue.sentence


def test_a_date_on_a_line_of_its_own_heads_the_rows_below(folder):
    folder.workbook("police", HEADER, ("3 May 2012",), call(None, "One."), call(None, "Two."))
    case = folder.read()
    assert set(case.entries["earliest"]) == {pd.Timestamp("2012-05-03")}
    assert len(case.entries) == 2


def test_undated_rows_are_kept(folder, codes):
    folder.workbook("police", HEADER, call("N/K"), call("some time ago maybe"), call("31/06/2012"))
    case = folder.read()
    assert len(case.entries) == 3
    assert case.entries["earliest"].isna().all()
    assert {"unreadable_date", "impossible_date"} <= set(codes(case))
    assert (case.entries["date_text"] == ["N/K", "some time ago maybe", "31/06/2012"]).all()


def test_a_lone_cell_of_narrative_is_an_entry(folder):
    folder.workbook("police", HEADER, call("3 May 2012"), (None, None, None, "Also: door was broken.", None))
    entries = folder.read().entries
    assert list(entries["event"]) == ["Call.", "Also: door was broken."]


def test_numbered_but_empty_template_rows_are_blank(folder):
    folder.workbook("police", ("No.", *HEADER), (1, *call("3 May 2012")), (2, *BLANKS), (3, *BLANKS))
    case = folder.read()
    assert len(case.entries) == 1
    assert list(case.set_aside["reason"]) == ["header", "blank", "blank"]


@pytest.mark.parametrize(
    ("text", "nil"),
    [
        ("Nil return", True),
        ("No contact in this period.", True),
        ("No records held.", True),
        ("This agency had no contact with the family in the review period.", True),
        ("No involvement", True),
        ("No contact with the child or family during the review period", True),
        ("Not known to this service", True),
        ("No contact, door knocked twice.", False),
        ("No further action.", False),
        ("No concerns.", False),
        ("No information was shared with the school.", False),
        ("No reply.", False),
    ],
)
def test_nil_returns(text, nil):
    assert is_nil_return(text) is nil


def test_a_dated_period_of_no_contact_is_an_entry(folder):
    folder.workbook(
        "police",
        HEADER,
        call("3 May 2012"),
        ("June to August 2012", None, None, "No contact in this period.", None),
        (None, None, None, "No contact in this period.", None),
    )
    case = folder.read()
    assert list(case.entries["event"]) == ["Call.", "No contact in this period."]
    assert list(case.set_aside["reason"]) == ["header", "nil return"]


def test_a_table_without_headings_is_read_by_content_and_asked_about(folder, codes):
    folder.workbook("police", *[(f"{n} May 2012", "A", f"Officers attended call {n}.") for n in range(1, 5)])
    case = folder.read()
    assert len(case.entries) == 4
    assert "no_header_row" in codes(case)
    assert list(case.columns["field"]) == ["date", "persons", "unknown"]
    assert case.entries.iloc[0].event == "Officers attended call 1."


def test_no_narrative_is_lost_to_the_event(folder, codes):
    headers = ("Date", "Type of contact", "Patient", "History given", "Remarks by panel", "", "Result")
    folder.workbook("gp", headers, ("3 May 2012", "Visit", "A", "Fell.", "Odd tale.", "See file.", "Home."))
    case = folder.read()
    entry = case.entries.iloc[0]
    assert entry.event == "Visit · Fell. · Odd tale. · See file."
    assert entry.outcome == "Home."
    assert list(entry.original) == [*headers[:5], "Column 6", "Result"]
    assert "unknown_column" in codes(case)
    said = case.issues.set_index("code")["sentence"]["unknown_column"]
    assert "page Import" in said
    assert ".toml" not in said


def test_child_seen_is_y_or_n_and_further_words_are_kept(folder):
    folder.workbook(
        "gp",
        ("Date", "Patient", "Event", "Child seen"),
        ("3 May 2012", "A", "Visit.", "Yes"),
        ("4 May 2012", "A", "Visit.", "no"),
        ("5 May 2012", "A", "Visit.", "N/A"),
        ("6 May 2012", "A", "Visit.", "Yes - asleep"),
        ("7 May 2012", "A", "Visit.", None),
    )
    entries = folder.read().entries
    assert list(entries["child_seen"]) == ["Y", "N", "", "Y", ""]
    assert entries.iloc[3].event == "Visit. · Yes - asleep"


def test_a_weekend_court_hearing_is_noted(folder, codes):
    folder.workbook(
        "legal", HEADER, call("13/10/2013", "Directions hearing at court."), call("14/10/2013", "Court.")
    )
    case = folder.read()
    issues = case.issues[case.issues["code"] == "weekend_meeting"]
    assert list(issues["row"]) == [2]


def test_a_recording_date_before_the_event_is_asked_about(folder, codes):
    headers = ("Date", "Date recorded", "Person", "Event")
    folder.workbook(
        "police", headers, ("3 May 2012", "9 May 2012", "A", "Late."), ("3 May 2012", "1 May 2012", "A", "?")
    )
    case = folder.read()
    assert case.entries.iloc[0].recorded == pd.Timestamp("2012-05-09")
    assert list(case.issues.loc[case.issues["code"] == "recorded_before_event", "row"]) == [3]


def test_a_second_date_in_a_cell_is_told(folder, codes):
    folder.workbook("police", HEADER, call("03/01/14 & 06/01/14"), call("13/01/14"))
    case = folder.read()
    assert "two_dates" in codes(case)
    assert list(case.entries["earliest"].dt.day) == [3, 6, 13]
    assert set(case.entries["date_text"][:2]) == {"03/01/14 & 06/01/14"}


def test_an_order_of_day_and_month_that_nothing_shows_is_noted(folder, codes):
    folder.workbook("police", HEADER, call("03/05/12"))
    folder.csv("gp", HEADER, call("13/05/12"))
    issues = folder.read().issues
    assert list(issues.loc[issues["code"] == "ambiguous_day_order", "agency"]) == ["police"]


def test_a_list_with_dates_that_is_left_out_is_asked_about(folder):
    book = folder.workbook("police", HEADER, call("3 May 2012"))
    versions = book.create_sheet("Version control")
    for row in (("Version", "Date", "Author"), ("1", "9 May 2012", "SIO"), ("2", "12 May 2012", "SIO")):
        versions.append(row)
    folder.save(book)
    case = folder.read()
    assert len(case.entries) == 1
    assert list(case.issues.loc[case.issues["code"] == "dated_table_left_out", "sheet"]) == [
        "Version control"
    ]


def test_the_name_of_a_sheet_may_give_the_year(folder):
    book = folder.workbook("police", HEADER, call("3 May"))
    book.active.title = "2012"
    more = book.create_sheet("2013")
    for row in (HEADER, call("2 Feb")):
        more.append(row)
    folder.save(book)
    assert list(folder.read().entries["earliest"]) == [pd.Timestamp("2012-05-03"), pd.Timestamp("2013-02-02")]


def test_a_persons_column_that_names_nobody_is_read_with_the_event_too(folder):
    rows = [("3 May 2012", "Call", "Rang about the child."), ("4 May 2012", "Visit", "Seen at home.")]
    folder.workbook("police", ("Date", "Subject", "Description"), *rows)
    case = folder.read()
    assert list(case.entries["event"]) == ["Call · Rang about the child.", "Visit · Seen at home."]
    assert case.columns.set_index("header").loc["Subject", "certainty"] == "likely"


cell_words = st.one_of(
    st.just(""),
    st.text(max_size=12),
    st.sampled_from(
        ["3 May 2012", "2012", "Date", "Event", "Total", "Total 4", "A", "Y", "No contact in this period"]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(cell_words, max_size=5), max_size=12), headed=st.booleans())
def test_the_sum_rule_holds_for_any_table(folder, rows, headed):
    lines = [list(HEADER), *rows] if headed else rows
    table = RawTable(
        "Sheet1",
        tuple(
            RawRow(n, tuple(RawCell(text, text) if text else BLANK for text in row))
            for n, row in enumerate(lines, 1)
        ),
    )
    people = people_words(read_people(folder.path).people, WORDS)
    result = sort_rows(read_layout([table], WORDS, people, {}))
    assert result.entry_count() + len(result.set_aside) == len(lines)
    places = [item.row.number for kept in result.entries for item in kept if not item.context]
    assert sorted([*places, *(aside.row for aside in result.set_aside)]) == list(range(1, len(lines) + 1))
