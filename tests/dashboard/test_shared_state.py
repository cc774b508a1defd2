"""What the reader has asked to see, held once for all pages."""

from __future__ import annotations

import json

import pytest

from dashboard import shell
from dashboard.filter_menus import filters_in_words, names_of
from dashboard.help_words import WORDS
from dashboard.pages import timeline
from dashboard.shared_callbacks import hydrated
from dashboard.shared_state import (
    MOST_STEPS,
    chosen,
    cleared,
    filtered,
    filters_of,
    noted,
    picked,
    start,
    undone,
    with_typed,
)
from tests.dashboard.test_panel import parts, text

_TYPED = {"text": "bruise", "first": "", "last": ""}


@pytest.fixture
def narrowed():
    """A state in which an agency was picked and then a word typed."""
    return with_typed(picked(start(), "agency", "police"), _TYPED)


def test_nothing_is_filtered_at_first():
    assert not filtered(start())
    assert not filters_of(start()).narrow_entries
    assert undone(start()) is None


def test_each_change_can_be_taken_back_in_turn(narrowed):
    assert filters_of(narrowed).agencies == ("police",)
    assert filters_of(narrowed).text == "bruise"
    once = undone(narrowed)
    assert filters_of(once).text == ""
    assert filters_of(once).agencies == ("police",)
    twice = undone(once)
    assert not filtered(twice)
    assert undone(twice) is None


def test_clearing_can_be_taken_back(narrowed):
    gone = cleared(narrowed)
    assert not filtered(gone)
    assert filters_of(undone(gone)) == filters_of(narrowed)


def test_lanes_are_no_filter_and_stay_when_one_is_taken_back():
    state = noted(start(), {**start()["settings"], "lanes": "person"}, start()["typed"], start()["choice"])
    assert state["past"] == []
    back = undone(picked(state, "agency", "police"))
    assert back["settings"]["lanes"] == "person"


def test_typing_the_same_again_is_no_change(narrowed):
    assert with_typed(narrowed, _TYPED) is None
    assert noted(narrowed, narrowed["settings"], narrowed["typed"], narrowed["choice"]) is None


def test_while_a_change_is_taken_back_a_mixture_is_not_noted(narrowed):
    back = undone(narrowed)
    assert noted(back, narrowed["settings"], narrowed["typed"], back["choice"]) is None
    done = noted(back, back["settings"], back["typed"], back["choice"])
    assert done["undone"] is None
    assert done["settings"] == back["settings"]


def test_only_so_many_steps_are_kept():
    state = start()
    for _ in range(MOST_STEPS + 5):
        state = picked(state, "agency", "police")
    assert len(state["past"]) == MOST_STEPS


def test_the_state_is_ids_and_typed_filters_and_can_be_sent(narrowed):
    state = chosen(narrowed, finding="N1", entry="gp-2")
    assert json.loads(json.dumps(state)) == state
    assert state["choice"] == {"finding": "N1", "entry": "gp-2"}


def test_a_page_opens_as_the_filters_are_set(narrowed):
    page = hydrated(timeline.layout(), narrowed)
    assert page["settings"].data["agency"] == ["police"]
    assert page["filter-text"].value == "bruise"


def test_the_filters_in_force_are_said_in_one_sentence(view, narrowed):
    names = names_of(view)
    assert filters_in_words(start(), names) == ""
    words = filters_in_words(narrowed, names)
    assert words == "Filters in force: the words “bruise”; agency: PO County Police."
    dated = with_typed(
        picked(picked(start(), "state", "missed"), "state", "cannot tell"), {**_TYPED, "first": "May 2012"}
    )
    assert filters_in_words(dated, names) == (
        "Filters in force: the words “bruise”; from 1 May 2012; state: Missed or Cannot tell."
    )
    crossed = with_typed(start(), {"text": "", "first": "2014", "last": "2012"})
    assert filters_in_words(crossed, names) == "", "neither is used"


def test_a_page_drawn_before_the_case_was_read_anew_says_so():
    assert shell.anew_words("1", "2", "/").startswith(
        "The case has changed since this page was opened: reload to see it."
    )
    assert shell.anew_words("2", "2", "/") == ""
    assert shell.anew_words(None, "2", "/") == "", "no page is drawn yet"
    assert shell.anew_words("1", "2", "/import") == "", "the page Import says so itself"


def test_an_unknown_address_leads_to_the_pages():
    page = shell.no_page([("Timeline", "/"), ("Table", "/table")])
    assert text(page).startswith("There is no page at this address")
    assert [part.href for part in parts(page) if hasattr(part, "href")] == ["/", "/table"]


@pytest.mark.parametrize("path", ["/", "/table", "/missed-links", "/returns", None])
def test_every_page_has_a_way_past_what_is_the_same_on_all(path):
    links = shell.skips(path)
    assert links
    assert all(link.href.startswith("#") for link in links)


def test_the_words_on_screen_are_explained_without_accusing():
    terms = {term: words for group in WORDS.values() for term, words in group.items()}
    assert {
        "Return",
        "Entry",
        "Finding",
        "Missed",
        "Late",
        "Possibly late",
        "Cannot tell",
        "No return",
    } <= set(terms)
    assert not [words for words in terms.values() if "fail" in words.lower() or "fault" in words.lower()]
