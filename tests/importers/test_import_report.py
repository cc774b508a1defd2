"""The text of an import: sums, columns, issues by severity with their places."""

from importers.report import build_report, issues_text, totals

HEADER = ("Date", "Person", "Odd column", "Event")


def test_report(folder):
    folder.text("case.toml", '[agencies.school]\nname = "School"\nkind = "education"\n')
    folder.csv(
        "police",
        HEADER,
        ("3 May 2012", "A", "odd", "Call."),
        ("", "A", "odd", "Call."),
        ("", "A", "", "Again."),
    )
    folder.text("agencies/gp.pdf", b"%PDF-1.7")
    case = folder.read()
    report = build_report(case)
    assert "4 rows read = 3 entries + 1 set aside" in report
    assert "Odd column -> unknown (unknown)" in report
    assert "No return received." in report
    assert "agencies/gp.pdf: not read" in report
    assert "agencies/police.csv, rows 3, 4, column Date" in report
    assert (
        report.index("Could not be read or used (1)")
        < report.index("To ask the agency")
        < report.index("Notes (")
    )


def test_the_same_issue_in_many_rows_is_told_once(folder):
    folder.csv("police", HEADER, *(("31/06/2012", "A", "", f"Call {n}.") for n in range(20)))
    text = issues_text(folder.read())
    assert text.count("There is no such day in the calendar.") == 1
    assert "and 8 more" in text


def test_totals_count_undated_entries(folder):
    folder.csv("police", HEADER, ("3 May 2012", "A", "", "Call."), ("N/K", "A", "", "Call."))
    assert "1 entry without a date" in totals(folder.read())
