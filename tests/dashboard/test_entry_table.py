"""The merged chronology as a grid."""

from __future__ import annotations

from chronology.frames import SCHEMAS
from dashboard.entry_table import COLUMNS, column_defs, grid_rows, sent_columns, shown_at_first
from dashboard.pages.table_callbacks import open_row, with_column
from dashboard.table import table_rows
from tests.dashboard.sample import HOSTILE


def test_every_field_of_an_entry_can_be_shown():
    # ``position`` is the order itself; the cells of ``original`` are columns of their own.
    wanted = set(SCHEMAS["entries"].columns) - {"position", "original"}
    assert wanted <= set(COLUMNS)


def test_every_original_header_is_a_column_that_says_whose_it_is(view):
    sent = sent_columns(view)
    assert [column.header for column in sent.values()] == ["Date", "Who", "What happened", "Action"]
    assert all("GP" in column.label and "SC" in column.label for column in sent.values())


def test_rows_hold_the_columns_chosen_verbatim(view):
    sent = sent_columns(view)
    everything = [*COLUMNS, *sent]
    rows = {row["id"]: row for row in grid_rows(view, view.entries, everything, sent)}
    assert len(rows) == len(view.entries)
    for _, entry in view.entries.iterrows():
        row = rows[entry["entry_id"]]
        for field in ("event", "action", "persons", "date_text", "entry_id"):
            assert row[field] == entry[field]
        assert [row[name] for name in sent] == [entry["original"][column.header] for column in sent.values()]
    assert rows["hospital-3"]["event"] == HOSTILE
    assert rows["gp-2"]["findings"] == "1"
    assert rows["gp-2"]["agency"].startswith(f"{view.codes['gp']} ")
    assert rows["social_care-7"]["sort"] == "9999"


def test_no_entry_at_all_still_gives_a_table(view):
    sent = sent_columns(view)
    none = view.entries.iloc[:0]
    assert grid_rows(view, none, [*COLUMNS, *sent], sent) == []
    assert table_rows(view, none) == []


def test_only_the_columns_chosen_are_sent_to_the_page(view):
    rows = grid_rows(view, view.entries, ["sort", "row"], sent_columns(view))
    assert not {"event", "action", "persons"} & set(rows[0])


def test_the_definitions_follow_the_choice_in_the_order_of_the_grid(view):
    sent = sent_columns(view)
    made = column_defs(["row", "sort", *list(sent)[:1]], sent)
    assert [column["field"] for column in made] == ["sort", "row", next(iter(sent))]
    assert made[0]["sort"] == "asc"


def test_columns_are_switched_off_and_on_and_one_always_stays():
    chosen = shown_at_first()
    assert "comment" in with_column(chosen, "comment")
    assert "event" not in with_column(chosen, "event")
    assert with_column(["event"], "event") == ["event"]


def test_the_row_chosen_says_where_it_stands(view):
    assert "police.csv, row 3" in str(open_row(view, "police-3"))
    assert "Choose a row" in str(open_row(view, None))
