from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.packing import stack

INTERVALS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), min_size=1, max_size=40)


@given(INTERVALS, st.integers(0, 10))
def test_no_two_intervals_of_a_track_overlap(intervals, gap):
    start = np.array([a for a, _ in intervals], dtype=float)
    end = start + np.array([length for _, length in intervals], dtype=float)
    tracks = stack(start, end, gap)
    for track in set(tracks):
        rows = np.flatnonzero(tracks == track)
        order = rows[np.lexsort((end[rows], start[rows]))]
        assert all(end[a] + gap <= start[b] for a, b in pairwise(order))


@given(INTERVALS)
def test_no_more_tracks_are_used_than_overlap_at_once(intervals):
    start = np.array([a for a, _ in intervals], dtype=float)
    end = start + np.array([length for _, length in intervals], dtype=float) + 0.5
    most = max(int(((start <= moment) & (end > moment)).sum()) for moment in start)
    assert stack(start, end, 0).max() + 1 == most


def test_many_on_one_day_each_have_a_track_of_their_own():
    moments = np.zeros(20_000)
    assert len(set(stack(moments, moments, 1.0))) == 20_000
