"""The cells of a plainly written sheet, many times quicker than element by element.

Excel, LibreOffice and the usual export libraries write cells in one of a few ways.  Where every cell of a
sheet is written so, its cells are taken straight from the text of the part.  Where only one is not, the whole
sheet is left to the careful reading in :mod:`importers.excel`, so that nothing rests on this being complete;
the tests hold the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import unescape

_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="(n|s|b|e|str|inlineStr)")?'
    r"(?:/>|></c>|>(?:<f(?: [^<>]*)?>[^<>]*</f>|<f(?: [^<>]*)?/>)?<v>([^<>]+)</v></c>"
    r'|><is><t(?: xml:space="preserve")?>([^<>]*)</t></is></c>)'
)
_ROW = re.compile(r'<row\b(?:[^<>]*? r="([1-9][0-9]{0,6})")?[^<>]*>')
_STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<>]*)</t></si>')
_HIDDEN_ROW = re.compile(r"""\bhidden=["'](?:1|true|on)["']""")
_NUMERIC = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_NOT_PLAIN = ("<!", "<?", "mc:AlternateContent")
_QUOTES = {"&quot;": '"', "&apos;": "'"}

WrittenCell = tuple[str, str, str, str, str, str]
"""Letters of the column, row, style, type, stored value, inline words; blank where not there."""


class NotPlainError(ValueError):
    """A sheet is not plainly written after all; what was read of it does not count."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A plainly written sheet.

    Attributes:
        frame: the part without its rows.
        cells: the text of the rows.
        rows: how many of them have cells.
        hidden_rows: the numbers of those that are hidden.
    """

    frame: bytes
    cells: str
    rows: int
    hidden_rows: frozenset[int]

    def written(self) -> Iterator[WrittenCell]:
        """Every cell as written, in file order.

        Raises:
            NotPlainError: at the end, if any cell is written in another way.
        """
        number = 0
        for number, found in enumerate(_CELL.finditer(self.cells), start=1):  # noqa: B007
            yield found.groups("")  # type: ignore[misc]
        if number != self.cells.count("<c "):
            raise NotPlainError


def plain_sheet(content: bytes) -> PlainSheet | None:
    """The part of a sheet, if all its rows are plainly written; else None.

    Raises:
        expat.ExpatError: the part is not well-formed.
    """
    start, end = content.find(b"<sheetData>"), content.rfind(b"</sheetData>")
    if start < 0 or end < start or not _says_utf_8(content):
        return None
    # Looking for patterns forgives what a parser would not; a damaged part has to be told all the same.
    checker = expat.ParserCreate()
    checker.Parse(content, True)
    frame, cells = content[: start + 11] + content[end:], content[start + 11 : end].decode("utf-8")
    head = content[:start].partition(b"?>")[2].decode("utf-8", "replace")
    if any(mark in cells for mark in _NOT_PLAIN) or any(mark in head for mark in _NOT_PLAIN):
        return None
    if "<c>" in cells or "<c/>" in cells:
        return None
    count, hidden = 0, []
    for found in _ROW.finditer(cells):
        number, row = found.group(1), found.group(0)
        if number is None:
            return None
        count += not (row.endswith("/>") or cells.startswith("</row>", found.end()))
        if _HIDDEN_ROW.search(row):
            hidden.append(int(number))
    return PlainSheet(frame, cells, count, frozenset(hidden))


def plain_strings(content: bytes) -> list[str] | None:
    """The shared strings of a workbook in order, if each is one plain text; else None.

    Raises:
        expat.ExpatError: the part is not well-formed.
        UnicodeDecodeError: it is not in the encoding that it says.
    """
    start = content.find(b"<si>")
    if start < 0 or not _says_utf_8(content):
        return None
    expat.ParserCreate().Parse(content, True)
    text = content[start:].decode("utf-8")
    found = _STRING.findall(text)
    if any(mark in text for mark in _NOT_PLAIN) or len(found) != text.count("<si"):
        return None
    return [characters(written) for written in found]


def _says_utf_8(content: bytes) -> bool:
    """True where a part is in UTF-8, as it is without a word of another encoding."""
    start = content[:200]
    return start.lstrip(b"\xef\xbb\xbf").startswith(b"<") and b"encoding=" not in re.sub(
        rb"""encoding=["']utf-8["']""", b"", start, flags=re.IGNORECASE
    )


def characters(written: str) -> str:
    """The text that XML writes so, with its five names and numbers of characters put back."""
    if "&" not in written:
        return written
    return unescape(_NUMERIC.sub(_character, written), _QUOTES)


def _character(found: re.Match[str]) -> str:
    hexadecimal, decimal = found.groups()
    character = chr(int(hexadecimal, 16) if hexadecimal else int(decimal))
    # An ampersand written as a number must not begin another name.
    return "&amp;" if character == "&" else character
