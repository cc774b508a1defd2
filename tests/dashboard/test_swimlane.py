"""The chart draws every entry, hides none, and says by shape and words what it says by colour."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.case_view import case_view
from dashboard.describe import summary_words
from dashboard.kinds import KINDS
from dashboard.lanes import FOLDED, MARKS_AT_ONCE, Arrangement, place
from dashboard.ranges import fixed_ranges
from dashboard.swimlane import CONTEXT, INLINE_HOVER, Choice, chart, describe
from tests.dashboard.sample import HOSTILE


def traces(figure, *names: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name in names]


def lines_of(shape) -> list[list[tuple[float, float]]]:
    """The points of each line that a shape draws: milliseconds and pixels."""
    assert shape.type == "path"
    return [
        [
            (pd.Timestamp(date.replace("_", " ")).timestamp() * 1000, float(y))
            for date, y in (point.split(",") for point in re.split("[LQ ]", piece))
        ]
        for piece in shape.path.split("M")[1:]
    ]


def shapes(figure, name: str) -> list[Any]:
    return [shape for shape in figure.layout.shapes if shape.name == name]


def marks(figure) -> list[tuple[int, float, float, str]]:
    """Number, x, y and horizontal axis of every entry's mark."""
    labels = {kind.label for kind in KINDS.values()}
    return [
        (int(number), float(x), float(y), trace.xaxis or "x")
        for trace in figure.data
        if trace.name in labels
        for number, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    ]


def swimlane(*given, **named) -> go.Figure:
    """The chart as plotly checks it."""
    return go.Figure(chart(*given, **named))


@pytest.fixture(scope="module")
def figure(view):
    return swimlane(view, view.entries, view.analysis.findings)


def test_every_entry_is_drawn_once_or_stands_in_the_tray(view, figure):
    drawn = Counter(number for number, *_ in marks(figure))
    assert drawn == Counter(range(len(view.entries)))
    undated = set(view.entries.loc[view.entries["when"] == "undated", "number"])
    assert undated
    assert {number for number, _, _, axis in marks(figure) if axis == "x2"} == undated


def test_lanes_by_person_hold_an_entry_once_for_each_person_it_names(view):
    figure = swimlane(view, view.entries, view.analysis.findings, arrangement=Arrangement("person"))
    drawn = Counter(number for number, *_ in marks(figure))
    expected = {
        n: max(len(p), 1) for n, p in zip(view.entries["number"], view.entries["persons_named"], strict=True)
    }
    assert drawn == expected
    assert max(expected.values()) > 1


def test_marks_of_one_day_in_one_lane_do_not_coincide(view, figure):
    places = [(x, y, axis) for _, x, y, axis in marks(figure)]
    assert len(set(places)) == len(places)
    same_day = view.entries[
        (view.entries["agency"] == "social_care") & (view.entries["when"] == "12 Apr 2019")
    ]
    heights = {y for number, _, y, _ in marks(figure) if number in set(same_day["number"])}
    assert len(heights) == len(same_day) == 3


def test_an_entry_dated_between_two_days_is_a_bar_over_them(view, figure):
    entry = view.entries.set_index("entry_id").loc["social_care-5"]
    bars = [
        (first[0], last[0])
        for shape in shapes(figure, "dated between")
        for first, last in lines_of(shape)
        if first[1] == last[1]
    ]
    assert (entry["earliest"].timestamp() * 1000, entry["latest"].timestamp() * 1000) in bars


def test_a_mark_is_filled_where_a_finding_rests_on_it_tinted_where_not_and_hollow_if_routine(view, figure):
    fills = {
        int(number): trace.marker.color
        for trace in figure.data
        if trace.name in {kind.label for kind in KINDS.values()}
        for number in trace.customdata
    }
    numbers, colour = view.number_of, KINDS["injury and health"].colour
    assert fills[numbers["gp-2"]] == colour
    assert fills[numbers["police-4"]] not in (colour, "#ffffff")
    assert fills[numbers["hospital-3"]] == "#ffffff"


