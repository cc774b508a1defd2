import json
import tomllib
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from chronology.__main__ import main
from importers import read_case

PERSONS = "code,role,household,born,aliases\nA,index child,H1,2012-02-01,Child A\nMA,mother of A,H1,,Mother\n"
FIRST = (
    "Date,Person,Event,Action taken\n"
    "03/05/2012,A,Officers attended after a call from a neighbour,Referral sent to social care\n"
    "21/05/2012,MA,No reply at the door when officers called,None recorded\n"
    "31/06/2012,A,Small bruise on the arm seen at nursery,Told the health visitor\n"
)
SECOND = (
    "Date,Person,Event,Action taken\n"
    "03/05/2012,A,Officers attended after a call from a neighbour about shouting,Referral sent to social care\n"
    "30/06/2012,A,Small bruise on the arm seen at nursery,Told the health visitor\n"
    "05/07/2012,MA,Mother reported a theft from the house,Crime number given\n"
)


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "persons.csv").write_text(PERSONS)
    return folder


@pytest.fixture
def sent(tmp_path):
    def write(content: str, name: str = "police.csv") -> str:
        path = tmp_path / name
        path.write_text(content)
        return str(path)

    return write


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def take_in(case, path, *more):
    return main(["import", str(case), path, "--new", "Police", "--yes", "--received", "2014-02-01", *more])


def protected(path: Path, content: str) -> str:
    plain, book = BytesIO(), openpyxl.Workbook()
    for line in content.splitlines():
        book.active.append(line.split(","))
    book.save(plain)
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt("Kestrel-47", file)
    return str(path)


def ids(case):
    entries = read_case(case).entries
    return dict(zip(entries["event"], entries["entry_id"], strict=True))


def test_nothing_changes_before_a_person_agrees(case, sent, capsys):
    before = snapshot(case)
    assert main(["import", str(case), sent(FIRST), "--new", "Police"]) == 1
    said = capsys.readouterr().out
    assert "3 added, 0 changed, 0 unchanged, 0 withdrawn" in said
    assert "4 rows read = 3 entries + 1 set aside" in said
    assert snapshot(case) == before


def test_the_same_file_twice_changes_nothing(case, sent, capsys):
    path = sent(FIRST)
    assert take_in(case, path) == 0
    before = snapshot(case)
    assert take_in(case, path) == 0
    assert "in place already" in capsys.readouterr().out
    assert snapshot(case) == before


def test_entries_keep_their_identity_when_their_words_or_date_are_corrected(case, sent, capsys):
    take_in(case, sent(FIRST))
    first = ids(case)
    capsys.readouterr()
    assert take_in(case, sent(SECOND)) == 0
    said = capsys.readouterr().out
    second = ids(case)
    assert "1 added, 2 changed, 0 unchanged, 1 withdrawn" in said
    assert "now: 30/06/2012" in said
    assert "No reply at the door when officers called" in said
    longer = "Officers attended after a call from a neighbour about shouting"
    assert second[longer] == first["Officers attended after a call from a neighbour"]
    bruise = "Small bruise on the arm seen at nursery"
    assert second[bruise] == first[bruise]
    assert second["Mother reported a theft from the house"] not in first.values()


def test_a_withdrawn_entry_is_listed_kept_and_known_again_when_it_is_back(case, sent, capsys):
    take_in(case, sent(FIRST))
    first = ids(case)
    take_in(case, sent(SECOND))
    capsys.readouterr()
    assert main(["returns", str(case)]) == 0
    assert "No reply at the door when officers called" in capsys.readouterr().out
    assert "entries_withdrawn" in set(read_case(case).issues["code"])
    take_in(case, sent(FIRST))
    assert "1 returned" in capsys.readouterr().out
    assert ids(case) == first


