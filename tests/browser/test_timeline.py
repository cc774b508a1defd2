"""What a reader does on the Timeline page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import barriers, settled, sideways
from tests.browser.timeline_chart import click_mark, drawn
from tests.dashboard.sample import HOSTILE


def test_the_page_tells_the_state_of_the_case_and_draws_every_entry(timeline: Page, served):
    expect(timeline.locator("h1")).to_have_text("Made-up family A")
    expect(timeline.locator("#case-state")).to_contain_text("every row accounted for (19 rows read")
    expect(timeline.locator("#shown")).to_have_text("Showing 15 of 15 entries")
    assert drawn(timeline) == 15
    assert timeline.url == served.address
    expect(timeline).to_have_title("Timeline – Chronology")


def test_no_button_offers_to_share_the_chart(timeline: Page):
    timeline.locator("#swimlane").hover()
    buttons = timeline.locator("#swimlane .modebar-btn")
    titles = [buttons.nth(n).get_attribute("data-title") or "" for n in range(buttons.count())]
    assert titles
    assert not [title for title in titles if "share" in title.lower() or "edit" in title.lower()]


def test_filters_narrow_the_chart_and_the_table_together_and_can_be_cleared(timeline: Page):
    timeline.get_by_label("Words in the entry").fill("home visit")
    expect(timeline.locator("#shown")).to_have_text("Showing 2 of 15 entries")
    expect(timeline.locator(".ag-center-cols-container .ag-row")).to_have_count(2)
    expect(timeline.locator("#chart-description")).to_contain_text("Swimlane chart of 2 entries")
    settled(timeline)
    assert drawn(timeline) == 2
    timeline.get_by_label("Words in the entry").fill("no such words")
    expect(timeline.locator("#shown")).to_have_text("Showing 0 of 15 entries")
    expect(timeline.locator("#entries")).to_contain_text("No entry passes the filters.")
    timeline.get_by_role("button", name="Clear all").click()
    expect(timeline.locator("#shown")).to_have_text("Showing 15 of 15 entries")
    expect(timeline.get_by_label("Words in the entry")).to_have_value("")


def test_where_no_entry_is_left_chart_and_panel_say_so_and_offer_the_way_back(timeline: Page):
    grid_says = timeline.locator("#entries .ag-aria-description-container")
    expect(grid_says).to_be_empty()
    timeline.get_by_label("Words in the entry").fill("no such words")
    expect(timeline.locator("#summary-note")).to_contain_text("No entry passes the filters.")
    expect(timeline.locator("#chart-description")).to_contain_text("No entry passes the filters.")
    expect(timeline.locator("#panel")).to_contain_text("No finding passes the filters.")
    expect(grid_says).to_contain_text("No entry passes the filters.")
    timeline.locator("#panel").get_by_role("button", name="Show everything again").click()
    expect(timeline.locator("#shown")).to_have_text("Showing 15 of 15 entries")
    expect(timeline.locator("#summary-note")).to_be_empty()
    expect(grid_says).to_be_empty()
    expect(timeline.get_by_role("button", name="Clear all")).to_be_focused()


def test_a_menu_picks_out_agencies_by_keyboard(timeline: Page):
    menu = timeline.locator("details.menu", has_text="Agency").first
    menu.locator("summary").focus()
    timeline.keyboard.press("Enter")
    timeline.keyboard.press("Tab")
    timeline.keyboard.press("Tab")
    timeline.keyboard.press("Space")
    expect(menu.get_by_role("button", name="County Police")).to_have_attribute("aria-pressed", "true")
    expect(timeline.locator("#shown")).to_have_text("Showing 3 of 15 entries")
    expect(menu.locator(".chosen")).to_contain_text("County Police")
    timeline.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_kind_is_switched_off_in_the_key(timeline: Page):
    key = timeline.get_by_role("button", name="Missed or not seen")
    key.click()
    expect(key).to_have_attribute("aria-pressed", "false")
    expect(timeline.locator("#shown")).to_have_text("Showing 13 of 15 entries")


def test_dates_are_typed_as_people_write_them(timeline: Page):
    first = timeline.get_by_label("From", exact=True)
    first.fill("Dec 2019")
    first.press("Enter")
    expect(timeline.locator("#shown")).to_have_text("Showing 4 of 15 entries")
    first.fill("soonish")
    first.press("Enter")
    expect(timeline.get_by_text("Not read as a date")).to_be_visible()


def test_a_finding_is_followed_to_the_cell_of_the_file(timeline: Page):
    timeline.locator(".finding-card").first.click()
    panel = timeline.locator("#panel")
    expect(panel.locator("h2")).to_contain_text("Bruise to the face, no referral")
    expect(panel.locator("mark").first).to_have_text("Bruise to cheek")
    expect(panel).to_contain_text("Working Together 2018")
    panel.get_by_role("button", name="Open entry (gp.csv, row 2)").click()
    expect(panel).to_contain_text("File agencies/gp.csv, row 2")
    expect(panel.locator(".cells dd").nth(2)).to_have_text("Bruise to cheek seen at immunisation.")
    expect(timeline.locator(".ag-row-selected")).to_contain_text("Bruise to cheek seen")
    panel.get_by_role("button", name="Back to the finding").click()
    panel.get_by_role("button", name="All findings").click()
    expect(timeline.locator(".finding-card")).to_have_count(2)


def test_no_line_of_an_earlier_drawing_stays_on_the_chart(timeline: Page):
    lines = """() => {
        const graph = document.querySelector('#swimlane .js-plotly-plot');
        return graph.querySelectorAll('.shapelayer path').length - graph.layout.shapes.length;
    }"""
    assert timeline.evaluate(lines) == 0
    for step in ("the first finding", "all findings"):
        first = step == "the first finding"
        (
            timeline.locator(".finding-card").first
            if first
            else timeline.get_by_role("button", name="All findings")
        ).click()
        settled(timeline)
        assert timeline.evaluate(lines) == 0, step
    timeline.locator("#filter-text").fill("no such words")
    expect(timeline.locator("#shown")).to_contain_text("0 of")
    settled(timeline)
    assert timeline.evaluate(lines) == 0


def test_a_click_on_a_mark_opens_its_entry_and_again_after_closing(timeline: Page):
    for _ in range(2):
        click_mark(timeline, 14)
        expect(timeline.locator("#panel")).to_contain_text("File agencies/police.csv, row 4")
        timeline.get_by_role("button", name="Back to all findings").click()
        expect(timeline.locator("#panel h2")).to_have_text("2 findings")


def test_a_click_on_a_hollow_mark_opens_its_finding(timeline: Page):
    click_mark(timeline, -1)
    expect(timeline.locator("#panel h2")).to_contain_text("Bruise to the face, no referral")


def test_an_undated_entry_can_be_opened_from_the_tray(timeline: Page):
    click_mark(timeline, 10)
    expect(timeline.locator("#panel")).to_contain_text("date not on file")


def test_a_row_of_the_table_opens_the_entry_by_keyboard(timeline: Page):
    timeline.locator(".ag-row").first.locator(".ag-cell").first.click()
    timeline.keyboard.press("ArrowDown")
    timeline.keyboard.press("Space")
    expect(timeline.locator("#panel")).to_contain_text("File agencies/hospital.csv, row 2")


def test_lanes_by_person(timeline: Page):
    timeline.get_by_role("button", name="Person", exact=True).click()
    expect(timeline.locator("#lane-tools .lane-name", has_text="mother's partner")).to_be_visible()
    expect(timeline.locator("#lane-tools .lane-name", has_text="County Police")).to_have_count(0)
    settled(timeline)
    assert drawn(timeline) > 15


def test_lanes_by_family_group_and_theme(timeline: Page):
    timeline.get_by_role("button", name="Theme", exact=True).click()
    expect(timeline.locator("#lane-tools .lane-name", has_text="Injury and serious harm")).to_be_visible()
    timeline.get_by_role("button", name="Family group", exact=True).click()
    expect(timeline.locator("#lane-tools .lane-name", has_text="Two or more children")).to_be_visible()
    settled(timeline)
    assert drawn(timeline) == 15


def test_a_lane_is_folded_and_moved_by_keyboard_and_the_focus_stays_with_it(timeline: Page):
    fold = timeline.get_by_role("button", name="Lane of County Police")
    fold.focus()
    timeline.keyboard.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(fold).to_be_focused()
    move = timeline.get_by_role("button", name="Move County Police up")
    move.focus()
    timeline.keyboard.press("Enter")
    settled(timeline)
    first = timeline.locator("#lane-tools .lane-row").first
    expect(first.get_by_role("button", name="Lane of County Police")).to_have_count(1)
    expect(timeline.get_by_role("button", name="Move County Police up")).to_be_focused()
    assert drawn(timeline) == 15
    timeline.get_by_role("button", name="Clear all").click()
    expect(timeline.locator("#lane-tools .lane-row").nth(1).locator(".fold")).to_have_attribute(
        "aria-expanded", "true"
    )


def test_the_legend_teaches(timeline: Page):
    timeline.get_by_text("How to read this chart").click()
    expect(timeline.locator(".how-to-read")).to_contain_text("One mark is one entry")
    expect(timeline.locator(".lines-key")).to_contain_text("a finding rests on it")


def test_words_of_an_agency_stay_text(timeline: Page):
    timeline.get_by_label("Words in the entry").fill("onerror")
    expect(timeline.locator("#shown")).to_have_text("Showing 1 of 15 entries")
    expect(timeline.locator(".ag-row").first).to_contain_text(HOSTILE[:30])
    timeline.locator(".ag-row .ag-cell").first.click()
    expect(timeline.locator(".cells dd").nth(2)).to_have_text(HOSTILE)
    click_mark(timeline, 4)
    assert timeline.locator("img[src='x']").count() == 0


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(timeline: Page):
    timeline.locator("body").press("Tab")
    expect(timeline.get_by_role("link", name="Skip to the findings")).to_be_focused()
    reached = []
    for _ in range(80):
        timeline.keyboard.press("Tab")
        reached.append(
            timeline.evaluate(
                "document.activeElement.innerText || document.activeElement.getAttribute('id') || ''"
            )
        )
        outline = timeline.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached[-1]
        if "Partner not checked" in reached[-1]:
            break
    said = "\n".join(reached)
    for control in (
        "filter-text",
        "Agency",
        "Whole record",
        "Clear all",
        "Injury and health",
        "Bruise to the face",
    ):
        assert control in said


def test_the_panel_takes_the_focus_when_it_changes(timeline: Page):
    card = timeline.locator(".finding-card").first
    card.focus()
    timeline.keyboard.press("Enter")
    expect(timeline.locator("#panel-heading")).to_be_focused()


def test_nothing_of_the_case_is_kept_by_the_browser(timeline: Page):
    timeline.locator(".finding-card").first.click()
    timeline.locator(".evidence-card").first.wait_for()
    assert timeline.evaluate("localStorage.length + sessionStorage.length") == 0
    assert "?" not in timeline.url
    cookies = {cookie["name"]: cookie for cookie in timeline.context.cookies()}
    assert set(cookies) == {"chronology_session", "_csrf_token"}
    assert cookies["chronology_session"]["httpOnly"]


def test_nothing_is_cut_at_the_sizes_people_use(timeline: Page):
    for width, height in ((1280, 720), (1280, 900), (1920, 1080)):
        assert not sideways(timeline, width, height)
        chart = timeline.locator("#swimlane").bounding_box()
        side = timeline.locator("#side").bounding_box()
        table = timeline.locator("#entries").bounding_box()
        assert chart is not None and side is not None and table is not None
        assert chart["width"] > 2 * side["width"]
        assert chart["x"] + chart["width"] <= side["x"]
        assert chart["y"] + chart["height"] <= table["y"]
    assert not sideways(timeline, 390)


def test_no_serious_barrier_for_assistive_technology(timeline: Page):
    assert not barriers(timeline)
    timeline.locator("details.menu summary").first.click()
    assert not barriers(timeline)
    timeline.keyboard.press("Escape")
    timeline.locator(".finding-card").first.click()
    timeline.locator(".evidence-card").first.wait_for()
    assert not barriers(timeline)
    timeline.locator(".evidence-card button").first.click()
    timeline.locator(".cells").wait_for()
    assert not barriers(timeline)
    levels = timeline.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


@pytest.mark.parametrize("size", ["125", "150", "200"])
def test_the_chart_grows_with_the_text_and_still_finds_what_is_under_the_pointer(timeline: Page, size: str):
    words = (
        "#swimlane .xtick text", "#rulers .ruler-name", ".lane-name", "#swimlane .annotation-text",
    )  # fmt: skip

    def heights() -> list[float]:
        boxes = [timeline.locator(place).first.bounding_box() for place in words]
        return [box["height"] for box in boxes if box is not None]

    before = heights()
    assert len(before) == len(words)
    timeline.locator(".display-menu summary").click()
    timeline.locator(f"[data-size-choice='{size}']").click()
    timeline.keyboard.press("Escape")
    settled(timeline)
    grown = [after / height for after, height in zip(heights(), before, strict=True)]
    assert all(growth > int(size) / 100 * 0.9 for growth in grown), grown
    assert not sideways(timeline, 1280)
    settled(timeline)
    click_mark(timeline, 14)
    expect(timeline.locator("#panel")).to_contain_text("File agencies/police.csv, row 4")
