"""A case folder served as `chronology serve` serves it, and the page Import opened in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from chronology.engine import analyse
from chronology.rules import load_rules
from dashboard.server import Served, running
from dashboard.showing import CaseSource
from importers import read_case


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """The case in this folder, which the page Import can change; without rules, which would only take time."""

    def read(passwords):
        return analyse(read_case(folder, passwords), load_rules([]))

    with running(read(None), source=CaseSource(folder, read)) as served:
        yield served


def open_import(page: Page, served: Served) -> None:
    page.goto(served.link)
    page.get_by_role("link", name="Import").click()
    page.get_by_role("button", name="Choose files").wait_for()
