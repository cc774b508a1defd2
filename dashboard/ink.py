"""Colours and type of the charts, in one place; the style sheet holds the same values for the page."""

from __future__ import annotations

INK = "#17191c"
MUTED = "#565c64"
RULE = "#d4d6d9"
GRID = "#eceded"
PAPER = "#ffffff"
LINK = "rgba(92,98,106,0.38)"
LOUD = "#b3123f"
"""Missed links only: the one loud colour."""
FAINT = 0.16
"""How much is left of what is dimmed."""
FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"


def faded(colour: str, share: float) -> str:
    """A ``#rrggbb`` colour with only a share of its strength, as ``rgba()``."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share:g})"
