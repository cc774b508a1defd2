"""Dates as the numbers that a chart's axis takes: numbers travel in a third of the bytes of date strings."""

from __future__ import annotations

import numpy as np
import pandas as pd

Span = tuple[float, float]
"""First and last moment, milliseconds since 1970."""


def milliseconds(dates: pd.Series) -> np.ndarray:
    """Dates as milliseconds since 1970 (float64), not-a-number where there is none."""
    values = dates.to_numpy(dtype="datetime64[ms]")
    return np.where(np.isnat(values), np.nan, values.astype("int64")).astype("float64")


def moment(date: pd.Timestamp) -> float:
    """One date as milliseconds since 1970, not-a-number where there is none."""
    return float("nan") if pd.isna(date) else date.timestamp() * 1000.0
