"""What columns hold: by known headers, by what the cells say, and never by force."""

import pytest

from importers import vocabulary
from importers.content import people_words
from importers.headers import read_header, understand_columns, unique_names
from importers.people import read_people
from importers.tables import RawCell
from importers.vocabulary import VocabularyError, normalise

WORDS = vocabulary.load()


@pytest.fixture
def people(folder):
    return people_words(read_people(folder.path).people, WORDS)


def fields(people, headers, *rows, overrides=None):
    cells = [[RawCell(row[n], row[n]) for row in rows] for n in range(len(headers))]
    return [m.field for m in understand_columns(headers, cells, WORDS, people, overrides or {})]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (("47XY/1234/12", "47XY/0021/13"), "ref"),
        (("OCC 12345", "OCC 23456"), "ref"),
        (("CAD 234 of 12/05/12", "CAD 9 of 01/02/13"), "ref"),
        (("0251-140103", ""), "ref"),
        (("Domestic incident", "Missing person"), "event"),
        (("Officers attended after a call at 10", "A found alone"), "event"),
        (("", ""), "event"),
    ],
)
def test_an_occurrence_is_a_number_or_what_happened_by_its_cells(people, cells, field):
    rows = [("3 May 2012", cell, "Call from a relative.") for cell in cells]
    assert fields(people, ("Date", "Occurrence", "Details"), *rows) == ["date", field, "event"]
    alone = [(day, cell) for day, cell, _ in rows]
    assert fields(people, ("Date", "OCCURRENCE"), *alone) == ["date", field]


def test_an_occurrence_that_holds_the_only_dates_is_the_date(people):
    rows = [("3 May 2012", "Call from a relative."), ("4 May 2012", "Seen at home.")]
    assert fields(people, ("Occurrence", "Details"), *rows) == ["date", "event"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Occurrence No.", "ref"),
        ("Crime number", "ref"),
        ("Occurrence details", "event"),
        ("Date of occurrence", "date"),
    ],
)
def test_headers_of_a_police_log_are_known(people, header, field):
    read = read_header(header, WORDS)
    assert (read.fields, read.certainty) == ((field,), "certain")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Start Date", "date"),
        ("End Date", "date_end"),
        ("Start Time", "time"),
        ("Event Ref", "ref"),
        ("Source of Information", "source"),
        ("Serial number", "ref"),
        ("Event-detail", "event"),
        ("Witness or document reference", "source"),
        ("Date range", "date"),
        ("Category", "event"),
        ("Description", "event"),
        ("Analysis", "comment"),
        ("Age", "age"),
        ("Date or Period of Event", "date"),
        ("Significant Event", "event"),
        ("Impact (Either Positive or Negative)", "comment"),
        ("Action Taken to Mitigate Adverse Impact on Child", "action"),
        ("Print Name and Signature", "professional"),
        ("Information/Details of concerns or contact", "event"),
        ("Date of incident /concern: (DD MM YY)", "date"),
        ("Incident / concern (who what where when)", "event"),
        ("Date form completed (DD MM YY)", "recorded"),
        ("Action taken (including reasons for decisions) and Outcomes", "action"),
        ("Characters", "persons"),
        ("Child seen?", "child_seen"),
        ("CHILD SEEN (Y/N)", "child_seen"),
        ("Date/Time", "date"),
        ("Comment/Analysis", "comment"),
        ("Name of professional", "professional"),
        ("Location", "location"),
        ("Agency", "agency"),
        ("Date\nof\u00a0event", "date"),
        ("Child’s age", "age"),
    ],
)
def test_published_wordings_are_known(header, field):
    assert read_header(header, WORDS).fields[0] == field


def test_near_spelling_and_contained_headers_are_likely():
    assert read_header("Outcomme", WORDS).certainty == "likely"
    assert read_header("Outcomme", WORDS).fields == ("outcome",)
    longer = read_header("Brief summary of contact with the household", WORDS)
    assert (longer.fields, longer.certainty) == (("event",), "likely")
    assert not read_header("Xyz", WORDS)


def test_dates_are_found_by_content_under_any_header(people):
    for header in ("Job", "Tasking", "Incident", "Call", "Contact"):
        assert fields(people, (header, "Patient", "Findings"), ("3 May 2012", "A", "Seen."))[0] == "date"


