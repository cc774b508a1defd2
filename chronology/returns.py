"""What each agency sent, and for which months: with entries, with a stated nil return, or with nothing.

Three kinds of silence are kept apart: no entry in a return that was received, a stated nil return, and no
return at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from chronology.case import Case
from chronology.dates import DayOrder, read_date

SUPPLIED = ("entries", "possible entries", "stated nil return", "nothing supplied", "no return")
"""What an agency supplied for a month; *possible entries* are dated too widely to be sure of the month."""

COVERAGE_COLUMNS = ("agency", "month", "entries", "possible", "open_ended", "supplied")
GAP_COLUMNS = ("agency", "first", "last", "months")
SUMMARY_COLUMNS = (
    "agency", "name", "kind", "status", "received", "file", "sent_as", "sha256", "entries", "undated", "set_aside",
    "first", "last", "gaps", "longest_gap", "errors", "questions", "notes",
)  # fmt: skip
_OPEN_END = "open_end"
_LONGEST_SPREAD = 24
"""Months: an entry dated more widely than this says nothing of any single month."""


STATUS_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "not read": "received, not readable",
        "own file": "no return received; a file that Chronology wrote lies in its place",
    }
)
"""The status of a return as people read it, where it is another than in :func:`returns_summary`."""


def coverage(case: Case) -> pd.DataFrame:
    """What each agency supplied for each month of the review period.

    Without a review period, the months run from the first to the last day that an entry certainly touches.

    Returns:
        One row an agency and month: ``agency``; ``month``, its first day; ``entries``, those that certainly
        fall within it; ``possible``, those dated more widely that may, one without an end in the month it
        begins; ``open_ended``, those that began in an earlier month and have no end, which say nothing of
        this month; ``supplied``, one of :data:`SUPPLIED`.  No rows where no month is known.
    """
    months = _months(case)
    if months.empty or not case.agencies:
        return pd.DataFrame(
            {
                "agency": pd.Series(dtype="str"),
                "month": pd.Series(dtype="datetime64[us]"),
                "entries": pd.Series(dtype="int64"),
                "possible": pd.Series(dtype="int64"),
                "open_ended": pd.Series(dtype="int64"),
                "supplied": pd.Series(dtype="str"),
            }
        )
    index = pd.MultiIndex.from_product([list(case.agencies), months], names=["agency", "month"])
    certain, possible = _counts(case.entries)
    frame = pd.DataFrame(
        {
            "entries": certain.reindex(index, fill_value=0).astype("int64"),
            "possible": possible.reindex(index, fill_value=0).astype("int64"),
        }
    ).reset_index()
    frame["month"] = frame["month"].astype("datetime64[us]")
    frame["open_ended"] = _open_ended(case.entries, frame)
    said = pd.Series("nothing supplied", index=frame.index, dtype="str")
    said[~frame["agency"].isin(_received(case))] = "no return"
    said[_stated_nil(case, frame)] = "stated nil return"
    said[frame["possible"] > 0] = "possible entries"
    said[frame["entries"] > 0] = "entries"
    return frame.assign(supplied=said)[list(COVERAGE_COLUMNS)]


def gaps(case: Case, least: int = 3) -> pd.DataFrame:
    """Stretches of months for which a return was received but holds nothing.

    Args:
        case: the case.
        least: number of months from which on a stretch is given.

    Returns:
        One row a stretch: ``agency``; ``first`` and ``last``, its first and last day; ``months``, their
        number.
    """
    frame = coverage(case)
    silent = frame["supplied"] == "nothing supplied"
    stretch = (silent.ne(silent.shift()) | frame["agency"].ne(frame["agency"].shift())).cumsum()
    found = (
        frame[silent]
        .groupby(stretch[silent])
        .agg(
            agency=("agency", "first"),
            first=("month", "min"),
            last=("month", "max"),
            months=("month", "size"),
        )
    )
    found = found[found["months"] >= least].reset_index(drop=True)
    found["last"] = found["last"] + pd.offsets.MonthEnd(0)
    return found[list(GAP_COLUMNS)]


def returns_summary(case: Case) -> pd.DataFrame:
    """The state of each agency's return.

    Args:
        case: the case.

    Returns:
        One row an agency, in the order of the case: ``status`` is received, not read, stated nil return, own
        file (one that Chronology wrote lies in the place of the return, and is given as its file) or
        outstanding; ``received`` is NaT where not known; ``sent_as`` is the name under which the agency sent its
        file, blank where not recorded; ``first`` and ``last`` are the first and last day that an entry can touch;
        ``gaps`` counts the stretches of :func:`gaps` and ``longest_gap`` gives the months of the longest;
        ``errors``, ``questions`` and ``notes`` count the issues.
    """
    silent = gaps(case)
    files = case.files.drop_duplicates("agency").set_index("agency")
    by_agency = case.entries.groupby("agency")
    numbers = by_agency.size()
    first, last = by_agency["earliest"].min(), by_agency["latest"].max()
    undated = case.entries["earliest"].isna().groupby(case.entries["agency"]).sum()
    severities = pd.crosstab(case.issues["agency"], case.issues["severity"])
    nil, own = _nil_agencies(case), case.own_in_place
    rows = [
        {
            "agency": key,
            "name": agency.name,
            "kind": agency.kind,
            "status": _status(case, key, nil),
            "received": files["received"].get(key, pd.NaT),
            "file": agency.file or own.get(key, ""),
            "sent_as": files["sent_as"].get(key, ""),
            "sha256": files["sha256"].get(key, ""),
            "entries": int(numbers.get(key, 0)),
            "undated": int(undated.get(key, 0)),
            "set_aside": int(files["set_aside"].get(key, 0)),
            "first": first.get(key, pd.NaT),
            "last": last.get(key, pd.NaT),
            "gaps": int((silent["agency"] == key).sum()),
            "longest_gap": max(silent.loc[silent["agency"] == key, "months"], default=0),
            **{
                f"{severity}s": int(severities[severity].get(key, 0)) if severity in severities else 0
                for severity in ("error", "question", "note")
            },
        }
        for key, agency in case.agencies.items()
    ]
    frame = pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))
    return frame.astype(dict.fromkeys(("received", "first", "last"), "datetime64[us]"))


def place_in_words(file: str, sheet: str, row: int, column: str = "") -> str:
    """Where something stands, as a person finds it: ``agencies/police.xlsx, sheet Log, row 14, Date``.

    Args:
        file: the file; blank where it is plain which.
        sheet: sheet or table; blank where the file has only one unnamed table.
        row: the file's own row; 0 for the whole sheet or file.
        column: header of the column; blank for the whole row.
    """
    # A table of a Word document is named "Table 2", and is no sheet.
    named = sheet if not sheet or sheet.startswith("Table ") else f"sheet {sheet}"
    return ", ".join(part for part in (file, named, f"row {row}" if row else "", column) if part)


def rows_as_entries(rows: int, entries: int) -> str:
    """How many entries a number of rows became: a row with several dates in one cell is several entries.

    ``4 entries``, or ``3 rows that are 4 entries``.
    """
    said = f"{entries:,} {'entry' if entries == 1 else 'entries'}"
    return said if rows == entries else f"{rows:,} {'row that is' if rows == 1 else 'rows that are'} {said}"


def issues_by_kind(case: Case) -> pd.DataFrame:
    """How often each kind came up: ``agency``, ``severity``, ``code`` and the number of ``issues``."""
    counted = case.issues.groupby(["agency", "severity", "code"], sort=True).size().rename("issues")
    return counted.reset_index()


def _months(case: Case) -> pd.DatetimeIndex:
    """First days of the months of the review period, or else of the entries."""
    spread = case.entries[case.entries["precision"].isin(["day", "week", "month"])]
    start = case.review_start if case.review_start is not None else spread["earliest"].min()
    end = case.review_end if case.review_end is not None else spread["latest"].max()
    if pd.isna(start) or pd.isna(end) or end < start:
        return pd.DatetimeIndex([], dtype="datetime64[us]")
    return pd.date_range(_month(start), _month(end), freq="MS", unit="us")


def _month(day: pd.Timestamp) -> pd.Timestamp:
    return day.normalize().replace(day=1)


def _counts(entries: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Entries by agency and month: those within one month, and those that reach over several."""
    dated = entries.dropna(subset=["earliest", "latest"])
    open_end = dated["precision"] == _OPEN_END
    first = dated["earliest"].dt.to_period("M").dt.to_timestamp()
    last = dated["latest"].dt.to_period("M").dt.to_timestamp().mask(open_end, first)
    within = (first == last) & ~open_end
    certain = first[within].groupby([dated["agency"][within], first[within].rename("month")]).size()
    length = (last.dt.year - first.dt.year) * 12 + last.dt.month - first.dt.month + 1
    wide = pd.DataFrame({"agency": dated["agency"], "first": first, "length": length})
    wide = wide[~within & (length <= _LONGEST_SPREAD)]
    spread = wide.loc[wide.index.repeat(wide["length"])]
    step = spread.groupby(level=0).cumcount()
    months = (spread["first"].dt.to_period("M") + step).dt.to_timestamp().rename("month")
    return certain, months.groupby([spread["agency"], months]).size()


