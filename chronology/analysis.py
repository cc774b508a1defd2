"""What is understood of a case, in the order of understanding."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from chronology.case import Case


@dataclass(frozen=True, slots=True)
class Analysis:
    """A case and everything concluded from it; the frames are declared in :mod:`chronology.frames`.

    ``unlisted`` is the number of further flags that weigh too little to be listed beside these.
    """

    case: Case
    mentions: pd.DataFrame
    tags: pd.DataFrame
    spells: pd.DataFrame
    links: pd.DataFrame
    knowledge: pd.DataFrame
    flags: pd.DataFrame
    findings: pd.DataFrame
    unlisted: int = 0
