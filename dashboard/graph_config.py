"""The one configuration of every chart, on screen and exported.

plotly.js 4 offers to upload each chart unless it is told not to; case data must never be one click away from
a stranger's server.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

GRAPH_CONFIG: Mapping[str, Any] = MappingProxyType(
    {
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "showEditInChartStudio": False,
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
        "doubleClick": "reset",
        "responsive": True,
        "toImageButtonOptions": {"format": "png", "filename": "timeline", "scale": 2},
    }
)


def graph_config() -> dict[str, Any]:
    """A fresh copy of :data:`GRAPH_CONFIG`, as Dash and plotly want it."""
    return dict(GRAPH_CONFIG)