def test_the_same_header_means_what_its_cells_hold(people):
    dated = fields(people, ("From", "To", "Child", "Contact"), ("3 May 2012", "6 May 2012", "A", "Seen."))
    assert dated == ["date", "date_end", "persons", "event"]
    named = fields(people, ("Date", "From", "Child", "Content"), ("3 May 2012", "Clinic", "A", "Letter."))
    assert named == ["date", "source", "persons", "event"]


def test_record_is_a_source_beside_an_event_and_the_event_alone(people):
    beside = fields(
        people, ("Date", "Child", "Contact", "Record"), ("3 May 2012", "A", "Call.", "Case record")
    )
    alone = fields(people, ("Date", "Child", "Record"), ("3 May 2012", "A", "Called in, all were well."))
    assert (beside[3], alone[2]) == ("source", "event")


def test_persons_are_found_by_content(people):
    rows = [
        ("3 May 2012", "A", "Seen."),
        ("4 May 2012", "MA and Baby A", "Seen."),
        ("5 May 2012", "Mother", "Rang."),
    ]
    assert fields(people, ("Date", "Met with", "Event"), *rows) == ["date", "persons", "event"]


def test_words_about_people_are_no_column_of_persons(people):
    rows = [("3 May 2012", "Child bruised on arm", "x"), ("4 May 2012", "Mother very distressed today", "x")]
    assert fields(people, ("Date", "Worries", "Event"), *rows)[1] == "unknown"


def test_a_yes_and_no_column_is_child_seen_only_where_the_header_asks_so(people):
    rows = [("3 May 2012", "Y", "N", "Visit."), ("4 May 2012", "N", "N", "Visit.")]
    headers = ("Date", "Was the boy seen today", "Police informed", "Event")
    assert fields(people, headers, *rows) == ["date", "child_seen", "unknown", "event"]


def test_a_date_of_birth_is_never_the_date(people):
    headers = ("Date of birth", "DOB of child", "When", "Event")
    assert fields(people, headers, ("1 May 2010", "1 May 2010", "3 May 2012", "Visit."))[:3] == [
        "ignore",
        "ignore",
        "date",
    ]


def test_a_recorded_date_is_the_date_only_where_there_is_no_other(people):
    both = fields(people, ("Date of entry", "Date", "Event"), ("9 May 2012", "3 May 2012", "Visit."))
    alone = fields(people, ("Date of entry", "Event"), ("9 May 2012", "Visit."))
    assert both == ["recorded", "date", "event"]
    assert alone == ["date", "event"]


def test_numbers_are_no_dates(people):
    rows = [(str(n), "15", f"{n} May 2012", "Visit.") for n in range(1, 9)]
    assert fields(people, ("No.", "Minutes", "Tasking", "Event"), *rows)[:3] == ["ref", "unknown", "date"]


def test_a_time_column_is_not_the_date(people):
    rows = [("3 May 2012", "14:30", "Visit."), ("4 May 2012", "18.25", "Visit.")]
    assert fields(people, ("Date", "Time", "Event"), *rows) == ["date", "time", "event"]


def test_headers_are_made_unique():
    assert unique_names(("Date", "", "Notes", "Notes", "")) == (
        "Date",
        "Column 2",
        "Notes",
        "Notes (2)",
        "Column 5",
    )


def test_normalise():
    assert normalise("  Child seen?  (Y/N): ") == "child seen"
    assert normalise("Date/Time") == normalise("DATE / TIME")


def test_a_case_may_say_what_a_header_means(folder):
    folder.text("headers.toml", '[fields]\noutcome = ["Upshot"]\n[agencies.gp]\n"Worries" = "comment"\n')
    folder.csv(
        "gp",
        ("Date", "Patient", "Event", "Upshot", "Worries"),
        ("3 May 2012", "A", "Seen", "Home", "None yet"),
    )
    entry = folder.read().entries.iloc[0]
    assert (entry.outcome, entry.comment, entry.event) == ("Home", "None yet", "Seen")


def test_a_mistake_in_the_case_s_headers_is_an_issue(folder, codes):
    folder.text("headers.toml", '[fields]\nupshot = ["Upshot"]\n')
    folder.csv("gp", ("Date", "Patient", "Event"), ("3 May 2012", "A", "Seen"))
    case = folder.read()
    assert "headers_file_mistake" in codes(case)
    assert len(case.entries) == 1
    with pytest.raises(VocabularyError, match="upshot"):
        vocabulary.load(folder.path / "headers.toml")
