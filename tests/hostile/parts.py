"""Small files as they should be, and the parts of which broken ones are made."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

HEADER = ("Date", "Person", "Source", "Event", "Action taken")
ROW = ("3 May 2012", "A", "Log", "Call about noise.", "None.")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def archive(members: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    """A zip archive of these members."""
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def noise(length: int) -> bytes:
    """Bytes without sense, the same each time."""
    return hashlib.shake_128(b"noise").digest(length)


def links(kind: str, target: str, *, outside: bool = False) -> str:
    """A listing of relationships with one in it."""
    mode = ' TargetMode="External"' if outside else ""
    link = f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{link}</Relationships>'


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, cells: tuple[str, ...] = ROW) -> str:
    inner = "".join(cell(f"{chr(65 + n)}{number}", text) for n, text in enumerate(cells))
    return f'<row r="{number}">{inner}</row>'


ROWS = row(1, HEADER) + row(2)


def sheet(rows: str = ROWS, *, before: str = "", after: str = "", prolog: str = DECLARATION) -> str:
    return f'{prolog}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(
    changes: Mapping[str, bytes | str | None] | None = None, *, sheets: int = 1
) -> dict[str, bytes | str]:
    """The members of a workbook of one entry, with some replaced, added or (None) left out."""
    listed = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    members: dict[str, bytes | str | None] = {
        "[Content_Types].xml": DECLARATION
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{links}'
        f'<Relationship Id="rIdS" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": sheet() for n in range(1, sheets + 1)},
        **(changes or {}),
    }
    return {name: content for name, content in members.items() if content is not None}


def with_sheet(content: str | bytes, **more: bytes | str) -> bytes:
    """A workbook whose only sheet is this."""
    return archive(workbook({"xl/worksheets/sheet1.xml": content, **more}))


def with_strings(strings: str | bytes, rows: str) -> bytes:
    """A workbook with a table of shared strings."""
    return archive(workbook({"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet(rows)}))


def shared(items: str, prolog: str = DECLARATION) -> str:
    return f'{prolog}<sst xmlns="{MAIN}">{items}</sst>'


def document(
    body: str, changes: Mapping[str, bytes | str | None] | None = None, prolog: str = DECLARATION
) -> bytes:
    """A Word document with this body."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    members: dict[str, bytes | str | None] = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{prolog}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}">'
        f"<w:body>{body}</w:body></w:document>",
        **(changes or {}),
    }
    return archive({name: content for name, content in members.items() if content is not None})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(*rows: tuple[str, ...]) -> str:
    inner = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(text)}</w:tc>' for text in cells)}</w:tr>" for cells in rows
    )
    return f"<w:tbl>{inner}</w:tbl>"


TABLE = word_table(HEADER, ROW)
CSV = "\n".join(",".join(cells) for cells in (HEADER, ROW)) + "\n"
PAGE = "<html><body><table>{}</table></body></html>"
PAGE_ROWS = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in cells)}</tr>" for cells in (HEADER, ROW))
