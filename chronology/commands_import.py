"""``chronology import``: take in a file of an agency, after showing what it changes."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chronology.commands_reading import ask_passwords

if TYPE_CHECKING:
    from importers.intake import Preview

NOTHING_CHANGED = "Nothing was changed."


def add_to(commands: Any) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser(
        "import", help="take in a file that an agency sent, after showing what it changes"
    )
    command.add_argument("case", type=Path, metavar="CASE", help="the case folder")
    command.add_argument("file", type=Path, metavar="FILE", help="the file, as it came")
    command.add_argument(
        "--agency", default="", metavar="KEY", help="whose return it is (default: by its name)"
    )
    command.add_argument(
        "--new", default="", metavar="NAME", help="the name of an agency that the case does not have yet"
    )
    command.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help='what a column holds, such as "Job=date"; "Job=keep" leaves it under its own heading',
    )
    command.add_argument(
        "--accept-likely", action="store_true", help="take every likely column for what it seems to be"
    )
    command.add_argument(
        "--add-people", action="store_true", help="add the people whom the file lists to the key of persons"
    )
    command.add_argument("--yes", action="store_true", help="take the file in without asking")
    command.add_argument(
        "--received",
        type=_day,
        metavar="DAY",
        help="the day on which it came, as 2014-01-31 (default: today)",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when the file was taken in or is in place already, 1 when an answer is wanted first."""
    from importers.intake import agency_named, agency_of, preview
    from importers.intake_report import changes_text, preview_text
    from importers.profiles import parse_answer
    from importers.taking_in import confirm

    if options.new and not options.agency:
        agency = agency_named(options.case, options.new)
    else:
        agency = agency_of(options.case, options.file, options.agency)
    answers = dict(parse_answer(answer) for answer in options.map)
    passwords = ask_passwords()
    shown = preview(options.case, options.file, agency, answers, passwords)
    print(preview_text(shown))
    if not shown.readable:
        print(NOTHING_CHANGED)
        return 1
    if shown.known_already and not (options.add_people and shown.people):
        print(f"This file is in place already, and nothing in it is new. {NOTHING_CHANGED}")
        return 0
    if shown.questions:
        given = _answers(shown, accept=options.accept_likely)
        if given is None:
            return 1
        shown = preview(options.case, options.file, agency, answers | given, earlier=shown)
    print(changes_text(shown))
    if not options.yes and not _agreed():
        return 1
    wanted = {person.code for person in shown.people} if options.add_people else set()
    receipt = confirm(shown, options.received or date.today(), wanted)
    print(f"Taken in: {receipt.entries} entries of {agency.name} are in {receipt.file}.")
    if wanted:
        print(f"Added to the key of persons: {', '.join(sorted(wanted))}.")
    return 0


def _answers(shown: Preview, *, accept: bool) -> dict[str, str] | None:
    """Header to field for each likely column; None where they are still wanted."""
    from importers.intake_report import question_text

    if accept:
        return {question.header: question.field for question in shown.questions}
    if not sys.stdin.isatty():
        print("LIKELY COLUMNS, TO BE ANSWERED")
        for question in shown.questions:
            print(f"  {question_text(question)}")
        print(
            "Say --accept-likely if all of them are right, or answer each with --map, such as "
            f'--map "{shown.questions[0].header}={shown.questions[0].field}", or '
            f'--map "{shown.questions[0].header}=keep" to leave it under its own heading. {NOTHING_CHANGED}'
        )
        return None
    given: dict[str, str] = {}
    for question in shown.questions:
        field = _ask(question_text(question), question.field)
        if not field:
            print(NOTHING_CHANGED)
            return None
        given[question.header] = field
    return given


def _ask(question: str, field: str) -> str:
    """The field that a person names for a column; blank where they stop."""
    from importers.profiles import ANSWERS, KEEP

    print(question)
    while True:
        try:
            answer = (
                input("  yes, keep (under its own heading), stop, or the field it holds: ").strip().casefold()
            )
        except EOFError:
            return ""
        if answer in ("stop", "s", "q", "quit"):
            return ""
        if answer in ("yes", "y"):
            return field
        if answer == "keep":
            return KEEP
        if answer in ANSWERS:
            return answer
        print(f"  The fields are: {', '.join(ANSWERS[:-1])}.")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        print(f"To take it in, say --yes. {NOTHING_CHANGED}")
        return False
    try:
        agreed = input("Take it in? (yes or no) ").strip().casefold() in ("yes", "y")
    except EOFError:
        agreed = False
    if not agreed:
        print(NOTHING_CHANGED)
    return agreed


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write the day as year-month-day, such as 2014-01-31") from None
