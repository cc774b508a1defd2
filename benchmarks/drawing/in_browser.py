"""Times drawings in a browser page: from the call to the second frame after the library says it is done."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Any

import plotly
from playwright.sync_api import Page

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PEER = Path(__file__).parent / "peer" / "node_modules"
PEER_SCRIPT = PEER / "vis-timeline" / "standalone" / "umd" / "vis-timeline-graph2d.min.js"
PEER_STYLE = PEER / "vis-timeline" / "styles" / "vis-timeline-graph2d.min.css"
WIDTH = 1_300

_COMMON = """
    const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const holder = document.createElement('div');
    holder.style.width = 'WIDTHpx';
    document.body.replaceChildren(holder);
    await frames();
""".replace("WIDTH", str(WIDTH))

DRAW_PLOTLY = (
    "async ({figure, zoom}) => {"
    + _COMMON
    + """
    let start = performance.now();
    await Plotly.newPlot(holder, figure.data, {...figure.layout, width: WIDTH}, {scrollZoom: true});
    await frames();
    const draw = performance.now() - start;
    start = performance.now();
    await Plotly.relayout(holder, {'xaxis.range': zoom});
    await frames();
    const zoomed = performance.now() - start;
    Plotly.purge(holder);
    return {draw, zoom: zoomed};
}"""
).replace("WIDTH", str(WIDTH))

DRAW_PEER = (
    "async ({items, groups, zoom}) => {"
    + _COMMON
    + """
    const settled = (timeline) => new Promise((done) => {
        let timer = 0;
        const later = () => { clearTimeout(timer); timer = setTimeout(done, 400); last = performance.now(); };
        let last = performance.now();
        timeline.on('changed', later);
        later();
        timeline.lastChange = () => last;
    });
    let start = performance.now();
    const timeline = new vis.Timeline(holder, new vis.DataSet(items), new vis.DataSet(groups),
        {stack: true, height: '800px', width: 'WIDTHpx', verticalScroll: true, showCurrentTime: false});
    await settled(timeline);
    const draw = timeline.lastChange() - start;
    start = performance.now();
    timeline.setWindow(zoom[0], zoom[1], {animation: false});
    await settled(timeline);
    const zoomed = timeline.lastChange() - start;
    timeline.destroy();
    return {draw, zoom: zoomed};
}"""
).replace("WIDTH", str(WIDTH))


def timed(page: Page, script: str, given: dict[str, Any], times: int) -> dict[str, float]:
    """The median time of a drawing and of a zoom into it, milliseconds.

    Args:
        page: a page with the library loaded.
        script: one of the scripts above.
        given: its argument.
        times: how often to draw; the first drawing warms up and does not count.
    """
    runs = [page.evaluate(script, given) for _ in range(times + 1)][1:]
    return {what: median(run[what] for run in runs) for what in ("draw", "zoom")}
