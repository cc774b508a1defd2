"""The product's own evaluation gives the figures of the published scoring script."""

import pytest

from chronology.engine import analyse
from chronology.evaluation import AnswerKeyError, evaluate, evaluation_table, pooled, read_answer_key
from chronology.flag_list import flag_records
from importers import read_case
from tests.test_published_cases import CASES, load_score


@pytest.fixture(scope="module")
def southend():
    folder = CASES / "southend2021"
    analysis = analyse(read_case(folder))
    return analysis, evaluate("southend2021", analysis, *read_answer_key(folder))


def test_it_agrees_with_the_scoring_script(southend):
    analysis, ours = southend
    theirs = load_score().score(CASES / "southend2021", flag_records(analysis))
    assert round(ours.strict, 4) == theirs["recall_strict"]
    assert round(ours.event, 4) == theirs["recall_event"]
    assert round(ours.first_20, 4) == theirs["top20_strict"]
    assert ours.decoys_flagged == theirs["decoys_flagged"]
    assert ours.supported is not None
    assert round(ours.supported, 4) == theirs["supported_share"]
    assert abs(ours.strict_chance - theirs["recall_strict_by_chance"]) < 0.08


def test_the_table_has_a_line_for_each_case_and_one_for_all(southend):
    _, ours = southend
    table = evaluation_table([ours, ours])
    assert table.count("southend2021") == 2
    assert "all cases" in table
    assert pooled([ours, ours]).strict == pytest.approx(ours.strict)


def test_a_broken_answer_key_is_said_in_words(tmp_path):
    with pytest.raises(AnswerKeyError, match=r"gold.json"):
        read_answer_key(tmp_path)
    (tmp_path / "gold.json").write_text("{}", encoding="utf-8")
    with pytest.raises(AnswerKeyError, match="KeyError"):
        read_answer_key(tmp_path)
