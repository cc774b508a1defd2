"""The panel beside the chart: the list of findings, one finding, or one entry."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html

from chronology.frames import CLASSES
from chronology.wording import quoted
from dashboard.case_view import CaseView
from dashboard.controls import show_all_button, tells
from dashboard.entry_panel import entry_panel
from dashboard.finding_parts import (
    evidence_card,
    expected_terms,
    no_findings,
    rule_terms,
    sentence,
    state_label,
)
from dashboard.swimlane import Choice
from dashboard.wording import count, listed, when

# What words with these polarities tell did not happen: they are not what a finding rests on.
_NOT_SO = ("did not happen", "supposed")


def panel(view: CaseView, findings: pd.DataFrame, choice: Choice) -> list[Any]:
    """What the panel shows: the open entry, else the chosen finding, else the list.

    Args:
        view: the case.
        findings: findings that pass the filters, ranked.
        choice: what the reader has chosen.
    """
    entry, finding = view.entry(choice.entry), view.finding(choice.finding)
    if entry is not None:
        back = "Back to the finding" if finding is not None else "Back to all findings"
        return [
            _bar(html.Button(back, className="quiet", **tells("timeline-told", back="finding"))),
            *entry_panel(view, entry),
        ]
    if finding is not None:
        return _finding(view, findings, finding)
    return _list(view, findings)


def _bar(*buttons: Any) -> html.Nav:
    return html.Nav(list(buttons), className="panel-bar", **{"aria-label": "Findings and entries"})


def _list(view: CaseView, findings: pd.DataFrame) -> list[Any]:
    total = len(view.analysis.findings)
    shown = (
        count(total, "finding") if len(findings) == total else f"{len(findings)} of {count(total, 'finding')}"
    )
    head = html.H2(shown, id="panel-heading", tabIndex=-1)
    if findings.empty:
        if total == 0:
            return [head, html.P(no_findings(view), className="note")]
        note = html.P("No finding passes the filters.", className="note")
        return [head, note, show_all_button("panel")]
    note = (
        "Ranked by weight. Each is a question to put to the agencies, not a conclusion: "
        "it tells what the returns hold and what they do not."
    )
    cards = [html.Li(_card(view, row)) for _, row in findings.iterrows()]
    return [head, html.P(note, className="note"), html.Ol(cards, className="findings")]


def _card(view: CaseView, row: pd.Series) -> html.Button:
    flags = view.flags_of(row["finding_id"])
    trigger = view.entry(next((entries[0] for entries in flags["entries"].iloc[:1] if entries), None))
    body = [
        html.Span(row["title"], className="title"),
        html.Span(
            [state_label(row["state"]), f" · {when(row['earliest'], row['latest'])}"], className="meta"
        ),
    ]
    if trigger is not None:
        code = html.Span(view.codes.get(trigger["agency"], ""), className="code")
        tags = view.tags_of(trigger["entry_id"])
        tags = tags[tags["tag"].isin(flags["telling"].iloc[0]) & ~tags["polarity"].isin(_NOT_SO)]
        words = quoted(
            trigger["event"],
            trigger["action"],
            trigger["outcome"],
            telling=list(zip(tags["field"], tags["start"], tags["end"], strict=True)),
        )
        body.append(html.Span([code, f"“{words}”"], className="quote"))
    body += [html.Span(f"Expected: {step}", className="step") for step in flags["expected"].iloc[:1] if step]
    body.append(html.Span(listed(view.agency(key) for key in row["agencies"]), className="meta"))
    return html.Button(
        [
            html.Span(str(row["rank"]), className="rank", **{"aria-hidden": "true"}),
            html.Span(body, className="body"),
        ],
        className="finding-card",
        type="button",
        **tells("timeline-told", finding=row["finding_id"]),
    )


def _finding(view: CaseView, findings: pd.DataFrame, row: pd.Series) -> list[Any]:
    flags = view.flags_of(row["finding_id"])
    bar = [html.Button("All findings", className="quiet", **tells("timeline-told", back="list"))]
    order = findings["finding_id"].tolist()
    here = order.index(row["finding_id"]) if row["finding_id"] in order else -1
    for word, other in (("Previous", here - 1), ("Next", here + 1)):
        there = here >= 0 and 0 <= other < len(order)
        target = order[other] if there else ""
        goes = tells("timeline-told", finding=target)
        bar.append(html.Button(word, className="quiet", disabled=not there, **goes))
    read = tells("finding-told", finding=row["finding_id"])
    bar.append(html.Button("Read in full", className="quiet", title="On the page Missed links", **read))
    known = view.entries["entry_id"].isin(row["entries"])
    telling = {tag for tags in flags["telling"] for tag in tags}
    entries = view.entries[known].sort_values(["earliest", "position"], kind="stable")
    evidence = [
        evidence_card(view, entry, telling, tells("timeline-told", entry=entry["entry_id"]))
        for _, entry in entries.iterrows()
    ]
    parts: list[Any] = [
        _bar(*bar),
        html.H2(
            [html.Span(f"Finding {row['rank']}", className="eyebrow"), row["title"]],
            id="panel-heading",
            tabIndex=-1,
        ),
        html.P([state_label(row["state"]), f" · {when(row['earliest'], row['latest'])}"], className="meta"),
        html.P(CLASSES.get(row["class"], row["class"].replace("_", " ")), className="class-words"),
        *[expected_terms(view, flag) for _, flag in flags.iloc[:1].iterrows()],
        html.H3("The entries, as the agencies wrote them"),
        html.Div(evidence, className="evidence"),
        html.H3("In words"),
        *[part for _, flag in flags.iloc[:1].iterrows() for part in _words(flag)],
    ]
    others = flags.iloc[1:]
    if len(others):
        also = [
            html.Div([html.H4(flag["title"]), expected_terms(view, flag), *_words(flag)], className="also")
            for _, flag in others.iterrows()
        ]
        parts += [html.H3(f"Also part of this finding ({len(others)})"), *also]
    return parts


def _words(flag: pd.Series) -> list[Any]:
    """The finding as a sentence, the search, the rule and what it rests on."""
    return [sentence(flag), rule_terms(flag)]
