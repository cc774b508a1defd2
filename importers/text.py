"""Comma-, semicolon- or tab-separated text: finds the encoding and the separator, changes nothing."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from importers.guard import Allowance, Source, allowance_for
from importers.tables import (
    BLANK,
    LONGEST_GAP,
    FileReading,
    Problem,
    RawCell,
    RawRow,
    RawTable,
    blank_rows_skipped,
    not_read,
)

SEPARATORS = (",", "\t", ";", "|")
_IN_TEXT = frozenset(b"\t\n\v\f\r\x1a")
_LINE_END = re.compile(r"\r\n|\r|\n")
"""Only these end a row: a vertical tab and its like stand within a cell."""


def read(source: Source) -> FileReading:
    """Read a .csv, .tsv or .txt file as one unnamed table."""
    content = source.read_bytes() if isinstance(source, Path) else source.getvalue()
    decoded, problems = _decode(content)
    if not decoded.strip():
        return not_read("empty_file", "The file holds no text. Ask the agency to send it again.")
    separator, body, skipped = _separator(decoded)
    records, more = _records(body, separator)
    if skipped:
        records = [[skipped], *records]
    rows, gaps = _rows(records, allowance_for(source))
    return FileReading((RawTable("", rows),), (*problems, *more, *gaps))


def decoded_and_separator(content: bytes) -> tuple[str, str]:
    """The text of a file, and the character that parts its cells."""
    decoded, _ = _decode(content)
    separator, _, _ = _separator(decoded)
    return decoded, separator


def _rows(records: list[list[str]], allowance: Allowance) -> tuple[tuple[RawRow, ...], list[Problem]]:
    """The rows; a long stretch of blank lines is noted and not counted."""
    rows: list[RawRow] = []
    gaps: list[Problem] = []
    before = 0
    for number, record in enumerate(records, start=1):
        if not any(cell.strip() for cell in record):
            continue
        if number - before - 1 > LONGEST_GAP:
            gaps.append(blank_rows_skipped("", before + 1, number - 1))
        else:
            rows += [_row(blank, records[blank - 1], allowance) for blank in range(before + 1, number)]
        rows.append(_row(number, record, allowance))
        before = number
    if len(records) - before <= LONGEST_GAP:
        rows += [_row(n, records[n - 1], allowance) for n in range(before + 1, len(records) + 1)]
    return tuple(rows), gaps


def _row(number: int, record: list[str], allowance: Allowance) -> RawRow:
    allowance.spend(cells=len(record), text=sum(map(len, record)))
    return RawRow(number, tuple([RawCell(cell, cell) if cell else BLANK for cell in record]))


def plain_start(start: bytes) -> str:
    """The first characters of a file that may be text in any of the usual encodings."""
    wide = _wide_without_mark(start)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = "utf-16"
    return start.decode(wide or "utf-8-sig", errors="replace")


def looks_like_text(start: bytes) -> bool:
    """True where the first bytes of a file can be text: a byte-order mark, or no control bytes.

    Old systems write a vertical tab or a form feed for a line within a cell, and end a file with Ctrl-Z.
    """
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or _wide_without_mark(start):
        return True
    control = sum(byte < 32 and byte not in _IN_TEXT for byte in start)
    return control == 0


def _wide_without_mark(start: bytes) -> str:
    """The encoding of UTF-16 text that lacks a byte-order mark, seen by its zero bytes; else blank."""
    sample = start[:400]
    if len(sample) < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else ""


def _decode(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), ()
    wide = _wide_without_mark(content)
    if wide:
        return content.decode(wide, errors="replace"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    # Five byte values have no meaning in Windows-1252; Latin-1 keeps them visible instead of dropping them.
    try:
        decoded = content.decode("cp1252")
    except UnicodeDecodeError:
        decoded = content.decode("latin-1")
    note = Problem(
        "encoding_assumed",
        "note",
        "The file does not say how its letters are stored. Pound signs, dashes and accents were read as "
        "Windows (Western European); look at one of them to see that it is right.",
        "Read as Windows-1252.",
    )
    return decoded, (note,)


def _separator(decoded: str) -> tuple[str, str, str]:
    """The separator, the text to read, and a first line that only names the separator (``sep=;``)."""
    first, _, rest = decoded.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest, first.strip()
    sample = decoded[:200_000]

    def score(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator)]
        except csv.Error:
            widths = [line.count(separator) + 1 for line in _lines(sample)]
        # A separator that never parts anything is always "consistent" and tells nothing.
        width, count = next(iter(Counter(width for width in widths if width > 1).most_common(1)), (1, 0))
        return count, width

    return max(SEPARATORS, key=score), decoded, ""


def _lines(text: str) -> list[str]:
    lines = _LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def _records(body: str, separator: str) -> tuple[list[list[str]], tuple[Problem, ...]]:
    try:
        return list(csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)), ()
    except csv.Error:
        pass
    quotes = Problem(
        "quotation_marks",
        "question",
        "Quotation marks do not pair somewhere in this file, so two cells or rows may have run together. "
        "Open the file in Excel, look for a very long cell, and save it as an Excel Workbook (*.xlsx).",
        "Read as far as it goes; no words were dropped.",
    )
    try:
        return list(csv.reader(io.StringIO(body, newline=""), delimiter=separator)), (quotes,)
    except csv.Error:
        # A cell beyond the reader's limit: take the quotation marks as ordinary characters instead.
        return [line.split(separator) for line in _lines(body)], (quotes,)
