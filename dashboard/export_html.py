"""The case as one HTML file: the chart, the findings and the entries; it needs no network and sends nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from chronology.dates import show_day
from chronology.export.tables import entry_numbers, in_date_order, looked_in, places, remarks, returns_table
from chronology.frames import CLASSES
from chronology.own_files import CHRONOLOGY, mark
from chronology.reservations import key_reservations
from dashboard.case_view import CaseView, review_period
from dashboard.export_template import PAGE, SCRIPT
from dashboard.graph_config import graph_config
from dashboard.kinds import KINDS
from dashboard.moments import milliseconds
from dashboard.state_line import state_parts
from dashboard.swimlane import chart, describe
from dashboard.wording import count, day, shortened, when

PAPER: Mapping[str, int] = MappingProxyType({"width": 1030, "height": 545})
"""Pixels for the chart on a sheet of A4 held sideways, less its margins and the words above and below."""
_QUOTE = 220
_RETURNS = (
    "Code", "Agency", "Return", "Entries", "Undated", "First entry", "Last entry", "Rows read", "Set aside",
    "Questions",
)  # fmt: skip
_MORE = (
    ("Comment", "comment"), ("Source", "source"), ("Professional", "professional"), ("Location", "location"),
    ("Comments on the cells", "cell_comments"),
)  # fmt: skip
_PATHS = {
    "triangle-up": "M0-5.2 5.4 4.6H-5.4Z", "triangle-right": "M5.2 0-4.6 5.4V-5.4Z", "square": "M-4.5-4.5h9v9h-9Z",
    "diamond": "M0-5.6 5.6 0 0 5.6-5.6 0Z", "hexagon": "M0-5.4 4.7-2.7V2.7L0 5.4-4.7 2.7V-2.7Z",
    "x": "M-5-3.2-3.2-5 0-1.8 3.2-5 5-3.2 1.8 0 5 3.2 3.2 5 0 1.8-3.2 5-5 3.2-1.8 0Z",
}  # fmt: skip
_CIRCLE = "M-4.6 0a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0-9.2 0Z"
_DOT = "M10 7a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z"
_LINES = (
    (_DOT, "cited", "a finding rests on it"),
    (_DOT, "telling", "another event"),
    (_DOT, "routine", "routine"),
    ("M3 7H27", "between", "some time between"),
    ("M3 7H27", "open", "one end not known"),
    ("M1 7H29", "made", "link made"),
    (
        "M1 7H5M8 7H12M15 7H18M19 7a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
        "loud",
        "answer expected here: not supplied (the number is the finding's)",
    ),
    ("M10 2h10v10h-10Z", "loud", "late"),
    ("M15 1l6 6-6 6-6-6Z", "loud", "cannot tell"),
    ("M15 1l5.2 3v6l-5.2 3-5.2-3v-6Z", "loud", "no return"),
)


def html_document(view: CaseView, *, made: date) -> str:
    """The case as the text of one HTML file.

    Every word of the case is written as text.  The page's own policy lets it run its own scripts, known by their
    fingerprints, and neither load nor send anything.

    Args:
        view: the case.
        made: the day that the file names as the one on which it was made.
    """
    analysis = view.analysis
    figure = go.Figure(chart(view, view.entries, analysis.findings))
    numbers = entry_numbers(view.entries)
    scripts = {"plotly": _inside_script(get_plotlyjs()), "script": _inside_script(SCRIPT)}
    period_given = analysis.case.review_start is not None
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(PAGE).render(
        policy=_policy(*scripts.values()),
        mark=mark(CHRONOLOGY),
        style=Markup(_style()),  # noqa: S704 (the product's own style sheet)
        title=analysis.case.title,
        period=review_period(view),
        made=show_day(made),
        state=" · ".join(state_parts(analysis)),
        kinds=[
            {"label": kind.label, "colour": kind.colour, "path": _PATHS.get(kind.symbol, _CIRCLE)}
            for kind in KINDS.values()
        ],
        lines=[{"path": path, "style": style, "words": words} for path, style, words in _LINES],
        first_name="Review period" if period_given else "As at first",
        height=int(figure.layout.height),
        description=describe(view.entries, analysis.findings),
        findings_heading=count(len(analysis.findings), "finding"),
        unlisted=_unlisted(analysis.unlisted),
        reservations=key_reservations(analysis),
        findings=list(_findings(view, numbers)),
        returns=_returns(view),
        entries_heading=count(len(view.entries), "entry", "entries"),
        entries=list(_entries(view)),
        chart_data=Markup(_chart_data(view, figure, numbers)),  # noqa: S704 (JSON without angle brackets)
        **{name: Markup(text) for name, text in scripts.items()},  # noqa: S704 (no words of the case)
    )


def _inside_script(text: str) -> str:
    """A script that can stand between script tags: it must not itself hold the tag that ends it."""
    return text.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _policy(*scripts: str) -> str:
    """What the page may do: run these scripts, style itself, show pictures that it made; nothing else."""
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    sources = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {sources}",
            # plotly writes style attributes.
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        ]
    )


def _style() -> str:
    return resources.files("dashboard").joinpath("assets/exported.css").read_text("utf-8")


def _chart_data(view: CaseView, figure: go.Figure, numbers: dict[str, int]) -> str:
    """The figure and what its marks lead to, as JSON that cannot end the element that it stands in."""
    ranks = dict(zip(view.analysis.findings["finding_id"], view.analysis.findings["rank"], strict=True))
    given = {
        "config": graph_config(),
        "ranges": _ranges(view, figure),
        "paper": dict(PAPER),
        "numberOfEntry": [numbers[entry] for entry in view.entries["entry_id"]],
        "findingOfFlag": [int(ranks.get(finding, 0)) for finding in view.analysis.flags["finding_id"]],
    }
    text = f'{{"figure":{figure.to_json()},{json.dumps(given)[1:]}'
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _ranges(view: CaseView, figure: go.Figure) -> dict[str, list[float] | None]:
    """What the chart shows at first, and the whole record where that reaches further."""
    first, last = (float(edge) for edge in figure.layout.xaxis.range)
    edges = milliseconds(pd.concat([view.entries["earliest"], view.entries["latest"]]).dropna())
    if not len(edges) or (edges.min() >= first and edges.max() <= last):
        return {"first": [first, last], "whole": None}
    begin, end = min(first, edges.min()), max(last, edges.max())
    margin = (end - begin) * 0.02
    return {"first": [first, last], "whole": [begin - margin, end + margin]}


def _unlisted(number: int) -> str:
    return f" {number:,} more that weigh less are not listed." if number else ""


def _findings(view: CaseView, numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Each finding with its parts and its entries, in the order in which they are read."""
    entries = {entry["entry_id"]: entry for entry in view.entries.to_dict("records")}
    place = dict(zip(view.entries["entry_id"], places(view.entries), strict=True))
    flags: dict[str, list[dict[str, Any]]] = {}
    for flag in view.analysis.flags.sort_values("rank").to_dict("records"):
        flags.setdefault(flag["finding_id"], []).append(flag)
    for finding in view.analysis.findings.sort_values("rank").to_dict("records"):
        yield {
            "rank": finding["rank"],
            "title": finding["title"],
            "state": finding["state"].capitalize(),
            "when": when(finding["earliest"], finding["latest"]),
            "kind": CLASSES.get(finding["class"], finding["class"].replace("_", " ")),
            "parts": [_part(view, flag) for flag in flags.get(finding["finding_id"], [])],
            "entries": [
                _quoted(view, entries[entry], numbers[entry], place[entry]) for entry in finding["entries"]
            ],
        }


