"""Links made between the entries of one finding: quiet grey lines on its small chart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.case_view import CaseView
from dashboard.ink import LINK

_DASH = {"told": "solid", "followed up": "solid", "met": "4px,3px", "same event": "1px,3px"}


def link_lines(view: CaseView, marks: pd.DataFrame) -> list[dict[str, Any]]:
    """One line for each pair of dated entries that a link joins.

    Args:
        view: the case.
        marks: ``entry_id``, ``x``, ``y`` and ``undated``.
    """
    at = marks[~marks["undated"]].set_index("entry_id")[["x", "y"]]
    links = view.analysis.links
    links = links[links["from_entry"].isin(at.index) & links["to_entry"].isin(at.index)]
    links = links.drop_duplicates(["from_entry", "to_entry", "kind"])
    return [
        {
            "type": "scatter", "mode": "lines", "name": f"link made: {row.kind}", "hoverinfo": "skip",
            "x": at.loc[[row.from_entry, row.to_entry], "x"].tolist(),
            "y": at.loc[[row.from_entry, row.to_entry], "y"].tolist(),
            "line": {"color": LINK, "width": 1.2, "dash": _DASH.get(row.kind, "solid")},
        }
        for row in links.itertuples()
    ]  # fmt: skip
