"""Separated text in the encodings and with the separators that office programs write."""

from io import BytesIO

import pandas as pd
import pytest

from importers.text import looks_like_text, read

TABLE = "Date,Patient,Event,Outcome\n03/05/2012,A,Café visit – £5 taken,Home\n"


def cells(path):
    return [[cell.text for cell in row.cells] for row in read(path).tables[0].rows]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", 0), ("utf-8-sig", 0), ("utf-16", 0), ("utf-16-le", 0), ("utf-16-be", 0), ("cp1252", 1)],
)
def test_encodings_give_the_same_words(tmp_path, encoding, note):
    path = tmp_path / "gp.csv"
    path.write_bytes(TABLE.encode(encoding))
    assert cells(path)[1] == ["03/05/2012", "A", "Café visit – £5 taken", "Home"]
    assert [problem.code for problem in read(path).problems] == ["encoding_assumed"] * note


def test_a_byte_without_meaning_in_windows_1252_is_still_kept(tmp_path):
    path = tmp_path / "gp.csv"
    path.write_bytes(TABLE.encode("cp1252").replace(b"Home", b"Ho\x81me"))
    assert cells(path)[1][3] == "Ho\x81me"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(tmp_path, separator):
    path = tmp_path / "gp.csv"
    lines = ["Surgery return", separator.join(["Date", "Patient", "Event"])]
    lines += [separator.join(["3 May 2012", "A", "Seen"])] * 3
    path.write_text("\n".join(lines))
    assert cells(path)[2] == ["3 May 2012", "A", "Seen"]


def test_commas_in_the_words_of_a_semicolon_file_do_not_part_them(tmp_path):
    path = tmp_path / "gp.csv"
    path.write_text("Date;Patient;Event\n3 May 2012;A;Seen, weighed, sent home\n4 May 2012;A;Seen\n")
    assert cells(path)[1] == ["3 May 2012", "A", "Seen, weighed, sent home"]


def test_excel_s_separator_line_is_obeyed_and_set_aside(folder):
    folder.text("agencies/gp.csv", "sep=;\nDate;Patient;Event\n3 May 2012;A;Seen\n")
    case = folder.read()
    assert case.entries.iloc[0].event == "Seen"
    assert case.entries.iloc[0]["row"] == 3
    assert list(case.set_aside["reason"]) == ["title", "header"]


def test_quotes_and_line_breaks_in_a_cell(tmp_path):
    path = tmp_path / "gp.csv"
    path.write_bytes(b'Date,Event\r\n3 May 2012,"Said ""no"".\r\nLeft."\r\n4 May 2012,Seen\r\n')
    rows = read(path).tables[0].rows
    assert rows[1].cells[1].text == 'Said "no".\r\nLeft.'
    assert [row.number for row in rows] == [1, 2, 3]


def test_an_open_quotation_mark_is_asked_about_and_no_word_is_lost(tmp_path):
    path = tmp_path / "gp.csv"
    path.write_text('Date,Event\n3 May 2012,"Seen at home\n4 May 2012,Seen again\n')
    reading = read(path)
    assert [problem.code for problem in reading.problems] == ["quotation_marks"]
    words = " ".join(cell.text for row in reading.tables[0].rows for cell in row.cells)
    assert "Seen at home" in words
    assert "Seen again" in words


def test_a_very_long_open_cell_is_still_read(tmp_path):
    path = tmp_path / "gp.csv"
    path.write_text('Date,Event\n3 May 2012,"Seen\n' + "4 May 2012,Seen again\n" * 10_000)
    reading = read(path)
    assert reading.read
    assert reading.tables[0].rows[-1].cells[1].text.strip().endswith("Seen again")


def test_data_rows_are_counted_below_the_header_without_blank_lines(folder):
    folder.text(
        "agencies/gp.csv",
        "Practice return\n\nDate,Patient,Event\n3 May 2012,A,Seen\n\n4 May 2012,A,Seen again\n",
    )
    entries = folder.read().entries
    assert list(entries["row"]) == [4, 6]
    assert list(entries["data_row"]) == [1, 2]


def test_no_bytes_of_control_are_taken_for_text():
    assert not looks_like_text(b"\x00\x01\x02\x03 binary \x04\x05\x06")
    assert looks_like_text(b"Date,Event\r\n")


def test_month_first_is_read_where_the_column_shows_it(folder):
    folder.csv(
        "gp",
        ("Date", "Patient", "Event"),
        ("05/03/2012", "A", "One"),
        ("05/25/2012", "A", "Two"),
        ("05/31/2012", "A", "Three"),
    )
    case = folder.read()
    assert case.files.iloc[0].day_order == "month first"
    assert "month_first" in list(case.issues["code"])
    assert case.entries.iloc[0].earliest == pd.Timestamp("2012-05-03")


@pytest.mark.parametrize("mark", ["\x0b", "\x0c"])
def test_a_vertical_tab_or_form_feed_within_a_cell_is_kept(folder, mark):
    lines = f"Date,Person,Event\n03/05/2012,A,Called at the house{mark}No reply\n13/05/2012,A,Seen\n"
    folder.text("agencies/police.csv", lines)
    case = folder.read()
    assert list(case.entries["row"]) == [2, 3]
    assert case.entries["original"].iloc[0]["Event"] == f"Called at the house{mark}No reply"
    assert "house" in case.entries["event"].iloc[0]
    assert "No reply" in case.entries["event"].iloc[0]


def test_such_a_mark_ends_no_row_where_the_quotation_marks_do_not_pair():
    content = 'Date,Event\n03/05/2012,"Called at the house\x0bNo reply\n'
    assert looks_like_text(content.encode())
    (table,) = read(BytesIO(content.encode())).tables
    assert any("house\x0bNo reply" in cell.text for row in table.rows for cell in row.cells)
