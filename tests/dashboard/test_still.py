"""Parts of a page that only show, as one component."""

from __future__ import annotations

import numpy as np
import pytest
from dash import dcc, html

from dashboard.controls import tells
from dashboard.still import still
from tests.dashboard.sample import HOSTILE


def test_a_tree_keeps_its_elements_their_attributes_and_its_words_as_text():
    made = still(html.Div([html.Td(HOSTILE, colSpan=2, **{"aria-label": "words"}), None, 3], className="row"))
    assert made.tree == [
        {
            "type": "div",
            "props": {
                "className": "row",
                "children": [
                    {"type": "td", "props": {"colSpan": 2, "aria-label": "words", "children": HOSTILE}},
                    None,
                    3,
                ],
            },
        }
    ]


def test_a_number_of_a_frame_is_a_number():
    assert still(html.Td(np.int64(3))).tree[0]["props"]["children"] == 3


def test_what_was_made_before_can_stand_within():
    inner = still(html.P("within"))
    assert still(html.Div(inner)).tree[0]["props"]["children"] == inner.tree


def test_a_press_is_told_with_ids_alone():
    made = still(html.Button("Open", **tells("entry-told", entry="gp-2")))
    assert made.tree[0]["props"]["data-tells"] == "entry-told"
    assert made.tree[0]["props"]["data-what"] == '{"entry": "gp-2"}'


@pytest.mark.parametrize(
    "part", [dcc.Graph(), html.Button(id={"type": "x", "id": "y"}), html.Div(dcc.Store(id="z")), object()]
)
def test_what_it_could_not_bring_to_life_is_refused(part: object):
    with pytest.raises(TypeError, match="cannot stand in a part that only shows"):
        still(part)
