import shutil
import tomllib
from pathlib import Path

import pytest

from chronology.__main__ import main
from chronology.rules import Rule, load_rules, rule_as_written

CASES = Path(__file__).parent / "cases"
OWN = """
[[rule]]
id = "M01"
title = "Injury seen, no referral (our window)"
pattern = "response"
class = "no_response"
severity = 5
noticed = "an injury to a child"
expected = "a referral"
why = "our procedures say so"
source = "our procedures, section 1"
window = "5 working days"
persons = "same"
[rule.trigger]
any = ["injury"]
[rule.answer]
any = ["referral"]
"""


def test_the_rules_are_listed_with_those_of_ones_own(tmp_path, capsys):
    own = tmp_path / "authority.toml"
    own.write_text(OWN, encoding="utf-8")
    assert main(["rules", "--rules", str(own)]) == 0
    said = capsys.readouterr().out
    assert "Injury seen, no referral (our window)" in said
    assert said.count("M01 ") == 1


def test_a_file_of_ones_own_is_checked(tmp_path, capsys):
    own = tmp_path / "authority.toml"
    own.write_text(OWN, encoding="utf-8")
    assert main(["rules", "--check", str(own)]) == 0
    assert "nothing wrong" in capsys.readouterr().out
    own.write_text(OWN.replace('any = ["injury"]', 'any = ["injurry"]'), encoding="utf-8")
    assert main(["rules", "--check", str(own)]) == 1
    assert "'injurry'" in capsys.readouterr().out
    own.write_text(OWN.replace("severity = 5", "severity = 7"), encoding="utf-8")
    assert main(["rules", "--check", str(own)]) == 2
    assert "rule M01: severity" in capsys.readouterr().err


def test_the_template_is_a_rule_file_that_changes_nothing(tmp_path, capsys):
    assert main(["rules", "--template"]) == 0
    own = tmp_path / "authority.toml"
    own.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["rules", "--check", str(own)]) == 0


def test_rules_in_the_case_folder_are_used_without_being_asked_for(tmp_path, capsys):
    folder = tmp_path / "case"
    shutil.copytree(CASES / "southend2021", folder)
    (folder / "authority.toml").write_text("this is no rule file", encoding="utf-8")
    assert main(["flags", str(folder)]) == 2
    assert "authority.toml: not readable as TOML" in capsys.readouterr().err


def test_every_rule_can_be_copied_as_it_is_written(tmp_path):
    shipped = load_rules()
    own = tmp_path / "authority.toml"
    own.write_text("\n".join(rule_as_written(rule.id) for rule in shipped), encoding="utf-8")
    tables = tomllib.loads(own.read_text(encoding="utf-8"))["rule"]
    assert [Rule.model_validate(table) for table in tables] == list(shipped)
    assert not [line for line in rule_as_written(shipped[0].id).splitlines() if line.startswith("#")]


def test_a_copied_rule_with_another_window_takes_the_place_of_the_first(tmp_path, capsys):
    assert main(["rules", "--copy", "m23"]) == 0
    table = capsys.readouterr().out
    assert 'window = "5 working days"' in table
    own = tmp_path / "authority.toml"
    # Notepad can put a mark before the text.
    own.write_text(table.replace("5 working days", "2 working days"), encoding="utf-8-sig")
    assert main(["rules", "--check", str(own)]) == 0
    assert main(["rules", "--rules", str(own)]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("M23 ")]
    assert "2 working days" in line


def test_a_rule_that_does_not_exist_cannot_be_copied(capsys):
    assert main(["rules", "--copy", "M999"]) == 2
    assert "There is no rule M999" in capsys.readouterr().err


def test_a_rule_file_that_is_no_plain_text_is_said_to_be_so(tmp_path, capsys):
    own = tmp_path / "authority.toml"
    own.write_text(OWN, encoding="utf-16")
    assert main(["rules", "--check", str(own)]) == 2
    assert "authority.toml: not plain text. Save it as plain text in UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("window =", "windw =", "rule M01: windw: not a word that a rule knows; check its spelling"),
        ('source = "our procedures, section 1"\n', "", "rule M01: source: this line is missing"),
        ("5 working days", "two weeks", "rule M01: window: a period is a whole number"),
    ],
)
def test_mistakes_in_a_rule_are_told_in_words(tmp_path, capsys, was, now, said):
    own = tmp_path / "authority.toml"
    own.write_text(OWN.replace(was, now), encoding="utf-8")
    assert main(["rules", "--check", str(own)]) == 2
    assert said in capsys.readouterr().err


def test_evaluate_prints_a_line_for_each_case_and_one_for_all(tmp_path, capsys):
    for name in ("southend2021", "reading2022"):
        shutil.copytree(CASES / name, tmp_path / name)
    assert main(["evaluate", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines()[1:]] == ["reading2022", "southend2021", "all"]


@pytest.mark.parametrize("content", ["", "{}"])
def test_a_broken_answer_key_is_named(tmp_path, capsys, content):
    shutil.copytree(CASES / "southend2021", tmp_path / "good")
    shutil.copytree(CASES / "southend2021", tmp_path / "broken")
    (tmp_path / "broken" / "gold.json").write_text(content, encoding="utf-8")
    assert main(["evaluate", str(tmp_path)]) == 1
    assert "gold.json of broken" in capsys.readouterr().err


def test_more_flags_than_are_listed_can_be_asked_for(capsys):
    main(["flags", str(CASES / "southend2021")])
    listed = capsys.readouterr().out
    main(["flags", str(CASES / "southend2021"), "--all"])
    assert "more that weigh less" in listed
    assert len(capsys.readouterr().out) > len(listed)
