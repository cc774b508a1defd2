"""Takes the pictures of the documentation: the example case as the app shows it.

Usage, from the top of the repository: ``python -m scripts.screenshots [CASE_FOLDER] [IMAGE_FOLDER]``
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from chronology.engine import analyse
from dashboard.server import running
from importers import read_case

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((1280, 900), (1920, 1080))
_SETTLE = 900


def settled(page: Page) -> None:
    """Wait until nothing is being worked out, and the chart has been drawn."""
    page.locator("[data-dash-is-loading='true']").first.wait_for(state="detached")
    page.locator("#swimlane .scatterlayer").first.wait_for()
    page.wait_for_timeout(_SETTLE)


def views(page: Page, name: str, folder: Path) -> None:
    """The four views of the Timeline page, each as a picture."""

    def picture(what: str) -> None:
        settled(page)
        page.mouse.move(0, 0)
        page.screenshot(path=folder / f"timeline-{what}-{name}.png")

    page.locator(".finding-card").first.wait_for()
    picture("page")
    page.locator(".finding-card").first.click()
    picture("finding")
    page.locator(".evidence-card button").first.click()
    picture("entry")
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="Person", exact=True).click()
    picture("by-person")


def main(case: Path, folder: Path) -> None:
    """Serve the case and take its pictures.

    Args:
        case: the case folder.
        folder: where the pictures go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    browser_path = os.environ.get("CHRONOLOGY_CHROMIUM") or shutil.which("chromium")
    analysis = analyse(read_case(case))
    for width, height in SIZES:
        with running(analysis) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(served.link)
            views(page, f"{width}x{height}", folder)
            browser.close()
        print(f"{width} x {height}: four pictures in {folder}")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:3]]
    main(
        given[0] if given else ROOT / "example_data" / "child_l",
        given[1] if len(given) > 1 else ROOT / "docs" / "images",
    )
