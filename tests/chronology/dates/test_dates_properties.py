"""What must hold of every date, whatever is typed."""

import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.dates import (
    DayOrder,
    Precision,
    from_edtf,
    read_column,
    read_date,
    show_day,
    show_interval,
    to_edtf,
)

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
ORDERS = st.sampled_from(list(DayOrder))
WORDS = [
    *(
        "early",
        "late",
        "mid",
        "end",
        "of",
        "the",
        "week",
        "before",
        "after",
        "by",
        "from",
        "to",
        "until",
        "between",
    ),
    *(
        "and",
        "or",
        "&",
        "/",
        "-",
        ",",
        "(",
        ")",
        "?",
        "c.",
        "about",
        "1",
        "3",
        "12",
        "31",
        "99",
        "2012",
        "2013-05",
    ),
    *(
        "03/05/2012",
        "3.5.12",
        "12-14",
        "May",
        "June",
        "Jan-14",
        "2nd",
        "12th",
        "Christmas",
        "spring",
        "weekend",
    ),
    *(
        "w/c",
        "following",
        "day",
        "days",
        "later",
        "that",
        "month",
        "aged",
        "PQ",
        "was",
        "birth",
        "N/K",
        "not",
    ),
    *("known", "14:30", "1430hrs", "evening", "late entry", "ditto", "half", "Q2", "onwards", "10 days"),
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=60), SENTENCES)
BIRTHS = {"": (date(2005, 1, 1), date(2005, 12, 31)), "PQ": (date(1990, 1, 1), date(1990, 12, 31))}

DAY_FORMATS = (
    "{d:%d/%m/%Y}",
    "{d:%d.%m.%y}",
    "{d:%d-%m-%Y}",
    "{d.day}/{d.month}/{d:%y}",
    "{d:%d/%m/%y}",
    "{d:%Y-%m-%d}",
    "{d:%Y/%m/%d}",
    "{d:%d %B %Y}",
    "{d.day} {d:%b %Y}",
    "{d:%d-%b-%y}",
    "{d:%d-%b-%Y}",
    "{d:%A %d %B %Y}",
    "{d:%a} {d:%d/%m/%Y}",
    "{d:%B %d, %Y}",
    "the {d.day} of {d:%B} {d:%Y}",
    "?{d.day} {d:%b} {d:%Y}",
    "{d:%d/%m/%Y} 14:30",
    "{d:%d/%m/%Y} @ 14:30hrs",
    "{d:%d.%m.%Y}, evening",
    "{d:%Y-%m-%d}T14:30:00",
    "night of {d.day} {d:%B %Y}",
    "{d:%d/%m/%Y} (late entry {d:%d/%m/%Y})",
    "{d:%d/%m/%Y} - {d:%d/%m/%Y}",
)


@given(ANY_TEXT, ORDERS, st.one_of(st.none(), DAYS))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_an_ordered_interval_or_a_reason(text, order, above):
    anchor = read_date(above, order=order) if above else None
    reading = read_date(text, order=order, anchor=anchor, births=BIRTHS)
    if reading.earliest and reading.latest:
        assert reading.earliest <= reading.latest
    assert reading.dated == (reading.precision is not Precision.UNDATED)
    assert reading.dated or reading.note
    assert reading.text == text.strip() or not reading.dated
    assert from_edtf(reading.edtf)[:2] == (reading.earliest, reading.latest)


