"""Measures the drawing of the Timeline in headless Chromium and writes what it found as ratios.

Set-up, once, for the comparison with vis-timeline: ``npm install --no-package-lock`` in
``benchmarks/drawing/peer`` (the folder ``node_modules`` that it makes is ignored by git).  Without it that
part is left out, and the result says so.

Usage, from the top of the repository: ``python -m benchmarks.drawing_speed [--times 9] [--out FILE]``
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from pathlib import Path
from typing import Any

import plotly.io.json
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.drawing.cases import analysis_to_draw
from benchmarks.drawing.in_browser import PEER_SCRIPT, PEER_STYLE, PLOTLY, peer_drawing, plotly_drawing, timed
from benchmarks.drawing.on_page import opening_times, page_times
from benchmarks.made_up_case import made_up_case
from chronology.analysis import Analysis
from chronology.engine import analyse
from dashboard.case_view import case_view
from dashboard.kinds import KINDS
from dashboard.swimlane import chart
from importers import read_case

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "example_data" / "child_l"
_LABELS = {kind.label for kind in KINDS.values()}
_FLAGS = ["--no-sandbox", "--disable-gpu"]
_QUICK = 1_000


def our_figure(analysis: Analysis) -> dict[str, Any]:
    """The page's figure as it is sent to the browser."""
    view = case_view(analysis)
    figure = chart(view, view.entries, analysis.findings, on_page=True)
    return json.loads(plotly.io.json.to_json_plotly(figure))


def bare_figure(figure: dict[str, Any], analysis: Analysis) -> dict[str, Any]:
    """A plain scatter of the same marks at the same places: one trace, one axis of dates, nothing else."""
    marks = [trace for trace in figure["data"] if trace["name"] in _LABELS]
    x = [value for trace in marks for value in trace["x"]]
    y = [value for trace in marks for value in trace["y"]]
    if not marks:
        entries = analysis.case.entries
        x = (entries["earliest"].astype("int64") / 1000).tolist()
        y = (entries["agency"].astype("category").cat.codes * 60).astype(float).tolist()
    layout = figure["layout"]
    return {
        "data": [{"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": {"size": 8}}],
        "layout": {
            "height": layout["height"],
            "xaxis": {"type": "date", "range": layout["xaxis"]["range"]},
            "yaxis": {"range": layout["yaxis"]["range"]},
        },
    }


def peer_items(analysis: Analysis) -> dict[str, Any]:
    """The same entries as items of vis-timeline: a point on its day, or a range; no words, no links."""
    entries = analysis.case.entries
    items = [
        {"id": number, "group": agency, "content": "", "start": first.isoformat(), "type": "point"}
        if first == last
        else {"id": number, "group": agency, "content": "", "start": first.isoformat(),
              "end": last.isoformat(), "type": "range"}
        for number, (agency, first, last) in enumerate(
            zip(entries["agency"], entries["earliest"], entries["latest"], strict=True)
        )
    ]  # fmt: skip
    groups = [{"id": key, "content": agency.name} for key, agency in analysis.case.agencies.items()]
    return {"items": items, "groups": groups}


def _zoom(figure: dict[str, Any]) -> list[float]:
    first, last = figure["layout"]["xaxis"]["range"]
    return [first + (last - first) * 0.3, first + (last - first) * 0.5]