def test_an_open_end_is_a_dotted_tail_and_not_a_bar(view, figure):
    entry = view.entries.set_index("entry_id").loc["social_care-8"]
    [tail] = traces(figure, "one end not known")
    assert tail.x[0] == entry["earliest"].timestamp() * 1000
    assert tail.x[1] > tail.x[0]
    assert tail.line.dash


def test_links_of_a_kind_are_drawn_together_from_mark_to_mark(view, figure):
    [told] = shapes(figure, "link made: told")
    [met] = traces(figure, "link made: met")
    assert not told.line.dash or told.line.dash == "solid"
    assert met.line.dash
    assert told.layer == "below"
    for kind, ends in (
        ("told", [(line[0], line[-1]) for line in lines_of(told)]),
        ("met", [((met.x[0], met.y[0]), (met.x[-2], met.y[-2]))]),
    ):
        links = view.analysis.links[view.analysis.links["kind"] == kind]
        place = {number: (x, y) for number, x, y, axis in marks(figure) if axis == "x"}
        expected = [
            (place[view.number_of[one]], place[view.number_of[other]])
            for one, other in zip(links["from_entry"], links["to_entry"], strict=True)
            if other
        ]
        assert expected
        assert np.allclose(ends, expected)


def test_a_dashed_link_is_left_to_the_browser_to_cut_and_the_others_are_one_element(view):
    """A dashed shape would be dashed far beyond what is in view, which takes a browser seconds."""
    for choice in (Choice(), Choice(finding="N1")):
        figure = swimlane(view, view.entries, view.analysis.findings, choice=choice)
        drawn = [shape for shape in figure.layout.shapes if shape.type == "path"]
        assert drawn
        assert all((shape.line.dash or "solid") == "solid" for shape in drawn)
        lines = [trace for trace in figure.data if trace.mode == "lines"]
        assert lines
        assert all(trace.line.dash for trace in lines)


def test_a_link_that_only_the_giver_records_is_a_dotted_stub(view, figure):
    [stub] = traces(figure, "told, as recorded by the giver only")
    assert stub.line.dash == "dot"
    assert stub.x[0] == pd.Timestamp("2019-10-20").timestamp() * 1000 - 43_200_000


def test_a_flag_leads_from_its_trigger_to_a_hollow_mark_in_the_lane_of_the_answer(view, figure):
    [line] = traces(figure, "missed link")
    [hollow] = traces(figure, "answer expected, named")
    place = {
        int(-1 - number): (x, y) for number, x, y in zip(hollow.customdata, hollow.x, hollow.y, strict=True)
    }
    trigger = next((x, y) for number, x, y, _ in marks(figure) if number == view.number_of["gp-2"])
    segments = list(zip(line.x[0::3], line.y[0::3], line.x[1::3], line.y[1::3], strict=True))
    assert (*trigger, *place[0]) in segments
    assert place[0][0] == pd.Timestamp("2019-03-05").timestamp() * 1000
    social_care = [
        y for number, _, y, _ in marks(figure) if view.entries["agency"].iloc[number] == "social_care"
    ]
    police = [y for number, _, y, _ in marks(figure) if view.entries["agency"].iloc[number] == "police"]
    assert max(social_care) < place[0][1] < min(police)
    assert hollow.marker.color == "#ffffff"
    assert line.line.dash


def test_state_is_told_by_shape_and_words(view, figure):
    [hollow] = traces(figure, "answer expected, named")
    assert len(set(hollow.marker.symbol)) == 2
    [words] = traces(figure, "words of a missed link")
    assert any(text.strip().startswith("missed: referral") for text in words.text)
    assert {"1", "2"} == set(hollow.text)


def test_the_words_of_a_missed_link_stand_where_they_are_whole(view):
    due = pd.Timestamp("2019-03-05").timestamp() * 1000
    day = 86_400_000
    for ahead, side in ((300, "middle right"), (210, "middle left")):
        window = (due - 400 * day, due + ahead * day)
        figure = swimlane(view, view.entries, view.analysis.findings.iloc[:1], window=window)
        [words] = traces(figure, "words of a missed link")
        assert side in words.textposition
        assert not any("…" in text for text in words.text)


