"""The tables of a case as people take them away: one row an entry, a flag, a return, an issue.

They are frames whose columns are the headings that people read.  The words of the agencies stand in them
unchanged; whoever writes them into a file makes them safe for that kind of file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from chronology.analysis import Analysis
from chronology.case import Case
from chronology.dates import show_interval
from chronology.frames import CLASSES
from chronology.returns import STATUS_WORDS, returns_summary

BASIS: Mapping[str, str] = MappingProxyType(
    {
        "typed": "as typed",
        "cell": "from a true date cell",
        "inferred_year": "the year was inferred",
        "inherited": "taken from the row above",
        "relative": "counted from another entry",
        "age": "worked out from an age",
        "none": "no date could be read",
    }
)
"""How a date was come by, in words, by :class:`chronology.dates.Basis` value."""

_REMARKS = (
    ("hidden", "The row, or its column or sheet, was hidden in the file."),
    ("struck", "Text of the row was struck through in the file."),
)


def in_date_order(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries by date, those of one day as the agencies' files hold them, undated ones last.

    An entry dated "by 31 August" stands at that day: the bound that was put in place of its open end is not
    the agency's.

    Args:
        entries: rows of ``case.entries``.
    """
    at = entries["latest"].where(entries["edtf"].str.startswith("../"), entries["earliest"])
    ordered = entries.assign(at=at.fillna(entries["latest"]))
    return ordered.sort_values(["at", "latest", "position"], kind="stable").drop(columns="at")


def entry_numbers(entries: pd.DataFrame) -> dict[str, int]:
    """The number of each entry in date order, from 1, by its ``entry_id``.

    Args:
        entries: ``case.entries``.
    """
    return {entry: number for number, entry in enumerate(in_date_order(entries)["entry_id"], 1)}


def dates_in_words(entries: pd.DataFrame) -> list[str]:
    """The date of each entry as it was understood, such as ``3 Jan 2014`` or ``undated``.

    Args:
        entries: rows of ``case.entries``.
    """
    columns = (entries[name] for name in ("earliest", "latest", "precision", "edtf"))
    return [
        show_interval(
            None if pd.isna(earliest) or edtf.startswith("../") else earliest.date(),
            None if pd.isna(latest) or edtf.endswith("/..") else latest.date(),
            precision,
        )
        for earliest, latest, precision, edtf in zip(*columns, strict=True)
    ]


def places(entries: pd.DataFrame) -> list[str]:
    """Where each entry stands: ``hospital.xlsx, sheet Attendances, row 9``.

    Args:
        entries: rows of ``case.entries``.
    """
    return [
        f"{file.rpartition('/')[2]}{f', sheet {sheet}' if sheet else ''}, row {row}"
        for file, sheet, row in entries[["file", "sheet", "row"]].itertuples(index=False)
    ]


def entries_table(analysis: Analysis, codes: Mapping[str, str]) -> pd.DataFrame:
    """The merged chronology: every entry in date order, undated ones last.

    Args:
        analysis: the case and its findings.
        codes: letter code by agency key.

    Returns:
        One row an entry, all text but ``No.`` and ``Row`` (whole numbers) and ``First day``, ``Last day`` and
        ``Recorded`` (dates, NaT where there is none).  ``Findings`` gives the numbers of the findings that the
        entry is part of, ``As sent`` every original cell under its own heading.
    """
    case = analysis.case
    entries = in_date_order(case.entries)
    part_of = _findings_of_entries(analysis)
    return pd.DataFrame(
        {
            "No.": range(1, len(entries) + 1),
            "Date": dates_in_words(entries),
            "Date as typed": entries["date_text"],
            "Time": entries["time_text"],
            "Code": entries["agency"].map(dict(codes)).fillna(""),
            "Agency": case.names(entries["agency"]),
            "Persons": entries["persons"],
            "Event": entries["event"],
            "Action": entries["action"],
            "Outcome": entries["outcome"],
            "Comment": entries["comment"],
            "Seen": entries["child_seen"],
            "Findings": [part_of.get(entry, "") for entry in entries["entry_id"]],
            "File": entries["file"],
            "Sheet": entries["sheet"],
            "Row": entries["row"],
            "First day": entries["earliest"],
            "Last day": entries["latest"],
            "Precision": entries["precision"].str.replace("_", " "),
            "How the date was read": _how_read(entries),
            "EDTF": entries["edtf"],
            "Recorded": entries["recorded"],
            "Source": entries["source"],
            "Professional": entries["professional"],
            "Location": entries["location"],
            "Remarks": remarks(entries),
            "Cell comments": entries["cell_comments"],
            "As sent": [
                "\n".join(f"{header}: {text}" for header, text in dict(cells or {}).items() if text)
                for cells in entries["original"]
            ],
            "Entry": entries["entry_id"],
        }
    ).reset_index(drop=True)


