"""What is quoted of an entry."""

from __future__ import annotations

import pytest

from chronology.engine import analyse
from chronology.wording import quoted

LONG = "Meeting with the health visitor and the school. " * 4


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("Leg injury", "Examined.", "Discharged."), "Leg injury / Examined. / Discharged"),
        (("Leg injury.", "", ""), "Leg injury"),
        (("", "Discharged", " "), "Discharged"),
        (("Seen. · Weighed.", "", ""), "Seen. / Weighed"),
        (("", "", ""), ""),
    ],
)
def test_what_stood_in_different_cells_is_parted(cells: tuple[str, str, str], words: str):
    assert quoted(*cells) == words


def test_a_long_entry_is_cut_at_a_word_from_its_beginning():
    words = quoted(LONG, "", "", 60)
    assert words == "Meeting with the health visitor and the school. Meeting …"


def told(field: str, cell: str, words: str) -> list[tuple[str, int, int]]:
    """The last place of the words in a cell, as tagging gives it."""
    start = cell.rindex(words)
    return [(field, start, start + len(words))]


def test_the_telling_words_are_not_cut_away():
    event = f"{LONG}\n\nBaby recently   seen with leg injury. All is well."
    words = quoted(event, "", "", 60, told("event", event, "leg injury"))
    assert words == "… Baby recently seen with leg injury. All is well"


def test_where_their_sentence_is_too_long_the_room_goes_to_the_words_before_them():
    # What stands before can turn them round.
    event = f"{LONG[:-2]} and there was on that day at the clinic no new leg injury but a burn to the hand"
    words = quoted(event, "", "", 50, told("event", event, "leg injury"))
    assert words == "… was on that day at the clinic no new leg injury …"
    event = f"First. {'x' * 130} bruise"
    assert quoted(event, "", "", 120, told("event", event, "bruise")) == "… bruise"


def test_telling_words_are_those_at_their_place_and_in_their_own_column():
    event = f"Not ill at all. {LONG}Child ill at home."
    assert quoted(event, "", "", 60, told("event", event, "ill")) == "… Child ill at home"
    assert quoted(event, "", "", 60, told("source", event, "ill")).startswith("Not ill at all")


@pytest.mark.parametrize("column", ["action", "outcome"])
def test_what_was_done_keeps_its_place_with_its_own_telling_words(column: str):
    cell = f"{LONG}Case closed."
    cells = {"action": "Noted.", "outcome": "", column: cell}
    words = quoted(LONG, **cells, most=80, telling=told(column, cell, "Case closed."))
    assert words.startswith("Meeting with")
    assert words.endswith("Case closed")


def test_words_that_tell_what_did_not_happen_are_not_the_telling_ones(make_case):
    event = f"No injury was seen to the arms on Monday. {LONG}On Tuesday a leg injury to the child was seen."
    flags = analyse(make_case(("hospital", "03/01/2014", "A", event, "Home."))).flags
    (parts,) = flags.loc[flags["rule"] == "M01", "parts"]
    assert "On Tuesday a leg injury to the child was seen" in parts[0]


def test_a_flag_quotes_the_words_that_set_it_off(make_case):
    flags = analyse(
        make_case(
            ("hospital", "03/01/2014", "A", "Leg injury.", "Home."),
            ("childrens_social_care", "24/01/2014", "A", f"{LONG}Case closed today.", ""),
        )
    ).flags
    (parts,) = flags.loc[flags["title"] == "Ended or stepped down after a fresh warning", "parts"]
    assert "“… Case closed today”" in parts[0]
