from dataclasses import replace

from chronology import frames
from chronology.case import Agency
from chronology.engine import analyse
from chronology.rules import load_rules

MESSAGE = ("gp", "03/05/2012", "A", "Bruise to face.", "Referred to police.")
LATER = ("gp", "30/11/2014", "MA", "Routine appointment.", "Seen by GP.")
RISK = ("probation", "03/05/2012", "PA", "Assessed high risk to children.", "")


def flag_of(case, rule):
    flags = analyse(case, [r for r in load_rules() if r.id == rule], list_all=True).flags
    return flags.iloc[0]


def test_a_return_that_covers_the_day_and_has_no_entry_is_missed(make_case):
    case = make_case(
        MESSAGE, LATER, ("police", "01/01/2012", "B", "Call.", ""), ("police", "01/01/2013", "B", "Call.", "")
    )
    flag = flag_of(case, "M07F")
    assert flag["state"] == "missed"
    assert "No return" not in flag["sentence"]


def test_a_return_whose_entries_end_before_cannot_tell(make_case):
    case = make_case(MESSAGE, LATER, ("police", "01/01/2012", "B", "Call.", ""))
    flag = flag_of(case, "M07F")
    assert flag["state"] == "cannot tell"
    assert "The return of Police has no entries around that time." in flag["sentence"]


def test_a_stated_nil_return_is_said_to_be_one(make_case):
    case = make_case(MESSAGE, LATER, ("police", "01/01/2012", "B", "Call.", ""))
    issue = {
        "code": "nil_return_stated", "severity": "note", "sentence": "x", "agency": "police",
        "file": "", "sheet": "", "row": 0, "column": "", "done": "",
    }  # fmt: skip
    flag = flag_of(replace(case, issues=frames.build("issues", [issue])), "M07F")
    assert flag["state"] == "missed"
    assert "Police stated that there was nothing to record." in flag["sentence"]


def asking(*agencies):
    """A rule that expects an answer to a recorded risk from another of these agencies, or from any."""
    rule = next(rule for rule in load_rules() if rule.id == "M26")
    answer = rule.answer.model_copy(
        update={"by": list(agencies), "own_row": False, "speaks_of": [], "any": ["assessment"]}
    )
    return rule.model_copy(update={"answer": answer, "who": "another agency"})


def test_where_nobody_who_could_answer_sent_a_return_nothing_can_be_said(make_case):
    case = make_case(RISK, LATER)
    case = replace(case, agencies={**case.agencies, "housing": Agency("housing", "Housing", "housing")})
    flag = analyse(case, [asking("housing")], list_all=True).flags.iloc[0]
    assert flag["state"] == "no return"
    assert "No return that could be read was supplied by Housing" in flag["sentence"]


def unread(case, *agencies):
    """The case, with files of these agencies that were received and could not be read."""
    rows = [
        {
            "agency": key, "file": f"{key}.xlsx", "sha256": "", "size": 1, "rows_read": 0, "entries": 0,
            "set_aside": 0, "day_order": "not needed", "day_order_evidence": "", "status": "not read",
        }
        for key in agencies
    ]  # fmt: skip
    return replace(case, files=frames.build("files", rows))


def test_a_return_that_could_not_be_read_is_named_as_not_searched(make_case):
    case = unread(make_case(RISK, LATER), "police")
    flag = analyse(case, [asking("police")], list_all=True).flags.iloc[0]
    assert flag["state"] == "no return"
    assert "No return that could be read was supplied by Police" in flag["sentence"]


def test_where_many_returns_are_searched_those_not_read_are_still_named(make_case):
    read = [(key, "01/01/2012", "B", "Call.", "") for key in ("police", "hospital", "nursery")]
    case = unread(make_case(RISK, LATER, *read), "adult_mental_health", "childrens_social_care")
    flag = analyse(case, [asking()], list_all=True).flags.iloc[0]
    assert len(flag["answer_agencies"]) > 3
    told = next(part for part in flag["sentence"].split(". ") if "could not be read" in part)
    assert "Adult mental health" in told and "Children's Social Care" in told
    assert "Police" not in told
