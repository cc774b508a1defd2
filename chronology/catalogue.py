"""The catalogue of rules as a document: what each tests, why, and what is not tested and why not."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources

from pydantic import BaseModel, ConfigDict, TypeAdapter

from chronology.frames import CLASSES
from chronology.rules import PATTERNS, Rule, Selector
from chronology.vocabulary import Vocabulary


class Known(BaseModel):
    """One pattern or timescale of the published analyses, and the rules that test it or why none does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    means: str
    rules: list[str] = []
    left_out: str = ""


def load_catalogue() -> Mapping[str, Mapping[str, Known]]:
    """The patterns and the timescales, by their numbers."""
    text = resources.files("chronology").joinpath("data", "catalogue.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, dict[str, Known]]).validate_python(tomllib.loads(text))


def rules_document(rules: Iterable[Rule], vocabulary: Vocabulary) -> str:
    """``docs/rules.md``: every rule, then every pattern and timescale with the rules that test it."""
    rules = sorted(rules, key=lambda rule: rule.id)
    parts = [_HEAD, *(_rule(rule, vocabulary) for rule in rules)]
    for title, known in zip(("The forty patterns", "The timescales"), load_catalogue().values(), strict=True):
        parts += [f"## {title}\n", "| no. | what | tested by | not tested, and why |", "|---|---|---|---|"]
        parts += [
            f"| {key} | {item.means} | {', '.join(item.rules)} | {item.left_out} |"
            for key, item in known.items()
        ]
        parts.append("")
    return "\n".join(parts)


def rules_table(rules: Iterable[Rule]) -> str:
    """One line a rule, for the command line."""
    return "\n".join(
        f"{rule.id:<6} {rule.pattern:<11} {rule.gold_class:<22} {rule.window:<16} {rule.title}"
        f"{'' if rule.confirmed else '  [source not confirmed]'}"
        for rule in sorted(rules, key=lambda rule: rule.id)
    )


def _rule(rule: Rule, vocabulary: Vocabulary) -> str:
    lines = [
        f"### {rule.id}: {rule.title}\n",
        f"- **Kind of finding:** {rule.gold_class} ({CLASSES[rule.gold_class].lower()}); weight {rule.severity} of 5",
        f"- **Pattern:** {rule.pattern}: {PATTERNS[rule.pattern]}",
        f"- **Trigger:** {_selector(rule.trigger)}. Recorded: {rule.noticed}.",
    ]
    if rule.given:
        lines.append(f"- **Given:** {_selector(rule.given)}")
    if rule.answer:
        lines.append(f"- **What closes it:** {_selector(rule.answer)}")
    lines += [
        f"- **Expected:** {rule.expected}, because {rule.why}.",
        f"- **Window:** {rule.window}; **whose entries:** {rule.persons}; **by:** {rule.who}",
        f"- **In force:** {_in_force(rule)}",
        f"- **Source:** {rule.source}{'' if rule.confirmed else ' (not confirmed; yours to change)'}",
        f"- **Example wordings:** {_examples(rule, vocabulary)}\n",
    ]
    return (
        "\n".join(textwrap.fill(line, 116, subsequent_indent="  ", break_on_hyphens=False) for line in lines)
        + "\n"
    )


def _selector(selector: Selector) -> str:
    parts = []
    for words, tags in (
        ("any of", selector.any),
        ("with any of", selector.also),
        ("all of", selector.all),
        ("none of", selector.none),
    ):
        if tags:
            parts.append(f"{words} {', '.join(tag.replace('_', ' ') for tag in tags)}")
    if selector.how != ["happened"]:
        parts.append(f"as {' or '.join(selector.how)}")
    for words, names in (
        ("by", selector.by),
        ("not by", selector.not_by),
        ("during", selector.during),
        ("speaking of", selector.speaks_of),
    ):
        if names:
            parts.append(f"{words} {', '.join(names)}")
    if selector.about != "anyone":
        parts.append(f"about {'a child' if selector.about == 'child' else 'an adult'}")
    if selector.under_age:
        parts.append(f"about a child under {selector.under_age}")
    if selector.with_children:
        parts.append("in a family with children")
    if not selector.own_row:
        parts.append("in another row than the trigger")
    return "; ".join(parts)


def _in_force(rule: Rule) -> str:
    if not (rule.in_force_from or rule.in_force_to):
        return "for events of any date"
    start = f"from {rule.in_force_from:%d %B %Y}" if rule.in_force_from else ""
    end = f"to {rule.in_force_to:%d %B %Y}" if rule.in_force_to else ""
    return f"for events {start} {end}".strip()


def _examples(rule: Rule, vocabulary: Vocabulary) -> str:
    words = [
        wording
        for tag in (*rule.trigger.any, *rule.trigger.all)
        if tag in vocabulary.tags
        for wording in [w for w in vocabulary.tags[tag].words if w.replace(" ", "").isalpha()][:2]
    ]
    return ", ".join(f"“{word}”" for word in words[:4]) or "see the vocabulary"


_HEAD = """# The rules

Made by `chronology rules --document` from `chronology/data/rules`; do not edit by hand.

A rule is data: a table in a TOML file. It has an `id`, a `title`, the `pattern` that tests it, the `class` of
finding, a `severity` from 1 to 5, the words `noticed`, `expected` and `why` that make its sentence, its `source`
(`confirmed = false` where that is not settled), a `window`, whose entries are searched (`persons`: same, siblings,
family, anyone), who must answer (`who`: same agency, another agency, any agency), the days on which it was in force,
and up to three tables: `trigger`, `given` and `answer`. Each names tags of the vocabulary (`any`, `all`, `none`),
polarities (`how`), agencies (`by`, `not_by`), whom it is about (`about`, `under_age`, `with_children`), a status
(`during`), and whose name is in the words (`speaks_of`). `chronology rules --check FILE` names every mistake in a
file of your own; `--rules FILE` adds it, and a rule with the id of one below takes its place.

## Every rule
"""
