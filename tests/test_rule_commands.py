import shutil
from pathlib import Path

import pytest

from chronology.__main__ import main

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