def remarks(entries: pd.DataFrame) -> list[str]:
    """What is to be known of how each row stood in its file; blank where nothing.

    Args:
        entries: rows of ``case.entries``.
    """
    columns = [entries[name] for name, _ in _REMARKS]
    return [
        " ".join(words for (_, words), holds in zip(_REMARKS, row, strict=True) if holds)
        for row in zip(*columns, strict=True)
    ]


def findings_table(analysis: Analysis, codes: Mapping[str, str]) -> pd.DataFrame:
    """The findings: one row for each of their parts, the leading one first.

    Args:
        analysis: the case and its findings.
        codes: letter code by agency key.

    Returns:
        One row a flag in the order of the findings: ``No.`` of the finding and ``Part`` (whole numbers);
        ``Due from`` and ``Due by`` (dates, NaT where no day can be counted); all else text.  ``Entries`` has
        a line for each entry: its number in the chronology, date, agency code, file, sheet and row.
    """
    case, flags = analysis.case, analysis.flags
    ranks = dict(zip(analysis.findings["finding_id"], analysis.findings["rank"], strict=True))
    flags = flags.assign(finding=flags["finding_id"].map(ranks)).sort_values(["finding", "rank"])
    lines = _entry_lines(case, codes)
    return pd.DataFrame(
        {
            "No.": flags["finding"].astype("int64"),
            "Part": flags.groupby("finding").cumcount() + 1,
            "Title": flags["title"],
            "State": flags["state"],
            "In words": flags["sentence"],
            "Expected": flags["expected"],
            "By when": [_interval(a, b) for a, b in _pairs(flags, "due_earliest", "due_latest")],
            "Looked in": [looked_in(case, keys) for keys in flags["answer_agencies"]],
            "Entries": ["\n".join(lines[entry] for entry in own) for own in flags["entries"]],
            "Persons": [", ".join(persons) for persons in flags["persons"]],
            "Agencies": [", ".join(case.names(keys)) for keys in flags["agencies"]],
            "Where we looked": flags["searched"],
            "Kind": [CLASSES.get(name, name.replace("_", " ")) for name in flags["class"]],
            "Rule": flags["rule"],
            "Rests on": flags["source"],
            "Source confirmed": flags["confirmed_source"].map({True: "yes", False: "not confirmed"}),
            "Due from": flags["due_earliest"],
            "Due by": flags["due_latest"],
            "Finding": flags["finding_id"],
        }
    ).reset_index(drop=True)


def looked_in(case: Case, keys: Iterable[str]) -> str:
    """The returns in which an answer was looked for, by the names of their agencies.

    Args:
        case: the case.
        keys: keys of the agencies.
    """
    wanted = list(keys)
    returns = case.returned
    if len(returns) > 1 and set(returns) <= set(wanted):
        return f"all {len(returns)} returns"
    read = [key for key in wanted if key not in case.not_readable]
    return ", ".join(case.names(read)) or "no return that could be read"


