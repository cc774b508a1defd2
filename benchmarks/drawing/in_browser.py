"""Times drawings in a browser page, as the processor time that its main thread spends on them.

Processor time, unlike the time on the clock, is not lengthened by whatever else the machine is doing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import plotly
from playwright.sync_api import CDPSession, Page

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PEER = Path(__file__).parent / "peer" / "node_modules"
PEER_SCRIPT = PEER / "vis-timeline" / "standalone" / "umd" / "vis-timeline-graph2d.min.js"
PEER_STYLE = PEER / "vis-timeline" / "styles" / "vis-timeline-graph2d.min.css"

_FRAMES = "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing to be timed: scripts that make it, zoom into it, and remove it again."""

    draw: str
    zoom: str
    remove: str
    given: Mapping[str, Any]


_PLOTLY_DRAW = f"""async () => {{
    window.holder = document.createElement('div');
    document.body.replaceChildren(holder);
    await Plotly.newPlot(holder, given.figure.data, {{...given.figure.layout, width: 1300}}, {{scrollZoom: true}});
    {_FRAMES}
}}"""
_PLOTLY_ZOOM = f"""async () => {{
    await Plotly.relayout(holder, {{'xaxis.range': given.zoom}});
    {_FRAMES}
}}"""

_PEER_SETTLED = """await new Promise((done) => {
        let timer = setTimeout(done, 600);
        timeline.on('changed', () => { clearTimeout(timer); timer = setTimeout(done, 600); });
    });"""
_PEER_DRAW = f"""async () => {{
    window.holder = document.createElement('div');
    holder.style.width = '1300px';
    document.body.replaceChildren(holder);
    window.timeline = new vis.Timeline(holder, new vis.DataSet(given.items), new vis.DataSet(given.groups),
        {{stack: true, height: '800px', width: '1300px', verticalScroll: true, showCurrentTime: false}});
    {_PEER_SETTLED}
}}"""
_PEER_ZOOM = f"""async () => {{
    timeline.setWindow(given.zoom[0], given.zoom[1], {{animation: false}});
    {_PEER_SETTLED}
}}"""


def plotly_drawing(figure: Mapping[str, Any], zoom: list[float]) -> Drawing:
    """A plotly figure, and a zoom to a stretch of its dates (milliseconds)."""
    given = {"figure": figure, "zoom": zoom}
    return Drawing(_PLOTLY_DRAW, _PLOTLY_ZOOM, "() => Plotly.purge(holder)", given)


def peer_drawing(items: Mapping[str, Any], zoom: list[float]) -> Drawing:
    """A vis-timeline of ``items`` and ``groups``, and the same zoom."""
    return Drawing(_PEER_DRAW, _PEER_ZOOM, "() => timeline.destroy()", {**items, "zoom": zoom})


def timed(page: Page, drawings: Mapping[str, Drawing], times: int) -> dict[str, dict[str, float]]:
    """The median milliseconds of each drawing and of the zoom into it, taken in turns.

    Args:
        page: a page with the libraries loaded.
        drawings: what to draw, by name.
        times: how often to draw each; a first round warms up and does not count.
    """
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in drawings}
    for turn in range(times + 1):
        # What was drawn before is cleared away while the next is drawn: none may always come after the same one.
        in_turn = list(drawings.items())
        for name, drawing in in_turn if turn % 2 else reversed(in_turn):
            page.evaluate("(text) => { window.given = JSON.parse(text); }", json.dumps(drawing.given))
            cdp.send("HeapProfiler.collectGarbage")
            start = main_thread_milliseconds(cdp)
            page.evaluate(drawing.draw)
            drawn = main_thread_milliseconds(cdp)
            page.evaluate(drawing.zoom)
            zoomed = main_thread_milliseconds(cdp)
            page.evaluate(drawing.remove)
            if turn:
                runs[name].append((drawn - start, zoomed - drawn))
    return {
        name: {"draw": median(draw for draw, _ in times_of), "zoom": median(zoom for _, zoom in times_of)}
        for name, times_of in runs.items()
    }


def main_thread_milliseconds(cdp: CDPSession) -> float:
    """Milliseconds of processor time that the page's main thread has spent so far."""
    metrics = cdp.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration") * 1000.0
