"""How much each page asks of the browser: that must not grow with the case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from benchmarks.made_up_case import made_up_case
from chronology.engine import analyse
from dashboard.server import running
from tests.browser.conftest import Door, door
from tests.browser.helpers import settled

MOST = 400
"""Components of Dash on one page.  Each is told of every new one: the work is the square of their number."""

_COMPONENTS = """() => {
    const state = window.dash_stores[0].getState().layout, root = state.components || state;
    const number = (part) => Array.isArray(part) ? part.reduce((sum, inner) => sum + number(inner), 0)
        : part && part.namespace && part.type ? 1 + number((part.props || {}).children) : 0;
    return number(root);
}"""


@pytest.fixture(scope="module")
def full_door(playwright: Playwright) -> Iterator[Door]:
    """A case of a thousand entries over fifteen years, with its findings."""
    with running(analyse(made_up_case(1_000))) as served:
        yield door(playwright, served)


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("", "#panel .finding-card"),
        ("missed-links", ".evidence-card"),
        ("table", ".ag-center-cols-container .ag-row"),
        ("returns", "#returns-issues, #coverage-table td"),
        ("people", "#people-mentions .mention"),
        ("import", "#import-room"),
        ("take-away", ".take-away-button"),
    ],
)
def test_a_page_has_few_components_however_full_the_case(
    context: BrowserContext, page: Page, full_door: Door, path: str, drawn: str
):
    served = full_door.open(context)
    page.goto(f"{served.address}{path}")
    page.locator(drawn).first.wait_for(state="attached")
    settled(page)
    number = page.evaluate(_COMPONENTS)
    assert 20 < number < MOST
