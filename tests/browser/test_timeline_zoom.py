"""Which stretch of time the Timeline shows, and how a reader moves it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from benchmarks.drawing.cases import analysis_to_draw
from benchmarks.made_up_case import made_up_case
from chronology.engine import analyse
from dashboard.server import running
from tests.browser.helpers import point_at, settled, until
from tests.browser.timeline_chart import MARK, drawn, in_view, width


def test_clear_all_shows_the_first_stretch_again_and_can_be_taken_back(timeline: Page, served):
    home = in_view(timeline)
    timeline.get_by_label("Words in the entry").fill("home")
    expect(timeline.locator("#shown")).to_have_text("Showing 4 of 15 entries")
    timeline.locator("#chart-frame").focus()
    timeline.keyboard.press("+")
    expect(timeline).to_have_url(re.compile("#range="))
    # Moved by hand too, which the chart keeps by itself.
    settled(timeline)
    box = timeline.locator("#swimlane .nsewdrag").first.bounding_box()
    timeline.mouse.move(box["x"] + 300, box["y"] + 60)
    timeline.keyboard.down("Control")
    timeline.mouse.wheel(0, -200)
    timeline.keyboard.up("Control")
    settled(timeline)
    timeline.get_by_role("button", name="Clear all").click()
    expect(timeline.locator("#shown")).to_have_text("Showing 15 of 15 entries")
    expect(timeline).to_have_url(served.address)
    assert in_view(timeline) == pytest.approx(home)
    timeline.get_by_role("button", name="Undo filter").click()
    expect(timeline.locator("#shown")).to_have_text("Showing 4 of 15 entries")


def test_clear_all_shows_the_first_stretch_also_where_the_address_asked_for_another(page: Page, served):
    page.goto(f"{served.address}#range=2019-03-01_2019-04-01")
    page.locator("#swimlane .scatterlayer .points path").first.wait_for()
    settled(page)
    assert width(page) == pytest.approx(31 * 86_400_000)
    page.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(served.address)
    assert width(page) > 300 * 86_400_000


def test_the_stretch_of_a_finding_does_not_outlive_it(timeline: Page, served):
    home = in_view(timeline)
    timeline.locator(".finding-card").first.click()
    expect(timeline.get_by_role("button", name="This finding")).to_be_enabled()
    settled(timeline)
    assert in_view(timeline) != pytest.approx(home)
    assert timeline.url == served.address
    timeline.reload()
    timeline.locator("#swimlane .scatterlayer .points path").first.wait_for()
    settled(timeline)
    assert in_view(timeline) == pytest.approx(home)


def test_keys_zoom_and_move_and_the_address_keeps_two_dates_and_no_more(timeline: Page, served):
    home = in_view(timeline)
    timeline.locator("#chart-frame").focus()
    timeline.keyboard.press("+")
    expect(timeline).to_have_url(re.compile("#range="))
    near = in_view(timeline)
    assert near[1] - near[0] < 0.7 * (home[1] - home[0])
    timeline.keyboard.press("ArrowRight")
    settled(timeline)
    assert in_view(timeline)[0] > near[0]
    assert re.fullmatch(re.escape(served.address) + r"#range=\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d", timeline.url)
    kept = in_view(timeline)
    timeline.get_by_label("Words in the entry").fill("home")
    expect(timeline.locator("#shown")).to_have_text("Showing 4 of 15 entries")
    settled(timeline)
    assert in_view(timeline) == pytest.approx(kept)
    timeline.reload()
    timeline.locator("#swimlane .scatterlayer .points path").first.wait_for()
    settled(timeline)
    assert in_view(timeline) == pytest.approx(kept, abs=86_400_000)
    timeline.locator("#chart-frame").focus()
    timeline.keyboard.press("0")
    expect(timeline).to_have_url(served.address)
    assert in_view(timeline) == pytest.approx(home)


def test_buttons_show_named_stretches_of_time(timeline: Page):
    home = width(timeline)
    expect(timeline.get_by_role("button", name="This finding")).to_be_disabled()
    incident = timeline.get_by_role("button", name="90 days before the incident")
    expect(incident).to_be_disabled()
    expect(incident).to_have_attribute("title", re.compile("no day to count from"))
    timeline.locator(".finding-card").first.click()
    expect(timeline.get_by_role("button", name="This finding")).to_be_enabled()
    settled(timeline)
    near = in_view(timeline)
    assert near[1] - near[0] < home
    timeline.get_by_role("button", name="Whole record").click()
    settled(timeline)
    assert width(timeline) > near[1] - near[0]
    timeline.get_by_role("button", name="This finding").click()
    settled(timeline)
    assert in_view(timeline) == pytest.approx(near)
    expect(timeline.locator("#range-words")).to_contain_text("2019")


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl_or_over_the_dates(timeline: Page):
    box = timeline.locator("#swimlane .nsewdrag").first.bounding_box()
    home = width(timeline)
    timeline.mouse.move(box["x"] + box["width"] / 2, box["y"] + 150)
    timeline.mouse.wheel(0, 200)
    until(timeline, "window.scrollY > 50")
    settled(timeline)
    assert width(timeline) == pytest.approx(home)
    timeline.evaluate("window.scrollTo(0, 0)")
    timeline.keyboard.down("Control")
    timeline.mouse.wheel(0, -200)
    timeline.keyboard.up("Control")
    expect(timeline).to_have_url(re.compile("#range="))
    near, address = width(timeline), timeline.url
    assert near < home
    timeline.mouse.move(box["x"] + box["width"] / 2, box["y"] + 15)
    timeline.mouse.wheel(0, -200)
    expect(timeline).not_to_have_url(address)
    assert width(timeline) < near
    assert timeline.evaluate("window.scrollY") == 0


def test_the_strip_moves_the_window(timeline: Page):
    timeline.locator("#chart-frame").focus()
    timeline.keyboard.press("+")
    timeline.keyboard.press("+")
    settled(timeline)
    before = in_view(timeline)
    strip = timeline.locator("#overview .strip-ground")
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    timeline.mouse.click(box["x"] + box["width"] * 0.95, box["y"] + box["height"] / 2)
    settled(timeline)
    assert in_view(timeline)[0] > before[0]
    assert width(timeline) == pytest.approx(before[1] - before[0], rel=0.01)


def test_weeks_and_terms_stand_under_the_dates_as_far_as_they_can_be_read(timeline: Page):
    expect(timeline.locator("#rulers")).to_contain_text("Autumn term")
    timeline.locator("#chart-frame").focus()
    for _ in range(4):
        timeline.keyboard.press("+")
        settled(timeline)
    expect(timeline.locator("#rulers")).to_contain_text("Weeks of the year")
    expect(timeline.locator("#rulers")).not_to_contain_text("Autumn term")


@pytest.mark.parametrize(("size", "summed_up"), [(2_500, False), (9_000, True)])
def test_a_very_full_chart_stays_usable_and_says_what_it_sums_up(page: Page, size, summed_up):
    with running(analysis_to_draw(size, 50)) as served:
        page.goto(served.link)
        page.locator("#swimlane .js-plotly-plot[data-attached]").wait_for()
        settled(page)
        note = page.locator("#summary-note")
        if summed_up:
            expect(note).to_contain_text("9,000 entries from")
            expect(note).to_contain_text("Each bar counts the entries of a lane in one quarter")
            assert drawn(page) == 0
            page.locator("#chart-frame").focus()
            for _ in range(3):
                page.keyboard.press("+")
                settled(page)
            expect(note).to_be_empty()
        assert drawn(page) > 1_000
        number = page.evaluate(
            """() => { const graph = document.querySelector('#swimlane .js-plotly-plot');
                const axis = graph._fullLayout.xaxis;
                const [first, last] = axis.range.map((end) => axis.r2l(end));
                for (const trace of graph._fullData) {
                    const at = trace.customdata ? Array.from(trace.x).findIndex((x) => x > first && x < last) : -1;
                    if (at >= 0 && trace.y[at] < 300) { return trace.customdata[at]; }
                }
                return null; }"""
        )
        page.locator("#swimlane").scroll_into_view_if_needed()
        point_at(page, lambda: page.evaluate(MARK, number), page.locator("#hover-card"))
        expect(page.locator("#hover-card .meta")).not_to_be_empty()


def after(stretch: list[float], keys: str) -> list[float]:
    """Where the keys lead from a stretch of time: ``+`` and ``-`` zoom, ``<`` and ``>`` move by a quarter."""
    middle, wide = sum(stretch) / 2, stretch[1] - stretch[0]
    for key in keys:
        wide *= {"+": 0.6, "-": 1 / 0.6}.get(key, 1)
        middle += {"<": -wide / 4, ">": wide / 4}.get(key, 0)
    return [middle - wide / 2, middle + wide / 2]


def test_no_step_is_lost_where_the_chart_is_drawn_anew_while_keys_are_pressed(page: Page):
    settled_at = """([from, to]) => { const gd = document.querySelector('#swimlane .js-plotly-plot');
        const axis = gd._fullLayout.xaxis, near = axis.range.map((end) => axis.r2l(end));
        const meta = gd.layout.meta, least = (to - from) * 0.001;
        const apart = Math.abs(near[0] - meta.drawn[0]) + Math.abs(near[1] - meta.drawn[1]);
        const drawn = !meta.partial || apart < 20 * least;
        return drawn && Math.abs(near[0] - from) < least && Math.abs(near[1] - to) < least; }"""
    names = {"<": "ArrowLeft", ">": "ArrowRight"}

    def press(keys: str) -> None:
        page.locator("#chart-frame").focus()
        for key in keys:
            page.keyboard.press(names.get(key, key))
            # As quick as a hand, and not in step with the time after which the chart is drawn anew.
            page.wait_for_timeout(90)

    def shows(stretch: list[float]) -> None:
        """Once the last key was heard and its stretch drawn: a step that was lost would never come."""
        until(page, f"({settled_at})([{stretch[0]}, {stretch[1]}])")
        settled(page)
        assert in_view(page) == pytest.approx(stretch)

    # What the server sends comes late, so that keys are pressed while a drawing is under way.
    page.add_init_script(
        """{ const ask = window.fetch; window.fetch = async (...what) => { const answer = await ask(...what);
            await new Promise((done) => setTimeout(done, 250)); return answer; }; }"""
    )
    with running(analyse(made_up_case(9_000))) as served:
        page.goto(served.link)
        page.locator("#swimlane .js-plotly-plot[data-attached]").wait_for()
        settled(page)
        home = in_view(page)
        press("++>+<+")
        near = after(home, "++>+<+")
        shows(near)
        expect(page.locator("#summary-note")).to_be_empty()
        # While a filter draws the chart for the stretch that was in view when it was chosen.
        with page.expect_request(lambda request: "swimlane.figure" in (request.post_data or "")):
            page.get_by_label("Words in the entry").fill("home")
        press(">-<")
        with page.expect_request(lambda request: "swimlane.figure" in (request.post_data or "")):
            page.get_by_label("Words in the entry").fill("")
        press("<")
        shows(after(near, ">-<<"))
        # The same about a finding, whose stretch the chart goes to by itself.
        page.locator("#panel .finding-card").first.click()
        expect(page.locator("#panel")).to_contain_text("Expected")
        until(page, "document.querySelector('#swimlane .js-plotly-plot').layout.meta.finding")
        settled(page)
        near = in_view(page)
        press("->-+--")
        shows(after(near, "->-+--"))
        assert page.evaluate("document.querySelector('#swimlane .js-plotly-plot').layout.meta.finding")
