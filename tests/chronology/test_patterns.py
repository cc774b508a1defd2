"""Each pattern with the smallest case that fires it, one that closes it and one just outside the window."""

import pytest

from chronology.engine import analyse

SC, HO, GP, PO, NU, MH, PR = (
    "childrens_social_care",
    "hospital",
    "gp",
    "police",
    "nursery",
    "adult_mental_health",
    "probation",
)
# Long after everything else, so that no step is still within its time when the records end.
LATER = (GP, "30/11/2014", "MA", "Routine appointment.", "Seen by GP.")

INJURY = (HO, "21/05/2012", "A", "Cut to chin.", "Home.")
CLOSED = (SC, "24/01/2014", "A", "Record.", "Case closed.")

CASES = {
    # rule: (fires, closes, outside the window)
    "M01": (
        [INJURY],
        [INJURY, (SC, "22/05/2012", "A", "Referral.", "Strategy meeting held.")],
        None,
    ),
    "M17": (
        [(HO, "03/01/2014", "A", "Leg injury.", "Home."), CLOSED],
        [
            (HO, "03/01/2014", "A", "Leg injury.", "Home."),
            (SC, "10/01/2014", "A", "Single assessment completed.", ""),
            CLOSED,
        ],
        [(HO, "03/10/2013", "A", "Leg injury.", "Home."), CLOSED],
    ),
    "M18": (
        [CLOSED, (HO, "27/01/2014", "A", "Life threatening head injury.", "Admitted.")],
        [CLOSED],
        [CLOSED, (HO, "27/06/2014", "A", "Life threatening head injury.", "Admitted.")],
    ),
    "M03": (
        [(HO, "02/05/2012", "A", "Bruise to face.", "Home."), INJURY],
        [
            (HO, "02/05/2012", "A", "Bruise to face.", "Home."),
            INJURY,
            (HO, "22/05/2012", "A", "Checks made with CSC.", ""),
        ],
        [(HO, "02/01/2012", "A", "Bruise to face.", "Home."), INJURY],
    ),
    "M04": (
        [
            (HO, "02/05/2012", "B", "Bruise to face.", "Home."),
            (HO, "03/01/2014", "A", "Leg injury.", "Home."),
        ],
        [
            (HO, "02/05/2012", "B", "Bruise to face.", "Home."),
            (HO, "03/01/2014", "A", "Leg injury.", "Home."),
            (HO, "06/01/2014", "A", "Records checked.", ""),
        ],
        [
            (HO, "02/05/2011", "B", "Bruise to face.", "Home."),
            (HO, "03/01/2014", "A", "Leg injury.", "Home."),
        ],
    ),
    "M07F": (
        [
            (GP, "03/05/2012", "A", "Bruise.", "Referred to CSC."),
            (SC, "03/09/2013", "B", "School place.", ""),
        ],
        [
            (GP, "03/05/2012", "A", "Bruise.", "Referred to CSC."),
            (SC, "04/05/2012", "A", "Referral.", "", "", "GP"),
        ],
        None,
    ),
    "M20D": (
        [
            (MH, "01/11/2012", "MA", "Overdose.", "Seen."),
            (SC, "06/12/2012", "A", "Decision.", "Can return to parents."),
        ],
        [
            (MH, "01/11/2012", "MA", "Overdose.", "Told CSC."),
            (SC, "06/12/2012", "A", "Decision.", "Can return to parents."),
        ],
        [
            (MH, "01/02/2012", "MA", "Overdose.", "Seen."),
            (SC, "06/12/2012", "A", "Decision.", "Can return to parents."),
        ],
    ),
    "D02": (
        [
            (MH, "01/02/2013", "MA", "Low mood.", "Assessed."),
            (MH, "21/05/2013", "MA", "Low mood.", "Visited."),
        ],
        [
            (MH, "01/02/2013", "MA", "Low mood.", "Assessed."),
            (MH, "21/03/2013", "MA", "Home visit.", ""),
            (MH, "21/05/2013", "MA", "Home visit.", ""),
        ],
        [
            (MH, "01/02/2013", "MA", "Low mood.", "Assessed."),
            (MH, "30/04/2013", "MA", "Low mood.", "Visited."),
        ],
    ),
    "C01": (
        [
            (SC, "18/01/2013", "A", "Provider says needs more than it can give.", ""),
            (SC, "20/01/2013", "A", "Considered.", "Criteria not met."),
        ],
        [
            (SC, "18/01/2013", "A", "Provider says needs more than it can give.", ""),
            (SC, "20/01/2013", "A", "Considered.", "Criteria not met."),
            (SC, "21/01/2013", "A", "Escalated to senior manager.", ""),
        ],
        [
            (SC, "18/10/2012", "A", "Provider says needs more than it can give.", ""),
            (SC, "20/01/2013", "A", "Considered.", "Criteria not met."),
        ],
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_the_rule_fires(make_case, rule):
    analysis = analyse(make_case(*CASES[rule][0], LATER))
    assert rule in set(analysis.flags["rule"])


@pytest.mark.parametrize("rule", CASES)
def test_the_answer_closes_it(make_case, rule):
    analysis = analyse(make_case(*CASES[rule][1], LATER))
    assert rule not in set(analysis.flags["rule"])


@pytest.mark.parametrize("rule", [rule for rule, cases in CASES.items() if cases[2]])
def test_outside_the_window_nothing_is_said(make_case, rule):
    analysis = analyse(make_case(*CASES[rule][2], LATER))
    assert rule not in set(analysis.flags["rule"])


def test_an_answer_after_the_window_is_late_and_is_cited(make_case):
    analysis = analyse(
        make_case(INJURY, (SC, "25/05/2012", "A", "Referral.", "Strategy meeting held."), LATER)
    )
    flag = analysis.flags[analysis.flags["rule"] == "M01"].iloc[0]
    assert flag["state"] == "late"
    assert flag["entries"] == ("e0", "e1")


def test_a_vague_date_that_could_be_in_time_is_only_possibly_late(make_case):
    analysis = analyse(make_case(INJURY, (SC, "May 2012", "A", "Referral.", "Strategy meeting held."), LATER))
    assert analysis.flags.set_index("rule")["state"]["M01"] == "possibly late"


def test_a_step_that_was_not_yet_due_when_the_records_end_is_not_missed(make_case):
    analysis = analyse(make_case((GP, "20/12/2013", "A", "Needs support. Wants nursery.", "")))
    assert "N02" not in set(analysis.flags["rule"])
    analysis = analyse(make_case((GP, "20/12/2013", "A", "Needs support. Wants nursery.", ""), LATER))
    assert "N02" in set(analysis.flags["rule"])
