from datetime import datetime

import docx

HEADER = ("Date", "Person", "Event")


def found(case, code):
    rows = case.issues[case.issues["code"] == code]
    return list(zip(rows["row"], rows["column"], strict=True))


def test_a_date_before_the_birth_of_the_one_person_named_is_asked_about(folder):
    folder.csv("gp", HEADER, ("01/02/2001", "A", "Seen with a cough"), ("01/06/2009", "A", "Booked, unborn"),
               ("01/02/2001", "A; MA", "Mother's own history"), ("01/02/2001", "MA", "Her history"))  # fmt: skip
    assert found(folder.read(), "date_before_birth") == [(2, "Date")]


def test_a_date_after_the_file_was_saved_is_asked_about(folder):
    days = [f"{day} May 2012" for day in range(1, 29)]
    path = folder.document("gp", [HEADER, *((d, "A", "Seen with a cough") for d in (*days, "3 May 2021"))])
    document = docx.Document(str(path))
    document.core_properties.modified = datetime(2014, 6, 2, 9)
    document.save(str(path))
    case = folder.read()
    assert found(case, "date_after_file") == [(30, "Date")]
    assert case.entries["date_text"].iloc[-1] == "3 May 2021"


def test_a_stamp_that_most_entries_contradict_is_not_believed(folder):
    folder.document("gp", [HEADER, *((f"{day} May 2031", "A", "Seen with a cough") for day in range(1, 20))])
    assert found(folder.read(), "date_after_file") == []


def test_nothing_undated_or_doubtful_is_left_out(folder):
    folder.csv("gp", HEADER, ("31/06/2012", "A", "Seen with a cough"), ("", "A", "No date"), ("N/K", "MA", "Called"),
               ("03/01/14 & 06/01/14", "A", "Two visits"), ("6/1/14 (late entry 9/1/14)", "A", "Written later"),
               ("05/01/2014", "A", "Court hearing about contact"))  # fmt: skip
    case = folder.read()
    assert len(case.entries) == 7
    assert case.files["entries"].iloc[0] == 6
    codes = set(case.issues["code"])
    assert {"impossible_date", "undated", "two_dates", "weekend_meeting"} <= codes
    late = case.entries[case.entries["event"] == "Written later"].iloc[0]
    assert str(late["recorded"].date()) == "2014-01-09"
    visits = case.entries[case.entries["event"] == "Two visits"]
    assert list(visits["edtf"]) == ["2014-01-03", "2014-01-06"]
