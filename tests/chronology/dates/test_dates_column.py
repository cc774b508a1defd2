"""A column: the order of day and month, and what one row takes from the rows around it."""

import time
from datetime import date, datetime, timedelta
from datetime import time as clock

import numpy as np
import pandas as pd
import pytest

from chronology.dates import Basis, DayOrder, Precision, read_column, read_date, read_time


def _days(column):
    return [reading.earliest for reading in column.readings]


def test_order_not_needed_where_no_date_is_numeric():
    column = read_column(["3 May 2012", "2012-06-12", "June 2012", "05/05/2012"])
    assert column.order is DayOrder.NOT_NEEDED


def test_order_not_shown_is_day_first_and_says_so():
    column = read_column(["03/05/2012", "04/05/2012"])
    assert column.order is DayOrder.NOT_SHOWN
    assert "day first, as is usual in England" in column.evidence
    assert _days(column) == [date(2012, 5, 3), date(2012, 5, 4)]
    assert all("day first" in reading.note for reading in column.readings)


def test_one_value_above_twelve_shows_the_order():
    column = read_column(["03/05/2012", "25/05/2012"])
    assert (column.order, column.evidence) == (
        DayOrder.DAY_FIRST, "Day first: 1 date in this column can only be read so."
    )  # fmt: skip
    assert column.readings[0].note == ""


def test_a_column_that_contradicts_itself_is_a_question():
    column = read_column(["03/05/2012", "25/05/2012", "10/28/2012"])
    assert column.order is DayOrder.NOT_SHOWN
    assert [r.problem for r in column.readings] == ["ambiguous_order", "", "ambiguous_order"]
    assert column.readings[0].earliest == date(2012, 5, 3)


def test_one_slip_among_many_does_not_change_the_order():
    column = read_column([f"{day}/05/2012" for day in range(1, 32)] * 2 + ["10/28/2012"])
    assert column.order is DayOrder.DAY_FIRST
    assert column.readings[-1].problem == "impossible_date"


def test_weekdays_show_the_order():
    assert read_column(["Thu 03/05/2012", "04/05/2012"]).order is DayOrder.DAY_FIRST
    month_first = read_column(["Mon 03/05/2012", "04/05/2012"])
    assert month_first.order is DayOrder.MONTH_FIRST
    assert _days(month_first) == [date(2012, 3, 5), date(2012, 4, 5)]


def test_rows_in_date_order_are_weaker_evidence():
    months_and_days = [(1, 2), (1, 11), (2, 1), (3, 9), (4, 3), (4, 12), (6, 5), (7, 10), (8, 2), (9, 8)]
    days = [date(2012, month, day) for month, day in months_and_days]
    assert read_column([f"{day:%d/%m/%Y}" for day in days]).order is DayOrder.DAY_FIRST
    column = read_column([f"{day:%m/%d/%Y}" for day in days])
    assert column.order is DayOrder.MONTH_FIRST
    assert _days(column) == days


def test_date_cells_that_look_converted_are_a_question():
    cells = [datetime(2012, 3, 5), datetime(2012, 4, 5), datetime(2012, 4, 6)]
    column = read_column([*cells, "25/05/2012", "26/05/2012", "27/05/2012"])
    assert "may have been swapped" in column.evidence
    assert [r.problem for r in column.readings] == ["ambiguous_order"] * 3 + [""] * 3


def test_missing_years_keep_the_file_in_order():
    texts = [
        "20th February 2013",
        "27th March",
        "12th June",
        "During October and November",
        "The week before Christmas",
        "6 January",
        "3 Feb 2014",
    ]
    column = read_column(texts)
    assert _days(column)[1:6] == [
        date(2013, 3, 27), date(2013, 6, 12), date(2013, 10, 1), date(2013, 12, 18), date(2014, 1, 6)
    ]  # fmt: skip
    assert {r.basis for r in column.readings[1:6]} == {Basis.INFERRED_YEAR}
    assert [r.anchor for r in column.readings] == [None, 0, 1, 2, 3, 4, None]


def test_the_row_below_helps_to_choose_the_year():
    assert _days(read_column(["1 June 2012", "3 March", "1 May 2013"]))[1] == date(2013, 3, 3)
    assert _days(read_column(["1 June 2012", "28 May", "10 June 2012"]))[1] == date(2012, 5, 28)
    assert _days(read_column(["3 Feb 2014", "20 December", "1 Oct 2013"]))[1] == date(2013, 12, 20)


def test_no_year_anywhere_is_refused():
    column = read_column(["12th June", "13th June"])
    assert [r.problem for r in column.readings] == ["no_year", "no_year"]


def test_blank_means_as_above_and_names_the_row():
    column = read_column(["12/06/2012", "", None, float("nan"), pd.NaT, "the following day", " "])
    assert _days(column) == [date(2012, 6, 12)] * 5 + [date(2012, 6, 13)] * 2
    assert [r.anchor for r in column.readings] == [None, 0, 0, 0, 0, 0, 5]
    assert column.readings[1].basis is Basis.INHERITED
    assert column.readings[5].basis is Basis.RELATIVE


def test_blank_can_be_left_blank():
    column = read_column(["12/06/2012", "", "the following day"], inherit_blank=False)
    assert _days(column) == [date(2012, 6, 12), None, None]
    assert column.readings[2].problem == "no_anchor"


