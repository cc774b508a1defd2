"""The flags as a list that other programs and people can read: JSON, CSV or a plain table."""

from __future__ import annotations

import csv
import io
import json
import textwrap

from chronology.analysis import Analysis
from chronology.export_safety import safe_cell

FORMATS = ("table", "csv", "json")


def flag_records(analysis: Analysis) -> list[dict[str, object]]:
    """One dictionary a flag, in reading order.

    Each has ``rank``, ``rule``, ``title``, ``class``, ``state``, ``sentence``, ``expected``, ``source``,
    ``events`` (file relative to the case folder, sheet, and data row counted from 1 below the header),
    ``persons``, ``agencies`` and ``finding``.
    """
    places = analysis.case.entries.set_index("entry_id")[["file", "sheet", "data_row"]].to_dict("index")
    return [
        {
            **{
                name: flag[name]
                for name in ("rank", "rule", "title", "class", "state", "sentence", "expected", "source")
            },
            "source_confirmed": bool(flag["confirmed_source"]),
            "finding": flag["finding_id"],
            "events": [
                {
                    "file": places[entry]["file"],
                    "row": int(places[entry]["data_row"]),
                    "sheet": places[entry]["sheet"],
                }
                for entry in flag["entries"]
            ],
            "persons": list(flag["persons"]),
            "agencies": list(flag["agencies"]),
        }
        for flag in analysis.flags.to_dict("records")
    ]


def flags_as_text(analysis: Analysis, form: str) -> str:
    """The flags in one of :data:`FORMATS`.

    Raises:
        ValueError: the format is none of them.
    """
    records = flag_records(analysis)
    if form == "json":
        return json.dumps(records, indent=1, ensure_ascii=False) + "\n"
    if form == "csv":
        return _as_csv(records)
    if form == "table":
        return _as_table(records) + _not_listed(analysis.unlisted)
    raise ValueError(f"the format must be one of {', '.join(FORMATS)}")


def _not_listed(count: int) -> str:
    return f"{count} more that weigh less are not listed; --all lists them.\n" if count else ""


def _place(event: dict[str, object]) -> str:
    return f"{event['file']} row {event['row']}"


def _as_csv(records: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = ("rank", "rule", "title", "class", "state", "sentence", "expected", "source")
    writer.writerow([*columns, "events", "persons", "agencies"])
    for record in records:
        events = "; ".join(map(_place, record["events"]))  # type: ignore[call-overload]
        lists = [", ".join(map(str, record[name])) for name in ("persons", "agencies")]  # type: ignore[call-overload]
        writer.writerow([safe_cell(str(value)) for value in (*(record[c] for c in columns), events, *lists)])
    return out.getvalue()


def _as_table(records: list[dict[str, object]]) -> str:
    lines = []
    for record in records:
        lines.append(f"{record['rank']:>3}  {record['title']}  [{record['state']}; {record['rule']}]")
        lines += textwrap.wrap(
            str(record["sentence"]), 100, initial_indent="     ", subsequent_indent="     "
        )
        events = "; ".join(map(_place, record["events"]))  # type: ignore[call-overload]
        lines += [
            *textwrap.wrap(f"Entries: {events}", 100, initial_indent="     ", subsequent_indent="     "),
            "",
        ]
    return "\n".join(lines or ["No flags."]) + "\n"
