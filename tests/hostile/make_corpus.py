"""Files that agencies never mean to send: broken, misnamed, protected, and made to do harm.

``python -m tests.hostile.make_corpus FOLDER`` writes them all.  Each is made by a small function; nothing here
is kept in the repository as a file.  A file is either *refused* with exactly one issue, or merely *odd*: then
the entries that it holds are read.
"""

import io
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msoffcrypto.format.ooxml

from tests.hostile import parts
from tests.hostile.parts import CSV, DECLARATION, HEADER, PAGE, PAGE_ROWS, ROW, ROWS, TABLE

MEGABYTE = 1024 * 1024
SECRET = "the words of a file that lies elsewhere"  # noqa: S105 - what an entity must not bring in
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Hostile:
    """One file: its name, what makes it, and how many entries are read of it (None: it is refused)."""

    name: str
    make: Callable[[], bytes]
    entries: int | None = None


def refused(name: str, make: Callable[[], bytes]) -> Hostile:
    return Hostile(name, make)


def odd(name: str, make: Callable[[], bytes], entries: int = 1) -> Hostile:
    return Hostile(name, make, entries)


def plain_workbook() -> bytes:
    return parts.archive(parts.workbook())


def larger_workbook() -> bytes:
    """The same with a picture: the tool that protects the file goes wrong with very short ones."""
    return parts.archive(parts.workbook({"xl/media/image1.bin": parts.noise(20_000)}))


def flipped(content: bytes, start: int, count: int) -> bytes:
    damaged = bytearray(content)
    for place in range(start, min(start + count, len(damaged))):
        damaged[place] ^= 0xFF
    return bytes(damaged)


def packed(member: str, piece: bytes, times: int, before: bytes = b"", after: bytes = b"") -> bytes:
    """A workbook or document with one member that repeats a piece, written without holding it in memory."""
    out = io.BytesIO()
    others = parts.workbook({member: None})
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in others.items():
            target.writestr(name, content)
        with target.open(member, "w", force_zip64=True) as part:
            part.write(before)
            for _ in range(times):
                part.write(piece)
            part.write(after)
    return out.getvalue()


def lying_sizes() -> bytes:
    """An archive whose directory says that a sheet of 60 MB has a thousand bytes."""
    content = bytearray(packed("xl/worksheets/sheet1.xml", b"<!--" + b"0" * MEGABYTE + b"-->", 60))
    name = b"xl/worksheets/sheet1.xml"
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = 0
        while (place := content.find(signature, place)) >= 0:
            length_at = place + offset + 4
            start = place + (46 if offset == 24 else 30)
            if content[start : start + struct.unpack("<H", content[length_at : length_at + 2])[0]] == name:
                content[place + offset : place + offset + 4] = struct.pack("<I", 1000)
            place += 4
    return bytes(content)


def overlapping() -> bytes:
    """An archive whose directory lists one large member again and again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        target.writestr("xl/worksheets/sheet1.xml", b"0" * (8 * MEGABYTE))
        first = target.infolist()[0]
        for number in range(300):
            again = zipfile.ZipInfo(f"xl/worksheets/sheet{number + 2}.xml")
            for field in ("CRC", "compress_size", "file_size", "compress_type", "header_offset"):
                setattr(again, field, getattr(first, field))
            target.filelist.append(again)
            target.NameToInfo[again.filename] = again
    return out.getvalue()


def many_members() -> bytes:
    return parts.archive({f"xl/worksheets/sheet{n}.xml": b"" for n in range(30_000)}, stored=True)


def laughs(levels: int = 12) -> str:
    """A document type whose entities multiply tenfold at each level."""
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    return f'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY l0 "ha">{steps}]>\n'


def entity(declared: str) -> str:
    return f'<?xml version="1.0"?>\n<!DOCTYPE x [{declared}]>\n'


def entity_sheet(declared: str, use: str = "&e;") -> bytes:
    return parts.with_sheet(
        parts.sheet(parts.row(1, HEADER) + parts.row(2, (*ROW[:3], use, "")), prolog=entity(declared))
    )


def rows_of(number: int, inner: str = "") -> str:
    return "".join(f'<row r="{n}">{inner.format(n) if inner else ""}</row>' for n in range(3, number + 3))


def letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def wide_rows(columns: int) -> str:
    return "".join(
        f'<row r="{n}">{"".join(parts.cell(f"{letters(c)}{n}", f"Word {c}") for c in range(1, columns + 1))}</row>'
        for n in (1, 2)
    )


def encrypted(content: bytes, password: str) -> bytes:
    """A workbook protected by a password, as Excel does it."""
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def ole(*streams: str, size: int = 4096) -> bytes:
    """The start of an old Office file with the names of these streams, and nothing sensible after it."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return (OLE + bytes(504) + names).ljust(size, b"\xfe")