def _open_ended(entries: pd.DataFrame, frame: pd.DataFrame) -> pd.Series:
    """For each row of the coverage the entries without an end that began in an earlier month."""
    begun = entries.loc[entries["precision"] == _OPEN_END, ["agency", "earliest"]].dropna()
    first = begun["earliest"].dt.to_period("M").dt.to_timestamp().rename("month").astype("datetime64[us]")
    starts = first.groupby([begun["agency"], first]).size().rename("starts").reset_index()
    counted = (
        frame[["agency", "month"]].merge(starts, on=["agency", "month"], how="outer").sort_values("month")
    )
    since = counted.assign(starts=counted["starts"].fillna(0)).groupby("agency")["starts"]
    counted["open_ended"] = since.cumsum() - counted["starts"].fillna(0)
    joined = frame[["agency", "month"]].merge(counted[["agency", "month", "open_ended"]], how="left")
    return joined["open_ended"].astype("int64").set_axis(frame.index)


def _received(case: Case) -> set[str]:
    return set(case.files.loc[case.files["status"] == "read", "agency"])


def _nil_agencies(case: Case) -> set[str]:
    """Agencies whose whole return is nil: said in case.toml, or in a file that holds no entry."""
    stated = case.issues[case.issues["code"] == "nil_return_stated"]
    return set(stated["agency"]) - set(case.entries["agency"])


def _stated_nil(case: Case, frame: pd.DataFrame) -> pd.Series:
    """Months that a stated nil return covers; one beside entries counts only for the time that it names."""
    covered = frame["agency"].isin(_nil_agencies(case))
    rows = case.set_aside[case.set_aside["reason"] == "nil return"]
    for agency, text in rows[["agency", "text"]].itertuples(index=False):
        for part in text.split(" | "):
            reading = read_date(part, order=DayOrder.DAY_FIRST)
            if reading.earliest is not None and reading.latest is not None:
                first, last = pd.Timestamp(reading.earliest), pd.Timestamp(reading.latest)
                month_end = frame["month"] + pd.offsets.MonthEnd(0)
                covered |= (frame["agency"] == agency) & (frame["month"] >= first) & (month_end <= last)
    return covered


def _status(case: Case, key: str, nil: set[str]) -> str:
    if key in nil:
        return "stated nil return"
    if not case.agencies[key].file:
        return "own file" if key in case.own_in_place else "outstanding"
    return "received" if key in _received(case) else "not read"