def test_first_blank_and_blank_below_undated_stay_undated():
    column = read_column(["", "N/K", "", "two days later"])
    assert not any(r.dated for r in column.readings)
    assert all(r.note for r in column.readings)


def test_a_relative_row_never_skips_an_undated_row():
    column = read_column(["12/06/2012", "illegible", "the following day"])
    assert column.readings[2].problem == "no_anchor"


def test_relative_to_a_cell_with_two_dates_counts_from_the_last():
    column = read_column(["03/01/14 & 06/01/14", "the following day"])
    assert [r.earliest for r in column.readings[0].also] == [date(2014, 1, 6)]
    assert _days(column)[1] == date(2014, 1, 7)


def test_ends_make_intervals():
    column = read_column(
        [
            "October 2012",
            "2001",
            "27 Mar 2013",
            "April 2013",
            "2007",
            "3 May 2012",
            "3 May 2012",
            "21 Jul 17",
        ],
        ends=[
            "November 2012",
            "2005",
            "",
            "end of October 2013",
            "ongoing",
            "5 May",
            "1 May 2012",
            "24 Jul 17",
        ],
    )
    spans = [(str(r.earliest), str(r.latest), str(r.precision), r.problem) for r in column.readings]
    assert spans == [
        ("2012-10-01", "2012-11-30", "months", ""),
        ("2001-01-01", "2005-12-31", "years", ""),
        ("2013-03-27", "2013-03-27", "day", ""),
        ("2013-04-01", "2013-10-31", "range", ""),
        ("2007-01-01", "None", "open_end", ""),
        ("2012-05-03", "2012-05-05", "range", ""),
        ("2012-05-03", "2012-05-03", "day", "end_before_start"),
        ("2017-07-21", "2017-07-24", "range", ""),
    ]
    assert column.readings[3].approximate
    assert column.readings[0].edtf == "2012-10/2012-11"


def test_an_end_without_a_start_is_open_at_the_start():
    reading = read_column(["3 May 2012", ""], ends=["", "5 June 2012"]).readings[1]
    assert (reading.earliest, reading.latest, reading.precision) == (
        None,
        date(2012, 6, 5),
        Precision.OPEN_START,
    )


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        read_column(["3 May 2012"], ends=[])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("18.25", "18:25"),
        ("by 22.00", "by 22:00"),
        ("approx 13.30", "approx 13:30"),
        ("day shift", "day shift"),
        ("1430hrs", "14:30"),
        ("1430", "14:30"),
        ("2pm", "14:00"),
        ("12.15 am", "00:15"),
        (0.5, "12:00"),
        (clock(9, 5), "09:05"),
        (datetime(2012, 1, 1, 9, 5), "09:05"),
        (None, ""),
        ("", ""),
        ("dark", "dark"),
        ("approx 00:18", "approx 00:18"),
    ],
)
def test_times(typed, read):
    assert read_time(typed) == read
    assert read_column(["3 May 2012"], times=[typed]).readings[0].time == read


def test_a_year_typed_wrong_in_january_is_a_question():
    column = read_column(["28/12/2013", "03/01/2013", "10/01/2014"])
    assert column.readings[1].problem == "year_out_of_order"
    assert column.readings[1].earliest == date(2013, 1, 3)


def test_a_column_out_of_order_is_not_full_of_questions():
    rng = np.random.default_rng(1)
    days = [date(2010, 1, 1) + timedelta(days=int(n)) for n in rng.integers(0, 2000, 400)]
    assert not any(r.problem for r in read_column([f"{day:%d %B %Y}" for day in days]).readings)


def test_a_wrong_weekday_is_noted():
    reading = read_date("Tues 4/6/12", order=DayOrder.DAY_FIRST)
    assert "was a Monday, not a Tuesday" in reading.note
    assert read_date("Mon 4/6/12", order=DayOrder.DAY_FIRST).note == ""


def test_other_kinds_of_cell():
    cells = [
        np.datetime64("2012-06-12"),
        pd.Timestamp("2012-06-12 14:30"),
        date(2012, 6, 12),
        2012,
        2012.0,
        41032,
        41032.25,
    ]
    readings = read_column(cells).readings
    assert [r.earliest for r in readings] == [date(2012, 6, 12)] * 3 + [date(2012, 1, 1)] * 2 + [
        date(2012, 5, 3)
    ] * 2
    assert readings[1].time == "14:30"
    assert readings[6].time == "06:00"
    assert "spreadsheet" in readings[5].note
    assert readings[0].basis is Basis.CELL
    for cell in (True, 7, -3, 1e12, float("inf"), clock(9, 5), object(), "x" * 5000):
        assert read_date(cell, order=DayOrder.DAY_FIRST).problem == "unreadable"


def test_late_entries_keep_both_days():
    reading = read_date("6/1/14 (late entry 9/1/14)", order=DayOrder.DAY_FIRST)
    assert (reading.earliest, reading.recorded) == (date(2014, 1, 6), date(2014, 1, 9))


def test_remarks_are_kept():
    reading = read_date("27 Oct 2020, four hours after arrival", order=DayOrder.DAY_FIRST)
    assert "four hours after arrival" in reading.note


def test_each_distinct_cell_is_parsed_once():
    texts = [f"{date(2000, 1, 1) + timedelta(days=i):%d/%m/%Y}" for i in range(100)] * 1000
    start = time.process_time()
    column = read_column(texts)
    assert len(column.readings) == 100_000
    assert column.readings[0] is column.readings[100]
    assert time.process_time() - start < 5
