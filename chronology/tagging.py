"""From the words of the entries to tags, each with the words that gave it and whether it happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from chronology import frames
from chronology.vocabulary import Cues, Vocabulary

# The columns of an entry whose words are searched, in the order in which they are shown.
FIELDS = ("event", "action", "outcome", "comment", "source", "location")
# A clause ends at a full stop, a semicolon, a colon, a line, a cell border or "but".
_CLAUSE_END = re.compile(r"[.;:!\n·]|,?\s+(?:but|however|although)\s+", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class PolarityRules:
    """The cues of each polarity, joined into patterns."""

    cues: dict[str, Cues]

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
        return [
            (
                name.replace("_", " "),
                re.compile(
                    rf"(?:^|(?<=[\s,(\"'/-]))(?:(?:{_any(cues.before)})(?:\W+[\w'’]+){{0,{cues.reach - 1}}}"
                    rf"|(?:{_any(cues.next_to)}))\W*$",
                    re.IGNORECASE,
                ),
                re.compile(rf"^\W*(?:\w+\W+){{0,1}}?(?:{_any(cues.after)})(?!\w)", re.IGNORECASE),
                re.compile(rf"(?<!\w)(?:{_any(cues.unless)})", re.IGNORECASE),
            )
            for name, cues in self.cues.items()
        ]

    def of(self, clause: str, start: int, end: int) -> str:
        """The polarity of the words from ``start`` to ``end`` of a clause."""
        before, after = clause[:start], clause[end:]
        for name, cue_before, cue_after, unless in self._patterns:
            if cue_before.search(_blank(unless, before, clause)) or cue_after.search(after):
                return name
        return "happened"


def _any(words: list[str]) -> str:
    if not words:
        return r"(?!)"
    # A letter needs a border after it; a sign such as "?" does not.
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") + (r"(?!\w)" if word[-1].isalnum() else "")
        for word in sorted(words, key=len, reverse=True)
    )


def _blank(unless: re.Pattern[str], before: str, clause: str) -> str:
    """The words before, with wordings that only look like a cue taken out.

    They are looked for in the whole clause, because they may reach into the matched words.
    """
    for found in unless.finditer(clause):
        if found.start() < len(before):
            stop = min(found.end(), len(before))
            before = before[: found.start()] + "_" * (stop - found.start()) + before[stop:]
    return before


def find_tags(text: str, vocabulary: Vocabulary, polarity: PolarityRules) -> list[tuple[str, str, int, int]]:
    """Tags of one text as (tag, polarity, start, end), by place; of a tag's wordings the longest counts."""
    whole = vocabulary.whole_cells.get(text.strip(" .").lower(), ())
    found: dict[tuple[str, int], int] = {(tag, 0): len(text) for tag in whole}
    for token in _TOKEN.finditer(text):
        word, at = token.group().lower(), token.start()
        for wording in (*vocabulary.by_word.get(word, ()), *vocabulary.by_stem.get(word[:3], ())):
            match = wording.pattern.match(text, at)
            if match and match.end() > found.get((wording.tag, at), 0):
                found[wording.tag, at] = match.end()
    found = {key: end for key, end in found.items() if not _means_something_else(text, vocabulary, *key, end)}
    clauses = list(_clauses(text)) if found else []
    out = []
    for (tag, start), end in sorted(found.items(), key=lambda item: (item[0][1], item[0][0])):
        if tag in whole and (start, end) == (0, len(text)):
            out.append((tag, "happened", start, end))
            continue
        first, last = next((a, b) for a, b in clauses if a <= start < b)
        out.append((tag, polarity.of(text[first : max(last, end)], start - first, end - first), start, end))
    return out


def _means_something_else(text: str, vocabulary: Vocabulary, tag: str, start: int, end: int) -> bool:
    pattern = vocabulary.but_not.get(tag)
    return pattern is not None and any(m.start() <= start and end <= m.end() for m in pattern.finditer(text))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _CLAUSE_END.finditer(text):
        # "s.47", "2.5" and "e.g." are not the end of anything.
        if mark.group() == "." and text[mark.end() : mark.end() + 1].strip():
            continue
        if mark.end() > start:
            yield start, mark.end()
            start = mark.end()
    yield start, len(text) + 1


def tag_entries(entries: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """The ``tags`` frame of the entries.

    Equal texts are read once: real returns repeat themselves ("Noted.", "NFA").

    Args:
        entries: frame ``entries``.
        vocabulary: the wordings to look for.
    """
    polarity = PolarityRules(dict(vocabulary.cues))
    parts = []
    for field in FIELDS:
        texts = entries[field]
        distinct = texts[texts.str.len() > 0].drop_duplicates()
        rows = [
            (text, tag, how, start, end, text[start:end])
            for text in distinct
            for tag, how, start, end in find_tags(text, vocabulary, polarity)
        ]
        found = pd.DataFrame(rows, columns=[field, "tag", "polarity", "start", "end", "words"])
        joined = entries[["entry_id", field]].merge(found, on=field, how="inner")
        parts.append(joined.drop(columns=field).assign(field=field))
    seen = entries.loc[entries["child_seen"].isin(["Y", "N"]), ["entry_id", "child_seen"]]
    answered = pd.DataFrame(
        {
            "entry_id": seen["entry_id"],
            "tag": seen["child_seen"].map({"Y": "person_seen", "N": "not_seen"}),
            "polarity": "happened",
            "start": 0,
            "end": 1,
            "words": seen["child_seen"],
            "field": "child_seen",
        }
    )
    return frames.check("tags", frames.coerce("tags", pd.concat([*parts, answered], ignore_index=True)))
