"""The panel: a finding with its evidence, an entry with every cell, and only ever text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd

from chronology.frames import build
from dashboard.case_view import case_view
from dashboard.entry_panel import entry_panel
from dashboard.finding_parts import sentence
from dashboard.marked import marked
from dashboard.pages.timeline_callbacks import next_choice
from dashboard.panel import panel
from dashboard.swimlane import Choice
from tests.dashboard.sample import HOSTILE

NOTHING = {"finding": None, "entry": None}


def parts(component: Any) -> list[Any]:
    """All components and texts in a tree, in reading order."""
    if isinstance(component, list | tuple):
        return [part for child in component for part in parts(child)]
    children = getattr(component, "children", None)
    return [component, *(parts(children) if children is not None else [])]


def text(component: Any) -> str:
    return " ".join(part for part in parts(component) if isinstance(part, str))


def test_the_list_gives_every_finding_in_rank_with_its_state_in_words(view):
    shown = text(panel(view, view.analysis.findings, Choice()))
    assert shown.index("Bruise to the face") < shown.index("Partner not checked")
    assert "Missed" in shown
    assert "Cannot tell" in shown
    assert "Riverside Surgery (general practice) and Children's Social Care" in shown


def test_filtered_findings_say_how_many_there_are_in_all(view):
    shown = text(panel(view, view.analysis.findings.iloc[:1], Choice()))
    assert "1 of 2 findings" in shown
    assert "Partner not checked" not in shown


def test_no_finding_is_said_to_prove_nothing_and_no_entry_to_be_the_reason(analysis):
    clear = replace(analysis, flags=build("flags"), findings=build("findings"))
    said = text(panel(case_view(clear), clear.findings, Choice()))
    assert "does not show that none was missed" in said
    empty = replace(clear, case=replace(clear.case, entries=build("entries")))
    assert "no entry yet" in text(panel(case_view(empty), empty.findings, Choice()))


def test_a_finding_shows_its_evidence_rule_and_source(view):
    content = panel(view, view.analysis.findings, Choice(finding="N1"))
    shown = text(content)
    for wanted in (
        "referral to children's social care", "5 Mar 2019", "Entries of social care, 4 to 6 March 2019.",
        "Working Together 2018", "Injury without a referral (injury_then_referral)",
        "Also part of this finding",
    ):  # fmt: skip
        assert wanted in shown
    assert "unconfirmed" not in shown
    marks = [part.children for part in parts(content) if type(part).__name__ == "Mark"]
    assert marks == ["Bruise to cheek", "fracture", "Referred to CSC"]


def test_a_sentence_is_shown_in_its_parts_and_loses_no_word(view):
    flag = view.analysis.flags.iloc[0].copy()
    whole = flag["sentence"]
    assert text(sentence(flag)) == whole
    flag["parts"] = ("A bruise was recorded.", "No matching entry was supplied by social care.")
    shown = sentence(flag)
    assert [part.children for part in shown.children] == list(flag["parts"])
    assert text(shown) == whole


def test_an_unconfirmed_source_is_labelled(view):
    assert "unconfirmed source" in text(panel(view, view.analysis.findings, Choice(finding="N2")))


def test_an_entry_shows_every_cell_verbatim_and_where_it_stands(view):
    entry = view.entry("hospital-3")
    content = entry_panel(view, entry)
    texts = [part for part in parts(content) if isinstance(part, str)]
    for header, cell in entry["original"].items():
        assert header in texts
        assert cell in texts
    assert "File agencies/hospital.csv, row 3" in texts
    assert HOSTILE in texts
    assert not any("dangerously" in json.dumps(part.to_plotly_json(), default=str) for part in content)


def test_an_entry_tells_its_tags_links_and_findings(view):
    shown = text(entry_panel(view, view.entry("hospital-2")))
    assert "Told: to Children's Social Care" in shown
    assert "Open its entry of 12 Apr 2019" in shown
    assert "1. Bruise to the face, no referral (missed)" in shown
    unmatched = text(entry_panel(view, view.entry("police-3")))
    assert "No matching entry supplied by the other agency." in unmatched


def test_how_the_date_was_read_is_said(view):
    shown = text(entry_panel(view, view.entry("social_care-8")))
    assert "Written as “2020-01-05 to not known”; read as after 4 Jan 2020" in shown
    assert "Read as a range." in shown


def test_marking_keeps_every_character():
    content = marked("a bruise and a burn", [(2, 8, "injury"), (4, 12, "overlaps"), (15, 19, "injury")])
    assert (
        "".join(part if isinstance(part, str) else part.children for part in content) == "a bruise and a burn"
    )
    assert [part.children for part in content if not isinstance(part, str)] == ["bruise", "burn"]


def test_a_click_on_a_mark_opens_its_entry_and_one_on_a_hollow_mark_its_finding(view):
    number = view.number_of["police-4"]
    click = {"points": [{"customdata": number}]}
    assert next_choice(view, "swimlane", click, NOTHING) == {"finding": None, "entry": "police-4"}
    hollow = {"points": [{"customdata": -1 - view.flag_number["F2"]}]}
    assert next_choice(view, "swimlane", hollow, NOTHING) == {"finding": "N2", "entry": None}


def test_opening_an_entry_keeps_the_finding_it_was_opened_from(view):
    chosen = {"finding": "N1", "entry": None}
    opened = next_choice(view, "timeline-told", {"entry": "gp-2", "at": 1}, chosen)
    assert opened == {"finding": "N1", "entry": "gp-2"}
    assert next_choice(view, "timeline-told", {"back": "finding", "at": 2}, opened) == chosen
    assert next_choice(view, "timeline-told", {"back": "list", "at": 3}, chosen) == NOTHING


def test_before_anything_was_pressed_nothing_is_chosen(view):
    assert next_choice(view, "timeline-told", None, NOTHING) is None


def test_a_press_in_the_list_opens_its_finding_and_closes_the_entry(view):
    told = {"finding": "N1", "at": 1}
    chosen = {"finding": None, "entry": "gp-2"}
    assert next_choice(view, "timeline-told", told, chosen) == {"finding": "N1", "entry": None}


def test_selecting_the_open_row_again_changes_nothing(view):
    chosen = {"finding": None, "entry": "gp-2"}
    assert next_choice(view, "entries", [{"id": "gp-2"}], chosen) is None
    assert next_choice(view, "entries", [], chosen) is None


def test_an_unknown_id_shows_the_list(view):
    shown = text(panel(view, view.analysis.findings, Choice(finding="gone", entry="gone too")))
    assert "2 findings" in shown
    assert pd.notna(shown)


def test_the_entry_shows_the_comments_on_its_cells_each_on_a_line_of_its_own(view):
    entry = view.entries.iloc[0]
    assert "Comments or notes" not in text(entry_panel(view, entry))
    commented = entry.copy()
    commented["cell_comments"] = "Log number to follow.\nAsk the sergeant."
    remarks = [p for p in parts(entry_panel(view, commented)) if getattr(p, "className", "") == "remark"]
    assert "Comments or notes on its cells:\nLog number to follow.\nAsk the sergeant." in [
        text(p) for p in remarks
    ]
