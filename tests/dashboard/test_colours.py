"""The colours of the kinds, computed as people with a colour-vision deficiency see them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from dashboard.ink import INK, LOUD, MUTED, PAPER
from dashboard.kinds import KINDS

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", IEEE TVCG 15 (2009), table 1, severity 1.0; on linear RGB.
SEEN = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])
JUST_SEEN = 2.3
"""A difference in CIELAB that is only just noticed."""


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = _XYZ @ np.clip(rgb, 0, 1) / _WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, seen: str) -> float:
    return float(np.linalg.norm(lab(SEEN[seen] @ linear(one)) - lab(SEEN[seen] @ linear(other))))


def contrast(one: str, other: str, seen: str) -> float:
    light = [float(_LUMINANCE @ np.clip(SEEN[seen] @ linear(c), 0, 1)) + 0.05 for c in (one, other)]
    return max(light) / min(light)


def test_the_reckoning_gives_what_is_known():
    assert contrast("#ffffff", "#000000", "usual") == pytest.approx(21)
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=0.05)
    # A saturated red and green that people with deuteranopia are known to mix up.
    assert difference("#a35a00", "#6b7a00", "deuteranopia") < 0.5 * difference("#a35a00", "#6b7a00", "usual")


@pytest.mark.parametrize("seen", SEEN)
def test_every_two_kinds_are_told_apart_by_colour_as_well_as_by_shape(seen):
    for one, other in combinations(KINDS.values(), 2):
        least = 20.0 if one.symbol == other.symbol else 3 * JUST_SEEN
        assert difference(one.colour, other.colour, seen) >= least, (one.label, other.label)


@pytest.mark.parametrize("seen", SEEN)
def test_a_missed_link_is_not_the_colour_of_any_kind(seen):
    assert all(difference(LOUD, kind.colour, seen) >= 4 * JUST_SEEN for kind in KINDS.values())


@pytest.mark.parametrize("seen", SEEN)
def test_marks_and_words_stand_out_from_the_paper(seen):
    assert all(contrast(kind.colour, PAPER, seen) >= 3 for kind in KINDS.values())
    assert min(contrast(ink, PAPER, seen) for ink in (INK, MUTED, LOUD)) >= 4.5


def test_a_grey_print_is_told_by_shapes():
    looks = [(kind.symbol, kind.size) for kind in KINDS.values()]
    assert len(set(looks)) == len(looks)
    alike = [pair for pair in combinations(KINDS.values(), 2) if pair[0].symbol == pair[1].symbol]
    for one, other in alike:
        assert max(one.size, other.size) / min(one.size, other.size) > 1.3
