"""What is said in the form "About this case": understood, and written into the text of ``case.toml``."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from chronology.case import Agency
from importers.case_file import read_case_text, with_agencies
from importers.case_words import (
    BOTH_DAYS,
    NOT_A_DAY,
    NOT_IN_KEY,
    NOT_PLAIN,
    TO_BEFORE_FROM,
    TOO_LONG,
    CaseWords,
    CaseWordsError,
    understood,
    with_words,
    words_written,
)

TEXT = """\
# Kept by the business manager.
title = "Case A"                  # ask the Chair
review_start = "2012-05"          # a month
# the child, as in persons.csv
index_child = "A"

# The police answered first.
[agencies.police]                 # the file's name
file = "agencies/police.csv"
name = "The police force"         # as it is shown

[agencies.gp]
file = "agencies/gp.docx"
kind = "health"                   # said by the panel
"""
AS_IS = CaseWords("Case A", date(2012, 5, 1), None, "A", "ENG")
HOSTILE = ['a "b" \\ c', "it's {x} [agencies.gp] # no", "'''", '"""', "title = 1", "é — ‘A’", "a\nb\r\n\tc"]


def changed(text: str, **words: object) -> str:
    present = words_written(text).words
    kept = {name: getattr(present, name) for name in CaseWords.__slots__}
    return with_words(text, CaseWords(**{**kept, **words}), {})


def test_only_the_lines_that_are_different_are_touched():
    lines = changed(TEXT, title="Case B", review_start=date(2012, 6, 1)).splitlines()
    before = TEXT.splitlines()
    different = [number for number, line in enumerate(before) if line != lines[number]]
    assert len(lines) == len(before)
    assert different == [1, 2]
    assert lines[1].startswith('title = "Case B"')
    assert lines[1].endswith("# ask the Chair")
    assert lines[2].startswith('review_start = "2012-06-01"')
    assert lines[2].endswith("# a month")


def test_a_text_that_says_the_same_comes_back_as_it_was():
    assert with_words(TEXT, AS_IS, {"police": "", "gp": "health"}) == TEXT
    spaced = TEXT.replace('"Case A"', '"Case  A "')
    assert with_words(spaced, AS_IS, {}) == spaced
    assert with_words("", CaseWords(), {}) == ""


def test_what_is_new_stands_at_the_top_and_never_between_a_comment_and_its_table():
    written = changed(TEXT, review_end=date(2014, 1, 31), nation="WLS")
    assert 'index_child = "A"\nreview_end = "2014-01-31"\nnation = "WLS"\n\n# The police answered' in written
    assert words_written(written).words == CaseWords(
        "Case A", date(2012, 5, 1), date(2014, 1, 31), "A", "WLS"
    )


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("", "# What is known of the case."),
        ("# ours\n\n# the police\n[agencies.police]\n", '# ours\n\ntitle = "T"\n\n# the police\n[agencies'),
        ("# the police\n[agencies.police]\n", 'title = "T"\n\n# the police\n[agencies'),
        ('nation = "ENG"', 'nation = "ENG"\ntitle = "T"\n'),
        ('agencies.police.name = "P"\n', 'agencies.police.name = "P"\ntitle = "T"\n'),
    ],
)
def test_a_title_finds_its_place_in_any_file(text, beginning):
    written = changed(text, title="T")
    assert written.startswith(beginning)
    assert tomllib.loads(written) == {**tomllib.loads(text), "title": "T"}


def test_a_blank_takes_the_line_out_and_nothing_else():
    written = changed(TEXT, title="", index_person="")
    assert set(TEXT.splitlines()) - set(written.splitlines()) == {
        'title = "Case A"                  # ask the Chair',
        'index_child = "A"',
    }
    assert words_written(written).words.title == ""


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("text", [TEXT, "", "[agencies]\n"])
def test_no_value_can_say_more_than_itself(text, value):
    content = tomllib.loads(changed(text, title=value, index_person="Q"))
    key = "index_person" if "index_person" in content else "index_child"
    assert {**tomllib.loads(text), "title": value, key: "Q"} == content


def test_the_key_that_is_in_force_is_the_one_that_is_written():
    both = 'index_person = "A"\nindex_child = "B"\n'
    assert changed(both, index_person="C") == 'index_person = "C"\nindex_child = "B"\n'
    assert words_written(changed(both, index_person="")).words.index_person == ""
    blank = 'index_person = ""\nindex_child = "B"\n'
    assert changed(blank, index_person="C") == 'index_person = ""\nindex_child = "C"\n'


