"""The vocabulary: which words show what kind of thing an entry tells of.

The words live in ``data/vocabulary``, one file a kind, and in ``data/polarity.toml``, where a partnership can edit
them; this module reads and checks those files and turns each wording into a matcher.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

KINDS = (
    "injury and health",
    "contact and visit",
    "meeting and plan",
    "decision and closure",
    "information passed",
    "missed or not seen",
    "adult's own needs",
    "other",
)

# A gap in a wording spans at most this many words and never leaves the sentence.
GAP_WORDS = 4
_GAP = rf"(?:[^\w.;:!?]+[\w'’&/-]+){{0,{GAP_WORDS}}}?[^\w.;:!?]+"
_NOTATION = re.compile(r"[(*|]|\.\.")
_PLAIN_NAME = re.compile(r"\w[\w'’ -]*")
_WORD = re.compile(r"#|[^\W_]+", re.UNICODE)
# A word that surely ends where it seems to: a space, a hyphen, an apostrophe or the end of the wording follows.
_WHOLE_WORD = re.compile(r"[^\W_]+(?=$|[\s'’&/-])")


class Tag(BaseModel):
    """One kind of thing that an entry can tell of."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    meaning: str = Field(min_length=3)
    words: list[str] = Field(min_length=1)
    but_not: list[str] = []

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, value: str) -> str:
        if value not in KINDS:
            raise ValueError(f"must be one of {', '.join(KINDS)}")
        return value


class Abbreviation(BaseModel):
    """A short form with one of its meanings, and the agencies in whose rows it has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str = Field(min_length=2)
    tag: str
    means: str = Field(min_length=3)
    only_by: list[str] = []
    not_by: list[str] = []
    is_none: bool = False

    @model_validator(mode="after")
    def _says_by_whom(self) -> Abbreviation:
        if bool(self.only_by) == bool(self.not_by):
            raise ValueError("needs either only_by or not_by")
        return self


class Cues(BaseModel):
    """Words that say whether a thing happened, and where they must stand; ``polarity.toml`` explains each list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    means: Literal["happened", "did not happen", "planned", "past", "supposed", "reported"]
    of_kinds: list[str] = []
    reach: int = Field(ge=1, le=12)
    before: list[str]
    in_phrase: list[str]
    next_to: list[str]
    starts: list[str]
    after: list[str]
    unless: list[str]


