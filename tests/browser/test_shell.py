"""What stands around every page: the way between them, one state of filters, help, themes and sizes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.app import PAGES
from dashboard.server import Served
from tests.browser.helpers import barriers, settled, sideways


def pick(page: Page, menu: str, option: str) -> None:
    """Use one toggle of one menu."""
    page.locator("details.menu", has_text=menu).first.locator("summary").click()
    page.locator("details.menu[open]").get_by_role("button", name=option).click()
    page.keyboard.press("Escape")


def go(page: Page, name: str) -> None:
    page.locator("#pages").get_by_role("link", name=name, exact=True).click()
    expect(page.locator("#pages [aria-current='page']")).to_have_text(name)
    settled(page)


@pytest.fixture
def table(page: Page, served: Served) -> Page:
    page.goto(f"{served.address}table")
    page.locator("#grid .ag-row").first.wait_for()
    return page


def test_the_page_that_is_open_is_marked_and_the_links_look_like_the_page(table: Page):
    links = table.locator("#pages a")
    assert links.all_inner_texts() == [page.NAME for page in PAGES]
    styles = links.evaluate_all(
        "all => all.map(e => [getComputedStyle(e).color, getComputedStyle(e).textDecorationLine])"
    )
    ink = table.evaluate("getComputedStyle(document.body).color")
    assert {tuple(style) for style in styles} == {(ink, "none")}
    for page in PAGES:
        go(table, page.NAME)
        expect(table).to_have_title(f"{page.NAME} – Chronology")
        expect(table.locator("#page h1").first).to_be_visible()
        assert table.locator("main").count() == 1


@pytest.mark.parametrize(
    ("path", "words", "target"),
    [
        ("table", "Skip to the table", "grid"),
        ("missed-links", "Skip to the finding", "missed-card"),
        ("people", "Skip to the content", "page"),
    ],
)
def test_the_first_tab_leads_past_what_is_the_same_on_every_page(
    page: Page, served: Served, path, words, target
):
    page.goto(f"{served.address}{path}")
    page.locator("#skips a", has_text=words).wait_for(state="attached")
    # A grid comes a moment after the page around it.
    page.locator(f"#{target}").wait_for(state="attached")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=words)).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate(
        "(id) => document.getElementById(id).contains(document.activeElement) || location.hash === '#' + id",
        target,
    )


def test_a_filter_holds_on_every_page_and_can_be_taken_back(timeline: Page):
    pick(timeline, "Agency", "County Police")
    expect(timeline.locator("#shown")).to_have_text("Showing 3 of 15 entries")
    go(timeline, "Missed links")
    expect(timeline.locator("#missed-count")).to_have_text("1 of 2 findings")
    go(timeline, "Table")
    expect(timeline.locator("#table-shown")).to_have_text("Showing 3 of 15 entries")
    timeline.get_by_label("Words in the entry").fill("disturbance")
    expect(timeline.locator("#table-shown")).to_have_text("Showing 1 of 15 entries")
    go(timeline, "Timeline")
    expect(timeline.get_by_label("Words in the entry")).to_have_value("disturbance")
    expect(timeline.locator("#shown")).to_have_text("Showing 1 of 15 entries")
    undo = timeline.get_by_role("button", name="Undo filter")
    undo.click()
    expect(timeline.locator("#shown")).to_have_text("Showing 3 of 15 entries")
    expect(timeline.get_by_label("Words in the entry")).to_have_value("")
    undo.click()
    expect(timeline.locator("#shown")).to_have_text("Showing 15 of 15 entries")
    expect(undo).to_be_disabled()
    assert timeline.evaluate("localStorage.length + sessionStorage.length") == 0


def test_words_and_dates_mean_the_same_for_entries_and_findings(timeline: Page):
    timeline.get_by_label("Words in the entry").fill("fracture")
    expect(timeline.locator("#panel-heading")).to_have_text("1 of 2 findings")
    settled(timeline)
    hollow = timeline.evaluate(
        """() => document.querySelector('#swimlane .js-plotly-plot')._fullData.flatMap(
            (trace) => Array.from(trace.customdata || [])).filter((id) => id < 0)"""
    )
    assert set(hollow) == {-1}, "the mark of the other finding is gone"
    go(timeline, "Missed links")
    expect(timeline.locator("#missed-count")).to_have_text("1 of 2 findings")
    expect(timeline.get_by_label("Words in the entry")).to_have_value("fracture")
    expect(timeline.locator("#missed-filters")).to_have_text("Filters in force: the words “fracture”.")
    timeline.get_by_label("From", exact=True).fill("2019")
    expect(timeline.locator("#missed-filters")).to_contain_text("from 1 Jan 2019")
    timeline.get_by_role("button", name="Clear all").click()
    expect(timeline.locator("#missed-count")).to_have_text("2 findings")
    expect(timeline.locator("#missed-filters")).to_be_empty()
    expect(timeline.get_by_label("Words in the entry")).to_have_value("")
    timeline.get_by_role("button", name="Undo filter").click()
    expect(timeline.get_by_label("Words in the entry")).to_have_value("fracture")
    expect(timeline.locator("#missed-count")).to_have_text("1 of 2 findings")


def test_a_from_after_a_to_is_said_on_every_page_that_has_the_fields(table: Page):
    table.get_by_label("From", exact=True).fill("2020")
    table.get_by_label("To", exact=True).fill("2019")
    expect(table.locator("#pick-last-note")).to_have_text("To is before From, so neither is used")
    expect(table.locator("#table-shown")).to_have_text("Showing 15 of 15 entries")
    go(table, "Missed links")
    expect(table.locator("#pick-last-note")).to_have_text("To is before From, so neither is used")
    go(table, "Timeline")
    expect(table.locator("#filter-last-note")).to_have_text("To is before From, so neither is used")
    expect(table.locator("#shown")).to_have_text("Showing 15 of 15 entries")


def test_an_unknown_address_says_so_and_leads_on(page: Page, served: Served):
    page.goto(f"{served.address}nowhere")
    expect(page.locator("#page h1")).to_have_text("There is no page at this address")
    expect(page).to_have_title("No such page – Chronology")
    page.locator("#page").get_by_role("link", name="Table").click()
    expect(page.locator("#page h1")).to_have_text("Table")
    expect(page).to_have_title("Table – Chronology")


def test_clearing_filters_can_be_taken_back_too(table: Page):
    pick(table, "Person", "B, sibling")
    expect(table.locator("#table-shown")).to_have_text("Showing 4 of 15 entries")
    table.get_by_role("button", name="Clear all").click()
    expect(table.locator("#table-shown")).to_have_text("Showing 15 of 15 entries")
    table.get_by_role("button", name="Undo filter").click()
    expect(table.locator("#table-shown")).to_have_text("Showing 4 of 15 entries")


def test_two_tabs_do_not_mix(table: Page, served: Served):
    pick(table, "Agency", "County Police")
    expect(table.locator("#table-shown")).to_have_text("Showing 3 of 15 entries")
    other = table.context.new_page()
    other.goto(f"{served.address}table")
    expect(other.locator("#table-shown")).to_have_text("Showing 15 of 15 entries")
    other.close()


def test_the_words_on_screen_are_explained_by_keyboard(table: Page):
    button = table.get_by_role("button", name="What do these words mean?")
    button.focus()
    table.keyboard.press("Enter")
    dialog = table.get_by_role("dialog", name="What these words mean")
    expect(dialog).to_be_visible()
    for word in ("Return", "Entry", "Finding", "Possibly late", "Cannot tell", "Nil return", "Told"):
        expect(dialog.locator("dt").get_by_text(word, exact=True)).to_have_count(1)
    assert not barriers(table)
    table.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(button).to_be_focused()


def display(page: Page, choice: str) -> None:
    page.locator(".display-menu summary").click()
    page.locator(".display-menu").get_by_role("button", name=choice, exact=True).click()
    expect(page.locator(".display-menu").get_by_role("button", name=choice, exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("Escape")


def test_the_theme_is_chosen_and_charts_follow_and_only_its_name_is_kept(timeline: Page):
    display(timeline, "Dark")
    paper = timeline.evaluate("getComputedStyle(document.body).backgroundColor")
    assert all(int(part) < 60 for part in re.findall(r"\d+", paper))
    chart = timeline.locator("#swimlane .main-svg").first
    assert "invert" in chart.evaluate("e => getComputedStyle(e).filter")
    assert timeline.evaluate("Object.entries(sessionStorage)") == [["theme", "dark"]]
    timeline.reload()
    expect(timeline.locator("html")).to_have_attribute("data-theme", "dark")
    display(timeline, "High contrast")
    expect(timeline.locator("html")).to_have_attribute("data-contrast", "more")
    display(timeline, "As this computer")
    expect(timeline.locator("html")).to_have_attribute("data-theme", "light")
    assert timeline.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_computer_s_own_wish_for_a_theme_is_followed(table: Page):
    table.emulate_media(color_scheme="dark", contrast="more")
    expect(table.locator("html")).to_have_attribute("data-theme", "dark")
    expect(table.locator("html")).to_have_attribute("data-contrast", "more")


def test_text_at_twice_the_size_fits_every_page(table: Page):
    small = table.locator("h1").bounding_box()
    display(table, "200 %")
    large = table.locator("h1").bounding_box()
    assert small is not None and large is not None
    assert large["height"] > 1.8 * small["height"]
    for page in PAGES:
        go(table, page.NAME)
        assert not sideways(table, 1280, 720), page.NAME


def test_where_the_program_has_stopped_the_page_says_so(table: Page, served: Served):
    other = table.context.new_page()
    other.goto(f"{served.address}table")
    other.locator("#grid .ag-row").first.wait_for()
    other.route("**/_dash-update-component*", lambda route: route.abort())
    other.get_by_label("Words in the entry").fill("visit")
    expect(other.locator("#trouble")).to_contain_text("The program that shows the timeline has stopped.")
    other.close()


@pytest.mark.parametrize("path", ["", "missed-links", "table"])
def test_paper_holds_the_case_and_not_the_controls(page: Page, served: Served, path):
    page.goto(f"{served.address}{path}")
    page.locator("#page h1").wait_for()
    settled(page)
    page.emulate_media(media="print")
    for control in (".shell-bar", ".filters", "#grid", "#entries"):
        assert not any(found.is_visible() for found in page.locator(control).all()), control
    expect(page.locator("#page h1").first).to_be_visible()
    if path != "missed-links":
        expect(page.get_by_text("The entries are printed from the files")).to_be_visible()
