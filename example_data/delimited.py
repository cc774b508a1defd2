"""An agency's return as a delimited text file."""

from __future__ import annotations

import csv
from io import StringIO

from .layouts import Layout
from .source_cases import Line


def delimited_of(layout: Layout, order: tuple[str, ...], lines: tuple[Line, ...]) -> bytes:
    """The bytes of a ``.csv`` file: preamble, header, rows; CRLF line ends, as Excel writes them."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=layout.delimiter, lineterminator="\r\n")
    blanks = [""] * (len(order) - 1)
    writer.writerows([text, *blanks] for text in layout.preamble)
    writer.writerow([layout.printed(header) for header in order])
    writer.writerows([cell.value for cell in line.cells] for line in lines)
    return stream.getvalue().encode(layout.encoding)
