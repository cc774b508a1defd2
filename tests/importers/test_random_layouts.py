"""A timeline laid out at random comes back entry for entry and field for field, in every format."""

from datetime import date
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.agency_file import Known, read_agency_file
from importers.content import people_words
from importers.entries import BETWEEN, FileOrigin
from importers.formats import read_file
from importers.vocabulary import load
from tests.importers.layouts import Entry, Layout, grids, layouts, timelines, write

WORDS = load()
PEOPLE = pd.DataFrame({"code": ["A", "MA"], "aliases": [("Child A",), ("Mother",)]})
KNOWN = Known(WORDS, people_words(PEOPLE, WORDS), {"A": (date(2008, 1, 1), date(2008, 12, 31))})
cases = layouts().flatmap(lambda layout: st.tuples(st.just(layout), timelines(layout.encoding)))


def expected(entry: Entry, layout: Layout) -> dict[str, object]:
    event = BETWEEN.join([entry.event, "Kept as it is"]) if layout.unknown else entry.event
    return {
        "earliest": pd.Timestamp(entry.day),
        "latest": pd.Timestamp(entry.day),
        "precision": "day",
        "persons": entry.persons,
        "source": entry.source,
        "action": entry.action,
        "outcome": entry.outcome if "outcome" in layout.fields else "",
        "time_text": entry.time if "time" in layout.fields else "",
        "child_seen": entry.child_seen[:1] if "child_seen" in layout.fields else "",
        "hidden": entry.hidden and layout.kind == "xlsx",
        "event": event,
    }


@settings(max_examples=320, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases)
def test_every_layout_comes_back(tmp_path_factory, case):
    layout, entries = case
    folder: Path = tmp_path_factory.mktemp("layout")
    path = write(folder, grids(entries, layout), layout)
    read = read_agency_file(path, FileOrigin("police", path.name), KNOWN, read_file(path))
    frame = read.entries
    assert [
        {name: getattr(row, name) for name in expected(entries[0], layout)} for row in frame.itertuples()
    ] == [expected(entry, layout) for entry in entries]
    assert read.file["rows_read"] == len(frame) + len(read.set_aside)
