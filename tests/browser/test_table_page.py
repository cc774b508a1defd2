"""What a reader does on the page Table."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from dashboard.entry_table import COLUMNS
from dashboard.server import Served
from tests.browser.helpers import barriers, settled, sideways
from tests.dashboard.sample import HOSTILE


@pytest.fixture
def table(page: Page, served: Served) -> Page:
    page.goto(f"{served.address}table")
    page.locator("#grid .ag-row").first.wait_for()
    return page


def column(page: Page, name: str) -> list[str]:
    """The cells of a column from the first row down, as far as the grid holds them."""
    return page.evaluate(
        """(name) => { const texts = [], grid = window.dash_ag_grid.getApi('grid');
            grid.forEachNodeAfterFilterAndSort((node) => texts.push(String(node.data[name])));
            return texts; }""",
        name,
    )


def header(page: Page, name: str):
    return page.locator(f"#grid [role='columnheader'][col-id='{name}']")


def test_every_entry_is_listed_by_date_the_undated_last(table: Page):
    expect(table.locator("#table-shown")).to_have_text("Showing 15 of 15 entries")
    days = column(table, "sort")
    assert len(days) == 15
    assert days == sorted(days)
    assert column(table, "date")[-1] == "undated"


def test_every_column_can_be_shown_also_those_that_an_agency_named(table: Page):
    menu = table.locator(".columns-menu")
    menu.locator("summary").click()
    options = menu.locator(".options .toggle")
    assert options.count() == len(COLUMNS) + 4
    menu.get_by_role("button", name="Precision").click()
    expect(header(table, "precision")).to_be_visible()
    expect(menu).to_have_attribute("open", "")
    menu.get_by_role("button", name="What happened").click()
    expect(table.locator("#grid [role='columnheader']", has_text="What happened")).to_have_count(1)
    menu.get_by_role("button", name="Outcome").click()
    expect(header(table, "outcome")).to_have_count(0)
    menu.get_by_role("button", name="Back to the usual columns").click()
    expect(header(table, "outcome")).to_be_visible()
    expect(header(table, "precision")).to_have_count(0)


def test_a_header_sorts_and_the_box_under_it_filters(table: Page):
    header(table, "agency").locator(".ag-header-cell-label").click()
    expect(header(table, "agency")).to_have_attribute("aria-sort", "ascending")
    agencies = column(table, "agency")
    assert agencies == sorted(agencies)
    box = table.locator("#grid .ag-floating-filter[aria-colindex='5'] input")
    box.fill("strategy")
    expect(table.locator("#grid .ag-center-cols-container .ag-row")).to_have_count(2)


def test_find_goes_from_match_to_match(table: Page):
    table.get_by_label("Find in the table").fill("home visit")
    table.keyboard.press("Enter")
    expect(table.locator("#find-count")).to_have_text("1 of 2")
    expect(table.locator("#grid .ag-row-selected")).to_contain_text("Home visit, no reply.")
    table.get_by_role("button", name="Next match").click()
    expect(table.locator("#find-count")).to_have_text("2 of 2")
    expect(table.locator("#grid .ag-row-selected")).to_contain_text("Home visits x several.")
    table.get_by_label("Find in the table").fill("no such words")
    table.keyboard.press("Enter")
    expect(table.locator("#find-count")).to_have_text("no match")


def test_rows_are_as_high_as_their_text_and_words_stay_text(table: Page):
    table.get_by_label("Words in the entry").fill("onerror")
    expect(table.locator("#table-shown")).to_have_text("Showing 1 of 15 entries")
    cell = table.locator("#grid .ag-row .ag-cell[col-id='event']")
    expect(cell).to_have_text(HOSTILE)
    assert cell.evaluate("cell => cell.scrollHeight <= cell.clientHeight + 1")
    assert table.locator("img[src='x']").count() == 0


def test_where_no_entry_is_left_the_table_says_so(table: Page):
    table.get_by_label("Words in the entry").fill("no such words")
    expect(table.locator("#table-shown")).to_have_text("Showing 0 of 15 entries")
    expect(table.locator("#grid")).to_contain_text("No entry passes the filters.")


def test_each_agency_is_told_by_letters_and_by_a_tint(table: Page):
    cells = table.locator("#grid .ag-row .ag-cell[col-id='agency']")
    told = cells.evaluate_all(
        "all => all.map(e => [e.innerText.slice(0, 3), getComputedStyle(e).backgroundColor])"
    )
    letters = {code for code, _ in told}
    assert {"GP ", "SC ", "HO "} <= letters
    assert len(dict(told)) == len({tint for _, tint in told})


def test_a_row_leads_to_its_mark_and_back(table: Page):
    row = table.locator("#grid .ag-row", has_text="Called to disturbance")
    row.locator(".ag-cell[col-id='event']").click()
    expect(table.locator("#table-row")).to_contain_text("police.csv, row 3")
    table.get_by_role("button", name="Show on the timeline").click()
    expect(table.locator("#panel")).to_contain_text("File agencies/police.csv, row 3")
    settled(table)
    ringed = table.evaluate(
        """() => document.querySelector('#swimlane .js-plotly-plot')._fullData
            .filter((trace) => trace.name === 'open entry').length"""
    )
    assert ringed == 1
    table.get_by_role("link", name="Back to Table").click()
    expect(table.locator("#grid .ag-row-selected")).to_contain_text("Called to disturbance")


def test_a_row_opens_in_full_by_keyboard(table: Page):
    table.locator("#grid .ag-row").first.locator(".ag-cell").first.click()
    table.keyboard.press("ArrowDown")
    table.keyboard.press("Space")
    expect(table.locator("#table-row")).to_contain_text("hospital.csv, row 2")
    table.get_by_role("button", name="Open in full").focus()
    table.keyboard.press("Enter")
    expect(table.locator("#entry-dialog")).to_contain_text("File agencies/hospital.csv, row 2")
    table.get_by_role("button", name="Close").click()
    expect(table.locator("#entry-dialog")).not_to_be_visible()


def test_no_serious_barrier_in_either_theme(table: Page):
    table.locator("#grid .ag-row .ag-cell").first.click()
    assert not barriers(table)
    table.locator(".columns-menu summary").click()
    assert not barriers(table)


def test_the_page_is_never_moved_sideways(table: Page):
    assert not any(sideways(table, width) for width in (390, 1280, 1920))
