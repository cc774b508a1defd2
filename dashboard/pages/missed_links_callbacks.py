"""What the Missed links page shows, and what it does when the reader uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
import pandas as pd
from dash import ALL, ClientsideFunction, Input, Output, State, dcc, html, no_update

from chronology.frames import CLASSES
from chronology.reservations import key_reservations
from dashboard.case_view import CaseView, review_period
from dashboard.controls import tells
from dashboard.filter_menus import filters_in_words, names_of
from dashboard.filters import findings_shown
from dashboard.finding_chart import finding_chart, finding_entries
from dashboard.finding_parts import (
    evidence_card,
    expected_terms,
    no_findings,
    rule_terms,
    sentence,
    state_label,
    who_knew,
)
from dashboard.graph_config import graph_config
from dashboard.shared_state import chosen, filters_of
from dashboard.still import still
from dashboard.wording import count, listed, when

ORDERS: Mapping[str, str] = {"rank": "By rank", "class": "By what was missed"}


def open_finding(findings: pd.DataFrame, wanted: str | None) -> pd.Series | None:
    """The finding to show: the one wanted where it passes the filters, else the first that does."""
    if findings.empty:
        return None
    match = findings[findings["finding_id"] == wanted]
    return (match if len(match) else findings).iloc[0]


def in_order(findings: pd.DataFrame, order: str) -> pd.DataFrame:
    """The findings as they are read one after the other: by rank, or by rank within what was missed."""
    if order != "class" or findings.empty:
        return findings
    return pd.concat([group for _, group in findings.groupby("class", sort=False)])


def finding_list(
    view: CaseView, findings: pd.DataFrame, opened: pd.Series | None, order: str = "rank"
) -> list[Any]:
    """The findings by rank, or under what they have in common, the open one marked.

    Args:
        view: the case.
        findings: findings that pass the filters, as :func:`in_order` gives them.
        opened: the one that is open.
        order: a key of :data:`ORDERS`.
    """
    total = len(view.analysis.findings)
    shown = (
        count(total, "finding") if len(findings) == total else f"{len(findings)} of {count(total, 'finding')}"
    )
    parts: list[Any] = [html.H2(shown, id="missed-count", role="status")]
    here = None if opened is None else opened["finding_id"]
    if findings.empty:
        words = no_findings(view) if total == 0 else "No finding passes the filters."
        parts.append(html.P(words, className="note"))
        if total:
            clear = {"type": "pick-clear", "at": "list"}
            parts.append(html.Button("Clear all filters", id=clear, className="quiet", type="button"))
    elif len(findings) > 1:
        parts.append(_order_buttons(order))
    groups = findings.groupby("class", sort=False) if order == "class" else [("", findings)]
    for name, group in groups:
        if name:
            parts.append(html.H3(CLASSES.get(str(name), str(name).replace("_", " "))))
        items = [html.Li(_list_item(row, row["finding_id"] == here)) for _, row in group.iterrows()]
        parts.append(still(html.Ol(items)))
    return [*parts, unlisted_words(view.analysis.unlisted)]


def _order_buttons(order: str) -> html.Div:
    buttons = [
        html.Button(
            words,
            id={"type": "missed-order", "by": by},
            type="button",
            className="toggle",
            **{"aria-pressed": "true" if by == order else "false"},
        )
        for by, words in ORDERS.items()
    ]
    return html.Div(
        buttons, className="segments orders", role="group", **{"aria-label": "Order of the findings"}
    )


def _list_item(row: pd.Series, is_open: bool) -> html.Button:
    return html.Button(
        [
            html.Span(str(row["rank"]), className="rank", **{"aria-hidden": "true"}),
            html.Span(
                [
                    html.Span(f"Rank {row['rank']}: ", className="visually-hidden"),
                    html.Span(row["title"], className="title"),
                    html.Span(
                        [state_label(row["state"]), f" · {when(row['earliest'], row['latest'])}"],
                        className="meta",
                    ),
                ],
                className="body",
            ),
        ],
        className="finding-line",
        type="button",
        **tells("missed-told", finding=row["finding_id"]),
        **{"aria-current": "true" if is_open else "false"},
    )


def unlisted_words(number: int) -> html.P:
    """How many weaker flags there are, and how to have them listed."""
    if not number:
        return html.P("No weaker flag is left out of this list.", className="note unlisted")
    verb = "is" if number == 1 else "are"
    return html.P(
        [
            f"{count(number, 'weaker flag')} {verb} not listed here. On the command line, ",
            html.Code("chronology flags CASE --all"),
            " lists every one.",
        ],
        className="note unlisted",
    )


def card(view: CaseView, findings: pd.DataFrame, finding: pd.Series) -> list[Any]:
    """One finding: what is missing, its small chart, its entries verbatim, and who knew what that day.

    Args:
        view: the case.
        findings: findings that pass the filters, ranked.
        finding: the one to show.
    """
    flags = view.flags_of(finding["finding_id"])
    entries = finding_entries(view, finding)
    chart = finding_chart(view, finding)
    telling = {tag for tags in flags["telling"] for tag in tags}
    leading, others = flags.iloc[:1], flags.iloc[1:]
    head = still(
        _steps(findings, finding),
        html.H2(
            [html.Span(f"Finding {finding['rank']}", className="eyebrow"), finding["title"]],
            id="missed-title",
        ),
        html.P(_facts(finding), className="meta facts"),
        html.P(CLASSES.get(finding["class"], finding["class"].replace("_", " ")), className="class-words"),
        *[sentence(flag) for _, flag in leading.iterrows()],
    )
    figure = html.Figure(
        [
            dcc.Graph(
                id="finding-graph",
                figure=chart.figure,
                className="finding-graph",
                responsive=True,
                config={**graph_config(), "displayModeBar": False, "doubleClick": False},
                style={"height": f"{chart.height:g}px"},
            ),
            html.Figcaption(chart.description, className="visually-hidden"),
        ],
    )
    rest = still(
        html.Div(
            [
                part
                for _, flag in leading.iterrows()
                for part in (expected_terms(view, flag), rule_terms(flag))
            ],
            className="expected-and-rule",
        ),
        html.H3("The entries, as the agencies wrote them"),
        html.Ul(
            [html.Li(_evidence(view, entry, telling)) for _, entry in entries.iterrows()],
            className="evidence",
        ),
        html.H3("What each agency knew that day"),
        *who_knew(view, finding, entries),
        *_also(view, others),
    )
    return [head, figure, rest]


def _evidence(view: CaseView, entry: pd.Series, telling: set[str]) -> html.Article:
    return evidence_card(view, entry, telling, tells("entry-told", entry=entry["entry_id"]))


def _facts(finding: pd.Series) -> list[Any]:
    persons = f" · {listed(finding['persons'])}" if finding["persons"] else ""
    return [state_label(finding["state"]), f" · {when(finding['earliest'], finding['latest'])}{persons}"]


def _also(view: CaseView, flags: pd.DataFrame) -> list[Any]:
    if flags.empty:
        return []
    parts = [
        html.Div(
            [
                html.H4([flag["title"], " · ", state_label(flag["state"])]),
                sentence(flag),
                html.Div([expected_terms(view, flag), rule_terms(flag)], className="expected-and-rule"),
            ],
            className="also",
        )
        for _, flag in flags.iterrows()
    ]
    return [html.H3(f"Also part of this finding ({len(flags)})"), *parts]


def _steps(findings: pd.DataFrame, finding: pd.Series) -> html.Div:
    """The buttons that lead to the finding before, the one after, and the timeline."""
    order = findings["finding_id"].tolist()
    here = order.index(finding["finding_id"])
    buttons: list[Any] = []
    for word, key, there in (("Previous", "p", here - 1), ("Next", "n", here + 1)):
        exists = 0 <= there < len(order)
        buttons.append(
            html.Button(
                word,
                className=f"quiet step-{word.lower()}",
                type="button",
                disabled=not exists,
                title=f"Key {key} or arrow, while the card has the focus",
                **tells("missed-told", finding=order[there] if exists else ""),
            )
        )
    place = html.Span(f"{here + 1} of {len(order)}", className="note")
    see = html.Button(
        "Show on the timeline",
        className="quiet see",
        type="button",
        **tells("mark-told", finding=finding["finding_id"]),
    )
    return html.Div([*buttons, place, see], className="card-bar")


def register(app: dash.Dash, view: CaseView) -> None:
    """Register the callbacks of the page.

    Args:
        app: the app.
        view: the case that it shows.
    """
    names, reservations = names_of(view), key_reservations(view.analysis)

    def show(_ready: bool, shared: dict[str, Any]) -> tuple[Any, ...]:
        findings = in_order(findings_shown(view, filters_of(shared)), shared["order"])
        finding = open_finding(findings, shared["choice"]["finding"])
        empty = [html.P("No finding to show.", className="note", id="missed-title")]
        return (
            f"{view.analysis.case.title} · {review_period(view)}",
            [html.P(sentence) for sentence in reservations],
            filters_in_words(shared, names),
            finding_list(view, findings, finding, shared["order"]),
            empty if finding is None else card(view, findings, finding),
            "" if finding is None else finding["finding_id"],
        )

    app.callback(
        Output("missed-case", "children"),
        Output("missed-key", "children"),
        Output("missed-filters", "children"),
        Output("missed-list", "children"),
        Output("missed-card", "children"),
        Output("missed-card", "data-finding"),
        Input("missed-ready", "data"),
        Input("shared", "data"),
    )(show)

    def choose(told: Mapping[str, Any] | None, shared: Mapping[str, Any]) -> Any:
        return chosen(shared, finding=told["finding"]) if told else no_update

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input("missed-told", "data"),
        State("shared", "data"),
        prevent_initial_call=True,
    )(choose)

    def sort(clicks: list[int | None], shared: Mapping[str, Any]) -> Any:
        used = dash.ctx.triggered_id
        return {**shared, "order": used["by"]} if used and any(clicks) else no_update

    app.callback(
        Output("shared", "data", allow_duplicate=True),
        Input({"type": "missed-order", "by": ALL}, "n_clicks"),
        State("shared", "data"),
        prevent_initial_call=True,
    )(sort)

    app.clientside_callback(
        ClientsideFunction("shell", "cardShown"),
        Output("missed-card", "data-shown"),
        Input("missed-card", "data-finding"),
        prevent_initial_call=True,
    )