def compare(browser: Browser, size: int, links: int, times: int, peer: bool) -> dict[str, Any]:
    """Times of our figure, the bare one and the peer at one size, milliseconds, and what ours drew."""
    analysis = analysis_to_draw(size, links)
    ours = our_figure(analysis)
    zoom = _zoom(ours)
    page = _page(browser)
    page.add_script_tag(path=PLOTLY)
    drawings = {
        "ours": plotly_drawing(ours, zoom),
        "bare": plotly_drawing(bare_figure(ours, analysis), zoom),
    }
    found = {"size": size, "links": links, "summarised": ours["layout"]["meta"]["summarised"]}
    # What is quickly drawn is drawn more often: its times differ the most.
    found |= timed(page, drawings, times * 3 if size <= _QUICK else times)
    page.close()
    if peer:
        page = _page(browser)
        page.add_style_tag(path=PEER_STYLE)
        page.add_script_tag(path=PEER_SCRIPT)
        fewer = times if size < 10_000 else max(1, times // 3)
        found |= timed(page, {"peer": peer_drawing(peer_items(analysis), zoom)}, fewer)
        page.close()
    return found


def _page(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_content("<!doctype html><body></body>")
    return page


def _report(
    rows: list[dict[str, Any]],
    on_page: dict[int, dict[str, float]],
    opening: tuple[dict[str, float], dict[str, float]],
    times: int,
) -> str:
    lines = [
        "# Drawing, measured",
        "",
        "Made by `python -m benchmarks.drawing_speed` in headless Chromium without a graphics card; every "
        f"number is a ratio of medians of {times} drawings in one run (at 1,000 entries three times as many), so that "
        "the speed of the machine cancels out. What is timed is the processor time of the page's main thread, "
        "from the call until the second frame after the library says that it is done (vis-timeline: until it "
        "has not changed for 0.6 seconds); what else the machine does then does not count.",
        "",
        "## The figure against a bare plotly scatter",
        "",
        "The bare figure has the same marks at the same places in one trace, and nothing else: no lanes, bars, "
        "links, names or rulers. Below 1 our figure is the faster one. From run to run the first two rows differ "
        "by up to a fifth, so that one run says no more than about how much.",
        "",
        "| entries | links | what ours draws | first draw, ours : bare | zoom, ours : bare |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        draws = f"counts in each {row['summarised']}" if row["summarised"] else "every entry"
        lines.append(
            f"| {row['size']:,} | {row['links']:,} | {draws} | {_ratio(row, 'ours', 'bare', 'draw')} "
            f"| {_ratio(row, 'ours', 'bare', 'zoom')} |"
        )
    lines += [
        "",
        "## Against vis-timeline",
        "",
        "The same entries as its points and ranges, stacked in one group for each agency, without words and "
        "without links, which it does not draw. The number says how many times as long it takes as our figure.",
        "",
        "| entries | what ours draws | first draw, vis-timeline : ours | zoom, vis-timeline : ours |",
        "|---|---|---|---|",
    ]
    for row in rows:
        if "peer" in row:
            draws = f"counts in each {row['summarised']}" if row["summarised"] else "every entry"
            lines.append(
                f"| {row['size']:,} | {draws} | {_ratio(row, 'peer', 'ours', 'draw')} "
                f"| {_ratio(row, 'peer', 'ours', 'zoom')} |"
            )
    if not any("peer" in row for row in rows):
        lines.append("| | not measured: the library is not installed | | |")
    lines += [
        "",
        "Where our figure draws counts, it does less than vis-timeline does, by choice: above 6,000 marks in "
        "reach a reader cannot tell them apart, the page says that it counts, and every entry is drawn again "
        "once the view is narrow enough.",
        "",
        "## The page",
        "",
        "Opening is timed from the start of the navigation to the chart on the screen, the app's own scripts "
        "included; a filter and a zoom from the click to the chart redrawn, the server's work included. Here "
        "the clock is read, since the server works too.",
        "",
        "| entries | filter : opening | zoom : opening |",
        "|---|---|---|",
        *(
            f"| {size:,} | {times_of['filter'] / times_of['open']:.2f} "
            f"| {times_of['zoom'] / times_of['open']:.2f} |"
            for size, times_of in on_page.items()
        ),
        "",
        "## Every page",
        "",
        "How much longer the browser's main thread works to open each page of a made-up case of 1,000 entries, its "
        "findings included, than to open the same page of the example case of 88 entries.",
        "",
        "| page | 1,000 entries : 88 entries |",
        "|---|---|",
        *(f"| {name} | {opening[0][name] / opening[1][name]:.2f} |" for name in opening[0]),
        "",
    ]
    return "\n".join(lines)


def _ratio(row: dict[str, Any], one: str, other: str, what: str) -> str:
    return f"{row[one][what] / row[other][what]:.2f}"


def main() -> None:
    """Measure, print and write the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=9, help="drawings of each figure (default 9)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks-drawing.md")
    given = parser.parse_args()
    peer = PEER_SCRIPT.exists()
    browser_path = os.environ.get("CHRONOLOGY_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=_FLAGS)
        rows = []
        for size, links in ((1_000, 100), (5_000, 500), (10_000, 500), (50_000, 500)):
            row = compare(browser, size, links, given.times, peer)
            rows.append(row)
            print(json.dumps(row))
        on_page = {}
        for size, links in ((1_000, 100), (5_000, 500), (50_000, 500)):
            on_page[size] = page_times(browser, analysis_to_draw(size, links), max(1, given.times // 3))
            print(size, json.dumps(on_page[size]))
        full, small = analyse(made_up_case(1_000)), analyse(read_case(EXAMPLE))
        opening = (
            opening_times(browser, full, max(1, given.times // 3)),
            opening_times(browser, small, max(1, given.times // 3)),
        )
        print(json.dumps(opening))
        browser.close()
    given.out.write_text(_report(rows, on_page, opening, given.times), encoding="utf-8")
    print(f"Written to {given.out}")


if __name__ == "__main__":
    main()
