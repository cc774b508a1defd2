"""The table of entries: the twin of the chart, for reading, sorting and the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.case_view import CaseView
from dashboard.entry_table import file_names, sorting_day

COLUMNS: tuple[Mapping[str, Any], ...] = (
    {
        "field": "sort", "headerName": "Date", "width": 104, "sort": "asc",
        "valueFormatter": {"function": "params.data.date"},
    },
    {"field": "agency", "headerName": "Agency", "width": 112},
    {"field": "persons", "headerName": "Persons", "width": 84},
    {"field": "event", "headerName": "Event", "flex": 3, "minWidth": 170},
    {"field": "action", "headerName": "Action and outcome", "flex": 2, "minWidth": 130},
    {"field": "seen", "headerName": "Seen", "width": 58},
    {"field": "file", "headerName": "File", "width": 116},
    {"field": "row", "headerName": "Row", "width": 54},
)  # fmt: skip


def table_rows(view: CaseView, shown: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of the table, as the grid wants them.

    Args:
        view: the case.
        shown: entries to list, rows of ``view.entries``.
    """
    sheet = shown["sheet"].where(shown["sheet"] == "", ", " + shown["sheet"])
    return pd.DataFrame(
        {
            "id": shown["entry_id"],
            "sort": sorting_day(shown),
            "date": shown["when"],
            "agency": shown["agency"].map(view.agency),
            "persons": shown["persons"],
            "event": shown["event"],
            "action": shown["action"].str.cat(shown["outcome"], sep="\n").str.strip(),
            "seen": shown["child_seen"],
            "file": file_names(shown) + sheet,
            "row": shown["row"],
        }
    ).to_dict("records")
