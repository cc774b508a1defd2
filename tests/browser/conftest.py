"""A real browser on the made-up case; every test is also a test that nothing leaves this computer.

The servers, and the browser's store of the scripts that every page needs, are shared by all tests: to start and to
fetch them anew takes longer than most tests.  Each test has a page of its own, and with it a state of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, Page, Playwright, Request, expect

from chronology.engine import analyse
from dashboard.server import Served, running
from importers import read_case
from tests.browser.helpers import settled
from tests.dashboard.family_sample import family_sample
from tests.dashboard.sample import sample

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_OWN = ("http://127.0.0.1:", "data:", "blob:", "about:")
_CHILD_L = Path(__file__).resolve().parents[2] / "example_data" / "child_l"


@dataclass(frozen=True)
class Door:
    """A server whose one-time link has been used, and the cookies that the link gave."""

    served: Served
    cookies: list[Any]

    def open(self, context: BrowserContext) -> Served:
        """Let the browser in; a cookie holds for every port, so that of another server goes first."""
        context.clear_cookies()
        context.add_cookies(self.cookies)
        return replace(self.served, link=self.served.address)


def door(playwright: Playwright, served: Served) -> Door:
    asking = playwright.request.new_context()
    asking.get(served.link)
    cookies = asking.storage_state()["cookies"]
    asking.dispose()
    return Door(served, list(cookies))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = os.environ.get("CHRONOLOGY_CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    chosen = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **chosen, "args": _FLAGS}


@pytest.fixture(scope="session")
def context(
    browser_type: BrowserType, browser_type_launch_args, browser_context_args, tmp_path_factory
) -> Iterator[BrowserContext]:
    """One browser for all tests, with a folder of its own: only there does it keep scripts ready to run."""
    context = browser_type.launch_persistent_context(
        tmp_path_factory.mktemp("browser"),
        **{**browser_type_launch_args, **browser_context_args, "viewport": {"width": 1280, "height": 900}},
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    # A busy machine draws slowly: waiting longer changes nothing of what is asserted.
    page.set_default_timeout(90_000)
    expect.set_options(timeout=60_000)
    yield page
    page.close()


@pytest.fixture(autouse=True)
def nothing_leaves_and_nothing_fails(page: Page) -> Iterator[None]:
    elsewhere: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith(_OWN):
            elsewhere.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert not elsewhere
    assert not complaints


@pytest.fixture(scope="session")
def sample_door(playwright: Playwright) -> Iterator[Door]:
    with running(sample()) as served:
        yield door(playwright, served)


@pytest.fixture(scope="session")
def family_door(playwright: Playwright) -> Iterator[Door]:
    with running(family_sample()) as served:
        yield door(playwright, served)


@pytest.fixture(scope="session")
def child_l_door(playwright: Playwright) -> Iterator[Door]:
    """The example case as its agencies sent it, read and analysed once."""
    with running(analyse(read_case(_CHILD_L))) as served:
        yield door(playwright, served)


@pytest.fixture
def served(context: BrowserContext, sample_door: Door) -> Served:
    return sample_door.open(context)


@pytest.fixture
def timeline(page: Page, served: Served) -> Page:
    """The Timeline page, loaded and drawn, with nothing more to come."""
    page.goto(served.link)
    page.locator(".finding-card").first.wait_for()
    page.locator("#swimlane .scatterlayer .points path").first.wait_for()
    page.locator(".ag-row").first.wait_for()
    page.locator("#swimlane .js-plotly-plot[data-attached]").wait_for()
    settled(page)
    return page
