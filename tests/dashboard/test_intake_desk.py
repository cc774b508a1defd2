"""Taking files in while the app runs: what is shown, what waits, what changes and when."""

from __future__ import annotations

import functools
import os
import stat
import subprocess
import sys
import urllib.request
from datetime import date
from http.cookiejar import CookieJar
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from chronology.engine import analyse
from chronology.rules import load_rules
from dashboard.case_view import case_view
from dashboard.import_card import card
from dashboard.import_tables import first_entries
from dashboard.incoming_files import LARGEST, IncomingError, IncomingFiles, safe_name
from dashboard.intake_desk import IntakeDesk
from dashboard.returns_tables import summary_table
from dashboard.review_clock import Clock
from dashboard.server import CSRF_COOKIE, CSRF_HEADER, HOST, Guard, prepare
from dashboard.showing import CaseSource
from importers import read_case
from importers.intake import agency_named, preview
from tests.dashboard.test_panel import parts, text

FIRST = (
    "Date,Person,Event\n03/05/2012,A,Officers attended after a call\n31/06/2012,A,Bruise seen at nursery\n"
)
SECOND = FIRST.replace("31/06", "30/06") + "02/07/2012,A,A theft was reported\n"
DAY = date(2014, 2, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    (folder / "agencies").mkdir(parents=True)
    (folder / "agencies/police.csv").write_text(FIRST)
    (folder / "persons.csv").write_text("code,role,born\nA,index child,2011-03-01\n")
    return folder


@pytest.fixture
def shown() -> list:
    return []


@pytest.fixture
def desk(folder, shown):
    def read(passwords):
        return analyse(read_case(folder, passwords), load_rules([]))

    desk = IntakeDesk(CaseSource(folder, read), read(None), shown.append)
    yield desk
    desk.close()


def drop(desk, name: str, content: bytes | str):
    content = content.encode() if isinstance(content, str) else content
    return desk.waiting(desk.receive(name, BytesIO(content), len(content)))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@functools.cache
def protected(password: str) -> bytes:
    plain, closed = BytesIO(), BytesIO()
    book = openpyxl.Workbook()
    for line in SECOND.splitlines():
        book.active.append(line.split(","))
    book.save(plain)
    OOXMLFile(plain).encrypt(password, closed)
    return closed.getvalue()


def test_a_corrected_file_changes_nothing_until_it_is_taken_in_and_is_then_shown(desk, folder, shown):
    before = snapshot(folder)
    file = drop(desk, "police.csv", SECOND)
    assert file.agency.key == "police"
    assert (file.shown.changes.count("added"), file.shown.changes.count("changed")) == (1, 1)
    assert "31/06/2012" in str(card(file, desk.agencies()))
    assert snapshot(folder) == before
    assert not shown
    desk.take_in(file.id, DAY)
    assert file.on_timeline
    assert (folder / "agencies/police.csv").read_text() == SECOND
    assert "A theft was reported" in set(shown[-1].case.entries["event"])
    assert "The timeline now shows it" in str(card(file, desk.agencies()))


def test_a_file_whose_name_does_not_tell_is_read_but_waits_for_the_agency(desk, folder):
    file = drop(desk, "final v2.csv", SECOND)
    assert file.agency is None
    assert len(file.shown.entries) == 3
    assert not file.ready
    said = str(card(file, desk.agencies()))
    assert "say whose return it is" in said
    assert "Goes to" not in said
    assert desk.take_in(file.id, DAY).receipt is None
    desk.choose_agency(file.id, "School nursing")
    assert file.agency.name == "School nursing"
    assert desk.take_in(file.id, DAY).receipt.file == "agencies/school_nursing.csv"
    assert (folder / "agencies/police.csv").read_text() == FIRST


def test_a_broken_file_gives_one_sentence_and_nothing_changes(desk, folder, shown):
    before = snapshot(folder)
    file = drop(desk, "police.xlsx", b"PK\x03\x04 and nothing more")
    assert not file.ready
    assert "cannot be opened" in str(card(file, desk.agencies()))
    assert desk.take_in(file.id, DAY).receipt is None
    assert snapshot(folder) == before
    assert not shown


def test_a_likely_column_is_answered_before_a_file_can_be_taken_in(desk, folder):
    file = drop(desk, "police.csv", SECOND.replace("Person", "Bod"))
    assert [question.header for question in file.shown.questions] == ["Bod"]
    assert not file.ready
    desk.answer(file.id, "Bod", "comment")
    assert file.ready
    assert file.shown.entries["comment"].iloc[0] == "A"
    desk.answer(file.id, "Bod", "persons")
    desk.take_in(file.id, DAY)
    assert '"Bod" = "persons"' in (folder / "profiles/police.toml").read_text()


def test_an_answer_about_no_column_changes_no_answer(desk):
    file = drop(desk, "police.csv", SECOND)
    desk.answer(file.id, "Weather", "event")
    assert "no column named" in file.sentence
    assert file.answers == {}
    desk.answer(file.id, "Person", "professional")
    assert file.sentence == ""
    assert file.shown.entries["professional"].iloc[0] == "A"


def test_a_password_opens_a_file_once_and_is_asked_again_to_show_it(desk, folder, shown):
    file = drop(desk, "police.xlsx", protected("Kestrel-47"))
    assert file.locked
    assert "Password" in str(card(file, desk.agencies()))
    desk.open(file.id, "Harrier")
    assert file.locked
    assert "did not open" in str(card(file, desk.agencies()))
    desk.open(file.id, "Kestrel-47")
    assert not file.locked
    desk.answer(file.id, "Person", "professional")
    assert len(file.shown.entries) == 3
    desk.take_in(file.id, DAY)
    assert file.wanted == ("police.xlsx",)
    assert not shown
    desk.show_with(file.id, {"police.xlsx": "Harrier"})
    assert "did not open" in file.sentence
    desk.show_with(file.id, {"police.xlsx": "Kestrel-47"})
    assert file.on_timeline
    assert len(shown[-1].case.entries) == 3
    kept = [name for name, content in snapshot(folder).items() if b"Kestrel-47" in content]
    assert not kept
    assert "Kestrel-47" not in str(card(file, desk.agencies()))


def test_a_file_closed_to_the_present_timeline_too_does_not_hold_up_another(folder, shown):
    (folder / "agencies/housing.xlsx").write_bytes(protected("Kestrel-47"))

    def read(passwords):
        return analyse(read_case(folder, passwords), load_rules([]))

    desk = IntakeDesk(CaseSource(folder, read), read(None), shown.append)
    file = drop(desk, "police.csv", SECOND)
    desk.take_in(file.id, DAY)
    assert file.on_timeline
    assert len(shown) == 1
    desk.close()


def test_a_protected_file_in_place_is_compared_with_once_its_password_is_given(folder, shown):
    (folder / "agencies/police.csv").unlink()
    (folder / "agencies/police.xlsx").write_bytes(protected("Kestrel-47"))

    def read(passwords):
        return analyse(read_case(folder, passwords), load_rules([]))

    desk = IntakeDesk(CaseSource(folder, read), read(None), shown.append)
    file = drop(desk, "police.xlsx", protected("Harrier"))
    desk.open(file.id, "Harrier")
    assert not file.locked
    assert file.shown.not_compared == "agencies/police.xlsx"
    assert "Password of the file in place" in str(card(file, desk.agencies()))
    desk.open(file.id, "Kestrel-47")
    assert file.shown.not_compared == ""
    assert file.shown.changes.count("unchanged") == 3
    desk.close()


def test_a_name_that_the_case_knows_is_no_new_agency(desk):
    file = drop(desk, "sent.csv", SECOND)
    desk.choose_agency(file.id, "POLICE")
    assert file.agency.key == "police"
    assert "is new to the case" not in str(card(file, desk.agencies()))
    desk.choose_agency(file.id, "St Anne's School")
    assert (file.agency.key, file.agency.kind) == ("st_annes_school", "education")
    assert "St Anne's School is new to the case" in str(card(file, desk.agencies()))


def with_a_list_of_people() -> bytes:
    content, book = BytesIO(), openpyxl.Workbook()
    for line in SECOND.splitlines():
        book.active.append(line.split(","))
    people = book.create_sheet("Who is who")
    for row in (("Initials", "Role"), ("SWX", "Social worker"), ("A", "Child"), ("UN", "Uncle; of A")):
        people.append(row)
    book.save(content)
    return content.getvalue()


def test_people_whom_a_file_lists_are_offered_and_only_those_ticked_are_added(desk, folder, shown):
    before = (folder / "persons.csv").read_text()
    file = drop(desk, "police.xlsx", with_a_list_of_people())
    assert [person.code for person in file.shown.people] == ["SWX", "UN"]
    offered = str(card(file, desk.agencies()))
    assert "SWX: Social worker (Who is who, row 2)" in offered
    desk.take_in(file.id, DAY, people=["UN"])
    told = text(summary_table(case_view(shown[-1]), Clock(), pd.Timestamp(DAY)))
    assert "1 Feb 2014" in told
    assert (folder / "persons.csv").read_text() == before + "UN,Uncle; of A,\n"
    assert "UN" in set(shown[-1].case.people["code"])
    again = drop(desk, "police.xlsx", with_a_list_of_people())
    assert [person.code for person in again.shown.people] == ["SWX"]


def test_ticks_outlast_an_answer_and_people_can_be_added_from_a_file_that_is_in_place(desk, folder):
    content = with_a_list_of_people()
    file = drop(desk, "police.xlsx", content)
    desk.tick(file.id, ["SWX"])
    desk.answer(file.id, "Person", "professional")
    assert "value=['SWX']" in str(card(file, desk.agencies()))
    desk.take_in(file.id, DAY, people=["SWX"])
    assert "Added to the key of persons: SWX" in text(card(file, desk.agencies()))
    again = drop(desk, "police.xlsx", content)
    assert again.shown.known_already
    assert again.ready
    desk.take_in(again.id, DAY, people=["UN", "nobody it lists"])
    assert [line.split(",")[0] for line in (folder / "persons.csv").read_text().splitlines()] == [
        "code", "A", "SWX", "UN",
    ]  # fmt: skip


def test_two_files_that_list_the_same_initials_add_them_once(desk, folder):
    first, second = (drop(desk, f"{name}.xlsx", with_a_list_of_people()) for name in ("police", "gp"))
    desk.choose_agency(second.id, "GP practice")
    for file in (first, second):
        desk.take_in(file.id, DAY, people=["SWX"])
        assert file.receipt is not None
    assert (folder / "persons.csv").read_text().count("SWX") == 1


@pytest.mark.parametrize("key", ['code,role\nA,"child\n', "code,role\nA," + "x" * 140_000 + "\n"])
def test_a_key_that_cannot_be_added_to_is_named_and_nothing_is_written(desk, folder, key):
    (folder / "persons.csv").write_text(key)
    file = drop(desk, "police.xlsx", with_a_list_of_people())
    before = snapshot(folder)
    desk.take_in(file.id, DAY, people=["SWX"])
    assert "Mend it in Excel first" in file.sentence
    assert snapshot(folder) == before


def test_a_file_is_never_taken_in_for_another_agency_than_the_one_named(desk, folder):
    (folder / "received/housing").mkdir(parents=True)
    (folder / "received/housing/ledger.json").write_text("{")
    (folder / "agencies/housing.csv").write_text(FIRST)
    file = drop(desk, "police.csv", SECOND)
    before = snapshot(folder)
    desk.choose_agency(file.id, "housing")
    assert file.sentence
    assert file.agency.key == "police"
    file.agency = desk.agencies()["housing"]
    assert not file.ready
    desk.take_in(file.id, DAY)
    assert snapshot(folder) == before


def test_a_key_of_persons_in_a_workbook_is_not_written_to(desk, folder):
    (folder / "persons.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(("code", "role"))
    book.save(folder / "persons.xlsx")
    file = drop(desk, "police.xlsx", with_a_list_of_people())
    before = snapshot(folder)
    desk.take_in(file.id, DAY, people=["SWX"])
    assert "Add the people to it in Excel" in file.sentence
    assert file.receipt is None
    assert snapshot(folder) == before


def test_the_same_file_again_is_in_place_already(desk):
    first = drop(desk, "police.csv", SECOND)
    desk.take_in(first.id, DAY)
    again = drop(desk, "police.csv", SECOND)
    assert not again.ready
    assert "in place already" in str(card(again, desk.agencies()))


def test_the_day_on_which_a_file_came_is_recorded(desk, folder):
    file = drop(desk, "police.csv", SECOND)
    for wrong in ("May 2013", "soon", "3 March 2014"):
        desk.take_in(file.id, DAY, wrong)
        assert file.receipt is None
        assert file.sentence in str(card(file, desk.agencies()))
        assert file.came == wrong
    desk.take_in(file.id, DAY, "28 January 2014")
    assert str(file.receipt.received) == "2014-01-28"
    assert '"2014-01-28"' in (folder / "received/police/ledger.json").read_text()


def test_of_two_pages_the_second_is_told_that_the_case_changed_meanwhile(desk, folder):
    one, other = drop(desk, "police.csv", SECOND), drop(desk, "police.csv", FIRST)
    assert one.id != other.id
    desk.take_in(one.id, DAY)
    desk.take_in(other.id, DAY)
    assert other.receipt is None
    assert "meanwhile" in other.sentence
    assert (folder / "agencies/police.csv").read_text() == SECOND


def test_a_folder_that_cannot_be_written_to_is_said_so(desk, folder, monkeypatch):
    before = snapshot(folder)
    file = drop(desk, "police.csv", SECOND)

    def refuse(*_anything):
        raise PermissionError

    monkeypatch.setattr("importers.taking_in.write_together", refuse)
    desk.take_in(file.id, DAY)
    assert "cannot be written to" in file.sentence
    assert snapshot(folder) == before


def test_files_wait_in_a_private_folder_and_are_removed(desk, tmp_path):
    file = drop(desk, "../../police.csv", SECOND)
    root = file.path.parent.parent
    assert file.path.name == "police.csv"
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    desk.leave_out(file.id)
    assert not file.path.exists()
    assert desk.waiting(file.id) is None
    second = drop(desk, "police.csv", SECOND)
    desk.close()
    assert not root.exists()
    assert not second.path.exists()


def test_a_file_that_is_too_large_or_cut_short_is_not_stored():
    files = IncomingFiles()
    with pytest.raises(IncomingError, match="larger than 100 MB"):
        files.store("police.xlsx", BytesIO(b""), LARGEST + 1)
    with pytest.raises(IncomingError, match="did not arrive whole"):
        files.store("police.xlsx", BytesIO(b"half"), 8)
    files.close()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("C:\\Users\\x\\police.xlsx", "police.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("x" * 300 + ".docx", "x" * 120 + ".docx"),
    ],
)
def test_a_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


def test_the_route_takes_files_only_from_the_page_itself(folder):
    def read(passwords):
        return analyse(read_case(folder, passwords), load_rules([]))

    guard_token = prepare(read(None), source=CaseSource(folder, read))
    try:
        shown = guard_token.server.app
        client = shown._answer.test_client()
        base = {"base_url": f"http://{HOST}:8050"}
        assert client.post("/import/file", data=SECOND, **base).status_code == 403
        client.get("/" + guard_token.link.rpartition("/")[2], **base)
        assert client.post("/import/file", data=SECOND, **base).status_code == 403
        secret = client.get_cookie(CSRF_COOKIE, domain=HOST).value
        headers = {CSRF_HEADER: secret, "X-File-Name": "police.csv"}
        answer = client.post("/import/file", data=SECOND, headers=headers, **base)
        assert set(answer.json) == {"id"}
        assert len(shown.desk.waiting(answer.json["id"]).shown.entries) == 3
        assert isinstance(shown._guard, Guard)
    finally:
        guard_token.server.server_close()
        guard_token.close()


def test_no_file_is_left_behind_when_the_program_is_told_to_end(folder, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    program = subprocess.Popen(  # noqa: S603 - this program
        [sys.executable, "-m", "chronology", "serve", str(folder), "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(kept)},
    )
    link = next(word for line in program.stdout for word in line.split() if "?token=" in word)
    cookies = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    browser.open(link).read()
    secret = next(cookie.value for cookie in cookies if cookie.name == CSRF_COOKIE)
    headers = {CSRF_HEADER: secret, "X-File-Name": "police.csv"}
    address = link.partition("?")[0] + "import/file"
    browser.open(urllib.request.Request(address, SECOND.encode(), headers)).read()  # noqa: S310 - its own
    assert [path.name for path in kept.rglob("*.csv")] == ["police.csv"]
    program.terminate()
    program.wait(30)
    program.stdout.close()
    assert not list(kept.iterdir())


def previewed(folder: Path, content: str) -> tuple[list[str], str]:
    """The headings of the first entries of a file as previewed, and all that is said there."""
    path = folder.parent / "gp.csv"
    path.write_text(content)
    part = first_entries(preview(folder, path, agency_named(folder, "GP")))
    heads = next(p for p in parts(part) if type(p).__name__ == "Thead")
    return [text(head) for head in parts(heads) if type(head).__name__ == "Th"], text(part)


def test_the_preview_shows_no_column_that_its_rows_leave_blank_and_says_so(folder):
    heads, said = previewed(folder, FIRST)
    assert heads == ["Row", "Date", "Persons", "What happened"]
    assert (
        "hold nothing under “Source” and “Action and outcome”, so that is not shown. Nothing of the file"
        in said
    )
    full = (
        "Date,Person,Source,Event,Action,Outcome\n03/05/2012,A,Log,Call,,\n04/05/2012,A,Log,Call, ,Closed\n"
    )
    heads, said = previewed(folder, full)
    assert heads == ["Row", "Date", "Persons", "Source", "What happened", "Action and outcome"]
    assert "not shown" not in said
    assert "→" not in said
    heads, said = previewed(folder, "Date,Event,Mood\n03/05/2012,,Low\n")
    assert heads == ["Row", "Date", "What happened"]