def test_choosing_a_finding_dims_what_is_not_part_of_it(view):
    figure = swimlane(view, view.entries, view.analysis.findings, choice=Choice(finding="N1"))
    labels = {kind.label for kind in KINDS.values()}
    strength = {
        int(number): trace.opacity
        for trace in figure.data
        if trace.name in labels
        for number in trace.customdata
    }
    bright = {number for number, opacity in strength.items() if opacity == 1}
    assert bright == {view.number_of["gp-2"], view.number_of["hospital-2"]}
    first, last = figure.layout.xaxis.range
    whole = swimlane(view, view.entries, view.analysis.findings).layout.xaxis.range
    assert last - first < whole[1] - whole[0]
    assert first < pd.Timestamp("2019-03-04").timestamp() * 1000 < last


def test_every_flag_of_the_chosen_finding_is_drawn(view):
    figure = swimlane(view, view.entries, view.analysis.findings, choice=Choice(finding="N1"))
    [hollow] = traces(figure, "answer expected, named")
    assert sorted(int(-1 - number) for number in hollow.customdata) == [0, 2]


def test_the_open_entry_has_a_ring(view):
    figure = swimlane(view, view.entries, view.analysis.findings, choice=Choice(entry="police-4"))
    [ring] = traces(figure, "open entry")
    mark = next((x, y) for number, x, y, _ in marks(figure) if number == view.number_of["police-4"])
    assert (ring.x[0], ring.y[0]) == mark


def test_an_agency_without_a_return_keeps_its_lane(figure):
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert any("Borough Housing" in text and "no return received" in text for text in texts)


def test_a_spell_is_named_where_it_begins(view, figure):
    [name] = [a for a in figure.layout.annotations if a.text.startswith("Child protection plan")]
    assert name.x == pd.Timestamp("2019-05-01").timestamp() * 1000


def test_what_lies_outside_the_review_period_is_veiled(view, figure):
    edge = view.analysis.case.review_end.timestamp() * 1000
    assert any(shape.x0 == edge and shape.yref == "paper" for shape in figure.layout.shapes)


def test_words_of_an_entry_cannot_become_markup(figure):
    hover = [
        text
        for trace in figure.data
        if trace.hovertext is not None
        for text in trace.hovertext
        if "onerror" in text
    ]
    assert hover
    assert all("<img" not in text and "<b>not bold" not in text for text in hover)
    assert "<img" in HOSTILE


def test_places_are_sent_as_coded_numbers_and_ids_as_plain_ones(figure):
    parts = json.loads(figure.to_json())["data"]
    assert {trace["type"] for trace in parts} == {"scatter"}
    marked = [trace for trace in parts if trace.get("customdata")]
    assert all("bdata" in trace["x"] for trace in marked)
    assert all(isinstance(number, int) for trace in marked for number in trace["customdata"])


def test_no_entry_at_all_still_gives_a_chart(view):
    figure = swimlane(view, view.entries.iloc[0:0], view.analysis.findings.iloc[0:0])
    assert marks(figure) == []
    assert len(figure.layout.annotations) >= len(view.analysis.case.agencies)


def copies_of(analysis, times: int):
    """A view of the made-up case, each entry so many times, a day apart."""
    case = analysis.case
    copies = [
        case.entries.assign(
            entry_id=case.entries["entry_id"] + f"-{n}",
            position=case.entries["position"] + n * 100,
            earliest=case.entries["earliest"] + pd.Timedelta(days=n % 200),
            latest=case.entries["latest"] + pd.Timedelta(days=n % 200),
        )
        for n in range(times)
    ]
    entries = pd.concat([case.entries, *copies], ignore_index=True)
    return case_view(replace(analysis, case=replace(case, entries=entries)))


def test_two_hundred_entries_are_each_drawn_at_a_place_of_their_own(analysis):
    view = copies_of(analysis, 14)
    figure = swimlane(view, view.entries, view.analysis.findings)
    assert len(view.entries) >= 200
    assert len({(x, y, axis) for _, x, y, axis in marks(figure)}) == len(view.entries)


