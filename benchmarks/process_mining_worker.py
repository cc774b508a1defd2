"""Checks constraints with Declare4Py or pm4py; runs in their own virtual environment, never in the product's.

It imports nothing of the product.  ``process_mining_worker.py TOOL LOG.csv CONSTRAINTS.json`` writes to standard
output one JSON object: the tool's version, processor seconds for reading the log into the tool's own form and for
checking, and what was found.
"""

from __future__ import annotations

import contextlib
import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

import pandas as pd
import pm4py

CASE, ACTIVITY, TIME = "case:concept:name", "concept:name", "time:timestamp"


def declare4py(log: pd.DataFrame, constraints: list[dict[str, Any]]) -> dict[str, Any]:
    """Timed response: for each constraint the activations without an answer, and the cases that have one."""
    from Declare4Py.D4PyEventLog import D4PyEventLog  # noqa: PLC0415 - only this tool needs it
    from Declare4Py.ProcessMiningTasks.ConformanceChecking.MPDeclareAnalyzer import (  # noqa: PLC0415
        MPDeclareAnalyzer,
    )
    from Declare4Py.ProcessModels.DeclareModel import DeclareModel  # noqa: PLC0415

    start = process_time()
    events = pm4py.convert_to_event_log(log, case_id_key=CASE)
    properties = {"pm4py:param:activity_key": ACTIVITY, "pm4py:param:timestamp_key": TIME}
    events._properties.update(properties)
    names = dict.fromkeys(name for item in constraints for name in (item["first"], item["then"]))
    lines = [f"activity {name}" for name in names]
    lines += [f"Response[{item['first']}, {item['then']}] | | |0,{item['days']},d" for item in constraints]
    model = DeclareModel().parse_from_string("\n".join(lines))
    read = process_time()
    # A case without the first activity is not violated.
    result = MPDeclareAnalyzer(D4PyEventLog(log=events), model, consider_vacuity=True).run()
    done = process_time()
    missed = result.get_metric("num_violations")
    if missed.shape != (len(events), len(constraints)):
        raise RuntimeError("Declare4Py did not read every constraint")
    cases = [trace.attributes["concept:name"] for trace in events]
    return {
        "reading": read - start,
        "checking": done - read,
        "missed": [int(missed.iloc[:, place].sum()) for place in range(len(constraints))],
        "violated": [
            sorted(case for case, count in zip(cases, missed.iloc[:, place], strict=True) if count)
            for place in range(len(constraints))
        ],
    }


def pm4py_declare(log: pd.DataFrame, constraints: list[dict[str, Any]]) -> dict[str, Any]:
    """Response and precedence without a time: for each constraint the violated cases, responses first."""
    start = process_time()
    events = pm4py.convert_to_event_log(log, case_id_key=CASE)
    cases = [trace.attributes["concept:name"] for trace in events]
    pairs = [(item["first"], item["then"]) for item in constraints]
    how_sure = {"support": 1, "confidence": 1}
    model = {template: dict.fromkeys(pairs, how_sure) for template in ("response", "precedence")}
    read = process_time()
    result = pm4py.conformance_declare(
        log, model, activity_key=ACTIVITY, timestamp_key=TIME, case_id_key=CASE
    )
    done = process_time()
    deviations = [{(kind, tuple(pair)) for kind, pair in found["deviations"]} for found in result]
    return {
        "reading": 0.0,
        "reading_own_form": read - start,
        "checking": done - read,
        "violated": [
            sorted(case for case, found in zip(cases, deviations, strict=True) if (template, pair) in found)
            for template in ("response", "precedence")
            for pair in pairs
        ],
    }


TOOLS = {"Declare4Py": declare4py, "pm4py": pm4py_declare}


def main() -> None:
    """Reads the log and the constraints, runs the tool and prints the result."""
    tool, log_path, constraints_path = sys.argv[1:]
    warnings.simplefilter("ignore")
    # What the tools print themselves must not mix with the result.
    with contextlib.redirect_stdout(sys.stderr):
        log = pd.read_csv(log_path, parse_dates=["day"])
        log = log.rename(columns={"case": CASE, "activity": ACTIVITY, "day": TIME})
        log = pm4py.format_dataframe(log, case_id=CASE, activity_key=ACTIVITY, timestamp_key=TIME)
        result = TOOLS[tool](log, json.loads(Path(constraints_path).read_text(encoding="utf-8")))
    print(json.dumps({"version": version(tool), **result}))


if __name__ == "__main__":
    main()
