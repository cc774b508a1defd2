"""The example cases hold every word of the published ones, in the shapes that agencies send."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest

from importers import read_case

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "example_data"
SOURCES = ROOT / "tests" / "cases"
ROWS = {"child_l": 88, "child_j": 70}
DATE_HEADERS = {
    "Attended", "Call date", "DATE", "Date", "Date of contact", "Date of event", "Date rec'd", "Date/Time",
    "Date/period", "End", "Event date", "From", "Incident date", "Received", "Start", "To", "When", "Year",
}  # fmt: skip
RETYPED = {"25/05/2012": "25.5.12", "06/12/2012": "6 Dec 2012"}
DAY_FORMATS = ("%d/%m/%Y", "%d.%m.%y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d")
DELIMITERS = {"education_welfare.csv": ";"}

UNDERSTOOD = [
    "persons", "source", "event", "action", "outcome", "comment", "child_seen", "professional", "location",
]  # fmt: skip

Row = tuple[object, ...]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    command = [sys.executable, "-m", "example_data.make_example_data", "--to", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own script
    return folder


def source_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def made_rows(path: Path) -> Iterator[Row]:
    """Every row of every table of a made file: text, or a true date."""
    if path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path):
            yield from (tuple("" if cell is None else cell for cell in row) for row in sheet.values)
    elif path.suffix == ".docx":
        for table in docx.Document(str(path)).tables:
            yield from (tuple(cell.text for cell in row.cells) for row in table.rows)
    else:
        content = path.read_bytes()
        text = content.decode("cp1252" if b"\x96" in content else "utf-8-sig")
        yield from map(tuple, csv.reader(text.splitlines(), delimiter=DELIMITERS.get(path.name, ",")))


def holds_words(row: Row, source: dict[str, str]) -> bool:
    """Whether the row has every cell of the source row that is not a date, word for word."""
    wanted = Counter(text for header, text in source.items() if text and header not in DATE_HEADERS)
    return wanted <= Counter(cell for cell in row if isinstance(cell, str))


def same_date(cell: object, text: str) -> bool:
    if isinstance(cell, datetime):
        return any(cell.strftime(form) == text for form in DAY_FORMATS)
    return cell in (text, RETYPED.get(text))


def pairs() -> list[tuple[str, str]]:
    return [
        (case, path.stem) for case in ROWS for path in sorted((SOURCES / case / "agencies").glob("*.csv"))
    ]


def made_file(case: str, agency: str) -> Path:
    found = list((EXAMPLES / case / "agencies").glob(f"{agency}.*"))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("case", ROWS)
def test_a_second_run_gives_the_committed_bytes(made: Path, case: str) -> None:
    names = {path.relative_to(made) for path in (made / case).rglob("*") if path.is_file()}
    committed = {path.relative_to(EXAMPLES) for path in (EXAMPLES / case).rglob("*") if path.is_file()}
    assert names == committed
    assert [
        name for name in sorted(names) if (made / name).read_bytes() != (EXAMPLES / name).read_bytes()
    ] == []


@pytest.mark.parametrize(("case", "agency"), pairs())
def test_every_source_row_is_there_in_order_with_its_words_and_date(case: str, agency: str) -> None:
    lines = made_rows(made_file(case, agency))
    dated: Row = ()
    for number, source in enumerate(source_rows(SOURCES / case / "agencies" / f"{agency}.csv"), start=1):
        row = next((line for line in lines if holds_words(line, source)), None)
        assert row is not None, f"row {number} of the source is not in the made file"
        dates = [text for header, text in source.items() if text and header in DATE_HEADERS]
        if any(same_date(cell, text) for cell in row for text in dates):
            dated = row
        # A merged date cell leaves the cells below its first row empty.
        found = [any(same_date(cell, text) for cell in dated) for text in dates]
        assert all(found), f"a date of row {number} of the source is not in the made file"


@pytest.mark.parametrize("case", ROWS)
def test_the_source_has_the_published_number_of_rows(case: str) -> None:
    files = (SOURCES / case / "agencies").glob("*.csv")
    assert sum(len(source_rows(path)) for path in files) == ROWS[case]


@pytest.mark.parametrize("case", ROWS)
def test_the_made_files_are_read_as_the_published_rows_are(case: str) -> None:
    made, published = (read_case(folder / case).entries for folder in (EXAMPLES, SOURCES))
    columns = ["agency", "earliest", "latest", *UNDERSTOOD]
    in_order = [
        frame.sort_values(["agency", "position"])[columns].reset_index(drop=True)
        for frame in (made, published)
    ]
    assert len(made) == ROWS[case]
    pd.testing.assert_frame_equal(*in_order)


@pytest.mark.parametrize("case", ROWS)
def test_case_settings_name_the_made_files_and_differ_in_nothing_else(case: str) -> None:
    settings = tomllib.loads((EXAMPLES / case / "case.toml").read_text(encoding="utf-8"))
    source = tomllib.loads((SOURCES / case / "case.toml").read_text(encoding="utf-8"))
    for agency in settings["agencies"].values():
        assert (EXAMPLES / case / agency["file"]).is_file()
    for agencies in (settings["agencies"], source["agencies"]):
        for agency in agencies.values():
            del agency["file"]
    assert settings == source


def test_child_l_social_care_has_the_marks_that_people_leave_in_a_workbook() -> None:
    path = EXAMPLES / "child_l" / "agencies" / "childrens_social_care.xlsx"
    sheet = openpyxl.load_workbook(path, rich_text=True).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    struck = [
        str(block)
        for cell in cells
        if isinstance(cell.value, openpyxl.cell.rich_text.CellRichText)
        for block in cell.value
        if getattr(getattr(block, "font", None), "strike", False)
    ]
    assert struck == ["recorded"]
    assert [cell.coordinate for cell in cells if cell.comment] == ["A17", "A37"]
    assert [number for number, row in sheet.row_dimensions.items() if row.hidden] == [21]
    assert "A40:A43" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert any(cell.is_date for cell in cells if not isinstance(cell, openpyxl.cell.cell.MergedCell))


@pytest.mark.parametrize(("case", "agency"), [("child_l", "childrens_health"), ("child_j", "probation")])
def test_a_workbook_has_a_glossary_and_a_hidden_sheet(case: str, agency: str) -> None:
    book = openpyxl.load_workbook(made_file(case, agency))
    assert {sheet.title: sheet.sheet_state for sheet in book.worksheets[1:]} == {
        "Lists": "hidden",
        "Glossary": "visible",
    }


@pytest.mark.parametrize(
    ("case", "agency", "tables"),
    [("child_l", "gp", 2), ("child_j", "health_visiting", 2), ("child_j", "leaving_care_contractor", 2)],
)
def test_a_word_chronology_goes_on_in_a_second_table_with_the_same_header(
    case: str, agency: str, tables: int
) -> None:
    document = docx.Document(str(made_file(case, agency)))
    assert document.paragraphs[0].text
    headers = [tuple(cell.text for cell in table.rows[0].cells) for table in document.tables]
    assert len(headers) == tables
    assert len(set(headers)) == 1


def test_text_files_come_in_the_encodings_that_agencies_use() -> None:
    police = made_file("child_l", "police").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        police.decode("utf-8")
    assert made_file("child_j", "ambulance").read_bytes().startswith(b"\xef\xbb\xbf")
    assert made_file("child_j", "education_welfare").read_bytes().startswith(b"Date from;Date to;")
