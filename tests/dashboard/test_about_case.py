"""What is known of a case is said on the page Import: what is shown, what is saved, what is refused."""

from __future__ import annotations

import re
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from chronology.case import AGENCY_KINDS
from chronology.engine import analyse
from chronology.rules import load_rules
from dashboard import about_desk
from dashboard.about_desk import CHANGED, NOTHING_NEW, SAVED_NOT_SHOWN
from dashboard.about_form import KIND_WORDS, NOT_TOLD, form, passwords_wanted, shown, summary_words
from dashboard.import_card import card
from dashboard.intake_desk import IntakeDesk
from dashboard.pages import about_callbacks
from dashboard.showing import CaseSource
from importers import read_case
from importers.case_words import NOT_IN_KEY, TO_BEFORE_FROM
from tests.dashboard.test_intake_desk import FIRST, SECOND, drop, protected, snapshot
from tests.dashboard.test_panel import text

DAY = date(2014, 2, 1)
CASE = """\
# ours
nation = "WLS"   # they live there

[agencies.police]
file = "agencies/police.csv"
name = "The police force"
"""
FULL = {
    "title": 'Family "A"',
    "review_start": "1/5/2012",
    "review_end": "January 2014",
    "index_person": "A",
    "nation": "WLS",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "case_b"
    (folder / "agencies").mkdir(parents=True)
    (folder / "agencies/police.csv").write_text(FIRST)
    (folder / "persons.csv").write_text("code,role,born\nA,index child,2011-03-01\nMA,mother of A,\n")
    (folder / "case.toml").write_text(CASE)
    return folder


@pytest.fixture
def pages() -> list:
    return []


@pytest.fixture
def desk(folder, pages):
    def read(passwords):
        return analyse(read_case(folder, passwords, just_begun=True), load_rules([]))

    desk = IntakeDesk(CaseSource(folder, read), read(None), pages.append)
    yield desk
    desk.close()


def save(desk, kinds=None, opened=None, **typed):
    now = desk.about.now()
    return desk.about.save(opened or now.opened, {**shown(now), **typed}, kinds or {})


def chosen(about, agency: str) -> str:
    """What the list of kinds of an agency is set to, in words."""
    lists = [part for part in form(about)._traverse() if getattr(part, "data-about-kind", None) == agency]
    return next(text(option) for option in lists[0].children if option.selected)


def test_every_kind_of_agency_has_words_of_its_own():
    assert list(KIND_WORDS) == list(AGENCY_KINDS)
    assert len(set(KIND_WORDS.values())) == len(AGENCY_KINDS)


def test_what_is_said_is_written_and_shown_on_every_page(desk, folder, pages):
    assert desk.about.now().bare
    assert summary_words(desk.about.now()) == "case b · no review period yet · not yet said whom it is about"
    saved = save(desk, {"police": "police"}, **FULL)
    assert saved.shown.done
    case = pages[-1].case
    assert (case.title, case.index_person, case.nation) == ('Family "A"', "A", "WLS")
    assert (case.review_start, case.review_end) == (pd.Timestamp(2012, 5, 1), pd.Timestamp(2014, 1, 31))
    assert case.agencies["police"].kind == "police"
    written = (folder / "case.toml").read_text()
    assert written.startswith('# ours\nnation = "WLS"   # they live there\ntitle = ')
    now = desk.about.now()
    assert not now.bare
    assert summary_words(now) == 'Family "A" · 1 May 2012 to 31 Jan 2014 · about A'
    assert shown(now)["review_start"] == "1 May 2012"
    assert chosen(now, "police") == "Police"


def test_the_same_again_writes_nothing_and_reads_nothing(desk, folder, pages):
    save(desk, **FULL)
    before = snapshot(folder)
    assert save(desk, {"police": ""}).sentence == NOTHING_NEW
    assert snapshot(folder) == before
    assert len(pages) == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"review_start": "2014", "review_end": "2012"}, "review_end", TO_BEFORE_FROM),
        ({"review_start": "soon", "review_end": "2012"}, "review_start", "Not read as a date"),
        ({"index_person": "Q"}, "index_person", NOT_IN_KEY),
    ],
)
def test_one_field_that_cannot_be_used_keeps_everything_as_it_was(
    desk, folder, pages, typed, field, sentence
):
    before = snapshot(folder)
    saved = save(desk, {"police": "police"}, **{**FULL, **typed})
    assert list(saved.troubles) == [field]
    assert saved.troubles[field].startswith(sentence)
    assert snapshot(folder) == before
    assert not pages


def test_a_file_that_was_changed_meanwhile_is_not_written_over(desk, folder, pages):
    opened = desk.about.now().opened
    (folder / "case.toml").write_text(CASE + '\n[agencies.gp]\nname = "GP"\n')
    before = snapshot(folder)
    saved = save(desk, opened=opened, **FULL)
    assert (saved.sentence, saved.changed_meanwhile) == (CHANGED, True)
    assert snapshot(folder) == before
    assert not pages


