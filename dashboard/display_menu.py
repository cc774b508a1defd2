"""How the page looks: theme and size of the text, chosen by the reader and held by the page's own script."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

THEMES: Mapping[str, str] = {
    "auto": "As this computer", "light": "Light", "dark": "Dark", "contrast": "High contrast",
}  # fmt: skip
"""By the word that is kept for the session; ``auto`` follows what the computer is set to."""
SIZES: tuple[int, ...] = (100, 125, 150, 200)
"""Per cent."""


def display_menu() -> html.Details:
    """The menu; the page's own script answers its buttons at once."""
    return html.Details(
        [
            html.Summary("Display", className="quiet"),
            html.Div(
                [
                    _choice("Colours", "theme", THEMES, "auto"),
                    _choice("Size of text", "size", {str(size): f"{size} %" for size in SIZES}, "100"),
                    html.P(
                        "Charts grow with the text; one that gets too wide is moved sideways.",
                        className="note",
                    ),
                ],
                className="options",
            ),
        ],
        className="menu display-menu",
    )


def _choice(label: str, what: str, options: Mapping[str, str], chosen: str) -> html.Div:
    buttons = [
        html.Button(
            words,
            type="button",
            className="toggle",
            **{f"data-{what}-choice": value, "aria-pressed": "true" if value == chosen else "false"},
        )
        for value, words in options.items()
    ]
    return html.Div(
        [html.Span(label, className="label"), html.Div(buttons, className="segments")],
        className="control",
        role="group",
        **{"aria-label": label},
    )
