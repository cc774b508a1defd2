"""What an agency knew on a day, as far as the returns show."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dashboard.case_view import CaseView

KNEW, MAY_HAVE_KNOWN, LATER, DAY_NOT_KNOWN = "knew", "may have known", "later", "day not known"


def known_by(view: CaseView, day: pd.Timestamp) -> pd.DataFrame:
    """What each agency knew on or before a day.

    An agency knows its own entries from the day they are dated, and those of others from the day on which a
    link carried them to it (``analysis.knowledge``).

    Args:
        view: the case.
        day: the day at which one stands.

    Returns:
        One row an agency and entry, the surest and earliest way by which it came to know: ``agency``,
        ``entry_id``, ``how`` (own record, told, met, same event or followed up), ``from_earliest``,
        ``from_latest``, ``standing``: *knew* (by the day at the latest), *may have known* (the dates given do
        not show it), *later* or *day not known*.
    """
    knowledge = view.analysis.knowledge
    first, last = knowledge["from_earliest"], knowledge["from_latest"]
    undated = first.isna() & last.isna()
    by_then, begun = last.fillna(first) <= day, first.fillna(last) <= day
    # With one end unknown it is not shown that the agency knew by the day, only that it may have.
    sure = by_then & last.notna()
    place = np.select([undated, sure, begun], [3, 0, 1], 2)
    told = knowledge.assign(
        place=place, standing=np.array([KNEW, MAY_HAVE_KNOWN, LATER, DAY_NOT_KNOWN])[place]
    )
    # What it recorded itself comes before what it was told of the same.
    told["other"] = told["how"] != "own record"
    told = told.sort_values(["place", "other", "from_latest"], kind="stable")
    columns = ["agency", "entry_id", "how", "from_earliest", "from_latest", "standing"]
    return told.drop_duplicates(["agency", "entry_id"])[columns].reset_index(drop=True)


def about(view: CaseView, entry_ids: pd.Series, persons: Iterable[str]) -> pd.Series:
    """Whether each entry names one of these persons."""
    mentions = view.analysis.mentions
    named = mentions.loc[mentions["person"].isin(list(persons)), "entry_id"]
    return entry_ids.isin(named)