@given(
    st.lists(st.one_of(st.none(), ANY_TEXT, DAYS, st.integers(), st.floats(), st.booleans()), max_size=12),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_any_column_is_read_row_for_row(values, inherit):
    readings = read_column(values, births=BIRTHS, inherit_blank=inherit).readings
    assert len(readings) == len(values)
    for i, reading in enumerate(readings):
        assert reading.anchor is None or 0 <= reading.anchor < i
        if reading.earliest and reading.latest:
            assert reading.earliest <= reading.latest


@given(DAYS, st.sampled_from(DAY_FORMATS))
@settings(max_examples=400, deadline=None)
def test_a_formatted_day_is_read_back(day, shape):
    reading = read_date(shape.format(d=day), order=DayOrder.DAY_FIRST)
    assert (reading.earliest, reading.latest, reading.precision) == (day, day, reading.precision)
    assert reading.problem == ""


@given(DAYS)
@settings(max_examples=100, deadline=None)
def test_a_month_is_read_back(day):
    for shape in (
        "{d:%B %Y}",
        "{d:%b %Y}",
        "{d:%m/%Y}",
        "{d:%Y-%m}",
        "{d:%b-%y}",
        "00/{d:%m/%Y}",
        "{d:%b} '{d:%y}",
    ):
        reading = read_date(shape.format(d=day), order=DayOrder.DAY_FIRST)
        assert (reading.earliest, reading.precision) == (day.replace(day=1), Precision.MONTH)
        assert reading.latest is not None
        assert reading.latest + timedelta(days=1) == (day.replace(day=28) + timedelta(days=4)).replace(day=1)


@given(st.lists(DAYS, min_size=1, max_size=20), st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%d-%m-%Y"]))
@settings(max_examples=150, deadline=None)
def test_day_and_month_are_never_swapped_where_the_column_shows_the_order(days, shape):
    column = read_column([*(day.strftime(shape) for day in days), "25/12/2012"])
    assert column.order is DayOrder.DAY_FIRST
    assert [reading.earliest for reading in column.readings[:-1]] == days


@given(st.lists(DAYS, min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_month_first_columns_are_read_month_first(days):
    column = read_column([*(day.strftime("%m/%d/%Y") for day in days), "12/25/2012"])
    assert column.order is DayOrder.MONTH_FIRST
    assert [reading.earliest for reading in column.readings[:-1]] == days


@given(DAYS, st.one_of(DAYS, st.none()), st.sampled_from(list(Precision)), st.booleans())
@settings(max_examples=400, deadline=None)
def test_what_is_shown_reads_back_as_the_same_interval(one, other, precision, open_start):
    earliest, latest = (
        (min(one, other), max(one, other)) if other else (None, one) if open_start else (one, None)
    )
    reading = read_date(show_interval(earliest, latest, precision), order=DayOrder.DAY_FIRST)
    assert (reading.earliest, reading.latest) == (earliest, latest)


@given(DAYS, st.integers(0, 40), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_edtf_round_trip(day, months, approximate, uncertain):
    last = (day.replace(day=1) + timedelta(days=31 * months + 31)).replace(day=1) - timedelta(days=1)
    for earliest, latest in ((day, day), (day.replace(day=1), last), (None, day), (day, None), (day, last)):
        text = to_edtf(earliest, latest, approximate=approximate, uncertain=uncertain)
        assert from_edtf(text) == (earliest, latest, approximate, uncertain)


@pytest.mark.parametrize("text", ["2012-13", "2012-02-30", "abc", "2012-06-12/2012-06-11", "12/06/2012"])
def test_what_is_not_edtf_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        from_edtf(text)


def test_the_clock_is_never_read():
    texts = [
        "May",
        "12th June",
        "3 May 12",
        "today",
        "the following day",
        "June 2012 to present",
        "Monday",
        "x",
        "",
    ]
    seen = []

    def watch(frame, event, function):
        if event == "c_call" and function.__name__ in (
            "today",
            "now",
            "utcnow",
            "time",
            "localtime",
            "fromtimestamp",
        ):
            seen.append(function.__name__)

    sys.setprofile(watch)
    try:
        date.today()  # the watch itself works
        assert seen == ["today"]
        readings = read_column(texts).readings
        single = [read_date(text, order=DayOrder.NOT_SHOWN) for text in texts]
    finally:
        sys.setprofile(None)
    assert seen == ["today"]
    assert [r.dated for r in readings] == [False, False, True, False, False, True, False, False, False]
    assert not single[0].dated and not single[1].dated


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "shown"),
    [
        (date(2014, 1, 3), date(2014, 1, 3), "day", "3 Jan 2014"),
        (date(2012, 6, 1), date(2012, 6, 30), "month", "Jun 2012"),
        (date(2012, 10, 1), date(2012, 11, 30), "months", "Oct to Nov 2012"),
        (date(2012, 5, 25), date(2012, 6, 12), "range", "25 May to 12 Jun 2012"),
        (date(2017, 12, 29), date(2018, 1, 10), "range", "29 Dec 2017 to 10 Jan 2018"),
        (date(2013, 10, 19), date(2013, 10, 20), "weekend", "19 to 20 Oct 2013"),
        (date(2008, 12, 21), date(2008, 12, 31), "part_of_month", "late Dec 2008"),
        (date(2005, 9, 1), date(2005, 11, 30), "season", "autumn 2005"),
        (date(2008, 7, 1), date(2008, 12, 31), "part_of_year", "second half of 2008"),
        (date(2007, 1, 1), date(2008, 12, 31), "years", "2007 to 2008"),
        (date(2012, 6, 13), None, "open_end", "after 12 Jun 2012"),
        (date(2001, 1, 1), None, "open_end", "from 2001"),
        (None, date(2012, 8, 31), "open_start", "by 31 Aug 2012"),
        (None, None, "undated", "undated"),
    ],
)
def test_intervals_are_shown_in_few_words(earliest, latest, precision, shown):
    assert show_interval(earliest, latest, precision) == shown


def test_a_day_is_shown_without_a_leading_nought():
    assert show_day(date(2014, 1, 3)) == "3 Jan 2014"
