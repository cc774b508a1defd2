"""What a collator does on the page Import."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.server import Served, running
from tests.browser.import_desk import open_import, serving
from tests.dashboard.sample import sample

FIRST = (
    "Date,Person,Event\n03/05/2012,A,Officers attended after a call\n31/06/2012,A,Bruise seen at nursery\n"
)
CORRECTED = (
    ("Date", "Bod", "What was said", "Event"),
    ("03/05/2012", "A", "", "Officers attended after a call"),
    ("30/06/2012", "A", "<img src='x'>", "Bruise seen at nursery"),
    ("02/07/2012", "A", "", "A theft was reported"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    (folder / "agencies").mkdir(parents=True)
    (folder / "agencies/police.csv").write_text(FIRST)
    (folder / "persons.csv").write_text("code,role,born\nA,index child,2011-03-01\n")
    return folder


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    with serving(folder) as served:
        yield served


@pytest.fixture
def importing(page: Page, served: Served) -> Page:
    open_import(page, served)
    return page


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in CORRECTED:
        book.active.append(row)
    book.save(path)
    return path


def drop(page: Page, *paths: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(list(paths))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_corrected_workbook_is_explained_taken_in_and_on_the_timeline(importing, folder, tmp_path):
    before = snapshot(folder)
    drop(importing, workbook(tmp_path / "police.xlsx"))
    file = importing.locator(".import-file", has_text="police.xlsx")
    expect(file).to_contain_text("1 entry added, 1 changed, 1 unchanged, 0 withdrawn")
    expect(file.get_by_role("row", name="31/06/2012")).to_contain_text("30/06/2012")
    confirm = file.get_by_role("button", name="Take it in")
    expect(confirm).to_be_disabled()
    file.get_by_label("What the column What was said holds").select_option(label="The author's comment")
    expect(file.get_by_role("row", name="What was said Answered")).to_be_visible()
    file.get_by_role("button", name="Right: Bod").focus()
    importing.keyboard.press("Enter")
    expect(confirm).to_be_enabled()
    expect(file.get_by_label("What the column Bod holds")).to_be_focused()
    assert Axe().run(importing).violations_count == 0
    assert importing.locator("img[src='x']").count() == 0
    assert snapshot(folder) == before
    confirm.focus()
    importing.keyboard.press("Enter")
    expect(file).to_contain_text("Taken in. The timeline now shows it.")
    expect(file.get_by_role("heading", name="police.xlsx")).to_be_focused()
    file.get_by_role("link", name="See the timeline").click()
    expect(importing.locator(".ag-row", has_text="A theft was reported")).to_be_visible()
    # What stays in the tab is the ids of the files that were dropped, which say nothing.
    assert importing.evaluate("localStorage.length") == 0
    kept = importing.evaluate("Object.entries(sessionStorage)")
    assert [name for name, _ in kept] == ["import-held"]
    assert re.fullmatch(r'\["[\w-]{16,}"\]', kept[0][1])
    assert '"What was said" = "comment"' in (folder / "profiles/police.toml").read_text()


def test_a_broken_file_gives_one_sentence_and_nothing_changes(importing, folder, tmp_path):
    before = snapshot(folder)
    broken = tmp_path / "police.xlsx"
    broken.write_bytes(b"PK\x03\x04 and nothing more")
    drop(importing, broken)
    file = importing.locator(".import-file")
    expect(file.get_by_role("alert")).to_have_count(1)
    expect(file.get_by_role("alert")).to_contain_text("cannot be opened")
    expect(file.get_by_role("button", name="Take it in")).to_have_count(0)
    file.get_by_role("button", name="Leave it out").focus()
    importing.keyboard.press("Enter")
    expect(file).to_have_count(0)
    expect(importing.get_by_role("button", name="Choose files")).to_be_focused()
    assert snapshot(folder) == before


def test_files_are_still_there_after_another_page_or_a_reload_and_not_in_another_tab(importing, tmp_path):
    path = tmp_path / "a letter.csv"
    path.write_text(FIRST)
    drop(importing, path)
    expect(importing.locator(".import-file")).to_have_count(1)
    importing.get_by_role("link", name="Returns").click()
    importing.locator("#returns-summary tbody tr").first.wait_for()
    importing.get_by_role("link", name="Import").click()
    file = importing.locator(".import-file")
    expect(file).to_contain_text("Please say whose return it is first")
    file.get_by_label("Whose return it is").select_option(label="Police")
    expect(file).to_contain_text("Goes to agencies/police.csv")
    importing.reload()
    expect(file).to_contain_text("Goes to agencies/police.csv")
    other = importing.context.new_page()
    other.goto(importing.url)
    expect(other.get_by_role("button", name="Choose files")).to_be_visible()
    expect(other.locator(".import-file")).to_have_count(0)


def test_a_narrow_window_needs_no_scrolling_sideways(importing, tmp_path):
    drop(importing, workbook(tmp_path / "police.xlsx"))
    importing.locator(".import-file").wait_for()
    importing.set_viewport_size({"width": 390, "height": 800})
    assert importing.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_case_without_a_folder_says_that_it_cannot_be_changed(page: Page):
    with running(sample()) as server:
        page.goto(server.link)
        page.get_by_role("link", name="Import").click()
        expect(page.locator("#import-room")).to_contain_text("This case cannot be changed")
        expect(page.get_by_role("button", name="Choose files")).to_have_count(0)


def test_another_tab_notices_that_the_case_was_read_anew_and_keeps_the_reader_s_place(
    importing, served, tmp_path
):
    other = importing.context.new_page()
    other.goto(served.address)
    expect(other.locator("#shown")).to_have_text("Showing 2 of 2 entries")
    other.get_by_label("Words in the entry").fill("e")
    corrected = tmp_path / "police.csv"
    corrected.write_text(f"{FIRST}02/07/2012,A,A theft was reported\n")
    drop(importing, corrected)
    importing.get_by_role("button", name="Take it in").click()
    expect(importing.locator(".import-file")).to_contain_text("The timeline now shows it.")
    expect(importing.locator("#anew-words")).to_be_empty()
    expect(other.locator("#anew-words")).to_contain_text(
        "The case has changed since this page was opened: reload to see it."
    )
    expect(other.locator("#shown")).to_have_text("Showing 2 of 2 entries")
    other.get_by_role("button", name="Reload").click()
    expect(other.locator("#shown")).to_have_text("Showing 3 of 3 entries")
    expect(other.locator("#entries .ag-center-cols-container .ag-row")).to_have_count(3)
    expect(other.locator("#anew-words")).to_be_empty()
    expect(other.get_by_label("Words in the entry")).to_have_value("e")
    expect(other.get_by_role("button", name="Reload")).to_be_hidden()
    # The page works on as before, and finds nothing new to tell.
    other.get_by_label("Words in the entry").fill("theft")
    expect(other.locator("#shown")).to_have_text("Showing 1 of 3 entries")
    expect(other.locator("#anew-words")).to_be_empty()
    other.close()
