import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.profiles import (
    KEEP,
    AnswerError,
    MappingProfile,
    parse_answer,
    profile_path,
    profile_text,
    read_profiles,
    suggestions,
)
from importers.vocabulary import load


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), st.sampled_from(["date", KEEP])))
def test_a_profile_comes_back_as_it_was_saved(tmp_path_factory, columns):
    folder = tmp_path_factory.mktemp("case")
    profile = MappingProfile("police", {}).with_answers(columns)
    path = profile_path(folder, "police")
    path.parent.mkdir()
    path.write_bytes(profile_text(profile).encode())
    found, problems = read_profiles(folder)
    assert not problems
    assert found["police"] == profile


def test_a_new_answer_takes_the_place_of_the_old_one():
    profile = MappingProfile("police", {"Job no.": "ref"}).with_answers({"JOB NO": "date"})
    assert profile.overrides() == {"job no": "date"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"agency = ", "quotation marks"),
        (b"\xff\xfe\x00", "quotation marks"),
        (b"[columns]\n", "line agency"),
        (b'agency = "police"\ncolumns = 3\n', "table of columns"),
        (b'agency = "police"\n[columns]\n"Job" = ["date"]\n', '"Job"'),
    ],
)
def test_a_mistake_in_a_profile_is_said_with_what_to_do(tmp_path, content, words):
    path = profile_path(tmp_path, "police")
    path.parent.mkdir()
    path.write_bytes(content)
    found, problems = read_profiles(tmp_path)
    assert not found
    assert words in problems[0][1].sentence


def test_an_unknown_heading_gets_suggestions_from_known_ones_that_resemble_it():
    vocabulary = load()
    assert suggestions("Action that was taken", vocabulary)[0].field == "action"
    assert suggestions("Zqx", vocabulary) == ()
    assert suggestions("x" * 5000, vocabulary) == ()


@pytest.mark.parametrize("answer", ["date", "=date", "Job=weather", ""])
def test_an_answer_that_says_nothing_is_refused(answer):
    with pytest.raises(AnswerError):
        parse_answer(answer)


def test_an_answer_may_hold_an_equals_sign_in_the_header():
    assert parse_answer("a = b = Child seen") == ("a = b", "child_seen")
    assert parse_answer("Job=keep") == ("Job", KEEP)
