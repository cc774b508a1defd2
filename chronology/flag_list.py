"""The flags as a list that other programs and people can read: JSON, CSV or a plain table."""

from __future__ import annotations

import csv
import io
import json
import textwrap

from chronology.analysis import Analysis
from chronology.export_safety import safe_cell
from chronology.reservations import key_reservations
from chronology.returns import place_in_words

FORMATS = ("table", "csv", "json")


def flag_records(analysis: Analysis) -> list[dict[str, object]]:
    """One dictionary a flag, in reading order.

    Each has ``rank``, ``rule``, ``title``, ``class``, ``state``, ``sentence``, ``expected``, ``source``,
    ``events`` (file relative to the case folder, sheet, ``row`` as the data row counted from 1 below the
    header, and ``file_row`` as a person sees it in the file), ``persons``, ``agencies``, ``finding``,
    ``number`` (of the finding, as people read it everywhere) and ``part`` (of the finding, from 1).
    """
    places = analysis.case.entries.set_index("entry_id")[["file", "sheet", "row", "data_row"]].to_dict(
        "index"
    )
    findings = analysis.findings
    numbers = dict(zip(findings["finding_id"], findings["rank"], strict=True))
    parts = {flag: part for flags in findings["flags"] for part, flag in enumerate(flags, start=1)}
    return [
        {
            **{
                name: flag[name]
                for name in ("rank", "rule", "title", "class", "state", "sentence", "expected", "source")
            },
            "source_confirmed": bool(flag["confirmed_source"]),
            "finding": flag["finding_id"],
            "number": int(numbers[flag["finding_id"]]),
            "part": parts[flag["flag_id"]],
            "events": [
                {
                    "file": places[entry]["file"],
                    "row": int(places[entry]["data_row"]),
                    "sheet": places[entry]["sheet"],
                    "file_row": int(places[entry]["row"]),
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
    # People read finding by finding, as in the app; the list for programs keeps the order of the flags.
    records.sort(key=lambda record: (record["number"], record["part"]))
    if form == "csv":
        return _as_csv(records)
    if form == "table":
        return _as_table(records) + _not_listed(analysis.unlisted) + _reserved(analysis)
    raise ValueError(f"the format must be one of {', '.join(FORMATS)}")


def _not_listed(count: int) -> str:
    return f"{count} more that weigh less are not listed; --all lists them.\n" if count else ""


def _reserved(analysis: Analysis) -> str:
    return "".join(f"\n{textwrap.fill(sentence, 105)}\n" for sentence in key_reservations(analysis))


def _places(record: dict[str, object]) -> list[str]:
    """Where each entry that a flag cites stands, with the file's own rows."""
    return [
        place_in_words(event["file"], event["sheet"], event["file_row"])
        for event in record["events"]  # type: ignore[attr-defined]
    ]


def _as_csv(records: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = ("rule", "title", "class", "state", "sentence", "expected", "source")
    writer.writerow(["finding", "part", *columns, "entries", "persons", "agencies"])
    for record in records:
        lists = [", ".join(map(str, record[name])) for name in ("persons", "agencies")]  # type: ignore[call-overload]
        said = (record[name] for name in ("number", "part", *columns))
        cells = (*said, "; ".join(_places(record)), *lists)
        writer.writerow([safe_cell(str(value)) for value in cells])
    return out.getvalue()


def _as_table(records: list[dict[str, object]]) -> str:
    lines = []
    for record in records:
        part = f", part {record['part']}" if record["part"] != 1 else ""
        lines.append(
            f"Finding {record['number']}{part}: {record['title']}  [{record['state']}; {record['rule']}]"
        )
        lines += textwrap.wrap(
            str(record["sentence"]), 100, initial_indent="     ", subsequent_indent="     "
        )
        lines += ["     Entries:", *(f"       {place}" for place in _places(record)), ""]
    return "\n".join(lines or ["No flags."]) + "\n"
