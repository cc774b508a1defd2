"""Taking the case away as a file: two buttons that any page can place, and what they do.

The file is made on this computer when it is asked for and goes straight to the browser's downloads; the product
keeps no copy.  Its name says nothing of the case, since a browser remembers the names of what it saved.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import dash
from dash import ALL, Input, Output, dcc, html, no_update

from chronology.export.workbook import workbook
from dashboard.case_view import CaseView
from dashboard.export_html import html_document
from dashboard.wording import count


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file that a case can be taken away as.

    Attributes:
        file: name of the file.
        media_type: its media type.
        name: what it is, in a word or two.
        button: words on the button.
        holds: what the file holds, as a sentence.
        make: makes its content of a case, naming the day given as the one on which it was made.
    """

    file: str
    media_type: str
    name: str
    button: str
    holds: str
    make: Callable[[CaseView, date], bytes]


def _workbook(view: CaseView, made: date) -> bytes:
    return workbook(view.analysis, codes=view.codes, made=made)


def _page(view: CaseView, made: date) -> bytes:
    return html_document(view, made=made).encode()


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "xlsx": Form(
            "chronology.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel workbook",
            "Save the Excel workbook",
            "The merged chronology in date order with the file, sheet and row of every entry, the findings with "
            "their rules and sources, what each agency sent, the points to look at, and every row set aside.",
            _workbook,
        ),
        "html": Form(
            "timeline.html",
            "text/html",
            "Web page",
            "Save the timeline as a web page",
            "One file with the chart, the findings and the entries. It opens in any browser, needs no network and "
            "sends nothing. Print it from there, or save it as PDF.",
            _page,
        ),
    }
)
"""By the ending of the file."""

_COULD_NOT = (
    "The file could not be made, and nothing was saved. Please start the timeline again and try once more; if that "
    "does not help, use “chronology export” in the window where the timeline was started."
)


def take_away() -> html.Div:
    """The buttons, what each file holds, and the place where the outcome is said; once on a page."""
    return html.Div(
        [
            html.Ul(
                [
                    html.Li(
                        [
                            html.H2(form.name),
                            html.P(form.holds, id=f"take-away-holds-{ending}"),
                            html.Button(
                                form.button,
                                id={"type": "take-away", "form": ending},
                                type="button",
                                className="take-away-button",
                                **{"aria-describedby": f"take-away-holds-{ending}"},
                            ),
                            html.Span(form.file, className="meta"),
                        ]
                    )
                    for ending, form in FORMS.items()
                ],
                className="take-away-forms",
            ),
            html.P(
                [html.Span(id="take-away-working"), html.Span(id="take-away-said")],
                className="take-away-outcome",
                role="status",
            ),
            dcc.Download(id="take-away-file"),
        ],
        className="take-away",
    )


def register(app: dash.Dash, view: CaseView) -> None:
    """Bring the buttons to life, on whatever page they stand; to be called once for an app.

    Args:
        app: the app.
        view: the case that is taken away.
    """

    def save(_clicks: list[int | None]) -> tuple[Any, Any]:
        used = dash.ctx.triggered_id
        if not used or not dash.ctx.triggered[0]["value"]:
            return no_update, no_update
        form = FORMS[used["form"]]
        content = form.make(view, date.today())
        return dcc.send_bytes(content, form.file, type=form.media_type), said(view, form, len(content))

    app.callback(
        Output("take-away-file", "data"),
        Output("take-away-said", "children"),
        Input({"type": "take-away", "form": ALL}, "n_clicks"),
        prevent_initial_call=True,
        running=[
            (Output({"type": "take-away", "form": ALL}, "disabled"), True, False),
            (Output("take-away-working", "children"), "The file is being made.", ""),
        ],
        on_error=_said_of_error,
    )(save)


def said(view: CaseView, form: Form, size: int) -> str:
    """What the reader is told when a file was made.

    Args:
        view: the case.
        form: the kind of file.
        size: its bytes.
    """
    entries, findings = len(view.entries), len(view.analysis.findings)
    return (
        f"{form.file} was made with {count(entries, 'entry', 'entries')} and {count(findings, 'finding')} "
        f"({max(1, round(size / 1000)):,} kB). Your browser saves it among its downloads; no other copy is kept."
    )


def _said_of_error(error: Exception) -> tuple[Any, Any]:
    # Its kind alone: the message could quote the case.
    logging.getLogger("chronology.dashboard").error("A file could not be made: %s", type(error).__name__)
    return no_update, _COULD_NOT
