"""What several tests of the pages ask of a page."""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, TimeoutError


def settled(page: Page) -> None:
    """Wait until the page is no longer working anything out, and has not begun anew a moment later."""
    working = page.locator("[data-dash-is-loading='true']")
    for _ in range(100):
        working.first.wait_for(state="detached")
        page.wait_for_timeout(300)
        if not working.count():
            return
    raise AssertionError("the page never came to rest")


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds, a function or an expression of JavaScript.

    Playwright's own waiting evaluates text within the page, which the page's policy rightly refuses.
    """
    for _ in range(600):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {condition}")


def point_at(page: Page, place: Callable[[], tuple[float, float]], words: Locator) -> None:
    """Point at a mark until its words are shown.

    A busy browser may pass over a single move of the pointer; a hand is never so still as to make only one.

    Args:
        page: the page.
        place: where the mark is at this moment, in pixels of the window.
        words: what appears, and is not there yet.
    """
    for turn in range(30):
        x, y = place()
        page.mouse.move(x + turn % 2, y)
        try:
            return words.wait_for(timeout=2_000)
        except TimeoutError:
            continue
    raise AssertionError(f"no words for the mark at {place()}")


def click_once_named(page: Page, chart: str, place: Callable[[], tuple[float, float]]) -> None:
    """Click a mark as a reader does: once the chart, given by its selector, shows the mark's words."""
    point_at(page, place, page.locator(f"{chart} .hoverlayer .hovertext").first)
    page.mouse.click(*place())


def barriers(page: Page) -> list[str]:
    """What axe finds serious or critical in the page as it stands, in light and in dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.locator(f"html[data-theme='{scheme}']").wait_for()
        found += [
            f"{scheme}: {told['id']}: {told['help']} {[node['target'] for node in told['nodes']][:3]}"
            for told in Axe().run(page).response["violations"]
            if told["impact"] in ("serious", "critical")
        ]
    return found


def sideways(page: Page, width: int, height: int = 800) -> bool:
    """Whether the page as a whole has to be moved sideways at this size."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(400)
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def tab_to(page: Page, words: str, key: str = "Tab") -> None:
    """Press Tab, or Shift and Tab, until the focus is on what holds these words; it must be seen at every stop."""
    seen = []
    for _ in range(90):
        page.keyboard.press(key)
        name, outline = page.evaluate(
            """() => { const e = document.activeElement, name = [e.getAttribute('aria-label'), e.innerText, e.id];
                return [name.join(' | ').slice(0, 200), getComputedStyle(e).outlineStyle]; }"""
        )
        assert outline != "none", name
        if words in name:
            return
        seen.append(name[:40])
    raise AssertionError(f"{words!r} is not reached by {key}: {seen}")