@dataclass(frozen=True)
class Wording:
    """One wording of one tag, ready to be tried at a word of a text."""

    tag: str
    words: str
    only_by: frozenset[str] = frozenset()
    not_by: frozenset[str] = frozenset()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The wording as a pattern, made when it is first tried: most of them are never needed for a case."""
        return compile_wording(self.words)

    def is_used_by(self, writer: frozenset[str]) -> bool:
        """Whether it has this meaning in the rows of an agency, known by its kind, services and key."""
        return not (self.only_by and self.only_by.isdisjoint(writer)) and self.not_by.isdisjoint(writer)


@dataclass(frozen=True)
class Vocabulary:
    """Every tag, and its wordings indexed by the word they begin with.

    Attributes:
        tags: tag name to its description.
        by_word: first word in small letters to the wordings that begin with exactly it.
        by_pair: first and second word in small letters to the wordings of which both are certain.
        by_stem: first three letters to the wordings whose first word is open-ended.
        whole_cells: text of a whole cell in small letters to wordings.
        whole_patterns: wordings with choices or gaps that must be the whole cell.
        but_not: tag name to the pattern of longer wordings in which its words mean something else.
        is_none: tag name to wordings that are none of it in the rows of some agencies.
        cues: the groups of cues, in the order in which they are tried.
    """

    tags: Mapping[str, Tag]
    by_word: Mapping[str, tuple[Wording, ...]]
    by_pair: Mapping[tuple[str, str], tuple[Wording, ...]]
    by_stem: Mapping[str, tuple[Wording, ...]]
    whole_cells: Mapping[str, tuple[Wording, ...]]
    whole_patterns: tuple[Wording, ...]
    but_not: Mapping[str, re.Pattern[str]]
    is_none: Mapping[str, tuple[Wording, ...]]
    cues: tuple[Cues, ...]

    @cached_property
    def writers_told_apart(self) -> frozenset[str]:
        """Kinds, services and keys of agencies for which some wording has another meaning than elsewhere."""
        every = (
            *self.by_word.values(),
            *self.by_pair.values(),
            *self.by_stem.values(),
            *self.whole_cells.values(),
            *self.is_none.values(),
            self.whole_patterns,
        )
        return frozenset(name for group in every for one in group for name in one.only_by | one.not_by)


def _data(name: str) -> dict[str, object]:
    return tomllib.loads(resources.files("chronology").joinpath("data", name).read_text(encoding="utf-8"))


def _shipped_tags() -> dict[str, object]:
    folder = resources.files("chronology").joinpath("data", "vocabulary")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return {tag: table for file in files for tag, table in tomllib.loads(file.read_text("utf-8")).items()}


def load_vocabulary(
    tags: Mapping[str, object] | None = None, persons: Iterable[str] = (), children: Iterable[str] = ()
) -> Vocabulary:
    """The vocabulary that ships with the product, or the one given as parsed TOML.

    Args:
        tags: tables of tags; the product's own where none are given.
        persons: codes and aliases of the people key, for wordings that speak of ``@person``.
        children: those of the children in it, for ``@child``.

    Raises:
        pydantic.ValidationError: naming each table and key that is not as it should be.
    """
    checked = TypeAdapter(dict[str, Tag]).validate_python(_shipped_tags() if tags is None else tags)
    cues = tuple(TypeAdapter(dict[str, Cues]).validate_python(_data("polarity.toml")).values())
    named = {"@person": _choice(persons), "@child": _choice(children)}
    cues = tuple(
        group.model_copy(update={"in_phrase": [_with_names(words, named) for words in group.in_phrase]})
        for group in cues
    )
    by_word: dict[str, list[Wording]] = defaultdict(list)
    by_pair: dict[tuple[str, str], list[Wording]] = defaultdict(list)
    by_stem: dict[str, list[Wording]] = defaultdict(list)
    whole: dict[str, list[Wording]] = defaultdict(list)
    patterns: list[Wording] = []
    short = _abbreviations() if tags is None else ()
    for name, given, only_by, not_by in (
        *((name, words, (), ()) for name, tag in checked.items() for words in tag.words),
        *((one.tag, one.words, one.only_by, one.not_by) for one in short if not one.is_none),
    ):
        words = _with_names(given, named)
        wording = Wording(name, words.removeprefix("="), frozenset(only_by), frozenset(not_by))
        if words.startswith("=") and _NOTATION.search(words):
            patterns.append(wording)
            continue
        if words.startswith("="):
            whole[words[1:].strip(" .").lower()].append(wording)
            continue
        for start, open_ended, rest in _starts(words):
            if open_ended:
                by_stem[start[:3]].append(wording)
                continue
            seconds = _seconds(rest)
            for second in seconds:
                by_pair[start, second].append(wording)
            if not seconds:
                by_word[start].append(wording)
    return Vocabulary(
        tags=checked,
        by_word={key: tuple(value) for key, value in by_word.items()},
        by_pair={key: tuple(dict.fromkeys(value)) for key, value in by_pair.items()},
        by_stem={key: tuple(value) for key, value in by_stem.items()},
        whole_cells={key: tuple(value) for key, value in whole.items()},
        whole_patterns=tuple(patterns),
        but_not={
            name: re.compile(
                "|".join(compile_wording(_with_names(words, named)).pattern for words in tag.but_not),
                re.IGNORECASE,
            )
            for name, tag in checked.items()
            if tag.but_not
        },
        is_none={
            name: tuple(
                Wording(name, one.words, frozenset(one.only_by), frozenset(one.not_by))
                for one in short
                if one.is_none and one.tag == name
            )
            for name in {one.tag for one in short if one.is_none}
        },
        cues=cues,
    )


def _abbreviations() -> tuple[Abbreviation, ...]:
    listed = _data("abbreviations.toml")["abbreviation"]
    return tuple(TypeAdapter(list[Abbreviation]).validate_python(listed))


def _choice(names: Iterable[str]) -> str:
    # Names with other signs ("sibling (6)") would be read as part of the notation.
    plain = (name for name in names if _PLAIN_NAME.fullmatch(name))
    return "|".join(sorted(plain, key=len, reverse=True)) or "nobody"


def _with_names(words: str, named: Mapping[str, str]) -> str:
    """The wording with each placeholder replaced, in brackets of its own unless it stands in a choice."""
    for placeholder, choice in named.items():
        inside = f"|{placeholder}" in words or f"{placeholder}|" in words
        words = words.replace(placeholder, choice if inside else f"({choice})")
    return words


@cache
def compile_wording(words: str) -> re.Pattern[str]:
    """The pattern for one wording, as ``data/vocabulary/notation.md`` explains it.

    A word with a capital letter is matched as written, any other in any case.
    """
    return re.compile("".join(_pieces(words)) + r"(?!\w)", re.IGNORECASE)


def _pieces(words: str) -> Iterator[str]:
    for piece in re.findall(r"\s*\.\.\s*|\s+|\*|\(|\)\?|\)|\||[^\s*()|.]+|\.", words):
        if piece.strip() == "..":
            yield _GAP
        elif not piece.strip():
            yield r"[\s\-–]+"
        elif piece == "*":
            yield r"[\w'’]*"
        elif piece == "(":
            yield "(?:"
        elif piece in (")", ")?", "|"):
            yield piece
        elif any(letter.isupper() for letter in piece):
            yield f"(?-i:{re.escape(piece)})"
        else:
            yield re.escape(piece)


def _starts(words: str) -> Iterator[tuple[str, bool, str]]:
    """Each first word a wording can begin with, in small letters, whether its end is open, and what follows."""
    if not words.startswith("("):
        first = _WORD.match(words)
        if first is None:
            raise ValueError(f"the wording {words!r} must begin with a letter or a digit")
        rest = words[first.end() :]
        yield first.group().lower(), rest[:1] == "*" or (rest[:1] == "(" and not rest.startswith(" ")), rest
        return
    choices, rest = _choices(words)
    for choice in choices:
        tail = rest.removeprefix("?")
        yield from _starts(f"{choice.strip()}{' ' if choice.endswith(' ') else ''}{tail}".strip())
    if rest.startswith("?"):
        yield from _starts(rest[1:].strip())


def _seconds(rest: str) -> frozenset[str]:
    """The words of which one must come second, where what follows the first word makes that certain."""
    if not rest.startswith(" "):
        return frozenset()
    choices, after = _choices(rest.strip()) if rest.strip().startswith("(") else ([rest.strip()], "")
    words = [_WHOLE_WORD.match(choice.strip() + after) for choice in choices]
    certain = not after.startswith("?") and all(words)
    return frozenset(word.group().lower() for word in words if word) if certain else frozenset()


def _choices(words: str) -> tuple[list[str], str]:
    """What stands in the bracket with which a wording begins, choice by choice, and what follows the bracket.

    Raises:
        ValueError: the bracket is never closed.
    """
    choices, depth = [""], 0
    for place, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return choices, words[place + 1 :]
        if depth == 1 and letter == "|":
            choices.append("")
        elif place:
            choices[-1] += letter
    raise ValueError(f"the wording {words!r} has a bracket that is never closed")
