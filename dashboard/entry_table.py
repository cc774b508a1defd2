"""The merged chronology as a grid: every field of an entry, and every original column on demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from dashboard.case_view import CaseView
from dashboard.kinds import KINDS
from dashboard.wording import count, listed

TINTS = 10
"""Colours of agencies; they repeat where there are more agencies, the letters do not."""
MOST_ROWS = 5_000
"""More rows than this make a browser slow; the rest is reached by the filters."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the grid.

    Attributes:
        label: its header.
        width: pixels; 0: takes the room that is left.
        least: pixels that it never falls below.
        shown: shown until the reader chooses otherwise.
    """

    label: str
    width: int
    least: int = 60
    shown: bool = False


@dataclass(frozen=True, slots=True)
class SentColumn:
    """An original column: its header as typed, and the label that also says whose it is."""

    header: str
    label: str


COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "sort": Column("Date", 108, shown=True),
        "agency": Column("Agency", 158, shown=True),
        "kind": Column("Type", 116, shown=True),
        "persons": Column("Persons", 86, shown=True),
        "event": Column("Event", 0, 210, shown=True),
        "action": Column("Action", 0, 150, shown=True),
        "outcome": Column("Outcome", 0, 130, shown=True),
        "comment": Column("Comment", 0, 140),
        "precision": Column("Precision", 84),
        "date_text": Column("Date as typed", 130),
        "earliest": Column("First possible day", 122),
        "latest": Column("Last possible day", 122),
        "time_text": Column("Time", 84),
        "date_basis": Column("How the date was come by", 150),
        "date_note": Column("Note on the date", 220),
        "edtf": Column("Date in EDTF", 140),
        "recorded": Column("Recorded on", 116),
        "persons_named": Column("Persons as in the key", 130),
        "findings": Column("Findings", 80, shown=True),
        "source": Column("Source", 130),
        "professional": Column("Who acted or wrote", 140),
        "location": Column("Where", 120),
        "child_seen": Column("Child seen", 90),
        "file": Column("File", 112, shown=True),
        "sheet": Column("Sheet", 110),
        "row": Column("Row", 58, 50, shown=True),
        "data_row": Column("Row below the header", 120),
        "hidden": Column("Hidden in the file", 110),
        "struck": Column("Struck through", 110),
        "cell_comments": Column("Comments on its cells", 180),
        "entry_id": Column("Id of the entry", 130),
    }
)
"""By field; the order is that of the grid and of the menu."""

GRID_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
        "animateRows": False,
        "suppressCellFocus": False,
        "enableCellTextSelection": True,
        "ensureDomOrder": True,
        "multiSortKey": "ctrl",
        "localeText": {"noRowsToShow": "No entry passes the filters.", "loadingOoo": "Opening the entries …"},
    }
)


def shown_at_first() -> list[str]:
    """The columns that are shown until the reader chooses."""
    return [name for name, column in COLUMNS.items() if column.shown]


def sent_columns(view: CaseView) -> dict[str, SentColumn]:
    """Every original header of every return, as a column of its own, by the name of the column.

    Headers that several agencies share are one column.
    """
    headers: dict[str, list[str]] = {}
    for agency, group in view.entries.groupby("agency", sort=False):
        for header in dict.fromkeys(
            str(header) for cells in group["original"] for header in dict(cells or {})
        ):
            headers.setdefault(header, []).append(view.codes.get(str(agency), ""))
    return {
        f"sent:{number}": SentColumn(
            header, f"{' '.join(header.split()) or '(column without a name)'} ({listed(codes)})"
        )
        for number, (header, codes) in enumerate(headers.items())
    }


def column_defs(chosen: Iterable[str], sent: Mapping[str, SentColumn]) -> list[dict[str, Any]]:
    """Definitions of the columns chosen, as the grid wants them.

    Args:
        chosen: names of columns.
        sent: what :func:`sent_columns` gives.
    """
    wanted = set(chosen)
    defs = [_definition(name, column) for name, column in COLUMNS.items() if name in wanted]
    own = [
        {"field": name, "headerName": column.label, "width": 200, "filter": "agTextColumnFilter"}
        for name, column in sent.items()
        if name in wanted
    ]
    return [*defs, *own]


def _definition(name: str, column: Column) -> dict[str, Any]:
    made: dict[str, Any] = {"field": name, "headerName": column.label, "minWidth": column.least}
    made |= {"width": column.width} if column.width else {"flex": 2 if name == "event" else 1}
    if name not in ("row", "data_row"):
        # A box for those would be too narrow to type into; the header sorts.
        made["filter"] = "agTextColumnFilter"
    if name == "sort":
        # It sorts by the day and is read, filtered and found by its words.
        made |= {
            "sort": "asc",
            "valueFormatter": {"function": "params.data.date"},
            "filterValueGetter": {"function": "params.data.date"},
        }
    if name == "agency":
        made["cellClass"] = {"function": "params.data.tint"}
    if name == "kind":
        made["cellClass"] = {"function": "params.data.sign"}
    return made


def grid_rows(
    view: CaseView, shown: pd.DataFrame, chosen: Iterable[str], sent: Mapping[str, SentColumn]
) -> list[dict[str, Any]]:
    """The rows of the grid, with the fields chosen and those that every row needs.

    Args:
        view: the case.
        shown: entries to list, rows of ``view.entries``.
        chosen: names of columns.
        sent: what :func:`sent_columns` gives.
    """
    wanted = set(chosen)
    tint = {key: f"agency-cell agency-{place % TINTS}" for place, key in enumerate(view.codes)}
    rows = pd.DataFrame(
        {
            "id": shown["entry_id"],
            "sort": sorting_day(shown),
            "date": shown["when"],
            "agency": [f"{view.codes.get(key, '')} {view.agency(key)}" for key in shown["agency"]],
            "tint": shown["agency"].map(tint),
            "kind": [KINDS[kind].label for kind in shown["kind"]],
            "sign": ["kind-cell kind-" + kind.split()[0].replace("'s", "") for kind in shown["kind"]],
        }
    )
    _add_fields(rows, shown, wanted)
    if "persons_named" in wanted:
        rows["persons_named"] = [", ".join(codes) for codes in shown["persons_named"]]
    if "findings" in wanted:
        rows["findings"] = shown["entry_id"].map(_ranks(view)).fillna("")
    cells = [
        {str(header): str(text) for header, text in dict(row or {}).items()} for row in shown["original"]
    ]
    for name, column in sent.items():
        if name in wanted:
            rows[name] = [row.get(column.header, "") for row in cells]
    return rows.to_dict("records")


def _add_fields(rows: pd.DataFrame, shown: pd.DataFrame, wanted: set[str]) -> None:
    """Add the fields wanted, each as the grid shows it."""
    texts = (
        "persons", "event", "action", "outcome", "comment", "precision", "date_text", "time_text", "date_basis",
        "date_note", "edtf", "source", "professional", "location", "child_seen", "file", "sheet", "row",
        "data_row", "cell_comments", "entry_id",
    )  # fmt: skip
    for name in texts:
        if name in wanted:
            rows[name] = shown[name]
    for name in ("earliest", "latest", "recorded"):
        if name in wanted:
            rows[name] = shown[name].dt.strftime("%Y-%m-%d").fillna("")
    for name in ("hidden", "struck"):
        if name in wanted:
            rows[name] = shown[name].map({True: "yes", False: ""})
    for name in ("date_basis", "precision"):
        if name in wanted:
            rows[name] = rows[name].str.replace("_", " ")
    if "file" in wanted:
        rows["file"] = file_names(shown)


def file_names(shown: pd.DataFrame) -> pd.Series:
    """The name of the file of each entry, without its folder."""
    return shown["file"].str.replace(r"^.*/", "", regex=True)


def sorting_day(shown: pd.DataFrame) -> pd.Series:
    """The day by which an entry is sorted; undated entries come last, where they are not overlooked."""
    # "By 31 Aug" sorts at that day, not at the bound that was put in place of its open end.
    known = shown["latest"].where(shown["edtf"].str.startswith("../"), shown["earliest"])
    return known.fillna(shown["latest"]).dt.strftime("%Y-%m-%d").fillna("9999")


def _ranks(view: CaseView) -> dict[str, str]:
    """Ranks of the findings that cite an entry, by entry."""
    cited = view.analysis.findings[["rank", "entries"]].explode("entries").sort_values("rank")
    return cited.groupby("entries")["rank"].agg(lambda ranks: ", ".join(map(str, ranks))).to_dict()


def rows_listed(shown: pd.DataFrame, entry: str | None, most: int = MOST_ROWS) -> pd.DataFrame:
    """The entries that a grid lists: all, or the first by date where there are very many.

    Args:
        shown: entries that pass the filters.
        entry: id of the chosen entry, which is always listed.
        most: so many are listed.
    """
    if len(shown) <= most:
        return shown
    first = shown["earliest"].fillna(shown["latest"]).sort_values(kind="stable").index[:most]
    return shown[shown.index.isin(first) | (shown["entry_id"] == entry)]


def shown_words(view: CaseView, shown: pd.DataFrame, listed: int) -> str:
    """How many entries are shown, and how many of them the table lists where it does not list them all."""
    words = f"Showing {len(shown):,} of {count(len(view.entries), 'entry', 'entries')}"
    if listed == len(shown):
        return words
    return f"{words}; the table lists the first {listed:,} by date (use the filters to reach the others)"
