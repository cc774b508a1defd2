"""Returns: the clock guesses nothing, the silences stay apart, and everything to send back is named."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from chronology.frames import build
from dashboard.case_view import CaseView, case_view
from dashboard.coverage_figure import (
    SIGNS,
    coverage_figure,
    coverage_states,
    describe_coverage,
    least_width,
    stretches,
)
from dashboard.pages.returns_callbacks import clock_words, days_kept, kept_days, typed_days
from dashboard.record_ends import first_and_last, in_date_order
from dashboard.returns_tables import (
    SHOWN_AT_FIRST,
    due_words,
    issues_by_agency,
    returns_line,
    stretches_table,
    summary_table,
)
from dashboard.review_clock import NOT_SET, Clock, clock_lines, clock_notes, distance, typed_day
from tests.dashboard.family_sample import blank, family_sample
from tests.dashboard.test_panel import parts, text

TODAY = pd.Timestamp(2024, 5, 1)


@pytest.fixture(scope="module")
def view() -> CaseView:
    return case_view(family_sample())


def rows(table) -> list[list[str]]:
    """The body of a table as words, a list for each row."""
    body = next(part for part in parts(table) if type(part).__name__ == "Tbody")
    return [[text(cell) for cell in row.children] for row in body.children]


def test_without_a_day_the_clock_says_that_nothing_is_guessed():
    lines = clock_lines(Clock(), TODAY)
    assert {date for _, date, _ in lines} == {NOT_SET}
    assert not clock_notes(Clock())


def test_the_clock_counts_5_and_15_working_days_over_a_bank_holiday():
    # Monday 6 May 2024 is the early May bank holiday, Monday 27 May the spring one.
    lines = {what: date for what, date, _ in clock_lines(Clock(notified=pd.Timestamp(2024, 5, 2)), TODAY)}
    assert lines["Working day 5"] == "10 May 2024"
    assert lines["Rapid review due"] == "24 May 2024"
    assert lines["Notification due"] == NOT_SET


def test_the_clock_says_whether_the_notification_was_in_time():
    aware = pd.Timestamp(2024, 4, 22)
    for notified, words in (
        (pd.Timestamp(2024, 4, 29), "within"),
        (pd.Timestamp(2024, 5, 1), "2 working days"),
    ):
        _, due, how = clock_lines(Clock(aware=aware, notified=notified), TODAY)[0]
        assert due == "29 Apr 2024"
        assert words in how


def test_the_nation_decides_which_bank_holidays_count():
    start = pd.Timestamp(2024, 11, 25)
    dates = {
        nation: clock_lines(Clock(notified=start, nation=nation), TODAY)[1][1] for nation in ("ENG", "SCT")
    }
    assert dates == {"ENG": "2 Dec 2024", "SCT": "3 Dec 2024"}


def test_days_before_the_duty_and_days_in_the_wrong_order_are_pointed_out():
    notes = clock_notes(Clock(aware=pd.Timestamp(2014, 1, 9), notified=pd.Timestamp(2014, 1, 3)))
    assert len(notes) == 2
    assert "29 June 2018" in notes[0]
    assert "before the day of becoming aware" in notes[1]


@pytest.mark.parametrize(
    ("typed", "day", "told"),
    [
        ("3 May 2012", pd.Timestamp(2012, 5, 3), ""),
        ("May 2012", None, "Write one whole day, such as 3 May 2012; this is May 2012"),
        ("3 to 5 May 2012", None, "Write one whole day, such as 3 May 2012; this is 3 to 5 May 2012"),
        ("after 3 May 2012", None, "Write one whole day, such as 3 May 2012; this is after 3 May 2012"),
        ("", None, ""),
        (None, None, ""),
        ("soonish", None, "Not read as a date. Write one whole day, such as 3 May 2012"),
        ("2 May 2024", None, "2 May 2024 is still to come, so nothing is counted from it"),
        ("1 May 2024", TODAY, ""),
    ],
)
def test_only_one_whole_day_is_taken_and_what_is_wrong_is_said(typed, day, told):
    assert typed_day(typed, TODAY) == (day, told)


def test_returns_may_be_asked_for_by_a_day_to_come():
    typed = ["2 May 2024", "1 May 2024", "10 May 2024"]
    aware, notified, asked = typed_days(typed, TODAY)
    assert aware[0] is None
    assert "still to come" in aware[1]
    assert (notified[0], asked) == (TODAY, (pd.Timestamp(2024, 5, 10), ""))


def test_a_tab_keeps_days_alone_and_for_one_run_of_the_program():
    days = typed_days(["the child's name", "1 May 2024", "10 May 2024"], TODAY)
    kept = kept_days(days, "run1")
    assert kept == {"run": "run1", "days": [None, "2024-05-01", "2024-05-10"]}
    assert days_kept(kept, "run1") == ["", "1 May 2024", "10 May 2024"]
    for other in (None, {}, {"run": "run1"}, {"run": "run1", "days": ["2024-05-01"]}, "text"):
        assert days_kept(other, "run1") == ["", "", ""]
    assert days_kept(kept, "run2") == ["", "", ""], "another run may be for another case"


def test_the_distance_is_counted_in_working_days():
    assert distance(pd.Timestamp(2024, 5, 7), TODAY, "ENG") == "in 3 working days"
    assert distance(TODAY, TODAY, "ENG") == "today"
    assert distance(pd.Timestamp(2024, 4, 30), TODAY, "ENG") == "1 working day ago"
    assert distance(pd.Timestamp(2014, 4, 30), TODAY, "ENG") == "past"
    saturday = pd.Timestamp(2024, 5, 4)
    assert distance(pd.Timestamp(2024, 5, 5), saturday, "ENG") == "over a weekend or bank holiday"


def test_a_return_is_due_only_when_the_user_has_said_so(view):
    assert due_words("outstanding", Clock(), TODAY) == "no day set"
    asked = Clock(asked=pd.Timestamp(2024, 4, 29))
    assert due_words("outstanding", asked, TODAY) == "29 Apr 2024, 2 working days ago"
    assert due_words("received", asked, TODAY) == "nothing due"
    assert NOT_SET in text(clock_words(asked, TODAY))


def test_one_line_an_agency_tells_its_return_and_its_issues(view):
    lines = {line[0].partition(" ")[0]: line for line in rows(summary_table(view, Clock(), TODAY))}
    assert len(lines) == 5
    police, housing, care = lines["PO"], lines["HS"], lines["SC"]
    assert "Received" in police[1]
    assert police[3:5] == ["12 Apr 2019", "1 Feb 2020"]
    assert police[5] == "3"
    assert police[8:] == ["1", "0", "1"]
    assert "Outstanding" in housing[1]
    assert housing[2:6] == ["no day set", "", "", "0"]
    assert care[6] == "1"
    assert "4 received, 1 outstanding; 3 questions to send back" in returns_line(view.analysis.case)


def test_an_open_end_counts_at_the_day_that_it_names(view):
    _, last = first_and_last(view.entries, "agency")
    assert last.at["social_care", "entry_id"] == "social_care-8"
    assert last.at["social_care", "when"] == "after 4 Jan 2020"
    by_then = view.entries.assign(
        edtf=view.entries["edtf"].where(view.entries["entry_id"] != "gp-3", "../2019-05-31")
    )
    first, _ = first_and_last(by_then.iloc[1:], "agency")
    assert first.at["gp", "entry_id"] == "gp-3"
    ordered = in_date_order(view.entries)
    assert ordered["entry_id"].iloc[-1] == "social_care-7"
    assert ordered["entry_id"].iloc[0] == "gp-2"


def test_the_silences_are_told_apart(view):
    states = coverage_states(view.analysis.case).set_index(["agency", "month"])["state"]
    assert states["gp", "2019-03-01"] == "entries"
    assert states["gp", "2019-06-01"] == "nothing supplied"
    assert states["gp", "2019-02-01"] == "outside its entries"
    assert states["gp", "2019-10-01"] == "outside its entries"
    assert states["housing", "2019-06-01"] == "no return"
    assert set(states) <= set(SIGNS)


def test_a_stated_nil_return_is_a_silence_of_its_own(view):
    case = view.analysis.case
    nil = blank("issues") | {"code": "nil_return_stated", "severity": "note", "agency": "housing"}
    told = replace(case, issues=pd.concat([case.issues, build("issues", [nil])], ignore_index=True))
    states = coverage_states(told)
    assert set(states.loc[states["agency"] == "housing", "state"]) == {"stated nil return"}


def test_an_entry_without_an_end_is_told_of_in_the_months_after_it_began(view):
    case = view.analysis.case
    began = case.entries["entry_id"] == "gp-2"
    entries = case.entries.assign(precision=case.entries["precision"].mask(began, "open_end"))
    states = coverage_states(replace(case, entries=entries))
    told = [line[3] for line in rows(stretches_table(view, states)) if "Riverside Surgery" in line[0]]
    assert any("nothing supplied; 1 entry begun earlier, no end given" in words for words in told)
    hover = [text for trace in coverage_figure(view, states).data for text in trace.hovertext]
    assert any("begun earlier, no end given" in words for words in hover)


def test_every_state_has_a_shape_and_words_of_its_own():
    assert len({sign.symbol for sign in SIGNS.values()}) == len(SIGNS)
    assert len({sign.words for sign in SIGNS.values()}) == len(SIGNS)


def test_the_chart_marks_every_month_of_every_agency_once(view):
    states = coverage_states(view.analysis.case)
    figure = coverage_figure(view, states)
    assert sum(len(trace.x) for trace in figure.data) == len(states) == 5 * 14
    numbers = [int(n) for trace in figure.data if trace.name == "entries" for n in trace.text]
    assert sum(numbers) == states["entries"].sum()
    said = [annotation.text for annotation in figure.layout.annotations]
    assert "no return, 14 months" in said
    assert any("Riverside Surgery" in words for words in said)


def test_agency_names_stay_text_in_the_chart(view):
    case = view.analysis.case
    agencies = {**case.agencies, "gp": replace(case.agencies["gp"], name="<img src=x> Surgery")}
    hostile = case_view(replace(view.analysis, case=replace(case, agencies=agencies)))
    figure = coverage_figure(hostile, coverage_states(hostile.analysis.case))
    words = [annotation.text for annotation in figure.layout.annotations]
    words += [text for trace in figure.data for text in trace.hovertext]
    assert not [word for word in words if "<img" in word]
    assert any("&lt;img" in word for word in words)


def test_the_table_says_the_same_as_the_chart(view):
    states = coverage_states(view.analysis.case)
    runs = stretches(states)
    assert runs["months"].sum() == len(states)
    assert runs["entries"].sum() == states["entries"].sum()
    lines = rows(stretches_table(view, states))
    assert len(lines) == len(runs)
    assert [line[1:] for line in lines if line[0].startswith("HS")] == [
        ["Jan 2019 to Feb 2020", "14 months", "no return", "0"]
    ]


def test_the_chart_is_described_in_words(view):
    states = coverage_states(view.analysis.case)
    words = describe_coverage(view, states)
    assert "5 agencies by 14 months, Jan 2019 to Feb 2020" in words
    assert "14 with no return" in words
    assert "No return from Borough Housing." in words
    assert "No months" in describe_coverage(view, states.iloc[:0])
    assert least_width(states) > 560


def test_a_case_without_months_draws_an_empty_chart(view):
    empty = replace(
        view.analysis.case, review_start=None, review_end=None, entries=view.analysis.case.entries.iloc[:0]
    )
    states = coverage_states(empty)
    assert states.empty
    assert len(coverage_figure(view, states).layout.annotations) == 0
    assert len(stretches(states)) == 0


def test_issues_are_grouped_by_agency_the_most_pressing_first(view):
    sections = issues_by_agency(view)
    headings = [text(part) for s in sections for part in parts(s) if type(part).__name__ == "H3"]
    assert [h.split()[0] for h in headings] == ["PO", "GP", "HS", "The"]
    assert rows(sections[0])[0] == [
        "To correct",
        "This date could not be read.",
        "police.csv",
        "3",
        "Date",
        "Kept as written.",
    ]
    assert rows(sections[0])[1][0] == "For information"
    assert "Children's Social Care" in text(sections[-1])
    buttons = [part for part in parts(sections) if getattr(part, "data-tells", "") == "returns-note"]
    notes = [json.loads(getattr(button, "data-what")) for button in buttons]
    assert {note["agency"] for note in notes} == {"police", "gp", "housing"}


def test_a_long_list_is_opened_on_demand_and_nothing_is_lost(view):
    case = view.analysis.case
    many = [
        blank("issues") | {"code": "x", "severity": "note", "sentence": f"Row {n}", "agency": "gp", "row": n}
        for n in range(1, SHOWN_AT_FIRST + 12)
    ]
    busy = case_view(replace(view.analysis, case=replace(case, issues=build("issues", many))))
    first, everything = issues_by_agency(busy), issues_by_agency(busy, ["gp"])
    assert len(rows(first[0])) == SHOWN_AT_FIRST
    assert f"Show all {len(many)}" in text(first)
    assert len(rows(everything[0])) == len(many)


def test_a_case_without_issues_says_so(analysis):
    assert "Nothing needs to be sent back" in text(issues_by_agency(case_view(analysis)))


def test_the_page_tells_both_names_of_a_file_where_they_differ(view):
    case = view.analysis.case
    for name, told in (("Log of contacts v3.csv", 1), ("police.csv", 0), ("", 0)):
        files = case.files.assign(sent_as=[name if key == "police" else "" for key in case.files["agency"]])
        named = case_view(replace(view.analysis, case=replace(case, files=files)))
        said = " ".join(text(section) for section in issues_by_agency(named))
        assert said.count(f"was sent as “{name}”") == told
