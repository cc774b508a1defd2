"""Each hostile file costs at most one issue, 5 seconds and 300 MB, and never the good file beside it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.make_corpus import SECRET, corpus, encrypted, larger_workbook
from tests.hostile.parts import CSV

ROOT = Path(__file__).parent.parent.parent
FILES = {file.name: file for file in corpus()}
SECONDS, MEGABYTES = 5, 300
BUSY = 6
"""How many times as long a file may take by the clock, on a machine that has other things to do."""


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """What the reading of each file took and gave, all read in one process that does nothing else."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "elsewhere.txt").write_text(SECRET)
    for number, file in enumerate(FILES.values()):
        agencies = folder / "cases" / f"{number:03d}" / "agencies"
        agencies.mkdir(parents=True)
        (agencies / file.name).write_bytes(file.make())
        (agencies / "good.csv").write_text(CSV)
    command = [sys.executable, "-m", "tests.hostile.measure", str(folder / "cases")]
    done = subprocess.run(  # noqa: S603 - this very interpreter
        command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, "the process that reads the files broke down"
    return {told["name"]: told for told in map(json.loads, done.stdout.splitlines())}


def test_there_are_many_files():
    assert len(FILES) >= 100
    assert sum(file.entries is None for file in FILES.values()) >= 60


@pytest.mark.parametrize("name", FILES)
def test_a_file_costs_one_issue_at_most_and_never_the_others(measured, name):
    told, expected = measured[name], FILES[name].entries
    rows_read, entries, set_aside = told["rows"]
    assert told["good"] == 1
    assert rows_read == entries + set_aside
    assert entries == (expected or 0)
    assert len(told["errors"]) == (1 if expected is None else 0)


@pytest.mark.parametrize("name", FILES)
def test_a_file_takes_little_time(measured, name):
    assert measured[name]["work"] < SECONDS
    assert measured[name]["seconds"] < SECONDS * BUSY


def test_no_file_takes_much_memory(measured):
    # Both figures are the highest so far, so that the last line tells the highest of all.
    assert max(told["megabytes"] for told in measured.values()) < MEGABYTES
    assert max(told["megabytes_of_readers"] for told in measured.values()) < MEGABYTES


def test_nothing_is_brought_in_from_elsewhere(measured):
    source = "tests/hostile/make_corpus.py"
    assert SECRET in (ROOT / source).read_text()
    assert not any(SECRET in told["words"] for told in measured.values())


def test_a_protected_workbook_is_opened_with_its_password_only(tmp_path):
    from importers import read_case

    agencies = tmp_path / "agencies"
    agencies.mkdir()
    (agencies / "police.xlsx").write_bytes(encrypted(larger_workbook(), "Crimson 7"))
    (agencies / "good.csv").write_text(CSV)
    asked = []

    def after(*answers):
        given = iter(answers)

        def ask(name):
            asked.append(name)
            return next(given)

        return ask

    case = read_case(tmp_path, after("wrong", "Crimson 7"))
    assert asked == ["police.xlsx", "police.xlsx"]
    assert list(case.entries["agency"]) == ["good", "police"]
    assert "Crimson 7" not in "".join(case.issues["sentence"] + case.issues["done"])
    for answers, code in (((None,), "encrypted_file"), (("a", "b", "c"), "wrong_password")):
        case = read_case(tmp_path, after(*answers))
        assert list(case.issues.loc[case.issues["severity"] == "error", "code"]) == [code]
        assert list(case.entries["agency"]) == ["good"]
