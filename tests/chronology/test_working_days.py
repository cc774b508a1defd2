"""Working days of the four nations, periods and ages."""

import holidays
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.working_days import (
    Period,
    add_period,
    add_working_days,
    calendar,
    holidays_listed,
    parse_period,
    working_days_between,
    years_between,
)

ENGLAND = calendar("ENG")
DAYS = st.dates(pd.Timestamp("1980-01-01").date(), pd.Timestamp("2034-01-01").date())


def _texts(series):
    return [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in series]


@pytest.mark.parametrize(
    ("nation", "day", "working"),
    [
        ("ENG", "2012-06-01", True), ("ENG", "2012-06-04", False), ("ENG", "2012-06-05", False),
        ("ENG", "2012-06-03", False), ("ENG", "2012-05-28", True), ("ENG", "2011-04-29", False),
        ("ENG", "2022-06-03", False), ("ENG", "2022-09-19", False), ("ENG", "2023-05-08", False),
        ("ENG", "2020-05-04", True), ("ENG", "2020-05-08", False), ("ENG", "2021-12-27", False),
        ("ENG", "2013-08-26", False), ("SCT", "2013-08-26", True), ("SCT", "2013-08-05", False),
        ("SCT", "2014-01-02", False), ("ENG", "2014-01-02", True), ("NIR", "2013-07-12", False),
        ("WLS", "2013-08-26", False), ("SCT", "2013-04-01", True), ("ENG", "2013-04-01", False),
    ],
)  # fmt: skip
def test_bank_holidays(nation, day, working):
    assert bool(np.is_busday(day, busdaycal=calendar(nation))) is working


def test_england_has_eight_bank_holidays_in_an_ordinary_year():
    listed = pd.DatetimeIndex(ENGLAND.holidays)
    assert (listed.year == 2013).sum() == 8
    assert (listed.year == 2012).sum() == 9


def test_without_a_nation_days_would_be_missing():
    assert len(holidays.country_holidays("GB", years=2013)) < 8


def test_another_nation_is_refused():
    with pytest.raises(ValueError, match="ENG, WLS, SCT, NIR"):
        calendar("FRA")


def test_working_days_are_added():
    days = pd.Series(pd.to_datetime(["2012-06-01", "2012-06-02", None, "2013-10-18"]), index=[5, 6, 7, 8])
    assert _texts(add_working_days(days, 1, ENGLAND)) == ["2012-06-06", "2012-06-06", None, "2013-10-21"]
    assert _texts(add_working_days(days, 15, ENGLAND)) == ["2012-06-26", "2012-06-26", None, "2013-11-08"]
    assert _texts(add_working_days(days, 0, ENGLAND)) == ["2012-06-01", "2012-06-02", None, "2013-10-18"]
    assert list(add_working_days(days, 1, ENGLAND).index) == [5, 6, 7, 8]
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(days, -1, ENGLAND)


def test_working_days_are_counted():
    start = ["2012-06-01", "2012-06-06", "2012-06-01", None, "2012-06-02"]
    end = ["2012-06-06", "2012-06-01", "2012-06-01", "2012-06-06", "2012-06-03"]
    assert list(working_days_between(start, end, ENGLAND)) == [1, -1, 0, pd.NA, 0]


@given(DAYS, st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_adding_and_counting_agree_with_a_walk_day_by_day(day, amount):
    walked, left = pd.Timestamp(day), amount
    while left:
        walked += pd.Timedelta(days=1)
        left -= bool(np.is_busday(walked.to_datetime64().astype("M8[D]"), busdaycal=ENGLAND))
    due = add_working_days([day], amount, ENGLAND).iloc[0]
    assert due == walked
    assert working_days_between([day], [due], ENGLAND).iloc[0] == amount


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("10 working days", Period(10, "working days")), ("1 working day", Period(1, "working days")),
        ("3 months", Period(3, "months")), ("45 days", Period(45, "days")), ("24 hours", Period(24, "hours")),
        ("2 weeks", Period(2, "weeks")), ("1 fortnight", Period(2, "weeks")), ("1 Year", Period(1, "years")),
    ],
)  # fmt: skip
def test_periods_are_read(text, period):
    assert parse_period(text) == period
    assert parse_period(str(period)) == period


@pytest.mark.parametrize(
    "text", ["", "soon", "10", "ten days", "-3 days", "3 moons", "3 school days", "1.5 months"]
)
def test_what_is_not_a_period_is_refused(text):
    with pytest.raises(ValueError, match="a period is"):
        parse_period(text)


@pytest.mark.parametrize(
    ("day", "period", "due"),
    [
        ("2013-01-31", "1 month", "2013-02-28"), ("2012-01-31", "1 month", "2012-02-29"),
        ("2012-02-29", "1 year", "2013-02-28"), ("2012-11-30", "3 months", "2013-02-28"),
        ("2013-10-18", "3 months", "2014-01-18"), ("2012-06-01", "45 days", "2012-07-16"),
        ("2012-06-01", "24 hours", "2012-06-02"), ("2012-06-01", "25 hours", "2012-06-03"),
        ("2012-06-01", "2 weeks", "2012-06-15"), ("2012-06-01", "1 working day", "2012-06-06"),
        (None, "3 months", None), (None, "3 days", None),
    ],
)  # fmt: skip
def test_periods_are_added(day, period, due):
    assert _texts(add_period([day], period, ENGLAND)) == [due]


@given(DAYS, st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_months_are_calendar_months(day, months):
    assert add_period([day], Period(months, "months"), ENGLAND).iloc[0] == pd.Timestamp(day) + pd.DateOffset(
        months=months
    )


def test_ages_are_ranges():
    youngest, oldest = years_between(
        ["2012-01-01", "2013-05-28", None, "2012-02-29"],
        ["2012-12-31", "2013-05-28", None, "2012-02-29"],
        ["2014-01-28", "2014-05-27", "2014-01-01", "2013-02-28"],
        ["2014-01-28", "2014-05-28", "2014-01-01", "2013-03-01"],
    )
    assert list(youngest) == [1, 0, pd.NA, 0]
    assert list(oldest) == [2, 1, pd.NA, 1]


def test_years_without_a_list_of_holidays_are_told():
    assert list(holidays_listed(["1950-01-01", "2012-06-01", None, "2050-01-01"])) == [
        False,
        True,
        False,
        False,
    ]


def test_empty_columns_stay_empty():
    assert len(add_period([], "3 months", ENGLAND)) == 0
    assert len(working_days_between([], [], ENGLAND)) == 0
