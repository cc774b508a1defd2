"""What a reader does on the pages Returns and People."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dashboard.server import Served
from tests.browser.conftest import Door
from tests.browser.helpers import barriers, click_once_named, sideways
from tests.dashboard.sample import HOSTILE


@pytest.fixture
def served(context: BrowserContext, family_door: Door) -> Served:
    return family_door.open(context)


@pytest.fixture
def returns(page: Page, served: Served) -> Page:
    page.goto(f"{served.address}returns")
    page.locator("#coverage .scatterlayer path").first.wait_for()
    page.locator("#returns-summary tbody tr").first.wait_for()
    page.locator(".agency-issues").first.wait_for()
    return page


@pytest.fixture
def people(page: Page, served: Served) -> Page:
    page.goto(f"{served.address}people")
    page.locator("#family .scatterlayer path.point").first.wait_for()
    page.locator("#people-key tbody tr").first.wait_for()
    page.locator("#people-mentions .mention").first.wait_for()
    return page


def test_the_returns_tell_who_has_sent_what(returns: Page, served: Served):
    expect(returns.locator("#returns-state")).to_contain_text("4 received, 1 outstanding")
    line = returns.locator("#returns-summary tbody tr", has_text="Borough Housing")
    expect(line).to_contain_text("Outstanding")
    expect(line).to_contain_text("no day set")
    assert returns.url == f"{served.address}returns"


def test_the_clock_is_set_and_is_still_set_after_a_look_at_another_page(returns: Page):
    clock = returns.locator("#clock-lines")
    expect(clock).to_contain_text("nothing is guessed")
    field = returns.get_by_label("Notified to the national Panel")
    field.fill("2 May 2024")
    field.press("Enter")
    expect(clock).to_contain_text("10 May 2024")
    expect(clock).to_contain_text("24 May 2024")
    returns.get_by_label("Returns asked for by").fill("10 May 2024")
    returns.get_by_label("Returns asked for by").press("Enter")
    line = returns.locator("#returns-summary tbody tr", has_text="Borough Housing")
    expect(line).to_contain_text("10 May 2024")
    returns.get_by_role("link", name="People").click()
    returns.locator("#people-key tbody tr").first.wait_for()
    returns.get_by_role("link", name="Returns").click()
    expect(returns.locator("#clock-lines")).to_contain_text("24 May 2024")
    returns.reload()
    expect(returns.locator("#clock-lines")).to_contain_text("24 May 2024")
    expect(returns.get_by_label("Notified to the national Panel")).to_have_value("2 May 2024")
    expect(returns.get_by_label("Returns asked for by")).to_have_value("10 May 2024")
    # The tab keeps the days and nothing else, the browser beyond the tab nothing at all.
    kept = json.loads(returns.evaluate("sessionStorage['clock-kept']"))
    assert kept["days"] == [None, "2024-05-02", "2024-05-10"]
    assert set(kept) == {"run", "days"}
    assert returns.evaluate("localStorage.length") == 0
    assert "2024" not in returns.url
    field = returns.get_by_label("Notified to the national Panel")
    field.fill("")
    field.press("Enter")
    expect(returns.locator("#clock-lines")).not_to_contain_text("24 May 2024")
    returns.reload()
    expect(returns.get_by_label("Returns asked for by")).to_have_value("10 May 2024")
    expect(returns.get_by_label("Notified to the national Panel")).to_have_value("")


def test_a_day_that_cannot_be_read_is_said_so_and_nothing_is_counted(returns: Page):
    field = returns.get_by_label("Notified to the national Panel")
    field.fill("May 2024")
    field.press("Enter")
    expect(returns.locator("#clock-notified-note")).to_have_text(
        "Write one whole day, such as 3 May 2012; this is May 2024"
    )
    expect(returns.locator("#clock-lines")).not_to_contain_text("2024")


def test_the_months_are_a_chart_and_a_table(returns: Page):
    expect(returns.locator("#coverage .annotation-text", has_text="no return, 14 months")).to_be_visible()
    returns.get_by_text("The same as a table").focus()
    returns.keyboard.press("Enter")
    line = returns.locator("#coverage-table tbody tr", has_text="Borough Housing")
    expect(line).to_contain_text("Jan 2019 to Feb 2020")
    expect(line).to_contain_text("no return")


def test_the_note_to_an_agency_is_taken_away_as_a_file(returns: Page):
    with returns.expect_download() as download:
        returns.get_by_role("button", name="Note to County Police, Word").click()
    assert download.value.suggested_filename == "questions-police.docx"


def test_a_number_opens_the_entries_and_the_keyboard_follows(people: Page):
    button = people.get_by_role("button", name="Show 1 entry of District Hospital NHS Trust naming B")
    button.focus()
    people.keyboard.press("Enter")
    heading = people.locator("#people-panel-heading")
    expect(heading).to_have_text("1 entry of District Hospital NHS Trust naming B")
    expect(heading).to_be_focused()
    panel = people.locator("#people-panel")
    expect(panel.locator(".field-event")).to_have_text(HOSTILE)
    expect(panel).to_contain_text("hospital.csv, row 3")
    assert people.locator("img[src='x']").count() == 0


def test_a_person_in_the_picture_opens_the_entries(people: Page):
    mark = people.locator("#family .textpoint", has_text="PA")

    def middle() -> tuple[float, float]:
        box = mark.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    click_once_named(people, "#family", middle)
    expect(people.locator("#people-panel-heading")).to_have_text("2 entries naming PA")


def test_ages_on_a_day(people: Page):
    field = people.get_by_label("Age on the day")
    field.fill("3 Feb 2020")
    field.press("Enter")
    expect(people.locator("#people-key thead")).to_contain_text("Age on 3 Feb 2020")
    expect(people.locator("#people-key tbody tr", has_text="PA").first).to_contain_text("30 years")


def test_the_picture_has_a_twin_in_words_and_one_as_a_table(people: Page):
    expect(people.locator("#family-description")).to_contain_text("The review is about A")
    people.get_by_text("The same as a table of relations").click()
    expect(people.locator("#people-relations tbody tr")).to_have_count(12)
    expect(people.locator("#people-unknown")).to_contain_text("QX is not in persons.csv")
    expect(people.locator("#people-moves")).to_contain_text("social_care.csv, row 7")


def test_words_in_the_picture_do_not_run_into_each_other(people: Page):
    boxes = people.eval_on_selector_all(
        "#family .annotation-text, #family .textpoint text",
        "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })",
    )
    assert len(boxes) > 10
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def tabbed(page: Page, most: int) -> list[str]:
    """Names of what the Tab key reaches, each with a visible focus."""
    page.locator("h1").click()
    reached: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        reached.append(
            page.evaluate(
                "(e => e.getAttribute('aria-label') || e.id || e.innerText)(document.activeElement)"
            )
        )
        assert outline != "none", reached[-1]
    return reached


def test_the_keyboard_reaches_everything_on_returns(returns: Page):
    said = tabbed(returns, 14)
    assert said[:3] == ["clock-aware", "clock-notified", "clock-asked"]
    for wanted in ("Chart of the months covered", "The same as a table", "Note to County Police, Word"):
        assert wanted in said


def test_the_keyboard_reaches_everything_on_people(people: Page):
    said = tabbed(people, 30)
    for wanted in ("The same as a table of relations", "age-day", "Show 2 entries naming PA"):
        assert wanted in said


@pytest.mark.parametrize("place", ["returns", "people"])
def test_no_serious_barrier_and_nothing_cut(place, request):
    here: Page = request.getfixturevalue(place)
    for twin in here.locator("details.twin summary").all():
        twin.click()
    if place == "people":
        here.locator("#people-mentions .mention").first.click()
        here.locator("#people-panel .evidence-card").first.wait_for()
    assert not barriers(here)
    for width in (390, 1280, 1920):
        assert not sideways(here, width)
        inner = here.evaluate("document.querySelector('#page h1').getBoundingClientRect().right")
        assert 0 < inner <= width


@pytest.mark.parametrize(("place", "chart"), [("returns", "#coverage"), ("people", "#family")])
def test_no_button_offers_to_share_the_chart(request, place, chart):
    here: Page = request.getfixturevalue(place)
    here.locator(chart).hover()
    buttons = here.locator(f"{chart} .modebar-btn")
    titles = [buttons.nth(n).get_attribute("data-title") or "" for n in range(buttons.count())]
    assert titles
    assert not [title for title in titles if "share" in title.lower() or "edit" in title.lower()]