def test_what_somebody_else_saves_while_the_returns_are_looked_through_is_not_written_over(
    desk, folder, monkeypatch
):
    theirs = CASE + "\n# a note of a colleague\n"
    real = about_desk.with_words

    def slow(*given):
        (folder / "case.toml").write_text(theirs)
        return real(*given)

    monkeypatch.setattr(about_desk, "with_words", slow)
    assert save(desk, title="Mine").changed_meanwhile
    assert (folder / "case.toml").read_text() == theirs


def test_a_file_put_back_as_it_was_can_be_saved_to_again(desk, folder):
    before = (folder / "case.toml").read_bytes()
    file = drop(desk, "sent.csv", SECOND)
    desk.choose_agency(file.id, "School nursing")
    desk.take_in(file.id, DAY)
    assert (folder / "case.toml").read_bytes() != before
    (folder / "case.toml").write_bytes(before)
    assert save(desk, title="One").shown.done


def test_a_code_that_the_key_lacks_already_holds_up_nothing_else(desk, folder):
    (folder / "case.toml").write_text('index_person = "ZZ"\n' + CASE)
    assert save(desk, title="One").shown.done
    assert save(desk, index_person="YY").troubles


def test_of_two_tabs_the_second_is_told_that_the_first_saved(desk):
    opened = desk.about.now().opened
    assert save(desk, opened=opened, title="One").shown.done
    assert save(desk, opened=opened, title="Other").changed_meanwhile
    assert desk.about.now().written.words.title == "One"


def test_a_file_taken_in_meanwhile_does_not_hold_up_the_form(desk, folder):
    opened = desk.about.now().opened
    for name in ("School nursing", "Housing service"):
        file = drop(desk, "sent.csv", SECOND)
        desk.choose_agency(file.id, name)
        desk.take_in(file.id, DAY)
    assert save(desk, opened=opened, title="One").shown.done
    assert 'name = "School nursing"' in (folder / "case.toml").read_text()
    # But for an edit from elsewhere in between, which the form cannot know.
    opened = desk.about.now().opened
    (folder / "case.toml").write_text((folder / "case.toml").read_text() + "\n# mine\n")
    file = drop(desk, "sent.csv", SECOND)
    desk.choose_agency(file.id, "Fire service")
    desk.take_in(file.id, DAY)
    assert save(desk, opened=opened, title="Two").changed_meanwhile


@pytest.mark.parametrize("content", [b'title = "x\n', b"title = '\xe9'\n"])
def test_a_broken_file_is_said_to_be_and_stays(desk, folder, pages, content):
    opened = desk.about.now().opened
    (folder / "case.toml").write_bytes(content)
    assert save(desk, opened=opened, **FULL).changed_meanwhile
    now = desk.about.now()
    assert "case.toml could not be read" in text(form(now))
    assert "about-title" not in str(form(now))
    assert desk.about.save(now.opened, FULL, {}).sentence == now.broken
    assert (folder / "case.toml").read_bytes() == content
    assert not pages


def test_a_mistake_in_the_file_is_shown_next_to_its_field_in_plain_words(desk, folder):
    (folder / "case.toml").write_text('review_start = "2014"\nreview_end = "2012"\nindex_child = "Q"\n')
    about = desk.about.now()
    assert shown(about)["review_end"] == "2012"
    told = text(form(about))
    assert TO_BEFORE_FROM in told
    assert "Q, not in the key of persons" in told
    assert NOT_IN_KEY in told
    assert save(desk, title="T").troubles.keys() == {"review_end"}
    assert save(desk, review_end="2015", index_person="MA").shown.done
    assert 'index_child = "MA"' in (folder / "case.toml").read_text()


def test_a_folder_that_cannot_be_written_to_is_said_so(desk, folder, pages, monkeypatch):
    def refuse(*_anything):
        raise PermissionError

    before = snapshot(folder)
    monkeypatch.setattr("dashboard.about_desk.write_together", refuse)
    assert "cannot be written to" in save(desk, **FULL).sentence
    assert snapshot(folder) == before
    assert not pages


def test_a_case_without_a_file_or_a_key_begins_with_the_form(tmp_path, pages):
    folder = tmp_path / "new case"
    folder.mkdir()

    def read(passwords):
        return analyse(read_case(folder, passwords, just_begun=True), load_rules([]))

    desk = IntakeDesk(CaseSource(folder, read), read(None), pages.append)
    assert save(desk, **{**FULL, "index_person": "P1"}).shown.done
    assert [path.name for path in folder.iterdir()] == ["case.toml"]
    assert (pages[-1].case.title, pages[-1].case.index_person) == ('Family "A"', "P1")
    desk.close()


