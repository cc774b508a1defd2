"""The commands between the collator and the agencies: returns, notes, check and template."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from chronology.commands_reading import check_file_asking, read_case_asking

_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "entries": "#",
        "possible entries": "+",
        "stated nil return": "0",
        "nothing supplied": ".",
        "no return": " ",
    }
)
_LESSER_POINTS = "ask also about what matters less, such as a year taken from the row above"


class CommandError(ValueError):
    """A command cannot do what was asked; the message says why and what to do."""


def add_to(commands: Any) -> None:
    """Add the commands to the parser's subcommands."""
    returns = commands.add_parser("returns", help="say what each agency sent, and for which months")
    returns.add_argument("case", type=Path, metavar="CASE", help="the case folder")
    returns.set_defaults(run=_returns)

    notes = commands.add_parser("notes", help="write a note with the questions to each agency")
    notes.add_argument("case", type=Path, metavar="CASE", help="the case folder")
    notes.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where to write them")
    notes.add_argument("--format", choices=("docx", "xlsx"), default="docx", help="default: docx")
    notes.add_argument("--agency", default="", metavar="KEY", help="for this agency only")
    notes.add_argument("--all", action="store_true", help=_LESSER_POINTS)
    notes.add_argument(
        "--replace", action="store_true", help="write over notes that were changed since they were written"
    )
    notes.set_defaults(run=_notes)

    check = commands.add_parser("check", help="say how a chronology would be read, before it is sent")
    check.add_argument("files", type=Path, nargs="+", metavar="FILE", help="the chronology")
    check.add_argument("--all", action="store_true", help=_LESSER_POINTS)
    check.set_defaults(run=_check)

    template = commands.add_parser("template", help="write a workbook that an agency can fill in")
    template.add_argument("file", type=Path, metavar="FILE.xlsx", help="the workbook to write")
    template.add_argument("--agency", default="", metavar="NAME", help="the agency's name, for the guidance")
    template.add_argument(
        "--from", dest="start", type=_day, metavar="DAY", help="first day of the review period"
    )
    template.add_argument("--to", dest="end", type=_day, metavar="DAY", help="last day of the review period")
    template.set_defaults(run=_template)


def _returns(options: argparse.Namespace) -> int:
    from chronology.returns import STATUS_WORDS, coverage, gaps, issues_by_kind, returns_summary
    from importers.intake_report import withdrawn_text
    from importers.ledger import LedgerError, read_ledger

    case = read_case_asking(options.case)
    silent, kinds = gaps(case), issues_by_kind(case)
    for row in returns_summary(case).itertuples():
        print(f"{row.name} ({row.kind}): {STATUS_WORDS.get(row.status, row.status)}")
        if row.file:
            named = f', sent as "{row.sent_as}"' if row.sent_as else ""
            came = f", received {_shown(row.received)}" if pd.notna(row.received) else ""
            print(f"  {row.file}{named}{came}")
        if row.entries:
            spread = f" from {_shown(row.first)} to {_shown(row.last)}" if pd.notna(row.first) else ""
            print(f"  {row.entries} entries{spread}; {row.undated} undated")
        for gap in silent[silent["agency"] == row.agency].itertuples():
            print(
                f"  No entries supplied from {_shown(gap.first)} to {_shown(gap.last)} ({gap.months} months)"
            )
        open_ended = case.entries[
            (case.entries["agency"] == row.agency) & (case.entries["precision"] == "open_end")
        ]
        if len(open_ended):
            print(
                f"  {len(open_ended)} open-ended, without an end: counted in the month of the beginning only"
            )
        own = kinds[kinds["agency"] == row.agency]
        if len(own):
            told = [
                f"{code.replace('_', ' ')}: {n}" for n, code in zip(own["issues"], own["code"], strict=True)
            ]
            print(f"  To look at: {', '.join(told)}")
        try:
            ledger = read_ledger(options.case, row.agency)
        except LedgerError:
            # It is among the issues of the case already.
            ledger = None
        if ledger is not None and ledger.withdrawn:
            print(withdrawn_text(ledger))
        print()
    print(_months_text(coverage(case)))
    return 0


def _months_text(covered: pd.DataFrame) -> str:
    """The coverage as lines of signs, a line an agency and year."""
    if covered.empty:
        return "MONTHS\n  Not known: give review_start and review_end in case.toml."
    meanings = ", ".join(f"{sign.replace(' ', 'blank')} {said}" for said, sign in _LETTERS.items())
    lines = ["MONTHS, JANUARY TO DECEMBER", f"  {meanings}; - outside the review period"]
    for agency, own in covered.groupby("agency", sort=False):
        lines.append(f"  {agency}")
        for year, months in own.groupby(own["month"].dt.year):
            signs = dict(zip(months["month"].dt.month, months["supplied"].map(_LETTERS), strict=True))
            lines.append(f"    {year} {''.join(signs.get(month, '-') for month in range(1, 13))}")
    return "\n".join(lines)


