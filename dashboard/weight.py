"""How much an entry weighs on the chart: cited by a finding, telling of an event, or routine."""

from __future__ import annotations

import numpy as np
import pandas as pd

from chronology.analysis import Analysis
from dashboard.kinds import WEAK_TAGS

CITED, TELLING, ROUTINE = "cited", "telling", "routine"


def weight_of_entry(analysis: Analysis) -> pd.Series:
    """The weight of each entry.

    Returns:
        A series indexed by ``entry_id`` in the order of ``case.entries``: ``cited`` where a finding rests on
        it, ``telling`` where its words tell of an event, else ``routine``.
    """
    entries = pd.Index(analysis.case.entries["entry_id"])
    cited = {entry for listed in analysis.findings["entries"] for entry in listed}
    told = analysis.tags.loc[~analysis.tags["tag"].isin(WEAK_TAGS), "entry_id"].unique()
    values = np.where(entries.isin(list(cited)), CITED, np.where(entries.isin(told), TELLING, ROUTINE))
    return pd.Series(values, index=entries, name="weight")