def test_the_ledger_records_each_file_and_the_earlier_one_is_kept(case, sent):
    take_in(case, sent(FIRST))
    take_in(case, sent(SECOND, "police corrected.csv"))
    ledger = json.loads((case / "received/police/ledger.json").read_text())
    earlier, present = ledger["receipts"]
    assert (case / earlier["kept"]).read_text() == FIRST
    assert (case / "agencies/police.csv").read_text() == SECOND
    assert present["name"] == "police corrected.csv"
    assert present["received"] == "2014-02-01"
    assert [row["narrative"][:8] for row in ledger["withdrawn"]] == ["No reply"]


def test_a_file_put_in_place_by_hand_keeps_the_identities_and_is_said_to_be_unrecorded(case, sent):
    take_in(case, sent(FIRST))
    first = ids(case)
    (case / "agencies/police.csv").write_text(SECOND)
    bruise = "Small bruise on the arm seen at nursery"
    assert ids(case)[bruise] == first[bruise]
    assert "file_not_recorded" in set(read_case(case).issues["code"])


def test_a_return_that_was_in_the_folder_before_is_the_one_compared_with(case, sent, capsys):
    (case / "agencies").mkdir()
    (case / "agencies/police.csv").write_text(FIRST)
    first = ids(case)
    take_in(case, sent(SECOND))
    assert "2 changed, 0 unchanged, 1 withdrawn" in capsys.readouterr().out
    bruise = "Small bruise on the arm seen at nursery"
    assert ids(case)[bruise] == first[bruise]
    kept = [path for path in (case / "received/police").iterdir() if path.suffix == ".csv"]
    assert [path.read_text() for path in kept] == [FIRST]


def test_a_new_row_with_the_words_that_an_edited_row_once_had_gets_an_id_of_its_own(case, sent):
    head = "Date,Person,Event,Action taken\n"
    old = "03/05/2012,A,Officers attended after a call,None\n"
    new = "03/05/2012,A,Officers attended after a call from a neighbour,None\n"
    take_in(case, sent(head + old))
    take_in(case, sent(head + new))
    take_in(case, sent(head + new + old))
    entries = read_case(case).entries
    assert entries["entry_id"].is_unique
    assert len(entries) == 2


def test_a_file_of_another_format_takes_the_place_of_the_old_one(case, sent):
    take_in(case, sent(FIRST))
    first = ids(case)
    take_in(case, sent(FIRST.replace(",", "\t"), "police.tsv"))
    assert [path.name for path in (case / "agencies").iterdir()] == ["police.tsv"]
    assert ids(case) == first


ODD = "Job,Bod,Was\n03/05/2012,A,Home visit by two officers after a call\n04/05/2012,MA,Call from mother at night\n"


def test_likely_columns_are_asked_and_nothing_is_done_without_an_answer(case, sent, capsys):
    before = snapshot(case)
    assert take_in(case, sent(ODD)) == 1
    said = capsys.readouterr().out
    assert 'Column "Job"' in said
    assert "--accept-likely" in said
    assert snapshot(case) == before


def test_answers_are_kept_in_the_profile_of_the_agency_and_used_the_next_time(case, sent, capsys):
    assert take_in(case, sent(ODD), "--accept-likely", "--map", "Was=event") == 0
    assert 'Was" = "event"' in (case / "profiles/police.toml").read_text()
    assert take_in(case, sent(ODD + "05/05/2012,A,Seen at school by an officer\n")) == 0
    assert "Likely" not in capsys.readouterr().out.split("Taken in")[1]
    columns = read_case(case).columns
    assert set(columns["certainty"]) == {"certain"}
    assert list(columns["field"]) == ["date", "persons", "event"]


def test_a_column_can_be_kept_as_it_is_and_is_not_asked_about_again(case, sent):
    assert take_in(case, sent(ODD), "--accept-likely", "--map", "Was=keep") == 0
    read = read_case(case)
    assert "unknown_column" not in set(read.issues["code"])
    assert read.entries["event"].str.contains("Home visit").any()


