"""What holds for the findings of a case as a whole: where the key of persons leaves it open who is meant."""

from __future__ import annotations

import numpy as np

from chronology.analysis import Analysis


def key_reservations(analysis: Analysis) -> tuple[str, ...]:
    """Sentences on how far the findings could rest on knowing who is who; none where the key answers it.

    An entry that names nobody whom the key has is taken to be about the index person (see
    :func:`chronology.record.build_record`); a reader must know where that was done.
    """
    case = analysis.case
    if case.people.empty:
        return (
            "No key of persons was supplied, so every entry was taken to be about one family and no finding "
            "could go by who is a child and who is an adult.",
        )
    known = case.index_person in set(case.people["code"])
    said = []
    if not known:
        said.append(
            "The case does not say which person in the key the review is about, so an entry that names nobody "
            "could be joined only to others that name nobody."
        )
    number = _not_recognised(analysis)
    if number:
        one = number == 1
        taken = (
            f"{'it was' if one else 'they were'} taken to be about {case.index_person}"
            if known
            else f"{'it' if one else 'they'} too could be joined only with entries in which nobody was recognised"
        )
        said.append(
            f"In {number:,} {'entry' if one else 'entries'} nobody in the key of persons was recognised by "
            f"what stands in the column of persons; {taken}. "
            "To add codes or aliases to the key may add findings and take others away."
        )
    return tuple(said)


def _not_recognised(analysis: Analysis) -> int:
    """How many entries have something in their column of persons of which nobody was recognised."""
    entries, mentions = analysis.case.entries, analysis.mentions
    recognised = mentions.loc[mentions["field"] == "persons", "entry_id"]
    return int(np.sum((entries["persons"] != "") & ~entries["entry_id"].isin(recognised)))
