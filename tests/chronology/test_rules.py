from datetime import date

import pytest

from chronology.patterns import PATTERNS
from chronology.rules import PATTERNS as MEANINGS
from chronology.rules import RuleError, load_rules
from chronology.vocabulary import load_vocabulary

# Made by the engine from a row's cells, not from words.
FROM_THE_CELLS = {"passive_outcome", "nothing_written"}

GOOD = """
[[rule]]
id = "X1"
title = "An example for the tests"
pattern = "response"
class = "no_response"
severity = 3
noticed = "an injury"
expected = "a referral"
why = "because it is one"
source = "the tests"
in_force_from = 2013-04-15
[rule.trigger]
any = ["injury"]
[rule.answer]
any = ["referral"]
"""


def write(tmp_path, text):
    path = tmp_path / "authority.toml"
    path.write_text(text, encoding="utf-8")
    return [path]


def test_every_pattern_has_a_rule_and_every_rule_names_known_tags():
    rules = load_rules()
    assert {rule.pattern for rule in rules} == set(PATTERNS) == set(MEANINGS)
    known = set(load_vocabulary().tags) | FROM_THE_CELLS
    assert {(rule.id, tag) for rule in rules for tag in rule.tags_named() - known} == set()


def test_every_rule_rests_on_a_source_and_says_when_it_is_not_confirmed():
    assert all(len(rule.source) > 10 for rule in load_rules())
    assert any(not rule.confirmed for rule in load_rules())


def test_a_rule_of_ones_own_is_added_and_one_with_the_same_id_takes_its_place(tmp_path):
    assert "X1" in {rule.id for rule in load_rules(write(tmp_path, GOOD))}
    changed = GOOD.replace('"X1"', '"M01"')
    assert {rule.id: rule.title for rule in load_rules(write(tmp_path, changed))}[
        "M01"
    ] == "An example for the tests"


def test_a_rule_is_in_force_on_its_days(tmp_path):
    rule = {rule.id: rule for rule in load_rules(write(tmp_path, GOOD))}["X1"]
    assert not rule.in_force(date(2013, 4, 14))
    assert rule.in_force(date(2013, 4, 15))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("severity = 3", "severity = 9"), "severity"),
        (('class = "no_response"', 'class = "bad"'), "class"),
        (('source = "the tests"', 'source = "the tests"\nwindow = "soon"'), "window"),
        (('[rule.answer]\nany = ["referral"]', ""), "answer"),
        (('any = ["injury"]', 'colour = "red"'), "colour"),
    ],
)
def test_a_mistake_is_named_with_its_file_rule_and_key(tmp_path, change, said):
    with pytest.raises(RuleError) as caught:
        load_rules(write(tmp_path, GOOD.replace(*change)))
    assert "authority.toml: rule X1" in str(caught.value)
    assert said in str(caught.value)


def test_all_mistakes_are_named_at_once(tmp_path):
    broken = GOOD.replace("severity = 3", "severity = 9").replace("no_response", "bad")
    with pytest.raises(RuleError) as caught:
        load_rules(write(tmp_path, broken))
    assert len(str(caught.value).splitlines()) == 2
