"""What is taken away from a case: its entries and findings as tables, and those tables as a workbook."""

from chronology.export.tables import (
    about,
    entries_table,
    entry_numbers,
    findings_table,
    in_date_order,
    issues_table,
    returns_table,
    set_aside_table,
)
from chronology.export.workbook import workbook

__all__ = [
    "about",
    "entries_table",
    "entry_numbers",
    "findings_table",
    "in_date_order",
    "issues_table",
    "returns_table",
    "set_aside_table",
    "workbook",
]
