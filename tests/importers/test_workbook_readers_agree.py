"""The quick and the careful reading of a sheet give the same, and what openpyxl gives."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from importers import excel, excel_quick
from importers.excel import column_name, column_number
from importers.excel_numbers import is_date_format, moment_of
from importers.shown import shown_text

FORMATS = ("General", "dd/mm/yyyy", "mmm-yy", "d mmm", "hh:mm", "[h]:mm", "0.00", "000", "@", '"Day "d')
values = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(
        ["<a> & 'b' \"c\"", "_x000D_", "_x0041_ plain", "two\nlines", " outer ", "=", "#N/A", "&amp;"]
    ),
    st.integers(0, 60_000),
    st.floats(0, 1e5, allow_nan=False).map(lambda number: round(number, 4)),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2030, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    st.dates(date(1950, 1, 1), date(2030, 1, 1)),
)
cells = st.tuples(values, st.sampled_from(FORMATS), st.booleans())


def book_of(rows, *, from_1904=False):
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for number, row in enumerate(rows, start=1):
        for column, (value, number_format, struck) in enumerate(row, start=1):
            cell = book.active.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif not isinstance(value, date | type(None)):
                cell.number_format = number_format
            cell.font = Font(strike=struck)
    out = io.BytesIO()
    book.save(out)
    return out


def read_carefully(content, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(excel, "plain_sheet", lambda _: None)
        patch.setattr("importers.excel_parts.plain_strings", lambda _: None)
        return excel.read(content)


@settings(max_examples=120, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(cells, max_size=6), min_size=1, max_size=8), from_1904=st.booleans())
def test_both_readings_agree_and_lose_nothing(monkeypatch, rows, from_1904):
    content = book_of(rows, from_1904=from_1904)
    quick, careful = excel.read(content), read_carefully(content, monkeypatch)
    assert quick == careful
    (table,) = quick.tables
    theirs = openpyxl.load_workbook(content).active
    for row in table.rows:
        for column, cell in enumerate(row.cells, start=1):
            other = theirs.cell(row.number, column)
            if isinstance(other.value, timedelta):
                assert cell.text == shown_text(other.value)
            elif isinstance(other.value, str):
                # openpyxl leaves Excel's way of writing odd characters as it is.
                assert cell.text == other.value.replace("_x000D_", "\n").replace("_x0041_", "A")
            elif isinstance(other.value, datetime | time):
                assert cell.text == shown_text(other.value, other.number_format)
            elif other.value is not None:
                assert cell.text == shown_text(cell.value, other.number_format)
            assert cell.struck == (bool(other.font.strike) and bool(cell.text))


def test_plain_sheets_are_read_the_quick_way():
    content = book_of([[("3 May 2012", "General", False), (datetime(2012, 5, 3), "dd/mm/yyyy", False)]])
    with zipfile.ZipFile(content) as archive:
        plain = excel_quick.plain_sheet(archive.read("xl/worksheets/sheet1.xml"))
    assert plain is not None
    assert [cell[:2] for cell in plain.written()] == [("A", "1"), ("B", "1")]


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16_384, "XFD")])
def test_names_of_columns(number, name):
    assert (column_name(number), column_number(name)) == (name, number)


@pytest.mark.parametrize(
    ("number_format", "is_date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]d mmmm yyyy;@", True),
        ("[h]:mm", True),
        ("General", False),
        ("0.00", False),
        ("@", False),
        ('0 "days"', False),
        ("[Red]0.00", False),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", False),
    ],
)
def test_formats_of_dates_are_told_from_others(number_format, is_date):
    assert is_date_format(number_format) is is_date


@pytest.mark.parametrize(
    ("serial", "from_1904", "moment"),
    [
        (41032, False, datetime(2012, 5, 3)),
        (39570, True, datetime(2012, 5, 3)),
        (41032.604166666667, False, datetime(2012, 5, 3, 14, 30)),
        (0.5, False, time(12)),
        (1, False, datetime(1900, 1, 1)),
        (59, False, datetime(1900, 2, 28)),
        (61, False, datetime(1900, 3, 1)),
        (-1, False, None),
        (9e9, False, None),
    ],
)
def test_counts_of_days(serial, from_1904, moment):
    assert moment_of(serial, from_1904=from_1904) == moment