def circular_ole() -> bytes:
    """An old Office file whose table of sectors leads in a circle."""
    head = bytearray(512)
    head[:8] = OLE
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, 1, 1, 0, 4096, 1, 1, 1, 1, 1)
    struct.pack_into("<I", head, 76, 0)
    table = struct.pack("<128I", *([1, 0] * 64))
    return bytes(head) + table + "Workbook".encode("utf-16-le").ljust(512, b"\0") * 4


def spreadsheet(content: str) -> bytes:
    """An OpenDocument spreadsheet."""
    return parts.archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": DECLARATION
            + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": content,
        }
    )


def open_rows(rows: str, prolog: str = DECLARATION) -> str:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return (
        f"{prolog}<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Sheet1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def open_row(cells: tuple[str, ...], repeated: str = "") -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in cells
    )
    return f"<table:table-row{repeated}>{inner}</table:table-row>"


def nested_tables(levels: int, inner: str = TABLE) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + inner + "<w:p/></w:tc></w:tr></w:tbl>" * levels


def csv_rows(*rows: tuple[str, ...]) -> bytes:
    return (CSV + "".join(",".join(f'"{text}"' for text in cells) + "\n" for cells in rows)).encode()


PAGE_THAT_FETCHES = (
    '<html><link rel="stylesheet" href="http://127.0.0.1:9/x.css"><script src="http://127.0.0.1:9/x.js"></script>'
    '<iframe src="file:///etc/hostname"></iframe><img src="http://127.0.0.1:9/x.png">'
)


