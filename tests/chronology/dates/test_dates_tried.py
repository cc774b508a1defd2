"""The texts that general date parsers misread: each is read rightly here, or refused."""

from datetime import date, datetime

import pytest

from chronology.dates import DayOrder, read_column, read_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-11-06", date(2024, 11, 6), date(2024, 11, 6)),
        ("03/04/2021", date(2021, 4, 3), date(2021, 4, 3)),
        ("Mar 2021", date(2021, 3, 1), date(2021, 3, 31)),
        ("3-5 May 2020", date(2020, 5, 3), date(2020, 5, 5)),
        ("early 2019", date(2019, 1, 1), date(2019, 4, 30)),
        ("Summer 2019", date(2019, 6, 1), date(2019, 8, 31)),
        ("12-14 June 2012", date(2012, 6, 12), date(2012, 6, 14)),
        ("early 2006", date(2006, 1, 1), date(2006, 4, 30)),
        ("Q2 2012", date(2012, 4, 1), date(2012, 6, 30)),
        ("1430hrs 3/5/12", date(2012, 5, 3), date(2012, 5, 3)),
        ("41032", date(2012, 5, 3), date(2012, 5, 3)),
    ],
)
@pytest.mark.parametrize("order", [DayOrder.DAY_FIRST, DayOrder.NOT_SHOWN, DayOrder.NOT_NEEDED])
def test_read_rightly(text, earliest, latest, order):
    reading = read_date(text, order=order)
    assert (reading.earliest, reading.latest) == (earliest, latest)


@pytest.mark.parametrize("text", ["GP letter 12", "May", "Tues 3 May", "1 May", "3-5 2020", "visit 3 of 5"])
def test_refused(text):
    reading = read_date(text, order=DayOrder.DAY_FIRST)
    assert not reading.dated
    assert reading.problem in ("unreadable", "no_year")


def test_month_first_date_is_never_swapped_in_silence():
    shown = read_date("10/28/2018", order=DayOrder.DAY_FIRST)
    assert (shown.dated, shown.problem) == (False, "impossible_date")
    assert "28 October 2018" in shown.note
    open_question = read_date("10/28/2018", order=DayOrder.NOT_SHOWN)
    assert (open_question.earliest, open_question.problem) == (date(2018, 10, 28), "ambiguous_order")


def test_the_first_value_of_a_column_does_not_decide_the_order():
    column = read_column(["03/05/2012", "13/05/2012"])
    assert [r.earliest for r in column.readings] == [date(2012, 5, 3), date(2012, 5, 13)]


def test_iso_is_not_swapped_in_a_day_first_column():
    column = read_column(["25/12/2012", "2013-02-03", datetime(2013, 3, 4, 9, 5)])
    assert [r.earliest for r in column.readings] == [date(2012, 12, 25), date(2013, 2, 3), date(2013, 3, 4)]
    assert column.readings[2].time == "09:05"
