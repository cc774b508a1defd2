"""Stacking of intervals so that none covers another."""

from __future__ import annotations

import heapq

import numpy as np


def stack(start: np.ndarray, end: np.ndarray, gap: float) -> np.ndarray:
    """The track of each interval, counted from 0: the lowest that is free, so that none covers another.

    Args:
        start: first moments, none missing.
        end: last moments, not before start.
        gap: room to leave after each interval.

    Returns:
        Whole numbers in the order given. Time grows as n log n.
    """
    tracks = np.zeros(len(start), dtype="int64")
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    used = 0
    # Of intervals that begin together the shortest is stacked first: marks above, long bars below.
    for index in np.lexsort((end, start)):
        while busy and busy[0][0] <= start[index]:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            track = heapq.heappop(free)
        else:
            track, used = used, used + 1
        tracks[index] = track
        heapq.heappush(busy, (end[index] + gap, track))
    return tracks
