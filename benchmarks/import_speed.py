"""How long a whole import takes, as a multiple of only reading the cells; how it grows; what memory it takes.

``python -m benchmarks.import_speed`` makes ten workbooks of made-up entries with narratives of 60 words, and
measures on them, each in a process of its own:

* the cells alone, read with calamine, with openpyxl, and with our own reader, which keeps the marks too;
* the whole import, :func:`importers.read_case`, to the frames of a case.

All ratios are of one run on one machine, so they mean the same on another.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

HEADER = (
    "Ref",
    "Date",
    "Time",
    "Person",
    "Source",
    "Event",
    "Action taken",
    "Outcome",
    "Worker",
    "Child seen",
)
AGENCIES = (
    "police", "gp", "hospital", "school", "housing", "probation", "social_care", "health_visiting", "ambulance",
    "nursery",
)  # fmt: skip
WORDS = (
    "the", "child", "was", "seen", "at", "home", "with", "mother", "and", "appeared", "well", "although", "tired",
    "school", "reported", "absence", "call", "made", "to", "duty", "team", "visit", "arranged", "for", "next",
    "week", "officer", "attended", "incident", "no", "injury", "noted", "information", "shared",
)  # fmt: skip
NARRATIVE_WORDS = 60


def make_case(folder: Path, rows: int) -> None:
    """Ten workbooks with so many rows in all, as Excel writes them."""
    import openpyxl  # noqa: PLC0415 - only the making needs it

    chance = random.Random(rows)  # noqa: S311 - made-up words
    (folder / "agencies").mkdir(parents=True)
    for agency in AGENCIES:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(HEADER)
        day = datetime(2010, 1, 1)
        for number in range(1, rows // len(AGENCIES) + 1):
            day += timedelta(minutes=chance.randrange(60, 900))
            narratives = [" ".join(chance.choices(WORDS, k=NARRATIVE_WORDS)) for _ in range(2)]
            typed = number % 5 == 0
            date = f"{day:%d %B %Y}" if typed else day.replace(hour=0, minute=0)
            person, source, worker = (
                chance.choice(("A", "MA", "A, MA")),
                chance.choice(("Log", "Call")),
                f"W{number % 9}",
            )
            sheet.append((number, date, f"{day:%H:%M}", person, source, *narratives, "None.", worker, "N"))
            if not typed:
                sheet.cell(number + 1, 2).number_format = "dd/mm/yyyy"
        book.save(folder / "agencies" / f"{agency}.xlsx")


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "agencies").iterdir())


def read_with_calamine(folder: Path) -> int:
    """Only the values of the cells."""
    import python_calamine  # noqa: PLC0415

    characters = 0
    for path in _files(folder):
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            characters += sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
    return characters


def read_with_openpyxl(folder: Path) -> int:
    """The values of the cells and what openpyxl keeps with them."""
    import openpyxl  # noqa: PLC0415

    characters = 0
    for path in _files(folder):
        for sheet in openpyxl.load_workbook(path, data_only=True, rich_text=True):
            rows = sheet.iter_rows(values_only=True)
            characters += sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
    return characters


def read_with_ours(folder: Path) -> int:
    """The values and the marks, with our own reader, in one process."""
    from importers import excel  # noqa: PLC0415

    characters = 0
    for path in _files(folder):
        for table in excel.read(path).tables:
            characters += sum(len(cell.text) for row in table.rows for cell in row.cells)
    return characters


def import_whole(folder: Path) -> int:
    """The whole import."""
    from importers import read_case  # noqa: PLC0415

    case = read_case(folder)
    return sum(len(text) for original in case.entries["original"] for text in original.values())


WAYS: Mapping[str, str] = {
    "calamine": "the cells alone with calamine",
    "openpyxl": "the cells with openpyxl",
    "ours": "cells and marks with our reader",
    "whole": "the whole import",
}
MEASURED: Mapping[str, Callable[[Path], int]] = {
    "calamine": read_with_calamine,
    "openpyxl": read_with_openpyxl,
    "ours": read_with_ours,
    "whole": import_whole,
}


def measure(kind: str, folder: Path) -> dict[str, float]:
    """Seconds, characters kept, and the peak of memory in bytes, of one way of reading a case."""
    # The libraries are loaded, and a first small file is read, before the clock starts.
    with tempfile.TemporaryDirectory() as small:
        make_case(Path(small) / "case", 20)
        MEASURED[kind](Path(small) / "case")
    before, worked = _taken()
    start = time.perf_counter()
    characters = MEASURED[kind](folder)
    seconds = time.perf_counter() - start
    peak, work = _taken()
    return {
        "seconds": seconds,
        "work": work - worked,
        "characters": characters,
        "bytes": (peak - before) * 1024,
    }


def _taken() -> tuple[int, float]:
    """Peak of memory of this process in kB, and seconds that processors worked for it and its children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_maxrss, own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _in_own_process(kind: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.import_speed", "--measure", kind, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this program
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _medians(case: Path, times: int) -> dict[str, dict[str, float]]:
    """What each way took: the median of several runs, taken in turns so that a busy moment hits all of them."""
    runs = [{kind: _in_own_process(kind, case) for kind in MEASURED} for _ in range(times)]
    return {
        kind: {unit: statistics.median(run[kind][unit] for run in runs) for unit in runs[0][kind]}
        for kind in MEASURED
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument(
        "--times", type=int, default=3, help="runs of each, of which the median counts (default 3)"
    )
    parser.add_argument("--measure", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure[0], Path(options.measure[1]))))
        return
    whole: dict[int, float] = {}
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            case = Path(folder) / "case"
            make_case(case, rows)
            told = _medians(case, options.times)
        whole[rows] = told["whole"]["work"]
        beyond = (told["whole"]["bytes"] - told["whole"]["characters"]) / rows
        print(f"{rows:,} rows in {len(AGENCIES)} workbooks")
        for kind, words in WAYS.items():
            print(f"  {words}: {told[kind]['seconds']:.2f} s ({told[kind]['work']:.2f} s of processor work)")
        for kind in ("ours", "calamine", "openpyxl"):
            by_clock, by_work = (told["whole"][unit] / told[kind][unit] for unit in ("seconds", "work"))
            print(f"  whole import / {WAYS[kind]}: {by_clock:.2f} by the clock, {by_work:.2f} by work")
        print(f"  memory beyond the text: {beyond / 1000:.2f} kB a row")
    for small, large in itertools.pairwise(sorted(whole)):
        times, longer = large / small, whole[large] / whole[small]
        print(f"{times:g} times the rows take {longer:.2f} times the work ({longer / times:.2f} of linear)")


if __name__ == "__main__":
    main()