def test_new_answers_about_the_same_file_leave_the_identities_as_they_are(case, sent):
    take_in(case, sent(ODD), "--accept-likely")
    first = list(read_case(case).entries["entry_id"])
    assert take_in(case, sent(ODD), "--map", "Bod=ref") == 0
    assert list(read_case(case).entries["entry_id"]) == first
    assert len(json.loads((case / "received/police/ledger.json").read_text())["receipts"]) == 1


def test_questions_are_asked_on_a_terminal(case, sent, monkeypatch, capsys):
    asked = []
    answers = iter(["date", "nonsense", "keep", "yes"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or next(answers))
    assert main(["import", str(case), sent(ODD), "--new", "Police"]) == 0
    assert len(asked) == 4
    profile = (case / "profiles/police.toml").read_text()
    assert '"Job" = "date"' in profile
    assert '"Bod" = "unknown"' in profile
    assert "The fields are" in capsys.readouterr().out


def test_a_protected_workbook_is_opened_with_the_password_and_the_password_is_kept_nowhere(
    case, tmp_path, monkeypatch
):
    closed = protected(tmp_path / "police.xlsx", ODD)
    assert take_in(case, closed) == 1
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(
        "chronology.commands_reading.getpass", lambda prompt: asked.append(prompt) or "Kestrel-47"
    )
    assert take_in(case, closed, "--accept-likely") == 0
    assert len(asked) == 1
    assert (case / "agencies/police.xlsx").read_bytes() == Path(closed).read_bytes()
    assert not [name for name, content in snapshot(case).items() if b"Kestrel-47" in content]


def test_a_no_on_a_terminal_changes_nothing(case, sent, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    before = snapshot(case)
    assert main(["import", str(case), sent(FIRST), "--new", "Police"]) == 1
    assert snapshot(case) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--map", "Nothing=date"], 'no column named "Nothing"'),
        (["--map", "Date=weather"], "not known"),
        (["--map", "Date"], "Header=field"),
        (["--agency", "../outside"], "has no agency ../outside"),
        (["--new", "!?"], "name of the agency"),
        ([], "does not tell whose return"),
    ],
)
def test_an_answer_that_cannot_be_used_is_said_in_words(case, sent, capsys, arguments, words):
    agency = [] if not arguments or arguments[0] in ("--agency", "--new") else ["--new", "Police"]
    before = snapshot(case)
    assert main(["import", str(case), sent(FIRST), "--yes", *agency, *arguments]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert snapshot(case) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"%PDF-1.4", b"\x00\x01\x02" * 40])
def test_a_file_that_cannot_be_read_leaves_the_earlier_one_in_place(case, sent, tmp_path, capsys, content):
    take_in(case, sent(FIRST))
    before = snapshot(case)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(content)
    assert take_in(case, str(broken)) == 1
    assert "Nothing was changed" in capsys.readouterr().out
    assert snapshot(case) == before


def test_a_ledger_that_is_damaged_is_named_and_not_written_over(case, sent, capsys):
    take_in(case, sent(FIRST))
    (case / "received/police/ledger.json").write_text("{ nothing")
    before = snapshot(case)
    assert take_in(case, sent(SECOND)) == 2
    assert "received/police/ledger.json" in capsys.readouterr().err
    assert snapshot(case) == before
    read = read_case(case)
    assert len(read.entries) == 3
    assert "ledger_not_read" in set(read.issues["code"])


def test_a_profile_with_a_mistake_is_an_issue_and_the_rest_is_read(case, sent):
    take_in(case, sent(FIRST))
    (case / "profiles").mkdir()
    (case / "profiles/police.toml").write_text('agency = "police"\n[columns]\n"Date" = "weather"\n')
    read = read_case(case)
    assert len(read.entries) == 3
    assert read.issues.loc[read.issues["code"] == "mapping_profile_mistake", "file"].tolist() == [
        "profiles/police.toml"
    ]