def test_a_full_chart_carries_ids_and_leaves_the_words_to_the_page(analysis):
    view = copies_of(analysis, 140)
    labels = {kind.label for kind in KINDS.values()}
    figure = chart(view, view.entries, view.analysis.findings, on_page=True)
    drawn = [trace for trace in figure["data"] if trace["name"] in labels]
    assert sum(len(trace["customdata"]) for trace in drawn) == len(view.entries) > INLINE_HOVER
    assert figure["layout"]["meta"]["ask"]
    assert "onerror" not in json.dumps(drawn, default=str)
    assert not any(trace.get("hovertext") for trace in drawn)


def test_more_than_can_be_drawn_is_counted_and_nothing_is_lost(analysis):
    view = copies_of(analysis, 450)
    whole = fixed_ranges(view)["whole"]
    figure = chart(view, view.entries, view.analysis.findings, window=whole)
    told = figure["layout"]["meta"]
    assert len(view.entries) > MARKS_AT_ONCE
    assert told["partial"] and told["summarised"] == "week"
    dated = view.entries["earliest"].notna() | view.entries["latest"].notna()
    placed = place(view, view.entries, arrangement=Arrangement(), span=whole, window=whole)
    assert placed.counts["count"].sum() == dated.sum()
    assert f"{int((~dated).sum()):,}" in [note.get("text") for note in figure["layout"]["annotations"]]
    assert "too many to draw one by one" in summary_words(told)
    assert "each week" in describe(view.entries, view.analysis.findings, told)


def test_zoomed_in_far_enough_every_entry_near_is_drawn_again(analysis):
    view = copies_of(analysis, 450)
    first = pd.Timestamp("2019-06-01").timestamp() * 1000
    window = (first, first + 20 * 86_400_000.0)
    figure = swimlane(view, view.entries, view.analysis.findings, window=window)
    drawn = {number for number, *_ in marks(figure)}
    start, end = (pd.Timestamp(edge, unit="ms") for edge in window)
    within = view.entries[(view.entries["latest"] >= start) & (view.entries["earliest"] <= end)]
    assert len(within) > 200
    assert set(within["number"]) <= drawn
    assert not figure.layout.meta["summarised"]
    assert list(figure.layout.xaxis.range) == list(window)


def test_an_open_entry_is_drawn_even_where_its_lane_is_counted(analysis):
    view = copies_of(analysis, 450)
    figure = swimlane(
        view, view.entries, view.analysis.findings, choice=Choice(entry="police-4"),
        window=fixed_ranges(view)["whole"],
    )  # fmt: skip
    assert [number for number, *_ in marks(figure)] == [view.number_of["police-4"]]


def test_lanes_can_be_put_in_another_order_and_folded(view):
    arrangement = Arrangement(order=("gp", "housing"), folded=frozenset({"social_care"}))
    placed = place(view, view.entries, arrangement=arrangement, span=(view.first.timestamp() * 1e3, 1.59e12))
    assert [lane.key for lane in placed.lanes[:2]] == ["gp", "housing"]
    assert {lane.key for lane in placed.lanes} == set(view.analysis.case.agencies)
    folded = placed.lane_of["social_care"]
    inside = placed.marks[placed.marks["lane"] == "social_care"]
    assert folded.bottom - folded.top == FOLDED
    assert len(inside) == 7
    assert inside["y"].between(folded.top, folded.bottom).all()


def test_what_lies_outside_the_review_period_is_paler(analysis):
    case = replace(analysis.case, review_start=pd.Timestamp(2019, 4, 1))
    view = case_view(replace(analysis, case=case))
    figure = swimlane(view, view.entries, view.analysis.findings, whole_record=True)
    strength = {
        number: trace.opacity
        for trace in figure.data
        if trace.name in {kind.label for kind in KINDS.values()}
        for number in trace.customdata
    }
    assert strength[view.number_of["gp-2"]] == CONTEXT
    assert strength[view.number_of["hospital-2"]] == 1
