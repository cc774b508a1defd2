import re

from chronology.engine import analyse
from chronology.flag_list import flags_as_text, safe_cell

ROWS = (
    ("hospital", "03/01/2014", "A", "Leg injury.", "Discharged to parents."),
    ("gp", "08/01/2014", "MA", "Low mood.", "Seen."),
    ("childrens_social_care", "24/01/2014", "A", "CIN case.", "Case closed."),
    ("hospital", "27/01/2014", "A", "Life threatening head injury.", "Admitted."),
)
ACCUSING = re.compile(
    r"\b(?:failed to|failure|negligen\w*|violat\w*|should have|fault|blame)\b", re.IGNORECASE
)


def test_the_same_case_gives_the_same_flags(make_case):
    first, second = analyse(make_case(*ROWS)).flags, analyse(make_case(*ROWS)).flags
    assert list(first["flag_id"]) == list(second["flag_id"])
    assert list(first["rank"]) == list(range(1, len(first) + 1))


def test_no_flag_cites_more_than_eight_entries_and_each_belongs_to_one_finding(make_case):
    analysis = analyse(make_case(*ROWS))
    assert analysis.flags["entries"].map(len).max() <= 8
    in_findings = [flag for flags in analysis.findings["flags"] for flag in flags]
    assert sorted(in_findings) == sorted(analysis.flags["flag_id"])


def test_a_sentence_says_what_was_recorded_expected_and_found_and_accuses_nobody(make_case):
    for sentence in analyse(make_case(*ROWS)).flags["sentence"]:
        assert "recorded" in sentence
        assert "Expected" in sentence
        assert "supplied" in sentence or "dated" in sentence
        assert not ACCUSING.search(sentence)


def test_the_parts_of_a_sentence_read_one_after_the_other_are_the_sentence(make_case):
    flags = analyse(make_case(*ROWS)).flags
    assert len(flags)
    for sentence, parts in zip(flags["sentence"], flags["parts"], strict=True):
        assert " ".join(parts) == sentence
        assert "recorded" in parts[0]
        assert [part.startswith("Expected") for part in parts].count(True) == 1
        assert not any(part != part.strip() or not part for part in parts)


def test_an_empty_case_has_an_empty_analysis(make_case):
    analysis = analyse(make_case())
    assert analysis.flags.empty
    assert analysis.findings.empty
    assert flags_as_text(analysis, "table") == "No flags.\n"


def test_no_cell_of_a_spreadsheet_becomes_a_formula():
    assert safe_cell("=1+1") == "'=1+1"
    assert safe_cell("plain") == "plain"
