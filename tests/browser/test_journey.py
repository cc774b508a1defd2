"""The whole way through the app: on the published example case, and by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from playwright.sync_api import BrowserContext, Page, expect

from dashboard.server import Served
from tests.browser.conftest import Door
from tests.browser.helpers import settled, tab_to
from tests.browser.timeline_chart import click_mark

_CASE = Path(__file__).resolve().parents[2] / "example_data" / "child_l"


def test_from_an_injury_to_the_closure_to_the_row_of_the_workbook(
    page: Page, context: BrowserContext, child_l_door: Door
):
    page.goto(child_l_door.open(context).link)
    page.locator("#swimlane .scatterlayer .points path").first.wait_for()
    expect(page.locator("h1")).to_have_text("Child L, North East Lincolnshire")
    # The injury of 3 January 2014, by its date.
    for field in ("From", "To"):
        page.get_by_label(field, exact=True).fill("3 January 2014")
        page.get_by_label(field, exact=True).press("Enter")
    page.locator(".ag-center-cols-container .ag-row", has_text="fell down four carpeted steps").wait_for()
    settled(page)
    injuries = page.evaluate(
        """() => document.querySelector('#swimlane .js-plotly-plot')._fullData
            .filter((trace) => trace.name === 'Injury and health' && trace.customdata)
            .flatMap((trace) => Array.from(trace.customdata)
                .filter((_, at) => trace.x[at] === Date.UTC(2014, 0, 3)))"""
    )
    assert len(injuries) == 1
    click_mark(page, injuries[0])
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Leg injury. Examined. No alert on system.")
    expect(panel).to_contain_text("File agencies/hospital.xlsx, sheet Attendances, row 9")
    # What it is part of: the case was closed three weeks later.
    panel.get_by_role("button", name="Ended or stepped down after a fresh warning").click()
    expect(panel).to_contain_text("Case closed.")
    panel.get_by_role("button", name="Read in full").click()
    card = page.locator("#missed-card")
    expect(card.locator("h2")).to_contain_text("Ended or stepped down after a fresh warning")
    closing = card.locator(".evidence-card", has_text="Case closed.")
    expect(closing).to_contain_text("24 Jan 2014")
    expect(closing).to_contain_text("21 days after a")
    expect(closing).to_contain_text("Children's Social Care")
    expect(card.locator(".knew tbody tr", has_text="Children's Social Care")).to_contain_text("Own record")
    # And to the row from which it comes.
    closing.get_by_role("button", name="Open entry").click()
    expect(page.locator("#entry-dialog")).to_contain_text(
        "File agencies/childrens_social_care.xlsx, sheet Chronology, row 47"
    )
    sheet = openpyxl.load_workbook(_CASE / "agencies" / "childrens_social_care.xlsx")["Chronology"]
    assert "Case closed." in [cell.value for cell in sheet[47]]


def test_once_through_by_keyboard_alone(timeline: Page, served: Served):
    page = timeline
    page.keyboard.press("Tab")
    tab_to(page, "Missed links")
    page.keyboard.press("Enter")
    expect(page.locator("#missed-title")).to_contain_text("Bruise to the face")
    settled(page)
    page.locator("body").press("Tab")
    tab_to(page, "Bruise to the face")
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    expect(page.locator("#missed-title")).to_contain_text("Partner not checked")
    expect(page.locator("#missed-card")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#missed-title")).to_contain_text("Bruise to the face")
    settled(page)
    tab_to(page, "Open entry (gp.csv, row 2)")
    page.keyboard.press("Enter")
    expect(page.locator("#entry-dialog")).to_contain_text("File agencies/gp.csv, row 2")
    expect(page.get_by_role("dialog").get_by_role("button", name="Show on the timeline")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("File agencies/gp.csv, row 2")
    settled(page)
    tab_to(page, "Back to Missed links", "Shift+Tab")
    tab_to(page, "Swimlane")
    page.keyboard.press("+")
    page.wait_for_function("window.location.hash.startsWith('#range=')")
    assert page.url.startswith(served.address)
