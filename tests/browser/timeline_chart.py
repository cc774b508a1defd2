"""What the tests of the Timeline ask of its chart."""

from __future__ import annotations

from playwright.sync_api import Page

from dashboard.kinds import KINDS
from tests.browser.helpers import click_once_named

MARK = """(number) => {
    const graph = document.querySelector('#swimlane .js-plotly-plot');
    for (const trace of graph._fullData.entries()) {
        const [index, data] = trace;
        const ids = data.customdata ? Array.from(data.customdata) : [];
        const at = ids.indexOf(number);
        if (at < 0) continue;
        const box = graph.getBoundingClientRect(), size = box.width / graph.offsetWidth;
        const x = data.xaxis === 'x2' ? graph._fullLayout.xaxis2 : graph._fullLayout.xaxis;
        const y = graph._fullLayout.yaxis;
        return [
            box.left + size * (x._offset + x.d2p(data.x[at])), box.top + size * (y._offset + y.d2p(data.y[at])),
        ];
    }
    return null;
}"""


def click_mark(page: Page, number: int) -> None:
    page.locator("#swimlane").scroll_into_view_if_needed()
    x, _ = page.evaluate(MARK, number)
    frame = page.locator("#chart-frame").bounding_box()
    assert frame is not None
    if x > frame["x"] + frame["width"]:
        page.locator("#chart-frame").evaluate("(frame) => { frame.scrollLeft = frame.scrollWidth; }")
    click_once_named(page, "#swimlane", lambda: page.evaluate(MARK, number))


def drawn(page: Page) -> int:
    """How many entries are on the chart."""
    names = [kind.label for kind in KINDS.values()]
    return page.evaluate(
        """(names) => document.querySelector('#swimlane .js-plotly-plot')._fullData
            .filter((trace) => names.includes(trace.name)).reduce((sum, trace) => sum + trace.x.length, 0)""",
        names,
    )


def in_view(page: Page) -> list[float]:
    return page.evaluate(
        """() => { const axis = document.querySelector('#swimlane .js-plotly-plot')._fullLayout.xaxis;
                   return axis.range.map((end) => axis.r2l(end)); }"""
    )


def width(page: Page) -> float:
    first, last = in_view(page)
    return last - first