def damaged_archives() -> Iterator[Hostile]:
    whole = plain_workbook()
    yield refused("empty.xlsx", lambda: b"")
    yield refused("only_a_signature.xlsx", lambda: b"PK\x03\x04")
    yield refused("cut_in_half.xlsx", lambda: whole[: len(whole) // 2])
    yield refused("cut_in_the_directory.xlsx", lambda: whole[:-40])
    yield refused("nothing_in_the_archive.xlsx", lambda: parts.archive({}))
    yield refused(
        "flipped_bytes.xlsx", lambda: flipped(whole, whole.index(b"xl/worksheets/sheet1.xml") + 40, 60)
    )
    yield refused("flipped_directory.xlsx", lambda: flipped(whole, len(whole) - 300, 120))
    yield refused("no_workbook_part.xlsx", lambda: parts.archive(parts.workbook({"xl/workbook.xml": None})))
    yield refused(
        "no_sheet_part.xlsx", lambda: parts.archive(parts.workbook({"xl/worksheets/sheet1.xml": None}))
    )
    yield refused("no_sheets.xlsx", lambda: parts.archive(parts.workbook(sheets=0)))
    yield refused("a_zip_of_files.xlsx", lambda: parts.archive({"police.xlsx": whole, "gp.xlsx": whole}))
    yield refused("cut_in_half.docx", lambda: parts.document(TABLE)[:600])
    yield refused(
        "no_document_part.docx", lambda: parts.document(TABLE, {"word/document.xml": None, "word/x.xml": ""})
    )
    yield refused("garbage.xlsb", lambda: parts.archive({"xl/workbook.bin": parts.noise(5000)}))
    yield refused("nothing_in_it.ods", lambda: spreadsheet(""))


def bombs() -> Iterator[Hostile]:
    piece = b" " * MEGABYTE
    sheet = "xl/worksheets/sheet1.xml"
    cell = parts.sheet("|").split("|")
    start, end = (text.encode() for text in cell)
    text_cell = (b'<row r="1"><c r="A1" t="inlineStr"><is><t>', b"</t></is></c></row>")
    yield refused("unpacks_to_300_megabytes.xlsx", lambda: packed(sheet, piece, 300, start, end))
    yield refused(
        "one_cell_of_300_megabytes.xlsx",
        lambda: packed(sheet, b"a" * MEGABYTE, 300, start + text_cell[0], text_cell[1] + end),
    )
    yield refused(
        "one_cell_of_18_megabytes.xlsx",
        lambda: packed(sheet, b"a" * MEGABYTE, 18, start + text_cell[0], text_cell[1] + end),
    )
    yield refused(
        "one_string_of_300_megabytes.xlsx",
        lambda: packed(
            "xl/sharedStrings.xml", b"a" * MEGABYTE, 300, parts.shared("").encode()[:-6] + b"<si><t>"
        ),
    )
    yield refused(
        "one_string_in_50000_cells.xlsx",
        lambda: parts.with_strings(
            parts.shared(f"<si><t>{'a' * 30_000}</t></si>"), rows_of(50_000, '<c r="A{0}" t="s"><v>0</v></c>')
        ),
    )
    yield refused(
        "four_million_strings.xlsx",
        lambda: packed(
            "xl/sharedStrings.xml",
            b"<si><t>a</t></si>" * 40_000,
            100,
            parts.shared("").encode()[:-6],
            b"</sst>",
        ),
    )
    yield refused("sizes_that_lie.xlsx", lying_sizes)
    yield refused("members_that_overlap.xlsx", overlapping)
    yield refused("thirty_thousand_members.xlsx", many_members)
    yield refused("picture_of_300_megabytes.docx", lambda: packed("word/media/image1.bmp", piece, 300))
    yield refused("a_document_of_50_megabytes.docx", lambda: parts.document(parts.paragraph("x") * 1_400_000))
    yield refused("fifty_megabytes_of_words.csv", lambda: b"word " * (10 * MEGABYTE))
    yield refused(
        "repeated_to_the_end.ods",
        lambda: spreadsheet(
            open_rows(
                '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
                'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
            )
        ),
    )


def markup() -> Iterator[Hostile]:
    here = Path(__file__).resolve().as_uri()
    yield refused("external_entity_of_a_file.xlsx", lambda: entity_sheet(f'<!ENTITY e SYSTEM "{here}">'))
    yield refused(
        "external_entity_of_a_page.xlsx", lambda: entity_sheet('<!ENTITY e SYSTEM "http://127.0.0.1:9/x">')
    )
    yield refused(
        "parameter_entity.xlsx", lambda: entity_sheet(f'<!ENTITY % p SYSTEM "{here}"> %p; <!ENTITY e "x">')
    )
    yield refused(
        "external_document_type.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(
                prolog='<?xml version="1.0"?>\n<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">\n'
            )
        ),
    )
    yield refused(
        "billion_laughs_in_a_sheet.xlsx",
        lambda: parts.with_sheet(parts.sheet(parts.row(1, ("&l11;",)), prolog=laughs())),
    )
    yield refused(
        "billion_laughs_in_the_strings.xlsx",
        lambda: parts.with_strings(
            parts.shared("<si><t>&l11;</t></si>", prolog=laughs()),
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        ),
    )
    yield refused(
        "one_long_entity_many_times.xlsx",
        lambda: entity_sheet(f'<!ENTITY e "{"a" * 100_000}">', "&e;" * 20_000),
    )
    yield refused("billion_laughs.docx", lambda: parts.document(parts.paragraph("&l11;"), prolog=laughs()))
    yield refused(
        "external_entity.docx",
        lambda: parts.document(
            parts.word_table(HEADER, (*ROW[:3], "&e;", "")), prolog=entity(f'<!ENTITY e SYSTEM "{here}">')
        ),
    )
    yield refused("billion_laughs.ods", lambda: spreadsheet(open_rows(open_row(("&l11;",)), prolog=laughs())))
    yield refused(
        "a_hundred_thousand_deep.xlsx",
        lambda: parts.with_sheet(parts.sheet("<row>" * 100_000 + "</row>" * 100_000)),
    )
    yield refused(
        "an_attribute_of_20_megabytes.xlsx",
        lambda: parts.with_sheet(parts.sheet(f'<row r="1" x="{"a" * 20 * MEGABYTE}"/>{ROWS}')),
    )
    yield refused("not_well_formed.xlsx", lambda: parts.with_sheet(parts.sheet()[:-20]))
    yield refused("crossed_elements.xlsx", lambda: parts.with_sheet(parts.sheet(ROWS + "<row><c></row></c>")))
    yield refused(
        "bytes_that_are_no_letters.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(parts.row(1, ("~~~~",))).encode().replace(b"~~~~", b"\xff\xfe\xfa\xc0")
        ),
    )
    yield refused(
        "nul_bytes_in_a_sheet.xlsx", lambda: parts.with_sheet(parts.sheet().replace("Call", "C\0ll"))
    )
    yield refused(
        "an_unknown_encoding.xlsx",
        lambda: parts.with_sheet(parts.sheet(prolog='<?xml version="1.0" encoding="x-none"?>')),
    )
    yield odd(
        "a_sheet_in_utf_16.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(prolog='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")
        ),
    )
    yield odd(
        "comments_that_look_like_cells.xlsx",
        lambda: parts.with_sheet(parts.sheet(ROWS + f"<!-- {parts.row(3)} -->")),
    )
    yield odd(
        "names_with_a_prefix.xlsx",
        lambda: parts.with_sheet(
            parts.sheet()
            .replace("<", "<x:")
            .replace("<x:/", "</x:")
            .replace("<x:?", "<?")
            .replace("xmlns=", "xmlns:x=")
        ),
    )
    yield refused("tables_a_hundred_deep.docx", lambda: parts.document(nested_tables(100)))
    yield odd("tables_twenty_deep.docx", lambda: parts.document(nested_tables(20)))