def test_line_ends_and_the_mark_of_an_editor_are_kept(desk, folder):
    (folder / "case.toml").write_bytes(b"\xef\xbb\xbf" + CASE.replace("\n", "\r\n").encode())
    assert save(desk, title="Émile Street").shown.done
    content = (folder / "case.toml").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf# ours\r\n")
    assert not re.search(rb"[^\r]\n", content)
    assert desk.about.now().written.words.title == "Émile Street"


def test_a_guess_is_shown_as_one_and_a_kind_that_is_said_lists_the_agency(desk, folder, pages):
    for name in ("open_door", "gp"):
        (folder / f"agencies/{name}.csv").write_text(FIRST)
    about = desk.about.now()
    said = [chosen(about, agency) for agency in ("police", "gp", "open_door")]
    assert said == ["Taken to be: Police", "Taken to be: Health", NOT_TOLD]
    assert save(desk, {"police": "", "gp": "", "open_door": "health"}).shown.done
    assert pages[-1].case.agencies["open_door"].kind == "health"
    written = (folder / "case.toml").read_text()
    assert "agencies.open_door" in written
    assert "agencies.gp" not in written
    assert save(desk, {"open_door": ""}).shown.done
    assert chosen(desk.about.now(), "open_door") == NOT_TOLD


def test_the_first_agency_to_be_listed_brings_the_others_with_their_guesses(desk, folder, pages):
    (folder / "case.toml").unlink()
    (folder / "agencies/gp.csv").write_text(FIRST)
    assert save(desk, {"police": "other", "gp": ""}).shown.done
    codes = set(pages[-1].case.issues["code"])
    assert "agency_not_listed" not in codes
    assert [chosen(desk.about.now(), agency) for agency in ("police", "gp")] == [
        "Another kind",
        "Taken to be: Health",
    ]


@pytest.mark.parametrize("kinds", [{"nobody": "police"}, {"police": "polise"}])
def test_a_kind_that_the_page_did_not_offer_changes_nothing(desk, folder, kinds):
    before = snapshot(folder)
    assert save(desk, kinds, **FULL).sentence == CHANGED
    assert snapshot(folder) == before


def test_protected_files_are_opened_again_before_what_was_saved_is_shown(desk, folder, pages):
    file = drop(desk, "police.xlsx", protected("Kestrel-47"))
    desk.open(file.id, "Kestrel-47")
    desk.take_in(file.id, DAY)
    desk.show_with(file.id, {"police.xlsx": "Kestrel-47"})
    assert file.on_timeline
    saved = save(desk, **FULL)
    assert saved.shown.wanted == desk.about.wanted == ("police.xlsx",)
    assert "Password of police.xlsx" in text(passwords_wanted(desk.about.wanted))
    assert text(about_callbacks.said(saved)) == "Saved. To show it, passwords are needed."
    assert len(pages) == 1
    assert "did not open" in desk.about.show_with({"police.xlsx": "Harrier"}).sentence
    assert desk.about.show_with({"police.xlsx": "Kestrel-47"}).shown.done
    assert desk.about.wanted == ()
    assert pages[-1].case.title == 'Family "A"'
    assert len(pages[-1].case.entries) == 3
    assert not [name for name, content in snapshot(folder).items() if b"Kestrel-47" in content]


def test_a_case_that_cannot_be_read_anew_is_saved_all_the_same_and_said_so(desk, folder):
    about = desk.about.now()
    shutil.rmtree(folder / "agencies")
    (folder / "a stray return.csv").write_text(FIRST)
    saved = desk.about.save(about.opened, {**shown(about), "title": "T"}, {})
    assert saved.sentence == SAVED_NOT_SHOWN
    assert about_callbacks.SAVED not in text(about_callbacks.said(saved))


def test_the_kind_of_a_new_agency_is_chosen_on_the_card_of_its_file(desk, folder, pages):
    file = drop(desk, "sent.csv", SECOND)
    assert "Kind of agency" not in text(card(file, desk.agencies()))
    desk.choose_agency(file.id, "St Anne's School")
    assert "Taken to be: Education" in text(card(file, desk.agencies()))
    desk.choose_kind(file.id, "polise")
    assert file.agency.kind == "education"
    desk.choose_kind(file.id, "health")
    assert (file.agency.kind, file.kind_said) == ("health", True)
    desk.choose_kind(file.id, "")
    assert (file.agency.kind, file.kind_said) == ("education", False)
    desk.choose_kind(file.id, "health")
    desk.answer(file.id, "Person", "professional")
    desk.take_in(file.id, DAY)
    assert 'kind = "health"' in (folder / "case.toml").read_text()
    assert pages[-1].case.agencies["st_annes_school"].kind == "health"
    again = desk.waiting(desk.receive("police.csv", BytesIO(SECOND.encode()), len(SECOND)))
    desk.choose_kind(again.id, "fire")
    assert again.agency.kind == "police"


def test_the_words_of_the_file_are_only_ever_text(desk, folder):
    save(desk, title="<img src='x'>")
    made = form(desk.about.now())
    assert "dangerously" not in str(made)
    assert made["about-title"].value == "<img src='x'>"
