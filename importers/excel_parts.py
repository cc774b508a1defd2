"""The parts of a workbook besides its sheets: which there are, styles, shared words, comments.

Only what bears on the meaning of a cell is read of them (ECMA-376 part 1, chapter 18): number formats, struck
fonts, the words themselves.  No part outside the archive is ever opened, and no entity is resolved.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, NamedTuple

from lxml import etree

from importers.excel_quick import plain_strings
from importers.guard import HoldsTooMuchError

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_STRINGS, _MOST_SHEETS = 1_500_000, 500
_OFF = ("0", "false", "off", "none")
# The formats that a workbook uses without writing them down, ECMA-376 18.8.30; those left out are plain.
_BUILT_IN: Mapping[int, str] = {
    1: "0", 2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "dd/mm/yyyy"),
}  # fmt: skip


class DamagedBookError(ValueError):
    """A workbook lacks a part that it cannot do without."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: its name, whether it is hidden, the member of the archive that holds it."""

    name: str
    hidden: bool
    part: str


class Words(NamedTuple):
    """A text and whether any of it is struck through."""

    text: str
    struck: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """For each style of a cell: its number format, and whether its font is struck through."""

    formats: tuple[str, ...]
    struck: tuple[bool, ...]

    def format_of(self, style: int) -> str:
        """The number format of a style; a style that is not there is plain."""
        return self.formats[style] if style < len(self.formats) else "General"

    def is_struck(self, style: int) -> bool:
        """Whether the whole cell is struck through."""
        return style < len(self.struck) and self.struck[style]


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook rest on."""

    sheets: tuple[Sheet, ...]
    styles: Styles
    words: tuple[Words, ...]
    from_1904: bool


def safe_parser() -> Any:
    """A parser that resolves no entity, loads nothing from outside and keeps the limits on depth and size."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def walk(part: IO[bytes], *tags: str) -> Iterator[Any]:
    """The elements of these local names in a part, one at a time; each is forgotten after its turn.

    Raises:
        etree.XMLSyntaxError: the part is not well-formed.
        DamagedBookError: it declares a document type, which no workbook does.
    """
    steps = etree.iterparse(
        part,
        events=("end",),
        tag=tuple(f"{{*}}{tag}" for tag in tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in steps:
        yield element
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while element.getprevious() is not None:
                del parent[0]
    tree = steps.root.getroottree() if steps.root is not None else None
    if tree is not None and tree.docinfo.doctype:
        raise DamagedBookError("a part declares a document type")


def local(element: Any) -> str:
    """The name of an element without its namespace; blank for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def read_book(archive: zipfile.ZipFile) -> Book:
    """The parts that the sheets rest on.

    Raises:
        DamagedBookError: the workbook does not say which sheets it has.
        etree.XMLSyntaxError: a part is not well-formed.
    """
    names = set(archive.namelist())
    main = _part_of(_links(archive, "", names), "officeDocument", "xl/workbook.xml", names)
    if not main:
        raise DamagedBookError("no workbook part")
    links = _links(archive, main, names)
    root = _parse(archive, main)
    sheets = tuple(_sheets(root, links))
    if not sheets:
        raise DamagedBookError("no sheet")
    if len(sheets) > _MOST_SHEETS:
        raise HoldsTooMuchError("too many sheets")
    settings = next(root.iter("{*}workbookPr"), None)
    folder = posixpath.dirname(main)
    styles = _part_of(links, "styles", f"{folder}/styles.xml", names)
    words = _part_of(links, "sharedStrings", f"{folder}/sharedStrings.xml", names)
    return Book(
        sheets,
        _read_styles(_parse(archive, styles)) if styles else Styles((), ()),
        tuple(_shared_words(archive, words)) if words else (),
        from_1904=settings is not None and settings.get("date1904", "0").lower() not in _OFF,
    )


def _sheets(root: Any, links: Sequence[_Link]) -> Iterator[Sheet]:
    """The sheets that hold cells, in their order; charts and dialogues have none."""
    parts = {link.id: link.path for link in links if link.kind in ("worksheet", "macrosheet")}
    for element in root.iter("{*}sheet"):
        id_ = next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "id"), "")
        if id_ in parts:
            hidden = element.get("state", "visible") != "visible"
            yield Sheet(element.get("name", ""), hidden, parts[id_])


def comments_of(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The comments on a sheet by the name of their cell, such as ``B7``, threaded ones too."""
    names = set(archive.namelist())
    found: dict[str, str] = {}
    for link in _links(archive, part, names):
        if link.kind == "comments":
            for element in _parse(archive, link.path).iter("{*}comment"):
                text = rich_words(element).text.strip()
                if text:
                    found[element.get("ref", "")] = text
    return found


def rich_words(element: Any) -> Words:
    """The words of an element with plain text or runs, without the reading aids of East Asian text."""
    parts: list[str] = []
    struck = False
    for child in element.iter():
        name = local(child)
        if name == "t" and child.text and local(child.getparent()) != "rPh":
            parts.append(child.text)
        elif name == "strike" and child.get("val", "1").lower() not in _OFF:
            run = child.getparent().getparent()
            struck = struck or any((t.text or "").strip() for t in run.iterchildren("{*}t"))
    return Words(unescaped("".join(parts)), struck)


def unescaped(text: str) -> str:
    """The text with Excel's ``_x000D_`` for characters that XML cannot hold put back."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda m: "\n" if m[1].upper() == "000D" else chr(int(m[1], 16)), text)


def _parse(archive: zipfile.ZipFile, part: str) -> Any:
    with archive.open(part) as file:
        tree = etree.parse(file, safe_parser())
    if tree.docinfo.doctype:
        raise DamagedBookError("a part declares a document type")
    return tree.getroot()


@dataclass(frozen=True, slots=True)
class _Link:
    """From one part to another: its id, the last word of its type, the member that it leads to."""

    id: str
    kind: str
    path: str


def _links(archive: zipfile.ZipFile, part: str, names: set[str]) -> list[_Link]:
    """Where a part points to within the archive; links that lead out of it are not followed."""
    folder, base = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{base}.rels")
    if listing not in names:
        return []
    found = []
    for element in _parse(archive, listing).iter("{*}Relationship"):
        target = element.get("Target", "")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if element.get("TargetMode", "") != "External" and path in names:
            found.append(_Link(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], path))
    return found


def _part_of(links: Sequence[_Link], kind: str, usual: str, names: set[str]) -> str:
    """The part of a kind that a workbook links to, else the one in its usual place; blank where none is."""
    linked = next((link.path for link in links if link.kind == kind), usual)
    return linked if linked in names else ""


def _read_styles(root: Any) -> Styles:
    written = {
        int(element.get("numFmtId", "0")): element.get("formatCode", "General")
        for element in root.iter("{*}numFmt")
    }
    fonts = next(root.iter("{*}fonts"), ())
    struck_fonts = [_is_on(font.find("{*}strike")) for font in fonts if local(font) == "font"]
    formats, struck = [], []
    for style in next(root.iter("{*}cellXfs"), ()):
        if local(style) != "xf":
            continue
        number = int(style.get("numFmtId", "0"))
        formats.append(written.get(number) or _BUILT_IN.get(number, "General"))
        font = int(style.get("fontId", "0"))
        struck.append(font < len(struck_fonts) and struck_fonts[font])
    return Styles(tuple(formats), tuple(struck))


def _is_on(element: Any) -> bool:
    return element is not None and element.get("val", "1").lower() not in _OFF


def _shared_words(archive: zipfile.ZipFile, part: str) -> Iterator[Words]:
    content = archive.read(part)
    if content.count(b"<si") + content.count(b":si") > _MOST_STRINGS:
        raise HoldsTooMuchError("too many shared strings")
    plain = plain_strings(content)
    if plain is not None:
        yield from [Words(unescaped(text), False) for text in plain]
        return
    for element in walk(BytesIO(content), "si"):
        yield rich_words(element)