def test_kinds_are_said_and_taken_back():
    written = with_words(TEXT, AS_IS, {"police": "police", "gp": ""})
    assert 'name = "The police force"         # as it is shown\nkind = "police"\n' in written
    assert words_written(written).kinds == {"police": "police", "gp": ""}
    assert with_words(written, AS_IS, {"police": ""}).count("kind") == 0
    inline = 'agencies = { gp = { file = "a.csv", kind = "health" } }\n'
    assert words_written(with_words(inline, CaseWords(), {"gp": "legal"})).kinds == {"gp": "legal"}


def test_an_agency_of_no_kind_is_listed_without_one():
    written = with_agencies(
        "", [Agency("gp", "GP", "", "agencies/gp.docx"), Agency("fire", "Fire", "fire", "x")]
    )
    assert tomllib.loads(written)["agencies"] == {
        "gp": {"file": "agencies/gp.docx", "name": "GP"},
        "fire": {"file": "x", "name": "Fire", "kind": "fire"},
    }
    assert not read_case_text(written).problems


@pytest.mark.parametrize(
    "text", ['title = "x\n', "agencies = 5\n", 'title = """\n[a]\n"""\nagencies = { gp = 3 }\n']
)
def test_a_text_that_cannot_be_changed_is_refused_without_quoting_it(text):
    with pytest.raises(CaseWordsError) as refused:
        with_words(text, CaseWords("Other"), {"gp": "health"})
    assert "case.toml" in str(refused.value)
    assert "Other" not in str(refused.value)


@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [
        ("2012", "2013", date(2012, 1, 1), date(2013, 12, 31)),
        ("May 2012", "2014-01", date(2012, 5, 1), date(2014, 1, 31)),
        ("1/5/2012", "31.1.14", date(2012, 5, 1), date(2014, 1, 31)),
        (" 1 May 2012 ", "1 May 2012", date(2012, 5, 1), date(2012, 5, 1)),
    ],
)
def test_days_are_understood_as_people_write_them(first, last, start, end):
    words, troubles = understood({"review_start": first, "review_end": last, "nation": "ENG"}, ())
    assert not troubles
    assert (words.review_start, words.review_end) == (start, end)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"review_start": "2014", "review_end": "2012"}, "review_end", TO_BEFORE_FROM),
        ({"review_start": "2014"}, "review_end", BOTH_DAYS),
        ({"review_end": "2014"}, "review_start", BOTH_DAYS),
        ({"review_start": "31/06/2012", "review_end": "2014"}, "review_start", NOT_A_DAY),
        ({"review_start": "2012", "review_end": "soon"}, "review_end", NOT_A_DAY),
        ({"review_start": "1/5/2012 and 3/6/2012", "review_end": "2014"}, "review_start", NOT_A_DAY),
        ({"review_start": "by 2012", "review_end": "2014"}, "review_start", "There is no first day in this"),
        ({"review_start": "2012", "review_end": "from 2014"}, "review_end", "There is no last day in this"),
        ({"index_person": "Q"}, "index_person", NOT_IN_KEY),
        ({"title": "x" * 201}, "title", TOO_LONG),
        ({"title": "a\x00b"}, "title", NOT_PLAIN),
        ({"title": "\ud800"}, "title", NOT_PLAIN),
        ({"nation": "FRA"}, "nation", "Choose one"),
    ],
)
def test_what_cannot_be_used_is_told_of_next_to_its_field(typed, field, sentence):
    troubles = understood({"nation": "ENG", **typed}, ("A", "B"))[1]
    assert list(troubles) == [field]
    assert troubles[field].startswith(sentence)


def test_without_a_key_any_code_can_be_typed():
    assert understood({"index_person": " P1 ", "nation": "SCT"}, ()) == (
        CaseWords(index_person="P1", nation="SCT"),
        {},
    )


def test_what_the_file_says_wrongly_is_shown_as_it_is_written_and_put_right():
    text = 'title = 5\nreview_start = "2014"\nreview_end = "2012"\nnation = "Narnia"\nindex_child = "A"\n'
    written = words_written(text)
    assert written.words == CaseWords(index_person="A")
    assert written.raw == {"title": "5", "review_start": "2014", "review_end": "2012", "nation": "Narnia"}
    assert words_written(text.replace("title = 5", 'title = "5')).broken
    mended = with_words(text, CaseWords("5", date(2012, 1, 1), date(2014, 12, 31), "A"), {})
    assert not read_case_text(mended).problems
    assert tomllib.loads(mended)["nation"] == "ENG"