def sheets() -> Iterator[Hostile]:
    yield odd("a_million_empty_rows.xlsx", lambda: parts.with_sheet(parts.sheet(ROWS + rows_of(1_048_574))))
    yield refused(
        "a_million_filled_rows.xlsx",
        lambda: parts.with_sheet(parts.sheet(rows_of(1_048_570, '<c r="A{0}"><v>1</v></c>'))),
    )
    yield refused("16384_columns.xlsx", lambda: parts.with_sheet(parts.sheet(wide_rows(16_384))))
    yield odd(
        "a_stray_cell_in_the_last_corner.xlsx",
        lambda: parts.with_sheet(parts.sheet(ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        entries=2,
    )
    yield odd(
        "all_cells_merged.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(after='<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>')
        ),
    )
    yield odd(
        "merges_that_are_none.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(
                after='<mergeCells><mergeCell ref="::"/><mergeCell/><mergeCell ref="A1:"/></mergeCells>'
            )
        ),
    )
    yield refused(
        "forty_thousand_merges.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(
                ROWS + rows_of(20_000, '<c r="A{0}"><v>1</v></c>'),
                after="<mergeCells>" + '<mergeCell ref="A1:A20000"/>' * 40_000 + "</mergeCells>",
            )
        ),
    )
    yield refused(
        "a_row_beyond_all_numbers.xlsx",
        lambda: parts.with_sheet(parts.sheet(ROWS + f'<row r="{"9" * 5000}"><c><v>1</v></c></row>')),
    )
    yield refused(
        "a_place_that_is_none.xlsx",
        lambda: parts.with_sheet(parts.sheet(ROWS + '<row r="3"><c r="!!"><v>1</v></c></row>')),
    )
    yield refused(
        "a_string_that_is_not_there.xlsx",
        lambda: parts.with_strings(parts.shared(""), ROWS + '<row r="3"><c r="A3" t="s"><v>7</v></c></row>'),
    )
    yield refused(
        "a_string_before_the_first.xlsx",
        lambda: parts.with_strings(
            parts.shared("<si><t>x</t></si>"), ROWS + '<row r="3"><c r="A3" t="s"><v>-1</v></c></row>'
        ),
    )
    yield refused(
        "parts_in_a_circle.xlsx",
        lambda: parts.archive(
            parts.workbook({"xl/_rels/workbook.xml.rels": parts.links("worksheet", "workbook.xml")})
        ),
    )
    yield odd(
        "strings_in_a_circle.xlsx",
        lambda: parts.archive(
            parts.workbook(
                {
                    "xl/sharedStrings.xml": parts.shared(""),
                    "xl/_rels/sharedStrings.xml.rels": parts.links("sharedStrings", "sharedStrings.xml"),
                }
            )
        ),
    )
    yield refused("nine_thousand_sheets.xlsx", lambda: parts.archive(parts.workbook(sheets=9_000)))
    yield odd(
        "a_style_that_is_not_there.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(
                ROWS + '<row r="3"><c r="A3" s="99"><v>41032</v></c>' + parts.cell("D3", "Call.") + "</row>"
            )
        ),
        entries=2,
    )
    yield odd(
        "numbers_that_are_no_dates.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(
                ROWS
                + "".join(
                    f'<row r="{n}"><c r="A{n}"><v>{number}</v></c>{parts.cell(f"D{n}", "Call.")}</row>'
                    for n, number in enumerate(("9E9", "-5", "1E308", "0", "1E-300"), start=3)
                )
            )
        ),
        entries=6,
    )
    yield odd(
        "a_formula_that_starts_a_program.xlsx",
        lambda: parts.with_sheet(
            parts.sheet(
                ROWS
                + '<row r="3"><c r="A3"><f>cmd|\' /C calc\'!A0</f></c>'
                + parts.cell("D3", "Call.")
                + "</row>"
            )
        ),
        entries=2,
    )
    yield odd(
        "links_that_lead_outside.xlsx",
        lambda: parts.archive(
            parts.workbook(
                {
                    "xl/worksheets/_rels/sheet1.xml.rels": parts.links(
                        "comments", "http://127.0.0.1:9/c.xml", outside=True
                    ),
                    "xl/externalLinks/externalLink1.xml": "<externalLink/>",
                }
            )
        ),
    )
    yield odd(
        "names_that_climb.xlsx",
        lambda: parts.archive(
            parts.workbook(
                {
                    "../../../climbed.txt": "x",
                    "/absolute.txt": "x",
                    "xl/worksheets/_rels/sheet1.xml.rels": parts.links(
                        "comments", "../../../../../../etc/hostname"
                    ),
                }
            )
        ),
    )
    yield odd("macros.xlsm", lambda: parts.archive(parts.workbook({"xl/vbaProject.bin": b"\xcc" * 5000})))


