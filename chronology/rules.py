"""Rules as data: what is expected after what, of whom, by when, and what that rests on.

A rule is a table in a TOML file under ``data/rules``.  This module gives its form and reads it; what a rule
means when it is run stands in :mod:`chronology.patterns`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from chronology.frames import CLASSES
from chronology.working_days import Period, parse_period

PATTERNS: Mapping[str, str] = {
    "response": "after the trigger, the answer is expected within the window",
    "precedence": "before the trigger, the answer is expected within the window; with `given`, since the given entry",
    "absence": "after the trigger, the answer must not follow within the window, unless `given` comes between",
    "repetition": "`count` or more triggers within the window, and no answer among them or soon after",
    "interval": "while the trigger goes on, the answer at least once in every window",
    "joining": "a trigger and a `given` entry within the window, and nothing that joins them",
    "receipt": "the trigger says that another agency was told, whose return has no matching entry",
    "uninformed": "the trigger was decided while another agency held `given` facts that had not reached the decider",
    "conflict": "a trigger and a `given` entry on one matter that say opposite things, and no answer that settles it",
}


# Tags that come from the cells of a row, not from words: nothing or no more than a note stands in the outcome.
MADE_FROM_CELLS = ("passive_outcome", "nothing_written")


class RuleError(ValueError):
    """A rule file is not as it should be; the message names each table and key."""


class Selector(BaseModel):
    """Which entries are meant.

    Attributes:
        any: has at least one of these tags.
        also: and at least one of these.
        all: and each of these.
        none: and none of these (as something that happened or is planned).
        how: with one of these polarities.
        by: written by an agency of one of these kinds, services or keys (empty: by any).
        not_by: and not by one of these.
        about: about a child, an adult, or either.
        during: while someone of the family has one of these statuses.
        speaks_of: the words speak of one of these kinds of agency or services, other than the writer's own.
        with_children: only where a child belongs to the family on that day.
        under_age: only about a child younger than this many years.
        own_row: whether the row of the trigger itself may hold it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    any: list[str] = []
    also: list[str] = []
    all: list[str] = []
    none: list[str] = []
    how: list[Literal["happened", "did not happen", "planned", "past", "supposed", "reported"]] = ["happened"]
    by: list[str] = []
    not_by: list[str] = []
    about: Literal["child", "adult", "anyone"] = "anyone"
    during: list[str] = []
    speaks_of: list[str] = []
    with_children: bool = False
    under_age: int | None = Field(default=None, ge=1, le=18)
    own_row: bool = True

    @model_validator(mode="after")
    def _says_something(self) -> Selector:
        if not (self.any or self.all or self.speaks_of):
            raise ValueError("needs at least one tag under any or all, or a service under speaks_of")
        return self


