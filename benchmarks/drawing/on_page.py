"""Times the pages themselves: opened, and the Timeline filtered and zoomed, as a reader does."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.drawing.in_browser import main_thread_milliseconds
from chronology.analysis import Analysis
from dashboard.app import PAGES
from dashboard.server import running

_NOW = """() => new Promise((done) => requestAnimationFrame(() =>
    requestAnimationFrame(() => done(performance.now()))))"""
_AFTER = """(what) => new Promise((done) => {
    const chart = document.querySelector('#swimlane .js-plotly-plot');
    const start = performance.now();
    let finished = false;
    chart.on('plotly_afterplot', () => {
        if (finished) { return; }
        finished = true;
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    });
    if (what === 'zoom') { document.querySelector('button[data-step="in"]').click(); return; }
    [...document.querySelectorAll('.key .toggle')].find((key) => key.textContent === what).click();
})"""


def page_times(browser: Browser, analysis: Analysis, times: int) -> dict[str, float]:
    """Milliseconds to open the page with its chart drawn, to apply a filter, and to zoom; medians."""
    opened, filtered, zoomed = [], [], []
    for _ in range(times):
        with running(analysis) as served:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(served.link)
            page.locator("#swimlane .js-plotly-plot[data-attached]").wait_for(timeout=120_000)
            opened.append(_first_draw(page))
            page.wait_for_timeout(1_500)
            for kind in ("Missed or not seen", "Meeting and plan"):
                filtered.append(float(page.evaluate(_AFTER, kind)))
                page.wait_for_timeout(800)
            zoomed.append(float(page.evaluate(_AFTER, "zoom")))
            page.close()
    return {"open": median(opened), "filter": median(filtered), "zoom": median(zoomed)}


def opening_times(browser: Browser, analysis: Analysis, times: int) -> dict[str, float]:
    """Milliseconds of processor time that each page takes the browser to open, by the page's name; medians."""
    spent: dict[str, list[float]] = {page.NAME: [] for page in PAGES}
    with running(analysis) as served:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        # The link works once; the session that it begins holds for every page, and the scripts are then kept.
        opened = context.new_page()
        opened.goto(served.link)
        _wait_until_still(opened)
        for _ in range(times):
            for each in PAGES:
                page = context.new_page()
                cdp = context.new_cdp_session(page)
                cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
                page.goto(served.address + each.PATH.lstrip("/"))
                _wait_until_still(page)
                spent[each.NAME].append(main_thread_milliseconds(cdp))
                page.close()
        context.close()
    return {name: median(each) for name, each in spent.items()}


def _wait_until_still(page: Page) -> None:
    """Wait until nothing has been added to the page for three quarters of a second."""
    last, still = -1, 0
    while still < 3:
        page.wait_for_timeout(250)
        number = int(page.evaluate("document.querySelectorAll('*').length"))
        last, still = number, still + 1 if number == last else 0


def _first_draw(page: Page) -> float:
    """Milliseconds from the start of the navigation to the frame after the chart was drawn."""
    return float(page.evaluate(_NOW))
