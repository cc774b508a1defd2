"""The form "About this case" on the page Import, as a business manager fills it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.server import Served
from tests.browser.helpers import barriers, settled, sideways, tab_to
from tests.browser.import_desk import open_import, serving

ROWS = "Date,Person,Event\n03/05/2012,A,Officers attended after a call\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "case_b"
    (folder / "agencies").mkdir(parents=True)
    for agency in ("police", "open_door"):
        (folder / f"agencies/{agency}.csv").write_text(ROWS)
    (folder / "persons.csv").write_text("code,role,born\nA,index child,2011-03-01\nMA,mother of A,\n")
    return folder


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    with serving(folder) as served:
        yield served


@pytest.fixture
def about(page: Page, served: Served) -> Locator:
    """The form, on the page that it stands on."""
    open_import(page, served)
    return page.locator("#about-case")


def fill_in(about: Locator) -> None:
    about.get_by_label("Title of the case").fill("Family B")
    about.get_by_label("From").fill("1/5/2012")
    about.get_by_label("To", exact=True).fill("January 2014")
    about.get_by_label("The child whom the review is about").select_option(label="A, index child")
    about.get_by_label("Nation").select_option(label="Wales")


def test_what_is_filled_in_is_on_the_timeline(page: Page, about: Locator, folder: Path):
    expect(about.get_by_label("Title of the case")).to_be_visible()
    assert not barriers(page)
    fill_in(about)
    about.get_by_label("Open door").select_option(label="Health")
    about.get_by_role("button", name="Save").click()
    expect(about.locator("#about-said")).to_have_text("Saved. Every page now shows it.")
    expect(about.locator("#about-said")).to_be_focused()
    expect(about.get_by_label("From")).to_have_value("1 May 2012")
    expect(about.get_by_label("Open door")).to_have_value("health")
    expect(about.get_by_label("Police")).to_have_value("")
    expect(about.locator("#about-summary")).to_have_text("Family B · 1 May 2012 to 31 Jan 2014 · about A")
    assert not barriers(page)
    page.get_by_role("link", name="Timeline").click()
    expect(page.get_by_role("heading", name="Family B")).to_be_visible()
    expect(page.locator(".masthead")).to_contain_text("Review period 1 May 2012 to 31 Jan 2014")
    # What is known needs no more room, and nothing of it is kept by the browser.
    page.get_by_role("link", name="Import").click()
    expect(about.locator("#about-summary")).to_contain_text("Family B")
    expect(about.get_by_label("Title of the case")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("Object.keys(sessionStorage).filter(name => name !== 'import-held').length") == 0


def test_what_cannot_be_used_is_said_next_to_its_field_and_by_keyboard(
    page: Page, about: Locator, folder: Path
):
    expect(about.get_by_label("Title of the case")).to_be_visible()
    fill_in(about)
    last = about.get_by_label("To", exact=True)
    last.fill("2011")
    last.press("Enter")
    expect(about.locator("#about-review_end-note")).to_have_text(
        "To is before From. Put one of the two right."
    )
    expect(last).to_have_attribute("aria-invalid", "true")
    expect(last).to_be_focused()
    assert "about-review_end-note" in last.get_attribute("aria-describedby").split()
    assert not (folder / "case.toml").exists()
    assert not barriers(page)
    assert not sideways(page, 390)
    last.fill("2014")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(about.locator("#about-said")).to_contain_text("Saved.")
    expect(about.locator("#about-review_end-note")).to_be_empty()
    assert last.get_attribute("aria-invalid") is None
    assert 'review_end = "2014-12-31"' in (folder / "case.toml").read_text()


def test_a_file_changed_elsewhere_is_told_of_and_can_be_looked_at(page: Page, about: Locator, folder: Path):
    expect(about.get_by_label("Title of the case")).to_be_visible()
    (folder / "case.toml").write_text('title = "Of somebody else"\n')
    fill_in(about)
    about.get_by_role("button", name="Save").click()
    expect(about.locator("#about-said")).to_contain_text("case.toml was changed since this page was opened")
    expect(about.get_by_label("Title of the case")).to_have_value("Family B")
    assert (folder / "case.toml").read_text() == 'title = "Of somebody else"\n'
    about.get_by_role("button", name="Show what case.toml says now").click()
    expect(about.get_by_label("Title of the case")).to_have_value("Of somebody else")
    expect(about.get_by_label("Title of the case")).to_be_focused()
    expect(about.locator("#about-said")).to_be_empty()


def test_an_agency_that_a_file_brings_is_in_the_form_unless_somebody_is_typing(
    page: Page, about: Locator, folder: Path, tmp_path: Path
):
    expect(about.get_by_label("Title of the case")).to_be_visible()
    path = tmp_path / "sent.csv"
    path.write_text(ROWS)

    def take_in(name: str, kind: str) -> None:
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        chooser.value.set_files(path)
        file = page.locator(".import-file").first
        file.get_by_label("or another agency, by name").fill(name)
        file.get_by_role("button", name="Use this name").click()
        file.get_by_label("Kind of agency").select_option(label=kind)
        expect(file.get_by_label("Kind of agency").locator("option[value='']")).to_be_attached()
        settled(page)
        file.get_by_role("button", name="Take it in").click()
        expect(file).to_contain_text("The timeline now shows it.")

    take_in("Open House", "Housing")
    expect(about.get_by_label("Open House")).to_have_value("housing")
    assert 'kind = "housing"' in (folder / "case.toml").read_text()
    about.get_by_label("Title of the case").fill("Not saved yet")
    take_in("Open Hands", "Voluntary or charity")
    settled(page)
    expect(about.get_by_label("Title of the case")).to_have_value("Not saved yet")
    about.get_by_role("button", name="Save").click()
    expect(about.locator("#about-said")).to_contain_text("Saved.")
    expect(about.get_by_label("Open Hands")).to_have_value("voluntary")
