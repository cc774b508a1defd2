import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chronology.__main__ import main
from chronology.engine import analyse
from importers import read_case

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


def test_flags_for_people_carry_the_numbers_of_the_findings_and_the_rows_of_the_files(capsys):
    case = Path(__file__).parent.parent / "example_data/child_l"
    analysis = analyse(read_case(case))
    places = analysis.case.entries.set_index("entry_id")
    main(["flags", str(case), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    main(["flags", str(case)])
    table = capsys.readouterr().out
    assert len(rows) == len(analysis.flags)
    by_number = {str(finding["rank"]): finding for finding in analysis.findings.to_dict("records")}
    flags = analysis.flags.set_index("flag_id")
    for row in rows:
        flag = flags.loc[by_number[row["finding"]]["flags"][int(row["part"]) - 1]]
        assert row["rule"] == flag["rule"]
        cited = places.loc[list(flag["entries"])]
        for told, (_, entry) in zip(row["entries"].split("; "), cited.iterrows(), strict=True):
            assert told.startswith(f"{entry['file']}, ")
            assert told.endswith(f", row {entry['row']}")
            assert entry["sheet"] in told
            assert told in table
    assert [int(row["finding"]) for row in rows] == sorted(int(row["finding"]) for row in rows)
    assert "agencies/hospital.xlsx, sheet Attendances, row " in table
    assert "agencies/gp.docx, Table 1, row " in table
    assert all(f"Finding {row['finding']}: {row['title']}" in table for row in rows if row["part"] == "1")


def test_flags_as_json_keep_the_data_rows_and_their_order(capsys):
    case = Path(__file__).parent.parent / "example_data/child_l"
    analysis = analyse(read_case(case))
    places = analysis.case.entries.set_index("entry_id")
    main(["flags", str(case), "--format", "json"])
    records = json.loads(capsys.readouterr().out)
    assert [record["rank"] for record in records] == list(range(1, len(records) + 1))
    for record, entries in zip(records, analysis.flags["entries"], strict=True):
        cited = places.loc[list(entries)]
        assert [event["row"] for event in record["events"]] == cited["data_row"].tolist()
        assert [event["file_row"] for event in record["events"]] == cited["row"].tolist()
    assert any(event["row"] != event["file_row"] for record in records for event in record["events"])


def test_a_case_that_has_just_begun_is_served_so_that_files_can_be_taken_in(tmp_path, monkeypatch):
    served = []
    monkeypatch.setattr("dashboard.server.serve", lambda *given, **named: served.append((given, named)))
    assert main(["serve", str(tmp_path), "--no-browser"]) == 0
    [((analysis,), named)] = served
    assert len(analysis.case.entries) == 0
    assert named["source"].folder == tmp_path


@pytest.mark.parametrize("command", ["build", "flags"])
def test_a_folder_with_nothing_in_it_is_said_in_words(tmp_path, capsys, command):
    assert main([command, str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("chronology: ")
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["build", "flags", "serve", "returns"])
def test_a_folder_inside_a_case_is_answered_with_the_case_itself(capsys, command):
    folder = CASES / "southend2021"
    assert main([command, str(folder / "agencies")]) == 2
    said = capsys.readouterr().err
    assert "agencies is a folder inside a case." in said
    assert f"Give the folder of the case itself: {folder}" in said


@pytest.mark.parametrize("command", ["build", "flags", "serve", "returns"])
def test_a_file_given_as_a_case_is_said_to_be_one(capsys, command):
    assert main([command, str(CASES / "southend2021/case.toml")]) == 2
    assert "case.toml is a file. Give the folder of the case" in capsys.readouterr().err


def test_a_folder_given_as_a_rule_file_is_said_to_be_one(tmp_path, capsys):
    assert main(["flags", str(CASES / "southend2021"), "--rules", str(tmp_path)]) == 2
    assert f"{tmp_path} is a folder. Give the name of a file." in capsys.readouterr().err


def test_the_guide_lists_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out.partition("COMMAND\n")[2]
    commands = re.findall(r"^    ([a-z]+) ", told, re.MULTILINE)
    guide = (Path(__file__).parent.parent / "docs/user-guide.md").read_text(encoding="utf-8")
    table = guide.partition("## The commands")[2]
    assert len(commands) > 10
    assert [name for name in commands if f"| `chronology {name}" not in table] == []


def test_words_that_a_window_cannot_show_stop_no_command(tmp_path):
    case = tmp_path / "case"
    shutil.copytree(CASES / "southend2021", case)
    command = [sys.executable, "-m", "chronology", "flags", str(case)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 0
    assert "“" in done.stdout.decode("utf-8")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_a_port_that_there_is_not_is_said_to_be_none(port, capsys):
    with pytest.raises(SystemExit):
        main(["demo", "--port", port])
    assert "write a number from 1 to 65535" in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 2
    assert "demo" in capsys.readouterr().out


def test_the_same_case_gives_the_same_flags_at_every_start_of_the_program():
    # Python orders a set of words otherwise at every start, unless it is told how to.
    command = [
        sys.executable, "-m", "chronology", "flags", str(CASES / "child_l"), "--all", "--format", "json",
    ]  # fmt: skip
    said = {
        subprocess.run(  # noqa: S603 - our own command
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, timeout=120
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1
    assert len(json.loads(said.pop())) > 30
