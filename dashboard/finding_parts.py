"""What a finding is shown by: its state, what was expected, its words, its entries, and who knew of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from chronology.export.tables import looked_in
from dashboard.case_view import CaseView
from dashboard.entry_panel import place_words
from dashboard.known_by import DAY_NOT_KNOWN, KNEW, LATER, MAY_HAVE_KNOWN, about, known_by
from dashboard.marked import marked, spans_of
from dashboard.wording import count, day, listed, shortened, when

_FIELDS = ("event", "action", "outcome", "comment")
_MOST_KNOWN = 12


def no_findings(view: CaseView) -> str:
    """What is said where the case has no finding: why, and that this proves nothing."""
    if view.entries.empty:
        return "There is no entry yet, so nothing was looked for."
    return "No rule found a link to be missing in what was supplied. That does not show that none was missed."


def state_label(state: str) -> html.Span:
    """The state of a finding in words."""
    return html.Span(state[:1].upper() + state[1:], className=f"state state-{state.replace(' ', '-')}")


def agency_name(view: CaseView, key: str) -> list[Any]:
    """An agency by its letters and its name."""
    return [html.Span(view.codes.get(key, ""), className="code"), view.agency(key)]


def terms(*pairs: tuple[str, list[Any]], name: str = "terms") -> html.Dl:
    """Terms with what they say; those that say nothing are left out."""
    rows = [part for term, value in pairs if any(value) for part in (html.Dt(term), html.Dd(value))]
    return html.Dl(rows, className=name)


def sentence(flag: pd.Series) -> html.Div:
    """The sentence of a flag, with a paragraph for each thing that it says."""
    return html.Div([html.P(part) for part in flag["parts"] or (flag["sentence"],)], className="sentence")


def expected_terms(view: CaseView, flag: pd.Series) -> html.Dl:
    """What was expected, by when, where it was looked for, and what was found there."""
    due = when(flag["due_earliest"], flag["due_latest"])
    where = looked_in(view.analysis.case, flag["answer_agencies"])
    found = "no matching entry supplied" if flag["state"] == "missed" else state_label(flag["state"])
    return terms(
        ("Expected", [flag["expected"]]),
        ("By", [due if due != "undated" else "no day can be counted: the entry has no date"]),
        ("Looked for in", [where]),
        ("Found", [found]),
    )


def rule_terms(flag: pd.Series) -> html.Dl:
    """How it was searched, by which rule, and what the rule rests on; an unconfirmed source is labelled."""
    source: list[Any] = [flag["source"]]
    if not flag["confirmed_source"]:
        source.append(html.Span("unconfirmed source", className="unconfirmed"))
    return terms(
        ("Where we looked", [flag["searched"]]),
        ("Rule", [f"{flag['title']} ({flag['rule']})"]),
        ("Rests on", source),
    )


def evidence_card(
    view: CaseView, entry: pd.Series, telling: set[str], opens: Mapping[str, str]
) -> html.Article:
    """An entry as its agency wrote it, the telling words marked, with a button that opens the whole row.

    Args:
        view: the case.
        entry: a row of ``view.entries``; with the ``letter`` that it is read under and ``since``,
            where a chart of the finding stands above.
        telling: tags that the rules of the finding looked at; none: all tags.
        opens: attributes of the button, from :func:`dashboard.controls.tells`.
    """
    tags = view.tags_of(entry["entry_id"])
    tags = tags[tags["tag"].isin(telling)] if telling else tags
    words = [
        html.P(marked(entry[field], spans_of(tags, field)), className=f"field-{field}")
        for field in _FIELDS
        if entry[field]
    ]
    time = f", {entry['time_text']}" if entry["time_text"] else ""
    letter, after = entry.get("letter", ""), entry.get("since", "")
    since = html.Span(f" · {after}", className="meta") if after else ""
    sign = [html.Span(letter, className="letter", **{"aria-label": f"Entry {letter}"})] if letter else []
    return html.Article(
        [
            html.P([*sign, html.B(entry["when"]), time, since], className="evidence-date"),
            html.P(agency_name(view, entry["agency"]), className="meta"),
            html.P(f"Persons: {entry['persons']}", className="meta") if entry["persons"] else None,
            *words,
            html.Button(f"Open entry ({place_words(entry)})", className="quiet", type="button", **opens),
        ],
        className="evidence-card",
    )


def turning_day(flags: pd.DataFrame) -> pd.Timestamp | None:
    """The day on which a finding turns: the last possible day of what set off its leading flag."""
    if flags.empty:
        return None
    leading = flags.iloc[0]
    at = leading["trigger_latest"] if pd.notna(leading["trigger_latest"]) else leading["trigger_earliest"]
    return None if pd.isna(at) else at


def who_knew(view: CaseView, finding: pd.Series, entries: pd.DataFrame) -> list[Any]:
    """What each agency involved knew on the day on which the finding turns.

    Args:
        view: the case.
        finding: a row of ``findings``.
        entries: its entries, each with its ``letter``.
    """
    at = turning_day(view.flags_of(finding["finding_id"]))
    if at is None:
        return [
            html.P(
                "The entry that this finding begins with has no date, so no day can be taken.",
                className="note",
            )
        ]
    known = known_by(view, at)
    involved = list(dict.fromkeys([*finding["agencies"], *entries["agency"]]))
    head = [html.Th("Agency", scope="col")]
    head += [
        html.Th([html.Span(row.letter, className="letter"), row.when], scope="col")
        for row in entries[["letter", "when"]].itertuples()
    ]
    head.append(html.Th(f"Entries about {_persons(finding)}", scope="col"))
    standing = known.set_index(["agency", "entry_id"])
    wrote = dict(zip(entries["entry_id"], entries["agency"], strict=True))
    mine = known[about(view, known["entry_id"], finding["persons"])]
    rows = []
    for key in involved:
        cells = [html.Th(agency_name(view, key), scope="row")]
        for entry_id in entries["entry_id"]:
            row = standing.loc[(key, entry_id)] if (key, entry_id) in standing.index else None
            cells.append(html.Td(_standing(row, own=wrote[entry_id] == key)))
        cells.append(html.Td(_in_all(view, mine[(mine["agency"] == key) & (mine["standing"] == KNEW)])))
        rows.append(html.Tr(cells))
    note = (
        f"On {day(at)}, as far as the returns show: its own record, or what a link carried to it. “Not shown” "
        "means that nothing supplied shows it; it may have been known in other ways."
    )
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="ledger knew")
    scroll = html.Div(
        table, className="scroll", tabIndex=0, role="region", **{"aria-label": "Who knew what that day"}
    )
    return [html.P(note, className="note"), scroll]


def _persons(finding: pd.Series) -> str:
    codes = list(finding["persons"])
    return listed(codes[:4]) + (" and others" if len(codes) > 4 else "") if codes else "this"


def _standing(row: pd.Series | None, *, own: bool) -> list[Any]:
    """One cell: how and since when an agency knew of an entry, in words."""
    if row is None:
        return [html.Span("not shown", className="blank")]
    since = when(row["from_earliest"], row["from_latest"])
    how = "own record" if own else row["how"]
    if row["standing"] == KNEW:
        words: list[Any] = [html.B(how[:1].upper() + how[1:])]
        return words if own else [*words, html.Span(f"since {since}", className="since")]
    if row["standing"] == MAY_HAVE_KNOWN:
        return [html.Span(f"May have known: {how}"), html.Span(since, className="since")]
    if row["standing"] == LATER:
        not_yet = "Not yet" if own else f"Not yet: {how}"
        return [html.Span(not_yet, className="blank"), html.Span(f"from {since}", className="since")]
    return [html.Span(f"{how[:1].upper() + how[1:]}, {DAY_NOT_KNOWN}")]


def _in_all(view: CaseView, known: pd.DataFrame) -> Any:
    """How many entries about the same persons an agency knew, and the latest of them."""
    if known.empty:
        return html.Span("no entry", className="blank")
    ways = known["how"].value_counts()
    words = ", ".join(f"{number} {how}" for how, number in ways.items())
    latest = view.entries[view.entries["entry_id"].isin(known["entry_id"])]
    latest = latest.sort_values(["latest", "position"], ascending=False, kind="stable").iloc[:_MOST_KNOWN]
    how = dict(zip(known["entry_id"], known["how"], strict=True))
    items = [
        html.Li(
            [
                html.Span(row["when"], className="since"),
                f"{view.codes.get(row['agency'], '')} ({how[row['entry_id']]}): {shortened(row['event'], 90)}",
            ]
        )
        for _, row in latest.iterrows()
    ]
    more = len(known) - len(latest)
    if more:
        items.append(html.Li(f"and {count(more, 'earlier entry', 'earlier entries')}", className="blank"))
    return html.Details([html.Summary(f"{count(len(known), 'entry', 'entries')}: {words}"), html.Ul(items)])
