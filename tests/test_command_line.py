import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from chronology.__main__ import main

CASES = Path(__file__).parent / "cases"


def test_build_accounts_for_every_row(capsys):
    assert main(["build", str(CASES / "child_l")]) == 0
    assert "88 entries" in capsys.readouterr().out


def test_an_unreadable_file_is_named_and_the_others_are_merged(tmp_path, capsys):
    folder = tmp_path / "case"
    shutil.copytree(CASES / "reading2022", folder)
    (folder / "agencies" / "hospital.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    assert main(["build", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "agencies/hospital.xlsx: not read" in said
    assert "36 entries" in said


def test_flags_as_json_have_the_keys_that_others_rely_on(capsys):
    assert main(["flags", str(CASES / "southend2021"), "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    keys = {"rule", "class", "state", "rank", "sentence", "events", "persons", "agencies", "expected"}
    assert records
    assert all(keys <= set(record) for record in records)
    assert [record["rank"] for record in records] == sorted(record["rank"] for record in records)


def test_flags_as_csv_and_table_say_the_same(capsys):
    main(["flags", str(CASES / "southend2021"), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    main(["flags", str(CASES / "southend2021")])
    table = capsys.readouterr().out
    assert rows
    assert all(row["title"] in table for row in rows)


@pytest.mark.parametrize("command", ["build", "flags", "serve"])
def test_a_folder_with_nothing_in_it_is_said_in_words(tmp_path, capsys, command):
    assert main([command, str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("chronology: ")
    assert "Traceback" not in said


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 2
    assert "demo" in capsys.readouterr().out
