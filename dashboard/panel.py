"""The panel beside the chart: the list of findings, one finding, or one entry."""

from __future__ import annotations

from itertools import count as counter
from typing import Any

import pandas as pd
from dash import html

from chronology.frames import CLASSES
from dashboard.case_view import CaseView
from dashboard.entry_panel import entry_panel, place_words
from dashboard.marked import marked, spans_of
from dashboard.swimlane import Choice
from dashboard.wording import count, listed, shortened, when


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
            _bar(html.Button(back, id={"type": "back", "to": "finding"}, className="quiet")),
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
        note = "Nothing was found to be missing." if total == 0 else "No finding passes the filters."
        return [head, html.P(note, className="note")]
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
        html.Span([_state(row["state"]), f" · {when(row['earliest'], row['latest'])}"], className="meta"),
    ]
    if trigger is not None:
        code = html.Span(view.codes.get(trigger["agency"], ""), className="code")
        body.append(html.Span([code, f"“{shortened(trigger['event'], 110)}”"], className="quote"))
    body += [html.Span(f"Expected: {step}", className="step") for step in flags["expected"].iloc[:1] if step]
    body.append(html.Span(listed(view.agency(key) for key in row["agencies"]), className="meta"))
    return html.Button(
        [
            html.Span(str(row["rank"]), className="rank", **{"aria-hidden": "true"}),
            html.Span(body, className="body"),
        ],
        id={"type": "open-finding", "id": row["finding_id"], "at": "list"},
        className="finding-card",
        type="button",
    )


def _state(state: str) -> html.Span:
    return html.Span(state[:1].upper() + state[1:], className=f"state state-{state.replace(' ', '-')}")


def _finding(view: CaseView, findings: pd.DataFrame, row: pd.Series) -> list[Any]:
    flags = view.flags_of(row["finding_id"])
    bar = [html.Button("All findings", id={"type": "back", "to": "list"}, className="quiet")]
    order = findings["finding_id"].tolist()
    here = order.index(row["finding_id"]) if row["finding_id"] in order else -1
    for word, other in (("Previous", here - 1), ("Next", here + 1)):
        there = here >= 0 and 0 <= other < len(order)
        target = order[other] if there else ""
        ident = {"type": "open-finding", "id": target, "at": word}
        bar.append(html.Button(word, id=ident, className="quiet", disabled=not there))
    serial = counter()
    known = view.entries["entry_id"].isin(row["entries"])
    telling = {tag for tags in flags["telling"] for tag in tags}
    evidence = [
        _evidence(view, entry, next(serial), telling)
        for _, entry in _in_date_order(view.entries[known]).iterrows()
    ]
    parts: list[Any] = [
        _bar(*bar),
        html.H2(
            [html.Span(f"Finding {row['rank']}", className="eyebrow"), row["title"]],
            id="panel-heading",
            tabIndex=-1,
        ),
        html.P([_state(row["state"]), f" · {when(row['earliest'], row['latest'])}"], className="meta"),
        html.P(CLASSES.get(row["class"], row["class"].replace("_", " ")), className="class-words"),
        *[_expected(view, flag) for _, flag in flags.iloc[:1].iterrows()],
        html.H3("The entries, as the agencies wrote them"),
        html.Div(evidence, className="evidence"),
        html.H3("In words"),
        *[part for _, flag in flags.iloc[:1].iterrows() for part in _words(flag)],
    ]
    others = flags.iloc[1:]
    if len(others):
        also = [
            html.Div([html.H4(flag["title"]), _expected(view, flag), *_words(flag)], className="also")
            for _, flag in others.iterrows()
        ]
        parts += [html.H3(f"Also part of this finding ({len(others)})"), *also]
    return parts


def _in_date_order(entries: pd.DataFrame) -> pd.DataFrame:
    return entries.sort_values(["earliest", "position"], kind="stable")


def _expected(view: CaseView, flag: pd.Series) -> html.Dl:
    """What was expected, by when, and where it was looked for."""
    due = when(flag["due_earliest"], flag["due_latest"])
    returns = [key for key, agency in view.analysis.case.agencies.items() if agency.file]
    everywhere = set(returns) <= set(flag["answer_agencies"])
    where = (
        f"all {len(returns)} returns"
        if everywhere
        else listed(view.agency(k) for k in flag["answer_agencies"])
    )
    return _terms(
        ("Expected", [flag["expected"]]),
        ("By", [due if due != "undated" else "no day can be counted: the entry has no date"]),
        ("Looked for in", [where]),
        ("Found", ["no matching entry supplied" if flag["state"] == "missed" else _state(flag["state"])]),
    )


def _words(flag: pd.Series) -> list[Any]:
    """The finding as a sentence, the search, the rule and what it rests on."""
    source = [flag["source"]]
    if not flag["confirmed_source"]:
        source.append(html.Span("unconfirmed source", className="unconfirmed"))
    return [
        html.P(flag["sentence"], className="sentence"),
        _terms(
            ("Where we looked", [flag["searched"]]),
            ("Rule", [f"{flag['title']} ({flag['rule']})"]),
            ("Rests on", source),
        ),
    ]


def _terms(*terms: tuple[str, list[Any]]) -> html.Dl:
    rows = [part for name, value in terms if any(value) for part in (html.Dt(name), html.Dd(value))]
    return html.Dl(rows, className="terms")


def _evidence(view: CaseView, entry: pd.Series, serial: int, telling: set[str]) -> html.Article:
    """An entry as its agency wrote it, with the words marked that the rules of the finding looked at."""
    tags = view.analysis.tags[view.analysis.tags["entry_id"] == entry["entry_id"]]
    tags = tags[tags["tag"].isin(telling)] if telling else tags
    words = [
        html.P(marked(entry[field], spans_of(tags, field)), className=f"field-{field}")
        for field in ("event", "action", "outcome", "comment")
        if entry[field]
    ]
    code = view.codes.get(entry["agency"], "")
    return html.Article(
        [
            html.P([html.B(entry["when"]), f" {entry['time_text']}".rstrip()], className="evidence-date"),
            html.P([html.Span(code, className="code"), view.agency(entry["agency"])], className="meta"),
            html.P(entry["persons"], className="meta") if entry["persons"] else None,
            *words,
            html.Button(
                f"Open entry ({place_words(entry)})",
                id={"type": "open-entry", "id": entry["entry_id"], "at": serial},
                className="quiet",
            ),
        ],
        className="evidence-card",
    )
