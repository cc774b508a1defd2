"""Lanes by family group and theme, the stretches of time to choose from, and what the page holds of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from chronology.vocabulary import load_vocabulary
from dashboard.case_view import case_view
from dashboard.density import counted, overview, step_for
from dashboard.describe import describe
from dashboard.entry_table import rows_listed, shown_words
from dashboard.expected import expected
from dashboard.grouping import LANES_BY, THEMES, lane_names, lanes_of_entries, theme_of_tag
from dashboard.lane_tools import arrangement_of, lane_tools, rearranged
from dashboard.pages.timeline_callbacks import MOST_ROWS
from dashboard.pages.timeline_view import HOME, overview_data, window_of
from dashboard.ranges import DAY, finding_range, fixed_ranges, incident_day, incident_words
from dashboard.swimlane import chart
from dashboard.weight import weight_of_entry


def lanes(view, by: str) -> dict[str, set[str]]:
    at, keys = lanes_of_entries(view, view.entries, by)
    found: dict[str, set[str]] = {}
    for place, key in zip(at, keys, strict=True):
        found.setdefault(view.entries["entry_id"].iloc[place], set()).add(key)
    return found


@pytest.mark.parametrize("by", LANES_BY)
def test_every_entry_has_a_lane_and_every_lane_a_name(view, by):
    found = lanes(view, by)
    assert set(found) == set(view.entries["entry_id"])
    names = {key for key, _, _ in lane_names(view, by)}
    assert {key for keys in found.values() for key in keys} <= names
    assert len(names) == len(lane_names(view, by))


def test_family_groups_hold_each_entry_once_under_those_it_is_about(view):
    found = lanes(view, "family")
    assert all(len(keys) == 1 for keys in found.values())
    assert found["social_care-2"] == {"+children"}
    assert found["gp-2"] == {"A"}
    assert found["police-3"] == {"+adults"}


def test_parents_and_partners_named_together_have_a_lane(analysis):
    never = dict.fromkeys(("start_earliest", "start_latest", "end_earliest", "end_latest"), pd.NaT)
    pairs = (("MA", "mother of", "A"), ("PA", "partner of", "MA"))
    relations = pd.DataFrame(
        [{"from_code": one, "relation": how, "to_code": other, **never} for one, how, other in pairs]
    )
    view = case_view(replace(analysis, case=replace(analysis.case, relations=relations)))
    assert lanes(view, "family")["police-3"] == {"+parents"}


def test_themes_share_out_the_vocabulary_and_no_tag_stands_in_two():
    tags = [tag for theme in THEMES.values() for tag in theme.tags]
    assert len(tags) == len(set(tags))
    known = {name: tag.kind for name, tag in load_vocabulary().tags.items()}
    assert set(tags) <= set(known)
    themes = theme_of_tag({**known, "one of their own": "missed or not seen"})
    assert set(known) - set(themes) == {name for name, kind in known.items() if kind == "other"}
    assert set(themes.values()) == set(THEMES)
    assert themes["one of their own"] == "missed"


def test_an_entry_stands_in_the_lane_of_each_theme_it_tells_of(view):
    found = lanes(view, "theme")
    assert found["hospital-2"] == {"harm", "passed"}
    assert found["police-3"] == {"domestic abuse"}
    assert found["hospital-3"] == {"other"}


@pytest.mark.parametrize("by", ["family", "theme"])
def test_an_expected_answer_stands_in_the_lane_of_what_called_for_it(view, by):
    rows = expected(view, ["F1"], by=by)
    assert set(rows["lane"]) <= lanes(view, by)["gp-2"]


def test_weight_tells_cited_telling_and_routine_apart(analysis):
    weights = weight_of_entry(analysis)
    assert weights["gp-2"] == "cited"
    assert weights["police-4"] == "telling"
    assert weights["social_care-8"] == "routine"


def test_lanes_are_moved_and_folded_and_the_rest_stays():
    state = rearranged({}, "agency", ["a", "b", "c"], "down", "a")
    assert arrangement_of(state, "agency").order == ("b", "a", "c")
    state = rearranged(state, "agency", ["b", "a", "c"], "fold", "c")
    assert arrangement_of(state, "agency").folded == {"c"}
    assert arrangement_of(state, "agency").order == ("b", "a", "c")
    state = rearranged(state, "agency", ["b", "a", "c"], "fold", "c")
    assert arrangement_of(state, "agency").folded == set()
    assert rearranged(state, "agency", ["b", "a"], "up", "b")["agency"]["order"][:2] == ["b", "a"]
    assert arrangement_of(state, "person").order == ()


def test_a_lane_that_a_filter_hides_keeps_its_place_after_those_shown():
    state = rearranged({"agency": {"order": ["c", "b", "a"]}}, "agency", ["b", "a"], "up", "a")
    assert state["agency"]["order"] == ["a", "b", "c"]


def test_the_buttons_of_a_lane_name_it(view):
    told = chart(view, view.entries, view.analysis.findings)["layout"]["meta"]
    rows = lane_tools(told)
    assert len(rows) == len(told["lanes"]) == 5
    parts = [part.to_plotly_json()["props"] for part in rows[1].children]
    labels = [part["aria-label"] for part in parts if "aria-label" in part]
    assert labels == [
        "Lane of County Police", "Move County Police up", "Move County Police down",
    ]  # fmt: skip


def test_the_stretches_to_choose_from(analysis, view):
    ranges = fixed_ranges(view)
    assert set(ranges) == {"review", "whole"}
    assert ranges["review"][0] == view.first.timestamp() * 1000
    harm = analysis.tags.iloc[[0]].assign(entry_id="police-4", tag="serious_harm")
    harmed = case_view(replace(analysis, tags=pd.concat([analysis.tags, harm])))
    day = pd.Timestamp(2020, 2, 1)
    assert incident_day(harmed) == day
    assert fixed_ranges(harmed)["incident"] == (
        (day.timestamp() - 90 * 86_400) * 1000, day.timestamp() * 1000 + 10 * DAY,
    )  # fmt: skip


def test_what_is_only_supposed_is_no_incident(analysis):
    harm = analysis.tags.iloc[[0]].assign(entry_id="police-4", tag="serious_harm", polarity="supposed")
    assert incident_day(case_view(replace(analysis, tags=pd.concat([analysis.tags, harm])))) is None


def test_the_stretch_of_a_finding_holds_its_entries_and_the_day_an_answer_was_due(view):
    first, last = finding_range(view, view.finding("N1"))
    assert first < pd.Timestamp("2019-03-04").timestamp() * 1000
    assert last > pd.Timestamp("2019-04-12").timestamp() * 1000
    assert finding_range(view, None) is None


def test_what_was_in_view_is_kept_until_another_finding_is_chosen():
    held = {"finding": "N1", "from": 1.0, "to": 5}
    assert window_of(held, "N1") == (1.0, 5.0)
    assert window_of(held, "N2") is None
    assert window_of(held, None) is None
    assert window_of({"finding": None, "from": 5, "to": 1}, None) is None
    assert window_of({"finding": None, "from": "x", "to": None}, None) is None


def test_counts_lose_no_mark_at_any_width():
    x = np.arange(0, 4000) * DAY
    marks = pd.DataFrame({"lane": np.where(np.arange(4000) % 3, "a", "b"), "x": x, "kind": "other"})
    marks.loc[:9, "kind"] = "injury and health"
    for days in (40, 90, 400, 1500, 4000, 40_000):
        window = (0.0, days * DAY)
        counts = counted(marks, window)
        near = marks[marks["x"] <= window[1] * 1.5]
        assert counts["count"].sum() == len(near)
        assert counts["harm"].sum() == 10
        assert (counts["end"] > counts["start"]).all()
        assert dict(counts.groupby("lane")["count"].sum()) == dict(near.groupby("lane").size())
    assert step_for((0.0, 60 * DAY))[0] == "day"
    assert step_for((0.0, 15 * 365 * DAY))[0] == "quarter"


def test_the_strip_counts_every_dated_entry_and_holds_numbers_only(view):
    whole = fixed_ranges(view)["whole"]
    strip = overview(view.entries, view.entries["weight"] == "cited", whole)
    dated = view.entries["earliest"].notna() | view.entries["latest"].notna()
    assert sum(strip["counts"]) == dated.sum()
    assert sum(strip["cited"]) == (dated & (view.entries["weight"] == "cited")).sum() > 0
    data = overview_data(view, view.entries, whole)
    assert data["born"] is None
    assert data["review"][0] == view.analysis.case.review_start.timestamp() * 1000


def test_the_stretch_before_the_incident_says_from_which_day_it_counts(view):
    assert incident_words(view).startswith(
        "No entry, up to the end of the review period, tells of serious harm"
    )
    harmed = pd.DataFrame([{
        "entry_id": "police-4", "tag": "serious_harm", "polarity": "happened", "field": "event", "start": 0,
        "end": 1, "words": "A",
    }])  # fmt: skip
    tags = pd.concat([view.analysis.tags, harmed])
    told = incident_words(case_view(replace(view.analysis, tags=tags)))
    assert told.startswith("90 days before 1 Feb 2020 and 10 after it")
    assert "the last day, up to the end of the review period, on which an entry tells of serious harm" in told


def test_where_nothing_is_left_the_description_says_so(view):
    assert describe(view.entries[:0], view.analysis.findings).startswith("No entry passes the filters.")
    assert "No entry" not in describe(view.entries, view.analysis.findings)


def test_clearing_shows_the_first_stretch_whatever_the_address_asks_for():
    asked = {"finding": None, "from": 0, "to": 10 * DAY}
    assert window_of(None or asked, None) == (0, 10 * DAY)
    assert window_of(dict(HOME) or asked, None) is None


def test_the_table_says_when_it_does_not_list_every_entry(view):
    assert shown_words(view, view.entries, len(view.entries)) == "Showing 15 of 15 entries"
    many = pd.concat([view.entries] * 200, ignore_index=True)
    listed = rows_listed(many, None, MOST_ROWS)
    assert len(listed) == MOST_ROWS < len(many)
    assert "the table lists the first 2,000 by date" in shown_words(view, many, len(listed))
