"""Takes the pictures of the documentation: the example case as the app shows it.

Usage, from the top of the repository: ``python -m scripts.screenshots [CASE_FOLDER] [IMAGE_FOLDER]``
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from chronology.engine import analyse
from dashboard.app import PAGES
from dashboard.server import running
from importers import read_case

ROOT = Path(__file__).resolve().parents[1]
LOOKS = ((1280, 900, "light"), (1920, 1080, "light"), (1280, 900, "dark"))
_SETTLE = 900


def settled(page: Page) -> None:
    """Wait until nothing is being worked out, and what was worked out has been drawn."""
    page.locator("[data-dash-is-loading='true']").first.wait_for(state="detached")
    page.wait_for_timeout(_SETTLE)


def every_page(page: Page, picture: Callable[[str], None]) -> None:
    """A picture of each page as it opens; of the Timeline also with a finding chosen, and by theme."""
    page.locator("#swimlane .scatterlayer").first.wait_for()
    picture("timeline")
    page.locator(".finding-card").first.click()
    picture("timeline-finding")
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="Theme", exact=True).click()
    picture("timeline-themes")
    page.get_by_role("button", name="Clear all").click()
    for other in PAGES[1:]:
        page.get_by_role("link", name=other.NAME, exact=True).click()
        picture(other.PATH.strip("/"))


def main(case: Path, folder: Path) -> None:
    """Serve the case and take its pictures.

    Args:
        case: the case folder.
        folder: where the pictures go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    browser_path = os.environ.get("CHRONOLOGY_CHROMIUM") or shutil.which("chromium")
    analysis = analyse(read_case(case))
    for width, height, scheme in LOOKS:
        end = f"{width}x{height}" + ("" if scheme == "light" else f"-{scheme}")
        with running(analysis) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(served.link)

            def picture(what: str, page: Page = page, end: str = end) -> None:
                settled(page)
                page.evaluate("window.scrollTo(0, 0)")
                page.mouse.move(0, 0)
                page.screenshot(path=folder / f"{what}-{end}.png")

            every_page(page, picture)
            browser.close()
        print(f"{width} x {height}, {scheme}: in {folder}")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:3]]
    main(
        given[0] if given else ROOT / "example_data" / "child_l",
        given[1] if len(given) > 1 else ROOT / "docs" / "images",
    )
