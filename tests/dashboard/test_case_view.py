"""Names, kinds, filters and the state line."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from chronology.case import Agency
from chronology.frames import build
from chronology.vocabulary import KINDS as NAMES
from dashboard.controls import (
    NO_SETTINGS,
    chosen_words,
    filters_from,
    is_pressed,
    toggled,
    typed_range,
    typed_span,
)
from dashboard.filters import Filters, entries_shown, findings_shown
from dashboard.graph_config import GRAPH_CONFIG, graph_config
from dashboard.kinds import KINDS, kind_of_entry
from dashboard.state_line import accounted_for, state_parts
from dashboard.table import table_rows
from dashboard.wording import agency_codes, count, listed, when, wrapped


def test_no_chart_offers_to_share_itself():
    config = graph_config()
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False
    config["showSendToCloud"] = True
    assert GRAPH_CONFIG["showSendToCloud"] is False


def test_the_kinds_are_those_of_the_vocabulary_each_with_its_own_shape_and_colour():
    assert set(KINDS) == set(NAMES)
    assert len(KINDS) == 8
    assert len({kind.colour for kind in KINDS.values()}) == 8
    assert len({(kind.symbol, kind.size) for kind in KINDS.values()}) == 8


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_stands_out_from_the_paper(kind):
    assert 1.05 / (_luminance(KINDS[kind].colour) + 0.05) >= 3


def test_an_entry_is_drawn_as_what_its_words_call_it_first(analysis):
    kinds = kind_of_entry(analysis)
    assert kinds["gp-2"] == "injury and health"
    assert kinds["social_care-3"] == "meeting and plan"
    assert kinds["social_care-4"] == "missed or not seen"
    assert kinds["hospital-3"] == "other"


def test_a_visit_that_did_not_take_place_is_drawn_as_missed(analysis):
    tags = analysis.tags
    visit = tags[tags["entry_id"] == "social_care-4"].assign(tag="visit", start=0, end=10, words="Home visit")
    assert (
        kind_of_entry(replace(analysis, tags=pd.concat([visit, tags])))["social_care-4"]
        == "missed or not seen"
    )


def test_what_is_only_planned_does_not_decide_the_kind(analysis):
    tags = analysis.tags
    planned = tags.assign(polarity=tags["polarity"].where(tags["entry_id"] != "hospital-2", "planned"))
    planned.loc[(tags["entry_id"] == "hospital-2") & (tags["tag"] == "referral"), "polarity"] = "happened"
    assert kind_of_entry(replace(analysis, tags=planned))["hospital-2"] == "information passed"


def test_agency_codes_are_short_and_no_two_alike():
    names = (
        "Police",
        "British Transport Police",
        "Police",
        "General Practice",
        "Nursery",
        "NHS Trust",
        "Zed",
    )
    codes = agency_codes({str(n): Agency(str(n), name) for n, name in enumerate(names)})
    assert codes["0"] == "PO"
    assert codes["3"] == "GP"
    assert len(set(codes.values())) == len(names)
    assert all(2 <= len(code) <= 5 for code in codes.values())


@pytest.mark.parametrize(
    ("first", "last", "edtf", "words"),
    [
        ("2014-01-03", "2014-01-03", "2014-01-03", "3 Jan 2014"),
        ("2012-06-01", "2012-06-30", "2012-06", "Jun 2012"),
        ("2012-05-01", "2012-08-31", "../2012-08-31", "by 31 Aug 2012"),
        (None, None, "", "undated"),
    ],
)
def test_dates_in_words(first, last, edtf, words):
    dates = [pd.NaT if value is None else pd.Timestamp(value) for value in (first, last)]
    assert when(*dates, "range", edtf) == words


def test_counts_and_lists_read_as_sentences():
    assert count(1, "entry", "entries") == "1 entry"
    assert count(1204, "entry", "entries") == "1,204 entries"
    assert listed(["police", "school", "GP"]) == "police, school and GP"
    assert listed([]) == ""


def test_hover_words_are_wrapped_and_say_where_they_were_cut():
    assert wrapped("<b>x</b> " + "word " * 40, 60, 3).count("<br>") == 2
    assert wrapped("<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"
    assert "open the entry to read on" in wrapped("word " * 400, 60, 3)


def test_the_state_line_accounts_for_every_row(analysis):
    parts = state_parts(analysis)
    assert parts[0] == "15 entries from 4 agencies"
    assert "2 findings: 1 missed, 1 cannot tell" in parts
    assert "1 undated entry" in parts
    assert "no return from Borough Housing" in parts
    assert "every row accounted for (19 rows read, 15 entries and 4 set aside)" in parts


def test_the_state_line_names_a_return_that_could_not_be_read(analysis):
    case = analysis.case
    closed = case.files["agency"] == "gp"
    files = case.files.assign(status=case.files["status"].mask(closed, "not read"))
    parts = state_parts(replace(analysis, case=replace(case, files=files)))
    assert parts[0] == "15 entries from 3 agencies"
    assert f"not readable: the return of {case.agencies['gp'].name}" in parts
    assert "no return from Borough Housing" in parts


def test_the_state_line_of_an_empty_case_says_what_comes_first(analysis):
    empty = replace(analysis.case, files=build("files"), entries=build("entries"))
    [first, waited] = state_parts(replace(analysis, case=empty))
    assert "Import" in first
    assert waited == "no return from Borough Housing"


def test_the_state_line_says_so_when_rows_do_not_add_up(analysis):
    broken = replace(analysis, case=replace(analysis.case, set_aside=build("set_aside")))
    assert accounted_for(broken).startswith("please check the returns")


def test_filters_narrow_the_entries(view):
    def ids(**chosen):
        return set(entries_shown(view, Filters(**chosen))["entry_id"])

    assert ids() == set(view.entries["entry_id"])
    assert ids(agencies=("gp",)) == {"gp-2", "gp-3", "gp-4"}
    assert ids(persons=("PA",)) == {"social_care-7", "police-3"}
    assert ids(kinds=("missed or not seen",)) == {"gp-4", "social_care-4"}
    assert ids(text="HOME reply") == {"social_care-4"}
    assert ids(text="<img") == {"hospital-3"}
    assert "social_care-7" in ids(first=pd.Timestamp(2019, 12, 1)), "an undated entry cannot be ruled out"
    assert ids(first=pd.Timestamp(2019, 5, 20), last=pd.Timestamp(2019, 5, 25)) == {"gp-3", "social_care-7"}


def test_filters_narrow_the_findings(view):
    def ids(**chosen):
        return findings_shown(view, Filters(**chosen))["finding_id"].tolist()

    assert ids() == ["N1", "N2"]
    assert ids(states=("missed",)) == ["N1"]
    assert ids(classes=("unknown_adult_or_risk",)) == ["N2"]
    assert ids(agencies=("police",)) == ["N2"]
    assert ids(persons=("nobody",)) == []


def test_words_dates_and_kinds_keep_the_findings_that_have_a_shown_entry(view):
    def ids(**chosen):
        return findings_shown(view, Filters(**chosen))["finding_id"].tolist()

    assert ids(text="fracture") == ["N1"], "in an entry that is not the first"
    assert ids(text="DISTURBANCE home") == ["N2"]
    assert ids(text="no such words") == []
    assert ids(last=pd.Timestamp(2019, 3, 31)) == ["N1", "N2"], "an undated entry cannot be ruled out"
    assert ids(first=pd.Timestamp(2019, 5, 1), kinds=("injury and health",)) == []
    assert ids(text="fracture", last=pd.Timestamp(2019, 3, 31)) == [], "words and dates in one entry"
    assert ids(kinds=("injury and health",)) == ["N1"]
    assert ids(text="cheek", agencies=("social_care",)) == ["N1"], "an agency asked for an answer counts"


def test_a_finding_is_found_by_its_own_words_within_the_dates(view):
    def ids(**chosen):
        return findings_shown(view, Filters(**chosen))["finding_id"].tolist()

    assert ids(text="partner checked") == ["N2"], "in its title"
    assert ids(text="matching entry supplied") == ["N1", "N2"], "in its sentence"
    assert ids(text="matching entry", first=pd.Timestamp(2019, 5, 1)) == ["N2"]


def test_every_finding_with_a_shown_entry_is_shown(view):
    for filters in (Filters(text="a"), Filters(text="home"), Filters(first=pd.Timestamp(2019, 4, 1))):
        shown = set(entries_shown(view, filters)["entry_id"])
        findings = findings_shown(view, filters)
        expected = [bool(shown & set(cited)) for cited in view.analysis.findings["entries"]]
        assert set(view.analysis.findings.loc[expected, "finding_id"]) <= set(findings["finding_id"])


def test_toggles_of_kinds_switch_off_and_those_of_menus_pick_out():
    settings = toggled(NO_SETTINGS, "kind", "other")
    assert "other" not in settings["kind"] and len(settings["kind"]) == 7
    assert not is_pressed(settings, "kind", "other")
    assert is_pressed(NO_SETTINGS, "kind", "other")
    assert toggled(settings, "kind", "other")["kind"] == []
    picked = toggled(NO_SETTINGS, "agency", "gp")
    assert picked["agency"] == ["gp"]
    assert toggled(picked, "agency", "gp")["agency"] == []
    assert toggled(NO_SETTINGS, "lanes", "person")["lanes"] == "person"
    assert NO_SETTINGS["agency"] == []
    assert chosen_words(picked, "agency", {"gp": "GP Riverside"}) == "GP Riverside"
    assert chosen_words(NO_SETTINGS, "agency", {}) == "All"


def test_a_month_typed_into_the_date_fields_means_the_whole_month():
    filters = filters_from("", "May 2019", "May 2019", NO_SETTINGS)
    assert (filters.first, filters.last) == (pd.Timestamp(2019, 5, 1), pd.Timestamp(2019, 5, 31))


@pytest.mark.parametrize(
    ("first", "last", "begin", "end", "of_first", "of_last"),
    [
        ("2014", "May 2012", None, None, "", "To is before From, so neither is used"),
        ("May 2012", "May 2012", pd.Timestamp(2012, 5, 1), pd.Timestamp(2012, 5, 31), "", ""),
        ("soonish", "2012", None, pd.Timestamp(2012, 12, 31), "Not read as a date", ""),
        ("", "after 3 May 2012", None, None, "", "No last day in this, so it is not used"),
        (None, "", None, None, "", ""),
    ],
)
def test_from_and_to_are_used_together_or_said_why_not(first, last, begin, end, of_first, of_last):
    assert typed_range(first, last) == (begin, end, of_first, of_last)
    filters = filters_from("", first, last, NO_SETTINGS)
    assert (filters.first, filters.last) == (begin, end)


def test_words_that_are_no_date_are_said_to_be_none():
    assert typed_span("soon-ish") == (None, None, "Not read as a date")
    assert typed_span("  ") == (None, None, "")


def test_the_table_holds_what_the_chart_holds(view):
    rows = table_rows(view, view.entries)
    assert [row["id"] for row in rows] == view.entries["entry_id"].tolist()
    by_id = {row["id"]: row for row in rows}
    assert by_id["gp-2"]["date"] == "4 Mar 2019"
    assert by_id["gp-2"]["file"] == "gp.csv"
    assert by_id["gp-2"]["row"] == 2
    assert by_id["social_care-7"]["sort"] == "9999"
