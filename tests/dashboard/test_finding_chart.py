"""The small chart of one finding, and what is said of its entries."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.ages import after_words
from dashboard.finding_chart import finding_chart, finding_entries, letters
from dashboard.finding_parts import turning_day


@pytest.fixture(scope="module")
def made(view):
    return finding_chart(view, view.finding("N1"))


def traces(made, name):
    return [trace for trace in made.figure["data"] if trace["name"] == name]


def test_letters_go_on_after_z():
    assert letters(28)[:2] == ["a", "b"]
    assert letters(28)[25:] == ["z", "aa", "ab"]


def test_the_entries_are_in_date_order_with_the_days_between(view):
    entries = finding_entries(view, view.finding("N1"))
    assert entries["entry_id"].tolist() == ["gp-2", "hospital-2"]
    assert entries["letter"].tolist() == ["a", "b"]
    assert entries["since"].tolist() == ["", "38 days after a"]


def test_every_entry_of_the_finding_is_drawn_once_and_no_other(view, made):
    drawn = [n for trace in made.figure["data"] for n in trace.get("customdata", []) if n >= 0]
    assert sorted(drawn) == sorted(view.number_of[entry] for entry in ("gp-2", "hospital-2"))


def test_each_flag_leads_to_a_hollow_mark_on_the_day_an_answer_was_due(made):
    marks = traces(made, "answer expected")
    assert [trace["marker"]["symbol"] for trace in marks] == ["circle", "square"]
    assert [pd.Timestamp(trace["x"][0], unit="ms").day for trace in marks] == [5, 12]
    assert "referral to children's social care" in marks[0]["text"][0].replace("<br>", " ")
    for line, mark in zip(traces(made, "missed link"), marks, strict=True):
        assert (line["x"][-1], line["y"][-1]) == (mark["x"][0], mark["y"][0])


def test_lanes_are_those_that_wrote_or_were_looked_in(view, made):
    names = " ".join(note["text"] for note in made.figure["layout"]["annotations"])
    for agency in ("Children's Social Care", "Riverside Surgery", "District Hospital"):
        assert agency in names.replace("<br>", " ").replace("&#x27;", "'")
    assert "County Police" not in names
    assert made.figure["layout"]["height"] == made.height


def test_the_chart_is_also_said_in_words(made):
    for words in ("a, 4 Mar 2019", "b, 11 Apr 2019", "expected by 5 Mar 2019"):
        assert words in made.description


def test_an_undated_entry_stands_beside_the_dates(view):
    made = finding_chart(view, view.finding("N2"))
    beside = [trace for trace in made.figure["data"] if trace.get("xaxis") == "x2"]
    assert [trace["customdata"] for trace in beside] == [[view.number_of["social_care-7"]]]
    assert "xaxis2" in made.figure["layout"]


def test_the_day_taken_for_who_knew_what_is_that_of_the_trigger(view):
    assert turning_day(view.flags_of("N1")) == pd.Timestamp(2019, 3, 4)
    assert turning_day(view.flags_of("N2")) is None
    assert turning_day(view.flags_of("no such finding")) is None


@pytest.mark.parametrize(
    ("first", "after", "words"),
    [
        (("2014-01-03", "2014-01-03"), ("2014-01-24", "2014-01-24"), "21 days after"),
        (("2014-01-03", "2014-01-03"), ("2014-01-03", "2014-01-03"), "the same day"),
        (("2014-01-01", "2014-01-03"), ("2014-01-10", "2014-01-10"), "7 to 9 days after"),
        (("2014-01-01", "2014-01-31"), ("2014-01-10", "2014-01-10"), ""),
        (("2012-05-01", "2012-05-01"), ("2014-01-03", "2014-01-03"), "20 months after"),
        (("2012-05-01", "2012-05-01"), (None, None), ""),
    ],
)
def test_how_long_after_in_words(first, after, words):
    dates = [pd.Timestamp(date) if date else pd.NaT for date in (*first, *after)]
    assert after_words(*dates) == words