def _quoted(view: CaseView, entry: dict[str, Any], number: int, place: str) -> dict[str, Any]:
    """An entry beside its finding: its first words, and where the whole of it stands."""
    words = " ".join(entry[name] for name in ("event", "action", "outcome") if entry[name])
    return {
        "number": number,
        "place": place,
        "when": entry["when"],
        "agency": view.agency(entry["agency"]),
        "code": view.codes.get(entry["agency"], ""),
        "words": shortened(words, _QUOTE),
    }


def _part(view: CaseView, flag: dict[str, Any]) -> dict[str, Any]:
    due = when(flag["due_earliest"], flag["due_latest"])
    source = flag["source"] if flag["confirmed_source"] else f"{flag['source']} (unconfirmed source)"
    terms = (
        ("Expected", flag["expected"]),
        ("By", due if due != "undated" else "no day can be counted"),
        ("Looked for in", looked_in(view.analysis.case, flag["answer_agencies"])),
        ("Rule", f"{flag['title']} ({flag['rule']})"),
        ("Rests on", source),
    )
    return {
        "title": flag["title"],
        "state": flag["state"],
        "sentence": flag["sentence"],
        "terms": [(name, words) for name, words in terms if words],
    }


def _returns(view: CaseView) -> dict[str, Any]:
    table = returns_table(view.analysis.case, view.codes)[list(_RETURNS)]
    rows = [[_shown(cell) for cell in row] for row in table.itertuples(index=False)]
    return {"columns": _RETURNS, "rows": rows}


def _shown(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if pd.isna(cell):
        return ""
    return day(cell) if isinstance(cell, pd.Timestamp) else f"{cell:,}"


def _entries(view: CaseView) -> Iterator[dict[str, Any]]:
    """Each entry in date order, its number first."""
    entries = in_date_order(view.entries)
    part_of = view.analysis.findings.sort_values("rank")[["rank", "entries"]].explode("entries")
    ranks = part_of.groupby("entries")["rank"].agg(list).to_dict()
    rows = zip(entries.to_dict("records"), places(entries), remarks(entries), strict=True)
    for number, (entry, place, remark) in enumerate(rows, 1):
        more = [(name, entry[column]) for name, column in _MORE if entry[column]]
        if pd.notna(entry["recorded"]):
            more.append(("Recorded", day(entry["recorded"])))
        yield {
            "number": number,
            "when": entry["when"],
            "time": entry["time_text"],
            "typed": entry["date_text"] if entry["date_text"] != entry["when"] else "",
            "code": view.codes.get(entry["agency"], ""),
            "agency": view.agency(entry["agency"]),
            "persons": entry["persons"],
            "event": entry["event"],
            "more": more + ([("Please note", remark)] if remark else []),
            "action": entry["action"],
            "outcome": entry["outcome"],
            "seen": entry["child_seen"],
            "findings": ranks.get(entry["entry_id"], []),
            "place": place,
        }
