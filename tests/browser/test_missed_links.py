"""What a reader does on the page Missed links."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from dashboard.server import Served
from tests.browser.helpers import barriers, settled, sideways


@pytest.fixture
def missed(page: Page, served: Served) -> Page:
    page.goto(f"{served.address}missed-links")
    page.locator("#finding-graph .scatterlayer .points path").first.wait_for()
    return page


def test_a_finding_is_a_card_that_tells_all_it_rests_on(missed: Page):
    card = missed.locator("#missed-card")
    expect(card.locator("h2")).to_have_text("Finding 1Bruise to the face, no referral")
    expect(card.locator(".facts")).to_contain_text("Missed")
    expect(card).to_contain_text("A bruise was recorded. No matching entry was supplied by social care.")
    terms = card.locator(".terms").first
    for words in (
        "referral to children's social care",
        "5 Mar 2019",
        "Children's Social Care",
        "no matching",
    ):
        expect(terms).to_contain_text(words)
    rule = card.locator(".terms").nth(1)
    for words in (
        "Entries of social care, 4 to 6 March 2019.",
        "injury_then_referral",
        "Working Together 2018",
    ):
        expect(rule).to_contain_text(words)
    entries = card.locator(".evidence-card")
    expect(entries).to_have_count(2)
    expect(entries.first.locator("mark")).to_have_text("Bruise to cheek")
    expect(entries.nth(1)).to_contain_text("38 days after a")
    expect(card.locator(".knew tbody tr")).to_have_count(3)
    expect(card.locator(".also")).to_contain_text("Late")
    expect(missed.locator("#missed-list")).to_contain_text("No weaker flag is left out")


def test_its_small_chart_holds_its_entries_and_the_days_an_answer_was_due(missed: Page):
    marks = missed.evaluate(
        """() => document.querySelector('#finding-graph .js-plotly-plot')._fullData
            .filter((trace) => trace.customdata).flatMap((trace) => Array.from(trace.customdata))
            .sort((a, b) => a - b)"""
    )
    assert marks == [-3, -1, 0, 3]
    assert missed.locator("#finding-graph .modebar-btn").count() == 0
    expect(missed.locator("figcaption")).to_contain_text("Riverside Surgery")


def test_next_and_previous_by_key_and_by_button(missed: Page):
    title = missed.locator("#missed-title")
    missed.locator("#missed-card").focus()
    missed.keyboard.press("n")
    expect(title).to_contain_text("Partner not checked")
    expect(missed.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    expect(missed.locator("#missed-card")).to_be_focused()
    missed.keyboard.press("ArrowLeft")
    expect(title).to_contain_text("Bruise to the face")
    missed.get_by_role("button", name="Next", exact=True).click()
    expect(title).to_contain_text("Partner not checked")
    expect(missed.locator("#missed-card")).to_contain_text("unconfirmed source")
    expect(missed.locator("#missed-list [aria-current='true']")).to_contain_text("Partner not checked")


@pytest.mark.parametrize(
    ("menu", "option", "left"),
    [
        ("Agency", "County Police", "Partner not checked"),
        ("What was missed", "A concern was recorded", "Bruise to the face"),
        ("State", "Cannot tell", "Partner not checked"),
    ],
)
def test_a_menu_narrows_the_findings(missed: Page, menu, option, left):
    missed.locator(".filters details", has_text=menu).locator("summary").click()
    missed.locator(".filters").get_by_role("button", name=option).click()
    expect(missed.locator("#missed-count")).to_have_text("1 of 2 findings")
    expect(missed.locator("#missed-title")).to_contain_text(left)
    missed.get_by_role("button", name="Clear all").click()
    expect(missed.locator("#missed-count")).to_have_text("2 findings")


def test_where_no_finding_is_left_the_page_says_so_and_offers_the_way_back(missed: Page):
    for menu, option in (("Agency", "County Police"), ("Person", "A, index child"), ("State", "Missed")):
        missed.locator(".filters details", has_text=menu).first.locator("summary").click()
        missed.locator(".filters").get_by_role("button", name=option, exact=menu == "State").first.click()
        settled(missed)
    expect(missed.locator("#missed-list")).to_contain_text("No finding passes the filters.")
    missed.get_by_role("button", name="Clear all filters").click()
    expect(missed.locator("#missed-count")).to_have_text("2 findings")


def test_findings_are_grouped_by_what_was_missed(missed: Page):
    missed.get_by_role("button", name="By what was missed").click()
    expect(missed.locator("#missed-list h3")).to_have_count(2)
    expect(missed.locator("#missed-list h3").first).to_contain_text("the response it called for")


def test_an_entry_opens_in_full_and_the_focus_comes_back(missed: Page):
    button = missed.get_by_role("button", name="Open entry (gp.csv, row 2)")
    button.focus()
    missed.keyboard.press("Enter")
    dialog = missed.locator("#entry-dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("File agencies/gp.csv, row 2")
    missed.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(button).to_be_focused()


def test_the_finding_is_shown_on_the_timeline_and_the_way_leads_back(missed: Page, served: Served):
    missed.get_by_role("button", name="Next", exact=True).click()
    expect(missed.locator("#missed-title")).to_contain_text("Partner not checked")
    missed.get_by_role("button", name="Show on the timeline").click()
    expect(missed.locator("#panel h2")).to_contain_text("Partner not checked")
    missed.get_by_role("link", name="Back to Missed links").click()
    expect(missed.locator("#missed-title")).to_contain_text("Partner not checked")
    assert missed.url == f"{served.address}missed-links"


def test_no_serious_barrier_in_either_theme(missed: Page):
    assert not barriers(missed)
    missed.locator(".evidence-card button").first.click()
    expect(missed.locator("#entry-dialog")).to_be_visible()
    assert not barriers(missed)


def test_the_page_is_never_moved_sideways(missed: Page):
    assert not any(sideways(missed, width) for width in (390, 1280, 1920))
