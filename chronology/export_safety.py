"""Words from a case, made safe to be written into files that other programs open."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell and calls a workbook with more damaged."""


def safe_cell(text: str) -> str:
    """The text, so written that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def printable(text: str) -> str:
    """The text without characters that Word and Excel files cannot hold; each becomes a replacement mark."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def sheet_text(text: str) -> str:
    """The text as the content of a cell in a workbook: safe, printable, and no longer than a cell can be."""
    plain = safe_cell(printable(text))
    return plain if len(plain) <= _LONGEST_CELL else f"{plain[:_LONGEST_CELL]} ... (cut short here)"
