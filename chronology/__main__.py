"""The command line: the front door, thin. Nothing imports it.

What concerns the agencies' files has modules of its own: :mod:`chronology.commands_import` and
:mod:`chronology.commands_agencies`.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from chronology import commands_agencies, commands_export, commands_import, commands_rules
from chronology.commands_reading import read_case_asking

if TYPE_CHECKING:
    from chronology.analysis import Analysis

EXAMPLE = "child_l"
LAST_PORT = 65_535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 2 when it could not, with the reason in words."""
    _write_any_letter()
    parser = _parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return 2
    try:
        return int(options.run(options))
    except BrokenPipeError:
        return 0
    except _expected_errors() as error:
        print(f"chronology: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        # Windows calls it a lack of permission.
        folder = isinstance(error, IsADirectoryError) or (
            os.name == "nt" and isinstance(error, PermissionError)
        )
        if folder and isinstance(error.filename, str) and Path(error.filename).is_dir():
            print(f"chronology: {error.filename} is a folder. Give the name of a file.", file=sys.stderr)
            return 2
        # The system's own words name the file and the reason, such as a disk that is full.
        reason, name = error.strerror or "it could not be read or written", error.filename or ""
        print(f"chronology: {f'{name}: ' if name else ''}{reason}.", file=sys.stderr)
        return 2


def _write_any_letter() -> None:
    """Let what is printed hold every letter: into a file as UTF-8, and a mark for those that a window lacks."""
    for stream in (sys.stdout, sys.stderr):
        # What stands in for them in another program may not be able to change.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _expected_errors() -> tuple[type[Exception], ...]:
    from chronology.rules import RuleError
    from importers import FolderError
    from importers.intake import IntakeError
    from importers.ledger import LedgerError
    from importers.profiles import AnswerError

    return (FolderError, RuleError, IntakeError, LedgerError, AnswerError, commands_agencies.CommandError)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chronology",
        description="Merge agencies' chronologies into one timeline and show the missed links.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    demo = commands.add_parser("demo", help="serve the example case, a published review")
    demo.set_defaults(run=_demo)
    serve = commands.add_parser("serve", help="serve a case folder to this computer's browser")
    serve.add_argument("case", type=Path, metavar="CASE", help="the case folder")
    serve.set_defaults(run=_serve)
    for command in (demo, serve):
        command.add_argument(
            "--port", type=_port, default=0, help="port on this computer (default: any that is free)"
        )
        command.add_argument(
            "--no-browser", action="store_true", help="print the link and do not open a browser"
        )
        command.add_argument(
            "--rules", type=Path, action="append", default=[], metavar="FILE", help="a rule file of your own"
        )

    build = commands.add_parser("build", help="say what was read, merged and set aside, and what is doubtful")
    build.add_argument("case", type=Path, metavar="CASE", help="the case folder")
    build.set_defaults(run=_build)

    flags = commands.add_parser("flags", help="list the missed links")
    flags.add_argument("case", type=Path, metavar="CASE", help="the case folder")
    flags.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")
    flags.add_argument(
        "--rules", type=Path, action="append", default=[], metavar="FILE", help="a rule file of your own"
    )
    flags.add_argument("--all", action="store_true", help="list the weaker ones too")
    flags.set_defaults(run=_flags)
    commands_import.add_to(commands)
    commands_agencies.add_to(commands)
    commands_rules.add_to(commands)
    commands_export.add_to(commands)
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"write a number from 1 to {LAST_PORT}, or 0 for any that is free")
    return int(text)


def _analysis(
    folder: Path, rules: Sequence[Path], *, list_all: bool = False, just_begun: bool = False
) -> Analysis:
    from chronology.engine import analyse
    from chronology.rules import load_rules

    rules = commands_rules.rule_files(folder, rules)
    case = read_case_asking(folder, just_begun=just_begun)
    if sys.stderr.isatty():
        print(f"Looking for missed links among {len(case.entries):,} entries …", file=sys.stderr)
    return analyse(case, load_rules(rules), list_all=list_all)


def _demo(options: argparse.Namespace) -> int:
    with resources.as_file(resources.files("chronology.example_data").joinpath(EXAMPLE)) as folder:
        from dashboard.server import serve

        # The example is part of the program and stays as it is: no file is taken into it.
        serve(_analysis(folder, options.rules), port=options.port, open_browser=not options.no_browser)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from chronology.engine import analyse
    from chronology.rules import load_rules
    from dashboard.server import serve
    from dashboard.showing import CaseSource
    from importers import read_case

    def anew(passwords: Callable[[str], str | None] | None) -> Analysis:
        rules = load_rules(commands_rules.rule_files(options.case, options.rules))
        return analyse(read_case(options.case, passwords, just_begun=True), rules)

    serve(
        # The first returns can be taken in on the page Import.
        _analysis(options.case, options.rules, just_begun=True),
        port=options.port,
        open_browser=not options.no_browser,
        source=CaseSource(options.case, anew),
    )
    return 0


def _build(options: argparse.Namespace) -> int:
    from importers.report import build_report

    case = read_case_asking(options.case)
    print(build_report(case))
    # A file that could not be read is a result to act on, so scripts can see it in the status.
    return 1 if (case.files["status"] != "read").any() else 0


def _flags(options: argparse.Namespace) -> int:
    from chronology.flag_list import flags_as_text

    sys.stdout.write(
        flags_as_text(_analysis(options.case, options.rules, list_all=options.all), options.format)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
