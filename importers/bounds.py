"""Ends for dates that leave one open: "from 2001 onwards" lasts to the end of the review, not for ever.

The contract of the ``entries`` frame is that both ends are filled where an entry is dated at all.  The
precision stays ``open_start`` or ``open_end`` and the note says what the bound is.
"""

from __future__ import annotations

import pandas as pd

_DAY = "day"


def bound_open_dates(
    entries: pd.DataFrame, review_start: pd.Timestamp | None, review_end: pd.Timestamp | None
) -> pd.DataFrame:
    """The ``entries`` frame with every open end bounded.

    An open end is bounded by the end of the review; where there is none, or it is earlier than the entry, by
    the last certain day in the case, and failing that by the entry's own first day.  An open start is bounded
    by the start of the review; where there is none, or it is later than the entry, by the first day given in
    the same file, then in the case, that is not later, and failing that by the entry's own last day.

    Args:
        entries: frame with ``file``, ``earliest``, ``latest``, ``precision`` and ``date_note``.
        review_start: first day of the review period.
        review_end: last day of the review period.
    """
    # Only the columns that change are written anew.
    out = entries.copy(deep=False)
    open_end = out["earliest"].notna() & out["latest"].isna()
    open_start = out["latest"].notna() & out["earliest"].isna()
    certain = out.loc[out["precision"] == _DAY, "latest"]
    first_in_file = out["earliest"].groupby(out["file"]).transform("min")
    last_certain = certain.max() if len(certain) else pd.NaT

    ends, notes = _bound(
        out.loc[open_end, "earliest"],
        [
            (review_end, "No end is given; it is taken to last at most to the end of the review period"),
            (
                last_certain,
                "No end is given; it is taken to last at most to the last certain day in the case",
            ),
        ],
        after=True,
    )
    out.loc[open_end, "latest"] = ends
    out.loc[open_end, "date_note"] = _with_notes(out.loc[open_end, "date_note"], notes)

    starts, notes = _bound(
        out.loc[open_start, "latest"],
        [
            (review_start, "No start is given; it is taken to begin at the earliest with the review period"),
            (
                first_in_file[open_start],
                "No start is given; it is taken to begin with the first day in this return",
            ),
            (out["earliest"].min(), "No start is given; it is taken to begin with the first day in the case"),
        ],
        after=False,
    )
    out.loc[open_start, "earliest"] = starts
    out.loc[open_start, "date_note"] = _with_notes(out.loc[open_start, "date_note"], notes)
    return out


def _bound(known: pd.Series, bounds: list[tuple[object, str]], *, after: bool) -> tuple[pd.Series, pd.Series]:
    """The first bound that lies on the right side of the known end, row by row, and the sentence for it."""
    result = known.copy()
    sentence = pd.Series("The other end is not given; only this day is used", index=known.index, dtype="str")
    for bound, words in reversed(bounds):
        if bound is None:
            continue
        candidate = bound if isinstance(bound, pd.Series) else pd.Series(bound, index=known.index)
        candidate = pd.to_datetime(candidate).astype(known.dtype)
        fits = candidate.notna() & ((candidate >= known) if after else (candidate <= known))
        result = result.mask(fits, candidate)
        sentence = sentence.mask(fits, words)
    shown = result.dt.day.astype("str") + result.dt.strftime(" %b %Y")
    return result, sentence + " (" + shown + ")."


def _with_notes(before: pd.Series, notes: pd.Series) -> pd.Series:
    return (before.str.rstrip() + " " + notes).str.strip()
