"""What is said of all findings where the key of persons leaves it open who is meant."""

from __future__ import annotations

from chronology.engine import analyse
from chronology.flag_list import flags_as_text
from chronology.reservations import key_reservations

CLOSED = ("childrens_social_care", "24/01/2014", "A", "CIN case.", "Case closed.")
MOTHER_ONLY = (("MA", "mother of index child", "1990-01-01"),)


def test_nothing_is_said_where_everybody_is_known(make_case):
    analysis = analyse(make_case(("hospital", "03/01/2014", "A", "Leg injury.", "Seen with MA."), CLOSED))
    assert key_reservations(analysis) == ()


def test_an_entry_about_somebody_unknown_is_not_taken_to_be_about_another_whom_its_words_name(make_case):
    case = make_case(
        ("hospital", "03/01/2014", "QZ", "Leg injury, brought by MA.", "Discharged."),
        ("childrens_social_care", "24/01/2014", "QZ", "CIN case.", "Case closed."),
        people=(("A", "index child", "2012-03-01"), *MOTHER_ONLY),
        relations=(("MA", "mother of", "A"),),
    )
    analysis = analyse(case)
    ended = analysis.flags[analysis.flags["title"] == "Ended or stepped down after a fresh warning"]
    assert [set(entries) for entries in ended["entries"]] == [{"e0", "e1"}]
    assert ended["persons"].iloc[0][0] == "A"
    (said,) = key_reservations(analysis)
    assert said.startswith("In 2 entries nobody in the key of persons was recognised")
    assert "taken to be about A" in said


def test_a_key_without_the_person_whom_the_review_is_about_says_so(make_case):
    case = make_case(CLOSED, people=MOTHER_ONLY, relations=(), index_person="")
    first, second = key_reservations(analyse(case))
    assert first.startswith("The case does not say which person in the key the review is about")
    assert second.startswith("In 1 entry nobody in the key")
    assert "it too could be joined only with entries in which nobody was recognised" in second


def test_a_case_without_a_key_says_so_under_the_list_of_flags(make_case):
    analysis = analyse(make_case(CLOSED, people=(), relations=(), index_person=""))
    (said,) = key_reservations(analysis)
    assert said.startswith("No key of persons was supplied")
    assert " ".join(flags_as_text(analysis, "table").split()).endswith(said)