class Rule(BaseModel):
    """One rule; see ``docs/rules.md`` for every rule that ships with the product."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[A-Z][A-Z0-9-]+$")
    title: str = Field(min_length=8, max_length=90)
    pattern: Literal[
        "response",
        "precedence",
        "absence",
        "repetition",
        "interval",
        "joining",
        "receipt",
        "uninformed",
        "conflict",
    ]
    # ``class`` is a word of the language, so the field has another name here.
    gold_class: str = Field(alias="class")
    severity: int = Field(ge=1, le=5)
    noticed: str = Field(min_length=5, description="what the trigger is, to stand after 'recorded'")
    expected: str = Field(min_length=5, description="the step that would have closed it")
    why: str = Field(min_length=5, description="why it is expected, as a sentence")
    source: str = Field(min_length=5)
    confirmed: bool = True
    in_force_from: date | None = None
    in_force_to: date | None = None
    window: str = "5 working days"
    late_for: str = Field(default="3 weeks", description="an answer later than this is to another matter")
    persons: Literal["same", "siblings", "family", "anyone"] = "family"
    who: Literal["same agency", "another agency", "agency spoken of", "any agency"] = "any agency"
    count: int = Field(default=2, ge=2)
    older_than: str = Field(
        default="0 days", description="the given entries of a joining are at least so old"
    )
    states: list[Literal["missed", "late", "possibly late", "cannot tell"]] = [
        "missed",
        "late",
        "possibly late",
    ]
    reached_by: list[Literal["told", "met", "same event"]] = ["told", "met", "same event"]
    trigger: Selector
    given: Selector | None = None
    answer: Selector | None = None

    @field_validator("gold_class")
    @classmethod
    def _known_class(cls, value: str) -> str:
        if value not in CLASSES:
            raise ValueError(f"must be one of {', '.join(CLASSES)}")
        return value

    @field_validator("window", "late_for", "older_than")
    @classmethod
    def _readable_window(cls, value: str) -> str:
        parse_period(value)
        return value

    @model_validator(mode="after")
    def _has_its_parts(self) -> Rule:
        needs = {"joining": ("given",), "uninformed": ("given",), "conflict": ("given",), "receipt": ()}
        for part in needs.get(self.pattern, ("answer",)):
            if getattr(self, part) is None:
                raise ValueError(f"the pattern {self.pattern} needs a table [rule.{part}]")
        return self

    @property
    def period(self) -> Period:
        """The window as an amount and a unit."""
        return parse_period(self.window)

    def in_force(self, day: date) -> bool:
        """Whether the rule applied to an event of that day."""
        return not (
            (self.in_force_from and day < self.in_force_from) or (self.in_force_to and day > self.in_force_to)
        )

    def tags_that_matter(self) -> set[str]:
        """The tags of the trigger and of the given entry: whose words a reader should see marked."""
        parts = (part for part in (self.trigger, self.given) if part)
        return {tag for part in parts for tag in (*part.any, *part.also, *part.all)}

    def tags_of_trigger(self) -> set[str]:
        """The tags by which a trigger is known."""
        return {*self.trigger.any, *self.trigger.also, *self.trigger.all}

    def tags_named(self) -> set[str]:
        """Every tag that the rule names, to be checked against the vocabulary."""
        parts = (part for part in (self.trigger, self.given, self.answer) if part)
        return {tag for part in parts for tag in (*part.any, *part.also, *part.all, *part.none)}


def unknown_tags(rules: Iterable[Rule], tags: Iterable[str]) -> list[str]:
    """A sentence for each tag that a rule names and the vocabulary does not have."""
    known = {*tags, *MADE_FROM_CELLS}
    return [
        f"rule {rule.id}: the vocabulary has no tag {tag!r}"
        for rule in rules
        for tag in sorted(rule.tags_named() - known)
    ]


def _shipped() -> list[tuple[str, bytes]]:
    """Name and content of each rule file of the product."""
    pack = resources.files("chronology").joinpath("data", "rules")
    return sorted((item.name, item.read_bytes()) for item in pack.iterdir() if item.name.endswith(".toml"))


def rule_as_written(ident: str) -> str:
    """The table of a rule of the product, word for word, to begin one of one's own with.

    Raises:
        RuleError: there is no rule of this id.
    """
    for _, content in _shipped():
        for table in re.split(r"(?m)^(?=\[\[rule\]\])", content.decode("utf-8"))[1:]:
            if tomllib.loads(table)["rule"][0]["id"] == ident.upper():
                # Lines of comment at its end speak of the rule that follows.
                return re.sub(r"(\s*\n#[^\n]*)+\s*$", "", table).rstrip() + "\n"
    raise RuleError(f"There is no rule {ident}. The rules and their ids are listed by: chronology rules")


def _fault(kind: str, message: str) -> str:
    """What is wrong with a key of a rule, in words for people who write their own."""
    if kind == "missing":
        return "this line is missing"
    if kind == "extra_forbidden":
        return "not a word that a rule knows; check its spelling"
    return message.removeprefix("Value error, ")


def load_rules(paths: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """The national rules that ship with the product, then those of the files given.

    A later rule with the id of an earlier one takes its place, so a partnership can change a window.

    Raises:
        RuleError: naming every mistake with its file, rule and key.
    """
    contents = [*_shipped(), *((path.name, path.read_bytes()) for path in paths)]
    rules: dict[str, Rule] = {}
    mistakes = []
    for name, content in contents:
        try:
            # Editors on Windows put a mark before the text.
            parsed = tomllib.loads(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            mistakes.append(f"{name}: not plain text. Save it as plain text in UTF-8, as Notepad does.")
            continue
        except tomllib.TOMLDecodeError as error:
            mistakes.append(f"{name}: not readable as TOML: {error}")
            continue
        for number, table in enumerate(parsed.get("rule", []), 1):
            try:
                rule = Rule.model_validate(table)
            except ValidationError as error:
                label = table.get("id", f"number {number}") if isinstance(table, dict) else f"number {number}"
                mistakes += [
                    f"{name}: rule {label}: {'.'.join(map(str, detail['loc'])) or 'whole table'}: "
                    f"{_fault(detail['type'], detail['msg'])}"
                    for detail in error.errors(include_input=False, include_url=False)
                ]
                continue
            rules[rule.id] = rule
    if mistakes:
        raise RuleError("\n".join(mistakes))
    return tuple(rules.values())
