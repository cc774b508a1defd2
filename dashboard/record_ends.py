"""The first and the last entry of a record, with dates that are not exact."""

from __future__ import annotations

import pandas as pd


def first_and_last(entries: pd.DataFrame, by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first and the last dated entry of each group.

    An end that is left open says nothing of where a record begins or ends, so "by 8 February" counts at that
    day and "after 12 June" at that one; of two that begin or end on one day the more exact one counts.

    Args:
        entries: with ``earliest``, ``latest`` and ``edtf``.
        by: the column to group by.

    Returns:
        the rows of the first entries and those of the last, each indexed by the group.
    """
    open_start, open_end = entries["edtf"].str.startswith("../"), entries["edtf"].str.endswith("/..")
    begins = entries["latest"].where(open_start, entries["earliest"])
    ends = entries["earliest"].where(open_end, entries["latest"])
    dated = entries.assign(begins=begins, ends=ends)
    first = dated.dropna(subset="begins").sort_values(["begins", "ends"], kind="stable")
    last = dated.dropna(subset="ends").sort_values(["ends", "begins"], ascending=False, kind="stable")
    return first.drop_duplicates(by).set_index(by), last.drop_duplicates(by).set_index(by)


def in_date_order(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries by date; one whose beginning is open stands at its end, one without a date last."""
    known = entries["latest"].where(entries["edtf"].str.startswith("../"), entries["earliest"])
    order = entries.assign(known=known.fillna(entries["latest"])).sort_values(
        ["known", "latest", "position"], kind="stable", na_position="last"
    )
    return order.drop(columns="known")
