"""Reads every case folder below a folder, one after another, and tells what each took, as lines of JSON.

It is run in a process of its own, so that what it takes is not what the tests take.
"""

import json
import resource
import sys
import time
from pathlib import Path

from importers import read_case


def work() -> float:
    """Seconds that processors have worked for this process and for the readers that it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def highest() -> float:
    """The most memory that this process has had, in MB.

    What getrusage tells of a process begins with what its parent had, so Linux is asked of the process alone.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    for folder in sorted(Path(sys.argv[1]).iterdir()):
        start, before = time.monotonic(), work()
        case = read_case(folder)
        seconds, worked = time.monotonic() - start, work() - before
        name = next(path.name for path in (folder / "agencies").iterdir() if path.name != "good.csv")
        own = case.issues[case.issues["file"] == f"agencies/{name}"]
        file = case.files.set_index("file").loc[f"agencies/{name}"]
        told = {
            "name": name,
            "seconds": seconds,
            "work": worked,
            "status": file["status"],
            "rows": [int(file[column]) for column in ("rows_read", "entries", "set_aside")],
            "issues": list(own["code"]),
            "errors": list(own.loc[own["severity"] == "error", "code"]),
            "good": int((case.entries["agency"] == "good").sum()),
            "words": " ".join(case.entries["event"]),
            "megabytes": highest(),
            "megabytes_of_readers": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        }
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
