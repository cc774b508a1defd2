"""Takes the pictures of the documentation: the example case as each page of the app shows it.

Usage, from the top of the repository: ``python -m scripts.screenshots [CASE_FOLDER] [IMAGE_FOLDER]``
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from chronology.analysis import Analysis
from chronology.engine import analyse
from dashboard.app import PAGES
from dashboard.server import running
from dashboard.showing import CaseSource
from importers import read_case
from importers.reading import Passwords

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((1280, 900), (1920, 1080))
SCHEMES = ("light", "dark")
_SETTLE = 900
# The heaviest picture stays at about 250 kB.
_QUALITY = 78
# What a page has drawn when it is ready to be looked at.
_READY = {
    "/": "#swimlane .scatterlayer .points path",
    "/missed-links": "#finding-graph .scatterlayer .points path",
    "/table": "#grid .ag-row",
    "/returns": "#coverage .scatterlayer path",
    "/people": "#family .scatterlayer path.point",
}


def settled(page: Page) -> None:
    """Wait until nothing is being worked out, and what was worked out has been drawn."""
    page.locator("[data-dash-is-loading='true']").first.wait_for(state="detached")
    page.evaluate("window.scrollTo(0, 0)")
    page.mouse.move(0, 0)
    page.wait_for_timeout(_SETTLE)


def take(page: Page, picture: Path) -> Path:
    """Save what the page shows."""
    settled(page)
    page.screenshot(path=picture, type="jpeg", quality=_QUALITY)
    return picture


def every_page(page: Page, address: str, end: str, folder: Path) -> list[Path]:
    """A picture of each page as it opens, and of the Timeline with a finding chosen."""
    taken = []
    for shown in PAGES:
        page.goto(address.rstrip("/") + shown.PATH)
        page.locator(_READY.get(shown.PATH, "#page h1")).first.wait_for()
        name = shown.PATH.strip("/") or "timeline"
        taken.append(take(page, folder / f"{name}-{end}.jpg"))
        if shown.PATH == "/":
            page.locator(".finding-card").first.click()
            page.locator("#panel .evidence-card").first.wait_for()
            taken.append(take(page, folder / f"timeline-finding-{end}.jpg"))
    return taken


def main(case: Path, folder: Path) -> None:
    """Serve the case and take its pictures.

    Args:
        case: the case folder.
        folder: where the pictures go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    browser_path = os.environ.get("CHRONOLOGY_CHROMIUM") or shutil.which("chromium")

    def read(passwords: Passwords | None) -> Analysis:
        return analyse(read_case(case, passwords))

    # Nothing is taken in while the pictures are taken: the page Import is only shown as it opens.
    with running(read(None), source=CaseSource(case, read)) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(served.link)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                end = f"{width}x{height}" + ("" if scheme == "light" else f"-{scheme}")
                taken = every_page(page, served.address, end, folder)
                print(f"{width} x {height}, {scheme}: {len(taken)} pictures in {folder}")
        browser.close()


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:3]]
    main(
        given[0] if given else ROOT / "example_data" / "child_l",
        given[1] if len(given) > 1 else ROOT / "docs" / "images",
    )
