"""From the words of the entries to tags, each with the words that gave it and whether it happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from chronology import frames
from chronology.vocabulary import Cues, Vocabulary, compile_wording

# The columns of an entry whose words are searched, in the order in which they are shown.
FIELDS = ("event", "action", "outcome", "comment", "source", "location")
# A cell that is longer says more than one of the wordings that must be a whole cell.
LONGEST_WHOLE_CELL = 60
# Letters before a wording within which any cue must stand: no cue reaches over more than a dozen words.
FURTHEST = 160
# A clause ends at a full stop, a semicolon, a colon, a dash, a line, a cell border, "but" or "later".
_CLAUSE_END = re.compile(
    r"[.;!\n·]|(?<!plan)(?<!PMH):(?!\s*(?:negative|none|nil|no\s*$))|\s[-–—]\s|,?\s+(?:but(?!\s+never)|however|although)\s+|,\s+(?=(?:later|then|now|took|since)\s)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"#|[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Cue:
    """One group of cues as patterns."""

    means: str
    of_kinds: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    unless: re.Pattern[str]


class PolarityRules:
    """The cues of each polarity, joined into patterns."""

    def __init__(self, cues: Iterable[Cues]) -> None:
        self._cues = [
            _Cue(
                group.means,
                frozenset(group.of_kinds),
                re.compile("|".join(_before(group)), re.IGNORECASE),
                re.compile(rf"^[^\w,]*(?:[\w'’]+[^\w,]+){{0,2}}?(?:{_any(group.after)})", re.IGNORECASE),
                re.compile(rf"(?<!\w)(?:{_any(group.unless)})", re.IGNORECASE),
            )
            for group in cues
        ]

    def of(self, clause: str, start: int, end: int, kind: str) -> str:
        """The polarity of the words from ``start`` to ``end`` of a clause, which show a tag of a kind."""
        before, after = _last_words(clause[:start]), clause[end:]
        for cue in self._cues:
            if cue.of_kinds and kind not in cue.of_kinds:
                continue
            found = before and cue.before.search(before)
            if found:
                found = cue.before.search(_blank(cue.unless, before, clause[start - len(before) :]))
            if found or cue.after.search(after):
                return cue.means
        return "happened"


def _last_words(before: str) -> str:
    """The end of what stands before, longer than any cue reaches."""
    if len(before) <= FURTHEST:
        return before
    return before[before.find(" ", len(before) - FURTHEST) + 1 :]


def _before(group: Cues) -> Iterator[str]:
    border, more = r"(?:^|(?<=[\s,(\"'/-]))", group.reach - 1
    yield rf"{border}(?:{_any(group.before)})(?:\W+[\w'’]+){{0,{more}}}\W*$"
    yield rf"{border}(?:{_any(group.in_phrase)})(?:[^\w,]+[\w'’]+){{0,{more}}}[^\w,]*$"
    yield rf"{border}(?:{_any(group.next_to)})[^\w,]*$"
    yield rf"(?:^|,)\W*(?:{_any(group.starts)})(?:[^\w,]+[\w'’]+){{0,{more}}}[^\w,]*$"


def _any(words: list[str]) -> str:
    # A letter needs a border after it; a sign such as "?" does not.
    patterns = [
        compile_wording(word).pattern if word[-1].isalnum() or word[-1] in ")*+" else re.escape(word)
        for word in words
        if "\\" not in word
    ]
    patterns += [word + r"(?!\w)" for word in words if "\\" in word]
    return "|".join(patterns) or r"(?!)"


def _blank(unless: re.Pattern[str], before: str, clause: str) -> str:
    """The words before, with wordings that only look like a cue taken out.

    They are looked for in the whole clause, because they may reach into the matched words.
    """
    for found in unless.finditer(clause):
        if found.start() < len(before):
            stop = min(found.end(), len(before))
            before = before[: found.start()] + "_" * (stop - found.start()) + before[stop:]
    return before


def find_tags(
    text: str, vocabulary: Vocabulary, polarity: PolarityRules, writer: frozenset[str] = frozenset()
) -> list[tuple[str, str, int, int]]:
    """Tags of one text as (tag, polarity, start, end), by place; of a tag's wordings the longest counts.

    Args:
        text: one cell.
        vocabulary: the wordings to look for.
        polarity: the cues that say whether it happened.
        writer: kind, services and key of the agency that wrote it: some short forms mean something else there.
    """
    bare = text.strip(" .")
    fitting = [*vocabulary.whole_cells.get(bare.lower(), ())]
    if len(bare) <= LONGEST_WHOLE_CELL:
        fitting += [wording for wording in vocabulary.whole_patterns if wording.pattern.fullmatch(bare)]
    whole = dict.fromkeys(wording.tag for wording in fitting if wording.is_used_by(writer))
    found: dict[tuple[str, int], int] = {(tag, 0): len(text) for tag in whole}
    tokens = [(token.group().lower(), token.start()) for token in _TOKEN.finditer(text)]
    for (word, at), (second, _) in zip(tokens, [*tokens[1:], ("", 0)], strict=True):
        for wording in (
            *vocabulary.by_pair.get((word, second), ()),
            *vocabulary.by_word.get(word, ()),
            *vocabulary.by_stem.get(word[:3], ()),
        ):
            match = wording.pattern.match(text, at)
            if match and wording.is_used_by(writer) and match.end() > found.get((wording.tag, at), 0):
                found[wording.tag, at] = match.end()
    found = {
        key: end
        for key, end in found.items()
        if not _means_something_else(text, vocabulary, writer, *key, end)
    }
    clauses = list(_clauses(text)) if found else []
    out = []
    for (tag, start), end in sorted(found.items(), key=lambda item: (item[0][1], item[0][0])):
        if tag in whole and (start, end) == (0, len(text)):
            out.append((tag, "happened", start, end))
            continue
        first, last = next((a, b) for a, b in clauses if a <= start < b)
        clause = text[first : max(last, end)]
        for (other, begin), stop in found.items():
            # The "no" of one "no access" must not turn over the next wording of the same tag.
            if other == tag and first <= begin < start:
                clause = clause[: begin - first] + "_" * (stop - begin) + clause[stop - first :]
        out.append(
            (tag, polarity.of(clause, start - first, end - first, vocabulary.tags[tag].kind), start, end)
        )
    return out


def _means_something_else(
    text: str, vocabulary: Vocabulary, writer: frozenset[str], tag: str, start: int, end: int
) -> bool:
    longer = [vocabulary.but_not[tag]] if tag in vocabulary.but_not else []
    longer += [one.pattern for one in vocabulary.is_none.get(tag, ()) if one.is_used_by(writer)]
    return any(
        found.start() < end and start < found.end() for pattern in longer for found in pattern.finditer(text)
    )


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


def tag_entries(
    entries: pd.DataFrame,
    vocabulary: Vocabulary,
    writers: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> pd.DataFrame:
    """The ``tags`` frame of the entries.

    Equal texts are read once: real returns repeat themselves ("Noted.", "NFA").

    Args:
        entries: frame ``entries``.
        vocabulary: the wordings to look for.
        writers: agency key to its kind, services and key.
    """
    polarity = PolarityRules(vocabulary.cues)
    apart = vocabulary.writers_told_apart
    writer_of = {key: writers.get(key, frozenset()) & apart for key in entries["agency"].unique()}
    written = entries[["entry_id", *FIELDS]].assign(writer=entries["agency"].map(writer_of))
    parts = []
    for field in FIELDS:
        texts = written.loc[written[field].str.len() > 0, [field, "writer"]].drop_duplicates()
        rows = [
            (text, writer, tag, how, start, end, text[start:end])
            for text, writer in texts.itertuples(index=False, name=None)
            for tag, how, start, end in find_tags(text, vocabulary, polarity, writer)
        ]
        found = pd.DataFrame(rows, columns=[field, "writer", "tag", "polarity", "start", "end", "words"])
        joined = written[["entry_id", field, "writer"]].merge(found, on=[field, "writer"], how="inner")
        parts.append(joined.drop(columns=[field, "writer"]).assign(field=field))
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
