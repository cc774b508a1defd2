"""Three silences kept apart: no entry in a return that covers the day, a stated nil return, and no return.

"No record" is not "did not happen"; and no return is not even "no record".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from chronology.record import Record

NIL_RETURN = "nil_return_stated"


@dataclass(frozen=True, slots=True)
class Silences:
    """What each agency's return can say.

    Attributes:
        spans: agency key to the first and last day that its dated entries touch.
        nil: agencies that stated that they had nothing to record.
        not_readable: agencies whose return was received and could not be read.
    """

    spans: Mapping[str, tuple[int, int]]
    nil: frozenset[str]
    not_readable: frozenset[str] = frozenset()

    def of(self, agency: str, first: int, last: int) -> str:
        """What the silence of an agency means for the days from ``first`` to ``last``.

        Returns:
            ``covered`` (its return spans some of them), ``nil`` (it stated that it had no contact),
            ``not covered`` (its entries begin later or end sooner), ``not readable`` (its file came and could
            not be read), or ``no return``.
        """
        if agency in self.nil:
            return "nil"
        if agency in self.not_readable:
            return "not readable"
        if agency not in self.spans:
            return "no return"
        begins, ends = self.spans[agency]
        return "covered" if begins <= last and ends >= first else "not covered"

    def state(self, where: tuple[str, ...], first: int, last: int, state: str) -> str:
        """The state of a flag, given what the silences of the agencies mean.

        A step is *missed* only where some return that was searched covers the time.
        """
        kinds = {self.of(agency, first, last) for agency in where}
        if state != "missed" or kinds & {"covered", "nil"}:
            return state
        return "no return" if kinds <= {"no return", "not readable"} else "cannot tell"


def silences_of(record: Record) -> Silences:
    """The silences of a case."""
    spans = {}
    for key in record.case.agencies:
        own = (record.agency == key) & record.dated
        if own.any():
            spans[key] = (int(np.min(record.first[own])), int(np.max(record.last[own])))
    issues = record.case.issues
    return Silences(
        spans,
        frozenset(issues.loc[issues["code"] == NIL_RETURN, "agency"]),
        frozenset(record.case.not_readable),
    )
