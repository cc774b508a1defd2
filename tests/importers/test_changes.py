import time

import pandas as pd
import pytest

from importers.changes import ROW_COLUMNS, cell_changes, compare

NONE = pd.DataFrame(columns=list(ROW_COLUMNS))


def rows(*told: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (f"{day}{text}", f"{day}{text}", "", n, day, day, day, text, {"Date": day, "Event": text})
            for n, (day, text) in enumerate(told, start=2)
        ],
        columns=list(ROW_COLUMNS),
    )


def kept(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """For each new row, the day of the earlier row whose identity it keeps; blank for a new one."""
    changes = compare(before, after, NONE)
    old = set(before["id"])
    return [id_[:10] if id_ in old and state != "added" else "" for id_, state in
            changes.rows[["id", "state"]].itertuples(index=False)]  # fmt: skip


CALL = "Call from a neighbour about shouting in the house"
VISIT = "Home visit by the health visitor, child seen awake"


def test_rows_in_another_order_are_unchanged():
    before = rows(("2012-05-03", CALL), ("2012-05-04", VISIT))
    changes = compare(before, before.iloc[::-1].reset_index(drop=True), NONE)
    assert changes.nothing


def test_a_reworded_row_keeps_its_identity_among_others_on_the_same_day():
    before = rows(("2012-05-03", CALL), ("2012-05-03", VISIT))
    after = rows(("2012-05-03", VISIT + " and well"), ("2012-05-03", CALL + ", no injury"))
    changes = compare(before, after, NONE)
    assert list(changes.rows["id"]) == [before["id"][1], before["id"][0]]


def test_a_corrected_date_keeps_the_identity_of_a_row_that_is_the_only_one_of_its_kind():
    assert kept(rows(("2012-05-03", CALL)), rows(("2021-05-03", CALL))) == ["2012-05-03"]


def test_short_words_that_any_day_could_hold_do_not_make_two_entries_one():
    before = rows(("2012-05-03", "No reply"), ("2012-05-20", CALL), ("2012-06-01", VISIT))
    after = rows(("2012-05-20", CALL), ("2012-06-01", VISIT), ("2012-09-09", "No reply"))
    assert kept(before, after) == ["2012-05-20", "2012-06-01", ""]


def test_other_words_on_the_same_day_are_another_entry():
    changes = compare(rows(("2012-05-03", CALL)), rows(("2012-05-03", "Immunisation given")), NONE)
    assert (changes.count("added"), len(changes.withdrawn)) == (1, 1)


def test_equal_rows_are_told_apart_and_none_is_counted_twice():
    twice = rows(("2012-05-03", VISIT), ("2012-05-03", VISIT))
    twice["content"] = twice["id"] = ["first", "second"]
    changes = compare(twice, twice.iloc[:1], NONE)
    assert list(changes.rows["id"]) == ["first"]
    assert list(changes.withdrawn["id"]) == ["second"]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({"Event": "a  b"}, {"Event": "a b "}, []),
        ({"Event": "a"}, {"Event": "A"}, [("Event", "a", "A")]),
        ({"Event": "a"}, {"What happened": "a"}, []),
        ({"Event": "a"}, {"Event": "a", "Outcome": "b"}, [("Outcome", "", "b")]),
        ({"Event": "a", "Outcome": "b"}, {"Event": "a"}, [("Outcome", "b", "")]),
        ({"Event": "a", "Outcome": ""}, {"Event": "a"}, []),
    ],
)
def test_cells_are_compared_by_their_words(before, after, changed):
    assert cell_changes(before, after) == changed


def test_many_rows_of_one_undated_file_are_compared_in_good_time():
    old = rows(*(("", f"Contact {n} with the family about matter {n * 7919 % 1000}") for n in range(4000)))
    new = rows(
        *(("", f"Contact {n} with the family about matter {n * 7919 % 1000}, noted") for n in range(4000))
    )
    begun = time.perf_counter()
    changes = compare(old, new, NONE)
    assert changes.count("changed") == 4000
    assert time.perf_counter() - begun < 20
