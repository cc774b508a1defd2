"""Word tables: merged, ragged, nested and continued ones, tracked changes, form fields and comments."""

import docx
import pandas as pd
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from importers.word import PROSE, read

HEADER = ("Date", "Child", "Event", "Outcome")


def entry(n):
    return (f"{n} May 2012", "A", f"Visit {n}.", "Seen.")


def test_a_repeated_header_and_a_second_table_are_one_chronology(folder):
    folder.document("health", [HEADER, entry(1), entry(2), HEADER, entry(3)], [HEADER, entry(4)])
    case = folder.read()
    assert list(case.entries["event"]) == ["Visit 1.", "Visit 2.", "Visit 3.", "Visit 4."]
    assert list(case.entries["sheet"]) == ["Table 1"] * 3 + ["Table 2"]
    assert list(case.entries["data_row"]) == [1, 2, 4, 5]
    assert list(case.set_aside["reason"]) == ["header"] * 3


def test_a_table_continued_without_its_header_is_read_on(folder):
    folder.document("health", [HEADER, entry(1), entry(2)], [entry(3), entry(4)])
    assert list(folder.read().entries["event"]) == [f"Visit {n}." for n in (1, 2, 3, 4)]


def test_cells_merged_down_and_across(folder):
    document = docx.Document()
    table = document.add_table(4, 4)
    for n, row in enumerate([HEADER, entry(1), entry(2), ("2013", "", "", "")]):
        for column, text in enumerate(row):
            table.rows[n].cells[column].text = text
    table.cell(2, 0).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 3))
    document.save(str(folder.path / "agencies" / "health.docx"))
    case = folder.read()
    assert set(case.entries["earliest"]) == {pd.Timestamp("2012-05-01")}
    assert list(case.entries["event"]) == ["Visit 1.", "Visit 2."]
    assert case.set_aside.set_index("reason").loc["heading", "text"] == "2013"


def test_a_ragged_row_keeps_its_columns(folder):
    document = docx.Document()
    table = document.add_table(3, 4)
    for n, row in enumerate([HEADER, entry(1), entry(2)]):
        for column, text in enumerate(row):
            table.rows[n].cells[column].text = text
    # The second entry's row begins one grid column later: Word leaves its first cell out.
    row = table.rows[2]._tr
    row.remove(row.tc_lst[0])
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "1")
    row.get_or_add_trPr().append(before)
    document.save(str(folder.path / "agencies" / "health.docx"))
    entries = folder.read().entries
    assert entries.iloc[1].persons == "A"
    assert entries.iloc[1].event == "Visit 2."
    assert entries.iloc[1].date_basis == "inherited"


def test_a_table_inside_a_layout_table_is_found(tmp_path):
    document = docx.Document()
    outer = document.add_table(1, 1).rows[0].cells[0]
    outer.text = "Health visiting"
    inner = outer.add_table(2, 4)
    for n, row in enumerate([HEADER, entry(1)]):
        for column, text in enumerate(row):
            inner.rows[n].cells[column].text = text
    path = tmp_path / "health.docx"
    document.save(str(path))
    tables = read(path).tables
    assert tables[0].rows[0].cells[0].text == "Health visiting"
    assert tables[1].rows[1].cells[2].text == "Visit 1."


def test_a_small_table_inside_an_entry_belongs_to_its_words(folder):
    document = docx.Document()
    table = document.add_table(2, 4)
    for n, row in enumerate([HEADER, entry(1)]):
        for column, text in enumerate(row):
            table.rows[n].cells[column].text = text
    table.rows[1].cells[2].add_table(1, 1).rows[0].cells[0].text = "Weight 9 kg"
    document.save(str(folder.path / "agencies" / "health.docx"))
    case = folder.read()
    assert len(case.entries) == 1
    assert "Weight 9 kg" in case.entries.iloc[0].event


