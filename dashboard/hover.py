"""The words that the pointer brings up on the chart."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.wording import wrapped

_LIMIT = 3000
"""On a fuller chart the words of all entries would weigh more than the chart; a click still opens them."""


def entry_hover(entries: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, ...]:
    """The words for each entry: its date, agency, persons, event and what was done.

    Args:
        entries: with ``when``, the date in words.
        names: agency name by its key.
    """
    full = len(entries) <= _LIMIT
    columns = ["when", "time_text", "agency", "persons", "event", "action", "outcome"]
    words = []
    for when, time, agency, persons, event, action, outcome in zip(
        *(entries[c] for c in columns), strict=True
    ):
        parts = [f"<b>{wrapped(f'{when}, {time}' if time else when)}</b>", wrapped(names.get(agency, agency))]
        if full:
            parts += [wrapped(persons, lines=2), wrapped(event, lines=9)]
            parts += [wrapped(f"→ {action or outcome}", lines=4) if action or outcome else ""]
        words.append("<br>".join(part for part in parts if part))
    return tuple(words)


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