def returns_table(case: Case, codes: Mapping[str, str]) -> pd.DataFrame:
    """What each agency sent: its entries, its rows set aside by reason, and what there is to ask.

    Args:
        case: the case.
        codes: letter code by agency key.

    Returns:
        One row an agency.  ``Rows read`` is always ``Entries`` plus ``Set aside``; a column for each reason
        tells how the latter divide.
    """
    summary = returns_summary(case)
    agencies = summary["agency"]
    read = case.files.groupby("agency")["rows_read"].sum()
    reasons = pd.crosstab(case.set_aside["agency"], case.set_aside["reason"]).reindex(agencies, fill_value=0)
    table = pd.DataFrame(
        {
            "Code": agencies.map(dict(codes)).fillna(""),
            "Agency": case.names(agencies),
            "Kind": summary["kind"],
            "Return": summary["status"].replace(STATUS_WORDS),
            "Received": summary["received"],
            "Rows read": agencies.map(read).fillna(0).astype("int64"),
            "Entries": summary["entries"],
            "Set aside": summary["set_aside"],
            "Undated": summary["undated"],
            "First entry": summary["first"],
            "Last entry": summary["last"],
            "Errors": summary["errors"],
            "Questions": summary["questions"],
            "Notes": summary["notes"],
        }
    )
    for reason in reasons.columns:
        table[f"Set aside: {reason}"] = reasons[reason].to_numpy()
    return table.assign(File=summary["file"], **{"SHA-256 of the file": summary["sha256"]})


def issues_table(case: Case) -> pd.DataFrame:
    """What an agency, or the person who collates, should look at; a row each, errors first.

    Args:
        case: the case.
    """
    order = {"error": 0, "question": 1, "note": 2}
    issues = case.issues.assign(order=case.issues["severity"].map(order).fillna(len(order)))
    issues = issues.sort_values(["order", "file", "sheet", "row"], kind="stable")
    return pd.DataFrame(
        {
            "Weight": issues["severity"],
            "Agency": case.names(issues["agency"]),
            "What to look at": issues["sentence"],
            "Done meanwhile": issues["done"],
            "File": issues["file"],
            "Sheet": issues["sheet"],
            "Row": issues["row"].astype(object).where(issues["row"] > 0, ""),
            "Column": issues["column"],
        }
    ).reset_index(drop=True)


def set_aside_table(case: Case) -> pd.DataFrame:
    """Every row of the agencies' files that is not an entry, with its words and the reason.

    Args:
        case: the case.
    """
    rows = case.set_aside
    return pd.DataFrame(
        {
            "Agency": case.names(rows["agency"]),
            "Reason": rows["reason"],
            "Words of the row": rows["text"],
            "File": rows["file"],
            "Sheet": rows["sheet"],
            "Row": rows["row"],
        }
    ).reset_index(drop=True)


def _findings_of_entries(analysis: Analysis) -> dict[str, str]:
    """The numbers of the findings that each entry is part of, such as ``1, 5``."""
    findings = analysis.findings.sort_values("rank")[["rank", "entries"]].explode("entries").dropna()
    return findings.groupby("entries")["rank"].agg(lambda ranks: ", ".join(map(str, ranks))).to_dict()


def _entry_lines(case: Case, codes: Mapping[str, str]) -> dict[str, str]:
    entries = in_date_order(case.entries)
    columns = (entries["entry_id"], dates_in_words(entries), entries["agency"], places(entries))
    return {
        entry: f"{number}: {when}, {codes.get(agency, agency)}, {place}"
        for number, (entry, when, agency, place) in enumerate(zip(*columns, strict=True), 1)
    }


def _how_read(entries: pd.DataFrame) -> list[str]:
    return [
        f"{BASIS.get(basis, basis.replace('_', ' '))}. {note}" if note else BASIS.get(basis, basis)
        for basis, note in entries[["date_basis", "date_note"]].itertuples(index=False)
    ]


def _pairs(frame: pd.DataFrame, first: str, second: str) -> Iterable[tuple[pd.Timestamp, pd.Timestamp]]:
    return zip(frame[first], frame[second], strict=True)


def _interval(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """When a step was due, in words."""
    if pd.isna(earliest) and pd.isna(latest):
        return "no day can be counted"
    ends = [None if pd.isna(end) else end.date() for end in (earliest, latest)]
    return show_interval(ends[0], ends[1])