def containers() -> Iterator[Hostile]:
    yield refused("protected.xlsx", lambda: encrypted(larger_workbook(), "a made-up password"))
    yield refused("protected_and_damaged.xlsx", lambda: ole("EncryptedPackage", "EncryptionInfo"))
    yield refused("old_garbage.xls", lambda: ole("Workbook"))
    yield refused("old_garbage.doc", lambda: ole("WordDocument"))
    yield refused("nothing_known.xls", lambda: ole("Something"))
    yield refused("sectors_in_a_circle.xls", circular_ole)
    yield refused("an_old_file_cut_short.xls", lambda: OLE + b"Workbook")
    yield refused("a_pdf.xlsx", lambda: b"%PDF-1.7\n" + b"x" * 500)
    yield refused("a_picture.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500))
    yield refused("a_program.csv", lambda: b"MZ\x90\x00\x03\x00\x00\x00" + parts.noise(3000))
    yield refused("a_message.eml", lambda: b"From: x\nSubject: y\n\nhello\n")
    yield odd("a_document.xlsx", lambda: parts.document(TABLE))
    yield odd("a_workbook.csv", plain_workbook)
    yield odd("an_open_workbook.xls", lambda: spreadsheet(open_rows(open_row(HEADER) + open_row(ROW))))


def documents() -> Iterator[Hostile]:
    many = "".join(f"<w:tc>{parts.paragraph(f'Word {n}')}</w:tc>" for n in range(16_384))
    yield odd(
        "a_cell_that_spans_a_billion.docx",
        lambda: parts.document(
            TABLE.replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>', 1).replace(
                "<w:tc>", "<w:tc>"
            )
            + parts.paragraph("and")
            + TABLE
        ),
        entries=2,
    )
    yield refused(
        "16384_columns.docx", lambda: parts.document(f"<w:tbl><w:tr>{many}</w:tr><w:tr>{many}</w:tr></w:tbl>")
    )
    yield odd(
        "a_picture_elsewhere.docx",
        lambda: parts.document(
            TABLE,
            {"word/_rels/document.xml.rels": parts.links("image", "http://127.0.0.1:9/x.png", outside=True)},
        ),
    )
    yield odd(
        "a_template_elsewhere.docx",
        lambda: parts.document(
            TABLE,
            {
                "word/_rels/document.xml.rels": parts.links(
                    "attachedTemplate", "http://127.0.0.1:9/x.dotm", outside=True
                )
            },
        ),
    )


