"""People: what the key says is shown as it says it, and what it does not say is not made up."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.frames import build
from dashboard.ages import age_words, whole_months
from dashboard.case_view import CaseView, case_view
from dashboard.family_picture import SYMBOLS, describe_family, family_picture, label_of
from dashboard.family_tree import Tree, _apart, build_tree, sex_of
from dashboard.pages.people_callbacks import asked_days, next_choice
from dashboard.people_tables import (
    age_sentence,
    households_table,
    key_table,
    mention_counts,
    mention_entries,
    mentions_panel,
    mentions_table,
    moves_table,
    people_line,
    relations_table,
    unknown_codes,
)
from tests.dashboard.family_sample import blank, family_sample
from tests.dashboard.sample import HOSTILE
from tests.dashboard.test_panel import parts, text
from tests.dashboard.test_returns_page import rows

T = pd.Timestamp


@pytest.fixture(scope="module")
def view() -> CaseView:
    return case_view(family_sample())


@pytest.fixture(scope="module")
def tree(view) -> Tree:
    case = view.analysis.case
    return build_tree(case.people, case.relations, case.index_person)


def relation(a: str, words: str, b: str) -> dict[str, object]:
    return blank("relations") | {"from_code": a, "relation": words, "to_code": b}


@pytest.mark.parametrize(
    ("born", "day", "words"),
    [
        (("2013-05-28", "2013-05-28"), ("2013-06-09", "2013-06-09"), "12 days"),
        (("2013-05-28", "2013-05-28"), ("2014-01-03", "2014-01-03"), "7 months"),
        (("2012-01-01", "2012-12-31"), ("2012-12-31", "2012-12-31"), "under 1 to 11 months"),
        (("2012-01-01", "2012-12-31"), ("2012-06-01", "2012-06-30"), "not yet born, or up to 5 months"),
        (("2012-01-01", "2012-12-31"), ("2011-01-01", "2011-12-31"), "not yet born"),
        (("2008-01-01", "2008-12-31"), ("2014-01-03", "2014-01-03"), "5 to 6 years"),
        (("1990-02-03", "1990-02-03"), ("2014-02-03", "2014-02-03"), "24 years"),
        (("2012-02-29", "2012-02-29"), ("2014-02-28", "2014-02-28"), "23 months"),
        ((None, None), ("2014-01-03", "2014-01-03"), ""),
        (("2012-01-01", "2012-12-31"), (None, "2014-01-03"), ""),
    ],
)
def test_an_age_keeps_both_ends(born, day, words):
    assert age_words(*(T(d) if d else pd.NaT for d in (*born, *day))) == words


@settings(deadline=None)
@given(st.dates(), st.dates())
def test_whole_months_are_never_more_than_have_passed(born, day):
    months = whole_months(T(born), T(day))
    assert (months < 0) == (day < born)
    if day >= born:
        assert months * 28 <= (day - born).days < (months + 1) * 31


@pytest.mark.parametrize(
    ("role", "words", "sex"),
    [
        ("mother of A", "", "woman"), ("half-sister of index child", "", "woman"), ("brother", "", "man"),
        ("mother's partner", "", "not stated"), ("index child", "", "not stated"),
        ("partner of MA", "father of", "man"), ("mother of A", "father of", "not stated"),
        ("father of L and O; partner then husband of ML", "", "man"), ("maternal aunt of L", "", "woman"),
        ("carer of J; boyfriend of PQ", "", "man"), ("sibling of the mother", "", "not stated"),
        ("cousin's father", "", "man"), ("maternal grandmother", "", "woman"),
    ],
)  # fmt: skip
def test_woman_and_man_come_from_words_only(role, words, sex):
    relations = build("relations", [relation("P", words, "A")] if words else [])
    assert sex_of("P", role, relations) == sex


def test_generations_stand_in_rows_and_everybody_stands_somewhere(view, tree):
    row = {code: place.row for code, place in tree.places.items()}
    assert row["GMA"] < row["MA"] == row["PA"] == row["FB"] == row["AU"] < row["A"] == row["B"]
    assert set(tree.places) == {*view.analysis.case.people["code"], "ZZ"}
    assert tree.places["SW"].related is False
    assert row["SW"] == tree.rows - 1


def test_half_siblings_hang_from_different_parents(tree):
    children = {frozenset(union.pair): union.children for union in tree.unions}
    assert children[frozenset(("MA", "PA"))] == ("A",)
    assert children[frozenset(("MA", "FB"))] == ("B",)
    assert children[frozenset(("GMA",))] in (("MA", "AU"), ("AU", "MA"))
    place = tree.places
    between = sorted((place[code].x, code) for code in ("FB", "MA", "PA"))
    assert [code for _, code in between][1] == "MA"


def test_partner_lines_carry_their_dates_and_say_when_they_ended(tree):
    unions = {frozenset(union.pair): union for union in tree.unions}
    assert unions[frozenset(("MA", "FB"))].words == ("partners from 1 Jan 2010 to 1 May 2014",)
    assert unions[frozenset(("MA", "FB"))].ended
    assert unions[frozenset(("MA", "PA"))].words == ("partners from 1 Mar 2017",)
    assert not unions[frozenset(("MA", "PA"))].ended


def test_a_step_parent_is_not_drawn_as_a_parent():
    tree = build_tree(
        build("people"),
        build("relations", [relation("M", "mother of", "C"), relation("S", "stepfather of", "C")]),
        "C",
    )
    assert [union.pair for union in tree.unions] == [("M",)]
    assert ("S", "C", "stepfather of") in tree.others


def test_siblings_without_known_parents_are_joined_and_stand_together():
    relations = build("relations", [relation("C", "sibling of", "D"), relation("M", "mother of", "C")])
    tree = build_tree(build("people"), relations, "C")
    assert tree.others == (("C", "D", "sibling of"),)
    assert tree.places["C"].row == tree.places["D"].row
    assert [union.children for union in tree.unions] == [("C",)]


CODES = st.sampled_from("ABCDEFGH")
WORDS = st.sampled_from(
    ["mother of", "father of", "child of", "sibling of", "partner of", "carer of", "aunt of", "lives with",
     "stepfather of", "worker of", "grandmother of", "friend of"]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(CODES, WORDS, CODES).filter(lambda r: r[0] != r[2]), max_size=14))
def test_any_relations_give_a_picture_in_which_nobody_stands_on_another(found):
    relations = build("relations", [relation(*row) for row in found])
    tree = build_tree(build("people"), relations, "A")
    assert set(tree.places) == {code for a, _, b in found for code in (a, b)}
    for one, other in combinations(tree.places.values(), 2):
        assert one.row != other.row or abs(one.x - other.x) > 0.99
    figure = family_picture(build("people"), relations, tree, "A")
    assert describe_family(build("people"), relations, tree, "A")
    drawn = {code for trace in figure.data if trace.customdata is not None for code in trace.customdata}
    assert drawn == set(tree.places)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-50, 50), st.integers(1, 4)), min_size=1, max_size=12))
def test_places_keep_apart_and_near_to_what_is_wanted(blocks):
    wanted = [value for value, _ in blocks]
    widths = [float(width) for _, width in blocks]
    left = _apart(wanted, widths)
    for n in range(1, len(left)):
        assert left[n] - left[n - 1] >= widths[n - 1] - 1e-6
    assert sum(left) == pytest.approx(sum(wanted), abs=1e-6)


def test_the_picture_uses_squares_circles_and_diamonds_and_marks_the_index_person(view, tree):
    case = view.analysis.case
    figure = family_picture(case.people, case.relations, tree, "A")
    symbols: dict[str, list[str]] = {}
    for trace in figure.data:
        for code in trace.customdata if trace.customdata is not None else ():
            symbols.setdefault(code, []).append(trace.marker.symbol)
    assert symbols["MA"] == [SYMBOLS["woman"]] == ["circle"]
    assert symbols["PA"] == ["square"]
    assert symbols["SW"] == ["diamond"]
    assert symbols["A"] == ["diamond", "diamond"]
    said = " ".join(annotation.text for annotation in figure.layout.annotations)
    assert "partners from 1 Mar 2017" in said
    assert "not in the key" in said
    assert "carer of B from 1" in said
    assert max(x for trace in figure.data for x in trace.x if x is not None) <= figure.layout.width


def test_the_picture_is_described_and_words_of_the_key_stay_text(view, tree):
    case = view.analysis.case
    words = describe_family(case.people, case.relations, tree, "A")
    assert "The review is about A" in words
    assert "Family relation to A not given: SW." in words
    people = case.people.assign(role=HOSTILE)
    figure = family_picture(people, case.relations, tree, "A")
    shown = [annotation.text for annotation in figure.layout.annotations]
    shown += [text for trace in figure.data if trace.hovertext is not None for text in trace.hovertext]
    assert not [text for text in shown if "<img" in text]
    assert label_of("ZZ", case.people, case.relations) == ["not in the key"]


def test_the_key_tells_ages_when_first_and_last_named(view):
    lines = {line[0].split()[0]: line for line in rows(key_table(view))}
    assert lines["A"][0] == "A  index person"
    assert lines["A"][3:7] == ["Dec 2018", "Baby A", "2 to 3 months", "13 to 14 months"]
    assert lines["MA"][3] == "not stated"
    assert lines["MA"][5] == "birth not stated"
    assert lines["SW"][5:] == ["not named", "not named", "0"]
    counts = mention_counts(view)
    assert lines["A"][7] == str(counts.loc["A"].sum())


def test_ages_on_a_day_that_the_reader_asks_for(view):
    asked, note = asked_days("3 Feb 2020")
    table = key_table(view, asked)
    assert note == ""
    assert "Age on 3 Feb 2020" in text(table)
    ages = {line[0].split()[0]: line[7] for line in rows(table)}
    assert ages["PA"] == "30 years"
    assert ages["A"] == "13 to 14 months"
    assert ages["FB"] == "birth not stated"
    assert asked_days("soonish") == (None, "Not read as a date")
    assert asked_days("") == (None, "")


def test_the_age_of_the_child_at_both_ends_of_the_record(view):
    assert age_sentence(view) == (
        "A at the first entry of the record (4 Mar 2019): 2 to 3 months; "
        "at the last entry of the record (1 Feb 2020): 13 to 14 months."
    )


def test_relations_are_listed_with_dates_and_strangers_named(view):
    lines = rows(relations_table(view))
    assert ["MA", "partner of", "FB", "1 Jan 2010", "1 May 2014", ""] in lines
    assert ["AU", "cousin of", "ZZ", "not stated", "not stated", "ZZ not in the key"] in lines
    assert len(lines) == len(view.analysis.case.relations)


def test_households_and_what_entries_tell_of_moves(view):
    homes = {line[0]: line[1:] for line in rows(households_table(view))}
    assert homes["H1"][0] == "A, B, MA, PA"
    assert homes["H3"][1] == "GMA carer of B from 1 Jun 2019 to 1 Jul 2019"
    table = moves_table(view)
    [line] = rows(table)
    assert line[0] == "undated"
    assert "A new adult, partner or living arrangement" in line[3]
    assert line[5] == "social_care.csv, row 7"
    assert [part.children for part in parts(table) if type(part).__name__ == "Mark"] == [
        "Partner said to have moved in"
    ]


def test_every_number_of_the_matrix_is_the_number_of_entries_it_opens(view):
    counts = mention_counts(view)
    for code in counts.index:
        for agency in counts.columns:
            assert len(mention_entries(view, code, agency)) == counts.at[code, agency]
        assert len(mention_entries(view, code, "")) == counts.loc[code].sum()
    buttons = [part for part in parts(mentions_table(view)) if type(part).__name__ == "Button"]
    assert len(buttons) == (counts > 0).sum().sum() + (counts.sum(axis=1) > 0).sum()
    told = [(json.loads(getattr(button, "data-what")), button) for button in buttons]
    named = {(what["person"], what["agency"]): button for what, button in told}
    assert getattr(named["PA", "police"], "aria-label") == "Show 1 entry of County Police naming PA"


def test_the_panel_marks_whole_words_only_and_stays_text(view):
    shown = mentions_panel(view, "B", "hospital")
    assert HOSTILE in [part for part in parts(shown) if isinstance(part, str)]
    marks = [
        part.children for part in parts(mentions_panel(view, "A", "police")) if type(part).__name__ == "Mark"
    ]
    assert set(marks) == {"A"}
    assert "police.csv, row 2" in text(mentions_panel(view, "A", "police"))


def test_a_long_list_of_entries_is_opened_on_demand(view, monkeypatch):
    monkeypatch.setattr("dashboard.people_tables.SHOWN_AT_FIRST", 2)
    few, everything = mentions_panel(view, "A", ""), mentions_panel(view, "A", "", everything=True)
    assert sum(type(part).__name__ == "Article" for part in parts(few)) == 2
    assert "Show all 11 (first 2 listed)" in text(few)
    assert sum(type(part).__name__ == "Article" for part in parts(everything)) == 11


def test_what_is_chosen_follows_what_the_reader_used():
    chosen = {"person": "A", "agency": "gp", "all": False}
    assert next_choice("people-told", {"person": "A", "agency": "gp", "at": 1}, None) == chosen
    assert next_choice("people-told", None, None) is None
    assert next_choice("people-told", {"all": "yes", "at": 1}, chosen) == {**chosen, "all": True}
    assert next_choice("people-told", {"all": "yes", "at": 1}, None) is None
    click = {"points": [{"customdata": "PA"}]}
    assert next_choice("family", click, chosen) == {"person": "PA", "agency": "", "all": False}
    assert next_choice("family", {"points": [{}]}, chosen) is None


def test_codes_not_in_the_key_are_asked_about(view, analysis):
    [line] = rows(unknown_codes(view))
    assert line[1].startswith("QX is not in persons.csv")
    assert line[2:4] == ["gp.csv", "3"]
    assert "1 question about codes not in the key" in people_line(view)
    assert "is in the key" in text(unknown_codes(case_view(analysis)))


def test_a_case_without_a_key_says_so(analysis):
    case = replace(analysis.case, people=build("people"), relations=build("relations"))
    bare = case_view(replace(analysis, case=case, mentions=build("mentions")))
    assert "persons.csv" in text(key_table(bare))
    assert "relations.csv" in text(relations_table(bare))
    assert "Nobody" in text(mentions_table(bare))
    assert age_sentence(bare) == ""
    assert "No key of persons" in people_line(bare)
    assert "No key of persons" in text(unknown_codes(bare))
    empty = build_tree(case.people, case.relations, "")
    assert describe_family(case.people, case.relations, empty, "").startswith("No key of persons")
    assert family_picture(case.people, case.relations, empty, "").layout.height > 0


def test_a_code_that_its_agency_explains_is_listed_and_no_question(view):
    case = view.analysis.case
    codes = case.issues["code"].replace("code_not_in_key", "code_explained")
    told = case_view(replace(view.analysis, case=replace(case, issues=case.issues.assign(code=codes))))
    assert len(rows(unknown_codes(told))) == 1
    assert "1 code not in the key that its agency explains" in people_line(told)
    assert "question" not in people_line(told)


MOTHER = ("MA", "mother of", "A")
SMALL_FAMILIES = {
    "mother only": ({"A": "index child", "MA": ""}, [MOTHER], {"MA": -1, "A": 0}),
    "grandmother related to the child only": (
        {"A": "", "MA": "", "PA": "", "G": "MGM"},
        [MOTHER, ("PA", "partner of", "MA"), ("G", "maternal grandmother of", "A")],
        {"G": -2, "MA": -1, "PA": -1, "A": 0},
    ),
    "short for grandmother": ({"A": "", "G": ""}, [("G", "MGM of", "A")], {"G": -2, "A": 0}),
    "no relation at all": ({"A": "", "MA": "", "N": "neighbour", "X": ""}, [MOTHER], {"MA": -1, "A": 0}),
    "different fathers": (
        {"A": "", "B": "", "MA": "", "FA": "", "FB": ""},
        [MOTHER, ("MA", "mother of", "B"), ("FA", "father of", "A"), ("FB", "father of", "B")],
        {"MA": -1, "FA": -1, "FB": -1, "A": 0, "B": 0},
    ),
    "sibling only": ({"A": "", "B": ""}, [("B", "sibling of", "A")], {"A": 0, "B": 0}),
    "sibling's mother": (
        {"A": "", "B": "", "M": ""}, [("B", "half-sibling of", "A"), ("M", "mother of", "B")],
        {"M": -1, "A": 0, "B": 0},
    ),
    "another family": ({"A": "", "MA": "", "X": "", "Y": ""}, [MOTHER, ("X", "mother of", "Y")], {"MA": -1, "A": 0}),
    "lodger, worker and friend": (
        {"A": "", "L": "", "W": "", "F": "", "S": ""},
        [("L", "lives with", "A"), ("W", "worker of", "A"), ("F", "friend of", "A"),
         ("S", "family support worker of", "A")],
        {"A": 0},
    ),
    "great-aunt": ({"A": "", "G": ""}, [("G", "great-aunt of", "A")], {"G": -2, "A": 0}),
    "roles of the key": (
        {"A": "index child", "MA": "mother of A", "B": "younger sibling of index child", "U": "maternal uncle",
         "P": "partner", "S": "sister of the mother", "C": "son of B and X", "N": "friend of the child's mother"},
        [], {"MA": -1, "U": -1, "A": 0, "B": 0, "C": 1},
    ),
    "a bare role of somebody who has relations": (
        {"A": "index child", "M": "mother", "B": ""}, [("M", "mother of", "B")], {"A": 0},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("roles", "relations", "told"), SMALL_FAMILIES.values(), ids=SMALL_FAMILIES)
def test_only_those_of_whom_something_tells_it_stand_in_a_generation(roles, relations, told):
    people = build("people", [blank("people") | {"code": code, "role": role} for code, role in roles.items()])
    frame = build("relations", [relation(*line) for line in relations])
    tree = build_tree(people, frame, "A")
    placed = {code: place.row for code, place in tree.places.items() if place.related}
    assert {code: row - placed["A"] for code, row in placed.items()} == told
    apart = set(roles) - set(told)
    assert {tree.places[code].row for code in apart} <= {tree.rows - 1}
    if apart:
        assert tree.rows - 1 > max(placed.values())
    captions = [note.text for note in family_picture(people, frame, tree, "A").layout.annotations]
    assert captions.count("Family relation to A not given") == bool(apart)


def test_nobody_is_taken_for_the_person_whom_the_review_is_about():
    people = build("people", [blank("people") | {"code": code, "role": code} for code in ("N", "A", "MA")])
    told = build("relations", [relation("MA", "mother of", "A")])
    tree = build_tree(people, told, "")
    assert {code for code, place in tree.places.items() if not place.related} == {"N"}
    assert tree.places["MA"].row == tree.places["A"].row - 1
    nothing = build_tree(people, build("relations"), "")
    assert not any(place.related for place in nothing.places.values())
    assert describe_family(people, told, nothing, "").startswith(
        "3 persons. Family relation to the others not given"
    )


def test_a_generation_of_which_nobody_is_known_is_not_counted_and_keeps_its_row():
    relations = build("relations", [relation("G", "MGM of", "A")])
    tree = build_tree(build("people"), relations, "A")
    assert (tree.places["G"].row, tree.places["A"].row) == (0, 2)
    assert "2 persons in 2 generations" in describe_family(build("people"), relations, tree, "A")
    figure = family_picture(build("people"), relations, tree, "A")
    dotted = figure.data[0]
    ends = {
        code: y
        for trace in figure.data
        if trace.customdata
        for code, y in zip(trace.customdata, trace.y, strict=True)
    }
    assert [y for y in dotted.y if y is not None][-1] == ends["A"]
