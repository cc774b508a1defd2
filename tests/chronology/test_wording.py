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


def test_the_telling_words_are_not_cut_away():
    words = quoted(f"{LONG}Baby recently seen with leg injury. All is well.", "", "", 60, ["leg injury"])
    assert words == "… Baby recently seen with leg injury. All is well"


def test_a_sentence_too_long_for_its_telling_words_begins_with_them():
    words = quoted(f"{LONG[:-2]} and leg injury in that week", "", "", 40, ["leg injury"])
    assert words == "… leg injury in that week"


def test_what_was_done_keeps_its_place_with_its_own_telling_words():
    words = quoted(LONG, f"{LONG}Case closed.", "", 80, ["Case closed."])
    assert words.startswith("Meeting with")
    assert words.endswith("… / … Case closed")


def test_a_flag_quotes_the_words_that_set_it_off(make_case):
    flags = analyse(
        make_case(
            ("hospital", "03/01/2014", "A", "Leg injury.", "Home."),
            ("childrens_social_care", "24/01/2014", "A", f"{LONG}Case closed today.", ""),
        )
    ).flags
    (parts,) = flags.loc[flags["title"] == "Ended or stepped down after a fresh warning", "parts"]
    assert "“… Case closed today”" in parts[0]
