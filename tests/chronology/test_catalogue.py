from pathlib import Path

from chronology.catalogue import load_catalogue, rules_document, rules_table
from chronology.rules import load_rules
from chronology.vocabulary import load_vocabulary

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_document_is_what_the_rules_say():
    assert DOCUMENT.read_text(encoding="utf-8") == rules_document(load_rules(), load_vocabulary())


def test_every_pattern_and_timescale_is_tested_or_has_a_reason():
    known = {number: item for group in load_catalogue().values() for number, item in group.items()}
    ids = {rule.id for rule in load_rules()}
    assert [number for number in known if number.startswith("M")] == [f"M{n:02}" for n in range(1, 41)]
    assert [number for number in known if number.startswith("R")] == [f"R{n:02}" for n in range(1, 54)]
    assert all(item.rules or item.left_out for item in known.values())
    assert {rule for item in known.values() for rule in item.rules} <= ids


def test_the_table_has_a_line_for_each_rule_and_marks_unconfirmed_sources():
    lines = rules_table(load_rules()).splitlines()
    assert len(lines) == len(load_rules())
    assert sum("not confirmed" in line for line in lines) == sum(not rule.confirmed for rule in load_rules())
