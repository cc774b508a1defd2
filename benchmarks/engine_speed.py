"""How the time of a whole analysis grows with the entries, and where it is spent.

Run ``python -m benchmarks.engine_speed`` (``--sizes 5000,20000,100000``).  Every national rule runs on a made-up
case of each size; the table gives processor seconds for each stage and, between sizes, the growth: the power of
the size with which the time grew.  1 is in step with the entries, 2 is with all pairs of them; the last column
is what n log n would give.  The program ends with status 1 where the whole analysis grew faster than that.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from math import log
from time import process_time
from typing import Any, TypeAlias
from unittest.mock import patch

from benchmarks.made_up_case import made_up_case
from chronology import engine
from chronology.case import Case
from chronology.patterns import PATTERNS

Seconds: TypeAlias = dict[str, float]

SIZES = (5_000, 20_000, 100_000)
WHOLE = "whole analysis"
# What is timed under which name: functions as the engine knows them.
STAGES = {
    "vocabulary": ("load_rules", "load_vocabulary"),
    "people": ("build_key", "find_mentions"),
    "tags": ("tag_entries",),
    "record": ("build_record",),
    "spells": ("find_spells",),
    "links": ("find_links", "_followed_up"),
    "knowledge": ("find_knowledge",),
    "flags": ("_flags",),
    "wording": ("sentence_of", "searched_of"),
    "findings": ("rank_flags", "worth_listing", "group_findings"),
}
# One run on a shared machine wavers by this much of the power.
NOISE = 0.05


class Stopwatch:
    """Processor seconds by name; a stage inside another counts for itself only."""

    def __init__(self) -> None:
        self.seconds: Seconds = defaultdict(float)
        self._running: list[tuple[str, float]] = []

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        """Counts the time of the block under the name, and stops the clock of the block around it."""
        now = process_time()
        if self._running:
            outer, since = self._running[-1]
            self.seconds[outer] += now - since
        self._running.append((name, now))
        try:
            yield
        finally:
            now = process_time()
            _, since = self._running.pop()
            self.seconds[name] += now - since
            if self._running:
                self._running[-1] = (self._running[-1][0], now)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time counted under the name."""

        def run(*args: Any, **kwargs: Any) -> Any:
            with self.running(name):
                return function(*args, **kwargs)

        return run


def measure(case: Case) -> tuple[Seconds, int]:
    """Processor seconds of each stage and of the whole analysis, and how many flags it found."""
    watch = Stopwatch()
    patterns = {name: watch.timed(f"pattern {name}", pattern) for name, pattern in PATTERNS.items()}
    gc.collect()
    with ExitStack() as stack:
        for stage, names in STAGES.items():
            for name in names:
                timed = watch.timed(stage, getattr(engine, name))
                stack.enter_context(patch.object(engine, name, timed))
        stack.enter_context(patch.object(engine, "PATTERNS", patterns))
        with watch.running("other"):
            analysis = engine.analyse(case)
    seconds = watch.seconds
    seconds[WHOLE] = sum(seconds.values())
    return seconds, len(analysis.flags) + analysis.unlisted


def growth(sizes: tuple[int, int], seconds: tuple[float, float]) -> float:
    """The power of the size with which the time grew."""
    return log(seconds[1] / seconds[0]) / log(sizes[1] / sizes[0])


def n_log_n(sizes: tuple[int, int]) -> float:
    """The power that a growth of n log n shows between two sizes."""
    return growth(sizes, (sizes[0] * log(sizes[0]), sizes[1] * log(sizes[1])))


def table(sizes: Sequence[int], measured: Sequence[Seconds]) -> str:
    """Seconds of each stage at each size and the growth between sizes, the slowest stage first."""
    steps = list(pairwise(sizes))
    head = f"{'processor seconds':<24}" + "".join(f"{size:>10,}" for size in sizes)
    head += "".join(f"{f'{a:,} to {b:,}':>20}" for a, b in steps)
    lines = [head]
    for stage in sorted(measured[-1], key=measured[-1].__getitem__, reverse=True):
        line = f"{stage:<24}" + "".join(f"{seconds[stage]:>10.2f}" for seconds in measured)
        for place, step in enumerate(steps):
            times = measured[place][stage], measured[place + 1][stage]
            # A power of hundredths of a second says nothing.
            line += f"{growth(step, times):>20.2f}" if min(times) >= 0.05 else f"{'':>20}"
        lines.append(line)
    lines.append(
        f"{'n log n would be':<{24 + 10 * len(sizes)}}" + "".join(f"{n_log_n(s):>20.2f}" for s in steps)
    )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, and says by its status whether the growth is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="entries, separated by commas")
    sizes = sorted(int(size) for size in parser.parse_args(arguments).sizes.split(","))
    measured = []
    for size in sizes:
        seconds, flags = measure(made_up_case(size))
        measured.append(seconds)
        print(
            f"{size:,} entries: {seconds[WHOLE]:.1f} s, {flags:,} flags ({100 * flags / size:.0f} per 100)",
            flush=True,
        )
    print(table(sizes, measured))
    fits = all(
        growth(step, (one[WHOLE], two[WHOLE])) <= n_log_n(step) + NOISE
        for step, one, two in zip(pairwise(sizes), measured, measured[1:], strict=False)
    )
    print("Growth is no worse than n log n." if fits else "Growth is worse than n log n.")
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
