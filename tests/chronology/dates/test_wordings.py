"""Every wording of ``wordings.csv`` is read as the file says a person reads it.

The births that the file's ages rest on: the index person in 2005, PQ in 1990, EF in 1988.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from chronology.dates import Basis, DayOrder, from_edtf, read_date

BIRTHS = {
    "": (date(2005, 1, 1), date(2005, 12, 31)),
    "PQ": (date(1990, 1, 1), date(1990, 12, 31)),
    "EF": (date(1988, 1, 1), date(1988, 12, 31)),
}
BASIS = {
    Basis.INFERRED_YEAR: "year from the row above",
    Basis.RELATIVE: "counted from the row above",
    Basis.AGE: "worked out from a birth",
    Basis.INHERITED: "as the row above",
    Basis.CELL: "spreadsheet day number",
}


def _rows():
    with (Path(__file__).parent / "wordings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(row):
    above = read_date(row["row above"], order=DayOrder.DAY_FIRST) if row["row above"] else None
    return read_date(row["text"], order=DayOrder.DAY_FIRST, anchor=above, births=BIRTHS)


def _remark(reading):
    words = [reading.problem or BASIS.get(reading.basis, "")]
    words += ["approximate"] * reading.approximate + ["uncertain"] * reading.uncertain
    words += [f"time {reading.time}"] * bool(reading.time)
    words += [f"written {reading.recorded}"] * bool(reading.recorded)
    return "; ".join(filter(None, words))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['kind']}: {row['text']} | {row['row above']}")
def test_wording_is_read_as_a_person_reads_it(row):
    reading = _read(row)
    found = (str(reading.earliest or ""), str(reading.latest or ""), str(reading.precision), _remark(reading))
    assert found == (row["expected earliest"], row["expected latest"], row["precision"], row["remark"])


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['kind']}: {row['text']} | {row['row above']}")
def test_text_is_kept_and_edtf_says_the_same(row):
    reading = _read(row)
    assert reading.text == row["text"].strip()
    assert from_edtf(reading.edtf) == (
        reading.earliest,
        reading.latest,
        reading.dated and reading.approximate,
        reading.dated and reading.uncertain,
    )
    assert bool(reading.problem or not reading.dated) <= bool(reading.note)


def test_there_are_many_wordings_and_many_refusals():
    rows = _rows()
    assert len(rows) >= 250
    assert sum(row["precision"] == "undated" for row in rows) >= 50
    keys = [(row["text"], row["row above"]) for row in rows]
    assert len(keys) == len(set(keys))