def plain_text() -> Iterator[Hostile]:
    yield refused("nul_bytes.csv", lambda: CSV.encode() + b"\0\0\0" + CSV.encode())
    yield refused("only_nul_bytes.csv", lambda: bytes(5000))
    yield refused("a_hundred_thousand_columns.csv", lambda: CSV.encode() + b"a," * 100_000 + b"\n")
    yield odd("half_a_million_blank_lines.csv", lambda: CSV.encode() + b"\n" * 450_000)
    yield odd(
        "a_quotation_mark_that_stays_open.csv",
        lambda: CSV.encode() + b'4 May 2012,A,Log,"' + b"word " * 80_000,
        entries=2,
    )
    yield odd("half_a_letter_at_the_end.csv", lambda: CSV.encode("utf-16")[:-1])
    yield odd(
        "letters_of_no_encoding.csv",
        lambda: CSV.encode() + b"4 May 2012,A,Log,\x81\x8d\xff\xfe,None.\n",
        entries=2,
    )
    yield odd(
        "cells_that_are_formulas.csv",
        lambda: csv_rows(("4 May 2012", "A", "=1+1", "=HYPERLINK(1)", "@x")),
        entries=2,
    )
    yield odd(
        "words_that_turn_round.csv",
        lambda: csv_rows(("4 May 2012", "A", "Log", "\u202ellac\u202c \u200b", "")),
        entries=2,
    )
    yield odd(
        "totals_without_end.csv",
        lambda: csv_rows(
            *[(f"Total {mark * 90}x", "", "", "", "") for mark in (".", ",", "1,", "1.,", "- ")] * 20
        ),
        entries=1,
    )
    yield odd(
        "dates_without_end.csv",
        lambda: csv_rows(
            *[
                (f"{word * 600}x", "A", "Log", "Call.", "")
                for word in ("at ", "1/", "between ", "3 May ", "(", "12-", "~ ")
            ]
            * 5
        ),
        entries=36,
    )
    yield odd(
        "no_contact_without_end.csv",
        lambda: csv_rows(
            *[
                ("4 May 2012", "A", "Log", f"No {word * 30}x", "")
                for word in ("contact with the ", "further ", "a, ")
            ]
            * 20
        ),
        entries=61,
    )


def pages() -> Iterator[Hostile]:
    yield odd("a_page.xls", lambda: PAGE.format(PAGE_ROWS).encode())
    yield odd("a_page_cut_short.xls", lambda: PAGE.format(PAGE_ROWS).encode()[:-30])
    yield odd(
        "a_page_that_fetches.xls",
        (PAGE_THAT_FETCHES + PAGE.format(PAGE_ROWS)).encode,
    )
    yield odd(
        "a_page_of_wide_cells.xls",
        lambda: PAGE.format(
            PAGE_ROWS + '<tr><td colspan="999999999" rowspan="999999999">x</td></tr>'
        ).encode(),
        entries=1,
    )
    yield refused("a_page_without_a_table.xls", lambda: b"<html><p>Nothing</p></html>")
    yield refused(
        "tables_three_thousand_deep.xls",
        ("<html><body>" + "<table><tr><td>" * 3000 + "x" + "</td></tr></table>" * 3000).encode,
    )
    yield refused(
        "a_page_with_entities.xls",
        (laughs() + "<html><body><table><tr><td>&l11;</td></tr></table></body></html>").encode,
    )


def corpus() -> tuple[Hostile, ...]:
    """Every file of the corpus."""
    groups = (damaged_archives, bombs, markup, sheets, containers, documents, plain_text, pages)
    return tuple(file for group in groups for file in group())


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file in corpus():
        (folder / file.name).write_bytes(file.make())


if __name__ == "__main__":
    main()