def test_when_a_file_cannot_be_put_in_place_everything_is_as_it_was(case, sent, monkeypatch, capsys):
    take_in(case, sent(FIRST))
    before = snapshot(case)
    replace = Path.replace

    def fail_on_the_ledger(self, target):
        if Path(target).name == "ledger.json":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_on_the_ledger)
    assert take_in(case, sent(SECOND)) == 2
    assert "Permission denied" in capsys.readouterr().err
    assert snapshot(case) == before


def test_a_second_file_among_the_returns_is_not_taken_for_another_agency(case, sent, capsys):
    take_in(case, sent(FIRST))
    second = case / "agencies/police corrected.csv"
    second.write_text(SECOND)
    assert take_in(case, str(second)) == 2
    assert "Move it out" in capsys.readouterr().err


def test_a_folder_inside_a_case_is_answered_with_the_case_itself(case, sent, capsys):
    take_in(case, sent(FIRST))
    assert take_in(case / "agencies", sent(SECOND)) == 2
    assert f"Give the folder of the case itself: {case}" in capsys.readouterr().err


def test_a_mistyped_agency_is_asked_about_and_makes_no_new_one(case, sent, capsys):
    take_in(case, sent(FIRST))
    before = snapshot(case)
    assert main(["import", str(case), sent(SECOND), "--agency", "polcie", "--yes"]) == 2
    assert "Is it police?" in capsys.readouterr().err
    assert snapshot(case) == before


def test_a_new_agency_is_listed_in_case_toml_with_its_name_and_kind_and_the_rest_stays(case, sent, capsys):
    (case / "case.toml").write_text('# Our own note.\ntitle = "Family A" # short\n')
    take_in(case, sent(FIRST))
    assert main(["import", str(case), sent(FIRST), "--new", "St Anne's School", "--yes"]) == 0
    assert "St Anne's School is new to the case" in capsys.readouterr().out
    text = (case / "case.toml").read_text()
    assert text.startswith('# Our own note.\ntitle = "Family A" # short\n')
    told = tomllib.loads(text)["agencies"]
    assert told["st_annes_school"] == {
        "file": "agencies/st_annes_school.csv", "name": "St Anne's School", "kind": "education",
    }  # fmt: skip
    assert list(told) == ["police", "st_annes_school"]
    read = read_case(case)
    assert not set(read.issues["code"]) & {"agency_not_listed", "file_under_other_name", "no_case_file"}


@pytest.mark.parametrize(
    "text",
    [
        'title = "x"\r\n[agencies]\r\n',
        '\ufefftitle = "x"\n',
        'agencies = {gp = {file = "agencies/gp.csv"}}\n',
        'agencies.gp.file = "agencies/gp.csv"',
    ],
)
def test_however_case_toml_is_written_the_agency_is_listed_and_the_rest_kept(case, sent, text):
    (case / "agencies").mkdir()
    (case / "agencies/gp.csv").write_text(FIRST)
    (case / "case.toml").write_bytes(text.encode())
    take_in(case, sent(FIRST))
    after = (case / "case.toml").read_bytes().decode()
    assert ("\r\n" in after, after.startswith("\ufeff")) == ("\r\n" in text, text.startswith("\ufeff"))
    assert "\n" not in after.replace("\r\n", "") or "\r\n" not in text
    assert set(tomllib.loads(after.removeprefix("\ufeff").replace("\r\n", "\n"))["agencies"]) == {
        "gp",
        "police",
    }
    assert "agency_not_listed" not in set(read_case(case).issues["code"])


def test_without_a_case_toml_one_is_begun_with_every_agency_that_sent_a_file(case, sent):
    (case / "agencies").mkdir()
    (case / "agencies/gp.csv").write_text(FIRST)
    take_in(case, sent(FIRST))
    told = tomllib.loads((case / "case.toml").read_text())["agencies"]
    assert {key: table["kind"] for key, table in told.items()} == {"gp": "health", "police": "police"}