def test_tracked_changes_form_fields_and_struck_words(folder):
    document = docx.Document()
    table = document.add_table(2, 4)
    for n, row in enumerate([HEADER, entry(1)]):
        for column, text in enumerate(row):
            table.rows[n].cells[column].text = text
    paragraph = table.rows[1].cells[2].paragraphs[0]._p
    paragraph.append(_tracked("w:ins", "w:t", " Bruise seen."))
    paragraph.append(_tracked("w:del", "w:delText", " No bruise."))
    _wrap_in_form_field(table.rows[1]._tr.tc_lst[3])
    table.rows[1].cells[1].paragraphs[0].runs[0].font.strike = True
    document.save(str(folder.path / "agencies" / "health.docx"))
    row = folder.read().entries.iloc[0]
    assert row.event == "Visit 1. Bruise seen."
    assert row.cell_comments == "Deleted in tracked changes: No bruise."
    assert row.outcome == "Seen."
    assert row.struck


def _tracked(change, text_tag, words):
    element, run, text = OxmlElement(change), OxmlElement("w:r"), OxmlElement(text_tag)
    text.text = words
    run.append(text)
    element.append(run)
    return element


def _wrap_in_form_field(cell):
    field, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    cell.addprevious(field)
    field.append(content)
    content.append(cell)


def test_comments_are_kept(folder):
    document = docx.Document()
    table = document.add_table(2, 4)
    for n, row in enumerate([HEADER, entry(1)]):
        for column, text in enumerate(row):
            table.rows[n].cells[column].text = text
    document.add_comment(table.rows[1].cells[2].paragraphs[0].runs, text="Check the date.", author="Author")
    document.save(str(folder.path / "agencies" / "health.docx"))
    assert folder.read().entries.iloc[0].cell_comments == "Check the date."


def test_text_outside_the_tables_is_accounted_for(folder):
    document = docx.Document()
    document.add_paragraph("Return of the health visiting service")
    document.add_paragraph("")
    table = document.add_table(2, 4)
    for n, row in enumerate([HEADER, entry(1)]):
        for column, text in enumerate(row):
            table.rows[n].cells[column].text = text
    document.save(str(folder.path / "agencies" / "health.docx"))
    case = folder.read()
    prose = case.set_aside[case.set_aside["sheet"] == PROSE]
    assert list(prose["text"]) == ["Return of the health visiting service"]
    assert case.files.iloc[0].rows_read == 3


def test_a_year_above_a_table_dates_its_rows(folder):
    document = docx.Document()
    for year in ("2012", "2013"):
        document.add_paragraph(year)
        table = document.add_table(2, 4)
        for n, row in enumerate([HEADER, ("3 May", "A", "Visit.", "Seen.")]):
            for column, text in enumerate(row):
                table.rows[n].cells[column].text = text
    document.save(str(folder.path / "agencies" / "health.docx"))
    entries = folder.read().entries
    assert list(entries["earliest"]) == [pd.Timestamp("2012-05-03"), pd.Timestamp("2013-05-03")]


def test_a_document_without_tables_is_one_issue(folder, codes):
    folder.csv("gp", ("Date", "Patient", "Event"), ("3 May 2012", "A", "Seen"))
    document = docx.Document()
    document.add_paragraph("Please see the attached.")
    document.save(str(folder.path / "agencies" / "police.docx"))
    case = folder.read()
    assert codes(case).count("no_table_found") == 1
    assert len(case.entries) == 1


def test_a_stated_nil_return_in_words_only(folder, codes):
    document = docx.Document()
    document.add_paragraph("No contact with the family in this period.")
    document.save(str(folder.path / "agencies" / "housing.docx"))
    case = folder.read()
    assert list(case.set_aside["reason"]) == ["nil return"]
    assert "nil_return_stated" in codes(case)
    assert "no_table_found" not in codes(case)


def test_footnotes_are_kept_with_the_row(folder):
    document = docx.Document()
    table = document.add_table(2, 4)
    for n, row in enumerate([HEADER, entry(1)]):
        for column, text in enumerate(row):
            table.rows[n].cells[column].text = text
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "7")
    table.rows[1].cells[2].paragraphs[0].runs[0]._r.append(reference)
    words = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="7"><w:p><w:r><w:t>Seen by the duty nurse.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, words.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(folder.path / "agencies" / "health.docx"))
    assert folder.read().entries.iloc[0].cell_comments == "Seen by the duty nurse."
