"""Dates as intervals: reads what people type in a date column, and never guesses.

>>> from chronology.dates import DayOrder, read_date
>>> reading = read_date("late December 2008", order=DayOrder.DAY_FIRST)
>>> str(reading.earliest), str(reading.latest)
('2008-12-21', '2008-12-31')
"""

from chronology.dates.cell import read_date
from chronology.dates.column import ColumnReading, read_column
from chronology.dates.edtf import from_edtf, to_edtf
from chronology.dates.interval import Basis, Births, DateReading, DayOrder, Precision
from chronology.dates.show import show_day, show_interval
from chronology.dates.times import read_time

__all__ = [
    "Basis",
    "Births",
    "ColumnReading",
    "DateReading",
    "DayOrder",
    "Precision",
    "from_edtf",
    "read_column",
    "read_date",
    "read_time",
    "show_day",
    "show_interval",
    "to_edtf",
]
