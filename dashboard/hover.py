"""The words that the pointer brings up on the chart."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html as html_parts

from dashboard.wording import shortened, wrapped

_LIMIT = 3000
"""On a fuller chart the words of all entries would weigh more than the chart; the page looks them up."""


def entry_hover(entries: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, ...]:
    """The words for each entry: its date, agency, persons, event and what was done.

    Args:
        entries: with ``when``, the date in words.
        names: agency name by its key.
    """
    if len(entries) > _LIMIT:
        return tuple(
            f"<b>{html.escape(when, quote=False)}</b><br>{html.escape(names.get(agency, agency), quote=False)}"
            for when, agency in zip(entries["when"], entries["agency"], strict=True)
        )
    columns = ["when", "time_text", "agency", "persons", "event", "action", "outcome"]
    words = []
    for when, time, agency, persons, event, action, outcome in zip(
        *(entries[c] for c in columns), strict=True
    ):
        parts = [f"<b>{wrapped(f'{when}, {time}' if time else when)}</b>", wrapped(names.get(agency, agency))]
        parts += [wrapped(persons, lines=2), wrapped(event, lines=9)]
        parts += [wrapped(f"→ {action or outcome}", lines=4) if action or outcome else ""]
        words.append("<br>".join(part for part in parts if part))
    return tuple(words)


def hover_card(entry: pd.Series, agency: str) -> list[Any]:
    """The words of one entry as elements, for a chart too full to carry them.

    Args:
        entry: a row of ``CaseView.entries``.
        agency: name of its agency.
    """
    date = f"{entry['when']}, {entry['time_text']}" if entry["time_text"] else entry["when"]
    then = entry["action"] or entry["outcome"]
    lines = [
        html_parts.P(html_parts.B(date)), html_parts.P(agency, className="meta"),
        html_parts.P(shortened(entry["persons"], 120)), html_parts.P(shortened(entry["event"], 480)),
        html_parts.P(f"→ {shortened(then, 240)}") if then else None,
    ]  # fmt: skip
    return [line for line in lines if line is not None]


def flag_hover(flags: pd.DataFrame, ranks: Mapping[str, int]) -> tuple[str, ...]:
    """The words for each flag: its finding, its title and its sentence.

    Args:
        flags: the flags.
        ranks: rank by finding.
    """
    return tuple(
        f"<b>Finding {ranks.get(finding, rank)}: {wrapped(title)}</b><br>{wrapped(sentence)}"
        for finding, rank, title, sentence in zip(
            flags["finding_id"], flags["rank"], flags["title"], flags["sentence"], strict=True
        )
    )
