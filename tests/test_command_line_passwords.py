"""Passwords of protected files: asked for by every command that reads a case, on a terminal, and kept nowhere."""

from io import BytesIO

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from chronology.__main__ import main

ROWS = (
    ("Date", "Person", "Event"),
    ("03/05/2012", "A", "Officers attended after a call from a neighbour"),
    ("31/06/2012", "A", "Small bruise on the arm seen at nursery"),
)
SECRET = "Kestrel-47"  # noqa: S105 - made up


@pytest.fixture(scope="module")
def protected() -> bytes:
    plain, closed = BytesIO(), BytesIO()
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(plain)
    OOXMLFile(plain).encrypt(SECRET, closed)
    return closed.getvalue()


@pytest.fixture
def case(tmp_path, protected):
    folder = tmp_path / "case"
    (folder / "agencies").mkdir(parents=True)
    (folder / "agencies/gp.csv").write_text("Date,Person,Event\n13/05/2012,A,Seen with a cough\n")
    (folder / "agencies/police.xlsx").write_bytes(protected)
    return folder


@pytest.fixture
def asked(monkeypatch):
    prompts: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("chronology.commands_reading.getpass", lambda said: prompts.append(said) or SECRET)
    return prompts


def commands(case, tmp_path):
    return {
        "build": ["build", str(case)],
        "flags": ["flags", str(case)],
        "returns": ["returns", str(case)],
        "notes": ["notes", str(case), "--to", str(tmp_path / "notes")],
        "check": ["check", str(case / "agencies/police.xlsx")],
        "export": ["export", str(case), "--to", "xlsx", "--out", str(tmp_path / "out.xlsx")],
    }


@pytest.mark.parametrize("name", ["build", "notes", "check"])
def test_a_command_asks_once_and_reads_the_file(case, tmp_path, asked, capsys, name):
    main(commands(case, tmp_path)[name])
    told = capsys.readouterr()
    assert len(asked) == 1
    assert "police.xlsx" in asked[0]
    assert "was not read" not in told.err
    assert SECRET not in told.out + told.err
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert not kept


@pytest.mark.parametrize("name", ["build", "flags", "returns", "notes", "export"])
def test_without_a_terminal_the_file_is_named_with_what_to_do(case, tmp_path, capsys, monkeypatch, name):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    main(commands(case, tmp_path)[name])
    told = capsys.readouterr().err
    assert "agencies/police.xlsx is protected by a password and was not read" in told
    assert "Run the command in a terminal window" in told


def test_serve_asks_before_it_shows_the_case(case, asked, monkeypatch):
    served = []
    monkeypatch.setattr("dashboard.server.serve", lambda analysis, **more: served.append((analysis, more)))
    assert main(["serve", str(case), "--no-browser"]) == 0
    [(analysis, more)] = served
    assert len(asked) == 1
    assert len(analysis.case.entries) == 3
    assert more["source"].folder == case
    assert len(more["source"].analyse(None).case.entries) == 1


def test_a_wrong_password_is_asked_for_again_and_then_the_file_is_named(case, monkeypatch, capsys):
    prompts = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("chronology.commands_reading.getpass", lambda said: prompts.append(said) or "another")
    main(["returns", str(case)])
    assert len(prompts) == 3
    assert "police.xlsx is protected by a password" in capsys.readouterr().err
