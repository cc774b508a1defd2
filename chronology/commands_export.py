"""``chronology export``: the case as an Excel workbook or as one HTML file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chronology.commands_agencies import CommandError
from chronology.commands_reading import read_case_asking
from chronology.commands_rules import rule_files

if TYPE_CHECKING:
    from chronology.analysis import Analysis

NAMES = {"xlsx": "chronology.xlsx", "html": "timeline.html"}
"""Name of the file by its kind, where none is given; it says nothing of the case."""


def add_to(commands: Any) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser(
        "export",
        help="write the case as an Excel workbook or as one HTML file",
        description="Writes the case as an Excel workbook or as one web page. Without --out the file is named "
        "chronology.xlsx or timeline.html and is written into the folder in which you type the command, which is "
        "not always that of the case. A file that is there already is never written over.",
    )
    command.add_argument("case", type=Path, metavar="CASE", help="the case folder")
    command.add_argument("--to", choices=tuple(NAMES), required=True, help="the kind of file")
    command.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="the file to write, with its folder (default: chronology.xlsx or timeline.html in the folder in "
        "which you type the command)",
    )
    command.add_argument(
        "--rules", type=Path, action="append", default=[], metavar="FILE", help="a rule file of your own"
    )
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from chronology.engine import analyse
    from chronology.rules import load_rules
    from importers.staging import write_together

    path = _target(options.case, options.out or Path(NAMES[options.to]), options.to)
    rules = load_rules(rule_files(options.case, options.rules))
    analysis = analyse(read_case_asking(options.case), rules)
    content = _workbook(analysis) if options.to == "xlsx" else _page(analysis)
    write_together([(path, content)])
    print(
        f"Written: {path.resolve()}\n{len(analysis.case.entries)} entries and {len(analysis.findings)} findings. The "
        "file holds the words of the chronologies: keep it, send it and delete it as you would these."
    )
    return 0


def _target(case: Path, path: Path, ending: str) -> Path:
    """The file to write, if it may be written there.

    Raises:
        CommandError: the name does not fit the kind of file, is taken, or lies where it would be read.
    """
    if path.suffix.lower() != f".{ending}":
        raise CommandError(f"Give the file a name that ends in .{ending}, as that is what it is.")
    if path.exists():
        raise CommandError(
            f"There is a file named {path.name} already in {path.resolve().parent}, and it was left as it is. Choose "
            "another name or folder with --out."
        )
    if path.resolve().is_relative_to((case / "agencies").resolve()):
        raise CommandError("The file would lie among the returns and be read as one. Choose another folder.")
    return path


def _workbook(analysis: Analysis) -> bytes:
    from chronology.export.workbook import workbook
    from dashboard.wording import agency_codes

    return workbook(analysis, codes=agency_codes(analysis.case.agencies), made=date.today())


def _page(analysis: Analysis) -> bytes:
    from dashboard.case_view import case_view
    from dashboard.export_html import html_document

    return html_document(case_view(analysis), made=date.today()).encode()
