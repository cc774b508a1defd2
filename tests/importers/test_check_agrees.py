"""A file asks the same questions alone as within its case, whatever its layout."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology.notes import note_rows
from importers import read_case
from importers.check import check_file
from tests.importers.conftest import PERSONS
from tests.importers.layouts import grids, layouts, timelines, write

NEEDS_THE_CASE = {"date_before_birth", "code_not_in_key"}
cases = layouts().flatmap(lambda layout: st.tuples(st.just(layout), timelines(layout.encoding)))
ASKED = ["sheet", "row", "column", "text", "question"]


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases, keyed=st.booleans())
def test_check_and_notes_ask_the_same(tmp_path_factory, case, keyed):
    layout, entries = case
    folder: Path = tmp_path_factory.mktemp("case")
    (folder / "agencies").mkdir()
    path = write(folder / "agencies", grids(entries, layout), layout)
    if keyed:
        (folder / "persons.csv").write_text(PERSONS)
    whole, alone = read_case(folder), check_file(path)
    issues = whole.issues[~whole.issues["code"].isin(NEEDS_THE_CASE)]
    (agency,) = whole.agencies
    for every in (False, True):
        asked = note_rows(alone, next(iter(alone.agencies)), with_notes=every)
        told = note_rows(replace(whole, issues=issues), agency, with_notes=every)
        assert asked[ASKED].values.tolist() == told[ASKED].values.tolist()
