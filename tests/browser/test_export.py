"""Taking the case away: the page with the buttons, and the file when somebody opens it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

from dashboard.case_view import case_view
from dashboard.export_html import html_document
from dashboard.kinds import KINDS
from tests.browser.helpers import barriers, click_once_named
from tests.dashboard.sample import HOSTILE, sample

_OWN = ("http://127.0.0.1:", "data:", "blob:", "about:")
_MARK = """(number) => {
    const graph = document.getElementById('chart');
    for (const data of graph._fullData) {
        const at = (data.customdata ? Array.from(data.customdata) : []).indexOf(number);
        if (at < 0) continue;
        const box = graph.getBoundingClientRect();
        const x = data.xaxis === 'x2' ? graph._fullLayout.xaxis2 : graph._fullLayout.xaxis;
        return [box.left + x._offset + x.d2p(data.x[at]),
                box.top + graph._fullLayout.yaxis._offset + graph._fullLayout.yaxis.d2p(data.y[at])];
    }
    return null;
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """The exported file, somewhere on the disk."""
    path = tmp_path_factory.mktemp("taken") / "timeline.html"
    path.write_text(html_document(case_view(sample()), made=date(2021, 2, 3)), "utf-8", newline="")
    return path


@pytest.fixture(autouse=True)
def nothing_leaves_and_nothing_fails(page: Page, file: Path) -> Iterator[None]:
    """As for the other pages; the only other address is that of the file itself."""
    asked: list[str] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("request", lambda request: asked.append(request.url))
    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert not [url for url in asked if not url.startswith(_OWN) and url.partition("#")[0] != file.as_uri()]
    assert not complaints


@pytest.fixture
def taken(page: Page, file: Path) -> Page:
    """The file, opened from the disk and drawn."""
    page.goto(file.as_uri())
    page.locator("#chart .scatterlayer .points path").first.wait_for()
    return page


@pytest.fixture
def leaving(page: Page, served) -> Page:
    """The page from which the case is taken away."""
    page.goto(f"{served.address}take-away")
    page.locator(".take-away-button").first.wait_for()
    return page


def grave(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}" for one in found if one["impact"] in ("serious", "critical")]


def test_the_file_opens_from_the_disk_and_draws_every_entry(taken: Page):
    names = [kind.label for kind in KINDS.values()]
    drawn = taken.evaluate(
        """(names) => document.getElementById('chart')._fullData.filter((trace) => names.includes(trace.name))
            .reduce((sum, trace) => sum + trace.x.length, 0)""",
        names,
    )
    assert drawn == 15
    assert taken.locator("table.entries tbody tr").count() == 15
    assert taken.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_file_has_no_button_to_share_the_chart(taken: Page):
    taken.locator("#chart").hover()
    buttons = taken.locator("#chart .modebar-btn")
    titles = [buttons.nth(n).get_attribute("data-title") or "" for n in range(buttons.count())]
    assert titles
    assert not [title for title in titles if "share" in title.lower() or "edit" in title.lower()]


def test_the_file_can_send_nothing_even_if_a_script_tried(page: Page, file: Path):
    # A tab of its own: the browser rightly complains of what is tried here.
    tab = page.context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    refused = tab.evaluate(
        """() => new Promise((done) => {
            const said = [];
            document.addEventListener('securitypolicyviolation', (event) => said.push(event.effectiveDirective));
            const form = document.createElement('form');
            form.action = 'http://127.0.0.1:9/'; form.method = 'post';
            document.body.append(form);
            form.requestSubmit();
            fetch('http://127.0.0.1:9/').catch(() => setTimeout(() => done(said), 200));
        })"""
    )
    assert sorted(refused) == ["connect-src", "form-action"]
    assert asked == [file.as_uri()]


@pytest.mark.parametrize(
    ("number", "said"),
    [(14, "A taken to hospital with head injury."), (-1, "Bruise to the face, no referral")],
    ids=["entry", "finding"],
)
def test_a_mark_leads_to_its_entry_and_a_numbered_one_to_its_finding(taken: Page, number: int, said: str):
    taken.locator("#chart").scroll_into_view_if_needed()
    click_once_named(taken, "#chart", lambda: taken.evaluate(_MARK, number))
    expect(taken.locator(".chosen")).to_contain_text(said)
    expect(taken.locator(".chosen")).to_be_focused()
    expect(taken.locator(".chosen")).to_be_in_viewport()


def test_the_words_of_a_mark_do_not_stay_where_the_page_has_moved_on(taken: Page):
    # Without a pointer: the browser's own guess at where it is now may or may not take the words away.
    before, after = taken.evaluate(
        """() => {
            const chart = document.getElementById('chart');
            const words = () => chart.querySelectorAll('.hoverlayer .hovertext').length;
            const trace = chart._fullData.findIndex((data) => data.customdata);
            Plotly.Fx.hover(chart, [{ curveNumber: trace, pointNumber: 0 }]);
            const before = words();
            chart.emit('plotly_click', { points: [{ customdata: chart._fullData[trace].customdata[0] }] });
            return [before, words()];
        }"""
    )
    assert (before, after) == (1, 0)


def test_links_lead_from_a_finding_to_its_entry_and_back_by_keyboard(taken: Page):
    link = taken.locator("#finding-1 .evidence a").first
    link.focus()
    taken.keyboard.press("Enter")
    row = taken.locator("tr", has_text="Bruise to cheek seen at immunisation.")
    expect(row).to_be_in_viewport()
    row.get_by_role("link", name="1").focus()
    taken.keyboard.press("Enter")
    expect(taken.locator("#finding-1")).to_be_in_viewport()


def test_words_of_an_agency_stay_text_in_the_file(taken: Page):
    expect(taken.locator("td.words", has_text="onerror")).to_contain_text(HOSTILE)
    assert taken.locator("img").count() == 0


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_the_file_is_read_at_any_width_without_barriers(taken: Page, width: int):
    taken.set_viewport_size({"width": width, "height": 800})
    taken.wait_for_timeout(300)
    assert taken.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert not grave(taken)


def test_on_paper_the_chart_is_as_wide_as_the_page_and_on_screen_again_as_before(taken: Page):
    before = taken.locator("#chart .main-svg").first.bounding_box()
    taken.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert taken.evaluate("document.getElementById('chart').getBoundingClientRect().height") <= 546
    printed = taken.locator("#chart .main-svg").first.bounding_box()
    assert printed is not None
    assert printed["width"] == pytest.approx(1030, abs=4)
    taken.evaluate("window.dispatchEvent(new Event('afterprint'))")
    taken.wait_for_timeout(200)
    assert taken.locator("#chart .main-svg").first.bounding_box() == before


def test_the_workbook_is_saved_from_the_page(leaving: Page, tmp_path):
    with leaving.expect_download() as waiting:
        leaving.get_by_role("button", name="Save the Excel workbook").click()
    saved = waiting.value
    assert saved.suggested_filename == "chronology.xlsx"
    saved.save_as(tmp_path / "saved.xlsx")
    book = openpyxl.load_workbook(tmp_path / "saved.xlsx")
    assert book["Chronology"].max_row == 16
    expect(leaving.locator("main").get_by_role("status")).to_contain_text(
        "chronology.xlsx was made with 15 entries and 2 findings"
    )
    expect(leaving.get_by_role("button", name="Save the Excel workbook")).to_be_enabled()


def test_the_timeline_is_saved_from_the_page_by_keyboard_and_once_more(leaving: Page, tmp_path):
    button = leaving.get_by_role("button", name="Save the timeline as a web page")
    for _ in range(2):
        button.focus()
        with leaving.expect_download() as waiting:
            leaving.keyboard.press("Enter")
        saved = waiting.value
        assert saved.suggested_filename == "timeline.html"
        saved.save_as(tmp_path / "saved.html")
        assert "Made-up family A" in (tmp_path / "saved.html").read_text("utf-8")
        expect(button).to_be_enabled()
    assert leaving.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_page_says_when_a_file_could_not_be_made(leaving: Page, monkeypatch):
    def broken(*_args, **_more):
        raise ValueError(HOSTILE)

    monkeypatch.setattr("dashboard.take_away.workbook", broken)
    leaving.get_by_role("button", name="Save the Excel workbook").click()
    expect(leaving.locator("main").get_by_role("status")).to_contain_text(
        "The file could not be made, and nothing was saved."
    )
    assert HOSTILE not in leaving.content()


def test_the_page_has_no_barrier_and_nothing_is_cut(leaving: Page):
    for width in (390, 1280, 1920):
        leaving.set_viewport_size({"width": width, "height": 720})
        assert leaving.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    assert not barriers(leaving)
