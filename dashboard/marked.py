"""Text with the words that matter marked; always text, never markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from dash import html

Span = tuple[int, int, str]
"""First character, one past the last, and why the words matter."""


def marked(text: str, spans: Iterable[Span]) -> list[Any]:
    """The text as a list of strings and ``<mark>`` elements; where spans overlap the earlier one is kept."""
    parts: list[Any] = []
    at = 0
    for start, end, why in sorted(spans):
        if start < at or end > len(text) or end <= start:
            continue
        parts += [text[at:start], html.Mark(text[start:end], title=why)]
        at = end
    return [part for part in [*parts, text[at:]] if part != ""]


def spans_of(tags: pd.DataFrame, field: str) -> list[Span]:
    """Spans of the tags found in one column of an entry.

    Args:
        tags: rows of the ``tags`` frame, all of one entry.
        field: entry column.
    """
    rows = tags[tags["field"] == field]
    return [
        (int(start), int(end), tag_words(tag, polarity))
        for start, end, tag, polarity in zip(
            rows["start"], rows["end"], rows["tag"], rows["polarity"], strict=True
        )
    ]


def spans_in_cell(cell: str, entry: pd.Series, tags: pd.DataFrame) -> list[Span]:
    """Spans of an original cell: by place where a column holds just that cell, else by the words."""
    for field in dict.fromkeys(tags["field"]):
        if str(entry.get(field, "")) == cell:
            return spans_of(tags, field)
    spans = []
    for words, tag, polarity in zip(tags["words"], tags["tag"], tags["polarity"], strict=True):
        start = cell.find(words) if words else -1
        if start >= 0:
            spans.append((start, start + len(words), tag_words(tag, polarity)))
    return spans


def tag_words(tag: str, polarity: str) -> str:
    """A tag in words: ``strategy discussion, planned``."""
    words = tag.replace("_", " ")
    return words if polarity == "happened" else f"{words}, {polarity}"
