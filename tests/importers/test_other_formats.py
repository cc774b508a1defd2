"""Formats besides .xlsx, .docx and .csv: read with the same words and dates, and with a note on what is not seen."""

import pandas as pd
import pytest

from importers.formats import kind_of, read_file
from importers.reader_process import Limits, ReaderProcess
from importers.wire import from_wire, to_wire
from tests.hostile.make_corpus import open_row, open_rows, spreadsheet
from tests.importers.old_formats import xls, xlsb

HEADER = ("Date", "Person", "Source", "Event", "Action taken")
ROWS = [HEADER, ("3 May 2012", "A", "Log", "Call about £5.", "None."), ("", "MA", "Log", "Visit.", "")]


def html(rows):
    cells = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<html><head><meta charset='utf-8'></head><body><table>{cells}</table></body></html>".encode()


def ods(rows):
    return spreadsheet(open_rows("".join(open_row(row) for row in rows)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("police.xls", xls({"Chronology": ROWS})),
        ("police.xlsb", xlsb({"Chronology": ROWS})),
        ("police.ods", ods(ROWS)),
        ("police.xls", html(ROWS)),
        ("police.tsv", "\n".join("\t".join(row) for row in ROWS).encode("utf-16")),
        ("police.txt", "\n".join(";".join(row) for row in ROWS).encode("cp1252")),
    ],
    ids=["xls", "xlsb", "ods", "html", "tsv", "txt"],
)
def test_every_format_gives_the_same_entries(folder, name, content):
    folder.text(f"agencies/{name}", content)
    case = folder.read()
    assert list(case.entries["event"]) == ["Call about £5.", "Visit."]
    assert list(case.entries["persons"]) == ["A", "MA"]
    assert set(case.entries["earliest"]) == {pd.Timestamp("2012-05-03")}
    assert list(case.entries["row"]) == [2, 3]
    assert not (case.issues["severity"] == "error").any()


def test_dates_of_an_old_workbook_are_dates(folder):
    folder.text("agencies/police.xls", xls({"Log": [HEADER, (41032, "A", "Log", "Call.", "None.")]}))
    entry = folder.read().entries.iloc[0]
    assert (entry.earliest, entry.date_text) == (pd.Timestamp("2012-05-03"), "03/05/2012")


def test_what_cannot_be_seen_in_an_old_workbook_is_said(folder, codes):
    folder.text("agencies/police.xls", xls({"Log": ROWS, "Empty": [("",)]}))
    case = folder.read()
    assert "marks_not_seen" in codes(case)
    assert set(case.entries["sheet"]) == {"Log"}


def test_a_page_keeps_merged_struck_and_hidden_cells(folder):
    page = (
        "<table><tr><th>Date<th>Event<th>Action"
        "<tr><td rowspan=2>3 May 2012<br>14:30<td>Call <s>made</s> &amp; ended<td>None"
        "<tr style='display: none'><td>Visit.<td colspan=2>Seen.</table>"
    )
    folder.text("agencies/police.xls", page)
    entries = folder.read().entries
    assert list(entries["event"]) == ["Call made & ended", "Visit."]
    assert list(entries["struck"]) == [True, False]
    assert list(entries["hidden"]) == [False, True]
    assert list(entries["date_basis"]) == ["typed", "inherited"]
    assert entries.iloc[0].time_text == "14:30"


def test_a_reading_passes_through_plain_bytes(folder):
    book = folder.workbook("police", HEADER, (pd.Timestamp("2012-05-03 14:30"), 1, 1.5, True, "a\u2028b"))
    reading = read_file(folder.save(book))
    assert from_wire(to_wire(reading)) == reading
    for content in (b"{}", b"[]", b'{"read":true,"tables":[[]],"problems":[]}', b"\xff"):
        with pytest.raises(ValueError):
            from_wire(content)


def test_one_process_reads_several_files_and_is_started_again_when_it_was_stopped(folder, tmp_path):
    path = folder.save(folder.workbook("police", *ROWS))
    with ReaderProcess() as reader:
        assert len(reader.read(path).tables[0].rows) == 3
        reader.close()
        assert len(reader.read(path).tables[0].rows) == 3
    folder.workbook("police", *ROWS * 2000)
    with ReaderProcess(Limits(seconds=0.0, seconds_a_megabyte=0.0)) as reader:
        assert [problem.code for problem in reader.read(path).problems] == ["file_took_too_long"]
    with ReaderProcess(Limits(memory=1, memory_a_megabyte=0)) as reader:
        assert [problem.code for problem in reader.read(path).problems] == ["file_took_too_long"]
    assert kind_of(path) == "workbook"
    with ReaderProcess() as reader:
        assert [problem.severity for problem in reader.read(tmp_path / "none.xlsx").problems] == ["error"]
