"""Times the Timeline page itself: opened, filtered and zoomed as a reader does."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Browser, Page

from chronology.analysis import Analysis
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


def _first_draw(page: Page) -> float:
    """Milliseconds from the start of the navigation to the frame after the chart was drawn."""
    return float(page.evaluate(_NOW))
