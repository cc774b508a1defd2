"""The engine's response and precedence beside the tools of process mining, on one log, with results compared.

Run ``python -m benchmarks.against_process_mining --others ENVIRONMENT/bin/python``; ``benchmarks/README.md`` says how
the environment of the other tools is made.  Each tool checks the same constraints on the same events:

* Declare4Py: twenty responses with a time limit; the activations without an answer are counted;
* pm4py: the same twenty pairs as response and as precedence without a time limit; the violated cases are compared.

All times are processor seconds of one process for checking only: reading the log into a tool's own form is left
out for the other tools and counted for the engine.  The best of the runs counts, for every tool.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from math import log2
from pathlib import Path
from time import process_time
from typing import Any

import pandas as pd

from benchmarks.event_log import Constraint, check, constraints, event_log, rule_of
from chronology.rules import Rule

WORKER = Path(__file__).with_name("process_mining_worker.py")
LEAST_RATIO = {"Declare4Py": 20.0, "pm4py": 1.0}
# Cases of the second log: the same events, each person's years cut into short stretches.
SHORT_CASES = 1_200


def engine_result(log: pd.DataFrame, rules: list[Rule], runs: int) -> dict[str, Any]:
    """Processor seconds of the engine, its unanswered triggers and the cases they are in, for each rule."""
    seconds = []
    for _ in range(runs):
        gc.collect()
        start = process_time()
        record, outcomes = check(log, rules)
        seconds.append(process_time() - start)
    case = record.subjects[1]
    return {
        "checking": min(seconds),
        "missed": [len(outcome.hits) for outcome in outcomes],
        "violated": [sorted({str(case[hit.trigger]) for hit in outcome.hits}) for outcome in outcomes],
    }


def other_result(
    python: Path, tool: str, log: pd.DataFrame, chosen: Sequence[Constraint], runs: int
) -> dict[str, Any]:
    """What the other tool finds, from a process of its own in its own environment.

    Raises:
        RuntimeError: the tool is not there or did not finish; the message is its own last line.
    """
    with tempfile.TemporaryDirectory() as folder:
        log_path, constraints_path = Path(folder, "log.csv"), Path(folder, "constraints.json")
        log.to_csv(log_path, index=False)
        constraints_path.write_text(json.dumps([asdict(item) for item in chosen]), encoding="utf-8")
        results = []
        for _ in range(runs):
            done = subprocess.run(  # noqa: S603 - the program is the one the user names
                [python, WORKER, tool, log_path, constraints_path],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(f"{tool} did not run: {done.stderr.strip().splitlines()[-1]}")
            results.append(json.loads(done.stdout))
    return min(results, key=lambda result: result["checking"])


def compare(tool: str, ours: dict[str, Any], theirs: dict[str, Any], log: pd.DataFrame) -> tuple[bool, bool]:
    """Prints one line; whether the results agree, and whether the engine is as much faster as it should be."""
    same = ours["violated"] == theirs["violated"] and ours["missed"] == theirs.get("missed", ours["missed"])
    ratio = theirs["checking"] / ours["checking"]
    cases, name = log["case"].nunique(), f"{tool} {theirs['version']}"
    print(
        f"{name:<22}{len(log):>9,}{cases:>7,}{len(ours['violated']):>13}"
        f"{theirs['checking']:>10.2f}{ours['checking']:>10.2f}{ratio:>9.1f}"
        f"   {'agree' if same else 'DIFFER'}: {sum(map(len, ours['violated'])):,} violated cases"
        f" of {cases * len(ours['violated']):,}"
        + (f", {sum(ours['missed']):,} unanswered" if "missed" in theirs else ""),
        flush=True,
    )
    return same, ratio >= LEAST_RATIO[tool]


def run(python: Path, tool: str, size: int, cases: int, runs: int) -> tuple[float, float, bool, bool]:
    """Both tools on one log: their seconds, whether they agree, and whether the ratio is as it should be."""
    log = event_log(size, cases)
    chosen = constraints(log)
    timed = tool == "Declare4Py"
    patterns = ("response",) if timed else ("response", "precedence")
    rules = [rule_of(item, pattern, timed=timed) for pattern in patterns for item in chosen]
    theirs = other_result(python, tool, log, chosen, runs if tool == "pm4py" else 1)
    ours = engine_result(log, rules, runs)
    return theirs["checking"], ours["checking"], *compare(tool, ours, theirs, log)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs every comparison; status 0 where all agree and the ratios of the logs by person are reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--others", type=Path, required=True, help="Python of the other tools' environment")
    parser.add_argument("--declare4py-size", type=int, default=20_000, help="events for Declare4Py")
    parser.add_argument("--pm4py-size", type=int, default=100_000, help="events for pm4py")
    parser.add_argument("--runs", type=int, default=3, help="runs of which the best counts")
    chosen = parser.parse_args(arguments)
    print(
        f"{'tool':<22}{'events':>9}{'cases':>7}{'constraints':>13}{'theirs s':>10}{'engine s':>10}{'ratio':>9}"
    )
    plan = [
        ("Declare4Py", chosen.declare4py_size // 4, 0),
        ("Declare4Py", chosen.declare4py_size, 0),
        ("Declare4Py", chosen.declare4py_size, SHORT_CASES),
        ("pm4py", chosen.pm4py_size, 0),
        ("pm4py", chosen.pm4py_size, SHORT_CASES),
    ]
    results = []
    for tool, size, cases in plan:
        try:
            results.append(run(chosen.others, tool, size, cases, chosen.runs))
        except (RuntimeError, OSError) as error:
            print(f"Not measured: {error}", file=sys.stderr)
            return 2
    (quarter, our_quarter, *_), (whole, our_whole, *_) = results[:2]
    print(
        "For four times the log Declare4Py takes"
        f" {whole / quarter:.1f} times as long (power {log2(whole / quarter) / 2:.2f}),"
        f" the engine {our_whole / our_quarter:.1f} times (power {log2(our_whole / our_quarter) / 2:.2f})."
    )
    agree = all(same for *_, same, _ in results)
    fast = results[1][3] and results[3][3]
    print("All results agree." if agree else "Results differ.")
    print(
        f"Logs by person: the engine is {'' if fast else 'NOT '}at least {LEAST_RATIO['Declare4Py']:.0f} times"
        " faster than Declare4Py and faster than pm4py."
    )
    return 0 if agree and fast else 1


if __name__ == "__main__":
    sys.exit(main())
