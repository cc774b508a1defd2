"""The least that an .xls, .xlsb or .ods file needs, written byte by byte: no library writes them any more.

The records are those of Microsoft's published descriptions of the formats, [MS-XLS], [MS-CFB] and [MS-XLSB].
"""

import io
import struct
import zipfile
from collections.abc import Sequence

Rows = Sequence[Sequence[object]]
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512


def xls(sheets: dict[str, Rows]) -> bytes:
    """An Excel 97-2003 workbook; numbers of 20,000 and more are shown as dates."""
    bodies = [_xls_sheet(rows) for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    formats = [_record(0xE0, struct.pack("<HHHH12x", 0, number, 0, 0)) for number in (0, 14)]
    head = [_record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)), *formats]
    listed = sum(4 + 8 + len(name) for name in names)
    place = sum(map(len, head)) + listed + 4
    for body, name in zip(bodies, names, strict=True):
        head.append(_record(0x85, struct.pack("<IBBBB", place, 0, 0, len(name) // 2, 1) + name))
        place += len(body)
    return _compound(b"".join([*head, _record(0x0A, b""), *bodies]))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _xls_sheet(rows: Rows) -> bytes:
    out = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and value:
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                out.append(_record(0x204, struct.pack("<HHH", number, column, 0) + text))
            elif isinstance(value, int | float):
                style = int(value >= 20_000)
                out.append(_record(0x203, struct.pack("<HHHd", number, column, style, value)))
    return b"".join([*out, _record(0x0A, b"")])


def _compound(stream: bytes) -> bytes:
    """A compound file with one stream, named Workbook; long enough not to be put among the short ones."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    chain = [_TABLE, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    head = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                       0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)  # fmt: skip
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return head.ljust(_SECTOR, b"\xff") + table + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le").ljust(64, b"\0")
    return words + struct.pack("<HBBIII36xIQ", 2 * len(name) + 2, kind, 1, _FREE, _FREE, child, start, size)


def xlsb(sheets: dict[str, Rows]) -> bytes:
    """An Excel binary workbook."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    bundle = b"".join(
        _binary(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name))
        for n, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "xl/workbook.bin", _binary(131) + _binary(143) + bundle + _binary(144) + _binary(132)
        )
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{links}</Relationships>",
        )
        for number, rows in enumerate(sheets.values(), start=1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", _xlsb_sheet(rows))
    return out.getvalue()


def _binary(kind: int, content: bytes = b"") -> bytes:
    def in_sevens(number: int) -> bytes:
        parts = []
        while True:
            number, rest = number >> 7, number & 0x7F
            parts.append(rest | (0x80 if number else 0))
            if not number:
                return bytes(parts)

    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + in_sevens(len(content)) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb_sheet(rows: Rows) -> bytes:
    width = max(len(row) for row in rows)
    out = [_binary(129), _binary(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)), _binary(145)]
    for number, row in enumerate(rows):
        out.append(_binary(0, struct.pack("<IIHBBB", number, 0, 300, 0, 0, 0) + struct.pack("<I", 0)))
        for column, value in enumerate(row):
            if isinstance(value, str) and value:
                out.append(_binary(6, struct.pack("<II", column, 0) + _wide(value)))
            elif isinstance(value, int | float):
                out.append(_binary(5, struct.pack("<IId", column, 0, value)))
    return b"".join([*out, _binary(146), _binary(130)])
