"""Made-up timelines and the many ways in which agencies lay them out, for hypothesis."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
from hypothesis import strategies as st

FIELDS = ("date", "time", "persons", "source", "event", "action", "outcome", "child_seen")
HEADERS = {
    "date": ("Date", "Date of event", "Date of contact", "Event date", "DATE:"),
    "time": ("Time", "Time of contact", "Time (24hr)"),
    "persons": ("Person(s) concerned", "Subject", "Family member", "Persons concerned"),
    "source": ("Source of information", "Source", "Record reference"),
    "event": ("Event", "Event details", "What happened", "Description of event", "Significant event"),
    "action": ("Action taken", "Actions", "Action", "Agency response"),
    "outcome": ("Outcome", "Result", "Next steps"),
    "child_seen": ("Child seen", "Child seen? (Y/N)", "Seen Y/N"),
}
DATES = ("%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%A %d %B %Y", "%d.%m.%y", "%Y-%m-%d", "cell")
LETTERS = {
    "utf-8": "abc XYZ,.;:'\"()-/&%£éñ–“”…ŵ1 2",
    "cp1252": "abc XYZ,.;:'\"()-/&%£éñ–“”…1 2",
}


@dataclass(frozen=True)
class Entry:
    """What an agency wants to say in one row."""

    day: date
    time: str
    persons: str
    source: str
    event: str
    action: str
    outcome: str
    child_seen: str
    hidden: bool = False


@dataclass(frozen=True)
class Layout:
    """How it lays its rows out."""

    kind: str
    encoding: str
    separator: str
    dates: str
    fields: tuple[str, ...]
    headers: tuple[str, ...]
    preamble: tuple[tuple[str, ...], ...]
    offset: int
    repeated_dates: str
    joined_time: bool
    years: bool
    blank_rows: frozenset[int]
    parts: int
    repeated_header: bool
    grouped_header: bool
    total: bool
    numbered: bool
    unknown: bool


@dataclass
class Grid:
    """Rows of cells on their way into a file; ``merged`` are blocks of (first row, last row, column)."""

    rows: list[list[object]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


def words(letters: str) -> st.SearchStrategy[str]:
    return st.text(letters, min_size=1, max_size=40).map(lambda text: " ".join(text.split()))


@st.composite
def timelines(draw: st.DrawFn, encoding: str) -> list[Entry]:
    letters = LETTERS["cp1252" if encoding == "cp1252" else "utf-8"]
    days = draw(st.lists(st.dates(date(2009, 1, 1), date(2014, 12, 31)), min_size=4, max_size=9))
    if draw(st.booleans()):
        days = [day for day in days for _ in range(draw(st.integers(1, 2)))]
    return [
        Entry(
            day,
            draw(st.times(min_value=time(0, 5)).map(lambda clock: f"{clock:%H:%M}")),
            draw(st.sampled_from(["A", "MA", "A, MA", "MA and A"])),
            draw(st.sampled_from(["Record 12", "Log", "Paper file", "Letter"])),
            f"Call to the home. {draw(words(letters))}".strip(),
            f"Told the duty team {draw(words(letters))}".strip(),
            draw(st.sampled_from(["", "To be reviewed next week", "Closed"])),
            draw(st.sampled_from(["", "Y", "N", "Yes", "No"])),
            draw(st.integers(0, 9)) == 0,
        )
        for day in sorted(days)
    ]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    kind = draw(st.sampled_from(["xlsx", "xlsx", "csv", "csv", "docx", "ods", "html"]))
    optional = [name for name in ("time", "outcome", "child_seen") if draw(st.booleans())]
    fields = tuple(draw(st.permutations(["date", "persons", "source", "event", "action", *optional])))
    merges = kind in ("xlsx", "docx", "html")
    tables = kind in ("xlsx", "docx", "ods")
    lines = (("Chronology of agency involvement",), ("Prepared for the review", "", "Version 2"), ())
    return Layout(
        kind,
        draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])) if kind == "csv" else "utf-8",
        draw(st.sampled_from([",", ";", "\t"])),
        draw(st.sampled_from(DATES if kind == "xlsx" else DATES[:-1])),
        fields,
        tuple(draw(st.sampled_from(HEADERS[name])) for name in fields),
        tuple(draw(st.lists(st.sampled_from(lines), max_size=3))),
        draw(st.integers(0, 2)),
        draw(st.sampled_from(["typed", "blank", "merged" if merges else "typed"])),
        "time" in fields and draw(st.booleans()),
        draw(st.booleans()),
        draw(st.frozensets(st.integers(0, 8), max_size=2)),
        draw(st.integers(1, 2)) if tables else 1,
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def grids(entries: Sequence[Entry], layout: Layout) -> list[Grid]:
    """The tables of the file: one, or the first and second half of the entries under the same header."""
    half = (len(entries) + 1) // 2
    shares = [entries] if layout.parts == 1 else [entries[:half], entries[half:]]
    return [_grid(share, layout, last=n == layout.parts - 1) for n, share in enumerate(shares)]


def _grid(entries: Sequence[Entry], layout: Layout, *, last: bool) -> Grid:
    grid = Grid()
    pad: list[object] = [""] * layout.offset
    number = ["No"] if layout.numbered else []
    header: list[object] = [*pad, *number, *layout.headers, *(["Odd heading"] if layout.unknown else [])]
    if layout.joined_time:
        del header[layout.offset + len(number) + layout.fields.index("time")]
    grid.rows += [[*pad, *line] for line in layout.preamble]
    if layout.grouped_header:
        grid.rows.append([*pad, "About the event", *[""] * (len(header) - layout.offset - 2), "Agency view"])
    grid.rows.append(header)
    year, before = 0, None
    for place, entry in enumerate(entries):
        if layout.years and entry.day.year != year:
            grid.rows.append(
                [*pad, *([""] if number else []), str(entry.day.year)] if layout.fields[0] == "date" else []
            )
            year, before = entry.day.year, None
        if place in layout.blank_rows:
            grid.rows.append([])
        if layout.repeated_header and place == 3:
            grid.rows.append(list(header))
            before = None
        if entry.hidden and layout.kind == "xlsx":
            grid.hidden.add(len(grid.rows))
        same = before == entry.day and layout.repeated_dates != "typed" and not layout.joined_time
        column = layout.offset + len(number) + layout.fields.index("date")
        if same and layout.repeated_dates == "merged":
            _merge(grid, len(grid.rows), column)
        grid.rows.append([*pad, *([place + 1] if number else []), *_cells(entry, layout, same=same)])
        before = entry.day
    if layout.total and last:
        grid.rows.append([*pad, f"Total entries: {len(entries)}"])
    return grid


def _merge(grid: Grid, row: int, column: int) -> None:
    if grid.merged and grid.merged[-1][1] == row - 1 and grid.merged[-1][2] == column:
        grid.merged[-1] = (grid.merged[-1][0], row, column)
    elif grid.rows[row - 1] and len(grid.rows[row - 1]) > column and grid.rows[row - 1][column]:
        grid.merged.append((row - 1, row, column))


def _cells(entry: Entry, layout: Layout, *, same: bool) -> list[object]:
    cells: list[object] = []
    for name in layout.fields:
        if name == "date":
            cells.append("" if same else _date(entry, layout))
        elif name == "time":
            cells += [] if layout.joined_time else [entry.time]
        else:
            cells.append(getattr(entry, name))
    return cells + (["Kept as it is"] if layout.unknown else [])


def _date(entry: Entry, layout: Layout) -> object:
    clock = time.fromisoformat(entry.time) if layout.joined_time else time()
    if layout.dates == "cell":
        return datetime.combine(entry.day, clock)
    return f"{entry.day:{layout.dates}}" + (f" {entry.time}" if layout.joined_time else "")


def write(folder: Path, tables: Sequence[Grid], layout: Layout) -> Path:
    """The file, in its format."""
    path = folder / f"police.{'xls' if layout.kind == 'html' else layout.kind}"
    writers = {"xlsx": _workbook, "docx": _document, "ods": _open_workbook, "html": _page}
    if layout.kind == "csv":
        path.write_bytes(_text(tables[0], layout))
    else:
        path.write_bytes(writers[layout.kind](tables))
    return path


def _text(grid: Grid, layout: Layout) -> bytes:
    def quoted(value: object) -> str:
        text = str(value)
        doubled = text.replace('"', '""')
        needs = any(mark in text for mark in (layout.separator, '"', "\n")) or text != text.strip()
        return f'"{doubled}"' if needs else text

    width = max(len(row) for row in grid.rows)
    lines = [
        layout.separator.join(quoted(v) for v in [*row, *[""] * (width - len(row))]) for row in grid.rows
    ]
    return "\r\n".join(lines).encode(layout.encoding)


def _workbook(tables: Sequence[Grid]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in tables:
        sheet = book.create_sheet()
        for number, row in enumerate(grid.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    cell = sheet.cell(number, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
                    if isinstance(value, datetime):
                        cell.number_format = "dd/mm/yyyy hh:mm" if value.time() != time() else "d mmm yyyy"
            sheet.row_dimensions[number].hidden = number - 1 in grid.hidden
        for first, last, column in grid.merged:
            sheet.merge_cells(
                start_row=first + 1, end_row=last + 1, start_column=column + 1, end_column=column + 1
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _document(tables: Sequence[Grid]) -> bytes:
    document = docx.Document()
    for grid in tables:
        width = max(len(row) for row in grid.rows)
        table = document.add_table(len(grid.rows), width)
        cells = [row.cells for row in table.rows]
        for number, row in enumerate(grid.rows):
            for column, value in enumerate(row):
                cells[number][column].text = str(value)
        for first, last, column in grid.merged:
            cells[first][column].merge(cells[last][column]).text = str(grid.rows[first][column])
        document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _open_workbook(tables: Sequence[Grid]) -> bytes:
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    body = "".join(
        f'<table:table table:name="Sheet{n}">{_open_rows(grid)}</table:table>'
        for n, grid in enumerate(tables)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f"{body}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()


def _open_rows(grid: Grid) -> str:
    def cell(value: object) -> str:
        if value == "":
            return "<table:table-cell/>"
        words = escape(str(value))
        return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'

    return "".join(
        f"<table:table-row>{''.join(map(cell, row)) or '<table:table-cell/>'}</table:table-row>"
        for row in grid.rows
    )


def _page(tables: Sequence[Grid]) -> bytes:
    (grid,) = tables
    spans = {(first, column): last - first + 1 for first, last, column in grid.merged}
    covered = {(row, column) for first, last, column in grid.merged for row in range(first + 1, last + 1)}
    rows = []
    for number, row in enumerate(grid.rows):
        cells = [
            f'<td rowspan="{spans.get((number, column), 1)}">{escape(str(value))}</td>'
            for column, value in enumerate(row)
            if (number, column) not in covered
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    page = f"<html><head><meta charset='utf-8'></head><body><table>{''.join(rows)}</table></body></html>"
    return page.encode()