def test_a_return_in_another_format_is_named_in_case_toml(case, sent):
    take_in(case, sent(FIRST))
    take_in(case, sent(FIRST.replace(",", "\t"), "sent.tsv"))
    assert (
        tomllib.loads((case / "case.toml").read_text())["agencies"]["police"]["file"] == "agencies/police.tsv"
    )


def test_a_case_toml_that_is_broken_is_left_alone(case, sent):
    (case / "case.toml").write_text("title = “Family A”\n")
    assert take_in(case, sent(FIRST)) == 0
    assert (case / "case.toml").read_text() == "title = “Family A”\n"


def test_a_protected_file_in_place_is_opened_to_compare_with(case, tmp_path, monkeypatch, capsys):
    (case / "agencies").mkdir()
    protected(case / "agencies/police.xlsx", FIRST)
    corrected = protected(tmp_path / "police.xlsx", SECOND)
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(
        "chronology.commands_reading.getpass", lambda prompt: asked.append(prompt) or "Kestrel-47"
    )
    assert take_in(case, corrected) == 0
    assert [prompt.split(" (")[0] for prompt in asked] == [
        "Password of police.xlsx", "Password of police.xlsx, the file in place now",
    ]  # fmt: skip
    out = capsys.readouterr().out
    assert "Worded otherwise" in out
    assert "was not opened" not in out


def test_people_whom_a_file_lists_are_named_and_added_on_demand(case, tmp_path, capsys):
    path = tmp_path / "police.xlsx"
    book = openpyxl.Workbook()
    for line in FIRST.splitlines():
        book.active.append(line.split(","))
    book.create_sheet("Key").append(("Code", "Role"))
    book["Key"].append(("MX", "Mother's =partner; neighbour"))
    book.save(path)
    before = (case / "persons.csv").read_text()
    assert take_in(case, str(path)) == 0
    assert "    MX: Mother's =partner; neighbour" in capsys.readouterr().out
    assert (case / "persons.csv").read_text() == before
    assert take_in(case, str(path), "--map", "Person=persons", "--add-people") == 0
    assert "Added to the key of persons: MX" in capsys.readouterr().out
    assert set(read_case(case).people["code"]) == {"A", "MA", "MX"}


def test_where_a_protected_file_in_place_stays_closed_that_is_said(case, sent, capsys):
    (case / "agencies").mkdir()
    protected(case / "agencies/police.xlsx", FIRST)
    assert take_in(case, sent(SECOND)) == 0
    out = capsys.readouterr().out
    assert "The file in place, agencies/police.xlsx, is protected and was not opened" in out
    assert [path.name for path in (case / "received/police").glob("*.xlsx")]


def names_in_note(case, folder):
    assert main(["notes", str(case), "--to", str(folder), "--format", "xlsx", "--replace"]) == 0
    rows = openpyxl.load_workbook(folder / "police_note.xlsx")["Questions"].iter_rows(
        min_row=2, values_only=True
    )
    return {row[1] for row in rows}


def test_a_note_names_the_file_as_the_agency_sent_it(case, sent, tmp_path, capsys):
    (case / "case.toml").write_text('review_start = "2012-05-01"\nreview_end = "2013-05-01"\n')
    assert take_in(case, sent(FIRST, "Log of contacts v3.csv")) == 0
    assert names_in_note(case, tmp_path / "notes") == {"Log of contacts v3.csv"}
    capsys.readouterr()
    assert main(["returns", str(case)]) == 0
    assert (
        'agencies/police.csv, sent as "Log of contacts v3.csv", received 1 Feb 2014'
        in capsys.readouterr().out
    )
    # Another file was put in its place by hand: nobody knows what the agency called that one.
    (case / "agencies/police.csv").write_text(SECOND.replace("30/06/2012", "31/06/2012"))
    assert names_in_note(case, tmp_path / "notes") == {"police.csv"}
