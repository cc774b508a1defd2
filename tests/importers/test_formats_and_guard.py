"""What cannot be read is one sentence that names what to do; it never stops the other files."""

import zipfile

import openpyxl
import pytest

from importers.formats import kind_of, read_file
from importers.guard import OLE_SIGNATURE, Budget, check_archive, check_size

HEADER = ("Date", "Patient", "Event")


def one_problem(path):
    reading = read_file(path)
    assert not reading.read
    assert reading.tables == ()
    (problem,) = reading.problems
    assert problem.severity == "error"
    return problem


@pytest.mark.parametrize(
    ("name", "content", "code", "advice"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "format_not_read", "Word Document"),
        ("a.doc", OLE_SIGNATURE + "WordDocument".encode("utf-16-le"), "format_not_read", "Save As"),
        ("a.xls", OLE_SIGNATURE + "Workbook".encode("utf-16-le"), "damaged_file", "save a copy"),
        ("a.ppt", OLE_SIGNATURE + "PowerPoint".encode("utf-16-le"), "format_not_read", "presentation"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "format_not_read", "picture"),
        ("a.mht", b"MIME-Version: 1.0\n", "format_not_read", "web page"),
        ("a.xml", b"<?xml version='1.0'?><rows/>", "format_not_read", "XML"),
        ("a.xlsx", OLE_SIGNATURE + "EncryptedPackage".encode("utf-16-le"), "encrypted_file", "password"),
        ("a.msg", OLE_SIGNATURE + b"mail", "format_not_read", "attachment"),
        ("a.rtf", b"{\\rtf1 words}", "format_not_read", "Word Document"),
        ("a.xls", b"<html><p>No table</p></html>", "format_not_read", "Excel"),
        ("a.csv", b"", "empty_file", "send it again"),
        ("a.csv", b"  \n \n", "empty_file", "send it again"),
        ("a.bin", b"\x00\x01\x02\x03\x04\x05\x06\x07" * 30, "format_not_read", "CSV"),
        ("a.xlsx", b"PK\x03\x04 cut short", "damaged_file", "send it again"),
    ],
)
def test_each_kind_that_is_not_read_says_what_to_do(tmp_path, name, content, code, advice):
    path = tmp_path / name
    path.write_bytes(content)
    problem = one_problem(path)
    assert problem.code == code
    assert advice in problem.sentence


def test_archives_of_other_kinds_are_known(tmp_path):
    names = {
        "xl/workbook.bin": "binary_workbook",
        "word/document.xml": "document",
        "ppt/presentation.xml": "slides",
        "police.xlsx": "archive",
    }
    for member, kind in names.items():
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, b"...")
        assert kind_of(path) == kind
    for words, kind in (("spreadsheet", "open_workbook"), ("text", "open_document")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{words}")
        assert kind_of(path) == kind


def test_the_content_decides_and_not_the_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Date", "Event"])
    path = tmp_path / "return.csv"
    book.save(path)
    assert kind_of(path) == "workbook"
    text = tmp_path / "export.xls"
    text.write_text("Date\tEvent\n3 May 2012\tSeen\n")
    assert read_file(text).tables[0].rows[1].cells[1].text == "Seen"


def test_a_workbook_cut_short_anywhere_is_never_an_exception(folder, tmp_path):
    book = folder.workbook("police", HEADER, *[("3 May 2012", "A", f"Call {n}") for n in range(20)])
    whole = folder.save(book).read_bytes()
    cut = tmp_path / "cut.xlsx"
    for length in range(4, len(whole), len(whole) // 25):
        cut.write_bytes(whole[:length])
        assert one_problem(cut).code == "damaged_file"


def test_a_workbook_with_broken_xml_inside_is_never_an_exception(folder, tmp_path):
    path = folder.save(folder.workbook("police", HEADER))
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            target.writestr(member, content[: len(content) // 2] if "sheet1" in member.filename else content)
    assert one_problem(broken).code == "damaged_file"


def test_a_file_that_unpacks_to_far_more_is_not_opened(tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    assert one_problem(bomb).code == "file_unpacks_too_large"


def test_the_budget_counts_members_size_and_total(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(5):
            archive.writestr(f"xl/{n}.xml", b"x" * 100)
    assert check_archive(path, Budget()) is None
    assert check_archive(path, Budget(members=4)) is not None
    assert check_archive(path, Budget(unpacked=499, unpacked_share=0)) is not None
    assert check_size(path, Budget(size=10)) is not None
    assert check_size(path, Budget()) is None


def test_an_archive_with_a_password_says_so(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    content = bytearray(path.read_bytes())
    # The flag of the member in the directory at the end of the archive.
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    assert one_problem(path).code == "encrypted_file"


def test_external_entities_in_a_workbook_are_not_followed(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("outside the file")
    path = folder.save(folder.workbook("police", HEADER, ("3 May 2012", "A", "marker")))
    hostile = folder.path / "agencies" / "hostile.xlsx"
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(hostile, "w") as target:
        for member in source.infolist():
            content = source.read(member).replace(b"marker", b"&e;")
            if member.filename.endswith((".xml",)) and b"&e;" in content:
                content = content.replace(b"<sst", entity + b"<sst").replace(
                    b"<worksheet", entity + b"<worksheet"
                )
            target.writestr(member, content)
    case = folder.read()
    words = case.entries.to_string() + case.set_aside.to_string() + case.issues.to_string()
    assert "outside the file" not in words
    assert len(case.entries) >= 1


def test_one_unreadable_file_does_not_stop_the_others(folder, codes):
    folder.csv("gp", HEADER, ("3 May 2012", "A", "Seen"))
    folder.text("agencies/police.pdf", b"%PDF-1.7")
    folder.text("agencies/housing.xlsx", b"PK\x03\x04")
    case = folder.read()
    assert list(case.entries["agency"]) == ["gp"]
    status = dict(zip(case.files["agency"], case.files["status"], strict=True))
    assert status == {"gp": "read", "housing": "not read", "police": "not read"}
    assert {"format_not_read", "damaged_file"} <= set(codes(case))
    assert "no_table_found" not in codes(case)
