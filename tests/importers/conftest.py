"""Small files as agencies send them, made in a temporary folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest

from chronology.case import Case
from importers import read_case

HEADER = ("Date", "Person", "Source", "Event", "Action taken")
PERSONS = (
    "code,role,household,born,aliases\n"
    "A,index child,H1,2010,Child A; Baby A\n"
    "MA,mother of index child,H1,,Mother\n"
)


class Folder:
    """A case folder being filled."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "agencies").mkdir()

    def text(self, name: str, content: str | bytes) -> Path:
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def csv(self, name: str, *rows: Sequence[str]) -> Path:
        lines = [",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows]
        return self.text(f"agencies/{name}.csv", "\n".join(lines) + "\n")

    def workbook(self, name: str, *rows: Sequence[object]) -> openpyxl.Workbook:
        """A workbook with these rows on its first sheet, saved when :meth:`save` is called."""
        book = openpyxl.Workbook()
        book.active.title = "Chronology"
        for row in rows:
            book.active.append(list(row))
        book.chronology_name = name
        self.save(book)
        return book

    def save(self, book: openpyxl.Workbook) -> Path:
        target = self.path / "agencies" / f"{book.chronology_name}.xlsx"
        book.save(target)
        return target

    def document(self, name: str, *tables: Sequence[Sequence[str]]) -> Path:
        document = docx.Document()
        for rows in tables:
            table = document.add_table(len(rows), max(len(row) for row in rows))
            for n, row in enumerate(rows):
                cells = table.rows[n].cells
                for column, text in enumerate(row):
                    cells[column].text = text
        target = self.path / "agencies" / f"{name}.docx"
        document.save(str(target))
        return target

    def read(self) -> Case:
        return read_case(self.path)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    case = Folder(tmp_path)
    case.text("persons.csv", PERSONS)
    case.text("relations.csv", "from,relation,to,start,end\nMA,mother of,A,2010,\n")
    return case


@pytest.fixture
def codes() -> Callable[[Case], list[str]]:
    return lambda case: list(case.issues["code"])
