"""The nine patterns: general tests over a record, each a pure function from a rule to its hits.

The patterns are the constraint templates that process mining calls data-aware, timed Declare (response,
precedence, absence and so on), and three of our own (receipt, uninformed, conflict).  All count with both
ends of every date: an answer is *in time* only where it surely is, and *late* only where it surely is.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from chronology.patterns.after import absence, interval, response
from chronology.patterns.before import precedence, uninformed
from chronology.patterns.context import MOST_ENTRIES, Context, Hit, Outcome
from chronology.patterns.together import conflict, joining, receipt, repetition
from chronology.rules import Rule

PATTERNS: Mapping[str, Callable[[Context, Rule], Outcome]] = MappingProxyType(
    {
        "response": response,
        "precedence": precedence,
        "absence": absence,
        "repetition": repetition,
        "interval": interval,
        "joining": joining,
        "receipt": receipt,
        "uninformed": uninformed,
        "conflict": conflict,
    }
)

__all__ = ["MOST_ENTRIES", "PATTERNS", "Context", "Hit", "Outcome"]
