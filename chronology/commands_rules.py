"""Commands about the rules and how well they do: ``rules`` and ``evaluate``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from chronology.commands_reading import read_case_asking

# Rule files that lie in a case folder are used without being asked for, in this order.
OWN_RULES = ("authority.toml", "rules.toml")


def add_to(commands: Any) -> None:
    """Add the commands to the command line."""
    rules = commands.add_parser("rules", help="list the rules, check a file of your own, or begin one")
    rules.add_argument(
        "--rules", type=Path, action="append", default=[], metavar="FILE", help="list these too"
    )
    rules.add_argument(
        "--check", type=Path, metavar="FILE", help="say what is wrong in a rule file of your own"
    )
    rules.add_argument("--document", action="store_true", help="print every rule in full (docs/rules.md)")
    rules.add_argument(
        "--copy", metavar="ID", help="print a rule as it is written, to change it in a file of your own"
    )
    rules.add_argument("--template", action="store_true", help="print an empty rule file with comments")
    rules.set_defaults(run=_rules)
    evaluate = commands.add_parser("evaluate", help="score the flags against cases with an answer key")
    evaluate.add_argument(
        "cases", type=Path, metavar="CASES_DIR", help="a folder of case folders with gold.json"
    )
    evaluate.add_argument(
        "--rules", type=Path, action="append", default=[], metavar="FILE", help="a rule file of your own"
    )
    evaluate.set_defaults(run=_evaluate)


def rule_files(folder: Path, named: Sequence[Path]) -> list[Path]:
    """The rule files of a case: those that lie in its folder, then those named."""
    return [*(folder / name for name in OWN_RULES if (folder / name).is_file()), *named]


def _rules(options: argparse.Namespace) -> int:
    from chronology.catalogue import rules_document, rules_table
    from chronology.rules import load_rules, rule_as_written, unknown_tags
    from chronology.vocabulary import load_vocabulary

    if options.template:
        sys.stdout.write(
            resources.files("chronology")
            .joinpath("data", "authority_template.toml")
            .read_text(encoding="utf-8")
        )
        return 0
    if options.copy:
        sys.stdout.write(rule_as_written(options.copy))
        return 0
    rules = load_rules([options.check] if options.check else options.rules)
    vocabulary = load_vocabulary()
    if options.check:
        mistakes = unknown_tags(rules, vocabulary.tags)
        print("\n".join(mistakes) or f"{options.check.name}: nothing wrong was found.")
        return 1 if mistakes else 0
    sys.stdout.write(rules_document(rules, vocabulary) if options.document else rules_table(rules) + "\n")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from chronology.engine import analyse
    from chronology.evaluation import AnswerKeyError, evaluate, evaluation_table, read_answer_key
    from chronology.rules import load_rules
    from importers import FolderError

    rules, results, problems = load_rules(options.rules), [], []
    folders = [path.parent for path in sorted(options.cases.glob("*/gold.json"))]
    for folder in folders:
        try:
            results.append(
                evaluate(folder.name, analyse(read_case_asking(folder), rules), *read_answer_key(folder))
            )
        except (AnswerKeyError, FolderError) as error:
            problems.append(str(error))
    if not results:
        raise FolderError(f"{options.cases} holds no case folder with a gold.json that can be used.")
    print(evaluation_table(results))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