def _notes(options: argparse.Namespace) -> int:
    from chronology.notes import note, note_rows
    from importers.staging import write_together

    case = read_case_asking(options.case)
    if options.agency and options.agency not in case.agencies:
        raise CommandError(
            f"There is no agency with this key in the case. The keys are: {', '.join(case.agencies)}."
        )
    target = options.to
    if target.exists() and not target.is_dir():
        raise CommandError("What is named after --to is a file. Give a folder for the notes.")
    if _inside(target, options.case / "agencies"):
        raise CommandError("The notes would lie among the returns and be read as one. Choose another folder.")
    written, told = [], []
    for key in [options.agency] if options.agency else case.agencies:
        rows = note_rows(case, key, with_notes=options.all)
        if rows.empty:
            told.append(f"{case.agencies[key].name}: nothing to ask")
            continue
        path = target / f"{re.sub(r'[^A-Za-z0-9_-]+', '_', key)}_note.{options.format}"
        written.append((path, note(case, key, options.format, with_notes=options.all)))
        told.append(f"{case.agencies[key].name}: {_questions(len(rows))} in {path.name}")
    if not options.replace:
        _keep_what_others_wrote([path for path, _ in written])
    write_together(written)
    print("\n".join(told))
    return 0


def _keep_what_others_wrote(paths: Sequence[Path]) -> None:
    """Say no where a file in the way is not a note as it was written.

    Raises:
        CommandError: with the names of those files.
    """
    from importers.own_files import is_as_written

    others = [path.name for path in paths if path.exists() and not is_as_written(path)]
    if not others:
        return
    one = len(others) == 1
    raise CommandError(
        f"{', '.join(others)}: {'this file has' if one else 'these files have'} been changed or saved since "
        f"Chronology wrote {'it' if one else 'them'}, or came from somewhere else, so no note was written. Give "
        f"another folder after --to, or say --replace to lose what is in {'it' if one else 'them'}."
    )


def _questions(count: int) -> str:
    return f"{count} {'question' if count == 1 else 'questions'}"


def _check(options: argparse.Namespace) -> int:
    return max([_check_one(path, with_notes=options.all) for path in options.files])


def _check_one(path: Path, *, with_notes: bool) -> int:
    """1 where there is something to ask, or nothing was found, else 0."""
    from chronology.notes import note_rows
    from chronology.returns import place_in_words
    from importers.report import agency_text

    if not path.is_file():
        print(f"{_no_file(path)}\n")
        return 1
    case = check_file_asking(path)
    key = next(iter(case.agencies))
    asked, every = note_rows(case, key), note_rows(case, key, with_notes=True)
    print(agency_text(case, case.agencies[key]))
    if (case.files["status"] != "read").any():
        # Whoever checks can mend the file; the note to the agency would only ask for it again.
        print("\n".join(f"  {sentence}" for sentence in case.issues["sentence"]) + "\n")
        return 1
    for row in (every if with_notes else asked).itertuples():
        place = place_in_words("", row.sheet, row.row, row.column) or "Whole file"
        print(f"  {place}: {row.question}" + (f"\n    {row.text}" if row.text else ""))
    nothing = case.entries.empty and not (case.issues["code"] == "nil_return_stated").any()
    if nothing and asked.empty:
        print("  No entry was found. If there was no contact, say so in a row: no contact in this period.")
    elif asked.empty:
        print("  There is nothing that would have to be asked.")
    more = len(every) - len(asked)
    if more and not with_notes:
        print(
            f"  {more} more that {'matters' if more == 1 else 'matter'} less {'is' if more == 1 else 'are'} not "
            f"listed; --all lists {'it' if more == 1 else 'them'}."
        )
    print()
    return 1 if nothing or len(asked) else 0


def _no_file(path: Path) -> str:
    if path.is_dir():
        return (
            f"{path.name} is a folder. Give the file itself, or several, as a name behind check; for a whole case "
            "there is chronology build."
        )
    return f"{path.name}: there is no such file. Look at the spelling and at the folder that it is in."


def _template(options: argparse.Namespace) -> int:
    from importers.staging import write_together
    from importers.template import template

    path = options.file
    if path.suffix.lower() != ".xlsx":
        raise CommandError("The template is an Excel workbook: give it a name that ends in .xlsx.")
    if path.exists():
        raise CommandError("There is a file of this name already, perhaps filled in. Choose another name.")
    if options.start and options.end and options.end < options.start:
        raise CommandError("The last day of the review period is before the first.")
    write_together([(path, template(options.agency, options.start, options.end))])
    print(f"Written: {path.name}")
    return 0


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _shown(day: pd.Timestamp) -> str:
    from chronology.dates import show_day

    return show_day(day.date())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write the day as year-month-day, such as 2012-05-01") from None
