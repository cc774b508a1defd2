"""A real browser on the made-up case; every test is also a test that nothing leaves this computer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from dashboard.server import Served, running
from tests.dashboard.sample import sample

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_OWN = ("http://127.0.0.1:", "data:", "blob:", "about:")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = os.environ.get("CHRONOLOGY_CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    chosen = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **chosen, "args": _FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}}


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


@pytest.fixture
def served() -> Iterator[Served]:
    with running(sample()) as server:
        yield server


@pytest.fixture
def timeline(page: Page, served: Served) -> Page:
    """The Timeline page, loaded and drawn."""
    page.goto(served.link)
    page.locator(".finding-card").first.wait_for()
    page.locator("#swimlane .scatterlayer .points path").first.wait_for()
    page.locator(".ag-row").first.wait_for()
    return page


@pytest.fixture(autouse=True)
def patience(page):
    """A busy machine draws slowly: waiting longer changes nothing of what is asserted."""
    page.set_default_timeout(90_000)
    expect.set_options(timeout=60_000)
