"""The legend of the chart: samples that are always in sight, and a few sentences for who sees it first."""

from __future__ import annotations

from typing import Any

from dash import html

_SAMPLES = (
    ("sample cited", "a finding rests on it"),
    ("sample telling", "another event"),
    ("sample routine", "routine"),
    ("sample between", "some time between"),
    ("sample open", "one end not known"),
    ("sample told", "link made"),
    ("sample missed", "answer expected here: not supplied (the number is the finding's)"),
    ("sample square", "late"),
    ("sample diamond", "cannot tell"),
    ("sample hexagon", "no return"),
)
_SENTENCES = (
    (
        "Across and down",
        "Time runs from left to right. Each lane holds what one agency, person or theme is told of; the "
        "number under its name counts its entries. Fold a lane to one line, or move it, with the small "
        "buttons beside its name.",
    ),
    (
        "A mark",
        "One mark is one entry, its shape and colour the kind of event. Entries of one day are stacked. "
        "Point at a mark to read it; click it to see the row as the agency sent it.",
    ),
    (
        "A bar behind a mark",
        "The entry happened on some day within the bar. A dotted tail means that one end is not known. What "
        "has no date stands in the grey tray at the left.",
    ),
    (
        "Lines",
        "A thin grey line is a link that was made: one agency told another, or both met. A dashed red line "
        "runs from what was recorded to the day and the lane where an answer was looked for.",
    ),
    (
        "Bands and tints",
        "Bands above the lanes are plans and legal statuses from the day they begin. What lies outside the "
        "review period is paler. School terms are the usual ones; a local calendar may differ by some days.",
    ),
    (
        "Moving about",
        "Drag the chart, or click the strip below it. Zoom with Ctrl and the wheel, with the wheel over the "
        "dates, or with the buttons. By key, once the chart has the focus: + and − zoom, the left and right "
        "arrows move, 0 shows the review period.",
    ),
)


def how_to_read() -> Any:
    """The legend under the chart."""
    samples = [html.Li([html.Span(className=css, **{"aria-hidden": "true"}), text]) for css, text in _SAMPLES]
    terms = [part for term, words in _SENTENCES for part in (html.Dt(term), html.Dd(words))]
    return html.Div(
        [
            html.Ul(samples, className="lines-key", **{"aria-label": "Signs on the chart"}),
            html.Details(
                [html.Summary("How to read this chart"), html.Dl(terms, className="how-to-read")],
                className="how",
            ),
            html.P(
                "Keys: plus and minus zoom, left and right arrows move, 0 shows the review period.",
                id="chart-keys",
                className="visually-hidden",
            ),
        ]
    )
